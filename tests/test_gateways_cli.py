"""The commands that buy, as a user types them, against the rehearsal gateway."""

import json
import logging
import re
import shlex
import sys
from pathlib import Path

import pytest

from storyboard.cli import main
from storyboard.languages import said
from storyboard.rehearsal import Rehearsal
from storyboard.rehearsal.shop import settings_for
from tests.gateway_bench import KEY, shop
from tests.gateway_play import true_film

SCRIPT = """第1集
1-1 日 内 客厅
人物：林晚、陈默
△林晚推门进来，雨水顺着头发往下滴。
林晚：（喘气）你为什么不接电话？
陈默：（头也不抬）我在开会。
林晚：开会？你的会开到酒店去了？{mark}

1-2 夜 外 巷口
人物：林晚
△林晚蹲在路灯下。
林晚：我不该来的。
"""

PROFILES = Path(__file__).parents[1] / "storyboard" / "profiles"
SHORT = "1-1 夜 外 巷口\n人物：林晚\n△林晚蹲在路灯下。\n林晚：我不该来的。"


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """A production whose gateway is the rehearsal; films are stand-ins, time does not pass."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REHEARSAL_KEY", KEY)
    write(tmp_path)
    with Rehearsal(shop()) as rehearsal:
        (tmp_path / "storyboard.toml").write_text(settings_for(rehearsal.url(), 0.0), "utf-8")
        yield rehearsal


def write(folder, mark=""):
    (folder / "ep01.txt").write_text(SCRIPT.format(mark=mark), "utf-8")


@pytest.fixture
def run(capsys):
    """`run(*arguments)` -> exit code, stdout, stderr."""

    def call(*arguments):
        try:
            main(arguments)
            code = 0
        except SystemExit as end:
            code = end.code or 0
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_away_from_a_terminal_nothing_is_bought_without_yes(workspace, run):
    code, _, err = run("submit", "ep01.txt")

    assert code == 2
    assert "this costs money" in err
    assert workspace.shop.jobs == {}


def test_a_dry_run_prints_the_exact_requests_without_a_key_and_sends_nothing(workspace, run, monkeypatch):
    monkeypatch.delenv("REHEARSAL_KEY")
    code, out, _ = run("submit", "ep01.txt", "--dry-run")
    requests = json.loads(out)

    assert code == 0
    assert requests[0]["url"].endswith("/openai-videos/v1/videos")
    assert requests[0]["request"]["body"]["prompt"].startswith("Shot 1:\nduration: ")
    assert workspace.shop.jobs == {}


def test_submit_buys_what_is_missing_and_a_second_one_nothing(workspace, run):
    code, out, err = run("submit", "ep01.txt", "--yes")
    creates = sum(workspace.shop.posts.values())

    assert code == 0
    assert creates == len(out.splitlines()) >= 1
    assert err.index("was switched off by its maker") < err.index("price") < err.index("sending")
    assert run("submit", "ep01.txt")[0] == 0
    assert sum(workspace.shop.posts.values()) == creates


def test_only_some_clips_can_be_bought_and_a_draft_uses_the_standard_model(workspace, run):
    run("submit", "ep01.txt", "--yes", "--draft", "--only", "1", "--lengths", "10")

    assert [(job.model, job.seconds, job.size) for job in workspace.shop.jobs.values()] == [("sora-2", 10, "720x1280")]
    code, _, err = run("submit", "ep01.txt", "--yes", "--only", "1,9")
    assert (code, "there is no clip 9" in err) == (2, True)


def test_what_went_wrong_is_said_with_its_exit_code_and_settled_by_hand(workspace, run, tmp_path):
    write(tmp_path, "[[rehearse:server-error]]")
    code, _, err = run("submit", "ep01.txt", "--yes")
    assert code == 5
    clip = re.search(r"jobs adopt (\S+)", err)[1]
    lost = next(job for job in workspace.shop.jobs.values() if "server-error" in job.prompt)

    assert run("jobs", "adopt", clip, lost.id)[0] == 0
    assert run("submit", "ep01.txt", "--yes")[0] == 0
    assert set(workspace.shop.posts.values()) == {1}
    rows = json.loads(run("jobs", "list", "--json")[1])
    assert {row["state"] for row in rows} == {"done"}
    assert "unknown -> running" in run("jobs", "show", clip)[1]


@pytest.mark.skipif(sys.platform == "win32", reason="quotation marks of a shell")
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_retake_that_a_failed_clip_is_told_names_it_and_works_where_it_was_typed(
    workspace, run, tmp_path, monkeypatch, language
):
    """With two productions of one number, from another folder."""
    (tmp_path / "ep02.txt").write_text(SHORT, "utf-8")
    assert run("submit", "ep02.txt", "--yes")[0] == 0
    write(tmp_path, "[[rehearse:moderated]]")
    monkeypatch.chdir(tmp_path.parent)
    monkeypatch.setenv("STORYBOARD_LANG", language)
    code, _, err = run("submit", f"{tmp_path.name}/ep01.txt", "--yes")
    ended = err[err.index("error: " if language == "en" else "错误：") :]
    told = set(re.findall(r"`storyboard (retake[^`]*)`", ended))

    assert (code, len(told)) == (4, 1), err
    assert ("有意再买一次" in ended, "on purpose" in ended) == (language == "zh", language == "en")
    assert all(each.startswith("retake ep01/") for each in told)
    assert run(*shlex.split(told.pop()), "--yes")[0] in (0, 4)  # it was sent; the rehearsal may refuse it again


def test_the_budget_ends_a_run_with_exit_6(workspace, run):
    code, _, err = run("submit", "ep01.txt", "--yes", "--max-cost", "3")

    assert code == 6
    assert "the budget of 3 is reached" in err
    assert workspace.shop.jobs == {}


@pytest.mark.parametrize("command", [["jobs", "list"], ["take", "list", "1"], ["retake", "1"], ["remix", "1", "x"]])
def test_where_nothing_was_bought_no_ledger_is_made(tmp_path, monkeypatch, run, command):
    monkeypatch.chdir(tmp_path)
    code, _, err = run(*command)

    assert (code, "nothing was bought here yet" in err) == (2, True)
    assert not (tmp_path / ".storyboard" / "ledger.sqlite3").exists()


def test_takes_are_bought_listed_and_chosen(workspace, run):
    run("submit", "ep01.txt", "--yes")
    first = json.loads(run("take", "list", "1", "--json")[1])

    assert run("retake", "1")[0] == 2
    assert run("retake", "1", "--yes")[0] == 0
    assert [row["used"] for row in json.loads(run("take", "list", "1", "--json")[1])] == [False, True]
    assert run("take", "use", "1", "1")[0] == 0
    assert json.loads(run("take", "list", "1", "--json")[1])[0]["used"]
    assert len(first) == 1


def test_a_remix_is_bought_where_the_gateway_has_it(workspace, run):
    run("submit", "ep01.txt", "--yes")

    assert run("remix", "1", "把白天变成黑夜", "--yes")[0] == 0
    assert workspace.shop.posts["把白天变成黑夜"] == 1


def test_a_character_is_shot_created_and_used_in_prompts(workspace, run, tmp_path):
    run("plan", "ep01.txt")
    code, _, err = run("cast", "create", "林晚", "--yes")
    assert (code, "cast shoot 林晚" in err) == (2, True)

    assert run("cast", "shoot", "林晚", "--line", "大家好", "--yes")[0] == 0
    assert "台词: 大家好" in next(iter(workspace.shop.jobs.values())).prompt
    code, out, err = run("cast", "create", "林晚", "--yes")

    assert (code, out.startswith("@")) == (0, True)
    assert "refuses films that show real people" in err
    assert out.strip() in run("cast", "list")[1]
    run("render", "ep01.txt")
    assert f" {out.strip()} " in (tmp_path / "out/ep01/prompts/clip-001.txt").read_text("utf-8")
    assert sum(job.kind == "character" for job in workspace.shop.jobs.values()) == 1


def test_the_doctor_says_what_is_reachable_and_retired(workspace, run):
    code, out, _ = run("doctor")

    assert code == 0
    assert "ok    gateway unified-v2: answers and lists 12 models" in out
    assert "LOOK  video: sora-2-pro was switched off by its maker on 2026-09-24" in out
    assert "omni-fast" in run("models")[1]
    live = json.loads(run("models", "--live", "--json")[1])
    assert sorted(len(each["models"]) for each in live)[-7:] == [12] * 7


def test_a_refused_key_stops_at_the_first_clip_and_nothing_was_paid(workspace, run, monkeypatch):
    monkeypatch.setenv("REHEARSAL_KEY", "sk-another-0123456789")
    code, _, err = run("submit", "ep01.txt", "--yes")

    assert code == 4
    assert "the key is refused" in err
    assert "sk-another" not in err
    assert workspace.shop.jobs == {}


def test_scenarios_are_listed_and_unknown_ones_are_refused(run):
    assert "moderated" in run("rehearse", "--scenarios")[1]
    assert run("rehearse", "--fail", "nonsense=1")[0] == 2


def test_the_key_is_in_no_output_no_log_and_no_file_of_a_full_run(tmp_path, monkeypatch, run, caplog):
    """From script to film and page, with a failure on the way; everything that was written is searched."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REHEARSAL_KEY", KEY)
    monkeypatch.setenv("STORYBOARD_MODEL", "sora-2")
    caplog.set_level(logging.DEBUG)
    (tmp_path / "ep01.txt").write_text(SHORT, "utf-8")
    said = []
    with Rehearsal(
        shop(draw=lambda seconds, size, prompt: true_film(seconds=float(seconds), size=(72, 128)))
    ) as rehearsal:
        (tmp_path / "storyboard.toml").write_text(settings_for(rehearsal.url(), 0.0), "utf-8")
        for arguments in (
            ["make", "ep01.txt", "--yes"],
            ["jobs", "list", "--json"],
            ["jobs", "show", "1", "--json"],
            ["submit", "ep01.txt", "--dry-run"],
            ["doctor"],
        ):
            code, out, err = run(*arguments)
            assert code == 0, err
            said += [out, err]
        (tmp_path / "ep01.txt").write_text(SHORT + "[[rehearse:bad-key]]", "utf-8")
        code, out, err = run("make", "ep01.txt", "--yes")
        assert (code, "the key is refused" in err) == (4, True)
        said += [out, err]
    written = [path for path in tmp_path.rglob("*") if path.is_file()]

    assert {"episode.mp4", "index.html", "ledger.sqlite3"} <= {path.name for path in written}
    assert not [path for path in written if KEY.encode() in path.read_bytes()]
    assert KEY not in "".join(said)
    assert KEY not in caplog.text
    assert "token=signed" not in "".join(said) + caplog.text


