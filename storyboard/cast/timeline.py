"""In which year every scene of a story plays, counted from its first one, and how old somebody is in each of them.

Captions, headings and directions say how far a scene is from the one before it (三年后, TEN YEARS EARLIER, 1998); a flashback goes back from where it
starts, and the story goes on there. Every age that is told fixes a point: nearest in story time first, and the years between are added.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from storyboard.cast.ages import NUMBERS, number
from storyboard.languages import Language
from storyboard.model import Scene, Script, Unit
from storyboard.patterns import deferred
from storyboard.records import dataclass

APART = 3
"""Years: a smaller difference is nothing that could be seen."""
SMALL = 10
"""Years up to which two years can be seen: a child of four and one of six."""
GROWN = 25
"""Years of age from which a leap must be LEAP long to be seen."""
LEAP = 8
SHORT = 24
"""Characters of an action that may be a caption in all but its mark: △三年后。"""
_WORDS = NUMBERS | {"hundred": 100, "few": 3, "several": 5, "couple of": 2}
_LEAP_ZH = deferred(
    r"(?P<n>\d{1,4}|[一二三四五六七八九十百两]{1,5}|(?<![好这那前后])[几数]|十几|数十)[多余来]?[年载](?:之|以)?(?P<way>后|後|前)",
    needs="年载",
)
_LEAP_EN = deferred(
    rf"\b(?:a\s+)?(?P<n>\d{{1,3}}|{'|'.join(sorted(_WORDS, key=len, reverse=True))})\s+(?:years?|yrs)\s+(?P<way>later|on|after|hence|earlier|before|ago)\b(?!\s+(?:the|his|her|their)\b)",
    re.IGNORECASE,
)
_LOOSE_ZH = {"几": 3, "数": 5, "十几": 15, "数十": 30}
"""Numbers of years that are told only roughly."""
_YEAR = deferred(
    r"(?<![\d第])(?<!room )(?<!suite )(?<!flat )(?<!unit )(?<!no\. )(?P<year>1[0-9]\d\d|20\d\d|21\d\d)(?![\d:：号室房弄路])(?:\s*年)?"
    r"|民国(?P<republic>[一二三四五六七八九十]{1,3})年"
    r"|(?<![〇零○一二三四五六七八九十百])(?P<han>[一二][〇零○一二三四五六七八九]{3})年(?!前|后|级|[来多])",
    re.IGNORECASE,
)
_FIGURES = {sign: str(value) for value, sign in enumerate("一二三四五六七八九", 1)}
"""The figures of a year that is written in them: 一九五八年; any other sign of it is a nought."""
_REPUBLIC = 1911
"""The year before the first of the Republic of China."""
_TODAY = deferred(r"现在|如今|今天|当下|\b(?:back to (?:the )?present|present day|the present|today)\b", re.IGNORECASE)
"""What a heading or a caption says of a scene in which the story is back where it was."""
_CONTINUES = deferred(
    r"\b(?:continuous|continuing|moments? later|same(?: time)?)\b|连续|接上|接前|片刻后", re.IGNORECASE
)
"""The hour of a scene that goes on right where the one before it ends."""
_STOP = deferred(r"\s*(?:[。.：:]|——|$)")
"""What ends a sentence that says no more than how far off a scene is."""
_PAUSE = deferred(r"\s*(?:[。.：:，,；;]|——|--|$)")
"""What stands behind a year that opens a shot."""
_MARKED = "△▲*_—–-·• "
"""What stands before the first word of a shot."""
_MARKS = frozenset({"caption", "title", "transition"})
_SAID = frozenset({"action", "speech", "cast"})


@dataclass(frozen=True, slots=True)
class Timeline:
    """The years of all scenes."""

    order: tuple[str, ...]
    years: Mapping[str, int]
    """Scene -> years from the first one; of one that does not say when it plays, where the story stands then."""
    loose: frozenset[str]
    """Scenes of another time that do not say which: a flashback without years."""
    leaps: Mapping[str, int] = field(default_factory=dict)
    """Scene -> the years that it says it is off; none where it says nothing."""

    def near(self, one: str, other: str) -> tuple[int, int, int]:
        """How far two scenes are from each other: in years, then in scenes, of those an earlier one first."""
        off = self.order.index(one) - self.order.index(other)
        return abs(self.years[one] - self.years[other]), abs(off), -off


def timeline(script: Script, ages: Mapping[str, Mapping[str, int]], language: str) -> Timeline:
    """The years of all scenes. `ages`: of everybody the ages that scenes tell; of a flashback that names no years they tell when it plays."""
    told = _told(script, language)
    base, today = _base(script, told), 0 if _opens_today(script, told) else None
    found = _walk(script, told, base, today, {})
    while fixed := _by_ages(found, ages):  # what one round finds may tell the year of other scenes
        years = (told[scene].year - off for scene, off in fixed.items() if told[scene].year)
        nows = (off for scene, off in fixed.items() if told[scene].today)
        base = base if base is not None else next(years, None)
        today = today if today is not None else next(nows, None)
        found = _walk(script, told, base, today, fixed)
    return found


def age_in(scene: str, points: Mapping[str, int], when: Timeline) -> int | None:
    """How old somebody is in a scene by the ages of `points`, that are told in others; None where none of them says so."""
    if scene in points:
        return points[scene]
    firm = [other for other in points if other not in when.loose]
    if not firm:
        return None
    nearest = min(firm, key=lambda other: when.near(other, scene))
    return later(points[nearest], when.years[scene] - when.years[nearest])


def later(age: int, leap: int) -> int:
    """The age after a leap; grown people show only a long one."""
    return age + leap if (abs(leap) >= LEAP if min(age, age + leap) >= GROWN else seen_apart(age, age + leap)) else age


def seen_apart(one: int, other: int) -> bool:
    """Whether two ages of somebody can be told apart by sight."""
    return abs(one - other) >= (APART - 1 if min(one, other) <= SMALL else APART)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a scene says of when it plays."""

    leap: int | None
    year: int
    today: bool


