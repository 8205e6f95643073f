"""Through a real third-party gateway, the LiteLLM proxy, with the rehearsal behind it.

    python -m venv lv && lv/bin/pip install 'litellm[proxy]'
    STORYBOARD_LITELLM=lv/bin/litellm pytest -m outside tests/test_gateways_outside.py

What a proxy changes, with litellm 1.106: the id in later replies is another one (so we keep that of the create); JSON
becomes multipart, chat requests gain `stream_options`; `progress: "45%"` makes its polls answer 500 for as long as it is
said; a create that answers with `task_id` alone becomes a 500 although the job was taken (unknown, here as there); its
list of models lacks what it merely passes through (`lists_models = false`). With its default `num_retries` one create
of ours may become several upstream: set it to 0.

It is heavy (some 250 packages, ten seconds to start), so it stands in no default run.
"""

import json
import os
import socket
import subprocess
import time

import httpx
import pytest

from storyboard.config import GatewayEntry, Settings
from storyboard.gateways import open_gateway
from storyboard.ledger import Ledger
from storyboard.rehearsal import PRICES, Rehearsal
from storyboard.submit import quote
from tests.gateway_bench import KEY, buy, order, shop

pytestmark = pytest.mark.outside

PROXY = os.environ.get("STORYBOARD_LITELLM", "")
MASTER = "sk-play-master-key"


def settings(rehearsal):
    chat = ("sora_video2-portrait", "sora_video2-portrait-15s")
    models = [("sora-2", "openai-videos"), *((name, "chat-video") for name in chat)]
    return {
        "model_list": [
            {
                "model_name": name,
                "litellm_params": {
                    "model": f"openai/{name}",
                    "api_base": rehearsal.url(dialect) + "/v1",
                    "api_key": KEY,
                },
            }
            for name, dialect in models
        ],
        "litellm_settings": {"num_retries": 0, "request_timeout": 30},
        "general_settings": {
            "master_key": MASTER,
            "pass_through_endpoints": [
                {
                    "path": "/v2/videos/generations",
                    "target": rehearsal.url("unified-v2") + "/v2/videos/generations",
                    "include_subpath": True,
                    "headers": {"Authorization": f"Bearer {KEY}", "content-type": "application/json"},
                }
            ],
        },
    }


@pytest.fixture(scope="module")
def proxy(tmp_path_factory):
    """(address of the proxy, the rehearsal behind it)."""
    if not PROXY:
        pytest.skip("STORYBOARD_LITELLM does not name a litellm executable")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("litellm")
    with Rehearsal(shop()) as rehearsal:
        (folder / "proxy.yaml").write_text(json.dumps(settings(rehearsal)))
        quiet = {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_TELEMETRY": "False", "NO_PROXY": "127.0.0.1"}
        command = [PROXY, "--config", str(folder / "proxy.yaml"), "--host", "127.0.0.1", "--port", str(port)]
        with (folder / "log.txt").open("w") as log:
            process = subprocess.Popen(command, env=os.environ | quiet, stdout=log, stderr=log, cwd=folder)
            try:
                base = f"http://127.0.0.1:{port}"
                wait_for(f"{base}/health/liveliness", process)
                yield base, rehearsal
            finally:
                process.terminate()
                process.wait(20)


def wait_for(url, process):
    end = time.monotonic() + 120
    while time.monotonic() < end:
        assert process.poll() is None, "the proxy ended"
        try:
            if httpx.get(url, timeout=2, trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.5)
    pytest.fail("the proxy did not start")


def buy_through(proxy, folder, monkeypatch, dialect, *orders):
    monkeypatch.setenv("PROXY_KEY", MASTER)
    entry = GatewayEntry(
        dialect=dialect,
        base_url=proxy[0],
        api_key_env="PROXY_KEY",
        prices=PRICES,
        request_timeout=30.0,
        lists_models=False,
    )
    gateway = open_gateway(Settings(workspace=folder, gateways={"litellm": entry}), "litellm")
    with Ledger(folder / ".storyboard" / "ledger.sqlite3") as ledger:
        return buy(quote(orders, gateway, ledger), gateway, ledger, folder / "takes", scale=0.05)


@pytest.mark.parametrize("dialect", ["openai-videos", "unified-v2", "chat-video"])
def test_a_film_is_bought_once_and_its_prompt_arrives_unchanged(proxy, tmp_path, monkeypatch, dialect):
    wanted = order(dialect, f"ok]] {dialect} [[")

    bought = buy_through(proxy, tmp_path, monkeypatch, dialect, wanted)

    assert bought[0].state == "owned", bought[0].note
    assert proxy[1].shop.posts[wanted.prompt] == 1


@pytest.mark.parametrize(
    ("dialect", "scenario", "state", "posts"),
    [
        ("openai-videos", "moderated", "failed", 1),
        ("openai-videos", "blocked-prompt", "failed", 1),
        ("openai-videos", "server-error", "unknown", 1),
        ("openai-videos", "redirect", "owned", 1),
        ("openai-videos", "processing", "owned", 1),
        ("openai-videos", "id-changes", "owned", 1),
        ("openai-videos", "task-id-only", "unknown", 1),
        ("openai-videos", "busy-once", "owned", 2),
        ("openai-videos", "quota-in-disguise", "ready", 1),
        ("openai-videos", "cut-quietly", "owned", 1),
        ("openai-videos", "bad-gateway", "unknown", 1),
        ("unified-v2", "moderated", "failed", 1),
        ("unified-v2", "no-id", "unknown", 1),
        ("unified-v2", "upper-case", "owned", 1),
        ("chat-video", "stream-silent", "unknown", 1),
        ("chat-video", "stream-html", "owned", 1),
    ],
)
def test_what_goes_wrong_behind_a_proxy_ends_as_it_does_without_one(
    proxy, tmp_path, monkeypatch, dialect, scenario, state, posts
):
    wanted = order(dialect, f"{scenario}]] {dialect} [[")

    bought = buy_through(proxy, tmp_path, monkeypatch, dialect, wanted)

    assert (bought[0].state, proxy[1].shop.posts[wanted.prompt]) == (state, posts), bought[0].note
