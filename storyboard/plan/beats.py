"""Units of a scene to beats: what stands in one shot. Cuts only; every unit goes somewhere, in order, whole or in pieces."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from functools import partial

from storyboard import camera, speech, transitions
from storyboard.lettering import shown_over
from storyboard.model import Cast, Scene, ShotWish, Unit, Wish
from storyboard.patterns import deferred
from storyboard.records import dataclass
from storyboard.staging import many
from storyboard.staging.places import MONTAGE_ENDS, is_slug
from storyboard.staging.props import asks_for, letters_of, nothing_but

STORY = frozenset({"action", "speech", "caption", "transition", "sound", "title"})
"""Kinds that reach the screen; the others are headings, cast lines, front matter, notes and blanks."""
EFFECTS = {
    "zh": {"transition": "转场：", "sound": "音效："},
    "en": {"transition": "transition: ", "sound": "sound: "},
}
"""What stands before a transition or a sound in `style_tags`, so that 闪回 the cut is not 闪回 the look."""
ENDLESS = 130
"""Tenths: a single sentence that would take longer is cut at clause marks."""
LISTED = deferred(r"(?:(?<=\n)|^(?=\s*[A-Z]\)))(?=\s*(?:[A-Z]|\d{1,2})[).、]\s?\S)")
"""Where an item of a list begins (A) Rita punches a bag): each is a shot of its own."""
RHYTHM = 65
"""Tenths: a longer speech is cut where a sentence ends, for a change of size, where nobody asks for more or fewer shots."""


@dataclass(frozen=True, slots=True)
class Grain:
    """How finely a script is cut where its author marks no shots. All but `acts` in tenths."""

    action: int = 60
    """Of action in one silent shot; more is cut at sentence ends."""
    joined: int = 38
    """Actions up to this together share a shot; one up to this joins the speech it belongs to."""
    acts: int = 2
    """Actions of a shot at most."""
    rhythm: int = RHYTHM
    rhythm_least: int = 25
    """How long both halves of a speech last that is cut for a change of size."""


GRAINS = {
    "normal": Grain(),
    "fewer": Grain(joined=60, acts=4, rhythm=speech.LONGEST),
    "more": Grain(action=40, joined=26, acts=1, rhythm=45, rhythm_least=18),
}
"""`[plan] shots` -> how finely. With `fewer` a speech is cut only where a shot cannot hold it; no action is longer than a shot may show."""
NORMAL = GRAINS["normal"]


@dataclass(frozen=True, slots=True)
class Beat:
    """One shot before it is framed."""

    scene: Scene
    units: tuple[Unit, ...]
    items: tuple[str, ...] = ()
    """What `action` shows, verbatim, in script order: actions and parentheticals."""
    acts: tuple[str, ...] = ()
    """The actions among the items."""
    speech: Unit | None = None
    text: str = ""
    """What is spoken here; a piece of the speech where it was cut."""
    piece: int = 0
    last: bool = True
    """Whether the speech ends here."""
    captions: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    """Transitions and sounds, verbatim."""
    asked: int = 0
    """Tenths that the script's own table gives it; 0 where it gives none."""
    after: Unit | None = None
    """Of a silent shot of its own the unit behind which it stands: a look, a hand, an exit for which the script has no line."""
    behind: str = ""
    """The words of that unit behind which it stands."""
    held: int = 0
    """Tenths of `asked` that a director would like and the script does not ask for: where they cost anything, they go."""

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """What the rows of the script's own table ask that it is made of, each once."""
        return tuple({unit.wish.row: unit.wish for unit in self.units if unit.wish}.values())

    @property
    def team(self) -> ShotWish | None:
        """What a production team asks of it."""
        told = (wish for unit in self.units[:1] for wish in unit.asked)
        return next((wish for wish in told if (wish.text, wish.acts) == (self.text, "\n".join(self.acts))), None)


@dataclass(slots=True)
class _Open:
    """What waits for its shot while a scene is walked."""

    scene: Scene
    units: list[Unit] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    row: int | None = None
    """The row of the script's own table that is walked; None outside of one."""
    grain: Grain = NORMAL

    def grain_with(self, unit: Unit) -> Grain:
        """How finely to cut with this unit: a shot that an author or a team marked or timed is theirs."""
        marked = self.row is not None or any(each.wish or each.asked for each in (*self.units, unit))
        return NORMAL if marked else self.grain

    @property
    def tenths(self) -> int:
        return speech.tenths_to_act("".join(self.acts)) if self.acts else 0

    def beat(self) -> Beat:
        """Everything that waits as one silent beat; nothing waits afterwards."""
        acts = tuple(self.acts)
        beat = Beat(self.scene, _unique(self.units), acts, acts, captions=tuple(self.captions), tags=tuple(self.tags))
        for waiting in (self.units, self.acts, self.captions, self.tags):
            waiting.clear()
        return beat


