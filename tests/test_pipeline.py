"""make: resumable, nothing made twice, hand edits respected."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from storyboard.errors import UsageError
from storyboard.gateways import open_gateway
from storyboard.ledger import Ledger
from storyboard.model import Order
from storyboard.production.known import films_known
from storyboard.production.make import bought_before, make
from storyboard.production.prepare import FaultsFound, Watch, prepare
from storyboard.production.production import Options, productions
from storyboard.production.stages import Bought, _owned_runs, ends_of, orders_of
from tests.samples import SAMPLES

SHORT = "1-1 日 内 客厅\n人物：林晚、顾言\n△林晚推开门。\n林晚：我回来了。\n顾言：你还知道回来？\n"


def script(folder: Path, text: str = SHORT, name: str = "ep01.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def ready(path: Path, **options):
    return [prepare(production, None, Watch()) for production in productions(path, Options(**options))]


def times(folder: Path) -> dict[str, int]:
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def board_of(folder: Path) -> dict:
    return json.loads((folder / "storyboard.json").read_text(encoding="utf-8"))


def save(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2), encoding="utf-8")


def test_make_gives_a_film_that_lasts_as_long_as_planned_and_a_second_make_does_nothing(tmp_path):
    """From a file to film, subtitles and page; then no file changes."""
    from storyboard.media import probe

    path = script(tmp_path)

    made = make(path, Options(), Watch())[0]
    out = tmp_path / "out" / "ep01"
    before = times(out)
    again = make(path, Options(), Watch())[0]

    assert abs(probe(out / "episode.mp4").seconds - made.seconds) <= 1 / 24
    assert (out / "index.html").stat().st_size > 10_000
    assert "我回来了。" in (out / "episode.srt").read_text(encoding="utf-8")
    assert (made.changed, again.changed, again.bought) == (True, False, 0)
    assert times(out) == before


@pytest.mark.slow
def test_after_an_edit_only_the_clips_that_changed_are_made_again(tmp_path):
    """Drawn, three clips in all; a season proves the same of what is bought. Two scenes, two clips; a line of the second scene is changed: one clip is new."""
    scenes = [
        SHORT.replace("1-1", f"1-{number}").replace("客厅", place) for number, place in ((1, "客厅"), (2, "书房"))
    ]
    more = "顾言：三年了，你一句话都没有留下，就这么走了，现在又这么回来。\n"
    path = script(tmp_path, "".join(scene + more for scene in scenes))
    first = make(path, Options(), Watch())[0]

    script(tmp_path, "".join(scene + more for scene in scenes)[:-2] + "！\n")
    second = make(path, Options(), Watch())[0]

    assert (first.bought, second.bought) == (2, 1)


@pytest.mark.parametrize(
    "count", [6, pytest.param(18, marks=pytest.mark.wide), pytest.param(60, marks=pytest.mark.slow)]
)
def test_one_line_inserted_in_many_scenes_changes_at_most_three_clips(tmp_path, count):
    """Counted by orders that were not in the first run; scenes are of many lengths, some too short for a clip.

    The first run's films are owned, as after a real run, so the packer keeps their cuts where it can.
    """

    def scene(number: int) -> str:
        lines = [
            f"{'林晚' if at % 2 else '顾言'}：这是第{number}场的第{at}句话，{'不长' * (at % 4 + 1)}。\n"
            for at in range(number % 7 + 1)
        ]
        return f"1-{number} {'日' if number % 2 else '夜'} 内 房间{number}\n人物：林晚、顾言\n△林晚看着窗外。\n{''.join(lines)}"

    scenes = [scene(number) for number in range(1, count + 1)]
    path = script(tmp_path, "".join(scenes))

    def orders(bought: Bought | None = None) -> tuple[Order, ...]:
        production = next(iter(productions(path, Options())))
        done = prepare(production, bought, Watch())
        return orders_of(production, done.planned.board, done.clips, done.prompts)

    before = orders()
    ends = frozenset(end for order in before if (end := ends_of(order)))
    owned = Bought(ends, lambda order: order in before)
    worst = 0
    for number in (count // 3, count):
        changed = scenes.copy()
        changed[number - 1] += "林晚：插进来的一句话。\n"
        script(tmp_path, "".join(changed))
        worst = max(worst, sum(order not in before for order in orders(owned)))
        script(tmp_path, "".join(scenes))
        orders(owned)

    assert worst <= 3


def test_films_that_are_owned_keep_their_cuts(tmp_path):
    """The packer is told what lies on disk, so an edit elsewhere does not shift them."""
    path = script(tmp_path)
    make(path, Options(), Watch())
    production = next(iter(productions(path, Options())))

    with Ledger(production.settings.ledger) as ledger:
        known = bought_before(ledger, open_gateway(production.settings))

    assert len(known.ends) == 1
    assert films_known(production).ends == known.ends
    done = prepare(production, known, Watch())
    orders = orders_of(production, done.planned.board, done.clips, done.prompts)
    assert [ends_of(order) in known.ends for order in orders] == [True]


def test_a_clip_that_ends_in_a_hold_is_known_again(tmp_path):
    """Lengths of 25 s only: the short scene is filled with silence, and still found by its ends."""
    path = script(tmp_path)
    production = next(iter(productions(path, Options(flags=(("lengths", (25,)),)))))
    done = prepare(production, None, Watch())
    (order,) = orders_of(production, done.planned.board, done.clips, done.prompts)

    ask = _owned_runs(production, done.planned.board, Bought(frozenset([ends_of(order)]), lambda other: other == order))

    assert done.clips[0].parts[-1].hold
    assert ask(0, len(done.planned.board.shots), 25)


def test_a_hand_edit_of_the_board_is_used_and_survives_an_edit_of_another_line(tmp_path):
    """The picture a person wrote goes into the prompt; a change elsewhere in the script does not undo it."""
    path = script(tmp_path)
    ready(path)
    out = tmp_path / "out" / "ep01"
    board = board_of(out)
    board["shots"][-1]["visual"] = "顾言背对镜头站在窗前"
    save(out / "storyboard.json", board)

    edited = ready(path)[0]
    script(tmp_path, SHORT + "林晚：知道。\n")
    after = ready(path)[0]

    assert edited.planned.how == "edited"
    assert "背对镜头站在窗前" in edited.prompts[0]
    assert after.planned.how == "merged"
    assert "背对镜头站在窗前" in after.prompts[0]
    assert after.planned.conflicts == ()


def test_a_hand_edit_whose_script_line_changed_is_reported_and_kept_beside(tmp_path):
    """Nothing a person wrote vanishes: the old board lies beside the new one, and the shot is named."""
    path = script(tmp_path)
    ready(path)
    out = tmp_path / "out" / "ep01"
    board = board_of(out)
    board["shots"][-1]["visual"] = "顾言背对镜头站在窗前"
    save(out / "storyboard.json", board)

    script(tmp_path, SHORT.replace("你还知道回来？", "你回来做什么？"))
    after = ready(path)[0]

    assert after.planned.conflicts == (
        "the shot of script line 5 was edited by hand, but its script lines changed: it is planned anew",
        "your edited storyboard.json is kept as storyboard.edited-1.json: what it was made from changed",
    )
    assert "背对镜头" in (out / "storyboard.edited-1.json").read_text(encoding="utf-8")


def test_a_hand_edit_that_loses_a_line_stops_before_anything_is_bought(tmp_path):
    """The check names the line, and no film is made."""
    path = script(tmp_path)
    ready(path)
    out = tmp_path / "out" / "ep01"
    board = board_of(out)
    board["shots"].pop()
    save(out / "storyboard.json", board)

    with pytest.raises(FaultsFound) as caught:
        make(path, Options(), Watch())

    assert "ep01.txt:5: lost: 顾言：“你还知道回来？” is missing" in str(caught.value)
    assert not (out / "takes").exists()


def edit_last(out: Path, words: str) -> None:
    board = board_of(out)
    board["shots"][-1]["visual"] = words
    save(out / "storyboard.json", board)


def test_a_hand_edit_is_still_known_as_one_after_the_board_was_planned_again(tmp_path):
    """Edit, add a line elsewhere, then change the line of the edited shot: the edit is named and kept."""
    path = script(tmp_path)
    ready(path)
    out = tmp_path / "out" / "ep01"
    edit_last(out, "顾言背对镜头")
    script(tmp_path, SHORT.replace("△林晚", "△雨声。\n△林晚"))
    ready(path)

    script(tmp_path, SHORT.replace("你还知道回来？", "你回来做什么？"))
    after = ready(path)[0]

    assert len(after.planned.conflicts) == 2
    assert "背对镜头" in (out / "storyboard.edited-1.json").read_text(encoding="utf-8")


def test_hand_edits_survive_a_lost_trace(tmp_path):
    """trace.json is for people; what is needed to merge lies in the records."""
    path = script(tmp_path)
    ready(path)
    out = tmp_path / "out" / "ep01"
    edit_last(out, "顾言背对镜头")
    (out / "trace.json").unlink()

    script(tmp_path, SHORT + "林晚：知道。\n")

    assert "背对镜头" in ready(path)[0].prompts[0]


def test_a_board_written_just_before_an_interruption_is_no_hand_edit(tmp_path):
    """The plan is on disk, its record is not: the next run goes on without a conflict."""
    path = script(tmp_path)
    ready(path)
    records = next((tmp_path / ".storyboard" / "records").glob("ep01-????????.json"))
    before = records.read_bytes()
    script(tmp_path, SHORT.replace("我回来了", "我又回来了"))
    ready(path)
    records.write_bytes(before)

    script(tmp_path, SHORT.replace("我回来了", "我终于回来了"))
    after = ready(path)[0]

    assert after.planned.conflicts == ()
    assert after.serious == ()


def test_what_follows_from_the_script_is_never_kept_from_an_old_plan(tmp_path):
    """Snow becomes rain in one action: all shots of the scene have the new weather, as in a fresh plan."""
    text = "1-1 日 外 街道\n人物：林晚、顾言\n△大雪纷飞。\n林晚：冷。\n顾言：走吧，我们回家。\n林晚：好。\n"
    path = script(tmp_path, text)
    ready(path)

    script(tmp_path, text.replace("大雪", "大雨"))
    after = ready(path)[0]

    assert {shot.weather for shot in after.planned.board.shots} == {"大雨"}


def test_an_edited_prompt_moves_with_its_clip(tmp_path):
    """A scene inserted before gives the clip another number, not other words."""
    long = SHORT + "顾言：三年了，你一句话都没有留下，就这么走了，现在又这么回来。\n"
    path = script(tmp_path, long)
    ready(path)
    prompt = tmp_path / "out" / "ep01" / "prompts" / "clip-001.txt"
    prompt.write_text(
        prompt.read_text(encoding="utf-8").replace("整体风格：35", "整体风格：胶片颗粒，35"), encoding="utf-8"
    )

    script(tmp_path, long.replace("1-1 日 内 客厅", "1-0 夜 外 街道").replace("回来", "出去") + long)
    prompts = ready(path)[0].prompts

    assert "胶片颗粒" in prompts[-1]
    assert "胶片颗粒" not in prompts[0]


class BrokenOff(BaseException):
    """As a kill is."""


SPEECH = "顾言：三年了，你一句话都没有留下，就这么走了，现在又这么回来。\n"
ROOMS = [SHORT.replace("1-1", f"1-{n}").replace("客厅", place) + SPEECH for n, place in enumerate("厅房街", 1)]
YARD = SHORT.replace("1-1", "1-4").replace("客厅", "院子").replace("回来", "出去") + SPEECH
MOVES = {
    "one more": (ROOMS[0], YARD, *ROOMS[1:]),
    "two more": (YARD, ROOMS[0], YARD.replace("院子", "屋顶"), *ROOMS[1:]),
    "one less": ROOMS[1:],
    "turned": ROOMS[::-1],
}


@pytest.mark.few("by_hand", "broken", at=lambda scenes, broken: (scenes, broken > 0))
@pytest.mark.parametrize("broken", range(5))
@pytest.mark.parametrize("by_hand", [(0,), (1,), (1, 2), (0, 2)])
@pytest.mark.parametrize("scenes", MOVES.values(), ids=MOVES)
def test_prompts_of_which_some_were_written_when_it_was_broken_off_are_nobodys_edits(
    tmp_path, monkeypatch, scenes, by_hand, broken
):
    """Clips get other numbers, some have a person's words: wherever it is killed, the next run ends as if nothing had been."""
    ends = []
    for folder in (tmp_path / "broken", tmp_path / "whole"):
        folder.mkdir()
        path, prompts = script(folder, "".join(ROOMS)), folder / "out" / "ep01" / "prompts"
        ready(path)
        for at in by_hand:
            edited = prompts / f"clip-{at + 1:03d}.txt"
            text = edited.read_text(encoding="utf-8").replace("整体风格：", f"整体风格：胶片颗粒{at}，")
            edited.write_text(text, encoding="utf-8")
        script(folder, "".join(scenes))
        if folder.name == "broken":
            break_off(monkeypatch, broken)
            with suppress(BrokenOff):
                ready(path)
            monkeypatch.undo()
        done = ready(path)[0]
        records = next((folder / ".storyboard" / "records").glob("ep01-????????.json")).read_text(encoding="utf-8")
        noted = {name: entry for name, entry in json.loads(records).items() if name.endswith(".txt")}
        lying = {one.name: one.read_bytes() for one in prompts.iterdir() if "edited" not in one.name}
        everything = "".join(one.read_text("utf-8") for one in prompts.iterdir())
        ends.append((done.prompts, noted, lying, [f"胶片颗粒{at}" in everything for at in by_hand]))

    assert ends[0] == ends[1]
    assert all(ends[0][-1])


