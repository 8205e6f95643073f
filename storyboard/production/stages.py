"""The stages of a production with what is resumed.

A stage whose inputs are unchanged is not run again, and what a person edited is checked and used.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from storyboard import check, timeline
from storyboard import render as prompts_of
from storyboard.check.form import read_board, written
from storyboard.errors import UsageError
from storyboard.model import Board, Clip, Fault, Order, Slots, Telling, Trace
from storyboard.pack import atoms, cost, fill, floors, greedy, pack
from storyboard.pack.search import Breaks
from storyboard.plan import Ends, Fallback, Plan
from storyboard.production.asked_with import asked_with, own_prompts
from storyboard.production.asking import plan
from storyboard.production.english import told
from storyboard.production.files import (
    PackingBill,
    digest,
    dump_board,
    dump_clips,
    dump_faults,
    dump_script,
    dump_trace,
    load_clips,
    read_text,
    write_whole,
)
from storyboard.production.merge import merged
from storyboard.production.planned_with import RULES
from storyboard.production.planners import is_from, is_older
from storyboard.production.plans import Plans, Planted
from storyboard.production.production import BOARD, Production
from storyboard.production.proofreading import PROOF, as_made, load_proofs, proofread
from storyboard.production.room import STORY_SPARE, breaks_for, directs, told_to_director, writes
from storyboard.production.slots import remarks_on_slots, room_for_words, slots_for
from storyboard.production.wishes import fingerprint, load_wishes
from storyboard.production.wording import STAGE, record
from storyboard.records import dataclass
from storyboard.rules import wanted

TRACE, CLIPS, CHECK, SCRIPT = "trace.json", "clips.json", "check.json", "script.json"


@dataclass(frozen=True, slots=True)
class Bought:
    """What the packer may have for nothing: films that lie on disk."""

    ends: frozenset[tuple[int, str, str]]
    """(seconds, first shot, last shot) of every film, as `ends_of` has them: a quick no for runs that cannot be one."""
    owned: Callable[[Order], bool]


def ends_of(order: Order) -> tuple[int, str, str] | None:
    """What tells a film's order from others, cheaply: length, first and last shot, silent holds at the end left out."""
    shots = list(order.shots)
    while len(shots) > 1 and shots[-1].visual == shots[-2].visual and not (shots[-1].action or shots[-1].dialogue.text):
        shots.pop()
    if not shots:
        return None
    first, last = shots[0], shots[-1]
    return order.seconds, _end(first.visual, first.dialogue.text), _end(last.visual, last.dialogue.text)


def _end(visual: str, text: str) -> str:
    return digest(visual, text)[:16]


@dataclass(frozen=True, slots=True)
class Planned:
    """A board and how it came about."""

    board: Board
    trace: Trace | None
    how: str
    """`planned`, `unchanged`, `edited` (a person's), or `merged`."""
    conflicts: tuple[str, ...] = ()
    """What to say about it: edits that were overtaken, what the language model could not do."""
    faults: tuple[Fault, ...] = ()
    fallbacks: tuple[Fallback, ...] = ()
    """Where rules stand in for a language model that failed, now or when the board was planned; none in a board that a person edited."""

    @property
    def by_rules(self) -> bool:
        """Whether rules planned all of it; what a person made of a board is not known."""
        return self.trace is not None and not any(shot.by in ("model", "slots") for shot in self.trace.shots)

    @property
    def all_failed(self) -> bool:
        """No shot is the model's, though it was asked."""
        shots = self.trace.shots if self.trace else ()
        return bool(self.fallbacks) and not any(shot.by in ("model", "slots") for shot in shots)


