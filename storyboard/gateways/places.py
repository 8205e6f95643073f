"""Where a result link may lead: into the public net, or to where the gateway itself is; never into somebody's own network.

A gateway's answer is a stranger's word. A link to 169.254.169.254 or to a router would have us ask, from inside, what nobody
outside can ask.
"""

import asyncio
import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from storyboard.config import GatewayEntry
from storyboard.gateways.protocol import NotFetched

Address = IPv4Address | IPv6Address

FAKE = ip_network("198.18.0.0/15")
"""What local proxies answer for every name (RFC 2544's test range): the proxy finds the true address, so it counts as public."""
WRAPPED = ip_network("64:ff9b::/96")
"""IPv4 inside IPv6, as NAT64 writes it (RFC 6052)."""
OWN_NAMES = ("localhost", ".localhost", ".local", ".internal", ".home.arpa", ".lan", ".intranet", ".corp")
"""Names that no public name server answers: refused without looking, also where a proxy would look for us."""


async def refuse_private(url: str, entry: GatewayEntry) -> None:
    """Returns where the link may be followed; `NotFetched`, which leaves the job as fetchable as it was, where not.

    Allowed: public addresses, the gateway's own, and what `links_to` of the entry names.
    """
    try:
        host = (urlsplit(url).hostname or "").rstrip(".").lower()
    except ValueError:
        raise NotFetched("the film's address is none", again=False) from None
    own = [
        (urlsplit(each).hostname or "").rstrip(".").lower()
        for each in (entry.base_url, entry.poll_url or entry.base_url)
    ]
    if not host or host in own or host in entry.links_to:
        return
    found = await _addresses(host)
    allowed = [ip_network(each, strict=False) for each in entry.links_to if _is_network(each)]
    inner = [each for each in found if not is_public(each) and not any(each in network for network in allowed)]
    if _is_own_name(host) and not found:
        raise _refused(host, host)
    if inner:
        near = {address for each in own for address in await _addresses(each)}
        here = all(each.is_loopback for each in inner) and any(each.is_loopback for each in near)
        if not here and not near.issuperset(inner):
            raise _refused(host, str(inner[0]))


def is_public(address: Address) -> bool:
    """Whether anybody may ask there; an IPv4 address is what it is in every wrapping of IPv6."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is None and address in WRAPPED:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address in FAKE or (address.is_global and not address.is_multicast)


async def _addresses(host: str) -> list[Address]:
    """All addresses of a host; none where it cannot be found, or where a proxy will look for it."""
    try:
        return [ip_address(host.partition("%")[0])]
    except ValueError:
        pass
    if _is_own_name(host) and host != "localhost":
        return []
    if _through_proxy(host):
        return []
    try:
        rows = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return _distinct(str(row[4][0]).partition("%")[0] for row in rows)


def _distinct(texts: Iterable[str]) -> list[Address]:
    return [ip_address(text) for text in dict.fromkeys(texts)]


def _is_own_name(host: str) -> bool:
    return ("." not in host and ":" not in host) or host.endswith(OWN_NAMES)


def _through_proxy(host: str) -> bool:
    return bool({"http", "https", "all"} & getproxies().keys()) and not proxy_bypass(host)


def _is_network(text: str) -> bool:
    try:
        ip_network(text, strict=False)
    except ValueError:
        return False
    return True


def _refused(host: str, where: str) -> NotFetched:
    at = host if host == where else f"{host} ({where})"
    return NotFetched(
        f'the film\'s link leads into a private network, to {at}, and was not followed; if that is right: links_to = ["{where}"]',
        again=False,
    )
