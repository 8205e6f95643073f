"""One person under another name, two entries as one, one as two: cast.toml and every board that lies in `out/`.

What was bought stays bought: a bought clip keeps its prompt byte for byte, by a version mark that shows whom it showed. Where
that cannot be, nothing is changed but on demand.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from storyboard import marks, names
from storyboard.cast import edits, file
from storyboard.cast.gather import gather
from storyboard.cast.looks import read_appearance, read_voice
from storyboard.check.form import people_of
from storyboard.config import find_workspace, load_settings
from storyboard.errors import StoryboardError
from storyboard.languages import Language
from storyboard.model import Board, Cast, Character, Clip, Script, Shot, Trace
from storyboard.plan.compile import character
from storyboard.production.files import digest, dump_board, dump_trace, load_clips, read_text, write_whole
from storyboard.production.known import films_known
from storyboard.production.planners import is_from
from storyboard.production.plans import Plans
from storyboard.production.production import (
    BOARD,
    Common,
    Options,
    Production,
    folder_names,
    library_of,
    open_script,
    production_of,
)
from storyboard.production.slots import slots_for
from storyboard.production.stages import (
    CLIPS,
    TRACE,
    board_inputs,
    clips_inputs,
    kept_board,
    orders_of,
    planned_from,
    reading_of,
    tellings,
)
from storyboard.profiles import make_offer
from storyboard.records import dataclass


class BoughtTwice(StoryboardError):
    """The change would have clips bought again that are owned: nothing was changed."""

    exit_code = 1

    def __init__(self, clips: Mapping[str, tuple[int, ...]], price: float | None) -> None:
        told = "; ".join(
            f"{name}: {', '.join(f'{number:03d}' for number in numbers)}" for name, numbers in clips.items()
        )
        count = sum(map(len, clips.values()))
        cost = f", price {price:g}" if price is not None else ""
        super().__init__(
            f"{count} bought clips show them as two people, or as somebody else, and would be bought again{cost}: {told}",
            "nothing was changed; to have it all the same: the same command with --buy-again",
        )


@dataclass(frozen=True, slots=True)
class Recast:
    """What a change of the cast did."""

    boards: tuple[str, ...]
    marked: int
    """Shots of bought clips that now say whom they show."""
    again: int
    """Bought clips that will be bought again, as was wanted."""


@dataclass(frozen=True, slots=True)
class _Move:
    """Who is called otherwise from now on, and where."""

    old: str
    new: str
    entry: Character | None = None
    """The entry of the new name; None: that of the old one, renamed."""
    units: frozenset[str] | None = None
    """Only where these units are spoken; None: everywhere."""


@dataclass(frozen=True, slots=True)
class _Desk:
    """One episode before and after."""

    before: Production
    after: Production
    board: Board
    ours: Board
    trace: Trace | None


def rename(workspace: Path, old: str, new: str, *, buy_again: bool = False) -> Recast:
    """Everybody called `old` is called `new`, in cast.toml and on every board."""
    return _recast(
        workspace, lambda text: edits.rename(text, old, new), lambda desk: _Move(old, new), buy_again=buy_again
    )


def merge(workspace: Path, kept: str, gone: str, *, buy_again: bool = False) -> Recast:
    """`gone` is `kept` from now on; bought clips show whom they showed."""

    def move(desk: _Desk) -> _Move:
        member = desk.after.cast.get(kept)
        assert member is not None
        entry = desk.board.character_setting.get(kept) or character(member, desk.after.language.code)
        return _Move(gone, kept, entry)

    return _recast(workspace, lambda text: edits.merge(text, kept, gone), move, buy_again=buy_again)


def split(workspace: Path, name: str, alias: str, *, buy_again: bool = False) -> Recast:
    """Another name of `name` is a person of its own: speeches with that cue are theirs."""

    def move(desk: _Desk) -> _Move:
        member = desk.after.cast.get(alias)
        assert member is not None
        return _Move(
            name, alias, character(member, desk.after.language.code), _units_of(desk.after.script, alias, name)
        )

    def change(text: str) -> str:
        cast = file.read(text, edits.FILE)
        return edits.split(text, name, alias, Language.of_sex(edits.entry_of(cast, name).voice.sex).code)

    return _recast(workspace, change, move, buy_again=buy_again)


def _units_of(script: Script, alias: str, name: str) -> frozenset[str]:
    """The units that are about `alias` once it is no other name of `name`: all of scenes that `name` is not in, else its own."""
    alone = {scene.id for scene in script.scenes if people_of(script, {scene.id}).count(name) == 0}
    return frozenset(
        unit.id
        for unit in script.units
        if unit.scene in alone
        or unit.speaker == alias
        or alias in unit.members
        or (unit.kind == "action" and alias in unit.text)
    )


def _recast(
    workspace: Path, change: Callable[[str], str], move_of: Callable[[_Desk], _Move], *, buy_again: bool
) -> Recast:
    """Boards first, cast.toml last: what is interrupted is done whole by the same command."""
    path = workspace / "cast.toml"
    text = read_text(path) if path.exists() else ""
    changed = change(text)
    before, after = file.read(text, path), file.read(changed, path)
    done: list[tuple[_Desk, Board, Board]] = []
    lost: dict[str, tuple[int, ...]] = {}
    price, marked = 0.0, 0
    for desk in _desks(workspace, before, after):
        move = move_of(desk)
        if move.old not in desk.board.character_setting:
            continue
        board, ours = (_moved(one, move, desk) for one in (desk.board, desk.ours))
        kept = _keep_bought(desk, board, move)
        marked += kept.marked
        if kept.lost:
            lost[desk.before.name] = kept.lost
            price += kept.price or 0
        done.append((desk, kept.board, _same_marks(ours, board, kept.board)))
    if lost and not buy_again:
        raise BoughtTwice(lost, price or None)
    for desk, board, ours in done:
        _write(desk, board, ours, move_of(desk))
    write_whole(path, changed)
    return Recast(tuple(desk.before.name for desk, _, _ in done), marked, sum(map(len, lost.values())))


def _desks(workspace: Path, before: Cast, after: Cast) -> Iterator[_Desk]:
    """Every episode of the workspace that has a board in `out/`, read with the cast of before and of after."""
    for path in scripts_of(workspace):
        sides = [list(_opened(path, cast)) for cast in (before, after)]
        for old, new in zip(*sides, strict=True):
            lies = kept_board(old)
            if lies is not None:
                board, last = lies
                yield _Desk(old, new, board, last.board if last else board, last.trace if last else None)


def scripts_of(workspace: Path) -> list[Path]:
    """The scripts that something was made of here, by the records."""
    import contextlib
    import json

    found: dict[Path, None] = {}
    for record in sorted((workspace / ".storyboard" / "records").glob("*.json")):
        with contextlib.suppress(OSError, ValueError, AttributeError, KeyError, TypeError):
            name = json.loads(read_text(record))[""]["script"]
            if (workspace / name).is_file():
                found[workspace / name] = None
    return list(found)


def _opened(path: Path, known: Cast) -> Iterator[Production]:
    """The episodes of a script with this cast; no language model is asked, nothing is written."""
    script = open_script(path, Options(), known)
    settings = load_settings(find_workspace(path))
    common = Common(
        gather(script, known, silent=False), settings, make_offer(settings), Options(), library=library_of(settings)
    )
    for episode, name in zip(script.episodes, folder_names(path, script), strict=True):
        yield production_of(path, script, episode, name, common)


# --- boards --------------------------------------------------------------------------------------------------------


def _moved(board: Board, move: _Move, desk: _Desk) -> Board:
    """A board with somebody's new name: in its people, roles, pictures and marks; actions are the script's own words."""
    known = names.naming({move.old: board.character_setting[move.old]}, desk.before.cast, "", names.language_of(board))
    traced = desk.trace.shots if desk.trace and len(desk.trace.shots) == len(board.shots) else ()
    shots = []
    for at, shot in enumerate(board.shots):
        here = move.units is None or (at < len(traced) and bool({*traced[at].units} & move.units))
        shots.append(_moved_shot(shot, move, known) if here else shot)
    return Board(_people(board, move, shots), tuple(shots))


def _moved_shot(shot: Shot, move: _Move, known: names.Naming) -> Shot:
    text, at, told = shot.visual, 0, []
    for start, end, _ in names.matches(text, known):
        told += [text[at:start], move.new]
        at = end
    parts = [move.new if part == move.old else part for part in names.JOINT.split(shot.dialogue.role)]
    role = "、".join(dict.fromkeys(parts)) if move.new in parts else shot.dialogue.role
    return replace(shot, visual="".join([*told, text[at:]]), dialogue=replace(shot.dialogue, role=role))


def _people(board: Board, move: _Move, shots: list[Shot]) -> dict[str, Character]:
    """`character_setting` after a move: the new name in the old one's place; the old one too where somebody still has it."""
    roles = {shot.dialogue.role for shot in shots}
    found: dict[str, Character] = {}
    for name, entry in board.character_setting.items():
        if name == move.old:
            if move.units is not None:
                found[name] = entry
            found[move.new] = replace(move.entry or entry, name=move.new)
        elif move.old in names.JOINT.split(name) and name not in roles:
            parts = [move.new if part == move.old else part for part in names.JOINT.split(name)]
            joined = "、".join(dict.fromkeys(parts))
            found.setdefault(joined, replace(entry, name=joined))
        else:
            found.setdefault(name, entry)
    return found


