"""Hearing a take: what was said against what had to be said, what an ear is asked, what it costs, what is seen."""

import json
import signal
import subprocess
import sys
import time
from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard.config import Listen
from storyboard.ears import HearingStore
from storyboard.ears.remote import RemoteEar
from storyboard.errors import ModelError, UsageError
from storyboard.hearing import judge
from storyboard.hearing.folding import tokens
from storyboard.hearing.times import STEP, ended, trimmed
from storyboard.languages import Language
from storyboard.media import FilmWriter, samples_of
from storyboard.media.encode import RATE
from storyboard.media.looks import Watched, watch
from storyboard.media.sound import Sound, sound_of
from storyboard.model import Board, Character, Due, Hearing, LineHeard, TakeHeard, Word
from storyboard.production.audition import Audition, AuditionPart
from storyboard.production.listening import Proved, Take
from storyboard.production.pace import tempo_advice
from storyboard.speech import seconds_to_speak
from tests.ears import Ears, spread

LINES = {
    "zh": ("你昨天晚上到底去了哪里？", "这封信藏在地板下面，没有人知道。", "我等了你整整十年。"),
    "en": (
        "You never told me you were leaving.",
        "The key is under the flower pot by the door.",
        "I waited ten years for you.",
    ),
}


def due_of(language):
    return tuple(Due(n + 2, f"R{n}", text, 2.0 + 4 * n, 6.0 + 4 * n) for n, text in enumerate(LINES[language]))


SPANS = ((0.0, 2.0), (2.0, 6.0), (6.0, 10.0), (10.0, 14.0), (14.0, 16.0))


def heard(*said, ear="recorded"):
    """A hearing of (text, start, end) stretches."""
    words = tuple(Word(*word) for text, start, end in said for word in spread(text, start, end))
    return Hearing((words,), 16.0, ear)


def as_said(language, **changed):
    """All lines at their time, some of them otherwise: `as_said("zh", r1="…")`; an empty one is not said."""
    rows = [(changed.get(f"r{n}", text), 2.2 + 4 * n, 5.5 + 4 * n) for n, text in enumerate(LINES[language])]
    return [row for row in rows if row[0]]


def verdicts(language, *said, names=()):
    found = judge(due_of(language), heard(*said), language, SPANS, names)
    return [line.verdict for line in found.lines], found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_lines_that_are_said_are_right_with_the_times_of_their_words(language):
    told, found = verdicts(language, *as_said(language))
    assert told == ["said"] * 3
    assert found.right
    assert found.score == 1
    assert [(round(line.start, 1), round(line.end, 1)) for line in found.lines] == [
        (2.2, 5.5),
        (6.2, 9.5),
        (10.2, 13.5),
    ]


@pytest.mark.parametrize(
    ("language", "changed", "wanted"),
    [
        ("zh", {"r0": "你昨天早晨到底去了哪里？"}, ["changed", "said", "said"]),
        ("zh", {"r1": "这封信藏在没有人知道。"}, ["said", "changed", "said"]),
        ("zh", {"r1": "这封信藏在地板下面，"}, ["said", "cut", "said"]),
        ("zh", {"r2": ""}, ["said", "said", "missing"]),
        ("en", {"r0": "You always told her you were leaving."}, ["changed", "said", "said"]),
        ("en", {"r1": "The key is by the door."}, ["said", "changed", "said"]),
        ("en", {"r1": "The key is under the flower"}, ["said", "cut", "said"]),
        ("en", {"r2": ""}, ["said", "said", "missing"]),
    ],
)
def test_each_way_of_spoiling_a_line_has_its_verdict_and_the_others_stay_said(language, changed, wanted):
    told, found = verdicts(language, *as_said(language, **changed))
    assert told == wanted
    assert not found.right
    assert found.score < 1


def test_two_lines_in_the_wrong_order_are_misplaced_not_missing():
    one, two, three = LINES["zh"]
    told, found = verdicts("zh", (two, 2.2, 5.5), (one, 6.2, 9.5), (three, 10.2, 13.5))
    assert sorted(told) == ["misplaced", "said", "said"]
    assert not found.extras


