"""What gateways really answered, and which of the thirteen classes it is."""

import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard.gateways.faults import WORDS, explain
from storyboard.gateways.replies import redact
from storyboard.model.jobs import TroubleClass


def error(message, code=None, kind=None):
    return {"error": {"message": message, "code": code, "type": kind}}


SEEN = [
    (400, error("Hmmm something didn't look right with your request", "sentinel_block"), "content_prompt"),
    (400, error("Your request was blocked by our moderation system.", "moderation_blocked"), "content_prompt"),
    (
        400,
        error("Upload may depict a realistic human. Please try again without humans in the frame."),
        "content_image_person",
    ),
    (400, error("You are not allowed to access one or more mentioned cameos.", "cameo_permission_denied"), "character"),
    (400, error("too many users mentioned"), "character"),
    (400, error("sora character api is not supported for this channel", "unsupported_api"), "unsupported"),
    (404, error("channel not found"), "unsupported"),
    (403, error("25s: account not allowed"), "auth"),
    (403, error("phone", "phone_number_required"), "auth"),
    (400, error("Invalid type for 'seconds': expected one of '4','8','12', but got an integer"), "parameter"),
    (400, error("Inpaint image must match the requested width and height"), "parameter"),
    (400, {"code": "fail_to_fetch_task", "message": '{"detail":"Not Found"}', "data": None}, "parameter"),
    (403, {"code": "insufficient_user_quota", "message": "预扣费额度失败, 用户剩余额度: ＄0.1", "data": None}, "quota"),
    (429, error("当前分组上游负载已饱和，请稍后再试", "insufficient_user_quota", "insufficient_quota"), "quota"),
    (429, error("当前分组上游负载已饱和，请稍后再试"), "busy"),
    (400, error("请求上游地址失败"), "gateway_fault"),
    (
        400,
        {"error": {"message": json.dumps(error("blocked", "content_policy_violation")), "code": "400"}},
        "content_prompt",
    ),
    (400, error("x", "invalid_model_for_duration"), "parameter"),
    (400, error("Task is not completed yet, current status: IN_PROGRESS"), "not_ready"),
    (401, error("无效的令牌"), "auth"),
    (402, {}, "quota"),
    (404, "<html><body>404 Not Found</body></html>", "unsupported"),
    (400, error("余额不足，请充值"), "quota"),
    (
        None,
        {"fail_reason": "输入的提示词或视频的输出内容违反了OpenAI的相关服务政策，请调整提示词后进行重试"},
        "content_output",
    ),
    (None, {"fail_reason": "当前不支持上传包含写实人物的图像。"}, "content_image_person"),
    (None, {"fail_reason": "图片中包含未成年人"}, "content_image_person"),
    (None, {"error": {"code": "PUBLIC_ERROR_SEXUAL", "message": ""}}, "content_output"),
    (None, {"error": {"code": "PUBLIC_ERROR_PROMINENT_PEOPLE_FILTER_FAILED"}}, "content_image_person"),
    (None, {"fail_reason": "此内容可能违反了我们的内容政策。"}, "content_output"),
    (None, {"error": {"message": "something odd happened"}}, "gateway_fault"),
    (None, {"fail_reason": "任务超时（30分钟）"}, "gateway_fault"),
]


@pytest.mark.parametrize(("status", "body", "fault"), SEEN, ids=range(len(SEEN)))
def test_a_real_refusal_gets_its_class(status, body, fault):
    raw = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)

    assert explain(status, raw, finished=status is None).fault == fault


def test_the_message_says_what_happened_what_the_gateway_said_and_what_to_do(golden):
    said = [
        str(explain(status, json.dumps(body) if isinstance(body, dict) else body, finished=not status))
        for status, body, _ in SEEN
    ]

    golden("gateways/faults.txt", "\n".join(said) + "\n")


def test_every_class_has_words():
    assert set(WORDS) == set(get_args(TroubleClass))
    assert all(what and then for what, then in WORDS.values())


@given(
    st.sampled_from([200, 400, 403, 404, 429, 500, None]),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["error", "message", "code", "data", "detail"]), inner, max_size=4)
        ),
        max_leaves=8,
    ),
)
def test_no_answer_whatever_it_holds_breaks_the_reading(status, value):
    assert explain(status, json.dumps(value)).fault in WORDS


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Authorization: Bearer sk-abcdef1234567890", "abcdef"),
        ("see https://cdn.example/a.mp4?Signature=abc&Expires=1 now", "Signature"),
        ("img data:image/png;base64,iVBORw0KGgo= end", "iVBOR"),
        ("the key my-odd-key-77 is wrong", "my-odd-key-77"),
    ],
)
def test_nothing_secret_stays_in_a_message(text, gone):
    assert gone not in redact(text, "my-odd-key-77")


def test_a_refusal_that_quotes_our_key_does_not_carry_it_on():
    body = json.dumps(error("Incorrect API key provided: my-odd-key-77. See https://x.example/keys?k=1"))

    assert "my-odd-key" not in str(explain(401, body, "my-odd-key-77"))
