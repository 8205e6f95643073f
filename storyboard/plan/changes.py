"""Who looks or sounds otherwise than their entry says, in a scene or from words of it on: outfits, versions, what the story tells."""

import re
from collections.abc import Sequence

from storyboard import marks
from storyboard.cast.looks import age_class
from storyboard.cast.timeline import turns
from storyboard.cast.voicing import grown
from storyboard.languages import Language
from storyboard.model import (
    Befallen,
    Cast,
    Episode,
    Layer,
    Outfit,
    Scene,
    Script,
    Unit,
    Version,
    Voice,
)
from storyboard.patterns import deferred
from storyboard.plan.beats import Beat
from storyboard.records import dataclass

TAKES_OFF = deferred(
    r"(?:把|将)?([^，。]{0,8}?)[脱摘扯撕褪解卸扒](?:下|掉|去|开|了)来?(.{0,12})"
    r"|\b(?:takes?|taking|pulls?|tears?|strips?|slips?|kicks?|throws?|whips?)\s(?:(?:off|out of)\s)?([\w\s'’-]{0,40}?)(?:\s?off\b|$)"
    r"|\b(?:removes?|unbuckles?|unbuttons?|unties?|unlaces?|unzips?|sheds?|loses?|doffs?|steps out of)\s([\w\s'’-]{0,40})",
    re.I,
)
"""Words that take something off, and what."""


@dataclass(frozen=True, slots=True)
class Later:
    """What befalls somebody within a scene, and how they are then."""

    unit: Unit | None
    """With which it begins; None: they are so from the first shot on."""
    said: str
    """The words of it by which it happens; none: they are first seen so with the unit."""
    now: marks.Now
    already: bool = False
    """Whether they are so with these words, not only behind them."""


def is_past(beat: Beat, unit: Unit, said: str, *, already: bool = False) -> bool:
    """Whether a beat plays after the words of a unit, or `already` with them: what happens in a shot is told by its action, and seen from the next on."""
    if beat.after:
        told = "".join(beat.after.text.split()).casefold()
        here = told.find("".join(beat.behind.split()).casefold()) + len("".join(beat.behind.split()))
        return beat.after.start > unit.start or (
            beat.after is unit and here >= told.find("".join(said.split()).casefold()) + len("".join(said.split()))
        )
    if not beat.units or beat.units[-1].start < unit.start:
        return False
    if not said:
        return True
    if unit not in beat.units or beat.units[0].start > unit.start:
        return True
    words, text = "".join(said.split()).casefold(), "".join(unit.text.split()).casefold()
    shown = "".join("".join((*beat.acts, beat.text)).split()).casefold()
    first = "".join(next((act for act in beat.acts if act in unit.text), "").split()).casefold()
    if words in shown:
        return already
    return bool(words and first) and text.find(first) > text.find(words) >= 0


def befallen(
    script: Script, units: Sequence[Unit], scene: str, cast: Cast, layer: Layer = "present"
) -> tuple[Later, ...]:
    """What the story tells of people from one line of a scene on, by the unit with which it begins."""
    found = []
    for each in cast.story.befallen if cast.story else ():
        at = _told_at(script, units, each.line, each.said)
        if each.scene == scene and at is not None and each.layer in ("", layer):
            told = [units[at].text[: max(units[at].text.find(each.said), 0)], *(unit.text for unit in units[:at])]
            seen = any(each.name == unit.speaker for unit in units[:at]) or any(
                each.name.casefold() in text.casefold() for text in told
            )
            now = marks.Now(each.name, each.age, each.hair, each.clothes, each.state, _grown(cast, each))
            stands = "".join(each.said.split()).casefold() in "".join(units[at].text.split()).casefold()
            own = stands and (seen or each.already or TAKES_OFF.search(each.said))
            found.append(Later(units[at], each.said if own else "", now, each.already))
    return tuple(found)


