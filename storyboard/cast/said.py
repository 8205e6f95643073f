"""What a script says about somebody's looks, found in its own words: hair and clothes."""

import re
from collections.abc import Iterator

from storyboard.cast import bearing
from storyboard.cast.ages import NUMBERS
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
    r"(?:乌黑|漆黑|雪白|花白|银白|灰白|奶奶灰|荧光绿|荧光黄|芙蓉|藕粉|月白|鸦青|豆绿|裸|黑|白|红|黄|蓝|绿|青|紫|灰|棕|褐|金|银|粉|橙|驼|卡其|亚麻|栗|米|咖啡|藏青|藏蓝|墨绿|玄|绛|绯|黛|藕荷|素)色?"
)
_PATTERN = "碎花|格子|格纹|条纹|迷彩|印花|豹纹|蜡染"
_FAR = deferred(rf"{COLOUR}|{_PATTERN}")
_STYLES = _any(
    "道髻|云髻|低髻|螺髻|道士髻|双丫髻|总角|丸髻|半扎|半披发|鲻鱼头|中长发|披肩发|齐耳发|齐肩发|披头散发|细辫子|粗辫子|长辫|独辫|小揪揪|冲天辫|朝天辫|地中海|油头|碎盖|狼尾|羊毛卷|泡面头|空气刘海|公主切|直发|短发|长发|卷发|马尾|马尾辫|光头|秃头|秃顶|谢顶|寸头|板寸|平头|背头|大背头|中分|丸子头|双马尾|高马尾|盘发|束发|发髻|发辫|辫子|"
    "麻花辫|羊角辫|脏辫|波浪|波波头|刘海|齐刘海|头发|云鬓|高髻|堕马髻|双丫髻|双环髻|盘髻|乱发|披发|小辫|双辫|锡纸烫|爆炸头|莫西干|鸡冠头|西瓜头|锅盖头|蘑菇头|娃娃头|短寸|三七分|大波浪"
)
_TEMPLES_ZH = deferred(
    "(?:花白|斑白|霜白|雪白)的?(?:两鬓|双鬓|鬓[角发])|两?鬓[角发]?(?:已经?|早已|都|有些|微微)?(?:斑白|花白|染霜|微霜|发白)|头发(?:已经?|早已|全|都|有些)*(?:花白|斑白|白了)"
)
_TUFT_ZH = deferred(rf"[撮头缕](?P<colour>{COLOUR})毛", needs="毛")
_HAIR_ZH = deferred(rf"({COLOUR})?的?((?:长|短|卷|直|披肩|齐肩|齐耳|大波浪|微卷|利落|凌乱|中长|半长|碎)*(?:{_STYLES}))")
_COLOURED_HAIR = deferred(
    rf"(?<![发变])({COLOUR})的?(?:头?发)(?![现出生展抖光亮呆愣青白红紫放送烧疯明誓布给配财热挥问])"
)
_DYED_ZH = deferred(rf"头发(?:已经?|早已|有些|都|全)*(?:染|漂)?(?:成|得)?了?({COLOUR})")
_GARMENTS_ZH = _any(
    "学生装|学生服|刷手服|手术服|洗手服|保洁服|快递服|号衣|囚衣|袈裟|僧袍|道衣|法衣|短褐|麻衫|布褂|衫子|袄子|棉坎肩|羽绒马甲|马褂|长袄|棉旗袍|夹旗袍|阴丹士林|洋裙|小洋装|洋服|貂皮大衣|皮毛大衣|呢子大衣|呢大衣|风雪大衣|雨披|斗篷|西装裙|包臀裙|百褶裙|超短裙|牛仔裙|热裤|工字背心|运动背心|老头衫|跨栏背心|海魂衫|海军衫|格子衫|polo衫|POLO衫|冲锋裤|瑜伽裤|紧身裤|打底裤|秋衣|秋裤|睡裙|晚礼服|燕尾服|三件套|三件套西装|婚服|战术背心|防弹衣|防弹背心|作战服|迷彩服|警服|法袍|学士服|校服外套|棒球服|棒球衫|牛角扣大衣|毛呢大衣|羊绒大衣|连体服|工作围裙|皮裙|兽皮|轻纱|薄纱|长衫|布袍|水手服|运动衫|裙子|长裙|短裙|连衣裙|百褶裙|背带裙|半身裙|襦裙|纱裙|旗袍|宫装|龙袍|官袍|官服|朝服|战袍|长袍|道袍|僧袍|蟒袍|锦袍|袍子|长衫|布衫|汗衫|披风|斗篷|大氅|披肩|"
    "大衣|风衣|外套|夹克|皮衣|皮夹克|羽绒服|冲锋衣|棉袄|棉衣|棉服|夹袄|毛衣|卫衣|T恤|t恤|衬衫|衬衣|背心|马甲|吊带|西装|西服|中山装|唐装|汉服|和服|校服|制服|工装|"
    "工服|工作服|军装|军服|警服|戎装|盔甲|铠甲|护士服|大褂|病号服|囚服|婚纱|礼服|嫁衣|喜服|睡衣|睡袍|浴袍|西裤|牛仔裤|背带裤|短裤|长裤|工装裤|裤子|运动服|运动装|"
    "职业装|套装|球衣|雨衣|蓑衣|布衣|劲装|夜行衣|僧衣|道服|马褂|长褂|围裙|罩衫|开衫|针织衫|公主裙|蓬蓬裙|吊带裙|鱼尾裙|皮裙|宫裙|罗裙|衣裙|舞裙|包臀裙|"
    "银甲|铁甲|金甲|软甲|战甲|孝服|丧服|喜袍|敬酒服|秀禾服|龙凤褂|霞帔|华服|常服|便服|正装|泳衣|洋装|衣裳|锦衣|麻衣|短衫|褂子|布褂|皮裤|皮草|貂皮|羊绒衫|高领衫|防晒衣|防护服|宇航服|舱外服|太空服|骑手服|戏服|戏袍|短衣|长衣|素衣|外袍|紫袍|青袍|官服|短打|直裰|坎肩|褙子|比甲|狐裘|铠衣|皮袄|羊皮袄|短褂|长褂|布裙|素裙|罗衫|襕衫|舞衣|云缎裙|粗布衣|粗布衫|军大衣|警服|空姐服|厨师服|病服|练功服|太极服|舞服|背心裙|阔腿裤|喇叭裤|灯笼裤|皮衣皮裤|胡服|骑装|猎装|道袍|狐皮袄|貂裘|鹤氅|斗篷衣|校裤|队服|球服|救生衣|反光衣|反光背心|皮围裙"
)
_GARMENT_SIGNS = deferred(f"[{''.join(sorted({word[-1] for word in _GARMENTS_ZH.split('|')} | set('裙袍裤衣衫袄')))}]")
"""What a garment ends in: without one of these no pattern for garments need be asked."""
_SHORT = {"裙": "裙子", "袍": "袍子", "裤": "裤子", "衣": "衣服", "衫": "衫", "袄": "袄"}
"""Garments of one character: only with a colour right before them, as in 红裙 and 白衣."""
_GARMENT_ZH = deferred(
    rf"(?P<long>(?:{_GARMENTS_ZH})+)|(?<=[{'黑白红黄蓝绿青紫灰玄素花'}色])(?P<short>[裙袍裤衣衫袄])(?![服裳着带角袖襟])"
)
_RAGS_ZH = deferred("衣衫褴褛|破衣烂衫|衣不蔽体|衣着破烂")
_ALL_IN_ZH = deferred(rf"一[身袭](?P<colour>素白|素黑|纯黑|通黑|{COLOUR})(?=[，。；！、\s]|$|的|[走站坐跪立从端])")
_UNIFORM_ZH = deferred(
    rf"(?:^|[，、；。]\s*)(?P<colour>(?:{COLOUR}){{0,2}})的?"
    r"(?P<what>(?!衣服|[\u4e00-\u9fff]{0,2}[舒征说佩克屈心不臣信收折口内外和诚]服)[\u4e00-\u9fff]{1,3}服)(?=$|\s*[，、；。（(])",
    needs="服",
)
"""An item of a list that is a uniform of whatever kind: 五十岁，蓝灰保洁服，……"""
_ENDING_ZH = deferred(
    r"(?:身穿|身着|身披|穿[着了上]?|一[身袭]|[裹套披罩]着?|换上)(?:一?[件身袭套条领])?"
    rf"(?P<what>[^{_STOP}]{{0,13}}?[裙袍裤衣衫袄褂甲氅裘纱])(?=[{_STOP}]|$|[走站坐跪立蹲闯冲进出推端倚靠])"
)
"""Clothes of which only the last character says that they are: 一袭芙蓉色缕金百蝶穿花云缎裙."""
_WEARS = deferred(
    r"身穿|穿着|穿了|身着|露出(?:里面|底下|内里)?|[穿披套裹系换罩](?!花)[上着著了好]?|着|一身|一袭|[一两](?:件|身|袭|套|条)|[是在和与那这]|(?:他|她|它)(?:们)?的"
)
_WORN_ZH = deferred(
    r"(?:身穿|穿着|身着|穿了|一身|一袭|穿|披着?)(?:一[件身袭套条])?"
    rf"([^{_STOP}的]{{0,8}}的?[^{_STOP}]{{1,10}})"
)
_CLOTH = deferred(r"的?(?:粗|细|薄|厚|旧|土|素)?(?:棉布|麻布|绸缎|丝绸|丝绒|呢子|[布呢麻绸缎绒棉纱丝锦罗]|)的?")
"""What may stand between a colour of one character and its garment: 灰布围裙, 青布长衫; elsewhere such a character is part of a word."""
_LONGEST = 6
"""Characters of what stands before a garment without a colour (快递员马甲); longer ones are a sentence."""