def beats(units: Iterable[Unit], scene: Scene, cast: Cast, language: str, grain: Grain = NORMAL) -> list[Beat]:
    """The beats of a stretch of a scene in order; one empty beat where nothing happens in it, so that its place is seen."""
    waiting = _Open(scene, grain=grain)
    found: list[Beat] = []
    for unit in _spoken_into(units):
        if unit.kind not in STORY:
            continue
        row = unit.wish.row if unit.wish else None
        if row != waiting.row:
            _next_row(waiting, found)
            waiting.row = row
        if unit.kind == "speech":
            found.extend(_speech(unit, waiting, cast, language))
        elif unit.kind == "action" and (waiting.acts or found) and MONTAGE_ENDS.fullmatch(unit.text.strip("△ \n")):
            found.extend([waiting.beat()] if waiting.acts else [])
            waiting.units.append(unit)
            waiting.acts.append(unit.text)
            found[-1] = _trailing(found[-1], waiting)
            waiting.beat()
        elif unit.kind == "action":
            found.extend(_action(unit, waiting))
        else:
            _mark(unit, waiting, found, language)
    if found and waiting.acts and all(is_slug(act) for act in waiting.acts):
        found[-1] = _trailing(found[-1], waiting)
    elif waiting.acts or (waiting.units and not found):
        found.append(waiting.beat())
    elif waiting.units or waiting.captions:
        found[-1] = _trailing(found[-1], waiting)
    return found or [Beat(scene, ())]


def _mark(unit: Unit, waiting: _Open, found: list[Beat], language: str) -> None:
    """A caption, a sound or a transition waits for its shot; one with which the picture goes (CUT TO BLACK.) ends the shot before it."""
    ends = unit.kind == "transition" and transitions.goes(unit.text)
    if ends and waiting.acts:
        found.append(waiting.beat())
    waiting.units.append(unit)
    if unit.text and unit.kind in ("caption", "title"):
        waiting.captions.append(unit.text)
    elif unit.text:
        waiting.tags.append(EFFECTS[language][unit.kind] + unit.text)
        if ends and found:
            over, waiting.captions[:] = tuple(waiting.captions), ()
            found[-1] = _trailing(found[-1], waiting)
            waiting.beat()
            waiting.captions.extend(over)
        card = shown_over(unit.text) if unit.kind == "transition" else ""
        waiting.captions += [card] if card else []


def _spoken_into(units: Iterable[Unit]) -> Iterator[Unit]:
    """The units; who acts right before they speak under a bare `电话` is here and speaks into it, and is not heard out of it."""
    acts = ""
    for unit in units:
        bare = unit.kind == "speech" and speech.either_end(unit.delivery, unit.extension)
        if bare and re.search(rf"(?:^|[△。！？；\n]){re.escape(unit.speaker)}", acts):
            unit = replace(unit, delivery="")
        acts = "" if unit.kind == "speech" else f"{acts}\n{unit.text}" if unit.kind == "action" else acts
        yield unit


def _next_row(waiting: _Open, found: list[Beat]) -> None:
    """A row of the script's own table is a shot of its author: what waits stays in it, and nothing of it joins the next."""
    if waiting.row is None and not waiting.acts:
        return
    if (
        waiting.units
        and not waiting.acts
        and any(wish.row == waiting.row for beat in found[-1:] for wish in beat.wishes)
    ):
        last = _trailing(found.pop(), waiting)
        waiting.beat()
        found.append(last)
    elif waiting.units:
        found.append(waiting.beat())


def _trailing(beat: Beat, waiting: _Open) -> Beat:
    """The last beat with the captions, transitions and marks that follow it."""
    return Beat(
        beat.scene,
        _unique([*beat.units, *waiting.units]),
        (*beat.items, *waiting.acts),
        (*beat.acts, *waiting.acts),
        beat.speech,
        beat.text,
        beat.piece,
        beat.last,
        (*beat.captions, *waiting.captions),
        (*beat.tags, *waiting.tags),
    )


def _action(unit: Unit, waiting: _Open) -> Iterator[Beat]:
    """Beats that an action closes; the action itself waits for what follows."""
    whole = unit.wish is not None and 0 < unit.wish.seconds * 10 <= speech.LONGEST
    read = nothing_but(letters_of(unit.text), unit.text)
    framed = unit.wish is None and (
        read
        or LISTED.search(unit.text) is not None
        or any(camera.find(table, unit.text[:8]) for table in (camera.SIZES, camera.ANGLES, camera.MOVES))
    )
    grain = NORMAL if framed else waiting.grain_with(unit)
    if waiting.acts and _announces(waiting.acts[-1]) and (read or not framed):
        waiting.units.append(unit)
        waiting.acts.append(unit.text)
        yield waiting.beat()
        return
    for piece in (unit.text,) if whole else pieces_of_action(unit.text, grain):
        joined = speech.tenths_to_act("".join(waiting.acts) + piece)
        slugs = all(is_slug(act) for act in waiting.acts)
        full = joined > grain.joined or len(waiting.acts) == grain.acts
        if waiting.acts and not whole and not slugs and (framed or full):
            yield waiting.beat()
        waiting.units.append(unit)
        waiting.acts.append(piece)
    if framed and not is_slug(unit.text) and not _announces(unit.text):
        yield waiting.beat()


