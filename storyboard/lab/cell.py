"""One cell: a script planned once in one column, with every request that took, up to prompts and check. Nothing is bought."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from storyboard import check, timeline
from storyboard import render as prompts_of
from storyboard.cast.file import load
from storyboard.cast.gather import gather
from storyboard.errors import StoryboardError
from storyboard.lab.runs import RunEpisode, RunEvidence
from storyboard.lab.suite import Bench, Cell, Column, breaks_of
from storyboard.languages import Language
from storyboard.library import STAGES
from storyboard.llm import Endpoint
from storyboard.model import Call, Cast, Episode, Offer, Run, Script
from storyboard.pack import floors, pack
from storyboard.plan import Plan, plan
from storyboard.plan.faces import as_described
from storyboard.plan.labels import ask_labels, labelled, unsure
from storyboard.plan.protocols import describe, plan_with_model
from storyboard.production.asking import load_labels
from storyboard.production.production import Options, open_script, told
from storyboard.production.room import with_room
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class Read:
    """A script as all cells of its row find it."""

    script: Script
    known: Cast
    """The cast of the workspace, where it is used; else nobody."""
    cast: Cast
    """With everybody of the script, as the rules assume them."""

    @property
    def language(self) -> str:
        return Language.of(self.script.language).code


def only_scenes(script: Script, wanted: Sequence[str]) -> Script:
    """The script with these scenes alone, by number or id; all of it where none is named or none is there."""
    kept = tuple(scene for scene in script.scenes if {scene.id, scene.number} & set(wanted))
    if not kept:
        return script
    scenes, episodes = {scene.id for scene in kept}, {scene.episode for scene in kept}
    return replace(
        script,
        scenes=kept,
        episodes=tuple(each for each in script.episodes if each.id in episodes),
        units=tuple(unit for unit in script.units if unit.scene in scenes),
    )


def read_script(path: Path, bench: Bench) -> Read:
    """The script of a row, parsed once. Raises UsageError where there is nothing to film."""
    script = only_scenes(open_script(path, Options()), bench.scenes)
    known = load(bench.settings.workspace / "cast.toml") if bench.cast else Cast(())
    return Read(script, known, gather(script, known))


async def run_cell(bench: Bench, cell: Cell, read: Read, run: Run, mind: Endpoint | None) -> RunEvidence:
    """Everything about one cell; `run` completed: why it has no board, or which episodes. `mind` is asked, and watched."""
    calls: list[Call] = []
    if mind:
        mind.watch = calls.append
    script, cast, works, remarks, error = read.script, read.cast, list[RunEpisode](), list[str](), ""
    try:
        if mind:
            script, cast, said = await _prepared(bench, cell, read, mind)
            remarks += said
        for episode in script.episodes:
            if told(script, episode):
                work, more = await _worked(script, episode, cast, cell.column, bench, mind)
                works.append(work)
                remarks += more
    except StoryboardError as wrong:
        works, error = [], f"{wrong.message}{_lost(calls)}"
    except Exception as wrong:
        works, error = [], f"a fault of this program: {type(wrong).__name__}: {wrong}"
    done = replace(
        run,
        error=error,
        remarks=tuple(remarks),
        episodes=tuple(work.id for work in works),
        replayed=bool(calls) and all(call.replayed for call in calls),
        reported=tuple(dict.fromkeys(call.model for call in calls if call.model)),
    )
    return RunEvidence(done, script, cast, bench.offer, _sorted(calls), tuple(works))


async def _prepared(bench: Bench, cell: Cell, read: Read, mind: Endpoint) -> tuple[Script, Cast, list[str]]:
    """Script and cast as the model sees them: unsure lines labelled, people and places described."""
    library, script, cast = cell.column.library, read.script, read.cast
    remarks: list[str] = []
    units = unsure(script, load_labels(bench.settings.workspace))
    if units:
        labels, remarks = await ask_labels(script, units, mind.ask, mind.settings.model, library)
        script = labelled(script, labels)
        cast = gather(script, read.known)
    cast, more = await describe(script, cast, read.known, mind.ask, None, library)
    return as_described(script, cast), cast, [*remarks, *more]


async def _worked(
    script: Script, episode: Episode, cast: Cast, column: Column, bench: Bench, mind: Endpoint | None
) -> tuple[RunEpisode, Sequence[str]]:
    """One episode, planned, packed, rendered and checked; and what its planner could not do."""
    await asyncio.sleep(0)  # many cells share one thread: whoever waits for an answer gets a turn
    code = Language.of(script.language).code
    breaks = breaks_of(bench, column, code)
    offer = with_room(bench.offer, breaks, column.library, code)
    planned = await _planned(script, episode, cast, column, mind, offer)
    board = planned.board
    measure = prompts_of.measure(board, offer, cast, column.library)
    opens = frozenset(at for at, shot in enumerate(planned.trace.shots) if shot.opens) or None
    clips = pack(board, offer, measure=measure, floors=floors(board), opens=opens, breaks=breaks)
    prompts = prompts_of.render(board, clips, offer, cast, column.library)
    cues = timeline.cues(board, clips)
    faults = check.check(
        check.subject_of(
            board, script, episode, cast, clips=clips, prompts=prompts, cues=cues, offer=offer, library=column.library
        )
    )
    work = RunEpisode(episode.id, board, planned.trace, clips, prompts, tuple(dict.fromkeys(faults)))
    return work, planned.remarks


async def _planned(
    script: Script, episode: Episode, cast: Cast, column: Column, mind: Endpoint | None, offer: Offer
) -> Plan:
    if mind is None:
        return plan(script, episode, cast)
    return await plan_with_model(script, episode, cast, mind.ask, mind.settings.protocol, column.library, offer)


def _lost(calls: Sequence[Call]) -> str:
    """What answers were lost before a run gave up: it is often why."""
    lost = [call for call in calls if call.error]
    return f"; {len(lost)} of {len(calls)} answers were none, the first: {lost[0].error}" if lost else ""


def _sorted(calls: Sequence[Call]) -> tuple[Call, ...]:
    """Calls by stage, place and turn: scenes are asked side by side, so when they came says nothing."""
    return tuple(sorted(calls, key=lambda call: (STAGES.index(call.kind), _natural(call.about), call.turn)))


def _natural(text: str) -> list[tuple[int, int, str]]:
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.findall(r"\d+|\D+", text)]
