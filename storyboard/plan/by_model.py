"""plan with a language model: it points at lines and describes pictures; code copies the words, and rules stand in for it."""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import field, replace
from typing import Any, NamedTuple, TypeVar

from storyboard import check, names
from storyboard.errors import Blocked, CeilingReached, PartFailed, Truncated, Unasked
from storyboard.languages import Language
from storyboard.library import Library
from storyboard.model import Ask, Board, Cast, Episode, Fault, Script, ShotTrace
from storyboard.plan import framed_by_rules
from storyboard.plan.answers import QUOTES, light_of, shots_faults, shown, slot_faults
from storyboard.plan.breakdown import SceneToPlan, scenes_of
from storyboard.plan.choices import Frame
from storyboard.plan.compile import Fallback, Plan, setting, whole_trace
from storyboard.plan.freeform import as_cuts
from storyboard.plan.lines import Chunk, Line, beats_of, chunks, count, groups, numbered
from storyboard.plan.questions import Context, about, before, shots_question, slots_question
from storyboard.plan.taken import Taken, as_frame, compiled
from storyboard.records import dataclass
from storyboard.timeline import CAPTION

MOST_PARTS = 4
"""How often one chunk may be cut in two because an answer did not fit."""
MOST_IN_A_ROW = 4
"""Refusals of content without a single accepted answer, after which nothing more is asked."""
MOST_BLOCKED = 14
"""Questions about one chunk, all told, while a refused line is looked for."""


OF_PEOPLE = frozenset({"alike", "age", "sex", "name", "cast", "stranger"})
"""Rules about the entries of the cast: pictures by rules would have the same faults."""


@dataclass(slots=True)
class Luck:
    """What all scenes of a run learn together: an endpoint that refuses everything is not asked line by line."""

    accepted: int = 0
    blocked: int = 0
    why: str = ""
    """What was said of the question that was refused last."""

    @property
    def out(self) -> bool:
        return self.blocked >= MOST_IN_A_ROW and not self.accepted


@dataclass(slots=True)
class Work:
    """One scene while it is planned."""

    context: Context
    lines: tuple[Line, ...]
    chunks: list[Chunk]
    frames: list[Frame]
    """What the rule planner would show, beat by beat."""
    protocol: str
    ask: Ask
    luck: Luck
    light: str = ""
    weather: str = ""
    shown: str = ""
    remarks: list[str] = field(default_factory=list)
    fallbacks: list[Fallback] = field(default_factory=list)
    line_of: Callable[[int], int] = int
    """Script line of an offset."""
    asked: int = 0

    @property
    def name(self) -> str:
        """What the script calls the scene."""
        return self.context.item.scene.number or self.context.item.scene.id


async def plan_with_model(
    script: Script, episode: Episode, cast: Cast, ask: Ask, protocol: str, library: Library
) -> Plan:
    """The board of one episode, planned by a model where it can and by rules where it cannot.

    The trace says for every shot which: `model`, `slots` (rule cuts, the model's pictures) or `rules`. The board passes
    `check`. Raises ModelError where nothing more can be asked: key, address, ceiling.
    """
    language = Language.of(script.language).code
    characters = setting(script, episode, cast, language)
    known = names.naming(characters, cast, "", language)
    scenes = scenes_of(script, episode, cast, language)
    frames = framed_by_rules(scenes, cast, known)
    works, luck = [], Luck()
    for at, item in enumerate(scenes):
        context = Context(item, cast, known, at == 0, at == len(scenes) - 1, library=library)
        lines = numbered(item.units, cast, language)
        cut = chunks(lines, item.beats)
        works.append(Work(context, lines, cut, frames[at], protocol, ask, luck, line_of=script.line_of))
    taken = await side_by_side([_scene(work) for work in works])
    items = [lit(work) for work in works]
    shots, traces = compiled(script, cast, known, items, taken)
    board, traces, refused = proved(script, episode, known, works, items, taken, Board(characters, shots), traces)
    trace = whole_trace(script, items, cast, characters, traces)
    remarks = (*(remark for work in works for remark in work.remarks), *refused)
    return Plan(board, trace, (), remarks, tuple(each for work in works for each in work.fallbacks))


