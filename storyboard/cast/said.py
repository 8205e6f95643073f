"""What a script says about somebody's looks, found in its own words: hair and clothes."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache

from storyboard.cast import bearing, costume
from storyboard.cast.ages import NUMBERS
from storyboard.cast.looks import BALD, NONE
from storyboard.languages import Language
from storyboard.patterns import deferred, grouped, lettered


def _any(*rows: str) -> str:
    """A pattern for any of the words of these rows, the longest first; between words stand spaces, or bars where words have some inside."""
    words = (word for row in rows for word in (row.split("|") if "|" in row else row.split()))
    return "|".join(sorted(dict.fromkeys(words), key=len, reverse=True))


_STOP = r"，。；、！？\s（）,.;!?()【】\[\]/:：“”\""
"""What ends a word of looks; a comma or a bracket would break the mandated string."""

# --- Chinese -------------------------------------------------------------------------------------------------------

_TINTS_ZH = "深|浅|暗|淡|亮|明|墨|藏|酒|米|雪|银|乌|花|灰|金|枣|天|宝|军|橙|粉|月|鹅|玫|靛|纯|正|嫩|湖|孔雀"
_COLOURS_ZH = (
    "大红|水红|火红|鲜红|艳红|嫣红|殷红|茶褐|猩红|绯红|桃红|玫红|枣红|酒红|砖红|铁锈红|橘红|橘黄|橘|明黄|姜黄|土黄|杏黄|柠檬黄|嫩黄|米黄|象牙白|珍珠白|奶白|乳白|本白|天蓝|湖蓝|宝蓝|钴蓝|靛蓝|海蓝|雾霾蓝|雾蓝|天青|石青|竹青|黛青|黛蓝|湖绿|水绿|葱绿|翠绿|草绿|橄榄绿|松绿|薄荷绿|祖母绿|碧绿|青绿|果绿|银灰|烟灰|铁灰|炭灰|丁香紫|绛紫|酱紫|紫红|玫瑰红|玫瑰|香槟|赭石|赭|焦糖|奶茶|燕麦|烟粉|裸粉|樱粉|豆沙|皂|缁|缃|秋香|石榴红|胭脂红|胭脂|朱红|朱|血红|古铜|琥珀|"
    "乌黑|漆黑|雪白|花白|银白|灰白|奶奶灰|荧光绿|荧光黄|芙蓉|藕粉|月白|鸦青|豆绿|裸|黑|白|红|黄|蓝|绿|青|紫|灰|棕|褐|金|银|粉|橙|驼|卡其|亚麻|栗|米|咖啡|藏青|藏蓝|墨绿|玄|绛|绯|黛|藕荷|素"
)
COLOUR = rf"(?:{grouped(_TINTS_ZH.split('|'))})?(?:{grouped(_COLOURS_ZH.split('|'))})色?"
_PATTERN = "碎花|格子|格纹|条纹|迷彩|印花|豹纹|蜡染"
_FAR = deferred(rf"{COLOUR}|{_PATTERN}")
_PATTERNED = deferred(rf"的?(?:小|大|细|粗|宽|窄)?(?:{_PATTERN})")
_STYLES = _any(costume.HAIR_ZH)
_TEMPLES_ZH = deferred(
    "(?:花白|斑白|霜白|雪白)的?(?:两鬓|双鬓|鬓[角发])|两?鬓[角发]?(?:已经?|早已|都|有些|微微)?(?:斑白|花白|染霜|微霜|发白)|头发(?:已经?|早已|全|都|有些)*(?:花白|斑白|白了)"
)
_TUFT_ZH = deferred(rf"[撮头缕](?P<colour>{COLOUR})毛", needs="毛")
_ITEM_ZH = deferred(r"(?:^|[，、\s])(?P<colour>[黄红绿蓝白紫粉灰])毛(?=$|[，、。；\s])", needs="毛")
"""Hair of which an item tells the colour alone: 24岁，黄毛，耳麦."""
_HAIR_ZH = deferred(
    rf"({COLOUR})?的?((?:长|短|卷|直|披肩|齐肩|齐耳|大波浪|微卷|利落|凌乱|散乱|松散|蓬乱|蓬松|中长|半长|碎)*(?:{grouped(_STYLES.split('|'))}))"
)
_COLOURED_HAIR = deferred(
    rf"(?<![发变])({COLOUR})的?(?:头?发)(?![现出生展抖光亮呆愣青白红紫放送烧疯明誓布给配财热挥问])"
)
_SHADE_BEHIND_ZH = deferred(rf"(?:已经?|早已|全|都|有些|染成?|漂成?|得|了)*(?P<colour>{COLOUR})(?=[，。；、）)\s]|$)")
"""A colour behind the hair: 短发花白."""
_UNDONE_ZH = deferred("[拆解散剪拽揪扯抓薅拔扒][掉散开下了着住]*(?:[他她]的?|一[把缕撮])?$")
"""What stands before hair that is done with: 拆了高髻 is no way to wear it."""
_CUT_ZH = frozenset("短发 齐耳短发 齐肩短发 寸头 板寸 平头 圆寸 学生头 波波头 娃娃头 齐刘海 光头 碎发 短碎发".split())
"""What hair is cut to: 剪了短发."""
_LET_DOWN_ZH = deferred("拆[了散开掉下]*[^，。]{0,4}[髻辫发]")
"""What begins a change of hair: 拆了高髻，扎成双丫髻."""
_DYED_ZH = deferred(rf"头发(?:已经?|早已|有些|都|全)*(?:染|漂)?(?:成|得)?了?({COLOUR})")
_GARMENTS_ZH = _any(*costume.GARMENTS_ZH.values())
_GARMENT_SIGNS = deferred(f"[{''.join(sorted({word[-1] for word in _GARMENTS_ZH.split('|')} | set('裙袍裤衣衫袄')))}]")
"""What a garment ends in: without one of these no pattern for garments need be asked."""
_SHORT = {
    "裙": "裙子",
    "袍": "袍子",
    "裤": "裤子",
    "衣": "衣服",
    "衫": "衫",
    "袄": "袄",
    "褂": "褂子",
    "氅": "大氅",
    "裘": "裘衣",
}
"""Garments of one character: only with a colour right before them, as in 红裙 and 白衣."""
_GARMENT_ZH = deferred(
    rf"(?P<long>(?:{grouped(_GARMENTS_ZH.split('|'))})+(?:(?<=[褂袄裙裤])子)?)|(?<=[{'黑白红黄蓝绿青紫灰玄素花'}色])(?P<short>[裙袍裤衣衫袄褂氅裘])(?![服裳着带角袖襟子])"
)
_SLEEVES_ZH = deferred("[短长无]袖|[圆高翻立]领(?!口)")
"""What a garment is called by where no other word tells it: 圆领短袖领口扯松."""
_RAGS_ZH = deferred("衣衫褴褛|破衣烂衫|衣不蔽体|衣着破烂")
_ALL_IN_ZH = deferred(rf"一[身袭](?P<colour>素白|素黑|纯黑|通黑|{COLOUR})(?=[，。；！、\s]|$|的|[走站坐跪立从端])")
_UNIFORM_ZH = deferred(
    rf"(?:^|[，、；。]\s*)(?P<colour>(?:{COLOUR}){{0,2}})的?"
    r"(?P<what>(?!衣服|[\u4e00-\u9fff]{0,2}[舒征说佩克屈心不臣信收折口内外和诚]服)[\u4e00-\u9fff]{1,3}服|(?!围)[\u4e00-\u9fff]{1,3}[裙袍衫袄褂])(?=$|\s*[，、；。（(]|(?:同样|也|早|已|都)*(?:褪|洗得|磨|旧了|破|湿|皱|沾|发白|敞))",
    needs="服裙袍衫袄褂",
)
"""An item of a list that is a uniform of whatever kind: 五十岁，蓝灰保洁服，……"""
_ENDING_ZH = deferred(
    r"(?:身穿|身着|身披|穿[着了上]?|一[身袭]|[裹套披罩]着?|换上)(?:一?[件身袭套条领])?"
    rf"(?P<what>[^{_STOP}]{{0,13}}?(?:[裙袍裤衣衫袄褂甲氅裘纱]|(?<=[^，。衣舒佩屈克征说信心折不])服))(?=[{_STOP}]|$|[走站坐跪立蹲闯冲进出推端倚靠])"
)
"""Clothes of which only the last character says that they are: 一袭芙蓉色缕金百蝶穿花云缎裙."""
_WEARS = deferred(
    r"身穿|穿着|穿了|身着|露出(?:里面|底下|内里)?|[穿披套裹系换罩](?!花)[上着著了好]?|着|一身|一袭|[一两](?:件|身|袭|套|条)|透过|渗[透出]|浸透|染红|[是在和与那这]|(?:他|她|它)(?:们)?的"
)
_WORN_ZH = deferred(
    r"(?:身穿|穿着|身着|穿了|一身|一袭|穿|披着?|[套裹罩]着)(?:一[件身袭套条])?"
    rf"([^{_STOP}的]{{0,8}}的?[^{_STOP}]{{1,10}})"
)
_CLOTH = deferred(r"的?(?:粗|细|薄|厚|旧|土|素)?(?:棉布|麻布|绸缎|丝绸|丝绒|呢子|[布呢麻绸缎绒棉纱丝锦罗]|)的?")
"""What may stand between a colour of one character and its garment: 灰布围裙, 青布长衫; elsewhere such a character is part of a word."""
_TURNED = tuple("发泛变褪织描镶烫洒缕滚绣鎏")
"""What a colour stands behind that a garment has come to: 洗得发白的牛仔外套 is no white jacket."""
_LONGEST = 6
"""Characters of what stands before a garment without a colour (快递员马甲); longer ones are a sentence."""

# --- English -------------------------------------------------------------------------------------------------------

_COLOURS_EN = (
    "black|white|red|blue|navy|green|olive|emerald|grey|gray|silver|brown|chestnut|auburn|blond|blonde|golden|pink|"
    "purple|yellow|beige|tan|cream|orange|burgundy|crimson|scarlet|teal|turquoise|ivory|khaki|maroon|dark|light|pale|"
    "charcoal|camel|lavender|violet|rust|copper|mustard|plum|peach|coral|lilac|indigo|sapphire|bronze|taupe|mauve|ruby|platinum|ginger|sandy|amber|gold|magenta|cyan|azure|cobalt|ochre|sepia|russet|fawn|slate|graphite|champagne|rose-pink|off-white|jet-black|snow-white|steel-grey|ash-grey|salt-and-pepper|"
    "bottle-green|forest-green|lime-green|sea-green|mint-green|sage-green|pea-green|apple-green|olive-green|emerald-green|sky-blue|royal-blue|powder-blue|baby-blue|ice-blue|midnight-blue|cornflower-blue|petrol-blue|electric-blue|"
    "blood-red|brick-red|cherry-red|wine-red|ruby-red|hot-pink|shocking-pink|salmon-pink|baby-pink|dusty-pink|lemon-yellow|canary-yellow|mustard-yellow|dove-grey|charcoal-grey|slate-grey|silver-grey|pearl-grey|oatmeal|ecru|bone|wine|aubergine|eggplant|fuchsia|vermilion|ox-blood|oxblood|light-coloured|light-colored|dark-coloured|dark-colored|pale-coloured|brightly-coloured|multicoloured|multicolored"
)
_COLOUR_WORDS = frozenset(_COLOURS_EN.split("|"))
_SHADES = frozenset(("dark", "light", "pale"))
_KINDS_EN = (
    "long|short|curly|straight|wavy|messy|cropped|shaved|braided|tousled|bleached|dyed|frizzy|greasy|wild|matted|slicked-back|slicked|thinning|receding|shoulder-length|chin-length|waist-length|close-cropped|"
    "windblown|windswept|spiky|spiked|feathered|permed|unkempt|untidy|lank|stringy|bushy|silky|glossy|sleek|flowing|loose|shaggy|floppy|scruffy|dishevelled|disheveled|plaited|crimped|combed-back|swept-back|pinned-up|tied-back|"
    "sun-bleached|fluffy|natural|kinky|coarse|wiry"
)
_COLOUR_EN, _KIND_EN = lettered(_COLOURS_EN), lettered(_KINDS_EN)
_HAIR_EN = deferred(
    rf"\b((?:(?:{_COLOUR_EN})[\s-]?)+)?,?\s*((?:{_KIND_EN})"
    r"(?:,?\s(?:long|short|curly|straight|wavy))?)?,?\s*((?:(?:"
    rf"{_COLOUR_EN})[\s-]?)+)?\s*hair\b", re.I
)  # fmt: skip
_LOCKS_EN = deferred(
    rf"\b(?!gold braid\b)(?<!gold )(?P<colour>(?:(?:{_COLOUR_EN})[\s-]+)*)(?P<style>(?:(?:{_KIND_EN}|tight|loose|thick|thin|neat|high)\s+)*"
    r"(?:braids?|ponytail|pigtails|bun|dreadlocks|dreads|locs|cornrows|box braids|afro|mohawk|mullet|curls|ringlets|comb-over|quiff|pompadour|beehive|bouffant|pixie cut|bowl cut|pageboy|page[- ]boy(?= (?:cut|hair|bob|style))|buzz ?cut|crew ?cut|flat ?top|undercut|topknot|top ?knot|man ?bun|plaits?|bunches|chignon|updo|tonsure))\b"
    rf"|(?P<coloured>(?:(?:{_COLOUR_EN}|{_KIND_EN}|neat|blunt|side)[\s-]+)+)(?P<thing>perm|fringe|bangs|waves|mop|mane)\b"
    rf"|\b(?P<haired>(?:{_COLOUR_EN}|{_KIND_EN})(?:-(?:{_COLOUR_EN}))?)-haired\b|\b(?P<bald>(?<!worn )(?<!rubbed )(?<!going )(?<!its )(?<!their )bald(?:ing)?(?! (?:tyre|tire|patch|spot|lie|fact|eagle|hill|tread))|(?:clean-)?shav(?:ed|en) (?:head|scalp|skull)|(?:head|scalp|skull)(?: is)? (?:clean-)?shav(?:ed|en))\b"
    rf"|\b(?P<bob>(?:(?:{_COLOUR_EN}|{_KIND_EN}|sharp|sleek|neat|severe|blunt)[\s-]+)+(?:bob|crop))\b(?! (?:top|tops|field)\b)"
    r"|(?:^|\b(?:a|the|tall|young)\s+)(?P<noun>blonde?|redhead|brunette)\b"
    r"|(?:^|[,.;]\s+)(?P<shade>fair|sandy|ginger|mousy|grizzled|gr[ae]y(?:ing)?|raven|auburn|(?:(?:icy|platinum|strawberry|ash|dirty|honey|bottle|peroxide|bleached) )?blonde?)(?=\s*(?:[,.;]|$))",
    re.I,
)
_HAIR_SIGNS_EN = (
    "hair crop braid pony pigtail bun dread loc cornrow afro mohawk mullet curl ringlet comb quiff pompadour beehive bouffant cut boy top plait chignon updo tonsure "
    "perm fringe bangs waves mop mane gray grey bald shav bob blond redhead brunette fair sandy ginger mousy grizzled raven auburn".split()
)
"""Small letters of which a text about hair holds some, looked for before the patterns that know it."""
_NOUNS = {"blonde": "blonde", "blond": "blond", "redhead": "red", "brunette": "brown"}
_SEVERAL_EN = frozenset(("two", "three", "several"))
"""How many garments somebody has on over each other: two coats are layered coats."""
_NONE_EN = frozenset(("no", "without", "not"))
"""What says that somebody does not have on the thing behind it."""
_GARMENTS_EN = _any(*costume.GARMENTS_EN.values())
_GARMENTS_BY_LETTER_EN = lettered(_GARMENTS_EN)
_GARMENT_EN = deferred(
    r"\b(?:"
    + _GARMENTS_BY_LETTER_EN
    + r")(?:e?s)?\b(?!['’-]|\s+(?:rack|shop|store|pocket|sleeve|hanger|code|rehearsal|circle|pattern|maker|tree)s?\b)",
    re.I,
)
_GARMENT_NEXT_EN = deferred(rf"\s+(?:{_GARMENTS_BY_LETTER_EN})(?:e?s)?\b", re.I)
_SOMEBODYS_EN = deferred(
    "(?:father|mother|brother|sister|husband|wife|son|daughter|dad|mom|mum|uncle|aunt|grandfather|grandmother|boyfriend|girlfriend|man|woman|boy|girl|men|women|somebody|someone|else)['’]s"
)
"""Whose a garment is or was: no word for how it looks."""
_UNSEEN_EN = frozenset(
    "wrong same own other good best usual only favourite favorite second-best soaked drenched sodden sopping dripping rain-soaked wet damp".split()
)
"""Words before a garment that nobody sees (`the wrong shoes`), or that tell how it is for a while (a soaked cardigan)."""
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
    if tuft := _TUFT_ZH.search(text) or _ITEM_ZH.search(text):
        return _full(tuft["colour"]), ""
    if temples := _TEMPLES_ZH.search(text):
        return ("白色" if "白了" in temples[0] else "花白"), ""
    for match in _HAIR_ZH.finditer(text) if _HAIR_TELLING.search(text) else ():
        if _ROLLED_ZH.search(text[: match.end()]) and "发" not in text:
            continue
        cut = match[2] in _CUT_ZH and re.search("剪[了成着]?个?$", text[: match.start()]) is not None
        if not cut and (_UNDONE_ZH.search(text[: match.start()]) or _LET_DOWN_ZH.search(text)):
            continue
        if match[2] in BALD["zh"]:
            return NONE["zh"], match[2]
        if match[2] != "头发":
            behind = _SHADE_BEHIND_ZH.match(text, match.end())
            return _full(match[1] or (behind["colour"] if behind else "")), match[2]
    if "散发" in text and _UNBOUND_ZH.search(text):
        return "", "披散长发"
    coloured = _COLOURED_HAIR.search(text) if "发" in text else None
    if coloured and _LOOSE_ZH.search(text[: coloured.start()]):
        return None
    return (_full(coloured[1]), "") if coloured else None


_ROLLED_ZH = deferred(
    "(?:刨花|纸|报纸|画|信|树皮|木屑|铁皮|叶子?|烟|浪|水)[^，。；]{0,4}[卷打翻刨编拧](?:成|起|出|着)[^，。；]{0,3}[卷辫浪]子?$"
)
"""What things are made or blown into, in the words for hair: 刨花卷成小卷."""
_UNBOUND_ZH = deferred("(?:^|[衣裙袍头身面，、])散发(?=[，。；、！）]|$)", needs="散")
"""Hair that nobody has put up: 白衣散发."""
_LOOSE_ZH = deferred("[缕根绺假]的?$|[剪剃拔]下?一?[撮把]?$")
"""What stands before hair that is nobody's any more: 剪下一缕黑发."""
_LIKE_EN = deferred(r"\bhair the colou?r of (?:an? |the |old |wet |dirty |burnt )*(?P<like>[a-z]+)", re.I)
_HAIR_IS = deferred(r"\bhair(?:\s+(?:is|was|are|now|has been))?\s+(?P<told>[^,.;]+)", re.I)
_TURNED_EN = deferred(
    rf"\b(?:hair|curls|locks|braids?|plaits?|mane|ponytail)(?:,[^,.;]{{1,20}},(?=\s+(?:is|has|now|gone|was|had)\b))?\s+(?:(?:is|are|has|have|now|gone|turned|all|quite|almost|nearly|mostly|long since)\s+)*({_COLOURS_EN})\b(?!-)",
    re.I,
)
"""A colour behind the word for hair: `his curls white`, `hair gone grey`."""
_DONE = deferred(
    r"\b(?:cropped(?: short)?|shaved|braided|cut short|buzzed"
    r"|(?:slicked|tied|pulled|swept|scraped|combed|drawn|brushed|gathered|pinned|piled|put|twisted|coiled|bound|done|knotted|clipped)"
    r" (?:(?:loosely|tightly|neatly|hastily|severely|half) )?(?:up|back|high)(?! (?:in|into) an? \w+)"
    r"|(?:in|into) an? (?:(?:tight|loose|messy|high|low|neat|long)\s)?(?:bun|ponytail|braid|plait|knot|topknot|chignon|twist|pigtail|bob|crop|beehive|queue))\b",
    re.I,
)


