"""How one clip's prompt speaks of people, places and things: by what goes along with the order, as far as the model takes it.

What `render` writes and what `check` expects comes from the same functions: who is told by @username, by a picture's words
or by looks, and the paragraph before the first shot.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from storyboard import marks, names
from storyboard.cast.looks import read_appearance
from storyboard.languages import CODES, Language
from storyboard.model import Board, Clip, Offer, Part, Shot, Telling

NOTHING = Telling()
ENDS = ".。!！?？…"
"""Marks that a sentence ends with."""


def people_in(board: Board, clip: Clip, naming: names.Naming) -> tuple[str, ...]:
    """Who is in a clip: whoever says most first, then who comes first."""
    said: dict[str, int] = {}
    for part in clip.parts:
        shot = board.shots[part.shot]
        speakers = {*names.members(shot.dialogue.role, naming), shot.dialogue.role} if part.text else set()
        # Whose kitchen it is, is not in it by that.
        place = (names.place_of(shot.location),)
        seen = names.found(f"{marks.without(shot.visual)}\n{shot.action}\n{shot.camera}", naming, place)
        for name in (*sorted(speakers), *seen):
            for each in (*names.members(name, naming), name):
                said[each] = said.get(each, 0) + (len(part.text) if name in speakers else 0)
    return tuple(name for name in sorted(said, key=lambda each: -said[each]) if name in naming.characters)


def handled(board: Board, clip: Clip, naming: names.Naming, limit: int) -> dict[str, str]:
    """The usernames that may stand in a clip's prompt, at most `limit`: of whoever says most first, then of things; 0 = no limit."""
    if not limit or len(naming.usernames) <= limit:
        return dict(naming.usernames)
    here = _called(board, clip, naming)
    return dict(naming.usernames) if len(here) <= limit else {name: naming.usernames[name] for name in here[:limit]}


def unnamed(board: Board, naming: names.Naming, limit: int) -> Callable[[int, int], int] | None:
    """What says of a run of shots, from one up to another, for how many in it `handled` has no room; None where that is nobody."""
    if not limit or len(naming.usernames) <= limit:
        return None
    alone = (Part(at, shot.dialogue.text, shot.tenths, shot.tenths) for at, shot in enumerate(board.shots))
    called = [frozenset(_called(board, Clip((part,), 0), naming)) for part in alone]
    return lambda start, stop: max(0, len(frozenset[str]().union(*called[start:stop])) - limit)


def _called(board: Board, clip: Clip, naming: names.Naming) -> list[str]:
    """Who and what of a clip has an `@username`: people, whoever says most first, then things."""
    here = [name for name in people_in(board, clip, naming) if name in naming.usernames]
    shots = [board.shots[part.shot] for part in clip.parts]
    seen = [name for shot in shots for name in names.found(f"{marks.without(shot.visual)}\n{shot.action}", naming)]
    return here + [name for name in dict.fromkeys(seen) if name in naming.usernames and name not in naming.characters]


def naming_of(board: Board, clip: Clip, naming: names.Naming, offer: Offer, telling: Telling = NOTHING) -> names.Naming:
    """The naming of one clip: usernames as far as the model takes them, then what goes along, then looks."""
    usernames = handled(board, clip, naming, offer.characters)
    pictured = {each.name: each for each in telling.people if each.name not in usernames}
    if usernames == naming.usernames and not pictured:
        return naming
    return replace(naming, usernames=usernames, pictured=pictured)


def head_of(telling: Telling, naming: names.Naming) -> str:
    """The paragraph before the first shot, with the empty line behind it; empty where there is nothing to say."""
    if not telling.head:
        return ""
    stop = naming.language.word("writing.stop")
    told = [each if each[-1] in ENDS else each + stop for each in map(str.strip, telling.head) if each]
    if naming.language.does("writing.capitals"):
        told = [each[0].upper() + each[1:] for each in told]
    between = " " if naming.language.does("writing.words") else ""
    text = names.replaced(between.join(told), naming, (), set())
    return naming.language.word("prompt.head").format(names.spaced(text, naming).strip()) + "\n\n"


@cache
def _head() -> re.Pattern[str]:
    heads = (re.escape(Language.of(code).word("prompt.head").format("")) for code in CODES)
    return re.compile("|".join(rf"{head}.*\n\n" for head in heads))


def without_head(prompt: str) -> tuple[str, str]:
    """A prompt as its first paragraph, where it has one of that kind, and its shots."""
    found = _head().match(prompt)
    return (found[0], prompt[found.end() :]) if found else ("", prompt)


def changes(shot: Shot, naming: names.Naming) -> str:
    """What is otherwise in a shot about people whose looks are kept elsewhere, in words: clothes; of pictures hair and age too."""
    said = []
    for now in marks.versions(shot.visual):
        known = now.name in naming.usernames or now.name in naming.pictured
        looks = read_appearance(naming.characters[now.name].appearance) if known else None
        if looks is None:
            continue
        if now.age is not None and now.name in naming.pictured:
            said.append(naming.language.word("prompt.age").format(now.name, now.age))
        if now.hair and now.name in naming.pictured:
            said.append(naming.language.word("prompt.hair").format(now.name, *now.hair))
        if now.clothes or now.state:
            words = naming.language.word("prompt.clothes")
            said.append(words.format(now.name, looks.clothes_colour, looks.clothes_style))
    return "".join(said)


def place_words(telling: Telling, location: str, language: Language) -> str:
    """What stands in the place of a place's looks where a picture of it goes along; empty where none does."""
    here = names.place_of(location)
    found = next((words for name, words in telling.places if name == here), "")
    return language.word("prompt.as_pictured").format(found) if found else ""
