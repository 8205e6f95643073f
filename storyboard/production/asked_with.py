"""What a board is asked with, as its record has it; and a word on one that stays with an earlier version."""

from dataclasses import replace

from storyboard.library import BY_SCENE, SHIPPED, Prompt
from storyboard.model import Trace
from storyboard.production.asking import least_of
from storyboard.production.planned_with import ASKING, SHOTS, as_planned
from storyboard.production.production import Production, library_of
from storyboard.production.wording import FIRST, STAGE

ASKED, DIRECTED = ("cast", SHOTS, "slots", "board"), ("bible", SHOTS, "slots")
"""The stages that boards are planned by, scene by scene or as a whole story."""
USUAL = {STAGE: FIRST, SHOTS: BY_SCENE}
"""Stage -> the version that counts as the usual one: what it was when records began to say which, and said nothing of that one."""


def asked_with(production: Production) -> str:
    """What a board is planned with besides the usual prompts: shipped versions by name, so that a later text of one plans nothing anew; the user's own by hash."""
    if not production.settings.llm:
        return ""
    language = production.language.code
    asked = DIRECTED if production.library.knows_story(language) else ASKED
    prompts = [production.library.prompt(stage, language) for stage in asked] if own_prompts(production, *asked) else []
    return " ".join(each.id if _is_shipped(each) else each.hash for each in prompts)


def superseded(production: Production, trace: Trace | None) -> str:
    """A word on a board that a model planned with another version of the shots than the one in use today, and what today's would ask; empty otherwise."""
    mind, settings = production.mind, production.settings
    if mind is None or not mind.key or trace is None or not {shot.by for shot in trace.shots} & ASKING:
        return ""
    today = as_planned(library_of(settings), settings, (), protocol=production.options.protocol)
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


def own_prompts(production: Production, *stages: str) -> list[str]:
    """Hashes of the prompts of these stages that are not the usual ones: another prompt is another input."""
    language = production.language.code
    mine = [production.library.prompt(stage, language).hash for stage in stages]
    usual = [SHIPPED.prompt(stage, language, USUAL.get(stage, "")).hash for stage in stages]
    return [] if mine == usual else mine
