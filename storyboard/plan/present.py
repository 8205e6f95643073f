"""Who is in the picture without a word: people who act in a scene though they neither speak nor stand in a cast line.

Sure is who is introduced (一个老人, `An OLD WOMAN`, `TOM, 31, drives`), who acts again and again, who acts by a word of kin that nobody
else of the script may be called by (母亲推门出来, `MOTHER wipes the counter`), and whoever acts where nobody else is. The others are named in a warning, and asked about where there is a language model.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from storyboard.cast import roles, said
from storyboard.cast.ages import age
from storyboard.cast.beside import beside
from storyboard.cast.said import is_garment
from storyboard.cast.several import several as by_names
from storyboard.cast.unnamed import unnamed
from storyboard.languages import Language
from storyboard.model import Cast, Fault, Person, Scene, Script, Unit
from storyboard.parse.attribution import SURNAMES
from storyboard.patterns import deferred, either, tabled
from storyboard.plan.bystanders import bystanders, is_called, parts_told, revealing, summed_up, table_of, verbs_en
from storyboard.records import dataclass
from storyboard.rules import finding

OFTEN = 2
"""How often somebody whom nobody introduces must act to be surely a person."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Somebody who acts in a text."""

    name: str
    told: str
    """The words they were found in."""
    sure: bool
    """Whether they are introduced, so that one sight is enough."""
    acts: bool = False
    """Whether they do something there."""
    several: bool = False


def with_seen(script: Script, known: Cast) -> Script:
    """The script whose scenes know who else is seen in them; whoever may be a person and is not sure stands in a warning."""
    language = Language.of(script.language).code
    named = {
        word for person in script.cast if person.speeches or person.listed for word in (person.name, *person.aliases)
    }
    named |= {name for scene in script.scenes for name in scene.cast}
    met = {word for member in known.members for word in (member.name, *member.aliases) if word in script.text} - named
    sights, others = _found(script, named, met, language)
    counts = Counter(sight.name for _, sight in sights)
    alone = {scene.id for scene in script.scenes if not scene.cast} - {
        u.scene for u in script.units if u.kind == "speech"
    }
    sure = {
        sight.name
        for unit, sight in sights
        if sight.sure or counts[sight.name] >= OFTEN or unit.scene in alone or known.get(sight.name) is not None
    }
    many = {sight.name for _, sight in sights if sight.several}
    seen: defaultdict[str, dict[str, None]] = defaultdict(dict)
    told: dict[str, Person] = {person.name: person for person in script.cast}
    doubts: dict[str, Fault] = {}
    for unit, sight in sights:
        if sight.name not in sure:
            doubt = finding(
                "maybe-person",
                line=script.line_of(unit.start),
                language=language,
                name=sight.name,
                text=_cut(sight.told),
            )
            doubts.setdefault(sight.name, replace(doubt, path=script.path))
            continue
        seen[unit.scene][sight.name] = None
        aliases = tuple(word for word in others.get(sight.name, ()) if word != sight.name)
        aliases += tuple(_all_of(sight.name, script.text)) if sight.name in many else ()
        told.setdefault(sight.name, Person(sight.name, aliases, age(sight.told, bare=True), sight.told))
    cited = _cited(script, known, met - {sight.name for _, sight in sights})
    for scene, name in (*_listed(script, named), *cited):
        seen[scene][name] = None
    told = {name: Person(name) for _, name in cited} | told
    scenes = tuple(_with(scene, seen[scene.id]) for scene in script.scenes)
    warnings = (*script.warnings, *(doubt for doubt in doubts.values() if doubt not in script.warnings))
    return replace(
        script,
        scenes=scenes,
        cast=tuple(told.values()),
        warnings=tuple(sorted(warnings, key=lambda one: one.line)),
    )


_ALL = ("众", "一众", "全体", "所有", "一群", "那群", "这群", "一队", "一帮", "几个", "几名")


