"""Where everything stands in time: scenes of a board, what is made of its transitions between clips, and subtitle cues."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from storyboard import speech, transitions
from storyboard.languages import Language
from storyboard.lettering import lettering
from storyboard.model import Board, Clip, Cue, Part, Seam, Shot, Transition
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


FADE = 10
"""Tenths of a fade and of a dissolve: what Final Cut (1 s; 30 frames in version 7) and Premiere give one where nobody asks."""
LEAST = 3
"""Tenths below which a change is not seen as one (ours): a cut is cleaner."""
FLASH = 4
"""Tenths in which a picture comes out of a white flash (ours)."""
FROZEN = 6
"""Tenths for which a last picture is held to go, where a clip has nothing spare and nobody may be faded (ours): short enough not to be seen standing."""
HOLD, HOLD_AT_END = 5, 10
"""Tenths of plain colour within a film and at its end (ours): long enough to be seen as meant."""
READ = 20
"""Tenths that words over black are to be read in, at least (ours)."""


def seams(board: Board, clips: Sequence[Clip]) -> tuple[Seam, ...]:
    """What is made of the script's transitions before each clip and behind the last: one more than there are clips.

    No picture with speech in it is faded, and nothing of what stays is cut: a fade lies in what is bought and cut off, the tail and the holds of
    the clip before, and where they are too short in half of a shot in which nobody speaks, or else in its last picture, held. A dissolve lays the same
    over a first shot in which nobody speaks. What cannot be made so is a cut, and `missing` says so.
    """
    there = {each.before: each for each in transitions.transitions(board)}
    found: list[Seam] = []
    for at in range(len(clips) + 1):
        before = _last(clips[at - 1]) if at else None
        after = _first(clips[at]) if at < len(clips) else None
        place = len(board.shots) if at == len(clips) else after.shot if after and after.first else -1
        asked = there.get(place)
        spare = clips[at - 1].seconds * 10 - clips[at - 1].kept if at else 0
        found.append(_seam(asked, board, before, after, spare) if asked and (before or after) else Seam())
    return tuple(found)


def unmade(board: Board, clips: Sequence[Clip]) -> tuple[tuple[int, int, Transition], ...]:
    """(0-based clip, tenths of the film, transition) of each that stands within a clip, where only an editor can make it."""
    there = {each.before: each for each in transitions.transitions(board)}
    found = []
    for number, place, at in parts(board, clips):
        part = clips[number].parts[place]
        asked = there.get(part.shot) if place and part.first and not part.hold else None
        dark = asked is not None and any(transitions.is_black(board.shots[n]) for n in (part.shot - 1, part.shot))
        if asked and not dark:
            found.append((number, at, asked))
    return tuple(found)


def _last(clip: Clip) -> Part | None:
    return next((part for part in reversed(clip.parts) if not part.hold), None)


def _first(clip: Clip) -> Part | None:
    return next((part for part in clip.parts if not part.hold), None)


def _seam(asked: Transition, board: Board, before: Part | None, after: Part | None, spare: int) -> Seam:
    """A transition as it can be made between two parts."""
    dark = [part is not None and transitions.is_black(board.shots[part.shot]) for part in (before, after)]
    plain = Seam(colour=asked.colour, words=asked.words)
    if asked.out == "dissolve":
        rest = spare if spare >= LEAST else FROZEN
        room = min(FADE, rest, _silent(after)) if before and after and not any(dark) else 0
        return replace(plain, mix=room) if room >= LEAST else replace(plain, missing="dissolve")
    made = _out(plain, asked, before, spare) if before and not dark[0] else plain
    if asked.out and not any(dark):
        usual = HOLD if before and after else HOLD_AT_END
        card = max(map(_reading, asked.words), default=0)
        made = replace(made, hold=max(asked.held or usual, card))
    return _into(made, asked, board, after) if asked.into and after and not dark[1] else made


def _out(made: Seam, asked: Transition, before: Part, spare: int) -> Seam:
    """With how the picture goes: in what is spare first, then in the half of a shot in which nobody speaks, else while its last picture is held."""
    if asked.out != "fade":
        return made
    more = min(FADE, spare)
    out = more + min(FADE - more, _silent(before))
    if out >= LEAST:
        return replace(made, spare=more, out=out)
    return replace(made, spare=more + FROZEN, out=more + FROZEN)


def _into(made: Seam, asked: Transition, board: Board, after: Part) -> Seam:
    """With how the picture comes: while nobody speaks, or under a voice whose speaker is not seen, which is left as loud as it is."""
    wanted = FLASH if asked.into == "flash" else FADE
    heard = bool(after.text) and speech.delivery_of(board.shots[after.shot].action)[0] in UNSEEN
    room = min(wanted, (after.duration - after.tail) // 2 if heard else _silent(after))
    if room >= LEAST:
        return replace(made, into=room, hush=(made.hush[0], not heard and asked.into == "fade"))
    return replace(made, hold=max(made.hold, FLASH)) if asked.into == "flash" else replace(made, missing="fade-in")


UNSEEN = frozenset({"voiceover", "phone", "offscreen", "inner"})
"""How words are spoken while their speaker is not in the picture, or says nothing in it."""


def _silent(part: Part | None) -> int:
    """Tenths of a part that may be seen less well: half of it where nobody speaks."""
    return (part.duration - part.tail) // 2 if part and not part.text else 0


def _reading(words: str) -> int:
    """Tenths to read what stands over a cut; 0 where nothing does."""
    card = transitions.card(words)
    return max(READ, speech.tenths_to_act(card)) if card else 0


def begins(clips: Sequence[Clip], made: Sequence[Seam]) -> tuple[int, ...]:
    """Tenths at which each clip begins in the film, and at which the film ends."""
    found = [made[0].hold if made else 0]
    for clip, seam in zip(clips, made[1:] or (Seam(),) * len(clips), strict=True):
        found.append(found[-1] + clip.kept + seam.spare + seam.hold)
    return tuple(found)


def seconds(board: Board, clips: Sequence[Clip]) -> float:
    """How long the film is, with its transitions."""
    return begins(clips, seams(board, clips))[-1] / 10


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
    made = seams(board, clips)
    for number, (clip, begin) in enumerate(zip(clips, begins(clips, made), strict=False)):
        at = begin
        for place, part in enumerate(clip.parts):
            if part.hold:
                continue
            shot: Shot = board.shots[part.shot]
            end = at + part.duration - part.tail
            if part.first:
                over = dict.fromkeys((*captions(shot.visual), *captions_within(shot.action)))
                black = _over_black(part, number, clips, made)
                found.extend(Cue(*(black.get(text) or (at, end)), "", text, part.shot, caption=True) for text in over)
            if part.text:
                heard = (spoken or {}).get((number, place))
                start, until = _as_heard(heard, begin, begin + clip.kept) if heard else (at, end)
                found.append(Cue(start, until, shot.dialogue.role, part.text, part.shot))
            at = end
    return _apart(found) if spoken else tuple(found)


def _over_black(part: Part, number: int, clips: Sequence[Clip], made: Sequence[Seam]) -> dict[str, tuple[int, int]]:
    """Words over the plain colour beside a clip -> when they are read there, where the shot they are told with begins or ends the clip."""
    ends = begins(clips, made)
    found: dict[str, tuple[int, int]] = {}
    for at, edge in ((number, _first(clips[number])), (number + 1, _last(clips[number]))):
        if made[at].hold and edge is not None and edge.shot == part.shot:
            over = (ends[at] - made[at].hold, ends[at])
            found |= {card: over for words in made[at].words if (card := transitions.card(words))}
    return found


def lettered(board: Board, clips: Sequence[Clip]) -> tuple[Cue, ...]:
    """The words that the script wants to be seen in its pictures, verbatim, as cues over the first part of their shots.

    Several of one shot come one after the other and share its time.
    """
    found: list[Cue] = []
    for number, place, at in parts(board, clips):
        part = clips[number].parts[place]
        if part.hold:
            continue
        shot, kept = board.shots[part.shot], part.duration - part.tail
        texts = lettering(f"{CAPTION.sub('', shot.visual)}\n{shot.action}") if part.first else ()
        for turn, text in enumerate(texts):
            start, end = (at + kept * each // len(texts) for each in (turn, turn + 1))
            found.append(Cue(start, end, "", text, part.shot, caption=True, written=True))
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


def parts(board: Board, clips: Sequence[Clip]) -> Iterator[tuple[int, int, int]]:
    """For every part: clip index, part index, and where it begins in the film (tenths)."""
    for number, (clip, at) in enumerate(zip(clips, begins(clips, seams(board, clips)), strict=False)):
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
