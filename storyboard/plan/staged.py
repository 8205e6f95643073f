"""What is wrong with the shots of a whole story, and how they become pictures: presence, sides, speakers, clips, words.

Cuts that are none are a fault. All else is a `Remark`, asked about once: what then is still wrong, code leaves out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from storyboard import camera, names, staging
from storyboard.check.shown import flat
from storyboard.lettering import lettering
from storyboard.model import Offer, Remark, Staging
from storyboard.patterns import deferred
from storyboard.plan.answers import (
    LONGEST_TAGS,
    cut_faults,
    han_letters,
    in_picture,
    retold,
    word_faults,
)
from storyboard.plan.lines import Line, acting, beats_of, groups, whole_again
from storyboard.plan.questions import Context
from storyboard.plan.timing import tenths

TOO_MUCH = 140
"""Tenths of action in one shot, looks told in passing included."""
LONGEST = {"pose": 160, "change": 200, "props": 140}
MOST_FACES, MOST_ALIKE = 3, 3
CLOSE = frozenset({"medium-close", "near", "close", "extreme-close"})
_TAIL = deferred(r"[，,；;。.、][^，,；;。.、]*[。.]?$")
_PIECES = deferred(r"[，；;]\s*|,\s+")
_BLURRED = deferred(
    r"虚化|看不清|看不见字|模糊|不可读|认不出|\bblurred\b|\bunreadable\b|\bout of focus\b|\billegible\b|\bsoft text\b",
    re.I,
)
SAME = 0.75
"""Share of a clause's letter pairs that an action must hold for it to be the same telling."""
WORTH = 3
"""Remarks from which on it is worth asking again: one that code can live with is not."""
FULL = 0.65
"""Share of a sold length from which on a clip may be stretched to it."""
FACES = frozenset({"near", "close", "extreme-close"})
LOOSE = 12
"""Tenths by which a clip may be longer than the longest that is sold: actions are elastic."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a scene as it stands in one question."""

    context: Context
    lines: tuple[Line, ...]

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
    passage: Passage

    @property
    def framing(self) -> camera.Framing:
        return camera.read(self.data["camera"])

    @property
    def context(self) -> Context:
        return self.passage.context

    def people(self) -> tuple[staging.Told, ...]:
        """Who is in the picture, by canonical name, each once."""
        known, found = self.context.known, dict[str, staging.Told]()
        for one in self.data["frame"]:
            who = named(one["who"], known)
            pose = tidy(one["pose"], self.context)
            found.setdefault(who, staging.told(who, one["at"], one["faces"], pose, known.language))
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
        """Whether somebody can be in the picture: of the cast only who is in the scene, or speaks."""
        if who not in self.context.known.characters:
            return True
        speaks = any(line.kind == "speech" and line.unit.speaker == who for line in self.lines)
        said = " ".join(line.text for line in self.passage.lines).casefold()
        here = any(member.name == who for member in self.context.people) or who.casefold() in said
        return speaks or here or who in self.speaker()

    def speaker(self) -> tuple[str, ...]:
        """Whose mouth, or closed lips, the shot must show."""
        said = next((line for line in self.lines if line.kind == "speech"), None)
        return in_picture(said, self.context.cast) if said and not heard_from_elsewhere(said) else ()


def heard_from_elsewhere(line: Line) -> bool:
    """Whether a stage direction says that a speech is heard from where nobody looks: （门外）, (within)."""
    return any(staging.heard_from_off(aside) for aside in line.asides)


def named(word: str, known: names.Naming) -> str:
    """The canonical name that a word of an answer means; the word itself where it means nobody of the cast."""
    return known.target(" ".join(word.split()))


def tidy(text: str, context: Context) -> str:
    """A text of an answer in one line, with names in the script's own letters."""
    text = " ".join(text.split())
    for name in context.known.characters:
        if name.isascii() and name.isupper() and len(name) > 1:
            text = re.sub(rf"\b{re.escape(name.title())}\b", name, text)
    return text


