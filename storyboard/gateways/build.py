"""From an order to the exact request, by the dialect's field map. Pure: the same order gives the same bytes."""

import base64
import copy
import hashlib
import mimetypes
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from storyboard.config import GatewayEntry
from storyboard.errors import UsageError
from storyboard.gateways.addresses import names_of
from storyboard.gateways.protocol import Encoded, Lodged, Upload, WireRequest
from storyboard.gateways.shots import told_apart
from storyboard.model import Order, Reference
from storyboard.profiles import Dialect, Field, Model, ReferenceField
from storyboard.profiles.dialect import REFERENCE

NO_MEDIA: Mapping[str, str] = {}
TASK = "task:"
"""A reference's source that is a finished job at the gateway: `task:ID`."""


def build_request(order: Order, dialect: Dialect, entry: GatewayEntry) -> WireRequest:
    """The create of a clip, casting film or picture, of a character, or of a remix."""
    return replace(
        _built(order, dialect, entry), names=names_of(order.references), lodged=tuple(_to_lodge(order, dialect))
    )


def _to_lodge(order: Order, dialect: Dialect) -> Iterator[Upload]:
    """The files of an order that go to the gateway beforehand, each once."""
    files = dict.fromkeys(
        Path(each.source)
        for each in order.references
        if (row := dialect.create.references.get(each.role))
        and kind_of_source(each.source) == "file"
        and _goes_before(row.forms)
    )
    for path in files:
        yield Upload("", path, media_type(path), hashlib.sha256(_bytes(path)).hexdigest())


def _goes_before(forms: Collection[str]) -> bool:
    """Whether a file can travel in no other way."""
    return "upload" in forms and {"file", "data", "base64"}.isdisjoint(forms)


def _built(order: Order, dialect: Dialect, entry: GatewayEntry) -> WireRequest:
    if order.kind == "character":
        return _character(order, dialect)
    if order.kind == "remix":
        return _remix(order, dialect)
    encoding = encoding_of(dialect, entry)
    # A copy to the bottom: dialects are kept, and what one order writes into a nested constant is not the next one's.
    body: dict[str, Any] = copy.deepcopy(dialect.create.constants)
    values, facts = _values(order, dialect, entry), facts_of(order, dialect)
    for name, field in dialect.create.fields.items():
        if field.holds(order.model, facts):
            own = {**field.values, **entry.values.get(name, {})}
            as_set = replace(field, type=entry.types.get(name, field.type), values=own)
            _write(body, as_set, values.get(name), as_text=encoding == "multipart")
    for constant in dialect.create.also:
        if constant.holds(order.model, facts):
            holder, last = _place(body, constant.to)
            holder[last] = copy.deepcopy(constant.value)
    for name, option in dialect.create.options.items():
        if option.holds(order.model, facts):
            _write(body, option, entry.options.get(name), as_text=encoding == "multipart")
    _parts(body, order, dialect, values, facts)
    _shots(body, order, dialect, facts)
    uploads = _references(body, order, dialect, encoding)
    if dialect.flow == "chat":
        body["messages"] = _messages(order)
    body = in_sequence(body, dialect.create.sequence)
    for name in entry.leave_out:
        body.pop(name, None)
    return WireRequest("POST", _path(dialect, values["model"], order, facts), encoding, body, tuple(uploads))


def facts_of(order: Order, dialect: Dialect) -> frozenset[str]:
    """What an order has that a dialect's rows may ask for; see `Condition`."""
    facts = {each.role for each in order.references} | {"sound" if order.sound else "silent"}
    shots = dialect.create.shots
    if shots and shots.holds(order.model, frozenset(facts)) and told_apart(order, shots):
        facts.add("shots")
    return frozenset(facts)


def _path(dialect: Dialect, wire_name: str, order: Order, facts: frozenset[str]) -> str:
    """Where a create of this kind goes."""
    route = next((each for each in dialect.create.routes if each.holds(order.model, facts)), None)
    path = route.path if route else dialect.create.path
    return path.replace("{model}", quote(wire_name, safe="/"))


