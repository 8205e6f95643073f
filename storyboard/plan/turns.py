"""A scene before it is framed: beat by beat who may be seen, who acts, who comes and goes, who is spoken to, who telephones."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from storyboard import names
from storyboard.model import Cast
from storyboard.patterns import deferred
from storyboard.plan.beats import Beat
from storyboard.staging import Moves, Said, addressed, heard_from_off, moves, persons

SOON = 4
"""Beats, this one included, in which somebody whose coming is not told must act or speak to be seen already."""
INTO_PHONE = deferred(
    r"接起|接通|对着?(?:手机|电话|话筒|听筒)|(?:打|接|讲)电话|\b(?:in|into|on|to) (?:the |her |his )?(?:phone|telephone|cell)\b",
    re.I,
)
TAKES_PHONE = deferred(
    r"接起|接通|接(?:了|过)?(?:手机|电话)|拨(?:通|打|出)|按下?接听|拿起(?:手机|电话)|(?:\bpicks? up|\banswers?|\bdials?|\bcalls?|\btakes? out)\b[^.]{0,20}\bphone\b"
    r"|\banswers\b|\bdials\b|\bpresses play\b|\bon speaker\b|\bphone\b[^.]{0,30}\b(?:to|at|against) (?:the |her |his )(?:ear|forehead)",
    re.I,
)
DROPS_PHONE = deferred(
    r"挂断|挂了|挂上|忙音|断线|\bhangs? up\b|\bgoes dead\b|\bdisconnects?\b|\bcall ends\b|\bputs down the phone\b|\bpockets the phone\b",
    re.I,
)
CALLING = deferred(r"电话|手机|来电|通话|听筒|\bphone\b|\bcalls?\b|\bintercut\b|\bring(?:s|ing)?\b", re.I)
_ONLY_TOLD_OF = deferred(
    r"^['’]s\s*(?:[.,;]|$)|^(?:['’]s|的)\s*(?:voice|photo|picture|name|call|text|message|portrait|number|mother|father|mom|dad|wife|husband|son|daughter|brother|sister|boss|assistant|driver|friend|lawyer|doctor|parents|family"
    r"|母亲|父亲|妈|爸|爹|娘|妻|丈夫|老公|老婆|儿子|女儿|哥|弟|姐|妹|助理|司机|朋友|律师|家人|声音|照片|电话|来电|名字|遗像|短信|消息)",
    re.I,
)


_OUT_OF = deferred(r"\b(?:steps?|gets?|climbs?|comes?) out\b|走出来|下了?车|钻出", re.I)
_CARRIES = deferred(
    r"\b(?:car|sedan|limousine|limo|taxi|cab|van|truck|carriage|helicopter|bus|boat|plane|jet|elevator|SUV)s?\b|[车轿]|飞机|直升机|船|电梯",
    re.I,
)
"""What somebody comes out of rather than leaves."""
_AGED = deferred(r",\s*\(?\d{1,2}(?:s|,|\))|\s*[（(]\s*(?:\d{1,2}s?\b|[^）)]{0,6}\d{1,2}岁)")


@dataclass(frozen=True, slots=True)
class Turn:
    """What a beat brings."""

    present: tuple[str, ...]
    """Who may be seen, in the scene's order: here, or here soon without a word about their coming."""
    acting: tuple[str, ...]
    """Whom its actions are about, by name or by a pronoun."""
    moved: Moves
    to: tuple[str, ...] = ()
    answering: str = ""
    """Who of the present speaks next in the picture."""
    phone: str = ""
    """Who has a telephone at the ear."""
    heard: bool = False
    """Whether the speaker is only heard, from wherever."""
    far: bool = False
    """Whether the speaker is at the other end of a telephone."""
    calling: bool = False
    """Whether the scene has a telephone call at all."""


def everybody(people: Sequence[str], beats: Sequence[Beat], cast: Cast, known: names.Naming) -> tuple[str, ...]:
    """Who is bodily in a scene: `people`, and who acts in it though they are only heard to speak."""
    acting = {name: None for beat in beats for name in _acting(beat, known, ())}
    more = (name for name in acting if (member := cast.get(name)) and member.kind == "person")
    return tuple(dict.fromkeys((*people, *more)))


