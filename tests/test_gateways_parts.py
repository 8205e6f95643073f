"""What the newer gateways need of the engine: signed keys, routes, shots apart, one more question, charges, stopping."""

import base64
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard.config import GatewayEntry, Rate, Settings, Video, load_settings
from storyboard.gateways import open_gateway
from storyboard.gateways.keys import Pass, signed
from storyboard.gateways.shots import fitted, left_out, told_apart, whole_seconds
from storyboard.ledger import Ledger, SeasonClip
from storyboard.model import Reference
from storyboard.profiles import load_dialect
from storyboard.profiles.parts import Auth
from storyboard.profiles.pricing import cost, price_of
from storyboard.rehearsal import Rehearsal
from storyboard.season.clips import open_clips
from storyboard.submit.settle import find_job, stop
from tests.gateway_bench import Bench, order, shop
from tests.gateway_play import POLL, Play, true_film
from tests.gateway_play import order as plain
from tests.test_gateways_golden import KLING, SHOTS, TWO

PICTURE = Reference("first_frame", "https://pictures.example/a.png")


# Keys


def test_two_keys_sign_a_token_for_each_request_and_one_key_is_shown_as_it_is(tmp_path, monkeypatch):
    monkeypatch.setenv("PLAY_SECRET", "the-second-key")
    with Rehearsal(shop(secret="the-second-key")) as rehearsal:
        signing = Bench(tmp_path / "two", rehearsal, "kling", {"api_secret_env": "PLAY_SECRET"})
        assert signing.buy(order("kling"))[0].state == "owned"
        monkeypatch.setenv("PLAY_SECRET", "another")
        assert (
            Bench(tmp_path / "wrong", rehearsal, "kling", {"api_secret_env": "PLAY_SECRET"})
            .buy(order("kling"))[0]
            .fault
            == "auth"
        )
        assert Bench(tmp_path / "one", rehearsal, "kling").buy(order("kling"))[0].state == "owned"


def test_a_token_says_who_issued_it_and_how_long_it_is_good():
    head, claims, sign = signed("access", "secret", 1_000_000, Auth()).split(".")

    assert json.loads(base64.urlsafe_b64decode(head + "==")) == {"alg": "HS256", "typ": "JWT"}
    assert json.loads(base64.urlsafe_b64decode(claims + "==")) == {"iss": "access", "exp": 1_001_800, "nbf": 999_995}
    assert "secret" not in repr(Pass("access", "secret"))
    assert sign


@pytest.mark.parametrize(
    ("header", "prefix"), [("X-Goog-Api-Key", ""), ("Authorization", "Token "), ("Authorization", "Key ")]
)
def test_the_key_goes_into_the_header_that_the_dialect_names_and_to_the_gateway_only(header, prefix, tmp_path):
    auth = (
        POLL
        + f'[auth]\nheader = "{header}"\nprefix = "{prefix}"\n[headers]\nX-Version = "2026"\nX-Trace = "{{uuid}}"\n'
    )
    with Play(tmp_path, dialect=auth, data=true_film()) as play:
        assert play.buy(plain())[0].state == "owned"
    asked = [headers for _, _, headers, _ in play.seen]

    assert {headers[header] for headers in asked} == {prefix + "sk-play-0123456789"}
    assert header == "Authorization" or not any("Authorization" in headers for headers in asked)
    assert {headers["X-Version"] for headers in asked} == {"2026"}
    assert len({headers["X-Trace"] for headers in asked}) == len(asked)


def test_a_header_that_must_be_there_is_there(tmp_path):
    """The rehearsal refuses a create without it, as the gateway does."""
    with Rehearsal(shop()) as rehearsal:
        assert Bench(tmp_path, rehearsal, "dashscope").buy(order("dashscope"))[0].state == "owned"


# Routes and polls


def test_a_job_is_asked_for_where_it_was_ordered(tmp_path):
    with Rehearsal(shop()) as rehearsal:
        bought = Bench(tmp_path, rehearsal, "kling").buy(order("kling", references=(PICTURE,)))
        (job,) = rehearsal.shop.jobs.values()

    assert (bought[0].state, job.path) == ("owned", "/v1/videos/image2video")


