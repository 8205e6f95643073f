"""What exactly is sent, per dialect: the golden files are the requests, headers and bodies, with the key blanked."""

import asyncio
import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from storyboard.config import GatewayEntry, Settings
from storyboard.gateways import open_gateway
from storyboard.gateways.keys import Pass
from storyboard.gateways.wire import Wire
from storyboard.model import Dialogue, Order, Reference, Shot
from storyboard.profiles import load_dialect, load_dialects
from storyboard.rehearsal import Rehearsal
from tests.gateway_bench import KEY, MODELS, Bench, longest, order, shop

PROMPT = """Shot 1:
duration: 7.5sec
Scene: 客厅（内），白天，天气：无
台词: 你来了。

Shot 2:
duration: 7.5sec
Scene: 客厅（内），白天，天气：无
台词: “我等你很久了”——她说，\\n 不是换行。
"""
ROOT = Path(__file__).parents[1]
URL = "https://pictures.example/first.png"
PLAIN = Order("sora-2", PROMPT, 15, "720x1280")
HD = replace(PLAIN, model="sora-2-pro", size="1024x1792", hd=True)
GUEST = Reference("character", "https://films.example/hero.mp4", "1.5,3.5")
MADE = Order("", "", 0, "", kind="character", references=(Reference("character", "task:sora-2:task_01kb", "1,3"),))
REMIX = replace(PLAIN, kind="remix", prompt="将白天变成黑夜", references=(Reference("video", "task:veo3:1756-a/b"),))

SEEDANCE = Order("doubao-seedance-2-0-260128", PROMPT, 12, "720x1280")
FIRST, LAST = Reference("first_frame", URL), Reference("last_frame", "https://pictures.example/last.png")
KLING = Order("kling-v3", PROMPT, 10, "720x1280")
SHOTS = "镜头1（3.4秒）：场景：客厅。台词「你来了。」——只说这一句。\n\n镜头2（6.6秒）：场景：走廊。没有人说话。\n"
TWO = tuple(
    Shot("", "近景", Dialogue("林晚", text), seconds, "客厅（内）", "", "白天", "她抬头", "无")
    for text, seconds in (("你来了。", 3.4), ("", 6.6))
)

