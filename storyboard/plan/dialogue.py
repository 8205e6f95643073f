"""How a line of dialogue is seen: on whom the camera is, how close, and when it moves.

An exchange tightens line by line and breathes; each of two people keeps a camera position; a voice without a body is seen over who hears it.
"""

import re
from dataclasses import replace

from storyboard import names, speech
from storyboard.camera import Framing
from storyboard.patterns import deferred
from storyboard.plan import reasons
from storyboard.plan.beats import Beat
from storyboard.plan.choices import APART, CLOSER, LINGER, Ground, Rhythm, ShotChoice, with_move
from storyboard.plan.turns import Turn, into_phone
from storyboard.staging.verbs import BLOW

BREATH = 9
"""Turns of an exchange after which both are seen again."""
ROUNDS = 4
"""Turns of an exchange between two steps closer: each of two people is seen twice from their camera position."""


def speech_seen(beat: Beat, turn: Turn, ground: Ground, rhythm: Rhythm, *, first: bool) -> tuple[ShotChoice, Rhythm]:
    """How a beat with speech is seen, and the rhythm after it."""
    assert beat.speech is not None
    speaker, delivery = beat.speech.speaker, beat.speech.delivery
    kind, here = ground.kind(speaker), speaker in turn.present
    beside = bool(turn.to) and turn.to[0] in turn.present
    spoken_into = not turn.far and (
        into_phone(beat)
        or (turn.across and (turn.manner == "near" or beside))
        or (speaker in ground.call and not delivery and not beside)
        or (turn.phone == speaker and turn.calling and not delivery and not (beside and turn.manner == "near"))
    )
    if kind == "person" and here and spoken_into:
        rhythm = replace(rhythm, speaker=speaker, spoke=rhythm.spoke | {speaker})
        far = [*turn.to, *(name for name in ground.call if name != speaker)][:1]
        later = beat.piece % 2 > 0
        size = "near" if later or "！" in beat.text or "!" in beat.text else "medium-close"
        framing = Framing(size, "eye", "push-in" if later else "static")
        return ShotChoice(framing, BY_PHONE[turn.manner][1], "phone", (speaker, *far)), rhythm
    if kind == "person" and here and (delivery == "inner" or turn.over or (delivery == "voiceover" and not turn.heard)):
        return ShotChoice(Framing("close", "eye", "push-in"), "inner", "inner voice", (speaker,)), replace(
            rhythm, speaker=speaker
        )
    if delivery == "voiceover" and (younger := _younger(speaker, turn, ground)):
        return ShotChoice(Framing("close", "eye", "push-in"), "inner", "inner voice", (younger,)), rhythm
    if (
        kind == "voice"
        or delivery in ("voiceover", "offscreen", "phone")
        or turn.heard
        or (not here and kind == "person")
    ):
        return _voice(beat, turn, ground, first=first), rhythm
    if kind == "joint":
        return ShotChoice(Framing("medium"), "joint", "together", beat.speech.members), rhythm
    if kind == "group":
        return ShotChoice(Framing("full"), "group", "group", (speaker,)), rhythm
    listener = _listener(speaker, turn, ground)
    if first and ground.new_place:
        others = tuple(name for name in turn.present if name != speaker)
        form = "establish_speech" if others else "establish_alone"
        return ShotChoice(Framing("full"), form, "establishing", (speaker, *others)), replace(rhythm, speaker=speaker)
    if not speech.syllables(beat.text):
        return ShotChoice(Framing("close", "eye", "push-in"), "reaction", "reaction", (speaker,)), rhythm
    other = next((name for name in (*turn.acting, listener) if name not in ("", speaker)), "")
    if other and BLOW.search("\n".join(beat.acts)) and ground.kind(other) == "person":
        seen = replace(rhythm, speaker=speaker, spoke=rhythm.spoke | {speaker})
        return ShotChoice(Framing("full", "eye", "handheld"), "two", "blow", (speaker, other)), seen
    if speaker in turn.moved.enters and reasons.WEIGHTY.search("\n".join(beat.acts)):
        seen = replace(rhythm, speaker=speaker, spoke=rhythm.spoke | {speaker}, depth=0)
        people = (speaker, *((listener,) if listener else ()))
        return ShotChoice(Framing("full", "eye", "push-in"), "two" if listener else "alone", "entrance", people), seen
    if rhythm.heard >= APART and reasons.heard_by(beat, listener):
        return ShotChoice(
            Framing("medium-close", "eye", "push-in"), "listener", "listener", (listener, speaker)
        ), replace(rhythm, heard=0)
    chosen, after = _exchange(beat, rhythm, speaker, listener, spoken=bool(turn.to))
    by_power = _by_power(beat, turn, chosen, listener, rhythm)
    return _by_move(beat, turn, by_power, listener), after


