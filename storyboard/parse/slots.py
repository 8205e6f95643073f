"""What no place, no name and no words can be: signs of a layout that were read into a slot, whatever the layout.

Rows like those of `witnesses`, over what came out of scenes and speeches. They hold of readings by any grammar, for a place has no hour in it and
nobody is called `the camera and`: of 119 layouts that were silently wrong when they were first read they find 40, with which in view they were
written, and of some 850 good scripts none is in doubt by them (tests/README.md).
"""

import re
from bisect import bisect_left
from itertools import pairwise
from operator import attrgetter

from storyboard.model import Scene
from storyboard.parse import words
from storyboard.parse.look import COLONS, Found, Look, Reason
from storyboard.parse.numerals import numeral
from storyboard.patterns import deferred

PAIRS = (("（", "）"), ("(", ")"), ("【", "】"), ("[", "]"), ("《", "》"), ("「", "」"), ("『", "』"), ("“", "”"))
"""What opens and what closes it."""
PARTS = deferred(r"[\s　/／|｜·・,，、:：（）()\-—–\[\]【】]+")
"""What parts the slots of a heading."""
HOUR = deferred(words.TIME)
SIDE = deferred(r"内景|外景|内外|[内外]")
"""A side of the door, in a slot of its own."""
HOUR_EN = (
    r"(?:(?:early|late|mid|same|next|that|the|following|one|an?|another|later|a few|several|two|three|five|ten)[\s-]+)*"
    r"(?:day|night|morning|evening|dawn|dusk|noon|midnight|afternoon|sunset|sunrise|continuous|later|\d{1,2}(?::\d\d)?\s*[ap]\.?m\.?"
    r"|(?:moments|minutes|hours?|days?|weeks?|months?|years?) later)"
)
HOURS_EN = "day night morning evening dawn dusk noon sunset sunrise continuous later".split()
TIMED_EN = deferred(rf"\w.*[,.\-–—(]\s*{HOUR_EN}[\s.)]*", re.I)
"""An English place, a sign and an hour."""
ODD_EDGE = {
    False: deferred(r"[^\w“\"「『《‘'（(].*|.*[^\w）)”\"」』》’'.!！?？°℃]", re.S),
    True: deferred(r"[,;:/|\\\-–—)\]*_#>=~].*|.*[,;:/|\\\-–—(\[*_#<=~]", re.S),
}
"""A sign where no place begins or ends with one; by whether the language has words with something between."""
ODD_SIGN = {
    False: deferred(r"[*|=<>@{}\\~^→【】\[\]]", needs="*|=<>@{}\\~^→【】[]"),
    True: deferred(r"[*|=<>{}\\^→【】]", needs="*|=<>{}\\^→【】"),
}
"""A sign that is in no place; the same."""
NUMBERED = {
    False: deferred(
        r"(?:[A-Za-z]{1,4}[.\s-]?)?\d+[A-Za-z]?(?:\s*[-/.、]\s*\w+)?\s+(?![号楼层室栋单元路街年级班]).*|(?:场|幕|景|镜头?|scene|sc|shot|ext|int)[\s.:：].*",
        re.I,
    ),
    True: deferred(
        r"\d+\w?\s*[-/.]\s*\d+\w?\s.*|sc\.?\s?\d+\s.*|(?:scene|sc|shot|ext|int)[.:].*",
        re.I,
    ),
}
"""A place that begins with its number or with the word that counts it; by whether the language has words with something between."""
LONG_CLAUSE = {False: 14, True: 50}
"""Letters of a place with a comma from which on it tells what is seen there; the same."""
COMMA = ("，", ",", "。")
SCENE_WORD = deferred(r"\W*(?:(?:scene|sc\.)\s*#|第\s*(?:#|[一二三四五六七八九十]{1,3})\s*[场幕]).{0,60}", re.I)
"""A line that counts a scene, its digits replaced by #."""
DIGITS = deferred(r"\d+")
LONGEST_HEADING = 60
"""Characters of a line that may head a scene."""
SCENE_STARTS = frozenset("sSſ第")
LINE_SIGNS = "*_#>`~-• \t　=[]【】()（）.。—–·"
"""What stands around a line that heads a scene."""
PLACED_EN = deferred(
    rf"(?!(?:he|she|they|it|we|i|you|cut|fade|dissolve|back|smash)\b)[A-Z0-9][\w'’]*(?:[ ,.\-–—]+[\w'’]+){{0,8}}?\s*[,.\-–—(]\s*(?:{HOUR_EN})\W*",
    re.I,
)
"""A few English words, a sign, an hour, and nothing else."""
CLOCK_ZH = deferred(r"[凌清早上中下傍晚深半夜]{1,2}[晨午上夜]?\s*[零一二两三四五六七八九十\d]{1,3}点.{0,3}")
STOP = deferred(r"[。！？：:|]", needs="。！？：:|")
LABELLED = deferred(r"[^\w(（【\[]{0,3}(?P<label>[\w ]{1,12}?)\s*(?:[：:|；]|\s[-–—]\s)\s*\S", needs="：:|；-–—")
"""A label, what parts it from what it says, and that."""
TOLD = frozenset({"动作", *words.SOUND})
"""Labels that are kept as they are only where they are no labels."""
BOXED_LABEL = deferred(r"\W{0,6}(?P<label>[\w/ ]{2,10}?)[】\]*]{0,4}\s*[：:]\s*\S", needs="：:")
"""A label, also in brackets or bold, and what it says."""
LETTERED = deferred(r"[A-Z]\s*[:：]\s*\S")
SAYS = deferred(r"(?:[说道问喊叫念诵唱读答吼嚷]|\b(?:says?|said|asks?|shouts?|recites?|sings?))\W*[：:]$", re.I)
TITLE_ALONE = deferred(r"(?:Mrs?|Ms|Dr|Prof|Sgt|Lt|Capt|Col|Gen)\.?", re.I)
"""A title without whose it is."""
NOISES = frozenset({"SFX", "FX", "VFX", "BGM"})
COUNTED = deferred(r"第.{1,8}[场幕集镜]")
"""What counts a scene or an episode."""
PRONOUNS = frozenset({"She", "He", "They", "It"})
BETWEEN = frozenset(
    "and or but to of in on at with the a an into as for from by then who that his her their is was".split()
)
"""Words that no name ends with."""
SHOWN = 3
"""Places that a sentence names."""


