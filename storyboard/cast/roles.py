"""What a name says by the words in it: sex, age, kind, clothes of a trade. The words are rows of `assumed.toml`.

A Chinese name speaks by its end (手机店老板 is a 老板, no 手机) and by its beginning (女司机, 老医生); a Latin one by its
last whole word and its first (MRS BLACK, OLD MAN).
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from storyboard.datafiles import loads
from storyboard.languages import Language
from storyboard.model import PersonKind
from storyboard.patterns import deferred, either, standing, tabled

Row = dict[str, Any]
JOINT = "、"
_FILE = Path(__file__).parent / "assumed.toml"
_NUMBERING = {
    "zh": deferred(r"(?:[甲乙丙丁戊己庚辛壬癸一二三四五六七八九十①-⑩A-Za-z\d]+|[（(][^）)]*[）)])$"),
    "en": deferred(r"\s*(?:#?\d+|\b[A-Z]|\([^)]*\))$"),
}
COUNTED = deferred(r"^(?P<name>.+?)\s*(?:[×xX*]\s*\d+|[（(]\d+[人名][）)])$")
"""A name with a count behind it: 男同学*4."""
HEARD_ONLY = deferred(
    r"[只仅]有声音(?=[，。；、）)\s]|$)|[只仅]闻其声|^(?:电话|话筒|听筒|手机|收音机|广播|对讲机)(?:那头|里头|里|中)的?(?:人|声音)(?=[，。；、）)\s]|$)|\ba voice (?:on|over|from) the (?:phone|telephone|radio|line|intercom)\b|不(?:露面|出镜)(?=[，。；、）)\s]|$)|\b(?:voice only|only (?:a|his|her|the) voice|(?:only (?:ever )?|never seen, only )heard|heard only)\b",
    re.I,
)
"""What a list says of somebody who is a voice and has no body in the pictures: 舰载AI，只有声音."""
_FIRST_HAN = "\u2e80"
"""An English word begins with a letter that stands before this one."""
LONGEST_NAME = 3
"""Characters that may follow a trade and still be somebody's name: 司机老王, 医生李小明."""


@cache
def tables(language: str) -> dict[str, Any]:
    """The tables of one language."""
    code = Language.of(language).code
    found: dict[str, Any] = loads(_parts()[code], f"roles.{code}")[code]
    return found


