"""What a client may do in one workspace: functions that give plain data. Only `buy` spends, and only what was quoted."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from storyboard import camera
from storyboard.errors import UsageError
from storyboard.explain.explain import explain
from storyboard.explain.explained import write
from storyboard.explain.opened import open_board
from storyboard.gateways import open_gateway
from storyboard.ledger import lock, open_ledger
from storyboard.model import ShotWish
from storyboard.model.money import amount
from storyboard.production.files import digest, dump_board, read_text
from storyboard.production.make import bought_before, make
from storyboard.production.prepare import FaultsFound, Watch, prepare
from storyboard.production.production import BOARD, Options, Production, open_script, productions
from storyboard.production.stages import kept_board, orders_of
from storyboard.production.wishes import KeptWish, load_wishes, place_of, save_wishes
from storyboard.records import dataclass
from storyboard.rules import retold
from storyboard.season.control import season_status
from storyboard.submit import Purchase, quote
from storyboard.submit.settle import find_job, used_take


@dataclass(frozen=True, slots=True)
class Quoted:
    """What a purchase would be."""

    clips: int
    paid_seconds: int
    price: float | None
    """None: no price in storyboard.toml."""
    hash: str
    """Of exactly these clips at these prices: `buy` wants it back."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One workspace; nothing outside of it is read."""

    workspace: Path

    def script(self, name: str) -> Path:
        """A script of the workspace; UsageError for a path that leads out of it."""
        path = (self.workspace / name).resolve()
        if not path.is_relative_to(self.workspace.resolve()):
            raise UsageError(f"{name}: outside of the workspace", "name a script in it")
        return path

    def read(self, name: str) -> dict[str, Any]:
        """Scenes, people and counts of a script."""
        script = open_script(self.script(name), Options(silent=True))
        counts = {kind: sum(unit.kind == kind for unit in script.units) for kind in ("speech", "action", "caption")}
        scenes = [
            {"id": each.id, "number": each.number, "place": each.location, "time": each.time} for each in script.scenes
        ]
        people = [{"name": each.name} for each in script.cast]
        return {
            "format": script.format,
            "language": script.language,
            "counts": counts,
            "scenes": scenes,
            "people": people,
        }

    def doubts(self, name: str) -> list[str]:
        """What the reader was not sure of, by line."""
        script = open_script(self.script(name), Options(silent=True))
        told = [str(retold(fault, script.language)) for fault in script.warnings]
        return [*(f"{doubt.rule}" for doubt in script.doubts), *told]

    def plan(self, name: str) -> list[dict[str, Any]]:
        """The boards of a script, planned where they are not; with [llm] a language model is asked."""
        with lock(self.workspace):
            return [
                {
                    "episode": each.name,
                    "board": json.loads(dump_board(prepare(each, None, Watch(), "plan").planned.board)),
                }
                for each in productions(self.script(name), Options())
            ]

    def check(self, name: str) -> list[str]:
        """Faults and warnings of the boards, prompts and subtitles."""
        with lock(self.workspace):
            found = [(each, prepare(each, None, Watch())) for each in productions(self.script(name), Options())]
        return [f"{fault.level}: {fault}" for _, ready in found for fault in ready.faults]

    def explain(self, name: str, shot: int) -> str:
        """Why a shot, from 1, is what it is."""
        return write(explain(open_board(self.script(name)), shot))

    def propose(
        self, name: str, shot: int, seconds: float = 0.0, framing: str = "", note: str = "", *, keep: bool = False
    ) -> dict[str, Any]:
        """What a shot would be with other seconds, framing or a note; kept only where asked. Dialogue is the script's."""
        with lock(self.workspace):
            production = self._one(name)
            board, planted = kept_board(production) or (None, None)
            if board is None or planted is None or not 0 < shot <= len(board.shots):
                raise UsageError(f"{name}: there is no shot {shot}", "plan it first")
            if framing and camera.told(framing, camera.Framing()) is None:
                raise UsageError(f"{framing!r} names no size, angle or movement")
            place = place_of(board.shots[shot - 1], planted.trace.shots[shot - 1], production.script)
            if place is None:
                raise UsageError(f"{name}: it is not known which lines shot {shot} is made from")
            wish = ShotWish(place[1], place[2], seconds, framing, note)
            before = load_wishes(production.folder)
            others = [each for each in before if ((each.line, each.nth), each.wish.text, each.wish.acts) != place]
            if not keep:
                return {"now": asdict(board.shots[shot - 1]), "wish": asdict(wish), "kept": False}
            save_wishes(production.folder, [*others, KeptWish(*place[0], wish)])
            planned = prepare(self._one(name), None, Watch(), "plan").planned
            return {"was": asdict(board.shots[shot - 1]), "now": asdict(planned.board.shots[shot - 1]), "kept": True}

    def _one(self, name: str) -> Production:
        found = list(productions(self.script(name), Options()))
        if len(found) != 1:
            raise UsageError(f"{name} has {len(found)} episodes", "give a file with one")
        return found[0]

    def quote(self, name: str) -> Quoted:
        """What is not owned yet of a script, and its price. Buys nothing."""
        return _quoted(self._purchases(name))

    def _purchases(self, name: str) -> list[Purchase]:
        with lock(self.workspace):
            return [each for one in productions(self.script(name), Options()) for each in _purchases(one)]

    def question(self, name: str, hash: str, cap: float) -> str:  # noqa: A002 - as the tool calls it
        """What the user is asked before `buy`; UsageError where the quote has changed, or it costs more than `cap`."""
        found = self.quote(name)
        _hold(found, hash, cap)
        if not found.clips:
            raise UsageError(f"{name}: nothing is left to buy", "its film: storyboard make SCRIPT")
        return f"{name}: {found.clips} clips, {found.paid_seconds} paid seconds, price {amount(found.price or 0)}. Buy?"

    def buy(self, name: str, hash: str, cap: float) -> dict[str, Any]:  # noqa: A002 - as the tool calls it
        """Buys what was quoted and agreed to, once; refused where the quote changed meanwhile, or it costs more than `cap`."""
        quoted = self._purchases(name)
        _hold(_quoted(quoted), hash, cap)
        known = set(map(_told, quoted))

        def agreed(purchases: Sequence[Purchase], cost: float | None) -> bool:
            return cost is not None and cost <= cap and {*map(_told, purchases)} <= known

        made = make(self.script(name), Options(), Watch(confirm=agreed))
        films = [str((one.production.folder / "episode.mp4").relative_to(self.workspace)) for one in made]
        return {"bought": sum(one.bought for one in made), "films": films}

    def status(self) -> dict[str, Any]:
        """How far the season of the workspace is."""
        return asdict(season_status(self.workspace, None))

    def takes(self, clip: str) -> list[dict[str, Any]]:
        """The takes of a clip like `ep01/003`."""
        from storyboard.config import load_settings

        with open_ledger(load_settings(self.workspace)) as ledger:
            named = find_job(ledger, clip)
            used = used_take(ledger, named.job)
            return [
                {"take": n, "used": used == take, "path": take.path, "price": take.price, "note": take.note}
                for n, take in enumerate(ledger.takes(named.job.key), start=1)
            ]

    def file(self, production: str, name: str) -> str:
        """A file of a production: its board, its page, its prompts joined."""
        folder = self.script(f"out/{production}")
        if name == "prompts":
            return "\n".join(read_text(path) for path in sorted((folder / "prompts").glob("clip-*.txt")))
        path = folder / {"board": BOARD, "page": "index.html"}[name]
        if not path.is_file():
            raise UsageError(f"{production}: there is no {name} yet", "make or plan it first")
        return read_text(path)