def _told(script: Script, language: str) -> dict[str, _Told]:
    """For every scene what its heading, captions and directions say; a caption that ends a scene is of the next one."""
    by_scene: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in script.units:
        if unit.text.strip() or unit.kind == "heading":
            by_scene[unit.scene].append(unit)
    found: dict[str, _Told] = {}
    ahead: list[Unit] = []
    for at, scene in enumerate(script.scenes):
        units = [*ahead, *by_scene[scene.id]]
        ahead = _closing(units) if at + 1 < len(script.scenes) else []
        units = units[: len(units) - len(ahead)]
        dated = next((unit for unit in units if unit.kind in _SAID), None)
        named = [
            *(found[0] for found in [dated and _dated(dated)] if found),
            scene.time,
            *(unit.text for unit in units if unit.kind in ("caption", "title")),
            *(unit.raw for unit in units if unit.kind == "heading"),
        ]
        found[scene.id] = _Told(_leap(scene, units, language), _year(named), any(map(_TODAY.search, named)))
    return found


def _closing(units: Sequence[Unit]) -> list[Unit]:
    """The captions that stand behind everything that is said and done in a scene."""
    last = next((at for at in range(len(units), 0, -1) if units[at - 1].kind not in _MARKS), 0)
    return [*units[last:]] if any(unit.kind in _SAID for unit in units[:last]) else []


def _leap(scene: Scene, units: Iterable[Unit], language: str) -> int | None:
    """By how many years a scene is later (earlier below 0) as its captions and directions say; None where they do not."""
    pattern = _LEAP_ZH if Language.of(language).does("writing.han") else _LEAP_EN
    told = (
        scene.time,
        *(unit.text for unit in units if unit.kind in _MARKS),
        *(unit.raw for unit in units if unit.kind == "heading"),
    )
    match = next((match for text in told if (match := pattern.search(text))), None)
    match = match or next((match for unit in units if (match := _opening(unit, pattern))), None)
    if match is None:
        return None
    years = number_of(match["n"])
    return years if match["way"].casefold() in ("后", "後", "later", "on", "after", "hence") else -years


def turns(unit: Unit, language: str) -> str:
    """The words of a caption, or at the head of an action, that name the year it plays in or how far off it is; empty where there are none."""
    leap = _LEAP_ZH if Language.of(language).does("writing.han") else _LEAP_EN
    if unit.kind in ("caption", "title"):
        text = unit.text.strip()
        return text if leap.search(text) or _YEAR.search(text) else ""
    if unit.kind != "action" or unit.state:
        return ""
    match = _opening(unit, leap) or _dated(unit)
    return match[0].strip() if match else ""


def _dated(unit: Unit) -> re.Match[str] | None:
    """The year with which an action opens: `-- 1983. Ernesto …`, △1998年，…"""
    text = unit.text.lstrip(_MARKED) if unit.kind == "action" else ""
    match = _YEAR.match(text)
    return match if match and _PAUSE.match(text, match.end()) else None