def test_a_film_that_is_not_what_was_ordered_is_told_by_make_jobs_and_the_page(workspace, run, tmp_path):
    """Half as long: put together and told, exit 4 until a person says that it will do. Without sound: told."""
    workspace.shop.draw = lambda seconds, size, prompt: true_film(seconds=3.0, size=(72, 128), sound=False)
    (tmp_path / "ep01.txt").write_text(SHORT, "utf-8")

    code, _, err = run("make", "ep01.txt", "--yes")

    told = ("the film lasts 3.0 s, 15 s were ordered", "the film has no sound, but 林晚 should be heard in it")
    assert code == 4
    assert (tmp_path / "out" / "ep01" / "episode.mp4").is_file()
    page = (tmp_path / "out" / "ep01" / "index.html").read_text("utf-8")
    for heard in (err, run("jobs", "list")[1], run("jobs", "show", "001")[1], run("take", "list", "001")[1]):
        assert all(words in heard for words in told)
    assert all(said.told(words, "zh") in page for words in told)
    assert run("make", "ep01.txt", "--yes")[0] == 4
    assert run("submit", "ep01.txt", "--yes")[0] == 4
    assert run("take", "use", "001", "1")[0] == 0
    code, _, err = run("make", "ep01.txt", "--yes")
    assert (code, told[0] in err) == (0, True)
    assert sum(workspace.shop.posts.values()) == 1


