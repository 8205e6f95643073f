"""Who is spoken to: by what the line calls somebody, by its stage direction, by who spoke before and who answers."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from storyboard import names
from storyboard.cast.looks import kind_of, read_appearance
from storyboard.patterns import deferred
from storyboard.staging.moves import sex_of


@dataclass(frozen=True, slots=True)
class Said:
    """One speech of a scene."""

    who: str
    text: str
    asides: str = ""
    """Its stage directions."""
    acts: str = ""
    """What is done right before it."""
    here: tuple[str, ...] = ()
    """People who may be spoken to."""
    near: tuple[str, ...] = ()
    """`here`, and people who may be there though nothing was seen of them yet: a call shows that they are."""
    off: bool = False
    """Heard from where nobody looks: nobody answers it but by its words."""


_PART = deferred(r"[，。！？；：、…—,.!?;:\s]*[，。！？；：、…—,.!?;:–]+[”’\"]?\s*|\s+-+\s+")
_UNMARKED = deferred(r"^(?:[哦喂啊哎]，?)?(?P<begins>[\u3400-\u9fff]{2,4}?)(?=你)|不是(?P<is>[\u3400-\u9fff]{2,4})吗")
"""Calls that no mark sets off: 屠大爷你的衣袖, 这不是小默吗."""
TITLES = frozenset(
    "小老阿儿姐妹弟哥叔伯婶姨爷奶嫂总董经理板先生女士医大夫师傅姑娘太人少主任队长局同志二三四五六头家公婆爹妈爸娘舅毑丫掌柜官府"
)
"""Characters that go with a name in a call; of these alone a call names nobody by itself."""
CALLS = deferred(
    r"^(?:[哦喂啊哎诶嗨好]?)(?P<zh>[\u3400-\u9fff]{0,4}(?:先生|小姐|夫人|太太|老板|经理|总|董|哥|姐|妹|弟|叔|伯|姨|婶|爷|奶|爹|妈|爸|娘|毑|大人|医生|老师|师傅|姑娘|长|少爷|掌柜的?|陛下|娘娘|殿下|将军))[啊呀哪]?$"
    r"|^(?:my |dear |oh )*(?P<en>sir|ma'am|madam|miss|young lady|young man|mom|mum|mother|mama|mommy|mummy|dad|father|papa|daddy|son|sweetie|sweetheart|buddy|bro|kid|master|grandma|grandpa|doctor|officer|your majesty|my lady|my lord|lady|lord|president|boss|captain|brother|sister|uncle|aunt|auntie|honey|darling)$",
    re.I,
)
KIN = {
    "mom": "mother", "mum": "mother", "mama": "mother", "mommy": "mother", "mummy": "mother", "dad": "father", "papa": "father", "daddy": "father",
    "auntie": "aunt", "grandmother": "grandma", "granny": "grandma", "nana": "grandma", "grandfather": "grandpa",
}  # fmt: skip
RANKS = frozenset(
    "xiao lao mr mrs ms miss dr doctor president ceo manager director lady lord sir captain officer brother sister uncle aunt auntie prince princess king queen young old little dear my concubine consort the noble sergeant detective professor madam hey".split()
)
ALL = deferred(
    r"各位|诸位|大家|你们|家人们|\beveryone\b|\beverybody\b|\ball of you\b|\byou (?:two|all|guys)\b|ladies and gentlemen",
    re.I,
)
ALOUD = deferred(r"自言自语|自语|喃喃|独白|心想|\bto (?:him|her|them)sel(?:f|ves)\b", re.I)
TOWARDS = deferred(
    r"[对向朝冲]|转向|看着?|扶|拉|拽|抱|抚|指|挡在|\bto\b|\bat\b|\btowards?\b|\bgrab|\bsupport|\bpush|\btouch|\bhold|\bfac(?:es|ing)\b",
    re.I,
)
REPLIES = deferred(
    r"^(?:……|…)?\s*(?:是|好|嗯|唔|对|不|没有|知道了|晓得|当然|行|可以|yes|no|yeah|right|sure|okay|ok|fine|of course|never)[。，！,.!\s…—-]",
    re.I,
)
ASKS = deferred(r"[？?]\s*[”’\"]?$|[？?]")


YOU = deferred(r"[你您]|\byou(?:r|rs|rself)?\b", re.I)
LOW = deferred(r"低声|小声|悄声|耳语|窃窃|\bwhisper|\bunder (?:his|her) breath\b|\bmutter|\bsame table\b", re.I)
ECHO = deferred(r"^[^\s.,!?。！？，]{0,8}(?:\s[^\s.,!?]{1,8})?[？?]")
"""A short question back: What? Not yours? 什么？"""
REVEALS = deferred(
    r"出现|站在|走(?:进|来|出)|进来|\bappears?\b|\benters?\b|\bemerges?\b|\bapproach(?:es)?\b|\barrives?\b|\bstands there\b|\bhurries over\b",
    re.I,
)
"""Somebody comes into view: what is said next is said to them."""
_BEGINS = deferred(r"\s*(?:She|He|They|她|他|她们|他们)\s?(?!stands|sits|sees|watches|站|坐|看)")
"""An action of whoever was meant before: what it names is acted on."""
FEW = 3
"""Speeches of somebody of a row up to which they are an extra."""
RECENT = 5
"""Lines back in which somebody is the one whom all speak to."""

_KINDRED: dict[str, tuple[str, int, int]] = {
    **dict.fromkeys(("dad", "daddy", "father", "papa", "爸", "爹", "父亲", "爸爸", "爹爹"), ("m", 15, 60)),
    **dict.fromkeys(("mom", "mommy", "mum", "mummy", "mother", "mama", "妈", "妈妈", "娘", "母亲"), ("f", 15, 60)),
    **dict.fromkeys(("grandma", "grandmother", "granny", "奶奶", "外婆", "姥姥", "婆婆"), ("f", 35, 90)),
    **dict.fromkeys(("grandpa", "grandfather", "爷爷", "外公", "姥爷", "公公"), ("m", 35, 90)),
    **dict.fromkeys(("son", "儿子"), ("m", -60, -15)),
    **dict.fromkeys(("daughter", "女儿"), ("f", -60, -15)),
}  # fmt: skip
"""A word of kinship -> sex, and years that they are older than who says it, at least and at most."""
_KINSHIP = deferred(r"^(?:my |dear |oh )?(?:" + "|".join(sorted(_KINDRED, key=len, reverse=True)) + r")$", re.I)

WEIGHTS = {
    "asked me": 6, "spoke to me": 4, "spoke before": 2, "answered": 4, "echo": 3, "spoken to before": 2, "spoken to too": 4, "answers": 4, "speaks next": 2,
    "partner": 2, "habit": 1, "goes on": 4, "in the action": 4, "you": 3, "not you": -1, "crowd": -3, "in sight": 2, "lead": 1, "lead, by an extra": 4, "peer": -2, "beside": 3,
}  # fmt: skip
"""What speaks for somebody being spoken to where no word says so; tried on the labels of tests/gold/staging."""


def addressed(lines: Sequence[Said], known: names.Naming) -> tuple[tuple[str, ...], ...]:
    """For every speech whom it is spoken to, the likeliest first; empty where nobody is there or nobody is meant."""
    learned = _learned(lines, known)
    found: list[tuple[str, ...]] = []
    sure: list[bool] = []
    for at, line in enumerate(lines):
        others = tuple(dict.fromkeys(name for name in line.here if name != line.who))
        to = _told(line, others, known, learned, lines[at - 1].text if at else "")
        sure.append(bool(to))
        found.append(to or _guessed(lines, at, others, found, sure, known))
    return tuple(found)


def called(lines: Sequence[Said], known: names.Naming) -> tuple[tuple[str, ...], ...]:
    """For every speech whom its own words name as spoken to: a call, a stage direction; empty where they name nobody."""
    found = []
    for line in lines:
        others = tuple(dict.fromkeys(name for name in line.here if name != line.who))
        found.append(_told(line, others, known, {}))
    return tuple(found)


def _told(
    line: Said,
    others: Sequence[str],
    known: names.Naming,
    learned: Mapping[tuple[str, str], str],
    before: str = "",
) -> tuple[str, ...]:
    """Whom the words themselves say: a stage direction towards somebody, or a call; a name that comes back from `before` as a question is none."""
    if not others:
        return ()
    if line.asides and TOWARDS.search(line.asides):
        meant = [name for name in names.found(line.asides, known) if name in others]
        if meant:
            return tuple(meant)
    calls = [call for call in _calls(line.text) if not (before and f"{call}?" in line.text and call in before)]
    line = replace(line, near=tuple(dict.fromkeys((*others, *(name for name in line.near if name != line.who)))))
    meant = [name for call in calls if (name := _called(call, line.near) or _kin(call, line.who, others, known))]
    if not meant:
        keys = [key for call in calls if (key := _key(call))]
        meant = [
            name
            for key in keys
            if (name := learned.get((line.who, key)) or learned.get(("", key), "")) and name in others
        ]
    return tuple(dict.fromkeys(meant))


def _calls(text: str) -> Iterator[str]:
    """Short pieces between marks, in which somebody may be called."""
    bare = names.QUOTED.sub("，", text)
    for found in _UNMARKED.finditer(bare):
        yield found["begins"] or found["is"]
    for part in _PART.split(bare):
        piece = part.strip(" “”\"'‘’")
        if piece and (len(piece) <= 6 if not piece.isascii() else len(piece.split()) <= 4):
            yield piece


def _called(call: str, others: Sequence[str]) -> str:
    """The one person of these whom a call can mean; empty for none or several."""
    same = [name for name in others if name.casefold() == call.casefold()]
    fits = same or [name for name in others if (_latin if call.isascii() else _han)(call, name)]
    return fits[0] if len(fits) == 1 else ""


def _latin(call: str, name: str) -> bool:
    words = [KIN.get(word, word) for word in re.findall(r"[a-z0-9'’]+", call.casefold())]
    own = {word.removesuffix("'s") for word in re.findall(r"[a-z0-9'’]+", name.casefold())}
    own |= {KIN[word] for word in own if word in KIN}
    rest = [word for word in words if word not in RANKS or word in own]
    if not rest or not any(_ends(word, part) for word in rest for part in own):
        return False
    joined = "".join(rest)
    return all(any(_ends(word, part) for part in own) or joined == word for word in rest) and bool(call[0].isupper())


def _ends(word: str, name: str) -> bool:
    """Whether a called word is a name, or the end of one: Sister Mei for YUMEI, Xiao Tong for HAITONG."""
    return word == name or (len(word) > 2 and len(name) > len(word) and name.endswith(word))


def _han(call: str, name: str) -> bool:
    call = re.sub(r"^[哦喂啊哎诶嗨]+|[啊呀哪吗呢]+$", "", call)
    if call == name or (len(name) > 2 and call == name[1:]) or (len(name) > 1 and call.endswith(name)):
        return True
    shared = [char for char in call if char in name]
    telling = [char for char in shared if char not in TITLES]
    rest = [char for char in call if char not in name]
    return bool(telling) and len(call) > 1 and all(char in TITLES for char in rest) and (bool(rest) or len(shared) > 1)


def _kin(call: str, who: str, others: Sequence[str], known: names.Naming) -> str:
    """The one person of these whom a word of kinship can mean, by sex and age beside the speaker's; empty for none or several."""
    match = _KINSHIP.search(call)
    me = known.characters.get(who)
    if match is None or me is None:
        return ""
    sex, least, most = _KINDRED[match[0].casefold().split()[-1]]
    ages = {name: one.age for name in others if (one := known.characters.get(name)) and sex_of(name, known) == sex}
    fits = [name for name, age in ages.items() if least <= age - me.age <= most]
    return fits[0] if len(fits) == 1 else ""