@dataclass(frozen=True, slots=True)
class _Kept:
    """A board whose bought clips are told as they were, and which could not be."""

    board: Board
    marked: int = 0
    lost: tuple[int, ...] = ()
    """Numbers of clips, from 1."""
    price: float | None = None


def _keep_bought(desk: _Desk, board: Board, move: _Move) -> _Kept:
    """The new board with marks in the shots of bought clips that are told otherwise now."""
    path = desk.before.folder / CLIPS
    if not path.is_file():
        return _Kept(board)
    clips = load_clips(read_text(path), path, desk.board)
    bought = films_known(desk.before)
    shown = list(board.shots)
    owned: dict[int, str] = {}
    for number, clip in enumerate(clips, start=1):
        before = _told(desk.before, desk.board, clip)
        mine = [
            each
            for each in before
            if bought is None or bought.owned(orders_of(desk.before, desk.board, (clip,), (each,))[0])
        ]
        if mine:
            owned[number] = mine[0]
    changed: set[int] = set()
    for number, prompt in owned.items():
        if prompt not in _told(desk.after, replace(board, shots=tuple(shown)), clips[number - 1]):
            for at in {part.shot for part in clips[number - 1].parts}:
                marked = _as_shown(shown[at], desk, at, move)
                changed |= {at} if marked != shown[at] else set()
                shown[at] = marked
    kept = replace(board, shots=tuple(shown))
    lost = tuple(number for number, prompt in owned.items() if prompt not in _told(desk.after, kept, clips[number - 1]))
    prices = [desk.before.offer.price(clips[number - 1].seconds) for number in lost]
    price = sum(each for each in prices if each is not None) if any(prices) else None
    return _Kept(kept, len(changed), () if _free(desk) else lost, price)