def _opening(unit: Unit, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """The years with which an action opens that is a caption in all but its mark: △三年后。, `Fifteen years ago. DESI punches a bag.`"""
    text = unit.text.lstrip(_MARKED) if unit.kind == "action" else ""
    match = pattern.match(text)
    if match and (_STOP.match(text, match.end()) or len(text) <= SHORT) and not text.startswith("的", match.end()):
        return match
    return None


def number_of(text: str) -> int:
    """A number in figures or words; 0 where it is none."""
    if text.isdigit():
        return int(text)
    return _WORDS.get(text.casefold()) or _LOOSE_ZH.get(text) or number(text) or 0


def _year(texts: Iterable[str]) -> int:
    """The year that a scene's heading or caption names; 0 where they name none."""
    match = next((match for text in texts if (match := _YEAR.search(text))), None)
    if match is None:
        return 0
    if match["han"]:
        return int("".join(_FIGURES.get(sign, "0") for sign in match["han"]))
    return int(match["year"]) if match["year"] else _REPUBLIC + (number(match["republic"]) or 0)


def _base(script: Script, told: Mapping[str, _Told]) -> int | None:
    """The year of the first scene, where the first scene of the story names one; None elsewhere."""
    here, bare = 0, False
    for scene in script.scenes:
        one = told[scene.id]
        if not scene.state:
            here += one.leap if one.leap and one.leap > 0 else 0
            if one.year or one.today:
                return one.year - here if one.year and not bare else None
            bare = True
    return None


def _opens_today(script: Script, told: Mapping[str, _Told]) -> bool:
    """Whether a scene says that it plays today before any says that it plays in a year."""
    return next(
        (
            told[scene.id].today
            for scene in script.scenes
            if not scene.state and (told[scene.id].year or told[scene.id].today)
        ),
        False,
    )


def _walk(
    script: Script, told: Mapping[str, _Told], base: int | None, today: int | None, fixed: Mapping[str, int]
) -> Timeline:
    """Scene by scene from the first one. `base`: its year; `today`: when scenes play that say they play today; `fixed`: the years of scenes that do not say them."""
    years: dict[str, int] = {}
    loose: set[str] = set()
    here, back, past = 0, None, ""
    for at, scene in enumerate(script.scenes):
        one = told[scene.id]
        known: int | None = here
        if scene.state:
            known = _then(one, here, years.get(past), base, past in loose)
            past = scene.id
        else:
            past = ""
            known = _goes_on(one, here, back if today is None else today, base)
            known = fixed.get(scene.id) if known is None else known
            if at and _CONTINUES.search(scene.time) and not (one.leap or one.year or one.today):
                known = years[script.scenes[at - 1].id]
            elif known is not None and known < here and not one.today and not _stays(script.scenes[at:], told):
                pass
            elif known is not None:
                back, here = (here if known < here and not one.today else back), known
        known = known if known is not None else fixed.get(scene.id)
        years[scene.id] = here if known is None else known
        loose |= {scene.id} if known is None else set()
    order = tuple(scene.id for scene in script.scenes)
    return Timeline(order, years, frozenset(loose), {scene: one.leap for scene, one in told.items() if one.leap})


def _goes_on(one: _Told, here: int, today: int | None, base: int | None) -> int | None:
    """The years of a scene of the story that does not go back; None where it names a year or today, and nothing tells how far off that is."""
    if one.leap:
        return here + one.leap
    if one.year:
        return one.year - base if base is not None else None
    return today if one.today else here


def _then(one: _Told, here: int, before: int | None, base: int | None, loose: bool) -> int | None:
    """The years of a flashback, None where nothing tells them; `before`: those of the flashback right before it, `loose` where they are not told."""
    if one.leap is not None and (one.leap < 0 or before is None or not loose):
        return (here if before is None or one.leap < 0 else before) + one.leap
    if one.year:
        return one.year - base if base is not None else None
    return None if loose else before


def _stays(scenes: Sequence[Scene], told: Mapping[str, _Told]) -> bool:
    """Whether a story that goes back stays there until it says that it comes forward again: 三年前, and some scenes on 三年后."""
    away = told[scenes[0].id].leap or 0
    for at, scene in enumerate(scenes[1:]):
        one = told[scene.id]
        if not scene.state and (one.leap or one.year or one.today):
            return not one.leap or one.leap == -away or (at == 0 and one.leap > 0)
    return False


def _by_ages(when: Timeline, ages: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """The years of scenes that do not say them, by those whose age is told there and elsewhere; what most people say."""
    votes: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for points in ages.values():
        firm = [scene for scene in points if scene not in when.loose]
        for scene in points.keys() & when.loose if firm else ():
            nearest = min(firm, key=lambda other, scene=scene: when.near(other, scene))  # type: ignore[misc]
            votes[scene][when.years[nearest] + points[scene] - points[nearest]] += 1
    return {scene: told.most_common(1)[0][0] for scene, told in votes.items()}