@pytest.mark.parametrize("language", ["zh", "en"])
def test_speech_that_stands_in_no_line_is_told_with_its_time_and_whether_its_shot_is_silent(language):
    more = {"zh": "可是我根本没有拿走它", "en": "But nobody ever asked about the money"}[language]
    _, between = verdicts(language, *as_said(language), (more, 14.3, 15.9))
    assert [(extra.silent, extra.shot) for extra in between.extras] == [(True, 5)]
    rows = as_said(language)
    _, inside = verdicts(language, rows[0], (more, 5.5, 6.1), *rows[1:])
    assert [extra.silent for extra in inside.extras] == [False]
    assert not inside.right


def test_a_word_is_as_long_as_it_is_heard_and_never_longer_than_an_ear_says():
    """An ear gives 你 the pause before it, and 好 the one behind it; over noise nothing is known better than by the ear."""
    levels = [0.2] * 50 + [0.001] * 25 + [0.2] * 25 + [0.001] * 50
    hearing = Hearing(((Word("完", 0.0, 0.98), Word("你", 0.96, 1.8), Word("好", 1.8, 3.0)),), 3.0, "recorded")

    found = trimmed(hearing, levels).passes[0]

    assert [(round(word.start, 2), round(word.end, 2)) for word in found] == [(0.0, 0.98), (1.5, 1.8), (1.8, 2.0)]
    assert trimmed(hearing, [0.1] * 150) == hearing
    assert trimmed(replace(hearing, timed=False), levels) == replace(hearing, timed=False)


def test_a_word_before_a_silence_is_as_long_as_it_is_heard_but_not_longer_than_a_word():
    words = (Word("你好", 0.2, 0.6), Word("再见", 2.0, 2.4))
    hearing = Hearing((words,), 6.0, "recorded", again=(words,))
    levels = [0.1 if 0.2 <= n * STEP < 0.9 or n * STEP >= 2.0 else 0.0001 for n in range(300)]
    found = ended(hearing, levels)
    assert [word.end for word in found.passes[0]] == [pytest.approx(0.9, abs=0.03), 2.4]
    assert found.again == found.passes


def test_homophones_traditional_signs_numbers_and_hesitations_are_said():
    due = (Due(1, "A", "他等了三百二十一天，那台车是2026年的。", 0, 6),)
    said = heard(("嗯，她等了321天，那台車是二零二六年得。", 0.2, 5.5))
    assert judge(due, said, "zh").right
    english = (Due(1, "A", "I can't see their twenty-five dogs.", 0, 4),)
    assert judge(english, heard(("Uh, I can not see there 25 dogs.", 0.2, 3.5)), "en").right


@pytest.mark.parametrize(
    ("language", "due", "said"),
    [
        ("zh", "他等了一千零九十五天，欠两万块。", "他等了1095天欠20000块"), ("zh", "我住十五楼一三零二，二十号搬走。", "我住15楼1302 20号搬走"),
        ("zh", "再来两碗牛肉面。", "再来两万牛肉面"), ("zh", "小姐等了您一千零九十五天。", "小姐等了您以前零就十五天"), ("zh", "打10086，三千零五元。", "打一零零八六 3005元"),
        ("en", "Four hundred guests owe me forty thousand dollars.", "400 guests owe me $40,000"), ("en", "Back in nineteen forty-four we had 1,250 men.", "Back in 1944 we had one thousand two hundred and fifty men"),
        ("en", "You're late, it's five thirty.", "Your late, it's 5:30"),
    ],
)  # fmt: skip
def test_numbers_are_said_however_they_are_written_and_a_wrong_one_is_not(language, due, said):
    line = (Due(1, "A", due, 0, 6),)
    assert judge(line, as_words(said), language).right
    wrong = {"zh": "他等了七百六十四天", "en": "Back in seventeen sixty-five"}[language]
    assert not judge(line, as_words(f"{wrong} {said[6:]}"), language).right


def as_words(text):
    """A hearing whose words are as they are written, digits too."""
    words = text.split()
    return Hearing((tuple(Word(f" {word}", n * 0.4, n * 0.4 + 0.4) for n, word in enumerate(words)),), 6.0, "recorded")


def test_a_name_that_is_heard_otherwise_is_listed_and_not_counted():
    due = (Due(1, "A", "妈妈说过，别相信陆沉舟。", 0, 4),)
    found = judge(due, heard(("妈妈说过，别相信路程轴。", 0.2, 3.5)), "zh", names=("陆沉舟",))
    assert found.right
    assert {change.kind for change in found.lines[0].changes} <= {"name"}


