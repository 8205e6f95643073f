"""By what two names are said to be one person's: a cast list, a note, a nickname, a mask that comes off, kinship, a garment, spelling.

Every rule is a row of `RULES` and yields pairs; it says nothing where two people could be meant. `storyboard/plan/faces.py` weighs them.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from storyboard.cast import assume, roles, said
from storyboard.model import Cast, Person, Script
from storyboard.parse.attribution import SURNAMES
from storyboard.patterns import deferred, passing
from storyboard.plan.cues import worn_by
from storyboard.plan.present import acts_alone
from storyboard.records import dataclass

CALLED = deferred(
    r"(?:又名|又称|外号|绰号|小名|乳名|昵称|婚后人称|婚后称|婚后随夫姓|人称|化名|别名|艺名|江湖人称|代号|网名|原名|本名|真名|旧名|曾用名|法号|道号"
    r"|a\.?k\.?a\.?|nicknamed|(?:now |once |formerly |better )?known as|now called|called|née|nee|formerly|goes by|now|alias)"
    r"[:：\s叫]*[“\"「]?(?P<alias>(?:(?:Mr|Mrs|Ms|Miss|Dr|Lady|Lord|Captain|Nurse|Sister|Aunt|Uncle)\.?\s+)?[^\s，。、；;,.（）()“”\"「」:：]{2,12})",
    re.IGNORECASE,
)
"""A word that says by which other name somebody is known, and that name."""
NOTE = r"(?:[（(][^（()）\n]{0,40}?|[，,][^。.\n]{0,20}?)"
"""What may stand between a name and such a word: a bracket that is open, a clause."""
ENDING = deferred(r"[\s.·]+")
GOES_ON = deferred(r"\bCONT(?:['’]?D|INUED|INUING)?\b|（续）", re.IGNORECASE)
"""What says that whoever spoke last speaks on."""
QUOTED = deferred(
    r"\b(?P<first>[A-Z][A-Za-z’'-]+)\s+[“\"‘'](?P<alias>[A-Z][A-Za-z-]{1,14})[”\"’']\s+(?P<last>[A-Z][A-Za-z’'-]+)\b"
)
"""A nickname between a first and a last name: ELIZABETH “LIZ” KANE."""
UNMASKED = deferred(
    r"(?:摘下?了?|揭[下开]了?|取下了?|扯[下掉]了?|掀开了?|脱[下掉]了?|掉[落下])[^。！？\n]{0,12}?[^。！？\n]{0,8}?(?:露出|正是|竟是|竟然是|居然是|原来是|赫然是|，是|——是)(?:了)?"
    r"|(?:takes? off|pulls? off|removes?|lifts?|tears? off|lowers?|drops?)\s[^.!?\n]{0,30}?(?:[—–:,.-]+\s*(?:it['’]?s|it is|reveal\w*|and it is|underneath(?: is)?|this is)|to reveal|revealing)(?:\s+the face of)?\s*",
    re.IGNORECASE,
)
"""What stands between a word for somebody who is hidden and the name that is seen then: 面具人摘下面具，正是顾川."""
TURNED = deferred(
    r"(?:转过?[身头]?来?|回过?[身头]来?|抬起?[了]?头来?|走[到进近](?:灯光?|火光|光|亮处|月光)[下里中前]?)[^。！？\n，]{0,4}[，。——]+(?:[他她这那]?(?:正|竟然?|居然|原来|赫然|就)?是)"
    r"|(?:turns?(?: (?:round|around|back))?|steps? (?:in)?to the (?:light|moonlight|lamplight)|comes? into the light|looks? up|raises? (?:his|her|the) (?:head|face)|pushes? back (?:his|her|the|its) hood|(?:lowers?|drops?|lifts?|removes?) (?:his|her|the|its) (?:hood|veil|mask|scarf|helmet|hat|visor))"
    r"[^.!?\n]{0,20}(?:[—–:,.-]+\s*)(?:it['’]?s|it is|and it is|he is|she is|we see (?:it is|it['’]?s|that it is))\s*",
    re.IGNORECASE,
)
"""The same of one who was only seen from behind, or in the dark: the rider turns. It is MARK; 斗笠男人转过身来，是老周."""
STAGES = frozenset(
    "young younger old older elderly little teen teenage baby adult big small first second third".split()
)
"""Words before a name that make another figure of it: YOUNG NORA is not NORA's other name."""
SMALL = frozenset("in on at by to of up off out the a an his her their with without and as wearing".split())
"""Words that are no name, whatever they stand behind: KEVIN, NOW IN THE NAVY SUIT."""
CAPITALS = 8
"""Words of a line in capitals from which on it is an action of a multi-camera script."""
_STOPPED = deferred(r"(?!(?:MRS?|MS|DR|ST|PROF|SGT|LT|CAPT|COL|GEN|REV|FR|SR|JR|[A-Z])\.)\S*\.")
"""A word with a full stop that is no title and no initial."""
FULL_NAME = deferred(
    r"\b(?P<name>[A-Z][A-Z'’.-]*(?:[ ][A-Z][A-Z'’.-]*[A-Z]){1,3})(?=\s*[,(:]|(?<!S)(?<!ED)(?<!ING)\s+[a-z])"
)
"""A name in capitals of several words with an age or a look behind it."""
_BEHIND = deferred(r"\s+(?:in|with|wearing|of)\s+", re.IGNORECASE)
"""What ends the part of a Latin name in which names stand."""
FULL = range(3, 5)
"""Characters of a Chinese full name whose given name may stand alone: 许知意 is 知意, 林二 is not 二."""
Pair = tuple[str, str]
"""(word, the name it stands for)."""


