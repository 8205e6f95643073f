"""Who is described where: the stretches of a text that speak of one person's age, sex, hair, clothes and marks.

A description belongs to the noun it stands with, never to a name near by: 沈若牵着五岁的小女孩 tells nothing of 沈若. Read are brackets, dashes and
commas behind a name, what stands before it (穿红裙的林晚, `a 6-year-old boy, DEV`), `in` and `wearing` up to the next person, and pairs (`both 9`).
"""

import re
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from storyboard.cast import bearing, roles, said
from storyboard.cast.ages import AGE_EN, AGE_ZH, TEENS, age
from storyboard.languages import Language
from storyboard.patterns import deferred
from storyboard.records import dataclass

DOING = deferred(
    r"[从摸掏解脱换扔递拿掸扯抓摘捡拎抱命叫让买送做给又便忙把将看望盯]|洗(?!得)|穿上|披上|系上|整理|拉[住开起]|\b(?:takes?|pulls?|drops?|removes?|throws?|grabs?|hands?|folds?|irons?|like|than)\b",
    re.I,
)
"""Words that do something with clothes instead of wearing them."""
LOOKS = deferred(
    r"岁|发|须|胡|髯|眉|眼|瞳|脸|面[皮容色目]|肤|身材|身高|体格|个子|高[挑大]|矮|瘦|胖|壮|装束|装扮|打扮|衣|袍|裙|裤|衫|装|鞋|靴|帽|冠|戴|穿|披|"
    r"美|俊|英气|帅|丑|秀|清瘦|气质|容貌|相貌|长相|形容|疤|驼|白[头皙]|苍[老白]|中年|青年|少年|老年|年[轻老]|男|女|"
    r"\b(?:hair|eyes?|beard|tall|short|slim|thin|fat|wear(?:s|ing)|dress(?:ed)?|suit|coat|pretty|handsome|beautiful|years?|old|young|aged?|\d0s)\b",
    re.I,
)
"""Words of looks; behind a description that has begun they go on with it."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that describe one person."""

    name: str
    text: str
    """Verbatim."""
    start: int
    """Where they stand in the text."""
    kin: bool = False
    """A plural that several share (`brothers, both 9`)."""
    noun: str = ""
    """The words for who it is, where the name stands in brackets behind them: `little girl` of `a little girl (DUODUO)`."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A person in a text: a known name, or (name empty) somebody else whom a noun means."""

    start: int
    end: int
    name: str


def phrases(text: str, names: Collection[str], language: str, before: str = "") -> list[Phrase]:
    """Every description of a known person in one paragraph, in order of place; `before`: whom `She` means that begins it."""
    reader = _reader(Language.of(language), frozenset(names))
    told = dict.fromkeys(phrase for phrase in reader.read(text, before) if phrase.text.strip())
    every = sorted(told, key=lambda phrase: phrase.start)
    found: list[Phrase] = []
    for phrase in every:
        last = found[-1] if found else None
        end = last.start + len(last.text) if last else 0
        if last and last.name == phrase.name and phrase.start < end:
            continue
        if last and last.name == phrase.name and not re.sub(r"[\s,，、]", "", text[end : phrase.start]):
            found[-1] = replace(last, text=text[last.start : phrase.start + len(phrase.text)])
        else:
            found.append(phrase)
    return found


def mentions(text: str, names: Collection[str], language: str) -> list[Mention]:
    """Everybody a text speaks of, known or not, in order."""
    return _reader(Language.of(language), frozenset(names)).people(text)


@lru_cache(8)
def _reader(language: Language, names: frozenset[str]) -> "_Han | _Latin":
    return _Han(names) if language.does("writing.han") else _Latin(names)


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; for none, what never matches."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or r"(?!)"


def plain(item: str, language: str = "") -> bool:
    """Whether a piece says age, sex, hair, clothes or marks and nothing else can be meant: not `蹲下`, not `脱下外套`."""
    item, language = item.strip(), language or ("en" if item.isascii() else "zh")
    if not said.TELLING.search(item):
        return False
    if _SEX.fullmatch(item) or age(item) is not None:
        return True
    told = said.clothes(item, language) or said.hair(item, language) or said.marks(item, language)
    return bool(told) and not DOING.search(item)


_SEX = deferred(
    r"(?:an?\s+)?(?:男|女|男性|女性|男孩|女孩|男童|女童|少年|少女|boy|girl|man|woman|male|female|m|f)", re.I
)


# --- English -------------------------------------------------------------------------------------------------------

_SENTENCE = deferred(
    r"(?:[^.!?\n]|(?<=\b[A-Z])\.|(?<=\b[DM]r)\.|(?<=\bDR|\bMR|\bMS)\.|(?<=\bMrs|\bMRS)\.|\.(?=\w))+[.!?]*"
)
_NOUN_EN = r"(?:man|woman|boy|girl|lady|gentleman|kid|child|teenager|guy|fellow|youth|figure|stranger|person|baby|toddler|infant)"
_IN = deferred(
    r"\b(?:in|wearing|wears|dressed in|clad in|sporting|sports|dons|with|has|bears)\s+(?!front|-|[–—]|the (?:dark|street|door|rain))",
    re.I,
)
_OWN = deferred(r"\b(?:his|her)\s+(?:[\w’'-]+\s+){0,3}?", re.I)
_CUT = deferred(
    r"[,;:]|\s[-–—]\s|\s(?:and|as|while|who|then|before|after|into|onto|toward|towards|from|over|to|by|at|on|near|beside)\s",
    re.I,
)


