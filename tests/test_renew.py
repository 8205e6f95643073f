"""A production keeps the prompts that it was made with, until somebody renews them; nothing is bought twice for it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from storyboard.library import SHIPPED, Library
from storyboard.production import renewing
from storyboard.production.production import Options, productions
from storyboard.production.stages import Bought, ends_of, orders_of, pack_stage, plan_stage, render_stage
from storyboard.profiles import load_profiles, offer_of
from tests.samples import SAMPLES

SCRIPT = (SAMPLES / "rain.txt").read_text(encoding="utf-8")
FILMED = """第1集：雨夜归人

苏晴（26）：面馆的老板，黑色长发，穿米白色围裙。
陈默（30）：寸头，身穿黑色风衣。

1-1 夜 内 晴天面馆
人物：苏晴、陈默
苏晴：（头也不抬）打烊了。
陈默：（站在门口，浑身湿透）一碗阳春面，多放葱，不要香菜。

1-2 夜 外 面馆门口
人物：苏晴、陈默
陈默：进去，把门锁上。
苏晴：这一次，我哪儿也不去。
"""
"""Two clips: what is drawn here costs most of the time."""
USUAL = ("sora-2",)
"""With the version in use; all others, of every syntax, lengths and limits, are `wide`."""
IN_USE = SHIPPED.version("render")
PROFILES = sorted(name for name, profile in load_profiles().items() if profile.lengths)


def made_before(folder: Path, run) -> Path:
    """A production as it was made when there were only the first prompts, and no record of their version."""
    (folder / "storyboard.toml").write_text('[prompts]\nrender = "v1"\n', encoding="utf-8")
    (folder / "ep01.txt").write_text(FILMED, encoding="utf-8")
    assert run("make", "ep01.txt")[0] == 0
    (folder / "storyboard.toml").write_text("", encoding="utf-8")
    (records,) = (folder / ".storyboard" / "records").glob("ep01-????????.json")
    entries = json.loads(records.read_text(encoding="utf-8"))
    del entries["render"]
    records.write_text(json.dumps(entries), encoding="utf-8")
    return folder / "out" / "ep01"


def contents(folder: Path, pattern: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob(pattern))}


def test_a_production_with_takes_renders_the_bytes_it_was_bought_with(tmp_path, run):
    """Clips, prompts and takes; also through the commands that only look."""
    out = made_before(tmp_path, run)
    before = [contents(out, pattern) for pattern in ("prompts/*", "takes/*", "clips.json")]

    for command in ("render", "make", "check"):
        assert run(command, "ep01.txt")[0] == 0

    assert [contents(out, pattern) for pattern in ("prompts/*", "takes/*", "clips.json")] == before
    assert "duration" in next(iter(before[0].values())).decode()


def test_one_edited_line_after_the_upgrade_buys_only_its_clips(tmp_path, run):
    """The old takes stay, and the new clips are told as the old ones were."""
    out = made_before(tmp_path, run)
    before = contents(out, "takes/*")
    (tmp_path / "ep01.txt").write_text(FILMED.replace("打烊了。", "我们打烊了。"), encoding="utf-8")

    assert run("make", "ep01.txt")[0] == 0

    after = contents(out, "takes/*")
    assert set(before) <= set(after)
    assert 1 <= len(after) - len(before) <= 2
    assert all(
        text.decode().count("没有配乐") == text.decode().count("Shot ") for text in contents(out, "prompts/*").values()
    )


def test_renewing_tells_what_moves_and_going_back_buys_nothing(tmp_path, run):
    """All clips are told otherwise; with the version named in the settings the old takes serve again."""
    out = made_before(tmp_path, run)
    before, takes = contents(out, "prompts/*"), contents(out, "takes/*")

    code, _, said = run("render", "ep01.txt", "--renew")

    assert code == 0
    assert "render/v1 -> render/v3" in said
    now = contents(out, "prompts/*")
    assert now != before
    assert run("render", "ep01.txt")[0] == 0
    assert contents(out, "prompts/*") == now
    (tmp_path / "storyboard.toml").write_text('[prompts]\nrender = "v1"\n', encoding="utf-8")
    assert run("make", "ep01.txt")[0] == 0
    assert contents(out, "takes/*") == takes


def test_a_new_production_has_the_released_prompts_and_says_so(tmp_path, run):
    """In clips.json, which finds it again where the records are lost."""
    (tmp_path / "ep01.txt").write_text(FILMED, encoding="utf-8")
    assert run("make", "ep01.txt")[0] == 0
    out = tmp_path / "out" / "ep01"
    before = contents(out, "prompts/clip-???.txt"), contents(out, "takes/*")
    for records in (tmp_path / ".storyboard" / "records").glob("ep01-????????.json"):
        records.unlink()

    assert run("make", "ep01.txt")[0] == 0

    assert json.loads((out / "clips.json").read_text(encoding="utf-8"))["prompts"] == "v3"
    assert (contents(out, "prompts/clip-???.txt"), contents(out, "takes/*")) == before


def test_the_price_of_a_renewal_is_that_of_the_clips_it_loses(tmp_path, run, monkeypatch):
    """At a gateway that sells by the prompt: what was bought is not what would be ordered now."""
    made_before(tmp_path, run)
    bought: list[object] = []

    def known(production):
        if not bought:
            board = plan_stage(production).board
            clips, _, _ = pack_stage(production, board)
            prompts, _ = render_stage(production, board, clips)
            bought.extend(orders_of(production, board, clips, prompts))
        return Bought(frozenset(map(ends_of, bought)), lambda order: order in bought)

    monkeypatch.setattr(renewing, "films_known", known)

    (moved,) = renewing.renew(tmp_path / "ep01.txt", Options())

    assert (moved.before, moved.after) == ("v1", "v3")
    assert moved.moved == moved.lost == moved.clips == len(bought)
    assert moved.price is None  # the preview has no prices


@pytest.mark.parametrize(
    ("name", "version"),
    [
        pytest.param(name, version, marks=() if name in USUAL and version == IN_USE else pytest.mark.wide)
        for name in PROFILES
        for version in ("v1", "v2", "v3")
    ],
)
def test_on_every_model_an_edited_line_buys_only_its_clips(tmp_path, name, version):
    """Whatever the lengths, limits and syntax: what stands away from the line is ordered as it was."""
    (tmp_path / "storyboard.toml").write_text("", encoding="utf-8")
    path = tmp_path / "ep01.txt"

    def orders(text, bought):
        path.write_text(text, encoding="utf-8")
        (production,) = productions(path, Options())
        library = Library(chosen={"render": version})
        production = replace(production, offer=offer_of(name, tmp_path, "portrait"), library=library)
        board = plan_stage(production, bought).board
        clips, _, _ = pack_stage(production, board, bought)
        prompts, _ = render_stage(production, board, clips, bought)
        return orders_of(production, board, clips, prompts)

    first = orders(SCRIPT, Bought(frozenset(), lambda order: False))
    known = Bought(frozenset(map(ends_of, first)), lambda order: order in first)
    second = orders(SCRIPT.replace("打烊了。", "我们打烊了。"), known)

    assert 1 <= sum(order not in first for order in second) <= 3
