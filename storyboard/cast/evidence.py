"""What a script says of each of its people, each fact with the words that say it: told, or inferred for a reason.

Told: the name itself (光头, WOMAN IN RED), the bio, a description (`portraits`), a kin word or title beside the name, a pronoun that can mean
nobody else, a word of address that holds a part of the name. Inferred: looser pronouns, who is called 妈 by the only other person, a given name,
a trade, an age word. Nothing is told by standing near by.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from storyboard.cast import given, roles, said
from storyboard.cast.address import Addresses, Calling
from storyboard.cast.ages import THEN_EN, age
from storyboard.cast.apposed import apposed
from storyboard.cast.beside import SEXES, Beside, beside
from storyboard.cast.kin import grands, parents, peers, rivals
from storyboard.cast.kin import mates as wedded
from storyboard.cast.offices import offices
from storyboard.cast.portraits import DOING, Phrase, acts, mentions, phrases, plain, quiet
from storyboard.cast.pronouns import Hint, hints
from storyboard.cast.pupils import pupils
from storyboard.cast.selves import mates, selves
from storyboard.cast.several import several
from storyboard.cast.unnamed import Nameless, unnamed
from storyboard.languages import Language
from storyboard.model import Fact, FactSource, Person, Script, Unit
from storyboard.patterns import deferred

TEXTS = frozenset({"action", "note", "caption", "cast"})
"""Kinds of units in whose text people are described."""
FIRM = 3
"""How many loose pronouns a firm one weighs, and how many times as many the one sex must have as the other."""
HEADS = 2
"""How many loose pronouns one weighs that is the subject of a paragraph right behind somebody's own words or deeds."""
ENOUGH = 2
"""Loose pronouns that tell a sex where nothing speaks against it."""
ROUNDS = 3
"""How often what is known of some tells of others whom a pronoun means."""
CHILD, OLD = 17, 60
"""Up to how many years, and from how many on, a noun before a name tells an age: 女孩, 老太太."""
QUOTE = 60
"""Characters that are kept of a quote."""


_UNQUOTED = deferred(r"(?:“[^“”]{1,8}”|「[^「」]{1,8}」)(?:字样)?的?(?=[\u3400-\u9fff])|[“”「」『』\"]的?")
"""What a thing says, and marks of quotation in what somebody wears: “伴郎”的胸花. A look holds none, for what it quotes would be spoken."""


def evidence(script: Script, names: Collection[str]) -> dict[str, tuple[Fact, ...]]:
    """For everybody of `names` the facts of sex, age, hair, clothes, marks and kin, the one to go by first in each part."""
    language = Language.of(script.language).code
    people = {person.name: person for person in script.cast}
    called = {alias: name for name in names if name in people for alias in people[name].aliases}
    found: dict[str, list[Fact]] = {name: [*_named(name, script, language)] for name in names}
    _add(found, ((name, fact) for name, fact in _of_row_before(script, language) if name in found))
    for name in names:
        found[name] += [*_younger(name, names, script), *_married(name, names, script, language)]
        if name in people:
            found[name] += _bio(people[name], script, language)
            titled = (alias for alias in people[name].aliases if alias != name and alias.endswith(name))
            found[name] += [fact for alias in titled for fact in _named(alias, script, language) if fact.part == "sex"]
            found[name] += _styled(people[name], script)
    spelt = frozenset((*names, *called))
    listed = {word for person in script.cast for word in (person.name, *person.aliases)} - spelt
    others = {word for word in listed if any(name in word for name in spelt)}  # 小满妈 is not 小满
    for name, fact in _in_story(script, spelt | others, language):
        if name not in others:
            found[called.get(name, name)].append(fact)
    every = beside(script, names)
    for name, told in every.items():
        found[name] += _beside(name, told, script)
    known = _known(found)
    for name, told in every.items():
        if told.alike and name not in known and told.twin in known:
            found[name].append(replace(_of_twin(found[name]), value=known[told.twin]))
    known = _known(found)
    likely = {name: sex for name in names if (sex := _likely(name, language))}
    for name, meant in _shared_out([*hints(script, spelt), *offices(script, spelt)], known, likely, called).items():
        found[name] += _by_pronoun(meant)
        sex = known.get(name) or _told_sex(meant)
        found[name] = _by_line(found[name], [*_behind_pronouns(name, sex, meant, spelt, language)])
    _add(found, (*selves(script, names), *_same_self(names, found, script.cast, language)))
    talk = Addresses(script, names)
    called_so = _called_so(talk, found, likely)
    agreed = _agreed(called_so)
    for call in called_so:
        found[call.name] += _by_address(call, agreed=call.name in agreed)
    _add(found, [*_same_self(names, found, script.cast, language)])
    for name, fact in mates(script, names):
        hinted = {one.value for one in found[name] if one.part == "sex"}
        found[name] += [fact] if hinted <= {fact.value} else []
    _add(found, _guesses(script, names, called, language))
    _add(found, [*_trades(script.cast, found, script)])
    _add(found, [*_kin(talk, found)])
    _add(found, _shared(found))
    then = _lines_of_then(script)
    return {name: _ordered(_borne_out(_dressed(_own_only(facts), language)), then) for name, facts in found.items()}


def _of_twin(facts: Iterable[Fact]) -> Fact:
    """The sex, still empty, of somebody with the face of another, at the words that say so."""
    twin = next(fact for fact in facts if fact.value.startswith("twin|"))
    return Fact("sex", "", "told", twin.line, twin.quote, "twin")


def _shared(found: Mapping[str, Sequence[Fact]]) -> list[tuple[str, Fact]]:
    """What is told of one of two twins and not of the other, as the other's too: the age, and hair where they are of one sex."""
    known, shared = _known(found), []
    for name, facts in found.items():
        twins = {fact.value.partition("|")[2] for fact in facts if fact.value.startswith("twin|")} & found.keys()
        own = {fact.part for fact in facts if fact.source == "told"}
        for twin in sorted(twins):
            parts = {"age", "hair"} if known.get(name, "") == known.get(twin, "") or "sex" not in own else {"age"}
            parts -= own
            shared += [(name, fact) for fact in found[twin] if fact.part in parts and fact.source == "told"]
    return shared


def _add(found: Mapping[str, list[Fact]], every: Iterable[tuple[str, Fact]]) -> None:
    """Every fact to those of its person."""
    for name, fact in every:
        found[name].append(fact)


def _known(found: Mapping[str, Sequence[Fact]]) -> dict[str, str]:
    """The sex of everybody of whom anything tells it or lets one guess it."""
    return {name: one.value for name, facts in found.items() if (one := accepted(_ordered(facts), "sex"))}


def _called_so(talk: Addresses, found: Mapping[str, Sequence[Fact]], likely: Mapping[str, str]) -> list[Calling]:
    """The words of address that agree with what is known; those that hold a name are asked first, for they tell whom 母亲 cannot mean."""
    known = _known(found)
    every = talk.calls(known, likely)
    named = {call.name: call.sex for call in every if call.sure and call.part and call.sex}
    if named.keys() - known.keys():
        known = named | known
        every = talk.calls(known, likely)
    return [call for call in every if known.get(call.name, call.sex) == call.sex]


def accepted(facts: Iterable[Fact], part: str) -> Fact | None:
    """The fact of a part that is gone by, or None where nothing is known."""
    return next((fact for fact in facts if fact.part == part), None)


