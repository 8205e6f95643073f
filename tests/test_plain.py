"""What steers a terminal or turns text around stops at the doors: it is in no output, no page, no subtitle and no prompt."""

import json
import re
import shutil
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard.check.form import board_of
from storyboard.check.subject import subject_of
from storyboard.check.unseen import check_unseen
from storyboard.cli.terminal import Guarded
from storyboard.export.subtitles import ass, srt, vtt
from storyboard.gateways.replies import excerpt
from storyboard.llm.reading import read_answer
from storyboard.model import Cue, Source
from storyboard.model.plain import plain, shown
from storyboard.parse import parse
from tests.fake_llm import Reply, serving
from tests.samples import SAMPLES
from tests.storyteller import tells

STEERS = {
    "colour": "\x1b[31m", "clear": "\x1b[2J\x1b[H", "title": "\x1b]0;owned\x07", "clipboard": "\x1b]52;c;ZXZpbA==\x1b\\", "link": "\x1b]8;;http://evil.example\x1b\\",
    "c1": "\x9b31m", "dcs": "\x90q\x9c", "bell": "\x07", "backspace": "\x08\x08", "delete": "\x7f", "override": "\u202e", "isolate": "\u2067", "mark": "\u200f",
    "arabic mark": "\u061c", "tags": "\U000e0041", "reset": "\x1bc",
}  # fmt: skip
BAD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)


@pytest.mark.parametrize("name", STEERS)
def test_what_steers_is_gone_whole_and_the_words_are_left(name):
    """No `[31m` stays behind, and no word goes with it."""
    assert plain(f"林晚{STEERS[name]}走了。") == "林晚走了。"
    assert not BAD.search(shown(f"a{STEERS[name]}b"))


@given(st.text())
def test_plain_is_done_at_once_and_leaves_text_alone(text):
    once = plain(text)

    assert not BAD.search(re.sub("[\x0b\x0c\x85]", "", once))  # these only end lines, and stay
    assert plain(once) == once
    assert once == text or BAD.search(text)


def test_what_is_only_text_stays_byte_for_byte():
    text = "①“”……——\t\r\n👩\u200d👧 é e\u0301 한글 العربية עברית \u3000　𠮷 zero\u200bwidth"
    assert plain(text) == text


