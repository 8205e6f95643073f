"""The thing that an insert shows, in the script's own words."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from storyboard.datafiles import load
from storyboard.languages import Language
from storyboard.lettering import seen_words
from storyboard.patterns import deferred

_FILE = Path(__file__).parent / "things.toml"
SLUG = deferred(
    r"(?:大特写|近特写|特写|插入镜头|插入|\bINSERT\b|\b(?:EXTREME )?CLOSE[- ]?(?:UP)?(?: ON| OF|:| ?[-–—])|\bANGLE ON (?=THE\b)|\bECU\b(?: ON| OF)?)[】\]］〕）)：:，,\s—-]*(?P<rest>[^。！？!?\n]*)",
    re.I,
)
"""Words of the script that ask for a picture of a thing."""
LONGEST = {"zh": 12, "en": 6}
"""Han characters, or words, of what may be called a thing."""
BODY = (
    "手指",
    "手",
    "眼睛",
    "眼神",
    "嘴角",
    "眼泪",
    "脚步",
    "指节",
    "脸",
    "hand",
    "finger",
    "eye",
    "tear",
    "face",
    "lip",
    "wrist",
)
"""Things that belong to somebody's body."""
_BODILY = deferred(
    "|".join(
        rf"{word}(?![机表镯链帕套枪铐印提稿术])" if not word.isascii() else rf"\b{word}(?:tip)?s?\b" for word in BODY
    ),
    re.I,
)
NO_THINGS = deferred(
    r"补刀|盖子弹[开起出]|擦鞋|修鞋|鞋匠|鞋摊|鞋油|脚步声|[一两三几半首末]笔(?!筒)|最后一笔|铅笔盒|笔迹|笔画|笔触|笔挺|笔直|刀子嘴|刀光|枪声|枪手|信心|信任|相信|自信|迷信|信号|包围|包括|包裹着|书写|杯具|门路|手机号|\bkey (?:point|witness|to success)\b|\bring(?:s|ing)? (?:out|off|again)\b|(?<=phone )rings\b|(?<=bell )rings\b|(?<=alarm )rings\b|(?<=mobile )rings\b|(?:^|(?<=[Ii]t ))rings(?: and rings)*\b|(?<=\brain on the )glass\b|(?<=\brain against the )glass\b|\bletter of the law\b|\b(?:pure|perfect|high|low|long|single|wrong|musical|piano|clear|final|sour|clean|held|true|sweet|bum|bass|shrill|one) (?:\w+,? )?notes?\b(?! (?:on|in|from|pinned|taped|under|reads|says)\b)|\b(?:slips|rings|lights|locks|marks|pins)\s+(?:from|out|off|down|to|into|through|up|away)\b|\brings? of (?:empty|people|guards|faces|light|onlookers|floor|fire|men|soldiers|space|silence)\b"
    r"|\b(?:(?-i:[A-Z][A-Za-z-]+)|he|she|they|who)\s+(?:watches|hands|notes|seals|pens|cups|rings|eyes)\b|\b(?:tears?|tearing) (?:an?|the|it|off|open|up|in|at|down|away|out|him|her|his)\b|\bglass (?:cubicle|doors?|walls?|windows?|case|booth|partition|panels?|tower|ceiling)\b|\bwatch(?:es|ing)\s+(?:as|him|her|them|from|with|the)\b",
    re.I,
)
"""Words that hold a thing's and mean none."""
WEAK = frozenset(("血", "手里", "手中", "手心", "眼神", "嘴角", "脚步", "blood"))
_SHOWS = deferred(
    r"\b(?:reveal(?:s|ing)?|produc(?:es|ing)|(?:holds?|holding) (?:up|out)|(?:pull|tak|draw|slid|fish|lift|bring|flip|yank|whip|dig|hold|slip|peel|tug|tear|strip|roll|prop|turn)(?:es|s|e|ing)? (?:out|open|over|off|back|aside|up)|unwraps?|unzips?|unclasps?|unlatches|opens? (?:his|her|their) (?:palm|hand|fist)|brandish(?:es)?|flash(?:es)?|displays?|exposes?|unearths?|extracts?|retrieves?|hands? over|passes|offers?|thrusts?|finds?|picks? up|unfolds?|unfurls?|uncovers?|inside|reads)\b(?P<en>[^.;!?]{0,60})"
    r"|\b(?:takes?|pulls?|draws?|slides?|presses|lays?|sets|slaps|places|drops|turns|lifts|spreads|props|tosses|throws|pins|slips|tucks|puts|picks|plucks|pushes|smooths|tapes|fixes|drapes|wraps|dangles|holds)\b(?P<from>[^.;!?]{1,44}?)\b(?:from|out of|into|over|in|on|onto|across)\b"
    r"|(?:掏出|拿出|取出|抽出|摸出|抖出|倒出|亮出|甩出|拍出|抛[过出]|扔[过出给]|丢[过出给]|解下|摘下|褪下|拔下|扯下|撕[下开]|揭[下]|掀开|拉开|扒开|抱出|搬出|托起|捧起|拎起|提起|拈起|夹起|捏起|递给|交给|呈上|奉上|摊在|铺在|拍在|放在|搁在|摆在|甩在|扔在|落在|掉在|滚落|滑落|跌落|掉出|滚出|滑出|露出|现出|亮出|捧出|举起|递出|递上|展开|摊开|翻出|捡起|拾起|打开|揭开|翻过|塞给|按下|拨开|(?:盖|踩|压)住了?|(?:插|放|躺|摆|搁|刻|别|夹|藏|裹|挂)着)(?P<zh>[^。！？；]{0,24})",
    re.I,
)
"""A thing comes to light."""
_HAPPENS = deferred(
    r"\s*(?:[\w-]+\s+){0,2}?(?:falls?|drops?|slips?|rolls?|tips?|shatters?|snaps?|glows?|lands?|lies|hangs?|clatters?|flutters?|lights? up|lit|buzzes|stops?|ticks?|cracks?|burns?|spills?)\b"
    r"|(?:上|里|中|[^，。；]{0,3})(?:掉|落|滑|滚|摔|碎|震|亮|飘|裂|断|折|颤|晃|散|漂|浮|烧|燃|熄|灭|响|停|转|闪|跳|弹出|插着|刻着|写着|印着|叠得|摆在|停住|躺着|干干净净|空着)",
    re.I,
)
"""Right behind a thing: something happens to it, or it lies there to be seen."""
_LIES = deferred(
    r"(?:^|(?<=[.!?:;,]\s)|(?<=[.!?:;—–]))(?P<at>(?:on|in|under|inside|beneath|behind|around|across|at|over|between|against|among|near|next to|beside|tucked into|pinned to|taped to)\s+(?:the|an?|his|her|their|its|(?-i:[A-Z])[\w'’]*['’]s)\s+[\w'’-]+(?:\s+[\w'’-]+){0,4}?)\s*[:,—–]\s*"
    r"(?P<one>an?|the|one|two|three|his|her|their|its)\s+(?P<en>(?!(?:\w+\s+){0,3}(?:has|have|had|is|are|was|were)\b)(?!(?:\w+\s+){0,2}(?:m[ae]n|wom[ae]n|boys?|girls?|child(?:ren)?|guards?|figures?|crowd|people|couple|family|soldiers?)\b)[\w'’-]+(?:\s+[\w'’-]+){0,3}?(?:\s+of\s+[\w'’-]+(?:\s+[\w'’-]+){0,3}?)?)(?=\s*[.,;:]|\s+(?:with|in|on|that|which|wrapped|lying|lies|from|under|between|inside|catches|glints|gleams|hangs|sits|rests|still|and|reading)\b|\s*$)"
    r"|(?:^|(?<=[。！？\n△]))(?P<where>[\u3400-\u9fff]{1,8}(?:上|里|中|下|旁|边|内|间))，?(?:[\u3400-\u9fff]{0,3}(?:有|是|放|摆|躺|搁|压|夹|挂|插|贴|刻|写|印|露出|掉出|滚出)着?)?(?P<zh>[^。！？，]{2,14})",
    re.I,
)
"""A sentence that begins with a place and goes on with what is there: On the seat: a veil; 桌上，一封信."""
_OWN_PLACE = deferred(r"[他她它我你人男女]")
"""A place of somebody's, or somebody at it: no still life."""
_TURNED = deferred(r"(?:own )?(?:back|head|arms?|legs?|feet|foot|knees?|shoulders?|mouth|chin|voice|breath)\b", re.I)
"""How somebody holds themselves at a place, which is no thing that lies there: his back turned."""
_HELD = deferred(r"手(?:指)?(?:盖|按|捂|压|停|握|攥|抓|伸|抠|颤)")
_SIGN = deferred(
    r"(?:^|(?<=[.!?]\s)|\n|,\s)(?P<en>(?:an?|the|her|his|their|its)\s+(?:[\w'’-]+\s+){0,3}?[\w'’-]+)(?:\s+(?:reads?|says|shows?|displays?))?\s*[:,]?\s*(?:(?<=:)\s*|(?<=reads)\s*|(?<=says)\s*)(?:[\"“]|(?-i:[A-Z0-9]{2,}[A-Z0-9 :.,%-]{2,}))"
    r"|[\"“][^\"“”]+[\"”]\s+(?P<behind>sign|banner|poster|light|plaque|label|placard)\b"
    r"|(?:^|[，。；！？\n])(?P<zh>[^，。；！？\n“”]{1,8}?)(?:上)?(?:写着|写有|显示|印着|印有|刻着|亮着|弹出)(?:一[行个串][^，。“]{0,6})?[：:，]?[“「]",
    re.I,
)
"""A thing with words on it that are to be read: A counter: REPLY IN 22:00; 门牌上写着“…”."""
_SAYS_IT = deferred(r"\b(?:voices?|crowd|people|starts?|begins?|chants?|whispers?)\b", re.I)
"""In what would be a sign: the words are said, and nobody reads them."""
_HOW = deferred(r"[上里]?(?:歪歪扭扭|密密麻麻|端端正正|工工整整|清清楚楚|赫然|分明)地?$")
"""How the words stand on it: 纸上歪歪扭扭写着."""
_QUOTES = deferred(r"[“「『\"]([^“”「」『』\"]+)[”」』\"]")
_CAPITALS = deferred(r"(?<=[a-z]):\s+(?P<said>[A-Z0-9][A-Z0-9 :.,%'’-]{2,})(?![a-z])")
_BELOW = deferred(r"[:：]\n(?P<said>[^\n]{1,80})\s*\Z")
"""The line below words that ask for a picture and end in a colon."""
_LETTERS = deferred(r"^[：:，,\s—-]*(?:[^“「『\"⟦]{0,12}?)[：:]?\s*[“「『\"⟦]")
"""Behind words that ask for a picture: nothing but what is written on the thing, and perhaps who wrote it."""
_SENTENCE = deferred(r"(?<=[。！？])|(?<=[.!?])\s+|\n")
_OWN = deferred(r"的(手指|手|眼睛|眼|脸|嘴角|嘴|唇|背影|脚|肩|耳)(?!机|表|镯|套|枪|提)")
_ARTICLE = deferred(r"^(?:an?|the|his|her|their|its|my|your|[A-Z][\w'’ ]*['’]s)\s+", re.I)