@dataclass(frozen=True, slots=True)
class SeasonNames:
    """What the rules look at: everybody whom the scripts of a season name, by every name."""

    scripts: Sequence[Script]
    known: Cast
    people: Mapping[str, Person]
    """By name, every name of every script."""
    together: Mapping[str, frozenset[str]]
    """Who answers whom, by the names of their cues: two people, whatever they are called."""

    def own(self, name: str) -> bool:
        """Whether cast.toml has an entry for just this name."""
        return self.known.get(name) is not None


def names_in(scripts: Sequence[Script], known: Cast) -> SeasonNames:
    """The names of these scripts: of their lists of people, their scenes and their cues."""
    people: dict[str, Person] = {}
    together: defaultdict[str, set[str]] = defaultdict(set)
    for script in scripts:
        for person in script.cast:
            people[person.name] = one_entry(people[person.name], person) if person.name in people else person
        for name in chain.from_iterable(scene.cast for scene in script.scenes):
            people.setdefault(name, Person(name, listed=True))
        where, before = "", set[str]()
        for unit in script.units:
            if unit.kind == "speech":
                now = {*filter(None, (*unit.members, unit.cue or unit.speaker))}
                for name in now:
                    people.setdefault(name, Person(name))
                    if unit.scene == where and not GOES_ON.search(unit.raw):
                        together[name] |= before
                for name in before if unit.scene == where and not GOES_ON.search(unit.raw) else ():
                    together[name] |= now
                where, before = unit.scene, now
    return SeasonNames(scripts, known, people, {name: frozenset(others) for name, others in together.items()})


def _by_cast(season: SeasonNames) -> Iterator[Pair]:
    """cast.toml says so."""
    for member in season.known.members:
        yield from ((alias, member.name) for alias in member.aliases)


def _by_bio(season: SeasonNames) -> Iterator[Pair]:
    """The bio gives another name: 小名阿意."""
    for person in season.people.values():
        yield from ((alias, person.name) for alias in person.aliases)
        yield from ((match["alias"], person.name) for match in CALLED.finditer(person.looks))