def in_sequence(body: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """The body with these names first, in this order."""
    return {name: body[name] for name in names if name in body} | body


def encoding_of(dialect: Dialect, entry: GatewayEntry) -> str:
    """`json` or `multipart`, as the entry chooses or the dialect has it."""
    return entry.encoding or dialect.create.encoding


def carried(field: ReferenceField, encoding: str) -> frozenset[str]:
    """The forms in which a reference of this field can travel: JSON carries no file, multipart no list of texts."""
    forms = set(field.forms)
    if encoding == "json":
        forms -= {"file"}
    elif field.list:
        forms &= {"file"}
    return frozenset(forms)


def shape_of(order: Order) -> str:
    """`portrait` or `landscape`."""
    width, _, height = order.size.partition("x")
    return "portrait" if int(width) < int(height) else "landscape"


def wire_model(order: Order, row: Model) -> str:
    """The model's name on the wire; for models whose options are suffixes, the one that stands for this order."""
    for variant in row.variants:
        if (variant.seconds, variant.shape, variant.hd) == (order.seconds, shape_of(order), order.hd):
            return variant.wire
    return order.model


def kind_of_source(source: str) -> str:
    """`data`, `url`, `task`, `asset` (registered at the gateway: `asset://ID`, `mm_file://ID`) or `file`."""
    if source.startswith(TASK):
        return "task"
    if source.startswith("data:"):
        return "data"
    if source.startswith(("http://", "https://")):
        return "url"
    return "asset" if re.match(r"[a-z_]{2,}://\S", source) else "file"


def takes_files(forms: Collection[str]) -> bool:
    """Whether a file from this machine can travel in one of these forms."""
    return not {"file", "data", "base64", "upload"}.isdisjoint(forms)


def media_type(path: Path) -> str:
    return mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def _values(order: Order, dialect: Dialect, entry: GatewayEntry) -> dict[str, Any]:
    row = dialect.model(order.model)
    people = [each for each in order.references if each.role == "character"]
    use = dialect.characters.use if dialect.characters else ()
    values: dict[str, Any] = {
        "model": wire_model(order, row),
        "prompt": order.prompt,
        "seconds": order.seconds,
        "size": order.size,
        "shape": shape_of(order),
        "hd": order.hd and order.seconds not in row.hd_ignored,
        "sound": order.sound,
        "private": order.private,
        "watermark": order.watermark,
        "notify_hook": entry.notify_hook or None,
    }
    if people and "url" in use:
        values |= {"character_url": people[0].source, "character_timestamps": people[0].timestamps}
    if people and "list" in use:
        values["characters"] = [{"url": each.source, "timestamps": each.timestamps} for each in people]
    return values


def _write(body: dict[str, Any], field: Field, value: Any, *, as_text: bool) -> None:  # noqa: ANN401 - any field
    if value is None or (value is False and not field.send_false):
        return
    value = _typed(field.values.get(str(value), value), field.type)
    holder, last = _place(body, field.to)
    holder[last] = str(value) if as_text and not isinstance(value, str) else value


def _place(body: dict[str, Any], to: str) -> tuple[dict[str, Any], str]:
    """The table that a dotted name leads to, made where it is not there, and the last part of the name."""
    *parents, last = to.split(".")
    for parent in parents:
        body = body.setdefault(parent, {})
    return body, last


def with_value(body: Mapping[str, Any], to: str, value: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """A copy of a body with one more thing in it."""
    changed = copy.deepcopy(dict(body))
    holder, last = _place(changed, to)
    holder[last] = value
    return changed


def _filled(item: Any, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON
    """A copy of `item` with the values in the places of their signs."""
    if isinstance(item, str):
        return values.get(item, item)
    if isinstance(item, dict):
        return {key: _filled(inner, values) for key, inner in item.items()}
    return [_filled(inner, values) for inner in item] if isinstance(item, list) else item


def _shots(body: dict[str, Any], order: Order, dialect: Dialect, facts: frozenset[str]) -> None:
    """Writes the list of shots, where they go apart."""
    shots = dialect.create.shots
    if shots is None or "shots" not in facts:
        return
    holder, last = _place(body, shots.to)
    holder[last] = [
        _filled(shots.item, {"#": number, "$text": text, "$seconds": _typed(seconds, shots.type)})
        for number, (text, seconds) in enumerate(told_apart(order, shots), 1)
    ]


def _parts(body: dict[str, Any], order: Order, dialect: Dialect, values: dict[str, Any], facts: frozenset[str]) -> None:
    """Writes the parts of lists, in the dialect's sequence; what an order has not makes no part."""
    for part in dialect.create.parts:
        if not part.holds(order.model, facts):
            continue
        if part.from_.startswith(REFERENCE):
            role = part.from_.removeprefix(REFERENCE)
            row = dialect.create.references[role]
            made: list[Any] = [
                _bare(each.source) if row.bare else _inline(each, row.forms, row.media)
                for each in order.references
                if each.role == role
            ]
        else:
            made = [values[part.from_]] if values.get(part.from_) is not None else []
        for value in made:
            holder, last = _place(body, part.to)
            written = _filled(part.item, {"$": value})
            if part.list:
                holder.setdefault(last, []).append(written)
            else:
                holder[last] = written


def _typed(value: Any, kind: str) -> Any:  # noqa: ANN401 - any field
    """The value in the type that the wire wants; a flag as text is `true` or `false`."""
    if kind == "boolstr":
        return "true" if value else "false"
    if kind == "json":
        return value
    return {"str": str, "int": int, "float": float, "bool": bool}[kind](value)


def _references(body: dict[str, Any], order: Order, dialect: Dialect, encoding: str) -> list[Upload]:
    """Writes pictures and films into the body, or returns them as files to upload."""
    uploads: list[Upload] = []
    if dialect.flow == "chat":
        return uploads
    for role, field in dialect.create.references.items():
        for reference in order.references:
            if reference.role != role or not field.to:
                continue
            if kind_of_source(reference.source) == "file" and "file" in carried(field, encoding):
                path = Path(reference.source)
                digest = hashlib.sha256(_bytes(path)).hexdigest()
                uploads.append(Upload(field.to, path, media_type(path), digest))
                continue
            holder, last = _place(body, field.to)
            written = _filled(field.item, {"$": _inline(reference, field.forms, field.media)})
            if field.list:
                holder.setdefault(last, []).append(written)
            else:
                holder[last] = written
    return uploads


def _inline(reference: Reference, forms: Collection[str] = ("data",), media: Mapping[str, str] = NO_MEDIA) -> str:
    """A URL, data URI or registered name as it is, a local file as a data URI, or as bare base64 where only that is taken."""
    if kind_of_source(reference.source) != "file":
        return reference.source
    path = Path(reference.source)
    if _goes_before(forms):
        return Lodged.of(hashlib.sha256(_bytes(path)).hexdigest())
    text = base64.b64encode(_bytes(path)).decode()
    kind = media.get(path.suffix[1:].lower()) or media_type(path)
    return Encoded(text) if "base64" in forms and "data" not in forms else f"data:{kind};base64,{text}"


def _bare(source: str) -> str | int:
    """The id of what is registered, without the kind before it."""
    name = source.partition("://")[2]
    return int(name) if name.isdigit() else name


def _bytes(path: Path) -> bytes:
    """A picture or film as it lies there now; UsageError where it does not."""
    try:
        return path.read_bytes()
    except OSError as wrong:
        raise UsageError(
            f"{path}: cannot be read: {wrong.strerror}",
            "put it back, or take it out of cast.toml or references.toml, and run the same command again",
        ) from None


def _messages(order: Order) -> list[dict[str, Any]]:
    """Code and no field: a chat message is a list of parts, the words first, then the pictures."""
    pictures = [each for each in order.references if each.role in ("image", "first_frame")]
    parts: list[dict[str, Any]] = [{"type": "text", "text": order.prompt}]
    parts += [{"type": "image_url", "image_url": {"url": _inline(each)}} for each in pictures]
    return [{"role": "user", "content": parts}]


def _character(order: Order, dialect: Dialect) -> WireRequest:
    """Exactly one of `url` and `from_task`, and a `model` only where the gateway wants one of its own."""
    assert dialect.characters is not None
    source = next(each for each in order.references if each.role == "character")
    body = {"timestamps": source.timestamps}
    if source.source.startswith(TASK):
        body["from_task"] = source.source.removeprefix(TASK)
    else:
        body["url"] = source.source
    if dialect.characters.send_model:
        body["model"] = dialect.characters.send_model
    return WireRequest("POST", dialect.characters.path, "json", body)


def _remix(order: Order, dialect: Dialect) -> WireRequest:
    assert dialect.remix is not None
    source = next(each for each in order.references if each.source.startswith(TASK))
    body: dict[str, Any] = {}
    values = {"model": order.model, "prompt": order.prompt, "shape": shape_of(order), "seconds": order.seconds}
    for name, field in dialect.remix.fields.items():
        _write(body, field, values.get(name), as_text=False)
    path = dialect.remix.path.replace("{id}", quote(source.source.removeprefix(TASK), safe=""))
    return WireRequest("POST", path, "json", body)
