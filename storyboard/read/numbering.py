"""Word's automatic numbers, which are on the page but not in the text: `1、`, `第三场`, `2-1`."""

from collections.abc import Callable
from dataclasses import field
from typing import TYPE_CHECKING

from storyboard.records import dataclass

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """1 -> 一, 10 -> 十, 21 -> 二十一, 105 -> 一百零五; from 10,000 on in digits."""
    if number > 9999:
        return str(number)
    text = ""
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += DIGITS[digit] + sign
        elif text and number and not text.endswith("零"):
            text += "零"
    return text.removeprefix("一") if text.startswith("一十") else text


def roman(number: int) -> str:
    """4 -> IV."""
    text = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        count, number = divmod(number, value)
        text += sign * count
    return text


def letter(number: int) -> str:
    """1 -> A, 27 -> AA, as Word counts."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "upperLetter": letter,
    "lowerLetter": lambda number: letter(number).lower(),
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographTraditional": lambda number: "甲乙丙丁戊己庚辛壬癸"[(number - 1) % 10],
    "bullet": lambda _: "",
    "none": lambda _: "",
}
"""How Word's number formats are written; any other is decimal."""


@dataclass(frozen=True, slots=True)
class Level:
    start: int
    format: str
    pattern: str
    """`%1-%2`: %n is the number of level n."""


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def read(cls, numbering: "Element | None", styles: "Element | None") -> "Numbering":
        self = cls()
        if numbering is None:
            return self
        abstracts = {e.get(f"{W}abstractNumId", ""): _levels(e) for e in numbering.iter(f"{W}abstractNum")}
        for num in numbering.iter(f"{W}num"):
            key, abstract = num.get(f"{W}numId", ""), _value(num, "abstractNumId")
            overrides = {level: row for e in num.iter(f"{W}lvlOverride") for level, row in _levels(e).items()}
            self.lists[key] = abstracts.get(abstract, {}) | overrides
            self.abstract[key] = key if num.find(f".//{W}startOverride") is not None else abstract
        for style in styles.iter(f"{W}style") if styles is not None else ():
            place = _place(style)
            if place:
                self.styles[style.get(f"{W}styleId", "")] = place
        return self

    def label(self, paragraph: "Element") -> str:
        """The number of this paragraph and one space, counting on; empty where it has none."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None or not self.lists:
            return ""
        place = _place(paragraph) or self.styles.get(_value(properties, "pStyle"))
        if place is None or place[0] not in self.lists:
            return ""
        key, depth = place
        levels, counts = self.lists[key], self.counts.setdefault(self.abstract[key], {})
        if depth not in levels:
            return ""
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        text = levels[depth].pattern
        for index in range(depth + 1):
            level = levels.get(index)
            if level and f"%{index + 1}" in text:
                number = counts.setdefault(index, level.start)
                text = text.replace(f"%{index + 1}", FORMATS.get(level.format, str)(number))
        return f"{text} " if text.strip() and levels[depth].format != "bullet" else ""


def _levels(parent: "Element") -> dict[int, Level]:
    return {
        _whole(level.get(f"{W}ilvl", "0")): Level(
            _whole(_value(level, "start"), 1), _value(level, "numFmt") or "decimal", _value(level, "lvlText")
        )
        for level in parent.iter(f"{W}lvl")
    }


def _place(element: "Element") -> tuple[str, int] | None:
    """(list, level) that a paragraph or a style says it is numbered by."""
    number = element.find(f"{W}pPr/{W}numPr")
    if number is None:
        return None
    return _value(number, "numId"), _whole(_value(number, "ilvl"))


def _whole(text: str, otherwise: int = 0) -> int:
    """A number of a list as it stands in the file; what is none, or beyond what a list can count, is `otherwise`."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else otherwise


def _value(element: "Element", tag: str) -> str:
    child = element.find(f"{W}{tag}")
    return child.get(f"{W}val", "") if child is not None else ""
