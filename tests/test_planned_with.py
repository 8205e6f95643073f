"""A board stays with the prompts that it was planned with when the released ones move; nothing is asked or bought twice for it."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from storyboard import assets
from storyboard.cast.gather import gather
from storyboard.library import SHIPPED, Library
from storyboard.parse import parse
from storyboard.plan.protocols import perfect
from storyboard.production.production import Options, productions
from storyboard.read import read
from storyboard.rehearsal import Rehearsal
from storyboard.season.opening import open_season
from tests.fake_llm import Reply, kind_of, serving, tokens
from tests.gateway_bench import KEY as KEY_OF_SHOP
from tests.gateway_bench import shop
from tests.samples import SAMPLES
from tests.storyteller import asked, tells
from tests.test_llm_pipeline import paid, workspace

__all__ = ["workspace"]
PROMPTS = assets.folder("prompts")
FILES = ("storyboard.json", "clips.json", "prompts/*")
SHORT = "1-1 夜 内 小屋\n人物：林婉、阿豪\n△林婉点亮油灯。\n林婉：你不该来。\n阿豪：我没有别的地方去。\n△雨停了。\n"
NEXT = SHORT.replace("小屋", "茶楼").replace("林婉", "方琳").replace("1-1", "2-1")


def named(version: str) -> str:
    return f'[prompts]\nshots = "{version}"\n'


def written(run, name="rain"):
    folder = run.folder / "out" / name
    return {path: path.read_bytes() for pattern in FILES for path in sorted(folder.glob(pattern))}


def makers(run, name="rain"):
    trace = json.loads((run.folder / "out" / name / "trace.json").read_text("utf-8"))
    return {shot["by"] for shot in trace["shots"]}


def kinds(server):
    return [asked(body) for body in server.asked]


@pytest.fixture
def released(monkeypatch):
    """`released("v3")`: from now on that version of the shots is the one whoever names none gets."""
    labels = Library.labels

    def move(version):
        def moved(library, stage):
            found = labels(library, stage)
            return (
                found | {"stable": replace(found["stable"], version=version, hashes={})} if stage == "shots" else found
            )

        monkeypatch.setattr(Library, "labels", moved)

    return move


FILMED = (("v3", "v4"), ("v4", "v2"))
"""One asked scene by scene and one whole, each released otherwise."""


@pytest.mark.few(older=lambda before, now: now < before)
@pytest.mark.parametrize(
    ("before", "now"),
    [("v2", "v4"), ("v4", "v4"), ("v3", "v4"), ("v1", "v4"), ("v4", "v3"), ("v4", "v2"), ("v2", "v3")],
)
def test_a_board_that_a_model_planned_is_not_asked_about_because_the_released_prompts_are_others(
    workspace, released, before, now
):
    """Board, clips and prompts keep their bytes through every command; what the released ones would ask is said by plan. Two of them become films."""
    with serving(tells) as server:
        assert workspace("render", "rain.txt", url=server.url, more=named(before)).returncode == 0
        files, count = written(workspace), len(server.asked)
        released(now)
        workspace("plan", "rain.txt", url=server.url)
        for command in ("make", "check", "render") if (before, now) in FILMED else ("check", "render"):
            assert workspace(command, "rain.txt").returncode == 0
        planned = workspace("plan", "rain.txt")

    assert makers(workspace) == {"model"}
    assert written(workspace) == files
    assert len(server.asked) == count
    assert "(unchanged)" in planned.stderr
    told = f"rain.txt stays with shots/{before}, as it was planned; `storyboard plan --renew rain.txt` plans it with shots/{now}: about "
    assert (told in planned.stderr) == (before != now)


@pytest.mark.few("stage", "by_label")
@pytest.mark.parametrize("by_label", [False, True])
@pytest.mark.parametrize(("stage", "asked_of"), [("cast", {"cast", "shots"}), ("slots", {"cast", "shots"})])
def test_a_board_asked_with_one_prompt_of_the_users_own_stays_too(workspace, released, stage, asked_of, by_label):
    """The others are the shipped ones of then: by scene."""
    own = workspace.folder / "prompts" / stage / "mine"
    shutil.copytree(PROMPTS / stage / SHIPPED.version(stage), own)
    for path in own.glob("system.*.md"):
        path.write_text(path.read_text("utf-8") + "\n再想一想。\n", "utf-8")
    more = "" if by_label else f'[prompts]\n{stage} = "mine"\n'
    if by_label:
        assert workspace("prompt", "label", f"{stage}/mine", "stable").returncode == 0
    released("v2")
    with serving(tells) as server:
        assert workspace("render", "rain.txt", url=server.url, more=more).returncode == 0
        files, count = written(workspace), len(server.asked)
        released("v4")
        planned = workspace("plan", "rain.txt")

    assert set(kinds(server)) == asked_of
    assert (planned.returncode, len(server.asked)) == (0, count)
    assert written(workspace) == files


def test_what_was_bought_for_a_board_by_scene_is_not_bought_again(workspace, monkeypatch):
    monkeypatch.setenv("REHEARSAL_KEY", KEY_OF_SHOP)
    with serving(tells) as server, Rehearsal(shop(speed=0.0)) as gateway:
        more = paid(gateway)
        first = workspace("submit", "rain.txt", "--yes", url=server.url, more=named("v2") + more)
        bought, count = gateway.shop.posts.total(), len(server.asked)
        second = workspace("submit", "rain.txt", "--yes", url=server.url, more=more)

        assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
        assert gateway.shop.posts.total() == bought > 0
    assert len(server.asked) == count


def test_new_words_in_a_board_by_scene_ask_about_their_scene_alone(workspace):
    """It goes on as it was planned: no story is told, no second look is had."""
    with serving(tells) as server:
        workspace("plan", "rain.txt", url=server.url, more=named("v2"))
        count = len(server.asked)
        script = workspace.folder / "rain.txt"
        text = script.read_text("utf-8").replace("苏晴：面，卖完了。\n", "苏晴：面，卖完了。\n苏晴：你走吧。\n")
        script.write_text(text, "utf-8")
        assert workspace("plan", "rain.txt", url=server.url).returncode == 0

    assert [kind_of(body) for body in server.asked[count:]] == ["shots"]
    assert kinds(server)[count:] == ["shots"]


def test_a_board_is_renewed_by_a_word_and_stays_so(workspace):
    """`plan --renew` tells the story, asks for the shots and looks again; what a person edited stays, and the next run asks nothing."""
    with serving(tells) as server:
        workspace("plan", "rain.txt", url=server.url, more=named("v2"))
        count = len(server.asked)
        kept = workspace("plan", "--force", "rain.txt", url=server.url)
        assert len(server.asked) == count
        renewed = workspace("plan", "--renew", "rain.txt")
        after = kinds(server)[count:]
        files = written(workspace)
        again = workspace("plan", "rain.txt")

    assert (kept.returncode, renewed.returncode, again.returncode) == (0, 0, 0)
    assert after == ["bible", "story", "continuity"]
    assert kinds(server)[count:] == after
    assert written(workspace) == files
    assert "stays with" in kept.stderr
    assert "stays with" not in renewed.stderr + again.stderr


def test_a_version_that_is_named_wins_over_the_one_a_board_was_planned_with(workspace):
    with serving(tells) as server:
        workspace("plan", "rain.txt", url=server.url, more=named("v2"))
        count = len(server.asked)
        workspace("plan", "rain.txt", url=server.url, more=named("stable"))

    assert kinds(server)[count:] == ["bible", "story", "continuity"]


def test_a_board_by_rules_is_planned_by_todays_prompts_once_there_is_a_key(workspace):
    """Nothing was asked for it, so nothing is kept; until then it lies there as it is."""
    with serving(tells) as server:
        workspace("plan", "rain.txt", url=server.url, more=named("v2"), key="")
        files = written(workspace)
        keyless = workspace("plan", "rain.txt", url=server.url, key="")
        assert (written(workspace), kinds(server), keyless.returncode) == (files, [], 0)
        assert workspace("plan", "--force", "rain.txt").returncode == 0

    assert makers(workspace) == {"model"}
    assert kinds(server) == ["bible", "story", "continuity"]


@pytest.mark.wide
def test_a_film_made_free_by_rules_is_planned_by_todays_prompts_once_there_is_a_model(workspace):
    """README's own order: a first film of the script without a key, then [llm]. Its films cost nothing and hold nothing back."""
    with serving(tells) as server:
        assert workspace("make", "rain.txt", more="", url=None).returncode == 0
        made = workspace("make", "rain.txt", url=server.url)

    assert made.returncode == 0, made.stderr
    assert makers(workspace) == {"model"}
    assert kinds(server) == ["bible", "story", "continuity"]


