"""From a chunk of a scene to the question a model is asked: the fixed part from a file, the scene from a template."""

from collections.abc import Callable, Sequence
from typing import Any

from storyboard import names
from storyboard.cast.looks import write_appearance
from storyboard.library import SHIPPED, Library
from storyboard.marks import OtherClothes
from storyboard.model import Cast, Member, Question
from storyboard.names import changed
from storyboard.plan.breakdown import SceneToPlan
from storyboard.plan.compile import bodies, character, device_of
from storyboard.plan.lines import Chunk, Line, seconds
from storyboard.plan.timing import tenths
from storyboard.records import dataclass

CONTEXT = 4
"""Lines shown before a chunk that is not the first of its scene."""
KINDS = {
    "zh": {"speech": "台词 {}", "action": "动作", "caption": "字幕", "effect": "音效/转场", "gesture": "动作 {}"},
    "en": {"speech": "dialogue {}", "action": "action", "caption": "caption", "effect": "sound/transition", "gesture": "action {}"},
}  # fmt: skip
DELIVERIES = {
    "zh": {"inner": "（内心独白，嘴不动）", "voiceover": "（画外音，不在画面）", "offscreen": "（画外音，不在画面）", "phone": "（电话音，不在画面）", "over": "（画外音；他在画面里时嘴不动）"},
    "en": {"inner": " (inner monologue, lips closed)", "voiceover": " (voice-over, not in the picture)",
           "offscreen": " (off screen, not in the picture)", "phone": " (over the phone, not in the picture)", "over": " (voice-over; lips closed where seen)"},
}  # fmt: skip

OUT_OF = {"zh": "（从{0.words[zh]}里传出，不在画面）", "en": " ({0.words[en]}, not in the picture)"}
NOT_THERE = ("voiceover", "offscreen", "phone")


@dataclass(frozen=True, slots=True)
class Context:
    """What a chunk's question needs to know beside its lines."""

    item: SceneToPlan
    cast: Cast
    known: names.Naming
    first: bool
    """First scene of the episode."""
    last: bool
    before: tuple[Line, ...] = ()
    shown: str = ""
    """The last shot before this chunk, in words."""
    light: str = ""
    library: Library = SHIPPED
    line_of: Callable[[int], int] = int
    """Script line of an offset."""

    @property
    def language(self) -> str:
        return self.known.language.code

    @property
    def people(self) -> tuple[Member, ...]:
        """Who may be seen in the scene: its bodies, and whoever its actions name."""
        acts = "\n".join(text for beat in self.item.beats for text in beat.items)
        here = [*bodies(self.item.scene, self.item.beats, self.cast), *names.found(acts, self.known)]
        found = [self.cast.get(name) for name in dict.fromkeys(here)]
        return tuple(member for member in found if member and member.kind in ("person", "group"))


def question(library: Library, kind: str, language: str, about: str, **values: Any) -> Question:  # noqa: ANN401
    """A question of a kind: the prompt in use, filled in, with its form of answers; an undefined name is an error."""
    asked = library.filled(kind, language, "user", **values)
    return Question(kind, library.fixed(kind, language), asked, library.answer_form(kind, language), about)


def about(context: Context, chunk: Chunk) -> str:
    """`scene 1-2, lines 1-16`."""
    scene = context.item.scene
    return f"scene {scene.number or scene.id}, lines {chunk.lines[0].number}-{chunk.lines[-1].number}"


def shots_question(context: Context, chunk: Chunk, kind: str = "shots") -> Question:
    """Where to cut, and how to film it (`shots`), or the whole board of these lines (`board`)."""
    lines = [shown_line(context, line) for line in chunk.lines]
    return question(context.library, kind, context.language, about(context, chunk), **_scene(context), lines=lines)


def slots_question(context: Context, chunk: Chunk) -> Question:
    """How to film the shots that the rule planner cut."""
    slots, at = [], 0
    for number, beat in enumerate(chunk.beats, start=1):
        lines = chunk.lines[at : (at := at + _count(chunk, number))]
        joined = " / ".join(f"{line['kind']}：{line['text']}" for line in (shown_line(context, line) for line in lines))
        length = tenths(beat, context.cast, context.language) / 10
        slots.append({"number": number, "seconds": length, "text": joined})
    return question(context.library, "slots", context.language, about(context, chunk), **_scene(context), slots=slots)


def _count(chunk: Chunk, number: int) -> int:
    from storyboard.plan.lines import count

    return count(chunk.beats[number - 1])


def _scene(context: Context) -> dict[str, Any]:
    scene, place = context.item.scene, context.item.scenery
    people = [{"name": member.name, "looks": _looks(context, member)} for member in context.people]
    before = [shown_line(context, line) for line in context.before]
    return {
        "number": scene.number,
        "location": place.location,
        "time": place.time,
        "weather": place.weather,
        "weather_open": "weather" in place.assumed,
        "first": context.first,
        "last": context.last,
        "place": context.item.look,
        "people": people,
        "before": before,
        "light": context.light,
        "shown": context.shown,
    }


def _looks(context: Context, member: Member) -> str:
    """How somebody looks, and in this scene where that is otherwise."""
    usual = write_appearance(member.looks, context.language)
    change = next((change for change in context.item.changes if change.name == member.name), None)
    if change is None:
        return usual
    if isinstance(change, OtherClothes):
        return usual + context.known.language.word("looks.worn").format(change.colour, change.style)
    here = changed({member.name: character(member, context.language)}, {member.name: change})[member.name].appearance
    return usual + context.known.language.word("looks.here").format(here)


def shown_line(context: Context, line: Line) -> dict[str, Any]:
    """A line as the template shows it."""
    delivery = _delivered(line, context)
    kind = KINDS[context.language][line.kind].format(line.unit.speaker + (delivery if line.kind == "speech" else ""))
    text = context.known.language.word("writing.between").join([*line.asides, line.text])
    return {
        "number": line.number,
        "kind": kind,
        "text": " ".join(text.split()),
        "seconds": seconds(context.item.scene, line, context.cast, context.language),
    }


def _delivered(line: Line, context: Context) -> str:
    """How a line is delivered, for a question; what comes out of a radio or a loudspeaker is told as coming out of that."""
    delivery, words = delivery_of(line, context.cast), DELIVERIES[context.language]
    device = device_of(line.unit, context.cast.get(line.unit.speaker)) if delivery in NOT_THERE else None
    return OUT_OF[context.language].format(device) if device else words.get(delivery, "")


def delivery_of(line: Line, cast: Cast) -> str:
    """How a line is delivered; a voice without a body is always out of the picture."""
    member = cast.get(line.unit.speaker)
    return line.unit.delivery or ("voiceover" if member and member.kind == "voice" else "")


def before(lines: Sequence[Line], chunk: Chunk) -> tuple[Line, ...]:
    """The lines just before a chunk, read-only context."""
    at = chunk.lines[0].number - 1
    return tuple(lines[max(0, at - CONTEXT) : at])
