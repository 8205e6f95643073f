"""What stands beside somebody's name and says who they are: a trade before it (照相师傅老简, the photographer Old Jian), looks behind it (豆花，二十六岁，圆脸，正在念稿).

Where the name gives way to looks, the word before it would be left alone, and is taken into them; looks behind it would be told twice.
"""

import re
from collections.abc import Sequence
from functools import cache

from storyboard.cast import portraits
from storyboard.cast.ages import AGE_ZH, age
from storyboard.cast.looks import is_noun, read_appearance
from storyboard.cast.roles import tables
from storyboard.languages import Language
from storyboard.patterns import deferred, either, tabled

_NO_PERSON = frozenset(("kind", "hair", "marks"))
"""What a row tells of voices and crowds, and of words that are as much a part of somebody as somebody: 胡子, 光头."""
_VERBS = frozenset(("答应", "常在", "解说", "导航"))
"""Words for somebody that are mostly verbs."""
_NOT_ZH = (
    "看见望瞧听叫喊打骂推拉扶抱搀搂吻拽扯牵挽拿给递问请让使令对向朝往从在到进出上下来去过回起开关着了的得地把被和与跟同及或而但却又也还都就才再已正将要会能可想说道讲"
    "笑哭走跑站坐躺蹲跪追赶抓住放丢扔踢撞拍摸指盯瞪迎扑围押带领等找寻遇碰认识是有没无不今明昨天日夜早晚里外前后左右边旁中间此时刻忽突然只几一二两三四五六七八九十多众各"
    "每这那哪某位名个他她它我你您们自己当"
)
"""What no modifier of a trade holds: verbs, words of place and time, counts."""
_MODIFIED = "放[羊牛马鸭鹅猪]|武打|看门|看守|看灯|看林|开车|送信|送货|送水|打铁|打更|打[鱼渔]|带班|领头|跑腿|跑船|坐堂|说书|拉车|拉琴|走街|出租车|外卖|中学|大学|值夜|[夜早晚]班|上门|进修|见习|前台"
"""Modifiers with such a letter all the same."""
_ENDS_ZH = "[匠商贩倌郎徒警]|(?<![功工丈])夫"
"""How more of them end, behind a modifier."""
_MAKERS = "[船店雇议官教学职演炮猎歌舵鼓琴射棋骑旗护助选]员|[厨药乐琴牧律技画魔巫鞋茶武道灯]师|[红明影歌童新巨球]星|[守养掌摆管护采媒牧撑]\\w{0,2}人|[哨卫伤水骑步炮]兵|[歌舵鼓琴棋骑旗]手|[木瓦焊钳锅漆泥水船矿]工"
"""More of them that are whole."""
_KIN_ZH = deferred(
    "[妈爸爹父母儿妻夫公婆叔姨婶伯舅姑侄孙媳嫂婿友哥姐弟妹兄子太]$|[大亲奶乳]娘$|老婆|闺蜜|外甥|相公|[夫妇男女]人|女士|小姐|孩|[男女]生$|[孙侄甥][子女]$"
)
"""Words for somebody that no modifier of a trade stands before."""
_FEMALE = deferred("[女姑娘妈婆嫂妹姐妻母奶婶姨妇妃后丫嬷尼]")
_PEOPLE_ZH = "小?[男女]孩子?|小?姑娘|少[男女年]|小伙子?|小?妞|汉子|青年|[男女]子|[男女]人|老[头汉]子?|老太太?|老妇人?|妇人|老人|娃"
"""Words for a man, a woman or a child, of whom what stands before them tells what they do: 放羊女孩, 摇船汉子."""
_OTHERS_ZH = ("徒弟", "徒儿", "学徒", "弟子", "搭档", "邻居", "房东", "战友", "助手")
"""More words for somebody than the tables of roles have."""
_FAMILY_ZH = deferred(
    "(?:[妈爸爹父母妻夫叔姨婶伯舅姑媳嫂婿哥姐弟妹]|徒儿|搭档|女儿|儿子|孙[子女]|侄[子女]|外甥女?|老[公婆]|[外岳]公|[外岳]婆|爷爷|奶奶|姥[姥爷])$"
)
"""Whose somebody is: where a noun alone stands for a name, this one can."""
_OLD = deferred("[老爷奶婆翁伯汉嬷]|大[爷娘妈]|[外岳]公|[父母爸妈]")
_KIN_EN = "brother|sister|mother|father|son|daughter|wife|husband|uncle|aunt|cousin|nephew|niece|friend|partner"
_ADDRESS = frozenset("mr mrs ms miss sir lady lord dr madam madame mister master the".split())
"""Titles that say nothing but a sex or a rank; they go with the name."""
_ALSO_VERBS = frozenset(
    "guard cook nurse boss groom mother father doctor judge coach usher pilot police mob man head host marshal hawker police porter shepherd".split()
)
"""Words for somebody that are verbs where no article stands before them."""
_ENDS_EN = r"(?:keeper|maker|seller|dealer|player|writer|hunter|fighter|monger)|[a-z]+(?:-?(?:keeper|maker|seller|dealer|player|driver|writer|worker|hunter|fighter|bearer|smith|wright|monger|master|mistress|hand|girl|boy|woman|man|ologist|trician|grapher))|(?:cellist|violinist|pianist|chemist|botanist|artist|scientist|novelist|journalist|dentist|florist|linguist)"
_NOT_EN = r"(?!(?i:the|an?|and|or|to|at|of|in|on|by|with|from|for|past|towards?|behind|beside|near|as|into|onto|over|under|like|is|are|was|then|when|while|before|after|but|not|his|her|their|its|my|your|our|they|he|she|it|we|you|i|who|this|that|these|those|all|both)\b)"
_WORD = rf"{_NOT_EN}[a-z][a-z’'-]*"
_LEADS = r"(?:to|at|of|by|with|from|for|past|toward|towards|behind|beside|near|and|as|like|against|between|around)"


