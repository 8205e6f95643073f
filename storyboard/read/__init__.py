"""From a file to its text, as it stands there: strict decoding, nothing normalised, nothing replaced, what steers left out.

Each kind of file is one row of `CONTAINERS`: how it is recognised by its first bytes or its suffix, and what reads it,
or, where we do not read it, the sentence that says what to do instead.
"""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from stat import S_ISDIR

from storyboard.errors import UsageError
from storyboard.model import Source
from storyboard.model.plain import STEERING, plain
from storyboard.read import text
from storyboard.records import dataclass

LIMIT = 32 * 1024 * 1024
"""Bytes of a file we read; the longest real script we know is 0.4 MB."""


@dataclass(frozen=True, slots=True)
class Container:
    """A kind of file. The first row is taken that the name settles, then whose `magic` fits, then whose suffix does."""

    name: str
    magic: tuple[bytes, ...] = ()
    """How its first bytes begin."""
    inside: bytes = b""
    """What stands besides among the first HEAD bytes."""
    suffixes: tuple[str, ...] = ()
    named: bool = False
    """The suffix settles it, whatever the first bytes are: programs of writers keep their scripts in zip archives."""
    read: Callable[[bytes, str], Source] | None = None
    refusal: str = ""
    hint: str = ""


def _by(module: str, function: str = "read") -> Callable[[bytes, str], Source]:
    """What reads a kind of file, loaded with the first file of that kind: most scripts are plain text."""

    def read(data: bytes, name: str) -> Source:
        source: Source = getattr(import_module(f"storyboard.read.{module}"), function)(data, name)
        return source

    return read


HEAD, ROOT = 200, 4096
"""Bytes in which a kind of file, and the root element of XML, is looked for."""
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
SAVE_DOCX = "open it in Word or WPS and save it as .docx"
EXPORT = "export it there as .fdx or .fountain, and give that to storyboard"

CONTAINERS = (
    Container("highland", suffixes=(".highland",), named=True, refusal="is a Highland document", hint="in Highland, choose File > Export > Fountain, and give that"),
    Container("fade in", suffixes=(".fadein",), named=True, refusal="is a Fade In document", hint="in Fade In, choose File > Export > Final Draft, and give that"),
    Container("open screenplay", suffixes=(".osf",), named=True, refusal="is in Open Screenplay Format", hint="open it in Fade In or the program it is from, and export it as .fdx or .fountain"),
    Container("trelby", suffixes=(".trelby",), named=True, refusal="is a Trelby document", hint="in Trelby, choose File > Export > Final Draft XML or Fountain, and give that"),
    Container("celtx", suffixes=(".celtx",), named=True, refusal="is a Celtx document", hint=EXPORT),
    Container("writer duet", suffixes=(".wdz", ".arc", ".mmsw", ".scw", ".fdr", ".kitsp", ".starc", ".story"), named=True,
              refusal="is the document of a program that writes screenplays", hint=EXPORT),
    Container("pages", suffixes=(".pages",), named=True, refusal="is a Pages document", hint="in Pages, choose File > Export To > Word, and give that"),
    Container("web page", magic=(b"<!DOCTYPE html", b"<!doctype html", b"<html", b"<HTML"), suffixes=(".html", ".htm", ".xhtml", ".mhtml"), named=True,
              refusal="is a web page", hint="open it in a browser, copy the script, and save that as .txt"),
    Container("subtitles", suffixes=(".srt", ".vtt", ".ass", ".ssa"), named=True,
              refusal="holds subtitles: words and times, but nobody who says them", hint="give the script that they are of"),
    Container("e-book", suffixes=(".epub", ".mobi", ".azw3"), named=True, refusal="is an e-book", hint="convert it to .txt or .docx, one file per episode"),
    Container("link", suffixes=(".gdoc", ".url", ".webloc"), named=True, refusal="is a link, not the document", hint="open it and download the document as .docx"),
    Container("odt", magic=ZIP, inside=b"mimetypeapplication/vnd.oasis.opendocument", suffixes=(".odt", ".ott", ".fodt"), read=_by("opendocument")),
    Container("workbook", suffixes=(".xlsx", ".xlsm", ".xlsb", ".ods", ".xls", ".et"), named=True, read=_by("spreadsheet", "read_workbook")),
    Container("separated values", suffixes=(".csv", ".tsv"), named=True, read=_by("spreadsheet", "read_csv")),
    Container("docx", magic=ZIP, suffixes=(".docx", ".docm", ".dotx"), read=_by("docx")),
    Container("office", magic=(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",), read=_by("docx", "refuse_old")),
    Container("pdf", magic=(b"%PDF-",), suffixes=(".pdf",), read=_by("pdf")),
    Container("rtf", magic=(b"{\\rtf",), suffixes=(".rtf",), read=_by("rtf")),
    Container("fdx", suffixes=(".fdx",), read=_by("finaldraft")),
    Container("old word", suffixes=(".doc", ".wps"), refusal="is not a Word file that can be read", hint=SAVE_DOCX),
    Container("fountain", suffixes=(".fountain", ".spmd"), read=text.reader("fountain")),
    Container("markdown", suffixes=(".md", ".markdown"), read=_by("pandoc")),
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
    try:
        source = container.read(data, name)
    except RecursionError:
        raise UsageError(
            f"{name} is nested too deeply to be a script", "save it again in the program it is from"
        ) from None
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
        there = path.stat()
        if S_ISDIR(there.st_mode):
            raise UsageError(f"{name} is a folder", "name one script file in it")
        size = there.st_size
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
        if container.named and suffix in container.suffixes:
            return container
    for container in CONTAINERS:
        if container.magic and data.startswith(container.magic) and container.inside in data[:HEAD]:
            return container
    if b"<FinalDraft" in data[:ROOT]:
        from storyboard.read import finaldraft

        suffix = ".fdx" if finaldraft.looks_like(data) else suffix
    return next(row for row in CONTAINERS if suffix in row.suffixes or row is CONTAINERS[-1])
