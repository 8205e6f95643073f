"""Tiny whole MP4 films for tests of buying: the boxes are right, the picture is noise."""

import struct
from pathlib import Path

from storyboard.model import Order


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), name) + content


def film(seconds: float, size: str = "720x1280", padding: int = 4000) -> bytes:
    width, height = (int(part) for part in size.split("x"))
    movie = struct.pack(">IIIII", 0, 0, 0, 1000, round(seconds * 1000)) + bytes(80)
    track = bytes(76) + struct.pack(">II", width << 16, height << 16)
    moov = box(b"mvhd", movie) + box(b"trak", box(b"tkhd", track))
    data = bytes(n % 251 for n in range(padding))
    return box(b"ftyp", b"isom" + bytes(4) + b"isommp42") + box(b"moov", moov) + box(b"mdat", data)


def draw(order: Order, path: Path) -> None:
    """Stands in for `storyboard.animatic.animatic` in worker processes."""
    path.write_bytes(film(order.seconds, order.size))


def draw_nothing(order: Order, path: Path) -> None:
    """As on a full disk."""
    raise OSError(28, "No space left on device")
