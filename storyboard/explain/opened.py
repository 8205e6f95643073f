"""A board opened with everything that lies around it: script, trace, clips, prompts, the answers it was made from."""

import contextlib
from collections.abc import Callable
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from storyboard.check.form import read_board
from storyboard.config import find_workspace, load_settings, parse_json
from storyboard.errors import StoryboardError, UsageError
from storyboard.lab.runs import load_run
from storyboard.languages import Language
from storyboard.library import STAGES, Library
from storyboard.llm.earlier import exchanges_of
from storyboard.llm.exchanges import records
from storyboard.model import Board, Clip, Detail, ProofCorrection, Question, Script, ShotTrace, Trace
from storyboard.names import language_of
from storyboard.production.files import Records, load_clips, read_text, trace_of
from storyboard.production.plans import Plans
from storyboard.production.production import Options, folder_names, library_of, open_script, records_path
from storyboard.production.proofreading import load_proofs
from storyboard.profiles import make_offer
from storyboard.records import dataclass
from storyboard.render import left_out

BOARD, TRACE, CLIPS, SCRIPT = "storyboard.json", "trace.json", "clips.json", "script.json"


@dataclass(frozen=True, slots=True)
class Answer:
    """One accepted answer of a model, and what it answered."""

    kind: str
    about: str
    prompt: str
    """`shots/v1`; several where they cannot be told apart, empty where it is in the library no more."""
    user: str
    text: str
    """As the model wrote it."""


Answers = Callable[[str], Answer | None]
"""From the id of a question to its accepted answer; None where nobody kept it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """One planned episode."""

    path: Path
    board: Board
    traces: tuple[ShotTrace | None, ...]
    """For every shot where it came from; None where nobody knows."""
    ours: tuple[int | None, ...]
    """For every shot its place in `planned`."""
    planned: Board | None
    """The board as it was planned, without anybody's edits; None where it is not known."""
    script: Script | None
    clips: tuple[Clip, ...]
    prompts: tuple[str, ...]
    library: Library
    answers: Answers
    without: tuple[tuple[Detail, ...], ...] = ()
    """For every clip what its prompt does without, as it would be longer than its maker advises; empty where that is not known."""
    remarks: tuple[str, ...] = ()
    """What is not there, and what does not fit."""
    proofs: tuple[tuple[ProofCorrection, ...], ...] = ()
    """For every prompt what whoever read the proofs put right in it."""

    @property
    def made(self) -> tuple[bool, ...]:
        """For every clip whether its film lies beside the board."""
        films = self.path.parent / "clips"
        return tuple((films / f"clip-{number:03d}.mp4").is_file() for number in range(1, len(self.clips) + 1))

    @property
    def language(self) -> str:
        if self.script:
            return Language.of(self.script.language).code
        return language_of(self.board)


def open_board(path: Path, episode: str = "") -> Opened:
    """A storyboard.json, a production folder, a run's folder or a script file with a board; UsageError where it is none."""
    if path.is_dir() and (path / "run.json").is_file():
        return _of_run(path, episode)
    if path.is_file() and path.name.endswith(".json"):
        return _of_run(path.parent.parent, path.parent.name) if _in_run(path.parent) else _of_folder(path)
    if path.is_dir():
        if _in_run(path):
            return _of_run(path.parent, path.name)
        if not (path / BOARD).is_file():
            raise UsageError(
                f"{path} holds no {BOARD}", "a production folder like out/ep01, a run, a script or a board"
            )
        return _of_folder(path / BOARD)
    if not path.is_file():
        raise UsageError(
            f"{path}: no such file or folder", "a board, a production folder like out/ep01, a run or a script"
        )
    return _of_script(path, episode)


def quoted(opened: Opened) -> frozenset[str]:
    """The lines of script and prompts, which an explanation shows as they are."""
    texts = (opened.script.text if opened.script else "", *opened.prompts)
    return frozenset(line.strip() for text in texts for line in text.split("\n"))


def _in_run(folder: Path) -> bool:
    return (folder.parent / "run.json").is_file()


def _of_script(path: Path, number: str) -> Opened:
    """The board of a script's production in `out/` of its workspace."""
    script = open_script(path, Options())
    names = dict(zip(folder_names(path, script), script.episodes, strict=True))
    boards = {name: find_workspace(path) / "out" / name / BOARD for name in names}
    made = {
        name: board
        for name, board in boards.items()
        if board.is_file() and number in ("", names[name].number, names[name].id)
    }
    if not made:
        raise UsageError(
            f"{path} has no board {f'of episode {number} ' if number else ''}yet", f"storyboard plan {path}"
        )
    if len(made) > 1:
        raise UsageError(
            f"{path} has {len(made)} boards",
            f"say which one: --episode {', or --episode '.join(names[name].number or names[name].id for name in made)}",
        )
    opened = _of_folder(next(iter(made.values())))
    changed = opened.script is not None and opened.script.text != script.text
    remark = f"{path} was changed after this board was planned; its lines are those of then"
    return replace(opened, remarks=(remark, *opened.remarks)) if changed else opened


