"""A profile: what is true of a video model wherever it is served, read from a TOML file."""

from dataclasses import field
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

from storyboard.model import Detail
from storyboard.profiles.dialect import Shape
from storyboard.profiles.parts import FORBID
from storyboard.profiles.tables import Tables
from storyboard.records import dataclass

WORDS = {"image": {"zh": "图片{n}", "en": "image {n}"}, "element": {"zh": "主体{n}", "en": "element {n}"}}
"""How a model of whom nothing else is known is told of pictures, and of what is registered as a subject of its own."""
NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def ordinal(words: str, number: int) -> str:
    """The words of the n-th, from 1: `{n}` counts from 1, `{n0}` from 0, `{nth}` is an English ordinal."""
    nth = NTH[number - 1] if number <= len(NTH) else f"{number}th"
    return words.format(n=number, n0=number - 1, nth=nth)


@dataclass(frozen=True, slots=True)
class Profile:
    """One file of `profiles/`."""

    __pydantic_config__ = FORBID

    name: str
    title: str
    models: tuple[str, ...]
    """Names under which gateways serve it (`*` as in file names)."""
    template: str
    """Which prompt template renders for it: a folder of `prompts/render/`."""
    template_before: str = ""
    """The same for versions of the render prompts that have no template of that name."""
    storyboard: bool = False
    """It reads `Shot N:` with durations as an edit list."""
    lengths: tuple[int, ...] = ()
    """Seconds it can make; a dialect may sell fewer."""
    sizes: dict[Shape, str] = field(default_factory=dict)
    prompt_limit: int = 0
    """Characters of one prompt; 0 = no known limit."""
    shot_limit: int = 0
    """Shots in one prompt; 0 = no known limit."""
    packed_shots: int = 0
    """Shots that packing puts into one clip at most, as a guide advises; more are not refused. 0 = nobody says."""
    advised_shots: tuple[tuple[int, int], ...] = ()
    """(seconds of a clip, shots that it holds well at most). Advice: packing prefers it where it costs nothing."""
    least_spoken: float = 0.0
    """Seconds that a shot with speech should last at least. Advice too."""
    draws_text: bool = True
    """Whether what it writes in a picture can be read; else the words that a script wants to be seen are laid over the film."""
    instructions: bool = False
    """Gateways of it take a closing block of rules; else they stand in the first shot."""
    characters: int = 0
    """Created characters that one clip may mention; 0 = it has none."""
    advised: int = 0
    """Chinese characters (or half as many again English words) that its maker advises for one prompt; 0 = nobody does."""
    shot_advised: int = 0
    """Characters of one shot, told in a line, that its maker's interface takes where shots go along by themselves; 0 = no known limit."""
    levels: tuple[Detail, ...] = ()
    """What a longer prompt does without, the least needed first."""
    looks: Literal["whole", "few"] = "whole"
    """`few`: people are told by few traits, as its maker asks: what the script tells, hair, the outermost garment, one trait of face or build."""
    traits: int = 0
    """Traits by which somebody is told at most where they are `few`, the age one of them; 0: nobody says."""
    camera: Literal["way", "plain"] = "way"
    """How a move of the camera that a director's picture tells is said with the camera: with where it goes, or in the words of the tables alone."""
    opens: Literal["picture", "subject"] = "picture"
    """`subject`: what stands first weighs most, as its maker says: who is seen stands before a thing that hangs or lies in front."""
    again: Literal["noun", "phrase"] = "noun"
    """How somebody is called in the shots after the one that tells them: by a noun that can mean nobody else, or in each shot once by the phrase that they were told with."""
    sound: Literal["", "always", "never", "switch"] = ""
    """Whether its films have sound; `switch`: as `[video] sound` says. Empty: nobody knows."""
    faces: Literal["", "registered"] = ""
    """`registered`: a picture of somebody who looks real is refused, unless it is registered with the maker."""
    list_prices: dict[str, float] = field(default_factory=dict)
    """Resolution -> price of a second as `source` has it, to compare by; never what is counted."""
    currency: str = ""
    """Of `list_prices`, ISO 4217."""
    hd: bool = False
    """What `hd = "auto"` means for it."""
    draft: str = ""
    """The cheap standard model for `--draft`."""
    retired: str = ""
    """Date on which its maker switched it off: a warning, no refusal, because gateways may serve it on."""
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    """Role -> language -> how a prompt means the n-th of that role: `图片{n}`, `@Image{n}`, `<REF_{n0}>`, `the {nth} image`."""
    reads: tuple[str, ...] = ()
    """Languages that its prompts may be in; empty: any."""
    source: str = ""
    """Where the figures are from."""

    def is_retired(self, today: date) -> bool:
        return bool(self.retired) and date.fromisoformat(self.retired) <= today


_TABLES = Tables(Profile, "profiles")


def load_profiles(workspace: Path | None = None) -> dict[str, Profile]:
    """All profiles by name, the production's own over the packaged ones."""
    return _TABLES.every(workspace)


def load_profile(name: str, workspace: Path | None = None) -> Profile | None:
    """The profile of that name, if there is one; the other packaged ones are not read."""
    return _TABLES.find(name, workspace)


def profile_for(model: str, workspace: Path | None = None) -> Profile | None:
    """The profile that `model` is served under: by its own name first, then by a pattern; None where nobody knows it."""
    if found := load_profile(model, workspace):
        return found
    known = load_profiles(workspace).values()
    return next((each for each in known if any(fnmatchcase(model, pattern) for pattern in each.models)), None)
