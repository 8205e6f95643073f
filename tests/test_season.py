"""A season overnight: one cast, one bill, many episodes; what stops one leaves the others."""

import json
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from storyboard.cli import cli
from storyboard.config import load_settings
from storyboard.errors import ConfirmationNeeded, UsageError
from storyboard.ledger import lock, open_ledger
from storyboard.production.production import Options
from storyboard.rehearsal import Rehearsal
from storyboard.season.control import failed_clips, film_first, pause, retry_failed, season_status
from storyboard.season.estimate import duration
from storyboard.season.opening import scripts_in, workspace_of
from storyboard.season.run import SeasonWatch, Wishes, run_season
from storyboard.season.soften import soften
from tests.gateway_bench import KEY
from tests.gateway_play import true_film
from tests.season_bench import settle_by_hand, shop, write_scripts, write_settings

QUICK = Wishes(plain=True, scale=0.01)


@pytest.fixture(autouse=True)
def _key(monkeypatch):
    monkeypatch.setenv("REHEARSAL_KEY", KEY)


@pytest.fixture
def gateway():
    with Rehearsal(shop(speed=0.0)) as rehearsal:
        yield rehearsal


@pytest.fixture
def stage(tmp_path, gateway):
    """Three short episodes at a rehearsal where films are ready at once."""
    write_scripts(tmp_path, 3)
    write_settings(tmp_path, gateway.url("unified-v2"), poll_every=0.05, subtitles="soft")
    return tmp_path


def film(folder: Path, wishes: Wishes = QUICK, **watch):
    return run_season([folder], Options(), wishes, SeasonWatch(**watch))


def states(ended) -> dict[str, str]:
    return {end.name: end.state for end in ended.ends}


def mark(folder: Path, episode: str, scenario: str) -> None:
    """What this episode's clips meet at the gateway: the mark stands in a line of action, so in the prompt."""
    path = folder / "scripts" / f"{episode}.txt"
    path.write_text(path.read_text().replace("△林晚推门", f"△[[rehearse:{scenario}]]林晚推门"))


def test_a_season_is_filmed_with_one_cast_and_a_second_run_buys_only_what_changed(stage, gateway, monkeypatch):
    """Films, subtitles of three kinds, timelines, shot lists and one index; a deleted film is fetched, not bought."""
    write_settings(stage, gateway.url("unified-v2"), poll_every=0.05)
    ended = film(stage)

    assert (states(ended), ended.code) == ({"ep01": "done", "ep02": "done", "ep03": "done"}, 0)
    assert (stage / "cast.toml").read_text().count('[people."') + (stage / "cast.toml").read_text().count(
        "[people."
    ) >= 2
    there = {path.name for path in (stage / "out" / "season").iterdir()}
    kinds = ("mp4", "srt", "vtt", "ass", "fcpxml", "otio")
    files = {f"ep0{n}.{kind}" for n in (1, 2, 3) for kind in kinds}
    assert there == files | {"shots.csv", "shots.xlsx", "index.html", "media"}
    assert {path.name for path in (stage / "out" / "season" / "media").iterdir()} >= {
        "ep01-clip-001.mp4",
        "ep03-clip-001.mp4",
    }
    index = (stage / "out" / "season" / "index.html").read_text()
    assert [name for name in ("ep01.mp4", "ep02.mp4", "ep03.mp4", "shots.xlsx") if name not in index] == []
    assert index.count('poster="data:image/jpeg') == 3
    assert ended.status.committed == gateway.shop.charged()

    monkeypatch.chdir(stage)
    lines = CliRunner().invoke(cli, ["season", "status"]).stdout
    data = json.loads(CliRunner().invoke(cli, ["season", "status", "--json"]).stdout)
    assert re.search(r"^ep02 +assembled +1 done", lines, re.M)
    assert (data["counts"], [each["stage"] for each in data["episodes"]]) == ({"done": 3}, ["assembled"] * 3)

    for take in (stage / "out" / "ep01" / "takes").iterdir():
        take.unlink()
    bought = len(gateway.shop.jobs)
    assert film(stage).code == 0
    assert list((stage / "out" / "ep01" / "takes").iterdir())
    assert len(gateway.shop.jobs) == bought

    script = stage / "scripts" / "ep02.txt"
    lines = re.findall(r"^林晚：(.*)$", script.read_text(), re.M)
    script.write_text(script.read_text().replace(lines[0], "我忘了带伞。"))
    takes = set((stage / "out" / "ep02" / "takes").iterdir())
    assert film(stage).code == 0
    assert len(gateway.shop.jobs) == bought + 1
    assert takes < set((stage / "out" / "ep02" / "takes").iterdir())
    assert "我忘了带伞。" in (stage / "out" / "season" / "ep02.srt").read_text()