def _odd_place(look: Look) -> Found | None:
    """Scenes whose place has something in it that is the layout's: an hour, a number, half a bracket, a mark."""
    told = {unit.scene for unit in look.kinds.get("heading", ()) if unit.reason}  # by reading.toml
    scenes = (scene for scene in look.script.scenes if scene.location and scene.id not in told)
    odd = {scene.id: scene.location for scene in scenes if _no_place(scene, look)}
    if not odd:
        return None
    heads = {unit.scene: unit for unit in reversed(look.kinds.get("heading", ())) if unit.scene in odd}
    lines = sorted(look.line(unit) for unit in heads.values())
    return (
        (lines, {"count": len(odd), "places": "、".join(list(dict.fromkeys(odd.values()))[:SHOWN])}) if lines else None
    )


ASIDE = deferred(r"[（(][^（）()]*[）)]")


def _goes_on(place: str, spaced: bool) -> bool:
    """Whether a place is long and goes on behind a comma, what stands in brackets aside: 后厨／轿车内（视频通话，双景）."""
    bare = ASIDE.sub("", place)
    return len(bare) > LONG_CLAUSE[spaced] and any(sign in bare for sign in COMMA)


def _no_place(scene: Scene, look: Look) -> bool:
    place, spaced = scene.location, look.english
    if (
        ODD_EDGE[spaced].fullmatch(place)
        or ODD_SIGN[spaced].search(place)
        or any(place.count(a) != place.count(b) for a, b in PAIRS)
    ):
        return True
    if NUMBERED[spaced].fullmatch(place) or _goes_on(place, spaced):
        return True
    if spaced:
        return TIMED_EN.fullmatch(place) is not None
    slots = [slot for slot in PARTS.split(place) if slot]
    return len(slots) > 1 and any(
        HOUR.fullmatch(slot) or (at and SIDE.fullmatch(slot)) for at, slot in enumerate(slots)
    )


_FIELD = deferred(
    r"[【\[〔（(][ 　]*(?:时[ 　]*间|地[ 　]*点|内[ 　]*外|天[ 　]*气|时|地|景|time|place|location|setting|weather)[ 　]*[】\]〕）)]|(?:时\s*间|地\s*点|time|place|setting)\s*(?:——?|--?|–)|(?:时\s*间|地\s*点)[\s　]|(?:time|place|setting)(?:\t| {2,})",
    re.I,
)
_FIELD_HEADS = frozenset("【[〔（(时地TtPpSs")
"""A field of a scene that its heading has taken in: [时间] 晚上十点, 时　间——汛期，深夜."""


