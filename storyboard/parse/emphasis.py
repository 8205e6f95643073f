"""Text without the marks that only set it bold, slanted or underlined: they are the page's, not the actor's."""

import re

from storyboard.patterns import deferred

STARS = deferred(r"(?<![\\*])(\*{1,3})(?=[^\s*])(?P<inner>[^*\n]*?[^\s*\\])\1(?!\*)")
UNDERLINE = deferred(r"(?<![\\\w])_(?=[^\s_])(?P<inner>[^_\n]*?[^\s_\\])_(?!\w)")
ESCAPED = deferred(r"\\([*_])")
INSIDE = 3
"""Letters from which a run inside a word is taken for emphasis (un*believ*able): f*ck*r is not."""


def plain(text: str) -> str:
    """The text without `*slanted*`, `**bold**`, `***both***` and `_underlined_`; an escaped star was meant."""
    if "*" not in text and "_" not in text:
        return text
    for _ in range(3):
        bare = STARS.sub(_inner, text) if "*" in text else text
        bare = UNDERLINE.sub(r"\g<inner>", bare) if "_" in bare else bare
        if bare == text:
            break
        text = bare
    return ESCAPED.sub(r"\1", text)


def _inner(match: re.Match[str]) -> str:
    """What stands between two runs of stars, or all of it where both stand inside words and mask a letter or two."""
    text, inner = match.string, match["inner"]
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    masked = (
        (before + after).isascii() and before.isalnum() and after.isalnum() and (" " in inner or len(inner) < INSIDE)
    )
    return match[0] if masked else inner
