"""In which language the terminal is spoken to: as asked, as the user's machine is set, as the script is written."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from storyboard.languages import CODES, said
from storyboard.patterns import deferred

FLAG = "--lang"
SETTINGS = ("LC_ALL", "LC_MESSAGES", "LANG")
HEAD = 20_000
"""Bytes of a file by which its language is told."""
HAN, LATIN = deferred(r"[\u3400-\u9fff]"), deferred("[A-Za-z]")
SHARE = 10
"""Letters for each Han character up to which a text is Chinese: what names its parts in a file of ours is English."""
KNOWN = ("cast.toml", "scripts", ".")
"""What of a workspace tells the language of its scripts."""
OURS = deferred(r"^\.|\.(?:toml|json|py)$")
"""Files that are no scripts."""
PACKED = ("word/document.xml", "xl/sharedStrings.xml", "content.xml")
"""Where documents that are archives keep their words."""


def without_flag(arguments: Sequence[str]) -> tuple[list[str], str]:
    """The arguments without `--lang zh`, wherever it stood, and what it said."""
    rest, asked, waiting = [], "", False
    for each in arguments:
        if waiting:
            asked, waiting = each, False
        elif each == FLAG:
            waiting = True
        elif each.startswith(f"{FLAG}="):
            asked = each.split("=", 1)[1]
        else:
            rest.append(each)
    return ([*rest, FLAG], "") if waiting else (rest, asked)


@contextmanager
def speaking(arguments: Sequence[str], asked: str) -> Iterator[None]:
    """While it lasts, the language is settled, for worker processes too."""
    before = os.environ.get(said.VARIABLE)
    os.environ[said.VARIABLE] = asked or chosen(arguments, os.environ, Path.cwd())
    try:
        yield
    finally:
        os.environ.pop(said.VARIABLE, None)
        if before is not None:
            os.environ[said.VARIABLE] = before


def chosen(arguments: Sequence[str], environ: Mapping[str, str], here: Path) -> str:
    """The code of the language: of the environment, else of the files that are named, else of the workspace; English without any."""
    if environ.get(said.VARIABLE):
        return said.spoken(environ)
    setting = next((environ[name] for name in SETTINGS if environ.get(name)), "")
    if (code := setting[:2].lower()) in CODES and code != said.SOURCE:
        return code
    given = [each for each in arguments if not each.startswith("-")][
        1:
    ]  # behind the command, which may be called like a folder
    named = [path for each in given if (path := Path(each)).exists()]
    if any(HAN.search(each) for each in arguments):
        return "zh"
    texts = "".join(map(_text, named[:3])) or "".join(_text(here / name) for name in KNOWN)
    return "zh" if SHARE * len(HAN.findall(texts)) > len(LATIN.findall(texts)) else said.SOURCE


def _text(path: Path) -> str:
    """The beginning of a file, or of the first files of a folder, as far as it can be read."""
    try:
        if path.is_dir():
            folder = path / "scripts" if (path / "scripts").is_dir() else path
            inside = sorted(each for each in folder.iterdir() if each.is_file() and not OURS.search(each.name))
            return "".join(map(_text, inside[:3]))
        data = _packed(path) if path.suffix.lower() in (".docx", ".xlsx", ".odt") else _head(path)
    except OSError:
        return ""
    for encoding in ("utf-8", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "gb18030"):
        try:
            return data[: len(data) - len(data) % 2 if encoding == "utf-16" else None].decode(encoding, errors="strict")
        except UnicodeDecodeError as wrong:
            if wrong.start > len(data) - 4:
                return data[: wrong.start].decode(encoding)
    return ""


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def _packed(path: Path) -> bytes:
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            name = next((each for each in PACKED if each in archive.namelist()), "")
            return re.sub(rb"<[^>]*>", b"", archive.open(name).read(10 * HEAD)) if name else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return b""


def language() -> str:
    """The code of the language that is spoken."""
    return said.spoken(os.environ)


def told(text: str) -> str:
    """A message in the language that is spoken."""
    return said.told(text, language())
