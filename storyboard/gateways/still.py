"""A picture on disk: whether it is whole, and how large. PNG, JPEG and WebP are read by their own marks, without a library."""

import hashlib
import struct
from collections.abc import Callable
from pathlib import Path

from storyboard.gateways.boxes import BrokenFilm
from storyboard.gateways.protocol import Film
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of picture."""

    suffix: str
    begins: Callable[[bytes], bool]
    whole: Callable[[bytes], bool]
    size: Callable[[bytes], tuple[int, int]]
    """Width and height; (0, 0) where they cannot be read."""


def _png_size(data: bytes) -> tuple[int, int]:
    return struct.unpack(">II", data[16:24]) if len(data) >= 24 else (0, 0)


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """From the frame header, past the segments before it."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        mark, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return 0, 0


def _webp_size(data: bytes) -> tuple[int, int]:
    if data[12:16] == b"VP8X" and len(data) >= 30:
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if data[12:16] == b"VP8 " and len(data) >= 30:
        width, height = struct.unpack("<HH", data[26:30])
        return width & 0x3FFF, height & 0x3FFF
    if data[12:16] == b"VP8L" and len(data) >= 25:
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return 0, 0


KINDS = (
    Kind(".png", lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"), lambda data: b"IEND" in data[-12:], _png_size),
    Kind(".jpg", lambda data: data.startswith(b"\xff\xd8\xff"), lambda data: b"\xff\xd9" in data[-64:], _jpeg_size),
    Kind(
        ".webp",
        lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP",
        lambda data: len(data) >= int.from_bytes(data[4:8], "little") + 8,
        _webp_size,
    ),
)  # fmt: skip


def kind_of(data: bytes) -> Kind | None:
    """The kind of picture that these bytes begin like; None: they are none."""
    return next((kind for kind in KINDS if kind.begins(data)), None)


def read_still(path: Path) -> Film:
    """The picture at `path`; `BrokenFilm` where it is cut or none."""
    data = path.read_bytes()
    kind = kind_of(data)
    if kind is None:
        raise BrokenFilm("this is no picture (PNG, JPEG or WebP)")
    if not kind.whole(data):
        raise BrokenFilm("the picture is cut")
    width, height = kind.size(data)
    return Film(path, hashlib.sha256(data).hexdigest(), len(data), width=width, height=height, suffix=kind.suffix)