def _scene_left(look: Look) -> Found | None:
    """Lines of a place and an hour, or with the number of a scene where others with one are headings, that were read as something else."""
    if look.script.format in ("prose", "storyboard"):
        return None
    counted = any(_counts_scene(unit.raw.strip()) for unit in look.kinds.get("heading", ()))
    told = [text for _, text, _ in look.lines("action") if len(text) <= LONGEST_HEADING]
    counted = counted or sum(map(_counts_scene, told)) > 1
    found = [
        look.line(unit, at)
        for at, text, unit in look.lines("action", "note", "title")
        if len(text) <= LONGEST_HEADING and not (text[0] in _FIELD_HEADS and _FIELD.match(text))
        if _place_and_hour(text, look)
    ]
    numbered = look.lines("action", "speech") if counted else ()
    found += [
        look.line(unit, at) for at, text, unit in numbered if len(text) <= LONGEST_HEADING and _counts_scene(text)
    ]
    found += _counted_beside(look)
    return (sorted(set(found)), {"count": len(found)}) if found else None


BESIDE = deferred(r"[#*_\s　]*(?P<no>[一二三四五六七八九十]{1,3}|\d{1,3})[、.．]\s*(?=\S)[^。！？!?：:“”\"\n]{2,36}")
"""A number with a stop, and a few words that are no sentence."""
MAY_HEAD = ("heading", "action", "front", "note")
"""The kinds of units that one may be."""


def _counted_beside(look: Look) -> list[int]:
    """The lines that count on from a heading above them, or count up to one below, and were read as something else."""
    rows = []
    units = [unit for kind in MAY_HEAD for unit in look.kinds.get(kind, ())] if "heading" in look.kinds else []
    for unit in sorted(units, key=attrgetter("start")):
        told = BESIDE.fullmatch(unit.raw.strip()) if not look.english or unit.raw.isupper() else None
        if told:
            rows.append((numeral(told["no"]) or 0, told["no"].isdigit(), unit))
    found = []
    for (one, latin, above), (two, digits, below) in pairwise(rows):
        if two == one + 1 and latin == digits and (above.kind == "heading") != (below.kind == "heading"):
            found.append(look.line(below if above.kind == "heading" else above))
    return found


def _counts_scene(text: str) -> bool:
    """Whether a line counts a scene: Scene 4, 第三场."""
    first = text[0] if text[0].isalnum() else next(filter(str.isalnum, text), "")
    return first in SCENE_STARTS and SCENE_WORD.fullmatch(DIGITS.sub("#", text)) is not None


def _names_hour(text: str) -> bool:
    """Whether an English text has a word of `HOUR_EN`, for an hour without figures."""
    return any(map(text.casefold().__contains__, HOURS_EN))


def _place_and_hour(text: str, look: Look) -> bool:
    bare = text.strip(LINE_SIGNS)
    if not 2 < len(bare) <= 48:
        return False
    if look.english:
        may = ":" not in text and "|" not in text and (any(map(str.isdigit, bare)) or _names_hour(bare))
        return may and PLACED_EN.fullmatch(bare) is not None
    if STOP.search(bare):
        return False
    slots = [slot for slot in PARTS.split(bare) if slot]
    if not 1 < len(slots) <= 6 or any(len(slot) > 10 for slot in slots):
        return False
    # Behind an hour and a comma a sentence goes on: 深夜，他醒来。
    hours = slots[-1:] if any(sign in bare for sign in COMMA) else slots
    return any(HOUR.fullmatch(slot) or CLOCK_ZH.fullmatch(slot) for slot in hours)


SECTION = deferred(r"^(?P<depth>#{1,6})[ \t]+[*_]*(?P<no>\d{1,2}|[一二三四五六七八九十]{1,3})(?![\w])[^\n]*$", re.M)
"""A counted heading of Markdown."""


def _section_left(look: Look) -> Found | None:
    """Counted headings of Markdown with somebody's words below each, of which one or all opened no scene: ### 1 · Bus depot."""
    found = list(SECTION.finditer(look.text)) if "#" in look.text else []
    depth = found[0]["depth"] if found else ""
    rows = [each for each in found if each["depth"] == depth]
    if len(rows) < 2 or [numeral(each["no"]) for each in rows] != list(range(1, len(rows) + 1)):
        return None
    said = [unit.start for unit in look.speeches]
    ends = [*(each.start() for each in rows[1:]), len(look.text)]
    if any(bisect_left(said, one.start()) == bisect_left(said, end) for one, end in zip(rows, ends, strict=True)):
        return None
    heads = {look.line(unit) for unit in look.script.units if unit.kind in ("heading", "episode")}
    lines = [bisect_left(look.breaks, each.start()) + 1 for each in rows]
    left = [line for line in lines if line not in heads]
    return (left, {"count": len(left)}) if left and (len(left) < len(rows) or not heads) else None


