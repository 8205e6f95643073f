"""Witnesses against a reading that know nothing of the grammar that made it: signs, repetition, proportions, persons and marks in what came out.

A row of `WITNESSES` per sign. Each goes once over the lines of the whole reading and says which of them show it. The limits were
set so that nothing of the corpus, the samples and the gold of this repository speaks (tests/test_witnesses.py): a good script never stops.
"""

import re
from collections import Counter, defaultdict
from itertools import pairwise
from operator import itemgetter

from storyboard.model import Unit
from storyboard.parse import markers, words
from storyboard.parse.look import COLONS, Found, Look, Reason, Row
from storyboard.parse.pasted import SENT
from storyboard.parse.signed import ENDS, READ, SEEN, ends_of_letters, may_close
from storyboard.parse.states import lost
from storyboard.parse.translated import letters
from storyboard.patterns import deferred

RECURS = 3
"""Lines that must begin alike, or be alike, before it is a layout and no chance; two are found in good scripts."""
UNNAMED = {"prose": 0.8}
"""Part of the speeches without a speaker from which on nobody is told apart; the short stories of the corpus have up to three quarters."""
UNNAMED_CUES = 0.3
"""The same where cues say who speaks."""
LONG_PROSE = 0.02
"""Part of the speeches of prose that quotations left in the narration must be; the longest novel of the corpus has 0.4 %."""
EDGE = 0.6
"""Part of the speeches that begin or end with one and the same sign that is no part of speech."""
LEFT_OUT = 0.5
"""Part of the letters that is neither seen nor heard; in the scripts of the corpus with their long outlines it is less than half."""
HARDLY = 0.04
"""Part of the letters that is spoken, in a script of cues, below which the cues were hardly found."""
SAID_ALOUD = 0.25
"""Part of the lines of action that speak to somebody (I, you, a question); the highest of the corpus is below it."""

