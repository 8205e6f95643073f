"""Prompts in the words of Seedance, Kling and H3, as their makers' guides have them: marks, order of what is told, voices in words."""

import re
from dataclasses import replace

import pytest

from storyboard import glossary
from storyboard.assets import set_off
from storyboard.check import check_prompts, lines_of
from storyboard.check.told import clip_reading
from storyboard.languages import Language
from storyboard.lettering import marked_lettering
from storyboard.library import Library
from storyboard.model import Clip, Part
from storyboard.pack import pack
from storyboard.render import lengthy, one_line, render
from storyboard.render.by_clip import _is_voice
from tests.samples import NAMES, OFFER, sample

THIRD = Library(chosen={"render": "v3"})
FORMS = ("kling", "seedance", "h3")


def told(done, template, clips=None):
    return render(done.board, clips or done.clips, replace(OFFER, template=template), done.cast, THIRD)


@pytest.mark.parametrize("template", FORMS)
def test_prompts_of_each_form(template, golden):
    """Two clips in each, Chinese and English, as files to read."""
    for name in ("rain.txt", "lastbus.txt"):
        done = sample(name)[0]
        golden(f"render/v3/{template}-{name}", "\n=====\n".join(told(done, template, done.clips[:2])))


@pytest.mark.few("template", "name")
@pytest.mark.parametrize(
    ("template", "was", "instead", "name"),
    [
        ("seedance", "{打烊了。}", "{打烊啦。}", "altered"),
        ("seedance", "26岁，黑色长发，", "36岁，黑色长发，", "prompt-person"),
        ("seedance", "运镜：中景，固定。", "运镜：远景，固定。", "prompt-field"),
        ("seedance", "音效：<门上的风铃响了>。", "", "prompt-action"),
        ("seedance", "柔和的中音女声", "苍老的低音女声", "prompt-field"),
        ("kling", "接着，[男子", "接着，[女子", "wrong-speaker"),
        ("kling", "[女子，", "[男子，", "wrong-speaker"),
        ("h3", "<d>[Chinese] 打烊了。</d>", "<d>[Chinese] 打烊。</d>", "altered"),
        ("h3", "warm lamplight with detail in the shadows, ", "", "prompt-field"),
    ],
)
def test_a_fault_put_into_a_prompt_of_a_form_is_found(template, was, instead, name):
    done = sample("rain.txt")[0]
    prompts = list(told(done, template))
    assert was in prompts[0]
    prompts[0] = prompts[0].replace(was, instead, 1)

    offer, lines = replace(OFFER, template=template), lines_of(done.script, done.episode)
    faults = check_prompts(prompts, done.clips, done.board, lines, offer, done.cast, THIRD)

    assert name in {fault.rule for fault in faults}


def test_seedance_keeps_each_mark_for_what_it_means_there():
    """Round brackets are music, {} is speech, <> sound, 【】 words to be seen: none stands for anything else, however many shots."""
    for name in NAMES:
        for done in sample(name):
            for prompt, clip in zip(told(done, "seedance"), done.clips, strict=True):
                bare = re.sub(r"\{.*?\}", "", prompt)
                assert not re.search(r"[（）()]|GenderAge|\{|\}", bare)
                spoken = [part.text for part in clip.parts if re.search(r"\w", part.text)]
                assert re.findall(r"\{(.*?)\}", prompt) == [one_line(text) for text in spoken]


def test_h3_gives_each_cut_its_moment_each_speaker_one_number_and_each_field_once():
    done = sample("lastbus.txt")[0]
    for prompt, clip in zip(told(done, "h3"), done.clips, strict=True):
        moments = [
            int(m) * 60 + float(s) for m, s in re.findall(r"At (\d\d):(\d\d\.\d{3}), the camera cuts to", prompt)
        ]
        begins = [sum(part.duration for part in clip.parts[:at]) / 10 for at in range(1, len(clip.parts))]

        assert moments == begins
        assert re.findall(r"^(\w+): ", prompt, re.MULTILINE) == [
            "integrated_multimodal_description", "overall_soundscape", "non_diegetic_music",
        ]  # fmt: skip
        speakers = re.findall(r"Line: (.+?)(?: \([^()]*\))? \((S\d)\)", prompt)
        assert len({number for _, number in speakers}) == len({who.casefold() for who, _ in speakers})


