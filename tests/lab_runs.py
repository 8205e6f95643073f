"""Runs for tests of comparisons: samples planned by rules, as if two prompts had been tried on them, several times."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from storyboard.lab.metrics import score
from storyboard.lab.runs import RunEpisode, RunEvidence, write_run
from storyboard.model import Call, Run, Score
from storyboard.pack import pack
from storyboard.plan import Plan
from storyboard.render import render
from tests.samples import OFFER, sample

FIRST, SECOND = "shots/v1 · qwen-plus", "shots/v2 · qwen-plus"
MEASURED = (
    "first_try",
    "re_asks",
    "shots",
    "size_changes",
    "near_equal",
    "film_seconds",
    "padding",
    "tokens_in",
    "latency",
)
"""What the demo is scored in: a new metric changes no golden file of a comparison."""
SCRIPTS = ("rain.txt", "lastbus.txt", "paper_crane.txt")


def made(script: str, column: str, repeat: int, *, suite: str = "demo", error: str = "") -> RunEvidence:
    """A run of a sample. The second column words pictures in another way, and slower; so does each of its repeats a little."""
    changed = "v2" in column
    number = SCRIPTS.index(script) if script in SCRIPTS else 9
    prompt = column.partition(" · ")[0]
    run = Run(
        id=f"20261120-1{int(changed)}{number:02d}{repeat:02d}-{Path(script).stem}-{prompt.replace('/', '-')}-r{repeat}",
        key=f"{script}-{column}-{repeat}",
        suite=suite,
        script=f"samples/{script}",
        script_hash=sample(script)[0].plan.trace.script,
        language=sample(script)[0].script.language,
        column=column,
        prompts={"shots": f"{prompt}@0123456789ab"},
        model=column.partition(" · ")[2] or "rules",
        endpoint="https://llm.example/v1",
        params={"temperature": 0.3},
        repeat=repeat,
        tool="0.1.0",
        started=f"2026-11-20T1{int(changed)}:{number:02d}:{repeat:02d}+00:00",
        replayed=repeat == 1,
        reported=("qwen-plus-2026",),
        error=error,
        episodes=() if error else tuple(each.episode.id for each in sample(script)),
    )
    first = sample(script)[0]
    if error:
        return RunEvidence(run, first.script, first.cast, OFFER, (_call(first.script.text, repeat, error=error),))
    works = tuple(planned(script, number, changed=changed, repeat=repeat) for number in range(len(sample(script))))
    return RunEvidence(run, first.script, first.cast, OFFER, _calls(first.script.text, repeat, changed=changed), works)


@cache
def planned(script: str, number: int, *, changed: bool, repeat: int) -> RunEpisode:
    """An episode of a sample; changed: every third picture has other words, every sixth shot is longer, the camera moves."""
    worked = sample(script)[number]
    shots = list(worked.board.shots)
    if changed:
        for at in range(0, len(shots), 3):
            extra = "，镜头前有一层薄雾" if worked.script.language == "zh" else ", a thin mist before the lens"
            shots[at] = replace(shots[at], visual=shots[at].visual + extra * (1 + (repeat == 3)))
        for at in range(1, len(shots), 6):
            shots[at] = replace(shots[at], duration=min(10.0, round(shots[at].duration + 0.9, 1)))
    board = replace(worked.board, shots=tuple(shots))
    clips = pack(board, OFFER)
    prompts = render(board, clips, OFFER, worked.cast)
    return RunEpisode(worked.episode.id, board, Plan(board, worked.plan.trace).trace, clips, prompts, ())


def _calls(text: str, repeat: int, *, changed: bool) -> tuple[Call, ...]:
    if not changed:
        return (_call(text, repeat),)
    return (_call(text, repeat, faults=("shot 2: size is not one of the list",)), replace(_call(text, repeat), turn=1))


def _call(text: str, repeat: int, faults: tuple[str, ...] = (), error: str = "") -> Call:
    messages = ({"role": "system", "content": "Frame every line."}, {"role": "user", "content": text})
    return Call(
        "shots",
        "scene 1",
        "q1",
        0,
        "json_schema",
        messages,
        '{"shots": [{"lines": [1, 2], "size": "中景"}]}',
        {"shots": []},
        faults,
        error,
        "stop",
        "qwen-plus-2026",
        900 + repeat,
        400,
        128,
        False,
        2.5 + repeat / 10,
        replayed=repeat == 1,
    )


def scored(evidence: RunEvidence) -> tuple[Score, ...]:
    """Its scores in the metrics of the demo."""
    return tuple(one for one in score(evidence) if one.metric in MEASURED)


def write_demo(workspace: Path, scripts: tuple[str, ...] = SCRIPTS, repeats: int = 3) -> Path:
    """Two columns x scripts x repeats in `workspace/runs`; one run failed, and the last script is missing in the second."""
    root = workspace / "runs"
    for name, data in _demo(scripts, repeats).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root


@cache
def _demo(scripts: tuple[str, ...], repeats: int) -> dict[str, bytes]:
    """Its files, written once a process."""
    with TemporaryDirectory() as folder:
        root = Path(folder) / "runs"
        for column in (FIRST, SECOND):
            for script in scripts:
                if column == SECOND and script == scripts[-1] and len(scripts) > 2:
                    continue
                for repeat in range(1, repeats + 1):
                    failed = column == SECOND and script == SCRIPTS[1] and repeat == 2
                    found = made(script, column, repeat, error="the answer was cut at 4096 tokens" if failed else "")
                    write_run(root, found, () if failed else scored(found))
        return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