@cache
def things(language: str) -> tuple[str, ...]:
    """Words for things, in `zh` or `en`."""
    both: dict[str, dict[str, list[str]]] = load(_FILE)
    return tuple(dict.fromkeys(word for row in both[language].values() for word in row))


@cache
def _only_shown(language: str) -> frozenset[str]:
    """Words for things that are worth a picture only where they are brought to light."""
    both: dict[str, dict[str, list[str]]] = load(_FILE)
    return frozenset(both[language]["shown"])


def handled(text: str, language: str) -> str:
    """The first thing of a text that a close-up is worth by itself; empty for those that somebody must bring to light."""
    found = _found(text, language)
    return thing_in(text, language) if found and found[0]["thing"].lower() not in _only_shown(language) else ""


def prop_of(text: str, language: str, before: str = "") -> str:
    """The thing that an action is about: behind the words that ask for its picture, else the first of the grammar's things.

    Where nothing but its letters is told (手机屏幕特写，小柯：“…”), the thing that carries them: named last, here or in the actions `before`.
    """
    asked = SLUG.search(text)
    if asked and _LETTERS.match(asked["rest"]):
        return (
            _right_behind(text, asked)
            or carrier(text[: asked.start()], language)
            or carrier(before, language)
            or thing_in(asked["rest"], language)
        )
    if asked and (said := _head(asked["rest"], language)):
        return said
    return thing_in(text, language) or (text if text in BODY else "")


