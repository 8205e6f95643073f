"""Planning again: every shot whose script lines are unchanged is kept, hand edits with it; only the gaps are new.

A silent shot of its own has no line by which it could be known again: it goes with the shot before it, kept or new.
"""

import json
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, fields, replace
from difflib import SequenceMatcher

from storyboard import timeline
from storyboard.model import Board, Shot, ShotTrace, Trace
from storyboard.plan import SILENT, Plan
from storyboard.records import dataclass

COMPUTED = ("action", "dialogue", "location", "time", "weather")
"""Fields that follow from the script alone: a kept shot takes them from the new plan, unless a person changed them."""
PLACED = ("location", "time", "weather")
"""Fields that a heading decides: where they differ, a shot stands for another scene."""


@dataclass(frozen=True, slots=True)
class KeptShot:
    """An old shot that may serve again."""

    at: int
    """Its place on the old board, from 0."""
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
class Span:
    """Shots of a new plan, `start` to before `end`, in whose place old ones stay."""

    start: int
    end: int
    kept: tuple[KeptShot, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """A new plan with what was kept."""

    plan: Plan
    ours: Board
    """The same board without anybody's edits."""


def merged(
    new: Plan,
    old: Board,
    ours: Board,
    trace: Trace,
    *,
    anew: bool = False,
    held: frozenset[int] | None = None,
    same: bool = False,
) -> Merged:
    """The new plan with the old shots that stand for the same script lines; hand edits that were overtaken are named.

    `old` is the board as it lies there, `ours` the same as we had planned it, `trace` stands for `ours`. `anew`: other
    prompts were chosen, so what a model made before gives way to what it makes now; hand edits stay. `held`: the
    planner's number has risen, so all gives way but hand edits and these shots of `old`; `same`: nothing else changed.
    """
    known = _pair_known(old, ours, trace)
    behind = _followers(known)
    spans = list(_hold_groups(known, new))
    stay = None if held is None else _choose_staying(known, new, held, anew=anew)
    if stay is not None:
        spans += _hold_older([kept for kept in known if kept.at in stay], new, spans, same=same)
    used = {id(kept) for span in spans for kept in span.kept}
    begins = {span.start: span for span in spans}
    pool: defaultdict[str, deque[KeptShot]] = defaultdict(deque)
    for kept in known:
        if kept.trace.digest and id(kept) not in used and kept.trace.rule != SILENT:
            pool[kept.trace.digest].append(kept)
    row = _Row()
    at, leads = 0, False
    while at < len(new.board.shots):
        if at in begins:
            span = begins[at]
            row.span(span, new)
            row.follow(behind, span.kept[-1], used)
            at, leads = span.end, True
            continue
        shot, each, at = new.board.shots[at], new.trace.shots[at], at + 1
        if each.rule == SILENT:
            if not leads:
                row.add(shot, shot, each)
            continue
        waiting = pool[each.digest]
        while waiting and _gives_way(waiting[0], each, anew=anew, stay=stay):
            waiting.popleft()
        leads = bool(waiting)
        if waiting:
            kept = waiting.popleft()
            used.add(id(kept))
            row.keep(kept, _renew(kept.ours, shot), _carry_trace(kept, each))
            row.follow(behind, kept, used)
        else:
            row.add(shot, shot, each)
    conflicts = (*_tell_overtaken(known, used, old, ours), *_tell_held(known, used, held))
    board, whole = replace(new.board, shots=tuple(row.shots)), replace(new.trace, shots=tuple(row.traces))
    return Merged(Plan(board, whole, conflicts, new.remarks, new.fallbacks), replace(new.board, shots=tuple(row.bare)))


@dataclass(slots=True)
class _Row:
    """The merged shots as they come."""

    shots: list[Shot] = field(default_factory=list)
    bare: list[Shot] = field(default_factory=list)
    """The same without anybody's edits."""
    traces: list[ShotTrace] = field(default_factory=list)

    def add(self, shot: Shot, bare: Shot, trace: ShotTrace) -> None:
        self.shots.append(shot)
        self.bare.append(bare)
        self.traces.append(trace)

    def keep(self, kept: KeptShot, bare: Shot, trace: ShotTrace) -> None:
        """An old shot over what it is now without edits."""
        self.add(replace(bare, **{name: getattr(kept.shot, name) for name in kept.edited}), bare, trace)

    def span(self, span: Span, new: Plan) -> None:
        for kept, trace in zip(span.kept, _trace_span(span, new), strict=True):
            self.add(kept.shot, kept.ours, trace)

    def follow(self, behind: Mapping[int, Sequence[KeptShot]], kept: KeptShot, used: set[int]) -> None:
        """The silent shots that stood behind an old shot, where they were before; what places and hours are follows it."""
        for each in behind.get(id(kept), ()):
            if id(each) not in used:
                used.add(id(each))
                placed = {name: getattr(self.bare[-1], name) for name in PLACED}
                self.keep(each, replace(each.ours, **placed), _carry_trace(each, each.trace))


def _followers(known: Sequence[KeptShot]) -> dict[int, list[KeptShot]]:
    """The silent shots of their own behind each old shot, by its id."""
    found: dict[int, list[KeptShot]] = {}
    leader: KeptShot | None = None
    for kept in known:
        if kept.trace.rule != SILENT:
            leader = kept
        elif leader is not None and kept.at >= 0:
            found.setdefault(id(leader), []).append(kept)
    return found


def _carry_trace(kept: KeptShot, now: ShotTrace) -> ShotTrace:
    """The trace of a kept shot: where it stands now, and how it was made then."""
    origin = kept.trace
    return replace(
        now,
        by="hand" if kept.edited else origin.by,
        rule=origin.rule,
        question=origin.question,
        answered=origin.answered,
    )


def _tell_overtaken(known: Sequence[KeptShot], used: set[int], old: Board, ours: Board) -> tuple[str, ...]:
    """What a person did that could not be kept, as sentences."""
    conflicts = tuple(
        f"the shot of script line {kept.trace.line} was edited by hand, but its script lines changed: it is planned anew"
        for kept in known
        if kept.edited and id(kept) not in used
    )
    if old.character_setting != ours.character_setting:
        conflicts += (
            "character_setting was edited by hand: looks and voices belong into cast.toml and are taken from there",
        )
    return conflicts


def _tell_held(known: Sequence[KeptShot], used: set[int], held: frozenset[int] | None) -> tuple[str, ...]:
    """That shots of bought clips stay as an older planner made them, in one sentence."""
    count = sum(kept.at in (held or ()) and id(kept) in used for kept in known)
    if not count:
        return ()
    shots = "1 shot stays" if count == 1 else f"{count} shots stay"
    again = "`storyboard plan --force` plans all anew, and what comes out otherwise has to be bought again"
    return (f"the planner has changed; {shots} as planned before, since the clips were bought: {again}",)


def _content(shot: Shot) -> str:
    """The words of the script that a shot shows and says, white space left out."""
    return "".join(f"{shot.action}{shot.dialogue.text}{''.join(timeline.captions(shot.visual))}".split())


def _hold_older(stay: Sequence[KeptShot], new: Plan, taken: Sequence[Span], *, same: bool) -> list[Span]:
    """For shots that stay although the planner's number has risen: where the new plan tells the same words, however it cuts them.

    The longest runs of them first; each must begin and end where new shots do. Where more than the planner changed
    (not `same`), a run must also stand at the place and hour that the new plan says.
    """
    shots = new.board.shots
    words = [_content(shot) for shot in shots]
    busy = {at for span in taken for at in range(span.start, span.end)}
    gone = {id(kept) for span in taken for kept in span.kept}
    rest = [kept for kept in stay if id(kept) not in gone]
    found: list[Span] = []
    at = after = 0
    while at < len(rest):
        length = 1
        while at + length < len(rest) and rest[at + length].at == rest[at + length - 1].at + 1:
            length += 1
        place = None
        while length and place is None:
            place = _find_place(rest[at : at + length], words, after, busy)
            if place and not same and not _is_there(rest[at : at + length], shots[slice(*place)]):
                place = None
            length -= place is None
        if place:
            found.append(Span(*place, tuple(rest[at : at + length])))
            after = place[1]
        at += max(length, 1)
    return found


def _find_place(run: Sequence[KeptShot], words: Sequence[str], after: int, busy: set[int]) -> tuple[int, int] | None:
    """The first stretch of new shots, from `after` on and not `busy`, that tells the words of a run; None where there is none."""
    told_by = [_content(kept.ours) for kept in run]
    wanted = "".join(told_by)
    for start in range(after, len(words)):
        told, end = "", start
        while end < len(words) and end not in busy and len(told) < len(wanted) and wanted.startswith(told):
            told += words[end]
            end += 1
        if told == wanted and wanted and words[start]:
            while not told_by[0] and start > after and not words[start - 1] and start - 1 not in busy:
                start -= 1
            while not told_by[-1] and end < len(words) and not words[end] and end not in busy:
                end += 1
            return start, end
    return None


def _is_there(run: Sequence[KeptShot], shots: Sequence[Shot]) -> bool:
    """Whether old and new shots stand at the same places and hours."""
    here = {tuple(getattr(kept.ours, name) for name in PLACED) for kept in run}
    return here == {tuple(getattr(shot, name) for name in PLACED) for shot in shots}


def _trace_span(span: Span, new: Plan) -> list[ShotTrace]:
    """Traces of a span: shot by shot where as many tell the same words, else as a group that is known again by all new digests."""
    now = new.trace.shots[span.start : span.end]
    words = [_content(shot) for shot in new.board.shots[span.start : span.end]]
    if words == [_content(kept.ours) for kept in span.kept]:
        return [_carry_trace(kept, each) for kept, each in zip(span.kept, now, strict=True)]
    digests = [each.digest for each in now]
    return [
        replace(_carry_trace(kept, kept.trace), digest=json.dumps([number, len(span.kept), *digests]))
        for number, kept in enumerate(span.kept)
    ]


def _hold_groups(known: Sequence[KeptShot], new: Plan) -> Iterator[Span]:
    """The groups of an earlier merge whose new shots are planned from the same again."""
    digests = [each.digest for each in new.trace.shots]
    after = 0
    for at, kept in enumerate(known):
        group = _group(kept.trace.digest)
        if group is None or group[0] != 0:
            continue
        _, count, wanted = group
        members = tuple(known[at : at + count])
        if [_group(each.trace.digest) for each in members] != [(number, count, wanted) for number in range(count)]:
            continue
        for start in range(after, len(digests) - len(wanted) + 1):
            if digests[start : start + len(wanted)] == wanted:
                after = start + len(wanted)
                yield Span(start, after, members)
                break


def _group(digest: str) -> tuple[int, int, list[str]] | None:
    """(number in its group, size of the group, digests of the new shots it stands for), of a group's digest."""
    if not digest.startswith("["):
        return None
    number, count, *digests = json.loads(digest)
    return number, count, digests


def _renew(old: Shot, new: Shot) -> Shot:
    """An old shot with what follows from the script alone taken from the new plan."""
    return replace(old, **{name: getattr(new, name) for name in COMPUTED})


def _choose_staying(known: Sequence[KeptShot], new: Plan, held: frozenset[int], *, anew: bool) -> frozenset[int]:
    """The old shots that stay when the planner's number has risen.

    A person's, those of bought clips, and those that a language model made where now only rules could plan (its key is not
    there); where other prompts were chosen, a person's alone.
    """
    poorer = all(each.by == "rules" for each in new.trace.shots)
    return frozenset(
        kept.at
        for kept in known
        if kept.at >= 0
        and (
            kept.edited
            or kept.trace.by == "import"
            or (not anew and (kept.at in held or (poorer and kept.trace.by != "rules")))
        )
    )


def _gives_way(kept: KeptShot, trace: ShotTrace, *, anew: bool, stay: frozenset[int] | None) -> bool:
    """Whether a shot gives way: one by an older planner, or by rules or by prompts given up where a language model has now made one."""
    if kept.edited:
        return False
    if stay is not None:
        return kept.at not in stay
    return trace.by != "rules" and (anew or kept.trace.by == "rules")


def _pair_known(old: Board, ours: Board, trace: Trace) -> list[KeptShot]:
    """The old shots whose origin is known: unchanged ones, and edited ones that still stand in their place."""
    if len(ours.shots) != len(trace.shots):
        return []
    kept: list[KeptShot] = []
    before, after = [repr(shot) for shot in ours.shots], [repr(shot) for shot in old.shots]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and i2 - i1 == j2 - j1):
            pairs = zip(range(i1, i2), range(j1, j2), strict=True)
            kept.extend(KeptShot(j, old.shots[j], ours.shots[i], trace.shots[i]) for i, j in pairs)
        else:  # shots were split, joined or removed by hand: no line of the script can be told for them
            gone = replace(ours.shots[i1], visual="") if i1 < len(ours.shots) else None
            kept.extend(
                KeptShot(-1, gone, ours.shots[i], replace(trace.shots[i], digest="")) for i in range(i1, i2) if gone
            )
    return kept