def break_off(monkeypatch: pytest.MonkeyPatch, written: int) -> None:
    """From now on a run ends when it has written so many prompts."""
    from storyboard.production import stages

    left, write = iter(range(written)), stages.write_whole

    def write_some(path: Path, data: str) -> None:
        if path.parent.name == "prompts" and next(left, None) is None:
            raise BrokenOff
        write(path, data)

    monkeypatch.setattr(stages, "write_whole", write_some)


def test_a_prompt_saved_with_other_line_ends_is_the_same_prompt(tmp_path):
    """Editors on Windows write CRLF."""
    path = script(tmp_path)
    ready(path)
    prompt = tmp_path / "out" / "ep01" / "prompts" / "clip-001.txt"
    prompt.write_bytes(prompt.read_bytes().replace(b"\n", b"\r\n"))

    assert ready(path)[0].serious == ()


@pytest.mark.slow
def test_an_edited_page_is_kept_beside_the_new_one(tmp_path):
    """Nothing of a person's is overwritten, reports included."""
    path = script(tmp_path)
    make(path, Options(), Watch())
    page = tmp_path / "out" / "ep01" / "index.html"
    page.write_text("<p>我的批注</p>", encoding="utf-8")

    unchanged = make(path, Options(), Watch())[0]
    script(tmp_path, SHORT.replace("我回来了", "我又回来了"))
    changed = make(path, Options(), Watch())[0]

    assert not unchanged.changed
    assert any("index.edited-1.html" in note for note in changed.notes)
    assert "我的批注" in page.with_name("index.edited-1.html").read_text(encoding="utf-8")