def disagreeing(facts: Iterable[Fact]) -> list[tuple[Fact, Fact]]:
    """Two tellings of the sex or the age that cannot both be true, the one that is gone by first."""
    facts = [fact for fact in facts if fact.source == "told"]
    found = []
    for part in ("sex", "age"):
        told = [fact for fact in facts if fact.part == part]
        other = next((fact for fact in told[1:] if fact.value != told[0].value), None)
        found += [(told[0], other)] if other else []
    return found


def _own_only(facts: Sequence[Fact]) -> list[Fact]:
    """The facts without clothes that a possessive gives to somebody of the other sex: `his wife takes her coat`."""
    sex = accepted(_ordered(facts), "sex")
    other = {"male": "her ", "female": "his "}.get(sex.value if sex else "", "\0")
    kin = roles.tables("en")["beside"]["kin"]
    return [
        fact
        for fact in facts
        if fact.part in ("sex", "age", "kin")
        or not fact.quote.lower().startswith(other)
        or any(word.strip(",.") in kin for word in fact.quote.lower().split()[1:3])
    ]


_DRESS = {
    "zh": deferred(
        "(?:[穿着袭身件条]|系着|[红白黑蓝绿青紫粉黄]色?)[^，。]{0,14}(?<!围)裙(?![带摆角裾])|旗袍|嫁衣|凤冠|婚纱|宫装|凤袍"
    ),
    "en": deferred(
        r"\b(?:dress(?! (?:shirt|shoes|uniform|code|pants|blues))|(?<!hospital )(?<!dressing )(?<!surgical )(?<!graduation )(?<!patient )(?<!academic )(?<!choir )(?<!isolation )(?<!examination )gown"
        r"|sundress|blouse|cheongsam|qipao|tiara)\b",
        re.I,
    ),
}
"""What only a woman wears, where nothing speaks against it."""


def _dressed(facts: Sequence[Fact], language: str) -> list[Fact]:
    """The facts, in which a dress that somebody wears tells the sex where nothing tells or hints at another."""
    sexes = {fact.value for fact in facts if fact.part == "sex"}
    worn = [fact for fact in facts if fact.part == "sex" and fact.reason == "clothes"]
    if len(sexes) > 1 or not any(_DRESS[language].search(fact.quote) for fact in worn):
        return list(facts)
    return [replace(fact, source="told") if fact in worn else fact for fact in facts]


_HEARD = frozenset({"pronoun", "address"})
"""Reasons of what the script says of somebody, which a name or a trade only bears out."""


def _borne_out(facts: Sequence[Fact]) -> list[Fact]:
    """The facts, in which a pronoun or a word of address that most likely means somebody tells the sex where another reason agrees and nothing speaks against it."""
    every = [fact for fact in facts if fact.part == "sex"]
    reasons = {fact.reason for fact in every} - {"trade"}
    if len({fact.value for fact in every}) != 1 or len(reasons) < 2 or not reasons & _HEARD:
        return list(facts)
    return [replace(fact, source="told") if fact.part == "sex" and fact.reason in _HEARD else fact for fact in facts]


def _lines_of_then(script: Script) -> frozenset[int]:
    """The lines of scenes that do not play now: who is 22 in a flashback is not so in the story."""
    return frozenset(
        line
        for scene in script.scenes
        if scene.state
        for line in range(script.line_of(scene.start), script.line_of(max(scene.end - 1, scene.start)) + 1)
    )


def _ordered(facts: Sequence[Fact], then: Collection[int] = ()) -> tuple[Fact, ...]:
    """Told before inferred, of each the first found first, an age of another time last; the same thing told twice stands once."""
    rank = {"told": 0, "model": 1, "inferred": 2, "assumed": 3}
    lines = {fact.line for fact in facts if fact.part == "clothes" and not _is_guise(fact)}
    kept: dict[tuple[str, str], Fact] = {}
    for fact in sorted(
        facts,
        key=lambda fact: (
            rank[fact.source],
            (fact.part == "age" and fact.line in then) or (fact.line in lines and _is_guise(fact)),
        ),
    ):
        kept.setdefault((fact.part, fact.value), fact)
    return tuple(kept.values())


def _is_guise(fact: Fact) -> bool:
    """Whether a fact tells only whose kind somebody's clothes are, 书生打扮: what they have on is told better where a garment is."""
    return fact.part == "clothes" and fact.value.endswith(("装束", "'s clothes"))


def _line(script: Script, words: str) -> int:
    """The line where these words first stand, 0 where they do not."""
    at = script.text.find(words) if words else -1
    return script.line_of(at) if at >= 0 else 0


def _line_with(script: Script, name: str, words: str) -> int:
    """The line where words stand together with a name, else where they first stand: 43岁 may be told of two."""
    behind = re.search(rf"{re.escape(name)}[*_]*\s*[（(，,：:—-]+\s*{re.escape(words)}", script.text) if words else None
    if behind:
        return script.line_of(behind.start())
    near = (at for at, text in enumerate(script.text.splitlines(), 1) if words and words in text and name in text)
    return next(near, 0) or _line(script, words or name)


def _line_aged(script: Script, name: str, years: int) -> int:
    """The first line that says of somebody who is named in it how old they are; 0 where none does."""
    named = ((at, text) for at, text in enumerate(script.text.splitlines(), 1) if name.casefold() in text.casefold())
    told = (at for at, text in named if any(age(part, bare=True) == years for part in _SENTENCE_PARTS.split(text)))
    return next(told, 0)


_SENTENCE_PARTS = deferred(r"[，,、；;。！？.!?（）()]")


# --- the name, the bio ---------------------------------------------------------------------------------------------


def _named(name: str, script: Script, language: str) -> Iterator[Fact]:
    """What the words of a name tell: 红裙女人, 光头, WHITE-HAIRED OLD MAN."""
    line = _line(script, name)
    sex = roles.tells(name, "sex", language)
    if sex:
        yield Fact("sex", sex, "told", line, name)
    bare = roles.stem(name, language)
    words = bare.lower() if Language.of(language).does("writing.words") else bare
    hair, clothes = roles.tells(name, "hair", language), said.clothes(words, language)
    hair = tuple(hair) if hair else said.hair(words, language)
    coloured = said.in_colour(words, language)
    yield from (Fact("hair", _pair(pair), "told", line, name) for pair in [hair] if pair)
    yield from (Fact("clothes", _pair(pair), "told", line, name) for pair in [clothes or coloured] if pair)
    marked = roles.tells(name, "marks", language) or said.marked(words, language)
    if marked:
        yield Fact("marks", marked, "told", line, name)


def _styled(person: Person, script: Script) -> Iterator[Fact]:
    """The sex that the title of another Latin name tells: MINISTER is DAME HELEN TARRANT."""
    for alias in person.aliases:
        title, *rest = alias.lower().split() if alias.isascii() else ("",)
        sex = roles.tables("en")["called"].get(title.strip("."), "") if rest else ""
        yield from (Fact("sex", told, "told", _line(script, alias), alias, "title") for told in [sex] if told)


_MARRIED = {
    "en": deferred(r"(?i:(?P<name>.+)['’]s (?:(?P<she>wife|girlfriend|fiancée|widow)|husband|boyfriend|fiancé))$"),
    "zh": deferred(r"(?P<name>.+?)的?(?:(?P<she>妻子?|老婆|媳妇|女友|女朋友)|丈夫|老公|男友|男朋友)$"),
}


def _married(name: str, names: Collection[str], script: Script, language: str) -> Iterator[Fact]:
    """LAO WANG'S WIFE tells that LAO WANG is a man."""
    male, female = roles.tables(language)["sexes"]
    for other in names:
        told = _MARRIED[language].fullmatch(other)
        if told and told["name"].casefold() == name.casefold():
            yield Fact("sex", male if told["she"] else female, "told", _line(script, other), other, "kin")


