"""A script that is read better now does not buy again what was bought on the earlier reading, until somebody asks."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from storyboard.model import Correction, Script, Source
from storyboard.parse import parse
from storyboard.production import readings

SCRIPT = "1-1 日 内 客厅\n人物：林晚、顾言\n△林晚推开门。\n林晚：我回来了。\n顾言：你还知道回来？\n△窗外打雷。\n林晚：我累了。\n"
Run = Callable[..., tuple[int, str, str]]


def an_earlier_reading(source: Source, name: str | None = None, told: Sequence[Correction] = ()) -> Script:
    """As a parser would have read it that took the answer for action."""
    script = parse(source, name, told)
    units = tuple(
        replace(unit, kind="action", speaker="", text=unit.raw.strip()) if unit.speaker == "顾言" else unit
        for unit in script.units
    )
    return replace(script, units=units)


@contextmanager
def earlier(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setattr(readings, "parse", an_earlier_reading)
        yield


@pytest.mark.parametrize("command", ["make", "season"])
@pytest.mark.usefixtures("unasked")
def test_nothing_is_bought_again_and_what_changed_is_said(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    (tmp_path / "ep01.txt").write_text(SCRIPT, encoding="utf-8")
    with earlier(monkeypatch):
        assert run("make", "ep01.txt")[0] == 0
    takes = {path.name for path in (tmp_path / "out" / "ep01" / "takes").iterdir()}
    board = (tmp_path / "out" / "ep01" / "storyboard.json").read_bytes()

    code, _, said = run(command, "ep01.txt")

    assert code == 0
    assert {path.name for path in (tmp_path / "out" / "ep01" / "takes").iterdir()} == takes
    assert (tmp_path / "out" / "ep01" / "storyboard.json").read_bytes() == board
    if command == "make":
        assert "第 5 行" in said
        assert "--reread" in said
        assert "1 个已买的片段" in said
    assert run("check", "ep01.txt")[0] == 0


def test_when_asked_the_new_reading_is_used_from_then_on(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ep01.txt").write_text(SCRIPT, encoding="utf-8")
    with earlier(monkeypatch):
        run("make", "ep01.txt")

    run("make", "ep01.txt", "--reread")

    assert "你还知道回来？" in (tmp_path / "out" / "ep01" / "episode.srt").read_text(encoding="utf-8")
    assert "--reread" not in run("make", "ep01.txt")[2]


def test_a_table_bought_before_its_wishes_were_read_keeps_its_films(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lengths and sizes that are followed now would cut other clips."""
    table = "| 镜号 | 景别 | 画面 | 角色 | 台词 | 时长 |\n|-|-|-|-|-|-|\n| 1 | 全景 | 林晚推开门。 | 林晚 | 我回来了。 | 6s |\n"

    def without_wishes(source: Source, name: str | None = None, told: Sequence[Correction] = ()) -> Script:
        script = parse(source, name, told)
        return replace(script, units=tuple(replace(unit, wish=None) for unit in script.units))

    (tmp_path / "ep01.md").write_text(table, encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(readings, "parse", without_wishes)
        assert run("make", "ep01.md")[0] == 0
    board = (tmp_path / "out" / "ep01" / "storyboard.json").read_bytes()

    code, _, said = run("make", "ep01.md")

    assert (code, "--reread" in said) == (0, True)
    assert (tmp_path / "out" / "ep01" / "storyboard.json").read_bytes() == board
