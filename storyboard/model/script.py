"""What `read` and `parse` return: a screenplay whose every character is in exactly one unit."""

from bisect import bisect_left
from functools import lru_cache
from typing import Literal

from storyboard.model.faults import Fault
from storyboard.patterns import deferred
from storyboard.records import dataclass, may_wait

Kind = Literal[
    "episode",
    "heading",
    "cast",
    "action",
    "speech",
    "caption",
    "transition",
    "sound",
    "title",
    "note",
    "front",
    "blank",
]

Delivery = Literal["", "inner", "voiceover", "offscreen", "phone"]
"""What an extension means. Chinese OS is `inner`, English O.S. is `offscreen`; the label as written stays in `extension`."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as text."""

    path: str
    """As the user named it; for messages."""
    text: str
    """Decoded strictly, never normalised: line ends and byte-order-free content as they stand in the file."""
    encoding: str
    """`utf-8`, `utf-8-sig`, `gb18030`, `utf-16`, …; for containers `docx` or `fdx`."""
    container: str = "text"
    """`text`, `fountain`, `markdown`, `docx` or `fdx`."""
    styles: tuple[str, ...] = ()
    """FDX only: for each line of `text` its paragraph type (`Character`, `Scene Heading #12`), in the order of the lines."""
    printed: tuple[tuple[int, int, str], ...] = ()
    """Word processors: spans of `text` that are headings (`#`), bold (`**`) or slanted (`*`), in order; none where lines are set in or typed by styles."""
    remarks: tuple[str, ...] = ()
    """What the reader of the text should know: tracked changes taken as accepted, hidden text, …; `parse` warns of them."""


@dataclass(frozen=True, slots=True)
class Parenthetical:
    """A stage direction inside a speech; never spoken."""

    text: str
    """As written, brackets included: `（站起）`."""
    at: int
    """Offset in the speech's `text` before which it stands; 0 = in front, len(text) = behind."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the author asks of one shot: a row of the script's own table, or a shot with named fields."""

    row: int
    """Offset in the source at which it begins; units of one row are one shot."""
    seconds: float = 0.0
    """How long it is to last; 0 where the script does not say."""
    framing: str = ""
    """Size, angle and movement as written, joined by commas; empty where the script does not say."""


@dataclass(frozen=True, slots=True)
class ShotWish:
    """What a production team asks of one shot of a board, told by the words that the shot shows."""

    text: str
    """What is spoken in it."""
    acts: str
    """The actions it shows, a line each."""
    seconds: float = 0.0
    """How long it is to last; 0: not asked."""
    framing: str = ""
    """Of size, angle and movement what was changed, joined by commas."""
    note: str = ""
    """In the team's own words; it becomes part of the shot's style."""


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest piece of a script. `raw` is `source[start:end]`; the raws joined are the source."""

    id: str
    """`u1`, `u2`, …: by position in the file."""
    kind: Kind
    start: int
    end: int
    raw: str
    scene: str = ""
    """Id of the scene; empty before the first heading."""
    text: str = ""
    """The content without marks: spoken words without parentheticals, an action without △, a caption without 【字幕：】."""
    speaker: str = ""
    """Speech only; canonical name as written in the cue, joint cues joined by 、 (`林晚、？？？`)."""
    members: tuple[str, ...] = ()
    """The people of a joint cue; empty for one speaker."""
    parentheticals: tuple[Parenthetical, ...] = ()
    extension: str = ""
    """The label as written: `OS`, `V.O.`, `画外`."""
    delivery: Delivery = ""
    confidence: float = 1.0
    """1.0 where a rule was sure."""
    reason: str = ""
    """Why confidence is below 1."""
    cue: str = ""
    """Speech whose `speaker` is called otherwise in its cue (阿意 for 许知意): that name as written; else empty."""
    wish: Wish | None = None
    """What the row it stands in asks of its shot."""
    state: str = ""
    """The script's word for when it plays: `闪回`, `FLASHBACK`, `梦境`; empty: now. Its scene may play at another time."""
    asked: tuple[ShotWish, ...] = ()
    """What a team asks of the shots that begin with it."""
    to: str = ""
    """Speech only: whom somebody says that it is spoken to, a name, `EVERYBODY` or `NOBODY`; empty: rules find out."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Lines that are to be read as something else than the rules read them, because a person or a language model says so."""

    line: int
    """1-based line of the first as it stood when that was said; the words tell which line is meant where lines moved since."""
    words: str
    """How the first line begins, its blanks as single spaces; at most 80 characters."""
    kind: Kind
    count: int = 1
    """How many lines, blank ones among them."""
    speaker: str = ""
    """`speech` only: who says it."""
    says: str = ""
    """`speech` only: how the spoken words begin, where a label or directions stand in front of them in the same lines."""
    until: str = ""
    """`speech`, `heading`: how they end, where something else stands behind them in the same lines."""
    place: str = ""
    """`heading` only, like `time` and `state`: where the scene plays, in the words of these lines; empty: as rules read it there."""
    time: str = ""
    """Its hour, in the words of these lines."""
    state: str = ""
    """The script's word for when it plays: `回忆`, `FLASHBACK`; empty: now."""
    by: str = ""
    """The model that says so; empty: a person."""
    accepted: bool = False
    """Whether a person let a model's say stand; until then the reading is in doubt."""


