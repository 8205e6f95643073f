"""From what a script says about its people to a complete cast: looks and voices for everyone, nobody already known changed."""

from dataclasses import dataclass, replace

from storyboard import speech
from storyboard.cast import apart, assume, roles, said
from storyboard.cast.beside import Beside, beside
from storyboard.cast.looks import bodiless
from storyboard.model import Cast, Looks, Member, Person, Script


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as the script uses it."""

    name: str
    person: Person | None
    members: tuple[str, ...]
    near: frozenset[str]
    taken: frozenset[str]
    """Names and aliases of everybody: none of them may stand in a look that nobody wrote."""
    beside: Beside
    """What words beside the name say."""
    told: str
    """What the script says about this person and nobody else: bio, and actions that name only them."""


def gather(script: Script, known: Cast | None = None, tempo: int | None = None, *, silent: bool = True) -> Cast:
    """The cast of `known` unchanged, then everyone new who speaks, acts or stands in a cast line, in order of appearance.

    Without `silent` nobody new is added who only acts: a film that is half bought has nobody new in its old shots. `tempo` (syllables a minute) replaces the language's default for new people. Deterministic: looks follow from the
    name, and are moved on until people who share a scene differ in at least two parts.
    """
    language = "zh" if script.language == "zh" else "en"
    members = list(known.members) if known else []
    for entry in _names(script, members, silent=silent):
        if all(member.name != entry.name for member in members):
            members.append(_member(entry, members, tempo or speech.TEMPO[language], language))
    return Cast(tuple(members), known.places if known else ())


def _names(script: Script, known: list[Member], *, silent: bool) -> list[_Name]:
    """Everyone of the script in order of first appearance, with the people they share a scene with."""
    joint = {unit.speaker: unit.members for unit in script.units if unit.members}
    by_scene: dict[str, list[str]] = {
        scene.id: [*scene.cast, *(scene.seen if silent else ())] for scene in script.scenes
    }
    for unit in script.units:
        if unit.kind == "speech" and unit.speaker:
            by_scene.setdefault(unit.scene, []).extend((*unit.members, unit.speaker))
    people = {person.name: person for person in script.cast}
    order = dict.fromkeys(name for names in by_scene.values() for name in names)
    near: dict[str, set[str]] = {name: set() for name in order}
    for names in by_scene.values():
        for name in names:
            near[name].update(names)
    told = _told(script, list(order))
    relations = beside(script, order)
    taken = {word for one in script.cast for word in (one.name, *one.aliases)}
    taken |= {word for one in known for word in (one.name, *one.aliases)}
    return [
        _Name(
            name,
            people.get(name),
            joint.get(name, ()),
            frozenset(near[name] - {name}),
            frozenset(taken | {*order}),
            relations.get(name, Beside()),
            (people[name].looks if name in people else "") + told[name],
        )
        for name in order
    ]


def _told(script: Script, names: list[str]) -> dict[str, str]:
    """For every name the actions that name nobody else, joined."""
    found = dict.fromkeys(names, "")
    long = sorted((name for name in names if len(name) > 1), key=len, reverse=True)
    for unit in script.units:
        if unit.kind == "action":
            here = [name for name in long if name in unit.text]
            whole = [name for name in here if not any(name != other and name in other for other in here)]
            if len(whole) == 1:
                found[whole[0]] += "\n" + unit.text
    return found


def _member(entry: _Name, seen: list[Member], tempo: int, language: str) -> Member:
    name, person = entry.name, entry.person
    kind = roles.kind(name, entry.members, language)
    met, introduced = said.introduction(name, entry.told)
    bio = "\n".join(filter(None, (person.looks if person else "", introduced)))
    body = _body(entry, person.age if person and person.age is not None else met, seen, language)
    sex, years = body.sex, body.age
    aliases = person.aliases if person else ()
    voice = assume.voice(sex, years, tempo, language)
    if kind != "person":
        colour, style = roles.tables(language)["group_clothes"]["default"]
        looks = bodiless(kind, Looks(sex, years, "", "", colour, style), language)
        return Member(name, kind, looks, voice, aliases, assumed=("age", "voice"))
    tables = {part: assume.rows(part, sex, years, language, entry.taken)[0] for part in ("hair", "clothes")}
    if body.twin:
        tables["hair"] = (body.twin.looks.hair_colour, body.twin.looks.hair_style)
    hair, hair_said = _choose(said.hair(bio, language), tables["hair"])
    trade = roles.tells(name, "clothes", language)
    trade = trade if trade and assume.unnamed(trade, entry.taken) else None
    suit, suit_said = _choose(said.clothes(bio, language), trade or tables["clothes"])
    told = {"sex": body.sex_said, "age": body.age_said, "hair": hair_said, "clothes": suit_said, "voice": False}
    free = {part for part in ("hair", "clothes", "age") if not told[part]} - ({"hair", "age"} if body.twin else set())
    if trade and "clothes" in free:
        free = free - {"clothes"} | {"uniform"}
    looks = apart.distinct(Looks(sex, years, *hair, *suit), free, name, seen, set(entry.near), language, entry.taken)
    return Member(
        name,
        kind,
        looks,
        voice,
        aliases,
        twin_of=body.twin.name if body.twin else "",
        assumed=tuple(part for part, known in told.items() if not known),
        evidence=entry.beside.lines,
    )


@dataclass(frozen=True, slots=True)
class _Body:
    """What goes before hair and clothes."""

    sex: str
    sex_said: bool
    age: int
    age_said: bool
    twin: Member | None


def _body(entry: _Name, stated: int | None, seen: list[Member], language: str) -> _Body:
    """Sex and age, told or assumed; and who is there already and looks the same: of one sex, and of one age unless told."""
    sex, sex_said = assume.sex(entry.name, entry.told, language, entry.beside.sex)
    years, age_said = assume.age(entry.name, stated, language, entry.beside.age)
    twin = next((one for one in seen if one.kind == "person" and one.name == entry.beside.twin), None)
    if twin and sex_said and sex != twin.looks.sex:
        twin = None
    if twin:
        sex, years = twin.looks.sex, years if age_said else twin.looks.age
    return _Body(sex, sex_said, years, age_said, twin)


def _choose(told: tuple[str, str] | None, usual: tuple[str, str]) -> tuple[tuple[str, str], bool]:
    """The pair the script tells, a part it leaves out as usual; and whether it tells any."""
    colour, style = usual
    return ((told[0] or colour, told[1] or style), True) if told else ((colour, style), False)


def with_tempo(cast: Cast, tempo: int | None) -> Cast:
    """The cast with everybody's tempo replaced (`--tempo`); unchanged for None."""
    if tempo is None:
        return cast
    members = tuple(replace(member, voice=replace(member.voice, tempo=tempo)) for member in cast.members)
    return Cast(members, cast.places)
