"""Shots that a model writes whole, in the mandated form: place, hour, weather, camera, picture, action and style are its own words.

Here they become the rows that a director's answer is read by: cut points, who is seen, how they look by letters. What is said and what
the script tells is filled in from the script's lines as ever, so nothing of it can be lost or changed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from string import ascii_lowercase
from typing import Any

from storyboard import camera, names, staging, whereabouts
from storyboard.cast import said
from storyboard.languages import Language
from storyboard.languages import scenery as vocabulary
from storyboard.marks import FORBIDDEN, Now, OtherClothes
from storyboard.model import Cast
from storyboard.patterns import deferred
from storyboard.plan.breakdown import SceneToPlan, look_of
from storyboard.plan.changes import as_one
from storyboard.plan.entries import word
from storyboard.plan.passages import Answered, Passage, named
from storyboard.plan.questions import Context
from storyboard.plan.scenery import Scenery, phrases, time_told
from storyboard.plan.turned import happens
from storyboard.records import dataclass

Row = Mapping[str, Any]
Looks = dict[str, tuple[Now | None, ...]]
"""By name how somebody looks, as the letters of a question mean it: None, their usual look, stands for `a`."""
MOST = 240
"""Lines of one question: a whole short episode, as a chat window is asked about it. An answer that is cut off is asked for in halves."""
USUAL = 3.4
"""Seconds of a shot, on average: the boards of a chat window have 3.0 over a short script and up to 4.2 over a long one."""
LONGEST_HEAD, LONGEST_STYLE, LONGEST_STATE, LONGEST_SOUND = 60, 160, 80, 160
"""Characters of a place, an hour or a weather; of a style; of what is added to a look; of what is heard."""
_LETTER = deferred(r"([A-Za-z])(?![A-Za-z])[.)）、：:，,;；\s]*(.*)", re.S)
_AWAY = deferred(r"[“”„‟\"「」『』«»【】\[\]]")
_SIDE = deferred(r"\s*[（(]([^（()）]*)[）)]\s*$")
_SHOWN = deferred(
    r"屏幕|照片|画像|镜子|镜中|倒影|背影|背对|背身|背侧|侧身|侧脸|后脑|肩背|只露|露出|剪影|虚化|模糊|远处|画面|声音|只见|走|跑|站|坐|蹲|跪|看着|望|举着|拿着|抱着|捧着"
    r"|手[里中]|[左右双]手(?:拿|握|攥|捏|提|托|举|按|扶|撑|端|抱|空)|只(?:有|剩)|倒[挂悬吊]|头朝下|后排|座位|岸[上边]|桥[上头]|街[上边]|船[上头]|窗口|门口|台下|路边|passengers?\b|\b(?:seats?|bench(?:es)?|rows?|bank|shore|street|road|bridge|deck|stairs|steps|doorway|balcony|gallery|stands)\b"
    r"|\b(?:in|into|from) (?:his|her|their|the) (?:[a-z]+ )?(?:hands?|fists?|palms?|fingers?|pockets?|belt|lap|wires)\b|\b(?:hands?|fingers?|palms?) (?:in|with|over|empty)\b|\b(?:only|upside down|held|pinned|hidden|between (?:his|her|their|right|left|two))\b"
    r"|\b(?:screen|photo\w*|picture|mirror|reflect\w*|behind|away|silhouette|blur\w*|focus|distance|far|voice|seated|standing|sitting|kneeling|lying|walking|running|hurrying|going|coming|holding|carrying|looking|turning)\b",
    re.I,
)
"""How a picture shows somebody, where they are, what they do and hold: in the third place of `seen` instead of how they look."""
_COMMA = deferred(r"\s*[，,|｜]\s*")
_NONE = deferred(r"无|没有|\bnone\b|\bindoors?\b|-$", re.I)
"""How an answer says that no weather is seen."""
_PARTS = deferred(r"\s*[，,；;]\s*")


def rows(data: Row, run: Sequence[Passage]) -> dict[str, Any]:
    """An answer in the form that the director reads, with what is its own beside it.

    A shot whose number does not rise has no line; what it leaves empty of `GOES_ON` is as in the shot before.
    """
    language, before, found = run[0].context.known.language, 0, []
    scenes = {line.number: passage.context.item.scene.id for passage in run for line in passage.lines}
    last: dict[str, dict[str, Any]] = {}
    for shot in data["shots"]:
        here = last.setdefault(scenes.get(shot["through"], ""), {})
        here |= {part: shot[part] for part in GOES_ON if str(shot[part]).strip()}
        found.append({"through": shot["through"], **row({**shot, **here}, language, own=shot["through"] == before)})
        before = shot["through"]
    return {**data, "shots": found}


GOES_ON = ("location", "time", "weather", "style_tags")
"""What a shot leaves empty where it is as in the shot before, within a scene."""


TOLD = ("camera", "seen", "visual", "action")
"""What a second look leaves empty of a shot where it stays as it was, beside `GOES_ON`."""


def row(shot: Row, language: Language, *, own: bool) -> dict[str, Any]:
    """One written shot. `own`: whether it has no line."""
    comma = language.word("writing.comma")
    seen = [_seen(entry) for entry in shot["seen"]]
    return {
        "own": shot["seconds"] if own else 0,
        "seconds": shot["seconds"],
        "camera": shot["camera"],
        "frame": [comma.join(filter(None, (who, at))) for who, at, _ in seen],
        "picture": _picture(shot, language),
        "enters": [],
        "exits": [],
        "now": [],
        "head": tuple(plain(shot[part], LONGEST_HEAD) for part in ("location", "time", "weather")),
        "style": plain(shot["style_tags"], LONGEST_STYLE),
        "sound": _sound(shot.get("sound", "")),
        "looks": [(who, look) for who, _, look in seen],
        "told": {part: shot[part] for part in TOLD},
    }


def _sound(told: str) -> str:
    """What is heard, as a board may hold it; empty where an answer says that nothing is."""
    sound = plain(told, LONGEST_SOUND)
    return "" if _NONE.fullmatch(sound) else sound


def heard(shot: Answered) -> tuple[str, ...]:
    """What stands in the style of a shot for what its answer has heard in it; nothing where it tells nothing."""
    sound = shot.data.get("sound", "")
    return (f"{shot.context.known.language.word('prompt.scored')}{sound}",) if sound else ()


def _seen(entry: str) -> tuple[str, str, str]:
    """Who, where and how they look, of one entry; the look may hold commas."""
    who, at, look = [*(part.strip() for part in _COMMA.split(" ".join(entry.split()), maxsplit=2)), "", ""][:3]
    return who, at, look.strip("，, ")


def again(found: Row, rows_before: Sequence[Row], language: Language) -> dict[str, Any]:
    """An answer of the second look in the form in which one is read: what it leaves empty of a shot is as it was."""
    shots = []
    for shot in found["shots"]:
        at = shot["shot"] - 1
        former, begins = rows_before[at] if 0 <= at < len(rows_before) else None, shot.get("from", 0)
        own = (shot["behind"] and not begins) or bool(former and former["own"])
        if former and not shot["behind"]:
            stays = {**former["told"], "seconds": former["seconds"]}
            shot = {**shot, **{part: shot[part] or before for part, before in stays.items()}}
        new = row(shot, language, own=own)
        if former:
            head = tuple(now or before for now, before in zip(new["head"], former["head"], strict=True))
            new |= {"head": head, "style": new["style"] or former["style"]}
            if not shot["behind"] and not str(shot.get("sound", "")).strip():
                new["sound"] = former.get("sound", "")
        shots.append({key: shot[key] for key in ("why", "shot", "behind")} | {"from": begins} | new)
    return {**found, "turns": [], "shots": shots}


def is_written(data: Row) -> bool:
    """Whether an answer writes its shots whole."""
    return any("seconds" in shot for shot in data["shots"])


def seen_again(shot: Row) -> list[str]:
    """Who is seen in a written shot, and how, as the answer had it."""
    return [
        "，".join(filter(None, (entry, look))) for entry, (_, look) in zip(shot["frame"], shot["looks"], strict=True)
    ]


def plain(words: str, most: int) -> str:
    """Words of a heading or a style as a board may hold them: in one line, without marks, cut behind a part where they are too long."""
    told = " ".join(_AWAY.sub("", str(words)).split()).strip("，,。. ")
    while len(told) > most and _PARTS.search(told):
        told = told[: [*_PARTS.finditer(told)][-1].start()]
    return told[:most]


def _picture(shot: Row, language: Language) -> str:
    """What is seen and what happens, as one picture, and behind it what the camera's words say beyond size, angle and movement."""
    tables = (camera.SIZES, camera.ANGLES, camera.MOVES)
    beyond = [
        part
        for part in _PARTS.split(" ".join(str(shot["camera"]).split()))
        if part and not any(camera.find(table, part) for table in tables)
    ]
    view = language.word("writing.comma").join(beyond)
    if _alike(view, shot["visual"], words=2 if language.does("writing.words") else 0):
        view = ""
    parts = (shot["visual"], shot["action"], view)
    told = [" ".join(str(part).split()).strip("。. ") for part in parts]
    stop = language.word("staging.told.stop")
    if language.does("writing.words"):
        told, stop = [part[:1].upper() + part[1:] for part in told], f"{stop} "
    return stop.join(part for part in told if part)