_YOUNGER = frozenset({"少年", "少女", "男孩", "女孩", "小男孩", "小女孩", "青年男", "青年女"})
_AT_AN_AGE = {
    "zh": deferred("(?:少年|青年|中年|老年|晚年|幼年|童年|年幼|年轻|年少|小时候|儿时|成年|幼)(?:时候?)?的?"),
    "en": deferred(
        r"(?:young|younger|old|older|boy|girl|teen|teenage|teenaged|adult|child|little|kid|elderly|middle-aged|baby|adolescent)\s+",
        re.I,
    ),
}
"""What stands before the name of somebody who is there at another age too: YOUNG HE QINGJUN is as much a man as HE QINGJUN."""


def at_other_age(name: str, names: Iterable[str], language: str) -> str:
    """Whose name at another age a name is: IVY for YOUNG IVY, 老秦 for 年轻老秦; empty where it is nobody's of `names`."""
    match = _AT_AN_AGE[language].match(name)
    rest = name[match.end() :].casefold() if match else ""
    if len(rest) < 2:
        return ""
    every = [one for one in names if one != name]
    titled = [one for one in every if _untitled(one) == rest]
    return next((one for one in every if one.casefold() == rest), titled[0] if len(titled) == 1 else "")


_CHILDLIKE = deferred(r"(?:少年|幼年|童年|年幼|年少|小时候|儿时|幼)|(?:boy|girl|child|little|kid|young|baby)\s", re.I)


def is_younger(name: str, language: str) -> bool:
    """Whether a name is somebody's as a child: BOY TOM, 幼年叶楠."""
    return _AT_AN_AGE[language].match(name) is not None and _CHILDLIKE.match(name) is not None


def _untitled(name: str) -> str:
    """What is left of MRS. PLUMB without the title; empty of a name that has none."""
    title, _, rest = name.casefold().partition(" ") if name.isascii() else ("", "", "")
    return rest if title.strip(".") in roles.tables("en")["called"] else ""


_VOICE_OF = {
    "zh": deferred("^(?:是|即|为)?(?:(?:长大|成年|老年|年老|年轻|多年|若干年|[一二三四五六七八九十]+年)[以之]?后?的?)?(?P<name>[^的，。；]{1,8})的(?:声音|画外音|独白|旁白|自述|讲述)"),
    "en": deferred(r"^(?:the )?(?:voice of )?(?:an? |the )?(?:adult|grown|older|old|young|elderly) (?P<name>[A-Z][\w’' -]*?)(?:['’]s voice)?(?=[,.;]|$)|^(?:the )?voice of (?P<whose>[A-Z][\w’' -]*?)(?=[,.;]|$)", re.I),
}  # fmt: skip
"""A bio that says whose voice somebody is: 旁白——成年石头的声音."""


def _voice_of(person: Person, names: Collection[str], language: str) -> str:
    """Who speaks as a narrator, where the bio says so and the name says nothing; empty elsewhere."""
    told = _VOICE_OF[language].match(person.looks) if roles.kind(person.name, (), language) == "voice" else None
    word = (told.groupdict().get("name") or told.groupdict().get("whose") or "").casefold() if told else ""
    return next((name for name in names if word and name != person.name and name.casefold() == word), "")


def _by_part_of_name(names: Collection[str], people: Iterable[Person], language: str) -> Iterator[tuple[str, str]]:
    """(YOUNG WINIFRED, MISS OTTLEY), where the list has her as MISS WINIFRED OTTLEY."""
    parts = [(word.casefold(), one.name) for one in people for alias in one.aliases for word in alias.split()]
    for name in names:
        match = _AT_AN_AGE[language].match(name)
        rest = name[match.end() :].casefold() if match else ""
        owners = {owner for word, owner in parts if word == rest and owner in names and owner != name}
        if len(rest) > 1 and len(owners) == 1 and rest not in {one.casefold() for one in names}:
            yield name, owners.pop()


def _same_self(
    names: Collection[str], found: Mapping[str, Sequence[Fact]], people: Iterable[Person], language: str
) -> Iterator[tuple[str, Fact]]:
    """The sex that is told of somebody at one age, for the same person at another."""
    pairs = [(name, other) for name in names if (other := at_other_age(name, names, language))]
    pairs += _by_part_of_name(names, people, language)
    pairs += [(one.name, other) for one in people if one.name in found and (other := _voice_of(one, names, language))]
    for name, other in (*pairs, *((other, name) for name, other in pairs)):
        told = accepted(_ordered(found[other]), "sex")
        if told and told.source == "told" and not roles.is_role(other):
            yield name, told


def _younger(name: str, names: Collection[str], script: Script) -> Iterator[Fact]:
    """少年顾言 and 小厮来福 tell that 顾言 and 来福 are men; LADY MACBETH says nothing of MACBETH."""
    for other in names:
        before = other.removesuffix(name) if len(name) > 1 and other != name and not name.isascii() else other
        if before != other and (before in _YOUNGER or roles.is_role(before)):
            sex = roles.tells(before, "sex", "zh")
            yield from (Fact("sex", told, "told", _line(script, other), other) for told in [sex] if told)


def _pair(pair: tuple[str, str] | None) -> str:
    """`黑色|风衣`: colour and style; a part that is not told is empty."""
    return "|".join(pair) if pair else ""


_BIO_ITEM = {"zh": deferred(r"[，,、；;/\s。]"), "en": deferred(r"[,;.]")}
_BIO_PRONOUN = {"zh": deferred(r"(?:^|[。；！])([他她])(?!们|的)"), "en": deferred(r"(?:^|[.;!]\s+)(He|She)\b")}


def _bio(person: Person, script: Script, language: str) -> Iterator[Fact]:
    """What the cast list says: `女，外卖员，短发，黄色冲锋衣`."""
    if person.age is not None:
        quote = next((part for part in person.looks.split("；") if age(part, bare=True) == person.age), "")
        line = 0 if quote else _line_aged(script, person.name, person.age)
        yield Fact("age", str(person.age), "told", line or _line_with(script, person.name, quote), quote[:QUOTE])
    for part in person.looks.split("；"):
        if _in_action(part, script):
            continue
        line, part = _line(script, part), _OF_THEN.split(part)[0]
        items = [item.strip() for item in _BIO_ITEM[language].split(part)[:12]]
        for item in items:
            yield from _sex_of_item(item, line, language)
        years = next((item for item in items if age(item) is not None), "") if person.age is None else ""
        if years:
            yield Fact("age", str(age(years)), "told", line, years[:QUOTE])
        yield from _looks(part, line, language)
        yield from _pronoun_of_bio(part, line, language)


LONGEST_TRADE = 4
"""Characters of a trade at the end of a piece of a list: 镇北军校尉."""


def _trades(
    people: Iterable[Person], found: Mapping[str, Sequence[Fact]], script: Script
) -> Iterator[tuple[str, Fact]]:
    """What a trade of the list lets one guess of the sex where nothing else says it: 镇北军校尉."""
    for person in people if Language.of(script.language).does("writing.han") else ():
        if person.name in found and not any(fact.part == "sex" for fact in found[person.name]):
            for item in _BIO_ITEM["zh"].split(person.looks.split("；")[0])[:12]:
                ends = (item[-size:] for size in range(min(LONGEST_TRADE, len(item)), 1, -1))
                trade = next((word for word in ends if roles.is_role(word)), "")
                likely = roles.tells(trade, "likely", "zh") if trade and "的" not in item else ""
                yield from (
                    (person.name, Fact("sex", sex, "inferred", _line(script, item), item[:QUOTE], "trade"))
                    for sex in [likely]
                    if sex
                )