def _by_note(season: SeasonNames) -> Iterator[Pair]:
    """A note behind the name gives it: 林大壮（人称刀疤）, NORA, known as Red."""
    names = sorted((name for name in season.people if len(name) > 1), key=len, reverse=True)
    if not names:
        return
    either = "|".join(map(re.escape, names))
    told = re.compile(rf"(?P<name>{either}){NOTE}{CALLED.pattern}", re.IGNORECASE)
    full = passing(rf"\b(?P<one>{either})\s*\((?P<other>{either})(?=[,;)])", re.IGNORECASE)
    spelt = {name.casefold(): name for name in reversed(names)}
    for script in season.scripts:
        for unit in script.units:
            if unit.kind in ("action", "front", "cast", "note"):
                yield from (
                    (match["alias"], spelt[match["name"].casefold()]) for match in told.finditer(unit.text or unit.raw)
                )
                for match in full.finditer(unit.text) if "(" in unit.text else ():
                    one, other = (spelt[match[key].casefold()] for key in ("one", "other"))
                    if one.split()[-1].casefold() == other.split()[-1].casefold():  # DR. KANE (Elizabeth Kane)
                        yield one, other


def _by_quotes(season: SeasonNames) -> Iterator[Pair]:
    """A nickname in quotation marks within a full name, for whoever has one of its words or all of it: ELIZABETH “LIZ” KANE."""
    spelt = {name.casefold(): name for name in season.people}
    for script in season.scripts:
        for match in QUOTED.finditer(script.text):
            words = (f"{match['first']} {match['last']}", match["last"], match["first"], match["alias"])
            held = [spelt[word.casefold()] for word in words if word.casefold() in spelt]
            yield from ((name, held[0]) for name in held[1:])
            yield from ((f"{words[3]} {words[1]}", name) for name in held[:1])


def _by_unmasking(season: SeasonNames) -> Iterator[Pair]:
    """Somebody hidden who is seen to be somebody known: 面具人摘下面具，正是顾川. Only a word for a role is another's."""
    names = sorted((name for name in season.people if len(name) > 1), key=len, reverse=True)
    either = "|".join(map(re.escape, names)) or r"(?!)"
    before = rf"(?P<hidden>{either})(?:(?!{either})[^。！？.!?\n]){{0,16}}?"
    told = passing(rf"{before}(?:{UNMASKED.pattern})(?P<name>{either})(?!['’]s|的)", re.IGNORECASE)
    turned = passing(
        rf"{before}(?:{TURNED.pattern})(?P<name>{either})(?=\s*(?:[。！？，.!?,;—(（\n]|$))", re.IGNORECASE
    )
    spelt = {name.casefold(): name for name in reversed(names)}
    for unit in chain.from_iterable(script.units for script in season.scripts):
        for pattern, sign in ((told, UNMASKED), (turned, TURNED)) if unit.kind == "action" else ():
            for match in pattern.finditer(unit.text) if sign.search(unit.text) else ():
                hidden, name = (spelt[match[key].casefold()] for key in ("hidden", "name"))
                two = pattern is turned and name in season.together.get(hidden, frozenset())
                if _hides(hidden) and not _hides(name) and not two:
                    yield hidden, name


OWN_NAME = deferred(
    r"(?:^|[.!?,;…—-]\s*)(?:my name(?:['’]s| is)|name['’]s|this is|call me|i['’]m|i am)\s+(?:(?:Mr|Mrs|Ms|Miss|Dr|Captain|Officer)\.?\s+)?(?P<en>(?-i:[A-Z])[\w’'-]+(?:\s+(?-i:[A-Z])[\w’'-]+)?)(?=\s*(?:[.,!?;—-]|$))"
    r"|(?:我叫|我是|我就是|在下|本人|鄙人)(?:是|姓名)?(?P<zh>[\u3400-\u9fff]{2,4})(?=[，。！？、…]|$)",
    re.IGNORECASE,
)
"""What somebody says who tells their name: `Name's Coyle.`, 我叫沈砚."""


