"""Front matter: titles, outlines and biographies before the story. It is never spoken; it feeds the cast."""

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

from storyboard.lettering import unquoted
from storyboard.parse import words
from storyboard.parse.introductions import LOOKS
from storyboard.parse.listing import unlist
from storyboard.parse.people import DASHED_BIO, People, listed
from storyboard.parse.scan import Scan, ScannedLine
from storyboard.parse.shape import Shape
from storyboard.parse.sheet import Sheet
from storyboard.parse.supers import BLACK, OVER_BLACK
from storyboard.patterns import deferred

LONGEST_SECTION = 36
"""Characters of the longest line that begins a list of people, with its marks."""
TITLE = deferred(r"[《〈].{1,40}[》〉].{0,12}")
NAMED = deferred(r"[《〈](.+?)[》〉]")
TITLE_FIELD = deferred(r"TITLE\s*:")
"""Below other fields of front matter it names the work, and is not shown."""
NAMES_WORK = deferred(r"[【\[]?(?:片名|剧名)[】\]]?\s*[：:]?\s*(?P<title>[^：:]{1,30})")
"""The same in Chinese, in brackets or before a colon: 【片名】渡口."""
OVER_FIRST = deferred(
    r"[【\[〔［（(]?\s*(?:(?:开场|片头|黑屏|黑场|弹出|打出|画面)?字幕|黑底白字"
    r"|(?:opening |main )?(?:super(?:imposed?)?|titles?|captions?|chyron|card|text|words)(?: card)?(?: over black| on black)?)\s*[】\]]?\s*[：:]?\s*(?P<text>.*)",
    re.I,
)
"""Words over the first picture, which stand before its heading: 【字幕】三年前, Title over black: OHIO, 1911."""
CALLS = deferred(r"(?:你|您).*[！!？?]$")
"""Words that are said to somebody's face."""
GENRE = deferred(
    r"(?:独幕|多幕|校园|原创|幽默)?(?:短剧|短片|微电影|小品|话剧|舞台剧|戏剧|相声|广播剧|情景剧|音乐剧|剧本)(?:剧本)?"
)
"""What a work is, above its title."""
BY_LINE = deferred(r"[^。！？!?…，：:；\"“”（(△]+")
SECTION = deferred(r"(?:[一二三四五六七八九十\d]+[、.．]\s*)?(?P<name>[^：:。，]{1,24}?)\s*[：:]?")
COUNTED = deferred(r"\d{1,2}[.)、．]\s")
TELLS_STORY = deferred(
    r".*(?:梗概|大纲|简介|背景|故事|世界观|看点|说明|前言|序)|synopsis|logline|premise|outline|treatment|theme|notes?",
    re.I,
)
"""A field of front matter that goes on in paragraphs of its own."""
NOTES = deferred(
    r"(?:an? |some |author['’]s |playwright['’]s |production )?notes?(?: (?:on|for|about|to) .{2,30})?|(?:a word|a few words) on .{2,30}|punctuation|staging|the set|the text|the staging|(?:关于|有关).{1,12}的?(?:说明|提示)|(?:文本|演出|舞台|标点)(?:说明|提示)",
    re.I,
)
"""A line below a list of people that begins notes on the text."""
OPENINGS = deferred(r"[【\[*#\s]*(?:引子|楔子|序幕|序场|序章|开场|片头)[】\]*\s]*[：:]?")
"""What the part before the first scene is called, on a line of its own."""
Accepts = Callable[[int], tuple[float, str]]


def unmark_outline(lines: list[ScannedLine]) -> None:
    """Make plain lines of episode headings that only outline an episode which comes, with its scenes, further down."""
    headings = [i for i, line in enumerate(lines) if line.episode]
    last = {lines[i].episode[0]: i for i in headings}  # type: ignore[index]
    for start, end in pairwise([*headings, len(lines)]):
        told = any(
            line.tag in ("scene", "mark") or (line.tag == "cue" and line.rest) for line in lines[start + 1 : end]
        )
        episode = lines[start].episode
        if not told and episode and last[episode[0]] > start:
            lines[start].tag = "text"


def story_start(lines: list[ScannedLine], shape: Shape, accepts: Accepts, index: int = 0) -> int:
    """The index of the line where the story begins at or behind `index`.

    That is the next heading, unless the lines before it are a story already; without a heading the first cue of
    somebody who speaks again, or the first marked line.
    """
    heading = next((i for i in range(index, len(lines)) if lines[i].tag in ("scene", "episode")), None)
    if heading is not None:
        opened = _opening(lines, accepts, index, heading)
        if opened is not None:
            return opened
        early = _story_before(lines, shape, accepts, index, heading)
        return heading if early is None else early
    return _first_story_line(lines, shape, accepts, index)