ALL_BUT_FEW = 0.8
"""Part of the speeches that must be followed by one in another language before these are translations."""
HEAD = deferred(
    r"[^\w（(【\[〔「『“\"'‘<]{0,4}(?P<head>[\w·’'.& \-]{1,24}?)\s*(?P<sep>[（(【\[〔「『“\"‘<]|：|:|——?|–|--|(?<=\s)-(?=\s)|\||/|／|\t| {2,}|　)(?P<rest>.*)",
    re.S,
)
"""How a line begins that may be somebody's: a few words and a sign that parts them from the rest."""
ASIDE, CLOSES = frozenset("（([【〔"), frozenset(")）]】〕")
"""How a direction begins and ends."""
STROKE = deferred(r"\s*(?:——?|–|--|(?<=\s)-(?=\s)|\||/|／|\t| {2,}|　|「|『|“|\")\s*(?P<rest>\S.*)", re.S)
"""What parts a name from its words where it is no colon."""
ALOUD_ZH = deferred(r"[我你您咱]|[？?！!](?:$|[」』”])")
ALOUD_EN = deferred(r"\b(?:I|I['’]m|I['’]ll|me|my|you|your|you['’]re|we|let['’]s|don['’]t)\b|[?!]$", re.I)
APART = deferred(
    r"“[^“”]*”|「[^「」]*」|『[^『』]*』|\"[^\"]*\"|‘[^‘’]*’|《[^》]*》|（[^（）]*）|\([^()]*\)|【[^】]*】|\[[^\]]*\]|</?[a-z]+>"
)
"""What stands in quotation marks or brackets, and tags."""
ENDED = deferred(
    r"(?:“[^“”]{2,}[。！？!?…]”|「[^「」]{2,}[。！？!?…]」|『[^『』]{2,}[。！？!?…]』|\"[^\"]{3,}[.,!?…。！？]\"|‘[^‘’]{3,}[.,!?…](?:’(?!\w)))"
)
"""A quotation that is a sentence."""
QUOTES = '“「『"‘'
"""What one begins with."""
RESIDUE = deferred(
    r"</?\w{1,12}[^<>]{0,20}>|\d{1,2}:\d{2}:\d{2}|-->|<<|>>|\{\\|\w\.(?:wav|mp3|ogg|png|jpe?g|webp|mp4|txt)\b|,\d+,\d+,\d+,|https?://|\\n|\$\{|%\w{1,24}%"
)
"""What programs write and nobody says: tags, clock times to the second, names of files."""
NO_NAMES = words.CAMERA | words.FRONT | words.SOUND | words.NOT_NAMES
TABLES = frozenset({"storyboard", "prose", "coded"})
"""Kinds of scripts whose lines that come again say nothing: fields of a table, phrases of a story."""
MARKUP = "*_#>`~-• \t　"
RESIDUE_SIGNS = {"<": "<", ">": ">", "{": "{", "%": "%", "/": "://", "\\": "\\n"}
FILE = deferred(r"\.(?:wav|mp3|ogg|png|jp|webp|mp4|txt)")
"""One of these stands in every text that a program left something in: looked for first, because most scripts have none."""
PROGRAM = deferred(r"[<>{%]|\\n|(?<=\w)\.(?=wav|mp3|ogg|png|jp|webp|mp4|txt)|https?:")
DIGITAL = deferred(r"[0-9０-９][:：,][0-9０-９]")
"""One of these stands in every text with such a thing: looked for first, because most scripts have none."""
NO_NAME = deferred(r"[\[\]［］{}<>＜＞=;；|\"“”「」*＊\\，,。！!…]|\d[:：,]\d|[\u2600-\u27bf\U0001f000-\U0001faff]")
"""Signs that stand in no name."""
SAYING_ENDS = frozenset("曰道说问答喊叫骂唱念")
STROKES = frozenset("/\\|~")
"""Signs that no name begins with."""
PLAIN_EDGE = frozenset("…—-~～。．.，,、！!？?♪♫♬")
SENTENCE_ENDS = frozenset("。！？!?.…～~—-–）)♪")
"""How words end that somebody says."""
QUOTE_SIGNS, SHUTS = '“”「」『』"', '”」"'
PAIRED = {"“": "”", "「": "」", "『": "』", "‘": "’"}
PAST_NUMBER = deferred(r"^\d{1,3}[.、)]\s*")
DIGITS, FIGURES = deferred(r"\d+"), "0123456789０１２３４５６７８９"
COUNTED = deferred(
    r"(?:第\s*)?#\s*[格镜页帧景幕场拍]|(?:frame|shot|panel|page|beat|scene|image|clip|choice|option|选项)\s*#{1,2}",
    re.I,
)
"""What a script counts and what says nothing, its digits replaced by #."""
BEHIND = deferred(r"[。！？!?….”」]\s")
"""Where a sentence ends and something stands behind a gap."""
FIELD_WORDS = tuple(
    "时 時 时间 時間 景 场景 場景 地 地点 地點 人 人物 角色 内外 天气 time location setting cast characters".split()
)
FIELDS = deferred("[：:](?:" + "|".join(rf"(?<=[\s　,，;；|｜/]{label}.)" for label in FIELD_WORDS) + ")")
"""The colon behind a label of a scene."""
LEADS = deferred(r"(?P<head>[^，。！？!?,.;；：:“”\"「」\s][^，。！？!?,.;；：:“”\"「」]{0,11})\s*[：:](?!\d|//)\s*")
LABELLED = deferred(r"[^：:。！？.!?]{1,16}[：:]")
WRAP = deferred(r"[\s\-—–=~·*_#>【\[〔「『<《]*(?P<inner>[^。！？，,；;]{2,40}?)[\s\-—–=~*_#】\]〕」』>》:：]*")
SLOT = deferred(r"[\s　/／|｜·・,，、:：（）()\-—–]+")
HOUR = deferred(rf"(?:(?:时间?|時)\s*[:：]?\s*)?(?:{words.TIME}|{words.INSIDE})")
CLOCK_ZH = deferred(r"[凌清早上中下傍晚深半夜]{1,2}[晨午上夜]?\s*[零一二两三四五六七八九十\d]{1,3}点.{0,3}")
SCENE_LABEL = deferred(r"[\W_]*(?:场景?|景|scene|setting|location)\s*[:：]\s*\S", re.I)
"""A label that says where, in a script that has no heading."""
BOXED = deferred(
    r"[\[【<＜〖［(（]\s*(?P<name>[^\]】>＞〗］)）]{1,28}?)\s*(?:[-–—/／|｜,，·:：][^\]】>＞〗］)）]{0,24})?[\]】>＞〗］)）]\s*(?P<rest>\S.*)",
    re.S,
)
"""A name in brackets in front of words."""
BOXES, LIST_SIGNS = frozenset("[【<＜〖［（("), frozenset("-*•·+→")
CLOSED, OPENS_WORDS = frozenset("」』”"), frozenset("「『“‘（([【△")
SAYS = deferred(
    r"[^：:“「『\"（(【]{2,24}?(?<![书信纸条写传])(?:嚷|喊|叫|骂|吼|喝|问|说|答)[道着了]?[：:]\s*[^“「『\"\s][^“「『\"]*[。！？!?…]"
)
"""Somebody is told to say what follows, without quotation marks."""
ALONE = deferred(r"[\u3400-\u9fff]{1,6}")
CLOCK = deferred(r"[\d\s:：\-–—~～至到.,，]*\d[:：]\d[\d\s:：\-–—~～至到.,，]*")
"""A time by the clock and nothing else."""
DASHED = deferred(r"[—–]{1,2}\s*\w")
NUMBER_LINE = deferred(r"(?:^|\n)\s*\d{1,4}[.)、．:：]?\s*(?:\n|$)")
WRITTEN = deferred(r"\s*[^：:“”]{2,28}[写刻印标绣题]着\s*[：:]")
PLACE_HOUR_EN = deferred(
    r"\W*(?:the|a|an|in|at|on|inside|outside|back)?\s*[\w'’]+(?:\s+[\w'’]+){0,4}\s*[,.–—-]+\s*(?:(?:early|late|the|next|that|same|following|one)\s+)*"
    r"(?:day|night|morning|evening|dawn|dusk|noon|midnight|afternoon|sunset|sunrise|(?:moments|minutes|hours|days) later)\W*",
    re.I,
)
"""A place and an hour and nothing else, in English."""
PAGED = deferred(r"第\s*#\s*页|\bpage #", re.I)
"""The number of a page, its digits replaced by #."""
LISTED = deferred(r"\s*(?P<mark>[-*•·+→])\s+\S")
SLANT = deferred(r"(?:^|[：:\s])[*_](?P<how>[a-z][a-z ,'’\-]{2,40})[*_]\s+(?=[A-Z\"“])")
TELLS_ZH = deferred(
    r"(?:看|望|走|站|坐|跑|转|抬|低|拿|放|推|拉|笑|哭|没有|不|把|从|在|的|将|已|又|也|只|被|向|朝|伸|端|点|摇|愣|停|起)"
)
TELLS_EN = deferred(r"(?:the|a|an|he|she|they|his|her|their|it|both|everyone|nobody)\b", re.I)


