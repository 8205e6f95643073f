"""The people of one clip: each has a phrase that means nobody else in it, and is told in full once."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field, replace
from functools import partial
from itertools import pairwise

from storyboard import assets, names
from storyboard.cast import roles
from storyboard.cast.apposed import trade
from storyboard.cast.looks import NOTHING, kind_of, made_of, mixed, nouns, phrase, read_appearance
from storyboard.cast.said import garment_of
from storyboard.cast.wearing import is_of_body, things
from storyboard.languages import Language
from storyboard.model import Character, Looks
from storyboard.patterns import deferred, tabled
from storyboard.records import dataclass

Key = tuple[str, str]
"""Name and appearance: who changes clothes within a clip is told anew."""

_OWNED = deferred(r"['’][sS]?(?![A-Za-z])")
_OF_KIN_EN = deferred(
    r"['’][sS]? (?:(?:dead|late|old|own|young|little|elder|older|younger) )?(?:(?:grand|step|god)?(?:father|mother|son|daughter)|dad|mum|mom|brother|sister|husband|wife|uncle|aunt|nephew|niece|cousin)\b"
)
"""Behind a name of whom only kin is told."""
_BODY = "face|head|profile|hands?|fists?|palms?|fingers?|forefinger|fingertips|thumbs?|knuckles|wrists?|arms?|forearms?|elbows?|shoulders?|back|neck|throat|chest|mouth|lips?|eyes?|brow|cheeks?|chin|jaw|feet|foot|boots?|shoes?|sneakers?|slippers|sandals|legs?|knees?|shins?|hair|plaits?|braids?|ponytail|gloves?|sleeves?|silhouette|shadow|reflection|outline|figure"
_GARMENT = "apron|bag|beard|belt|blazer|blouse|bow tie|cap|cloak|coat|collar|cuffs?|dress|glasses|gown|hat|hem|hood|jacket|jumper|lapels?|moustache|overcoat|pocket|raincoat|robe|scarf|shawl|shirt|skirt|spectacles|suit|sweater|tie|trousers|uniform|vest|voice|waistcoat|wedding dress|breath|gaze|side|seat|chair"
_PART = deferred(
    rf"['’][sS]? ((?:(?!(?:in|on|of|at|to|with|and|from|by|against|as|is)\b)[a-z][a-z-]* ){{0,3}}(?:{_BODY}|{_GARMENT})(?: and (?:[a-z-]+ ){{0,2}}(?:{_BODY}|curls|beard|moustache|brows))?)(?=[\s,.;:]|$)(?! (?:{_BODY})\b)"
)
"""Behind a name: a part of somebody, with what is told of it."""
_TURNED = deferred(rf"\b(?!(?:face|head|profile|eyes?) )(?:{_BODY}) of $")
"""Before a name: a part of somebody, turned round."""
MOST_BEFORE_A_VERB = 27
"""Words that may stand in a sentence before what somebody does: with more, their looks have a sentence of their own. Articles and `with` come on top."""
LEVELS = (*((hair, age, False) for hair, age in names.LEVELS), *((hair, age, True) for hair, age in names.LEVELS))
"""Whether a phrase tells hair, age, and all that is worn, the shortest first."""
_SHADE = deferred(r"(?!none)[a-z]+(?: [a-z]+)?")
"""A colour of hair that somebody can be called by: the copper-haired woman."""
_BALD = deferred(r"(?:bald|shaven)\b")
_CLAD = " in "
"""What a label that tells clothes has in it."""
_MANY = "们"
"""What makes many of one, who are called by what they wear: 男子们 are any men."""
_TIES = frozenset(
    "of on in at with under over across around round like from by to that below above behind between and than as".split()
)
"""Words that tie what stands behind a noun to it: lines round the eyes."""
_LIKENED = deferred(r" like (?:an? [a-z-]+|[a-z-]+s)(?= (?!of|and|with|in|that)[a-z])")
"""What a trait is like, before another: hands like spades, a broad face."""
_ANEW = deferred(rf"(?: [a-z-]+)*? (?!(?:{'|'.join(sorted(_TIES))}) )[a-z-]+(?= an? [a-z])")
"""Words that belong to a trait before one that begins with an article."""
_PART_OF_ALL = r"(?:the |his |her )?(?:hair|beard|moustache|brows|lashes|face|cheeks?|hands?|shoulders?|arms?|legs?|knees|elbows|feet|back|chest|neck|lips|palms|knuckles|wrists|sleeves?|hat|cap|coat|cloak|collar|boots|shoes|trousers|skirt|hem|cuffs)"
_LIES_ON = deferred(
    rf"\b(?:on|in|over|across|of|from) (?:the |his |her )?[a-z]+(?: and [a-z]+)*$|^(?:dripping|soaked|wet|damp|drenched|muddy|dusty|torn|bloody|dirty)\b.* {_PART_OF_ALL}$"
)
"""Of what befell somebody, where it is, or what of them: snow crusted on coat, dripping wet hair."""
_BARE_PART = deferred(_PART_OF_ALL)
"""Another part, behind that."""
_SENTENCES = deferred(r"[.!?;]\s+")
_HISSED = "\0"
"""Stands behind a phrase that ends with an s, before its possessive mark."""
_UNQUALIFIED = deferred(
    r"(?:^|[^\w\s]|\b(?:the|an?|and|or|of|with|at|to|from|by|behind|among|between|past|before|after|for|in|over|on|into|through|towards?|against|beside|under|where|while|as|until|but|then"
    r"|him|me|us|them|it|you|here|there|now|left|right|centre|center|middle|front|rear|foreground|background|distance|side|end|edge|top|bottom"
    r"|sees|faces|watches|joins|passes|meets|leads|reaches|table|door|doorway|window|wall|street|room|fence|rail|counter|bar|stage|bridge|gate|corner|road|steps|stairs|deck|hall|[a-z]{3,}(?<!friend)(?<!elder)(?<!lone)(?<!love)(?<!live)ly))\s*$",
    re.IGNORECASE,
)
"""Before a group that has no word of its own there: two tall MEN are those men and no others."""
_AGES = deferred(r"(?:,| and) (?:of )?(?:all|many|every|different|various) ages?(?=,| and |$)")
"""How old those of a group are, among what they wear."""
_ONE_CROWD = deferred(r"^(?:an?|the) ")
"""What a word of its own before a crowd has taken the place of: the whole CROWD."""
_HOUSE = deferred(r"^ (?:family|clan|household|residence|mansion|estate|villa|group|corporation)\b", re.IGNORECASE)
"""Behind a name that is a family's: the Zhou family mansion."""
_THING = "building|morning|evening|ceiling|wedding|meeting|painting|clothing|ring|thing|king|body|city|lady|family|enemy|army|party"
_NATURE = r"sky|\w*days?|\w*(?:way|tray|toy|key)|boy|bay|spray|play|valley|chimney|pulley|trolley|monkey|donkey|turkey|money|honey|journey|quay|jetty|canopy|puppy|pony|kitty|fly|belly|cherry|berry|penny|stor(?:y|ey)|study|diary|copy|spy|lily|daisy|ivy|melody|memory|tapestry|nursery|bakery|brewery|foundry|battery|dormitory|territory|swing|string|wing|spring|sling|railing|awning|clearing|earring|lightning|lining|seed|weed|reed|feed|speed|sled|fish|dish|polish|rubbish|attic|fabric|clinic|plastic|olive|hive|archive|drive|handful|mouthful"
"""Things that end as words for how somebody is do: up to the sky ELIN."""
_PLACE = "lobby|gallery|alley|library|balcony|factory|bakery|pharmacy|cemetery|laundry|entry|baby|county|country|ceremony|lorry|ferry|jury|landing|crossing|opening|bed|shed|music|public|traffic"
_TWICE = (
    r"\b(the|an?) ((?:(?!(?:{})\b)"
    r"[a-z]+(?:y|ed|ing|ful|less|ous|ish|ic|ive|ened)|younger|older|weary|tired|pale|calm|stern|grim|bewildered|frail|lone) )(?:the (?=\w)|a (?=crowd\b))"
)
_BALD_WITH = re.compile(r"(bald(?: [a-z]+)?) (and|with|between|above|over) (?!an? )([a-z][a-z -]+)")
_HEAD = {"bald": "bald head"}
_ARTICLE = re.compile(r"^(?:an?|the) (?=.)", re.I)
_DOUBLED_ARTICLE = deferred(_TWICE.format(_THING), re.IGNORECASE)
"""A weary NORA, once the name is a phrase with an article of its own."""
_DOUBLED_CAREFUL = deferred(_TWICE.format(f"{_THING}|{_NATURE}|{_PLACE}"), re.IGNORECASE)
"""The same, which knows more words that are no adjectives: in the lobby the WOMAN."""
_PARTED = "\1"
"""Stands before an article that a text has itself behind another word: up to the sky the voice comes from."""
_LARGE = deferred(r"\b(?:THE|tHE|AN|aN) (?=(?:an?|the) [a-z])")
"""The same in capitals: THE CUSTOMERS."""
_FORWARD = deferred(
    r"(?<![-\w])(big|old|little|young|tall|fat|poor|tiny|small|great|dear) the (?=[a-z])", re.IGNORECASE
)
"""A word that stood before a name, before the phrase for it: Big AMOS."""
_NAMED = deferred(r"\b(?:an?|the) (?:[\w-]+ ){1,3}(?:named|called) (?=the )", re.IGNORECASE)
"""A man named NED."""


