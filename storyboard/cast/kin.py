"""Who is whose parent: 周川的父亲周建国, 李秀兰给儿子周川盛饭, ANNA'S MOTHER, `her son TOM`, and 妈 to the only one it can mean.

Parents must be older than their children: what is assumed of an age goes by this, and `check` says where a board does not.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache

from storyboard.cast.address import Addresses
from storyboard.cast.portraits import mentions
from storyboard.languages import Language
from storyboard.model import Script
from storyboard.patterns import deferred, either, passing
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class Parent:
    """A parent and a child of theirs."""

    parent: str
    child: str
    word: str
    """What says so: 妈, 儿子, mother."""
    called: bool
    """The child calls the parent so; else the script tells it."""
    line: int
    quote: str


def parents(talk: Addresses, sexes: Mapping[str, str]) -> list[Parent]:
    """Every parent and child that the script tells of those who talk in it, each pair once, in order of place.

    `sexes`: what is known of people, in the script's words; it tells whom 妈 means where several listen.
    """
    script, names = talk.script, talk.names
    reader = _reader(talk.language, frozenset(name for name in names if len(name) > 1))
    found: dict[tuple[str, str], Parent] = {}
    for name in names:
        for parent, child, word in reader.of_name(name):
            line = script.line_of(max(script.text.find(name), 0))
            found.setdefault((parent, child), Parent(parent, child, word, False, line, name))
    for parent, child in _by_part(names, talk.language):
        line = script.line_of(max(script.text.find(child), 0))
        found.setdefault((parent, child), Parent(parent, child, parent, False, line, f"{parent}，{child}"))
    every = talk.calls(sexes)
    peers = {(call.by, call.name) for call in every if call.word.casefold() in _PEERS}
    for call in every:
        if call.parent and (call.sure or call.only) and not {(call.by, call.name), (call.name, call.by)} & peers:
            found.setdefault((call.name, call.by), Parent(call.name, call.by, call.word, True, call.line, call.quote))
    for unit in script.units:
        if unit.kind in ("action", "cast", "caption", "note", "front") and unit.text.strip():
            for parent, child, word, quote in reader.told(unit.text):
                line = script.line_of(unit.start)
                found.setdefault((parent, child), Parent(parent, child, word, False, line, quote))
    return [one for pair, one in found.items() if pair[::-1] not in found]


def _by_part(names: Collection[str], language: str) -> Iterator[tuple[str, str]]:
    """(parent, child) of those whom a story calls by what they are in one family alone: 父亲 and 女儿, FATHER and SON."""
    elder, younger = ({*rows[language].split("|")} for rows in (_ELDER, _YOUNGER))
    for parent in (name for name in names if name.casefold() in elder):
        yield from ((parent, child) for child in names if child.casefold() in younger)


def grands(talk: Addresses, sexes: Mapping[str, str]) -> list[Parent]:
    """Every grandparent and grandchild, as `parents`; the child is empty where somebody only speaks of one: 我的乖孙女."""
    script, names = talk.script, talk.names
    words = _GRANDS[talk.language]
    reader = _reader(talk.language, frozenset(name for name in names if len(name) > 1), grand=True)
    found: dict[tuple[str, str], Parent] = {}
    for call in talk.calls(sexes):
        if call.word.casefold() in words and (call.sure or call.only):
            found.setdefault((call.name, call.by), Parent(call.name, call.by, call.word, True, call.line, call.quote))
    own = _own_grandchild(talk.language)
    for unit in script.units:
        line = script.line_of(unit.start)
        if unit.kind in ("action", "cast", "caption", "note", "front") and unit.text.strip():
            for elder, child, word, quote in reader.told(unit.text):
                found.setdefault((elder, child), Parent(elder, child, word, False, line, quote))
        elif unit.kind == "speech" and unit.speaker in names and not unit.members and (said := own.search(unit.text)):
            found.setdefault((unit.speaker, ""), Parent(unit.speaker, "", said[0], True, line, unit.text[:60]))
    return [*found.values()]


def mates(script: Script, names: Collection[str]) -> list[tuple[str, str, int, str]]:
    """(one, the other, line, words) of every husband and wife that an action tells: 妻子秀琴 and the only other one named there, `NORA, his wife`."""
    return _told_with(script, names, _mates)


def peers(script: Script, names: Collection[str]) -> list[tuple[str, str, int, str]]:
    """The same of those who sit in one class or play together: 同桌小虎, `her classmate MAX`."""
    return _told_with(script, names, _classmates)


_RIVALS = {
    "zh": "对手|队友|队员|同学|室友|同伴|师弟|师妹|学弟|学妹|前桌|后桌|邻桌",
    "en": "rival|opponent|team[- ]?mate|room[- ]?mate|dorm[- ]?mate|bunk[- ]?mate|competitor|fellow (?:student|pupil|runner|player|camper)",
}
"""What somebody is to another of one team, one match or one class."""


def rivals(script: Script, names: Collection[str]) -> Iterator[tuple[str, str, int, str]]:
    """(one, another, line, words) for each who is told right before their name to be a rival or a team mate, with everybody whom the same line or scene has."""
    spoken = Language.of(script.language)
    word, name = _RIVALS[spoken.code], either(name for name in names if len(name) > 1)
    han = spoken.does("writing.han")
    told = passing(
        rf"(?:{word})(?P<name>{name})" if han else rf"\b(?i:{word}),?\s+(?P<name>(?i:{name}))\b",
        needs="对队同室师学桌" if han else "",
    )
    spelt = {each.casefold(): each for each in names}
    there = {scene.id: scene.cast for scene in script.scenes}
    for unit in script.units:
        for match in told.finditer(unit.text) if unit.kind in ("cast", "action", "front") else ():
            one = spelt[match["name"].casefold()]
            here = {mention.name for mention in mentions(unit.text, names, spoken.code)} | {*there.get(unit.scene, ())}
            for other in sorted((here & {*names}) - {one, ""}):
                yield one, other, script.line_of(unit.start), match[0]


def _told_with(
    script: Script, names: Collection[str], words: Callable[[str, frozenset[str]], re.Pattern[str]]
) -> list[tuple[str, str, int, str]]:
    """(one, the other, line, words) where an action says by a word beside a name that somebody is another's: the only other one it names, else whom the scene named or heard last."""
    spoken = Language.of(script.language)
    pattern = words(spoken.code, frozenset(name for name in names if len(name) > 1))
    found: list[tuple[str, str, int, str]] = []
    last = scene = ""
    for unit in script.units:
        last, scene = ("" if unit.kind == "heading" or unit.scene != scene else last), unit.scene
        if unit.kind == "speech":
            last = unit.speaker if unit.speaker in names and not unit.members else last
        if unit.kind not in ("action", "cast", "front"):
            continue
        here = [one.name for one in mentions(unit.text, names, spoken.code) if one.name]
        for match in pattern.finditer(unit.text):
            told = {name for name in here if name.casefold() == (match["before"] or match["behind"]).casefold()}
            others = {*here} - told or {last} - told - {""}
            if len(told) == 1 and len(others) == 1:
                found.append((min(told), min(others), script.line_of(unit.start), match[0][:60]))
        last = here[-1] if here else last
    return found


