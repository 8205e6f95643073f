"""Every request that a gateway's document prints, made by the product: same address, headers, fields, types and order; key, host and words apart.

Each is bought as a user would: settings in storyboard.toml, words in a prompt file, pictures by `--with`.
"""

import asyncio
import json
import re
from dataclasses import dataclass, field, replace

import pytest

from storyboard.config import load_settings
from storyboard.gateways import open_gateway
from storyboard.gateways.wire import Wire
from storyboard.model import Order, Reference
from storyboard.production.free import Free, order_of
from storyboard.profiles import make_offer
from storyboard.submit import again

PICTURE = "https://pictures.example/image.jpg"
FILM = "https://films.example/character.mp4"
INLINE = "data:image/jpeg;base64,anBlZw=="
WORDS = "她说：“你来了。”"
SHOTS = "Shot 1:\nduration: 5.0sec\nScene: 起飞\n\nShot 2:\nduration: 5.0sec\nScene: 降落"


@dataclass(frozen=True)
class Example:
    """One printed request and what asks for it."""

    path: str
    printed: str
    """The body as its document has it, its prompt PROMPT."""
    gateway: str
    """`[gateways.X]` beside address and key."""
    video: str = ""
    """`[video]` beside the gateway."""
    given: tuple[str, ...] = ()
    """`--with`."""
    seconds: int = 0
    prompt: str = WORDS
    parts: tuple[tuple[str, str], ...] = field(default=())
    """Of a multipart body: names and values, in order; `@NAME` is a file."""