_CALLED_TWICE = deferred(
    r"\b([Tt])he (?:infant|baby|toddler|child|boy|girl|youth|man|woman) (the (?=(?:[a-z-]+ ){0,3}(?:infant|baby|child|boy|girl|man|woman)\b))"
)
"""A noun before a name, once the name is a phrase with one of its own: the infant BRAM."""


_ONE_ZH = deferred(r"(?<![另第每任同某唯统万十百千二三四五六七八九一])一[个名位]?$")
"""What counts one person whose phrase comes next, who is known by it: 一黑衣人."""
_BELONGS_ZH = deferred(
    r"^(?:[左右双两]手(?!边|侧)|脸上|身[前后上]|面前|肩上|[左右]臂|[左右]脚|[^，。；、]{0,9}的[^，。；、]{0,5}(?:腿|鞋|脚|手|肩膀|肩头|背影|后背|后脑|半边身子|侧脸|脸|胳膊|影子|手指|指尖)(?=[，。；、虚在占从压伸和与]|$))"
)
"""Behind somebody's name, what of them is told: no long phrase stands before that."""
_ONE_EN = deferred(r"(^|[.!?:;]\s+)(?:One|That|This) the (?=[a-z])")
"""The same in English, where a sentence begins: One OLD MAN."""


def _turned_round(found: re.Match[str]) -> str:
    return f"{'The' if found[1][0].isupper() else 'the'} {found[1].lower()} "


def _parted(found: re.Match[str]) -> str:
    return f"{found[1]} {found[2]}{_PARTED}{found[0][len(found[1]) + 1 + len(found[2]) :]}"


@dataclass(frozen=True, slots=True)
class Called:
    """What tells somebody from everybody else of a clip or a film."""

    level: tuple[bool, bool, bool]
    """One of `LEVELS`: how much of their looks a phrase needs."""
    label: str
    """What they are called in every shot, word for word; empty where prompts are not careful."""
    whole: str
    """The phrase itself."""


NOBODY: Mapping[Key, Called] = {}


