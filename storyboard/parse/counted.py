"""What lines are by the numbers that all of them have: scenes that are counted with # or 一、, balloons that are numbered.

Asked of the whole script once it is known who is in it. On its own each of these lines could be something else.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from storyboard.languages import scenery
from storyboard.parse import words
from storyboard.parse.headings import ABOUT_EN, SAME_OF, SOMEBODY_EN, TELLS, VERB_EN, Heading
from storyboard.parse.markers import Mark
from storyboard.parse.scan import Scan, ScannedLine
from storyboard.patterns import deferred, holds

HASHED = deferred(r"#\s?(?P<no>\d{1,3})(?:\s*[.:：、—–-]\s*|\s+)(?P<told>\S.*)")
"""A line that counts a scene as programmers and sketch writers do: #2 same counter, but now covered in objects."""
COUNTED = deferred(
    r"(?P<no>[一二三四五六七八九十])[、.．]\s*(?P<told>[^\s，。！？：；,.!?:;“”\"][^，。！？：；,.!?:;“”\"]{0,15})"
)
"""The same in a Chinese play, its place alone behind the number: 二、主任办公室."""
NUMBERED = deferred(
    r"(?:sc(?:ene)?\.?\s*)?(?P<no>\d{1,2}|[ivx]{1,4})(?:[.、．)]\s*|[ \t　]+)(?P<told>[^\W\d_][^：:。！？!?；“”\"]{1,72}?)\.?",
    re.I,
)
"""The same in notes that somebody types on a telephone, and in plays: sc 2 corridor. next morn, 1 奶茶店 晚上, ii. The same hallway."""
HAN = "一二三四五六七八九十"
COUNTS, FIRST = (
    frozenset("#" + HAN),
    deferred(r"^\W*(?:# ?1|一[、.．]|(?:sc(?:ene)?\.?\s*)?(?:1|i)(?:[.、．)]|[ \t　]))", re.I | re.M),
)
PLACED = {False: 18, True: 72}
"""Characters of the longest of those lines."""
OPENS = deferred(r"[^:：]*[:：]\s*")
GAPPED = deferred(r"\s*[，,。.;；(（]\s*|[ \t　]+")
CLAUSE = deferred(r"\s*[，,。.;；(（]\s*")
LONGEST_PLACE = {False: 10, True: 32}
"""Characters of what stands before the first comma of such a line and is a place; by whether the script is English."""
MANY_WORDS = 5
BALLOON = deferred(r"(?P<name>\D*[^\W\d_]\D*?)[ ]#?(?P<no>\d{1,2})")
"""A name, and the number of its balloon on the page, as comics count them for the letterer: MARA 3."""
LEAST_BALLOONS = 5
COMIC = deferred(r"^\W*(?:page|panel)\s+\w+\b|^\W*(?:第?\s?[\d一二三四五六七八九十]{1,3}\s?[页格])", re.I | re.M)
"""A line that counts the pages or the pictures of a comic."""
LETTERED = deferred(
    r"(?:(?:OPENING |CLOSING |LOCATION |TIME )?CAP(?:TION)?(?:\s*/\s*[A-Z]+)?|SIGN|POSTER|BANNER|(?:PHONE |TV )?SCREEN|HEADLINE|NEWSPAPER|LABEL|TITLE|TEXT MESSAGE|(?:告示|招牌|标牌|路牌|报纸|标题|手机屏幕|屏幕|说明|旁注)(?:框|字)?)",
    re.I,
)
"""Before the colon in a comic: what is lettered into the picture and nobody says."""
BOX = deferred(r"CAP(?:TION)?", re.I)
"""A box that may as well be what somebody tells."""
WHERE = deferred(r"\b(?:place|time|location|date|locator|title)\b|地点|时间", re.I)
CAPTIONS = frozenset(("CAP", "CAPTION", "Cap", "Caption"))
"""What is lettered in a box, where only what is said has a number."""
PICTURES = ("格", "PANEL", "panel")
"""One of these stands where pictures are counted."""


def settle(found: Scan) -> None:
    """Make of the lines of a script what they are by the numbers of all of them."""
    _scenes(found)
    _balloons(found)
    if holds(found.source.text, PICTURES):
        _lettered(found)


def _is_no_cue(found: Scan, line: ScannedLine) -> None:
    """Take a line out of the cues."""
    if line.style and line.cue:
        found.heads[line.style] -= Counter({line.cue.name: 1})
    line.style, line.cue = None, None