def _by_own_words(season: SeasonNames) -> Iterator[Pair]:
    """Somebody without a name who tells it, and speaks under it from then on: RIDER, `Name's Coyle.`"""
    spelt = {word.casefold(): name for name in season.people for word in (*_parts(name), name)}
    for script in season.scripts:
        said = [unit for unit in script.units if unit.kind == "speech" and unit.speaker and not unit.members]
        spoken: defaultdict[str, list[int]] = defaultdict(list)
        for at, unit in enumerate(said):
            spoken[unit.cue or unit.speaker].append(at)
        for unit in said:
            own, cue = OWN_NAME.search(unit.text), unit.cue or unit.speaker
            if own and _hides(cue):
                words = [own["zh"]] if own["zh"] else [own["en"], *own["en"].split()[::-1]]
                name = next((spelt[word.casefold()] for word in words if word.casefold() in spelt), "")
                later = spoken.get(name, [])
                if name != cue and not _hides(name) and later and max(spoken[cue]) < min(later):
                    yield cue, name


def _hides(name: str) -> bool:
    """Whether a word for somebody says nothing of who that is: 面具人, 黑衣人, MASKED MAN, THE STRANGER."""
    han = not name.isascii()
    told = roles.tells(name, "marks", "zh" if han else "en") or said.marked(
        name if han else name.lower(), "zh" if han else "en"
    )
    return bool(told) or roles.is_role(name) or HIDDEN.search(name) is not None


HIDDEN = deferred(
    r"面具|蒙面|黑衣|神秘|斗笠|兜帽|陌生|\b(?:mask|masked|hooded|hood|mysterious|stranger|figure|veiled|disguised)\b",
    re.IGNORECASE,
)


def _by_apposition(season: SeasonNames) -> Iterator[Pair]:
    """A part, and the name of whoever has it behind it between commas: `the MINISTER, DAME HELEN TARRANT (55)`; they are told under the one that speaks, or the name where both or none do, unless they answer one another."""
    latin = [name for name in season.people if name.isascii()]
    named = [name for name in latin if not _is_part(name)]
    parts = [name for name in latin if name not in named or season.people[name].speeches]
    if not parts or not named:
        return
    part, name = ("|".join(map(re.escape, sorted(words, key=len, reverse=True))) for words in (parts, named))
    told = re.compile(
        rf"\b(?:the|an?|his|her|their)\s+(?P<part>{part}),\s+(?P<name>{name})(?=\s*(?:\(|,(?!\s*(?:and|or)\b|\s*(?-i:[A-Z][A-Z]))))",
        re.IGNORECASE,
    )
    spelt = {each.casefold(): each for each in (*parts, *named)}
    for unit in chain.from_iterable(script.units for script in season.scripts):
        for match in told.finditer(unit.text) if unit.kind == "action" else ():
            one, other = (spelt[match[key].casefold()] for key in ("part", "name"))
            speaks = [bool(season.people[each].speeches) for each in (one, other)]
            if one == other or not _apposed(one, other, season):
                continue
            yield (other, one) if speaks == [True, False] else (one, other)


def _is_part(name: str) -> bool:
    """Whether a Latin name is what somebody is, or does: GOALKEEPER."""
    bare = name.casefold()
    return _hides(name) or assume.working(bare, "en", "", f"the {bare}") is not None


def _apposed(part: str, name: str, season: SeasonNames) -> bool:
    """Whether a part can be somebody's: a part and a name, or what one speaks under and a name of several words; never two who answer one another."""
    whole = len(name.split()) > 1 and not season.people[name].speeches
    return (_is_part(part) or whole) and (whole or name not in season.together.get(part, frozenset()))


