"""The recorded round of prompt work: real answers, played again, give the table that is kept, without key or network."""

import shutil
from pathlib import Path

from click.testing import CliRunner

from storyboard.cli import cli

LAB = Path(__file__).parent / "lab"


def test_the_recorded_round_gives_its_table_again(tmp_path, golden, monkeypatch):
    """Thirty cells from ninety-three recorded exchanges: shots/v1, shots/v2, and shots/v2 with cast/v2, two repeats each."""
    monkeypatch.delenv("STORYBOARD_LLM_KEY", raising=False)
    tests = tmp_path / "tests"
    shutil.copytree(LAB, tests / "lab", ignore=shutil.ignore_patterns("runs", "compare.html"))
    shutil.copytree(
        LAB.parents[1] / "samples", tmp_path / "samples", ignore=shutil.ignore_patterns("out", ".storyboard")
    )

    done = CliRunner().invoke(cli, ["eval", str(tests / "lab" / "suite.toml"), "--replay", "replay"])

    assert done.exit_code == 0, done.stderr
    assert "104 answers from cassettes; 0 calls" in done.stderr
    golden("lab/round.txt", done.stdout)
