"""A client of the Model Context Protocol reads, plans, edits and buys: a stale hash and a low cap are refused, a right quote is bought once."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from storyboard.rehearsal import Rehearsal
from tests.gateway_bench import KEY
from tests.season_bench import shop, write_settings

pytestmark = pytest.mark.skipif(find_spec("mcp") is None, reason="the extra [mcp] is not installed")

SCRIPT = """第1集

1-1 旧书店 夜 内
△林晚推门进来，收起雨伞。
林晚：还开着吗？
陈默：九点就关。
"""


@pytest.fixture
def stage(tmp_path, monkeypatch):
    monkeypatch.setenv("REHEARSAL_KEY", KEY)
    (tmp_path / "ep01.txt").write_text(SCRIPT, encoding="utf-8")
    with Rehearsal(shop(speed=0.0)) as gateway:
        write_settings(tmp_path, gateway.url("unified-v2"), poll_every=0.05)
        yield tmp_path, gateway


def talk(folder: Path, steps, *, yes: bool = True):
    """Runs `steps(client, asked)` as the SDK's own client of a server in this process; `asked` are the questions to the user."""
    import anyio
    from mcp import Client
    from mcp.types import ElicitResult

    from storyboard.mcp.server import server

    asked: list[str] = []

    async def answer(context, params):
        asked.append(params.message)
        return ElicitResult(action="accept" if yes else "decline", content={"buy": True} if yes else None)

    async def run():
        async with Client(server(folder), elicitation_callback=answer) as client:
            return await steps(client, asked)

    return anyio.run(run)


def text(result) -> str:
    return "".join(part.text for part in result.content)


def test_a_client_reads_plans_explains_and_edits(stage):
    """Nothing is sent, and what is proposed changes nothing until it is kept."""
    folder, gateway = stage

    async def steps(client, asked):
        tools = {tool.name for tool in (await client.list_tools()).tools}
        assert tools >= {
            "read_script",
            "doubts",
            "plan",
            "check",
            "explain_shot",
            "propose_edit",
            "quote",
            "buy",
            "status",
            "takes",
        }
        read = json.loads(text(await client.call_tool("read_script", {"name": "ep01.txt"})))
        assert (read["counts"]["speech"], {each["name"] for each in read["people"]}) == (2, {"林晚", "陈默"})
        assert "还开着吗" in text(await client.call_tool("plan", {"name": "ep01.txt"}))
        assert not (await client.call_tool("check", {"name": "ep01.txt"})).is_error
        assert "Duration" in text(await client.call_tool("explain_shot", {"name": "ep01.txt", "shot": 1}))
        board = (folder / "out/ep01/storyboard.json").read_bytes()
        wish = {"name": "ep01.txt", "shot": 1, "seconds": 6}
        assert not json.loads(text(await client.call_tool("propose_edit", wish)))["kept"]
        assert (folder / "out/ep01/storyboard.json").read_bytes() == board
        kept = json.loads(text(await client.call_tool("propose_edit", {**wish, "keep": True})))
        assert kept["now"]["duration"] == 6
        outside = await client.call_tool("read_script", {"name": "../secret.txt"})
        assert (outside.is_error, "outside" in text(outside)) == (True, True)
        shown = await client.read_resource("storyboard://board/ep01")
        assert json.loads(shown.contents[0].text)["shots"][0]["duration"] == 6
        assert asked == []

    talk(folder, steps)
    assert not gateway.shop.jobs


def test_a_stale_hash_and_a_low_cap_are_refused_and_a_right_quote_is_bought_once(stage):
    folder, gateway = stage

    async def steps(client, asked):
        quote = json.loads(text(await client.call_tool("quote", {"name": "ep01.txt"})))
        price, hash_ = quote["price"], quote["hash"]
        assert quote["clips"] > 0

        stale = await client.call_tool("buy", {"name": "ep01.txt", "hash": "0" * 32, "cap": price})
        low = await client.call_tool("buy", {"name": "ep01.txt", "hash": hash_, "cap": price - 0.5})
        assert (stale.is_error, low.is_error, asked, len(gateway.shop.jobs)) == (True, True, [], 0)

        bought = await client.call_tool("buy", {"name": "ep01.txt", "hash": hash_, "cap": price})
        assert not bought.is_error, text(bought)
        assert len(gateway.shop.jobs) == quote["clips"] == json.loads(text(bought))["bought"]
        assert len(asked) == 1
        assert f"price {price:g}" in asked[0]

        again = await client.call_tool("buy", {"name": "ep01.txt", "hash": hash_, "cap": price})
        assert (again.is_error, "changed" in text(again)) == (True, True)
        takes = json.loads(text(await client.call_tool("takes", {"clip": "ep01/001"})))
        assert (takes if isinstance(takes, dict) else takes[0])["used"]
        return quote["clips"]

    count = talk(folder, steps)
    assert len(gateway.shop.jobs) == count
    assert (folder / "out/ep01/episode.mp4").is_file()


def test_a_user_who_says_no_is_heard(stage):
    folder, gateway = stage

    async def steps(client, asked):
        quote = json.loads(text(await client.call_tool("quote", {"name": "ep01.txt"})))
        refused = await client.call_tool("buy", {"name": "ep01.txt", "hash": quote["hash"], "cap": 1000})
        assert (refused.is_error, len(asked), "said no" in text(refused)) == (True, 1, True)

    talk(folder, steps, yes=False)
    assert not gateway.shop.jobs
