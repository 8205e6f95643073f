"""Which layer of the telling a shot belongs to: fixed words of `style_tags`, written and read here alone."""

import re
from functools import cache

from storyboard.languages import CODES, Language
from storyboard.model import Shot
from storyboard.model.staging import Layer
from storyboard.patterns import deferred

LAYERS: tuple[Layer, ...] = ("flashback", "flashforward", "dream", "imagined")
"""All but the present, which no word stands for."""
_TAGS = deferred(r"[，,、;；]\s*")


def layer(shot: Shot) -> Layer:
    """The layer that a shot's `style_tags` name in any language; a cut (转场：闪回) is no layer. `present` where none is named."""
    return next((found for tag in _TAGS.split(shot.style_tags) if (found := layer_of(tag)) != "present"), "present")


def layer_of(word: str) -> Layer:
    """The layer that a script's own word means: 回忆, DREAM SEQUENCE; `present` for any other."""
    return _words().get(re.sub(r"\s+", " ", word).strip().casefold(), "present")


def layer_tags(what: Layer, language: Language) -> tuple[str, ...]:
    """The fixed word of a layer and how it looks, as they stand in `style_tags`; nothing for the present."""
    return () if what == "present" else (language.word(f"layers.{what}"), language.word(f"layers.looks.{what}"))


def layer_name(what: Layer, language: Language) -> str:
    """What a layer is called in a sentence."""
    return language.word(f"layers.{what}")


@cache
def _words() -> dict[str, Layer]:
    """Every word of every language for a layer."""
    return {
        word.casefold(): what
        for code in CODES
        for what in LAYERS
        for word in (
            Language.of(code).word(f"layers.{what}"),
            *Language.of(code).word(f"layers.words.{what}").split("|"),
        )
    }
