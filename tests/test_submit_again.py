"""What a person decides: retakes, takes, remixes, unknown outcomes, characters; each against the rehearsal gateway."""

import signal
import sqlite3
import subprocess
import sys
import time
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from storyboard.cast.usernames import with_username
from storyboard.errors import BudgetReached, GatewayError, UnknownOutcome, UsageError
from storyboard.gateways import Preview
from storyboard.ledger import Ledger
from storyboard.library import SHIPPED, Library
from storyboard.model import Looks, Member, Voice
from storyboard.rehearsal import Rehearsal
from storyboard.submit import Buyer, again, complain, quote
from storyboard.submit.settle import adopt, cancel, find_job, resend, use_take, used_take
from tests.gateway_bench import KEY, MODELS, Bench, order, shop
from tests.test_submit_kill import ROOT

LIN = Member("林晚", "person", Looks("女", 27, "黑色", "长直发", "白色", "修身西装"), Voice("女", 215, 240, "普通话"))


@pytest.fixture
def rehearsal():
    with Rehearsal(shop()) as opened:
        yield opened


@pytest.fixture
def bench(tmp_path, rehearsal):
    return Bench(tmp_path, rehearsal, "openai-videos")


@pytest.fixture
def ledger(bench):
    with Ledger(bench.ledger_path) as opened:
        yield opened


def buy_wish(wish, bench, ledger):
    return Buyer(bench.gateway, ledger, scale=0.01).buy_again(wish, bench.folder / "takes")


def test_a_retake_is_another_take_and_the_first_one_stays(bench, ledger, rehearsal):
    clip = order("openai-videos")
    first = bench.buy(clip)[0]
    named = find_job(ledger, "1")

    attempts = buy_wish(again.retake(named, bench.settings, bench.gateway, count=2), bench, ledger)

    assert [attempt.state for attempt in attempts] == ["done", "done"]
    assert rehearsal.shop.posts[clip.prompt] == 3
    assert first.take.exists()
    assert used_take(ledger, named.job) == attempts[-1]
    assert quote([clip], bench.gateway, ledger)[0].take.name == f"{first.key[:12]}-3.mp4"
    use_take(ledger, named, 1)
    assert quote([clip], bench.gateway, ledger)[0].take == first.take
    with pytest.raises(UsageError, match="has 3 takes, there is no take 4"):
        use_take(ledger, named, 4)


def test_a_retake_through_another_model_counts_as_a_take_of_the_same_clip(bench, ledger):
    clip = order("openai-videos", seconds=15)
    bench.buy(clip)
    named = find_job(ledger, "ep01/001")

    wish = again.retake(named, bench.settings, bench.gateway, model="sora-2-pro")
    assert (wish.price, wish.job.order.size) == (4.0, "1024x1792")
    buy_wish(wish, bench, ledger)

    assert len(ledger.takes(named.job.key)) == 2
    assert quote([clip], bench.gateway, ledger)[0].take.name.startswith(wish.job.key[:12])


def test_a_retake_may_bring_a_picture_a_film_or_a_character_along(bench, ledger, rehearsal, tmp_path):
    (tmp_path / "first.png").write_bytes(b"picture")
    bench.buy(order("openai-videos"))
    named = find_job(ledger, "1")
    given = again.references([f"first_frame={tmp_path / 'first.png'}", "character=https://x.example/a.mp4#1,3"])

    buy_wish(again.retake(named, bench.settings, bench.gateway, references=given), bench, ledger)

    sent = list(rehearsal.shop.jobs.values())[1].request
    assert (sent["character_url"], sent["character_timestamps"]) == ("https://x.example/a.mp4", "1,3")
    assert len(ledger.takes(named.job.key)) == 2
    with pytest.raises(UsageError, match="takes no last_frame"):
        again.retake(named, bench.settings, bench.gateway, references=again.references(["last_frame=x.png"]))
    with pytest.raises(UsageError, match="ROLE=SOURCE"):
        again.references(["x.png"])


def test_a_model_that_does_not_make_this_length_is_named(bench, ledger):
    bench.buy(order("openai-videos", seconds=10))

    with pytest.raises(UsageError, match="sora-2-pro makes no film of 10 s; it makes 15, 25"):
        again.retake(find_job(ledger, "1"), bench.settings, bench.gateway, model="sora-2-pro")


def test_a_retake_of_a_preview_is_refused_because_it_would_be_the_same_film(bench, ledger):
    bench.buy(order("openai-videos"))

    with pytest.raises(UsageError, match="the same film"):
        again.retake(find_job(ledger, "1"), bench.settings, Preview())


