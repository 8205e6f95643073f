"""Recorded answers of real models, played back: the same questions, the same boards, every promise kept."""

import asyncio

import pytest

from storyboard import check
from storyboard.config import LanguageModel
from storyboard.llm import Ceiling, Endpoint
from storyboard.production.files import dump_board
from tests.fake_llm import Reply, serving
from tests.replay import CASES, MODEL, plan_case, recorded

RECORDED = sorted(path.parent for path in CASES.glob("*/exchange"))


@pytest.mark.parametrize("folder", RECORDED, ids=lambda path: path.name)
def test_a_recorded_case_gives_its_board_again(folder, tmp_path):
    """Every question was recorded (else: how it differs from the nearest one), and the board is the reviewed one."""
    answer, unknown = recorded(folder)
    with serving(answer) as server:
        mind = Endpoint(LanguageModel(server.url, MODEL, parallel=2), "not-a-real-key", tmp_path, 0.01)
        mind.allow(Ceiling(100, 10**7))
        try:
            done = asyncio.run(plan_case(folder, mind))
        finally:
            assert not unknown, unknown[0]

    for episode, plan in zip(done.script.episodes, done.plans, strict=True):
        faults = check.check_board(plan.board, done.script, episode, done.cast)
        assert [str(fault) for fault in faults if fault.level == "fault"] == []
        assert dump_board(plan.board) == (folder / f"board-{episode.id}.json").read_text(encoding="utf-8")


WAYS = {
    "a stream": ({"stream": True}, ()),
    "json_object": ({}, ("json_schema",)),
    "the prompt alone": ({}, ("json_schema", "json_object")),
    "a stream and the prompt alone": ({"stream": True}, ("json_schema", "json_object")),
}


@pytest.mark.parametrize(("settings", "refused"), WAYS.values(), ids=WAYS)
def test_a_recorded_case_gives_the_same_board_however_it_is_asked(settings, refused, tmp_path):
    """The very answers of a real model, over other ways of asking: byte for byte the board of the strict one."""
    folder = CASES / "rain"
    answer, unknown = recorded(folder)

    def plainer(body, number):
        if body.get("response_format", {}).get("type") in refused:
            return Reply(status=400, error="this response_format is not supported")
        system = body["messages"][0]
        words = system["content"].partition("\n\nJSON Schema:\n")[0]
        return answer({**body, "messages": [{**system, "content": words}, *body["messages"][1:]]}, number)

    with serving(plainer) as server:
        mind = Endpoint(LanguageModel(server.url, MODEL, parallel=2, **settings), "not-a-real-key", tmp_path, 0.01)
        mind.allow(Ceiling(100, 10**7))
        done = asyncio.run(plan_case(folder, mind))

    assert unknown == []
    assert dump_board(done.plans[0].board) == (folder / "board-e1.json").read_text(encoding="utf-8")


def test_a_case_can_be_recorded_and_played_back(tmp_path):
    """The form of a case, proved on one made here: what was written down answers every question again."""
    import json
    import shutil

    from tests.fake_llm import good
    from tests.samples import SAMPLES

    folder = tmp_path / "case"
    (folder / "exchange").mkdir(parents=True)
    shutil.copyfile(SAMPLES / "paper_crane.txt", folder / "script.txt")
    (folder / "protocol").write_text("cuts\n")

    def recording(body, number):
        reply = good(body, number)
        (folder / "exchange" / f"{number:03d}.request.json").write_text(
            json.dumps(body, ensure_ascii=False), encoding="utf-8"
        )
        (folder / "exchange" / f"{number:03d}.response.txt").write_text(reply.content, encoding="utf-8")
        return reply

    def planned(answer, kept):
        with serving(answer) as server:
            mind = Endpoint(LanguageModel(server.url, MODEL, parallel=1), "not-a-real-key", tmp_path / kept, 0.01)
            return asyncio.run(plan_case(folder, mind)), len(server.asked)

    first, calls = planned(recording, "one")
    answer, unknown = recorded(folder)
    again, replayed = planned(answer, "two")

    assert unknown == []
    assert calls == replayed
    assert dump_board(again.plans[0].board) == dump_board(first.plans[0].board)
