"""Scripts that stand within what is none of them: sent in a chat message by message, or beside the cues of a prompt book. They are read as they are alone."""

import pytest

from storyboard.model import Correction, Script, Source
from storyboard.parse import parse

PLAYS = {
    "en": (
        ("SCENE 1 / lock-up garage / night",),
        ("A freezer hums. Two women look at it.",),
        ("Dilys: did you open it",),
        ("Mabel (whispering): you said not to",),
        ("(the hum stops)",),
        ("Dilys: I say a lot of things.", "most of them", "at night"),
        ("SCENE 2 / bowling green / dawn",),
        ("Mabel: it was only peas",),
        ("Dilys: forty years of peas",),
    ),
    "zh": (
        ("第一场 车库 夜 内",),
        ("冰柜嗡嗡响，两个女人盯着它。",),
        ("阿棠：你打开过？",),
        ("小满（压低声音）：你不让开。",),
        ("（嗡声停了）",),
        ("阿棠：我说过的话多了。",),
        ("第二场 草坪 晨 外",),
        ("小满：就是豌豆。",),
        ("阿棠：四十年的豌豆。",),
    ),
}
HEADS = {
    "ios": "[14/02/2025, 23:4{}:02] {}: ",
    "android": "14/02/2025, 23:4{} - {}: ",
    "american": "2/14/25, 11:4{} PM - {}: ",
    "german": "14.02.25, 23:4{} - {}: ",
    "telegram": "[14.02.2025 23:4{}] {}: ",
    "slack": "[11:4{} PM] {}: ",
    "irc": "[23:4{}] <{}> ",
    "chinese": "[2025/2/14 下午11:4{}:02] {}：",
    "iso": "2025-02-14 23:4{}:10 - {}: ",
}


def read(text: str, *corrections: Correction) -> Script:
    return parse(Source("s.txt", text, "utf-8"), None, corrections)


def told(script: Script) -> list[tuple[str, str, str]]:
    """What is spoken, seen and headed."""
    return [(unit.kind, unit.speaker, unit.text) for unit in script.units if unit.kind in ("speech", "action", "heading")]  # fmt: skip


def alone(language: str) -> Script:
    return read("\n\n".join("\n".join(rows) for rows in PLAYS[language]))


def sent(language: str, head: str) -> str:
    """The play as somebody sends it, with what somebody else says and the program left out."""
    writer, other = ("Gwen Pryce", "Tomos") if language == "en" else ("罗莎", "制片老王")
    rows = [head.format(0, other) + ("ready when you are" if language == "en" else "等着呢")]
    for at, message in enumerate(PLAYS[language]):
        rows.append(head.format(at, writer) + "\n".join(message))
        if at % 3 == 2:
            rows += [head.format(at, other) + "😂😂", head.format(at, writer) + ("image omitted" if language == "en" else "[图片]")]  # fmt: skip
    return "\n".join(
        [*rows, head.format(9, other) + ("love it. who plays Dilys?" if language == "en" else "好，谁演？")]
    )


@pytest.mark.parametrize("language", PLAYS)
@pytest.mark.parametrize("head", HEADS)
def test_a_script_sent_message_by_message_is_read_as_it_is_alone(language: str, head: str) -> None:
    """Nobody who sends speaks; what others say and what the program left out is a note."""
    text = sent(language, HEADS[head])
    script = read(text)
    assert told(script) == told(alone(language))
    assert script.text == text
    assert [scene.location for scene in script.scenes] == [scene.location for scene in alone(language).scenes]
    assert all(unit.raw == text[unit.start : unit.end] for unit in script.units)
    assert [unit.id for unit in script.units] == [f"u{at}" for at in range(1, len(script.units) + 1)]


def test_a_chat_that_is_the_story_is_said_by_those_who_send() -> None:
    """Only names within the messages, of nobody who sends, make a script of them."""
    rows = ["Ada: are you up?", "Ben: no", "Ada: me neither", "Ben: what is it: the fox?", "Ada: it sat on the bin", "Ben: let it"]  # fmt: skip
    script = read("\n".join(f"[23:4{at}] {row}" for at, row in enumerate(rows)))
    assert [unit.speaker for unit in script.units if unit.kind == "speech"] == ["Ada", "Ben"] * 3


def test_what_a_person_says_of_a_message_is_taken_by_its_line_in_the_file() -> None:
    text = sent("en", HEADS["ios"])
    line = next(at for at, row in enumerate(text.split("\n"), 1) if "A freezer hums" in row)
    words = text.split("\n")[line - 1]
    script = read(text, Correction(line, words[:80], "caption"))
    assert [unit.text for unit in script.units if unit.kind == "caption"] == ["A freezer hums. Two women look at it."]


