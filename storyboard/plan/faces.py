"""One face a person: every word that a script, its season and its cast.toml have for somebody becomes one name.

A name with an entry of its own in cast.toml is its own person: what was reviewed, or bought, is never joined by a rule.
What speaks for it stands in `storyboard/plan/claims.py`; where two people could be meant, nobody is.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace

from storyboard.cast import roles
from storyboard.check.form import people_of
from storyboard.languages import Language
from storyboard.model import Cast, Fault, Person, Script, Unit
from storyboard.parse.words import VOICES
from storyboard.plan.claims import RULES, names_in, one_entry, running
from storyboard.plan.cues import as_two
from storyboard.plan.present import with_seen
from storyboard.records import dataclass
from storyboard.rules import finding

SEXED = {
    "男": "男声", "女": "女声", "男声": "男声", "女声": "女声",
    "male": "MALE VO", "female": "FEMALE VO", "man": "MALE VO", "woman": "FEMALE VO",
}  # fmt: skip
"""What stands in brackets behind VO -> what that voice is called."""


@dataclass(frozen=True, slots=True)
class Faces:
    """Who is who."""

    names: Mapping[str, str] = field(default_factory=dict)
    """Name as some script writes it -> the one name, where they differ."""
    own: frozenset[str] = frozenset()
    """Names with an entry of their own: a reader who took one for another name is put right."""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Name -> other words for it that only running text uses (Kelly for NURSE KELLY)."""

    def of(self, name: str) -> str:
        return self.names.get(name, name)


def one_face(script: Script, known: Cast, season: Sequence[Script] = ()) -> Script:
    """The script in which everybody has one name, and every scene knows who is seen in it.

    `season`: all scripts whose words are to be heard, this one among them. Doing it twice is doing it once.
    """
    found = with_seen(_named(script, faces(season or (script,), known)), known)
    everyone = [found if one is script else one for one in season] or [found]
    return _named(found, faces(everyone, known))


def as_described(script: Script, cast: Cast) -> Script:
    """The script with everybody under the name that the cast has for them: an answer may have found two names of one person, or somebody whom rules did not see."""
    people = people_of(script, {scene.id for scene in script.scenes})
    other = {alias for member in cast.members for alias in member.aliases}
    seen = {member.name for member in cast.members if member.is_seen} - {*people}
    renamed = any(cast.get(name) is None and name in other for name in people)
    return one_face(script, cast) if seen or renamed else script


def faces(scripts: Sequence[Script], known: Cast) -> Faces:
    """Who is who in these scripts, as far as cast.toml and the rules are sure."""
    season = names_in(scripts, known)
    claims: defaultdict[str, dict[str, None]] = defaultdict(dict)
    spelt: defaultdict[str, list[str]] = defaultdict(list)
    for name in season.people:
        spelt[name.casefold()].append(name)
    for rule in RULES:
        for told, name in rule(season):
            for word in spelt.get(told.casefold(), ()):
                if word != name and not season.own(word):
                    claims[word][name] = None
    joined = {
        word: next(iter(names)) for word, names in claims.items() if len({_end(name, claims) for name in names}) == 1
    }
    ends = {word: _last(word, joined) for word in joined}
    own = frozenset(member.name for member in known.members)
    return Faces({word: name for word, name in ends.items() if word != name}, own, running(season, ends))


def _end(name: str, claims: Mapping[str, Mapping[str, None]]) -> str:
    """Where a name leads that leads on to one other only: the claims of 阿意 and 知意 may meet in 许知意."""
    seen = {name}
    while len(claims.get(name, {})) == 1 and (name := next(iter(claims[name]))) not in seen:
        seen.add(name)
    return name


def _last(word: str, joined: Mapping[str, str]) -> str:
    seen = {word}
    while word in joined and joined[word] not in seen:
        word = joined[word]
        seen.add(word)
    return word


