"""Which versions of the prompts a script is planned with: those it was planned with, until somebody names others or asks for today's.

A label moves; what was planned and paid for does not: a board that a model planned with an earlier version stays with it.
"""

from collections.abc import Sequence
from pathlib import Path

from storyboard.config import Settings
from storyboard.library import BY_SCENE, Library
from storyboard.production.files import Records
from storyboard.production.plans import Plans

BOARD = "storyboard.json"
SHOTS = "shots"
RULES, ASKING = frozenset({"rules"}), frozenset({"model", "slots"})
"""Who makes shots: no model, or one that is asked."""


def as_planned(
    library: Library,
    settings: Settings,
    places: Sequence[tuple[Path, Path]],
    *,
    protocol: str = "",
    replan: bool = False,
) -> Library:
    """The prompts of a script, or of one episode: those that it was planned with, else those of `library`.

    `places`: (record, folder) of its episodes; the first one that was planned decides. `protocol` and `replan` as in `Options`.
    """
    if settings.llm is None:
        return library
    for path, folder in () if replan else places:
        if kept := _kept(path, folder):
            return library.choosing(_unnamed(kept, library, settings))
    return library.for_boards() if (protocol or settings.llm.protocol) == "board" else library


def _kept(path: Path, folder: Path) -> dict[str, str]:
    """Stage -> the shipped version that a board was planned with, the user's own left out; empty for a new one, and where no model's answer is to be kept."""
    plans = Plans(path.with_suffix(".plans.json"))
    last = plans.asked(Records(path, folder).output(BOARD))
    if last is None:
        return {SHOTS: BY_SCENE} if (folder / BOARD).is_file() else {}
    prompts, made_by = last
    if made_by <= RULES:  # nothing was asked for it, and whoever has a model now has it planned by today's prompts
        return {}
    if not prompts:
        return {SHOTS: BY_SCENE}
    return dict(each.split("/", 1) for each in prompts.split() if "/" in each)  # the user's own stand there by hash


def _unnamed(kept: dict[str, str], library: Library, settings: Settings) -> dict[str, str]:
    """What of it holds: nothing where the user says another version of the shots, else the stages of which the user says none."""

    def said(stage: str) -> bool:
        return stage in settings.prompts or library.labels_of_users(stage)

    if said(SHOTS) and library.version(SHOTS) != kept.get(SHOTS):
        return {}
    return {stage: version for stage, version in kept.items() if not said(stage) and version in library.versions(stage)}