def test_a_model_and_an_id_with_slashes_stand_in_paths(tmp_path):
    routes = '[[create.routes]]\npath = "/run/{model}"\nwhen = ["first_frame"]\n[create.references]\nfirst_frame = { to = "image", forms = ["url"] }\n'
    poll = '[poll]\npath = "/jobs/{+id}"\nurl = ["video_url"]\n'

    def create(number):
        return 200, {"id": "models/veo/operations/7"}, {}

    with Play(tmp_path, dialect=routes + poll, create=create, data=true_film()) as play:
        play.buy(plain(references=(PICTURE,)))
    paths = [path for _, path, _, _ in play.seen]

    assert paths[0] == "/run/play"
    assert paths[1] == "/jobs/models/veo/operations/7"


def test_the_address_of_a_reply_is_asked_at_the_gateway_itself_and_nowhere_else(tmp_path):
    spoken = 'address = ["status_url"]\n'
    for own in (True, False):
        with Play(tmp_path / str(own), data=true_film()) as play:
            where = play.url if own else "http://127.0.0.1:9"
            play.create = lambda number, where=where: (200, {"id": "job-1", "status_url": f"{where}/here/job-1"}, {})
            play.dialect = POLL
            settings = play.settings
            path = settings.workspace / "dialects" / "play.toml"
            path.write_text(path.read_text().replace('path = "/jobs"\n', 'path = "/jobs"\n' + spoken))
            assert play.buy(plain(), settings=settings)[0].state == "owned"
        assert any(path == "/here/job-1" for _, path, _, _ in play.seen) is own


def test_one_more_question_names_the_film(tmp_path):
    step = POLL + '[result.step]\npath = "/files?file_id={value}"\nvalue = ["file_id"]\nurl = ["file.download_url"]\n'

    def poll(number, job):
        if job.startswith("files"):
            return 200, {"file": {"download_url": "/elsewhere.mp4"}}, {}
        return 200, {"id": job, "status": "Success", "file_id": 77}, {}

    with Play(tmp_path, dialect=step, poll=poll, data=true_film(), content=lambda number: (404, {}, {})) as play:
        assert play.buy(plain())[0].state == "owned"
    assert "/files?file_id=77" in [path for _, path, _, _ in play.seen]


def test_json_inside_a_text_is_read(tmp_path):
    spoken = '[poll]\npath = "/jobs/{id}"\nstatus = ["data.state"]\nurl = ["data.resultJson.resultUrls.0"]\n'

    def poll(number, job):
        inner = json.dumps({"resultUrls": ["/elsewhere.mp4"]})
        return 200, {"code": 200, "data": {"taskId": job, "state": "success", "resultJson": inner}}, {}

    with Play(tmp_path, dialect=spoken, poll=poll, data=true_film(), content=lambda number: (404, {}, {})) as play:
        assert play.buy(plain())[0].state == "owned"


def test_a_film_inside_the_answer_is_taken_out_of_it(tmp_path):
    film = true_film()

    def poll(number, job):
        if number == 1:
            return 200, {"name": job, "done": False}, {}
        return (
            200,
            {"name": job, "done": True, "response": {"videos": [{"bytes": base64.b64encode(film).decode()}]}},
            {},
        )

    with Play(tmp_path, dialect=POLL, poll=poll) as play:
        settings = play.settings
        path = settings.workspace / "dialects" / "play.toml"
        text = path.read_text().replace(
            'via = "content_then_url"\npath = "/jobs/{id}/content"\n',
            'via = "reply"\nbase64 = ["response.videos.0.bytes"]\n',
        )
        path.write_text(text)
        bought = play.buy(plain(), settings=settings)

    assert bought[0].take.read_bytes() == film
    assert play.posts == 1


# Shots


@given(st.lists(st.floats(0.1, 10.0), min_size=1, max_size=6), st.integers(0, 15))
def test_whole_seconds_add_up_and_none_is_nothing(durations, more):
    total = max(len(durations), round(sum(durations)) + more)
    found = whole_seconds(durations, total)

    assert sum(found) == total
    assert min(found) >= 1


def test_seconds_stay_within_one_of_what_was_told():
    assert whole_seconds([3.4, 6.6], 10) == (3, 7)
    assert whole_seconds([0.4, 4.1, 5.5], 10) == (1, 4, 5)
    assert whole_seconds([2.5, 2.5, 5.0], 10) in ((3, 2, 5), (2, 3, 5))


