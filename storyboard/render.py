"""render: Clips -> Prompts. Every field of a shot is in its block, every name is replaced, every line stands verbatim."""

import bisect
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from storyboard import marks, names, speech, telling, timeline
from storyboard.library import SHIPPED, Library
from storyboard.model import Board, Cast, Clip, Offer, Order, Part, Shot, Telling

VERSION = 2
"""The renderer's number, part of what an evaluated cell is made from. Raise it by one when the same clips and templates are to give other prompts."""
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


def render(
    board: Board,
    clips: Sequence[Clip],
    offer: Offer,
    cast: Cast | None = None,
    library: Library = SHIPPED,
    *,
    former: bool = False,
    tellings: Sequence[Telling] = (),
) -> tuple[str, ...]:
    """One prompt per clip. `cast` lends aliases and usernames; without it the board's own names are replaced.

    `tellings`: for each clip how what goes along with its order is spoken of; empty: nothing goes along.

    `former`: as prompts were before possessives in capitals and doubled words were mended; what was bought stays so.

    A prompt holds no name of a person outside the spoken line and quoted text, no clip, unit or episode number: the same
    content anywhere gives the same prompt.
    """
    naming = names.naming(board.character_setting, cast, offer.gateway, names.language_of(board), former=former)
    near = names.people_near(board, naming, {part.shot for clip in clips for part in clip.parts})
    fill = _Filling(library, offer.template)
    prompts = []
    for clip, told in zip(clips, tellings or (telling.NOTHING,) * len(clips), strict=True):
        here = telling.naming_of(board, clip, naming, offer, told)
        prompts.append(telling.head_of(told, here) + _prompt(board, clip.parts, here, near, fill, told))
    return tuple(prompts)


def told_by_looks(board: Board, clip: Clip, offer: Offer, cast: Cast | None) -> tuple[str, ...]:
    """People of a clip who have an `@username` here and are told by their looks, because the model takes no more of them."""
    naming = names.naming(board.character_setting, cast, offer.gateway, names.language_of(board))
    known = [name for name in telling.people_in(board, clip, naming) if name in naming.usernames]
    return tuple(known[offer.characters :]) if offer.characters else ()


def block_sizes(board: Board, offer: Offer, cast: Cast | None = None, library: Library = SHIPPED) -> tuple[int, ...]:
    """Characters each board shot adds to a prompt, at most; the packer keeps their sum under the model's limit."""
    naming = names.naming(board.character_setting, cast, offer.gateway, names.language_of(board))
    near = names.people_near(board, naming)
    parts = (Part(at, shot.dialogue.text, shot.tenths, shot.tenths) for at, shot in enumerate(board.shots))
    fill = _Filling(library, offer.template)
    # Whoever finds no room among the usernames is told by looks, which are longer.
    crowded = offer.characters and len(naming.usernames) > offer.characters
    ways = (naming, replace(naming, usernames={})) if crowded else (naming,)
    return tuple(max(len(_prompt(board, (part,), way, near, fill)) for way in ways) + len("\n999") for part in parts)


def order(board: Board, clip: Clip, prompt: str, offer: Offer) -> Order:
    """What a gateway receives for a clip: the prompt, and the shots as they are told in it."""
    shots = tuple(_told(board.shots[part.shot], part) for part in clip.parts)
    naming = names.naming(board.character_setting, None, offer.gateway, names.language_of(board))
    people: dict[str, None] = {}
    for shot in shots:
        for name in (shot.dialogue.role, *names.found(f"{shot.visual}\n{shot.action}", naming)):
            people.update(dict.fromkeys([*names.members(name, naming), name] if name else ()))
    now = {each.name: each for shot in shots for each in marks.versions(shot.visual)}
    here = {name: board.character_setting[name] for name in people if name in board.character_setting}
    characters = tuple(names.changed(here, {name: each for name, each in now.items() if name in here}).values())
    return Order(offer.model, prompt, clip.seconds, offer.size, offer.hd, shots, characters)


def _told(shot: Shot, part: Part) -> Shot:
    """A board shot as one part tells it."""
    if part.hold:
        return replace(shot, action="", dialogue=replace(shot.dialogue, role="", text=""), duration=part.duration / 10)
    said = replace(shot.dialogue, text=part.text, role=shot.dialogue.role if part.text else "")
    return replace(shot, action=shot.action if part.first else "", dialogue=said, duration=part.duration / 10)


def _prompt(
    board: Board,
    parts: Sequence[Part],
    naming: names.Naming,
    near: Sequence[tuple[str, ...]],
    fill: _Filling,
    told: Telling = telling.NOTHING,
) -> str:
    sets = _sets(board, parts, lambda location: telling.place_words(told, location, naming.language))
    blocks = [_block(board, part, naming, near[part.shot], look) for part, look in zip(parts, sets, strict=True)]
    return fill.library.filled("render", naming.language.code, fill.template, shots=blocks).rstrip("\n") + "\n"


def _sets(board: Board, parts: Sequence[Part], pictured: Callable[[str], str]) -> list[str]:
    """For each part what its place looks like: told where the place is new in this clip, else empty.

    `pictured`: what is said instead, where a picture shows the place; empty where none does.
    """
    starts = timeline.scene_starts(board)
    found, before = [], -1
    for part in parts:
        start = starts[bisect.bisect_right(starts, part.shot) - 1]
        shot = board.shots[start]
        found.append((pictured(shot.location) or marks.set_of(shot.visual)) if start != before else "")
        before = start
    return found


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

    delivery, action = speech.delivery_of(shot.action)
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
        delivery=bare(speech.DELIVERY[naming.language.code].get(delivery, "")),
        line=one_line(part.text),
    )


def one_line(text: str) -> str:
    """A line as a prompt holds it: a line break inside it becomes a space between Latin letters, nothing elsewhere."""
    return re.sub(r"(?<=[\x21-\x7e])\s*\n\s*(?=[\x21-\x7e])", " ", text.strip()).replace("\n", "")


def bare(delivery: str) -> str:
    return delivery.strip("（）()")