# --- English -------------------------------------------------------------------------------------------------------

_COLOURS_EN = (
    "black|white|red|blue|navy|green|olive|emerald|grey|gray|silver|brown|chestnut|auburn|blond|blonde|golden|pink|"
    "purple|yellow|beige|tan|cream|orange|burgundy|crimson|scarlet|teal|turquoise|ivory|khaki|maroon|dark|light|pale|"
    "charcoal|camel|lavender|violet|rust|copper|mustard|plum|peach|coral|lilac|indigo|sapphire|bronze|taupe|mauve|ruby|platinum|ginger|sandy|amber|gold|magenta|cyan|azure|cobalt|ochre|sepia|russet|fawn|slate|graphite|champagne|rose-pink|off-white|jet-black|snow-white|steel-grey|ash-grey|salt-and-pepper"
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
    r"(?:braids?|ponytail|pigtails|bun|dreadlocks|dreads|locs|cornrows|afro|mohawk|mullet|curls|ringlets|comb-over|quiff|pixie cut|bowl cut|buzz ?cut|crew ?cut|topknot))\b"
    rf"|\b(?P<haired>(?:{_COLOURS_EN}|{_KINDS_EN})(?:-(?:{_COLOURS_EN}))?)-haired\b|\b(?P<bald>bald(?:ing)?|(?:clean-)?shav(?:ed|en) head)\b"
    rf"|\b(?P<bob>(?:(?:{_COLOURS_EN}|{_KINDS_EN}|sharp|sleek|neat|severe|blunt)[\s-]+)+bob)\b"
    r"|(?:^|\b(?:a|the|tall|young)\s+)(?P<noun>blonde?|redhead|brunette)\b",
    re.I,
)
_NOUNS = {"blonde": "blonde", "blond": "blond", "redhead": "red", "brunette": "brown"}
_GARMENTS_EN = (
    "coat|raincoat|pelt|furs|fur coat|chainmail|chain mail|breastplate|gambeson|surcoat|surplice|vestments|chasuble|sackcloth|loincloth|harness|life vest|life jacket|hi-vis vest|high-vis vest|windbreaker|puffer|puffer jacket|gilet|fleece|"
    "crop top|halter top|tube top|undershirt|wife-beater|long johns|thermals|negligee|slip dress|nightie|dressing gown|smoking jacket|dinner jacket|morning coat|tux|three-piece suit|twinset|kaftan|dashiki|djellaba|abaya|burqa|salwar|kurta|"
    "hospital gown|patient gown|straightjacket|prison jumpsuit|flight suit|flightsuit|pressure suit|hazmat suit|boiler suit|coverall|bathing trunks|swim trunks|board shorts|cargo shorts|cargo pants|culottes|capris|jodhpurs|lederhosen|dirndl|dress shirt|dress uniform|overcoat|trench coat|lab coat|suit|dress|sundress|gown|nightgown|shirt|t-shirt|tee|blouse|jacket|blazer|sweater|"
    "sweatshirt|cardigan|hoodie|turtleneck|uniform|robe|bathrobe|cloak|cape|poncho|parka|apron|smock|skirt|kilt|jeans|trousers|"
    "pants|tuxedo|vest|waistcoat|kimono|sari|tunic|scrubs|overalls|dungarees|jumpsuit|tracksuit|fatigues|pyjamas|pajamas|armour|"
    "armor|shawl|tank top|jersey|attire|silks|brocade|clothes|clothing|outfit|cheongsam|qipao|hanfu|gear|costume|rags|pullover|jumper|"
    "anorak|windbreaker|leggings|shorts|tailcoat|corset|sarong|(?<!nervous )(?<!bad )(?<!old )(?<!force of )habit|cassock|frock|petticoat|livery|wetsuit|spacesuit|slicker|polo shirt|"
    "flannel shirt|camisole|peacoat|greatcoat|toga|bikini|swimsuit|leotard|tutu|onesie|romper|bodysuit|chinos|slacks|sweatpants|"
    "straitjacket|athletic wear|casual wear|evening wear|formal wear|sportswear|loungewear|workwear|nightdress|nightshirt|pantsuit|duster|oilskins|denims|henley|bomber|windcheater|caftan|kaftan|poncho|tabard|jerkin|doublet|breeches|frock coat|tails|muumuu|housecoat|coveralls|dress whites|tracksuit bottoms|varsity jacket|letterman jacket|sweats|flannel|house dress|mini-dress|shift dress|bathing suit|pinafore|singlet"
)
_GARMENT_EN = deferred(
    r"\b(?:"
    + _any(_GARMENTS_EN)
    + r")(?:e?s)?\b(?!['’-]|\s+(?:rack|shop|store|pocket|sleeve|hanger|code|rehearsal)s?\b)",
    re.I,
)
_SOMEBODYS_EN = deferred(
    "(?:father|mother|brother|sister|husband|wife|son|daughter|dad|mom|mum|uncle|aunt|grandfather|grandmother|boyfriend|girlfriend|man|woman|boy|girl|men|women|somebody|someone|else)['’]s"
)
"""Whose a garment is or was: no word for how it looks."""
_BEFORE_EN = frozenset(
    "a an the his her their its my your in wearing wears wore worn dressed with and or of on under over into from by to at is was "
    "who has had no than himself herself this that these those".split()
)
"""What a garment and the words for it stand behind."""