_PEERS = frozenset(
    "师兄 师姐 师弟 师妹 哥 大哥 二哥 哥哥 姐 大姐 姐姐 弟弟 妹妹 兄弟 兄长 贤弟 夫君 娘子 相公 老公 老婆 媳妇 bro brother sis sister husband wife".split()
)
"""Words of address for somebody of one's own generation: who is called so is nobody's mother by a 娘 that is meant for another."""


@lru_cache(8)
def _mates(language: str, names: frozenset[str]) -> re.Pattern[str]:
    name = either(names)
    if Language.of(language).does("writing.han"):
        return passing(
            rf"(?:妻子|老婆|媳妇|老伴|丈夫|老公)(?P<behind>{name})|(?P<before>{name})(?:，|（)?是?[他她]的?(?:妻子|老婆|老伴|丈夫|老公)",
            needs="妻婆妇伴丈公",
        )
    return passing(
        rf"\b(?i:his wife|her husband),?\s+(?P<behind>(?i:{name}))\b|(?P<before>\b(?i:{name}))\s*(?:,|\()[^.;]{{0,30}}?\b(?i:his wife|her husband)\b"
    )


@lru_cache(8)
def _classmates(language: str, names: frozenset[str]) -> re.Pattern[str]:
    name = either(names)
    if Language.of(language).does("writing.han"):
        return passing(
            rf"(?:同桌|同班同学|小伙伴|玩伴|发小|同窗)(?:的)?(?P<behind>{name})|(?P<before>{name})(?:，|（|是)[他她]的?(?:同桌|同班同学|小伙伴|玩伴|发小|同窗)",
            needs="桌学伴小窗",
        )
    word = "(?:classmate|deskmate|schoolmate|schoolfriend|school friend|playmate|best friend)"
    return passing(
        rf"\b(?i:his|her) (?i:{word}),?\s+(?P<behind>(?i:{name}))\b|(?P<before>\b(?i:{name}))\s*(?:,|\()[^.;]{{0,30}}?\b(?i:his|her) (?i:{word})\b"
    )


