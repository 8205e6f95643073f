"""A line of looks that an answer tells of one of its others, part by part: who it is, hair, face and body, clothes, and how they are for a while.

`四十岁男，板寸，灰蓝工装，满头大汗` or `heavy man of forty-five, black mustache, dark blue uniform`. Every piece comes out in one part: face and body stand
behind the hair, as in answers about people; sweat, mud and blood are a state, no garment.
"""

import re
from collections.abc import Iterable, Sequence

from storyboard.cast import said
from storyboard.cast.ages import NUMBERS, age
from storyboard.cast.looks import BEFALLEN, NOTHING, OLDEST, SEES_BY
from storyboard.languages import Language
from storyboard.patterns import deferred
from storyboard.plan.entries import LONGEST_PART, word
from storyboard.plan.proved import nouns_of
from storyboard.records import dataclass

_BODY = deferred(
    r"脸|眉|眼|须|胡|鼻|唇|牙|额|颧|下巴|酒窝|皱纹|雀斑|肤|肌肉|[疤痣]|身材|个[子头]|高个|矮个|高大|矮小|胖瘦|高矮|魁梧|结实|黝黑|驼背|[胖瘦壮矮跛瘸]$|^[高矮]?[胖瘦壮]"
    r"|\b(?:sideburns|whiskers|faces?|faced|eyes?|eyed|eyebrows?|brows?|cheeks?|cheeked|chin|jaw|beards?|bearded|m(?:o)?ustaches?|goatee|stubble|hands?|arms?|legs?|necks?|necked"
    r"|shoulders|shouldered|skin|skinned|build|built|expression|freckles|freckled|nose|teeth|smile|scars?|scarred|wrinkles|wrinkled|dimples|tattoos?|limp|stoop(?:ed)?|complexion"
    r"|slim|lean|stout|tall|short|upright|plump|stocky|gaunt|skinny|thin|burly|muscular|wiry|chubby|petite|frail|thickset|heavyset|lanky)\b",
    re.I,
)
"""What of a look is neither hair nor clothes, and stays."""
_STATE = deferred(
    r"汗|湿透|湿淋淋|湿漉漉|浑身|满[身手脸]|泪|灰头土脸|气喘|喘着|发抖|哆嗦|冻得|醉"
    r"|(?:沾|溅|全是|满是|染|糊|带|流)(?:着|满|了|上)?(?:是)?(?:血|泥|水|油|灰|雪|汗|泪)$|^(?:[血泥雪]|灰[尘土])"
    r"|\b(?:sweat(?:y|ing)?|soaked|soaking|drenched|dripping|wet|damp|muddy|filthy|dusty|dirty|grimy|sooty|blood(?:y|ied|stained)?|tears|tearful|crying|weeping|panting|breathless|out of breath"
    r"|shivering|trembling|shaking|drunk|flushed|covered in|streaked with|smeared with)\b|^[a-z]+ing\s",
    re.I,
)
"""How somebody is for a while."""
_WRAPPED = deferred(
    r"赤膊|赤裸上身|光着?(?:上身|膀子)|毛巾|浴巾|毯|床单|被单|蓑衣|\b(?:bare-?chested|shirtless|stripped to the waist|towels?|blankets?|sheets?|shawls?|robes?)\b",
    re.I,
)
"""What somebody has on who wears no garment, and that they are bare."""
_SOILED = deferred(
    r"^[^的]*(?:沾|溅|全是|满是|染|糊|带)(?:着|满|了|上)?(?:血|泥|水|油|灰|雪)$|^(?:\w+\s)?(?:blood|mud|sweat|snow|dust|dirt|oil|flour|soot|water)\s(?:on|over|down|all)\b",
    re.I,
)
"""What is on a garment for a while: 裤腿带血, mud on his coat."""
_DRESSED = deferred(r"\s+(?:in|with|wearing)\s+(?!(?:his|her|their|its)\b)", re.I)
"""Behind who somebody is what they wear or have: in a green apron, with a grey beard, but not in his forties."""
_FACE_BEHIND = deferred(
    r"(?<=.)(?:(?:圆|方|长|瘦|胖|尖|宽|窄|瓜子|鹅蛋|国字)脸|络腮胡|山羊胡|八字胡|[长短花灰白]*胡[子须]?|[长短]须).*$"
)
"""A face told right behind hair: 秃顶|瘦脸, 黑髻|络腮胡."""
_BUILD = deferred(
    r"(?P<han>高大|高个|矮个|矮小|瘦小|瘦高|高瘦|矮胖|矮壮|魁梧|壮实|结实|粗壮|精瘦|干瘦|枯瘦|微胖|肥胖|驼背|[瘦胖](?!$)|壮(?!年))"
    r"|\b(?P<latin>(?:\w+-(?:necked|faced|cheeked|eyed|shouldered|bellied|skinned)|bearded|freckled|heavy|plump|lean|thin|slim|stout|tall|short|stocky|gaunt|skinny|burly|muscular|huge|wiry|chubby|petite|frail"
    r"|thickset|heavyset|lanky)(?:,?\s|$))",
    re.I,
)
"""What the words for who somebody is tell of their body: 四十岁|瘦|汉子, heavy man of forty-five."""
_ARTICLE = re.compile(r"^(?:an?|the)\s+", re.I)
_SEVERAL = re.compile(r"\b(?:and|or)\b")
"""Between the last two of several colours."""
_CROWD = re.compile(r"^(?:\w+ ){0,3}(?:men|women|people|children|boys|girls|crowd)\b", re.I)
"""Pieces for several people: men, women and children."""
_HAIRED = re.compile(
    r"\b(?:hair(?:ed)?|cut|curls|bunches|braids|plaits|ponytail|bun|bob|fade|fair down)$|\bhair\b|[髻鬟]|^(?:[黑白灰花褐黄棕]发[和、与]?){2}|\b(?:gr[ea]y|dark|white|fair|black|blonde?|brown|red|bald) heads\b",
    re.I,
)
_TWO_SHADES = re.compile(r"([黑白灰褐黄棕])发[和、与]?([黑白灰褐黄棕])发")
"""Hair of a crowd: 黑发白发, 白发和黑发都有."""
_MIXED = re.compile(r"^(?:mixed|varied|various|all kinds of|of all lengths)?$|^各[异种]|^不一", re.I)
"""What a crowd's hair is told as that says nothing of it but that it differs."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a line of looks tells; empty or None where it is silent."""

    sex: str = ""
    age: int | None = None
    hair: tuple[str, str] | None = None
    """Colour and style; either may be empty."""
    body: tuple[str, ...] = ()
    clothes: tuple[str, str] | None = None
    state: str = ""


