"""People of an answer's `others`: whom a model saw acting, and rules did not. Each becomes an entry where the script has the name in the line that is cited.

An answer gives them one line of looks (`woman of fifty, grey curls, green apron`); what it leaves out is assumed as for everybody. Animals and things stay
what they were: told in the picture, without an entry.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from storyboard import beasts
from storyboard.cast import assume, roles
from storyboard.cast.ages import age
from storyboard.cast.gather import gather
from storyboard.cast.looks import bodiless
from storyboard.cast.times import scene_keys
from storyboard.languages import Language
from storyboard.model import Cast, Fact, Looks, Member, Script, Version, Voice
from storyboard.patterns import deferred
from storyboard.plan.bystanders import table_of
from storyboard.plan.proved import found_at, nouns_of
from storyboard.plan.sketched import Sketch, fitted, pieces_of, sketch
from storyboard.records import dataclass

_MANY = deferred(
    r"^(?:[两三四五六七八九十几数众多](?![两三四五六七八九十几多来]*(?:岁|出头|上下|开外))|一群|男女)|^(?:two|three|four|five|six|seven|eight|nine|ten|twelve|several|a (?:crowd|group|dozen)|crowd|men|women|people|young men|children|boys|girls|mixed)\b|^\w+(?: \w+)? and wom[ae]n\b",
    re.I,
)
_PART = deferred(
    r"^(?:一[只双条]|两只)?[^的]*的(?:一[只双条])?(?:[左右]?手|双手|手[指臂腕]|[左右]?脚|脸|[左右]?眼|眼睛|腿|胳膊|背影|影子|后背|肩膀|嘴|声音)$|^一[只双][^的]{0,6}[手脚眼]$"
    r"|\b(?:hands?|arms?|foot|feet|legs?|fingers?|thumbs?|eyes?|faces?|voices?|back|shadows?|silhouette|boots?|shoes?)$|^(?:hands?|arms?|voices?|shadow|silhouette) of\b",
    re.I,
)
"""A part of somebody, which is nobody: 戴金表的手, a gloved hand."""
_ARTICLE = deferred(r"^(?:the|an?)\s+", re.I)
_WITH = deferred(r"\s(?:in|with|of|from|at|who)\s.*$", re.I)


@dataclass(frozen=True, slots=True)
class _Other:
    """One of the others whom the script has by that name."""

    name: str
    look: str
    line: int
    quote: str
    several: bool


def with_others(cast: Cast, known: Cast, told: Iterable[Mapping[str, Any]], script: Script, tempo: int | None) -> Cast:
    """The cast with an entry for everybody of `told` who is a person, acts in the lines of the script, and has none yet; who has one of rules alone gets these looks."""
    language = Language.of(script.language).code
    fixed = {member.name for member in known.members}
    speak = {unit.speaker for unit in script.units if unit.kind == "speech"}
    told = tuple(told)
    beasts = {entry["name"] for entry in told if _is_beast(entry)} - fixed - speak
    cast = replace(cast, members=tuple(one for one in cast.members if one.name not in beasts or _is_answered(one)))
    for other in _proved(told, script, language):
        there = _member_of(other.name, cast, speak)
        if there is not None:
            own = there.name not in fixed and there.name not in speak and not _is_answered(there)
            cast = _with(cast, _looking(there, other, _scene_of(other, script), script)) if own else cast
        elif not _is_somebody(other, cast, language):
            cast = _joined(cast, other, script, tempo)
    return cast


def _is_beast(entry: Mapping[str, Any]) -> bool:
    """Whether an answer's other is an animal by what its look says first, which tells of nobody's age."""
    first = pieces_of(entry["look"])[0]
    return beasts.BEASTS.search(first) is not None and age(first, bare=True) is None


def has_entry(name: str, cast: Cast) -> bool:
    """Whether an other of an answer has an entry now, so that nothing else need tell their looks."""
    return _member_of(_ARTICLE.sub("", " ".join(name.split())), cast, ()) is not None


def _proved(told: Iterable[Mapping[str, Any]], script: Script, language: str) -> Iterator[_Other]:
    text = script.text.splitlines()
    acted = {
        line
        for unit in script.units
        if unit.kind == "action" and unit.scene
        for line in range(script.line_of(unit.start), script.line_of(max(unit.end - 1, unit.start)) + 1)
    }
    for entry in told:
        name = _ARTICLE.sub("", " ".join(entry["name"].split()))
        look = " ".join(entry["look"].split()).rstrip("。.")
        line = found_at(name, entry["line"], [words if at in acted else "" for at, words in enumerate(text, 1)])
        if (
            not line
            or not look
            or _PART.search(name)
            or beasts.BEASTS.search(name)
            or beasts.BEASTS.search(pieces_of(look)[0])
        ):
            continue
        name = _as_written(name, text[line - 1])
        several = _MANY.search(look) is not None
        person = several or nouns_of(look, language) or roles.tells(name, "age", language) is not None
        if person or roles.is_role(name) or age(pieces_of(look)[0], bare=True) is not None:
            yield _Other(name, look, line, text[line - 1].strip()[:60], several)


def _as_written(name: str, line: str) -> str:
    """A name in the letters of the line."""
    match = re.search(re.escape(name).replace(r"\ ", r"\s+"), line, re.I)
    return " ".join(match[0].split()) if match else name


def _member_of(name: str, cast: Cast, speak: Collection[str]) -> Member | None:
    """Whose entry it is: of that name, or of the word in it that rules have them by (`child` of `child in a red anorak`)."""
    wanted = {name.casefold(), name.casefold().removesuffix("们"), f"{name.casefold()}们"}
    head = _WITH.sub("", name.casefold())
    for one in cast.members:
        called = {word.casefold() for word in (one.name, *one.aliases)}
        if called & wanted or (one.name not in speak and head != name.casefold() and head in called):
            return one
    return None


def _is_somebody(other: _Other, cast: Cast, language: str) -> bool:
    """Whether a name may mean somebody who has an entry: the man, MOTHER where there is SHEN'S MOTHER, 医生 where there is 陈医生."""
    name = other.name.casefold()
    if name in {*table_of(language)["anybody"], "men", "women", "people", "boys", "girls"} and not other.name.isupper():
        return True
    every = [word.casefold() for one in cast.members for word in (one.name, *one.aliases)]
    if Language.of(language).does("writing.words"):
        return any(
            {*name.split()} & {*each.split()} - {"the", "of", "in", "and"} for each in every if not other.several
        )
    return any(name in each or each in name for each in every) and not other.several