_ELDER = {
    "zh": "父亲|母亲|爸爸|妈妈|老爸|老妈|爸|妈|爹|娘|生父|生母|父|母",
    "en": "mother|father|mom|mum|dad|mommy|daddy|mama|papa",
}
_YOUNGER = {"zh": "儿子|女儿|闺女|孩子|长子|次子|长女|次女|独子|独女", "en": "son|daughter"}
_GRANDS = {
    "zh": frozenset("奶奶 外婆 姥姥 祖母 外祖母 爷爷 外公 姥爷 祖父 外祖父".split()),
    "en": frozenset("grandma gran granny nana grandmother grandpa gramps grandad granddad grandfather".split()),
}
_ELDEST = {
    "zh": "外祖母|外祖父|祖母|祖父|奶奶|爷爷|外婆|外公|姥姥|姥爷",
    "en": "grandmother|grandfather|grandma|grandpa|granny|gran",
}
_YOUNGEST = {"zh": "外孙女|外孙|小孙女|小孙子|孙女|孙子|孙儿", "en": "granddaughter|grandson|grandchild"}


@lru_cache(2)
def _own_grandchild(language: str) -> re.Pattern[str]:
    """What only a grandparent says of a grandchild: 我的乖孙女, 乖孙，慢点; `my grandson`."""
    if Language.of(language).does("writing.han"):
        return deferred(
            r"(?:^|[，。！？!?…、；\s“])(?:我(?:的|家)?|咱家?)?(?:大|小|乖|好|亲|宝贝)*(?:外孙女|孙女|孙子|孙儿|乖孙|大孙)(?:儿)?(?=[，。！!…～啊呀哟]|$)|我(?:的|家|那)?(?:大|小|乖|好|亲|宝贝)*(?:孙女|孙子|孙儿)(?!媳|女婿)",
            needs="孙",
        )
    return deferred(r"(?i)\b(?:my|our)\s+(?:\w+\s+)?(?:granddaughter|grandson|grandchild(?:ren)?|grandkids)\b")


_DOING_ZH = "给|对|把|拉着|抱着|抱起|看着|牵着|向|和|跟|与|搂着|望着|叫|喊|带着|扶着"

Told = Iterator[tuple[str, str, str, str]]
"""(parent, child, word, quote)."""


@lru_cache(8)
def _reader(language: str, names: frozenset[str], *, grand: bool = False) -> "_Reader":
    elder, younger = (_ELDEST, _YOUNGEST) if grand else (_ELDER, _YOUNGER)
    return _Reader(language, names, elder[language], younger[language])


