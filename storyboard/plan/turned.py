"""What an answer says is otherwise from a shot on: the place, the weather, the look of somebody whom the script changes.

A scene has one place, one weather, and looks that change with a line. Whoever cuts the shots knows better in which of them the first flake
falls, who is already wet, and which end of a call is seen. What an answer names that nobody knows is left out.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import field, replace

from storyboard import names
from storyboard.languages import Language
from storyboard.languages import scenery as vocabulary
from storyboard.marks import FORBIDDEN
from storyboard.model import Cast, Script, Unit
from storyboard.patterns import deferred
from storyboard.plan.breakdown import SceneToPlan, look_of
from storyboard.plan.changes import Later
from storyboard.plan.passages import Answered, Passage, named
from storyboard.plan.scenery import at_hour, filmed, phrases, scenery
from storyboard.records import dataclass

LONGEST_WEATHER, LONGEST_LIGHT, LONGEST_FILM = 40, 160, 60
"""Characters."""
SIGNS = frozenset(FORBIDDEN + '“”"「」()（）')
"""What no part of a style or of a look may hold."""
_BRACKETED = deferred(r"\s*[（(]([^（()）]*)[）)]\s*", 0, "（(")


@dataclass(slots=True)
class Turns:
    """How it is in a scene after the shots so far."""

    place: str = ""
    side: str = ""
    time: str = ""
    weather: str = ""
    """Under the open sky, and where the scene plays."""
    skies: dict[str, str] = field(default_factory=dict)
    """By a place the weather that was told there: what falls at the far end of a call falls there only."""
    light: str = ""
    film: str | None = None
    """How it is filmed, as it was told last; None: as the scene is."""
    looks: Counter[str] = field(default_factory=Counter)
    """How many of the changes that are told of somebody have been seen."""
    home: SceneToPlan | None = None
    """The stretch of the shot before."""

    def copy(self) -> "Turns":
        """The same, which further shots do not change."""
        return replace(self, looks=Counter(self.looks), skies=dict(self.skies))


@dataclass(frozen=True, slots=True)
class _Told:
    """What one shot says is otherwise from it on."""

    place: str = ""
    side: str = ""
    """`内` or `外` where the entry says it of its place."""
    time: str = ""
    weather: str = ""
    light: str = ""
    film: str | None = None
    """Empty: from here on as the whole is."""
    people: frozenset[str] = frozenset()


def turned(
    shots: Sequence[Answered], script: Script, cast: Cast, scenes: Sequence[SceneToPlan], kept: dict[str, Turns]
) -> list[SceneToPlan]:
    """For each shot its scene as it is there.

    `scenes`: all of the episode. `kept`: by the id of a scene how it was after the shots before these; brought up to date.
    """
    told = [_told(shot, script, scenes) for shot in shots]
    people: dict[str, frozenset[str]] = {}
    for shot, each in zip(shots, told, strict=True):
        scene = shot.context.item.scene.id
        people[scene] = people.get(scene, frozenset()) | each.people
    found = []
    for shot, each in zip(shots, told, strict=True):
        item = shot.context.item
        now = kept.setdefault(item.scene.id, Turns())
        if item is not now.home:  # the next stretch says itself where it plays
            now.home, now.place, now.side, now.time, now.light, now.film = item, "", "", "", "", None
        if each.place:  # the light of one place is not that of another
            now.place, now.side, now.light = each.place, each.side, ""
            now.time = "" if _passing(now.time, item) else now.time
        now.light, now.time = each.light or now.light, each.time or now.time
        here = _elsewhere(item, now.place, now.side, script, cast, scenes)
        if now.time:
            here = replace(here, scenery=at_hour(here.scenery, now.time, shot.context.known.language))
        here = _lit(here, now.light, shot.context.known.language) if now.light else here
        now.film = each.film if each.film is not None else now.film
        if now.film is not None:
            spoken = shot.context.known.language
            here = replace(here, scenery=filmed(here.scenery, now.film, here.film, spoken), film=now.film)
        if sky := _sky(now, here, each.weather, home=here.scenery.place == item.scenery.place):
            here = replace(here, scenery=replace(here.scenery, weather=sky, turns=()))
        found.append(replace(here, later=tuple(_later(shot, each.people, people[item.scene.id], now.looks))))
    return found


def _sky(now: Turns, here: SceneToPlan, told: str, *, home: bool) -> str:
    """The weather that was told of a place, also through its window; of one under the open sky, and of the scene's own, that which was told last of any such. Empty where its heading's holds.

    `told`: by this shot.
    """
    place = here.scenery.place
    if told:
        now.skies[place] = told
        now.weather = told if home or here.scenery.outside else now.weather
        now.skies = {place: told} if home or here.scenery.outside else now.skies
    return now.skies.get(place) or (now.weather if here.scenery.outside or home else "")


def _passing(time: str, item: SceneToPlan) -> bool:
    """Whether an hour that was told is that of another time and not one that has come: by day in the middle of a night, morning is to come."""
    hour = vocabulary.hour(time) if time else None
    return hour is not None and item.scenery.night and not hour.night and vocabulary.light(time) != "dusk"


def _told(shot: Answered, script: Script, scenes: Sequence[SceneToPlan]) -> _Told:
    """What one shot says, as far as it is known: a place of the script, a weather, people."""
    place, side, time, weather, light, people = "", "", "", "", "", set()
    film: str | None = None
    language = shot.context.known.language
    for entry in shot.data.get("now", ()):
        head, rest = (part.strip() for part in [*re.split("[:：,，]", entry, maxsplit=1), ""][:2])
        if rest and head.casefold() in language.words("turned.place"):
            place = known_place(rest, script, scenes) or place
            side = _side(rest, language)
        elif rest and head.casefold() in language.words("turned.time"):
            time = _plain(rest, LONGEST_WEATHER, language) or time
        elif rest and head.casefold() in language.words("turned.film"):
            plain = rest.casefold().strip("。. ") in language.words("turned.plain")
            film = "" if plain else _plain(rest, LONGEST_FILM, language) or film
        elif rest and head.casefold() in language.words("turned.weather"):
            weather = _plain(rest, LONGEST_WEATHER, language) or weather
        elif rest and head.casefold() in language.words("turned.light"):
            told = "" if names.found(rest, shot.context.known) else _plain(rest, LONGEST_LIGHT, language)
            light = told or light
        else:
            people.add(named(head, shot.context.known))
    return _Told(place, side, time, weather, light, film, frozenset(people))


def _plain(words: str, most: int, language: Language) -> str:
    """An hour, a weather or a light as a style may hold it: what stands in brackets behind a comma; empty where it is too long or quotes."""
    told = _BRACKETED.sub(lambda match: f"{language.word('writing.comma')}{match[1]}", words).strip("，, ")
    return told if len(told) <= most and not set(told) & SIGNS else ""


def known_place(words: str, script: Script, scenes: Sequence[SceneToPlan]) -> str:
    """A place in the script's own letters: of a scene, or words that stand in it; empty where it has no such words."""
    bare = re.sub(r"\s*[（(][^（()）]*[）)]$", "", words).strip()
    homes = (item.scenery.place for item in scenes)
    home = next((place for place in homes if place.casefold() == bare.casefold()), "")
    at = script.text.casefold().find(bare.casefold()) if bare and not home else -1
    return home or (script.text[at : at + len(bare)] if at >= 0 else "")


