"""Who made a shot: the rule, or the question a model was asked and what it answered; and what code or a person did with it."""

import json
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from storyboard import marks, timeline
from storyboard.explain.opened import Answer, Opened
from storyboard.lab.diff import DiffPiece, word_diff
from storyboard.languages import Language
from storyboard.llm.reading import Unreadable, read_answer
from storyboard.model import Shot, ShotTrace, Voice
from storyboard.patterns import deferred
from storyboard.plan import written
from storyboard.plan.freeform import bare
from storyboard.plan.grammar import OWN_CAMERA, RULES, TABLE, TEAM
from storyboard.records import dataclass

PICTURE = ("camera", "visual", "style_tags")
"""What a model writes of a shot; everything else is filled in from the script."""
SECONDS = "seconds"
"""What a model says only of shots that it writes whole."""
_NUMBERED = deferred(r"^\s*(\d+)\s*[^\w\s].*$", re.MULTILINE)


WON = {
    OWN_CAMERA: " But the script's own words about the camera win.",
    TABLE: " But the row of the script's own table says how it is framed, and that wins.",
    TEAM: " But the production team asks for this framing in its shot list, and that wins.",
}
"""What is said of a rule that something in the script has won over, by how its name ends."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a shot came from."""

    by: str
    """`rules`, `model`, `slots`, `import`, `hand`; empty where nobody knows."""
    rule: str = ""
    meaning: str = ""
    """What the rule means."""
    question: str = ""
    about: str = ""
    """`scene 1-2, lines 1-16`."""
    prompt: str = ""
    """`shots/v1`."""
    asked: tuple[str, ...] = ()
    """The numbered lines of the question that the shot answers."""
    answered: int = 0
    answer: dict[str, Any] | None = None
    """The shot as the model wrote it."""
    missing: str = ""
    """Why question or answer cannot be shown."""


def origin_of(opened: Opened, at: int) -> Origin:
    """Who made a shot (counted from 0), and from what."""
    trace = opened.traces[at]
    if trace is None:
        return Origin("", missing="it is not known which script lines this shot stands for: no trace fits it")
    won = next((ending for ending in WON if trace.rule.endswith(ending)), "")
    meaning = RULES.get(trace.rule.removesuffix(won), "") + WON.get(won, "")
    if not trace.question:
        old = trace.by in ("model", "slots")
        return Origin(
            trace.by, trace.rule, meaning, missing="planned before traces named their question" if old else ""
        )
    answer = opened.answers(trace.question)
    if answer is None:
        missing = "the answer is kept no more (.storyboard/exchanges of the workspace)"
        return Origin(trace.by, "", "", trace.question, answered=trace.answered, missing=missing)
    data, mine = _answered(answer, trace)
    asked = tuple(_asked(answer, data, trace, opened.board.shots[at]))
    missing = "" if mine else f"the answer holds no shot {trace.answered}"
    return Origin(trace.by, "", "", trace.question, answer.about, answer.prompt, asked, trace.answered, mine, missing)


def _answered(answer: Answer, trace: ShotTrace) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """The whole answer, and the shot of it that the trace means."""
    try:
        data = read_answer(answer.text)
        return data, dict(data["slots" if answer.kind == "slots" else "shots"][trace.answered - 1])
    except (Unreadable, KeyError, IndexError, TypeError, ValueError):
        return {}, None


def _asked(answer: Answer, data: dict[str, Any], trace: ShotTrace, shot: Shot) -> Iterator[str]:
    """The numbered lines of a question that one shot of its answer is about."""
    if answer.kind == "slots":
        wanted = {trace.answered}
    elif answer.kind == "shots" and data:
        ends = [each.get("through", 0) for each in data["shots"]]
        before = ends[trace.answered - 2] if trace.answered > 1 else 0
        wanted = set(range(before + 1, ends[trace.answered - 1] + 1))
    else:  # a whole board points at no lines: those whose words it holds
        told = bare(f"{shot.dialogue.text}{shot.action}{shot.visual}")
        for match in _NUMBERED.finditer(answer.user):
            words = bare(re.split(r"[｜|]", match[0])[-1])
            if words and (words in told or (shot.dialogue.text and bare(shot.dialogue.text) in words)):
                yield match[0].strip()
        return
    for match in _NUMBERED.finditer(answer.user):
        if int(match[1]) in wanted:
            yield match[0].strip()


def changes_of(opened: Opened, at: int, origin: Origin) -> tuple[str, ...]:
    """What code added or changed after the answer (or the rule), and what a person did, as sentences."""
    shot = opened.board.shots[at]
    place = opened.ours[at]
    ours = opened.planned.shots[place] if opened.planned and place is not None else shot
    found: list[str] = []
    if origin.answer:
        found += _of_answer(origin.answer, ours, opened.language)
    found += _added(ours)
    if origin.answer:
        trace = opened.traces[at]
        same = [
            number
            for number, other in enumerate(opened.traces, start=1)
            if other and trace and _answer_of(other) == _answer_of(trace)
        ]
        if len(same) > 1:
            found.append(
                f"its line is longer than a shot may be: the answer's one shot became shots {same[0]}-{same[-1]}"
            )
        found.append(
            "dialogue and action are filled in from the script; seconds, place, hour and weather are the answer's, where it leaves them empty those of the shot before"
            if SECONDS in origin.answer
            else "dialogue, action, duration, location, time and weather are filled in from the script"
        )
    return (*found, *_by_hand(ours, shot))


