"""What a script says about somebody's looks, found in its own words: hair and clothes."""

import re

from storyboard.cast.looks import BALD, NONE
from storyboard.languages import Language
from storyboard.patterns import deferred


def _any(*words: str) -> str:
    """A pattern for any of the words in these lists, the longest first."""
    return "|".join(sorted((word for row in words for word in row.split("|")), key=len, reverse=True))


_STOP = r"，。；、！？\s（）,.;!?()【】\[\]/:：“”\""
"""What ends a word of looks; a comma or a bracket would break the mandated string."""

# --- Chinese -------------------------------------------------------------------------------------------------------

COLOUR = (
    r"(?:深|浅|暗|淡|亮|明|墨|藏|酒|米|雪|银|乌|花|灰|金|枣|天|宝|军|橙|粉|月|鹅|玫|靛|纯|正|嫩|湖|孔雀)?"
    r"(?:乌黑|漆黑|雪白|花白|银白|灰白|黑|白|红|黄|蓝|绿|青|紫|灰|棕|褐|金|银|粉|橙|驼|卡其|亚麻|栗|米|咖啡|藏青|藏蓝|墨绿|玄|绛|绯|黛|藕荷|素)色?"
)
_PATTERN = "碎花|格子|格纹|条纹|迷彩|印花|豹纹|蜡染"
_FAR = deferred(rf"{COLOUR}|{_PATTERN}")
_STYLES = _any(
    "直发|短发|长发|卷发|马尾|马尾辫|光头|秃头|秃顶|谢顶|寸头|板寸|平头|背头|大背头|中分|丸子头|双马尾|高马尾|盘发|束发|发髻|发辫|辫子|"
    "麻花辫|羊角辫|脏辫|波浪|波波头|刘海|齐刘海|头发"
)
_HAIR_ZH = deferred(rf"({COLOUR})?的?((?:长|短|卷|直|披肩|齐肩|齐耳|大波浪|微卷|利落|凌乱|中长|半长|碎)*(?:{_STYLES}))")
_COLOURED_HAIR = deferred(rf"(?<![发变])({COLOUR})(?:头?发)(?![现出生展抖光亮呆愣青白红紫放送烧疯明誓布给配财热挥问])")
_GARMENTS_ZH = _any(
    "裙子|长裙|短裙|连衣裙|百褶裙|背带裙|半身裙|襦裙|纱裙|旗袍|宫装|龙袍|官袍|官服|朝服|战袍|长袍|道袍|僧袍|蟒袍|锦袍|袍子|长衫|布衫|汗衫|披风|斗篷|大氅|披肩|"
    "大衣|风衣|外套|夹克|皮衣|皮夹克|羽绒服|冲锋衣|棉袄|棉衣|棉服|夹袄|毛衣|卫衣|T恤|t恤|衬衫|衬衣|背心|马甲|吊带|西装|西服|中山装|唐装|汉服|和服|校服|制服|工装|"
    "工服|工作服|军装|军服|警服|戎装|盔甲|铠甲|护士服|大褂|病号服|囚服|婚纱|礼服|嫁衣|喜服|睡衣|睡袍|浴袍|西裤|牛仔裤|背带裤|短裤|长裤|工装裤|裤子|运动服|运动装|"
    "职业装|套装|球衣|雨衣|蓑衣|布衣|劲装|夜行衣|僧衣|道服|马褂|长褂|围裙|罩衫|开衫|针织衫|公主裙|蓬蓬裙|吊带裙|鱼尾裙|皮裙|宫裙|罗裙|衣裙|舞裙|包臀裙|"
    "银甲|铁甲|金甲|软甲|战甲|孝服|丧服|喜袍|霞帔|华服|常服|便服|正装|泳衣|洋装|衣裳|锦衣|麻衣|短衫|褂子|布褂|皮裤|皮草|貂皮|羊绒衫|高领衫|防晒衣|防护服|宇航服|骑手服|戏服|戏袍"
)
_GARMENT_SIGNS = deferred(f"[{''.join(sorted({word[-1] for word in _GARMENTS_ZH.split('|')} | set('裙袍裤衣衫袄')))}]")
"""What a garment ends in: without one of these no pattern for garments need be asked."""
_SHORT = {"裙": "裙子", "袍": "袍子", "裤": "裤子", "衣": "衣服", "衫": "衫", "袄": "袄"}
"""Garments of one character: only with a colour right before them, as in 红裙 and 白衣."""
_GARMENT_ZH = deferred(
    rf"(?P<long>(?:{_GARMENTS_ZH})+)|(?<=[{'黑白红黄蓝绿青紫灰玄素花'}色])(?P<short>[裙袍裤衣衫袄])(?![服裳着带角袖襟])"
)
_WEARS = deferred(
    r"身穿|穿着|穿了|身着|[穿披套裹系换][上着著了]?|着|一身|一袭|[一两](?:件|身|袭|套|条)|[是在和与那这]|(?:他|她|它)(?:们)?的"
)
_WORN_ZH = deferred(
    r"(?:身穿|穿着|身着|穿了|一身|一袭|穿|披着?)(?:一[件身袭套条])?"
    rf"([^{_STOP}的]{{0,8}}的?[^{_STOP}]{{1,10}})"
)
_LONGEST = 6
"""Characters of what stands before a garment without a colour (快递员马甲); longer ones are a sentence."""

