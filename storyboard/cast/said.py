"""What a script says about somebody's looks, found in its own words: hair and clothes."""

import re

from storyboard.cast.looks import MORTAL, OLDEST

_COLOUR = (
    r"(?:深|浅|暗|淡|亮|墨|藏|酒|米|雪|银|乌|花|灰|金|枣|天|宝|军|橙|粉)?"
    r"(?:乌黑|漆黑|雪白|花白|银白|灰白|黑|白|红|黄|蓝|绿|青|紫|灰|棕|褐|金|银|粉|橙|驼|卡其|亚麻|栗|米|咖啡|藏青|藏蓝|墨绿)色?"
)
_HAIR_ZH = re.compile(
    rf"({_COLOUR})?的?((?:长|短|卷|直|披肩|齐肩|齐耳|大波浪|微卷|利落|凌乱|中长|半长|碎)*(?:直发|短发|长发|卷发|马尾|光头|寸头|"
    r"板寸|丸子头|双马尾|盘发|发髻|辫子|麻花辫|波浪|背头|平头|刘海|头发))"
)
_STOP = r"，。；、！？\s（）,.;!?()【】\[\]/:：“”\""
"""What ends a word of looks; a comma or a bracket would break the mandated string."""
_CLOTHES_ZH = re.compile(
    r"(?:身穿|穿着|身着|穿了|一身|一袭|穿|披着?)(?:一[件身袭套条])?"
    rf"([^{_STOP}的]{{0,8}}的?[^{_STOP}]{{1,10}})"
)
_COLOURS_EN = (
    "black|white|red|blue|navy|green|olive|emerald|grey|gray|silver|brown|chestnut|auburn|blond|blonde|golden|pink|"
    "purple|yellow|beige|tan|cream|orange|burgundy|crimson|dark|light|pale"
)
_HAIR_EN = re.compile(
    rf"\b((?:(?:{_COLOURS_EN})[\s-]?)+)?,?\s*((?:long|short|curly|straight|wavy|messy|cropped|shaved|braided|tousled)"
    r"(?:,?\s(?:long|short|curly|straight|wavy))?)?,?\s*((?:(?:"
    rf"{_COLOURS_EN})[\s-]?)+)?\s*hair\b", re.I
)  # fmt: skip
_GARMENTS_EN = (
    "coat|raincoat|overcoat|suit|dress|gown|shirt|t-shirt|blouse|jacket|sweater|cardigan|hoodie|uniform|robe|cloak|cape|"
    "apron|skirt|jeans|trousers|pants|tuxedo|vest|kimono|sari|scrubs|overalls|pyjamas|pajamas|armour|armor|shawl|trench coat"
)
_CLOTHES_EN = re.compile(
    rf"\b((?:(?:{_COLOURS_EN})[\s-]?)+)\s*((?:[a-z'-]+\s){{0,2}}?(?:{_GARMENTS_EN}))\b",
    re.IGNORECASE,
)


def hair(text: str, language: str) -> tuple[str, str] | None:
    """(colour, style) of the hair that a text describes, or None; a part it leaves out is an empty string."""
    if language == "zh":
        match = _HAIR_ZH.search(text)
        return (_full(match[1] or ""), match[2]) if match and match[2] != "头发" else None
    match = _HAIR_EN.search(text)
    if not match or not any(match.groups()):
        return None
    return (match[1] or match[3] or "").strip().lower(), (match[2] or "").replace(",", "").lower()


def clothes(text: str, language: str) -> tuple[str, str] | None:
    """(colour, style) of the clothes that a text describes, or None; a part it leaves out is an empty string."""
    if language != "zh":
        match = _CLOTHES_EN.search(text)
        return (match[1].strip().lower(), match[2].strip().lower()) if match else None
    match = _CLOTHES_ZH.search(text)
    if not match:
        return None
    colour = re.search(_COLOUR, match[1])
    style = re.sub(rf"{_COLOUR}|的", "", match[1])
    return (_full(colour[0]) if colour else "", style) if style else None


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