def test_words_in_the_scripts_own_marks_for_writing_are_seen():
    assert marked_lettering("△手机短信：【到账 30000 元】") == ("到账 30000 元",)
    assert marked_lettering("△【音效】叮咚一声") == ()
    assert set_off("屏幕上写着“别来”。", ["别来"], "【】", quoted=True) == "屏幕上写着【别来】。"
    assert set_off("末行的“永昌”正对着“永”字。", ["永"], "【】", quoted=True) == "末行的“永昌”正对着【永】字。"
    assert set_off("末行的“永昌”。", ["永"], "【】", quoted=True) == "末行的“永昌”。"
    for plain in ("画右的卧牛石旁是鹅蛋脸", "往右看", "蛋糕"):  # one character is read where it is written alone
        assert set_off(plain, ["右", "蛋", "往", "糕"], "【】", quoted=True) == plain
    assert (
        set_off("红漆大字糕，依次是“蛋”“右”", ["右", "蛋", "糕"], "【】", quoted=True)
        == "红漆大字【糕】，依次是【蛋】【右】"
    )


def test_a_version_without_a_models_own_form_tells_it_as_before():
    done = sample("rain.txt")[0]
    offer = replace(OFFER, template="h3", template_before="prose")

    for version in ("v1", "v2"):
        old = Library(chosen={"render": version})
        assert render(done.board, done.clips, offer, done.cast, old) == render(
            done.board, done.clips, replace(OFFER, template="prose"), done.cast, old
        )


def test_clips_go_apart_where_their_prompt_would_be_longer_than_advised_and_it_costs_a_second_each_at_most():
    done = sample("rain.txt")[0]
    for size in (200, 300):
        offer = replace(OFFER, template="seedance", lengths=tuple(range(4, 16)), advised_size=size)
        long = lengthy(done.board, offer, done.cast, THIRD)

        plain, heeding = pack(done.board, offer), pack(done.board, offer, lengthy=long)

        over = [
            sum(len(clip.parts) > 1 and long(clip.parts[0].shot, clip.parts[-1].shot + 1) for clip in clips)
            for clips in (plain, heeding)
        ]
        paid = [sum(clip.seconds for clip in clips) for clips in (plain, heeding)]
        assert over[1] < over[0]
        assert paid[1] <= paid[0] + over[0] - over[1]


@pytest.mark.parametrize("size", [100, 150, 200, 300])
def test_a_prompt_is_longer_by_each_advised_length_that_it_has_begun_beyond_the_first(size):
    done = sample("rain.txt")[0]
    offer = replace(OFFER, template="seedance", advised_size=size)
    long = lengthy(done.board, offer, done.cast, THIRD)
    over = [long(0, stop) for stop in range(1, len(done.board.shots) + 1)]
    assert over == sorted(over)
    assert over[-1] > over[0]
    assert over[-1] > 1


