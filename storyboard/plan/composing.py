"""A plan composed once more for its clips: what packing found goes back to the shots, and only what the clips ask for changes.

The board is packed, what stands badly in a clip is mended, and the mended board is packed once more; again while a clip is too full. It
never costs more than the first.
"""

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from storyboard import camera, names, speech, staging, transitions
from storyboard.languages import Language
from storyboard.model import Board, Clip, Offer, Script, Shot, ShotTrace
from storyboard.pack import Atom, cost, fits, floors
from storyboard.patterns import deferred
from storyboard.plan.beats import EFFECTS
from storyboard.plan.compile import JOIN, Plan
from storyboard.plan.grammar import LADDER
from storyboard.records import dataclass
from storyboard.staging import things


@dataclass(frozen=True, slots=True)
class Ends:
    """What a board is composed for."""

    offer: Offer
    packing: Callable[[Board], tuple[Clip, ...]]
    """How a board's clips are found."""
    join: bool = True
    """Whether shots of too full a clip may become one; not where some may have been bought as they are."""
    whole: bool = False
    """Whether every silent shot stays: a model that writes its shots whole plays in them what it left out of others."""


FREE = frozenset({"exchange", "action", "power"})
"""Rules whose size may move by a step: nothing but the rhythm asked for it."""
CLOSE = frozenset({"near", "close", "extreme-close"})
"""Sizes that show nobody where they are."""
AMONG = {
    "speaks": frozenset({"medium", "medium-close", "near"}),
    "acts": frozenset({"wide", "full", "medium"}),
    "shoulder": frozenset({"medium", "medium-close"}),
}
"""The sizes among which a shot may move."""
ACTS = frozenset({"action", "insert", "walk", "isolation"})
"""Rules of silent shots that may be seen in one: not the answer to a blow, and nothing that stands for itself."""
_DOER = deferred(r"(?:(He|She|They|他|她)(?![们的俩自\w]))?")
ROUNDS = 3
"""How often a board is composed at most: what is joined packs otherwise, and another clip may be too full then."""
TOGETHER = 4
"""Actions of one shot at most, where a clip is too full."""


@dataclass(slots=True)
class _Sheet:
    """The shots while they are mended."""

    shots: list[Shot]
    traces: list[ShotTrace]
    timed: Collection[int]
    """Shots that stay: the script's author, a team or a model made them so."""
    language: str
    least: list[int]
    """Tenths to which each may be shortened."""
    known: names.Naming

    def sized(self, at: int, size: str) -> None:
        """A shot in another size, told so in camera, picture and trace."""
        shot, trace = self.shots[at], self.traces[at]
        framing = camera.read(shot.camera)
        language = Language.of(self.language)
        visual = shot.visual
        for was, now in zip(*(staging.size_words(one, language) for one in (framing.size, size)), strict=True):
            if was in visual:
                visual = visual.replace(was, now)
                break
        self.shots[at] = replace(shot, camera=replace(framing, size=size).write(self.language), visual=visual)
        if trace.staging:
            framed = replace(trace.staging, size=size if trace.staging.size else "")
            self.traces[at] = replace(trace, staging=framed, pictured=staging.digest(visual))

    def size(self, at: int) -> str:
        return camera.read(self.shots[at].camera).size

    def free(self, at: int) -> bool:
        """Whether the size of a shot may move."""
        return at not in self.timed and self.traces[at].by == "rules" and self.traces[at].rule in FREE


