"""The entries of a cast answer: what is wrong with them, and how they become members; what the script says wins."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from storyboard import names
from storyboard.cast import assume, roles
from storyboard.cast.looks import OLDEST, bodiless
from storyboard.cast.times import scene_keys
from storyboard.cast.wearing import together
from storyboard.languages import Language
from storyboard.marks import FORBIDDEN
from storyboard.model import Cast, Fact, Looks, Member, Outfit, Place, Script, Voice
from storyboard.plan.answers import han_letters
from storyboard.plan.proved import sex_stands, stands
from storyboard.records import dataclass

LONGEST_PART = {"zh": 44, "en": 110}
LONGEST_PLACE = {"zh": 90, "en": 240}
NONE = frozenset({"无", "none"})
"""What an answer says of hair and clothes that it takes nobody to see: whoever has a body keeps what the rules assume."""
UNSAID = frozenset({"衣服", "clothes"})
"""Styles that say nothing but that something is worn."""
TEMPOS = (200, 320)
PITCHES = (70, 380)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of the script, and who and what is new in it."""

    lines: tuple[tuple[int, str], ...]
    people: tuple[str, ...]
    places: tuple[str, ...]
    scenes: tuple[str, ...] = ()
    """Ids of the scenes in it that are to be told of."""


def speakers(script: Script) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for unit in script.units:
        if unit.kind == "speech" and unit.speaker:
            found.setdefault(unit.scene, []).extend((*unit.members, unit.speaker))
    return found


def sharing(script: Script) -> dict[str, set[str]]:
    """Who shares a scene with whom."""
    found: dict[str, set[str]] = {}
    by_scene = speakers(script)
    for scene in script.scenes:
        here = {*scene.cast, *scene.seen, *by_scene.get(scene.id, ())}
        for name in here:
            found.setdefault(name, set()).update(here)
    return found


def entry_faults(data: Any, window: Window, script: Script, cast: Cast, language: str) -> list[str]:  # noqa: ANN401 - JSON
    faults = list(name_faults(data, window))
    if faults:
        return faults
    people = names.pattern([member.name for member in cast.members])
    for entry in data["people"]:
        faults += [f"{entry['name']}: {fault}" for fault in person_faults(entry, people, language)]
    for entry in data["places"]:
        faults += [f"{entry['name']}: {fault}" for fault in place_faults(entry["look"], people, language)]
    return (faults or _alike(data, script, cast, language))[:12]


def name_faults(data: Any, window: Window) -> list[str]:  # noqa: ANN401 - JSON
    """Names left out, added or changed."""
    faults: list[str] = []
    for key, wanted in (("people", window.people), ("places", window.places)):
        given = [entry["name"] for entry in data[key]]
        if sorted(given) != sorted(wanted):
            faults.append(
                f"{key} must be exactly {', '.join(wanted) or 'empty'}; the answer has {', '.join(given) or 'none'}"
            )
    return faults


def fitting(data: Mapping[str, Any], window: Window) -> dict[str, Any]:
    """An answer without entries of other names than are asked about: one name too many or too few spoils none of the others."""
    wanted = {"people": window.people, "places": window.places}
    kept = {key: {one["name"]: one for one in data[key] if one["name"] in names_} for key, names_ in wanted.items()}
    return {**data, **{key: list(entries.values()) for key, entries in kept.items()}}


def person_faults(entry: dict[str, Any], people: re.Pattern[str] | None, language: str) -> Iterator[str]:
    spoken, sexes = Language.of(language), assume.tables(language)["sexes"]
    if entry["sex"] not in sexes:
        yield f"sex must be {' or '.join(sexes)}, not {entry['sex']!r}"
    if not 0 <= entry["age"] <= 9999:
        yield f"age {entry['age']} is no age"
    for part in ("hair_colour", "hair_style", "clothes_colour", "clothes_style", "accent"):
        text = word(entry[part], language)
        if not text or len(text) > LONGEST_PART[language]:
            yield f"{part} must have 1 to {LONGEST_PART[language]} characters, not {entry[part]!r}"
        elif bool(han_letters(text)) != spoken.does("writing.han"):
            yield f"{part} must be {spoken.word('writing.name')}, not {text!r}"
        elif name := names.named_in(text, people):
            yield f"{part} names {name}; nobody is named in a look"


