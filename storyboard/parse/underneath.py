"""What stands below the words of somebody whose name is alone on its line, where no blank line parts anything: is it seen, or do they speak on?

One line does not say so, the whole script does: how many such blocks end with what tells of its people, and how many with what is
said to somebody. Where a speech is one paragraph, what stands below it is seen, unless something says that the words go on.
"""

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Literal

from storyboard.cast import roles
from storyboard.parse.markers import bracketed
from storyboard.parse.telling import CALLING, IN_QUOTES, OPENERS, PERSON, RUNS_ON, complete
from storyboard.patterns import deferred

Way = Literal["seen", "spoken", "open"]
How = Literal["told", "said", "bare", "aside"]
Paragraph = tuple[str, int]
"""What it says, and how many rows it has."""

LEAST_BARE = 3
"""Blocks of several paragraphs from which on it tells something that none of them ends with words to somebody; and words from which on it does how they end."""
RAISED = frozenset("？！?!…")
LEAST_TOLD = 2
"""Blocks that tell of somebody where blank lines stand above the names."""
RARE = 4
"""One in so many of them may end with words to somebody where the others are seen; and so many more must than tell of somebody where they are spoken."""
ASKED_ZH = deferred(r"[吗呢吧啊呀嘛哦呗][。！？!?…~～]*$|[？?]$")
PERSON_EN = deferred(
    r"\b(?:I|I['’]\w+|[Mm]e|[Mm]y|[Mm]ine|[Yy]ou|[Yy]our|[Yy]ours|[Uu]s|[Oo]ur|[Ww]e(?! (?:see|hear|find|follow|move|are (?:on|in|at|close))\b))\b|\?$"
)
"""What only words to somebody have: a first or a second person, a question; the we of a camera is neither."""
DOERS_EN = deferred(r"(?:He|She|They|His|Her|Their|Both|Everybody|Everyone|Nobody)\b")
OPENED = (("“", "”"), ("「", "」"), ("『", "』"))
BREAKS = frozenset("—–-－~～”」』\"'’）)")
"""How words end as well that do not go on: broken off, or with the end of a quotation."""
CALLED = deferred(r"[\u3400-\u9fff·]{2,4}")
ROLE_EN = deferred(r"[A-Z][a-z]+")
NO_NAME = deferred(
    r".*[声响静默黑亮暗幕景写镜头面空顿停雨雪风雾夜晨午昏日后前时中里外了着过起来去]|[这那一不没].*|良久|片刻|半晌|许久"
)
"""A few signs of Han on a line of their own that are nobody: 枪响, 三天后, 良久."""


