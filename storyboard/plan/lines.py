"""A scene as numbered lines that a model may point at: cut points in, beats out, nothing lost whatever the cuts are."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from storyboard import speech
from storyboard.lettering import shown_over
from storyboard.model import Cast, Scene, Unit
from storyboard.patterns import deferred
from storyboard.plan.beats import NORMAL, STORY, Beat, Grain, long_tenths, pieces_of_action, pieces_of_speech
from storyboard.plan.timing import tenths
from storyboard.records import dataclass

MOST = 40
"""Lines of one question."""


@dataclass(frozen=True, slots=True)
class Line:
    """One unit, or the piece of one that fits into a shot."""

    number: int
    """1-based within its stretch of the scene."""
    kind: str
    """`speech`, `action`, `caption`, `effect`, or `gesture` for a speech without words."""
    unit: Unit
    text: str
    asides: tuple[str, ...] = ()
    piece: int = 0
    last: bool = True


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive beats of one scene with their lines: what one question is about."""

    first: int
    """Index of its first beat in the scene."""
    beats: tuple[Beat, ...]
    """As the rule planner cuts them: where a chunk may be cut in two, and what stands when the model fails."""
    lines: tuple[Line, ...]

    def halves(self) -> "tuple[Chunk, Chunk] | None":
        """The chunk in two at a beat near its middle; None where it is one beat."""
        if len(self.beats) < 2:
            return None
        middle, done = len(self.lines) / 2, 0
        cuts = []
        for at, beat in enumerate(self.beats[:-1], start=1):
            done += count(beat)
            cuts.append((abs(done - middle), at, done))
        _, at, done = min(cuts)
        return (
            replace(self, beats=self.beats[:at], lines=self.lines[:done]),
            replace(self, first=self.first + at, beats=self.beats[at:], lines=self.lines[done:]),
        )


SENTENCES = Grain(action=0, rhythm=42, rhythm_least=14)
"""Cuts every sentence of an action, and a speech where a face may be seen in between."""
STEPS = replace(SENTENCES, acts=1)
"""Cuts every step of an action, however short: what several shots play stands in each of them no further than it has come."""
EVENTFUL = 42
"""Tenths of a sentence from which on it may hold several events, and may be cut where one of them ends."""
_EVENT_ENDS = deferred(r"[，；;](?=[^，。；;]{4})|,(?=\s+(?:and|then|but|while|until|as)\b)|;|\s[–—](?=\s)|\s--(?=\s)")
"""Behind a clause of a sentence that tells of the next event: a comma in Chinese, a comma and a joining word in English."""
_CLAUSE_ENDS = deferred(r"[，；;](?=[^，。；;])|[,;](?=\s+\w)|\s[–—](?=\s)")
_STEP_ENDS = deferred(
    r"[，；;](?=[^，。；;]{2})|,(?=\s+(?:(?:and|then|but|while|until|as|so|who|where|which|his|her|its|their)\b|[a-z]+(?:s|ing)\s+(?!of\b)))|;"
    r"|\s[–—](?=\s)|\s--(?=\s)|(?<=\w)(?=\s(?:and|then)\s(?:then\s)?[a-z]+s\s"
    r"(?:an?|the|his|hers?|its?|their|them|him|up|down|out|on|off|in|into|to|at|over|back|away|from|through|past|after|behind|under|across)\b)"
)
"""Behind every step: a comma in Chinese, in English a comma or a joining word before what is done next. A cut too many costs nothing: it is a place where a shot may end."""
_LOOKS = deferred(
    r"\d+岁|[十几]岁|出头|多岁|左右，|年纪|模样|身穿|身着|穿着|一身|戴着|头发|短发|长发"
    r"|, (?:\d{1,2}|(?:early|mid|late)[ -]|teens|twent|thirt|fort|fift|sixt|sevent|eight)|\b(?:wearing|dressed in|in an? [\w-]+ (?:coat|suit|dress|shirt|jacket))\b",
    re.I,
)
"""Words of looks: a list of them is no list of events."""
_WITHIN = deferred(r"[(（\[【][^()（）\[\]【】]*[)）\]】]|“[^“”]*”|「[^「」]*」|\"[^\"]*\"")


def numbered(
    units: Iterable[Unit], cast: Cast, language: str, first: int = 1, grain: Grain = NORMAL
) -> tuple[Line, ...]:
    """The story lines of a stretch of a scene, long ones cut into pieces that fit into shots, numbered from `first`.

    `grain`: how finely actions are cut.
    """
    found: list[Line] = []
    for unit in units:
        if unit.kind in STORY:
            found.extend(_pieces(unit, cast, language, grain))
    return tuple(replace(line, number=number) for number, line in enumerate(found, start=first))