EVERYBODY, NOBODY = "all", "nobody"
"""Whom a line is spoken to that is spoken to all who are there, or to none of them."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Whom a line is spoken to, because a person or a language model says so."""

    line: int
    """1-based line of its words as they stood when that was said."""
    words: str
    """How its words begin; they tell which line is meant where lines moved since."""
    to: str
    """A name, `EVERYBODY` or `NOBODY`."""
    by: str = ""
    """The model that says so; empty: a person."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A stretch of units under one heading."""

    id: str
    """`s1`, `s2`, …"""
    number: str
    """As written (`1-1`, `第一场`); empty where the script gives none."""
    location: str
    """As written, without time and inside/outside; empty where the heading has no place."""
    time: str
    """The script's own word: `日`, `深夜`, `亥时三刻`, `DUSK`; empty where it gives none."""
    interior: str
    """`内`, `外`, `内外`, `INT`, `EXT`, `INT/EXT`, or empty where the heading does not say."""
    start: int
    end: int
    """Span in the source, heading included."""
    episode: str = ""
    """Id of the episode."""
    cast: tuple[str, ...] = ()
    """Names of its cast line(s), annotations removed, in order."""
    state: str = ""
    """`闪回`, `回忆`, `梦境` … while such a bracket is open; else empty."""
    weather: str = ""
    """The script's own word (a 天气 line or heading field); else empty."""
    seen: tuple[str, ...] = ()
    """People who act in it though they neither speak nor stand in a cast line, in order."""


@dataclass(frozen=True, slots=True)
class Episode:
    id: str
    """`e1`, `e2`, …; a script without episode headings has one, `e1`, whose number is empty."""
    number: str
    title: str
    start: int
    end: int


@may_wait("age", "looks")
@dataclass(frozen=True, slots=True)
class Person:
    """Somebody (or a voice, or a crowd) that a script names as speaking or present, and what it says about them."""

    name: str
    aliases: tuple[str, ...] = ()
    age: int | None = None
    """Only where the script says so."""
    looks: str = ""
    """What the script says of them, verbatim (bio or description); empty if nothing."""
    speeches: int = 0
    listed: bool = False
    """Stands in a cast line or a bio, not only in cues."""
    unsure: str = ""
    """Why it is not sure that this is a person: the words they were found by; empty where a rule was sure."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a whole reading is not to be trusted: nothing is bought on it unasked."""

    rule: str
    """Short kebab-case name, e.g. `label-speaks`."""
    message: str
    """What is odd, in the language of the script; no full stop."""
    lines: tuple[int, ...] = ()
    """1-based lines that show it, the first few; empty where it is about the whole."""


@may_wait("doubts")
@dataclass(frozen=True, slots=True)
class Script:
    """A parsed screenplay: `"".join(unit.raw for unit in units)` is the source."""

    path: str
    format: str
    """Name of the format rule that read it: `shortdrama`, `colon`, `fountain`, …"""
    reason: str
    """Why that format was chosen, for `lint`."""
    language: Literal["zh", "en", "ja", "ko"]
    encoding: str
    units: tuple[Unit, ...]
    scenes: tuple[Scene, ...]
    episodes: tuple[Episode, ...]
    cast: tuple[Person, ...]
    warnings: tuple[Fault, ...]
    doubts: tuple[Doubt, ...] = ()
    """What makes the reading doubtful as a whole; empty where it can be trusted."""

    @property
    def text(self) -> str:
        """The source, exactly."""
        return _text(_Same(self.units))

    def line_of(self, offset: int) -> int:
        """1-based line of a character offset."""
        return bisect_left(_breaks(_Same(self.units)), offset) + 1


class _Same:
    """Units as a cache key by identity: equality of thousands of units would cost more than what is cached."""

    __slots__ = ("units",)

    def __init__(self, units: tuple[Unit, ...]) -> None:
        self.units = units

    def __hash__(self) -> int:
        return id(self.units)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.units is other.units


@lru_cache(maxsize=8)
def _text(same: _Same) -> str:
    """A source, exactly."""
    return "".join([unit.raw for unit in same.units])


_BREAK = deferred("\n")


@lru_cache(maxsize=8)
def _breaks(same: _Same) -> tuple[int, ...]:
    """Offsets of the line breaks of a source."""
    return tuple(match.start() for match in _BREAK.finditer(_text(same)))