def _opening(lines: list[ScannedLine], accepts: Accepts, index: int, heading: int) -> int | None:
    """The line that names the part of a story before its first scene, where somebody speaks behind it: 引子, 楔子."""
    named = (i for i in range(index, heading) if OPENINGS.fullmatch(lines[i].core.strip()) or _dark(lines[i].core))
    first = next(named, None)
    spoken = first is not None and any(lines[i].cue and accepts(i)[0] for i in range(first + 1, heading))
    return first if spoken else None


def _dark(core: str) -> bool:
    """Whether a line says that there is black, and maybe what is heard over it."""
    if not ("黑" in core or "BLACK" in core):
        return False
    return BLACK.fullmatch(core) is not None or OVER_BLACK.fullmatch(core) is not None


def _story_before(lines: list[ScannedLine], shape: Shape, accepts: Accepts, index: int, heading: int) -> int | None:
    """Where a story without heading begins before the first heading; None where that is front matter."""
    spoken = Counter(cue.name for i in range(index, heading) if (cue := lines[i].cue) and accepts(i)[0])
    marked = any(line.mark and line.core[0] in "△▲▽▼" for line in lines[index:heading])
    told = any(
        cue.name in words.VOICES and lines[i].rest and accepts(i)[0]
        for i in range(index, heading)
        if (cue := lines[i].cue)
    )
    told |= any(_talks(line, shape) and accepts(i)[0] for i, line in enumerate(lines[index:heading], index))
    told |= any(map(_heralded, lines[index:heading], lines[index + 1 : heading]))
    if sum(count for count in spoken.values() if count > 1) < 4 and not ((marked or told) and spoken):
        return None
    return _first_story_line(lines, shape, accepts, index)


def _heralded(above: ScannedLine, line: ScannedLine) -> bool:
    """Whether a sound stands right above words of somebody in capitals, as radio plays begin before their first scene."""
    heard = above.mark is not None and above.mark.kind == "sound"
    return heard and line.style == "colon" and bool(line.rest) and line.cue is not None and line.cue.name.isupper()


def _talks(line: ScannedLine, shape: Shape) -> bool:
    """Whether a line is a cue of somebody who speaks again, with a direction and words that nobody is described with: ME (to camera): He waved."""
    if line.style != "colon" or not line.cue or shape.counts[line.cue.name] < 2:
        return False
    if not line.cue.parentheticals and not (CALLS.search(line.rest) and shape.counts[line.cue.name] > 2):
        return False
    return LOOKS.search(line.rest) is None and LOOKS.search("".join(line.cue.parentheticals)) is None


def _first_story_line(lines: list[ScannedLine], shape: Shape, accepts: Accepts, index: int) -> int:
    first = len(lines)
    for i in range(index, len(lines)):
        line = lines[i]
        if words.STAGE_OPENS.fullmatch(line.core.replace("：", ":").partition(":")[0]):
            return i
        marked = line.mark is not None and line.mark.kind in ("action", "transition", "caption", "sound")
        marked &= not (TITLE_FIELD.match(line.core) and any(map(_is_front, lines[max(i - 1, index) : i + 2])))
        marked |= line.style == "colon" and line.head in words.CAMERA and bool(line.rest)
        told = line.tag == "label" and bool(line.rest) and words.field(line.head) in ("speech", "speaker", "action")
        marked |= told and not (i == 0 and line.core[-1].isalpha())
        if marked or (
            line.cue and accepts(i)[0] and (_speaks_again(line, shape) or _listed_above(line, lines[index:i]))
        ):
            first = i
            break
    if first == len(lines):
        return index if not any(_is_front(line) for line in lines[index:]) and not shape.counts else first
    back = first
    while back > index and (lines[back - 1].tag == "blank" or lines[back - 1].core[0] in "（(〔[【△"):
        back -= 1
    before = lines[index:back]
    if not any(_is_front(line) for line in before):
        return index + len(_titles(before))
    return _below_fields(lines, index, back)


def _below_fields(lines: list[ScannedLine], index: int, stop: int) -> int:
    """Where the story begins between front matter and its first cue: behind the last short field, if only sentences of their own stand below it."""
    first = stop
    for at in range(stop - 1, index, -1):
        line = lines[at]
        if line.tag in ("blank", "rule"):
            continue
        if line.tag == "text" and not line.shell and not _is_front(line) and line.core[-1:] in ".。！!？?":
            first = at
            continue
        if line.mark and line.mark.kind in ("note", "transition", "action", "sound"):
            first = at
            continue
        name = line.head or line.core
        short = line.style == "colon" or line.tag == "label" or _is_front(line)
        field = short and line.rest and len(line.rest) <= LONGEST_SECTION and not TELLS_STORY.fullmatch(name)
        return first if field and words.field(name) != "cast" and lines[first - 1].tag == "blank" else stop
    return stop