def place_faults(look: str, people: re.Pattern[str] | None, language: str) -> Iterator[str]:
    if not 4 <= len(look) <= LONGEST_PLACE[language]:
        yield f"look must have 4 to {LONGEST_PLACE[language]} characters"
    if set(look) & set(FORBIDDEN + '“”"「」‘’（）()\n'):
        yield "look may hold no quotation marks and no brackets"
    spoken = Language.of(language)
    if bool(han_letters(look)) != spoken.does("writing.han"):
        yield f"look is not written in {spoken.word('writing.name')}"
    if name := names.named_in(look, people, place=True):
        yield f"look names {name}; it is about the place only"


def _alike(data: Any, script: Script, cast: Cast, language: str) -> list[str]:  # noqa: ANN401 - JSON
    """People of one scene who would look alike."""
    after = merged(data, cast, script, language, None)
    together = sharing(script)
    new = [entry["name"] for entry in data["people"]]
    found = []
    for at, name in enumerate(new):
        one = after.get(name)
        others = [member for member in after.members if member.name not in new[: at + 1]]
        for other in others:
            near = other.name in together.get(name, ()) and other.twin_of != name
            if (
                one
                and near
                and one.twin_of != other.name
                and one.kind == other.kind == "person"
                and assume.differing(one.looks, other.looks) < 2
            ):
                found.append(f"{name} and {other.name} share a scene and would look alike; change hair or clothes")
    return found


def merged(data: Any, cast: Cast, script: Script, language: str, tempo: int | None) -> Cast:  # noqa: ANN401 - JSON
    """The cast with what an accepted answer says."""
    by_name = {entry["name"]: entry for entry in data["people"]}
    text = script.text.splitlines()
    members = tuple(
        _member(member, by_name[member.name], text, cast, script, language, tempo) if member.name in by_name else member
        for member in cast.members
    )
    places = tuple(Place(entry["name"], " ".join(entry["look"].split()).rstrip("。.")) for entry in data["places"])
    return replace(cast, members=members, places=(*cast.places, *places))


def _member(
    member: Member,
    entry: dict[str, Any],
    text: Sequence[str],
    cast: Cast,
    script: Script,
    language: str,
    tempo: int | None,
) -> Member:
    numbers = tuple(sorted({number for number in entry["evidence"] if 1 <= number <= len(text)}))
    lines = [text[number - 1] for number in numbers]
    own = {member.name, *member.aliases}
    others = {name for one in cast.members for name in (one.name, *one.aliases)} - own
    sexed = sex_stands(entry["sex"], own, others, lines, language)
    cited = "".join("".join(line.split()) for line in lines)
    if _has_no_body(member, entry, language):
        age = entry["age"] if 0 < entry["age"] <= OLDEST else member.looks.age
        bare = Looks(entry["sex"], age, *(word(entry[part], language) for part in _DRESSED))
        member = replace(
            member, kind="voice", looks=bodiless("voice", bare, language), assumed=("age", "voice"), versions=()
        )
    aliases = _aliases(member, entry["aliases"], cast, script)
    if _is_seen_as(member, entry, aliases, script):
        shown = replace(member.looks, sex=entry["sex"])
        member = replace(member, kind="person", looks=shown, assumed=("sex", "age", "hair", "clothes", "voice"))
    looks, assumed, facts = _looks(member, entry, cited, language, numbers, sexed=sexed)
    sex = looks.sex if member.kind == "person" else entry["sex"]
    low, high = PITCHES
    natural = assume.pitch(sex, looks.age)
    pitch = entry["pitch"] if low <= entry["pitch"] <= high and abs(entry["pitch"] - natural) <= 70 else natural
    pace = tempo or min(max(entry["tempo"], TEMPOS[0]), TEMPOS[1])
    voice = Voice(sex, pitch, pace, word(entry["accent"], language, Language.of(language).word("writing.list")))
    outfits = tuple(_outfits(entry["outfits"], script, language)) if member.kind == "person" else ()
    return replace(
        member,
        looks=looks,
        voice=voice,
        aliases=aliases,
        outfits=outfits,
        assumed=assumed,
        evidence=numbers,
        facts=facts,
    )


