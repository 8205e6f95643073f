"""Keys go where the user allowed it: asked once, remembered outside the folder, refused where nobody can be asked."""

import json
import re
import shutil
import stat
import sys
from pathlib import Path

import pytest

from storyboard.cli import trust as door
from storyboard.config import trust
from storyboard.errors import NotTrusted, UsageError
from tests.fake_llm import serving
from tests.samples import SAMPLES
from tests.storyteller import tells
from tests.test_gateways_cli import SHORT

SECRET = "not-yours-0123456789"
AWAY = "http://0.0.0.0"
"""This machine by a name that is not one of those which need no leave; Windows does not know it."""


@pytest.fixture(autouse=True)
def _a_user_who_allowed_nothing(tmp_path, monkeypatch):
    for variable in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(variable, str(tmp_path / "config"))
    monkeypatch.delenv("STORYBOARD_TRUST", raising=False)
    yield
    trust.ask_with(None)


class Listener:
    """A server of this machine that lists one model, speaks no JSON else, and keeps every header it was sent."""

    def __init__(self):
        import threading
        from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

        heard = self.heard = []

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def answer(self):
                heard.append(self.headers.get("Authorization", ""))
                body = json.dumps({"data": [{"id": "sora-2"}]}).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = answer

        self.server = ThreadingHTTPServer(("0.0.0.0", 0), Handler)
        self.port = self.server.server_port
        threading.Thread(target=lambda: self.server.serve_forever(poll_interval=0.02), daemon=True).start()


@pytest.fixture
def listener():
    found = Listener()
    yield found
    found.server.shutdown()
    found.server.server_close()


def folder_of_a_stranger(folder: Path, base: str, variable: str) -> None:
    """Settings that send `variable` to `base` as a gateway's key, as the language model's and as a suite's."""
    (folder / "ep01.txt").write_text(SHORT, "utf-8")
    (folder / "storyboard.toml").write_text(
        f'[video]\ngateway = "g"\nmodel = "sora-2"\n[gateways.g]\ndialect = "openai-videos"\nbase_url = "{base}"\n'
        f'api_key_env = "{variable}"\nallow_insecure = true\nprices = {{ "sora-2" = {{ 10 = 1.0, 15 = 1.5 }} }}\n'
        f'[llm]\nbase_url = "{base}/v1"\nmodel = "m"\napi_key_env = "{variable}"\nallow_insecure = true\n'
    )
    (folder / "suite.toml").write_text(
        f'scripts = ["ep01.txt"]\nmodels = ["other"]\n[endpoints.other]\nbase_url = "{base}/v1"\nmodel = "m"\n'
        f'api_key_env = "{variable}"\nallow_insecure = true\n'
    )


COMMANDS = (
    ("doctor",),
    ("doctor", "--llm", "--offline"),
    ("models", "--live"),
    ("plan", "ep01.txt"),
    ("submit", "ep01.txt", "--yes"),
    ("make", "ep01.txt", "--yes"),
    ("season", "ep01.txt", "--yes", "--plain"),
    ("eval", "suite.toml"),
)


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: " ".join(arguments[:2]))
@pytest.mark.parametrize("variable", ["AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN"])
def test_no_command_sends_another_tools_secret_that_a_folder_names(
    arguments, variable, run, tmp_path, listener, monkeypatch
):
    """Not even to this machine, and `STORYBOARD_TRUST` for another variable of the same host does not help."""
    monkeypatch.setenv(variable, SECRET)
    monkeypatch.setenv("STORYBOARD_TRUST", "127.0.0.1 PLAY_KEY")
    folder_of_a_stranger(tmp_path, f"http://127.0.0.1:{listener.port}", variable)

    code, out, err = run(*arguments)

    assert listener.heard == []
    assert SECRET not in out + err
    if arguments[0] != "models":
        assert code == 2
        assert f"storyboard trust 127.0.0.1 {variable}" in out + err


