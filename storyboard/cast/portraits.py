"""Who is described where: the stretches of a text that speak of one person's age, sex, hair, clothes and marks.

A description belongs to the noun it stands with, never to a name near by: 沈若牵着五岁的小女孩 tells nothing of 沈若. Read are brackets, dashes and
commas behind a name, what stands before it (穿红裙的林晚, `a 6-year-old boy, DEV`), `in` and `wearing` up to the next person, and pairs (`both 9`).
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from itertools import pairwise

from storyboard.cast import bearing, given, roles, said
from storyboard.cast.ages import AGE_EN, AGE_ZH, TEENS, age, may_state_en
from storyboard.languages import Language
from storyboard.patterns import begun, deferred, either, grouped, passing
from storyboard.records import dataclass

DOING = deferred(
    r"伸[向进到出手]|撕|咬|见是|认出|扒[开下掉]|藏[入进]|合上|瞥见|[从摸掏解脱换扔递拿掸扯抓摘捡拎抱命叫让买送做给又便忙把将看望盯]|洗(?!得)|熨(?!得)|捧|在[织缝补晒晾叠烫穿]|穿(?:了[一二三两几数]次|针)|穿上|披上|系上|整理|拉[住开起]|\b(?:takes?|pulls?|drops?|removes?|throws?|grabs?|hands?|folds?|irons|like|than)\b",
    re.I,
)
"""Words that do something with clothes instead of wearing them."""
LOOKS = deferred(
    r"岁|个月大|[周天]大|出生|满月|发|须|胡|髯|眉|眼|瞳|脸|面[皮容色目]|肤|身材|身高|体格|个子|高[挑大]|矮|瘦|胖|壮|装束|装扮|打扮|衣|袍|裙|裤|衫|装|鞋|靴|帽|冠|戴|穿|披|"
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
class Mentioned:
    """A person in a text: a known name, or (name empty) somebody else whom a noun means."""

    start: int
    end: int
    name: str


def phrases(text: str, names: Collection[str], language: str) -> list[Phrase]:
    """Every description of a known person in one paragraph, in order of place."""
    return list(_phrases(text, frozenset(names), language))


@lru_cache(512)
def _phrases(text: str, names: frozenset[str], language: str) -> list[Phrase]:
    """The same, once for a paragraph that the reader and those who gather what is told of people ask about."""
    reader = _reader(language, names)
    read = reader.quiet(text)
    told = dict.fromkeys(_unpossessed(phrase) for phrase in reader.read(read) if phrase.text.strip("的 "))
    every = sorted(told, key=lambda phrase: phrase.start)
    if read is not text:
        every = [replace(one, text=text[one.start : one.start + len(one.text)]) for one in every]
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
    return [_unbefallen(phrase, text) for phrase in found]


def _unpossessed(phrase: Phrase) -> Phrase:
    """A phrase without the particle that only says whose it is: 母亲的白发 is 白发."""
    return replace(phrase, text=phrase.text[1:], start=phrase.start + 1) if phrase.text[0] == "的" else phrase


def _unbefallen(phrase: Phrase, text: str) -> Phrase:
    """What is somebody's, without what befalls it or is on it: 母亲的白发被风掀起, 母亲的白发上."""
    owned = text[phrase.start - 1 : phrase.start] == "的"
    return replace(phrase, text=_BEFALLS_ZH.sub("", phrase.text) or phrase.text) if owned else phrase


def mentions(text: str, names: Collection[str], language: str) -> list[Mentioned]:
    """Everybody a text speaks of, known or not, in order."""
    reader = _reader(language, frozenset(names))
    return reader.people(reader.quiet(text))


def quiet(text: str, names: Collection[str], language: str) -> str:
    """A text that is all in capitals as it would be written with small letters, names in capitals; another as it is."""
    return _reader(language, frozenset(names)).quiet(text)


@lru_cache(64)
def _reader(language: str, names: frozenset[str]) -> "_Han | _Latin":
    return _Han(names) if Language.of(language).does("writing.han") else _Latin(names)


Search = Callable[..., re.Match[str] | None]
"""What looks for somebody's name in a text, from a place on."""