def _announces(text: str) -> bool:
    """Whether an action asks for the picture of a thing whose words stand in the next line: INSERT - INSIDE THE LID, engraved:"""
    return text.rstrip().endswith((":", "：")) and asks_for(text)


def pieces_of_action(text: str, grain: Grain = NORMAL) -> tuple[str, ...]:
    """An action in pieces of whole sentences, each no longer than one silent shot; only an endless sentence is cut inside."""
    listed = [one for one in LISTED.split(text) if one]
    if len(listed) > 1:
        return tuple(piece for one in listed for piece in pieces_of_action(one, grain))
    pieces: list[str] = []
    for sentence in _sentences(text):
        if pieces and long_tenths(pieces[-1] + sentence) <= grain.action:
            pieces[-1] += sentence
        else:
            pieces.extend(speech.cut(sentence, -(-long_tenths(sentence) // ENDLESS)))
    return tuple(pieces)


def _sentences(text: str) -> Iterator[str]:
    """The sentences of an action; what stands in quotation marks is one thing that is seen or heard, and stays whole."""
    rest, whole = "", not _quoting(text)
    for clause in speech.clauses(text):
        rest += clause
        if (speech.ends_sentence(rest) or rest.rstrip()[-1:] in ";；") and not (whole and _quoting(rest)):
            yield rest
            rest = ""
    if rest:
        yield rest


def _quoting(text: str) -> bool:
    """Whether a quotation in the text is not closed."""
    return (
        any(text.count(opens) != text.count(closes) for opens, closes in ("“”", "「」", "『』", "【】"))
        or text.count('"') % 2 == 1
    )


def long_tenths(text: str) -> int:
    """Tenths an action would take if there were no cap."""
    return 15 + speech.han(text) + 3 * speech.words(text)


def _speech(unit: Unit, waiting: _Open, cast: Cast, language: str) -> Iterator[Beat]:
    """The beats of a speech: what waits before it if it does not belong to it, then the speech in pieces."""
    grain = waiting.grain_with(unit)
    if waiting.acts and not _belongs(waiting, unit, grain.joined):
        yield waiting.beat()
    member = cast.get(unit.speaker)
    tempo = member.voice.tempo if member else speech.TEMPO[language]
    cut = speech.fit if unit.wish else partial(pieces_of_speech, grain=grain)
    texts = cut(unit.text, tempo, language) if unit.text else ("",)
    at = 0
    for number, text in enumerate(texts):
        asides = tuple(_asides(unit, at, at + len(text), last=number == len(texts) - 1))
        first = waiting.beat() if number == 0 else Beat(waiting.scene, ())
        at += len(text)
        yield Beat(
            waiting.scene,
            _unique([*first.units, unit]),
            (*first.items, *asides),
            first.acts,
            unit,
            text,
            number,
            number == len(texts) - 1,
            first.captions,
            first.tags,
        )


def _asides(unit: Unit, start: int, end: int, *, last: bool) -> Iterator[str]:
    """The parentheticals that stand in one piece of a speech."""
    for aside in unit.parentheticals:
        if start <= aside.at < end or (last and aside.at >= end):
            yield aside.text


def _belongs(waiting: _Open, unit: Unit, short: int) -> bool:
    """Whether the waiting action is the speaker's own, short enough to be seen while the line is spoken."""
    return waiting.row is not None or (
        not many.acts("".join(waiting.acts))  # the crowd's, which is seen by itself
        and waiting.tenths <= short
        and ((len(unit.speaker) > 1 and unit.speaker in "".join(waiting.acts)) or waiting.tenths <= short - 12)
    )


def pieces_of_speech(text: str, tempo: int, language: str, grain: Grain = NORMAL) -> tuple[str, ...]:
    """A line in as few pieces as fit into shots; a long one that fits is still cut in two where a sentence ends."""
    parts = speech.fit(text, tempo, language)
    if len(parts) > 1 or speech.tenths_to_speak(text, tempo, language) <= grain.rhythm or len(speech.clauses(text)) < 2:
        return parts
    halves = speech.cut(text, 2)
    long_enough = all(speech.tenths_to_speak(half, tempo, language) >= grain.rhythm_least for half in halves)
    return halves if len(halves) == 2 and long_enough and speech.ends_sentence(halves[0]) else parts


def _unique(units: Iterable[Unit]) -> tuple[Unit, ...]:
    return tuple({unit.id: unit for unit in units}.values())


def asks(text: str, words: Iterable[str]) -> bool:
    """Whether the text holds one of the words; Latin words at their beginning."""
    return any(
        re.search(rf"\b{re.escape(word)}", text, re.IGNORECASE) if word.isascii() else word in text for word in words
    )
