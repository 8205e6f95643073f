"""Where the files that are not Python live: prompts, schemas, dialects, profiles, fonts, page templates."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storyboard.briefly import within
from storyboard.datafiles import load
from storyboard.patterns import deferred

if TYPE_CHECKING:
    from jinja2 import Environment

PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder `prompts` or `schemas`: in a wheel inside the package, in a checkout or editable install beside it."""
    packaged = PACKAGE / name
    return packaged if packaged.is_dir() else PACKAGE.parent / name


LONGEST = 1_000_000
"""Characters or items that one multiplication in a template may make."""


@cache
def templates(root: Path) -> "Environment":
    """A Jinja environment over a folder of our own: an undefined name is an error, white space is what one sees."""
    from jinja2 import Environment, FileSystemLoader

    return _ruled(Environment(loader=FileSystemLoader(str(root)), autoescape=False))  # noqa: S701 - plain-text prompts


def templates_of(texts: Mapping[str, str], path: Callable[[str], Path | None]) -> "Environment":
    """A Jinja environment over texts by name, under the same rules; `path` tells where one lies, for messages.

    They may be a stranger's, so they run no code: Jinja's immutable sandbox, which knows no attribute that leads out of the
    values a template is given, changes none of these, and ends `range` at 100,000.
    """
    from jinja2 import FunctionLoader

    def load(name: str) -> tuple[str, str | None, Callable[[], bool]] | None:
        found = path(name)
        return (texts[name], str(found) if found else None, lambda: True) if name in texts else None

    return _sandbox().overlay(loader=FunctionLoader(load))


@cache
def _sandbox() -> "Environment":
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """Multiplying is bounded too: `"x" * 10 ** 10` would take the memory of the machine."""

        intercepted_binops = frozenset({"*", "**"})

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - Jinja's own form
            numbers = isinstance(left, int | float) and isinstance(right, int | float)
            if operator == "**" and not (numbers and abs(right) <= 64 and abs(left) <= LONGEST):
                raise SecurityError("a power of that size is not allowed in a template")
            if operator == "*" and not numbers:
                times, thing = (left, right) if isinstance(left, int) else (right, left)
                if not isinstance(times, int) or not hasattr(thing, "__len__") or times * len(thing) > LONGEST:
                    raise SecurityError("a multiplication of that size is not allowed in a template")
            return super().call_binop(context, operator, left, right)

    return _ruled(Sandbox(autoescape=False))


def _ruled(environment: "Environment") -> "Environment":
    """The rules of all prompts, set before the first template is read."""
    from jinja2 import StrictUndefined

    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = environment.keep_trailing_newline = True
    environment.filters |= {
        "sentence": sentence, "begun": begun, "set_off": set_off, "enclosed": enclosed, "squared": squared, "dashed": dashed, "flowing": flowing,
        "composed": composed, "moved": moved, "framed": framed, "filmed": filmed, "lensed": lensed, "saying": saying, "spoken": spoken, "sentences": sentences, "articled": articled, "within": within, "affirmed": affirmed,
    }  # fmt: skip
    return environment


def sentence(text: str, stop: str) -> str:
    """The text with a full stop, unless it ends a sentence already."""
    return text if text.rstrip("”’」』）)\"'").endswith(("。", "！", "？", "…", ".", "!", "?")) else text + stop


def begun(text: str) -> str:
    """The text begun with a capital, where its script has them."""
    return text[:1].upper() + text[1:]


def set_off(text: str, words: Sequence[str], marks: Sequence[str], *, quoted: bool = False) -> str:
    """The text with each of the words between two marks; `quoted`: quotation marks around them give way to these, and a number that somebody wears has them too: a white number 【8】."""
    opens, closes = ('[“「『⟦"【]', '[”」』⟧"】]') if quoted else ("", "")
    told: list[str] = []  # what has its marks, which holds none of another
    for each in sorted(set(words), key=len, reverse=True):
        whole = rf"(?<![A-Za-z0-9]){re.escape(each)}(?![A-Za-z0-9])"  # a 4 that is read stands in no 64
        whole = f"{_WRITES}{whole}" if quoted and _HAN_ALONE.fullmatch(each) else whole
        exact = f"{opens}{re.escape(each)}{closes}"
        first = re.search(exact, text) or _unquoted(whole, text)
        places = list(re.finditer(exact, text)) if quoted and first and re.fullmatch(exact, first[0]) else [first]
        for found in reversed([place for place in places if place]):  # what is told twice is read both times
            text = f"{text[: found.start()]}{chr(_TOLD_SO + len(told))}{text[found.end() :]}"
            told.append(f"{marks[0]}{each}{marks[1]}")
    text = _NUMBER.sub(rf"{marks[0]}\g<0>{marks[1]}", text) if quoted and marks[0] in _OWN else text
    return "".join(told[ord(one) - _TOLD_SO] if 0 <= ord(one) - _TOLD_SO < len(told) else one for one in text)