def plan_stage(production: Production, bought: Bought | None = None) -> Planned:
    """The board of a production, planned, merged with hand edits, or as it lies there.

    Where the planner's number has risen, untouched shots are planned again; those of `bought` films stay. Without
    `bought` it cannot be known which those are, and all stay.
    """
    records, path = production.records, production.folder / BOARD
    inputs = board_inputs(production)
    if production.options.force or not path.is_file():
        return write_plan(production, _plan(production), inputs, "planned")
    text = read_text(path)
    plans = Plans(records.path.with_suffix(".plans.json"))
    mine = plans.of(path.read_bytes())
    old, faults = written(text) if mine else read_board(text, str(path), production.settings.check.language)
    if old is None:
        return Planned(Board({}, ()), None, "edited", faults=tuple(replace(fault, path=str(path)) for fault in faults))
    last = mine or plans.last(records.output(BOARD))
    read = last is None or (last.reading or read_before(production)) in ("", reading_of(production))
    same, older = (
        read and (last is None or is_from(last, planned_from(production, last))),
        last is not None and is_older(last),
    )
    if last is None or (same and not older):
        trace = last.trace if last else None
        _write_trace(production, trace)
        return Planned(old, trace, "unchanged", fallbacks=mine.fallbacks) if mine else Planned(old, trace, "edited")
    anew = last.prompts != asked_with(production)
    held = _held(production, old, bought) if older else None
    new = _plan(production)
    if read and (word := _unasked(production, new, last)):
        new, anew, held = _as_it_was(new, last, word), False, None
    both = merged(new, old, last.board, last.trace, anew=anew, held=held, same=same)
    aside = records.set_aside(BOARD) if both.plan.conflicts and not mine else ()
    if mine and both.plan.conflicts:
        aside = records.keep_copy(BOARD)
    planned = replace(both.plan, conflicts=(*both.plan.conflicts, *aside))
    return _write(production, plans, planned, both.ours, inputs, "merged" if old != last.board else "planned")


def _unasked(production: Production, new: Plan, last: Planted) -> str:
    """Why the shots stay that a language model planned from the same words: without a key rules would stand in for it; empty where they need not."""
    mind = production.mind
    before, now = (sum(shot.by == "model" for shot in trace.shots) for trace in (last.trace, new.trace))
    if mind is None or mind.key or now >= before:
        return ""
    return f"a language model planned {before} shots of this board, and today's questions are others; there is no key in {mind.settings.api_key_env} to ask them, so its shots stay as they are"


def _as_it_was(new: Plan, last: Planted, word: str) -> Plan:
    """A plan of the same words with the shots of the last one, and why."""
    board, trace = replace(new.board, shots=last.board.shots), replace(new.trace, shots=last.trace.shots)
    return Plan(board, trace, new.conflicts, (*new.remarks, word), last.fallbacks)


def _plan(production: Production) -> Plan:
    offer, settings = production.offer, production.settings
    library, code = production.library, production.language.code
    directed = directs(settings, library, code)
    return plan(
        production.script,
        production.episode,
        production.cast,
        production.mind,
        library,
        production.options.protocol,
        settings.plan.shots,
        lambda answered: _ends(production, directed=answered and directed),
        told_to_director(offer, settings, library, code),
    )


def breaks_of(production: Production) -> Breaks:
    """Where the clips of the board that was planned last end; one that rules planned for want of a model is no story of its."""
    settings, directed = production.settings, False
    if not settings.video.breaks and directs(settings, production.library, production.language.code):
        plans = Plans(production.records.path.with_suffix(".plans.json"))
        last = plans.asked(production.records.output(BOARD))
        directed = last is not None and not last[1] <= RULES
    return breaks_for(settings, directed=directed)


def _ends(production: Production, *, directed: bool) -> Ends:
    """What the shots are composed for; shots become one only where none can have been bought yet.

    Shots written whole have been told how long all of them may be, and are cut short only where clips cost far more than that.
    """
    cast, library, code = production.cast, production.library, production.language.code
    breaks = breaks_for(production.settings, directed=directed)
    room = production.settings.video.room
    spare = STORY_SPARE if room is None else max(room, STORY_SPARE)  # what was told is not cut short
    offer = replace(production.offer, spare=spare if breaks == "story" else 0.0)

    def packing(board: Board) -> tuple[Clip, ...]:
        measure, long = prompts_of.limits(board, offer, cast, library)
        share = production.options.share_scenes
        return pack(
            board, offer, share_scenes=share, measure=measure, floors=floors(board), breaks=breaks, lengthy=long
        )

    join = production.options.force or not (production.folder / BOARD).is_file()
    return Ends(offer, packing, join, whole=breaks == "story" and writes(library, code))


def write_plan(production: Production, planned: Plan, inputs: str, how: str) -> Planned:
    """Writes a plan that is not merged with anything: board, trace, and the record of what they were made from."""
    plans = Plans(production.records.path.with_suffix(".plans.json"))
    return _write(production, plans, planned, planned.board, inputs, how)