@dataclass(slots=True)
class Company:
    """Who is in a clip, and what was told of them so far."""

    phrases: dict[Key, str]
    facts: Mapping[Key, str]
    """What a phrase leaves out of somebody's looks: age and hair."""
    voices: Mapping[str, str]
    """What to call those who are only heard."""
    labels: Mapping[Key, str] = field(default_factory=dict)
    """What each is called in every shot, word for word; a phrase that tells more holds it. Empty: a phrase each time."""
    openings: Mapping[Key, str] = field(default_factory=dict)
    """What stands before the facts where somebody is told in full."""
    crowds: Mapping[Key, tuple[str, str]] = field(default_factory=dict)
    """How several people of one entry are told where all are meant: at first, then."""
    groups: Mapping[Key, tuple[str, str]] = field(default_factory=dict)
    """What is enough for a group that was told, where it is the only one: all of it; those of it whom the words before it count."""
    befell: Mapping[Key, Sequence[str]] = field(default_factory=dict)
    """What befell somebody: wet, wounded; told behind their label where the rest of their looks was told already."""
    brief: Mapping[Key, str] = field(default_factory=dict)
    """Facts of those of whom a hand alone is seen: age and clothes."""
    clad: Mapping[Key, str] = field(default_factory=dict)
    """What those are called of whom a clip shows a hand or a shadow and no more: by a garment."""
    detail: bool = False
    """Whether the shot that is being told shows a detail alone."""
    later: frozenset[str] = frozenset()
    """Appearances of whom a later shot of the clip shows more than this one does, and tells all."""
    told: set[str] = field(default_factory=set)
    """Appearances that were told in full: two entries that look the same are one person to whoever looks."""
    owed: list[Key] = field(default_factory=list)
    """Who was mentioned where no brackets may stand, and is still to be told."""
    absent: frozenset[str] = frozenset()
    """Whom the shot that is being told speaks of though they are not in its picture."""
    heard: set[tuple[str, str]] = field(default_factory=set)
    """Appearance and voice of those whose voice was told."""
    again: bool = False
    """Whether each shot calls everybody once by their phrase."""
    apart: bool = False
    """Whether nobody's looks stand within a sentence about somebody else."""
    listing: bool = False
    """Whether looks stand in a list of their own beside the picture, and sentences have labels alone."""
    beside: bool = True
    """Whether that list is a field of its own; else its rows are sentences behind those that come to their people. Things always are."""
    fixed: bool = False
    """Whether all of it is told before the first shot."""
    listed: list[tuple[str, str]] = field(default_factory=list)
    """The list for the shot that is being told: what somebody is called, and their looks."""
    rows_of: dict[Key, str] = field(default_factory=dict)
    """What groups are called that have no common word for many: the whole village."""
    things: Sequence[tuple[str, str]] = ()
    """The same of the animals and things that it shows first."""
    sheets: Mapping[Key, str] = field(default_factory=dict)
    """The whole of somebody's looks as such a list has it."""
    trades: dict[str, str] = field(default_factory=dict)
    """What stands before somebody's name and says what they are, as the list has it."""
    here: set[str] = field(default_factory=set)
    """Appearances that the shot that is being told has called by their phrase."""

    def call(
        self,
        name: str,
        naming: names.Naming,
        before: str = "",
        after: str = "",
        *,
        full: bool = True,
        label: bool = False,
        word: str = "",
    ) -> str:
        """What to say instead of a name: ` @username `, in full where that is due, else the short phrase; as a `label` the shortest that was told. `word`: how the text has the name."""
        if name in naming.usernames:
            return f" @{naming.usernames[name]} "
        character = naming.characters.get(name)
        if character is None:
            return name
        if name in naming.pictured:
            return names.called(name, naming, (), set())
        members = names.members(name, naming)
        if members or kind_of(read_appearance(character.appearance)) == "joint":
            people = [self.call(member, naming, full=full, label=label) for member in members]
            return naming.language.word("names.together").join(people) or naming.language.word("names.several")
        key = (name, character.appearance)
        phrase = self.phrases.get(key) or self.voices.get(name) or self._unseen(name, naming)
        if key in self.crowds:
            return self._several(key, before, after, naming, full=full, word=word)
        many = kind_of(read_appearance(character.appearance)) == "group"
        if many and tabled(naming.language.word("names.crowd_shaded")).search(before):
            if names.is_common(word, naming):
                return word
            bare_words = naming.language.words("names.crowd_bare")
            return next((word for word in bare_words if not names.found(word, naming)), bare_words[0])
        if key in self.groups:
            counted = tabled(naming.language.word("names.counted_by"), re.IGNORECASE).search(before) is not None
            if names.is_common(word, naming):
                return self._by_word(key, phrase, word, f"{before}\n{after}", naming, full=full)
            told = self._group(key, phrase, f"{before}\n{after}", naming, counted=counted, full=full)
            if not naming.language.does("writing.words") or _UNQUALIFIED.search(before) is not None:
                return self._few(told, before, naming)
            return _ONE_CROWD.sub("", told)  # the silent crowd, two soldiers
        if key not in self.facts:
            return self._few(phrase, before, naming)
        return self._person(key, phrase, (before, after), naming, full=full, label=label)

    def _owner(self, name: str, naming: names.Naming) -> str:
        """What to call somebody of whom only kin is told, who need not be there: 女孩 before 的爹."""
        character = naming.characters.get(name)
        key = (name, character.appearance if character else "")
        return self.labels.get(key) or self.phrases.get(key) or names.called(name, naming, (name,), {name})

    def _unseen(self, name: str, naming: names.Naming) -> str:
        """What to call somebody who is in no picture of the clip: a crowd that is heard has no clothes."""
        crowd = self.listing and naming.language.does("writing.words") and names.are_group(name, naming)
        return (names.many(name) if crowd else "") or names.called(name, naming, (name,), {name})

    def begin(self, text: str, naming: names.Naming) -> None:
        """A shot begins, of which all this is told: nobody was named in it yet."""
        self.here.clear()
        self.listed.clear()
        if self.listing:
            for line in text.split("\n"):
                self._learn(line, naming)

    @staticmethod
    def _few(phrase: str, before: str, naming: names.Naming) -> str:
        """A phrase for several people without their number, where the words before it have one: 最后几个."""
        counted = tabled(naming.language.word("names.counted_by"), re.IGNORECASE).search(before)
        return phrase.replace(naming.language.word("names.counted_off"), "") if counted else phrase

    def _group(self, key: Key, phrase: str, around: str, naming: names.Naming, *, counted: bool, full: bool) -> str:
        """What to call a group: by its clothes once, then by a word; what befell it since stands with that."""
        if key[1] in self.told:
            return self.rows_of.get(key) or self.groups[key][counted]
        known = self._told_otherwise(key, naming)
        small = f"the {key[0]}" if key[0].islower() and not key[0].startswith("the ") else ""  # the whole village
        own = (names.many(key[0]) or small) if self.listing and naming.language.does("writing.words") else ""
        own = _ONE_CROWD.sub("the ", own)  # as its row and all that follows call it
        called = self.groups[key][counted] if known else own or phrase
        if not full or key[0] in self.absent:
            return called
        self.told.add(key[1])
        if own and not known:
            if own == small:
                self.rows_of[key] = small
            return self._list_many(key, self.rows_of.get(key, self.groups[key][False]), own, naming)
        return self._as_befell(key, called, around, naming)

    def _list_many(self, key: Key, row: str, called: str, naming: names.Naming) -> str:
        """What a group is called whose clothes, and what befell it, the list of this shot tells."""
        comma = naming.language.word("writing.comma")
        worn = _AGES.sub("", self._uniform(key, naming))
        states = list(self.befell.get(key, ()))
        if states and naming.language.does("writing.words"):
            states = [assets.in_words(comma.join(f"{assets.BEFELL}{each}" for each in states))]
        self.listed.append((row, comma.join([worn, *states])))
        return called

    @staticmethod
    def _uniform(key: Key, naming: names.Naming) -> str:
        """What a group wears, as a list of people has it: in grey and brown padded coats, raincoats and aprons."""
        looks = _without_state(read_appearance(key[1]), naming)[0]
        assert looks is not None
        language = naming.language
        first, *more = _worn(looks, naming)
        shade = "" if looks.clothes_colour.casefold() in first.casefold() else looks.clothes_colour
        first = language.word("writing.between").join(filter(None, (shade, first)))
        if not language.does("writing.words"):
            return language.word("names.clad").format("、".join([first, *more]))
        body = [each for each in more if is_of_body(each, language.code)]
        clad = language.word("names.clad").format(
            assets.one_by_one([first, *(each for each in more if each not in body)])
        )
        return f"{clad}, with {assets.one_by_one(body)}" if body else clad

    def _as_befell(self, key: Key, called: str, around: str, naming: names.Naming) -> str:
        """A group with what has befallen it that the words around do not tell: the townsfolk, tears on the cheeks; 浑身湿透的百姓."""
        states = [each for each in self.befell.get(key, ()) if not _is_told(each, around)]
        if not states:
            return called
        if self.listing and _OWNED_BY.search(around):  # no facts stand within what a group has: the hats of the crowd
            self.listed.append((called, naming.language.word("looks.listed").join(states)))
            return called
        if naming.language.does("writing.words"):
            facts = ", ".join(f"{assets.BEFELL}{each}" for each in states)
            return naming.language.word("names.full").format(called, f"{assets.LOOKS}{facts}")
        return f"{'、'.join(states)}{'、' if called.startswith('穿') else '的'}{called}"

    def _by_word(self, key: Key, phrase: str, word: str, around: str, naming: names.Naming, *, full: bool) -> str:
        """What to call a group by the common word that the text has for it, in its clothes once: 穿灰色短褂的盐工, then 盐工."""
        if key[1] in self.told or not full or key[0] in self.absent:
            return word
        if self.listing and not self._told_otherwise(key, naming):
            self.told.add(key[1])
            return self._list_many(key, word, word, naming)
        clad = (
            word
            if self._told_otherwise(key, naming)
            else tabled(naming.language.word("names.crowd_called")).sub(word, phrase)
        )
        self.told.add(key[1])
        return self._as_befell(key, clad, around, naming)

    def _person(
        self, key: Key, phrase: str, around: tuple[str, str], naming: names.Naming, *, full: bool, label: bool
    ) -> str:
        """What to call somebody who is seen in the clip."""
        before, after = around
        looks, words = read_appearance(key[1]), naming.language.does("writing.words")
        short = phrase if after.startswith(_MANY) else self.labels.get(key, phrase)
        said, owns = not self.listing and _says(after, looks, naming), bool(words and _OWNED.match(after))
        if (said and _CLAD in short) or (owns and not self.labels and self._alone(key, naming)):
            short = names.bare_noun(looks, naming)
        part = _part_of(after, naming) or (words and _TURNED.search(before) is not None)
        if _heard(after, naming):
            return short
        looked_at = (
            self.apart and tabled(naming.language.word("names.gazed_at"), re.IGNORECASE).search(before) is not None
        )
        comes = full and self._whole_behind(key[0], after, naming)
        if part and full and not (label or comes) and self._due_limb(key, (before, after), naming):
            return self._limb(key, phrase, short, naming, owns=owns)
        face = tabled(naming.language.word("names.faced"), re.IGNORECASE)
        faced = part and face.search(after) is not None
        of = owns or (not words and bool(part or face.match(after) or _BELONGS_ZH.match(after)))
        less = (part and not faced) or looked_at or (owns and self.detail)
        waits = (
            looked_at or self.detail or not self.listing
        )  # a list fixes somebody where any part of them is first seen
        if less and waits and key[1] in self.later and key[1] not in self.told and not (part and comes):
            return self._due(key, phrase, short, due=full and not (label or of))
        if not full or key[0] in self.absent or key[1] in self.told:
            due = full and not (label or key[0] in self.absent)
            return self._due(key, phrase, short, due=due, owns=of)
        if self._told_otherwise(key, naming):
            return short if said or owns or part else self._changed(key, short, f"{before}\n{after}", naming)
        if self.listing and self.again and self._befallen_since(key, naming):
            return self._list_befallen(key, phrase, short, naming, owns=owns)
        if self.listing:
            return self._list(key, short, naming)
        crowded = words and self.apart and self._within(key, before, after if key in self.owed else "", naming)
        crowded |= self.apart and not self.again and self._burdens(key, (before, after), naming, part=part)
        if said or owns or crowded:
            if key not in self.owed:
                self.owed.append(key)
            return short
        self.told.add(key[1])
        self.here.add(key[1])
        if key in self.owed:
            self.owed.remove(key)
        begins = "" if words else assets.LOOKS
        return naming.language.word("names.full").format(
            f"{begins}{self._opening(key)}", f"{assets.LOOKS}{self._facts_of(key, part=part)}"
        )

    def _list(self, key: Key, short: str, naming: names.Naming) -> str:
        """What somebody is called whose looks the list of this shot tells."""
        self.told.add(key[1])
        self.here.add(key[1])
        looks = [self.trades.get(key[0], ""), self.sheets[key]]
        row = naming.language.word("writing.comma").join(filter(None, looks))
        self.listed.append((self.labels.get(key, self.phrases[key]), row))
        return short

    def _due_limb(self, key: Key, around: tuple[str, str], naming: names.Naming) -> bool:
        """Whether somebody is still to be told, of whom no more than a hand, a foot or a shadow is spoken of: the whole of their looks hangs on none."""
        turned, limb = (
            tabled(naming.language.word(f"names.{key}"), re.IGNORECASE).search(text)
            for key, text in zip(("limb_of", "limb"), around, strict=True)
        )
        told = key[1] in self.told or self._told_otherwise(key, naming) or key[0] in self.absent
        return (limb or turned) is not None and not told and key in self.clad

    def _limb(self, key: Key, phrase: str, short: str, naming: names.Naming, *, owns: bool) -> str:
        """What somebody is called of whom a picture has a hand and no more: the list tells them all the same, in the first shot that has anything of them, but in a detail."""
        if self.listing and not self.detail:
            return self._list(key, short, naming)
        of = owns or not naming.language.does("writing.words")
        return self._due(key, phrase, short, due=not of) if self.again else self._clad(key, short, owns=owns)

    def _clad(self, key: Key, short: str, *, owns: bool) -> str:
        """What such a one is called: by a garment the first time, where no later shot tells them."""
        first = key[1] not in self.later and key[1] not in self.here
        self.here.add(key[1])
        return self.clad[key] if first and (not owns or _CLAD in self.clad[key]) else short

    def _told_otherwise(self, key: Key, naming: names.Naming) -> bool:
        """Whether all of somebody was told but what has befallen them since."""
        mine = _without_state(read_appearance(key[1]), naming)[0]
        told = (_without_state(read_appearance(each), naming)[0] for each in self.told if self._is_of(key, each))
        return naming.careful and not self.again and any(mine and each and _alike(mine, each, naming) for each in told)

    def _is_of(self, key: Key, appearance: str) -> bool:
        """Whether a look that was told is of whoever the key means, and of no twin who is called otherwise."""
        whose = [other for other in self.labels if other[1] == appearance]
        label = self.labels.get(key)
        return not whose or any(other[0] == key[0] or self.labels[other] == label for other in whose)

    def _befallen_since(self, key: Key, naming: names.Naming) -> bool:
        """Whether all of somebody was told but what has befallen them since, and they have on what they had."""
        mine = _without_state(read_appearance(key[1]), naming)[0]
        told = (_without_state(read_appearance(each), naming)[0] for each in self.told)
        return mine is not None and bool(self.befell.get(key)) and any(mine == each for each in told)

    def _list_befallen(self, key: Key, phrase: str, short: str, naming: names.Naming, *, owns: bool) -> str:
        """What somebody is called of whom the list of this shot tells what has befallen them and no more: their looks stand in it already."""
        called = self._due(key, phrase, short, due=True, owns=owns)
        self.told.add(key[1])
        states = self.befell[key]
        row = naming.language.word("writing.comma").join(states)
        if naming.language.does("writing.words"):
            row = f"{assets.BEFELL}{f', {assets.BEFELL}'.join(states)}"
        self.listed.append((self.labels.get(key, phrase), row))
        return called

    def _changed(self, key: Key, short: str, around: str, naming: names.Naming) -> str:
        """What to call somebody whom something has befallen that the words around do not tell: the woman, soaked to the skin; 浑身湿透的女子."""
        self.told.add(key[1])
        self.here.add(key[1])
        states = [each for each in self.befell.get(key, ()) if not _is_told(each, around)]
        if not states:
            return short
        if self.listing and self.beside:  # what befell them stands in a row of the list too
            words = naming.language.does("writing.words")
            between = f", {assets.BEFELL}" if words else naming.language.word("looks.listed")
            self.listed.append((self.labels.get(key, short), f"{assets.BEFELL if words else ''}{between.join(states)}"))
            return short
        crowded = any(names.are_group(name, naming) for name in names.found(around, naming))
        looks = read_appearance(key[1])
        if crowded and short == names.bare_noun(looks, naming):  # wet is all of the crowd: no label beside it
            short = self.clad.get(key, short)
        if naming.language.does("writing.words"):
            facts = ", ".join(f"{assets.BEFELL}{each}" for each in states)
            return naming.language.word("names.full").format(short, f"{assets.LOOKS}{facts}")
        return f"{'、'.join(states)}{'、' if short.startswith('穿') else '的'}{short}"

    @staticmethod
    def _whole_behind(name: str, after: str, naming: names.Naming) -> bool:
        """Whether the same text comes to more than a part of somebody behind a mention: told in full there, they would be somebody new."""
        mentions = (end for _, end, each in names.matches(after, naming) if each == name)
        return any(not _part_of(after[end:], naming) for end in mentions)

    @staticmethod
    def _within(key: Key, before: str, after: str, naming: names.Naming) -> bool:
        """Whether a sentence is about somebody else where it comes to a person, or goes on to: what is told of them stands in one of their own."""
        sentence = f"{_SENTENCES.split(before)[-1]} {_SENTENCES.split(after)[0]}"
        return any(name != key[0] for name in names.found(sentence, naming))

    def _burdens(self, key: Key, around: tuple[str, str], naming: names.Naming, *, part: bool) -> bool:
        """Whether a sentence is no place for all of somebody's looks: too many words before its verb, or no verb behind them; in a language without blanks looks stand before their noun."""
        before, after = around
        if self.detail:
            return False
        if tabled(naming.language.word("names.no_place")).match(after):
            return True
        begun = _SENTENCES.split(before)[-1]
        words = naming.language.does("writing.words")
        return (
            words and len(f"{begun} {self._opening(key)} {self._facts_of(key, part=part)}".split()) > MOST_BEFORE_A_VERB
        )

    def _due(self, key: Key, phrase: str, short: str, *, due: bool, owns: bool = False) -> str:
        """The phrase that a model wants of somebody once in each shot where it is `due`, else the short one.

        Who `owns` something at their first mention is short there, and in the rest of the shot where a list told their looks: a longer phrase behind it would be somebody new.
        """
        due = due and self.again and key[1] not in self.here
        self.here.update([key[1]] if due and (self.listing or not owns) else [])
        return phrase if due and not owns else short

    def turned(self, text: str, naming: names.Naming) -> str:
        """A picture in which who is told of by parts alone has their looks behind a part: the small right fist of RITA; as it is where nothing is to be told of them."""
        if self.listing or not naming.language.does("writing.words"):
            return text
        found = list(names.matches(text, naming))
        for name in dict.fromkeys(name for _, _, name in found):
            spans = [(start, end) for start, end, each in found if each == name]
            own = naming.characters[name].appearance if name in naming.characters else ""
            due = (
                (name, own) in self.facts
                and name not in self.absent
                and (self.again or own not in self.told | self.later)
            )
            at, end = spans[0]
            part = _PART.match(text, end)
            limb = (
                due
                and not self.again
                and naming.careful
                and all(
                    tabled(naming.language.word("names.limb"), re.IGNORECASE).match(text[stop:]) for _, stop in spans
                )
            )
            if due and part and not limb and all(_OWNED.match(text, stop) for _, stop in spans):
                begins = "The" if not text[:at].strip() or text[:at].rstrip()[-1] in ".!?:" else "the"
                what = part[1].rsplit(" ", 1)[-1] if part[1] in self._facts_of((name, own), part=True) else part[1]
                return self.turned(f"{text[:at]}{begins} {what} of {name}{text[part.end() :]}", naming)
        return text

    def _list_crowd(self, key: Key, word: str, *, full: bool) -> str:
        """What those of an entry for several people are called, whose looks the list of this shot tells: the word of the text."""
        if full and key[0] not in self.absent and key[1] not in self.told:
            self.told.add(key[1])
            self.listed.append((word, self.sheets[key].partition("，")[2]))  # of many ages
        return word

    def _list_together(self, key: Key, before: str, naming: names.Naming, *, full: bool) -> str:
        """The same by the name of their entry: the whole village."""
        called = key[0] if key[0].islower() else names.many(key[0]) or self.labels[key]
        if full and key[0] not in self.absent and key[1] not in self.told:
            self.told.add(key[1])
            self._list_many(key, f"the {re.sub('^(?:an?|the) ', '', called)}", called, naming)
        return self._few(called, before, naming)

    def _several(self, key: Key, before: str, after: str, naming: names.Naming, *, full: bool, word: str) -> str:
        """What to call those of an entry for several people who are meant: all of them, else by their clothes alone."""
        if self.listing and names.is_common(word, naming):
            return self._list_crowd(key, word, full=full)
        if self.listing and naming.language.does("writing.words"):
            return self._list_together(key, before, naming, full=full)
        language = naming.language
        counted, together = (language.word(f"names.{way}") for way in ("counted_by", "together_by"))
        if re.search(counted, before, re.IGNORECASE) or not (after and re.search(together, after)):
            return self._few(self.labels[key], before, naming)
        first = full and key[0] not in self.absent and key[1] not in self.told
        self.told.update([key[1]] if first else [])
        return self.crowds[key][0 if first else 1]

    def _facts_of(self, key: Key, *, part: bool) -> str:
        """What is told of somebody of whom no later shot shows more: of a hand in a detail no more than age and clothes."""
        return self.brief.get(key, self.facts[key]) if self.detail and part else self.facts[key]

    def _opening(self, key: Key) -> str:
        """What somebody is called where they are told in full."""
        return self.openings.get(key, self.phrases[key])

    def _alone(self, key: Key, naming: names.Naming) -> bool:
        """Whether somebody was told in full, and the plain noun can mean nobody else of the clip."""
        nouns_of = {own: names.bare_noun(read_appearance(own), naming) for _, own in self.phrases}
        return key[1] in self.told and list(nouns_of.values()).count(nouns_of[key[1]]) == 1

    def say(self, text: str, naming: names.Naming, keep: Sequence[str], *, full: bool = True) -> str:
        """A text with everybody called as above, a possessive in capitals mended."""

        def call(name: str, before: str, after: str) -> str:
            if naming.language.does("writing.words") and _HOUSE.match(after) and name not in naming.usernames:
                return _HISSED
            written = counted[len(before) : len(counted) - len(after)]
            of_kin = _OF_KIN_EN.match(after) or roles.is_of_kin(counted, len(before), len(before) + len(written))
            if self.listing and of_kin:
                return self._owner(name, naming)
            words = self.call(name, naming, before, after, full=full, word=written)
            return f"{words}{_HISSED}" if words.endswith("s") and _OWNED.match(after) else words

        counted = self._uncounted(text, naming, keep)
        if naming.careful and naming.language.does("writing.words"):
            counted = _DOUBLED_ARTICLE.sub(_parted, counted)
        said = names.put(counted, naming, call, keep)
        if naming.language.does("writing.words"):
            said = re.sub(rf"{_HISSED}(['’])[sS]?", r"\1", said)
            said = re.sub(rf"{_HISSED} ?", "", said)
            said = self._owning(said) if naming.careful else said
            said = _CALLED_TWICE.sub(lambda found: found[1] + found[2][1:], said) if naming.careful else said
            said = _NAMED.sub("", (_DOUBLED_CAREFUL if naming.careful else _DOUBLED_ARTICLE).sub(r"\1 \2", said))
            said = re.sub(
                r"\b(?:an?|the) (?=(?:an?|the) [a-z])", "", re.sub(r"\b(A|An|The) (?:an?|the) (?=[a-z])", r"\1 ", said)
            )
            said = re.sub(r"\b([Tt]he (?:whole|entire)) (?:an?|the) (?=[a-z])", r"\1 ", said)
            said = _LARGE.sub("", _FORWARD.sub(_turned_round, said)) if naming.careful else said
            said = _ONE_EN.sub(r"\1The ", said) if naming.careful else said
            said = re.sub(r"(?<=[a-z)])(['’])S(?![A-Za-z])", r"\1s", said.replace(_PARTED, ""))
            said = re.sub(r"\b([Aa]) (?=(?:old|elderly|unseen|(?!one-|uni|use|eu)[aeiou]\w*-)\b)", r"\1n ", said)
        return names.spaced(said, naming)

    def _learn(self, text: str, naming: names.Naming) -> None:
        """What a text says of anybody's trade right before their name: labels have no place for it."""
        for start, _, name in names.matches(text, naming):
            told = names.what_before(text[:start], name, naming)
            if told and not names.found(told, naming):  # what is somebody's name too is said in no row
                self.trades.setdefault(name, trade(told, naming.language.code))

    def _uncounted(self, text: str, naming: names.Naming, keep: Sequence[str]) -> str:
        """A Chinese text without the number before one person of the clip: 一黑衣人 is that man."""
        if not naming.careful or naming.language.does("writing.words"):
            return text
        for start, _, name in reversed(list(names.matches(text, naming, keep))):
            key = (name, naming.characters[name].appearance) if name in naming.characters else (name, "")
            one = _ONE_ZH.search(text[:start]) if key in self.facts and key not in self.crowds else None
            if one:
                text = f"{text[: one.start()]}{text[start:]}"
        return text

    def _owning(self, said: str) -> str:
        """A text in which who is called by what they wear owns a part from behind: the wet hands of the man in the diving suit."""
        called = dict.fromkeys((*self.labels.values(), *self.phrases.values(), *self.clad.values()))
        for owner in (re.escape(each.removeprefix("the ")) for each in called if _CLAD in each):
            said = re.sub(rf"\b([Tt])he ({owner}){_PART.pattern}", r"\1he \3 of the \2", said)
        return said

    def pay(self, naming: names.Naming) -> str:
        """A sentence about each person that a text mentioned and could not tell; empty where there is none."""
        return naming.language.word("writing.between").join(said for _, said in self.paid(naming))

    def paid(self, naming: names.Naming) -> list[tuple[str, str]]:
        """The same, each sentence behind what the text calls its person."""
        said = []
        for key in self.owed:
            if key[1] not in self.told:
                self.told.add(key[1])
                phrase = self._opening(key)
                called = self.labels.get(key, phrase)
                if not naming.language.does("writing.words") and called != names.bare_noun(
                    read_appearance(key[1]), naming
                ):
                    phrase = called  # a garment is told in it
                begins = phrase[0].upper() + phrase[1:] if naming.language.does("writing.capitals") else phrase
                said.append((called, self._owed(begins, self._facts_of(key, part=True), naming)))
        self.owed.clear()
        return said

    def rows(self, naming: names.Naming) -> list[str]:
        """The list of the shot as sentences, where it is no field of its own."""
        if self.fixed:
            return []
        told = self.sentences(naming)
        return [row for _, row in (told[len(self.listed) :] if self.beside else told)]

    def sentences(self, naming: names.Naming) -> tuple[tuple[str, str], ...]:
        """The list of the shot: what each of it is called, and the row as a sentence."""
        form = naming.language.word("names.owed")
        things = ((called, form.format(called[0].upper() + called[1:], look)) for called, look in self.things)
        return (*((called, self._row(called, looks, naming)) for called, looks in self.listed), *things)

    def sheet(self, language: Language) -> tuple[str, ...]:
        """The list of the shot where it is a field of its own, row by row."""
        rows = self.listed if self.beside else ()
        return tuple(language.word("names.sheet").format(*each) for each in rows)

    @staticmethod
    def _row(called: str, looks: str, naming: names.Naming) -> str:
        """A row of the list as a sentence: The old woman is aged 70, in the blue coat; 老妇人：70岁，……"""
        words = naming.language.does("writing.words")
        if words and looks.startswith(assets.BEFELL):
            return f"{called[0].upper()}{called[1:]} {assets.has_now(looks)}."
        form = naming.language.word("names.owed_so" if words else "names.owed")
        if (
            words
            and re.search(r"\b(?:people|\w*men|children|\w*folk|police|staff|\w+s)$", called)
            and looks.startswith("in ")
        ):
            form = naming.language.word("names.owed_many")
        return form.format(called[0].upper() + called[1:], looks)

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
    few: bool = False,
    words: str = "",
    again: bool = False,
    near: Collection[str] = (),
    film: Mapping[Key, Called] = NOBODY,
) -> Company:
    """The company of a clip: `seen` and `heard` in the order in which they come, each with the looks they have then.

    `again`: a phrase tells hair and what is worn, and each shot has it. `film`: what people are called in all of it. `near`: appearances that are seen from near by alone. `few`: a list has age, hair and the first garment alone. `short`: of what a phrase leaves out the age alone is told. `words`: what the board has of the clip, in which people without a name may stand.
    """
    bodies: dict[Key, Looks] = {}
    befell: dict[Key, list[str]] = {}
    others: dict[Key, str] = {}
    groups: list[Key] = []
    for name, character in seen:
        key = (name, character.appearance)
        looks, states = _without_state(read_appearance(character.appearance), naming)
        befell[key] = _once(states, naming.language)
        kind = kind_of(looks)
        if looks is None:
            others[key] = character.appearance
        elif kind == "group":
            others[key] = names.crowd(looks, naming, name)
            groups += (
                [] if naming.language.does("writing.words") and names.many(name) else [key]
            )  # two tall men stay men
        elif kind == "person" and not names.NARRATORS.search(name):
            bodies[key] = looks
    unnamed = _without_people(words, naming) if naming.careful else ""
    unnamed += "".join(f"\nanother {one}" for one in _ones_of(others, naming))  # the man beside the men
    known = {key: film.get(key) or _named(key, bodies, unnamed, naming) for key in bodies}
    known |= {key: _named(key, bodies, unnamed, naming) for key in _seen_twice(known, bodies)}
    told = _told(bodies, known, befell, naming, near, short=short, few=few, again=again)
    phrases = told.phrases
    if naming.careful and 1 in (len({own for _, own in groups}), len({name for name, _ in groups})):
        told.groups = {key: _crowd_again(key[1], naming, clad=again) for key in groups}
    elif naming.careful:
        told.groups = _apart_again(groups, naming)
    told.groups = {**told.groups, **_many_again(others, naming)}
    for key, words_of in others.items():
        phrases[key] = _apart(words_of, key, phrases, naming)
    voices: dict[Key, str] = {}
    seen_as = {word.removeprefix("the ") for looks in bodies.values() for word in nouns(looks)}
    for name, character in heard:
        own = character.appearance
        if names.NARRATORS.search(name):
            voices[(name, "")] = names.heard(name, naming)
        elif (name, own) not in phrases:
            voices[(name, own)] = _apart(names.heard(name, naming, seen_as), (name, own), voices, naming)
    told.voices = {name: phrase for (name, _), phrase in voices.items()}
    return told