def test_soft_subtitles_are_a_track_and_copied_clips(stage):
    """`[season] subtitles = "soft"`: the film has a track with the lines."""
    import av

    (stage / "scripts" / "ep03.txt").unlink()
    (stage / "scripts" / "ep02.txt").unlink()

    assert film(stage).code == 0

    with av.open(str(stage / "out" / "season" / "ep01.mp4")) as file:
        assert any(packet.size > 2 for packet in file.demux(file.streams.subtitles[0]))


def test_an_episode_with_faults_is_not_bought_and_the_others_are(stage, gateway):
    """A board whose words were changed by hand fails the check: exit 1, and nothing of it was sent."""
    assert film(stage, replace(QUICK, stop_after="plan")).code == 0
    assert not (stage / "out" / "ep02" / "prompts").exists()
    board = stage / "out" / "ep02" / "storyboard.json"
    text = json.loads(board.read_text())
    shot = next(shot for shot in text["shots"] if shot["dialogue"]["text"])
    shot["dialogue"]["text"] = "这句话没人写过。"
    board.write_text(json.dumps(text, ensure_ascii=False))

    ended = film(stage)

    assert (states(ended), ended.code) == ({"ep01": "done", "ep02": "faults", "ep03": "done"}, 1)
    assert not any("这句话没人写过" in prompt for prompt in gateway.shop.posts)
    assert not (stage / "out" / "ep02" / "takes").exists()


def test_the_budget_is_never_passed_and_the_season_goes_on_when_it_is_raised(stage, gateway):
    """Exit 6 and the episodes that wait are named; raised, the rest is bought and nothing twice."""
    write_settings(stage, gateway.url("unified-v2"), budget=2.2, poll_every=0.05, subtitles="soft")

    ended = film(stage)

    assert (ended.code, sorted(states(ended).values())[0]) == (6, "budget")
    assert gateway.shop.charged() <= 2.2
    assert ended.status.committed == gateway.shop.charged()
    write_settings(stage, gateway.url("unified-v2"), budget=100, poll_every=0.05, subtitles="soft")
    assert film(stage).code == 0
    assert max(gateway.shop.posts.values()) == 1


def test_an_unknown_outcome_waits_for_a_person_and_leaves_the_others_running(stage, gateway):
    """Exit 5 with what to type; the reserved money stays counted; adopted, its film is fetched, not bought."""
    mark(stage, "ep02", "drop")

    ended = film(stage)

    assert (states(ended), ended.code) == ({"ep01": "done", "ep02": "unknown", "ep03": "done"}, 5)
    assert "storyboard jobs adopt ep02/001" in next(end.hint for end in ended.ends if end.name == "ep02")
    posts = sum(gateway.shop.posts.values())
    assert film(stage).code == 5
    assert settle_by_hand(stage, gateway.shop) == 1
    assert film(stage).code == 0
    assert sum(gateway.shop.posts.values()) == posts
    assert season_status(stage, None).committed == gateway.shop.charged()


@pytest.mark.slow
def test_an_unknown_clip_is_settled_while_the_season_runs(stage, gateway):
    """The ledger takes the word of another terminal; the running season fetches the film and joins the episode."""
    mark(stage, "ep01", "drop")
    gateway.shop.speed = 40.0
    done = []
    thread = threading.Thread(target=lambda: done.append(film(stage)))
    thread.start()
    while not season_status(stage, None).counts.get("unknown"):
        time.sleep(0.05)
    job = next(film for film in gateway.shop.jobs.values() if "[[rehearse:drop]]" in film.prompt)

    told = CliRunner().invoke(cli, ["jobs", "adopt", "ep01/001", job.id, "-w", str(stage)], catch_exceptions=False)

    assert "a running season" in told.stderr
    thread.join(60)
    assert (done[0].code, states(done[0])["ep01"]) == (0, "done")


def test_a_failed_clip_is_told_and_bought_again_only_on_request(stage, gateway):
    mark(stage, "ep03", "fails-at-95")

    ended = film(stage)

    assert (states(ended)["ep03"], ended.code) == ("failed", 4)
    posts = sum(gateway.shop.posts.values())
    film(stage)
    assert sum(gateway.shop.posts.values()) == posts
    assert failed_clips(stage, None).names == ("ep03/001",)
    assert "1 clips are ready again" in retry_failed(stage, None)
    film(stage)
    assert sum(gateway.shop.posts.values()) == posts + 1


