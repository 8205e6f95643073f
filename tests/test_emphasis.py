"""Marks of emphasis are the page's: wherever they stand, neither the actor nor the picture gets them, and no character of the script is lost."""

import re

import pytest

from storyboard.model import Script, Source
from storyboard.parse import parse

MARKS = ("**{}**", "*{}*", "***{}***", "_{}_", "__{}__", "_**{}**_")
WORDS = {
    "zh": ("红灯", "“红灯亮，全村听。”", "老话筒", "旧 码 头"),
    "en": ("Red light", "“Shut up.”", "the old one", "LAST Bus"),
}
PLACES = {
    "zh": {
        "action": "第一场 码头 夜 外\n△桌上贴着纸条：{}，灯还亮着。\n老周：走吧。\n小满：好。\n",
        "bare action": "第一场 码头 夜 外\n桌上有{}在响。\n老周：走吧。\n小满：好。\n",
        "direction": "第一场 码头 夜 外\n老周（看着{}）：走吧。\n小满：好。\n",
        "direction within": "第一场 码头 夜 外\n老周：走吧。（看着{}）快走。\n小满：好。\n",
        "caption": "第一场 码头 夜 外\n【字幕：看{}看】\n老周：走吧。\n小满：好。\n",
        "sound": "第一场 码头 夜 外\n音效：{}响起\n老周：走吧。\n小满：好。\n",
        "heading": "第一场 码头{}旁 夜 外\n老周：走吧。\n小满：好。\n",
        "bio": "人物：\n老周：五十岁，灰中山装，拿着{}\n小满：八岁\n\n第一场 码头 夜 外\n老周：走吧。\n小满：好。\n",
        "cast line": "第一场 码头 夜 外\n人物：老周（拿着{}）、小满\n△风。\n老周：走吧。\n小满：好。\n",
        "bold bio": "人物：\n- **老周：** 五十岁，灰中山装，拿着{}\n- **小满：** 八岁\n\n第一场 码头 夜 外\n老周：走吧。\n小满：好。\n",
        "cell": "| 镜号 | 画面 | 台词 |\n|---|---|---|\n| 1 | 老周看{}看 | 老周：走吧。 |\n| 2 | 小满回头 | 小满：好。 |\n",
        "prose": "老周走到码头，看见{}亮着。\n\n“走吧。”老周说。\n\n“好。”小满说。\n\n他们上了船，谁也没有再说话。\n",
    },
    "en": {
        "action": "INT. PIER - NIGHT\n\nA note is taped to it: {} and it glows.\n\nRUTH\nGo.\n\nBEN\nYes.\n",
        "direction": "INT. PIER - NIGHT\n\nRUTH\n(sees {} there)\nGo.\n\nBEN\nYes.\n",
        "direction within": "INT. PIER - NIGHT\n\nRUTH: Go. (sees {} there) Run.\nBEN: Yes.\nRUTH: Now.\n",
        "caption": "INT. PIER - NIGHT\n\nSUPER: See {} now\n\nRUTH\nGo.\n\nBEN\nYes.\n",
        "heading": "INT. PIER BY {} - NIGHT\n\nRUTH\nGo.\n\nBEN\nYes.\n",
        "cell": "| Shot | Picture | Dialogue |\n|---|---|---|\n| 1 | Ruth sees {} there | RUTH: Go. |\n| 2 | Ben turns | BEN: Yes. |\n",
    },
}
CASES = [(tongue, place) for tongue, places in PLACES.items() for place in places]


def told(script: Script) -> str:
    """All that boards, prompts and actors are made from."""
    units = [part for unit in script.units for part in (unit.text, *(each.text for each in unit.parentheticals))]
    scenes = [part for scene in script.scenes for part in (scene.location, scene.time, *scene.cast)]
    people = [part for person in script.cast for part in (person.name, person.looks, *person.aliases)]
    return "\n".join((*units, *scenes, *people))


def read(text: str, container: str) -> Script:
    script = parse(Source("x", text, "utf-8", container))
    assert "".join(unit.raw for unit in script.units) == text
    return script


def has(container: str, tongue: str, place: str) -> bool:
    return container != "fountain" or (tongue == "en" and place != "cell")


@pytest.mark.few(
    where=lambda tongue, place, container: has(container, tongue, place) and (tongue, place),
    how=lambda tongue, place, container: has(container, tongue, place) and container,
)
@pytest.mark.parametrize("container", ["text", "markdown", "docx", "fountain"])
@pytest.mark.parametrize(("tongue", "place"), CASES, ids=[f"{tongue}-{place}" for tongue, place in CASES])
def test_marks_of_emphasis_reach_neither_board_nor_actor(tongue: str, place: str, container: str) -> None:
    layout = PLACES[tongue][place]
    if not has(container, tongue, place):
        pytest.skip("no such layout in that kind of file")
    without = {words: told(read(layout.format(words), container)) for words in WORDS[tongue]}

    for mark in MARKS:
        for words in WORDS[tongue]:
            found = told(read(layout.format(mark.format(words)), container))

            assert not re.search("[*_]", found.replace("| --- |", "")), (mark, words)
            assert re.sub(r"\s", "", found) == re.sub(r"\s", "", without[words]), (mark, words)


@pytest.mark.parametrize(
    "kept",
    [
        "价格*另议",
        "the fee*, the price*, and no more",
        "5*3",
        "5*3*2",
        "10*200*300",
        "__init__",
        "__main__",
        "log_of_day_2",
        "夜_行_者",
        "f*ck*r",
    ],
)
def test_a_lone_star_figures_and_names_stay_as_they_are(kept: str) -> None:
    zh = read(f"第一场 码头 夜 外\n△墙上写着{kept}，灯亮着。\n老周：走吧。\n小满：好。\n", "text")
    en = read(f"INT. PIER - NIGHT\n\nOn the wall: {kept} and a lamp.\n\nRUTH\nGo.\n\nBEN\nYes.\n", "text")

    assert [kept in told(script) for script in (zh, en)] == [True, True]


def test_a_line_of_stars_parts_and_says_nothing() -> None:
    script = read("第一场 码头 夜 外\n老周：走吧。\n***\n小满：好。\n* * *\n老周：走。\n", "markdown")

    assert [unit.text for unit in script.units if unit.kind == "speech"] == ["走吧。", "好。", "走。"]


def test_an_escaped_star_was_meant() -> None:
    texts = (
        r"INT. PIER - NIGHT" + "\n\n" + r"A \*star\* on the wall." + "\n\nRUTH\nGo.\n\nBEN\nYes.\n",
        "第一场 码头 夜 外\n△墙上有\\*星\\*号。\n老周：走吧。\n小满：好。\n",
    )

    assert [("*star*" in told(read(text, "text")), "*星*" in told(read(text, "text"))) for text in texts] == [
        (True, False),
        (False, True),
    ]