def test_shots_go_apart_only_where_the_prompt_tells_as_many_as_there_are():
    shots = load_dialect("kling").create.shots
    clip = replace(KLING, prompt=SHOTS, shots=TWO)

    assert [text for text, _ in told_apart(clip, shots)] == [
        "场景：客厅。台词「你来了。」——只说这一句。",
        "场景：走廊。没有人说话。",
    ]
    assert told_apart(replace(clip, prompt="一段改过的提示词"), shots) == ()
    assert told_apart(replace(clip, prompt="前言\n" + SHOTS), shots) == ()
    assert told_apart(replace(clip, shots=TWO[:1]), shots) == ()


def test_a_shot_that_is_too_long_does_without_what_is_least_needed_and_never_without_speech():
    shots = load_dialect("kling").create.shots
    style, seen = "整体风格：写实，低调光。", "画面：" + "长" * 470 + "。"
    said = "说话人：她，台词「风格：你来了。」——只说这一句，逐字照念，其他人不说话。"
    text = f"场景：客厅，天气无。{seen}{style}{said}无字幕，无配乐。"

    assert len(text) > shots.chars
    assert len(fitted(text, shots)) <= shots.chars
    assert said in fitted(text, shots)
    assert seen in fitted(text, shots)
    assert fitted("短。整体风格：写实。", shots) == "短。整体风格：写实。"


def test_a_clip_with_a_shot_that_cannot_fit_goes_as_one_prompt_uncut(tmp_path):
    long = SHOTS.replace("场景：走廊。", "画面：" + "长" * 512 + "。")
    clip = replace(KLING, prompt=long, shots=TWO)
    assert left_out(clip, load_dialect("kling").create.shots) == ((), (2,))
    with Rehearsal(shop()) as rehearsal:
        bench = Bench(tmp_path, rehearsal, "kling")
        assert bench.buy(clip)[0].state == "owned"
        (whole,) = rehearsal.shop.jobs.values()
    assert whole.prompt == long
    assert "multi_prompt" not in whole.request


def test_the_shots_of_a_clip_arrive_apart_with_whole_seconds(tmp_path):
    with Rehearsal(shop()) as rehearsal:
        bench = Bench(tmp_path, rehearsal, "kling")
        bought = bench.buy(replace(KLING, prompt=SHOTS, shots=TWO))
        (job,) = rehearsal.shop.jobs.values()

    assert bought[0].state == "owned"
    assert [shot["duration"] for shot in job.request["multi_prompt"]] == ["3", "7"]


# Money


def test_a_price_by_the_second_by_resolution_and_sound_and_by_tokens():
    row = load_dialect("ark-tasks").model("doubao-seedance-2-0-260128")
    assert cost(Rate(0.5, silent=0.3), 7, "720x1280", sound=False) == 2.1
    assert cost(Rate(0.5, least=5), 3, "720x1280") == 2.5
    assert cost(Rate(million_tokens=46), 10, "720x1280") == round(10 * 720 * 1280 * 24 / 1024 * 46 / 1e6, 4)
    assert cost(Rate(), 10, "720x1280") is None
    toml = """[video]\ngateway = "g"\n[gateways.g]\ndialect = "ark-tasks"\nbase_url = "https://g.example"
rates = { "doubao-seedance-2-0-260128" = { second = 1 }, "doubao-seedance-2-0-260128 1080p" = { second = 2 } }
prices = { "doubao-seedance-2-0-260128" = { 5 = 4.0 } }\n"""
    priced = _settings(toml).gateways["g"]
    assert price_of(priced, row, "doubao-seedance-2-0-260128", 5, "720x1280") == 4.0
    assert price_of(priced, row, "doubao-seedance-2-0-260128", 6, "720x1280") == 6.0
    assert price_of(priced, row, "doubao-seedance-2-0-260128", 6, "1080x1920") == 12.0
    assert price_of(priced, row, "doubao-seedance-2-0-260128", 6, "480x864") is None


def _settings(toml):
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "storyboard.toml").write_text(toml)
        return load_settings(Path(folder), environ={})