def _by_spelling(season: SeasonNames) -> Iterator[Pair]:
    """The same letters: Nora and NORA, DR CHEN and Dr. Chen."""
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for name in season.people:
        alike[ENDING.sub(" ", name).strip().casefold()].append(name)
    dotless: defaultdict[str, list[str]] = defaultdict(list)
    for name in season.people:
        if name.isascii():
            dotless[re.sub(r"[\s.]", "", name).casefold()].append(name)
    for names in (*alike.values(), *dotless.values()):
        first = next((name for name in names if season.own(name)), names[0])
        yield from ((name, first) for name in names if name != first)


def _by_count(season: SeasonNames) -> Iterator[Pair]:
    """The same group: 宾客们 and 宾客, 男同学*4 and 男同学."""
    for name in season.people:
        counted = roles.COUNTED.match(name)
        bare = counted["name"] if counted else name.removesuffix("们")
        if bare and bare != name and bare in season.people and (counted or roles.kind(bare, (), "zh") == "group"):
            yield name, bare


def _by_part(season: SeasonNames) -> Iterator[Pair]:
    """A part of just one full name, and never heard beside it: KELLY is NURSE KELLY, 知意 is 许知意."""
    whole: defaultdict[str, set[str]] = defaultdict(set)
    for name in season.people:
        for part in _parts(name):
            whole[part.casefold()].add(name)
    for name in season.people:
        full = {each for each in whole.get(name.casefold(), set()) - {name} if not _of_two(each, season)}
        wed = any(_wed(each) for each in full)
        if len(full) == 1 and not wed and not (full & season.together.get(name, frozenset())):
            yield name, next(iter(full))


_STAGES_ZH = ("小", "老", "大", "少", "幼", "童", "青", "中", "晚", "假", "真", "阿", "和", "与", "及", "的", "、")
"""How a word before a Chinese name ends or begins that makes another figure of it, or a list."""


def _by_list(season: SeasonNames) -> Iterator[Pair]:
    """What a cast line calls somebody by trade and name who speaks by the name alone: 邮差老祁 of the line, 老祁 of the cues."""
    listed = {name for script in season.scripts for scene in script.scenes for name in scene.cast}
    silent = [name for name in listed if not name.isascii() and not season.people[name].speeches]
    for name in silent:
        spoken = [name[at:] for at in range(1, len(name) - 1) if name[at:] in season.people.keys() - listed]
        ahead = name.removesuffix(spoken[0]) if spoken else ""
        plain = ahead and not ahead.startswith(_STAGES_ZH) and not ahead.endswith(_STAGES_ZH)
        if plain and season.people[spoken[0]].speeches and ahead not in season.people:
            yield name, spoken[0]


_KIN = (
    ("母亲", "母", "妈妈", "妈", "娘", "老妈", "娘亲"), ("父亲", "父", "爸爸", "爸", "爹", "老爸", "爹爹"),
    ("妻子", "妻", "老婆", "媳妇"), ("丈夫", "夫", "老公"), ("儿子", "儿"), ("女儿", "女", "闺女"),
    ("mother", "mom", "mum", "mama", "mommy"), ("father", "dad", "daddy", "papa"), ("wife",), ("husband",), ("son",), ("daughter",),
)  # fmt: skip
"""Words for one of somebody's kin, a row a kin."""
_WHOSE = ("之", "的", "他", "她", "家", "")
"""What stands between a Chinese name and such a word."""


def _kin_of(name: str, people: Collection[str]) -> tuple[str, int] | None:
    """Whose kin a name says somebody is, and the row of the kin: 小满 and the first for 小满之母; None where it says nobody's of `people`."""
    for row, words in enumerate(_KIN):
        for word in sorted(words, key=len, reverse=True):
            head = name[: -len(word)] if name.casefold().endswith(word) else ""
            links = _WHOSE if not word.isascii() else ("'s ", "’s ", "' ", "’ ")
            owner = next((head[: len(head) - len(link)] for link in links if head.casefold().endswith(link)), "")
            whose = next(
                (one for one in people if len(one) > 1 and one != name and one.casefold() == owner.casefold()), ""
            )
            if whose:
                return whose, row
    return None