_ROW_KIN = {
    "zh": deferred(r"(?:^|[，,、；;。是])(?P<who>[他她])(?:的)?(?P<kin>[^，,、；;。的]{1,4})(?=$|[，,、；;。])"),
    "en": deferred(r"(?:^|[,;.]\s*)(?P<who>his|her)\s+(?:[\w-]+\s+){0,2}?(?P<kin>[\w-]+)(?=$|[,;.])", re.I),
}  # fmt: skip
"""Whose kin somebody of a list of people is: `DANA - 34, his mother`."""


def _of_row_before(script: Script, language: str) -> Iterator[tuple[str, Fact]]:
    """The sex of whoever stands in the row before one that is `his mother` or `her brother`; a row that says the same pronoun again is of the same person."""
    kin, sexes = roles.tables(language)["beside"]["kin"], {"他": "男", "她": "女", "his": "male", "her": "female"}
    before = owner = who = ""
    for person in sorted(script.cast, key=lambda one: _line(script, one.looks.split("；")[0])):
        bio = person.looks.split("；")[0]
        told = _ROW_KIN[language].search(bio) if not _in_action(bio, script) else None
        if told and told["kin"].lower() in kin:
            owner = owner if told["who"].lower() == who else before
            who = told["who"].lower()
            own = roles.tells(told["kin"].lower(), "sex", language)
            for name, sex in ((owner, sexes[who]), (person.name, own)):
                yield from [(name, Fact("sex", sex, "told", _line(script, bio), bio[:QUOTE], "kin"))] if sex else []
        else:
            owner = who = ""
        before = person.name


_OF_THEN = deferred(
    r"(?:\d{1,3}|[一二三四五六七八九十几两数]{1,3})年(?:以)?[后前]|长大后|老年时|年轻时|\b(?:\w+|\w+ty-\w+|\d+) years (?:later|on|before|earlier|ago)\b|\bin the flashbacks?\b",
    re.I,
)
"""What begins the words of a bio about another time: 二十年后头发花白."""


def _in_action(part: str, script: Script) -> bool:
    """Whether a part of a bio is a description of the story, which is read in its place, where it is known whose it is."""
    return bool(part) and any(unit.kind == "action" and part in unit.text for unit in script.units)


def _pronoun_of_bio(text: str, line: int, language: str) -> Iterator[Fact]:
    """`She runs the bakery`: a sentence of a bio that begins with a pronoun is about the person."""
    begins = _BIO_PRONOUN[language].search(text)
    if begins:
        sex = {"他": "男", "她": "女", "He": "male", "She": "female"}[begins[1]]
        yield Fact("sex", sex, "told", line, text[begins.start(1) :][:QUOTE])


_GENERIC = deferred(
    r"(?:.{0,10}的|一[个位名]|\d{1,2}(?:多|来)?岁|[一二三四五六七八九十]{1,3}(?:多|来|几)?岁|中年|青年|年轻|老年|小)*的?"
    r"(?P<noun>男人|女人|男孩|女孩|男孩子|女孩子|男子|女子|男生|女生|少女|少年|姑娘|小姑娘|小伙|小伙子|汉子|老汉|老妇|老妇人|老太太|老头|男童|女童|妇人|妇女|少妇|美女|帅哥)"
)


_NEIGHBOURLY = deferred(
    r"(?:隔壁|邻居|邻家|对门|楼上|楼下|村里|镇上|街坊|店里|班上|同班|同村|同乡|同桌|大院里?|孤儿院|福利院|山里|城里|乡下|外地|流浪|卖[花报唱艺]|放[牛羊]|打工|留守|失踪|走失)家?(?:的)?(?:小|老|大)?"
    r"(?P<noun>男人|女人|男孩|女孩|男孩子|女孩子|男子|女子|男生|女生|少女|少年|姑娘|小伙|小伙子|汉子|老汉|老妇|老太太|老太|老头|老头儿|男童|女童|妇人|妇女|奶奶|爷爷|大爷|大妈|大婶|大叔|阿姨|大嫂|大姐|大哥|哥哥|姐姐|妹妹|弟弟)"
)
"""Who somebody is by where they live or what they do all day: 邻居家男孩, 卖花姑娘."""


def _sex_of_item(item: str, line: int, language: str) -> Iterator[Fact]:
    """`男`, 四十多岁的女摊主, `a big man in his fifties`, `a waitress`."""
    sex = SEXES.get(item.lower()) or _SEX_OF_ITEM[language](item)
    if sex:
        yield Fact("sex", sex, "told", line, item[:QUOTE])


def _sex_zh(item: str) -> str:
    if len(item) > 14 or re.search("[他她]", item):
        return ""
    if match := _GENERIC.fullmatch(item):
        return roles.tells(match["noun"], "sex", "zh") or ""
    if match := _NEIGHBOURLY.fullmatch(item):
        return roles.tells(match["noun"], "sex", "zh") or ""
    if re.fullmatch(r"[^儿子母父男]{1,3}女", item):
        return "女"
    tail = re.split("的|岁", item)[-1]
    return tail[0] if re.match(r"[男女](?!婿|儿|友|朋友|主)", tail) and len(tail) <= 6 else ""


def _sex_en(item: str) -> str:
    head = re.split(
        r"\b(?:in|with|of|wearing|who|and|from|to|named|called|known|than|like|for|at|on|by|near|behind|beside|over|under|after|before|against|between|toward|towards|into|onto)\b",
        item,
    )[0]
    told = re.search(
        r"(?:^|\b(?:an?|the|her|his|their|twin)\s+)(?:[\w’'-]+\s+){0,4}?([a-zé-]+)\s*$", head.strip(), re.I
    )
    words = told[1].lower() if told else ""
    sex = roles.tells(words, "sex", "en") or roles.tells(words.removesuffix("s"), "sex", "en") or "" if told else ""
    sex = sex or _PLURALS.get(words, "")
    if re.search(r"\b(?:his|her)\s+(?:early |mid |late |mid-)?(?:\w+ies|\d0s|teens)\b", item, re.I):
        sex = sex or ("male" if re.search(r"\bhis\b", item, re.I) else "female")
    return sex


_SEX_OF_ITEM = {"zh": _sex_zh, "en": _sex_en}


_PLURALS = {
    "men": "male",
    "women": "female",
    "boys": "male",
    "girls": "female",
    "brothers": "male",
    "sisters": "female",
}


_WOMANLY = {
    "zh": "(?<!围)裙|旗袍|嫁衣|凤冠|婚纱|高跟鞋|绣鞋|步摇|发钗|耳坠|凤袍|公主裙|双马尾|羊角辫|麻花辫",
    "en": r"\b(?:dress(?! (?:shirt|shoes|uniform|code|pants))|(?<!hospital )(?<!dressing )(?<!surgical )(?<!graduation )(?<!patient )(?<!academic )(?<!choir )(?<!isolation )(?<!examination )gown|skirt|sundress|blouse|high heels|cheongsam|bra|tiara|pigtails)\b",
}
_MANLY = {
    "zh": "胡子|胡须|络腮|胡茬|[长短美虬]髯|[长短白银]须|光头|龙袍",
    "en": r"\b(?:beard|bearded|moustache|mustache|stubble|clean-shaven|goatee)\b",
}


