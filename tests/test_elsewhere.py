"""What is bought and not in the ledger in use: said before anything is paid, taken in or carried over by one command."""

import shutil
from pathlib import Path

import pytest

from storyboard.ledger import Ledger, Limits
from tests.season_bench import write_scripts
from tests.stored import SETTINGS, STATES, Counter, at_work, command, counter


@pytest.fixture
def drama(tmp_path):
    """A workspace with one script of two scenes, not bought yet, and the gateway."""
    folder, shop = tmp_path / "drama", counter()
    write_scripts(folder, 1, scenes=2)
    (folder / "storyboard.toml").write_text(f'{SETTINGS}[season]\nsubtitles = "soft"\n', encoding="utf-8")
    with at_work(shop):
        yield folder, shop


def buy(folder: Path, *more: str, verb: str = "submit"):
    words = {
        "submit": ("submit", "scripts/ep01.txt"),
        "make": ("make", "scripts/ep01.txt"),
        "season": ("season", ".", "--plain", "--scale", "0.05"),
    }[verb]
    return command(folder, *words, "--yes", *more)


def takes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("out/*/takes/*.mp4")}


def posts(shop: Counter) -> int:
    return sum(shop.posts.values())


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "storyboard.toml"
    path.write_text(path.read_text().replace(old, new), encoding="utf-8")


LOSSES = {
    "all of .storyboard": lambda folder: shutil.rmtree(folder / ".storyboard"),
    "the ledger alone": lambda folder: [path.unlink() for path in (folder / ".storyboard").glob("ledger*")],
    "what was in it": lambda folder: (folder / ".storyboard" / "ledger.sqlite3").write_bytes(b""),
}


@pytest.mark.parametrize("verb", ["submit", "make", "season"])
@pytest.mark.parametrize("loss", LOSSES)
def test_films_without_their_ledger_are_taken_in_and_not_bought_again(drama, loss, verb):
    folder, shop = drama
    assert buy(folder, verb=verb)[0] == 0
    before, sent = takes(folder), posts(shop)
    LOSSES[loss](folder)

    stopped = buy(folder, verb=verb)
    assert (stopped[0], "storyboard jobs import" in stopped[1]) == (2, True), stopped
    told = command(folder, "jobs", "import", "scripts/ep01.txt")
    assert (told[0], f"{len(before)} films taken in" in told[1]) == (0, True), told
    again = buy(folder, verb=verb)

    assert again[0] == 0, again
    assert (posts(shop), takes(folder)) == (sent, before)
    assert f"{shop.charged():g} spent or reserved" in command(folder, "jobs", "list")[1]


def test_only_the_films_that_are_there_are_taken_in_and_the_rest_is_bought(drama):
    folder, shop = drama
    buy(folder)
    before, sent = takes(folder), posts(shop)
    assert len(before) > 1
    shutil.rmtree(folder / ".storyboard")
    gone = sorted(folder.glob("out/*/takes/*.mp4"))[0]
    gone.unlink()

    command(folder, "jobs", "import", "scripts/ep01.txt")
    assert buy(folder)[0] == 0

    assert posts(shop) == sent + 1
    assert takes(folder) == before


RENAMES = {
    "another host name": (("127.0.0.1:8765", "localhost:8765"),),
    "another entry": (("relay", "other"),),
    "another variable": (("REHEARSAL_KEY", "OTHER_KEY"),),
    "all at once": (("127.0.0.1:8765", "localhost:8765"), ("relay", "other"), ("REHEARSAL_KEY", "OTHER_KEY")),
}


@pytest.mark.parametrize(
    "how", [pytest.param(how, marks=() if how == "all at once" else pytest.mark.wide) for how in RENAMES]
)
def test_a_gateway_under_another_name_is_carried_over_and_buys_nothing_again(drama, how, monkeypatch):
    folder, shop = drama
    buy(folder)
    before, sent = takes(folder), posts(shop)
    monkeypatch.setenv("OTHER_KEY", "sk-play-0123456789")
    monkeypatch.setenv(
        "STORYBOARD_TRUST", "127.0.0.1 REHEARSAL_KEY;127.0.0.1 OTHER_KEY;localhost REHEARSAL_KEY;localhost OTHER_KEY"
    )
    for old, new in RENAMES[how]:
        change(folder, old, new)

    stopped = buy(folder)
    assert (stopped[0], "storyboard jobs alias" in stopped[1], posts(shop)) == (2, True, sent), stopped
    assert "2 done" in command(folder, "jobs", "accounts")[1]
    assert command(folder, "jobs", "alias", "relay http://127.0.0.1:8765")[0] == 0
    assert buy(folder, verb="make")[0] == 0
    assert (posts(shop), takes(folder)) == (sent, before)

    gone = next(folder.glob("out/*/takes/*.mp4"))
    gone.unlink()
    assert buy(folder)[0] == 0, "a film of the old name is fetched again under the new one"
    assert (posts(shop), takes(folder)) == (sent, before)
    assert command(folder, "retake", "ep01/001", "--yes")[0] == 0
    assert posts(shop) == sent + 1


