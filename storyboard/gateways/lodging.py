"""Files that a gateway wants beforehand: lodged there once for each content, known by the name it gives. Free; nothing is bought by it."""

import asyncio
import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from storyboard.config import parse_json
from storyboard.errors import UsageError
from storyboard.gateways.faults import explain
from storyboard.gateways.protocol import Lodged, Upload, WireRequest
from storyboard.gateways.replies import first_text, read_json
from storyboard.gateways.wire import BrokenAnswer, NotSent, Wire
from storyboard.profiles import Dialect
from storyboard.profiles.parts import Lodging

RECORD = Path(".storyboard") / "lodged.json"
"""Account and content -> the gateway's name for it, and until when it is good."""


async def lodged(wire: Wire, request: WireRequest, dialect: Dialect, account: str, record: Path | None) -> WireRequest:
    """The request with the gateway's names in the places of its files; `UsageError` where one cannot be lodged now."""
    lodging = dialect.create.upload
    if lodging is None or not request.lodged:
        return request
    names: dict[str, str] = {}
    known = _read(record)
    for file in request.lodged:
        kept = known.get(f"{account} {file.sha256}", {})
        if kept.get("until", 0.0) > time.time():
            names[Lodged.of(file.sha256)] = str(kept["name"])
            continue
        name = await _lodge(wire, file, lodging, dialect)
        names[Lodged.of(file.sha256)] = name
        known[f"{account} {file.sha256}"] = {"name": name, "until": round(time.time() + lodging.keeps)}
        await asyncio.to_thread(_write, record, known)
    return replace(request, body=_named(request.body, names), lodged=())


async def _lodge(wire: Wire, file: Upload, lodging: Lodging, dialect: Dialect) -> str:
    sent = WireRequest("POST", lodging.path, "multipart", dict(lodging.constants), (replace(file, field=lodging.to),))
    try:
        reply = await wire.send(sent)
    except (NotSent, BrokenAnswer) as wrong:
        raise _not_lodged(wire, file, str(wrong)) from None
    told = read_json(reply.body)
    name = first_text(told, lodging.id)
    if not 200 <= reply.status < 300 or not name:
        why = explain(reply.status, reply.body, wire.key, errors=dialect.errors)
        raise _not_lodged(wire, file, f"{reply.status}: {why.message or why.code}")
    return lodging.name.replace("{id}", name)


def _not_lodged(wire: Wire, file: Upload, why: str) -> UsageError:
    return UsageError(
        f"{file.path.name} could not be lodged at {wire.entry.name} ({why}); nothing was bought",
        "run the same command again, or give its public address instead",
    )


def _named(value: Any, names: dict[str, str]) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        return {key: _named(inner, names) for key, inner in value.items()}
    if isinstance(value, list):
        return [_named(inner, names) for inner in value]
    return names.get(value, value) if isinstance(value, Lodged) else value


def _read(record: Path | None) -> dict[str, dict[str, Any]]:
    try:
        return dict(parse_json(record.read_bytes())) if record else {}
    except (OSError, ValueError, TypeError):
        return {}


def _write(record: Path | None, known: dict[str, dict[str, Any]]) -> None:
    """Whole or not at all; a record that cannot be written costs another upload, which is free."""
    if record is None:
        return
    part = record.with_suffix(".part")
    try:
        record.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(known, indent=1, sort_keys=True), "utf-8")
        part.replace(record)
    except OSError:
        part.unlink(missing_ok=True)
