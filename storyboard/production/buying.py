"""submit: the clips of a script bought without assembling; all of them, some, or none but shown."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

from storyboard.config import Settings, find_workspace, load_settings
from storyboard.errors import UsageError
from storyboard.gateways import open_gateway
from storyboard.gateways.remote import Remote
from storyboard.ledger import Ledger, lock
from storyboard.ledger import open_ledger as open_it
from storyboard.production.doubt import InDoubt, doubts_of, fetch_sent, held
from storyboard.production.make import bought_before
from storyboard.production.prepare import Prepared, Watch, prepare, refusal, refuse_rules
from storyboard.production.production import Options, Production, productions
from storyboard.production.stages import orders_of
from storyboard.profiles import profile_for, remarks
from storyboard.records import dataclass
from storyboard.submit import Buyer, Cart, Progress, Purchase, complain
from storyboard.submit.bring import relative
from storyboard.submit.elsewhere import films_of
from storyboard.submit.purchase import job_of


@dataclass(frozen=True, slots=True)
class Request:
    """One create as `--dry-run` shows it: all of it but the key."""

    clip: str
    state: str
    price: float | None
    url: str
    request: dict[str, object]
    note: str = ""
    """Why it would be bought although a film of these words is owned."""


@dataclass(frozen=True, slots=True)
class Submitted:
    production: Production
    purchases: tuple[Purchase, ...]


def submit(
    path: Path,
    options: Options,
    watch: Watch,
    *,
    only: str = "",
    draft: bool = False,
    tell: Callable[[Progress], None] = lambda progress: None,
    warn: Callable[[str], None] = lambda text: None,
) -> list[Submitted]:
    """Buys what is not owned yet and returns where every clip stands; raises what must be said about those that failed.

    `warn` hears, before anything is paid, what to know about the model: switched off by its maker, HD without effect.
    """
    with ExitStack() as stack:
        stack.enter_context(lock(find_workspace(path)))
        done = []
        drafted = _drafted(path, options, draft=draft)
        for production, ready, purchases, buyer in _quoted(path, drafted, watch, stack, buying=True):
            wanted = chosen(purchases, only)
            for said in (*production.reading, *map(str, doubts_of(production.script)), *ready.notes):
                warn(said)
            new = any(each.state == "ready" for each in wanted)
            if new and held(production.script, production.folder, purchases, anyway=options.anyway):
                fetch_sent(production.folder, purchases, buyer)
                raise InDoubt(production.script)
            refuse_rules(ready, wanted, watch, free=buyer.gateway.free)
            missing = [each for each in wanted if each.state != "owned"]
            for remark in remarks(production.settings, production.offer, date.today()) if missing else ():
                warn(remark.message)
            cart = Cart(wanted, production.folder / "takes", production.name, whole=not only)
            for sentence in buyer.confirm([cart], watch.confirm, warn):
                warn(sentence)
            bought = replace(buyer, tell=tell).buy(cart, watch.again)
            complain(bought, production.heard, production.typed)
            done.append(Submitted(production, bought))
        return done


def requests(path: Path, options: Options, *, only: str = "", draft: bool = False) -> list[Request]:
    """Exactly what would be sent, clip by clip, without a key and without sending anything."""
    shown = []
    with ExitStack() as stack:
        stack.enter_context(lock(find_workspace(path)))
        for _, _, purchases, buyer in _quoted(path, _drafted(path, options, draft=draft), Watch(), stack):
            for purchase in chosen(purchases, only):
                request = json.loads(purchase.request.canonical())
                gateway = buyer.gateway
                url = gateway.address(purchase.request) if isinstance(gateway, Remote) else purchase.request.path
                shown.append(Request(purchase.name, purchase.state, purchase.price, url, request, purchase.note))
    return shown


def take_in(paths: Sequence[Path], options: Options) -> list[tuple[str, Path]]:
    """Films that lie in the productions of these scripts, unknown to the ledger, become takes of their clips; (clip, film).

    A film is known by its name, which begins with the key of what was sent for it; it counts with what it would cost now.
    An emptied ledger (0 bytes) is begun anew. Buys nothing.
    """
    found = []
    for path in paths:
        with ExitStack() as stack:
            workspace = find_workspace(path)
            stack.enter_context(lock(workspace))
            ledger_file = load_settings(workspace).ledger
            if ledger_file.is_file() and not ledger_file.stat().st_size:
                ledger_file.unlink()
            for production, _, purchases, buyer in _quoted(path, options, Watch(), stack):
                ledger, takes = buyer.ledger, production.folder / "takes"
                for purchase in purchases:
                    for film in films_of(purchase, takes):
                        n = re.search(r"-(\d+)", film.stem)
                        assert n
                        data = film.read_bytes()
                        ledger.take_in(
                            job_of(purchase, buyer.gateway),
                            int(n[1]),
                            purchase.price,
                            path=relative(film, ledger),
                            sha256=hashlib.sha256(data).hexdigest(),
                            size=len(data),
                        )
                        ledger.call_one(production.name, purchase.name, purchase.key)
                        found.append((f"{production.name}/{purchase.name}", film))
    return found


def chosen(purchases: Sequence[Purchase], only: str) -> tuple[Purchase, ...]:
    """Those that `3,5-7` names; all where it is empty. `UsageError` for a number that is not there."""
    numbers = numbers_of(only, len(purchases))
    return tuple(purchase for number, purchase in enumerate(purchases, start=1) if number in numbers)


def numbers_of(only: str, count: int) -> frozenset[int]:
    """The numbers that `3,5-7` names, from 1 to `count`; all where it is empty. `UsageError` for one that is not there."""
    if not only.strip():
        return frozenset(range(1, count + 1))
    numbers: set[int] = set()
    for part in only.replace("，", ",").split(","):
        found = re.fullmatch(r"\s*(\d+)(?:\s*-\s*(\d+))?\s*", part)
        if not found:
            raise UsageError(f"--only: cannot read {part!r}", "it looks like 3,5-7")
        numbers.update(range(int(found[1]), int(found[2] or found[1]) + 1))
    beyond = sorted(number for number in numbers if not 1 <= number <= count)
    if beyond:
        raise UsageError(f"--only: there is no clip {beyond[0]}; there are {count}")
    return frozenset(numbers)


def open_workspace(folder: Path) -> Settings:
    """Settings of the workspace at or above `folder`; for commands that need no script."""
    return load_settings(find_workspace(folder))


def open_ledger(settings: Settings) -> Ledger:
    """The workspace's ledger; a `UsageError` where nothing was bought yet, instead of an empty new one."""
    if not settings.ledger.exists() and not settings.season.database:
        raise UsageError(
            f"{settings.workspace}: nothing was bought here yet",
            "name the production's folder: -w FOLDER (the nearest one with a storyboard.toml, or the script's own)",
        )
    return open_it(settings)


