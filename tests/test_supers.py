"""Lines that only say when and where it is: they are read on the picture and filmed by nobody."""

import pytest

from storyboard import titles
from storyboard.check import check_board
from storyboard.languages import Language
from storyboard.model import Source
from storyboard.parse import parse
from storyboard.parse.supers import FORMS, form_of
from storyboard.read import read
from tests.samples import work
from tests.test_plan import planned

ZH = """第1集：旧信

1-1 夜 内 书店
1937年，上海。
林晚把信放进抽屉。
林晚：等我。

三年后。

1-2 日 外 弄堂口
林晚敲门。
林晚：我回来了。
"""
EN = """EXT. HARBOUR - DAY

London, 1887.

Fog rolls off the river. NORA (30) counts the lamps.

NORA
Seven.

TWO YEARS LATER

INT. NEWSROOM - DAY

Nora drops a folder on the desk.

NORA
Print it.
"""


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_form_reads_its_examples_and_no_sentence(form):
    """None of them takes what somebody does, a name with an age, or a place alone."""
    assert [form_of(each) for each in form.examples] == [form] * len(form.examples)
    others = (
        "1937年，他出生。",
        "三年后他回来了。",
        "十年",
        "上海",
        "MOMENTS LATER",
        "Nora, 30.",
        "In 1944.",
        "He waits. 1944.",
    )
    assert not any(form.pattern.fullmatch(each) for each in others)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.txt", ZH, {"1937年，上海。": "1-1", "三年后。": "1-2"}),
        ("a.txt", ZH.replace("1937年，上海。", "（1993年5月，甘肃）"), {"1993年5月，甘肃": "1-1", "三年后。": "1-2"}),
        ("a.fountain", EN, {"London, 1887.": "HARBOUR", "TWO YEARS LATER": "NEWSROOM"}),
    ],
)
def test_they_are_captions_of_the_scene_they_open(tmp_path, name, text, told):
    """Nothing of the script is lost; in no prompt is one filmed, but as a title; each is laid over the first shot of its scene."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    script = parse(read(path))
    places = {scene.id: scene for scene in script.scenes}
    found = {unit.text: places[unit.scene] for unit in script.units if unit.kind == "caption"}

    assert {line: scene.number or scene.location for line, scene in found.items()} == told
    assert "".join(unit.raw for unit in script.units) == text
    (done,) = work(path)
    pictures = [line for prompt in done.prompts for line in prompt.splitlines() if line.startswith("Scene:")]
    assert pictures
    spoken = Language.of(script.language)
    pictures = [picture.replace(over, "") for picture in pictures for over in titles.drawn(picture, spoken) or ("\0",)]
    assert not any(line.strip("。.").casefold() in picture.casefold() for picture in pictures for line in told)
    shown = [shot.location for shot in done.board.shots for line in told if line in shot.visual]
    assert len(shown) == len(set(shown)) == 2


@pytest.mark.parametrize(
    ("line", "card"),
    [
        ("［黑。］", ""),
        ("△画面一片漆黑。", ""),
        ("【黑屏。字幕：未完待续】", "未完待续"),
        ("【黑场，片名《还礼》】", "《还礼》"),
        ("BLACK SCREEN.", ""),
        ("OVER BLACK:", ""),
        ('TITLE OVER BLACK: "THE LEDGE"', "THE LEDGE"),
        ('FADE TO BLACK. SUPER: "THE END"', "THE END"),
    ],
)
def test_black_is_a_cut_and_no_picture_and_words_over_it_are_read(line, card):
    """Nobody buys a shot of nothing: the cut ends the shot before it, and the words are a caption of the next."""
    script = (
        f"INT. ROOM - DAY\n\nANNA\nGo.\n\n{line}\n\nBen sits down.\n"
        if line.isascii()
        else f"1-1 日 内 客厅\n林晚：走。\n{line}\n△顾言坐下。\n"
    )

    parsed, plan, cast = planned(script)
    first, *_, last = plan.board.shots

    assert not any(line.strip("△") in shot.action for shot in plan.board.shots)
    assert [
        str(fault) for fault in check_board(plan.board, parsed, parsed.episodes[0], cast) if fault.level == "fault"
    ] == []
    assert f"{line.strip('△［］【】')}" in first.style_tags
    assert (f"“{card}”" in last.visual) == bool(card)


TIMES = """BACK SEAT

The film is made of recordings.{said}

[02:11:40] GAS STATION CAMERA, NIGHT
Snow, thin and dry.

[02:19:03] DISPATCH ROOM CAMERA
VEGA: What is the address of your emergency?
TOBY: It's moving.
VEGA: What's moving?
TOBY: Our car.

