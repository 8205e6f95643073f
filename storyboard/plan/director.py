"""Shots of a whole story: one question about an episode, or about each run of its scenes where it is long.

The model is told what the bible knows, and stages; code composes pictures, checks who is where, and asks once again. A scene
whose answer stays unusable falls back by itself: to the rules' cuts with the model's pictures, then to the rules.
"""

import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from functools import partial
from itertools import takewhile
from typing import Any

from storyboard import names, speech, staging
from storyboard.cast.looks import write_appearance
from storyboard.check.shown import flat
from storyboard.errors import Blocked, PartFailed, Truncated, Unasked
from storyboard.languages import Language
from storyboard.lettering import lettering
from storyboard.library import FILM, SHIPPED, Library
from storyboard.marks import Now
from storyboard.model import Ask, Board, Cast, Episode, Offer, Question, Remark, Script, ShotTrace, Story, Thing
from storyboard.plan import framed_by_rules, supervisor, written
from storyboard.plan.answers import Shown
from storyboard.plan.beats import EFFECTS, Beat
from storyboard.plan.breakdown import look_of, scenes_of
from storyboard.plan.by_model import ANSWER, Luck, Perfect, Work, by_rules, chunk_asked, lit, proved, side_by_side
from storyboard.plan.compile import Plan, character, setting, whole_trace
from storyboard.plan.lasting import holding
from storyboard.plan.lines import SENTENCES, STEPS, Line, beats_of, chunks, crowded, numbered, seconds, whole_again
from storyboard.plan.objections import faults_of
from storyboard.plan.passages import (
    Answered,
    Passage,
    answered,
    clips_of,
    closes,
    fitted,
    heard_from_elsewhere,
    seconds_of,
)
from storyboard.plan.pictures import pictured
from storyboard.plan.proofs import Proof, proofs
from storyboard.plan.proved import called_in
from storyboard.plan.questions import DELIVERIES, Context, delivery_of, question, shown_line
from storyboard.plan.silent import SILENT
from storyboard.plan.supervisor import Directed, directed, imposed
from storyboard.plan.taken import Taken, as_frame, compiled
from storyboard.plan.turned import Turns, happens, known_place, turned
from storyboard.records import dataclass
from storyboard.speech import LONGEST

MOST = 70
"""Lines of one question: an answer about so many fits into 8,192 tokens."""
WRITTEN, AGAIN = 280, 150
"""Tokens of an answer for each beat of the rules, about, where shots are written whole, and of the second look at them."""
PICTURED = 250
"""Characters by which a shot of the second look is longer than its line in the first, about: heading, style, looks, picture."""
PROMPTED = 450
"""Characters of a prompt for each line, about, where the second look reads the prompts."""
CONTEXT = 4
"""Lines shown before a run of scenes that goes on from another."""


@dataclass(slots=True)
class _Desk:
    """An episode while it is planned."""

    script: Script
    works: list[Work]
    cast: Cast
    ask: Ask
    library: Library
    offer: Offer | None
    lines: tuple[Line, ...] = ()
    failed: dict[int, Exception] = field(default_factory=dict)
    """Scenes, by place, for which no answer can be used, and why."""
    taken: dict[int, list[Taken]] = field(default_factory=dict)
    """Scenes -> their shots as far as they are answered."""
    turns: dict[str, Turns] = field(default_factory=dict)
    """Ids of scenes -> how it is in them after the shots answered so far."""
    answers: list[Directed] = field(default_factory=list)
    """What was answered about the shots, in the order of the lines within each chain."""
    remarks: list[str] = field(default_factory=list)
    """Sentences of the second look."""
    too_long: int = sys.maxsize
    """Lines of the shortest question whose answer was cut off."""
    looks: Mapping[str, Sequence[written.LookFrom]] = field(default_factory=dict)
    """How everybody looks at which time, where the answer writes its shots whole and says it of each."""

    @property
    def writes(self) -> bool:
        """Whether the model writes its shots whole."""
        return writes(self.library, self.works[0].context.language)

    @property
    def luck(self) -> Luck:
        """What all questions learn together."""
        return self.works[0].luck

    @property
    def story(self) -> Story:
        return self.cast.story or Story()

    def before(self, run: Sequence[Passage]) -> tuple[Line, ...]:
        """The lines just before a run."""
        at = run[0].lines[0].number - 1
        return self.lines[max(0, at - CONTEXT) : at]

    def at(self, passage: Passage) -> int:
        """The place of the scene that a passage is of."""
        return next(at for at, work in enumerate(self.works) if work.context is passage.context)


