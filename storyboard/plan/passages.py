"""The shots of an answer about a whole story: over which lines of which scene each stands, who is in it, and how long it lasts.

A shot covers the lines behind the last one up to its `through`; where that is the same as before, it is a shot of its own: a look, a
hand, an exit, in which nothing is said and no line of the script stands.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from storyboard import camera, names, speech, staging
from storyboard.model import Offer
from storyboard.patterns import deferred
from storyboard.plan.answers import QUOTES, in_picture
from storyboard.plan.beats import STORY
from storyboard.plan.lines import HOLDS, Line, beats_of, crowded, groups, whole_again
from storyboard.plan.played import tenths_to_see
from storyboard.plan.questions import Context
from storyboard.plan.timing import tenths
from storyboard.records import dataclass

OWN = (10, 15, 30)
"""Tenths of a shot of its own: the least, what it has where the answer says nothing, the most."""
HELD = 40
"""Tenths at most by which the answer may hold a shot beyond the time of its lines."""
SPOKEN = 20
"""Tenths in which a line can be seen to be said, where there is room: one of 1.5 s with a look before it and a wait behind was called impossible."""
LINGERS, CLOSING = 15, 30
"""Tenths at least by which a long look is held, and those of the last shot of an episode, in which a line has `LINGERS` behind it."""
_LONG = deferred(
    r"久久|良久|许久|半晌|\bfor a long (?:time|moment|while|beat)\b|\ba long (?:pause|beat|moment|look)\b", re.I
)
LEAST_SHARE = 0.5
"""Of the time that its letters would take an action has so much at least, however short it is asked to be: a picture shows several things at once."""
LEAST_ACTED, KEPT = 12, 0.6
"""Tenths, and the share of its length, that an action keeps when a shot of its own takes part of its time."""
SPARED = 0.85
"""The share of what was asked for a shot that it keeps where a neighbour needs more."""
_PLACED = deferred(r"(.+?)(?:\s*[，,|｜]\s*([^，,|｜]*))?(?:\s*[，,|｜]\s*([^，,|｜]*))?")
"""Name, place and way: the last two hold no comma."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a scene as it stands in one question."""

    context: Context
    lines: tuple[Line, ...]
    readable: tuple[str, ...] = ()
    """Without white space: the actions, captions and headings of the whole episode, in which words on a sign, a page or a clock may stand."""
    heading: str = ""
    """Of its scene, as it is written."""

    @property
    def last(self) -> int:
        """Number of its last line."""
        return self.lines[-1].number


@dataclass(frozen=True, slots=True)
class Answered:
    """One shot of an answer with the lines it covers, and where it stands."""

    number: int
    """From 1."""
    data: Mapping[str, Any]
    lines: tuple[Line, ...]
    """Empty for a shot of its own."""
    passage: Passage
    after: Line
    """Its last line; of a shot of its own the line behind which it stands."""

    @property
    def framing(self) -> camera.Framing:
        return camera.read(self.data["camera"])

    @property
    def context(self) -> Context:
        return self.passage.context

    @property
    def written(self) -> int:
        """Tenths that an answer which writes its shots whole gives it, as far as its words, its deeds and a shot's length allow; 0 where the lines decide."""
        return int(min(max(self.asked, self.needed), speech.LONGEST)) if "seconds" in self.data else 0

    @property
    def asked(self) -> int:
        """Tenths that an answer which writes its shots whole asks for it."""
        return int(self.data.get("seconds", 0) * 10 + 0.5)

    @property
    def needed(self) -> int:
        """Tenths that its words, its deeds and what is read in it take at the least."""
        natural = seconds_of(self) if self.lines else 0
        spoken = any(line.kind == "speech" for line in self.lines)
        least = natural if spoken else max(LEAST_ACTED, round(natural * LEAST_SHARE))
        return int(max(tenths_to_see(self.data["picture"]), least))

    @property
    def own(self) -> int:
        """Tenths that the answer gives a shot of its own; 0 for one with lines."""
        least, usual, most = OWN
        asked = max(round(self.data["own"] * 10) or usual, tenths_to_see(self.data["picture"]), least)
        return 0 if self.lines else min(asked, most)

    @property
    def held(self) -> int:
        """Tenths that a shot is held beyond the time of its lines: a long look, a slow word, a silence; as the answer or the script has it."""
        missing = tenths_to_see(self.data["picture"]) - seconds_of(self) if self.lines else 0
        asked = min(max(round(self.data["own"] * 10), missing, 0), HELD)
        if any(line.kind == "speech" for line in self.lines):
            asked = max(asked, SPOKEN - seconds_of(self))
        lingers = self.told_to_hold or _LONG.search(str(self.data["picture"]))
        return 0 if not self.lines else max(asked, LINGERS) if lingers else asked

    @property
    def told_to_hold(self) -> bool:
        """Whether the script itself asks that it is held."""
        return any(HOLDS.search(text) for line in self.lines for text in _directions(line))

    def people(self) -> tuple[staging.Told, ...]:
        """Who is in the picture, by canonical name, each once."""
        known, found = self.context.known, dict[str, staging.Told]()
        for entry in self.data["frame"]:
            who, at, faces = placed(entry)
            if who:
                name = named(who, known)
                found.setdefault(name, staging.told(name, at, faces, known.language))
        return tuple(found.values())

    def moved(self, way: str) -> tuple[str, ...]:
        """Who comes (`enters`) or goes (`exits`), of those who have a name."""
        found = (named(name, self.context.known) for name in self.data[way])
        return tuple(dict.fromkeys(name for name in found if name in self.context.known.characters))

    @property
    def goes_on(self) -> bool:
        """Whether it speaks a later piece of a line."""
        return any(line.kind == "speech" and line.piece for line in self.lines)

    def may_show(self, who: str) -> bool:
        """Whether somebody can be in the picture: whoever has a body, for a script may call people of a scene they and she all through it."""
        member = self.context.cast.get(who)
        return member is None or member.kind != "voice"

    def speaker(self) -> tuple[str, ...]:
        """Whose mouth, or closed lips, the shot must show."""
        said = next((line for line in self.lines if line.kind == "speech"), None)
        return in_picture(said, self.context.cast) if said and not heard_from_elsewhere(said) else ()