SIZES = 'values = { size = { "1280x720" = "16x9", "720x1280" = "9x16" } }'
GUEST = (f"character={FILM}#1,3",)
EXAMPLES = {
    # Sora on /v1/videos
    "guest": Example(
        "/v1/videos",
        '{"model": "sora-2", "prompt": "PROMPT", "seconds": "10", "size": "16x9", "character_url": "' + FILM + '", '
        '"character_timestamps": "1,3", "private": "false"}',
        f'dialect = "openai-videos"\nencoding = "json"\n{SIZES}',
        'model = "sora-2"\norientation = "landscape"\nprivate = false',
        GUEST, 10,
    ),
    "guest with a number": Example(
        "/v1/videos",
        '{"model": "sora-2", "prompt": "PROMPT", "seconds": 10, "size": "16x9", "character_url": "' + FILM + '", '
        '"character_timestamps": "1,3", "private": "false"}',
        f'dialect = "openai-videos"\nencoding = "json"\ntypes = {{ seconds = "int" }}\n{SIZES}',
        'model = "sora-2"\norientation = "landscape"\nprivate = false',
        GUEST, 10,
    ),
    "mention": Example(
        "/v1/videos",
        '{"model": "sora-2", "prompt": "PROMPT", "seconds": "10", "size": "16x9"}',
        f'dialect = "openai-videos"\nencoding = "json"\n{SIZES}',
        'model = "sora-2"\norientation = "landscape"', seconds=10, prompt="让 @abcdef.word 走在街上",
    ),
    "form": Example(
        "/v1/videos", "", 'dialect = "openai-videos"', 'model = "sora-2"', seconds=10,
        parts=(("model", "sora-2"), ("prompt", WORDS), ("seconds", "10"), ("size", "720x1280")),
    ),
    "form with a picture": Example(
        "/v1/videos", "", 'dialect = "openai-videos"', 'model = "sora-2"', ("first_frame=ref.jpg",), 10,
        parts=(("model", "sora-2"), ("prompt", WORDS), ("seconds", "10"), ("size", "720x1280"), ("input_reference", "@ref.jpg")),
    ),
    "the maker's own channel": Example(
        "/v1/videos", "", 'dialect = "openai-official"', 'model = "sora-2"', ("first_frame=ref.jpg",), 4,
        parts=(("model", "sora-2"), ("prompt", WORDS), ("seconds", "4"), ("size", "720x1280"), ("input_reference", "@ref.jpg")),
    ),
    "Veo": Example(
        "/v1/videos",
        '{"model": "veo-3.1-fast-generate-preview", "prompt": "PROMPT", "seconds": 6, "size": "1280x720", '
        '"input_reference": ["' + PICTURE + '"]}',
        'dialect = "veo-on-videos"\ntypes = { seconds = "int" }',
        'model = "veo-3.1-fast-generate-preview"\norientation = "landscape"',
        (f"image={PICTURE}",), 6,
    ),
    # A service's own interface, and its chat entrance
    "chat that answers with a task": Example(
        "/v1/chat/completions",
        '{"model": "sora-2", "messages": [{"role": "user", "content": [{"type": "text", "text": "PROMPT"}, '
        '{"type": "image_url", "image_url": {"url": "' + PICTURE + '"}}]}]}',
        'dialect = "chat-video"\nleave_out = ["stream"]', 'model = "sora-2"', (f"image={PICTURE}",),
    ),
    "native text": Example(
        "/v1/videos/generations",
        '{"model": "sora-2", "prompt": "PROMPT", "aspect_ratio": "16:9", "duration": 15}',
        'dialect = "native-sora"', 'model = "sora-2"\norientation = "landscape"', seconds=15,
    ),
    "native picture": Example(
        "/v1/videos/generations",
        '{"model": "sora-2", "prompt": "PROMPT", "image_urls": ["' + PICTURE + '"]}',
        'dialect = "native-sora"\nleave_out = ["aspect_ratio", "duration"]',
        'model = "sora-2"\norientation = "landscape"', (f"image={PICTURE}",), 10,
    ),
    "native guests": Example(
        "/v1/videos/generations",
        '{"model": "sora-2", "prompt": "PROMPT", "characters": [{"url": "' + FILM + '", "timestamps": "0,3"}]}',
        'dialect = "native-sora"\nleave_out = ["aspect_ratio", "duration"]',
        'model = "sora-2"\norientation = "landscape"', (f"character={FILM}#0,3",), 10, "@user1 在跳舞",
    ),
    # omni-fast
    "omni text": Example(
        "/v1/videos", '{"model": "omni-fast", "prompt": "PROMPT", "seconds": "8", "aspect_ratio": "16:9"}',
        'dialect = "omni-fast"', 'model = "omni-fast"\norientation = "landscape"', seconds=8,
    ),
    "omni first frame": Example(
        "/v1/videos",
        '{"model": "omni-fast", "prompt": "PROMPT", "first_image_url": "' + PICTURE + '", "seconds": "8"}',
        'dialect = "omni-fast"\nleave_out = ["aspect_ratio"]', 'model = "omni-fast"', (f"first_frame={PICTURE}",), 8,
    ),
    "omni frames": Example(
        "/v1/videos",
        '{"model": "omni-fast", "prompt": "PROMPT", "first_image_url": "' + INLINE + '", "last_image_url": "' + INLINE
        + '", "seconds": "8", "aspect_ratio": "16:9"}',
        'dialect = "omni-fast"', 'model = "omni-fast"\norientation = "landscape"',
        ("first_frame=ref.jpg", "last_frame=ref.jpg"), 8,
    ),
    "omni pictures": Example(
        "/v1/videos",
        '{"model": "omni-fast", "prompt": "PROMPT", "images": ["' + INLINE + '", "' + INLINE + '"], "seconds": "8"}',
        'dialect = "omni-fast"\nleave_out = ["aspect_ratio"]', 'model = "omni-fast"',
        ("image=ref.jpg", "image=ref.jpg"), 8, "Use the first image as character reference. A street at night.",
    ),
    "omni edit": Example(
        "/v1/videos",
        '{"model": "omni-fast", "prompt": "PROMPT", "video": "data:video/mp4;base64,bXA0", "seconds": "8"}',
        'dialect = "omni-fast"\nleave_out = ["aspect_ratio"]', 'model = "omni-fast"', ("video=film.mp4",), 8,
        "Edit the attached video: let it snow.",
    ),
    # multipart with private and watermark
    "lconai": Example(
        "/v1/videos", "", 'dialect = "lconai"', 'model = "sora_video2"\norientation = "landscape"\nwatermark = false',
        seconds=15,
        parts=(("model", "sora_video2"), ("prompt", WORDS), ("seconds", "15"), ("size", "1280x720"), ("watermark", "false")),
    ),
    # An aggregator
    "unified, the shortest": Example(
        "/v2/videos/generations", '{"prompt": "PROMPT", "model": "veo3"}',
        'dialect = "unified-v2"\nleave_out = ["aspect_ratio"]', 'model = "veo3"',
    ),
    "unified Veo": Example(
        "/v2/videos/generations",
        '{"prompt": "PROMPT", "model": "veo3", "aspect_ratio": "16:9", "enhance_prompt": true, "enable_upsample": true}',
        'dialect = "unified-v2"\noptions = { enhance_prompt = true, enable_upsample = true }',
        'model = "veo3"\norientation = "landscape"',
    ),
    "chat with options as words": Example(
        "/v1/chat/completions",
        '{"model": "sora_video2", "stream": false, "messages": [{"role": "user", "content": [{"type": "text", "text": '
        '"PROMPT"}, {"type": "image_url", "image_url": {"url": "' + PICTURE + '"}}]}]}',
        'dialect = "chat-video"\noptions = { stream = false }\nvalues = { model = { "sora_video2-portrait" = "sora_video2" } }',
        'model = "sora_video2"', (f"image={PICTURE}",), 10, "竖屏 转身",
    ),
    "unified text": Example(
        "/v2/videos/generations",
        '{"prompt": "PROMPT", "model": "sora-2", "aspect_ratio": "16:9", "hd": false, "duration": "10"}',
        'dialect = "unified-v2"\noptions = { hd = false }', 'model = "sora-2"\norientation = "landscape"', seconds=10,
    ),
    "unified storyboard": Example(
        "/v2/videos/generations",
        '{"prompt": "PROMPT", "model": "sora-2", "aspect_ratio": "16:9", "hd": false, "duration": "10"}',
        'dialect = "unified-v2"\noptions = { hd = false }', 'model = "sora-2"\norientation = "landscape"', prompt=SHOTS,
    ),
    # The next two print sora-2 beside hd = true, which their own text keeps to sora-2-pro.
    "unified picture": Example(
        "/v2/videos/generations",
        '{"prompt": "PROMPT", "model": "sora-2-pro", "images": ["' + PICTURE + '"], "aspect_ratio": "16:9", "hd": true, '
        '"duration": "10", "notify_hook": "https://hooks.example/", "watermark": true, "private": true}',
        'dialect = "unified-v2"\nnotify_hook = "https://hooks.example/"',
        'model = "sora-2-pro"\norientation = "landscape"\nhd = true\nwatermark = true\nprivate = true',
        (f"image={PICTURE}",), 10,
    ),
    "unified guest": Example(
        "/v2/videos/generations",
        '{"prompt": "PROMPT", "model": "sora-2-pro", "images": ["' + PICTURE + '"], "aspect_ratio": "16:9", "hd": true, '
        '"duration": "10", "notify_hook": "https://hooks.example/", "watermark": true, "private": true, "character_url": "'
        + FILM + '", "character_timestamps": "1,3"}',
        'dialect = "unified-v2"\nnotify_hook = "https://hooks.example/"',
        'model = "sora-2-pro"\norientation = "landscape"\nhd = true\nwatermark = true\nprivate = true',
        (f"image={PICTURE}", *GUEST), 10,
    ),
}  # fmt: skip


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ref.jpg").write_bytes(b"jpeg")
    (tmp_path / "film.mp4").write_bytes(b"mp4")
    return tmp_path