def test_a_failed_film_is_reported_with_its_class_and_never_sent_again_by_itself(bench, ledger, rehearsal):
    clip = order("openai-videos", "moderated")
    bench.buy(clip)
    bought = bench.buy(clip)

    with pytest.raises(GatewayError, match="held back by moderation") as caught:
        complain(bought)
    assert caught.value.exit_code == 4
    assert "storyboard retake 001" in caught.value.hint
    assert rehearsal.shop.posts[clip.prompt] == 1
    buy_wish(again.retake(find_job(ledger, "1"), bench.settings, bench.gateway), bench, ledger)
    assert rehearsal.shop.posts[clip.prompt] == 2


def test_an_unknown_outcome_is_exit_5_and_stays_until_a_person_adopts_the_job(bench, ledger, rehearsal):
    clip = order("openai-videos", "server-error")
    with pytest.raises(UnknownOutcome, match="clip 001: a paid job may exist") as caught:
        complain(bench.buy(clip))
    assert "jobs adopt 001 TASK_ID" in caught.value.hint
    assert bench.buy(clip)[0].state == "unknown"

    adopt(ledger, find_job(ledger, "1"), next(iter(rehearsal.shop.jobs)))

    assert bench.buy(clip)[0].state == "owned"
    assert rehearsal.shop.posts[clip.prompt] == 1


def test_an_unknown_outcome_is_sent_again_only_by_a_persons_word(bench, ledger, rehearsal):
    clip = order("openai-videos", "no-channel")
    bench.buy(clip)

    resend(ledger, find_job(ledger, "1"))
    bench.buy(clip)

    assert rehearsal.shop.posts[clip.prompt] == 2
    assert ledger.committed() == 1.5


def test_what_is_done_can_be_neither_adopted_nor_given_up_and_what_runs_is_set_aside(bench, ledger):
    bench.buy(order("openai-videos"), order("openai-videos", "always-cut"))

    with pytest.raises(UsageError, match="clip ep01/001 is done"):
        adopt(ledger, find_job(ledger, "1"), "x")
    with pytest.raises(UsageError, match="clip ep01/001 is done"):
        cancel(ledger, find_job(ledger, "1"))
    assert cancel(ledger, find_job(ledger, "2")).state == "aside"


def test_a_clip_is_found_by_number_by_production_and_by_key_and_doubt_is_said(bench, ledger):
    bought = bench.buy(order("openai-videos"))[0]
    bench.buy(order("openai-videos", seconds=10), production="ep02")

    assert find_job(ledger, "ep01/1").job.key == find_job(ledger, bought.key[:8]).job.key == bought.key
    with pytest.raises(UsageError, match="may mean several clips: ep01/001, ep02/001"):
        find_job(ledger, "001")
    with pytest.raises(UsageError, match="no clip called '9'"):
        find_job(ledger, "9")
    for production in ("ep01", "ep02", "scripts/ep02.txt"):
        with pytest.raises(UsageError) as caught:
            find_job(ledger, production)
        assert f"like `{Path(production).stem}/001`" in caught.value.hint


def test_the_budget_stops_the_run_before_it_is_crossed(bench, ledger, rehearsal):
    clips = [order("openai-videos", f"ok]] {number} [[") for number in range(4)]

    with pytest.raises(BudgetReached, match=r"budget of 3\.5 is reached") as caught:
        complain(bench.buy(*clips, budget=3.5))

    assert caught.value.exit_code == 6
    assert rehearsal.shop.charged() == ledger.committed() == 3.0


def test_a_remix_is_another_take_and_a_private_film_is_refused(bench, ledger, rehearsal):
    bench.buy(order("openai-videos"), order("openai-videos", "ok]] [[", private=True))

    attempts = buy_wish(again.remix(find_job(ledger, "1"), "把白天变成黑夜", bench.gateway, ledger), bench, ledger)

    assert attempts[0].state == "done"
    assert rehearsal.shop.posts["把白天变成黑夜"] == 1
    assert len(ledger.takes(find_job(ledger, "1").job.key)) == 2
    with pytest.raises(UsageError, match="private"):
        again.remix(find_job(ledger, "2"), "x", bench.gateway, ledger)


def test_a_remix_has_its_own_length_where_the_gateway_lets_one_say_it(tmp_path, rehearsal):
    bench = Bench(tmp_path, rehearsal, "native-sora")
    bench.buy(order("native-sora"))
    with Ledger(bench.ledger_path) as ledger:
        buy_wish(again.remix(find_job(ledger, "1"), "变成黑夜", bench.gateway, ledger, 10), bench, ledger)
        with pytest.raises(UsageError, match="sold in 10, 15 seconds, not 12"):
            again.remix(find_job(ledger, "1"), "x", bench.gateway, ledger, 12)
    sent = next(job.request for job in rehearsal.shop.jobs.values() if job.prompt == "变成黑夜")
    assert sent["duration"] == 10