def _key(call: str) -> str:
    match = CALLS.match(call)
    return (match["zh"] or match["en"] or "").casefold() if match else ""


def _learned(lines: Sequence[Said], known: names.Naming) -> dict[tuple[str, str], str]:
    """(who calls, call) -> whom they mean: whoever answers most often to a call that holds no name."""
    votes: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for at, line in enumerate(lines):
        others = [name for name in line.here if name != line.who]
        for call in _calls(line.text):
            key = "" if _called(call, others) else _key(call)
            if not key:
                continue
            near = [other.who for other in lines[at + 1 : at + 2] if other.who in others]
            near += [other.who for other in lines[max(0, at - 1) : at] if other.who in others]
            for name in near:
                votes[line.who, key][name] += 2 if name == near[0] else 1
                votes["", key][name] += 1
    return {key: count.most_common(1)[0][0] for key, count in votes.items()}


def _guessed(
    lines: Sequence[Said],
    at: int,
    others: Sequence[str],
    found: Sequence[tuple[str, ...]],
    sure: Sequence[bool],
    known: names.Naming,
) -> tuple[str, ...]:
    """The likeliest by the turns of the talk: a question goes to who answers, an answer to who asked."""
    if len(others) < 2:
        return tuple(others)
    line = lines[at]
    if line.asides and ALOUD.search(line.asides):
        return ()
    points: Counter[str] = Counter()
    for why, name in _evidence(lines, at, others, found, sure, known):
        points[name] += WEIGHTS[why]
    near = found[at - 1] if at else ()
    best = max((points[name], name in near[:1], -n, name) for n, name in enumerate(others))
    return (best[3],)


