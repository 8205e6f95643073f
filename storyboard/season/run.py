"""A whole season: prepared, asked about, filmed, assembled; what stands in the way of an episode stops only that one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import field, replace
from functools import partial
from pathlib import Path

from storyboard.config import rate_of
from storyboard.errors import StoryboardError
from storyboard.gateways import Gateway, open_gateway
from storyboard.ledger import Ledger, SeasonClip, SeasonEpisode, lock, open_ledger
from storyboard.model.money import to_money, to_units
from storyboard.plan import Fallback
from storyboard.production.doubt import InDoubt, fetch_sent, held
from storyboard.production.exports import Handed, handed_of
from storyboard.production.prepare import PlannedByRules, Watch, refuse_rules
from storyboard.production.production import Options, Production
from storyboard.records import dataclass
from storyboard.season.carrier import open_carrier
from storyboard.season.estimate import Estimate, estimate, with_cheapest
from storyboard.season.film import Filming, film, open_work
from storyboard.season.index import write_index
from storyboard.season.opening import OpenedSeason, open_season, workspace_of
from storyboard.season.place import mark, refuse_other_ledger
from storyboard.season.prepare import Readied, ready_all
from storyboard.season.status import Status, survey
from storyboard.submit import Buyer, Cart, Purchase, complain_of_films, look_up
from storyboard.submit.drive import Progress
from storyboard.submit.floor import Floor
from storyboard.submit.purchase import naming

SPOKEN = (
    "take-missing-line",
    "take-changed-line",
    "take-cut-line",
    "take-misplaced-line",
    "take-added-speech",
    "take-silent",
)
"""What holds an episode back where `[check] takes = "hold"`: the words, not the picture."""

CODES = {
    "unknown": 5, "budget": 6, "price": 6, "failed": 4, "lacking": 4, "unfinished": 4, "held": 3, "faults": 1, "doubt": 2,
}  # fmt: skip
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
    rules: Callable[[Sequence[Fallback]], bool] = lambda fallbacks: True
    """Told, before the question, where a model failed and rules planned instead; False holds that episode."""
    attended: bool = False
    """Somebody is there to be asked again, where a price rose after it was agreed to."""
    tell: Callable[[Progress], None] = lambda progress: None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for beside the scripts."""

    stop_after: str = ""
    """`plan`, `render` or `check`: a season stops after it for review, before anything is bought; empty: everything."""
    first: tuple[str, ...] = ()
    """Productions whose clips are sent before all others."""
    dry_run: bool = False
    plain: bool = False
    """Without the durable engine, also where it is installed."""
    scale: float = 1.0
    """Below 1 only in rehearsals, where a gateway's time runs faster."""


@dataclass(frozen=True, slots=True)
class End:
    """How one episode ended.

    `done`, `lacking` (done, but a film is far from its order), `doubt`, `faults`, `failed`, `unknown`, `budget`, `price`,
    `unfinished`, `held`; or the gate it stopped at.
    """

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
        season = open_season(
            paths, replace(options, silent=wishes.dry_run), buying=not wishes.stop_after and not wishes.dry_run
        )
        ledger = stack.enter_context(open_ledger(season.settings))
        gateway = open_gateway(season.settings)
        stack.enter_context(_alone(ledger))
        cap = season.settings.budget.max_cost
        buyer = Buyer(gateway, ledger, cap, watch.tell, wishes.scale)
        _begin(season, wishes, buyer)
        until = wishes.stop_after if wishes.stop_after in ("plan", "render") else "check"
        readied = ready_all(season, until, lambda one: _noted(one, ledger, watch))
        if wishes.stop_after:
            return _ended([_gate_end(one, wishes.stop_after) for one in readied], season, None, None)
        quoted, refused = _quoted(readied, buyer, buying=not wishes.dry_run)
        if not gateway.free:
            _hold(quoted, refused, ledger, watch)
            refuse_other_ledger(season.settings, ledger, _ready(quoted))
        room = None if cap is None or gateway.free else max(0.0, to_money(to_units(cap) - to_units(ledger.committed())))
        found = replace(_estimate(season, readied, quoted, gateway), room=room)
        if wishes.dry_run:
            ends = [_gate_end(one, "check") for one in readied]
            return _ended([refused.get(end.name, end) for end in ends], season, found, None)
        return _bought(season, readied, (quoted, refused), found, buyer, wishes, watch)


Episodes = dict[str, tuple[Readied, tuple[Purchase, ...]]]
Quoted = Mapping[str, tuple[Readied, tuple[Purchase, ...]]]