def _label_left(look: Look) -> Found | None:
    """Actions whose words still begin with the label that said what they are: `动作 - 阿秀踩着缝纫机`."""
    if look.script.format in ("prose", "storyboard"):
        return None
    found = [
        look.line(unit)
        for unit in look.actions
        if (led := LABELLED.match(unit.text))
        and (words.field(led["label"]) is not None or led["label"] in TOLD)
        and not words.PICTURE.fullmatch(led["label"])
    ]
    return (found, {"count": len(found)}) if found else None


def _picture_in_front(look: Look) -> Found | None:
    """Lines of the front matter behind the label of a picture: the story began before it was seen to."""
    found = [
        look.line(unit, at)
        for at, text, unit in look.lines("front")
        if (led := BOXED_LABEL.match(text)) and words.field(led["label"]) == "action"
    ]
    return (found, {"count": len(found)}) if found else None


def _odd_name(look: Look) -> Found | None:
    """Who speaks under a label, a title without a name, a pronoun or words that end in the middle: `对白 - 阿秀`, `Mr`, `the camera and`."""
    odd = {name for name in look.counts if name and name not in look.listed and _no_name(name, look)}
    return (look.said_by(odd), {"names": "、".join(sorted(odd)[:SHOWN])}) if odd else None


def _no_name(name: str, look: Look) -> bool:
    if TITLE_ALONE.fullmatch(name) or COUNTED.fullmatch(name) or " - " in name or name in NOISES:
        return True
    if not look.english or name.isupper():
        return False
    last = name.rpartition(" ")[2]
    lettered = len(last) == 1 and last.isupper()  # Reporter A
    return name in PRONOUNS or (last != name and not lettered and last.lower() in BETWEEN)


def _letter_left(look: Look) -> Found | None:
    """Actions of a letter, a colon and words, where other letters alone speak."""
    if sum(len(name) == 1 and name.isascii() for name in look.counts) < 2:
        return None
    found = [look.line(unit, at) for at, text, unit in look.lines("action", "sound") if LETTERED.match(text)]
    return (found, {"count": len(found)}) if found else None


def _words_to_come(look: Look) -> Found | None:
    """Actions that end with somebody who says, and a colon, above what was read as action too."""
    if look.script.format in ("prose", "storyboard"):
        return None
    if not any(text[-1] in "：:" and SAYS.search(text) for _, text, _ in look.lines("action")):
        return None
    rows = [row for row in look.rows if row[2].kind in ("action", "speech", "note", "sound", "caption")]
    found = [
        look.line(unit, at)
        for (at, text, unit), (_, _, below) in pairwise(rows)
        if text[-1] in "：:" and unit.kind == below.kind == "action" and SAYS.search(text)
    ]
    return (found, {"count": len(found)}) if found else None


def _names_itself(look: Look) -> Found | None:
    """Speeches in which the name of who says them stands before a colon."""
    found = [
        look.line(unit)
        for unit in look.holding(COLONS)
        if len(unit.speaker) > 1 and (f"{unit.speaker}:" in unit.text or f"{unit.speaker}：" in unit.text)
    ]
    return (found, {"count": len(found)}) if found else None


SLOTS: tuple[Reason, ...] = (
    Reason("odd-place", _odd_place, "有 {count} 场戏的地点读成了“{places}”，里面有不属于地点的东西", "the place of {count} scenes was read as “{places}”, and part of that is no place"),
    Reason("scene-left", _scene_left, "有 {count} 行像是另一场戏的开头，却没有读成场景标题", "{count} lines look like the head of another scene but were not read as one"),
    Reason("section-left", _section_left, "有 {count} 个编了号的标题下面有台词，却没有读成场景标题", "{count} counted headings have speeches below but were not read as scene headings"),
    Reason("label-left", _label_left, "有 {count} 行动作开头还带着栏目名", "{count} lines of action still begin with the label that says what they are"),
    Reason("picture-in-front", _picture_in_front, "有 {count} 行写着画面，却读成了正文之前的说明", "{count} lines describe a picture but were read as front matter"),
    Reason("odd-name", _odd_name, "“{names}”不像人名，却在说话", "“{names}” speaks but is no name"),
    Reason("letter-left", _letter_left, "有 {count} 行以一个字母和冒号开头，像是谁在说话，却读成了动作", "{count} lines begin with a letter and a colon, as those who speak do, but were read as action"),
    Reason("words-to-come", _words_to_come, "有 {count} 行动作写着谁在说、以冒号收尾，下面的话却没有读成台词", "{count} lines of action end with who speaks and a colon, but what follows was read as action"),
    Reason("names-itself", _names_itself, "有 {count} 句台词里写着说话人自己的名字和冒号", "{count} speeches hold the speaker's own name and a colon"),
)  # fmt: skip
"""Every one of them, each with its sentence."""
