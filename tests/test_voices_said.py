"""A voice has the same words in every clip, whatever its line is said like; how it is said is told beside it, and in whole words."""

import itertools
import re
from dataclasses import replace

import pytest

from storyboard import directing, glossary, playing
from storyboard.cast.voicing import tone, voice_in_words
from storyboard.languages import Language
from storyboard.lettering import paired
from storyboard.model import Board, Character, Clip, Part
from storyboard.profiles import load_profiles
from storyboard.render import render
from tests.samples import OFFER, sample

ZH = Language.of("zh")
WAYS = ("", "（喊）", "（小声）", "（怒吼）", "（尖叫着）", "（平静地）")
FILLER = "窗外的雨顺着玻璃一道道往下淌，木桌上的灯把一圈黄光投在旧车票上，灯芯偶尔跳一下，墙上的影子跟着晃一晃，屋里再没有别的东西在动"
PEOPLE = tuple(itertools.product((("男", 98), ("男", 160), ("女", 190), ("女", 225)), (22, 45, 71), (200, 240, 300)))


def said(person: Character, way: str, template: str) -> str:
    """The prompt of a clip in which somebody says a line in a way."""
    first = sample("rain.txt")[0].board.shots[0]
    shot = replace(
        first,
        visual=f"王甲站在桌边。{FILLER}",
        action=way,
        dialogue=replace(first.dialogue, role="王甲", text="走吧。"),
    )
    plain = replace(shot, visual=FILLER, action="", dialogue=replace(first.dialogue, role="", text=""))
    board = Board({"王甲": person}, (shot, *([plain] * 4)))
    return render(board, (Clip((Part(0, "走吧。", shot.tenths, shot.tenths),), 5),), replace(OFFER, template=template))[
        0
    ]


@pytest.mark.few("seed", "template")
@pytest.mark.parametrize("template", sorted({each.template for each in load_profiles().values()}))
@pytest.mark.parametrize("seed", range(0, len(PEOPLE), 5))
def test_the_words_of_a_voice_are_the_same_however_a_line_is_said(seed, template):
    (sex, pitch), age, tempo = PEOPLE[seed]
    looks = f"{sex}，{age}岁，头发（黑色，短发），衣服（灰色，长袍）"
    voice = f"GenderAge（{sex}·{age}岁） PitchMean（{pitch} Hz） Tempo（{tempo} SPM） Accent（东北话）"
    person = Character(age, looks, "王甲", voice)

    for way in WAYS:
        prompt = said(person, way, template)
        bare = way.strip("（）")
        whole = (glossary.voice(voice), voice_in_words(voice, ZH, whole=True))
        told = (*whole, voice_in_words(voice, ZH), voice_in_words(voice, ZH, paced=True))
        assert any(each in prompt for each in told), (way, prompt)
        assert any(each in prompt for each in (*whole, told[-1])) or "平时语速" not in prompt
        assert not bare or bare.rstrip("着") in glossary.chinese(prompt), (way, prompt)


@pytest.mark.parametrize(
    "words", ["客气又着急", "又快又狠", "慢", "很慢很慢", "一句比一句重", "客客气气又透着一股子着急"]
)
@pytest.mark.parametrize("behind", ["", "，眼睛看着门外。", "。他转身走了。", "：“走吧。”"])
def test_how_a_line_is_said_is_cut_within_no_word(words, behind):
    assert directing.manner(f"他站住，话说得{words}{behind}", ZH) == f"话说得{words}"


@pytest.mark.parametrize(
    ("visual", "told"),
    [
        ("贝贝的脑袋从椅边探出，迷迷糊糊把歌唱完", "迷迷糊糊地唱着"),
        ("她低着头，轻轻哼着曲子", "轻轻地唱着"),
        ("她抬起脸，含混地说出来", "含混地"),
        ("他傻愣愣地问出口，手停在盒沿", "傻愣愣地"),
        ("他从马上压下身子，厉声喝令", "厉声"),
        ("他哑着嗓子慢慢说，说完嘴角动了一下", "哑着嗓子慢慢地"),
        ("他说得很轻，说完才敢抬眼看她", "轻声"),
        ("他看看盒底，把盒盖放下", ""),
        ("He says it hushed, gaze still on the lamp.", "hushed"),
        ("He leans back, then asks it in an urgent whisper.", "in an urgent whisper"),
        ("She says it almost kindly, out of one corner of her mouth.", "almost kindly"),
        ("He forces it out hoarsely; she pushes herself up.", "hoarsely"),
        ("She forces out the first two words, and the tears run over.", "forcing the words out"),
        ("He says it barely aloud; her eyes rise.", "barely aloud"),
        ("She draws the hand off the collar and says it dry and firm.", "dry and firm"),
        ("She softly sings, rocking the cradle.", "singing softly"),
        ("He says it straight to her face.", ""),
        ("She says it barely; her eyes rise.", ""),
        ("He asks it, eyes on the tag.", ""),
    ],
)
def test_a_manner_is_in_the_words_of_the_picture_or_there_is_none(visual, told):
    assert directing.manner(visual, Language.of("en") if visual.isascii() else ZH) == told


