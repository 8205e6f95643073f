"""The durable record of what was asked for, sent, received and paid: one a workspace, a file or on a server."""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Self

from storyboard.errors import BudgetReached, StoryboardError, UsageError
from storyboard.ledger.broken import damage
from storyboard.ledger.home import AtHome
from storyboard.ledger.rows import (
    Attempt,
    Job,
    Limits,
    SeasonEvent,
    State,
    Wait,
    attempt_of,
    job_of,
    latest,
)
from storyboard.ledger.season import PAUSED
from storyboard.model.money import amount, to_money, to_units

WINDOW = 60.0
"""Seconds over which `Limits.rate` counts."""

LONGEST = 150.0
"""Seconds that a gateway's wish to wait is believed: an hour that lies further ahead was written by a clock that was wrong."""


class Stale(StoryboardError):
    """Somebody else moved this attempt on: nothing was written."""

    exit_code = 4


class Ledger(AtHome):
    """One open ledger; a context manager. Every method is short, synchronous and durable when it returns.

    Writes after the claim are compare-and-set on (id, state, nonce): a process that was overtaken gets `Stale`.
    """

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._database.close()

    # Jobs and what they are called

    def add_job(self, job: Job) -> None:
        """Records a job; one that is there already stays, but that its pictures lie where they lie now."""
        wanted = json.dumps(asdict(job.order), ensure_ascii=False, sort_keys=True)
        order = job.order
        if order.references and (before := self.job(job.key)):
            if [each.source for each in before.order.references] != [each.source for each in order.references]:
                self._run("renew_job", key=job.key, wanted=wanted, request=job.request)
            return
        self._run(
            "add_job",
            key=job.key,
            kind=job.kind,
            gateway=job.gateway,
            account=job.account,
            model=order.model,
            seconds=order.seconds,
            size=order.size,
            request=job.request,
            wanted=wanted,
            now=self.now(),
        )

    def job(self, key: str) -> Job | None:
        """None where the ledger knows no such job; `Broken` where what it has of it is none."""
        row = self._one("job", key=key)
        try:
            return job_of(row) if row else None
        except ValueError:
            raise damage(self.path, f"job {key[:12]} cannot be read back") from None

    def call(self, production: str, names: Sequence[tuple[str, str]]) -> None:
        """Replaces what `production` calls its jobs by these (name, job key)."""

        def body(again: bool) -> None:
            self._run("clear_places", production=production)
            for name, key in names:
                self._run("add_place", production=production, name=name, job=key)

        self._whole(body)

    def call_one(self, production: str, name: str, key: str) -> None:
        self._run("add_place", production=production, name=name, job=key)

    def places(self) -> tuple[tuple[str, str, str], ...]:
        """(production, name, job key), sorted."""
        return tuple((row["production"], row["name"], row["job"]) for row in self._all("places"))

    def relate(self, key: str, other: str) -> None:
        """The takes of `other` count as takes of `key` too."""
        if key != other:
            self._run("add_alternative", job=key, other=other)

    def family(self, key: str) -> tuple[str, ...]:
        """`key` and the jobs whose takes count as its takes."""
        return (key, *(row["other"] for row in self._all("alternatives", job=key)))

    def choose(self, key: str, attempt: str) -> None:
        """From now on the film of `attempt` is the one used for the job."""
        self._run("choose", key=key, attempt=attempt)

    # Attempts

    def open_jobs(self, wanted: Sequence[tuple[Job, float | None]], *, again: bool = False) -> tuple[Attempt, ...]:
        """The attempt that says where each of many jobs stands, all recorded at once: made now, ready, where there is none or `again`.

        The prices are those that were agreed to now; one that is ready from an earlier run takes the new one.
        """
        began = self.now()

        def body(repeated: bool) -> list[str]:
            names = []
            for job, price in wanted:
                self.add_job(job)
                before = self.attempts(job.key)
                last = latest(before) if before else None
                # Where the answer to the first try was lost, what it may have made is not made twice.
                newest = before[-1] if before else None
                ours = repeated and newest is not None and newest.state == "ready" and newest.created >= began
                if last is None or (again and not ours):
                    names.append(self._add_attempt(job, price))
                    continue
                names.append(newest.id if ours and newest else last.id)
                if price is not None:
                    self._run("reprice", id=names[-1], price=to_units(price))
            return names

        return tuple(map(self.attempt, self._whole(body)))

    def add_attempt(self, job: Job, price: float | None) -> Attempt:
        """A new attempt, ready, numbered after those the job has."""
        return self.open_jobs([(job, price)], again=True)[0]

    def agree(self, attempt: Attempt, price: float | None) -> None:
        """What a person agreed to pay for an attempt that is not sent; None leaves what was agreed to before."""
        if price is not None:
            self._run("reprice", id=attempt.id, price=to_units(price))

    def _add_attempt(self, job: Job, price: float | None) -> str:
        n = max((row["n"] for row in self._all("attempts_of", job=job.key)), default=0) + 1
        units = None if price is None else to_units(price)
        name = f"{job.key}-{n}"
        self._run("add_attempt", id=name, job=job.key, n=n, account=job.account, price=units, now=self.now())
        self._note(name, "", "ready", None, "")
        return name

    def take_in(self, job: Job, n: int, price: float | None, *, path: str, sha256: str, size: int) -> Attempt:
        """Attempt `n` of a job, done, by its film alone: it was bought before this ledger began. One that is there stays."""
        name = f"{job.key}-{n}"

        def body(again: bool) -> None:
            self.add_job(job)
            if self._all("attempt", id=name):
                return
            units = None if price is None else to_units(price)
            self._run("add_attempt", id=name, job=job.key, n=n, account=job.account, price=units, now=self.now())
            self._run("take_in", id=name, path=path, sha256=sha256, bytes=size)
            self._note(name, "", "done", None, f"taken in: {path} was bought before this ledger began")

        self._whole(body)
        return self.attempt(name)

    def attempt(self, name: str) -> Attempt:
        row = self._one("attempt", id=name)
        if row is None:
            raise UsageError(f"the ledger knows no attempt {name!r}")
        return attempt_of(row)

    def attempts(self, key: str) -> tuple[Attempt, ...]:
        """All attempts at one job, oldest first."""
        return tuple(attempt_of(row) for row in self._all("attempts_of", job=key))

    def takes(self, key: str) -> tuple[Attempt, ...]:
        """The finished attempts of a job and its alternatives, oldest first: take 1, take 2, …"""
        found = [attempt for each in self.family(key) for attempt in self.attempts(each) if attempt.state == "done"]
        return tuple(sorted(found, key=lambda attempt: (attempt.created, attempt.id)))

    def all_attempts(self) -> tuple[Attempt, ...]:
        return tuple(attempt_of(row) for row in self._all("all_attempts"))

    def in_state(self, accounts: Sequence[str], state: State) -> tuple[Attempt, ...]:
        """Attempts of these accounts, oldest first within each."""
        rows = [row for account in accounts for row in self._all("attempts_in", account=account, state=state)]
        return tuple(map(attempt_of, rows))

    def claim(self, attempt: Attempt, limits: Limits) -> Attempt | Wait:
        """The attempt in state `sending`, its intent on disk; or how long to wait; or `BudgetReached`.

        Parallel, rate and budget are counted and the claim is written in one transaction, with the price of `attempt`: that
        of now. A clock that was wrong when something was written keeps nobody waiting.
        """
        nonce = uuid.uuid4().hex
        units = None if attempt.price is None else to_units(attempt.price)

        def body(again: bool) -> Wait | None:
            if again and self.attempt(attempt.id).nonce == nonce:
                return None
            if wait := self._wait(attempt, limits):
                return wait
            self._keep_budget(attempt, limits.budget)
            if not self._run("claim", id=attempt.id, nonce=nonce, now=self.now(), price=units):
                raise Stale(f"attempt {attempt.id} is no longer ready")
            self._note(attempt.id, "ready", "sending", None, "")
            return None

        return self._whole(body) or self.attempt(attempt.id)

    def move(
        self,
        attempt: Attempt,
        new: State,
        *,
        remote: str | None = None,
        fault: str = "",
        note: str = "",
        status: int | None = None,
        not_before: float = 0.0,
        address: str | None = None,
    ) -> Attempt:
        """The attempt in its new state, or `Stale`. The event is written in the same transaction."""
        values = {
            "new": new,
            "remote": remote,
            "fault": fault,
            "note": note,
            "not_before": not_before,
            "address": address,
        }
        kept = {"remote": remote or attempt.remote, "note": note}
        return self._write("move", attempt, new, values, kept, f"{fault}: {note}" if fault else note, status)

    def finish(
        self,
        attempt: Attempt,
        *,
        path: str = "",
        sha256: str = "",
        size: int = 0,
        result: str = "",
        remote: str | None = None,
        fault: str = "",
        note: str = "",
    ) -> Attempt:
        """The attempt done, with its film (or its result as JSON), or `Stale`. `note`: what the film is that was not ordered."""
        film = {"path": path, "sha256": sha256}
        values = {**film, "bytes": size, "result": result, "remote": remote, "fault": fault, "note": note}
        return self._write("finish", attempt, "done", values, film, path, None)

    def charge(self, attempt: Attempt, money: float | None, words: str) -> None:
        """What the gateway said it charged; from now on the budget counts that, where it is known as money."""
        if money == attempt.charge and words == attempt.charged:
            return

        def body(again: bool) -> None:
            units = None if money is None else to_units(money)
            self._run("charge", id=attempt.id, nonce=attempt.nonce, charge=units, charged=words)
            estimate = "no estimate" if attempt.price is None else f"{amount(attempt.price)} was estimated"
            self._note(attempt.id, attempt.state, attempt.state, None, f"the gateway charged {words}; {estimate}")

        self._whole(body)

    def note(self, attempt: Attempt, note: str, status: int | None = None) -> None:
        """An event without a change of state: an unknown word, a poll that failed."""
        self._note(attempt.id, attempt.state, attempt.state, status, note)

    def events(self, name: str) -> tuple[SeasonEvent, ...]:
        return tuple(SeasonEvent(**dict(row)) for row in self._all("events_of", attempt=name))

    def committed(self) -> float:
        """Money spent or possibly spent in this workspace: all attempts sending, running, done, unknown or set aside."""
        return to_money(self._one_of("committed")["n"])

    def charged(self) -> tuple[int, float, float]:
        """(films, what the gateway charged for them, what was estimated for them), of those whose charge is known as money."""
        row = self._one_of("charged")
        return row["n"], to_money(row["charge"]), to_money(row["price"])

    # Inside

    def _write(
        self,
        statement: str,
        attempt: Attempt,
        new: State,
        values: Mapping[str, str | float | None],
        kept: Mapping[str, str],
        told: str,
        status: int | None,
    ) -> Attempt:
        """The attempt in its new state, written by a statement of queries.sql on (id, state, nonce), with the event `told`; else `Stale`.

        `kept`: what stands in the row where an earlier try was written and its answer was lost.
        """

        def body(again: bool) -> None:
            same = {"id": attempt.id, "old": attempt.state, "nonce": attempt.nonce}
            if self._run(statement, now=self.now(), **same, **values):
                self._note(attempt.id, attempt.state, new, status, told)
            elif not (again and self._is_now(attempt, new, **kept)):
                raise Stale(f"attempt {attempt.id} is no longer {attempt.state}")

        self._whole(body)
        return self.attempt(attempt.id)

    def _is_now(self, attempt: Attempt, state: State, **facts: str) -> bool:
        """Whether a write whose answer was lost was kept: nobody but its writer knows the nonce."""
        now = self.attempt(attempt.id)
        same = (now.state, now.nonce) == (state, attempt.nonce)
        return same and all(getattr(now, name) == value for name, value in facts.items())

    def _wait(self, attempt: Attempt, limits: Limits) -> Wait | None:
        """Why this may not be claimed yet; None where it may."""
        now = self.now()
        if self._one("setting", name=PAUSED):
            return Wait(1.0, "the season is paused", paused=True)
        if now < attempt.not_before <= now + LONGEST:
            return Wait(attempt.not_before - now, "the gateway asked us to wait")
        since, until = now - limits.patience, now + limits.patience
        if self._one_of("in_flight", account=attempt.account, oldest=since, newest=until)["n"] >= limits.parallel:
            return Wait(1.0, f"{limits.parallel} jobs are running, as many as may")
        recent = self._one_of("recent", account=attempt.account, since=now - WINDOW, now=now)
        if limits.rate and recent["n"] >= limits.rate:
            return Wait(max(0.05, recent["oldest"] + WINDOW - now), f"{limits.rate} submissions a minute")
        return None

    def _keep_budget(self, attempt: Attempt, budget: float | None) -> None:
        if budget is None or attempt.price == 0:
            return
        if attempt.price is None:
            raise BudgetReached(
                "a budget is set, but the price of this film is not known, so the budget could not be kept",
                'add its price to storyboard.toml: prices = { "MODEL" = { SECONDS = PRICE } }',
            )
        spent = self._one_of("committed")["n"]
        if spent + to_units(attempt.price) > to_units(budget):
            raise BudgetReached(
                f"the budget of {amount(budget)} is reached: {amount(to_money(spent))} is spent or reserved, and the next "
                f"film costs {amount(attempt.price)}",
                "raise [budget] max_cost, or stop here; everything bought so far is kept",
            )

    def _note(self, attempt: str, old: str, new: str, status: int | None, note: str) -> None:
        self._run("add_event", now=self.now(), attempt=attempt, old=old, new=new, status=status, note=note)
