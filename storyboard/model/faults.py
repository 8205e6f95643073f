"""Faults in what the user wrote are values: collected, all of them, and printed as `path:line: rule: message`."""

from typing import Literal

from storyboard.records import dataclass

Level = Literal["warning", "fault"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong, or worth a look, at one place."""

    rule: str
    """Short kebab-case name of the rule, e.g. `lost`, `heading-without-place`."""
    message: str
    """What is wrong, quoting the words; no full stop unless several sentences."""
    line: int = 0
    """1-based line of the script; 0 where the fault belongs to no line."""
    level: Level = "warning"
    """`fault` stops before money is spent (exit 1), `warning` does not."""
    shot: int = 0
    """1-based shot of the board; 0 where it belongs to none."""
    path: str = ""
    """File as the user named it."""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}: " if self.line else (f"{self.path}: " if self.path else "")
        shot = f"shot {self.shot}: " if self.shot else ""
        return f"{place}{self.rule}: {shot}{self.message}"