def _drafted(path: Path, options: Options, *, draft: bool) -> Options:
    """The options with the model's cheap standard version, where that is wanted."""
    if not draft:
        return options
    settings = load_settings(find_workspace(path), flags=dict(options.flags))
    profile = profile_for(settings.video.model, settings.workspace)
    if profile is None or not profile.draft:
        raise UsageError(f"no cheaper version of {settings.video.model} is known", "name one: --model MODEL")
    flags = {**dict(options.flags), "model": profile.draft, "hd": False}
    return replace(options, flags=tuple(flags.items()))


def _quoted(
    path: Path, options: Options, watch: Watch, stack: ExitStack, *, buying: bool = False
) -> Iterator[tuple[Production, Prepared, tuple[Purchase, ...], Buyer]]:
    """Every production of the script, planned, packed, checked and quoted."""
    ledger: Ledger | None = None
    for production in productions(path, options, buying=buying):
        ledger = ledger or stack.enter_context(open_it(production.settings))
        gateway = open_gateway(production.settings)
        ready = prepare(production, bought_before(ledger, gateway), watch, proofs=True)
        if ready.serious:
            raise refusal(production, ready)
        orders = orders_of(production, ready.planned.board, ready.clips, ready.prompts)
        buyer = Buyer(gateway, ledger, production.settings.budget.max_cost)
        yield production, ready, buyer.quote(orders), buyer