def answered(data: Mapping[str, Any], passages: Sequence[Passage]) -> list[Answered]:
    """The shots of an answer over their lines; one that crosses into another passage, or speaks two lines, is cut there."""
    lines = [line for passage in passages for line in passage.lines]
    of = {line.number: passage for passage in passages for line in passage.lines}
    taken = groups(lines, [shot["through"] for shot in data["shots"]])
    found: list[Answered] = []
    for (number, shot), group in zip(_asked_for(data["shots"], taken), taken, strict=True):
        found += [Answered(number, shot, own, of[own[0].number]) for own in _single(group, of)]
    return found


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


def _asked_for(
    shots: Sequence[Mapping[str, Any]], taken: Sequence[tuple[Line, ...]]
) -> list[tuple[int, Mapping[str, Any]]]:
    """For every group of lines the shot that was answered for it: one whose number cuts nothing has no lines."""
    found: list[tuple[int, Mapping[str, Any]]] = []
    last = 0
    rising = [(number, shot) for number, shot in enumerate(shots, 1)]
    for group in taken:
        fits = [
            (number, shot) for number, shot in rising if number > last and shot["through"] >= group[0].number
        ] or rising[-1:]
        found.append(fits[0])
        last = fits[0][0]
    return found


def faults_of(data: Mapping[str, Any], passages: Sequence[Passage], offer: Offer | None) -> Sequence[str]:
    """What is wrong with an answer: faults, or remarks, of which the grave come first; at most a dozen sentences."""
    if faults := list(_cuts(data, passages)):
        return faults[:12]
    shots = answered(data, passages)
    grave = [*_overfull(data, passages), *(fault for shot in shots for fault in _unusable(shot))]
    light = [*_presence(shots), *_sides(shots), *_looks(shots), *_clips(data, shots, offer), *_rhythm(shots)]
    light += _long(shots)
    return [Remark(each) for each in (*grave, *(light if grave or len(light) >= WORTH else ()))][:12]


def _overfull(data: Mapping[str, Any], passages: Sequence[Passage]) -> Iterator[str]:
    """Shots with more than one line of dialogue, or with a longer one than a shot may hold."""
    lines = [line for passage in passages for line in passage.lines]
    for number, group in enumerate(groups(lines, [shot["through"] for shot in data["shots"]]), start=1):
        said = [line for line in group if line.kind == "speech"]
        units = dict.fromkeys(line.unit.id for line in said)
        if len(units) > 1:
            yield f"shot {number}: lines {', '.join(str(line.number) for line in said)} are {len(units)} dialogue lines; a shot has at most one"


def _unusable(shot: Answered) -> Iterator[str]:
    """What code would have to leave out of a shot."""
    head = f"shot {shot.number} (through {shot.lines[-1].number})"
    if not camera.find(camera.SIZES, shot.data["camera"]):
        yield f"{head}: camera {shot.data['camera']!r} names no shot size of the list"
    texts = [("pose", one["pose"]) for one in shot.data["frame"]]
    texts += [(key, shot.data[key]) for key in ("change", "props", "tags")]
    for field, text in texts:
        yield from (f"{head}: {fault}" for fault in _wrong(field, text, shot))
    for one in shot.people():
        if not shot.may_show(one.who):
            yield f"{head}: {one.who} is not in this scene"
    shown = [words for line in shot.lines if line.kind == "action" for words in lettering(line.text)]
    blurred = next((match[0] for _, text in texts if (match := _BLURRED.search(text))), "")
    if shown and blurred:
        yield f"{head}: “{shown[0][:20]}” of the script is to be read in the picture, and the answer says {blurred}"


def _wrong(field: str, text: str, shot: Answered) -> Iterator[str]:
    """What is wrong with a text of an answer."""
    limit = LONGEST.get(field, LONGEST_TAGS)
    if len(text) > limit:
        yield f"{field} has {len(text)} characters; write at most {limit}"
    yield from word_faults(field, text, shot.context)
    yield from retold(text, shot.lines, field)


def usable(field: str, text: str, shot: Answered) -> str:
    """A text of an answer in one line; its beginning where it is too long, nothing where it may not stand on the board."""
    limit = LONGEST.get(field, LONGEST_TAGS)
    text = tidy(text, shot.context)
    while len(text) > limit:
        shorter = _TAIL.sub("", text)
        text = shorter if shorter != text else text[:limit]
    return "" if list(_wrong(field, text, shot)) else text


