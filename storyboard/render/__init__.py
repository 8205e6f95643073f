"""render: Clips -> Prompts. Every field of a shot is in its clip's prompt, every name is replaced, every line stands verbatim.

`by_shot` tells each shot whole, as prompts were first; `by_clip` tells people, style and rules once a clip. Which of them a
version of the render prompts is for stands in its `reading.toml`.
"""

import math
from collections.abc import Callable, Sequence
from functools import cache

from storyboard import ages, deeds, directing, names, telling, titles, traits, whereabouts
from storyboard.library import SHIPPED, Library
from storyboard.model import Board, Cast, Clip, Detail, Offer, Telling
from storyboard.render import by_clip, by_shot
from storyboard.render.orders import order
from storyboard.render.people import told_by_looks, unnamed
from storyboard.render.words import one_line, size_of, written_size

__all__ = [
    "VERSION",
    "has_former",
    "left_out",
    "lengthy",
    "limits",
    "measure",
    "one_line",
    "order",
    "render",
    "size_of",
    "told_by_looks",
    "unnamed",
]

VERSION = 19
"""The renderer's number, part of what an evaluated cell is made from. Raise it by one when the same clips and templates are to give other prompts."""

TELLINGS = {"shot": by_shot.prompts, "clip": by_clip.prompts}


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
    board, language = filmed(board, cast, library, offer), names.language_of(board)
    unit = library.telling(language)
    former = former and has_former(board, library)
    naming = names.naming(board.character_setting, cast, offer.gateway, language, former=former)
    spoken = tellings or (telling.NOTHING,) * len(clips)
    return TELLINGS[unit](board, clips, naming, offer, library, spoken)


def filmed(board: Board, cast: Cast | None, library: Library, offer: Offer) -> Board:
    """The board as prompts tell it to a model, where their version is directed."""
    language = names.language_of(board)
    if not library.manner(language).directed:
        return board
    naming = names.naming(board.character_setting, cast, "", language)
    told = ages.kept(traits.plain(board), naming)
    told = directing.settled(deeds.filmable(told, naming), naming, offer)
    told = whereabouts.dated(told, board, naming.language)
    if offer.titles:
        told = titles.in_pictures(told, board, naming.language)
    listed = directing.by_director(board)  # whose list tells everybody whole
    return traits.few(told, cast, offer.traits) if offer.few and not listed else told


def has_former(board: Board, library: Library) -> bool:
    """Whether prompts of before were other ones than today's: those in which each shot tells all anew."""
    return library.telling(names.language_of(board)) == "shot"


Tell = Callable[[int, int], str]
"""The prompt of a clip of a board's shots from one up to another."""


def left_out(
    board: Board, clips: Sequence[Clip], offer: Offer, cast: Cast | None = None, library: Library = SHIPPED
) -> tuple[tuple[Detail, ...], ...]:
    """For each clip the levels of detail that its prompt does without, as it would be longer than its maker advises; nothing goes along."""
    language = names.language_of(board)
    if library.telling(language) != "clip" or not offer.levels:
        return ((),) * len(clips)
    board = filmed(board, cast, library, offer)
    naming = names.naming(board.character_setting, cast, offer.gateway, language)
    return tuple(by_clip.left_out(board, clips, naming, offer, library, telling.NOTHING))


def limits(
    board: Board, offer: Offer, cast: Cast | None = None, library: Library = SHIPPED
) -> tuple[Callable[[int, int], int] | None, Callable[[int, int], int] | None]:
    """`measure` and `lengthy` of the same board, for which each clip is told once."""
    if not (offer.prompt_limit or offer.advised_size):
        return None, None
    tell = by_clip.tellings(filmed(board, cast, library, offer), offer, cast, library)
    return measure(board, offer, cast, library, tell), lengthy(board, offer, cast, library, tell)


def measure(
    board: Board, offer: Offer, cast: Cast | None = None, library: Library = SHIPPED, tell: Tell | None = None
) -> Callable[[int, int], int] | None:
    """What tells how many characters a clip of the board's shots from one up to another has, at most; None without a limit."""
    if not offer.prompt_limit:
        return None
    if library.telling(names.language_of(board)) == "clip":
        return by_clip.measure(
            board, offer, cast, tell or by_clip.tellings(filmed(board, cast, library, offer), offer, cast, library)
        )
    sums = [0]
    for size in by_shot.block_sizes(board, offer, cast, library):
        sums.append(sums[-1] + size)
    return lambda start, stop: sums[stop] - sums[start]


def lengthy(
    board: Board, offer: Offer, cast: Cast | None = None, library: Library = SHIPPED, tell: Tell | None = None
) -> Callable[[int, int], int] | None:
    """What tells by how many of the lengths that its maker advises the prompt of a clip of the board's shots is longer; None where nobody advises."""
    language = names.language_of(board)
    if not offer.advised_size or library.telling(language) != "clip":
        return None
    board = filmed(board, cast, library, offer)
    told = tell or by_clip.tellings(board, offer, cast, library)
    bare = by_clip.tellings(
        board, offer, cast, library, spare=offer.levels if library.manner(language).directed else ()
    )

    def long(start: int, stop: int) -> int:
        """So much longer, begun ones whole, even without all levels of detail that its model can do without."""
        size = min(written_size(each(start, stop), language) for each in (told, bare))
        return max(0, math.ceil(size / offer.advised_size) - 1)

    return cache(long)
