"""What exports say of a shot, and how texts and addresses are made safe for the formats."""

from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import quote
from xml.sax.saxutils import escape as _escape
from xml.sax.saxutils import quoteattr as _quoteattr

from storyboard.languages import Language
from storyboard.model import Laid
from storyboard.patterns import deferred
from storyboard.records import dataclass

ILLEGAL = deferred("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A shot as a marker on a timeline, in frames."""

    name: str
    """`镜 12`, `Shot 12`."""
    note: str
    start: int
    length: int


def marker(shot: Laid, language: str) -> Marker:
    """How a shot is marked: its number, its framing and what is said or done."""
    name = Language.of(language).word("shots.marker").format(shot.number)
    does = says(shot.role, shot.text, language) if shot.text else shot.action
    return Marker(name, " | ".join(one_line(text) for text in (shot.camera, does) if text), shot.start, shot.length)


def says(role: str, text: str, language: str) -> str:
    """A line with who speaks it."""
    return Language.of(language).word("export.says").format(role=role, text=text)


def one_line(text: str) -> str:
    """Without line breaks and without what XML cannot hold."""
    return " ".join(ILLEGAL.sub("", text).split())


def text(value: str) -> str:
    """Text inside an XML element, `]]>` too."""
    return _escape(ILLEGAL.sub("", value))


def attribute(value: str) -> str:
    """A quoted XML attribute on one line."""
    return _quoteattr(one_line(value))


def address(root: str, file: str) -> str:
    """`file:///…` of a file in a folder that may lie on this machine or, as `D:/film`, on another."""
    windows = PureWindowsPath(root)
    if windows.drive:
        return (windows / file).as_uri()
    return "file://" + quote(str(PurePosixPath(root.replace("\\", "/")) / file))
