"""A gateway over HTTP: a dialect's data, an address and a key, joined to the calls of the protocol."""

import asyncio
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Self

from storyboard.config import GatewayEntry, entrust, secret, trust
from storyboard.errors import UsageError
from storyboard.gateways import chat, create, download, find, lodging, task
from storyboard.gateways.build import build_request, encoding_of, facts_of
from storyboard.gateways.catalog import Offered, offered
from storyboard.gateways.checks import check_entry, check_left_out, check_order
from storyboard.gateways.keys import Pass
from storyboard.gateways.prices import PriceList
from storyboard.gateways.protocol import Film, Gateway, Listed, Observation, Outcome, Pace, Sought, Ticket, WireRequest
from storyboard.gateways.replies import at, excerpt, first_text, read_json
from storyboard.gateways.wire import BrokenAnswer, NotSent, Wire, base_address, polled_address
from storyboard.model import Fault, Order
from storyboard.profiles import Dialect, profile_for


class Connected:
    """What any gateway over HTTP is, whatever it makes: whose account, how fast, its prices, and its connections while it is open.

    The key is read when connections are opened, so that prices and dry runs need none.
    """

    free = False

    def __init__(self, entry: GatewayEntry, dialect: Dialect, workspace: Path | None) -> None:
        self.entry = entry
        self.dialect = dialect
        self.workspace = workspace
        self.name = entry.name
        # The name of the key's variable, not the key: a renewed key is still the same account.
        self.account = f"{entry.name} {base_address(entry)} {entry.api_key_env}"
        self.parallel = entry.parallel
        self.rate = entry.rate
        every = entry.poll_every or dialect.poll.every
        self.pace = Pace(every, max(every, dialect.poll.max_every), entry.poll_limit or dialect.poll.limit)
        self._prices = PriceList(entry, dialect, workspace)
        self._wire: Wire | None = None

    async def __aenter__(self) -> Self:
        self._wire = Wire(self.entry, pass_of(self.entry, self.dialect))
        return self

    async def __aexit__(self, *wrong: object) -> None:
        if self._wire:
            await self._wire.close()
            self._wire = None

    @property
    def wire(self) -> Wire:
        """The open connections; only inside `async with`."""
        assert self._wire is not None, "used outside `async with`"
        return self._wire

    def address(self, request: WireRequest) -> str:
        """The very URL that a request is sent to."""
        return base_address(self.entry) + request.path

    def price(self, order: Order) -> float | None:
        """From the user's own price list as it stands now; None where it has no entry."""
        return self._prices.price(order)