# --- English -------------------------------------------------------------------------------------------------------

_COLOURS_EN = (
    "black|white|red|blue|navy|green|olive|emerald|grey|gray|silver|brown|chestnut|auburn|blond|blonde|golden|pink|"
    "purple|yellow|beige|tan|cream|orange|burgundy|crimson|scarlet|teal|turquoise|ivory|khaki|maroon|dark|light|pale"
)
_COLOUR_WORDS = frozenset(_COLOURS_EN.split("|"))
_SHADES = frozenset(("dark", "light", "pale"))
_KINDS_EN = "long|short|curly|straight|wavy|messy|cropped|shaved|braided|tousled"
_HAIR_EN = deferred(
    rf"\b((?:(?:{_COLOURS_EN})[\s-]?)+)?,?\s*((?:{_KINDS_EN})"
    r"(?:,?\s(?:long|short|curly|straight|wavy))?)?,?\s*((?:(?:"
    rf"{_COLOURS_EN})[\s-]?)+)?\s*hair\b", re.I
)  # fmt: skip
_LOCKS_EN = deferred(
    rf"\b(?P<colour>(?:(?:{_COLOURS_EN})[\s-]+)*)(?P<style>(?:(?:{_KINDS_EN}|tight|loose|thick|thin|neat|high)\s+)*"
    r"(?:braids?|ponytail|pigtails|bun|dreadlocks|dreads|afro|mohawk|curls|buzz ?cut|crew ?cut|topknot))\b"
    rf"|\b(?P<haired>(?:{_COLOURS_EN}|{_KINDS_EN})(?:-(?:{_COLOURS_EN}))?)-haired\b|\b(?P<bald>bald(?:ing)?)\b"
    r"|(?:^|\b(?:a|the|tall|young)\s+)(?P<noun>blonde?|redhead|brunette)\b",
    re.I,
)
_NOUNS = {"blonde": "blonde", "blond": "blond", "redhead": "red", "brunette": "brown"}
_GARMENT_EN = deferred(
    r"\b(?:"
    + _any(
        "coat|raincoat|overcoat|trench coat|lab coat|suit|dress|sundress|gown|nightgown|shirt|t-shirt|tee|blouse|jacket|blazer|sweater|"
        "sweatshirt|cardigan|hoodie|turtleneck|uniform|robe|bathrobe|cloak|cape|poncho|parka|apron|smock|skirt|kilt|jeans|trousers|"
        "pants|tuxedo|vest|waistcoat|kimono|sari|tunic|scrubs|overalls|dungarees|jumpsuit|tracksuit|fatigues|pyjamas|pajamas|armour|"
        "armor|shawl|tank top|jersey|attire|silks|brocade|clothes|clothing|outfit|cheongsam|qipao|hanfu|gear|costume|rags|pullover|jumper|"
        "anorak|windbreaker|leggings|shorts|tailcoat|corset|sarong|habit|cassock|frock|petticoat|livery|wetsuit|spacesuit"
    )
    + r")(?:e?s)?\b(?!['’-]|\s+(?:rack|shop|store|pocket|sleeve|hanger|code|rehearsal)s?\b)",
    re.I,
)
_BEFORE_EN = frozenset(
    "a an the his her their its my your in wearing wears wore worn dressed with and or of on under over into from by to at is was "
    "who has had no than himself herself this that these those".split()
)
"""What a garment and the words for it stand behind."""