_BEARDED = {
    "zh": deferred(
        "(?<![没无剃刮])(?:胡须|络腮胡?|胡茬|山羊胡|八字胡|长髯|短髯|美髯|虬髯|短须|长须|白须|银须|(?:[的着把撮黑白灰]|花白|大|满脸|一脸)胡子)"
    ),
    "en": deferred(
        r"(?<!fake )(?<!false )(?<!stick-on )(?<!paper )\b(?:\w+-)?(?:beard|bearded|moustache|mustache|goatee)\b(?! (?:a?round|hanging|askew|on a|in (?:his|her) hand))",
        re.I,
    ),
}
"""What only a man has on his face."""


_FALSE = deferred(
    r"\b(?:fake|false|stick-on|paper)\b|\bbeard (?:a?round|hanging|askew|in (?:his|her) hand)|[假]胡|粘着?胡", re.I
)
"""A beard that is not somebody's own."""


_BEARING = {
    "zh": deferred("怀孕|身怀六甲|孕肚|大着肚子|挺着[大孕][^，。]{0,3}肚"),
    "en": deferred(r"\bpregnant\b", re.I),
}
"""What only a woman is."""


_OWN_BODY = deferred(
    r"(?:^|[,;] )(?:an? )?(?:[\w-]+ ){1,4}(?:on|across|over|under|down|at|above|below|through|in|round|around) (?P<whose>his|her) "
    r"(?:(?:left|right|upper|lower) )?(?:chin|cheek|face|eyebrow|brow|forehead|nose|neck|throat|shoulder|arm|forearm|wrist|hand|eye|hair|lip|temple|ear|mouth|jaw|nostril|knuckle|finger|lap)s?(?=$|[,;.)])"
)
"""What somebody has on their body, in a description of them: `burn scar on her chin`."""


_ANY_CLOTHES = frozenset(
    (("", "衣服"), ("", "衣裳"), ("", "衣衫"), ("", "clothes"), ("", "clothing"), ("", "attire"), ("", "outfit"))
)
"""Clothes of which nothing is told."""


def _looks(text: str, line: int, language: str) -> Iterator[Fact]:
    """Hair, every garment and every mark of a description; the second garment and more are marks (an apron over a shirt)."""
    quote = " ".join(text.split())[:QUOTE]
    hair = said.hair(text, language)
    if hair:
        yield Fact("hair", _pair(hair), "told", line, quote)
    worn = [pair for pair in said.garments(text, language) if pair not in _ANY_CLOTHES]
    every = said.marks(text, language)
    borne = any(_BEARDED[language].search(mark) and not _FALSE.search(mark) for mark in every)
    if re.search(_WOMANLY[language], quote, re.I) and not DOING.search(quote):
        yield Fact("sex", roles.tables(language)["sexes"][1], "inferred", line, quote, "clothes")
    elif _BEARING[language].search(quote):
        yield Fact("sex", roles.tables(language)["sexes"][1], "told", line, quote, "pregnant")
    elif (re.search(_MANLY[language], quote, re.I) or borne) and not _FALSE.search(quote):
        source: FactSource = "told" if borne or _BEARDED[language].search(quote) else "inferred"
        yield Fact("sex", roles.tables(language)["sexes"][0], source, line, quote, "beard")
    elif (body := _OWN_BODY.search(text)) and not DOING.search(text):
        column = 0 if body["whose"].lower() == "his" else 1
        yield Fact("sex", roles.tables(language)["sexes"][column], "told", line, quote, "pronoun")
    if worn:
        yield Fact("clothes", _pair(worn[0]), "told", line, quote)
    space = Language.of(language).word("writing.between")
    more = [space.join(filter(None, pair)) for pair in worn[1:3] if pair[0] or len(pair[1].split()) < 3]
    for mark in (*more, *every):
        yield Fact("marks", _UNQUOTED.sub("", mark), "told", line, quote)


# --- the story -----------------------------------------------------------------------------------------------------


def _shown(text: str) -> str:
    """A direction, each piece up to the end of what it shows: 拄着拐杖 of 拄着拐杖站在廊下; 耳机里 shows nothing."""
    pieces = [(piece, said.telling_zh(piece)) for piece in re.split("[，,]", text)]
    inside = tuple("里中内上")
    return "，".join(
        told if told and not piece.partition(told)[2].startswith(inside) else piece for piece, told in pieces
    )


_TURNS_TO = ("对", "向", "朝", "冲", "瞪", "to ", "at ", "toward ", "towards ")
"""What begins a direction that goes on about whom the words are for: `to her MOTHER, 60, green sari`."""


_VOICE = {
    "zh": deferred(
        r"(?P<years>苍老|老迈|老年|沧桑|年迈|年轻|青年|中年|稚嫩|童稚|幼)?(?:的)?(?P<sex>[男女]|男人|女人|男孩|女孩|老人|老头|老太太?|小孩|孩子|儿童|童)(?:的)?(?:声音?|嗓音?)$"
    ),
    "en": deferred(
        r"(?:in\s+)?(?:an?\s+|the\s+)?(?:\w+,\s+)*?(?P<years>elderly|old|aged|young|middle-aged|teenage)?\s*(?P<sex>male|female|man|woman|boy|girl|child)(?:['’]s)?(?:\s+voice)?$",
        re.I,
    ),
}
"""Whose voice is heard, as a direction says it: 苍老男声, `an old woman's voice`."""
_VOICED = {
    "苍老": "old", "老迈": "old", "老年": "old", "沧桑": "old", "年迈": "old", "老人": "old", "老头": "old", "老太": "old", "老太太": "old",
    "年轻": "young", "青年": "young", "中年": "middle", "稚嫩": "child", "童稚": "child", "幼": "child", "男孩": "child", "女孩": "child",
    "小孩": "child", "孩子": "child", "儿童": "child", "童": "child",
    "elderly": "old", "old": "old", "aged": "old", "young": "young", "middle-aged": "middle", "teenage": "teen",
    "boy": "child", "girl": "child", "child": "child",
}  # fmt: skip
_YEARS_OF_VOICE = {"old": 66, "young": 24, "middle": 45, "teen": 15, "child": 9}


def _of_voice(text: str, line: int, language: str) -> Iterator[Fact]:
    """The sex and the age that a direction tells of a voice."""
    told = _VOICE[language].fullmatch(text)
    if not told:
        return
    who, sexes = told["sex"].lower(), roles.tables(language)["sexes"]
    if sex := {"男": sexes[0], "女": sexes[1]}.get(who) or roles.tells(who, "sex", language):
        yield Fact("sex", sex, "told", line, text)
    years = _VOICED.get((told["years"] or "").lower()) or _VOICED.get(who)
    if years:
        yield Fact("age", str(_YEARS_OF_VOICE[years]), "inferred", line, text, "age word")


