"""A reading as those see it who doubt it: speeches, actions, lines with content, each gathered once and only where it is asked for."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from functools import cached_property
from itertools import accumulate, chain

from storyboard.languages import Language
from storyboard.model import Script, Unit
from storyboard.parse.cues import HAN
from storyboard.records import dataclass

Row = tuple[int, str, Unit]
"""A line with content: its offset in its unit, its text, its unit."""


@dataclass(frozen=True, slots=False)
class Look:
    """A reading, looked over once for all rules."""

    script: Script
    source: str = ""
    """Its text, where that is at hand."""

    @cached_property
    def english(self) -> bool:
        """Whether its language has words with something between them."""
        return Language.of(self.script.language).does("writing.words")

    @cached_property
    def kinds(self) -> dict[str, list[Unit]]:
        """The units of each kind that there is."""
        found = defaultdict[str, list[Unit]](list)
        for unit in self.script.units:
            found[unit.kind].append(unit)
        return dict(found)

    @cached_property
    def speeches(self) -> list[Unit]:
        return self.kinds.get("speech", [])

    @cached_property
    def actions(self) -> list[Unit]:
        return self.kinds.get("action", [])

    @cached_property
    def counts(self) -> Counter[str]:
        """Speeches of each name; of a joint cue, of each of its people."""
        return Counter([name for unit in self.speeches for name in unit.members or (unit.speaker,)])

    @cached_property
    def told(self) -> str:
        """All that is not spoken."""
        return "\n".join(unit.raw for unit in self.script.units if unit.kind not in ("speech", "blank")).casefold()

    @cached_property
    def words(self) -> str:
        """All that is spoken, without the cues."""
        return "\n".join([unit.text for unit in self.speeches])

    @cached_property
    def spoken(self) -> str:
        """The same in small letters."""
        return self.words.casefold()

    @cached_property
    def listed(self) -> frozenset[str]:
        return frozenset(person.name for person in self.script.cast if person.listed)

    def acts(self, name: str) -> bool:
        """Whether a name, or what is left of it when it is called, stands in any line but its cues."""
        if name in self.listed or not name:
            return True
        parts = (
            [name, name[-2:], name[1:]]
            if HAN.search(name)
            else [part for part in re.split(r"\W+", name) if len(part) > 1]
        )
        return any(part.casefold() in self.told or part.casefold() in self.spoken for part in parts if len(part) > 1)

    @cached_property
    def text(self) -> str:
        """The whole script."""
        return self.source or self.script.text

    @cached_property
    def breaks(self) -> list[int]:
        """Where its lines end."""
        return [end - 1 for end in accumulate([len(row) + 1 for row in self.text.split("\n")])]

    def line(self, unit: Unit, within: int = 0) -> int:
        """The line of a unit, or of an offset within its raw text; blank lines in front of it are not its own."""
        lead = within or len(unit.raw) - len(unit.raw.lstrip())
        return bisect_left(self.breaks, unit.start + min(lead, max(len(unit.raw) - 1, 0))) + 1

    def said_by(self, names: Iterable[str]) -> list[int]:
        """The lines of the speeches of some names."""
        wanted = set(names)
        return [self.line(unit) for unit in self.speeches if wanted & {unit.speaker, *unit.members}]

    @cached_property
    def by_lines(self) -> tuple[list[Unit], list[Unit]]:
        """The speeches of several lines, and those of one."""
        several, single = list[Unit](), list[Unit]()
        for unit in self.speeches:
            raw = unit.raw
            (several if raw.find("\n", 0, -1) >= 0 and "\n" in raw.strip() else single).append(unit)
        return several, single

    @property
    def lined(self) -> list[Unit]:
        return self.by_lines[0]

    @property
    def unlined(self) -> list[Unit]:
        return self.by_lines[1]

    @cached_property
    def lined_rows(self) -> list[Row]:
        """The rows of the speeches of several lines."""
        return [row for unit in self.lined for row in rows_of(unit)]

    @cached_property
    def further(self) -> list[Row]:
        """The rows of speeches below their first."""
        return [row for row in self.lined_rows if row[0] > 0 and row[2].raw[: row[0]].strip()]

    @cached_property
    def rows(self) -> list[Row]:
        """(offset in its unit, text, unit) of every line with content; its number is counted only where it is told."""
        return [row for unit in self.script.units if unit.kind != "blank" for row in rows_of(unit)]

    def _rows_of(self, kind: str) -> list[Row]:
        """Those of the units of one kind: most lines are spoken, and hardly any rule asks about all of them."""
        if (found := self.sorted_rows.get(kind)) is None:
            found = self.sorted_rows[kind] = [row for unit in self.kinds[kind] for row in rows_of(unit)]
        return found

    @cached_property
    def sorted_rows(self) -> dict[str, list[Row]]:
        """The rows of the kinds that were asked about."""
        return {}

    @cached_property
    def merged_rows(self) -> dict[frozenset[str], list[Row]]:
        """The rows of several kinds in order, for several rules ask about the same."""
        return {}

    def lines(self, *kinds: str) -> Iterable[Row]:
        """The rows of the units of some kinds, in order."""
        if "speech" in kinds:
            return (row for row in self.rows if row[2].kind in kinds)
        filled = frozenset(kinds).intersection(self.kinds)
        if len(filled) < 2:
            return self._rows_of(*filled) if filled else ()
        if (merged := self.merged_rows.get(filled)) is None:
            every = [row for kind in filled for row in self._rows_of(kind)]
            merged = self.merged_rows[filled] = sorted(every, key=_place)
        return merged

    def spoken_lines(self, opens: re.Pattern[str], first: Container[str]) -> Iterator[Row]:
        """The rows of the speeches, first those of several lines; of others only such as begin as a pattern does, with one of some letters or with none."""
        alone = (
            (0, unit.raw.strip(), unit)
            for unit in self.unlined
            if (not unit.raw[0].isalpha() or unit.raw[0] in first) and opens.match(unit.raw)
        )
        return chain(self.lined_rows, alone)

    @cached_property
    def signed(self) -> dict[str, set[int]]:
        """In which speeches each of `SIGNS` stands."""
        words, ends = self.words, self.ends
        found: dict[str, set[int]] = defaultdict(set)
        for sign in SIGNS:
            at = words.find(sign)
            while at >= 0:
                speech = bisect_left(ends, at + 1)
                found[sign].add(speech)
                at = words.find(sign, ends[speech])
        return found

    def holding(self, signs: str) -> list[Unit]:
        """The speeches with one of some of `SIGNS`."""
        if (found := self.held.get(signs)) is None:
            holding = set[int]().union(*(self.signed[sign] for sign in signs if sign in self.signed))
            found = self.held[signs] = [self.speeches[at] for at in sorted(holding)]
        return found

    @cached_property
    def held(self) -> dict[str, list[Unit]]:
        """The speeches with one of the signs that were asked about."""
        return {}

    @cached_property
    def colons(self) -> list[tuple[Unit, list[str]]]:
        """The speeches with a colon, and what stands before the first and between them, in small letters."""
        return [(unit, unit.text.casefold().replace("：", ":").split(":")[:-1]) for unit in self.holding(COLONS)]

    @cached_property
    def said(self) -> dict[re.Pattern[str], list[Unit]]:
        """The speeches in whose words the patterns that were asked about are found."""
        return {}

    @cached_property
    def ends(self) -> list[int]:
        """Where the words of each speech end in `words`."""
        return [end - 1 for end in accumulate([len(unit.text) + 1 for unit in self.speeches])]

    def saying(self, pattern: re.Pattern[str]) -> list[Unit]:
        """The speeches in whose words a pattern is found, that holds no line end: once over all of them."""
        if pattern not in self.said:
            at = dict.fromkeys(bisect_left(self.ends, found.end()) for found in pattern.finditer(self.words))
            self.said[pattern] = [self.speeches[index] for index in at]
        return self.said[pattern]


def rows_of(unit: Unit) -> list[Row]:
    """The lines of a unit that have content."""
    raw = unit.raw
    bare = raw.strip()
    if "\n" not in bare:
        return [(0 if raw[0] == bare[0] else raw.index(bare[0]), bare, unit)] if bare else []
    rows, at = list[Row](), 0
    for text in raw.split("\n"):
        if bare := text.strip():
            rows.append((at if text[0] == bare[0] else at + text.index(bare[0]), bare, unit))
        at += len(text) + 1
    return rows


def _place(row: Row) -> int:
    """Where a row begins in the text."""
    return row[2].start + row[0]


SIGNS = '0123456789０１２３４５６７８９：:“”「」『』"*_|#△▲（(【['
"""What is asked of speeches: figures, colons, quotation marks, marks of a layout."""
COLONS = "：:"
Found = tuple[list[int], dict[str, object]]
"""The lines that show it, and what the sentence needs."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason to doubt a reading."""

    name: str
    find: Callable[[Look], Found | None]
    zh: str
    en: str
    """What is odd, in the language of the script; without a full stop."""

    def said(self, language: str, facts: dict[str, object]) -> str:
        """The sentence in a language."""
        return {"zh": self.zh, "en": self.en}[language].format(**facts)
