"""Measures whole seasons on the rehearsal gateway: `python -m tests.season_measure kill|makespan|queue|lid …`."""

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from storyboard.config import load_settings
from storyboard.ledger import open_ledger
from storyboard.rehearsal.counter import Counter as Gateways
from tests.season_bench import (
    FAULTS,
    ROOT,
    Rehearsal,
    bedside,
    facts,
    season,
    settle_by_hand,
    shop,
    start,
    write_scripts,
    write_settings,
)

SCALE = ("--scale", "0.05")


@contextmanager
def database() -> Iterator[str]:
    """A new database on the server of STORYBOARD_TEST_DATABASE_URL."""
    import psycopg

    url = os.environ["STORYBOARD_TEST_DATABASE_URL"]
    name = f"storyboard_{os.urandom(4).hex()}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{url.rpartition('/')[0]}/{name}"
        finally:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def promise(folder: Path, counter, url: str = "", spoiled: int = 0) -> dict[str, float]:
    """Nothing sent twice, nothing lost, the account is the ledger: asserted, and returned as figures."""
    found = facts(folder, counter, url)
    with open_ledger(load_settings(folder, flags={"database": url or None})) as ledger:
        attempts = ledger.all_attempts()
        newest = {attempt.job: attempt for attempt in sorted(attempts, key=lambda attempt: attempt.n)}
        open_still = [attempt for attempt in newest.values() if attempt.state != "done"]
        allowed = Counter()
        for attempt in attempts:
            job = ledger.job(attempt.job)
            assert job is not None
            allowed[job.order.prompt] += 1
    taken = Counter(job.prompt for job in counter.jobs.values())
    twice = {prompt: count for prompt, count in taken.items() if count > allowed[prompt]}
    assert not twice, f"{len(twice)} requests were sent more often than the ledger allows"
    assert found["duplicates"] == 0, f"{found['duplicates']} paid films are in no record"
    assert found["lost"] == 0
    assert found["done"] == found["clips"] - spoiled, found
    assert [attempt.state for attempt in open_still] == ["running"] * spoiled, open_still
    assert {attempt.remote for attempt in open_still} == set(list(counter.jobs)[:spoiled]), (
        "others than the spoiled two"
    )
    assert found["ledger"] == found["account"], found
    return found


def finish_by_hand(folder: Path, counter, url: str = "", spoiled: int = 0) -> int:
    """Runs the season until it is done, settling unknown outcomes and buying failed clips again in between."""
    more = ("--database", url) if url else ()
    for rounds in range(1, 20):
        code = season(folder, ".", "--yes", *SCALE, *more)
        assert code is not None, f"a run did not end: {(folder / 'season.log').read_text()[-2000:]}"
        found = facts(folder, counter, url)
        print(f"round {rounds}: {found['done']} of {found['clips']} clips done", file=sys.stderr)
        if code == 0 or (spoiled and found["done"] == found["clips"] - spoiled):
            return rounds
        settle_by_hand(folder, counter, url)
        command = [sys.executable, "-m", "storyboard", "season", "retry", "--failed", "--yes", *more]
        environ = os.environ | {"PYTHONPATH": str(ROOT)}
        subprocess.run(command, cwd=folder, env=environ, capture_output=True, check=True)
    raise AssertionError(f"not done after {rounds} rounds: {(folder / 'season.log').read_text()[-2000:]}")


def spoil(counter) -> None:
    """The first job stays at 99 % for ever, the film of the second lies behind a port that there is not."""
    state, address = counter.state, Gateways._address
    broken = "http://127.0.0.1:99999/film.mp4"

    def place(job) -> int:
        return next((at for at, name in enumerate(list(counter.jobs)[:2]) if name == job.id), 2)

    counter.state = lambda job: ("running", 99.0) if place(job) == 0 else state(job)
    Gateways._address = lambda self, job: broken if place(job) == 1 else address(self, job)


def kill_one(folder: Path, counter, kills: int, seed: int, life: float, plain: tuple[str, ...] = ()) -> int:
    """Kills the season again and again, at a random moment after it has begun to talk to the gateway; how often.

    Ends early where the season has nothing left to do.
    """
    dice, killed = random.Random(seed), 0
    while killed < kills:
        before = _talk(counter)
        child = start(folder, ".", "--yes", *SCALE, *plain)
        while child.poll() is None and _talk(counter) == before:
            time.sleep(0.02)
        try:
            child.wait(dice.uniform(0.0, life))
            if not settle_by_hand(folder, counter):
                break
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
            killed += 1
            print(f"killed {killed} times, {len(counter.jobs)} films ordered", file=sys.stderr)
    return killed


def _talk(counter) -> int:
    """How often the gateway was asked anything."""
    with counter.lock:
        return sum(counter.posts.values()) + sum(job.polls + job.downloads for job in counter.jobs.values())