MODEL = 'model = "sora-2"'


def gateway_of(folder, entry, video=""):
    """The gateway of a storyboard.toml with this entry, and its settings."""
    address = 'base_url = "https://gateway.example/v1"\napi_key_env = "K"\n'
    text = f'[video]\ngateway = "g"\n{video or MODEL}\n[gateways.g]\n{address}{entry}\n'
    (folder / "storyboard.toml").write_text(text, "utf-8")
    settings = load_settings(folder, environ={})
    return open_gateway(settings), settings


def sent(gateway, order):
    """The request as it leaves: method, path, headers, body."""

    async def prepared():
        wire = Wire(gateway.entry, "sk-secret")
        request = wire.request(gateway.build(order))
        body = await request.aread()
        await wire.close()
        return request, body

    assert gateway.check(order) == ()
    return asyncio.run(prepared())


def has_the_headers(request, kind):
    assert request.headers["authorization"] == "Bearer sk-secret"
    assert request.headers["content-type"].startswith(kind)
    assert request.headers["accept"] == "application/json"


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_documented_request_is_what_is_sent(name, place):
    example = EXAMPLES[name]
    gateway, settings = gateway_of(place, example.gateway, example.video)
    (place / "words.txt").write_text(example.prompt, "utf-8")
    free = Free(place / "words.txt", example.seconds, again.references(example.given))

    request, body = sent(gateway, order_of(free, settings, make_offer(settings)))

    assert (request.method, request.url.path) == ("POST", example.path)
    if example.parts:
        has_the_headers(request, "multipart/form-data; boundary=")
        assert parts_of(request, body) == list(example.parts)
    else:
        has_the_headers(request, "application/json")
        wanted = json.loads(example.printed.replace("PROMPT", "\0"), strict=False)
        filled = json.dumps(wanted, ensure_ascii=False).replace(
            "\\u0000", json.dumps(example.prompt, ensure_ascii=False)[1:-1]
        )
        assert body.decode() == filled, "fields, types and their order"