def _bought(
    season: OpenedSeason,
    readied: Sequence[Readied],
    offers: tuple[Quoted, dict[str, End]],
    found: Estimate,
    buyer: Buyer,
    wishes: Wishes,
    watch: SeasonWatch,
) -> Ended:
    ledger, (quoted, refused) = buyer.ledger, offers
    for name, (one, purchases) in quoted.items():
        new = [each for each in purchases if each.state == "ready"]
        said = [*(one.prepared.notes if one.prepared and new else ())]
        for sentence in (*said, *(f"clip {each.name}: {each.note}" for each in new if each.note)):
            watch.tell(Progress(name, "note", None, sentence))
    for sentence in buyer.confirm(_carts(quoted), partial(_shown, watch, found)):
        watch.tell(Progress("season", "note", None, sentence))

    def look(clips: Sequence[SeasonClip]) -> None:
        watch.look(survey(ledger, season.settings, clips))

    if season.settings.season.database:
        mark(season.settings, ledger)
    filming = Filming(season.settings, ledger, quoted, look)
    floor = _filmed(filming, buyer, plain=wishes.plain)
    while "price" in floor.halted and watch.attended:
        filming.episodes = {
            name: (one, tuple(map(buyer.priced, each))) for name, (one, each) in filming.episodes.items()
        }
        found = replace(_estimate(season, readied, filming.episodes, buyer.gateway), room=found.room)
        buyer.confirm(_carts(filming.episodes), partial(_shown, watch, found))
        floor = _filmed(filming, buyer, plain=wishes.plain)
    status = survey(ledger, season.settings)
    reasons = floor.halted | {f"clip {name[:12]}": why for name, why in floor.troubles.items()}
    ends = []
    for one in readied:
        name = one.production.name
        gate = refused.get(name) or (None if one.sound else _gate_end(one, "check"))
        ends.append(gate or _film_end(one.production, filming, status, reasons))
    states = {end.name: end.state for end in ends}
    handed = [_handed(one, filming) for one in readied if one.production.name in filming.episodes]
    index, missed = write_index(season, status, states, handed)
    ends += [End("export", "failed", missed)] if missed else []
    return _ended(ends, season, found, status, index)


def _handed(one: Readied, filming: Filming) -> Handed:
    """An episode with the takes that are there."""
    assert one.prepared is not None
    name = one.production.name
    purchases = filming.films.get(name) or [look_up(each, filming.ledger) for each in filming.episodes[name][1]]
    return handed_of(one.production, one.prepared, [purchase.take for purchase in purchases])


def _carts(quoted: Quoted) -> list[Cart]:
    return [Cart(wanted, one.production.folder / "takes") for one, wanted in quoted.values()]


def _shown(watch: SeasonWatch, found: Estimate, new: Sequence[Purchase], cost: float | None) -> bool:
    """The question of a season shows its estimate, which holds more than the price."""
    return watch.confirm(found)


def _filmed(filming: Filming, buyer: Buyer, *, plain: bool) -> Floor:
    open_work(filming, buyer)
    carrier = open_carrier(filming.settings, buyer, plain=plain)
    film(filming, buyer, carrier)
    return carrier.floor


@contextmanager
def _alone(ledger: Ledger) -> Iterator[None]:
    """On a server no second season of the same ledger begins; further machines join as workers."""
    with ledger.alone("season"):
        yield


def _begin(season: OpenedSeason, wishes: Wishes, buyer: Buyer) -> None:
    ledger = buyer.ledger
    known = {episode.production: episode for episode in ledger.season()}
    _known_names(wishes.first, season.productions)
    rows = []
    for place, one in enumerate(season.productions):
        row = known.get(one.name, SeasonEpisode(one.name, place, ""))
        first = int(one.name in wishes.first) if wishes.first else row.first  # what `season first` said is said still
        rows.append(replace(row, position=place, folder=_folder(one), stage="waiting", note="", first=first))
    if not wishes.dry_run:
        ledger.set_season(rows)
        ledger.set_cap(season.settings.budget.max_cost)
    buyer.settle(ledger.patience(season.settings.gateway().request_timeout))
    if not wishes.dry_run:
        buyer.find_lost()


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


def _stands_in_doubt(production: Production, purchases: Sequence[Purchase]) -> bool:
    new = any(purchase.state == "ready" for purchase in purchases)
    return new and held(production.script, production.folder, purchases, anyway=production.options.anyway)


