"""What is wrong with the shots of a whole story: cuts, presence, sides, clips, rhythm.

Cuts that are none are a fault. All else is a `Remark`, asked about once: what then is still wrong, code leaves out or puts in order.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from storyboard import camera, names
from storyboard.model import Offer, Remark
from storyboard.patterns import deferred
from storyboard.plan import reasons
from storyboard.plan.answers import cut_faults
from storyboard.plan.lines import Line, acting, groups
from storyboard.plan.passages import Answered, Passage, answered, clips_of, fitted, seconds_of, tidy, told_apart
from storyboard.plan.pictures import LONGEST, head_of, left_out, usable

ONE_TAKE = 65
"""Tenths of a speech from which on one face for all of it was called a fault, where it can be cut."""
TOO_MUCH = 140
"""Tenths of action in one shot, looks told in passing included."""
MOST_FACES, MOST_ALIKE = 3, 3
MOST_OWN = 3
"""Shots with lines for each shot of its own, at least."""
MOST_UNSEEN = 4
"""One in so many spoken shots may look at whoever listens; more are asked about."""
MANY, MOVING = 8, (0.3, 0.75)
"""Shots from which on it is told when the share of those that move is below or above these."""
CLOSE = frozenset({"medium-close", "near", "close", "extreme-close"})
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
    filmed = told_apart(list(enumerate(data["shots"], 1)))[0]
    for (number, _), group in zip(filmed, groups(lines, [shot["through"] for _, shot in filmed]), strict=False):
        said = [line for line in group if line.kind == "speech"]
        units = dict.fromkeys(line.unit.id for line in said)
        if len(units) > 1:
            yield f"shot {number}: lines {', '.join(str(line.number) for line in said)} are {len(units)} dialogue lines; a shot has at most one"


def put_in_order(shot: Answered) -> Iterator[str]:
    """What is wrong in a shot and code mends: a size is assumed, a picture shortened, whoever is named only in the frame added, a voice taken out."""
    head, picture = head_of(shot), tidy(shot.data["picture"], shot.context)
    if not camera.find(camera.SIZES, shot.data["camera"]):
        yield f"{head}: camera {shot.data['camera']!r} names no shot size of the list"
    if len(picture) > LONGEST:
        yield f"{head}: picture has {len(picture)} characters; write 4 to {LONGEST}"
    for one in shot.people():
        if not shot.may_show(one.who):
            yield f"{head}: {one.who} is only a voice"
        elif one.who in shot.context.known.characters and one.who not in names.found(picture, shot.context.known):
            yield f"{head}: {one.who} stands in `frame`, and the picture does not name them"


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
        length = sum(fitted([clip], offer))
        most = max(offer.lengths) * 10
        if length > most + LOOSE and len(clip) > 1:
            yield f"the clip of shots {first} to {last} lasts {length / 10:.1f} s; the longest sold is {most / 10:g} s"
            continue
        fits = max((each for each in offer.lengths if each * 10 * FULL <= length), default=min(offer.lengths))
        advised = dict(offer.advised).get(fits, 0)
        if advised and len(clip) > advised:
            yield f"the clip of shots {first} to {last} has {len(clip)} shots in {length / 10:.1f} s; at most {advised} in {fits} s: join small actions, or break earlier"


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