def test_a_film_that_is_damaged_inside_is_told_by_its_clip_with_the_ways_out(workspace, run, tmp_path):
    data = bytearray(true_film(seconds=10.0, size=(72, 128)))
    start = data.index(b"mdat") + 3000
    data[start : start + 4000] = bytes((each * 7 + 3) % 251 for each in range(4000))
    workspace.shop.draw = lambda seconds, size, prompt: bytes(data)
    (tmp_path / "ep01.txt").write_text(SHORT, "utf-8")

    code, _, err = run("make", "ep01.txt", "--yes")

    assert code == 4
    assert re.search(r"clip 001: .*takes/.*\.mp4: damaged film", err)
    assert "`storyboard take add 001 FILE`" in err
    assert "the film is damaged inside" in run("jobs", "list")[1]
    (tmp_path / "mine.mp4").write_bytes(true_film(seconds=10.0, size=(72, 128)))
    assert run("take", "add", "001", "mine.mp4")[0] == 0
    assert run("make", "ep01.txt", "--yes")[0] == 0
    assert sum(workspace.shop.posts.values()) == 1


def test_retake_misspoken_buys_exactly_the_clips_that_do_not_say_their_lines(workspace, run, tmp_path):
    """These films are silent: the clip with lines does not say them, the one without has none to say."""
    mute = SCRIPT.format(mark="").replace("林晚：我不该来的。\n", "△雨越下越大，她在路灯下一动不动地等着。\n" * 7)
    (tmp_path / "ep01.txt").write_text(mute, "utf-8")
    workspace.shop.draw = lambda seconds, size, prompt: true_film(seconds=float(seconds), size=(72, 128), rate=8)
    assert run("make", "ep01.txt", "--yes")[0] == 0
    prompts = sorted((tmp_path / "out" / "ep01" / "prompts").glob("clip-*.txt"))
    before = workspace.shop.posts.total()
    spoken = [
        path for path in prompts if "你为什么不接电话" in path.read_text("utf-8") or "酒店" in path.read_text("utf-8")
    ]
    assert 0 < len(spoken) < len(prompts)

    code, _, told = run("retake", "--misspoken", "ep01.txt")
    assert (code, workspace.shop.posts.total()) == (2, before)
    assert "price" in told

    code, _, told = run("retake", "--misspoken", "ep01.txt", "--yes")
    assert code == 0, told
    assert workspace.shop.posts.total() - before == len(spoken)
    code, out, _ = run("check", "ep01.txt", "--takes")
    assert out.count("take-silent") == len(spoken)