def test_clips_that_leave_out_a_shot_or_starve_a_line_are_refused(tmp_path):
    """clips.json may be edited by hand, but every shot is told once and every line has its time."""
    path = script(tmp_path, SHORT + "林晚：三年了，我每一天都在想，如果那天我没有走，我们会不会还在一起。\n")
    ready(path)
    file = tmp_path / "out" / "ep01" / "clips.json"
    clips = json.loads(file.read_text(encoding="utf-8"))
    parts = clips["clips"][0]["parts"]

    lost = json.loads(json.dumps(clips))
    lost["clips"][0]["parts"][1]["duration"] += lost["clips"][0]["parts"].pop(0)["duration"]
    save(file, lost)
    with pytest.raises(UsageError, match="does not tell every shot"):
        ready(path)

    long = max(range(len(parts)), key=lambda at: len(parts[at]["text"]))
    spare, parts[long]["duration"], parts[long]["tail"] = parts[long]["duration"] - 1.0, 1.0, 0
    for at, part in enumerate(parts):
        given = min(spare, 10 - part["duration"]) if at != long else 0
        part["duration"], spare = round(part["duration"] + given, 1), spare - given
    save(file, clips)
    assert "too-fast" in {fault.rule for fault in ready(path)[0].serious}


def test_two_scripts_of_one_name_do_not_share_a_folder(tmp_path):
    """The second is told to choose another; nothing is mixed."""
    (tmp_path / "storyboard.toml").touch()
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        script(tmp_path / folder)
    ready(tmp_path / "a" / "ep01.txt")

    with pytest.raises(UsageError, match=r"belongs to a/ep01\.txt"):
        ready(tmp_path / "b" / "ep01.txt")


