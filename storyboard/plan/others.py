"""People of an answer's `others`: whom a model saw acting, and rules did not. Each becomes an entry where the script has the name in the line that is cited.

An answer gives them one line of looks (`woman of fifty, grey curls, green apron`); what it leaves out is assumed as for everybody. Animals and things stay
what they were: told in the picture, without an entry.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from storyboard.cast import assume, roles, said
from storyboard.cast.ages import NUMBERS, age
from storyboard.cast.gather import gather
from storyboard.cast.looks import NOTHING, OLDEST, bodiless
from storyboard.languages import Language
from storyboard.model import Cast, Fact, Looks, Member, Script, Voice
from storyboard.patterns import deferred
from storyboard.plan.bystanders import table_of
from storyboard.plan.entries import LONGEST_PART, word
from storyboard.plan.proved import found_at, nouns_of
from storyboard.records import dataclass

_BEASTS = deferred(
    r"[狗犬猫马驴骡牛羊猪鸡鸭鹅鸟雀鹰蛇狼虎豹狮熊鱼鼠兔猴龙象鹿狐驼鹤龟蛙猿鲸鲨鸽鸦燕雁鹦鹉蜂蝶虫豚獭貂]$|[狗犬猫驴骡蛇狼狮熊鼠猴]|骆驼|大象|鹦鹉|\b(?:elephants?|camels?|deer|stags?|monkeys?|apes?|gorillas?|chimps?|seals?|dolphins?|turtles?|tortoises?|lizards?|crocodiles?|alligators?|eagles?|falcons?|pigeons?|doves?|swans?|turkeys?|llamas?|buffalos?|otters?|badgers?|squirrels?|hamsters?|frogs?|toads?|bees?|butterfly|butterflies|moths?|dogs?|terriers?|hounds?|pup(?:py|pies)?|cats?|kittens?|horses?|mares?|stallions?|pony|ponies|mules?|donkeys?|cows?|bulls?|ox(?:en)?|sheep|lambs?|goats?|pigs?|hens?|roosters?|ducks?|geese|goose|birds?|crows?|ravens?|hawks?|owls?|parrots?|snakes?|wolf|wolves|bears?|lions?|tigers?|rats?|mouse|mice|fish|sharks?|whales?|dragons?|rabbits?|foxe?s?|monkeys?)\b",
    re.I,
)
_BODY = deferred(
    r"脸|眉|眼|须|胡|鼻|唇|牙|皮肤|身材|高个|矮个|胖瘦|高矮|[胖瘦壮]$|\b(?:sideburns|whiskers|faces?|faced|eyes?|cheeks?|beards?|bearded|m(?:o)?ustaches?|stubble|hands?|arms?|skin|build|slim|lean|stout|tall|short|upright|expression|freckles|nose|teeth|smile)\b",
    re.I,
)
"""What of a look is neither hair nor clothes."""
_MANY = deferred(
    r"^(?:[两三四五六七八九十几数众多](?![两三四五六七八九十几多来]*(?:岁|出头|上下|开外))|一群|男女)|^(?:two|three|four|five|six|seven|eight|nine|ten|twelve|several|a (?:crowd|group|dozen)|crowd|men|women|people|young men|children|boys|girls|mixed)\b|^\w+(?: \w+)? and wom[ae]n\b",
    re.I,
)
_WRAPPED = deferred(
    r"赤膊|赤裸上身|光着?(?:上身|膀子)|毛巾|浴巾|毯|床单|被单|蓑衣|\b(?:bare-?chested|shirtless|stripped to the waist|towels?|blankets?|sheets?|shawls?|robes?)\b",
    re.I,
)
"""What somebody has on who wears no garment, and that they are bare."""
_ARTICLE = deferred(r"^(?:the|an?)\s+", re.I)
_DRESSED = deferred(r"\s+in\s+(?!(?:his|her|their|its)\b)", re.I)
"""Behind who somebody is what they wear: in a green apron, but not in his forties."""
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
            cast = _with(cast, _looking(there, other, language)) if own else cast
        elif not _is_somebody(other, cast, language):
            cast = _joined(cast, other, script, language, tempo)
    return cast


def _is_beast(entry: Mapping[str, Any]) -> bool:
    """Whether an answer's other is an animal by what its look says first, which tells of nobody's age."""
    first = _pieces(entry["look"])[0]
    return _BEASTS.search(first) is not None and age(first, bare=True) is None


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
        if not line or not look or _BEASTS.search(name) or _BEASTS.search(_pieces(look)[0]):
            continue
        name = _as_written(name, text[line - 1])
        several = _MANY.search(look) is not None
        person = several or nouns_of(look, language) or roles.tells(name, "age", language) is not None
        if person or roles.is_role(name) or age(_pieces(look)[0], bare=True) is not None:
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


def _joined(cast: Cast, other: _Other, script: Script, language: str, tempo: int | None) -> Cast:
    """The cast with a new entry of an other: what the script tells and rules assume, then the looks of the answer."""
    there = next(
        (
            unit.scene
            for unit in script.units
            if unit.kind == "action" and _holds(unit.start, unit.end, other.line, script)
        ),
        "",
    )
    scenes = tuple(replace(one, seen=(*one.seen, other.name)) if one.id == there else one for one in script.scenes)
    found = gather(replace(script, scenes=scenes), cast, tempo)
    new = found.get(other.name)
    return replace(cast, members=(*cast.members, _looking(new, other, language))) if new else cast


def _holds(start: int, end: int, line: int, script: Script) -> bool:
    return script.line_of(start) <= line <= script.line_of(max(end - 1, start))


def _with(cast: Cast, member: Member) -> Cast:
    return replace(cast, members=tuple(member if one.name == member.name else one for one in cast.members))


def _looking(member: Member, other: _Other, language: str) -> Member:
    """A member with the looks of an answer where the script tells none."""
    kind = "group" if other.several and member.kind == "person" else member.kind
    old, parts = member.looks, _parts(other.look, language)
    use = {
        part: value
        for part, value in parts.items()
        if part in {*member.assumed, *(("hair", "clothes") if kind == "group" else ())}
    }
    sex, years = use.get("sex", old.sex), use.get("age", old.age)
    usual = (old.hair_colour, old.hair_style)
    if kind != member.kind:  # rules took a crowd for one person: it has no one head of hair
        usual = assume.crowd(member.name, language, "", ())[0]
    hair, clothes = (
        use.get("hair", usual),
        use.get("clothes", (old.clothes_colour, old.clothes_style)),
    )
    looks = Looks(
        sex, years, hair[0] or old.hair_colour, hair[1] or old.hair_style, clothes[0] or old.clothes_colour, clothes[1]
    )
    voice = member.voice
    if kind == "group":
        looks = bodiless("group", looks, language)
        voice = replace(voice, sex=looks.sex)
    elif sex != old.sex or years != old.age:
        voice = _voice(voice, sex, years)
    facts = [fact for fact in member.facts if fact.part not in use]
    values = {part: "|".join(value) if isinstance(value, tuple) else str(value) for part, value in use.items()}
    answered = [Fact(part, value, "assumed", reason="answer") for part, value in values.items()]
    seen = Fact("kind", kind, "model", other.line, other.quote)
    lines = tuple(dict.fromkeys((other.line, *member.evidence)))
    return replace(member, kind=kind, looks=looks, voice=voice, evidence=lines, facts=(seen, *facts, *answered))


def _voice(voice: Voice, sex: str, years: int) -> Voice:
    return replace(voice, sex=sex, pitch=assume.pitch(sex, years))


def _pieces(look: str) -> list[str]:
    return [piece.strip() for piece in re.split(r"[，、,；;]", look) if piece.strip()] or [""]


def _parts(look: str, language: str) -> dict[str, Any]:
    """The parts that a line of looks tells: sex, age, and colour and style of hair and clothes."""
    first, *pieces = _pieces(look)
    if not Language.of(language).does("writing.han") and (dressed := _DRESSED.search(first)):
        first, pieces = first[: dressed.start()], [first[dressed.end() :], *pieces]
    found: dict[str, Any] = {}
    if sex := nouns_of(look, language):
        found["sex"] = sex
    years = next(filter(None, (age(look, bare=True), *map(_alone, pieces))), None)
    if years is not None and 0 < years <= OLDEST:
        found["age"] = years
    heads = [piece for piece in (first, *pieces) if (told := said.hair(piece, language)) and any(told)]
    worn_pieces = [piece for piece in pieces if piece not in heads and not _BODY.search(piece) and not _is_who(piece)]
    if heads:
        colour, style = said.hair(heads[0], language) or ("", "")
        found["hair"] = (colour, style or "")
    if worn := [piece for piece in worn_pieces if said.garments(piece, language) or _WRAPPED.search(piece)]:
        worn_pieces = [worn[0], *(piece for piece in worn_pieces if piece != worn[0])]
        colour, rest = said.shade(worn[0], language)
        colour = colour or next(filter(None, (_tint(piece, language) for piece in worn)), "")
        style = word(Language.of(language).word("looks.listed").join((rest, *worn_pieces[1:])), language)
        if style and style.casefold() not in NOTHING and len(style) <= LONGEST_PART[language]:
            found["clothes"] = (colour, style)
    return found


def _tint(piece: str, language: str) -> str:
    """The first colour of a piece, wherever it stands in it: 腰围白毛巾, tartan and grey blankets."""
    starts = (match.start() for match in re.finditer(r"\b[A-Za-z]|[^\x00-\x7f]", piece))
    return next(filter(None, (said.shade(piece[at:], language)[0] for at in starts)), "")


def _alone(piece: str) -> int | None:
    """The age that a piece is all of: 34, thirty, about seventy-one."""
    match = re.fullmatch(r"(?:(?:about|around|some|nearly|maybe) )?([\w-]+)(?: years old)?", piece, re.I)
    told = match[1].lower() if match else ""
    return int(told) if told.isdigit() else NUMBERS.get(told)


def _is_who(piece: str) -> bool:
    """Whether a piece tells only sex or age: 男，五十岁，……"""
    return _alone(piece) is not None or (
        re.fullmatch(r"[男女]性?|.{0,6}岁.{0,3}|.{1,4}(?:出头|上下|开外)|(?:in (?:his|her) )?\w+ies", piece) is not None
    )
