"""Shot tables: what is said, seen and wished for in them is read from every container, and the planner follows the wishes."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from storyboard.cast.gather import gather
from storyboard.cli import cli
from storyboard.errors import UsageError
from storyboard.model import Script
from storyboard.parse import parse
from storyboard.parse.gridded import width
from storyboard.parse.lengths import lengths
from storyboard.plan import plan
from storyboard.read import read
from storyboard.season.opening import scripts_in
from tests.measure_parser import forms, said_by
from tests.tablefiles import drawn, rows_of, separated, word, workbook

GOLD = [(file, want) for file, want in forms(Path(__file__).parent / "gold" / "forms") if "seconds" in want]
gold = pytest.mark.parametrize(("file", "want"), GOLD, ids=[file.name for file, _ in GOLD])


def speeches(script: Script) -> list[tuple[str, str]]:
    return [(unit.speaker, "".join(unit.text.split())) for unit in script.units if unit.kind == "speech"]


def asked(script: Script) -> list[float]:
    """The seconds of every row that asks for some, in order."""
    rows = {unit.wish.row: unit.wish.seconds for unit in script.units if unit.wish}
    return [rows[row] for row in sorted(rows)]


def scripted(text: str, folder: Path, name: str = "s.md") -> Script:
    (folder / name).write_text(text, encoding="utf-8")
    return parse(read(folder / name))


@gold
def test_the_lengths_of_a_table_are_those_a_person_reads(file: Path, want: dict[str, Any]) -> None:
    assert asked(parse(read(file))) == want["seconds"]


@gold
def test_the_same_table_is_the_same_script_in_every_container(tmp_path: Path, file: Path, want: dict[str, Any]) -> None:
    text = read(file).text.replace("\v", "<br>")
    rows = rows_of(text)
    made = (
        separated(tmp_path / "a.csv", rows),
        separated(tmp_path / "b.csv", rows, ";", "gb18030" if "en-" not in file.name else "utf-8-sig"),
        separated(tmp_path / "c.tsv", rows, "\t", "utf-16"),
        workbook(tmp_path / "d.xlsx", {"Sheet1": rows}),
        word(tmp_path / "e.docx", rows),
        drawn(tmp_path / "f.pdf", rows),
    )
    for path in made:
        script = parse(read(path))
        assert script.format == "storyboard", path.name
        assert speeches(script) == [(said_by(who, []), "".join(words.split())) for who, words in want["speeches"]], (
            path.name
        )
        assert asked(script) == want["seconds"], path.name
        assert [scene.location for scene in script.scenes] == want["places"], path.name


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (["3s", "3-4秒", "0:03", "约5秒", "3″", "三秒", "1分20秒", "2.5 sec"], [3, 3.5, 3, 5, 3, 3, 80, 2.5]),
        (["0-7", "7-14", "14-20秒"], [7, 7, 6]),
        (["3-4秒", "4-5秒"], [3.5, 4.5]),
        (["0:00", "0:03", "", "0:07"], [3, 4, 0, 0]),
        (["0:04", "0:02"], [4, 2]),
        (["00:00:00:00-00:00:02:12"], [2]),
        (["0:12-0:15", "0:15-0:19"], [3, 4]),
        (["", "夜", "soon", "-", "3 men"], [0, 0, 0, 0, 0]),
    ],
)
def test_lengths_are_told_as_tables_tell_them(cells: list[str], told: list[float]) -> None:
    assert list(lengths(cells)) == told


HEAD = "| 镜号 | 景别 | 画面 | 角色 | 台词 | 时长 |\n|--|--|--|--|--|--|\n"


def test_each_row_is_a_shot_as_long_and_as_wide_as_it_says(tmp_path: Path) -> None:
    script = scripted(
        f"{HEAD}| 1 | 全景 | 雪落在院子里。 |  |  | 4s |\n| 2 | 特写 | 阿宁的手。 |  |  | 1.5s |\n| 3 | 中近 | 阿宁抬头。 | 阿宁 | 你来了。 | 3s |\n",
        tmp_path,
    )
    board = plan(script, script.episodes[0], gather(script)).board
    assert [shot.duration for shot in board.shots] == [4, 1.5, 3]
    assert [shot.camera.split("，")[0] for shot in board.shots] == ["全景", "特写", "中近景"]


def test_a_row_that_makes_several_shots_shares_its_seconds_out(tmp_path: Path) -> None:
    script = scripted(
        f"{HEAD}| 1 | 中景 | 两人对坐。 |  | 阿宁：喝茶。<br>周叔：好，谢谢你还记得我。 | 6s |\n", tmp_path
    )
    board = plan(script, script.episodes[0], gather(script)).board
    assert [shot.dialogue.role for shot in board.shots] == ["阿宁", "周叔"]
    assert sum(shot.tenths for shot in board.shots) == 60


def test_words_that_take_longer_than_the_row_keep_their_time(tmp_path: Path) -> None:
    words = "我等了你三年，三年里每一天都在想你会不会回来。"
    script = scripted(f"{HEAD}| 1 | 近景 | 阿宁转身。 | 阿宁 | {words} | 1s |\n", tmp_path)
    board = plan(script, script.episodes[0], gather(script)).board
    assert "".join(shot.dialogue.text for shot in board.shots) == words
    assert board.shots[0].duration > 3


def test_explain_says_that_the_table_wants_it_so(tmp_path: Path) -> None:
    scripted(f"{HEAD}| 1 | 特写 | 阿宁的手。 | 阿宁 | 你来了。 | 3s |\n", tmp_path)
    runner = CliRunner()
    assert runner.invoke(cli, ["plan", str(tmp_path / "s.md")]).exit_code == 0
    told = runner.invoke(cli, ["explain", str(tmp_path / "s.md"), "1"]).output
    assert "as the script's table says" in told
    assert "as long as the script's table says" in told
    trace = json.loads(next(tmp_path.glob("out/*/trace.json")).read_text())
    assert trace["shots"][0]["rule"].endswith(", as the script's table says")


def test_a_script_without_tables_has_no_wishes_in_its_files(tmp_path: Path) -> None:
    scripted("1-1 日 内 客厅\n阿宁：你来了。\n周叔：来了。\n", tmp_path, "s.txt")
    assert CliRunner().invoke(cli, ["plan", str(tmp_path / "s.txt")]).exit_code == 0
    assert '"wish"' not in next(tmp_path.glob("out/*/script.json")).read_text()


def test_cells_that_are_merged_downwards_and_across_go_on_or_stay_in_their_columns(tmp_path: Path) -> None:
    rows = [
        ["场景", "镜号", "画面", "人物", "台词", "时长"],
        ["茶馆 夜 内", "1", "阿宁倒茶。", "阿宁", "请。", "2"],
        ["", "2", "茶满了。", "", "满了。", "2"],
        ["", "3", "周叔不动。", "周叔", "我不渴。", "2"],
    ]
    path = workbook(tmp_path / "a.xlsx", {"表": rows}, ["A2:A4", "D2:D3"])
    script = parse(read(path))
    assert speeches(script) == [("阿宁", "请。"), ("阿宁", "满了。"), ("周叔", "我不渴。")]
    assert [scene.location for scene in script.scenes] == ["茶馆"]


def test_every_sheet_of_a_workbook_is_an_episode_where_it_is_called_one(tmp_path: Path) -> None:
    head = ["镜号", "画面", "人物", "台词"]
    path = workbook(
        tmp_path / "a.xlsx",
        {
            "第1集 归来": [head, ["1", "阿宁下车。", "阿宁", "到了。"]],
            "空白": [],
            "第2集 离开": [head, ["1", "阿宁上车。", "阿宁", "走了。"]],
        },
    )
    script = parse(read(path))
    assert [(episode.number, episode.title) for episode in script.episodes] == [("1", "归来"), ("2", "离开")]
    assert speeches(script) == [("阿宁", "到了。"), ("阿宁", "走了。")]


def test_a_time_that_a_workbook_keeps_as_a_time_comes_as_it_is_shown(tmp_path: Path) -> None:
    from datetime import time, timedelta

    from openpyxl import Workbook

    book = Workbook()
    for row in (
        ["Shot", "Video", "Audio", "Duration"],
        [1, "A door.", "IDA: Open.", time(0, 0, 3)],
        [2, "A hall.", "WREN: No.", timedelta(seconds=4)],
        [3, "A lamp.", "IDA: Now.", 2],
    ):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert asked(parse(read(tmp_path / "a.xlsx"))) == [3, 4, 2]


@pytest.mark.parametrize(
    ("head", "row", "told"),
    [
        ("| 画面 | 声音 |", "| 门开。 | 阿宁：谁？ |", [("阿宁", "谁？")]),
        ("| 角色 | 台词 |", "| 阿宁 | 谁？ |", [("阿宁", "谁？")]),
        (
            "| 时间 | 画面 | 旁白 | 台词 |",
            "| 0-3 | 门开。 | 那年冬天。 | 阿宁：谁？ |",
            [("旁白", "那年冬天。"), ("阿宁", "谁？")],
        ),
        ("| 画面 | 台词 | 说话人 |", "| 门开。 | 阿宁：谁？ | 阿宁 |", [("阿宁", "谁？")]),
        (
            "| 画面 | 台词 | 说话人 |",
            "| 门开。 | 进来。<br>不。 | 阿宁、周叔 |",
            [("阿宁", "进来。"), ("周叔", "不。")],
        ),
        ("| 画面 | 台词 | 说话人 |", "| 门开。 | “谁在那里？” | 阿宁 |", [("阿宁", "谁在那里？")]),
        ("| 画面 | 台词 | 音效 |", "| 门开。 | 无 | 风声 |", []),
        ("| 镜号 | 画面 | 台词 |", "| 1 | 门开。 | 【旁白】：那年冬天。 |", [("旁白", "那年冬天。")]),
        ("| 镜号 | 画面 | 台词 |", "| 1 | 门开。 | （画外音）那年冬天。 |", [("旁白", "那年冬天。")]),
        ("| 镜号 | 画面 | 台词 |", "| 1 | 门开。 | 李想：到…… |", [("李想", "到……")]),
        (
            "| 镜号 | 画面 | 音乐音效 | 台词 |",
            "| 1 | 门开。 | 风声 | 小宇：谁？\\n阿宁：我。 |",
            [("小宇", "谁？"), ("阿宁", "我。")],
        ),
        ("| Shot | Picture | Dialogue |", "| 1 | A door. | DR. OKAFOR: It works. |", [("DR. OKAFOR", "It works.")]),
        (
            "| VISUALS | AUDIO |",
            "| A door. | IDA (O.S.): Who is it? WREN: Me. |",
            [("IDA", "Who is it?"), ("WREN", "Me.")],
        ),
        ("| Scene | What we see | Who | Words |", "| Hall | A door. | VO | Long ago. |", [("NARRATOR", "Long ago.")]),
    ],
)
def test_words_are_spoken_by_whoever_the_row_names(
    tmp_path: Path, head: str, row: str, told: list[tuple[str, str]]
) -> None:
    script = scripted(f"{head}\n{'|--' * (head.count('|') - 1)}|\n{row}\n", tmp_path)
    assert script.format == "storyboard"
    assert speeches(script) == [(who, "".join(words.split())) for who, words in told]


def test_a_picture_in_front_of_the_column_of_its_place_is_not_lost(tmp_path: Path) -> None:
    script = scripted("| 画面 | 场景 | 台词 | 角色 |\n|-|-|-|-|\n| 门开。 | 茶馆 夜 内 | 谁？ | 阿宁 |\n", tmp_path)
    assert [unit.text for unit in script.units if unit.kind == "action"] == ["门开。"]
    assert [(scene.location, scene.time) for scene in script.scenes] == [("茶馆", "夜")]


def test_day_and_night_in_the_column_of_time_are_hours_and_a_number_and_a_heading_one_scene(tmp_path: Path) -> None:
    script = scripted(
        "| 镜号 | 时间 | 画面 | 台词 |\n|-|-|-|-|\n| 1 | 日 | 门开。 | 阿宁：谁？ |\n| 2 | 夜 | 灯亮。 | 阿宁：你。 |\n",
        tmp_path,
    )
    assert [scene.time for scene in script.scenes] == ["日", "夜"]
    rows = [
        ["Scene #", "Description", "Dialogue"],
        ["4", "INT. LAB - NIGHT. Smoke.", "IDA: Out!"],
        ["4", "A bell.", "IDA: Now!"],
    ]
    script = parse(read(separated(tmp_path / "a.csv", rows)))
    assert [(scene.number, scene.location, scene.time) for scene in script.scenes] == [("4", "LAB", "NIGHT")]


def test_words_for_one_voice_are_read_where_the_title_says_so_and_refused_with_the_way_out_where_not(
    tmp_path: Path,
) -> None:
    words = "买茶最怕被坑。\n\n第一招，看条索。\n（举起茶杯）\n第二招，闻香气。\n"
    script = scripted(f"口播稿：三招识茶\n\n{words}", tmp_path, "a.txt")
    assert speeches(script) == [("旁白", "买茶最怕被坑。"), ("旁白", "第一招，看条索。"), ("旁白", "第二招，闻香气。")]
    assert [unit.text for unit in script.units if unit.kind == "action"] == ["（举起茶杯）"]
    assert not script.doubts
    bare = scripted(words, tmp_path, "b.txt")
    assert any("--format narration" in doubt.message for doubt in bare.doubts)
    assert len(speeches(parse(read(tmp_path / "b.txt"), "narration"))) == 3


def test_tables_count_as_scripts_in_the_folder_for_them_and_nowhere_else(tmp_path: Path) -> None:
    rows = rows_of(GOLD[0][0].read_text(encoding="utf-8"))
    (tmp_path / "scripts").mkdir()
    inside = separated(tmp_path / "scripts" / "ep01.csv", rows)
    assert scripts_in([tmp_path]) == (inside,)
    (tmp_path / "loose").mkdir()
    separated(tmp_path / "loose" / "budget.csv", rows)
    with pytest.raises(UsageError):
        scripts_in([tmp_path / "loose"])


RECORDED = {
    "en": (
        ("Line ID", "Location", "Type", "Character", "Line", "Performance notes"),
        ("CV_01", "Chapel", "DIA", "Sister Ansa", "Step lightly.", "Hushed"),
        ("CV_02", "", "SFX", "", "Water drips.", ""),
        ("CV_03", "", "DIA", "Brannoch", "I see mud.", "Deadpan"),
        ("CV_04", "", "UI", "", "Press [E] to lift the stone", ""),
        ("CV_05", "", "ANIM", "", "A hand comes out of the wall.", ""),
        ("CV_06", "Belfry", "DIA", "Sister Ansa", "Throw it!", "Urgent"),
    ),
    "zh": (
        ("编号", "地点", "类型", "角色", "台词", "语气要求"),
        ("CV_01", "礼拜堂", "对白", "安莎", "轻点走。", "压低声音"),
        ("CV_02", "", "音效", "", "滴水声。", ""),
        ("CV_03", "", "对白", "布兰", "全是泥。", "冷淡"),
        ("CV_04", "", "界面", "", "按 [E] 抬起石板", ""),
        ("CV_05", "", "动画", "", "墙里伸出一只手。", ""),
        ("CV_06", "钟楼", "对白", "安莎", "扔下来！", "急"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("sign", [",", "\t", "|"])
@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize(
    "other",
    [
        {},
        {
            "DIA": "Dialog",
            "UI": "HUD",
            "SFX": "AMB",
            "ANIM": "Cinematic",
            "对白": "语音",
            "界面": "选项",
            "动画": "演出",
        },
    ],
)
def test_a_sheet_for_the_studio_says_what_each_row_is_and_nobody_speaks_the_others(
    tmp_path: Path, sign: str, code: str, other: dict[str, str]
) -> None:
    """Lines to be recorded stand between what is heard, shown and done; whoever spoke above says none of these."""
    rows = [[other.get(cell, cell) for cell in row] for row in RECORDED[code]]
    total = "TOTAL lines: 3" if code == "en" else "合计：3"
    end = "" if sign == "|" else sign * 5 + total + "\n"
    script = scripted(
        "".join(sign.join(row) + "\n" for row in rows) + end, tmp_path, "s.csv" if sign == "," else "s.txt"
    )
    told = {kind: [unit.text for unit in script.units if unit.kind == kind] for kind in ("sound", "caption", "action")}

    assert speeches(script) == [
        (row[3], "".join(row[4].split())) for row in RECORDED[code] if row[3] and row[0][:2] == "CV"
    ]
    assert told == {name: [RECORDED[code][at][4]] for name, at in (("sound", 2), ("caption", 4), ("action", 5))}
    assert [scene.location for scene in script.scenes] == [RECORDED[code][at][1] for at in (1, 6)]


SPOKEN = [
    ("DANI", "Did you lock it?"),
    ("OSKAR", "I locked it, and then I locked it again."),
    ("MRS KERR", "So who is that up there?"),
    ("DANI", "Nobody."),
]
SPOKEN_ZH = [
    ("丹尼", "锁好了吗？"),
    ("奥斯卡", "锁了，查了一遍，又锁了一遍。"),
    ("柯太太", "那上面是谁？"),
    ("丹尼", "没人。"),
]


def _set(head: list[str], rows: list[list[str]], widths: list[int], rule: str) -> str:
    """A table whose columns only blanks part; words too wide for theirs go on below, in the last column."""

    def line(cells: list[str]) -> str:
        return (
            "".join(
                cell + " " * max(1, wide - width(cell)) for cell, wide in zip(cells, [*widths, 0], strict=True)
            ).rstrip()
            + "\n"
        )

    text = line(head) + (line([rule * (wide - 2) for wide in widths] + [rule * 12]) if rule else "")
    for row in rows:
        first, *more = row[-1].split("\n")
        text += line([*row[:-1], first]) if row[0] or len(row) == 2 else line(row)
        text += "".join(line([""] * len(widths) + [part]) for part in more)
    return text


@pytest.mark.parametrize("rule", ["-", "=", ""])
@pytest.mark.parametrize(
    ("head", "widths"),
    [
        (["NO.", "TC IN", "TC OUT", "FROM", "TO", "DIALOGUE"], [6, 13, 13, 14, 10]),
        (["#", "TIMECODE", "CHARACTER", "LINE"], [5, 14, 16]),
        (["Cue", "Character", "Text"], [6, 12]),
        (["序号", "入点", "角色", "台词"], [6, 13, 10]),
    ],
)
def test_a_list_of_dialogue_whose_columns_only_blanks_part_is_a_table(
    tmp_path: Path, head: list[str], widths: list[int], rule: str
) -> None:
    """Words go on below; a heading stands between rows, and what is seen behind its time runs across the columns."""
    zh = head[0] == "序号"
    rows = []
    for at, (who, said) in enumerate(SPOKEN_ZH if zh else SPOKEN):
        cells = {
            "FROM": who,
            "CHARACTER": who,
            "Character": who,
            "角色": who,
            "TO": "ALL",
            "NO.": f"014{at}",
            "#": str(at),
            "Cue": f"C{at}",
            "序号": str(at),
        }
        rows.append(
            [cells.get(name, f"01:12:0{at}:11") for name in head[:-1]]
            + [said.replace("，又" if zh else ", and", "，\n又" if zh else ", and\n")]
        )
    table = _set(head, rows, widths, rule)
    first = next(line for line in table.splitlines() if "DANI" in line or "丹尼" in line)
    above = "SC 31  EXT. QUARRY RIM - DUSK\n" if not zh else "第31场  采石场  黄昏  外\n"
    shown = (
        "      01:12:01:00               MLS, Dani and Oskar by a rusted gate.\n"
        if not zh
        else "      01:12:01:00               丹尼和奥斯卡站在生锈的门边。\n"
    )
    script = scripted(
        "THE SALT ROAD          DIALOGUE LIST\n\n" + table.replace(first, above + shown + first, 1), tmp_path, "s.txt"
    )

    assert speeches(script) == [(who, "".join(said.split())) for who, said in (SPOKEN_ZH if zh else SPOKEN)]
    assert [scene.location for scene in script.scenes] == ["采石场" if zh else "QUARRY RIM"]
    assert [unit.text for unit in script.units if unit.kind == "action"] == [shown.split("00", 1)[1].strip()]
    assert {unit.to for unit in script.units if unit.kind == "speech"} == {"all" if "TO" in head else ""}


@pytest.mark.parametrize("rule", ["=", "-", ""])
@pytest.mark.parametrize("code", ["en", "zh"])
def test_pictures_and_sound_side_by_side_are_read_each_down_its_column(tmp_path: Path, code: str, rule: str) -> None:
    rows = {
        "en": [
            ["Wide. Steam on the windows. A loaf", "SFX: Kettle, far off."],
            ["under a cloth.", ""],
            ["", "NARRATOR (VO): In this house there"],
            ["GRAN opens a drawer", "are eleven knives and one is good."],
            ["with great ceremony.", ""],
            ["", ""],
            ["Cut to BEN on the stairs.", "GRAN: Who has my knife?"],
            ["", "BEN: What knife?"],
            ["SUPER: Since 1911.", "MUSIC: Strings."],
        ],
        "zh": [
            ["大全景。窗上全是水汽，", "音效：水壶声"],
            ["布下盖着面包。", ""],
            ["", "旁白：这屋里有十一把刀，"],
            ["奶奶拉开抽屉。", "只有一把好用。"],
            ["", ""],
            ["阿本愣在楼梯上。", "奶奶：谁拿了我的刀？"],
            ["", "阿本：什么刀？"],
            ["字幕：始于一九一一", "音乐：弦乐"],
        ],
    }[code]
    head = ["VIDEO", "AUDIO"] if code == "en" else ["画面", "声音"]
    title = "FENWICK & ROE          AV SCRIPT\n\n" if code == "en" else "广告脚本\n\n"
    script = scripted(title + _set(head, rows, [38], rule), tmp_path, "s.txt")

    assert (
        speeches(script)
        == {
            "en": [
                ("NARRATOR", "Inthishousethereareelevenknivesandoneisgood."),
                ("GRAN", "Whohasmyknife?"),
                ("BEN", "Whatknife?"),
            ],
            "zh": [("旁白", "这屋里有十一把刀，只有一把好用。"), ("奶奶", "谁拿了我的刀？"), ("阿本", "什么刀？")],
        }[code]
    )
    assert [len([unit for unit in script.units if unit.kind == kind]) for kind in ("action", "sound", "caption")] == [
        3,
        2,
        1,
    ]


@pytest.mark.parametrize("count", ["镜", "镜号", "镜头", "序号"])
@pytest.mark.parametrize("heard", ["声音", "音频"])
def test_a_column_of_all_that_is_heard_has_words_where_it_names_who_speaks_and_sounds_else(count, heard, tmp_path):
    text = (
        f"# 门\n\n### 一、河滩　日\n\n| {count} | 画面 | {heard} |\n|---|---|---|\n"
        "| 1 | 阿莲走在前头。 | 小棠：奶奶，哪间？ |\n| 2 | 门框立着。 | 风声 |\n"
        "| 3 | 字幕：一九五八年。水漫过门槛。 | 父亲：站直。<br>阿莲：量吗？ |\n| 4 | 雨。 | 雨声盖过一切 |\n"
    )
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    script = parse(read(path))

    told = [
        (unit.kind, unit.speaker or "", unit.text)
        for unit in script.units
        if unit.kind in ("speech", "sound", "caption")
    ]
    assert told == [
        ("speech", "小棠", "奶奶，哪间？"),
        ("sound", "", "风声"),
        ("caption", "", "一九五八年"),
        ("speech", "父亲", "站直。"),
        ("speech", "阿莲", "量吗？"),
        ("sound", "", "雨声盖过一切"),
    ]
    assert [unit.text for unit in script.units if unit.kind == "action"][2] == "水漫过门槛。"
    assert "".join(unit.raw for unit in script.units) == text


GAME = [
    ("S_001", "UI", "Customs Shed", "", "New task: No Lantern", "", "banner"),
    ("S_002", "DLG", "Customs Shed", "Ferryman", "No, not with that lantern.", "Dry", ""),
    ("S_003", "SFX", "Customs Shed", "", "a chain drops", "", ""),
    ("S_004", "DLG", "Customs Shed", "Piet", "It has no oil in it.", "Pleading", "both sets"),
    ("S_005", "DLG", "The Far Bank", "Ferryman", "Then why does it shine?", "", ""),
    ("S_006", "UI", "The Far Bank", "", "Put it out", "", ""),
]
SPIEL = [
    ("S_001", "界面", "税关棚屋", "", "新任务：无灯", "", "横幅"),
    ("S_002", "台词", "税关棚屋", "船夫", "带着灯不行。", "冷淡", ""),
    ("S_003", "音效", "税关棚屋", "", "铁链落地", "", ""),
    ("S_004", "台词", "税关棚屋", "皮特", "里头没油。", "恳求", "两版"),
    ("S_005", "台词", "对岸", "船夫", "那它怎么亮着？", "", ""),
    ("S_006", "界面", "对岸", "", "吹灭它", "", ""),
]


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("StringID,Type,Location,Speaker,Line_EN,VO_Direction,Dev_Note", GAME),
        ("string_key,Type,location,speaker,text_en,vo_direction,dev_note", GAME),
        ("Loc ID,Line Type,Place,Character,Dialogue (en-US),Performance Notes,Comment", GAME),
        ("LineID,Category,Setting,Character,EN_Text,Acting_Notes,Remarks", GAME),
        ("Message ID,Entry Type,Location,Voice,English,Voice_Direction,Notes", GAME),
        ("文本ID,类型,场景,角色,台词_中文,语气,备注", SPIEL),
        ("String ID,类型,地点,角色,中文,语气要求,备注", SPIEL),
        ("ID,条目类型,地点,角色,文本（简中）,配音提示,备注", SPIEL),
    ],
)
@pytest.mark.parametrize("tongues", [1, 2])
def test_a_sheet_of_a_game_is_read_whatever_its_columns_are_called(
    tmp_path: Path, head: str, rows: list[tuple[str, ...]], tongues: int
) -> None:
    """Of the same words in two languages the first is told; a row that nobody speaks stands where its column says."""
    names = head.split(",")
    words = names[4]
    made = [[*names[:5], words.replace("en-US", "de-DE").replace("_EN", "_DE").replace("_en", "_de").replace("English", "German").replace("中文", "英文").replace("简中", "英文"), *names[5:]], *([*row[:5], "xyz", *row[5:]] for row in rows)]  # fmt: skip
    made = made if tongues == 2 else [[*row[:5], *row[6:]] for row in made]
    script = parse(read(separated(tmp_path / "g.csv", made)))
    told = [row for row in rows if row[3]]
    assert speeches(script) == [(row[3], "".join(row[4].split())) for row in told]
    assert [unit.text for unit in script.units if unit.kind == "caption"] == [rows[0][4], rows[5][4]]
    assert [unit.text for unit in script.units if unit.kind == "sound"] == [rows[2][4]]
    assert [scene.location for scene in script.scenes] == [rows[0][2], rows[4][2]]
    first = next(unit for unit in script.units if unit.kind == "speech")
    assert [each.text.strip("()（）") for each in first.parentheticals] == [told[0][5]]
    assert script.doubts == ()


@pytest.mark.parametrize(
    ("head", "seen", "words"),
    [
        ("| # | Time | Vision | Sound |", 'A green door, a logo. SUPER: "Open late."', "Open late."),
        ("| # | TC | VISION | AUDIO |", "A green door, a logo. **SUPER:** Open late.", "Open late."),
        ("| No. | Dur | Pictures | Dialogue |", "A green door, a logo.<br>LEGAL: Open late.", "Open late."),
        ("| 镜号 | 时长 | 画面 | 声音 |", "一扇绿门，一个标志。字幕：“开到深夜”", "开到深夜"),
        ("| 镜号 | 时长 | 画面 | 对白 |", "一扇绿门，一个标志。花字：开到深夜", "开到深夜"),
    ],
)
def test_words_over_a_picture_stand_behind_what_its_cell_tells(
    tmp_path: Path, head: str, seen: str, words: str
) -> None:
    """And VISION is a column of pictures."""
    named = "JAY: Is he here?" if head.isascii() else "阿杰：他来了吗？"
    rows = f"{head}\n|---|---|---|---|\n| 1 | 3s | {seen} | {named} |\n| 2 | 4s | {seen} | {named} |\n"
    script = scripted(rows, tmp_path)
    actions = [unit.text for unit in script.units if unit.kind == "action"]
    assert [text.rstrip("。.") for text in actions] == [
        "A green door, a logo" if head.isascii() else "一扇绿门，一个标志"
    ] * 2
    assert [unit.text for unit in script.units if unit.kind == "caption"] == [words, words]
    assert len(speeches(script)) == 2


@pytest.mark.parametrize(
    ("number", "other"), [("一", "二"), ("**一**", "**二**"), ("第一场", "第二场"), ("A", "B"), ("1场", "2场")]
)
@pytest.mark.parametrize("place", ["照相馆 · 日 · 内", "**照相馆 · 日 · 内**", "内景 照相馆 日"])
@pytest.mark.parametrize("caption", ["", " 字幕：一九八一年"])
@pytest.mark.parametrize("heard", ["", "街上自行车铃"])
def test_a_row_that_says_where_and_when_opens_a_scene_whatever_is_heard_or_written_in_it(
    number: str, other: str, place: str, caption: str, heard: str, tmp_path: Path
) -> None:
    rows = [
        f"| {number} | {place}{caption} | {heard} |",
        "| 1 | 小满坐在高凳上。 | 母亲：笑一个呀！ |",
        "| 2 | 小满咧嘴，闪光。 | “嘎！”小满：蛋呢？ 母亲：别动。 |",
        f"| {other} | 小满家 · 夜 · 内 | 雨声 |",
        "| 3 | 鸭子动了。 | “嘎！” |",
        "| 4 | 小满抬头。 | 母亲：睡吧。 |",
    ]
    script = scripted("\n".join(["| 镜号 | 画面 | 声音 |", "|---|---|---|", *rows, ""]), tmp_path)

    assert [scene.location for scene in script.scenes] == ["照相馆", "小满家"]
    assert [unit.text for unit in script.units if unit.kind == "caption"] == (["一九八一年"] if caption else [])
    assert speeches(script) == [("母亲", "笑一个呀！"), ("小满", "蛋呢？"), ("母亲", "别动。"), ("母亲", "睡吧。")]
    sounds = [unit.text.strip("“”") for unit in script.units if unit.kind == "sound"]
    assert sounds == [*([heard] if heard else []), "嘎！", "雨声", "嘎！"]
    assert not script.doubts