CASES: dict[str, tuple[str, Order]] = {
    "openai-videos": ("openai-videos", PLAIN),
    "openai-videos-hd-private": ("openai-videos", replace(HD, private=True)),
    "openai-videos-picture": ("openai-videos", replace(PLAIN, references=(Reference("first_frame", "first.png"),))),
    "openai-videos-json-guest": ("openai-videos", replace(PLAIN, references=(GUEST,))),
    "openai-videos-character": ("openai-videos", MADE),
    "openai-videos-remix": ("openai-videos", REMIX),
    "lconai": ("lconai", replace(PLAIN, private=False, watermark=False)),
    "veo-on-videos": (
        "veo-on-videos",
        replace(PLAIN, model="veo-3.1-generate-preview", seconds=8, references=(Reference("image", URL),)),
    ),
    "omni-fast-frames": (
        "omni-fast",
        replace(PLAIN, model="omni-fast", seconds=10, size="1280x720",
                references=(Reference("first_frame", URL), Reference("last_frame", "first.png"))),
    ),
    "unified-v2-hd": ("unified-v2", HD),
    "unified-v2-25-where-hd-has-no-effect": ("unified-v2", replace(HD, seconds=25)),
    "unified-v2-guest": ("unified-v2", replace(PLAIN, watermark=False, references=(GUEST,))),
    "unified-v2-veo": ("unified-v2", replace(PLAIN, model="veo3.1", seconds=8)),
    "native-sora": ("native-sora", replace(PLAIN, references=(GUEST, replace(GUEST, timestamps="0,3")))),
    "native-sora-character": ("native-sora", replace(MADE, references=(Reference("character", URL, "0,3"),))),
    "native-sora-remix": ("native-sora", REMIX),
    "chat-video": ("chat-video", replace(PLAIN, model="sora_video2", references=(Reference("image", URL),))),
    "chat-video-hd": ("chat-video", replace(HD, model="sora_video2")),
    "chat-video-task": ("chat-video", replace(PLAIN, seconds=10)),
    "chat-video-silent": ("chat-video", replace(PLAIN, model="sora_video2")),
    "chat-video-as-printed": ("chat-video", replace(PLAIN, model="sora_video2-portrait-hd-15s", size="1024x1792")),
    "openai-videos-json-number": ("openai-videos", replace(PLAIN, seconds=10)),
    "openai-official": ("openai-official", replace(PLAIN, seconds=12)),
    "omni-fast-wishes": ("omni-fast", replace(PLAIN, model="omni-fast", seconds=8)),
    "omni-fast-images": (
        "omni-fast", replace(PLAIN, model="omni-fast", seconds=8, references=(Reference("image", URL),) * 2)
    ),
    "omni-fast-edit": (
        "omni-fast", replace(PLAIN, model="omni-fast", seconds=8, references=(Reference("video", GUEST.source),))
    ),
    "unified-v2-veo-translated": ("unified-v2", replace(PLAIN, model="veo3.1", seconds=8)),
    "unified-v2-hook": ("unified-v2", replace(PLAIN, private=True, watermark=True)),
    "veo-on-videos-hd": (
        "veo-on-videos", replace(PLAIN, model="veo-3.1-generate-preview", seconds=6, size="1920x1080", hd=True)
    ),
    "unified-v2-images": ("unified-v2", replace(PLAIN, references=(Reference("image", URL),))),
    "lconai-guest": ("lconai", replace(PLAIN, references=(GUEST,))),
    "lconai-picture": ("lconai", replace(PLAIN, references=(Reference("first_frame", "first.png"),))),
    "native-sora-images": ("native-sora", replace(PLAIN, references=(Reference("image", URL),))),
    "native-sora-remix-shorter": ("native-sora", replace(REMIX, seconds=10)),
    "ark-tasks": ("ark-tasks", SEEDANCE),
    "ark-tasks-frames-silent": ("ark-tasks", replace(SEEDANCE, sound=False, references=(FIRST, LAST))),
    "ark-tasks-references": ("ark-tasks", replace(SEEDANCE, model="doubao-seedance-2-5-260628", seconds=30, size="1920x1080",
                                                  references=(Reference("image", URL), Reference("image", "first.png")))),
    "dashscope-wan": ("dashscope", replace(SEEDANCE, model="wan3.0-video", size="832x480")),
    "dashscope-wan-first-frame": ("dashscope", replace(SEEDANCE, model="wan3.0-video-prime", references=(FIRST,))),
    "dashscope-wan-references": ("dashscope", replace(SEEDANCE, model="wan3.0-video", references=(Reference("image", URL),))),
    "dashscope-happyhorse": ("dashscope", replace(SEEDANCE, model="happyhorse-1.1-t2v")),
    "dashscope-h3": ("dashscope", replace(SEEDANCE, model="MiniMax/MiniMax-H3", size="768x1344")),
    "dashscope-vidu": ("dashscope", replace(SEEDANCE, model="vidu/viduq3-pro_text2video")),
    "kling": ("kling", KLING),
    "kling-first-frame": ("kling", replace(KLING, size="1080x1920", references=(FIRST, LAST))),
    "kling-omni-references": ("kling", replace(KLING, model="kling-v3-omni", references=(FIRST, Reference("image", URL)))),
    "kling-shots": ("kling", replace(KLING, prompt=SHOTS, shots=TWO, sound=False)),
    "kling-omni-shots": ("kling", replace(KLING, model="kling-v3-omni", prompt=SHOTS, shots=TWO)),
    "minimax-v2": ("minimax-v2", replace(SEEDANCE, model="MiniMax-H3", size="768x1344")),
    "minimax-v2-first-frame": ("minimax-v2", replace(SEEDANCE, model="MiniMax-H3", size="1440x2560", references=(FIRST,))),
    "minimax-v2-references": ("minimax-v2", replace(SEEDANCE, model="MiniMax-H3", size="768x1344", references=(Reference("image", URL),))),
    "openrouter-video": ("openrouter-video", replace(SEEDANCE, model="bytedance/seedance-2.5")),
    "openrouter-video-frames": ("openrouter-video", replace(SEEDANCE, model="kwaivgi/kling-v3.0-pro", references=(FIRST, LAST))),
    "openrouter-video-references": ("openrouter-video", replace(SEEDANCE, model="alibaba/wan-3.0", references=(Reference("image", URL),))),
}  # fmt: skip
AS_DATA = tomllib.loads((Path(__file__).parent / "requests.toml").read_text("utf-8"))
"""Further requests, so that a dialect which is only data has its golden requests without code."""
CASES |= {
    name: (
        row.pop("dialect"),
        Order(**{**row, "prompt": PROMPT, "references": tuple(Reference(*each) for each in row.get("references", ()))}),
    )
    for name, row in AS_DATA.items()
}