def _all_of(name: str, text: str) -> Iterator[str]:
    """How a Chinese text calls all of a crowd: 众伪军 of 伪军, which is no word of its own before the crowd."""
    if not name.isascii() and not name.startswith(_ALL):
        yield from (word for word in (f"{ahead}{name}" for ahead in _ALL) if word in text)


def _found(
    script: Script, named: Collection[str], met: Collection[str], language: str
) -> tuple[list[tuple[Unit, Sight]], dict[str, tuple[str, ...]]]:
    """The sights of everybody who may be without a name, each under one word, and the other words for each."""
    strangers = {(one.unit.id, one.noun.casefold()) for one in unnamed(script, named)}
    garments = [name for name in named if is_garment(name)]
    every = [
        (unit, sight)
        for unit, sight in _sights(script, named, met, language)
        if not any(unit.id == seen and sight.name.casefold() in noun for seen, noun in strangers)
        and not any(garment in sight.told for garment in garments)
    ]
    sights, others = _one_word(every)
    kin = _free_kin(script, named, language)
    sure = [
        (unit, replace(sight, sure=sight.sure or (sight.acts and sight.name.casefold() in kin)))
        for unit, sight in _one_crowd(sights, script, language)
    ]
    return sure, others


def _one_crowd(sights: Sequence[tuple[Unit, Sight]], script: Script, language: str) -> Iterator[tuple[Unit, Sight]]:
    """The sights without words for whatever crowd is there (人群, people) in scenes that have another: 村民 of the cast line, 百姓 of an action."""
    anyone, force = {*table_of(language)["anyone"]}, tabled(table_of(language)["force"], re.I)
    if all(sight.name.casefold() not in anyone for _, sight in sights):
        yield from sights
        return
    every = {name for scene in script.scenes for name in scene.cast} | {unit.speaker for unit in script.units}
    many = {
        name
        for name in every
        if name
        and not force.search(name)
        and (roles.kind(name, (), language) == "group" or _several(name, script.text))
    }
    crowds = {scene.id: many & {*scene.cast} for scene in script.scenes}
    for unit in script.units:
        crowds.setdefault(unit.scene, set()).update(many & {unit.speaker})
    for unit, sight in sights:
        if sight.several and sight.name.casefold() not in anyone and not force.search(sight.name):
            crowds.setdefault(unit.scene, set()).add(sight.name)
    for unit, sight in sights:
        if not (sight.name.casefold() in anyone and crowds.get(unit.scene)):
            yield unit, sight


def _several(name: str, text: str) -> bool:
    told = roles.is_role(name) or f"{name}若干" in text or f"{name}们" in text
    return told and roles.are_several(name, text)


def _cited(script: Script, known: Cast, names: Collection[str]) -> list[tuple[str, str]]:
    """(scene, name) of those of `names` who have an entry of which a line of evidence is an action that names them: an answer saw them where rules did not."""
    found = []
    actions = [unit for unit in script.units if unit.kind == "action" and unit.scene]
    for member in known.members:
        if member.name not in names or member.kind == "voice" or not member.evidence:
            continue
        word = re.escape(member.name)
        named = re.compile(rf"(?<![\w'’-]){word}(?![\w’'-])" if member.name.isascii() else word)
        units = [unit for unit in actions if named.search(unit.text)]
        spans = [(script.line_of(unit.start), script.line_of(max(unit.end - 1, unit.start))) for unit in units]
        if any(first <= line <= last for line in member.evidence for first, last in spans):
            found += [(unit.scene, member.name) for unit in units]
    return found


def _listed(script: Script, named: Collection[str]) -> Iterator[tuple[str, str]]:
    """(scene, name) of everybody in the list of people who never speaks and stands in no cast line, where an action names them."""
    silent = {one.name for one in script.cast if one.listed and not one.speeches and any(map(str.isalnum, one.name))}
    silent -= {name for scene in script.scenes for name in scene.cast}
    longer = {name: [word for word in named if name in word and word != name] for name in silent if len(name) > 1}
    for unit in script.units:
        for name, holding in longer.items() if unit.kind == "action" and unit.scene else ():
            text = unit.text
            for word in holding:
                text = text.replace(word, "")
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)" if name.isascii() else re.escape(name), text):
                yield unit.scene, name