async def plan_story(
    script: Script,
    episode: Episode,
    cast: Cast,
    ask: Ask,
    library: Library = SHIPPED,
    offer: Offer | None = None,
) -> Plan:
    """The board of one episode as a model that knows its story directs it, and by rules where it cannot.

    `offer`: what clips are sold, which the model is told. The trace says for every shot who made it; the board passes
    `check`. Raises ModelError where nothing more can be asked.
    """
    language = Language.of(script.language).code
    characters = setting(script, episode, cast, language)
    known = names.naming(characters, cast, "", language)
    contexts = _contexts(script, episode, cast, known, library)
    frames, works, luck = framed_by_rules([each.item for each in contexts], cast, known), list[Work](), Luck()
    for context, framed in zip(contexts, frames, strict=True):
        lines = numbered(context.item.units, cast, language)
        cut = chunks(lines, context.item.beats)
        works.append(Work(context, lines, cut, framed, "cuts", ask, luck, line_of=script.line_of))
    desk = _Desk(script, works, cast, ask, library, offer)
    passages = _passages(contexts, cast, script, library)
    desk.lines = tuple(line for passage in passages for line in passage.lines)
    desk.looks = written.looks_told(contexts, passages) if desk.writes else {}
    await side_by_side([_chain(desk, chain) for chain in _chains(desk, runs(passages, most_lines(library, language)))])
    taken = await side_by_side([_scene(desk, at) for at in range(len(works))])
    items = [work.context.item if work.light == "" else lit(work) for work in works]

    def composed() -> tuple[Board, tuple[ShotTrace, ...], Sequence[str]]:
        shots, traces = compiled(script, cast, known, items, taken)
        return proved(script, episode, known, works, items, taken, Board(characters, shots), traces)

    board, traces, refused = composed()
    if library.looks_again(language) and await _looked_at(desk, board, traces):
        taken = [desk.taken.get(at, former) if at not in desk.failed else former for at, former in enumerate(taken)]
        board, traces, refused = composed()
    remarks = (*(remark for work in works for remark in work.remarks), *refused, *desk.remarks)
    trace = whole_trace(script, items, cast, characters, traces)
    return Plan(board, trace, (), remarks, tuple(each for work in works for each in work.fallbacks))


async def _looked_at(desk: _Desk, board: Board, traces: Sequence[ShotTrace]) -> bool:
    """Has the board read once more beside the script; whether that changed a shot."""
    desk.answers.sort(key=lambda answer: answer.run[0].lines[0].number)  # chains are answered side by side
    told = desk.library.tells(supervisor.STAGE, desk.works[0].context.language, "sent")
    clips = proofs(board, traces, desk.offer, desk.cast, desk.library) if told else ()
    found = await side_by_side([_second_look(desk, at, board, traces, clips) for at in range(len(desk.answers))])
    if found == desk.answers:
        return False
    desk.answers, desk.taken, desk.turns = list(found), {}, {}
    for answer in found:
        _take(desk, answer)
    return True


async def _second_look(
    desk: _Desk, at: int, board: Board, traces: Sequence[ShotTrace], clips: Sequence[Proof]
) -> Directed:
    """One answer about shots with what was found wrong in it put right; as it was where nobody answers."""
    answer = desk.answers[at]
    shots = supervisor.filmed(answer, board, traces)
    if not shots:
        return answer
    looks = written.lettered(desk.looks) if desk.writes else supervisor.looks_of(shots)
    before = str(desk.answers[at - 1].data["ends"]) if at and answer.run[0].lines[0].number > 1 else ""
    start = desk.works[0].context.item.scene.start
    asked = supervisor.look_again(desk.script, start, desk.library, answer, shots, looks, before, clips)
    place_of = partial(known_place, script=desk.script, scenes=[work.context.item for work in desk.works])

    def read(data: Any) -> Any:  # noqa: ANN401 - JSON
        return written.again(data, answer.data["shots"], answer.run[0].context.known.language) if desk.writes else data

    def judge(data: Any) -> Sequence[str]:  # noqa: ANN401 - JSON
        return supervisor.faults_of(read(data), answer, looks, asked, place_of)

    try:
        found = read(await desk.ask(asked, judge))
    except PartFailed as error:
        desk.remarks.append(f"the second look at {asked.about} failed: {error}")
        return answer
    anew, remarks = supervisor.put_right(found, answer, looks, asked)
    desk.remarks += remarks
    return anew


