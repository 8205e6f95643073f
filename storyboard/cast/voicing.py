"""A voice as a director says it: pitch, timbre, whose it is and its pace in words; figures and labels stay on the board.

What a board itself says of how somebody sounds takes the place of the words that its figures stand for.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from storyboard.cast import assume
from storyboard.cast.looks import age_class, read_voice, write_voice
from storyboard.languages import Language
from storyboard.model import Cast, Member, Voice
from storyboard.patterns import deferred, tabled
from storyboard.speech import TEMPO

_BANDS = {"male": (115, 140), "female": (195, 235), "child": (240, 290), "other": (135, 215)}
"""Hz between which a voice is neither low nor high; around the means that are cast (125, 215, 265); `other`: of many."""
_APART = 0.07
"""By how much of the usual tempo somebody speaks slower or faster before it is said."""
_YOUNG = 36
"""Years from which a voice has filled out."""
_BIGGER = 8
"""Years from which a child sounds no longer like a little one."""
_AN = deferred(r"\ba(?= [aeiou])")
_WORDS_OF_SOUND = 2
"""How many words of sound are told of a voice."""


def voice_in_words(
    text: str, language: Language, *, whole: bool = False, brief: bool = False, paced: bool = False, many: bool = False
) -> str:
    """`in a low, gravelly old man's voice, Irish accent` for a voice string of a board; another string as it is.

    An accent is told where it is not the usual one; `whole`: age, pace and any accent too, as makers ask who number their speakers. `brief`: without an accent; `paced`: with the pace; `many`: of a crowd.
    How a line is said stands beside it and changes nothing here: a voice has the same words in every clip, and the pace that it usually has says nothing of this line.
    """
    known = read_voice(text)
    if known is None:
        return text
    voice = known[0]
    age, band, sex, level = _heard_so(*known, language)
    steady = TEMPO.get(language.code, TEMPO["en"])
    pace = 0 if voice.tempo < steady * (1 - _APART) else 2 if voice.tempo > steady * (1 + _APART) else 1
    timbre = band if band != "adult" or age >= _YOUNG else "young"
    own = _sound(voice.accent, language)
    pitched = bool(own and tabled(language.word("voiced.pitched"), re.IGNORECASE).search(own))
    form = f"voiced.{'pitched_' if pitched else ''}told{'_of_many' if many else ''}"
    said = language.word(form).format(
        pitch=language.words("voiced.pitches")[level],
        timbre=own or language.word(f"voiced.timbres.{sex}.{timbre}"),
        whose=language.word(f"voiced.whose.{sex}.{'little' if band == 'child' and age < _BIGGER else band}"),
        whose_many=language.word(f"voiced.whose_many.{'other' if band == 'child' else sex}"),
    )
    said = _AN.sub("an", said) if language.does("writing.words") else said
    if brief:
        return said
    form = "voiced.pace" if whole else "voiced.pace_now"
    said += language.word(form).format(language.words("voiced.paces")[pace]) if whole or paced else ""
    told = _from(voice.accent, language)
    usual = not told or told.casefold() in language.words("voiced.usual")
    if whole or not usual:
        said += language.word("voiced.accent").format(language.word("voiced.usually") if usual else told)
    return language.word("voiced.whole").format(said, age=age) if whole else said


def tone(text: str, language: Language) -> str:
    """How high a voice is, and no more: low voice; empty for what is no voice string."""
    known = read_voice(text)
    level = _heard_so(*known, language)[3] if known else 0
    return language.word("voiced.tone").format(language.words("voiced.pitches")[level]) if known else ""


def _heard_so(voice: Voice, age: int, language: Language) -> tuple[int, str, str, int]:
    """(years, band, sex, 0 to 2 for low to high) of a voice, which may say itself how old it is."""
    years = tabled(language.word("voiced.years")).search(voice.accent)
    age = int(years[1]) if years else age
    band = {"": "adult", "baby": "child"}.get(age_class(age).rstrip("_"), age_class(age).rstrip("_"))
    sex = next((each for each in ("male", "female") if voice.sex in language.words(f"voiced.{each}")), "other")
    low, high = _BANDS["child" if band == "child" else sex if sex in _BANDS else "male"]
    return age, band, sex, 2 if voice.pitch > high else 0 if voice.pitch < low else 1


def as_heard(text: str, asides: Iterable[str], language: Language) -> str:
    """A voice string of a board as the words beside a line have it, at another age or of the other sex: 童声, 成年女声, aged. As it is where they say nothing of the kind."""
    known = read_voice(text)
    parts = [part for aside in asides for part in _beside(aside)]
    told = next((row for part in reversed(parts) if (row := _heard_as(part, language))), None)
    if known is None or told is None:
        return text
    voice, years = known
    sex = next((language.words(f"voiced.{each}")[0] for each in ("male", "female") if told.sex == each), voice.sex)
    if sex == voice.sex and age_class(years) == age_class(told.age):
        return text
    band = (
        "child"
        if age_class(told.age) in ("baby_", "child_")
        else "male"
        if sex in language.words("voiced.male")
        else "female"
    )
    accent = tabled(language.word("voiced.years")).sub(language.word("voiced.of_years").format(told.age), voice.accent)
    again = replace(voice, sex=sex, pitch=sum(_BANDS[band]) // 2, accent=accent)
    return write_voice(again, told.age, language.code)


def heard_apart(aside: str, language: Language) -> str:
    """What is told beside a line without what says no more than whose voice it is: 通讯器，成年女声 -> 通讯器. An adjective (苍老) stays, for it says how the voice sounds too."""
    own = language.word("voiced.heard_whole")
    told = [part for part in _beside(aside) if re.search(own, part) and _heard_as(part, language)]
    kept = [part for part in _beside(aside) if part not in told]
    return language.word("writing.comma").join(kept) if told else aside


def _beside(aside: str) -> list[str]:
    """The parts of what stands beside a line, without its brackets."""
    return _parts(aside.strip("（）() ").rstrip("。. "))


class _HeardAs(NamedTuple):
    age: int
    sex: str


def _heard_as(part: str, language: Language) -> _HeardAs | None:
    """Whose voice a part of the words beside a line says it is."""
    for row in language.words("voiced.as_heard"):
        pattern, age = row.rsplit(" => ", 1)
        if tabled(pattern, re.IGNORECASE).fullmatch(part):
            sexes = ("female", "male")
            sex = next(
                (
                    each
                    for each in sexes
                    if tabled(language.word(f"voiced.as_heard_{each}"), re.IGNORECASE).search(part)
                ),
                "",
            )
            return _HeardAs(int(age), sex)
    return None


def told_from(text: str, language: Language) -> str:
    """Where somebody's speech is from, by a voice string of a board; empty where it is none, or does not say so."""
    known = read_voice(text)
    return _from(known[0].accent, language) if known else ""


