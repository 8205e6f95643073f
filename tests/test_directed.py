"""Prompts in a director's words: voices, something to do for who speaks, light by the script, sounds with the sounds, levels of detail."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from storyboard import lighting, palettes, playing
from storyboard.assets import set_off
from storyboard.cast.voicing import voice_in_words
from storyboard.check import check_prompts, lines_of
from storyboard.languages import Language
from storyboard.model import DETAILS, Clip, Dialogue, Part
from storyboard.render import left_out, render
from storyboard.render.words import written_size
from tests.samples import NAMES, OFFER, sample, work

TEMPLATES = ("sora", "kling", "seedance", "h3", "prose", "wan", "story", "frame")
ZH, EN = Language.of("zh"), Language.of("en")


def told(shots, board, template="sora", **offer):
    """(the prompt of one clip of these shots, the rules that it breaks)."""
    board = replace(board, shots=tuple(shots))
    parts = tuple(Part(at, shot.dialogue.text, shot.tenths, shot.tenths) for at, shot in enumerate(board.shots))
    clip = Clip(parts, sum(part.duration for part in parts) // 10)
    wanted = replace(OFFER, template=template, **offer)
    (prompt,) = render(board, (clip,), wanted)
    rules = {fault.rule for fault in check_prompts((prompt,), (clip,), board, (), wanted)}
    return prompt, rules & {"prompt-field", "prompt-action", "prompt-person", "prompt-rule", "name-leak", "invented"}


@pytest.mark.parametrize(
    ("code", "board", "said"),
    [
        ("zh", "GenderAge（女·27岁） PitchMean（215 Hz） Tempo（270 SPM） Accent（普通话）", "柔和的中音女声"),
        ("zh", "GenderAge（男·70岁） PitchMean（105 Hz） Tempo（230 SPM） Accent（四川话）", "沙哑的低音老年男声，四川话口音"),
        ("en", "GenderAge (male·8) PitchMean (265 Hz) Tempo (250 SPM) Accent (neutral)", "in a mid-pitched, bright boy's voice"),
        ("en", "GenderAge (female·66) PitchMean (180 Hz) Tempo (225 SPM) Accent (Irish)", "in a low, weathered old woman's voice, Irish accent"),
        ("en", "as the user wrote it", "as the user wrote it"),
    ],
)  # fmt: skip
def test_a_voice_is_said_in_words(code, board, said):
    assert voice_in_words(board, Language.of(code)) == said


@pytest.mark.few("name", "template")
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_no_prompt_has_codes_filler_or_a_speaker_with_nothing_to_do(template, name):
    """And every one passes the check that knows nothing of the renderer, in each form: all fields once, names restored, every line word for word."""
    for done in sample(name):
        offer = replace(OFFER, template=template)
        prompts = render(done.board, done.clips, offer, done.cast)
        faults = check_prompts(prompts, done.clips, done.board, lines_of(done.script, done.episode), offer, done.cast)

        assert [str(fault) for fault in faults] == []
        text = "\n".join(prompts)
        assert not re.search(r"GenderAge|\bHz\b|SPM|每分钟|(?<!不)在画面里。| in frame\.|\n\n\n", text)
        assert not re.search(r"隐约|faint|室内底噪，|room tone, ", text)


def test_who_speaks_looks_at_somebody_of_the_clip_with_a_face_by_the_words():
    """A picture that ends with the speaker goes on; another look, face or deed than the words have is found, and none."""
    board = sample("rain.txt")[0].board
    first, second = board.shots[1], board.shots[2]
    asked = replace(second, action="", dialogue=Dialogue("陈默", "你还在等我吗？"))

    prompt, faults = told((first, asked), board)

    assert faults == set()
    face = next(each for each in playing.playing("你还在等我吗？", ZH).face if each in prompt)
    assert re.search(r"(?:看着|对着|转向)女子", prompt)
    for broken in (
        prompt.replace(face, "神情专注"),
        prompt.replace(face, ""),
        re.sub("，(?:微微侧头|抬起头)", "", prompt),
        re.sub("，(?:微微侧头|抬起头)", "，点点头", prompt),
    ):
        parts = tuple(Part(at, shot.dialogue.text, shot.tenths, shot.tenths) for at, shot in enumerate((first, asked)))
        clip = Clip(parts, sum(part.duration for part in parts) // 10)
        found = check_prompts((broken,), (clip,), replace(board, shots=(first, asked)), (), OFFER)
        assert "prompt-field" in {fault.rule for fault in found}


PICTURE = "林晚从吧台后面直起身，右手慢慢放下白瓷杯，杯底碰到木台面；她的目光越过杯沿落在门口，下巴一点点收紧，左手仍按着湿抹布，停在那里不动"
"""As a director writes it: the face and the deed are in it."""


def test_a_picture_that_tells_face_and_deed_by_itself_gets_neither_told_again():
    """Done twice, a finished deed is done again; what the picture does not show is told as before, and words to be read always are."""
    board = sample("rain.txt")[0].board
    who = next(shot.dialogue.role for shot in board.shots if shot.dialogue.role)
    picture = PICTURE.replace("林晚", who)
    shot = replace(board.shots[1], visual=picture, action=f"{who}慢慢放下白瓷杯。外面一声惊雷劈断老槐树。")

    prompt, faults = told((shot,), board)

    assert faults == set()
    assert prompt.count("放下白瓷杯") == 1
    assert "劈断老槐树" in prompt

    spoken = replace(shot, action="", dialogue=Dialogue(who, "你还在等我吗？"))
    prompt, faults = told((spoken,), board)
    assert faults == set()
    assert not any(face in prompt for face in playing.playing("你还在等我吗？", ZH).face)

    cut = replace(shot, visual=picture[:40])
    prompt, faults = told((cut,), board)
    assert faults == set()
    assert prompt.count("放下白瓷杯") == 2


def test_what_the_script_says_of_a_line_is_what_is_played():
    board = sample("rain.txt")[0].board
    quiet = replace(board.shots[2], action="（低着头）", dialogue=Dialogue("陈默", "你还在等我吗？"))

    prompt, faults = told((board.shots[1], quiet), board)

    assert faults == set()
    assert "，低着头：" in prompt
    assert not re.search("带着疑问|眉梢微扬|神情探询", prompt)


@pytest.mark.parametrize("template", TEMPLATES)
def test_words_called_out_in_an_action_are_spoken_ones(template):
    """No rule says that nobody speaks; words that stand written are none."""
    board = sample("rain.txt")[0].board
    shot = replace(board.shots[3], visual="苏晴站在门口", action="人群里有人喊了一声：“快点”。苏晴回头。")

    prompt, faults = told((board.shots[1], shot), board, template)

    assert faults == set()
    silence = {"kling": "人物全程沉默", "h3": "nobody speaks"}.get(template, "没有人说话")
    assert silence not in prompt
    assert silence in told((replace(shot, action="招牌上写着“快点”。"),), board, template)[0]


def test_a_sound_alone_stands_with_the_sounds_and_its_place_is_seen():
    board = sample("lastbus.txt")[0].board
    place = board.shots[0].location.partition(" (")[0]
    shot = replace(board.shots[0], visual=f"{place}, the movement whole and clear", action="A foghorn blows twice.")

    prompt, faults = told((shot,), board)

    assert faults == set()
    assert "Scene: An empty view of the night bus." in prompt
    assert re.search(r"^Ambient sound: a foghorn blows twice, ", prompt, re.MULTILINE)


def test_light_goes_by_what_burns_in_the_script_and_by_a_covered_sky():
    shot = sample("rain.txt")[0].board.shots[0]
    fire = replace(shot, time="晚上", location="山坡（外）", action="篝火烧得正旺。")

    assert (
        lighting.SceneLight((fire, replace(fire, action="她提着灯笼走来。")), ZH).source() == "跳动的火光与周围的暗部"
    )
    assert lighting.SceneLight((replace(fire, time="白天", weather="晴"),), ZH).source() == ""
    assert lighting.SceneLight((replace(fire, time="傍晚", weather="大雪", action=""),), ZH).source() == "阴天的散射光"
    assert "灯火的暖光" not in told((fire,), sample("rain.txt")[0].board)[0]
    assert lighting.SceneLight((replace(fire, action="他举起枪，她尖叫。"),), ZH).mood == "气氛紧张"
    assert lighting.SceneLight((replace(fire, action="Nothing."),), EN).mood == ""


def test_levels_of_detail_bring_a_prompt_to_its_makers_size():
    """As few as are needed; lines, people and places stay; nothing that is left out without need passes the check."""
    done = sample("rain.txt")[0]
    plain = replace(OFFER, template="seedance")
    whole = render(done.board, done.clips, plain, done.cast)
    most = max(written_size(prompt, "zh") for prompt in whole)
    before = DETAILS
    for size in (most, most - 40):
        offer = replace(plain, advised_size=int(size), levels=DETAILS)
        prompts, without = (
            render(done.board, done.clips, offer, done.cast),
            left_out(done.board, done.clips, offer, done.cast),
        )
        lines = lines_of(done.script, done.episode)

        assert check_prompts(prompts, done.clips, done.board, lines, offer, done.cast) == ()
        for prompt, long, left in zip(prompts, whole, without, strict=True):
            assert left == DETAILS[: len(left)]
            assert (prompt == long) == (not left or len(prompt) == len(long))
            assert re.findall(r"\{.*?\}|地点：\w+", prompt) == re.findall(r"\{.*?\}|地点：\w+", long)
        assert max(map(len, without)) <= len(before)
        before = DETAILS
    assert any(without)
    short = tuple(re.sub("，?以[^，。]+为主色|，?色板：[^，。]+", "", prompt) for prompt in whole)
    offer = replace(plain, advised_size=2000, levels=DETAILS)
    assert check_prompts(short, done.clips, done.board, lines, offer, done.cast) != ()


@pytest.mark.parametrize(
    ("changed", "there", "gone"),
    [
        ({"location": 'LONG-HAUL VESSEL "PATIENCE" - COMMAND NOOK (inside)'}, "patience", '"patience"'),
        ({"visual": 'The screen fills the picture, straight and close. On it in white letters: "YOU HAVE 1,611 MESSAGES"'}, "YOU HAVE 1,611 MESSAGES", "1, 611"),
    ],
)  # fmt: skip
def test_what_a_ship_is_called_is_not_read_in_the_picture_and_a_figure_stays_whole(changed, there, gone):
    board = sample(next(name for name in NAMES if sample(name)[0].script.language == "en"))[0].board
    shot = replace(board.shots[0], action="", dialogue=Dialogue("", ""), **changed)

    prompt, faults = told((shot,), board)

    assert there in prompt
    assert gone not in prompt
    assert faults <= {"invented"} if "visual" in changed else faults == set()


WHOLE = "画面先是那扇窗，玻璃外大片的雪密密往下落；镜头慢慢拉远，窗前露出旧木书桌和台灯，陈默裹着毛毯坐在画右的桌边，侧脸对着雪窗，肩膀缩着"


@pytest.mark.parametrize("action", ["窗外大雪。陈默抓起电话。", "窗外大雪。陈默四十九岁，", "陈默抓起电话。"])
def test_a_directors_picture_is_a_sentence_and_what_is_done_behind_it_has_its_own_subject(action):
    board = sample("rain.txt")[0].board
    shot = replace(board.shots[0], visual=WHOLE, action=action, dialogue=Dialogue("", ""))

    prompt, faults = told((shot,), board)

    assert faults == set()
    assert not re.search("，(?:抓起电话|四十九岁)", prompt)


def test_a_line_says_that_its_speaker_is_not_seen_and_the_picture_does_not():
    board = sample("rain.txt")[0].board
    heard = ZH.word("staging.told.heard").format("苏晴")
    said = Dialogue("苏晴", "你还在等我吗？")
    shot = replace(board.shots[0], visual=f"{WHOLE}，{heard}", action="（电话音，不在画面）", dialogue=said)

    prompt, faults = told((shot,), board)

    assert faults == set()
    assert "只听见声音" not in prompt


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("aged 64, tagged with a 4", "aged 64, tagged with a 【4】"),
        ("on it “4” and 64", "on it 【4】 and 64"),
        ("aged 64", "aged 64"),
    ],
)
def test_a_figure_that_is_read_is_set_off_where_it_stands_alone(text, told):
    assert set_off(text, ["4"], "【】", quoted=True) == told


def test_whoever_is_told_in_a_scene_of_their_youth_is_who_speaks_there(tmp_path):
    """`Isla at seventeen, her father …` beside YOUNG ISLA means her: one phrase stands for both names, and the lines are hers."""
    whole = (Path(__file__).parent / "gold" / "people" / "scripts" / "fifteenth-en-116.txt").read_text("utf-8")
    (tmp_path / "youth.txt").write_text(whole.partition("INT. LIGHTHOUSE - LAMP ROOM - DAWN")[0], "utf-8")
    (done,) = work(tmp_path / "youth.txt")
    said = lines_of(done.script, done.episode)
    faults = check_prompts(done.prompts, done.clips, done.board, said, OFFER, done.cast)

    assert "YOUNG ISLA" in done.board.character_setting
    assert [str(fault) for fault in faults if fault.rule == "wrong-speaker"] == []


@pytest.mark.parametrize(
    ("weather", "visual", "covered"),
    [
        ("thick fog", "A wall of white", True),
        ("fog tearing open, sun", "A wall of white", False),
        ("rain, sunny spells", "A wall of white", False),
        ("fog, no sun", "A wall of white", True),
        ("thick fog", "The wall rips open and sunlight floods the deck", False),
    ],
)
def test_no_covered_sky_is_made_up_over_a_sun_that_the_weather_or_the_picture_tells(weather, visual, covered):
    shot = replace(sample("rain.txt")[0].board.shots[0], time="day (morning)", location="RIVER (outside)")
    here = replace(shot, weather=weather, visual=visual, style_tags="realistic", action="")
    light = lighting.covered_sky(EN) if covered else ""
    assert lighting.SceneLight((here,), EN).source(here) == light


@pytest.mark.parametrize(
    ("weather", "covered"), [("大雾", True), ("雾散出太阳", False), ("太阳雨", False), ("雾，没有太阳", True)]
)
def test_no_covered_sky_is_made_up_over_a_sun_of_chinese_weather(weather, covered):
    shot = replace(
        sample("rain.txt")[0].board.shots[0], time="白天", location="河面（外）", style_tags="写实", action=""
    )
    assert bool(lighting.SceneLight((replace(shot, weather=weather, visual="白茫茫一片"),), ZH).source()) is covered


@pytest.mark.parametrize(
    ("accent", "said"),
    [
        ("东北口音、苍老温厚、慢悠悠、话里有话", "东北口音"),
        ("东北口音、懒洋洋、带点笑话人的腔", "东北口音"),
        ("四川话、爽脆", "四川话口音"),
        ("带点山东腔", "山东口音"),
    ],
)
def test_what_somebody_means_by_their_tone_is_no_accent(accent, said):
    board = f"GenderAge（女·60岁） PitchMean（190 Hz） Tempo（225 SPM） Accent（{accent}）"
    told = voice_in_words(board, Language.of("zh"))

    assert told.endswith(said)
    assert told.count("口音") == 1


@pytest.mark.parametrize("accent", ["北方乡音普通话", "北方乡音的普通话", "北方味儿的普通话"])
def test_a_standard_language_with_an_accent_is_told_by_the_accent_alone(accent):
    board = f"GenderAge（女·30岁） PitchMean（190 Hz） Tempo（225 SPM） Accent（{accent}）"

    assert voice_in_words(board, Language.of("zh")).endswith("，北方口音")


@pytest.mark.parametrize(("fog", "sun"), [("浓雾", "晴"), ("fog", "clear")])
def test_a_place_has_no_colours_of_other_weather_and_what_its_director_says_of_them_stands_alone(fog, sun):
    """A cabin in the fog was told gold and pale blue, for so it is when the sun comes through."""
    zh = fog == "浓雾"
    first = sample("rain.txt")[0].board.shots[0]
    grey, gold = ("死白、冷灰为主色", "以暖金、淡蓝为主色") if zh else ("flat light", "palette of gold and pale blue")
    shots = [replace(first, weather=fog, style_tags=grey), replace(first, weather=sun, style_tags=gold)]
    told = palettes.Colours(shots, Language.of("zh" if zh else "en"))

    assert told.here(0) == (grey if zh else "")
    assert told.here(1) == gold


@pytest.mark.parametrize(
    ("accent", "said"),
    [("斯瓦希里口音的生硬汉语", "，说生硬汉语带斯瓦希里口音"), ("意大利口音的中文", "，说中文带意大利口音"), ("四川口音的普通话", "，四川口音")],
)  # fmt: skip
def test_a_language_with_the_accent_of_another_is_no_accent_of_an_accent(accent, said):
    board = f"GenderAge（男·30岁） PitchMean（120 Hz） Tempo（225 SPM） Accent（{accent}）"

    assert voice_in_words(board, Language.of("zh")).endswith(said)


def test_an_accent_in_another_language_is_told_by_where_it_is_from():
    board = "GenderAge (female·70) PitchMean (180 Hz) Tempo (150 SPM) Accent (Greek accent in English slow and exact)"

    assert voice_in_words(board, Language.of("en")).endswith(", Greek accent")
