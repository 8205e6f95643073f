"""Refusals and ends in every dress: inside a 2xx, in codes of living gateways, in words nobody has listed."""

import json
from pathlib import Path

import httpx
import pytest

from storyboard.config import GatewayEntry, read_table
from storyboard.errors import UsageError
from storyboard.gateways import Accepted, NotAccepted, Ticket, Unclear, WireRequest
from storyboard.gateways.create import judge
from storyboard.gateways.faults import explain
from storyboard.gateways.task import observe
from storyboard.gateways.wire import Reply
from storyboard.model import Order
from storyboard.profiles import Dialect, load_dialect
from storyboard.submit import complain
from storyboard.submit.settle import adopt, find_job
from tests.gateway_play import POLL, Play, order

CASES = Path(__file__).parents[2] / "shared" / "cases" / "refusals.json"
ENTRY = GatewayEntry(dialect="openai-videos", base_url="https://g.example")
REQUEST = WireRequest("POST", "/v1/videos", "json", {})
TICKET = Ticket("job-1", Order("sora-2", "p", 10, "720x1280"))
PLAIN = load_dialect("openai-videos")


def dialect(**tables) -> Dialect:
    return read_table(
        Dialect, {"name": "mine", "title": "mine", "flow": "task", "create": {"path": "/c"}, **tables}, "mine.toml"
    )


def created(status, body, spoken=PLAIN):
    return judge(Reply(status, httpx.Headers(), json.dumps(body).encode()), REQUEST, spoken, ENTRY, "")


def polled(body, spoken=PLAIN, status=200):
    return observe(Reply(status, httpx.Headers(), json.dumps(body).encode()), TICKET, spoken, "")


def test_answers_of_living_gateways_get_the_class_their_documents_give_them():
    if not CASES.is_file():
        pytest.skip("no ../shared/cases beside the project")
    wrong = [
        (case["name"], found, case["class"])
        for case in json.loads(CASES.read_text(encoding="utf-8"))
        if (found := explain(case["status"], json.dumps(case["body"]), finished=case["finished"]).fault)
        != case["class"]
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("status", "body", "fault"),
    [
        (429, {"code": 1102, "message": "Resource pack exhausted"}, "quota"),
        (429, {"code": 1302, "message": "API request too fast"}, "busy"),
        (429, {"code": "Throttling.AllocationQuota", "message": "Allocated quota exceeded"}, "busy"),
        (429, {"error": {"code": "ServerOverloaded", "message": "x"}}, "busy"),
        (429, {"error": {"code": "QuotaExceeded", "message": "账户欠费"}}, "quota"),
        (403, {"error": {"code": "quota_exceeded", "message": "x"}}, "quota"),
        (400, {"code": 400, "reason": "TooManyRequests", "message": "x"}, "busy"),
        (400, {"error": {"code": "OutputVideoSensitiveContentDetected", "message": "x"}}, "content_output"),
        (400, {"error": {"code": "InputVideoSensitiveContentDetected.PrivacyInformation"}}, "content_image_person"),
        (400, {"detail": [{"msg": "face detected in the picture", "type": "image_error"}]}, "content_image_person"),
        (403, {"detail": "You are out of credits"}, "quota"),
        (401, {"code": 1000, "message": "authentication failed"}, "auth"),
        (400, {"code": "InvalidParameter", "message": "duration"}, "parameter"),
        (404, {"error": {"code": "ModelNotOpen", "message": "x"}}, "unsupported"),
        (200, {"base_resp": {"status_code": 1027, "status_msg": "output sensitive"}}, "content_output"),
        (None, {"data": {"task_status_msg": "Failure to pass the risk control system"}}, "content_output"),
        (None, {"output": {"code": "DataInspectionFailed", "message": "Output data"}}, "content_output"),
    ],
)
def test_their_siblings_too(status, body, fault):
    assert explain(status, json.dumps(body, ensure_ascii=False), finished=status is None).fault == fault