@pytest.mark.parametrize(
    "command", [*(pytest.param(each, marks=pytest.mark.wide) for each in ("make", "render")), "plan"]
)
def test_where_the_model_refuses_the_story_a_board_by_rules_stays_and_says_so(workspace, command):
    with serving(lambda body, number: Reply("", finish="content_filter")) as server:
        assert workspace("make", "rain.txt", more="", url=None).returncode == 0
        again = workspace(command, "rain.txt", url=server.url)

    assert again.returncode == 0, again.stderr
    assert "storyboard plan --force" in again.stdout + again.stderr
    assert makers(workspace) == {"rules"}


def test_a_board_by_rules_for_want_of_a_key_is_packed_and_told_as_without_a_model(workspace):
    """Nobody directs it, so its clips break where they are cheapest."""
    assert workspace("render", "rain.txt", key="").returncode == 0
    plain = written(workspace)
    for name in ("out", ".storyboard", "cast.toml"):
        path = workspace.folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    with serving(tells) as server:
        assert workspace("render", "rain.txt", url=server.url, key="").returncode == 0
        assert workspace("render", "rain.txt", url=server.url, key="").returncode == 0

    assert written(workspace) == plain
    assert server.asked == []


def test_no_second_look_is_asked_where_it_is_said_so(workspace):
    with serving(tells) as server:
        none = workspace("plan", "rain.txt", url=server.url, more='[prompts]\ncontinuity = "none"\n')
        count = len(server.asked)
        later = workspace("plan", "rain.txt", url=server.url)

    assert (none.returncode, later.returncode) == (0, 0)
    assert makers(workspace) == {"model"}
    assert kinds(server) == ["bible", "story"]
    assert len(server.asked) == count, "a board that is there is not looked at because a setting is"


