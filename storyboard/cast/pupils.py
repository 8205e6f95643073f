"""Who is a child by the company they are in: the smallest of the children, and whoever calls somebody 老师 or Teacher where there are children."""

import re
from collections.abc import Collection, Iterator

from storyboard.cast import roles
from storyboard.languages import Language
from storyboard.model import Fact, Script
from storyboard.patterns import deferred, passing

SMALL, BIG = 6, 12
"""Years of the smallest and of the eldest of some children."""
YOUNG = 17
"""Years up to which a crowd is one of pupils."""
_CALLS = deferred(
    r"(?:^|[，。！？!?…—、\s])老师(?=[，。！？!?…—、]|$)|(?:^|[,.!?]\s)(?:Teacher|(?:[Pp]lease|[Yy]es|[Nn]o),? (?:[Tt]eacher|[Mm]iss))(?=[,.!?]|$)"
)
"""How a pupil calls a teacher."""
_OF_OWN_CHILD = deferred(r"孩子|娃|儿子|女儿|闺女|我家|\bmy (?:son|daughter|boy|girl|child|kids?)\b", re.I)
"""What a parent speaks of."""
_MOST = {
    "zh": r"(?:年[纪龄]|个子|岁数)?最(?:{})的(?:那?个|孩子|娃)?(?:[是叫，、])?",
    "en": r"\b(?:the )?(?:{})(?: of (?:them|the [a-z]+))?,? ",
}
_LEAST = {"zh": "年?[小幼]", "en": "smallest|youngest|littlest"}
_EMINENT = {"zh": "年?[大长]", "en": "biggest|eldest|oldest"}


def pupils(script: Script, names: Collection[str]) -> Iterator[tuple[str, Fact]]:
    """(name, the age that it lets one guess) of everybody who is one of the children that a script has."""
    language = Language.of(script.language).code
    crowds = {name: years for name in names if (years := _of_children(name, language))}
    if not crowds:
        return
    there = {scene.id for scene in script.scenes if crowds.keys() & {*scene.cast, *scene.seen}}
    there |= {unit.scene for unit in script.units if crowds.keys() & {unit.speaker, *unit.members}}
    people = [name for name in names if name not in crowds and not roles.is_role(name)]
    for unit in script.units:
        line = script.line_of(unit.start)
        if unit.kind == "speech" and unit.scene in there and unit.speaker in people:
            said = None if _OF_OWN_CHILD.search(unit.text) else _CALLS.search(unit.text)
            years = min(crowds.values())
            yield from ((unit.speaker, _guess(years, line, one[0])) for one in [said] if one)
        elif unit.kind == "action":
            for name in (one for one in people if one.casefold() in unit.text.casefold()):
                yield from ((name, _guess(years, line, words)) for years, words in _superlative(name, unit.text, language))


def _superlative(name: str, text: str, language: str) -> Iterator[tuple[int, str]]:
    """The age of somebody who is called the smallest or the eldest of some, and the words for it."""
    for word, years in ((_LEAST[language], SMALL), (_EMINENT[language], BIG)):
        ahead = _MOST[language].format(word)
        behind = rf"|(?i:{re.escape(name)}), the (?:{word})\b" if Language.of(language).does("writing.words") else ""
        if found := passing(rf"{ahead}(?i:{re.escape(name)}){behind}").search(text):
            yield years, found[0]


def _guess(years: int, line: int, words: str) -> Fact:
    return Fact("age", str(years), "inferred", line, words.strip(" ，。,."), "age word")


def _of_children(name: str, language: str) -> int:
    """The age of several children or pupils who are called so; 0 of anybody else."""
    years = roles.tells(name, "age", language) if roles.kind(name, (), language) == "group" else None
    return years if years is not None and years <= YOUNG else 0
