"""The people of one clip: each has a phrase that means nobody else in it, and is told in full once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from functools import partial

from storyboard import assets, names
from storyboard.cast.looks import NOTHING, kind_of, nouns, read_appearance
from storyboard.cast.wearing import things
from storyboard.languages import Language
from storyboard.model import Character, Looks
from storyboard.patterns import deferred
from storyboard.records import dataclass

Key = tuple[str, str]
"""Name and appearance: who changes clothes within a clip is told anew."""

_OWNED = deferred(r"['’][sS]?(?![A-Za-z])")
LEVELS = (*((hair, age, False) for hair, age in names.LEVELS), *((hair, age, True) for hair, age in names.LEVELS))
"""Whether a phrase tells hair, age, and all that is worn, the shortest first."""
_APART = 8
"""Years by which somebody is seen to be older."""
_WELL = 10
"""Years by which they are called so."""
_MANY = "们"
"""What makes many of one, who are called by what they wear: 男子们 are any men."""
_HISSED = "\0"
"""Stands behind a phrase that ends with an s, before its possessive mark."""
_HOUSE = deferred(r"^ (?:family|clan|household|residence|mansion|estate|villa|group|corporation)\b", re.IGNORECASE)
"""Behind a name that is a family's: the Zhou family mansion."""
_THING = "building|morning|evening|ceiling|wedding|meeting|painting|clothing|ring|thing|king|body|city|lady|family|enemy|army|party"
_PLACE = "lobby|gallery|alley|library|balcony|factory|bakery|pharmacy|cemetery|laundry|entry|baby|county|country|ceremony|lorry|ferry|jury|landing|crossing|opening|bed|shed|music|public|traffic"
_TWICE = (
    r"\b(the|an?) ((?:(?!(?:{})\b)"
    r"[a-z]+(?:y|ed|ing|ful|less|ous|ish|ic|ive|ened)|younger|older|weary|tired|pale|calm|stern|grim|bewildered|frail|lone) )the (?=\w)"
)
_DOUBLED_ARTICLE = deferred(_TWICE.format(_THING), re.IGNORECASE)
"""A weary NORA, once the name is a phrase with an article of its own."""
_DOUBLED_CAREFUL = deferred(_TWICE.format(f"{_THING}|{_PLACE}"), re.IGNORECASE)
"""The same, which knows more words that are no adjectives: in the lobby the WOMAN."""
_LARGE = deferred(r"\b(?:THE|tHE|AN|aN) (?=(?:an?|the) [a-z])")
"""The same in capitals: THE CUSTOMERS."""
_NAMED = deferred(r"\b(?:an?|the) (?:[\w-]+ ){1,3}(?:named|called) (?=the )", re.IGNORECASE)
"""A man named NED."""


