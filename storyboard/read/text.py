"""Plain text: which encoding it is in, decided strictly, so that a wrong guess fails instead of replacing characters."""

import re
from collections.abc import Callable

from storyboard.errors import UsageError
from storyboard.model import Source

MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
"""Byte order marks, the longer first."""

SAMPLE = 1 << 16
LONE_HIGH_BYTE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
PRIVATE = re.compile("[\ue000-\uf8ff]")
CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
SAVE_AS = "open it in an editor and save it as UTF-8"


def reader(container: str) -> Callable[[bytes, str], Source]:
    """A function that reads text files of this container."""

    def read(data: bytes, path: str) -> Source:
        text, encoding = decode(data, path)
        return Source(path, text, encoding, container)

    return read


def decode(data: bytes, path: str) -> tuple[str, str]:
    """The text without its byte order mark, and the name of its encoding. UsageError where none fits strictly."""
    encoding = _encoding(data, path)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError(
            f"{path}: line {line} has bytes that are not {encoding.upper()} ({data[error.start : error.end].hex(' ')})",
            SAVE_AS,
        ) from None
    if len(CONTROL.findall(text, 0, SAMPLE)) * 20 > min(len(text), SAMPLE) or "\0" in text:
        raise UsageError(
            f"{path} is not text: it is full of control characters", "give a .txt, .docx, .fdx or .fountain"
        )
    return text, encoding


def _encoding(data: bytes, path: str) -> str:
    for mark, name in MARKS:
        if data.startswith(mark):
            return name
    nuls = data.count(0, 0, SAMPLE)
    if nuls:
        return _wide(data, nuls, path)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data, path)
    return "utf-8"


def _wide(data: bytes, nuls: int, path: str) -> str:
    """UTF-16 without a mark: half the bytes of Latin text and all line ends have a NUL on the same side."""
    odd = data[1:SAMPLE:2].count(0)
    if len(data) % 2 == 0 and nuls in (odd, nuls - odd) and nuls * 100 > min(len(data), SAMPLE):
        return "utf-16-le" if odd else "utf-16-be"
    raise UsageError(f"{path} is not text: it has NUL bytes", "give a .txt, .docx, .fdx or .fountain")


def _legacy(data: bytes, path: str) -> str:
    """Not UTF-8. Nearly UTF-8 is called so, that its broken bytes are reported rather than read as Chinese."""
    broken = sum("\udc80" <= char <= "\udcff" for char in data.decode("utf-8", "surrogateescape"))
    high = sum(byte > 0x7F for byte in data)
    if broken * 10 < high:
        return "utf-8"
    if len(LONE_HIGH_BYTE.findall(data)) == high and _decodes(data, "cp1252"):
        return "cp1252"
    if _decodes(data, "gb18030"):
        text = data.decode("gb18030")
        if len(PRIVATE.findall(text)) * 100 <= high:
            return "gb18030"
    if _decodes(data, "big5"):
        return "big5"
    raise UsageError(f"{path} is in no encoding that can be told: not UTF-8, UTF-16, GB18030 or Big5", SAVE_AS)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
