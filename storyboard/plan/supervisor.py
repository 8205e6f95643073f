"""The script supervisor's look: the finished board is read once more beside the script, and what is wrong in it is put right.

Whoever cuts and pictures the shots does not see what code makes of them: headings, weather, light, how everybody looks by now. Asked for
is only what is wrong: how it is from a shot on, a shot anew, a silent shot behind one. Lines and words stay where they are.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from string import ascii_lowercase
from typing import Any

from storyboard import marks, names
from storyboard.cast.looks import write_appearance
from storyboard.library import Library
from storyboard.marks import Now
from storyboard.model import Board, Question, Remark, Script, Shot, ShotTrace
from storyboard.patterns import deferred
from storyboard.plan import turned, written
from storyboard.plan.breakdown import SceneToPlan
from storyboard.plan.entries import LONGEST_PART, word
from storyboard.plan.lasting import against, holding
from storyboard.plan.lines import EVENT, events
from storyboard.plan.objections import CLOSE
from storyboard.plan.passages import Answered, Passage, answered, named
from storyboard.plan.pictures import left_out
from storyboard.plan.played import deeds, small_doings
from storyboard.plan.proofs import Proof
from storyboard.plan.questions import Context, question, shown_line
from storyboard.plan.written import Looks
from storyboard.records import dataclass
from storyboard.staging import things
from storyboard.staging.moves import EXITS, SENTENCE, moves

STAGE = "continuity"
LONGEST = 60
"""Characters of what is added to a look."""
MOST_DOUBTS = 5
"""Sentences about the reading that are told on."""

_WORD = deferred(r"\w")
Row = Mapping[str, Any]
_REWRITTEN = (
    "own",
    "camera",
    "frame",
    "picture",
    "enters",
    "exits",
    "seconds",
    "head",
    "style",
    "looks",
    "told",
    "sound",
)
"""What of a shot is another where it is written anew."""


@dataclass(frozen=True, slots=True)
class Directed:
    """An answer about a run of passages, as far as it is in force."""

    run: tuple[Passage, ...]
    data: Mapping[str, Any]
    origins: tuple[tuple[str, int], ...]
    """For each of its shots the question it was answered to, and its place in that answer, from 1."""
    looks: Mapping[int, Mapping[str, Now | None]]
    """By the number of a shot who looks how from it to the end of the scene, whatever else is told of them; None: as usual."""
    opening: Mapping[str, turned.Turns] = field(default_factory=dict)
    """By the id of a scene how it was before the first of its shots, when it was answered: what a second look is shown holds from there."""


@dataclass(frozen=True, slots=True)
class Filmed:
    """One shot of an answer as it stands on the board, in one piece or several."""

    told: Answered
    pieces: tuple[Shot, ...]
    places: tuple[int, ...] = ()
    """Of its pieces on the board, from 0."""


def directed(
    run: Sequence[Passage],
    data: Mapping[str, Any],
    asked: Question,
    turns: Mapping[str, turned.Turns],
    dressed: Mapping[int, Mapping[str, Now | None]] | None = None,
) -> Directed:
    """An answer as it was given. `turns`: by the id of a scene how it is before it. `dressed`: who looks how, where the answer says it of its shots."""
    origins = tuple((asked.id, at) for at in range(1, len(data["shots"]) + 1))
    here = {passage.context.item.scene.id for passage in run}
    opening = {name: now.copy() for name, now in turns.items() if name in here}
    return Directed(tuple(run), data, origins, dressed or {}, opening)


def filmed(answer: Directed, board: Board, traces: Sequence[ShotTrace]) -> list[Filmed]:
    """The shots of an answer that are on the board; one that rules stand in for is not."""
    pieces: dict[tuple[str, int], list[int]] = {}
    for at, trace in enumerate(traces):
        if trace.question and trace.answered:
            pieces.setdefault((trace.question, trace.answered), []).append(at)
    found: dict[int, Filmed] = {}
    for told in answered(answer.data, answer.run):
        if mine := pieces.get(answer.origins[told.number - 1]):
            former = found.get(told.number)
            both = replace(told, lines=(*former.told.lines, *told.lines)) if former else told
            found[told.number] = Filmed(both, tuple(board.shots[at] for at in mine), tuple(mine))
    return list(found.values())


def looks_of(shots: Sequence[Filmed]) -> Looks:
    """How everybody of these shots looks, their usual look first, then in the order in which they are seen or told."""
    found: dict[str, list[Now | None]] = {}
    for each in shots:
        for member in each.told.context.people:
            found.setdefault(member.name, [None])
    for each in shots:
        seen = (now for shot in each.pieces for now in marks.versions(shot.visual))
        told = (later.now for later in each.told.context.item.later)
        for now in (*seen, *told):
            if now.name in found and now not in found[now.name] and len(found[now.name]) < len(ascii_lowercase):
                found[now.name].append(now)
    return {name: tuple(looks) for name, looks in found.items()}


def look_again(
    script: Script,
    start: int,
    library: Library,
    answer: Directed,
    shots: Sequence[Filmed],
    looks: Looks,
    before: str,
    clips: Sequence[Proof] = (),
) -> Question:
    """The question about the shots of one answer.

    `start`: where its episode begins in the script, which is shown up to the last of its lines. `before`: who was where at the
    end of what came before it. `clips`: the prompts in which these shots would be sent.
    """
    first, last = shots[0].told, shots[-1].told
    context = answer.run[0].context
    about = f"shots {first.number}-{last.number}, lines {first.after.number}-{last.after.number}"
    end = max(line.unit.end for passage in answer.run for line in passage.lines)
    rows = [_shown(each, looks) for each in shots]
    for row, told in zip(rows, _sent(shots, clips), strict=True):
        row |= told
    for number, who in _unseen([each.told for each in shots]):
        rows[number]["unseen"].append(who)
    for number, who in _left_out_of_all([each.told for each in shots]):
        rows[number]["around"].append(who)
    for number, who in _gone_unseen([each.told for each in shots]):
        rows[number]["gone"].append(who)
    for number, who, was in _dropped(answer, [each.told for each in shots]):
        rows[number]["dropped"].append({"who": who, "was": was})
    for unseen in things.missing([each.pieces[0] for each in shots], context.known):
        rows[unseen.shot - 1]["unseen"].append(unseen.thing)
    here = {member.name for passage in answer.run for member in passage.context.people}
    heads = [None, *(row["head"] for row in rows)]
    passages = [None, *(each.told.passage for each in shots)]
    for row, former, each, before_it in zip(rows, heads, shots, passages, strict=False):
        row["turns"] = row["head"] != former
        row["holding"] = holding(each.told.passage) if each.told.passage is not before_it else []
        row["against"] = [
            {"words": used, "about": fact.about, "holds": fact.holds} for used, fact in against(each.told)
        ]
    asked = question(
        library,
        STAGE,
        context.language,
        about,
        script=script.text[start:end].strip(),
        film=context.cast.story.film if context.cast.story else "",
        people=[_told_of(name, several, answer.run) for name, several in looks.items() if name in here],
        before=before,
        sheet=_sheet(rows, looks),
        shots=rows,
    )
    return replace(asked, whole=True)


def _sheet(rows: Sequence[Row], looks: Looks) -> list[dict[str, Any]]:
    """The continuity sheet: for everybody the shots that show them, in order, with the place in the frame, and the look where it is another than before.

    A shot stands as `clip.place in the clip`, or by its own number where no clip is known; the first of each scene names the scene.
    """
    found: dict[str, list[dict[str, str]]] = {name: [] for name in looks}
    scene, look = dict[str, str](), dict[str, str]()
    for row in rows:
        at = f"{row['clip']}.{row['at']}" if row["clip"] else str(row["number"])
        for entry in row["seen"]:
            who, where, now = [*re.split("[,，]", entry, maxsplit=2), "", ""][:3]
            if who not in found:
                continue
            here, now = row["head"][0], now.strip()
            found[who].append(
                {
                    "at": at,
                    "scene": here if scene.get(who) != here else "",
                    "where": where.strip(),
                    "look": now if look.get(who) != now else "",
                }
            )
            scene[who], look[who] = here, now
    return [{"name": name, "shots": shots} for name, shots in found.items() if shots]


def _sent(shots: Sequence[Filmed], clips: Sequence[Proof]) -> Iterator[dict[str, Any]]:
    """For each shot the first clip that it is sent in and where it stands there, and that clip itself where none before it told it."""
    where = {place: (clip, at) for clip in reversed(clips) for at, place in reversed([*enumerate(clip.shots, 1)])}
    number = {place: each.told.number for each in shots for place in each.places}
    told = set[int]()
    for each in shots:
        clip, at = next((where[place] for place in each.places if place in where), (None, 0))
        new = clip if clip and clip.number not in told else None
        told |= {clip.number} if clip else set()
        is_of = [(its, number[place]) for its, place in enumerate(new.shots, 1) if place in number] if new else []
        yield {"clip": clip.number if clip else 0, "at": at, "sent": new, "is_of": is_of}


def _unseen(shots: Sequence[Answered]) -> Iterator[tuple[int, str]]:
    """Who does something in the action of a shot (its place in `shots`) and is seen neither in it nor in the silent shots right behind it."""
    seen = [
        {*(one.who for one in shot.people()), *names.found(shot.data["picture"], shot.context.known)} for shot in shots
    ]
    for at, shot in enumerate(shots):
        behind = next((far for far in range(at + 1, len(shots)) if shots[far].lines), len(shots))
        near = set[str]().union(*seen[at:behind])
        acts = [part for line in shot.lines if line.kind == "action" for part in SENTENCE.split(line.text)]
        does = dict.fromkeys(
            who
            for part in acts
            for start, _, who in names.matches(part, shot.context.known)
            if not _WORD.search(part[:start]) and who not in near and shot.may_show(who)
        )
        yield from ((at, who) for who in does)


def _gone_unseen(shots: Sequence[Answered]) -> Iterator[tuple[int, str]]:
    """Who leaves in the action of a shot (its place in `shots`) and in no picture from it up to the next shot with lines."""
    for at, shot in enumerate(shots):
        acts = "\n".join(line.text for line in shot.lines if line.kind == "action")
        leaves = moves(acts, shot.context.known).exits if acts else ()
        behind = next((far for far in range(at + 1, len(shots)) if shots[far].lines), len(shots) - 1)
        near = shots[at : behind + 1]
        told = {who for each in near for who in each.moved("exits")}
        walks = any(EXITS.search(str(each.data["picture"])) for each in near)
        yield from ((at, who) for who in leaves if who not in told and not walks)


def _dropped(answer: Directed, shots: Sequence[Answered]) -> Iterator[tuple[int, str, str]]:
    """Who is seen in a shot (its place in `shots`) without what was on them in the last shot of the scene that shows them, dressed as they were: (place, name, what)."""
    last: dict[tuple[str, str], Now] = {}
    for at, shot in enumerate(shots):
        for who in dict.fromkeys(one.who for one in shot.people()):
            key, now = (shot.context.item.scene.id, who), answer.looks.get(shot.number, {}).get(who) or Now(who)
            before = last.get(key)
            if before and before.state and not now.state and replace(before, state="") == now:
                yield at, who, before.state
            else:
                last[key] = now


NEAR = 5
"""Shots before and behind one in which whoever is seen is there when all laugh."""


def _left_out_of_all(shots: Sequence[Answered]) -> Iterator[tuple[int, str]]:
    """Who of the cast is seen around a shot (its place in `shots`) in whose action everybody does the same, and not in its picture."""
    seen = [dict.fromkeys(one.who for one in shot.people()) for shot in shots]
    for at, shot in enumerate(shots):
        known, acts = (
            shot.context.known,
            "\n".join(line.text for line in shot.lines if line.kind == "action").casefold(),
        )
        if shot.framing.size in CLOSE or not any(word in acts for word in known.language.words("turned.everybody")):
            continue
        near = range(max(0, at - NEAR), min(len(shots), at + NEAR + 1))
        around = dict.fromkeys(who for far in near if shots[far].passage is shot.passage for who in seen[far])
        here = {*seen[at], *names.found(shot.data["picture"], known)}
        yield from ((at, who) for who in around if who in known.characters and who not in here)


def _shown(each: Filmed, looks: Looks) -> dict[str, Any]:
    """One shot as it will be filmed, for the question."""
    told, shot = each.told, each.pieces[0]
    letters = {now.name: _letter(now, looks) for now in marks.versions(shot.visual) if now.name in looks}
    seen = [one.who for one in told.people() if one.who in looks]
    return {
        "number": told.number,
        "seconds": f"{sum(piece.tenths for piece in each.pieces) / 10:g}",
        "head": [told.context.item.scene.id, shot.location, shot.time, shot.weather, shot.style_tags],
        "camera": shot.camera,
        "own": f"{told.data['own']:g}" if told.data["own"] else "",
        "lines": [shown_line(told.context, line) for line in told.lines],
        "frame": list(told.data["frame"]),
        "enters": list(told.data["enters"]),
        "exits": list(told.data["exits"]),
        "looks": [f"{name} {letters.get(name, ascii_lowercase[0])}" for name in seen if len(looks[name]) > 1],
        "asked_camera": told.data["camera"],
        "style": told.data.get("style", ""),
        "sound": told.data.get("sound", ""),
        **{part: told.data.get("told", {}).get(part, "") for part in ("visual", "action")},
        "seen": written.seen_again(told.data) if written.is_written({"shots": [told.data]}) else [],
        "picture": " ".join(marks.without(shot.visual).split()),
        "unseen": [],
        "around": [],
        "gone": [],
        "dropped": [],
        "events": _hurried(each),
        "things": _crowded(each),
    }


def _hurried(each: Filmed) -> int:
    """How many things the action of a shot has happen where there is no time to see them one after the other; 0 where there is."""
    happen = sum(events(line.text) for line in each.told.lines if line.kind == "action")
    return happen if happen > 2 and sum(piece.tenths for piece in each.pieces) < happen * EVENT else 0


CROWDED = 4
"""Things that happen in one shot, doings of a face among them, from which on it is said to a second look, whatever its seconds are."""


def _crowded(each: Filmed) -> int:
    """How many things happen in a shot, in its lines or in its picture, where that is too many for one; 0 where it is not."""
    picture = str(each.told.data["picture"])
    return max(_hurried(each), count if (count := deeds(picture) + small_doings(picture)) >= CROWDED else 0)


def letters_told(looks: Sequence[written.LookFrom], context: Context) -> list[dict[str, Any]]:
    """How somebody looks otherwise than usual, by letter, and from where on, for a question."""
    return [
        {"letter": letter, "words": _words(each.now, context), "scene": each.scene, "line": each.line}
        for letter, each in zip(ascii_lowercase, looks, strict=False)
        if each.now
    ]


def _letter(now: Now, looks: Looks) -> str:
    return ascii_lowercase[looks[now.name].index(now)] if now in looks[now.name] else ascii_lowercase[0]


def _told_of(name: str, looks: Sequence[Now | None], run: Sequence[Passage]) -> dict[str, Any]:
    """Somebody with how they look at which time, for the question."""
    context = next(passage.context for passage in run if any(one.name == name for one in passage.context.people))
    return {
        "name": name,
        "looks": [
            {"letter": letter, "words": _words(now, context) if now else _usual(name, context)}
            for letter, now in zip(ascii_lowercase, looks, strict=False)
        ],
    }


def _usual(name: str, context: Context) -> str:
    member = context.cast.get(name)
    return write_appearance(member.looks, context.language) if member else ""


def _words(now: Now, context: Context) -> str:
    """What is otherwise about somebody."""
    spoken = context.known.language
    parts = [str(now.age) if now.age is not None else "", *(spoken.word("writing.between").join(pair) for pair in (now.hair, now.clothes) if pair), now.state]  # fmt: skip
    return spoken.word("writing.comma").join(part for part in parts if part)


def faults_of(
    found: Row, answer: Directed, looks: Looks, asked: Question, place_of: Callable[[str], str]
) -> Sequence[str]:
    """What is wrong with an answer: shots that the question does not have are faults, all else `Remark`s.

    `place_of`: a place in the script's own letters; empty where the script has no such words.
    """
    count = len(answer.data["shots"])
    if wrong := [row["shot"] for row in (*found["turns"], *found["shots"]) if not 1 <= row["shot"] <= count]:
        return [f"shot {each}: the question has shots 1 to {count}" for each in dict.fromkeys(wrong)]
    lost = [f"shots, entry {at}: {fault}" for at, fault in _lost(found, answer, looks, asked)]
    lost += [f"shots, entry {at}: {fault}" for at, fault in _unsplit(found, answer)]
    nowhere = _nowhere(found, answer, place_of)
    still = _still(found, answer, looks, asked)
    return [Remark(each) for each in (*_unknown(found, answer, looks), *nowhere, *lost, *still)][:12]


def _nowhere(found: Row, answer: Directed, place_of: Callable[[str], str]) -> Iterator[str]:
    """Places that the script has no words for: the shot would stay under the heading of another."""
    context = answer.run[0].context
    for turn in found["turns"]:
        head, place = (part.strip() for part in [*re.split("[:：,，]", turn["now"], maxsplit=1), ""][:2])
        if head.casefold() in context.known.language.words("turned.place") and place and not place_of(place):
            yield f"turns, shot {turn['shot']}: the script has no place “{place}”; write one in its own words, as short as they are"


PASSED_OVER = 3
"""Things that the question has named and an answer leaves as they are, from which on it is worth asking again: fewer may be meant so."""


def _still(found: Row, answer: Directed, looks: Looks, asked: Question) -> Iterator[str]:
    """Who does something in the script and is still seen by nobody, and hands that cannot: what the answer itself brings, and what it passes over of all that it was told."""
    told = set(_amiss(answer))
    left = list(_amiss(revised(found, answer, looks, asked)))
    brought = [each for each in left if each not in told]
    yield from left if len(left) - len(brought) >= PASSED_OVER else brought


def _amiss(answer: Directed) -> Iterator[str]:
    """Who does something in the script and is seen by nobody, and both hands of somebody who has but one."""
    shots = answered(answer.data, answer.run)
    for at, who in _unseen(shots):
        numbers = ", ".join(str(line.number) for line in shots[at].lines)
        yield f"lines {numbers}: the script has {who} do something there, and no picture shows them; if they are to be seen, write that shot anew with them in it"
    for shot in shots:
        for used, fact in against(shot):
            yield f"line {shot.after.number}: the picture has “{used}”, and of {fact.about} holds: {fact.holds}; if it is theirs, write that shot anew"


def _unknown(found: Row, answer: Directed, looks: Looks) -> Iterator[str]:
    """Looks that nobody has."""
    if written.is_written(answer.data):
        yield from written.strange_looks(found, answer.run, looks)
    for turn in found["turns"]:
        context = answer.run[0].context
        who, letter, more, _ = _turn(turn["now"], context)
        if who and who not in looks:
            yield f"turns, shot {turn['shot']}: {turn['now']!r} is neither place, time, weather or light nor one of {', '.join(looks)}"
        elif who and letter in context.known.language.words("turned.dressed"):
            if _dressed(who, more, context) is None:
                yield f"turns, shot {turn['shot']}: a new look has a colour, the clothes and behind a semicolon what else is seen on the body, at most {LONGEST_PART[context.language]} characters each and no names: {more!r}"
        elif who and (len(letter) != 1 or letter not in ascii_lowercase[: len(looks[who])]):
            yield f"turns, shot {turn['shot']}: {who} has the looks {', '.join(ascii_lowercase[: len(looks[who])])}, not {letter or 'none'}"
        elif more and not _may_stand(more, context):
            yield f"turns, shot {turn['shot']}: what is added to a look has at most {LONGEST} characters, no brackets and no names: {more!r}"


def _may_stand(words: str, context: Context) -> bool:
    """Whether words may stand in a mark of somebody's look."""
    return len(words) <= LONGEST and not set(words) & turned.SIGNS and not names.found(words, context.known)