def _side(words: str, language: Language) -> str:
    """`内` or `外` where a place is told with it in brackets: WHEELHOUSE (inside)."""
    told = re.search(r"[（(]([^（()）]*)[）)]$", words)
    sides = {word.casefold(): side for side, word in phrases(language.code)["interior"].items() if side in ("内", "外")}
    return sides.get(told[1].strip().casefold(), "") if told else ""


def _elsewhere(
    item: SceneToPlan, place: str, told: str, script: Script, cast: Cast, scenes: Sequence[SceneToPlan]
) -> SceneToPlan:
    """A scene as it is filmed in another place: that of a scene which plays there, else one that only its words tell of.

    The hour is the scene's own, for it is the same moment, and so is the weather under the open sky; only the far end of a call has its own.
    What the scene's heading tells of a window is not seen from another room. Light is that of the other scene where it plays at the same hour.
    """
    if not place or (place.casefold() == item.scenery.place.casefold() and not told):
        return item
    same = (one for one in scenes if one.scenery.place.casefold() == place.casefold() and one.layer == item.layer)
    there = next(same, None)  # a flashback's alley is not the alley of now
    own = "" if item.call else item.scene.weather or _falling(item, script) or item.scenery.sky
    if there is not None and not told and (item.call or there.scenery.time == item.scenery.time):
        seen = replace(there.scenery, time=item.scenery.time, night=item.scenery.night)
        if own and seen.outside:
            seen = replace(seen, weather=own, turns=())
        elif not item.call and seen.weather != own:
            seen = replace(seen, weather=phrases(Language.of(script.language).code)["inside_weather"], turns=())
        look = look_of(there.scenery.place, item.scene.id, cast)
        return replace(item, scenery=seen, look=look, light=there.light, film=there.film)
    side = vocabulary.place(place).side
    interior = told or {"inside": "内", "outside": "外"}.get(side, "内" if not item.scenery.outside else "外")
    language = Language.of(script.language).code
    here = replace(item.scene, location=place, interior=interior, weather=own if interior == "外" else "")
    seen = scenery(script, here, None, language, item.units)
    seen = replace(seen, time=item.scenery.time, night=item.scenery.night, assumed=(), facts=())
    seen = filmed(seen, item.film, "", Language.of(script.language))
    return replace(item, scenery=seen, look=look_of(place, item.scene.id, cast), light="")


