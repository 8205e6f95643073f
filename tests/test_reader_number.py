"""The number of the reader says when a text is to be read otherwise: whoever changes a reading raises it."""

import hashlib
import json
from pathlib import Path

import pytest

from storyboard.model import Script
from storyboard.parse import VERSION, parse
from storyboard.read import read

TESTS = Path(__file__).parent
READ = TESTS / "golden" / "parse" / "reader.json"
"""The number of the reader, and the hash of its reading of each text."""
TEXTS = sorted(
    file for folder in ("fixtures/parse", "gold/layouts") for file in (TESTS / folder).glob("*.*") if file.suffix in (".txt", ".md", ".fountain")
)  # fmt: skip


def digest(script: Script) -> str:
    """The hash of all that a reading says is seen, heard and said, where, when and by whom."""
    units = [
        (unit.kind, unit.scene, unit.text, unit.speaker, unit.delivery, unit.state, [each.text for each in unit.parentheticals])
        for unit in script.units
        if unit.kind != "blank"
    ]  # fmt: skip
    scenes = [(scene.episode, scene.location, scene.time, scene.interior, scene.state) for scene in script.scenes]
    return hashlib.sha256(repr((units, scenes)).encode()).hexdigest()[:12]


def test_a_text_that_is_read_otherwise_has_a_reader_of_another_number(request: pytest.FixtureRequest) -> None:
    """Runs of the laboratory are told by it whether they are of today: with the old number they would stand beside readings of another kind."""
    now = {file.name: digest(parse(read(file))) for file in TEXTS}
    before = json.loads(READ.read_text(encoding="utf-8"))
    otherwise = sorted(name for name in now.keys() & before["readings"].keys() if now[name] != before["readings"][name])

    assert before["reader"] <= VERSION
    assert not otherwise or before["reader"] < VERSION, (
        f"{len(otherwise)} texts are read otherwise: raise VERSION of storyboard/parse, then --update-golden: {otherwise}"
    )
    if request.config.getoption("--update-golden"):
        READ.write_text(json.dumps({"reader": VERSION, "readings": now}, indent=1) + "\n", encoding="utf-8")
    else:
        assert before == {"reader": VERSION, "readings": now}, "the record is of another reader: pytest --update-golden"
