"""People in a picture as a model tells them, in closed words where code must check, and how the board says it."""

from collections.abc import Sequence
from functools import cache

from storyboard import names
from storyboard.languages import Language
from storyboard.model import Body, Staging
from storyboard.model.staging import At, View
from storyboard.records import dataclass
from storyboard.staging.reading import loosely
from storyboard.staging.writing import FREE


@dataclass(frozen=True, slots=True)
class Told:
    """One person of an answered frame."""

    who: str
    spot: str
    """A row of `spots`: `left-front`; empty where the answer has another word."""
    looks: str
    """A row of `looks`: `left`, `right`, `camera`, `away`; empty where the answer has another word."""

    @property
    def side(self) -> At:
        """The side of the picture; empty for the middle."""
        return _SIDES.get(self.spot.partition("-")[0], "")


_SIDES: dict[str, At] = {"left": "left", "right": "right"}


def spots(language: Language) -> tuple[str, ...]:
    """The words for where somebody stands, as an answer may have them."""
    return tuple(_answered("spots", language.code))


def looks(language: Language) -> tuple[str, ...]:
    """The words for where somebody looks."""
    return tuple(_answered("looks", language.code))


def told(who: str, at: str, faces: str, language: Language) -> Told:
    """What an answer says of one person; other words than the closed ones are taken by the sides they name."""
    at, faces = (" ".join(word.casefold().split()) for word in (at, faces))
    return Told(who, _row("spots", at, language), _row("looks", faces, language))


def _row(table: str, said: str, language: Language) -> str:
    """The row that a word means: its own, else the one whose every word it holds, the most telling first."""
    rows = _answered(table, language.code)
    if said in rows:
        return rows[said]
    for other in language.word("staging.told.also").split():
        word, _, plain = other.partition("=")
        said = said.replace(word, plain)
    held = [
        (row == "away", len(row), row)
        for word, row in rows.items()
        if all(part in said for part in _parts(word, language))
    ]
    return max(held)[2] if held else ""


def _parts(word: str, language: Language) -> list[str]:
    """The words of an answered word: 左前 is 左 and 前."""
    return word.split() if language.does("writing.words") or word not in _spots(language) else list(word)


def _spots(language: Language) -> dict[str, str]:
    return _answered("spots", language.code)


@cache
def _answered(table: str, code: str) -> dict[str, str]:
    """Answered word -> row."""
    return {words.split("|")[0]: row for row, words in Language.of(code).table(f"staging.told.{table}").items()}


def completed(picture: str, people: Sequence[Told], known: names.Naming) -> str:
    """A picture with everybody of whom it does not speak; with their sides where it shows several and tells of no side at all.

    `people` may be called as they are called in the picture.
    """
    language = known.language
    told = {body.who: body for body in loosely(picture, known).bodies}
    missing = [one for one in people if one.who not in told and one.who.casefold() not in picture.casefold()]
    sideless = len(people) > 1 and not any(body.at for body in told.values())
    unplaced = [one for one in people if one.who in told and one.side and one.looks and sideless]
    parts = [picture] if picture else []
    parts += [_body(one, language) for one in people if one in missing or one in unplaced]
    return language.word("staging.told.between").join(parts)


def as_told(
    said: str, people: Sequence[Told], moved: tuple[Sequence[str], Sequence[str]], heard: str, language: Language
) -> Staging:
    """The staging of an answered picture; `free` is what the board shows. `moved`: who comes in and who goes out.

    `heard`: who speaks and is not seen, which the picture then says.
    """
    if heard:
        said = language.word("writing.comma").join(
            filter(None, (said, language.word("staging.told.heard").format(heard)))
        )
    bodies = tuple(Body(one.who, one.side, _SIDES.get(one.looks, ""), _view(one)) for one in people)
    return Staging(FREE, bodies, free=said, enters=tuple(moved[0]), exits=tuple(moved[1]), voice=heard)


def _body(one: Told, language: Language) -> str:
    """Where somebody is, and which way they look, in words."""
    spot, way = (
        language.word(f"staging.told.{table}.{row}").split("|")[1] if row else ""
        for table, row in (("spots", one.spot or "centre"), ("looks", one.looks))
    )
    told = language.word("staging.told.body").format(who=one.who, at=spot, faces=way)
    return told.rstrip("，, ")


def _view(one: Told) -> View:
    return "back" if one.looks == "away" else "far" if one.spot.endswith("rear") else "face"
