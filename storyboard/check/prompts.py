"""check, second and third function: do the prompts and the subtitles still say what the script says?"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from storyboard import ages, deeds, directing, names, speech, telling, timeline, titles, traits, whereabouts
from storyboard.check.align import DueLine, SaidWords, align
from storyboard.check.clip_prompts import check_clip
from storyboard.check.reading import Reading, first, reading
from storyboard.check.told import ClipReading, clip_reading, two_looks
from storyboard.library import SHIPPED, Library
from storyboard.model import Board, Cast, Clip, Cue, Fault, Offer, Part, Telling
from storyboard.patterns import deferred
from storyboard.rules import finding
from storyboard.rules.words import PHRASES
from storyboard.scenes import Scenes

_LOOKS = deferred(
    r"（[^，（）]+，\d+岁，头发（[^（）]*），衣服（[^（）]*）） ?| \([^,()]+, \d+, hair \([^()]*\), clothes \([^()]*\)\)"
)
"""Looks told in full behind a short phrase; without them a phrase is the same at every mention."""

_Made = TypeVar("_Made")


def check_prompts(
    prompts: Sequence[str],
    clips: Sequence[Clip],
    board: Board,
    lines: Sequence[DueLine],
    offer: Offer,
    cast: Cast | None = None,
    library: Library = SHIPPED,
    language: str = "en",
    *,
    tellings: Sequence[Telling] = (),
    told: Sequence[Board] = (),
) -> tuple[Fault, ...]:
    """Every fault of the prompts: form, durations, speakers, lines, actions, quotations, names, and the rule of silence.

    `language` is that of the faults' sentences; `tellings` say for each clip how what goes along is spoken of, `told`
    the board that its prompt tells, where that is not `board`: the same in another language.
    """
    whole = library.telling(names.language_of((told or (board,))[0])) == "clip"
    read = (clip_reading if whole else reading)(library.form("zh", offer), library)
    faults: list[Fault] = []
    said: list[SaidWords] = []
    spoken, boards = tellings or (telling.NOTHING,) * len(clips), told or (board,) * len(clips)
    if isinstance(read, ClipReading) and read.manner.directed:
        boards = _each_once(boards, lambda each: _filmable(each, cast, offer))
    known = _each_once(boards, lambda each: _known(each, cast, offer))
    for number, (prompt, clip) in enumerate(zip(prompts, clips, strict=True), start=1):
        shown = boards[number - 1]
        naming, near, scenes = known[number - 1]
        naming = telling.naming_of(shown, clip, naming, offer, spoken[number - 1])
        head, shots = telling.without_head(prompt)
        faults += _check_head(number, head, naming, language)
        bodies = read.blocks(shots)
        if bodies is None or len(bodies) != len(clip.parts):
            faults.append(finding("prompt-form", language=language, clip=number, count=len(clip.parts)))
            continue
        if offer.prompt_limit and len(prompt) > offer.prompt_limit:
            sizes: dict[str, Any] = {"length": len(prompt), "model": offer.model, "most": offer.prompt_limit}
            faults.append(finding("prompt-long", language=language, clip=number, **sizes))
        faults.extend(_check_times(number, clip, bodies, read.duration, language))
        if isinstance(read, ClipReading):
            found, more = check_clip(number, shots, clip, bodies, scenes, naming, offer, read, language)
            faults, said = [*faults, *found], [*said, *more]
            continue
        page = _Page(shown, naming, near, read, language)
        for part, body in zip(clip.parts, bodies, strict=True):
            faults.extend(page.check_block(number, part, body))
            role = board.shots[part.shot].dialogue.role
            said += [SaidWords(role, line, part.shot + 1) for line in read.lines(body)]
    if whole:
        lines = [line for line in lines if speech.speakable(line.text)]
    return (*faults, *_align(lines, said, language))


def _each_once(boards: Sequence[Board], make: Callable[[Board], _Made]) -> tuple[_Made, ...]:
    """For each clip what is made of its board; made once a board, most of them tell the same."""
    made = {id(each): make(each) for each in {id(each): each for each in boards}.values()}
    return tuple(made[id(each)] for each in boards)


def _filmable(board: Board, cast: Cast | None, offer: Offer) -> Board:
    """The board as directed prompts tell it to a model."""
    naming = names.naming(board.character_setting, cast, "", names.language_of(board))
    told = ages.kept(traits.plain(board), naming)
    told = directing.settled(deeds.filmable(told, naming), naming, offer)
    told = whereabouts.dated(told, board, naming.language)
    if offer.titles:
        told = titles.in_pictures(told, board, naming.language)
    listed = directing.by_director(board)  # whose list tells everybody whole, unless a maker says by how many traits
    return traits.few(told, cast, offer.traits) if offer.few and (offer.traits or not listed) else told


def _known(board: Board, cast: Cast | None, offer: Offer) -> tuple[names.Naming, tuple[tuple[str, ...], ...], Scenes]:
    """Who is called what on a board, who is near whom, and its scenes."""
    naming = names.naming(board.character_setting, cast, offer.gateway, names.language_of(board))
    return naming, names.people_near(board, naming), Scenes(board, naming)


def _align(lines: Sequence[DueLine], said: Sequence[SaidWords], language: str) -> tuple[Fault, ...]:
    """The faults of what is said, white space aside: a line break inside a speech has no place in a prompt or subtitle."""
    bare = [DueLine(line.speaker, "".join(line.text.split()), line.line) for line in lines]
    return align(
        bare, [SaidWords(entry.role, "".join(entry.text.split()), entry.shot) for entry in said], language
    ).faults


def _check_times(
    number: int, clip: Clip, bodies: Sequence[str], duration: re.Pattern[str] | None, language: str
) -> Iterator[Fault]:
    """The durations told add up to the clip's length, to the tenth, and none is above ten seconds; whole seconds and ranges of them are the nearest to that."""
    if duration is None:
        return
    found = [duration.search(body) for body in bodies]
    told = [round(float(first(match)) * 10) if match else 0 for match in found]
    wanted = [part.duration for part in clip.parts]
    spans = timeline.whole_seconds(wanted)
    whole = all(match and "." not in match[0] for match in found)
    if whole and duration.groups > 1:
        right = [tuple(map(int, match.groups())) for match in found if match] == [*spans]
    elif whole:
        right = told == [(end - start) * 10 for start, end in spans]
    else:
        right = sum(told) == clip.seconds * 10 and max(told) <= speech.LONGEST and told == wanted
    if not right:
        yield finding("prompt-time", language=language, clip=number, told=told, seconds=clip.seconds)


