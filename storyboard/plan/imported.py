"""A board from elsewhere as a plan: its cuts and pictures, the script's words, lengths and places."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from storyboard import marks, names
from storyboard.cast.looks import kind_of, read_appearance, read_voice
from storyboard.languages import Language
from storyboard.model import Board, Cast, Episode, Member, Place, Script
from storyboard.patterns import deferred
from storyboard.plan.answers import Shown
from storyboard.plan.breakdown import SceneToPlan, scenes_of
from storyboard.plan.compile import Plan, setting, whole_trace
from storyboard.plan.freeform import as_cuts
from storyboard.plan.lines import Line, beats_of, groups, numbered
from storyboard.plan.questions import Context
from storyboard.plan.taken import Taken, as_frame, compiled

_BRACKET = deferred(r"\s*[（(][^（(]*[）)]$")


def plan_from_board(
    data: dict[str, Any], script: Script, episode: Episode, cast: Cast
) -> tuple[Plan | None, list[str]]:
    """The plan of an episode with the cuts and pictures of a board, or None and what it says otherwise than the script.

    `data` has the mandated form. Words are compared but for width and punctuation and then taken from the script.
    """
    language = Language.of(script.language).code
    characters = setting(script, episode, cast, language)
    known = names.naming(characters, cast, "", language)
    scenes = scenes_of(script, episode, cast, language)
    lines = _through_scenes([numbered(item.units, cast, language) for item in scenes])
    every = [line for scene in lines for line in scene]
    if not every:
        return None, ["the script has nothing to show"]
    cuts, faults = as_cuts(data, every)
    if faults:
        return None, faults
    taken = [
        _taken(cuts["shots"], scene, Context(item, cast, known, first=False, last=False))
        for item, scene in zip(scenes, lines, strict=True)
    ]
    shots, traces = compiled(script, cast, known, scenes, taken)
    return Plan(Board(characters, shots), whole_trace(script, scenes, cast, characters, traces)), []


def _through_scenes(scenes: Sequence[tuple[Line, ...]]) -> list[tuple[Line, ...]]:
    """The lines of all scenes, numbered on from scene to scene."""
    found, at = [], 0
    for scene in scenes:
        found.append(tuple(replace(line, number=line.number + at) for line in scene))
        at += len(scene)
    return found


def _taken(cuts: Sequence[dict[str, Any]], lines: Sequence[Line], context: Context) -> list[Taken]:
    """The shots of one scene; a shot of the board that runs over the end of a scene is cut there."""
    item = context.item
    if not lines:
        return [Taken(beat, _empty(item), "rules") for beat in item.beats]
    inside = [cut for cut in cuts if lines[0].number <= cut["through"] < lines[-1].number]
    inside += [next(cut for cut in cuts if cut["through"] >= lines[-1].number)]
    found = groups(lines, [min(cut["through"], lines[-1].number) for cut in inside])
    return [
        Taken(beat, as_frame(_shown(cut, item), group, beat, context, "import"), "import")
        for cut, group in zip(inside, found, strict=True)
        for beat in beats_of(item.scene, group)
    ]


def _shown(cut: dict[str, Any], item: SceneToPlan) -> Shown:
    """A shot's camera, picture and tags; tags that the scene has anyway are left out."""
    ours = set(_parts(item.scenery.style)) | {tag for beat in item.beats for tag in beat.tags}
    tags = [part for part in _parts(cut["style_tags"]) if part not in ours]
    return Shown(
        cut["camera"],
        " ".join(cut["visual"].split()),
        "，".join(tags) if item.scenery.location.endswith("）") else ", ".join(tags),
    )


def _parts(tags: str) -> list[str]:
    return [part.strip() for part in tags.replace("，", ",").split(",") if part.strip()]


def _empty(item: SceneToPlan) -> Any:  # noqa: ANN401 - Frame
    from storyboard import camera
    from storyboard.plan.choices import Frame

    language = "zh" if item.scenery.location.endswith("）") else "en"
    return Frame(camera.Framing("wide").write(language), item.scenery.place, "import")


def cast_of_board(board: Board, cast: Cast, known: Cast) -> Cast:
    """The cast with the looks, voices and places of a board that `known` (the reviewed cast) does not have."""
    members = (_as_told(member, board) if known.get(member.name) is None else member for member in cast.members)
    there = {place.name for place in cast.places}
    told = {_BRACKET.sub("", shot.location): look for shot in board.shots[::-1] if (look := marks.set_of(shot.visual))}
    added = (Place(*each) for each in told.items() if each[0] not in there)
    return replace(cast, members=tuple(members), places=(*cast.places, *added))


def _as_told(member: Member, board: Board) -> Member:
    told = board.character_setting.get(member.name)
    looks, voice = (read_appearance(told.appearance), read_voice(told.voice)) if told else (None, None)
    if told is None or looks is None or voice is None or kind_of(looks) != member.kind:
        return member
    return replace(member, looks=looks, voice=voice[0], assumed=())