@pytest.mark.parametrize(
    "arguments",
    [("submit", "ep01.txt", "--dry-run"), ("season", "ep01.txt", "--dry-run"), ("eval", "suite.toml", "--dry-run")],
    ids=lambda arguments: arguments[0],
)
def test_a_dry_run_sends_nothing_at_all(arguments, run, tmp_path, listener, monkeypatch):
    """Also where every key may go everywhere: no question to a language model, no list of models, no order."""
    monkeypatch.setenv("MY_KEY", SECRET)
    folder_of_a_stranger(tmp_path, f"http://127.0.0.1:{listener.port}", "MY_KEY")

    _, out, err = run(*arguments)

    assert listener.heard == []
    assert not list(tmp_path.glob("out/*/storyboard.json"))
    assert ("a dry run sends nothing" in out + err) == (arguments[0] != "eval")


def test_a_dry_run_of_what_is_planned_shows_the_requests_and_asks_no_model(run, tmp_path, monkeypatch):
    monkeypatch.setenv("MY_KEY", SECRET)
    with serving(tells) as server:
        folder_of_a_stranger(tmp_path, server.url.removesuffix("/v1"), "MY_KEY")
        shutil.copy(SAMPLES / "rain.txt", tmp_path / "ep01.txt")
        assert run("plan", "ep01.txt")[0] == 0
        asked = len(server.asked)

        code, out, _ = run("submit", "ep01.txt", "--dry-run")

        assert (code, len(server.asked)) == (0, asked)
        assert json.loads(out)[0]["request"]["body"]["prompt"].startswith("Shot 1:")


@pytest.mark.skipif(sys.platform == "win32", reason="0.0.0.0 is no address to connect to there")
def test_at_a_terminal_each_host_and_key_is_asked_for_once_with_the_reason(run, tmp_path, listener, monkeypatch):
    monkeypatch.setenv("MY_KEY", SECRET)
    folder_of_a_stranger(tmp_path, f"{AWAY}:{listener.port}", "MY_KEY")
    asked = []
    monkeypatch.setattr(door, "ask_here", lambda: trust.ask_with(lambda question: not asked.append(question)))

    first, second = run("doctor"), run("doctor")

    assert (first[0], second[0], len(asked)) == (0, 0, 1)
    assert f"sends the key in $MY_KEY to {AWAY}" in asked[0]
    assert "also where it went before this question existed" in asked[0]
    assert listener.heard == [f"Bearer {SECRET}"] * 2
    assert trust.store().read_text("utf-8").splitlines()[1:] == [f"{AWAY} MY_KEY"]
    assert not trust.store().is_relative_to(tmp_path / "out")


@pytest.mark.skipif(sys.platform == "win32", reason="0.0.0.0 is no address to connect to there")
def test_a_no_is_a_no_for_the_whole_run_and_is_not_remembered(run, tmp_path, listener, monkeypatch):
    monkeypatch.setenv("MY_KEY", SECRET)
    folder_of_a_stranger(tmp_path, f"{AWAY}:{listener.port}", "MY_KEY")
    asked = []
    monkeypatch.setattr(door, "ask_here", lambda: trust.ask_with(lambda question: bool(asked.append(question))))

    code, _, err = run("plan", "ep01.txt")

    assert (code, len(asked), listener.heard, trust.granted()) == (2, 1, [], ())
    assert f"storyboard trust {AWAY} MY_KEY" in err


@pytest.mark.skipif(sys.platform == "win32", reason="0.0.0.0 is no address to connect to there")
def test_for_cron_the_line_to_type_is_exact_and_the_variable_does_the_same(run, tmp_path, listener, monkeypatch):
    monkeypatch.setenv("MY_KEY", SECRET)
    folder_of_a_stranger(tmp_path, f"{AWAY}:{listener.port}", "MY_KEY")
    code, _, err = run("submit", "ep01.txt", "--yes")
    assert (code, listener.heard) == (2, [])
    line = re.search(r"if it is right: storyboard (.*)", err)[1]
    value = re.search(r'export STORYBOARD_TRUST="(.*?)"', err)[1]

    monkeypatch.setenv("STORYBOARD_TRUST", f"other.example X; {value}")
    assert run("doctor")[0] == 0
    monkeypatch.delenv("STORYBOARD_TRUST")
    assert run("doctor")[0] == 2
    run(*line.split())
    assert run("doctor")[0] == 0
    assert len(listener.heard) == 2