def _grown(cast: Cast, each: Befallen) -> Voice | None:
    """The voice of somebody at an age of another class than their entry's; None where it is theirs as ever."""
    member = cast.get(each.name)
    if member is None or each.age is None or age_class(each.age) == age_class(member.looks.age):
        return None
    return grown(cast, member, each.age, each.hair, Language.of_sex(member.looks.sex))


def _told_at(script: Script, units: Sequence[Unit], line: int, said: str) -> int | None:
    """Place of the unit on a line of the script that says some words, or else of the first from that line on."""
    words = "".join(said.split()).casefold()
    for at, unit in enumerate(units):
        over = script.line_of(unit.start) <= line <= script.line_of(max(unit.end - 1, unit.start))
        if over and words and words in "".join(unit.text.split()).casefold():
            return at
    return next((at for at, unit in enumerate(units) if script.line_of(unit.start) >= line), None)


def later_versions(
    units: Sequence[Unit], scene: Scene, episode: Episode, cast: Cast, language: str, file: str = ""
) -> tuple[Later, ...]:
    """The versions that begin within a scene, by the unit and the words of it from which on they are so; with all of a unit that opens with another year."""
    found: list[tuple[int, Later]] = []
    for member in cast.members:
        for version in member.versions:
            at = next((unit for unit in units if version.since and version.since in unit.text), None)
            if at is not None and _is_here(version, scene, episode, file):
                parts = (version.age, version.hair, version.clothes, version.state, version.voice)
                said = "" if turns(at, language) == version.since else version.since
                found.append((at.start, Later(at, said, marks.Now(member.name, *parts))))
    return tuple(each for _, each in sorted(found, key=lambda one: one[0]))


def changes(
    scene: Scene, episode: Episode, cast: Cast, file: str = "", layer: Layer = "present"
) -> tuple[marks.OtherClothes | marks.Now, ...]:
    """The outfits and versions of the cast that are seen in a scene; one named for the scene wins over one for the episode.

    `file` is the script's name without its ending: `ep02/s3` is scene s3 of ep02.txt.
    """
    found: dict[str, list[marks.OtherClothes | marks.Now]] = {}
    for member in cast.members:
        worn = next((outfit for outfit in member.outfits if _is_here(outfit, scene, episode, file)), None)
        if worn:
            found.setdefault(member.name, []).append(
                marks.OtherClothes(member.name, worn.clothes_colour, worn.clothes_style)
            )
        versions = (each for each in member.versions if not each.since and each.layer in ("", layer))
        here = [each for each in versions if _is_here(each, scene, episode, file)]
        for now in sorted(here, key=lambda version: bool(version.scenes)):
            parts = (now.age, now.hair, now.clothes, now.state, now.voice)
            found.setdefault(member.name, []).append(marks.Now(member.name, *parts))
    return tuple(each for several in found.values() for each in as_one(several))


def as_one(several: list[marks.OtherClothes | marks.Now]) -> tuple[marks.OtherClothes | marks.Now, ...]:
    """What befalls one person as one mark; an outfit alone stays as boards have always had it."""
    if len(several) == 1:
        return tuple(several)
    return marks.versions("".join(marks.write_change(each, "zh") for each in several))


def _is_here(what: Outfit | Version, scene: Scene, episode: Episode, file: str) -> bool:
    """Whether an outfit or a version is seen in a scene; one that names scenes and episodes wants both."""
    named = {scene.number, scene.id, f"{file}/{scene.id}"} - {""}
    if isinstance(what, Outfit) and what.scenes:
        return bool(named & set(what.scenes))
    if what.scenes and not named & set(what.scenes):
        return False
    if not what.episodes:
        return bool(what.scenes)
    digits = {re.sub(r"\D", "", number) for number in what.episodes} & {re.sub(r"\D", "", episode.number)} - {""}
    return bool(digits) or episode.id in what.episodes or file in what.episodes
