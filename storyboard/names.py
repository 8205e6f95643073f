"""Prompts know no names: every name becomes the person's appearance, or the `@username` of a gateway's character.

Chinese has no word boundaries, so names are matched longest first over the whole cast; Latin names only as whole words;
names of one character never in running text. What stands in quotation marks is on-screen or quoted text and stays.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from itertools import pairwise

from storyboard import marks, timeline
from storyboard.cast import roles, voicing
from storyboard.cast.apposed import apposed, taken_in
from storyboard.cast.looks import (
    EN_APPEARANCE,
    is_noun,
    kind_of,
    made_of,
    nouns,
    phrase,
    read_appearance,
    read_voice,
    write_appearance,
    write_voice,
)
from storyboard.cast.said import is_garment
from storyboard.cast.wearing import things
from storyboard.languages import CODES, Language
from storyboard.model import Board, Cast, Character, Looks, Pictured, Shot
from storyboard.patterns import deferred, tabled
from storyboard.records import dataclass

QUOTED = deferred(r"“[^“”]*(?:“[^“”]*”[^“”]*)*”|「[^「」]*」|『[^『』]*』|⟦[^⟦⟧]*⟧|(?<!\d)\"[^\"\n]*\"")
AUXILIARY = frozenset({"will", "may"})
NARRATORS = deferred(r"旁白|画外音|解说|话外音|narrator|voice-?\s?over", re.IGNORECASE)
JOINT = deferred(r"、|/|\s+(?:and|&)\s+|,\s*", re.IGNORECASE)
_SMALL_ARTICLE = deferred(r"(?:the|an?) ")
ARTICLE = deferred(r"\b(?:the|an?)\s+$", re.IGNORECASE)
"""What a phrase needs no `the` behind: the Doctor -> the man in the white lab coat."""
DESCRIBED = deferred(
    r"\b(?:the|an?)\s+(?:(?:young|younger|old|older|little|teenage|adult|poor|real|same|other|drunk|dying|wounded|sleeping)\s+)?$",
    re.I,
)
"""The same with a word between: a younger Reyes -> a younger man in the grey sweater."""

TOLD_FIRST = deferred(
    r"\b(?:the|an?|his|her|their|another|one|two|three|four|five|six|several|some)\s+(?:(?!(?:the|an?|and|later|then|when|as|while|after|before|of|in|on|at|to|with|by|from|is|are|moment|time|day|stands?|stood|sits?|sat|lies?|lay|hangs?|hung|waits?|watch(?:es)?|faces?|sees?|hears?|follows?|hides?|shows?|leans?|kneels?|past|behind|beside|between|under|over|into|onto|towards?|near|against|around|above|below|like|where|that|which|who|left|right|only|just|front|rear|centre|center|middle|edge|far|line|doors?|doorway|desk|table|walls?|windows?|gate|counter|wheel|stairs|bottom|top|back|end)\b)[a-z][\w’'-]*\s+){1,3}$",
    re.I,
)
"""The same with any words, before those who are called by what they are: a tired night CLERK."""


LEVELS = ((False, False), (True, False), (False, True), (True, True))
"""Whether a short phrase tells hair and age beside the clothes, the shortest first."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Who is meant by which word, and what to say instead."""

    characters: Mapping[str, Character]
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Alias -> canonical name."""
    usernames: Mapping[str, str] = field(default_factory=dict)
    """Canonical name -> username without @."""
    language: Language = field(default_factory=lambda: Language.of("zh"))
    _pattern: re.Pattern[str] | None = None
    _known: Mapping[str, str] = field(default_factory=dict)
    """Every word that means somebody, as written and in folded case -> canonical name."""
    former: bool = False
    """Whether names are replaced as prompts had it that may have been bought: possessives in capitals left, doubled words kept."""
    careful: bool = False
    """Whether a name in small letters is one too, where it can be no other word."""
    pictured: Mapping[str, Pictured] = field(default_factory=dict)
    """Canonical name -> what shows them in place of their looks, in this clip."""
    _worn: list[tuple[str, ...]] = field(default_factory=list, init=False, compare=False, repr=False)
    _short: dict[tuple[str, tuple[str, ...]], str] = field(default_factory=dict, init=False, compare=False, repr=False)
    _matches: dict[tuple[str, tuple[str, ...]], tuple[tuple[int, int, str], ...]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    """What `worn`, `short_phrase` and `matches` have found out once: every block of every prompt asks again."""

    def target(self, word: str) -> str:
        """The canonical name behind a word of the text."""
        return self._known.get(word) or self._known.get(word.casefold(), word)

    def meaning(self, others: Mapping[str, str]) -> "Naming":
        """The same, in which words that mean one of `others` mean whom it gives instead: 阿娜 is 小阿娜 where she is nine."""
        known = {word: others.get(name, name) for word, name in self._known.items()}
        return replace(self, _known=known) if others else self


def _is_worn(alias: str, looks: str) -> bool:
    """Whether somebody is called by one thing of their own clothes, as it is called itself in a picture: The Hood, over a raincoat with hood up."""
    thing = re.fullmatch(r"(?:[Tt]he|[Aa]n?|THE) ([A-Za-z]+)", alias)
    clothes = looks.partition("clothes (")[2]
    return thing is not None and re.search(rf"\b{thing[1].lower()}\b", clothes) is not None


def naming(
    characters: Mapping[str, Character], cast: Cast | None, gateway: str, language: str, *, former: bool = False
) -> Naming:
    """The naming of a board; aliases and usernames come from `cast.toml`, and only for people of the board."""
    aliases: dict[str, str] = {}
    usernames: dict[str, str] = {}
    for member in cast.members if cast else ():
        if member.name in characters:
            looks = characters[member.name].appearance
            worn = [
                alias
                for alias in member.aliases
                if is_garment(alias) or f"{alias}）" in looks or f"{alias}、" in looks or _is_worn(alias, looks)
            ]
            called = [alias for alias in member.aliases if alias not in characters and alias not in worn]
            aliases.update(dict.fromkeys(called, member.name))  # what somebody is called by is worn, too: 披着黄雨衣
            handle = dict(member.usernames).get(gateway)
            usernames.update({member.name: handle.lstrip("@")} if handle else {})
    for thing in cast.props if cast else ():
        if thing.name not in characters and (handle := dict(thing.usernames).get(gateway)):
            usernames[thing.name] = handle.lstrip("@")
            aliases.update({word: thing.name for word in (thing.name, *thing.aliases) if word not in characters})
    meant = {**aliases, **{name: name for name in characters}}
    known = {word.casefold(): name for word, name in meant.items()} | meant
    narrators = [Language.of(code).word("names.narrator") for code in CODES]
    things = [row.split(" => ")[0] for row in Language.of(language).words("prompt.media")]
    searched = (  # 画外音 is called 画外音, and a radio in a picture is no man who is heard over it
        word
        for word in meant
        if word not in narrators and not any(tabled(row, re.IGNORECASE).fullmatch(word) for row in things)
    )
    found = pattern(searched, language, kin=not former)
    return Naming(characters, aliases, usernames, Language.of(language), found, known, former)


def language_of(board: Board) -> str:
    """`en` where the appearances are written in the English form, else `zh`."""
    appearances = [character.appearance for character in board.character_setting.values()]
    if appearances:
        return "en" if EN_APPEARANCE.match(appearances[0]) else "zh"
    return "en" if board.shots and board.shots[0].time.startswith(("day", "night")) else "zh"


def pattern(names: Iterable[str], language: str = "zh", *, kin: bool = False) -> re.Pattern[str] | None:
    """What finds any of the names in running text, longest first; None where there is nothing to find.

    One-character names are left out, but for a Latin letter in Chinese text, where it cannot be part of a word, and with `kin` for
    words like 爹, where they stand in no longer one.
    """
    spoken_in = Language.of(language)
    lone, letters = spoken_in.does("writing.letters"), spoken_in.word("names.kin") if kin else ""
    names = tuple(names)
    spoken = {name for name in names if len(name) > 1 or (lone and name.isascii() and name.isalpha())}
    spoken |= {name for name in names if len(name) == 1 and name in letters}
    first = re.escape("".join(sorted({name[0] for name in spoken})))  # most places are passed over by it alone
    any_of = "|".join(
        rf"(?:(?<![{spoken_in.word('names.kin_before')}]){name}(?![{spoken_in.word('names.kin_behind')}]))"
        if len(name) == 1 and name in letters
        else _bounded(name)
        for name in sorted(spoken, key=lambda name: (-len(name), name))
    )
    return re.compile(f"(?=(?i:[{first}]))(?:{any_of})") if spoken else None


def named_in(look: str, people: re.Pattern[str] | None, *, place: bool = False) -> str:
    """The first of the people whom a look names; empty where it names none.

    A name in a longer word for a thing is nobody (黑狮 in 黑狮头), and a role or small letters only in the look of a `place`.
    """
    found = people.finditer(look) if people else ()
    own = (match for match in found if not roles.goes_on(look, *match.span()))
    return next((match[0] for match in own if place or not (match[0].islower() or roles.is_role(match[0]))), "")


def _bounded(name: str) -> str:
    """The pattern of one name; Latin letters at its ends must not go on, and their case is looked at in `matches`."""
    before = r"(?<![A-Za-z0-9])" if name[0].isascii() and name[0].isalnum() else ""
    after = r"(?![A-Za-z0-9])" if name[-1].isascii() and name[-1].isalnum() else ""
    return f"(?i:{before}{re.escape(name)}{after})"


def matches(text: str, names: Naming, keep: Sequence[str] = ()) -> Iterator[tuple[int, int, str]]:
    """(start, end, canonical name) of every name in running text: not in quotation marks, nor inside a text of `keep`.

    A role inside a longer word for a thing (护士服) names nobody.

    A Latin name may be written in any case as long as it begins with a capital (cue ANNA, action Anna); names that are
    also auxiliary verbs (WILL, MAY) only as the cast writes them.
    """
    asked = (text, tuple(keep))
    if asked not in names._matches:
        names._matches[asked] = tuple(_matched(text, names, keep))
    return iter(names._matches[asked])


def _matched(text: str, names: Naming, keep: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    if names._pattern is None or names._pattern.search(text) is None:
        return
    protected = [(quote.start() + 1, quote.end() - 1) for quote in QUOTED.finditer(text)]
    for words in filter(None, keep):
        protected += [(match.start(), match.end()) for match in re.finditer(re.escape(words), text)]
    for match in names._pattern.finditer(text):
        begins, word = match.start(), match[0]
        article = _SMALL_ARTICLE.match(word)  # THE AUCTIONEER of the cast is the AUCTIONEER in a picture
        if article and word not in names.aliases and word[article.end() :] in (*names.characters, *names.aliases):
            begins, word = begins + article.end(), word[article.end() :]
        as_written = word in names.characters or word in names.aliases
        small = not word[0].isupper() and not (names.careful and _no_word(word, names.language))
        if not as_written and (small or word.lower() in AUXILIARY):
            continue
        if roles.goes_on(text, begins, match.end()):
            continue
        if not any(start <= begins and match.end() <= end for start, end in protected):
            yield begins, match.end(), names.target(word)


def _no_word(name: str, language: Language) -> bool:
    """Whether a name in small letters can be nothing else: Latin letters in Chinese, syllables of Chinese in English (tingchen)."""
    if not language.does("writing.words"):
        return name.isascii() and len(name) > 2
    syllables = language.word("names.syllables")
    return re.fullmatch(syllables, name) is not None and name not in language.word("names.words").split("|")


def found(text: str, names: Naming, keep: Sequence[str] = ()) -> tuple[str, ...]:
    """Canonical names that running text mentions outside quotation marks, in order, each once."""
    return tuple(dict.fromkeys(name for _, _, name in matches(text, names, keep)))


def worn(names: Naming) -> tuple[str, ...]:
    """Clothes and hair of the people in whose words a role stands, and no name that somebody was given: 医生用刷手服.

    Texts to `keep`: they tell of clothes, whoever reviewed or answered them so. Who is called 光头 has that hair.
    """
    if not names._worn:
        names._worn.append(_worn_now(names))
    return names._worn[0]


def _worn_now(names: Naming) -> tuple[str, ...]:
    looks = [read_appearance(character.appearance) for character in names.characters.values()]
    words = dict.fromkeys(
        word for one in looks if one for word in (one.hair_style, one.clothes_style, *things(one.clothes_style))
    )
    loud = {word: word.upper() if word.isascii() else word for word in words}  # a porter's tunic beside a PORTER
    inside = {word: [word[start:end] for start, end, _ in matches(said, names)] for word, said in loud.items()}
    return tuple(
        word
        for word, said in inside.items()
        if said
        and all(roles.is_role(name) and (name != word or bool(roles.tells(name, "hair", "zh"))) for name in said)
    )


def dressed(shot: Shot, names: Naming) -> Naming:
    """The naming of one shot: whoever is otherwise in it looks and sounds like that."""
    now = {each.name: each for each in marks.versions(shot.visual) if each.name in names.characters}
    return replace(names, characters=changed(names.characters, now)) if now else names


def changed(characters: Mapping[str, Character], now: Mapping[str, marks.Now]) -> dict[str, Character]:
    """The characters as some of them are in a shot: age, hair, clothes, state and voice."""
    return {name: _as_now(each, now[name]) if name in now else each for name, each in characters.items()}


def _as_now(character: Character, now: marks.Now) -> Character:
    """A character in another version; parts it leaves out, and strings that are not in the mandated form, stay."""
    looks, heard = read_appearance(character.appearance), read_voice(character.voice)
    if looks is None:
        return character
    language = Language.of("en" if EN_APPEARANCE.match(character.appearance) else "zh")
    hair = now.hair or (looks.hair_colour, looks.hair_style)
    colour, style = now.clothes or (looks.clothes_colour, looks.clothes_style)
    said = f"{hair[1]}{style}"
    style = f"{style}{language.word('names.state')}{now.state}" if now.state and now.state not in said else style
    age = looks.age if now.age is None else now.age
    looks = Looks(now.sex or looks.sex, age, *hair, colour, style)
    own = heard[0] if heard else None
    voice = voicing.from_the_same(now.voice, own, language) if now.voice and own else now.voice or own
    sound = write_voice(voice, age, language.code) if voice else character.voice
    return replace(character, age=age, appearance=write_appearance(looks, language.code), voice=sound)


def people_near(board: Board, names: Naming, shots: Collection[int] | None = None) -> tuple[tuple[str, ...], ...]:
    """For every shot of a board: who speaks or is named in its scene, in order of appearance.

    `shots`: those that are asked about; nobody is found for scenes without any of them.
    """
    starts = [*timeline.scene_starts(board), len(board.shots)]
    near: list[tuple[str, ...]] = []
    for start, end in pairwise(starts):
        people: dict[str, None] = {}
        asked = shots is None or any(start <= at < end for at in shots)
        for shot in board.shots[start:end] if asked else ():
            role = shot.dialogue.role
            people.update(dict.fromkeys((*members(role, names), role, *found(f"{shot.visual}\n{shot.action}", names))))
        near += [tuple(name for name in people if name)] * (end - start)
    return tuple(near)


def replaced(text: str, names: Naming, scene: Sequence[str], told: set[str], keep: Sequence[str] = ()) -> str:
    """`text` with every name outside quotation marks replaced; `told` are the people already described in this shot.

    `scene` are the people near by, among whom the short phrase must be unambiguous; texts of `keep` (a place that is
    called like somebody) stay. Adds to `told`.
    """
    return put(text, names, lambda name, before, after: called(name, names, scene, told), keep)


def put(text: str, names: Naming, call: Callable[[str, str, str], str], keep: Sequence[str] = ()) -> str:
    """`text` with what `call` says, given a name and the text before and behind it, in the place of every name outside quotation marks."""
    out, at = [], 0
    for start, end, name in matches(text, names, keep):
        told = what_before(text[at:start], name, names)
        words, start = _as(told, call(name, text[:start], text[end:]), name, names), start - len(told)
        words = words.removeprefix("the ") if _is_told(text[:start], name, names) else words
        words = words if names.former else _once(text[at:start], words)
        lead, words = _aged_once(text[at:start], words, name, names)
        before = text[:start].rstrip()
        begins = names.language.does("writing.capitals") and (not before or before[-1] in ".!?")
        out += [lead, words[0].upper() + words[1:] if begins else words]
        at = end
    return "".join([*out, text[at:]])


def _aged_once(before: str, words: str, name: str, names: Naming) -> tuple[str, str]:
    """The words before a name and what stands for it, in which old is said once: old Siward is no old old man, and 老染工 no 老 with a phrase behind it."""
    if names.former or name not in names.characters or name in names.usernames:
        return before, words
    if before.endswith(("老", "小")) and words != name and roles.is_role(name):
        return before[:-1], words
    return before, _OLD.sub("", words, count=1) if _OLD_BEFORE.search(before) else words


_OLD_BEFORE = deferred(r"\b(?:old|elderly)\s+$", re.I)
_OLD = deferred(r"(?<=^the )(?:old|elderly) (?=\w)|^(?:old|elderly) (?=\w)", re.I)
"""A word for an age before a name, and at the head of what stands for it."""


def what_before(before: str, name: str, names: Naming) -> str:
    """What right before a name says what somebody is who is told by their looks: the photographer Old Jian; empty where nothing does."""
    if not names.careful or name in names.usernames or name not in names.characters:
        return ""
    looks = read_appearance(names.characters[name].appearance)
    return apposed(before, names.language.code) if looks and kind_of(looks) == "person" else ""


def _as(told: str, words: str, name: str, names: Naming) -> str:
    """What stands for a name, with what somebody is."""
    looks = read_appearance(names.characters[name].appearance) if told else None
    return taken_in(words, told, nouns(looks), names.language.code) if looks else words


def _is_told(before: str, name: str, names: Naming) -> bool:
    """Whether what stands before a name makes an article behind it one too many."""
    if (ARTICLE if names.former else DESCRIBED).search(before):
        return True
    looks = read_appearance(names.characters[name].appearance) if name in names.characters else None
    what = roles.is_role(name.rsplit(maxsplit=1)[-1]) or (looks is not None and bool(made_of(looks)))
    return names.careful and what and TOLD_FIRST.search(before) is not None


def _once(before: str, words: str) -> str:
    """The words without their beginning where the text has just said it: 穿红色雨衣的 before 穿红色雨衣的女孩."""
    most = next((size for size in range(min(len(before), len(words)), 1, -1) if before.endswith(words[:size])), 0)
    return words[most:] if most and words[most - 1] in "的 " else words


def spaced(text: str, names: Naming) -> str:
    """One line in which every @username has a space on both sides, as the gateways want it."""
    text = " ".join(text.split()) if "\n" in text or "  " in text else text.strip()
    guests = [shown.words[1:] for shown in names.pictured.values() if shown.words.startswith("@") and not shown.picture]
    for handle in (*names.usernames.values(), *guests):
        text = re.sub(rf"\s*@{re.escape(handle)}(?![\w.-])\s*", f" @{handle} ", text)
    return text


def called(name: str, names: Naming, scene: Sequence[str], told: set[str]) -> str:
    """What to say instead of a name: ` @username `, in full at the first mention in a shot, a short phrase later."""
    if name in names.usernames:
        return f" @{names.usernames[name]} "
    character = names.characters.get(name)
    if character is None:
        return name
    looks = read_appearance(character.appearance)
    if name in names.pictured:
        return _in_picture(names.pictured[name], looks, names)
    kind = kind_of(looks)
    if kind == "joint":
        people = [called(member, names, scene, told) for member in members(name, names)]
        return names.language.word("names.together").join(people) or names.language.word("names.several")
    if kind == "voice" or NARRATORS.search(name):
        return heard(name, names)
    if looks is None:
        return character.appearance
    if kind == "group":
        return crowd(looks, names, name)
    short = short_phrase(looks, names, scene, name)
    if name in told:
        return short
    told.add(name)
    return names.language.word("names.full").format(short, character.appearance)


def heard(name: str, names: Naming, taken: Collection[str] = ()) -> str:
    """What to call somebody who is only heard: a voice of their sex, and no looks; told carefully the unseen man, or a person where `taken` has that noun for somebody who is seen, as the line says whose voice it is."""
    if NARRATORS.search(name):
        return names.language.word("names.narrator")
    if kind_of(read_appearance(names.characters[name].appearance)) == "group":
        return names.language.word("names.voices.crowd")
    if names.careful and names.characters[name].voice:
        looks = read_appearance(names.characters[name].appearance)
        article = "the " if names.language.does("writing.words") else ""
        noun = bare_noun(looks, names).removeprefix(article) if looks and kind_of(looks) == "person" else ""
        own = (
            [f"{article}{names.language.word('names.voices.unseen').format(noun)}"]
            if noun and noun not in taken
            else []
        )
        return _nameless([*own, *names.language.words("names.voices.told")], names)
    female = names.language.word("names.voices.female_word")
    voice = names.characters[name].voice
    sex = "female" if female in voice[: names.language.number("names.voices.head")] else "male"
    child = "child_" if names.careful and 0 < names.characters[name].age < 13 else ""
    return _nameless(names.language.words(f"names.voices.{child}{sex}"), names)


def crowd(looks: Looks, names: Naming, name: str = "") -> str:
    """What to call a group: a crowd in its clothes, or by the common word that it is called by where one can be put in its place (two tall men in grey suits)."""
    own = many(name) if names.careful and names.language.does("writing.words") else ""
    if own:
        return f"{own} in {looks.clothes_colour} {looks.clothes_style}"
    clothes = f"{looks.clothes_colour}{names.language.word('writing.between')}{looks.clothes_style}"
    return _nameless([words.format(clothes=clothes) for words in names.language.words("names.crowd")], names)


def are_many(name: str, naming: Naming) -> bool:
    """Whether somebody is told by a word for many, so that a verb behind it has its plural form: soldiers in grey mail are in view."""
    told = many(name) if are_group(name, naming) and naming.careful and naming.language.does("writing.words") else ""
    return bool(told) and not told.startswith("a ")


def many(name: str) -> str:
    """The common word for many that a Latin name ends with, with an article where it is one crowd, and with what makes one of them: a gang of boys; empty where none does."""
    if _COUNTED.fullmatch(name):
        return name
    if _BODY_OF.match(name):
        return f"a {name.casefold()}" if many(name.rsplit(maxsplit=1)[-1]) else ""
    last = name.rsplit(maxsplit=1)[-1].casefold() if name else ""
    if not last.isascii() or not last.isalpha() or roles.kind(last, (), "en") != "group" or last in _ANYBODY:
        return ""
    return (
        last if last.endswith(("s", "men", "people", "folk", "children", "women", "staff", "police")) else f"a {last}"
    )


def is_common(word: str, naming: Naming) -> bool:
    """Whether a word of a Chinese text for a group is no name, but what anybody would call such people: 百姓, 盐工们, 人群."""
    if not word or not naming.careful or naming.language.does("writing.words"):
        return False
    return is_word_for_many(word, naming.language)


_BODIES = frozenset("police cavalry infantry militia clergy gentry".split())
"""Words for many that have no other form for one."""


def is_word_for_many(word: str, language: Language) -> bool:
    """Whether many are called so by what they are, in any story: soldiers, 百姓, 盐工们."""
    if language.does("writing.words"):
        last = word.rsplit(maxsplit=1)[-1]
        told = roles.kind(last, (), language.code) == "group" or last.casefold() in _BODIES
        return told or _COUNTED.fullmatch(word) is not None
    bare = word.removesuffix("们")
    known = roles.kind(word, (), language.code) == "group" or bare in roles.only_many() or roles.is_role(bare)
    return known or tabled(language.word("names.crowd_words")).fullmatch(bare) is not None


def are_group(name: str, naming: Naming) -> bool:
    """Whether somebody of the cast is a crowd."""
    character = naming.characters.get(name)
    return character is not None and kind_of(read_appearance(character.appearance)) == "group"


_BODY_OF = deferred(
    r"(?:gang|group|crowd|band|mob|line|row|troop|pack|bunch|party|squad|throng|crew|team|circle|ring|cluster|column|flock|handful|knot|huddle|pair|couple|dozen|family) of (?:[a-z]+ )*[a-z]+$",
    re.IGNORECASE,
)
"""A name that is a common word for one body of many: gang of boys."""
_COUNTED = re.compile(
    r"(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a hundred|a dozen|dozens of|hundreds of|several|\d{1,3})"
    r"(?: [a-z][a-z-]+){0,3} [a-z-]*(?:s|men|women|people|folk|children)"
)
"""A name that says how many there are of what: sixty strangers."""
_ANYBODY = frozenset("all both everyone everybody others extras".split())


def _in_picture(shown: Pictured, looks: Looks | None, names: Naming) -> str:
    """The words of somebody's picture with what they are in it, or of the character they are: 图片1里的女子, ` @user1 `."""
    if shown.picture:
        kind = _nameless(nouns(looks), names) if looks else names.language.word("names.somebody")
        return names.language.word("names.in_picture").format(kind, shown.words)
    return f" {shown.words} " if shown.words.startswith("@") else shown.words


