"""Sentences on what nobody wrote: as a plan keeps them, in its script's language, and told anew in another."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from storyboard.languages import CODES, Language
from storyboard.plan.scenery import phrases


def retold(sentences: Sequence[str], language: str) -> Iterator[str]:
    """The sentences of a trace in a language; the looks themselves stay in the script's, in which prompts have them."""
    for sentence in sentences:
        yield next(filter(None, (_sentence(sentence, code, language) for code in CODES if code != language)), sentence)


def _sentence(sentence: str, old: str, new: str) -> str | None:
    """One of them, where it is in the old language; None else."""
    before, after = _words(old), _words(new)
    for kind in ("of_person", "of_scene"):
        found = re.fullmatch(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.*?)", re.escape(before[kind])), sentence, re.DOTALL)
        if found:
            parts = found["parts"].split(before["list"])
            told = after["list"].join(_part(each, before, after) for each in parts)
            return str(after[kind]).format(**(found.groupdict() | {"parts": told}))
    return None


def _part(text: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """`头发栗色中分短发` as `栗色中分短发 hair`; the name of a part, or a sex, by its other name."""
    for told, other in zip(before["sexes"], after["sexes"], strict=True):
        if text == told:
            return str(other)
    if name := next((name for name, told in before.items() if told == text), ""):
        return str(after.get(name, name))
    for name in ("voice", "hair", "age", "clothes"):
        found = re.fullmatch(_plain(before["told"][name]).format(r"(\d+)" if name == "age" else "(.+)"), text)
        if found:
            return _plain(after["told"][name]).format(found[1])
    return text


def _plain(form: str) -> str:
    """A form with one gap: `{looks.hair_colour} {looks.hair_style} hair` is `{} hair`."""
    return re.sub(r"\{[^}]*\}(?: ?\{[^}]*\})?", "{}", form)


def _words(language: str) -> dict[str, Any]:
    words = phrases(language)
    return {**words["assumed"], "list": words["list"], "sexes": Language.of(language).words("looks.sexes")}
