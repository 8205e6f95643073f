"""A run always ends, one clip's trouble is that clip's, and money is counted at what things cost now."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from storyboard.errors import BudgetReached, GatewayError, PriceRose, UsageError
from storyboard.gateways.links import web_address
from storyboard.ledger import Ledger, Limits, Wait
from storyboard.model.money import add_up, amount
from storyboard.rehearsal import Rehearsal, Shop
from storyboard.submit import complain
from storyboard.submit.settle import adopt, cancel, find_job
from tests import films
from tests.gateway_bench import Bench, order, shop
from tests.test_ledger import FREE, ready

BAD_LINKS = [
    "http://127.0.0.1:99999/x.mp4", "http://[::1/x", "http://127.0.0.1:0/x.mp4", "http://127.0.0.1:-1/x.mp4", "http://",
    "https:///x.mp4", "http://a..b/x.mp4", f"http://{'a' * 64}.test/x.mp4", "http://127.0.0.1:port/x.mp4",
    "ftp://127.0.0.1/x.mp4", "file:///etc/passwd", "javascript:alert(1)", "http://\x00/x", "http://[v1.x]/x",
]  # fmt: skip
"""What gateways called a film's address, and its siblings."""


class Stuck(Shop):
    """Films whose prompt says so stay at 99 %, until they are let go."""

    freed = False

    def state(self, job):
        return ("running", 99.0) if "stuck" in job.prompt and not self.freed else super().state(job)


@pytest.fixture
def stuck():
    with Rehearsal(Stuck(draw=lambda seconds, size, prompt: films.film(seconds, size), speed=0.0)) as rehearsal:
        rehearsal.shop.key = shop().key
        yield rehearsal


@pytest.fixture
def clock():
    return [1e9]


@pytest.fixture
def book(tmp_path, clock):
    """A ledger whose clock is the test's."""
    with Ledger(tmp_path / ".storyboard" / "ledger.sqlite3", now=lambda: clock[0]) as opened:
        yield opened


def clips(*words):
    return [order("unified-v2", f"ok]] {word} [[") for word in words]


def test_a_stuck_film_keeps_its_place_no_longer_than_a_run_waits_for_it(stuck, tmp_path):
    """With as many stuck films as places the others are bought all the same, and the money of the stuck ones stays counted."""
    bench = Bench(tmp_path, stuck, "unified-v2", {"parallel": 1, "poll_every": 0.05, "poll_limit": 30.0})

    bought = bench.buy(*clips("stuck one", "stuck two", "fine"))

    assert [each.state for each in bought] == ["running", "running", "owned"]
    with pytest.raises(GatewayError, match="clip 001: not finished yet: waited long enough"):
        complain(bought)
    with Ledger(bench.ledger_path) as ledger:
        price = bench.gateway.price(clips("fine")[0])
        assert ledger.committed() == add_up([price] * 3)


def test_what_a_person_sets_aside_costs_no_place_is_never_bought_again_and_can_be_fetched(stuck, tmp_path):
    bench = Bench(tmp_path, stuck, "unified-v2", {"poll_every": 0.05, "poll_limit": 20.0})
    clip = clips("stuck")[0]
    bench.buy(clip)

    with Ledger(bench.ledger_path) as ledger:
        named = find_job(ledger, "1")
        aside = cancel(ledger, named)
        assert (aside.state, ledger.committed()) == ("aside", aside.price)
    bought = bench.buy(clip)
    with pytest.raises(GatewayError, match="set aside by a person") as caught:
        complain(bought)
    assert "storyboard retake 001" in str(caught.value)
    assert (bought[0].state, stuck.shop.posts[clip.prompt]) == ("aside", 1)

    stuck.shop.freed = True
    with Ledger(bench.ledger_path) as ledger:
        adopt(ledger, named, aside.remote)
    assert bench.buy(clip)[0].state == "owned"
    assert stuck.shop.posts[clip.prompt] == 1


def test_another_id_for_a_running_film_keeps_the_old_one_in_its_events(book):
    running = book.move(book.claim(ready(book), FREE), "running", remote="wrong")
    book.call_one("ep01", "001", running.job)

    assert adopt(book, find_job(book, "1"), "right").remote == "right"
    assert "before it was asked for as wrong" in book.events(running.id)[-1].note


def test_a_film_set_aside_while_a_run_waits_for_it_ends_the_waiting(stuck, tmp_path):
    bench = Bench(tmp_path, stuck, "unified-v2", {"poll_every": 0.05, "poll_limit": 60.0})

    def cancel_it(progress):
        if progress.state == "running":
            with Ledger(bench.ledger_path) as mine:
                attempt = mine.all_attempts()[0]
                if attempt.state == "running":
                    mine.move(attempt, "aside")

    assert bench.buy(*clips("stuck"), on_event=cancel_it)[0].state == "aside"
    assert [job.polls < 60 for job in stuck.shop.jobs.values()] == [True]  # of some thousand