[06:49:02] RECORDING ENDS
"""


@pytest.mark.parametrize("said", [" Times are on screen.", " On-screen timecode throughout.", ""])
def test_times_of_recordings_are_captions_where_the_script_says_that_they_are_seen(said):
    """Each over the scene that it opens, whose heading is as it was; else they are none."""
    text = TIMES.format(said=said)
    script = parse(Source("back seat.txt", text, "utf-8"))

    captions = [(unit.text, unit.scene) for unit in script.units if unit.kind == "caption"]
    shown = [("02:11:40", "s1"), ("02:19:03", "s2"), ("06:49:02 RECORDING ENDS", "s2")]
    assert captions == (shown if said else [])
    assert "".join(unit.raw for unit in script.units) == text
    assert [scene.location for scene in script.scenes] == ["GAS STATION CAMERA", "DISPATCH ROOM CAMERA"]
    assert not [unit for unit in script.units if unit.kind == "action" and "RECORDING" in unit.text]


@pytest.mark.parametrize(
    ("line", "black", "heard"),
    [
        ("OVER BLACK: a phone beeps.", "OVER BLACK:", "a phone beeps."),
        ("OVER BLACK. Rain on a roof.", "OVER BLACK.", "Rain on a roof."),
        ("OVER BLACK, we hear breathing.", "OVER BLACK, we hear", "breathing."),
        ("OVER BLACK - A clock.", "OVER BLACK -", "A clock."),
        ("BLACK SCREEN. A door slams.", "BLACK SCREEN.", "A door slams."),
        ("黑屏。手机提示音。", "黑屏", "手机提示音。"),
        ("△黑场：雨声，越来越近。", "黑场：", "雨声，越来越近。"),
        ("（黑幕中，听见心跳。）", "黑幕中，听见", "心跳。"),
        ("【黑屏，电话铃响】", "黑屏", "电话铃响"),
    ],
)
def test_what_is_told_over_black_is_heard(line, black, heard):
    """Nothing is seen there, so a film may open on black with a sound."""
    if line.isascii():
        text = f"READY OR NOT\n\n{line}\n\nVOICEMAIL (V.O.)\nOne new message.\n\nINT. ARENA - NIGHT\n\nDANNY\nYes.\n\nVOICEMAIL (V.O.)\nTwo.\n"
    else:
        text = f"1-1 夜 内 拳馆\n{line}\n丹尼：喂？\n玛依：是我。\n丹尼：嗯。\n"
    units = parse(Source("x.txt", text, "utf-8")).units
    told = [(unit.kind, unit.text) for unit in units if unit.kind in ("transition", "sound", "action")]

    assert told == [("transition", black), ("sound", heard)]
    assert "".join(unit.raw for unit in units) == text


@pytest.mark.parametrize(
    "line", ["OVER BLACK: the title appears.", "黑暗中，柜门吱呀一声。", "OVER THE BLACK WATER, a gull."]
)
def test_what_is_seen_in_the_dark_is_no_sound(line):
    text = (
        f"INT. ROOM - DAY\n\nANNA\nGo.\n\n{line}\n\nANNA\nNow.\n"
        if line.isascii()
        else f"1-1 日 内 客厅\n林晚：走。\n△{line}\n林晚：嗯。\n"
    )

    assert not [unit for unit in parse(Source("x.txt", text, "utf-8")).units if unit.kind == "sound"]


@pytest.mark.parametrize("marked", ["字幕：三年后", "【字幕：三年后】", "字幕：次日清晨", "字幕：1998年夏"])
def test_a_marked_caption_of_later_hours_lies_over_the_scene_that_it_opens(marked):
    read_ = parse(
        Source("x.txt", f"1-1 日 内 书店\n林晚：等我。\n{marked}\n\n1-2 日 外 弄堂口\n林晚：我回来了。\n", "utf-8")
    )

    assert [unit.scene for unit in read_.units if unit.kind == "caption"] == ["s2"]


@pytest.mark.parametrize("marked", ["CAPTION: THREE MONTHS LATER", "SUPER: Two years earlier", 'TITLE: "London, 1887"'])
def test_an_english_one_does_too(marked):
    text = f"INT. SHOP - DAY\n\nANNA\nTake it in.\n\n{marked}\n\nINT. SHOP - LATER\n\nANNA\nLet it out.\n"
    read_ = parse(Source("x.fountain", text, "utf-8"))

    assert [unit.scene for unit in read_.units if unit.kind == "caption"] == ["s2"]


@pytest.mark.parametrize("marked", ["CAPTION: THE END OF THE LINE", "SUPER: Anna Gold, tailor"])
def test_a_caption_that_leaps_nowhere_stays_where_it_stands(marked):
    text = f"INT. SHOP - DAY\n\nANNA\nTake it in.\n\n{marked}\n\nINT. SHOP - LATER\n\nANNA\nLet it out.\n"
    read_ = parse(Source("x.fountain", text, "utf-8"))

    assert [unit.scene for unit in read_.units if unit.kind == "caption"] == ["s1"]
