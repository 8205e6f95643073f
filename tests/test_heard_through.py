"""Who is only heard is told through what; what the body does beside a line is done in the picture, and no manner of saying it."""

import re
from dataclasses import replace

import pytest

from storyboard import ambience, directing, speech
from storyboard.cast import voicing
from storyboard.cast.looks import write_voice
from storyboard.cast.voicing import voice_in_words
from storyboard.check import check_prompts, lines_of
from storyboard.languages import Language
from storyboard.model import Board, Character, Clip, Part, Voice
from storyboard.profiles import load_profiles
from storyboard.render import acting, render
from tests.samples import OFFER, sample, work

ZH, EN = Language.of("zh"), Language.of("en")
FILLER = "，灯下的旧车票一张压着一张，灯芯偶尔跳一下，墙上的影子跟着晃一晃，屋里再没有别的东西在动"


def person(name: str, clothes: str) -> Character:
    voice = "GenderAge（男·52岁） PitchMean（125 Hz） Tempo（220 SPM） Accent（普通话）"
    return Character(52, f"男，52岁，头发（黑色，短发），衣服（{clothes}，长袍）", name, voice)


def lines(*shots: tuple[str, str], template: str = "sora", role: str = "李乙", text: str = "走吧。") -> list[str]:
    """What the prompt of a clip of shots, each a picture and an action, has for the lines that somebody speaks."""
    first = sample("rain.txt")[0].board.shots[0]
    plain = replace(
        first, visual=f"空屋里没有人{FILLER}{FILLER}", action="", dialogue=replace(first.dialogue, role="", text="")
    )
    made = [
        replace(
            plain, visual=f"{visual}{FILLER}", action=action, dialogue=replace(first.dialogue, role=role, text=text)
        )
        for visual, action in shots
    ]
    board = Board({"王甲": person("王甲", "黑色"), "李乙": person("李乙", "灰色")}, (*made, *([plain] * 6)))
    parts = tuple(Part(at, each.dialogue.text, each.tenths, each.tenths) for at, each in enumerate(made))
    prompt = render(board, (Clip(parts, 5 * len(parts)),), replace(OFFER, template=template))[0]
    return [each.split("：“")[0] for each in re.findall(r"^台词: (.*)$", prompt, re.MULTILINE)] or [prompt]


def played(tmp_path, text: str) -> tuple[str, list[str]]:
    """The prompts of a script, and what the check finds in them."""
    path = tmp_path / "heard.txt"
    path.write_text(text, encoding="utf-8")
    (done,) = work(path)
    found = check_prompts(done.prompts, done.clips, done.board, lines_of(done.script, done.episode), OFFER)
    return "\n".join(done.prompts), [f"{fault.rule}: {fault.message}" for fault in found if fault.level == "fault"]


DEVICES = [
    ("磁带", "从录音里传出"), ("录音机里", "从录音里传出"), ("留声机", "从留声机里传出"), ("答录机里", "从答录机里传出"), ("通讯器", "从通讯器里传出"), ("通话器", "从通讯器里传出"),
    ("传声筒", "从通讯器里传出"), ("耳麦", "从耳机里传出"), ("监护器", "从监护器里传出"), ("大喇叭", "从喇叭里传出"), ("从收音机里传来", "从收音机里传出"),
    ("TAPE", "heard from the recording"), ("ON TAPE", "heard from the recording"), ("GRAMOPHONE", "heard from the gramophone"), ("ON THE ANSWERING MACHINE", "heard from the answering machine"),
    ("VOICEMAIL", "heard from the answering machine"), ("OVER BABY MONITOR", "heard over the baby monitor"), ("P.A.", "heard over the public address system"), ("COMMUNICATOR", "heard over the communicator"),
    ("INTERCOM", "heard over the intercom"), ("OVER LOUDSPEAKER", "heard over the loudspeaker"),
]  # fmt: skip


