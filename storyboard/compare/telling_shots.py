"""Changed shots and changed system prompts of a comparison as text."""

import re
from collections.abc import Iterator, Sequence

from storyboard.compare.compare import ComparedRun, Comparison, first_run
from storyboard.compare.side_by_side import CUT, PROMPT, Group, blocks, side_by_side
from storyboard.lab.diff import DiffPiece, word_diff
from storyboard.lab.runs import RunEpisode, RunEvidence

SHOWN = 12
"""Changed shots of a script that are told without `--all`, and changed places of a system prompt that are told with it."""
AROUND = 24
"""Characters of what stayed that are told before and after a changed place of a system prompt."""
CHANGED = 160
"""Characters that are told of such a place itself, of what went and of what came."""
SIGNS = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}


def shots_told(comparison: Comparison, results: Sequence[ComparedRun], column: str, *, everything: bool) -> str:
    """Changed shots of every script, the first repeat of each side."""
    parts = []
    for row in comparison.rows:
        old, new = (first_run(results, row.script, name) for name in (comparison.baseline, column))
        if old is None or new is None or row.cells[comparison.columns.index(column)].other:
            continue
        theirs = {work.id: work for work in old.evidence.works}
        for work in new.evidence.works:
            if work.id in theirs:
                many = f" {work.id}" if len(new.evidence.works) > 1 else ""
                parts.append(f"  {row.script}{many}: {_board(theirs[work.id], work, everything=everything)}")
    return "shots, first repeat of each\n" + "\n".join(parts) if parts else ""


def _board(old: RunEpisode, new: RunEpisode, *, everything: bool) -> str:
    groups = side_by_side(old, new)
    changed = [group for group in groups if group.kind != "equal"]
    if not changed:
        return f"all {len(new.board.shots)} shots equal"
    lines = [f"{len(changed)} changed, {len(groups) - len(changed)} equal"]
    shown_groups = groups if everything else tuple(changed[:SHOWN])
    for group in shown_groups:
        lines += [f"    {line}" for line in _group(group, old, new, everything=everything)]
    if len(changed) > SHOWN and not everything:
        lines.append(f"    and {len(changed) - SHOWN} more: --all")
    return "\n".join(lines)


def _group(group: Group, old: RunEpisode, new: RunEpisode, *, everything: bool) -> Iterator[str]:
    if group.kind == "equal":
        yield f"shot {_numbers(group.right)}: equal"
    elif group.kind in ("left", "right"):
        yield f"shot {_numbers(group.left or group.right)}: only in {'A' if group.kind == 'left' else 'B'}"
    elif group.fields == (CUT,):
        yield f"shot {_numbers(group.left)} -> {_numbers(group.right)}: cut differently"
    else:
        same = group.left == group.right
        yield f"shot {'' if same else _numbers(group.left) + ' -> '}{_numbers(group.right)}: {', '.join(group.fields)}"
        if everything:
            yield from _fields(group, old, new)


def _fields(group: Group, old: RunEpisode, new: RunEpisode) -> Iterator[str]:
    """The changed fields of a pair of shots as a word diff: `[-old-]`, `{+new+}`."""
    one, other = old.board.shots[group.left[0]], new.board.shots[group.right[0]]
    for name in group.fields:
        if name == PROMPT:
            texts = [_prompt(work, shot) for work, shot in ((old, group.left[0]), (new, group.right[0]))]
            yield f"  prompt: {marked(*texts)}"
            continue
        before, after = (getattr(shot.dialogue if name in ("role", "text") else shot, name) for shot in (one, other))
        if isinstance(before, float):
            yield f"  {name}: {before:g} -> {after:g}"
        else:
            yield f"  {name}: {marked(before, after)}"


def _prompt(work: RunEpisode, shot: int) -> str:
    """What the video model is told of a shot, in one line."""
    found = [
        text
        for clip, parts in zip(work.clips, blocks(work), strict=False)
        for part, text in zip(clip.parts, parts, strict=False)
        if part.shot == shot
    ]
    return " ".join("".join(found).split())


def marked(old: str, new: str) -> str:
    """Both texts in one line, what went as `[-…-]`, what came as `{+…+}`."""
    return "".join(SIGNS[piece.kind].format(piece.text) for piece in word_diff(old, new))


def _numbers(shots: Sequence[int]) -> str:
    return ",".join(str(shot + 1) for shot in shots) if len(shots) < 3 else f"{shots[0] + 1}-{shots[-1] + 1}"


def systems(found: RunEvidence) -> dict[str, str]:
    """Kind of question -> what the model was told before the first question of that kind: its prompt as it was rendered."""
    told: dict[str, str] = {}
    for call in found.calls:
        if call.messages and call.messages[0].get("role") == "system":
            told.setdefault(call.kind, call.messages[0].get("content", ""))
    return told


def prompts_told(comparison: Comparison, results: Sequence[ComparedRun], column: str) -> str:
    """Which system prompts differ, of the first script of each language, and in which words; empty where none does."""
    parts: dict[str, None] = {}
    for row in comparison.rows:
        old, new = (first_run(results, row.script, name) for name in (comparison.baseline, column))
        if old is None or new is None:
            continue
        before, after = systems(old.evidence), systems(new.evidence)
        for kind in dict.fromkeys((*before, *old.run.prompts)):
            ids = f"{old.run.prompts.get(kind, '?')} -> {new.run.prompts.get(kind, '?')}"
            if kind in before and kind in after and before[kind] != after[kind]:
                places = _places(word_diff(before[kind], after[kind]))
                more = [f"and {len(places) - SHOWN} more: the page has them"] if len(places) > SHOWN else []
                parts["\n    ".join([f"  {kind}, {row.language}: {ids}", *places[:SHOWN], *more])] = None
            elif kind not in after and len({run.prompts.get(kind) for run in (old.run, new.run)} - {None}) > 1:
                parts[f"  {kind}, {row.language}: {ids}; no question was asked with it"] = None
    return "system prompts, from the first request of each kind\n" + "\n".join(parts) if parts else ""


def _places(pieces: Sequence[DiffPiece]) -> list[str]:
    """Every changed place in one line, with a few characters of what stands around it."""
    places: list[list[str]] = [[]]
    for at, piece in enumerate(pieces):
        if piece.kind != "same":
            places[-1].append(SIGNS[piece.kind].format(_cut(re.sub(r"\s+", " ", piece.text), CHANGED)))
        elif at and len(piece.text) <= 2 * AROUND and "\n" not in piece.text:
            places[-1].append(piece.text)
        else:
            lines = piece.text.split("\n")
            places[-1].append(_cut(lines[0], AROUND) if at else "")
            places.append([_cut(lines[-1][::-1], AROUND)[::-1]])
    return [
        " ".join("".join(place).split())
        for place in places
        if any(sign in part for part in place for sign in ("[-", "{+"))
    ]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}\u2026"
