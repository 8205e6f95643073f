"""What a dialect's file can say of a request: lists of parts, places inside, options; each as the rehearsal gateway or the wire sees it."""

import json
from dataclasses import replace

import pytest

from storyboard.config import GatewayEntry, Settings
from storyboard.errors import UsageError
from storyboard.gateways import open_gateway
from storyboard.model import Order, Reference
from storyboard.profiles import load_dialect, load_dialects
from storyboard.rehearsal import Rehearsal
from tests.gateway_bench import MODELS, Bench, order, shop

URL = "https://pictures.example/a.png"
PARTS = """
name = "parts"
title = "a list of parts"
flow = "task"
[create]
path = "/tasks"
[create.fields]
model = { to = "model" }
seconds = { to = "parameters.duration", type = "int" }
[[create.parts]]
to = "input.content"
from = "prompt"
item = { type = "text", text = "$" }
[[create.parts]]
to = "input.content"
from = "reference:image"
item = { type = "image_url", image_url = { url = "$" }, role = "reference_image" }
[create.references]
image = { to = "", forms = ["url", "data"], list = true, max = 4 }
first_frame = { to = "input.first.url", forms = ["url", "data"] }
last_frame = { to = "last", item = { url = "$", kind = "image" }, forms = ["url"] }
video = { to = "input.videos", item = { url = "$" }, list = true, max = 2, forms = ["url"] }
[poll]
path = "/tasks/{id}"
[[models]]
names = ["*"]
lengths = [10]
sizes = { portrait = "720x1280" }
"""
PLAIN = Order("m", "一句话", 10, "720x1280")


def gateway_of(folder, text="", **entry):
    """A gateway whose dialect is that text, or a packaged one."""
    if text:
        (folder / "dialects").mkdir(exist_ok=True)
        (folder / "dialects" / "parts.toml").write_text(text, "utf-8")
    made = GatewayEntry(name="g", base_url="https://g.example", **{"dialect": "parts", **entry})
    return open_gateway(Settings(workspace=folder, gateways={"g": made}), "g")


def test_the_prompt_and_each_picture_are_parts_of_one_list(tmp_path):
    (tmp_path / "b.png").write_bytes(b"picture")
    pictures = (Reference("image", URL), Reference("image", str(tmp_path / "b.png")))
    gateway = gateway_of(tmp_path, PARTS)
    wanted = replace(PLAIN, references=pictures)

    body = gateway.build(wanted).body

    assert gateway.check(wanted) == ()
    as_picture = {"type": "image_url", "role": "reference_image"}
    assert body == {
        "model": "m",
        "parameters": {"duration": 10},
        "input": {
            "content": [
                {"type": "text", "text": "一句话"},
                {**as_picture, "image_url": {"url": URL}},
                {**as_picture, "image_url": {"url": "data:image/png;base64,cGljdHVyZQ=="}},
            ]
        },
    }


def test_references_stand_at_dotted_places_and_as_objects(tmp_path):
    films = ("https://films.example/1.mp4", "https://films.example/2.mp4")
    references = (Reference("first_frame", URL), Reference("last_frame", URL), *(Reference("video", f) for f in films))

    body = gateway_of(tmp_path, PARTS).build(replace(PLAIN, references=references)).body

    assert body["input"]["first"] == {"url": URL}
    assert body["last"] == {"url": URL, "kind": "image"}
    assert body["input"]["videos"] == [{"url": films[0]}, {"url": films[1]}]


def test_one_orders_parts_are_not_the_next_ones(tmp_path):
    gateway = gateway_of(tmp_path, PARTS)
    gateway.build(replace(PLAIN, references=(Reference("image", URL),)))

    assert len(gateway.build(PLAIN).body["input"]["content"]) == 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('from = "prompt"', 'from = "words"', "has a part made from 'words'; there are: "),
        ('from = "reference:image"', 'from = "reference:sound"', "made from 'reference:sound'"),
        ('to = "input.first.url"', 'to = ""', "writes first_frame nowhere"),
        ('path = "/tasks"\n', 'path = "/tasks"\nencoding = "multipart"\n', "has parts, which multipart cannot carry"),
        ('from = "prompt"', 'form = "prompt"', "form is no key known here"),
    ],
)
def test_a_dialect_that_would_lose_something_is_refused_when_it_is_read(tmp_path, old, new, words):
    with pytest.raises(UsageError) as refused:
        gateway_of(tmp_path, PARTS.replace(old, new, 1))

    assert words in str(refused.value)


