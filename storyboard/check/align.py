"""Two sequences of (speaker, words) compared: what was lost, added, altered, moved, merged, or given to somebody else.

A line may legally run over several consecutive entries of the same speaker whose words join to it. If the sequences are
equal in that sense there is no fault, and nothing else is computed; otherwise the longest common run is kept and the
gaps are explained.
"""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from storyboard.model import Fault
from storyboard.records import dataclass
from storyboard.rules import finding
from storyboard.rules.words import PHRASES

ALIKE = 0.5
"""Share of equal characters from which a line counts as altered rather than one lost and one added."""
MOST_PAIRS = 4000
"""Above so many pairs in one gap only equal words are matched: a gap that large is another script."""


@dataclass(frozen=True, slots=True)
class DueLine:
    """A line of the script."""

    speaker: str
    text: str
    line: int
    """1-based, in the file."""
    delivery: str = ""
    scene: str = ""
    state: str = ""
    """When it plays, in the script's word; empty: now."""
    over: bool = False
    """Whether it may be told over a picture of its speaker, whose lips are closed."""
    either: bool = False
    """Whether it may be spoken into a telephone in the picture as well as heard out of one."""


@dataclass(frozen=True, slots=True)
class SaidWords:
    """Words in a board, a prompt or a subtitle."""

    role: str
    text: str
    shot: int
    """1-based; for messages."""


Match = tuple[int, int, int]
"""Line index, index of the first entry, how many entries it runs over."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which entries speak which line, and what is wrong."""

    matches: tuple[Match, ...]
    faults: tuple[Fault, ...]


def align(
    lines: Sequence[DueLine], said: Sequence[SaidWords], language: str = "en", *, names: Mapping[str, str] | None = None
) -> Alignment:
    """The alignment of a script's lines with what is said; no faults exactly if the sequences are equal.

    `language` is that of the faults' sentences; `names` calls rules otherwise (`lost` -> `lost-caption`).
    """
    matches = _match(lines, said)
    if len(matches) == len(lines) and sum(count for *_, count in matches) == len(said):
        return Alignment(tuple(matches), ())
    gaps = _find_gaps(matches, len(lines), len(said))
    odds = [odd for units, entries in gaps for odd in _Gap(lines, said, units, entries, language).explain()]
    return Alignment(tuple(matches), tuple(odd.fault(language, names or {}) for odd in _pair_moved(odds)))


def run_of(line: DueLine, said: Sequence[SaidWords], at: int, end: int | None = None) -> int:
    """Over how many entries from `at` (before `end`) a line runs, 0 if it does not stand there."""
    told = 0
    for number in range(at, len(said) if end is None else end):
        entry = said[number]
        if entry.role != line.speaker or not entry.text or not line.text.startswith(entry.text, told):
            return 0
        told += len(entry.text)
        if told == len(line.text):
            return number - at + 1
    return 0


def _match(lines: Sequence[DueLine], said: Sequence[SaidWords]) -> list[Match]:
    """The matches of the best common run: the equal beginning, the best of the middle, the equal end."""
    head: list[Match] = []
    line = entry = 0
    while line < len(lines) and entry < len(said) and (count := run_of(lines[line], said, entry)):
        head.append((line, entry, count))
        line, entry = line + 1, entry + count
    tail = _match_end(lines, said, line, entry)
    last_line, last_entry = (tail[0][0], tail[0][1]) if tail else (len(lines), len(said))
    middle = _match_best(lines, said, (line, last_line), (entry, last_entry))
    return [*head, *middle, *tail]


def _match_end(lines: Sequence[DueLine], said: Sequence[SaidWords], line: int, entry: int) -> list[Match]:
    """The matches of the equal end, not reaching before (line, entry)."""
    found: list[Match] = []
    at_line, at_entry = len(lines), len(said)
    while at_line > line:
        rest, start = lines[at_line - 1].text, at_entry
        while rest and start > entry and said[start - 1].text and said[start - 1].role == lines[at_line - 1].speaker:
            if not rest.endswith(said[start - 1].text):
                break
            start -= 1
            rest = rest.removesuffix(said[start].text)
        if rest or start == at_entry:
            break
        at_line -= 1
        found.append((at_line, start, at_entry - start))
        at_entry = start
    return found[::-1]