def _free_kin(script: Script, named: Collection[str], language: str) -> frozenset[str]:
    """The words of kin, in small letters, that can mean nobody who has a name: none is called so, has it in the name or as kin beside the name."""
    rows = [tuple(row) for row in table_of(language)["kin"]]
    words = {name.casefold() for name in named}
    taken = {word for one in beside(script, named).values() for word in one.words}
    spoken = "\n".join(unit.text for unit in script.units if unit.kind == "speech").casefold()
    longest_first = sorted((word for row in rows for word in row), key=len, reverse=True)
    taken |= set(re.findall(rf"(?<!\w)({'|'.join(longest_first)})(?=[，。！？…—,.!?]|$)", spoken, re.M))
    latin = Language.of(language).does("writing.words")
    return frozenset(
        word
        for row in rows
        if not taken & {*row} and not any({*name.split()} & {*row} if latin else name.endswith(row) for name in words)
        for word in row
    )


def _one_word(found: list[tuple[Unit, Sight]]) -> tuple[list[tuple[Unit, Sight]], dict[str, tuple[str, ...]]]:
    """The sights with one word for each person, the first: 女孩 is the 小女孩 of before; and the words each one has."""
    words: dict[str, dict[str, None]] = {}
    one: list[tuple[Unit, Sight]] = []
    for unit, sight in found:
        same = [name for name, others in words.items() if any(_same(sight.name, other) for other in others)]
        name = same[0] if len(same) == 1 else sight.name
        words.setdefault(name, {})[sight.name] = None
        one.append((unit, replace(sight, name=name)))
    return one, {name: tuple(others) for name, others in words.items()}


def _same(one: str, other: str) -> bool:
    """Whether two words for somebody without a name may be for one: the same letters, or 女孩 of 小女孩."""
    if one.isascii():
        return one.casefold() == other.casefold()
    return one.endswith(other) or other.endswith(one)


def _with(scene: Scene, seen: Collection[str]) -> Scene:
    return replace(scene, seen=tuple(name for name in seen if name not in scene.cast))