def test_a_name_of_another_tool_is_never_allowed_by_a_yes(monkeypatch):
    monkeypatch.setenv("NPM_TOKEN", SECRET)
    trust.ask_with(lambda question: True)

    with pytest.raises(NotTrusted, match="belongs to another tool"):
        trust.entrust("https://relay.example/v1", "NPM_TOKEN")
    trust.grant("relay.example", "NPM_TOKEN")
    trust.entrust("https://relay.example:8443/v1", "NPM_TOKEN")


FOREIGN = """AWS_SESSION_TOKEN GH_TOKEN gitlab_token CI_JOB_TOKEN SSH_AUTH_SOCK DATABASE_URL ROOT_PASSWORD HOME
HTTPS_PROXY DEPLOY_PRIVATE_KEY PYPI_API_TOKEN OPENAI_API_KEY ANTHROPIC_API_KEY""".split()


def test_names_of_other_tools_are_foreign_but_at_their_own_hosts():
    assert [name for name in FOREIGN if not trust.is_foreign("127.0.0.1", name)] == []
    for host, name in (
        ("api.openai.com", "OPENAI_API_KEY"),
        ("dashscope.aliyuncs.com", "DASHSCOPE_API_KEY"),
        ("db.example", "PGPASSWORD"),
    ):
        assert not trust.is_foreign(host, name)
    assert trust.is_foreign("evilopenai.com", "OPENAI_API_KEY")
    ours = ("STORYBOARD_LLM_KEY", "KAPON_API_KEY", "REHEARSAL_KEY", "PLAY_KEY", "OTHER_KEY")
    assert [name for name in ours if trust.is_foreign("127.0.0.1", name)] == []


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://Models.Kapon.Cloud:8443/v1", "models.kapon.cloud"),
        ("models.kapon.cloud", "models.kapon.cloud"),
        ("https://models.kapon.cloud./v1", "models.kapon.cloud"),
        ("http://relay.example/v1", "http://relay.example"),
        ("http://127.0.0.1:80", "127.0.0.1"),
        ("http://[::1]:9/v1", "[::1]"),
        ("::1", "[::1]"),
        ("localhost", "localhost"),
        ("https://模型.example", "xn--xgs754b.example"),
        ("postgresql://me@db.example:5432/x", "db.example"),
        ("postgresql:///x", "localhost"),
        ("postgresql://me@/x?host=/run/pg", "localhost"),
        ("postgresql://me@good.example/x?hostaddr=6.6.6.6", "6.6.6.6"),
        ("postgresql://a.example,b.example:5/x", "a.example,b.example"),
    ],
)
def test_a_host_is_remembered_without_port_and_as_it_is_reached(address, host):
    assert trust.host_of(address) == host


@pytest.mark.parametrize(
    "address", ["https://good.example@evil.example/v1", "https://good.example\\.evil.example", "", "https://", "a b"]
)
def test_what_could_be_read_as_two_hosts_is_none(address):
    with pytest.raises(UsageError, match="names no host"):
        trust.host_of(address)


def test_leave_for_https_is_no_leave_for_plain_http(monkeypatch):
    """A folder that says allow_insecure = true does not get a key sent in the clear to a host that was allowed."""
    monkeypatch.setenv("MY_KEY", SECRET)
    trust.grant("relay.example", "MY_KEY")
    trust.entrust("https://relay.example/v1", "MY_KEY")

    with pytest.raises(NotTrusted, match=r"storyboard trust http://relay\.example MY_KEY"):
        trust.entrust("http://relay.example/v1", "MY_KEY")


def test_the_password_of_a_database_is_a_key_like_another(monkeypatch):
    """A folder that names a server as [season] database gets no PGPASSWORD from us."""
    from storyboard.ledger import Ledger

    pytest.importorskip("psycopg")
    monkeypatch.setenv("PGPASSWORD", SECRET)
    with pytest.raises(NotTrusted, match=r"storyboard trust evil\.invalid PGPASSWORD"):
        Ledger(Path("ledger.sqlite3"), database="postgresql://me@evil.invalid/x")