@pytest.fixture
def production(run, tmp_path):
    """A film's folder made from a script into which every kind was slipped, and all that was said on the way."""
    lines = (SAMPLES / "rain.txt").read_text("utf-8").splitlines()
    marks = [*STEERS.values()]
    body = "\n".join(
        line[: len(line) // 2] + marks[at % len(marks)] + line[len(line) // 2 :]
        for at, line in enumerate(lines)
        if len(line) > 8
    )
    (tmp_path / "ep01.txt").write_text(f"{lines[0]}\n{body}\n", "utf-8")
    return tmp_path


@pytest.mark.usefixtures("unasked")
def test_a_script_full_of_sequences_makes_a_clean_production(run, production):
    """And is told of it once, with the line of the first."""
    said = [
        *run("lint", "ep01.txt"),
        *run("render", "ep01.txt"),
        *run("check", "ep01.txt"),
        *run("explain", "out/ep01", "1"),
    ]
    files = [
        path
        for path in production.rglob("*")
        if path.is_file() and path.suffix in (".json", ".txt", ".toml") and path.name != "ep01.txt"
    ]

    assert len(files) >= 6
    assert [path.name for path in files if BAD.search(path.read_text("utf-8"))] == []
    assert [text for text in said if isinstance(text, str) and BAD.search(text)] == []
    assert "略去了控制字符，第一个在第 2 行" in said[1] + said[2]


@pytest.mark.parametrize(("field", "name"), [("action", "override"), ("visual", "colour"), ("dialogue", "isolate")])
def test_check_refuses_what_is_slipped_into_a_board(run, tmp_path, name, field):
    """By hand, by whoever sent the folder: a fault that names the sign, before anything is bought."""
    shutil.copy(SAMPLES / "rain.txt", tmp_path / "ep01.txt")
    run("plan", "ep01.txt")
    path = tmp_path / "out" / "ep01" / "storyboard.json"
    board = json.loads(path.read_text("utf-8"))
    shot = next(each for each in board["shots"] if each["dialogue"]["text"] and each["action"])
    place, key = (shot["dialogue"], "text") if field == "dialogue" else (shot, field)
    place[key] = place[key][:2] + STEERS[name] + place[key][2:]
    path.write_text(json.dumps(board, ensure_ascii=False), "utf-8")

    code, out, err = run("check", "ep01.txt")

    assert code == 1
    assert "unseen" in out + err
    assert f"U+{ord(STEERS[name][0]):04X}" in out + err
    assert not BAD.search(out + err)


def board_with(field, text):
    """A board of one silent shot, with a text slipped in at one place."""
    looks = "女，25岁，头发（黑色，长直发），衣服（白色，衬衫）"
    character = {"age": 25, "appearance": looks, "name": "林晚", "voice": ""}
    shot = dict.fromkeys(("camera", "location", "style_tags", "time", "visual", "weather"), "")
    shot |= {"action": "林晚坐下。", "dialogue": {"role": "", "text": ""}, "duration": 2}
    if field in ("role", "text"):
        shot["dialogue"][field] += text
    elif field in shot:
        shot[field] += text
    else:
        character[field] += text
    return board_of({"character_setting": {"林晚": character}, "shots": [shot]})


def unseen(board, script):
    return check_unseen(subject_of(board, script, script.episodes[0]))


FIELDS = (
    "action",
    "camera",
    "location",
    "style_tags",
    "time",
    "visual",
    "weather",
    "role",
    "text",
    "appearance",
    "voice",
)


@pytest.mark.parametrize("name", STEERS)
def test_no_field_of_a_board_may_hold_what_steers(name):
    script = parse(Source("s.txt", "1-1 日 内 客厅\n△林晚坐下。", "utf-8"))

    assert [field for field in FIELDS if not list(unseen(board_with(field, STEERS[name]), script))] == []


SLIPPED = {
    "zero width": "\u200b",
    "joiner": "\u200d",
    "soft hyphen": "\u00ad",
    "variant": "\ufe01",
    "brackets": "【】",
    "byte order": "\ufeff",
}


@pytest.mark.parametrize("name", SLIPPED)
def test_marks_that_the_script_has_not_are_refused_where_words_are_verbatim(name):
    board = board_with("action", SLIPPED[name])
    heading = "1-1 日 内 客厅\n△林晚坐下。"

    (fault,) = unseen(board, parse(Source("s.txt", heading, "utf-8")))

    assert (fault.rule, fault.level, fault.shot) == ("unseen", "fault", 1)
    assert list(unseen(board, parse(Source("s.txt", heading + SLIPPED[name], "utf-8")))) == []


@pytest.mark.parametrize("name", STEERS)
def test_what_others_say_is_plain_before_it_is_kept(name):
    """A model's answer, a gateway's refusal, subtitles of a board that was edited."""
    sign = STEERS[name]
    assert read_answer(json.dumps({"shots": [{"visual": f"雨{sign}夜"}]})) == {"shots": [{"visual": "雨夜"}]}
    assert not BAD.search(excerpt(f'{{"error": "no{sign} money"}}'))
    cue = Cue(0, 20, f"林{sign}晚", f"走{sign}吧。", 0)
    for text in (srt([cue]), vtt([cue]), ass([cue], (720, 1280))):
        assert "走吧。" in text
        assert not BAD.search(text)


def test_whatever_reaches_the_terminal_is_spelled_out():
    raw = StringIO()
    stream = Guarded(raw)

    stream.write("ok \x1b[31mred\u202e\r\nnext\rover\n")
    stream.writelines(["\x07", "Ω"])

    assert raw.getvalue() == "ok \\x1b[31mred\\u202e\nnext\\rover\n\\x07Ω"
    assert not stream.isatty()


def test_a_file_whose_name_steers_and_a_model_that_does_are_harmless(run, tmp_path, monkeypatch):
    monkeypatch.setenv("STORYBOARD_LLM_KEY", "not-a-real-key")
    shutil.copy(SAMPLES / "rain.txt", tmp_path / "ep\x1b[31m01.txt")

    def answer(body, number):
        reply = tells(body, number)
        return (
            Reply(status=400, error="no \x1b]0;owned\x07 way \u202e")
            if number == 3
            else replace(reply, content=reply.content.replace('"visual": "', '"visual": "\\u001b[5m\u202e'))
        )

    with serving(answer) as server:
        (tmp_path / "storyboard.toml").write_text(f'[llm]\nbase_url = "{server.url}"\nmodel = "m\\u001b[1m"\n', "utf-8")
        code, out, err = run("render", "ep\x1b[31m01.txt")
        data = run("render", "ep\x1b[31m01.txt", "--json")[1]

    assert code == 0
    assert not BAD.search(out + err + data)
    assert [
        path
        for path in (tmp_path / "out").rglob("*")
        if BAD.search(path.name) or (path.is_file() and BAD.search(path.read_text("utf-8")))
    ] == []
