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
        words = ["eval", str(lab / "suite.toml"), "--replay", "replay", "--all", "--exchanges", str(lab / "exchanges")]
        done = CliRunner().invoke(cli, words)
        yield lab, done


@pytest.mark.wide
def test_the_recorded_round_gives_its_table_again(played, golden):
    """Four scripts, three prompts, two repeats, from recorded exchanges; `asked_as` names those whose question is worded otherwise today."""
    _, done = played

    assert done.exit_code == 0, done.stderr
    assert "answers played, nothing asked" in done.stderr
    golden("lab/round.txt", done.stdout)
