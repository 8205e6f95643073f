"""Which kind of film file it is, by its first bytes: only these are opened, never a playlist that leads elsewhere."""

from pathlib import Path

from storyboard.errors import GatewayError
from storyboard.records import dataclass


class NotAFilm(GatewayError):
    """A file that should be a film cannot be read as one."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path}: {what}", "remove the file and fetch or make it again")
        self.path, self.what = path, what

    def __reduce__(self) -> tuple[type["NotAFilm"], tuple[Path, str]]:
        """It comes whole out of a worker process."""
        return NotAFilm, (self.path, self.what)


@dataclass(frozen=True, slots=True)
class FilmContainer:
    """A way of putting picture and sound into one file."""

    format: str
    """What PyAV calls it."""
    suffix: str


MP4 = FilmContainer("mov", ".mp4")

SIGNS: tuple[tuple[int, bytes, FilmContainer], ...] = (
    (4, b"ftyp", MP4),
    (4, b"moov", MP4),
    (4, b"mdat", MP4),
    (4, b"free", MP4),
    (4, b"skip", MP4),
    (4, b"wide", MP4),
    (4, b"styp", MP4),
    (0, b"\x1a\x45\xdf\xa3", FilmContainer("matroska", ".webm")),
    (8, b"AVI ", FilmContainer("avi", ".avi")),
    (0, b"FLV", FilmContainer("flv", ".flv")),
    (0, b"OggS", FilmContainer("ogg", ".ogv")),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", FilmContainer("asf", ".wmv")),
    (0, b"\x00\x00\x01\xba", FilmContainer("mpeg", ".mpg")),
    (0, b"\x47\x40", FilmContainer("mpegts", ".ts")),
    (4, b"\x47\x40", FilmContainer("mpegts", ".m2ts")),
)  # fmt: skip
"""Where in a file its sign stands, the sign, and what it is."""

HEAD = 16
"""Bytes that tell."""


def container_of(head: bytes) -> FilmContainer | None:
    """What a film begins like, or None for what is no film."""
    found = next((each for at, sign, each in SIGNS if head[at : at + len(sign)] == sign), None)
    if found is not None and found.format == "matroska" and b"matroska" in head:
        return FilmContainer("matroska", ".mkv")
    return found


def container_at(path: Path) -> FilmContainer:
    """What the file at a path is; `NotAFilm` where it is no film or not there."""
    try:
        with path.open("rb") as file:
            head = file.read(64)
    except OSError as error:
        raise NotAFilm(path, f"cannot be read as a film ({error.strerror})") from error
    found = container_of(head)
    if found is None:
        raise NotAFilm(path, f"cannot be read as a film (it begins with {head[:12]!r})")
    return found
