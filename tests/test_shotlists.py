"""A shot list goes out to a production team and comes back: what may change is followed, what is the script's is refused by line."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from storyboard.export.shotlist import cells_of, csv_of, xlsx_of
from storyboard.languages import Language
from storyboard.model import Edit, Laid
from storyboard.production.shotlists import _same, read_rows
from tests.tablefiles import opened

SCRIPT = """第一场 面馆 夜 内

苏晴擦着桌子，灯一盏盏灭掉。

苏晴：打烊了。

陈默：一碗阳春面，多放葱，不要香菜，汤要烫一点。

苏晴：打烊了。

陈默：-- 那我走了。

陈默转身走进雨里。
"""
SHEET = "out/export/ep01-shots.xlsx"


@pytest.fixture
def listed(run, tmp_path):
    """A planned script and its shot list; `change(cells)` writes it with other values: {(shot, heading): value}."""
    Path("storyboard.toml").touch()
    Path("ep01.txt").write_text(SCRIPT, encoding="utf-8")
    assert run("plan", "ep01.txt")[0] == 0
    assert run("export", "ep01.txt", "--to", "xlsx,csv")[0] == 0

    def change(cells, name="back.xlsx"):
        book = opened(SHEET)
        sheet = book.active
        column = {cell.value: cell.column for cell in sheet[1]}
        for (shot, heading), value in cells.items():
            row = next(row for row in sheet.iter_rows(min_row=2) if row[column["镜号"] - 1].value == shot)
            row[column[heading] - 1].value = value
        book.save(name)
        return name

    return change


def shots() -> list[dict]:
    return json.loads(Path("out/ep01/storyboard.json").read_text(encoding="utf-8"))["shots"]


def table(path: str) -> list[dict]:
    head, *rows = ([cell.value for cell in row] for row in opened(path).active.rows)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_seconds_framing_and_notes_of_a_team_are_followed_and_stay(run, listed):
    """In the board, in the next list, and after the script was edited elsewhere; two equal lines are told apart."""
    before = shots()
    said = [at for at, shot in enumerate(before) if shot["dialogue"]["text"] == "打烊了。"]
    assert len(said) == 2
    first, second = said
    path = listed(
        {(second + 1, "时长"): 5, (second + 1, "景别"): "特写", (second + 1, "备注"): "灯再暗一点", (1, "运镜"): "拉"}
    )

    code, _, told = run("plan", "ep01.txt", "--import", path)

    now = shots()
    assert (code, f"note: taken over in shots 1, {second + 1}" in told) == (0, True)
    assert (now[second]["duration"], now[second]["camera"].split("，")[0]) == (5, "特写")
    assert "灯再暗一点" in now[second]["style_tags"]
    assert now[0]["camera"].endswith("缓慢拉远")
    assert [shot for at, shot in enumerate(now) if at not in (0, second)] == [
        shot for at, shot in enumerate(before) if at not in (0, second)
    ]
    assert run("check", "ep01.txt")[0] == 0

    Path("ep01.txt").write_text(SCRIPT.replace("汤要烫一点", "汤要热一点"), encoding="utf-8")
    assert run("plan", "ep01.txt")[0] == 0
    assert (shots()[second]["duration"], "灯再暗一点" in shots()[second]["style_tags"]) == (5, True)
    assert shots()[first]["duration"] == before[first]["duration"]


def test_a_list_that_nobody_changed_changes_nothing(run, listed):
    """Neither the spreadsheet nor the CSV, before a wish and after; nothing that was asked is lost on the way."""
    board = Path("out/ep01/storyboard.json").read_bytes()
    for path in (SHEET, "out/export/ep01-shots.csv"):
        assert run("plan", "ep01.txt", "--import", path) == (
            0,
            "out/ep01/storyboard.json\n",
            "note: the list changes nothing\n",
        )
    assert Path("out/ep01/storyboard.json").read_bytes() == board
    assert not Path("out/ep01/wishes.json").exists()

    run("plan", "ep01.txt", "--import", listed({(2, "时长"): 6, (2, "备注"): "慢一点"}))
    wishes = Path("out/ep01/wishes.json").read_bytes()
    assert run("export", "ep01.txt", "--to", "xlsx,csv")[0] == 0
    assert (table(SHEET)[1]["时长"], table(SHEET)[1]["备注"]) == (6, "慢一点")
    for path in (SHEET, "out/export/ep01-shots.csv"):
        assert run("plan", "ep01.txt", "--import", path)[0] == 0
        assert Path("out/ep01/wishes.json").read_bytes() == wishes


CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf"], max_codepoint=0xDFFFF)
    | st.sampled_from("\n,;\"'=+-@|｜\t 。：1.5"),
    max_size=20,
)
"""No marks of direction and not beyond plane 13: tags, which nothing shows and in which instructions are hidden, are dropped by whatever reads."""
ROW = st.fixed_dictionaries(
    dict.fromkeys(("visual", "action", "role", "text", "note", "location", "time", "weather", "style"), CELL)
)


@given(st.lists(ROW, min_size=1, max_size=4), st.sampled_from(["xlsx", "csv"]))
@example(
    [
        dict.fromkeys(("visual", "action", "role", "text", "note", "location", "time", "weather"), "")
        | {"style": "'\t="}
    ],
    "xlsx",
)
def test_whatever_a_shot_says_comes_back_as_it_went_out(tmp_path_factory, rows, kind):
    """Formulas, quotation marks, breaks, marks of tables: every cell of every row; only spaces may differ."""
    shots = tuple(
        Laid(number=n, camera="中景，平视，固定", seconds=2.5, clip="c", start=0, length=10, **row)
        for n, row in enumerate(rows, start=1)
    )
    edit = Edit("ep01", "x", "zh", Fraction(24), (720, 1280), (), (), shots)
    path = tmp_path_factory.getbasetemp() / f"shots.{kind}"
    chinese = Language.of("zh")
    path.write_bytes(xlsx_of([edit], chinese, {}) if kind == "xlsx" else csv_of([edit], chinese).encode())

    back = read_rows(path)

    assert len(back) == len(shots)
    for row, shot in zip(back, shots, strict=True):
        told = cells_of(shot, edit)
        assert {name for name, cell in row.cells.items() if not _same(cell, told.get(name, ""))} == set()


@pytest.mark.usefixtures("unasked")
def test_changed_dialogue_is_refused_by_line_and_nothing_is_taken(run, listed):
    board = Path("out/ep01/storyboard.json").read_bytes()
    line = next(at for at, shot in enumerate(shots()) if "阳春面" in shot["dialogue"]["text"])

    code, _, err = run("plan", "ep01.txt", "--import", listed({(line + 1, "台词"): "来碗面。", (1, "时长"): 9}))

    assert code == 1
    assert f"back.xlsx:{line + 2}: import: 镜 {line + 1} 的台词是剧本的" in err
    assert "来碗面。" in err
    assert Path("out/ep01/storyboard.json").read_bytes() == board
    assert not Path("out/ep01/wishes.json").exists()


@pytest.mark.usefixtures("unasked")
def test_rows_may_not_be_added_or_removed_and_odd_values_are_told(run, listed):
    """What cannot be followed is said by its row; what the words do not allow too."""
    line = next(at for at, shot in enumerate(shots()) if "阳春面" in shot["dialogue"]["text"]) + 1
    code, _, err = run(
        "plan", "ep01.txt", "--import", listed({(line, "时长"): 1, (1, "景别"): "超级近", (1, "画面"): "空镜"})
    )
    assert code == 0
    assert f"镜 {line}：表里要 1 秒，台词说不完" in err
    assert "景别“超级近”看不懂" in err
    assert "镜 1 的画面没有采用" in err

    book = opened(SHEET)
    book.active.delete_rows(3)
    book.save("less.xlsx")
    code, _, err = run("plan", "ep01.txt", "--import", "less.xlsx")
    assert (code, "少了镜 2" in err) == (1, True)
    assert run("plan", "ep01.txt", "--import", listed({(1, "镜号"): 77}))[0] == 1