def _match_best(
    lines: Sequence[DueLine], said: Sequence[SaidWords], span: tuple[int, int], entries: tuple[int, int]
) -> list[Match]:
    """The heaviest common run of a middle part, by characters."""
    (first, last), (start, end) = span, entries
    width = end - start + 1
    best = [[0] * width for _ in range(last - first + 1)]
    runs: dict[tuple[int, int], int] = {}
    begins = {(entry.role, entry.text[:1]) for entry in said[start:end]}
    for line in range(last - 1, first - 1, -1):
        row, below = best[line - first], best[line - first + 1]
        possible = (lines[line].speaker, lines[line].text[:1]) in begins
        for entry in range(end - 1, start - 1, -1):
            column = entry - start
            row[column] = max(below[column], row[column + 1])
            count = run_of(lines[line], said, entry, end) if possible else 0
            if count:
                runs[line, entry] = count
                row[column] = max(row[column], len(lines[line].text) + 1 + below[column + count])
    found: list[Match] = []
    line, entry = first, start
    while line < last and entry < end:
        here = best[line - first][entry - start]
        count = runs.get((line, entry), 0)
        if count and here == len(lines[line].text) + 1 + best[line - first + 1][entry - start + count]:
            found.append((line, entry, count))
            line, entry = line + 1, entry + count
        elif here == best[line - first + 1][entry - start]:
            line += 1
        else:
            entry += 1
    return found


def _find_gaps(matches: Sequence[Match], lines: int, said: int) -> list[tuple[list[int], list[int]]]:
    """What lies between the matches: (line indices, entry indices), empty gaps left out."""
    gaps = []
    line = entry = 0
    for at_line, at_entry, count in [*matches, (lines, said, 0)]:
        gap = list(range(line, at_line)), list(range(entry, at_entry))
        if gap[0] or gap[1]:
            gaps.append(gap)
        line, entry = at_line + 1, at_entry + count
    return gaps


@dataclass(frozen=True, slots=True)
class _Odd:
    """One way in which script and board differ, before it is told."""

    rule: str
    words: str
    """The line or entry it is about, quoted with its speaker."""
    line: int
    shot: int
    case: str = ""
    more: tuple[tuple[str, object], ...] = ()
    """What else its sentence holds."""

    def fault(self, language: str, names: Mapping[str, str]) -> Fault:
        name = names.get(self.rule, self.rule)
        return finding(
            name, self.case, line=self.line, shot=self.shot, language=language, words=self.words, **dict(self.more)
        )


