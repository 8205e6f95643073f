"""A picture in no more sentences than a model's guide wants: the shortest neighbours stand in one, parted by a semicolon."""

from storyboard.patterns import deferred

_ENDS = {"en": deferred(r"(?<=[.!?])\s+(?=[A-Z])"), "zh": deferred(r"(?<=[。！？])(?![”」』）])")}
"""Where sentences part."""
_QUOTED = deferred(r"“[^”]*”|「[^」]*」|『[^』]*』|\"[^\"]*\"")
_SMALL = frozenset(
    "the a an he she his her it its they their on in at above behind beside below beyond under over across from one two three both each every far near only nothing nobody people men".split()
)
"""English words that are no names, which a sentence may begin with."""
_GAPS = {"en": (" ", "; "), "zh": ("", "；")}
"""What stands between two sentences, and between the two parts of one."""
_STOPS = {"en": ".", "zh": "。"}
_CAMERA = ("The camera ", "镜头")
"""How a sentence about the camera begins, which stays one."""
_BY_CAMERA = deferred(r"^.{0,12}(?:[Tt]he camera |镜头)")
"""How a sentence begins in which the camera does something."""
_LEAST = 2
"""Sentences that a picture has at least."""


def within(text: str, language: str, most: int) -> str:
    """The text in `most` sentences, or in two; what nobody can join stays apart."""
    told = _sentences(text, language)
    while len(told) > max(most, _LEAST):
        pairs = [n for n in range(len(told) - 1) if _joins(told[n], told[n + 1], language)]
        if not pairs:
            break
        at = min(pairs, key=lambda n: len(told[n]) + len(told[n + 1]))
        told[at : at + 2] = [_joined(told[at], told[at + 1], language)]
    return _GAPS[language][0].join(told)


def acted(text: str, language: str) -> tuple[str, str]:
    """(what is seen, what is done): a director's picture ends with what happens in it, which stands apart where it is a sentence that holds no words to be read."""
    told = _sentences(text, language)
    gap = _GAPS[language][0]
    if len(told) < _LEAST or _QUOTED.search(told[-1]) or _BY_CAMERA.search(told[-1]):
        return text, ""
    return gap.join(told[:-1]), told[-1]


def _sentences(text: str, language: str) -> list[str]:
    quoted = [found.span() for found in _QUOTED.finditer(text)]
    cuts = [
        found.span()
        for found in _ENDS[language].finditer(text)
        if found.end() < len(text) and not any(start < found.start() < end for start, end in quoted)
    ]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _joins(one: str, other: str, language: str) -> bool:
    if one.startswith(_CAMERA) or other.startswith(_CAMERA):
        return False
    begins = other.split(maxsplit=1)[0]
    return one.endswith(_STOPS[language]) and (not begins.isascii() or begins.casefold() in _SMALL)


def _joined(one: str, other: str, language: str) -> str:
    return f"{one[:-1]}{_GAPS[language][1]}{other[:1].lower()}{other[1:]}"