def _right_behind(text: str, asked: re.Match[str]) -> str:
    """What a picture is asked of without a pause between (特写纸条：“…”); empty behind a pause, where whoever writes it may stand."""
    at = asked.start("rest")
    named = _NAMED.match(asked["rest"]) if text[at - 1 : at] in SLUG_ENDS else _ARTICLED.match(asked["rest"])
    thing = named[0].strip() if named else ""
    return f"the {thing.lower()}" if thing.isupper() and thing.isascii() else thing


SLUG_ENDS = ("写", "入", "头")
"""The last character of words that ask for a picture."""
_ARTICLED = deferred(r"\s*(?:(?:the|an?|his|her|their)\s+[\w'’ -]{2,24}|(?-i:[A-Z][A-Z'’ -]{2,24}))(?=:)", re.I)
"""The same in English: Close on the page: “…”, INSERT - TYPED PAGE: “…”."""
_NAMED = deferred(r"[\u3400-\u9fff]{1,6}(?=[，,：:“「\"])")


def carrier(text: str, language: str) -> str:
    """The thing that is named last in a text, with one right before it (手机屏幕); empty where none is."""
    found = [
        one
        for one in _things(language).finditer(_bare(text))
        if one["thing"].lower() not in WEAK and not of_a_body(one["thing"])
    ]
    if not found:
        return ""
    last = found[-1]
    if not Language.of(language).does("writing.han"):
        return thing_in(last[0], language)
    joined = len(found) > 1 and found[-2].end("thing") == last.start("thing")
    return f"{found[-2]['thing']}{last['thing']}" if joined else last["thing"]