def _by_kin(season: SeasonNames) -> Iterator[Pair]:
    """The same kin of the same person in other words: 小满之母 and 小满妈, NORA'S MOTHER and NORA'S MOM."""
    alike: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for name in season.people:
        if told := _kin_of(name, season.people):
            alike[told].append(name)
    for first, *others in alike.values():
        yield from ((name, first) for name in others if name not in season.together.get(first, frozenset()))


def _kin_in_text(season: SeasonNames, joined: Mapping[str, str], text: str) -> Iterator[Pair]:
    """How running text writes a name that says whose kin somebody is: 小满的母亲 of 小满之母, 母亲 where she is the only one."""
    kin = {name: told for name in season.people if not name.isascii() and (told := _kin_of(name, season.people))}
    rows = [row for _, row in kin.values()]
    for name in season.people:
        told = kin.get(name)
        for word in _KIN[told[1]] if told and rows.count(told[1]) == 1 and season.people[name].speeches else ():
            alone = len(word) > 1 and not any(word in other for other in season.people if other != name)
            if alone and f"的{word}" not in text and re.search(rf"(?:^|[。！？；，\n])\s*△?\s*{word}(?![的们])", text):
                yield joined.get(name, name), word
        if told and season.people[name].speeches:
            every = (f"{told[0]}{link}{word}" for link in _WHOSE for word in _KIN[told[1]] if link or len(word) > 1)
            yield from (
                (joined.get(name, name), spelt) for spelt in every if spelt in text and spelt not in season.people
            )


def _by_garment(season: SeasonNames) -> Iterator[Pair]:
    """A cue that is a garment is the one person who wears it: 黄雨衣."""
    yield from worn_by(season.people, season.scripts)


RULES: tuple[Callable[[SeasonNames], Iterator[Pair]], ...] = (
    _by_cast, _by_bio, _by_note, _by_quotes, _by_unmasking, _by_own_words, _by_apposition, _by_spelling, _by_kin, _by_count, _by_garment, _by_part, _by_list,
)  # fmt: skip


def _parts(name: str) -> Iterator[str]:
    """The parts of a full name that may stand for it: Kelly of NURSE KELLY, Nora and Vale of NORA VALE, 知意 of 许知意."""
    if name.isascii():
        words = name.split()
        if (
            len(words) > 1
            and words[0].casefold() not in STAGES
            and not re.search(r"['&/,]|\band\b", name, re.IGNORECASE)
        ):
            heads = _heads(name)
            yield from (word for word in heads if _proper(word) and not (_worn(word) and roles.is_role(heads[-1])))
    elif len(name) in FULL and name[0] in SURNAMES and not roles.is_role(name[1:]) and not _role(name):
        yield name[1:]


def _heads(name: str) -> list[str]:
    """The words of a Latin name before those that say how somebody looks or where they belong: WOMAN of WOMAN IN RED."""
    return _BEHIND.split(name)[0].split()


def _worn(word: str) -> bool:
    """Whether a word says how somebody looks: BALD, BEARDED, UNIFORM."""
    low = word.lower()
    return bool(said.hair(low, "en") or said.clothes(low, "en") or said.marked(f"{low} man", "en"))


def _of_two(name: str, season: SeasonNames) -> bool:
    """Whether a Latin name is made of two people's names: MACBETH LENNOX speak together."""
    return sum(word in season.people for word in name.split()) > 1 if name.isascii() else False


def _wed(name: str) -> bool:
    """Whether a title in a Latin name tells a sex: LADY MACDUFF and MACDUFF are two."""
    return any(roles.tells(word.strip("."), "sex", "en") for word in name.split() if roles.is_role(word.strip(".")))


def _proper(word: str) -> bool:
    """Whether a word of a Latin name is a name by itself: no title, no trade, no number, no initial."""
    bare = word.strip(".")
    return len(bare) > 2 and bare.isalpha() and not roles.is_role(bare) and bare.casefold() not in STAGES


