"""What a person decides about jobs: which one is meant, what became of an unknown one, which take is used."""

from collections.abc import Iterable
from dataclasses import dataclass

from storyboard.config import Settings
from storyboard.errors import UsageError
from storyboard.gateways import Gateway, open_gateway
from storyboard.ledger import Account, Attempt, Job, Ledger
from storyboard.submit.attempts import open_attempts


@dataclass(frozen=True, slots=True)
class Named:
    """A job by what a production calls it."""

    production: str
    name: str
    job: Job

    def __str__(self) -> str:
        return f"{self.production}/{self.name}"


def find_job(ledger: Ledger, clip: str) -> Named:
    """The job called `003`, `3`, `ep01/003`, or whose key begins with `clip`; `UsageError` where none or several are."""
    production, _, name = clip.rpartition("/")
    matches = [
        (each, called, key)
        for each, called, key in ledger.places()
        if (not production or each == production) and (_same(called, name) or (len(name) >= 6 and key.startswith(name)))
    ]
    if not matches:
        known = sorted({each for each, _, _ in ledger.places()})
        raise UsageError(
            f"no clip called {clip!r} in this workspace", f"productions here: {', '.join(known) or 'none'}"
        )
    if len({key for _, _, key in matches}) > 1:
        names = ", ".join(f"{each}/{called}" for each, called, _ in matches)
        raise UsageError(f"{clip!r} may mean several clips: {names}", "say which: PRODUCTION/CLIP")
    job = ledger.job(matches[0][2])
    assert job is not None
    return Named(matches[0][0], matches[0][1], job)


def gateway_of(named: Named, settings: Settings, ledger: Ledger) -> Gateway:
    """The gateway that a clip was bought at; where its entry was renamed, the one that was said to be the same account."""
    if named.job.gateway not in settings.gateways:
        for gateway in (open_gateway(settings, name) for name in settings.gateways):
            if named.job.account in ledger.accounts(gateway.account):
                return gateway
    return open_gateway(settings, named.job.gateway)


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


def adopt(ledger: Ledger, named: Named, remote: str) -> Attempt:
    """An unknown attempt takes the id that the gateway's console shows; the next run waits for its film."""
    attempt = _last(ledger, named, {"unknown"})
    return ledger.move(attempt, "running", remote=remote, note="adopted: a person found it at the gateway")


def resend(ledger: Ledger, named: Named) -> Attempt:
    """A new attempt, ready, after a person has made sure that the unknown one does not exist."""
    attempt = _last(ledger, named, {"unknown"})
    ledger.move(attempt, "failed", fault="unknown_outcome", note="set aside: a person says the gateway has no such job")
    return open_attempts(ledger, [(named.job, attempt.price)], again=True)[0]


def cancel(ledger: Ledger, named: Named) -> Attempt:
    """An attempt that is not sent, or whose outcome is unknown, is given up. A running one cannot be: it is paid for."""
    attempt = _last(ledger, named, {"ready", "unknown"})
    return ledger.move(attempt, "failed", fault="", note="given up by a person")


def use_take(ledger: Ledger, named: Named, number: int) -> Attempt:
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


def _last(ledger: Ledger, named: Named, states: Iterable[str]) -> Attempt:
    attempts = [each for key in ledger.family(named.job.key) for each in ledger.attempts(key)]
    fitting = [attempt for attempt in attempts if attempt.state in states]
    if not fitting:
        now = attempts[-1].state if attempts else "not sent"
        raise UsageError(f"clip {named} is {now}: only what is {' or '.join(sorted(states))} can be settled this way")
    return fitting[-1]
