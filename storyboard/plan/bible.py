"""The cast call: what people and places look and sound like, asked once a production; what the script says wins."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from storyboard import names
from storyboard.cast import assume
from storyboard.cast.looks import write_appearance
from storyboard.errors import PartFailed, Unasked
from storyboard.marks import FORBIDDEN
from storyboard.model import Ask, Cast, Looks, Member, Outfit, Place, Question, Script, Voice
from storyboard.plan.answers import han_letters
from storyboard.plan.questions import question

MOST_TEXT, MOST_PEOPLE, MOST_PLACES = 7000, 16, 14
"""Of one question: an answer about so many fits into 4,096 tokens."""
LONGEST_PART = {"zh": 20, "en": 48}
LONGEST_PLACE = {"zh": 90, "en": 240}
TEMPOS = (200, 320)
PITCHES = (70, 380)
KINDS = {
    "zh": {"person": "人物", "group": "群体，只需定衣服和声音", "voice": "只有声音"},
    "en": {"person": "person", "group": "group, clothes and voice only", "voice": "voice only"},
}


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of the script, and who and what is new in it."""

    lines: tuple[tuple[int, str], ...]
    people: tuple[str, ...]
    places: tuple[str, ...]


async def describe(
    script: Script, cast: Cast, known: Cast, ask: Ask, tempo: int | None = None
) -> tuple[Cast, list[str]]:
    """The cast with looks, voices, outfits and places of everybody whom `known` does not have; and what went wrong.

    `cast` begins with the members of `known`, which stay as they are. Somebody about whom the model gives no usable
    answer keeps the looks that the rules assume.
    """
    language = "zh" if script.language == "zh" else "en"
    remarks: list[str] = []
    found = windows(script, cast, known)
    for at, window in enumerate(found):
        later = {name for other in found[at + 1 :] for name in other.people}
        data, remark = await _asked(script, cast, window, later, ask, language)
        remarks += [remark] if remark else []
        cast = _merged(data, cast, script, language, tempo)
    return _apart(cast, known, script, language), remarks


async def _asked(
    script: Script, cast: Cast, window: Window, later: set[str], ask: Ask, language: str
) -> tuple[dict[str, list[Any]], str]:
    """What can be used of the answer about one window, and what could not.

    People of later windows have no looks yet that could be alike. Where an answer stays wrong in some entries, the
    others are taken.
    """
    told = Cast(tuple(member for member in cast.members if member.name not in later), cast.places)
    last: dict[str, Any] = {"people": [], "places": []}

    def judge(data: Any) -> list[str]:  # noqa: ANN401 - JSON
        faults = _faults(data, window, script, told, language)
        if not _name_faults(data, window):
            last.update(data)
        return faults

    try:
        return await ask(_question(script, told, window, language), judge), ""
    except Unasked:
        return {"people": [], "places": []}, ""
    except PartFailed as error:
        people = names.pattern([member.name for member in cast.members])
        good = {
            "people": [entry for entry in last["people"] if not list(_person_faults(entry, language))],
            "places": [entry for entry in last["places"] if not list(_place_faults(entry["look"], people, language))],
        }
        left = {*window.people, *window.places} - {entry["name"] for key in good for entry in good[key]}
        return good, f"cast: {', '.join(sorted(left)) or 'some looks'}: by rules: {error}"


def _apart(cast: Cast, known: Cast, script: Script, language: str) -> Cast:
    """The cast with the assumed parts of new people changed until nobody looks like somebody of the same scenes."""
    together = _near(script)
    seen: list[Member] = []
    for member in cast.members:
        near = together.get(member.name, set()) - {member.name}
        alike = any(
            other.name in near and other.kind == "person" and assume.differing(member.looks, other.looks) < 2
            for other in seen
        )
        if alike and member.kind == "person" and known.get(member.name) is None:
            free = {"hair", "clothes"} & set(member.assumed)
            member = replace(member, looks=assume.distinct(member.looks, free, member.name, seen, near, language))
        seen.append(member)
    return Cast(tuple(seen), cast.places)