@pytest.mark.parametrize(
    ("profile", "laid"), [("", True), ("draws_text = true\n", False)], ids=["cannot write", "can write"]
)
def test_words_that_the_model_cannot_write_are_laid_over_their_shot(workspace, run, tmp_path, profile, laid):
    """The sign of the script, word for word, in the bought film's own picture, while its shot lasts and at no other time."""
    from storyboard import media, timeline
    from storyboard.check.form import read_board
    from storyboard.production.files import load_clips

    workspace.shop.draw = lambda seconds, size, prompt: true_film(seconds=float(seconds), size=(144, 256))
    (tmp_path / "ep01.txt").write_text(
        "1-1 夜 外 巷口\n人物：林晚\n△林晚蹲在路灯下，抬头看了很久。\n△她面前的铁门上写着“此路不通”。\n△林晚转身，慢慢走进雨里，一直走到巷子的尽头，再也没有回头。\n林晚：我不该来的。",
        "utf-8",
    )
    if profile:
        folder = tmp_path / "profiles"
        folder.mkdir()
        packaged = (PROFILES / "sora-2-pro.toml").read_text("utf-8")
        (folder / "sora-2-pro.toml").write_text(packaged.replace("draws_text = false\n", profile), "utf-8")

    assert run("make", "ep01.txt", "--yes")[0] == 0

    out = tmp_path / "out" / "ep01"
    board, _ = read_board((out / "storyboard.json").read_text("utf-8"), "x")
    clips = load_clips((out / "clips.json").read_text("utf-8"), out / "clips.json", board)
    (cue,) = timeline.lettered(board, clips)
    assert cue.text == "此路不通"
    before, during, after = media.frames(out / "episode.mp4", (0.2, (cue.start + cue.end) / 20, cue.end / 10 + 0.5))
    white = [band(each) for each in (before, during, after)]
    assert (white[1] > max(white[0], white[2]) + 20) is laid
    assert "此路不通" not in (out / "episode.srt").read_text("utf-8")


def band(picture):
    """How much of the upper part of a frame, where words of the picture are laid, is nearly white."""
    width, height = picture.size
    return sum(picture.convert("L").crop((0, height // 5, width, height * 2 // 5)).histogram()[225:])


def test_faults_of_a_prompt_that_was_edited_by_hand_name_the_file_and_what_may_be_added(workspace, run, tmp_path):
    """Nobody searches the script for what stands in a prompt; what goes behind the script's words is bought."""
    run("render", "ep01.txt")
    prompt = tmp_path / "out" / "ep01" / "prompts" / "clip-001.txt"
    whole = prompt.read_text("utf-8")
    assert "推门进来" in whole

    prompt.write_text(whole.replace("推门进来", "踢门进来"), "utf-8")
    code, _, said = run("make", "ep01.txt", "--yes")
    assert (code, str(prompt) in said, "what you add goes behind them" in said) == (1, True, True)
    assert workspace.shop.jobs == {}

    prompt.write_text(whole.replace("推门进来", "推门进来，慢慢地"), "utf-8")
    assert run("submit", "ep01.txt", "--yes")[0] == 0
    assert any("慢慢地" in job.prompt for job in workspace.shop.jobs.values())


def test_what_was_drawn_for_clips_that_are_no_more_is_not_listed_as_bought(workspace, run):
    """The animatic of the same script, made before anything was bought; the list for programs has it all."""
    assert run("make", "ep01.txt", "--gateway", "preview", "--model", "preview")[0] == 0
    assert run("submit", "ep01.txt", "--yes")[0] == 0

    listed = run("jobs", "list")[1].splitlines()

    assert listed
    assert all(line.startswith("ep01/") and "preview-" not in line for line in listed)
    assert any(row["id"].startswith("preview-") for row in json.loads(run("jobs", "list", "--json")[1]))


def test_make_says_before_the_price_what_to_know_of_the_model_and_not_again_when_all_is_owned(workspace, run):
    """No doubt about the reading of the script, and too late once it is paid for."""
    code, _, asked = run("make", "ep01.txt")
    assert (code, asked.index("was switched off by its maker") < asked.index("this costs money")) == (2, True)

    assert run("submit", "ep01.txt", "--yes")[0] == 0
    owned = run("make", "ep01.txt")[2]
    assert "was switched off" not in owned