def test_a_dry_run_needs_no_key_buys_nothing_and_names_a_cheaper_model(stage, gateway, monkeypatch):
    monkeypatch.delenv("REHEARSAL_KEY")
    with (stage / "storyboard.toml").open("a") as more:
        more.write(
            '\n[gateways.cheap]\ndialect = "omni-fast"\nbase_url = "http://127.0.0.1:9"\n'
            'prices = { "omni-fast" = { 4 = 0.01, 8 = 0.01, 10 = 0.01 } }\n'
        )

    found = film(stage, replace(QUICK, dry_run=True)).estimate

    assert (found.episodes, found.owned) == (3, 0)
    assert found.money == sum(count * price for _, count, price in found.by_length) > 0
    assert found.duration >= 120
    assert (found.cheapest.gateway, found.cheapest.model) == ("cheap", "omni-fast")
    assert found.cheapest.money < found.anew
    assert gateway.shop.posts == {}


@pytest.mark.parametrize("flags", [("--dry-run",), ()], ids=["dry run", "question"])
@pytest.mark.usefixtures("unasked")
def test_before_a_season_is_paid_what_is_assumed_of_its_people_is_said_once_for_all_episodes(
    stage, gateway, monkeypatch, flags
):
    """Looks that no script tells; sex and age, which they do tell, are left out; what costs nothing more is not asked about."""
    monkeypatch.chdir(stage)

    result = CliRunner().invoke(cli, ["season", ".", "--plain", *flags])

    said = result.stderr.splitlines()
    assert said.count("剧本没写、由程序定的：") == 1
    told = said[said.index("剧本没写、由程序定的：") + 1 :][:2]
    assert sorted(line.split("：")[0] for line in told) == ["  林晚", "  陈默"]
    assert not any(word in line for line in told for word in ("女", "男", "26", "30"))
    assert said.index(told[0]) < next(at for at, line in enumerate(said) if "3 episodes:" in line)
    assert gateway.shop.posts == {}


def test_away_from_a_terminal_nothing_is_bought_without_yes(stage, gateway, monkeypatch):
    monkeypatch.chdir(stage)

    result = CliRunner().invoke(cli, ["season", ".", "--plain"])

    assert isinstance(result.exception, ConfirmationNeeded)
    assert "3 episodes:" in result.stderr
    assert gateway.shop.posts == {}


def test_many_episodes_are_prepared_in_worker_processes_with_the_same_result(stage, gateway):
    """Four and more are; what comes out is what one process makes of each."""
    film(stage, replace(QUICK, stop_after="check"))
    alone = {path: path.read_bytes() for path in (stage / "out").rglob("*.json")}
    write_scripts(stage, 1, start=4)

    ended = film(stage, replace(QUICK, stop_after="check"))

    assert states(ended) == {f"ep0{number}": "checked" for number in (1, 2, 3, 4)}
    assert {path: path.read_bytes() for path in alone} == alone
    assert (stage / "out" / "ep04" / "check.json").exists()
    assert gateway.shop.posts == {}


@pytest.mark.wide
def test_the_view_says_the_whole_in_one_line_and_plain_lines_say_what_moved(stage, capsys):
    from rich.console import Console

    from storyboard.cli.season_view import Plain, Table, lasting, total_line

    ended = film(stage)

    assert total_line(ended.status).startswith("3 clips: 0 queued, 0 running, 3 done, 0 failed, 0 unknown; ")
    assert [lasting(seconds) for seconds in (40, 720, 11100)] == ["40 s", "12 min", "3 h 05 min"]
    plain = Plain()
    plain.look(ended.status)
    plain.look(ended.status)
    assert capsys.readouterr().err.count("ep02: assembled") == 1

    class Live:
        console = Console(force_terminal=True, width=100, height=30)

        def update(self, shown):
            self.console.print(shown)

    Table(Live()).look(
        replace(ended.status, episodes=tuple(replace(e, stage="filming") for e in ended.status.episodes))
    )
    assert "ep02" in capsys.readouterr().out


def test_the_one_question_is_asked_once_for_all_episodes(stage):
    asked = []

    film(stage, confirm=lambda found: asked.append(found.clips) or True)

    assert len(asked) == 1