def composed(planned: Plan, script: Script, ends: Ends, rounds: int = ROUNDS) -> Plan:
    """The plan with its shots by rules mended for the clips that packing finds; the same plan where that would cost more.

    A spoken shot shorter than advised takes the clip's spare time; neighbours in a clip differ in size or come back to a setup;
    a clip opens wide enough to show who is where; shots of a clip of more than are advised become one where the
    words allow it. What the script's table or a team asks for stays, and so do shots by a model.
    """
    before = ends.packing(planned.board)
    if not before or rounds < 1:
        return planned
    offer, most = ends.offer, dict(ends.offer.advised)
    full = [run for run, seconds in _runs(before) if ends.join and len(run) > most.get(seconds, len(run))]
    ways = [full, *([run] for run in full if len(full) > 1), []]
    for joined in ways:  # where all of them together cost more, one after the other
        made = _mended(planned, script, before, offer, joined)
        after = ends.packing(made.board) if made is not planned else before
        if made is not planned and price(after, offer) <= price(before, offer):
            still = any(len(run) > most.get(seconds, len(run)) for run, seconds in _runs(after))
            return composed(made, script, ends, rounds - 1) if still and ends.join else made
    return planned


def _mended(planned: Plan, script: Script, clips: Sequence[Clip], offer: Offer, full: Collection[range]) -> Plan:
    """The plan mended for these clips, those of `full` with fewer shots; the same one where there is nothing to mend."""
    board, traces = planned.board, list(planned.trace.shots)
    asked = {unit.id for unit in script.units if unit.wish or unit.asked}
    timed = {at for at, trace in enumerate(traces) if trace.by != "rules" or asked & set(trace.units)}
    language = names.language_of(board)
    known = names.naming(board.character_setting, None, "", language)
    sheet = _Sheet(list(board.shots), traces, timed, language, list(floors(board)), known)
    gone: dict[int, int] = {}
    for run, seconds in _runs(clips):
        _lengthen(run, seconds, sheet, offer.least_spoken)
        _open(run, sheet)
        _vary(run, sheet)
        if run in full:
            _join(run, seconds, sheet, dict(offer.advised)[seconds], gone)
    kept = [at for at in range(len(sheet.shots)) if at not in gone]
    made = replace(board, shots=tuple(sheet.shots[at] for at in kept))
    if made == board:
        return planned
    return replace(planned, board=made, trace=replace(planned.trace, shots=tuple(sheet.traces[at] for at in kept)))


def price(clips: Sequence[Clip], offer: Offer) -> float:
    """What clips cost: money where every price is known, else seconds."""
    paid = cost(clips, offer)
    return paid.money if paid.money is not None else paid.seconds


def _runs(clips: Sequence[Clip]) -> Iterator[tuple[range, int]]:
    """(shots from 0, seconds) of each clip that is made of whole shots."""
    for clip in clips:
        parts = [part for part in clip.parts if not part.hold]
        if all(part.first for part in parts) and len({part.shot for part in parts}) == len(parts):
            yield range(parts[0].shot, parts[-1].shot + 1), clip.seconds


def _fit(run: Sequence[int], seconds: int, sheet: _Sheet) -> bool:
    """Whether the clip can still be filled with its shots."""
    atoms = [Atom(at, sheet.shots[at].dialogue.text, sheet.shots[at].tenths, floor=sheet.least[at]) for at in run]
    return fits(atoms, seconds)


def _lengthen(run: range, seconds: int, sheet: _Sheet, least: int) -> None:
    """Spoken shots shorter than advised, the nearest to it first, as long as the clip has room."""
    free = [at for at in run if at not in sheet.timed or sheet.traces[at].by == "model"]
    spoken = [at for at in free if speech.speakable(sheet.shots[at].dialogue.text)]
    for at in sorted(spoken, key=lambda at: -sheet.shots[at].tenths):
        shot, floor = sheet.shots[at], sheet.least[at]
        if shot.tenths < least:
            sheet.shots[at], sheet.least[at] = replace(shot, duration=least / 10), least
            if not _fit(run, seconds, sheet):
                sheet.shots[at], sheet.least[at] = shot, floor


def _open(run: range, sheet: _Sheet) -> None:
    """The first shot wide enough to show who is where."""
    if sheet.free(run[0]) and sheet.size(run[0]) in CLOSE:
        sheet.sized(run[0], "medium")


