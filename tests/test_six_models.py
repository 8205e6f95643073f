"""One episode in the words of six living models: within each one's limits, every line word for word, no faults, sent as each wants it."""

import json
import re
from dataclasses import replace
from functools import cache

import pytest

from storyboard import check
from storyboard.config import GatewayEntry, Rate, Settings, Video
from storyboard.gateways import open_gateway
from storyboard.gateways.shots import told_apart
from storyboard.pack import pack
from storyboard.pack.price import cost
from storyboard.profiles import load_dialect, make_offer, profile_for
from storyboard.profiles.pricing import resolution_of
from storyboard.rehearsal.living import HOUSES, read_living
from storyboard.rehearsal.reading import Sent
from storyboard.render import measure, order, render
from storyboard.speech import syllables
from storyboard.timeline import cues
from tests.samples import sample

SIX = {
    "doubao-seedance-2-0-260128": "ark-tasks",
    "kling-v3": "kling",
    "wan3.0-video": "dashscope",
    "MiniMax-H3": "minimax-v2",
    "viduq3-pro": "vidu",
    "grok-imagine-video-1.5": "xai",
}
EPISODES = ("lastbus.txt", "rain.txt")


@cache
def made(name, model):
    """(worked sample, offer, clips, prompts, orders, gateway)."""
    profile, row = profile_for(model), load_dialect(SIX[model]).model(model)
    price = profile.list_prices.get(resolution_of(row.resolutions, "720x1280") or "720p", 0.1)
    entry = GatewayEntry(
        dialect=SIX[model], name="g", base_url="https://g.example", api_key_env="K", rates={model: Rate(price)}
    )
    settings = Settings(video=Video(gateway="g", model=model), gateways={"g": entry})
    worked = sample(name)[0]
    offer = make_offer(settings)
    clips = pack(worked.board, offer, measure=measure(worked.board, offer, worked.cast))
    prompts = render(worked.board, clips, offer, worked.cast)
    orders = [order(worked.board, clip, prompt, offer) for clip, prompt in zip(clips, prompts, strict=True)]
    return worked, offer, clips, prompts, orders, open_gateway(settings)


@pytest.mark.parametrize("name", [EPISODES[0], pytest.param(EPISODES[1], marks=pytest.mark.wide)])
@pytest.mark.parametrize("model", SIX)
def test_every_clip_keeps_the_models_limits_and_every_line_stands_word_for_word(name, model):
    worked, offer, clips, prompts, orders, gateway = made(name, model)
    subject = check.subject_of(
        worked.board, worked.script, worked.episode, worked.cast, clips=clips, prompts=prompts,
        cues=cues(worked.board, clips), offer=offer,
    )  # fmt: skip

    assert [fault for fault in check.check(subject) if fault.level == "fault"] == []
    assert [gateway.check(each) for each in orders] == [()] * len(orders)
    assert {clip.seconds for clip in clips} <= set(profile_for(model).lengths)
    said = [shot.dialogue.text for each in orders for shot in each.shots if syllables(shot.dialogue.text)]
    told = re.sub(r"\s+", "", "".join(json.dumps(gateway.build(each).body, ensure_ascii=False) for each in orders))
    assert said
    assert all(re.sub(r"\s+", "", json.dumps(line, ensure_ascii=False)[1:-1]) in told for line in said)


@pytest.mark.parametrize("name", [EPISODES[0], pytest.param(EPISODES[1], marks=pytest.mark.wide)])
@pytest.mark.parametrize("model", [model for model, dialect in SIX.items() if dialect in HOUSES])
def test_a_strict_reading_of_each_documents_rules_takes_every_request(name, model):
    orders, gateway = made(name, model)[4:]
    for each in orders:
        request = gateway.build(each)
        wanted = read_living(HOUSES[SIX[model]], Sent("json", request.body, {}), request.path)
        assert wanted["seconds"] == each.seconds


def test_kling_gets_a_list_of_shots_and_seedance_gets_them_numbered():
    shots = load_dialect("kling").create.shots
    for each in made("rain.txt", "kling-v3")[4]:
        apart = told_apart(each, shots)
        assert len(apart) == len(each.shots) or len(each.shots) < 2
        assert sum(seconds for _, seconds in apart) in (0, each.seconds)
        assert all(len(text) <= 512 for text, _ in apart)
    for prompt in made("rain.txt", "doubao-seedance-2-0-260128")[3]:
        assert re.match(r"镜头1：", prompt)


def test_what_the_episode_costs_at_each_stands_on_the_page(golden):
    """By list prices; a change of packing, length or price changes the table."""
    rows = []
    for model in SIX:
        offer, clips = made("lastbus.txt", model)[1:3]
        paid = cost(clips, offer)
        unit = profile_for(model).currency or "-"
        price = f"{paid.money:.2f} {unit}" if unit != "-" else "no list price"
        rows.append(f"| `{model}` | {len(clips)} | {paid.seconds} | {price} |")
    golden(
        "gateways/six-models.md", "| model | clips | seconds | price |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"
    )


def test_the_page_of_gateways_has_that_table():
    from pathlib import Path

    root = Path(__file__).parents[1]
    table = (root / "tests" / "golden" / "gateways" / "six-models.md").read_text("utf-8")

    assert table in (root / "docs" / "gateways.md").read_text("utf-8")


def test_without_sound_is_cheaper_where_it_is_sold_so_and_is_named_in_the_request():
    entry = GatewayEntry(
        dialect="kling", name="g", base_url="https://g.example", rates={"kling-v3": Rate(0.126, silent=0.084)}
    )
    for sound, price in ((True, 0.63), (False, 0.42)):
        settings = Settings(video=Video(gateway="g", model="kling-v3", sound=sound), gateways={"g": entry})
        gateway = open_gateway(settings)
        wanted = replace(made("rain.txt", "kling-v3")[4][0], seconds=5, sound=sound)

        assert dict(make_offer(settings).prices)[5] == price
        assert gateway.price(wanted) == price
        assert gateway.build(wanted).body["sound"] == ("on" if sound else "off")
