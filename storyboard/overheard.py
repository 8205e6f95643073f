"""What a director's picture says in so many words is heard: nothing is made up from deeds or from the name of a place."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from storyboard import ambience
from storyboard.datafiles import load
from storyboard.languages import Language
from storyboard.model import Shot
from storyboard.patterns import tabled

_SAID_SO = re.compile(
    r" (?:it|(?:the|his|her|their|that) (?:words?|line|name|answer|order|question|number|sentence)|out)\b",
    re.IGNORECASE,
)
"""Behind a word for a sound that is how somebody speaks: squeaks it, rattles the line off."""
AT_ONCE = 2
"""Sounds that are told of a shot at most."""


def told(text: str, language: Language, said: Language, *, speaks: bool = False) -> list[str]:
    """What a text says is heard, in its order, `AT_ONCE` at most; `said`: the language of the answer. Where somebody `speaks` the voice that is told of is that of the line."""
    return [sound for sound, _ in _told(text, language.code, said.code, speaks)][:AT_ONCE]


def scored(shots: Iterable[Shot], language: Language) -> bool:
    """Whether the styles of some shots say what is heard in them, so that nothing is to be found out."""
    mark = language.word("prompt.scored")
    return any(mark in shot.style_tags for shot in shots)


def score(shot: Shot, language: Language) -> str:
    """What the style of a shot says is heard in it; empty where it does not."""
    comma, mark = language.word("writing.comma"), language.word("prompt.scored")
    behind = shot.style_tags.partition(mark)[2]
    others = [*language.words("prompt.sounds"), *language.words("prompt.cuts")]
    ends = [at for other in others if (at := behind.find(f"{comma}{other}")) >= 0]
    return behind[: min(ends, default=len(behind))]


_ABSENT = re.compile(
    r"\b(?:no|nothing|none|silence|stillness|gone|ceasing|ceases|not)\b|\b(?:goes|falls|grows) (?:quiet|silent|still)\b",
    re.IGNORECASE,
)
"""What says that something is not heard, or no longer."""
_ORDER = re.compile(r"^(?:all at once |then |and |only |just )+|\s+alone$", re.IGNORECASE)
"""When something is heard, which says nothing of a clip as a whole."""


def musical(told: str, language: Language) -> bool:
    """Whether words of a script, its quotations left out, have music heard: a lark makes none."""
    music, none = (tabled(language.word(f"prompt.{key}"), re.IGNORECASE) for key in ("music", "unmusical"))
    return music.search(none.sub(" ", told)) is not None


def scape(sounds: Iterable[str]) -> list[str]:
    """What is heard in the whole of a clip, by what is heard shot by shot: each sound once, whatever its article and its moment, and no silence."""
    bare = [_ORDER.sub("", sound.strip()) for sound in sounds if not _ABSENT.search(sound)]
    words = [frozenset(re.findall(r"[\w'’-]+", each.casefold())) - {"a", "an", "the"} for each in bare]
    return [
        each
        for at, each in enumerate(bare)
        if words[at] - {"another"}
        and not any(words[at] <= other and (words[at] < other or n < at) for n, other in enumerate(words) if n != at)
    ]


def kinds(text: str, language: Language, *, speaks: bool = False) -> frozenset[str]:
    """The kinds of sounds that a text says are heard: rain, fire, rumble."""
    return frozenset(kind for _, kind in _told(text, language.code, language.code, speaks))


def unheard(clause: str, language: Language) -> bool:
    """Whether a clause says of its sound that it is not heard, not yet, no longer or no more than compared."""
    return tabled(_table()["unheard"][language.code], re.IGNORECASE).search(clause) is not None


def rows() -> Sequence[Mapping[str, Any]]:
    """All that can be heard: the words for it in each language, and how it is told."""
    found: Sequence[Mapping[str, Any]] = _table()["row"]
    return found


@lru_cache(4096)
def _told(text: str, code: str, said: str, speaks: bool) -> tuple[tuple[str, str], ...]:
    """Sounds with their kinds, once a text: checks ask again. Of words within each other, and of one kind of sound, those of the first row are told."""
    table = _table()
    if tabled(table["muffled"][code], re.IGNORECASE).search(text):
        return ()
    text = re.sub(r"[（(][^（()）]*[）)]", lambda found: " " * len(found[0]), text)
    text = ambience.really(text.replace("\n", ".。\n"))  # no sound is made of two lines
    taken: list[tuple[int, int, str, str]] = []
    sounds: dict[str, str] = {}
    for row in rows():
        sound: str = row["said"][said]
        for start, end in _where(row, text, code, speaks=speaks):
            alone = not any(start < other and begin < end for begin, other, *_ in taken)
            if alone and sounds.setdefault(row.get("kind", sound), sound) == sound:
                taken.append((start, end, sound, row.get("kind", "")))
    return tuple(dict.fromkeys((sound, kind) for _, _, sound, kind in sorted(taken)))


def _where(row: Mapping[str, Any], text: str, code: str, *, speaks: bool) -> Iterator[tuple[int, int]]:
    """Where the words of a row stand in clauses that do not say that nothing is heard."""
    if speaks and row.get("voice", False):
        return
    language = Language.of(code)
    for match in tabled(row[code], re.IGNORECASE).finditer(text):
        if speaks and _SAID_SO.match(text, match.end()):
            continue
        if not unheard(ambience.clause(text, *match.span()), language):
            yield match.span()


@cache
def _table() -> Mapping[str, Any]:
    return load(Path(__file__).parent / "overheard.toml")