def _write(production: Production, plans: Plans, planned: Plan, ours: Board, inputs: str, how: str) -> Planned:
    """Writes a plan: first what tells it from a person's work, then the board, then the trace for people to read."""
    text = dump_board(planned.board)
    plans.add(text, inputs, ours, planned.trace, asked_with(production), planned.fallbacks, reading_of(production))
    production.records.write(BOARD, text, inputs)
    production.records.write(SCRIPT, dump_script(production.script))
    _write_trace(production, planned.trace)
    remarks = (*production.remarks, *planned.remarks)
    return Planned(planned.board, planned.trace, how, (*planned.conflicts, *remarks), (), planned.fallbacks)


def _write_trace(production: Production, trace: Trace | None) -> None:
    if trace:
        production.records.write(TRACE, dump_trace(trace))


def board_inputs(production: Production, last: Planted | None = None) -> str:
    """Hash of what a board is planned from."""
    return digest(*planned_from(production, last))


def planned_from(production: Production, last: Planted | None = None) -> tuple[object, ...]:
    """What a board is planned from: the episode's words, its places, its people, prompts other than the usual ones.

    `last`: the plan that this is held against; where rules alone made it, today's prompts are nothing to it.
    """
    by_rules = last is not None and {shot.by for shot in last.trace.shots} <= RULES
    prompts = last.prompts if last is not None and by_rules else asked_with(production)
    script, episode = production.script, production.episode
    scenes = [scene for scene in script.scenes if scene.episode == episode.id]
    grain = production.settings.plan.shots
    words = script.text[scenes[0].start : scenes[-1].end] if scenes else ""
    places = [(scene.location, scene.time, scene.interior, scene.cast, scene.state) for scene in scenes]
    return (
        words,
        places,
        script.format,
        production.cast.members,
        *production.cast.places,
        *prompts.split(),
        *fingerprint(load_wishes(production.folder)),
        *([("listeners", *heard)] if (heard := _listeners(production)) else []),
        *([f"shots {grain}"] if grain != "normal" and production.mind is None else []),
    )


def _listeners(production: Production) -> list[tuple[str, str]]:
    """(words, whom they are spoken to) of the episode's lines of which somebody says it."""
    scenes = {scene.id for scene in production.script.scenes if scene.episode == production.episode.id}
    return [(unit.text, unit.to) for unit in production.script.units if unit.to and unit.scene in scenes]


def reading_of(production: Production) -> str:
    """Hash of how the episode's words were read: who says what, what is shown."""
    script = production.script
    told = {scene.id for scene in script.scenes if scene.episode == production.episode.id}
    return digest(
        [
            (unit.kind, unit.text, unit.speaker, [part.text for part in unit.parentheticals], unit.delivery)
            for unit in script.units
            if unit.scene in told and unit.kind != "blank"
        ]
    )


def read_before(production: Production) -> str:
    """The same of the script.json beside the board, for plans that did not record it; empty where there is none."""
    try:
        data = json.loads(read_text(production.folder / SCRIPT))
        told = {scene["id"] for scene in data["scenes"] if scene["episode"] == production.episode.id}
        return digest(
            [
                (
                    unit["kind"],
                    unit["text"],
                    unit["speaker"],
                    [part["text"] for part in unit["parentheticals"]],
                    unit["delivery"],
                )
                for unit in data["units"]
                if unit["scene"] in told and unit["kind"] != "blank"
            ]
        )
    except (OSError, ValueError, KeyError, TypeError, UsageError):
        return ""


def _held(production: Production, board: Board, bought: Bought | None) -> frozenset[int]:
    """The shots, from 0, that stand in a film that was bought, by its length and its first and last shot."""
    if bought is None:
        return frozenset(range(len(board.shots)))
    row = atoms(board, production.offer, floors(board))
    ends = [_end(board.shots[atom.shot].visual, atom.text) for atom in row]
    places: dict[str, list[int]] = {}
    for at, end in enumerate(ends):
        places.setdefault(end, []).append(at)
    runs = [
        (start, end)
        for seconds, first, last in bought.ends
        for start in places.get(first, ())
        for end in places.get(last, ())
        if start <= end and sum(atom.natural for atom in row[start : end + 1]) <= seconds * 10
    ]
    return frozenset(atom.shot for start, end in runs for atom in row[start : end + 1])