def _contexts(script: Script, episode: Episode, cast: Cast, known: names.Naming, library: Library) -> list[Context]:
    """The scenes of an episode with what questions about them need."""
    scenes = scenes_of(script, episode, cast, known.language.code)
    last = len(scenes) - 1
    return [
        Context(item, cast, known, at == 0, at == last, library=library, line_of=script.line_of)
        for at, item in enumerate(scenes)
    ]


def _passages(contexts: Sequence[Context], cast: Cast, script: Script, library: Library) -> list[Passage]:
    """The scenes that hold lines, numbered through the whole episode, with actions cut at every sentence, or step."""
    grain = STEPS if contexts and writes(library, contexts[0].language) else SENTENCES
    found: list[Passage] = []
    headings: dict[str, str] = {}
    for unit in script.units:
        if unit.kind == "heading":
            headings[unit.scene] = " ".join((headings.get(unit.scene, ""), *unit.raw.split())).strip()
    first = 1
    for context in contexts:
        lines = numbered(context.item.units, cast, context.language, first, grain)
        if lines:
            found.append(Passage(context, lines, heading=headings.get(context.item.scene.id, "")))
            first = lines[-1].number + 1
    read = (line.unit.text for passage in found for line in passage.lines if line.kind in ("action", "caption"))
    readable = tuple(dict.fromkeys(map(flat, (*read, *headings.values()))))
    return [replace(passage, readable=readable) for passage in found]


def perfect(script: Script, cast: Cast, library: Library = SHIPPED) -> Perfect:
    """Questions and tokens (about) that a whole script needs when every answer is accepted at once."""
    language = Language.of(script.language).code
    calls = asked = answer = 0
    for episode in script.episodes:
        known = names.naming(setting(script, episode, cast, language), cast, "", language)
        contexts = _contexts(script, episode, cast, known, library)
        passages = _passages(contexts, cast, script, library)
        whole, again = writes(library, language), library.looks_again(language)
        looks = written.looks_told(contexts, passages) if whole else {}
        for run in runs(passages, most_lines(library, language)):
            sent = story_question(contexts, cast, library, None, run, (), "", looks)
            calls, asked = calls + 1, asked + len(sent.system) + len(sent.user)
            if again:
                calls += 1
                each = PICTURED + PROMPTED * library.tells(supervisor.STAGE, language, "sent")
                lines = sum(len(passage.lines) for passage in run)
                asked += len(library.fixed(supervisor.STAGE, language)) + len(sent.user) + each * lines
        each = (WRITTEN + AGAIN * again) if whole else ANSWER
        answer += each * sum(len(context.item.beats) for context in contexts)
    return Perfect(calls, asked, answer)


def writes(library: Library, language: str) -> bool:
    """Whether the shots prompt in use has the shots written whole; `language`: a code."""
    return library.protocol("shots", language) == FILM


def most_lines(library: Library, language: str) -> int:
    """Lines of one question of the shots prompt in use."""
    return written.MOST if writes(library, language) else MOST