def _directions(line: Line) -> tuple[str, ...]:
    """What a line tells to be seen: an action, what stands in brackets beside a speech."""
    return (line.text,) if line.kind == "action" else line.asides


def heard_from_elsewhere(line: Line) -> bool:
    """Whether a stage direction says that a speech is heard from where nobody looks: （门外）, (within)."""
    return any(staging.heard_from_off(aside) for aside in line.asides)


def placed(entry: str) -> tuple[str, str, str]:
    """Name, place and way of one entry of a frame: `林婉，左前，右`, `MRS. PRICE, left front, right`; what is not said is empty."""
    match = _PLACED.fullmatch(" ".join(entry.split()).strip("，, "))
    who, at, faces = match.groups("") if match else ("", "", "")
    return who, at, faces


def named(word: str, known: names.Naming) -> str:
    """The canonical name that a word of an answer means; the word itself where it means nobody of the cast."""
    return known.target(" ".join(word.split()))


def tidy(text: str, context: Context) -> str:
    """A text of an answer in one line, with names in the script's own letters."""
    text = " ".join(text.split())
    for name in context.known.characters:
        if name.isascii() and name.isupper() and len(name) > 1:
            text = replaced(text, rf"\b{re.escape(name.title())}\b", name)
    return text


def replaced(text: str, words: str, told: str, most: int = 0) -> str:
    """A text with words (a pattern) told otherwise, `most` times (0: always), but not in quotation marks: what is to be read there is read letter by letter."""
    read = [quote.span() for quote in QUOTES.finditer(text)]
    left = most or len(text)

    def instead(match: re.Match[str]) -> str:
        nonlocal left
        if not left or any(start < match.start() < end for start, end in read):
            return match[0]
        left -= 1
        return told

    return re.sub(words, instead, text)


def answered(data: Mapping[str, Any], passages: Sequence[Passage]) -> list[Answered]:
    """The shots of an answer over their lines; one that crosses into another passage, or speaks two lines, is cut there."""
    lines = [line for passage in passages for line in passage.lines]
    of = {line.number: passage for passage in passages for line in passage.lines}
    rows = list(enumerate(data["shots"], 1))
    filmed, own = told_apart(rows)
    taken = groups(lines, [shot["through"] for _, shot in filmed])
    found: list[Answered] = []
    for (number, shot), group in zip(_asked_for(filmed, taken), taken, strict=True):
        cut = [Answered(number, shot, part, of[part[0].number], part[-1]) for part in _single(group, of)]
        found += cut
        found += [replace(cut[-1], number=at, data=each, lines=()) for at, each in own.get(number, ())]
    return found


Row = tuple[int, Mapping[str, Any]]
"""A shot of an answer with its number, from 1."""


def told_apart(rows: Sequence[Row]) -> tuple[list[Row], dict[int, list[Row]]]:
    """The shots with lines, and by the number of each those of their own behind it."""
    filmed: list[Row] = []
    own: dict[int, list[Row]] = {}
    for number, shot in rows:
        if filmed and shot["through"] == filmed[-1][1]["through"]:
            own.setdefault(filmed[-1][0], []).append((number, shot))
        else:
            filmed.append((number, shot))
    return filmed, own