_LITTLE = frozenset(
    "he an so to do me my ma pa no go in on at it us we be by or as is if up of am ok ed man the one two red old big".split()
)
"""Parts of a name that are words."""


_OWNS_EN = deferred(r"['’]s\b")
_OPENS_EN = deferred(r"\W*(He|She|His|Her)\b(?!['’])")
_HE_IS_EN = deferred(
    r"\W*(?:He|She)(?:['’]s| is)\s+(?=(?:an?|in|about|around|maybe|barely|dressed|wearing|barefoot|bald|\d+|[a-z]+-something)\b)(?P<told>[^.;]+)"
)
_FULL_NAME_EN = deferred(r"(?:\s+[A-Z][A-Z’'-]+)+(?=\s*[(,])")
_BRACKET_EN = deferred(r"\s*\(([^()]{1,160})\)")
_DASHED_EN = deferred(r"(?:\s+[-–—]{1,2}\s+|[–—])((?:(?!\s-{1,2}\s)[^.;–—])+?)\s*(?:\s-{1,2}\s|[–—]|[.;]|$)")
_LISTED_EN = deferred(r"(?:\s+-{1,2}\s+|\s*[–—]\s*|:\s+)(?P<told>[^.;:–—]+?)\s*(?:\s-{1,2}\s|[–—]|[.;]|$)")
"""What stands behind a dash or a colon at the end of a sentence: `sweeps in -- silver bob, pearls`."""
_IS_EN = deferred(
    r"(?:\s+is|['’]s(?=\s+(?:wearing|dressed|in an?|barefoot)))\s+((?:an?|in|all|bald|balding|dressed|wearing|barefoot|maybe|about|barely|\d+)\b[^.;]*)"
    r"|\s+(?:looks|can['’]?t be (?:more|older|much older) than)\s+((?:about |maybe |barely )?[\w-]+)\b"
)
_NEXT_EN = deferred(r"\s*,\s*([^,;.()]+)")
_PLACE_EN = deferred(
    r"\b(?:behind|beside|near|with|from|towards?|to|at|past|after|before|by|for|like|of|against|into|on|over|around|between|beyond|facing|following|watching)\s+$",
    re.I,
)
"""What stands before a noun that is no apposition: `Behind the boy, RUI peeks in`."""
_YEARS_EN = deferred(r"(?:^|[.;:,]\s+)(?P<told>[\w-]+[- ]year[- ]old)\s+$", re.I)
_ADJECTIVES_EN = deferred(r"\b(?:[Aa]n?|[Tt]he)\s+((?:[a-z][\w’'-]*,?\s+){1,3}(?:[A-Z]+\s+)?)$")
_CLAUSES_EN = deferred(r",\s*(?P<clause>[^,;.]+)")
_ITEMS_EN = deferred(r",\s*|\s+and\s+")
_BORN_EN = deferred(r"\b(?:bandaged|gloved|scarred|missing|prosthetic|tattooed|blind|milk-white|milky)\b", re.I)
_WORN_EN = deferred(r",\s*((?:an?\s+)?(?:[\w’'-]+\s+){0,4}[\w’'-]+[^,;]*)")
"""What stands around a name that is described: behind it, in clauses of their own, before it."""
_STYLED_EN = deferred(r"\b(Lady|Madam|Madame|Mrs|Miss|Ms|Lord|Nanny|Grandma|Grandpa|Granny|Auntie?|Uncle)\.?\s+$", re.I)
"""A style before part of a name, that makes another of the family: LADY ZHAO is not ZHAO WUXU."""
_MORE_CAPS_EN = deferred(r"\s+([A-Z]{2,})\b(?!['’])")
"""Another word in capitals behind part of a name: XIAO XIAO is not XIAO YUROU."""
LENT_EN = deferred(r"\b(?:wearing|wears|wore|dons|donning|in|chang\w+ into|puts on|slips into)\s+$")
"""What somebody has on that is another's: `wearing LIN XINLAN's silk robe`."""