def _quoted(readied: Sequence[Readied], buyer: Buyer, *, buying: bool) -> tuple[Episodes, dict[str, End]]:
    """What each sound episode's clips cost and which are owned; an episode that the gateway could never take is refused.

    `buying`: so is one whose reading is in doubt and that has no take yet; what was sent for it is fetched.
    """
    quoted: Episodes = {}
    refused: dict[str, End] = {}
    for one in readied:
        if not one.sound:
            continue
        name = one.production.name
        try:
            purchases = buyer.quote(one.orders)
            if buying and _stands_in_doubt(one.production, purchases):
                fetch_sent(one.production.folder, purchases, buyer)
                raise InDoubt(one.production.script)
            quoted[name] = (one, purchases)
        except StoryboardError as wrong:
            state = "doubt" if isinstance(wrong, InDoubt) else "failed"
            refused[name] = End(name, state, (wrong.message,), wrong.hint, one.production.folder)
            buyer.ledger.set_stage(name, "failed", wrong.message)
    return quoted, refused


def _hold(quoted: Episodes, refused: dict[str, End], ledger: Ledger, watch: SeasonWatch) -> None:
    """Takes those out that would be paid for as rules planned them in a failed model's stead; the others go on."""
    for name, (one, purchases) in list(quoted.items()):
        try:
            assert one.prepared is not None
            refuse_rules(one.prepared, purchases, Watch(rules=watch.rules), free=False)
        except PlannedByRules as wrong:
            refused[name] = End(name, "held", tuple(wrong.message.splitlines()), wrong.hint, one.production.folder)
            ledger.set_stage(name, "failed", wrong.message)
            del quoted[name]


def _ready(quoted: Quoted) -> set[str]:
    return {purchase.key for _, each in quoted.values() for purchase in each if purchase.state == "ready"}


def _estimate(season: OpenedSeason, readied: Sequence[Readied], quoted: Quoted, gateway: Gateway) -> Estimate:
    purchases = [purchase for _, each in quoted.values() for purchase in each]
    first = season.productions[0]
    found = estimate(purchases, len(quoted), gateway, first.offer, first.cast)
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
    lines = tuple(
        f"clip {clip}: {state}: {naming(note, f'{name}/{clip}')}" for clip, state, _, note in episode.troubles
    )
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
            films = filming.films[name]
            complain_of_films(films, [production.typed(each.name) for each in films])
        except StoryboardError as wrong:
            return End(name, "lacking", tuple(wrong.message.splitlines()), wrong.hint, folder)
        if held_back := _misspoken(production):
            return End(name, "lacking", held_back, RETAKE.format(production.script.path), folder)
        return End(name, "done", (filming.assembled[name],) if filming.assembled[name] else (), "", folder)
    aside = [clip for clip, state, _, _ in episode.troubles if state == "aside"]
    if aside and len(aside) == len(episode.troubles):
        clip = f"{name}/{aside[0]}"
        hint = f"fetch it after all: `storyboard jobs adopt {clip} ID`; or buy it once more: `storyboard retake {clip}`"
        return End(name, "failed", lines, hint, folder)
    if episode.troubles:
        refused = any(fault.startswith("content") for _, _, fault, _ in episode.troubles)
        soften = f"`storyboard season soften {name}/{episode.troubles[0][0]}` shows the likely words" if refused else ""
        hint = soften or "buy them once more: `storyboard season retry --failed`, then run the season again"
        return End(name, "failed", lines, hint, folder)
    said = tuple(dict.fromkeys(reasons.values()))
    if "price" in reasons:
        return End(name, "price", said, "run the season again to be asked about the new price", folder)
    if "budget" in reasons:
        return End(name, "budget", said, "raise [budget] max_cost and run the season again", folder)
    return End(name, "unfinished", said or ("not finished yet",), "run the season again: it goes on from here", folder)


RETAKE = "hear it yourself; buy exactly those clips once more: `storyboard retake --misspoken {}`; `[check] takes` decides this"


def _misspoken(production: Production) -> tuple[str, ...]:
    """What the takes of an episode do not say, where `[check] takes = "hold"`; heard now where that is free."""
    if production.settings.check.takes != "hold":
        return ()
    from storyboard.production.hearing import listen

    listening = production.settings.listen
    episodes = listen(
        Path(production.script.path), production.options, ask=listening is not None and rate_of(listening) == 0
    )
    return tuple(
        str(fault)
        for each in episodes
        if each.production.name == production.name
        for fault in each.findings
        if fault.rule in SPOKEN
    )


def _ended(
    ends: Sequence[End], season: OpenedSeason, found: Estimate | None, status: Status | None, index: Path | None = None
) -> Ended:
    unread = [End(name, "failed", (why,)) for name, why in season.unread]
    doubtful = [End(name, "doubt", (why.message,), why.hint) for name, why in season.doubtful]
    every = (*ends, *unread, *doubtful)
    code = next((code for state, code in CODES.items() if any(end.state == state for end in every)), 0)
    return Ended(every, found, status, index, code)
