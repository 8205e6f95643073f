"""A language is a file: all files say the same things, and nothing is asked of them that they do not say."""

import ast
import re
from pathlib import Path

import pytest

import storyboard
from storyboard.languages import CODES, Language

PACKAGE = Path(storyboard.__file__).parent


_QUANTITY = re.compile(r"{\d+,\d*}|(?<=[)\]]){\d+}|(?<=\\d){\d+}")
"""How often a part of a pattern stands."""


def places(table: dict, before: str = "") -> dict[str, str]:
    """Every place of a file -> the kind of what stands there, with the fields of a text and the length of a list."""
    found = {}
    for key, value in table.items():
        if isinstance(value, dict):
            found |= places(value, f"{before}{key}.")
        elif isinstance(value, str):
            found[before + key] = f"text {sorted(set(re.findall(r'{.*?}', _QUANTITY.sub('', value))))}"
        else:
            found[before + key] = f"{len(value)} texts" if isinstance(value, list) else type(value).__name__
    return found


def test_every_language_says_the_same_things():
    """The same places, kinds, fields to fill in and columns; none is without a file."""
    files = {path.stem for path in (PACKAGE / "languages").glob("*.toml")}

    assert files == set(CODES)
    assert places(Language.of("zh")._facts) == places(Language.of("en")._facts)


def test_a_script_in_another_language_is_spoken_to_in_english():
    assert Language.of("ja") == Language.of("en") != Language.of("zh")


def test_what_is_asked_of_a_language_is_in_its_file():
    """Every constant place in the code; a place made at run time is covered by the tests of what it says."""
    texts = (path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    asked = {
        (node.func.attr, node.args[0].value)
        for text in texts
        if re.search(r"\.(?:words?|table|number|does)\(\s*[\"']", text)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("word", "words", "table", "number", "does")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }

    assert len(asked) > 12
    for code in CODES:
        for method, key in asked:
            getattr(Language.of(code), method)(key)


def test_nobody_compares_codes():
    """What differs from language to language is asked of `Language`, or is a row of a table that its code finds."""
    compared = re.compile(r"""[=!]= ['"](?:zh|en|ja|ko)['"]|['"](?:zh|en|ja|ko)['"] [=!]= """)
    found = {
        f"{path.relative_to(PACKAGE)}:{number}"
        for path in PACKAGE.rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if compared.search(line)
    }

    assert found == set()


@pytest.mark.parametrize("room", ["render", "names.py", "assemble", "animatic", "season", "production", "media"])
def test_rooms_that_read_no_language_have_no_tables_by_code(room):
    """What they say stands in the files of the languages."""
    paths = [PACKAGE / room] if room.endswith(".py") else (PACKAGE / room).rglob("*.py")
    found = {path.name: re.findall(r'"(?:zh|en)":', path.read_text(encoding="utf-8")) for path in paths}

    assert {name: each for name, each in found.items() if each} == {}
