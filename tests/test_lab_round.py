"""The recorded round of prompt work: real answers, played again, give the table that is kept, without key or network."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from storyboard.cli import cli

LAB = Path(__file__).parent / "lab"


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """The workspace of the round after it was played again, without a key, and what that printed."""
    root = tmp_path_factory.mktemp("round")
    lab = root / "tests" / "lab"
    shutil.copytree(LAB, lab, ignore=shutil.ignore_patterns("runs", "compare.html"))
    shutil.copytree(LAB.parents[1] / "samples", root / "samples", ignore=shutil.ignore_patterns("out", ".storyboard"))
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("STORYBOARD_LLM_KEY", raising=False)
        done = CliRunner().invoke(cli, ["eval", str(lab / "suite.toml"), "--replay", "replay", "--all"])
        yield lab, done


def test_the_recorded_round_gives_its_table_again(played, golden):
    """Thirty cells from ninety-three recorded exchanges: shots/v1, shots/v2, and shots/v2 with cast/v2, two repeats each."""
    _, done = played

    assert done.exit_code == 0, done.stderr
    assert "104 answers played, nothing asked" in done.stderr
    golden("lab/round.txt", done.stdout)


def test_the_recorded_judge_gives_its_verdicts_again(played, golden):
    """Twelve recorded votes on shots/v1 and shots/v2, offline, below the comparison and with all their reasons."""
    lab, _ = played
    words = [
        "compare",
        "cast/v1+shots/v1",
        "cast/v1+shots/v2",
        "-w",
        str(lab),
        "--all",
        "--judge",
        "--replay",
        "replay",
    ]

    done = CliRunner().invoke(cli, words)

    assert done.exit_code == 0, done.stderr
    assert "12 answers played, 0 calls: nothing was asked, nothing spent" in done.stderr
    assert done.stdout.startswith("suite round: ")
    golden("lab/judge.txt", done.stdout[done.stdout.index("\njudge recorded") + 1 :])