_TOLD_SO = 0xF0000
"""The first of the characters of no script that stand for what has its marks."""
_HAN_ALONE = deferred(r"[\u3400-\u9fff]")
_WRITES = r"(?:(?<=[写刻印绣]着)|(?<=大字)|(?<=个字))"
"""Before one character without quotation marks that is read: 红漆大字糕, and neither 画右 nor 鹅蛋脸."""
_OWN = ("【", '"')
"""Marks that are those of a model for what is to be read."""
_NUMBER = deferred(
    r"(?<=\bnumber )\d{1,3}(?![\w”\"】])|(?<![\d“\"【])\d{1,3}(?=号(?:球衣|队服|背心|球服|运动服|赛服|战袍|衫))"
)
"""A number that stands on clothes."""


def _unquoted(pattern: str, text: str) -> re.Match[str] | None:
    """Where a pattern first stands in a text and is no part of a longer quotation: 永 in “永昌”."""
    quoted = [found.span() for found in _QUOTATION.finditer(text)]
    places = re.finditer(pattern, text)
    return next((at for at in places if not any(start < at.start() and at.end() < end for start, end in quoted)), None)


_QUOTATION = deferred(r"“[^”]*”|「[^」]*」|『[^』]*』|\"[^\"\n]*\"")


def enclosed(words: Sequence[str], marks: str) -> list[str]:
    """Each of the words between two marks."""
    return [f"{marks[0]}{each}{marks[1]}" for each in words]


def squared(text: str) -> str:
    """The text with square brackets for round ones, wide for wide."""
    return text.translate(_SQUARE)


LOOKS = "\ue000"
"""Stands within the brackets of somebody's looks, and before the phrase that they belong to in Chinese, until a template is filled."""
BEFELL = "\ue001"
"""Stands before what befell somebody, among their looks, until a template is filled."""
_TOLD = deferred(
    rf" \({LOOKS}([^()]*)\)(?=(.?))|((?<=[子翁人年女孩生）])、|){LOOKS}((?:[^{LOOKS}（），。：；、]*、)?穿[^{LOOKS}（）、]*)（{LOOKS}(\d+岁[^（）]*)）(、(?={LOOKS}|穿)|)(?!、)"
)
_CALLED = deferred(r"的((?:(?:年长|年轻)的)?[^的]*)$")
"""The noun behind somebody's clothes, with what tells two of one noun apart: 穿蓝色布衣的年长的女子."""
_CLAD = "in the "
"""How clothes stand among looks whose phrase does not tell them."""
_WORN = deferred(
    r"(?:fe)?male|bald|breathless|unconscious|(?:out|short) of breath|in tears|(?:wet|barefoot|\w+ed|\w+ing(?= hard)|shivering|trembling|shaking|sweating)(?: (?:from|to|with|in|through|by|under)\b.*| hard)?"
)
"""How somebody is, which stands beside their age."""
_AT = deferred(r"\s(?:in|on|at|round|around|behind|between)\s(?=(?:the|one|left|right|both)\b)")
"""What stands between a thing and where somebody has it: a pipe in the teeth is no teeth."""
_BARE = deferred(
    r"\b(?:hair|glasses|freckles|feet|teeth|skin|acne|mascara|\w+s)\b|\b(?:lipstick|make-?up|stubble|mud|blood|paint|jewell?ery|lace|armou?r|mail|hose|tattered clothing)$|^(?:an?|own|his|her|the|their|its|only) |\b(?:down|empty|bare)$"
)