def pieces_of(look: str) -> list[str]:
    return [piece.strip() for piece in re.split(r"[，、,；;]", look) if piece.strip()] or [""]


_COVERED = deferred(
    r"(?:(?<= hair)|(?<=curls)|(?<=locks)|(?<=plait)|(?<=plaits)|(?<=braid)|(?<=braids)|(?<= bun)|(?<=heads)) (?:tied |tucked |pinned |hidden |swept |bound |wrapped |up )*(?:under(?:neath)?|beneath|in(?:side)?|with|by)(?: (?:an?|the|his|her))? (?=(?:[a-z-]+ ){0,3}(?:head-?scar(?:f|ves)|scar(?:f|ves)|hats?|caps?|bonnets?|hoods?|veils?|turbans?|bandann?as?|kerchiefs?|berets?|helmets?|wimples?|ribbons?|headbands?|hairbands?|flowers?)$)"
    r"|(?<=[发髻辫])(?:都|全)?(?:包|裹|藏|塞|掖|压|罩|盖)(?:在|进)?(?=[^，。；]{0,8}(?:巾|帽|兜|盔|斗笠)[里下内中]$)|(?<=[发髻辫])(?:上)?(?:扣着|戴着|裹着|包着|扎着|罩着|盖着)(?=[^，。；]{0,8}(?:巾|帽|盔|斗笠)$)",
    re.I,
)
"""Between somebody's hair and what is over it, which are two parts of a look: black hair under a purple headscarf, 黑发包在紫头巾里."""


def _uncovered(piece: str) -> list[str]:
    """Hair, and what is over it, each as a piece of its own."""
    parts = _COVERED.split(piece, maxsplit=1)
    return [parts[0], _ARTICLE.sub("", parts[1]).rstrip("里下内中")] if len(parts) > 1 else [piece]


