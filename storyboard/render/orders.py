"""What a gateway receives for a clip."""

from dataclasses import replace

from storyboard import marks, names
from storyboard.model import Board, Clip, Offer, Order, Part, Shot


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
