# ruff: noqa: F811 - fixtures are taken from beside
"""Models that read English only: pictures are put into English by the language model, speech is not; without one it is said."""

import asyncio
import json
import re

import pytest

from storyboard.check.form import read_board
from storyboard.errors import PartFailed
from storyboard.model import Board, Character, Dialogue, Shot
from storyboard.plan.english import ask_english, in_english, texts_of
from tests import fake_llm
from tests.fake_llm import Reply, serving
from tests.storyteller import tells
from tests.test_gateways_cli import run, workspace  # noqa: F401 - fixtures

VEO = ("--gateway", "unified-v2", "--model", "veo3.1")
HAN = re.compile(r"[\u3400-\u9fff]")
SPOKEN = ("你为什么不接电话？", "我在开会。", "开会？你的会开到酒店去了？", "我不该来的。")


def shown(run):
    code, out, err = run("submit", "ep01.txt", "--dry-run", *VEO)
    assert code == 0, err
    return [each["request"]["body"]["prompt"] for each in json.loads(out)]


@pytest.fixture
def mind(tmp_path, monkeypatch):
    """`mind(answer)`: from now on `[llm]` is a fake that answers so."""
    monkeypatch.setenv("STORYBOARD_LLM_KEY", "a-key-that-is-not-real")
    open_ones = []

    def begin(answer=tells):
        server = serving(answer)
        endpoint = server.__enter__()
        open_ones.append(server)
        path = tmp_path / "storyboard.toml"
        path.write_text(f'{path.read_text("utf-8")}\n[llm]\nbase_url = "{endpoint.url}"\nmodel = "fake"\n', "utf-8")
        return endpoint

    yield begin
    for server in open_ones:
        server.__exit__(None, None, None)


def test_without_a_language_model_prompts_stay_as_they_are_and_it_is_said(workspace, run):
    code, _, err = run("render", "ep01.txt", *VEO)

    assert code == 0, err
    assert "veo3.1 reads English; these prompts stay in Chinese: with [llm] the pictures are put into English" in err
    assert "options = { enhance_prompt = true }" in err
    assert any(HAN.search(prompt.replace(line, "")) for prompt in shown(run) for line in SPOKEN)


def test_pictures_are_english_speech_is_to_the_letter_and_the_check_agrees(workspace, run, mind, tmp_path):
    endpoint = mind()
    code, _, err = run("render", "ep01.txt", *VEO)
    asked = endpoint.kinds().count("english")
    prompts = shown(run)
    again = run("submit", "ep01.txt", "--yes", *VEO)

    assert code == 0, err
    assert asked == 1
    told = "".join(prompts)
    for line in SPOKEN:
        assert told.count(f": “{line}”") == 1
        told = told.replace(line, "")
    assert not HAN.search(told), HAN.search(told)
    assert again[0] == 0, again[2]
    assert {job.prompt for job in workspace.shop.jobs.values()} == set(prompts)
    assert endpoint.kinds().count("english") == asked, "asked once, kept"


def test_what_was_bought_in_chinese_is_not_bought_again_when_its_english_is_known(workspace, run, tmp_path):
    assert run("submit", "ep01.txt", "--yes", *VEO)[0] == 0
    posts = dict(workspace.shop.posts)
    (prompt, *_) = posts
    board, _ = read_board((tmp_path / "out" / "ep01" / "storyboard.json").read_text("utf-8"), "")
    english = {text: f"picture{at}" for at, text in enumerate(texts_of(board))}
    (tmp_path / ".storyboard" / "english.json").write_text(json.dumps(english), "utf-8")

    code, _, err = run("submit", "ep01.txt", *VEO)
    assert code == 0, err
    assert dict(workspace.shop.posts) == posts
    assert HAN.search(prompt)


def test_where_the_gateway_translates_nothing_is_asked(workspace, run, mind, tmp_path):
    endpoint = mind()
    path = tmp_path / "storyboard.toml"
    text = path.read_text("utf-8").replace(
        "[gateways.unified-v2]", "[gateways.unified-v2]\noptions = { enhance_prompt = true }"
    )
    path.write_text(text, "utf-8")

    assert run("render", "ep01.txt", *VEO)[0] == 0
    code, out, err = run("submit", "ep01.txt", "--dry-run", *VEO)

    assert code == 0, err
    assert json.loads(out)[0]["request"]["body"]["enhance_prompt"] is True
    assert "english" not in endpoint.kinds()


def test_answers_that_lose_a_name_or_a_quotation_or_stay_chinese_are_not_taken():
    texts = ["林晚举起写着“等”的牌子", "近景"]
    faults = []

    async def ask(question, judge):
        for first, second in (("a sign", "close shot"), ("林晚 holds up a sign “wait”", "close shot"),
                              ("林晚 holds up a sign “等”", "近景"), ("林晚 holds up a sign “等”", "close shot")):  # fmt: skip
            data = {"lines": [{"line": 1, "english": first}, {"line": 2, "english": second}]}
            faults.append(list(judge(data)))
            if not faults[-1]:
                return data
        raise PartFailed("never")

    found, remarks = asyncio.run(ask_english(texts, ["林晚"], ask, "zh"))

    assert [len(each) for each in faults] == [2, 1, 1, 0]
    assert found == dict(zip(texts, ("林晚 holds up a sign “等”", "close shot"), strict=True))
    assert remarks == []


def test_looks_times_and_marks_take_the_english_form_and_nothing_half_translated_is_used():
    person = Character(27, "女，27岁，头发（黑色，长直发），衣服（白色，西装）", "林晚", "GenderAge（女·27岁） PitchMean（215 Hz） Tempo（180 SPM） Accent（普通话）")  # fmt: skip
    shot = Shot("（低声）\n推门", "近景", Dialogue("林晚", "你来了。"), 3.0, "客厅（内）", "写实", "晚上（黄昏）",
                "林晚站着【布景：灰色沙发】【此时：林晚，衣服（红色，婚纱）】", "无")  # fmt: skip
    board = Board({"林晚": person}, (shot,))
    known = {text: f"e{at}" for at, text in enumerate(texts_of(board))}

    told = in_english(board, known)

    assert in_english(board, dict(list(known.items())[1:])) is None
    assert told is not None
    assert told.character_setting["林晚"].appearance == "female, 27, hair (e0, e1), clothes (e2, e3)"
    assert (told.shots[0].dialogue, told.shots[0].duration) == (shot.dialogue, 3.0)
    assert told.shots[0].location == f"{known['客厅']} (INT)"
    assert told.shots[0].time == f"night ({known['黄昏']})"
    assert told.shots[0].weather == "none"
    assert f"[Set: {known['灰色沙发']}]" in told.shots[0].visual
    assert f"[Now: 林晚, clothes ({known['红色']}, {known['婚纱']})]" in told.shots[0].visual


def test_a_model_that_cannot_do_it_leaves_the_prompts_as_they_are_and_says_so(workspace, run, mind):
    def silent(body, number):
        bad = {"lines": [{"line": 1, "english": "近景"}]}
        return (
            Reply(json.dumps(bad, ensure_ascii=False))
            if fake_llm.kind_of(body) == "english"
            else fake_llm.good(body, number)
        )

    mind(silent)
    code, _, err = run("render", "ep01.txt", *VEO)

    assert code == 0, err
    assert "the language model could not put all of it into English" in err