def test_what_one_pass_heard_right_was_said_and_what_all_heard_otherwise_was_not():
    wrong, right = ("你昨天早晨到底去了哪里？", 0.2, 3.0), ("你昨天晚上到底去了哪里？", 0.2, 3.0)
    due = due_of("zh")[:1]
    both = Hearing((heard(wrong).passes[0], heard(right).passes[0]), 4.0, "recorded")
    assert judge(due, both, "zh").right
    twice = Hearing((heard(wrong).passes[0],) * 2, 4.0, "recorded")
    assert not judge(due, twice, "zh").right


def test_speech_that_one_pass_of_three_lost_or_made_up_is_judged_by_the_other_two():
    line, more = LINES["zh"][0], "可是我根本没有拿走它"
    one, two = (heard((line, 0.2, 3.0)).passes[0], heard((line, 0.2, 3.0), (more, 3.5, 5.0)).passes[0])
    due = due_of("zh")[:1]
    assert [extra.text for extra in judge(due, Hearing((two, one, two), 6.0, "recorded"), "zh").extras] == [more]
    assert judge(due, Hearing((one, two, one), 6.0, "recorded"), "zh").right


LONG = {
    "zh": "我知道你恨我，可当年那笔钱不是我拿的，我走，是因为有人拿你的命来逼我离开这座城。",
    "en": "My grandmother told me never to argue with a man who knows the road and has lost his shoe.",
}


@pytest.mark.parametrize(
    ("language", "was", "said"),
    [
        ("zh", "有人", "医生"),
        ("zh", "不是", ""),
        ("en", "argue with", "dance for"),
        ("en", "told me", ""),
        ("en", "lost his", "bought a"),
    ],
)
def test_two_words_of_a_long_line_are_told_and_one_is_not(language, was, said):  # fmt: skip
    text = LONG[language]
    due = (Due(1, "A", text, 0, 12),)
    assert judge(due, heard((text.replace(was, said), 0.2, 11.0)), language).lines[0].verdict == "changed"
    one = was[0] if language == "zh" else was.split()[0]
    assert judge(due, heard((text.replace(one, "", 1), 0.2, 11.0)), language).right


def test_words_that_differ_in_their_vowel_alone_are_others_and_words_cut_in_other_places_are_not():
    due = (Due(1, "A", "That's what they all say.", 0, 3),)
    assert not judge(due, heard(("That's what they see by.", 0.2, 2.5)), "en").right
    cut = (Due(1, "A", "Four is full, there was a wedding.", 0, 3),)
    assert judge(cut, heard(("Forrestful, there was a wedding.", 0.2, 2.5)), "en").right
    assert judge(cut, heard(("For is full, their was a wedding.", 0.2, 2.5)), "en").right


@pytest.mark.parametrize(
    ("language", "due", "said", "wanted"),
    [
        ("zh", "你看着我的眼睛。", "你看著我的眼睛", "said"),
        ("zh", "外面雪太大，走不了。", "外秘许太大走不了", "said"),
        ("en", "Forty thousand dollars, in cash, by Friday.", "$40 ,000 in cash by Friday.", "said"),
        ("en", "Who locked the gate from the inside?", "Lock the gate from the inside.", "said"),
        ("en", "I am your mother, not your banker.", "Give your mother not your banker.", "said"),
        ("en", "I'm not leaving without the dog.", "Not leaving without the dog.", "said"),
        ("en", "We need a signature from the family.", "We married the signature from the family.", "changed"),
        ("en", "I'm a doctor from the family.", "Doctor from the family.", "changed"),
    ],
)
def test_what_ears_run_together_is_said_and_two_other_words_are_not(language, due, said, wanted):
    pieces = said.split(" ") if language == "en" else list(said)
    words = tuple(
        Word(piece if piece[0] == "," else f" {piece}", 0.2 * n, 0.2 * n + 0.2) for n, piece in enumerate(pieces)
    )
    found = judge((Due(1, "A", due, 0.0, 4.0),), Hearing((words,), 4.0, "recorded"), language)
    assert found.lines[0].verdict == wanted