class _Reader:
    """The patterns of one language for these names."""

    def __init__(self, language: str, names: frozenset[str], elder: str, younger: str) -> None:
        self.names = names
        name = either(names)
        one, other = rf"(?P<one>{name})", rf"(?P<other>{name})"
        self.elders, self.youngers = elder.split("|"), younger.split("|")
        self.han = Language.of(language).does("writing.han")
        old, young = ("父母爸妈爹娘奶爷婆公姥", "子女孙") if self.han else ("'’", "'’")
        if self.han:
            self.up = [
                passing(rf"{one}的(?P<word>{elder}){other}", needs=old),
                passing(rf"{other}(?:[，（(]|是)(?:是)?{one}的(?P<word>{elder})(?=[，）)。；\s]|$)", needs=old),
            ]
            self.down = [
                passing(rf"{other}的(?P<word>{younger}){one}", needs=young),
                passing(rf"{one}(?:[，（(]|是)(?:是)?{other}的(?P<word>{younger})(?=[，）)。；\s]|$)", needs=young),
                passing(
                    rf"{other}(?:{_DOING_ZH})(?:自己的)?(?:[一-龥]{{0,3}}岁的)?(?P<word>{younger}){one}", needs=young
                ),
            ]
            self.named = passing(rf"{one}(?:的|他|她)?(?P<word>{elder})", needs=old)
        else:
            between = r"\s+(?:(?:young|little|older|elder|eldest|youngest|late|teenage|own)\s+)*"
            self.up = [
                passing(rf"\b(?i:{one})['’]s{between}(?P<word>(?i:{elder}))(?:,)?\s+(?i:{other})\b", needs=old),
                passing(rf"\b(?i:{other})\s*[,(]\s*(?i:{one})['’]s{between}(?P<word>(?i:{elder}))\b", needs=old),
            ]
            self.down = [
                passing(rf"\b(?i:{other})['’]s{between}(?P<word>(?i:{younger}))(?:,)?\s+(?i:{one})\b", needs=young),
                passing(rf"\b(?i:{one})\s*[,(]\s*(?i:{other})['’]s{between}(?P<word>(?i:{younger}))\b", needs=young),
            ]
            self.named = passing(rf"(?i:{one})['’]S?\s+(?P<word>(?i:{elder}))", needs=old)
        child = younger if not self.han else _YOUNGER["en"]
        self.own = passing(rf"\b(?i:his|her)\s+(?:\w+\s+)?(?P<word>{child}),?\s+(?i:{one})\b")
        self.behind = passing(
            rf"\b(?i:{one})\s*(?:,|\()[^.;()]{{0,30}}?\b(?i:his|her)\s+(?:\w+\s+)?(?P<word>{child})\b(?!['’]|\s+[A-Z])"
        )
        self.spelt = {each.casefold(): each for each in names}

    def of_name(self, name: str) -> Iterator[tuple[str, str, str]]:
        """ANNA'S MOTHER, 林晚母亲: (parent, child, word)."""
        match = self.named.fullmatch(name)
        if match and (child := self.spelt.get(match["one"].casefold(), "")) and child != name:
            yield name, child, match["word"]

    def told(self, text: str) -> Told:
        """Everything a paragraph tells."""
        small = text.lower()
        up = self.up if any(map(small.__contains__, self.elders)) else ()
        down = self.down if any(map(small.__contains__, self.youngers)) else ()
        for match in (match for pattern in (*up, *down) for match in pattern.finditer(text)):
            child, parent = (self.spelt[match[key].casefold()] for key in ("one", "other"))
            if child != parent:
                yield parent, child, match["word"], match[0][:60]
        for match in self._owned(text):
            before = [one for one in mentions(text[: match.start()], self.names, "en") if one.name]
            child = self.spelt[match["one"].casefold()]
            if before and before[-1].name != child and len({one.name for one in before}) == 1:
                yield before[-1].name, child, match["word"], match[0]

    def _owned(self, text: str) -> Iterator[re.Match[str]]:
        """`her son TOM`, `TOM (6), her son`: a child of the only one named before."""
        for pattern in () if self.han else (self.own, self.behind):
            yield from pattern.finditer(text)
