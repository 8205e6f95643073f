"""Looks and voices as the mandated strings, and back again."""

import re
from dataclasses import replace

from storyboard.cast.roles import tables
from storyboard.languages import Language
from storyboard.model.board import Board
from storyboard.model.cast import Looks, PersonKind, Voice
from storyboard.patterns import deferred, tabled
from storyboard.speech import TEMPO

ZH_APPEARANCE = deferred(r"^([^，]+)，(\d+)岁，头发（([^，）]+)，([^）]+)），衣服（([^，）]+)，([^）]+)）$")
EN_APPEARANCE = deferred(r"^([^,]+), (\d+), hair \(([^,)]+), ([^)]+)\), clothes \(([^,)]+), ([^)]+)\)$")
ZH_VOICE = deferred(r"^GenderAge（([^·）]+)·(\d+)岁） PitchMean（(\d+) Hz） Tempo（(\d+) SPM） Accent（([^）]+)）$")
EN_VOICE = deferred(r"^GenderAge \(([^·)]+)·(\d+)\) PitchMean \((\d+) Hz\) Tempo \((\d+) SPM\) Accent \(([^)]+)\)$")
KIND_OF_SEX: dict[str, PersonKind] = {
    "群体": "group", "group": "group", "仅声音": "voice", "voice only": "voice", "多人同声": "joint", "together": "joint",
}  # fmt: skip
NOTHING = frozenset({"无", "none"})
NONE = {"zh": "无", "en": "none"}
BALD = {"zh": frozenset({"光头", "秃头", "秃顶", "秃子"}), "en": frozenset({"bald"})}
"""Styles of hair that is not there: their colour is none."""
BODILESS: dict[str, dict[PersonKind, str]] = {
    "zh": {"group": "群体", "voice": "仅声音", "joint": "多人同声"},
    "en": {"group": "group", "voice": "voice only", "joint": "together"},
}
"""What stands in the place of the sex for everyone who is not one person."""
BEFALLEN = deferred(
    "绷带|纱布|布条|缠着(?:[白]?布|毛巾|手帕|手绢)|伤口|淤青|红印|红肿|石膏|血迹|巴掌印|勒痕|抓痕|泪痕|眼圈通红|[大红]包$|创可贴|"
    r"\b(?:bandage[sd]?|torn|split|swollen|bruise[sd]?|blood(?:y|ied)?|scraped|grazed|stitched|cuts?|sling|splint|black eye|cast|mud|flour|oil|soot|ash|blanket|towel|quilt|duvet|tourniquet|handkerchief|dishcloth|(?:bound|wrapped|swathed|tied)(?: up)? in)\b",
    re.I,
)
"""Marks that come with what befalls somebody, and stay for a while."""
SEES_BY = deferred(r"眼镜|\b(?:glasses|spectacles|monocle)\b", re.I)
"""Marks that are put on and yet are there in every scene."""
OLDEST = 9999
"""Years; immortals are people too."""
MORTAL = 120
"""Years from which somebody looks like an adult of no age: nobody lives that long who grows old."""


def write_appearance(looks: Looks, language: str) -> str:
    """`女，27岁，头发（黑色，长直发），衣服（白色，修身西装）` or `female, 27, hair (black, long straight), clothes (…)`."""
    return Language.of(language).word("looks.appearance").format(looks)


def read_appearance(text: str) -> Looks | None:
    """The parts of an appearance string in either language; None where it does not have the mandated form."""
    match = ZH_APPEARANCE.match(text) or EN_APPEARANCE.match(text)
    return Looks(match[1], int(match[2]), *match.group(3, 4, 5, 6)) if match else None


def write_voice(voice: Voice, age: int, language: str) -> str:
    """The four labels, in their fixed order, one space between."""
    return Language.of(language).word("looks.voice").format(voice, age=age)


def read_voice(text: str) -> tuple[Voice, int] | None:
    """The voice and the age of a voice string in either language; None where it does not have the mandated form."""
    match = ZH_VOICE.match(text) or EN_VOICE.match(text)
    return (Voice(match[1], int(match[3]), int(match[4]), match[5]), int(match[2])) if match else None


def tell_voice(text: str, language: Language) -> str:
    """A voice string as one says it, with all its facts and without labels and brackets; another string as it is."""
    known = read_voice(text)
    return language.word("prompt.voiced").format(known[0], age=known[1]) if known else text


def kind_of(looks: Looks | None) -> PersonKind:
    """Whether an appearance is that of a person, a crowd, a voice, or people speaking together."""
    return KIND_OF_SEX.get(looks.sex, "person") if looks else "person"


