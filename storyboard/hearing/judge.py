"""The verdict on a take: which lines are said, which are not, and what is spoken that should not be."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import Literal

from storyboard.hearing.alignment import GAP, LIGHT, NEAR, OTHER, Pair, align, distance
from storyboard.hearing.folding import Token, heard_tokens, tokens
from storyboard.model import Change, ChangeKind, Due, Extra, Hearing, LineHeard, TakeHeard, Verdict
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """From where on something is held against a take. Set on half of the voices and lines of `tests.bench_listen`, measured on the rest."""

    changes: int
    """Words (characters) of a line that must differ before the line counts as changed: an ear alone errs by one."""
    per: int
    """One more for each so many words of a line: longer lines give an ear more to err in."""
    gone: float
    """Share of a line that must not be there before it counts as missing."""
    end: int
    """Words at the end of a line, none of which any pass heard: its end is cut. An ear that makes up the small words of a mumbled end stops at its last one."""
    extra: int
    """Words in a row that stand in no line before they count as added speech."""
    found: float
    """Share of a missing line that must be heard elsewhere before it counts as misplaced."""


BARS = {
    "zh": Bar(changes=2, per=36, gone=0.6, end=1, extra=2, found=0.6),
    "en": Bar(changes=2, per=24, gone=0.6, end=1, extra=2, found=0.6),
}
AROUND = 0.35
"""Seconds by which speech may run over the border of its shot before it counts as speech in the next one."""


FORGIVEN = 0.35
"""Share of the sounds of a stretch that may differ before it is another: ears cut and join words (four is full: forrestful)."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """The lines as one pass heard them."""

    pairs: tuple[Pair, ...]
    heard: tuple[Token, ...]


def judge(
    due: Sequence[Due],
    hearing: Hearing,
    language: Literal["zh", "en"],
    spans: Sequence[tuple[float, float]] = (),
    names: Sequence[str] = (),
) -> TakeHeard:
    """The verdict on a take that should speak `due` in this order.

    `spans`: when each shot of the prompt begins and ends, in seconds. `names`: of people; ears spell them as they like.
    What one pass heard right was said; what none heard is missing; what all heard beyond the lines is added.
    """
    bar = BARS[language]
    rows = [tokens(line.text, language) for line in due]
    wanted = [token for row in rows for token in row]
    owner = [number for number, row in enumerate(rows) for _ in row]
    named = _named(rows, names, language)
    passes = [heard_tokens(words, language) for words in (*hearing.passes, *hearing.again)]
    seen = [_Seen(_forgiven(align(wanted, heard), wanted, heard, owner), heard) for heard in passes]
    lines = [
        _line(
            line, [at for at, own in enumerate(owner) if own == number], wanted, named, seen, bar, timed=hearing.timed
        )
        for number, line in enumerate(due)
    ]
    heard_whole, alone = seen[: len(hearing.passes)], seen[len(hearing.passes) :]
    extras = _extras((heard_whole, alone), owner, due, spans, bar, timed=hearing.timed)
    lines, extras = _moved(lines, extras, language, bar)
    return TakeHeard(tuple(lines), tuple(extras), _score(lines, extras, language))


def _forgiven(
    pairs: Sequence[Pair], wanted: Sequence[Token], heard: Sequence[Token], owner: Sequence[int]
) -> tuple[Pair, ...]:
    """The pairs, stretches of a line that sound much alike as a whole counted as near ones: their words are cut in other places."""
    found: list[Pair] = []
    stretch: list[Pair] = []
    for pair in (*pairs, None):
        same = pair is not None and pair.cost > NEAR and _line_of(pair, owner) in (None, _line_of_all(stretch, owner))
        if pair is not None and pair.cost > NEAR and (same or not stretch):
            stretch.append(pair)
            continue
        found += _near_stretch(stretch, wanted, heard)
        stretch = []
        if pair is not None:
            (stretch if pair.cost > NEAR else found).append(pair)
    return (*found, *_near_stretch(stretch, wanted, heard))


def _line_of(pair: Pair, owner: Sequence[int]) -> int | None:
    return None if pair.due is None else owner[pair.due]


def _line_of_all(stretch: Sequence[Pair], owner: Sequence[int]) -> int | None:
    return next((line for pair in stretch if (line := _line_of(pair, owner)) is not None), None)


def _near_stretch(stretch: list[Pair], wanted: Sequence[Token], heard: Sequence[Token]) -> list[Pair]:
    due = "".join(wanted[pair.due].near for pair in stretch if pair.due is not None)
    said = "".join(heard[pair.heard].near for pair in stretch if pair.heard is not None)
    if not due or not said or distance(due, said) > FORGIVEN * max(len(due), len(said)):
        return stretch
    places = [pair.heard for pair in stretch if pair.heard is not None]
    return [
        replace(pair, heard=pair.heard if pair.heard is not None else places[0], cost=NEAR)
        for pair in stretch
        if pair.due is not None
    ]


def _named(rows: Sequence[tuple[Token, ...]], names: Sequence[str], language: str) -> set[int]:
    """Places of tokens that are part of a name."""
    found: set[int] = set()
    wanted = [token.text for row in rows for token in row]
    for name in sorted(set(names), key=len, reverse=True):
        sought = [token.text for token in tokens(name, language)]
        if not sought:
            continue
        for at in range(len(wanted) - len(sought) + 1):
            if wanted[at : at + len(sought)] == sought:
                found.update(range(at, at + len(sought)))
    return found


def _line(
    due: Due, places: list[int], wanted: list[Token], named: set[int], seen: list[_Seen], bar: Bar, *, timed: bool
) -> LineHeard:
    """What became of a line: for each of its tokens the pass that heard it best, and what all passes heard in between."""
    if not places:
        return LineHeard(due, "said", (), 0, 0, 0)
    best: dict[int, tuple[int, str]] = {}
    spans: list[tuple[float, float]] = []
    for each in seen:
        times: list[tuple[float, float]] = []
        for pair in each.pairs:
            if pair.due is None or not places[0] <= pair.due <= places[-1]:
                continue
            heard = each.heard[pair.heard] if pair.heard is not None else None
            cost = pair.cost if heard else max(pair.cost, LIGHT)
            if pair.due not in best or cost < best[pair.due][0]:
                best[pair.due] = (cost, heard.text if heard else "")
            if heard and cost < OTHER:
                times.append((heard.start, heard.end))
        if times:
            spans.append((min(times)[0], max(time[1] for time in times)))
    inside = sorted((_inside(each, places) for each in seen), key=len)
    added = inside[(len(inside) - 1) // 2] if inside else []
    changes = [*_changes(places, best, wanted, named), *(Change("added", "", text) for text in added)]
    counted = sum(change.kind != "name" for change in changes)
    missing = [place for place in places if best.get(place, (GAP, ""))[0] in (GAP, OTHER) and not wanted[place].light]
    verdict = _verdict(places, missing, best, counted, bar, wanted)
    start, end = (
        (median(span[0] for span in spans), median(span[1] for span in spans)) if spans and timed else (0.0, 0.0)
    )
    return LineHeard(due, verdict, tuple(changes), round(start, 2), round(end, 2), len(places))


def _inside(seen: _Seen, places: list[int]) -> list[str]:
    """What one pass heard beyond a line, between its first and its last token."""
    found: list[str] = []
    inside: list[str] = []
    begun = False
    for pair in seen.pairs:
        if pair.due is not None and places[0] <= pair.due <= places[-1]:
            if pair.heard is not None:
                found, inside, begun = found + inside, [], True
        elif pair.due is None and begun and pair.heard is not None and not seen.heard[pair.heard].light:
            inside.append(seen.heard[pair.heard].text)
        elif pair.due is not None and pair.due > places[-1]:
            break
    return found


def _changes(places: list[int], best: dict[int, tuple[int, str]], wanted: list[Token], named: set[int]) -> list[Change]:
    """Wrong and missing tokens of a line; near ones are an ear's, hesitations and light words nobody's while all around them is there.

    A light word that is missing beside a wrong one was heard as one with it, and the end of a contraction is no word of its own.
    """
    found: list[Change] = []
    off = {place: known[1] for place in places if (known := best.get(place, (GAP, "")))[0] > NEAR or not known[1]}
    for place, heard in off.items():
        around = [off[beside] for beside in (place - 1, place + 1) if beside in off]
        if wanted[place].light and (not around or (not heard and all(around))):
            continue
        if wanted[place].tail and place - 1 in off:
            continue
        kind: ChangeKind = "name" if place in named and heard else "wrong" if heard else "missing"
        found.append(Change(kind, wanted[place].text, heard))
    return found


def _verdict(
    places: list[int],
    missing: list[int],
    best: dict[int, tuple[int, str]],
    counted: int,
    bar: Bar,
    wanted: list[Token],
) -> Verdict:
    heavy = [place for place in places if not wanted[place].light] or places
    if len(missing) >= bar.gone * len(heavy) and counted:
        return "missing"
    tail = 0
    for place in reversed(heavy):
        if best.get(place, (GAP, ""))[1]:
            break
        tail += 1
    if tail >= bar.end:
        return "cut"
    return "changed" if counted >= bar.changes + (len(places) - 1) // bar.per else "said"


def _extras(
    groups: Sequence[Sequence[_Seen]],
    owner: list[int],
    due: Sequence[Due],
    spans: Sequence[tuple[float, float]],
    bar: Bar,
    *,
    timed: bool,
) -> list[Extra]:
    """Runs of speech that most passes heard between, before or after the lines: of each the telling of middle length, for one pass may have lost it or made it up."""
    tellings = [[_runs(each, owner) for each in seen] for seen in groups if seen]
    found = []
    for gap in sorted({gap for group in tellings for runs in group for gap in runs}):
        run = max((_middle([runs.get(gap, []) for runs in group]) for group in tellings), key=len)
        if len(run) < bar.extra:
            continue
        text = _written(run)
        start, end = (run[0].start, run[-1].end) if timed else (0.0, 0.0)
        shot, silent = _shot_at(start, end, due, spans) if timed else (0, not due)
        found.append(Extra(text, round(start, 2), round(end, 2), shot, silent))
    return found


def _middle(tellings: list[list[Token]]) -> list[Token]:
    return sorted(tellings, key=len)[(len(tellings) - 1) // 2]


def _runs(seen: _Seen, owner: list[int]) -> dict[int, list[Token]]:
    """Gap between lines (number of the line that follows) -> what was heard in it and in no line."""
    found: dict[int, list[Token]] = {}
    ends = {line: max(place for place, own in enumerate(owner) if own == line) for line in set(owner)}
    partner = {pair.due: pair.heard for pair in seen.pairs if pair.due is not None}
    reached = -1
    for pair in seen.pairs:
        if pair.due is not None:
            reached = pair.due
        elif pair.heard is not None:
            line = owner[reached] if reached >= 0 else -1
            whole = line < 0 or all(partner.get(place) is None for place in range(reached + 1, ends[line] + 1))
            opened = any(
                partner.get(place) is not None for place in range(reached + 1) if line >= 0 and owner[place] == line
            )
            if whole or not opened:
                found.setdefault(line + 1 if opened or line < 0 else line, []).append(seen.heard[pair.heard])
    return {gap: run for gap, run in found.items() if any(not token.light for token in run)}


def _written(run: Sequence[Token]) -> str:
    """Tokens as text again."""
    words = [token.text.removeprefix("#") for token in run]
    return ("" if any(not word.isascii() for word in words) else " ").join(words)


def _shot_at(start: float, end: float, due: Sequence[Due], spans: Sequence[tuple[float, float]]) -> tuple[int, bool]:
    """The shot in which most of a stretch of time lies, and whether nothing is to be spoken there."""
    if not spans:
        return 0, not due
    overlap = [min(end, high) - max(start, low) for low, high in spans]
    shot = max(range(len(spans)), key=overlap.__getitem__) + 1
    spoken = sum(max(0.0, min(end, line.end + AROUND) - max(start, line.start - AROUND)) for line in due)
    return shot, spoken < (end - start) / 2


def _moved(lines: list[LineHeard], extras: list[Extra], language: str, bar: Bar) -> tuple[list[LineHeard], list[Extra]]:
    """Missing lines that are heard elsewhere are misplaced, and what was heard there is them."""
    lines, extras = list(lines), list(extras)
    for at, line in enumerate(lines):
        if line.verdict != "missing":
            continue
        sought = tokens(line.due.text, language)
        for extra in extras:
            pairs = align(sought, tokens(extra.text, language))
            said = sum(pair.due is not None and pair.heard is not None and pair.cost <= NEAR for pair in pairs)
            if said >= bar.found * len(sought):
                lines[at] = replace(line, verdict="misplaced", start=extra.start, end=extra.end)
                extras.remove(extra)
                break
    return lines, extras


def _score(lines: Sequence[LineHeard], extras: Sequence[Extra], language: str) -> float:
    due = sum(line.weight for line in lines)
    wrong = sum(
        line.weight if line.verdict in ("missing", "misplaced") else min(line.weight, line.counted) for line in lines
    )
    added = sum(len(tokens(extra.text, language)) for extra in extras)
    return round(max(0.0, 1 - (wrong + added) / max(1, due + (0 if due else added))), 3)
