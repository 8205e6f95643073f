"""The one road through money: quote, confirm, attempts, carrier, look up, complain; and the lock that no claim goes without."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

from storyboard.errors import ConfirmationNeeded, StoryboardError, UnknownOutcome, UsageError
from storyboard.gateways.protocol import Gateway
from storyboard.gateways.remote import needed
from storyboard.ledger import Attempt, Job, Ledger, lock
from storyboard.model import Order
from storyboard.records import dataclass
from storyboard.submit.again import BuyAgain
from storyboard.submit.attempts import open_attempts, settle_old
from storyboard.submit.carrier import Carrier, Errand, Tasks, carry
from storyboard.submit.drive import Progress
from storyboard.submit.elsewhere import refuse_strangers, refuse_strays
from storyboard.submit.finding import find_lost
from storyboard.submit.floor import Floor, make_room
from storyboard.submit.purchase import Purchase, film_of, job_of, look_up, quote, total

OPEN = ("ready", "running")
"""States of attempts that can go on by themselves."""

Confirm = Callable[[Sequence[Purchase], float | None], bool]
"""Shows what would be paid for and the price of it all; False, or an exception, stops."""


@dataclass(frozen=True, slots=True)
class Cart:
    """What one production wants to own."""

    purchases: tuple[Purchase, ...]
    takes: Path
    """The folder for its films."""
    production: str = ""
    """Under what name the ledger remembers what the clips are called, for `jobs` and `retake`; empty: it does not."""
    whole: bool = True
    """False: these are some of its clips only, and what the others are called stays."""


@dataclass(frozen=True, slots=True)
class Buyer:
    """Buys for one workspace at one gateway. Everything that can cost money goes through `carry`, under the workspace's lock.

    The lock is held only while work is carried; who holds it already (a command that writes records) may call all of this.
    """

    gateway: Gateway
    ledger: Ledger
    cap: float | None = None
    """On everything committed in the workspace; None = no cap."""
    tell: Callable[[Progress], None] = lambda progress: None
    scale: float = 1.0
    """Shortens every pause, for rehearsals whose time runs faster."""

    @property
    def workspace(self) -> Path:
        return self.ledger.path.parent.parent

    def quote(self, orders: Sequence[Order], names: Sequence[str] = ()) -> tuple[Purchase, ...]:
        """Where each order stands, in their sequence; see `purchase.quote`."""
        return quote(orders, self.gateway, self.ledger, names)

    def confirm(
        self, carts: Sequence[Cart], ask: Confirm, warn: Callable[[str], None] = lambda sentence: None
    ) -> tuple[str, ...]:
        """Sentences about what is bought and where; nothing where nobody has to be asked.

        `warn` hears before the question what the key of the gateway still needs.
        `UsageError` where something is owned in a way that the ledger does not show; `ConfirmationNeeded` where the answer
        is no.
        """
        new = [purchase for cart in carts for purchase in cart.purchases if purchase.state == "ready"]
        if not new or self.gateway.free:
            return ()
        for cart in carts:
            refuse_strays(cart.purchases, cart.takes)
        refuse_strangers(new, self.gateway, self.ledger)
        for sentence in needed(self.gateway):
            warn(sentence)
        if not ask(new, total(new)):
            raise ConfirmationNeeded(
                "not bought, as you said", "the prompts are there to look at; run again to be asked again"
            )
        return tuple(filter(None, [self.ledger.met_in_copy()]))

    def buy(self, cart: Cart, ask_again: Confirm | None = None) -> tuple[Purchase, ...]:
        """The purchases as they stand afterwards; see `complain` for what to say about them.

        Those ready are sent, those running are waited for, their films land in the cart's folder whole. Failed and unknown
        ones are left to the user. Ctrl-C stops claiming, lets sends finish, and leaves polls to the next run. A price that
        rose since it was agreed to stops the sends; `ask_again` is asked about the new one, where somebody is there.
        """
        with lock(self.workspace):
            self.settle()
            self.find_lost()
            floor = self._buy(cart)
            while "price" in floor.halted and ask_again:
                cart = replace(cart, purchases=tuple(map(self.priced, cart.purchases)))
                self.confirm([cart], ask_again)
                floor = self._buy(cart)
        return tuple(_with_reason(look_up(purchase, self.ledger), floor) for purchase in cart.purchases)

    def priced(self, purchase: Purchase) -> Purchase:
        """The purchase where it stands now, at its price of now."""
        return replace(look_up(purchase, self.ledger), price=self.gateway.price(purchase.order))

    def _buy(self, cart: Cart) -> Floor:
        return self._drive([each.id for each in self.open([cart])], cart.takes)

    def buy_again(
        self,
        wish: BuyAgain,
        takes: Path,
        agree: Callable[[float | None, Iterable[str]], None] = lambda cost, keys: None,
    ) -> tuple[Attempt, ...]:
        """The attempts made for a wish, as they ended. One that is still open from an earlier run is continued first.

        `agree` is told the price of what is new and what the key still needs; it raises where the answer is no.
        """
        with lock(self.workspace):
            self.settle()
            before = self.ledger.attempts(wish.job.key)
            if any(each.state == "unknown" for each in before):
                key = wish.job.key[:12]
                raise UsageError(
                    f"{wish.name}: an earlier attempt may be running at the gateway",
                    f"settle it first: `storyboard jobs adopt {key} TASK_ID` or `jobs resend {key}`",
                )
            agree(wish.cost, needed(self.gateway))
            attempts = [each for each in before if each.state in OPEN][: wish.count]
            for attempt in attempts:
                self.ledger.agree(attempt, wish.price)
            wanted = [(wish.job, wish.price)] * (wish.count - len(attempts))
            attempts += open_attempts(self.ledger, wanted, again=True)
            if wish.place[0]:
                self.ledger.call_one(*wish.place, wish.job.key)
            if wish.original:
                self.ledger.relate(wish.original, wish.job.key)
            floor = self._drive([each.id for each in attempts], takes)
        return tuple(_attempt_with_reason(self.ledger.attempt(each.id), floor) for each in attempts)

    def settle(self, age: float = 0.0) -> None:
        """Sends that a dead process left open; see `settle_old`. `age` matters where other machines send, too."""
        settle_old(self.ledger, self.gateway, age)

    def find_lost(self) -> int:
        """How many sends whose answer never came were found in the gateway's list; from now on they are waited for. Free."""
        return find_lost(self.gateway, self.ledger)

    def open(self, carts: Sequence[Cart]) -> tuple[Attempt, ...]:
        """What can go on by itself of these: attempts made now where there were none, and those under way. Sends nothing.

        A film that was there and is not any more is fetched again, which costs nothing.
        """
        work: list[Attempt] = []
        wanted: dict[str, tuple[Job, float | None]] = {}
        for cart in carts:
            for purchase in cart.purchases:
                job = job_of(purchase, self.gateway)
                takes = self.ledger.takes(job.key)
                if any(film_of(take, self.ledger) for take in takes):
                    continue
                if takes:
                    note = "the film is no longer on disk; fetching it again"
                    work.append(self.ledger.move(takes[-1], "running", note=note))
                else:
                    wanted.setdefault(job.key, (job, purchase.price))
        newest = open_attempts(self.ledger, list(wanted.values()))
        for cart in filter(lambda cart: cart.production, carts):
            names = [(purchase.name, purchase.key) for purchase in cart.purchases]
            if cart.whole:
                self.ledger.call(cart.production, names)
            else:
                for name, key in names:
                    self.ledger.call_one(cart.production, name, key)
        work += [each for each in newest if each.state in OPEN]
        return tuple({each.id: each for each in work}.values())

    def floor(self) -> Floor:
        """Where this process drives: under the cap of this buyer."""
        return Floor(self.gateway, lambda: nullcontext(self.ledger), lambda ledger: self.cap, self.tell, self.scale)

    def carry(
        self,
        carrier: Carrier,
        look: Callable[[], Sequence[Errand]],
        beside: Callable[[], Collection[asyncio.Future[Any]]] = lambda: (),
    ) -> None:
        """Until nothing more can be done without a person; see `carrier.carry`. Holds the workspace's lock meanwhile."""
        with lock(self.workspace):
            asyncio.run(carry(carrier, look, beside))

    def _drive(self, names: Sequence[str], takes: Path) -> Floor:
        """These attempts as far as they come, as tasks of this process; raises what a run must end with."""
        floor = self.floor()
        if not names:
            return floor
        make_room(takes)

        def look() -> list[Errand]:
            now = map(self.ledger.attempt, names)
            return [Errand(e.id, e.state, e.updated, takes) for e in now if e.state in OPEN]

        self.carry(Tasks(floor), look)
        if floor.grave:
            raise _gravest(floor.grave)
        return floor


def _with_reason(purchase: Purchase, floor: Floor) -> Purchase:
    """Why it stands still, where the ledger does not say so."""
    if trouble := floor.troubles.get(purchase.attempt):
        return replace(purchase, note=trouble)
    if purchase.state != "ready" or purchase.fault or not floor.halted:
        return purchase
    fault, note = next(iter(floor.halted.items()))
    return replace(purchase, fault=fault, note=note)


def _attempt_with_reason(attempt: Attempt, floor: Floor) -> Attempt:
    if trouble := floor.troubles.get(attempt.id):
        return replace(attempt, note=trouble)
    if attempt.state != "ready" or attempt.fault or not floor.halted:
        return attempt
    fault, note = next(iter(floor.halted.items()))
    return replace(attempt, fault=fault, note=note)


def _gravest(wrong: Sequence[StoryboardError]) -> StoryboardError:
    """A paid job that nobody wrote down, before all else."""
    return next((each for each in wrong if isinstance(each, UnknownOutcome)), wrong[0])
