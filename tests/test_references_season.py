# ruff: noqa: F811 - fixtures are taken from beside
"""A season of five episodes whose people, places and thing have pictures: every clip carries the right ones, through four kinds of gateway."""

import json
import re
import subprocess
import sys
import tomllib
from hashlib import sha256

import pytest

from storyboard.rehearsal import Rehearsal
from storyboard.rehearsal.shop import settings_for
from tests.gateway_bench import KEY, shop
from tests.season_bench import film
from tests.test_gateways_cli import run  # noqa: F401 - a fixture

PEOPLE = ("林晚", "陈默", "苏晴", "老周")
COLOURS = ("赤", "橙", "青", "紫")
"""Of the people's clothes, so that each is told from the others by one sign."""
PLACES = {"客厅": "灰色沙发，落地窗", "天台": "水泥护栏，晾衣绳"}
THING = "信封"
SCENES = (
    ("客厅", ("林晚", "陈默"), "△林晚推门进来。\n林晚：第{n}天了，你还是不接电话？\n陈默：我在开会，一直在开。"),
    ("天台", ("苏晴", "老周"), "△苏晴递给老周一个信封。\n苏晴：第{n}次了，里面是什么？\n老周：你拆开看看就知道了。"),
    ("客厅", ("林晚", "老周"), "△老周站在窗边。\n老周：这是第{n}回，我老了。\n林晚：您别这么说。"),
)
WAYS = {
    "omni-fast": ("--model", "omni-fast", "--lengths", "8"),
    "unified-v2": ("--model", "sora-2", "--lengths", "15"),
    "native-sora": ("--model", "sora-2", "--lengths", "15"),
    "openai-videos": ("--model", "sora-2", "--lengths", "15"),
}
MOST = {"omni-fast": 5, "unified-v2": 4, "native-sora": 4}
"""Pictures a clip."""
URLS = ("native-sora",)
"""Gateways that take pictures by URL alone."""


def episode(number):
    scenes = "\n\n".join(
        f"{number}-{at} 日 内 {place}\n人物：{'、'.join(people)}\n{text.format(n=number)}"
        for at, (place, people, text) in enumerate(SCENES, 1)
    )
    return f"第{number}集\n{scenes}\n"


@pytest.fixture
def season(tmp_path, monkeypatch, run):
    """`season(gateway)`: the workspace with episodes and pictures, its rehearsal, and the flags of its commands."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REHEARSAL_KEY", KEY)
    with Rehearsal(shop()) as rehearsal:
        rehearsal.shop.draw = lambda seconds, size, prompt: film(seconds)
        (tmp_path / "storyboard.toml").write_text(settings_for(rehearsal.url(), 0.0), "utf-8")

        def made(gateway, episodes=5):
            for number in range(1, episodes + 1):
                (tmp_path / f"ep{number:02d}.txt").write_text(episode(number), "utf-8")
                assert run("plan", f"ep{number:02d}.txt")[0] == 0
            text = (tmp_path / "cast.toml").read_text("utf-8")
            for colour in COLOURS:
                text = re.sub(r'^clothes = \["[^"]{2,}色"', f'clothes = ["{colour}"', text, count=1, flags=re.M)
            for name in (*PEOPLE, *PLACES, THING):
                (tmp_path / f"{name}.png").write_bytes(name.encode())
            for name in PEOPLE:
                film = f'\nfilm = "{film_of(name)}#1,3"' if gateway == "openai-videos" else ""
                head = next(each for each in (f"[people.{name}]", f'[people."{name}"]') if each in text)
                text = text.replace(head, f'{head}\nsheets = ["{sheet(name, gateway)}"]{film}')
            for name, look in PLACES.items():
                text += f'\n[places."{name}"]\nlook = "{look}"\nsheets = ["{sheet(name, gateway)}"]\n'
            text += f'\n[props."{THING}"]\nsheets = ["{sheet(THING, gateway)}"]\n'
            (tmp_path / "cast.toml").write_text(text, "utf-8")
            return rehearsal.shop, ("--gateway", gateway, *WAYS[gateway])

        yield made


def film_of(name):
    return f"https://films.example/{ord(name[0])}.mp4"


def sheet(name, gateway):
    return f"https://pictures.example/{ord(name[0])}.png" if gateway in URLS else f"{name}.png"


def carried(received):
    """Names of what came with a create, in its order."""
    every = (*PEOPLE, *PLACES, THING)
    known = {sha256(name.encode()).hexdigest(): name for name in every}
    known |= {f"https://pictures.example/{ord(name[0])}.png": name for name in every}
    known |= {film_of(name): name for name in PEOPLE}
    return [known[each.url or sha256(each.data).hexdigest()] for each in received]


def wanted(tmp_path, prompts_before):
    """For each prompt as it was without pictures who and what it shows, by the clothes, places and things in it."""
    cast = tomllib.loads((tmp_path / "cast.toml").read_text("utf-8"))
    worn = {name: "".join(cast["people"][name]["clothes"]) for name in PEOPLE}
    return [
        {name for name, word in {**worn, **{each: each for each in PLACES}, THING: THING}.items() if word in prompt}
        for prompt in prompts_before
    ]


def prompts_of(tmp_path, name):
    return [path.read_text("utf-8") for path in sorted((tmp_path / "out" / name / "prompts").glob("clip-*.txt"))]


def without_pictures(tmp_path, run, flags, episodes):
    """The prompts of all clips as they are without any picture: rendered, then the cast is as it was."""
    path = tmp_path / "cast.toml"
    kept = path.read_text("utf-8")
    path.write_text(re.sub(r"^(?:sheets|film) = .*\n", "", kept.partition("\n[places")[0], flags=re.M), "utf-8")
    found = []
    for number in episodes:
        assert run("render", f"ep{number:02d}.txt", *flags)[0] == 0
        found.append(prompts_of(tmp_path, f"ep{number:02d}"))
    path.write_text(kept, "utf-8")
    return found


def bodies(run, name, flags):
    code, out, err = run("submit", name, "--dry-run", *flags)
    assert code == 0, err
    return [each["request"]["body"] for each in json.loads(out)]


def filmed(*flags):
    """`storyboard season .` as a process of its own: exit code, stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "storyboard", "season", ".", *flags], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("gateway", WAYS)
