"""People introduced in running text: `MAYA (34, green raincoat)`, `ANNA, 40, in a blue coat, enters`, `莲姑，十八九岁，山家装束`."""

from collections.abc import Iterator

from storyboard.cast.ages import AGE_ZH, age
from storyboard.cast.portraits import LOOKS, phrases, plain
from storyboard.cast.said import TELLING, tells_en
from storyboard.patterns import deferred

__all__ = ["ITEM", "LOOKS", "Introduction", "introductions", "plain"]

LONGEST = 24
"""Characters of a direction that is no more than how old the speaker is."""
ITEM = deferred(r"[，,、；;/]")
HAN = deferred(r"[\u3400-\u9fff]")

Introduction = tuple[str, int | None, str]
"""Who, how old (None where it does not say), and the words about them, verbatim."""


def introductions(text: str, names: frozenset[str], speaker: str = "") -> Iterator[Introduction]:
    """Everybody whom a text describes, with the words; a direction (`speaker`) that names nobody is about the speaker."""
    han = not text.isascii() and HAN.search(text) is not None
    found = False
    tells = TELLING.search(text) is not None if han else tells_en(text)
    for phrase in phrases(text, names, "zh" if han else "en") if tells else ():
        found = True
        told = " ".join(phrase.text.split()).strip("，, ")
        yield phrase.name, age(told), told
    if han and speaker and not found and len(text) <= LONGEST and AGE_ZH.search(text):
        yield speaker, age(text), text.strip()
