"""The cast: people, voices and crowds of a production, one for all its episodes."""

from dataclasses import dataclass
from typing import Literal

PersonKind = Literal["person", "group", "voice", "joint"]


@dataclass(frozen=True, slots=True)
class Looks:
    """The parts of an appearance; none may be empty (`无` / `none` says there is none)."""

    sex: str
    """`男` / `女` / `male` / `female`; `群体` / `group` for a crowd, `仅声音` / `voice only` for a voice."""
    age: int
    hair_colour: str
    hair_style: str
    clothes_colour: str
    clothes_style: str


@dataclass(frozen=True, slots=True)
class Voice:
    sex: str
    """`男` / `女` / `male` / `female`, also for voices and crowds."""
    pitch: int
    """Mean, Hz."""
    tempo: int
    """Syllables a minute (SPM)."""
    accent: str


@dataclass(frozen=True, slots=True)
class Member:
    """One entry of the cast."""

    name: str
    kind: PersonKind
    looks: Looks
    voice: Voice
    aliases: tuple[str, ...] = ()
    usernames: tuple[tuple[str, str], ...] = ()
    """(gateway, `@username` without the @)."""
    twin_of: str = ""
    """Somebody they may look like."""
    assumed: tuple[str, ...] = ()
    """Which parts nobody wrote: `age`, `hair`, `clothes`, `voice`, `sex`."""


@dataclass(frozen=True, slots=True)
class Cast:
    members: tuple[Member, ...]

    def get(self, name: str) -> Member | None:
        return next((member for member in self.members if member.name == name), None)