def hair(text: str, language: str) -> tuple[str, str] | None:
    """(colour, style) of the hair that a text describes, or None; a part it leaves out is an empty string."""
    return _hair_zh(text) if Language.of(language).does("writing.han") else _hair_en(text)


def _hair_zh(text: str) -> tuple[str, str] | None:
    dyed = _DYED_ZH.search(text)
    if dyed:
        return _full(dyed[1]), ""
    if tuft := _TUFT_ZH.search(text):
        return _full(tuft["colour"]), ""
    if temples := _TEMPLES_ZH.search(text):
        return ("白色" if "白了" in temples[0] else "花白"), ""
    for match in _HAIR_ZH.finditer(text):
        if match[2] in BALD["zh"]:
            return NONE["zh"], match[2]
        if match[2] != "头发":
            return _full(match[1] or ""), match[2]
    coloured = _COLOURED_HAIR.search(text)
    return (_full(coloured[1]), "") if coloured else None


_LIKE_EN = deferred(r"\bhair the colou?r of (?:an? |the |old |wet |dirty |burnt )*(?P<like>[a-z]+)", re.I)
_HAIR_IS = deferred(r"\bhair(?:\s+(?:is|was|are|now|has been))?\s+(?P<told>[^,.;]+)", re.I)
_DONE = deferred(
    r"\b(?:cropped(?: short)?|shaved|braided|slicked back|tied back|pulled back|swept back|cut short|buzzed"
    r"|(?:in|into) an? (?:(?:tight|loose|messy|high|low|neat|long)\s)?(?:bun|ponytail|braid|knot|topknot))\b",
    re.I,
)


