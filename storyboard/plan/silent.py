"""Silent shots of their own: a look, a hand, an exit for which the script has no line. They live on time that is paid for anyway."""

from collections.abc import Sequence
from dataclasses import replace

from storyboard import names, speech, staging
from storyboard.camera import Framing
from storyboard.model import Board, Body, Cast, Shot, Staging
from storyboard.patterns import deferred
from storyboard.plan.beats import Beat
from storyboard.plan.compile import JOIN, Plan
from storyboard.plan.composing import Ends, price
from storyboard.plan.grammar import Frame
from storyboard.plan.reasons import BLOW

SILENT = "silent"
"""The rule of such a shot in the trace."""
LOOK = 12
"""Tenths of a face that takes in what has happened: read at a glance, short enough for what clips have to spare."""
_SENTENCE = deferred(r"(?<=[。！？.!?\n])")


def reaction(
    beat: Beat, framed: Frame, after: Frame | None, cast: Cast, known: names.Naming
) -> tuple[Beat, Frame] | None:
    """A silent shot behind a blow or a truth: the face of whoever is struck, or hears it. None where nobody is, or the next shot shows it."""
    who = (
        _struck(beat, framed, known) if framed.rule == "blow" else _told(framed) if framed.rule == "revelation" else ""
    )
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


def _told(framed: Frame) -> str:
    """Who hears a truth, where it is told to one."""
    return framed.to[0] if len(framed.to) == 1 else ""


def affordable(planned: Plan, ends: Ends) -> Plan:
    """The plan with those of its silent shots for which what is paid anyway has room, in the order of the story.

    What a shot gave of its time to one that goes, it has back. The same plan where all fit, or nothing is sold.
    """
    silent = [at for at, trace in enumerate(planned.trace.shots) if trace.rule == SILENT]
    if not silent:
        return planned
    most = _price(planned.board, silent, (), ends)
    if _price(planned.board, silent, silent, ends) <= most:
        return planned
    kept: list[int] = []
    for at in silent:
        if _price(planned.board, silent, (*kept, at), ends) <= most:
            kept.append(at)
    gone = frozenset(silent) - frozenset(kept)
    shots = _without(planned.board.shots, gone)
    traces = tuple(trace for at, trace in enumerate(planned.trace.shots) if at not in gone)
    return replace(planned, board=replace(planned.board, shots=shots), trace=replace(planned.trace, shots=traces))


def _price(board: Board, silent: Sequence[int], kept: Sequence[int], ends: Ends) -> float:
    shots = _without(board.shots, frozenset(silent) - frozenset(kept))
    return price(ends.packing(replace(board, shots=shots)), ends.offer)


def _without(shots: Sequence[Shot], gone: frozenset[int]) -> tuple[Shot, ...]:
    """The shots without some; the action before one that goes has its time again, up to its natural length."""
    found: list[Shot] = []
    for at, shot in enumerate(shots):
        if at not in gone:
            found.append(shot)
        elif found and found[-1].action and not found[-1].dialogue.text:
            whole = speech.tenths_to_act("".join(found[-1].action.split(JOIN)))
            found[-1] = replace(
                found[-1], duration=max(found[-1].tenths, min(whole, found[-1].tenths + shot.tenths)) / 10
            )
    return tuple(found)