def turns(beats: Sequence[Beat], people: Sequence[str], known: names.Naming, cast: Cast) -> tuple[Turn, ...]:
    """The turns of a scene's beats."""
    acting = _all_acting(beats, known)
    moved = [_moved(beat, known, _recent(beats, acting, at)) for at, beat in enumerate(beats)]
    moved = _come_out(moved, acting, beats)
    remote = _remote(beats)
    bodily = [tuple(dict.fromkeys((*acting[at], *_speakers(beat, remote)))) for at, beat in enumerate(beats)]
    comes = [frozenset((*moved[at].enters, *_introduced(beat, bodily[at], known))) for at, beat in enumerate(beats)]
    present = _present(people, bodily, moved, comes, remote)
    coming = [
        {name for later in moved[at:] for name in later.enters} | {n for m in moved[:at] for n in m.exits}
        for at in range(len(beats))
    ]
    near = [tuple(name for name in people if name not in coming[at]) for at in range(len(beats))]
    to = _listeners(beats, present, near, known, cast)
    holders = _holders(beats, acting)
    calling = any(CALLING.search(text) for beat in beats for text in (*beat.items, *beat.captions, beat.scene.location))
    found = []
    for at, beat in enumerate(beats):
        before = present[at - 1] if at else ()
        enters = tuple(name for name in moved[at].enters if name in people and name not in before)
        stays = present[at + 1] if at + 1 < len(beats) else ()
        exits = tuple(name for name in moved[at].exits if name in present[at] and name not in stays)
        here = tuple(name for name in acting[at] if name in present[at] or name not in people)
        answer = _answering(beats[at + 1 :], present[at], remote)
        said = heard_off(beat)
        far = bool(beat.speech and beat.speech.speaker in remote and beat.speech.speaker not in present[at])
        found.append(
            Turn(
                present[at],
                here,
                Moves(enters if at else (), exits),
                to.get(at, ()),
                answer,
                holders[at],
                said,
                far,
                calling,
            )
        )
    return tuple(found)


def _come_out(moved: Sequence[Moves], acting: Sequence[tuple[str, ...]], beats: Sequence[Beat]) -> list[Moves]:
    """The moves, where whoever goes out of somewhere without having been seen, and acts on, comes: X steps out of the car."""
    found: list[Moves] = []
    before: set[str] = set()
    for at, move in enumerate(moved):
        later = {name for other in acting[at + 1 :] for name in other} | {
            b.speech.speaker for b in beats[at + 1 :] if b.speech
        }
        opens = bool(at) and _OUT_OF.search("\n".join(beats[at].acts))
        carried = any(_CARRIES.search(text) for beat in beats[max(0, at - 2) : at + 1] for text in beat.acts)
        out = tuple(name for name in move.exits if opens and (name not in before or carried) and name in later)
        found.append(Moves((*move.enters, *out), tuple(name for name in move.exits if name not in out)))
        speech = beats[at].speech
        before |= {*acting[at], *((speech.speaker,) if speech else ())}
    return found


def heard_off(beat: Beat) -> bool:
    """Whether a stage direction says that the speaker is heard from off."""
    return bool(beat.speech and any(heard_from_off(aside.text) for aside in beat.speech.parentheticals))


def into_phone(beat: Beat) -> bool:
    """Whether the speaker of a beat speaks into a telephone."""
    if not beat.speech:
        return False
    told = (beat.speech.extension, *(aside.text for aside in beat.speech.parentheticals))
    return any(INTO_PHONE.search(text) for text in told)


def _acting(beat: Beat, known: names.Naming, recent: Sequence[str]) -> tuple[str, ...]:
    text = "\n".join(beat.acts)
    told_of = {name for _, end, name in names.matches(text, known) if _ONLY_TOLD_OF.match(text[end : end + 12])}
    found = persons(text, known, [*recent, *((beat.speech.speaker,) if beat.speech else ())])
    return tuple(name for name in found if name not in told_of)


def _all_acting(beats: Sequence[Beat], known: names.Naming) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for at in range(len(beats)):
        found.append(_acting(beats[at], known, _recent(beats, found, at)))
    return found


def _recent(beats: Sequence[Beat], acting: Sequence[tuple[str, ...]], at: int) -> list[str]:
    """Who was last seen or heard before a beat, the last first: whom a pronoun means."""
    found: dict[str, None] = {}
    for before in range(at - 1, max(-1, at - 9), -1):
        speech = beats[before].speech
        found.update(dict.fromkeys((speech.speaker,) if speech else ()))
        found.update(dict.fromkeys(acting[before]))
    return list(found)


def _moved(beat: Beat, known: names.Naming, recent: Sequence[str]) -> Moves:
    """Comings and goings of actions and of the stage directions of a speech."""
    acted = moves("\n".join(beat.acts), known, recent=recent)
    asides = "\n".join(item.strip("（）()") for item in beat.items if item not in beat.acts)
    speaker = beat.speech.speaker if beat.speech else ""
    own = moves(asides, known, speaker) if asides and speaker else Moves()
    return Moves((*acted.enters, *own.enters), (*acted.exits, *own.exits))


