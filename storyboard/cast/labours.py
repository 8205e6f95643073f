"""Whose work a script shows though nobody calls them by it: who ploughs dresses as a farmer, who holds the wheel of a lorry as its driver.

The rows are `labours` of `assumed.toml`: a trade, and what is done in it behind a name that begins a sentence.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from storyboard.cast.roles import tables
from storyboard.patterns import deferred, tabled

_BEFORE = deferred(r"[^。！？；.!?;\n：:“”\"]*\Z")
"""The sentence in which a deed stands, up to it; a line that is spoken begins behind its colon or below a name."""
_BEGINS = deferred(r"^[\s△▲*·（(]*(?:[Tt]he |[Aa]n? )?")


def labour(name: str, text: str, language: str) -> str:
    """The trade whose work somebody does in a text; empty where nobody sees them at any."""
    folded = name.casefold()
    return next((trade for begun, trade in _shown(text, language) if _does(folded, begun)), "")


def _does(name: str, begun: str) -> bool:
    """Whether a sentence begins with a name, a Latin one as a whole word."""
    behind = begun[len(name) : len(name) + 1]
    return begun.startswith(name) and not (name.isascii() and (behind.isalnum() or behind in "'’"))


@lru_cache(maxsize=8)
def _shown(text: str, language: str) -> tuple[tuple[str, str], ...]:
    """(how the sentence begins, trade) of each deed of some work, in order."""
    return tuple(_deeds(text, language))


def _deeds(text: str, language: str) -> Iterator[tuple[str, str]]:
    every = _done(language)
    for found in every.finditer(text) if every else ():
        begun = _BEFORE.search(text[: found.start()][-120:])
        trade = next(name for name, words in found.groupdict().items() if words is not None)
        said = _BEGINS.sub("", begun[0] if begun else "").casefold()
        yield said, tables(language)["labours"][int(trade.removeprefix("row"))]["trade"]


@cache
def _done(language: str) -> re.Pattern[str] | None:
    """What any of the rows tells."""
    rows = tables(language).get("labours", ())
    every = "|".join(f"(?P<row{at}>{row['done']})" for at, row in enumerate(rows))
    return tabled(every, re.IGNORECASE) if rows else None
