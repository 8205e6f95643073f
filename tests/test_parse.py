"""Parsing: nothing is lost, real scripts come out as their gold says, and every layout has a golden file."""

import gc
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard.errors import UsageError
from storyboard.model import Script, Source, Unit
from storyboard.parse import FORMATS, parse
from storyboard.parse.scan import ScannedLine
from storyboard.parse.sheet import Sheet
from storyboard.read import read
from tests.measure_parser import measure, pairs, pieces
from tests.show_script import show

TESTS = Path(__file__).parent
FIXTURES = sorted((TESTS / "fixtures" / "parse").iterdir())
CORPUS = TESTS.parent.parent / "shared" / "corpus"
READABLE = sorted(CORPUS.glob("[ez][nh]/*"))
WANTED = dict(pairs(CORPUS))


def layout_of(path):
    """How a file of the corpus is set, whichever of the texts that there are in several layouts it holds."""
    return re.sub("edgecases|huohuzhiye|shakespeare_macbeth|wilde_earnest", "", path.name)


HAND = sorted((TESTS / "gold").glob("*.pieces.jsonl"))

MARKUP = [
    "1-1 日 内 客厅", "第1集：回家", "场次：1", "地点：河边", "人物：林晚、顾言", "△门开了。", "林晚：你好。", "顾言（OS）：完了", "【闪回】", "【闪回结束】",
    "【字幕：三年后】", "（低声）", "（", "）", "【", "“", "”", "「", "“你好。”林晚说。", "翁——孩子。", "林晚　你好", "林晚", "INT. HOUSE - DAY", "JOHN", "JOHN: Hi.",
    "JOHN. Hi.", "@林晚", ".客厅", "!动作", "> 切至", "[[注", "]]", "/*", "*/", "# 一", "**林晚**：", "---", "```", "| 镜号 | 画面 | 台词 |", "镜号\t画面\t台词", "镜头1（3秒）",
    "○教室（夕方）", "太郎「はい」", "S#1. 거실", "철수   왔어?", "Title: X", "\ufeff", "\x00", "\x0b", "\u2028", "\x85", "𠮷", "　", "  ", "\t",
]  # fmt: skip
LINES = st.lists(
    st.one_of(
        st.sampled_from(MARKUP), st.text(max_size=12), st.characters(), st.sampled_from(["\n", "\r\n", "\r", "\n\n"])
    )
)


@pytest.mark.parametrize(
    "text",
    [
        "1-1 日 内 客厅\n△林晚，三十岁，穿着红裙。\n林晚：还开着吗？\n顾言：进来。\n",
        "1-1 日 內 客廳\n△林晚，三十歲，穿著紅裙。\n林晚：還開著嗎？\n顧言：進來。\n",
        "INT. HALL - DAY\n\nMAYA (30, red coat) waits.\n\nMAYA\nAre you open?\n",
    ],
    ids=["zh", "traditional", "en"],
)
def test_what_a_reading_is_doubted_by_and_ages_and_looks_are_worked_out_for_whoever_asks(text, monkeypatch):
    """Once each, and not by reading, which tells all else."""
    last, asked = sys.modules["storyboard.parse.finish"], []
    for part in ("doubts", "_introductions"):
        work = getattr(last, part)
        monkeypatch.setattr(last, part, lambda *given, work=work, part=part: asked.append(part) or work(*given))
    script = parse(Source("a.txt", text, "utf-8"))
    assert (joined(script), script.cast[0].speeches, asked) == (text, 1, [])

    for _ in range(2):
        told = script.cast[0]
        assert (told.age, told.looks != "", [*script.doubts]) == (30, True, [])

    assert sorted(asked) == ["_introductions", "doubts"]


@pytest.mark.parametrize("asked", [False, True], ids=["unasked", "asked"])
def test_a_reading_that_nobody_holds_is_gone_at_once(asked):
    """Nothing of it refers to itself and waits for the collector, which would go through all of it again and again."""

    def left() -> int:
        return sum(isinstance(each, (Sheet, Unit, ScannedLine, Script)) for each in gc.get_objects())

    files = [path for path in FIXTURES if path.suffix in (".txt", ".md", ".fountain", ".csv")]
    assert len(files) > 20
    gc.disable()
    gc.freeze()  # what tests before have left is not looked through
    try:
        for path in files:
            script = parse(read(path))
            assert not asked or repr(script)
        del script
        assert left() == 0
    finally:
        gc.enable()