def hair(text: str, language: str) -> tuple[str, str] | None:
    """(colour, style) of the hair that a text describes, or None; a part it leaves out is an empty string."""
    return _hair_zh(text) if Language.of(language).does("writing.han") else _hair_en(text)


def _hair_zh(text: str) -> tuple[str, str] | None:
    for match in _HAIR_ZH.finditer(text):
        if match[2] in BALD["zh"]:
            return NONE["zh"], match[2]
        if match[2] != "头发":
            return _full(match[1] or ""), match[2]
    coloured = _COLOURED_HAIR.search(text)
    return (_full(coloured[1]), "") if coloured else None


def _hair_en(text: str) -> tuple[str, str] | None:
    match = _HAIR_EN.search(text)
    if match and any(match.groups()):
        return (match[1] or match[3] or "").strip().lower(), (match[2] or "").replace(",", "").lower()
    match = _LOCKS_EN.search(text)
    if not match:
        return None
    if match["style"]:
        return match["colour"].strip(" -").lower(), match["style"].lower()
    if match["haired"]:
        parts = match["haired"].lower().split("-")
        kinds = [part for part in parts if part not in _COLOUR_WORDS]
        return " ".join(part for part in parts if part in _COLOUR_WORDS), " ".join(kinds)
    if match["bald"]:
        return (NONE["en"], "bald") if match["bald"].lower() == "bald" else ("", "balding")
    return (_NOUNS[match["noun"].lower()], "")


def garments(text: str, language: str) -> list[tuple[str, str]]:
    """(colour, style) of every garment that a text names, in order; a part it leaves out is an empty string."""
    if Language.of(language).does("writing.han"):
        found = _GARMENT_ZH.finditer(text) if _GARMENT_SIGNS.search(text) else ()
        return list(dict.fromkeys(_garment_zh(text, match) for match in found))
    every = [one for match in _GARMENT_EN.finditer(text) if (one := _garment_en(text, match))]
    if not every:
        every = [("", garment) for word, garment in _CLAD.items() if re.search(rf"\b{word}\b", text, re.I)]
    return list(dict.fromkeys(every))


def clothes(text: str, language: str) -> tuple[str, str] | None:
    """(colour, style) of the first garment that a text names, or None; a part it leaves out is an empty string."""
    found = next(iter(garments(text, language)), None)
    if found or not Language.of(language).does("writing.han"):
        return found
    match = _WORN_ZH.search(text)
    if not match:
        return None
    colour = re.search(COLOUR, match[1])
    style = re.sub(rf"{COLOUR}|的", "", match[1])
    return (_full(colour[0]) if colour else "", style) if style else None


def _garment_zh(text: str, garment: re.Match[str]) -> tuple[str, str]:
    """(colour, style) of a garment from the words before it: 黑色高定西装, 洗得发白的蓝棉袄, 快递员马甲, 红裙."""
    run = re.split(f"[{_STOP}]", text[max(0, garment.start() - 14) : garment.start()])[-1]
    worn = list(_WEARS.finditer(run))
    run = run[worn[-1].end() :] if worn else run
    name = garment["long"] or _SHORT[garment["short"]]
    found = [match for match in _FAR.finditer(run) if len(match[0]) > 1 or not run[match.end() :].strip("的")]
    if found:
        return _full(found[-1][0]), run[found[-1].end() :].replace("的", "") + name
    if run.endswith("花"):
        return "花色", name
    told = run.replace("的", "")
    return "", (told if worn or len(told) <= _LONGEST else "") + name


