"""The shot grammar: how beats are framed, and what the picture shows.

A new place is established; then the camera comes closer as people speak, changes sides in an exchange (each keeps a
side of the frame: the 180-degree line), goes to the face for an inner voice or a silence, and opens up again when
something happens. Words of the script about the camera always win. No chance: the same beats are framed the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from storyboard import camera, names, speech
from storyboard.camera import Framing
from storyboard.model import Cast, PersonKind
from storyboard.plan.beats import Beat, asks
from storyboard.plan.scenery import Scenery, phrases

CLOSER = ("medium", "medium-close", "near", "close")
"""How an exchange tightens."""
BREATH = 9
"""Turns of an exchange after which both are seen again."""
LINGER = 6
"""Syllables from which a close line is worth a camera move; a shorter one is over before it is seen."""
RULES = {
    "establishing": "A new place is shown first: wide, moving, or with its first speaker full figure in it.",
    "action": "An action is seen as wide as its people need: nobody wide, one person medium, several full figure; a fight "
    "handheld, a run followed; one step off where the two shots before had the same size.",
    "insert": "A short action about a thing is a close-up of it.",
    "exchange": "Who speaks is seen, each on one side of the frame; the exchange comes closer every third turn, a cry one "
    "step more, and opens up after nine turns and when somebody new speaks.",
    "reaction": "A line without a spoken word is a close-up of the face.",
    "inner voice": "An inner voice goes close to the face and pushes in; the lips stay closed.",
    "voice": "A voice without a body is heard over whoever answers it, or over the place.",
    "phone": "A voice on the telephone is heard over a tight shot of whoever listens.",
    "together": "People who speak together share a medium shot.",
    "group": "A crowd that speaks is seen full figure.",
}
"""What each rule means, in one sentence."""
OWN_CAMERA = ", the script's own camera"
"""Stands behind a rule where words of the script about the camera have won over it."""
TABLE = ", as the script's table says"
"""Stands behind a rule where a row of the script's own table says size, angle or movement."""
LADDER = ("extreme-wide", "wide", "full", *CLOSER, "extreme-close")


@dataclass(frozen=True, slots=True)
class Frame:
    """A framed beat."""

    camera: str
    visual: str
    rule: str
    tags: tuple[str, ...] = ()
    """What is special to its style."""


@dataclass(slots=True)
class Stage:
    """What the grammar remembers within a scene."""

    scenery: Scenery
    people: tuple[str, ...]
    """Who is bodily in the scene at some time, in order."""
    cast: Cast
    language: str
    naming: names.Naming
    new_place: bool
    sides: dict[str, str] = field(default_factory=dict)
    depth: int = 0
    """How far the running exchange has tightened."""
    speaker: str = ""
    """Who spoke last, bodily."""
    sizes: list[str] = field(default_factory=list)
    spoke: set[str] = field(default_factory=set)
    remote: set[str] = field(default_factory=set)
    """Who is at the other end of a telephone: not seen, until an action brings them in."""
    present: tuple[str, ...] = ()
    """Who of them has come by now: nobody is seen before the script brings them in."""
    answering: str = ""
    """Who speaks next in the picture: whoever is seen listening to a voice."""

    @property
    def words(self) -> dict[str, Any]:
        return phrases(self.language)

    def kind(self, name: str) -> PersonKind:
        member = self.cast.get(name)
        return member.kind if member else "person"

    def side(self, name: str) -> str:
        """`left` or `right`, kept for the whole scene."""
        return self.sides.setdefault(name, "right" if len(self.sides) % 2 else "left")

    def hearer(self, voice: str) -> str:
        """Who is seen while a voice speaks: whoever answers it, else whoever would be spoken to."""
        return self.answering if self.answering not in ("", voice) else self.listener(voice)

    def listener(self, speaker: str) -> str:
        """Who is spoken to: whoever spoke before, else somebody else in the scene; empty if there is nobody."""
        if self.speaker and self.speaker != speaker:
            return self.speaker
        return next((name for name in self.present if name != speaker and self.kind(name) == "person"), "")

    def listed(self, people: Sequence[str]) -> str:
        some: str = self.words["list"].join(people[:4])
        return some


def frame(beat: Beat, stage: Stage, *, first: bool, last: bool) -> Frame:
    """The camera and the picture of one beat; the stage remembers it."""
    stage.remote.difference_update(names.found("".join(beat.acts), stage.naming))
    framing, key, rule = _speech(beat, stage, first) if beat.speech else _silent(beat, stage, first)
    if last and not beat.text and framing.move == "static":
        framing = Framing(framing.size, framing.angle, "pull-back")
    asked = "\n".join((*beat.acts, *beat.tags))
    wanted = camera.read(asked, framing) if asked else framing
    if wanted != framing:
        framing, rule = wanted, f"{rule}{OWN_CAMERA}"
        if not beat.speech and framing.size in ("close", "extreme-close"):
            key = "detail_people" if names.found(asked, stage.naming) else "detail"
    elif rule in ("exchange", "action"):
        framing = _varied(framing, stage)
    framing, rule = by_table(beat, framing, rule)
    if rule.endswith(TABLE) and not beat.speech and framing.size in ("close", "extreme-close"):
        key = "detail_people" if names.found("".join(beat.acts), stage.naming) else "detail"
    stage.sizes.append(framing.size)
    visual = _visual(key, beat, stage, framing)
    captions = [_caption(text, stage.language) for text in beat.captions]
    return Frame(framing.write(stage.language), stage.words["joined"].join([visual, *captions]), rule)