def on_screen(who: str) -> ShotChoice:
    """The screen with somebody on it who is in no room of the scene."""
    return ShotChoice(Framing("medium-close"), "screen", "screen", (who,))


_AGES = deferred(
    r"^(?:少年|幼年|童年|青年|年轻时?的?|小时候的?|小|年幼的?|young(?:er)?|little|teen(?:age)?|child|boy|girl|baby) ?",
    re.I,
)
"""Before a name: the same person, years ago."""


def _younger(speaker: str, turn: Turn, ground: Ground) -> str:
    """Whom a voice tells of that is older than they: 少年林晚 while 林晚 is heard; empty where nobody here is the speaker years ago."""
    own = speaker.casefold()
    return next(
        (
            name
            for name in turn.present
            if name != speaker and ground.kind(name) == "person" and _AGES.sub("", name).casefold() == own
        ),
        "",
    )


def _voice(beat: Beat, turn: Turn, ground: Ground, *, first: bool) -> ShotChoice:
    """A voice without a body: over whoever has the telephone, is spoken to, or answers; else over the place."""
    assert beat.speech is not None
    speaker, delivery = beat.speech.speaker, beat.speech.delivery
    persons = [name for name in turn.present if name != speaker and ground.kind(name) == "person"]
    narrator = bool(names.NARRATORS.search(speaker))
    told = () if narrator else (turn.phone, *turn.to)
    hearer = next((name for name in (*told, turn.answering, *persons[:1]) if name in persons), "")
    called = delivery == "phone" or turn.far or (turn.calling and delivery == "voiceover" and not narrator)
    device = speech.device_of(beat.speech.extension, speaker if ground.kind(speaker) == "voice" else "")
    if hearer and called and (turn.manner == "radio" or not device):
        return ShotChoice(Framing("near"), BY_PHONE[turn.manner][0], "phone", (hearer,))
    opens = first and ground.new_place
    if hearer and (not opens or hearer in turn.acting):
        return ShotChoice(Framing("full" if opens else "medium", "eye", "push-in"), "voice_people", "voice", (hearer,))
    return ShotChoice(Framing("wide", "eye", "push-in"), "voice", "voice")


def _listener(speaker: str, turn: Turn, ground: Ground) -> str:
    """The one person in the picture's reach who is spoken to; empty where it is nobody, or a crowd."""
    return next(
        (name for name in turn.to if name in turn.present and name != speaker and ground.kind(name) == "person"), ""
    )


