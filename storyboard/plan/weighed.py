"""What rules read of somebody and what a model answers, weighed part by part: which stands, and by whose words.

A model has read the whole script, so its wording of hair and clothes is taken; what of it the script tells is proved in the lines that
it cites, or by what rules read there, and is no invention then. A sex and an age that the script tells in so many words stand, unless the
cited lines prove the answer; a sex that rules told by a pronoun or a word of address gives way. What rules only inferred by words of the
script, and the answer bears out, is proved by those words. Where the two cannot both be true it is told, whichever stands.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from storyboard import names
from storyboard.cast import assume, said
from storyboard.cast.ages import age as age_of
from storyboard.cast.evidence import accepted
from storyboard.cast.gather import DECADE, is_rough
from storyboard.cast.looks import NOTHING
from storyboard.languages import Language
from storyboard.model import Befallen, Cast, Fact, Member, Script, Version
from storyboard.patterns import deferred
from storyboard.plan.entries import UNSAID
from storyboard.plan.proved import names_any
from storyboard.records import dataclass

LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Weighed:
    """Somebody as they stand in the end, and what rules and the answer cannot both be right about."""

    member: Member
    disputes: tuple[tuple[Fact, Fact], ...] = ()
    """Of each the fact that stands, and the other."""


@dataclass(frozen=True, slots=True)
class _Sides:
    """One person by rules and by the answer."""

    rules: Member
    answer: Member
    lines: tuple[tuple[int, str], ...]
    """The cited lines that name them, or nobody but by a pronoun."""
    own: frozenset[str]
    others: frozenset[str]
    otherwise: str
    """All that the answer says of their hair and clothes in other scenes."""
    ages: frozenset[int]
    """Their ages there."""
    language: str

    @property
    def told(self) -> dict[str, tuple[Fact, ...]]:
        """What rules read as told, by its part."""
        parts = ("sex", "age", "hair", "clothes", "marks")
        return {
            part: tuple(fact for fact in self.rules.facts if fact.part == part and fact.source == "told")
            for part in parts
        }


def weighed(
    cast: Cast, before: Cast, data: Mapping[str, Any], script: Script, since: Iterable[Befallen]
) -> tuple[Cast, list[str]]:
    """The cast of an answer with what rules had read before of whom it describes; and sentences on where the two cannot both be right."""
    cited = {entry["name"]: entry["evidence"] for entry in data["people"]}
    befallen = [*since]
    remarks: list[str] = []
    members = []
    for member in cast.members:
        rules = before.get(member.name)
        if rules is None or member.name not in cited or member.kind != "person" or rules.kind != "person":
            members.append(member)
            continue
        sides = _sides(
            rules, member, cited[member.name], cast, script, [one for one in befallen if one.name == member.name]
        )
        found = _weighed(sides)
        members.append(found.member)
        remarks += [_sentence(member.name, *pair, Language.of(script.language)) for pair in found.disputes]
    return replace(cast, members=tuple(members)), remarks


def _sides(
    rules: Member, answer: Member, cited: Iterable[int], cast: Cast, script: Script, since: Sequence[Befallen]
) -> _Sides:
    text = script.text.splitlines()
    own = {answer.name, *answer.aliases, *rules.aliases}
    others = {name for one in cast.members for name in (one.name, *one.aliases)} - own
    numbers = sorted({number for number in cited if 1 <= number <= len(text)})
    mine = [(number, text[number - 1]) for number in numbers]
    lines = [
        (number, line)
        for number, line in mine
        if names_any(line, own) or (not names_any(line, others) and _PRONOUN.search(line))
    ]
    now: tuple[Version | Befallen, ...] = (*answer.versions, *since)
    otherwise = " / ".join(" ".join((*(one.hair or ()), *(one.clothes or ()), one.state)) for one in now)
    ages = frozenset(one.age for one in now if one.age is not None)
    code = Language.of(script.language).code
    return _Sides(rules, answer, tuple(lines), frozenset(own), frozenset(others), otherwise, ages, code)


_PRONOUN = deferred(r"[他她]|\b(?:he|she|his|her)\b", re.I)


def _weighed(sides: _Sides) -> Weighed:
    member, disputes = sides.answer, list[tuple[Fact, Fact]]()
    facts: list[Fact] = []
    looks, assumed = member.looks, {*member.assumed}
    for judge in (_sex, _age, _hair, _clothes):
        ruling = judge(sides)
        looks = replace(looks, **ruling.looks)
        assumed = assumed - {ruling.part} if ruling.known else assumed | {ruling.part}
        facts += ruling.facts
        disputes += [ruling.dispute] if ruling.dispute else []
    voice = member.voice
    if looks.sex != member.looks.sex:
        voice = replace(voice, sex=looks.sex, pitch=assume.pitch(looks.sex, looks.age))
    marks = sides.told["marks"]
    rest = [fact for fact in sides.rules.facts if fact.part in ("kin", "kind", "alias", "voice")]
    order = [part for part in member.assumed if part in assumed] + sorted(assumed - {*member.assumed})
    return Weighed(
        replace(member, looks=looks, voice=voice, assumed=tuple(order), facts=(*facts, *marks, *rest)), tuple(disputes)
    )


@dataclass(frozen=True, slots=True)
class _Ruling:
    """What stands of one part."""

    part: str
    known: bool
    """Whether the script says it."""
    facts: tuple[Fact, ...]
    looks: Mapping[str, Any]
    """Parts of the look that are otherwise than the answer has them."""
    dispute: tuple[Fact, Fact] | None = None


def _sex(sides: _Sides) -> _Ruling:
    value, told = sides.answer.looks.sex, sides.told["sex"]
    proof = accepted((fact for fact in sides.answer.facts if fact.source == "model"), "sex")
    if told and told[0].value == value:
        return _Ruling("sex", True, told, {})
    if told and proof:
        return _Ruling("sex", True, (proof, *told), {}, (proof, told[0]))
    if told and told[0].reason:  # by a pronoun, a word of address, a beard: whose it is the answer knows better
        guess = Fact("sex", value, "assumed", reason="answer")
        return _Ruling("sex", False, (guess, *told), {}, (guess, told[0]))
    if told:
        other = Fact("sex", value, "assumed", reason="answer")
        return _Ruling("sex", True, (*told, other), {"sex": told[0].value}, (told[0], other))
    inferred = accepted(sides.rules.facts, "sex")
    borne = inferred if inferred and inferred.source == "inferred" and inferred.value == value else None
    if proof is None and borne and borne.quote and borne.reason not in _GUESSES:
        proof = replace(borne, source="model")
    return _Ruling("sex", proof is not None, (proof or borne or Fact("sex", value, "assumed", reason="usual"),), {})


_GUESSES = ("given name", "trade")
"""Reasons that are no words about this very person: an answer that agrees with them may have guessed as well."""


def _age(sides: _Sides) -> _Ruling:
    value, told = sides.answer.looks.age, sides.told["age"]
    near = next((fact for fact in told if _fits(fact, value)), None)
    if near:
        return _Ruling("age", True, (near, *(fact for fact in told if fact is not near)), {})
    proof = next(
        (
            Fact("age", str(value), "model", line, words.strip()[:LONGEST_QUOTE])
            for line, whole in sides.lines
            for words in _about(whole, sides)
            if _states(value, words)
        ),
        None,
    )
    if not told:
        return _Ruling("age", proof is not None, (proof or Fact("age", str(value), "assumed", reason="usual"),), {})
    then = any(_fits(told[0], age) for age in sides.ages)
    if proof:
        return _Ruling("age", True, (proof, *told), {}, None if then else (proof, told[0]))
    if then:
        return _Ruling("age", False, (Fact("age", str(value), "assumed", reason="usual"), *told), {})
    other = Fact("age", str(value), "assumed", reason="answer")
    return _Ruling("age", True, (*told, other), {"age": int(told[0].value)}, (told[0], other))


def _fits(fact: Fact, years: int) -> bool:
    """Whether somebody of these years is as old as is told."""
    far = abs(int(fact.value) - years)
    return (
        far == 0
        or (far <= DECADE and is_rough(fact.quote))
        or (far == 1 and _OR_ONE_MORE.search(fact.quote) is not None)
    )


_OR_ONE_MORE = deferred(r"[一二三四五六七八九][二三四五六七八九]岁|\d\s*(?:-|–|~|～|to|or|或|到|至)\s*\d", re.I)
"""Two ages next to each other: 七八岁, `8 or 9`."""


def _states(years: int, line: str) -> bool:
    """Whether a line states an age that these years are."""
    for words in (line, *_SENTENCES.split(line)):
        told = age_of(words.strip(), bare=True)
        if told is not None and (told == years or (0 <= years - told <= DECADE and is_rough(words))):
            return True
    return False


_SENTENCES = deferred(r"(?<=[.!?。！？])\s*")


def _hair(sides: _Sides) -> _Ruling:
    looks = sides.answer.looks
    return _worn(sides, "hair", f"{looks.hair_colour} {looks.hair_style}")


def _clothes(sides: _Sides) -> _Ruling:
    looks = sides.answer.looks
    return _worn(sides, "clothes", f"{looks.clothes_colour} {looks.clothes_style}")


def _worn(sides: _Sides, part: str, answered: str) -> _Ruling:
    """Hair or clothes: the wording is the answer's, the proof of the script."""
    told = sides.told[part]
    near = [fact for fact in told if _holds(answered, tuple(fact.value.split("|")), part, sides.language)]
    if near:
        return _Ruling(part, True, (*near, *(fact for fact in told if fact not in near)), {})
    looks = sides.answer.looks
    value = (
        f"{looks.hair_colour}|{looks.hair_style}" if part == "hair" else f"{looks.clothes_colour}|{looks.clothes_style}"
    )
    proof = next(_proofs(sides, part, answered, value), None)
    fact = proof or Fact(part, value, "assumed", reason="usual")
    elsewhere = all(_holds(sides.otherwise, tuple(one.value.split("|")), part, sides.language) for one in told)
    dispute = (fact, told[0]) if told and not elsewhere else None
    return _Ruling(part, proof is not None, (fact, *told), {}, dispute)


