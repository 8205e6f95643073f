"""What writers leave open: lines without a mark, names that look cut, labels in odd places. Read, and reported."""

import pytest

from storyboard.model import Script, Source
from storyboard.parse import parse


def read(text: str, path: str = "made.txt") -> Script:
    script = parse(Source(path, text, "utf-8", "fountain" if path.endswith(".fountain") else "text"))
    assert script.text == text
    return script


def lines(script: Script) -> list[tuple[str, str, str]]:
    """(kind, speaker, text) of everything that is told or said."""
    return [(u.kind, u.speaker, u.text) for u in script.units if u.kind in ("action", "speech")]


def rules(script: Script) -> list[str]:
    return [fault.rule for fault in script.warnings]


def test_a_name_of_the_cast_list_is_never_cut():
    """电梯广播 ends like an extension, and is a name."""
    script = read("第一场 电梯 日 内\n人物：大刘、电梯广播\n大刘：你先。\n电梯广播：叮。\n大刘：啊！\n")

    assert [unit.speaker for unit in script.units if unit.kind == "speech"] == ["大刘", "电梯广播", "大刘"]
    assert {person.name for person in script.cast} == {"大刘", "电梯广播"}
    assert next(unit for unit in script.units if unit.speaker == "电梯广播").delivery == "voiceover"


def test_a_device_is_cut_off_only_behind_somebodys_name():
    """机场广播 is a voice, 李强语音 is 李强."""
    script = read("1-1 日 内 机场\n李强：走吧。\n机场广播：请登机。\n李强语音：我先走了。\n王梅OS：他走了。\n")

    assert [(unit.speaker, unit.delivery) for unit in script.units if unit.kind == "speech"] == [
        ("李强", ""),
        ("机场广播", "voiceover"),
        ("李强", "phone"),
        ("王梅", "inner"),
    ]


def test_an_extension_in_mid_speech_makes_two_speeches():
    """`李强：我先走了。（OS）她真傻。`"""
    script = read("1-1 日 内 客厅\n李强：我先走了。（OS）她真傻。（叹气）算了。\n王梅：好。\n")

    said = [(u.text, u.delivery, u.raw) for u in script.units if u.kind == "speech"]
    assert said[:2] == [
        ("我先走了。", "", "李强：我先走了。"),
        ("她真傻。算了。", "inner", "（OS）她真傻。（叹气）算了。\n"),
    ]
    assert rules(script).count("delivery-switch") == 1


@pytest.mark.parametrize(
    ("line", "delivery"),
    [
        ("王梅（V.O.）：（电话里）是我。", "phone"),
        ("王梅：（电话里，VO）是我。", "phone"),
        ("王梅：（接电话）是我。", ""),
    ],
    ids=["behind an extension", "in front of the words", "in the picture"],
)
def test_the_telephone_wins_wherever_it_is_written(line, delivery):
    script = read(f"1-1 日 内 客厅\n{line}\n李强：好。\n")

    assert next(unit for unit in script.units if unit.kind == "speech").delivery == delivery


MARKED = "1-1 日 内 店\n人物：沈念\n△沈念进门。\n△雨声。\n"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("老板娘从里面探出头来，围裙上全是油点。", "action"),
        ("说完她转身就走，门砰地关上。", "action"),
        ("他追了出去，鞋都没穿。", "action"),
        ("窗外一声惊雷，灯全灭了。", "action"),
        ("一只猫跳上窗台。", "action"),
        ("沈念，站住。你给我回来。", "speech"),
        ("他让我带一句话。", "speech"),
        ("“门没锁。”", "speech"),
        ("还要加一个蛋吗？", "speech"),
    ],
    ids=[
        "name",
        "said and done",
        "pronoun",
        "place",
        "nobody",
        "called by name",
        "first person",
        "quotation",
        "question",
    ],
)
def test_a_line_without_a_mark_below_a_speech_is_told_or_said_by_its_words(line, kind):
    """What tells of a third person is never spoken aloud, what speaks of me and you stays speech."""
    script = read(f"{MARKED}沈念：好，给妈妈点两份。\n{line}\n老板娘（热情地）：里面坐。\n")

    told = [unit for unit in script.units if line in unit.text]
    assert [unit.kind for unit in told] == [kind]
    assert told[0].confidence < 1
    assert ("unsure-line" in rules(script)) == (kind == "action")


def test_a_speech_that_breaks_off_goes_on_below():
    """Without a full stop above it a line that says nothing either way stays speech, and is reported."""
    script = read(f"{MARKED}沈念：那一年的雪\n下了整整三天。\n老板娘：是。\n")

    assert ("speech", "沈念", "那一年的雪\n下了整整三天。") in lines(script)
    assert "unsure-line" in rules(script)


def test_words_behind_an_action_without_a_mark_are_reported():
    script = read(f"{MARKED}沈念：等等！\n他追了出去。\n你别走！\n老板娘：是。\n")

    assert [fault.line for fault in script.warnings if fault.rule == "unsure-line"] == [6, 7]


