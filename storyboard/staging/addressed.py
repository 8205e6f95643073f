"""Who is spoken to: by what the line calls somebody, by its stage direction, by who spoke before and who answers."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from storyboard import names
from storyboard.cast.looks import kind_of, read_appearance
from storyboard.patterns import deferred


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
    r"|^(?:my |dear |oh )*(?P<en>sir|ma'am|madam|miss|mom|mum|mother|mama|dad|father|papa|son|grandma|grandpa|doctor|officer|your majesty|my lady|my lord|lady|lord|president|boss|captain|brother|sister|uncle|aunt|auntie|honey|darling)$",
    re.I,
)
KIN = {"mom": "mother", "mum": "mother", "mama": "mother", "dad": "father", "papa": "father", "auntie": "aunt"}
RANKS = frozenset(
    "mr mrs ms miss dr doctor president ceo manager director lady lord sir captain officer brother sister uncle aunt auntie prince princess king queen young old little dear my concubine consort the noble sergeant detective professor".split()
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


WEIGHTS = {
    "asked me": 3, "spoke to me": 2, "spoke before": 1, "answered": 2, "spoken to before": 1, "answers": 2, "speaks next": 1,
    "partner": 1, "goes on": 2, "in the action": 2, "crowd": -1, "peer": -1,
}  # fmt: skip
"""What speaks for somebody being spoken to where no word says so; tried on the labels of tests/gold/staging."""


def addressed(lines: Sequence[Said], known: names.Naming) -> tuple[tuple[str, ...], ...]:
    """For every speech whom it is spoken to, the likeliest first; empty where nobody is there or nobody is meant."""
    learned = _learned(lines, known)
    found: list[tuple[str, ...]] = []
    partner: dict[str, str] = {}
    for at, line in enumerate(lines):
        others = tuple(dict.fromkeys(name for name in line.here if name != line.who))
        to = _told(line, others, known, learned) or _guessed(lines, at, others, found, partner, known)
        if to:
            partner[line.who] = to[0]
            partner[to[0]] = line.who
        found.append(to)
    return tuple(found)


def called(lines: Sequence[Said], known: names.Naming) -> tuple[tuple[str, ...], ...]:
    """For every speech whom its own words name as spoken to: a call, a stage direction; empty where they name nobody."""
    found = []
    for line in lines:
        others = tuple(dict.fromkeys(name for name in line.here if name != line.who))
        found.append(_told(line, others, known, {}))
    return tuple(found)


def _told(
    line: Said, others: Sequence[str], known: names.Naming, learned: Mapping[tuple[str, str], str]
) -> tuple[str, ...]:
    """Whom the words themselves say: a stage direction towards somebody, or a call."""
    if not others:
        return ()
    if line.asides and TOWARDS.search(line.asides):
        meant = [name for name in names.found(line.asides, known) if name in others]
        if meant:
            return tuple(meant)
    calls = list(_calls(line.text))
    meant = [name for call in calls if (name := _called(call, others))]
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
    fits = [name for name in others if (_latin if call.isascii() else _han)(call, name)]
    return fits[0] if len(fits) == 1 else ""


def _latin(call: str, name: str) -> bool:
    words = [KIN.get(word, word) for word in re.findall(r"[a-z0-9'’]+", call.casefold())]
    own = {word.removesuffix("'s") for word in re.findall(r"[a-z0-9'’]+", name.casefold())}
    rest = [word for word in words if word not in RANKS or word in own]
    if not rest or not any(word in own for word in rest):
        return False
    joined = "".join(rest)
    return all(word in own or joined == word for word in rest) and bool(call[0].isupper())


def _han(call: str, name: str) -> bool:
    call = re.sub(r"^[哦喂啊哎诶嗨]+|[啊呀哪吗呢]+$", "", call)
    if call == name or (len(name) > 2 and call == name[1:]) or (len(name) > 1 and call.endswith(name)):
        return True
    shared = [char for char in call if char in name]
    telling = [char for char in shared if char not in TITLES]
    rest = [char for char in call if char not in name]
    return bool(telling) and len(call) > 1 and all(char in TITLES for char in rest) and (bool(rest) or len(shared) > 1)


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
    partner: Mapping[str, str],
    known: names.Naming,
) -> tuple[str, ...]:
    """The likeliest by the turns of the talk: a question goes to who answers, an answer to who asked."""
    if len(others) < 2:
        return tuple(others)
    line = lines[at]
    if line.asides and ALOUD.search(line.asides):
        return ()
    points: Counter[str] = Counter()
    before = next((n for n in range(at - 1, -1, -1) if lines[n].who != line.who and not lines[n].off), None)
    later = next((n for n in range(at + 1, len(lines)) if lines[n].who != line.who and not lines[n].off), None)
    asks = bool(ASKS.search(line.text))
    last, near = "", tuple[str, ...]()
    if before is not None and before >= at - 2:
        last, near = lines[before].who, found[before]
        asked = bool(ASKS.search(lines[before].text))
        points[last] += WEIGHTS[
            "asked me" if asked and line.who in near[:1] else "spoke to me" if line.who in near else "spoke before"
        ]
        points[last] += WEIGHTS["answered"] if REPLIES.match(line.text) else 0
        points.update(dict.fromkeys(near, WEIGHTS["spoken to before"]))
    if later is not None and later <= at + 2:
        points[lines[later].who] += WEIGHTS["answers" if asks else "speaks next"]
    if line.who in partner:
        points[partner[line.who]] += WEIGHTS["partner"]
    if at and lines[at - 1].who == line.who and found[at - 1]:
        points[found[at - 1][0]] += WEIGHTS["goes on"]
    acting = names.found(line.acts, known)
    points.update(
        dict.fromkeys(acting[1:] if acting[:1] == (line.who,) and len(acting) == 2 else (), WEIGHTS["in the action"])
    )
    points.update({name: WEIGHTS["crowd"] for name in others if name != last and _many(name, known)})
    points.update({name: WEIGHTS["peer"] for name in others if _peers(name, line.who)})
    best = max((points[name], name in near[:1], -n, name) for n, name in enumerate(others))
    return (best[3],)


def _many(name: str, known: names.Naming) -> bool:
    """Whether a name is a crowd's: a single person is spoken to more often."""
    character = known.characters.get(name)
    return character is not None and kind_of(read_appearance(character.appearance)) == "group"


def _peers(one: str, other: str) -> bool:
    """Whether two names are of one row: 保安甲 and 保安乙, FEMALE CLASSMATE A and B. They speak to others."""
    if one.isascii():
        return one.split()[:-1] == other.split()[:-1] != []
    return len(one) > 2 and one[:-1] == other[:-1]
