"""Who is seen before anybody says their name: `a boy of maybe six peers out`, and the next to speak is PETER, of whom nobody has heard; 一个五岁女孩, then 小满's first line.

The description belongs to the newcomer where one person alone comes into the picture without a name, right before the first words of somebody who has not been named
before. A noun in small letters that is the name on the cue is the same person wherever it stands before (`a rider in a long duster`, RIDER).
"""

import re
from collections.abc import Collection, Iterator, Sequence

from storyboard.cast import given
from storyboard.cast.portraits import mentions, quiet
from storyboard.cast.roles import is_role
from storyboard.cast.said import begins_with_garment_en
from storyboard.languages import Language
from storyboard.model import Script, Unit
from storyboard.model.script import Delivery
from storyboard.patterns import deferred
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class Nameless:
    """Somebody without a name yet."""

    name: str
    """Whose first words follow."""
    noun: str
    """The words for who it is, verbatim: `a boy`, 一个五岁女孩."""
    text: str
    """The paragraph with the name in the place of the noun."""
    unit: Unit


_ONE_ZH = deferred(r"(?:一[个位名]|[着了来有]个)[^，。；！？：、]{0,14}$")
"""What stands before the noun for somebody who is new."""
_ONE_EN = re.compile(r"an?\s", re.I)
_MANY_EN = deferred(r"\b(?:two|three|four|several|some|twin|men|women|boys|girls|children|people|crowd|couple)\b", re.I)
_MANY_ZH = deferred("[两三四五六七八九十几]个|们|人群|众人")
TALK = 3
"""Speeches of others after which a stranger who was seen is not who speaks now."""
_NOT_THERE = frozenset[Delivery](("offscreen", "phone", "voiceover", "inner"))
"""Ways of speaking in which somebody is not who is seen."""


def unnamed(script: Script, names: Collection[str]) -> Iterator[Nameless]:
    """Everybody of `names` who is seen right before their first words, in order; nobody where two could be meant."""
    language = Language.of(script.language)
    met: set[str] = set()
    before: Unit | None = None
    """The last action in which a stranger may be, where it names nobody for the first time."""
    since = 0
    here_yet: set[str] = set()
    """Who stands in the cast line, has been named or has spoken in the scene: a stranger is seen by somebody."""
    acted: list[Unit] = []
    listed = {scene.id: {*scene.cast} for scene in script.scenes}
    called = {alias: person.name for person in script.cast for alias in person.aliases}
    for unit in script.units:
        if unit.kind == "heading":
            before, here_yet, acted = None, {*listed.get(unit.scene, ())}, []
        elif unit.kind == "action" and unit.text.strip():
            here = mentions(quiet(unit.text, names, language.code), names, language.code)
            named = {called.get(one.name, one.name) for one in here} - {""}
            if not named <= met:
                before = None
            elif len(named) < len(here) or before is None or since == 0:
                before, since = unit, 0
            for name in sorted(named - met):
                yield from _by_noun(name, acted, names, language)
            met |= named
            here_yet |= named
            acted.append(unit)
        elif unit.kind == "speech" and unit.speaker:
            new = unit.speaker in names and unit.speaker not in met and not unit.members
            if new and unit.delivery not in _NOT_THERE:
                stranger = before if here_yet - {unit.speaker} else None
                found = [*_seen(unit.speaker, stranger, names, language)] if stranger else []
                yield from found or _by_noun(unit.speaker, acted, names, language)
            before = None if new or since >= TALK else before
            met.add(unit.speaker)
            here_yet.add(unit.speaker)
            since += 1


def _by_noun(name: str, acted: Sequence[Unit], names: Collection[str], language: Language) -> Iterator[Nameless]:
    """Whoever an earlier action of the scene calls by the noun that is the name on the cue: `A beautiful woman in an orange dress`, WOMAN."""
    if not language.does("writing.words") or not is_role(name):
        return
    own = re.compile(_OWN_EN.format(re.escape(name.lower())), re.I)
    yield from next(
        (found for unit in acted if own.search(unit.text) and (found := [*_seen(name, unit, names, language)])), []
    )


_OWN_EN = r"\ban?\s+(?:(?!in\b|with\b|of\b|wearing\b)[\w’'-]+\s+){{0,3}}?{}\b"
"""The noun in small letters that is the name on the cue: `a rider`, RIDER."""


def _seen(name: str, unit: Unit, names: Collection[str], language: Language) -> Iterator[Nameless]:
    """The one stranger of an action as whoever speaks behind it."""
    han = language.does("writing.han")
    text = unit.text if han else unit.text.replace("\n", " ")
    here = [one for one in mentions(text, names, language.code) if not one.name]
    strangers = [(one.start, one.end) for one in here]
    if (
        not han
        and (own := re.search(_OWN_EN.format(re.escape(name.lower())), text, re.I))
        and not begins_with_garment_en(text[own.end() :])
    ):
        strangers = [own.span()]
    if len(strangers) != 1 or (_MANY_ZH if han else _MANY_EN).search(text):
        return
    start, end = strangers[0]
    lead = _ONE_ZH.search(text[:start]) if han else _ONE_EN.match(text[start:])
    if not lead or _follows(text[end:], han=han) or _SAID.match(text[end:]):
        return
    first = lead.start() if han else start
    likely = given.sex(name, language.code)
    if likely and _SEXED[language.code][likely].search(text[first:end]):
        return
    yield Nameless(name, text[first:end], f"{text[:first]}{name}{text[end:]}", unit)


_SEXED = {
    "zh": {"男": deferred("女|姑娘|妇|老太|婆"), "女": deferred("男|小伙|汉|老头|少年")},
    "en": {
        "male": deferred(r"\b(?:woman|girl|lady)\b", re.I),
        "female": deferred(r"\b(?:man|boy|guy|gentleman)\b", re.I),
    },
}
"""Nouns for somebody of the other sex than a given name tells: 一个瘦男孩 is not 田小雨."""
_SAID = deferred(
    r"[^.!?\n\"“]{0,40}?(?<!that )(?<!which )\b(?:shouts?|yells?|calls?(?: out)?|cries(?: out)?|screams?|whispers?|mutters?|bellows?|hisses|murmurs?|says|asks)[,:]?\s*[\"“]"
    r"|[^。！？\n“「]{0,16}(?:喊|叫|骂|嚷|吼|说|道|问)[道着：:，]{0,2}[“「]"
)
"""Words that the stranger says in the action itself: who speaks behind it is somebody else."""
_GOES_ON_EN = deferred(
    r"\s*(?:[,.;:!?—–]|--|$)|\s+(?!named\b|called\b)(?:in|with|of|who|at|on|from|and|by|about|under|behind|beside|near|\w+s|\w+ing|\w+ed)\b",
    re.I,
)
"""What stands behind a noun that is all of it: no `a baby monitor`, no `a man (RAY)`."""


def _follows(behind: str, *, han: bool) -> bool:
    """Whether the noun is only whose something is, part of another, or its own name stands behind it."""
    return behind.startswith(("的", "（", "(", "们")) if han else _GOES_ON_EN.match(behind) is None