def _turn(entry: str, context: Context) -> tuple[str, str, str, str]:
    """Who turns, to which look, with what besides; or else the entry as an answer about shots has it."""
    head, letter, more = (part.strip() for part in [*re.split("[:：,，]", entry, maxsplit=2), "", ""][:3])
    language = context.known.language
    if any(
        head.casefold() in language.words(f"turned.{what}") for what in ("place", "time", "weather", "light", "film")
    ):
        return "", "", "", entry
    return named(head, context.known), letter.casefold().strip(". 。"), more.strip(".。 "), ""


def _lost(found: Row, answer: Directed, looks: Looks, asked: Question) -> Iterator[tuple[int, str]]:
    """Entries (from 1) whose shots code would have to leave something out of, and why."""
    anew = revised(found, answer, looks, asked)
    for shot in answered(anew.data, anew.run):
        came, at = anew.origins[shot.number - 1]
        if came == asked.id:
            for fault in left_out(replace(shot, number=found["shots"][at - 1]["shot"])):
                yield at, fault


def _lines_of(answer: Directed) -> dict[int, list[int]]:
    """By the number of a shot the numbers of its lines."""
    lines: dict[int, list[int]] = {}
    for shot in answered(answer.data, answer.run):
        lines.setdefault(shot.number, []).extend(line.number for line in shot.lines)
    return lines


