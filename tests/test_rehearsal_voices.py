"""The films of a rehearsal say the lines of their prompts, or get them wrong as they are told to."""

from itertools import pairwise
from pathlib import Path

import pytest

from storyboard.config import Voices as VoiceSettings
from storyboard.errors import ModelError
from storyboard.media.sound import sound_of
from storyboard.rehearsal import SCENARIOS
from storyboard.rehearsal.script import told
from storyboard.rehearsal.shop import drawn_by_preview
from storyboard.rehearsal.speaking import FAULTS, FilmVoices, uttered
from storyboard.voices.remote import RemoteSpeaker
from tests.gateway_bench import order, shop
from tests.test_voices import endpoint

__all__ = ["endpoint"]
GOLDEN = Path(__file__).parent / "golden" / "render"
PROMPT = """Shot 1:
duration: 2.0sec
Scene: 客厅
画面: 雨打在窗上。

Shot 2:
duration: 4.0sec
台词: 穿红裙的女子，声音 GenderAge（女·26岁），抬头：“你昨天晚上到底去哪里了？”

Shot 3:
duration: 4.0sec
台词: 穿黑衣的男子：“我在码头等你。”
"""
LINES = ["你昨天晚上到底去哪里了？", "我在码头等你。"]


def quoted(path: Path) -> list[str]:
    """What the golden prompts of a sample say, as the plainest form tells it."""
    return [shot.line for clip in path.read_text("utf-8").split("=====\n") for shot in told(clip) if shot.line]


@pytest.mark.parametrize("version", ["", "v2"], ids=["first", "second"])
@pytest.mark.parametrize("sample", ["rain", "lastbus"])
def test_it_reads_the_same_lines_however_a_prompt_tells_them(sample, version):
    forms = [quoted(GOLDEN / version / f"{form}-{sample}.txt") for form in ("kling", "seedance", "prose")]

    assert len(forms[0]) >= 3
    assert forms[0] == forms[1] == forms[2]
    assert quoted(GOLDEN / version / f"{sample}-e1.txt")[: len(forms[0])] == forms[0]


def test_a_quotation_inside_a_line_and_a_line_of_dots_are_read_as_they_are_spoken():
    lines = quoted(GOLDEN / "v2" / "edgecases-e1.txt")

    assert "他说：“等我回来。”我等了三年，等来一句“滚”。" in lines
    assert all(any(map(str.isalnum, line)) for line in lines)


def test_lines_are_said_at_their_shots_by_a_voice_of_the_speaker():
    said = uttered(PROMPT, 10)

    assert [(each.shot.line, each.start) for each in said] == [(LINES[0], 2.1), (LINES[1], 6.1)]
    assert [each.shot.woman for each in said] == [True, False]
    assert all(before.start + before.room < after.start for before, after in pairwise(said))


@pytest.mark.parametrize(
    ("fault", "lines"),
    [
        ("drop", ["你昨天晚去哪里了？", LINES[1]]),
        ("swap", LINES[::-1]),
        ("add", [LINES[0], f"{LINES[1]} 别说了，我们现在就走。"]),
        ("mumble", LINES),
        ("silent", ["别说了，我们现在就走。", *LINES]),
    ],
)
def test_each_way_to_misspeak_changes_what_it_says(fault, lines):
    assert [each.shot.line for each in uttered(PROMPT, 10, fault)] == lines
    assert SCENARIOS[f"misspeak-{fault}"].speech == fault


@pytest.mark.parametrize("fault", FAULTS)
def test_a_prompt_without_a_line_stays_without_one_unless_somebody_speaks_in_silence(fault):
    assert len(uttered("Shot 1:\nduration: 4.0sec\nPicture: rain\n", 4, fault)) == (fault == "silent")


def levels(film: bytes, folder: Path) -> tuple[float, float, float]:
    """Mean loudness while the three shots are seen."""
    path = folder / "film.mp4"
    path.write_bytes(film)
    found = sound_of(path).levels(0.1)
    return tuple(sum(found[a:b]) / (b - a) for a, b in ((0, 19), (20, 60), (60, 98)))


@pytest.mark.slow
def test_a_film_sounds_where_lines_are_and_lacks_what_it_was_told_to_leave_out(endpoint, tmp_path):
    url, asked = endpoint
    with RemoteSpeaker(VoiceSettings(base_url=url, model="tts")) as speaker:
        counter = shop(draw=drawn_by_preview, speak=FilmVoices(speaker))
        films = {}
        for name in ("ok", "misspeak-drop", "misspeak-mumble", "misspeak-silent"):
            wanted = {"model": "sora-2", "prompt": PROMPT, "seconds": 10, "size": "720x1280"}
            films[name] = levels(counter.film(counter.take("openai-videos", wanted, SCENARIOS[name])), tmp_path)

    silent, first, second = films["ok"]
    assert silent < 0.005 < 0.05 < min(first, second)
    assert films["misspeak-drop"][1] < 0.8 * first
    assert films["misspeak-drop"][2] == pytest.approx(second, rel=0.05)
    assert films["misspeak-mumble"][2] < 0.8 * second
    assert films["misspeak-silent"][0] > 0.05
    assert len({each["voice"] for each in asked}) >= 2
    assert len(asked) == len({(each["input"], each["voice"]) for each in asked})


def test_a_voice_that_fails_leaves_the_film_silent_and_says_why():
    def refuse(*_):
        raise ModelError("no voice today")

    counter = shop(speak=refuse)
    wanted = {"model": "sora-2", "prompt": order("openai-videos").prompt, "seconds": 10, "size": "720x1280"}

    assert counter.film(counter.take("openai-videos", wanted, SCENARIOS["ok"]))[4:8] == b"ftyp"
    assert "no voice today" in counter.mute[0]


def test_the_command_says_what_is_missing_and_never_pays(run, tmp_path):
    assert run("rehearse", "--misspeak", "drop")[0] == 2
    code, _, told_ = run("rehearse", "--voices")
    assert (code, "[voices]" in told_) == (2, True)
    text = '[voices]\nbase_url = "http://127.0.0.1:1/v1"\nmodel = "tts-1"\nprice = 1.0\n'
    (tmp_path / "storyboard.toml").write_text(text, encoding="utf-8")
    code, _, told_ = run("rehearse", "--voices")
    assert code == 2
    assert "price" in told_ or "价" in told_