def _hair_en(text: str) -> tuple[str, str] | None:
    """The hair before its noun, with what the words behind the noun add: `dark hair is tied back`."""
    if not any(map(text.lower().__contains__, _HAIR_SIGNS_EN)):
        return None
    if like := _LIKE_EN.search(text):
        return like["like"].lower(), ""
    found, behind = _hair_before(text), _HAIR_IS.search(text)
    done = _DONE.search(behind["told"]) if behind else None
    shade = (
        re.search(
            rf"\b(?:dyed|bleached|streaked|died)\s+(?:the\s+|an?\s+|bright\s+)*({_COLOURS_EN})\b", behind["told"], re.I
        )
        if behind
        else None
    ) or _TURNED_EN.search(text)
    if not done and not shade:
        return found
    colour, style = found or ("", "")
    how = re.sub(r"^in(?:to)? an? ", "", done[0].lower()) if done else ""
    return (shade[1].lower() if shade else colour), style or how


_NO_DOER = rf"(?!(?:{_COLOURS_EN}|{_KINDS_EN}|tight|loose|thick|thin|neat|high|low|soft|damp|wet|dry|big|small|tiny|fine|stiff|limp|dark|light|pale|bouncy|twin|two|her|his|their|its|in|with|and|or|of|no|has|wears|hair|year|old)\b)[a-z]+ "
_MOVES_EN = deferred(
    rf"(?:^|(?<=[.;!?] ))(?:(?:an?|the|some|one|a wisp of|a plume of|a thread of|a ribbon of) )?(?:(?:thin|thick|pale|dark|white|black|grey|blue) )?{_NO_DOER}"
    r"(?:curls|braids|plaits|bunches)(?=\s+(?:up|down|around|round|into|in|over|through|from|out|off|away|across|along|against|on|under|behind|about|at|towards?|between|itself|themselves|past|back|like|as|and|slowly|the|a|an|his|her|its|their|\w+ly)\b|\s*[.,;!?]?\s*$)",
    re.I,
)
"""What something does, in the words for hair: Water curls around their shoes."""
_OVER_EN = deferred(r"\bhairs? combed over\b", re.I)
"""`three hairs combed over`."""


