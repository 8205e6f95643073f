"""A run, a board file or a production folder that a person names, as a column of its own."""

from dataclasses import replace
from pathlib import Path

from storyboard.check.form import read_board
from storyboard.compare.compare import ComparedRun
from storyboard.config import parse_json
from storyboard.errors import UsageError
from storyboard.lab.listing import find_run
from storyboard.lab.runs import RunEpisode, RunEvidence, load_run, read_notes, read_scores
from storyboard.model import Board, Cast, Clip, Offer, Run, Script, Trace
from storyboard.production.files import load_clips, trace_of


def read_result(folder: Path) -> ComparedRun:
    """A run with scores and notes."""
    return ComparedRun(load_run(folder), read_scores(folder), read_notes(folder), folder)


def thing(root: Path, name: str) -> Path | None:
    """The run folder, board file or production folder that a name stands for; None: it is the name of a column."""
    path = Path(name)
    if path.is_file() or (path / "run.json").is_file() or (path / "storyboard.json").is_file():
        return path
    return root / name if (root / name / "run.json").is_file() else None


def of_thing(path: Path, name: str) -> ComparedRun:
    """A run, or a board with what lies beside it, as a column of its own."""
    if (path / "run.json").is_file():
        found = read_result(find_run(path.parent, str(path)))
        return replace(found, evidence=replace(found.evidence, run=replace(found.run, column=found.run.id, repeat=1)))
    return _of_board(path / "storyboard.json" if path.is_dir() else path, name)


def _of_board(path: Path, name: str) -> ComparedRun:
    """A board as if a run had made it; trace, clips, prompts and script count where they lie beside it."""
    from storyboard.lab.metrics import score

    board, folder = _read_board(path), path.parent
    beside = path.name == "storyboard.json"
    try:
        script = _script(folder / "script.json", board) if beside else _no_script(board)
        trace = folder / "trace.json"
        known = beside and trace.is_file()
        traced = trace_of(parse_json(trace.read_text(encoding="utf-8"))) if known else Trace("", ())
        clips, prompts, offer = _clips(folder, board) if beside else ((), (), _OFFER)
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        said = str(error).splitlines()[0]
        raise UsageError(
            f"{folder}: what lies beside the board cannot be read: {said}", "name the board alone, or plan it again"
        ) from error
    work = RunEpisode(script.episodes[0].id if len(script.episodes) == 1 else "e1", board, traced, clips, prompts, ())
    run = Run(
        id=name,
        key=name,
        suite="",
        script=script.path,
        script_hash=traced.script[:16],
        language=script.language,
        column=name,
        prompts={},
        model="",
        endpoint="",
        params={},
        repeat=1,
        tool="",
        started="",
        episodes=(work.id,),
    )
    found = RunEvidence(run, script, Cast(()), offer, (), (work,))
    return ComparedRun(found, score(found) if script.units else ())


def _read_board(path: Path) -> Board:
    try:
        board, faults = read_board(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from error
    if board is None:
        raise UsageError(
            f"{path}: not a board: {faults[0].message}", f"storyboard check {path} --script SCRIPT says more"
        )
    return board


def _script(path: Path, board: Board) -> Script:
    from pydantic import TypeAdapter

    return TypeAdapter(Script).validate_json(path.read_bytes()) if path.is_file() else _no_script(board)


_OFFER = Offer("", "", (), "")


def _no_script(board: Board) -> Script:
    """What stands for a script that is not there."""
    chinese = any("\u4e00" <= sign <= "\u9fff" for shot in board.shots for sign in shot.visual)
    return Script("", "", "", "zh" if chinese else "en", "", (), (), (), (), ())


def _clips(folder: Path, board: Board) -> tuple[tuple[Clip, ...], tuple[str, ...], Offer]:
    path = folder / "clips.json"
    if not path.is_file():
        return (), (), _OFFER
    text = path.read_text(encoding="utf-8")
    offer = parse_json(text)["offer"]
    prompts = tuple(each.read_text(encoding="utf-8") for each in sorted((folder / "prompts").glob("clip-*.txt")))
    return (
        load_clips(text, path, board),
        prompts,
        Offer(offer["gateway"], offer["model"], tuple(offer["lengths"]), offer["size"]),
    )
