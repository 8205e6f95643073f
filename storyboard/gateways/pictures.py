"""A gateway that makes pictures, on the same protocol as those that make films: priced, written down, sent once.

Its answer is the picture itself, its address, or a task. A picture that comes inside the answer is kept on disk before
the ledger hears of it; who hangs up before it came may have paid, so that is `Unclear`.
"""

import asyncio
import base64
import binascii
import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx

from storyboard.config import GatewayEntry
from storyboard.errors import UsageError
from storyboard.gateways import chat, create, download, task
from storyboard.gateways.boxes import BrokenFilm
from storyboard.gateways.build import build_request, carried, kind_of_source, takes_files
from storyboard.gateways.checks import FORMS, check_entry
from storyboard.gateways.protocol import (
    Accepted,
    Film,
    NotFetched,
    Observation,
    Outcome,
    Ticket,
    Unclear,
    Unlisted,
    WireRequest,
)
from storyboard.gateways.remote import Connected
from storyboard.gateways.replies import first_text, first_url, read_json
from storyboard.gateways.still import kind_of, read_still
from storyboard.gateways.wire import NotSent, Reply, named
from storyboard.model import Fault, Order
from storyboard.profiles.dialect import ReferenceField
from storyboard.profiles.pictures import PictureDialect

KEPT = "kept:"
"""Begins the id of a picture that came inside the answer: its file in the workspace's `.storyboard/pictures`."""

PATIENCE = 600.0
"""Seconds for the answer; makers speak of up to two minutes."""

LARGEST = 64_000_000
"""Bytes of an answer that holds a picture."""


class PictureMaking(Connected, Unlisted):
    """One `[gateways.X]` whose dialect makes pictures."""

    def __init__(self, entry: GatewayEntry, dialect: PictureDialect, workspace: Path | None = None) -> None:
        super().__init__(entry, dialect.as_dialect(), workspace)
        self.pictures = dialect

    def check(self, order: Order) -> tuple[Fault, ...]:
        return (*check_entry(self.entry, self.dialect), *self._wrong(order))

    def _wrong(self, order: Order) -> Iterator[Fault]:
        if order.kind != "picture":
            yield Fault("picture", f"{self.name} makes pictures, and no films", level="fault")
            return
        try:
            self.pictures.row(order.model)
        except UsageError as unknown:
            yield Fault("model", unknown.message, level="fault")
        if not order.prompt.strip():
            yield Fault("prompt", "the prompt is empty", level="fault")
        field = self.pictures.edit.pictures
        if order.references and field is None:
            yield Fault("reference", f"the dialect {self.pictures.name} takes no pictures", level="fault")
        elif field and len(order.references) > field.max:
            yield Fault("reference", f"the dialect {self.pictures.name} takes {field.max} pictures", level="fault")
        elif field:
            yield from self._unusable(order, field)

    def _unusable(self, order: Order, field: ReferenceField) -> Iterator[Fault]:
        forms = carried(field, self.pictures.edit.encoding)
        for each in order.references:
            kind = kind_of_source(each.source)
            if kind not in forms and not (kind == "file" and takes_files(forms)):
                wanted = ", ".join(FORMS[form] for form in sorted(forms))
                yield Fault("reference", f"{self.name} takes a picture as {wanted}, not {each.source}", level="fault")
            elif kind == "file" and not Path(each.source).is_file():
                yield Fault("reference", f"{each.source}: no such file", level="fault")

    def build(self, order: Order) -> WireRequest:
        """The exact request: of words alone, or with pictures to go by."""
        dialect = self.pictures.as_dialect(edit=bool(order.references))
        request = build_request(order, dialect, replace(self.entry, encoding=""))
        if request.encoding == "json":
            return request
        return replace(request, body={name: str(value) for name, value in request.body.items()})

    async def denial(self, models: frozenset[str]) -> str:
        return ""

    async def submit(self, request: WireRequest) -> Outcome:
        """Exactly one POST; its answer may take minutes."""
        try:
            prepared = self.wire.request(request, read=PATIENCE)
        except (httpx.InvalidURL, ValueError, OSError) as wrong:
            return create.not_sent(NotSent(f"the request could not be made: {wrong}"))
        try:
            async with asyncio.timeout(PATIENCE):
                response = await self.wire.sender.send(prepared, stream=True)
                try:
                    body = await _bounded(response)
                finally:
                    await response.aclose()
        except (httpx.HTTPError, httpx.StreamError, TimeoutError) as wrong:
            meaning = named(wrong)
            return create.not_sent(meaning) if isinstance(meaning, NotSent) else Unclear(str(meaning))
        return self._judge(Reply(response.status_code, response.headers, body))

    def _judge(self, reply: Reply) -> Outcome:
        """What an answer that came whole means."""
        if not 200 <= reply.status < 300:
            return create.refused(reply, self.dialect, self.entry, self.wire.key)
        value, where = read_json(reply.body), self.pictures.reply
        if inside := first_text(value, where.base64):
            return self._keep(inside, reply.status)
        if link := first_url(value, where.url):
            return Accepted(chat.LINK + link, status=reply.status)
        if where.id and (remote := create.remote_id(value, where.id)):
            return Accepted(remote, status=reply.status)
        return create.unnamed(value, reply, self.dialect, self.wire.key, "picture")

    def _keep(self, inside: str, status: int) -> Outcome:
        """A picture that came inside the answer, on disk before anybody hears of it."""
        try:
            data = base64.b64decode(inside.partition("base64,")[2] or inside, validate=True)
            kind = kind_of(data)
            if kind is None:
                return Unclear("the answer holds no picture that can be read", status)
            name = f"{hashlib.sha256(data).hexdigest()}{kind.suffix}"
            folder = self._folder()
            folder.mkdir(parents=True, exist_ok=True)
            part = folder / f"{name}.part"
            part.write_bytes(data)
            part.replace(folder / name)
        except (binascii.Error, ValueError):
            return Unclear("the answer holds a picture that cannot be read", status)
        except OSError as wrong:
            return Unclear(f"the picture came and is paid, but cannot be kept: {wrong.strerror}", status)
        return Accepted(KEPT + name, status=status)

    def _folder(self) -> Path:
        return (self.workspace or Path()) / ".storyboard" / "pictures"

    async def poll(self, ticket: Ticket) -> Observation:
        for kind in (KEPT, chat.LINK):
            if ticket.remote.startswith(kind):
                return Observation("succeeded", 100.0, ticket.remote.removeprefix(chat.LINK))
        return await task.poll(self.wire, ticket, self.dialect)

    async def fetch(self, ticket: Ticket, seen: Observation, path: Path) -> Film:
        if not ticket.remote.startswith(KEPT):
            return await download.fetch(self.wire, ticket, seen, self.dialect, path, read_still)
        source = self._folder() / ticket.remote.removeprefix(KEPT)
        try:
            shutil.copyfile(source, path)
            return read_still(path)
        except (OSError, BrokenFilm) as wrong:
            raise NotFetched(f"the picture is no longer at {source}: {wrong}", "expired", again=False) from wrong


async def _bounded(response: httpx.Response) -> bytes:
    body = b""
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > LARGEST:
            break
    return body