def test_an_english_line_that_says_what_somebody_does_is_action():
    script = read(
        "INT. ROOM - DAY\n\nMAYA: Hi.\nMaya turns away and opens the door.\n\nBOB: Hello.\nMaya knows it.\n\nMAYA: Go.\n"
    )

    assert ("action", "", "Maya turns away and opens the door.") in lines(script)
    assert rules(script).count("unsure-line") == 2


@pytest.mark.parametrize(
    "line",
    [
        "（第一集完）",
        "第一集完",
        "第一集 完",
        "——全剧终——",
        "（第 1 集 完）",
        "第一集（完）",
        "未完待续……",
        "（本集终）",
    ],
    ids=range(8),
)
def test_the_end_of_an_episode_is_a_note_and_no_episode(line):
    script = read(f"第一集\n1-1 日 内 店\n王梅：走。\n王梅：好。\n{line}\n")

    assert script.units[-1].kind == "note"
    assert len(script.episodes) == 1


@pytest.mark.parametrize("suffix", ["txt", "fountain"])
def test_a_cut_before_the_first_heading_makes_no_scene(suffix):
    script = read(
        "THE BAR\n\nFADE IN:\n\nINT. BAR - NIGHT\n\nSmoke.\n\nBOB\nHi.\n\nANN\nHo.\n\nFADE OUT.\n", f"bar.{suffix}"
    )

    assert [scene.location for scene in script.scenes] == ["BAR"]
    assert [unit.kind for unit in script.units if unit.kind != "blank"][:3] == ["title", "transition", "heading"]


def test_a_heading_directly_below_a_cut_is_a_heading():
    script = read("Title: x\n\nFADE IN:\nINT. BAR - NIGHT\n\nBOB\nHi.\n", "bar.fountain")

    assert [unit.kind for unit in script.units if unit.kind != "blank"][2:4] == ["heading", "speech"]


def test_a_flashback_named_in_the_heading_may_be_closed():
    """No warning where 【闪回结束】 ends what `（闪回）` in a heading began; a second one is still reported."""
    text = "3-3 夜 内 书房门口（闪回）\n王梅：走。\n【闪回结束】\n3-4 日 外 街\n王梅：好。\n"

    script = read(text)

    assert [(scene.location, scene.state) for scene in script.scenes] == [("书房门口", "闪回"), ("街", "")]
    assert "closing-without-opening" not in rules(script)
    assert "closing-without-opening" in rules(read(text + "【闪回结束】\n"))


@pytest.mark.parametrize(
    ("heading", "place", "time", "state"),
    [
        ("EXT. FIELD - FLASHBACK - DAY", "FIELD", "DAY", "FLASHBACK"),
        ("EXT. FIELD - FLASHBACK", "FIELD", "", "FLASHBACK"),
        ("EXT. FIELD - DAY (FLASHBACK)", "FIELD", "DAY", "FLASHBACK"),
        ("FLASHBACK - EXT. FIELD - DAY", "FIELD", "DAY", "FLASHBACK"),
        ("INT. HOUSE (DREAM) - NIGHT", "HOUSE", "NIGHT", "DREAM"),
        ("INT. FLASHBACK BAR - NIGHT", "FLASHBACK BAR", "NIGHT", ""),
    ],
    ids=range(6),
)
def test_a_state_in_an_english_heading_is_no_part_of_the_place(heading, place, time, state):
    scene = read(f"Title: x\n\n{heading}\n\nBOB\nHi.\n", "x.fountain").scenes[0]

    assert (scene.location, scene.time, scene.state) == (place, time, state)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ('SUPER: "SIX YEARS EARLIER"', "SIX YEARS EARLIER"),
        ("字幕：“三年后”", "三年后"),
        ("字幕：“一”与“二”", "“一”与“二”"),
    ],
    ids=["English", "Chinese", "two quotations"],
)
def test_a_caption_stands_without_its_quotation_marks(line, text):
    script = read(f"1-1 日 内 店\n王梅：走。\n{line}\n王梅：好。\n")

    assert [unit.text for unit in script.units if unit.kind == "caption"] == [text]


def test_a_caption_before_the_first_heading_is_reported():
    assert "caption-in-front" in rules(read("《回来》\n弹幕：三年后\n1-1 日 内 店\n王梅：走。\n王梅：好。\n"))


def test_where_the_camera_cuts_to_is_no_speech_left_in_the_action():
    """△切:渡船驾驶舱。 three times among ordinary speeches stops nobody from buying."""
    text = "1-1 日 内 茶水间\n" + "".join(
        f"江晓禾:爸,第{n}次了。\n△切:渡船驾驶舱。江大川扶着舵。\n江大川:就说一声。\n" for n in "一二三"
    )
    script = parse(Source("a.txt", text, "utf-8"))

    assert "speech-in-action" not in {doubt.rule for doubt in script.doubts}
