"""How long things take, as medians and as shares of what is aimed at: `python -m tests.bench [RUNS]`.

`python -m tests.bench reading [FOLDER]`: reading scripts, CPU seconds.
`python -m tests.bench startup [RUNS]`: start-up alone, as a multiple of what the libraries cost that we stand on.
`python -m tests.bench long [EPISODES]`: a season in one file: planned afresh, then rehearsed twice.
"""

import contextlib
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from tests.samples import sample

SAMPLE = Path(__file__).parents[1] / "samples" / "rain.txt"


def timed(action: Callable[[], object], runs: int) -> float:
    """Median seconds of `runs` runs after one that does not count."""
    action()
    spent = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)


def storyboard(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "storyboard", *arguments], check=True, capture_output=True)


def script_to_prompts() -> None:
    """In a fresh folder each time, so that nothing is resumed."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / SAMPLE.name
        script.write_bytes(SAMPLE.read_bytes())
        storyboard("render", str(script))


def animatic() -> None:
    """60 s: four 15 s clips, one process."""
    from storyboard.animatic import animatic as draw
    from storyboard.render import order
    from tests.samples import OFFER

    done = sample("rain.txt")[0]
    clip = next(at for at, clip in enumerate(done.clips) if clip.seconds == 15)
    placed = order(done.board, done.clips[clip], done.prompts[clip], OFFER)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(4):
            draw(placed, Path(folder) / f"{number}.mp4")


def schema() -> None:
    """A board of 500 shots against a script of 400 lines, by the schema alone."""
    validator, board = five_hundred_shots()
    assert validator.is_valid(board)


@cache
def five_hundred_shots() -> tuple[Any, Any]:
    """A script of 400 lines by twenty people, and a board of 500 shots that speaks them, some cut in two."""
    from jsonschema import Draft202012Validator

    from storyboard.check import script_schema
    from storyboard.model import Source
    from storyboard.parse import parse

    lines = [(f"人物{at % 20:02d}", f"这是第{at}句话，它有三个小句，说完就算。") for at in range(400)]
    text = "1-1 日 内 客厅\n" + "".join(f"{who}：{said}\n" for who, said in lines)
    script = parse(Source("x.txt", text, "utf-8"))
    template = json.loads(json.dumps(asdict(sample("rain.txt")[0].board)))
    spoken = []
    for at, (who, said) in enumerate(lines):
        cut = said.index("，") + 1 if at % 4 == 0 else len(said)
        spoken += [(who, part) for part in (said[:cut], said[cut:]) if part]
    shots = [{**template["shots"][0], "dialogue": {"role": who, "text": part}} for who, part in spoken]
    assert len(shots) == 500
    return Draft202012Validator(script_schema(script)), {**template, "shots": shots}


def whole_season(episodes: int) -> str:
    """A made-up season in one file: three scenes an episode, fourteen lines a scene, 1,100 characters an episode."""
    people, places = (
        ("林晚", "顾言", "顾母", "沈薇", "老周", "陆沉"),
        ("顾家客厅", "医院走廊", "会议室", "咖啡馆", "停车场"),
    )
    told = []
    for episode in range(1, episodes + 1):
        told.append(f"第{episode}集\n\n")
        for scene in range(1, 4):
            place, hour = places[(episode + scene) % 5], "日夜"[scene % 2]
            told.append(f"{episode}-{scene} {hour} 内 {place}\n人物：{'、'.join(people[:4])}\n")
            for line in range(14):
                who = people[(episode * 3 + scene + line) % 4]
                said = f"这是第{episode}集的第{line}句话，它有三个小句，说到第{scene}场才算完。"
                told.append(f"△{who}走到窗边，回头看了一眼。\n" if line % 3 == 0 else f"{who}：{said}\n")
            told.append("\n")
    return "".join(told)


LONG_AIMS = {"planned afresh": 30.0, "rehearsed": 15.0, "rehearsed again, nothing changed": 5.0}
"""Seconds on an idle machine of two cores."""


def long(episodes: int = 80) -> None:
    """Wall seconds of a season of so many episodes, in a fresh folder."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "season.txt"
        script.write_text(whole_season(episodes), encoding="utf-8")
        runs = (("--stop-after", "plan"), ("--dry-run",), ("--dry-run",))
        for (name, aim), flags in zip(LONG_AIMS.items(), runs, strict=True):
            begun = time.perf_counter()
            storyboard("season", str(script), *flags)
            spent = time.perf_counter() - begun
            print(f"{name:32} {spent:7.3f} s   {spent / aim:5.0%} of {aim} s")


LIBRARIES = "import pydantic, jinja2, jsonschema, click, httpx"
"""What start-up is measured against, on the same machine in the same minute."""
STARTUP_AIM = 2.0


