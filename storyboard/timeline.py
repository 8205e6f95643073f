"""Where everything stands in time: scenes of a board, and subtitle cues of its clips."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from storyboard.languages import Language
from storyboard.lettering import lettering
from storyboard.model import Board, Clip, Cue, Shot
from storyboard.patterns import deferred

MARKS = (("“", "”"), ("「", "」"), ("『", "』"), ("⟦", "⟧"))
"""Quotation marks around on-screen text: the first pair that the text itself does not hold."""
CAPTION = deferred("(?:字幕：|Caption: )(?:" + "|".join(f"{a}([^{a}{b}]*){b}" for a, b in MARKS) + ")")
"""How on-screen text stands in `visual`."""


def scene_starts(board: Board) -> tuple[int, ...]:
    """0-based indices of the shots that begin a scene: location, time or weather differ from the shot before.

    Derived from the board alone, so a board without its trace packs the same.
    """
    places = [(shot.location, shot.time, shot.weather) for shot in board.shots]
    return tuple(at for at, place in enumerate(places) if at == 0 or place != places[at - 1])


def captions(visual: str) -> tuple[str, ...]:
    """The on-screen texts of a shot, verbatim, in order."""
    return tuple(next(text for text in match.groups() if text is not None) for match in CAPTION.finditer(visual))


_WITHIN = deferred(
    r"(?:(?<=^)|(?<=[（(。！？△\n]))[^\S\n]*(?:字幕|SUPER|Super|CAPTION|Caption|SUBTITLE|Subtitle)(?:出现|浮现|打出|显示|叠加)?[：:]\s*(?P<text>[^“”「」\"\n。！？.()（）]{1,40}(?:\.(?=\w)[^“”「」\"\n。！？.()（）]{1,40})*)(?:[。.]|(?=[）)\n]|\Z))",
    needs="字SC",
)
"""A sentence of an action that is a caption, without quotation marks: 字幕：一个月后。"""


def captions_within(action: str) -> tuple[str, ...]:
    """The captions that stand among what happens, as the script has them: they are laid over the film as others are."""
    return tuple(match["text"].strip() for match in _WITHIN.finditer(action))


def without_captions(action: str) -> str:
    """An action without them: who films it draws none."""
    return re.sub(r"(?m)^\s*[（(][）)]\s*$\n?", "", left) if (left := _WITHIN.sub("", action)) != action else action


def write_caption(text: str, language: str) -> str:
    """On-screen text as it stands in `visual`."""
    opening, closing = next((pair for pair in MARKS if not set(pair) & set(text)), MARKS[-1])
    return Language.of(language).word("marks.caption").format(f"{opening}{text}{closing}")


LINGER = 3
"""Tenths that a subtitle stays after the last word that was heard."""


def cues(
    board: Board, clips: Sequence[Clip], spoken: Mapping[tuple[int, int], tuple[float, float]] | None = None
) -> tuple[Cue, ...]:
    """Subtitle cues of the episode film, in order: times in tenths, tails and holds trimmed, text as in the parts.

    A line is shown for as long as its part; a caption for as long as its shot's first part. `spoken`: (clip, part) -> when the
    line was heard in its take, in seconds; then it is shown while it is said, and within its clip. The text is the script's.
    """
    found: list[Cue] = []
    at = 0
    for number, clip in enumerate(clips):
        begin = at
        for place, part in enumerate(clip.parts):
            if part.hold:
                continue
            shot: Shot = board.shots[part.shot]
            end = at + part.duration - part.tail
            if part.first:
                over = dict.fromkeys((*captions(shot.visual), *captions_within(shot.action)))
                found.extend(Cue(at, end, "", text, part.shot, caption=True) for text in over)
            if part.text:
                heard = (spoken or {}).get((number, place))
                start, until = _as_heard(heard, begin, begin + clip.kept) if heard else (at, end)
                found.append(Cue(start, until, shot.dialogue.role, part.text, part.shot))
            at = end
    return _apart(found) if spoken else tuple(found)


def lettered(board: Board, clips: Sequence[Clip]) -> tuple[Cue, ...]:
    """The words that the script wants to be seen in its pictures, verbatim, as cues over the first part of their shots.

    Several of one shot come one after the other and share its time.
    """
    found: list[Cue] = []
    at = 0
    for part in (part for clip in clips for part in clip.parts if not part.hold):
        shot, kept = board.shots[part.shot], part.duration - part.tail
        texts = lettering(f"{CAPTION.sub('', shot.visual)}\n{shot.action}") if part.first else ()
        for place, text in enumerate(texts):
            begins, ends = (at + kept * each // len(texts) for each in (place, place + 1))
            found.append(Cue(begins, ends, "", text, part.shot, caption=True, written=True))
        at += kept
    return tuple(found)


def _as_heard(heard: tuple[float, float], begin: int, end: int) -> tuple[int, int]:
    """Tenths of the film from seconds of a clip that begins and ends there."""
    start = min(begin + round(heard[0] * 10), end - 1)
    return start, max(start + 1, min(end, begin + round(heard[1] * 10) + LINGER))


def _apart(found: list[Cue]) -> tuple[Cue, ...]:
    """No line is still shown when the next one begins, for as far as both can be read."""
    lines = [cue for cue in found if not cue.caption]
    ends = {
        id(cue): max(cue.start + 1, min(cue.end, after.start)) if after.start > cue.start else cue.end
        for cue, after in pairwise(lines)
    }
    return tuple(replace(cue, end=ends.get(id(cue), cue.end)) for cue in found)


def parts(clips: Sequence[Clip]) -> Iterator[tuple[int, int, int]]:
    """For every part: clip index, part index, and where it begins in the film (tenths)."""
    at = 0
    for number, clip in enumerate(clips):
        for position, part in enumerate(clip.parts):
            yield number, position, at
            at += 0 if part.hold else part.duration - part.tail


def whole_seconds(tenths: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """(start, end) of parts one behind the other, in whole seconds: each cut at the nearest one, none shorter than a second."""
    found: list[tuple[int, int]] = []
    start = passed = 0
    for each in tenths:
        passed += each
        end = max(start + 1, (passed + 5) // 10)
        found.append((start, end))
        start = end
    return tuple(found)