def _garment_en(text: str, garment: re.Match[str]) -> tuple[str, str] | None:
    """(colour, style) of a garment from the words before it: `oversized red hoodie`; None for `they dress`, `follow suit`."""
    before = re.findall(r"[\w'’-]+", re.split(r"[,.;:()!?\n]", text[: garment.start()])[-1])
    told: list[str] = []
    while before and before[-1].lower() not in _BEFORE_EN and len(told) < 4:
        told.insert(0, before.pop().lower())
    if before and not (told or before[-1].lower() in _BEFORE_EN):
        return None
    if any(word.startswith("follow") or word in ("they", "we", "you", "she", "he") for word in told):
        return None
    parts = [part for word in told for part in (word.split("-") if set(word.split("-")) <= _COLOUR_WORDS else [word])]
    colours = [part for part in parts if part in _COLOUR_WORDS]
    if set(colours) <= _SHADES:
        colours = []
    style = [part for part in parts if part not in colours]
    return " ".join(colours), " ".join((*style, garment[0].lower()))


def _full(colour: str) -> str:
    """黑 -> 黑色; words that need no 色 stay."""
    return colour if not colour or len(colour) > 1 else f"{colour}色"


# --- What is worn or borne besides -----------------------------------------------------------------------------------

_MARKS_ZH = _any(
    "鞋|疤|痣|纹身|刺青|胎记|胡子|胡须|胡茬|络腮|山羊胡|八字胡|眼镜|墨镜|单片镜|皮鞋|布鞋|球鞋|运动鞋|高跟鞋|绣鞋|拖鞋|草鞋|靴|雨靴|帽|斗笠|凤冠|王冠|皇冠|头冠|冕|头盔|围巾|丝巾|头巾|手套|耳环|耳钉|耳坠|"
    "项链|玉佩|玉镯|手镯|面具|面纱|面罩|口罩|拐杖|假肢|轮椅|眼罩|独眼|单眼|瞎|失明|瘸|跛|断了|断臂|断指|缺了|雀斑|酒窝|皱纹|绷带|纱布|红绳|发簪|银簪|玉簪|发钗|步摇|腰带|领带|领结|手表|戒指|金牙|龅牙|刀伤|烧伤"
)
_MARK_ZH = deferred(_MARKS_ZH)
TELLING = deferred(
    "["
    + "".join(
        sorted({word.rstrip("了")[-1] for words in (_GARMENTS_ZH, _STYLES, _MARKS_ZH) for word in words.split("|")})
    )
    + r"裙袍裤衣衫袄发男女少岁歲穿披袭A-Za-z0-9]|身着|一身|出头|年[方仅满逾过近]|芳龄|[今现]年"
)
"""A sign that every age, sex, garment, hair and mark has; any word in Latin letters has one too. Most Chinese clauses have none, and no pattern need be asked."""
_MARK_EN = deferred(
    r"\b(?:"
    + _any(
        "boots?|shoes?|sneakers|trainers|heels|sandals|slippers|wellies|hat|cap|beret|helmet|hard hat|crown|tiara|turban|headscarf|bonnet|"
        "glasses|spectacles|sunglasses|monocle|scarf|gloves|earrings?|necklace|pendant|brooch|tie|bow tie|bowtie|mask|hood|veil|belt|sash|watch|"
        "tattoos?|tattooed|scars?|scarred|beard|bearded|moustache|mustache|stubble|goatee|clean-shaven|unshaven|freckles|freckled|birthmark|"
        "eye ?patch|one-eyed|one-armed|wheelchair|crutch|crutches|cane|limp|bandages?|bandaged|braces|piercings?|dimples|hollow-eyed|gaunt|stout|massive|"
        "burly|chubby|wrinkled|bun|badge|hairpin|prosthetic"
    )
    + r")\b|\b(?:weathered|calloused|scarred|wrinkled|pale|blue|green|brown|hazel|dark|grey|gray|bandaged|weary|tired|sharp|bright|piercing|gnarled)"
    r"(?:,? \w+)? (?:hands?|eyes|fingers|cheeks|features)\b",
    re.I,
)
_LEADS_ZH = deferred(
    r"^(?:[他她](?:的)?)?(?:并|还|也|都|且|而且)?(?:脚[踩蹬穿踏]着?(?:一双)?|头[戴顶]着?一?[顶只]?|[腰颈]?[系佩挂]着一?[条块根]?|[佩戴]着一?[副条块枚只顶双]?|戴一?[副条块枚只顶双]?|穿着?(?:一双)?|拄着|留着|长着一?[副张]?)"
)
_LEADS_EN = deferred(
    r"^(?:and |with |in |wearing |wears |has |have |his |her |their |a |an |the |pair of |also )+", re.I
)
_PIECES_ZH = deferred(r"[，,、；;。！？…\s（）()【】]+")
_PIECES_EN = deferred(r"[,;.!?()\n—]|\s+(?:and|with|wearing|in|over|under)\s+|\s+[-–—]\s+")
LONGEST_MARK = {"zh": 12, "en": 5}
"""Characters, words: what is longer is a sentence."""