def by_table(beat: Beat, framing: Framing, rule: str) -> tuple[Framing, str]:
    """The framing as the row of the script's table has it, and the rule that says so; what it does not say stays."""
    told = next((wish.framing for wish in beat.wishes if wish.framing), "")
    wanted = camera.told(told, framing) if told else None
    return (wanted, f"{rule.removesuffix(OWN_CAMERA)}{TABLE}") if wanted else (framing, rule)


def _caption(text: str, language: str) -> str:
    from storyboard.timeline import write_caption

    return write_caption(text, language)


def _varied(framing: Framing, stage: Stage) -> Framing:
    """The framing, one step closer or wider if the last two shots had the same size: three alike look like a mistake."""
    if stage.sizes[-2:] != [framing.size] * 2:
        return framing
    step = LADDER.index(framing.size)
    size = LADDER[step - 1] if framing.size in ("close", "near", "extreme-close") else LADDER[step + 1]
    return Framing(size, framing.angle, framing.move)


def _silent(beat: Beat, stage: Stage, first: bool) -> tuple[Framing, str, str]:
    """Framing, phrase and rule of a beat without speech."""
    text = "".join(beat.acts)
    if first and stage.new_place:
        move = "pan-right" if stage.scenery.outside else "push-in"
        return Framing("wide", "eye", move), "establish_people" if stage.present else "establish", "establishing"
    stage.depth = 0
    who = names.found(text, stage.naming)
    words = stage.words
    if asks(text, words["crowd_words"]) or len(who) > 1:
        framing = Framing("full")
    elif asks(text, words["detail_words"]) and speech.tenths_to_act(text) <= 40:
        return Framing("close"), "detail_people" if who else "detail", "insert"
    else:
        framing = Framing("medium" if who else "wide")
    if asks(text, words["fight_words"]):
        framing = Framing(framing.size, "eye", "handheld")
    elif asks(text, words["run_words"]):
        framing = Framing("full" if who else framing.size, "eye", "track")
    return framing, "action_people" if who else "action_place", "action"


def _speech(beat: Beat, stage: Stage, first: bool) -> tuple[Framing, str, str]:
    """Framing, phrase and rule of a beat with speech."""
    assert beat.speech is not None
    speaker, delivery = beat.speech.speaker, beat.speech.delivery
    kind = stage.kind(speaker)
    listener = stage.listener(speaker)
    if delivery == "phone":
        stage.remote.add(speaker)
    on_phone = delivery == "phone" or (speaker in stage.remote and not delivery)
    if on_phone and stage.hearer(speaker):
        return Framing("near"), "phone", "phone"
    if kind == "voice" or delivery in ("voiceover", "offscreen", "phone"):
        key = "voice_people" if stage.hearer(speaker) and not (first and stage.new_place) else "voice"
        return Framing("wide" if key == "voice" else "medium", "eye", "push-in"), key, "voice"
    if kind == "joint":
        return Framing("medium"), "joint", "together"
    if kind == "group":
        return Framing("full"), "group", "group"
    stage.side(speaker)
    if delivery == "inner":
        stage.speaker = speaker
        return Framing("close", "eye", "push-in"), "inner", "inner voice"
    if first and stage.new_place:
        stage.speaker = speaker
        return Framing("full"), "establish_speech" if listener else "establish_alone", "establishing"
    if not speech.syllables(beat.text):
        return Framing("close"), "reaction", "reaction"
    return _exchange(beat, stage, speaker, listener)


def _exchange(beat: Beat, stage: Stage, speaker: str, listener: str) -> tuple[Framing, str, str]:
    """An exchange tightens line by line; a long speech gets closer within itself; a cry is one step closer.

    It breathes: after BREATH turns, and when somebody new begins to speak, it opens up and starts again.
    """
    turned = stage.speaker not in ("", speaker)
    fresh = speaker not in stage.spoke
    stage.spoke.add(speaker)
    stage.depth = 0 if fresh else stage.depth + (turned or beat.piece > 0)
    stage.speaker = speaker
    if stage.depth >= BREATH and listener and not beat.piece:
        stage.depth = 0
        return Framing("full"), "two", "exchange"
    depth = min(stage.depth // 3, len(CLOSER) - 2) + beat.piece % 2
    if "！" in beat.text or "!" in beat.text:
        depth += 1
    size = CLOSER[min(depth, len(CLOSER) - 1)]
    shoulder = turned and listener and size in ("medium", "medium-close") and not beat.piece
    move = "push-in" if size == "close" and speech.syllables(beat.text) >= LINGER else "static"
    key = "over_shoulder" if shoulder else "single" if listener else "alone"
    return Framing(size, "over-shoulder" if shoulder else "eye", move), key, "exchange"


def _visual(key: str, beat: Beat, stage: Stage, framing: Framing) -> str:
    """The phrase of the grammar with names, place and sides filled in."""
    words = stage.words
    speaker = beat.speech.speaker if beat.speech else ""
    listener = stage.hearer(speaker) if key in ("phone", "voice_people") else stage.listener(speaker)
    side = stage.sides.get(speaker, "left")
    who = names.found("".join(beat.acts), stage.naming)
    if key in ("establish_people", "establish_speech"):
        people = [name for name in stage.present if name != speaker]
    elif key == "joint" and beat.speech:
        people = list(beat.speech.members)
    elif key == "voice_people":
        people = [listener]
    else:
        people = list(who)
    text: str = words["visual"][key].format(
        place=stage.scenery.place,
        speaker=speaker,
        listener=listener,
        people=stage.listed(people),
        side=words[side],
        other=words["left" if side == "right" else "right"],
        size=words["sizes"][framing.size],
    )
    return text