def _is_seen_as(member: Member, entry: Mapping[str, Any], aliases: Sequence[str], script: Script) -> bool:
    """Whether a voice is somebody who acts in the script under another name, and an answer tells how they look: MAN'S VOICE is the OLD MAN in the next booth."""
    if member.kind != "voice" or any(word(entry[part], script.language).casefold() in NONE for part in _DRESSED):
        return False
    acts = "\n".join(unit.text for unit in script.units if unit.kind == "action" and unit.scene)
    return any(
        re.search(rf"(?<!\w){re.escape(alias)}(?!\w)" if alias.isascii() else re.escape(alias), acts)
        for alias in aliases
    )


_DRESSED = ("hair_colour", "hair_style", "clothes_colour", "clothes_style")


def _has_no_body(member: Member, entry: Mapping[str, Any], language: str) -> bool:
    """Whether an answer says of somebody who speaks that there is nothing of them to see, neither hair nor clothes: a ship's mind."""
    return member.kind == "person" and all(word(entry[part], language).casefold() in NONE for part in _DRESSED)


def _looks(
    member: Member, entry: dict[str, Any], cited: str, language: str, numbers: Sequence[int], *, sexed: bool
) -> tuple[Looks, tuple[str, ...], tuple[Fact, ...]]:
    """The looks, what of them is assumed, and the facts of the answer.

    Sex and age that the script tells stay; so do hair and clothes, unless every word of the answer's stands in the lines it
    cites, in the colour that is told; told marks stay then too. `sexed`: the cited lines prove the sex of the answer.
    """
    age = entry["age"] if "age" in member.assumed and 0 < entry["age"] <= OLDEST else member.looks.age
    parts = {part: word(own_less(entry[part], member.name), language) for part in _DRESSED}
    if member.kind in ("voice", "group"):
        given = {part: text for part, text in parts.items() if text.casefold() not in NONE}
        return replace(member.looks, age=age, **given), member.assumed, member.facts
    told = {part for part in ("sex", "age", "hair", "clothes") if part not in member.assumed}
    proved = {
        part
        for part in ("hair", "clothes")
        if stands(parts[f"{part}_style"], cited, language) and _in_colour(member, part, parts[f"{part}_colour"])
    }
    proved |= ({"age"} if re.search(rf"(?<!\d){entry['age']}(?!\d)", cited) else set()) - told
    proved |= ({"sex"} if sexed else set()) - told
    proved |= {"clothes"} if member.looks.clothes_style in UNSAID and _colour_stands(member, parts) else set()
    use = {part: part in proved or part not in told for part in ("sex", "age", "hair", "clothes")}
    naked = not {parts["clothes_colour"].casefold(), parts["clothes_style"].casefold()} - NONE
    use["clothes"] = use["clothes"] and not naked
    use["hair"] = use["hair"] and not (naked and parts["hair_style"].casefold() in NONE)
    old = member.looks
    clothes = (parts["clothes_colour"], _with_marks(parts["clothes_style"], member, language))
    looks = Looks(
        entry["sex"] if use["sex"] else old.sex,
        entry["age"] if use["age"] else old.age,
        *((parts["hair_colour"], parts["hair_style"]) if use["hair"] else (old.hair_colour, old.hair_style)),
        *(clothes if use["clothes"] else (old.clothes_colour, old.clothes_style)),
    )
    assumed = [part for part in ("age", "hair", "clothes", "sex") if part not in told | proved]
    replaced = {part for part in use if use[part] and part not in told}
    kept = (fact for fact in member.facts if fact.part not in replaced)
    return looks, (*assumed, "voice"), (*_answered(looks, proved, replaced, cited, numbers), *kept)