def _purchases(production: Production) -> tuple[Purchase, ...]:
    with open_ledger(production.settings) as ledger:
        gateway = open_gateway(production.settings)
        ready = prepare(production, bought_before(ledger, gateway), Watch())
        if ready.serious:
            raise FaultsFound(ready.serious)
        found = quote(orders_of(production, ready.planned.board, ready.clips, ready.prompts), gateway, ledger)
        return () if gateway.free else found


def _quoted(purchases: Sequence[Purchase]) -> Quoted:
    new = [each for each in purchases if each.state == "ready"]
    prices = [each.price for each in new]
    total = None if None in prices else sum(price for price in prices if price is not None)
    return Quoted(len(new), sum(each.order.seconds for each in new), total, digest(list(map(_told, new)))[:32])


def _told(purchase: Purchase) -> tuple[str, int, int, float | None]:
    """What of a purchase must not change between quote and order."""
    return purchase.key, purchase.nth, purchase.order.seconds, purchase.price


def _hold(found: Quoted, hash: str, cap: float) -> None:  # noqa: A002
    """Raises where the quote is not the one that was agreed to, or may cost too much."""
    if hash != found.hash:
        raise UsageError(
            "the quote has changed since: nothing was sent", "quote again, and show the new price to the user"
        )
    if found.price is None:
        raise UsageError("no price is known for these clips: nothing was sent", "add prices to storyboard.toml")
    if found.price > cap:
        raise UsageError(
            f"it costs {amount(found.price)}, the cap is {amount(cap)}: nothing was sent",
            "raise the cap if the user agrees",
        )