@pytest.mark.parametrize(
    ("body", "fault", "again", "whole"),
    [
        (
            {"base_resp": {"status_code": 1008, "status_msg": "insufficient balance"}, "task_id": ""},
            "quota",
            False,
            True,
        ),
        ({"base_resp": {"status_code": 1026, "status_msg": "x"}}, "content_prompt", False, False),
        ({"base_resp": {"status_code": 1002, "status_msg": "x"}}, "busy", True, False),
        ({"base_resp": {"status_code": 1004}, "task_id": None}, "auth", False, True),
        ({"code": 402, "msg": "pay"}, "quota", False, True),
        ({"code": 429, "msg": "slow down"}, "busy", True, False),
        ({"code": 400, "message": "insufficient credits"}, "quota", False, True),
        ({"code": "insufficient_user_quota", "message": "", "data": None}, "quota", False, True),
        ({"error": {"code": "moderation_blocked", "message": "x"}}, "content_prompt", False, False),
        ({"error": {"type": "invalid_api_key"}}, "auth", False, True),
    ],
)
def test_a_2xx_without_an_id_and_with_a_listed_code_is_a_refusal(body, fault, again, whole):
    outcome = created(200, body)

    assert isinstance(outcome, NotAccepted)
    assert (outcome.fault, outcome.retry_after is not None, outcome.whole_gateway) == (fault, again, whole)


@pytest.mark.parametrize(
    "body",
    [
        {"code": "fail_to_fetch_task", "message": "x"},
        {"code": 1008, "message": "insufficient balance"},
        {"base_resp": {"status_code": 1033, "status_msg": "system error"}},
        {"code": 402, "message": "upstream timed out"},
        {"code": "rate_limit_exceeded", "message": "等待超时"},
        {"code": 402, "data": {"taskId": "t-77"}},
        {"error": {"message": "insufficient balance"}},
        {"code": 500, "message": "x"},
        {"id": "null", "status": "queued"},
        {"id": "", "task_id": "   "},
        {},
        [],
    ],
    ids=range(12),
)
def test_an_unlisted_code_a_sentence_a_timeout_or_an_id_elsewhere_leaves_room_for_doubt(body):
    assert isinstance(created(200, body), Unclear)


def test_an_id_counts_whatever_code_stands_beside_it():
    outcome = created(200, {"task_id": "t-1", "base_resp": {"status_code": 1008}})

    assert isinstance(outcome, Accepted)
    assert outcome.remote == "t-1"


def test_a_dialect_adds_its_own_codes_words_and_places():
    errors = {
        "code": ["Resp.ErrCode"],
        "message": ["Resp.ErrMsg"],
        "classes": {"30001": "quota", "Veri*": "content_image_person"},
        "words": {"puffing": "busy"},
    }
    mine = dialect(errors=errors)

    assert created(200, {"Resp": {"ErrCode": 30001, "ErrMsg": "x"}}, mine).fault == "quota"
    assert created(400, {"Resp": {"ErrCode": "VerifyFace"}}, mine).fault == "content_image_person"
    assert created(400, {"Resp": {"ErrCode": 9, "ErrMsg": "Huffing and Puffing"}}, mine).fault == "busy"
    assert isinstance(created(200, {"Resp": {"ErrCode": 9, "ErrMsg": "puffing"}}, mine), Unclear)
    with pytest.raises(UsageError, match="classes"):
        dialect(errors={"classes": {"1": "no_such_class"}})


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"code": "no_available_channel"}, NotAccepted),
        ({"code": 503, "error": {"type": "no_available_channel"}}, NotAccepted),
        ({"error": {"message": "当前分组下对于模型 sora-2 无可用渠道"}}, NotAccepted),
        ({"error": {"message": "no one home", "code": "other"}}, Unclear),
    ],
)
def test_a_503_is_a_refusal_only_where_the_dialect_says_so(body, kind):
    create = {"path": "/c", "busy_codes": ["no_available_channel"], "busy_words": ["无可用渠道"]}

    assert isinstance(created(503, body, dialect(create=create)), kind)
    assert isinstance(created(503, body), Unclear)


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("TASK_STATUS_SUCCEED", "succeeded"),
        ("JOB_STATE_FAILED", "failed"),
        ("TaskSucceeded", "succeeded"),
        ("VIDEO_GENERATION_COMPLETED", "succeeded"),
        ("生成成功", "succeeded"),
        ("已完成。", "succeeded"),
        ("审核不通过", "failed"),
        ("Timed Out", "failed"),
        ("content-filtered", "failed"),
        ("InQueue", "running"),
        ("排队中", "running"),
        ("task_status_processing", "running"),
        ("ABORTED", "failed"),
        ("nsfw_check_failed", "failed"),
        ("视频生成失败", "failed"),
        ("内容审核未通过", "failed"),
        ("视频已生成完毕", "succeeded"),
        ("渲染完成", "succeeded"),
        ("RejectedByModeration", "failed"),
    ],
)
def test_a_state_is_known_in_any_language_and_behind_any_prefix(word, state):
    seen = polled({"id": "job-1", "status": word})

    assert (seen.state, "unknown" in seen.note) == (state, False)


