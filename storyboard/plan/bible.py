"""The cast call: what people and places look and sound like, asked once a production; what the script says wins."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from storyboard import names
from storyboard.cast import apart, assume
from storyboard.cast.joint import as_themselves
from storyboard.cast.looks import write_appearance
from storyboard.errors import PartFailed, Truncated, Unasked
from storyboard.languages import Language
from storyboard.library import SHIPPED, Library
from storyboard.model import Ask, Cast, Member, Question, Script
from storyboard.plan.entries import (
    Window,
    entry_faults,
    fitting,
    merged,
    person_faults,
    place_faults,
    sharing,
    speakers,
)
from storyboard.plan.questions import question

MOST_TEXT, MOST_PEOPLE, MOST_PLACES = 7000, 16, 14
"""Of one question: an answer about so many fits into 4,096 tokens."""
KINDS = {
    "zh": {"person": "人物", "group": "群体，只需定衣服和声音", "voice": "只有声音"},
    "en": {"person": "person", "group": "group, clothes and voice only", "voice": "voice only"},
}


async def describe(
    script: Script, cast: Cast, known: Cast, ask: Ask, tempo: int | None = None, library: Library = SHIPPED
) -> tuple[Cast, list[str]]:
    """The cast with looks, voices, outfits and places of everybody whom `known` does not have; and what went wrong.

    `cast` begins with the members of `known`, which stay as they are. Somebody about whom the model gives no usable
    answer keeps the looks that the rules assume.
    """
    language = Language.of(script.language).code
    remarks: list[str] = []
    waiting = windows(script, cast, known)
    while waiting:
        window = waiting.pop(0)
        later = {name for other in waiting for name in other.people}
        try:
            data, remark = await _asked(script, cast, window, later, ask, language, library)
        except Truncated as error:
            halves = _halves(window)
            waiting = [*halves, *waiting]
            remarks += [] if halves else [f"cast: {', '.join((*window.people, *window.places))}: by rules: {error}"]
            continue
        remarks += [remark] if remark else []
        cast = merged(data, cast, script, language, tempo)
    cast = told_apart(cast, known, script, language)
    return as_themselves(cast, script, {member.name for member in known.members}), remarks


async def _asked(
    script: Script, cast: Cast, window: Window, later: set[str], ask: Ask, language: str, library: Library
) -> tuple[dict[str, list[Any]], str]:
    """What can be used of the answer about one window, and what could not.

    People of later windows have no looks yet that could be alike. Where an answer stays wrong in some entries, the
    others are taken.
    """
    told = Cast(tuple(member for member in cast.members if member.name not in later), cast.places)
    last: dict[str, Any] = {"people": [], "places": []}

    def judge(data: Any) -> list[str]:  # noqa: ANN401 - JSON
        faults = entry_faults(data, window, script, told, language)
        last.update(fitting(data, window))
        return faults

    try:
        return await ask(_question(script, told, window, language, library), judge), ""
    except Truncated:
        raise
    except Unasked:
        return {"people": [], "places": []}, ""
    except PartFailed as error:
        people = names.pattern([member.name for member in cast.members])
        good = {
            "people": [entry for entry in last["people"] if not list(person_faults(entry, people, language))],
            "places": [entry for entry in last["places"] if not list(place_faults(entry["look"], people, language))],
        }
        left = {*window.people, *window.places} - {entry["name"] for key in good for entry in good[key]}
        return good, f"cast: {', '.join(sorted(left)) or 'some looks'}: by rules: {error}"


def told_apart(cast: Cast, known: Cast, script: Script, language: str) -> Cast:
    """The cast with the assumed parts of new people changed until nobody looks like somebody of the same scenes."""
    together = sharing(script)
    taken = {word for member in cast.members for word in (member.name, *member.aliases)}
    seen: list[Member] = []
    for member in cast.members:
        near = together.get(member.name, set()) - {member.name}
        alike = any(
            other.name in near
            and other.kind == "person"
            and member.name != other.twin_of
            and other.name != member.twin_of
            and assume.differing(member.looks, other.looks) < 2
            for other in seen
        )
        if alike and member.kind == "person" and known.get(member.name) is None:
            free = {"hair", "clothes"} & set(member.assumed)
            member = replace(member, looks=apart.distinct(member.looks, free, member.name, seen, near, language, taken))
        seen.append(member)
    return replace(cast, members=tuple(seen))


def windows(script: Script, cast: Cast, known: Cast) -> list[Window]:
    """The stretches of a script in which somebody or some place is new, each small enough for one question."""
    there = {member.name for member in known.members}
    fresh = {m.name for m in cast.members if m.name not in there and m.kind in KINDS["zh"]}
    new_places = {scene.location for scene in script.scenes if scene.location} - {place.name for place in known.places}
    text = script.text.splitlines()
    front_end = script.line_of(script.scenes[0].start) - 1 if script.scenes else len(text)
    found: list[Window] = []
    lines = lines_of(text, 0, front_end)[: MOST_TEXT // 20]
    people: dict[str, None] = {}
    places: dict[str, None] = {}
    by_scene = speakers(script)
    for scene in script.scenes:
        here = lines_of(text, script.line_of(scene.start) - 1, script.line_of(max(scene.end - 1, scene.start)))
        new = [name for name in (*scene.cast, *scene.seen, *by_scene.get(scene.id, ())) if name in fresh]
        full = sum(len(words) for _, words in (*lines, *here)) > MOST_TEXT
        if (people or places) and (full or len(people) + len(new) > MOST_PEOPLE or len(places) >= MOST_PLACES):
            found += _split(lines, list(people), list(places))
            lines, people, places = [], {}, {}
        elif full:
            lines = []
        lines = [*lines, *within(here)]
        people.update(dict.fromkeys(new))
        places.update(dict.fromkeys([scene.location] if scene.location in new_places else []))
        fresh -= set(new)
        new_places.discard(scene.location)
    return [*found, *_split(lines, list(people), list(places))] if people or places else found


def _halves(window: Window) -> list[Window]:
    """The window with half of its people and places each; nothing where it has only one of them."""
    if len(window.people) + len(window.places) < 2:
        return []
    people, places = -(-len(window.people) // 2), len(window.places) // 2
    return [
        Window(window.lines, window.people[:people], window.places[:places]),
        Window(window.lines, window.people[people:], window.places[places:]),
    ]


def within(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The beginning of a scene that is longer than a question may be."""
    kept, size = [], 0
    for line in lines:
        size += len(line[1])
        if size > MOST_TEXT:
            break
        kept.append(line)
    return kept


