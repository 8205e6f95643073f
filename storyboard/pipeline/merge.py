"""Planning again: every shot whose script lines are unchanged is kept, hand edits with it; only the gaps are new."""

from collections import defaultdict, deque
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from storyboard.model import Board, Shot, ShotTrace, Trace
from storyboard.plan import Plan


@dataclass(frozen=True, slots=True)
class Kept:
    """An old shot that may serve again."""

    shot: Shot
    trace: ShotTrace
    edited: bool


def merged(new: Plan, old: Board, old_trace: Trace, original: Board | None) -> Plan:
    """The new plan with the old shots that stand for the same script lines, and the hand edits that were overtaken.

    `original` is the old board as we wrote it, so that edits can be told; None counts every old shot as ours.
    """
    pool: defaultdict[str, deque[Kept]] = defaultdict(deque)
    known = _known(old, old_trace, original)
    for kept in known:
        if kept.trace.digest:
            pool[kept.trace.digest].append(kept)
    shots, traces, used = list(new.board.shots), list(new.trace.shots), set()
    for at, trace in enumerate(new.trace.shots):
        pool[trace.digest] = deque(kept for kept in pool[trace.digest] if not _overtaken(kept, trace))
        if pool[trace.digest]:
            kept = pool[trace.digest].popleft()
            used.add(id(kept))
            shots[at] = kept.shot
            traces[at] = replace(trace, by="hand" if kept.edited else kept.trace.by, rule=kept.trace.rule)
    conflicts = tuple(
        f"the shot of script line {kept.trace.line} was edited by hand, but its script lines changed: it is planned anew"
        for kept in known
        if kept.edited and id(kept) not in used
    )
    if original and old.character_setting != original.character_setting:
        conflicts += (
            "character_setting was edited by hand: looks and voices belong into cast.toml and are taken from there",
        )
    board, whole = replace(new.board, shots=tuple(shots)), replace(new.trace, shots=tuple(traces))
    return Plan(board, whole, conflicts, new.remarks)


def _overtaken(kept: Kept, trace: ShotTrace) -> bool:
    """Whether a shot by rules stands where the language model has now made one."""
    return not kept.edited and kept.trace.by == "rules" and trace.by != "rules"


def _known(old: Board, trace: Trace, original: Board | None) -> list[Kept]:
    """The old shots whose origin is known: unchanged ones, and edited ones that still stand in their place."""
    planned = original.shots if original else old.shots
    if len(planned) != len(trace.shots):
        return []
    kept: list[Kept] = []
    before, after = [repr(shot) for shot in planned], [repr(shot) for shot in old.shots]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and i2 - i1 == j2 - j1):
            pairs = zip(range(i1, i2), range(j1, j2), strict=True)
            kept.extend(Kept(old.shots[j], trace.shots[i], tag == "replace") for i, j in pairs)
        else:  # shots were split, joined or removed by hand: no line of the script can be told for them
            kept.extend(Kept(planned[i], replace(trace.shots[i], digest=""), True) for i in range(i1, i2))
    return kept
