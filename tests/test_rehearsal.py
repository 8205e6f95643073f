"""The rehearsal is as strict as the real ones, and knows nothing of our side."""

import ast
import time
from pathlib import Path

import httpx
import pytest

import storyboard.rehearsal
from storyboard.errors import UsageError
from storyboard.rehearsal import PRICES, SCENARIOS, Rehearsal
from storyboard.rehearsal.pictures import PATHS
from storyboard.rehearsal.shop import drawn_by_preview, settings_for
from tests.gateway_bench import KEY, MODELS, Bench, order, shop

HEAD = {"Authorization": f"Bearer {KEY}"}
OPENAI = {"model": "sora-2", "prompt": "p", "seconds": "10", "size": "720x1280"}
UNIFIED = {"model": "sora-2", "prompt": "p", "duration": "10", "aspect_ratio": "9:16"}
NATIVE = {"model": "sora-2", "prompt": "p", "duration": 10, "aspect_ratio": "9:16"}
OMNI = {"model": "omni-fast", "prompt": "p", "seconds": "8", "aspect_ratio": "9:16"}
VEO = {"model": "veo-3.1-generate-preview", "prompt": "p", "seconds": "8", "size": "720x1280"}
WRONG = [
    ("openai-videos/v1/videos", {**OPENAI, "seconds": 10.5}, 400, "invalid_type"),
    ("omni-fast/v1/videos", {**OMNI, "seconds": 8}, 400, "invalid_type"),
    ("openai-videos/v1/videos", {**OPENAI, "seconds": "12"}, 400, "invalid_value"),
    ("openai-videos/v1/videos", {**OPENAI, "size": "1024x1792"}, 400, "invalid_value"),
    ("openai-videos/v1/videos", {**OPENAI, "private": True}, 400, "invalid_type"),
    ("openai-videos/v1/videos", {**OPENAI, "hd": True}, 400, "unknown_parameter"),
    ("openai-videos/v1/videos", {**OPENAI, "model": "sora-9"}, 404, "model_not_found"),
    ("openai-videos/v1/videos", {**OPENAI, "input_reference": "http://x"}, 400, "invalid_value"),
    ("openai-videos/v1/nothing", OPENAI, 404, "invalid_url"),
    ("lconai/v1/videos", OPENAI, 415, "unsupported_media_type"),
    ("veo-on-videos/v1/videos", {**VEO, "seconds": "10"}, 400, "invalid_value"),
    ("veo-on-videos/v1/videos", {**VEO, "input_reference": "http://x"}, 400, "invalid_value"),
    ("omni-fast/v1/videos", {**OMNI, "images": ["a"], "first_image_url": "b"}, 400, "invalid_value"),
    ("omni-fast/v1/videos", {**OMNI, "images": ["a.png"]}, 400, "invalid_value"),
    ("native-sora/v1/videos/generations", {**NATIVE, "image_urls": ["data:image/png;base64,AA=="]}, 400, "invalid_value"),
    ("omni-fast/v1/videos", {**OMNI, "last_image_url": "b"}, 400, "invalid_value"),
    ("unified-v2/v2/videos/generations", {**UNIFIED, "duration": 10}, 400, "invalid_type"),
    ("unified-v2/v2/videos/generations", {**UNIFIED, "duration": "25"}, 400, "invalid_value"),
    ("unified-v2/v2/videos/generations", {**UNIFIED, "hd": True}, 400, "invalid_value"),
    ("native-sora/v1/videos/generations", {**NATIVE, "duration": "10"}, 400, "invalid_type"),
    ("native-sora/v1/videos/generations", {**NATIVE, "characters": [{"url": "u", "timestamps": "0,9"}]}, 400, "invalid_value"),
    ("chat-video/v1/chat/completions", {"model": "sora_video2-landscape-hd", "messages": []}, 404, "model_not_found"),
    ("openai-videos/sora/v1/characters", {"url": "http://x", "from_task": "y", "timestamps": "1,3"}, 400, "invalid_value"),
    ("openai-videos/sora/v1/characters", {"url": "http://x", "timestamps": "1,9"}, 400, "invalid_value"),
    ("openai-videos/sora/v1/characters", {"model": "sora-2", "url": "http://x", "timestamps": "1,3"}, 404, "channel_not_found"),
]  # fmt: skip


@pytest.fixture(scope="module")
def rehearsal():
    with Rehearsal(shop()) as opened:
        yield opened


