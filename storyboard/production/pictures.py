"""Pictures made for a production: bought on the same ledger as films, and used only once a person has approved them."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from storyboard.cast.file import load
from storyboard.cast.sitters import VIEWS, Sitter, View, place_for, sitter_of, with_sheet
from storyboard.config import Settings, refuse_links_out
from storyboard.errors import UsageError
from storyboard.ledger import Ledger, lock, open_ledger
from storyboard.production.files import read_text, write_whole
from storyboard.production.production import library_of
from storyboard.records import dataclass
from storyboard.submit import Buyer, Progress, again
from storyboard.submit.again import CAST, BuyAgain
from storyboard.submit.pictures import portrait, studio
from storyboard.submit.purchase import complain_of, film_of

MADE = Path("out") / "cast" / "pictures"
"""Where pictures lie that nobody has approved yet, in the workspace."""


@dataclass(frozen=True, slots=True)
class BoughtPicture:
    """One picture, and whether it was there already."""

    name: str
    path: Path
    was_there: bool


def portraits(
    settings: Settings, name: str, views: Sequence[View], *, gateway: str = "", model: str = ""
) -> tuple[BuyAgain, ...]:
    """What is to be bought of somebody or something: a picture a view; of places and things there is one."""
    sitter = sitter_of(load(settings.workspace / "cast.toml"), name)
    spot, wanted = studio(settings, gateway, model)
    chosen: Sequence[View] = (views or ("sheet",)) if sitter.kind == "person" else ("sheet",)
    return tuple(portrait(sitter, view, settings, spot, wanted, library_of(settings)) for view in chosen)


def buy(
    settings: Settings,
    wishes: Sequence[BuyAgain],
    agree: Callable[[int, float | None, Iterable[str]], None],
    *,
    folder: Path = MADE,
    anew: bool = False,
    tell: Callable[[Progress], None] = lambda progress: None,
) -> tuple[BoughtPicture, ...]:
    """The pictures of wishes; one that is there already is not bought again, unless `anew`. `agree` is asked once, with what keys still need."""
    from storyboard.gateways import open_gateway
    from storyboard.gateways.remote import needed

    takes = refuse_links_out(settings.workspace / folder, settings.workspace)
    found: list[BoughtPicture] = []
    with lock(settings.workspace), open_ledger(settings) as ledger:
        there = {wish.job.key: path for wish in wishes if not anew and (path := _there(wish, ledger))}
        missing = [wish for wish in wishes if wish.job.key not in there]
        if missing:
            prices = [wish.price for wish in missing]
            studios = [open_gateway(settings, name) for name in dict.fromkeys(wish.job.gateway for wish in missing)]
            agree(len(missing), None if None in prices else sum(price or 0.0 for price in prices), needed(*studios))
        for wish in wishes:
            if path := there.get(wish.job.key):
                ledger.call_one(*wish.place, wish.job.key)
                found.append(BoughtPicture(wish.name, path, was_there=True))
                continue
            buyer = Buyer(open_gateway(settings, wish.job.gateway), ledger, settings.budget.max_cost, tell)
            attempts = buyer.buy_again(wish, takes)
            complain_of(wish.name, attempts)
            found.append(BoughtPicture(wish.name, settings.workspace / attempts[-1].path, was_there=False))
    return tuple(found)


def _there(wish: BuyAgain, ledger: Ledger) -> Path | None:
    done = again.finished(wish, ledger)
    return film_of(done, ledger) if done else None


def approve(settings: Settings, name: str, views: Sequence[View]) -> tuple[str, ...]:
    """Copies the newest pictures of somebody beside cast.toml and writes them into `sheets`; relative paths.

    `UsageError` where none was made. From now on they go along with every clip that shows them.
    """
    path = settings.workspace / "cast.toml"
    with lock(settings.workspace), open_ledger(settings) as ledger:
        used: list[str] = []
        for view in views or VIEWS:
            sitter = sitter_of(load(path), name)
            made = _newest(sitter, view, ledger)
            if made is None or (sitter.kind != "person" and view != "sheet"):
                continue
            sheet = place_for(sitter, view, made.suffix)
            write_whole(settings.workspace / sheet, made.read_bytes())
            write_whole(path, with_sheet(read_text(path), sitter, sheet))
            used.append(sheet)
    if not used:
        raise UsageError(f"there is no picture of {name} to approve", f"make one: storyboard cast picture {name}")
    return tuple(used)


def _newest(sitter: Sitter, view: View, ledger: Ledger) -> Path | None:
    called = f"{sitter.name} ({view})" if sitter.kind == "person" else sitter.name
    for production, name, key in ledger.places():
        if (production, name) == (CAST, f"{called} picture"):
            for take in reversed(ledger.takes(key)):
                if path := film_of(take, ledger):
                    return path
    return None