def _hair_before(text: str) -> tuple[str, str] | None:
    text = _MOVES_EN.sub(" ", text)
    match = _HAIR_EN.search(text) if "hair" in text.lower() else None
    if match and any(match.groups()):
        return (match[1] or match[3] or "").strip().lower(), (match[2] or "").replace(",", "").lower()
    if _OVER_EN.search(text):
        return "", "combed-over"
    match = _LOCKS_EN.search(text)
    if not match:
        return None
    if match["style"]:
        return match["colour"].strip(" -").lower(), match["style"].lower()
    if match["coloured"]:
        words = re.split(r"[\s-]+", match["coloured"].strip(" -").lower())
        kinds = [word for word in words if word not in _COLOUR_WORDS]
        return " ".join(word for word in words if word in _COLOUR_WORDS), " ".join((*kinds, match["thing"].lower()))
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
    if match["shade"]:
        return match["shade"].lower(), ""
    return (_NOUNS[match["noun"].lower()], "")


def garments(text: str, language: str) -> list[tuple[str, str]]:
    """(colour, style) of every garment that a text names, in order; a part it leaves out is an empty string."""
    if Language.of(language).does("writing.han"):
        found = _GARMENT_ZH.finditer(text) if _GARMENT_SIGNS.search(text) and not _RAGS_ZH.search(text) else ()
        return list(dict.fromkeys(_garment_zh(text, match) for match in found)) or [*_otherwise_zh(text)]
    small = text.lower()
    there = _LETTERS.findall(small)
    named = _GARMENT_EN.finditer(text) if not _GARMENT_WORDS.isdisjoint(there) else ()
    every = [one for match in named if (one := _garment_en(text, match))]
    cloth = _CLOTH_EN.search(text) if every else None
    if cloth and cloth.start() < text.lower().find(every[0][1].split()[-1]):  # gray tweed, buttons her mackintosh
        every.insert(0, (cloth["colour"].strip().lower(), f"{cloth['cloth'].lower()} clothes"))
    if not every and not _OTHERWISE_EN.isdisjoint(there):
        clad = [word for word in _CLAD if word in small]
        every = [("", _CLAD[word]) for word in clad if re.search(rf"\b{word}\b", text, re.I)]
        every = every or [
            (one["colour"].strip().lower(), f"{one['cloth'].lower()} clothes") for one in _CLOTH_EN.finditer(text)
        ]
        mourning = _MOURNING_EN.search(text) if not every else None
        every = [((mourning["shade"] or "black").lower(), "mourning clothes")] if mourning else every
        guise = _GUISE_EN.search(text) if not every else None
        every = [("", f"{guise['who'].lower()}'s clothes")] if guise else every
        all_in = _ALL_IN.search(text) if not every else None
        every = [(all_in[1].lower(), "clothes")] if all_in else every
    return list(dict.fromkeys(every))


_OTHERWISE_SIGNS = frozenset("一服裙袍裤衣衫袄褂甲氅裘纱打装")
"""One of these stands in every such word."""


def _otherwise_zh(text: str) -> Iterator[tuple[str, str]]:
    """Clothes that no word of the lists names: rags, a colour alone, the last character of a long word."""
    if _OTHERWISE_SIGNS.isdisjoint(text):
        return
    if _RAGS_ZH.search(text):
        yield "", "褴褛衣衫"
    elif coloured := _ALL_IN_ZH.search(text):
        yield _full(coloured["colour"].removeprefix("素").removeprefix("通")), "衣服"
    elif uniform := _UNIFORM_ZH.search(text):
        yield (_full(uniform["colour"]) if uniform["colour"] else ""), uniform["what"]
    elif guise := _GUISE_ZH.search(text):
        yield "", f"{guise['who']}装束"
    elif ending := _ENDING_ZH.search(text):
        shade = re.match(rf"(?P<of>[^的]*的)?(?P<colour>{COLOUR})的?", ending["what"])
        style = (shade["of"] or "") + ending["what"][shade.end() :] if shade else ending["what"]
        yield (_full(shade["colour"]) if shade else ""), style.replace("的", "")


_GUISE_ZH = deferred(
    "(?:(?:^|[，、；（(\\s])(?:一身|作|像个?|似)?|一身|作|似)的?(?P<who>(?!一|.{0,6}[这那番精时刻新细怎乔如般样平浓淡自])[\u4e00-\u9fff]{2,6}?)的?(?:打扮|装束|装扮)(?=$|[，。；、）)\\s的])",
    needs="打装",
)
"""Clothes of which only is told whose kind they are: 商人打扮."""
_GUISE_EN = deferred(
    r"\b(?:dressed(?: up)?|disguised|got up|kitted out)\s+(?:as|like)\s+an?\s+(?P<who>(?:[a-z]+[ -])?[a-z]+)\b", re.I
)
"""The same: `dressed as a maid`."""


def begins_with_garment_en(text: str) -> bool:
    """Whether an English text goes on with a garment, so that the word before it means no person: `a waitress| uniform`."""
    return _GARMENT_NEXT_EN.match(text) is not None


def clothes(text: str, language: str) -> tuple[str, str] | None:
    """(colour, style) of the first garment that a text names, or None; a part it leaves out is an empty string."""
    found = next(iter(garments(text, language)), None)
    if found or not Language.of(language).does("writing.han"):
        return found
    match = _WORN_ZH.search(text)
    if not match or _WEARER_ZH.search(match[1]):
        return None
    colour = re.search(COLOUR, match[1])
    style = re.sub(rf"{COLOUR}|的", "", match[1])
    return (_full(colour[0]) if colour else "", style) if style else None