class _Latin:
    """English."""

    def __init__(self, names: frozenset[str]) -> None:
        self.known = {name.upper(): name for name in sorted(names) if len(name) > 1}
        parts: dict[str, set[str]] = {}
        for name in names:
            for word in set(re.findall(r"[\w'’-]+", name)):
                parts.setdefault(word.upper(), set()).add(name)
        self.surnames = {name.upper().split()[0] for name in names if len(name.split()) > 1}
        """First words of names, which in many scripts are those of a family."""
        roles_of = {word.upper() for row in roles.tables("en")["roles"] for word in row["words"]}
        for word, owners in parts.items():
            if (
                len(owners) == 1
                and len(word) > 1
                and word.lower() not in _LITTLE
                and word not in roles_of
                and word not in self.known
            ):
                self.known[word] = next(iter(owners))
        words = "|".join(sorted(map(str.lower, roles_of), key=lambda word: (-len(word), word))).replace(".", r"\.")
        other = rf"\b(?:an?|the|another|two|three|his|her|their)\s+(?:[\w-]+\s+){{0,3}}?(?:{words}|men|women|{_NOUN_EN[3:-1]})\b|\b(?!THE\b)[A-Z]{{3,}}(?:\s[A-Z]{{2,}})*\b"
        named = (
            "|".join(rf"\b{re.escape(name)}\b" for name in sorted(self.known, key=lambda name: (-len(name), name)))
            or r"(?!)"
        )
        self.named = re.compile(named, re.I)
        table = roles.tables("en")["roles"]
        sexed = [word for row in table if "sex" in row and "kind" not in row for word in row["words"] if len(word) > 2]
        people = [word for row in table if "kind" not in row for word in row["words"] if len(word) > 2]
        anyone = rf"(?:{either(people)}|{_NOUN_EN[3:-1]})"
        worn = rf"(?:\s+(?:in|with|wearing|of)\b(?:(?!\b{_NOUN_EN}\b)[^(){{}}])*)?"
        self.bracketed = deferred(
            rf"\b(?:an?|the|another|one)\s+(?P<noun>(?:[\w’'-]+\s+){{0,3}}?{anyone})\b{worn.format('.;')}\s*\(\s*(?:the\s+)?$",
            re.I,
        )
        """A noun for somebody, what they wear, and the bracket in which the name stands: `A woman in black (ZHU YUE)`."""
        self.called = deferred(
            rf"\b(?:an?|the|another|her|his|their|young)\s+(?P<noun>(?:[\w’'-]+\s+){{0,4}}?(?:{_NOUN_EN[3:-1]}|{either(sexed)}))\b"
            rf"(?:\s+(?:in|with|wearing|of)\b[^,.;]*)?(?:,\s*|\s+(?:named|called|known as)\s+|:\s*)$",
            re.I,
        )
        self.who = deferred(rf"(?:an?|the)\s+(?:[\w’'-]+\s+){{0,4}}?(?:{_NOUN_EN[3:-1]}|{either(sexed)})\b", re.I)
        """A noun for somebody behind the name: `LIN, a young maidservant`."""
        self.pattern = re.compile(rf"(?P<name>(?i:{named}))|(?P<other>{other})")

    def people(self, text: str) -> list[Mention]:
        found = []
        for match in self.pattern.finditer(text):
            known = match if match["name"] else self.named.search(text, *match.span())
            if known and known[0][0].isupper():
                name = self.known[known[0].upper()]
                styled = _STYLED_EN.search(text[: known.start()]) if known[0].upper() in self.surnames else None
                other = styled is not None and styled[1].upper() not in name.upper()
                goes_on = _MORE_CAPS_EN.match(text, known.end()) if known[0].isupper() and " " not in known[0] else None
                other = other or (goes_on is not None and f"{known[0]} {goes_on[1]}" not in name.upper())
                other = other or text[: known.start()].endswith(f" {known[0]} ")
                found.append(Mention(*known.span(), "" if other else name))
            elif (not match["name"] and not re.match(r"['’]s?\s+(?:[\w-]+\s+)?\w+", text[match.end() :])) or (
                not match["name"] and not said.garments(text[match.end() : match.end() + 24], "en")
            ):
                found.append(Mention(*match.span(), ""))
        return found

    def read(self, text: str, before: str = "") -> Iterator[Phrase]:
        raised = text.upper()
        if not (before or any(name in raised for name in self.known)) or not said.may_tell_en(text):
            return
        subject, text, named = before, text.replace("\n", " "), set[str]()
        for sentence in _SENTENCE.finditer(text):
            here, tells = self.people(sentence[0]), said.may_tell_en(sentence[0])
            is_so = _HE_IS_EN.match(sentence[0]) if subject and tells else None
            if is_so and not here:
                yield Phrase(subject, is_so["told"], sentence.start() + is_so.start("told"))
                continue
            if not here and subject and named == {subject} and tells:
                yield from self._own_of(sentence, subject)
                yield from self._fragment(sentence, subject)
            named |= {one.name for one in here}
            opens = _OPENS_EN.match(sentence[0])
            if opens and subject and opens[1] in ("He", "She"):
                here = [Mention(*opens.span(1), subject), *here]
            elif opens and subject and tells and self._wears(" ".join(sentence[0].split()[:5])):
                until = (
                    r"[,;.]"
                    if re.match(r"\W*\w+\s+(?:[\w-]+\s+)?hair\b", sentence[0])
                    else r"[,;]|\s(?:is|are|has|have|was|were)\s"
                )
                yield Phrase(subject, re.split(until, sentence[0])[0].strip(), sentence.start() + opens.start(1))
            if not opens:
                subject = self._subject(sentence[0], here) if here else subject
            if tells and any(one.name for one in here):
                yield from (
                    replace(one, start=one.start + sentence.start()) for one in self._sentence(sentence[0], here)
                )

    def _own_of(self, sentence: re.Match[str], subject: str) -> Iterator[Phrase]:
        """A garment of the only person spoken of, in a sentence about a thing: `A report falls from her coat`."""
        for match in _OWN.finditer(sentence[0]):
            told = self._piece(sentence[0][match.start() :])
            if match.start() and said.garments(told, "en"):
                yield Phrase(subject, told, sentence.start() + match.start())

    def _fragment(self, sentence: re.Match[str], subject: str) -> Iterator[Phrase]:
        """A sentence that is nothing but looks, behind one about the only person spoken of: `Leather jacket. Mirrored shades.`"""
        told = sentence[0].strip(' .!"“”')
        items = [item for item in _ITEMS_EN.split(told) if item.strip()]
        if items and len(items[0].split()) <= 5 and self._is_look(items[0]):
            kept = [item for item in items if self._wears(item) and len(item.split()) <= 6]
            yield from (Phrase(subject, item, sentence.start() + sentence[0].find(item)) for item in kept)

    def _is_look(self, item: str) -> bool:
        """Whether a piece ends in a garment, a mark or hair and nobody does anything in it."""
        item = item.strip()
        if DOING.search(item) or re.match(
            r"(?:he|she|they|it|his|her|their|the|this|that|on|in|under|behind|over|there|no)\b", item, re.I
        ):
            return False
        head = said.garments(item, "en")
        ends = bool(head) and item.lower().endswith(head[-1][1].split()[-1])
        return ends or bool(said.hair(item, "en")) or bool(said.marks(item, "en") and len(item.split()) <= 4)

    def _sentence(self, text: str, here: list[Mention]) -> Iterator[Phrase]:
        for at, one in enumerate(here):
            if not one.name:
                continue
            owned = _OWNS_EN.match(text[one.end :])
            if owned and not _IS_EN.match(text[one.end :]):
                lent = next((other for other in here[:at][::-1] if other.name), None)
                lent = lent if lent and LENT_EN.search(text[lent.end : one.start]) else None
                yield from self._owned(text, replace(one, name=lent.name) if lent else one, one.end + owned.end())
                continue
            yield from self._before(text, one, here[:at])
            end = yield from self._behind(text, one, here[at + 1 :])
            until = next((other.start for other in here[at + 1 :] if other.start >= end), len(text))
            first = not any(other.name for other in here[:at])
            yield from self._worn(text, one, end, until, subject=first)
        yield from self._pairs(text, here)

    def _owned(self, text: str, one: Mention, behind: int) -> Iterator[Phrase]:
        """`NORA's red coat`, `NORA's left leg is a prosthetic`, `A long scar runs down NORA's cheek`."""
        told = self._piece(text[behind:].lstrip())
        at = text.find(told, one.end) if told else -1
        if at >= 0 and said.garments(" ".join(told.split()[:3]), "en"):
            yield Phrase(one.name, " ".join(told.split()[:3]), at)
        own = bearing.OWN_EN.match(text[one.end :])
        if own and self._wears(own["told"]):
            yield Phrase(one.name, own["told"], one.end + own.start("told"))
        on = bearing.OF_BODY_EN.search(text[: one.start]) if bearing.PART_EN.match(text[one.end :]) else None
        if on and said.marks(on["what"], "en"):
            yield Phrase(one.name, on["what"], on.start("what"))

    def _subject(self, text: str, here: list[Mention]) -> str:
        """Whom `She` means at the head of the next sentence: the only known person of this one, or the first, spoken of as a whole."""
        named = list(dict.fromkeys(one.name for one in here if one.name and not _OWNS_EN.match(text[one.end :])))
        first = here[0]
        whole = not _OWNS_EN.match(text[first.end :])
        return named[0] if len(named) == 1 else first.name if whole and re.match(r"\s*[,(]", text[first.end :]) else ""

    def _before(self, text: str, one: Mention, before: list[Mention]) -> Iterator[Phrase]:
        """`a 6-year-old boy, DEV`; `A woman in a red coat, NORA`; `a man named HEI ZE`; `the deposed EMPRESS QIN`."""
        start = max((other.end for other in before if other.name), default=0)
        head = text[start : one.start]
        told = self.bracketed.search(head) if text[one.end : one.end + 1] in NAMED_ENDS else None
        if told:
            yield Phrase(one.name, told[0].split("(")[0].strip(), start + told.start(), noun=told["noun"])
        adjectives = _ADJECTIVES_EN.search(head)
        if (
            adjectives
            and self._wears(adjectives[1])
            and not re.search(r"\b(?:and|or|with|to|of|from|by|in)\b", adjectives[1])
        ):
            yield Phrase(one.name, adjectives[1].strip(), start + adjectives.start(1))
        if years := _YEARS_EN.search(head):
            yield Phrase(one.name, years["told"], start + years.start("told"))
        match = self.called.search(head)
        placed = (
            match and re.match(r"(?:the|her|his|their)\b", match[0], re.I) and _PLACE_EN.search(head[: match.start()])
        )
        match = None if match and placed and match[0].rstrip().endswith(",") else match
        listed = (
            match
            and match[0].rstrip().endswith(",")
            and re.match(r"\s*,\s+(?:and|&|the|an?|[A-Z][\w’'-]*,)\s", text[one.end :])
        )
        if match and not listed:
            yield Phrase(one.name, match[0], start + match.start(), noun=match["noun"])

    def _behind(self, text: str, one: Mention, after: list[Mention]) -> Generator[Phrase, None, int]:
        """Brackets, dashes and clauses between commas right behind a name; the end of what was taken."""
        at = one.end
        surname = _FULL_NAME_EN.match(text[at:])
        at += surname.end() if surname else 0
        bracket = _BRACKET_EN.match(text[at:])
        if bracket:
            if any(plain(item, "en") for item in re.split(r"[,;/]", bracket[1])):
                yield Phrase(one.name, bracket[1], at + bracket.start(1))
            at += bracket.end()
        dash = _DASHED_EN.match(text[at:])
        if dash and plain(dash[1].split(",")[0], "en"):
            yield Phrase(one.name, dash[1], at + dash.start(1))
            return at + dash.end(1)
        limit = next((other.start for other in after if other.name), len(text))
        told_of = _IS_EN.match(text[at:limit])
        if told_of and told_of[2] and age(told_of[2]) is not None:
            yield Phrase(one.name, told_of[2], at + told_of.start(2))
            return at + told_of.end(2)
        if told_of and told_of[1] and self._is_told(told_of[1].split(",")[0]):
            yield Phrase(one.name, told_of[1], at + told_of.start(1))
            return at + told_of.end(1)
        while (clause := _NEXT_EN.match(text[at:])) and at + clause.start(1) < limit:
            told = clause[1] if at + clause.end(1) <= limit else ""
            if not told or not (
                self._describes(told) or (at > one.end and self._goes_on(told, text[at + clause.end() :]))
            ):
                break
            yield Phrase(one.name, told, at + clause.start(1))
            at += clause.end()
        return at

    def _is_told(self, clause: str) -> bool:
        return self._describes(clause) or plain(clause, "en")

    def _goes_on(self, clause: str, rest: str) -> bool:
        """Whether a clause goes on with a description: `a scar over one eye`; one adjective before another piece (`50s, weathered, a scar`)."""
        after = _NEXT_EN.match(rest)
        if len(clause.split()) == 1:
            return (after is not None and self._describes(after[1])) or bool(after and LOOKS.search(after[1]))
        return re.match(r"(?:an?|no|two)\s", clause) is not None and len(clause.split()) <= 7 and plain(clause, "en")

    def _describes(self, clause: str) -> bool:
        """Whether a clause between commas tells looks: `34`, `a bald man in his seventies`, `dressed in grey`, `early thirties`."""
        clause = clause.strip()
        if re.match(r"(?:who|which|and|but|then|as|while|is|was|has|their|\w+ed by)\b", clause, re.I):
            return False
        if self.who.match(clause):
            return True
        if (AGE_EN.search(clause) or TEENS.search(clause)) and len(clause.split()) <= 6:
            return True
        if re.match(r"(?:in|wearing|dressed|clad|with|hair the)\b", clause, re.I) or len(clause.split()) <= 4:
            return plain(clause, "en")
        return bool(re.match(r"(?:an?|the)\s+(?:[\w’'-]+\s+){0,3}\w+\s+(?:in|with|wearing)\b", clause, re.I)) and plain(
            clause, "en"
        )

    def _worn(self, text: str, one: Mention, start: int, until: int, *, subject: bool) -> Iterator[Phrase]:
        """What somebody wears, told by `in`, `wearing`, his own garment, or a garment in a clause of its own; up to the next person."""
        region = text[start:until]
        for match in _IN.finditer(region):
            direct = not region[: match.start()].strip()
            if not (direct or subject):
                continue
            told = self._piece(region[match.start() :])
            if self._wears(told) and not re.search(r"\b(?:room|hall|rack|window)\b", told):
                yield Phrase(one.name, told, start + match.start())
        if not subject:
            return
        for match in _OWN.finditer(region):
            told = self._piece(region[match.start() :])
            garment = said.garments(told, "en")
            if (
                garment
                and re.match(
                    rf"(?:his|her)\s+(?:[\w’'-]+\s+){{0,3}}?{re.escape(garment[0][1].split()[-1])}", told, re.I
                )
            ) or (
                len(told.split()) <= 4
                and said.marks(told, "en")
                and (_BORN_EN.search(told) or not re.search(r"\b(?:hands?|eyes|fingers)\b", told))
            ):
                yield Phrase(one.name, told, start + match.start())
        yield from self._listed(one, region, start)
        for match in _CLAUSES_EN.finditer(region):
            borne = bearing.BORNE_EN.match(match["clause"])
            if borne and self._wears(borne["what"]) and not re.match(r"\w+ing\b", borne["what"]):
                yield Phrase(one.name, borne["what"], start + match.start("clause") + borne.start("what"))
        for match in _WORN_EN.finditer(region):
            head = " ".join(match[1].split()[:4])
            if (
                not _IN.match(match[1])
                and not _OWN.match(match[1])
                and re.match(r"(?:an?\s+)?[\w’'-]+\s", head)
                and self._wears(head)
                and not re.match(r"\w+ing\b|and\b|their\b|\w+ed by\b", head)
            ):
                yield Phrase(one.name, match[1], start + match.start(1))

    def _listed(self, one: Mention, region: str, start: int) -> Iterator[Phrase]:
        """What stands behind a dash or a colon: `sweeps in -- silver bob, pearls`."""
        for match in _LISTED_EN.finditer(region):
            item = match["told"].split(",")[0]
            borne = self._wears(item) and plain(item, "en") and not re.match(r"\w+(?:ing|s)\b", item)
            if borne and len(item.split()) <= 5:
                yield Phrase(one.name, match["told"], start + match.start("told"))

    def _wears(self, words: str) -> bool:
        return bool(said.garments(words, "en") or said.hair(words, "en")) or bool(said.marks(words, "en"))

    def _piece(self, words: str) -> str:
        """The words up to the next comma or verb-like joint, with what `and` adds of the same kind."""
        end = _CUT.search(words, 3)
        piece = words[: end.start()] if end else words
        more = re.match(r"\s+and\s+((?:an?\s+)?[\w\s'’-]{1,40})", words[len(piece) :])
        joined = more and re.split(r",|\s(?:stands|sits|walks|runs)\b", more[1])[0]
        return (
            words[: len(piece) + 5 + len(joined)]
            if joined and (said.marks(joined, "en") or said.garments(joined, "en"))
            else piece
        )

    def _pairs(self, text: str, here: list[Mention]) -> Iterator[Phrase]:
        """`PAT and LOU, brothers, both 9, …`; `Twin sisters, both 8, play: BEA … and TESS …`."""
        plural = r"(?:twin\s+)?(?:brothers|sisters|boys|girls|men|women|twins|siblings|teenagers)"
        named = [one for one in here if one.name]
        for one, other in pairwise(named):
            if re.fullmatch(r"\s*(?:and|&)\s*", text[one.end : other.start]):
                told = re.match(rf"(?:\s*,\s*(?:{plural}|(?:both\s+)[\w-]+|identical))+", text[other.end :], re.I)
                if told:
                    yield from (Phrase(who.name, told[0].strip(" ,"), other.end, kin=True) for who in (one, other))
        if len(named) >= 2:
            told = re.search(rf"\b{plural}\b(?:,\s*both\s+(?:of\s+\w+|[\w-]+))?", text[: named[0].start], re.I)
            joined = re.fullmatch(r"\s*(?:and|&)\s*", text[named[0].end : named[1].start]) is not None
            right = told is not None and joined and not text[told.end() : named[0].start].strip()
            if told and (right or re.search(r":\s*$|,\s*$|[-–—]\s*$", text[: named[0].start])):
                yield from (Phrase(who.name, told[0], told.start(), kin=True) for who in named[:2])


