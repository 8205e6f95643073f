"""What a script says of somebody in the words beside a name: sex and rough age by kinship or title, and who are twins.

Read only where nobody else can be meant: 弟弟林二, 苏晴的弟弟林二, 林二（苏晴的弟弟）, 林晚小姐; `her brother TOM`,
`ANNA, his wife, …`, `Mrs. BLACK`. Somebody's own 我是你弟弟 counts too. 他的妹妹来了 and 林晚的妹妹 are about somebody without a name, 妹妹，快走 is a call. Who is called two
different things is left alone. The words are rows of `assumed.toml`.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import field, replace
from functools import lru_cache
from typing import Any

from storyboard.cast import roles
from storyboard.languages import Language
from storyboard.model import Script, Unit
from storyboard.patterns import either, passing, standing
from storyboard.records import dataclass

SEXES = {"男": "男", "女": "女", "男性": "男", "女性": "女", "male": "male", "female": "female"}
OTHERS = {"women": "female", "ladies": "female", "girls": "female", "men": "male", "boys": "male"}
"""What `A, B and several other women` tells of A and B."""
STORY = frozenset({"action", "front", "cast", "note", "caption", "speech"})
MOST_LINES = 3
"""Script lines that are kept of all that say the same."""
MOST_ITEMS = 4
"""Pieces between commas behind a name that may still be about it."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What is told of one person."""

    sex: str = ""
    age: int | None = None
    """What the word lets one guess (爷爷), no statement."""
    twin: str = ""
    """Who looks the same."""
    alike: bool = False
    """Whether they have one face, and so one sex."""
    lines: tuple[int, ...] = ()
    """Script lines that say so."""
    words: tuple[str, ...] = ()
    """The words of kin and the titles, in the order found."""


@dataclass(slots=True)
class _Found:
    """What was found of one person so far."""

    words: dict[str, None] = field(default_factory=dict)
    sexes: set[str] = field(default_factory=set)
    lines: dict[int, None] = field(default_factory=dict)
    twin: str = ""
    alike: bool = False


def beside(script: Script, names: Collection[str]) -> dict[str, Beside]:
    """For everybody of `names` of whom words beside the name tell something, what they tell."""
    language = Language.of(script.language).code
    reader = _reader(language, frozenset(name for name in names if len(name) > 1))
    found: dict[str, _Found] = {}

    def take(name: str, word: str, start: int, *, aged: bool = True) -> None:
        entry = found.setdefault(name, _Found())
        sex = SEXES.get(word) or roles.tells(word, "sex", language)
        entry.sexes |= {sex} if sex else set()
        entry.words.update({word: None} if aged else {})
        entry.lines[script.line_of(start)] = None

    for unit in script.units:
        if unit.kind in STORY and unit.text.strip():
            for name, word in reader.said(unit.text, spoken=unit.kind == "speech"):
                take(name, word, unit.start)
            own = (
                unit.kind == "speech" and unit.speaker in reader.names and any(map(unit.text.__contains__, reader.i_am))
            )
            for word in reader.own.findall(unit.text) if own else ():
                take(unit.speaker, word.lower(), unit.start, aged=False)
            pairs = [*reader.twins(unit.text)] if unit.kind != "speech" else []
            for name, whose in reader.owners(unit.text) if pairs else ():
                found.setdefault(name, _Found()).sexes.add(whose)
            if unit.kind == "action" and not pairs and reader.faces.search(unit.text):
                pairs = [(here[0], here[1])] if len(here := _two(script, unit, names)) == BOTH else []
            for pair in pairs:
                for name, twin in (pair, pair[::-1]):
                    entry = found.setdefault(name, _Found())
                    entry.twin = entry.twin or twin
                    entry.alike |= reader.alike.search(unit.text) is not None
                    entry.lines[script.line_of(unit.start)] = None
    for person in script.cast:
        start = max(script.text.find(person.looks.split("；")[0]), 0) if person.looks else 0
        for word in reader.bio(person.looks) if person.name in reader.names else ():
            take(person.name, word, start)
    told = {name: _told(entry, language) for name, entry in found.items()}
    return {name: _as_twin(one, told, alike=found[name].alike) for name, one in told.items()}


