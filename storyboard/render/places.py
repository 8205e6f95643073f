"""Where a clip plays, as its prompt tells it: without names, capitals let down, and nothing where nobody wrote a place."""

import re
from collections.abc import Iterable, Mapping, Sequence

from storyboard import directing, names, whereabouts
from storyboard.languages import Language
from storyboard.languages import scenery as vocabulary
from storyboard.model import Board, Shot
from storyboard.patterns import deferred, tabled
from storyboard.records import dataclass

SPACE = r"\s+"
_OWNER = deferred(
    r"(?<![A-Za-z])(?!(?:men|women|children|boy|girl|man|woman|child|king|queen|father|mother|doctor|captain|old|neighbou?r)['’])[a-z]+['’]s\b"
)
"""Whose place it is, by a name: MURPHY'S LAUNDROMAT."""
_HOME = deferred(r"^家(?=[\u3400-\u9fff])(?![里中内外属具庭政电乡常族长人教传务宴])的?", needs="家")
"""What is left of whose home a part of it is, once the name is gone: 豆子家院子, 桂花嫂家猪圈."""
_AT_HOME = deferred(r"^家(?![\u3400-\u9fff])", needs="家")
"""The same where the whole home is meant: 桂花嫂家."""
_STRETCH = deferred(r"[^-–—/,()]+")
"""One name of several in a location: PIER 9 - HARBOUR STREET."""


@dataclass(frozen=True, slots=True)
class BoardPlace:
    """A location of the board."""

    written: str
    """Its words on the board, without 内/外 behind them."""
    told: str
    """What stands in the line of the scene: night bus (inside)."""
    inside: str
    """What stands within a sentence: the night bus."""

    def within(self, language: Language) -> str:
        """What stands in the line of the scene, in words alone: the night bus, interior; 公交站外景."""
        if self.written == language.word("places.unknown"):
            return language.word("places.plainly").format(self.told)
        side = tabled(language.word("places.sided")).search(self.told)
        if side is None:
            return self.told
        one = language.word("places.sided_inside")
        key = "indoors" if side[1] == one else "both" if one in side[1] else "outdoors"
        word = language.word(f"places.{key}")
        return f"{self.inside.removesuffix(word[:1]) if word[:1].isalpha() else self.inside}{word}"

    def put(self, text: str, naming: names.Naming) -> str:
        """The text with the place as it is called within a sentence, an article before it taken up; within a name it is none."""
        if not self.written or self.written == self.inside or self.written not in text:
            return text
        people = [(start, end) for start, end, _ in names.matches(text, naming) if end - start > len(self.written)]

        def call(match: re.Match[str]) -> str:
            within = any(start <= match.start("place") and match.end("place") <= end for start, end in people)
            return match[0] if within else self.inside

        return re.sub(rf"(?:\b[Tt]he\s+)?(?P<place>{re.escape(self.written)})", call, text)


def places(
    board: Board, shots: Iterable[Shot], naming: names.Naming, *, homes: bool = False
) -> Mapping[str, BoardPlace]:
    """The locations of some shots of a board, each with how it is told; `homes`: a room of somebody's home without half of whose it is."""
    every = dict.fromkeys(shot.location for shot in shots)
    owned = not (naming.careful and directing.by_director(board))
    return {location: _place(location, naming, board.shots, homes=homes, owned=owned) for location in every}


def _place(location: str, naming: names.Naming, shots: Sequence[Shot], *, homes: bool, owned: bool) -> BoardPlace:
    """A location without names: their owner's possessive instead where the language has one and places are told `owned`; a director's clip need not show who it would mean."""
    language, written = naming.language, names.place_of(location)
    if location == language.word("places.black"):
        told = _within(location, language, careful=True) if naming.careful else location
        return BoardPlace(location, told, told)
    if written == language.word("places.unknown"):
        told = language.word("places.inside" if vocabulary.is_inside(location) else "places.outside")
        return BoardPlace(written, told, _within(told, language, careful=naming.careful))
    bare = names.without(location, naming)
    bare = _AT_HOME.sub("家里", _HOME.sub("", bare)) if homes and bare != location else bare
    owners, who = language.table("prompt.owners"), names.found(location, naming)
    told = _lowered(bare, shots, language)
    told = _OWNER.sub(lambda name: name[0].capitalize(), told) if naming.careful and told != bare else told
    if owned and bare != location and who and re.search(r"['’][sS]?(?![A-Za-z])", location):
        looks = naming.characters[who[0]].appearance if who[0] in naming.characters else ""
        told = owners["female" if looks.startswith(("female", "女")) else "male"] + told
    if naming.careful:
        told = _as_words(_in_words(told, language), shots, language)
    return BoardPlace(written, told, _within(told, language, careful=naming.careful))


def _in_words(place: str, language: Language) -> str:
    """A place and its part as words instead of a list of dashes: `the kitchen of the house`; what is no sure part stands behind a comma."""
    name = names.place_of(place)
    parts = [part for part in whereabouts.DASH.split(name) if part]
    if len(parts) < 2:
        return place
    said = language.word("places.listed").join(parts)
    for part, whole in ((parts[-1], parts[0]), (parts[0], parts[-1])) if len(parts) == 2 else ():
        pairs = [
            [language.word(f"places.{key}") for key in pair] for pair in (("part", "whole"), ("vessels", "vessel"))
        ]
        if any(re.fullmatch(one, part, re.I) and re.fullmatch(other, whole, re.I) for one, other in pairs):
            part = re.sub(r"^(?:[Tt]he|[Aa]n?)\s+", "", part)
            said = language.word("places.of").format(part, _within(whole, language, careful=True))
            break
    return said + place[len(name) :]