def pack_stage(
    production: Production, board: Board, bought: Bought | None = None
) -> tuple[tuple[Clip, ...], PackingBill, tuple[str, ...]]:
    """The clips of a board, their bill, and notes. Clips bought before cost nothing, so an unchanged stretch keeps its cuts."""
    offer, cast, records = production.offer, production.cast, production.records
    inputs = clips_inputs(production, board, "blind" if bought is None else "seeing")
    state = records.state(CLIPS, inputs)
    measure, lengthy = prompts_of.limits(told(production, board), offer, cast, production.library)
    # What stands before the first shot takes its room of a prompt.
    bare = replace(offer, prompt_limit=max(1, offer.prompt_limit - room_for_words(production)) if measure else 0)
    worst = cost(greedy(board, bare, measure=measure), offer)
    path = production.folder / CLIPS
    notes: tuple[str, ...] = ()
    kept = state in ("fresh", "edited") and not production.options.force
    if kept:
        clips = load_clips(read_text(path), path, board)
    else:
        notes = records.set_aside(CLIPS)
        clips = pack(
            board,
            bare,
            share_scenes=production.options.share_scenes,
            measure=measure,
            floors=floors(board),
            breaks=breaks_of(production),
            owned=_owned_runs(production, board, bought) if bought and bought.ends else None,
            unnamed=prompts_of.unnamed(board, offer, cast),
            lengthy=lengthy,
            opens=wanted_openings(production, board),
        )
    paid = cost(clips, offer)
    bill = PackingBill(paid.seconds, paid.money, worst.seconds, worst.money)
    if not kept:
        records.write(CLIPS, dump_clips(clips, offer, bill, production.library.version(STAGE)), inputs)
    return clips, bill, notes


def wanted_openings(production: Production, board: Board) -> frozenset[int] | None:
    """The shots with which the board's planner wants clips to begin; None where it wants none, or the board is another by now."""
    last = Plans(production.records.path.with_suffix(".plans.json")).last(production.records.output(BOARD))
    if last is None or last.trace is None or len(last.trace.shots) != len(board.shots):
        return None
    return frozenset(at for at, shot in enumerate(last.trace.shots) if shot.opens) or None


def clips_inputs(production: Production, board: Board, sight: str) -> str:
    """Hash of what clips are packed from; `sight`: `seeing` where it is known what was bought, else `blind`."""
    people = [member for member in production.cast.members if member.name in board.character_setting]
    options, offer, breaks = production.options, production.offer, breaks_of(production)
    own = (*own_prompts(production, "render"), *([breaks] if breaks != "cheapest" else []))
    own = (*own, f"style {offer.style}") if offer.style else own
    return digest(dump_board(board), offer, options.share_scenes, people, sight, *own)


def kept_board(production: Production) -> tuple[Board, Planted | None] | None:
    """The board that lies there and the plan of ours behind it; None where there is none, or one that cannot be read."""
    path = production.folder / BOARD
    if not path.is_file():
        return None
    board, _ = read_board(read_text(path), str(path))
    plans = Plans(production.records.path.with_suffix(".plans.json"))
    last = plans.of(path.read_bytes()) or plans.last(production.records.output(BOARD))
    return (board, last) if board is not None else None


def _owned_runs(production: Production, board: Board, bought: Bought) -> Callable[[int, int, int], bool]:
    """Whether the clip of a run of atoms was bought before; rendered and looked up only where its ends are known."""
    row = atoms(board, production.offer, floors(board))
    ends = [_end(board.shots[atom.shot].visual, atom.text) for atom in row]
    slots = slots_for(production, board)

    def ask(start: int, end: int, seconds: int) -> bool:
        if (seconds, ends[start], ends[end - 1]) not in bought.ends:
            return False
        clip = fill(row[start:end], seconds)
        return any(
            bought.owned(_order(production, board, clip, prompt, slots(clip)))
            for prompt in tellings(production, board, clip, slots(clip))
        )

    return ask


def tellings(production: Production, board: Board, clip: Clip, slots: Slots) -> tuple[str, ...]:
    """The prompts a clip has and had: today's; where it differs that without a word of its pictures, and that of before; each as it was put right, then as it was made."""
    offer, cast, library = production.offer, production.cast, production.library
    ways = _ways(production, board, slots.telling)
    prompts = (
        prompts_of.render(shown, (clip,), offer, cast, library, former=former, tellings=spoken)[0]
        for shown, former, spoken in ways
    )
    proofs = load_proofs(production.folder)
    return tuple(dict.fromkeys(each for made in prompts for each in (proofs.sent(made), made)))