BOTH = 2
"""How many share one face."""


def _two(script: Script, unit: Unit, names: Collection[str]) -> list[str]:
    """Who is in the scene of an action by its cast line, or speaks in it."""
    scene = next((one for one in script.scenes if one.id == unit.scene), None)
    speak = (one.speaker for one in script.units if one.kind == "speech" and one.scene == unit.scene)
    return [name for name in dict.fromkeys((*(scene.cast if scene else ()), *speak)) if name in names]


def _told(entry: _Found, language: str) -> Beside:
    """What one person's finds come to; two sexes are none."""
    sex = next(iter(entry.sexes)) if len(entry.sexes) == 1 else ""
    ages = (roles.tells(word, "age", language) for word in entry.words)
    return Beside(
        sex,
        next((age for age in ages if age is not None), None),
        entry.twin,
        entry.alike,
        tuple(entry.lines)[:MOST_LINES],
        tuple(entry.words),
    )


def _as_twin(one: Beside, every: dict[str, Beside], *, alike: bool) -> Beside:
    """The same, in which who has the same face (`alike`) has the same sex; nobody has the face of a twin of the other sex."""
    other = every.get(one.twin)
    if other and one.sex and other.sex and one.sex != other.sex:
        return replace(one, alike=False)
    return replace(one, sex=other.sex) if other and alike and not one.sex else one


@lru_cache(8)
def _reader(language: str, names: frozenset[str]) -> "_Han | _Latin":
    return _Han(names) if Language.of(language).does("writing.han") else _Latin(names)


_SHORT = {"子": "儿子", "夫": "丈夫"}
"""Words of kin of one character behind 之 that tell nothing alone."""