_MARKED = {
    "bearded": "beard",
    "tattooed": "tattoos",
    "scarred": "scars",
    "freckled": "freckles",
    "masked": "mask",
    "hooded": "hood",
    "veiled": "veil",
    "one-eyed": "one eye",
    "toothless": "no teeth",
}


def marked(name: str) -> str:
    """The mark that an adjective of a name tells: `BEARDED BIKER` -> beard; empty where it tells none."""
    return next((_noun(word) for word in name.lower().split() if _noun(word) != word), "")


def _mark_zh(piece: str) -> str:
    """A piece without its verb of wearing, if it is a mark: 脚踩小白鞋 -> 小白鞋."""
    told = _LEADS_ZH.sub("", piece.strip())
    fits = 0 < len(told) <= LONGEST_MARK["zh"] and _MARK_ZH.search(told)
    return _BORNE.get(told, told) if fits and not hair(told, "zh") and not garments(told, "zh") else ""


def _mark_en(piece: str) -> str:
    """A piece without its verb of wearing and what it is doing, if it is a mark: `weathered hands clutching a brown envelope`."""
    told = re.split(r"\s\w+ing\b", _LEADS_EN.sub("", " ".join(piece.split()).strip(" -–—'\"")).lower())[0].strip()
    if not 0 < len(told.split()) <= LONGEST_MARK["en"] or not _MARK_EN.search(told) or re.match(r"\w+ing\b", told):
        return ""
    if re.search(r"\b(?:her|his|at|to|from|into|the)\b", told) or hair(told, "en") or _GARMENT_EN.search(told):
        return ""
    return _noun(told)


_BORNE = {"瞎子": "双目失明", "瘸子": "瘸腿", "独眼": "独眼眼罩"}
"""Words for who has a mark, as the mark."""


def _noun(mark: str) -> str:
    """An adjective alone as something one can have: burly -> burly build."""
    if mark in ("massive", "burly", "stout", "chubby", "gaunt"):
        return f"{mark} build"
    return (
        f"{mark} face"
        if mark in ("clean-shaven", "unshaven", "bearded", "freckled", "wrinkled", "hollow-eyed")
        else _MARKED.get(mark, mark)
    )


def marks(text: str, language: str) -> tuple[str, ...]:
    """Shoes, hats, glasses, scars and whatever else of the kind a description names, in its words, each once."""
    found: dict[str, None] = {}
    pieces, mark = (_PIECES_ZH, _mark_zh) if Language.of(language).does("writing.han") else (_PIECES_EN, _mark_en)
    for piece in pieces.split(text):
        told = mark(piece)
        if told:
            found.setdefault(told)
    return tuple(found)


_IN_COLOUR = deferred(rf"\b(?:in|wearing)\s+({_COLOURS_EN})$", re.I)
_CLAD = {
    "suited": "suit",
    "robed": "robe",
    "uniformed": "uniform",
    "cloaked": "cloak",
    "armoured": "armour",
    "armored": "armor",
    "caped": "cape",
}


def in_colour(name: str, language: str) -> tuple[str, str] | None:
    """Clothes of which a name tells the colour or nothing but the kind: `woman in red`, `suited man`."""
    if Language.of(language).does("writing.han"):
        return None
    match = _IN_COLOUR.search(name.strip())
    return (match[1].lower(), "clothes") if match else None