@pytest.mark.parametrize(
    ("file", "sound", "picture", "stays"),
    [
        ("rain.txt", "雨声盖过一切", "雨越下越密，雨声盖过一切。", False),
        ("rain.txt", "当的一声", "雾里当的一声铝响，她肩膀一跳。", False),
        ("rain.txt", "雨声", "雨丝斜打在裂土上。", True),
        ("lastbus.txt", "a screech of metal", "He pulls; a screech of metal, and the door swings open.", False),
        ("lastbus.txt", "rain", "The rain runs down the pane.", True),
    ],
)
@pytest.mark.parametrize("template", FORMS)
def test_a_sound_that_the_picture_tells_word_for_word_is_told_once(template, file, sound, picture, stays):
    """One that the picture only shows is told as a sound too."""
    done = sample(file)[0]
    key = "，音效：" if file == "rain.txt" else ", sound: "
    first = done.board.shots[0]
    shot = replace(first, visual=picture, action="", style_tags=f"{first.style_tags}{key}{sound}")
    board = replace(done.board, shots=(shot, *done.board.shots[1:]))
    prompt = render(board, done.clips[:1], replace(OFFER, template=template), done.cast, THIRD)[0]
    shown = prompt.split("[Shot 2]")[0].split("Shot 2")[0].split("镜头2")[0]
    field = {"kling": "现场声里，|[Oo]ne hears ", "seedance": "音效：|Sound: ", "h3": "Sound: |One hears: "}[template]
    heard = re.search(rf"(?:{field})([^\n]*?)(?:。|；|\.(?= |$)|; |$)", shown, re.MULTILINE)
    names_it = bool(heard) and any(each in heard[1] for each in (sound, glossary.english(sound)))
    assert names_it == stays

    faults = list(
        check_prompts([prompt], done.clips[:1], board, (), replace(OFFER, template=template), done.cast, THIRD)
    )
    assert not [each.message for each in faults if each.rule == "prompt-field" and sound in each.message]
    if not stays and template == "seedance":
        key = "音效：" if file == "rain.txt" else "Sound: "
        twice = prompt.replace(key, f"{key}<{sound}>，", 1) if key in prompt else prompt
        assert twice == prompt or {"prompt-field", "added"} & {
            each.rule for each in check_prompts([twice], done.clips[:1], board, (), replace(OFFER, template=template), done.cast, THIRD)
        }  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_camera_in_the_hand_comes_to_no_rest(lang):
    """One that pans or pushes does."""
    done = sample("rain.txt" if lang == "zh" else "lastbus.txt")[0]
    ends = "后停住" if lang == "zh" else "comes to rest"
    for camera, rests in (("近景，手持晃动", False), ("近景，缓慢推近", True)) if lang == "zh" else (
        ("close-up, handheld", False), ("close-up, slow push in", True),
    ):  # fmt: skip
        board = replace(done.board, shots=tuple(replace(each, camera=camera) for each in done.board.shots))
        kling = replace(OFFER, template="kling")
        assert (ends in render(board, done.clips[:1], kling, done.cast, THIRD)[0]) == rests


@pytest.mark.parametrize(
    ("file", "how", "told_again"),
    [
        ("rain.txt", "苍老男声", False),
        ("rain.txt", "苍老的男声", False),
        ("rain.txt", "发颤的男声", True),
        ("lastbus.txt", "an aged man's voice", False),
        ("lastbus.txt", "a trembling man's voice", True),
    ],
)
def test_how_a_line_is_said_is_no_more_than_whose_voice_it_is(file, how, told_again):
    """The voice says so itself."""
    voice = {"rain.txt": "GenderAge（男·70岁） PitchMean（110 Hz） Tempo（190 SPM） Accent（苍老低哑）", "lastbus.txt": "GenderAge (male·70) PitchMean (100 Hz) Tempo (190 SPM) Accent (aged and hoarse)"}[file]  # fmt: skip
    assert _is_voice(how, voice, Language.of("zh" if file == "rain.txt" else "en")) != told_again


@pytest.mark.parametrize("seen", [1, 2, 3])
def test_the_whole_tells_everybody_once_whatever_they_wear(seen):
    """Somebody who takes a coat off is no second person."""
    done = sample("lastbus.txt")[0]
    name = next(iter(done.board.character_setting))
    now = f"[Now: {name}, clothes (red, T-shirt)]"
    shots = [replace(each, visual=f"{name} stands there.{now if at % 2 else ''}", action="") for at, each in enumerate(done.board.shots)]  # fmt: skip
    clip = replace(done.clips[0], parts=tuple(Part(at, "", 20, 20) for at in range(seen)))
    (prompt,) = render(
        replace(done.board, shots=tuple(shots)), [clip], replace(OFFER, template="wan"), done.cast, THIRD
    )
    said = prompt.splitlines()[0]
    assert "In it: " in said
    assert not re.search(r" and |;", said.split("In it: ")[1].split(". ")[0].split(" with ")[0])


