# ruff: noqa: F811 - fixtures are taken from beside
"""A strict reader written from the gateways' documents alone finds nothing to object to in what is sent."""

import json
import re

import pytest

from storyboard.production.free import Free, order_of
from storyboard.profiles import make_offer
from storyboard.submit import again
from tests.documents import DOCUMENTS, Served, serve, violations
from tests.season_bench import film
from tests.test_gateways_cli import run  # noqa: F401 - a fixture
from tests.test_references_season import PEOPLE, PLACES, THING, WAYS, episode, film_of, filmed, sheet
from tests.test_requests_documented import CHARACTERS, EXAMPLES, gateway_of, place, sent  # noqa: F401 - a fixture


def objections(gateway, request, body):
    headers = {name.lower(): value for name, value in request.headers.items()}
    return violations(gateway.dialect.name, request.method, request.url.path, headers, body)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_printed_example_passes(name, place):
    example = EXAMPLES[name]
    gateway, settings = gateway_of(place, example.gateway, example.video)
    (place / "words.txt").write_text(example.prompt.replace("@", " @").strip(), "utf-8")
    free = Free(place / "words.txt", example.seconds, again.references(example.given))
    order = order_of(free, settings, make_offer(settings))
    if name == "guest with a number":  # the one place where a number stands; elsewhere text is "more compatible"
        assert objections(gateway, *sent(gateway, order)) == ["seconds = '10'"]
        return

    assert objections(gateway, *sent(gateway, order)) == []


@pytest.mark.parametrize(
    ("service", "path", "body", "said"),
    [
        ("openai-videos", "/v1/videos", {"model": "sora-2", "prompt": "x", "seconds": "25"}, "seconds 25"),
        ("openai-videos", "/v1/videos", {"model": "sora-2", "prompt": "x", "size": "1024x1792"}, "HD on a standard model"),
        ("openai-videos", "/v1/videos", {"model": "sora-2", "prompt": "x", "hd": True}, "unknown field hd"),
        ("openai-videos", "/v1/videos", {"model": "sora-2", "prompt": "让@a.b走", "seconds": "10"}, "让@a.b走"),
        ("omni-fast", "/v1/videos", {"model": "omni-fast", "images": ["https://a.example/a"], "video": "https://a.example/b"}, "several modes at once: ['images', 'video']"),
        ("unified-v2", "/v2/videos/generations", {"model": "sora-2", "prompt": "x", "duration": 10}, "duration = '10'"),
        ("native-sora", "/v1/videos/generations", {"model": "sora-2", "prompt": "x", "duration": "10"}, "duration = '10'"),
        ("native-sora", "/v1/characters", {"url": "https://a.example/a", "from_task": "t", "timestamps": "0,3"}, "one of url and from_task"),
        ("unified-v2", "/sora/v1/characters", {"url": "https://a.example/a", "timestamps": "0,5"}, "timestamps = '0,5'"),
    ],
)  # fmt: skip
def test_the_reader_objects_to_what_no_document_has(service, path, body, said):
    headers = {"authorization": "Bearer k", "content-type": "application/json"}

    assert violations(service, "POST", path, headers, json.dumps(body).encode()) == [said]


@pytest.mark.parametrize("name", CHARACTERS)
def test_characters_pass(name, place):
    from storyboard.model import Order, Reference

    dialect, source, span, _, _ = CHARACTERS[name]
    gateway, _ = gateway_of(place, f'dialect = "{dialect}"')
    order = Order("", "", 0, "", kind="character", references=(Reference("character", source, span),))

    assert objections(gateway, *sent(gateway, order)) == []


@pytest.fixture
def production(tmp_path, monkeypatch, run):
    """`production(gateway, episodes)`: people, places and a thing with pictures, bought at a server of documents."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("K", "sk-play")
    served = Served(film)
    server = serve(served)
    blocks = [
        f'[gateways.{name}]\ndialect = "{name}"\nbase_url = "http://127.0.0.1:{server.server_port}/{name}"\napi_key_env = "K"\n'
        "poll_every = 0.2\nlists_models = false\n"
        for name in DOCUMENTS
    ]
    (tmp_path / "storyboard.toml").write_text(
        '[video]\ngateway = "omni-fast"\nmodel = "omni-fast"\n' + "\n".join(blocks), "utf-8"
    )

    def made(gateway, episodes):
        for number in range(1, episodes + 1):
            (tmp_path / f"ep{number:02d}.txt").write_text(episode(number), "utf-8")
            assert run("plan", f"ep{number:02d}.txt")[0] == 0
        text = (tmp_path / "cast.toml").read_text("utf-8")
        for name in (*PEOPLE, *PLACES, THING):
            (tmp_path / f"{name}.png").write_bytes(name.encode())
        for name in PEOPLE:
            guest = f'\nfilm = "{film_of(name)}#1,3"' if gateway in ("openai-videos", "lconai") else ""
            head = next(each for each in (f"[people.{name}]", f'[people."{name}"]') if each in text)
            handle = f'usernames = {{ {gateway} = "user.x{ord(name[0])}" }}' if gateway == "native-sora" else ""
            text = text.replace(head, f'{head}\nsheets = ["{sheet(name, gateway)}"]{guest}\n{handle}')
        for name, look in PLACES.items():
            text += f'\n[places."{name}"]\nlook = "{look}"\nsheets = ["{sheet(name, gateway)}"]\n'
        (tmp_path / "cast.toml").write_text(
            text + f'\n[props."{THING}"]\nsheets = ["{sheet(THING, gateway)}"]\n', "utf-8"
        )
        return served

    yield made
    server.shutdown()
    server.server_close()


def carried(body):
    return [each for name in ("images", "image_urls", "character_url", "characters") if (each := body.get(name))]


@pytest.mark.parametrize("gateway", WAYS)
def test_an_episode_with_pictures_passes_and_its_films_come_home(production, run, gateway):
    served = production(gateway, 1)

    code, _, err = run("submit", "ep01.txt", "--gateway", gateway, *WAYS[gateway], "--yes")

    assert served.faults == [], err
    assert code == 0, err
    assert served.odd == []
    assert len(served.taken) >= 2
    assert any(carried(body) for _, body in served.taken)


@pytest.mark.slow
@pytest.mark.parametrize("gateway", [*WAYS, "lconai"])
def test_a_season_of_five_passes_in_every_request(production, gateway):
    served = production(gateway, 5)
    flags = ("--gateway", gateway, *(WAYS.get(gateway) or ("--model", "sora-2", "--lengths", "15")))

    code, err = filmed("--yes", *flags)

    assert (served.faults, served.odd, code) == ([], [], 0), err
    prompts = [body["prompt"] for _, body in served.taken]
    assert len(prompts) == len(set(prompts)) >= 10
    assert not any(re.search("|".join(PEOPLE), re.sub(r"“[^”]*”", "", prompt)) for prompt in prompts)