def device_script(mark: str, lines: int, how: str = "") -> str:
    """Somebody in a room, and somebody who is heard out of a machine in it, by turns."""
    if mark.isascii():
        aside = f", {how}" if how else ""
        rows = "".join(f"MAYA ({mark}{aside})\nI am here now, Tom.\n\nTOM\nI know.\n\n" for _ in range(lines))
        return f"INT. KITCHEN - NIGHT\n\nTOM, 40, sits at the table.\n\n{rows}Tom nods.\n"
    aside = f"，{how}" if how else ""
    rows = "".join(f"小梅（{mark}{aside}）：老周，我在这儿。\n老周：我知道。\n" for _ in range(lines))
    return f"1-1 夜 内 厨房\n人物：老周\n△老周（71岁）坐在桌前。\n{rows}△老周点头。\n"


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("mark", "through"), DEVICES)
def test_who_is_heard_out_of_a_machine_is_in_no_picture_and_nobody_holds_a_telephone(tmp_path, mark, through, count):
    prompt, faults = played(tmp_path, device_script(mark, count))

    assert prompt.count(through) == count
    assert not re.search("电话|手机|phone(?!s)", prompt.replace("gramophone", ""))
    assert not re.search("小梅|(?<!画外的)(?:女孩|女子)|the (?:other )?(?:wo)?man and", prompt)
    assert faults == []


@pytest.mark.parametrize(
    "name",
    ["INTERCOM", "LOUDSPEAKER", "RADIO VOICE", "ANSWERING MACHINE", "TAPE RECORDER", "GRAMOPHONE", "BABY MONITOR"],
)
def test_a_voice_that_is_called_by_its_machine_is_told_through_it_once(tmp_path, name):
    text = f"INT. LIFT - DAY\n\nRUI, 34, stands by the phone.\n\n{name} (V.O.)\nFloor twenty.\n\nRUI\nThank you.\n"
    prompt, faults = played(tmp_path, text)
    (line,) = re.findall(r"^Line: (.*): “Floor", prompt, re.MULTILINE)

    assert line.count("heard") == 1
    assert "phone at the ear" not in prompt
    assert faults == []


@pytest.mark.parametrize(
    ("mark", "how", "voice", "not_told"),
    [
        ("通讯器", "童声", "童声", "女声"),
        ("通讯器", "成年女声", "女声", "童声|成年"),
        ("通讯器", "苍老的女声", "苍老的中音老年女声", "童声|出，苍老"),
        ("磁带", "稚嫩的声音", "童声", "女声|稚嫩"),
        ("TAPE", "a child's voice", "girl's voice", "woman|child"),
        ("TAPE", "an old woman's voice", "old woman's voice", "girl|an old"),
        ("COMMUNICATOR", "aged, weak", "old woman's voice, heard over the communicator, aged, weak", "girl"),
        ("RADIO", "crackling", "woman's voice, heard over the radio, crackling", "girl|old"),
    ],
)
def test_the_voice_of_a_line_is_the_one_that_the_words_beside_it_name(tmp_path, mark, how, voice, not_told):
    prompt, faults = played(tmp_path, device_script(mark, 2, how))
    lines = re.findall(r"^(?:Line|台词): (.*?)[:：]\s?“(?:老周，|I am)", prompt, re.MULTILINE)

    assert voice in lines[0]
    assert not any(re.search(not_told, line) for line in lines)
    assert faults == []


@pytest.mark.parametrize("language", [ZH, EN])
@pytest.mark.parametrize("age", range(4, 90, 9))
def test_a_voice_that_a_line_says_nothing_of_stays(language, age):
    voice = write_voice(Voice(language.words("voiced.female")[0], 215, 240, ""), age, language.code)

    assert voicing.as_heard(voice, ["（通讯器，低声）", "(softly, over the radio)"], language) == voice


OFF = "（VO·画外音，说话人不在画面）"


@pytest.mark.parametrize("count", range(1, 5))
@pytest.mark.parametrize(
    ("aside", "picture", "through"),
    [
        ("（无线电）", "王甲望着窗外", "无线电"),
        ("（耳机里）", "王甲望着窗外", "耳机"),
        ("", "王甲戴着耳机，垂着眼听", "耳机"),
        ("", "无线电里在喊，王甲不动", "无线电"),
        ("（喇叭里）", "空空的田埂", "喇叭"),
        ("", "王甲把听筒贴在耳边", "电话音"),
        ("", "王甲隔着门听", "隔着门"),
    ],
)
def test_each_of_n_lines_of_who_is_only_heard_says_through_what(aside, picture, through, count):
    told = lines(*[(picture, "\n".join(filter(None, (OFF, aside))))] * count)

    assert len(told) == count
    assert all(through in each for each in told)
    assert not any("画外近旁" in each for each in told)