@dataclass(slots=True)
class Company:
    """Who is in a clip, and what was told of them so far."""

    phrases: Mapping[Key, str]
    facts: Mapping[Key, str]
    """What a phrase leaves out of somebody's looks: age and hair."""
    voices: Mapping[str, str]
    """What to call those who are only heard."""
    plain: Mapping[Key, str] = field(default_factory=dict)
    """What is enough for those who were told in full."""
    told: set[str] = field(default_factory=set)
    """Appearances that were told in full: two entries that look the same are one person to whoever looks."""
    owed: list[Key] = field(default_factory=list)
    """Who was mentioned where no brackets may stand, and is still to be told."""
    absent: frozenset[str] = frozenset()
    """Whom the shot that is being told speaks of though they are not in its picture."""
    steady: bool = False
    """Whether those who are not in the picture are called as they are where they are seen."""
    heard: set[tuple[str, str]] = field(default_factory=set)
    """Appearance and voice of those whose voice was told."""
    again: bool = False
    """Whether each shot calls everybody once by their phrase."""
    here: set[str] = field(default_factory=set)
    """Appearances that the shot that is being told has called by their phrase."""

    def call(self, name: str, naming: names.Naming, after: str = "", *, full: bool = True, label: bool = False) -> str:
        """What to say instead of a name: ` @username `, in full where that is due, else the short phrase; as a `label` the shortest that was told."""
        if name in naming.usernames:
            return f" @{naming.usernames[name]} "
        character = naming.characters.get(name)
        if character is None:
            return name
        if name in naming.pictured:
            return names.called(name, naming, (), set())
        members = names.members(name, naming)
        if members or kind_of(read_appearance(character.appearance)) == "joint":
            people = [self.call(member, naming, full=full) for member in members]
            return naming.language.word("names.together").join(people) or naming.language.word("names.several")
        key = (name, character.appearance)
        phrase = self.phrases.get(key) or self.voices.get(name) or names.called(name, naming, (name,), {name})
        if self._owns(key, after, naming):
            return names.bare_noun(read_appearance(character.appearance), naming)
        enough = self.plain.get(key, "") if key[1] in self.told and not after.startswith(_MANY) else ""
        due = bool(enough) and full and not label and self._due(key, after)
        if enough and not due and not (" in " in enough and _OWNED.match(after)):  # nobody's hand is in green
            return enough
        phrase = phrase if due else self._owner(key, after, naming) or enough or phrase
        if self.steady and name in self.absent:
            phrase = self._first(key, self.plain.get(key, phrase), naming)  # as they are called once they are seen
        said = key in self.facts and _says(after, read_appearance(character.appearance), naming)
        phrase = names.bare_noun(read_appearance(character.appearance), naming) if said else phrase
        if not full or name in self.absent or key[1] in self.told or key not in self.facts:
            return phrase
        if said or (naming.language.does("writing.words") and _OWNED.match(after)):
            if key not in self.owed:
                self.owed.append(key)
            return phrase
        self.told.add(key[1])
        self.here.add(key[1])
        if key in self.owed:
            self.owed.remove(key)
        phrase = self._first(key, phrase, naming)
        begins = "" if naming.language.does("writing.words") else assets.LOOKS
        return naming.language.word("names.full").format(f"{begins}{phrase}", f"{assets.LOOKS}{self.facts[key]}")

    def _first(self, key: Key, phrase: str, naming: names.Naming) -> str:
        """What somebody is called where they are told in full, so that it goes on with what they are called then."""
        enough = self.plain.get(key, "")
        if self.again or not enough or " in " in enough:
            return phrase
        if naming.language.does("writing.words"):
            return enough
        noun = names.bare_noun(read_appearance(key[1]), naming)
        apart = enough.endswith(noun) and phrase.endswith(f"的{noun}") and not phrase.endswith(f"的{enough}")
        return f"{phrase.removesuffix(noun)}{enough}" if apart else phrase

    def _due(self, key: Key, after: str) -> bool:
        """Whether a shot calls somebody by their phrase now, which it does once, where nothing of theirs comes next."""
        due = self.again and key in self.facts and key[0] not in self.absent and key[1] not in self.here
        if due and _OWNED.match(after) is None:
            self.here.add(key[1])
            return True
        return False

    def _owns(self, key: Key, after: str, naming: names.Naming) -> bool:
        """Whether somebody who was told in full owns what comes, and the plain noun can mean nobody else of the clip."""
        if not (naming.language.does("writing.words") and _OWNED.match(after) and key[1] in self.told):
            return False
        nouns_of = {own: names.bare_noun(read_appearance(own), naming) for _, own in self.phrases}
        return key[1] in nouns_of and list(nouns_of.values()).count(nouns_of[key[1]]) == 1

    def _owner(self, key: Key, after: str, naming: names.Naming) -> str:
        """What to call whose something it is, where a phrase that ends with clothes would make it theirs: the older woman's hand.

        By age where one is well above or below all others of that noun, else by a colour of hair that no other has; else empty.
        """
        mine = read_appearance(key[1]) if key in self.facts else None
        if not (naming.careful and mine and naming.language.does("writing.words") and _OWNED.match(after)):
            return ""
        noun = names.bare_noun(mine, naming)
        looks = [read_appearance(own) for name, own in self.facts if own != key[1] and name != key[0]]
        others = [one for one in looks if one and names.bare_noun(one, naming) == noun]
        article, _, rest = noun.partition(" ")
        if not others:
            return noun
        if all(mine.age >= one.age + _APART for one in others):
            return f"{article} older {rest}"
        if all(mine.age <= one.age - _APART for one in others):
            return f"{article} younger {rest}"
        colours = {one.hair_colour for one in others}
        if mine.hair_colour in NOTHING or mine.hair_colour in colours or " " in mine.hair_colour:
            return ""
        return f"{article} {mine.hair_colour}-haired {rest}"

    def say(self, text: str, naming: names.Naming, keep: Sequence[str], *, full: bool = True) -> str:
        """A text with everybody called as above, a possessive in capitals mended."""

        def call(name: str, after: str) -> str:
            if naming.language.does("writing.words") and _HOUSE.match(after) and name not in naming.usernames:
                return _HISSED
            words = self.call(name, naming, after, full=full)
            return f"{words}{_HISSED}" if words.endswith("s") and _OWNED.match(after) else words

        said = names.put(text, naming, call, keep)
        if naming.language.does("writing.words"):
            said = re.sub(rf"{_HISSED}(['’])[sS]?", r"\1", said)
            said = re.sub(rf"{_HISSED} ?", "", said)
            said = _NAMED.sub("", (_DOUBLED_CAREFUL if naming.careful else _DOUBLED_ARTICLE).sub(r"\1 \2", said))
            said = re.sub(
                r"\b(?:an?|the) (?=(?:an?|the) [a-z])", "", re.sub(r"\b(A|An|The) (?:an?|the) (?=[a-z])", r"\1 ", said)
            )
            said = _LARGE.sub("", said) if naming.careful else said
            said = re.sub(r"(?<=[a-z)])(['’])S(?![A-Za-z])", r"\1s", said)
            said = re.sub(r"\b([Aa]) (?=(?:old|elderly|unseen|[aeiou]\w*-)\b)", r"\1n ", said)
        return names.spaced(said, naming)

    def pay(self, naming: names.Naming) -> str:
        """A sentence about each person that a text mentioned and could not tell; empty where there is none."""
        said = []
        for key in self.owed:
            if key[1] not in self.told:
                self.told.add(key[1])
                phrase = self._first(key, self.phrases[key], naming)
                begins = phrase[0].upper() + phrase[1:] if naming.language.does("writing.capitals") else phrase
                said.append(self._owed(begins, self.facts[key], naming))
        self.owed.clear()
        return naming.language.word("writing.between").join(said)

    @staticmethod
    def _owed(phrase: str, facts: str, naming: names.Naming) -> str:
        if not (naming.careful and naming.language.does("writing.words")):
            return naming.language.word("names.owed").format(phrase, facts)
        return naming.language.word("names.owed_so").format(phrase, assets.in_words(facts))