@pytest.mark.few("status", "code")
@pytest.mark.parametrize(("path", "body", "status", "code"), WRONG, ids=range(len(WRONG)))
def test_what_the_real_ones_refuse_is_refused_here(rehearsal, path, body, status, code):
    reply = httpx.post(f"{rehearsal.url()}/{path}", json=body, headers=HEAD)
    said = reply.json()

    assert (reply.status_code, said.get("code") or said["error"]["code"]) == (status, code)


def test_without_the_key_nobody_is_let_in(rehearsal):
    for headers in ({}, {"Authorization": KEY}, {"Authorization": "Bearer other"}):
        assert (
            httpx.post(
                f"{rehearsal.url('unified-v2')}/v2/videos/generations", json=UNIFIED, headers=headers
            ).status_code
            == 401
        )


def test_urlencoded_bodies_are_refused_as_form_data_is_wanted(rehearsal):
    reply = httpx.post(f"{rehearsal.url('openai-videos')}/v1/videos", data=OPENAI, headers=HEAD)

    assert reply.status_code == 415


def test_a_port_that_is_taken_is_one_message(rehearsal):
    with pytest.raises(UsageError, match=r"port \d+ cannot be used"):
        Rehearsal(shop(), rehearsal.counter.server_port)


def test_a_film_takes_its_time_and_a_failed_one_costs_nothing(tmp_path):
    with Rehearsal(shop(speed=240.0)) as slow:
        bench = Bench(tmp_path, slow, "unified-v2")
        started = time.monotonic()
        bench.buy(order("unified-v2", seconds=10), order("unified-v2", "moderated", seconds=10))

    assert time.monotonic() - started >= 0.5
    assert slow.shop.charged() == 3.0
    assert sorted(job["state"] for job in slow.shop.console()["jobs"]) == ["failed", "succeeded"]


def test_the_same_seed_fails_the_same_films():
    def meets(seed):
        counter = shop(rates={"moderated": 0.3, "drop": 0.2}, seed=seed)
        found = []
        for number in range(40):
            found.append(counter.scenario_for(f"p{number}").says)
            counter.posts[f"p{number}"] += 1
        return found

    assert meets(1) == meets(1) != meets(2)
    assert 4 <= sum(says == SCENARIOS["moderated"].says for says in meets(1)) <= 20


def test_its_settings_can_be_used_as_they_are_printed(tmp_path):
    from storyboard.config import load_settings
    from storyboard.profiles import make_offer

    (tmp_path / "storyboard.toml").write_text(settings_for("http://127.0.0.1:8765", 60.0), "utf-8")
    settings = load_settings(tmp_path, {})

    assert set(settings.gateways) == {*MODELS, *PATHS}
    assert dict(make_offer(settings).prices) == {15: 4.0, 25: 6.0}
    assert settings.gateways["omni-fast"].prices["omni-fast"] == PRICES["omni-fast"]


@pytest.mark.wide
def test_it_answers_with_films_that_show_the_prompts_own_words():
    film = drawn_by_preview(
        10, "720x1280", "Shot 1:\nduration: 5.0sec\nScene: 客厅\n\nShot 2:\nduration: 5.0sec\nScene: 门口\n"
    )

    assert film[4:8] == b"ftyp"
    assert len(film) > 10_000


def test_it_shares_no_code_with_the_side_that_builds_requests():
    """Only types, and the drawing and speaking of films: what it believes about a dialect is its own."""
    allowed = ("rehearsal", "animatic", "media", "voices", "model", "errors", "patterns", "records")
    for path in Path(storyboard.rehearsal.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            module = node.module if isinstance(node, ast.ImportFrom) else None
            if module and module.startswith("storyboard."):
                assert module.split(".")[1] in allowed, f"{path.name} imports {module}"


@pytest.mark.parametrize(
    ("ordered", "sent"),
    [
        pytest.param("1024x1792", (1024, 1792), marks=pytest.mark.wide),
        ("1280x720", (1280, 720)),
        ("2160x3840", (720, 1280)),
    ],
)
def test_a_rehearsed_film_has_the_size_that_was_ordered_up_to_hd(ordered, sent, tmp_path):
    """So that a rehearsal of HD is not told each time that its films are of another size."""
    from storyboard.gateways.boxes import read_boxes
    from storyboard.rehearsal.shop import drawn_by_preview

    (tmp_path / "film.mp4").write_bytes(drawn_by_preview(1, ordered, "Shot 1:\nduration: 1.0sec\nScene: rain"))
    boxes = read_boxes(tmp_path / "film.mp4")

    assert (boxes.width, boxes.height) == sent