SAME = 4
"""Characters with which a picture begins as the words of its camera do, where these are not words apart."""


def _alike(view: str, visual: str, words: int) -> bool:
    """Whether a picture begins with what its camera has said already: Straight down on the board. Straight down: …"""
    one, other = view.casefold(), " ".join(str(visual).split()).casefold()
    head = " ".join(re.findall(r"[\w’']+", one)[:words]) if words else one[:SAME]
    told = " ".join(re.findall(r"[\w’']+", other)[:words]) if words else other[:SAME]
    return bool(head) and head == told


# --- looks ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LookFrom:
    """One way in which somebody looks, and from where on."""

    now: Now | None
    """None: as usual."""
    scene: str = ""
    """Id of the first scene in which they look so."""
    line: int = 0
    """From which of its lines on; 0: from its beginning."""


def looks_told(contexts: Sequence[Context], passages: Sequence[Passage]) -> dict[str, list[LookFrom]]:
    """How everybody of an episode looks, in the order of the story, their usual look first."""
    found = {member.name: [LookFrom(None)] for context in contexts for member in context.people}
    of = {passage.context.item.scene.id: passage for passage in reversed(passages)}
    for context in contexts:
        item, passage = context.item, of.get(context.item.scene.id)
        now: dict[str, list[OtherClothes | Now]] = {}
        for change in item.changes:
            now.setdefault(change.name, []).append(change)
        for name, several in now.items():
            _add(found, name, several, item.scene.id, 0)
        for each in item.later:
            name, own = each.now.name, each.now.age is not None
            now[name] = [each.now] if own else [*now.get(name, ()), each.now]
            line = happens(passage, each.unit, each.said) if passage and each.unit else 0
            _add(found, name, now[name], item.scene.id, line)
    return found


