"""Chinese scripts typed with Latin commas and brackets (`爸,我开会呢`), read as if they had Chinese ones; what is quoted of them stays as written."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from storyboard.languages import Language
from storyboard.model import Fact, Script
from storyboard.patterns import deferred

_WIDE = str.maketrans(",;:!?()", "，；：！？（）")
_BESIDE = deferred(r"(?<=[\u3400-\u9fff“”，。！？：；（）…—])[,;:!?()]+|[,;:!?()]+(?=[\u3400-\u9fff“”（）])")
"""Latin signs beside a Chinese letter or sign: not those of 20:41."""


def wide(text: str) -> str:
    """A text of the same length with Chinese signs where Latin ones stand beside Chinese letters."""
    return _BESIDE.sub(lambda match: match[0].translate(_WIDE), text)


def widened(script: Script) -> Script:
    """A script with Chinese signs in its text, its units and its bios, every place as before; one in another language, or without Latin signs, as it is."""
    if not Language.of(script.language).does("writing.han") or not _BESIDE.search(script.text):
        return script
    units = tuple(replace(unit, text=wide(unit.text), raw=wide(unit.raw)) for unit in script.units)
    people = tuple(replace(person, looks=wide(person.looks)) for person in script.cast)
    return replace(script, units=units, cast=people)


def as_written(facts: Iterable[Fact], script: Script, read: Script) -> Iterator[Fact]:
    """Facts that were found in `read`, the widened `script`, with their quotes as the script has them."""
    for fact in facts:
        at = read.text.find(fact.quote) if fact.quote else -1
        yield replace(fact, quote=script.text[at : at + len(fact.quote)]) if at >= 0 else fact
