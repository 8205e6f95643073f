"""Who is spoken to: by what the line calls somebody, by its stage direction, by who spoke before and who answers."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from storyboard import names
from storyboard.cast.looks import kind_of, read_appearance
from storyboard.model import EVERYBODY, NOBODY
from storyboard.patterns import deferred
from storyboard.records import dataclass
from storyboard.staging.calls import KINSMAN, RANKS, at_edges, calls, fits, key, kin, named, ranked
from storyboard.staging.moves import moves, sex_of
from storyboard.staging.signs import SIGNS
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
    to: tuple[str, ...] | None = None
    """Whom somebody who read the scene says that it is spoken to, who is likeliest among several; empty: nobody. None: nobody says."""


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
ECHO = deferred(r"^[^\s.,!?。！？，]{0,8}(?:\s[^\s.,!?]{1,8})?[？?]")
"""A short question back: What? Not yours? 什么？"""
_BEGINS = deferred(r"\s*(?:She|He|They|她|他|她们|他们)\s?(?!stands|sits|sees|watches|站|坐|看)")
"""An action of whoever was meant before: what it names is acted on."""
_TO = deferred(
    r"(?:^|[^a-z])(?:to|at|towards?|facing)\s+(?P<en>(?:the\s+)?[A-Z][\w'’]*(?:\s+[A-Z][\w'’]*)*)|[对向朝冲]着?(?P<zh>[\u3400-\u9fff]{1,6})"
)
"""Whom a stage direction names: to Li, 怒向他女儿."""
PRONOUNS = (("m", deferred(r"\b(?:he|him|his)\b|他(?!们)", re.I)), ("f", deferred(r"\b(?:she|hers?)\b|她(?!们)", re.I)))
"""Sex -> the pronouns of one person of it."""
_THIRD = deferred(r"\b(?:he|him|his|she|her|hers|they|them)\b|[他她]", re.I)
STOPS = deferred(
    r"^(?:(?:stop|wait|let (?:go|her|him)|enough|don't|put (?:it|that) down|freeze|hold|get (?:off|away)|leave (?:him|her|us|me)|back off|easy|step back)\b|[你您]?(?:快|给我|们)?(?:住手|放开|放手|松手|撒手|站住|慢着|等等|别|够了|停|干什么|干嘛|疯了))",
    re.I,
)
"""Words to somebody who is doing something."""
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
RECENT = 5
"""Lines back in which somebody is the one whom all speak to."""
NEAR = 2
"""Lines within which somebody spoke before, or speaks next."""
SHORT_WORDS, SHORT_HAN = 3, 5
"""Words, or Chinese characters, of a short line at most."""


@dataclass(frozen=True, slots=True)
class Talk:
    """The speeches of a scene, and what is known of whom they are spoken to."""

    lines: Sequence[Said]
    known: names.Naming
    told: tuple[tuple[str, ...], ...]
    """For every speech whom its own words name."""
    learned: Mapping[tuple[str, str], tuple[str, bool]]
    """(who calls, a call without a name) -> whom they mean, and whether they say it more than once."""
    found: list[tuple[str, ...]]
    """For every speech whom it is spoken to, as far as that is known: `told`, and what was found before."""
    fixed: dict[int, tuple[tuple[str, str], ...]]
    """Line -> its signs that hold whomever the other lines are spoken to; filled as they are asked for."""


def addressed(lines: Sequence[Said], known: names.Naming) -> tuple[tuple[str, ...], ...]:
    """For every speech whom it is spoken to, the likeliest first; empty where nobody is there or nobody is meant."""
    return tuple(talk_of(lines, known).found)


def talk_of(lines: Sequence[Said], known: names.Naming) -> Talk:
    """The speeches of a scene with all that is found of whom they are spoken to."""
    told = tuple(_told(line, _others(line), known, lines[at - 1].text if at else "") for at, line in enumerate(lines))
    said = [by_words if line.to is None else line.to for line, by_words in zip(lines, told, strict=True)]
    talk = Talk(lines, known, told, _learned(lines, known), said, {})
    for _ in range(ROUNDS):
        before = list(talk.found)
        for at in range(len(lines)):
            talk.found[at] = _likeliest(talk, at)
        if talk.found == before:
            break
    return talk


def meant(to: str, here: Sequence[str], speakers: Collection[str]) -> tuple[str, ...] | None:
    """The people of those `here` whom a `Unit.to` means; None where it says nothing."""
    if to == EVERYBODY:
        return tuple(name for name in here if name not in speakers)
    return () if to == NOBODY else (to,) if to else None


def _likeliest(talk: Talk, at: int) -> tuple[str, ...]:
    """Whom a speech is spoken to, the likeliest first: as is said by who read the scene, by its own words, or by the turns of the talk."""
    line = talk.lines[at]
    if line.to is None:
        return talk.told[at] or (() if _awaited(talk, at) else _guessed(talk, at, _others(line)))
    if len(line.to) < 2:
        return line.to
    first = [name for name in talk.told[at] or _guessed(talk, at, line.to) if name in line.to]
    return tuple(dict.fromkeys((*first[:1], *line.to)))


SOON = 3
"""Lines within which somebody speaks who is greeted as they come."""


def _awaited(talk: Talk, at: int) -> bool:
    """Whether a line calls, first of all, somebody who is not there yet and speaks soon: `Dr. Chasuble! This is a pleasure.`"""
    line = talk.lines[at]
    coming = [one.who for one in talk.lines[at + 1 : at + 1 + SOON] if one.who not in (*line.here, line.who)]
    first = next(calls(line.text), "") if coming else ""
    return bool(first) and line.text.lstrip(' “"').startswith(first) and bool(named(first, [*dict.fromkeys(coming)]))


def _others(line: Said) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in line.here if name != line.who))


def called(lines: Sequence[Said], known: names.Naming) -> tuple[tuple[str, ...], ...]:
    """For every speech whom its own words name as spoken to, a call or a stage direction, or who read the scene; empty where they name nobody."""
    return tuple(_told(line, _others(line), known) if line.to is None else line.to for line in lines)


def _told(
    line: Said,
    others: Sequence[str],
    known: names.Naming,
    before: str = "",
) -> tuple[str, ...]:
    """Whom the words themselves say: a stage direction towards somebody, or a call; a name that comes back from `before` as a question is none."""
    if not others:
        return ()
    against = SHIELDS.search(line.asides) and ASKS.search(line.text)
    if line.asides and TOWARDS.search(line.asides) and not against and not _of_others(line, known):
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


def _of_others(line: Said, known: names.Naming) -> bool:
    """Whether a direction is of what others do: `[Algernon and Cecily look at him.]`."""
    lead = len(line.asides) - len(line.asides.lstrip("([（【 "))
    first = next(names.matches(line.asides, known), None)
    return first is not None and first[0] == lead and first[2] != line.who


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


def _guessed(talk: Talk, at: int, others: Sequence[str]) -> tuple[str, ...]:
    """The likeliest by the turns of the talk: a question goes to who answers, an answer to who asked."""
    if len(others) < 2:
        return tuple(others)
    line = talk.lines[at]
    if line.asides and ALOUD.search(line.asides):
        return ()
    points = dict.fromkeys(others, 0.0)
    for sign, name in signs_of(talk, at, others):
        if name in points:
            points[name] += SIGNS[sign][0]
    near = talk.found[at - 1] if at else ()
    best = max((points[name], name in near[:1], -n, name) for n, name in enumerate(others))
    return (best[3],)


def signs_of(talk: Talk, at: int, others: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What speaks for or against each of the others: (row of `SIGNS`, name)."""
    yield from _of_the_last(talk, at)
    yield from _of_the_next(talk, at)
    yield from _of_habit(talk, at, others)
    if at not in talk.fixed:
        talk.fixed[at] = tuple(_of_itself(talk, at, others))
    yield from talk.fixed[at]