def test_a_second_season_in_the_same_folder_is_refused_with_a_message(stage):
    """Another thread of the same process is as much another one as another process is."""
    with ThreadPoolExecutor(1) as other, lock(stage), pytest.raises(UsageError, match="another storyboard is at work"):
        other.submit(film, stage).result()


def test_a_script_that_cannot_be_read_fails_alone(stage):
    (stage / "scripts" / "ep04.txt").write_bytes(b"\xff\xfe\x00\xd8\x00")

    ended = film(stage)

    assert ended.code == 4
    assert states(ended) == {"ep01": "done", "ep02": "done", "ep03": "done", "ep04.txt": "failed"}


def test_pause_keeps_everything_waiting_until_resume_and_first_is_first(stage, gateway):
    """From another terminal, through the ledger, while the season runs."""
    write_settings(stage, gateway.url("unified-v2"), parallel=1, poll_every=0.05, subtitles="soft")
    pause(stage, None, paused=True)
    done = []
    thread = threading.Thread(target=lambda: done.append(film(stage)))
    thread.start()
    while not season_status(stage, None).counts.get("ready"):
        time.sleep(0.05)
    time.sleep(0.3)

    assert season_status(stage, None).paused
    assert gateway.shop.posts == {}
    pause(stage, None, paused=False)
    thread.join(60)
    assert done[0].code == 0


@pytest.mark.wide
def test_an_episode_that_is_wanted_first_is_sent_first(stage, gateway):
    write_settings(stage, gateway.url("unified-v2"), parallel=1, poll_every=0.05, subtitles="soft")

    film(stage, replace(QUICK, first=("ep03",)))

    assert "第3号房间" in next(iter(gateway.shop.posts))
    assert film_first(stage, None, ["ep02"]).startswith("first: ep02; where a season is running, up to ")
    assert [episode.first for episode in season_of(stage)] == [0, 1, 0]
    with pytest.raises(UsageError, match="no episode ep99"):
        film_first(stage, None, ["ep99"])
    film(stage)
    assert [episode.first for episode in season_of(stage)] == [0, 1, 0], "the next run knows it still"


@pytest.mark.wide
def test_what_an_edit_made_needless_is_not_bought_later(stage, gateway):
    """A clip that waited for budget and was then edited away stays unsent."""
    write_settings(stage, gateway.url("unified-v2"), budget=0.5, poll_every=0.05, subtitles="soft")
    assert film(stage).code == 6
    old = [path.read_text() for path in (stage / "out" / "ep03" / "prompts").iterdir()]
    write_scripts(stage, 1, start=3, scenes=2)
    write_settings(stage, gateway.url("unified-v2"), poll_every=0.05, subtitles="soft")

    film(stage)

    now = [path.read_text() for path in (stage / "out" / "ep03" / "prompts").iterdir()]
    assert set(gateway.shop.posts) & (set(old) - set(now)) == set()


def season_of(stage):
    with open_ledger(load_settings(stage)) as ledger:
        return ledger.season()


def test_scripts_of_a_folder_come_in_the_order_of_their_numbers(tmp_path):
    for name in ("ep10.txt", "ep2.txt", "ep1.fountain", "README.md", ".hidden.txt", "cover.png"):
        (tmp_path / name).write_text("x")

    assert [path.name for path in scripts_in([tmp_path])] == ["ep1.fountain", "ep2.txt", "ep10.txt"]
    with pytest.raises(UsageError, match="no such file"):
        scripts_in([tmp_path / "nowhere"])


def test_scripts_of_two_workspaces_are_no_season(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "storyboard.toml").write_text("")
        (tmp_path / name / "ep01.txt").write_text("x")

    with pytest.raises(UsageError, match="several workspaces"):
        workspace_of([tmp_path / "one" / "ep01.txt", tmp_path / "two" / "ep01.txt"])


def test_two_files_with_one_name_are_not_filmed_into_one_folder(stage):
    (stage / "scripts" / "ep01.md").write_text((stage / "scripts" / "ep01.txt").read_text())

    with pytest.raises(UsageError, match=r"rename one of them"):
        film(stage)


def test_a_duration_is_no_shorter_than_the_longest_film_the_work_and_the_pace(stage):
    from storyboard.gateways import open_gateway

    settings = load_settings(stage)
    gateway = open_gateway(settings)

    assert duration([(10, False)], gateway) == 120
    assert duration([(10, False)] * 80, gateway) == 120 * 80 / 8
    gateway.rate = 1
    assert duration([(10, False)] * 80, gateway) == 80 * 60