def flowing(text: str) -> str:
    """The text with somebody's looks in the sentence in the place of brackets: the man in the coat, aged 30, with black hair, sits; 30岁、黑色短发、穿大衣的男子坐着."""

    def told(found: re.Match[str]) -> str:
        if found[4]:  # between people a comma stands, as their looks are lists themselves
            before, behind = ("，" if mark else "" for mark in (found[3], found[6]))
            age, *rest = found[5].split("，")
            if not found[4].startswith("穿"):  # a phrase that comes again stays whole
                return f"{before}{'、'.join((age, *rest))}，{found[4]}{behind}"
            clad, noun = _CALLED.split(found[4], maxsplit=1)[:2]
            return f"{before}{'、'.join((age, *rest[:1], clad, *rest[1:]))}的{noun}{behind}"
        return f", {in_words(found[1])}" + ("" if found[2] in (",", ".", ";", ":", "") else ",")

    return _TOLD.sub(told, text)


_STATED = deferred(
    r"(?:\w+ ){1,2}(?:streaming|dripping|running|pouring|trickling|clinging|plastered|hanging|sticking|showing|peeking|poking|streaked|beaded|matted)\s(?:off|down|from|on|over|to|in|through|across|out|round|around|with)\b|(?:(?:left|right|both|bare|half|all)\s+)*(?:soaked|wet|damp|dripping|drenched|muddy|dusty|dirty|bloody|bloodied|bleeding|covered|streaked|smeared|stained|caked|torn|ripped|bound|bandaged|wrapped|tied|bruised|burnt|burned|scorched|singed|pale|flushed|sweating|sweaty|shivering|barefoot|snow|rain|mud|blood|dust|sweat|ash|soot|tears|flour|grease|ink|chalk|silt|tar|clay)\b(?!\s+(?:coat|cloak|dress|shirt|jacket|hat|apron|scarf|bandage|sling)s?\b)|.*\b(?:loose|askew|undone|open|soaked|bandaged|bleeding|torn|ripped)$|(?:left|right|both)\s+\w+\s+(?:in|bound|wrapped|cut|scraped|scratched|grazed|split|swollen|broken|raw|crushed)\b",
    re.IGNORECASE,
)
"""How somebody is, and no thing that they have on: soaked to the skin, wet strands loose."""


_FACED = deferred(
    r"(?:(?:very|deathly|still)\s+)?(?P<face>pale|ashen|white|gr[ae]y|blue|red)(?P<cause>\s+(?:with|from)\s+(?!an?\b)[a-z ]+)|(?P<alone>(?:(?:very|deathly)\s+)?(?:pale|ashen))|(?P<limbs>(?:stiff|numb|weak)\s+(?:with|from)\s+(?!an?\b)[a-z ]+)",
    re.IGNORECASE,
)
"""How somebody is, which nobody is `with`: pale with pain, ashen."""


_HAD = deferred(
    r"(?:an? )?(?:[a-z-]+ ){1,2}(?:lips?|eyes?|eyelids?|nose|lashes|cheeks?|brows?|eyebrows?|forehead|chin|jaw|ears?|knees?|knuckles|hands?|wrists?|arms?|fingers?)",
    re.IGNORECASE,
)
"""A part of the body and how it is, which somebody has: a split lip, wet lashes."""


_HARM = deferred(
    r"(?:an? )?(?:[a-z-]+ ){0,3}(?:cut|cuts|scratch|scratches|gash|wound|graze|scrape|bruise|welt|bite|burn|split lip|bloody nose|black eye)(?: (?:on|across|over|down|along|under|above|round|in) [a-z ]+)?"
)
"""What was done to somebody, which they have: a bleeding cut across left palm, a fresh scratch on right cheek."""
_SO_CLAD = deferred(
    r"(?:[a-z-]+ )?(?:[a-z]+(?:-(?:stained|wet|soaked|streaked|covered|spattered|caked|dusted)|ed|ing)|torn|muddy|dirty|bloody|dusty) (?:hair|coat|suit|dress|jacket|shirt|cloak|gown|robe|apron|skirt|trousers|sleeves?|shoes|boots|hem|clothes|uniform|overalls|hat brims|hat|scarf|collar|braids?|plaits?)"
)
"""A garment or hair and what befell it, which somebody has then: soaked coat, tousled hair."""
_PLURAL = deferred(r"(?:hair|trousers|shoes|boots|clothes|overalls|sleeves|brims|braids|plaits|cuts|scratches)\b")