def _of_itself(talk: Talk, at: int, others: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Signs that do not go by whom other lines are spoken to."""
    line = talk.lines[at]
    yield from _of_calls(talk, at, others)
    yield from _of_words(talk, at, others)
    yield from _of_acts(talk, at)
    yield from _of_place(talk, at, others)
    yield from (("turned to", name) for name in _turned_to(line, talk.known))
    yield from (("in sight", name) for name in _in_sight(line, others, talk.known))


def _of_acts(talk: Talk, at: int) -> Iterator[tuple[str, str]]:
    """Signs of what is done right before the words and right after them."""
    line, known = talk.lines[at], talk.known
    gone = moves(line.acts, known).exits if line.acts else ()
    for sentence in reversed(_sentences(line.acts)):
        acting = [name for name in names.found(sentence, known) if name not in gone]
        if acting:
            yield from (("acts on me", acting[0]) for _ in acting[1:] if line.who in acting[1:])
            yield from (("strikes", acting[0]) for _ in BLOW.findall(sentence)[:1])
            break
    after = _sentences(talk.lines[at + 1].acts)[:2] if at + 1 < len(talk.lines) else []
    acting = next((list(found) for each in after if (found := names.found(each, known))), [])
    if acting[:1] == [line.who]:
        yield from (("is acted on after", name) for name in acting[1:2])
    else:
        yield from (("acts after", name) for name in acting[:1])
    if STOPS.match(line.text):
        yield from (
            ("is doing it", name) for each in _sentences(line.acts)[-1:] for name in names.found(each, known)[:1]
        )
    if CARES.search(line.text):
        blows = (names.found(each, known) for each in _sentences(line.acts)[-ACTS:] if BLOW.search(each))
        yield from (("is hurt", found[-1]) for found in blows if found)


def _of_habit(talk: Talk, at: int, others: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Signs of whom somebody spoke to before, whom all speak to, and who waits for an answer."""
    lines, found, line = talk.lines, talk.found, talk.lines[at]
    called_ = Counter(found[n][0] for n in range(at) if lines[n].who == line.who and found[n] and talk.told[n])
    yield from (("habit", name) for name, _ in called_.most_common(1))
    before = [found[n][0] for n in range(max(0, at - RECENT), at) if found[n] and lines[n].who != line.who]
    butt = [name for name, count in Counter(before).most_common(1) if count >= 2 and name != line.who]
    yield from (("you", name) for name in butt if YOU.search(line.text))
    mine = next((n for n in range(at - 1, max(-1, at - 4), -1) if lines[n].who == line.who), None)
    yield from (("my last", name) for name in (found[mine][:1] if mine is not None else ()))
    since = range(max(0 if mine is None else mine + 1, at - 4), at)
    yield from (("waits for me", name) for name in {lines[n].who for n in since if line.who in found[n][:1]})
    spoken = {one.who for one in lines[:at]}
    yield from (("not yet spoken", name) for name in others if name not in spoken)
    if at and lines[at - 1].who == line.who:
        yield from (("goes on", name) for name in found[at - 1][:1])
        if line.text.startswith(("…", "...")):
            yield from (("begins with dots", name) for name in found[at - 1])


def _of_place(talk: Talk, at: int, others: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Signs of what people are in the scene: its lead, a row of extras, a crowd."""
    line, lines = talk.lines[at], talk.lines
    yield "lead", _lead(lines, others, talk.known)
    row = [name for name in others if _peers(name, line.who)]
    few = sum(one.who == line.who for one in lines) <= FEW
    gossip = few and _THIRD.search(line.text) and not YOU.search(line.text)
    for name in row:
        if not (at and lines[at - 1].who == name and ECHO.match(line.text)):
            yield ("gossip" if gossip else "peer"), name
    yield from (("crowd", name) for name in others if _many(name, talk.known))


def _of_calls(talk: Talk, at: int, others: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Signs of what the line calls somebody without a name."""
    line, known = talk.lines[at], talk.known
    acts = "\n".join(one.acts for one in talk.lines)
    for call in calls(line.text):
        yield from (("not called so", name) for name in others if fits(call, name, line.who, known) is False)
        yield from (("rank called", name) for name in ranked(call, acts, others, known))
        if word := key(call):
            meant, often = talk.learned.get((line.who, word)) or talk.learned.get(("", word), ("", False))
            yield ("learned" if often else "learned once"), meant


def _of_words(talk: Talk, at: int, others: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Signs of whom the line's words are about, and of who takes up its subject later."""
    line, known = talk.lines[at], talk.known
    yield from (("spoken of", name) for name in names.found(line.text, known))
    yield from (("kin spoken of", name) for name in _kin_spoken_of(line, others, known))
    if not YOU.search(line.text):
        sexes = {sex for sex, words in PRONOUNS if words.search(line.text)}
        yield from (("third person", name) for name in others if sex_of(name, known) in sexes)
    later = [one for one in talk.lines[at + 2 : at + 5] if one.who in others and shared_words(line.text, one.text)]
    yield from (("comes back to it", name) for name in {one.who for one in later})


def _kin_spoken_of(line: Said, others: Sequence[str], known: names.Naming) -> tuple[str, ...]:
    """Whom the words of kinship within a line may mean: 女儿听母亲安排."""
    found = (kin(match[0], line.who, others, known) for match in KINSMAN.finditer(line.text))
    return tuple(dict.fromkeys(name for name in found if name))


def _nearest(lines: Sequence[Said], at: int, way: range) -> int | None:
    """The nearest line of somebody else who is heard in the room, at most `NEAR` lines away."""
    found = next((n for n in way if lines[n].who != lines[at].who and not lines[n].off), None)
    return found if found is not None and abs(found - at) <= NEAR else None


def _of_the_last(talk: Talk, at: int) -> Iterator[tuple[str, str]]:
    """Signs of who spoke before, and whom they meant."""
    lines, found, line = talk.lines, talk.found, talk.lines[at]
    before = _nearest(lines, at, range(at - 1, -1, -1))
    if before is None:
        return
    last, said, near = lines[before].who, lines[before].text, found[before]
    asked, you = bool(ASKS.search(said)), bool(YOU.search(line.text))
    to_me = "asked me" if asked and line.who in near[:1] else "spoke to me"
    yield (to_me if line.who in near else "spoke before"), last
    beside = before == at - 1
    also = {
        "spoke, then others acted": _others_act(lines[before + 1 : at + 1], line.who, talk.known),
        "called me": line.who in talk.told[before][:1],
        "question for question": asked and ASKS.search(line.text),
        "first words": all(one.who != last for one in lines[:before]),
        "one of two": len(_others(line)) <= NEAR,
        "speaks again soon": any(one.who == last for one in lines[at + 2 : at + 4]),
        "short words": _short(line.text),
        "takes up words": beside and shared_words(said, line.text),
        "an act between": beside and line.acts,
        "no you": beside and not you,
    }
    yield from ((sign, last) for sign, holds in also.items() if holds)
    if _peers(last, line.who) and (REPLIES.match(line.text) or not _THIRD.search(line.text)):
        yield from (("joins in", name) for name in near)
    both = line.who not in near and you and (talk.told[before] or YOU.search(said))
    yield from (("spoken to too" if both else "spoken to before", name) for name in near)


def _of_the_next(talk: Talk, at: int) -> Iterator[tuple[str, str]]:
    """Signs of who speaks next, how, and to whom."""
    lines, found, line = talk.lines, talk.found, talk.lines[at]
    later, before = _nearest(lines, at, range(at + 1, len(lines))), _nearest(lines, at, range(at - 1, -1, -1))
    if later is None:
        return
    name, said, back = lines[later].who, lines[later].text, found[later]
    asks, beside = bool(ASKS.search(line.text)), at > 0 and lines[at - 1].who == name
    asked = before is not None and ASKS.search(lines[before].text)
    owes = found[before][:1] if asked and before is not None else ()
    also = {
        "answers me": line.who in back,
        "answers another": back and line.who not in back,
        "speaks on both sides": beside and line.who in found[at - 1],
        "between two of theirs": beside and line.who not in found[at - 1],
        "answers": asks,
        "somebody acts, then speaks": any(one.acts for one in lines[at + 1 : later + 1]),
        "asks when asked": asks and ASKS.search(said),
        "asks back": not asks and ASKS.search(said),
        "you for you": YOU.search(line.text) and YOU.search(said),
        "I spoke to them": any(found[n][:1] == (name,) for n in range(max(0, at - 3), at) if lines[n].who == line.who),
        "speaks after my answer": owes == (line.who,) and not asks,
        "was asked before": owes == (name,),
        "calls nobody": later == at + 1 and not talk.told[later] and not lines[later].acts,
        "cries out": later == at + 1 and ("!" in said or "！" in said),
    }
    yield from ((sign, name) for sign, holds in also.items() if holds)


def _short(text: str) -> bool:
    return len(text.split()) <= SHORT_WORDS if text.isascii() else len(text) <= SHORT_HAN


def _others_act(lines: Sequence[Said], who: str, known: names.Naming) -> bool:
    """Whether some lines have actions before them that are not about `who` alone: whoever answers may nod first."""
    subject = ""
    for sentence in (each for one in lines for each in _sentences(one.acts)):
        found = set(names.found(sentence, known))
        if found or not _BEGINS.match(sentence):
            subject = who if found == {who} else "others"
        if subject != who:
            return True
    return False


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
