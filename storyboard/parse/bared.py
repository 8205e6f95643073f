"""A script that stands within what is none of it, read without that and given back with it: every character of the file stays in one unit.

Whoever takes a script out of what surrounds it gives its `TextPiece`s in order; what stands between two pieces belongs to the one behind it.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from storyboard.model import Correction, Doubt, Fault, Script, Unit
from storyboard.records import dataclass, later

BREAK = "\n"


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Words of the script, and the span of the file that they stand for."""

    text: str
    start: int
    """Where what surrounds them begins in the file."""
    at: int
    """Where they begin themselves; a piece that stands for none of the file has `start` here too."""


class Bare:
    """A script without what surrounds it."""

    def __init__(self, own: str, pieces: Iterable[TextPiece]) -> None:
        self.own = own
        self.pieces = tuple(piece for piece in pieces if piece.text)
        self.text = "".join(piece.text for piece in self.pieces)
        self.starts, at = list[int](), 0
        for piece in self.pieces:
            self.starts.append(at)
            at += len(piece.text)
        self.breaks = [at for at, sign in enumerate(self.text) if sign == BREAK]
        self.own_breaks = [at for at, sign in enumerate(own) if sign == BREAK]

    def offset(self, at: int) -> int:
        """The offset in the file of one in the script; of the beginning of a piece that of what surrounds it."""
        if at <= 0 or at >= len(self.text):
            return 0 if at <= 0 else len(self.own)
        index = bisect_right(self.starts, at) - 1
        piece = self.pieces[index]
        within = at - self.starts[index]
        return piece.at + within if within else piece.start

    def line(self, line: int) -> int:
        """The 1-based line of the file of one of the script."""
        if line < 1:
            return line
        start = self.breaks[line - 2] + 1 if 1 < line <= len(self.breaks) + 1 else 0
        index = max(bisect_right(self.starts, start) - 1, 0)
        piece = self.pieces[index]
        return bisect_right(self.own_breaks, piece.at + start - self.starts[index] - 1) + 1

    def lines(self, lines: Sequence[int]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(map(self.line, lines)))

    def told(self, correction: Correction) -> Correction:
        """A correction of the file's lines as one of the script's."""
        rows = self.text.split(BREAK)
        line = next((row for row in range(1, len(rows) + 1) if self.line(row) >= correction.line and rows[row - 1].strip()), 0)  # fmt: skip
        if not line or self.line(line) != correction.line:
            return correction
        own = self.own.split(BREAK)[correction.line - 1]
        moved = " ".join(own.split()).startswith(correction.words)
        return replace(
            correction, line=line, words=" ".join(rows[line - 1].split())[:80] if moved else correction.words
        )

    def clothed(self, script: Script) -> Script:
        """The reading of the script as one of the whole file."""
        warnings = tuple(self._fault(fault) for fault in script.warnings)
        return replace(
            script,
            units=tuple(self._units(script.units)),
            scenes=tuple(replace(one, start=self.offset(one.start), end=self.offset(one.end)) for one in script.scenes),
            episodes=tuple(
                replace(one, start=self.offset(one.start), end=self.offset(one.end)) for one in script.episodes
            ),
            warnings=warnings,
            doubts=later(lambda _: tuple(self._doubt(doubt) for doubt in script.doubts)),
        )

    def _fault(self, fault: Fault) -> Fault:
        return replace(fault, line=self.line(fault.line))

    def _doubt(self, doubt: Doubt) -> Doubt:
        return replace(doubt, lines=self.lines(doubt.lines))

    def _units(self, units: Sequence[Unit]) -> Iterable[Unit]:
        """The units with what surrounds them; what is nothing but that is a note."""
        count = 0
        for unit in units:
            start, end = self.offset(unit.start), self.offset(unit.end)
            if end <= start:
                continue
            count += 1
            raw = self.own[start:end]
            wish = replace(unit.wish, row=self.offset(unit.wish.row)) if unit.wish else None
            bare = raw.strip() if unit.kind == "blank" else ""
            yield replace(
                unit,
                id=f"u{count}",
                start=start,
                end=end,
                raw=raw,
                wish=wish,
                kind="note" if bare else unit.kind,
                text=bare or unit.text,
            )
