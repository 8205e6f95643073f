"""make: resumable, nothing made twice, hand edits respected."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from storyboard.gateways import open_gateway
from storyboard.ledger import Ledger
from storyboard.model import Order
from storyboard.pipeline.make import FaultsFound, Watch, bought_before, make, prepare
from storyboard.pipeline.production import Options, productions
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


def test_after_an_edit_only_the_clips_that_changed_are_made_again(tmp_path):
    """Two scenes, two clips; a line of the second scene is changed: one clip is new."""
    scenes = [
        SHORT.replace("1-1", f"1-{number}").replace("客厅", place) for number, place in ((1, "客厅"), (2, "书房"))
    ]
    more = "顾言：三年了，你一句话都没有留下，就这么走了，现在又这么回来。\n"
    path = script(tmp_path, "".join(scene + more for scene in scenes))
    first = make(path, Options(), Watch())[0]

    script(tmp_path, "".join(scene + more for scene in scenes)[:-2] + "！\n")
    second = make(path, Options(), Watch())[0]

    assert (first.bought, second.bought) == (2, 1)


def test_one_line_inserted_in_sixty_scenes_changes_at_most_three_clips(tmp_path):
    """Counted by orders that were not in the first run; scenes are of many lengths, some too short for a clip.

    The first run's films are owned, as after a real run, so the packer keeps their cuts where it can.
    """
    from storyboard.pipeline.stages import Bought, end_of, orders_of

    def scene(number: int) -> str:
        lines = [
            f"{'林晚' if at % 2 else '顾言'}：这是第{number}场的第{at}句话，{'不长' * (at % 4 + 1)}。\n"
            for at in range(number % 7 + 1)
        ]
        return f"1-{number} {'日' if number % 2 else '夜'} 内 房间{number}\n人物：林晚、顾言\n△林晚看着窗外。\n{''.join(lines)}"

    scenes = [scene(number) for number in range(1, 61)]
    path = script(tmp_path, "".join(scenes))

    def orders(bought: Bought | None = None) -> tuple[Order, ...]:
        production = next(iter(productions(path, Options())))
        done = prepare(production, bought, Watch())
        return orders_of(production, done.planned.board, done.clips, done.prompts)

    before = orders()
    ends = frozenset((order.seconds, end_of(order.shots[0]), end_of(order.shots[-1])) for order in before)
    owned = Bought(ends, lambda order: order in before)
    worst = 0
    for number in (1, 14, 22, 31, 43, 60):
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
    assert "林晚：知道。" not in SHORT


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
    )
    assert "背对镜头" in (out / "storyboard.edited.json").read_text(encoding="utf-8")


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
        prompt.read_text(encoding="utf-8").replace("风格: 写实", "风格: 胶片颗粒，写实"), encoding="utf-8"
    )

    used = ready(path)[0].prompts[0]
    script(tmp_path, SHORT.replace("我回来了", "我又回来了"))
    again = ready(path)[0].prompts[0]

    assert "胶片颗粒" in used
    assert "胶片颗粒" not in again
    assert "胶片颗粒" in prompt.with_name("clip-001.edited.txt").read_text(encoding="utf-8")


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
    assert "穿银色宇航服的" in after.prompts[0]


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
    return subprocess.Popen(command, cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", **more)  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a POSIX notion")
@pytest.mark.parametrize("wait", [0.35, 0.8, 1.6])
def test_a_killed_make_goes_on_where_it_was(tmp_path, wait):
    """kill -9 while it plans or films: the next make finishes, and no file is half-written."""
    path = script(tmp_path, SHORT * 1)
    killed = storyboard("make", "ep01.txt", cwd=tmp_path, start_new_session=True)
    time.sleep(wait)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()

    made = make(path, Options(), Watch())[0]

    out = tmp_path / "out" / "ep01"
    assert made.seconds > 0
    assert (out / "episode.mp4").is_file()
    assert json.loads((out / "storyboard.json").read_text(encoding="utf-8"))
    assert [name for name in times(out) if name.endswith(".part")] == []


def test_a_second_make_at_the_same_time_is_refused_with_one_message(tmp_path):
    """The workspace is locked while a make runs; the first one is not disturbed."""
    script(tmp_path)
    first = storyboard("make", "ep01.txt", cwd=tmp_path)
    lock = tmp_path / ".storyboard" / "lock"
    while not lock.exists() and first.poll() is None:
        time.sleep(0.01)
    second = storyboard("make", "ep01.txt", cwd=tmp_path)
    _, said = second.communicate()
    first.communicate()

    assert second.returncode == 2
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
@pytest.mark.parametrize("limit", [2_000, 20_000, 200_000])
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