def joined(script: Script) -> str:
    return "".join(unit.raw for unit in script.units)


def speeches(script: Script) -> list[tuple[str, str]]:
    return [(unit.speaker, re.sub(r"\s+", "", unit.text)) for unit in script.units if unit.kind == "speech"]


def whole(script: Script, text: str) -> None:
    """The promises that hold for every script."""
    assert joined(script) == text
    assert repr(script)  # also what is worked out only when it is asked for
    at = 0
    for unit in script.units:
        assert unit.start == at
        assert unit.end > at
        at = unit.end
        assert all(0 <= part.at <= len(unit.text) for part in unit.parentheticals)
        assert (unit.kind == "speech") == bool(unit.speaker)
        assert unit.kind != "speech" or unit.text.strip()
    ids = {scene.id for scene in script.scenes}
    assert {unit.scene for unit in script.units} - {""} <= ids
    assert {scene.episode for scene in script.scenes} <= {episode.id for episode in script.episodes}


@given(LINES)
def test_no_character_is_lost_whatever_the_text(lines):
    """Every character of made-up texts is in exactly one unit, in order."""
    text = "".join(line if line in ("\n", "\r\n", "\r", "\n\n") else f"{line}\n" for line in lines)

    whole(parse(Source("made.txt", text, "utf-8")), text)


@given(LINES, st.sampled_from([row.name for row in FORMATS]))
def test_no_character_is_lost_in_a_format_that_was_forced(lines, name):
    """Also where somebody names the wrong format."""
    text = "\n".join(lines)
    if re.match(r'\s*\{.*"shots"', text, re.S):
        return

    whole(parse(Source("made.txt", text, "utf-8"), name), text)


@pytest.mark.few(of=layout_of)
@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.name)
def test_no_character_of_a_real_script_is_lost(path):
    """Every file of the corpus."""
    source = read(path)

    whole(parse(source), source.text)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_every_layout_comes_out_as_it_was_reviewed(path, golden):
    """One fixture for each way to write a script."""
    source = read(path)

    script = parse(Source(path.name, source.text, source.encoding, source.container))

    whole(script, source.text)
    golden(f"parse/{path.stem}.txt", show(script))


@pytest.mark.few(of=layout_of)
@pytest.mark.parametrize("path", WANTED, ids=lambda path: path.name)
def test_renderings_come_out_as_their_gold_says(path):
    """Strict recall 99.9%, precision 99.5%, speakers 99.8%, headings 0.99; the edge cases wholly."""
    edge = "edgecases" in path.name

    score = measure(path, WANTED[path], times=1)

    assert score.lossless
    assert score.recall["strict"] >= (1 if edge else 0.999), score.lost
    assert score.precision["strict"] >= (1 if edge else 0.995), score.added
    assert score.speaker >= (1 if edge else 0.998)
    assert score.headings >= (1 if edge else 0.99)


@pytest.mark.parametrize("path", HAND, ids=lambda path: path.name.partition(".")[0])
def test_real_layouts_come_out_as_read_by_hand(path, corpus):
    """Strict recall 99% on 400 units marked by hand in eight files as people wrote them."""
    file, wanted = pieces(path, corpus)

    score = measure(file, wanted, times=1)

    assert score.recall["strict"] >= 0.99, score.lost
    assert score.headings >= 0.99
    assert score.kinds >= 0.88


def test_hand_made_gold_is_large_enough():
    """At least 300 units."""
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) - 1 for path in HAND) >= 300


def test_the_same_script_gives_the_same_speeches_in_every_container(corpus):
    """Nine containers and three encodings of one script."""
    files = sorted(corpus.glob("zh/*edgecases*"))
    expected = speeches(parse(read(TESTS.parent / "samples" / "edgecases.txt")))

    assert len(files) == 12
    assert len(expected) == 28
    for file in files:
        assert speeches(parse(read(file))) == expected, file.name


def test_the_sample_is_the_edge_case_script(golden):
    """The sample, whole."""
    script = parse(Source("edgecases.txt", read(TESTS.parent / "samples" / "edgecases.txt").text, "utf-8"))

    golden("parse/edgecases.txt", show(script))