def test_a_length_that_a_remix_cannot_say_is_refused(bench, ledger):
    bench.buy(order("openai-videos"))
    with pytest.raises(UsageError, match="there is no way to say 10 s"):
        again.remix(find_job(ledger, "1"), "x", bench.gateway, ledger, 10)


def test_a_casting_film_is_private_marked_and_standard_unless_hd_is_wanted(bench):
    video = replace(bench.settings.video, model="sora-2-pro", private=True, watermark=False, lengths=(25,))

    def shot(hd):
        return again.shoot(LIN, replace(bench.settings, video=replace(video, hd=hd)), bench.gateway, SHIPPED).job.order

    assert (shot("auto").private, shot("auto").watermark) == (True, False)
    assert [(shot(hd).hd, shot(hd).seconds) for hd in ("auto", False, True)] == [(False, 15), (False, 15), (True, 15)]


def test_a_casting_film_is_told_by_the_workspaces_own_template(bench):
    mine = bench.folder / "prompts" / "cast" / "v1" / "casting.zh.jinja"
    mine.parent.mkdir(parents=True)
    mine.write_text("{# own #}我的模板：{{ line }}", "utf-8")
    library = Library((bench.folder / "prompts",))

    assert again.shoot(LIN, bench.settings, bench.gateway, library, "你好。").job.order.prompt == "我的模板：你好。"


@pytest.mark.parametrize(("dialect", "way"), [("lconai", "--with character=URL"), ("omni-fast", "--gateway NAME")])
def test_no_casting_film_is_sold_where_no_character_can_be_made_of_it(tmp_path, rehearsal, dialect, way):
    bench = Bench(tmp_path, rehearsal, dialect)
    with pytest.raises(UsageError, match="would be of no use") as refused:
        again.shoot(LIN, bench.settings, bench.gateway, SHIPPED)
    assert way in refused.value.hint
    assert not rehearsal.shop.posts


def test_of_a_film_that_the_gateway_has_deleted_nobody_says_that_its_words_are_wrong(bench):
    with pytest.raises(GatewayError) as told:
        complain(bench.buy(order("openai-videos", "expired")))
    assert "change what it says" not in told.value.hint
    assert "the gateway has deleted it" in told.value.hint
    assert "retake 001" in told.value.hint


def test_a_dialect_without_remix_says_so(tmp_path, rehearsal):
    bench = Bench(tmp_path, rehearsal, "unified-v2")
    bench.buy(order("unified-v2"))
    with Ledger(bench.ledger_path) as ledger, pytest.raises(UsageError, match="has no remix"):
        again.remix(find_job(ledger, "1"), "x", bench.gateway, ledger)


def test_the_casting_film_is_frontal_alone_and_speaks_the_line_to_the_camera(bench, ledger, golden):
    wish = again.shoot(LIN, bench.settings, bench.gateway, SHIPPED)

    assert (wish.job.order.seconds, wish.price) == (10, 1.0)
    golden("requests/casting-prompt.txt", wish.job.order.prompt)
    with pytest.raises(UsageError, match="旁白 is a voice"):
        again.shoot(replace(LIN, name="旁白", kind="voice"), bench.settings, bench.gateway, SHIPPED)


@pytest.mark.parametrize("dialect", ["openai-videos", "unified-v2", "native-sora"])
def test_a_character_is_made_from_the_casting_film_and_paid_once(tmp_path, rehearsal, dialect):
    """Both where the answer comes at once and where it is a task."""
    bench = Bench(tmp_path, rehearsal, dialect)
    with Ledger(bench.ledger_path) as ledger:
        buy_wish(again.shoot(LIN, bench.settings, bench.gateway, SHIPPED), bench, ledger)
        source = again.casting_source(ledger, "林晚", bench.gateway)
        wish = again.character("林晚", source, "1,3", bench.gateway)
        made = buy_wish(wish, bench, ledger)[0]

        assert (made.state, made.price) == ("done", 0.1)
        assert again.username_of(made) == next(
            j.username for j in rehearsal.shop.jobs.values() if j.kind == "character"
        )
        assert again.finished(wish, ledger) == made
        assert ledger.committed() == rehearsal.shop.charged()
        assert rehearsal.shop.posts[source.removeprefix("task:")] == 1


def test_a_key_that_cannot_make_characters_is_explained(bench, ledger):
    wish = again.character("林晚", "https://films.example/unsupported.mp4", "1,3", bench.gateway)

    attempt = buy_wish(wish, bench, ledger)[0]

    assert (attempt.state, attempt.fault) == ("failed", "unsupported")
    assert "another gateway or key" in attempt.note


