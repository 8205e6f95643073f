"""What lies at addresses that expire, so that a request is known by it and not by its text: asked without a key, bounded."""

import asyncio
import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from urllib.parse import urljoin

import httpx

from storyboard.config import GatewayEntry, is_loopback, unsigned
from storyboard.gateways.places import refuse_private
from storyboard.gateways.protocol import Names, NotFetched
from storyboard.gateways.wire import named
from storyboard.model import Reference
from storyboard.records import dataclass

MOST = 100_000_000
"""Bytes that are read of what lies at an address."""

PATIENCE = 60.0
"""Seconds for all of it."""

HOPS = 5
"""Redirects that are followed."""


def names_of(references: Sequence[Reference]) -> tuple[Names, ...]:
    """How requests with these are known, the best way first: signed addresses by what lies there, then without signature."""
    plain = {each.source: unsigned(each.source) for each in references}
    signed = {source: address for source, address in plain.items() if source != address}
    if not signed:
        return ()
    known = {each.source: f"url:sha256:{each.content}" for each in references if each.content and each.source in signed}
    ways = [tuple({**signed, **known}.items()), tuple(signed.items())]
    return tuple(dict.fromkeys(ways))


@dataclass(frozen=True, slots=True)
class Seen:
    """What lies at an address."""

    sha256: str = ""
    why: str = ""
    """Why nobody could tell."""


def contents(addresses: Sequence[str], entry: GatewayEntry) -> dict[str, Seen]:
    """For each address what lies there.

    Asked without any key, all at once; never in somebody's own network (`places`), bounded in size and time.
    """
    with ThreadPoolExecutor(1) as apart:  # whoever asks may stand in a loop of its own
        return apart.submit(asyncio.run, _contents(addresses, entry)).result()


async def _contents(addresses: Sequence[str], entry: GatewayEntry) -> dict[str, Seen]:
    here = is_loopback(entry.base_url)
    async with httpx.AsyncClient(follow_redirects=False, timeout=httpx.Timeout(15.0), trust_env=not here) as client:
        found = await asyncio.gather(*(_content(client, each, entry) for each in addresses))
    return dict(zip(addresses, found, strict=True))


async def _content(client: httpx.AsyncClient, address: str, entry: GatewayEntry) -> Seen:
    with suppress(NotFetched):
        await refuse_private(address, entry)
        try:
            async with asyncio.timeout(PATIENCE):
                return await _hashed(client, address, entry)
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, TimeoutError) as wrong:
            return Seen(why=f"{named(wrong)}")
    return Seen(why="it leads into a private network")


async def _hashed(client: httpx.AsyncClient, address: str, entry: GatewayEntry) -> Seen:
    for _ in range(HOPS + 1):
        async with client.stream("GET", address, headers={"User-Agent": "storyboard"}) as response:
            if response.has_redirect_location:
                address = urljoin(address, response.headers["location"])
                await refuse_private(address, entry)
                continue
            if response.status_code != 200:
                return Seen(why=f"its host answers {response.status_code}")
            digest, size = hashlib.sha256(), 0
            async for chunk in response.aiter_bytes():
                size += len(chunk)
                if size > MOST:
                    return Seen(why=f"it is larger than {MOST // 1_000_000} MB")
                digest.update(chunk)
            return Seen(digest.hexdigest()) if size else Seen(why="nothing lies there")
    return Seen(why="it leads in a circle")