class OneThatLoses:
    """An ear that loses the second line of a long sound, and hears it alone."""

    name, key = "recorded", "k" * 20

    def __init__(self, *, again: bool) -> None:
        self.again, self.asked = again, []

    def price(self, sound):
        return 0.0

    def hear(self, sound, language):
        self.asked.append(sound.seconds)
        if sound.seconds > 10:
            return heard(*as_said(language, r1=""))
        return heard((LINES[language][1], 0.7, 4.0))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_line_that_is_lost_is_heard_alone_between_its_neighbours_once(tmp_path, language):
    sound = Sound(b"\x00\x20\x00\xe0" * (16 * 8_000))
    part, store = AuditionPart(due_of(language), language, SPANS), HearingStore(tmp_path)
    ear = OneThatLoses(again=True)
    found = Audition(ear, store).judged(sound, part)
    assert [line.verdict for line in found.lines] == ["said"] * 3
    assert ear.asked == [16.0, pytest.approx(10.2 - 5.5, abs=0.1)]
    assert found.lines[1].start == pytest.approx(6.2, abs=0.1)
    assert Audition(ear, store).judged(sound, part) == found
    assert len(ear.asked) == 2
    deaf = OneThatLoses(again=False)
    found = Audition(deaf, HearingStore(tmp_path / "b")).judged(sound, part)
    assert [line.verdict for line in found.lines] == ["said", "missing", "said"]
    assert deaf.asked == [16.0]


def test_no_lines_and_no_words_are_right_and_words_where_none_are_due_are_not():
    assert judge((), Hearing((), 5.0, "recorded"), "zh").right
    spoken = judge((), heard(("有人在这里说话了", 1.0, 2.5)), "zh", ((0.0, 5.0),))
    assert [extra.silent for extra in spoken.extras] == [True]


@given(st.lists(st.sampled_from(LINES["zh"]), min_size=1, max_size=4), st.data())
def test_whatever_is_said_every_line_has_one_verdict_and_the_score_is_a_share(lines, data):
    due = tuple(Due(n + 1, "A", text, 3.0 * n, 3.0 * n + 3) for n, text in enumerate(lines))
    said = data.draw(st.lists(st.sampled_from([*LINES["zh"], "别的话也说了几句", "", "嗯"]), max_size=5))
    found = judge(due, heard(*((text, 3.0 * n + 0.1, 3.0 * n + 2.8) for n, text in enumerate(said))), "zh")
    assert [line.due for line in found.lines] == list(due)
    assert 0 <= found.score <= 1
    assert found.right == (not found.extras and all(line.verdict == "said" for line in found.lines))


def test_every_token_of_a_line_is_a_sound_that_can_be_compared():
    assert [token.text for token in tokens("三、二、一，上链接！", "zh")] == list("三二一上链接")
    assert [token.text for token in tokens("Don't! It's Dr. Bell.", "en")] == ["do", "not", "its", "doctor", "bell"]


SOUND = Sound(bytes(32_000))


def ear_at(ears, **settings_):
    return RemoteEar(Listen(base_url=ears.url, model="whisper-1", api_key_env="TEST_EAR_KEY", **settings_))


def test_an_endpoint_is_sent_the_sound_its_language_and_never_the_script(monkeypatch):
    monkeypatch.setenv("TEST_EAR_KEY", "secret-ear")
    with Ears(spread("你好吗", 0.0, 1.0)) as ears, ear_at(ears) as ear:
        found = ear.hear(SOUND, "zh")
    assert [word.text for word in found.passes[0]] == ["你", "好", "吗"]
    assert found.timed
    (request,) = ears.requests
    assert request["path"] == "/v1/audio/transcriptions"
    assert request["key"] == "Bearer secret-ear"
    names = [name for name, _ in request["fields"]]
    assert sorted(names) == ["file", "language", "model", "response_format", *["timestamp_granularities[]"] * 2]
    assert dict(request["fields"])["file"].startswith(b"RIFF")


def test_an_endpoint_that_knows_no_word_times_is_asked_for_less_and_remembered():
    with Ears(spread("你好吗", 0.5, 1.0)) as ears, ear_at(ears) as ear:
        ears.refuses = ("word",)
        assert ear.hear(SOUND, "zh").passes[0] == (Word("你好吗", 0.5, 1.0),)
        ear.hear(SOUND, "zh")
        assert [request["grain"] for request in ears.requests] == [["word", "segment"], ["segment"], ["segment"]]
    with Ears(spread("你好吗", 0.5, 1.0)) as ears, ear_at(ears) as ear:
        ears.plain = True
        found = ear.hear(SOUND, "zh")
        assert found.passes[0] == (Word("你好吗", 0.0, 0.0),)
        assert not found.timed