def of_film(seen: Iterable[tuple[str, Character]], words: str, naming: names.Naming) -> Mapping[Key, Called]:
    """What everybody who is seen in a film is called in all of its clips, apart from everybody else of it; `words` as for a company."""
    looks = {(name, who.appearance): _without_state(read_appearance(who.appearance), naming)[0] for name, who in seen}
    bodies = {
        key: each
        for key, each in looks.items()
        if each and kind_of(each) == "person" and not names.NARRATORS.search(key[0])
    }
    groups = [key for key, each in looks.items() if kind_of(each) == "group"]
    words = _DEFINITE.sub("", _without_people(words, naming))
    unnamed = "".join([words, *(f"\nanother {one}" for one in _ones_of(groups, naming))])
    return {key: _named(key, _but_at_other_ages(key, bodies), unnamed, naming) for key in bodies}


def _but_at_other_ages(key: Key, bodies: Mapping[Key, Looks]) -> Mapping[Key, Looks]:
    """Everybody, without somebody at other times of their life: hardly a clip shows both."""
    age = bodies[key].age
    return {each: looks for each, looks in bodies.items() if each[0] != key[0] or looks.age == age}


def _seen_twice(known: Mapping[Key, Called], bodies: Mapping[Key, Looks]) -> list[Key]:
    """Who is in a clip at two ages that are called the same."""
    return [
        key
        for key in known
        if any(
            other[0] == key[0] and bodies[other].age != bodies[key].age and known[other].label == known[key].label
            for other in known
        )
    ]