def _cuts(data: Mapping[str, Any], passages: Sequence[Passage]) -> Iterator[str]:
    """Numbers that do not rise, do not end, or run over the end of a scene."""
    throughs = [shot["through"] for shot in data["shots"]]
    yield from cut_faults(throughs, [line for passage in passages for line in passage.lines])
    if not throughs:
        return
    for passage in passages:
        if passage.last not in throughs:
            scene = passage.context.item.scene
            yield f"scene {scene.number or scene.id} ends with line {passage.last}, and no `through` is {passage.last}: no shot may cross into another scene"


def _presence(shots: Sequence[Answered]) -> Iterator[str]:
    """Who speaks unseen, and who is seen after leaving."""
    gone: dict[str, int] = {}
    before: Passage | None = None
    for shot in shots:
        if shot.passage is not before:
            gone, before = {}, shot.passage
        seen = {one.who for one in shot.people()}
        speaker = shot.speaker()
        if speaker and not seen & set(speaker) and not (seen and shot.goes_on):
            yield f"shot {shot.number}: {'、'.join(speaker)} speaks there and is not in `frame`"
        for name in (*shot.moved("enters"), *(one for one in speaker if one in gone)):
            gone.pop(name, None)
        for name in seen & gone.keys():
            yield f"shot {shot.number}: {name} left in shot {gone[name]}; who comes back stands in `enters`"
        gone |= dict.fromkeys(shot.moved("exits"), shot.number)
        faces = [one for one in shot.people() if one.looks != "away"]
        if len(faces) > MOST_FACES and shot.framing.size in CLOSE:
            yield f"shot {shot.number}: {len(faces)} clear faces in a {shot.framing.size} shot; at most {MOST_FACES}"


def _sides(shots: Sequence[Answered]) -> Iterator[str]:
    """Two who change sides though neither comes, goes or is told to move."""
    left_of: dict[frozenset[str], tuple[str, int]] = {}
    before: Passage | None = None
    for shot in shots:
        if shot.passage is not before:
            left_of, before = {}, shot.passage
        moving = {*shot.moved("enters"), *shot.moved("exits")}
        changed = bool(shot.data["change"].strip())
        for one, other in combinations(shot.people(), 2):
            if not one.side or not other.side or one.side == other.side:
                continue
            left, right = (one, other) if one.side == "left" else (other, one)
            pair = frozenset((one.who, other.who))
            was, number = left_of.get(pair, (left.who, shot.number))
            if was != left.who and not changed and not moving & pair:
                yield f"shot {shot.number}: {left.who} is left of {right.who}, in shot {number} it was the other way; keep the sides, or say in `change` who moves"
            left_of[pair] = (left.who, shot.number)


def _looks(shots: Sequence[Answered]) -> Iterator[str]:
    """Two in one picture who look away from each other at the sides."""
    for shot in shots:
        outward = [one.who for one in shot.people() if one.side and one.looks == one.side]
        both = {one.side for one in shot.people() if one.who in outward}
        if len(both) > 1 and shot.speaker():
            yield f"shot {shot.number}: {' and '.join(outward)} face away from each other; who stands left faces right"


def _clips(data: Mapping[str, Any], shots: Sequence[Answered], offer: Offer | None) -> Iterator[str]:
    """Clips that hold too much, two layers, or never show where they are."""
    ends = {shot.lines[-1].number for shot in shots}
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
        length = sum(seconds_of(shot) for shot in clip)
        most = max(offer.lengths) * 10
        if length > most + LOOSE and len(clip) > 1:
            yield f"the clip of shots {first} to {last} lasts {length / 10:.1f} s; the longest sold is {most / 10:g} s"
            continue
        fits = max((each for each in offer.lengths if each * 10 * FULL <= length), default=min(offer.lengths))
        advised = dict(offer.advised).get(fits, 0)
        if advised and len(clip) > advised:
            yield f"the clip of shots {first} to {last} has {len(clip)} shots in {length / 10:.1f} s; at most {advised} in {fits} s: join small actions, or break earlier"