def _scenes(found: Scan) -> None:
    """Make headings of lines that count on from #1 or 一、 behind blank lines, somebody speaking below each, in a script that has no others."""
    if any(line.heading for line in found.lines) or not FIRST.search(found.source.text):
        return
    numbered: list[tuple[ScannedLine, str, str]] = []
    spoken: list[bool] = []
    above, shell = "blank", ""
    for line in found.lines:
        above = "blank" if line.shell == ">" != shell else above  # a letter begins to quote
        raw = found.source.text[line.start : line.end].strip() if above == "blank" and line.tag != "blank" else ""
        counted = (HASHED if raw[0] == "#" else COUNTED).fullmatch(raw) if raw and raw[0] in COUNTS else None
        counted = counted or (_noted(line, found.english) if raw and line.tag in ("text", "cue", "mark") else None)
        if counted and not words.PLANNING.fullmatch(counted["told"]):
            numbered.append((line, counted["no"], counted["told"]))
            spoken.append(False)
        elif spoken and line.tag == "cue" and line.style and line.cue and line.rest:
            spoken[-1] |= found.heads[line.style][line.cue.name] > 1
        above = "blank" if line.tag == "rule" and not line.core.strip(">") else line.tag
        shell = line.shell
    if (
        len(numbered) < 2
        or not all(spoken)
        or [_number(no) for _, no, _ in numbered] != list(range(1, len(numbered) + 1))
    ):
        return
    places: list[str] = []
    for _, _, told in numbered:
        places.append(_place(told, places, found.english))
    noted = any(NUMBERED.fullmatch(line.core) for line, _, _ in numbered)
    if noted and not any(places):
        return
    if noted:  # one of them is a place, and so are the others
        short = (_place(told, places, found.english, sure=True) for _, _, told in numbered)
        places = [place or other for place, other in zip(places, short, strict=True)]
    for (line, no, told), place in zip(numbered, places, strict=True):
        _is_no_cue(found, line)
        hour = (
            (words.TIME_EN if found.english else HOUR).search(told, len(place))
            if NUMBERED.fullmatch(line.core)
            else None
        )
        time = hour[0].strip() if hour else ""
        said = CLAUSE.split(told[len(place) :].lstrip(" ,.;(-–—"))[0].strip(" )") if hour and found.english else ""
        time = said if said and ABOUT_EN.fullmatch(said) else time  # the whole of it: Same evening
        line.tag, line.mark, line.heading = "scene", None, Heading(number=no, location=place, time=time)


HOUR = deferred(rf"(?<![^\s　，,、/／·]){words.TIME}")


def _noted(line: ScannedLine, english: bool) -> re.Match[str] | None:
    """A numbered line of somebody's notes that may head a scene."""
    return NUMBERED.fullmatch(line.core) if len(line.core) <= PLACED[english] else None


def _number(no: str) -> int:
    return int(no) if no.isdigit() else ROMAN.index(no.lower()) + 1 if no.lower() in ROMAN else HAN.find(no) + 1


ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def _place(told: str, before: Sequence[str], english: bool, *, sure: bool = False) -> str:
    """The place with which such a line begins, behind what opens it: `lights up: lost property counter`; empty where it tells of none that is known, here or `before`."""
    opens = OPENS.match(told)
    clauses = CLAUSE if english else GAPPED
    place = clauses.split(told[opens.end() :] if opens else told)[0].strip()
    side = scenery.place(place).side if len(place) <= LONGEST_PLACE[english] else ""
    if len(place) > LONGEST_PLACE[english] or len(place.split()) >= MANY_WORDS + 2 * bool(side):
        return ""
    if (VERB_EN.search(place) or SOMEBODY_EN.match(place)) if english else TELLS.search(place):
        return ""
    known = (
        side
        or sure
        or opens
        or SAME_OF.fullmatch(place)
        or any(place.casefold() in other.casefold() for other in before)
    )
    return place if known else ""


def _balloons(found: Scan) -> None:
    """Take the numbers off names where nearly every cue has one and they count on, whoever speaks: MARA 1, DOV 2, MARA 3; not those of COP 1 and COP 2."""
    heads = found.heads["colon"]
    if sum(1 for name in heads if name[-1:].isdigit()) < LEAST_BALLOONS - 1:
        return
    cues = [line for line in found.lines if line.style == "colon" and line.cue]
    numbered = [(line, told) for line in cues if line.cue and (told := BALLOON.fullmatch(line.cue.name))]
    if len(numbered) < LEAST_BALLOONS or len(numbered) * 10 < len(cues) * 7:
        return
    counts = [int(told["no"]) for _, told in numbered]
    on = sum(then == before + 1 for before, then in pairwise(counts))
    again = sum(then == 1 for then in counts)
    named: dict[str, set[str]] = defaultdict(set)
    for _, told in numbered:
        named[told["name"]].add(told["no"])
    if on + again < len(counts) or len(named) < 2 or max(map(len, named.values())) < 3 or max(counts) < LEAST_BALLOONS:
        return
    for line, told in numbered:
        assert line.cue is not None
        heads[line.cue.name] -= 1
        line.cue = replace(line.cue, name=told["name"].strip())
        heads[line.cue.name] += 1
    for line in cues:
        if line.cue and line.cue.name in CAPTIONS and line.rest:
            _is_no_cue(found, line)
            line.tag, line.mark = "mark", Mark("caption", line.rest.strip())
    found.heads["colon"] = +heads


def _lettered(found: Scan) -> None:
    """Make captions of what is lettered into the pictures of a comic; a box that is counted among the balloons, or in which somebody speaks who has some, is said: 1 CAP, CAP (MARA)."""
    heads = found.heads["colon"]
    cues = [line for line in found.lines if line.style == "colon" and line.cue and line.rest.strip()]
    boxes = [line for line in cues if line.cue and LETTERED.fullmatch(line.cue.name)]
    text = found.source.text
    if not boxes or not COMIC.search(text):
        return
    numbered = sum(text[line.start : line.end].lstrip()[:1].isdigit() for line in cues) * 2 > len(cues)
    for line in boxes:
        how = " ".join(line.cue.parentheticals).casefold() if line.cue else ""
        counted = text[line.start : line.end].lstrip()[:1].isdigit()
        narrated = line.cue is not None and BOX.fullmatch(line.cue.name) and not numbered and not WHERE.search(how)
        if counted or narrated or any(name.casefold() in how for name in heads if len(name) > 1):
            continue
        said = line.rest.strip()
        _is_no_cue(found, line)
        line.tag, line.mark = "mark", Mark("caption", said)
    found.heads["colon"] = +found.heads["colon"]
