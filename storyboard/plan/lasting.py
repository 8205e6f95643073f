"""What holds from one line of a script to another: as a bible tells it, and as a question about some of its lines shows it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from storyboard import names
from storyboard.model import Lasting
from storyboard.patterns import deferred
from storyboard.plan.passages import Answered, Passage

MOST = 20
"""Of one answer; more are a retelling."""
_SENTENCE = deferred(r"[。；;]|\.(?=\s)")
LONGEST = {"about": 40, "holds": 120}
"""Characters."""


Span = tuple[str, int, int]
"""When a scene plays (`present`, `flashback` …), its first script line and its last."""


def lasting(told: Iterable[Mapping[str, Any]], spans: Sequence[Span] = ()) -> Iterator[Lasting]:
    """What an answer tells of it, in one line each; what says nothing, ends before it begins or is longer than a fact is left out.

    `spans`: the scenes in order. What begins in a flashback holds in no scene of now, and what holds now in no flashback: a mallet that a child
    of then picks up is not in the grown man's hand.
    """
    for each in list(told)[:MOST]:
        about, holds = (" ".join(each[key].split()).rstrip("。.") for key in ("about", "holds"))
        start, end = max(each["from"], 0), max(each["to"], 0)
        sized = 0 < len(about) <= LONGEST["about"] and 0 < len(holds) <= LONGEST["holds"]
        if sized and (not end or end >= start):
            yield from _when(Lasting(about, holds, start, end), spans)


def _when(fact: Lasting, spans: Sequence[Span]) -> Iterator[Lasting]:
    """A fact in the runs of scenes that play when it begins; as it is where all of its scenes do."""
    layer = next((layer for layer, first, last in spans if first <= fact.start <= last), "present")
    here = [span for span in spans if span[2] >= fact.start and (not fact.end or span[1] <= fact.end)]
    if all(span[0] == layer for span in here):
        yield fact
        return
    for same, group in groupby(here, key=lambda span: span[0] == layer):
        if same:
            run = list(group)
            start = 0 if not fact.start and run[0] is spans[0] else max(fact.start, run[0][1])
            end = fact.end if run[-1] is here[-1] else run[-1][2]
            yield replace(fact, start=start, end=end)


def holding(passage: Passage) -> list[dict[str, Any]]:
    """What of the story holds in the lines of a passage, for a question: with the number of the line from which, and up to which, where that is not all of them.

    A fact begins with the first step of its line that names what it is about, else with that line; what is told of the same thing from the
    line on which it ends ends it there: nothing is told two ways of one.
    """
    context = passage.context
    facts = context.cast.story.facts if context.cast.story else ()
    at = {line.number: context.line_of(line.unit.start) for line in passage.lines}
    begins = {(fact.about, fact.start): _first(fact, passage, at) for fact in facts}
    found: list[dict[str, Any]] = []
    for fact in facts:
        first, next_one = begins[fact.about, fact.start], begins.get((fact.about, fact.end), 0)
        turned = fact.end > fact.start and (fact.about, fact.end) in begins
        here = [
            number
            for number, line in at.items()
            if number >= first
            and fact.start <= line
            and (not fact.end or line < fact.end or (number < next_one if turned else line <= fact.end))
        ]
        if here:
            since, until = (
                here[0] if here[0] != passage.lines[0].number else 0,
                here[-1] if here[-1] != passage.last else 0,
            )
            found.append({"about": fact.about, "holds": fact.holds, "since": since, "until": until})
    return found


def _first(fact: Lasting, passage: Passage, at: Mapping[int, int]) -> int:
    """The number of the step of a passage with which a fact begins; 0 where it began before."""
    steps = [line for line in passage.lines if at[line.number] == fact.start]
    word = fact.about.casefold().split("的")[-1].split()[-1:] or [""]
    named = next((line.number for line in steps if word[0] and word[0] in line.text.casefold()), 0)
    return named or (steps[0].number if steps else 0)


def against(shot: Answered) -> Iterator[tuple[str, Lasting]]:
    """Words of a picture that use both hands of somebody of whose arm or hand it holds that it does nothing, and what holds: a man with a dead arm lifts nothing with two.

    Where the name stands in the same sentence; whose hands they are a reader sees.
    """
    context, language = shot.context, shot.context.known.language
    both, limbs, cannot = (language.words(f"lasting.{what}") for what in ("both", "limbs", "cannot"))
    sentences = _SENTENCE.split(str(shot.data["picture"]))
    used = {word: names.found(one, context.known) for one in sentences for word in both if word in one.casefold()}
    facts = context.cast.story.facts if used and context.cast.story else ()
    lines = [context.line_of(line.unit.start) for line in (*shot.lines, shot.after)]
    for fact in facts:
        holds = fact.start <= lines[0] and (not fact.end or lines[-1] <= fact.end)
        limb = any(word in fact.about.casefold() for word in limbs)
        if holds and limb and any(word in fact.holds.casefold() for word in cannot):
            whose = {*names.found(fact.about, context.known)}
            yield from ((word, fact) for word, people in used.items() if whose & {*people})