def whole_again(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of one shot with neighbouring pieces of one action or speech as one, in the script's own words."""
    found: list[Line] = []
    for line in lines:
        last = found[-1] if found else None
        if (
            last
            and line.kind == last.kind
            and line.kind in ("action", "speech")
            and line.unit is last.unit
            and last.text + line.text in line.unit.text
        ):
            text, asides = last.text + line.text, (*last.asides, *line.asides)
            found[-1] = replace(last, number=line.number, text=text, asides=asides, last=line.last)
        else:
            found.append(line)
    return tuple(found)


HOLDS = deferred(
    r"久久|良久|许久|很久|好久|长久|半晌|半天|好一会儿|沉默|一动不动|一片死寂|镜头(?:只看|停在|定在|不动|久)|\bwe (?:stay|hold|linger|remain)\b|\bhold(?:s|ing)? on\b"
    r"|\bsilence\b|\bfor a long (?:time|moment|while|beat)\b|\b(?:a|the) long (?:pause|beat|moment|look)\b",
    re.I,
)
"""Words by which the script itself asks that a shot is held."""
SEEN = 6
"""Tenths beside the first 1.5 s from which on a sentence is an action that can be filmed by itself."""


def _events(text: str, ending: re.Pattern[str] | None = None) -> Iterator[str]:
    """A sentence behind each of its events; whole where it is short. What stands in brackets or quotation marks stays together.

    `ending`: where else one ends, however short the sentence is.
    """
    ends = [0]
    if ending or long_tenths(text) >= EVENTFUL:
        closed = [match.span() for match in _WITHIN.finditer(text)]
        found = (match.end() for match in (ending or _EVENT_ENDS).finditer(text))
        ends += [end for end in found if not any(start < end <= close for start, close in closed)]
    yield from (text[start:end] for start, end in pairwise([*ends, len(text)]) if end > start)


def _steps(text: str) -> list[str]:
    """A sentence in steps that one can see; what is too short for one, and looks that go on, belong to the piece before."""
    found: list[str] = []
    for piece in _events(text, _STEP_ENDS):
        little = speech.han(piece) + 2 * speech.words(piece) < LEAST_STEP
        before = speech.han(found[-1]) + 2 * speech.words(found[-1]) if found else 0
        if found and (little or before < LEAST_STEP or (_LOOKS.search(found[-1]) and _LOOKS.search(piece))):
            found[-1] += piece
        else:
            found.append(piece)
    return found


LEAST_STEP = 3
"""Characters of a step at least; an English word counts as two."""


def events(text: str) -> int:
    """How many things happen in an action, one after the other: its clauses; a sentence that tells what somebody looks like is one."""
    sentences = pieces_of_action(text, SENTENCES)
    return sum(1 if _LOOKS.search(each) else 1 + sum(1 for _ in _CLAUSE_ENDS.finditer(each)) for each in sentences)


EVENT, LEAST_MISSING, MOST_MISSING = 15, 5, 40
"""Tenths in which one event of several can be seen, what must be missing before a shot gets more, and the most it gets: falls, bounces and is picked up in 2.1 s was called impossible."""


def crowded(lines: Iterable[Line]) -> int:
    """Tenths that several events in one shot need beyond the time of their letters, so that each is seen; 0 where little is missing."""
    acts = [line.text for line in lines if line.kind == "action"]
    needed = sum(map(events, acts)) * EVENT - long_tenths("".join(acts))
    return min(needed, MOST_MISSING) if acts and needed >= LEAST_MISSING else 0


def _seen(texts: Iterable[str]) -> list[str]:
    """The sentences of an action, those that are too short to be seen joined to the one before, or to the next; a silence is seen by itself."""
    found: list[str] = []
    for text in texts:
        short = [each for each in (text, *found[-1:]) if _is_short(each)]
        alone = any(HOLDS.search(each) for each in short)
        if found and short and not alone:
            found[-1] += text
        else:
            found.append(text)
    return found


def _is_short(text: str) -> bool:
    return long_tenths(text) - long_tenths("") < SEEN


def _told_apart(texts: Sequence[str], grain: Grain) -> Sequence[str]:
    """The pieces of an action that a model may cut at: for a director every event of it, for one who writes whole shots every step."""
    if grain is STEPS:
        return [step for text in texts for step in _steps(text)]
    return _seen([event for text in texts for event in _events(text)]) if grain is SENTENCES else texts


def _pieces(unit: Unit, cast: Cast, language: str, grain: Grain) -> Iterator[Line]:
    if unit.kind == "action":
        texts = pieces_of_action(unit.text, grain)
        yield from (Line(0, "action", unit, text) for text in _told_apart(texts, grain))
    elif unit.kind != "speech":
        yield Line(0, "caption" if unit.kind in ("caption", "title") else "effect", unit, unit.text)
    elif not unit.text:
        yield Line(0, "gesture", unit, "", tuple(aside.text for aside in unit.parentheticals))
    else:
        member = cast.get(unit.speaker)
        tempo = member.voice.tempo if member else speech.TEMPO[language]
        texts = pieces_of_speech(unit.text, tempo, language, grain)
        at = 0
        for number, text in enumerate(texts):
            last = number == len(texts) - 1
            asides = tuple(
                aside.text
                for aside in unit.parentheticals
                if at <= aside.at < at + len(text) or (last and aside.at >= at + len(text))
            )
            yield Line(0, "speech", unit, text, asides, number, last)
            at += len(text)


def count(beat: Beat) -> int:
    """Lines of a beat that the rule planner cut."""
    return len(beat.acts) + len(beat.captions) + len(beat.tags) + (beat.speech is not None)


def chunks(lines: Sequence[Line], beats: Sequence[Beat]) -> list[Chunk]:
    """A scene in chunks of at most 40 lines, as even as its beats allow; none where it has no lines."""
    if not lines:
        return []
    parts = -(-len(lines) // MOST)
    target = len(lines) / parts
    cuts, done = [0], 0
    ends: list[int] = []
    for at, beat in enumerate(beats):
        before = ends[cuts[-1] - 1] if cuts[-1] else 0
        if done > before and (done + count(beat) - before > MOST or done - before >= target):
            cuts.append(at)
        done += count(beat)
        ends.append(done)
    starts = [0, *ends]
    return [
        Chunk(start, tuple(beats[start:end]), tuple(lines[starts[start] : starts[end]]))
        for start, end in pairwise([*cuts, len(beats)])
    ]


def groups(lines: Sequence[Line], throughs: Iterable[int]) -> list[tuple[Line, ...]]:
    """The lines between cut points; whatever the numbers are, every line is in exactly one group, in order.

    Numbers that do not rise cut nothing; lines after the last cut belong to the last group.
    """
    found: list[tuple[Line, ...]] = []
    at = 0
    for through in throughs:
        end = at
        while end < len(lines) and lines[end].number <= through:
            end += 1
        if end > at:
            found.append(tuple(lines[at:end]))
            at = end
    if at < len(lines):
        found[-1:] = [(*(found[-1] if found else ()), *lines[at:])]
    return found


def beats_of(scene: Scene, group: Sequence[Line]) -> list[Beat]:
    """The beats of a group: one, or one for each of its speeches, since a shot speaks one line."""
    runs: list[list[Line]] = [[]]
    for line in group:
        if line.kind == "speech" and any(other.kind == "speech" for other in runs[-1]):
            runs.append([])
        runs[-1].append(line)
    return [_beat(scene, run) for run in runs if run]


def _beat(scene: Scene, lines: Sequence[Line]) -> Beat:
    items = [item for line in lines for item in ((line.text,) if line.kind == "action" else line.asides)]
    said = next((line for line in lines if line.kind == "speech"), None)
    return Beat(
        scene,
        tuple({line.unit.id: line.unit for line in lines}.values()),
        tuple(items),
        tuple(line.text for line in lines if line.kind == "action"),
        said.unit if said else None,
        said.text if said else "",
        said.piece if said else 0,
        said.last if said else True,
        tuple(words for line in lines if (words := _read_on(line))),
        tuple(line.text for line in lines if line.kind == "effect"),
    )


def _read_on(line: Line) -> str:
    """What is to be read in the picture: a caption, or the words over a cut."""
    if line.kind == "effect" and line.unit.kind == "transition":
        return shown_over(line.text)
    return line.text if line.kind == "caption" else ""


def seconds(scene: Scene, line: Line, cast: Cast, language: str) -> float:
    """Natural length of a line alone."""
    return tenths(_beat(scene, [line]), cast, language) / 10


def acting(lines: Sequence[Line]) -> int:
    """Tenths that the actions of a group would take if there were no cap."""
    text = "".join(line.text for line in lines if line.kind == "action")
    return long_tenths(text) if text else 0