def test_two_accounts_that_are_two_may_both_buy(drama):
    folder, shop = drama
    buy(folder)
    sent = posts(shop)
    change(folder, "relay", "other")

    assert buy(folder)[0] == 2
    assert command(folder, "jobs", "alias", "--apart", "relay http")[0] == 0
    assert buy(folder)[0] == 0
    assert posts(shop) == 2 * sent


def test_what_is_under_way_keeps_its_account(drama):
    """A job that runs can only be asked after at its old address: it is not carried over, and not bought again."""
    folder, shop = drama
    script = folder / "scripts" / "ep01.txt"
    script.write_text(script.read_text().replace("第0扇窗前。", "第0扇窗前。" + STATES["running"]))
    assert buy(folder)[0] == 4
    sent = posts(shop)
    change(folder, "relay", "other")

    assert (buy(folder)[0], posts(shop)) == (2, sent)
    refused = command(folder, "jobs", "alias", "relay http")
    assert (refused[0], "1 running: only under this name" in refused[1]) == (2, True)
    change(folder, "other", "relay")
    shop.patient = False
    assert buy(folder)[0] == 0
    change(folder, "relay", "other")
    assert command(folder, "jobs", "alias", "relay http")[0] == 0
    assert (buy(folder)[0], posts(shop)) == (0, sent)


def test_a_ledger_that_meets_itself_in_a_copy_says_so_once(drama, tmp_path):
    folder, shop = drama
    buy(folder)
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    assert (buy(copy), posts(shop))[1] == 2, "what is owned is owned in the copy, too"
    for place in (folder, copy):
        path = place / "scripts" / "ep01.txt"
        path.write_text(path.read_text().replace("第1次停在第0扇窗前", f"第2次停在{place.name}窗前"))

    first, second = buy(copy), buy(copy)
    assert "this folder is a copy of" in first[1]
    assert str(folder) in first[1]
    assert "is a copy" not in second[1] + buy(folder)[1]


def test_a_folder_that_was_moved_is_at_home(drama, tmp_path):
    folder, _ = drama
    buy(folder)
    moved = folder.rename(tmp_path / "moved")
    path = moved / "scripts" / "ep01.txt"
    path.write_text(path.read_text().replace("第0扇窗前", "第7扇窗前"))

    done = buy(moved)

    assert (done[0], "is a copy" in done[1]) == (0, False)


def test_a_film_that_lies_where_a_take_belongs_is_never_written_over(drama):
    """Somebody cut the film by hand: the film that was bought is fetched again, beside it."""
    folder, shop = drama
    buy(folder)
    sent = posts(shop)
    path = sorted(folder.glob("out/*/takes/*.mp4"))[0]
    bought = path.read_bytes()
    path.write_bytes(b"cut by hand")

    assert buy(folder)[0] == 0

    assert path.read_bytes() == b"cut by hand"
    assert path.with_name(f"{path.stem}.2.mp4").read_bytes() == bought
    assert posts(shop) == sent


def test_accounts_are_the_same_over_several_names_and_either_way(tmp_path):
    from tests.test_ledger import FREE, job

    with Ledger(tmp_path / "ledger.sqlite3") as ledger:
        for name in "abc":
            attempt = ledger.add_attempt(job(f"k{name}", account=name), 1.0)
            ledger.finish(ledger.claim(attempt, FREE), path=f"{name}.mp4", size=1)
        assert [each.name for each in ledger.strangers("c")] == ["a", "b"]
        ledger.say_same("b", "a", same=True)
        ledger.say_same("c", "b", same=True)
        assert [set(ledger.accounts(name)) for name in "abc"] == [{"a", "b", "c"}] * 3
        assert ledger.strangers("c") == ()
        ledger.say_same("a", "b", same=False)
        assert (ledger.accounts("c"), ledger.accounts("a")) == (("c", "b"), ("a",))
        assert isinstance(ledger.claim(ledger.add_attempt(job("kc", account="c"), 1.0), Limits(parallel=1)).id, str)