def _repeated_head(look: Look) -> Found | None:
    """Lines that are not spoken and begin alike: the same few words, the same sign behind them."""
    heads: dict[tuple[str, str], list[tuple[int, str, Unit]]] = defaultdict(list)
    for row in () if look.script.format in TABLES else look.lines("action", "front"):
        found = HEAD.match(row[1])
        if found is None or not found["rest"].strip():
            continue
        head = found["head"].strip()
        head = PAST_NUMBER.sub("", head) or head
        told = _unnumbered(head)
        counted = "#" in told and COUNTED.fullmatch(told)
        sentence = head[-1:] == "." and not found["sep"].strip()  # a sentence, and the two blanks behind it
        if not head or counted or sentence or not any(map(str.isalpha, head)) or _is_thing(head) or row[1][0] in "△▲◇":
            continue
        heads[told, found["sep"].strip()[:1]].append(row)
    lines: list[int] = []
    shown: list[str] = []
    for (head, _), rows in heads.items():
        if len(rows) >= RECURS and len({row[1] for row in rows}) > 1:
            lines += [look.line(unit, at) for at, _, unit in rows]
            shown.append(head)
    return (sorted(lines), {"count": len(lines), "names": "、".join(shown[:4])}) if lines else None


def _unnumbered(text: str) -> str:
    """A text with a # for each of its numbers."""
    return text if text.isalpha() else DIGITS.sub("#", text)


def _is_thing(head: str) -> bool:
    """Whether a head is a label or a thing of the trade; a letter alone is as well somebody's initial."""
    if len(head) == 1 and head.isascii():
        return False
    known = words.field(head) is not None or head in NO_NAMES
    return known or head.upper() in words.CAMERA or bool(words.THING.fullmatch(head) or words.PLANNING.fullmatch(head))


def _same_line(look: Look) -> Found | None:
    """Short lines that come again and again, but for their digits, and were not read as what opens a speech."""
    rows: dict[str, list[tuple[int, str, Unit]]] = defaultdict(list)
    for row in () if look.script.format in TABLES else look.lines("action", "note", "front"):
        bare = row[1].strip(MARKUP)
        if (
            1 < len(bare) <= 32
            and bare[-1] not in "。！？!?.…，,）)】]"
            and bare[0] not in "△▲（([【"
            and sum(map(str.isalpha, bare)) > 1
        ):
            rows[_unnumbered(bare)].append(row)
    found = [
        look.line(unit, at)
        for text, same in rows.items()
        if len(same) >= RECURS
        and not PAGED.search(text)
        and not (COUNTED.fullmatch(text) and all(unit.kind == "note" for _, _, unit in same))
        and not (SENT.fullmatch(same[0][1]) and all(unit.kind == "note" for _, _, unit in same))
        and not _is_thing(text.split(":")[0].split("：")[0].strip(MARKUP))
        for at, _, unit in same
    ]
    return (sorted(found), {"count": len(found)}) if found else None


def _same_words(look: Look) -> Found | None:
    """Speeches that say the same but for their digits: times, numbers, files; nobody says them."""
    said: dict[str, list[Unit]] = defaultdict(list)
    for unit in look.holding(FIGURES):
        text = unit.text
        if len(text) < 40 and unit.speaker not in words.CAPTION:
            said[DIGITS.sub("#", text.split("\n")[0])].append(unit)
    found = [look.line(unit) for same in said.values() if len(same) >= RECURS for unit in same]
    return (sorted(found), {"count": len(found)}) if found else None


def _name_at_head(look: Look) -> Found | None:
    """A line that is not a cue begins with somebody's name and a stroke, a gap or a quotation mark; what follows is said to somebody."""
    tabled = look.script.format == "storyboard"
    names = set() if look.script.format == "prose" else {name for name in (*look.counts, *look.listed) if name}
    english = look.english
    firsts, sizes = {name[0] for name in names} | BOXES, sorted({len(name) for name in names if len(name) <= 24})[::-1]
    heads = {name[:2] for name in names} | BOXES
    found = []
    for at, text, unit in (*look.lines("action", "note"), *look.further):
        if text[0] not in firsts or not (text[:2] in heads or text[0] in heads):
            continue
        if tabled and text not in unit.text:
            continue  # what a cell goes on with that stands behind its own on the same line
        head = _named(text, names, sizes)
        stroke = STROKE.match(text, len(head)) if head else None
        boxed = BOXED.match(text) if text[0] in BOXES and text[1:].lstrip()[:1] in firsts else None
        if (stroke and _aloud(stroke["rest"], english)) or (boxed and boxed["name"] in names):
            found.append(look.line(unit, at))
    return (sorted(found), {"count": len(found)}) if found else None


def _named(text: str, names: set[str], sizes: list[int]) -> str:
    """The longest name that a line begins with and that ends there; `sizes` are the lengths of names, the longest first."""
    for size in sizes:
        if text[:size] in names and not text[size : size + 1].isalnum():
            return text[:size]
    return ""


def _aloud(text: str, english: bool) -> bool:
    bare = APART.sub("", text).strip()
    return bool((ALOUD_EN if english else ALOUD_ZH).search(bare)) or (
        len(bare.split()) < 3 and bare.endswith(tuple("。.?!？！"))
    )


def _quotes_left(look: Look) -> Found | None:
    """Whole sentences in quotation marks that nobody says, in a script that has speech otherwise; a line of capitals stands written on something."""
    prose, table = look.script.format == "prose", look.script.format == "storyboard"
    marks = [mark for mark in QUOTES if mark in look.text]
    found = [
        look.line(unit, at)
        for at, text, unit in (look.lines("action", "note") if marks else ())
        if any(map(text.__contains__, marks))
        and (quote := ENDED.search(text))
        and (not prose or text[: quote.start()].rstrip()[-1:] in "：:")
        if not quote[0].isupper() and not (table and quote[0] not in unit.text)  # quotation marks of a cell
    ]
    few, share = (1, LONG_PROSE) if prose else (RECURS, 0.12)
    return (found, {"count": len(found)}) if len(found) >= few and len(found) > share * len(look.speeches) else None