def _unsplit(found: Row, answer: Directed) -> Iterator[tuple[int, str]]:
    """Entries (from 1) that would split a shot where none of its lines begins a second half."""
    lines = _lines_of(answer)
    for at, row in enumerate(found["shots"], 1):
        if row["behind"] and row.get("from") and row["from"] not in lines.get(row["shot"], [])[1:]:
            its = ", ".join(map(str, lines.get(row["shot"], []))) or "none"
            yield at, f"shot {row['shot']} cannot be split from line {row['from']}: its lines are {its}"


def revised(found: Row, answer: Directed, looks: Looks, asked: Question, but: Sequence[int] = ()) -> Directed:
    """An answer with what was put right. `but`: entries of `shots`, from 1, that are left out."""
    rows = [dict(shot) for shot in answer.data["shots"]]
    origins = list(answer.origins)
    behind: dict[int, list[tuple[dict[str, Any], tuple[str, int]]]] = {}
    now: dict[int, dict[str, Now | None]] = {}
    for turn in found["turns"]:
        context = answer.run[0].context
        who, letter, more, entry = _turn(turn["now"], context)
        at = turn["shot"] - 1
        if entry:
            rows[at]["now"] = [*rows[at]["now"], entry]
        elif who in looks and letter in context.known.language.words("turned.dressed"):
            if dressed := _dressed(who, more, context):
                now.setdefault(at, {})[who] = dressed
        elif who in looks and len(letter) == 1 and letter in ascii_lowercase[: len(looks[who])]:
            look = looks[who][ascii_lowercase.index(letter)]
            now.setdefault(at, {})[who] = _besides(who, look, more, context) if more else look
    unsplit = {place for place, _ in _unsplit(found, answer)}
    for place, row in enumerate(found["shots"], 1):
        if place in but or place in unsplit:
            continue
        at = row["shot"] - 1
        kept = {key: row[key] for key in _REWRITTEN if key in row}
        if row["behind"]:
            own = 0 if row.get("from") else row["own"] or 2
            later = {"through": rows[at]["through"], **kept, "own": own, "now": [], "from": row.get("from", 0)}
            behind.setdefault(at, []).append((later, (asked.id, place)))
        else:
            rows[at] |= kept
            origins[at] = (asked.id, place)
    for at, several in behind.items():
        _split(
            rows[at], [each for each, _ in several], rows[at].get("seconds") == answer.data["shots"][at].get("seconds")
        )
    every = [
        one
        for at, (row, origin) in enumerate(zip(rows, origins, strict=True))
        for one in ((row, origin, at), *((*each, -1) for each in behind.get(at, ())))
    ]
    number = {at: place for place, (_, _, at) in enumerate(every, 1) if at >= 0}
    data = {**answer.data, "shots": [row for row, _, _ in every]}
    own = written.is_written(data)
    worn = written.dressed(data, answer.run, looks) if own else {number[at]: who for at, who in now.items()}
    return Directed(answer.run, data, tuple(origin for _, origin, _ in every), worn, answer.opening)