class _Gap:
    """A stretch where script and board differ, explained by the most telling fault first."""

    def __init__(
        self, lines: Sequence[DueLine], said: Sequence[SaidWords], units: list[int], entries: list[int], language: str
    ) -> None:
        self.lines, self.said, self.units, self.entries = lines, said, units, entries
        self.language = language
        self.odds: list[_Odd] = []

    def explain(self) -> list[_Odd]:
        self._find_merged()
        self._find_given_away()
        self._find_altered()
        for unit in self.units:
            self._report("lost", unit, None, _quote(self.lines[unit]))
        for entry in self.entries:
            self._report("added", None, entry, _quote(self.said[entry]))
        return self.odds

    def _report(
        self, rule: str, unit: int | None, entry: int | None, words: str, case: str = "", **more: object
    ) -> None:
        line = self.lines[unit].line if unit is not None else 0
        shot = self.said[entry].shot if entry is not None else 0
        self.odds.append(_Odd(rule, words, line, shot, case, tuple(more.items())))

    def _role(self, entry: int) -> str:
        return self.said[entry].role or PHRASES["nobody"].told(self.language)

    def _find_merged(self) -> None:
        """Several lines in one entry."""
        for entry in list(self.entries):
            for count in range(2, min(6, len(self.units)) + 1):
                for at in range(len(self.units) - count + 1):
                    run = self.units[at : at + count]
                    if "".join(self.lines[unit].text for unit in run) == self.said[entry].text:
                        self._report("merged", run[0], entry, _quote(self.said[entry]), count=count)
                        self.units = [unit for unit in self.units if unit not in run]
                        self.entries.remove(entry)
                        break
                else:
                    continue
                break

    def _find_given_away(self) -> None:
        """The same words from somebody else."""
        for unit in list(self.units):
            line = self.lines[unit]
            entry = next((e for e in self.entries if self.said[e].text == line.text), None)
            if entry is not None and self.said[entry].role != line.speaker:
                self._report("wrong-speaker", unit, entry, _quote(line), role=self._role(entry))
                self.units.remove(unit)
                self.entries.remove(entry)

    def _find_altered(self) -> None:
        """Lines whose words were changed, cut short or lengthened; best likeness first."""
        if len(self.units) * len(self.entries) > MOST_PAIRS:
            return
        pairs = sorted(
            (
                (likeness(self.lines[unit].text, self.said[entry].text), -unit, -entry)
                for unit in self.units
                for entry in self.entries
            ),
            reverse=True,
        )
        for score, unit, entry in pairs:
            if score >= ALIKE and -unit in self.units and -entry in self.entries:
                self._pair(-unit, -entry)

    def _pair(self, unit: int, entry: int) -> None:
        """One altered line, with the pieces beside it that belong to the same line."""
        line, run = self.lines[unit], [entry]
        while run[-1] + 1 in self.entries and self._belongs(line, run[-1] + 1):
            run.append(run[-1] + 1)
        while run[0] - 1 in self.entries and self._belongs(line, run[0] - 1):
            run.insert(0, run[0] - 1)
        words = "".join(self.said[at].text for at in run)
        changed = difference(line.text, words, self.language)
        case = "" if self.said[entry].role == line.speaker else "given-away"
        role = {"role": self._role(entry)} if case else {}
        self._report("altered", unit, entry, _quote(line), case, told=words, difference=changed, **role)
        self.units.remove(unit)
        self.entries = [at for at in self.entries if at not in run]

    def _belongs(self, line: DueLine, entry: int) -> bool:
        return self.said[entry].role == line.speaker and self.said[entry].text in line.text


def likeness(one: str, other: str) -> float:
    """0 to 1: share of equal characters, 1 where one holds the other and is at least two characters."""
    if (len(other) > 1 and other in one) or (len(one) > 1 and one in other):
        return 0.99
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0


def difference(one: str, other: str, language: str = "en") -> str:
    """What changed between two texts, in words: `“，” left out, “不” for “没”`."""
    kinds = {"delete": "left out", "insert": "put in", "replace": "replaced"}
    found = [
        PHRASES[kinds[tag]].told(language, old=one[i1:i2], new=other[j1:j2])
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
        if tag in kinds
    ]
    return PHRASES["comma"].told(language).join(found) or PHRASES["cut elsewhere"].told(language)


def _pair_moved(odds: Sequence[_Odd]) -> list[_Odd]:
    """A line lost in one place and added word for word in another was moved."""
    lost = {odd.words: odd for odd in odds if odd.rule == "lost"}
    moved: list[_Odd] = []
    out: list[_Odd] = []
    for odd in odds:
        twin = lost.pop(odd.words, None) if odd.rule == "added" else None
        if twin is None:
            out.append(odd)
        else:
            moved.append(twin)
            out.append(_Odd("moved", odd.words, twin.line, odd.shot))
    return [odd for odd in out if odd not in moved]


def _quote(entry: DueLine | SaidWords) -> str:
    who = entry.speaker if isinstance(entry, DueLine) else entry.role
    return f"{who}：“{entry.text}”" if who else f"“{entry.text}”"
