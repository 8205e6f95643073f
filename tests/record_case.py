"""Plans a script with whatever answers the questions in a folder, and keeps questions and answers as a case.

    python tests/record_case.py SCRIPT NAME --bridge PATH/chat_bridge.py [--port 8899] [--protocol board]

The bridge writes every question to tests/cases/NAME/exchange/NNN.request.md and waits for NNN.response.txt beside it
(write to another name, then rename). When all is answered the board lies in tests/cases/NAME/board.json, and a table
compares it with the rule planner's. `pytest tests/test_llm_cases.py` replays the case from then on.
"""

import argparse
import asyncio
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parents[1]))

from storyboard.config import LanguageModel
from storyboard.llm import Ceiling, Endpoint
from storyboard.production.files import dump_board, dump_trace
from tests.planner_table import table
from tests.replay import CASES, MODEL, plan_case


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("script", type=Path)
    parser.add_argument("name")
    parser.add_argument("--bridge", type=Path, required=True)
    parser.add_argument("--port", type=int, default=8899)
    parser.add_argument("--protocol", choices=["cuts", "board"], default="cuts")
    args = parser.parse_args()
    folder = CASES / args.name
    (folder / "exchange").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(args.script, folder / f"script{args.script.suffix}")
    (folder / "protocol").write_text(args.protocol + "\n", encoding="utf-8")
    command = [sys.executable, str(args.bridge), str(folder / "exchange"), "--port", str(args.port), "--wait", "7200"]
    bridge = subprocess.Popen(command)
    try:
        _wait(args.port)
        with tempfile.TemporaryDirectory() as kept:
            settings = LanguageModel(f"http://127.0.0.1:{args.port}/v1", MODEL, request_timeout=7200, parallel=2)
            mind = Endpoint(settings, "unused", Path(kept))
            mind.allow(Ceiling(60, 2_000_000))
            calls = []
            mind.watch = calls.append
            done = asyncio.run(plan_case(folder, mind))
    finally:
        bridge.terminate()
        bridge.wait()
    for episode, plan in zip(done.script.episodes, done.plans, strict=True):
        (folder / f"board-{episode.id}.json").write_text(dump_board(plan.board), encoding="utf-8")
        (folder / f"trace-{episode.id}.json").write_text(dump_trace(plan.trace), encoding="utf-8")
    print(table(done, calls))
    print(mind.tally.sentence({}))
    for remark in (*done.remarks, *(remark for plan in done.plans for remark in plan.remarks)):
        print("note:", remark)


def _wait(port: int) -> None:
    for _ in range(100):
        try:
            httpx.get(f"http://127.0.0.1:{port}/v1/models", timeout=1)
            return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise SystemExit("the bridge does not answer")


if __name__ == "__main__":
    main()