def _evidence(
    lines: Sequence[Said],
    at: int,
    others: Sequence[str],
    found: Sequence[tuple[str, ...]],
    sure: Sequence[bool],
    known: names.Naming,
) -> Iterator[tuple[str, str]]:
    """What speaks for or against each of the others: (row of WEIGHTS, name)."""
    yield from _by_turns(lines, at, found, sure)
    line = lines[at]
    yield from (("in the action", name) for name in _acted_on(line, known) if name in others)
    mine = [found[n][0] for n in range(at) if lines[n].who == line.who and found[n]]
    yield from (("partner", name) for name in mine[-1:])
    called = Counter(found[n][0] for n in range(at) if lines[n].who == line.who and found[n] and sure[n])
    yield from (("habit", name) for name, _ in called.most_common(1))
    before = [found[n][0] for n in range(max(0, at - RECENT), at) if found[n] and lines[n].who != line.who]
    butt = [name for name, count in Counter(before).most_common(1) if count >= 2 and name != line.who]
    yield from (("you" if YOU.search(line.text) else "not you", name) for name in butt)
    yield from (("in sight", name) for name in _in_sight(line, others, known))
    lead = _lead(lines, others, known)
    row = [name for name in others if _peers(name, line.who)]
    extra = (
        row and lead not in row and sum(one.who == line.who for one in lines) <= FEW and not REPLIES.match(line.text)
    )
    yield ("lead, by an extra" if extra else "lead"), lead
    whispers = bool(LOW.search(line.asides))
    for name in others:
        peer = name in row and not (at and lines[at - 1].who == name and ECHO.match(line.text))
        beside = any(lines[n].who == name for n in (at - 1, at + 1) if 0 <= n < len(lines))
        if peer:
            yield ("beside" if beside and whispers else "peer"), name
        if _many(name, known):
            yield "crowd", name