def seconds_answered(opened: Opened, at: int) -> float | None:
    """Seconds that a model gave a shot which it wrote whole; None where it did not, and where a person has changed them since."""
    trace, place = opened.traces[at], opened.ours[at]
    if trace is None or not trace.question or opened.planned is None or place is None:
        return None
    answer = opened.answers(trace.question)
    _, mine = _answered(answer, trace) if answer else ({}, None)
    same = opened.planned.shots[place].duration == opened.board.shots[at].duration
    return float(mine[SECONDS]) if mine and same and mine.get(SECONDS) else None  # 0 of a second look: they stay


def _answer_of(trace: ShotTrace) -> tuple[str, int]:
    return trace.question, trace.answered


def _of_picture(answer: dict[str, Any], shot: Shot) -> Iterator[str]:
    """What code made of a picture that was answered with its people as data."""
    camera, shown = " ".join(str(answer["camera"]).split()), " ".join(shot.visual.split())
    if camera != shot.camera:
        yield f"camera in canonical words: {marked(camera, shot.camera)}"
    told = " ".join(str(answer["picture"]).split()).rstrip("。. ")
    if told.casefold() not in shown.casefold():
        yield f"visual: the answer's picture could not stand: {told}"
    elif (added := marks.without(shown).strip("，, ")) != told:
        yield f"visual: added in fixed words: {added.replace(told, '').strip('，,；; ')}"


def _of_frame(answer: dict[str, Any], shot: Shot) -> Iterator[str]:
    """What code made of a frame that was answered as data, as earlier prompts had it, and what of it does not stand in the picture."""
    shown = " ".join(shot.visual.split())
    yield "visual: written from `frame`, `props` and `change`, with who is where in fixed words"
    told = [(one.get("who", ""), one.get("pose", "")) for one in answer["frame"]]
    told += [(key, answer.get(key, "")) for key in ("props", "change")]
    for what, text in told:
        words = " ".join(str(text).split()).strip("，,；;。. ")
        if words and words.casefold() not in shown.casefold():
            yield f"left out of {what}: {words}"


def _of_answer(answer: dict[str, Any], shot: Shot, language: str) -> Iterator[str]:
    if "frame" in answer:
        yield from _of_picture(answer, shot) if "picture" in answer else _of_frame(answer, shot)
        return
    if SECONDS in answer:
        answer = answer | {"visual": written.row(answer, Language.of(language), own=False)["picture"]}
    told = {key: " ".join(str(answer.get(key, "")).split()) for key in PICTURE}
    if told["camera"] != shot.camera:
        yield f"camera in canonical words: {marked(told['camera'], shot.camera)}"
    picture = marks.without(timeline.CAPTION.sub("", shot.visual)).strip("，, ")
    begun = shot.visual.find(told["visual"][:12])
    if begun > 0:
        yield f"visual: “{shot.visual[:begun].strip('，:： ')}” put in front, because the picture names nobody"
    elif picture.rstrip("。.") != told["visual"].strip("，, ").rstrip("。."):
        yield f"visual: {marked(told['visual'], picture)}"
    tags = told["style_tags"].strip("，, 。.")
    before, _, after = shot.style_tags.partition(tags) if tags else (shot.style_tags, "", "")
    if before.strip("，, "):
        yield f"style_tags: the scene's own style and light put in front: {before.strip('，, ')}"
    if after.strip("，, "):
        yield f"style_tags: transitions and sounds of the script put behind: {after.strip('，, ')}"


def _added(shot: Shot) -> Iterator[str]:
    """What stands in every planner's pictures beside the picture."""
    for text in timeline.captions(shot.visual):
        yield f"visual: the caption added, verbatim: {text}"
    if look := marks.set_of(shot.visual):
        yield f"visual: what the place looks like added, because the scene begins here: {look}"
    for now in marks.versions(shot.visual):
        told = replace(now, name="")
        parts = [getattr(told, each.name) for each in fields(told)]
        words = " ".join(map(_in_words, filter(None, parts)))
        bare = (
            " ".join(map(str, now.clothes)) if now == marks.Now(now.name, clothes=now.clothes) and now.clothes else ""
        )
        what = (
            f"the outfit of {now.name} here added, from cast.toml: {bare}"
            if bare
            else f"{now.name} here, from cast.toml: {words}"
        )
        yield f"visual: {what}"


def _in_words(part: object) -> str:
    """A part of how somebody is now."""
    if isinstance(part, Voice):
        return f"{part.pitch} Hz {part.tempo} SPM {part.accent}"
    return " ".join(part) if isinstance(part, tuple) else str(part)


def _by_hand(ours: Shot, shot: Shot) -> Iterator[str]:
    for each in fields(Shot):
        before, after = (getattr(one, each.name) for one in (ours, shot))
        if before != after:
            texts = (
                (json.dumps(before, default=str), json.dumps(after, default=str))
                if not isinstance(before, str)
                else (before, after)
            )
            if each.name == "dialogue":
                texts = (f"{before.role}: {before.text}", f"{after.role}: {after.text}")
            yield f"edited by hand: {each.name}: {marked(*texts)}"


def marked(old: str, new: str) -> str:
    """A word diff on one line: [-gone-]{+come+}."""
    return "".join(map(_mark, word_diff(old, new)))


def _mark(piece: DiffPiece) -> str:
    return {"same": piece.text, "old": f"[-{piece.text}-]", "new": f"{{+{piece.text}+}}"}[piece.kind]
