"""Which prompts a board is planned with: those it was planned with, until somebody names others or asks for today's.

A label moves; what was planned and paid for does not: a board that a model planned with an earlier version stays with it.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from storyboard.config import Settings
from storyboard.library import BY_SCENE, SHIPPED, Library, Prompt
from storyboard.model import Trace
from storyboard.production.files import Records
from storyboard.production.plans import Plans
from storyboard.production.wording import FIRST, STAGE

if TYPE_CHECKING:
    from storyboard.production.production import Options, Production

BOARD, TAKES = "storyboard.json", "takes"
SHOTS = "shots"
RULES, ASKING = frozenset({"rules"}), frozenset({"model", "slots"})
"""Who makes shots: no model, or one that is asked."""
ASKED, DIRECTED = ("cast", SHOTS, "slots", "board"), ("bible", SHOTS, "slots")
"""The stages that boards are planned by, scene by scene or as a whole story."""
USUAL = {STAGE: FIRST, SHOTS: BY_SCENE}
"""Stage -> the version that counts as the usual one: what it was when records began to say which, and said nothing of that one."""


def as_planned(
    library: Library, settings: Settings, places: Sequence[tuple[Path, Path]], options: "Options"
) -> Library:
    """The prompts of a script, or of one episode: those that it was planned with, else those of `library`.

    `places`: (record, folder) of its episodes; the first one that was planned decides.
    """
    if settings.llm is None:
        return library
    if not options.replan:
        for path, folder in places:
            if kept := _kept(path, folder, force=options.force):
                return library.choosing(_unnamed(kept, library, settings))
    board = (options.protocol or settings.llm.protocol) == "board"
    return library.for_boards() if board else library


def _kept(path: Path, folder: Path, *, force: bool) -> dict[str, str]:
    """Stage -> the shipped version that a board was planned with; empty for a new one, and where no model's answer is to be kept."""
    plans = Plans(path.with_suffix(".plans.json"))
    last = plans.asked(Records(path, folder).output(BOARD))
    if last is None:
        return {SHOTS: BY_SCENE} if (folder / BOARD).is_file() else {}
    prompts, made_by = last
    if made_by <= RULES and (force or not (folder / TAKES).is_dir()):
        return {}
    named = prompts.split()
    if not all("/" in each for each in named):  # the user's own, by hash
        return {}
    return dict(each.split("/", 1) for each in named) or {SHOTS: BY_SCENE}


def _unnamed(kept: dict[str, str], library: Library, settings: Settings) -> dict[str, str]:
    """What of it holds: nothing where the user says another version of the shots, else the stages of which the user says none."""

    def said(stage: str) -> bool:
        return stage in settings.prompts or library.labels_of_users(stage)

    if said(SHOTS) and library.version(SHOTS) != kept.get(SHOTS):
        return {}
    return {
        stage: version for stage, version in kept.items() if not said(stage) and version in library.versions(stage)
    }


def asked_with(production: "Production") -> str:
    """What a board is planned with besides the usual prompts: shipped versions by name, so that a later text of one plans nothing anew; the user's own by hash."""
    if not production.settings.llm:
        return ""
    language = production.language.code
    asked = DIRECTED if production.library.knows_story(language) else ASKED
    prompts = [production.library.prompt(stage, language) for stage in asked] if own_prompts(production, *asked) else []
    return " ".join(each.id if _is_shipped(each) else each.hash for each in prompts)


def superseded(production: "Production", trace: Trace | None) -> str:
    """A word on a board that a model planned with another version of the shots than the one in use today, and what today's would ask; empty otherwise."""
    from storyboard.production.asking import least_of
    from storyboard.production.production import library_of

    mind, settings = production.mind, production.settings
    if mind is None or not mind.key or trace is None or not {shot.by for shot in trace.shots} & ASKING:
        return ""
    today = as_planned(library_of(settings), settings, (), production.options)
    before, now = production.library.version(SHOTS), today.version(SHOTS)
    if before == now:
        return ""
    untold = replace(production.cast, story=None)
    calls, tokens = least_of(production.script, untold, production.cast, today, mind.settings.protocol)
    path = production.script.path
    return (
        f"{path} stays with shots/{before}, as it was planned; `storyboard plan --renew {path}` plans it with shots/{now}: "
        f"about {calls} questions, {tokens:,} tokens"
    )


def _is_shipped(prompt: Prompt) -> bool:
    return prompt.folder.is_relative_to(SHIPPED.roots[-1])


def own_prompts(production: "Production", *stages: str) -> list[str]:
    """Hashes of the prompts of these stages that are not the usual ones: another prompt is another input."""
    language = production.language.code
    mine = [production.library.prompt(stage, language).hash for stage in stages]
    usual = [SHIPPED.prompt(stage, language, USUAL.get(stage, "")).hash for stage in stages]
    return [] if mine == usual else mine