def _role(name: str) -> bool:
    """Whether a Chinese name is a trade or a title and no name that somebody was given: 黄包车夫, 王老板."""
    return (
        any(roles.tells(name, part, "zh") is not None for part in ("clothes", "age"))
        or roles.kind(name, (), "zh") != "person"
    )


def running(season: SeasonNames, joined: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """For every new person the words for them that running text uses: they must not reach a prompt."""
    text = "\n".join(unit.text for script in season.scripts for unit in script.units if unit.kind != "speech")
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for name in season.people:
        for part in _parts(name):
            owners[part.casefold()].add(joined.get(name, name))
    for word, name in chain(_by_bio(season), _by_note(season)):
        owners[word.casefold()].add(joined.get(name, name))
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    taken = {name.casefold() for name in season.people}
    for key, names in owners.items():
        if len(names) > 1 or key in taken or key in SMALL:
            continue
        for spelt in dict.fromkeys(_uses(key, text)):
            found[next(iter(names))][spelt] = None
    for word, name in joined.items():
        found[name][word] = None
    for name, full in chain(
        _introduced(season, joined, text), _kin_in_text(season, joined, text), _by_other_noun(season, joined)
    ):
        found[name][full] = None
    return {name: tuple(words) for name, words in found.items() if not season.own(name)}


_AGED_ZH = deferred("(?:年轻|年老|年迈|中年|老年|青年|小个子|大个子|高个子?|矮个子?|[老小胖瘦高矮男女])(?:的)?")
"""What a cue has before a trade that tells of the person and not of the trade: 年轻宇航员."""
_AGED_EN = deferred(r"(?P<aged>OLD|ELDERLY|YOUNG|MIDDLE-AGED|TEENAGE) [A-Z]")
_NOUN_OF_AGE = "man|woman|boy|girl|lady|gentleman"


def _by_other_noun(season: SeasonNames, joined: Mapping[str, str]) -> Iterator[Pair]:
    """Who speaks as one noun and is seen by another in the same scenes: 一个小个子宇航员 of 年轻宇航员, `The old man` of OLD CLARINETTIST."""
    spoken: defaultdict[str, set[str]] = defaultdict(set)
    acted: defaultdict[str, list[str]] = defaultdict(list)
    for script in season.scripts:
        for unit in script.units:
            key = f"{script.path}/{unit.scene}"
            if unit.kind == "speech" and unit.delivery in ("", "inner"):
                spoken[unit.cue or unit.speaker].add(key)
            elif unit.kind == "action":
                acted[key].append(unit.text)
    for name, scenes in spoken.items():
        text = "\n".join(chain.from_iterable(acted[key] for key in sorted(scenes)))
        for word in _nouns_of_age(name, season, text) if name.isascii() else _nouns_of_trade(name, season, text):
            yield joined.get(name, name), word


def _nouns_of_trade(name: str, season: SeasonNames, text: str) -> Iterator[str]:
    """Other words that a text has for the only one of a trade whom it introduces."""
    ahead = _AGED_ZH.match(name)
    trade = name[ahead.end() :] if ahead else ""
    dressed = roles.tells(trade, "clothes", "zh") or assume.working(trade, "zh", "", trade)
    if len(trade) < 2 or not dressed or sum(other.endswith(trade) for other in season.people) > 1:
        return
    found = re.findall(rf"(?:一|那|这|另一)[个名位]([^，。；！？：\s“”的]{{1,5}}{trade})(?![们的服装帽站车])", text)
    yield from (word for word in dict.fromkeys(found) if word != name and word not in season.people)


def _nouns_of_age(name: str, season: SeasonNames, text: str) -> Iterator[str]:
    """How a text calls the only one of an age whom it has: The old man."""
    own = _AGED_EN.match(name)
    same = [other for other in season.people if own and other.upper().startswith(f"{own['aged']} ")]
    if not own or len(same) > 1:
        return
    found = re.findall(rf"\b[Tt]he (?:{own['aged'].lower()}) (?:{_NOUN_OF_AGE})\b(?!['’]s (?:name|grave))", text)
    nouns = {word.split()[-1] for word in found}
    introduced = re.search(rf"\b[Aa]n?(?:other)? (?:[a-z-]+ )?{own['aged'].lower()} (?:{_NOUN_OF_AGE})\b", text)
    if len(nouns) == 1 and not introduced:
        yield from dict.fromkeys(found)


def _introduced(season: SeasonNames, joined: Mapping[str, str], text: str) -> Iterator[Pair]:
    """Full names that only an introduction has: NORA VALE, 34, for the cue NORA; DR. MARCUS CHEN (50s) for DR. CHEN."""
    latin = {name: name.upper().split() for name in season.people if name.isascii() and name.isupper()}
    others = {
        name.casefold()
        for name, one in season.people.items()
        if name.split()[0].casefold() in STAGES
        and (roles.HEARD_ONLY.search(one.looks) or _meets_own_name(name, season))
    }
    for match in FULL_NAME.finditer(text):
        words = match["name"].split()
        line = text[text.rfind("\n", 0, match.start()) + 1 : text.find("\n", match.end())]
        if (line.isupper() and len(line.split()) > CAPITALS) or any(map(_STOPPED.fullmatch, words[:-1])):
            continue  # an action in capitals names nobody by them, and MAGAZINE. KEVIN is the end of one sentence
        if match["name"].casefold() in others:
            continue  # OLD TEDDY, who is only a voice or is there beside TEDDY, is another figure than he
        held = [name for name, parts in latin.items() if _within(parts, words) and parts != words]
        who = {joined.get(name, name) for name in held}
        if len(who) > 1:  # EDWIN LOMAX beside LOMAX, his brother, is EDWIN
            held = [name for name in held if latin[name][0] == words[0]]
            who = {joined.get(name, name) for name in held}
        if len(who) == 1 and any(_proper(latin[name][-1]) and latin[name][-1] in _heads(name.upper()) for name in held):
            name = next(iter(who))
            yield name, match["name"]
            known = {part for parts in latin.values() for part in parts}
            more = [word.title() for word in words if _proper(word) and word not in known]
            yield from ((name, word) for word in more if re.search(rf"\b{re.escape(word)}\b", text))


def _meets_own_name(name: str, season: SeasonNames) -> bool:
    """Whether somebody is in a scene with whoever has the rest of the name: YOUNG LENA, whom LENA watches."""
    beside = season.together.get(name, frozenset())
    return any(other != name and _within(other.upper().split(), name.upper().split()) for other in beside)


def _within(parts: Sequence[str], words: Sequence[str]) -> bool:
    """Whether all parts stand among the words in their order."""
    rest = iter(words)
    return all(part in rest for part in parts)


def _uses(key: str, text: str) -> Iterator[str]:
    """How running text writes a word for somebody; nothing where it is an everyday word too (rose, will)."""
    if not key.isascii():
        yield from (key for _ in range(acts_alone(key, text)))
        return
    spelt = [match[0] for match in re.finditer(rf"(?<![A-Za-z]){re.escape(key)}(?![A-Za-z])", text, re.IGNORECASE)]
    if not any(word.islower() for word in spelt):
        yield from (word for word in spelt if word[0].isupper())


def one_entry(one: Person, other: Person) -> Person:
    """Two entries of one person as one."""
    looks = "；".join(dict.fromkeys(part for part in (one.looks, other.looks) if part))
    return replace(
        one,
        aliases=tuple(dict.fromkeys((*one.aliases, *other.aliases))),
        age=one.age if one.age is not None else other.age,
        looks=looks,
        speeches=one.speeches + other.speeches,
        listed=one.listed or other.listed,
    )