def _single(group: Sequence[Line], of: Mapping[int, Passage]) -> Iterator[tuple[Line, ...]]:
    """A group in pieces of one passage and one dialogue line each."""
    now: list[Line] = []
    for line in group:
        said = next((each.unit for each in now if each.kind == "speech"), None)
        another = line.kind == "speech" and said is not None and said is not line.unit
        if now and (another or of[line.number] is not of[now[-1].number]):
            yield tuple(now)
            now = []
        now.append(line)
    if now:
        yield tuple(now)


def _asked_for(rows: Sequence[Row], taken: Sequence[tuple[Line, ...]]) -> list[Row]:
    """For every group of lines the shot that was answered for it: one whose number cuts nothing has no lines."""
    found: list[Row] = []
    last = 0
    for group in taken:
        fits = [(number, shot) for number, shot in rows if number > last and shot["through"] >= group[0].number]
        found.append((fits or rows[-1:])[0])
        last = found[-1][0]
    return found


def clips_of(data: Mapping[str, Any], shots: Sequence[Answered]) -> list[list[Answered]]:
    """The shots in the clips of an answer; one of its own goes with the shot before it."""
    breaks, found = set(data["clips"]), list[list[Answered]]([[]])
    for shot in shots:
        if shot.lines and found[-1] and found[-1][-1].after.number in breaks:
            found.append([])
        found[-1].append(shot)
    return [clip for clip in found if clip]


def timed(shots: Sequence[Answered]) -> list[int]:
    """Tenths of each shot. One of its own behind a silent action shows what comes of it, and has part of its time."""
    found = [shot.written or shot.own or min(seconds_of(shot) + shot.held, speech.LONGEST) for shot in shots]
    for at, shot in enumerate(shots):
        if shot.written or shot.held or crowded(shot.lines):
            continue
        wanted = sum(shots[behind].own for behind in _behind(shots, at))
        if wanted and not any(line.kind == "speech" for line in shot.lines):
            found[at] -= max(0, min(wanted, found[at] - max(LEAST_ACTED, round(found[at] * KEPT))))
    if shots and closes(shots[-1]):
        last = shots[-1]
        spoken = seconds_of(last) + LINGERS if last.speaker() else 0
        found[-1] = min(max(found[-1], CLOSING, spoken), speech.LONGEST)
    return found


def fitted(clips: Sequence[Sequence[Answered]], offer: Offer | None) -> list[int]:
    """Tenths of each shot of the clips, in order; what one of them needs beyond what was asked is given back by its neighbours.

    That is where the clip was asked for in a length that is sold and comes out longer, and others have so much to spare: what they need themselves,
    and most of what was asked for them, they keep.
    """
    found = timed([shot for clip in clips for shot in clip])
    at = 0
    for clip in clips:
        here = range(at, at := at + len(clip))
        asked = sum(shot.asked for shot in clip)
        sold = min((length * 10 for length in offer.lengths if length * 10 >= asked), default=0) if offer else 0
        over = sum(found[each] for each in here) - sold
        if not sold or over <= 0 or not all(shot.written for shot in clip):
            continue
        spare = {each: found[each] - _kept(shot, offer) for each, shot in zip(here, clip, strict=True)}
        if sum(max(one, 0) for one in spare.values()) < over:
            continue
        for _ in range(over):
            most = max(spare, key=lambda each: spare[each])
            spare[most], found[most] = spare[most] - 1, found[most] - 1
    return found


def _kept(shot: Answered, offer: Offer | None) -> int:
    """Tenths that a shot keeps whatever its neighbours need; the last one of an episode all of its own."""
    if closes(shot):
        return speech.LONGEST
    spoken = offer.least_spoken if offer and any(line.kind == "speech" for line in shot.lines) else 0
    return max(shot.needed, spoken, math.ceil(shot.asked * SPARED))


def closes(shot: Answered) -> bool:
    """Whether a shot stands behind or on the last line of its episode; it may be the last one."""
    last = shot.passage.lines[-1]
    told = next((unit for unit in reversed(shot.context.item.units) if unit.kind in STORY), None)
    return shot.context.last and shot.after is last and last.unit is told


def _behind(shots: Sequence[Answered], at: int) -> Iterator[int]:
    """The shots of their own right behind one with lines."""
    behind = at + 1
    while shots[at].lines and behind < len(shots) and not shots[behind].lines:
        yield behind
        behind += 1


def seconds_of(shot: Answered) -> int:
    """Natural length in tenths of a shot with lines."""
    context = shot.context
    found = beats_of(context.item.scene, whole_again(shot.lines))
    return sum(tenths(beat, context.cast, context.language) for beat in found) + crowded(shot.lines)