def _hair_en(text: str) -> tuple[str, str] | None:
    """The hair before its noun, with what the words behind the noun add: `dark hair is tied back`."""
    if like := _LIKE_EN.search(text):
        return like["like"].lower(), ""
    found, behind = _hair_before(text), _HAIR_IS.search(text)
    done = _DONE.search(behind["told"]) if behind else None
    shade = (
        re.search(rf"\b(?:dyed|bleached|streaked|died)\s+({_COLOURS_EN})\b", behind["told"], re.I) if behind else None
    )
    if not done and not shade:
        return found
    colour, style = found or ("", "")
    how = re.sub(r"^in(?:to)? an? ", "", done[0].lower()) if done else ""
    return (shade[1].lower() if shade else colour), style or how


def _hair_before(text: str) -> tuple[str, str] | None:
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
    if match["bob"]:
        words = re.split(r"[\s-]+", match["bob"].lower())
        return " ".join(word for word in words if word in _COLOUR_WORDS), " ".join(
            word for word in words if word not in _COLOUR_WORDS
        )
    if match["bald"]:
        return ("", "balding") if match["bald"].lower() == "balding" else (NONE["en"], "bald")
    return (_NOUNS[match["noun"].lower()], "")


def garments(text: str, language: str) -> list[tuple[str, str]]:
    """(colour, style) of every garment that a text names, in order; a part it leaves out is an empty string."""
    if Language.of(language).does("writing.han"):
        found = _GARMENT_ZH.finditer(text) if _GARMENT_SIGNS.search(text) else ()
        return list(dict.fromkeys(_garment_zh(text, match) for match in found)) or [*_otherwise_zh(text)]
    every = [one for match in _GARMENT_EN.finditer(text) if (one := _garment_en(text, match))]
    if not every:
        small = text.lower()
        clad = [word for word in _CLAD if word in small]
        every = [("", _CLAD[word]) for word in clad if re.search(rf"\b{word}\b", text, re.I)]
        all_in = _ALL_IN.search(text) if not every else None
        every = [(all_in[1].lower(), "clothes")] if all_in else every
    return list(dict.fromkeys(every))


def _otherwise_zh(text: str) -> Iterator[tuple[str, str]]:
    """Clothes that no word of the lists names: rags, a colour alone, the last character of a long word."""
    if _RAGS_ZH.search(text):
        yield "", "褴褛衣衫"
    elif coloured := _ALL_IN_ZH.search(text):
        yield _full(coloured["colour"].removeprefix("素").removeprefix("通")), "衣服"
    elif uniform := _UNIFORM_ZH.search(text):
        yield (_full(uniform["colour"]) if uniform["colour"] else ""), uniform["what"]
    elif ending := _ENDING_ZH.search(text):
        shade = re.match(rf"(?:{COLOUR})的?", ending["what"])
        yield (
            (_full(shade[0].rstrip("的")) if shade else ""),
            ending["what"][shade.end() if shade else 0 :].replace("的", ""),
        )


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


_ALL_IN = deferred(
    rf"\b(?:dressed|clad)\s+(?:all\s+|entirely\s+)?in\s+({_COLOURS_EN})(?=\s+(?:from|and)\b|\s*[,.;]|$)", re.I
)
"""Clothes of which only the colour is told."""


def _garment_zh(text: str, garment: re.Match[str]) -> tuple[str, str]:
    """(colour, style) of a garment from the words before it: 黑色高定西装, 洗得发白的蓝棉袄, 快递员马甲, 红裙."""
    run = re.split(f"[{_STOP}]", text[max(0, garment.start() - 14) : garment.start()])[-1]
    worn = list(_WEARS.finditer(run))
    run = re.sub("^一?[件身袭套条领](?!上|[边材])", "", run[worn[-1].end() :]) if worn else run
    name = garment["long"] or _SHORT[garment["short"]]
    found = [match for match in _FAR.finditer(run) if len(match[0]) > 1 or _CLOTH.fullmatch(run[match.end() :])]
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
    owners = max((at for at, part in enumerate(parts) if _SOMEBODYS_EN.fullmatch(part)), default=-1)
    style = [part for part in parts[owners + 1 :] if part not in colours]
    return " ".join(colours), " ".join((*style, garment[0].lower()))


def _full(colour: str) -> str:
    """黑 -> 黑色; words that need no 色 stay."""
    return colour if not colour or len(colour) > 1 else f"{colour}色"


# --- What is worn or borne besides -----------------------------------------------------------------------------------