def _vary(run: range, sheet: _Sheet) -> None:
    """Neighbours a step of size apart, unless the later comes back to a setup of the clip."""
    setups = {_setup(run[0], sheet)}
    for before, at in pairwise(run):
        size = sheet.size(at)
        if size == sheet.size(before) and _setup(at, sheet) not in setups and sheet.free(at):
            behind = sheet.size(at + 1) if at + 1 in run else ""
            steps = _steps(at, size, sheet)
            chosen = next((one for one in steps if one != behind), steps[0] if steps else size)
            sheet.sized(at, chosen)
        setups.add(_setup(at, sheet))


def _steps(at: int, size: str, sheet: _Sheet) -> list[str]:
    """The sizes one step from a shot's that suit it."""
    shot, place = sheet.shots[at], LADDER.index(size)
    kind = "speaks" if shot.dialogue.text else "acts"
    among = AMONG["shoulder" if camera.read(shot.camera).angle == "over-shoulder" else kind]
    return [LADDER[step] for step in (place + 1, place - 1) if 0 <= step < len(LADDER) and LADDER[step] in among]


def _setup(at: int, sheet: _Sheet) -> tuple[object, ...]:
    """What makes a camera position: size and angle, and whom it sees from where."""
    framing, staged = camera.read(sheet.shots[at].camera), sheet.traces[at].staging
    return framing.size, framing.angle, tuple((body.who, body.at) for body in staged.bodies) if staged else at


def _join(run: range, seconds: int, sheet: _Sheet, most: int, gone: dict[int, int]) -> None:
    """Neighbours made one, from the end on, until the clip holds no more shots than advised."""
    row = list(run)
    for loose, place in ((loose, place) for loose in (False, True) for place in range(len(run) - 2, -1, -1)):
        if not most or len(row) <= most:
            return
        if place + 1 >= len(row):
            continue
        one, other = row[place], row[place + 1]
        both = _as_one(one, other, row[place - 1] if place else None, sheet, loose=loose)
        if both is None:
            continue
        held = sheet.shots[one], sheet.least[one]
        sheet.shots[one] = both
        sheet.least[one] = both.tenths
        rest = [*row[: place + 1], *row[place + 2 :]]
        if not _fit(rest, seconds, sheet):
            sheet.shots[one], sheet.least[one] = held
            continue
        sheet.traces[one] = _one_trace(one, other, both, sheet)
        _show_things(one, sheet)
        gone[other] = one
        row = rest


def _show_things(at: int, sheet: _Sheet) -> None:
    """The picture of a shot that was two with the things of both, told so in picture and trace."""
    shot, trace = sheet.shots[at], sheet.traces[at]
    picture = staging.picture_of(shot.visual)
    words = things.unshown(
        speech.delivery_of(shot.action)[1] if shot.dialogue.text else shot.action, picture, sheet.known
    )
    if not words or trace.staging is None:
        return
    joined = sheet.known.language.word("staging.joined")
    visual = shot.visual.replace(picture, f"{picture}{joined}{words}", 1)
    free = joined.join(part for part in (trace.staging.free, words) if part)
    sheet.shots[at] = replace(shot, visual=visual)
    sheet.traces[at] = replace(trace, staging=replace(trace.staging, free=free), pictured=staging.digest(visual))


