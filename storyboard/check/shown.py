"""Is everything shown: actions, parentheticals, captions, effects, as written, in order, and where it belongs?"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from storyboard import speech, timeline
from storyboard.check.align import Alignment, Line, Said, align, difference
from storyboard.model import Board, Fault, Script, Unit


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be shown, and between which shots: it may share one with the speech before or after it, never cross it."""

    kind: str
    """`action`, `caption` or `effect`."""
    text: str
    line: int
    earliest: int
    latest: int
    """1-based shots."""


def items_of(
    script: Script, units: Sequence[Unit], alignment: Alignment, said: Sequence[Said], shots: int
) -> list[Item]:
    """What must be shown, in order. Where speech itself is wrong, every place is allowed: one fault is enough."""
    spans = {line: (said[entry].shot, said[entry + count - 1].shot) for line, entry, count in alignment.matches}
    spoken = [unit for unit in units if unit.kind == "speech" and unit.text]
    number = {unit.id: at for at, unit in enumerate(spoken)}
    found: list[Item] = []
    before = -1
    for unit in units:
        line = script.line_of(unit.start)
        if unit.id in number:
            before = number[unit.id]
            first, last = spans.get(before, (1, shots))
            found += [Item("action", aside.text, line, first, last) for aside in unit.parentheticals]
            continue
        earliest = spans.get(before, (1, 1))[0] if before >= 0 else 1
        latest = spans.get(before + 1, (shots, shots))[1]
        if unit.kind == "action" and unit.text:
            found.append(Item("action", unit.text, line, earliest, latest))
        elif unit.kind == "speech":
            found += [Item("action", aside.text, line, earliest, latest) for aside in unit.parentheticals]
        elif unit.kind in ("caption", "title", "transition", "sound") and unit.text:
            kind = "caption" if unit.kind in ("caption", "title") else "effect"
            found.append(Item(kind, unit.text, line, earliest, latest))
    anywhere = bool(alignment.faults)
    return [Item(item.kind, item.text, item.line, 1, shots) for item in found] if anywhere else found


def check_shown(board: Board, items: Sequence[Item]) -> Iterator[Fault]:
    """Every fault of what is shown."""
    yield from _actions(board, [item for item in items if item.kind == "action"])
    yield from _captions(board, [item for item in items if item.kind == "caption"])
    yield from _effects(board, [item for item in items if item.kind == "effect"])


def _placed(item: Item, first: int, last: int) -> Iterator[Fault]:
    if first < item.earliest or last > item.latest:
        where = (
            f"between shot {item.earliest} and shot {item.latest}"
            if item.earliest != item.latest
            else f"in shot {item.latest}"
        )
        yield Fault(f"moved-{item.kind}", f"“{item.text}” belongs {where}", item.line, "fault", first)


def flat(text: str) -> str:
    return "".join(text.split())


def action_of(board: Board, at: int) -> str:
    """What a shot's `action` shows, without the delivery of its speech."""
    shot = board.shots[at]
    return speech.delivery_of(shot.action)[1] if shot.dialogue.text else shot.action


def _actions(board: Board, items: Sequence[Item]) -> Iterator[Fault]:
    """Actions and parentheticals: verbatim but for white space, whole, in script order, nothing beside them."""
    shown = [(at + 1, flat(action_of(board, at))) for at in range(len(board.shots))]
    text = "".join(piece for _, piece in shown)
    shots = [number for number, piece in shown for _ in piece]
    free = [True] * len(text)
    at = 0
    for item in items:
        words = flat(item.text)
        if not words:
            continue
        found = at if text.startswith(words, at) else _find(text, words, at, free)
        if found < 0 and (earlier := _find(text, words, 0, free)) >= 0:
            yield Fault("moved-action", f"“{item.text}” stands in another place", item.line, "fault", shots[earlier])
            free[earlier : earlier + len(words)] = [False] * len(words)
        elif found < 0:
            yield Fault(
                "lost-action", f"“{item.text}” is not shown as written{_nearest(words, text)}", item.line, "fault"
            )
        else:
            at = found + len(words)
            yield from _placed(item, shots[found], shots[at - 1])
            free[found:at] = [False] * len(words)
    yield from _left_over(text, free, shots)


def _find(text: str, item: str, at: int, free: Sequence[bool]) -> int:
    """Where the item stands from `at` on in characters not yet claimed; -1 if nowhere."""
    while (at := text.find(item, at)) >= 0:
        if all(free[at : at + len(item)]):
            return at
        at += 1
    return -1


def _nearest(item: str, text: str) -> str:
    """How the action was altered, if something like it is shown."""
    head = text.find(item[: max(4, len(item) // 2)])
    return "" if head < 0 else f": {difference(item, text[head : head + len(item)])}"


def _left_over(text: str, free: Sequence[bool], shots: Sequence[int]) -> Iterator[Fault]:
    """What is shown and claimed by nobody, punctuation aside."""
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and free[end] and shots[end] == shots[at]:
            end += 1
        if any(unicodedata.category(char)[0] not in "PZC" for char in text[at:end]):
            yield Fault("added-action", f"“{text[at:end]}” is not in the script", level="fault", shot=shots[at])
        at = max(end, at + 1)


def _captions(board: Board, items: Sequence[Item]) -> Iterator[Fault]:
    """On-screen texts in `visual`: verbatim and in order."""
    shown = [
        Said("", text, number) for number, shot in enumerate(board.shots, 1) for text in timeline.captions(shot.visual)
    ]
    alignment = align([Line("", item.text, item.line) for item in items], shown)
    for fault in alignment.faults:
        yield Fault(f"{fault.rule}-caption", fault.message, fault.line, "fault", fault.shot)
    for line, entry, _ in alignment.matches:
        yield from _placed(items[line], shown[entry].shot, shown[entry].shot)


def _effects(board: Board, items: Sequence[Item]) -> Iterator[Fault]:
    """Transitions and sounds in `style_tags`: verbatim and in order."""
    tags = "\n".join(shot.style_tags for shot in board.shots)
    at = 0
    for item in items:
        found = tags.find(item.text, at)
        if found < 0:
            yield Fault("lost-effect", f"“{item.text}” stands in no style_tags", item.line, "fault")
        at = max(at, found + len(item.text))