class _Han:
    """Chinese: the word right before or behind a name, or as all of a clause behind it."""

    def __init__(self, names: frozenset[str]) -> None:
        table: dict[str, Any] = roles.tables("zh")["beside"]
        self.names = names
        name, free = either(names), {word for word in table["kin"] if word not in names}
        kin, adjective, twin = either(free), either(table["adjectives"]), either(table["twins"])
        short = either(set("弟兄妹姊妻夫子女母父") | {"长子", "次子", "幼子", "长女", "次女", "幼女", "独子", "独女"})
        people, owner = either(table["people"]), f"(?:{name}|{either(table['owners'])})的?"
        self.address = passing(rf"[\u3400-\u9fff](?<!的)(?:{either(table['address'])})$")
        self.whole = passing(name)
        self.before = passing(
            rf"(?:(?P<kin>{kin})|(?:^|[，、。；！？\s：])(?:[一另][个名位])?(?P<man>{people}))(?P<name>{name})"
        )
        self.spoken = passing(rf"[我你您他她咱](?:们)?的?(?:{adjective})*(?P<kin>{kin})(?P<name>{name})")
        self.title = passing(rf"(?P<name>{name})(?P<kin>{either(table['titles'])})(?!{table['title_goes_on']})")
        someone = either(name for name in names if roles.is_role(name))
        self.trade = passing(
            rf"(?P<name>{someone})(?P<kin>男人|女人|男子|女子|大叔|大妈|大爷|大姐|大哥|阿姨|小哥|小伙|小姐姐|姑娘)(?![们的])"
        )
        self.clause = passing(
            rf"(?:是|为)?(?P<owner>{owner}|[他她其]的?|[^，。；、的\s]{{1,8}}之(?={short}$))?(?:{adjective})*(?P<kin>{kin}|{short})"
        )
        self.i_am = ("我是", "我就是")
        self.own = passing(
            rf"(?<![\u3400-\u9fff])我就?是(?:[你他她]|{name})的?(?:{adjective})*({kin})(?=[，。！、；…\s]|$)"
        )
        self.plain = passing(r"[^，]{0,8}岁|[男女]性?")
        relation = rf"(?:[他她]的|自己的)?(?:{twin})(?:{kin})?的?"
        alike = rf"(?:是|，)?(?:一对)?(?:[长有]着?)?(?:{either((*table['twins'], *table['alike']))})"
        self.alike = passing(either((*table["alike"], *table["whole_alike"], *table["faces"])))
        self.likeness = passing(either((*table["twins"], *table["alike"], *table["whole_alike"])))
        self.faces = passing(either(table["faces"]))
        pair = rf"(?P<one>{name})(?:和|与|跟|、)(?P<other>{name})"
        self.pairs = [
            passing(rf"(?P<one>{name})(?:(?!{name})[^，。；！？\s]){{0,5}}{relation}(?P<other>{name})"),
            passing(pair + alike),
            passing(rf"(?:{twin})(?:兄弟|姐妹|姊妹)?[，：]?{pair}"),
            passing(rf"(?P<one>{name})(?:[（(，：:—]+是?|是)(?P<other>{name})的?(?:{twin})"),
            passing(rf"(?P<one>{name})(?:(?!{name})[^。；！？\n]){{0,12}}，(?:和|与|跟)(?P<other>{name}){alike}"),
            passing(rf"(?P<one>{name})[长有]着?(?:一张)?(?:和|与|跟)(?P<other>{name})(?:{either(table['alike'])})"),
            passing(
                rf"(?P<one>{name})(?:(?!{name})[^。；！？\n]){{0,24}}?(?:，|（|\(|长得|生得)(?:和|与|跟)(?P<other>{name})(?:长得|生得)?(?:{either(table['whole_alike'])})(?=[，。；、！）)\s]|$)"
            ),
        ]

    def said(self, text: str, *, spoken: bool) -> Iterator[tuple[str, str]]:
        """(name, word) for every word beside a name; of speech only titles and 我弟弟林二, because the rest may be calls."""
        for match in self.title.finditer(text):
            if match[0] not in self.names:
                yield match["name"], match["kin"]
        for match in self.spoken.finditer(text) if spoken else ():
            yield match["name"], match["kin"]
        if spoken:
            return
        for match in self.trade.finditer(text):
            if match[0] not in self.names:
                yield match["name"], match["kin"]
        for match in self.before.finditer(text):
            word = match["kin"] or match["man"]
            addressed = self.address.search(text[: match.start("name")])
            both = word in self.names and roles.is_role(match["name"])
            if word + match["name"] not in self.names and not addressed and not both:
                yield match["name"], word
        for match in self.whole.finditer(text):
            yield from ((match[0], word) for word in self._behind(text[match.end() :]))

    def _behind(self, text: str) -> Iterator[str]:
        """The word in brackets, between commas or after 是 right behind a name: （苏晴的弟弟，28岁）, ，他的妻子，, 是林薇的妹妹."""
        bracket = re.match(r"[（(]([^（）()]*)[）)]", text)
        if bracket:
            yield from self._items(bracket[1].split("，"), need_owner=False)
        elif text.startswith("，"):
            items = re.split(r"[。；！？\n]", text[1:])[0].split("，")
            followed = len(items) > 1 and items[1].startswith(("和", "与", "及", "以及"))
            yield from self._items(items if not followed and len(items) > 1 else (), need_owner=True)
        elif text.startswith("是"):
            yield from self._items(re.split(r"[，。；！？\n]", text)[:1], need_owner=True)

    def _items(self, items: Iterable[str], *, need_owner: bool) -> Iterator[str]:
        for item in list(items)[:MOST_ITEMS]:
            match = self.clause.fullmatch(item.strip())
            if match and (match["owner"] or not need_owner):
                yield _SHORT.get(match["kin"], match["kin"])
            elif not need_owner and roles.is_role(item.strip()):
                yield item.strip()
            elif not self.plain.fullmatch(item.strip()):
                return

    def bio(self, looks: str) -> Iterator[str]:
        """What the first sentence of a bio says somebody is: 男, 新娘, 苏晴的哥哥."""
        for part in looks.split("；"):
            for item in re.split(r"[，,、；]", re.split(r"[。\n]", part)[0]):
                match = self.clause.fullmatch(item.strip())
                if item.strip() in SEXES or (roles.is_role(item.strip()) and "的" not in item):
                    yield item.strip()
                elif match and (match["owner"] or "")[:1] not in tuple("他她其"):
                    yield _SHORT.get(match["kin"], match["kin"])

    def owners(self, text: str) -> Iterator[tuple[str, str]]:
        """Nobody: 她的 tells no more than a name does."""
        yield from ()

    def twins(self, text: str) -> Iterator[tuple[str, str]]:
        """Pairs of people that a text calls twins, or as like as two peas."""
        for pattern in self.pairs if self.likeness.search(text) else ():
            yield from ((match["one"], match["other"]) for match in pattern.finditer(text))