_DEFINITE = deferred(r"\b[Tt]he (?:old |young |little |teenage )?(?:girl|boy|woman|man|lady|child)\b")
"""Somebody of whom a film has spoken: in all of it the girl in the saddle is its one girl; another comes as a girl."""


def _named(key: Key, bodies: Mapping[Key, Looks], unnamed: str, naming: names.Naming) -> Called:
    """What somebody is called among `bodies`, and people without a name in `unnamed`."""
    hair, age, worn = level = _level(key, bodies, naming)
    whole = _short(bodies[key], naming, hair=hair, age=age, worn=worn)
    return Called(level, _label(key, whole, bodies, unnamed, naming) if naming.careful else "", whole)


def _ones_of(groups: Iterable[Key], naming: names.Naming) -> list[str]:
    """What one of each group is called whose name is a plain word for many: men, BOYS."""
    if not naming.language.does("writing.words"):
        return []
    one = {
        "men": "man",
        "women": "woman",
        "boys": "boy",
        "girls": "girl",
        "old men": "old man",
        "old women": "old woman",
    }
    called = (
        re.sub(r"^(?:the )?(?:two|three|four|five|six|some|several|other|young) ", "", name.casefold())
        for name, _ in groups
    )
    return [one[each] for each in called if each in one]


def _without_state(looks: Looks | None, naming: names.Naming) -> tuple[Looks | None, list[str]]:
    """(the looks of a person or a group without what befell them, that, one by one); all of it is worn where prompts are not careful."""
    if looks is None:
        return None, []
    between = naming.language.word("names.state")
    clothes, _, state = looks.clothes_style.partition(between)
    if state and naming.careful and kind_of(looks) in ("person", "group") and not mixed(looks):
        return replace(looks, clothes_style=clothes), _befallen(things(state), naming.language, stated=True)
    return replace(
        looks, clothes_style=looks.clothes_style.replace(between, naming.language.word("names.state_worn"))
    ), []


_WITH_IT = deferred(r"(?:under|beneath|behind|in|with|on|holding|carrying) (?:[a-z-]+ )*([a-z]+)")
"""A state that is no more than what somebody has: under umbrellas."""
_OWNED_BY = deferred(r"\b(?!(?:some|one|all|half|most|many|none|part|rest|crowd)\b)[a-z]+ of (?:the |an? )?\n")
"""Before a group: something of it."""
_SMALL_WORDS = frozenset("a an the and of on in at to with his her their from over down up still".split())