class Underneath:
    """The blocks of a script, each the rows below a name that stands alone, and what they say of it."""

    def __init__(
        self,
        blocks: Sequence[Sequence[str]],
        names: Collection[str],
        *,
        english: bool,
        joined: bool = True,
        opened: bool = True,
    ) -> None:
        self.blocks = blocks
        self.joined = joined
        """Whether no blank line stands above most names either: where one does, more must tell of somebody."""
        self.opened = opened
        """Whether scenes open with what is seen: where none does, more must tell of those who speak."""
        self.names = {
            form for name in names if len(name) > 1 for form in ((name, name.title()) if english else (name,))
        }
        self.english = english

    @cached_property
    def stopped(self) -> bool:
        """Whether words end with a stop, so that a line without one goes on: most short ones do that neither ask nor cry; long ones the page may have broken."""
        worded = [found for rows in self.blocks if (found := [row for row in rows if not _aside(row)])]
        wide = max((len(row) for rows in worded for row in rows), default=0)
        plain = [rows[0] for rows in worded if len(rows[0]) * 2 < wide and rows[0][-1] not in RAISED]
        return len(plain) < LEAST_BARE or sum(map(_ends, plain)) * 2 >= len(plain)

    @cached_property
    def votes(self) -> tuple[int, int, int]:
        """Of how many blocks of several paragraphs how many end with words to somebody, and how many tell of somebody below their first."""
        further = [found[1:] for rows in self.blocks if len(found := self.paragraphs(rows)) > 1]
        hows = [[self.how(text) for text, _ in found] for found in further]
        said = sum(next((how for how in reversed(each) if how != "aside"), "") == "said" for each in hows)
        return len(hows), said, sum("told" in each for each in hows)

    @property
    def named(self) -> int:
        """How many blocks tell of somebody by name below their first paragraph."""
        further = (self.paragraphs(rows)[1:] for rows in self.blocks)
        return sum(any(self.how(text) == "told" and self._names(text) for text, _ in found) for found in further)

    @cached_property
    def way(self) -> Way:
        """What stands below the first paragraph of a block: `seen`, `spoken`, or either."""
        several, said, told = self.votes
        if not self.joined and told < LEAST_TOLD:
            return "open" if several >= LEAST_BARE and not said else "spoken"
        if not self.opened and self.named < LEAST_TOLD and not said:
            return "open" if told or several >= LEAST_BARE else "spoken"
        if not said and (told or several >= LEAST_BARE):
            return "seen"
        if told and told >= 2 * said and said * RARE <= several:
            return "seen"
        return "spoken" if said >= RARE * told else "open"

    @property
    def sure(self) -> bool:
        """Whether most of the blocks of several paragraphs end with words to somebody, and there are some."""
        several, said, told = self.votes
        return several >= LEAST_BARE and said * 2 > several and not told

    def paragraphs(self, rows: Sequence[str]) -> list[Paragraph]:
        """The rows of a block as paragraphs, a direction above the words with the first: a row that ends without a stop, or in a quotation, goes on."""
        found = list[Paragraph]()
        begun = False
        for row in rows:
            if found and not (begun and self._stops(found[-1][0])):
                found[-1] = (f"{found[-1][0]} {row}" if begun else row, found[-1][1] + 1)
            else:
                found.append((row, 1))
            begun = begun or not _aside(row)
        return found

    def spoken(self, rows: Sequence[str]) -> int:
        """How many rows of a block are spoken where a speech is one paragraph: up to the last that speaks to somebody before anybody is told of."""
        count = spoken = 0
        for at, (text, size) in enumerate(self.paragraphs(rows)):
            how = self.how(text)
            if at and how == "told":
                break
            count += size
            spoken = spoken if at and how != "said" else count
        return spoken

    def _stops(self, text: str) -> bool:
        """Whether a paragraph is over: not in a quotation that is not closed, nor without a stop where others have one."""
        if any(text.count(opens) > text.count(shuts) for opens, shuts in OPENED):
            return False
        if text[0] == '"' and text.count('"') % 2:
            return False
        return _ends(text) or not (self.stopped or text[-1] in RUNS_ON)

    def how(self, text: str) -> How:
        """Whether a paragraph tells of somebody of the script, speaks to somebody, or does neither; an aside is all in brackets."""
        if _aside(text):
            return "aside"
        outside = IN_QUOTES.sub("", text)
        if PERSON_EN.search(outside) if self.english else PERSON.search(outside) or ASKED_ZH.search(outside):
            return "said"
        doer = DOERS_EN if self.english else OPENERS
        return "told" if doer.match(text) or self._names(text) else "bare"

    def _names(self, text: str) -> bool:
        """Whether a text has one of the names but for one that it begins by calling."""
        found = [name for name in self.names if name in text]
        return any(not (text.startswith(name) and CALLING.match(text, len(name))) for name in found)


def set_as_name(above: str, row: str, below: str, *, english: bool) -> bool:
    """Whether a row is set as a name is of which the script knows nothing else: a few signs of Han or what somebody is, without a stop, between what ends with one."""
    role = roles.is_role(row.lower())
    called = role and ROLE_EN.fullmatch(row) if english else CALLED.fullmatch(row)
    if not called or NO_NAME.fullmatch(row):
        return False
    return (not above or complete(above)) and (role or _ends(below) or below[0] in "“「『（(")


def _aside(row: str) -> bool:
    """Whether a row is all direction, in round brackets."""
    return row[0] in "（(" and bracketed(row) is not None


def _ends(text: str) -> bool:
    """Whether a row ends like what is over."""
    return complete(text) or text[-1] in BREAKS
