"""One episode at every model that can be bought: how it is packed there and what it costs, by the user's prices or by list prices."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from storyboard.config import GatewayEntry, Rate, Settings
from storyboard.errors import StoryboardError
from storyboard.model import Board, Offer
from storyboard.model.money import add_up
from storyboard.pack.price import cost
from storyboard.production.production import Options, Production, productions
from storyboard.production.profiles import packed
from storyboard.production.stages import plan_stage
from storyboard.profiles import Dialect, Profile, load_dialects, load_profiles, make_offer, profile_for
from storyboard.profiles.offers import PLAIN
from storyboard.profiles.pricing import resolution_of
from storyboard.records import dataclass

SOLD = "sold"
"""The name of the entry that stands for a gateway which storyboard.toml does not have."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One model through one dialect."""

    profile: Profile
    dialect: Dialect
    model: str
    entry: GatewayEntry
    """The user's own, or one with nothing but the dialect and list prices."""

    @property
    def is_own(self) -> bool:
        return self.entry.name != SOLD


@dataclass(frozen=True, slots=True)
class Compared:
    """A candidate and one episode."""

    gateway: str
    """The user's entry; empty where storyboard.toml has none."""
    dialect: str
    model: str
    title: str
    """The model as its maker calls it."""
    lengths: str
    """`4-30`, `4 6 8`."""
    resolutions: tuple[str, ...]
    sound: str
    references: str
    """`9 image, 3 video`."""
    shots: str
    """`list` where its shots go apart, else empty."""
    retired: str
    clips: int = 0
    seconds: int = 0
    price: float | None = None
    currency: str = ""
    """Of a list price; empty: the user's own."""
    trouble: str = ""


def candidates(settings: Settings, *, retired: bool = False) -> Iterator[Candidate]:
    """Every model with a profile that some dialect names, once at each gateway of storyboard.toml that has it, else once."""
    profiles = load_profiles(settings.workspace)
    own = {entry.dialect: replace(entry, name=name) for name, entry in settings.gateways.items()}
    found: dict[str, dict[str, Candidate]] = {}
    dialects = load_dialects(settings.workspace)
    for dialect in sorted(dialects.values(), key=lambda each: (each.name not in own, *breadth(each))):
        for name in (name for row in dialect.models for name in row.names if "*" not in name):
            profile = profile_for(name, settings.workspace)
            if profile is None or profile.name in (PLAIN, "preview") or dialect.flow == "draw":
                continue
            if profile.is_retired(date.today()) and not retired:
                continue
            known = found.setdefault(profile.name, {})
            if not known or (dialect.name in own and dialect.name not in known):
                known[dialect.name] = Candidate(
                    profile, dialect, name, own.get(dialect.name) or _listed(profile, dialect, name)
                )
    yield from (each for name in profiles for each in found.get(name, {}).values())


def breadth(dialect: Dialect) -> tuple[bool, int, str]:
    """A maker's own interface before those that sell many makers' models."""
    return dialect.catalog is not None, sum(len(row.names) for row in dialect.models), dialect.name


def _listed(profile: Profile, dialect: Dialect, model: str) -> GatewayEntry:
    """An entry with the list price of the standard resolution."""
    row = dialect.model(model)
    size = next(iter((row.sizes or profile.sizes).values()))
    named = resolution_of(row.resolutions, size)
    price = profile.list_prices.get(named or "720p") or next(iter(profile.list_prices.values()), None)
    rates = {model: Rate(price)} if price else {}
    return GatewayEntry(dialect=dialect.name, base_url="https://gateway.example", name=SOLD, rates=rates)


def offer_at(candidate: Candidate, settings: Settings) -> Offer:
    """What packing may use there; `UsageError` where it is not sold in this shape."""
    video = replace(
        settings.video, gateway=candidate.entry.name, model=candidate.model, lengths=(), hd="auto", resolution=""
    )
    return make_offer(replace(settings, video=video, gateways={candidate.entry.name: candidate.entry}))


def compare(path: Path, options: Options, *, retired: bool = False) -> Iterator[tuple[str, tuple[Compared, ...]]]:
    """(episode, its candidates, cheapest first within a currency). Buys nothing, writes nothing but the board."""
    for production in productions(path, options):
        board = plan_stage(production).board
        rows = [_row(each, board, production) for each in candidates(production.settings, retired=retired)]
        yield (
            production.episode.id,
            tuple(sorted(rows, key=lambda row: (not row.gateway, row.price is None, row.currency, row.price or 0))),
        )


def costs_of(path: Path) -> dict[str, str]:
    """Model -> what all episodes of a script cost there, as it is shown (`12.60 CNY`); none where no price is known."""
    found: dict[str, list[Compared]] = {}
    for _, rows in compare(path, Options(silent=True)):
        for row in rows:
            found.setdefault(row.model, []).append(row)
    sums = {model: add_up(row.price for row in rows) for model, rows in found.items()}
    return {model: f"{cost:.2f} {found[model][0].currency}".strip() for model, cost in sums.items() if cost is not None}


def without(settings: Settings, *, retired: bool = True) -> tuple[Compared, ...]:
    """The candidates by themselves, without an episode."""
    return tuple(_facts(each) for each in candidates(settings, retired=retired))


def _row(candidate: Candidate, board: Board, production: Production) -> Compared:
    facts = _facts(candidate)
    try:
        offer = offer_at(candidate, production.settings)
        clips, _ = packed(board, offer, production)
    except StoryboardError as wrong:
        return replace(facts, trouble=wrong.message)
    paid = cost(clips, offer)
    if paid.money is None and candidate.is_own:  # nobody wrote a price down: the list price of its profile
        profile = candidate.profile
        listed = replace(candidate, entry=_listed(profile, candidate.dialect, candidate.model))
        paid, facts = cost(clips, offer_at(listed, production.settings)), replace(facts, currency=profile.currency)
    return replace(facts, clips=len(clips), seconds=paid.seconds, price=paid.money)


def _facts(candidate: Candidate) -> Compared:
    row, profile = candidate.dialect.model(candidate.model), candidate.profile
    lengths = row.lengths_for("portrait", hd=False) or profile.lengths
    whole = lengths == tuple(range(min(lengths), max(lengths) + 1)) and len(lengths) > 2
    given = candidate.dialect.create.references
    fits = {
        role: each
        for role, each in given.items()
        if not each.models or any(_fits(candidate.model, p) for p in each.models)
    }
    apart = candidate.dialect.create.shots
    return Compared(
        candidate.entry.name if candidate.is_own else "",
        candidate.dialect.name,
        candidate.model,
        profile.title,
        f"{min(lengths)}-{max(lengths)}" if whole else " ".join(map(str, lengths)),
        tuple(row.resolutions),
        profile.sound,
        ", ".join(f"{each.max} {role}" if each.max > 1 else role for role, each in fits.items()),
        f"list of {apart.most}" if apart and apart.holds(candidate.model, frozenset()) else "",
        profile.retired,
        currency="" if candidate.is_own else profile.currency,
    )


def _fits(model: str, pattern: str) -> bool:
    from fnmatch import fnmatchcase

    return fnmatchcase(model, pattern)
