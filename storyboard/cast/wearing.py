"""How the things that somebody wears and bears become one look: what is worn first, then what belongs to the body, each with its own verb.

`布长衫、戴圆框眼镜、围红围巾、左脸有刀疤`, `suit, round glasses, red scarf and a lanky build`: a look goes on with 穿 or `in the` before it, so that what
is put on over clothes needs no verb of its own.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from storyboard.cast import bearing, costume
from storyboard.languages import Language
from storyboard.patterns import deferred

_PUT_ON = frozenset(("穿", ""))
"""Verbs that what is worn goes without, for the look has 穿 before it."""
_CLOAKS_ZH = deferred(r"(?:披风|斗篷|大氅|鹤氅|氅|披肩|披巾|蓑衣|雨披|狐裘|貂裘|貂|军大衣)$")
_APRONS_ZH = deferred(r"(?:围裙|围兜|腰封)$")
_ON_BODY_ZH = deferred(rf"(?P<where>{bearing.BODY_ZH}|胸)(?P<on>上)?(?:的)?(?P<what>.+)")
_WITH_VERB_ZH = deferred("^[只还]?[簪插悬挂系戴别缠蒙裹绑架佩围披留绾贴罩扎涂箍盖挎背](?!有)")
_EDGES = tuple("角尾梢边口上间后")
"""What the word for a place on the body ends with that needs no 上."""
_BARE_EN = deferred(
    r"(?:an?|the|no|one|two|three|several|his|her)\s.*|.*(?:[^s]s|teeth|feet|hair|stubble|acne|henna|skin|rosacea|make-?up|lipstick|mascara|paint|bruising)",
)
"""What takes no article: plurals and what cannot be counted."""


def together(style: str, marks: Iterable[str], language: str, most: int = 0) -> str:
    """A style of clothes with every mark that it does not hold yet, as one list that can be read; the last ones left out where it would pass `most` characters (0: no limit)."""
    han = Language.of(language).does("writing.han")
    join, is_body = (_list_zh, _is_body_zh) if han else (_list_en, _is_body_en)
    kept: list[str] = []
    worn = {_head(piece) for piece in re.split("、" if han else r", | and | with ", style) if piece}
    for mark in marks:
        if mark.startswith(f"{style} ") or (mark.startswith(style) and han) or mark.endswith(f" {style}"):
            style = mark
        elif (
            mark not in style and _head(mark) not in {*worn, *map(_head, kept)} and not any(mark in one for one in kept)
        ):
            longer = [*kept, mark]
            kept = kept if most and len(join(style, _sorted(longer, is_body))) > most else longer
    return join(style, _sorted(kept, is_body))


_OVER = deferred(r"(?:围裙|围兜|斗篷|披风|大氅|鹤氅|蓑衣)$|\b(?:aprons?|bib|cloak|cape)$", re.I)
"""What nobody wears alone."""
_CLOAKS = deferred(r"(?:斗篷|披风|大氅|鹤氅|蓑衣)$|\b(?:cloak|cape)$", re.I)


def is_cloak(garment: str) -> bool:
    """Whether a garment is thrown over whatever somebody wears, who wears no shirt for work under it."""
    return _CLOAKS.search(garment) is not None


def needs_more(garment: str) -> bool:
    """Whether a garment is never all that somebody wears: an apron."""
    return _OVER.search(garment) is not None


def over(usual: tuple[str, str], worn: tuple[str, str], language: str) -> tuple[str, str] | None:
    """Colour and style of clothes with an apron over them: (蓝色, 衬衫、系白围裙); None where what is worn is enough by itself."""
    if not _OVER.search(worn[1]) or _OVER.search(usual[1]):
        return None
    mark = Language.of(language).word("writing.between").join(filter(None, worn))
    return usual[0], together(usual[1], [mark], language)


def listed(marks: Iterable[str], language: str) -> str:
    """Marks alone as one list: `戴老花镜、左脸上有刀疤`, `a white beard and reading glasses`."""
    han = Language.of(language).does("writing.han")
    worn, body = _sorted(marks, _is_body_zh if han else _is_body_en)
    every = [*map(_with_verb, worn), *map(_of_body_zh, body)] if han else [*worn, *map(_with_article, body)]
    return "、".join(every) if han else _and(every)


def _head(mark: str) -> str:
    """The thing that a mark is: shoes of `ruined shoes`, 雨靴 of 黄色雨靴."""
    if mark.isascii():
        return re.split(_PLACED_EN, mark)[0].split()[-1]
    return next((mark[at:] for at in range(len(mark)) if mark[at:] in _verbs()), mark)


_LEFT = deferred(
    r"^(?:同|一)样的|^相同的|^(?:the )?(?:same|identical) |^(?:只|仅)?剩(?:下|了)?(?:一?[顶件条身双副])?|^[^，。]{0,3}边(?:靠|倚|放|搁)着(?:一?[根副支条])?(?=拐|手杖)|^(?:an? )?widow(?:er)? with ",
    re.I,
)
"""What stands before the thing itself: 只剩一顶斗笠, 腿边靠着拐杖."""
_FILLED = deferred(r"\s+(?:stuffed|padded|packed|filled|lined)$", re.I)
"""What goes on with what it is filled with, which is not seen."""
_ONE_GLOVE = deferred(
    r"^(?:one|an?|his|her) (?P<what>(?:[\w-]+ ){0,3}(?:glove|mitten|gauntlet)) (?:half |still )?(?:raised|aloft|outstretched|extended|lifted|upraised|up|held (?:up|out|high)|in the air)$",
    re.I,
)
"""One of a pair of gloves as somebody holds it: one white glove raised. What they have on is the pair."""
_AT_WORK_ZH = deferred(r"(?<=[镜罩帽巾])[画看缝写读数织补修翻对算剪绣][\u4e00-\u9fff]{1,3}$")
"""What somebody does with a thing on: 戴着花镜画线."""
_NO_LOOK = deferred(
    "^(?:遮|盖|掩|挡)住|[手袖掌][^，]{0,2}(?:遮|盖|掩|挡)住|张开|摊开|翻[开动]|撑开|展开|^指[指着了向]|^拍拍|^摸摸|^看看|拆开|翻过|伸向|悬在|跪在|贴着?裤缝|啪|岁的|孩子|婴儿|捂[住着]|边靠着|^渍|^用|^干脆|[贴靠抵挨顶撞]着?[上在到向]?(?:[车窗门]|玻璃|墙|地|桌|镜)"
    r"|\b(?:a?round|over|at|under|past|behind|beside|against|into|across) their\b"
    r"|^(?:no|without|not)\s+(?!(?:[\w-]+ )?(?:teeth|hair|eyebrows|brows|beard|lashes|eyelashes|neck|chin)\b)"
)
"""What stands in no garment and no mark: a deed, or somebody else."""
_PUT_BY = deferred(r"\b(?:clicks?|snaps?|locks?|fastens?|shuts)\b[^.,;]{0,30}\b(?:a?round|on|over)\b", re.I)
"""Words of who puts a thing on somebody else: `clicks iron around one wrist`."""
_BAREFOOT = deferred(r"(?:no|without) (?:shoes|boots|socks|shoes (?:or|and) socks)", re.I)
"""What somebody has on their feet who has nothing on them."""
_HANGS_AT = deferred(r"\b(?:at|from|in|behind|under) (?:his|her|their|the) belt\b", re.I)


def tidied(value: str, quote: str) -> str:
    """A garment or a mark as it is told, without what is none of it; empty where nothing is left that could be seen on somebody. `quote`: the words that tell it."""
    colour, bar, style = value.rpartition("|")
    style = _AT_WORK_ZH.sub("", _FILLED.sub("", _LEFT.sub("", style)))
    style = "bare feet" if _BAREFOOT.fullmatch(style) else style
    glove = _ONE_GLOVE.match(style)
    style = f"{glove['what']}s" if glove else "plaster cast" if style == "cast" else style
    hung = style.endswith("belt") and _HANGS_AT.search(quote)
    if not style or hung or _NO_LOOK.search(style) or _PUT_BY.search(quote):
        return ""
    return f"{colour}{bar}{style}"


def without(style: str, state: str, language: str) -> str:
    """A style of clothes without the cloak or the apron that a state says is off: 窄袖襦裙 of 窄袖襦裙、披斗篷 and 已脱下斗篷."""
    off = _TAKEN.fullmatch(state)
    thing = next(filter(None, off.groups()), "") if off else ""
    pieces = re.split("、" if Language.of(language).does("writing.han") else r",? and |, ", style)
    kept = [piece for piece in pieces[1:] if not (thing and _OVER.search(piece) and piece.endswith(thing))]
    if not thing or len(kept) == len(pieces) - 1:
        return style
    return together(pieces[0], kept, language)


_TAKEN = re.compile(r"已脱下(.+)|(.+) off")


def alone(look: str, marks: Iterable[str], language: str) -> str:
    """The style that a look was made of with these marks; the look where it was not."""
    known = [*marks]
    ends = [at for at in range(1, len(look)) if look.startswith(("、", ",", " and ", " with "), at)]
    return next((look[:at] for at in ends if together(look[:at], known, language) == look), look)


def is_of_body(mark: str, language: str) -> bool:
    """Whether a mark belongs to the body, so that it is there whatever somebody wears."""
    return (_is_body_zh if Language.of(language).does("writing.han") else _is_body_en)(mark)


def _sorted(marks: Iterable[str], is_body: Callable[[str], bool]) -> tuple[list[str], list[str]]:
    """What is worn and what belongs to the body."""
    every = [*marks]
    return [mark for mark in every if not is_body(mark)], [mark for mark in every if is_body(mark)]


def _list_zh(style: str, marks: tuple[list[str], list[str]]) -> str:
    worn, body = marks
    plain = [mark for mark in worn if _verb_zh(mark) in _PUT_ON]
    held = [_with_verb(mark) for mark in worn if mark not in plain]
    return "、".join((style, *plain, *held, *map(_of_body_zh, body)))


def _list_en(style: str, marks: tuple[list[str], list[str]]) -> str:
    worn, body = marks
    under, _, apron = style.rpartition(" and ") if worn and _OVER.search(style) else ("", "", style)
    return " with ".join(
        filter(None, (_and([*filter(None, (under, apron)), *worn]), _and([*map(_with_article, body)])))
    )


def _and(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def things(style: str) -> list[str]:
    """What an English style tells, one by one: `suit`, `round glasses`, `a lanky build` of `suit and round glasses with a lanky build`."""
    worn, _, body = style.rpartition(" with ")
    items = [item for item in re.split(_JOINED_EN, body) if item] if worn else []
    own = bool(items) and all(map(_is_body_en, items))
    return [*re.split(_JOINED_EN, worn), *items] if own else re.split(_JOINED_EN, style)


_HOW_EN = "flat|loose|wet|damp|dry|torn|worn|dirty|muddy|dusty|bloody|creased|crumpled|rumpled|open|undone|unbuttoned|soaked|faded|frayed|patched|ripped|stained|singed|scorched|shiny|stiff|tight|ragged"
"""How a garment is, behind another such word: a suit hanging loose and flat is one thing."""
_MORE_EN = "mouth|nose|chin|jaw|eyes|ears|cheeks|brow|forehead|neck|throat|shoulders|hands|wrists|fingers|knees|elbows"
"""Parts of a body that stand bare behind another, as what covers or marks both: a bandanna over nose and mouth, dirt on face and hands."""
_JOINED_EN = rf" and (?!(?:{_HOW_EN})(?: with |,|$)|(?:{_MORE_EN})(?: with | and (?!(?:{_MORE_EN})\b)|,|$))|, |、|; |；"


def _of_body_zh(mark: str) -> str:
    """左脸有刀疤, 额头上有疤, 留短须, 独眼: what belongs to the body, with its verb."""
    return _on_body(mark) or _with_verb(mark)


def _on_body(mark: str, verb: str = "有") -> str:
    """左脸有刀疤, 鬓上簪一支银簪, 左耳戴三枚耳钉: what a mark says of a place on the body, with its verb; empty where it names none."""
    on = _ON_BODY_ZH.fullmatch(mark)
    if not on or mark in _verbs() or _stated(mark):
        return ""
    place = f"{on['where']}{'' if on['where'].endswith(_EDGES) else '上'}"
    if _stated(on["what"]):
        return f"{on['where']}{on['what']}"
    if _WITH_VERB_ZH.search(on["what"]):
        return f"{place if on['on'] else on['where']}{on['what'].lstrip('只还')}"
    return f"{place}{verb}{on['what']}"


def _with_verb(mark: str) -> str:
    verb = _verb_zh(mark)
    if verb and (on := _on_body(mark, verb)):
        return on
    return mark if mark.startswith(verb) else f"{verb}{mark}"


def _with_article(mark: str) -> str:
    if _BARE_EN.fullmatch(re.split(_PLACED_EN, mark)[0]):
        return mark
    return f"{'an' if _VOWEL_EN.match(mark) else 'a'} {mark}"


_VOWEL_EN = re.compile(r"(?!use|uni|eu|one\b|one-)[aeiou]")
"""What takes `an`: no useless arm, no uniform."""
_BODY = frozenset(("留", "有", ""))
"""The verbs of what belongs to the body."""


def _is_body_zh(mark: str) -> bool:
    if _BARED_ZH.search(mark):
        return True
    garment = _APRONS_ZH.search(mark) or _CLOAKS_ZH.search(mark) or mark[-1:] in "衣裤裙袍衫袄褂甲服装"
    return not garment and (_known_zh(mark) in _BODY or (_known_zh(mark) is None and bool(_on_body(mark))))


def _verb_zh(mark: str) -> str:
    """The verb that a thing is worn with; empty where none stands before it (赤脚, 方脸)."""
    if _APRONS_ZH.search(mark):
        return "系"
    if _CLOAKS_ZH.search(mark):
        return "披"
    return _known_zh(mark) or ""


def _known_zh(mark: str) -> str | None:
    """The verb of the longest known word that a mark ends with; `穿` for garments, empty for what is a state, None of others."""
    verbs = _verbs()
    if _stated(mark):
        return ""
    known = next((mark[at:] for at in range(len(mark)) if mark[at:] in verbs), "")
    return verbs[known] if known else None


@cache
def _verbs() -> dict[str, str]:
    """Word -> verb."""
    worn = {word: verb for verb, words in costume.MARKS_ZH.items() for word in words.split()}
    bodies = {word: "" for words in (costume.FACES_ZH, costume.BUILDS_ZH) for word in words.split()}
    garments = {word: "穿" for words in costume.GARMENTS_ZH.values() for word in words.split()}
    return garments | worn | bodies


_LAME = (
    "跛",
    "瘸",
    "残废",
    "残疾",
    "失明",
    "萎缩",
    "不能动",
    "动不了",
    "动弹不得",
    "听使唤",
    "抬不起来",
    "使不上劲",
    "使不上力",
    "知觉",
    "断了",
    "没了",
    "空荡荡",
    "乌青",
    "青紫",
    "红肿",
    "肿胀",
    "淤青",
)
"""What a mark ends with that says how a part of the body is."""


def _stated(mark: str) -> bool:
    """Whether a mark is a state that holds its own verb: 缺了一颗门牙, 断了一指, 胡子拉碴."""
    return mark.endswith(_LAME) or mark.startswith(
        ("独", "缺", "断", "瞎", "瘸", "跛", "驼", "身材", "满脸", "一脸", "背着", "肿得")
    )


_PARTS_EN = frozenset(
    "build buttons patches trim nails lashes eyelashes eyelids throat temples knuckles forearm forearms palm palms toes thighs hips waist mole moles spot eyebrow eyebrows brow brows cheekbones chest stubble moustache freckles wrinkles complexion skin knee knees ankle ankles wrist wrists shoulder shoulders forehead lip lips neck thigh shin elbow elbows face eye eyes feet foot hand hands fingers finger cheek cheeks features skin teeth tooth belly nose stoop hunchback chin jaw arm leg beard ear ears".split()
)
_PLACED_EN = r"\s(?:across|on|over|down|along|under|from|of|in|at|above|through|around|round(?= (?:the|his|her|their|one|an?|both|each|it|left|right)\b)|up|like|that|running|between)\s"
"""What stands between a mark and where it is."""


_BARED_EN = deferred(r"^(?:left |right |one |both )?(?:foot|feet|legs?|arms?|head|chest|shoulders?) bare\b", re.I)
_BARED_ZH = deferred(r"^(?:[光赤裸]着?(?:双|两只)?[脚足膊臂腿]|打着?赤脚)")
"""A part of the body that nothing is on, however it is: left foot bare, 光脚冻得紫红."""


def _is_body_en(mark: str) -> bool:
    head = re.sub(r"\s(?:aloft|raised|outstretched)$", "", re.split(_PLACED_EN, mark)[0])
    if "missing" in mark.split() or _BARED_EN.search(mark):
        return True
    bound = re.match(r"(?:left |right )?(\w+) (?:bound|wrapped|swathed|bandaged) in\b", mark)
    return (
        head.split()[-1] in _PARTS_EN
        or (bound is not None and bound[1] in _PARTS_EN)
        or any(head == word or head.endswith(f" {word}") for word in _bodies_en())
    )


@cache
def _bodies_en() -> tuple[str, ...]:
    """The words for what belongs to the body, in the singular and in the plural."""
    words = [word for word in costume.MARKS_EN["body"].split("|") if word != "bun"]
    return tuple(dict.fromkeys(form for word in words for form in (word.replace("?", ""), word.replace("s?", ""))))