def company(
    seen: Iterable[tuple[str, Character]],
    heard: Iterable[tuple[str, Character]],
    naming: names.Naming,
    *,
    short: bool = False,
    words: str = "",
    steady: bool = False,
    again: bool = False,
) -> Company:
    """The company of a clip: `seen` and `heard` in the order in which they come, each with the looks they have then.

    `again`: a phrase tells hair and what is worn, and each shot has it. `steady`: who is not in a picture is called as where they are. `short`: of what a phrase leaves out the age alone is told. `words`: what the board has of the clip, in which people without a name may stand.
    """
    bodies: dict[Key, Looks] = {}
    others: dict[Key, str] = {}
    for name, character in seen:
        looks, key = read_appearance(character.appearance), (name, character.appearance)
        kind = kind_of(looks)
        if looks is None:
            others[key] = character.appearance
        elif kind == "group":
            others[key] = names.crowd(looks, naming, name)
        elif kind == "person" and not names.NARRATORS.search(name):
            bodies[key] = looks
    phrases: dict[Key, str] = {}
    facts: dict[Key, str] = {}
    for key, looks in bodies.items():
        hair, age, worn = _level(key, bodies, naming, again=again)
        phrases[key] = _apart(_short(looks, naming, hair=hair, age=age, worn=worn, again=again), key, phrases, naming)
        facts[key] = _facts(
            looks, naming, hair=hair or short, age=age, worn=not (short or worn), headed=again and hair and not short
        )
    for key, phrase in others.items():
        phrases[key] = _apart(phrase, key, phrases, naming)
    voices: dict[Key, str] = {}
    for name, character in heard:
        own = character.appearance
        if names.NARRATORS.search(name):
            voices[(name, "")] = names.heard(name, naming)
        elif (name, own) not in phrases:
            voices[(name, own)] = _apart(names.heard(name, naming), (name, own), voices, naming)
    plain = _plain(bodies, words, naming) if naming.careful else {}
    if naming.language.does("writing.words") and not again:  # called so from the first
        bare = [key for key, phrase in plain.items() if " in " not in phrase]
        facts |= {key: _facts(bodies[key], naming, hair=short, age=False, worn=not short, clad=True) for key in bare}
    return Company(
        phrases, facts, {name: phrase for (name, _), phrase in voices.items()}, plain, steady=steady, again=again
    )