def test_tempo_is_for_this_run_only(tmp_path):
    """--tempo is not written into cast.toml."""
    path = script(tmp_path)
    ready(path, tempo=400)

    assert "tempo = 270" in (tmp_path / "cast.toml").read_text(encoding="utf-8")


def test_an_empty_episode_is_skipped_with_a_note(tmp_path):
    """A heading and nothing under it: the other episode is made, twice."""
    path = script(tmp_path, "第三集\n" + SHORT + "第四集\n")

    for _ in range(2):
        done = ready(path)
        assert len(done) == 1
        assert done[0].serious == ()
    assert [folder.name for folder in (tmp_path / "out").iterdir()] == ["ep01-ep03"]


def test_force_plans_anew_over_a_hand_edit(tmp_path):
    """--force."""
    path = script(tmp_path)
    first = ready(path)[0]
    out = tmp_path / "out" / "ep01"
    board = board_of(out)
    board["shots"][0]["visual"] = "别的画面"
    save(out / "storyboard.json", board)

    assert ready(path, force=True)[0].planned.board == first.planned.board


def test_a_hand_edited_prompt_is_used_while_its_clip_stays(tmp_path):
    """Then it is set aside, not overwritten."""
    path = script(tmp_path)
    ready(path)
    prompt = tmp_path / "out" / "ep01" / "prompts" / "clip-001.txt"
    prompt.write_text(
        prompt.read_text(encoding="utf-8").replace("整体风格：35", "整体风格：胶片颗粒，35"), encoding="utf-8"
    )

    used = ready(path)[0].prompts[0]
    script(tmp_path, SHORT.replace("我回来了", "我又回来了"))
    again = ready(path)[0].prompts[0]

    assert "胶片颗粒" in used
    assert "胶片颗粒" not in again
    assert "胶片颗粒" in prompt.with_name("clip-001.edited-1.txt").read_text(encoding="utf-8")


