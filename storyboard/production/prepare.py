"""One episode as far as it costs nothing: planned, packed, rendered, checked. What making and finishing share."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from storyboard.config.settings import PREVIEW
from storyboard.errors import ModelError, StoryboardError
from storyboard.model import Clip, Fault
from storyboard.plan import Fallback
from storyboard.production.english import translate
from storyboard.production.files import PackingBill
from storyboard.production.production import Production
from storyboard.production.references import look_at_addresses
from storyboard.production.stages import Bought, Planned, check_stage, orders_of, pack_stage, plan_stage, render_stage
from storyboard.records import dataclass

if TYPE_CHECKING:
    from storyboard.production.services import Agree
    from storyboard.submit import Purchase


class FaultsFound(StoryboardError):
    """The check found faults: nothing was bought."""

    exit_code = 1

    def __init__(self, faults: Sequence[Fault], edited: Sequence[Path] = ()) -> None:
        """`edited`: the prompts that these are about and that a person wrote."""
        by_hand = (
            f"nothing was bought; edited by hand: {', '.join(map(str, edited))}. The script's words stay in a prompt as they are, "
            "what you add goes behind them; a deleted file is made anew"
        )
        hint = by_hand if edited else "nothing was bought; mend the board or the script and run again"
        super().__init__("\n".join(map(str, faults)), hint)
        self.faults = tuple(faults)


class PlannedByRules(ModelError):
    """The language model failed, rules planned instead, and nobody has said that such a board may be bought."""

    def __init__(self, fallbacks: Sequence[Fallback]) -> None:
        super().__init__(
            "\n".join(sentences_of(fallbacks)),
            "nothing was bought; ask the model again: `storyboard plan --force SCRIPT`, or buy it as it is: --allow-rules",
        )


def sentences_of(fallbacks: Sequence[Fallback]) -> list[str]:
    """What failed, one sentence for each reason, with the scenes it fell on."""
    scenes: dict[str, list[str]] = {}
    for each in fallbacks:
        scenes.setdefault(each.why, []).append(each.scene)
    return [
        f"the language model failed, and rules planned scene{'s' if len(set(each)) > 1 else ''} "
        f"{', '.join(dict.fromkeys(each))}: {why}"
        for why, each in scenes.items()
    ]


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told what happens, and who is asked before money is spent."""

    stage: Callable[[str, int, int], None] = lambda name, done, total: None
    """(stage, how much is done, of how much)."""
    confirm: Callable[[Sequence["Purchase"], float | None], bool] = lambda purchases, cost: True
    """Asked once an episode before anything that costs; False stops."""
    again: Callable[[Sequence["Purchase"], float | None], bool] | None = None
    """Asked where a price rose after it was agreed to; None where nobody is there to be asked."""
    rules: Callable[[Sequence[Fallback]], bool] = lambda fallbacks: True
    """Told, before it is asked whether to pay, where a model failed and rules planned instead; False: it is not to be bought."""
    agree: "Agree" = lambda what, cost, keys: None
    """Asked before what is bought by the call beside films: the voices of an animatic."""
    note: Callable[[str], None] = lambda text: None
    """Told what a person should know while work goes on: what a send waits for, what a model could not do."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One episode as far as it costs nothing; empty where `until` stopped it, or where the board is no board."""

    planned: Planned
    clips: tuple[Clip, ...] = ()
    bill: PackingBill | None = None
    prompts: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()
    """What became of hand edits that were overtaken."""

    @property
    def serious(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.faults if fault.level == "fault")


def refusal(production: Production, ready: Prepared) -> FaultsFound:
    """What stops an episode with faults; it names prompts that a person edited, where the faults are in their shots."""
    shots = {fault.shot for fault in ready.serious}
    faulty = (n for n, clip in enumerate(ready.clips, 1) if shots & {part.shot + 1 for part in clip.parts})
    names = [f"prompts/clip-{number:03d}.txt" for number in faulty]
    return FaultsFound(ready.serious, [production.folder / each for each in names if not production.records.ours(each)])


def refuse_rules(prepared: Prepared, purchases: Sequence["Purchase"], watch: Watch, *, free: bool) -> None:
    """Raises where clips of a board that rules planned in a failed model's stead would be paid for unasked."""
    fallbacks = prepared.planned.fallbacks
    if not fallbacks:
        return
    if free or not any(purchase.state == "ready" for purchase in purchases):
        for sentence in sentences_of(fallbacks):
            watch.note(f"note: {sentence}")
    elif not watch.rules(fallbacks):
        raise PlannedByRules(fallbacks)


def prepare(
    production: Production, bought: Bought | None, watch: Watch, until: str = "check", *, proofs: bool = False
) -> Prepared:
    """Plan, pack, render and check one episode, up to and with the stage `until`.

    `proofs`: prompts that nobody read yet are read by the language model; else what was put right before holds, and nobody is asked.
    """
    watch.stage("plan", 0, 1)
    planned = plan_stage(production, bought)
    if planned.faults:
        return Prepared(planned, faults=planned.faults)
    if until == "plan":
        return Prepared(planned)
    untold = translate(production, planned.board)
    untold = (*untold, *look_at_addresses(production))
    watch.stage("pack", 0, 1)
    clips, bill, aside = pack_stage(production, planned.board, bought)
    aside = (*untold, *aside)
    if until == "pack":
        return Prepared(planned, clips, bill, notes=aside)
    watch.stage("render", 0, len(clips))
    proofs = proofs and not planned.by_rules
    prompts, more = render_stage(production, planned.board, clips, bought, proofs=proofs)
    if production.offer.gateway != PREVIEW:
        from storyboard.production.sold import sold_remarks

        more += sold_remarks(production, orders_of(production, planned.board, clips, prompts))
    if until == "render":
        return Prepared(planned, clips, bill, prompts, notes=aside + more)
    watch.stage("check", 0, 1)
    faults = check_stage(production, planned.board, clips, prompts)
    return Prepared(planned, clips, bill, prompts, faults, aside + more)