@pytest.mark.parametrize(
    ("source", "span", "words"),
    [
        ("task:x", "1,5", "must last 1 to 3 seconds"),
        ("task:x", "soon", "must look like 1,3"),
        ("film.mp4", "1,3", "public URL"),
    ],
)
def test_a_character_that_cannot_work_is_refused_before_it_is_paid(bench, source, span, words):
    with pytest.raises(UsageError, match=words):
        again.character("林晚", source, span, bench.gateway)


def test_without_a_casting_film_the_next_step_is_named(bench, ledger):
    with pytest.raises(UsageError, match="cast shoot 林晚"):
        again.casting_source(ledger, "林晚", bench.gateway)


def test_a_username_lands_in_the_cast_and_nothing_else_changes():
    text = '# 我的注释\n[people."林晚"]\nsex = "女" # 确认过\n\n[people."陈默"]\nsex = "男"\n'

    once = with_username(text, "林晚", "kapon", "abc.word")

    assert once == text.replace("确认过\n", '确认过\nusernames = {kapon = "abc.word"}\n')
    both = tomllib.loads(with_username(once, "林晚", "other", "x.y"))
    assert both["people"]["林晚"]["usernames"] == {"kapon": "abc.word", "other": "x.y"}


@pytest.mark.parametrize(
    "dialect",
    [pytest.param(each, marks=pytest.mark.wide if at % 2 else ()) for at, each in enumerate(MODELS)],
)
def test_every_dialect_buys_a_film_in_a_realistic_order(tmp_path, dialect):
    """Time passes: queued, running with progress, done."""
    with Rehearsal(shop(speed=500.0)) as rehearsal:
        seen = []
        bought = Bench(tmp_path, rehearsal, dialect).buy(order(dialect), on_event=seen.append)

    assert bought[0].state == "owned"
    assert seen[0].state == "sending"
    assert dialect == "chat-video" or any(event.state == "running" and (event.percent or 0) < 100 for event in seen)


def test_ctrl_c_lets_a_send_finish_and_leaves_the_polls_to_the_next_run(tmp_path, monkeypatch):
    monkeypatch.setenv("REHEARSAL_KEY", KEY)
    with Rehearsal(shop(speed=0.5)) as rehearsal:
        command = [sys.executable, "-m", "tests.kill_child", str(tmp_path), rehearsal.url("unified-v2"), "3"]
        child = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 60
        while len(rehearsal.shop.jobs) < 3 and time.monotonic() < end:
            time.sleep(0.02)
        assert len(rehearsal.shop.jobs) == 3
        child.send_signal(signal.SIGINT)
        child.wait(60)

        with Ledger(tmp_path / ".storyboard" / "ledger.sqlite3") as ledger:
            assert {attempt.state for attempt in ledger.all_attempts()} == {"running"}
            assert {attempt.remote for attempt in ledger.all_attempts()} == set(rehearsal.shop.jobs)


def test_a_retired_model_is_refused_only_where_the_gateways_own_list_lacks_it(bench, rehearsal, monkeypatch):
    """The list is free; without one nothing is denied."""
    prices = {"veo3.1": {8: 2.0}}
    monkeypatch.setattr("storyboard.rehearsal.counter.PRICES", prices)

    with pytest.raises(GatewayError, match=r"no longer lists sora-2; it lists veo3\.1"):
        complain(bench.buy(order("openai-videos")))
    assert rehearsal.shop.jobs == {}

    prices.clear()
    assert bench.buy(order("openai-videos"))[0].state == "owned"


def test_a_film_that_was_deleted_after_a_failed_retake_is_fetched_again_and_not_bought(bench, ledger, rehearsal):
    clip = order("openai-videos")
    first = bench.buy(clip)[0]
    named = find_job(ledger, "1")
    ledger.move(ledger.add_attempt(named.job, 1.5), "failed", fault="content_output")
    first.take.unlink()

    assert bench.buy(clip)[0].take == first.take
    assert rehearsal.shop.posts[clip.prompt] == 1


def test_an_id_that_the_ledger_could_not_take_is_said_aloud(bench, ledger, rehearsal, monkeypatch):
    """The disk is full at the worst moment: after the gateway took the job."""

    def full(self, attempt, new, **facts):
        if new == "running":
            raise sqlite3.OperationalError("database or disk is full")
        return move(self, attempt, new, **facts)

    move = Ledger.move
    monkeypatch.setattr(Ledger, "move", full)
    clip = order("openai-videos")
    with pytest.raises(UnknownOutcome, match="cannot be written: database or disk is full") as caught:
        bench.buy(clip)
    remote = next(iter(rehearsal.shop.jobs))
    assert caught.value.hint.endswith(remote)
    monkeypatch.setattr(Ledger, "move", move)

    assert bench.buy(clip)[0].state == "unknown"
    adopt(ledger, find_job(ledger, "1"), remote)
    assert bench.buy(clip)[0].state == "owned"
    assert rehearsal.shop.posts[clip.prompt] == 1
