"""One prompt tried on one scene: asked once, with its answer, what is wrong with it, and the clips that come of it."""

import asyncio
from collections.abc import Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from storyboard.config import Settings, find_workspace, load_settings
from storyboard.errors import BadAnswer, Unasked, UsageError
from storyboard.lab.cell import only_scenes
from storyboard.languages import Language
from storyboard.library import OFF, Library
from storyboard.llm import Ceiling, Endpoint
from storyboard.model import Call, Cast, Judge, Question, Script, Shot
from storyboard.production.asking import open_mind
from storyboard.production.production import Options, described, open_script, told
from storyboard.production.room import breaks_for, with_room
from storyboard.profiles import make_offer
from storyboard.records import dataclass

STAGES = ("shots", "board", "render")
"""What can be tried: how scenes are cut and framed, and how a clip is told."""
MOST = Ceiling(24, 400_000)


@dataclass(frozen=True, slots=True)
class TriedVersion:
    """What became of one version."""

    prompt: str
    """`shots/v3`."""
    calls: tuple[Call, ...]
    """What was asked now; empty where the answer was kept, or nothing is asked."""
    shots: tuple[tuple[str, Shot], ...]
    """(who planned it, shot)."""
    clips: tuple[str, ...]
    """The prompts of the clips, as a video model gets them."""
    remarks: tuple[str, ...]


@dataclass(slots=True)
class _Once:
    """An `Ask` that puts each question of one kind once, and no other."""

    kind: str
    mind: Endpoint
    heard: list[Call] = field(default_factory=list)

    async def __call__(self, question: Question, judge: Judge) -> Any:  # noqa: ANN401 - JSON
        if question.kind == "slots":
            raise BadAnswer("not asked otherwise: a trial asks once")
        if question.kind != self.kind:
            raise Unasked("only the prompt that is tried is asked")
        return await self.mind.ask(question, judge)


def try_prompt(path: Path, library: Library, versions: Sequence[tuple[str, str]], scene: str) -> list[TriedVersion]:
    """Each version (stage, version) on the scenes of that number; costs one question a version and chunk, unless it is kept.

    People are those of cast.toml and of kept answers, else the rules', as `prompt show` says. UsageError without a key.
    """
    settings = load_settings(find_workspace(path))
    whole = open_script(path, Options())
    if scene not in {name for each in whole.scenes for name in (each.number, each.id)}:
        there = ", ".join(dict.fromkeys(each.number or each.id for each in whole.scenes))
        raise UsageError(f"{path}: no scene {scene}", f"there are: {there}")
    script = only_scenes(whole, (scene,))
    library = library.choosing({"continuity": OFF})
    cast = described(whole, settings.workspace, None, library=library, write=False)[0]
    return [
        _try(script, cast, settings, library.choosing({stage: version}), (stage, version))
        for stage, version in versions
    ]


def _try(script: Script, cast: Cast, settings: Settings, library: Library, version: tuple[str, str]) -> TriedVersion:
    from storyboard.pack import floors, pack
    from storyboard.plan import Plan
    from storyboard.plan import plan as by_rules
    from storyboard.plan.protocols import plan_with_model
    from storyboard.render import measure, render

    stage = version[0]
    library = library.for_boards() if stage == "board" else library
    mind = open_mind(settings) if stage != "render" else None
    if stage != "render" and (mind is None or not mind.key):
        where = f"no key in {settings.llm.api_key_env}" if settings.llm else "no [llm] in storyboard.toml"
        raise UsageError(f"nothing can be asked: {where}", "`storyboard prompt show` shows what would be asked, free")
    code = Language.of(script.language).code
    breaks = breaks_for(settings, directed=mind is not None and library.knows_story(code))
    calls, offer = list[Call](), with_room(make_offer(settings), breaks, library, code)
    episodes = [episode for episode in script.episodes if told(script, episode)]

    async def run() -> list[Plan]:
        if mind is None:
            return [by_rules(script, episode, cast) for episode in episodes]
        mind.watch, mind.again = calls.append, 0
        mind.allow(MOST)
        protocol = "board" if stage == "board" else "cuts"
        async with mind:
            ask = _Once(stage, mind)
            return [await plan_with_model(script, each, cast, ask, protocol, library, offer) for each in episodes]

    plans = asyncio.run(run())
    shots: list[tuple[str, Shot]] = []
    clips: list[str] = []
    for plan in plans:
        shots += zip((each.by for each in plan.trace.shots), plan.board.shots, strict=True)
        limit = measure(plan.board, offer, cast, library)
        packed = pack(plan.board, offer, measure=limit, floors=floors(plan.board), breaks=breaks)
        clips += render(plan.board, packed, offer, cast, library)
    remarks = tuple(remark for plan in plans for remark in plan.remarks)
    return TriedVersion("/".join(version), tuple(calls), tuple(shots), tuple(clips), remarks)