_WEARER_ZH = deferred("(?:人|男子|女子|汉子|男孩|女孩|小孩|青年|少年|姑娘|小伙子?|老头|老太)$")
"""Behind what is worn stands who wears it: 裹着血绷带的年轻人 has no garment of that name."""


_CLOTHS_EN = "lace|silk|velvet|satin|tweed|linen|leather|chiffon|taffeta|brocade|fur|wool|corduroy|cotton|muslin|crepe|sequins|tulle|homespun|buckskin"
_CLOTH_EN = deferred(
    rf"(?:^|[,;.]\s*|\b(?:in|wearing)\s+)(?P<colour>(?:(?:{_COLOURS_EN})[\s-]+)+)(?P<cloth>{_CLOTHS_EN})(?=\s*(?:[,;.]|$)|\s+(?:and|with|from)\b)",
    re.I,
)
"""Clothes of which only the cloth is told: `in sapphire velvet`, `45, black lace`."""
_MOURNING_EN = deferred(
    r"\b(?:in|wearing)\s+(?:full\s+|deep\s+|half\s+)?mourning\b|\bwidow['’]s\s+(?:weeds|black|(?P<shade>white))\b", re.I
)
_ALL_IN = deferred(
    rf"\b(?:dressed|clad)\s+(?:all\s+|entirely\s+)?in\s+({_COLOURS_EN})(?=\s+(?:from|and)\b|\s*[,.;]|$)", re.I
)
"""Clothes of which only the colour is told."""


_OCCASION_ZH = deferred(
    "^(?:(?:身上|自己|借来|租来|买来|新买来|换洗|干净|干爽|湿透|湿|干(?=[衣裤衫]|$))的?)+|^(?:出门|过年|过节|平时|上班|干活|压箱底|新买|刚买|最好|唯一|常穿|爱穿)(?:时|才|穿)*的"
)
"""What says when or why a garment is worn, which nobody sees."""


_TAKING_OFF_ZH = deferred(
    "^(?:(?:正在?|刚|还在)?[脱解](?:着|下|掉|了)?|(?P<does>[理整拉扯拢裹抻掸拍拽掖捋摸抚])(?:[了一]?(?P=does)|[紧好平]了?|了))"
)
"""What somebody does with a garment that they have on: 正在脱白大褂, 理了理大衣领子."""


def _garment_zh(text: str, garment: re.Match[str]) -> tuple[str, str]:
    """(colour, style) of a garment from the words before it: 黑色高定西装, 洗得发白的蓝棉袄, 快递员马甲, 红裙."""
    run = re.split(f"[{_STOP}]", text[max(0, garment.start() - 14) : garment.start()])[-1]
    worn = list(_WEARS.finditer(run))
    run = re.sub("^一?[件身袭套条领](?!上|[边材])", "", run[worn[-1].end() :]) if worn else run
    name = garment["long"] or _SHORT[garment["short"]]
    found = [
        match
        for match in _FAR.finditer(run)
        if (len(match[0]) > 1 or _CLOTH.fullmatch(run[match.end() :]) or _PATTERNED.match(run[match.end() :]))
        and run[: match.start()][-1:] not in _TURNED
    ]
    if len(found) > 1 and _PATTERNED.fullmatch(found[-1][0]) and _PATTERNED.match(run[found[-2].end() :]):
        found.pop()  # 黄格子衬衫 is a yellow one
    if found:
        return _full(found[-1][0]), _OCCASION_ZH.sub("", run[found[-1].end() :]).replace("的", "") + name
    if run.endswith("花"):
        return "花色", name
    told = _TAKING_OFF_ZH.sub("", _OCCASION_ZH.sub("", run)).replace("的", "")
    return "", (told if worn or len(told) <= _LONGEST else "") + name


_OF_HIS_EN = deferred(r"\s+of\s+(?:his|her|their)\b", re.I)
"""What stands behind a garment of somebody else: `the coat of her son`."""


def _garment_en(text: str, garment: re.Match[str]) -> tuple[str, str] | None:
    """(colour, style) of a garment from the words before it: `oversized red hoodie`; None for `they dress`, `follow suit`."""
    before = re.findall(r"[\w'’-]+", re.split(r"[,.;:()!?\n]", text[: garment.start()])[-1])
    if _OF_HIS_EN.match(text, garment.end()) or _GARMENT_NEXT_EN.match(text, garment.end()):
        return None  # a uniform cardigan is a cardigan
    told: list[str] = []
    named = {word.lower() for word in before if word[0].isupper()}
    while before and before[-1].lower() not in _BEFORE_EN and len(told) < 4:
        told.insert(0, before.pop().lower())
    if before and (before[-1].lower() in _NONE_EN or not (told or before[-1].lower() in _BEFORE_EN)):
        return None
    if any(word.startswith("follow") or word in ("they", "we", "you", "she", "he") for word in told):
        return None
    lent = max((at for at, word in enumerate(told) if word.endswith(("'s", "’s")) and word in named), default=-1)
    told = told[lent + 1 :]
    parts = [part for word in told for part in (word.split("-") if set(word.split("-")) <= _COLOUR_WORDS else [word])]
    colours = [part for part in parts if part in _COLOUR_WORDS or part.rpartition("-")[2] in _COLOUR_WORDS - _SHADES]
    if set(colours) <= _SHADES:
        colours = []
    owners = max((at for at, part in enumerate(parts) if _SOMEBODYS_EN.fullmatch(part)), default=-1)
    style = [part for part in parts[owners + 1 :] if part not in colours and part not in _UNSEEN_EN]
    style = ["layered", *style[1:]] if style[:1] and style[0] in _SEVERAL_EN else style
    return " ".join(colours), named_en(" ".join((*style, garment[0].lower())))


_PROPER_EN = deferred(
    r"\b(?:sunday|saturday|christmas|easter|halloween|hawaiian|panama|bermuda|victorian|edwardian|georgian|elizabethan|scottish|irish|english|british|french|italian|german|russian|spanish"
    r"|mexican|american|chinese|japanese|indian|persian|turkish|african|arab|norwegian|icelandic|aran|peruvian|harris|oxford|eton|nehru|mao|chanel|burberry|armani|gucci|nike|adidas|kevlar|lycra|gore-tex|velcro"
    r"|roman|greek|egyptian|viking|prussian|austrian|swiss|dutch|texan|cuban|moroccan|breton|tyrolean|wellington(?! boots?\b)|hessian(?= boots?\b))(?:['’]s)?(?=\s)"
)
"""Words before a garment that are written with a capital: Hawaiian shirt."""


def named_en(words: str) -> str:
    """Words of looks in small letters, with the capitals that they have anywhere: Hawaiian shirt, Sunday jacket."""
    return _PROPER_EN.sub(lambda found: found[0][0].upper() + found[0][1:], words)


def _full(colour: str) -> str:
    """黑 -> 黑色; words that need no 色 stay."""
    return colour if not colour or len(colour) > 1 else f"{colour}色"


def is_garment(name: str) -> bool:
    """Whether a name is nothing but something to wear: 黄雨衣, GREEN JACKET; no name of somebody by it (MAN IN THE GREEN JACKET)."""
    latin = name.isascii()
    pairs = garments(name.lower(), "en") if latin else garments(name, "zh")
    if len(pairs) != 1:
        return False
    words = re.sub(r"^(?:the|a|an) ", "", name.casefold())
    colour, style = (word.casefold() for word in pairs[0])
    if latin:
        return {*words.split()} == {*colour.split(), *style.split()} and len(words.split()) > 1
    return len(name) > 2 and words.replace("的", "") in (f"{colour}{style}", f"{colour.removesuffix('色')}{style}")


_PLAIN_CLOTH = deferred(
    r"cotton|linen|wool|woollen|woolen|sleeved|canvas|cloth|calico|nylon|polyester|flannel|tweed|corduroy|felt|burlap|hemp|heavy|light|thick|thin|old|worn|plain|faded|long|short|loose|tight|coarse|rough|and"
)
"""What a garment is made of, or how it is, where one calls it by less."""


def garment_of(style: str, language: str) -> str:
    """The garment that a style tells, by as few words as one calls it: diving suit of heavy canvas diving suit with a copper collar ring, 运动服 of 拉链运动服上衣; the style where none is known."""
    if Language.of(language).does("writing.han"):
        known = [found["long"] for found in _GARMENT_ZH.finditer(style) if found["long"]]
        uniform = re.search(r"(?<![的])[\u4e00-\u9fff]{2}[服装]$", style)
        sleeves = _SLEEVES_ZH.findall(style)
        return known[-1] if known else uniform[0] if uniform else sleeves[-1] if sleeves else style
    known = [worn for _, worn in garments(style, language)][:1]
    *_, kind, thing = ["", "", *known[0].split()] if known else ["", "", style]
    return f"{kind} {thing}" if kind and not _PLAIN_CLOTH.fullmatch(kind) else thing


def shade(text: str, language: str) -> tuple[str, str]:
    """(colour, rest) of a phrase for something that is worn: the colour that it begins with, or an empty string."""
    if Language.of(language).does("writing.han"):
        begins = re.match(rf"({COLOUR})的?(?=.)", text)
        return (_full(begins[1]), text[begins.end() :]) if begins else ("", text)
    begins = _BEGINS_EN.match(text)
    return (begins[1].strip().lower(), text[begins.end() :]) if begins else ("", text)