@pytest.mark.parametrize("times", [(-5.0, 1e308), (3.0, 1.0), (99.0, 100.0)])
def test_times_that_are_none_of_the_sound_s_are_kept_inside_it(times):
    with Ears([("你好吗", *times)]) as ears, RemoteEar(Listen(base_url=ears.url, model="m")) as ear:
        word = ear.hear(SOUND, "zh").passes[0][0]
    assert 0 <= word.start <= word.end <= SOUND.seconds


def test_the_json_form_carries_the_sound_as_base64():
    with Ears(spread("hello there", 0.0, 1.0)) as ears, ear_at(ears, form="json") as ear:
        ear.hear(SOUND, "en")
    assert ears.requests[0]["json"]["input_audio"]["format"] == "wav"
    assert ears.requests[0]["json"]["timestamp_granularities"] == ["word", "segment"]


@pytest.mark.parametrize(
    ("status", "said"), [(401, "the key is refused"), (402, "no money"), (404, "no such model"), (503, "3 times")]
)
def test_an_endpoint_that_refuses_is_told_with_its_cause_and_without_the_key(monkeypatch, status, said):
    monkeypatch.setenv("TEST_EAR_KEY", "secret-ear")
    with Ears(spread("x", 0, 1)) as ears, ear_at(ears) as ear:
        ears.status = status
        with pytest.raises(ModelError, match=said) as wrong:
            ear.hear(SOUND, "en")
    assert "secret-ear" not in str(wrong.value)


def moving(path, seconds, *, black=(), still=(), cuts=(), size=(160, 288), tone=True):
    """A film whose picture moves and changes at `cuts`; black and still in stretches; a tone as its sound. Each is made once."""
    asked = (seconds, tuple(black), tuple(still), tuple(cuts), size, tone)
    if asked not in MADE:
        MADE[asked] = _moving(path, *asked).read_bytes()
    path.write_bytes(MADE[asked])
    return path


MADE = {}