def _check_head(clip: int, head: str, naming: names.Naming, language: str) -> Iterator[Fault]:
    """Names in the paragraph before the first shot."""
    handles = "|".join(f"@{re.escape(handle)}" for handle in naming.usernames.values()) or r"(?!)"
    for name in filter(naming.characters.__contains__, names.found(re.sub(handles, "", head), naming)):
        yield finding("name-leak", language=language, clip=clip, name=name)


class _Page:
    """What a block of a prompt is compared with."""

    def __init__(
        self, board: Board, naming: names.Naming, near: Sequence[tuple[str, ...]], read: Reading, language: str
    ) -> None:
        self.board, self.naming, self.near, self.read, self.language = board, naming, near, read, language

    def _without_handles(self, text: str) -> str:
        """The text without usernames, which may hold somebody's name."""
        return re.sub(
            "|".join(f"@{re.escape(handle)}" for handle in self.naming.usernames.values()) or r"(?!)", "", text
        )

    def check_block(self, clip: int, part: Part, body: str) -> Iterator[Fault]:
        """What is wrong with one block: form, action, speaker, spacing of the line, rule, quotations, names."""
        tell = partial(finding, shot=part.shot + 1, language=self.language, clip=clip)
        shot = self.board.shots[part.shot]
        naming = names.dressed(shot, self.naming)
        if "\n\n" in body.strip("\n"):
            yield tell("prompt-form", "blank")
        bare = self.read.line.sub("", body)
        yield from self._check_action(part, bare, naming, tell)
        yield from self._check_versions(part, bare, naming, tell)
        if part.text:
            yield from self._check_speech(part, body, naming, tell)
        if not (self.read.rule if part.text else self.read.silence).search(body):
            yield tell("prompt-rule")
        source = "".join(f"{shot.visual}{shot.action}{shot.camera}{shot.style_tags}{shot.location}".split())
        for quote in names.QUOTED.finditer(bare):
            if "".join(quote[0][1:-1].split()) not in source:
                yield tell("invented", "prompt", words=quote[0])
        place = names.place_of(names.without(shot.location, naming))
        plain = self.read.plain.sub("", self._without_handles(bare))
        for name in filter(naming.characters.__contains__, names.found(plain, naming, (place, *names.worn(naming)))):
            yield tell("name-leak", name=name)

    def _check_action(self, part: Part, bare: str, naming: names.Naming, tell: Callable[..., Fault]) -> Iterator[Fault]:
        """The action, names replaced: whole, and nothing beside it."""
        action = speech.delivery_of(self.board.shots[part.shot].action)[1] if part.first and not part.hold else ""
        wanted, before = (
            self._shorten(names.replaced(action, how, self.near[part.shot], set()), how).rstrip("。.")
            for how in (naming, replace(naming, former=True))
        )
        told = self._shorten(" ".join(first(match) for match in self.read.action.finditer(bare)), naming)
        told = told.rstrip("。.")
        if told not in (wanted, before) and not (wanted == "" and told in ("无", "none")):
            yield tell("prompt-action", wanted=wanted, told=told)

    def _check_versions(
        self, part: Part, bare: str, naming: names.Naming, tell: Callable[..., Fault]
    ) -> Iterator[Fault]:
        """Who is otherwise in the shot does not stand there as usual too, unless somebody else there looks just so."""
        people = self.naming.characters, naming.characters
        for name, look in two_looks(self.board.shots[part.shot], bare, *people):
            yield tell("two-looks", name=name, look=look)

    def _check_speech(self, part: Part, body: str, naming: names.Naming, tell: Callable[..., Fault]) -> Iterator[Fault]:
        """The right speaker, and the line with its spaces."""
        role = self.board.shots[part.shot].dialogue.role
        wanted = self._shorten(names.called(role, naming, self.near[part.shot], set()), naming)
        speaker = next((self._shorten(first(match), naming) for match in self.read.speaker.finditer(body)), "")
        if speaker.casefold() != wanted.casefold():
            yield tell(
                "wrong-speaker",
                "prompt",
                words=part.text,
                wanted=wanted,
                role=speaker or PHRASES["nobody"].told(self.language),
            )
        told = self.read.lines(body)
        if len(told) == 1 and _same_letters(told[0], part.text) and not _same_words(told[0], part.text):
            yield tell("altered", "spaces", words=part.text, told=told[0])

    def _shorten(self, text: str, naming: names.Naming) -> str:
        """A text of a prompt with everybody's looks left to the short phrase."""
        return names.spaced(_LOOKS.sub("", text), naming).strip()


def _same_letters(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def _same_words(one: str, other: str) -> bool:
    """Equal but for line breaks, outer spaces, and spaces that touch a Han character."""

    def words(text: str) -> str:
        return re.sub(r"(?<=[^\x21-\x7e])\s+|\s+(?=[^\x21-\x7e])", "", " ".join(text.split()))

    return words(one) == words(other)


def check_cues(cues: Sequence[Cue], lines: Sequence[DueLine], language: str = "en") -> tuple[Fault, ...]:
    """Every fault of the subtitles: their words against the script's, and their times."""
    spoken = [cue for cue in cues if not cue.caption]
    faults = list(_align(lines, [SaidWords(cue.role, cue.text, cue.shot + 1) for cue in spoken], language))
    before = 0
    for cue in spoken:
        if cue.end <= cue.start or cue.start < before:
            times: dict[str, Any] = {"start": cue.start / 10, "end": cue.end / 10}
            faults.append(finding("cue-time", shot=cue.shot + 1, language=language, text=cue.text, **times))
        before = cue.end
    return tuple(faults)