_ONE_EN = rf"(?:{_COLOURS_EN})(?:-(?:{_COLOURS_EN}))?"
_BEGINS_EN = deferred(rf"((?:{_ONE_EN}\s+(?:(?:and|or)\s+(?={_ONE_EN}\s+\w))?)+)(?=\w)", re.I)


def shades_apart(text: str) -> tuple[str, str]:
    """(its colours, the rest) of an English phrase, each in its order: `short grey-black hair` is grey-black, short hair."""
    words = text.split()
    shades = [one for one in words if all(part in _HUES for part in re.split("-", one.lower()) if part)]
    if len(shades) > 1 and " and " in text:
        return " and ".join(shades).lower(), " ".join(
            one for one in words if one not in shades and one.lower() != "and"
        )
    return " ".join(shades).lower(), " ".join(one for one in words if one not in shades)


_HUES = _COLOUR_WORDS | {"fair", "mousy", "raven", "grizzled", "red-brown", "jet"}


# --- What is worn or borne besides -----------------------------------------------------------------------------------

_MARKS_ZH = _any(*costume.MARKS_ZH.values())
_MARK_ZH = deferred(grouped(_MARKS_ZH.split("|")))
_COMMON = frozenset("子面头心明打身花字手带分风口红林跟领干高记海药封底断首直指草包青彩")
"""Characters in which words for garments, hair and marks end, and so many others that the one before them is asked for too."""
_TELLING_TOO = "多了 身着 一身 打扮 装束 装扮 出头 开外 挂零 有余 上下 半百 花甲 古稀 耄耋 芳龄 今年 现年".split()
_TELLING_TOO += [f"十{one}" for one in "一二三四五六七八九"] + [f"年{how}" for how in "方仅满逾过近约届"]
LONGEST_SIGN = 4
"""Characters before the end of a word for garments, hair or a mark among which its sign begins."""


def _signs(lists: Iterable[str], alone: str = "", too: Sequence[str] = ()) -> str:
    """A pattern for what the words of lists end in, and more signs: first any of their first characters, so that all others are passed over, then which it is."""
    ends = {
        word[-2:] if word[-1] in _COMMON else word[-1]
        for words in lists
        for word in (each.rstrip("了") for each in words.split("|"))
    }
    pairs = sorted(end for end in ends if len(end) > 1)
    alone = "".join(sorted(end for end in ends if len(end) == 1)) + alone
    begins = "".join(dict.fromkeys(pair[0] for pair in (*pairs, *too)))

    def either_of(words: list[str]) -> str:
        ends: dict[str, str] = {}
        for word in words:
            ends[word[1]] = ends.get(word[1], "") + word[0]
        return "|".join(f"{end}(?<=[{heads}]{end})" for end, heads in ends.items())

    return f"[{alone}{begins}](?:{'|'.join(filter(None, (either_of(pairs), f'(?<=[{alone}])', either_of([*too]))))})"


