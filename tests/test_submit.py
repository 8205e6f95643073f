"""Buying, on the gateway that draws: what is owned is not made again, and a run can be stopped anywhere."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from storyboard.errors import GatewayError, StoryboardError, UsageError
from storyboard.gateways import Preview
from storyboard.ledger import Ledger, Limits, lock
from storyboard.model import Dialogue, Order, Shot
from storyboard.submit import Progress, complain, owned, quote, total
from storyboard.submit.purchase import job_of
from tests import films
from tests.gateway_bench import buy


def order(text="你来了。", seconds=10, **changes):
    shot = Shot("", "近景", Dialogue("林晚", text), float(seconds), "客厅（内）", "", "白天", "她抬头", "无")
    return Order(
        **{"model": "sora-2", "prompt": text, "seconds": seconds, "size": "720x1280", "shots": (shot,), **changes}
    )


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / ".storyboard" / "ledger.sqlite3") as opened:
        yield opened


@pytest.fixture
def takes(tmp_path):
    return tmp_path / "out" / "takes"


@pytest.fixture(autouse=True)
def _drawn_by_the_stand_in(monkeypatch):
    monkeypatch.setattr("storyboard.gateways.preview.draw", films.draw)


def test_films_land_whole_and_a_second_run_makes_none(ledger, takes):
    gateway, orders = Preview(workers=2), [order("一"), order("二", 15)]
    seen = []

    bought = buy(quote(orders, gateway, ledger), gateway, ledger, takes, on_event=seen.append, production="ep01")

    assert [each.state for each in bought] == ["owned", "owned"]
    assert [each.take.read_bytes() for each in bought] == [films.film(10), films.film(15)]
    assert sorted(path.suffix for path in takes.iterdir()) == [".mp4", ".mp4"]
    assert {(each.key, each.state) for each in seen} >= {(each.key, "done") for each in bought}
    assert all(isinstance(each, Progress) for each in seen)
    assert ledger.places() == (("ep01", "001", bought[0].key), ("ep01", "002", bought[1].key))
    before = ledger.all_attempts()
    assert buy(quote(orders, gateway, ledger), gateway, ledger, takes) == tuple(quote(orders, gateway, ledger))
    assert ledger.all_attempts() == before


def test_nothing_is_claimed_without_the_lock_which_is_held_only_while_work_is_carried(ledger, takes, tmp_path):
    """A process that lives on leaves the workspace to others between two purchases; who holds the lock may buy in it."""
    gateway = Preview(workers=1)

    def held() -> bool:
        try:
            with lock(tmp_path):
                return False
        except UsageError:
            return True

    with ThreadPoolExecutor(1) as other:
        during = []
        buy(
            quote([order()], gateway, ledger),
            gateway,
            ledger,
            takes,
            on_event=lambda _: during.append(other.submit(held).result()),
        )
        assert (set(during), other.submit(held).result()) == ({True}, False)

        holding = lock(tmp_path)
        other.submit(holding.__enter__).result()
        with pytest.raises(UsageError, match="another storyboard is at work here"):
            buy(quote([order("二")], gateway, ledger), gateway, ledger, takes)
        other.submit(holding.__exit__, None, None, None).result()

    assert len(ledger.all_attempts()) == 1
    with lock(tmp_path):
        assert buy(quote([order("二")], gateway, ledger), gateway, ledger, takes)[0].state == "owned"


def test_a_quote_writes_nothing_and_costs_nothing(ledger):
    quoted = quote([order()], Preview(), ledger)

    assert (quoted[0].state, quoted[0].price, total(quoted)) == ("ready", 0.0, 0.0)
    assert ledger.all_attempts() == ()


def test_a_clip_is_what_it_is_made_of_and_not_where_it_stands(ledger):
    gateway = Preview()
    before = quote([order("一"), order("二")], gateway, ledger)
    after = quote([order("新"), order("一"), order("二")], gateway, ledger)

    assert [each.key for each in after[1:]] == [each.key for each in before]


def test_equal_clips_are_bought_once_each(ledger, takes):
    gateway = Preview(workers=1)
    bought = buy(quote([order("一"), order("一")], gateway, ledger), gateway, ledger, takes)

    assert bought[0].key != bought[1].key
    assert len({each.take for each in bought}) == 2


def test_the_preview_draws_no_prompt_so_another_prompt_is_the_same_film(ledger):
    gateway = Preview()
    keys = {quote([order(prompt=p, model=m)], gateway, ledger)[0].key for p in ("a", "b") for m in ("x", "y")}

    assert len(keys) == 1


def test_the_packer_learns_what_is_owned(ledger, takes):
    gateway = Preview(workers=1)
    is_owned = owned(ledger, gateway)
    assert not is_owned(order("一"))

    buy(quote([order("一")], gateway, ledger), gateway, ledger, takes)

    assert owned(ledger, gateway)(order("一"))
    assert not owned(ledger, gateway)(order("一", 15))


def test_a_film_that_somebody_deleted_is_made_again_from_the_same_attempt(ledger, takes):
    gateway = Preview(workers=1)
    first = buy(quote([order()], gateway, ledger), gateway, ledger, takes)[0]
    first.take.unlink()

    assert quote([order()], gateway, ledger)[0].state == "running"
    again = buy(quote([order()], gateway, ledger), gateway, ledger, takes)[0]
    assert again.take == first.take
    assert len(ledger.all_attempts()) == 1


def test_what_a_dead_process_left_in_the_middle_of_a_send_is_drawn_again(ledger, takes):
    gateway = Preview(workers=1)
    purchase = quote([order()], gateway, ledger)[0]
    ledger.add_job(job_of(purchase, gateway))
    ledger.claim(ledger.add_attempt(job_of(purchase, gateway), 0.0), Limits(parallel=4))

    assert buy([purchase], gateway, ledger, takes)[0].state == "owned"
    assert len(ledger.all_attempts()) == 1


def test_what_a_dead_process_left_running_is_fetched(ledger, takes):
    gateway = Preview(workers=1)
    purchase = quote([order()], gateway, ledger)[0]
    ledger.add_job(job_of(purchase, gateway))
    claimed = ledger.claim(ledger.add_attempt(job_of(purchase, gateway), 0.0), Limits(parallel=4))
    ledger.move(claimed, "running", remote="preview-of-another-process")

    assert buy(quote([order()], gateway, ledger), gateway, ledger, takes)[0].state == "owned"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"seconds": 12}, "not 12 s"), ({"size": "1x1"}, "not 1x1"), ({"kind": "remix"}, "no remix")],
)
def test_what_cannot_be_drawn_is_refused_before_anything_is(ledger, wrong, words):
    with pytest.raises(UsageError, match=words) as caught:
        quote([order(), order(**wrong)], Preview(), ledger, names=["001", "007"])

    assert str(caught.value).startswith("clip 007: ")


def test_a_full_disk_stops_the_run_with_one_message_and_the_next_run_goes_on(ledger, takes, monkeypatch):
    monkeypatch.setattr("storyboard.gateways.preview.draw", films.draw_nothing)
    gateway = Preview(workers=1)
    bought = buy(quote([order()], gateway, ledger), gateway, ledger, takes)
    with pytest.raises(GatewayError, match=r"clip 001: not finished yet: .*No space left on device"):
        complain(bought)
    monkeypatch.setattr("storyboard.gateways.preview.draw", films.draw)

    assert buy(quote([order()], gateway, ledger), gateway, ledger, takes)[0].state == "owned"


def test_a_folder_for_takes_that_cannot_be_made_is_one_message(ledger, tmp_path):
    (tmp_path / "file").write_text("")
    gateway = Preview(workers=1)

    with pytest.raises(StoryboardError, match="cannot be written"):
        buy(quote([order()], gateway, ledger), gateway, ledger, tmp_path / "file" / "takes")