def test_a_season_is_replaced_whole_by_the_next_one(stage):
    film(stage, replace(QUICK, stop_after="plan"))
    (stage / "scripts" / "ep03.txt").unlink()

    film(stage, replace(QUICK, stop_after="plan"))

    assert [episode.production for episode in season_of(stage)] == ["ep01", "ep02"]


def test_a_refused_clip_is_softened_in_its_prose_only_when_a_person_says_so(stage, gateway, monkeypatch):
    """The likely words are shown; the dialogue keeps its own; nothing is bought until the season is run again."""
    path = stage / "scripts" / "ep02.txt"
    line = re.findall(r"^林晚：(.*)$", path.read_text(), re.M)[0]
    path.write_text(
        path.read_text().replace(line, "你手上有血。").replace("△林晚推门", "△[[rehearse:moderated]]林晚满手是血，推门")
    )
    monkeypatch.chdir(stage)
    ended = film(stage)
    hint = next(end.hint for end in ended.ends if end.name == "ep02")
    assert "storyboard season soften ep02/001" in hint
    posts = sum(gateway.shop.posts.values())

    shown = CliRunner().invoke(cli, ["season", "soften", "ep02/001"], input="n\n")
    assert "血 -> 暗红色的痕迹" in shown.stderr
    assert "in the dialogue, which is never changed: 血" in shown.stderr
    film(stage)
    assert sum(gateway.shop.posts.values()) == posts

    CliRunner().invoke(cli, ["season", "soften", "ep02/001", "--yes"], catch_exceptions=False)
    film(stage)
    sent = [prompt for prompt in gateway.shop.posts if "暗红色的痕迹" in prompt]
    assert len(sent) == 1
    assert "你手上有血。" in sent[0]
    assert "满手是血" not in sent[0]


@given(
    st.text(alphabet="血刀a \n“”你我", max_size=40),
    st.lists(st.text(alphabet="血刀你", min_size=1, max_size=4), max_size=3),
)
@example("你你刀", ["你你", "你刀"])
@example("“血”血", ["血”血"])
def test_softening_never_touches_what_is_spoken_or_quoted(prose, spoken):
    """Whatever the prompt looks like, every spoken line stands in it as often as before."""
    prompt = prose + "\n".join(f"台词: {text}" for text in spoken)

    said = soften(prompt, spoken, (("血", "痕迹"), ("刀", "物件")))

    assert [said.count(text) >= prompt.count(text) for text in spoken] == [True] * len(spoken)
    assert soften(prompt, spoken, ()) == prompt


def test_a_budget_that_does_not_cover_the_season_is_said_before_anything_is_bought(stage, gateway):
    write_settings(stage, gateway.url("unified-v2"), budget=0.5, poll_every=0.05, subtitles="soft")

    done = CliRunner().invoke(cli, ["season", str(stage), "--dry-run"])

    assert "the budget leaves 0.5: not all of it will be bought" in done.output
    assert gateway.shop.posts == {}


@pytest.mark.wide
def test_an_episode_with_a_film_far_from_its_order_is_put_together_and_told(stage, gateway):
    """One clip came much too short: its episode is lacking, the others are done, the season ends with 4."""
    whole = gateway.shop.draw

    def draw(seconds, size, prompt):
        return true_film(seconds=2.0, size=(96, 160)) if "第2次" in prompt else whole(seconds, size, prompt)

    gateway.shop.draw = draw
    ended = film(stage)

    assert states(ended) == {"ep01": "done", "ep02": "lacking", "ep03": "done"}
    assert ended.code == 4
    lacking = next(end for end in ended.ends if end.name == "ep02")
    assert "the film lasts 2.0 s" in lacking.lines[0]
    assert "take use" in lacking.hint
    assert (stage / "out" / "season" / "ep02.mp4").is_file()
    assert "影片有 2.0 秒" in (stage / "out" / "ep02" / "index.html").read_text("utf-8")


@pytest.mark.wide
def test_an_episode_whose_takes_do_not_say_their_lines_is_held_back_where_that_is_wanted(stage):
    """The rehearsal's films are silent, and every episode speaks."""
    settings = stage / "storyboard.toml"
    settings.write_text(settings.read_text() + '\n[check]\ntakes = "hold"\n')

    ended = film(stage)

    assert set(states(ended).values()) == {"lacking"}
    assert ended.code == 4
    assert "take-silent" in ended.ends[0].lines[0]
    assert "retake --misspoken" in ended.ends[0].hint
