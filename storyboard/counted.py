"""How many somebody is by the words of a board: an entry for many that is called one of them is one, and those who were counted stay as many."""

import re
from collections.abc import Iterable
from dataclasses import replace

from storyboard import marks, names
from storyboard.cast.looks import bodiless, kind_of, mixed, read_appearance, read_voice, write_appearance
from storyboard.languages import Language
from storyboard.model import Board, Character, Shot
from storyboard.patterns import deferred, tabled


def singled(board: Board, language: Language) -> Board:
    """A board on which whoever is called one of many has the looks of one: one of the spectators, 一个观众. Their sex is that of the pronoun that goes on with them."""
    people = {name: _single(name, each, board.shots, language) for name, each in board.character_setting.items()}
    people = {name: _dressed(_multiplied(name, each, board.shots, language)) for name, each in people.items()}
    return replace(board, character_setting=people) if people != board.character_setting else board


def _single(name: str, person: Character, shots: Iterable[Shot], language: Language) -> Character:
    looks = read_appearance(person.appearance)
    if (
        looks is None
        or kind_of(looks) != "group"
        or not tabled(language.word("prompt.one_of"), re.IGNORECASE).match(name)
    ):
        return person
    told = "\n".join(
        text.partition(name)[2] for shot in shots for text in (marks.without(shot.visual), shot.action) if name in text
    )
    hers, his = (tabled(language.word(f"prompt.goes_on_{sex}")).search(told) for sex in ("female", "male"))
    voice, sexes = read_voice(person.voice), [language.words(f"voiced.{sex}")[0] for sex in ("male", "female")]
    female = hers is not None and (his is None or hers.start() < his.start())
    female = voice[0].sex == sexes[1] if voice and voice[0].sex in sexes else female
    uneven, (colour, style) = tabled(language.word("prompt.uneven"), re.IGNORECASE), language.words("prompt.even")
    looks = replace(
        looks,
        sex=sexes[female],
        hair_colour=colour if uneven.search(looks.hair_colour) else looks.hair_colour,
        hair_style=style if uneven.search(looks.hair_style) else looks.hair_style,
    )
    return replace(person, appearance=write_appearance(looks, language.code))


def _multiplied(name: str, person: Character, shots: Iterable[Shot], language: Language) -> Character:
    """Somebody with the looks of a group who is called by a word for a body of people, acts as several and nowhere as one: 锦衣卫举着火把涌来, SOLDIERS surge."""
    looks = read_appearance(person.appearance)
    if looks is None or kind_of(looks) != "person" or mixed(looks) or not names.is_word_for_many(name, language):
        return person
    texts = [text for shot in shots for text in (marks.without(shot.visual), shot.action) if name in text]
    word = re.escape(name)
    several, one = (language.word(f"prompt.as_{many}").format(word) for many in ("several", "one"))
    if not any(re.search(several, text, re.IGNORECASE) for text in texts) or any(
        re.search(one, text, re.IGNORECASE) for text in texts
    ):
        return person
    return replace(person, appearance=write_appearance(bodiless("group", looks, language.code), language.code))


_BARED = deferred(r"(,? and )barefoot(?:ed)?\b")
_STANDING = deferred(
    r" (?:on|in|at|along|behind|beside) the (?:[a-z]+ )?(?:bleachers|stands|benches|seats|rows|banks?|shore|streets?|road|steps|stairs|fence|rail|rear|background|distance)\b(?! of)"
)
"""Where a crowd is, among its clothes: checked shirts on the bleachers and hats."""


def _dressed(person: Character) -> Character:
    """A group in clothes that can stand behind its word: bare feet are among them, and where it stands is not."""
    looks = read_appearance(person.appearance)
    if looks is None or kind_of(looks) != "group":
        return person
    style = _STANDING.sub("", _BARED.sub(r"\1bare feet", looks.clothes_style))
    if style == looks.clothes_style:
        return person
    code = "en" if looks.sex.isascii() else "zh"
    return replace(person, appearance=write_appearance(replace(looks, clothes_style=style), code))


def again(visual: str, naming: names.Naming) -> str:
    """A picture in which those of an entry for many who were counted are counted again where they begin a clause: 两个衙役冲来，衙役扑上去 -> 两个衙役冲来，两个衙役扑上去."""
    number = naming.language.word("prompt.counted_many")
    for name in {each for each in names.found(visual, naming) if names.are_group(each, naming)}:
        counted = re.search(rf"({number}){re.escape(name)}", visual)
        if counted is not None:
            head, behind = visual[: counted.end()], visual[counted.end() :]
            bare = rf"(?<=[，。；])(?={re.escape(name)}(?!们))"
            visual = head + re.sub(bare, counted[1], behind)
    return visual