def kill_two(folder: Path, counter, url: str, kills: int, seed: int, life: float) -> int:
    """Kills the season and its worker in turn, at random moments, while the other goes on; how often."""
    dice, killed = random.Random(seed), 0
    commands = {
        "season": (".", "--yes", *SCALE, "--database", url),
        "worker": ("--database", url, *SCALE),
    }
    there = {}
    for number in range(kills):
        for name, arguments in commands.items():
            if name not in there or there[name].poll() is not None:
                if name == "season":
                    settle_by_hand(folder, counter, url)
                there[name] = start(folder, *arguments, command=name)
        time.sleep(dice.uniform(0.6 * life, 1.8 * life))
        victim = there.pop(list(commands)[number % 2], None)
        if victim and victim.poll() is None:
            victim.kill()
            victim.wait()
            killed += 1
    for other in there.values():
        other.kill()
        other.wait()
    time.sleep(0.5)
    return killed


def kill(arguments: argparse.Namespace) -> dict[str, object]:
    """Kill -9 at random moments, with faults; on PostgreSQL of a season and a worker in turn."""
    with tempfile.TemporaryDirectory() as place, Rehearsal(shop(arguments.speed, FAULTS, arguments.seed)) as rehearsal:
        folder = Path(place)
        write_scripts(folder, arguments.episodes, arguments.scenes)
        more = {"poll_limit": 6.0} if arguments.spoil else {}
        write_settings(folder, rehearsal.url("unified-v2"), parallel=arguments.slots, request_timeout=2.0, **more)
        spoiled = 2 if arguments.spoil else 0
        if spoiled:
            spoil(rehearsal.shop)
        started = time.monotonic()
        if arguments.postgres:
            with database() as url:
                killed = kill_two(folder, rehearsal.shop, url, arguments.kills, arguments.seed, arguments.life)
                at_kills = len(rehearsal.shop.jobs)
                rounds = finish_by_hand(folder, rehearsal.shop, url, spoiled)
                found = promise(folder, rehearsal.shop, url, spoiled)
        else:
            plain = ("--plain",) if arguments.plain else ()
            killed = kill_one(folder, rehearsal.shop, arguments.kills, arguments.seed, arguments.life, plain)
            at_kills = len(rehearsal.shop.jobs)
            rounds = finish_by_hand(folder, rehearsal.shop, spoiled=spoiled)
            found = promise(folder, rehearsal.shop, spoiled=spoiled)
        return {
            "kills": killed,
            "jobs at the last kill": at_kills,
            "rounds": rounds,
            "wall": round(time.monotonic() - started, 1),
            **found,
        }


def makespan(arguments: argparse.Namespace) -> dict[str, object]:
    """Filming time against the lower bound, by the gateway's own clock, with the highest memory of a process."""
    with tempfile.TemporaryDirectory() as place, Rehearsal(shop(arguments.speed)) as rehearsal:
        folder = Path(place)
        write_scripts(folder, arguments.episodes, arguments.scenes)
        write_settings(folder, rehearsal.url("unified-v2"), parallel=arguments.slots, poll_every=arguments.poll)
        code = season(folder, ".", "--yes", *(("--plain",) if arguments.plain else ()), wait=3600)
        films = list(rehearsal.shop.jobs.values())
        first = min(film.born for film in films)
        with open_ledger(load_settings(folder)) as ledger:
            last = max(attempt.updated for attempt in ledger.all_attempts())
        bound = max(sum(film.lasts for film in films) / arguments.slots, *(film.lasts for film in films))
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        return {
            "code": code,
            "clips": len(films),
            "slots": arguments.slots,
            "mean latency": round(sum(f.lasts for f in films) / len(films), 1),
            "makespan": round(last - first, 1),
            "lower bound": round(bound, 1),
            "ratio": round((last - first) / bound, 3),
            "peak MB of a process": round(peak),
        }


HOUR = 3600.0


def lid(arguments: argparse.Namespace) -> dict[str, object]:
    """The lid is closed again and again for an hour of the gateway's time, in which films' addresses and connections die.

    On PostgreSQL the server drops the sleeper's connections, and a worker takes its films over meanwhile.
    """
    hour = HOUR / arguments.speed
    faults = FAULTS if arguments.faults else {}
    made = bedside(arguments.speed, HOUR, faults, arguments.seed)
    with tempfile.TemporaryDirectory() as place, Rehearsal(made) as rehearsal, ExitStack() as stack:
        folder, started = Path(place), time.monotonic()
        write_scripts(folder, arguments.episodes, arguments.scenes)
        write_settings(folder, rehearsal.url("unified-v2"), parallel=arguments.slots, request_timeout=2.0)
        url = stack.enter_context(database()) if arguments.postgres else ""
        more = ("--database", url) if url else ()
        worker = start(folder, *more, *SCALE, command="worker") if url else None
        codes, slept = [], 0
        child = start(folder, ".", "--yes", *SCALE, *more)
        while slept < arguments.stops and made.close_lid(child, ("poll", "download", "create")[slept % 3]):
            asleep(child, rehearsal, url if slept % 2 else "", hour * 1.1, hang_up=bool(slept % 2))
            slept += 1
            if url and slept % 2 == 0:
                codes.append(child.wait(600))
                child = start(folder, ".", "--yes", *SCALE, *more)
        codes.append(child.wait(600))
        if worker:
            worker.kill()
            worker.wait()
        unknown = settle_by_hand(folder, made, url)
        rounds = finish_by_hand(folder, made, url)
        return {
            "hours slept": slept,
            "seconds each": round(hour * 1.1, 1),
            "fetched again": sum(film.downloads > 1 for film in made.jobs.values()),
            "codes": codes,
            "unknown": unknown,
            "rounds": rounds,
            "wall": round(time.monotonic() - started, 1),
            **promise(folder, made, url),
        }


