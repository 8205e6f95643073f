"""A script is the same script in whatever file its writer keeps it."""

from functools import cache
from pathlib import Path

import pytest

from storyboard.errors import StoryboardError
from storyboard.model import Script
from storyboard.parse import parse
from storyboard.read import read
from tests.containers import CONTAINERS, keeps, pasted
from tests.measure_parser import strict

GOLD = Path(__file__).parent / "gold"
LAYOUTS = [
    file
    for folder in ("forms", "fresh")
    for file in sorted((GOLD / folder).iterdir())
    if file.suffix in (".txt", ".md")
]

SLOW = {"workbook": 4}
"""One layout in so many is enough of a file that takes long to make."""
SHARES = 24
"""A run as a person waits for it has one layout in so many of each container, another share in the next."""


def told(script: Script) -> tuple[list[tuple[str, str]], list[str]]:
    """Who says what, and the headings, without white space."""
    speeches = [(unit.speaker, strict(unit.text)) for unit in script.units if unit.kind == "speech"]
    return speeches, [strict(unit.raw) for unit in script.units if unit.kind == "heading"]


@cache
def as_text(file: Path) -> tuple[list[tuple[str, str]], list[str]] | None:
    """What a layout says where it is plain text; None where it is refused."""
    try:
        return told(parse(read(file)))
    except StoryboardError:
        return None


@pytest.mark.parametrize("share", [0, *(pytest.param(share, marks=pytest.mark.wide) for share in range(1, SHARES))])
@pytest.mark.parametrize("name", CONTAINERS)
def test_every_layout_says_the_same_in_every_container(tmp_path: Path, name: str, share: int) -> None:
    suffix, make = CONTAINERS[name]
    begin = (list(CONTAINERS).index(name) + share) % SHARES
    texts = {file: file.read_text(encoding="utf-8") for file in LAYOUTS}
    chosen = [file for file, text in texts.items() if keeps(name, text)][begin :: max(SHARES, SLOW.get(name, 1))]
    kept = [file for file in chosen if as_text(file)]

    scripts = {file: parse(read(make(tmp_path / f"{file.stem}{suffix}", texts[file]))) for file in kept}
    otherwise = [file.name for file, script in scripts.items() if told(script) != as_text(file) and not _says(script)]

    assert otherwise == []
    assert len(kept) > 6


@pytest.mark.parametrize(
    "blank", [True, pytest.param(False, marks=pytest.mark.wide)], ids=["with empty paragraphs", "without"]
)
def test_an_answer_in_markdown_says_the_same_when_it_is_pasted_into_word(tmp_path: Path, blank: bool) -> None:
    """Its headings, bold and slanted words and tables are print there, without a sign of Markdown."""
    layouts = [(file, said) for file in LAYOUTS if file.suffix == ".md" and (said := as_text(file))]
    texts = {file: file.read_text(encoding="utf-8") for file, _ in layouts}
    scripts = {
        file: parse(read(pasted(tmp_path / f"{file.stem}.docx", text, blank=blank))) for file, text in texts.items()
    }
    otherwise = [
        file.name for file, said in layouts if _plain(told(scripts[file])) != _plain(said) and not _says(scripts[file])
    ]

    assert otherwise == []
    assert len(layouts) > 25


def _says(script: Script) -> bool:
    """Whether a reading says that it is in doubt, or of a line that nobody knows who speaks it: nobody takes it as it stands."""
    return bool(script.doubts) or any(warning.rule == "unknown-speaker" for warning in script.warnings)


def _plain(said: tuple[list[tuple[str, str]], list[str]]) -> list[tuple[str, str]]:
    return [(who, words.replace("*", "")) for who, words in said[0]]