def _by_turns(
    lines: Sequence[Said], at: int, found: Sequence[tuple[str, ...]], sure: Sequence[bool]
) -> Iterator[tuple[str, str]]:
    """Evidence of who spoke before, whom they meant, and who speaks next."""
    line = lines[at]
    before = next((n for n in range(at - 1, -1, -1) if lines[n].who != line.who and not lines[n].off), None)
    later = next((n for n in range(at + 1, len(lines)) if lines[n].who != line.who and not lines[n].off), None)
    if before is not None and before >= at - 2:
        last, near = lines[before].who, found[before]
        asked = bool(ASKS.search(lines[before].text))
        yield (
            ("asked me" if asked and line.who in near[:1] else "spoke to me" if line.who in near else "spoke before"),
            last,
        )
        if REPLIES.match(line.text):
            yield "answered", last
        if ECHO.match(line.text):
            yield "echo", last
        both = line.who not in near and YOU.search(line.text) and (sure[before] or YOU.search(lines[before].text))
        yield from (("spoken to too" if both else "spoken to before", name) for name in near)
    if later is not None and later <= at + 2:
        yield ("answers" if ASKS.search(line.text) else "speaks next"), lines[later].who
    if at and lines[at - 1].who == line.who and found[at - 1]:
        yield "goes on", found[at - 1][0]


def _in_sight(line: Said, others: Sequence[str], known: names.Naming) -> tuple[str, ...]:
    """The one whom the action right before is about, where the words are to somebody."""
    if not YOU.search(line.text):
        return ()
    acting = [name for name in names.found(line.acts, known) if name in others]
    return tuple(acting[-1:]) if len(set(acting)) == 1 else ()


def _lead(lines: Sequence[Said], others: Sequence[str], known: names.Naming) -> str:
    """Whom the scene is about, of the others: who speaks in it and is acted on most."""
    said = Counter(one.who for one in lines)
    acts = " ".join(one.acts for one in lines)
    single = [name for name in others if not _many(name, known)] or others
    return max(single, key=lambda name: (said[name] + acts.count(name), -others.index(name)))


def _acted_on(line: Said, known: names.Naming) -> tuple[str, ...]:
    """Whom the speaker turns to in what is done right before."""
    sentences = re.split(r"(?<=[。！？.!?])\s*|\n", line.acts)
    for sentence in reversed([each for each in sentences if each.strip()]):
        acting = names.found(sentence, known)
        if acting[:1] == (line.who,) and len(acting) > 1:
            return acting[1:2] if len(acting) == 2 or TOWARDS.search(sentence) else ()
        if len(acting) == 1 and line.who not in acting and (REVEALS.search(sentence) or _BEGINS.match(sentence)):
            return acting
    return ()


def _many(name: str, known: names.Naming) -> bool:
    """Whether a name is a crowd's: a single person is spoken to more often."""
    character = known.characters.get(name)
    return character is not None and kind_of(read_appearance(character.appearance)) == "group"


def _peers(one: str, other: str) -> bool:
    """Whether two names are of one row: 保安甲 and 保安乙, FEMALE CLASSMATE A and B. They speak to others."""
    if one.isascii():
        *row, mine = one.casefold().split()
        *same, theirs = other.casefold().split()
        return row == same != [] and (max(len(mine), len(theirs)) < 3 or row[-1] in RANKS)
    return len(one) > 2 and one[:-1] == other[:-1]