def test_a_paused_season_is_told_instead_of_waited_for(stuck, tmp_path):
    bench = Bench(tmp_path, stuck, "unified-v2")
    with Ledger(bench.ledger_path) as ledger:
        ledger.pause(paused=True)

    bought = bench.buy(*clips("fine"))

    with pytest.raises(GatewayError, match="paused: `storyboard season resume` lifts it"):
        complain(bought)
    assert stuck.shop.posts.total() == 0


@pytest.mark.parametrize("ahead", [600.0, 86_400.0 * 400])
def test_a_clock_that_was_ahead_and_is_set_right_keeps_nobody_waiting(book, clock, ahead):
    """Neither the pace a minute, nor a gateway's wish to wait, nor films that run are believed to lie in the future."""
    clock[0] += ahead
    for number in range(3):
        book.move(book.claim(ready(book, f"k{number}"), FREE), "running", remote=f"r{number}")
    busy = book.move(book.claim(ready(book, "busy"), FREE), "ready", not_before=clock[0] + 60)
    clock[0] -= ahead

    assert book.claim(busy, Limits(100, rate=2)).state == "sending"
    assert isinstance(book.claim(ready(book, "next"), Limits(4, patience=1e9)), Wait)
    assert book.claim(ready(book, "next"), Limits(4, patience=300.0)).state == "sending"