def _speaks_again(line: ScannedLine, shape: Shape) -> bool:
    return line.cue is not None and (
        shape.counts[line.cue.name] > 1 or line.cue.name in words.VOICES or sum(shape.counts.values()) < 4
    )


def _listed_above(line: ScannedLine, above: list[ScannedLine]) -> bool:
    """Whether a cue with a whole sentence is of somebody whom a bracket in the list above it names: Father Tobias (Priest)."""
    called = f"({line.cue.name})" if line.cue and line.style == "colon" and line.rest[-1:] in ".!?" else ""
    return bool(called and line.rest) and any(each.core.endswith(called) for each in above)


def _titles(before: list[ScannedLine]) -> list[ScannedLine]:
    """The lines at the head that are a title, with the blank lines around."""
    count = 0
    for i, line in enumerate(before):
        if (
            TITLE.fullmatch(line.core)
            or line.shell == "#"
            or _in_capitals(before, i)
            or (len(line.core) <= 20 and BY_LINE.fullmatch(line.core))
        ):
            count = i + 1
        elif line.tag != "blank":
            break
    return before[:count]


def _in_capitals(before: list[ScannedLine], at: int) -> bool:
    """Whether the first line of all is in capitals or quotation marks, and stands alone: "THE WRONG WAKE"."""
    core = before[at].core
    alone = (at + 1 == len(before) or before[at + 1].tag == "blank") and all(
        line.tag == "blank" for line in before[:at]
    )
    return (
        alone
        and core.isascii()
        and core.isupper()
        and len(core) < 50
        and core[-1] not in ".!?:)]"
        and before[at].mark is None
    )


def _could_be_title(line: ScannedLine) -> bool:
    return (
        len(line.core) <= 30
        and line.tag in ("text", "cue")
        and not line.rest
        and bool(BY_LINE.fullmatch(line.core))
        and not _is_front(line)
        and not GENRE.fullmatch(line.core)
    )


def _unnamed_so_far(sheet: Sheet) -> bool:
    """Whether nothing stands above but what the work is."""
    return all(unit.kind == "blank" or GENRE.fullmatch(unit.text) for unit in sheet.units)


def _is_front(line: ScannedLine) -> bool:
    name = line.head or line.core.rstrip("：:")
    if line.tag == "label":
        return True
    made = line.style == "colon" and (words.PAPERS.fullmatch(name) or words.CRAFTS.fullmatch(name))
    return name in words.FRONT or bool(made or words.CAST_SECTION.fullmatch(name))


def read_front(lines: list[ScannedLine], index: int, stop: int, sheet: Sheet, people: People) -> int:
    """Write the lines up to `stop` as front matter; names, ages and looks in them go to the cast."""
    in_cast, titled = False, bool(sheet.units)
    for i in range(index, stop):
        line = lines[i]
        if line.tag in ("blank", "rule"):
            if i + 1 == stop or lines[i + 1].tag not in ("blank", "rule"):
                sheet.add("blank", line.end)
            continue
        first = not any(unit.kind != "blank" for unit in sheet.units) and line.tag != "label"
        if over := _over_first(line):
            sheet.add("caption", line.end, over)
            in_cast = False
            continue
        in_cast = in_cast if first and line.style != "colon" else _front_line(line, in_cast, people)
        named_so = TITLE_FIELD.match(line.core) if not titled and i < 12 else None
        if named_so and line.core[named_so.end() :].strip():
            titled, sheet.title = True, line.core[named_so.end() :].strip(' "“”')
            sheet.add("title", line.end, sheet.title)
        elif not titled and i < 12 and (told := NAMES_WORK.fullmatch(line.core)):
            titled, sheet.title = True, told["title"].strip("《》〈〉 ")
            sheet.add("title", line.end, sheet.title)
        elif (
            not titled
            and i < 12
            and (
                TITLE.fullmatch(line.core)
                or line.shell == "#"
                or (_could_be_title(line) and _unnamed_so_far(sheet))
                or _in_capitals(lines[index:stop], i - index)
            )
        ):
            titled = True
            named = NAMED.search(line.core)
            sheet.title = named[1] if named else line.core
            sheet.add("title", line.end, sheet.title)
        elif line.tag == "label" and words.field(line.head) == "cast" and line.rest and sheet.episodes:
            sheet.waiting += listed(line.rest, people.speakers)
            sheet.add("cast", line.end, line.rest)
        elif line.mark and line.mark.kind in ("transition", "note"):
            sheet.add(line.mark.kind, line.end, line.mark.text)
        else:
            sheet.add("front", line.end, line.core)
            if line.mark and line.mark.kind == "caption":
                sheet.doubt(
                    "caption-in-front", f"“{line.core[:30]}” stands before the first scene and is not shown", line.start
                )
    return stop