def _is_told(state: str, around: str) -> bool:
    """Whether the words around somebody tell a state, be it in another order: `wet eyes` where his eyes are still wet."""
    words = {*re.findall(r"[a-z]+", state.casefold())} - _SMALL_WORDS
    with_it = _WITH_IT.fullmatch(state)
    if with_it and re.search(rf"\b{with_it[1]} of (?:the |an? )?\n|\n['’]s? (?:[a-z-]+ )?{with_it[1]}\b", around):
        return True
    return state in around or (len(words) > 1 and words <= {*re.findall(r"[a-z]+", around.casefold())})


def _told(
    bodies: Mapping[Key, Looks],
    known: Mapping[Key, Called],
    befell: Mapping[Key, Sequence[str]],
    naming: names.Naming,
    near: Collection[str],
    *,
    short: bool,
    few: bool,
    again: bool,
) -> Company:
    """The company of the people who are seen in a clip."""
    phrases: dict[Key, str] = {}
    facts: dict[Key, str] = {}
    labels: dict[Key, str] = {}
    openings: dict[Key, str] = {}
    brief: dict[Key, str] = {}
    sheets: dict[Key, str] = {}
    for key, looks in bodies.items():
        hair, age, worn = known[key].level
        facts_of = partial(_facts, looks, naming, befell=befell[key])
        phrase = phrases[key] = _apart(_short(looks, naming, hair=hair, age=age, worn=worn), key, phrases, naming)
        facts[key] = facts_of(hair=hair or short, age=age, worn=not (short or worn), near=key[1] in near)
        if not naming.careful:
            continue
        brief[key] = facts_of(hair=True, age=age, worn=False)
        labels[key] = phrase if known[key].label == known[key].whole else known[key].label
        others = [other for (name, _), other in bodies.items() if name != key[0]]
        haired = short and _clad_alike(looks, others, naming)
        sheets[key] = _sheet(_few(looks, naming) if few else looks, befell[key], naming, short=short, haired=haired)
        if (
            labels[key] != phrase and _CLAD not in labels[key] and naming.language.does("writing.words")
        ):  # from the first
            openings[key] = labels[key]
            facts[key] = facts_of(hair=short, age=False, worn=not short, clad=True, near=key[1] in near)
            brief[key] = facts_of(hair=True, age=False, worn=False, clad=True)
        openings.setdefault(key, phrase)
    several = [key for key, looks in bodies.items() if naming.careful and mixed(looks)]
    labels |= {key: phrases[key] for key in several}
    crowds = {key: _crowds(bodies[key], naming, short=short) for key in several}
    if again:
        phrases |= {key: _again(labels[key], looks, naming) for key, looks in bodies.items()}
    clad = {key: _called_by(looks, naming) for key, looks in bodies.items() if naming.careful and key not in several}
    clad = {
        key: each if labels[key] in (names.bare_noun(bodies[key], naming), each) else labels[key]
        for key, each in clad.items()
    }
    return Company(
        phrases, facts, {}, labels, openings, crowds, befell=befell, brief=brief, clad=clad, again=again, sheets=sheets
    )


def _many_again(others: Iterable[Key], naming: names.Naming) -> dict[Key, tuple[str, str]]:
    """What is enough for groups called by a common word, each by one that no other has, once their clothes were told: the students."""
    if not (naming.careful and naming.language.does("writing.words")):
        return {}
    words = {key: names.many(key[0]).removeprefix("a ") for key in others}
    known = [word for (_, word) in {(key[0], word) for key, word in words.items()}]
    return {key: (f"the {word}",) * 2 for key, word in words.items() if word and known.count(word) == 1}


def _apart_again(groups: Iterable[Key], naming: names.Naming) -> dict[Key, tuple[str, str]]:
    """What is enough for each of several groups once it was told: what it wears outermost, where no other does."""
    outermost = {key: _outermost(read_appearance(key[1]), naming) for key in groups}
    known = [each for _, each in {(key[0], each) for key, each in outermost.items()}]
    return {key: (each, each) for key, each in outermost.items() if known.count(each) == 1}


def _outermost(looks: Looks | None, naming: names.Naming) -> str:
    """A group by the one garment that is seen."""
    assert looks is not None
    worn = _worn(_without_state(looks, naming)[0] or looks, naming)[0]
    return _ONE_CROWD.sub("the ", names.crowd(replace(looks, clothes_style=worn), naming))


def _crowd_again(appearance: str, naming: names.Naming, *, clad: bool) -> tuple[str, str]:
    """What is enough for the only group of a clip once it was told: a word, or what it wears outermost where somebody is called by that or each shot is to say it; and for some of it."""
    looks, word = read_appearance(appearance), naming.language.word("names.crowd_again")
    assert looks is not None
    outermost = names.crowd(
        replace(looks, clothes_style=_worn(_without_state(looks, naming)[0] or looks, naming)[0]), naming
    )
    again = outermost if names.found(word, naming) or (clad and not naming.language.does("writing.words")) else word
    return again, again if naming.language.does("writing.words") else outermost


def _crowds(looks: Looks, naming: names.Naming, *, short: bool) -> tuple[str, str]:
    """How several people of one look are told at first, with heads and all that they wear, unless that is to be `short`; and then."""
    word, between = naming.language.word("names.crowded"), "、"
    noun = naming.language.word("names.crowd_noun") or names.bare_noun(looks, naming)
    first, *more = _worn(looks, naming)
    brief = word.format(noun, looks.clothes_colour, first)
    if short or naming.language.does("writing.words"):
        return brief, brief
    return (
        f"{_hair(looks, naming.language)}{between}{word.format(noun, looks.clothes_colour, between.join((first, *more)))}",
        brief,
    )


def _label(key: Key, whole: str, bodies: Mapping[Key, Looks], unnamed: str, naming: names.Naming) -> str:
    """What somebody is called in all shots of a clip: the noun alone where nobody else of it has that one, else by hair whose colour no other has, which can own something too; else by their garment alone; else the phrase.

    `unnamed`: what the board has of the clip without names, where people without one may stand.
    """
    looks = bodies[key]
    noun = names.bare_noun(looks, naming)
    others = [
        other
        for (name, own), other in bodies.items()
        if not (
            _one_person((name, own), key, bodies, naming) or (name == key[0] and other.age == looks.age)
        )  # who changes clothes stays who they are
    ]
    shared = any(names.bare_noun(other, naming) == noun for other in others)
    if not shared and not any(_stands(word, unnamed, naming.language) for word in nouns(looks)[:-1]):
        return noun
    article, _, rest = noun.partition(" ")
    theirs = [other.hair_colour for other in others if other.sex == looks.sex]
    if naming.language.does("writing.words") and _BALD.match(looks.hair_style):
        bald = f"{article} bald {rest}"
        if not any(_BALD.match(other.hair_style) for other in others) and not names.found(bald, naming):
            return bald
    bare = HIDDEN.search(looks.hair_style) is None and _SHADE.fullmatch(looks.hair_colour) is not None
    shades = (looks.hair_colour.rpartition(" ")[2], looks.hair_colour) if bare else ()
    for mine in shades if naming.language.does("writing.words") else ():  # grey-haired, else dark grey-haired
        label = f"{article} {mine}-haired {rest}"
        if not names.found(label, naming) and not any(mine in hair or hair in mine for hair in theirs):
            return label
    short = _in_short(key, bodies, naming)
    return (
        _by_what_lasts(key, bodies, naming)
        or _by_mark(key, others, bodies, naming)
        or short
        or (
            _by_one_trait(key, bodies, naming)
            if len(whole) > LONGEST_LABEL[naming.language.does("writing.words")]
            else ""
        )
        or whole
    )


LONGEST_LABEL = (12, 60)
"""Characters of a phrase that may stand for somebody in every sentence: in a language without blanks between words, and with them."""


def _by_one_trait(key: Key, bodies: Mapping[Key, Looks], naming: names.Naming) -> str:
    """Somebody by one thing about their hair, or one that is worn, which nobody else of the clip has: 散乱低发髻的女子; empty where there is none, or none for somebody else in the same garment."""
    alike = [other for other in bodies if _dressed_alike(bodies[other], bodies[key])]
    labels = {other: _trait_label(other, bodies, naming) for other in alike}
    return labels[key] if all(labels.values()) else ""


def _by_what_lasts(key: Key, bodies: Mapping[Key, Looks], naming: names.Naming) -> str:
    """Who wears several garments at one age, by a trait of the head that they never lose and nobody else has: 碎刘海短发的男子; empty in a language with blanks, whose labels go by the colour of hair first."""
    looks = bodies[key]
    mine = [each for (name, _), each in bodies.items() if name == key[0] and each.age == looks.age]
    if naming.language.does("writing.words") or len({_called_by(each, naming) for each in mine}) == 1:
        return ""
    theirs = [each.hair_style for (name, _), each in bodies.items() if name != key[0]]
    noun = names.bare_noun(looks, naming)
    for trait in looks.hair_style.split("、"):
        lasts = all(trait in each.hair_style.split("、") for each in mine)
        label = f"{trait}的{noun}"
        known = any(trait in each for each in theirs) or names.found(label, naming)
        if lasts and not known and 1 < len(trait) <= LONGEST_TRAIT and trait not in NOTHING:
            return label
    return ""


def _one_person(one: Key, other: Key, bodies: Mapping[Key, Looks], naming: names.Naming) -> bool:
    """Whether two keys may show one person; who has another name and something less on is a twin in the same suit."""
    if not _alike(bodies[one], bodies[other], naming):
        return False
    worn = {bodies[each].clothes_style.partition(naming.language.word("names.state"))[0] for each in (one, other)}
    return one[0] == other[0] or len(worn) == 1


