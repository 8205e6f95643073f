"""What is known of chat endpoints beforehand: `endpoints.toml`, by the host of an address or the name of a model."""

import re
import tomllib
from dataclasses import field
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from storyboard.config.reading import read_table
from storyboard.records import dataclass

Api = Literal["chat", "messages"]
Form = Literal["json_schema", "json_object", "prompt"]

_FILE = Path(__file__).parent / "endpoints.toml"
_CALLS = ("/chat/completions", "/completions", "/messages", "/responses")
"""Ends of addresses that people copy with the call in them."""


@dataclass(frozen=True, slots=True)
class KnownEndpoint:
    """One row of `endpoints.toml`."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - pydantic reads it

    name: str = ""
    hosts: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    api: Api = "chat"
    key: Literal["bearer", "api-key", "x-api-key"] = "bearer"
    form: Form = "json_schema"
    limit: str = "max_tokens"
    off: dict[str, Any] = field(default_factory=dict)
    on: dict[str, Any] = field(default_factory=dict)


@cache
def rows() -> tuple[KnownEndpoint, ...]:
    """All rows, in the order in which they are asked."""
    found: list[dict[str, Any]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["endpoint"]
    return tuple(read_table(KnownEndpoint, row, _FILE.name) for row in found)


def known(base_url: str, model: str) -> KnownEndpoint:
    """The row for an address and a model; one without a name where neither is known."""
    address = urlsplit(base_url)
    places = (address.hostname or "", f"{address.hostname}:{address.port}")
    name = model.lower()
    for row in rows():
        if any(fnmatch(place, pattern) for place in places for pattern in row.hosts):
            return row
        if any(fnmatch(name, pattern) for pattern in row.models):
            return row
    return KnownEndpoint(api="messages") if address.path.rstrip("/").endswith("/messages") else KnownEndpoint()


def is_versioned(base_url: str) -> bool:
    """Whether an address names a version of the protocol (`/v1`, `/api/v3`), or a deployment."""
    return bool(re.search(r"/v\d+(?:beta)?(?:/|$)|/deployments/", urlsplit(base_url).path))


@dataclass(frozen=True, slots=True)
class EndpointPlace:
    """Where requests go: the address without the call, and what its query holds."""

    base_url: str
    query: tuple[tuple[str, str], ...] = ()


def place(base_url: str) -> EndpointPlace:
    """An address as people write it, taken apart: `…/v1/`, `…/v1/chat/completions` and `…?api-version=…` are all understood."""
    address = urlsplit(base_url.strip())
    path = address.path.rstrip("/")
    for call in _CALLS:
        path = path.removesuffix(call)
    plain = urlunsplit((address.scheme, address.netloc, path.rstrip("/"), "", ""))
    return EndpointPlace(plain, tuple(parse_qsl(address.query, keep_blank_values=True)))