def _described(unit: Unit, script: Script, names: Collection[str], language: str) -> Iterator[tuple[str, Fact]]:
    """The facts of the descriptions in one unit."""
    if unit.kind == "speech":
        for item in re.split(r"[,，、/]\s*", unit.extension) if unit.speaker in names else ():
            if item.strip().lower() in SEXES:
                yield (
                    unit.speaker,
                    Fact("sex", SEXES[item.strip().lower()], "told", script.line_of(unit.start), unit.extension),
                )
        for direction in unit.parentheticals:
            text = direction.text.strip("()（）[]【】 ")
            if unit.speaker in names:
                yield from ((unit.speaker, fact) for fact in _of_voice(text, script.line_of(unit.start), language))
            han = Language.of(language).does("writing.han")
            shown = _shown(text) if han else text
            if (
                unit.speaker in names
                and (said.TELLING.search(shown) if han else said.may_tell_en(shown))
                and not (DOING.search(text) or acts(quiet(text, names, language)))
                and not any(one.name not in ("", unit.speaker) for one in mentions(text, names, language))
                and not text.startswith(_TURNS_TO)
                and any(plain(item, language) for item in re.split("[，,]", shown))
            ):
                yield from ((unit.speaker, fact) for fact in _facts(shown, script.line_of(unit.start), language))
        return
    if unit.kind == "front" and (row := _LISTED.match(unit.text)) and row["name"] in names:
        items = [one.strip() for one in re.split(r"[，,、；;。.]", row["told"])]
        told = [
            one
            for one in items
            if len(one.split()) <= ROW and (one.isascii() or len(one) <= 2 * ROW) and plain(one, language)
        ]
        yield from ((row["name"], fact) for one in told for fact in _facts(one, script.line_of(unit.start), language))
    if unit.kind == "front" and ";" in unit.text:
        yield from _of_one_row(unit, script, names, language)
    if unit.kind not in TEXTS or not unit.text.strip():
        return
    for phrase in phrases(unit.text, names, language):
        at = unit.start + max(unit.raw.find(phrase.text), 0)
        every = (*_of_noun(phrase, script.line_of(at), language), *_facts(phrase.text, script.line_of(at), language))
        yield from ((phrase.name, fact) for fact in every)
    if Language.of(language).does("writing.han") and not _SEXED_ENDS.isdisjoint(unit.text):
        yield from _titled(unit, script, names)


_SEXED_ENDS = frozenset("娘女妻妹姐嫂妇妃婆妈母姨姑婶奶媳子爷公叔伯舅父爸弟哥夫郎环鬟头")
"""How words for somebody end that tell a sex."""


def _titled(unit: Unit, script: Script, names: Collection[str]) -> Iterator[tuple[str, Fact]]:
    """The sex that a word right before a Chinese name tells, wherever it stands: 门外站着卖花姑娘阿澄."""
    for one in mentions(unit.text, names, "zh"):
        if not one.name or unit.text[one.start - 1 : one.start] not in _SEXED_ENDS:
            continue
        told = apposed(unit.text[: one.start], "zh")
        if sex := roles.tells(told, "sex", "zh") if told else None:
            yield (
                one.name,
                Fact("sex", sex, "inferred", script.line_of(unit.start), f"{told}{one.name}"[:QUOTE], "trade"),
            )


def _of_one_row(unit: Unit, script: Script, names: Collection[str], language: str) -> Iterator[tuple[str, Fact]]:
    """What a row tells that lists several people: `Contributors: Ruth Abelard (then 29, now 74); Tom Abelard, her son (then 6, now 51)`; what was then is YOUNG RUTH's."""
    line = script.line_of(unit.start)
    for piece in unit.text.partition(":")[2].split(";"):
        one = next((one for one in mentions(piece.strip(), names, language) if one.name), None)
        if one and one.start == 0:
            told = [item.strip() for item in re.split(r"[(),]", piece.strip()[one.end :]) if item.strip()]
            bracket = re.search(r"\(([^()]+)\)", piece)
            every = [bracket[1]] if bracket and THEN_EN.search(bracket[1]) else told
            yield from ((one.name, fact) for item in every for fact in _facts(item, line, language))
            then = THEN_EN.search(piece)
            for other in (name for name in names if then and at_other_age(name, [one.name], language)):
                yield other, Fact("age", then["then"] if then else "", "told", line, piece.strip()[:QUOTE])


def _of_stranger(seen: Nameless, script: Script, names: Collection[str], language: str) -> Iterator[Fact]:
    """What is told of somebody who is seen before the name is known."""
    line = script.line_of(seen.unit.start)
    noun = re.sub(r"^(?:an?|[着了来有]?一?[个位名])\s*", "", seen.noun, flags=re.I)
    head = Phrase(seen.name, seen.noun, 0, noun=noun)
    yield from (*_of_noun(head, line, language), *_facts(noun, line, language))
    for phrase in phrases(seen.text, {*names, seen.name}, language):
        if phrase.name == seen.name:
            yield from _facts(phrase.text, line, language)


ROW = 6
"""Words, and half the Chinese characters, of a piece of such a row that is a look; what is longer tells the story."""
_LISTED = deferred(
    r"\s*[-*•·【]?\s*(?P<name>[^，,：:（(\s】][^，,：:（(】]{0,23}?)】?\s*[，,：:（(]\s*(?P<told>\S.*)", re.S
)
"""A row of a list of people before the story that the reader took for something else: `刀哥，阿旺的主管，花衬衫。`"""


def _in_story(script: Script, spelt: Collection[str], language: str) -> Iterator[tuple[str, Fact]]:
    """Every description of the story, in order; then those of people who are seen before their names are known."""
    for unit in script.units:
        yield from _described(unit, script, spelt, language)
    for seen in unnamed(script, spelt):
        yield from ((seen.name, fact) for fact in _of_stranger(seen, script, spelt, language))


_ADULT = deferred(r"\byoung (?:[\w’'-]+ )*(?:man|woman|lady|gentleman|maid\w*)$")
"""Young people of whom a noun says no more years than is usual."""


def _of_noun(phrase: Phrase, line: int, language: str) -> Iterator[Fact]:
    """The sex that a noun with the name in brackets behind it tells, and the age that it lets one guess."""
    quote, word = " ".join(phrase.text.split())[:QUOTE], phrase.noun.lower()
    sex, years = (roles.tells(word, part, language) if word else None for part in ("sex", "age"))
    years = None if _ADULT.search(word) else years
    yield from (Fact("sex", sex, "told", line, quote) for sex in [sex] if sex)
    yield from (Fact("age", str(years), "inferred", line, quote, "age word") for years in [years] if years is not None)


_AGED = deferred(r"\b(?:an?|the)\s+(?P<who>(?:old|elderly|middle-aged)\s+[\w-]+)", re.I)
"""Who somebody is, with a word for an age: `the old engineer`."""


def _facts(text: str, line: int, language: str) -> Iterator[Fact]:
    """Everything one description tells."""
    years = age(text)
    if years is not None:
        yield Fact("age", str(years), "told", line, " ".join(text.split())[:QUOTE])
    elif old := _AGED.search(text):
        word = roles.tells(old["who"].lower(), "age", language)
        yield from (Fact("age", str(one), "inferred", line, old[0], "age word") for one in [word] if one is not None)
    for item in re.split(r"[，,、；;]\s*", text):
        yield from _sex_of_item(item.strip(), line, language)
    yield from _looks(text, line, language)


def _beside(name: str, one: Beside, script: Script) -> Iterator[Fact]:
    """Kin words and titles beside the name."""
    line = one.lines[0] if one.lines else 0
    near = script.text.splitlines()[max(line - 1, 0) : line + 4]
    at = next((at for at, text in enumerate(near) if name[-2:].casefold() in text.casefold()), 0)
    line, quote = (line + at, near[at].strip()[:QUOTE]) if line else (0, "")
    if one.sex:
        yield Fact("sex", one.sex, "told", line, quote)
    if one.twin:
        yield Fact("kin", f"twin|{one.twin}", "told", line, quote)
    if one.age is not None:
        yield Fact("age", str(one.age), "inferred", line, quote, "age word")


def _likely(name: str, language: str) -> str:
    """The sex a given name or a trade lets one guess; empty where neither does."""
    return given.sex(name, language) or roles.tells(name, "likely", language) or ""


