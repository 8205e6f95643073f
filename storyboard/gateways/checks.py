"""What an order asks for against what a dialect and a profile allow: offline, free, every fault at once."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from storyboard.config import GatewayEntry
from storyboard.errors import UsageError
from storyboard.gateways.build import carried, facts_of, kind_of_source, shape_of, takes_files
from storyboard.gateways.limits import over_limits, too_long
from storyboard.model import Fault, Order, Reference
from storyboard.patterns import deferred
from storyboard.profiles import Dialect, Model, Profile, ReferenceField
from storyboard.profiles.dialect import applies

MENTION = deferred(r"(?<!\S)@([\w.-]+)")
FORMS = {
    "file": "a file from this machine", "url": "a public URL", "data": "a data URI", "base64": "a file from this machine",
    "upload": "a file from this machine", "asset": "a name that is registered there (asset://ID)",
}  # fmt: skip


def check_order(order: Order, dialect: Dialect, profile: Profile | None, encoding: str = "") -> tuple[Fault, ...]:
    """Every reason why this order would be refused or would waste money; empty where there is none.

    `encoding` is how it will be sent, where the dialect has more than one; empty: the dialect's own.
    """
    if order.kind == "character":
        return tuple(_character(order, dialect))
    if order.kind == "remix":
        return tuple(_remix(order, dialect))
    try:
        row = dialect.model(order.model)
    except UsageError as unknown:
        return (_fault("model", unknown.message),)
    return (
        *_sold(order, row, dialect, profile),
        *_flags(order, dialect),
        *_people(order, dialect, profile),
        *_references(order, dialect, encoding or dialect.create.encoding),
    )


def check_entry(entry: GatewayEntry, dialect: Dialect) -> tuple[Fault, ...]:
    """What `[gateways.X]` asks for that its dialect has not: options it does not know, types of fields it does not send."""
    found = []
    for name, value in entry.options.items():
        option = dialect.create.options.get(name)
        if option is None:
            known = _list(dialect.create.options) or "none"
            found.append(_fault("option", f"the dialect {dialect.name} has no option {name}; it has: {known}"))
        elif wanted := option.refuses(value):
            found.append(_fault("option", f"{entry.name}: the option {name} is {wanted}, not {value!r}"))
    for name in entry.leave_out:
        if name not in dialect.create.optional:
            may = _list(dialect.create.optional) or "none"
            found.append(
                _fault("option", f"{entry.name}: the dialect {dialect.name} cannot leave out {name}; it can: {may}")
            )
    unsent = [name for name in (*entry.types, *entry.values) if name not in dialect.create.fields]
    found += [
        _fault("option", f"the dialect {dialect.name} sends no {name}, so it has no type and no values")
        for name in unsent
    ]
    return tuple(found)


def check_left_out(body: Mapping[str, object], dialect: Dialect, entry: GatewayEntry) -> Iterator[Fault]:
    """What is left out of an order although the gateway then does something else than the order says."""
    for name in entry.leave_out:
        instead = dialect.create.optional.get(name, "")
        if name in body and instead != "" and body[name] != instead:
            yield _fault("option", f"{name} = {body[name]} cannot be left out: {entry.name} would take {instead}")


def span(timestamps: str) -> float | None:
    """Seconds of `start,end`, or None where it is no such thing."""
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*,\s*(\d+(?:\.\d+)?)\s*", timestamps)
    return float(found.group(2)) - float(found.group(1)) if found else None


def _fault(rule: str, message: str) -> Fault:
    return Fault(rule, message, level="fault")


def _sold(order: Order, row: Model, dialect: Dialect, profile: Profile | None) -> Iterator[Fault]:
    if order.hd and not row.has_hd:
        yield _fault("hd", f"{order.model} has no HD in the dialect {dialect.name}")
        return
    lengths = row.lengths_for(shape_of(order), hd=order.hd)  # type: ignore[arg-type]
    lengths = lengths or (() if row.variants or not profile else profile.lengths)
    allowed = {*lengths, *(row.hd_ignored if order.hd else ())}
    if order.seconds not in allowed and (allowed or row.variants):
        what = f"{order.model}{' in HD' if order.hd else ''} ({shape_of(order)})"
        yield _fault("length", f"{what} is sold in {_list(lengths)} seconds, not {order.seconds}")
    sizes = row.all_sizes(hd=order.hd) or (tuple(profile.sizes.values()) if profile else ())
    if sizes and order.size not in sizes:
        yield _fault("size", f"{order.model} makes {_list(sizes)}, not {order.size}")
    if profile and profile.prompt_limit and len(order.prompt) > profile.prompt_limit:
        yield _fault("prompt", f"the prompt has {len(order.prompt)} characters, {profile.prompt_limit} are allowed")
    if profile and profile.shot_limit and len(order.shots) > profile.shot_limit:
        yield _fault("shots", f"{order.model} takes {profile.shot_limit} shots a clip, this one has {len(order.shots)}")
    if not order.prompt.strip():
        yield _fault("prompt", "the prompt is empty")


def _flags(order: Order, dialect: Dialect) -> Iterator[Fault]:
    for name, value in (("private", order.private), ("watermark", order.watermark)):
        field = dialect.create.fields.get(name)
        if value and not (field and field.holds(order.model, facts_of(order, dialect))):
            yield _fault(name, f"the dialect {dialect.name} has no way to say {name} = true")


def _people(order: Order, dialect: Dialect, profile: Profile | None) -> Iterator[Fault]:
    given = [each for each in order.references if each.role == "character"]
    use = dialect.characters.use if dialect.characters else ()
    if given and not {"url", "list"} & set(use):
        yield _fault("character", f"the dialect {dialect.name} takes no character by URL")
    if len(given) > 1 and "list" not in use:
        yield _fault("character", f"the dialect {dialect.name} takes one character by URL, not {len(given)}")
    for each in given:
        yield from _timestamps(each)
    mentioned = set(MENTION.findall(order.prompt))
    if mentioned and "mention" not in use:
        yield _fault(
            "character", f"the dialect {dialect.name} knows no characters, the prompt names @{sorted(mentioned)[0]}"
        )
    count, limit = len(mentioned) or len(given), profile.characters if profile else 0
    if limit and count > limit:
        yield _fault("character", f"{order.model} takes {limit} characters a clip, the prompt has {count}")


def _timestamps(reference: Reference) -> Iterator[Fault]:
    length = span(reference.timestamps)
    if length is None:
        yield _fault("timestamps", f"a character's time span must look like 1,3 and not {reference.timestamps!r}")
    elif not 1 <= length <= 3:
        yield _fault(
            "timestamps", f"a character's time span must last 1 to 3 seconds, {reference.timestamps} lasts {length:g}"
        )


def _references(order: Order, dialect: Dialect, encoding: str) -> Iterator[Fault]:
    given = [each for each in order.references if each.role != "character"]
    roles = Counter(each.role for each in given)
    for role, count in roles.items():
        field = dialect.create.references.get(role)
        if field is None or not applies(field.models, order.model):
            having = _list(dialect.create.references) or "none"
            yield _fault("reference", f"the dialect {dialect.name} takes no {role}; it takes: {having}")
            continue
        if count > field.max:
            yield _fault("reference", f"the dialect {dialect.name} takes {field.max} {role}, not {count}")
        yield from (_fault("reference", f"a {role} needs a {other} too") for other in field.needs if other not in roles)
        clash = [other for other in field.excludes if other in roles and role < other]
        yield from (_fault("reference", f"a {role} and a {other} cannot go together here") for other in clash)
        own = [each for each in given if each.role == role]
        for each in own:
            yield from _source(each, field, dialect, encoding)
            yield from (_fault("reference", f"a {role}: {said}") for said in over_limits(each, field))
        if said := too_long(own, field):
            yield _fault("reference", f"the {role}s last {said}")


def _source(reference: Reference, field: ReferenceField, dialect: Dialect, encoding: str) -> Iterator[Fault]:
    kind = kind_of_source(reference.source)
    # Chat sends its pictures as parts of the message, whatever the encoding.
    forms = frozenset(field.forms) if dialect.flow == "chat" else carried(field, encoding)
    takes = {*forms, *(("file",) if takes_files(forms) else ())}
    if kind not in takes and not forms:
        asked = _list(FORMS[form] for form in field.forms)
        yield _fault(
            "reference",
            f"the dialect {dialect.name} takes a {reference.role} as {asked}, which {encoding} cannot carry: set another encoding for this gateway",
        )
    elif kind not in takes:
        asked = _list(FORMS[form] for form in field.forms if form in forms)
        yield _fault(
            "reference", f"the dialect {dialect.name} takes a {reference.role} as {asked}, not {FORMS.get(kind, kind)}"
        )
    elif kind == "file" and not Path(reference.source).is_file():
        yield _fault("reference", f"{reference.source}: no such file")
    elif field.megabytes:
        size = Path(reference.source).stat().st_size if kind == "file" else len(reference.source) * 3 / 4
        if kind not in ("url", "asset") and size > field.megabytes * 1_000_000:
            yield _fault(
                "reference", f"a {reference.role} may have {field.megabytes:g} MB, this one has {size / 1e6:.1f}"
            )


def _character(order: Order, dialect: Dialect) -> Iterator[Fault]:
    if not dialect.characters or not dialect.characters.path:
        yield _fault("character", f"the dialect {dialect.name} cannot make characters")
        return
    sources = [each for each in order.references if each.role == "character"]
    if len(sources) != 1:
        yield _fault("character", "a character is made from exactly one film: a job or a URL")
        return
    yield from _timestamps(sources[0])
    if kind_of_source(sources[0].source) not in ("task", "url"):
        yield _fault("character", "a character is made from a job at the gateway or from a public URL")


def _remix(order: Order, dialect: Dialect) -> Iterator[Fault]:
    if not dialect.remix:
        yield _fault("remix", f"the dialect {dialect.name} has no remix")
    elif order.private:
        yield _fault("remix", "the film was ordered as private: gateways do not remix private films")
    elif not any(kind_of_source(each.source) == "task" for each in order.references):
        yield _fault("remix", "a remix needs a film that this gateway made")
    elif "seconds" in dialect.remix.fields:
        row = dialect.model(order.model)
        sold = {*row.lengths, *row.hd_lengths, *row.hd_ignored}
        if sold and order.seconds not in sold:
            yield _fault("length", f"{order.model} is sold in {_list(sorted(sold))} seconds, not {order.seconds}")


def _list(things: Iterable[object]) -> str:
    return ", ".join(str(thing) for thing in things)