def _sound(accent: str, language: Language) -> str:
    """What a board itself says of how somebody sounds, at most two words of it that hold for every line; empty where it says nothing of the kind.

    A part that tells of a moment (急了变调, softens late) is none, and neither is one that says where somebody is from.
    """
    if language.does("writing.words"):
        return _sound_in_words(accent, language)
    return "".join(_sounds(accent, language))


def sounds_of(text: str, language: Language) -> list[str]:
    """The words of a voice string for how somebody sounds, in a language without words between spaces."""
    known = read_voice(text)
    return _sounds(known[0].accent, language) if known else []


def _sounds(accent: str, language: Language) -> list[str]:
    found: list[str] = []
    for part in _parts(accent):
        if not tabled(language.word("voiced.spoken")).search(part) and not tabled(
            language.word("voiced.moment")
        ).search(part):
            found += tabled(language.word("voiced.sounds")).findall(part)
    return list(dict.fromkeys(found[:_WORDS_OF_SOUND]))


def _sound_in_words(accent: str, language: Language) -> str:
    """The same where words stand apart: a phrase holds where each of its words is of sound; what names a range (a rich baritone) comes last."""
    whole = tabled(language.word("voiced.sounds"), re.IGNORECASE)
    ranged = tabled(language.word("voiced.ranges"), re.IGNORECASE)
    parts = _parts(accent)
    found: list[str] = []
    for part in parts[len(_placed(parts[:1], language)) :]:
        phrases = re.split(language.word("voiced.and"), part)
        bare = (tabled(language.word("voiced.called"), re.IGNORECASE).sub("", each.strip()) for each in phrases)
        found += [each.lower() for each in bare if whole.fullmatch(each)]
    told = list(dict.fromkeys(found))[:_WORDS_OF_SOUND]
    told = told[:1] if sum(len(each.split()) for each in told) > _WORDS_OF_SOUND + 1 else told
    told = told[:1] if sum(bool(ranged.search(each)) for each in told) > 1 else told
    return ", ".join(sorted(told, key=lambda each: bool(ranged.search(each))))