def _plain(bodies: Mapping[Key, Looks], words: str, naming: names.Naming) -> dict[Key, str]:
    """What is enough for somebody who was told in full: the noun alone where nobody else of the clip has it, or by who is well above or below all others of it."""
    found: dict[Key, str] = {}
    unnamed = _without_people(words, naming)
    for key, looks in bodies.items():
        noun = names.bare_noun(looks, naming)
        others = [
            other
            for (name, own), other in bodies.items()
            if own != key[1]
            and not (name == key[0] and other.age == looks.age)  # who changes clothes stays who they are
        ]
        others = [other for other in others if names.bare_noun(other, naming) == noun]
        if any(_stands(word, unnamed, naming.language) for word in nouns(looks)[:-1]):
            continue
        article, _, rest = noun.partition(" ") if naming.language.does("writing.words") else ("", "", noun)
        if way := _apart_by(looks, others, naming.language) if others else "{1} {0}":
            found[key] = way.format(rest, article).strip()
    return found


def _apart_by(looks: Looks, others: Sequence[Looks], language: Language) -> str:
    """How somebody is told from all others of their noun in a word: as the older, the younger, by what colour they wear; empty where in none."""
    older, younger = language.words("names.aged")
    if all(looks.age >= one.age + _WELL for one in others):
        return older
    if all(looks.age <= one.age - _WELL for one in others):
        return younger
    mine, theirs = looks.clothes_colour, [one.clothes_colour for one in others]
    apart = not any(mine in one or one in mine for one in theirs)
    known = re.fullmatch(language.word("names.shades"), mine)
    return f"{{1}} {{0}} in {mine}" if known and apart else ""


def _without_people(words: str, naming: names.Naming) -> str:
    """A text without names and quotations."""
    for start, end, _ in reversed(list(names.matches(words, naming))):
        words = f"{words[:start]} {words[end:]}"
    return names.QUOTED.sub(" ", words)


def _stands(noun: str, words: str, language: Language) -> bool:
    """Whether a text speaks of somebody else by a noun: a board's own "the boy" is the one boy of its clip, the boy at the bar is not."""
    if not language.does("writing.words"):
        return noun in words
    own = rf"(?<!\bthe ){re.escape(noun)}|{re.escape(noun)}(?= (?:in|at|with|on|who|from|behind|beside|by|near)\b)"
    return re.search(rf"\b(?:{own})\b", words, re.IGNORECASE) is not None


def _says(after: str, looks: Looks | None, naming: names.Naming) -> bool:
    """Whether the script itself goes on to tell age and clothes of a person: Mara, 34, in a green raincoat, is …"""
    if looks is None or not naming.language.does("writing.words"):
        return False
    sentence = re.split(r"[.!?](?:\s|$)", after, maxsplit=1)[0].casefold()
    return bool(re.match(r"\W*\d", sentence)) and _worn(looks, naming)[0].casefold() in sentence


def _level(
    key: Key, bodies: Mapping[Key, Looks], naming: names.Naming, *, again: bool = False
) -> tuple[bool, bool, bool]:
    """How much of hair, age and what is seen beside the first garment a phrase needs, so that nobody else of the clip has the same."""
    others = [looks for (name, own), looks in bodies.items() if name != key[0] and own != key[1]]
    for clash in (lambda one, other: one in other or other in one, lambda one, other: one == other):
        for hair, age, worn in (level for level in LEVELS if level[0] or not again):
            say = partial(_short, naming=naming, hair=hair, age=age, worn=worn, again=again)
            if not any(clash(say(bodies[key]), say(other)) for other in others):
                return hair, age, worn
    return (*names.LEVELS[-1], False)


def _apart(phrase: str, key: Key, taken: Mapping[Key, str], naming: names.Naming) -> str:
    """The phrase, or where somebody else has it, the same counted: 另一个…, the other …"""
    held = {words for (name, looks), words in taken.items() if name != key[0] and looks != key[1]}
    if phrase not in held:
        return phrase
    article, _, rest = phrase.partition(" ") if naming.language.does("writing.words") else ("", "", phrase)
    for word in naming.language.words("names.ordinals"):
        counted = naming.language.word("names.counted").format(word, rest, article)
        if counted not in held:
            return counted
    return phrase