# --- Chinese -------------------------------------------------------------------------------------------------------

_CLAUSE_ZH = deferred(r"[^，,。；;！!？?\n]+")
_WEARING = deferred(
    r"^(?:正|已|仍|依旧|还|也|只|却)?(?:是)?(?:一身|一袭|身穿|身着|身披|穿(?:着|了|一?[件身条套袭])?|披[着了]|系[着了]|戴着?|头戴|脚踩|脚穿|脚蹬|腰系|腰佩|裹[着了]|套[着了]|罩[着了]|留着|梳着|扎着|一头|满头|西装革履|衣衫褴褛)"
)
_HER_ZH = deferred(
    r"(?<=[。！？])\s*[他她](?P<told>(?:一身|一袭|身穿|身着|身披|穿着|穿了|披着|裹着|戴着|系着|头戴|一头|满头)[^，。！？\n]+)",
    needs="他她",
)
_OWN_ZH = deferred(
    r"^(?:的|那[件身条套]|身上(?:的|那[件身条套]|只有一?[件身条]?|只剩一?[件身条]?|是一?[件身条]|穿的是))"
)
"""What stands between a name and what somebody has on: 李强那件洗得发白的牛仔外套."""
_OFF_ZH = deferred("^[^，。]{0,4}[扔丢挂放搭晾叠洗烘收落掉]|^(?:店|厂|柜|架|袋里|口袋|领口|内)")
_REVEALED_ZH = deferred(
    r"(?:一[个位名]|那[个位名]?|这[个位名])(?P<told>[^，。；：—]{0,18}的(?P<noun>男人|女人|男子|女子|男生|女生|女孩|男孩|少年|少女|青年|年轻人|老人|老者|妇人|汉子|姑娘|小伙子?|中年人))"
    r"[^。！？；—]{0,24}(?:，|——)(?:正|竟|居然|竟然|原来|赫然)?是$",
    needs="的",
)
LONGEST_REVEAL = 64
"""Characters before a name in which somebody is first seen."""
_SHOWN_ZH = deferred(r"[：:](?P<told>[^。！？；：:]{2,40})——(?:正|竟|居然|原来)?是$")
"""Who is first seen and then named: 一个穿灰色卫衣的年轻人走过来，是李强; 镜头上移：黑色高跟鞋，红色皮裙——是乔曼."""
_OPEN = deferred(r"^(?:一个|一位|一名|这个|那个|是一?[个位名]?|大约|约莫|大概|年约|看上去|看起来|约|有着|长着|生得)")


