"""How prompts are read back: the patterns that stand beside the templates, in `prompts/render/<version>/reading.toml`."""

import re
from functools import cache
from pathlib import Path

from storyboard.config import parse_toml
from storyboard.errors import UsageError
from storyboard.library import SHIPPED, Library
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """The patterns of one template. Each has its text in the first group that matched."""

    shot: re.Pattern[str]
    duration: re.Pattern[str] | None
    speaker: re.Pattern[str]
    line: re.Pattern[str]
    action: re.Pattern[str]
    rule: re.Pattern[str]
    """That only this line is spoken."""
    silence: re.Pattern[str]
    """That nobody speaks."""
    plain: re.Pattern[str]

    def blocks(self, prompt: str) -> list[str] | None:
        """The bodies of shots 1, 2, 3 …; None where the prompt begins otherwise or counts otherwise."""
        pieces = self.shot.split(prompt)
        numbers = [int(number) for number in pieces[1::2]]
        return pieces[2::2] if not pieces[0] and numbers == [*range(1, len(numbers) + 1)] else None

    def lines(self, body: str) -> list[str]:
        """The words that a block of a prompt has spoken."""
        return [first(match) for match in self.line.finditer(body)]


def first(match: re.Match[str]) -> str:
    """The first group that matched."""
    return next(group for group in match.groups() if group is not None)


def reading(template: str, library: Library = SHIPPED) -> Reading:
    """How prompts of a template are read back; UsageError where nobody wrote it down."""
    prompt = library.prompt("render", "zh")
    return _compile(template, prompt.folder / "reading.toml", prompt.files["reading.toml"])


@cache
def _compile(template: str, path: Path, text: str) -> Reading:
    known: dict[str, dict[str, str]] = parse_toml(text)
    if template not in known:
        raise UsageError(
            f"{path.name} does not say how prompts of the template {template} are read back",
            f"add a table [{template}]",
        )
    # The dot of `line` matches line ends: in a template of its own a line may hold some.
    table = {
        name: re.compile(text, re.MULTILINE | (re.DOTALL if name == "line" else 0)) if text else None
        for name, text in known[template].items()
    }
    missing = sorted(
        name for name in Reading.__slots__ if name not in table or (table[name] is None and name != "duration")
    )
    if missing:
        raise UsageError(f"{path.name}: [{template}] lacks {', '.join(missing)}")
    return Reading(**{name: table[name] for name in Reading.__slots__})  # type: ignore[arg-type]