def clips_of(data: Mapping[str, Any], shots: Sequence[Answered]) -> list[list[Answered]]:
    """The shots in the clips of an answer."""
    breaks, found = set(data["clips"]), list[list[Answered]]([[]])
    for shot in shots:
        found[-1].append(shot)
        if shot.lines[-1].number in breaks:
            found.append([])
    return [clip for clip in found if clip]


def seconds_of(shot: Answered) -> int:
    """Natural length in tenths."""
    context = shot.context
    found = beats_of(context.item.scene, whole_again(shot.lines))
    return sum(tenths(beat, context.cast, context.language) for beat in found)


def _long(shots: Sequence[Answered]) -> Iterator[str]:
    """More action in one shot than it can show."""
    for shot in shots:
        if len(shot.lines) > 1 and acting(shot.lines) > TOO_MUCH:
            yield f"shot {shot.number}: lines {shot.lines[0].number} to {shot.lines[-1].number} are {acting(shot.lines) / 10:.0f} seconds of action; cut them"


def _rhythm(shots: Sequence[Answered]) -> Iterator[str]:
    """More than three shots of one size in a row, and a camera that hardly ever rests."""
    run: list[Answered] = []
    for shot in shots:
        alike = run and shot.framing.size == run[-1].framing.size and shot.passage is run[-1].passage
        run = [*run, shot] if alike else [shot]
        if len(run) == MOST_ALIKE + 1:
            yield f"shots {run[0].number} to {shot.number} have one size; neighbours differ by at least one"
    moving = [shot.number for shot in shots if shot.framing.move != "static"]
    if len(shots) > 5 and len(moving) * 2 > len(shots):
        yield f"{len(moving)} of {len(shots)} shots move (shots {', '.join(map(str, moving))}); at most one in three"


def _posed(pose: str, shot: Answered) -> str:
    """A pose without the clauses that the shot's own action says too, in nearly the same words."""
    acts = [flat(line.text) for line in shot.lines if line.kind == "action"]
    clauses = _PIECES.split(usable("pose", pose, shot))
    kept = [clause for clause in clauses if not any(_again(flat(clause), act) for act in acts)]
    return shot.context.known.language.word("writing.comma").join(kept)


def _again(clause: str, act: str) -> bool:
    """Whether an action holds nearly all of a clause, letter pair by letter pair."""
    size = 2 if han_letters(clause) else 4
    pairs = {clause[at : at + size] for at in range(len(clause) - size + 1)}
    return len(clause) > 2 * size and sum(pair in act for pair in pairs) >= SAME * len(pairs)


def _with_look(who: str, context: Context) -> str:
    """What somebody without an entry in the cast is called, with their look: the same words in every picture."""
    story = context.cast.story
    look = next((one.look for one in story.others if one.name.casefold() == who.casefold()), "") if story else ""
    return context.known.language.word("staging.told.other").format(who, look) if look else who


def pictured(shots: Sequence[Answered]) -> Iterator[tuple[Answered, Staging]]:
    """Every shot with its staging; whoever speaks and was left out stands where they were last."""
    stood: dict[str, staging.Told] = {}
    before: Passage | None = None
    for shot in shots:
        if shot.passage is not before:
            stood, before = {}, shot.passage
        people = [replace(one, pose=_posed(one.pose, shot)) for one in shot.people() if shot.may_show(one.who)]
        speaker = shot.speaker()
        if speaker and not {one.who for one in people} & set(speaker) and not _listened_to(shot, people):
            at = stood.get(speaker[-1], staging.Told(speaker[-1], "centre", "camera"))
            people.insert(0, replace(at, pose=""))
        stood |= {one.who: one for one in people}
        language = shot.context.known.language
        things, change = (usable(key, shot.data[key], shot) for key in ("props", "change"))
        moved = (shot.moved("enters"), shot.moved("exits"))
        people = [replace(one, who=_with_look(one.who, shot.context)) for one in people]
        yield shot, staging.told_in_words(people, things, change, moved, language)


def _listened_to(shot: Answered, people: Sequence[staging.Told]) -> bool:
    """Whether the shot is of whoever listens to a piece of a line that began before."""
    return bool(people) and shot.goes_on
