"""Who is in a clip, and who of them is told by a gateway's `@username`."""

from collections.abc import Callable, Sequence

from storyboard import marks, names, telling
from storyboard.model import Board, Cast, Clip, Offer, Part
from storyboard.scenes import Scenes


def told_by_looks(board: Board, clip: Clip, offer: Offer, cast: Cast | None) -> tuple[str, ...]:
    """People of a clip who have an `@username` here and are told by their looks, because the model takes no more of them."""
    if not offer.characters:
        return ()
    naming = names.naming(board.character_setting, cast, offer.gateway, names.language_of(board))
    known = [name for name in telling.people_in(board, clip, naming) if name in naming.usernames]
    return tuple(known[offer.characters :])


def unnamed(board: Board, offer: Offer, cast: Cast | None) -> Callable[[int, int], int] | None:
    """How many of those there would be in a clip of the board's shots from one up to another; None where there never are any."""
    naming = names.naming(board.character_setting, cast, offer.gateway, names.language_of(board))
    return telling.unnamed(board, naming, offer.characters)


def sets(
    board: Scenes, parts: Sequence[Part], pictured: Callable[[str], str] = lambda location: "", *, lasting: bool = False
) -> list[str]:
    """For each part what its place looks like: told where the place is new in this clip, else empty.

    `pictured`: what is said instead, where a picture shows the place. `lasting`: a place looks as it did when its hour and weather are others.
    """
    found, before, known = list[str](), -1, set[str]()
    for part in parts:
        start = board.start(part.shot)
        shot = board.board.shots[start]
        look = pictured(shot.location) or marks.set_of(shot.visual)
        if lasting and not look and shot.location not in known:
            look = board.look(start)
        found.append(look if start != before else "")
        known |= {shot.location} if look else set()
        before = start
    return found
