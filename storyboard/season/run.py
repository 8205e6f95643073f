"""A whole season: prepared, asked about, filmed, assembled; what stands in the way of an episode stops only that one."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from storyboard.errors import ConfirmationNeeded, StoryboardError
from storyboard.gateways import Gateway, open_gateway
from storyboard.ledger import Clip, Episode, Ledger, lock, open_ledger
from storyboard.production.production import Options, Production
from storyboard.season.carrier import open_carrier, told_of_databases
from storyboard.season.drive import settle_old
from storyboard.season.estimate import Estimate, estimate, with_cheapest
from storyboard.season.film import Filming, film, open_work
from storyboard.season.index import write_index
from storyboard.season.opening import Season, open_season, workspace_of
from storyboard.season.place import mark, refuse_other_ledger
from storyboard.season.prepare import Readied, ready_all
from storyboard.season.status import Status, survey
from storyboard.submit import Purchase, complain_of_films, quote
from storyboard.submit.drive import Progress

GATES = ("plan", "render", "check")
"""Stages after which a season may stop for review, before anything is bought."""

CODES = {"unknown": 5, "budget": 6, "failed": 4, "lacking": 4, "unfinished": 4, "faults": 1}
"""Exit code of a season by the gravest end of an episode, gravest first."""


@dataclass(frozen=True, slots=True)
class SeasonWatch:
    """Who is told what happens, and who is asked before money is spent."""

    readied: Callable[[Readied], None] = lambda readied: None
    """Of each episode, when its free stages are done."""
    look: Callable[[Status], None] = lambda status: None
    """About once a second while filming."""
    confirm: Callable[[Estimate], bool] = lambda found: True
    """Asked once before the first paid call; False stops."""
    tell: Callable[[Progress], None] = lambda progress: None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for beside the scripts."""

    stop_after: str = ""
    """One of `GATES`; empty: everything."""
    first: tuple[str, ...] = ()
    """Productions whose clips are sent before all others."""
    dry_run: bool = False
    plain: bool = False
    """Without the durable engine, also where it is installed."""
    scale: float = 1.0
    """Below 1 only in rehearsals, where a gateway's time runs faster."""


@dataclass(frozen=True, slots=True)
class End:
    """How one episode ended: `done`, `lacking` (done, but a film is far from its order), `faults`, `failed`, `unknown`, `budget`, `unfinished`; or the gate it stopped at."""

    name: str
    state: str
    lines: tuple[str, ...] = ()
    """What is wrong, one sentence each."""
    hint: str = ""
    folder: Path = field(default_factory=Path)


@dataclass(frozen=True, slots=True)
class Ended:
    """A season after a run."""

    ends: tuple[End, ...]
    estimate: Estimate | None
    status: Status | None
    index: Path | None = None
    code: int = 0
    """Exit code."""


def run_season(paths: Sequence[Path], options: Options, wishes: Wishes, watch: SeasonWatch) -> Ended:
    """Every episode of the scripts as far as it comes. Holds the workspace's lock: a second season is refused."""
    with ExitStack() as stack:
        stack.enter_context(lock(workspace_of(paths)))
        season = open_season(paths, replace(options, silent=wishes.dry_run))
        ledger = stack.enter_context(open_ledger(season.settings))
        gateway = open_gateway(season.settings)
        stack.enter_context(_alone(ledger))
        _begin(season, ledger, wishes, gateway)
        until = wishes.stop_after if wishes.stop_after in ("plan", "render") else "check"
        readied = ready_all(season, until, lambda one: _noted(one, ledger, watch))
        if wishes.stop_after:
            return _ended([_gate_end(one, wishes.stop_after) for one in readied], season, None, None)
        quoted, refused = _quoted(readied, gateway, ledger)
        if not gateway.free:
            refuse_other_ledger(season.settings, ledger, _ready(quoted))
        cap = season.settings.budget.max_cost
        room = None if cap is None or gateway.free else max(0.0, round(cap - ledger.committed(), 2))
        found = replace(_estimate(season, readied, quoted, gateway), room=room)
        if wishes.dry_run:
            ends = [_gate_end(one, "check") for one in readied]
            return _ended([refused.get(end.name, end) for end in ends], season, found, None)
        return _bought(season, readied, (quoted, refused), found, (gateway, ledger), wishes, watch)


Quoted = dict[str, tuple[Readied, tuple[Purchase, ...]]]


def _bought(
    season: Season,
    readied: Sequence[Readied],
    offers: tuple[Quoted, dict[str, End]],
    found: Estimate,
    opened: tuple[Gateway, Ledger],
    wishes: Wishes,
    watch: SeasonWatch,
) -> Ended:
    (gateway, ledger), (quoted, refused) = opened, offers
    if found.clips and not gateway.free and not watch.confirm(found):
        raise ConfirmationNeeded(
            "not bought, as you said", "the prompts are there to look at; run again to be asked again"
        )

    def look(clips: Sequence[Clip]) -> None:
        watch.look(survey(ledger, season.settings, clips))

    if season.settings.season.database:
        mark(season.settings, ledger)
    filming = Filming(season.settings, ledger, quoted, look)
    open_work(filming, gateway)
    carrier = open_carrier(season.settings, ledger, quoted, watch.tell, scale=wishes.scale, plain=wishes.plain)
    with told_of_databases():
        asyncio.run(film(filming, carrier))
    status = survey(ledger, season.settings)
    reasons = carrier.halted | {f"clip {name[:12]}": why for name, why in carrier.troubles.items()}
    ends = []
    for one in readied:
        name = one.production.name
        gate = refused.get(name) or (None if one.sound else _gate_end(one, "check"))
        ends.append(gate or _film_end(one.production, filming, status, reasons))
    index = write_index(season, status, {end.name: end.state for end in ends})
    return _ended(ends, season, found, status, index)