TELLING = deferred(
    _signs((_GARMENTS_ZH, _STYLES, _MARKS_ZH), "裙袍裤衣衫袄发男女少岁歲月穿披袭A-Za-z0-9", _TELLING_TOO)
)
"""A sign that every age, sex, garment, hair and mark has; any word in Latin letters has one too. Most Chinese clauses have none, and no pattern need be asked."""
_HAIR_TELLING = deferred(_signs((_STYLES,)))
"""The same of every style of hair."""
_MARKS_EN = _any(*costume.MARKS_EN.values())
_MARK_EN = deferred(
    r"\b(?:"
    + lettered(_MARKS_EN)
    + r")\b|\b(?:weathered|calloused|scarred|wrinkled|[a-z]+-stained|pale|blue|green|brown|hazel|dark|grey|gray|bandaged|weary|tired|sharp|bright|piercing|gnarled)"
    r"(?:,? \w+)? (?:hands?|eyes|fingers|cheeks|features)\b",
    re.I,
)
_LEADS_ZH = deferred(
    r"^(?:[他她](?:的)?)?(?:并|还|也|都|且|而且|正|总是?|常年|一直|永远)?(?:(?:上衣|胸前|衬衫|中山装)?的?口袋[上里]?[别插挂]着(?:[一两三]支)?|(?:脚上|靴子|鞋子?|头上)(?:却|竟|倒|还|都)?是(?:一[双顶])?|脚[踩蹬穿踏]着?(?:一双)?|头[戴顶]着?一?[顶只]?|[腰颈]?[系佩挂]着一?[条块根]?|[佩戴]着一?[副条块枚只顶双]?|戴一?[副条块枚只顶双]?|带着(?:[一两][个副条只])?|穿着?(?:一双)?|拄着|留着|长着一?[副张]?|是一?个(?=瞎|瘸|独))"
)
_LEADS_EN = deferred(
    r"^(?:and |with |leaning on |on (?=an? )|in |wearing |wears |has |have |his |her |their |a |an |the |all |pair of |also )+",
    re.I,
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
    "stooped": "stoop",
    "hunchbacked": "hunchback",
    "gap-toothed": "gap teeth",
    "bucktoothed": "buck teeth",
    "buck-toothed": "buck teeth",
    "cross-eyed": "crossed eyes",
    "pockmarked": "pockmarks",
    "bandaged": "bandages",
    "one-armed": "one arm",
    "one-legged": "one leg",
    "rotund": "round belly",
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


_HELD_ZH = deferred(
    "头?发[^，。]{0,8}[用拿被](?:一?[根条个支枚只])?(?P<what>[^，。用]{1,6}?)[夹别束绾扎挽系绑盘](?:着|住|起|成)",
    needs="发",
)
"""What hair is held with: 头发乱蓬蓬地用鲨鱼夹夹着."""


def telling_zh(clause: str) -> str:
    """The beginning of a Chinese clause that says what somebody has on them (鼻梁上架着金丝眼镜); empty where it says nothing of the kind."""
    clause = clause.strip()
    if _HELD_ZH.search(clause) or _RAGS_ZH.match(clause):
        return clause
    if not bearing.may_bear_zh(clause):
        return _bare_zh(clause) if TELLING.search(clause) else ""
    if bearing.state_zh(clause) or bearing.worn_zh(clause):
        return clause
    if bearing.begins_with_hair_zh(clause) and hair(clause, "zh") and not _ACTS_ZH.search(clause):
        return clause
    parts = bearing.parts_zh(clause)
    if not parts:
        return _bare_zh(clause)
    start = len(clause) - len(parts[1])
    acted = None if _LONG_SCAR_ZH.match(parts[1]) else _acted_zh(parts[1])
    told = clause[: start + acted.start()] if acted else clause
    ends = _heads_zh(told, start)
    return told[: max(ends)] if ends else ""


def _acted_zh(what: str) -> re.Match[str] | None:
    """Where in the words behind a verb of wearing somebody does something; not in those before the garment they end with (出门的棉袄)."""
    of = what.rfind("的")
    garment = of >= 0 and any(match.end() == len(what) for match in _GARMENT_ZH.finditer(what, of))
    return _ACTS_ZH.search(what, of if garment else 0)


def shade_zh(clause: str) -> str:
    """The coloured hair that a clause speaks of wherever in it (滑进|白头发|里), as written; empty where it speaks of none."""
    found = _COLOURED_HAIR.search(clause) if "发" in clause else None
    return "" if not found or _LOOSE_ZH.search(clause[: found.start()]) else found[0]


_LACKING_ZH = deferred(
    "缺了?[^，。]{1,5}?(?:小指|手指|指头|食指|中指|无名指|拇指|门牙|牙|耳朵|胳膊|手臂|腿)", needs="缺"
)
"""A part of the body that somebody lacks: 缺了半截的小指."""


def _heads_zh(told: str, start: int) -> list[int]:
    """Where the garments, hair and marks behind `start` end."""
    if not TELLING.search(told, max(start - LONGEST_SIGN, 0)):
        return []
    patterns = [_HAIR_ZH] if _HAIR_TELLING.search(told) else []
    patterns += [_COLOURED_HAIR] if "发" in told else []
    patterns += [_GARMENT_ZH] if _GARMENT_SIGNS.search(told) else []
    return [
        match.end()
        for pattern in (*patterns, _MARK_ZH, _LACKING_ZH)
        for match in pattern.finditer(told)
        if match.end() > start
    ]


_OF_ONES_ZH = deferred("[他她](?:的)?(?![们])|身上的?|头上的?|脚上的?|脸上的?|上身|下身|一身|一袭|一头|还|都|只")
"""What may stand before a garment of whoever a sentence is about."""
_SEVERED_ZH = deferred(
    "[掉飞丢扔碎断摔递给买晾挂摆放叠烧藏摊裁]|图[样纸]|料子|(?<!磊)落(?!魄)|没了|没有了|不见|洗(?!得)|[响声印店柜架盒匠底摊厂]|带子?[散松断]|脱|摘(?!下?了?没)|扒|撕|扯[下开断掉]|^(?:夹|堆|架)"
)
"""What is said of things that nobody has on."""
_LIES_ZH = deferred("[掉落飞丢扔碎摔](?!了?魄)|[放挂摆堆搁]在|^[^，]{1,6}[上里内]有|^里[面头]是")
_BEFALLEN_ZH = deferred("[^，]{0,3}被(?![^，]{0,2}[浸湿透淋染])")
"""What stands behind a thing that something is done with: 手枪瞬间被击飞."""
_SOAKED_ZH = deferred("[浸湿染沾滴流淌溅扑]")
_TOOLS_ZH = deferred("[剑刀枪杖拐包链]$|匕首|轮椅|烟[斗袋]|毛巾|钥匙|钢笔|警棍|酒?葫芦|哨子")
"""Marks that are also things by themselves; with words behind them they may lie anywhere."""


_DONE_TO_ZH = deferred(
    "^(?:正在?|又|还|继续|仍|低头|埋头)*(?:(?:演|玩|擦|熨|扛|敲|砸|买|卖|踢|烤|闻|盯|端详|欣赏|打量|修|拆)(?:着|起|了|完|好|开)?(?!得|[^，。]{0,5}的)"
    "|穿(?:鞋|袜子?|衣服)(?=$|[，。；])|(?:画|描|缝|洗|刷|晾|晒|织|绣|裁|量|数|补)(?:着|了|起|完|好)?[一那这两三几](?![^，。]{0,5}的))",
    needs="演玩擦熨扛敲砸买卖踢烤闻盯端欣打修拆画描缝洗刷晾晒织绣裁量数补穿",
)
"""How a clause begins in which something is done to a thing: 擦皮鞋, 缝着一件棉袄; nobody has it on. 洗得发白的外套 is worn."""


def is_done_to_zh(clause: str) -> bool:
    """Whether a Chinese clause begins with what somebody does to a thing, so that they need not have it on."""
    return _DONE_TO_ZH.match(clause) is not None


_ALSO_VERBS_EN = frozenset(
    "pumps boots slips ties limps masks veils cuffs belts caps rings hoods crowns sweats tops pants cords dresses robes cloaks coats suits casts clogs heels socks "
    "braces burns bobs braids plaits perms fringes bangs curls shades spurs slings bandages gloves scars bruises watches holsters bonnets buns habits harnesses stoops".split()
)
"""Words for what is worn, or for hair, that are also what somebody does: Rourke, panting, pumps."""


def is_deed_en(words: str) -> bool:
    """Whether one English word that could be worn can be what somebody does as well."""
    return words.lower() in _ALSO_VERBS_EN


def is_off_zh(clause: str) -> bool:
    """Whether a Chinese clause says of things that they lie, fall or are given, so that nobody has them on."""
    return _LIES_ZH.search(clause) is not None


def _bare_zh(clause: str) -> str:
    """A clause that begins with a garment, hair or a mark and says how it is (西装皱巴巴的, 领带松着), up to that; empty where it is another."""
    lead = 0
    while own := _OF_ONES_ZH.match(clause, lead):
        lead = own.end()
    ends = _heads_zh(clause[: lead + LONGEST_MARK["zh"]], lead)
    if not ends or clause.startswith(("的", "用", "拿")) or is_done_to_zh(clause):
        return ""
    end = min(ends)
    what, rest = clause[lead:end], clause[end:]
    if (
        (what[-2:-1] == "一" == rest[:1])  # 一瘸一拐: how somebody goes
        or re.search("[穿披换系戴套]上|[是有里放]|[留剩丢余落]下", what)
        or _ACTS_ZH.search(what)
        or _HANDLES_ZH.search(what)
        or _SEVERED_ZH.search(what[:-1])
        or _SOAKED_ZH.search(what)
    ):
        return ""
    if (
        len(rest) > LONGEST_MARK["zh"]
        or _SEVERED_ZH.search(_STILL_ON_ZH.sub("", rest)[:4])
        or _BEFALLEN_ZH.match(rest)
        or re.match("[上里内]有", rest)
        or (rest and _TOOLS_ZH.search(what))
    ) and not _PART_OF_ZH.match(rest):
        return ""
    more = max((at for at in _heads_zh(clause, end) if rest.startswith(("和", "配", "、", "加"))), default=end)
    return clause[lead:more]


_STILL_ON_ZH = deferred("(?:都|也)?(?:还没来得及|还没|没来得及|没顾上|顾不上)[摘脱解][下掉了]?$")
"""What says of a thing that it is still on: 头盔还没摘."""
_PART_OF_ZH = deferred("的?(?:带子|扣子|纽扣|领子|领口|袖子|袖口|下摆|拉链|衣角|肩带|裤腿|裙摆|衣襟)")
"""Part of what somebody has on, whatever befalls it: 背带裤的带子掉了一边."""
_LONG_SCAR_ZH = deferred("从[^，。]{1,6}到[^，。]{1,6}的[^，。]{0,3}[疤痕伤]", needs="疤痕伤")
_ACTS_ZH = deferred("[从往向把将给]|走|跑|坐|站|蹲|进|出|来|去|看|说|笑|躺|端|举|拿|握|靠|倚|推|拉|冲|蹦|跳|抬|转")
"""What somebody does; behind a telling it ends it."""


_HANDLES_ZH = deferred(
    "[按摁]|放[下回]|打开|关[掉上]|确认|查看|检查|包扎|处理|清洗|触碰|抚|怎么|知道|抖开|抖了|展开|铺开|叠|拧|攥|整理|观察|端详|打量|把玩|转动|摩挲|擦拭|收起|取下|卸下|摆弄|拨弄|[理整]了[理整]|解[下开]|撩|掏|甩|扶正|正了正|[拔挑掀揭拉拿抓握摸扯推扶举递接捧拎扛]|抱[起着住过]|上前|起身|转身|放下|戴上|摘"
)
"""What somebody does with a thing instead of having it on: 上前挑开盖头."""
_LACKS_ZH = deferred("独眼|单眼|瞎|失明|瘸|跛|断了|缺了|驼|一脸|满脸")
"""Marks that may have words behind them; elsewhere the thing ends the piece: no 盖头下的脸."""


_COUNTED_ZH = deferred(
    r"^(?:却|还是|依旧|仍是|那)*(?:[一那]?[双副块]|个(?=铁|铜|银|金|大|小|红|黑|白)|一[双副条枚只顶块个串道颗对件把朵根支圈]|[副条枚双顶])(?=[^的]{2})(?:的)?",
    needs="一副条枚双顶块个那",
)
"""How many of a thing somebody has: a pair of boots is boots."""
_CLOTHS_ZH = deferred("^[^的]{0,2}(?:黑布|白布|布条|纱布|绷带|石膏|毛巾|手帕|手绢)$")
"""What is wound around a part of the body, which must be said."""
_AS_ZH = deferred(
    r"(?:松[着了垮]|扯松|敞着|歪着|挂[在着歪]|垂[到在下]|架在|别在|歪|斜|结冰|开裂|发青|发黑|雪白|花白|锃亮|磨得|擦得|洗得|裂了|沾满|太大|反光|[推滑]到|压得|蒙着|全是|起了?雾|褪了?色|半[旧新])[^，。]{0,6}"
)
"""How a thing is that somebody has on: 工牌挂歪, 老花镜挂在胸前."""
_OTHERS_ZH = deferred("[他她它你我]|^[按捂捧抱擦抹扶摸]着?[住了着]|一[瘸跛拐]")
"""What says of a thing that it is somebody else's, or what is done to it: 按住他的伤口."""
_FIGURE_ZH = deferred(
    rf"(?:(?:身材|身形|身板|体型|体格|个子|个头|人|生得|长得)(?:也|很|又|还)?|(?:很|略|有[些点]|极|又)+)?(?P<build>{_any(costume.BUILDS_ZH)})(?:的身材|的身板|的个子)?"
    rf"|(?:[长生]着|[长生]得|一[张副双对]|同样?一?张|有着?一?[张双副])*(?P<face>{_any(costume.FACES_ZH)})"
)
"""All of a piece: a build, or a face."""


def _figure_zh(piece: str) -> str:
    """A build or a face that is all of a piece (身材瘦高, 长着一张方脸), as one says it beside other marks; empty where it is neither."""
    found = _FIGURE_ZH.fullmatch(piece.removesuffix("的")) if len(piece) <= LONGEST_MARK["zh"] else None
    if not found:
        return ""
    return found["face"] or (
        found["build"] if len(found["build"]) > 2 else f"身材{'偏' if len(found['build']) == 1 else ''}{found['build']}"
    )


_WHOEVER_ZH = deferred(
    "(?<=.)的(?:男人|女人|男子|女子|男生|女生|女孩子?|男孩子?|少年|少女|青年|年轻人|老人|老者|老头|妇人|汉子|姑娘|小伙子?|中年人)$",
    needs="的",
)
"""The noun for whoever has it on: 戴斗笠的女人."""


def _is_done_zh(told: str, start: int) -> bool:
    """Whether a piece does something with the thing at `start` or swings it (一拖鞋拍死大蟑螂), so that nobody is said to have it on."""
    swung = told.startswith("一") and told[1:2] not in _COUNTS_ZH
    return told in _NO_LOOK_ZH or swung or _HAPPENS_ZH.search(told[:start]) is not None


_COUNTS_ZH = frozenset("脸头身只道条双把副对枚串圈块嘴字顶个件朵缕撮层颗口")
_NO_LOOK_ZH = frozenset("鞋 鞋子 袜子 袜 单手环 双手环".split())
"""Things that everybody has on."""
_HAPPENS_ZH = deferred(
    "[合藏瞥扒抽拿取塞掏收递摔扔捡抢夺买卖偷送拆撕割晾找寻问说叫喊喝吃瞬被把将让使向往见抛踢咬抠刮]|出现|驱动|开启|打开|关上|放入|翻[找出开]|解(?!放)|[缠戴穿系绑]好|[：:]|的[^的]{1,4}的"
)
"""What before a thing says that somebody does something with it, or that it is somebody else's: 合上箱子瞬间黄金被手镯, 藏入背包."""
_AGAIN_ZH = deferred(r"^(?:指尖|手指|双手|[左右]手)?(.)了\1(?:自己的?)?|^[压拉扯](?:低了?|下来?|得低低的)")
"""What is done a little with a thing that somebody has on: 压了压头盔."""


_OF_THING_ZH = frozenset("的上里下后前和与")
"""What goes on with a thing behind a word for one: 帽子上的花; elsewhere somebody does something: 戴着老花镜修底片."""


_BEFORE_MARK_ZH = (
    deferred("^[正好稳紧](?=[^的]{0,4}(?:镜|帽|笠|盔|罩|面具|手套|头巾)$)"),
    deferred("^[他她]?(?:还|仍|都)?(?:(?:带|长|有)着|(?=缺))"),
    deferred("^[道条块片处颗粒](?=[^的]{0,3}[疤痕痣])"),
)
"""What stands before a mark and is no part of it, one behind the other: 戴正眼镜, 一张还带着青春痘的脸, 道刀疤."""


def _without(told: str, beside: Iterable[re.Pattern[str]]) -> str:
    """Words without what is found of some patterns, taken off one after the other."""
    for pattern in beside:
        told = pattern.sub("", told)
    return told


def _mark_zh(piece: str) -> str:
    """A piece without its verb of wearing, if it is a mark: 脚踩小白鞋 -> 小白鞋, 左脸有一道刀疤 -> 左脸上的刀疤."""
    piece = _WHOEVER_ZH.sub("", _AGAIN_ZH.sub("", piece.strip()))
    if state := bearing.state_zh(piece) or _figure_zh(piece):
        return state
    if piece.startswith(("用", "拿", "在", "往", "朝")) or is_done_to_zh(piece):
        return ""
    if _OTHERS_ZH.search(piece.lstrip("他她")):
        return ""
    parts = bearing.parts_zh(piece)
    if not parts and _HANDLES_ZH.search(piece) and not bearing.worn_zh(piece):
        return ""
    where, told = parts or ("", _LEADS_ZH.sub("", piece))
    if parts and not where and (inner := bearing.parts_zh(told)) and inner[0]:
        where, told = inner
    told = _COUNTED_ZH.sub("", told).removesuffix("的笑").removesuffix("的笑容")
    if not parts and _TOOLS_ZH.search(told) and re.match("[托执收持握提举抽拔挥亮掏摸]|手[执持握提]|抄起", told):
        return ""
    told = _without(told, _BEFORE_MARK_ZH)
    told = f"{where}上的{told}" if where and bearing.is_skin_zh(told) else told
    if where and _CLOTHS_ZH.search(told) and re.search("[围盖铺搭]", piece):
        return ""  # a barber's cloth
    told = f"{where}{'蒙' if '眼' in where else '缠'}着{told}" if where and _CLOTHS_ZH.search(told) else told
    if held := _HELD_ZH.search(piece):
        told = held["what"]
    told = _STILL_ON_ZH.sub("", told)
    found = list(_MARK_ZH.finditer(told)) if 0 < len(told) <= LONGEST_MARK["zh"] else []
    if found and not bearing.is_skin_zh(told) and _is_done_zh(told, found[-1].start()):
        return ""
    if found and found[-1].end() < len(told) and _AS_ZH.fullmatch(told, found[-1].end()):
        told = told[: found[-1].end()]
    fits = found and (found[-1].end() == len(told) or _LACKS_ZH.search(told))
    if not fits and (thing := bearing.worn_zh(piece)) and not hair(piece, "zh") and not garments(piece, "zh"):
        ends = found[-1].end() if found else len(told)
        return thing if not found or told[ends : ends + 1] in _OF_THING_ZH else told[:ends]
    return _BORNE.get(told, told) if fits and not hair(told, "zh") and not garments(told, "zh") else ""


_NO_DOING = r"(?!thing|hearing|reading|wedding|earring|engagement|string|ring|king|wing|lightning|clothing|stocking|riding|walking|hiking|swimming|running|boxing|welding)"
"""Words in -ing that are no doing."""


_HOW = deferred(
    r"(?:\s+(?:on|over|across|around|round|in|of|up|down|still|half|askew|loose|backwards?|sideways|under|above|below|along|is|and|low|high|brim|peak)\b.*|\s+(?:\w+ed|held|worn|torn|split|bound|tied)\b.*|-\w+|\s+(?:don['’]t|do not) match"
    r"|\s+(?:hands?|fingers|eyes|cheeks?|features|face|arms?|legs?|knuckles|head|wrists?|knees?|ankles?|foot|feet|shoulders?|neck|jaw|chin|forehead|elbows?)(?:\s.*)?)?"
)
"""What may stand behind a mark: where and how it is; no `veil tears free`."""


_GAP_EN = deferred(r"\bgaps? (?:in|between) (?:his|her|the)(?: front)? teeth\b", re.I)


_HUNG_EN = deferred(
    r"^(?:(?:an?|the)\s+)?(?P<what>(?!something\b|[\w’'-]+ing\b|(?:[\w’'-]+\s+)+(?:tighten|clos|press|runn|mov|slid)ing\b)(?!(?:\w+\s+)?(?:hand|arm|knife|blade|gun|sword|razor|pistol|rope|noose|breath|mouth|tear|kiss|drop|bead|pulse|vein|chill|grip|leash|phone|receiver|handset|telephone|fist|foot)\b)(?:(?!with\b)[\w’'-]+\s+){0,3}?[\w’'-]+(?:\s+on\s+an?\s+\w+)?)\s+"
    r"(?P<at>in|on|round|around|about|at|through|behind|between|(?P<fast>(?:cuffed|handcuffed|chained|strapped|clipped|pinned|tied|taped) to|slung (?:over|across)))\s+(?:his|her|the|one|both|each)\s+"
    r"(?P<place>lapel|neck|buttonhole|wrist|finger|throat|hair|ears?|teeth|mouth|lips|(?(fast)(?:shoulder|chest|back|thigh|collar)|(?!)))$"
)
"""What hangs on somebody, whatever it is: `a carnation in his lapel`, `an iron key on a string round his neck`."""


_HUNG_IN_EN = deferred(
    rf"(?:^|(?<=[,;]))\s*(?:and\s+)?{_HUNG_EN.pattern.removeprefix('^').removesuffix('$')}(?=\s*(?:[,;.]|$))", re.I
)


def _hung(match: re.Match[str]) -> str:
    """What hangs on somebody as one word, so that it stays together: `_carnation_in_the_lapel`."""
    return re.sub(r"\s+", "_", f"_{match['what'].removesuffix(' still')} {match['at']} the {match['place']}".lower())


_ANYBODY_EN = deferred(
    r"(?<=ed|ld|ly|ue)\s(?:slip(?: of a (?:thing|girl|boy))?|man|woman|boy|girl|guy|lady|gentleman|fellow|figure|kid|youth|stranger)$"
)
"""Who has a mark: `a bearded man`."""


_BESIDE_MARK_EN = tuple(
    deferred(words)
    for words in (
        r"\s(?:don['’]t|do not) match$|^own\s",
        rf"^{_SOMEBODYS_EN.pattern}\s",
        rf"^(?:{'|'.join(sorted(_UNSEEN_EN))})\s",
        r"(?s:(?:\s(?:is|are|hangs?)\s(?!an?\s)|\s(?:that|which|who|she|he|they|when|while|where|whenever|like|as big as|the size of)\s).*)",
        r"^(?:crossed|marked|split|puckered|scarred) (?:by|with) (?:an? )?",
        r"\s(?:up|off|down|back|on|still|now|again|(?:a?round|on|in|at|over) (?:it|him|them))$",
        rf"\s(?:down |up )?to the (?:{bearing.BODY_EN}|floor|ground)$",
        rf"(?s:\s{_NO_DOING}\w+ing\b.*)",
        r"(?<=\b(?:man|boy))\sof\b.*$|(?<=woman)\sof\b.*$|(?<=girl)\sof\b.*$",
    )
)
"""What stands beside a mark and is no part of it, taken off one after the other."""
_PREGNANT_EN = deferred(r"^(?:[\w-]+ )+months pregnant$")
_MARKED_PART_EN = deferred(
    rf"^(?:one )?((?:left |right )?(?:{bearing.BODY_EN})) (tattooed|scarred|bandaged|taped|stained|calloused|callused)$"
)


def _mark_en(piece: str) -> str:
    """A piece without its verb of wearing and what it is doing, if it is a mark: `weathered hands clutching a brown envelope`."""
    if _MARK_WORDS.isdisjoint(_LETTERS.findall(piece.lower())):
        return ""
    told = _LEADS_EN.sub("", " ".join(piece.split()).strip(" -–—'\"")).lower()
    told = _ANYBODY_EN.sub("", _without(told, _BESIDE_MARK_EN).strip())
    told = _MARKED_PART_EN.sub(r"\2 \1", _PREGNANT_EN.sub("pregnant", told))
    build = told.split()[0] if len(told.split()) == 2 and told.split()[0] in _BUILDS else ""
    if build:
        return _noun(build)
    found = list(_MARK_EN.finditer(told)) if 0 < len(told.split()) <= LONGEST_MARK["en"] else []
    if not found or not _HOW.fullmatch(told[found[-1].end() :]):
        return ""
    if re.match(rf"{_NO_DOING}\w+ing\b", told) or re.search(r"\b(?:her|his|at|to|from|into|the)\b", told):
        return ""
    if told in _ONE_OF_TWO:
        return ""
    return "" if hair(told, "en") or _GARMENT_EN.search(told) else _noun(told)


_ONE_OF_TWO = frozenset(
    "shoe boot glove sock stocking slipper sandal sneaker trainer heel mitten earring loafer clog".split()
)
"""One of a pair, of which nothing is told: `lands on his shoe`."""


_BORNE = {"瞎子": "双目失明", "瘸子": "瘸腿", "独眼": "独眼戴眼罩"}
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
    if parted := re.fullmatch(r"(?P<how>[\w-]+)-(?P<part>beard|face)(?:e?d)", mark):
        return f"{parted['how']} {parted['part']}"
    instead = _INSTEAD.fullmatch(mark)
    return f"prosthetic {instead['where']}" if instead else _MARKED.get(mark, mark)


def marks(text: str, language: str) -> tuple[str, ...]:
    """Shoes, hats, glasses, scars and whatever else of the kind a description names, in its words, each once."""
    found: dict[str, None] = {}
    pieces, mark = (_PIECES_ZH, _mark_zh) if Language.of(language).does("writing.han") else (_PIECES_EN, _mark_en)
    whole = bearing.ON_ZH.sub(r"\g<where>上", text) if pieces is _PIECES_ZH else _whole_en(text)
    for piece in pieces.split(whole):
        told = piece.strip(" _").replace("_", " ") if "_" in piece else mark(piece)
        if told:
            found.setdefault(told)
    return tuple(found)


_UNDER_EN = deferred(r"\bhair (?:is )?(?:under|in|tucked into|caught in) an? (?P<what>net)\b", re.I)


_PLASTER = deferred(r"(?:\bplaster )?\bcast$", re.I)
"""What is no cast of a play."""
_WHOLE_EN: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (bearing.HURT_EN, bearing.hurt),
    (bearing.SMEARED_EN, lambda match: f"{match['what']} on the {match['part']}".lower()),
    (bearing.SKIN_EN, lambda match: f"{match['what']} {match['at']} the {match['part']}".lower()),
    (bearing.MARRED_EN, lambda match: f"{match['what']} across the {match['part']}".lower()),
    (bearing.WRAPPED_EN, lambda match: f"{match['what']} around_the_shoulders".lower()),
    (bearing.DRESSED_IN_EN, bearing.dressed),
    (bearing.BOUND_EN, lambda match: f"{match['part']} {match['how']} in {match['in']}".lower()),
    (bearing.LOST_EN, bearing.lost),
    (bearing.CARRIED_EN, lambda match: f"{match['what']} {match['at']} the {match['place']}".lower()),
    (
        bearing.DRESSED_EN,
        lambda match: f"{_PLASTER.sub('plaster cast', match['what'])} {match['at']} the {match['place']}".lower(),
    ),
    (bearing.DRAGGED_EN, lambda match: f"lame {re.sub('lame |useless |stiff |bad ', '', match['part'].lower())}"),
)
"""What several words tell together, and how one says it as a mark."""
_HUNG_AT_EN = frozenset(
    "lapel neck buttonhole wrist finger throat hair ear ears teeth mouth lips shoulder chest back thigh collar".split()
)
"""One of these ends what hangs on somebody."""


