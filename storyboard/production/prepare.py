"""One episode as far as it costs nothing: planned, packed, rendered, checked. What making and finishing share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storyboard.errors import StoryboardError
from storyboard.model import Clip, Fault
from storyboard.production.files import Bill
from storyboard.production.production import Production
from storyboard.production.stages import Bought, Planned, check_stage, pack_stage, plan_stage, render_stage

if TYPE_CHECKING:
    from storyboard.submit import Purchase


class FaultsFound(StoryboardError):
    """The check found faults: nothing was bought."""

    exit_code = 1

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)), "nothing was bought; mend the board or the script and run again")
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told what happens, and who is asked before money is spent."""

    stage: Callable[[str, int, int], None] = lambda name, done, total: None
    """(stage, how much is done, of how much)."""
    confirm: Callable[[Sequence["Purchase"], float | None], bool] = lambda purchases, cost: True
    """Asked once an episode before anything that costs; False stops."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One episode as far as it costs nothing; empty where `until` stopped it, or where the board is no board."""

    planned: Planned
    clips: tuple[Clip, ...] = ()
    bill: Bill | None = None
    prompts: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()
    """What became of hand edits that were overtaken."""

    @property
    def serious(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.faults if fault.level == "fault")


def prepare(production: Production, bought: Bought | None, watch: Watch, until: str = "check") -> Prepared:
    """Plan, pack, render and check one episode, up to and with the stage `until`."""
    watch.stage("plan", 0, 1)
    planned = plan_stage(production, bought)
    if planned.faults:
        return Prepared(planned, faults=planned.faults)
    if until == "plan":
        return Prepared(planned)
    watch.stage("pack", 0, 1)
    clips, bill, aside = pack_stage(production, planned.board, bought)
    if until == "pack":
        return Prepared(planned, clips, bill, notes=aside)
    watch.stage("render", 0, len(clips))
    prompts, more = render_stage(production, planned.board, clips, bought)
    if until == "render":
        return Prepared(planned, clips, bill, prompts, notes=aside + more)
    watch.stage("check", 0, 1)
    faults = check_stage(production, planned.board, clips, prompts)
    return Prepared(planned, clips, bill, prompts, faults, aside + more)