def test_looks_edited_in_cast_toml_reach_board_and_prompts(tmp_path):
    """cast.toml is where looks belong."""
    path = script(tmp_path)
    ready(path)
    cast = tmp_path / "cast.toml"
    text = cast.read_text(encoding="utf-8")
    clothes = text[text.index("clothes = [") : text.index("]", text.index("clothes = [")) + 1]
    cast.write_text(text.replace(clothes, 'clothes = ["银色", "宇航服"]', 1), encoding="utf-8")

    after = ready(path)[0]

    assert "银色，宇航服" in after.planned.board.character_setting["林晚"].appearance
    assert "，穿银色宇航服" in after.prompts[0]


def test_several_episodes_share_one_cast(tmp_path):
    """Folders by episode number, the same looks in both."""
    path = script(tmp_path, (SAMPLES / "twins.txt").read_text(encoding="utf-8"), "twins.txt")

    one, two = ready(path)

    assert sorted(folder.name for folder in (tmp_path / "out").iterdir()) == ["twins-ep01", "twins-ep02"]
    assert one.planned.board.character_setting["沈知夏"] == two.planned.board.character_setting["沈知夏"]


def test_the_board_is_the_mandated_json_to_the_letter(tmp_path):
    """Keys, their order, numbers."""
    path = script(tmp_path)
    ready(path)
    text = (tmp_path / "out" / "ep01" / "storyboard.json").read_text(encoding="utf-8")
    board = json.loads(text)

    assert list(board) == ["character_setting", "shots"]
    assert list(board["character_setting"]["林晚"]) == ["age", "appearance", "name", "voice"]
    shot = ["action", "camera", "dialogue", "duration", "location", "style_tags", "time", "visual", "weather"]
    assert list(board["shots"][0]) == shot
    assert list(board["shots"][0]["dialogue"]) == ["role", "text"]
    assert "\\u" not in text