def apposed(before: str, language: str) -> str:
    """The end of a text before a name that says what the person is, blanks included; empty where none does."""
    if Language.of(language).does("writing.words"):
        return _apposed_en(before)
    found = _pattern_zh().search(before[-12:])
    return found["told"] if found else ""


def taken_in(words: str, told: str, nouns: Sequence[str], language: str) -> str:
    """What stands for a name, with what somebody is in the place of its noun, or behind it; as it is where it is short and the word would make somebody new of them."""
    if Language.of(language).does("writing.words"):
        return _taken_in_en(words, told.strip(), nouns)
    female = any(noun.startswith(("女", "老妇", "少女")) for noun in nouns) and not (
        _FEMALE.search(told) or _FAMILY_ZH.search(told)
    )
    told = f"女{told}" if female else told
    noun = next((each for each in sorted(nouns, key=len, reverse=True) if re.search(rf"{each}(?=（|$)", words)), "")
    if not noun or noun == words:
        return told if noun and _FAMILY_ZH.search(told) else words
    told += noun if noun.startswith("老") and not _OLD.search(told) else ""
    return re.sub(rf"{noun}(?=（|$)", told, words, count=1)


@cache
def _pattern_zh() -> re.Pattern[str]:
    words = [
        word
        for row in tables("zh")["roles"]
        if not _NO_PERSON & set(row)
        for word in row["words"]
        if len(word) > 1 and not word.isascii() and word not in _VERBS
    ]
    words += _OTHERS_ZH
    kin = [word for word in words if _KIN_ZH.search(word)]
    trades = [word for word in words if word not in kin]
    sign = rf"[^\W\d_a-zA-Z{_NOT_ZH}]"
    ahead = rf"(?:{_MODIFIED}|(?<!{sign}){sign}{{1,4}})"
    return tabled(
        rf"(?P<told>{ahead}?(?:{either(trades)}|{_MAKERS})|{ahead}(?:{_ENDS_ZH}|{_PEOPLE_ZH})|[外表堂继养干大小二三四老亲义曾]?(?:{either(kin)})|[大二三四五小老表堂亲干义][叔姑姨舅伯哥姐妹弟嫂])$"
    )


@cache
def _pattern_en() -> re.Pattern[str]:
    roles = [
        word
        for row in tables("en")["roles"]
        for word in row["words"]
        if not _NO_PERSON & set(row) and len(word) > 1 and word.isascii() and re.fullmatch("[a-z][a-z .'-]*", word)
    ]
    head = rf"(?:{either(roles)}|{_KIN_EN}|{_ENDS_EN})"
    return re.compile(
        rf"(?P<told>(?:\b|(?=['’]s ))(?:(?P<of>(?i:the|an?|his|her|their)|['’]s)\s+(?:{_WORD}\s+){{0,2}}?|(?:{_NOT_EN}[A-Z][a-z’'-]+\s+)?(?:{_WORD}\s+){{0,2}}?)(?P<head>(?i:{head}))\.?,?\s+)$"
    )


_POSSESSED = ("'s", "’s")
IN_WORDS = r", (?:an?|his|her|their) (?!low |mid-pitched |high )[a-z][a-z’'-]*(?: [a-z][a-z’'-]*){0,2}"
"""How English looks have it behind their noun: the man, a retired boxer."""
_BARE_EN = deferred(rf"(?:^|[.!?:;,—–]\s*|\b(?i:{_LEADS})\s+)$")
"""Where a trade without an article may begin."""