def _lone_quotes(look: Look) -> Found | None:
    """Speeches in which a quotation mark opens and never closes, or the other way round."""
    pairs = [(a, b) for a, b in PAIRED.items() if a != "‘" and (a in look.words or b in look.words)]
    straight = '"' in look.words
    if not pairs and not straight:
        return None
    found = [
        look.line(unit)
        for unit in look.holding(QUOTE_SIGNS)
        if any(unit.text.count(a) != unit.text.count(b) for a, b in pairs) or (straight and unit.text.count('"') % 2)
    ]
    return (found, {"count": len(found)}) if len(found) >= 2 and len(found) > 0.1 * len(look.speeches) else None


def _common_edge(look: Look) -> Found | None:
    """A sign at the edge of nearly all speeches: it belongs to the layout and is spoken."""
    total = len(look.speeches)
    if total < 4:
        return None
    said = [unit.text for unit in look.speeches if unit.text]
    for side in (0, -1):
        edges = "".join(map(itemgetter(side), said))
        for sign in {*edges[: len(edges) // 2 + 1]} - PLAIN_EDGE:  # what most have, some of any half have
            if not sign.isalnum() and (count := edges.count(sign)) > EDGE * total:
                found = [look.line(unit) for unit in look.speeches if unit.text and unit.text[side] == sign]
                return found, {"sign": sign, "count": count, "total": total}
    return None


def _residue(look: Look) -> Found | None:
    found = [
        look.line(unit)
        for unit in (
            *(look.saying(PROGRAM) if _programmed(look.words) else ()),
            *(unit for unit in look.holding(FIGURES) if DIGITAL.search(unit.text)),
        )
        if RESIDUE.search(unit.text) or CLOCK.fullmatch(unit.text)
    ]
    found = sorted(dict.fromkeys(found))
    return (found, {"count": len(found)}) if found else None


def _programmed(text: str) -> bool:
    """Whether a text has a sign of what programs write."""
    left = any(rare in text and sign in text for rare, sign in RESIDUE_SIGNS.items())  # a sign alone is found at once
    return left or FILE.search(text) is not None


def _odd_speaker(look: Look) -> Found | None:
    """Names with signs that stand in no name, what a script counts (第1格, Frame 2), and somebody else's name with a word for saying: 韩昭曰."""
    odd = {
        name
        for name in look.counts
        if name and name not in look.listed and (NO_NAME.search(name) or name[0] in STROKES)
    }
    counted = {name for name in look.counts if "#" in (told := _unnumbered(name)) and COUNTED.fullmatch(told)}
    saying = {
        name
        for name in look.counts
        if name[:-1] in look.counts and name[-1:] in SAYING_ENDS and name not in look.listed
    }
    names = odd | saying | (counted if len(counted) > 1 else set())
    return (look.said_by(names), {"names": "、".join(sorted(names)[:4])}) if names else None


def _odd_once(look: Look) -> Found | None:
    """Who says one thing and no sentence, where nearly everybody else ends theirs, and is in no other line: a label of the layout."""
    open_ended = [
        unit
        for unit in look.speeches
        if unit.text[-1:] not in SENTENCE_ENDS and unit.text.rstrip(" \"”’」』'")[-1:] not in SENTENCE_ENDS
    ]
    if len(look.speeches) < 5 or len(open_ended) * 7 > len(look.speeches):
        return None
    found = [
        unit
        for unit in open_ended
        if look.counts[unit.speaker] == 1
        and not (unit.members or unit.extension or unit.parentheticals)
        and unit.speaker not in words.VOICES
        and not words.GROUPS.fullmatch(unit.speaker)
        and not look.acts(unit.speaker)
    ]
    names = "、".join(dict.fromkeys(unit.speaker for unit in found))
    return ([look.line(unit) for unit in found], {"names": names}) if found else None


def _label_in_capitals(look: Look) -> Found | None:
    """Who is in no cast line and says nothing but capitals, where sounds stand in capitals too and hardly anybody else does: a label of the layout, or a voice that shouts."""
    heard = sum(unit.text.isupper() for unit in look.kinds.get("sound", ())) if look.english else 0
    if heard < 2 or len(look.speeches) < 4:
        return None
    loud = [unit for unit in look.speeches if unit.text.isupper() and " " in unit.text.strip()]
    if not loud or len(loud) > 0.2 * len(look.speeches):
        return None
    every = Counter(unit.speaker for unit in loud)
    names = {name for name, count in every.items() if count == look.counts[name] and not look.acts(name)}
    return (look.said_by(names), {"names": "、".join(sorted(names)[:4])}) if names else None


def _unnamed(look: Look) -> Found | None:
    nobody = [unit for unit in look.speeches if unit.speaker in ("未知", "UNKNOWN", "")]
    if len(nobody) < 2 or len(nobody) <= UNNAMED.get(look.script.format, UNNAMED_CUES) * len(look.speeches):
        return None
    return [look.line(unit) for unit in nobody], {"count": len(nobody), "total": len(look.speeches)}


def _cue_in_words(look: Look) -> Found | None:
    """Speeches that begin with a few words and a colon: somebody else's name stands in what is said."""
    led = [(unit, lead["head"]) for unit in look.holding(COLONS) if (lead := LEADS.match(unit.text))]
    heads = Counter(head for _, head in led)
    many = {head for head, count in heads.items() if head in look.counts or count > 1}
    total = sum(heads[head] for head in many)
    if total < 2 or total <= 0.1 * len(look.speeches):
        return None
    return [look.line(unit) for unit, head in led if head in many], {"count": total}


def _listed_in_speech(look: Look) -> Found | None:
    """A line within a speech that begins with the mark of a list with which the speech itself begins."""
    found = []
    for at, text, unit in look.further:
        if text[0] not in LIST_SIGNS:
            continue
        mark, own = LISTED.match(text), LISTED.match(unit.raw)
        if mark and own and mark["mark"] == own["mark"]:
            found.append(look.line(unit, at))
    return (found, {"count": len(found)}) if found else None


def _told_in_speech(look: Look) -> Found | None:
    """A paragraph of a speech that tells of a third person, where hardly any other speech has a second paragraph."""
    parted = [unit for unit in look.speeches if "\n" in unit.text and re.search(r"\n\s*\n", unit.raw.strip())]
    english = look.english
    names = {name for name in look.counts if len(name) > 1}
    found = []
    for unit in parted:
        last = unit.text.rsplit("\n", 1)[1].strip()
        if not last or (ALOUD_EN if english else ALOUD_ZH).search(APART.sub("", last)):
            continue
        name = next((name for name in names if last.startswith(name)), "")
        if (english and TELLS_EN.match(last)) or (name and (english or TELLS_ZH.match(last, len(name)))):
            found.append(look.line(unit))
    lined = [unit for unit in look.speeches if "\n" in unit.text]
    for unit in lined if not found and len(lined) <= 0.3 * len(look.speeches) else ():
        last = unit.text.rsplit("\n", 1)[1].strip()
        name = next((name for name in names if last.startswith(name) and name != unit.speaker), "")
        if name and last[-1] in "。." and not english and TELLS_ZH.search(last, len(name), len(name) + 4):
            found += [look.line(unit)] if not ALOUD_ZH.search(APART.sub("", last)) else []
    return (found, {"count": len(found)}) if found and len(parted) <= 0.3 * len(look.speeches) else None


def _slanted_head(look: Look) -> Found | None:
    found = [
        look.line(unit)
        for unit in (look.speeches if "*" in look.text or "_" in look.text else ())
        if ("*" in unit.raw or "_" in unit.raw) and (how := SLANT.search(unit.raw)) and how["how"] in unit.text
    ]
    return (found, {"count": len(found)}) if found else None


def _scene_not_read(look: Look) -> Found | None:
    """A line of a place and an hour, each in a slot of its own, in a script without a heading that was read as something else."""
    if look.script.format == "prose" or "heading" in look.kinds:
        return None
    found = [
        look.line(unit, at)
        for at, text, unit in look.lines("action", "title", "note", "front")
        if _place_and_hour(text) or SCENE_LABEL.match(text) or (len(text) < 48 and PLACE_HOUR_EN.fullmatch(text))
    ]
    return (found, {"count": len(found)}) if found else None


def _place_and_hour(text: str) -> bool:
    wrap = WRAP.fullmatch(text) if len(text) <= 48 else None
    slots = [slot for slot in SLOT.split(wrap["inner"]) if slot] if wrap else []
    return 1 < len(slots) <= 6 and any(HOUR.fullmatch(slot) or CLOCK_ZH.fullmatch(slot) for slot in slots[1:])


def _hardly_speech(look: Look) -> Found | None:
    """A script of cues in which hardly anything is spoken."""
    if look.script.format in ("prose", "storyboard", "narration") or not look.speeches:
        return None
    said = sum([len(unit.text) for unit in look.speeches])
    seen = sum([len(unit.text) for unit in look.actions])
    if said < HARDLY * (said + seen) and len(look.rows) > 8:
        return [look.line(unit) for unit in look.speeches], {"count": len(look.speeches)}
    return None


def _left_out(look: Look) -> Found | None:
    left = [row for row in look.lines("note", "front") if row[1][0] not in "-*#|•·" and not LABELLED.match(row[1])]
    left = [row for row in left if row[2].kind == "front" or not letters(row[1], latin=not look.english)]
    if len(left) < RECURS or look.script.format in TABLES:
        return None
    size = sum(len("".join(text.split())) for _, text, _ in left)
    whole = sum(len("".join(unit.raw.split())) for unit in look.script.units if unit.kind != "blank")
    if size <= LEFT_OUT * whole:
        return None
    return [look.line(unit, at) for at, _, unit in left], {"share": round(100 * size / whole)}


def _aloud_in_action(look: Look) -> Found | None:
    """Lines of action that speak to somebody."""
    if look.script.format == "prose":
        return None
    english = look.english
    rows = [row for row in look.lines("action") if row[1][0] not in "（([【△▲"]
    if len(rows) <= SAID_ALOUD * (len(look.speeches) + len(rows)):
        return None
    found = [
        look.line(unit, at)
        for at, text, unit in rows
        if (ALOUD_EN if english else ALOUD_ZH).search(APART.sub("", text))
    ]
    return (
        (found, {"count": len(found)})
        if len(found) > 2 and len(found) > SAID_ALOUD * (len(look.speeches) + len(found))
        else None
    )


def _cue_in_action(look: Look) -> Found | None:
    """A line of action in which a name that speaks elsewhere stands before a colon, wherever in the line."""
    if look.script.format == "prose":
        return None
    rows = [row for row in look.lines("action") if ":" in row[1] or "：" in row[1]]
    called = [name for name in look.counts if len(name) > 1] if rows else []
    found = [
        look.line(unit, at)
        for at, text, unit in rows
        if any(map(text.__contains__, called))
        and (bare := APART.sub("", text))
        and any(_is_cue(name, bare) for name in called)
    ]
    return (found, {"count": len(found)}) if found else None


SPOKEN_BEHIND = deferred(r"\s*(?:[（(][^（）()]{0,20}[)）])?\s*[：:]\s*(?!\d{3,4}\s*[-–—])\w")
"""What stands behind a name that is a cue: a direction or none, a colon and words."""


def _is_cue(name: str, text: str) -> bool:
    """Whether a name stands somewhere in a line, no part of a longer word, with a colon and words behind it."""
    at = text.find(name)
    while at >= 0:
        within = at > 0 and (text[at - 1].isalnum() or text[at - 1] == "_")
        if not within and SPOKEN_BEHIND.match(text, at + len(name)):
            return True
        at = text.find(name, at + 1)
    return False


def _second_quote(look: Look) -> Found | None:
    """A line in quotation marks of its own below words that were in quotation marks too: somebody else's, or told."""
    found = []
    shuts = [sign for sign in SHUTS if sign in look.text]
    for unit in look.lined if shuts else ():
        if not any(map(unit.raw.__contains__, shuts)):
            continue
        lines = [line.strip() for line in unit.raw.strip().split("\n") if line.strip()]
        if (
            len(lines) > 1
            and lines[0][-1] in SHUTS
            and any(line[0] in '“「"' and line[-1] in SHUTS for line in lines[1:])
        ):
            found.append(look.line(unit))
    return (found, {"count": len(found)}) if found else None


def _fields_in_speech(look: Look) -> Found | None:
    """Speeches that hold two labels of a scene, each with its colon: 时：夜　景：堂屋."""
    found = [
        look.line(unit)
        for unit, heads in look.colons
        if len(heads) > 1
        and len([head for head in heads if head.endswith(FIELD_WORDS)]) > 1
        and len(FIELDS.findall(unit.text.casefold())) > 1
    ]
    return (found, {"count": len(found)}) if found else None


def _number_left(look: Look) -> Found | None:
    """Speeches with a line that is a number and nothing else: that of a line of the script."""
    found = [look.line(unit) for unit in look.holding(FIGURES) if NUMBER_LINE.search(unit.text) and len(unit.text) > 5]
    return (found, {"count": len(found)}) if found else None


def _cue_behind_sentence(look: Look) -> Found | None:
    """Speeches in which a name that speaks elsewhere and a colon stand behind a whole sentence."""
    called = [name for name in look.counts if len(name) > 1 or look.counts[name] > 2]
    ends = (*(name.casefold().replace("：", ":").rpartition(":")[2] for name in called), ")", "）")
    told = [
        unit
        for unit, heads in (look.colons if called else ())
        if any(head.rstrip().endswith(ends) for head in heads) and BEHIND.search(unit.text)
    ]
    if not told:
        return None
    names = [re.escape(name) for name in called]
    cues = re.compile(rf"[。！？!?….”」]\s+(?:{'|'.join(names)})\s*(?:[（(][^（()）]{{0,20}}[)）])?\s*[：:]", re.I)
    found = [look.line(unit) for unit in told if cues.search(unit.text)]
    return (found, {"count": len(found)}) if found else None


def _read_aloud(look: Look) -> Found | None:
    """Speeches that begin with what is written on something: 信封上写着：天堂。"""
    speeches = look.speeches if "着" in look.text else ()
    found = [look.line(unit) for unit in speeches if "着" in unit.raw[:32] and WRITTEN.match(unit.raw)]
    return (found, {"count": len(found)}) if found else None


def _behind_quote(look: Look) -> Found | None:
    """A line without quotation marks below words that stood in some and were closed: told, not said."""
    found = []
    for unit in look.speeches if look.script.format != "prose" else ():
        if "\n" not in unit.text:
            continue
        raw = unit.raw.strip()
        first, _, rest = raw.partition("\n")
        if rest.strip() and first.rstrip()[-1:] in CLOSED and first.count(first.rstrip()[-1]) == 1:
            found += [look.line(unit)] if rest.strip()[0] not in OPENS_WORDS else []
    return (found, {"count": len(found)}) if found else None


def _said_in_action(look: Look) -> Found | None:
    """A line of action with a word for saying, a colon and a whole sentence that is in no quotation marks."""
    if look.script.format in TABLES:
        return None
    found = [
        look.line(unit, at)
        for at, text, unit in look.lines("action")
        if ("：" in text or ":" in text) and SAYS.fullmatch(text)
    ]
    return (found, {"count": len(found)}) if found else None


def _name_alone(look: Look) -> Found | None:
    """Somebody's name alone above a line of action; a few letters alone that another line begins with, above one that speaks to somebody."""
    if look.script.format in TABLES:
        return None
    if not any(_may_name(look, row) for row in look.lines("action", "note")):
        return None
    rows = [row for row in look.rows if row[2].kind in ("action", "speech", "note")]
    found = []
    apart = _names_apart(look)
    for (at, text, unit), (_, below, beneath) in pairwise(rows):
        if beneath.kind != "action" or unit.kind == "speech" or (unit is beneath and below[0].islower()):
            continue
        named = text.strip(MARKUP) in look.counts and below[0] not in ASIDE and below[-1] not in CLOSES
        if named and not (look.script.format == "fountain" and _stands_alone(look, unit.start + at + len(text))):
            found.append(look.line(unit, at))
            continue
        if (
            unit.kind == beneath.kind == "action"
            and len(text) <= 6
            and ALONE.fullmatch(text)
            and ((apart and below[0] not in ASIDE) or below[-1:] in "？！?!")
        ):
            again = apart or sum(1 for _, other, _ in rows if text in other) > 1
            found += [look.line(unit, at)] if again else []
    return (found, {"count": len(found)}) if found else None


LEAST_APART = 2
"""Names with a blank line below them from which on a few letters alone may be one more."""


def _names_apart(look: Look) -> bool:
    """Whether those who speak in a Chinese script stand alone, with a blank line between them and their words."""
    if look.english or look.script.format == "fountain":
        return False
    heads = (unit.raw.lstrip().partition("\n") for unit in look.speeches)
    apart = sum(
        head.startswith(unit.speaker) and bool(below.strip()) and not below.partition("\n")[0].strip()
        for unit, (head, _, below) in zip(look.speeches, heads, strict=True)
        if unit.speaker
    )
    return apart >= LEAST_APART and apart * 2 > len(look.speeches)


def _may_name(look: Look, row: Row) -> bool:
    """Whether a line is a name that speaks elsewhere, or a few letters alone."""
    return row[1].strip(MARKUP) in look.counts or (len(row[1]) <= 6 and ALONE.fullmatch(row[1]) is not None)


def _stands_alone(look: Look, end: int) -> bool:
    """Whether a blank line follows, so that a name is a picture of somebody and no cue, as Fountain has it."""
    return look.script.text[end : end + 6].replace(" ", "").replace("\r", "").startswith("\n\n")


def _first_once(look: Look) -> Found | None:
    """The first line of all is said by somebody who never speaks again and is in no other line, in quotation marks or without an end: a title."""
    unit = next((unit for unit in look.script.units if unit.kind != "blank" and unit.raw.strip()), None)
    if unit is None or unit.kind != "speech" or len(look.speeches) < 4:
        return None
    if (
        look.counts[unit.speaker] != 1
        or unit.speaker in look.listed
        or unit.speaker in words.VOICES
        or look.told.count(unit.speaker.casefold())
    ):
        return None
    return ([look.line(unit)], {"name": unit.speaker}) if unit.text[-1:] not in "。！？!?.…" else None


def _aloud_in_label(look: Look) -> Found | None:
    """Lines kept as sound that speak to somebody: `M: Twice. You slept through one.` is no music."""
    english = look.english
    rows = [
        row
        for row in look.lines("sound")
        if (lead := LEADS.match(row[1])) and not markers.rings(lead["head"], row[1][lead.end() :])
    ]
    found = [
        look.line(u, at) for at, text, u in rows if (ALOUD_EN if english else ALOUD_ZH).search(APART.sub("", text))
    ]
    return (found, {"count": len(found)}) if len(found) > 1 else None


def _dash_in_speech(look: Look) -> Found | None:
    """Further lines of speeches that begin with a dash, as a turn of talk does, where the speeches themselves do not."""
    found = [
        look.line(unit, at)
        for at, text, unit in look.further
        if text[0] in "—–" and DASHED.match(text) and unit.raw.lstrip()[0] not in "—–" and text[:6] in unit.text
    ]
    return (found, {"count": len(found)}) if len(found) > 1 else None


def _said_twice(look: Look) -> Found | None:
    """Each Chinese speech is followed by one in Latin letters under a name in such letters: its translation, and nobody else's words."""
    if look.english or not any(name.isascii() for name in look.counts if name):
        return None
    latin = [unit for unit in look.speeches if unit.text.isascii() and unit.speaker.isascii()]
    pairs = [
        below
        for above, below in pairwise(look.speeches)
        if below.text.isascii() and below.speaker.isascii() and not above.text.isascii() and not above.speaker.isascii()
    ]
    if (
        len(pairs) < RECURS
        or len(pairs) < ALL_BUT_FEW * len(latin)
        or len(pairs) * 2 < len(look.speeches) * ALL_BUT_FEW
    ):
        return None
    return [look.line(unit) for unit in pairs], {"count": len(pairs)}


def _nowhere(look: Look) -> Found | None:
    """A mark goes back from where no word and no cut led, in a scene of its own: what follows may play in another one."""
    if len(look.script.scenes) < 2 or "transition" not in look.kinds:
        return None
    back = [unit for unit in look.kinds["transition"] if markers.CLOSES.match(unit.text)]
    found = [look.line(unit) for unit in lost(look.script.units, look.script.scenes)] if back else []
    return (found, {"count": len(found)}) if found else None


def _letter_closes(look: Look) -> Found | None:
    """A letter closes within the story, and nothing says whether somebody reads it out or whether it holds the script."""
    last = next((unit for unit in reversed(look.script.units) if unit.kind in READ and unit.scene), None)
    told = [unit for kind in SEEN for unit in look.kinds.get(kind, ()) if may_close(unit)]
    told += [last] if last and last.kind == "speech" else []
    there = "".join([unit.raw for unit in told])
    ends = [end for end in ENDS if end in there]
    if not ends:
        return None
    near = {unit.start: unit for unit in told if unit.scene and any(map(unit.raw.__contains__, ends))}
    found = [look.line(unit, at) for unit, at in ends_of_letters(near[start] for start in sorted(near))]
    return (found, {"count": len(found)}) if found else None


WITNESSES: tuple[Reason, ...] = (
    Reason("said-twice", _said_twice, "有 {count} 句中文台词下面都跟着一句外文，像是译文，不是另一个人的话", "{count} speeches are followed by the same in another language: a translation, and nobody else's words"),
    Reason("way-back", _nowhere, "有 {count} 处写着回到现实或原来的场景，可前面没有写从哪里离开，下面的内容可能发生在别处", "{count} lines go back to the present or to the scene, but nothing says where the story left it: what follows may play elsewhere"),
    Reason("letter-closes", _letter_closes, "有 {count} 处是信的结尾（此致、祝好），不知道是有人念出来的，还是发剧本来的人的署名", "{count} lines close a letter: somebody may read it out, or it may be of who sent the script"),
    Reason("fields-in-speech", _fields_in_speech, "有 {count} 句台词写的是时间、地点、人物，像是场景标题", "{count} speeches hold the fields of a scene heading"),
    Reason("number-left", _number_left, "有 {count} 句台词里有一行只是编号", "{count} speeches hold a line that is only a number"),
    Reason("cue-behind-sentence", _cue_behind_sentence, "有 {count} 句台词里夹着另一个人的“某某：”", "{count} speeches hold somebody else's name and a colon behind a sentence"),
    Reason("read-aloud", _read_aloud, "有 {count} 句台词其实是写在某处的字", "{count} speeches are what is written on something"),
    Reason("behind-quote", _behind_quote, "有 {count} 句台词的引号已经合上，下面的行却也读成了台词", "{count} speeches go on below words whose quotation marks were closed"),
    Reason("said-in-action", _said_in_action, "有 {count} 行动作里有人“说：……”，却没有读成台词", "{count} lines of action say that somebody speaks, and what, but were not read as speeches"),
    Reason("name-alone", _name_alone, "有 {count} 行像是单独成行的人名，下面像是说的话，却都读成了动作", "{count} lines look like a name above words, but both were read as action"),
    Reason("aloud-in-sound", _aloud_in_label, "有 {count} 行读成了声音，却像是对人说的话", "{count} lines were read as sound but speak to somebody"),
    Reason("dash-in-speech", _dash_in_speech, "有 {count} 行以破折号开头，像是另一个人的话，却接在了上一句里", "{count} lines begin with a dash, like somebody else's turn, but were read into the speech above"),
    Reason("cue-in-action", _cue_in_action, "有 {count} 行动作里夹着“某某：”和要说的话", "{count} lines of action hold somebody's name, a colon and words"),
    Reason("second-quote", _second_quote, "有 {count} 句台词下面还有一行自带引号的话，不像是同一个人说的", "below {count} speeches a line in quotation marks of its own was read as more of the same"),
    Reason("first-once", _first_once, "第一行读成了“{name}”的台词，可再没有这个人，像是片名", "the first line was read as said by “{name}”, who is nowhere else; it looks like a title"),
    Reason("odd-once", _odd_once, "“{names}”只出现一次、说的又不成句，别处也没有这个人，像是栏目名", "“{names}” stands once, with words that are no sentence, and is nowhere else: it looks like a label and nobody"),
    Reason("label-in-capitals", _label_in_capitals, "“{names}”不在人物表里，说的全是大写字母，和音效一样，像是栏目名", "“{names}” is in no cast line and says nothing but capitals, as the sounds beside it do: it looks like a label and nobody"),
    Reason("repeated-head", _repeated_head, "有 {count} 行都以“{names}”开头，像是谁在说话，却没有读成台词", "{count} lines begin with “{names}”, as if somebody spoke, but were not read as speeches"),
    Reason("same-line", _same_line, "有 {count} 行一再出现、像是人名，却没有读成谁在说话", "{count} lines come again and again like names above words, but were not read as who speaks"),
    Reason("same-words", _same_words, "有 {count} 句台词除了数字全一样，像是时间或编号", "{count} speeches are the same but for their digits, like times or numbers"),
    Reason("name-at-head", _name_at_head, "有 {count} 行以人名开头、后面像是说的话，却没有读成这个人的台词", "{count} lines begin with a name and go on as if spoken, but were not read as that person's speech"),
    Reason("quotes-left", _quotes_left, "有 {count} 行引号里是整句话，却没有人说", "{count} lines hold whole sentences in quotation marks that nobody says"),
    Reason("lone-quotes", _lone_quotes, "有 {count} 句台词里的引号只有一半", "{count} speeches hold a quotation mark without its other half"),
    Reason("common-edge", _common_edge, "{total} 句台词里有 {count} 句首尾都带着“{sign}”，它不像是说的话", "{count} of {total} speeches begin or end with “{sign}”, which is no part of what is said"),
    Reason("residue", _residue, "有 {count} 句台词里带着程序的标记、时间码或文件名", "{count} speeches hold tags, clock times or names of files"),
    Reason("odd-speaker", _odd_speaker, "“{names}”不像人名，却在说话", "“{names}” speaks but is no name"),
    Reason("unnamed", _unnamed, "{total} 句台词里有 {count} 句不知道是谁说的", "of {count} of {total} speeches the text does not say who speaks"),
    Reason("cue-in-words", _cue_in_words, "有 {count} 句台词以“某某：”开头，像是另一个人的话", "{count} speeches begin with a name and a colon, as if somebody else spoke"),
    Reason("listed-in-speech", _listed_in_speech, "有 {count} 行带着和台词一样的列表符号，却接在了上一句话里", "{count} lines with the list mark of a speech were read into the speech above"),
    Reason("told-in-speech", _told_in_speech, "有 {count} 句台词的最后一段像是动作", "the last paragraph of {count} speeches tells what happens"),
    Reason("slanted-head", _slanted_head, "有 {count} 句台词以斜体的表演提示开头，却读成了说的话", "{count} speeches begin with a slanted direction that was read as words"),
    Reason("scene-not-read", _scene_not_read, "有 {count} 行写着地点和时间，却没有读成场景标题", "{count} lines give a place and an hour but were not read as scene headings"),
    Reason("hardly-speech", _hardly_speech, "几乎没有读到台词（只有 {count} 句），其余都成了动作", "hardly anything is spoken ({count} speeches), all the rest was read as action"),
    Reason("left-out", _left_out, "全文有 {share}% 既不演也不说，读成了备注或前言", "{share} % of the text is neither seen nor heard: it was read as notes or front matter"),
    Reason("aloud-in-action", _aloud_in_action, "有 {count} 行动作像是对人说的话（我、你、问句）", "{count} lines of action speak to somebody (I, you, a question)"),
)  # fmt: skip
"""Every witness, each with its sentence."""