def storyboard(*arguments: str, cwd: Path, **more) -> subprocess.Popen:
    environment = {**os.environ, "PYTHONPATH": str(SAMPLES.parent), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "storyboard", *arguments]
    return subprocess.Popen(
        command,
        cwd=cwd,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        **more,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a POSIX notion")
@pytest.mark.parametrize("wait", [0.4, pytest.param(1.5, marks=pytest.mark.slow)])
def test_a_killed_make_goes_on_where_it_was(tmp_path, wait):
    """kill -9 while it plans or films: the next make finishes, and no file is half-written."""
    path = script(tmp_path, SHORT * 1)
    killed = storyboard("make", "ep01.txt", cwd=tmp_path, start_new_session=True)
    time.sleep(wait)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()

    out = tmp_path / "out" / "ep01"
    out.mkdir(parents=True, exist_ok=True)
    (out / ".script.json.qz_e7aft").write_text("{", encoding="utf-8")  # what a kill within a write leaves

    made = make(path, Options(), Watch())[0]

    assert made.seconds > 0
    assert (out / "episode.mp4").is_file()
    assert json.loads((out / "storyboard.json").read_text(encoding="utf-8"))
    assert [name for name in times(out) if Path(name).name.startswith(".") or name.endswith(".part")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="nothing halts a process there")
def test_a_second_make_at_the_same_time_is_refused_with_one_message(tmp_path, run):
    """The workspace is locked while a make runs, here one that is halted; the first one is not disturbed."""
    script(tmp_path)
    first = storyboard("make", "ep01.txt", cwd=tmp_path)
    lock = tmp_path / ".storyboard" / "lock"
    while not lock.exists() and first.poll() is None:
        time.sleep(0.01)
    time.sleep(0.2)  # its file is there a moment before it is held
    first.send_signal(signal.SIGSTOP)
    code, _, said = run("make", "ep01.txt")
    first.send_signal(signal.SIGCONT)
    first.communicate()

    assert code == 2
    assert "another storyboard is at work here" in said
    assert first.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="folder permissions")
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_one_message(tmp_path):
    """Exit 2, nothing half-written."""
    script(tmp_path)
    (tmp_path / "out").mkdir()
    (tmp_path / "out").chmod(0o500)

    done = storyboard("make", "ep01.txt", cwd=tmp_path)
    _, said = done.communicate()

    assert done.returncode == 2
    assert "cannot be written" in said


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX resource limits")
@pytest.mark.parametrize("limit", [4_000, pytest.param(200_000, marks=pytest.mark.slow)])
def test_a_full_disk_is_one_message_and_the_next_run_goes_on(tmp_path, limit):
    """A file-size limit stands in for a full disk: whatever could not be written is not there in part."""
    import resource

    path = script(tmp_path)
    done = storyboard("make", "ep01.txt", cwd=tmp_path, preexec_fn=lambda: full(resource, limit))
    _, said = done.communicate()

    assert done.returncode in (2, 4)
    assert said.count("error: ") == 1
    assert "Traceback" not in said
    assert make(path, Options(), Watch())[0].seconds > 0


def full(resource, limit):
    """No file may grow beyond `limit` bytes; the write fails with an error, not a signal."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
