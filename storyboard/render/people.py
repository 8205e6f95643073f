"""Who is in a clip, and who of them is told by a gateway's `@username`."""

import bisect
from collections.abc import Sequence
from dataclasses import replace

from storyboard import marks, names
from storyboard.cast.looks import read_appearance
from storyboard.model import Board, Cast, Clip, Offer, Part, Shot


def told_by_looks(board: Board, clip: Clip, offer: Offer, cast: Cast | None) -> tuple[str, ...]:
    """People of a clip who have an `@username` here and are told by their looks, because the model takes no more of them."""
    naming = names.naming(board.character_setting, cast, offer.gateway, names.language_of(board))
    known = [name for name in people_in(board, clip, naming) if name in naming.usernames]
    return tuple(known[offer.characters :]) if offer.characters else ()


def within(board: Board, clip: Clip, naming: names.Naming, limit: int) -> names.Naming:
    """The naming of a clip with at most `limit` usernames for the people in it; 0 = no limit."""
    if not limit or len(naming.usernames) <= limit:
        return naming
    here = [name for name in people_in(board, clip, naming) if name in naming.usernames]
    return naming if len(here) <= limit else replace(naming, usernames={n: naming.usernames[n] for n in here[:limit]})


def people_in(board: Board, clip: Clip, naming: names.Naming) -> tuple[str, ...]:
    """Who is in a clip: whoever says most first, then who comes first."""
    said: dict[str, int] = {}
    for part in clip.parts:
        shot = board.shots[part.shot]
        speakers = {*names.members(shot.dialogue.role, naming), shot.dialogue.role} if part.text else set()
        seen = names.found(f"{marks.without(shot.visual)}\n{shot.action}\n{shot.camera}", naming)
        for name in (*sorted(speakers), *seen):
            for each in (*names.members(name, naming), name):
                said[each] = said.get(each, 0) + (len(part.text) if name in speakers else 0)
    return tuple(name for name in sorted(said, key=lambda each: -said[each]) if name in naming.characters)


def clothes(shot: Shot, naming: names.Naming) -> str:
    """Other clothes in words, for people whose looks a gateway keeps under a username."""
    said = naming.language.word("prompt.clothes")
    worn = [
        (now.name, looks)
        for now in marks.versions(shot.visual)
        if now.name in naming.usernames and (now.clothes or now.state)
        if (looks := read_appearance(naming.characters[now.name].appearance))
    ]
    return "".join(said.format(name, looks.clothes_colour, looks.clothes_style) for name, looks in worn)


def sets(board: Board, parts: Sequence[Part], starts: Sequence[int]) -> list[str]:
    """For each part what its place looks like: told where the place is new in this clip, else empty.

    `starts`: the shots that begin scenes.
    """
    found, before = [], -1
    for part in parts:
        start = starts[bisect.bisect_right(starts, part.shot) - 1]
        found.append(marks.set_of(board.shots[start].visual) if start != before else "")
        before = start
    return found