_MARKS_ZH = _any(
    "鲨鱼夹|抓夹|耳麦|耳坠|坠子|翡翠坠子|戒指|钻戒|玉戒指|花臂|吊坠|银铃|脚链|脚铃|警棍|钢笔|葫芦|酒葫芦|骷髅念珠|黑布|手环|腰包|遮阳帽|礼帽|大檐帽|小帽|毡帽|虎头帽|披帛|顶戴|花翎|朝珠|补子|道冠|纶巾|方巾|抹额|额饰|项圈|银项圈|璎珞|护甲|铁爪|牙牌|金丝边眼镜|金丝眼镜|无框眼镜|近视镜|酒糟鼻|鹰钩鼻|啤酒肚|大肚子|豁牙|门牙|黑痣|泪痕|血迹|淤青|伤口|红肿|手术疤|刀口|鞋|疤|痣|纹身|刺青|胎记|胡子|胡须|胡茬|络腮胡|络腮|络腮胡子|短须|长须|山羊胡|八字胡|眼镜|墨镜|单片镜|皮鞋|布鞋|球鞋|运动鞋|高跟鞋|绣鞋|拖鞋|草鞋|靴|雨靴|帽|斗笠|凤冠|王冠|皇冠|头冠|冕|头盔|围巾|丝巾|头巾|手套|耳环|耳钉|耳坠|"
    "项链|玉佩|玉镯|手镯|面具|面纱|面罩|口罩|拐杖|假肢|轮椅|眼罩|独眼|单眼|瞎|失明|瘸|跛|断了|断臂|断指|缺了|雀斑|酒窝|皱纹|绷带|纱布|红绳|发簪|银簪|玉簪|发钗|步摇|腰带|领带|领结|手表|戒指|金牙|龅牙|刀伤|烧伤|"
    "盖头|头纱|头带|发带|发箍|发夹|发卡|绒花|簪子|耳机|助听器|听诊器|护目镜|头套|假发|牙套|口红|浓妆|烟熏妆|指甲油|美人痣|虎牙|梨涡|伤痕|烫伤|石膏|金链|银链|链子|怀表|名表|腕表|佛珠|手串|"
    "念珠|长命锁|银锁|平安扣|工牌|胸牌|胸卡|袖标|袖章|红领巾|肩章|勋章|徽章|佩剑|佩刀|长剑|短刀|匕首|双肩包|背包|书包|挎包|公文包|草帽|棒球帽|毡帽|安全帽|驼背|赤脚|光脚|独臂|义肢|假手|假腿|木腿|"
    "蒙面|丝袜|长袜|凉鞋|皮靴|马靴|雨鞋|护腕|护膝|臂章|腰牌|玉带|扳指|鼻环|唇钉|脐钉|单边眼镜|老花镜|人字拖|拖|铁拐|金表|木屐|白花|黑纱|胸花|毛巾|哨子|口哨|钥匙串|铁链|脚镣|手铐|枷锁|银鱼袋|鱼袋|香囊|荷包|绶带|拂尘|簪|钗|红布条|布条|红绳结|发卡|头绳|蝴蝶结|绢花|珠花|老茧|烟斗|烟袋|单肩包|孕肚|创可贴|黑框镜|大金链子|泪痣|裹脚布|绑腿|护士帽|厨师帽|鸭舌帽|瓜皮帽|军帽|警帽|贝雷帽|反光马甲|袖套"
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
_MARKS_EN = (
    "boots?|shoes?|sneakers|trainers|heels|sandals|slippers|wellies|hat|cap|beret|helmet|hard hat|crown|tiara|turban|headscarf|bonnet|"
    "glasses|spectacles|sunglasses|monocle|scarf|gloves|earrings?|necklace|pendant|brooch|tie|bow tie|bowtie|mask|hood|veil|belt|sash|watch|"
    "tattoos?|tattooed|scars?|scarred|beard|bearded|moustache|mustache|stubble|goatee|clean-shaven|unshaven|freckles|freckled|birthmark|"
    "eye ?patch|one-eyed|one-armed|wheelchair|crutch|crutches|cane|limp|bandages?|bandaged|braces|piercings?|dimples|hollow-eyed|gaunt|stout|massive|"
    "burly|chubby|fat|wrinkled|bun|badge|hairpin|prosthetic|heavyset|stocky|lanky|wiry|broad-shouldered|muscular|hulking|portly|plump|skinny|"
    "stubbled|barefoot|gold rings?|silver rings?|diamond rings?|wedding rings?|engagement rings?|signet rings?|nose rings?|lip rings?|pinky rings?|bracelets?|bangles?|locket|choker|headphones|"
    "headset|earpiece|earbuds?|bandana|headband|hairband|hair clip|goggles|armband|lanyard|tool ?belt|holster|backpack|satchel|"
    "hearing aid|stockings|tights|lipstick|gold tooth|gold teeth|sideburns|dog tags|cufflinks|suspenders|sling|wooden leg|peg leg|hook hand|"
    "visor|fanny pack|nose studs?|ear studs?|lip studs?|sleeve garters|garters|pince-nez|circlet|diadem|coronet|gash|bruises?|bruised|black eye|split lip|cut lip|side-whiskers|whiskers|beanie|bobble hat|"
    "aviators|medals?|stethoscope|crucifix|rosary|gunbelt|bandolier|cowboy hat|straw hat|sun hat|bucket hat|chef's hat|nurse's cap|flat cap|skullcap|yarmulke|kippah|hijab|niqab|keffiyeh|wimple|cravat|ascot|bolo tie|"
    "lapel pin|cuff bracelet|anklet|toe ring|ear cuff|septum ring|tongue stud|monocle|lorgnette|pocket watch|wristwatch|smartwatch|walking boots|hiking boots|rubber boots|rain boots|riding boots|combat boots|cowboy boots|ankle boots|"
    "slingbacks|brogues|espadrilles|ballet flats|platform shoes|fingerless gloves|mittens|earmuffs|ski goggles|welding mask|gas mask|surgical mask|respirator|oxygen mask|neck brace|arm sling|leg brace|prosthesis|"
    "glass eye|milky eye|lazy eye|broken nose|crooked nose|missing tooth|missing teeth|no teeth|gap tooth|gap-toothed|pockmarks|pockmarked|acne scars|rosacea|sunburn|sunburned|sunburnt|tan lines|stretch marks|henna|war paint|face paint|clown makeup|"
    "port-wine stain|muttonchops|mutton chops|shades|flip-flops|crocs|fishnets|pearls|hairnet|bifocals|bowler|fedora|stetson|trilby|top hat|kerchief|neckerchief|cufflink|eyeliner|mascara|nose ring|clogs|loafers|pumps|stilettos|moccasins|spurs|galoshes|high-tops|clipboard lanyard|burn scars?|burns|acne|braces|dentures|ankle monitor|handcuffs|walking stick|walker|comb-over|pregnant belly|pregnant|hugely pregnant|heavily pregnant|white-bearded|grey-bearded|gray-bearded|black-bearded|red-bearded|silver-bearded|long-bearded"
)
_MARK_EN = deferred(
    r"\b(?:"
    + _any(_MARKS_EN)
    + r")\b|\b(?:weathered|calloused|scarred|wrinkled|pale|blue|green|brown|hazel|dark|grey|gray|bandaged|weary|tired|sharp|bright|piercing|gnarled)"
    r"(?:,? \w+)? (?:hands?|eyes|fingers|cheeks|features)\b",
    re.I,
)
_LEADS_ZH = deferred(
    r"^(?:[他她](?:的)?)?(?:并|还|也|都|且|而且)?(?:脚[踩蹬穿踏]着?(?:一双)?|头[戴顶]着?一?[顶只]?|[腰颈]?[系佩挂]着一?[条块根]?|[佩戴]着一?[副条块枚只顶双]?|戴一?[副条块枚只顶双]?|穿着?(?:一双)?|拄着|留着|长着一?[副张]?)"
)
_LEADS_EN = deferred(
    r"^(?:and |with |in |wearing |wears |has |have |his |her |their |a |an |the |all |pair of |also )+", re.I
)
_PIECES_ZH = deferred(r"[，,、；;。！？…\s（）()【】]+")
_PIECES_EN = deferred(r"[,;.!?()\n—]|\s+(?:and|with|wearing|in|over|under)\s+|\s+[-–—]\s+")
LONGEST_MARK = {"zh": 12, "en": 5}
"""Characters, words: what is longer is a sentence."""


_MARKED = {
    "bearded": "beard",
    "freckly": "freckles",
    "bruised": "bruises",
    "sunburnt": "sunburn",
    "sunburned": "sunburn",
    "pregnant": "pregnant belly",
    "hugely pregnant": "pregnant belly",
    "heavily pregnant": "pregnant belly",
    "stubbled": "stubble",
    "barefoot": "bare feet",
    "tattooed": "tattoos",
    "scarred": "scars",
    "freckled": "freckles",
    "masked": "mask",
    "hooded": "hood",
    "veiled": "veil",
    "one-eyed": "one eye",
    "toothless": "no teeth",
}


_WHO_ZH = deferred(
    "(?P<what>.{2,6}?)(?:的)?(?:男人|女人|男子|女子|男孩|女孩|少年|少女|老人|老头|老者|大妈|大爷|大叔|大汉|壮汉|青年|男|女|哥|姐|妹|人|佬|客)"
)


def marked(name: str, language: str) -> str:
    """The mark that a name tells beside who it is: `BEARDED BIKER` -> beard, WOMAN WITH GLASSES -> glasses, 纹身男 -> 纹身; empty where it tells none."""
    if Language.of(language).does("writing.han"):
        who = _WHO_ZH.fullmatch(name)
        return _mark_zh(who["what"]) if who else ""
    adjective = next((_noun(word) for word in name.lower().split() if _noun(word) != word), "")
    behind = re.search(r"\b(?:with|in|wearing)\s+(.+)$", name)
    return adjective or next(iter(marks(behind[1], language) if behind else ()), "")


def telling_zh(clause: str) -> str:
    """The beginning of a Chinese clause that says what somebody has on them (鼻梁上架着金丝眼镜); empty where it says nothing of the kind."""
    clause = clause.strip()
    if not bearing.may_bear_zh(clause):
        return _bare_zh(clause) if TELLING.search(clause) else ""
    if bearing.state_zh(clause):
        return clause
    if bearing.begins_with_hair_zh(clause) and hair(clause, "zh") and not _ACTS_ZH.search(clause):
        return clause
    parts = bearing.parts_zh(clause)
    if not parts:
        return _bare_zh(clause)
    start = len(clause) - len(parts[1])
    acted = _ACTS_ZH.search(parts[1])
    told = clause[: start + acted.start()] if acted else clause
    ends = _heads_zh(told, start)
    return told[: max(ends)] if ends else ""


def _heads_zh(told: str, start: int) -> list[int]:
    """Where the garments, hair and marks behind `start` end."""
    patterns = (_HAIR_ZH, _COLOURED_HAIR, _GARMENT_ZH, _MARK_ZH)
    return [match.end() for pattern in patterns for match in pattern.finditer(told) if match.end() > start]


_OF_ONES_ZH = deferred("[他她](?:的)?(?![们])|身上的?|头上的?|脚上的?|脸上的?|上身|下身|一身|一袭|一头|还|都|只")
"""What may stand before a garment of whoever a sentence is about."""
_SEVERED_ZH = deferred(
    "[掉飞丢扔碎断摔递给买晾挂摆放叠烧藏]|(?<!磊)落(?!魄)|洗(?!得)|[响声印店柜架盒匠底摊厂]|带子?[散松断]|脱|摘(?!下?了?没)|^(?:夹|堆|架)"
)
"""What is said of things that nobody has on."""
_LIES_ZH = deferred("[掉落飞丢扔碎摔](?!了?魄)|[放挂摆堆搁]在|^[^，]{1,6}[上里内]有|^里[面头]是")
_SOAKED_ZH = deferred("[浸湿染沾滴流淌溅扑]")
_TOOLS_ZH = deferred("[剑刀杖拐包链]$|匕首|轮椅|烟[斗袋]|毛巾|钥匙|钢笔|警棍|酒?葫芦|哨子")
"""Marks that are also things by themselves; with words behind them they may lie anywhere."""


def is_off_zh(clause: str) -> bool:
    """Whether a Chinese clause says of things that they lie, fall or are given, so that nobody has them on."""
    return _LIES_ZH.search(clause) is not None


def _bare_zh(clause: str) -> str:
    """A clause that begins with a garment, hair or a mark and says how it is (西装皱巴巴的, 领带松着), up to that; empty where it is another."""
    lead = 0
    while own := _OF_ONES_ZH.match(clause, lead):
        lead = own.end()
    ends = _heads_zh(clause[: lead + LONGEST_MARK["zh"]], lead)
    if not ends or clause.startswith("的"):
        return ""
    end = min(ends)
    what, rest = clause[lead:end], clause[end:]
    if (
        re.search("[穿披换系戴套]上|[是有里放]", what)
        or _ACTS_ZH.search(what)
        or _HANDLES_ZH.search(what)
        or _SEVERED_ZH.search(what[:-1])
        or _SOAKED_ZH.search(what)
    ):
        return ""
    if (
        len(rest) > LONGEST_MARK["zh"]
        or _SEVERED_ZH.search(rest[:4])
        or re.match("[上里内]有", rest)
        or (rest and _TOOLS_ZH.search(what))
    ):
        return ""
    more = max((at for at in _heads_zh(clause, end) if rest.startswith(("和", "配", "、", "加"))), default=end)
    return clause[lead:more]


_ACTS_ZH = deferred("[从往向把将给]|走|跑|坐|站|蹲|进|出|来|去|看|说|笑|躺|端|举|拿|握|靠|倚|推|拉|冲|蹦|跳|抬|转")
"""What somebody does; behind a telling it ends it."""


_HANDLES_ZH = deferred("解[下开]|撩|掏|甩|扶正|正了正|[拔挑掀揭拉拿抓握摸扯推扶举递接]|上前|起身|转身|放下|戴上|摘")
"""What somebody does with a thing instead of having it on: 上前挑开盖头."""
_LACKS_ZH = deferred("独眼|单眼|瞎|失明|瘸|跛|断了|缺了|驼|一脸|满脸")
"""Marks that may have words behind them; elsewhere the thing ends the piece: no 盖头下的脸."""


_AGAIN_ZH = deferred(r"^(.)了\1(?:自己的?)?")
"""What is done a little with a thing that somebody has on: 压了压头盔."""


def _mark_zh(piece: str) -> str:
    """A piece without its verb of wearing, if it is a mark: 脚踩小白鞋 -> 小白鞋, 左脸有一道刀疤 -> 左脸上的刀疤."""
    piece = _AGAIN_ZH.sub("", piece.strip())
    if state := bearing.state_zh(piece):
        return state
    parts = bearing.parts_zh(piece)
    if not parts and _HANDLES_ZH.search(piece):
        return ""
    where, told = parts or ("", _LEADS_ZH.sub("", piece))
    if not parts and _TOOLS_ZH.search(told) and re.match("[托执收持握提举抽拔挥亮掏摸]|手[执持握提]|抄起", told):
        return ""
    told = f"{where}上的{told}" if where and bearing.is_skin_zh(told) else told
    found = list(_MARK_ZH.finditer(told)) if 0 < len(told) <= LONGEST_MARK["zh"] else []
    fits = found and (found[-1].end() == len(told) or _LACKS_ZH.search(told))
    return _BORNE.get(told, told) if fits and not hair(told, "zh") and not garments(told, "zh") else ""


_NO_DOING = r"(?!hearing|reading|wedding|earring|engagement)"
"""Words in -ing that are no doing."""


_HOW = deferred(
    r"(?:\s+(?:on|over|across|around|round|in|of|up|down|still|half|askew|loose|under|above|below|along|is|and|low|high)\b.*|\s+\w+ed\b.*|-\w+|\s+(?:don['’]t|do not) match"
    r"|\s+(?:hands?|fingers|eyes|cheeks?|features|face|arms?|legs?|knuckles|head|wrists?)(?:\s.*)?)?"
)
"""What may stand behind a mark: where and how it is; no `veil tears free`."""


def _mark_en(piece: str) -> str:
    """A piece without its verb of wearing and what it is doing, if it is a mark: `weathered hands clutching a brown envelope`."""
    told = _LEADS_EN.sub("", " ".join(piece.split()).strip(" -–—'\"")).lower()
    told = re.split(r"\s(?:is|are|hangs?)\s(?!an?\s)|\s(?:that|which|who|she|he|they)\s", told)[0]
    told = re.sub(r"\s(?:up|off|down|back)$", "", told)
    told = re.split(rf"\s{_NO_DOING}\w+ing\b", told)[0].strip()
    build = told.split()[0] if len(told.split()) == 2 and told.split()[0] in _BUILDS else ""
    if build:
        return _noun(build)
    found = list(_MARK_EN.finditer(told)) if 0 < len(told.split()) <= LONGEST_MARK["en"] else []
    if not found or not _HOW.fullmatch(told[found[-1].end() :]):
        return ""
    if re.match(rf"{_NO_DOING}\w+ing\b", told) or re.search(r"\b(?:her|his|at|to|from|into|the)\b", told):
        return ""
    return "" if hair(told, "en") or _GARMENT_EN.search(told) else _noun(told)


_BORNE = {"瞎子": "双目失明", "瘸子": "瘸腿", "独眼": "独眼眼罩"}
"""Words for who has a mark, as the mark."""


_BUILDS = frozenset(
    "massive burly stout chubby fat gaunt heavyset stocky lanky wiry broad-shouldered muscular hulking portly plump skinny".split()
)
_FACES = frozenset("clean-shaven unshaven wrinkled hollow-eyed".split())
_INSTEAD = deferred(r"(?P<where>.*\b(?:leg|arm|hand|foot)) is an? prosthetic")


def _noun(mark: str) -> str:
    """An adjective alone as something one can have: burly -> burly build, white-bearded -> white beard."""
    if mark in _BUILDS or mark in _FACES:
        return f"{mark} {'build' if mark in _BUILDS else 'face'}"
    if mark.endswith("-bearded"):
        return f"{mark.removesuffix('-bearded')} beard"
    instead = _INSTEAD.fullmatch(mark)
    return f"prosthetic {instead['where']}" if instead else _MARKED.get(mark, mark)


def marks(text: str, language: str) -> tuple[str, ...]:
    """Shoes, hats, glasses, scars and whatever else of the kind a description names, in its words, each once."""
    found: dict[str, None] = {}
    pieces, mark = (_PIECES_ZH, _mark_zh) if Language.of(language).does("writing.han") else (_PIECES_EN, _mark_en)
    for piece in pieces.split(text):
        told = mark(piece)
        if told:
            found.setdefault(told)
    return tuple(found)


_IN_COLOUR = deferred(rf"\b(?:in|wearing)\s+(?P<behind>{_COLOURS_EN})$|\b(?P<before>{_COLOURS_EN})-clad\b", re.I)
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
    """Clothes of which a name tells the colour or nothing but the kind: `woman in red`, `black-clad man`."""
    if Language.of(language).does("writing.han"):
        return None
    match = _IN_COLOUR.search(name.strip())
    return ((match["behind"] or match["before"]).lower(), "clothes") if match else None


def _last_words(*lists: str) -> set[str]:
    """The last word of each alternative, with and without a letter that may be left out."""
    spelled = [
        each
        for words in lists
        for word in words.split("|")
        for each in (word.replace("?", ""), re.sub(".[?]", "", word))
    ]
    return {found[-1] for word in spelled if (found := re.findall("[a-z]+", word))}


_SIGNS_EN = frozenset(
    _last_words(_MARKS_EN, _KINDS_EN)
    | {word + end for word in _last_words(_GARMENTS_EN) for end in ("", "s", "es")}
    | {part for word in NUMBERS for part in word.split("-")}
    | set(map(str, range(10)))
    | set(_CLAD)
    | set(
        "bob half naked eyed hand hands eye eyes finger fingers cheek cheeks features hair haired braid braids ponytail pigtails bun dreadlocks dreads afro mohawk curls cut buzzcut crewcut topknot bald balding "
        "blonde blond redhead brunette dressed clad wear wears wearing dress male female m f man woman boy girl lady gentleman kid child teenager guy fellow youth figure stranger person baby toddler "
        "infant brothers sisters boys girls men women twins siblings teenagers both identical beard tall short slim thin fat suit coat pretty handsome beautiful year years old young age aged teen teens "
        "teenage teenaged adolescent twenties thirties forties fifties sixties seventies eighties nineties something ish".split()
    )
)
_WORDS_EN = deferred("[a-z]+|[0-9]|[\u3400-\u9fff]")


def is_of_looks(word: str) -> bool:
    """Whether a word in small letters is one of age, sex, hair, clothes or marks: hands, boots, but no `drops`."""
    return word in _SIGNS_EN


def may_tell_en(text: str) -> bool:
    """Whether an English text has a word without which nothing in it tells age, sex, hair, clothes or marks of somebody."""
    return any(word in _SIGNS_EN or word > "z" for word in _WORDS_EN.findall(text.lower()))