@pytest.mark.parametrize("ends", ["。", "？", "吗？", "，你说呢？"])
@pytest.mark.parametrize("words", range(1, 9))
def test_a_line_without_a_told_manner_and_without_loud_or_broken_marks_has_none(words, ends):
    assert playing.playing("走" * words + ends, ZH).how == ()
    assert playing.playing("so " * words + ("?" if "？" in ends else "."), Language.of("en")).how == ()


def test_a_place_beside_a_line_is_no_manner():
    person = Character(30, "男，30岁，头发（黑色，短发），衣服（灰色，长袍）", "王甲", "")
    prompt = said(person, "（对岸，远远地）", "sora")

    assert "远远" not in prompt
    assert "对岸" not in prompt


def test_a_manner_ends_where_a_clause_or_a_word_ends():
    for visual in ("他轻声说，手停住。", "她压低声音问他。", "声音越说越低，头埋下去。", "他一字一句念着信。"):
        told = directing.manner(visual, ZH)
        assert told
        assert re.search(re.escape(told), visual)


@pytest.mark.parametrize("marks", ['""', "“”", "「」", "『』"])
@pytest.mark.parametrize("count", range(1, 7))
@pytest.mark.parametrize("behind", ["", " What does she write?", "他说。"])
def test_a_letter_read_out_in_n_pieces_has_balanced_marks_or_none_in_each_and_every_word(count, marks, behind):
    """Marks that stand alone in a piece go; those around a word within it stay."""
    sentences = [f"This is {at}, my {marks[0]}dear{marks[1]} one." for at in range(count)]
    whole = f"{marks[0]}{' '.join(sentences)}{marks[1]}{behind}"
    pieces = [f"{marks[0] if not at else ''}{each}" for at, each in enumerate(sentences)]
    pieces[-1] += marks[1] + behind

    told = [paired(each) for each in pieces]

    for piece in told:
        assert piece.count(marks[0]) % 2 == 0 if marks == '""' else piece.count(marks[0]) == piece.count(marks[1])
        assert f"{marks[0]}dear{marks[1]}" in piece
    strip = str.maketrans("", "", marks + " ")
    assert "".join(told).translate(strip) == whole.translate(strip)
    if count == 1:
        assert told == pieces


@pytest.mark.parametrize(
    "text", ['He said "no".', '5" of pipe, and 6" of rope.', "他说：“好。”“行。”", "", "Don't you 'dare'."]
)
def test_words_whose_marks_are_whole_stay_as_they_are(text):
    assert paired(text) == text


def test_a_way_of_putting_it_on_is_no_accent():
    voice = "GenderAge（男·52岁） PitchMean（125 Hz） Tempo（240 SPM） Accent（四川口音、油滑拿腔、慢条斯理）"

    assert voice_in_words(voice, ZH).endswith("四川口音")
    assert "拿腔" not in voice_in_words(voice, ZH)


SOUNDS = {
    "zh": ("冷硬低沉", "沙哑厚实", "沉稳洪亮", "清朗", "尖亮"),
    "en": ("deep and gravelly", "dry and level", "thin dry tenor", "soft and slightly husky", "booming"),
}
MOMENTS = {
    "zh": ("急了变调", "紧张时发颤", "打官腔", "压着嗓子", "说话总带着笑"),
    "en": ("drops to a sheepish drawl", "cracks when afraid", "softens late", "turns cold under pressure"),
}


def told(accent: str, code: str, age: int = 45) -> str:
    """A man's voice with an accent field, in words."""
    form = {"zh": "GenderAge（男·{1}岁） PitchMean（125 Hz） Tempo（240 SPM） Accent（{0}）"}
    plain = "GenderAge (male·{1}) PitchMean (125 Hz) Tempo (220 SPM) Accent ({0})"
    return voice_in_words(form.get(code, plain).format(accent, age), Language.of(code))


@pytest.mark.parametrize("code", ["zh", "en"])
def test_n_people_of_one_age_and_pitch_whom_a_board_tells_apart_have_n_voices(code):
    joined, place = ("、", "重庆口音") if code == "zh" else (", ", "Texan")
    voices = [told(joined.join((place, sound)), code) for sound in SOUNDS[code]]

    assert len(set(voices)) == len(voices)
    for sound, voice in zip(SOUNDS[code], voices, strict=True):
        assert all(word in voice for word in (sound.split(" and ") if code == "en" else (sound,)))


@pytest.mark.parametrize(("code", "moment"), [(code, each) for code, rows in MOMENTS.items() for each in rows])
def test_the_manner_of_a_moment_is_neither_an_accent_nor_a_voice(code, moment):
    joined, place = ("、", "重庆口音") if code == "zh" else (", ", "American West")

    assert told(joined.join((place, moment)), code) == told(place, code)


