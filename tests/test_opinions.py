"""`compare --judge`: beside the metrics, in both orders, from what is kept, under a ceiling, and never instead."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from storyboard.cli import cli
from storyboard.compare.judge import Verdict, Vote
from storyboard.compare.opinions import Opinion, stands, summed
from storyboard.errors import CeilingReached, ModelError, UsageError
from tests.fake_llm import Reply, serving
from tests.lab_runs import SECOND, write_demo


def says(better: str):
    """An endpoint that answers every question so."""
    answer = json.dumps({"why": f"分镜 {better} 更准。", "better": better}, ensure_ascii=False)
    return lambda body, number: Reply(answer)


def sees_mist(body, number):
    """Prefers the board without the mist, wherever it stands: the first column."""
    boards = body["messages"][1]["content"].replace("Board 2:", "分镜 2：").split("分镜 2：")
    return says("2" if any(mist in boards[0] for mist in ("薄雾", "thin mist")) else "1")(body, number)


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """Two scripts that both columns have, one that only the first has."""
    monkeypatch.setenv("STORYBOARD_LLM_KEY", "not-a-real-key")
    write_demo(tmp_path)
    return tmp_path


def configured(workspace, url: str, more: str = "") -> None:
    (workspace / "storyboard.toml").write_text(f'[llm]\nbase_url = "{url}"\nmodel = "m1"\n{more}', encoding="utf-8")


def compared(workspace, *words: str) -> SimpleNamespace:
    """What `compare --judge` printed, said and raised."""
    done = CliRunner().invoke(
        cli, ["compare", "shots/v1", "shots/v2", "-w", str(workspace), *words], standalone_mode=False
    )
    return SimpleNamespace(out=done.stdout, err=done.stderr, error=done.exception)


def test_the_verdicts_stand_below_the_comparison(workspace, golden):
    """Never instead of it: the text is the one without a judge, and then what the judge says."""
    with serving(sees_mist) as server:
        configured(workspace, server.url, "prices = { input = 2.0, output = 8.0 }\n")
        plain, found = compared(workspace), compared(workspace, "--judge")

    assert found.error is None
    assert found.out.startswith(plain.out)
    assert len(server.asked) == 4
    golden("compare/judge.txt", found.out.removeprefix(plain.out).lstrip("\n"))
    assert "4 calls" in found.err
    assert "cost 0." in found.err


def test_nothing_is_asked_twice_and_all_can_be_replayed(workspace, monkeypatch):
    """The second time, and offline without a key, the same words are played, at no cost."""
    with serving(sees_mist) as server:
        configured(workspace, server.url)
        first, second = compared(workspace, "--judge"), compared(workspace, "--judge")
    monkeypatch.delenv("STORYBOARD_LLM_KEY")
    offline = compared(workspace, "--judge", "--replay", "replay")

    assert first.out == second.out == offline.out
    assert len(server.asked) == 4
    assert "4 answers played, 0 calls: nothing was asked, nothing spent" in offline.err


def test_votes_that_turn_with_the_order_are_told_from_ties(workspace):
    """Who always takes the first has said nothing; who says tie twice has said something."""
    with serving(says("1")) as server:
        configured(workspace, server.url)
        turned = compared(workspace, "--judge").out
    with serving(says("tie")) as server:
        configured(workspace, server.url)
        even = compared(workspace, "--judge").out

    assert "samples/rain.txt     the order decided  0  0  0    1" in turned
    assert "of 2 episodes 2 turned with the order, which counts for nobody; in 0 both votes say tie" in turned
    assert "of 4 votes that chose, 4 chose the board shown first" in turned
    assert turned.count("samples/rain.txt: the votes differ, so the order decided") == 1
    assert "samples/rain.txt     tie, both votes  0  0  1    0" in even
    assert "of 2 episodes 0 turned with the order, which counts for nobody; in 2 both votes say tie" in even
    assert "chose the board shown first" not in even


def test_without_a_key_and_a_recording_the_comparison_is_still_printed(workspace, monkeypatch):
    """Exit code 3 and one message, after everything that is free."""
    monkeypatch.delenv("STORYBOARD_LLM_KEY")
    configured(workspace, "http://127.0.0.1:9/v1")

    plain, found = compared(workspace), compared(workspace, "--judge")

    assert found.out == plain.out
    assert isinstance(found.error, ModelError)
    assert found.error.exit_code == 3
    assert found.error.message == "no key in STORYBOARD_LLM_KEY, and nothing kept answers this judge question"


def test_the_ceiling_holds_and_what_was_answered_is_told(workspace):
    """One script answered, one not: both are said, and the exit code is the ceiling's."""
    with serving(says("1")) as server:
        configured(workspace, server.url, "max_calls = 2\nparallel = 1\n")
        found = compared(workspace, "--judge")

    assert isinstance(found.error, CeilingReached)
    assert len(server.asked) == 2
    assert "samples/rain.txt     not asked" in found.out
    assert "samples/rain.txt: not asked: the ceiling of this run is reached" in found.out
    assert "samples/lastbus.txt: the votes differ" in found.out