@cache
def _parts() -> dict[str, str]:
    """The text of each language's tables, which stand together in the file: a script seldom needs more than its own."""
    _, *pieces = re.split(r"^(?=\[\w+\]$)", _FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {piece[1 : piece.index("]")]: piece for piece in pieces}


_ONE_OF = deferred(
    r"^(?P<one>(?:\w+ )?(?:man|woman|boy|girl|lady|guy|kid|child|voice|spectator|runner|heckler|fan|mother|father|reporter)) (?:in|from|of|out of) (?:the )?(?:crowd|audience|mob|line|queue|stands|throng|gallery)$",
    re.I,
)
"""One of many: WOMAN IN CROWD is no crowd."""


def kind(name: str, members: Sequence[str], language: str) -> PersonKind:
    """Whether a name is a person, a crowd, a voice without a body, or several people speaking together."""
    if members or (JOINT in name and len(name) > 2):
        return "joint"
    if COUNTED.match(name) or tabled(tables(language)["grouped"], re.IGNORECASE).fullmatch(name) or _plural(name):
        return "group"
    found: PersonKind = next((row["kind"] for row in _rows(name, language, ends=True) if "kind" in row), "person")
    numbered = stem(name, language) != name
    return "person" if found == "group" and numbered else found


_SHIP = deferred(r"(?:the )?(?:ship|vessel|starship|spaceship)|飞船|星舰|母舰", re.I)
_MACHINE = deferred(
    r"人工智能(?!.*(?:仿生|机器人|人形|身体))|(?:船载|舰载|飞船|车载|智能)(?:电脑|系统|AI)|\b(?:ship|shipboard|onboard|station|house|car)(?:['’]s)?\s+(?:computer|AI|A\.I\.)|\b(?:an?|the) (?:AI|artificial intelligence)\b(?!.*\b(?:android|robot|body)\b)",
    re.I,
)


def is_machine(name: str, looks: str, language: str) -> bool:
    """Whether a name is a machine that speaks and has no body: 飞船AI, a cue SHIP, or of whom a list says so (船载人工智能)."""
    return (
        _SHIP.fullmatch(name) is not None
        or bool(tells(name, "machine", language))
        or _MACHINE.search(looks) is not None
    )


_MANY = "(?:一[群帮伙众队排]|[两二三四五六七八九十几数多]{1,2}[个名位排队群]|好几[个名位]|众|满(?![脸头身面月岁心怀手眼口嘴腔腿背肚额胸脚掌意是载足周族分清])|挤满了?|所有的?|无数|许多|不少|一些|成群的?)(?:[^，。；：！？\n]{0,4}的)?"
_ONE = "(?:[一这那][个名位]|[老小])"


_MANY_EN = "(?:two|three|four|five|six|seven|eight|nine|ten|twelve|a dozen|several|(?:dozens|scores|hundreds|a group|a crowd|a pair) of)"
_COLLECTIVE = frozenset("police staff crew security jury audience congregation mob".split())
"""Words for many that have no plural."""


def are_several(name: str, text: str) -> bool:
    """Whether a script speaks of several whom it calls by one word: 渔民们扛网, 一群衙役, 村民若干, `Police pour down`; not where it also speaks of one of them."""
    if name.casefold() in _COLLECTIVE:
        return re.search(rf"(?i)(?<![\w'’-]){name}\s+(?!is\b|has\b)[a-z]+(?<!s)\b", text) is not None
    if name.isascii() and name.casefold().endswith("s"):
        return re.search(rf"(?i)\b{_MANY_EN}\s+{re.escape(name)}(?![\w'’-])", text) is not None
    if len(name) < 2 or name.isascii() or name not in text:
        return False
    word = re.escape(name)
    return bool(
        name in only_many()
        or re.search(
            f"{word}们|{word}(?:[、，][^、，。\\n]{{1,8}}){{0,3}}若干|{_MANY}{word}(?![甲乙丙丁])|(?:^|[。！？；，\n]){word}(?:[^，。！？；：\n]{{0,6}})?(?:围[着在上成住过拢]|四散|纷纷|七手八脚|哄笑|一齐|齐声|散开)",
            text,
        )
    ) and not re.search(f"{_ONE}{word}", text)


def is_crowd(name: str, text: str, language: str) -> bool:
    """Whether a name of a script is that of many: by its words, or because the script speaks of several."""
    return kind(name, (), language) == "group" or are_several(name, text)


@cache
def only_many() -> frozenset[str]:
    """Chinese words for those of whom mostly many are spoken of, and who are no role of the tables: 村民, 行人, 街坊."""
    return frozenset(word for row in tables("zh")["groups"] for word in row["words"] if len(word) > 1) - {
        *_words("zh", "roles")
    }


def _plural(name: str) -> bool:
    """Whether a Latin name is the plural of a word for somebody: POLICEMEN, NURSES; not one that such a word stands before (MR. MASTERS)."""
    first, *more = name.lower().split()[::-1]
    ends = (("men", "man"), ("wives", "wife"), ("ies", "y"), ("es", ""), ("s", ""))
    single = (
        first.removesuffix(many) + one for many, one in ends if first.endswith(many) and len(first) > len(many) + 2
    )
    words = _words("en", "roles") if first < _FIRST_HAN else {}
    roles = [word for word in single if word in words and "kind" not in words[word]]
    titles = [_words("en", "beginnings").get(word.strip("."), {}) for word in more]
    return bool(roles) and first not in words and not any("sex" in row for row in titles)


def tells(name: str, part: str, language: str) -> Any:  # noqa: ANN401 - a row holds words, numbers and pairs
    """What a name says of `sex`, `likely` (a guess at the sex), `age`, `hair`, `marks` or `clothes` (of a trade); None where nothing."""
    found = _rows(name, language)
    if part == "age" or Language.of(language).does("writing.words"):
        found = found[::-1]
    told = [row for row in found if part in row]
    if part == "age" and told and told[0].get("at_most"):
        return min(row[part] for row in told)
    return told[0][part] if told else None


def goes_on(text: str, start: int, end: int) -> bool:
    """Whether the role word at this place of a Chinese text begins a longer word for something else: 护士服, 护士站, 老板娘.

    Only for words of the tables: whatever stands behind 王五, it is about him.
    """
    word = text[start:end]
    if word[-1:] in _BEASTS and _OF_A_BEAST.match(text, end):
        return True
    longer = _thing().match(text, start) if word in _words("zh", "roles") else None
    return longer is not None and longer.end() > end


_BEASTS = frozenset("狮龙虎熊猫狗狼猴鸡牛马鹿鬼妖神魔鹰凤")
"""How the name of somebody ends who is in the skin of a beast: 黑狮."""
_OF_A_BEAST = deferred("头(?![也都还一就却向朝看望])|[皮服裤套面尾嘴口眼身毛鬃爪脊角](?![上里不])|衣|戏|队|舞")
"""What goes on behind such a name and is a thing: 黑狮头, 黑狮裤."""


_OF_KIN = deferred(
    "的?(?:(?:亲|老|他|她)?[爹娘妈爸]{1,2}|奶奶|爷爷|外婆|外公|姥姥|姥爷|媳妇|老婆|父亲|母亲|婆婆)(?![们亲家儿])"
)
"""What stands behind a Chinese name of whom only kin is spoken of: 阿雀爹跪着."""
_KIN_BEGINS = frozenset("的亲老他她爹娘妈爸奶爷外姥媳父母婆")
"""How it begins."""


def is_of_kin(text: str, start: int, end: int) -> bool:
    """Whether a Chinese name at this place of a text only says whose kin somebody is."""
    if text[end : end + 1] not in _KIN_BEGINS or not _OF_KIN.match(text, end):
        return False
    word = text[start:end]
    return len(word) > 1 and not word.isascii() and not is_role(word)


def is_role(word: str) -> bool:
    """Whether a word means whoever has that part (护士, NURSE) and is no name that somebody was given."""
    return word in _words("zh", "roles") or (
        word[:1].isalpha() and word < _FIRST_HAN and word.lower() in _words("en", "roles")
    )


@cache
def _bordering() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The Chinese role words by their first letter, and by their last."""
    first: dict[str, list[str]] = {}
    last: dict[str, list[str]] = {}
    for word in _words("zh", "roles"):
        first.setdefault(word[0], []).append(word)
        last.setdefault(word[-1], []).append(word)
    return first, last


@cache
def _thing() -> re.Pattern[str]:
    """A role word and what makes a thing of it, up to a place where the thing has been named."""
    words, table = either(_words("zh", "roles")), tables("zh")["things"]
    garment = f"(?:{words})(?:{either(table['between'])})?(?:{either(table['garments'])})"
    return deferred(f"(?:{garment}|{either(table['others'])})(?={table['after']})|{either(table['longer'])}")


@lru_cache(maxsize=4096)
def _rows(name: str, language: str, *, ends: bool = False) -> tuple[Row, ...]:
    """The row of the word at a name's end, then that of its beginning; with `ends` nothing may follow the first.

    Where the end is a word for a voice, also the rows of whoever has it: 老妇人的声音, MAN'S VOICE.
    """
    name = _ONE_OF.sub(r"\g<one>", name)
    return _rows_zh(name, ends) if Language.of(language).does("writing.han") else _rows_en(name, ends)


def _rows_zh(name: str, ends: bool) -> tuple[Row, ...]:
    word, row, person = _han_role(name)
    room = len(stem(name, "zh")) - len(word)
    starts = [
        begin for begin in _words("zh", "beginnings") if len(begin) <= room and (person or name).startswith(begin)
    ]
    start = max(starts, key=len, default="")
    first = _words("zh", "beginnings").get(start, {}) if word or not row else {}
    rest = stem(name, "zh").removesuffix(word).rstrip("的") if row.get("kind") == "voice" and not ends else ""
    last = {} if ends and not stem(name, "zh").endswith(word) else row
    return (last, first, *(_rows(rest, "zh") if rest else ()))


def _rows_en(name: str, ends: bool) -> tuple[Row, ...]:
    text = stem(name, "en").lower()
    hits = [
        (start + len(word), len(word), word)
        for word in _words("en", "roles")
        if word in text
        for start in standing(word, text)
        if not (_of_word(text[start - 1 : start]) or _of_word(text[start + len(word) : start + len(word) + 1]))
    ]
    end, _, word = max(hits, default=(0, 0, ""))
    own = re.split(r"['’]s?\s", text)[-1]
    starts = [begin for begin, row in _words("en", "beginnings").items() if _opens(begin, row, own)]
    last = _words("en", "roles").get(word, {}) if not ends or end == len(text) else {}
    rest = re.sub(r"['’]s?$", "", text[: end - len(word)].strip()) if last.get("kind") == "voice" and not ends else ""
    first = _words("en", "beginnings").get(max(starts, key=len, default=""), {})
    return (*(_rows(rest, "en") if rest else ()), last, first)


def _of_word(sign: str) -> bool:
    """Whether a sign is part of a word."""
    return sign.isalnum() or (bool(sign) and sign in "_'’-")


def _opens(begin: str, row: Row, text: str) -> bool:
    """Whether a name begins with a word, or, where the word is an adjective (old, teenage), has it before another."""
    if begin not in text:
        return False
    adjective = "age" in row and "kind" not in row
    return re.search(rf"{'(?<![^ ])' if adjective else '^(?:the )?'}{re.escape(begin)}\.?\s", text) is not None


def _han_role(name: str) -> tuple[str, Row, str]:
    """The longest word at the end of a name, numbering aside; else a trade and the name that follows it; else nothing."""
    words, own = _words("zh", "roles"), stem(name, "zh")
    for text in (name, own):
        ending = max((word for word in _bordering()[1].get(text[-1:], ()) if text.endswith(word)), key=len, default="")
        if ending:
            return ending, words[ending], ""
    begun = (word for word in _bordering()[0].get(own[:1], ()) if len(word) > 1 and own.startswith(word))
    trade = max(begun, key=len, default="")
    if trade and len(own) - len(trade) <= LONGEST_NAME and "kind" not in words[trade]:
        return trade, words[trade], own[len(trade) :]
    row: Row = next((row for row in tables("zh")["patterns"] if tabled(row["pattern"]).fullmatch(own)), {})
    return "", row, ""


def personal(name: str) -> str:
    """What is left of a Chinese name without its trade or title: 小荷 of 侍女小荷, 王强 of 王强医生; empty of 保安队长."""
    word, _, person = _han_role(name)
    return person or stem(name, "zh").removesuffix(word)


def stem(name: str, language: str) -> str:
    """护士甲 -> 护士, GUARD #2 -> GUARD; a name that is nothing but a number stays."""
    return _NUMBERING[Language.of(language).code].sub("", name) or name


@cache
def _words(language: str, table: str) -> dict[str, Row]:
    """Word -> its row."""
    return {word: row for row in tables(language)[table] for word in row["words"]}
