"""Prompts in which each shot is told whole, people and rules included: those of `render/v1`."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from storyboard import marks, names, palettes, speech, telling
from storyboard.library import SHIPPED, Library
from storyboard.model import Board, Cast, Clip, Offer, Part, Telling
from storyboard.records import dataclass
from storyboard.render import people
from storyboard.render.words import bare, one_line
from storyboard.scenes import Scenes

CAPTION_LABEL = {
    "字幕：": "后期字幕（不要画出来，为它留出干净的画面）：",
    "Caption: ": "Caption added in post (do not draw it, leave clean room for it): ",
}
"""On-screen text is burnt in by `assemble`; the prompt only tells the model to leave room."""


@dataclass(frozen=True, slots=True)
class _Block:
    """One `Shot N` as the template sees it."""

    duration: str
    hold: bool
    location: str
    time: str
    weather: str
    camera: str
    visual: str
    action: str
    style: str
    speaker: str
    voice: str
    delivery: str
    line: str


@dataclass(frozen=True, slots=True)
class _Filling:
    """Which template tells a clip."""

    library: Library
    template: str


def prompts(
    board: Board,
    clips: Sequence[Clip],
    naming: names.Naming,
    offer: Offer,
    library: Library,
    tellings: Sequence[Telling],
) -> tuple[str, ...]:
    """One prompt per clip."""
    board = _styled(board, offer.style, naming)
    near = names.people_near(board, naming, {part.shot for clip in clips for part in clip.parts})
    fill, scenes = _Filling(library, library.form(naming.language.code, offer)), Scenes(board, naming)
    found = []
    for clip, told in zip(clips, tellings, strict=True):
        here = telling.naming_of(board, clip, naming, offer, told)
        found.append(telling.head_of(told, here) + _prompt(scenes, clip.parts, here, near, fill, told))
    return tuple(found)


def block_sizes(board: Board, offer: Offer, cast: Cast | None = None, library: Library = SHIPPED) -> tuple[int, ...]:
    """Characters each board shot adds to a prompt, at most; the packer keeps their sum under the model's limit."""
    naming = names.naming(board.character_setting, cast, offer.gateway, names.language_of(board))
    board = _styled(board, offer.style, naming)
    near = names.people_near(board, naming)
    parts = (Part(at, shot.dialogue.text, shot.tenths, shot.tenths) for at, shot in enumerate(board.shots))
    fill, scenes = _Filling(library, library.form(naming.language.code, offer)), Scenes(board, naming)
    # Whoever finds no room among the usernames is told by looks, which are longer.
    crowded = offer.characters and len(naming.usernames) > offer.characters
    ways = (naming, replace(naming, usernames={})) if crowded else (naming,)
    return tuple(max(len(_prompt(scenes, (part,), way, near, fill)) for way in ways) + len("\n999") for part in parts)


def _styled(board: Board, style: str, naming: names.Naming) -> Board:
    """The board with the style that a setting names; the same where none does."""
    if not style:
        return board
    comma, language = naming.language.word("writing.comma"), naming.language
    shots = (
        replace(shot, style_tags=comma.join(palettes.restyled(palettes.parts(shot.style_tags), style, shot, language)))
        for shot in board.shots
    )
    return replace(board, shots=tuple(shots))


def _prompt(
    scenes: Scenes,
    parts: Sequence[Part],
    naming: names.Naming,
    near: Sequence[tuple[str, ...]],
    fill: _Filling,
    told: Telling = telling.NOTHING,
) -> str:
    pictured = partial(telling.place_words, told, language=naming.language)
    sets, board = people.sets(scenes, parts, pictured), scenes.board
    blocks = [_block(board, part, naming, near[part.shot], look) for part, look in zip(parts, sets, strict=True)]
    return fill.library.filled("render", naming.language.code, fill.template, shots=blocks).rstrip("\n") + "\n"


def _block(board: Board, part: Part, naming: names.Naming, scene: Sequence[str], look: str) -> _Block:
    """One shot. `look`: what its place looks like; stands behind the location, and is empty where it was told before."""
    shot = board.shots[part.shot]
    naming = names.dressed(shot, naming)
    told: set[str] = set()

    place = names.place_of(shot.location)
    bare_place = names.place_of(names.without(shot.location, naming))

    keep = (bare_place, *names.worn(naming))

    def say(text: str) -> str:
        said = names.replaced(text.replace(place, bare_place), naming, scene, told, keep)
        return names.spaced(said, naming)

    action = speech.delivery_of(shot.action)[1]
    visual = say("" if part.hold else marks.without(shot.visual) + telling.changes(shot, naming))
    for label, instead in CAPTION_LABEL.items():
        visual = visual.replace(label, instead)
    location = naming.language.word("writing.comma").join(
        filter(None, [names.without(shot.location, naming), say(look)])
    )
    acted = names.replaced(action if part.first and not part.hold else "", naming, scene, told)
    role = shot.dialogue.role if part.text else ""
    character = naming.characters.get(role)
    return _Block(
        duration=f"{part.duration / 10:.1f}",
        hold=part.hold,
        location=names.spaced(location, naming),
        time=names.spaced(shot.time, naming),
        weather=names.spaced(shot.weather, naming),
        camera=say(shot.camera),
        visual=visual,
        action=names.spaced(acted, naming),
        style=say(shot.style_tags),
        speaker=names.spaced(names.called(role, naming, scene, told), naming) if role else "",
        voice=character.voice if character else "",
        delivery=bare(speech.delivered_in(shot.action, naming.language.code)),
        line=one_line(part.text),
    )