def _cut(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _sights(
    script: Script, named: Collection[str], met: Collection[str], language: str
) -> Iterator[tuple[Unit, Sight]]:
    """Everybody who acts, action by action, but for people of this script; `met`: names that cast.toml has of other scripts."""
    actions = [unit for unit in script.units if unit.kind == "action" and unit.text and unit.scene]
    words = {name.casefold() for name in named}
    known, latin = words | {*map(str.casefold, met)}, Language.of(language).does("writing.words")
    looks, revealed = parts_told(script, named), revealing(named)
    surnamed = set[str]() if latin else _surnamed(actions, named)
    around = _named_in(script, named)
    for unit in actions:
        rows = [*by_names(unit.text, named, language)]
        for name in dict.fromkeys(name for row in rows for name in row.names if name.casefold() not in known):
            yield unit, Sight(name, name, sure=True, acts=True)
        for sight in _english(unit.text) if latin else _chinese(unit.text, surnamed, named):
            if any(sight.told in row.told or sight.told.startswith(row.told.strip()) for row in rows):
                continue
            means = _means(sight.name, known) or (latin and _has_role(sight.name, unit.text, words))
            means = means or revealed.search(unit.text, _behind(sight.told, unit.text)) is not None
            means = means or 0 < summed_up(sight.name) <= len(around[unit.scene])
            if sight.name in met or not means:
                yield unit, sight
        for one in bystanders(unit.text, han=not latin):
            if any(one.told.casefold() in row.told.casefold() for row in rows):
                continue
            single = not one.several and revealed.search(unit.text, _behind(one.told, unit.text)) is not None
            means = single or is_called(one, known, looks) or (not one.several and _means(one.name, known))
            means = means or 0 < summed_up(one.told) <= len(around[unit.scene])
            if one.name in met or not means:
                yield unit, Sight(one.name, one.told, sure=True, acts=True, several=one.several)


def _named_in(script: Script, named: Collection[str]) -> dict[str, set[str]]:
    """Id of each scene -> those with names who speak, stand in its cast line or are named in its actions; whoever has two counts once."""
    one = {word: person.name for person in script.cast for word in (person.name, *person.aliases)}
    found = {scene.id: {one.get(name, name) for name in scene.cast} for scene in script.scenes}
    for unit in script.units:
        if unit.kind == "speech":
            found.setdefault(unit.scene, set()).add(one.get(unit.speaker, unit.speaker))
        elif unit.kind == "action":
            found.setdefault(unit.scene, set()).update(one.get(name, name) for name in named if name in unit.text)
    return found


def _behind(told: str, text: str) -> int:
    """Where a text goes on behind the words for somebody."""
    return max(text.find(told), 0) + len(told)


def _has_role(name: str, text: str, words: Collection[str]) -> bool:
    """Whether a name stands right behind a role that somebody of the script is called by: THE MINISTER, DAME HELEN TARRANT (55)."""
    text = text.casefold()
    at = text.find(name.casefold())
    before = re.sub(r",\s*$", "", text[:at]) if at > 0 and text[:at].rstrip().endswith(",") else ""
    return any(before.endswith(word) and roles.is_role(word) for word in words) if before else False


def _means(name: str, words: Iterable[str]) -> bool:
    """Whether a word may mean somebody who has a name: 医生 where there is 陈医生, nurse where there is NURSE KELLY."""
    key = name.casefold()
    if key.isascii():
        return any({*key.split()} & {*word.split()} for word in words)
    return any(key in word or word in key for word in words)


# --- Chinese -------------------------------------------------------------------------------------------------------


@cache
def _subject() -> re.Pattern[str]:
    """Somebody without a name at the head of a clause: 一个穿雨衣的老人走进来, 女孩跑来."""
    table = table_of("zh")
    acting = {
        word
        for row in roles.tables("zh")["roles"]
        if row.get("kind") is None and "clothes" in row
        for word in row["words"]
        if len(word) > 1
    }
    goods = {word for word in acting if f"{word}员" in acting}  # 外卖 is what an 外卖员 brings
    kin = {word for row in table["kin"] for word in row if len(word) > 1}
    who = either({*table["people"], *acting, *kin} - goods)
    return deferred(
        rf"(?:^|[。！？；，\n])\s*(?:{either(table['leads'])})?(?P<all>(?:(?P<one>{either(table['one'])})|(?P<several>{either(table['several'])}))?"
        rf"(?P<told>[^，。！？；\n的]{{1,10}}的|[^，。！？；\n的]{{0,4}}岁的?)?(?P<who>(?>{who})))(?![{table['not_before']}])(?=[^，。！？；\n])"
    )


_NAMED_ZH = deferred("[\u3400-\u9fff]{2,4}(?:，|（|\\()[约近年]?[一二三四五六七八九十\\d]{1,3}来?岁")


@cache
def _there() -> re.Pattern[str]:
    """Somebody new behind the place where they are: 雾里走来一个老人, 门口站着一名女子。"""
    table = table_of("zh")
    who = either(table["people"])
    return deferred(
        rf"(?:^|[。！？；，\n])\s*△?\s*[^，。！？；：\n]{{1,8}}?{_BEING_THERE}(?P<all>(?:{either(table['one'])})(?:[^，。！？；\n的他她]{{1,8}}的)?(?P<who>(?>{who})))(?![{table['not_before']}])(?=[，。！\n]|$)",
        needs="站坐躺跪蹲走跑来着",
    )


def _chinese(text: str, surnamed: Collection[str], named: Collection[str]) -> Iterator[Sight]:
    for match in _there().finditer(text):
        behind = text[match.end() :].lstrip("，：:—（( ")
        if behind.startswith(tuple(named)) or _NAMED_ZH.match(behind):
            continue  # 门口立着一个女人，陆秋，二十五岁
        yield Sight(match["who"], match["all"], sure=True, acts=True)
    for match in _subject().finditer(text):
        name = f"{match['several']}{match['who']}" if match["several"] and not match["told"] else match["who"]
        does = text[match.end()] in table_of("zh")["acts"] + table_of("zh")["does"]
        yield Sight(name, match["all"], sure=bool(match["one"] or match["several"]), acts=does)
    for match in _HEAD.finditer(text):
        name = next((match[1][:length] for length in (3, 2) if match[1][:length] in surnamed), "")
        place = _is_place(text, match.start(1), len(name), named)
        if name and not place and not said.garments(match[1][:4], "zh"):
            yield Sight(name, text[match.start(1) : match.start(1) + 30].split("。", maxsplit=1)[0], sure=False)


_HEAD = deferred(rf"(?:^|[。！？；，\n])\s*([{''.join(sorted(SURNAMES))}][\u3400-\u9fff]{{1,3}})")
_BEING_THERE = "(?:[站坐躺跪蹲趴立睡倚靠挤围停倒卧挂]{1,2}[着满了有]|[走跑冲闪跳钻爬飘驶开奔跌滚浮现涌]{1,2}(?:[过进出上下]?[来出]了?|过了?|着))"
_SOMEBODY = "(?:[一两三四五六七八九十几数]?[个位名群队排只匹条辆]|[一两三四五六七八九十几数]{1,2}[\u3400-\u9fff])"
"""How many there are, behind what they do there: 路边坐着三个老人."""


def _is_place(text: str, at: int, length: int, named: Collection[str]) -> bool:
    """Whether the words at a clause's head are where somebody is and nobody's name: 路中央站着云妃, 江边走来一个人."""
    does = re.compile(rf"[上下里外中边旁前后口头间]{{0,2}}[正就还忽然突然缓缓慢慢]{{0,2}}{_BEING_THERE}").match(
        text, at + length
    )
    if does is None:
        return False
    behind = does.end()
    return any(text.startswith(name, behind) for name in named) or re.compile(_SOMEBODY).match(text, behind) is not None


def _surnamed(actions: Iterable[Unit], named: Collection[str]) -> set[str]:
    """What may be full names at the heads of clauses: two or three characters behind which something is done."""
    table = table_of("zh")
    heads: Counter[str] = Counter()
    acting: set[str] = set()
    for unit in actions:
        for match in _HEAD.finditer(unit.text):
            words = match[1]
            if words[:2] in table["not_names"] or any(words.startswith(name) for name in named):
                continue
            for length in (2, 3):
                if _is_place(unit.text, match.start(1), length, named):
                    continue
                heads[words[:length]] += len(words) >= length
                if words[length : length + 1] and words[length] in table["acts"]:
                    acting.add(words[:length])
    found = {name for name in acting if not (len(name) == 3 and name[:2] in acting and heads[name[:2]] > heads[name])}
    return {
        name
        for name in found
        if not (
            len(name) == 2
            and any(other.startswith(name) and heads[other] == heads[name] > 1 for other in found if len(other) == 3)
        )
    }


def acts_alone(word: str, text: str) -> bool:
    """Whether a word does something at the head of a clause, as a name does: 知意转身. 安静坐着 is nobody's name."""
    table = table_of("zh")
    pattern = rf"(?:^|[。！？；，\n])\s*{re.escape(word)}[{table['acts']}]"
    return word not in table["not_names"] and re.search(pattern, text) is not None


# --- English -------------------------------------------------------------------------------------------------------

_CAPITALS = deferred(
    r"(?:\b(?P<one>[Aa]n?|[Aa]nother)\s+(?:(?!few\b|lot\b|of\b|and\b)[a-z][a-z-]+,?\s+){0,2}?|\b(?P<several>[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Tt]welve|[Aa] dozen|[Ss]everal|[Aa] few|[Aa] (?:line|row|group|crowd|queue|gang|pack|handful|pair|couple|trio|team|party|procession|knot|huddle) of)\s+)?"
    r"\b(?P<who>(?:(?:MR|MRS|MS|DR|ST|PROF|SGT|LT|CAPT|COL|GEN|REV)\.|[A-Z](?:[A-Z'’-]|\.(?=[A-Z]))+)(?:\s+[A-Z][A-Z'’.-]*[A-Z]){0,2})\b(?P<told>\s*\([^()]{1,80}\)|,\s+[^.,;]{1,60},)?(?P<acts>\s+[a-z]+s\b)?"
)


_NAMED_NEXT = deferred(r"(?:\s+(?:in|with|wearing)\b[^().,;]*)?\s*\(\s*[A-Z][A-Z'’ .-]+\b|,\s+[A-Z][A-Z'’ .-]+,")
"""A young man (GU MING): whoever is described has a name, which is theirs."""


@cache
def _low() -> re.Pattern[str]:
    table = table_of("en")
    acting = {
        word
        for row in roles.tables("en")["roles"]
        if row.get("kind") is None
        for word in row["words"]
        if len(word) > 2 and word.isalpha() and ("clothes" in row or "age" in row)
    }
    goods = {word for word in acting if f"{word}员" in acting}  # 外卖 is what an 外卖员 brings
    who = either({*table["people"], *acting} - goods)
    one, several = either(table["one"]), either(table["several"])
    return re.compile(
        rf"(?:^|(?<=[.!?\n])\s*)(?P<all>(?i:(?P<one>{one})|(?P<several>{several})|the)\s+(?P<who>(?:(?:old|young|elderly|little|tall|bald|homeless)\s+)?(?:{who})(?:s|es)?))"
        rf"(?P<told>\s+(?:in|with|wearing)\s+[^.,;]{{1,40}})?,?\s+(?P<acts>[a-z]+s?)\b"
    )


@cache
def _kin_en() -> re.Pattern[str]:
    """Somebody at the head of a sentence by a word of kin alone: `Mother shakes her head.`"""
    words = either(word.capitalize() for row in table_of("en")["kin"] for word in row if len(word) > 2)
    return re.compile(rf"(?:^|(?<=[.!?\n])\s*)(?P<who>{words})\s+(?:\w+ly\s+)?[a-z]+s\b")


@cache
def _in_clothes() -> re.Pattern[str]:
    who, does = either(table_of("en")["people"]), verbs_en()[0]
    return deferred(
        rf"\b(?P<all>an?\s+(?:(?!of\b)[a-z-]+\s+){{0,2}}?(?P<who>{who}))(?P<told>\s+(?:in|wearing)\s+(?:an?\s|his\s|her\s)?[^.,;:]{{1,40}}?)\s+(?:\w{{3,}}ing\b|\w+ly\b|(?:{does})\b)"
    )


def _dressed(text: str) -> Iterator[Sight]:
    """Somebody new whose clothes are told and who does something, wherever they stand in a sentence: `a child in a red anorak waving`."""
    for match in _in_clothes().finditer(text):
        before = text[: match.start()]
        if _COMPARED.search(before[-12:]) or _APPOSITION.search(before) or _ON_PICTURE.search(before):
            continue
        if not _NAMED_NEXT.match(text, match.end("who")) and said.garments(match["told"], "en"):
            yield Sight(match["who"], match["all"] + match["told"], sure=True, acts=True)


_APPOSITION = deferred(
    r"(?:^|[.!?;\n]\s*)[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*)*(?:\s*\([^()]*\))?,\s+(?:now\s+|once\s+|[^,.;]{1,20},\s+)?$"
)
"""What stands before the words for somebody who has just been named: `MENG XIAOWAN, a girl in a school uniform`."""
_ON_PICTURE = deferred(
    r"\b(?:screen|photo\w*|picture|portrait|painting|poster|image|frame|mirror|monitor|dream)\b[^.!?\n]*$", re.I
)
_COMPARED = deferred(r"\b(?:like|as|than|of|resembl\w+)\s+(?:an?\s+)?$", re.I)
"""What stands before somebody who is only a comparison: A SANDBAG LIKE A BABY."""


def _english(text: str) -> Iterator[Sight]:
    barred = table_of("en")["not_names"]
    for match in _CAPITALS.finditer(text):
        name = match["who"].strip(".-'’ ")
        if (
            len(name) < 3
            or name in barred
            or any(word in barred for word in name.split())
            or name.endswith(("'S", "’S"))
            or _COMPARED.search(text, max(0, match.start() - 12), match.start())
        ):
            continue
        told = " ".join(match[0].split())
        aged = bool(match["told"]) and age(_WHO_IS.sub("", match["told"].strip(" (),")), bare=True) is not None
        dressed = bool(match["told"]) and match["told"].strip()[:1] == "(" and bool(said.garments(match["told"], "en"))
        crowd = bool(match["several"]) and name.endswith("S") and _IN_EN.match(text, match.end("who")) is not None
        introduced = bool((match["one"] or match["several"]) and _person(name)) or crowd
        named = _APPOSED.search(text, 0, match.start("who")) is not None and text[match.end("who") :][:1] in (",", ")")
        sure = aged or introduced or named or dressed
        if match["acts"] and not sure and _is_place_en(text, match):
            continue
        if sure or match["acts"]:
            yield Sight(name, told, sure=sure, acts=bool(match["acts"]))
    for match in _kin_en().finditer(text):
        yield Sight(match["who"], match[0].strip(), sure=False, acts=True)
    yield from _dressed(text)
    for match in _low().finditer(text):
        if _NAMED_NEXT.match(text, match.end("who")):
            continue
        yield Sight(
            match["who"],
            " ".join((match["all"] + (match["told"] or "")).split()),
            sure=bool(match["one"] or match["several"]),
        )


def _is_place_en(text: str, match: re.Match[str]) -> bool:
    """Whether capitals are where somebody is: `At the GATE waits NORA`."""
    before = text[max(0, match.start() - 40) : match.start("who")]
    return _PLACED.search(before) is not None and _WHO_IS_THERE.match(text, match.end("who")) is not None


_PLACED = deferred(
    r"(?:^|[.!?:;\n]\s*)(?i:in|on|at|by|near|beside|behind|under|below|above|over|from|outside|inside|through|across|along|beyond|opposite|against|down|up|off)\s+(?:(?i:the|an?|his|her|their)\s+)?(?:[a-z-]+\s+)?$"
)
_WHO_IS_THERE = deferred(
    r"\s+(?:now\s+)?(?:stands|sits|lies|waits|kneels|leans|crouches|hangs|sleeps|squats|comes|walks|steps|strides|runs|appears|emerges|hides|is)\s+(?:an?|the|another|two|three|[A-Z])"
)
"""What somebody does who is told behind the place: In the road stands NORA."""
_WHO_IS = deferred(r"^who(?:['’]s| is)\s+(?:only |just |all of )?")
_IN_EN = deferred(r"\s+(?:in|wearing|who|with their)\b")
"""What stands behind several who are people, whatever they are called: two HANDS in dusters."""
_APPOSED = deferred(
    r"\b[Aa]n?\s+(?:[\w’'-]+\s+){0,4}?(?:man|woman|boy|girl|doctor|nurse|guard|officer|soldier|youth|figure|lady|gentleman|teenager|child)\b[^.,;()]{0,60}(?:,\s+|\(\s*)$"
)
"""What stands before the name of somebody who is described first: `A doctor in a white coat, JIANG YAN, …`, `A fat woman (ELDEST MISS)`."""


def _person(name: str) -> bool:
    """Whether the last word of a name in capitals is a word for somebody: OLD WOMAN."""
    last = name.rsplit(maxsplit=1)[-1].casefold()
    return last in table_of("en")["people"] or roles.is_role(last) or roles.kind(last, (), "en") == "group"