def members(name: str, names: Naming) -> tuple[str, ...]:
    """The people of a joint name, found in the board itself; a name nobody knows stays as it is."""
    return tuple(part for part in JOINT.split(name) if part in names.characters and part != name)


def short_phrase(looks: Looks, names: Naming, scene: Sequence[str], name: str) -> str:
    """The shortest phrase that means only this person among the people of the scene."""
    key = (name, tuple(scene))
    if key not in names._short:
        names._short[key] = _shortest(looks, names, scene, name)
    return names._short[key]


def _shortest(looks: Looks, names: Naming, scene: Sequence[str], name: str) -> str:
    others = [
        other
        for person in scene
        if person != name
        and person in names.characters
        and (other := read_appearance(names.characters[person].appearance))
        and kind_of(other) == "person"
    ]
    for hair, age in LEVELS[:-1]:
        text = short(looks, names, hair=hair, age=age)
        if all(short(other, names, hair=hair, age=age) != text for other in others):
            return text
    return short(looks, names, hair=True, age=True)


def short(looks: Looks, names: Naming, *, hair: bool, age: bool) -> str:
    """The phrase of a look with a noun that is nobody's name: where 少年 is a part, the boy is a 男生."""
    return phrase(looks, names.language.code, hair=hair, age=age, noun=_nameless(nouns(looks), names))


