"""Scripts whose takes are heard: opened, planned as they stand, paid for where an ear costs money."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

from storyboard.config import find_workspace
from storyboard.config.trust import lacking
from storyboard.ears import Ear, open_ear
from storyboard.gateways import open_gateway
from storyboard.ledger import Ledger, lock, open_ledger
from storyboard.model import Fault
from storyboard.production.buying import chosen
from storyboard.production.listening import (
    Proved,
    Take,
    bill_of,
    prove,
    report,
    takes_in_use,
)
from storyboard.production.make import bought_before
from storyboard.production.pace import tempo_advice
from storyboard.production.prepare import FaultsFound, Prepared, Watch, prepare
from storyboard.production.production import Options, Production, productions
from storyboard.production.services import Agree, Service, allow, paid
from storyboard.production.stages import orders_of
from storyboard.records import dataclass
from storyboard.submit import Purchase, quote
from storyboard.submit.settle import BY_HAND

__all__ = ["Listened", "listen"]


@dataclass(frozen=True, slots=True)
class Listened:
    """One episode, heard."""

    production: Production
    purchases: tuple[Purchase, ...]
    proved: tuple[Proved, ...]
    path: Path
    """`takes.json`."""
    ranked: tuple[tuple[str, float], ...] = ()
    """Where all takes were heard: (file, score of its words), best first within a clip."""
    advice: tuple[str, ...] = ()
    """How fast people really speak where that is not as planned, a sentence each; or that nothing is to be heard."""

    @property
    def unheard(self) -> int:
        """Takes that nobody has heard yet."""
        return sum(each.heard is None for each in self.proved)

    @property
    def findings(self) -> tuple[Fault, ...]:
        return tuple(fault for each in self.proved for fault in each.findings)


def listen(
    path: Path,
    options: Options,
    *,
    only: str = "",
    every: bool = False,
    ask: bool = True,
    agree: Agree = lambda what, cost, keys: None,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> Iterator[Listened]:
    """The episodes of a script with what is heard and seen in their takes; buys no film. Holds the workspace's lock.

    `only`: clips like `3,5-7`. `every`: all takes of each clip, not those in use alone. `ask`: whether what nobody heard yet
    is heard now; `agree` is told its price before, where it has one.
    """
    with ExitStack() as stack:
        stack.enter_context(lock(find_workspace(path)))
        for production in productions(path, options):
            ledger = stack.enter_context(open_ledger(production.settings))
            gateway = open_gateway(production.settings)
            ready = prepare(production, bought_before(ledger, gateway), Watch())
            if ready.planned.faults:
                raise FaultsFound(ready.planned.faults)
            purchases = quote(orders_of(production, ready.planned.board, ready.clips, ready.prompts), gateway, ledger)
            takes = takes_in_use(
                [each.take for each in purchases], [int(each.name) for each in chosen(purchases, only)]
            )
            if every:
                takes = tuple(each for take in takes for each in _takes_of(take, purchases, ledger, production))
            takes = tuple(replace(take, drawn=gateway.free and BY_HAND not in take.path.name) for take in takes)
            yield _heard(production, ready, purchases, takes, ledger, ask=ask, agree=agree, tell=tell)


def _heard(
    production: Production,
    ready: Prepared,
    purchases: tuple[Purchase, ...],
    takes: tuple[Take, ...],
    ledger: Ledger,
    *,
    ask: bool,
    agree: Agree,
    tell: Callable[[int, int], None],
) -> Listened:
    ear = open_ear(production.settings) if ask or production.settings.listen else None
    if ear and ask:
        bill = bill_of(production, takes, ear)
        what = f"{bill.sounds} takes, {bill.seconds:.0f} s of sound, heard by {ear.name}"
        allow(ledger, production, _service(ear, production), what, bill.cost, agree)
    pay = partial(paid, ledger, production, _service(ear, production)) if ear else lambda cost: nullcontext()
    proved = prove(production, ready, takes, ear, ask=ask, tell=tell, pay=pay)
    used = {(each.take and each.take.resolve()) for each in purchases}
    shown = tuple(each for each in proved if each.take.path.resolve() in used)
    path = report(production, shown, ear.name if ear else "")
    ranked = tuple(
        (str(each.take.path), each.score) for each in sorted(proved, key=lambda each: (each.take.number, -each.score))
    )
    advice = tempo_advice(production, ready.planned.board, [each for each in shown if not each.take.drawn])
    if proved and all(each.silent and each.take.drawn for each in proved):
        advice = (production.heard.word("listen.drawn"),)
    if bare := ", ".join(each.name for each in purchases if not (each.take and each.take.is_file())):
        advice = (
            *advice,
            f"there is no film to hear of clips: {bare}; `storyboard make {production.script.path}` gets them",
        )
    return Listened(production, purchases, shown, path, ranked if len(proved) > len(shown) else (), advice)


def _service(ear: Ear, production: Production) -> Service:
    said = production.settings.listen
    keys = tuple(lacking(said.api_key_env, said.base_url)) if said and said.base_url else ()
    return Service(
        "hearing", ear.name, ear.key, "listen", "/audio/transcriptions", "multipart", "heard", "listen", keys
    )


def _takes_of(take: Take, purchases: Sequence[Purchase], ledger: Ledger, production: Production) -> Iterator[Take]:
    """All takes of a clip that lie on disk."""
    workspace = production.settings.workspace
    for number, attempt in enumerate(ledger.takes(purchases[take.number - 1].key), start=1):
        path = workspace / attempt.path
        if attempt.path and path.is_file():
            yield Take(take.number, path, f"take {number}")