def _moving(path, seconds, black, still, cuts, size, tone):
    import math
    import random
    from array import array

    from av import AudioFrame, VideoFrame
    from PIL import Image

    dice = random.Random(1)
    fps, grain = Fraction(24), [Image.effect_noise(size, 24) for _ in range(4)]
    grounds = [tuple(dice.randrange(60, 220) for _ in range(3)) for _ in range(len(cuts) + 1)]
    shown = None
    with FilmWriter(path, size, fps) as film:
        for number in range(round(seconds * fps)):
            time = number / 24
            shot, sway = sum(time >= cut for cut in cuts), abs(number % 80 - 40)
            if any(start <= time < end for start, end in black):
                picture = Image.new("RGB", size)
            elif shown is not None and any(start <= time < end for start, end in still):
                picture = shown
            else:
                picture = Image.new("RGB", size, grounds[shot])
                picture.paste(Image.merge("RGB", [grain[number % 4]] * 3), (0, 0), Image.new("L", size, 50))
                picture.paste(
                    (20, 20, 30) if shot % 2 else (230, 220, 200),
                    (10 + sway, 40 + 40 * (shot % 3), 60 + sway, 190),
                )
            shown = picture
            film.show(VideoFrame.from_image(picture).reformat(format="yuv420p"), cut=time in cuts)
        until = samples_of(film.frames, fps)
        if tone:
            wave = array("f", (0.2 * math.sin(n * 0.06) for n in range(1024)))
            for _ in range(until // 1024):
                frame = AudioFrame("fltp", "stereo", 1024)
                for plane in frame.planes:
                    plane.update(wave.tobytes())
                film.sound([frame])
        film.silence(until)
    return path


@pytest.mark.parametrize(
    ("seeded", "wanted"),
    [
        ({}, []),
        ({"black": [(2.0, 2.5)]}, ["black"]),
        ({"still": [(2.3, 3.6)]}, ["frozen"]),
        ({"cuts": [2.0, 4.0, 5.0]}, ["cut"]),
        ({"cuts": [2.0]}, ["no cut"]),
    ],
)
def test_black_frozen_and_wrongly_cut_pictures_are_seen_at_their_time(tmp_path, seeded, wanted):
    path = moving(tmp_path / "film.mp4", 6.0, tone=False, **({"cuts": [2.0, 4.0]} | seeded))
    found = watch(path, (2.0, 4.0))
    kinds = [look.kind for look in found.looks]
    assert kinds == wanted
    assert found.size == (160, 288)
    assert abs(found.seconds - 6.0) < 0.05


def test_the_sound_of_a_film_is_the_same_in_another_container(tmp_path):
    path = moving(tmp_path / "film.mp4", 1.0)
    sound = sound_of(path)
    assert abs(sound.seconds - 1.0) < 0.1
    assert sound.sha256 == sound_of(path).sha256
    assert max(sound.levels()) > 0.05
    assert RATE == 48_000


SCRIPT = """第1场 夜 内 书房

沈眉坐在灯下。

沈眉：你昨天晚上到底去了哪里？

陆川：我在码头等了你一夜。
"""


SCRIPTS = {"zh": SCRIPT, "en": "INT. STUDY - NIGHT\n\nANNA sits by the lamp.\n\nANNA\nWhere were you last night?\n"}


@pytest.fixture
def filmed(run, tmp_path):
    """A finished production of the preview, whose first clip has a film with sound."""
    (tmp_path / "a.txt").write_text(SCRIPT, encoding="utf-8")
    assert run("make", "a.txt")[0] == 0
    moving(tmp_path / "take.mp4", 10.0)
    code, _, said = run("take", "add", "1", "take.mp4")
    assert code == 0, said
    return run


def test_listen_without_an_ear_says_how_to_get_one(filmed):
    code, _, said = filmed("listen", "a.txt")
    assert code == 2
    assert "[listen]" in said


@pytest.mark.wide
def test_takes_that_nobody_heard_and_clips_without_a_film_are_told_not_called_right(filmed, tmp_path):
    assert "还没有听过" in filmed("--lang", "zh", "check", "a.txt", "--takes")[2]
    said = filmed("--lang", "zh", "retake", "--misspoken", "a.txt")[2]
    assert "还没有听过" in said
    assert "都说对了" not in said
    moving(tmp_path / "mute.mp4", 10.0, tone=False)
    assert filmed("take", "add", "1", "mute.mp4")[0] == 0
    assert "take-silent" in filmed("--lang", "zh", "check", "a.txt", "--takes")[1]
    for film in (tmp_path / "out" / "a" / "takes").glob("*"):
        film.unlink()
    assert (
        "还没有片子可听：001"
        in filmed("--lang", "zh", "check", "a.txt", "--takes")[2]
        + filmed("--lang", "zh", "listen", "a.txt", "--known")[2]
    )


@pytest.mark.parametrize(("language", "told"), [("zh", "没有可听的"), ("en", "nothing to hear")])
@pytest.mark.usefixtures("unasked")
def test_drawn_films_are_not_told_to_be_silent(run, tmp_path, language, told):
    (tmp_path / "a.txt").write_text(SCRIPTS[language], encoding="utf-8")
    assert run("make", "a.txt")[0] == 0
    (tmp_path / "storyboard.toml").write_text(
        '[listen]\nbase_url = "http://127.0.0.1:9/v1"\nmodel = "m"\n', encoding="utf-8"
    )
    code, out, said = run("listen", "a.txt")
    assert (code, "take-" in out) == (0, False)
    assert told in said


def test_listen_tells_line_and_shot_of_what_was_not_said_and_hears_each_sound_once(filmed, tmp_path):
    wrong = [*spread("你昨天早晨到底去了哪里？", 2.5, 5.0), *spread("我在码头等了你一夜。", 5.5, 8.0)]
    with Ears(wrong) as ears:
        (tmp_path / "storyboard.toml").write_text(
            f'[listen]\nbase_url = "{ears.url}"\nmodel = "whisper-1"\n', encoding="utf-8"
        )
        code, out, _ = filmed("listen", "a.txt")
        assert code == 1
        assert "晚→早" in out
        assert "take-changed-line" in out
        assert "a.txt:3: " in out
        assert len(ears.requests) == 1
        filmed("listen", "a.txt")
        assert len(ears.requests) == 1
        code, out, _ = filmed("check", "a.txt", "--takes")
        assert "take-changed-line" in out
        assert len(ears.requests) == 1
        assert filmed("assemble", "a.txt")[0] == 0
        assert len(ears.requests) == 1
    data = json.loads((tmp_path / "out" / "a" / "takes.json").read_text(encoding="utf-8"))
    assert data["takes"][0]["heard"]["lines"][0]["verdict"] == "changed"
    heard = "听到：2 句里说对 1 句；说改 1 句"
    assert heard in (tmp_path / "out" / "a" / "index.html").read_text(encoding="utf-8")
    assert heard in filmed("--lang", "zh", "take", "list", "1")[1]
    assert heard in filmed("--lang", "zh", "jobs", "list")[1]
    assert "heard: 1 of 2 lines said; 1 changed" in filmed("--lang", "en", "take", "list", "1")[1]


@pytest.mark.slow
def test_a_killed_run_goes_on_and_hears_nothing_again(run, tmp_path):
    places = ("书房", "厨房", "码头", "车站", "医院", "教室", "茶楼", "仓库", "地窖", "祠堂", "酒店", "面馆")
    scenes = [
        f"第{n}场 夜 内 {at}\n\n沈眉走进{at}。\n\n沈眉：{at}里怎么一个人也没有？\n" for n, at in enumerate(places, 1)
    ]
    (tmp_path / "a.txt").write_text("\n".join(scenes), encoding="utf-8")
    assert run("make", "a.txt")[0] == 0
    clips = json.loads((tmp_path / "out" / "a" / "clips.json").read_text(encoding="utf-8"))["clips"]
    for number in range(1, len(clips) + 1):
        moving(tmp_path / "take.mp4", 8 + number / 2)
        assert run("take", "add", str(number), "take.mp4")[0] == 0
    listen = [sys.executable, "-m", "storyboard", "listen", "a.txt"]
    with Ears(spread("你昨天晚上到底去了哪里？", 2.5, 5.0)) as ears:
        ears.seconds = 0.3
        settings = f'[listen]\nbase_url = "{ears.url}"\nmodel = "whisper-1"\n'
        (tmp_path / "storyboard.toml").write_text(settings, encoding="utf-8")
        with subprocess.Popen(listen, cwd=tmp_path) as first:
            while len(ears.requests) < 3:
                assert first.poll() is None
                time.sleep(0.01)
            first.kill()
        assert first.returncode == -signal.SIGKILL
        assert subprocess.run(listen, cwd=tmp_path, check=False).returncode == 1
        sounds = [next(value for name, value in each["fields"] if name == "file") for each in ears.requests]
        subprocess.run(listen, cwd=tmp_path, check=False)
    assert len(clips) >= 4
    assert sounds[2] == sounds[3]
    assert len(set(sounds)) == len(sounds) - 1 == len(clips)
    assert len(ears.requests) == len(sounds)


@pytest.mark.wide
def test_subtitles_follow_the_words_as_they_were_heard_and_keep_the_script_s_text(filmed, tmp_path):
    srt = tmp_path / "out" / "a" / "episode.srt"
    assert filmed("assemble", "a.txt")[0] == 0
    planned = srt.read_text(encoding="utf-8")
    words = [*spread("你昨天晚上到底去了那里？", 4.0, 6.5), *spread("我在码头等了你一夜。", 7.0, 9.0)]
    with Ears(words) as ears:
        (tmp_path / "storyboard.toml").write_text(
            f'[listen]\nbase_url = "{ears.url}"\nmodel = "whisper-1"\n', encoding="utf-8"
        )
        filmed("listen", "a.txt")
        assert filmed("assemble", "a.txt")[0] == 0
    heard = srt.read_text(encoding="utf-8")
    assert heard != planned
    assert "00:00:04,000 --> 00:00:06,800" in heard
    assert "你昨天晚上到底去了哪里？" in heard


def test_hearing_that_costs_asks_first_keeps_the_cap_and_stands_in_the_ledger(filmed, tmp_path):
    right = [*spread("你昨天晚上到底去了哪里？", 2.5, 5.0), *spread("我在码头等了你一夜。", 5.5, 8.0)]
    with Ears(right) as ears:
        text = f'[listen]\nbase_url = "{ears.url}"\nmodel = "whisper-1"\nprice = 6.0\n'
        (tmp_path / "storyboard.toml").write_text(text, encoding="utf-8")
        code, _, said = filmed("listen", "a.txt")
        assert (code, len(ears.requests)) == (2, 0)
        assert "price 1" in said
        (tmp_path / "storyboard.toml").write_text(text + "[budget]\nmax_cost = 0.5\n", encoding="utf-8")
        assert filmed("listen", "a.txt", "--yes")[0] == 6
        assert not ears.requests
        (tmp_path / "storyboard.toml").write_text(text + "[budget]\nmax_cost = 2\n", encoding="utf-8")
        filmed("listen", "a.txt", "--yes")
        assert len(ears.requests) == 1
        assert filmed("listen", "a.txt")[0] in (0, 1)
        assert len(ears.requests) == 1
        code, out, _ = filmed("jobs", "list")
        assert "1" in out


@pytest.mark.parametrize(
    ("language", "pace", "told"), [("zh", 1.0, ""), ("zh", 0.7, "沈眉：3 句"), ("en", 0.7, "沈眉: 3 lines")]
)
@pytest.mark.usefixtures("unasked")
def test_who_speaks_otherwise_than_planned_is_told_with_the_tempo_to_write(tmp_path, language, pace, told):
    """Three lines of one person, said in a share of the seconds that they were planned to take."""
    lines = [LineHeard(due, "said", (), 1.0, 1.0 + pace * seconds_to_speak(due.text, 270), 1) for due in paced(3)]
    heard = TakeHeard(tuple(lines), (), 1.0)
    proved = Proved(Take(1, tmp_path), Watched((), (), 1.0, (1, 1)), False, heard, ())
    production = SimpleNamespace(language=Language.of(language))
    board = Board(
        {
            "沈眉": Character(
                30, "", "沈眉", "GenderAge（女·30岁） PitchMean（200 Hz） Tempo（270 SPM） Accent（普通话）"
            )
        },
        (),
    )

    advice = tempo_advice(production, board, [proved])

    assert [sentence.startswith(told) for sentence in advice] == [True] * bool(told)
    assert tempo_advice(production, board, []) == ()


def paced(count):
    return [Due(n + 1, "沈眉", "我在码头等了你整整一夜", 0, 5) for n in range(count)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rule_of_takes_is_told_in_its_own_words(language):
    """Each verdict and look as a finding, worded as its row says."""
    from storyboard.hearing.findings import findings_heard
    from storyboard.model import Clip, Part
    from storyboard.rules import RULES, finding, takes

    one, two, three = LINES["zh"]
    clip = Clip(tuple(Part(n, text, 40, 40) for n, text in enumerate(("", one, two, three, ""))), 20)
    said = (
        as_said("zh", r0="你昨天早晨到底去了哪里？", r1="这封信藏在地板下面，", r2=""),
        [(two, 2.2, 5.5), (one, 6.2, 9.5), (three, 10.2, 13.5), ("可是我根本没有拿走它", 14.6, 15.9)],
    )
    found = [
        fault
        for rows in said
        for fault in findings_heard(1, clip, judge(due_of("zh"), heard(*rows), "zh", SPANS), None, language)
    ]
    told = {"clip": "001", "start": 1.0, "end": 2.0, "got": "1x2", "wanted": "2x1"}
    found += [
        finding(rule, language=language, **told)
        for rule in ("take-silent", "take-black", "take-frozen", "take-cut", "take-no-cut", "take-shape")
    ]
    assert {fault.rule for fault in found} == {rule.name for rule in takes.FAMILY.rules}
    for fault in found:
        assert any(wording.fits(fault.message) for wording in RULES[fault.rule].wordings.values()), fault


def test_a_folder_that_is_no_model_is_refused_by_what_it_lacks(filmed, tmp_path):
    (tmp_path / "ear").mkdir()
    (tmp_path / "storyboard.toml").write_text('[listen]\nmodel = "ear"\n', encoding="utf-8")
    code, _, said = filmed("listen", "a.txt")
    assert code == 2
    assert "model.bin" in said


def test_an_unreadable_address_is_a_usage_error():
    with pytest.raises(UsageError, match="not an address"):
        RemoteEar(Listen(base_url="ftp:/x", model="m"))