@pytest.mark.parametrize(
    ("accent", "said"),
    [
        ("London with a trace of Spanish, young", "Spanish-tinged London accent"),
        ("Northern English of a Ghanaian family, small", "Ghanaian-tinged Northern English accent"),
    ],
)
def test_whatever_an_accent_has_of_another_stands_before_it(accent, said):
    assert told(accent, "en").endswith(said)


@pytest.mark.parametrize(
    "visual",
    [
        "The woman snaps the first words over her shoulder, murmurs the last politely, and runs.",
        "She shouts the first two words and whispers the rest.",
        "He says the last word softly, after a shout.",
        "他前半句低吼，后半句忽然轻下来。",
        "她喊出头两个字，最后一个字轻得听不见，最后三个字轻轻说。",
    ],
)
def test_a_line_that_is_said_in_parts_has_no_manner_that_holds_for_all_of_it(visual):
    assert directing.manner(visual, Language.of("en") if visual.isascii() else ZH) == ""


@pytest.mark.parametrize(
    ("visual", "told"),
    [("The woman murmurs it, the first drop on her cheek.", "murmuring"), ("他的前半张脸在暗里，低吼一声。", "低吼着")],
)
def test_what_is_first_or_last_of_something_else_leaves_the_manner(visual, told):
    assert directing.manner(visual, Language.of("en") if visual.isascii() else ZH) == told


@pytest.mark.parametrize("tempo", [120, 225, 320])
@pytest.mark.parametrize("accent", ["东北话", "普通话"])
def test_a_voice_told_with_its_pace_is_that_voice_and_the_pace(tempo, accent):
    voice = f"GenderAge（女·40岁） PitchMean（210 Hz） Tempo（{tempo} SPM） Accent（{accent}）"
    plain, paced = (voice_in_words(voice, ZH, paced=told) for told in (False, True))
    assert "语速" not in plain
    assert re.sub("，语速[^，]*", "", paced) == plain != paced


@pytest.mark.parametrize(
    ("accent", "said"),
    [
        ("川东峡江话、沙哑苍劲", "沙哑苍劲的中音男声，川东峡江话口音"),
        ("四川口音、嘹亮、拖长腔", "嘹亮的中音男声，四川口音"),
        ("嘹亮、拖长腔", "嘹亮的中音男声"),
        ("话少、沙哑", "沙哑的中音男声"),
    ],
)
def test_a_dialect_is_where_somebody_is_from_and_drawn_out_is_not(accent, said):
    assert told(accent, "zh") == said


@pytest.mark.parametrize(
    ("accent", "said"),
    [
        ("川东峡江话、沙哑苍劲", "aged 45, in a mid-pitched, raspy, weathered man's voice, usually at a steady pace, eastern Sichuan accent"),
        ("斯瓦希里口音的生硬汉语、温和", "aged 45, in a mid-pitched, mild man's voice, usually at a steady pace, Swahili-tinged broken Chinese accent"),
        ("普通话、河南口音、低沉", "aged 45, in a deep man's voice, usually at a steady pace, Henan-tinged Mandarin accent"),
    ],
)  # fmt: skip
def test_a_chinese_voice_is_heard_in_english_as_its_board_has_it(accent, said):
    assert glossary.voice(f"GenderAge（男·45岁） PitchMean（125 Hz） Tempo（265 SPM） Accent（{accent}）") == said


@pytest.mark.parametrize(
    ("code", "sex", "said"),
    [
        ("en", "male", "men's voices"),
        ("en", "female", "women's voices"),
        ("en", "group", "people's voices"),
        ("zh", "男", "男声"),
        ("zh", "群体", "多人声"),
    ],
)
def test_a_crowd_of_one_sex_has_voices_of_that_sex(code, sex, said):
    form = {"zh": "GenderAge（{}·40岁） PitchMean（125 Hz） Tempo（240 SPM） Accent（四川口音）"}
    plain = "GenderAge ({}·40) PitchMean (125 Hz) Tempo (220 SPM) Accent (Texan)"
    words = voice_in_words(form.get(code, plain).format(sex), Language.of(code), many=True)

    assert said in words
    assert words.endswith("四川口音" if code == "zh" else "Texan accent")


@pytest.mark.parametrize(("pitch", "low"), [(90, "low voice"), (125, "mid-pitched voice"), (160, "high voice")])
def test_the_tone_of_a_voice_is_how_high_it_is(pitch, low):
    assert tone(f"GenderAge (male·40) PitchMean ({pitch} Hz) Tempo (220 SPM) Accent (Texan)", Language.of("en")) == low


@pytest.mark.parametrize("sound", sorted(glossary._words("sounded").values()))
def test_english_for_how_somebody_sounds_is_no_other_tables_word(sound):
    """What reads an English prompt back into Chinese leaves a voice as it is."""
    assert glossary.chinese(f"in a low, {sound} man's voice") == f"in a low, {sound} man's voice"