@contextmanager
def _alone(ledger: Ledger) -> Iterator[None]:
    """On a server no second season of the same ledger begins; further machines join as workers."""
    with ledger.alone("season"):
        yield


def _begin(season: Season, ledger: Ledger, wishes: Wishes, gateway: Gateway) -> None:
    known = {episode.production: episode for episode in ledger.season()}
    _known_names(wishes.first, season.productions)
    rows = []
    for place, one in enumerate(season.productions):
        row = known.get(one.name, Episode(one.name, place, ""))
        first = int(one.name in wishes.first) if wishes.first else row.first  # what `season first` said is said still
        rows.append(replace(row, position=place, folder=_folder(one), stage="waiting", note="", first=first))
    if not wishes.dry_run:
        ledger.set_season(rows)
        ledger.set_cap(season.settings.budget.max_cost)
    settle_old(ledger, gateway, ledger.patience(season.settings.gateway().request_timeout))


def _known_names(names: Sequence[str], productions: Sequence[Production]) -> None:
    from storyboard.errors import UsageError

    there = [production.name for production in productions]
    for name in names:
        if name not in there:
            raise UsageError(f"--first {name}: no such episode in this season", f"there are: {', '.join(there)}")


def _folder(production: Production) -> str:
    full, root = production.folder.resolve(), production.settings.workspace.resolve()
    return full.relative_to(root).as_posix() if full.is_relative_to(root) else str(full)


def _noted(one: Readied, ledger: Ledger, watch: SeasonWatch) -> None:
    stage = "faults" if one.faults else "failed" if one.trouble else "checked"
    note = one.trouble or (f"{len(one.faults)} faults: {one.faults[0]}" if one.faults else "")
    ledger.set_stage(one.production.name, stage, note)
    watch.readied(one)


def _quoted(readied: Sequence[Readied], gateway: Gateway, ledger: Ledger) -> tuple[Quoted, dict[str, End]]:
    """What each sound episode's clips cost and which are owned; an episode that the gateway could never take is refused."""
    quoted: Quoted = {}
    refused: dict[str, End] = {}
    for one in readied:
        if not one.sound:
            continue
        name = one.production.name
        try:
            quoted[name] = (one, quote(one.orders, gateway, ledger))
        except StoryboardError as wrong:
            refused[name] = End(name, "failed", (wrong.message,), wrong.hint, one.production.folder)
            ledger.set_stage(name, "failed", wrong.message)
    return quoted, refused


def _ready(quoted: Quoted) -> set[str]:
    return {purchase.key for _, each in quoted.values() for purchase in each if purchase.state == "ready"}


def _estimate(season: Season, readied: Sequence[Readied], quoted: Quoted, gateway: Gateway) -> Estimate:
    purchases = [purchase for _, each in quoted.values() for purchase in each]
    found = estimate(purchases, len(quoted), gateway, season.productions[0].offer)
    if gateway.free:
        return found
    boards = [one.prepared.planned.board for one in readied if one.sound and one.prepared]
    return with_cheapest(found, boards, season.settings)


def _gate_end(one: Readied, gate: str) -> End:
    name, folder = one.production.name, one.production.folder
    if one.faults:
        lines = tuple(map(str, one.faults))
        return End(name, "faults", lines, "nothing was bought for it; mend the script or the board", folder)
    if one.trouble:
        return End(name, "failed", (one.trouble,), "", folder)
    return End(name, {"plan": "planned", "render": "rendered", "check": "checked"}[gate], (), "", folder)


def _film_end(production: Production, filming: Filming, status: Status, reasons: dict[str, str]) -> End:
    name, folder = production.name, production.folder
    episode = next(each for each in status.episodes if each.name == name)
    unknown = [each for each in episode.troubles if each[1] == "unknown"]
    lines = tuple(f"clip {clip}: {state}: {note}" for clip, state, _, note in episode.troubles)
    if unknown:
        clip = f"{name}/{unknown[0][0]}"
        where = " (with STORYBOARD_DATABASE set)" if production.settings.season.database else ""
        hint = (
            f"look in the gateway's console; if it has the job: `storyboard jobs adopt {clip} TASK_ID`, "
            f"if not: `storyboard jobs resend {clip}`{where}; then run the season again"
        )
        return End(name, "unknown", lines, hint, folder)
    if name in filming.failed:
        return End(name, "failed", (filming.failed[name],), "run the season again: nothing is bought twice", folder)
    if name in filming.assembled:
        try:
            complain_of_films(filming.films[name])
        except StoryboardError as wrong:
            return End(name, "lacking", tuple(wrong.message.splitlines()), wrong.hint, folder)
        return End(name, "done", (filming.assembled[name],) if filming.assembled[name] else (), "", folder)
    if episode.troubles:
        refused = any(fault.startswith("content") for _, _, fault, _ in episode.troubles)
        soften = f"`storyboard season soften {name}/{episode.troubles[0][0]}` shows the likely words" if refused else ""
        hint = soften or "buy them once more: `storyboard season retry --failed`, then run the season again"
        return End(name, "failed", lines, hint, folder)
    said = tuple(dict.fromkeys(reasons.values()))
    if "budget" in reasons:
        return End(name, "budget", said, "raise [budget] max_cost and run the season again", folder)
    return End(name, "unfinished", said or ("not finished yet",), "run the season again: it goes on from here", folder)


def _ended(
    ends: Sequence[End], season: Season, found: Estimate | None, status: Status | None, index: Path | None = None
) -> Ended:
    unread = [End(name, "failed", (why,)) for name, why in season.unread]
    every = (*ends, *unread)
    code = next((code for state, code in CODES.items() if any(end.state == state for end in every)), 0)
    return Ended(every, found, status, index, code)