def lines_of(text: Sequence[str], start: int, end: int) -> list[tuple[int, str]]:
    return [(number, line.strip()) for number, line in enumerate(text[start:end], start + 1) if line.strip()]


def _split(lines: Sequence[tuple[int, str]], people: list[str], places: list[str]) -> Iterator[Window]:
    """One window, or several over the same lines where one scene has too many new people."""
    count = max(-(-len(people) // MOST_PEOPLE), -(-len(places) // MOST_PLACES), 1)
    for at in range(count):
        yield Window(
            tuple(lines),
            tuple(people[at * MOST_PEOPLE : (at + 1) * MOST_PEOPLE]),
            tuple(places[at * MOST_PLACES : (at + 1) * MOST_PLACES]),
        )


def _question(script: Script, cast: Cast, window: Window, language: str, library: Library) -> Question:
    about = f"cast: {', '.join((*window.people, *window.places))}"
    shown = values(script, cast, window, language)
    return question(library, "cast", language, about if len(about) < 80 else about[:79] + "…", **shown)


def values(script: Script, cast: Cast, window: Window, language: str) -> dict[str, Any]:
    """What a question about people and places shows: whom one knows, the lines, who and what is new in them."""
    together = sharing(script)
    opens = {script.line_of(scene.start): scene.id for scene in script.scenes}
    known = [
        member
        for member in cast.members
        if member.kind == "person"
        and member.name not in window.people
        and any(member.name in together.get(name, ()) for name in window.people)
    ]
    people = []
    for name in window.people:
        member = cast.get(name)
        assert member is not None
        others = [cast.get(other) for other in sorted(together.get(name, set()) - {name})]
        near = (
            Language.of(language)
            .word("writing.list")
            .join(other.name for other in others if other and other.kind in KINDS[language])
        )
        people.append(
            {"name": name, "kind": KINDS[language][member.kind], "said": _told(member, language), "near": near}
        )
    return {
        "known": [{"name": member.name, "looks": write_appearance(member.looks, language)} for member in known],
        "lines": [{"number": number, "text": text, "scene": opens.get(number, "")} for number, text in window.lines],
        "people": people,
        "places": window.places,
    }


def _told(member: Member, language: str) -> str:
    """The parts of a look that the script tells."""
    if member.kind != "person":
        return ""
    looks, spoken = member.looks, Language.of(language)
    age, hair, clothes = spoken.words("looks.told")
    parts = {
        "sex": looks.sex,
        "age": age.format(looks.age),
        "hair": hair.format(looks.hair_colour, looks.hair_style),
        "clothes": clothes.format(looks.clothes_colour, looks.clothes_style),
    }
    return spoken.word("writing.comma").join(text for part, text in parts.items() if part not in member.assumed)