def _falling(item: SceneToPlan, script: Script) -> str:
    """The weather that is told of a scene, by its words or by the story; empty where none is seen from within."""
    weather = item.scenery.weather
    return "" if weather == phrases(Language.of(script.language).code)["inside_weather"] else weather


def _lit(item: SceneToPlan, light: str, language: Language) -> SceneToPlan:
    """A scene in the light that a shot tells: in the place of what the story tells of it, else behind its usual style."""
    light, comma = light.rstrip("。."), language.word("writing.comma")
    if not language.does("writing.han"):
        light = light[:1].lower() + light[1:]
    style, old = item.scenery.style, item.light
    told = next((one for one in (old, old[:1].lower() + old[1:]) if one and one in style), "")
    style = style.replace(told, light) if told else f"{style}{comma}{light}"
    return replace(item, scenery=replace(item.scenery, style=style), light=light)


def _later(shot: Answered, here: Collection[str], ever: Collection[str], seen: Counter[str]) -> Iterator[Later]:
    """What befalls people in a scene, as it is in one shot.

    Whoever the answer names (`ever`) looks so from the shot that names them (`here`), at the latest behind the line that tells it;
    for the others their lines decide. `seen`: how many changes of each have come, brought up to date.
    """
    mine: Counter[str] = Counter()
    before = seen.copy()
    for told in shot.context.item.later:
        unit, now = told.unit, told.now
        if now.name not in ever:
            yield told
            continue
        mine[now.name] += 1
        line = happens(shot.passage, unit, told.said)
        if not line and unit is not None and unit.start > shot.passage.lines[-1].unit.start:
            continue  # in a later part of a long scene
        named_now = now.name in here and mine[now.name] == before[now.name] + 1
        last = max((each.number for each in shot.passage.lines if each.unit is unit), default=line)
        past = shot.lines[0].number > last if shot.lines else shot.after.number > last
        if mine[now.name] <= before[now.name] or named_now or (now.name in here and line <= shot.after.number) or past:
            seen[now.name] = max(seen[now.name], mine[now.name])
            yield Later(None, "", now)


def happens(passage: Passage, unit: Unit | None, said: str) -> int:
    """Number of the line with whose words something befalls somebody; its first where they are first seen so, 0 where it is not of these."""
    if unit is None:
        return passage.lines[0].number
    told = ""
    for line in passage.lines:
        if line.unit.start > unit.start:
            return line.number
        if line.unit is unit:
            told += line.text
            if "".join(said.split()).casefold() in "".join(told.split()).casefold():
                return line.number
    return 0
