"""Silent shots of their own: a look, a hand, an exit for which the script has no line. They live on time that is paid for anyway."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from storyboard import marks, names, speech, staging
from storyboard.camera import Framing
from storyboard.model import Board, Body, Cast, Shot, Staging
from storyboard.patterns import deferred
from storyboard.plan.beats import Beat
from storyboard.plan.choices import LINGER, Frame
from storyboard.plan.compile import JOIN, Plan
from storyboard.plan.composing import Ends, price
from storyboard.plan.played import tenths_to_see
from storyboard.plan.reasons import reveals
from storyboard.staging.verbs import BLOW

SILENT = "silent"
"""The rule of such a shot in the trace."""
LOOK = 12
"""Tenths of a face that takes in what has happened: read at a glance, short enough for what clips have to spare."""
WRITTEN = 20
"""The same where a model wrote its shots whole: what happens in its silent shots takes longer, and readers of rounds 19 and 20 named those under 2 s."""
TRUTH = frozenset({"revelation", "exchange", "power"})
"""Rules of a line by which a truth may be told: the camera has moved nearer, or another move stood too near for it."""
_SENTENCE = deferred(r"(?<=[。！？.!?\n])")


def reaction(
    beat: Beat, framed: Frame, after: Frame | None, cast: Cast, known: names.Naming
) -> tuple[Beat, Frame] | None:
    """A silent shot behind a blow or a truth: the face of whoever is struck, or hears it. None where nobody is, or the next shot shows it."""
    who = _struck(beat, framed, known) if framed.rule == "blow" else _told(beat, framed)
    member = cast.get(who)
    shown = tuple(body.who for body in after.staging.bodies) if after and after.staging else ()
    if member is None or member.kind != "person" or not beat.units or shown == (who,):
        return None
    staged = Staging("reaction", (Body(who, pose="silent"),), size="close")
    visual = staging.write(staged, "", known.language)
    silent = Beat(beat.scene, (), asked=LOOK, after=beat.units[-1], behind=(*beat.acts, beat.text)[-1])
    return silent, Frame(Framing("close").write(known.language.code), visual, SILENT, staging=staged)


def _struck(beat: Beat, framed: Frame, known: names.Naming) -> str:
    """Who is struck: whom the sentence of the blow names behind who strikes; where it names only who strikes, the other of two in the picture."""
    sentence = next((one for act in beat.acts for one in _SENTENCE.split(act) if one and BLOW.search(one)), "")
    blow = BLOW.search(sentence)
    people = names.found(sentence, known)
    if blow is None or len(people) > 1:
        return people[1] if len(people) > 1 else ""
    strikes = names.found(sentence[: blow.start()], known)
    others = [body.who for body in framed.staging.bodies if body.who not in strikes] if framed.staging else []
    return others[0] if strikes and len(others) == 1 else ""


def _told(beat: Beat, framed: Frame) -> str:
    """Who hears a truth, where it is told to one; whether the camera moves for it or not."""
    hears = framed.to[0] if len(framed.to) == 1 and framed.rule in TRUTH else ""
    lingers = speech.syllables(beat.text) >= LINGER
    return hears if framed.rule == "revelation" or (lingers and reveals(beat, hears)) else ""


def affordable(planned: Plan, ends: Ends) -> Plan:
    """The plan with those of its silent shots and held looks for which what is paid anyway has room, in the order of the story.

    All of them are shorter before one goes, down to what can be seen. Then come first those in which alone somebody is seen of whom the action
    tells, then the time in which what a picture tells can be seen. What a shot gave of its time to one that goes, it has back. The same plan
    where all fit, or nothing is sold. `ends.offer.spare`: what may be paid for them beyond that; `ends.whole`: whether none may go.
    """
    wanted = _wanted(planned)
    if not wanted:
        return planned
    most = _price(planned.board, frozenset(wanted), wanted, ends) * (1 + ends.offer.spare)
    if _price(planned.board, frozenset(), {}, ends) <= most:
        return planned
    longest = planned
    for part in SHORTER:
        planned = _shorter(longest, part, WRITTEN if ends.whole else LOOK)
        if _price(planned.board, frozenset(), {}, ends) <= most:
            return _lengthened(planned, longest, ends)
    if ends.whole:
        return _lengthened(planned, longest, ends)
    traces, wanted = planned.trace.shots, _wanted(planned)
    gone = frozenset(wanted)
    for at in sorted(wanted, key=lambda at: (not _tells(planned, at), not _hurries(planned, at))):
        if _price(planned.board, gone - {at}, wanted, ends) <= most:
            gone -= {at}
    shots = _without(planned.board.shots, gone, wanted)
    kept = tuple(
        replace(trace, held=0) if at in gone else trace
        for at, trace in enumerate(traces)
        if at not in gone or trace.rule != SILENT
    )
    return replace(planned, board=replace(planned.board, shots=shots), trace=replace(planned.trace, shots=kept))


SHORTER = (0.9, 0.8, 0.7, 0.6)
"""Parts of the time of silent shots and held looks that are tried before one of them goes."""


def _wanted(planned: Plan) -> dict[int, int]:
    """The shots that live on spare time, each with the tenths by which it is held."""
    return {at: trace.held for at, trace in enumerate(planned.trace.shots) if trace.rule == SILENT or trace.held}


def _shorter(planned: Plan, part: float, glance: int) -> Plan:
    """The plan with silent shots and held looks a part as long, as far as what is done and read in them can be seen; none shorter than a `glance` (tenths)."""
    shots, traces = list(planned.board.shots), list(planned.trace.shots)
    for at, held in _wanted(planned).items():
        shot, trace = shots[at], traces[at]
        least = tenths_to_see(marks.without(shot.visual)) if trace.by == "model" else 0
        if trace.rule == SILENT:
            tenths = min(shot.tenths, max(round(shot.tenths * part), least, glance))
        else:
            tenths = min(shot.tenths, max(shot.tenths - held + round(held * part), least))
            traces[at] = replace(trace, held=held - (shot.tenths - tenths))
        shots[at] = replace(shot, duration=tenths / 10)
    return replace(
        planned,
        board=replace(planned.board, shots=tuple(shots)),
        trace=replace(planned.trace, shots=tuple(traces)),
    )


def _lengthened(short: Plan, longest: Plan, ends: Ends) -> Plan:
    """A plan whose shots were made shorter with as much of their time again as its clips have over: that is paid for anyway."""
    paid = _price(short.board, frozenset(), {}, ends)
    for part in LENGTHENED:
        found = _with_room(short, longest, ends, part)
        if _price(found.board, frozenset(), {}, ends) <= paid:
            return found
    return short


LENGTHENED = (1.0, 0.8, 0.6, 0.4, 0.2)
"""Parts of the room of clips that are tried: clips that break for the story may break elsewhere once shots are longer."""


def _with_room(short: Plan, longest: Plan, ends: Ends, part: float) -> Plan:
    """A plan with the time again that its shots were cut by, as far as a part of the room of their clips goes."""
    wanted = [long.tenths for long in longest.board.shots]
    tenths = [shot.tenths for shot in short.board.shots]
    for clip in ends.packing(short.board):
        whole = [each.shot for each in clip.parts if each.first and not each.hold]
        room = clip.seconds * 10 - sum(each.natural for each in clip.parts if not each.hold)
        missing = sum(wanted[at] - tenths[at] for at in whole)
        given = min(int(room * part), missing)
        for at in whole if given > 0 else ():
            tenths[at] += (wanted[at] - tenths[at]) * given // missing
    shots = tuple(replace(shot, duration=new / 10) for shot, new in zip(short.board.shots, tenths, strict=True))
    traces = tuple(
        replace(each, held=each.held + new - shot.tenths) if each.held and each.rule != SILENT else each
        for each, shot, new in zip(short.trace.shots, short.board.shots, tenths, strict=True)
    )
    return replace(short, board=replace(short.board, shots=shots), trace=replace(short.trace, shots=traces))


def _tells(planned: Plan, at: int) -> bool:
    """Whether a silent shot of a model shows somebody whom the action right before it names and whose picture it alone is."""
    shots, traces = planned.board.shots, planned.trace.shots
    if traces[at].rule != SILENT or traces[at].by != "model":
        return False
    before = next((each for each in reversed(range(at)) if traces[each].rule != SILENT), at)
    alone, told = (marks.without(shots[each].visual) for each in (at, before))
    return any(name in alone and name in shots[before].action and name not in told for name in planned.trace.kinds)


def _hurries(planned: Plan, at: int) -> bool:
    """Whether a shot of a model has no time for all that is done or read in it unless it is held."""
    shot, trace = planned.board.shots[at], planned.trace.shots[at]
    least = tenths_to_see(marks.without(shot.visual)) if trace.by == "model" else 0
    return trace.rule != SILENT and least > shot.tenths - trace.held


def _price(board: Board, gone: frozenset[int], wanted: Mapping[int, int], ends: Ends) -> float:
    return price(ends.packing(replace(board, shots=_without(board.shots, gone, wanted))), ends.offer)


def _without(shots: Sequence[Shot], gone: frozenset[int], wanted: Mapping[int, int]) -> tuple[Shot, ...]:
    """The shots without some silent ones, and others no longer held; the action before one that goes has its time again, up to its natural length."""
    found: list[Shot] = []
    for at, shot in enumerate(shots):
        if at not in gone:
            found.append(shot)
        elif wanted[at]:
            found.append(replace(shot, duration=(shot.tenths - wanted[at]) / 10))
        elif found and found[-1].action and not found[-1].dialogue.text:
            whole = speech.tenths_to_act("".join(found[-1].action.split(JOIN)))
            found[-1] = replace(
                found[-1], duration=max(found[-1].tenths, min(whole, found[-1].tenths + shot.tenths)) / 10
            )
    return tuple(found)