def test_what_is_allowed_is_listed_and_taken_back(run):
    assert run("trust", "https://Relay.example:443/v1", "MY_KEY")[0] == 0
    assert run("trust", "other.example", "MY_KEY")[0] == 0

    assert run("trust")[1] == run("trust", "list")[1] == "relay.example MY_KEY\nother.example MY_KEY\n"
    assert run("trust", "revoke", "relay.example", "MY_KEY")[0] == 0
    assert json.loads(run("trust", "--json")[1]) == [{"host": "other.example", "variable": "MY_KEY"}]
    assert run("trust", "relay.example", "sk-12345")[0] == run("trust", "relay.example")[0] == 2
    if sys.platform != "win32":
        assert stat.S_IMODE(trust.store().parent.stat().st_mode) == 0o700


def test_where_the_answer_is_kept_follows_the_platform(monkeypatch, tmp_path):
    assert trust.store() == tmp_path / "config" / "storyboard" / "trust"
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    for platform, place in (("linux", ".config"), ("darwin", "Library/Application Support")):
        monkeypatch.setattr(trust.sys, "platform", platform)
        assert trust.store() == tmp_path / place / "storyboard" / "trust"
    monkeypatch.setattr(trust.sys, "platform", "win32")
    assert trust.store() == tmp_path / "config" / "storyboard" / "trust"


def test_only_the_choke_point_stands_between_settings_and_keys():
    """Whoever reads a variable that the settings name either only asks whether it is set or passes through `entrust`."""
    package = Path(trust.__file__).parents[1]
    reading = {
        str(path.relative_to(package).as_posix())
        for path in package.rglob("*.py")
        if re.search(r"environ[^\n]*api_key_env|secret\(", path.read_text("utf-8"))
    }

    assert reading == {
        "config/settings.py",
        "gateways/remote.py",
        "production/asking.py",
        "production/survey.py",
        "lab/evaluate.py",
        "endpoint.py",
    }
    assert "entrust(" in (package / "endpoint.py").read_text("utf-8")
    assert "entrust(" in (package / "llm/endpoint.py").read_text("utf-8")  # where asking's and evaluate's keys are used


@pytest.mark.parametrize("command", [("make",), ("submit",), ("season", "--plain")], ids=lambda command: command[0])
def test_with_the_price_it_is_said_what_the_key_still_needs(command, run, tmp_path, listener, monkeypatch):
    """Before anybody agrees to anything, and no more once it is set and allowed."""
    monkeypatch.delenv("GATEWAY_KEY", raising=False)
    folder_of_a_stranger(tmp_path, "https://gateway.example", "GATEWAY_KEY")
    settings = (tmp_path / "storyboard.toml").read_text("utf-8")
    (tmp_path / "storyboard.toml").write_text(settings.partition("[llm]")[0], "utf-8")

    code, _, said = run(command[0], "ep01.txt", *command[1:])
    unset, untrusted = "$GATEWAY_KEY is not set", "storyboard trust gateway.example GATEWAY_KEY"

    assert (code, said.count(unset), said.count(untrusted)) == (2, 1, 1)
    assert max(said.index(unset), said.index(untrusted)) < said.index("this costs money")
    assert listener.heard == []

    monkeypatch.setenv("GATEWAY_KEY", "k")
    trust.grant("gateway.example", "GATEWAY_KEY")
    code, _, said = run(command[0], "ep01.txt", *command[1:])
    assert (code, unset in said, untrusted in said) == (2, False, False)


def test_a_cap_is_no_yes_and_the_hint_says_what_is(run, tmp_path, monkeypatch):
    folder_of_a_stranger(tmp_path, "https://gateway.example", "GATEWAY_KEY")
    settings = (tmp_path / "storyboard.toml").read_text("utf-8")
    (tmp_path / "storyboard.toml").write_text(settings.partition("[llm]")[0], "utf-8")

    code, _, said = run("make", "ep01.txt", "--max-cost", "100")

    hint = said.partition("hint: ")[2]
    assert (code, "add --yes" in hint, "--max-cost is a cap and no yes" in hint) == (2, True, True)
