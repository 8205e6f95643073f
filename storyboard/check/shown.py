"""Is everything shown: actions, parentheticals, captions, effects, as written, in order, and where it belongs?"""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import takewhile

from storyboard import speech, timeline
from storyboard.check.align import DueLine, SaidWords, align, difference
from storyboard.check.subject import Subject, units_of
from storyboard.lettering import shown_over, stands_written
from storyboard.model import Board, Fault, Shot
from storyboard.records import dataclass
from storyboard.rules import finding

AS_CAPTIONS = {
    "lost": "lost-caption", "added": "added-caption", "altered": "altered-caption", "merged": "merged-caption", "moved": "moved-caption",
}  # fmt: skip
"""What the rules of speech are called where they are about on-screen texts."""


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


def items_of(subject: Subject) -> list[Item]:
    """What must be shown, in order. Where speech itself is wrong, every place is allowed: one fault is enough."""
    script, said, alignment, shots = subject.script, subject.said, subject.alignment, len(subject.board.shots)
    units = units_of(script, subject.episode)
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
            card = shown_over(unit.text) if unit.kind == "transition" else ""
            found += [Item("caption", card, line, earliest, latest)] if card else []
    anywhere = bool(alignment.faults)
    return [Item(item.kind, item.text, item.line, 1, shots) for item in found] if anywhere else found


def check_shown(subject: Subject) -> Iterator[Fault]:
    """Every fault of what is shown."""
    items = items_of(subject)
    for kind, find in (("action", _check_actions), ("caption", _check_captions), ("effect", _check_effects)):
        yield from find(subject.board, [item for item in items if item.kind == kind], subject.language)


def _check_place(item: Item, first: int, last: int, language: str) -> Iterator[Fault]:
    if first < item.earliest or last > item.latest:
        rule = "moved-caption" if item.kind == "caption" else "moved-action"
        case = "between" if item.earliest != item.latest else "in"
        span = {"first": item.earliest, "last": item.latest}
        yield finding(rule, case, line=item.line, shot=first, language=language, text=item.text, **span)


def flat(text: str) -> str:
    return "".join(text.split())


def action_of(board: Board, at: int) -> str:
    """What a shot's `action` shows, without the delivery of its speech."""
    shot = board.shots[at]
    return speech.delivery_of(shot.action)[1] if shot.dialogue.text else shot.action


def _check_actions(board: Board, items: Sequence[Item], language: str) -> Iterator[Fault]:
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
            yield finding("moved-action", line=item.line, shot=shots[earlier], language=language, text=item.text)
            free[earlier : earlier + len(words)] = [False] * len(words)
        elif found < 0:
            told = _tell_nearest(words, text, language)
            case = "altered" if told else ""
            yield finding("lost-action", case, line=item.line, language=language, text=item.text, difference=told)
        else:
            at = found + len(words)
            yield from _check_place(item, shots[found], shots[at - 1], language)
            free[found:at] = [False] * len(words)
    yield from _find_added(text, free, shots, language)


def _find(text: str, item: str, at: int, free: Sequence[bool]) -> int:
    """Where the item stands from `at` on in characters not yet claimed; -1 if nowhere."""
    while (at := text.find(item, at)) >= 0:
        if all(free[at : at + len(item)]):
            return at
        at += 1
    return -1


def _tell_nearest(item: str, text: str, language: str) -> str:
    """How the action was altered, if something like it is shown; else empty."""
    head = text.find(item[: max(4, len(item) // 2)])
    return "" if head < 0 else difference(item, text[head : head + len(item)], language)


def _find_added(text: str, free: Sequence[bool], shots: Sequence[int], language: str) -> Iterator[Fault]:
    """What is shown and claimed by nobody, punctuation aside."""
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and free[end] and shots[end] == shots[at]:
            end += 1
        if any(unicodedata.category(char)[0] not in "PZC" for char in text[at:end]):
            yield finding("added-action", shot=shots[at], language=language, text=text[at:end])
        at = max(end, at + 1)


def _check_captions(board: Board, items: Sequence[Item], language: str) -> Iterator[Fault]:
    """On-screen texts in `visual`: verbatim and in order, laid over the picture or standing on something in it."""
    shown = list(_laid_over(board, items))
    alignment = align([DueLine("", item.text, item.line) for item in items], shown, language, names=AS_CAPTIONS)
    yield from alignment.faults
    for line, entry, _ in alignment.matches:
        yield from _check_place(items[line], shown[entry].shot, shown[entry].shot, language)


def _laid_over(board: Board, items: Sequence[Item]) -> Iterator[SaidWords]:
    """All captions of a board in order, and each due one that is none because the first picture in its reach has its words."""
    over = {text for shot in board.shots for text in timeline.captions(shot.visual)}
    waiting = [item for item in items if item.text not in over]
    for number, shot in enumerate(board.shots, 1):
        picture = timeline.CAPTION.sub("", shot.visual)
        for item in [each for each in waiting if each.earliest <= number <= each.latest]:
            if stands_written(item.text, picture, *_silent(board.shots[number:])):
                waiting.remove(item)
                yield SaidWords("", item.text, number)
        yield from (SaidWords("", text, number) for text in timeline.captions(shot.visual))


def _silent(shots: Sequence[Shot]) -> Iterator[str]:
    """Pictures of the first of some shots, as far as nothing of the script is told or said in them: they go on with what is read before."""
    for shot in takewhile(lambda one: not one.action and not one.dialogue.text, shots):
        yield timeline.CAPTION.sub("", shot.visual)


def _check_effects(board: Board, items: Sequence[Item], language: str) -> Iterator[Fault]:
    """Transitions and sounds in `style_tags`: verbatim and in order."""
    tags = "\n".join(shot.style_tags for shot in board.shots)
    at = 0
    for item in items:
        found = tags.find(item.text, at)
        if found < 0:
            yield finding("lost-effect", line=item.line, language=language, text=item.text)
        at = max(at, found + len(item.text))
