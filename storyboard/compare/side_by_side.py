"""Two boards of one script, side by side: which shots are equal, changed, or only on one side."""

import re
from collections.abc import Sequence
from typing import Literal

from storyboard.lab.runs import RunEpisode
from storyboard.model import Board, Shot, Trace
from storyboard.patterns import deferred
from storyboard.records import dataclass

FIELDS = ("visual", "camera", "action", "duration", "location", "time", "weather", "style_tags", "role", "text")
"""What two shots can differ in."""
CUT, PROMPT = "cut", "prompt"
"""In place of fields. `cut`: the same lines are cut into other shots. `prompt`: equal shots, told to the video model in other words."""
_HEAD = deferred(r"^(?:Shot ?\d+|镜头\d+|\[\d+\])", re.MULTILINE)
"""How a block begins in the templates that we ship."""
_SECONDS = deferred(r"\d+(?:\.\d+)? ?(?:sec\b|seconds\b|s\b|秒)")


@dataclass(frozen=True, slots=True)
class Group:
    """Shots of both boards that cover the same lines."""

    kind: Literal["equal", "changed", "left", "right"]
    """`left`, `right`: only that board has it."""
    left: tuple[int, ...]
    """0-based shots of the left board."""
    right: tuple[int, ...]
    fields: tuple[str, ...] = ()
    """Which fields differ, or `cut`."""


def side_by_side(left: RunEpisode, right: RunEpisode) -> tuple[Group, ...]:
    """Every shot of both boards, once, in order; shots belong together when they cover the same units of the script."""
    by_unit = left.trace.script == right.trace.script and _traced(left) and _traced(right)
    keys = [_units(work.trace) if by_unit else _words(work.board) for work in (left, right)]
    found: list[Group] = []
    for olds, news in _joined(keys[0], keys[1]):
        found += _split(olds, news, left.board.shots, right.board.shots)
    told = [_told(work) for work in (left, right)]
    return tuple(_with_prompt(group, told[0], told[1]) for group in found)


def blocks(work: RunEpisode) -> tuple[tuple[str, ...], ...]:
    """The prompt of each clip cut into one block a part; one block for all where a template is written another way."""
    found: list[tuple[str, ...]] = []
    for clip, prompt in zip(work.clips, work.prompts, strict=False):
        heads = [match.start() for match in _HEAD.finditer(prompt)]
        if len(heads) != len(clip.parts):
            found.append((prompt,))
            continue
        edges = [0, *heads[1:], len(prompt)]
        found.append(tuple(prompt[edges[at] : edges[at + 1]] for at in range(len(heads))))
    return tuple(found)


def _told(work: RunEpisode) -> dict[int, str]:
    """Shot -> its prompt, without its number in the clip and the seconds that packing gave it."""
    found: dict[int, str] = {}
    for clip, parts in zip(work.clips, blocks(work), strict=False):
        for part, text in zip(clip.parts, parts, strict=False):
            if len(parts) == len(clip.parts) and not part.hold:
                found[part.shot] = found.get(part.shot, "") + _SECONDS.sub("", _HEAD.sub("", text)).strip()
    return found


def _with_prompt(group: Group, left: dict[int, str], right: dict[int, str]) -> Group:
    if group.kind != "equal" or left.get(group.left[0]) == right.get(group.right[0]) or not (left and right):
        return group
    return Group("changed", group.left, group.right, (PROMPT,))


def changed_fields(one: Shot, other: Shot) -> tuple[str, ...]:
    """Names of the fields in which two shots differ, in the order of FIELDS."""
    return tuple(name for name in FIELDS if _field(one, name) != _field(other, name))


def _field(shot: Shot, name: str) -> object:
    return getattr(shot.dialogue if name in ("role", "text") else shot, name)


def _traced(work: RunEpisode) -> bool:
    shots = work.trace.shots
    return len(shots) == len(work.board.shots) and all(shot.units for shot in shots)


def _units(trace: Trace) -> list[tuple[str, ...]]:
    return [shot.units for shot in trace.shots]


def _words(board: Board) -> list[tuple[str, ...]]:
    """Where no trace says which lines a shot covers: what is said and done in it, counted where it comes again."""
    seen: dict[str, int] = {}
    keys: list[tuple[str, ...]] = []
    for shot in board.shots:
        text = f"{shot.dialogue.role}|{shot.dialogue.text}" if shot.dialogue.text else f"{shot.action or shot.visual}"
        seen[text] = seen.get(text, 0) + 1
        keys.append((f"{text}|{seen[text]}",))
    return keys


def _joined(
    left: Sequence[tuple[str, ...]], right: Sequence[tuple[str, ...]]
) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Shots that are tied by shared keys, in the order of the script."""
    root: dict[str, str] = {}

    def top(key: str) -> str:
        while root.setdefault(key, key) != key:
            key = root[key]
        return key

    for keys in (*left, *right):
        for key in keys[1:]:
            root[top(key)] = top(keys[0])
    ties: dict[str, tuple[list[int], list[int]]] = {}
    for side, shots in enumerate((left, right)):
        for number, keys in enumerate(shots):
            ties.setdefault(top(keys[0]), ([], []))[side].append(number)
    groups = [(tuple(olds), tuple(news)) for olds, news in ties.values()]
    lone = sorted((group for group in groups if not group[0]), key=lambda group: group[1])
    ordered: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    for group in sorted((group for group in groups if group[0]), key=lambda group: group[0]):
        while lone and group[1] and lone[0][1] < group[1]:
            ordered.append(lone.pop(0))
        ordered.append(group)
    return [*ordered, *lone]


def _split(olds: tuple[int, ...], news: tuple[int, ...], left: Sequence[Shot], right: Sequence[Shot]) -> list[Group]:
    """A tie as pairs where both sides have as many shots, or where its ends are equal; the rest is cut another way."""
    if not olds or not news:
        return [Group("left" if olds else "right", olds, news)]
    if len(olds) == len(news):
        return [_pair(old, new, left, right) for old, new in zip(olds, news, strict=True)]
    head = tail = 0
    shorter = min(len(olds), len(news))
    while head < shorter - 1 and left[olds[head]] == right[news[head]]:
        head += 1
    while head + tail < shorter - 1 and left[olds[-1 - tail]] == right[news[-1 - tail]]:
        tail += 1
    ends = len(olds) - tail, len(news) - tail
    return [
        *(_pair(old, new, left, right) for old, new in zip(olds[:head], news[:head], strict=True)),
        Group("changed", olds[head : ends[0]], news[head : ends[1]], (CUT,)),
        *(_pair(old, new, left, right) for old, new in zip(olds[ends[0] :], news[ends[1] :], strict=True)),
    ]


def _pair(old: int, new: int, left: Sequence[Shot], right: Sequence[Shot]) -> Group:
    fields = changed_fields(left[old], right[new])
    return Group("changed" if fields else "equal", (old,), (new,), fields)