@pytest.mark.parametrize("picture", ["王甲望着窗外", "桌上放着电话和无线电", "墙上挂着耳机"])
def test_a_thing_that_only_lies_there_carries_no_voice(picture):
    assert not re.search("无线电|耳机|电话", lines((picture, OFF))[0])


@pytest.mark.parametrize("template", sorted({each.template for each in load_profiles().values()}))
def test_every_model_is_told_through_what_somebody_is_heard(template):
    assert re.search("无线电|radio", lines(("王甲望着窗外", f"{OFF}\n（无线电）"), template=template)[0])


@pytest.mark.parametrize(
    ("asides", "picture", "near", "told"),
    [
        ("(on line, faint)", "She waits.", "", "heard thinly through the earpiece"),
        ("", "The radio in her left hand is beside her cheek.", "", "heard over the radio, thin and crackling"),
        (
            "",
            "Her hand lies on the cord.",
            "The black earpiece is at her left ear.",
            "heard thinly through the earpiece",
        ),
        ("", "She holds the receiver to her ear.", "", "heard over the phone"),
        ("", "A voice comes through the door.", "", "muffled, through the door"),
        ("", "A telephone and a radio stand on the desk.", "", ""),
        (
            "",
            "The olive radio stands on the wet rail. At the first crackle the beads of dew shiver off its grille.",
            "",
            "heard over the radio, thin and crackling",
        ),
    ],
)
def test_through_what_an_english_voice_is_heard(asides, picture, near, told):
    assert acting.medium(asides, picture, near, EN) == told


@pytest.mark.parametrize(
    ("aside", "how"),
    [
        ("VO，苍老、气短", "苍老、气短"),
        ("电话，喘息", "喘息"),
        ("无线电", ""),
        ("on phone, panting", "panting"),
        ("on line, faint", "faint"),
        ("softly, over the radio", "softly"),
        ("whispering", "whispering"),
        ("客气、着急", "客气、着急"),
    ],
)
def test_how_a_line_is_said_has_no_mark_for_where_it_comes_from(aside, how):
    assert acting.manner_of(aside) == how


@pytest.mark.parametrize(
    "deed",
    [
        "举话筒",
        "躬身",
        "摸腰间，空的",
        "看钟，六点一刻",
        "抱襁褓出来",
        "想了想",
        "跺脚",
        "不识字",
        "六十岁，草帽",
        "他看见了架子",
    ],
)
def test_business_beside_a_line_is_done_and_not_said(deed):
    assert acting.done(f"（{deed}）", ZH)
    assert deed.split("，")[0] not in lines(("王甲站在桌边", f"（{deed}）"), role="王甲")[0].split("：")[0]


@pytest.mark.parametrize("way", ["低声", "躬身低声说", "摇头叹气地说", "抱怨地", "克制", "他声音发抖", "她轻声"])
def test_how_it_is_said_is_no_business(way):
    assert not acting.done(f"（{way}）", ZH)


@pytest.mark.parametrize(
    "deed", ["He sees the shelves", "crossing himself", "holding the phone", "nodding", "She dips her pen"]
)
def test_english_business_is_no_manner(deed):
    assert acting.done(f"({deed})", EN)


@pytest.mark.parametrize("way", ["He whispers it", "softly", "laughing", "her voice breaking", "breathless", "panting"])
def test_an_english_manner_is_no_business(way):
    assert not acting.done(f"({way})", EN)


@pytest.mark.parametrize(
    ("visual", "told"),
    [
        ("她又稀奇又想笑，朝右边脆生生地喊，手指点着靴子", "脆生生地"),
        ("她漏着风一板一眼地讲，举牙的手一比一比", "一板一眼地"),
        ("她嘴唇抖着问，问到后半，酒窝慢慢露出来", "声音发颤"),
        ("她轻轻地说", "轻轻地"),
        ("他气呼呼地说", "气呼呼地"),
    ],
)
def test_a_manner_in_a_picture_is_told_whole(visual, told):
    assert directing.manner(visual, ZH) == told


