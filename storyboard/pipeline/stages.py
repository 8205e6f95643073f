"""The stages of a production with what is resumed.

A stage whose inputs are unchanged is not run again, and what a person edited is checked and used.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from storyboard import assets, check, timeline
from storyboard import render as prompts_of
from storyboard.check.form import read_board
from storyboard.errors import UsageError
from storyboard.model import Board, Clip, Fault, Order, Shot, Trace
from storyboard.pack import atoms, cost, fill, greedy, pack
from storyboard.pipeline.asking import plan
from storyboard.pipeline.files import (
    Bill,
    digest,
    dump_board,
    dump_clips,
    dump_faults,
    dump_script,
    dump_trace,
    load_clips,
    load_trace,
    read_text,
    write_whole,
)
from storyboard.pipeline.merge import merged
from storyboard.pipeline.production import Production
from storyboard.plan import Plan

BOARD, TRACE, CLIPS, CHECK, SCRIPT = "storyboard.json", "trace.json", "clips.json", "check.json", "script.json"
PLANNER = "rules 1"
"""Part of the inputs of a board: change it when the planner changes, and boards are planned again."""


@dataclass(frozen=True, slots=True)
class Bought:
    """What the packer may have for nothing: films that lie on disk."""

    ends: frozenset[tuple[int, str, str]]
    """(seconds, first shot, last shot) of every film, as `end_of` has them: a quick no for runs that cannot be one."""
    owned: Callable[[Order], bool]


def end_of(shot: Shot) -> str:
    """What tells the shots at the ends of a film from others, cheaply."""
    return digest(shot.visual, shot.dialogue.text)[:16]


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


def plan_stage(production: Production) -> Planned:
    """The board of a production, planned, merged with hand edits, or as it lies there."""
    records, script = production.records, production.script
    inputs = board_inputs(production)
    state = records.state(BOARD, inputs)
    if state in ("stale", "overtaken", "missing") or production.options.force:
        records.write(SCRIPT, dump_script(script))
    if production.options.force or state == "missing":
        return write_plan(production, plan(production, script, production.episode), inputs, "planned")
    path = production.folder / BOARD
    text = read_text(path)
    old, faults = read_board(text, str(path))
    if old is None:
        return Planned(Board({}, ()), None, "edited", faults=tuple(replace(fault, path=str(path)) for fault in faults))
    trace = load_trace(production.folder / TRACE)
    if state in ("fresh", "edited"):
        return Planned(old, trace, "unchanged" if state == "fresh" else "edited")
    new = plan(production, script, production.episode)
    original, _ = read_board(records.original(BOARD), str(path)) if records.original(BOARD) else (None, ())
    both = merged(new, old, trace, original) if trace else new
    if both.conflicts:  # hand edits only; remarks are kept apart until `write_plan`
        write_whole(production.folder / "storyboard.edited.json", text)
    return write_plan(production, both, inputs, "merged" if state == "overtaken" else "planned")


def write_plan(production: Production, planned: Plan, inputs: str, how: str) -> Planned:
    """Writes board and trace, and records them as made from `inputs`."""
    text = dump_board(planned.board)
    production.records.keep_original(BOARD, text)
    production.records.write(TRACE, dump_trace(planned.trace))
    production.records.write(BOARD, text, inputs)
    remarks = (*production.remarks, *planned.remarks)
    return Planned(planned.board, planned.trace, how, (*planned.conflicts, *remarks))


def board_inputs(production: Production) -> str:
    """What a board is planned from: the episode's words, its people, the planner."""
    script, episode = production.script, production.episode
    scenes = [scene for scene in script.scenes if scene.episode == episode.id]
    words = script.text[scenes[0].start : scenes[-1].end] if scenes else ""
    places = [(scene.location, scene.time, scene.interior, scene.cast, scene.state) for scene in scenes]
    return digest(PLANNER, words, places, script.format, production.cast.members, *production.cast.places)


