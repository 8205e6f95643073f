"""What a person finds out about a job and tells: an id adopted, an order sent again, a film put in by hand."""

import pytest

from storyboard.errors import UsageError
from storyboard.ledger import Limits
from storyboard.submit.settle import adopt, find_job, resend
from tests.gateway_play import POLL, Play, order, true_film

GONE = (504, {}, {})


@pytest.fixture
def play(tmp_path):
    with Play(tmp_path, dialect=POLL, data=true_film()) as opened:
        yield opened


@pytest.mark.parametrize("remote", ["", "   ", "null", "two words", "-"])
def test_an_id_that_is_none_is_refused_by_a_sentence(play, remote):
    play.create = lambda number: GONE
    play.buy(order())
    with play.ledger() as ledger:
        with pytest.raises(UsageError, match="is no id of a job"):
            adopt(ledger, find_job(ledger, "1"), remote)
        assert [each.state for each in ledger.all_attempts()] == ["unknown"]


def test_the_id_of_another_clips_job_is_refused_and_the_clip_is_named(play):
    play.create = lambda number: GONE
    play.buy(order("一"), order("二"))
    with play.ledger() as ledger:
        adopt(ledger, find_job(ledger, "1"), "job-77 ")
        with pytest.raises(UsageError, match=r"job-77 is the job of clip ep01/001 \(running\) already"):
            adopt(ledger, find_job(ledger, "2"), "job-77")

    bought = play.buy(order("一"), order("二"))

    assert [each.state for each in bought] == ["owned", "unknown"]


@pytest.mark.parametrize("said", [{"id": ""}, {"id": None, "task_id": "null"}, {"id": "job-1"}])
def test_an_empty_id_or_that_of_another_job_in_the_answer_to_a_create_is_unknown(play, said):
    play.create = lambda number: (200, said, {}) if number > 1 else None
    play.entry["parallel"] = 1

    bought = play.buy(order("一"), order("二"))

    assert sorted(each.state for each in bought) == ["owned", "unknown"]


def test_a_job_that_was_called_failed_and_did_not_fail_is_adopted_and_fetched(play):
    """Its price counts again, and what stood ready to be bought in its place is not sent."""
    play.poll = lambda number, job: (200, {"id": job, "status": "failed", "error": "lost on the way"}, {})
    assert play.buy(order())[0].state == "failed"
    play.poll = lambda number, job: None
    with play.ledger() as ledger:
        named = find_job(ledger, "1")
        ledger.add_attempt(named.job, 1.0)
        adopt(ledger, named, "job-1")
        assert ledger.committed() == 1.0

    bought = play.buy(order())

    assert (bought[0].state, play.posts) == ("owned", 1)
    with play.ledger() as ledger, pytest.raises(UsageError, match="has a film already"):
        adopt(ledger, find_job(ledger, "1"), "job-9")


def test_a_running_job_that_got_the_wrong_id_takes_another_and_the_old_one_stays_in_its_events(play):
    play.poll = lambda number, job: (200, {"id": job, "status": "queued"}, {}) if job == "job-1" else None
    play.entry["poll_limit"] = 0.1
    assert play.buy(order())[0].state == "running"
    with play.ledger() as ledger:
        adopt(ledger, find_job(ledger, "1"), "job-7")

    assert play.buy(order())[0].state == "owned"
    assert "asked for as job-1" in play.events()


def test_a_failed_clip_with_a_film_needs_no_second_one(play):
    play.buy(order())
    with play.ledger() as ledger:
        named = find_job(ledger, "1")
        claimed = ledger.claim(ledger.add_attempt(named.job, 1.0), Limits(parallel=4))
        ledger.move(claimed, "failed", fault="gateway_fault")
        with pytest.raises(UsageError, match="has a film already"):
            adopt(ledger, named, "job-9")


def test_what_was_set_aside_and_is_found_later_is_not_bought_once_more(play):
    play.create = lambda number: GONE if number == 1 else None
    play.buy(order())
    with play.ledger() as ledger:
        resend(ledger, find_job(ledger, "1"))
        adopt(ledger, find_job(ledger, "1"), "job-1")

    assert play.buy(order())[0].state == "owned"
    assert play.posts == 1


def settings_file(play):
    play.settings  # noqa: B018 - writes the dialect
    (play.folder / "storyboard.toml").write_text(
        f'[video]\ngateway = "play"\nmodel = "play"\n[gateways.play]\ndialect = "play"\nbase_url = "{play.url}/v1"\n'
        'api_key_env = "PLAY_KEY"\nprices = { play = { 2 = 1.0 } }\n'
    )


def test_all_that_is_unknown_is_looked_up_listed_with_its_price_and_asked_about(play, run):
    """`run` stands in the play's folder."""
    settings_file(play)
    play.create = lambda number: GONE if number < 3 else None
    play.poll = lambda number, job: (404, {"error": "no such task"}, {})
    play.entry |= {"parallel": 1, "poll_limit": 60_000.0}
    bought = play.buy(order("一"), order("二"), order("三"), scale=0.001)
    assert [each.state for each in bought] == ["unknown"] * 3

    play.poll = lambda number, job: None
    code, out, err = run("jobs", "resend", "--all")

    assert (code, play.posts) == (2, 3)
    assert "play knows 1 of them" in err
    assert [line.split()[:2] for line in out.splitlines()] == [["ep01/001", "1"], ["ep01/002", "1"]]
    assert "2 clips sent once more, price 2" in err

    code, out, err = run("jobs", "resend", "--all", "--yes")
    assert code == 0
    assert run("jobs", "resend", "--all", "--yes")[2] == "nothing is unknown\n"
    assert [each.state for each in play.buy(order("一"), order("二"), order("三"))] == ["owned"] * 3
    assert play.posts == 5


@pytest.mark.parametrize("arguments", [(), ("001", "--all")])
def test_resend_wants_one_clip_or_all(play, run, arguments):
    assert run("jobs", "resend", *arguments)[0] == 2


def test_take_add_says_what_it_put_in_and_take_list_marks_it(play, run):
    settings_file(play)
    play.poll = lambda number, job: (200, {"id": job, "status": "failed"}, {})
    play.buy(order())
    (play.folder / "mine.mp4").write_bytes(true_film(seconds=0.8))

    code, _, err = run("take", "add", "001", "mine.mp4")

    assert (code, "note: the film lasts 0.8 s, 2 s were ordered" in err) == (0, True)
    assert "put in by hand: mine.mp4" in run("take", "list", "001")[1]
    assert "put in by hand: mine.mp4" in run("jobs", "list")[1]
    (play.folder / "words.mp4").write_bytes(b"no film but words" * 9)
    assert run("take", "add", "001", "words.mp4")[0] == 2


def test_a_dry_run_shows_the_very_address_that_is_sent_to(play, run):
    """`base_url` ends in /v1, as people write it, and the path brings its own."""
    settings_file(play)
    path = play.folder / "dialects" / "play.toml"
    path.write_text(path.read_text().replace('path = "/jobs"', 'path = "/v1/jobs"', 1).replace("[2]", "[10, 15]"))
    (play.folder / "ep01.txt").write_text("1-1 夜 外 巷口\n人物：林晚\n△林晚蹲在路灯下。\n林晚：我不该来的。", "utf-8")

    code, out, _ = run("submit", "ep01.txt", "--dry-run")
    shown = __import__("json").loads(out)
    run("submit", "ep01.txt", "--yes")

    assert (code, {each["url"] for each in shown}) == (0, {f"{play.url}/v1/jobs"})
    assert {path for method, path, *_ in play.seen if method == "POST"} == {"/v1/jobs"}