def _shared_out(
    every: Sequence[Hint], known: Mapping[str, str], likely: Mapping[str, str], called: Mapping[str, str]
) -> dict[str, list[Hint]]:
    """The pronouns of each person, whom they must mean first; `likely`: what names let one guess.

    A loose one that cannot mean whom it seems to (`She` after a man) means the only other one there; one that can mean nobody else of the
    scene is firm. What is found so tells more in the next round.
    """
    every = [_called_by_one(hint, called) for hint in every]
    sexes = dict(known)
    for _ in range(ROUNDS):
        told = _by_name([meant for hint in every if (meant := _meant(hint, sexes, likely))])
        more = {name: sex for name, hints in told.items() if name not in sexes and (sex := _told_sex(hints))}
        if not more:
            break
        sexes |= more
    return told


def _one_each(hint: Hint, called: Mapping[str, str]) -> tuple[str, ...]:
    """Everybody else of a hint under their one name."""
    own = called.get(hint.name, hint.name)
    names = (called.get(name, name) for name in hint.others)
    return tuple(dict.fromkeys(name for name in names if name != own))


def _called_by_one(hint: Hint, called: Mapping[str, str]) -> Hint:
    """A hint in which everybody stands under their one name."""
    coming = tuple(called.get(name, name) for name in hint.coming)
    return replace(hint, name=called.get(hint.name, hint.name), others=_one_each(hint, called), coming=coming)


def _meant(hint: Hint, sexes: Mapping[str, str], likely: Mapping[str, str]) -> Hint | None:
    """The hint under the name of whom it means; None where nobody is sure."""
    if hint.firm:
        return hint
    able = [name for name in hint.others if sexes.get(name, hint.sex) == hint.sex]
    if hint.name and sexes.get(hint.name, hint.sex) == hint.sex:
        if not able and hint.coming and likely.get(hint.name, hint.sex) != hint.sex:
            fit = [name for name in hint.coming if (sexes.get(name) or likely.get(name, hint.sex)) == hint.sex]
            return replace(hint, name=fit[0], heads=False) if len(fit) == 1 else None
        if not able:
            return replace(hint, firm=True)
        sure = len(hint.others) == 1 and sexes.get(hint.others[0]) == hint.sex and hint.name not in sexes
        nearer = any((sexes.get(name) or likely.get(name)) == hint.sex for name in able)
        fits = likely.get(hint.name, hint.sex) == hint.sex
        if not fits and nearer:
            return None
        unsure = [name for name in able if likely.get(name, hint.sex) == hint.sex]
        if not fits and len(unsure) == 1 and hint.name not in sexes:  # She behind KOFI's words is the only other one
            return replace(hint, name=unsure[0], heads=False)
        return None if sure else replace(hint, heads=hint.heads and fits and (hint.held or not nearer))
    if hint.name and len(hint.others) > 1 and not all(name in sexes for name in hint.others):
        return None
    return replace(hint, name=able[0], firm=not hint.name) if len(able) == 1 else None


def _by_name(every: Iterable[Hint]) -> dict[str, list[Hint]]:
    found: dict[str, list[Hint]] = {}
    for hint in every:
        found.setdefault(hint.name, []).append(hint)
    return found


def _told_sex(told: Sequence[Hint]) -> str:
    """The sex that pronouns tell, firm ones first; empty where they only let one guess it."""
    firm = [hint for hint in told if hint.firm]
    return next(
        (fact.value for hints in (firm, told) if hints for fact in _by_pronoun(hints) if fact.source == "told"), ""
    )


def _by_pronoun(told: Sequence[Hint]) -> Iterator[Fact]:
    """The sex by the pronouns of one person: told where firm ones outweigh all of the other sex, inferred where loose ones do."""
    weight: Counter[str] = Counter()
    for hint in told:
        weight[hint.sex] += FIRM if hint.firm else HEADS if hint.heads else 1
    (sex, most), *rest = weight.most_common(2)
    other = rest[0][1] if rest else 0
    best = next(
        (hint for hint in told if hint.sex == sex and hint.firm), next(hint for hint in told if hint.sex == sex)
    )
    if most >= ENOUGH and most > FIRM * other:
        yield Fact("sex", sex, "told", best.line, best.quote[:QUOTE], "pronoun")
    elif most > HEADS * other:
        yield Fact("sex", sex, "inferred", best.line, best.quote[:QUOTE], "pronoun")


def _behind_pronouns(
    name: str, sex: str, meant: Sequence[Hint], spelt: Collection[str], language: str
) -> Iterator[Fact]:
    """What is told of somebody in the sentences that open with a pronoun that surely means them: the sentence is read with the name in its place."""
    for hint in meant:
        if hint.behind and (
            hint.firm or (hint.heads and hint.sex == sex) or (hint.near and hint.sex == (sex or hint.sex))
        ):
            for phrase in phrases(name + hint.behind, {*spelt, name}, language):
                if phrase.name == name:
                    yield from _facts(phrase.text.replace(f"{name}’s", "").strip(), hint.line, language)


def _by_line(facts: Sequence[Fact], more: Iterable[Fact]) -> list[Fact]:
    """The facts with others put before the first one of their part that the story tells later."""
    found = [*facts]
    for fact in more:
        later = (
            at
            for at, one in enumerate(found)
            if one.part == fact.part and one.source == "told" and one.line > fact.line
        )
        found.insert(next(later, len(found)), fact)
    return found


def _agreed(every: Iterable[Calling]) -> set[str]:
    """Who is called by words of one sex only, by two people or more, or twice where nobody else is meant by the turn of the talk."""
    every = [*every]
    kin = {call.name for call in every if call.parent}
    ways: dict[str, set[tuple[str, str, int]]] = {}
    for call in every:
        ways.setdefault(call.name, set()).update({(call.sex, call.by, call.line)} if call.sex else ())
    return {
        name
        for name, told in ways.items()
        if len({sex for sex, _, _ in told}) == 1
        and (len({by for _, by, _ in told}) > 1 or len(told) > 2 - (name in kin))
    }


def _by_address(call: Calling, *, agreed: bool) -> Iterator[Fact]:
    if call.sex:
        source: FactSource = "told" if call.sure or agreed else "inferred"
        yield Fact("sex", call.sex, source, call.line, call.quote[:QUOTE], "address")


def _kin(talk: Addresses, found: Mapping[str, Sequence[Fact]]) -> Iterator[tuple[str, Fact]]:
    """Parents and children, for both of them; nobody is the father of somebody by the word for a mother."""
    for one, other, line, quote in wedded(talk.script, talk.names):
        for name, mate in ((one, other), (other, one)):
            yield name, Fact("kin", f"mate|{mate}", "told", line, quote)
    for one, other, line, quote in (*peers(talk.script, talk.names), *rivals(talk.script, talk.names)):
        yield one, Fact("kin", f"peer|{other}", "told", line, quote)
    sexes = {name: sex.value for name, facts in found.items() if (sex := accepted(_ordered(facts), "sex"))}
    for pair in parents(talk, sexes):
        source: FactSource = "inferred" if pair.called else "told"
        reason = "address" if pair.called else ""
        for name, value in ((pair.parent, f"parent|{pair.child}"), (pair.child, f"child|{pair.parent}")):
            if name in found:
                yield name, Fact("kin", value, source, pair.line, pair.quote[:QUOTE], reason)
    for pair in grands(talk, sexes):
        if pair.parent in found:
            yield pair.parent, Fact("kin", f"grand|{pair.child}", "inferred", pair.line, pair.quote[:QUOTE], "address")
        if pair.child in found and pair.parent in found:
            fact = Fact("kin", f"elder|{pair.parent}", "inferred", pair.line, pair.quote[:QUOTE], "address")
            yield pair.child, fact


