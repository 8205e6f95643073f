"""Workspaces that earlier versions left on disk: each opens, buys nothing again, and keeps what a person did in it."""

import time
from pathlib import Path

import pytest

from storyboard.config import load_settings
from storyboard.ledger import open_ledger
from storyboard.rehearsal.scenarios import SCENARIOS
from storyboard.rehearsal.shop import Film
from tests.stored import STORED, at_work, command, counter, restore, unpack

VERSIONS = sorted(path.name for path in STORED.iterdir() if path.is_dir())
BY_HAND = ("cast.toml", "out/ep01/storyboard.json", "out/ep01/prompts/clip-001.txt")
KEPT = (*BY_HAND, "storyboard.toml", "out/*/takes/*.mp4", ".storyboard/answers/*", "cassettes/*/*", "runs/*/**/*.*")


def contents(folder: Path) -> dict[Path, bytes]:
    """Everything that was paid for, asked for or written by a person."""
    return {path: path.read_bytes() for pattern in KEPT for path in folder.glob(pattern) if path.is_file()}


def jobs(folder: Path, database: str = "") -> dict[str, str]:
    """Attempt -> state."""
    with open_ledger(load_settings(folder, flags={"database": database or None})) as ledger:
        return {attempt.id: attempt.state for attempt in ledger.all_attempts()}


def known(folder: Path, shop) -> None:
    """The jobs of a stored ledger, as the gateway still has them."""
    with open_ledger(load_settings(folder)) as ledger:
        for attempt in ledger.all_attempts():
            if attempt.remote and attempt.state == "running":
                order = ledger.job(attempt.job).order
                shop.jobs[attempt.remote] = Film(
                    attempt.remote, "unified-v2", "clip", order.model, order.prompt, order.seconds, order.size,
                    False, SCENARIOS["ok"], attempt.price, time.time(), 0.0, {},
                )  # fmt: skip


@pytest.mark.parametrize("version", VERSIONS)
def test_an_episode_that_was_done_is_done_and_hand_edits_stand(version, tmp_path):
    """Board, prompt and cast edited by hand, the take that was chosen; no question is asked, no clip sent."""
    folder, shop = unpack(f"{version}/drama", tmp_path), counter()
    before, states = contents(folder), jobs(folder)

    with at_work(shop):
        made = command(folder, "make", "ep01.txt", "--yes")
        takes = command(folder, "take", "list", "ep01/001")

    assert (made[0], dict(shop.posts)) == (0, {}), made
    assert "* 1 " in takes[1]
    assert (contents(folder), jobs(folder)) == (before, states)


@pytest.mark.parametrize("version", VERSIONS)
def test_clips_in_every_state_go_on_from_there(version, tmp_path):
    """What ran is fetched, what is unknown or failed stays so, and only what never was sent is sent."""
    folder, shop = unpack(f"{version}/drama", tmp_path), counter()
    shop.patient = False
    known(folder, shop)
    before, states = contents(folder), jobs(folder)

    with at_work(shop):
        sent = command(folder, "submit", "ep02.txt", "--yes")

    assert sent[0] == 5, sent
    assert ["no-money" in prompt for prompt in shop.posts] == [True], "only the one that never was accepted"
    running = [name for name, state in states.items() if state == "running"]
    assert len(running) == 1
    assert jobs(folder) == states | {running[0]: "done"}
    assert set(states.values()) == {"done", "unknown", "failed", "running", "ready"}
    after = contents(folder)
    assert {path: after.get(path) for path in before} == before


@pytest.mark.parametrize("version", VERSIONS)
def test_a_season_that_was_done_is_done(version, tmp_path):
    folder, shop = unpack(f"{version}/season", tmp_path), counter()
    before, states = contents(folder), jobs(folder)

    with at_work(shop):
        ended = command(folder, "season", ".", "--yes", "--plain")

    assert (ended[0], dict(shop.posts)) == (0, {}), ended
    assert (contents(folder), jobs(folder)) == (before, states)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_season_on_a_server_that_was_done_is_done(version, server, tmp_path):
    restore(f"{version}/shared", server)
    folder, shop = unpack(f"{version}/shared", tmp_path), counter()
    before, states = contents(folder), jobs(folder, server)

    with at_work(shop):
        ended = command(folder, "season", ".", "--yes", "--database", server)

    assert (ended[0], dict(shop.posts)) == (0, {}), ended
    assert (contents(folder), jobs(folder, server)) == (before, states)
    assert set(states.values()) == {"done"}


@pytest.mark.parametrize("version", VERSIONS)
def test_recorded_answers_are_played_again(version, tmp_path):
    """Without a model: a suite from its cassettes, and a board from the answers that were kept."""
    folder, shop = unpack(f"{version}/drama", tmp_path), counter()
    board = (folder / "out" / "ep02" / "storyboard.json").read_bytes()
    (folder / "out" / "ep02" / "storyboard.json").unlink()

    with at_work(shop):
        played = command(folder, "eval", "suite.toml", "--replay", "replay", "--again")
        planned = command(folder, "plan", "ep02.txt")

    assert played[0] == 0, played
    assert "nothing asked" in played[1]
    assert planned[0] == 0, planned
    assert (folder / "out" / "ep02" / "storyboard.json").read_bytes() == board