def asleep(child: subprocess.Popen[bytes], rehearsal: Rehearsal, url: str, seconds: float, *, hang_up: bool) -> None:
    """The process is stopped already; wakes it after `seconds`, its connections dead where asked for."""
    time.sleep(0.3)
    if hang_up:
        rehearsal.hang_up()
    if url:
        forget(child, url)
    time.sleep(seconds)
    child.send_signal(signal.SIGCONT)


def forget(child: subprocess.Popen[bytes], url: str) -> None:
    """The database server drops the connections of a process, as it does with those of a machine that fell silent."""
    import psycopg

    links = [str(each.readlink()) for each in Path(f"/proc/{child.pid}/fd").iterdir() if each.is_symlink()]
    inodes = {link[8:-1] for link in links if link.startswith("socket:[")}
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    ports = [int(row[1].rpartition(":")[2], 16) for row in rows if row[9] in inodes]
    with psycopg.connect(url) as server:
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE client_port = ANY(%s)", (ports,))


def queue(arguments: argparse.Namespace) -> dict[str, object]:
    """Thousands of clips queued: seconds to the first POST, and from a finished film to the next send."""
    import asyncio

    from storyboard.gateways import open_gateway
    from storyboard.ledger import SeasonEpisode
    from storyboard.season.carrier import open_carrier
    from storyboard.season.clips import open_clips
    from storyboard.submit import Buyer, Cart
    from tests.gateway_bench import order

    count = arguments.episodes * 100
    with tempfile.TemporaryDirectory() as place, Rehearsal(shop(arguments.speed)) as rehearsal:
        folder = Path(place)
        write_settings(folder, rehearsal.url("unified-v2"), parallel=arguments.slots, poll_every=arguments.poll)
        settings = load_settings(folder)
        gateway = open_gateway(settings)
        orders = [order("unified-v2", f"ok]] clip {number} [[", model="sora-2", seconds=10) for number in range(count)]
        with open_ledger(settings) as ledger:
            ledger.set_season([SeasonEpisode("ep01", 0, "out/ep01", "filming")])
            buyer = Buyer(gateway, ledger)
            buyer.open([Cart(buyer.quote(orders), folder / "out" / "ep01" / "takes", "ep01")])
            started = time.time()

            async def run() -> None:
                carrier = open_carrier(settings, buyer, plain=arguments.plain)
                async with carrier:
                    while time.time() - started < arguments.stop:
                        carrier.offer(open_clips(ledger.season_clips(), {"ep01"}, settings))
                        await carrier.wait(1.0)

            asyncio.run(run())
            attempts = ledger.all_attempts()
        first = min(film.born for film in rehearsal.shop.jobs.values()) - started
        sent = sorted(attempt.intent for attempt in attempts if attempt.intent)
        done = sorted(attempt.updated for attempt in attempts if attempt.state == "done")
        # The n-th film that ended freed the place that the (slots + n)-th send took.
        gaps = sorted(after - before for before, after in zip(done, sent[arguments.slots :], strict=False))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return {
            "queued": count,
            "first POST after": round(first, 2),
            "films": len(done),
            "median gap": round(gaps[len(gaps) // 2], 3),
            "95% of gaps below": round(gaps[int(len(gaps) * 0.95)], 3),
            "longest gap": round(gaps[-1], 2),
            "peak MB": round(peak),
        }


WHAT = {"queue": queue, "kill": kill, "makespan": makespan, "lid": lid}


def options(line: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=WHAT)
    parser.add_argument("--episodes", type=int, default=60)
    parser.add_argument("--scenes", type=int, default=14)
    parser.add_argument("--slots", type=int, default=40)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--life", type=float, default=5.0, help="seconds a process lives at most before it is killed")
    parser.add_argument("--speed", type=float, default=100.0)
    parser.add_argument("--poll", type=float, default=1.0)
    parser.add_argument("--stop", type=float, default=10.0)
    parser.add_argument("--stops", type=int, default=2, help="how often the lid is closed")
    parser.add_argument("--faults", action="store_true")
    parser.add_argument(
        "--spoil", action="store_true", help="kill: one job stuck at 99 %, one film behind a broken link"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--plain", action="store_true")
    return parser.parse_args(line)


if __name__ == "__main__":
    os.environ["REHEARSAL_KEY"] = "sk-play-0123456789"
    chosen = options()
    print(json.dumps(WHAT[chosen.what](chosen), ensure_ascii=False))