def sketch(look: str, language: str) -> Sketch:
    """The parts that a line of looks tells."""
    who, *pieces = [part for piece in _told_apart(look, language) for part in _uncovered(piece)]
    kinds = [(kind_of(piece, language), piece) for piece in pieces if not _CROWD.search(piece)]
    first = kind_of(who, language)
    if first == "hair":  # 短发女人
        kinds.insert(0, ("hair", re.sub(r"(?:的)?(?:女|男)[人子性孩]?$", "", who)))
    elif first != "who" and not (nouns_of(who, language) or _CROWD.search(who) or age(who, bare=True) is not None):
        kinds[:0] = [(first, who)] if first != "worn" or said.garments(who, language) else []
    heads = [piece for kind, piece in kinds if kind == "hair"]
    hair, face = _hair(heads[0], language) if heads else (None, ())
    told = (piece for kind, piece in kinds if kind == "body" or (kind == "hair" and piece != heads[0]))
    years = next(filter(None, (age(look, bare=True), *map(_alone, pieces))), None)
    return Sketch(
        nouns_of(look, language) or _sex_alone((who, *pieces)),
        years if years is not None and 0 < years <= OLDEST else None,
        hair,
        tuple(dict.fromkeys((*_builds(who, language), *face, *told))),
        _clothes([piece for kind, piece in kinds if kind == "worn"], language),
        word(
            Language.of(language).word("looks.listed").join(piece for kind, piece in kinds if kind == "state"), language
        ),
    )


def _told_apart(look: str, language: str) -> list[str]:
    """The pieces of a look; what stands behind who somebody is, and what they have on, are two."""
    every = pieces_of(look)
    if Language.of(language).does("writing.han"):
        return every
    every = _of_one_garment(every, language)
    apart = [_DRESSED.split(piece) if not at or _CROWD.search(piece) else [piece] for at, piece in enumerate(every)]
    return [piece for pieces in apart for piece in pieces]


def _of_one_garment(pieces: Sequence[str], language: str) -> list[str]:
    """English pieces in which a row of colours stays with what has them: in grey, brown and olive coats."""
    joined: list[str] = []
    for piece in reversed(pieces):
        shade, rest = said.shade(f"{_ARTICLE.sub('', _DRESSED.split(piece)[-1])} coats", language)
        behind = said.shade(joined[0], language) if joined and shade and rest == "coats" else ("", "")
        if _SEVERAL.search(behind[0]) and kind_of(joined[0], language) == "worn":
            joined[0] = f"{_ARTICLE.sub('', piece)} and {joined[0]}"
        else:
            joined.insert(0, piece)
    return joined


def kind_of(piece: str, language: str) -> str:
    """`who`, `hair`, `body`, `state` or `worn`: what a piece of a look tells of. What is none of the others is worn."""
    if _is_who(piece):
        return "who"
    garment = bool(said.garments(piece, language)) or _WRAPPED.search(piece) is not None
    if not garment and (_HAIRED.search(piece) or any(said.hair(piece, language) or ())):
        return "hair"
    if _SOILED.search(piece) or (not garment and BEFALLEN.search(piece)):
        return "state"
    if garment:
        return "worn"
    if SEES_BY.search(piece):
        return "body"
    return (
        "state" if _STATE.search(piece) else "body" if _BODY.search(piece) and not _OVER_FACE.search(piece) else "worn"
    )


_OVER_FACE = deferred(
    r"[蒙遮罩戴帽巾]|\b(?:over|masks?|bandannas?|scar(?:f|ves)|hats?|caps?|gloves?|veils?|hoods?)\b", re.I
)
"""What is worn on a part of the body: dark blue bandannas over nose and mouth."""


def _builds(who: str, language: str) -> list[str]:
    """What the words for who somebody is tell of their body, as parts of a look."""
    found = [(match["han"] or match["latin"] or "").strip(" ,").lower() for match in _BUILD.finditer(who)]
    if Language.of(language).does("writing.han"):
        return found
    plain = [one for one in found if "-" not in one and one not in ("bearded", "freckled")]
    return [*(one for one in found if one not in plain), *([f"{' '.join(plain)} build"] if plain else [])]


