"""What a rule of `check` is: a row of a table, with the sentences its findings are told in."""

import re
from typing import Literal

from storyboard.languages import said
from storyboard.model.faults import Level
from storyboard.records import dataclass

Guarded = Literal["", "words", "money", "form"]
"""What would be lost without a rule: the script's words, money, or the mandated form; empty: a matter of taste."""
SUBJECTS = ("script", "board", "cast", "clips", "prompts", "cues", "offer", "order", "settings", "takes")
"""What a rule may need. An `order` is one request to a gateway; `settings` are those of storyboard.toml, `takes` finished films."""

SENTENCES = ("reason", "remark")
"""Gaps that hold a sentence, which is said in the other language too."""
LISTS = frozenset(("names", "people", "parts", "places", "ages", "seen", "to"))
"""Gaps that hold several things, with the mark of the sentence's language between them."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One sentence in both languages, with the same gaps: `{text}`, `{seconds:g}`."""

    zh: str
    en: str

    def told(self, language: str, **values: object) -> str:
        """The sentence in `zh`, else in English, its gaps filled."""
        several = {gap: _listed(each, language) for gap, each in values.items() if gap in LISTS}
        return self.text(language).format(**values | several)

    def text(self, language: str) -> str:
        """The sentence in a language, else in English, its gaps open."""
        return {"zh": self.zh}.get(language, self.en)

    def fits(self, message: str) -> bool:
        """Whether a message is this sentence, in either language, with something in its gaps."""
        return any(re.fullmatch(_pattern(text), message, re.DOTALL) for text in (self.zh, self.en))

    def retold(self, message: str, language: str) -> str | None:
        """A message that is this sentence, in `language`; None where it is none.

        What filled its gaps stays as it is, unless it is a sentence of its own.
        """
        texts = (self.en, *({self.zh} - {self.text(language)}))
        found = next(
            filter(None, (re.fullmatch(_pattern(text, named=True), message, re.DOTALL) for text in texts)), None
        )
        if found is None:
            return None
        filled = {
            gap: said.told(text, language) if gap in SENTENCES else text for gap, text in found.groupdict().items()
        }
        plain = Wording(*(re.sub(r"\{(\w+)[^{}]*\}", r"{\1}", text) for text in (self.zh, self.en)))
        return plain.told(language, **filled)


def _listed(things: object, language: str) -> object:
    """Several things as a language lists them, whichever had them before: 阿七、小满, MARA, TOM; anything else as it is."""
    return {"zh": "、"}.get(language, ", ").join(re.split("、|, ", things)) if isinstance(things, str) else things


def _pattern(text: str, *, named: bool = False) -> str:
    """A sentence as a pattern, with something in each gap; a gap of the same name holds the same again."""
    parts: list[str] = []
    seen: set[str] = set()
    for words, gap in re.findall(r"([^{}]*)(?:\{(\w+)[^{}]*\})?", text):
        parts.append(re.escape(words))
        if gap:
            parts.append(".*?" if not named else f"(?P={gap})" if gap in seen else f"(?P<{gap}>.*?)")
            seen.add(gap)
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, what it looks at, how grave a finding is, and how it is told."""

    name: str
    """Kebab-case; as findings, check.json and `[check] off` name it."""
    level: Level
    needs: tuple[str, ...]
    """Ways to check it, each a few of `SUBJECTS` parted by spaces: `script board`."""
    wordings: dict[str, Wording]
    """Case -> sentence; a rule with one sentence has it under the empty case."""
    guards: Guarded = ""
    """A rule that guards something cannot be switched off."""


@dataclass(frozen=True, slots=True)
class Family:
    """Rules of one kind: a file of `storyboard/rules/`, a heading of docs/checks.md."""

    name: str
    title: Wording
    rules: tuple[Rule, ...]