def _befallen(part: str) -> str:
    """What befell somebody as something that they have: a soaked coat, tousled hair."""
    if not (_HARM.fullmatch(part) or _SO_CLAD.fullmatch(part)):
        return counted(_faced(part))
    return (
        part
        if _PLURAL.search(part) or part.startswith(("a ", "an "))
        else f"{'an' if part[0] in 'aeiou' else 'a'} {part}"
    )


def _faced(part: str) -> str:
    """How somebody is as something that they have: a face pale with pain; any other part as it stands."""
    told = _FACED.fullmatch(part)
    if told is None:
        return part
    return f"a {told['alone']} face" if told["alone"] else f"{'limbs' if told['limbs'] else 'a face'} {part}"


def in_words(looks: str) -> str:
    """English looks, item by item, as a sentence has them: aged 30, with black hair and a scarf, mud on both knees."""
    every = looks.split(", ")
    befell = [part.removeprefix(BEFELL) for part in every if part.startswith(BEFELL)]
    each = [part for part in every if not part.startswith(BEFELL)] + [*filter(is_beside_age, befell)]
    plain = [f"aged {part}" if part.isdigit() else part for part in each if part.isdigit() or is_beside_age(part)]
    plain += [one_by_one(_garments(part)) for part in each if part.startswith(_CLAD)]
    more = [part for part in each if not (part.isdigit() or is_beside_age(part) or part.startswith(_CLAD))]
    has = [each for each in befell if _HARM.fullmatch(each) or _SO_CLAD.fullmatch(each)]
    more += [
        part
        for part in befell
        if part in has or _FACED.fullmatch(part) or (_HAD.fullmatch(part) and not _STATED.match(part))
    ]
    last = [part for part in befell if part not in more and not is_beside_age(part)]
    return ", ".join([*plain, *([f"with {one_by_one([_befallen(part) for part in more])}"] if more else []), *last])


def has_now(befell: str) -> str:
    """What has befallen somebody, item by item, as a sentence about them goes on: is now wet, with a torn coat; now has mud on both knees."""
    told = in_words(befell)
    if is_beside_age(told.split(", ")[0]):
        return f"is now {told}"
    return f"now has {told.removeprefix('with ')}"


_SHADED = deferred(
    r"\b(?:red|yellow|blue|green|black|white|grey|gray|brown|orange|pink|purple|gold|silver|navy|cream|teal|maroon|beige|tan)$"
)
"""The end of a garment of two colours, told as far as its first: in the red (and yellow jersey)."""


def _garments(clad: str) -> list[str]:
    """The things of `in the …`, one by one."""
    told: list[str] = []
    for each in clad.split(" and "):
        if told and _SHADED.search(told[-1]):
            told[-1] += f" and {each}"
        else:
            told.append(each)
    return told


def one_by_one(things: Sequence[str]) -> str:
    """Things as an English sentence lists them: a coat, a scarf and boots."""
    return " and ".join(filter(None, (", ".join(things[:-1]), things[-1])))


_CLOTHES = deferred(
    r"\b(?:shirt|blouse|jumper|sweater|trousers|jeans|pants|skirt|shorts|scrubs|overalls|suit|uniform|gown|tunic|vest|leggings|stockings|socks|shoes|boots|clothes|rags|robe|shawl|trainers|pyjamas)$"
)


_TRIM = deferred(
    r"(?:[a-z]+ ){0,2}(?:(?<=gold )braid|(?<=silver )braid|braiding|buttons?|collar|cuffs?|epaulettes?|lapels?|sequins|tassels|trim|piping|hem|lace|fringe|patch(?:es)?|badge|straps?|zip|laces?)\b"
)
"""What belongs to a garment, however it hangs: gold braid coming loose."""


def is_beside_age(part: str) -> bool:
    """Whether a part of somebody's looks is how they are in a word that stands beside their age: male, soaked to the skin."""
    return _WORN.fullmatch(part) is not None


def is_state(part: str) -> bool:
    """Whether a part of somebody's looks is how they are, and nothing that they have on."""
    stated = _STATED.match(part) and not (_CLOTHES.search(part) or _TRIM.match(part))
    return bool(stated or _WORN.fullmatch(part) or _FACED.fullmatch(part))