def _add(
    found: dict[str, list[LookFrom]], name: str, several: Sequence[OtherClothes | Now], scene: str, line: int
) -> None:
    for one in as_one(list(several)):
        now = one if isinstance(one, Now) else Now(name, clothes=(one.colour, one.style))
        told = found.get(name)
        if told is not None and now not in [each.now for each in told] and len(told) < len(ascii_lowercase):
            told.append(LookFrom(now, scene, line))


def lettered(told: Mapping[str, Sequence[LookFrom]]) -> Looks:
    """The looks that the letters of a question mean."""
    return {name: tuple(each.now for each in looks) for name, looks in told.items()}


def dressed(data: Row, run: Sequence[Passage], looks: Looks) -> dict[int, dict[str, Now | None]]:
    """By the number of a shot who looks how in it: by the letter that the answer names, with what it adds to it."""
    known = run[0].context.known
    found: dict[int, dict[str, Now | None]] = {}
    scenes = {line.number: passage.context.item.scene.id for passage in run for line in passage.lines}
    last: dict[tuple[str, str], str] = {}
    shown: dict[tuple[str, str], list[int]] = {}
    for number, shot in enumerate(data["shots"], 1):
        scene = scenes.get(shot["through"], "")
        for who, told in shot["looks"]:
            name = named(who, known)
            if name not in looks:
                continue
            letter, more = _read(told)
            before = last.get((scene, name), "a" if len(looks[name]) == 1 else "")
            letter = letter if letter and letter in _letters(looks[name]) else before
            if not letter:
                continue
            last[scene, name] = letter
            base, more = (
                looks[name][ascii_lowercase.index(letter)],
                word(plain(more, LONGEST_STATE), known.language.code),
            )
            if more and not names.found(more, known) and not set(more) & set(FORBIDDEN + "()（）"):
                base = _with(base or Now(name), more, run[0].context)
            found.setdefault(number, {})[name] = base
            shown.setdefault((scene, name), []).append(number)
    for (_, name), numbers in shown.items():
        _steady(found, name, numbers)
    _carried(found, [scenes.get(shot["through"], "") for shot in data["shots"]])
    return found


def _carried(found: dict[int, dict[str, Now | None]], scenes: Sequence[str]) -> None:
    """Whoever is out of the picture for a shot, and perhaps heard in it, looks as they did last in its scene: one man in two coats is two to a video model."""
    before, last = "", dict[str, Now | None]()
    for number, scene in enumerate(scenes, 1):
        last = last if scene == before else {}
        last |= found.get(number, {})
        found[number], before = dict(last), scene


def _with(base: Now, more: str, context: Context) -> Now:
    """A look with what an answer adds to it. Of a crowd garments are what it wears just then (red rowing vests); of one person they come on top."""
    language, member = context.known.language, context.cast.get(base.name)
    comma = language.word("looks.listed")
    if member and member.kind == "group" and (worn := said.clothes(more, language.code)):
        pieces = [part for part in _PARTS.split(more) if part]
        first = next((part for part in pieces if said.garments(part, language.code)), more)
        rest = [part for part in pieces if part != first]
        colour, style = said.shade(first, language.code)
        return replace(base, clothes=(colour or worn[0] or member.looks.clothes_colour, comma.join([style, *rest])))
    return replace(base, state=comma.join(filter(None, (base.state, more))))


