"""What a person decides about jobs: which one is meant, what became of an unknown one, which take is used."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from storyboard.config import Settings
from storyboard.errors import UsageError
from storyboard.gateways import open_gateway
from storyboard.gateways.boxes import BrokenFilm
from storyboard.gateways.film import read_film
from storyboard.gateways.pictures import PictureMaking
from storyboard.gateways.protocol import Gateway, Ticket
from storyboard.gateways.replies import is_id
from storyboard.ledger import Account, Attempt, Job, Ledger
from storyboard.records import dataclass
from storyboard.submit.attempts import open_attempts
from storyboard.submit.bring import differences, relative
from storyboard.submit.finding import is_lost, look, path_of_create


@dataclass(frozen=True, slots=True)
class NamedJob:
    """A job by what a production calls it."""

    production: str
    name: str
    job: Job

    def __str__(self) -> str:
        return f"{self.production}/{self.name}"


def find_job(ledger: Ledger, clip: str) -> NamedJob:
    """The job called `003`, `3`, `ep01/003`, or whose key begins with `clip`; `UsageError` where none or several are."""
    production, _, name = clip.rpartition("/")
    matches = [
        (each, called, key)
        for each, called, key in ledger.places()
        if (not production or each == production) and (_same(called, name) or (len(name) >= 6 and key.startswith(name)))
    ]
    if not matches:
        raise UsageError(f"no clip called {clip!r} in this workspace", _how_called(ledger, clip))
    if len({key for _, _, key in matches}) > 1:
        names = ", ".join(f"{each}/{called}" for each, called, _ in matches)
        raise UsageError(f"{clip!r} may mean several clips: {names}", "say which: PRODUCTION/CLIP")
    job = ledger.job(matches[0][2])
    assert job is not None
    return NamedJob(matches[0][0], matches[0][1], job)


def _how_called(ledger: Ledger, clip: str) -> str:
    """What clips are called here, by one of the production that was meant, if it was one (or its script)."""
    places = sorted((production, name) for production, name, _ in ledger.places())
    known = ", ".join(dict.fromkeys(production for production, _ in places)) or "none"
    meant = [place for place in places if place[0] in (clip, Path(clip).stem)] or places
    if not meant:
        return f"productions here: {known}"
    return f"a clip is called like `{'/'.join(meant[0])}`; productions here: {known}"


def gateway_of(named: NamedJob, settings: Settings, ledger: Ledger) -> Gateway:
    """The gateway that a clip was bought at; where its entry was renamed, the one that was said to be the same account."""
    if named.job.gateway not in settings.gateways:
        for gateway in (open_gateway(settings, name) for name in settings.gateways):
            if named.job.account in ledger.accounts(gateway.account):
                return gateway
    return open_gateway(settings, named.job.gateway)


def answers_at_once(named: NamedJob, settings: Settings) -> bool:
    """Whether its gateway gives what it makes in the answer itself: where that is lost, it was made, and nobody keeps it."""
    gateway = open_gateway(settings, named.job.gateway) if named.job.gateway in settings.gateways else None
    return isinstance(gateway, PictureMaking) and not gateway.pictures.reply.id


def find_account(ledger: Ledger, name: str, now: str) -> Account:
    """The account of the ledger that `name` is, or is a part of, other than `now`; `UsageError` where none or several are."""
    known = [each for each in ledger.all_accounts() if each.name != now]
    found = [each for each in known if each.name == name] or [each for each in known if name in each.name]
    if len(found) != 1:
        there = "; ".join(each.name for each in found or known) or "none"
        raise UsageError(
            f"{name!r} {'may mean several accounts' if found else 'is no other account of this ledger'}: {there}",
            "see `storyboard jobs accounts`",
        )
    return found[0]


def _same(called: str, name: str) -> bool:
    return called == name or (called.isdigit() and name.isdigit() and int(called) == int(name))


ADOPTABLE = ("unknown", "running", "aside", "failed")
"""States in which an attempt may take an id that a person found, the likeliest first."""


def adopt(ledger: Ledger, named: NamedJob, remote: str) -> Attempt:
    """An attempt takes the id that the gateway's console shows; the next run waits for its film.

    An unknown one; a running one, whose old id stays in its events; one that was set aside; or one that was called failed. What stands ready to be
    bought in its place is given up. `UsageError` for an id that is none, or that another job has.
    """
    remote = remote.strip()
    attempt = _adoptable(ledger, named)
    if not is_id(remote):
        raise UsageError(
            f"clip {named}: {remote!r} is no id of a job",
            f"copy it from the gateway's console: storyboard jobs adopt {named} TASK_ID",
        )
    if holder := _holder(ledger, attempt, remote):
        raise UsageError(
            f"clip {named}: {remote} is the job of {holder} already",
            "look in the gateway's console which of its jobs is this clip's",
        )
    before = f"; before it was asked for as {attempt.remote}" if attempt.remote not in ("", remote) else ""
    note = f"adopted: a person found it at the gateway{before}"
    for waiting in _attempts(ledger, named):
        if waiting.state == "ready" and waiting.id != attempt.id:
            ledger.move(waiting, "failed", note="given up: an earlier attempt was found at the gateway")
    return ledger.move(attempt, "running", remote=remote, note=note)


def _adoptable(ledger: Ledger, named: NamedJob) -> Attempt:
    attempts = _attempts(ledger, named)
    for state in ADOPTABLE:
        fitting = [attempt for attempt in attempts if attempt.state == state]
        if not fitting:
            continue
        if state == "failed" and ledger.takes(named.job.key):
            raise UsageError(
                f"clip {named} has a film already, so nothing would fetch another one",
                f"fetch it yourself and put it in: storyboard take add {named} FILE",
            )
        return fitting[-1]
    raise _not_so(named, attempts, ADOPTABLE)


def _holder(ledger: Ledger, attempt: Attempt, remote: str) -> str:
    """What the job is called that has this id at the same account; empty where none has."""
    others = (each for each in ledger.all_attempts() if each.remote == remote and each.account == attempt.account)
    other = next((each for each in others if each.id != attempt.id), None)
    if other is None:
        return ""
    names = [f"clip {production}/{name}" for production, name, key in ledger.places() if key == other.job]
    return f"{names[0] if names else other.job[:12]} ({other.state})"


def unknown(ledger: Ledger) -> tuple[tuple[NamedJob, Attempt], ...]:
    """Every attempt whose outcome is unknown, with what its clip is called; each once."""
    names = {key: (production, name) for production, name, key in reversed(ledger.places())}
    originals = {other: key for key in names for other in ledger.family(key)[1:]}
    found = []
    for attempt in ledger.all_attempts():
        job = ledger.job(attempt.job) if attempt.state == "unknown" else None
        if job is not None:
            production, name = names.get(originals.get(attempt.job, attempt.job), ("", attempt.job[:12]))
            found.append((NamedJob(production, name, job), attempt))
    return tuple(found)


async def look_again(gateway: Gateway, ledger: Ledger, attempts: Sequence[tuple[NamedJob, Attempt]]) -> tuple[str, ...]:
    """Asks the gateway about those that have an id, and looks for the others in its list, if it has one; both are free.

    What it knows runs from now on. Ids of those attempts.
    """
    known = []
    async with gateway:
        for named, attempt in attempts:
            if attempt.account != gateway.account:
                continue
            if not attempt.remote:
                if gateway.finds and is_lost(attempt, ledger.now()):
                    found = await look(gateway, ledger, attempt, named.job)
                    known += [found.id] if found.state == "running" else []
                continue
            seen = await gateway.poll(_ticket(named.job, attempt))
            if seen.answered and seen.state in ("running", "succeeded"):
                ledger.move(attempt, "running", note="the gateway knows it after all")
                known.append(attempt.id)
    return tuple(known)


def _ticket(job: Job, attempt: Attempt) -> Ticket:
    return Ticket(attempt.remote, job.order, job.key, path_of_create(job), attempt.address)


def resend(ledger: Ledger, named: NamedJob, price: float | None = None, *, paid: bool = False) -> Attempt:
    """A new attempt, ready, after a person has made sure that the unknown one does not exist, or (`paid`) that it is lost.

    `price` is that of now; None: as before. What was paid for and is lost stays counted.
    """
    return resend_attempt(ledger, named, _last(ledger, named, ("unknown",)), price, paid=paid)


def resend_attempt(
    ledger: Ledger, named: NamedJob, attempt: Attempt, price: float | None = None, *, paid: bool = False
) -> Attempt:
    """The same of this attempt."""
    if paid:
        ledger.move(
            attempt, "failed", fault="expired", note="paid for and lost: nobody keeps what was made; it stays counted"
        )
    else:
        ledger.move(
            attempt, "failed", fault="unknown_outcome", note="set aside: a person says the gateway has no such job"
        )
    agreed = attempt.price if price is None else price
    return open_attempts(ledger, [(named.job, agreed)], again=True)[0]


BY_HAND = "by-hand"
"""In the names of films that a person put in."""


def add_take(ledger: Ledger, named: NamedJob, source: Path, folder: Path) -> tuple[Attempt, tuple[str, ...]]:
    """A film from elsewhere as the newest take of a clip, copied into `folder`; and what it is that was not ordered.

    `UsageError` where the file is no whole film. It costs nothing and is marked as put in by hand.
    """
    try:
        film = read_film(source)
    except (BrokenFilm, OSError) as wrong:
        raise UsageError(f"{source}: {wrong}", "give a film: mp4, mov, webm or mkv") from None
    if film.damage:
        raise UsageError(f"{source}: {film.damage}", "give a film that plays to its end")
    path = folder / f"{named.job.key[:12]}-{BY_HAND}-{film.sha256[:8]}{film.suffix}"
    part = path.with_name(f"{path.stem}-{os.urandom(4).hex()}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, part)
        part.replace(path)
    except OSError as wrong:
        part.unlink(missing_ok=True)
        raise UsageError(f"{path}: cannot be written: {wrong.strerror}", "make room and run again") from None
    said = differences(film, named.job.order)
    note = "; ".join((f"put in by hand: {source.name}", *said))
    attempt = open_attempts(ledger, [(named.job, 0.0)], again=True)[0]
    done = ledger.finish(attempt, path=relative(path, ledger), sha256=film.sha256, size=film.bytes, note=note)
    return done, said


def cancel(ledger: Ledger, named: NamedJob) -> Attempt:
    """An attempt that is not sent, or whose outcome is unknown, is given up; one that runs is set aside.

    Set aside it takes no place, its price stays counted, its id is kept and can be adopted; it is never bought again by itself.
    """
    attempt = _last(ledger, named, ("ready", "unknown", "running"))
    if attempt.state == "running":
        return ledger.move(attempt, "aside", note=f"set aside by a person; its id is {attempt.remote}")
    return ledger.move(attempt, "failed", fault="", note="given up by a person")


async def stop(gateway: Gateway, ledger: Ledger, named: NamedJob) -> Attempt | None:
    """The running attempt, failed because the gateway stopped its job; None where none runs or the gateway does not say yes."""
    running = [each for each in _attempts(ledger, named) if each.state == "running" and each.remote]
    if not running or not gateway.cancels:
        return None
    async with gateway:
        if not await gateway.cancel(_ticket(named.job, running[-1])):
            return None
    return ledger.move(running[-1], "failed", note="cancelled at the gateway, as a person wished")


def use_take(ledger: Ledger, named: NamedJob, number: int) -> Attempt:
    """From now on take `number` (from 1) is the film of this clip."""
    takes = ledger.takes(named.job.key)
    if not 1 <= number <= len(takes):
        raise UsageError(
            f"clip {named} has {len(takes)} takes, there is no take {number}", f"see `storyboard take list {named}`"
        )
    ledger.choose(named.job.key, takes[number - 1].id)
    return takes[number - 1]


def used_take(ledger: Ledger, job: Job) -> Attempt | None:
    """The take in use: the chosen one, else the newest; None where there is none."""
    takes = ledger.takes(job.key)
    return next((take for take in takes if take.id == job.chosen), takes[-1] if takes else None)


def frame_of(ledger: Ledger, named: NamedJob, number: int, *, first: bool) -> bytes:
    """The last (or first) picture of a take, as PNG; of the one in use where `number` is 0."""
    takes = ledger.takes(named.job.key)
    if not 0 <= number <= len(takes) or not takes:
        raise UsageError(f"clip {named} has {len(takes)} takes", f"see `storyboard take list {named}`")
    take = takes[number - 1] if number else used_take(ledger, named.job)
    assert take is not None
    path = ledger.path.parent.parent / take.path
    if not path.is_file():
        raise UsageError(f"{path}: the film is not there", "`storyboard submit SCRIPT` fetches it again")
    from io import BytesIO

    from storyboard import media

    try:
        picture = media.frame(path, 0.0 if first else media.survey(path).seconds)
    except media.NotAFilm as wrong:
        raise UsageError(str(wrong)) from wrong
    whole = BytesIO()
    picture.save(whole, "PNG")
    return whole.getvalue()


def _attempts(ledger: Ledger, named: NamedJob) -> list[Attempt]:
    return [each for key in ledger.family(named.job.key) for each in ledger.attempts(key)]


def _last(ledger: Ledger, named: NamedJob, states: Sequence[str]) -> Attempt:
    """The newest attempt in one of these states; `UsageError` where there is none."""
    attempts = _attempts(ledger, named)
    fitting = [attempt for attempt in attempts if attempt.state in states]
    if not fitting:
        raise _not_so(named, attempts, states)
    return fitting[-1]


def _not_so(named: NamedJob, attempts: Sequence[Attempt], states: Sequence[str]) -> UsageError:
    now = attempts[-1].state if attempts else "not sent"
    return UsageError(f"clip {named} is {now}: only what is {' or '.join(sorted(states))} can be settled this way")