def counted(part: str) -> str:
    """Something that somebody has, with its article where it needs one: a scarf, black boots."""
    plain = (
        _BARE.search(_AT.split(part)[0].partition(" with ")[0])
        or part.startswith(("one ", "two "))
        or _STATED.match(part)
    )
    return part if plain else f"{'an' if part[0] in 'aeiou' else 'a'} {part}"


def dashed(text: str) -> str:
    """The text with dashes for the brackets of somebody's looks: the man — 50, black hair — sits; 男子——50岁——坐着; square ones for all others."""
    pieces = _KEPT.split(text.replace(LOOKS, ""))
    for at in range(0, len(pieces), 2):
        told = _LOOKS.sub(lambda match: f"——{match[1]}——" if match[1] else f" — {match[2]} —", pieces[at])
        pieces[at] = squared(told)
    return "".join(pieces)


_KEPT = deferred(r"(【[^】]*】|\{[^}]*\})")
"""What is written or said, word for word."""


_LOOKS = deferred(
    r"（((?:[男女]，)?(?:\d+岁[^（）—]*|[^（）—，。！？：“”]*(?:发|辫|髻|头|胡|须)(?:，[^（）—。]*)?))）"
    r"| \(((?:(?:fe)?male, )?(?:\d+\b[^()—]*|[^()—.!?]*\b(?:hair|bald|beard|moustache)\b[^()—.]*))\)"
)


_PART = re.compile(r"[，,]\s*")


def composed(camera: str, _language: str) -> str:
    """Size and angle of a camera's words, without how it moves."""
    move = _last(camera)
    return re.split(rf"[，,]\s*{re.escape(move)}$", camera)[0] if move else camera


_LOOK = {
    "en": (
        deferred(r"\A(.*?natural skin), ([a-z])"),
        deferred(r", (?=palette of )"),
        deferred(r", (?=[a-z]+ mood\Z)"),
    ),
    "zh": (deferred(r"\A(.*?自然肤质)，(.)"), deferred(r"，(?=色板：)"), deferred(r"，(?=气氛[^，]*\Z)")),
}
"""Where in a style the light, the colours and the mood begin."""


def sentences(style: str, language: str) -> str:
    """A style as sentences: on what it is shot, its colours, its light and texture, its mood."""
    light, colours, mood = _LOOK[language]
    stop, before_colours, before_mood = _filming()["looked"][language]
    if palette := _PALETTE[language].search(style):
        head, lit = style[: palette.start()].removesuffix(", "), ""
        if stock := light.match(head):
            head, lit = stock[1], head[stock.end(1) :]
        rest = [each for each in f"{lit}{style[palette.end() :]}".split(", ") if each]
        feels = [each for each in rest if each.endswith(" mood")]
        seen = [articled(each) for each in rest if each not in feels]
        shows, last = _filming()["showing"][language]
        told = head.replace(", ", " with ", 1) if head.count(", ") == 1 else head
        told = f"{told}{before_colours}{palette[0]}" if told else palette[0]
        told += f"{shows}{last.join(filter(None, (', '.join(seen[:-1]), seen[-1])))}" if seen else ""
        return "".join([told, *(f"{before_mood}{each}" for each in feels)])
    style = light.sub(lambda at: f"{at[1]}{stop}{at[2].upper()}", style, count=1)
    return str(mood.sub(before_mood, colours.sub(before_colours, style)))


_ONE = deferred(
    r"(?:[a-z-]+ ){0,4}(?:lamp|lantern|candle|window|screen|sky|skylight|pool|beacon|cone|palette|gap|square|strip|flame|bulb|beam|hole|horizon|haze|glow|glint|rim|shaft|veil|cloud|streetlight|torch|fireplace|doorway|spotlight)(?= (?:from|on|in|at|of|over|behind|through|along|under|beyond|above|against|across|[a-z]+ing)\b|$)"
)
_WITH_ARTICLE = deferred(r"(?:then|an?|the|his|her|its|their|one|two|three|no|soft focus|some|every|each|both) ")


def articled(look: str) -> str:
    """What a look has in it, one by one, each that is a single thing with its article: weak amber lamp, glinting brass -> a weak amber lamp, glinting brass."""
    told = []
    for each in look.split(", "):
        one = _ONE.match(each) and not _WITH_ARTICLE.match(each)
        told.append(f"{'an' if each[0] in 'aeiou' else 'a'} {each}" if one else each)
    return ", ".join(told)


