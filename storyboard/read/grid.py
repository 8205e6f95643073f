"""Tables on the pages of a PDF, told by their ruled lines: which cell each letter stands in.

A row is what lies between two lines across, where three lines down at least run through it; its cells lie between these. Boxes count as
their edges, so that it does not matter whether a program draws lines, thin boxes or a box for each cell.
"""

import ctypes
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from storyboard.records import dataclass

if TYPE_CHECKING:
    import pypdfium2

THIN, NEAR = 4.0, 2.5
"""Points up to which a box is a line, and within which two lines are one."""
LONG = 8.0
"""Points from which on a line is one and no ornament."""
MOST = 6000
"""Drawings of a page beyond which it is a picture, and no table is looked for."""

Line = tuple[float, float, float]
"""Where it lies, and from where to where it goes, in points."""


@dataclass(frozen=True, slots=True)
class Band:
    """One row of a table on a page."""

    top: float
    bottom: float
    edges: tuple[float, ...]
    """The lines down, from left to right: one more than cells."""

    def cell(self, x: float, y: float) -> int | None:
        """The number of the cell that a point lies in, or None outside."""
        if not self.bottom <= y <= self.top or not self.edges[0] - NEAR <= x <= self.edges[-1] + NEAR:
            return None
        return min(sum(x >= edge for edge in self.edges[1:]), len(self.edges) - 2)


def bands(page: "pypdfium2.PdfPage") -> tuple[Band, ...]:
    """The rows of the tables of a page, from top to bottom; none where it has no ruled table."""
    down, across = _ruled(_boxes(page))
    levels = _clustered(at for at, _, _ in across)[::-1]
    found = []
    for top, bottom in pairwise(levels):
        middle = (top + bottom) / 2
        edges = _clustered(at for at, low, high in down if low - NEAR <= middle <= high + NEAR)
        if len(edges) > 2 and top - bottom > NEAR:
            found.append(Band(top, bottom, tuple(edges)))
    return tuple(found) if len(found) > 1 else ()


def _boxes(page: "pypdfium2.PdfPage") -> Iterable[tuple[float, float, float, float]]:
    """(left, bottom, right, top) of everything that is drawn on a page."""
    from pypdfium2 import raw

    count = raw.FPDFPage_CountObjects(page.raw)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(count if count <= MOST else 0):
        drawn = raw.FPDFPage_GetObject(page.raw, index)
        if raw.FPDFPageObj_GetType(drawn) == raw.FPDF_PAGEOBJ_PATH and raw.FPDFPageObj_GetBounds(
            drawn, left, bottom, right, top
        ):
            yield left.value, bottom.value, right.value, top.value


def _ruled(boxes: Iterable[tuple[float, float, float, float]]) -> tuple[list[Line], list[Line]]:
    """(lines down, lines across) of boxes: a thin one is a line, another one its four edges."""
    down: list[Line] = []
    across: list[Line] = []
    for left, bottom, right, top in boxes:
        wide, high = right - left, top - bottom
        if high > LONG:
            down += [((left + right) / 2, bottom, top)] if wide <= THIN else [(left, bottom, top), (right, bottom, top)]
        if wide > LONG:
            across += (
                [((bottom + top) / 2, left, right)] if high <= THIN else [(bottom, left, right), (top, left, right)]
            )
    return down, across


def _clustered(places: Iterable[float]) -> Sequence[float]:
    """The places in order, those that lie near each other as one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > NEAR:
            found.append(place)
    return found