def test_a_format_that_does_not_exist_is_refused_with_the_names_of_those_that_do():
    with pytest.raises(UsageError) as caught:
        parse(Source("x.txt", "林晚：你好。", "utf-8"), "novel")

    assert str(caught.value) == (
        "there is no script format “novel”\n"
        "hint: one of finaldraft, typed, storyboard, coded, narration, layout, fountain, japanese, korean, shortdrama, stage, colon, prose"
    )


def test_the_board_of_this_program_is_no_script():
    """It says what to do with it."""
    board = '{"character_setting": {}, "shots": [{"action": ""}]}'

    with pytest.raises(
        UsageError, match="is a storyboard already, not a script\nhint: check it with `storyboard check"
    ):
        parse(Source("storyboard.json", board, "utf-8"))


def rules(script: Script) -> set[str]:
    return {fault.rule for fault in script.warnings}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("1-1 日 内 客厅\n【闪回】\n林晚：走。\n顾言：好。\n", "unclosed-state"),
        ("1-1 日 内 客厅\n【闪回】\n【回忆】\n林晚：走。\n【回忆结束】\n", "nested-state"),
        ("1-1 日 内 客厅\n林晚：走。\n【闪回结束】\n", "closing-without-opening"),
        ("1-1 夜\n林晚：走。\n", "heading-without-place"),
        ("林晚：走。\n顾言：好。\n林晚：嗯。\n", "no-heading"),
        ("1-1 日 内 客厅\n林晚：走。\n顾言：\n", "cue-without-text"),
        ("1-1 日 内 客厅\n林晚：走。\x07\n", "control-character"),
        ("《重生》\n人物小传：\n林晚（28）：女主\n", "only-front"),
        ("1-1 日 内 客厅\n△没有人。\n", "no-speech"),
        ("第1集\n1-1 日 内 客厅\n林晚：走。\n第1集\n1-2 日 内 客厅\n林晚：走。\n", "episode-repeated"),
        ("第1集\n1-1 日 内 客厅\n林晚：走。\n第3集\n3-1 日 内 客厅\n林晚：走。\n", "episode-order"),
        ("1-1 日 内 客厅\n林晚：走。\n走廊尽头的灯箱下面：一只猫。\n", "colon-without-speaker"),
    ],
    ids=lambda value: value if value.isascii() and len(value) < 40 else "",
)
def test_what_is_odd_is_kept_and_reported(text, rule):
    script = parse(Source("odd.txt", text, "utf-8"))

    whole(script, text)
    assert rule in rules(script)


def test_a_line_of_200000_characters_is_read_in_one_piece():
    text = "1-1 日 内 客厅\n林晚：" + "好" * 200_000 + "。\n顾言：（" + "笑" * 200_000 + "\n"

    script = parse(Source("long.txt", text, "utf-8"))

    whole(script, text)
    assert speeches(script)[0] == ("林晚", "好" * 200_000 + "。")


def test_mixed_line_ends_change_nothing():
    lines = ["第1集", "1-1 日 内 客厅", "△门开了。", "林晚：走。", "顾言：（站起）好。", ""]
    mixed = "".join(line + end for line, end in zip(lines, ["\r\n", "\n", "\r", "\r\n", "\n", ""], strict=True))

    script = parse(Source("mixed.txt", mixed, "utf-8"))

    whole(script, mixed)
    assert speeches(script) == [("林晚", "走。"), ("顾言", "好。")]


def test_front_matter_never_speaks_and_feeds_the_cast():
    """Names, ages, looks and aliases come from the biographies, and none of them is a speech."""
    script = parse(read(TESTS / "fixtures" / "parse" / "dirty_short_drama.txt"))
    people = {person.name: person for person in script.cast}

    assert all(
        unit.kind in ("front", "title", "blank") for unit in script.units if unit.end <= script.text.index("第1集")
    )
    assert (people["陈默"].age, people["陈默"].aliases) == (28, ("老陈",))
    assert people["赵天霸"].age == 50
    assert "白色连衣裙" in people["苏婉清"].looks


def test_an_age_said_in_an_action_is_found(corpus):
    """`莲姑，十八九岁，山家装束…` in the play of 1924."""
    script = parse(read(corpus / "zh/dialect_huohuzhiye_d1_triangle.txt"))
    person = next(person for person in script.cast if person.name == "莲姑")

    assert person.age == 18
    assert person.looks == "十八九岁，山家装束而不掩其美"