def _ways(production: Production, board: Board, telling: Telling) -> list[tuple[Board, bool, tuple[Telling, ...]]]:
    """(board, whether as before, what is said of pictures) of `tellings`, today's first; none that would only say the same again."""
    english = told(production, board)
    spoken = (telling,) if telling != Telling() else ()
    ways: list[tuple[Board, bool, tuple[Telling, ...]]] = [(english, False, spoken)]
    ways += [(english, False, ())] if spoken else []
    ways += [(board, False, ())] if english is not board else []
    return [*ways, *([(board, True, ())] if prompts_of.has_former(board, production.library) else [])]


def _made(production: Production, board: Board, clips: Sequence[Clip], bought: Bought | None) -> tuple[str, ...]:
    """The prompts of clips; one that was bought as it was told before stays as it was told."""
    slots = slots_for(production, board)
    spoken = tuple(slots(clip).telling for clip in clips)
    shown = told(production, board)
    now = prompts_of.render(shown, clips, production.offer, production.cast, production.library, tellings=spoken)
    if bought is None or not bought.ends:
        return now
    found = []
    for clip, prompt in zip(clips, now, strict=True):
        given = slots(clip)
        others = len(_ways(production, board, given.telling)) > 1
        if others and not bought.owned(_order(production, board, clip, prompt, given)):
            ways = tellings(production, board, clip, given)
            mine = (way for way in ways if bought.owned(_order(production, board, clip, way, given)))
            prompt = next(mine, prompt)
        found.append(prompt)
    return tuple(found)


