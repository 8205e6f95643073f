"""Dialects and profiles are data: each file is whole, and together with a user's settings they say what can be bought."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from storyboard.assets import PACKAGE
from storyboard.config import GatewayEntry, Settings, Video, read_table, read_toml
from storyboard.errors import UsageError
from storyboard.gateways import open_gateway
from storyboard.gateways.wire import base_address
from storyboard.model import Order, Reference
from storyboard.profiles import Dialect, Profile, load_dialects, load_profiles, make_offer, profile_for, remarks
from storyboard.profiles.tables import Tables

PRICES = {"sora-2-pro": {15: 4.0, 25: 6.0}}
ORDER = Order("sora-2", "Shot 1:\n", 10, "720x1280")
SHIPPED = {
    "openai-videos",
    "openai-official",
    "veo-on-videos",
    "omni-fast",
    "lconai",
    "unified-v2",
    "native-sora",
    "chat-video",
}


LIVING = {"ark-tasks", "dashscope", "kling", "minimax-v2", "openrouter-video"}


def settings(dialect, model, **video):
    entry = GatewayEntry(dialect=dialect, name="g", base_url="https://g.example", api_key_env="K", prices=PRICES)
    return Settings(video=Video(gateway="g", model=model, **video), gateways={"g": entry})


def faults(dialect, order):
    gateway = open_gateway(settings(dialect, order.model))
    return " | ".join(fault.message for fault in gateway.check(order))


def test_the_eight_dialects_and_the_preview_are_there():
    assert {*SHIPPED, *LIVING, "preview"} <= set(load_dialects())


@pytest.mark.parametrize(
    ("shape", "folder"), [(Dialect, "dialects"), (Profile, "profiles")], ids=["dialect", "profile"]
)
def test_every_packaged_file_is_sound_has_its_own_name_and_is_read_alike_alone_and_with_the_others(shape, folder):
    """They are read without proof when the program runs; this is the proof."""
    tables = Tables(shape, folder)
    paths = sorted((PACKAGE / folder).glob("*.toml"))

    assert tables.every() == {path.stem: read_table(shape, read_toml(path), str(path)) for path in paths}
    assert all(tables.find(path.stem) == tables.every()[path.stem] for path in paths)
    assert tables.find("no such thing") is None


def test_every_profile_names_its_models_and_where_its_figures_are_from():
    for profile in load_profiles().values():
        assert profile.sizes, profile.name
        assert profile.source or profile.name in ("preview", "plain")
        assert all(profile_for(model.replace("*", "x")) == profile for model in profile.models)


def test_at_least_three_models_with_their_own_prompt_syntax_are_alive():
    today = date(2026, 11, 20)
    alive = {p.template for p in load_profiles().values() if not p.is_retired(today)} - {"sora"}

    assert len(alive) >= 3


@pytest.mark.parametrize(
    ("dialect", "model", "hd", "lengths", "size"),
    [
        ("openai-videos", "sora-2", "auto", (10, 15), "720x1280"),
        ("openai-videos", "sora-2-pro", "auto", (15, 25), "1024x1792"),
        ("openai-videos", "sora-2-pro", False, (15, 25), "720x1280"),
        ("unified-v2", "sora-2-pro", "auto", (10, 15), "1024x1792"),
        ("unified-v2", "sora-2-pro", False, (10, 15, 25), "720x1280"),
        ("native-sora", "sora-2-pro", "auto", (10, 15, 25), "720x1280"),
        ("chat-video", "sora_video2", "auto", (10, 15), "720x1280"),
        ("omni-fast", "omni-fast", "auto", (4, 8, 10), "720x1280"),
        ("veo-on-videos", "veo-3.1-generate-preview", "auto", (4, 6, 8), "720x1280"),
        ("openai-videos", "kling-3.0-turbo", "auto", tuple(range(3, 16)), "720x1280"),
        ("preview", "preview", "auto", (10, 15, 25), "720x1280"),
    ],
)
def test_lengths_and_sizes_belong_to_dialect_model_and_hd(dialect, model, hd, lengths, size):
    wanted = settings(dialect, model, hd=hd) if dialect != "preview" else Settings()

    offer = make_offer(wanted)
    assert (offer.lengths, offer.size) == (lengths, size)


def test_prices_come_from_the_users_list_and_hd_may_have_its_own():
    wanted = settings("openai-videos", "sora-2-pro")
    assert make_offer(wanted).prices == ((15, 4.0), (25, 6.0))

    entry = replace(wanted.gateways["g"], prices={**PRICES, "sora-2-pro hd": {15: 9.0}})
    assert make_offer(replace(wanted, gateways={"g": entry})).prices == ((15, 9.0),)


def test_hd_that_a_dialect_does_not_have_is_refused_and_those_that_have_it_are_named():
    with pytest.raises(UsageError, match="dialects with HD for it: lconai, openai-official, openai-videos, unified-v2"):
        make_offer(settings("native-sora", "sora-2-pro", hd=True))


def test_25_seconds_of_hd_may_be_asked_for_and_the_user_is_told_that_hd_is_off():
    wanted = settings("unified-v2", "sora-2-pro", hd=True, lengths=(15, 25))
    offer = make_offer(wanted)

    assert offer.lengths == (15, 25)
    assert "HD has no effect at 25 s" in remarks(wanted, offer, date(2026, 1, 1))[0].message


def test_a_retired_model_is_a_warning_that_names_living_ones_and_is_not_refused():
    wanted = settings("openai-videos", "sora-2")
    said = remarks(wanted, make_offer(wanted), date(2026, 11, 20))

    assert [(fault.rule, fault.level) for fault in said] == [("retired-model", "warning")]
    assert "seedance-2" in said[0].message
    assert remarks(wanted, make_offer(wanted), date(2026, 9, 1)) == ()


def test_lengths_that_are_not_sold_are_refused():
    with pytest.raises(UsageError, match=r"is sold in 10, 15 seconds; none of \[7\]"):
        make_offer(settings("openai-videos", "sora-2", lengths=(7,)))


def test_a_file_of_the_production_adds_a_model_or_replaces_a_dialect(tmp_path):
    (tmp_path / "profiles").mkdir()
    (tmp_path / "dialects").mkdir()
    (tmp_path / "profiles" / "mine.toml").write_text(
        'name = "mine"\ntitle = "m"\nmodels = ["mine-*"]\ntemplate = "prose"\nlengths = [7]\nsizes = { portrait = "720x1280" }\n'
    )
    own = (
        (Path(__file__).parent.parent / "storyboard/dialects/omni-fast.toml")
        .read_text("utf-8")
        .replace('"omni-fast"]', '"other"]')
    )
    (tmp_path / "dialects" / "omni-fast.toml").write_text(own, "utf-8")

    assert make_offer(replace(settings("openai-videos", "mine-2"), workspace=tmp_path)).lengths == (7,)
    assert load_dialects(tmp_path)["omni-fast"].models[0].names == ("other",)


def test_a_broken_file_is_named_with_what_is_wrong(tmp_path):
    (tmp_path / "dialects").mkdir()
    (tmp_path / "dialects" / "x.toml").write_text('name = "x"\ntitle = "x"\nflow = "pigeon"\n[poll]\npth = "/"\n')

    with pytest.raises(UsageError, match=r"x\.toml: flow must be 'task'"):
        load_dialects(tmp_path)


@pytest.mark.parametrize(
    ("dialect", "changes", "words"),
    [
        ("openai-videos", {"seconds": 12}, "sold in 10, 15 seconds, not 12"),
        ("openai-videos", {"size": "1024x1792"}, "makes 720x1280, 1280x720"),
        ("openai-videos", {"hd": True}, "has no HD"),
        ("openai-videos", {"prompt": "@a.b and @c.d and @e.f"}, "takes 2 characters a clip"),
        ("openai-videos", {"prompt": " "}, "the prompt is empty"),
        ("omni-fast", {"model": "omni-fast", "private": True}, "no way to say private"),
        ("omni-fast", {"model": "omni-fast", "prompt": "@a.b"}, "knows no characters"),
        ("chat-video", {"model": "sora_video2", "seconds": 15, "size": "1280x720"}, "sold in 10 seconds"),
        ("native-sora", {"model": "nothing"}, "knows no model 'nothing'"),
    ],
)
def test_what_would_be_refused_is_said_before_it_is_sent(dialect, changes, words):
    assert words in faults(dialect, replace(ORDER, **changes))


@pytest.mark.parametrize(
    ("dialect", "references", "words"),
    [
        (
            "openai-videos",
            [("first_frame", "https://x.example/a.png")],
            "as a file from this machine, not a public URL",
        ),
        ("openai-videos", [("last_frame", "a.png")], "takes no last_frame; it takes: first_frame"),
        ("openai-videos", [("first_frame", "missing.png")], "no such file"),
        ("openai-videos", [("first_frame", "missing.png")] * 2, "takes 1 first_frame, not 2"),
        ("omni-fast", [("last_frame", "https://x.example/a.png")], "needs a first_frame too"),
        ("omni-fast", [("image", "https://x.example/a"), ("first_frame", "https://x.example/b")], "cannot go together"),
        ("omni-fast", [("image", f"https://x.example/{n}") for n in range(6)], "takes 5 image, not 6"),
        ("omni-fast", [("video", "data:video/mp4;base64," + "A" * 14_000_000)], "may have 10 MB, this one has 10.5"),
        ("openai-videos", [("character", "https://x.example/a.mp4")], "must look like 1,3"),
    ],
)
def test_references_are_checked_before_sending(dialect, references, words):
    model = "omni-fast" if dialect == "omni-fast" else "sora-2"
    given = tuple(Reference(role, source) for role, source in references)

    assert words in faults(dialect, replace(ORDER, model=model, references=given))


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://g.example", "https://g.example"),
        ("https://g.example/v1/", "https://g.example"),
        ("https://g.example/api/v2", "https://g.example/api"),
        ("http://127.0.0.1:8000/v1", "http://127.0.0.1:8000"),
        ("http://localhost:1", "http://localhost:1"),
    ],
)
def test_an_address_is_taken_with_or_without_its_version(url, base):
    assert base_address(GatewayEntry(dialect="x", base_url=url, api_key_env="K")) == base


@pytest.mark.parametrize("url", ["http://g.example", "http://10.0.0.7", "http://127.0.0.1.evil.example"])
def test_a_key_does_not_travel_over_plain_http_to_another_machine_unless_allowed(url):
    entry = GatewayEntry(dialect="x", name="g", base_url=url, api_key_env="K")

    with pytest.raises(UsageError, match="unencrypted"):
        base_address(entry)
    assert base_address(replace(entry, allow_insecure=True)) == url
    assert base_address(replace(entry, api_key_env="")) == url


@pytest.mark.parametrize(
    "url", ["g.example", "ftp://g.example", "https://user:pw@g.example", "https://g.example?key=1", ""]
)
def test_what_is_no_address_is_refused(url):
    with pytest.raises(UsageError):
        base_address(GatewayEntry(dialect="x", base_url=url))
