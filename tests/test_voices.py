"""Scratch voices: who speaks how, each line once, laid over the film where its shot is."""

import io
import json
import math
import os
import pty
import subprocess
import sys
import threading
import wave
from array import array
from collections import Counter
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from storyboard.config import Voices
from storyboard.errors import ModelError, UsageError
from storyboard.languages import Language
from storyboard.media.dub import DubLine, dub
from storyboard.media.sound import sound_of
from storyboard.model import Board, Character, Dialogue, Shot
from storyboard.voices.casting import cast_voices
from storyboard.voices.local import LocalSpeaker
from storyboard.voices.remote import RemoteSpeaker, read_wav
from tests.test_listen import moving

SCRIPT = """第1场 夜 内 书房
人物：沈眉、陆川

沈眉坐在灯下。

沈眉：你昨天晚上到底去了哪里？

陆川：我在码头等了你一夜。
"""


def tone(seconds, rate=16_000, channels=1):
    samples = array("h", (int(9000 * math.sin(n * 0.2)) for n in range(int(seconds * rate)) for _ in range(channels)))
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return out.getvalue()


@pytest.fixture
def endpoint():
    """A real local server that says a tone, a fifth of a second for each character."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append(body | {"path": self.path})
            data = tone(0.2 * len(body["input"]))
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1", asked
    server.shutdown()
    server.server_close()


def at_terminal(folder, typed, *arguments):
    """(exit code, what is shown) of a command whose user sits at a terminal and types `typed`."""
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "storyboard", *arguments]
    with subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower, cwd=folder) as process:
        os.close(follower)
        os.write(leader, typed.encode())
        shown = b""
        with suppress(OSError):  # the terminal ends with its process
            while data := os.read(leader, 4096):
                shown += data
        code = process.wait()
    os.close(leader)
    return code, shown.decode()


def board_of(people, lines):
    cast = {name: Character(age, "", name, voice) for name, age, voice in people}
    shots = tuple(Shot("", "", Dialogue(role, text), 3.0, "", "", "", "", "") for role, text in lines)
    return Board(cast, shots)


def test_everybody_has_a_voice_of_their_sex_and_nobody_the_same_as_another():
    people = [
        (
            f"人{n}",
            30,
            f"GenderAge（{'女' if n % 2 else '男'}·30岁） PitchMean（200 Hz） Tempo（{200 + 10 * n} SPM） Accent（普通话）",
        )
        for n in range(9)
    ]
    lines = [(name, "你好") for n, (name, _, _) in enumerate(people) for _ in range(9 - n)]
    cast = cast_voices(board_of(people, lines), ("w1", "w2"), ("m1", "m2", "m3"), Language.of("zh"))
    assert all(cast[name].voice.startswith("w" if n % 2 else "m") for n, (name, _, _) in enumerate(people))
    assert Counter((part.voice, part.pitch) for part in cast.values()).most_common(1)[0][1] == 1
    assert cast["人8"].speed > cast["人0"].speed


def test_lines_are_laid_where_they_belong_and_the_picture_stays(tmp_path):
    path = moving(tmp_path / "film.mp4", 4.0, tone=False)
    said = tone(1.0)[44:]
    took = dub(
        path,
        [
            DubLine(said, 16_000, 1.0),
            DubLine(said, 16_000, 2.5, pitch=1.16),
            DubLine(tone(2.0)[44:], 16_000, 3.4, room=0.5),
        ],
    )
    assert took[0] == pytest.approx(1.0, abs=0.05)
    assert took[2] == pytest.approx(2.0 / 1.3, abs=0.1)
    levels = sound_of(path).levels(0.1)
    loud = [n / 10 for n, level in enumerate(levels) if level > 0.05]
    assert min(loud) == pytest.approx(1.0, abs=0.15)
    assert not [time for time in loud if 2.15 < time < 2.4]


def test_make_voices_says_each_line_once_and_an_edit_says_only_what_changed(run, tmp_path, endpoint):
    url, asked = endpoint
    (tmp_path / "a.txt").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "storyboard.toml").write_text(f'[voices]\nbase_url = "{url}"\nmodel = "tts-1"\n', encoding="utf-8")
    code, _, told = run("make", "a.txt", "--voices")
    assert code == 0, told
    assert sorted(each["input"] for each in asked) == ["你昨天晚上到底去了哪里？", "我在码头等了你一夜。"]
    assert {each["path"] for each in asked} == {"/v1/audio/speech"}
    assert len({each["voice"] for each in asked}) == 2
    film = tmp_path / "out" / "a" / "episode.mp4"
    assert max(sound_of(film).levels()) > 0.05
    assert "配音：2 句" in told
    assert run("make", "a.txt", "--voices")[0] == 0
    assert len(asked) == 2
    (tmp_path / "a.txt").write_text(SCRIPT.replace("等了你一夜", "等了你三夜"), encoding="utf-8")
    assert run("make", "a.txt", "--voices")[0] == 0
    assert [each["input"] for each in asked[2:]] == ["我在码头等了你三夜。"]
    assert run("make", "a.txt")[0] == 0
    assert max(sound_of(film).levels()) < 0.01


def test_paid_voices_ask_once_and_what_they_cost_stands_in_the_ledger_line_by_line(run, tmp_path, endpoint):
    url, asked = endpoint
    (tmp_path / "a.txt").write_text(SCRIPT, encoding="utf-8")
    text = f'[voices]\nbase_url = "{url}"\nmodel = "tts-1"\nprice = 100.0\n[budget]\nmax_cost = '
    (tmp_path / "storyboard.toml").write_text(text + "5\n", encoding="utf-8")
    code, _, told = run("--lang", "zh", "make", "a.txt", "--voices")
    assert (code, asked) == (2, [])
    assert "这要花钱：2 句，22 字，配音：tts-1 at 127.0.0.1，价格 2.2" in told
    assert not (tmp_path / "out" / "a" / "episode.mp4").exists()
    (tmp_path / "storyboard.toml").write_text(text + "2\n", encoding="utf-8")
    assert run("make", "a.txt", "--voices", "--yes")[0] == 6
    assert not asked
    (tmp_path / "storyboard.toml").write_text(text + "5\n", encoding="utf-8")
    code, _, told = run("make", "a.txt", "--voices", "--yes")
    assert (code, len(asked)) == (0, 2)
    assert "2 lines, 22 characters, spoken by tts-1 at 127.0.0.1, price 2.2" in told
    spent = [row for row in json.loads(run("jobs", "list", "--json")[1]) if row["clip"].startswith("speaking")]
    assert [(row["state"], row["price"]) for row in spent] == [("done", 1.2), ("done", 1.0)]
    (tmp_path / "out" / "a" / "episode.mp4").unlink()
    assert run("make", "a.txt", "--voices")[0] == 0
    assert len(asked) == 2


@pytest.mark.slow
@pytest.mark.parametrize(("answer", "code", "said"), [("y\n", 0, 2), ("n\n", 2, 0)])
def test_who_sits_at_a_terminal_is_asked_before_a_line_is_paid(tmp_path, endpoint, answer, code, said):
    url, asked = endpoint
    (tmp_path / "a.txt").write_text(SCRIPT, encoding="utf-8")
    text = f'[voices]\nbase_url = "{url}"\nmodel = "tts-1"\nprice = 100.0\n'
    (tmp_path / "storyboard.toml").write_text(text, encoding="utf-8")
    ended, shown = at_terminal(tmp_path, answer, "--lang", "zh", "make", "a.txt", "--voices")
    assert (ended, len(asked)) == (code, said), shown
    assert shown.count("2 句，22 字，配音：tts-1 at 127.0.0.1，价格 2.2。购买吗？[y/N]：") == 1


@pytest.mark.parametrize(
    ("table", "command"),
    [("voices", ("make", "--voices")), pytest.param("listen", ("listen",), marks=pytest.mark.wide)],
)
def test_an_endpoint_elsewhere_whose_price_nobody_wrote_is_asked_about_and_refused_under_a_cap(
    run, tmp_path, table, command
):
    (tmp_path / "a.txt").write_text(SCRIPT, encoding="utf-8")
    assert run("make", "a.txt")[0] == 0
    moving(tmp_path / "take.mp4", 10.0)
    assert run("take", "add", "1", "take.mp4")[0] == 0
    (tmp_path / "out" / "a" / "episode.mp4").unlink()
    text = f'[{table}]\nbase_url = "https://voice.invalid/v1"\nmodel = "m"\n'
    (tmp_path / "storyboard.toml").write_text(text, encoding="utf-8")
    code, _, told = run(command[0], "a.txt", *command[1:])
    assert code == 2
    assert "price unknown" in told
    (tmp_path / "storyboard.toml").write_text(text + "[budget]\nmax_cost = 5\n", encoding="utf-8")
    code, _, told = run(command[0], "a.txt", *command[1:], "--yes")
    assert code == 6
    assert f"[{table}] price" in told


def test_without_voices_one_sentence_says_how_to_get_them(run, tmp_path):
    (tmp_path / "a.txt").write_text(SCRIPT, encoding="utf-8")
    code, _, told = run("make", "a.txt", "--voices")
    assert code == 2
    assert "[voices]" in told
    with pytest.raises(UsageError, match="no Kokoro model"):
        LocalSpeaker(tmp_path, Voices(model="."))


def test_an_endpoint_that_does_not_speak_is_told():
    with pytest.raises(ModelError, match="WAV"):
        read_wav(b"{}", "x")
    assert read_wav(tone(0.5, channels=2), "x").seconds == pytest.approx(0.5, abs=0.01)
    with pytest.raises(UsageError, match="not an address"):
        RemoteSpeaker(Voices(base_url="nowhere", model="m"))
