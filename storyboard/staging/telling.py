"""People in a picture as a model tells them, in closed words where code must check, and how the board says it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from storyboard.languages import Language
from storyboard.model import Body, Staging
from storyboard.model.staging import At, View
from storyboard.staging.writing import FREE


@dataclass(frozen=True, slots=True)
class Told:
    """One person of an answered frame."""

    who: str
    spot: str
    """A row of `spots`: `left-front`; empty where the answer has another word."""
    looks: str
    """A row of `looks`: `left`, `right`, `camera`, `away`; empty where the answer has another word."""
    pose: str = ""

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


def told(who: str, at: str, faces: str, pose: str, language: Language) -> Told:
    """What an answer says of one person; other words than the closed ones are taken by the sides they name."""
    at, faces = (" ".join(word.casefold().split()) for word in (at, faces))
    return Told(who, _row("spots", at, language), _row("looks", faces, language), pose)


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


def told_in_words(
    people: Sequence[Told], things: str, change: str, moved: tuple[Sequence[str], Sequence[str]], language: Language
) -> Staging:
    """The staging of an answered frame; its `free` is what the board shows: people, then things, then what changes.

    `moved`: who comes in and who goes out.
    """
    parts = [_body(one, language) for one in people]
    parts += [things.strip("，,；;。. ")] if things.strip() else []
    said = language.word("staging.told.between").join(parts)
    change = change.strip()
    if change and said:
        said += language.word("staging.told.stop") + language.word("writing.between") + change
    said = (said or change).rstrip("。. ")
    bodies = tuple(Body(one.who, one.side, _SIDES.get(one.looks, ""), _view(one)) for one in people)
    return Staging(FREE, bodies, free=said, enters=tuple(moved[0]), exits=tuple(moved[1]))


def _body(one: Told, language: Language) -> str:
    """One person in words."""
    spot, way = (
        language.word(f"staging.told.{table}.{row}").split("|")[1] if row else ""
        for table, row in (("spots", one.spot or "centre"), ("looks", one.looks or "camera"))
    )
    pose = one.pose.strip("，,；;。. ")
    form = "body" if pose else "unposed"
    return language.word(f"staging.told.{form}").format(who=one.who, at=spot, faces=way, pose=pose)


def _view(one: Told) -> View:
    return "back" if one.looks == "away" else "far" if one.spot.endswith("rear") else "face"