@pytest.mark.parametrize(
    ("visual", "told"),
    [("He tugs the collar straight and snaps the question.", "snapping"), ("The man bawls it, delighted.", "bawling"), ("He barks it over the press.", "barking"), ("A dog barks.", "")],
)  # fmt: skip
def test_a_verb_of_saying_in_a_picture_is_the_manner(visual, told):
    assert directing.manner(visual, EN) == told


@pytest.mark.parametrize(
    ("accent", "told"),
    [
        ("Italian-accented English", "Italian accent"),
        ("Australian with an Irish edge", "Irish-tinged Australian accent"),
        ("British with a light Dutch lilt", "Dutch-tinged British accent"),
        ("Kenyan English", "Kenyan English accent"),
    ],
)
@pytest.mark.parametrize("age", range(8, 80, 18))
def test_an_accent_is_named_once(accent, told, age):
    said = voice_in_words(f"GenderAge (male·{age}) PitchMean (120 Hz) Tempo (200 SPM) Accent ({accent})", EN)

    assert said.endswith(f", {told}")
    assert said.lower().count("accent") == 1
    assert "pace" not in said


@pytest.mark.parametrize("before", range(1, 4))
def test_who_speaks_beside_the_frame_is_called_by_what_they_have_on_now(before):
    worn = "【此时：李乙，衣服（红色，短褂）】"
    shots = [(f"李乙站在画右的门边{worn}", "")] * before + [("王甲抬起头，李乙不在画面里，只听见声音", "")]
    told = lines(*shots)

    assert len(told) == before + 1
    assert not any("灰色" in each for each in told)


@pytest.mark.parametrize("age", [6, 19, 34, 70])
@pytest.mark.parametrize(
    ("code", "own", "now", "told"),
    [
        ("en", "Flemish, deep and sparing with words", "neutral", "Flemish accent"),
        ("en", "Garhwali Indian, small clear voice", "neutral", "Garhwali Indian accent"),
        ("en", "Nigerian English, light", "Irish", "Irish accent"),
        ("en", "neutral", "neutral", ""),
        ("zh", "四川话、沙哑", "普通话", "四川话口音"),
        ("zh", "普通话、清亮", "普通话", ""),
    ],
)
def test_where_somebody_is_from_holds_at_every_age_that_a_board_stores(code, own, now, told, age):
    """Also on boards made before, whose voices of other ages are stored as neutral."""
    language = Language.of(code)
    male = language.words("voiced.male")[0]
    voice, base = (Voice(male, 120, 215, accent) for accent in (now, own))

    said = voice_in_words(write_voice(voicing.from_the_same(voice, base, language), age, code), language)
    grown = voice_in_words(write_voice(voicing.at_age(base, age, language), age, code), language)

    assert said.endswith(told)
    assert told in said
    assert grown.endswith(told if now != "Irish" else "Nigerian English accent")
    assert told or "accent" not in said + grown


@pytest.mark.parametrize("device", speech.DEVICES, ids=lambda device: device.words["en"])
def test_a_prompt_says_out_of_which_thing_a_voice_comes(device):
    told = lines(("王甲抬头听着", device.heard("zh")))[0]

    assert f"从{device.words['zh']}里传出" in told
    assert "电话" not in told


@pytest.mark.parametrize(
    ("aside", "deed"),
    [
        ("（敲桌子）", True),
        ("（猛地站起）", True),
        ("（突然拍桌）", True),
        ("（缓缓坐下）", True),
        ("（重重推开门）", True),
        ("（猛地提高声音）", False),
        ("（突然哽咽）", False),
        ("（轻轻地）", False),
    ],
)
def test_what_a_body_does_suddenly_or_slowly_beside_a_line_is_no_manner_of_saying_it(aside, deed):
    assert acting.done(aside, ZH) is deed


@pytest.mark.parametrize(
    ("action", "runs"),
    [
        ("MARA bolts the door.", False),
        ("He bolts it shut.", False),
        ("She bolts every shutter.", False),
        ("The boy bolts across the yard.", True),
        ("MARA bolts.", True),
    ],
)
def test_who_bolts_a_door_runs_nowhere(action, runs):
    assert ("running feet" in ambience.sounding(action, EN, EN)) is runs
    assert "running feet" not in ambience.deeds(action)
