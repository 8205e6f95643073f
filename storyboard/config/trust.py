"""Which key may go to which host: asked once, remembered outside every workspace, since a folder's settings may be a stranger's.

A `storyboard.toml` names the variable that holds a key and the host that gets it. Whoever sends us a folder writes that file,
so the pair (host, variable) is the user's to allow: at a terminal by a question, elsewhere by `storyboard trust HOST VARIABLE`
or `STORYBOARD_TRUST`. `entrust` stands before every key that leaves; nothing else decides.
"""

import os
import re
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from fnmatch import fnmatchcase
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from storyboard.errors import NotTrusted, UsageError
from storyboard.patterns import deferred

Pair = tuple[str, str]
"""(host, variable)."""

VARIABLE = "STORYBOARD_TRUST"
FOREIGN: tuple[tuple[str, tuple[str, ...]], ...] = (
    # pattern of names           hosts (and hosts below them) that the name belongs to; none: never a gateway's
    ("AWS_*", ("amazonaws.com", "amazonaws.com.cn", "api.aws")), ("AZURE_*", ("azure.com",)), ("ARM_*", ()), ("GOOGLE_*", ("googleapis.com",)),
    ("GCP_*", ("googleapis.com",)), ("GCLOUD_*", ("googleapis.com",)), ("GEMINI_*", ("googleapis.com",)), ("ALIYUN_*", ("aliyuncs.com",)),
    ("ALIBABA_CLOUD_*", ("aliyuncs.com",)), ("DASHSCOPE_*", ("aliyuncs.com",)), ("TENCENTCLOUD_*", ("tencentcloudapi.com",)),
    ("OPENAI_*", ("openai.com",)), ("ANTHROPIC_*", ("anthropic.com",)), ("CLAUDE_*", ("anthropic.com",)), ("MISTRAL_*", ("mistral.ai",)),
    ("DEEPSEEK_*", ("deepseek.com",)), ("OPENROUTER_*", ("openrouter.ai",)), ("HF_*", ("huggingface.co",)), ("HUGGING*", ("huggingface.co",)),
    ("MOONSHOT_*", ("moonshot.cn", "moonshot.ai")), ("ARK_*", ("volces.com",)), ("VOLC_*", ("volces.com", "volcengineapi.com")),
    ("REPLICATE_*", ("replicate.com",)), ("GITHUB_*", ("github.com", "github.ai")), ("GH_*", ("github.com", "github.ai")), ("GITLAB_*", ()),
    ("CI_*", ()), ("ACTIONS_*", ()), ("RUNNER_*", ()), ("BITBUCKET_*", ()), ("GITEE_*", ()), ("NPM_*", ()), ("NODE_AUTH*", ()), ("PYPI_*", ()),
    ("TWINE_*", ()), ("UV_*", ()), ("PIP_*", ()), ("POETRY_*", ()), ("CARGO_*", ()), ("DOCKER_*", ()), ("KUBE*", ()), ("VAULT_*", ()), ("TF_*", ()),
    ("CLOUDFLARE_*", ("cloudflare.com",)), ("CF_*", ()), ("HEROKU_*", ()), ("VERCEL_*", ()), ("NETLIFY_*", ()), ("DIGITALOCEAN_*", ()), ("FLY_*", ()),
    ("STRIPE_*", ()), ("PAYPAL_*", ()), ("TWILIO_*", ()), ("SENDGRID_*", ()), ("MAIL*", ()), ("SMTP_*", ()), ("SENTRY_*", ()), ("SLACK_*", ()),
    ("DISCORD_*", ()), ("TELEGRAM_*", ()), ("WECHAT_*", ()), ("FEISHU_*", ()), ("LARK_*", ()), ("DINGTALK_*", ()), ("NOTION_*", ()), ("JIRA_*", ()),
    ("DATABASE_*", ()), ("DB_*", ()), ("MYSQL_*", ()), ("POSTGRES*", ()), ("MONGO*", ()), ("REDIS*", ()), ("SSH_*", ()), ("GPG_*", ()), ("GNUPG*", ()),
    ("GIT_*", ()), ("SUDO_*", ()), ("BW_*", ()), ("OP_*", ()), ("ANSIBLE_*", ()), ("WANDB_*", ()), ("DJANGO_*", ()), ("FLASK_*", ()), ("RAILS_*", ()),
    ("GROQ_*", ("groq.com",)), ("COHERE_*", ("cohere.com", "cohere.ai")), ("XAI_*", ("x.ai",)), ("TOGETHER_*", ("together.ai", "together.xyz")),
    ("HCLOUD_*", ()), ("LINODE_*", ()), ("CONSUL_*", ()), ("NOMAD_*", ()), ("SONAR_*", ()), ("CODECOV_*", ()), ("SNYK_*", ()), ("NUGET_*", ()),
    ("GEM_*", ()), ("HOMEBREW_*", ()), ("DATADOG_*", ()), ("DD_*", ()), ("NEW_RELIC_*", ()), ("GRAFANA_*", ()), ("SNOWFLAKE_*", ()), ("SUPABASE_*", ()),
    ("FIREBASE_*", ()), ("SHOPIFY_*", ()), ("LINEAR_*", ()), ("FIGMA_*", ()), ("KEYCHAIN_*", ()), ("BORG_*", ()), ("RESTIC_*", ()), ("RCLONE_*", ()),
    ("*PASSWORD*", ()), ("*PASSWD*", ()), ("*PASSPHRASE*", ()), ("*PRIVATE_KEY*", ()), ("*CONNECTION_STRING*", ()), ("*COOKIE*", ()),
    ("PATH", ()), ("HOME", ()), ("USER", ()), ("USERNAME", ()), ("HOSTNAME", ()), ("PWD", ()), ("SHELL", ()), ("LANG", ()), ("*_PROXY", ()),
)  # fmt: skip
"""Names that belong to other tools. Such a pair is allowed by writing it out, never by a `y`, and on this machine neither."""

