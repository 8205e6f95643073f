"""Looks that are told apart: what nobody wrote is chosen so that people of the same scenes differ in two of six parts."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from itertools import chain, islice, product

from storyboard.cast.assume import number, rows
from storyboard.cast.homes import NO_SHADES
from storyboard.cast.looks import MORTAL, OLDEST, age_class
from storyboard.model import Looks, Member
from storyboard.records import dataclass

PARTS = tuple(Looks.__slots__)
SPANS = {"baby_": (0, 1), "child_": (4, 12), "teen_": (13, 17), "": (18, 59), "old_": (60, 90)}
"""Ages between which an assumed age may move: nobody moves into another column of the tables, or gets another voice."""
FARTHEST = 9
"""Years that an assumed age may move."""
MOST = 20_000
"""Candidates after which nobody looks on."""


@dataclass(frozen=True, slots=True)
class _Crowd:
    """People to differ from, counted so that a candidate is weighed in six look-ups, however many they are."""

    but_one: Counter[tuple[object, ...]]
    """The looks of everybody without one part, under the number of that part."""
    whole: Counter[Looks]
    clothes: Counter[tuple[str, str]]

    @classmethod
    def of(cls, people: Iterable[Looks]) -> "_Crowd":
        """Everybody counted."""
        every = list(people)
        return cls(
            Counter(key for looks in every for key in _but_one(looks)),
            Counter(every),
            Counter((looks.clothes_colour, looks.clothes_style) for looks in every),
        )

    def alike(self, looks: Looks) -> int:
        """How many differ in fewer than two parts: whoever differs in one is met once, whoever differs in none six times."""
        return sum(self.but_one[key] for key in _but_one(looks)) - (len(PARTS) - 1) * self.whole[looks]


@dataclass(frozen=True, slots=True)
class _Book:
    """The tables of a language, without the rows in which somebody's name stands."""

    language: str
    taken: Collection[str]
    era: str = ""
    shades: Mapping[str, str] = field(default_factory=dict)

    def rows(self, table: str, looks: Looks) -> list[tuple[str, str]]:
        """The rows for the sex and the age of these looks."""
        return rows(table, looks.sex, looks.age, self.language, self.taken, self.era, self.shades)


def _but_one(looks: Looks) -> Iterator[tuple[object, ...]]:
    parts = (looks.sex, looks.age, looks.hair_colour, looks.hair_style, looks.clothes_colour, looks.clothes_style)
    for at in range(len(parts)):
        yield (at, *parts[:at], *parts[at + 1 :])


def distinct(
    looks: Looks,
    free: set[str],
    name: str,
    seen: Sequence[Member],
    near: set[str],
    language: str,
    taken: Collection[str] = (),
    era: str = "",
    shades: Mapping[str, str] = NO_SHADES,
) -> Looks:
    """`looks` with its free parts (`hair`, `clothes`, `age`) chosen to differ from the people of the same scenes.

    The order of candidates follows from the name; among them the one with the fewest likenesses wins, the first on ties.
    Only where the rows of the tables are not enough ages move, colours and styles are mixed, and at last the clothes of
    a trade (`uniform`) change their colour. None of the names `taken` stands in a part that is chosen.
    """
    bodies = [member for member in seen if member.kind == "person"]
    close = _Crowd.of(member.looks for member in bodies if member.name in near)
    every = _Crowd.of(member.looks for member in bodies)
    book = _Book(language, taken, era, shades)
    best = min(
        _rows(looks, free, number(name), book),
        key=lambda one: (close.alike(one), close.clothes[one.clothes_colour, one.clothes_style], every.alike(one)),
    )
    if not close.alike(best):
        return best
    more = chain(_mixed(best, free, number(name), book), _dyed(best, free, number(name), book))
    return next((one for one in islice(more, MOST) if not close.alike(one)), best)


def _rows(looks: Looks, free: set[str], start: int, book: _Book) -> Iterator[Looks]:
    """Every row of hair with every row of clothes."""
    hairs, suits = _choices(looks, free, book)
    for step in range(len(hairs) * len(suits)):
        suit, hair = suits[(start + step) % len(suits)], hairs[(start // 7 + step // len(suits) + step) % len(hairs)]
        yield Looks(looks.sex, looks.age, *hair, *suit)


def _choices(looks: Looks, free: set[str], book: _Book) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(colour, style) of hair, and of clothes: the table's rows, or the one that is given."""
    hairs, suits = [(looks.hair_colour, looks.hair_style)], [(looks.clothes_colour, looks.clothes_style)]
    return (
        book.rows("hair", looks) if "hair" in free else hairs,
        book.rows("clothes", looks) if "clothes" in free else suits,
    )


def _mixed(looks: Looks, free: set[str], start: int, book: _Book) -> Iterator[Looks]:
    """Every age near the assumed one, with every colour and every style of the table's hair, with every suit."""
    hairs, suits = _choices(looks, free, book)
    mixed = _crossed(hairs)
    for age in _ages(looks.age) if "age" in free else [looks.age]:
        for step, suit in product(range(len(mixed)), suits):
            colour, style = mixed[(start + step) % len(mixed)]
            yield replace(
                looks, age=age, hair_colour=colour, hair_style=style, clothes_colour=suit[0], clothes_style=suit[1]
            )


def _dyed(looks: Looks, free: set[str], start: int, book: _Book) -> Iterator[Looks]:
    """The same with clothes in every colour of the table; a uniform keeps its style."""
    if not free & {"clothes", "uniform"}:
        return
    for colour, style in _crossed(book.rows("clothes", looks)):
        dyed = replace(looks, clothes_colour=colour, clothes_style=style if "clothes" in free else looks.clothes_style)
        yield from _mixed(dyed, free - {"clothes"}, start, book)


def _crossed(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Every colour of a table with every style of it."""
    return list(product(dict.fromkeys(pair[0] for pair in pairs), dict.fromkeys(pair[1] for pair in pairs)))


def _ages(years: int) -> list[int]:
    """The ages an assumed one may move to, the nearest first."""
    low, high = SPANS[age_class(years)] if years <= MORTAL else (0, OLDEST)
    moved = range(max(low, years - FARTHEST), min(high, years + FARTHEST) + 1)
    return sorted(moved, key=lambda age: (abs(age - years), -age))
