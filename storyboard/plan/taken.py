"""Shots on their way from an answer to the board: framed, then compiled with the words of the script."""

from collections.abc import Sequence
from dataclasses import replace

from storyboard import camera, names, staging
from storyboard.lettering import stands_written
from storyboard.model import Cast, Script, Shot, ShotTrace
from storyboard.plan import objects
from storyboard.plan.answers import Shown, with_speaker
from storyboard.plan.beats import Beat
from storyboard.plan.breakdown import SceneToPlan
from storyboard.plan.choices import Frame
from storyboard.plan.compile import carried, shot_of, trace_of
from storyboard.plan.grammar import by_table
from storyboard.plan.lines import Line
from storyboard.plan.questions import Context
from storyboard.plan.timing import asked
from storyboard.records import dataclass
from storyboard.timeline import write_caption


@dataclass(frozen=True, slots=True)
class Taken:
    """One shot before it is compiled, and which path made it."""

    beat: Beat
    frame: Frame
    by: str
    question: str = ""
    """Id of the question that was answered with it."""
    answered: int = 0
    """Its place in the answer, from 1."""
    opens: bool = False
    """Whether a clip should begin with it."""
    item: SceneToPlan | None = None
    """Its scene where it is otherwise in this shot: another place, other weather, other looks."""


def as_frame(
    answer: Shown, group: Sequence[Line], beat: Beat, context: Context, rule: str, behind: Sequence[str] = ()
) -> Frame:
    """An answered picture as a frame: camera in canonical words, captions added verbatim where nothing in it carries their words.

    `behind`: pictures of the shots without lines behind it, which may go on with them.
    """
    visual = with_speaker(answer.visual.rstrip("，, "), group, context)
    over = [text for text in beat.captions if not stands_written(text, visual, *behind)]
    captions = [write_caption(text, context.language) for text in over]
    comma = context.known.language.word("writing.comma")
    joined = comma.join([visual.rstrip("。.") if captions else visual, *captions])
    beat_tags = answer.tags.strip("，, 。.")
    framing, rule = by_table(beat, camera.read(answer.camera), rule)
    return Frame(framing.write(context.language), joined, rule, (beat_tags,) if beat_tags else ())


def compiled(
    script: Script, cast: Cast, known: names.Naming, items: Sequence[SceneToPlan], taken: Sequence[Sequence[Taken]]
) -> tuple[tuple[Shot, ...], tuple[ShotTrace, ...]]:
    """The shots and traces of all scenes."""
    shots: list[Shot] = []
    traces: list[ShotTrace] = []
    for item, scene in zip(items, taken, strict=True):
        beats = asked([one.beat for one in scene], cast, known.language.code)
        seen: set[str] = set()
        for one, beat in zip(scene, beats, strict=True):
            here = one.item or item
            shots.append(shot_of(beat, one.frame, here, cast, known, first=here.scenery.place not in seen))
            seen.add(here.scenery.place)
            trace = trace_of(script, beat, one.frame, cast, here, shots[-1], one.by)
            traces.append(replace(trace, question=one.question, answered=one.answered, opens=one.opens, held=beat.held))
    told = objects.with_looks(shots, cast, known.language)
    traces = [
        replace(trace, pictured=staging.digest(shot.visual)) if trace.pictured and shot is not former else trace
        for trace, shot, former in zip(traces, told, shots, strict=True)
    ]
    return carried(script, told, traces, known.language.code)