SET = {
    "chat-video-silent": {"options": {"stream": False}},
    "openai-videos-json-number": {"types": {"seconds": "int"}},
    "omni-fast-wishes": {"options": {"resolution": "1080p", "aspect_ratio": "3:4"}},
    "unified-v2-hook": {"notify_hook": "https://hooks.example/done"},
    "unified-v2-veo-translated": {"options": {"enhance_prompt": True, "enable_upsample": True}},
}
"""What `[gateways.X]` says beside the address."""


def entry_for(name, dialect):
    encoding = "json" if "-json" in name else ""
    entry = GatewayEntry(
        dialect=dialect, name="g", base_url="https://gateway.example/v1", api_key_env="K", encoding=encoding
    )
    return replace(entry, **SET.get(name, {}))


async def on_the_wire(entry, request):
    """The request as httpx would send it, as text: headers sorted, the boundary named."""
    spoken = load_dialects().get(entry.dialect)
    wire = Wire(entry, Pass("sk-secret", "", spoken.auth, spoken.headers) if spoken else "sk-secret")
    sent = wire.request(request)
    body = await sent.aread()
    await wire.close()
    kind = sent.headers["content-type"]
    boundary = re.search(r"boundary=(\S+)", kind)
    if boundary:
        body = body.replace(boundary[1].encode(), b"BOUNDARY").replace(b"\r\n", b"\n")
        kind = kind.replace(boundary[1], "BOUNDARY")
    text = body.decode("utf-8", "backslashreplace")
    shown = json.dumps(json.loads(text), ensure_ascii=False, indent=2) if "json" in kind else text
    headers = {"authorization": sent.headers["authorization"].replace("sk-secret", "[key]"), "content-type": kind}
    headers |= {name: value for name, value in sent.headers.items() if name.startswith("x-")}
    lines = [f"{sent.method} {sent.url.raw_path.decode()} at {sent.url.host}"]
    return "\n".join([*lines, *(f"{name}: {value}" for name, value in sorted(headers.items())), "", shown.rstrip(), ""])


@pytest.mark.parametrize("name", CASES)
def test_the_request_is_the_reviewed_one(name, golden, tmp_path, monkeypatch):
    """Also: it passes its own check, and building it twice gives the same."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "first.png").write_bytes(b"\x89PNG picture")
    dialect, wanted = CASES[name]
    entry = entry_for(name, dialect)
    gateway = open_gateway(Settings(gateways={"g": entry}), "g")

    request = gateway.build(wanted)

    assert gateway.check(wanted) == ()
    assert request == gateway.build(wanted)
    golden(f"requests/{name}.txt", asyncio.run(on_the_wire(entry, request)))


@pytest.mark.parametrize("dialect", MODELS)
def test_the_longest_clip_of_each_dialect_arrives_byte_for_byte(dialect, tmp_path):
    """A storyboard prompt with every kind of quote, and as many shots as the longest length holds, unchanged at the server."""
    model = load_dialect(dialect).model(MODELS[dialect])
    seconds = max(longest(model, MODELS[dialect]))
    blocks = [
        f"Shot {n}:\nduration: 1.0sec\nScene: “引号”'\"& \\n 😀 第{n}镜\t{'字' * 40}\n" for n in range(1, seconds + 1)
    ]
    prompt = "\n".join(blocks)
    with Rehearsal(shop()) as rehearsal:
        bought = Bench(tmp_path, rehearsal, dialect).buy(order(dialect, prompt=prompt))

    assert [job.prompt for job in rehearsal.shop.jobs.values()] == [prompt]
    assert [job.seconds for job in rehearsal.shop.jobs.values()] == [seconds]
    assert bought[0].state == "owned"


def test_the_key_stands_in_no_request_that_is_shown_or_stored():
    gateway = open_gateway(Settings(gateways={"g": entry_for("", "unified-v2")}), "g")

    assert KEY not in gateway.build(PLAIN).canonical()
    assert "uthorization" not in gateway.build(PLAIN).canonical()


def test_the_page_of_requests_has_every_row_once_and_names_files_that_are_there():
    """And every golden request stands on it."""
    page = (ROOT / "docs" / "requests.md").read_text("utf-8")
    rows = [int(number) for number in re.findall(r"^\| (\d+) \|", page, re.M)]
    others = (ROOT / "docs" / "gateways.md").read_text("utf-8")
    shown = set(re.findall(r"`([\w-]+\.txt)`", page + others))

    assert rows == list(range(1, 139))
    assert {path for path in re.findall(r"`(tests/\w+\.py)`", page) if not (ROOT / path).is_file()} == set()
    there = {path.name for path in (ROOT / "tests" / "golden" / "requests").glob("*.txt")}
    assert shown - there == set()
    assert there - shown == {"openai-videos-remix.txt", "chat-video-task.txt"}, "other rows show the same"
