"""What a script says about its people reaches them: cast lines, lists, and the sentences that introduce them."""

import pytest

from storyboard.model import Person, Source
from storyboard.parse import parse
from storyboard.parse.introductions import introductions
from storyboard.parse.people import entries


def people(text: str, path: str = "made.txt") -> dict[str, Person]:
    script = parse(Source(path, text, "utf-8", "fountain" if path.endswith(".fountain") else "text"))
    return {person.name: person for person in script.cast}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("谢长安（女，二十岁，青色宫装）、皇帝（五十岁）", [("谢长安", "女，二十岁，青色宫装"), ("皇帝", "五十岁")]),
        ("宾客若干、保安×3、林晚", [("宾客", ""), ("保安", ""), ("林晚", "")]),
        ("王梅，女，28岁", [("王梅", "女，28岁")]),
        ("林晚(女, 28岁)（红裙）、顾言", [("林晚", "女, 28岁，红裙"), ("顾言", "")]),
        ("林晚（女，28岁", [("林晚", "女，28岁")]),
    ],
    ids=["brackets", "counts", "commas only", "two brackets", "unclosed"],
)
def test_a_cast_line_keeps_what_stands_in_its_brackets(line, found):
    """The names come without it, the words are kept as written."""
    assert entries(line) == found


def test_a_count_is_kept_where_a_cue_uses_it():
    """宾客若干 speaks, so that is the name."""
    found = people("1-1 日 内 厅\n人物：林晚、宾客若干、保安若干\n林晚：走。\n宾客若干：好！\n林晚：走。\n保安：是。\n")

    assert set(found) == {"林晚", "宾客若干", "保安"}


def test_age_and_looks_of_a_cast_line_reach_the_person():
    """A bracket that says nothing of looks does not."""
    found = people(
        "1-1 日 内 殿\n人物：谢长安（女，二十岁，青色宫装）、皇帝（五十岁，明黄龙袍）、高公公（画外）\n皇帝：宣。\n谢长安（蹲下）：在。\n高公公：在。\n"
    )

    assert (found["谢长安"].age, found["谢长安"].looks) == (20, "女，二十岁，青色宫装")
    assert (found["皇帝"].age, found["皇帝"].looks) == (50, "五十岁，明黄龙袍")
    assert (found["高公公"].age, found["高公公"].looks) == (None, "")


NAMES = frozenset(("大刘", "二毛", "林深", "小宝", "莲姑", "ANNA", "BOB", "JUNE", "McAvoy", "沈念"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "大刘（40岁，保安制服）和二毛（22岁，快递员马甲）站在电梯里。",
            [("大刘", 40, "40岁，保安制服"), ("二毛", 22, "22岁，快递员马甲")],
        ),
        ("林深（男，32岁）牵着小宝（5岁，男孩）进来。", [("林深", 32, "男，32岁"), ("小宝", 5, "5岁，男孩")]),
        ("莲姑，十八九岁，山家装束而不掩其美，捧茶上。", [("莲姑", 18, "十八九岁，山家装束而不掩其美")]),
        ("沈念（蹲下）看着大刘（脱下外套）。", []),
        ("沈念，站在门口，红着眼。", []),
        (
            "ANNA, 40, in a blue coat, enters. BOB (12, oversized hoodie) waits. JUNE (50s, denim jacket, silver braid) nods.",
            [
                ("ANNA", 40, "40, in a blue coat"),
                ("BOB", 12, "12, oversized hoodie"),
                ("JUNE", 50, "50s, denim jacket, silver braid"),
            ],
        ),
        (
            "McAVOY, a huge man in a yellow poncho, fills the doorway.",
            [("McAvoy", None, "a huge man in a yellow poncho")],
        ),
        ("June, younger, shovels dirt. Bob, smiling, waits.", []),
        ("in june (9) nothing", []),
    ],
    ids=range(9),
)
def test_everybody_whom_a_text_introduces_is_found(text, found):
    """Several in one sentence, in brackets or between commas, in any case; what somebody does is no description."""
    assert list(introductions(text, NAMES)) == found


def test_the_first_introduction_counts_and_a_later_one_adds_what_was_missing():
    text = "1-1 日 内 厅\n人物：林晚（女，28岁）\n△林晚（28岁，米色风衣）进门。\n△林晚，红色婚纱，出来。\n林晚：走。\n林晚：好。\n"

    assert people(text)["林晚"].looks == "女，28岁；28岁，米色风衣"


