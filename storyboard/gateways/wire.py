"""HTTP without surprises: no retries, no followed redirects, the key only to its own origin, every failure named."""

import asyncio
import email.utils
import json
import logging
import re
import ssl
import time
from functools import cache
from urllib.parse import urlsplit

import httpx

from storyboard.config import GatewayEntry, is_loopback
from storyboard.errors import UsageError
from storyboard.gateways.keys import Pass
from storyboard.gateways.protocol import WireRequest
from storyboard.records import dataclass

LONGEST_REPLY = 8_000_000
"""Bytes of a reply that is no film; more is a fault of the gateway."""

LONGEST_WAIT = 120.0
"""Seconds that a Retry-After is obeyed for at most."""

NEVER_MADE = (
    httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol, httpx.ProxyError,
)  # fmt: skip
"""What httpx raises before a byte of the request has left; a proxy's error, because no tunnel was made."""

for _name in ("httpx", "httpcore"):
    # They would log signed addresses, and headers with the key, at levels a user may switch on for other reasons.
    logging.getLogger(_name).setLevel(logging.WARNING)


class NotSent(Exception):
    """The connection was never made: the gateway has seen nothing."""


class BrokenAnswer(Exception):
    """The connection was made, but no whole answer came."""


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    headers: httpx.Headers
    body: bytes

    @property
    def retry_after(self) -> float | None:
        """Seconds that the gateway asked us to wait, at most `LONGEST_WAIT`; None where it did not."""
        text = self.headers.get("retry-after") or self.headers.get("llm_provider-retry-after") or ""
        if re.fullmatch(r"\d+(\.\d+)?", text):
            return min(float(text), LONGEST_WAIT)
        try:
            when = email.utils.parsedate_to_datetime(text)
        except ValueError:
            return None
        return min(max(0.0, when.timestamp() - time.time()), LONGEST_WAIT)


class Wire:
    """One gateway's connections. Made and closed inside a running event loop."""

    def __init__(self, entry: GatewayEntry, key: str | Pass) -> None:
        self.entry = entry
        self._pass = Pass(key) if isinstance(key, str) else key
        self.base = base_address(entry)
        self.asks = polled_address(entry)
        """Where jobs are asked for and films lie: the base, unless the entry says otherwise."""
        self.key = self._pass.key
        """To be kept out of every message."""
        self.limit = 3 * entry.request_timeout
        self.client = self._client(httpx.Limits())
        # Creates go over connections of their own, made for them: on one that was kept open, a gateway hanging up in
        # the same moment would leave us with an unknown outcome.
        self.sender = self._client(httpx.Limits(max_keepalive_connections=0))

    def _client(self, limits: httpx.Limits) -> httpx.AsyncClient:
        wait = self.entry.request_timeout
        return httpx.AsyncClient(
            timeout=httpx.Timeout(wait, connect=min(wait, 20.0)),
            limits=limits,
            follow_redirects=False,
            verify=_trust(),
            trust_env=not is_loopback(self.base),
            headers={"User-Agent": "storyboard", "Accept": "application/json"},
        )

    async def close(self) -> None:
        await self.client.aclose()
        await self.sender.aclose()

    def headers_for(self, url: str) -> dict[str, str]:
        """The key and what goes with it, where the address is the gateway's own; nothing elsewhere."""
        return self._pass.shown() if self.is_own(url) else {}

    def is_own(self, url: str) -> bool:
        return origin(url) in (origin(self.base), origin(self.asks))

    def request(self, request: WireRequest, read: float | None = None) -> httpx.Request:
        """Ready to send. `read`: seconds that may pass without a byte, where the answer takes long."""
        url = self.base + request.path
        wait = self.client.timeout
        timeout = wait if read is None else httpx.Timeout(wait.write, connect=wait.connect, read=read)
        headers = self.headers_for(url)
        if request.encoding == "multipart":
            # `files` for every field: httpx would send `data` alone urlencoded.
            parts: list[tuple[str, tuple[str | None, str | bytes] | tuple[str, bytes, str]]] = [
                (name, (None, value)) for name, value in request.body.items()
            ]
            parts += [(up.field, (up.path.name, up.path.read_bytes(), up.media_type)) for up in request.uploads]
            return self.sender.build_request(request.method, url, files=parts, headers=headers, timeout=timeout)
        headers["Content-Type"] = "application/json"
        content = json.dumps(request.body, ensure_ascii=False).encode()
        return self.sender.build_request(request.method, url, content=content, headers=headers, timeout=timeout)

    async def send(self, request: WireRequest) -> Reply:
        """The whole answer to exactly one POST; `NotSent` or `BrokenAnswer` where there is none."""
        try:
            prepared = self.request(request)
        except (httpx.InvalidURL, ValueError, OSError) as wrong:
            raise NotSent(f"the request could not be made: {wrong}") from wrong
        return await self._exchange(self.sender, prepared)

    async def get(self, path: str, base: str = "", longest: int = LONGEST_REPLY) -> Reply:
        """The whole answer to a GET of a path at the gateway, or at another of its addresses, or of an address in full."""
        url = path if re.match("https?://", path) else (base or self.base) + path
        prepared = self.client.build_request("GET", url, headers=self.headers_for(url))
        return await self._exchange(self.client, prepared, longest)

    async def ask(self, request: WireRequest) -> Reply:
        """The whole answer to a question that is free, where the gateway wants it as a POST, PUT or DELETE."""
        url = self.asks + request.path
        headers = {**self.headers_for(url), "Content-Type": "application/json"}
        content = json.dumps(request.body, ensure_ascii=False).encode() if request.body else b""
        prepared = self.client.build_request(request.method, url, content=content, headers=headers)
        return await self._exchange(self.client, prepared)

    async def _exchange(self, client: httpx.AsyncClient, request: httpx.Request, longest: int = LONGEST_REPLY) -> Reply:
        try:
            async with asyncio.timeout(self.limit):
                response = await client.send(request, stream=True)
                try:
                    body = await read_bounded(response, longest)
                finally:
                    await response.aclose()
        except (httpx.HTTPError, httpx.StreamError, TimeoutError) as wrong:
            raise named(wrong) from wrong
        return Reply(response.status_code, response.headers, body)