def _is_answered(member: Member) -> bool:
    return any(fact.source == "model" or fact.reason == "answer" for fact in member.facts)


def _joined(cast: Cast, other: _Other, script: Script, tempo: int | None) -> Cast:
    """The cast with a new entry of an other: what the script tells and rules assume, then the looks of the answer."""
    there = _scene_of(other, script)
    scenes = tuple(replace(one, seen=(*one.seen, other.name)) if one.id == there else one for one in script.scenes)
    found = gather(replace(script, scenes=scenes), cast, tempo)
    new = found.get(other.name)
    return replace(cast, members=(*cast.members, _looking(new, other, there, script))) if new else cast


def _scene_of(other: _Other, script: Script) -> str:
    """The id of the scene in whose action an answer saw somebody; empty where there is none."""
    acted = (unit for unit in script.units if unit.kind == "action")
    return next((unit.scene for unit in acted if _holds(unit.start, unit.end, other.line, script)), "")


def _holds(start: int, end: int, line: int, script: Script) -> bool:
    return script.line_of(start) <= line <= script.line_of(max(end - 1, start))


def _with(cast: Cast, member: Member) -> Cast:
    return replace(cast, members=tuple(member if one.name == member.name else one for one in cast.members))


def _looking(member: Member, other: _Other, scene: str, script: Script) -> Member:
    """A member with the looks of an answer where the script tells none. `scene`: where the answer saw them, and where their state holds."""
    language, keys = Language.of(script.language).code, scene_keys(script)
    kind = "group" if other.several and member.kind == "person" else member.kind
    told, use = sketch(other.look, language), _used(member, other, kind, language)
    looks, voice = _looks(member, kind, told, use, language), member.voice
    if kind == "group":
        looks = bodiless("group", looks, language)
        voice = replace(voice, sex=looks.sex)
    elif (looks.sex, looks.age) != (member.looks.sex, member.looks.age):
        voice = _voice(voice, looks.sex, looks.age)
    facts = [fact for fact in member.facts if fact.part not in use]
    values = {part: "|".join(value) if isinstance(value, tuple) else str(value) for part, value in use.items()}
    answered = [Fact(part, value, "assumed", reason="answer") for part, value in values.items()]
    seen = Fact("kind", kind, "model", other.line, other.quote)
    lines = tuple(dict.fromkeys((other.line, *member.evidence)))
    state = [Version(scenes=(keys[scene],), state=told.state)] if told.state and scene in keys else []
    return replace(
        member,
        kind=kind,
        looks=looks,
        voice=voice,
        evidence=lines,
        facts=(seen, *facts, *answered),
        versions=(*member.versions, *state),
    )