_HAPPENS = deferred(r"[断碎掉裂湿歪缠遮滴流渗沾扣响敲踢磕滑甩溅捂按](?!了?的)|了一?[只下]$")
"""What befalls shoes, glasses and wounds; no description."""
_AGE_BEFORE = deferred(
    rf"(?:{re.sub(r'[?]P<[a-z]+>', '?:', AGE_ZH.pattern)})的?(?:[^，。岁那这时起前后着了在（）()]{{0,3}})$"
)
"""五岁的小女孩, 六岁的女儿小桃; not 五岁那年."""


_HAD = tuple("着了有道条颗是剃副头")
"""What stands before a scar or a shaved head that somebody has; 光头走进来 is somebody."""
_IS_ONE = deferred(r"是一?[个名位]?(?:[^，。；的]{0,12}的)?|，?是(?:一?[个名位])[^，。；]{0,14}")
"""What stands between a name and the noun for the same person: 林晚是个三十出头的女人."""
_STOPS = deferred(r"[，,。；;！!？?\n：:]")
_BRACKET_ZH = deferred(r"[ 　]*[（(]([^（）()]{1,160})[)）]")
_SEX_BEHIND = deferred(r"\s*[男女](?=[，,、\s])")
_ENDS = deferred(r"[，,。；;！!？?\n：:、]")
_YEARS = deferred(r"[，\s]*(?:年|今年|现年)")
_WORN = deferred(r"(?:一身|一袭|身穿|身着|身披|穿着|披着|系着|头戴|戴着)[^，。]*$")
_WORN_BEFORE = deferred(r"(?:身?穿|身着|一身|一袭|披着|戴着|围着|系着|裹着)[^，。]*的$")
_NEXT = deferred(r"\s*[，,、]\s*([^，,。；;！!？?\n、]+)")
OPENS = frozenset(" 　（(")
NAMED_ENDS = frozenset("）)，,")
"""What stands behind a name that a bracket tells of the noun before it."""
FEW = 40
"""Names that are looked for one by one faster than by their pattern."""