_PALETTE = {"en": deferred(r"palette of (?:[^,]+, )*?[^,]+ and [^,]+(?=,|$)"), "zh": deferred(r"(?!)")}
"""The colours of a style, in a language whose sentences need a verb."""


def _last(camera: str) -> str:
    """The words of a camera that tell how it moves and where it goes, which stand last; empty where none do."""
    parts = _PART.split(camera)
    still = _filming()["unmoved"]
    goes = re.search(rf"(?<=，)(?:{'|'.join(still['before'])})，(?!.*固定).*$", camera)
    if goes:
        return goes[0]
    moves = len(parts) > 1 and parts[-1] not in still["words"] and not re.match(still["begins"], parts[-1])
    return parts[-1] if moves else ""


def moved(camera: str, _language: str) -> str:
    """How a camera moves, as a sentence about it goes on; empty where its words do not say."""
    return _moving(_last(camera), "moves")


def framed(camera: str) -> str:
    """Size and angle of a camera's English words as a noun: a static medium shot at eye level, an extreme close-up from a low angle; how it moves is told apart."""
    size, *angle = _PART.split(composed(camera, ""))
    size = f"static {size}" if _PART.split(camera)[-1] == "static" else size
    article = "an" if size[:1] in "aeiou" else "a"
    return f"{article} {size}" + "".join(_filming()["angles"].get(each, f", {each}") for each in angle)


def filmed(camera: str) -> str:
    """How a camera moves, in English, as a sentence about it goes on: kind, how far, how fast; empty where its words do not say."""
    return _moving(_last(camera), "clauses")


def affirmed(text: str) -> str:
    """The text with what somebody has for looks that say what they have not."""
    table: dict[str, str] = _filming()["affirmed"]
    return re.sub("|".join(map(re.escape, table)), lambda found: table[found[0]], text)


def _moving(move: str, table: str) -> str:
    """The words of a table for a move, and behind them where it goes; as it is where they know none."""
    words: dict[str, str] = _filming()[table]
    known = max((each for each in words if move.startswith(each)), key=len, default="")
    return f"{words[known]}{move[len(known) :]}" if known else move


def saying(how: str, verbs: str) -> str:
    """Chinese words for how a line is said, with 说 behind them: ，语气平静，说; who shouts says so with it: ，喊着说; ，小声说."""
    if how.endswith("说"):
        return f"，{how}"
    return f"，{how}着说" if re.search(rf"(?:{verbs})$", how) else f"{'，' if how else ''}{how}，说"


def spoken(how: str) -> str:
    """English words for how a line is said behind who says it: yells, where they are one word that is a verb; says, softly."""
    verbs: dict[str, str] = _filming()["spoken"]
    return verbs.get(how, f"says{f', {how}' if how else ''}")


@cache
def _filming() -> dict[str, Any]:
    """How templates say a camera's words."""
    return load(PACKAGE / "filming.toml")


_DEEP = deferred(
    r"后景|背景里|深处|远处|身后[^，。]{0,8}(?:站|走|跑|坐|看)|门外|窗外[^，。]{0,6}(?:站|走|跑|有)|\b(?:beyond|deep (?:in|on|at)|in the (?:background|distance|depth)|far (?:off|behind|down)|at the (?:left|right) rear)\b",
    re.I,
)
"""What is to be seen behind whoever is near, and so must be sharp."""


_SOFT = deferred(
    r"虚[在着化焦成]|模糊|失焦|散景|柔焦|\b(?:(?:is|are|hangs?|stands?|lies?) (?:\w+ )?soft (?:in|at|on|across)\b|soft (?:\w+ )?(?:foreground|background)|out of focus|blur(?:s|red|ry)?\b)",
    re.I,
)
"""What is not sharp in a picture by its own words."""


def lensed(camera: str, language: str, style: str = "", picture: str = "") -> str:
    """A camera's words with the depth of field that goes with the size, unless they or the `style` tell one; never a deep one where something is soft by the words of the `picture`."""
    if re.search(r"景深|depth of|focus", camera + style):
        return camera
    near = re.search(r"特写|近景|close|tight", camera) and not _DEEP.search(picture)
    soft = _SOFT.search(camera + style + picture)
    told: str = _filming()["depths"][language][0 if near or soft else 1]
    return camera + told


_SQUARE = str.maketrans("（）()", "［］[]")