def _remote(beats: Sequence[Beat]) -> set[str]:
    """Who is heard over a telephone in the scene."""
    return {
        beat.speech.speaker
        for beat in beats
        if beat.speech and beat.speech.delivery == "phone" and not into_phone(beat)
    }


def _speakers(beat: Beat, remote: set[str]) -> tuple[str, ...]:
    """Who speaks in the picture."""
    if beat.speech is None or heard_off(beat):
        return ()
    if beat.speech.delivery not in ("", "inner") and not into_phone(beat):
        return ()
    return tuple(name for name in beat.speech.members or (beat.speech.speaker,) if name not in remote)


def _present(
    people: Sequence[str],
    bodily: Sequence[tuple[str, ...]],
    moved: Sequence[Moves],
    coming: Sequence[frozenset[str]],
    remote: set[str],
) -> list[tuple[str, ...]]:
    """For every beat who may be seen in it."""
    spans: dict[str, list[tuple[int, int]]] = {
        name: _spans(name, bodily, moved, coming, 1 if name in remote else SOON) for name in people
    }
    return [
        tuple(name for name in people if any(first <= at <= last for first, last in spans[name]))
        for at in range(len(bodily))
    ]


def _introduced(beat: Beat, here: Sequence[str], known: names.Naming) -> tuple[str, ...]:
    """Who is told by age as for the first time (`ELLEN, 50, kicks`): nobody has seen them before."""
    text = "\n".join(beat.acts)
    told = {name for _, end, name in names.matches(text, known) if _AGED.match(text, end)}
    return tuple(name for name in here if name in told)


def _spans(
    name: str,
    bodily: Sequence[tuple[str, ...]],
    moved: Sequence[Moves],
    coming: Sequence[frozenset[str]],
    soon: int,
) -> list[tuple[int, int]]:
    """The stretches of beats in which somebody is there; `soon` beats before they act where nothing is told of their coming."""
    found: list[tuple[int, int]] = []
    since: int | None = None
    for at in range(len(bodily)):
        comes, goes = name in coming[at], name in moved[at].exits
        if since is None and (comes or name in bodily[at]):
            since = at if comes or found else max(0, at - soon + 1)
        if goes and since is not None and not (at == 0 and any(name in later for later in bodily[1:])):
            found.append((since, at))
            since = None
    return [*found, (since, len(bodily))] if since is not None else found


def _listeners(
    beats: Sequence[Beat],
    present: Sequence[tuple[str, ...]],
    near: Sequence[tuple[str, ...]],
    known: names.Naming,
    cast: Cast,
) -> dict[int, tuple[str, ...]]:
    """Beat -> whom its speech is spoken to; pieces of one speech are spoken to the same."""
    lines: list[Said] = []
    places: list[list[int]] = []
    waiting = ""
    for at, beat in enumerate(beats):
        waiting += "\n".join(beat.acts)
        if beat.speech is None or beat.speech.delivery == "inner":
            continue
        if beat.piece and places:
            places[-1].append(at)
            continue
        asides = " ".join(aside.text for aside in beat.speech.parentheticals)
        here = tuple(name for name in present[at] if (member := cast.get(name)) and member.kind in ("person", "group"))
        off = beat.speech.delivery != "" or heard_off(beat)
        lines.append(Said(beat.speech.speaker, beat.speech.text, asides, waiting, here, near[at], off))
        places.append([at])
        waiting = ""
    found = addressed(lines, known)
    return {at: to for where, to in zip(places, found, strict=True) for at in where}


def _holders(beats: Sequence[Beat], acting: Sequence[tuple[str, ...]]) -> list[str]:
    """For every beat who has a telephone at the ear."""
    found: list[str] = []
    holder = ""
    for at, beat in enumerate(beats):
        acts = "\n".join(beat.acts)
        if beat.speech and into_phone(beat):
            holder = beat.speech.speaker
        elif TAKES_PHONE.search(acts) and acting[at]:
            holder = acting[at][0]
        drops = DROPS_PHONE.search(acts)
        if drops and not beat.speech:
            holder = ""
        found.append(holder)
    return found


def _answering(later: Sequence[Beat], present: Sequence[str], remote: set[str]) -> str:
    """Who of the present speaks next in the picture; empty if nobody does."""
    for beat in later:
        for name in _speakers(beat, remote):
            if name in present:
                return name
    return ""