LEAST_HALF = 2.5
"""Seconds that the first half of a shot that is split keeps at least, as far as it had them: it is split because there was no time for both."""


def _split(row: dict[str, Any], behind: Sequence[dict[str, Any]], shares: bool) -> None:
    """Each shot behind one plays up to where the next half begins, and so does the shot itself; what it had of its time goes over where it `shares` it."""
    through = row["through"]
    for each in reversed(behind):
        each["through"] = through
        if begins := each.pop("from"):
            row["seconds"] = (
                row["seconds"] if not shares else max(min(LEAST_HALF, row["seconds"]), row["seconds"] - each["seconds"])
            )
            through = begins - 1
    row["through"] = through


def _besides(who: str, look: Now | None, more: str, context: Context) -> Now | None:
    """A look with what the script tells of it besides: a cap on his head, a bandage."""
    if not _may_stand(more, context):
        return look
    look = look or Now(who)
    return replace(look, state=context.known.language.word("writing.comma").join(filter(None, (look.state, more))))


def _dressed(who: str, more: str, context: Context) -> Now | None:
    """A look that is told whole: colour, clothes from head to foot, and behind a semicolon what else is seen on the body; None where it is none."""
    worn, state = [*re.split("[;；]", more, maxsplit=1), ""][:2]
    colour, style = [*re.split("[,，]", worn, maxsplit=1), ""][:2]
    colour, style, state = (word(part, context.language) for part in (colour, style, state))
    fits = colour and style and max(map(len, (colour, style, state))) <= LONGEST_PART[context.language]
    return Now(who, clothes=(colour, style), state=state) if fits and not names.found(more, context.known) else None


