"""Workspaces that earlier versions left on disk: each opens, buys nothing again, and keeps what a person did in it."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from storyboard.config import load_settings
from storyboard.ledger import Ledger, open_ledger
from storyboard.ledger.sqlite import MIGRATIONS, text_of
from storyboard.rehearsal.scenarios import SCENARIOS
from storyboard.rehearsal.shop import ShopFilm
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
                shop.jobs[attempt.remote] = ShopFilm(
                    attempt.remote,
                    "unified-v2",
                    "clip",
                    order.model,
                    order.prompt,
                    order.seconds,
                    order.size,
                    False,
                    SCENARIOS["ok"],
                    attempt.price,
                    time.time(),
                    0.0,
                    {},
                )


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


def damaged(folder: Path, start: int, data: bytes) -> Path:
    path = folder / ".storyboard" / "ledger.sqlite3"
    with path.open("r+b") as file:
        file.seek(start)
        file.write(data)
    for left in path.parent.glob("ledger.sqlite3-*"):
        left.unlink()
    return path


NOISE = (bytes(range(256)) * 8, bytes(2048), b"\xff" * 2048)


def test_a_damaged_page_is_one_sentence_wherever_it_is(tmp_path):
    """Each page in turn: one sentence that names the file and what to do, or no harm; nothing is sent, nothing written over."""
    folder, shop = unpack("v0.1/drama", tmp_path), counter()
    command(folder, "jobs", "list")  # brought to the present form
    whole = (folder / ".storyboard" / "ledger.sqlite3").read_bytes()
    told = []

    with at_work(shop):
        for number, page in enumerate(range(0, len(whole), 4096)):
            path = damaged(folder, page, NOISE[number % len(NOISE)])
            broken = path.read_bytes()
            words = ("submit", "ep02.txt", "--only", "1-3", "--yes") if number % 8 == 1 else ("jobs", "list")
            code, said = command(folder, *words)
            if "damaged" in said or "cannot be opened" in said:
                told.append(page)
                assert (code, "restore it from a copy" in said, str(path) in said) == (2, True, True), (page, said)
                assert path.read_bytes() == broken
            else:
                assert said.startswith("ep01/001"), said
            path.write_bytes(whole)

    assert len(told) > len(whole) // 4096 * 0.8
    assert dict(shop.posts) == {}


def test_a_job_whose_text_is_damaged_is_one_sentence(tmp_path):
    """Pages that are pages, but whose text is no JSON any more: no check of the database sees it."""
    folder, shop = unpack("v0.1/drama", tmp_path), counter()
    path = folder / ".storyboard" / "ledger.sqlite3"
    path.write_bytes(path.read_bytes().replace(b'"hd": ', b'(hd": '))

    with at_work(shop):
        said = [command(folder, *words) for words in (("make", "ep01.txt", "--yes"), ("jobs", "show", "ep02/001"))]

    assert [(code, "cannot be read back" in text) for code, text in said] == [(2, True)] * 2, said
    assert dict(shop.posts) == {}


@pytest.mark.parametrize("words", [("submit", "ep02.txt", "--yes"), ("jobs", "list")])
def test_an_emptied_ledger_is_no_new_one(words, tmp_path, monkeypatch):
    """Of 0 bytes, beside records of what was made: a full disk or a sync did that, and buying all again would follow."""
    folder, shop = unpack("v0.1/drama", tmp_path), counter()
    (folder / ".storyboard" / "ledger.sqlite3").write_bytes(b"")
    monkeypatch.setattr("storyboard.ledger.sqlite._MAKING", 0.1)

    with at_work(shop):
        code, said = command(folder, *words)

    assert (code, dict(shop.posts)) == (2, {})
    assert "it is empty, and something was made here already" in said


@pytest.mark.parametrize("version", VERSIONS)
def test_a_copy_of_the_ledger_is_kept_before_its_form_changes_and_once_only(version, tmp_path):
    folder = unpack(f"{version}/drama", tmp_path)
    before = folder / ".storyboard" / "ledger.sqlite3"
    form, rows = form_of(before), rows_of(before)

    assert command(folder, "jobs", "list")[0] == 0
    assert command(folder, "jobs", "list")[0] == 0

    copies = list(before.parent.glob("ledger.version-*.sqlite3"))
    assert [path.name for path in copies] == [f"ledger.version-{form}.sqlite3"]
    assert (form_of(copies[0]), rows_of(copies[0])) == (form, rows)
    assert form_of(before) == len(MIGRATIONS)
    now = rows_of(before)  # columns of later versions stand behind
    assert {name: [new[: len(old)] for new, old in zip(now[name], rows[name], strict=True)] for name in rows} == rows


@pytest.mark.parametrize("form", range(1, len(MIGRATIONS)))
def test_a_ledger_of_every_earlier_form_opens(form, tmp_path):
    """Made by the statements of that form alone."""
    path = tmp_path / ".storyboard" / "ledger.sqlite3"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as raw:
        for name in MIGRATIONS[:form]:
            raw.executescript(text_of(name))
        raw.execute(f"PRAGMA user_version = {form}")
        raw.execute("INSERT INTO job VALUES ('k', 'clip', 'g', 'a', 'm', 10, '1x1', '{}', '{}', NULL, 1.0)")
        raw.commit()

    with Ledger(path) as ledger:
        ledger.pause(paused=True)
        assert ledger.accounts("a") == ("a",)
    assert rows_of(path)["job"][0][0] == "k"


def test_a_copy_that_finds_no_room_stops_the_change(tmp_path, monkeypatch):
    """The upgrade waits until there is room; the ledger is as it was."""
    folder = unpack("v0.1/drama", tmp_path)
    path = folder / ".storyboard" / "ledger.sqlite3"
    before = rows_of(path)

    def full(self, version):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("storyboard.ledger.sqlite.Sqlite._keep_copy", full)
    code, said = command(folder, "jobs", "list")

    assert (code, "disk is full" in said) == (2, True)
    assert (form_of(path), rows_of(path)) == (2, before)


def test_a_server_keeps_a_copy_of_its_tables_too(server, tmp_path):
    import psycopg

    restore("v0.1/shared", server)
    folder = unpack("v0.1/shared", tmp_path)
    with psycopg.connect(server) as raw:
        rows = raw.execute("SELECT * FROM storyboard.attempt ORDER BY id").fetchall()

    assert len(jobs(folder, server)) == len(rows) > 0
    assert jobs(folder, server)

    with psycopg.connect(server) as raw:
        assert raw.execute("SELECT * FROM storyboard_version_2.attempt ORDER BY id").fetchall() == rows
        assert raw.execute("SELECT max(n) FROM storyboard.version").fetchone() == (len(MIGRATIONS),)


def form_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute("PRAGMA user_version").fetchone()[0]


def rows_of(path: Path) -> dict[str, list[tuple]]:
    with closing(sqlite3.connect(path)) as raw:
        names = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: raw.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in names}