ANSWER = 120
"""Tokens of an answer for each shot, about."""


class Perfect(NamedTuple):
    """What a script needs at least."""

    calls: int
    tokens_in: int
    tokens_out: int

    @property
    def tokens(self) -> int:
        return self.tokens_in + self.tokens_out


def perfect(script: Script, cast: Cast, library: Library, protocol: str = "cuts") -> Perfect:
    """Questions and tokens (about) that a whole script needs when every answer is accepted at once."""
    language = Language.of(script.language).code
    calls = asked = answered = 0
    for episode in script.episodes:
        known = names.naming(setting(script, episode, cast, language), cast, "", language)
        for item in scenes_of(script, episode, cast, language):
            context = Context(item, cast, known, first=False, last=False, library=library)
            for chunk in chunks(numbered(item.units, cast, language), item.beats):
                question = shots_question(context, chunk, "board" if protocol == "board" else "shots")
                calls += 1
                asked += len(question.system) + len(question.user)
                answered += ANSWER * len(chunk.beats)
    return Perfect(calls, asked, answered)


T = TypeVar("T")


async def side_by_side(tasks: Sequence[Coroutine[Any, Any, T]]) -> list[T]:
    """All scenes side by side; the first exception stops the others and is raised as itself.

    At the ceiling those that wait for an answer wait on: it is paid for, and is kept.
    """
    running = [asyncio.ensure_future(task) for task in tasks]
    try:
        return list(await asyncio.gather(*running))
    except CeilingReached:
        await asyncio.gather(*running, return_exceptions=True)
        raise
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def _scene(work: Work) -> list[Taken]:
    """The shots of one scene: its chunks one after another, each told how the one before ended."""
    if not work.chunks:
        return [Taken(beat, framed, "rules") for beat, framed in zip(work.context.item.beats, work.frames, strict=True)]
    found: list[Taken] = []
    for chunk in work.chunks:
        work.asked = 0
        found += await chunk_asked(work, chunk)
    return found