@pytest.mark.parametrize("template", ["kling", "seedance", "h3", "sora", "wan", "story", "frame", "prose"])
@pytest.mark.parametrize(
    ("file", "how", "accent"),
    [
        ("rain.txt", "（苍老男声）", "苍老低哑"),
        ("lastbus.txt", "(an aged man's voice)", "aged and hoarse"),
        ("lastbus.txt", "", "bright tenor"),
    ],
)
def test_a_line_in_whichever_voice_is_read_back_as_it_was_told(file, how, accent, template):
    """A bright tenor, aged 25, is no look of his; a voice that the script has beside the line is told once."""
    done = sample(file)[0]
    at = next(n for n, each in enumerate(done.board.shots) if each.dialogue.text)
    shot, role = done.board.shots[at], done.board.shots[at].dialogue.role
    code = "zh" if file == "rain.txt" else "en"
    voice = {"zh": f"GenderAge（男·70岁） PitchMean（110 Hz） Tempo（190 SPM） Accent（{accent}）", "en": f"GenderAge (male·70) PitchMean (135 Hz) Tempo (190 SPM) Accent (British, {accent})"}[code]  # fmt: skip
    people = done.board.character_setting | {role: replace(done.board.character_setting[role], voice=voice)}
    shots = [replace(each, action=how) if n == at else each for n, each in enumerate(done.board.shots)]
    board = replace(done.board, shots=tuple(shots), character_setting=people)
    clips = [Clip((Part(at, shot.dialogue.text, shot.tenths, shot.tenths),), 8)]
    offer = replace(OFFER, template=template)

    (prompt,) = render(board, clips, offer, done.cast, THIRD)
    faults = check_prompts([prompt], clips, board, (), offer, done.cast, THIRD)

    assert not {each.rule for each in faults} & {"altered", "prompt-action", "wrong-speaker"}, prompt
    assert how.strip("（）()") not in prompt or not how


@pytest.mark.parametrize(
    ("name", "first", "last"), [("rain.txt", "人物：", "现场声里"), ("lastbus.txt", "Cast: ", "One hears")]
)
def test_kling_hears_a_line_right_behind_the_deed_and_knows_its_people_before_it(name, first, last):
    """Who is first seen stands before the picture; nothing stands between picture and line but the word for it."""
    done = sample(name)[0]
    shots = [
        line for prompt in told(done, "kling") for line in prompt.splitlines() if re.match(r"(?:镜头|Shot )\d", line)
    ]

    assert any(first in line for line in shots)
    for line in shots:
        spoken = re.search(r"台词：|Line: ", line)
        assert not (spoken and last in line[: spoken.start()])
        assert first not in line[line.index("：" if "镜头" in line[:2] else ":") + 40 :] or line.index(first) < 80


@pytest.mark.parametrize("template", ["kling", "seedance", "sora", "wan"])
def test_a_clean_picture_of_a_style_is_no_rule(template):
    """A director's style may end with words that a rule has too."""
    done = sample("rain.txt")[0]
    shots = tuple(replace(shot, style_tags="写实，画面干净") for shot in done.board.shots)
    board = replace(done.board, shots=shots)
    offer, lines = replace(OFFER, template=template), lines_of(done.script, done.episode)
    prompts = render(board, done.clips, offer, done.cast, THIRD)

    assert any("画面干净" in prompt for prompt in prompts)
    faults = check_prompts(prompts, done.clips, board, lines, offer, done.cast, THIRD)
    assert not {fault.rule for fault in faults} & {"prompt-rule"}


def test_looks_of_a_list_in_klings_words_are_read_as_the_board_has_them():
    own = clip_reading("kling", THIRD)
    rows, body = own.apart("（3秒）：中景：人物：男子：30岁，黑色短发、面白、下巴光洁，穿灰色布衫。男子站住。")

    assert rows == [("男子", "30岁，黑色短发、面白无须，穿灰色布衫")]
    assert body.endswith("男子站住。")