@pytest.mark.parametrize(
    "word", ["upload_completed", "not_completed", "failed_retrying", "失败重试中", "上传完成", "未完成", "PONDERED"]
)
def test_a_step_on_the_way_is_no_end(word):
    seen = polled({"id": "job-1", "status": word})

    assert (seen.state, "taken for running" in seen.note) == ("running", True)


@pytest.mark.parametrize(
    ("body", "state"),
    [
        ({"id": "job-1", "done": True, "video_url": "https://x/a.mp4"}, "succeeded"),
        ({"id": "job-1", "done": False}, "running"),
        ({"status": True, "data": {"status": "processing"}}, "running"),
        ({"status": 200, "data": {"task_status": "succeed"}}, "succeeded"),
        ({"output": {"task_id": "job-1", "task_status": "FAILED"}}, "failed"),
        ({"task": {"status": "success"}}, "succeeded"),
    ],
)
def test_flags_and_nested_states_are_read(body, state):
    assert polled(body).state == state


@pytest.mark.parametrize("word", [True, 2, "2", "all_done"])
def test_a_state_that_nobody_knows_is_tried_where_there_is_a_link(word):
    assert polled({"id": "job-1", "status": word, "video_url": "https://x/a.mp4"}).perhaps
    assert polled({"id": "job-1", "status": word, "progress": 100}).perhaps
    assert not polled({"id": "job-1", "status": word, "progress": 40}).perhaps


def test_numbers_and_flags_are_taught_by_the_dialect():
    mine = dialect(
        poll={"path": "/p/{id}", "status": ["Resp.status"], "states": {"1": "succeeded", "5": "running", "7": "failed"}}
    )

    assert [polled({"Resp": {"status": number}}, mine).state for number in (1, 5, 7)] == [
        "succeeded",
        "running",
        "failed",
    ]
    assert 'states = { "9" = "running" }' in polled({"Resp": {"status": 9}}, mine).note


@pytest.mark.parametrize(
    "body",
    [
        {"status": "fail", "code": 429},
        {"status": "fail", "code": 429, "task_id": "job-1"},
        {"status": "error", "message": "Too Many Requests"},
        {"status": "error", "code": 502, "message": "bad gateway"},
        {"status": "failed", "error": {"code": "rate_limit_exceeded", "message": "slow down"}},
        {"status": "fail", "code": 401, "message": "x"},
        {"status": "FAILURE", "msg": "当前分组上游负载已饱和，请稍后再试"},
    ],
    ids=range(7),
)
def test_a_busy_answer_to_a_poll_is_no_failed_film(body):
    seen = polled(body)

    assert (seen.state, seen.answered) == ("running", False)


@pytest.mark.parametrize(
    "body",
    [
        {"status": "failed"},
        {"id": "job-1", "status": "failed", "error": {"message": "rate limited upstream"}},
        {"task_id": "job-1", "status": "FAILURE", "fail_reason": "超时"},
        {"status": "failed", "code": "content_policy_violation"},
    ],
    ids=range(4),
)
def test_a_word_of_the_job_itself_is_believed(body):
    assert polled(body).state == "failed"


@pytest.mark.parametrize(
    "body",
    [
        {"code": "task_not_exist", "message": "x"},
        {"status": "error", "message": "Task job-1 not found"},
        {"error": {"code": "not_found", "message": "no such video"}},
        {"status": "NOT_FOUND", "id": "job-1"},
        {"code": 404, "msg": "任务不存在"},
    ],
    ids=range(5),
)
def test_a_missing_job_inside_a_200_is_missing(body):
    assert polled(body).state == "missing"


def test_a_missing_model_is_not_a_missing_job():
    assert polled({"id": "job-1", "status": "failed", "error": {"message": "model not found"}}).state == "failed"


def test_a_success_may_be_a_refusal_where_the_dialect_says_so():
    fail_if = [{"path": "video.respect_moderation", "equals": "false"}, {"path": "raiMediaFilteredReasons"}]
    mine = dialect(poll={"path": "/p/{id}", "fail_if": fail_if})

    assert polled({"status": "done", "video": {"respect_moderation": False}}, mine).fault == "content_output"
    assert polled({"done": True, "raiMediaFilteredReasons": ["people"]}, mine).state == "failed"
    assert polled({"status": "done", "video": {"respect_moderation": True}}, mine).state == "succeeded"


def test_an_answer_without_a_state_means_what_the_dialect_says_and_202_means_running():
    assert polled({"name": "x"}).answered is False
    assert polled({"name": "x"}, dialect(poll={"path": "/p", "absent": "running"})).answered
    assert polled({"request_id": "r"}, status=202).answered


