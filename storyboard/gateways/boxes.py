"""A walk over the boxes of an MP4 file: is it whole, how long and how large is its picture."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from storyboard.records import dataclass

CONTAINERS = frozenset({b"moov", b"trak", b"mdia"})

TOP = frozenset(
    b"ftyp moov mdat moof mfra free skip wide uuid meta sidx ssix styp prft emsg udta pdin junk pict pnot".split()
)  # fmt: skip
"""Boxes that stand at the top of a film; other bytes behind a whole film belong to nobody (a proxy's line end, a page)."""


class BrokenFilm(ValueError):
    """Not an MP4 file, or one that was cut; the message says which."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """What the headers say; None and 0 where they do not."""

    seconds: float | None = None
    width: int = 0
    height: int = 0


def read_boxes(path: Path) -> Boxes:
    """Length and picture size, or `BrokenFilm`.

    Whole means: its boxes are whole, and there is a `moov` and an `mdat`. A download cut anywhere fails one of these, also
    where the server closed the stream without an error. Bytes behind the last box that begin no box are no fault.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(12)
        if len(head) < 12 or head[4:8] not in TOP:
            raise BrokenFilm(f"this is no MP4 film: it begins with {head[:12]!r}")
        seen: list[tuple[bytes, int, int]] = []
        try:
            for each in _boxes(file, 0, size):
                seen.append(each)  # noqa: PERF402 - kept up to where it breaks
        except BrokenFilm:
            if not _only_litter(file, seen, size):
                raise
        names = {name for name, _, _ in seen}
        for needed in (b"moov", b"mdat"):
            if needed not in names:
                raise BrokenFilm(f"the film is cut: it has no {needed.decode()} box")
        return _facts(file, next(box for box in seen if box[0] == b"moov"))


def _only_litter(file: BinaryIO, seen: list[tuple[bytes, int, int]], size: int) -> bool:
    """Whether a film stands whole before bytes that begin no box."""
    if not {b"moov", b"mdat"} <= {name for name, _, _ in seen}:
        return False
    start = seen[-1][2]
    file.seek(start)
    head = file.read(8)
    if len(head) == 8:
        return head[4:] not in TOP
    # Too short to tell: the beginning of a box counts its bytes, so its first byte is a zero.
    in_pieces = any(name == b"moof" for name, _, _ in seen)
    return not (in_pieces and head[:1] == b"\0") and start + len(head) == size


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """(name, first byte of content, end) of each box; `BrokenFilm` where one runs past `end`."""
    while start < end:
        file.seek(start)
        head = file.read(16)
        if end - start < 8 or len(head) < 8:
            raise BrokenFilm(f"the film is cut: {end - start} bytes at its end belong to no box")
        length, name = struct.unpack(">I4s", head[:8])
        inner = start + 8
        if length == 1 and len(head) == 16:
            length, inner = struct.unpack(">Q", head[8:])[0], start + 16
        elif length == 0:
            length = end - start
        if length < inner - start or start + length > end:
            missing = start + length - end
            raise BrokenFilm(f"the film is cut: {missing} bytes of its {name.decode('latin-1')} box are missing")
        yield name, inner, start + length
        start += length


def _facts(file: BinaryIO, moov: tuple[bytes, int, int]) -> Boxes:
    seconds, width, height = None, 0, 0
    for name, start, end in _inside(file, moov):
        file.seek(start)
        data = file.read(min(end - start, 96))
        if name == b"mvhd":
            seconds = _duration(data)
        elif name == b"tkhd" and not width:
            at = 88 if data[0] == 1 else 76
            if len(data) >= at + 8:
                width, height = (value >> 16 for value in struct.unpack(">II", data[at : at + 8]))
    return Boxes(seconds, width, height)


def _inside(file: BinaryIO, box: tuple[bytes, int, int]) -> Iterator[tuple[bytes, int, int]]:
    for inner in _boxes(file, box[1], box[2]):
        yield inner
        if inner[0] in CONTAINERS:
            yield from _inside(file, inner)


def _duration(data: bytes) -> float | None:
    if data[0] == 1:
        scale, length = struct.unpack(">IQ", data[20:32])
    else:
        scale, length = struct.unpack(">II", data[12:20])
    return length / scale if scale and length else None