def sign_of(text: str, language: str) -> str:
    """The thing on which an action has words to be read: a counter, 门牌; empty where it has none."""
    found = _SIGN.search(text)
    if not found or _SAYS_IT.search(found["en"] or ""):
        return ""
    said = (found["en"] or found["behind"] or found["zh"] or "").strip("△ ")
    if Language.of(language).does("writing.han"):
        bare = _HOW.sub("", re.sub(r"^(?:一[^一]|那|这)[个块张面只]?", "", said))
        named = carrier(text[: found.start()], language)
        return carrier(said, language) or (named if named.endswith(bare) else bare)
    bare = _ARTICLE.sub("", said).strip()
    return f"the {bare.lower() if bare.isupper() or bare.istitle() else bare}" if bare else ""


def read_on(text: str, language: str, before: str) -> str:
    """The thing that words to be read stand on, where an action has such words: one it names before them, else the one named last in the actions `before`."""
    letters = letters_of(text)
    at = text.find(letters[0]) if letters else -1
    return "" if at < 0 else carrier(text[:at], language) or carrier(_OVER.sub("", before), language)


_OVER = deferred(r"\s+over(?=[.,;]|\s*$)", re.I)
"""How a thing is turned: the strap over, behind which no thing would be found."""


def letters_of(text: str) -> tuple[str, ...]:
    """The words that stand on things in a text, verbatim, each once: quoted, or in capitals behind a colon (REPLY IN 22:00)."""
    quoted = seen_words(text)
    below = _BELOW.search(text)
    if below and not quoted and asks_for(text[: below.start("said")]):
        return (below["said"].strip(),)
    if quoted and (asked := SLUG.search(text)):
        behind = _QUOTES.findall(text[asked.start() :])
        return tuple(dict.fromkeys(behind)) or quoted
    return quoted or tuple(dict.fromkeys(found[1].strip(" .") for found in _CAPITALS.finditer(text)))


def nothing_but(letters: Sequence[str], text: str) -> bool:
    """Whether a text has words to be read, and no other."""
    if not letters:
        return False
    for words in letters:
        text = text.replace(words, "")
    return not any(map(str.isalnum, text))


def begins_so(text: str) -> bool:
    """Whether a text begins with the words that ask for the picture of a thing."""
    return SLUG.match(text.lstrip("△ \n【[（(")) is not None


def asks_for(text: str) -> bool:
    """Whether the script asks for the picture of a thing."""
    return SLUG.search(text) is not None


def thing_in(text: str, language: str) -> str:
    """The first thing of the text, with what stands right before it; a thing that others lie in or on is the last choice."""
    found = _found(text, language)
    if not found:
        return ""
    match = next((one for one in found if one["thing"].lower() not in WEAK), found[0])
    if Language.of(language).does("writing.han"):
        return match["thing"]
    beside = (one for one in found if one.start("thing") - match.end() == 1 and one.end() == one.end("thing"))
    joined = next(beside, None)  # the cane slips: what is said in the plural behind it is what it does
    said = f"{match[0]} {joined[0]}" if joined and not _ARTICLE.match(joined[0]) else match[0]  # a pill bottle
    sort = _OF_ALPHABET.match(text, match.end()) if match["thing"].lower() == "letter" else None
    said += sort[0] if sort else ""  # the letter N
    bare = _ARTICLE.sub("", re.sub(r"^.*\b(?=(?:his|her|their|its|my|your)\s)", "", said, flags=re.I)).strip()
    return f"the {bare.lower() if bare.isupper() or bare.istitle() else bare}"


