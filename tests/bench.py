"""How long things take, as medians and as shares of what is aimed at: `python -m tests.bench [RUNS]`."""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

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
    from storyboard.media import animatic as draw
    from storyboard.render import order
    from tests.samples import OFFER, sample

    done = sample("rain.txt")[0]
    clip = next(at for at, clip in enumerate(done.clips) if clip.seconds == 15)
    placed = order(done.board, done.clips[clip], done.prompts[clip], OFFER)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(4):
            draw(placed, Path(folder) / f"{number}.mp4")


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    rows = [
        ("storyboard --help", 0.15, lambda: storyboard("--help"), runs),
        ("lint of a 24-line episode", 0.25, lambda: storyboard("lint", str(SAMPLE)), runs),
        ("script to prompts", 0.6, script_to_prompts, runs),
        ("animatic of 60 s, one process", 10.0, animatic, max(1, runs // 3)),
    ]
    for name, aim, action, count in rows:
        spent = timed(action, count)
        print(f"{name:32} {spent:7.3f} s   {spent / aim:5.0%} of {aim} s")


if __name__ == "__main__":
    main()