def _short(
    looks: Looks, naming: names.Naming, *, hair: bool, age: bool, worn: bool = False, again: bool = False
) -> str:
    """The phrase of a look: of several things worn the first, all of them where they are `worn` by nobody else so; hair as the language says it."""
    words = naming.language.does("writing.words")
    first = (
        looks if not words and (worn or not naming.careful) else replace(looks, clothes_style=_worn(looks, naming)[0])
    )
    if again:
        first = replace(first, hair_style=_hair_alone(looks, naming.language))
    said = names.short(first, naming, hair=hair, age=age)
    if not words:
        return said
    shade = "" if looks.hair_colour in NOTHING else f"{looks.hair_colour} "
    return said.replace(f" with {shade}{first.hair_style} hair", f" with {_hair(looks, naming.language)}")


def _worn(looks: Looks, naming: names.Naming) -> list[str]:
    """The things that somebody wears, one by one, and what else is seen on them; told carefully, what is worn over something is a thing of its own."""
    every = things(looks.clothes_style)
    if not naming.careful:
        return every
    over = naming.language.word("names.over")
    return [part for each in every for part in re.split(over, each)]


def _headed(looks: Looks, language: Language) -> tuple[str, list[str]]:
    """(how the hair is worn, what else of face and build its words tell, part by part): shaggy with a gaunt face and pale eyes."""
    style = "" if looks.hair_style in NOTHING else looks.hair_style
    worn, behind, rest = style.partition(language.word("names.hair_with"))
    parts = rest.split(language.word("looks.listed")) if language.does("writing.words") and rest else []
    faced = [part for part in parts if re.search(language.word("names.faced"), part)]
    own = language.word("looks.listed").join(part for part in parts if part not in faced)
    return (f"{worn}{behind}{own}" if own else worn if parts else style), faced


def _hair_alone(looks: Looks, language: Language) -> str:
    """How the hair is worn, or that there is none."""
    if language.does("writing.words"):
        return _headed(looks, language)[0] or looks.hair_style
    return looks.hair_style.partition(language.word("names.hair_with"))[0]


def _beside_hair(looks: Looks, language: Language) -> list[str]:
    """What a head's words tell beside the hair."""
    if language.does("writing.words"):
        return _headed(looks, language)[1]
    joint = language.word("names.hair_with")
    return [each for each in looks.hair_style.split(joint)[1:] if each]


def _hair(looks: Looks, language: Language) -> str:
    """Colour and style: black cropped hair, black hair in a high ponytail, black hair tied back; empty where there is none."""
    shade = "" if looks.hair_colour in NOTHING else looks.hair_colour
    style = _headed(looks, language)[0]
    words = language.word("writing.between").join(filter(None, (shade, style)))
    if not shade or language.word("names.hair_word") in words:
        return words
    if re.match(language.word("names.hair_done"), style):
        return f"{language.word('names.hair').format(shade)} {style}"
    if each := re.match(language.word("names.hair_things"), style):
        article = "" if each[1].endswith("s") else "an " if style[0] in "aeiou" else "a "
        return f"{language.word('names.hair').format(shade)} in {article}{style}"
    return language.word("names.hair").format(words)


def _facts(
    looks: Looks, naming: names.Naming, *, hair: bool, age: bool, worn: bool = True, clad: bool = False,
    headed: bool = False,
) -> str:  # fmt: skip
    """Age and hair, or where the phrase tells hair what else is `headed` with it, as far as the phrase does not tell them, and what else is worn, or all where it does not tell what somebody is `clad` in; the sex where its noun does not."""
    language = naming.language
    noun = next((word for word in nouns(looks) if not names.found(word, naming)), "")
    parts = [looks.sex] if noun in ("", nouns(looks)[-1]) else []
    parts += [] if age else [language.word("names.years").format(looks.age)]
    parts += [f"in the {looks.clothes_colour} {_worn(looks, naming)[0]}"] if clad else []
    parts += [] if hair else filter(None, [_hair(looks, language), *_headed(looks, language)[1]])
    parts += _beside_hair(looks, language) if headed else []
    parts += _worn(looks, naming)[1:] if worn and (naming.careful or language.does("writing.words")) else []
    return language.word("writing.comma").join(parts)