def _in_colour(member: Member, part: str, colour: str) -> bool:
    """Whether a colour is no other than the one that the script tells of hair or clothes."""
    told = (fact.value.split("|")[0] for fact in member.facts if fact.part == part and fact.source == "told")
    first = next(told, "").removesuffix("色").casefold()
    return first in colour.casefold() or colour.removesuffix("色").casefold() in first


def _colour_stands(member: Member, parts: dict[str, str]) -> bool:
    """Whether an answer keeps the told colour of clothes of which nothing but that is told (黑衣人)."""
    return member.looks.clothes_colour.removesuffix("色") in parts["clothes_colour"]


def _with_marks(style: str, member: Member, language: str) -> str:
    """The style of an answer with the marks that the script tells and the answer leaves out."""
    told = [fact.value for fact in member.facts if fact.part == "marks" and fact.source == "told"]
    return together(style, told, language, 2 * LONGEST_PART[language])


def _answered(
    looks: Looks, proved: Collection[str], taken: Collection[str], cited: str, numbers: Sequence[int]
) -> Iterator[Fact]:
    """What an answer's quotes prove, as facts of the model; what else is taken from it is assumed."""
    values = {
        "sex": looks.sex,
        "age": str(looks.age),
        "hair": f"{looks.hair_colour}|{looks.hair_style}",
        "clothes": f"{looks.clothes_colour}|{looks.clothes_style}",
    }
    for part in sorted(proved):
        yield Fact(part, values[part], "model", numbers[0] if numbers else 0, cited[:60])
    yield from (Fact(part, values[part], "assumed", reason="usual") for part in values if part in {*taken} - {*proved})


def _aliases(member: Member, given: Iterable[str], cast: Cast, script: Script) -> tuple[str, ...]:
    """Aliases that the script really uses and that mean nobody else."""
    taken = {name for other in cast.members for name in (other.name, *other.aliases)}
    good = [
        alias.strip()
        for alias in given
        if len(alias.strip()) > 1
        and alias.strip() in script.text
        and not any(alias.strip() in name for name in taken)
        and not set(alias) & set('，（）,()【】[]\n“”"')
    ]
    return tuple(dict.fromkeys([*member.aliases, *good[:4]]))


def _outfits(given: Iterable[dict[str, Any]], script: Script, language: str) -> Iterator[Outfit]:
    """Changes of clothes in scenes that there are, named as cast.toml names scenes of any file."""
    keys = scene_keys(script)
    known = {scene.number: scene.number for scene in script.scenes if scene.number} | keys
    for outfit in given:
        named = (number.strip("[] ") for number in outfit["scenes"])
        scenes = tuple(known[number] for number in named if number in known)
        colour, style = word(outfit["clothes_colour"], language), word(outfit["clothes_style"], language)
        if scenes and colour and style and max(len(colour), len(style)) <= LONGEST_PART[language]:
            yield Outfit(colour, style, scenes)


def own_less(look: str, name: str) -> str:
    """A look without the word that somebody is called by: 油污司机工装 of 司机 is 油污工装, `driver's cap` of DRIVER a cap; it would stand in the prompts as a name."""
    if not roles.is_role(name) or name.casefold() not in look.casefold():
        return look
    bare = (
        re.sub(rf"\b{re.escape(name)}(?:['’]s)?\s+(?=\S)", "", look, flags=re.I)
        if name.isascii()
        else re.sub(rf"{re.escape(name)}(?!(?:白|黑|蓝|粉)?[服装鞋帽袍裙衫衣裤靴](?:[、，,]|$))", "", look)
    )
    return bare if len(bare) > 1 else look


def word(text: str, language: str, between: str = "") -> str:
    """A word that fits into an appearance or a voice: commas become what joins things in a list, brackets and marks go."""
    joined = re.sub(r"\s*[，,、；;]\s*", between or Language.of(language).word("looks.listed"), " ".join(text.split()))
    return re.sub(r"[（）()【】\[\]“”\"。.·]", "", joined).strip()