def _lowered(place: str, shots: Sequence[Shot], language: Language) -> str:
    """A place in capitals as it is written within a sentence: NIGHT BUS -> night bus, HARBOUR STREET -> Harbour Street."""
    letters = re.findall(r"[A-Za-z]+", names.place_of(place))
    if not letters or not all(word.isupper() for word in letters):
        return place
    return _STRETCH.sub(lambda match: _spelled(match[0], shots, language), place)


def _as_words(place: str, shots: Sequence[Shot], language: Language) -> str:
    """A place as words and no slug: its parts behind commas, towns with their capitals, and its first word with none that only begins a heading."""
    place = whereabouts.worded(place)
    first = re.match(r"([A-Z])[a-z]+(?= [a-z0-9]|$| \(|,)", place)
    named = first and tabled(language.word("places.named"), re.IGNORECASE).fullmatch(first[0])
    if first and not named and not _is_name(first[0], shots) and not whereabouts.towns(first[0], language):
        place = first[1].lower() + place[1:]
    places = list(dict.fromkeys(shot.location for shot in shots))
    for written, told in whereabouts.town_words(places, language).items():
        place = re.sub(rf"(?<=[,-] ){re.escape(written)}(?!\w)", told, place, flags=re.IGNORECASE)
    place = tabled(language.word("places.off")).sub(lambda by: f"{by['by']} {by['name'].capitalize()}", place)
    for town in whereabouts.towns(place, language):
        place = re.sub(rf"\b{re.escape(town)}\b", town, place, flags=re.IGNORECASE)
    return place


def _is_name(word: str, shots: Sequence[Shot]) -> bool:
    """Whether a word has its capital within sentences of a board too."""
    own = re.compile(rf"(?<=[a-z,] ){word}\b")
    return any(own.search(f"{shot.dialogue.text}\n{shot.action}") for shot in shots)


def _spelled(words: str, shots: Sequence[Shot], language: Language) -> str:
    """Words in capitals as the board writes them as a name elsewhere, a street with its name in capitals, else in small letters."""
    name = words.strip()
    each = name.split()
    if len(each) > 1 and name.isascii():
        pattern = re.compile(rf"(?<![A-Za-z]){SPACE.join(map(re.escape, each))}(?![A-Za-z])", re.IGNORECASE)
        for shot in shots:
            for match in pattern.finditer(f"{shot.dialogue.text}\n{shot.action}"):
                if not match[0].isupper() and all(word[0].isupper() or word[0].isdigit() for word in match[0].split()):
                    return words.replace(name, " ".join(match[0].split()))
    elif len(each) == 1 and name.isascii() and name.isalpha():
        own = re.compile(rf"(?<=[a-z,] ){name.capitalize()}\b")
        if any(own.search(f"{shot.dialogue.text}\n{shot.action}") for shot in shots):
            return words.replace(name, name.capitalize())
    if len(each) > 1:
        ways, plain = (language.word(f"places.{key}").split("|") for key in ("ways", "plain"))
        if len(each) == 2 and each[1].lower() in ways and each[0].lower() not in plain:
            return words.replace(name, " ".join(word.capitalize() for word in each))
    small = re.sub(r"[A-Za-z]{4,}", lambda word: _proper(word[0], shots), words.lower())
    return tabled(language.word("places.named")).sub(lambda name: name[0].title(), small)


def _proper(word: str, shots: Sequence[Shot]) -> str:
    """A small word of a place as the board has it where it is a name in every sentence: Hallay."""
    large = word.capitalize()
    told = [text for shot in shots if large in (text := f"{shot.dialogue.text}\n{shot.action}")]
    named = any(re.search(rf"(?<=[a-z,] ){large}\b(?! [A-Z])", text) for text in told)
    plain = named and any(re.search(rf"\b{word}\b", f"{shot.dialogue.text}\n{shot.action}") for shot in shots)
    return large if named and not plain else word


def _within(place: str, language: Language, *, careful: bool) -> str:
    """A place as it stands within a sentence; a street by its name has no article, and told `carefully` an article is small."""
    name = names.place_of(place)
    *_, first, last = ("", "", *name.split())
    if first.istitle() and last.istitle() and last.lower() in language.word("places.ways").split("|"):
        return name
    owned = any(name.startswith(word) for word in language.table("prompt.owners").values() if word)
    owned = owned or (careful and re.match(r"[A-Z][a-z]+['’]s\s", name) is not None)
    if re.match(rf"(?:{language.word('places.beside')})\s", name, re.I):
        return language.word("places.area").format(name)
    if careful and (article := re.match(r"(?:The|An?)(?=\s[a-z])", name)):
        return article[0].lower() + name[article.end() :]
    numbered = (
        careful
        and re.fullmatch(rf"[a-z]+ (?:\d+[A-Za-z]?|{language.word('places.numbered')})(?:,.*)?", name) is not None
    )
    return (
        name
        if owned or numbered or re.match(r"(?:the|an?)\s", name, re.I)
        else language.word("prompt.place").format(name)
    )