def _proofs(sides: _Sides, part: str, answered: str, value: str) -> Iterator[Fact]:
    """What the cited lines tell of it, as facts: of each what stands behind their own name, up to the next one's."""
    for line, words in sides.lines:
        for told in _about(words, sides):
            hair = said.hair(told, sides.language)
            pairs = ([hair] if hair else []) if part == "hair" else said.garments(told, sides.language)
            said_there = any(_holds(answered, pair, part, sides.language) for pair in pairs)
            if said_there or (part == "clothes" and _stands(value.split("|"), told, sides.language)):
                yield Fact(part, value, "model", line, told.strip()[:LONGEST_QUOTE])


def _stands(pair: Sequence[str], told: str, language: str) -> bool:
    """Whether the words of the first garment of an answer stand together in a stretch of the script: an undyed wool habit, 航行服."""
    style = pair[1]
    if Language.of(language).does("writing.han"):
        first = style.split("、")[0]
        return len(first) > _TAIL and first[-_TAIL:] in told
    small = {word.rstrip("s") for word in re.findall(r"[a-z]+", _bare(told))}
    first = re.split(r" (?:with|over|and|at|to|in|under) ", style)[0]
    words = [word.rstrip("s") for word in re.findall(r"[a-z]+", _bare(first)) if word not in _SMALL]
    return len(words) > 1 and 3 * sum(word in small for word in words) >= 2 * len(words)


