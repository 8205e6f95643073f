"""Planning again: every shot whose script lines are unchanged is kept, hand edits with it; only the gaps are new."""

from collections import defaultdict, deque
from dataclasses import dataclass, fields, replace
from difflib import SequenceMatcher

from storyboard.model import Board, Shot, ShotTrace, Trace
from storyboard.plan import Plan

COMPUTED = ("action", "dialogue", "location", "time", "weather")
"""Fields that follow from the script alone: a kept shot takes them from the new plan, unless a person changed them."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An old shot that may serve again."""

    shot: Shot
    ours: Shot
    """The same as we had planned it."""
    trace: ShotTrace

    @property
    def edited(self) -> tuple[str, ...]:
        """The fields that a person changed."""
        return tuple(
            each.name for each in fields(Shot) if getattr(self.shot, each.name) != getattr(self.ours, each.name)
        )


@dataclass(frozen=True, slots=True)
class Merged:
    """A new plan with what was kept."""

    plan: Plan
    ours: Board
    """The same board without anybody's edits."""


def merged(new: Plan, old: Board, ours: Board, trace: Trace, *, anew: bool = False) -> Merged:
    """The new plan with the old shots that stand for the same script lines; hand edits that were overtaken are named.

    `old` is the board as it lies there, `ours` the same as we had planned it, `trace` stands for `ours`. `anew`: other
    prompts were chosen, so what a model made before gives way to what it makes now; hand edits stay.
    """
    pool: defaultdict[str, deque[Kept]] = defaultdict(deque)
    known = _known(old, ours, trace)
    for kept in known:
        if kept.trace.digest:
            pool[kept.trace.digest].append(kept)
    shots, bare, traces, used = list(new.board.shots), list(new.board.shots), list(new.trace.shots), set()
    for at, each in enumerate(new.trace.shots):
        waiting = pool[each.digest]
        while waiting and _overtaken(waiting[0], each, anew=anew):
            waiting.popleft()
        if waiting:
            kept = waiting.popleft()
            used.add(id(kept))
            bare[at] = _again(kept.ours, new.board.shots[at])
            shots[at] = replace(bare[at], **{name: getattr(kept.shot, name) for name in kept.edited})
            origin = kept.trace
            traces[at] = replace(
                each,
                by="hand" if kept.edited else origin.by,
                rule=origin.rule,
                question=origin.question,
                answered=origin.answered,
            )
    conflicts = tuple(
        f"the shot of script line {kept.trace.line} was edited by hand, but its script lines changed: it is planned anew"
        for kept in known
        if kept.edited and id(kept) not in used
    )
    if old.character_setting != ours.character_setting:
        conflicts += (
            "character_setting was edited by hand: looks and voices belong into cast.toml and are taken from there",
        )
    board, whole = replace(new.board, shots=tuple(shots)), replace(new.trace, shots=tuple(traces))
    return Merged(Plan(board, whole, conflicts, new.remarks, new.fallbacks), replace(new.board, shots=tuple(bare)))


def _again(old: Shot, new: Shot) -> Shot:
    """An old shot with what follows from the script alone taken from the new plan."""
    return replace(old, **{name: getattr(new, name) for name in COMPUTED})


def _overtaken(kept: Kept, trace: ShotTrace, *, anew: bool) -> bool:
    """Whether a shot by rules, or by prompts that were given up, stands where the language model has now made one."""
    return not kept.edited and trace.by != "rules" and (anew or kept.trace.by == "rules")


def _known(old: Board, ours: Board, trace: Trace) -> list[Kept]:
    """The old shots whose origin is known: unchanged ones, and edited ones that still stand in their place."""
    if len(ours.shots) != len(trace.shots):
        return []
    kept: list[Kept] = []
    before, after = [repr(shot) for shot in ours.shots], [repr(shot) for shot in old.shots]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and i2 - i1 == j2 - j1):
            pairs = zip(range(i1, i2), range(j1, j2), strict=True)
            kept.extend(Kept(old.shots[j], ours.shots[i], trace.shots[i]) for i, j in pairs)
        else:  # shots were split, joined or removed by hand: no line of the script can be told for them
            gone = replace(ours.shots[i1], visual="") if i1 < len(ours.shots) else None
            kept.extend(Kept(gone, ours.shots[i], replace(trace.shots[i], digest="")) for i in range(i1, i2) if gone)
    return kept
