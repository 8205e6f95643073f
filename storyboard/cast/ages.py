"""Ages in words and figures: 十八九岁, 年方十六, 年近六旬, 28岁, `34 years old`, `in his fifties`, `twelve-year-old`, `mid-40s`, `both 9`."""

import re

from storyboard.patterns import deferred

DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_HAN = "一二三四五六七八九十两"
AGE_ZH = deferred(
    r"(?P<digits>\d{1,4})(?:[-~—–至到]\d{1,3})?\s*(?:多|来|余)?[岁歲](?!时|那|起|的时候|之前|以前|前)"
    rf"|(?P<han>[{_HAN}百]{{1,5}})(?:多|来|余|几)?(?:岁|歲|出头|开外|挂零|有余|(?<=多)了(?=[，。；、]|$))(?!时|那|起|的时候|之前|以前|前)"
    rf"|(?:年方|年仅|年满|芳龄|年不过|不过|不到|不满|未满|年逾|年过|年近|年约|年届|将近|年纪约|今年|现年)(?P<years>[{_HAN}]{{1,4}}|\d{{1,3}})(?![{_HAN}\d年月个只条人步里次天旬])"
    rf"|(?P<tens>[{_HAN}])旬(?![日天])"
)
_UNDER = ("不到", "不满", "未满")
"""What makes an age one year less: 不到三十."""
_ALONE_ZH = deferred(
    rf"\s*(?:也是?|同样|都|大约|约莫|大概|约)?(?:(?P<han>[{_HAN}]?十[{_HAN}]{{1,2}}|[{_HAN}]十(?=上下|左右))(?:上下|左右|的年纪|的样子|许)?\s*(?=[，,、]|$)|(?P<digits>[0-9][0-9])\s*[，,、](?=[^，]*[\u3400-\u9fff]))",
    needs="十0123456789",
)
"""An age without its word, at the head of a description: 二十五六; `也71，大肚子`."""
_LIVED_ZH = {
    "年过半百": 50,
    "半百": 50,
    "花甲": 60,
    "古稀": 70,
    "耄耋": 80,
    "而立之年": 30,
    "不惑": 40,
    "及笄": 15,
    "弱冠": 20,
    "豆蔻年华": 13,
    "束发之年": 15,
}
"""Ages that have a word of their own."""
_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBERS = {word: value for value, word in enumerate((*_ONES, *_TEENS), 1)}
NUMBERS |= {ten: 20 + 10 * at for at, ten in enumerate(_TENS)}
NUMBERS |= {f"{ten}-{one}": 20 + 10 * at + n for at, ten in enumerate(_TENS) for n, one in enumerate(_ONES, 1)}
_DECADES = {word[:-1] + "ies": value for word, value in NUMBERS.items() if word in _TENS}
_NUMBER = r"\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True))
_DECADE = "|".join(_DECADES)
WHEN = {"early": 2, "mid": 5, "middle": 5, "late": 8}
"""Years into a decade."""
_WHEN = r"(?:(?P<{0}>early|mid|middle|late)(?:\s+to\s+(?:mid|late))?[\s-]*)?"
AGE_EN = deferred(
    rf"\b(?:aged?\s+)?(?P<n>{_NUMBER})(?:[- ]years?[- ]old|[- ]year[- ]old|[- ]something\b|[- ]ish\b)"
    rf"|\b(?:aged?|of(?:\s+(?:no more than|maybe|perhaps|about|around|some))?|both|also|now|already|who is|who['’]s|about|around|maybe|perhaps|only|just|barely|past|over|nearly|almost|pushing|rising|approaching|a youthful|a young)\s+(?P<m>{_NUMBER})\b(?!\s+(?:[a-z]+s|of|minutes?|per|percent)\b|['’%:])(?!(?<=one)\s+[a-z])"
    rf"|\b{_WHEN.format('a')}(?:(?P<k>[1-9]0)['’]?s|(?P<d>{_DECADE}))(?![\w-])"
    rf"|^\s*(?:about |around |maybe |barely )?(?P<b>{_NUMBER})(?:\s*(?:$|[,.:;](?!\d))| or so\b| or thereabouts\b| at (?:the )?most\b| at least\b| going on \w| if (?:he|she)['’]s a day\b)",
    re.I,
)  # fmt: skip
TEENS = deferred(
    rf"\b(?:in\s+(?:his|her|their)\s+)?{_WHEN.format('when')}(?:teens\b|teenaged?\b|teenager\b)|\badolescent\b", re.I
)
LATIN = deferred(r"[a-z\d]", re.I)
"""Without one of these no age stands there but a Chinese one."""
_DIGIT = deferred(r"\d")
_STEMS_EN = ("teen", "adolescent", *_ONES, "ten", "eleven", "twelve", "twent", "thirt", "fort", "fift")
"""One of these stands in each word for a number, and for somebody in their teens."""
AGE_BARE = deferred(r"(?:^|[，,、（(\s])(?P<n>\d{1,2})(?:$|[，,、）)\s])")
NOT_HIS = deferred(r"\b(?:no older than|younger than|older than|less than|(?<!no )more than|under|over)\s+$", re.I)


