"""XML without its dangers: no document type, so no entities of its own; zip members only up to a size."""

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from storyboard.config.reading import DEEPEST, is_deep
from storyboard.errors import UsageError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LIMIT = 64 * 1024 * 1024
"""Bytes of one unpacked member; a 500-page script in Word is about 8 MB of XML."""


class _Enough(Exception):
    """Leaves the parser at the root element; no error."""


def parse(data: bytes, path: str) -> "Element":
    """The root element. UsageError for broken XML and for a document type, which could define entities."""
    import xml.etree.ElementTree as ET

    _refuse_doctype(data, path)
    try:
        root = ET.fromstring(data)  # noqa: S314 - no document type, so no entity can expand
    except ET.ParseError as error:
        raise UsageError(
            f"{path} is broken: its XML cannot be read ({error})", "save it again in the program it is from"
        ) from None
    if is_deep(root):
        raise UsageError(
            f"{path} is nested deeper than {DEEPEST} levels, which no script is",
            "save it again in the program it is from",
        )
    return root


def name(element: "Element") -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _refuse_doctype(data: bytes, path: str) -> None:
    from xml.parsers import expat

    def doctype(*_: object) -> None:
        raise UsageError(
            f"{path} has a document type declaration, which no script needs", "save it again in the program it is from"
        )

    def root(*_: object) -> None:
        raise _Enough

    prolog = expat.ParserCreate()
    prolog.StartDoctypeDeclHandler = doctype
    prolog.StartElementHandler = root
    try:
        prolog.Parse(data, True)
    except _Enough:
        pass
    except expat.ExpatError as error:
        raise UsageError(
            f"{path} is broken: its XML cannot be read ({error})", "save it again in the program it is from"
        ) from None


def members(data: bytes, wanted: tuple[str, ...], path: str) -> dict[str, bytes]:
    """The wanted members of a zip that are in it. UsageError for a broken, encrypted or exploding one."""
    found = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                if info.filename not in wanted:
                    continue
                if info.flag_bits & 1:
                    raise UsageError(f"{path} is protected by a password", "save it without one")
                with archive.open(info) as member:
                    found[info.filename] = member.read(LIMIT + 1)
                if len(found[info.filename]) > LIMIT:
                    raise UsageError(f"{path} unpacks to more than {LIMIT // 1024 // 1024} MB and is not opened")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
        raise UsageError(
            f"{path} is damaged: the file ends early or its parts cannot be unpacked",
            "get it again, or save it again in Word",
        ) from None
    return found
