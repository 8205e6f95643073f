"""Looking for a job in the gateway's own list, after a create whose answer never came. Free; adopts nothing."""

import hashlib
from typing import Any

from storyboard.gateways.build import shape_of
from storyboard.gateways.protocol import Listed, Sought
from storyboard.gateways.replies import at, excerpt, first_text, number, read_json
from storyboard.gateways.wire import BrokenAnswer, NotSent, Wire
from storyboard.model import Order
from storyboard.profiles import Dialect
from storyboard.profiles.parts import Find, ListMark

SKEW = 120.0
"""Seconds by which the gateway's clock may differ from ours."""

THOUSANDTHS = 1e11
"""A unix time above this is in thousandths."""


def mark_of(mark: ListMark | None, order: Order, nonce: str, facts: frozenset[str]) -> str:
    """Our name for one send; empty where the gateway takes none."""
    if mark is None or not nonce or not mark.holds(order.model, facts):
        return ""
    if mark.form == "number":
        return str(int.from_bytes(hashlib.sha256(nonce.encode()).digest()[:4]) & 0x7FFFFFFF)
    return f"sb-{nonce[:28]}"


async def look_for(wire: Wire, sought: Sought, dialect: Dialect) -> Listed:
    """What the list has, page by page back to before the send."""
    find = dialect.find
    if find is None:
        return Listed(note="the gateway has no list")
    marked: list[str] = []
    fitting: list[str] = []
    for page in range(find.first, find.first + find.pages):
        path = find.path.replace("{path}", sought.path).replace("{page}", str(page))
        try:
            reply = await wire.get(path, wire.asks)
        except (NotSent, BrokenAnswer) as wrong:
            return Listed(tuple(marked), tuple(fitting), note=f"the list could not be read: {wrong}")
        told = read_json(reply.body)
        jobs = next((found for place in find.list if isinstance(found := at(told, place), list)), None)
        if reply.status != 200 or not isinstance(jobs, list):
            note = f"the list could not be read: {reply.status} {excerpt(reply.body, wire.key)[:200]}"
            return Listed(tuple(marked), tuple(fitting), note=note)
        begun = [_sort(job, sought, find, marked, fitting) for job in jobs]
        if not jobs or any(when and when < sought.since - SKEW for when in begun):
            return Listed(_once(marked), _once(fitting), whole=True)
    return Listed(_once(marked), _once(fitting), note=f"more than {find.pages} pages of jobs since")


def _sort(job: Any, sought: Sought, find: Find, marked: list[str], fitting: list[str]) -> float:  # noqa: ANN401 - JSON
    """Puts the id of a job where it belongs; when it was begun, 0 where that is not said."""
    name = first_text(job, find.id)
    begun = next((when for path in find.created if (when := number(at(job, path)))), 0.0)
    begun = begun / 1000 if begun > THOUSANDTHS else begun
    in_time = not begun or sought.since - SKEW <= begun <= sought.until + SKEW
    if not name or not in_time or not _same(job, sought.order, find):
        return begun
    shown = first_text(job, (find.mark,)) if find.mark else ""
    if sought.mark and shown == sought.mark:
        marked.append(name)
    elif begun and not shown:
        fitting.append(name)
    return begun


def _same(job: Any, order: Order, find: Find) -> bool:  # noqa: ANN401 - JSON
    """Whether nothing that the list shows of a job is other than what was ordered."""
    words = {"model": order.model, "seconds": str(order.seconds), "shape": shape_of(order), "size": order.size}
    for word, paths in find.same.items():
        shown = first_text(job, paths)
        wanted = find.values.get(word, {}).get(words[word], words[word])
        if shown and shown.lower() != wanted.lower() and number(shown) != (number(wanted) or object()):
            return False
    return True


def _once(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
