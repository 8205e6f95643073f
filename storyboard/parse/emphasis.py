"""Text without the marks that only set it bold, slanted or underlined: they are the page's, not the actor's."""

import re

from storyboard.patterns import deferred

STARS = deferred(r"(?<![\\*])(\*{1,3})(?=[^\s*])(?!(?<=[A-Za-z0-9]\*)[,.;:!?)])(?P<inner>[^*\n]*?[^\s*\\])\1(?!\*)")
"""Stars on both sides of words; one that stands between a word and a comma points at a footnote."""
_FREE, _ENDS = r"(?<![\\A-Za-z0-9_])", r"(?![A-Za-z0-9_])"
UNDERLINE = deferred(rf"{_FREE}_(?=[^\s_])(?P<inner>[^_\n]*?[^\s_\\])_{_ENDS}")
UNDERLINES = deferred(rf"{_FREE}__(?=[^\s_])(?![a-z][a-z0-9]*(?:_[a-z0-9]+)*__)(?P<inner>[^\n]*?[^\s_\\])__{_ENDS}")
"""Two of them on both sides, but not those of a name in a program: __init__."""
ESCAPED = deferred(r"\\([*_])")
INSIDE = 3
"""Letters from which a run inside a word is taken for emphasis (un*believ*able): f*ck*r is not."""


def plain(text: str) -> str:
    """The text without `*slanted*`, `**bold**`, `__bold__`, `***both***` and `_underlined_`; an escaped star was meant."""
    if "*" not in text and "_" not in text:
        return text
    for _ in range(3):
        bare = STARS.sub(_inner, text) if "*" in text else text
        bare = UNDERLINES.sub(_underlined, bare) if "__" in bare else bare
        bare = UNDERLINE.sub(_underlined, bare) if "_" in bare else bare
        if bare == text:
            break
        text = bare
    return ESCAPED.sub(r"\1", text)


def _inner(match: re.Match[str]) -> str:
    """What stands between two runs of stars, or all of it where both stand inside words and mask a letter or two or multiply figures."""
    text, inner = match.string, match["inner"]
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    within = (before + after).isascii() and before.isalnum() and after.isalnum()
    masked = within and (" " in inner or len(inner) < INSIDE or (before + inner + after).isdigit())
    return match[0] if masked else inner


def _underlined(match: re.Match[str]) -> str:
    """What stands between two lines, or all of it where they part the letters of a word without blanks: 夜_行_者."""
    text, inner = match.string, match["inner"]
    beside = text[: match.start()][-1:] + text[match.end() :][:1]
    return match[0] if len(inner) < 2 and any(map(str.isalpha, beside)) else inner