def test_a_poll_may_be_a_post_with_a_body(tmp_path):
    poll = '[poll]\npath = "/ask"\nmethod = "POST"\n[poll.body]\njob = { id = "{id}" }\n'
    with Play(tmp_path, dialect=poll, data=_film()) as play:
        bought = play.buy(order())

    assert bought[0].state == "owned"
    asked = next(body for method, path, _, body in play.seen if path == "/ask")
    assert json.loads(asked) == {"job": {"id": "job-1"}}


def test_jobs_are_asked_for_at_the_poll_address_with_the_key(tmp_path):
    """The order goes to a forwarder, the tasks live elsewhere."""
    with Play(tmp_path / "forwarder", dialect=POLL) as forwarder, Play(tmp_path / "tasks", data=_film()) as tasks:
        forwarder.entry["poll_url"] = tasks.url + "/v1"
        bought = forwarder.buy(order())

    assert bought[0].state == "owned"
    assert (forwarder.posts, forwarder.polls, tasks.posts, tasks.downloads) == (1, 0, 0, 1)
    assert all(headers["Authorization"].startswith("Bearer ") for _, _, headers, _ in tasks.seen)


@pytest.mark.parametrize("adopted", [False, True])
def test_a_chat_entrance_has_its_tasks_elsewhere_also_those_that_a_person_adopts(tmp_path, adopted):
    def create(number):
        told = {"choices": [{"message": {"content": "任务ID: 0f8fad5b-d9cb-469f-a165-70867728950e"}}]}
        return (504, {}, {}) if adopted else (200, told, {})

    with Play(tmp_path / "chat", dialect=POLL, create=create) as chat, Play(tmp_path / "tasks", data=_film()) as tasks:
        chat.entry["poll_url"] = tasks.url
        path = chat.settings.workspace / "dialects" / "play.toml"
        settings = chat.settings
        path.write_text(path.read_text().replace('flow = "task"', 'flow = "chat"'))
        bought = chat.buy(order(), settings=settings)
        if adopted:
            with chat.ledger() as ledger:
                adopt(ledger, find_job(ledger, "1"), "0f8fad5b")
            bought = chat.buy(order(), settings=settings)

    assert (bought[0].state, chat.posts, chat.polls, tasks.downloads) == ("owned", 1, 0, 1)


def test_an_unknown_state_with_a_link_is_tried_and_waited_for(tmp_path):
    """The film is fetched as soon as it is there; until then the job goes on running."""

    def poll(number, job):
        return 200, {"id": job, "status": "PONDERED", "progress": 100 if number > 1 else 40}, {}

    def content(number):
        return (400, {"error": {"message": "not ready"}}, {}) if number < 3 else None

    with Play(tmp_path, dialect=POLL, poll=poll, content=content, data=_film(), entry={"poll_limit": 1200.0}) as play:
        bought = play.buy(order())

    assert (bought[0].state, play.posts, play.downloads) == ("owned", 1, 3)
    assert "[poll] states" in play.events()


def test_no_money_in_a_200_stops_the_gateway_at_once(tmp_path):
    said = {"base_resp": {"status_code": 1008, "status_msg": "insufficient balance"}}
    with Play(tmp_path, dialect=POLL, create=lambda number: (200, said, {}), entry={"parallel": 1}) as play:
        bought = play.buy(order("一"), order("二"), order("三"))

    assert play.posts == 1
    assert [each.state for each in bought] == ["ready"] * 3
    assert all(each.fault == "quota" for each in bought)


def test_three_unknown_outcomes_in_a_row_stop_the_gateway_and_say_so(tmp_path):
    with Play(tmp_path, dialect=POLL, create=lambda number: (504, {}, {}), entry={"parallel": 1}) as play:
        bought = play.buy(*(order(text) for text in "一二三四五"))

    assert play.posts == 3
    assert sorted(each.state for each in bought) == ["ready", "ready", "unknown", "unknown", "unknown"]
    with pytest.raises(Exception, match="3 orders in a row ended unknown at play"):
        complain(bought)


def test_a_clear_answer_in_between_begins_the_count_anew(tmp_path):
    def create(number):
        return (504, {}, {}) if number % 3 else None

    with Play(tmp_path, dialect=POLL, create=create, data=_film(), entry={"parallel": 1}) as play:
        bought = play.buy(*(order(text) for text in "一二三四五六"))

    assert play.posts == 6
    assert sorted(each.state for each in bought) == ["owned"] * 2 + ["unknown"] * 4


def _film():
    from tests.gateway_play import true_film

    return true_film()