_OF_ALPHABET = deferred(r"\s+[\"“*]*(?-i:[A-Z])(?![\w'’.])")
"""Behind the word letter: it is one of a sign, and none that is written to somebody."""


def comes_to_light(text: str, language: str) -> str:
    """The sentence of an action in which somebody brings a thing to light, or that is about a thing alone; empty where none is."""
    sentences = [one for one in _SENTENCE.split(text) if one.strip()]
    for sentence in reversed(sentences):
        for shows in _SHOWS.finditer(sentence):
            rest = shows["en"] or shows["from"] or shows["zh"] or ""
            if rest and (told := _telling(rest, language)):
                return rest[told[0].start() :]
        for one in _telling(sentence, language):
            if _HAPPENS.match(sentence, one.end()):
                return one[0]
        if _HELD.search(sentence):
            return BODY[1]
    return sentences[-1] if len(sentences) > 1 and about_a_thing(sentences[-1], language) else ""


def lying(text: str, language: str) -> tuple[str, str]:
    """What lies at the place with which a sentence of the text begins, and that place: (the veil, on the back seat), (烟头, 鱼缸里); both empty where nothing does."""
    for sentence in filter(str.strip, _SENTENCE.split(text)):
        found = _LIES.search(sentence.strip("△ "))
        if not found:
            continue
        if not Language.of(language).does("writing.han"):
            if _TURNED.match(found["en"]):
                continue
            thing = _still(found["en"], found["one"])
            return f"the {thing}", f"{found['at'][:1].lower()}{found['at'][1:]}"
        things_ = _telling(found["zh"], language)
        if things_ and not _OWN_PLACE.search(f"{found['where']}{found['zh']}"):
            return things_[0]["thing"], found["where"]
    return "", ""


_DOES = deferred(r"(?P<thing>(?:[\w'’-]+\s+){1,3}?)(?P<does>(?!\w*(?:ss|us|is)\b)[a-z]{2,}s)(?=\s+(?!of\b)[\w'’-]+|$)")
"""A thing and what it does: wedge pops loose."""
_FALLS = deferred(
    r"(?P<thing>(?:[\w'’-]+\s+){1,3}?)(?:(?:falls?|drops?|slips?|rolls?|pops?|snaps?|breaks?|comes?|gives?|works?|shakes?|rattles?|tumbles?|slides?|bursts?|swings?|spins?)\s+[\w'’-]+|(?:lie|sit|stand|hang|wait|rest|glow|burn)s?$)"
)
"""The same of several."""


def _still(words: str, article: str) -> str:
    """The thing alone, where what it does stands behind it: wedge of (a) wedge pops loose; as it is where nothing does."""
    single = article.lower() in ("a", "an", "one")
    ahead, of, behind = words.partition(" of ")
    does = (_DOES if single else _FALLS).match(ahead)
    return does["thing"].strip() if does else f"{ahead}{of}{behind}"


def _telling(text: str, language: str) -> list[re.Match[str]]:
    """The things of a text that a close-up is worth: no parts of a body, nothing that others lie in."""
    found = _found(text, language)
    return [one for one in found if one["thing"].lower() not in WEAK and not of_a_body(one["thing"])]


def about_a_thing(text: str, language: str) -> bool:
    """Whether the first sentence has a thing as its subject: 手机震动, His phone buzzes."""
    bare = text.lstrip("△ ")
    return any(match.start() == 0 for match in _found(bare, language)[:1])


def fills(text: str, thing: str, language: str) -> bool:
    """Whether an action is about nothing but one thing: each sentence names it, means it, has it written on or says a word or two, and at most one clause of it tells something else."""
    han = not Language.of(language).does("writing.words")
    key = thing.rpartition("的")[2] if han else re.sub(r"e?s$", "", thing.rsplit(maxsplit=1)[-1])
    for sentence in filter(str.strip, _SENTENCE.split(lettered_off(text))):
        clauses = [clause for clause in _CLAUSES.split(sentence.strip("△ （）()〔〕")) if clause.strip()]
        beside = [clause for clause in clauses if not _means(clause, key, han=han) and not _brief(clause, han=han)]
        if len(beside) > (1 if _means(sentence, key, han=han) else 0):
            return False
    return True