def startup(runs: int = 9) -> float:
    """CPU seconds of script to prompts, as a multiple of those that importing `LIBRARIES` takes: medians of `runs`, in turn.

    Processes are started as an installed program's are, with bytecode kept (`PYTHONDONTWRITEBYTECODE` is taken away).
    """
    with tempfile.TemporaryDirectory() as kept:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = kept
        spent: dict[str, list[float]] = {"libraries": [], "prompts": []}
        for turn in range(runs + 1):
            for name, seconds in (
                ("libraries", _cpu(environment, "-c", LIBRARIES)),
                ("prompts", _prompts(environment)),
            ):
                if turn:  # the first writes the bytecode
                    spent[name].append(seconds)
    libraries, prompts = (statistics.median(spent[name]) for name in ("libraries", "prompts"))
    print(f"{'libraries':32} {libraries:7.3f} s   {LIBRARIES}")
    print(f"{'script to prompts':32} {prompts:7.3f} s   {prompts / libraries:.2f} times, aim {STARTUP_AIM}")
    return prompts / libraries


def _prompts(environment: dict[str, str]) -> float:
    """In a fresh folder each time, so that nothing is resumed."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / SAMPLE.name
        script.write_bytes(SAMPLE.read_bytes())
        return _cpu(environment, "-m", "storyboard", "render", str(script))


def _cpu(environment: dict[str, str], *arguments: str) -> float:
    """CPU seconds of one Python process: what else the machine does counts less than on the clock."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


TEXTS = (".txt", ".md", ".fountain", ".fdx", ".csv")


def reading(folder: str = "", runs: int = 7) -> None:
    """CPU seconds of reading and parsing all texts below a folder in one process, the least of `runs`; by default of the corpus, the samples and the gold.

    What a reading is doubted by, and what its actions tell of people, is worked out when it is asked for: here it is, and how much of the whole each
    is stands beside. The rest is reading alone; when the corpus was first read it was 0.41, with ages and looks and without doubts. Another version is measured by the same lines in its own checkout, in turn: `python -m tests.bench reading FOLDER`.
    """
    import storyboard.parse  # noqa: F401
    from storyboard.cast import portraits
    from storyboard.errors import StoryboardError
    from storyboard.read import read

    last = sys.modules["storyboard.parse.finish"]
    parts = {name: _counted(last, name) for name in ("doubts", "_introductions")}
    parse = sys.modules["storyboard.parse"].parse
    root = SAMPLE.parents[1]
    for place in (
        [Path(folder)] if folder else [root.parent / "shared" / "corpus", root / "samples", root / "tests" / "gold"]
    ):
        files = [file for file in sorted(place.rglob("*")) if file.suffix in TEXTS and file.is_file()]
        spent: list[tuple[float, ...]] = []
        for _ in range(runs + 1):
            begun, size = time.process_time(), 0
            before = [sum(part) for part in parts.values()]
            for file in files:
                portraits._phrases.cache_clear()  # the corpus has each script in several layouts: nobody else reads one so
                with contextlib.suppress(StoryboardError):
                    script = parse(read(file))
                    size += len(script.text)
                    _ = script.doubts, [person.looks for person in script.cast]
            within = (sum(part) - was for part, was in zip(parts.values(), before, strict=True))
            spent.append((time.process_time() - begun, *within))
        if files:
            whole, doubts, people = min(spent[1:])
            print(
                f"{place.name:12} {len(files):5} files {size:9,} characters {whole:7.3f} s, of it doubts {doubts:.3f}, people told of {people:.3f}, the rest {whole - doubts - people:.3f}; the first time {spent[0][0]:.3f} s"
            )


def _counted(room: Any, name: str) -> list[float]:
    """The CPU seconds of every call of a function, from now on."""
    seconds: list[float] = []
    asked = getattr(room, name)

    def counting(*given: Any) -> Any:
        begun = time.process_time()
        try:
            return asked(*given)
        finally:
            seconds.append(time.process_time() - begun)

    setattr(room, name, counting)
    return seconds


def main() -> None:
    if sys.argv[1:2] == ["reading"]:
        reading(*sys.argv[2:3])
        return
    if sys.argv[1:2] == ["startup"]:
        startup(*map(int, sys.argv[2:3]))
        return
    if sys.argv[1:2] == ["long"]:
        long(*map(int, sys.argv[2:3]))
        return
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    rows = [
        ("storyboard --help", 0.15, lambda: storyboard("--help"), runs),
        ("lint of a 24-line episode", 0.25, lambda: storyboard("lint", str(SAMPLE)), runs),
        ("script to prompts", 0.6, script_to_prompts, runs),
        ("500 shots x 400 lines, schema", 0.5, schema, runs),
        ("animatic of 60 s, one process", 10.0, animatic, max(1, runs // 3)),
    ]
    for name, aim, action, count in rows:
        spent = timed(action, count)
        print(f"{name:32} {spent:7.3f} s   {spent / aim:5.0%} of {aim} s")


if __name__ == "__main__":
    main()
