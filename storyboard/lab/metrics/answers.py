"""How well the model answered, before anything of it was used: accepted, asked again, stepped down, words altered."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from storyboard.check.align import difference
from storyboard.check.shown import flat
from storyboard.lab.metrics.metric import NO_MODEL, NO_SHOTS, Metric, counted, none, scored, short, told
from storyboard.lab.runs import RunEvidence
from storyboard.languages import Language
from storyboard.llm.reading import Unreadable, read_answer
from storyboard.llm.transport import FORMS
from storyboard.model import Call, Scene, Score
from storyboard.patterns import deferred
from storyboard.plan.freeform import bare
from storyboard.plan.lines import Line, numbered
from storyboard.plan.stretches import stretches

PICTURES = ("shots", "slots", "board")
"""Kinds of questions whose answers hold pictures."""
_ABOUT = deferred(r"scene (.+), lines (\d+)-(\d+)")


def refused(call: Call) -> bool:
    """Whether the endpoint did not take the request as it was asked: nothing was answered, a plainer form may be."""
    return call.error.startswith("Refused")


def numbered_calls(found: RunEvidence) -> Iterator[tuple[str, Call]]:
    """Every call with its place, `call 4`: its position in the evidence."""
    for number, call in enumerate(found.calls, start=1):
        yield f"call {number}", call


def answer_of(call: Call) -> dict[str, Any]:
    """The answer as JSON, also where its form was refused; empty where it cannot be read at all."""
    if isinstance(call.parsed, dict):
        return call.parsed
    try:
        return read_answer(call.answer) if call.answer else {}
    except Unreadable:
        return {}


def entries(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The shots or slots of an answer, whatever else is wrong with it."""
    listed = data.get("shots", data.get("slots"))
    return [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []


def _first_try(found: RunEvidence) -> Score:
    firsts = [(place, call) for place, call in numbered_calls(found) if call.turn == 0 and not refused(call)]
    answered = {call.question for _, call in firsts}
    never = {call.question: (place, call) for place, call in numbered_calls(found) if call.question not in answered}
    asked = [*firsts, *never.values()]
    if not asked:
        return none("first_try", NO_MODEL)
    wrong = {place: call.about for place, call in asked if not call.accepted}
    good = len(asked) - len(wrong)
    why = f"{good} of {len(asked)} questions were accepted at the first answer"
    return scored("first_try", good / len(asked), f"{why}{'; not: ' + told(wrong) if wrong else ''}.", wrong)


def _re_asks(found: RunEvidence) -> Score:
    if not found.calls:
        return none("re_asks", NO_MODEL)
    again = {place: call.about for place, call in numbered_calls(found) if call.turn > 0 and not refused(call)}
    if not again:
        return scored("re_asks", 0, "No question was asked again.")
    faults = Counter(_kind(fault) for call in found.calls for fault in call.faults)
    most = "; ".join(f"{count} x {fault}" for fault, count in faults.most_common(3))
    return scored("re_asks", len(again), f"Questions asked again: {len(again)}, most often because: {most}.", again)


def _kind(fault: str) -> str:
    """A fault without its numbers and quotes, so that equal ones can be counted."""
    return short(re.sub(r"\d+", "N", re.sub(r"“.*”", "“…”", fault)), 70)


def _lost_answers(found: RunEvidence) -> Score:
    if not found.calls:
        return none("lost_answers", NO_MODEL)
    lost = [(place, short(call.error, 60)) for place, call in numbered_calls(found) if call.error and not refused(call)]
    return counted(
        "lost_answers", lost, "No answer was cut or stopped.", "Answers that were cut, stopped or never came"
    )


def _step_downs(found: RunEvidence) -> Score:
    if not found.calls:
        return none("step_downs", NO_MODEL)
    ranks = [FORMS.index(call.mode) for call in found.calls if call.mode in FORMS]
    steps = max(ranks, default=0) - min(ranks, default=0)
    slots = {
        place: call.about
        for place, call in numbered_calls(found)
        if call.kind == "slots" and call.turn == 0 and not refused(call)
    }
    plainer = [place for place, call in numbered_calls(found) if refused(call)]
    form = f"from {FORMS[min(ranks)]} to {FORMS[max(ranks)]}" if steps else "in one form"
    parts = (
        f"parts that fell back to the rules' cuts: {len(slots)}, at {told(slots)}"
        if slots
        else "no part fell back to slots"
    )
    why = f"Asked {form}; {parts}."
    return scored("step_downs", steps + len(slots), why, [*plainer, *slots])


def _by_rules(found: RunEvidence) -> Score:
    wanted = any(found.run.prompts.get(kind) for kind in PICTURES) or any(call.kind in PICTURES for call in found.calls)
    if found.run.model == "rules" or not wanted:
        return none("by_rules", "No model was asked for shots.")
    all_by = [
        (f"{work.id} shot {at}", trace) for work in found.works for at, trace in enumerate(work.trace.shots, start=1)
    ]
    if not all_by:
        return none("by_rules", NO_SHOTS)
    rules = {place: "" for place, trace in all_by if trace.by == "rules"}
    slots = sum(trace.by == "slots" for _, trace in all_by)
    half = f", {slots} have the rules' cuts and the model's pictures" if slots else ""
    why = f"{len(rules)} of {len(all_by)} shots were made by rules{half}"
    because = f"; {short(found.run.remarks[0], 120)}" if rules and found.run.remarks else ""
    return scored("by_rules", len(rules) / len(all_by), f"{why}{': ' + told(rules) if rules else ''}{because}.", rules)


def _lines(found: RunEvidence, call: Call, cache: list[tuple[Scene, tuple[Line, ...]]]) -> list[Line]:
    """The script lines that a question was about; of scenes with one number, the one whose words were asked."""
    match = _ABOUT.fullmatch(call.about)
    if not match:
        return []
    language = Language.of(found.script.language).code
    asked = flat("".join(message["content"] for message in call.messages if message["role"] == "user"))
    best: tuple[float, list[Line]] = (-1.0, [])
    if not cache:
        every = [stretch for episode in found.script.episodes for stretch in stretches(found.script, episode)]
        cache += [(stretch.scene, numbered(stretch.units, found.cast, language)) for stretch in every]
    for scene, own in cache:
        if match[1] in (scene.number, scene.id):
            lines = [line for line in own if int(match[2]) <= line.number <= int(match[3])]
            there = sum(flat(line.text) in asked for line in lines) / max(len(lines), 1)
            best = max(best, (there, lines), key=lambda each: each[0])
    return best[1]


def _boards(found: RunEvidence) -> Iterator[tuple[str, list[Line], list[tuple[str, str]]]]:
    """Of every whole board that was answered: its place, the speech lines asked, (role, words) answered.

    Left out are answers that cannot be read, and those whose scene the script does not have.
    """
    cache: list[tuple[Scene, tuple[Line, ...]]] = []
    for place, call in numbered_calls(found):
        said = entries(answer_of(call)) if call.kind == "board" else []
        spoken = [entry["dialogue"] for entry in said if isinstance(entry.get("dialogue"), dict)]
        asked = _lines(found, call, cache) if said else []
        if asked:
            lines = [line for line in asked if line.kind == "speech"]
            yield place, lines, [(str(each.get("role", "")), flat(str(each.get("text", "")))) for each in spoken]


def _altered_characters(found: RunEvidence) -> Score:
    name = "altered_characters"
    kinds = {call.kind for call in found.calls}
    if not kinds & set(PICTURES):
        return none(name, "No model was asked for shots.")
    if "board" not in kinds:
        return scored(name, 0, "Answers hold line numbers, no dialogue: no word can be altered (protocol cuts).")
    altered: dict[str, tuple[int, str]] = {}
    whole, unread = 0, sum(call.kind == "board" and bool(call.answer) for call in found.calls)
    for place, lines, said in _boards(found):
        script, answer = flat("".join(line.text for line in lines)), "".join(text for _, text in said)
        whole, unread = whole + len(script), unread - 1
        if count := edits(script, answer):
            altered[place] = count, short(difference(script, answer), 60)
    worst = dict(sorted(altered.items(), key=lambda each: -each[1][0]))
    total = sum(count for count, _ in altered.values())
    why = f"{total} of {whole} characters of speech were changed, left out or put in, before repair"
    named = "; " + told({place: f"{count}: {what}" for place, (count, what) in worst.items()}) if worst else ""
    left_out = f"; {unread} answers could not be read and are left out" if unread else ""
    return scored(name, total, f"{why}{named}{left_out}.", worst)


def edits(one: str, other: str) -> int:
    """Fewest characters to change, leave out or put in to make one text the other (Levenshtein).

    Bit-parallel after Myers 1999 and Hyyrö 2001: a column of the table is one integer, so a page takes milliseconds.
    """
    if not one:
        return len(other)
    masks: dict[str, int] = {}
    for at, char in enumerate(one):
        masks[char] = masks.get(char, 0) | 1 << at
    every, last = (1 << len(one)) - 1, 1 << (len(one) - 1)
    up, down, distance = every, 0, len(one)
    for char in other:
        equal = masks.get(char, 0)
        diagonal = (((equal & up) + up) ^ up) | equal | down
        right, left = down | (~(diagonal | up) & every), up & diagonal
        distance += bool(right & last) - bool(left & last)
        right, left = (right << 1 | 1) & every, (left << 1) & every
        up, down = left | (~(diagonal | right) & every), right & diagonal
    return distance


def _wrong_speakers(found: RunEvidence) -> Score:
    if not any(call.kind == "board" for call in found.calls):
        return none("wrong_speakers", "Answers name no speakers (no whole board was asked for).")
    wrong = [(place, what) for place, lines, said in _boards(found) for what in _given_away(lines, said)]
    return counted(
        "wrong_speakers", wrong, "Every line was answered with its own speaker.", "Lines given to somebody else"
    )


def _given_away(lines: Sequence[Line], said: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Lines that an answer gives to somebody else."""
    text = "".join(flat(line.text) for line in lines)
    owners = [line for line in lines for _ in flat(line.text)]
    at = 0
    for role, words in said:
        start = text.find(words, at) if words else -1
        if start >= 0:
            unit = owners[start].unit
            if bare(role) not in {bare(unit.speaker), *map(bare, unit.members)}:
                yield f"“{short(words, 20)}” is {unit.speaker}'s, not {role or 'nobody'}'s"
            at = start + len(words)


METRICS = (
    Metric("first_try", "accepted at first answer", "higher", "%", _first_try, 0.05),
    Metric("re_asks", "asked again", "lower", "", _re_asks, 0),
    Metric("step_downs", "stepped down to a plainer way", "lower", "", _step_downs, 0),
    Metric("lost_answers", "answers cut or stopped", "lower", "", _lost_answers, 0),
    Metric("by_rules", "shots by rules instead", "lower", "%", _by_rules, 0.0),
    Metric("altered_characters", "characters of speech altered", "lower", "", _altered_characters, 0),
    Metric("wrong_speakers", "lines given to somebody else", "lower", "", _wrong_speakers, 0),
)  # fmt: skip