class _Han:
    """Chinese."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names = frozenset(name for name in names if len(name) > 1)
        table = roles.tables("zh")
        words = {
            word for row in table["roles"] for word in row["words"] if len(word) > 1 and row.get("kind") != "voice"
        }
        words |= set(table["beside"]["kin"]) | set(table["beside"]["people"]) | {"男的", "女的", "老人", "孩子", "婆婆"}
        self.others = words - self.names
        self.looks = {word for row in table["roles"] for word in row["words"] if "hair" in row or "marks" in row}
        signs = re.escape("".join(sorted({word[0] for word in self.names | self.others})))
        self.pattern = re.compile(rf"(?=[{signs}])(?:(?P<name>{either(self.names)})|(?P<other>{either(self.others)}))")

    def people(self, text: str) -> list[Mention]:
        found: list[Mention] = []
        for match in self.pattern.finditer(text):
            if roles.goes_on(text, *match.span()):
                continue
            one = Mention(*match.span(), match["name"] or "")
            last = found[-1] if found else None
            between = text[last.end : one.start] if last and last.name else None
            borne = match[0] in self.looks and (between == "" or text[: one.start].endswith(_HAD))
            if one.name or not (borne or (between is not None and _IS_ONE.fullmatch(between))):
                found.append(one)
        return found

    def read(self, text: str, before: str = "") -> Iterator[Phrase]:
        if len(self.names) < FEW and not any(name in text for name in self.names):
            return
        here = self.people(text)
        yield from self._own_sentences(text, here)
        for at, one in enumerate(here):
            if one.name:
                until = here[at + 1].start if at + 1 < len(here) else len(text)
                named = next((other.start for other in here[at + 1 :] if other.name), len(text))
                last = (
                    next((other for other in here[at - 1 :: -1] if other.name or other.end < one.start), None)
                    if at
                    else None
                )
                yield from self._before(text, one, last.end if last else 0)
                yield from self._named(text, one, here[:at])
                yield from self._behind(text, one, until, named)

    def _own_sentences(self, text: str, here: Sequence[Mention]) -> Iterator[Phrase]:
        """她一袭月白旗袍，鬓边簪一朵白绒花: the clauses of a sentence that begins with the pronoun of the only one named so far."""
        for match in _HER_ZH.finditer(text):
            named = {one.name for one in here if one.start < match.start()}
            told = match["told"]
            more = any(match.start() < one.start < match.end() for one in here)
            if len(named) == 1 and "" not in named and not more and self._tells(told):
                yield Phrase(next(iter(named)), told, match.start("told"))

    def _before(self, text: str, one: Mention, start: int) -> Iterator[Phrase]:
        """五岁的小女孩, 穿红裙的林晚, 一身黑衣的男人: what ends in 的 right before, or an age with a word for who it is."""
        head = _ENDS.split(text[start : one.start])[-1]
        worn = _WORN_BEFORE.search(head) if head.endswith("的") else None
        told = _AGE_BEFORE.search(head) if said.TELLING.search(head) else None
        match = worn or told
        if match:
            at = one.start - len(head) + match.start()
            yield Phrase(one.name, match[0] + (one.name if roles.is_role(one.name) else ""), at)

    def _named(self, text: str, one: Mention, before: list[Mention]) -> Iterator[Phrase]:
        """一个七八岁的小男孩（豆子）: the noun and its clause, of whoever's name alone stands in the bracket behind it."""
        start = max(one.start - LONGEST_REVEAL, 0)
        head = text[start : one.start] if text[one.start - 1 : one.start] == "是" else ""
        if shown := _REVEALED_ZH.search(head) or _SHOWN_ZH.search(head):
            yield Phrase(one.name, shown["told"], start + shown.start("told"), noun=shown.groupdict().get("noun") or "")
        noun = before[-1] if before else None
        if not noun or noun.name or text[noun.end : one.start].strip() not in {"（", "("}:
            return
        if text[one.end : one.end + 1] in NAMED_ENDS:
            start = before[-2].end if len(before) > 1 else 0
            told = re.split(r"[，,。；;！!？?\n：:、△▲]", text[start : noun.end])[-1]
            yield Phrase(one.name, told, noun.end - len(told), noun=text[noun.start : noun.end])

    def _behind(self, text: str, one: Mention, until: int, named: int) -> Iterator[Phrase]:
        """Brackets, the rest of the clause, and the clauses after it that describe on."""
        at = one.end
        bracket = _BRACKET_ZH.match(text, at) if text[at : at + 1] in OPENS else None
        if bracket:
            if any(plain(item, "zh") for item in re.split(r"[，,、；;/\s]", bracket[1])):
                yield Phrase(one.name, bracket[1], bracket.start(1))
            at = bracket.end()
            if sex := _SEX_BEHIND.match(text, at):
                yield Phrase(one.name, sex[0].strip(), sex.end() - 1)
        stop = _STOPS.search(text, at)
        end = stop.start() if stop else len(text)
        told = text[at : min(end, max(until, at))]
        if _OWN_ZH.match(told) and (own := self._own(told)):
            yield Phrase(one.name, own, at)
            yield from self._clauses(text, one, end, named, until)
            return
        if told.startswith("的") and not said.telling_zh(told[1:]):
            return
        telling = said.TELLING.search(told) is not None
        opens = telling and (_WEARING.match(told) or _OPEN.match(told) or _YEARS.match(told))
        if opens and self._tells(told):
            yield Phrase(one.name, self._whole(text, at, told, named), at)
        elif telling and (worn := _WORN.search(told)) and self._tells(worn[0]):
            yield Phrase(one.name, worn[0], at + worn.start())
        elif said.garments(told[:6], "zh") and not DOING.search(told[:6]):
            yield Phrase(one.name, told, at)
        elif borne := said.telling_zh(told) or said.telling_zh(told.removeprefix("的")):
            yield Phrase(one.name, borne, at + told.find(borne))
        yield from self._clauses(text, one, end, named, until)

    def _own(self, told: str) -> str:
        """`told` up to the garment it begins with: 那件洗得发白的牛仔外套; empty where it begins with none, or it is not worn."""
        for end in range(3, min(len(told), 18) + 1):
            worn = said.garments(told[:end], "zh")
            if worn and said.garments(told[: end + 1], "zh") == worn:
                return "" if DOING.search(told[:end]) or _OFF_ZH.match(told[end:]) else told[:end]
        return ""

    def _whole(self, text: str, at: int, told: str, named: int) -> str:
        """`told` up to the end of its clause, where what follows is the noun itself: 是四十岁的女人."""
        rest = re.match(r"[^，,。；;！!？?\n：:]*", text[at:named])
        return rest[0] if rest else told

    def _clauses(self, text: str, one: Mention, at: int, named: int, until: int) -> Iterator[Phrase]:
        """，四十多岁的女摊主，系着碎花围裙，…: the clauses of the sentence that go on describing, no known person in them."""
        behind, told_yet = True, False
        while (clause := _NEXT.match(text, at)) and clause.end() <= named:
            told, start = clause[1], clause.start(1)
            if told.startswith("被"):
                return
            told_yet = told_yet and not DOING.search(told) and LOOKS.search(told) is not None
            tells = self._tells(told) and self._appositive(told, behind and at <= until)
            borne = said.telling_zh(told) if start + len(told) <= until else ""
            if (tells or told_yet) and told[0] not in "他她它" and not DOING.search(told):
                yield Phrase(one.name, told, start)
                told_yet = True
            elif borne:
                yield Phrase(one.name, borne, start)
                told_yet = True
            else:
                behind = False
            at = clause.end()

    def _tells(self, words: str) -> bool:
        return bool(said.TELLING.search(words)) and (plain(words, "zh") or bool(AGE_ZH.search(words)))

    def _appositive(self, told: str, behind: bool) -> bool:
        """Whether a clause speaks of whom the sentence is about: right behind the name, or it begins with looks."""
        if (
            not _WEARING.match(told)
            and not said.garments(told, "zh")
            and not AGE_ZH.search(told)
            and _HAPPENS.search(told)
        ):
            return False
        if behind and not re.search(r"[牵领带抱背扶拉搂推看问对向给跟](?:着|了|住)?.*岁", told):
            return True
        return (
            bool(_WEARING.match(told))
            or bool(re.match(rf"{said.COLOUR}|校服|西装|长发|短发|头发", told))
            or bool(re.match(r"(?:今年|年方|年仅|年约|芳龄)", told))
        )