def parts_of(request, body):
    """The parts of a form: quoted names, and values; `@NAME` for a file."""
    boundary = request.headers["content-type"].partition("boundary=")[2].encode()
    found = []
    for part in body.split(b"--" + boundary)[1:-1]:
        head, _, content = part.strip(b"\r\n").partition(b"\r\n\r\n")
        name = re.search(rb'name="([^"]+)"(?:; filename="([^"]+)")?', head)
        found.append((name[1].decode(), "@" + name[2].decode() if name[2] else content.decode()))
    return found


CHARACTERS = {
    "url": ("openai-videos", FILM, "1,3", "/sora/v1/characters", {"url": FILM, "timestamps": "1,3"}),
    "task": ("openai-videos", "task:sora-2:task_01ab", "1,3", "/sora/v1/characters",
             {"from_task": "sora-2:task_01ab", "timestamps": "1,3"}),
    "native": ("native-sora", FILM, "0,3", "/v1/characters", {"url": FILM, "timestamps": "0,3"}),
    # This document prints `url` and `from_task` at once and says that it is one of the two.
    "unified": ("unified-v2", FILM, "1,3", "/sora/v1/characters", {"url": FILM, "timestamps": "1,3"}),
}  # fmt: skip


@pytest.mark.parametrize("name", CHARACTERS)
def test_the_documented_characters_are_made(name, place):
    dialect, source, span, path, wanted = CHARACTERS[name]
    gateway, _ = gateway_of(place, f'dialect = "{dialect}"')
    order = Order("", "", 0, "", kind="character", references=(Reference("character", source, span),))

    request, body = sent(gateway, order)

    assert (request.method, request.url.path) == ("POST", path)
    has_the_headers(request, "application/json")
    assert sorted(json.loads(body).items()) == sorted(wanted.items())


def test_the_documented_remix_is_made(place):
    gateway, _ = gateway_of(place, 'dialect = "native-sora"')
    source = Reference("video", "task:e2f5")
    order = Order("sora-2", "将白天变成黑夜", 15, "1280x720", kind="remix", references=(source,))

    request, body = sent(gateway, order)

    assert request.url.path == "/v1/videos/e2f5/remix"
    has_the_headers(request, "application/json")
    assert body.decode() == '{"model": "sora-2", "prompt": "将白天变成黑夜", "aspect_ratio": "16:9", "duration": 15}'


@pytest.mark.parametrize(
    ("dialect", "poll", "content"),
    [
        ("openai-videos", "/v1/videos/{id}", "/v1/videos/{id}/content"),
        ("veo-on-videos", "/v1/videos/{id}", "/v1/videos/{id}/content"),
        ("omni-fast", "/v1/videos/{id}", "/v1/videos/{id}/content"),
        ("native-sora", "/v1/videos/tasks/{id}", ""),
        ("unified-v2", "/v2/videos/generations/{id}", ""),
    ],
)
def test_tasks_and_films_are_asked_for_where_the_documents_say(place, dialect, poll, content):
    gateway, _ = gateway_of(place, f'dialect = "{dialect}"')

    assert (gateway.dialect.poll.path, gateway.dialect.poll.method) == (poll, "GET")
    assert gateway.dialect.result.path == content


def test_a_field_is_left_out_only_where_the_gateway_then_does_what_the_order_says(place):
    entry = 'dialect = "native-sora"\nleave_out = ["aspect_ratio", "duration", "model"]'
    gateway, _ = gateway_of(place, entry)
    order = Order("sora-2", "x", 15, "720x1280")

    told = [fault.message for fault in gateway.check(order)]

    assert told == [
        "g: the dialect native-sora cannot leave out model; it can: aspect_ratio, duration",
        "aspect_ratio = 9:16 cannot be left out: g would take 16:9",
        "duration = 15 cannot be left out: g would take 10",
    ]
    assert len(gateway.check(replace(order, seconds=10, size="1280x720"))) == 1