def _of_folder(path: Path) -> Opened:
    """A board with what lies beside it and in the `.storyboard` above it."""
    board, folder = _board(path), path.parent
    workspace = next((each for each in path.resolve().parents if (each / ".storyboard").is_dir()), folder.resolve())
    remarks: list[str] = []
    trace, planned = _trace(path, workspace)
    if trace is None:
        remarks.append(f"no {TRACE} beside the board: which script lines a shot stands for is not known")
    traces, ours = _placed(board, planned, trace)
    script = _script(folder / SCRIPT)
    if script is None:
        remarks.append(f"no {SCRIPT} beside the board: the script's words are not known")
    clips: tuple[Clip, ...] = ()
    try:
        clips = load_clips(read_text(folder / CLIPS), folder / CLIPS, board)
    except OSError:
        remarks.append(f"no {CLIPS} beside the board: not packed yet (`storyboard pack SCRIPT`)")
    except UsageError:
        remarks.append(f"{CLIPS} is of another board: pack it again (`storyboard pack SCRIPT`)")
    prompts = tuple(read_text(each) for each in sorted((folder / "prompts").glob("clip-[0-9]*.txt")))
    settings = load_settings(workspace)
    library = library_of(settings)
    answers = _kept(exchanges_of(workspace), library)
    without: tuple[tuple[Detail, ...], ...] = ()
    with contextlib.suppress(StoryboardError):  # what is sold is not known here
        without = left_out(board, clips, make_offer(settings), None, library)
    proofs = tuple(map(load_proofs(folder).corrections, prompts))
    return Opened(
        path, board, traces, ours, planned, script, clips, prompts, library, answers, without, tuple(remarks), proofs
    )


def _board(path: Path) -> Board:
    board, faults = read_board(read_text(path), str(path))
    if board is None:
        raise UsageError(
            "\n".join(map(str, faults[:5])) or f"{path}: not a board", f"storyboard check {path} --script SCRIPT"
        )
    return board


def _trace(path: Path, workspace: Path) -> tuple[Trace | None, Board | None]:
    """The trace of the plan behind a board and that plan; the trace that lies beside it where no plan is recorded."""
    records = Records(records_path(workspace, path.parent), path.parent)
    plans = Plans(records.path.with_suffix(".plans.json"))
    plan = plans.of(path.read_bytes()) or plans.last(records.output(BOARD))
    if plan:
        return plan.trace, plan.board
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        return trace_of(parse_json(read_text(path.with_name(TRACE)))), None
    return None, None


def _placed(
    board: Board, planned: Board | None, trace: Trace | None
) -> tuple[tuple[ShotTrace | None, ...], tuple[int | None, ...]]:
    """For every shot its trace, and its place in the plan: by what it shows, where a person added or removed shots."""
    size = len(board.shots)
    places: list[int | None] = [None] * size
    if planned is None:
        fits = trace is not None and len(trace.shots) == size
        return (tuple(trace.shots) if trace and fits else (None,) * size), tuple(places)
    before, after = ([repr(shot) for shot in each.shots] for each in (planned, board))
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and i2 - i1 == j2 - j1):
            places[j1:j2] = range(i1, i2)
    shots = trace.shots if trace and len(trace.shots) == len(planned.shots) else ()
    return tuple(shots[at] if at is not None and shots else None for at in places), tuple(places)


def _script(path: Path) -> Script | None:
    from pydantic import TypeAdapter, ValidationError

    with contextlib.suppress(OSError, ValidationError):
        return TypeAdapter(Script).validate_json(path.read_bytes())
    return None


def _kept(folder: Path, library: Library) -> Answers:
    """The answers that a workspace keeps, by the id of their question."""

    @cache
    def known() -> dict[str, tuple[Question, str]]:
        kinds = ("shots", "continuity", "slots", "board")
        return {question.id: (question, answer) for question, answer in records(folder, kinds)}

    @cache
    def find(question: str) -> Answer | None:
        if question not in known():
            return None
        asked, answer = known()[question]
        prompt = " or ".join(versions_of(library, asked.kind, asked.system))
        return Answer(asked.kind, asked.about, prompt, asked.user, answer)

    return find


def versions_of(library: Library, stage: str, system: str) -> list[str]:
    """The versions of a stage whose fixed part is this one, the one that is used first."""
    found: list[str] = []
    for version in library.versions(stage) if stage in STAGES else ():
        chosen = library.choosing({stage: version})
        for language in chosen.languages(stage, version):
            with contextlib.suppress(UsageError, KeyError):
                if chosen.fixed(stage, language) == system:
                    found.append(version)
    used = ""
    with contextlib.suppress(UsageError):
        used = library.version(stage)
    return [f"{stage}/{version}" for version in sorted(dict.fromkeys(found), key=lambda each: each != used)]


def _of_run(folder: Path, episode: str) -> Opened:
    """A board of a run, with the calls that were made for it."""
    evidence = load_run(folder)
    run, works = evidence.run, [work for work in evidence.works if episode in ("", work.id)]
    if not works:
        there = ", ".join(run.episodes) or run.error or "none"
        raise UsageError(f"{folder} has no board{f' of episode {episode}' if episode else ''}", f"there are: {there}")
    if len(works) > 1:
        raise UsageError(
            f"{folder} has {len(works)} boards",
            f"say which one: --episode {', or --episode '.join(work.id for work in works)}",
        )
    work = works[0]
    calls = {call.question: call for call in evidence.calls if call.accepted}

    def find(question: str) -> Answer | None:
        call = calls.get(question)
        if call is None:
            return None
        user = call.messages[1]["content"] if len(call.messages) > 1 else ""
        return Answer(call.kind, call.about, run.prompts.get(call.kind, ""), user, call.answer)

    places = tuple(range(len(work.board.shots)))
    return Opened(
        folder / work.id / BOARD,
        work.board,
        work.trace.shots,
        places,
        work.board,
        evidence.script,
        work.clips,
        work.prompts,
        Library((find_workspace(folder) / "prompts",)),
        find,
    )