def _guesses(
    script: Script, names: Collection[str], called: Mapping[str, str], language: str
) -> Iterator[tuple[str, Fact]]:
    """What names, trades for names and trades before names let one guess."""
    for name in names:
        for word in (name, *(alias for alias, one in called.items() if one == name and roles.is_role(alias))):
            yield from ((name, fact) for fact in _guessed(word, script, language))
    for name, fact in _by_trade(script, {*names, *called}, language):
        yield called.get(name, name), fact
    for name, fact in (*_by_noun(script, {*names, *called}, language), *pupils(script, names)):
        yield called.get(name, name), fact
    for name, fact in _by_row(script, {*names, *called}, language):
        yield called.get(name, name), fact


YOUNG = 22
"""Years of each of several young women."""
_YOUNG = deferred(r"\w+\s+young\b|[两三四五六][个名位]年轻", re.I)


def _by_row(script: Script, names: Collection[str], language: str) -> Iterator[tuple[str, Fact]]:
    """What a noun for several tells of each of them: `Two boys of ten, MICKY and TOM`, 两名护士——王芳和李丽."""
    spelt = {name.casefold(): name for name in names}
    for unit in script.units:
        for row in several(unit.text, names, language) if unit.kind in ("action", "cast") else ():
            line, told = script.line_of(unit.start), " ".join(row.told.split())[:QUOTE]
            sex, likely, word = (roles.tells(row.noun, part, language) for part in ("sex", "likely", "age"))
            every = [Fact("sex", sex, "told", line, row.noun, "trade")] if sex else []
            every += [Fact("sex", likely, "inferred", line, row.noun, "trade")] if likely and not sex else []
            years = age(told)
            every += [Fact("age", str(years), "told", line, told)] if years is not None else []
            word = YOUNG if word is None and _YOUNG.match(told) else word if word and not CHILD < word < OLD else None
            every += [Fact("age", str(word), "inferred", line, told, "age word")] if word and years is None else []
            worn = [(colour, style.removesuffix("s")) for colour, style in said.garments(told, language)]
            every += [Fact("clothes", _pair(worn[0]), "told", line, told)] if worn else []
            for name in (spelt[one.casefold()] for one in row.names if one.casefold() in spelt):
                yield from ((name, fact) for fact in every)


_TRADE_AT = frozenset("，。；、：！？△▲（( 　\n个位名的店部铺馆厂院校局所社队站行坊司村镇城街楼里")
"""What stands before a trade that stands before a name."""


_APPOSED_EN = deferred(
    r"\s*(?:\([^()]{1,60}\))?,\s+(?P<told>(?:the|an?)\s+(?:[a-z]+\s+){0,2}?(?P<what>[a-z]+(?:-[a-z]+)?))(?=[,.;]|$)"
)
"""Who somebody is, right behind the name: `KRYSTIAN (30s), the driver, leans out`."""


def _by_apposition(script: Script, names: Collection[str]) -> Iterator[tuple[str, Fact]]:
    """The same of a trade that stands behind an English name between commas."""
    for unit in script.units:
        for one in mentions(unit.text, names, "en") if unit.kind in ("action", "cast") else ():
            told = _APPOSED_EN.match(unit.text, one.end) if one.name else None
            word = told["what"] if told and roles.is_role(told["what"]) else ""
            sex, likely = (roles.tells(word, part, "en") if word else None for part in ("sex", "likely"))
            source: FactSource = "told" if sex else "inferred"
            if told and (value := sex or likely):
                yield one.name, Fact("sex", str(value), source, script.line_of(unit.start), told["told"], "trade")


def _by_noun(script: Script, names: Collection[str], language: str) -> Iterator[tuple[str, Fact]]:
    """The sex that a noun right before the name tells, and the age of a child or of somebody old: 放羊女孩麦穗, `shepherd girl MAI`."""
    for unit in script.units:
        for one in mentions(unit.text, names, language) if unit.kind in ("action", "cast") else ():
            told = apposed(unit.text[: one.start], language).strip() if one.name and not roles.is_role(one.name) else ""
            word = told if Language.of(language).does("writing.words") else _role_at_end(told)
            sex, years = (roles.tells(word.lower(), part, language) if word else None for part in ("sex", "age"))
            line, quote = script.line_of(unit.start), f"{told} {one.name}" if told.isascii() else f"{told}{one.name}"
            if years is not None and not CHILD < years < OLD:
                yield from ((one.name, Fact("sex", value, "told", line, quote, "trade")) for value in [sex] if value)
                yield one.name, Fact("age", str(years), "inferred", line, quote, "age word")


def _role_at_end(told: str) -> str:
    """The longest word for somebody with which a text ends, without 老 before it, which may be respect: 女孩 of 放羊女孩."""
    return next((told[at:] for at in range(len(told)) if roles.is_role(told[at:]) or told[at:] == "娃"), "")


def _by_trade(script: Script, names: Collection[str], language: str) -> Iterator[tuple[str, Fact]]:
    """The sex that a trade right before a name tells or lets one guess: 典吏马三畏, 小厮来福."""
    if not Language.of(language).does("writing.han"):
        yield from _by_apposition(script, names)
        return
    for unit in script.units:
        for one in mentions(unit.text, names, language) if unit.kind in ("action", "cast") else ():
            named = one.name and not roles.is_role(one.name)  # 宫女太监 are two
            head = unit.text[max(one.start - 5, 0) : one.start] if named else ""
            start = next((at for at in range(len(head)) if roles.is_role(head[at:])), len(head))
            word, before = (
                head[start:],
                unit.text[max(one.start - len(head) + start - 1, 0) : one.start - len(head) + start],
            )
            if word and (not before or before in _TRADE_AT):
                sex, likely = (roles.tells(word, part, language) for part in ("sex", "likely"))
                source: FactSource = "told" if sex else "inferred"
                line = script.line_of(unit.start)
                yield from (
                    (one.name, Fact("sex", told, source, line, word + one.name, "trade"))
                    for told in [sex or likely]
                    if told
                )


def _guessed(name: str, script: Script, language: str) -> Iterator[Fact]:
    """What a given name or a trade lets one guess."""
    sex = given.sex(name, language)
    if sex:
        yield Fact("sex", sex, "inferred", _line(script, name), name, "given name")
    likely = roles.tells(name, "likely", language)
    if likely:
        yield Fact("sex", likely, "inferred", _line(script, name), name, "trade")
    years = roles.tells(name, "age", language)
    if years is not None:
        yield Fact("age", str(years), "inferred", _line(script, name), name, "age word")
    elif roles.is_role(name):
        yield from _aged_before(name, script, language)


_AGE_BEFORE = {
    "zh": "(?:中年|年轻|青年|年迈|老年|年老)的?{}",
    "en": r"\b(?:middle-aged|elderly|old|young|teenage) {}\b",
}
"""A word for an age right before what somebody is called."""


def _aged_before(name: str, script: Script, language: str) -> Iterator[Fact]:
    """The age that an action tells of somebody who is called by a noun: 一个中年男人 of 男人, `a middle-aged man` of MAN."""
    wanted = re.compile(_AGE_BEFORE[language].format(re.escape(name)), re.I)
    for unit in script.units:
        told = wanted.search(unit.text) if unit.kind == "action" else None
        years = roles.tells(told[0].lower(), "age", language) if told else None
        if told and years is not None:
            yield Fact("age", str(years), "inferred", script.line_of(unit.start), told[0], "age word")
            return