_TAIL = 3
"""Characters of a garment that no list has (航行服) by which it is known again."""
_SMALL = frozenset("a an the of his her its one".split())


def _about(words: str, sides: _Sides) -> Iterator[str]:
    """The stretches of a line that are about somebody: from each of their names to the next name of another; all of it where it names nobody."""
    known = names.pattern({*sides.own, *sides.others})
    found = [match for match in (re.finditer(known.pattern, words, re.I) if known else ()) if not match[0][0].islower()]
    if not found:
        yield words
        return
    own = {name.casefold() for name in sides.own}
    ends = [*(match.start() for match in found[1:]), len(words)]
    for match, end in zip(found, ends, strict=True):
        if match[0].casefold() in own:
            yield words[match.start() : end]
    if found[0][0].casefold() in own:
        yield words[: found[0].start()]


def _holds(answered: str, pair: Collection[str], part: str, language: str) -> bool:
    """Whether an answer has what is told: the garment, or the cut, in no other colour than the one that is told."""
    colour, style = (_bare(piece) for piece in (*pair, "")[:2])
    small = _bare(answered)
    shade = "" if colour in NOTHING else colour.removesuffix("色")
    if part == "hair" and colour in NOTHING and _SHAVEN.search(small):
        return True
    shaded = not shade or shade in small or any(word in small for word in shade.split())
    if not shaded or not (shade or style):
        return False
    *how, thing = style.split() or [""]
    if how and thing in _ANY_THING:  # ivory silk clothes: an ivory silk dress
        return all(word in small for word in how)
    return style in UNSAID or (part == "hair" and not style) or _shares(style, small, language)


_SHAVEN = deferred(r"\b(?:bald|shav(?:ed|en))|秃|光头")
"""Hair that is not there, as an answer words it."""
_ANY_THING = frozenset("clothes clothing gear attire garb outfit wear dress".split())
"""Words for whatever is worn, which an answer says in its own."""


def _bare(text: str) -> str:
    """A text as it is compared: small letters, no apostrophes."""
    return text.casefold().replace("’", "").replace("'", "")


def _shares(style: str, answered: str, language: str) -> bool:
    """Whether the thing itself is named: coat of `frock coat`, 大衣 of 呢大衣, 袍 of 袍子."""
    if not style:
        return False
    if Language.of(language).does("writing.han"):
        bare = style.removesuffix("子") or style
        return bare[-2:] in answered or any(
            {*bare} <= {*piece} for piece in (*answered.split("、"), answered[:LONGEST_QUOTE]) if len(bare) > 1
        )
    return style.rsplit(maxsplit=1)[-1].rstrip("s") in answered


def _sentence(name: str, stands: Fact, other: Fact, language: Language) -> str:
    """What does not agree, and by whose words which stands."""
    told, answered = (stands, other) if stands.source == "told" else (other, stands)
    part, between = language.word(f"sheet.{told.part}"), language.word("writing.between")
    value, answer = (between.join(filter(None, fact.value.split("|"))) for fact in (told, answered))
    where = f"line {told.line}: “{told.quote}”"
    if stands is told:
        return f"{name}: {part}: the script says {value} ({where}), the answer {answer}, which no line it cites says; the script's stands"
    if stands.source == "model":
        return f"{name}: {part}: read as {value} ({where}), answered as {answer} (line {stands.line}: “{stands.quote}”); the answer stands"
    return f"{name}: {part}: read as {value} ({where}), answered as {answer}, which no line it cites says; the answer stands"