def _whole_en(text: str) -> str:
    """A text in which what several words tell together stands as one word between commas."""
    there = bearing.words_en(text)
    for pattern, mark in _WHOLE_EN:
        if not bearing.SIGNS_EN[pattern].isdisjoint(there):
            text = pattern.sub(lambda match, mark=mark: f",_{mark(match).replace(' ', '_')},", text)  # type: ignore[misc]
    text = _UNDER_EN.sub(r"hair, hair \g<what>", text) if "net" in there else text
    text = _GAP_EN.sub("gap teeth", text) if not there.isdisjoint(("gap", "gaps")) else text
    return _HUNG_IN_EN.sub(_hung, text) if not _HUNG_AT_EN.isdisjoint(there) else text


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
_OTHERWISE_EN = frozenset((*_CLAD, *_CLOTHS_EN.split("|"), *"mourning widow dressed disguised got kitted clad".split()))
"""One of these stands in every English text that tells clothes without a word for a garment."""


def in_colour(name: str, language: str) -> tuple[str, str] | None:
    """Clothes of which a name tells the colour or nothing but the kind: `woman in red`, `black-clad man`."""
    if Language.of(language).does("writing.han"):
        return None
    match = _IN_COLOUR.search(name.strip())
    return ((match["behind"] or match["before"]).lower(), "clothes") if match else None