def _over_first(line: ScannedLine) -> str:
    """What is read over the first picture of a line before the first scene; empty where it has no such words."""
    caption = line.mark is not None and line.mark.kind == "caption"
    if not (caption or "BLACK" in line.core) or TITLE_FIELD.match(line.core):
        return ""
    found = OVER_FIRST.fullmatch(line.core)
    return (line.mark.text if line.mark and caption else unquoted(found["text"])) if found else ""


def _front_line(line: ScannedLine, in_cast: bool, people: People) -> bool:
    """Take in one line of front matter; whether the lines below it are about the cast."""
    if people.table(line.core):
        return in_cast
    section = SECTION.fullmatch(line.core)
    name = section["name"].strip(" *#【】[]") if section else ""
    if name and words.CAST_SECTION.fullmatch(name):
        return True
    if line.tag == "label":
        if words.field(line.head) == "cast" and line.rest:
            people.cast_line(line.rest)
        return words.field(line.head) == "cast" and _goes_on(line)
    if name in words.FRONT or NOTES.fullmatch(name) or words.STAGE_OPENS.fullmatch(name):
        return False
    if line.shell == "#" and in_cast:
        return bool(re.search(r"人物|角色|配角|主角", line.core))
    if people.bio(line.core, sure=in_cast):
        return in_cast
    if in_cast:
        people.name_alone(line.core)
    return in_cast


def _goes_on(label: ScannedLine) -> bool:
    """Whether people stand in the rows below a label: it says nothing itself, or the first of them in a row of their own."""
    return not label.rest or DASHED_BIO.match(label.rest) is not None


def bios_end(lines: list[ScannedLine], index: int) -> int:
    """The end of a list of people that begins at `index` in the middle of a story (三年后: 人物小传); `index` where none does.

    Only behind a line of its own, and as long as lines are bios: whoever speaks again ends it.
    """
    line = lines[index]
    if line.rest or line.tag not in ("text", "cue", "label") or len(line.core) > LONGEST_SECTION:
        return index
    name = line.core.strip(" *#【】[]：:")
    if len(name) < 3 or not words.CAST_SECTION.fullmatch(name):
        return index
    people, end, at = People(), index, index + 1
    while at < len(lines) and lines[at].tag not in ("scene", "episode"):
        if lines[at].tag in ("blank", "rule"):
            at += 1
            continue
        item = lines[at].shell in ("-", "**") or COUNTED.match(lines[at].core) is not None
        if not people.bio(lines[at].core, sure=item and lines[index].shell == "#"):
            break
        at += 1
        end = at
    return end


def gather(scan: Scan, people: People) -> None:
    """The first of the two passes over the cast: cast lines everywhere, and the list or biographies in front."""
    unlist(scan, people)
    in_cast = False
    counts: Counter[str] = Counter()
    for names in (scan.heads[style] for style in ("colon", "dash", "space", "period")):
        counts.update(names)
    people.speakers = frozenset(counts)
    headed, has_headings = False, scan.tags["scene"] > 0
    for line in scan.lines:
        headed |= line.tag in ("scene", "episode")
        if not headed and people.table(line.core):
            line.tag = "text"
            continue
        meaning = words.field(line.head) if line.tag == "label" else None
        if meaning in ("cast", "looks", "speaker"):
            if line.rest:
                people.cast_line(line.rest)
            in_cast = meaning == "cast" and not headed and _goes_on(line)
        elif line.tag in ("blank", "rule"):
            continue
        elif headed or line.mark or _over_first(line) or (not has_headings and _begins_story(line, counts, people)):
            in_cast = False
        elif not in_cast and not words.CAST_SECTION.match(line.core.lstrip("一二三四五六七八九十、.0123456789 【[《")):
            continue
        elif line.style == "alone" and line.cue and line.cue.name in people.entries:
            in_cast = False
        else:
            listing, in_cast = in_cast, _front_line(line, in_cast, people)
            if listing and in_cast and line.tag == "cue":
                line.tag = "text"


def _begins_story(line: ScannedLine, counts: Counter[str], people: People) -> bool:
    """Whether a line in a list of people is a cue already: its speaker recurs, and it is not the person's description."""
    if line.cue is None or line.style == "alone" or line.cue.name in words.NOT_NAMES:
        return False
    if any(line.cue.name in entry.looks for entry in people.entries.values()):  # Father Tobias (Priest)
        return True
    if counts[line.cue.name] < 2:
        return False
    return line.cue.name in people.entries or not LOOKS.search(line.rest)
