"""Plain text: which encoding it is in, decided strictly, so that a wrong guess fails instead of replacing characters."""

import re
from collections.abc import Callable

from storyboard.errors import UsageError
from storyboard.model import Source
from storyboard.patterns import deferred

MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
"""Byte order marks, the longer first."""

SAMPLE = 1 << 16
PRIVATE = deferred("[\ue000-\uf8ff]")
CONTROL = deferred("[\x00-\x08\x0e-\x19\x1b-\x1f]")
HIGH, BEYOND = re.compile(rb"[\x80-\xff]"), re.compile("[^\x00-\x7f]")
COMMON = {
    "gb18030": re.compile(rb"[\xb0-\xd7][\xa1-\xfe]|[\xa1-\xa3\xa9][\xa1-\xfe]"),
    "big5": re.compile(rb"[\xa4-\xc6][\x40-\x7e\xa1-\xfe]|[\xa1-\xa3][\x40-\x7e\xa1-\xfe]"),
    "shift_jis": re.compile(rb"\x82[\x9f-\xf1]|\x83[\x40-\x96]|\x81[\x40-\xac]|[\x88-\x97][\x80-\xfc]"),
}
"""The pairs of bytes of frequent characters: the first level of GB 2312 (a text is some 97 % of it), of Big5 and of JIS."""
WESTERN = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman"}
"""The alphabets of one byte that are told by their letters, the more frequent first, with their names."""
LIKELY = 0.75
SAVE_AS = "open it in an editor and save it as UTF-8"


def reader(container: str) -> Callable[[bytes, str], Source]:
    """A function that reads text files of this container."""

    def read(data: bytes, path: str) -> Source:
        text, encoding = decode(data, path)
        return Source(path, text, encoding, container, remarks=chosen(text, encoding))

    return read


def chosen(text: str, encoding: str) -> tuple[str, ...]:
    """What is to be said of an alphabet that was told by its letters only."""
    if encoding not in WESTERN:
        return ()
    at = BEYOND.search(text)
    shown = text[max(0, at.start() - 12) : at.start() + 12].split("\n", maxsplit=1)[0].strip() if at else ""
    said = f"the file does not say its encoding; by its letters it is read as {WESTERN[encoding]} (“{shown}”)"
    return (f"{said}: if that is wrong, save it as UTF-8",)


def decode(data: bytes, path: str) -> tuple[str, str]:
    """The text without its byte order mark, and the name of its encoding. UsageError where none fits strictly."""
    encoding = _marked(data, path)
    try:
        text, encoding = data.decode(encoding or "utf-8"), encoding or "utf-8"
    except UnicodeDecodeError:
        encoding = encoding or _legacy(data, path)
        text = _strictly(data, encoding, path)
    if len(CONTROL.findall(text, 0, SAMPLE)) * 20 > min(len(text), SAMPLE) or "\0" in text:
        raise UsageError(
            f"{path} is not text: it is full of control characters", "give a .txt, .docx, .fdx or .fountain"
        )
    return text, encoding


def _strictly(data: bytes, encoding: str, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError(
            f"{path}: line {line} has bytes that are not {encoding.upper()} ({data[error.start : error.end].hex(' ')})",
            SAVE_AS,
        ) from None


def _marked(data: bytes, path: str) -> str:
    """The encoding that a byte order mark tells, or NULs do; empty where nothing does."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return name
    nuls = data.count(0, 0, SAMPLE)
    return _wide(data, nuls, path) if nuls else ""


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
    fit = {name: _share(data, pattern) for name, pattern in COMMON.items() if _decodes(data, name)}
    best = max(fit, key=lambda name: fit[name], default="")
    if best and fit[best] >= LIKELY:
        return best
    western = max(WESTERN, key=lambda name: _western(data, name))
    if _western(data, western) >= LIKELY:
        return western
    if "gb18030" in fit and high * 5 > len(data) and len(PRIVATE.findall(data.decode("gb18030"))) * 100 <= high:
        return "gb18030"
    if "big5" in fit and high * 5 > len(data):
        return "big5"
    raise UsageError(
        f"{path} is in no encoding that can be told: not UTF-8, UTF-16, GB18030, Big5, Windows-1252 or Mac Roman",
        SAVE_AS,
    )


def _share(data: bytes, common: re.Pattern[bytes]) -> float:
    """Share of the high bytes that stand in pairs for frequent characters."""
    high = len(HIGH.findall(data))
    return sum(sum(byte > 0x7F for byte in pair) for pair in common.findall(data)) / high if high else 0.0


def _western(data: bytes, encoding: str) -> float:
    """Share of the characters beyond ASCII that stand where this alphabet has them; 0 where it has none at all.

    An accented letter stands among letters of its case, an opening quotation mark in front of a word, a closing one or an
    apostrophe behind; a dash stands anywhere but glued into small letters of one side only.
    """
    if not _decodes(data, encoding):
        return 0.0
    text = data.decode(encoding)
    signs = [match.start() for match in BEYOND.finditer(text)]
    if not signs or sum(text[at].isalpha() for at in signs) * 3 > sum(sign.isalpha() for sign in text):
        return 0.0
    return sum(_in_place(text[at], text[at - 1 : at] or " ", text[at + 1 : at + 2] or " ") for at in signs) / len(signs)


def _in_place(sign: str, before: str, after: str) -> bool:
    if sign in "“‘«„‚":
        return not before.isalnum() and not after.isspace()
    if sign in "”’»":
        return not before.isspace() or (sign == "’" and after.isalpha())
    if sign in "–—…•£€©®™°½¼¾×¿¡§\xa0":
        return True
    if not sign.isalpha() or sign in "ªº":
        return False
    beside = [other for other in (before, after) if other.isalpha()]
    if not beside:
        return sign in "ÀàÉéÓóÈèÝýÖö"
    if sign.isupper():
        return not before.islower() and (before.isupper() or not before.isalpha() or after.isupper())
    return not (before.isupper() and after.isupper())


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