OURS = ("PGPASSWORD",)
"""Names that look foreign and are a setting of this program (README, `[season] database`)."""

_HOST = deferred(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\]")
_NAME = deferred(r"[A-Za-z_][A-Za-z0-9_]*")
_ANSWERS = threading.Lock()
_refused: set[Pair] = set()
_ask: Callable[[str], bool] | None = None


def ask_with(question: Callable[[str], bool] | None) -> None:
    """Who is asked where a person sits at the terminal; None: nobody, then what is not allowed is refused."""
    global _ask  # noqa: PLW0603 - one person, one terminal
    _ask = question
    _refused.clear()


def entrust(address: str, variable: str, environ: Mapping[str, str] | None = None) -> None:
    """Returns where the key in `variable` may go to `address`; raises `NotTrusted` with the line to type where not.

    No variable, or one that is not set, is no key. This machine needs no trust, but for names of other tools.
    """
    environ = os.environ if environ is None else environ
    if not variable or not environ.get(variable, "").strip():
        return
    pair = host_of(address), variable
    with _ANSWERS:
        if is_trusted(*pair, environ):
            return
        if pair not in _refused and _ask and not is_foreign(*pair):
            if _ask(_question(pair)):
                grant(*pair)
                return
            _refused.add(pair)
    raise _refusal(pair)


def lacking(variable: str, *addresses: str) -> Iterator[str]:
    """Sentences about what the key in `variable` still needs before it can go to these, each with the line to type; sends nothing."""
    if not variable:
        return
    if not os.environ.get(variable, "").strip():
        yield f"${variable} is not set: export {variable}=…"
    for host in dict.fromkeys(map(host_of, addresses)):
        if not is_trusted(host, variable):
            yield f"${variable} was not yet allowed to go to {host}: storyboard trust {host} {variable}"


def is_trusted(host: str, variable: str, environ: Mapping[str, str] | None = None) -> bool:
    """Whether the pair was allowed, by an answer or by `STORYBOARD_TRUST`, or needs no leave."""
    environ = os.environ if environ is None else environ
    if _is_here(host) and not is_foreign(host, variable):
        return True
    return (host, variable) in (*granted(), *_pairs(environ.get(VARIABLE, ""), VARIABLE))


def is_foreign(host: str, variable: str) -> bool:
    """Whether a variable's name belongs to another tool, and the host is not that tool's."""
    if variable.upper() in OURS:
        return False
    host = host.removeprefix("http://")
    owners = [hosts for pattern, hosts in FOREIGN if fnmatchcase(variable.upper(), pattern)]
    return bool(owners) and not any(host == one or host.endswith("." + one) for hosts in owners for one in hosts)


def host_of(address: str) -> str:
    """The host of an address (or a bare host), without port, as it is remembered: `models.kapon.cloud`.

    A host that would be reached unencrypted is another one: `http://relay.example`. Several hosts of a database stay several:
    `a.example,b.example`. `UsageError` for what is no host.
    """
    text = address.strip()
    try:
        parts = urlsplit(text if "://" in text else f"//{text}")
        listed = [parts.netloc.rpartition("@")[2]]
        if parts.scheme.startswith("postgres"):
            asked = parse_qs(parts.query)  # libpq lets these win over the address itself
            listed = [each for name in ("host", "hostaddr") for each in asked.get(name, [])] or listed
            listed = [one if one and not one.startswith("/") else "localhost" for one in listed]  # a socket's folder
        hosts = [
            _plain(one, strict="@" in parts.netloc and parts.scheme in ("http", "https"))
            for one in ",".join(listed).split(",")
        ]
    except ValueError:
        raise UsageError(f"{address!r} names no host", "it looks like models.example.com") from None
    host = ",".join(hosts)
    return f"http://{host}" if parts.scheme == "http" and not _is_here(host) else host