def render_stage(
    production: Production, board: Board, clips: Sequence[Clip], bought: Bought | None = None, *, proofs: bool = False
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The prompts, one file a clip, and notes. An edited prompt is used wherever its clip now stands, while it is the same.

    Records go by what the prompt was made as, not by its number: a clip inserted before does not lose an edit.
    """
    records = production.records
    record(production.library, records, production.language.code)
    made = _made(production, board, clips, bought)
    sent, read = _read_over(production, board, clips, made, bought, ask=proofs)
    edited = {} if production.options.force else _edited_prompts(production)
    left = {} if production.options.force else records.unwritten()
    words = {**left, **edited}
    prompts: list[str] = []
    notes: list[str] = []
    used: set[str] = set()
    names = [f"prompts/clip-{number:03d}.txt" for number in range(1, len(made) + 1)]
    for text, ready in zip(made, sent, strict=True):
        own = digest(text)
        used.add(own)
        prompts.append(words[own][1] if own in words else ready)
    for own, (name, _) in edited.items():
        if own not in used:
            notes += records.set_aside(name)
    for own in left.keys() - used - edited.keys():
        notes += records.keep_copy(*left[own])
    each_of = zip(names, made, sent, prompts, strict=True)
    rows = {name: (digest(text), digest(ready), prompt) for name, text, ready, prompt in each_of}
    with records.noting(rows):
        for name, prompt in zip(names, prompts, strict=True):
            path = production.folder / name
            if not path.is_file() or read_text(path) != prompt:
                write_whole(path, prompt)
    _remove_beyond(production.folder / "prompts", "clip-*.txt", len(made))
    said = (*read, *_told_by_looks(production, board, clips), *remarks_on_slots(production, board, clips))
    return tuple(prompts), (*notes, *said)


def _read_over(
    production: Production,
    board: Board,
    clips: Sequence[Clip],
    made: Sequence[str],
    bought: Bought | None,
    *,
    ask: bool,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(the prompts as they are sent, what is said of reading their proofs): what was bought as it was made stays so."""
    if not ask and not (production.folder / PROOF).is_file():
        return tuple(made), ()
    slots = slots_for(production, board)
    own = [
        bought is not None and bool(bought.ends) and bought.owned(_order(production, board, clip, prompt, slots(clip)))
        for clip, prompt in zip(clips, made, strict=True)
    ]
    edited = _edited_prompts(production)
    unread = ["" if mine or digest(text) in edited else text for mine, text in zip(own, made, strict=True)]
    said = proofread(production, board, clips, unread) if ask else ()
    proofs = load_proofs(production.folder)
    return tuple(text if mine else proofs.sent(text) for mine, text in zip(own, made, strict=True)), said


def _told_by_looks(production: Production, board: Board, clips: Sequence[Clip]) -> list[str]:
    """A sentence for each clip in which a model has no room for somebody's `@username`."""
    offer = production.offer
    found = ((n, prompts_of.told_by_looks(board, clip, offer, production.cast)) for n, clip in enumerate(clips, 1))
    return [
        f"clip {n:03d}: {offer.model} takes {offer.characters} characters a clip: {', '.join(who)} told by looks"
        for n, who in found
        if who
    ]


def _edited_prompts(production: Production) -> dict[str, tuple[str, str]]:
    """What a prompt was made as -> (its file, the words a person gave it), for all that were edited."""
    records, found = production.records, {}
    for path in sorted((production.folder / "prompts").glob("clip-*.txt")):
        name = f"prompts/{path.name}"
        if path.stem.split("-")[1].isdigit() and not records.ours(name):
            found[records.inputs(name) or name] = (name, read_text(path))
    return found


def _remove_beyond(folder: Path, pattern: str, count: int) -> None:
    """Removes the files of clips that are no more; edited ones were set aside before."""
    for path in folder.glob(pattern):
        number = path.stem.split("-")[1]
        if number.isdigit() and int(number) > count:
            path.unlink(missing_ok=True)


def check_stage(
    production: Production, board: Board, clips: Sequence[Clip], prompts: Sequence[str]
) -> tuple[Fault, ...]:
    """Board, prompts and subtitles against the script; written to check.json. Nothing is bought while there are faults.

    A prompt that was put right is checked as it was made, where the correction changes neither what is said nor what is paid.
    """
    script, settings = production.script, production.settings.check
    prompts = as_made(production, board, prompts)
    subject = check.subject_of(
        board,
        script,
        production.episode,
        production.cast,
        clips=clips,
        prompts=prompts,
        cues=timeline.cues(board, clips),
        offer=production.offer,
        library=production.library,
        language=settings.language,
        tellings=_spoken(production, board, clips, prompts),
        told=_boards(production, board, clips, prompts),
    )
    found = wanted(check.check(subject), settings.off)
    faults = tuple(dict.fromkeys(replace(fault, path=script.path) for fault in found))
    counts = {"lines": len(subject.lines), "shots": len(board.shots), "clips": len(clips)}
    production.records.write(CHECK, dump_faults(faults, counts))
    return faults


def _boards(production: Production, board: Board, clips: Sequence[Clip], prompts: Sequence[str]) -> tuple[Board, ...]:
    """For each prompt the board that it tells: in English where that is wanted, as it is where it was bought so."""
    english = told(production, board)
    if english is board:
        return ()
    offer, cast, library = production.offer, production.cast, production.library
    plain = (
        [prompts_of.render(board, (clip,), offer, cast, library, former=former)[0] for former in (False, True)]
        for clip in clips
    )
    return tuple(board if prompt in ways else english for prompt, ways in zip(prompts, plain, strict=True))


def _spoken(production: Production, board: Board, clips: Sequence[Clip], prompts: Sequence[str]) -> tuple[Telling, ...]:
    """How each prompt speaks of what goes along: not at all where it was bought so."""
    slots = slots_for(production, board)
    ways = ((clip, prompt, slots(clip)) for clip, prompt in zip(clips, prompts, strict=True))
    return tuple(
        Telling()
        if each.telling != Telling() and prompt in tellings(production, board, clip, each)[1:]
        else each.telling
        for clip, prompt, each in ways
    )


def orders_of(production: Production, board: Board, clips: Sequence[Clip], prompts: Sequence[str]) -> tuple[Order, ...]:
    """What the gateway is asked for, one order a clip."""
    slots = slots_for(production, board)
    return tuple(
        _order(production, board, clip, prompt, slots(clip)) for clip, prompt in zip(clips, prompts, strict=True)
    )


def _order(production: Production, board: Board, clip: Clip, prompt: str, slots: Slots) -> Order:
    """What the gateway is asked for: the words, what goes along with them, and what `[video]` says of all films."""
    video = production.settings.video
    order = prompts_of.order(board, clip, prompt, production.offer)
    return replace(order, private=video.private, watermark=video.watermark, sound=video.sound, references=slots.given)


def show_takes(production: Production, takes: Sequence[Path | None]) -> None:
    """Puts the takes in use under clips/clip-001.mp4 …: hard links where the disk can, copies elsewhere."""
    import os
    import shutil

    folder = production.folder / "clips"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, take in enumerate(takes, start=1):
            path = folder / f"clip-{number:03d}.mp4"
            if take is None or (path.exists() and path.samefile(take)):
                continue
            path.unlink(missing_ok=True)
            try:
                os.link(take, path)
            except OSError:
                shutil.copyfile(take, path)
        _remove_beyond(folder, "clip-*.mp4", len(takes))
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written: {error.strerror}", "the takes themselves are kept") from error