async def chunk_asked(work: Work, chunk: Chunk, parts: int = MOST_PARTS, *, cuts: bool = True) -> list[Taken]:
    """The shots of a chunk: asked whole, in halves where it does not fit or is refused, then by slots, then by rules.

    `cuts`: whether the model is asked to cut it; else it is asked by slots at once.
    """
    if work.luck.out:
        return by_rules(
            work, chunk, PartFailed(f"not asked because every question before was refused: {work.luck.why}")
        )
    work.asked += 1
    context = _now(work, chunk)
    try:
        return _remember(work, await (_by_cuts if cuts else by_slots)(work, chunk, context))
    except (Truncated, Blocked) as error:
        if isinstance(error, Blocked):
            work.luck.blocked, work.luck.why = work.luck.blocked + 1, str(error)
        halves = chunk.halves()
        room = parts > 1 if isinstance(error, Truncated) else work.asked + 2 <= MOST_BLOCKED
        if halves and room and not work.luck.out:
            return [piece for half in halves for piece in await chunk_asked(work, half, parts // 2, cuts=cuts)]
        return by_rules(work, chunk, error)
    except Unasked as error:
        return by_rules(work, chunk, error)
    except PartFailed as error:
        if not cuts:
            return by_rules(work, chunk, error)
        work.remarks.append(str(error))
    try:
        return _remember(work, await by_slots(work, chunk, context))
    except PartFailed as error:
        return by_rules(work, chunk, error)


def _now(work: Work, chunk: Chunk) -> Context:
    """The context of a chunk, with what the chunks before it settled."""
    earlier = before(work.lines, chunk)
    if not earlier:
        return work.context
    return replace(work.context, before=earlier, shown=work.shown, light=work.light)


def _remember(work: Work, taken: list[Taken]) -> list[Taken]:
    work.luck.accepted += 1
    if taken:
        work.shown = f"{taken[-1].frame.camera}；{taken[-1].frame.visual}"
    return taken


async def _by_cuts(work: Work, chunk: Chunk, context: Context) -> list[Taken]:
    """The chunk as the model cuts it; of a whole board only its cuts and pictures are taken."""
    if work.protocol == "board":
        question = shots_question(context, chunk, "board")

        def board_judge(data: Any) -> Sequence[str]:  # noqa: ANN401 - JSON
            cuts, faults = as_cuts(data, chunk.lines)
            return faults or shots_faults(cuts, chunk.lines, context)

        data, _ = as_cuts(await work.ask(question, board_judge), chunk.lines)
    else:
        question = shots_question(context, chunk)
        data = await work.ask(question, lambda data: shots_faults(data, chunk.lines, context))
    work.light = work.light or light_of(data, context)
    work.weather = work.weather or " ".join(data.get("weather", "").split())
    cut = groups(chunk.lines, [shot["through"] for shot in data["shots"]])
    return [
        Taken(
            beat,
            as_frame(shown(shot, context), group, beat, context, "model"),
            "model",
            question.id,
            shot.get("answered", number),
        )
        for number, (shot, group) in enumerate(zip(data["shots"], cut, strict=True), start=1)
        for beat in beats_of(context.item.scene, group)
    ]


async def by_slots(work: Work, chunk: Chunk, context: Context) -> list[Taken]:
    """The chunk as the rules cut it, with the model's pictures; a slot that is wrong keeps the rules' picture."""
    question = slots_question(context, chunk)
    wanted = list(range(1, len(chunk.beats) + 1))

    def judge(data: Any) -> Sequence[str]:  # noqa: ANN401
        numbers = [slot["slot"] for slot in data["slots"]]
        return [] if numbers == wanted else [f"answer the slots {wanted[0]} to {wanted[-1]}, each once, in order"]

    data = await work.ask(question, judge)
    work.light = work.light or light_of(data, context)
    found: list[Taken] = []
    at = 0
    for number, (slot, beat) in enumerate(zip(data["slots"], chunk.beats, strict=True)):
        group = chunk.lines[at : (at := at + count(beat))]
        if slot_faults(slot, group, context):
            found.append(Taken(beat, work.frames[chunk.first + number], "rules"))
        else:
            framed = as_frame(shown(slot, context), group, beat, context, "slots")
            found.append(Taken(beat, framed, "slots", question.id, number + 1))
    return found


def by_rules(work: Work, chunk: Chunk, error: Exception) -> list[Taken]:
    """The chunk by rules, and why; that there is no key is said once, by who knows."""
    if not isinstance(error, Unasked):
        words = "".join(line.text for line in chunk.lines)
        told = f"“{words if len(words) <= 60 else words[:59] + '…'}” refused: " if isinstance(error, Blocked) else ""
        line = work.line_of(chunk.lines[0].unit.start)
        work.remarks.append(f"script line {line} ({about(work.context, chunk)}): planned by rules: {told}{error}")
        work.fallbacks.append(Fallback(work.name, f"{told}{error}"))
    frames = work.frames[chunk.first : chunk.first + len(chunk.beats)]
    return [Taken(beat, framed, "rules") for beat, framed in zip(chunk.beats, frames, strict=True)]


def lit(work: Work) -> SceneToPlan:
    """The scene with the light, and where the script is silent the weather, that the model chose."""
    item = work.context.item
    place = item.scenery
    if work.light:
        comma = work.context.known.language.word("writing.comma")
        place = replace(place, style=f"{place.style}{comma}{work.light.rstrip('。.')}")
    if work.weather and "weather" in place.assumed:
        place = replace(place, weather=work.weather.rstrip("。."))
    return replace(item, scenery=place)


def proved(
    script: Script,
    episode: Episode,
    known: names.Naming,
    works: Sequence[Work],
    items: list[SceneToPlan],
    taken: list[list[Taken]],
    board: Board,
    traces: tuple[ShotTrace, ...],
) -> tuple[Board, tuple[ShotTrace, ...], list[str]]:
    """The board with every shot mended in which `check` finds a fault, else its scene planned by rules; and what was found.

    Of a faulty picture first the quotation marks go, then the picture: the rules' own of that shot stands in its place.
    """
    refused: list[str] = []
    cast = works[0].context.cast if works else Cast(())
    tried: Counter[tuple[int, int]] = Counter()
    while bad := _faulty(check.check_board(board, script, episode, cast), taken):
        for at, found in bad.items():
            work = works[at]
            for place, message in found.items():
                tried[at, place] += 1
                again = _mended(taken[at], place, message, tried[at, place], work, known)
                if again is not None:
                    taken[at][place] = again
                    refused += [f"scene {work.name}: the picture of one shot: {message}"] if again.by == "rules" else []
                    continue
                work.fallbacks.append(Fallback(work.name, message))
                refused.append(str(work.fallbacks[-1]))
                pairs = zip(work.context.item.beats, work.frames, strict=True)
                taken[at] = [Taken(beat, framed, "rules") for beat, framed in pairs]
                items[at] = work.context.item
                break
        shots, traces = compiled(script, cast, known, items, taken)
        board = replace(board, shots=shots)
    return board, traces, refused


NOWHERE = -1
"""The place of a fault that belongs to no shot."""


def _mended(
    scene: Sequence[Taken], place: int, message: str, time: int, work: Work, known: names.Naming
) -> Taken | None:
    """One shot of a scene without what is wrong in it, the first time or the second; None where only the whole scene by rules will do."""
    if place == NOWHERE or time > MOST_TIMES or scene[place].by == "rules":
        return None
    one = scene[place]
    bare = _unquoted(one.frame.visual, message)
    if time == 1 and bare != one.frame.visual:
        staging = one.frame.staging and replace(one.frame.staging, free=_unquoted(one.frame.staging.free, message))
        return replace(one, frame=replace(one.frame, visual=bare, staging=staging))
    item = replace(work.context.item, beats=[each.beat for each in scene])
    (frames,) = framed_by_rules([item], work.context.cast, known)
    return replace(one, frame=frames[place], by="rules")


MOST_TIMES = 2
"""How often one shot is mended before its scene goes to the rules."""


def _unquoted(visual: str, message: str) -> str:
    """A picture without the quotation marks around words that a fault names, else around any; captions keep theirs."""
    over = [match.span() for match in CAPTION.finditer(visual)]
    quotes = [each for each in QUOTES.finditer(visual) if not any(start <= each.start() < end for start, end in over)]
    inside = {each: next((part for part in each.groups() if part), "") for each in quotes}
    named = [each for each in quotes if inside[each] and inside[each] in message] or quotes
    for each in reversed(named):
        visual = f"{visual[: each.start()]}{inside[each]}{visual[each.end() :]}"
    return visual


def _faulty(faults: Sequence[Fault], taken: Sequence[Sequence[Taken]]) -> dict[int, dict[int, str]]:
    """The scenes that a model had a hand in and that hold a fault, with the places of the shots and what is wrong; all such scenes for one without a shot."""
    ends = [0]
    for scene in taken:
        ends.append(ends[-1] + len(scene))
    touched = {at for at, scene in enumerate(taken) if any(one.by != "rules" for one in scene)}
    found: dict[int, dict[int, str]] = {}
    for fault in faults:
        if fault.level == "fault" and fault.rule not in OF_PEOPLE:
            here = {at for at in touched if ends[at] < fault.shot <= ends[at + 1]}
            for at in sorted(here if fault.shot else touched):
                place = fault.shot - 1 - ends[at] if fault.shot else NOWHERE
                found.setdefault(at, {}).setdefault(place, fault.message)
    return found