def _free(desk: _Desk) -> bool:
    """Whether films of this gateway cost nothing: they are drawn anew."""
    from storyboard.gateways import open_gateway

    return open_gateway(desk.before.settings).free


def _told(production: Production, board: Board, clip: Clip) -> tuple[str, ...]:
    """The prompts a clip may have: as today, and as before."""
    return tellings(production, board, clip, slots_for(production, board)(clip))


def _as_shown(shot: Shot, desk: _Desk, at: int, move: _Move) -> Shot:
    """A shot with the mark of how somebody looked in the film that was bought of it."""
    former = desk.board.shots[at]
    known = names.naming(desk.board.character_setting, desk.before.cast, "", names.language_of(desk.board))
    there = {former.dialogue.role, *names.found(f"{former.visual}\n{former.action}", known)}
    if move.old not in there:
        return shot
    entry = names.dressed(former, known).characters[move.old]
    looks, sound = read_appearance(entry.appearance), read_voice(entry.voice)
    if looks is None:
        return shot
    hair, clothes = (looks.hair_colour, looks.hair_style), (looks.clothes_colour, looks.clothes_style)
    now = marks.Now(move.new, looks.age, hair, clothes, "", sound[0] if sound else None, looks.sex)
    return replace(shot, visual=shot.visual + marks.write_change(now, names.language_of(desk.board)))


def _same_marks(ours: Board, before: Board, after: Board) -> Board:
    """Our own plan with the marks that the board got, where both have the shot: they are no hand edits."""
    if len(ours.shots) != len(after.shots):
        return ours
    added = [new.visual.removeprefix(old.visual) for old, new in zip(before.shots, after.shots, strict=True)]
    shots = tuple(replace(shot, visual=shot.visual + more) for shot, more in zip(ours.shots, added, strict=True))
    return replace(ours, shots=shots)


def _write(desk: _Desk, board: Board, ours: Board, move: _Move) -> None:
    """The board, what it was planned from, and the records of both, as the new cast has them."""
    records, text = desk.after.records, dump_board(board)
    plans = Plans(records.path.with_suffix(".plans.json"))
    last = plans.of((desk.before.folder / BOARD).read_bytes()) or plans.last(records.output(BOARD))
    mine = records.ours(BOARD)
    inputs = board_inputs(desk.after, last)
    packed = records.inputs(CLIPS) in {clips_inputs(desk.before, desk.board, sight) for sight in ("blind", "seeing")}
    sight = "seeing" if records.inputs(CLIPS) == clips_inputs(desk.before, desk.board, "seeing") else "blind"
    if last:
        same = is_from(last, planned_from(desk.before, last))
        trace = _moved_trace(last.trace, move, board)
        read = reading_of(desk.after) if last.reading in ("", reading_of(desk.before)) else last.reading
        where = inputs if same else last.inputs
        plans.add(text if mine else dump_board(ours), where, ours, trace, last.prompts, last.fallbacks, read)
        if mine:
            records.write(BOARD, text, inputs if same else last.inputs)
        else:
            write_whole(desk.before.folder / BOARD, text)
            records.note(BOARD, inputs if same else last.inputs, digest(dump_board(ours)))
        records.write(TRACE, dump_trace(trace))
    else:
        write_whole(desk.before.folder / BOARD, text)
    if packed and records.ours(CLIPS):
        records.note(CLIPS, clips_inputs(desk.after, board, sight), records.output(CLIPS))


def _moved_trace(trace: Trace, move: _Move, board: Board) -> Trace:
    """A trace that knows the new name."""
    kinds = {move.new if name == move.old and move.units is None else name: kind for name, kind in trace.kinds.items()}
    kinds |= {name: kinds.get(move.old, "person") for name in board.character_setting if name not in kinds}
    members = {
        name: tuple(dict.fromkeys(move.new if one == move.old else one for one in several))
        for name, several in trace.members.items()
    }
    return replace(
        trace, kinds={name: kind for name, kind in kinds.items() if name in board.character_setting}, members=members
    )