def runs(passages: Sequence[Passage], most: int = MOST) -> list[list[Passage]]:
    """Passages in runs of at most so many lines, as even as scenes allow; a longer scene is cut where a unit ends."""
    pieces = [piece for passage in passages for piece in _fitting(passage, most)]
    total = sum(len(piece.lines) for piece in pieces)
    target = total / max(1, -(-total // most))
    found: list[list[Passage]] = [[]]
    size = 0
    for piece in pieces:
        if found[-1] and (size + len(piece.lines) > most or size >= target):
            found.append([])
            size = 0
        found[-1].append(piece)
        size += len(piece.lines)
    return [run for run in found if run]


def _fitting(passage: Passage, most: int) -> list[Passage]:
    """A passage, in halves until each fits into a question."""
    if len(passage.lines) <= most:
        return [passage]
    halves = _halved(passage)
    return [piece for half in halves for piece in _fitting(half, most)] if len(halves) > 1 else [passage]


def _halved(passage: Passage) -> list[Passage]:
    """A passage in two where a unit ends near its middle; itself where it is one unit."""
    lines = passage.lines
    cuts = [at for at in range(1, len(lines)) if lines[at].unit is not lines[at - 1].unit]
    if not cuts:
        return [passage]
    at = min(cuts, key=lambda cut: abs(cut - len(lines) / 2))
    return [replace(passage, lines=lines[:at]), replace(passage, lines=lines[at:])]


def _chains(desk: _Desk, cut: Sequence[list[Passage]]) -> list[list[list[Passage]]]:
    """Runs that go on from one another, one after the other; the chains are asked side by side."""
    found: list[list[list[Passage]]] = []
    for run in cut:
        told = {passage.context.item.scene.id for one in (found[-1] if found else ()) for passage in one}
        here = {passage.context.item.scene.id for passage in run}
        if told & (here | {desk.story.of(scene).continues for scene in here}):
            found[-1].append(run)
        else:
            found.append([run])
    return found


async def _chain(desk: _Desk, chain: Sequence[list[Passage]]) -> list[Taken]:
    state = ""
    for number, run in enumerate(chain):
        state = await _run(desk, run, state, goes_on=number > 0)
    return []


async def _run(desk: _Desk, run: list[Passage], state: str, *, goes_on: bool) -> str:
    """Takes what is answered about a run of passages; how it ends. What is as long as a question whose answer was cut off is asked in halves at once."""
    size = sum(len(passage.lines) for passage in run)
    if size >= desk.too_long and (halves := _halves(run)):
        return await _both(desk, halves, state, goes_on=goes_on)
    asked = story_question(
        [work.context for work in desk.works],
        desk.cast,
        desk.library,
        desk.offer,
        run,
        desk.before(run) if goes_on else (),
        state,
        desk.looks,
    )
    last: dict[str, Any] = {}
    looks = written.lettered(desk.looks)

    def read(data: Any) -> Any:  # noqa: ANN401 - JSON
        return written.rows(data, run) if desk.writes else data

    def judge(data: Any) -> Sequence[str]:  # noqa: ANN401 - JSON
        last["data"] = read(data)
        found = faults_of(last["data"], run, desk.offer)
        strange = map(Remark, written.strange_looks(last["data"], run, looks)) if found and desk.writes else ()
        return [*found, *strange][:12]

    try:
        data = read(await desk.ask(asked, judge))
    except (Truncated, Blocked) as error:
        blocked = isinstance(error, Blocked)
        desk.luck.blocked += blocked
        desk.too_long = desk.too_long if blocked else min(desk.too_long, size)
        # What is refused is looked for scene by scene: in a scene that was refused, slots are asked in halves.
        halves = None if blocked and (len(run) == 1 or desk.luck.out) else _halves(run)
        if not halves:
            _fail(desk, run, error)
            return ""
        return await _both(desk, halves, state, goes_on=goes_on)
    except Unasked as error:
        _fail(desk, run, error)
        return ""
    except PartFailed as error:
        data = last.get("data")
        if data is None or not data["shots"] or data["shots"][-1]["through"] < run[-1].last:
            _fail(desk, run, error)
            return ""
    desk.luck.accepted += 1
    answer = directed(run, data, asked, desk.turns, written.dressed(data, run, looks) if desk.writes else None)
    desk.answers.append(answer)
    _take(desk, answer)
    return " ".join(str(data["ends"]).split())


async def _both(desk: _Desk, halves: tuple[list[Passage], list[Passage]], state: str, *, goes_on: bool) -> str:
    state = await _run(desk, halves[0], state, goes_on=goes_on)
    return await _run(desk, halves[1], state, goes_on=True)


def _halves(run: list[Passage]) -> tuple[list[Passage], list[Passage]] | None:
    """A run in two: where a scene ends, else within its only scene."""
    if len(run) > 1:
        middle = sum(len(passage.lines) for passage in run) / 2
        done = [sum(len(passage.lines) for passage in run[:at]) for at in range(1, len(run))]
        at = min(range(1, len(run)), key=lambda cut: abs(done[cut - 1] - middle))
        return run[:at], run[at:]
    halves = _halved(run[0])
    return ([halves[0]], [halves[1]]) if len(halves) > 1 else None


def _fail(desk: _Desk, run: Sequence[Passage], error: Exception) -> None:
    for passage in run:
        desk.failed.setdefault(desk.at(passage), error)


def _take(desk: _Desk, answer: Directed) -> None:
    """The shots of an answer, each with its picture and whether a clip begins with it."""
    shots = answered(answer.data, answer.run)
    clips = clips_of(answer.data, shots)
    opening = {clip[0].lines[0].number for clip in clips[1:]}
    scenes = [work.context.item for work in desk.works]
    desk.turns |= {name: now.copy() for name, now in answer.opening.items()}
    if desk.writes:
        seen = [written.headed(shot, desk.cast) for shot in shots]
    else:
        seen = turned(shots, desk.script, desk.cast, scenes, desk.turns)
    items = imposed(answer, shots, seen)
    told_apart = list(pictured(clips))
    for at, ((shot, staged), tenths, item) in enumerate(zip(told_apart, fitted(clips, desk.offer), items, strict=True)):
        context = shot.context
        behind = [one.free for _, one in takewhile(lambda each: not each[0].lines, told_apart[at + 1 :])]
        lines = _marked(_joined(shot.lines, context), context.language)
        opens = bool(lines) and shot.lines[0].number in opening
        heard = written.heard(shot)
        for beat in _beats(shot, lines, tenths, desk.offer.least_spoken if desk.offer else 0):
            rule = "model" if shot.lines else SILENT
            framed = as_frame(
                Shown(shot.data["camera"], staged.free, shot.data.get("style", "")), lines, beat, context, rule, behind
            )
            told = item if item != context.item else None
            asked, place = answer.origins[shot.number - 1]
            framed = replace(framed, staging=staged, tags=(*framed.tags, *heard))
            desk.taken.setdefault(desk.at(shot.passage), []).append(
                Taken(beat, framed, "model", asked, place, opens, told)
            )
            opens, heard = False, ()


def _beats(shot: Answered, lines: Sequence[Line], tenths: int, least: int) -> list[Beat]:
    """The beats of a shot; one of its own has no line, one that is held or gives part of its time away has what is left, a short line what is advised."""
    scene = shot.context.item.scene
    if not shot.lines:
        return [Beat(scene, (), asked=tenths, after=shot.after.unit, behind=shot.after.text)]
    beats, natural = beats_of(scene, lines), seconds_of(shot) - crowded(shot.lines)
    if tenths != natural and len(beats) == 1:
        wanted = max(tenths, least) if beats[0].text else tenths
        told = shot.told_to_hold or closes(shot)
        return [replace(beats[0], asked=wanted, held=0 if told else max(0, tenths - max(natural, least)))]
    return [replace(beats[0], asked=least)] if len(beats) == 1 and beats[0].text and tenths < least else beats


def _joined(lines: Sequence[Line], context: Context) -> tuple[Line, ...]:
    """The lines of a shot, pieces of one as one; a speech that is too long for a shot stays in its pieces."""
    whole = whole_again(lines)
    long = any(seconds(context.item.scene, line, context.cast, context.language) * 10 >= LONGEST for line in whole)
    return tuple(lines) if long else whole


def _marked(lines: Sequence[Line], language: str) -> tuple[Line, ...]:
    """The lines of a shot with transitions and sounds told as such: FLASHBACK the cut is not flashback the look."""
    return tuple(
        replace(line, text=EFFECTS[language][line.unit.kind] + line.text)
        if line.kind == "effect" and line.text
        else line
        for line in lines
    )


async def _scene(desk: _Desk, at: int) -> list[Taken]:
    """The shots of one scene: the answered ones, else the rules' cuts with the model's pictures, else the rules'."""
    work = desk.works[at]
    error = desk.failed.get(at)
    if error is None and at in desk.taken:
        return desk.taken[at]
    pairs = zip(work.context.item.beats, work.frames, strict=True)
    if error is None or not work.chunks:
        return [Taken(beat, framed, "rules") for beat, framed in pairs]
    found: list[Taken] = []
    for chunk in work.chunks:
        if isinstance(error, Unasked):
            found += by_rules(work, chunk, error)
            continue
        work.remarks.append(f"scene {work.name}: {error}")
        work.asked = 0
        found += await chunk_asked(work, chunk, cuts=False)
    return found


# --- the question --------------------------------------------------------------------------------------------------


def story_question(
    contexts: Sequence[Context],
    cast: Cast,
    library: Library,
    offer: Offer | None,
    run: Sequence[Passage],
    before: Sequence[Line],
    state: str,
    looks: Mapping[str, Sequence[written.LookFrom]] | None = None,
) -> Question:
    """The question about a run of passages. `looks`: how everybody looks at which time, where the answer is to say it of each shot."""
    first, last = run[0].lines[0].number, run[-1].last
    scenes = list(dict.fromkeys(passage.context.item.scene.number or passage.context.item.scene.id for passage in run))
    about = f"scene {scenes[0]}{f'…{scenes[-1]}' if len(scenes) > 1 else ''}, lines {first}-{last}"
    context = run[0].context
    told = [_scene_told(passage, contexts, cast) for passage in run]
    natural = sum(line["seconds"] for scene in told for line in scene["lines"])
    room = _room(natural, offer)
    asked = question(
        library,
        "shots",
        context.language,
        about,
        **_film(offer),
        **_known(cast, run, looks or {}),
        room=room,
        natural=round(natural),
        total=round(natural) + room,
        count=round((natural + room) / library.pace("shots", context.language, written.USUAL)),
        scenes=told,
        before=[shown_line(context, line) for line in before],
        state=state,
        first=first,
        last=last,
    )
    return replace(asked, whole=True)


def _room(seconds: float, offer: Offer | None) -> int:
    """Whole seconds that the cheapest clips which hold so many seconds have over, and what may be paid beyond them."""
    if offer is None or not offer.lengths:
        return 0
    least, sold = math.ceil(seconds), {0}
    for _ in range(least // min(offer.lengths) + 1):
        sold |= {have + length for have in sold if have < least for length in offer.lengths}
    return max(0, round(min(each for each in sold if each >= least) * (1 + offer.spare) - seconds))


def _film(offer: Offer | None) -> dict[str, Any]:
    """What the film is to be: its form, its style, the lengths sold."""
    width, _, height = (offer.size if offer else "").partition("x")
    advised = dict(offer.advised) if offer else {}
    return {
        "portrait": not (width.isdigit() and height.isdigit() and int(width) > int(height)),
        "style": offer.style if offer else "",
        "sold": [{"seconds": each, "shots": advised.get(each, 0)} for each in (offer.lengths if offer else ())],
        "least": f"{offer.least_spoken / 10:g}" if offer and offer.least_spoken else "",
    }


def _known(cast: Cast, run: Sequence[Passage], told: Mapping[str, Sequence[written.LookFrom]]) -> dict[str, Any]:
    """The story, and the people, places and things of a run."""
    story, language = cast.story or Story(), run[0].context.language
    members = {member.name: member for passage in run for member in passage.context.people}
    people = [
        {
            "name": one.name,
            "looks": write_appearance(one.looks, language),
            "others": supervisor.letters_told(told.get(one.name, ()), run[0].context),
        }
        for one in members.values()
    ]
    here = dict.fromkeys(passage.context.item.scenery.place for passage in run)
    looks = {place: look_of(place, "", cast) for place in here}
    spoken = Language.of(language)
    anchors = {
        place: spoken.word("staging.told.between").join(
            f"{one.what}{spoken.word('staging.told.where').format(one.at)}"
            for one in story.anchors
            if one.place == place
        )
        for place in looks
    }
    text = "\n".join(line.unit.raw for passage in run for line in passage.lines)
    about = {fact["about"].casefold() for passage in run for fact in holding(passage)}
    things = [
        one
        for one in story.things
        if called_in(one.name, text) or _told_in(one, run) or any(one.name.casefold() in each for each in about)
    ]
    return {
        "story": story.line,
        "film": story.film,
        "people": people,
        "places": [
            {"name": place, "look": look, "anchors": anchors[place]}
            for place, look in looks.items()
            if look or anchors[place]
        ],
        "others": [
            {"name": one.name, "look": one.look}
            for one in story.others
            if one.name.casefold() in text.casefold() or _told_in(one, run)
        ],
        "props": [{"name": one.name, "look": one.look, "holder": one.holder} for one in things],
    }


def _told_in(thing: Thing, run: Sequence[Passage]) -> bool:
    """Whether the script line of which an answer has a thing stands in a scene of a run: above its first step too, and by whatever word."""
    for passage in run:
        scene, line_of = passage.context.item.scene, passage.context.line_of
        if line_of(scene.start) <= thing.line <= line_of(max(scene.end - 1, scene.start)):
            return True
    return False


def _scene_told(passage: Passage, contexts: Sequence[Context], cast: Cast) -> dict[str, Any]:
    """One scene of a question."""
    context = passage.context
    item, place = context.item, context.item.scenery
    told = (cast.story or Story()).of(item.scene.id)
    here = {each.item.scene.id for each in contexts}
    lines = []
    for at, line in enumerate(passage.lines):
        shown = shown_line(context, line)
        off = DELIVERIES[context.language]["offscreen"]
        if line.kind == "speech" and heard_from_elsewhere(line):
            shown["kind"] += "" if off in shown["kind"] else off
        elif line.kind == "speech" and _over_the_picture(line, context) and _acts_here(line, passage):
            words = DELIVERIES[context.language]
            shown["kind"] = shown["kind"].replace(words[delivery_of(line, context.cast)], words["over"])
        shown["seconds"] = round(shown["seconds"] + crowded([line]) / 10, 1)
        if at and line.kind == "action" and passage.lines[at - 1].unit is line.unit:
            shown["seconds"] = round(max(shown["seconds"] - 1.5, 0.3), 1)
        if line.kind == "effect":
            shown["seconds"] = 0
        if line.kind == "action" and (lettering(line.text) or (at and _stands_on(passage.lines[at - 1], line))):
            shown["text"] += context.known.language.word("staging.told.lettering")
        elif line.kind == "caption" and at and _stands_on(passage.lines[at - 1], line):
            shown["text"] += context.known.language.word("staging.told.lettered")
        lines.append(shown)
    return {
        "id": item.scene.id,
        "number": item.scene.number,
        "heading": passage.heading,
        "holding": holding(passage),
        "location": place.location,
        "time": place.time,
        "weather": place.weather,
        "layer": staging.layer_name(item.layer, context.known.language),
        "continues": told.continues if told.continues in here else "",
        "opens": context.first,
        "closes": context.last,
        "call": item.call,
        "job": told.job,
        "light": item.light,
        "film": item.film,
        "sets": [
            {"place": one.place, "look": one.look}
            for one in (cast.story.sets if cast.story else ())
            if item.scene.id in one.scenes
        ],
        "otherwise": list(_otherwise(passage)),
        "lines": lines,
    }


def _stands_on(before: Line, caption: Line) -> bool:
    """Whether a caption is what stands written on something that the action before it shows: She reads, and the message."""
    words = caption.text if caption.kind == "action" else f"“{caption.text}”"
    shown = before.text.rstrip()
    told = shown.endswith((":", "：")) or bool(lettering(f"{shown.rstrip('：:。. ')}：{words}"))
    return before.kind == "action" and told


def _over_the_picture(line: Line, context: Context) -> bool:
    return speech.over_the_picture(delivery_of(line, context.cast), line.unit.raw)


def _acts_here(line: Line, passage: Passage) -> bool:
    """Whether somebody whose voice is heard over the picture acts in these lines too: then they may be seen, with closed lips."""
    acts = "\n".join(one.text for one in passage.lines if one.kind == "action")
    return line.unit.speaker in names.found(acts, passage.context.known)


def _otherwise(passage: Passage) -> list[str]:
    """Who looks otherwise in a scene, from which line on."""
    context = passage.context
    item, spoken = context.item, context.known.language
    found = []
    for change in item.changes:
        if member := context.cast.get(change.name):
            now = change if isinstance(change, Now) else Now(change.name, clothes=(change.colour, change.style))
            here = names.changed({change.name: character(member, context.language)}, {change.name: now})
            found.append(change.name + spoken.word("looks.here").format(here[change.name].appearance))
    for later in item.later:
        line, now = happens(passage, later.unit, later.said), later.now
        told = [now.state, *(spoken.word("writing.between").join(pair) for pair in (now.hair, now.clothes) if pair)]
        words = spoken.word("writing.comma").join(part for part in told if part)
        if line and words:
            found.append(spoken.word("looks.since").format(now.name, line, words))
    return found