def test_another_model_of_the_endpoint_can_be_asked(workspace):
    """Better another than the one whose boards are judged."""
    with serving(says("2")) as server:
        configured(workspace, server.url)
        compared(workspace, "--judge", "--judge-model", "m2")

    assert {each["model"] for each in server.asked} == {"m2"}
    assert len(list((workspace / ".storyboard" / "exchanges").glob("judge-*.json"))) == 4


def test_a_board_without_its_script_is_not_judged(workspace):
    """A judge reads the script; that there is none is said where the verdict would stand, and is no failure."""
    configured(workspace, "http://127.0.0.1:9/v1")
    boards = [
        str(next((workspace / "runs").glob(f"*rain*v{number}-r1")) / "e1" / "storyboard.json") for number in (1, 2)
    ]
    for number, board in enumerate(boards, start=1):
        (workspace / f"{number}.json").write_bytes(Path(board).read_bytes())
    names = [str(workspace / f"{number}.json") for number in (1, 2)]

    done = CliRunner().invoke(cli, ["compare", *names, "-w", str(workspace), "--judge"], standalone_mode=False)

    assert done.exception is None
    assert f"not asked: no script lies beside {names[0]}" in done.stdout


def test_data_and_page_have_it_too(workspace):
    """The votes with their reasons, the sums and the bill; without a judge neither says a word of one."""
    page = workspace / "compare.html"
    with serving(sees_mist) as server:
        configured(workspace, server.url)
        found = json.loads(compared(workspace, "--judge", "--json", "--html", str(page)).out)["judge"]
    shown = json.loads(page.read_text(encoding="utf-8").split('id="data">')[1].split("</script>")[0])["judge"]
    without = json.loads(compared(workspace, "--json", "--html", str(page)).out)

    assert (found["model"], found["prompt"], found["error"], found["bill"]["calls"]) == ("m1", "judge/v1", "", 4)
    assert [(each["script"], each["stands"]) for each in found["opinions"]] == [
        ("samples/lastbus.txt", "a"),
        ("samples/rain.txt", "a"),
    ]
    assert found["sums"] == [
        {"column": SECOND, "episodes": {"a": 2, "b": 0, "tie": 0, "order": 0}, "votes": 4, "chose": 4, "first": 2}
    ]
    assert shown["sums"] == {"1": [2, 0, 0, 0, 4, 2]}
    assert {key: each["stands"] for key, each in shown["cells"].items()} == {"0-1": "a", "2-1": "a"}
    assert "judge" not in without
    assert '"judge":null' in page.read_text(encoding="utf-8")


def test_flags_of_a_judge_need_one(workspace):
    """And a judge needs a model: both are said before anything is read or asked."""
    with pytest.raises(UsageError, match="are about a judge"):
        raise compared(workspace, "--judge-model", "m2").error
    with pytest.raises(UsageError, match=r"no \[llm\] in storyboard.toml"):
        raise compared(workspace, "--judge").error


def verdict(*winners: str) -> Verdict:
    """A verdict of so many episodes; each is two letters, the votes."""
    votes = [
        Vote(f"e{number}", first, {"t": "tie"}.get(letter, letter), "…")
        for number, pair in enumerate(winners, start=1)
        for first, letter in zip("ab", pair, strict=True)
    ]
    counts = [pair[0] for pair in winners if pair in ("aa", "bb")]
    more = counts.count("a") - counts.count("b")
    return Verdict("a" if more > 0 else "b" if more < 0 else "tie", tuple(votes), "…")


@pytest.mark.parametrize(
    ("winners", "word"),
    [
        (["aa"], "a"),
        (["bb", "ab"], "b"),
        (["tt"], "tie"),
        (["ab"], "order"),
        (["at"], "order"),
        (["aa", "bb"], "mixed"),
        (["tt", "ab"], "mixed"),
        ([], "equal"),
    ],
    ids=["a", "b and turned", "tie", "turned", "half turned", "even", "tie and turned", "nothing asked"],
)
def test_a_script_stands_in_one_word(winners, word):
    """No winner has four reasons, and they are not the same."""
    assert stands(verdict(*winners)) == word


def test_votes_for_the_board_shown_first_are_counted():
    """The place decides where nearly all votes are for it; ties chose nothing."""
    told = [Opinion("rain", "B", ("1", "2"), verdict("ab", "aa")), Opinion("bus", "B", ("1", "2"), verdict("tt"))]

    total = summed("B", told)

    assert (total.votes, total.chose, total.first) == (6, 4, 3)
    assert total.episodes == {"a": 1, "b": 0, "tie": 1, "order": 1}