def _from(accent: str, language: Language) -> str:
    """Where somebody's speech is from, as far as it says so, without commas; empty where no part does. What else is told of it stays on the board."""
    parts = _parts(accent)
    told = _spoken(parts, language) or _placed(parts, language)
    said = " ".join(told) if language.does("writing.words") else "".join(told)
    for row in language.words("voiced.reworded"):
        pattern, told_so = row.split(" => ")
        said = re.sub(pattern, told_so, said, flags=re.IGNORECASE)
    return tabled(language.word("voiced.doubled"), re.IGNORECASE).sub("", said) or said


def _spoken(parts: Sequence[str], language: Language) -> list[str]:
    """The parts that name a way of speaking of some place or people; one that tells of a moment (drops to a drawl) is none."""
    spoken, moment = (tabled(language.word(f"voiced.{key}"), re.IGNORECASE) for key in ("spoken", "moment"))
    return [part for part in parts if spoken.search(part) and not moment.search(part)]


def _placed(parts: Sequence[str], language: Language) -> list[str]:
    """The parts that begin with a capital, which name a place: South London of South London, bright and breathless."""
    return [part for part in parts if language.does("writing.words") and part[0].isupper()]


def _parts(accent: str) -> list[str]:
    return [part.strip() for part in re.split("[、，,;；]", accent) if part.strip()]


def at_age(voice: Voice, age: int, language: Language) -> Voice:
    """The voice of the same person at an age of another class: its pitch, and of how they speak only where they are from.

    A child's thin voice, or an old man's hoarse one, is no part of the years between.
    """
    kept = _kept(voice.accent, language)
    accent = language.word("writing.list").join(kept) or language.word("voiced.usually")
    return replace(voice, pitch=assume.pitch(voice.sex, age), accent=accent)


def _kept(accent: str, language: Language) -> list[str]:
    """The parts of how somebody speaks that hold at every age: where they are from."""
    parts = _parts(accent)
    spoken = _spoken(parts, language)
    return spoken or [
        part for part in _placed(parts, language) if part.casefold() not in language.words("voiced.usual")
    ]


def from_the_same(voice: Voice, own: Voice, language: Language) -> Voice:
    """The voice of somebody as they are now, from where their `own` is where it names no place: a board that was made before may have it neutral."""
    told = _from(voice.accent, language)
    kept = _kept(own.accent, language)
    if not kept or (told and told.casefold() not in language.words("voiced.usual")):
        return voice
    rest = [
        part
        for part in _parts(voice.accent)
        if part.casefold() not in (*language.words("voiced.usual"), told.casefold())
    ]
    return replace(voice, accent=language.word("writing.list").join((*kept, *rest)))


def of_years(voice: Voice, age: int, language: Language) -> Voice:
    """A voice that says itself how old it is: that of who tells of their youth, heard while who they were then is seen."""
    if tabled(language.word("voiced.years")).search(voice.accent):
        return voice
    told = language.word("looks.listed").join((*_parts(voice.accent), language.word("voiced.of_years").format(age)))
    return replace(voice, accent=told)


def grown(cast: Cast, member: Member, age: int, hair: tuple[str, str] | None, language: Language) -> Voice:
    """The voice of somebody at an age of another class: that of the entry that is them at that age, by age and hair, else their own as it changes.

    A script may list 老年阿福 by himself and let 阿福 speak at that age too.
    """
    same = (
        one
        for one in cast.members
        if one.name != member.name
        and (one.looks.sex, one.looks.age) == (member.looks.sex, age)
        and (one.looks.hair_colour, one.looks.hair_style) == hair
    )
    twin = next(same, None)
    return twin.voice if twin and hair else at_age(member.voice, age, language)