def _by_mark(key: Key, others: Sequence[Looks], bodies: Mapping[Key, Looks], naming: names.Naming) -> str:
    """One of two who are dressed alike by what they alone have on them: the man with the plaster cast; empty of anybody else."""
    looks = bodies[key]
    twins = [other for other in others if _alike(other, looks, naming)]
    if not twins or not naming.language.does("writing.words"):
        return ""
    more = (each for each in _worn(looks, naming)[1:] if not any(each in other.clothes_style for other in twins))
    mark = re.split(r" (?:on|around|across|over) the ", next(more, ""))[0]
    article = "" if mark.endswith("s") else "the "
    label = f"{names.bare_noun(looks, naming)} with {article}{mark}"
    return label if mark and not names.found(label, naming) else ""


def _dressed_alike(one: Looks, other: Looks) -> bool:
    return (one.sex, one.clothes_colour, one.clothes_style) == (other.sex, other.clothes_colour, other.clothes_style)


def _trait_label(key: Key, bodies: Mapping[Key, Looks], naming: names.Naming) -> str:
    """What somebody is called by one trait that nobody else of the clip has; empty where there is none."""
    looks, noun = bodies[key], names.bare_noun(bodies[key], naming)
    others = [other for (name, _), other in bodies.items() if name != key[0] and not _alike(other, looks, naming)]
    if naming.language.does("writing.words"):
        hair = "" if looks.hair_colour in NOTHING else _hair(looks, naming.language)
        theirs = [_hair(other, naming.language) for other in others]
        label = f"{noun} with {hair}" if hair and hair not in theirs else ""
        return label if len(label) <= LONGEST_LABEL[True] and not names.found(label, naming) else ""
    heads = [each for each in looks.hair_style.split("、") if each not in NOTHING]
    worn = _worn(looks, naming)[1:]
    told = [(each, f"{each}的{noun}", "hair_style") for each in heads] + [
        (each, f"穿{each}的{noun}", "clothes_style") for each in worn
    ]
    return next(
        (
            label
            for trait, label, part in told
            if 1 < len(trait) <= LONGEST_TRAIT
            and not any(trait in getattr(other, part) for other in others)
            and not names.found(label, naming)
        ),
        "",
    )


LONGEST_TRAIT = 8


def _alike(one: Looks, other: Looks, naming: names.Naming) -> bool:
    """Whether two looks are one person's to whoever sees them, told with fewer traits where something has befallen them."""
    if not naming.careful:
        return one == other
    between = naming.language.word("names.state")
    one, other = (replace(each, clothes_style=each.clothes_style.partition(between)[0]) for each in (one, other))
    if (one.sex, one.age, one.hair_colour, one.clothes_colour) != (
        other.sex,
        other.age,
        other.hair_colour,
        other.clothes_colour,
    ):
        return False
    cut = tabled(naming.language.word("names.joints"))
    styles = ((one.hair_style, other.hair_style), (one.clothes_style, other.clothes_style))
    pairs = [({*cut.split(mine)}, {*cut.split(theirs)}) for mine, theirs in styles]
    return all(mine <= theirs or theirs <= mine for mine, theirs in pairs)


def _in_short(key: Key, bodies: Mapping[Key, Looks], naming: names.Naming) -> str:
    """Somebody by colour and kind of the garment that is seen, and no more of it: the man in the blue sarong; empty where that could be another, or is a name."""
    looks = bodies[key]
    garment = garment_of(_worn(looks, naming)[0], naming.language.code)
    label = _called_by(looks, naming)
    for (name, _), other in bodies.items():
        first, *more = _worn(other, naming)
        worn = (f"{other.clothes_colour} {first}", *more)
        alike = name != key[0] and not _alike(other, looks, naming) and nouns(other)[0] == nouns(looks)[0]
        if alike and any(garment in each and looks.clothes_colour in each for each in worn):
            return ""
        if alike and garment in first and other.clothes_colour in label:
            return ""
    return "" if names.found(label, naming) else label


_SHADE_ZH = deferred("([红黄蓝绿黑白灰紫粉棕青褐])色$")
"""A colour that is called so without the word for colour too: 红背心, but 米色风衣 and 橙色短袖."""


def _called_by(looks: Looks, naming: names.Naming) -> str:
    """Somebody by colour and kind of a garment, whoever else wears one."""
    garment = garment_of(_worn(looks, naming)[0], naming.language.code)
    noun = names.bare_noun(looks, naming).removeprefix("the ")
    if made_of(looks):
        return phrase(looks, naming.language.code, noun=noun)
    if not naming.language.does("writing.words"):  # 红背心女子
        return _SHADE_ZH.sub(r"\1", looks.clothes_colour) + garment + noun
    return phrase(replace(looks, clothes_style=garment), naming.language.code, noun=noun)


def _again(label: str, looks: Looks, naming: names.Naming) -> str:
    """What each shot calls somebody once whose model is told people again: the label with the garment that is seen, where it tells no garment and no hair.

    Never the whole of their looks: those stand in the prompt once, and a shot is short.
    """
    clad = _called_by(looks, naming)
    telling = label != names.bare_noun(looks, naming) or names.found(clad, naming)
    return label if telling else clad


def _part_of(after: str, naming: names.Naming) -> bool:
    """Whether no more than a part of somebody is spoken of: a hand, a shoulder."""
    words = (naming.language.word("names.part"), naming.language.word("names.limb")) if naming.careful else ()
    return any(tabled(word, re.IGNORECASE).match(after) for word in words)


def _heard(after: str, naming: names.Naming) -> bool:
    """Whether somebody's voice alone is spoken of."""
    return naming.careful and tabled(naming.language.word("names.heard"), re.IGNORECASE).match(after) is not None


def _without_people(words: str, naming: names.Naming) -> str:
    """A text without names and quotations."""
    for start, end, _ in reversed(list(names.matches(words, naming))):
        words = f"{words[:start]} {words[end:]}"
    return names.QUOTED.sub(" ", words)


def _stands(noun: str, words: str, language: Language) -> bool:
    """Whether a text speaks of somebody else by a noun: a board's own "the boy" is the one boy of its clip, the boy at the bar is not."""
    if noun.casefold() not in words.casefold():
        return False
    return re.search(language.word("names.another").format(re.escape(noun)), words, re.IGNORECASE) is not None


def _says(after: str, looks: Looks | None, naming: names.Naming) -> bool:
    """Whether the script itself goes on to tell age and clothes of a person: Mara, 34, in a green raincoat, is …"""
    if looks is None or not naming.language.does("writing.words"):
        return False
    sentence = re.split(r"[.!?](?:\s|$)", after, maxsplit=1)[0].casefold()
    return bool(re.match(r"\W*\d", sentence)) and _worn(looks, naming)[0].casefold() in sentence


def _level(key: Key, bodies: Mapping[Key, Looks], naming: names.Naming) -> tuple[bool, bool, bool]:
    """How much of hair, age and what is seen beside the first garment a phrase needs, so that nobody else of the clip has the same."""
    others = [looks for (name, _), looks in bodies.items() if name != key[0] and not _alike(looks, bodies[key], naming)]
    for clash in (lambda one, other: one in other or other in one, lambda one, other: one == other):
        for hair, age, worn in LEVELS:
            say = partial(_short, naming=naming, hair=hair, age=age, worn=worn)
            if not any(clash(say(bodies[key]), say(other)) for other in others):
                return hair, age, worn
    return (*names.LEVELS[-1], False)


def _apart(phrase: str, key: Key, taken: Mapping[Key, str], naming: names.Naming) -> str:
    """The phrase, or where somebody else has it, the same counted: 另一个…, the other …"""
    mine = read_appearance(key[1])
    others = (each for each in taken if each[0] != key[0] and each[1] != key[1])
    apart = (
        each for each in others if not (mine and (other := read_appearance(each[1])) and _alike(mine, other, naming))
    )
    held = {taken[each] for each in apart}
    if phrase not in held:
        return phrase
    article, _, rest = phrase.partition(" ") if naming.language.does("writing.words") else ("", "", phrase)
    for word in naming.language.words("names.ordinals"):
        counted = naming.language.word("names.counted").format(word, rest, article)
        if counted not in held:
            return counted
    return phrase


def _short(
    looks: Looks, naming: names.Naming, *, hair: bool, age: bool, worn: bool = False, alone: bool = False
) -> str:
    """The phrase of a look: of several things worn the first, all of them where they are `worn` by nobody else so; hair as the language says it, `alone` without what else the head has."""
    words = naming.language.does("writing.words")
    first = (
        looks if not words and (worn or not naming.careful) else replace(looks, clothes_style=_worn(looks, naming)[0])
    )
    if alone:
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
    return _befallen([part for each in every for part in re.split(over, each)], naming.language)


_HURT = deferred(
    r"(?:bleeding|bloody|bloodied|bruised|swollen|cut|torn|split|scraped|grazed|burnt|burned|raw|bandaged|bound)"
)
"""What a part of the body is, told behind it; soaked is whoever it belongs to."""
_AS_LONG = deferred(
    r"((?:[\w-]+ ){0,2}[\w-]+) ((?:down |almost )?(?:to|past|over|below|above|at|behind) the [a-z]+(?: [a-z]+)?)"
)
"""How hair is and how far it falls, of four words at least: shaggy to the ears."""
_WHERE = deferred(r"(?:on|in|over|across|down|around|round|up|behind) [a-z]")
"""How a part begins that tells where else the thing before it is."""