def mixed(looks: Looks | None) -> bool:
    """Whether the looks of one entry are those of several people, who have clothes alone in common: of different lengths, tall and short."""
    if looks is None or kind_of(looks) != "person":
        return False
    return tabled(Language.of_sex(looks.sex).word("names.mixed")).search(looks.hair_style) is not None


def bodiless(kind: PersonKind, looks: Looks, language: str) -> Looks:
    """The typical looks of a crowd, of a voice (never drawn) or of people speaking together: complete, as the form wants them."""
    return replace(looks, sex=BODILESS[language][kind])


def age_class(years: int) -> str:
    """`baby_`, `child_`, `teen_`, `old_`, or nothing for adults and for immortals."""
    return next(
        (
            name
            for limit, name in ((2, "baby_"), (13, "child_"), (18, "teen_"), (60, ""), (MORTAL + 1, "old_"))
            if years < limit
        ),
        "",
    )


def nouns(looks: Looks) -> list[str]:
    """What to call somebody whose name may not be said, the usual word first: 女子, 老妇人, 男孩, woman, old man, …"""
    column = "female" if looks.sex in ("女", "female") else "male"
    words: list[str] = tables(Language.of_sex(looks.sex).code)["nouns"][age_class(looks.age) + column]
    made = _MADE.search(f"{looks.hair_style} {looks.clothes_style}")
    return [made["latin"] or made["alone"] or made["han"], words[-1]] if made else words


def made_of(looks: Looks) -> str:
    """What somebody is made as who is no man and no woman: puppet, 机器人; empty of people."""
    made = _MADE.search(f"{looks.hair_style} {looks.clothes_style}")
    return (made["latin"] or made["alone"] or made["han"]) if made else ""


_MADE = deferred(
    r"(?<!printed )(?<!painted )\b(?:(?:hand|glove|finger|cloth|felt|sock|string|rod|wooden|rag|porcelain|tin|metal|steel|clay|plush|stuffed|toy|clockwork|straw|stone|bronze|marble) )+(?P<latin>puppet|doll|marionette|robot|android|statue|scarecrow|mannequin)\b"
    r"|^none (?P<alone>(?:glove |hand )?puppet|marionette|(?:rag )?doll|robot|android|automaton|statue|scarecrow|mannequin|teddy bear|snowman)\b"
    r"|(?<![印画绣抱拿拎])(?P<han>布偶|木偶|手偶|手套偶|人偶|玩偶|布娃娃|皮影人|机器人|仿生人|稻草人|雪人|石像|雕像|泥人|纸人)(?![图案印])"
)
"""What somebody is made as who is no man and no woman: a cloth glove puppet."""


def is_noun(word: str) -> bool:
    """Whether a word is what anybody may be called by their looks: old man, teenage boy, 女孩."""
    return any(word.lower() in words for code in ("en", "zh") for words in tables(code)["nouns"].values())


def phrase(looks: Looks, language: str, *, hair: bool = False, age: bool = False, noun: str = "") -> str:
    """A short phrase from the same parts, for a later mention: 穿白色修身西装的女子; with hair or age where needed.

    `noun` stands in the place of the usual one.
    """
    spoken, noun = Language.of(language), noun or nouns(looks)[0]
    if made_of(looks):  # the orange puppet: nobody wears it
        return f"{looks.clothes_colour}{noun}" if spoken.does("writing.han") else f"the {looks.clothes_colour} {noun}"
    clothes = spoken.word("writing.between").join((looks.clothes_colour, looks.clothes_style))
    shade = "" if looks.hair_colour in NOTHING else looks.hair_colour
    if spoken.does("writing.han"):
        hair_words = f"{shade}{looks.hair_style}、" if hair else ""
        return f"{hair_words}穿{clothes}的{f'{looks.age}岁' if age else ''}{noun}"
    hair_words = f" with {' '.join(filter(None, (shade, looks.hair_style)))} hair" if hair and shade else ""
    noun = f"{looks.hair_style} {noun}" if hair and not shade and looks.hair_style not in NOTHING else noun
    return f"the {f'{looks.age}-year-old ' if age else ''}{noun} in the {clothes}{hair_words}"


def tempo_of(board: Board, role: str, language: str) -> int:
    """Syllables a minute of somebody on a board: of their voice, else what is usual in a language."""
    told = board.character_setting.get(role)
    voice = read_voice(told.voice) if told else None
    return voice[0].tempo if voice else TEMPO[language]