GAP = 2
"""Shots in which what is on somebody may be left unsaid between two that say the same of it."""


def _steady(found: dict[int, dict[str, Now | None]], name: str, numbers: Sequence[int]) -> None:
    """Somebody who drips or wears a blanket before and behind a shot or two does so in them too, where these say nothing else: the shots of one scene."""
    for at, number in enumerate(numbers):
        now = found[number][name]
        if now is None or now.age is not None or not (now.state or now.clothes or now.hair):
            continue
        unsaid = (replace(now, state=""), None)
        for far in range(at + 2, min(at + GAP + 2, len(numbers))):
            between = numbers[at + 1 : far]
            if found[numbers[far]][name] == now and all(found[each][name] in unsaid for each in between):
                found |= {each: {**found[each], name: now} for each in between}


def _read(told: str) -> tuple[str, str]:
    """The letter of a look, and what is added to it: `b`, `b: tears on her cheeks`, `soaked`; how the picture shows somebody is no look."""
    match = _LETTER.fullmatch(told.strip())
    letter, more = (match[1].lower(), match[2]) if match else ("", told)
    kept = (part.strip() for part in _PARTS.split(more) if not _SHOWN.search(part))
    return letter, ", ".join(part for part in kept if part)


def _letters(looks: Sequence[Now | None]) -> str:
    return ascii_lowercase[: len(looks)]


def strange_looks(data: Row, run: Sequence[Passage], looks: Looks) -> Iterator[str]:
    """Letters that nobody has."""
    for number, shot in enumerate(data["shots"], 1):
        for who, told in shot["looks"]:
            name, (letter, _) = named(who, run[0].context.known), _read(told)
            if letter and name in looks and letter not in _letters(looks[name]):
                yield f"shot {number}: {name} has the looks {', '.join(_letters(looks[name]))}, not {letter}"


# --- headings ------------------------------------------------------------------------------------------------------


def headed(shot: Answered, cast: Cast) -> SceneToPlan:
    """The scene of a shot as the shot itself is headed: its place, hour, weather, and a style that only it tells."""
    item, language = shot.context.item, shot.context.known.language
    location, time, weather = shot.data["head"]
    side, bare = _SIDE.search(location), _SIDE.sub("", location).strip()
    here = item.scenery
    if bare and bare.casefold() != here.place.casefold():
        words = phrases(language.code)
        written = location if side else words["location"].format(place=bare, interior=_side_of(here.location))
        here = replace(here, place=bare, location=written)
        item = replace(item, look=look_of(bare, item.scene.id, cast))
    usual = [language.word("style.usual"), item.film]
    usual += [] if item.layer == "present" else [staging.layer_name(item.layer, language)]
    style = language.word("writing.comma").join(part for part in usual if part)
    inside = phrases(language.code)["inside_weather"]
    weather = inside if _NONE.match(weather) else weather or here.weather
    night, time = _hour(time, here, shot.context.known) if time else (here.night, here.time)
    time = _in_its_year(time, here.time, language)
    here = replace(here, time=time, night=night, weather=weather, style=style, turns=(), hours=(), facts=())
    return replace(item, scenery=here, light="")


def _hour(told: str, before: Scenery, known: names.Naming) -> tuple[bool, str]:
    """Whether it is night, and the hour as a board has it: day or night, and in brackets all that is told beside it; whose year it was is no hour, and names nobody in a prompt."""
    language = known.language
    words = phrases(language.code)
    parts = [part for part in _PARTS.split(_BRACKETS.sub("，", told)) if part and not names.found(part, known)]
    parts = [part for part in parts if not _UNTOLD.fullmatch(part)]
    hour = next((part for part in parts if vocabulary.hour(part)), "")
    night, time = time_told(hour, before, words)
    plain = time in (words["day"], words["night"])
    beside = [part for part in parts if not (plain and part == hour)]
    day = words["night" if night else "day"]
    return night, words["with_word"].format(
        day=day, word=language.word("writing.comma").join(beside)
    ) if beside else day


def _in_its_year(time: str, headed: str, language: Language) -> str:
    """An hour with the year of its scene's heading, where it names none itself and is not of what is remembered."""
    years = [part for part in whereabouts.parted(headed, language)[1] if part not in time]
    if not years or whereabouts.parted(time, language)[1] or whereabouts.is_remembered(time, language):
        return time
    return whereabouts.annotated(time, years, language)


_UNTOLD = deferred(r"时间(?:不明|不详|未知)|(?:the )?(?:time|hour) (?:is )?(?:unknown|unclear)|unknown(?: time)?", re.I)
"""An hour that nobody knows."""
_BRACKETS = deferred(r"\s*[（()）]\s*")


def _side_of(location: str) -> str:
    match = _SIDE.search(location)
    return match[1] if match else ""