def _befallen(items: Sequence[str], language: Language, *, stated: bool = False) -> list[str]:
    """The things of a look with what befell a part of the body in one, where a thing lies, and two colours of one thing: right palm cut and bleeding, straw in hair and on shirt, red and yellow jersey. `stated`: no item is worn."""
    told: list[str] = []
    for each in items:
        before = told[-1] if told else ""
        goes_on = _HURT.fullmatch(each) is not None and bool(before) and is_of_body(before, language.code)
        goes_on |= bool(before) and _WHERE.match(each) is not None
        lies = (stated or assets.is_state(before)) and _BARE_PART.fullmatch(each) and _LIES_ON.search(before)
        if before and each.startswith("its "):
            told[-1] = f"{told[-1]} with {each}"
        elif goes_on or lies or (told and tabled(language.word("names.shades")).fullmatch(told[-1])):
            told[-1] = f"{told[-1]}{language.word('looks.with')}{each}"
        else:
            told.append(each)
    return told


def _headed(looks: Looks, language: Language) -> tuple[str, list[str]]:
    """(how the hair is worn, what else of face and build its words tell, part by part): shaggy with a gaunt face and pale eyes."""
    style = "" if looks.hair_style in NOTHING else looks.hair_style
    worn, behind, rest = style.partition(language.word("names.hair_with"))
    listed_so = rest.split(language.word("looks.listed")) if language.does("writing.words") and rest else []
    parts = [part for each in listed_so for part in _phrases(each, language)]
    trait = re.compile(rf"(?:{language.word('names.trait')})$")
    own = [part for part in parts if tabled(language.word("names.hair_beside")).search(part) and not trait.search(part)]
    hair = f"{worn}{behind}{language.word('looks.listed').join(own)}" if own else worn if parts else style
    return hair, [part for part in parts if part not in own]


def _phrases(traits: str, language: Language) -> list[str]:
    """Traits that stand behind one another without a mark, one by one: a square face bushy brows stubbled jaw."""
    noun = tabled(language.word("names.trait"))
    found, at = [], 0
    for here, behind in pairwise(noun.finditer(traits)):
        between = traits[here.end() : behind.start()]
        likened = _LIKENED.match(between) or _ANEW.match(between)
        tied = any(word in _TIES for word in between.split())
        apart = between.strip() or traits[behind.end() :].startswith(" like ")
        if apart and (likened or not tied):
            ends = here.end() + (likened.end() if likened else 0)
            found.append(traits[at:ends])
            at = ends
    return [part.strip() for part in (*found, traits[at:])]


def _hair_alone(looks: Looks, language: Language) -> str:
    """How the hair is worn, or that there is none."""
    if language.does("writing.words"):
        return _headed(looks, language)[0] or looks.hair_style
    return looks.hair_style.partition(language.word("names.hair_with"))[0]


HIDDEN = deferred(
    r"^(?:\w+ )?(?:hidden|covered|concealed|not visible|unseen)\b|^(?:遮住|盖住|裹住|藏在|看不见|不可见|被[^、]{1,6}(?:遮|盖|裹))",
    re.I,
)
"""Hair that nobody sees, under a veil or a helmet: it tells nobody from anybody."""


def _hair(looks: Looks, language: Language) -> str:
    """Colour and style: black cropped hair, black hair in a high ponytail, black hair tied back; empty where there is none."""
    if HIDDEN.search(looks.hair_style):
        return ""
    shade = "" if looks.hair_colour in NOTHING else looks.hair_colour
    style = _headed(looks, language)[0]
    if language.does("writing.words") and style in _HEAD:
        return f"a {_HEAD[style]}"
    if shade and (bald := _BALD_WITH.fullmatch(style)):
        return f"a {_HEAD.get(bald[1], bald[1])} {bald[2]} {shade} {bald[3]}"
    style = _ARTICLE.sub("", style) if language.does("writing.words") else style
    if language.does("writing.words") and style and language.word("names.hair_with") in style:
        style, behind, beside = style.partition(language.word("names.hair_with"))
        return f"{_hair(replace(looks, hair_style=style), language)}{behind}{beside}"
    words = language.word("writing.between").join(filter(None, (shade, style)))
    if not shade or language.word("names.hair_word") in words:
        return words
    if tabled(language.word("names.hair_done")).match(style):
        return f"{language.word('names.hair').format(shade)} {style}"
    if each := tabled(language.word("names.hair_things")).match(style):
        vowel = re.match(r"(?!one\b|one-|uni|use|eu)[aeiou]", style) is not None
        article = "" if each[1].endswith("s") else "an " if vowel else "a "
        return f"{language.word('names.hair').format(shade)} in {article}{style}"
    if language.does("writing.words") and (long := _AS_LONG.fullmatch(style)):
        return f"{language.word('names.hair').format(f'{shade} {long[1]}')} {long[2]}"
    return language.word("names.hair").format(words)


_TRIMMED = deferred(r"\b(?:buttons|patches|trim)$")
"""What is on a garment, which a list that tells the body apart tells with it."""


def _facts(
    looks: Looks,
    naming: names.Naming,
    *,
    hair: bool,
    age: bool,
    worn: bool = True,
    clad: bool = False,
    near: bool = False,
    befell: Sequence[str] = (),
) -> str:
    """Age and hair, as far as the phrase does not tell them, and what else is worn, or all where it does not tell what somebody is `clad` in; the sex where its noun does not."""
    language = naming.language
    noun = next((word for word in nouns(looks) if not names.found(word, naming)), "")
    parts = [looks.sex] if noun in ("", nouns(looks)[-1]) else []
    parts += [] if age else [language.word("names.years").format(looks.age)]
    more = _worn(looks, naming)[1:] if worn and (naming.careful or language.does("writing.words")) else []
    below = tabled(language.word("names.below"), re.IGNORECASE)
    more = _once([each for each in more if not (near and below.search(each))], language)
    if befell and not language.does("writing.words"):  # before what is worn
        head = "、".join(filter(None, ["" if hair else _hair(looks, language), *befell]))
        return language.word("writing.comma").join(_once([*parts, head, *more], language))
    if clad:  # all that is worn stands together, before what is told of the head
        on = [
            each
            for each in more
            if _TRIMMED.search(each) or not (is_of_body(each, language.code) or assets.is_state(each))
        ]
        more = [each for each in more if each not in on]
        clothes = f"{looks.clothes_colour} {_worn(looks, naming)[0]}"
        parts.append(f"in the {language.word('looks.with').join([clothes, *map(assets.counted, on)])}")
    parts += [] if hair else filter(None, [_hair(looks, language), *_headed(looks, language)[1]])
    more += [f"{assets.BEFELL}{each}" for each in befell]
    return language.word("writing.comma").join(_once([*parts, *more], language))


def _few(looks: Looks, naming: names.Naming) -> Looks:
    """Looks without what a face is like and all that is worn beside the first garment."""
    first = _worn(looks, naming)[0] if looks.clothes_style else ""
    return replace(looks, hair_style=_hair_alone(looks, naming.language), clothes_style=first)


def _clad_alike(looks: Looks, others: Iterable[Looks], naming: names.Naming) -> bool:
    """Whether somebody else wears a garment of the kind that somebody is told by: hair tells them apart then."""
    worn = _worn(looks, naming)[:1]
    kind = worn[0].split()[-1] if worn and naming.language.does("writing.words") else worn[0][-2:] if worn else ""
    return bool(kind) and any(kind in other.clothes_style for other in others)


def _sheet(looks: Looks, befell: Sequence[str], naming: names.Naming, *, short: bool, haired: bool = False) -> str:
    """All of somebody's looks as a list of people has them: aged 30, in the blue coat and boots, with black hair, wet; 30岁，黑色短发、圆脸，穿蓝色大衣、黑靴，浑身湿透. `haired`: a `short` one tells the hair too."""
    language = naming.language
    if made_of(looks):
        own = f"{looks.clothes_colour}{language.word('writing.between')}{looks.clothes_style}"
        return language.word("writing.comma").join([own, *befell])
    if language.does("writing.words"):
        said = replace(looks, hair_style=_hair_alone(looks, language)) if haired else looks
        facts = _facts(said, naming, hair=short and not haired, age=False, worn=not short, clad=True, befell=befell)
        return assets.in_words(facts)
    worn = _worn(looks, naming)
    clad = [each for each in worn if not is_of_body(each, language.code)]
    body = [each for each in worn if each not in clad]
    hair = _hair(looks, language)  # of a short list its first thing, which tells apart who are clad alike
    head = hair.partition("、")[0] if haired else "" if short else "、".join(filter(None, [hair, *body]))
    dress = f"穿{looks.clothes_colour}{'、'.join(clad[:1] if short else clad)}"
    parts = [language.word("names.years").format(looks.age), head, dress, *befell]
    return language.word("writing.comma").join(filter(None, parts))


def _once(parts: Sequence[str], language: Language) -> list[str]:
    """The parts of somebody's looks without those that another tells with more words: a rag beside a rag round the hand."""
    if not language.does("writing.words"):
        return list(dict.fromkeys(parts))
    words = [frozenset(part.removeprefix(assets.BEFELL).split()) - {"a", "an", "the"} for part in parts]
    return [
        part
        for at, part in enumerate(parts)
        if not any(words[at] <= other and (words[at] < other or n < at) for n, other in enumerate(words) if n != at)
    ]