_CLAUSES = deferred(r"[，,；;：:]\s*|\s+(?:and|then)\s+")
_IT = deferred(r"\b(?:it|its|they|them|one|ones|inside)\b", re.I)
_BRIEF = {"zh": 3, "en": 2}
"""Han characters, or words, of what is said of a thing in passing."""


def _means(clause: str, key: str, *, han: bool) -> bool:
    """Whether a clause names a thing, or means it by a pronoun or a part of its name (盒里 of an 铁盒)."""
    if han:
        return key in clause or any(char in clause for char in key) or "它" in clause or "上面" in clause
    return key.casefold() in clause.casefold() or _IT.search(clause) is not None


def _brief(clause: str, *, han: bool) -> bool:
    return len(clause.strip("。！？…")) <= _BRIEF["zh"] if han else len(clause.split()) <= _BRIEF["en"]


def lettered_off(text: str) -> str:
    """A text without the words that stand on things."""
    for said in letters_of(text):
        text = text.replace(said, "")
    return text


def _bare(text: str) -> str:
    """The text with marks over what is no thing; offsets stay."""
    return NO_THINGS.sub(lambda match: "□" * len(match[0]), text)


def of_a_body(prop: str) -> bool:
    """Whether a thing is a part of somebody: no 手机, no slip."""
    return _BODILY.search(prop) is not None


def _head(rest: str, language: str) -> str:
    """What a picture is asked of: the words up to where something happens to it."""
    return _head_zh(rest) if Language.of(language).does("writing.han") else _head_en(rest)


def _head_zh(rest: str) -> str:
    known = _things("zh").search(re.split(r"[，；]", rest)[0])
    if known and rest[known.end() : known.end() + 1] != "的":
        return known["thing"]
    if own := _OWN.search(re.split(r"[，；]", rest)[0]):
        return own[1]
    part = re.split(r"[，；：、]|(?:上|里|中|内)?(?:写着|刻着|躺着|放着|停在|握着|显示|映出|滴|落)", rest.strip())[0]
    part = re.sub(r"(?:上|里|中|内)$", "", part.strip(" 】］〕」』》”"))
    return part if 0 < len(part) <= LONGEST["zh"] else ""


def _head_en(rest: str) -> str:
    part = re.split(
        r"[.,;:]|\s*[—–-]*\s*[“\"「]|\s+(?:as|with|while|where|reading|that|which)\s+", rest.strip(), maxsplit=1
    )[0].strip()
    words = part.split()
    if not 0 < len(words) <= LONGEST["en"]:
        return thing_in(rest, "en")
    return part.lower() if part.isupper() else part


@cache
def _ambiguous(language: str) -> frozenset[str]:
    """Words of a language that are things only behind an article."""
    both: dict[str, dict[str, list[str]]] = load(_FILE)
    return frozenset(both[language]["behind_article"])


def _found(text: str, language: str) -> list[re.Match[str]]:
    """The things of a text, in order."""
    loose = _ambiguous(language)
    every = _things(language).finditer(_bare(text))
    return [one for one in every if one["thing"].lower() not in loose or _ARTICLE.match(one[0])]


@cache
def _things(language: str) -> re.Pattern[str]:
    words = sorted(things(language), key=lambda word: (-len(word), word))
    either = "|".join(map(re.escape, words))
    if Language.of(language).does("writing.han"):
        return deferred(
            rf"(?:一[只张把枚封部台个叠条根支])?(?:旧|新)?(?P<thing>{either})(?!号码?|亭|簿|费|本子|铃|线|字)"
        )
    word = r"(?:(?!(?-i:[A-Z])|\b(?:in|of|on|to|at|and|with|from|for|by|up|out|a|the|like|as|than|into|onto|over|through|behind|against|around)\b)(?<!['’])\b\w[\w'’-]*\s+)"
    return deferred(
        rf"(?:\b(?:an?|the|his|her|their|its)\s+{word}{{0,2}}?|{word}?)(?<!['’])\b(?P<thing>{either})(?:e?s)?\b(?!\s+(?:numbers?|booth|calls?|bill|line|him|her|them|over|it|you|me)\b)",
        re.I,
    )