def bare_noun(looks: Looks | None, names: Naming) -> str:
    """`the woman`, where what tells her from others stands beside it anyway."""
    return names.language.word("names.noun").format(_nameless(nouns(looks), names)) if looks else ""


def _nameless(words: Sequence[str], names: Naming) -> str:
    """The first of the words in which no name stands, or that is all of another name of somebody (old woman, where the language has blanks); the first of all where each holds one."""
    common = names.aliases if names.careful and names.language.does("writing.words") else {}
    return next((word for word in words if not found(word, names) or word in common), words[0])


def without(location: str, names: Naming) -> str:
    """A location without anybody's name: 张三卧室 -> 卧室, Anna's kitchen -> kitchen; unchanged where nothing would stay."""
    bare, at = "", 0
    for start, end, name in matches(location, names):
        if name not in names.characters:
            continue
        bare += location[at:start] + "\0"
        at = end
    owned = (
        re.sub(r"\0(?:家的|的|'s |’s )?", "", bare + location[at:]) if names.former else _unowned(bare + location[at:])
    )
    bare = owned.strip(" ·-—、")
    return bare if re.sub(r"[（(].*?[）)]", "", bare).strip() else location


def _unowned(place: str) -> str:
    """A place without its owners, who stand there as a null: neither NORA'S KITCHEN nor 'S KITCHEN is left, but KITCHEN."""
    return re.sub(r"\0(?:(?:家的|的|['’][sS]?)(?:\s+|(?=[^\sA-Za-z])))?", "", place)


def as_cast(text: str, names: Naming) -> str:
    """The text with names of several words as the cast writes them, whatever their capitals."""
    folded = text.casefold()
    for name in names.characters:
        if " " in name and name not in text and name.casefold() in folded and not is_noun(name):
            text = re.sub(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", name.replace("\\", r"\\"), text, flags=re.I)
    return text


def place_of(location: str) -> str:
    """The words of a location before 内/外 in brackets."""
    return re.sub(r"\s*[（(][^（(]*[）)]$", "", location)