def _plain(text: str, *, strict: bool) -> str:
    """One host in small ASCII letters, without its port; ValueError where it is none."""
    if strict:
        raise ValueError(text)
    host = (
        re.sub(r":\d*$", "", text).lower().rstrip(".")
        if text.count(":") < 2 or text.startswith("[")
        else f"[{text.lower()}]"
    )
    host = host if host.isascii() else host.encode("idna").decode()
    if not _HOST.fullmatch(host):
        raise ValueError(text)
    return host


def refuse_unsafe(where: str, base_url: str, key: str, *, allow_insecure: bool) -> None:
    """`UsageError` where an address is none, or where the key would be read by whoever is on the way to it.

    `where`: the table of storyboard.toml that names it, like `[llm]`.
    """
    address = urlsplit(base_url)
    if address.scheme not in ("http", "https") or not address.netloc:
        raise UsageError(f"{where} base_url: not an address: {base_url!r}", 'like "https://host/v1"')
    if key and address.scheme == "http" and not is_loopback(base_url) and not allow_insecure:
        raise UsageError(
            f"{where} base_url: the key would go over plain http to {address.hostname}",
            "use https, or `allow_insecure = true`",
        )


def is_loopback(url: str) -> bool:
    """Whether an address is this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _is_here(host: str) -> bool:
    return all(is_loopback(f"//{one}") for one in host.split(","))


def grant(host: str, variable: str) -> Pair:
    """Remembers that the variable may go to the host; the pair as it is remembered."""
    pair = _pair(host, variable)
    if pair not in granted():
        _keep((*granted(), pair))
    return pair


def revoke(host: str, variable: str) -> bool:
    """Forgets a pair; whether it was known."""
    pair, known = _pair(host, variable), granted()
    _keep(tuple(one for one in known if one != pair)) if pair in known else None
    return pair in known


def granted() -> tuple[Pair, ...]:
    """What is remembered, in the order in which it was allowed; nothing where the file is not there or not readable."""
    try:
        text = store().read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ()
    lines = [line.split() for line in text.splitlines() if not line.startswith("#")]
    return tuple((words[0], words[1]) for words in lines if len(words) == 2)


def store() -> Path:
    """Where it is remembered: the user's own folder of settings on this platform, never a workspace."""
    given = os.environ.get("XDG_CONFIG_HOME", "")
    if sys.platform == "win32":
        root = Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    elif given and Path(given).is_absolute():  # a relative one counts as not given, says the XDG specification
        root = Path(given)
    elif sys.platform == "darwin":
        root = Path.home() / "Library" / "Application Support"
    else:
        root = Path.home() / ".config"
    return root / "storyboard" / "trust"


def _keep(pairs: tuple[Pair, ...]) -> None:
    path = store()
    text = "# HOST VARIABLE: keys that storyboard may send there. `storyboard trust --help`\n"
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.write_text(text + "".join(f"{host} {variable}\n" for host, variable in pairs), "utf-8")
        part.replace(path)
    except OSError as wrong:
        with suppress(OSError):
            part.unlink()
        host, variable = pairs[-1] if pairs else ("HOST", "VARIABLE")
        raise UsageError(
            f"{path}: cannot be written: {wrong.strerror}", f'export {VARIABLE}="{host} {variable}"'
        ) from None


def _pair(host: str, variable: str) -> Pair:
    if not _NAME.fullmatch(variable):
        raise UsageError(f"{variable!r} is no name of an environment variable", "its name, never the key itself")
    return host_of(host), variable


def _pairs(text: str, where: str) -> tuple[Pair, ...]:
    """The pairs of `HOST VARIABLE;HOST VARIABLE`."""
    found = []
    for part in filter(None, (each.strip() for each in text.split(";"))):
        words = part.split()
        if len(words) != 2:
            raise UsageError(f"{where}: cannot be read", f'it looks like {where}="HOST VARIABLE;HOST VARIABLE"')
        found.append(_pair(words[0], words[1]))
    return tuple(found)


def _question(pair: Pair) -> str:
    host, variable = pair
    return (
        f"storyboard.toml sends the key in ${variable} to {host}. A folder's settings may be somebody else's, so each\n"
        f"key and host is asked for once, also where it went before this question existed; the answer is kept in\n"
        f"{store()}. Send ${variable} to {host}?"
    )


def _refusal(pair: Pair) -> NotTrusted:
    host, variable = pair
    why = (
        "belongs to another tool, so a yes is not enough"
        if is_foreign(*pair)
        else "was never allowed there, which is asked since settings may be somebody else's"
    )
    return NotTrusted(
        f"the settings of this folder would send the key in ${variable} to {host}; it {why}. Nothing was sent",
        f"if it is right: storyboard trust {host} {variable}\n"
        f'      or, for cron and workers: export {VARIABLE}="{host} {variable}"   (several: separated by ;)',
    )