def test_a_season_carries_the_right_pictures_and_a_changed_one_buys_exactly_its_clips(season, run, tmp_path, gateway):
    store, flags = season(gateway)
    plain = [prompt for each in without_pictures(tmp_path, run, flags, range(1, 6)) for prompt in each]

    code, err = filmed("--yes", *flags)
    assert code == 0, err
    posts = dict(store.posts)
    assert set(posts.values()) == {1}
    assert filmed(*flags)[0] == 0, "all is owned"
    assert dict(store.posts) == posts

    by_prompt = {job.prompt: carried(job.received) for job in store.jobs.values()}
    told = [prompt.strip() for number in range(1, 6) for prompt in prompts_of(tmp_path, f"ep{number:02d}")]
    for now, shows in zip(told, wanted(tmp_path, plain), strict=True):
        given = next(value for prompt, value in by_prompt.items() if prompt.strip() == now)
        assert_slots(gateway, given, shows, now)

    most = len(by_prompt)
    changed = next(n for n in PEOPLE if 0 < sum(n in given for given in by_prompt.values()) < most)
    if gateway in URLS or gateway == "openai-videos":
        text = (tmp_path / "cast.toml").read_text("utf-8")
        old = film_of(changed) if gateway == "openai-videos" else sheet(changed, gateway)
        (tmp_path / "cast.toml").write_text(text.replace(old, old.replace(".example/", ".example/new-")), "utf-8")
    else:
        (tmp_path / f"{changed}.png").write_bytes(b"another")
    before = {prompt for prompt, given in by_prompt.items() if changed in given}
    asked = filmed(*flags)
    assert filmed("--yes", *flags)[0] == 0
    again = {prompt for prompt, count in store.posts.items() if count > posts.get(prompt, 0)}

    assert asked[0] == 2
    assert again == before != set(posts)


def assert_slots(gateway, given, shows, prompt):
    """People before the place before the thing, as far as the gateway takes them; each told by its picture."""
    people = [name for name in given if name in PEOPLE]
    if gateway == "openai-videos":
        assert len(given) == bool(shows & set(PEOPLE)), prompt
        assert set(given) <= shows
        assert ("已创建的角色" in prompt) == bool(given)
        return
    kinds = ["person" if n in PEOPLE else "place" if n in PLACES else "thing" for n in given]
    assert kinds == sorted(kinds, key=("person", "place", "thing").index)
    assert set(given) <= shows
    assert len(given) == min(len(shows), MOST[gateway]), prompt
    assert set(people) == shows & set(PEOPLE) or len(people) == MOST[gateway]
    words = "第{}张图里的" if gateway == "omni-fast" else "图片{}里的"
    assert all(words.format(at) in prompt for at in range(1, len(people) + 1))


def test_one_episode_of_it_carries_the_same_and_buys_nothing_new(season, run, tmp_path):
    store, flags = season("omni-fast", episodes=1)
    [plain] = without_pictures(tmp_path, run, flags, [1])

    assert run("submit", "ep01.txt", "--yes", *flags)[0] == 0
    told = prompts_of(tmp_path, "ep01")
    by_prompt = {job.prompt: carried(job.received) for job in store.jobs.values()}

    for now, shows in zip(told, wanted(tmp_path, plain), strict=True):
        assert_slots("omni-fast", by_prompt[now], shows, now)
    assert run("submit", "ep01.txt", *flags)[0] == 0
    assert set(store.posts.values()) == {1}
