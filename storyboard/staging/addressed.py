"""Who is spoken to: by what the line calls somebody, by its stage direction, by who spoke before and who answers."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from storyboard import names
from storyboard.cast.looks import kind_of, read_appearance
from storyboard.patterns import deferred
from storyboard.records import dataclass
from storyboard.staging.calls import KINSFOLK, KINSMAN, RANKS, at_edges, calls, fits, key, kin, named, ranked, relatives
from storyboard.staging.moves import moves
from storyboard.staging.verbs import BLOW
from storyboard.staging.words import shared_words


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


ALL = deferred(
    r"各位|诸位|大家|你们|家人们|\beveryone\b|\beverybody\b|\ball of you\b|\byou (?:two|all|guys)\b|ladies and gentlemen",
    re.I,
)
ALOUD = deferred(r"自言自语|自语|喃喃|独白|心想|\bto (?:him|her|them)sel(?:f|ves)\b", re.I)
TOWARDS = deferred(
    r"[对向朝冲]|转向|看着?|[盯瞪瞥望瞟睨]|扶|拉|拽|抱|抚|指(?!尖)|挡在|护在|\bto\b|\bat\b|\btowards?\b|\bgrab|\bsupport|\bpush|\btouch|\bhold|\bfac(?:es|ing)\b",
    re.I,
)
REPLIES = deferred(
    r"^(?:……|…)?\s*(?:是|好|嗯|唔|对|不|没有|知道了|晓得|当然|行|可以|多谢|谢谢|thank you|thanks|yes|no|yeah|right|sure|okay|ok|fine|of course|never)[。，！,.!\s…—-]",
    re.I,
)
ASKS = deferred(r"[？?]\s*[”’\"]?$|[？?]")


SHIELDS = deferred(r"[挡护拦]在|\b(?:shield(?:s|ing)|step(?:s|ping) (?:between|in front of))\b", re.I)
"""Somebody stands before whom they name: a question is then to whoever comes at them."""
YOU = deferred(r"[你您]|^[^，。！？…]{1,4}[呀吧][，。！!]?|\byou(?:r|rs|rself)?\b", re.I)
LOW = deferred(r"低声|小声|悄声|耳语|窃窃|\bwhisper|\bunder (?:his|her) breath\b|\bmutter|\bsame table\b", re.I)
ECHO = deferred(r"^[^\s.,!?。！？，]{0,8}(?:\s[^\s.,!?]{1,8})?[？?]")
"""A short question back: What? Not yours? 什么？"""
REVEALS = deferred(
    r"出现|站在|走(?:进|来)|进来|\bappears?\b|\benters?\b|\bemerges?\b|\bapproach(?:es)?\b|\barrives?\b|\bstands there\b|\bhurries over\b",
    re.I,
)
"""Somebody comes into view: what is said next is said to them."""
_BEGINS = deferred(r"\s*(?:She|He|They|她|他|她们|他们)\s?(?!stands|sits|sees|watches|站|坐|看)")
"""An action of whoever was meant before: what it names is acted on."""
_TO = deferred(
    r"(?:^|[^a-z])(?:to|at|towards?|facing)\s+(?P<en>(?:the\s+)?[A-Z][\w'’]*(?:\s+[A-Z][\w'’]*)*)|[对向朝冲]着?(?P<zh>[\u3400-\u9fff]{1,6})"
)
"""Whom a stage direction names: to Li, 怒向他女儿."""
_THIRD = deferred(r"\b(?:he|him|his|she|her|hers|they|them)\b|[他她]", re.I)
ORDERS = deferred(
    r"(?:^|[.!。！，,]\s*)(?:bring|take|seize|kill|cripple|arrest|throw|drag|get (?:him|her|them)|break|burn|search|double|summon|guards?\b|tie|lock|"
    r"拿下|带走|来人|给我|把[他她这那]|拖下去|抓住|关起来|动手|上[！!])",
    re.I,
)
STOPS = deferred(
    r"^(?:(?:stop|wait|let (?:go|her|him)|enough|don't|put (?:it|that) down|freeze|hold|get (?:off|away)|leave (?:him|her|us|me)|back off|easy|step back)\b|[你您]?(?:快|给我|们)?(?:住手|放开|放手|松手|撒手|站住|慢着|等等|别|够了|停|干什么|干嘛|疯了))",
    re.I,
)
"""Words to somebody who is doing something."""
SERVES = deferred(
    r"guard|soldier|assistant|secretary|servant|maid|butler|general|officer|subordinate|thug|driver|eunuch|assassin|侍|手下|保镖|仆|丫鬟|婢|助理|秘书|司机|打手|家丁|随从|副官|管家|小厮",
    re.I,
)
"""Whose calling it is to take orders."""
_TURNS = deferred(
    r"\b(?:faces|turns? (?:back )?to(?:wards?)?|looks? (?:up |down |over |back )?(?:at|to)|gestures? (?:at|to)|nods? (?:at|to)|points? (?:at|to)|bows? (?:to|before)|kneels? before|leans? (?:in )?(?:to|towards?|over)"
    r"|walks? (?:up |over )?to|steps? (?:up |over )?to|meets?|grabs?|hugs?|hands?|addresses|whirls on|rounds on|glares? at|stares? at|spots|sees|holds|grips?|catches|supports?)\s+(?:the\s+)?(?=[A-Z])"
    r"|(?:转向|看向|望向|走向|面向|面对|转身对|扑向|拉住|抓住|抱住|扶住|扶起|拦住|指着|盯着|看着|瞪着|对着|[递交塞]给|吩咐|叫住|朝|向)(?=[\u3400-\u9fff])",
    re.I,
)
"""Verbs by which somebody turns to whom they name next."""
_LOOKS_UP = deferred(
    r"(?:转过?头|回过?头|转过?身|抬起?头)[。！]?$|\b(?:turns?|looks up|spins|whirls)(?: around| round| slowly)?[.!]?\s*$",
    re.I,
)
"""Somebody turns: to whom the next sentence is about."""
_TOGETHER = deferred(r"[、,&]\s*")
"""Between those who say a line together."""
_OWNS = deferred(r"['’]s\b|['’](?=\s)|的")
CARES = deferred(
    r"没事吧|没事儿?[？?]|怎么样[？?]|受伤|疼不疼|疼吗|伤(?:到|着)|还好吗|\b(?:are )?you (?:okay|ok|all right|alright|hurt)\b|\bstay with (?:me|us)\b|\bhold on\b",
    re.I,
)
"""Words to somebody who came to harm."""
ACTS = 3
"""Sentences of action right before a line that it may be about."""
ROUNDS = 3
"""Times that a talk is gone through: from the second on it is known to whom each later line is spoken."""
FEW = 3
"""Speeches of somebody of a row up to which they are an extra."""
MUCH = 3
"""Sentences of action after which the last words are long ago."""
RECENT = 5
"""Lines back in which somebody is the one whom all speak to."""

WEIGHTS = {
    "asked me": 11, "spoke to me": 10, "spoke before": 7, "answered": 1, "echo": 3, "spoken to before": 2, "spoken to too": 6, "joins in": 8, "answers": 2,
    "speaks next": 6, "habit": 3, "goes on": 1, "in the action": 2, "you": 4, "not you": 1, "crowd": -2, "in sight": 6,
    "lead": 2, "lead, by an extra": -1, "peer": -6, "beside": 1, "called me": 3, "calls me back": -4, "says yes": 2, "spoken of": 2,
    "fits the call": 2, "not called so": -5, "all": 1, "serves": 1, "newcomer": 1, "gossip": 3, "learned": 9, "learned once": 4, "says it too": -3, "is doing it": 6,
    "kin": 4, "turned to": 3, "kin spoken of": 7, "spoke long ago": -1,
    "just left": -9, "in the aside": 8, "acts on me": 5, "acts on another": 1, "acts last": 1, "is acted on": 1, "takes up words": 4, "words taken up": 1, "strikes": 4, "is struck": 1, "kin called": 9,
    "rank called": 11, "answers me": 7, "answers another": 5, "speaks on both sides": 7, "between two of theirs": 5, "my last": 0, "waits for me": 2, "is hurt": 6, "begins with dots": 4, "spoke, then somebody acted": -4, "somebody acts, then speaks": -4,
}  # fmt: skip
"""What speaks for somebody being spoken to where no word says so; tried on the labels of tests/gold/staging."""


@dataclass(frozen=True, slots=True)
class _Talk:
    """The speeches of a scene, and what is known of whom they are spoken to."""

    lines: Sequence[Said]
    known: names.Naming
    told: tuple[tuple[str, ...], ...]
    """For every speech whom its own words name."""
    learned: Mapping[tuple[str, str], tuple[str, bool]]
    """(who calls, a call without a name) -> whom they mean, and whether they say it more than once."""
    kin: frozenset[tuple[str, str]]
    """Pairs of people who are told to be related."""
    found: list[tuple[str, ...]]
    """For every speech whom it is spoken to, as far as that is known: `told`, and what was found before."""


def addressed(lines: Sequence[Said], known: names.Naming) -> tuple[tuple[str, ...], ...]:
    """For every speech whom it is spoken to, the likeliest first; empty where nobody is there or nobody is meant."""
    acts = "\n".join(line.acts for line in lines)
    told = tuple(
        _told(line, _others(line), known, lines[at - 1].text if at else "", acts) for at, line in enumerate(lines)
    )
    talk = _Talk(lines, known, told, _learned(lines, known), relatives(acts, known), list(told))
    for _ in range(ROUNDS):
        before = list(talk.found)
        for at, line in enumerate(lines):
            talk.found[at] = told[at] or _guessed(talk, at, _others(line))
        if talk.found == before:
            break
    return tuple(talk.found)


def _others(line: Said) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in line.here if name != line.who))


def called(lines: Sequence[Said], known: names.Naming) -> tuple[tuple[str, ...], ...]:
    """For every speech whom its own words name as spoken to: a call, a stage direction; empty where they name nobody."""
    return tuple(_told(line, _others(line), known) for line in lines)


def _told(
    line: Said,
    others: Sequence[str],
    known: names.Naming,
    before: str = "",
    acts: str = "",
) -> tuple[str, ...]:
    """Whom the words themselves say: a stage direction towards somebody, or a call; a name that comes back from `before` as a question is none."""
    if not others:
        return ()
    against = SHIELDS.search(line.asides) and ASKS.search(line.text)
    if line.asides and TOWARDS.search(line.asides) and not against:
        told = [name for name in names.found(line.asides, known) if name != line.who]
        meant = [name for name in told if name in others] or [name for name in told if _TO.search(line.asides)]
        meant = meant or [
            name
            for word in _objects(line.asides)
            if (name := named(word, others) or kin(word, line.who, others, known))
        ]
        if meant:
            return tuple(meant)
    said = [call for call in calls(line.text) if not (before and f"{call}?" in line.text and call in before)]
    line = replace(line, near=tuple(dict.fromkeys((*others, *(name for name in line.near if name != line.who)))))
    called_ = (*(named(call, line.near) for call in said), *at_edges(line.text, line.near))
    return tuple(dict.fromkeys(name for name in called_ if name))


def _objects(aside: str) -> Iterator[str]:
    """The words behind `to`, `at`, 对, 向 in a stage direction, longest first."""
    for match in _TO.finditer(aside):
        word = match["en"] or re.sub(r"^(?:[他她]的?|自己的?)", "", match["zh"])
        yield from (word[:end] for end in range(len(word), 0, -1)) if match["zh"] else (word.removeprefix("the "),)


def _learned(lines: Sequence[Said], known: names.Naming) -> dict[tuple[str, str], tuple[str, bool]]:
    """(who calls, call) -> whom they mean: whoever answers most often to a call that holds no name; and whether it is said more than once."""
    votes: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    said: Counter[tuple[str, str]] = Counter()
    for at, line in enumerate(lines):
        others = [name for name in line.here if name != line.who]
        for call in calls(line.text):
            word = "" if named(call, others) else key(call)
            if not word:
                continue
            said.update(((line.who, word), ("", word)))
            near = [other.who for other in lines[at + 1 : at + 2] if other.who in others]
            near += [other.who for other in lines[max(0, at - 1) : at] if other.who in others]
            for name in near:
                if fits(call, name, line.who, known) is False:
                    continue
                votes[line.who, word][name] += 2 if name == near[0] else 1
                votes["", word][name] += 1
    return {word: (count.most_common(1)[0][0], said[word] > 1) for word, count in votes.items()}


def _guessed(talk: _Talk, at: int, others: Sequence[str]) -> tuple[str, ...]:
    """The likeliest by the turns of the talk: a question goes to who answers, an answer to who asked."""
    if len(others) < 2:
        return tuple(others)
    line = talk.lines[at]
    if line.asides and ALOUD.search(line.asides):
        return ()
    points: Counter[str] = Counter()
    for why, name in _evidence(talk, at, others):
        points[name] += WEIGHTS[why]
    near = talk.found[at - 1] if at else ()
    best = max((points[name], name in near[:1], -n, name) for n, name in enumerate(others))
    return (best[3],)


def _evidence(talk: _Talk, at: int, others: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What speaks for or against each of the others: (row of WEIGHTS, name)."""
    yield from _by_turns(talk, at)
    yield from _by_habit(talk, at)
    yield from _by_words(talk, at, others)
    line = talk.lines[at]
    yield from (("in the action", name) for name in _acted_on(line, talk.known) if name in others)
    yield from (("turned to", name) for name in _turned_to(line, talk.known) if name in others)
    yield from (("in sight", name) for name in _in_sight(line, others, talk.known))
    yield from (("newcomer", name) for name in _newcomers(talk, at) if name in others)
    yield from _by_place(talk, at, others)
    yield from _by_acts(talk, at, others)


