"""What is wrong with the shots of a whole story, and how they become pictures: presence, sides, speakers, clips, words.

A shot covers the lines behind the last one up to its `through`; where that is the same as before, it is a shot of its own: a look, a
hand, an exit, in which nothing is said and no line of the script stands. Cuts that are none are a fault. All else is a
`Remark`, asked about once: what then is still wrong, code leaves out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from storyboard import camera, names, speech, staging
from storyboard.check.shown import flat
from storyboard.lettering import lettering
from storyboard.model import Offer, Remark, Staging
from storyboard.patterns import deferred
from storyboard.plan import reasons
from storyboard.plan.answers import (
    QUOTES,
    cut_faults,
    in_picture,
    retold,
    word_faults,
)
from storyboard.plan.beats import STORY
from storyboard.plan.lines import HOLDS, Line, acting, beats_of, crowded, groups, whole_again
from storyboard.plan.played import tenths_to_see
from storyboard.plan.questions import Context
from storyboard.plan.timing import tenths
from storyboard.records import dataclass

ONE_TAKE = 65
"""Tenths of a speech from which on one face for all of it was called a fault, where it can be cut."""
TOO_MUCH = 140
"""Tenths of action in one shot, looks told in passing included."""
LONGEST = 600
"""Characters of a picture."""
MOST_FACES, MOST_ALIKE = 3, 3
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
MOST_OWN = 3
"""Shots with lines for each shot of its own, at least."""
MOST_UNSEEN = 4
"""One in so many spoken shots may look at whoever listens; more are asked about."""
LEAST_SHARE = 0.5
"""Of the time that its letters would take an action has so much at least, however short it is asked to be: a picture shows several things at once."""
LEAST_ACTED, KEPT = 12, 0.6
"""Tenths, and the share of its length, that an action keeps when a shot of its own takes part of its time."""
MANY, MOVING = 8, (0.3, 0.75)
"""Shots from which on it is told when the share of those that move is below or above these."""
CLOSE = frozenset({"medium-close", "near", "close", "extreme-close"})
_PLACED = deferred(r"(.+?)(?:\s*[，,|｜]\s*([^，,|｜]*))?(?:\s*[，,|｜]\s*([^，,|｜]*))?")
"""Name, place and way: the last two hold no comma."""
_APART = deferred(r"[\s:：,，、/|·—–-]+")
_TAIL = deferred(r"[，,；;。.、][^，,；;。.、]*[。.]?$")
_BLURRED = deferred(
    r"虚化|看不清|看不见字|模糊|不可读|认不出|\bblurred\b|\bunreadable\b|\bout of focus\b|\billegible\b|\bsoft text\b",
    re.I,
)
WORTH = 4
"""Remarks from which on it is worth asking again: one that code can live with is not, and where clips end packing decides itself."""
FULL = 0.65
"""Share of a sold length from which on a clip may be stretched to it."""
_OVER = deferred(
    r"绕到|换到|走到|跑到|冲到|退到|移到|\b(?:crosses|moves|goes|runs|steps|comes|passes) (?:over |across |round |around |to )",
    re.I,
)
FACES = frozenset({"near", "close", "extreme-close"})
LOOSE = 12
"""Tenths by which a clip may be longer than the longest that is sold: actions are elastic."""


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
        if "seconds" not in self.data:
            return 0
        natural = seconds_of(self) if self.lines else 0
        spoken = any(line.kind == "speech" for line in self.lines)
        least = natural if spoken else max(LEAST_ACTED, round(natural * LEAST_SHARE))
        told = max(round(self.data["seconds"] * 10), tenths_to_see(self.data["picture"]), least)
        return int(min(told, speech.LONGEST))

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
            text = _replaced(text, rf"\b{re.escape(name.title())}\b", name)
    return text


def _replaced(text: str, words: str, told: str, most: int = 0) -> str:
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
    filmed, own = _told_apart(rows)
    taken = groups(lines, [shot["through"] for _, shot in filmed])
    found: list[Answered] = []
    for (number, shot), group in zip(_asked_for(filmed, taken), taken, strict=True):
        cut = [Answered(number, shot, part, of[part[0].number], part[-1]) for part in _single(group, of)]
        found += cut
        found += [replace(cut[-1], number=at, data=each, lines=()) for at, each in own.get(number, ())]
    return found


Row = tuple[int, Mapping[str, Any]]
"""A shot of an answer with its number, from 1."""


def _told_apart(rows: Sequence[Row]) -> tuple[list[Row], dict[int, list[Row]]]:
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


def faults_of(data: Mapping[str, Any], passages: Sequence[Passage], offer: Offer | None) -> Sequence[str]:
    """What is wrong with an answer: faults, or remarks, of which the grave come first; at most a dozen sentences."""
    if faults := list(_cuts(data, passages)):
        return faults[:12]
    shots = answered(data, passages)
    grave = [*_overfull(data, passages), *(fault for shot in shots for fault in left_out(shot))]
    if any(shot.written for shot in shots):  # a whole board again is dear: not for what code can live with
        lost = [fault for shot in shots if not usable(shot.data["picture"], shot) for fault in left_out(shot)]
        return [Remark(each) for each in grave[:12]] if len(lost) >= WORTH else []
    mended = [fault for shot in shots for fault in put_in_order(shot)]
    light = [*mended, *_presence(shots), *_sides(shots)]
    light += [*_looks(shots), *_rhythm(shots), *_long(shots), *_own(shots)]
    asked = bool(grave) or len(light) >= WORTH
    return [
        Remark(each) for each in (*grave, *(light if asked else ()), *(_clips(data, shots, offer) if asked else ()))
    ][:12]


def _overfull(data: Mapping[str, Any], passages: Sequence[Passage]) -> Iterator[str]:
    """Shots with more than one line of dialogue."""
    lines = [line for passage in passages for line in passage.lines]
    filmed = _told_apart(list(enumerate(data["shots"], 1)))[0]
    for (number, _), group in zip(filmed, groups(lines, [shot["through"] for _, shot in filmed]), strict=False):
        said = [line for line in group if line.kind == "speech"]
        units = dict.fromkeys(line.unit.id for line in said)
        if len(units) > 1:
            yield f"shot {number}: lines {', '.join(str(line.number) for line in said)} are {len(units)} dialogue lines; a shot has at most one"


def left_out(shot: Answered) -> Iterator[str]:
    """What code would have to leave out of a shot."""
    head, picture = _head(shot), tidy(shot.data["picture"], shot.context)
    yield from (f"{head}: {fault}" for fault in _wrong(picture[:LONGEST], shot))
    shown = [words for line in shot.lines if line.kind == "action" for words in lettering(line.text)]
    if shown and (blurred := _BLURRED.search(picture)):
        yield f"{head}: “{shown[0][:20]}” of the script is to be read in the picture, and the answer says {blurred[0]}"


def put_in_order(shot: Answered) -> Iterator[str]:
    """What is wrong in a shot and code mends: a size is assumed, a picture shortened, whoever is named only in the frame added, a voice taken out."""
    head, picture = _head(shot), tidy(shot.data["picture"], shot.context)
    if not camera.find(camera.SIZES, shot.data["camera"]):
        yield f"{head}: camera {shot.data['camera']!r} names no shot size of the list"
    if len(picture) > LONGEST:
        yield f"{head}: picture has {len(picture)} characters; write 4 to {LONGEST}"
    for one in shot.people():
        if not shot.may_show(one.who):
            yield f"{head}: {one.who} is only a voice"
        elif one.who in shot.context.known.characters and one.who not in names.found(picture, shot.context.known):
            yield f"{head}: {one.who} stands in `frame`, and the picture does not name them"


def _head(shot: Answered) -> str:
    return f"shot {shot.number} (through {shot.after.number})"


def _wrong(picture: str, shot: Answered) -> Iterator[str]:
    """What is wrong with a picture."""
    if not 4 <= len(picture) <= LONGEST:
        yield f"picture has {len(picture)} characters; write 4 to {LONGEST}"
    yield from word_faults("picture", _unlettered(picture, shot), shot.context)
    yield from retold(picture, shot.lines, "picture")


def _unlettered(picture: str, shot: Answered) -> str:
    """A picture without quotations whose words the script has, letter by letter, and which can be read there: at once, or part by part (TODAY: PUDDING).

    In an action or a caption of the episode, or in a speech that quotes: a letter, a log that is read out.
    """
    for quote in QUOTES.finditer(picture):
        if _is_read(quote, shot):
            picture = picture.replace(quote[0], "")
    return picture


def _is_read(quote: re.Match[str], shot: Answered) -> bool:
    """Whether the script has the words of a quotation where they can be read."""
    spoken = [line for line in shot.passage.lines if line.kind == "speech"]
    read_out = (
        line.unit.text for line in spoken if QUOTES.search(line.unit.text) or not in_picture(line, shot.context.cast)
    )
    texts = [text.casefold() for text in (*shot.passage.readable, *map(flat, read_out))]
    parts = [flat(part).casefold() for part in _APART.split(_inside(quote)) if flat(part)]
    whole = flat(_inside(quote)).casefold()
    return bool(whole) and (
        any(whole in text for text in texts) or all(any(part in text for text in texts) for part in parts)
    )


def _inside(quote: re.Match[str]) -> str:
    return next((part for part in quote.groups() if part), "")


def usable(picture: str, shot: Answered) -> str:
    """A picture in one line, cut behind a clause where it is too long; empty where it may not stand on the board."""
    picture = tidy(picture, shot.context)
    while len(picture) > LONGEST:
        shorter = _TAIL.sub("", picture)
        picture = shorter if shorter != picture else picture[:LONGEST]
    if shot.written and list(_wrong(picture, shot)):  # what the script has nowhere is not to be read; the rest stands
        picture = QUOTES.sub(lambda quote: quote[0] if _is_read(quote, shot) else _inside(quote), picture)
    return "" if list(_wrong(picture, shot)) else picture.rstrip("。. ")


def _cuts(data: Mapping[str, Any], passages: Sequence[Passage]) -> Iterator[str]:
    """Numbers that do not rise, do not end, or run over the end of a scene; the same again is a shot of its own."""
    every = [shot["through"] for shot in data["shots"]]
    throughs = [each for at, each in enumerate(every) if at == 0 or each != every[at - 1]]
    yield from cut_faults(throughs, [line for passage in passages for line in passage.lines])
    if not throughs:
        return
    for passage in passages:
        if passage.last not in throughs:
            scene = passage.context.item.scene
            yield f"scene {scene.number or scene.id} ends with line {passage.last}, and no `through` is {passage.last}: no shot may cross into another scene"


def _presence(shots: Sequence[Answered]) -> Iterator[str]:
    """Too many who speak unseen, and who is seen after leaving."""
    gone: dict[str, int] = {}
    before: Passage | None = None
    spoken = [shot for shot in shots if shot.speaker()]
    unseen = [shot for shot in spoken if not {one.who for one in shot.people()} & set(shot.speaker())]
    if len(unseen) > max(1, len(spoken) // MOST_UNSEEN):
        numbers = ", ".join(str(shot.number) for shot in unseen)
        yield f"shots {numbers}: whoever speaks there is not in `frame`; look at who listens in one spoken shot of {MOST_UNSEEN} at most"
    for shot in shots:
        if shot.passage is not before:
            gone, before = {}, shot.passage
        seen = {one.who for one in shot.people()}
        for name in (*shot.moved("enters"), *(one for one in shot.speaker() if one in gone)):
            gone.pop(name, None)
        for name in sorted(seen & gone.keys()):
            yield f"shot {shot.number}: {name} left in shot {gone.pop(name)}; who comes back stands in `enters`"
        gone |= dict.fromkeys(shot.moved("exits"), shot.number)
        for line in shot.lines:
            if line.unit.delivery == "phone" and line.unit.speaker in seen and not _elsewhere(shot, shots):
                yield f"shot {shot.number}: {line.unit.speaker} is only heard there, over the phone; show who listens, or write the other end in `now`"
        faces = [one for one in shot.people() if one.looks != "away"]
        if len(faces) > MOST_FACES and shot.framing.size in CLOSE:
            yield f"shot {shot.number}: {len(faces)} clear faces in a {shot.framing.size} shot; at most {MOST_FACES}"


def _elsewhere(shot: Answered, shots: Sequence[Answered]) -> bool:
    """Whether both ends of a call may be seen: its scene has both, or an answer has gone to another place in it."""
    here = (each for each in shots if each.passage is shot.passage and each.number <= shot.number)
    places = shot.context.known.language.words("turned.place")
    return bool(shot.context.item.call) or any(
        re.split("[:：,，]", entry, maxsplit=1)[0].strip().casefold() in places
        for each in here
        for entry in each.data.get("now", ())
    )


def _own(shots: Sequence[Answered]) -> Iterator[str]:
    """Shots of their own on top of each other, or more of them than a film has room for."""
    own = [shot for shot in shots if not shot.lines]
    if len(own) * (MOST_OWN + 1) > len(shots) + MOST_OWN:
        yield f"{len(own)} of {len(shots)} shots have no line; at most one in {MOST_OWN + 1}"


def _sides(shots: Sequence[Answered]) -> Iterator[str]:
    """Two who change sides though neither comes, goes or is told to move."""
    left_of: dict[frozenset[str], tuple[str, int]] = {}
    before: Passage | None = None
    for shot in shots:
        if shot.passage is not before:
            left_of, before = {}, shot.passage
        moving = {*shot.moved("enters"), *shot.moved("exits")}
        for one, other in combinations(shot.people(), 2):
            if not one.side or not other.side or one.side == other.side:
                continue
            left, right = (one, other) if one.side == "left" else (other, one)
            pair = frozenset((one.who, other.who))
            was, number = left_of.get(pair, (left.who, shot.number))
            if was != left.who and not moving & pair and not _crosses(shot, pair):
                yield f"shot {shot.number}: {left.who} is left of {right.who}, in shot {number} it was the other way; keep the sides, or tell in `picture` who crosses over"
            left_of[pair] = (left.who, shot.number)


def _crosses(shot: Answered, pair: frozenset[str]) -> bool:
    """Whether a picture, or the action of its lines, tells that one of two walks."""
    text = "\n".join((shot.data["picture"], *(line.text for line in shot.lines if line.kind == "action")))
    return bool(reasons.moved(text, tuple(pair)) or _OVER.search(text))


def _looks(shots: Sequence[Answered]) -> Iterator[str]:
    """Two in one picture who look away from each other at the sides, each two once."""
    told: set[frozenset[str]] = set()
    for shot in shots:
        outward = [one.who for one in shot.people() if one.side and one.looks == one.side]
        both = {one.side for one in shot.people() if one.who in outward}
        if len(both) > 1 and shot.speaker() and frozenset(outward) not in told:
            told.add(frozenset(outward))
            yield f"shot {shot.number}: {' and '.join(outward)} face away from each other; who stands left faces right"


def _clips(data: Mapping[str, Any], shots: Sequence[Answered], offer: Offer | None) -> Iterator[str]:
    """Clips that hold too much, two layers, or never show where they are."""
    ends = {shot.after.number for shot in shots}
    for through in data["clips"]:
        if through not in ends:
            yield f"clips: line {through} is no `through` of a shot"
    for clip in clips_of(data, shots):
        first, last = clip[0].number, clip[-1].number
        layers = {shot.context.item.layer for shot in clip}
        if len(layers) > 1:
            yield f"the clip of shots {first} to {last} holds {' and '.join(sorted(layers))}; break it where the layer changes"
        if len(clip) > 1 and all(shot.framing.size in FACES for shot in clip[:2]):
            yield f"the clip of shots {first} to {last} begins with two close shots; its first shot must show where we are and who is there"
        if offer is None or not offer.lengths:
            continue
        length = sum(timed(clip))
        most = max(offer.lengths) * 10
        if length > most + LOOSE and len(clip) > 1:
            yield f"the clip of shots {first} to {last} lasts {length / 10:.1f} s; the longest sold is {most / 10:g} s"
            continue
        fits = max((each for each in offer.lengths if each * 10 * FULL <= length), default=min(offer.lengths))
        advised = dict(offer.advised).get(fits, 0)
        if advised and len(clip) > advised:
            yield f"the clip of shots {first} to {last} has {len(clip)} shots in {length / 10:.1f} s; at most {advised} in {fits} s: join small actions, or break earlier"


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


def _pieces(shot: Answered) -> list[Line]:
    """The lines of a shot that are spoken: the pieces of one speech."""
    return [line for line in shot.lines if line.kind == "speech"]


def _long(shots: Sequence[Answered]) -> Iterator[str]:
    """More action in one shot than it can show, and a long speech in one take that could be cut."""
    takes = [shot for shot in shots if len(_pieces(shot)) > 1 and seconds_of(shot) > ONE_TAKE]
    if takes:
        told = ", ".join(f"{shot.number} ({seconds_of(shot) / 10:.0f} s)" for shot in takes)
        yield f"shots {told}: a long speech in one take; cut it where it turns, and show who listens, or come closer"
    for shot in shots:
        if len(shot.lines) > 1 and acting(shot.lines) > TOO_MUCH:
            yield f"shot {shot.number}: lines {shot.lines[0].number} to {shot.lines[-1].number} are {acting(shot.lines) / 10:.0f} seconds of action; cut them"


def _rhythm(shots: Sequence[Answered]) -> Iterator[str]:
    """More than three shots of one size in a row, and a camera that hardly ever rests or moves."""
    run: list[Answered] = []
    for shot in shots:
        alike = run and shot.framing.size == run[-1].framing.size and shot.passage is run[-1].passage
        run = [*run, shot] if alike else [shot]
        if len(run) == MOST_ALIKE + 1:
            yield f"shots {run[0].number} to {shot.number} have one size; neighbours differ by at least one"
    moving = sum(shot.framing.move != "static" for shot in shots)
    if len(shots) >= MANY and not MOVING[0] * len(shots) <= moving <= MOVING[1] * len(shots):
        yield f"{moving} of {len(shots)} shots move; about every second one, for a reason that its picture shows"


def _with_looks(picture: str, context: Context, shown: set[str]) -> str:
    """A picture with the looks of those who have no entry in the cast, behind what they are called; `shown` grows by whose it tells."""
    for one in context.cast.story.others if context.cast.story else ():
        told = context.known.language.word("staging.told.other").format(one.name, one.look)
        if one.look and one.name not in shown and told not in picture:
            before, picture = picture, _replaced(picture, _alone(one.name, context), told, most=1)
            shown |= {one.name} if picture != before else set()
    return picture


def _alone(name: str, context: Context) -> str:
    """A pattern of what somebody without an entry is called, where it is no part of a longer name of the cast: 便衣 in 便衣甲."""
    longer = [one.name for one in context.cast.members if name in one.name and name != one.name]
    ahead = {each[: each.index(name)] for each in longer} - {""}
    behind = {each[each.index(name) + len(name) :] for each in longer} - {""}
    before = "".join(rf"(?<!{re.escape(words)})" for words in sorted(ahead))
    return rf"{before}{re.escape(name)}" + "".join(rf"(?!{re.escape(words)})" for words in sorted(behind))


def pictured(clips: Sequence[Sequence[Answered]]) -> Iterator[tuple[Answered, Staging]]:
    """Every shot of the clips with its staging: the answer's own picture, and in fixed words whom or where it does not say.

    Of those who have no entry in the cast the looks are told once in each clip.
    """
    for clip in clips:
        yield from _pictured(clip)


def _pictured(clip: Sequence[Answered]) -> Iterator[tuple[Answered, Staging]]:
    shown: set[str] = set()
    for shot in clip:
        known = shot.context.known
        people = [one for one in shot.people() if shot.may_show(one.who)]
        seen = {one.who for one in people}
        speaker = shot.speaker()
        heard = speaker[-1] if speaker and not seen & set(speaker) else ""
        picture = usable(shot.data["picture"], shot)
        said = _with_looks(staging.completed(picture, people, known), shot.context, shown)
        if heard and not said:
            people, heard = [staging.Told(heard, "centre", "camera")], ""
            said = staging.completed("", people, known)
        moved = (shot.moved("enters"), shot.moved("exits"))
        yield shot, staging.as_told(said, people, moved, heard, known.language)