class Remote(Connected):
    """Any dialect that makes films, but `preview`."""

    def __init__(self, entry: GatewayEntry, dialect: Dialect, workspace: Path | None = None) -> None:
        super().__init__(entry, dialect, workspace)
        self.finds = dialect.find is not None
        self.cancels = dialect.cancel is not None
        self.alone = entry.alone
        self._lodging = asyncio.Lock()

    def check(self, order: Order) -> tuple[Fault, ...]:
        encoding = encoding_of(self.dialect, self.entry)
        found = check_order(order, self.dialect, profile_for(order.model, self.workspace), encoding)
        return (*check_entry(self.entry, self.dialect), *found, *self._left_out(order))

    def _left_out(self, order: Order) -> Iterator[Fault]:
        if self.entry.leave_out and order.kind in ("clip", "casting"):
            whole = build_request(order, self.dialect, replace(self.entry, leave_out=()))
            yield from check_left_out(whole.body, self.dialect, self.entry)

    def build(self, order: Order) -> WireRequest:
        return build_request(order, self.dialect, self.entry)

    async def denial(self, models: frozenset[str]) -> str:
        """A model that its maker switched off is refused only where the gateway's own list, which is free, lacks it."""
        today = date.today()
        profiles = {model: profile_for(model, self.workspace) for model in models}
        doubtful = sorted(model for model, profile in profiles.items() if profile and profile.is_retired(today))
        if not doubtful or not self.entry.lists_models:
            return ""
        try:
            listed = await self.models()
        except UsageError:
            return ""
        missing = [model for model in doubtful if not any(name.startswith(model) for name in listed)]
        if not missing or not listed:
            return ""
        return (
            f"{self.name} no longer lists {missing[0]}; it lists {', '.join(sorted(listed)[:12])} "
            f"(if that list is not complete: lists_models = false)"
        )

    async def lodged(self, request: WireRequest) -> WireRequest:
        """One POST for each file that was never lodged here, or too long ago; one after the other."""
        record = self.workspace / lodging.RECORD if self.workspace else None
        async with self._lodging:
            return await lodging.lodged(self.wire, request, self.dialect, self.account, record)

    async def submit(self, request: WireRequest) -> Outcome:
        """Exactly one POST."""
        submit = chat.submit if self.dialect.flow == "chat" else create.submit
        return await submit(self.wire, request, self.dialect, self.entry)

    async def poll(self, ticket: Ticket) -> Observation:
        if ticket.remote.startswith(chat.LINK):
            return Observation("succeeded", 100.0, ticket.remote.removeprefix(chat.LINK))
        seen = await task.poll(self.wire, ticket, self.dialect)
        if seen.charge is None or self.dialect.charge is None:
            return seen
        worth = self.entry.unit_prices.get(self.dialect.charge.unit)
        return replace(seen, charge=None if worth is None else round(seen.charge * worth, 4))

    def mark(self, order: Order, nonce: str) -> str:
        return find.mark_of(self.dialect.create.mark, order, nonce, facts_of(order, self.dialect))

    async def look_for(self, sought: Sought) -> Listed:
        return await find.look_for(self.wire, sought, self.dialect)

    async def cancel(self, ticket: Ticket) -> bool:
        if self.dialect.cancel is None:
            return False
        row = self.dialect.cancel
        try:
            reply = await self.wire.ask(WireRequest(row.method, task.path_of(row.path, ticket), "json", {}))
        except (NotSent, BrokenAnswer):
            return False
        return 200 <= reply.status < 300

    async def fetch(self, ticket: Ticket, seen: Observation, path: Path) -> Film:
        return await download.fetch(self.wire, ticket, seen, self.dialect, path)

    async def asked(self, path: str) -> tuple[int, str]:
        """(status, what is said) of a free question at the gateway; 0 where nobody answers."""
        try:
            reply = await self.wire.get(path, self.wire.asks)
        except (NotSent, BrokenAnswer) as wrong:
            return 0, str(wrong)
        return reply.status, excerpt(reply.body, self.wire.key)[:200]

    async def catalog(self) -> tuple[Offered, ...]:
        """What the gateway's own list says of its models; empty where its dialect has no such list. Free."""
        if self.dialect.catalog is None:
            return ()
        try:
            reply = await self.wire.get(self.dialect.catalog.path)
        except (NotSent, BrokenAnswer) as wrong:
            raise UsageError(f"{self.name}: {wrong}") from None
        if reply.status != 200:
            raise UsageError(f"{self.name}: gives no list of models ({reply.status})")
        return offered(read_json(reply.body), self.dialect.catalog)

    async def models(self) -> tuple[str, ...]:
        """Names of the models that the gateway lists (its catalog, else `GET /v1/models`, free); `UsageError` where it gives none."""
        if listed := await self.catalog():
            return tuple(each.model for each in listed)
        try:
            reply = await self.wire.get("/v1/models")
        except (NotSent, BrokenAnswer) as wrong:
            raise UsageError(f"{self.name}: {wrong}") from None
        listed = at(read_json(reply.body), "data")
        if reply.status in (401, 403):
            raise UsageError(f"{self.name}: the key is refused ({reply.status})", f"check ${self.entry.api_key_env}")
        if reply.status != 200 or not isinstance(listed, list):
            raise UsageError(f"{self.name}: gives no list of models ({reply.status})")
        return tuple(name for each in listed if (name := first_text(each, ("id",))))


def needed(*gateways: Gateway) -> Iterator[str]:
    """Sentences about what the keys of gateways still need before they can go where they are sent; of one that is free none."""
    for entry in filter(None, (getattr(gateway, "entry", None) for gateway in gateways)):
        yield from lacking(entry)


def lacking(entry: GatewayEntry) -> Iterator[str]:
    """The same of an entry of the settings."""
    for variable in filter(None, (entry.api_key_env, entry.api_secret_env)):
        yield from trust.lacking(variable, base_address(entry), polled_address(entry))


def pass_of(entry: GatewayEntry, dialect: Dialect) -> Pass:
    """What lets an entry's requests in, its keys read from the environment; its addresses are trusted with them."""
    key, signer = (_key(entry, variable) if variable else "" for variable in (entry.api_key_env, entry.api_secret_env))
    return Pass(key, signer, dialect.auth, dialect.headers)


def _key(entry: GatewayEntry, variable: str) -> str:
    key = secret(variable, os.environ)
    if not key.isascii() or not key.isprintable() or " " in key:
        raise UsageError(f"${variable} holds no usable key", "copy it again, without spaces or quotes")
    for address in dict.fromkeys((base_address(entry), polled_address(entry))):
        entrust(address, variable)
    return key
