"""Scripts as they were typed, read as they are meant: Latin commas in Chinese (`爸,我开会呢`), paragraphs whose lines were broken by hand.

Every place stays as it is; what is quoted of them stays as written.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from storyboard.languages import Language
from storyboard.model import Fact, Script, Unit
from storyboard.patterns import deferred

_WIDE = str.maketrans(",;:!?()", "，；：！？（）")
_SIGNS = "[,;:!?()]"
_BESIDE = deferred(
    rf"{_SIGNS}(?:(?<=[\u3400-\u9fff“”，。！？：；（）…—].){_SIGNS}*|{_SIGNS}*(?=[\u3400-\u9fff“”（）]))"
)
"""Latin signs beside a Chinese letter or sign: not those of 20:41."""
_ENDS = tuple(".!?:”\"')]—-")


def meant(script: Script) -> Script:
    """The script with Chinese signs where Latin ones stand beside Chinese letters, and with broken paragraphs whole in the first of their units; where there is neither, as it is."""
    if not Language.of(script.language).does("writing.han"):
        units = _whole(script.units)
        return replace(script, units=units) if units != script.units else script
    if not _BESIDE.search(script.text):
        return script
    units = tuple(replace(unit, text=_wide(unit.text), raw=_wide(unit.raw)) for unit in script.units)
    people = tuple(replace(person, looks=_wide(person.looks)) for person in script.cast)
    return replace(script, units=units, cast=people)


def as_written(facts: Iterable[Fact], script: Script, read: Script) -> Iterator[Fact]:
    """Facts that were found in `read`, the `script` as it is meant, with their quotes as the script has them."""
    for fact in facts:
        at = read.text.find(fact.quote) if fact.quote else -1
        yield replace(fact, quote=script.text[at : at + len(fact.quote)]) if at >= 0 else fact


def _wide(text: str) -> str:
    return _BESIDE.sub(lambda match: match[0].translate(_WIDE), text)


def _whole(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units, in which an action that ends within a sentence holds the next one, where that goes on in small letters."""
    found: list[Unit] = []
    open_at = -1
    for unit in units:
        going = open_at >= 0 and unit.kind == "action" and unit.text[:1].islower()
        if going:
            first = found[open_at]
            found[open_at] = replace(first, text=f"{first.text}\n{unit.text}")
            found.append(replace(unit, text=""))
        else:
            found.append(unit)
        if unit.kind == "action":
            at = open_at if going else len(found) - 1
            open_at = at if unit.text and not unit.text.rstrip().endswith(_ENDS) else -1
        else:
            open_at = -1
    return tuple(found)