def put_right(found: Row, answer: Directed, looks: Looks, asked: Question) -> tuple[Directed, tuple[str, ...]]:
    """(the answer with all that could be put right, sentences about the rest of what was answered)."""
    lost = dict(_lost(found, answer, looks, asked))
    anew = revised(found, answer, looks, asked, tuple(lost))
    doubts = [" ".join(str(each).split()) for each in found["doubts"]]
    remarks = [f"the second look finds that the script may be misread: {each}" for each in doubts if each][:MOST_DOUBTS]
    return anew, (*(f"left out of the second look: {why}" for why in lost.values()), *remarks)


def imposed(answer: Directed, shots: Sequence[Answered], items: Sequence[SceneToPlan]) -> list[SceneToPlan]:
    """For each shot its scene with the looks that the second look found, from their shot to the end of the scene."""
    here: dict[str, dict[str, Now | None]] = {}
    found = []
    for shot, item in zip(shots, items, strict=True):
        now = here.setdefault(item.scene.id, {})
        now |= answer.looks.get(shot.number, {})
        if now:
            changes = (
                *(each for each in item.changes if each.name not in now),
                *(each for each in now.values() if each),
            )
            item = replace(item, changes=changes, later=tuple(each for each in item.later if each.now.name not in now))
        found.append(item)
    return found