def _hair(piece: str, language: str) -> tuple[tuple[str, str] | None, tuple[str, ...]]:
    """((colour, style) of hair with every word that tells it, what of a face stands behind it)."""
    colour, style = said.hair(piece, language) or ("", "")
    if colour.casefold() in NOTHING:
        behind = _FACE_BEHIND.search(piece)
        return (colour, style), (behind[0],) if behind else ()
    if not Language.of(language).does("writing.han"):
        shades, rest = said.shades_apart(re.sub(r"-haired\b", " hair", piece, flags=re.I))
        plain = re.sub(r"^(?:(?:in|and|with|of) (?:an? )?)+|\s*\b(?:and )?(?:hair|heads)\b", "", rest, flags=re.I)
        style = re.sub(r"\s+and$", "", plain).strip()
        return (None if not shades and _MIXED.match(style) else (shades or colour, style)), ()
    behind = _FACE_BEHIND.search(piece)
    own = piece[: behind.start()] if behind else piece
    if two := _TWO_SHADES.match(own):
        return (f"{two[1]}色和{two[2]}色", ""), ()
    shade, rest = said.shade(own, language)
    if also := re.fullmatch(rf"({said.COLOUR})发", rest) if shade else None:
        return (f"{shade}和{also[1]}", ""), ()
    rest = re.sub(r"^(?:[留梳扎剃剪]着?|一头|头发)", "", rest)
    whole = rest and not rest.startswith("发") and (shade or not colour) and not _MIXED.match(rest)
    return (shade or colour, rest if whole else style), (behind[0],) if behind else ()


def _clothes(worn: list[str], language: str) -> tuple[str, str] | None:
    """Colour and style of what is worn: the first garment of a told colour leads, and as much behind it as a look may hold."""
    worn = [_ARTICLE.sub("", piece) for piece in worn]
    known = [piece for piece in worn if said.garments(piece, language) or _WRAPPED.search(piece)] or worn[:1]
    if not known:
        return None
    lead = next((piece for piece in (*known, *worn) if said.shade(piece, language)[0]), known[0])
    colour, rest = said.shade(lead, language)
    colour = colour or next(filter(None, (_tint(piece, language) for piece in known)), "")
    ordered = [rest, *(piece for piece in worn if piece != lead)]
    style = fitted(ordered, language)
    return (colour, style) if style and style.casefold() not in NOTHING else None


def fitted(parts: Iterable[str], language: str) -> str:
    """Parts of a look as one text, as many from the first on as it may hold."""
    between, found = Language.of(language).word("looks.listed"), ""
    for part in parts:
        longer = word(f"{found}{between}{part}" if found else part, language)
        found = longer if len(longer) <= LONGEST_PART[language] else found
    return found


def _tint(piece: str, language: str) -> str:
    """The first colour of a piece, wherever it stands in it: 腰围白毛巾, tartan and grey blankets."""
    starts = (match.start() for match in re.finditer(r"\b[A-Za-z]|[^\x00-\x7f]", piece))
    return next(filter(None, (said.shade(piece[at:], language)[0] for at in starts)), "")


def _alone(piece: str) -> int | None:
    """The age that a piece is all of: 34, thirty, about seventy-one."""
    match = re.fullmatch(r"(?:(?:about|around|some|nearly|maybe) )?([\w-]+)(?: years old)?", piece, re.I)
    told = match[1].lower() if match else ""
    return int(told) if told.isdigit() else NUMBERS.get(told)


def _sex_alone(pieces: Iterable[str]) -> str:
    """The sex that a piece is all of, with or without an age before it: 男性，四十岁男."""
    return next(
        (match[1] for piece in pieces if (match := re.fullmatch(r"[^男女]{0,8}([男女])(?:性|的|人)?", piece))), ""
    )


def _is_who(piece: str) -> bool:
    """Whether a piece tells only sex or age: 男，五十岁，……"""
    return _alone(piece) is not None or (
        re.fullmatch(
            r"(?:.{0,6}岁(?:左右|上下|的)?)?[男女][性人子]?|.{0,6}岁.{0,3}|.{1,4}(?:出头|上下|开外)|(?:(?:fe)?male)"
            r"|(?:in (?:his|her) )?(?:(?:early|mid|late)[ -])?\w+ies(?: to \w+ies)?|of all ages|mixed ages|\d+s",
            piece,
            re.I,
        )
        is not None
    )