class _Latin:
    """English: the word before a name, a title, or what stands between commas or in brackets behind the name."""

    def __init__(self, names: frozenset[str]) -> None:
        table: dict[str, Any] = roles.tables("en")["beside"]
        self.names, self.spelt = names, frozenset(name.upper() for name in names)
        self.known = {name.upper(): name for name in names}
        self.words = tuple(word.upper() for word in (*table["kin"], *table["titles"]))
        name, kin, adjective = either(names), either(table["kin"]), either(table["adjectives"])
        owner = r"(?:his|her|their|my|our|your|(?:[A-Z][\w.-]*\s+){0,2}[A-Z][\w.]*['’]s)\s+"
        about = rf"{owner}(?:(?:{adjective})\s+)*(?P<kin>{kin})"
        named = rf"(?P<name>\b(?:{name})\b)"
        self.before = passing(
            rf"\b(?i:{about})(?:\s+|,\s+(?=(?i:{name})(?:,\s+[a-z]|\s*\()))(?i:{named})(?!['’]s\s+(?:{kin}))"
        )
        self.spoken = passing(rf"\b(?i:{owner}(?:(?:{adjective})\s+)*(?P<kin>{kin}))\s+(?i:{named})(?!['’]s\b)")
        self.caption = passing(r"\s*(?:[A-Z][A-Z -]+:\s*)?")
        self.title = passing(
            rf"\b(?P<kin>(?i:{either(table['titles'])}))(?:(?<=[mM][rRsS])\.|(?<=[mM][rR][sS])\.)?\s+(?i:{named})"
        )
        self.whole = passing(rf"(?i:{named})")
        self.clause = passing(
            rf"(?i:(?P<owner>{owner}(?:[a-z’'-]+\s+){{0,2}}?)?(?:the\s+|an?\s+)?(?:(?:{adjective})\s+)*(?P<kin>{kin})(?P<of>\s+of\s+.+)?)"
        )
        self.titled = passing(rf"(?i:(?:the\s+)?(?P<kin>{either(table['titles'])}))\.?\s+[A-Z]")
        self.sexed = passing(rf"(?i:\b(?P<kin>female|male)\s+{named})")
        more = rf"\b(?:{name})\b(?:,\s+\b(?:{name})\b)*"
        self.others = passing(
            rf"(?P<names>(?i:{more})),?\s+and\s+(?:\w+\s+)?other\s+(?:young\s+|old\s+)?(?P<kin>women|men|girls|boys|ladies)\b"
        )
        self.plain = passing(r"(?i:(?:about |early |mid-?|late[ -]?)?\d{1,2}s?|male|female)")
        self.i_am = ("I'm", "I’m", "I am")
        self.own = passing(rf"(?:^|[.!?,;]\s+)(?:I['’]m|I am)\s+(?i:{owner}(?:(?:{adjective})\s+)*({kin}))(?=[,.!;]|$)")
        twin = either(table["twins"])
        self.alike = passing(rf"(?i:{either((*table['alike'], *table['faces']))})")
        self.faces = passing(rf"(?i:{either(table['faces'])})")
        self.likeness = passing(rf"(?i:{twin}|identical to|image of|exactly like)")
        one, other = rf"(?P<one>\b(?:{name})\b)", rf"(?P<other>\b(?:{name})\b)"
        self.pairs = [
            passing(
                rf"(?i:{one}(?:\s*\([^()\n]*\)|,[^.;:!?\n]{{1,40}},)?,?\s+(?:and|with|beside|behind|to|at|hugs|faces|meets)\s+(?P<whose>his|her|the)\s+(?:identical\s+)?(?:{twin})(?:\s+(?:{kin}))?,?\s+{other})"
            ),
            passing(
                rf"(?i:{one}\s*[,(][^.;()\n]{{0,60}}?\b(?:identical to|(?:the )?(?:spitting|very) image of|looks? exactly like)\s+{other})"
            ),
            passing(rf"(?i:{one}\s+and\s+{other},\s+(?:identical\s+)?(?:{twin})s\b)"),
            passing(rf"(?i:\b(?:{twin})s,?\s+{one}\s+and\s+{other})"),
            passing(rf"(?i:{one}\s*[,(]\s*{other}['’]s\s+(?:identical\s+)?(?:{twin})\b)"),
        ]

    def said(self, text: str, *, spoken: bool) -> Iterator[tuple[str, str]]:
        """(name, word) for every word beside a name; of speech only titles and `my brother Tom`."""
        raised = text.upper()
        here = [name for name in self.known if name in raised]
        if not here:
            return
        behind_kin = any(self._stands_behind(name, raised) for name in here)
        for match in self.title.finditer(text) if behind_kin else ():
            if match["name"][0].isupper() and f"{match['kin']} {match['name']}".upper() not in self.spelt:
                yield self.known[match["name"].upper()], match["kin"].lower()
        for match in self.sexed.finditer(text) if not spoken and "ale " in text else ():
            yield self.known[match["name"].upper()], match["kin"].lower()
        for match in self.others.finditer(text) if not spoken and "other" in text else ():
            yield from (
                (self.known[one[0].upper()], OTHERS[match["kin"]]) for one in self.whole.finditer(match["names"])
            )
        for match in (self.spoken if spoken else self.before).finditer(text) if behind_kin else ():
            if match["name"][0].isupper():
                yield self.known[match["name"].upper()], match["kin"].lower()
        for match in self.whole.finditer(text) if not spoken else ():
            if match[0][0].isupper():
                alone = self.caption.fullmatch(text[: match.start()]) is not None
                words = self._behind(text[match.end() :], alone=alone)
                yield from ((self.known[match[0].upper()], word) for word in words)

    def _stands_behind(self, name: str, raised: str) -> bool:
        """Whether a word of kin or a title stands right before a name somewhere in a text of capitals."""
        return any(raised[:start].rstrip().rstrip(".,").endswith(self.words) for start in standing(name, raised))

    def _behind(self, text: str, *, alone: bool) -> Iterator[str]:
        """The words behind a name; `alone`: the text begins with it, so one clause up to its end is about nobody else."""
        bracket = re.match(r"\s*\(([^()]*)\)", text)
        if bracket:
            yield from self._items(re.split(r"[,;]\s*", bracket[1]))
            text = text[bracket.end() :]
        if re.match(r",\s", text):
            items = re.split(r"[.;!?\n]", text[1:])[0].split(",")
            followed = len(items) > 1 and re.match(r"\s*(?:and|&)\s", items[1])
            if not followed and (len(items) > 1 or alone):
                yield from self._items(items)

    def _items(self, items: Iterable[str]) -> Iterator[str]:
        for item in list(items)[:MOST_ITEMS]:
            match = self.clause.fullmatch(item.strip())
            titled = self.titled.match(item.strip())
            if match and (match["owner"] or match["of"]):
                yield match["kin"].lower()
            elif titled and item.strip().upper() not in self.spelt:
                yield titled["kin"].lower()
            elif item.strip().lower() in SEXES:
                yield item.strip().lower()
            elif not self.plain.fullmatch(item.strip()):
                return

    def bio(self, looks: str) -> Iterator[str]:
        """What the first sentence of a bio says somebody is: `male`, `Anna's brother`."""
        for part in looks.split("；"):
            yield from self._items(re.split(r"[.\n]", part)[0].split(","))

    def owners(self, text: str) -> Iterator[tuple[str, str]]:
        """(name, sex) of whoever has a twin that is his or hers: `DAVI and his identical twin RUI`."""
        for match in self.pairs[0].finditer(text):
            if match["one"][0].isupper() and match["whose"].lower() != "the":
                yield self.known[match["one"].upper()], "male" if match["whose"].lower() == "his" else "female"

    def twins(self, text: str) -> Iterator[tuple[str, str]]:
        """Pairs of people that a text calls twins."""
        for pattern in self.pairs if self.likeness.search(text) else ():
            for match in pattern.finditer(text):
                if match["one"][0].isupper() and match["other"][0].isupper():
                    yield self.known[match["one"].upper()], self.known[match["other"].upper()]
