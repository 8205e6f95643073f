"""From a file to its text, as it stands there: strict decoding, nothing normalised, nothing replaced, what steers left out.

Each kind of file is one row of `CONTAINERS`: how it is recognised by its first bytes or its suffix, and what reads it,
or, where we do not read it, the sentence that says what to do instead.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from storyboard.errors import UsageError
from storyboard.model import Source
from storyboard.model.plain import STEERING, plain
from storyboard.read import docx, finaldraft, text

LIMIT = 32 * 1024 * 1024
"""Bytes of a file we read; the longest real script we know is 0.4 MB."""


@dataclass(frozen=True, slots=True)
class Container:
    """A kind of file. The first row whose `magic` or, for text, whose suffix fits is taken."""

    name: str
    magic: tuple[bytes, ...] = ()
    suffixes: tuple[str, ...] = ()
    read: Callable[[bytes, str], Source] | None = None
    refusal: str = ""
    hint: str = ""


SAVE_DOCX = "open it in Word or WPS and save it as .docx"
CONVERT = "convert it to .docx or .txt, look through the result, and give that to storyboard"

CONTAINERS = (
    Container("docx", magic=(b"PK\x03\x04", b"PK\x05\x06"), suffixes=(".docx", ".docm"), read=docx.read),
    Container("office", magic=(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",), read=docx.refuse_old),
    Container("pdf", magic=(b"%PDF-",), suffixes=(".pdf",),
              refusal="is a PDF: it keeps the characters but not which of them belong together", hint=CONVERT),
    Container("rtf", magic=(b"{\\rtf",), suffixes=(".rtf",), refusal="is RTF, which is not read", hint=SAVE_DOCX),
    Container("fdx", suffixes=(".fdx",), read=finaldraft.read),
    Container("old word", suffixes=(".doc", ".wps"), refusal="is not a Word file that can be read", hint=SAVE_DOCX),
    Container("fountain", suffixes=(".fountain", ".spmd"), read=text.reader("fountain")),
    Container("markdown", suffixes=(".md", ".markdown"), read=text.reader("markdown")),
    Container("text", read=text.reader("text")),
)  # fmt: skip


def read(path: str | Path) -> Source:
    """The text of the script at `path`.

    UsageError where there is nothing to read: missing, a folder, empty, larger than LIMIT, binary, in an encoding that
    cannot be told, or a kind of file that is not read (the hint says what to convert it to).
    """
    name = str(path)
    data = _bytes(Path(path), name)
    container = _container(data, Path(path).suffix.lower())
    if container.read is None:
        raise UsageError(f"{name} {container.refusal}", container.hint)
    source = container.read(data, name)
    source = _unsteered(source)
    if not source.text.strip():
        raise UsageError(f"{name} holds no words")
    return source


def _unsteered(source: Source) -> Source:
    """The text without escape sequences, controls and marks of direction, which nobody reads or speaks; and a remark."""
    text = plain(source.text)
    if text == source.text:
        return source
    first = STEERING.search(source.text)
    line = source.text.count("\n", 0, first.start() if first else 0) + 1
    remark = f"control characters were left out, the first in line {line}: {ascii(first[0])[1:-1] if first else ''}"
    return replace(source, text=text, remarks=(*source.remarks, remark))


def _bytes(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            raise UsageError(f"{name} is a folder", "name one script file in it")
        size = path.stat().st_size
        if size > LIMIT:
            raise UsageError(
                f"{name} is too large for a script: {size / 1e6:.0f} MB, the limit is {LIMIT / 1e6:.0f} MB",
                "split it into one file per episode",
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"there is no file {name}") from None
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror or error}") from None
    if not data:
        raise UsageError(f"{name} is empty")
    return data


def _container(data: bytes, suffix: str) -> Container:
    for container in CONTAINERS:
        if container.magic and data.startswith(container.magic):
            return container
    if finaldraft.looks_like(data):
        suffix = ".fdx"
    return next(row for row in CONTAINERS if suffix in row.suffixes or row is CONTAINERS[-1])