def pack_stage(production: Production, board: Board, bought: Bought | None = None) -> tuple[tuple[Clip, ...], Bill]:
    """The clips of a board. Clips bought before cost nothing, so an unchanged stretch keeps its cuts."""
    offer, cast, records = production.offer, production.cast, production.records
    inputs = digest(dump_board(board), offer, production.options.share_scenes, cast.members)
    state = records.state(CLIPS, inputs)
    sizes = prompts_of.block_sizes(board, offer, cast) if offer.prompt_limit else None
    worst = cost(greedy(board, offer, block_sizes=sizes), offer)
    path = production.folder / CLIPS
    if state in ("fresh", "edited") and not production.options.force:
        clips = load_clips(read_text(path), path, board)
    else:
        _set_aside(path, edited=state == "overtaken")
        clips = pack(board, offer, share_scenes=production.options.share_scenes, block_sizes=sizes,
                     owned=_owned_runs(production, board, bought) if bought and bought.ends else None)  # fmt: skip
    paid = cost(clips, offer)
    bill = Bill(paid.seconds, paid.money, worst.seconds, worst.money)
    if state not in ("fresh", "edited") or production.options.force:
        records.write(CLIPS, dump_clips(clips, offer, bill), inputs)
    return clips, bill


def _set_aside(path: Path, *, edited: bool) -> None:
    """A hand-edited file that its inputs overtook is kept beside the new one."""
    if edited:
        write_whole(path.with_suffix(f".edited{path.suffix}"), path.read_bytes())


def _owned_runs(production: Production, board: Board, bought: Bought) -> Callable[[int, int, int], bool]:
    """Whether the clip of a run of atoms was bought before; rendered and looked up only where its ends are known."""
    offer, cast = production.offer, production.cast
    row = atoms(board, offer)
    ends = [digest(board.shots[atom.shot].visual, atom.text)[:16] for atom in row]

    def ask(start: int, end: int, seconds: int) -> bool:
        if (seconds, ends[start], ends[end - 1]) not in bought.ends:
            return False
        clip = fill(row[start:end], seconds)
        prompt = prompts_of.render(board, (clip,), offer, cast)[0]
        return bought.owned(prompts_of.order(board, clip, prompt, offer))

    return ask


def render_stage(production: Production, board: Board, clips: Sequence[Clip]) -> tuple[str, ...]:
    """The prompts, one file a clip; an edited file is used as it is while its clip stays the same."""
    made = prompts_of.render(board, clips, production.offer, production.cast)
    template = (assets.folder("prompts") / "render").rglob("*.jinja")
    version = digest(*(path.read_bytes().hex() for path in sorted(template)))
    prompts: list[str] = []
    for number, text in enumerate(made, start=1):
        name = f"prompts/clip-{number:03d}.txt"
        inputs = digest(text, version)
        state = production.records.state(name, inputs)
        if state in ("fresh", "edited") and not production.options.force:
            prompts.append(read_text(production.folder / name))
            continue
        _set_aside(production.folder / name, edited=state == "overtaken")
        production.records.write(name, text, inputs)
        prompts.append(text)
    _remove_beyond(production.folder / "prompts", "clip-*.txt", len(made))
    return tuple(prompts)


def _remove_beyond(folder: Path, pattern: str, count: int) -> None:
    """Removes the files of clips that are no more."""
    for path in folder.glob(pattern):
        number = path.stem.split("-")[1]
        if number.isdigit() and int(number) > count:
            path.unlink(missing_ok=True)


def check_stage(
    production: Production, board: Board, clips: Sequence[Clip], prompts: Sequence[str]
) -> tuple[Fault, ...]:
    """Board, prompts and subtitles against the script; written to check.json. Nothing is bought while there are faults."""
    script, episode, cast = production.script, production.episode, production.cast
    lines = check.lines_of(script, episode)
    found = (
        *check.check_board(board, script, episode, cast),
        *check.check_prompts(prompts, clips, board, lines, production.offer, cast),
        *check.check_cues(timeline.cues(board, clips), lines),
    )
    faults = tuple(replace(fault, path=script.path) for fault in found)
    counts = {"lines": len(lines), "shots": len(board.shots), "clips": len(clips)}
    production.records.write(CHECK, dump_faults(faults, counts))
    return faults


def orders_of(production: Production, board: Board, clips: Sequence[Clip], prompts: Sequence[str]) -> tuple[Order, ...]:
    """What the gateway is asked for, one order a clip."""
    offer, video = production.offer, production.settings.video
    orders = (prompts_of.order(board, clip, prompt, offer) for clip, prompt in zip(clips, prompts, strict=True))
    return tuple(replace(order, private=video.private, watermark=video.watermark) for order in orders)


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


def file_hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