BOOK = {
    "en": (
        "SCENE ONE. THE CRYPT. NIGHT.",
        "(A candle. Hob counts coins.)",
        "HOB         Thirty-nine.",
        "MARGERY     There were forty when I gave",
        "            you the bag.",
        "HOB         Candles cost.",
        "SCENE TWO. THE PORCH. DAWN.",
        "MARGERY     (from the step) Then sit in the dark.",
        "HOB         I have been.",
        "(Bell. Blackout.)",
    ),
    "zh": (
        "第一场　地窖　夜",
        "（一支蜡烛。何伯数钱。）",
        "何伯：三十九。",
        "玛姬：我给你的时候是四十。",
        "何伯：蜡烛要钱。",
        "第二场　门廊　清晨",
        "玛姬：那就摸黑坐着。",
        "何伯：一直坐着呢。",
        "（钟声。暗转。）",
    ),
}
CUES = {
    "dots": ("S/B LX 11-13", "LX 11 ....... GO", "SQ 4 ........ GO", "FLYS 2 ...... GO", "LX 12 + TABS GO"),
    "plain": ("STANDBY LX 11", "LX 11 GO", "SND 4 GO", "LX 11.5 GO", "Q 13 GO"),
    "q": ("S/B SQ 4, 5", "LXQ 11", "SQ4 GO", "VID 2 - GO", "HOUSE GO"),
    "chinese": ("预备 灯11", "灯11 走", "音4 走", "吊杆2 走", "灯12 走"),
}


def beside(rows: tuple[str, ...], cues: tuple[str, ...], side: str) -> str:
    """A play with a cue beside every second row, and one between two."""
    standby, *called = cues
    lines = ["THE FORTIETH COIN", ""]
    for at, row in enumerate(rows):
        cue = called[at // 2 % len(called)] if at % 2 else ""
        standing = standby if at == 2 else ""
        if side == "left":
            lines += [standing] * bool(standing) + [f"{cue:<20}{row}"]
        elif side == "right":
            lines += [f"{'':<60}{standing}"] * bool(standing) + [f"{row:<56}    {cue}".rstrip()]
        else:
            lines += [f"{standing}\t"] * bool(standing) + [f"{cue}\t{row}"]
        lines += [] if row.startswith("MARGERY     There") else [""]
    return "\n".join(lines)


@pytest.mark.parametrize("language", BOOK)
@pytest.mark.parametrize("cues", CUES)
@pytest.mark.parametrize("side", ["left", "right", "tab"])
def test_the_cues_beside_a_play_are_no_part_of_it(language: str, cues: str, side: str) -> None:
    plain = "\n".join(["THE FORTIETH COIN", ""] + [row + ("" if row.startswith("MARGERY     There") else "\n") for row in BOOK[language]])  # fmt: skip
    text = beside(BOOK[language], CUES[cues], side)
    script = read(text)
    assert told(script) == told(read(plain))
    assert len([unit for unit in script.units if unit.kind == "speech"]) == 5
    assert len(script.scenes) == 2
    assert script.text == text


PAGES = {
    "multi-camera": """THE LODGERS #12                                                     {0}
"Low Tide"  TABLE DRAFT                              (I/{1})

SCENE {1}

INT. BOARDING HOUSE - {2} - NIGHT

(Nan, Cyril)

NAN AT THE WINDOW WITH A TORCH. CYRIL COUNTS SPOONS AS IF
THEY WERE SOMEBODY ELSE'S.

NAN
(NOT TURNING) There were eleven of
those when I went up to bed and said
nothing to anybody.                                            *

CYRIL
There are still eleven.                                        *

NAN
Then somebody has put one back, which
is worse.

SFX: A STAIR CREAKS

                                             DISSOLVE TO:
""",
    "typed play": """Scene {1}. The {2}. Night.

NAN: There were eleven of those when I
went up to bed and said nothing.

CYRIL: There are still eleven, if you
count the one in my hand.

NAN: Then somebody has put one back,
which is worse.

(A stair creaks. Nan turns the torch
on the door.)
""",
    "chinese": """第{1}场　{2}　夜　内

（阿楠举着手电站在窗边，西里尔在桌前一把一把
数着勺子。）

阿楠：我上楼睡觉的时候这里还有十一把勺子，我
什么也没说。

西里尔：现在还是十一把，要是算上我手里这一把的
话，一把不少。

阿楠：那就是有人放回来一把，这比少一把还要
糟糕。
""",
}
COUNTS = {"multi-camera": (("14.", "C", "HALL"), ("15.", "D", "CELLAR")), "typed play": (("", "One", "hall"), ("", "Two", "cellar")), "chinese": (("", "一", "门厅"), ("", "二", "地窖"))}  # fmt: skip


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_rows_with_a_blank_one_below_each_are_read_as_they_are_without(kind: str, ends: str) -> None:
    """Two blank rows part paragraphs there; the heads of pages are neither seen nor said, nor is a scene that is counted the title."""
    single = "\n".join(PAGES[kind].format(*counts) for counts in COUNTS[kind])
    double = single.replace("\n\n", "\n\n\n").replace("\n", "\n\n").replace("\n" * 6, "\n" * 4)
    script = read(double.replace("\n", ends))
    assert told(script) == told(read(single))
    assert len([unit for unit in script.units if unit.kind == "speech"]) == 6
    assert len(script.scenes) == 2
    assert script.text == double.replace("\n", ends)
    assert not [unit.text for unit in script.units if unit.kind == "title" and "SCENE" in unit.text]


def test_paragraphs_with_a_blank_row_between_are_no_pages() -> None:
    rows = [f"{'NAN' if at % 2 else 'CYRIL'}\n\nThere are {at} spoons.\n\n\n" for at in range(12)]
    text = "INT. HALL - NIGHT\n\n\n" + "".join(rows)
    assert len([unit for unit in read(text).units if unit.kind == "speech"]) == 12
