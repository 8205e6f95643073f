"""What a script says about somebody's looks, found in its own words: hair and clothes."""

import re

from storyboard.cast.looks import MORTAL, OLDEST


def _any(*words: str) -> str:
    """A pattern for any of the words in these lists, the longest first."""
    return "|".join(sorted((word for row in words for word in row.split("|")), key=len, reverse=True))


_STOP = r"，。；、！？\s（）,.;!?()【】\[\]/:：“”\""
"""What ends a word of looks; a comma or a bracket would break the mandated string."""

# --- Chinese -------------------------------------------------------------------------------------------------------

_COLOUR = (
    r"(?:深|浅|暗|淡|亮|明|墨|藏|酒|米|雪|银|乌|花|灰|金|枣|天|宝|军|橙|粉|月|鹅|玫|靛|纯|正|嫩|湖|孔雀)?"
    r"(?:乌黑|漆黑|雪白|花白|银白|灰白|黑|白|红|黄|蓝|绿|青|紫|灰|棕|褐|金|银|粉|橙|驼|卡其|亚麻|栗|米|咖啡|藏青|藏蓝|墨绿|玄|绛|绯|黛|藕荷|素)色?"
)
_PATTERN = "碎花|格子|格纹|条纹|迷彩|印花|豹纹|蜡染"
_FAR = re.compile(rf"{_COLOUR}|{_PATTERN}")
_STYLES = _any(
    "直发|短发|长发|卷发|马尾|马尾辫|光头|秃头|秃顶|谢顶|寸头|板寸|平头|背头|大背头|中分|丸子头|双马尾|高马尾|盘发|束发|发髻|发辫|辫子|"
    "麻花辫|羊角辫|脏辫|波浪|波波头|刘海|齐刘海|头发"
)
_HAIR_ZH = re.compile(
    rf"({_COLOUR})?的?((?:长|短|卷|直|披肩|齐肩|齐耳|大波浪|微卷|利落|凌乱|中长|半长|碎)*(?:{_STYLES}))"
)
_COLOURED_HAIR = re.compile(
    rf"(?<![发变])({_COLOUR})(?:头?发)(?![现出生展抖光亮呆愣青白红紫放送烧疯明誓布给配财热挥问])"
)
_GARMENTS_ZH = _any(
    "裙子|长裙|短裙|连衣裙|百褶裙|背带裙|半身裙|襦裙|纱裙|旗袍|宫装|龙袍|官袍|官服|朝服|战袍|长袍|道袍|僧袍|蟒袍|锦袍|袍子|长衫|布衫|汗衫|披风|斗篷|大氅|披肩|"
    "大衣|风衣|外套|夹克|皮衣|皮夹克|羽绒服|冲锋衣|棉袄|棉衣|棉服|夹袄|毛衣|卫衣|T恤|t恤|衬衫|衬衣|背心|马甲|吊带|西装|西服|中山装|唐装|汉服|和服|校服|制服|工装|"
    "工服|工作服|军装|军服|警服|戎装|盔甲|铠甲|护士服|大褂|病号服|囚服|婚纱|礼服|嫁衣|喜服|睡衣|睡袍|浴袍|西裤|牛仔裤|背带裤|短裤|长裤|工装裤|裤子|运动服|运动装|"
    "职业装|套装|球衣|雨衣|蓑衣|布衣|劲装|夜行衣|僧衣|道服|马褂|长褂|围裙|罩衫|开衫|针织衫"
)
_SHORT = {"裙": "裙子", "袍": "袍子", "裤": "裤子", "衣": "衣服", "衫": "衫", "袄": "袄"}
"""Garments of one character: only with a colour right before them, as in 红裙 and 白衣."""
_GARMENT_ZH = re.compile(
    rf"(?P<long>(?:{_GARMENTS_ZH})+)|(?<=[{'黑白红黄蓝绿青紫灰玄素花'}色])(?P<short>[裙袍裤衣衫袄])(?![服裳着带角袖襟])"
)
_WEARS = re.compile(
    r"身穿|穿着|穿了|身着|[穿披套裹系换][上着了]?|着|一身|一袭|[一两](?:件|身|袭|套|条)|[是在和与那这]|(?:他|她|它)(?:们)?的"
)
_WORN_ZH = re.compile(
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
_HAIR_EN = re.compile(
    rf"\b((?:(?:{_COLOURS_EN})[\s-]?)+)?,?\s*((?:{_KINDS_EN})"
    r"(?:,?\s(?:long|short|curly|straight|wavy))?)?,?\s*((?:(?:"
    rf"{_COLOURS_EN})[\s-]?)+)?\s*hair\b", re.I
)  # fmt: skip
_LOCKS_EN = re.compile(
    rf"\b(?P<colour>(?:(?:{_COLOURS_EN})[\s-]+)*)(?P<style>(?:(?:{_KINDS_EN}|tight|loose|thick|thin|neat|high)\s+)*"
    r"(?:braids?|ponytail|pigtails|bun|dreadlocks|dreads|afro|mohawk|curls|buzz ?cut|crew ?cut|topknot))\b"
    rf"|\b(?P<haired>(?:{_COLOURS_EN}|{_KINDS_EN})(?:-(?:{_COLOURS_EN}))?)-haired\b|\b(?P<bald>bald(?:ing)?)\b"
    r"|\b(?:a|the|tall|young)\s+(?P<noun>blonde?|redhead|brunette)\b",
    re.I,
)
_NOUNS = {"blonde": "blonde", "blond": "blond", "redhead": "red", "brunette": "brown"}
_GARMENT_EN = re.compile(
    r"\b(?:"
    + _any(
        "coat|raincoat|overcoat|trench coat|lab coat|suit|dress|sundress|gown|nightgown|shirt|t-shirt|tee|blouse|jacket|blazer|sweater|"
        "sweatshirt|cardigan|hoodie|turtleneck|uniform|robe|bathrobe|cloak|cape|poncho|parka|apron|smock|skirt|kilt|jeans|trousers|"
        "pants|tuxedo|vest|waistcoat|kimono|sari|tunic|scrubs|overalls|dungarees|jumpsuit|tracksuit|fatigues|pyjamas|pajamas|armour|"
        "armor|shawl|tank top|jersey"
    )
    + r")\b",
    re.I,
)
_BEFORE_EN = frozenset(
    "a an the his her their its my your in wearing wears wore worn dressed with and or of on under over into from by to at is was "
    "who has had no".split()
)
"""What a garment and the words for it stand behind."""


def hair(text: str, language: str) -> tuple[str, str] | None:
    """(colour, style) of the hair that a text describes, or None; a part it leaves out is an empty string."""
    if language != "zh":
        return _hair_en(text)
    for match in _HAIR_ZH.finditer(text):
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
    return ("", "bald") if match["bald"] else (_NOUNS[match["noun"].lower()], "")


def clothes(text: str, language: str) -> tuple[str, str] | None:
    """(colour, style) of the first garment that a text names, or None; a part it leaves out is an empty string."""
    if language != "zh":
        return next((found for match in _GARMENT_EN.finditer(text) if (found := _garment_en(text, match))), None)
    match = _GARMENT_ZH.search(text)
    if match:
        return _garment_zh(text, match)
    match = _WORN_ZH.search(text)
    if not match:
        return None
    colour = re.search(_COLOUR, match[1])
    style = re.sub(rf"{_COLOUR}|的", "", match[1])
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
    if any(word.startswith(("follow", "they", "we", "you", "she", "he")) for word in told):
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


def introduction(name: str, text: str) -> tuple[int | None, str]:
    """(age, description) from the sentence that introduces somebody: `MAYA, 34, in a green raincoat, is …`.

    Age directly behind the name, as a number or a decade (30s); (None, "") where the text introduces nobody.
    """
    match = re.search(
        rf"{re.escape(name)}(?:\s*[,，(（]\s*)(?:about |early |mid-?|late )?(\d{{1,4}})(s|岁)?\s*[)）,，]\s*([^.。!！?？\n]*)",
        text,
    )
    told = match and 0 < int(match[1]) <= (OLDEST if match[2] == "岁" else MORTAL)
    return (int(match[1]), match[3].strip("，, ")) if match and told else (None, "")