def test_an_option_that_the_dialect_has_not_or_with_another_value_is_refused_before_anything_is_sent(tmp_path):
    wanted = Order("omni-fast", "x", 8, "720x1280")

    def told(**entry):
        return [f.message for f in gateway_of(tmp_path, dialect="omni-fast", **entry).check(wanted)]

    assert told(options={"resolution": "4k"}) == []
    assert told(options={"resolution": "8k"}) == ["g: the option resolution is one of 720p, 1080p, 2k, 4k, not '8k'"]
    assert told(options={"fps": "24"}) == ["g: the option fps is a whole number, not '24'"]
    assert told(options={"hd": True}) == [
        "the dialect omni-fast has no option hd; it has: resolution, aspect_ratio, fps"
    ]
    assert told(types={"size": "int"}) == ["the dialect omni-fast sends no size, so it has no type and no values"]


def test_options_go_only_to_the_models_they_are_for(tmp_path):
    gateway = gateway_of(tmp_path, dialect="unified-v2", options={"enhance_prompt": True, "enable_upsample": False})
    veo, sora = Order("veo3.1", "x", 8, "720x1280"), Order("sora-2", "x", 10, "720x1280")

    assert gateway.build(veo).body["enhance_prompt"] is True
    assert gateway.build(veo).body["enable_upsample"] is False
    assert "enhance_prompt" not in gateway.build(sora).body


@pytest.mark.parametrize(
    ("dialect", "options", "changes"),
    [
        ("omni-fast", {"resolution": "1080p", "aspect_ratio": "4:3", "fps": 24}, {}),
        ("unified-v2", {"enhance_prompt": True, "enable_upsample": True}, {"model": "veo3.1", "seconds": 8}),
        ("chat-video", {"stream": False}, {}),
        ("chat-video", {}, {"model": "sora_video2-portrait-15s"}),
    ],
)
def test_films_are_bought_with_what_the_documents_let_one_say(tmp_path, dialect, options, changes):
    with Rehearsal(shop()) as rehearsal:
        bench = Bench(tmp_path, rehearsal, dialect, {"options": options})
        clip = order(dialect, **changes)
        bought = bench.buy(clip)[0]
        sent = next(iter(rehearsal.shop.jobs.values())).request

    assert bought.state == "owned", bought.note
    assert {name: sent[name] for name in options} == options
    assert sent["model"] == changes.get("model", sent["model"])


@pytest.mark.parametrize("dialect", MODELS)
def test_what_a_dry_run_shows_is_what_is_sent(tmp_path, dialect):
    """Address and body, for every dialect; also where the base address already ends in /v1."""
    with Rehearsal(shop()) as rehearsal:
        bench = Bench(tmp_path, rehearsal, dialect, {"base_url": rehearsal.url(dialect) + "/v1/"})
        clip = order(dialect)
        shown = bench.gateway.build(clip)
        bench.buy(clip)
        sent = next(iter(rehearsal.shop.jobs.values())).request

    mark = load_dialect(dialect).create.mark  # made for each send, and no part of what is bought
    assert json.loads(shown.canonical())["body"] == {name: sent[name] for name in sent if not mark or name != mark.to}
    assert bench.gateway.address(shown) == rehearsal.url(dialect) + shown.path


def test_the_lengths_of_the_makers_own_channel_are_another_dialect():
    assert load_dialect("openai-official").model("sora-2").lengths == (4, 8, 12)
    assert "openai-official" in load_dialects()