def test_whole_boards_ask_about_people_and_no_story(workspace):
    with serving(tells) as server:
        done = workspace("plan", "rain.txt", "--protocol", "board", url=server.url)
        count = len(server.asked)
        again = workspace("plan", "rain.txt")

    assert (done.returncode, again.returncode, len(server.asked)) == (0, 0, count)
    assert set(kinds(server)) == {"cast", "shots"}


def test_a_board_from_elsewhere_has_no_story_told_and_no_shot_asked_for(workspace):
    with serving(tells) as server:
        workspace("plan", "rain.txt", key="")
        shutil.copy(workspace.folder / "out" / "rain" / "storyboard.json", workspace.folder / "elsewhere.json")
        for name in ("out", ".storyboard", "cast.toml"):
            path = workspace.folder / name
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        taken = workspace("plan", "rain.txt", "--import", "elsewhere.json", url=server.url)
        checked = workspace("check", "rain.txt")

    assert (taken.returncode, checked.returncode) == (0, 0)
    assert makers(workspace) == {"import"}
    assert set(kinds(server)) <= {"cast"}, "what a place looks like, which no board says"


@pytest.mark.wide
def test_each_script_of_a_season_has_its_own_story_and_its_own_prompts(workspace):
    """One that was planned by scene stays so, and asks nothing; the others are told and looked at, each by itself."""
    (workspace.folder / "rain.txt").unlink()
    scripts = workspace.folder / "scripts"
    scripts.mkdir()
    (scripts / "ep01.txt").write_text(SHORT, "utf-8")
    with serving(tells) as server:
        workspace("plan", "scripts/ep01.txt", url=server.url, more=named("v2"))
        count = len(server.asked)
        (scripts / "ep02.txt").write_text(NEXT, "utf-8")
        (scripts / "ep03.txt").write_text(NEXT.replace("2-1", "3-1").replace("茶楼", "码头"), "utf-8")
        done = workspace("season", "scripts", "--yes", "--plain", url=server.url)
        season = open_season([scripts], Options())
        made = [(one.name, one.library.version("shots"), one.cast.story) for one in season.productions]

    assert done.returncode == 0, done.stderr
    assert sorted(kinds(server)[count:]) == ["bible"] * 2 + ["continuity"] * 2 + ["proof"] * 2 + ["story"] * 2
    assert [(name, version) for name, version, _ in made] == [
        ("ep01", "v2"), ("ep02", SHIPPED.version("shots")), ("ep03", SHIPPED.version("shots")),
    ]  # fmt: skip
    assert [story is None for _, _, story in made] == [True, False, False]
    own = [next(iter(productions(scripts / f"{name}.txt", Options()))).cast.story for name, _, _ in made]
    assert [story for _, _, story in made] == own


def test_the_file_that_a_user_begins_with_names_no_version_of_what_is_released():
    text = (SAMPLES / "storyboard.example.toml").read_text("utf-8")

    assert '\nshots = "v' not in text
    assert '\ncontinuity = "v' not in text


@pytest.mark.few("name", looked_over=lambda prompts: prompts == "shots/stable")
@pytest.mark.parametrize("prompts", ["shots/stable", "shots/v3", "shots/v2"])
@pytest.mark.parametrize("name", ["rain", "lastbus"])
def test_what_an_evaluation_says_it_will_ask_is_what_it_asks(workspace, name, prompts):
    """The second look is a question too."""
    shutil.copy(SAMPLES / f"{name}.txt", workspace.folder / "a.txt")
    with serving(tells) as server:
        dry = workspace("eval", "a.txt", "--prompt", prompts, "--dry-run", url=server.url)
        done = workspace("eval", "a.txt", "--prompt", prompts)

    assert (dry.returncode, done.returncode) == (0, 0), done.stderr
    assert f"to ask: {len(server.asked)} questions" in dry.stderr
    assert ("continuity" in kinds(server)) == (prompts == "shots/stable")


def test_what_a_directed_episode_is_said_to_write_is_about_what_a_model_wrote():
    folder = Path(__file__).parent / "cards" / "salt_well"
    script = parse(read(folder / "script.txt"))
    written = sum(tokens((folder / f"{what}.json").read_text("utf-8")) for what in ("shots", "continuity"))

    assert 2 / 3 < perfect(script, gather(script)).tokens_out / written < 3 / 2