@contextmanager
def answering(reply):
    """A gateway in the manner of openai-videos: every film is done; `reply(path)` gives (status, headers, body) of a GET."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def answer(self, status, headers, body=b""):
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            server.posts += 1
            self.answer(200, {}, json.dumps({"id": f"job-{server.posts}", "status": "queued"}).encode())

        def do_GET(self):
            self.answer(*reply(self.path))

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads, server.posts = True, 0
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


class At:
    """Where a `Bench` finds a server that is no rehearsal."""

    def __init__(self, server):
        self.shop = server
        self.base = f"http://127.0.0.1:{server.server_port}"

    def url(self, dialect):
        return self.base


def done(**more):
    return 200, {"Content-Type": "application/json"}, json.dumps({"status": "completed", **more}).encode()


FILM = films.film(10)
REDIRECTS = [(302, {}), (304, {}), (307, {}), (302, {"Location": ""}), *[(302, {"Location": link}) for link in BAD_LINKS[:3]],
             (303, {"Location": "ftp://127.0.0.1/x"}), (300, {})]  # fmt: skip


@pytest.mark.parametrize(
    ("status", "headers"),
    [pytest.param(*each, marks=pytest.mark.wide if at % 2 else ()) for at, each in enumerate(REDIRECTS)],
)
def test_a_redirect_that_leads_nowhere_is_one_clips_trouble(tmp_path, status, headers):
    def reply(path):
        if path.endswith("/content"):
            return (status, headers) if "job-1/" in path else (200, {"Content-Type": "video/mp4"}, FILM)
        return done()

    with answering(reply) as server:
        one_clips_trouble(tmp_path, server)


@pytest.mark.parametrize(
    "link", [*BAD_LINKS[:4], *(pytest.param(link, marks=pytest.mark.wide) for link in BAD_LINKS[4:])]
)
def test_a_link_that_is_none_is_one_clips_trouble(tmp_path, link):
    def reply(path):
        if path.endswith("/content"):
            return (404, {}) if "job-1/" in path else (200, {"Content-Type": "video/mp4"}, FILM)
        return done(**({"video_url": link} if path.endswith("job-1") else {}))

    with answering(reply) as server:
        one_clips_trouble(tmp_path, server)


def one_clips_trouble(tmp_path, server):
    """The first film cannot be fetched, the second is; it is said in one sentence, and nothing is sent again."""
    bench = Bench(tmp_path, At(server), "openai-videos", {"parallel": 1, "poll_every": 0.01})
    wanted = [order("openai-videos", f"ok]] {word} [[", seconds=10) for word in ("one", "two")]

    bought = bench.buy(*wanted)

    assert [each.state for each in bought] == ["running", "owned"]
    with pytest.raises(GatewayError) as caught:
        complain(bought)
    assert len(caught.value.message.splitlines()) == 1
    assert caught.value.message.startswith("clip 001: not finished yet: not fetched yet: ")
    assert server.posts == 2


@pytest.mark.parametrize("link", BAD_LINKS)
def test_no_link_brings_a_traceback(link):
    with pytest.raises(ValueError, match=r"^'[^\n]*' (is no web address|leads out of the web)"):
        web_address(link, "http://127.0.0.1/")


@pytest.mark.parametrize(
    "link", ["/film.mp4", "//127.0.0.1/film.mp4", "http://[::1]:80/f", "https://a.test/影片?x=1#y"]
)
def test_links_that_can_be_asked_stay(link):
    assert web_address(link, "http://127.0.0.1/v1/").startswith("http")


def test_whatever_one_clip_raises_the_others_go_on_and_its_place_is_free(stuck, tmp_path, monkeypatch):
    """Also in the middle of a send: then nobody knows whether it was taken."""
    bench = Bench(tmp_path, stuck, "unified-v2", {"parallel": 1, "poll_every": 0.01})
    poll, submit = bench.gateway.poll, bench.gateway.submit

    async def burst_at_poll(ticket):
        if "one" in ticket.order.prompt:
            raise ZeroDivisionError("no such number")
        return await poll(ticket)

    async def burst_at_send(request):
        if "two" in json.dumps(request.body):
            raise KeyError("location")
        return await submit(request)

    monkeypatch.setattr(bench.gateway, "poll", burst_at_poll)
    monkeypatch.setattr(bench.gateway, "submit", burst_at_send)

    bought = bench.buy(*clips("one", "two", "three"))

    assert [each.state for each in bought] == ["running", "unknown", "owned"]
    assert "ZeroDivisionError: no such number" in bought[0].note


def test_the_price_of_now_is_what_the_cap_counts(book):
    """Dearer, cheaper, or known only now: what is claimed is written down at the price of the claim."""
    from dataclasses import replace

    limits = Limits(100, budget=6.0)
    first = book.claim(replace(ready(book, "k1", 1.0), price=4.0), limits)
    assert (first.price, book.committed()) == (4.0, 4.0)
    with pytest.raises(
        BudgetReached, match="the budget of 6 is reached: 4 is spent or reserved, and the next film costs 4"
    ):
        book.claim(replace(ready(book, "k2", None), price=4.0), limits)
    assert book.claim(replace(ready(book, "k3", 9.0), price=2.0), limits).price == 2.0
    assert book.committed() == 6.0


def settings_with(bench, price):
    (bench.folder / "storyboard.toml").write_text(
        f'[gateways.rehearsal]\ndialect = "unified-v2"\nbase_url = "{bench.entry_url}"\napi_key_env = "REHEARSAL_KEY"\n'
        f'prices = {{ "sora-2-pro" = {{ {clips("x")[0].seconds} = {price} }} }}\n'
    )


@pytest.mark.parametrize(("later", "ends"), [(9.0, PriceRose), (0.25, None)])
def test_a_price_corrected_while_films_run_counts_from_the_next_send_on(stuck, tmp_path, later, ends):
    """Above what was agreed to it stops and asks: exit 6, where nobody is there. Below, the rest is counted cheaper."""
    bench = Bench(tmp_path, stuck, "unified-v2", {"parallel": 1, "poll_every": 0.01})
    bench.entry_url = stuck.url("unified-v2")
    settings_with(bench, 1.0)
    wanted = clips("one", "two")
    assert bench.gateway.price(wanted[0]) == 1.0

    bought = bench.buy(*wanted, on_event=lambda p: settings_with(bench, later) if p.state == "done" else None)

    with Ledger(bench.ledger_path) as ledger:
        assert ledger.committed() == (1.0 if ends else 1.0 + later)
    if ends:
        with pytest.raises(
            PriceRose, match=r"clip 002: not sent, nothing was paid: .* costs 9 now, 1 was agreed to"
        ) as caught:
            complain(bought)
        assert caught.value.exit_code == 6
        again = bench.buy(*wanted)
        assert [each.state for each in again] == ["owned", "owned"], "asked again and agreed to"
        with Ledger(bench.ledger_path) as ledger:
            assert ledger.committed() == 10.0


@pytest.mark.parametrize("amount", ["-1", "nan", "inf", "-inf", "1e12"])
@pytest.mark.parametrize(
    "place",
    [
        '[gateways.g]\ndialect = "openai-videos"\nprices = { m = { 10 = %s } }',
        "[budget]\nmax_cost = %s",
        '[gateways.g]\ndialect = "openai-videos"\nother_prices = { remix = %s }',
    ],
)
def test_what_is_no_amount_of_money_is_a_fault_of_the_settings(tmp_path, place, amount):
    from storyboard.config import load_settings

    (tmp_path / "storyboard.toml").write_text(place % amount)

    with pytest.raises(UsageError, match="is no amount of money"):
        load_settings(tmp_path, environ={})


def test_quotes_are_added_as_the_ledger_adds_them_and_shown_whole():
    assert add_up([0.1] * 3) == 0.3
    assert add_up([1.0, None]) is None
    assert [amount(each) for each in (14.0, 1.5, 0.033, 1234567.89, 0.0, None)] == [
        "14",
        "1.5",
        "0.033",
        "1234567.89",
        "0",
        "?",
    ]