def test_names_in_mixed_case_are_one_person():
    """`@McAvoy` speaks, `McAVOY, a huge man …` is he."""
    found = people(
        "Title: x\n\nINT. SHOP - DAY\n\nMcAVOY, a huge man in a yellow poncho, fills the doorway.\n\n@McAvoy\nEvening, folks.\n",
        "x.fountain",
    )

    assert found["McAvoy"].looks == "a huge man in a yellow poncho"


def test_who_speaks_at_another_age_is_somebody_of_their_own():
    """年轻的男人 beside 男人, though both are only what they are."""
    found = people("1-1 夜 内 渡口\n男人：我走。\n女人：走吧。\n男人：别送。\n年轻的男人：等等我！\n")
    assert {name: person.speeches for name, person in found.items()} == {"男人": 2, "女人": 1, "年轻的男人": 1}


def test_a_cut_back_to_a_place_is_nobody():
    found = people(
        "Scene 1: A kitchen, night\n\nNORA: He never wrote.\n\nBACK TO: THE HALL\n\nTOM: He did.\n\nBACK TO:\n\nNORA: Ah.\n\nTOM: Now.\n"
    )
    assert list(found) == ["NORA", "TOM"]


@pytest.mark.parametrize(
    ("listed", "acts", "one"),
    [
        ("林阿潮——八岁时是岛上孩子；三十八岁时是城里的工程师，戴眼镜。", "三十八岁的阿潮独自驾着小船。", True),
        ("林阿潮——三十八岁，工程师。", "三十八岁的阿潮独自驾着小船。", True),
        ("林阿潮——六十八岁，工程师。", "八岁的阿潮独自坐在小船上。", False),
        ("老阿潮——六十八岁，渔民。", "三十八岁的阿潮独自驾着小船。", False),
    ],
)
def test_somebody_of_an_age_is_whom_the_list_has_by_their_whole_name(listed, acts, one):
    text = f"人物表\n{listed}\n秀枝——母亲，三十二岁。\n\n场景一　海上　傍晚\n\n△{acts}\n\n阿潮：娘！\n秀枝：回来。\n阿潮：我看不见。\n"
    found = parse(Source("e.txt", text, "utf-8"))

    assert {person.name for person in found.cast if "阿潮" in person.name} == (
        {"阿潮"} if one else {"阿潮", listed[:3]}
    )


SHORT_FOR = [
    ("人物简称：强＝何志强　Mei＝梁美仪　差＝军装警员", ("强", "Mei", "差"), "第一场 茶餐厅 日 内"), ("缩写：强=何志强，美=梁美仪，差=军装警员", ("强", "美", "差"), "第一场 茶餐厅 日 内"),
    ("角色对照：阿强——何志强；阿美——梁美仪；差——军装警员", ("阿强", "阿美", "差"), "第一场 茶餐厅 日 内"), ("Key: A = Ada, Br = Bram, Cop = Constable", ("A", "Br", "Cop"), "INT. CAFE - DAY"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "signs", "heading"), SHORT_FOR)
def test_what_names_are_short_for_is_said_of_those_who_speak_and_the_label_is_nobody(line, signs, heading):
    """The label was a person."""
    english = heading.isascii()
    words = ["You are late.", "The lift broke.", "Stop.", "Fine."] if english else ["你迟到了。", "电梯坏了。", "站住。", "好吧。"]  # fmt: skip
    rows = [f"{signs[at % 3]}{': ' if english else '：'}{text}" for at, text in enumerate([*words, *words[:2]])]
    script = parse(Source("s.txt", "\n".join([line, "", heading, "", *rows]) + "\n", "utf-8"))
    assert [unit.speaker for unit in script.units if unit.kind == "speech"] == [signs[at % 3] for at in range(6)]
    assert {person.name for person in script.cast} == {*signs}
    assert len(script.scenes) == 1


WRITTEN_ROWS = [("花字：凌晨 2:40", "凌晨 2:40"), ("特写文字：海事学院", "海事学院"), ("字幕：“三年后”", "三年后"), ("三年后", "三年后"), ("下集预告：她上船了", "")]  # fmt: skip


@pytest.mark.parametrize(("cell", "caption"), WRITTEN_ROWS)
def test_the_label_in_a_cell_of_captions_is_not_written_on_the_picture(cell, caption):
    text = f"镜号,场景,画面内容,台词,字幕/贴图,备注\n1,粥铺/夜/外,灯箱亮着。,唐果：有粥吗？,{cell},\n2,,锅里冒汽。,老板：没了。,,\n"
    script = parse(Source("s.csv", text, "utf-8"))
    assert [unit.text for unit in script.units if unit.kind == "caption"] == ([caption] if caption else [])
    assert [unit.speaker for unit in script.units if unit.kind == "speech"] == ["唐果", "老板"]