def _exchange(beat: Beat, rhythm: Rhythm, speaker: str, listener: str, *, spoken: bool) -> tuple[ShotChoice, Rhythm]:
    """An exchange tightens line by line; a long speech gets closer within itself; a cry is one step closer.

    It breathes: after BREATH turns, and when somebody new begins to speak, it opens up and starts again.
    """
    turned = rhythm.speaker not in ("", speaker)
    fresh = speaker not in rhythm.spoke
    deep = 0 if fresh else rhythm.depth + (turned or beat.piece > 0)
    after = replace(rhythm, spoke=rhythm.spoke | {speaker}, speaker=speaker, depth=deep)
    pair = (speaker, *((listener,) if listener else ()))
    if deep >= BREATH and listener and not beat.piece:
        return ShotChoice(Framing("full", "eye", "pull-back"), "two", "breath", pair), replace(after, depth=0)
    level = deep // ROUNDS
    depth = min(level, len(CLOSER) - 2) + beat.piece % 2
    loud = "！" in beat.text or "!" in beat.text
    key = (speaker, listener, level)
    known = dict(rhythm.setups).get(key)
    if known and not loud and not beat.piece:
        return replace(known, kept=True), after
    size = CLOSER[min(depth + loud, len(CLOSER) - 1)]
    if not beat.piece and not loud and rhythm.sizes[-1:] == (size,):
        size = CLOSER[CLOSER.index(size) + 1] if size != CLOSER[-1] else CLOSER[-2]
    shoulder = turned and listener and size in ("medium", "medium-close") and not beat.piece
    move = "push-in" if size == "close" and speech.syllables(beat.text) >= LINGER else "static"
    form = "over_shoulder" if shoulder else "single" if listener or spoken else "alone"
    chosen = ShotChoice(Framing(size, "over-shoulder" if shoulder else "eye", move), form, "exchange", pair)
    if loud or beat.piece:
        return chosen, after
    setup = replace(chosen, framing=replace(chosen.framing, move="static"))
    return replace(chosen, kept=True, tightens=level > 0), replace(after, setups=(*rhythm.setups, (key, setup)))


def _by_power(beat: Beat, turn: Turn, chosen: ShotChoice, listener: str, rhythm: Rhythm) -> ShotChoice:
    """The choice from below or from above where one of the two has the upper hand; then nobody's shoulder is in the way."""
    if chosen.form == "two" or not beat.speech:
        return chosen
    angle = reasons.power(beat, beat.speech.speaker, listener, rhythm.down, turn.acting)
    if not angle:
        return chosen
    form = "single" if chosen.form == "over_shoulder" else chosen.form
    uneven = replace(chosen, framing=replace(chosen.framing, angle=angle), form=form, rule="power")
    turns = angle == "low" and rhythm.upper not in ("", beat.speech.speaker) and chosen.framing.move == "static"
    return with_move(uneven, "power shift", "push-in") if turns else uneven


def _by_move(beat: Beat, turn: Turn, chosen: ShotChoice, listener: str) -> ShotChoice:
    """The choice with a camera that moves for a reason: a truth is told, the speaker moves, or goes on speaking; then nobody's shoulder is in the way."""
    if chosen.form == "two" or chosen.framing.move != "static" or not beat.speech:
        return chosen
    own = "\n".join(beat.acts) if turn.acting == (beat.speech.speaker,) else ""
    lingers = speech.syllables(beat.text) >= LINGER
    why = ("revelation", "push-in") if lingers and reasons.reveals(beat, listener) else reasons.moved(own, turn.acting)
    if not why and chosen.rule == "exchange":
        loud = lingers and reasons.bursts_out(beat)
        why = ("outburst", "push-in") if loud else ("long speech", "push-in") if lingers and beat.piece else None
        if not why and listener and lingers and reasons.presses(beat):
            why = ("pressing", "push-in")
        if not why and lingers and chosen.tightens:
            why = ("tightening", "push-in")
    if not why:
        return chosen
    return with_move(chosen, chosen.rule if chosen.rule == "power" else why[0], why[1])


BY_PHONE = {
    "": ("phone", "phone_speech"),
    "near": ("phone_near", "phone_near_speech"),
    "worn": ("phone_worn", "phone_worn_speech"),
    "radio": ("phone_radio", "phone_radio_speech"),
}
"""How a telephone is held -> the forms of whoever listens, and of whoever speaks."""