def _apposed_en(before: str) -> str:
    found = _pattern_en().search(before[-60:])
    if not found or found["told"].rstrip().endswith(","):
        return ""
    told = found["told"]
    if found["of"] or found["head"][0].isupper():
        return told
    ahead = before[: len(before) - len(told)]
    verb = found["head"].casefold() in _ALSO_VERBS and told.strip() == found["head"]
    return told if _BARE_EN.search(ahead) and not verb else ""


def _taken_in_en(words: str, told: str, nouns: Sequence[str]) -> str:
    article, _, bare = told.partition(" ")
    owned = article.casefold() in ("his", "her", "their", *_POSSESSED)
    bare = bare if owned or article.casefold() in ("the", "a", "an") else told
    what = bare.strip(". ").lower()
    noun = next((f"the {each}" for each in nouns if re.match(rf"\W?the {each}(?= \(|,)", words)), "")
    if owned and words in (f"the {each}" for each in nouns):
        return told
    if article in _POSSESSED:
        return f"{told}, {words}"
    if not noun or what in _ADDRESS or (is_noun(what) and not owned):
        return words
    article = article.lower() if owned else "an" if what[0] in "aeiou" else "a"
    return words.replace(noun, f"{noun}, {article} {what}", 1)


def trade(told: str, language: str) -> str:
    """What stands before a name as a list of people has it: a photographer, 照相师傅; empty where it says whose somebody is, or no more than a sex."""
    bare = told.strip(" .,，")
    if not Language.of(language).does("writing.words"):
        return "" if _KIN_ZH.search(bare) or _FAMILY_ZH.search(bare) else bare
    article, _, rest = bare.partition(" ")
    if article.casefold() in ("his", "her", "their", *_POSSESSED):
        return ""
    what = (rest if article.casefold() in ("the", "a", "an") else bare).strip(". ").lower()
    family = what.rsplit(" ", 1)[-1] in _KIN_EN.split("|")
    if not what or what in _ADDRESS or is_noun(what) or family:
        return ""
    return f"{'an' if what[0] in 'aeiou' else 'a'} {what}"


_BEHIND_ZH = deferred(r"[^。！？；：!?;:\n“”]*")
"""The rest of a sentence."""
_ENDED_ZH = ("", *"。！？；\n")
_BEGIN_ZH = "。！？；，：\n△▲ 　"
"""What a clause begins behind."""
_HOW_ZH = deferred("[^着了过在正把被将向往从起出进来去上下到]{1,4}")
"""A clause that says how somebody is, and is no look of theirs: 黝黑."""


def without_looks(text: str, start: int, end: int, appearance: str, *, seen: bool) -> str:
    """A Chinese text without the looks listed behind the name at a place; without the whole sentence where it tells nothing more of somebody who is `seen` anyway."""
    rest = unlisted(text, end, appearance)
    if rest is None:
        return text
    if rest[:1] not in _ENDED_ZH:
        within = bool(text[:start]) and text[start - 1] not in _BEGIN_ZH  # 锅前站着铁娘，三十多岁，手里一柄铁勺
        return f"{text[:end]}{'，' if within and rest[0] != '，' else ''}{rest}"
    ahead = text[:start].rstrip(" △▲")
    alone = seen and (not ahead or ahead[-1] in _ENDED_ZH)
    return f"{text[:start]}{rest.lstrip('。！；')}" if alone else text


def unlisted(text: str, at: int, appearance: str) -> str | None:
    """What is left of a Chinese text behind a name that ends at a place, without the looks that stand there between commas and are told with the person; None where it lists none.

    `豆花，二十六岁，圆脸，正在念稿。` is 正在念稿。; empty where the sentence tells nothing more.
    """
    behind = _BEHIND_ZH.match(text, at)
    first, *clauses = behind[0].split("，") if behind else [""]
    if not clauses or (first and not AGE_ZH.fullmatch(first)):
        return None
    clauses = [first, *clauses] if first else clauses
    kept: list[str] = []
    told = 0
    while clauses and (portraits.plain(clauses[0], "zh") or _is_how(clauses[0])):
        clause = clauses.pop(0)
        drops = _is_told(clause, appearance)
        told += drops + (drops and age(clause) is not None)
        kept += [] if drops else [clause]
    if told < 2:
        return None
    rest = "，".join([*kept, *clauses])
    return f"{'，' if kept else ''}{rest}{text[at + len(behind[0]) :] if behind else ''}"


def _is_how(clause: str) -> bool:
    """Whether a clause says in a word how somebody is."""
    return _HOW_ZH.fullmatch(clause) is not None and not portraits.DOING.search(clause)


def _is_told(clause: str, appearance: str) -> bool:
    """Whether a clause is a look, and an appearance has it."""
    looks = read_appearance(appearance)
    if looks is None or not portraits.plain(clause, "zh"):
        return False
    return (
        age(clause) == looks.age
        if AGE_ZH.search(clause)
        else (clause[:1] == looks.sex and len(clause) < 3) or clause[-2:] in appearance
    )