def _used(member: Member, other: _Other, kind: str, language: str) -> dict[str, Any]:
    """What of an answer's look is taken: parts that the script tells stay as they are, but for what a crowd has on."""
    told = sketch(other.look, language)
    every: dict[str, Any] = {"sex": told.sex, "age": told.age, "hair": told.hair, "clothes": told.clothes}
    old = member.looks
    before = {"hair": (old.hair_colour, old.hair_style), "clothes": (old.clothes_colour, old.clothes_style)}
    richer = {part for part, pair in before.items() if every[part] and _is_more(every[part], pair)}
    open_parts = {*member.assumed, *richer, *(("hair", "clothes") if kind == "group" else ())}
    return {part: value for part, value in every.items() if value and part in open_parts}


def _is_more(told: tuple[str, str], before: tuple[str, str]) -> bool:
    """Whether colour and style say all of what stood before, and more: 红套头毛衣 where the script has 红毛衣."""
    shade, style = (word.casefold() for word in before)
    return shade.removesuffix("色") in told[0].casefold() and style in told[1].casefold()


def _looks(member: Member, kind: str, told: Sketch, use: Mapping[str, Any], language: str) -> Looks:
    """The looks of a member with the parts that are taken; face and body stand behind the hair, and a colour of hair that nobody tells is the plainest of that age."""
    old = member.looks
    sex, years = use.get("sex", old.sex), use.get("age", old.age)
    usual = (old.hair_colour, old.hair_style)
    if kind != member.kind:  # rules took a crowd for one person: it has no one head of hair
        usual = assume.crowd(member.name, language, "", ())[0]
    rows = assume.rows("hair", sex, years, language)
    if kind == "person" and rows != assume.rows("hair", old.sex, old.age, language) and "hair" in member.assumed:
        usual = rows[0]  # what was assumed is of the other sex, or of another age
    colour, style = use.get("hair", usual)
    plain = usual[0] if kind == "group" or use.get("hair") is None else rows[0][0]
    body = [part for part in told.body if part.casefold() not in style.casefold()]
    clothes = use.get("clothes", (old.clothes_colour, old.clothes_style))
    return Looks(
        sex,
        years,
        colour or plain,
        fitted((style or usual[1], *body), language),
        clothes[0] or old.clothes_colour,
        clothes[1],
    )


def _voice(voice: Voice, sex: str, years: int) -> Voice:
    return replace(voice, sex=sex, pitch=assume.pitch(sex, years))