def _met(named: Search, others: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What `named|others` would find: two searches, because words for others are the same whatever people are called."""
    at, one, other = 0, named(text), others.search(text)
    while one or other:
        first = one if one and (not other or one.start() <= other.start()) else other
        assert first is not None
        yield first
        at = first.end()
        one = named(text, at) if one and one.start() < at else one
        other = others.search(text, at) if other and other.start() < at else other


def plain(item: str, language: str = "") -> bool:
    """Whether a piece says age, sex, hair, clothes or marks and nothing else can be meant: not `蹲下`, not `脱下外套`."""
    item, language = _AS_IF.split(item.strip())[0], language or ("en" if item.isascii() else "zh")
    if not said.TELLING.search(item):
        return False
    if _SEX.fullmatch(item) or age(item) is not None:
        return True
    told = said.clothes(item, language) or said.hair(item, language) or said.marks(item, language)
    return bool(told) and not DOING.search(item)


_AS_IF = deferred(r"(?<=\w)\s(?:like|as big as|the size of|the colou?r of)\s", re.I)
"""What something is only compared with: `a hat like a satellite dish`."""
_SEX = deferred(
    r"(?:an?\s+)?(?:男|女|男性|女性|男孩|女孩|男童|女童|少年|少女|boy|girl|man|woman|male|female|m|f)", re.I
)


# --- English -------------------------------------------------------------------------------------------------------

_SENTENCE = deferred(
    r"(?:[^.!?\n]|(?<=\b[A-Z])\.|(?<=\b[DM]r)\.|(?<=\bDR|\bMR|\bMS|\bLt|\bLT|\bSt|\bST|\bJr|\bSr)\.|(?<=\bMrs|\bMRS|\bSgt|\bSGT|\bRev|\bREV|\bCpl|\bCPL|\bCol|\bCOL|\bDet|\bDET|\bGen|\bGEN|\bMaj|\bMAJ|\bPvt|\bPVT|\bSen|\bSEN)\.|(?<=\bProf|\bPROF|\bCapt|\bCAPT|\bInsp|\bINSP|\bSupt|\bSUPT)\.|\.(?=\w))+[.!?]*"
)
_NOUN_EN = r"(?:man|woman|boy|girl|lady|gentleman|kid|child|teenager|guy|fellow|youth|figure|stranger|person|baby|toddler|infant)"
_IN = deferred(
    r"\b(?:in|wearing|wears|dressed in|clad in|sporting|sports|dons|with|has|bears)\s+(?!front|-|[–—]|the (?:dark|street|door|rain))",
    re.I,
)
_OWN = deferred(r"\b(?:his|her)\s+(?!(?:an?|the|his|her|their|some|no|every)\s)(?:[\w’'-]+\s+){0,3}?", re.I)
_CUT = deferred(
    r"[,;:]|\s[-–—]\s|\s(?:and|as|while|who|then|before|after|into|onto|toward|towards|from|over|to|by|at|on|near|beside)\s",
    re.I,
)


_LITTLE = frozenset(
    "he an so to do me my ma pa no go in on at it us we be by or as is if up of am ok ed man the one two red old big".split()
)
"""Parts of a name that are words."""


_OWNS_EN = deferred(
    r"['’]s\b(?!\s+(?:wearing|dressed|in (?:an?|his|her)|barefoot|an?|got|about|maybe)\b)(?<![Hh]e['’]s)(?<![Tt]here['’]s)"
)
_OPENS_EN = deferred(r"\W*(He|She|His|Her)\b(?!['’](?!s))")
_TURNED_ROUND_EN = deferred(
    r",\s+(?:lies|sits|stands|kneels|crouches|waits|sleeps|hangs|leans|comes|walks|rides|steps|appears|emerges|enters|is|stoops|perches|sprawls|slumps)\s+$"
)
"""What stands before somebody whose sentence is turned round: Inside, in his best kente, lies NII."""
_OF_OTHERS_EN = deferred(
    r"\W*(?:(?:They|Both)\b|(?:The|An?|Another|That)\s+(?:[a-z-]+\s+){0,2}?[a-z]+['’]s\s+(?:[a-z-]+\s+){0,2}?(?P<what>[a-z]+)\b)"
)
"""How a sentence begins that is about somebody else than the one before, or about several: `The thief's hat tumbles off.`"""
_FULL_NAME_EN = deferred(r"(?:[\s\"”]+[A-ZÀ-Þ][A-ZÀ-Þ’'-]+)+(?=\s*[(,])")
_SURNAME_BEHIND_EN = deferred(r"\s+[A-ZÀ-Þ][a-zà-þ’'-]+(?:-[A-ZÀ-Þ][a-zà-þ]+)?(?=\s*[(,])")
"""The rest of a name that is not written in capitals: Ines Vance, forty."""
_REST_OF_NAME_EN = deferred(
    r"(?:\s+[“\"(][A-ZÀ-Þ][\w’' -]{0,15}[”\")])?(?P<rest>(?:\s+[A-ZÀ-Þ][A-Za-zÀ-ÿ’'-]+){1,2})(?=(?P<aged>\s*\([^()]*\d|,\s(?:\w+\s)?\d)|\s*[(,]|\s+(?:[a-z]+ly\s+)?[a-z]+s\b)"
)
"""The rest of a name of which a cue has the first word, where an age, a bracket or what somebody does stands behind it: INES CALDERA (38) straightens, INES “ACE” CALDERA, tired."""
_GIVEN_EN = deferred(r"[A-ZÀ-Þ]{3,} ")
"""A word in capitals right before a name that begins otherwise: BRELL O'HASTOR."""
_BRACKET_EN = deferred(r"\s*\(([^()]{1,160})\)")
_DASHED_EN = deferred(r"(?:\s+[-–—]{1,2}\s+|[–—])((?:(?!\s-{1,2}\s)[^.;–—])+?)\s*(?:\s-{1,2}\s|[–—]|[.;]|$)")
_IS_EN = deferred(
    r"(?:\s+is|['’]s(?=\s+(?:wearing|dressed|in (?:an?|his|her)|barefoot|an?|maybe|about|barely|around|bald|\d+)\b))\s+((?:an?|in|all|bald|balding|dressed|wearing|barefoot|maybe|about|around|barely|now|only|just|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|\w+teen|ten|eleven|twelve|\d+)\b[^.;]*)"
    r"|\s+(?:looks|can['’]?t be (?:more|older|much older) than)\s+((?:about |maybe |barely )?[\w-]+)\b"
)
_PART_OF_EN = re.compile(r"(?:the|an?)\s+[a-z]+(?:\s[a-z]+)?")
_NEXT_EN = deferred(r"\s*,\s*([^,;.()]+)")
_OF_AGE_EN = deferred(r"\s+(?P<told>of\s+(?:(?:about|around|maybe|perhaps|some|no more than)\s+)?[\w-]+)\b")
"""`a woman of about forty-five`."""
_WORN_OVER_EN = deferred(r"\s+(?P<what>(?:[\w’'-]+\s+){1,4}?)(?:worn |thrown |pulled )?(?:over|on top of)\s+$", re.I)
"""A garment at the head of a piece, over another."""
_KINS_EN = deferred(
    r"(?:his|her)\s+(?:[\w-]+\s+)?(?:mother|father|brother|sister|husband|wife|son|daughter|friend|aunt|uncle)['’]s\b",
    re.I,
)
"""What begins things of somebody's kin, which are not one's own unless one has them on."""
_SHELTER_EN = deferred(
    r"\b(?:under|beneath|underneath|inside|wrapped in|asleep on|folds?|folding|holds?|holding|carrying|carries)\s+$",
    re.I,
)
"""What stands before somebody's coat that another lies under or holds: `asleep under ANGIE's coat`."""
_SOUGHT_EN = deferred(r"\b(?:for|after)\s+$")
"""What stands before something that somebody does not have on: `scrambles for his shirt`."""
_PLACE_EN = deferred(
    r"\b(?:behind|beside|near|with|from|towards?|to|at|past|after|before|by|for|like|of|against|into|on|over|around|between|beyond|facing|following|watching)\s+$",
    re.I,
)
"""What stands before a noun that is no apposition: `Behind the boy, RUI peeks in`."""
_OF_KIN_EN = deferred(
    r"\b(?:the|an?)\s+(?P<what>(?:[\w’'-]+\s+){0,3}?[\w’'-]+)\s+of\s+(?:his|her|their)\s+(?:[\w’'-]+\s+){1,2}$", re.I
)
"""A thing of the one whose name follows: `buttons the coat of her son DANIEL`."""
_YEARS_EN = deferred(r"(?:^|[\s(—])(?P<told>[\w-]+[- ]year[- ]old)\s+$", re.I)
_ADJECTIVES_EN = deferred(r"\b(?:[Aa]n?|[Tt]he)\s+((?:[a-z][\w’'-]*,?\s+){1,3}(?:[A-Z]+\s+)?)$")
_INVERTED_EN = deferred(
    r"\b(?P<told>(?:in|wearing)\s+(?!front)(?:an?|his|her|the)\s[^.;:!?]*?),\s+(?:sits|stands|lies|leans|waits|kneels|comes|walks|strides|rides|crouches|is|hangs)\s+$",
    re.I,
)
"""What somebody has on who is named behind the verb: `in a black coat a size too small, sits a man of forty: AMOS`."""
_SAME_EN = deferred(r"(?:^\s*|[.!?]\s+)(?P<told>(?:The|That) same (?:[\w’'-]+\s*){1,4}):\s+$")
"""`The same oilskin: EDWIN`."""
_DOES_LAST_EN = deferred(r",\s+[a-z]+[^s]s\s+$")
"""A verb behind a comma: `in a yellow dress, stands JOAN`."""
_BORN_EN = deferred(r"\b(?:bandaged|gloved|scarred|missing|prosthetic|tattooed|blind|milk-white|milky)\b", re.I)
_PIECE_EN = deferred(r"(?:(?!\s-{1,2}\s)[^,;:.!?()—–]|(?<=\b[DM]r)\.|\.(?=\w)|(?<=\d):(?=\d))+")
"""What stands between two commas, dashes, brackets or ends of sentences."""
_JOINT_EN = deferred(r"\b(?:as|while|when|where|until)\s+(?:an?\s+|the\s+)?$", re.I)
"""What begins a clause of somebody else's."""
_ANOTHER_EN = deferred(
    r"\W*(?:an?|the|two|three|some|another|every|each|his|her|their)\s+(?:[\w’'-]+\s+){0,2}?(?:dogs?|pup|puppy|puppies|hound|terrier|collie|spaniel|poodle|beagle|mutt|cats?|kitten|tabby|horses?|pony|mare|stallion|mule|donkey|"
    r"cow|goat|sheep|lamb|pig|bird|parrot|monkey|bear|doll|teddy|puppet|toy|statue|bust|mannequin|dummy|scarecrow|snowman|portrait|painting|photo(?:graph)?|picture|poster|car|van|truck|taxi|cab|limousine|bus|carriage|skeleton)\b",
    re.I,
)
"""What begins a sentence about something else: `A terrier in a tartan coat shivers`."""
_CARRIED_EN = re.compile(r"(?:in|with)\b", re.I)
"""What belongs to whoever stands right before it, where a verb belongs to the subject."""
_AT_ANOTHERS_EN = deferred(
    r"(?P<word>[a-z]+s)\s+(?:on|at|to|onto|under|behind|beside|by|against|from|after)\s+(?:his|her)\b", re.I
)
"""What somebody does at what another has on: `hangs on her apron`."""
_NO_WEAR_EN = deferred(r"\b(?:room|hall|rack|window|closet|drawer|bag|hanger|nail|peg|clothes-?line)\b", re.I)
_BODY_EN = deferred(r"\b(?:hands?|eyes|fingers)\b", re.I)
_VERB_EN = deferred(
    r"\b(?P<word>[a-z]+s)\s+(?:an?|the|his|her|their|him|them|up|down|out|off|away|in|into|on|onto|at|to|from|for|with|through|over|past|towards?|by|around|across|back|like|forward|and|between|under|behind|against|beside|along|among|past|after)\b",
    re.I,
)
"""A word that may be a verb of the present with what verbs have behind them."""
_DASH_EN = re.compile(r"(?:\s--?|[—–:])\s*$")
"""What begins a list of looks: `sweeps in -- silver bob, pearls`."""
_NO_LOOK_EN = deferred(
    r"(?!(?:and )?(?:crossed|marked|split|slashed|scarred) (?:by|with)\b)(?:he|she|they|it|their|the|this|that|on|in|under|behind|over|there|no one|and|then|as|while|like|down to|\w+ed by)\b",
    re.I,
)
"""What begins a piece that is no look."""
_SHADE_EN = deferred(
    r"\b(?:long |short |wet |wild |tangled |damp )?(?:black|brown|red|blond|blonde|fair|white|grey|gray|silver|copper|auburn|ginger|golden|dark|sandy|chestnut)\s+(?:curls|hair|braids?|locks|ponytail|plaits?|ringlets)\b",
    re.I,
)
_ANYWHERE_EN = {pattern: signs for pattern, signs in bearing.SIGNS_EN.items() if pattern is not bearing.HURT_EN} | {
    _SHADE_EN: frozenset("curls hair braid braids locks ponytail plait plaits ringlets".split())
}
"""What is looked for wherever in a piece, with its signs."""
_ANOTHERS_EN = deferred(
    r"\b(?:lock|strand|wisp|tuft|handful|clump|wig|wigs|his|her|their|my|your|[\w]+['’]s)\s+(?:of\s+)?$|\bwigs?\b", re.I
)
"""What stands before hair that is somebody else's, or nobody's."""
_PLACED_EN = deferred(
    rf"\s(?:on|across|over|round|around|at|in|under|about|down|through|to)\s+(?:(?:his|her|one|the|both)\s+)?(?:[\w-]+\s+)?(?:{bearing.BODY_EN})\b",
    re.I,
)
"""Where on the body something is."""
_STATED_EN = deferred(
    r"\s(?:in place|low|askew|crooked|undone|unbuttoned|loosened|half-open|buttoned|fastened|[\w-]+ (?:low|high|back|up|down)|(?!holding|carrying)\w+ing\b.*)$",
    re.I,
)
"""How something is that somebody has on: `veil in place`, `cane striking the floor`."""
_OLD_EN = deferred(r"(?:an?|the)\s+(?:old|elderly|middle-aged)\s+[\w-]+", re.I)
_STATES_EN = deferred(
    r"(?:(?:hugely|heavily|visibly|very) )?pregnant|barefoot|bare-?headed|bare-?chested|shirtless|unshaven|clean-shaven|bald|bearded|freckled|toothless|one-eyed|one-armed|tattooed|sunburn(?:t|ed)",
    re.I,
)
"""How somebody's body is, wherever it stands between commas."""
_AGED_EN = deferred(
    r"\b(?:years? old|or so|if a day|\w*teens|(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies|\d0s|something)$",
    re.I,
)
"""What ends an age that stands alone: `nineteen or so`, `mid-twenties`."""
_STATE_EN = deferred(r"\s(?:is|are|was|were|has|have|hangs?|falls?)\s", re.I)
_INSTEAD_EN = deferred(r"\bprosthetic\b", re.I)
_DETERMINED_EN = deferred(r"(?:an?|the|his|her|their)\s", re.I)
_BETWEEN_EN = re.compile(r",\s+,")
"""What is left around a name between commas: `The kitchen girl, TIBBY, …`."""
_ANYBODYS_EN = deferred(r"the\s", re.I)
_QUOTED_EN = deferred(r"[\"”]\s+")
"""What stands between a nickname and a last name: `SAL "MOOCH" MUCCIO`."""
_APART_EN = deferred(r"\s*(?:\([^()]*\)\s*)?(?:,|:|--?|—|–)\s*")
_ENDS_EN = deferred(r"\s*(?:[,.;:—–)]|--|$)(?!\s*(?:and|&)\s)|\s+(?:in|with|who|whose|of|wearing|built)\s")
"""What stands behind a noun that says who somebody is, and goes on with a description; `NORA, a guard and a cook` are three."""
_GUISED_EN = deferred(r"\b(?:dressed|disguised|posing|made|got)(?: up)? (?:as|like)\s+$", re.I)
"""What stands before a noun that is only what somebody seems to be: `dressed as a maid`."""
_NAMED_EN = deferred(
    r",\s+|\s*\(|[^.!?:]{0,80}:\s*|[^.!?]{0,80}(?:--|—|–)\s*(?:this|it|that)\s*(?:is|['’]s)\s+|[^.!?]{0,120}[.!?]\s+(?:[^.!?]{0,60}[.!?]\s+)?(?:This|It|That|[Ss]?[Hh]e)\s*(?:is|['’]s)\s+|\s+(?:named|called|known as)\s+"
)
"""What stands between a noun and the name that the same person is given: `, `, ` (`, `…: `, `… This is `."""
_KINSMAN_EN = deferred(
    r"(?:his|her|their)\s+(?:[\w-]+\s+){0,2}?(?:mother|father|mum|mom|dad|brother|sister|husband|wife|son|daughter|boy|girl|aunt|uncle|nephew|niece|cousin|grand\w+|widow)$",
    re.I,
)
"""Somebody's kin, whose name stands right behind: `her son DEV`."""
_STYLED_EN = deferred(r"\b(Lady|Madam|Madame|Mrs|Miss|Ms|Lord|Nanny|Grandma|Grandpa|Granny|Auntie?|Uncle)\.?\s+$", re.I)
"""A style before part of a name, that makes another of the family: LADY ZHAO is not ZHAO WUXU."""
_MORE_CAPS_EN = deferred(r"\s+([A-Z]{2,})\b(?!['’])")
"""Another word in capitals behind part of a name: XIAO XIAO is not XIAO YUROU."""
LENT_EN = deferred(r"\b(?:wearing|wears|wore|dons|donning|in|chang\w+ into|puts on|slips into)\s+$")
"""What somebody has on that is another's: `wearing LIN XINLAN's silk robe`."""


def acts(piece: str) -> bool:
    """Whether somebody or something does something in a piece: a verb in it, or it begins with one in -ing."""
    return any(_is_verb(match["word"]) for match in _VERB_EN.finditer(piece)) or bool(_DOES_EN.match(piece))


def _inside(here: Sequence[Mentioned], piece: re.Match[str]) -> str | None:
    """Who stands in a piece: the name that it ends with, empty where it ends with something else, None where nobody does."""
    start, end = piece.span()
    inside = [one for one in here if start <= one.start < end]
    ended = start + len(piece[0].rstrip())
    return next((one.name for one in inside[::-1] if one.end == ended), "") if inside else None


def _is_verb(word: str) -> bool:
    return not said.is_of_looks(word.lower()) and word.lower() not in _NO_VERBS


_NO_VERBS = frozenset("his glass across always this less its boss miss as was is has us yes plus thus pass".split())
_DOES_EN = deferred(
    r"\W*(?!nothing|something|wearing|sporting|reading|hearing|wedding|engagement|riding|swimming|walking|hiking|driving|running|flying|working|fishing|smoking|evening|morning|wiry|string|ring|earring|bling)\w+ing\b",
    re.I,
)
_CAPITALS_EN = deferred(r"[A-Z]+(?:S|ED|ING)")
_BEFORE_PEOPLE_EN = deferred(
    r"(?:^|[.!?,;:(—–-]|\b(?:an?|the|his|her|their|of|and|by|with|for|to|two|three|four|five|six|several|some|more|other|[A-Z][A-Z]+|\w+(?:ed|ing|y|ful|ous)))\s*$"
)


def _is_sound(text: str, one: Mentioned) -> bool:
    """Whether a word in capitals is what something does (`Phone BUZZES`) and nobody: behind a noun, no word for people."""
    word = text[one.start : one.end]
    if not _CAPITALS_EN.fullmatch(word) or roles.is_role(word) or roles.is_role(word.removesuffix("S")):
        return False
    return not _BEFORE_PEOPLE_EN.search(text[: one.start])


SHOUTED = 40
"""Characters from which a text in capitals is one that is written so, and no heading or cue."""
_SURNAME_EN = deferred(r"(?:\s+[A-ZÀ-Þ][A-ZÀ-Þ’'-]+){1,2}(?=\s*\((?:EARLY |MID |LATE )?\d|,\s*\d)")
"""The rest of a name in a text of capitals, with an age behind it: GARETH PUGH (50)."""
_HEADS_EN = deferred(r"(?:^|[.!?]\s+|\()\s*[a-z]")


@cache
def _others_en() -> re.Pattern[str]:
    """A noun for somebody who has no name, or a word in capitals, as `other`."""
    every = {word.upper() for row in roles.tables("en")["roles"] if row.get("kind") != "voice" for word in row["words"]}
    words = "|".join(sorted(map(str.lower, every), key=lambda word: (-len(word), word))).replace(".", r"\.")
    begins = r"(?:[Aa]n?|[Tt]he|[Aa]nother|[Tt]wo|[Tt]hree|[Hh]is|[Hh]er|[Tt]heir)\s"
    noun = rf"{begins}+(?:(?!{begins})[\w-]+\s+){{0,3}}?(?:{words}|men|women|{_NOUN_EN[3:-1]})\b"
    return deferred(rf"(?P<other>(?=[A-Zath])\b(?:{noun}|(?!THE\b)[A-Z]{{3,}}(?:\s[A-Z]{{2,}})*\b))(?P<name>(?!))?")


def _is_doubled(text: str, start: int, end: int) -> bool:
    """Whether the words of a place stand right before it too: the second NORA of `NORA NORA`."""
    name = text[start:end]
    start -= text[start - 1 : start] == "\n"
    at = start - len(name) - 1
    return at >= 0 and text[at:start] == f"{name} " and (at == 0 or text[at - 1].isspace())


@cache
def _roles_en() -> frozenset[str]:
    """Every English word for a role, in capitals."""
    return frozenset(word.upper() for row in roles.tables("en")["roles"] for word in row["words"])


@cache
def _nouns_en() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Nouns for somebody, who is named behind them: in brackets (`A woman in black (ZHU YUE)`), or behind a comma or `called`; and behind the name: `LIN, a young maidservant`."""
    table = roles.tables("en")["roles"]
    sexed = [word for row in table if "sex" in row and "kind" not in row for word in row["words"] if len(word) > 2]
    people = [word for row in table if "kind" not in row for word in row["words"] if len(word) > 2]
    anyone = rf"(?:{either(people)}|{_NOUN_EN[3:-1]})"
    worn = rf"(?:\s+(?:in|with|wearing|of)\b(?:(?!\b{_NOUN_EN}\b)[^(){{}}])*)?"
    bracketed = deferred(
        rf"\b(?:an?|the|another|one)\s+(?P<noun>(?:[\w’'-]+\s+){{0,3}}?{anyone})\b{worn.format('.;')}\s*\(\s*(?:the\s+)?$",
        re.I,
    )
    called = deferred(
        rf"\b(?:an?|the|another|her|his|their|young)\s+(?P<noun>(?:[\w’'-]+\s+){{0,4}}?(?:{_NOUN_EN[3:-1]}|{either(sexed)}))\b(?:\s(?!in\b|with\b|named\b|called\b)[a-z]+)?"
        rf"(?:\s+(?:in|with|wearing|of)\b[^,.;—]*)?(?:,\s*|\s+(?:named|called|known as)\s+|:\s*|\s*(?:—|–|--)\s*)$",
        re.I,
    )
    who = deferred(rf"(?:an?|the)\s+(?:[\w’'-]+\s+){{0,4}}?(?:{_NOUN_EN[3:-1]}|{either(sexed)})\b", re.I)
    return bracketed, called, who


LONGEST_NAME = 30
"""Letters of a name that may stand behind those in capitals which it begins with: ROLDANE-HARTS."""


def _meant_by(pronoun: str, subject: str, before: Sequence[str]) -> str:
    """Whom a pronoun at the head of a sentence means: the subject of the one before, or the only other one there where the subject's given name is of the other sex; `Cora looks at Amos. He sits`."""
    sex = "male" if pronoun in ("He", "His") else "female"
    if given.sex(subject, "en") in ("", sex):
        return subject
    others = {name for name in before if name and name != subject and given.sex(name, "en") in ("", sex)}
    return next(iter(others)) if len(others) == 1 else ""


_NAME = deferred("(?P<name>.+)(?P<other>(?!))?", re.S)
"""A name that was found between two places."""
_ALSO_LATIN = frozenset("\u017f\u212a\u0130\u0131")
"""Letters that are Latin ones with other capitals: the long s, the sign of the Kelvin, the Turkish i."""


def _word(name: str, text: str, at: int, end: int) -> int:
    """Where a name first stands in a text between two places as a word of its own; -1 where it does not."""
    start = text.find(name, at, end)
    while start >= 0:
        stop = start + len(name)
        before = start > 0 and _of_word(text[start - 1])
        behind = stop < end and _of_word(text[stop])
        if before != _of_word(name[0]) and behind != _of_word(name[-1]):
            return start
        start = text.find(name, start + 1, end)
    return -1


def _of_word(sign: str) -> bool:
    """Whether a sign is part of a word, as patterns have it."""
    return sign.isalnum() or sign == "_"


class _Latin:
    """English."""

    def __init__(self, names: frozenset[str]) -> None:
        self.known = {name.upper(): name for name in sorted(names) if len(name) > 1}
        parts: dict[str, set[str]] = {}
        for name in names:
            for word in set(re.findall(r"[\w'’-]+", name)):
                parts.setdefault(word.upper(), set()).add(name)
        self.names = names
        self.surnames = {name.upper().split()[0] for name in names if len(name.split()) > 1}
        """First words of names, which in many scripts are those of a family."""
        roles_of = _roles_en()
        for word, owners in parts.items():
            if (
                len(owners) == 1
                and len(word) > 1
                and word.lower() not in _LITTLE
                and word not in roles_of
                and word not in self.known
            ):
                self.known[word] = next(iter(owners))
        self.few = len(self.known) < FEW and all(map(str.isascii, self.known))
        self.bracketed, self.called, self.who = _nouns_en()

    @cached_property
    def named(self) -> re.Pattern[str]:
        """Any name, as a word of its own, in capitals or not."""
        firsts = re.escape("".join(sorted({name[0] for name in self.known})))
        named = "|".join(rf"{re.escape(name)}\b" for name in sorted(self.known, key=lambda name: (-len(name), name)))
        named = rf"(?=[{firsts}])\b(?:{named})" if named else r"(?!)"
        return passing(rf"(?P<name>{named})(?P<other>(?!))?", re.I)

    def first(self, text: str, at: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first name between two places, of two the longer one: few are looked for one by one, because a pattern of them takes longer to make."""
        end, raised = len(text) if end is None else min(end, len(text)), text.upper()
        if not self.few or len(raised) != len(text) or not (text.isascii() or _ALSO_LATIN.isdisjoint(text)):
            return self.named.search(text, at, end)
        found = [(start, -len(name)) for name in self.known if (start := _word(name, raised, at, end)) >= 0]
        if not found:
            return None
        start, size = min(found)
        return _NAME.match(text, start, start - size)

    @cached_property
    def crowds(self) -> frozenset[str]:
        """The names of many."""
        return frozenset(name for name in self.names if roles.kind(name, (), "en") == "group")

    def quiet(self, text: str) -> str:
        """A text that is all in capitals with small letters, but for names and the heads of sentences; another as it is."""
        if len(text) < SHOUTED or not text.isupper():
            return text
        small = _HEADS_EN.sub(lambda match: match[0].upper(), text.lower())
        names = {match.start(): match[0] for match in self.named.finditer(text)}
        names |= {
            match.start(): match[0]
            for start, name in names.items()
            if (match := _SURNAME_EN.match(text, start + len(name))) is not None
        }
        for at, name in names.items():
            small = small[:at] + name + small[at + len(name) :]
        return small

    def people(self, text: str) -> list[Mentioned]:
        found: list[Mentioned] = []
        for match in _met(self.first, _others_en(), text):
            if found and match.start() < found[-1].end:  # the rest of a name
                continue
            known = match if match["name"] else self.first(text, match.start(), match.end() + LONGEST_NAME)
            if known and known[0][0].isupper() and known.start() < match.end():
                name = self.known[known[0].upper()]
                styled = _STYLED_EN.search(text[: known.start()]) if known[0].upper() in self.surnames else None
                other = styled is not None and styled[1].upper() not in name.upper()
                whole = known[0] == name.upper() and known[0] not in self.surnames
                part = known[0].isupper() and " " not in known[0] and not whole
                goes_on = _MORE_CAPS_EN.match(text, known.end()) if part else None
                other = other or (goes_on is not None and f"{known[0]} {goes_on[1]}" not in name.upper())
                other = other or _is_doubled(text, *known.span())
                if not known[0].isupper() and said.garments(
                    text[known.end() : known.end() + 16].split(",", maxsplit=1)[0], "en"
                ):
                    continue
                if found and self._is_surname(text, found[-1], known):
                    found[-1] = replace(found[-1], end=known.end())
                    continue
                end = known.end() if other else self._whole_name(text, known.end())
                if (
                    found
                    and not (found[-1].name or other)
                    and _GIVEN_EN.fullmatch(text[found[-1].start : known.start()])
                ):
                    found.pop()
                found.append(Mentioned(known.start(), end, "" if other else name))
            elif match["other"] and said.begins_with_garment_en(text[match.end() :]):
                continue
            elif (not match["name"] and not re.match(r"['’]s?\s+(?:[\w-]+\s+)?\w+", text[match.end() :])) or (
                not match["name"] and not said.garments(text[match.end() : match.end() + 24], "en")
            ):
                found.append(Mentioned(*match.span(), ""))
        return self._same(text, [one for one in found if one.name or not _is_sound(text, one)])

    def _whole_name(self, text: str, at: int) -> int:
        """Where the name ends whose first word ends at a place; a word in capitals may be what somebody does (NORA TURNS), but with an age behind it."""
        rest = _REST_OF_NAME_EN.match(text, at)
        words = rest["rest"].split() if rest else []
        known = any(word.upper() in self.known for word in words)
        does = any(word.isupper() and word.endswith("S") for word in words)
        return rest.end("rest") if rest and not known and (rest["aged"] or not does) else at

    def _is_surname(self, text: str, first: Mentioned, last: re.Match[str]) -> bool:
        """Whether somebody's name is only the family name of whoever stands right before it: EDWIN LOMAX is not LOMAX."""
        given_name = text[first.start : first.end]
        next_to = (
            bool(first.name) and text[first.end : last.start()] == " " and first.name != self.known[last[0].upper()]
        )
        return next_to and given_name.isupper() == last[0].isupper() and bool(given.sex(given_name, "en"))

    def _same(self, text: str, found: list[Mentioned]) -> list[Mentioned]:
        """The mentions, a noun that stands for somebody named beside it under that name: `NORA, a tired nurse,`; `her partner, SAL`; `A kid backs in. This is TREY.`"""
        kept: list[Mentioned] = []
        for at, one in enumerate(found):
            last, after = kept[-1] if kept else None, found[at + 1] if at + 1 < len(found) else None
            noun = text[one.start : one.end]
            quoted = last and last.name and noun.isupper() and _QUOTED_EN.fullmatch(text[last.end : one.start])
            if last and quoted and not one.name:
                kept[-1] = replace(last, end=one.end)
            elif one.name or not _DETERMINED_EN.match(noun):
                kept.append(one)
            elif (
                last
                and last.name
                and (
                    _GUISED_EN.search(text[: one.start])
                    or (_APART_EN.fullmatch(text[last.end : one.start]) and _ENDS_EN.match(text, one.end))
                )
            ):
                kept.append(replace(one, name=last.name))
            elif (
                after
                and after.name
                and (
                    not _ANYBODYS_EN.match(noun)
                    or _BETWEEN_EN.fullmatch(text[one.end : after.end + 1].replace(text[after.start : after.end], ""))
                )
                and _NAMED_EN.fullmatch(text[one.end : after.start])
                and not _OWNS_EN.match(text[after.end :])
            ):
                kept.append(replace(one, name=after.name))
            elif not (after and after.name and text[one.end : after.start] == " " and _KINSMAN_EN.match(noun)):
                kept.append(one)  # `her son DEV` is DEV alone
        return kept

    def read(self, text: str) -> Iterator[Phrase]:
        raised = text.upper()
        if not any(map(raised.__contains__, self.known)) or not said.tells_en(text):
            return
        subject, text = "", text.replace("\n", " ")
        before: list[str] = []
        whole = self.people(text)
        for sentence in _SENTENCE.finditer(text):
            start, end = sentence.span()
            here = [
                Mentioned(one.start - start, one.end - start, one.name) for one in whole if start <= one.start < end
            ]
            opens = _OPENS_EN.match(sentence[0]) if subject else None
            subject = _meant_by(opens[1], subject, before) if opens else subject
            opens = opens if subject else None
            other = _OF_OTHERS_EN.match(sentence[0]) if not here else None
            if other and (other["what"] is None or said.is_of_looks(other["what"])):
                subject, before = "", []
            here = [Mentioned(*opens.span(1), subject), *here] if opens and opens[1] in ("He", "She") else here
            if said.tells_en(sentence[0]):
                every = (*self._sentence(sentence[0], here), *self._borne(sentence[0], here, subject))
                yield from (replace(one, start=one.start + start) for one in every)
            if not opens:
                subject = self._subject(sentence[0], here) if here else subject
                before = [one.name for one in here] if here else before

    def _borne(self, text: str, here: Sequence[Mentioned], subject: str) -> Iterator[Phrase]:
        """What somebody has on, piece by piece of a sentence, where the syntax says whose it is.

        `in` and `with` belong to the person right before them, a verb of wearing and a piece without any verb to the only one the sentence
        has spoken of so far, `his` and `her` likewise; a sentence without people goes on about `subject`. Where two could own it, nobody does.
        """
        verbless, listing = not here, ""
        pieces = [(piece, said.may_tell_en(piece[0])) for piece in _PIECE_EN.finditer(text)]
        while pieces and not pieces[-1][1]:
            pieces.pop()
        for piece, telling in pieces:
            words, at = piece[0], piece.start()
            inside = _inside(here, piece)
            if not telling:
                verbless, listing = verbless and not acts(words), listing if inside is None else inside
                continue
            told = ""
            for match in _IN.finditer(words):
                if any(one.start <= at + match.start() < one.end for one in here):  # MAN IN SUIT
                    continue
                near = _CARRIED_EN.match(match[0]) is not None
                owner = self._holder(text, here, at + match.start(), subject, near=near)
                if near and words[: match.start()].rstrip().lower().endswith(("hair", "curls", "locks")):
                    continue
                owner = "" if near and not here and _ANOTHER_EN.match(text[: at + match.start()]) else owner
                until = next((one.start for one in here if one.start > at + match.start()), piece.end()) - at
                worn = self._still(self._piece(words[match.start() : until]))
                of_one = re.match(r"(?:his|her)\s", words[match.end() :]) is not None  # feathers trembling in her hat
                ahead = words[: match.start()].removesuffix("and ") if owner and not told else ""
                if (not near or (self._wears(worn) and (of_one or not here))) and (
                    first := self._bare(ahead, at, verbless=verbless or of_one, listing=bool(listing))
                ):
                    yield replace(first, name=owner)
                if owner and self._wears(worn) and not _NO_WEAR_EN.search(worn):
                    told = owner
                    yield Phrase(owner, worn, at + match.start())
            own = [*self._own(text, words, at, here, subject)] if not told else []
            for found in (*own, *(self._anywhere(text, words, at, here, subject) if not told else ())):
                told = found.name
                yield found
            dashed = _DASH_EN.search(text[: at + len(words) - len(words.lstrip(" -"))])
            listing = listing or (self._holder(text, here, at, subject, near=False) if dashed and here else "")
            numbered = text[at - 1 : at] == "," and words.strip().isdigit() and not acts(text[:at])
            still = verbless or numbered  # A MAN in the doorway, wet, 30, unshaven
            counted = words.strip(" .").isdigit() and acts(text[:at])  # She slides across a stub: 14.
            does = self._does(text, piece, here)
            owner = "" if told or counted or does else self._holder(text, here, at, listing or subject, near=False)
            bare = self._bare(words, at, verbless=still, listing=bool(listing)) if owner else None
            if bare:
                told = owner
                yield replace(bare, name=owner)
            bracketed = text[max(at - 1, 0) : at] == "("
            listing = told or (inside if inside is not None else listing if bracketed or not words.strip() else "")

    def _does(self, text: str, piece: re.Match[str], here: Sequence[Mentioned]) -> bool:
        """Whether a word that could be worn is what somebody does: right behind the name (Kezia gloves up), or alone at the end of a sentence that has told no looks (Rourke, panting, pumps.)."""
        behind = next((text[one.end :].split() for one in here if piece.start() <= one.start < piece.end()), [])
        if behind and said.is_deed_en(behind[0]):
            return True
        last, ahead = piece[0].strip(' -"“”'), text[: piece.start()]
        alone = said.is_deed_en(last) and not text[piece.end() :].strip(' .!?"”')
        return alone and "(" not in ahead and not (self._wears(ahead) or age(ahead))

    def _still(self, worn: str) -> str:
        """The words up to the first verb of the present: `in red` of `in red takes out lipstick`."""
        verbs = (match for match in _VERB_EN.finditer(worn) if match.start())
        does = next((match for match in verbs if _is_verb(match["word"])), None)
        return worn[: does.start()] if does else worn

    def _holder(self, text: str, here: Sequence[Mentioned], at: int, subject: str, *, near: bool) -> str:
        """Whose something is that stands at a place: the person right before (`near`), else the only one before; empty where two could own it."""
        ahead = [one for one in here if one.end <= at]
        if not ahead:
            names = {one.name for one in here}
            if len(here) == 1 and _TURNED_ROUND_EN.search(text[at : here[0].start]):
                return here[0].name
            return subject if not here else next(iter(names)) if len(names) == 1 and not subject else ""
        last = ahead[-1]
        if near:
            free = last.name and not _OWNS_EN.match(text[last.end :])
            direct = not text[last.end : at].strip() or {one.name for one in ahead} == {last.name}
            return last.name if free and direct else ""
        joint = max((i for i, one in enumerate(ahead) if _JOINT_EN.search(text[: one.start])), default=0)
        names = {one.name for one in ahead[joint:] if not _OWNS_EN.match(text[one.end :])}
        return next(iter(names)) if len(names) == 1 else ""

    def _own(self, text: str, words: str, at: int, here: Sequence[Mentioned], subject: str) -> Iterator[Phrase]:
        """`a scar across her cheek`, `A report falls from her coat`: of the only person spoken of."""
        owned = not bearing.OWNERS_EN.isdisjoint(words.lower().split())
        borne = bearing.BORNE_EN.match(words.strip()) if owned else None
        lead = len(words) - len(words.lstrip())
        if borne and self._wears(borne["what"]) and not acts(borne["what"]):
            owner = self._holder(text, here, at, subject, near=False)
            if owner:
                whole = "beard" in borne["what"].lower()  # one that is round the neck is no man's
                yield Phrase(
                    owner, borne[0] if whole else borne["what"], at + lead + borne.start(0 if whole else "what")
                )
            if not said.hair(words[lead + borne.end("what") :], "en"):
                return
        for match in _OWN.finditer(words):
            if _SOUGHT_EN.search(words[: match.start()]) or _KINS_EN.match(words, match.start()):
                continue
            told = self._piece(words[match.start() :])
            hurt = bearing.HURT_EN.match(told)
            told = hurt[0] if hurt else told if _INSTEAD_EN.search(told) else _STATE_EN.split(told)[0]
            worn = said.garments(told, "en")
            head = worn and re.match(
                rf"(?:his|her)\s+(?:[\w’'-]+\s+){{0,3}}?{re.escape(worn[0][1].split()[-1])}", told, re.I
            )
            born = hurt is not None or _BORN_EN.search(told) is not None or not _BODY_EN.search(told)
            marked = len(told.split()) <= 5 and born and bool(said.marks(told, "en"))
            shown = (
                said.hair(told, "en")
                if re.match(r"(?:his|her)\s+(?:[\w’'-]+\s+){0,3}?(?:hair|head|scalp|skull|curls)\b", told, re.I)
                else None
            )
            owner = self._holder(text, here, at + match.start(), subject, near=False) if head or marked or shown else ""
            if owner and head and (first := self._over(words, match.start())):
                yield Phrase(owner, words[first : match.start()] + told, at + first)
                return
            if owner:
                yield Phrase(owner, words[match.start() :] if shown else told, at + match.start())
                return

    def _over(self, words: str, until: int) -> int:
        """Where a garment begins that is on over another: `railway greatcoat over her nightdress`; 0 where none is."""
        worn = _WORN_OVER_EN.match(words, 0, until)
        shown = worn is not None and bool(said.garments(worn["what"], "en")) and not acts(worn["what"])
        return worn.start("what") if worn and shown else 0

    def _anywhere(self, text: str, words: str, at: int, here: Sequence[Mentioned], subject: str) -> Iterator[Phrase]:
        """What hangs on or is on the only person spoken of, and their coloured hair, wherever in a piece: `a nest of black curls`, `flour to her elbows`."""
        there = bearing.words_en(words)
        for pattern, signs in _ANYWHERE_EN.items():
            found = pattern.search(words) if not signs.isdisjoint(there) else None
            owner = self._holder(text, here, at + found.start(), subject, near=False) if found else ""
            if found and owner and (pattern is not _SHADE_EN or not _ANOTHERS_EN.search(words[: found.start()])):
                yield from [Phrase(owner, found[0], at + found.start())] if self._wears(found[0]) else ()

    def _bare(self, words: str, at: int, *, verbless: bool, listing: bool) -> Phrase | None:
        """A piece that is nothing but a garment, hair or a mark and how it is: `mustache over lip`, `natural curls shaved on one side`."""
        told = words.strip(' -"“”')
        lead = words.find(told)
        if not told or acts(told) or _NO_LOOK_EN.match(told):
            return None
        head = " ".join(told.split()[:5])
        if _STATES_EN.fullmatch(told):
            return Phrase("", told, at + lead)
        placed = any(pattern.search(told) for pattern in (_PLACED_EN, _STATED_EN)) or _BORN_EN.match(told) is not None
        garment = said.garments(head, "en") and len(told.split()) <= 9 and re.match(r"(?:an?\s+)?[\w’'-]+\s", head)
        hair = said.hair(told, "en") and len(told.split()) <= 9
        first = told if bearing.HURT_EN.search(told) else _STATE_EN.split(told)[0]  # a phone is wedged under the hat
        marked = said.marks(first, "en") and len(told.split()) <= 7 and (verbless or listing or placed)
        years = age(told) is not None and len(told.split()) <= 5 and (listing or _AGED_EN.search(told))
        years = years or (verbless and at > 0 and told.isdigit() and 5 <= int(told) <= 99)
        if years:
            return Phrase("", told, at + lead)
        if (garment or hair or marked) and (verbless or listing or placed or told[0].islower()):
            return Phrase("", told, at + lead)
        return None

    def _sentence(self, text: str, here: list[Mentioned]) -> Iterator[Phrase]:
        for at, one in enumerate(here):
            if not one.name:
                continue
            owned = _OWNS_EN.match(text[one.end :])
            if owned and not _IS_EN.match(text[one.end :]):
                lent = next((other for other in here[:at][::-1] if other.name), None)
                lent = lent if lent and LENT_EN.search(text[lent.end : one.start]) else None
                owner = replace(one, name=lent.name) if lent else one
                yield from self._owned(text, owner, one.end + owned.end(), lent=lent is not None)
                continue
            yield from self._before(text, one, here[:at])
            if _DETERMINED_EN.match(text, one.start) and self.who.match(text, one.start):
                yield Phrase(
                    one.name, text[one.start : one.end], one.start, noun=text[one.start : one.end].partition(" ")[2]
                )
            after = here[at + 1] if at + 1 < len(here) else None
            noun = _DETERMINED_EN.match(text, one.start)
            if not (
                noun and after and after.name == one.name and re.fullmatch(r"\s*[(,]\s*", text[one.end : after.start])
            ):
                yield from self._behind(text, one, here[at + 1 :])
        yield from self._pairs(text, here)

    def _owned(self, text: str, one: Mentioned, behind: int, *, lent: bool) -> Iterator[Phrase]:
        """`NORA's red coat`, `NORA's left leg is a prosthetic`, `A long scar runs down NORA's cheek`."""
        told = self._piece(text[behind:].lstrip())
        at = text.find(told, one.end) if told and not _SHELTER_EN.search(text[: one.start]) else -1
        first = " ".join(told.split()[:3])
        hair = not lent and (said.hair(first, "en") or ("",))[0] != ""
        if at >= 0 and (said.garments(first, "en") or hair or (lent and said.marks(first, "en"))):
            yield Phrase(one.name, first, at)
        own = bearing.OWN_EN.match(text[one.end :])
        if own and self._wears(own["told"]):
            yield Phrase(one.name, own["told"], one.end + own.start("told"))
        on = bearing.OF_BODY_EN.search(text[: one.start]) if bearing.PART_EN.match(text[one.end :]) else None
        what = "skin" if on and on["skin"] else "what"
        if on and said.marks(on[what], "en"):
            yield Phrase(one.name, on[what], on.start(what))

    def _subject(self, text: str, here: list[Mentioned]) -> str:
        """Whom `She` means at the head of the next sentence: the only known person of this one, or the first, spoken of as a whole."""
        here = [one for one in here if one.name not in self.crowds] or here
        named = list(dict.fromkeys(one.name for one in here if one.name and not _OWNS_EN.match(text[one.end :])))
        first = here[0]
        whole = not _OWNS_EN.match(text[first.end :])
        return named[0] if len(named) == 1 else first.name if whole and re.match(r"\s*[,(]", text[first.end :]) else ""

    def _before(self, text: str, one: Mentioned, before: list[Mentioned]) -> Iterator[Phrase]:
        """`a 6-year-old boy, DEV`; `A woman in a red coat, NORA`; `a man named HEI ZE`; `the deposed EMPRESS QIN`."""
        start = max((other.end for other in before if other.name not in ("", one.name)), default=0)
        head = text[start : one.start]
        told = self.bracketed.search(head) if text[one.end : one.end + 1] in NAMED_ENDS else None
        if told:
            yield Phrase(one.name, told[0].split("(")[0].strip(), start + told.start(), noun=told["noun"])
        adjectives = _ADJECTIVES_EN.search(head)
        if (
            adjectives
            and self._wears(adjectives[1])
            and not _DOES_LAST_EN.search(adjectives[1])
            and not re.search(r"\b(?:and|or|with|to|of|from|by|in)\b", adjectives[1])
        ):
            yield Phrase(one.name, adjectives[1].strip(), start + adjectives.start(1))
        if of := _OF_KIN_EN.search(head):
            yield Phrase(one.name, of["what"], start + of.start("what"))
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
            if not any(not before_it.name or before_it.name != one.name for before_it in before[:-1]) and (
                worn := _INVERTED_EN.search(head[: match.start()])
            ):
                yield Phrase(one.name, worn["told"], start + worn.start("told"))
        elif (same := _SAME_EN.search(head)) and self._wears(same["told"]):
            yield Phrase(one.name, same["told"], start + same.start("told"))

    def _behind(self, text: str, one: Mentioned, after: list[Mentioned]) -> Generator[Phrase, None, int]:
        """Brackets, dashes and clauses between commas right behind a name; the end of what was taken."""
        at = one.end
        surname = _FULL_NAME_EN.match(text[at:])
        if not surname and not text[one.start : at].isupper() and (more := _SURNAME_BEHIND_EN.match(text[at:])):
            surname = None if any(other.name and other.start < at + more.end() for other in after) else more
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
        years = _OF_AGE_EN.match(text[at:])
        if years and age(years["told"]) is not None:
            yield Phrase(one.name, years["told"], at + years.start("told"))
            at += years.end()
        limit = next((other.start for other in after if other.name not in ("", one.name)), len(text))
        told_of = _IS_EN.match(text[at:limit])
        if told_of and told_of[2] and age(told_of[2]) is not None:
            yield Phrase(one.name, told_of[2], at + told_of.start(2))
            return at + told_of.end(2)
        if told_of and told_of[1] and self._is_told(told_of[1].split(",")[0]):
            yield Phrase(one.name, told_of[1], at + told_of.start(1))
            return at + told_of.end(1)
        while (clause := _NEXT_EN.match(text[at:])) and at + clause.start(1) < limit:
            told = clause[1] if at + clause.end(1) <= limit else ""
            rest = text[at + clause.end() :]
            if not told or not (self._describes(told) or self._goes_on(told, rest, first=at == one.end)):
                break
            if at > one.end or self._describes(told) or not _PART_OF_EN.fullmatch(told):
                yield Phrase(one.name, told, at + clause.start(1))
            at += clause.end()
        return at

    def _is_told(self, clause: str) -> bool:
        return self._describes(clause) or plain(clause, "en")

    def _goes_on(self, clause: str, rest: str, *, first: bool) -> bool:
        """Whether a clause goes on with a description: `a scar over one eye`; one adjective before another piece (`50s, weathered, a scar`; `RUSK, big, in a jacket`)."""
        after = _NEXT_EN.match(rest)
        if first:
            if _PART_OF_EN.fullmatch(clause):  # TOM, the piper, kilt
                return after is not None and self._describes(after[1])
            plain_word = len(clause.split()) == 1 and clause.islower() and not clause.endswith("ing")
            return (
                plain_word
                and after is not None
                and _CARRIED_EN.match(after[1]) is not None
                and self._describes(after[1])
            )
        if len(clause.split()) == 1:
            return after is not None and (
                self._describes(after[1])
                or LOOKS.search(after[1]) is not None
                or self._goes_on(after[1], "", first=False)
            )
        return re.match(r"(?:an?|no|two)\s", clause) is not None and len(clause.split()) <= 10 and plain(clause, "en")

    def _describes(self, clause: str) -> bool:
        """Whether a clause between commas tells looks: `34`, `a bald man in his seventies`, `dressed in grey`, `early thirties`."""
        clause = clause.strip()
        if re.match(r"(?:who|which|and|but|then|as|while|is|was|has|their|\w+ed by)\b", clause, re.I):
            return False
        if (does := _AT_ANOTHERS_EN.match(clause)) and _is_verb(does["word"]):
            return False
        if self.who.match(clause) or _OLD_EN.fullmatch(clause):
            return True
        if may_state_en(clause) and (AGE_EN.search(clause) or TEENS.search(clause)) and len(clause.split()) <= 6:
            return True
        if (
            re.match(
                r"(?:in|wearing|dressed|clad|with|hair the|barefoot|bareheaded|bare-chested|shirtless)\b", clause, re.I
            )
            or len(clause.split()) <= 4
        ):
            return plain(clause, "en")
        return bool(re.match(r"(?:an?|the)\s+(?:[\w’'-]+\s+){0,3}\w+\s+(?:in|with|wearing)\b", clause, re.I)) and plain(
            clause, "en"
        )

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
            if joined and (said.marks(joined, "en") or said.garments(joined, "en") or said.hair(joined, "en"))
            else piece
        )

    def _pairs(self, text: str, here: list[Mentioned]) -> Iterator[Phrase]:
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
_OWN_ZH = deferred(
    r"^(?:的|那[件身条套]|身上(?:的|那[件身条套]|只有一?[件身条]?|只剩一?[件身条]?|是一?[件身条]|穿的是))"
)
"""What stands between a name and what somebody has on: 李强那件洗得发白的牛仔外套."""
_LENT_ZH = deferred("[穿系披戴裹套围扣顶捂蒙][着上了]?(?:一?[件条身顶])?$")
"""What stands before the name of somebody whose clothes another has on: 系着老魏的旧围裙."""
_BEFALLS_ZH = deferred(r"[被让给](?=[^，。的]{1,6}).*$|(?<=..)[上里间]$", re.S)
LENT = 8
"""Characters before a name in which that stands."""
_HANDLING = tuple("用拿把将抓拎抱")
"""What stands before a thing that something is done with: 用围裙捂住了脸."""
_OFF_ZH = deferred("^[^，。]{0,4}[扔丢挂放搭晾叠洗烘收落掉]|^(?:店|厂|柜|架|袋里|口袋|领口|内)")
_REVEALED_ZH = deferred(
    r"(?:一[个位名]|那[个位名]?|这[个位名])(?P<told>[^，。；：—]{0,18}的(?P<noun>男人|女人|男子|女子|男生|女生|女孩|男孩|少年|少女|青年|年轻人|老人|老者|妇人|汉子|姑娘|小伙子?|中年人))"
    r"[^。！？；—]{0,24}(?:(?:，|——)(?:正|竟|居然|竟然|原来|赫然)?是|[。，](?:[他她这那]|来人|此人)(?:就|便|正)?是)$",
    needs="的",
)
LONGEST_REVEAL = 64
"""Characters before a name in which somebody is first seen."""
_SHOWN_ZH = deferred(r"[：:](?P<told>[^。！？；：:]{2,40})——(?:正|竟|居然|原来)?是$")
"""Who is first seen and then named: 一个穿灰色卫衣的年轻人走过来，是李强; 镜头上移：黑色高跟鞋，红色皮裙——是乔曼."""
_NOUN_DASH_ZH = deferred(
    r"(?:一[个位名]|那[个位名]?|这[个位名])(?P<told>[^，。；：—]{0,18}?(?P<noun>男人|女人|男子|女子|男生|女生|女孩|男孩|少年|少女|青年|年轻人|老人|老者|老头|老太太|妇人|汉子|姑娘|小伙子?|中年人))——$",
    needs="—",
)
"""The noun for somebody and a dash before the name: 一位白发老人——宋老."""
_SOMEBODY_ZH = "男人|女人|男子|女子|男生|女生|女孩|男孩|少年|少女|青年|年轻人|老人|老者|老头|老太太|老汉|妇人|汉子|姑娘|丫头|后生|小伙子?|中年人|孩子|胖子|瘦子|小子"
_CALLED_ZH = deferred(
    rf"(?:一|有)[个位名](?P<told>[^，。；：—]{{0,18}}?(?P<noun>{_SOMEBODY_ZH}))(?:[^。！？；—]{{0,30}}(?:，|。))?(?:[他她]|这人|此人)?(?:名叫|叫做?|名唤|唤作|便叫|就叫|大名)$",
    needs="叫唤名",
)
"""The noun for somebody and then the name: 一个三十来岁的瘦汉子走过来，他叫柳三."""
_IS_CALLED_ZH = deferred(
    rf"(?:一|有)[个位名][^，。；：—]{{0,18}}(?:{_SOMEBODY_ZH})(?:名叫|叫做?|名唤|唤作)$", needs="叫唤"
)
_OPEN = deferred(
    r"^(?:已经?(?=[一二三四五六七八九]?十)|一个|一位|一名|这个|那个|是一?[个位名]?|大约|约莫|大概|年约|看上去|看起来|约|有着|长着|生得)"
)


_OTHERS_COME_ZH = deferred(
    rf"(?:[二两三四五六七八九十几数众]{{1,2}}[个名位群]?(?:[^，。；岁]{{0,7}}?)(?:{_SOMEBODY_ZH}|[^，。；]人|[士卫兵童仆婢])|(?:另?一|又一|另有一?)(?![身袭头脸副双张件条手眼把个名位])(?:[^，。；岁的]{{1,6}}?)(?:{_SOMEBODY_ZH}|[^，。；]人)(?=[^，。；]))",
    needs="二两三四五六七八九十几数众一另",
)
"""How a clause begins that goes on to others, whose clothes it tells: 两白衣女子跟着, 一白发老者在后."""


LONGEST_AGE = 8
"""Characters of a clause that is an age: 三十五岁上下."""
_THAT_ZH = deferred("[。！？]\\s*[那这](?:个|位|名)?$")
_THAT_ENDS = tuple("那这个位名\n")
"""How what stands before such a noun ends."""
_CARRIED_ZH = deferred("[背抱牵扶搀拖押拽驮搂架][着起了](?:一?[个位名])?$")
"""What stands before somebody whom another carries or leads; what the sentence goes on to say is of who does: 外卖员背着一个老人冲进来，头盔还没摘."""
LONGEST_CARRYING = 5
"""Characters of those words, and one more."""
_HAPPENS = deferred(r"[断碎掉裂湿歪缠遮滴流渗沾扣响敲踢磕滑甩溅捂按](?!了?的)|了一?[只下]$")
"""What befalls shoes, glasses and wounds; no description."""
_AGE_BEFORE = deferred(
    rf"(?:{re.sub(r'[?]P<[a-z]+>', '?:', AGE_ZH.pattern)})的?(?:[^，。岁那这时起前后着了在（）()]{{0,3}})$"
)
"""五岁的小女孩, 六岁的女儿小桃; not 五岁那年."""


_HAD = tuple("着了有道条颗是剃副头")
"""What stands before a scar or a shaved head that somebody has; 光头走进来 is somebody."""
_BEARD_ZH = ("胡", "胡子", "须")
"""What words for a beard end with: behind 的 nobody is meant, 老人花白的胡子."""
_IS_ONE = deferred(
    r"(?:——|，)[^，。；]{0,8}(?:岁|出头|开外|上下|左右)，(?:退休|下岗|离休|前任?|老|女|男|年轻|资深|乡村|[中小大]学|民办|出租车)?|是一?[个名位]?(?:[^，。；的]{0,12}的)?|，?是(?:一?[个名位])[^，。；]{0,14}"
)
"""What stands between a name and the noun for the same person: 林晚是个三十出头的女人."""
_STOPS = deferred(r"[，,。；;！!？?\n：:]")
_BRACKET_ZH = deferred(r"[ 　]*[（(]([^（）()]{1,160})[)）]")
_SEX_BEHIND = deferred(r"\s*[男女](?=[，,、\s])")
_ENDS = deferred(r"[，,。；;！!？?\n：:、]")
_YEARS = deferred(r"[，\s]*(?:年|今年|现年)")
_WORN = deferred(r"(?:一身|一袭|身穿|身着|身披|穿着|披着|系着|头戴|戴着)[^，。]*$")
_WORN_BEFORE = deferred(r"(?:身?穿|身着|一身|一袭|披着|戴着|围着|系着|裹着)[^，。]*的$")
_BORNE_BEFORE = deferred(
    r"(?:^|一[个位名]|那个?|这个?|[有是来着见了])(?P<told>[^，。一个有是见了着的]{2,9})的$", needs="的"
)
"""一个西瓜头的小男孩: hair or a mark before whom it belongs to."""
_NEXT = deferred(r"\s*[，,、]\s*([^，,。；;！!？?\n、]+)")
_OWN_LOOK_ZH = deferred(
    rf"(?:看上去|看起来|约莫|大约|大概)?(?:{re.sub(r'[?]P<[a-z]+>', '?:', AGE_ZH.pattern)})|一[身袭头]|身[穿着披]|穿着|戴着|剪了|留着|梳着|扎着|披着"
)
"""How a clause goes on that says behind a pronoun how somebody looks: 她四十五六岁."""
_OPENS_LOOKS_ZH = deferred(rf"{said.COLOUR}|校服|西装|长发|短发|头发|今年|年方|年仅|年约|芳龄")
"""What a clause begins with that tells looks wherever in a sentence it stands."""
_ANOTHERS_ZH = deferred("(?<![着了。，])[^，。着]{1,30}[他她](?:的|身上|头上|脖|手|脸|肩|腰|胸|背上|腿|脚|额)")


def _is_anothers_zh(clause: str) -> bool:
    """Whether somebody else's things stand behind the verb of a clause: 粗暴地撕开了他的衬衫."""
    return ("他" in clause or "她" in clause) and _ANOTHERS_ZH.search(clause) is not None


_NEXT_SENTENCE = deferred(r"\s*[。；！]\s*([^，,。；;！!？?\n、]+)")
_ENDED = frozenset("。；！")
OPENS = frozenset(" 　（(")
NAMED_ENDS = frozenset("）)，,")
_NAME_ENDS = frozenset("，。；、（")
"""What stands behind a name that a bracket tells of the noun before it."""
LONGEST_SENTENCE = 400
"""Characters of a sentence in which is looked for whom else it names."""
FEW = 40
"""Names that are looked for one by one faster than by their pattern."""


_BOTH_ZH = deferred(
    r"[两二俩][个名位]?[^。！？]{0,24}[，,](?P<told>(?:都|皆|俱|同)[是为]?[^，。]{1,5}岁)", needs="两二俩"
)


@cache
def _others_zh() -> re.Pattern[str]:
    """A word for somebody, as `other`: a role, a relation, a person."""
    table = roles.tables("zh")
    words = {word for row in table["roles"] for word in row["words"] if len(word) > 1 and row.get("kind") != "voice"}
    words |= (
        set(table["beside"]["kin"])
        | set(table["beside"]["people"])
        | {"男的", "女的", "老人", "孩子", "婆婆", "年轻人", "中年人"}
    )
    ahead = begun({*words, "青年"})
    return deferred(rf"(?P<other>{ahead}(?:{grouped(words)}|青年(?![男女时团节旅点队])))(?P<name>(?!))?")


_CARRIED_ENDS = frozenset("着起了个位名\n")


def _is_carried_zh(text: str, start: int) -> bool:
    """Whether another carries or leads whoever stands at a place."""
    ends = text[start - 1 : start] in _CARRIED_ENDS
    return ends and _CARRIED_ZH.search(text, max(start - LONGEST_CARRYING, 0), start) is not None


def _limits(text: str, here: Sequence[Mentioned]) -> list[tuple[Mentioned, int, int]]:
    """Each mention with where the next of somebody begins who is not carried or led, and the next such of somebody known; the end of the text where there is none."""
    until = named = len(text)
    found = []
    for one in reversed(here):
        found.append((one, until, named))
        if not one.name and roles.kind(text[one.start : one.end], (), "zh") == "group":
            continue
        if not _is_carried_zh(text, one.start):
            until, named = one.start, one.start if one.name else named
    return found[::-1]


def _behind_last(here: Sequence[Mentioned], at: int) -> int:
    """Where the last mention ends before one, except of a noun that it stands right behind."""
    for other in reversed(here[:at]):
        if other.name or other.end < here[at].start:
            return other.end
    return 0


_WOOLLEN = deferred(r"[\u3400-\u9fff]毛(?:衣|衫|线|毯|巾|裤|背心|呢)")
"""A thing of wool, no 红毛 or 黄毛 who is called by the hair: 红毛衣."""


@cache
def _looks_zh() -> frozenset[str]:
    """Words for whoever is called by the hair or by a mark."""
    every = roles.tables("zh")["roles"]
    return frozenset(word for row in every for word in row["words"] if "hair" in row or "marks" in row)


class _Han:
    """Chinese."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names = frozenset(name for name in names if len(name) > 1)
        kinsmen = roles.tables("zh")["beside"]["kin"]
        owned = {
            f"{own}的{kin}": name
            for name in self.names
            for own in self.names
            if own != name and name.startswith(own) and (kin := name.removeprefix(own)) in kinsmen
        }
        owned |= {f"{name}人": name for name in self.names if name.endswith(("男", "女"))}  # 西装男人 is 西装男
        owned |= {
            f"{name[size:]}姓{name[:size]}": name
            for name in self.names
            for size in (1, 2)
            if len(name) > size + 1 and roles.is_role(name[size:])
        }
        self.known = {**owned, **{name: name for name in self.names}}
        """Every way somebody is written, with their name: 林跃的奶奶 is 林跃奶奶, 队长姓冯 is 冯队长."""
        self.named: Search = self._pattern().search if len(self.known) >= FEW else self._first

    def _pattern(self) -> re.Pattern[str]:
        """Any name, tried only where the first two characters of one stand."""
        return re.compile(rf"(?P<name>{begun(self.known)}(?:{either(self.known)}))")

    def _first(self, text: str, at: int = 0) -> re.Match[str] | None:
        """The first of few names from a place on, of two the longer one: a pattern of them would take longer to make than all searches."""
        found = [(start, -len(name)) for name in self.known if (start := text.find(name, at)) >= 0]
        if not found:
            return None
        start, size = min(found)
        return _NAME.match(text, start, start - size)

    def quiet(self, text: str) -> str:
        """The text: Chinese has no capitals."""
        return text

    def people(self, text: str) -> list[Mentioned]:
        found: list[Mentioned] = []
        for match in _met(self.named, _others_zh(), text):
            start, end = match.span()
            word = match["name"]
            if roles.goes_on(text, start, end) or (not word and _WOOLLEN.match(text, start)):
                continue
            if word and not roles.is_of_kin(text, start, end):
                one = Mentioned(start, end, self.known[word])
                if found and not found[-1].name:
                    self._joined(text, one, found)
                found.append(one)
                continue
            last = found[-1] if found else None
            between = text[last.end : start] if last and last.name else None
            borne = match[0] in _looks_zh() and (between == "" or text.endswith(_HAD, 0, start))
            borne = borne or (match[0].endswith(_BEARD_ZH) and text.endswith("的", 0, start))
            if not (borne or (between is not None and _IS_ONE.fullmatch(between))):
                found.append(self._same(text, Mentioned(start, end, ""), found))
        return found

    def _joined(self, text: str, one: Mentioned, before: list[Mentioned]) -> None:
        """Take the noun right before somebody's name as theirs: 一位老人——宋老 and 服务员小庄 are one, 一个瘦汉子走过来，他叫柳三 is one who is named later."""
        last = before[-1]
        told = text[last.end : one.start]
        called = told and text[one.end : one.end + 1] in _NAME_ENDS and _IS_CALLED_ZH.search(text[: one.start])
        if called or told == "——" or (told == "" and not roles.is_role(one.name)):
            last = before.pop()
        came = _CALLED_ZH.search(text[: one.start]) if told and not called else None
        if came and came.start("noun") <= last.start < came.end("noun"):
            before[-1] = replace(last, name=one.name)

    def _same(self, text: str, one: Mentioned, before: Sequence[Mentioned]) -> Mentioned:
        """那孩子, 这女人 at the head of a sentence as whoever the one before named last, where the noun may be for them."""
        last = before[-1] if before and not one.name and text.endswith(_THAT_ENDS, 0, one.start) else None
        head = _THAT_ZH.search(text[: one.start]) if last and last.name else None
        if not last or not head or re.search("[。！？]", text[last.end : head.start()]):
            return one
        told = [
            {roles.tells(word, part, "zh") for word in (last.name, text[one.start : one.end])} - {None}
            for part in ("sex", "likely")
        ]
        group = roles.kind(last.name, (), "zh") != "person"
        return one if group or any(len(each) > 1 for each in told) else replace(one, name=last.name)

    def read(self, text: str) -> Iterator[Phrase]:
        few = len(self.known) < FEW
        if not (any(map(text.__contains__, self.known)) if few else self.named(text)):
            return
        here = self.people(text)
        if not any(one.name for one in here):
            return
        signs = [match.start() for match in said.TELLING.finditer(text)]
        yield from self._both(text, here)
        for at, (one, until, named) in enumerate(_limits(text, here)):
            if one.name:
                start = _behind_last(here, at)
                behind = bisect_left(signs, one.end)
                if bisect_left(signs, start, 0, behind) < behind:
                    yield from self._before(text, one, start)
                yield from self._named(text, one, here[max(at - 2, 0) : at])
                if behind < len(signs) and signs[behind] < named:
                    yield from self._behind(text, one, until, named)

    def _both(self, text: str, here: Sequence[Mentioned]) -> Iterator[Phrase]:
        """两个守卒缩在垛口下，都是十九岁。霍七…；陆小乙…: of the only two whom the paragraph names."""
        told = _BOTH_ZH.search(text)
        named = list(dict.fromkeys(one.name for one in here if one.name)) if told else []
        if told and len(named) == 2 and all(one.start > told.end() for one in here if one.name):
            yield from (Phrase(name, told["told"], told.start("told"), kin=True) for name in named)

    def _before(self, text: str, one: Mentioned, start: int) -> Iterator[Phrase]:
        """五岁的小女孩, 穿红裙的林晚, 一身黑衣的男人: what ends in 的 right before, or an age with a word for who it is."""
        head = _ENDS.split(text[start : one.start])[-1]
        worn = _WORN_BEFORE.search(head) if head.endswith("的") else None
        told = _AGE_BEFORE.search(head) if said.TELLING.search(head) else None
        borne = _BORNE_BEFORE.search(head) if head.endswith("的") and not worn and not told else None
        if borne and plain(borne["told"], "zh") and not said.is_off_zh(head):
            yield Phrase(one.name, borne["told"], one.start - len(head) + borne.start("told"))
        match = worn or told
        if match:
            at = one.start - len(head) + match.start()
            yield Phrase(one.name, match[0] + (one.name if roles.is_role(one.name) else ""), at)

    def _named(self, text: str, one: Mentioned, before: list[Mentioned]) -> Iterator[Phrase]:
        """一个七八岁的小男孩（豆子）: the noun and its clause, of whoever's name alone stands in the bracket behind it; `before`: the two mentioned last."""
        start = max(one.start - LONGEST_REVEAL, 0)
        head = text[start : one.start] if text[one.start - 1 : one.start] == "是" else ""
        if text[one.start - 2 : one.start] in ("——", "："):
            head = text[start : one.start]
        if text[one.end : one.end + 1] in _NAME_ENDS and (called := _CALLED_ZH.search(text[start : one.start])):
            yield Phrase(one.name, called["told"], start + called.start("told"), noun=called["noun"])
        shown = head and (_REVEALED_ZH.search(head) or _SHOWN_ZH.search(head) or _NOUN_DASH_ZH.search(head))
        if shown:
            yield Phrase(one.name, shown["told"], start + shown.start("told"), noun=shown.groupdict().get("noun") or "")
        noun = before[-1] if before else None
        if not noun or noun.name or text[noun.end : one.start].strip() not in {"（", "("}:
            return
        if text[one.end : one.end + 1] in NAMED_ENDS:
            start = before[-2].end if len(before) > 1 else 0
            told = re.split(r"[，,。；;！!？?\n：:、△▲]", text[start : noun.end])[-1]
            told = re.sub(r"^(?:但是?|却是?|而且|而|并且)", "", told)
            yield Phrase(one.name, told, noun.end - len(told), noun=text[noun.start : noun.end])

    def _behind(self, text: str, one: Mentioned, until: int, named: int) -> Iterator[Phrase]:
        """Brackets, the rest of the clause, and the clauses after it that describe on."""
        at = one.end
        at += 2 if text.startswith("——", at) and self._dashed(text, one) else 0
        at += 1 if text.startswith(("：", ":"), at) and self._listed(text, at + 1) else 0
        bracket = _BRACKET_ZH.match(text, at) if text[at : at + 1] in OPENS else None
        if bracket:
            if any(plain(item, "zh") for item in re.split(r"[，,、；;/\s]", bracket[1])):
                yield Phrase(one.name, bracket[1], bracket.start(1))
            at = bracket.end()
            at += 2 if text.startswith("——", at) else 0
            if sex := _SEX_BEHIND.match(text, at):
                yield Phrase(one.name, sex[0].strip(), sex.end() - 1)
        stop = _STOPS.search(text, at)
        end = stop.start() if stop else len(text)
        told = text[at : min(end, max(until, at))]
        told = "" if told.startswith(("、", "和", "与")) else told  # 王青、红裙女人: somebody else
        if (
            _OWN_ZH.match(told)
            and not _LENT_ZH.search(text[max(one.start - LENT, 0) : one.start])
            and (own := self._own(told))
        ):
            yield Phrase(one.name, own, at)
            yield from self._clauses(text, one, end, named, until)
            return
        if placed := self._placed(text, told, at, end, until):
            yield replace(placed, name=one.name)
            return
        for thing, start in (*bearing.off_zh(told), *bearing.pocketed_zh(told)):
            yield Phrase(one.name, thing, at + start)
        lent = told.startswith(("的", "那")) and _LENT_ZH.search(text[max(one.start - LENT, 0) : one.start]) is not None
        if lent or (told.startswith("的") and not said.telling_zh(told[1:])):
            return
        if not _is_anothers_zh(told):
            yield from self._right_behind(text, one, told, named)
        yield from self._clauses(text, one, end, named, until)

    def _dashed(self, text: str, one: Mentioned) -> bool:
        """Whether a dash behind a name closes an apposition, or begins what somebody is: 周牧——六十多岁，退休教师."""
        first = _CLAUSE_ZH.match(text, one.end + 2)
        return text.endswith("——", 0, one.start) or (first is not None and AGE_ZH.match(first[0]) is not None)

    def _listed(self, text: str, at: int) -> bool:
        """Whether a colon behind a name begins how they look: 是爸爸：三十五岁上下，灰西装."""
        first = _CLAUSE_ZH.match(text, at)
        return first is not None and AGE_ZH.match(first[0]) is not None and len(first[0]) <= LONGEST_AGE

    def _right_behind(self, text: str, one: Mentioned, told: str, named: int) -> Iterator[Phrase]:
        """What `told`, the rest of the clause that `one` stands in, says that it begins with or holds."""
        at = text.index(told, one.end) if told else one.end
        if said.is_done_to_zh(told):
            return
        telling = said.TELLING.search(told) is not None
        opens = telling and (_WEARING.match(told) or _OPEN.match(told) or _YEARS.match(told) or AGE_ZH.match(told))
        if opens and self._tells(told):
            yield Phrase(one.name, self._whole(text, at, told, named), at)
        elif telling and (worn := _WORN.search(told)) and self._tells(worn[0]):
            yield Phrase(one.name, worn[0], at + worn.start())
        elif said.garments(told[:6], "zh") and not DOING.search(told[:6]) and told[:1] not in _HANDLING:
            yield Phrase(one.name, told, at)
        elif borne := said.telling_zh(told) or (said.telling_zh(told[1:]) if told.startswith("的") else ""):
            yield Phrase(one.name, borne, at + told.find(borne))

    def _placed(self, text: str, told: str, at: int, end: int, until: int) -> Phrase | None:
        """What is on a part of the body that a clause of its own names: 秀琴的无名指上，套着一个易拉罐环."""
        more = _NEXT.match(text, end) if told.startswith("的") and text[end : end + 1] == "，" else None
        if not more or more.end() > until or not bearing.worn_zh(f"{told[1:]}，{more[1]}"):
            return None
        return Phrase("", text[at + 1 : more.end()], at + 1)

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

    def _clauses(self, text: str, one: Mentioned, at: int, named: int, until: int) -> Iterator[Phrase]:
        """，四十多岁的女摊主，系着碎花围裙，…: the clauses of the sentence that go on describing, no known person in them."""
        behind, told_yet, crowded, off = True, False, None, False
        carried = _is_carried_zh(text, one.start) and self._crowded(text, one)
        while (clause := _NEXT.match(text, at) or self._goes_on(text, at, one, until)) and clause.end() <= named:
            told, start = clause[1], clause.start(1)
            worn_under = told_yet and told.startswith(("里头是", "里面是", "底下是"))  # 披着军大衣，里头是睡衣
            off = (said.is_off_zh(told) and not worn_under) or (off and told.startswith("一"))
            if off and told.startswith("一"):  # 里头是一件红棉袄，一个新书包
                behind, at = False, clause.end()
                continue
            crowded = self._crowded(text, one) if crowded is None else crowded
            if crowded and not told_yet and (carried or not behind):
                return
            if not crowded and start + len(told) <= until:
                things = (*bearing.off_zh(told), *bearing.pocketed_zh(told))
                yield from (Phrase(one.name, thing, start + at) for thing, at in things)
                if shade := said.shade_zh(told):
                    yield Phrase(one.name, shade, start + told.find(shade))
            behind = behind and text[clause.start() : start].strip() not in _ENDED
            if told.startswith(("被", "两人", "二人", "俩人", "双双")) or _OTHERS_COME_ZH.match(told):
                return
            if _is_anothers_zh(told):
                behind, at = False, clause.end()
                continue
            if told[0] in "他她" and not crowded and _OWN_LOOK_ZH.match(told, 1):
                told, start = told[1:], start + 1
            told_yet = told_yet and not DOING.search(told) and LOOKS.search(told) is not None
            near = behind and at <= until and not carried
            tells = said.TELLING.search(told) is not None and (near or (not crowded and self._opens(told)))
            tells = tells and self._appositive(told, near) and self._tells(told)
            borne = said.telling_zh(told) if start + len(told) <= until and (near or not crowded) else ""
            if (tells or told_yet) and told[0] not in "他她它" and not DOING.search(told):
                shown = said.marks(told, "zh") or said.garments(told, "zh") or said.hair(told, "zh") or age(told)
                yield Phrase(one.name, told if shown or not borne else borne, start)
                told_yet = True
            elif borne:
                yield Phrase(one.name, borne, start)
                told_yet = True
            else:
                behind = False
            at = clause.end()

    def _crowded(self, text: str, one: Mentioned) -> bool:
        """Whether somebody else stands before a mention in its sentence."""
        begin = max(text.rfind(sign, 0, one.start) for sign in "。！？\n") + 1
        sentence = text[begin : one.end + 1] if one.end - begin < LONGEST_SENTENCE else ""
        if not self._names_before(sentence, one.start - begin):
            return False
        return any(other.start < one.start - begin and other.name != one.name for other in self.people(sentence))

    def _names_before(self, text: str, until: int) -> bool:
        """Whether a word for anybody begins before a place."""
        words = (search(text) for search in (self.named, _others_zh().search)) if until else ()
        return any(word and word.start() < until for word in words)

    def _goes_on(self, text: str, at: int, one: Mentioned, until: int) -> re.Match[str] | None:
        """The first clause of the next sentence, where it says what somebody has on them and nobody else has been named so far: 毒娘子进来。一身紫纱，赤足."""
        more = _NEXT_SENTENCE.match(text, at)
        if not more or more.end() > until:
            return None
        looks = AGE_ZH.match(more[1]) or _WEARING.match(more[1]) or said.telling_zh(more[1]) == more[1]
        return more if looks and all(one.name == other.name for other in self.people(text[:at])) else None

    def _tells(self, words: str) -> bool:
        return bool(said.TELLING.search(words)) and (plain(words, "zh") or bool(AGE_ZH.search(words)))

    def _appositive(self, told: str, behind: bool) -> bool:
        """Whether a clause speaks of whom the sentence is about: right behind the name, or it begins with looks."""
        if not _WEARING.match(told) and said.is_off_zh(told):
            return False
        if (
            not _WEARING.match(told)
            and not said.garments(told, "zh")
            and not AGE_ZH.search(told)
            and _HAPPENS.search(told)
        ):
            return False
        if behind and not re.search(r"[牵领带抱背扶拉搂推看问对向给跟](?:着|了|住)?.*岁", told):
            return True
        return self._opens(told)

    def _opens(self, told: str) -> bool:
        """Whether a clause begins with looks."""
        return (
            bool(_WEARING.match(told))
            or _OPENS_LOOKS_ZH.match(told) is not None
            or ((years := AGE_ZH.match(told)) is not None and years.end() == len(told))
        )