def test_what_the_gateway_says_it_charged_stands_beside_the_estimate_and_counts(tmp_path):
    with Rehearsal(shop()) as rehearsal:
        bench = Bench(tmp_path, rehearsal, "openrouter-video", {"unit_prices": {"usd": 7.0}})
        wanted = order("openrouter-video")
        bench.buy(wanted)
        with Ledger(bench.ledger_path) as ledger:
            (attempt,) = ledger.all_attempts()
            spent = ledger.committed()

    assert (attempt.price, attempt.charge, attempt.charged) == (bench.gateway.price(wanted), 5.25, "0.75 usd")
    assert (attempt.cost, spent) == (5.25, 5.25)


def test_a_charge_in_a_unit_that_nobody_priced_is_kept_in_words_and_the_estimate_counts(tmp_path):
    with Rehearsal(shop()) as rehearsal:
        bench = Bench(tmp_path, rehearsal, "ark-tasks")
        bench.buy(order("ark-tasks"))
        with Ledger(bench.ledger_path) as ledger:
            (attempt,) = ledger.all_attempts()
            assert ledger.committed() == attempt.price

    assert (attempt.charge, attempt.charged) == (None, "324000 tokens")


def test_a_queued_job_is_stopped_where_the_gateway_can_and_set_aside_where_it_cannot(tmp_path):
    import asyncio

    with Rehearsal(shop(speed=0.001)) as rehearsal:
        bench = Bench(tmp_path, rehearsal, "ark-tasks", {"poll_limit": 0.01, "poll_every": 0.01})
        bench.buy(order("ark-tasks"))
        with Ledger(bench.ledger_path) as ledger:
            (attempt,) = ledger.all_attempts()
            assert attempt.state == "running"
            stopped = asyncio.run(stop(bench.gateway, ledger, find_job(ledger, "1")))
            assert (stopped.state, ledger.committed()) == ("failed", 0.0)
        (job,) = rehearsal.shop.jobs.values()

    assert job.cancelled
    assert not open_gateway(
        replace(bench.settings, gateways={"rehearsal": replace(bench.settings.gateways["rehearsal"], dialect="kling")})
    ).cancels


# Pictures


def test_a_bare_file_stands_in_the_ledger_by_its_hash_and_a_registered_name_as_it_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.png").write_bytes(b"\x89PNG picture" * 400)
    with Rehearsal(shop()) as rehearsal:
        bench = Bench(tmp_path, rehearsal, "kling")
        bought = bench.buy(order("kling", references=(Reference("first_frame", "a.png"),)))
        face = Bench(tmp_path / "ark", rehearsal, "ark-tasks").buy(
            order("ark-tasks", references=(Reference("image", "asset://a-1"),))
        )
    sent = bought[0].request

    assert (bought[0].state, face[0].state) == ("owned", "owned")
    assert base64.b64encode(b"\x89PNG picture" * 400).decode() == sent.body["image"]
    assert sent.body["image"] not in sent.canonical()
    assert "sha256:" in sent.canonical()
    assert "asset://a-1" in face[0].request.canonical()


def test_what_runs_at_a_gateway_that_deletes_films_soon_is_asked_after_first_the_oldest_before_all(tmp_path):
    clips = [
        SeasonClip("ep", name, f"job{name}", "out/ep", 0, f"a{name}", state, "", "", 1, 1.0, updated)
        for name, state, updated in (
            ("1", "ready", 9.0),
            ("2", "running", 8.0),
            ("3", "ready", 1.0),
            ("4", "running", 7.0),
        )
    ]
    order_of = {}
    for dialect in ("kling", "lconai"):
        settings = Settings(workspace=tmp_path, video=Video(gateway="g"), gateways={"g": GatewayEntry(dialect=dialect)})
        order_of[dialect] = [each.attempt for each in open_clips(clips, {"ep"}, settings)]

    assert order_of == {"kling": ["a4", "a2", "a1", "a3"], "lconai": ["a1", "a2", "a3", "a4"]}


def test_a_look_that_an_earlier_shot_told_is_the_last_thing_to_go():
    shots = load_dialect("kling").create.shots
    look = " (female, 34, hair (chestnut, long wavy), clothes (green, raincoat))"
    text = (
        f"Picture: the woman{look} "
        + "x" * 470
        + '. Line: "You came." — only these words, exactly; nobody else speaks.'
    )

    assert look.strip() not in fitted(text, shots, before=f"Picture: the woman{look}.")
    assert look.strip() in fitted(text, shots, before="Picture: a lantern.")
    assert '"You came."' in fitted(text, shots, before=look)