def _as_one(one: int, other: int, before: int | None, sheet: _Sheet, *, loose: bool = False) -> Shot | None:
    """Two neighbours as one shot; None where they are not alike, or too long together. `before`: the shot that the clip has before them.

    Actions after each other, an action and the line of whoever acts or stands beside it, `loose` any line, or the pieces of one speech.
    """
    first, second = sheet.shots[one], sheet.shots[other]
    traces = sheet.traces[one], sheet.traces[other]
    same = all(getattr(first, name) == getattr(second, name) for name in ("location", "time", "weather"))
    tags = _tags_of_both(first, second, Language.of(sheet.language))
    bare = [staging.picture_of(shot.visual) == shot.visual for shot in (first, second)]
    marked = not bare[0] or (not bare[1] and not second.dialogue.text)
    if (
        tags is None
        or {one, other} & set(sheet.timed)
        or not same
        or marked
        or {trace.by for trace in traces} != {"rules"}
    ):
        return None
    if speech.delivery_of(first.action)[0] or speech.delivery_of(second.action)[0]:
        return None
    acts = [line for shot in (first, second) for line in shot.action.split(JOIN) if line]
    action, role = JOIN.join(acts), second.dialogue.role
    if first.dialogue.text:
        pieces = second.dialogue.text and first.dialogue.role == role and traces[0].units[-1:] == traces[1].units[:1]
        tenths = first.tenths + second.tenths
        said = replace(first.dialogue, text=first.dialogue.text + second.dialogue.text)
        made = replace(first, action=action, dialogue=said, duration=tenths / 10, style_tags=tags)
        return made if pieces and tenths <= 100 else None
    if second.dialogue.text:
        tenths = max(second.tenths, speech.tenths_to_act("".join(first.action.split(JOIN))))
        last = sheet.shots[before].dialogue.role if before is not None else ""
        mine = _goes_with(first.action, second, last, sheet) or (loose and traces[0].rule in {*ACTS, "realises"})
        fits = tenths <= speech.LONGEST and mine
        return replace(second, action=action, duration=tenths / 10, style_tags=tags) if fits else None
    if len(acts) > TOGETHER or not {trace.rule for trace in traces} <= ACTS:
        return None
    wide = min(first, second, key=lambda shot: LADDER.index(camera.read(shot.camera).size))
    tenths = speech.tenths_to_act("".join(acts))
    return replace(wide, action=action, duration=tenths / 10, style_tags=tags)


def _tags_of_both(first: Shot, second: Shot, language: Language) -> str | None:
    """The style of two shots that become one; None where they are of two, or a cut or a sound stands between them.

    What follows the later may stay; so may that with which the picture of the earlier comes.
    """
    mark = language.word("staging.joined") + EFFECTS[language.code]["transition"]
    comes = "".join(mark + words for words in transitions.told(first) if transitions.comes(words))
    style = first.style_tags.removesuffix(comes)
    if not second.style_tags.startswith(style) or any(map(transitions.comes, transitions.told(second))):
        return None
    return style + comes + second.style_tags[len(style) :]


def _goes_with(action: str, said: Shot, last: str, sheet: _Sheet) -> bool:
    """Whether what happens can be seen in the shot of the line behind it: its speaker does it, or whoever else its picture shows.

    `last`: who spoke before; a `she` who goes on is that person.
    """
    role, spoken = said.dialogue.role.casefold(), Language.of(sheet.language)
    told, seen = action.casefold(), said.visual.casefold()
    if role in told or (len(role.split()) > 1 and role.split()[0] in told.split()):
        return True
    doer = _DOER.match(action)
    if doer and doer[1] and last == said.dialogue.role:
        return True
    names_of = [name.casefold() for name in sheet.known.characters if name.casefold() in told]
    return bool(names_of) and spoken.does("writing.words") and all(name in seen for name in names_of)


def _one_trace(one: int, other: int, both: Shot, sheet: _Sheet) -> ShotTrace:
    """The trace of two shots that became one: known again by the digests of both, where they are planned apart."""
    first, second = sheet.traces[one], sheet.traces[other]
    seen = first if both.visual == sheet.shots[one].visual and first.pictured == staging.digest(both.visual) else second
    digests = [digest for trace in (first, second) for digest in _digests(trace.digest)]
    return replace(
        seen,
        units=tuple(dict.fromkeys((*first.units, *second.units))),
        line=first.line,
        digest=json.dumps([0, 1, *digests]),
    )


def _digests(digest: str) -> list[str]:
    """The digests that one stands for."""
    return list(json.loads(digest)[2:]) if digest.startswith("[") else [digest]