def number(text: str) -> int | None:
    """18 of 十八 or 十八九, 30 of 三十 or 三四十, 70 of 七十, 300 of 三百; None where it is no number."""
    if text.isdigit():
        return int(text)
    hundreds, hundred, _ = text.partition("百")
    if hundred:
        return 100 * DIGITS.get(hundreds[:1], 1)
    tens, ten, ones = text.partition("十")
    if not ten:
        return DIGITS.get(text[0]) if text else None
    return DIGITS.get(tens[:1], 1) * 10 + (DIGITS.get(ones[:1], 0) if ones else 0)


def may_state_en(text: str) -> bool:
    """Whether a text has a figure or a part of a word without which no English age stands in it."""
    if _DIGIT.search(text):
        return True
    small = text.casefold()
    return any(stem in small for stem in _STEMS_EN)


TODAY_EN = deferred(
    r"(?:^|,\s*)(?P<n>\d{1,2})(?:\s+years\s+old)?\s+(?:in\s+the\s+present(?:\s+day)?|at\s+present|now|today)\b", re.I
)
"""An age that a list of people tells of the present of a story with several times: MICK, her brother, 47 in the present."""


THEN_EN = deferred(
    r"\bthen\s+(?:aged\s+)?(?P<then>\d{1,2})\s*[,;/]\s*(?:and\s+)?(?:is\s+)?now\s+(?:aged\s+)?(?P<n>\d{1,2})\b", re.I
)
"""Two ages that a list of people tells: `then 29, now 74`."""


_INFANT_SIGNS_ZH = frozenset("月周天日生半")
_INFANT_ZH = deferred(
    rf"(?<!怀孕)(?<!有孕)(?<!身孕)(?:(?:刚)?出生(?:才|刚|不到|不足)?)?(?P<n>\d{{1,2}}|[{_HAN}]{{1,3}})(?:多)?(?P<unit>个半?月|周|天|日)(?P<old>大(?!的?(?:肚|身孕))|的(?:男|女|小)?(?:婴儿?|宝宝|娃娃?|奶娃|孩子|儿子|女儿))"
    rf"|(?:刚)?出生(?:才|刚|不到|不足)?(?P<since>\d{{1,2}}|[{_HAN}]{{1,3}})(?:多)?(?P<after>个半?月|周|天|日)|^\s*(?P<alone>\d{{1,2}}|[{_HAN}]{{1,3}})个月\s*(?=$|[，,）)、])|(?P<new>[刚未]满月|新生儿|初生婴儿)"
    r"|(?P<half>(?<!\d)一岁半|半岁)",
    needs="月周天日生半",
)
_INFANT_EN = deferred(
    rf"\b(?P<n>{_NUMBER})[- ](?P<unit>month|week|day)s?[- ]old\b|^\s*\(?(?P<alone>{_NUMBER})\s+(?P<of>month|week|day)s\s*(?=$|[,.;)])|\b(?P<new>new-?born)\b",
    re.I,
)
_INFANT_WORDS_EN = ("month", "week", "day", "born")
"""One of these stands in each of them."""
_IN_A_YEAR = {"month": 12, "week": 52, "day": 365, "个月": 12, "个半月": 12, "周": 52, "天": 365, "日": 365}


def _infant(text: str) -> int | None:
    """The whole years of an age in months, weeks or days: 8个月大, `eighteen months old`; None where there is none."""
    small = text.casefold()
    if "孕" in text or "pregnant" in small:
        return None
    if not _INFANT_SIGNS_ZH.isdisjoint(text) and (match := _INFANT_ZH.search(text)):
        if match["new"] or match["half"]:
            return 1 if match["half"] == "一岁半" else 0
        told = number(match["n"] or match["since"] or match["alone"])
        unit = match["unit"] or match["after"] or "个月"
    elif any(map(small.__contains__, _INFANT_WORDS_EN)) and (found := _INFANT_EN.search(text)):
        if found["new"]:
            return 0
        word = (found["n"] or found["alone"]).lower()
        told, unit = int(word) if word.isdigit() else NUMBERS[word], (found["unit"] or found["of"]).lower()
    else:
        return None
    return None if told is None else told // _IN_A_YEAR[unit]


def age(text: str, *, bare: bool = False) -> int | None:
    """The age a text states, the lower one of a range; with `bare` also a number standing alone (`（28）`).

    A decade is its first year, early 2, mid 5 and late 8 years into it.
    """
    if (infant := _infant(text)) is not None:
        return infant
    match = AGE_ZH.search(text)
    if match:
        told = number(match["digits"] or match["han"] or match["years"] or f"{match['tens']}十")
        return told - 1 if told and match[0].startswith(_UNDER) else told
    if spoken := next((years for word, years in _LIVED_ZH.items() if word in text), None):
        return spoken
    if alone := _ALONE_ZH.match(text):
        return number(alone["han"] or alone["digits"])
    if not LATIN.search(text) or not may_state_en(text):
        return None
    if today := THEN_EN.search(text) or TODAY_EN.search(text):
        return int(today["n"])
    match = AGE_EN.search(text)
    if match and not NOT_HIS.search(text[: match.start()]):
        if match["k"] or match["d"]:
            decade = int(match["k"]) if match["k"] else _DECADES[match["d"].lower()]
            return decade + WHEN.get((match["a"] or "").lower(), 0)
        word = (match["n"] or match["m"] or match["b"]).lower()
        return int(word) if word.isdigit() else NUMBERS[word]
    match = TEENS.search(text)
    if match:
        return 13 + {"early": 0, "mid": 2, "late": 5}.get((match["when"] or "").lower(), 2)
    match = AGE_BARE.search(text) if bare else None
    return int(match["n"]) if match else None
