"""Data files that are kept are the ones that were read."""

import sys
import tomllib
from pathlib import Path

import pytest

import storyboard
from storyboard import datafiles


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder, in which they are kept."""
    monkeypatch.setattr(datafiles, "_place", lambda name: tmp_path / "cache" / name)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "cache"


@pytest.fixture
def parsed(monkeypatch):
    """The texts that the library has read."""
    texts, loads = [], tomllib.loads
    monkeypatch.setattr(tomllib, "loads", lambda text: texts.append(text) or loads(text))
    return texts


def test_every_data_file_of_the_program_is_kept_as_it_is(folder, parsed):
    files = sorted(Path(storyboard.__file__).parent.rglob("*.toml"))

    for file in files:
        first, again = datafiles.load(file), datafiles.load(file)
        assert first == again == tomllib.loads(file.read_text(encoding="utf-8")), file
        assert first is not again
    assert len(files) > 20


def test_a_text_is_read_once_and_another_one_under_its_name_anew(folder, parsed):
    assert [datafiles.loads(text, "table") for text in ("a = 1", "a = 1", "a = 2", "a = 2")] == [
        {"a": 1},
        {"a": 1},
        {"a": 2},
        {"a": 2},
    ]
    assert parsed == ["a = 1", "a = 2"]


@pytest.mark.parametrize("spoilt", [b"", b"nonsense", b"\xe9\x00", b"(\x03"])
def test_what_is_spoilt_is_read_anew(folder, spoilt):
    datafiles.loads("a = 1", "table")
    (folder / "table").write_bytes(spoilt)

    assert datafiles.loads("a = 1", "table") == {"a": 1}


def test_nothing_is_kept_where_python_keeps_no_bytecode(folder, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    assert datafiles.loads("a = 1", "table") == {"a": 1}
    assert not folder.exists()


def test_what_marshal_cannot_hold_is_read_each_time(folder, parsed):
    assert datafiles.loads("a = 2024-01-01", "table") == datafiles.loads("a = 2024-01-01", "table")
    assert len(parsed) == 2
