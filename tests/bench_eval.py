"""How long a comparison takes to play again: `python -m tests.bench_eval` (two prompts, two models, five scripts, three repeats)."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.fake_llm import serving
from tests.test_eval import workspace

ROOT = Path(__file__).parents[1]
SCRIPTS = ("rain", "lastbus", "livestream", "paper_crane", "twins")
AIM = 20.0


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        with serving() as server:
            suite = workspace(Path(folder) / "w", server.url, repeat=3, scripts=SCRIPTS)
            recorded = _run(suite, "auto", key="not-a-real-key")
        played = [_run(suite, "replay", key="") for _ in range(2)]
    print(f"recorded: {recorded[1]:.1f} s")
    for _, seconds in played:
        print(f"replayed offline: {seconds:.1f} s, {seconds / AIM:.2f} of the aim of {AIM:g} s")
    print("tables identical:", recorded[0] == played[0][0] == played[1][0])


def _run(suite: Path, mode: str, key: str) -> tuple[str, float]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("STORYBOARD_")}
    environ |= {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | ({"STORYBOARD_LLM_KEY": key} if key else {})
    command = [sys.executable, "-m", "storyboard", "eval", str(suite), "--replay", mode, "--again", "--all"]
    started = time.monotonic()
    done = subprocess.run(command, env=environ, capture_output=True, text=True, encoding="utf-8", check=True)
    return done.stdout, time.monotonic() - started


if __name__ == "__main__":
    main()
