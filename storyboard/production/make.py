"""make: everything in one go, resumable. What is done is not done again; nothing is bought while a check has faults."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from storyboard import timeline
from storyboard.config import find_workspace
from storyboard.export import formats
from storyboard.gateways import Gateway, open_gateway
from storyboard.ledger import Ledger, lock, open_ledger
from storyboard.model import Clip, Fault, ShotTrace
from storyboard.production.doubt import InDoubt, doubts_of, fetch_sent, held
from storyboard.production.exports import FOLDER, ExportWanted, Handed, export
from storyboard.production.files import PackingBill, sweep
from storyboard.production.finish import finish, known_of_model
from storyboard.production.prepare import FaultsFound, Prepared, Watch, prepare, refusal, refuse_rules
from storyboard.production.production import Options, Production, productions
from storyboard.production.stages import Bought, Planned, ends_of, orders_of
from storyboard.records import dataclass
from storyboard.submit import Buyer, Cart, Progress, Purchase, complain, owned, quote, remarks_on


@dataclass(frozen=True, slots=True)
class Made:
    """One episode, done."""

    production: Production
    planned: Planned
    clips: tuple[Clip, ...]
    bill: PackingBill
    faults: tuple[Fault, ...]
    """Warnings; faults would have stopped it."""
    seconds: float
    """Of the film."""
    bought: int
    """Clips made in this run."""
    changed: bool
    """Whether this run wrote anything."""
    notes: tuple[str, ...] = ()
    purchases: tuple[Purchase, ...] = ()
    """Its clips, all owned; `complain_of_films` says which films a person must look at."""
    exported: tuple[Path, ...] = ()
    """What `[export]` asked for of all episodes, at the last of them."""


def make(path: Path, options: Options, watch: Watch) -> list[Made]:
    """The films of all episodes of a script file. Holds the workspace's lock: a second `make` there is refused."""
    with ExitStack() as stack:
        workspace = find_workspace(path)
        stack.enter_context(lock(workspace))
        todo = list(productions(path, options, buying=True))
        gateway = open_gateway(todo[0].settings)
        ledger = stack.enter_context(open_ledger(todo[0].settings))
        return _exported([make_one(production, gateway, ledger, watch) for production in todo])


def _exported(made: list[Made]) -> list[Made]:
    """The episodes with what `[export]` wants of them."""
    first = made[0].production if made else None
    if first is None or not (wishes := first.settings.export).to:
        return made
    folder = (first.options.out or first.settings.workspace / "out") / FOLDER
    wanted = ExportWanted(formats(wishes.to), folder, wishes.ascii, wishes.media_root)
    handed = [
        Handed(
            one.production,
            one.planned.board,
            one.clips,
            tuple(each.take for each in one.purchases),
            _traces(one),
            tuple(each.order.prompt for each in one.purchases),
        )
        for one in made
    ]
    return [*made[:-1], replace(made[-1], exported=export(handed, wanted).files)]


def _traces(one: Made) -> tuple[ShotTrace, ...]:
    return one.planned.trace.shots if one.planned.trace else ()


def make_one(production: Production, gateway: Gateway, ledger: Ledger, watch: Watch) -> Made:
    """One episode through all stages."""
    sweep(production.folder)
    ready = prepare(production, bought_before(ledger, gateway), watch)
    if ready.serious:
        raise refusal(production, ready)
    assert ready.bill is not None
    orders = orders_of(production, ready.planned.board, ready.clips, ready.prompts)
    buyer = Buyer(gateway, ledger, production.settings.budget.max_cost)
    purchases = buyer.quote(orders)
    refuse_rules(ready, purchases, watch, free=gateway.free)
    new = sum(purchase.state != "owned" for purchase in purchases)
    asked = not gateway.free and any(purchase.state == "ready" for purchase in purchases)
    for sentence in (*known_of_model(production), *ready.notes) if asked else ():
        watch.note(sentence)  # before it is paid for: that its maker ended a model, whose pictures do not go along
    purchases, said = _bought(production, purchases, buyer, watch)
    takes, remarks = [each.take for each in purchases], [each.note for each in purchases]
    changed, notes = finish(production, ready, takes, watch, free=gateway.free, remarks=remarks)
    notes = (*notes, *remarks_on(purchases))
    seconds = timeline.seconds(ready.planned.board, ready.clips)
    doubts = [f"{fault.rule}: {fault.message}" for fault in doubts_of(production.script)]
    undrawn = [UNDRAWN] if gateway.free and _prompt_edited(production, ready) else []
    notes = (*said, *production.reading, *doubts, *(() if asked else ready.notes), *notes, *undrawn)
    return Made(
        production,
        ready.planned,
        ready.clips,
        ready.bill,
        ready.faults,
        seconds,
        new,
        changed or new > 0,
        notes,
        purchases,
    )


UNDRAWN = (
    "a prompt was edited by hand: it is kept and sent to a paid gateway; the preview draws the board, not the prompt"
)


def _prompt_edited(production: Production, ready: Prepared) -> bool:
    names = (f"prompts/clip-{number:03d}.txt" for number in range(1, len(ready.prompts) + 1))
    return not all(production.records.ours(name) for name in names)


def film_again(production: Production, gateway: Gateway, ledger: Ledger, watch: Watch) -> tuple[str, ...]:
    """Film, subtitles and page from the takes that are there; buys nothing. Returns notes: a missing take is a black card."""
    ready = prepare(production, bought_before(ledger, gateway), watch)
    if ready.planned.faults:
        raise FaultsFound(ready.planned.faults)
    orders = orders_of(production, ready.planned.board, ready.clips, ready.prompts)
    purchases = quote(orders, gateway, ledger)
    takes, remarks = [each.take for each in purchases], [each.note if each.take else "" for each in purchases]
    notes = finish(production, ready, takes, watch, free=gateway.free, remarks=remarks)[1]
    return (*notes, *remarks_on(purchases))


def bought_before(ledger: Ledger, gateway: Gateway) -> Bought:
    """Every film of this gateway's account that the ledger knows."""
    ends = set()
    for attempt in ledger.in_state(ledger.accounts(gateway.account), "done"):
        job = ledger.job(attempt.job)
        if job:
            ends.add(ends_of(job.order))
    return Bought(frozenset(end for end in ends if end), owned(ledger, gateway))


def _bought(
    production: Production, purchases: tuple[Purchase, ...], buyer: Buyer, watch: Watch
) -> tuple[tuple[Purchase, ...], tuple[str, ...]]:
    """The purchases, all owned, and what is to be said; raises with what stands in the way."""
    missing = [purchase for purchase in purchases if purchase.state != "owned"]
    if not missing:
        return purchases, ()
    new = any(purchase.state == "ready" for purchase in missing)
    if new and held(production.script, production.folder, purchases, anyway=production.options.anyway):
        fetch_sent(production.folder, purchases, buyer)
        raise InDoubt(production.script)
    cart = Cart(purchases, production.folder / "takes", production.name)
    said = buyer.confirm([cart], watch.confirm, watch.note)
    done = set()
    names = {purchase.key: f"clip {purchase.name}" for purchase in missing}
    watch.stage("film", 0, len(missing))

    def tell(progress: Progress) -> None:
        if progress.state in ("done", "failed", "unknown") and progress.key not in done:
            done.add(progress.key)
            watch.stage("film", len(done), len(missing))
        elif progress.state == "ready" and progress.note:
            watch.note(f"{names.get(progress.key, progress.key[:8])}: {progress.note}")

    purchases = replace(buyer, tell=tell).buy(cart, watch.again)
    complain(purchases, production.heard, production.typed)
    return purchases, said