def _alone(word: str) -> str:
    """A word without what must or may not stand beside it."""
    return word.rpartition(")")[2] if word.startswith("(?") else word.partition("(?")[0]


def _last_words(*lists: str) -> set[str]:
    """The last word of each alternative, with and without a letter that may be left out."""
    spelled = [
        each
        for words in lists
        for word in map(_alone, words.split("|"))
        for each in (word.replace("?", ""), re.sub(".[?]", "", word))
    ]
    return {found[-1] for word in spelled if (found := re.findall("[a-z]+", word))}


_LETTERS = deferred("[a-z]+")
_GARMENT_WORDS = frozenset(word + end for word in _last_words(_GARMENTS_EN) for end in ("", "s", "es"))
"""The last words of garments."""
_MARK_WORDS = frozenset(
    _last_words(_MARKS_EN)
    | {"hand", "hands", "eye", "eyes", "finger", "fingers", "cheek", "cheeks", "feature", "features"}
    | {part for build in _BUILDS for part in build.split("-")}
)
"""The last words of marks, and the words of builds."""
_SIGNS_EN = frozenset(
    _last_words(_MARKS_EN, _KINDS_EN)
    | _GARMENT_WORDS
    | {part for word in NUMBERS for part in word.split("-")}
    | set(map(str, range(10)))
    | set(_CLAD)
    | set(_CLOTHS_EN.split("|"))
    | set(
        "lost sleeve hook stump claw peg lost ear ears tooth teeth star medal medals ribbons rosette radio walkie talkie pistol revolver gun knife dagger sword rifle shotgun quiver bow guitar keys torch flashlight lantern canteen whistle camera binoculars parrot useless limp lifeless withered lame missing gone wooden drags dragging bound wrapped swathed widow mourning weeds blanket blankets towel sheet quilt duvet oil flour mud paint soot ink grease dirt chalk ash sawdust plaster blood split torn bandaged swollen bruised bloody bloodied scraped grazed stitched sling splint bob half naked eyed hand hands eye eyes finger fingers cheek cheeks features hair haired braid braids ponytail pigtails bun dreadlocks dreads afro mohawk curls cut buzzcut crewcut topknot bald balding "
        "blonde blond redhead brunette dressed clad wear wears wearing dress male female m f man woman boy girl lady gentleman kid child teenager guy fellow youth figure stranger person baby toddler "
        "infant brothers sisters boys girls men women twins siblings teenagers both identical beard tall short slim thin fat suit coat pretty handsome beautiful year years old young age aged teen teens "
        "teenage teenaged adolescent twenties thirties forties fifties sixties seventies eighties nineties something ish".split()
    )
)
_WORDS_EN = deferred("[a-z]+|[0-9]|[\u3400-\u9fff]")


def is_of_looks(word: str) -> bool:
    """Whether a word in small letters is one of age, sex, hair, clothes or marks: hands, boots, but no `drops`."""
    return word in _SIGNS_EN


@lru_cache(256)
def may_tell_en(text: str) -> bool:
    """Whether an English text has a word without which nothing in it tells age, sex, hair, clothes or marks of somebody."""
    words = _WORDS_EN.findall(text.lower())
    return not _SIGNS_EN.isdisjoint(words) or (not text.isascii() and any(word > "z" for word in words))


_COMMON_EN = frozenset("up back over set".split())
"""Signs that most texts have for something else: they end a word for hair or a mark behind another alone, up behind pinned, over behind comb."""


@cache
def _before_common_en() -> dict[str, set[str]]:
    """The words behind which each of them does."""
    spelled = [re.findall("[a-z]+", _alone(word)) for word in "|".join((_MARKS_EN, _KINDS_EN, _GARMENTS_EN)).split("|")]
    return {last: {words[-2] for words in spelled if words[-1:] == [last]} for last in _COMMON_EN}


@lru_cache(256)
def tells_en(text: str) -> bool:
    """The same, where a common word alone is no sign: `stands up` tells nothing of anybody. For whole texts and sentences, in which what stands before it is there too."""
    words = _WORDS_EN.findall(text.lower())
    signs = _SIGNS_EN.intersection(words)
    if signs <= _COMMON_EN and (text.isascii() or not any(word > "z" for word in words)):
        return any(not _before_common_en()[sign].isdisjoint(words) for sign in signs)
    return True