def windows(script: Script, cast: Cast, known: Cast) -> list[Window]:
    """The stretches of a script in which somebody or some place is new, each small enough for one question."""
    there = {member.name for member in known.members}
    fresh = {m.name for m in cast.members if m.name not in there and m.kind in KINDS["zh"]}
    new_places = {scene.location for scene in script.scenes if scene.location} - {place.name for place in known.places}
    text = script.text.splitlines()
    front_end = script.line_of(script.scenes[0].start) - 1 if script.scenes else len(text)
    found: list[Window] = []
    lines = _lines(text, 0, front_end)[: MOST_TEXT // 20]
    people: dict[str, None] = {}
    places: dict[str, None] = {}
    by_scene = _speakers(script)
    for scene in script.scenes:
        here = _lines(text, script.line_of(scene.start) - 1, script.line_of(max(scene.end - 1, scene.start)))
        new = [name for name in (*scene.cast, *by_scene.get(scene.id, ())) if name in fresh]
        full = sum(len(words) for _, words in (*lines, *here)) > MOST_TEXT
        if (people or places) and (full or len(people) + len(new) > MOST_PEOPLE or len(places) >= MOST_PLACES):
            found += _split(lines, list(people), list(places))
            lines, people, places = [], {}, {}
        elif full:
            lines = []
        lines = [*lines, *_within(here)]
        people.update(dict.fromkeys(new))
        places.update(dict.fromkeys([scene.location] if scene.location in new_places else []))
        fresh -= set(new)
        new_places.discard(scene.location)
    return [*found, *_split(lines, list(people), list(places))] if people or places else found


def _within(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The beginning of a scene that is longer than a question may be."""
    kept, size = [], 0
    for line in lines:
        size += len(line[1])
        if size > MOST_TEXT:
            break
        kept.append(line)
    return kept


def _speakers(script: Script) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for unit in script.units:
        if unit.kind == "speech" and unit.speaker:
            found.setdefault(unit.scene, []).extend((*unit.members, unit.speaker))
    return found


def _lines(text: Sequence[str], start: int, end: int) -> list[tuple[int, str]]:
    return [(number, line.strip()) for number, line in enumerate(text[start:end], start + 1) if line.strip()]


def _split(lines: Sequence[tuple[int, str]], people: list[str], places: list[str]) -> Iterator[Window]:
    """One window, or several over the same lines where one scene has too many new people."""
    count = max(-(-len(people) // MOST_PEOPLE), -(-len(places) // MOST_PLACES), 1)
    for at in range(count):
        yield Window(
            tuple(lines), tuple(people[at * MOST_PEOPLE : (at + 1) * MOST_PEOPLE]),
            tuple(places[at * MOST_PLACES : (at + 1) * MOST_PLACES]),
        )  # fmt: skip


def _question(script: Script, cast: Cast, window: Window, language: str) -> Question:
    together = _near(script)
    known = [
        member for member in cast.members
        if member.kind == "person" and member.name not in window.people
        and any(member.name in together.get(name, ()) for name in window.people)
    ]  # fmt: skip
    people = []
    for name in window.people:
        member = cast.get(name)
        assert member is not None
        near = "、".join(sorted(together.get(name, set()) - {name}))
        people.append(
            {"name": name, "kind": KINDS[language][member.kind], "said": _told(member, language), "near": near}
        )
    about = f"cast: {', '.join((*window.people, *window.places))}"
    return question(
        "cast", language, about if len(about) < 80 else about[:79] + "…",
        known=[{"name": member.name, "looks": write_appearance(member.looks, language)} for member in known],
        lines=[{"number": number, "text": text} for number, text in window.lines], people=people, places=window.places,
    )  # fmt: skip


def _near(script: Script) -> dict[str, set[str]]:
    """Who shares a scene with whom."""
    found: dict[str, set[str]] = {}
    by_scene = _speakers(script)
    for scene in script.scenes:
        here = {*scene.cast, *by_scene.get(scene.id, ())}
        for name in here:
            found.setdefault(name, set()).update(here)
    return found


def _told(member: Member, language: str) -> str:
    """The parts of a look that the script tells."""
    if member.kind != "person":
        return ""
    looks, zh = member.looks, language == "zh"
    parts = {
        "sex": looks.sex, "age": f"{looks.age}岁" if zh else str(looks.age),
        "hair": f"头发{looks.hair_colour}{looks.hair_style}" if zh else f"hair {looks.hair_colour} {looks.hair_style}",
        "clothes": f"衣服{looks.clothes_colour}{looks.clothes_style}" if zh else f"clothes {looks.clothes_colour} {looks.clothes_style}",
    }  # fmt: skip
    return ("，" if zh else ", ").join(text for part, text in parts.items() if part not in member.assumed)


def _faults(data: Any, window: Window, script: Script, cast: Cast, language: str) -> list[str]:  # noqa: ANN401 - JSON
    faults = list(_name_faults(data, window))
    if faults:
        return faults
    for entry in data["people"]:
        faults += [f"{entry['name']}: {fault}" for fault in _person_faults(entry, language)]
    people = names.pattern([member.name for member in cast.members])
    for entry in data["places"]:
        faults += [f"{entry['name']}: {fault}" for fault in _place_faults(entry["look"], people, language)]
    return (faults or _alike(data, script, cast, language))[:12]


def _name_faults(data: Any, window: Window) -> list[str]:  # noqa: ANN401 - JSON
    """Names left out, added or changed."""
    faults: list[str] = []
    for key, wanted in (("people", window.people), ("places", window.places)):
        given = [entry["name"] for entry in data[key]]
        if sorted(given) != sorted(wanted):
            faults.append(
                f"{key} must be exactly {', '.join(wanted) or 'empty'}; the answer has {', '.join(given) or 'none'}"
            )
    return faults


def _person_faults(entry: dict[str, Any], language: str) -> Iterator[str]:
    sexes = assume.tables(language)["sexes"]
    if entry["sex"] not in sexes:
        yield f"sex must be {' or '.join(sexes)}, not {entry['sex']!r}"
    if not 0 <= entry["age"] <= 120:
        yield f"age {entry['age']} is no age"
    for part in ("hair_colour", "hair_style", "clothes_colour", "clothes_style", "accent"):
        text = word(entry[part], language)
        if not text or len(text) > LONGEST_PART[language]:
            yield f"{part} must have 1 to {LONGEST_PART[language]} characters, not {entry[part]!r}"
        elif language == "zh" and not han_letters(text):
            yield f"{part} must be Chinese, not {text!r}"
        elif language == "en" and han_letters(text):
            yield f"{part} must be English, not {text!r}"


def _place_faults(look: str, people: re.Pattern[str] | None, language: str) -> Iterator[str]:
    if not 4 <= len(look) <= LONGEST_PLACE[language]:
        yield f"look must have 4 to {LONGEST_PLACE[language]} characters"
    if set(look) & set(FORBIDDEN + '“”"「」‘’（）()\n'):
        yield "look may hold no quotation marks and no brackets"
    if bool(han_letters(look)) != (language == "zh"):
        yield f"look is not written in {'Chinese' if language == 'zh' else 'English'}"
    if people and (match := people.search(look)):
        yield f"look names {match[0]}; it is about the place only"


def _alike(data: Any, script: Script, cast: Cast, language: str) -> list[str]:  # noqa: ANN401 - JSON
    """People of one scene who would look alike."""
    merged = _merged(data, cast, script, language, None)
    together = _near(script)
    new = [entry["name"] for entry in data["people"]]
    found = []
    for at, name in enumerate(new):
        one = merged.get(name)
        others = [member for member in merged.members if member.name not in new[: at + 1]]
        for other in others:
            near = other.name in together.get(name, ())
            if one and near and one.kind == other.kind == "person" and assume.differing(one.looks, other.looks) < 2:
                found.append(f"{name} and {other.name} share a scene and would look alike; change hair or clothes")
    return found


def _merged(data: Any, cast: Cast, script: Script, language: str, tempo: int | None) -> Cast:  # noqa: ANN401 - JSON
    """The cast with what an accepted answer says."""
    by_name = {entry["name"]: entry for entry in data["people"]}
    text = script.text.splitlines()
    members = tuple(
        _member(member, by_name[member.name], text, cast, script, language, tempo) if member.name in by_name else member
        for member in cast.members
    )
    places = tuple(Place(entry["name"], " ".join(entry["look"].split()).rstrip("。.")) for entry in data["places"])
    return Cast(members, (*cast.places, *places))


def _member(
    member: Member, entry: dict[str, Any], text: Sequence[str], cast: Cast, script: Script, language: str, tempo: int | None
) -> Member:  # fmt: skip
    numbers = tuple(sorted({number for number in entry["evidence"] if 1 <= number <= len(text)}))
    cited = "".join("".join(text[number - 1].split()) for number in numbers)
    looks, assumed = _looks(member, entry, cited, language)
    sex = looks.sex if member.kind == "person" else entry["sex"]
    low, high = PITCHES
    natural = assume.pitch(sex, looks.age)
    pitch = entry["pitch"] if low <= entry["pitch"] <= high and abs(entry["pitch"] - natural) <= 70 else natural
    pace = tempo or min(max(entry["tempo"], TEMPOS[0]), TEMPOS[1])
    voice = Voice(sex, pitch, pace, word(entry["accent"], language, "、"))
    aliases = _aliases(member, entry["aliases"], cast, script)
    outfits = tuple(_outfits(entry["outfits"], script, language)) if member.kind == "person" else ()
    return replace(
        member, looks=looks, voice=voice, aliases=aliases, outfits=outfits, assumed=assumed, evidence=numbers
    )


def _looks(member: Member, entry: dict[str, Any], cited: str, language: str) -> tuple[Looks, tuple[str, ...]]:
    """The looks: parts the script tells stay, unless the answer's words stand in the lines it cites; and what is assumed."""
    if member.kind == "voice":
        return member.looks, member.assumed
    parts = {
        part: word(entry[part], language) for part in ("hair_colour", "hair_style", "clothes_colour", "clothes_style")
    }
    if member.kind == "group":
        looks = replace(member.looks, clothes_colour=parts["clothes_colour"], clothes_style=parts["clothes_style"])
        return looks, member.assumed
    told = {part for part in ("sex", "age", "hair", "clothes") if part not in member.assumed}
    proved = {part for part in ("hair", "clothes") if "".join(parts[f"{part}_style"].split()) in cited}
    proved |= {"age"} if re.search(rf"(?<!\d){entry['age']}(?!\d)", cited) else set()
    use = {part: part in proved or part not in told for part in ("sex", "age", "hair", "clothes")}
    old = member.looks
    looks = Looks(
        entry["sex"] if use["sex"] else old.sex, entry["age"] if use["age"] else old.age,
        *((parts["hair_colour"], parts["hair_style"]) if use["hair"] else (old.hair_colour, old.hair_style)),
        *((parts["clothes_colour"], parts["clothes_style"]) if use["clothes"] else (old.clothes_colour, old.clothes_style)),
    )  # fmt: skip
    assumed = [part for part in ("age", "hair", "clothes", "sex") if part not in told | proved]
    return looks, (*assumed, "voice")


def _aliases(member: Member, given: Iterable[str], cast: Cast, script: Script) -> tuple[str, ...]:
    """Aliases that the script really uses and that mean nobody else."""
    taken = {name for other in cast.members for name in (other.name, *other.aliases)}
    good = [
        alias.strip() for alias in given
        if len(alias.strip()) > 1 and alias.strip() in script.text and not any(alias.strip() in name for name in taken)
        and not set(alias) & set("，（）,()【】[]\n“”\"")
    ]  # fmt: skip
    return tuple(dict.fromkeys([*member.aliases, *good[:4]]))


def _outfits(given: Iterable[dict[str, Any]], script: Script, language: str) -> Iterator[Outfit]:
    """Changes of clothes in scenes that there are."""
    numbers = {scene.number for scene in script.scenes if scene.number} | {scene.id for scene in script.scenes}
    for outfit in given:
        scenes = tuple(number for number in outfit["scenes"] if number in numbers)
        colour, style = word(outfit["clothes_colour"], language), word(outfit["clothes_style"], language)
        if scenes and colour and style and max(len(colour), len(style)) <= LONGEST_PART[language]:
            yield Outfit(colour, style, scenes)


def word(text: str, language: str, between: str = "") -> str:
    """A word that fits into an appearance or a voice: commas become a joining word, brackets and marks go."""
    joined = re.sub(r"\s*[，,、；;]\s*", between or ("配" if language == "zh" else " and "), " ".join(text.split()))
    return re.sub(r"[（）()【】\[\]“”\"。.·]", "", joined).strip()