def _by_acts(talk: _Talk, at: int, others: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Evidence of what is done right before the words: who leaves, who acts last, and on whom."""
    line, known = talk.lines[at], talk.known
    gone = moves(line.acts, known).exits if line.acts else ()
    yield from (("just left", name) for name in gone if name in others)
    yield from (("in the aside", name) for name in names.found(line.asides, known) if name in others)
    for sentence in reversed(_sentences(line.acts)):
        acting = [name for name in names.found(sentence, known) if name not in gone]
        if not acting:
            continue
        if acting[0] in others:
            yield (
                "acts on me" if line.who in acting[1:] else "acts on another" if len(acting) > 1 else "acts last",
                acting[0],
            )
            yield from (("is acted on", name) for name in acting[1:] if name in others)
        if BLOW.search(sentence):
            yield from (("strikes", name) for name in acting[:1] if name in others)
            yield from (("is struck", name) for name in acting[1:2] if name in others)
        break


def _by_habit(talk: _Talk, at: int) -> Iterator[tuple[str, str]]:
    """Evidence of whom somebody spoke to before, and whom all speak to."""
    line, found = talk.lines[at], talk.found
    mine = [n for n in range(at) if talk.lines[n].who == line.who and found[n]]
    called = Counter(found[n][0] for n in mine if talk.told[n])
    yield from (("habit", name) for name, _ in called.most_common(1))
    before = [found[n][0] for n in range(max(0, at - RECENT), at) if found[n] and talk.lines[n].who != line.who]
    butt = [name for name, count in Counter(before).most_common(1) if count >= 2 and name != line.who]
    yield from (("you" if YOU.search(line.text) else "not you", name) for name in butt)


def _by_place(talk: _Talk, at: int, others: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Evidence of what people are in the scene: its lead, a row of extras, a crowd."""
    line, known = talk.lines[at], talk.known
    lead = _lead(talk.lines, others, known)
    row = [name for name in others if _peers(name, line.who)]
    few = sum(one.who == line.who for one in talk.lines) <= FEW
    extra = row and lead not in row and few and not REPLIES.match(line.text)
    gossip = few and row and _THIRD.search(line.text) and not YOU.search(line.text)
    yield ("lead, by an extra" if extra and not gossip else "lead"), lead
    whispers = bool(LOW.search(line.asides))
    together = _TOGETHER.split(line.who)
    for name in others:
        if name in together:
            yield "says it too", name
        peer = name in row and not (at and talk.lines[at - 1].who == name and ECHO.match(line.text))
        beside = any(talk.lines[n].who == name for n in (at - 1, at + 1) if 0 <= n < len(talk.lines))
        if peer:
            yield ("gossip" if gossip else "beside" if beside and whispers else "peer"), name
        if _many(name, known):
            yield "crowd", name


def _by_words(talk: _Talk, at: int, others: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Evidence of the line's own words: of whom it speaks, what kind of person it calls, whether it orders."""
    line, known = talk.lines[at], talk.known
    yield from (("spoken of", name) for name in names.found(line.text, known) if name in others)
    yield from (("kin spoken of", name) for name in _kin_spoken_of(line, others, known))
    acts = "\n".join(one.acts for one in talk.lines)
    for call in calls(line.text):
        able = {name: fits(call, name, line.who, known) for name in others}
        yield from (
            ("fits the call" if fit else "not called so", name) for name, fit in able.items() if fit is not None
        )
        if name := kin(call, line.who, others, known):
            yield "kin called", name
        yield from (("rank called", name) for name in ranked(call, acts, others, known))
        if word := key(call):
            meant, often = talk.learned.get((line.who, word)) or talk.learned.get(("", word), ("", False))
            yield from (("learned" if often else "learned once", name) for name in others if name == meant)
        if KINSFOLK.search(call):
            yield from (("kin", name) for name in others if (line.who, name) in talk.kin)
    if ALL.search(line.text):
        rows = [name for name in others if any(_peers(name, other) for other in others if other != name)]
        yield from (("all", name) for name in others if _many(name, known) or name in rows)
    if STOPS.match(line.text):
        yield from (
            ("is doing it", name)
            for each in _sentences(line.acts)[-1:]
            for name in names.found(each, known)[:1]
            if name in others
        )
    if CARES.search(line.text):
        blows = (names.found(each, known) for each in _sentences(line.acts)[-ACTS:] if BLOW.search(each))
        yield from (("is hurt", found[-1]) for found in blows if found and found[-1] in others)
    if line.text.startswith(("…", "...")) and at and talk.lines[at - 1].who == line.who:
        yield from (("begins with dots", name) for name in talk.found[at - 1])
    if ORDERS.search(line.text):
        yield from (("serves", name) for name in others if SERVES.search(name))


def _kin_spoken_of(line: Said, others: Sequence[str], known: names.Naming) -> tuple[str, ...]:
    """Whom the words of kinship within a line may mean: 女儿听母亲安排."""
    found = (kin(match[0], line.who, others, known) for match in KINSMAN.finditer(line.text))
    return tuple(dict.fromkeys(name for name in found if name))


def _newcomers(talk: _Talk, at: int) -> tuple[str, ...]:
    """Who came into view in the last few lines and has not been spoken past since."""
    for n in range(at, max(-1, at - 3), -1):
        for sentence in re.split(r"(?<=[。！？.!?])\s*|\n", talk.lines[n].acts):
            if REVEALS.search(sentence):
                came = names.found(sentence, talk.known)[:1]
                return tuple(name for name in came if name != talk.lines[at].who)
    return ()


def _by_turns(talk: _Talk, at: int) -> Iterator[tuple[str, str]]:
    """Evidence of who spoke before, whom they meant, and who speaks next."""
    lines, found, line = talk.lines, talk.found, talk.lines[at]
    before = next((n for n in range(at - 1, -1, -1) if lines[n].who != line.who and not lines[n].off), None)
    if before is not None and before >= at - 2:
        last, near = lines[before].who, found[before]
        asked = bool(ASKS.search(lines[before].text))
        yield (
            ("asked me" if asked and line.who in near[:1] else "spoke to me" if line.who in near else "spoke before"),
            last,
        )
        if doing := _others_act(lines[before + 1 : at + 1], line.who, talk.known):
            yield "spoke, then somebody acted", last
        if doing >= MUCH:
            yield "spoke long ago", last
        if line.who in talk.told[before][:1]:
            yield "called me", last
        if before == at - 1 and shared_words(lines[before].text, line.text):
            yield "takes up words", last
        if REPLIES.match(line.text):
            yield "answered", last
        if _peers(last, line.who) and (REPLIES.match(line.text) or not _THIRD.search(line.text)):
            yield from (("joins in", name) for name in near)
        if ECHO.match(line.text):
            yield "echo", last
        both = line.who not in near and YOU.search(line.text) and (talk.told[before] or YOU.search(lines[before].text))
        yield from (("spoken to too" if both else "spoken to before", name) for name in near)
    yield from _by_answers(talk, at)
    mine = next((n for n in range(at - 1, max(-1, at - 4), -1) if lines[n].who == line.who), None)
    yield from (("my last", name) for name in (found[mine][:1] if mine is not None else ()))
    waits = {lines[n].who for n in range(max(0 if mine is None else mine + 1, at - 4), at) if line.who in found[n][:1]}
    yield from (("waits for me", name) for name in waits)
    if at and lines[at - 1].who == line.who and found[at - 1]:
        yield "goes on", found[at - 1][0]


def _others_act(lines: Sequence[Said], who: str, known: names.Naming) -> int:
    """Sentences of action before some lines, but for those that are about `who` alone: whoever answers may nod first."""
    sentences = [each for one in lines for each in _sentences(one.acts)]
    count, subject = 0, ""
    for sentence in sentences:
        found = set(names.found(sentence, known))
        if found or not _BEGINS.match(sentence):
            subject = who if found == {who} else "others"
        count += subject != who
    return len(sentences) if count else 0


def _by_answers(talk: _Talk, at: int) -> Iterator[tuple[str, str]]:
    """Evidence of who speaks next, and how."""
    lines, line = talk.lines, talk.lines[at]
    later = next((n for n in range(at + 1, len(lines)) if lines[n].who != line.who and not lines[n].off), None)
    if later is None or later > at + 2:
        return
    name = lines[later].who
    back = talk.found[later]
    yield ("answers me" if line.who in back else "answers another" if back else "speaks next"), name
    if later == at + 1 and shared_words(line.text, lines[later].text):
        yield "words taken up", name
    if at and lines[at - 1].who == name:
        yield ("speaks on both sides" if line.who in talk.found[at - 1] else "between two of theirs"), name
    if ASKS.search(line.text):
        yield "answers", name
    if any(one.acts for one in lines[at + 1 : later + 1]):
        yield "somebody acts, then speaks", name
    if line.who in talk.told[later][:1]:
        yield "calls me back", name
    if REPLIES.match(lines[later].text):
        yield "says yes", name


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
    """Whom the speaker acts on, or who comes into view, in what is done right before."""
    for sentence in reversed(_sentences(line.acts)):
        acting = names.found(sentence, known)
        if acting[:1] == (line.who,) and len(acting) > 1:
            return acting[1:2] if len(acting) == 2 or TOWARDS.search(sentence) else ()
        found = names.matches(sentence, known)
        came = tuple(dict.fromkeys(name for _, end, name in found if not _OWNS.match(sentence, end)))
        if len(came) == 1 and line.who != came[0] and (REVEALS.search(sentence) or _BEGINS.match(sentence)):
            return came
    return ()


def _turned_to(line: Said, known: names.Naming) -> tuple[str, ...]:
    """Whom the last sentence before the words says that the speaker turns to: Faces Tang Jie; 她转向林婉."""
    sentences = _sentences(line.acts)
    for at, sentence in reversed(list(enumerate(sentences))):
        found = list(names.matches(sentence, known))
        if found and found[0][2] != line.who and at and _LOOKS_UP.search(sentences[at - 1]):
            return (found[0][2],)
        if found and found[0][2] != line.who and not (_TURNS.match(sentence) or _BEGINS.match(sentence)):
            return ()
        turns = [match.end() for match in _TURNS.finditer(sentence)]
        meant = [name for start, _, name in found if name != line.who and any(-1 <= start - at <= 1 for at in turns)]
        return tuple(meant[-1:])
    return ()


def _sentences(text: str) -> list[str]:
    return [each for each in re.split(r"(?<=[。！？.!?])\s*|\n", text) if each.strip()]


def _many(name: str, known: names.Naming) -> bool:
    """Whether a name is a crowd's: a single person is spoken to more often."""
    character = known.characters.get(name)
    return character is not None and kind_of(read_appearance(character.appearance)) == "group"


_ROW = deferred(
    r"\b(?:female|male|young|old|middle-aged|elderly|another|first|second|third|one|two|three|[a-h]|\d+)\b", re.I
)


def _peers(one: str, other: str) -> bool:
    """Whether two names are of one row: 保安甲 and 保安乙, FEMALE CLASSMATE A and MALE CLASSMATE. They speak to others."""
    if one.isascii():
        rows = {" ".join(_ROW.sub(" ", name).split()).casefold() for name in (one, other)}
        *row, mine = one.casefold().split()
        *same, theirs = other.casefold().split()
        alike = row == same != [] and (max(len(mine), len(theirs)) < 3 or row[-1] in RANKS)
        return alike or (len(rows) == 1 and "" not in rows and one != other)
    return len(one) > 2 and one[:-1] == other[:-1]