def _named(script: Script, who: Faces) -> Script:
    """The script with the one name of everybody, and what was taken for granted by it as warnings."""
    language = Language.of(script.language).code
    units = tuple(_heard(_unit(unit, who), script, who) for unit in script.units)
    units = tuple(as_two(units, script))
    scenes = tuple(
        replace(
            scene,
            cast=tuple(dict.fromkeys(map(who.of, scene.cast))),
            seen=tuple(dict.fromkeys(map(who.of, scene.seen))),
        )
        for scene in script.scenes
    )
    taken: dict[str, Fault] = {}
    for before, unit in zip(script.units, units, strict=True):
        if unit.kind == "speech" and not unit.members and before.speaker != unit.speaker:
            told = finding(
                "name-variant",
                line=script.line_of(unit.start),
                language=language,
                name=before.speaker,
                other=unit.speaker,
            )
            taken.setdefault(before.speaker, replace(told, path=script.path))
    warnings = (*script.warnings, *(fault for fault in taken.values() if fault not in script.warnings))
    people = _people(script.cast, units, who)
    return replace(
        script, units=units, scenes=scenes, cast=people, warnings=tuple(sorted(warnings, key=lambda one: one.line))
    )


def _unit(unit: Unit, who: Faces) -> Unit:
    if unit.kind != "speech" or not unit.speaker:
        return unit
    if unit.cue in who.own and unit.cue != unit.speaker and not unit.members:
        return replace(unit, speaker=unit.cue, cue="")
    if not unit.members:
        name = who.of(unit.speaker)
        return unit if name == unit.speaker else replace(unit, speaker=name, cue=unit.cue or unit.speaker)
    members = tuple(dict.fromkeys(map(who.of, unit.members)))
    if members == unit.members:
        return unit
    return replace(
        unit,
        speaker=roles.JOINT.join(members),
        members=members if len(members) > 1 else (),
        cue=unit.cue or unit.speaker,
    )


def _heard(unit: Unit, script: Script, who: Faces) -> Unit:
    """A cue that is only VO with somebody's name, or a sex, in brackets behind it: that person's, or a voice of that sex; an OS of who is only a voice is heard aloud."""
    if unit.kind == "speech" and unit.delivery == "inner":
        bodiless = (one.name for one in script.cast if roles.HEARD_ONLY.search(one.looks))
        return replace(unit, delivery="voiceover") if unit.speaker in bodiless else unit
    if (
        unit.kind != "speech"
        or unit.speaker not in VOICES | {"V.O."}
        or not unit.parentheticals
        or unit.parentheticals[0].at
    ):
        return unit
    note = unit.parentheticals[0].text.strip("（）()[]【】 ")
    name = who.of(note)
    if any(person.name == name for person in script.cast) or any(name in scene.cast for scene in script.scenes):
        return replace(unit, speaker=name, cue=unit.cue or unit.speaker, delivery=unit.delivery or "voiceover")
    voice = SEXED.get(note.casefold())
    return replace(unit, speaker=voice, cue=unit.cue or unit.speaker) if voice else unit


def _people(cast: Iterable[Person], units: Sequence[Unit], who: Faces) -> tuple[Person, ...]:
    """Everybody once, with what was told of each of their names; speeches counted anew."""
    found: dict[str, Person] = {}
    for person in cast:
        name = who.of(person.name)
        aliases = tuple(word for word in (*person.aliases, person.name) if word != name)
        one = replace(person, name=name, aliases=aliases)
        found[name] = one_entry(found[name], one) if name in found else one
    spoken: defaultdict[str, int] = defaultdict(int)
    for unit in units:
        for name in (unit.members or (unit.speaker,)) if unit.kind == "speech" and unit.speaker else ():
            spoken[name] += 1
            found.setdefault(name, Person(name))
    gone = {unit.cue for unit in units if unit.cue} - {unit.speaker for unit in units}
    return tuple(
        replace(
            person,
            speeches=spoken[name],
            aliases=tuple(dict.fromkeys(word for word in (*person.aliases, *who.words.get(name, ())) if word != name)),
        )
        for name, person in found.items()
        if spoken[name] or name not in gone or person.listed or person.looks
    )