def named(wrong: BaseException) -> NotSent | BrokenAnswer:
    """What a failure of httpx means for money. Only a connection that was never made is certain."""
    if isinstance(wrong, NEVER_MADE):
        return NotSent(f"the connection could not be made ({_cause(wrong)})")
    if isinstance(wrong, httpx.TimeoutException | TimeoutError):
        return BrokenAnswer("no answer came in time")
    return BrokenAnswer(f"the connection broke before the answer was whole ({_cause(wrong)})")


@cache
def _trust() -> ssl.SSLContext:
    """The certificates that are trusted, read once: it takes longer than a request."""
    return httpx.create_ssl_context()


async def read_bounded(response: httpx.Response, longest: int = LONGEST_REPLY) -> bytes:
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > longest:
            break
    return bytes(body)


def origin(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    return parts.scheme, (parts.hostname or "").lower(), parts.port or {"https": 443, "http": 80}.get(parts.scheme, 0)


def base_address(entry: GatewayEntry) -> str:
    """The address without a version segment, which the paths bring; `UsageError` for one that may not be used."""
    return _usable(entry, "base_url", entry.base_url)


def polled_address(entry: GatewayEntry) -> str:
    """Where the entry's jobs are asked for: its `poll_url`, or its `base_url`; `UsageError` as for that."""
    return _usable(entry, "poll_url", entry.poll_url) if entry.poll_url else base_address(entry)


def _usable(entry: GatewayEntry, setting: str, given: str) -> str:
    where = f"[gateways.{entry.name}] {setting}"
    base = re.sub(r"/v\d+$", "", given.strip().rstrip("/"))
    parts = urlsplit(base)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{where}: no web address: {given!r}", "it looks like https://HOST")
    if parts.username or parts.password or parts.query:
        raise UsageError(f"{where}: must hold no user, password or query", "the key goes into an environment variable")
    if parts.scheme == "http" and entry.api_key_env and not entry.allow_insecure and not is_loopback(base):
        raise UsageError(
            f"{where}: a key would travel unencrypted over plain http",
            "use https, or set allow_insecure = true for this gateway if you accept that",
        )
    return base


def _cause(wrong: BaseException) -> str:
    return re.sub(r"\s+", " ", str(wrong)).strip() or type(wrong).__name__
