"""Whether a reading can be trusted: what makes it doubtful as a whole, each with the lines that show it.

One row of `RULES` per reason. A warning is about one line; a doubt is about the reading: nothing is bought on it unasked.
"""

import re
from collections import Counter
from itertools import chain, islice, pairwise

from storyboard.languages import CODES, Language
from storyboard.model import Doubt, Script, Unit, Wording
from storyboard.parse import markers, words
from storyboard.parse.cues import HAN
from storyboard.parse.look import Found, Look, Reason, Row, rows_of
from storyboard.parse.slots import SLOTS
from storyboard.parse.tables import meaning
from storyboard.parse.underneath import Underneath
from storyboard.parse.witnesses import WITNESSES
from storyboard.patterns import deferred

SHARE = 0.3
"""Part of the speeches from which on a label that speaks makes the reading doubtful."""
MANY = 0.12
"""Part of all speeches and lookalikes from which on lookalikes among the actions make it doubtful."""
LEAST_BLOCKS = 4
"""Speeches of several rows from which on it is asked what the lower ones are."""
BY_ROWS = frozenset(("shortdrama", "stage", "colon", "layout", "fountain"))
"""Kinds of scripts whose names may stand alone above their words, and nothing but their rows tells what stands below these."""
SHOWN = 8
"""Lines that a doubt names."""

LABELS = words.CAMERA | words.FRONT | words.SOUND
THING_EN = deferred(
    r"(?:(?:ANGLE|CLOSE|WIDE|WIDER|INSERT|MONTAGE|SUPER|CHYRON|TITLE|CAPTION|POV|CAMERA|SHOT|VISUALS?|VIDEO|AUDIO|ACTION|SCENE|SETTING|LOCATION|DESCRIPTION|SFX|VFX|MUSIC|SOUND|PANEL|PAGE|INTERCUT|BACK TO|QUICK CUTS?|"
    r"SERIES OF SHOTS|SMASH CUT|CUT TO|FADE|DISSOLVE|NOTES?|DURATION|TIME|CHARACTERS?|DIALOGUE|ON SCREEN|TRANSITION|E?CU|M[SC]U?|[EML]?LS|WS|MED(?:IUM)?|DRONE|AERIAL|LOGO|END (?:CARD|FRAME)|(?:HERO|PRODUCT|BEAUTY) SHOT)\b.*|.*['’]S POV)",
    re.I,
)
COLON = deferred(r"[^\w“\"「]*(?P<head>[^：:，。！？!?；;“”\"「」|\n]{1,18}?)\s*[：:]\s*(?P<rest>[^\s/：:].*)", re.S)
NUMBERS = deferred(r"[\d\s:：.\-/]+|.*\d$")
BOX = deferred(r"[【\[](?P<name>[\u3400-\u9fff·]{2,6})[】\]]")
ROW = deferred(r"\|[^|\n]+\|.*\|?")
ENDS = deferred(r"[。！？!?…][”」\"]?\s*$")
SPEAKING = frozenset('“「"')
QUOTE = deferred(r"[“「\"][^“「”」\"]+[。！？!?…][”」\"]")
HEADING = deferred(
    rf"[^\w【]*(?:(?:场景?\s*)?\d{{1,3}}\s*[-－—–.．]\s*\d{{1,3}}[^\d\n]{{0,30}}?(?<![\u3400-\u9fff])(?:{words.TIME}|{words.INSIDE})(?![\u3400-\u9fff])[^。！？\n]{{0,24}}"
    r"|第\s*[零一二三四五六七八九十百\d]{1,4}\s*[场幕](?!戏|景)[^。！？，,\n]{0,24}"
    r"|(?:\d{1,3}[A-Z]?[.)]?\s+)?(?:INT|EXT|I/E|INT\.?/EXT)\b[./ ].{0,80}"
    r"|(?:SCENE|Scene)\s+(?:\d{1,3}|[IVX]+|(?i:one|two|three|four|five|six|seven|eight|nine|ten))\s*[.:–—\-/|｜·](?s:.*))\s*"
)
HEADS = ("场", "第", "INT", "EXT", "I/E", "SCENE", "Scene")
"""How a scene heading begins that begins with no figure."""
FIRST = frozenset(head[0] for head in HEADS)
OPENS = deferred(rf"[\W_]*[\d{''.join(sorted(FIRST))}]")
"""How one begins, whatever marks stand before it: most lines with such marks are told by one look."""
MARKED = deferred(
    r"\*\*|__|\[(?:CU|ECU|MS|LS|WS|POV)\]|^\s*[|#△▲]|[（(【](?:镜头|特写|全景|近景|中景|远景|跟拍|推镜|拉镜|切镜)"
)
"""What is left of a layout in words that are spoken."""
MARKS = "*_[|#△▲（(【"
"""One of these stands in each of them."""
SECTION = deferred(
    r"(?:#{1,6}\s+\S.*|[一二三四五六七八九十]{1,3}、.{1,30}|第[一二三四五六七八九十\d]+(?:章|节|条|部分).{0,24}|\d+(?:\.\d+){0,2}[.、]?\s+\S.{0,40})"
)
SECTION_STARTS = frozenset("#一二三四五六七八九十第")
"""How a section begins that begins with no figure."""
PAPERS_ZH = "大纲|提纲|梗概|报告|方案|论文|摘要|关键词|结论|会议|纪要|合同|甲方|乙方|协议|目录|总结|调研|分析|策划|需求|参考文献|说明书|教程|简历"
PAPERS_EN = "outline|treatment|synopsis|report|abstract|summary|conclusion|agenda|minutes|agreement|contract|table of contents|references|chapter summary|install|usage|license"
PAPERS = (*PAPERS_ZH.split("|"), *PAPERS_EN.split("|"))
"""Words of documents that are no script."""
PAPER = deferred(rf"{PAPERS_ZH}|\b(?:{PAPERS_EN})\b", re.I)
"""The same as words of their own."""


def doubts(script: Script, text: str = "") -> tuple[Doubt, ...]:
    """Everything that makes the reading of a script doubtful; empty where it can be trusted. `text`: its source, where that is at hand."""
    look = Look(script, text)
    language = Language.of(script.language).code
    found = []
    for reason in (*RULES, *WITNESSES, *SLOTS):
        seen = reason.find(look)
        if seen:
            lines, facts = seen
            found.append(Doubt(reason.name, reason.said(language, facts), tuple(dict.fromkeys(lines))[:SHOWN]))
    return tuple(found)


def sentence(doubt: Doubt, language: str) -> str:
    """A doubt for people in a language, its lines first."""
    wordings = (
        Wording(*(Language.of(code).word("reading.otherwise") for code in CODES)),
        *(Wording(each.zh, each.en) for each in (*RULES, *WITNESSES, *SLOTS) if each.name == doubt.rule),
    )
    message = next(filter(None, (each.retold(doubt.message, language) for each in wordings)), doubt.message)
    if not doubt.lines:
        return message
    spoken = Language.of(language)
    shown = spoken.word("writing.list").join(map(str, doubt.lines))
    more = spoken.word("reading.more") if len(doubt.lines) == SHOWN else ""
    return spoken.word("reading.lines").format(lines=shown + more, doubt=message)


# --- one function per reason: the lines that show it and what its sentence needs, or None ---------------------------


def _no_speech(look: Look) -> Found | None:
    """Nothing spoken, and the script does not look like one that is silent: scenes with headings and nothing like words."""
    if look.speeches or not ("action" in look.kinds or "caption" in look.kinds):
        return None
    headed = "heading" in look.kinds
    lookalikes = [
        look.line(unit, at)
        for at, text, unit in look.lines("action")
        if _speaks(look, text, unit) or QUOTE.search(text)
    ]
    return (lookalikes, {}) if lookalikes or not headed else None


def _label_speaks(look: Look) -> Found | None:
    total = len(look.speeches)
    things = {
        name: count
        for name, count in look.counts.items()
        if name
        and name not in look.listed
        and name not in words.VOICES
        and _is_label(name)
        and not _initial(name, look)
    }
    if not things or (total > 3 and sum(things.values()) < 2) or sum(things.values()) <= SHARE * total:
        return None
    return look.said_by(things), {"names": "、".join(list(things)[:4]), "count": sum(things.values()), "total": total}


def _initial(name: str, look: Look) -> bool:
    """Whether a letter alone speaks where another does: somebody's initial."""
    return len(name) == 1 and any(len(other) == 1 and other != name for other in look.counts)


def _is_label(name: str) -> bool:
    known = words.field(name) is not None or name in LABELS or name.title() in words.FRONT
    return known or bool(words.THING.fullmatch(name) or (name.isascii() and THING_EN.fullmatch(name)))


def _stranger_speaks(look: Look) -> Found | None:
    """A name with much of the words that stands in no cast line and is in no other line of the script."""
    total = len(look.speeches)
    if total < 6 or len(look.actions) < 4:
        return None
    much = [(name, count) for name, count in look.counts.most_common(3) if count > SHARE * total]
    strange = ((name, count) for name, count in much if not _person_like(name) and not look.acts(name))
    name, count = next(strange, ("", 0))
    if not count or sum(1 for _ in islice((name for name in look.counts if name and look.acts(name)), 2)) < 2:
        return None
    return look.said_by([name]), {"name": name, "count": count, "total": total}


def _person_like(name: str) -> bool:
    return (
        name in words.VOICES
        or (name.isascii() and name.count(" ") < 2)
        or name in ("我", "UNKNOWN", "未知", "I", "ME")
        or bool(
            words.GROUPS.fullmatch(name) or (len(name) < 5 and HAN.search(name)) or words.VOICE_OR_ROLE.fullmatch(name)
        )
    )


def _speech_in_action(look: Look) -> Found | None:
    suspects = [look.line(unit, at) for at, text, unit in look.lines("action") if _speaks(look, text, unit)]
    boxed = [
        (m["name"], at, unit) for at, text, unit in look.lines("action") if text[0] in "【[" and (m := BOX.match(text))
    ]
    suspects += [look.line(unit, at) for at, text, unit in look.lines("note") if _noted(look, text)]
    boxes = Counter(name for name, _, _ in boxed)
    names = {name for name, count in boxes.items() if (count > 1 or name in look.counts) and not _is_label(name)}
    suspects += [look.line(unit, at) for name, at, unit in boxed if name in names]
    few = 1 if len(look.speeches) < 4 else 2
    if len(suspects) < few or len(suspects) <= MANY * (len(look.speeches) + len(suspects)):
        return None
    return sorted(suspects), {"count": len(suspects), "total": len(look.speeches)}


QUOTED = frozenset({"zh"})
"""Languages in which a line that begins with a quotation mark is spoken."""


SIGN = deferred(r"(?:“[^”]*”|「[^」]*」|『[^』]*』|\"[^\"]*\")[，,。.]?\s*[^\s（(].*", re.S, needs='“「『"')
"""What stands written on something, and what happens behind it: 门牌：“闲人免进”。他拨了拨锁。"""
CUTS = deferred(r"(?:镜头|画面)?(?:切|转|闪|叠|化|插)(?:回|到|至|入|换|画)?")
"""How a line of action begins that says where the camera goes: △切：渡船驾驶舱。"""


def _speaks(look: Look, text: str, unit: Unit) -> bool:
    """Whether a line of action looks as if somebody spoke in it."""
    if not (":" in text or "：" in text or text[0] in SPEAKING):
        return False
    if look.script.format == "prose" and QUOTE.search(text):
        return False
    if QUOTE.match(text) and (look.script.language in QUOTED or QUOTE.fullmatch(text)):
        return True
    match = COLON.match(text)
    if match is None:
        return False
    head = re.sub(r"[（(【\[].*?[)）】\]]", "", match["head"]).strip("*_#-•△▲【】[]（）() ")
    head = head.lstrip("0123456789.、) ") or head
    if not head or len(head) > 14 or _is_label(head) or head in words.NOT_NAMES or NUMBERS.fullmatch(head):
        return False
    if head in look.counts or head in look.listed:
        return True
    if head not in unit.text and unit.text and unit.raw.lstrip().startswith(head):  # a label, taken off
        return False
    if SIGN.fullmatch(match["rest"].strip("*_")):
        return False
    if (
        words.SAYING.search(head)
        or words.WHERE.fullmatch(head)
        or markers.CUT_ON.fullmatch(text)
        or CUTS.fullmatch(head)
        or head.upper() in words.CAMERA
        or words.PLANNING.fullmatch(head)
        or words.PAPERS.fullmatch(head)
    ):
        return False
    return len(head) <= 6 if HAN.search(head) else head.isupper() and not THING_EN.fullmatch(head)


def _noted(look: Look, text: str) -> bool:
    """Whether a line that was kept as a note begins with the name of somebody who speaks elsewhere, and goes on in whole sentences."""
    match = COLON.match(text) if ":" in text or "：" in text else None
    return (
        match is not None
        and match["head"].strip("*_#-•【】[]") in look.counts
        and ENDS.search(match["rest"]) is not None
    )


def _cue_in_speech(look: Look) -> Found | None:
    found = [
        look.line(unit, at)
        for at, text, unit in look.lined_rows
        if (":" in text or "：" in text or text[0] in SPEAKING) and text[:12] in unit.text and _speaks(look, text, unit)
    ]
    many = len(found) > 1 or len(look.speeches) < 6
    return (found, {"count": len(found)}) if found and many and len(found) > MANY * len(look.speeches) else None


def _marks_in_speech(look: Look) -> Found | None:
    found = [look.line(unit) for unit in look.holding(MARKS) if MARKED.search(unit.text)]
    return (found, {"count": len(found)}) if len(found) > 1 and len(found) > MANY * len(look.speeches) else None


POINTS, SLANTS = "-•+· ", ("*", "_")
"""What stands before the items of a list, and around what is printed as directions are."""


def _hanging_action(look: Look) -> Found | None:
    """Lines set deeper than the speech right above them, where no other line of action is set so."""
    if look.script.format in ("prose", "storyboard"):
        return None
    below = elsewhere = 0
    found = []
    above: Unit | None = None
    for unit in look.script.units:
        if unit.kind == "action":
            bare = unit.raw.strip().lstrip(POINTS)
            slanted = bare[:1] in SLANTS and bare[-1:] == bare[:1]
            deep = unit.raw.startswith((" ", "\t", "　")) and bare[:1] not in "（([【〔［" and not slanted
            under = (
                deep
                and above is not None
                and above.kind == "speech"
                and not above.raw.startswith((" ", "\t", "　"))
                and above.raw.rstrip()[-1:] not in "」』”"
            )
            below, elsewhere = below + under, elsewhere + (deep and not under)
            found += [look.line(unit)] if under else []
        above = unit
    return (found, {"count": below}) if below > 1 and not elsewhere and below > MANY * len(look.speeches) else None


def _told_or_spoken(look: Look) -> Found | None:
    """Rows below the words of names that stand alone, without a blank line between them, that speak to nobody: where the script does not say whether such are seen, or says so and they are read as spoken."""
    blocks, joined, opened = _blocks(look)
    if not blocks:
        return None
    rows = [[text for _, text, _ in block] for block in blocks]
    under = Underneath(rows, [*look.counts, *look.listed], english=look.english, joined=joined, opened=opened)
    if under.way == "spoken":
        return None
    usual = "action" if look.script.format == "layout" and under.way == "open" else "speech"
    asked = [
        (look.line(unit, at), how)
        for block, texts in zip(blocks, rows, strict=True)
        for (at, _, unit), text in islice(zip(block, texts, strict=True), under.spoken(texts), None)
        if unit.kind == usual and (how := under.how(text)) != "said"
    ]
    if under.way == "seen" and not any(how == "told" for _, how in asked):
        return None
    found = [line for line, how in asked if how != "told" or under.way == "seen"]
    return (found, {"count": len(found)}) if found else None


def _blocks(look: Look) -> tuple[list[list[Row]], bool, bool]:
    """The rows below each name that stands alone at the margin, words and what is seen right below them; whether most have no blank line behind them either, and whether scenes open with what is seen. No rows where this stands in paragraphs of its own."""
    blocks = list[list[Row]]()
    if look.script.format not in BY_ROWS or len(look.lined) < max(LEAST_BLOCKS, len(look.speeches) / 2):
        return blocks, False, False
    below, apart, loose, opened, last = False, 0, 0, False, ""
    for unit in look.script.units:
        if unit.kind == "speech":
            rows = rows_of(unit)
            below = rows[0][0] == 0 and len(rows) > 1 and unit.text[:SHOWN] not in rows[0][1]
            blocks += [rows[1:]] if below else []
        elif below and unit.kind == "action" and not unit.raw.startswith((*markers.TRIANGLES, "*", "_", "(", "（")):
            blocks[-1] += rows_of(unit)
        else:
            apart += unit.kind == "action" and last == "blank"
            loose += below and unit.kind == "blank"
            opened |= unit.kind == "action" and last == "heading"
            below = False
            if apart and loose >= LEAST_BLOCKS and loose * 2 >= len(blocks):
                return [], False, False
        last = unit.kind if unit.kind not in ("blank", "caption") or last != "heading" else last
    joined = loose * 2 < len(blocks)
    return (blocks if joined or not apart else []), joined, opened


def _heading_as_prose(look: Look) -> Found | None:
    told = look.lines("action", "front") if look.speeches else look.lines("action")
    table = look.script.format == "storyboard"
    found = [
        look.line(unit, at)
        for at, text, unit in chain(told, look.spoken_lines(OPENS, FIRST))
        if (text.startswith(HEADS) if text[0] in FIRST else not text[0].isalpha())
        and not (table and "|" in text)
        and _headed(text)
    ]
    return (sorted(found), {"count": len(found)}) if found else None


def _headed(text: str) -> bool:
    """Whether a line looks like a scene heading."""
    return OPENS.match(text) is not None and HEADING.fullmatch(text.strip("*_#> ")) is not None


def _table_as_text(look: Look) -> Found | None:
    if look.script.format == "storyboard":
        return None
    piped = "|" in look.text
    rows = [
        look.line(unit, at)
        for at, text, unit in (look.lines("action", "speech") if piped else ())
        if ROW.fullmatch(text) and text.count("|") > 2
    ]
    rows = rows if len(rows) > 2 else _rows_of_people(look)
    return (rows, {"count": len(rows)}) if rows else None


def _rows_of_people(look: Look) -> list[int]:
    """The heads of tables between tabs, a column for who it is and others, that were read as action, and so or as spoken what stands below in as many columns."""
    found: list[int] = []
    for (at, text, unit), (_, below, beneath) in (
        pairwise(look.rows) if "\t" in look.text and any("\t" in unit.raw for unit in look.actions) else ()
    ):
        wide = text.count("\t")
        if wide > 1 and unit.kind == "action" and beneath.kind in ("action", "speech") and below.count("\t") == wide:
            found += [look.line(unit, at)] if meaning(text.partition("\t")[0].strip()) == "speaker" else []
    return found


def _no_script(look: Look) -> Found | None:
    """An outline, a report, a list: sections and words of such papers, and next to nothing that is spoken or a scene."""
    script = look.script
    headed = [scene for scene in script.scenes if scene.number or scene.time or scene.interior]
    said = sum([len(unit.text) for unit in look.speeches])
    if said and (len(headed) > 1 or said * 8 >= len(look.text)):
        return None
    size = sum(len(unit.raw.strip()) for unit in script.units)
    story = [unit for unit in script.units if unit.kind in ("action", "speech", "caption")]
    if not story and size and len(script.scenes) < 2:
        return [1], {}
    if len(headed) > 1 or said * 8 >= size:
        return None
    sections = [
        look.line(unit, at)
        for at, text, unit in look.lines("action", "front", "note", "title", "speech")
        if (text[0] in SECTION_STARTS or text[0].isdecimal()) and SECTION.fullmatch(text)
    ]
    if len(sections) < 3 or sum(map(look.told.__contains__, PAPERS)) < 2:
        return None
    if len({match[0].casefold() for match in PAPER.finditer(look.told)}) < 2:
        return None
    return sections, {}


def _weak_columns(look: Look) -> Found | None:
    """A page whose names stand in no column that can be gone by; the reader of pages has counted them."""
    found = [fault for fault in look.script.warnings if fault.rule == "weak-columns"]
    return ([fault.line for fault in found], {"told": found[0].message}) if found else None


RULES: tuple[Reason, ...] = (
    Reason(
        "no-script",
        _no_script,
        "这份文件不像剧本，更像大纲、报告或说明：几乎没有场景标题，也几乎没有台词",
        "this does not look like a script but like an outline, a report or a paper: hardly a scene heading, hardly a word that is spoken",
    ),
    Reason(
        "label-speaks",
        _label_speaks,
        "{total} 句台词里有 {count} 句是“{names}”说的，而这是栏目名或动作，不是人",
        "{count} of {total} speeches are said by “{names}”, which is a label or a thing and nobody",
    ),
    Reason(
        "stranger-speaks",
        _stranger_speaks,
        "{total} 句台词里有 {count} 句是“{name}”说的，可人物表和动作里都没有这个人",
        "{count} of {total} speeches are said by “{name}”, who is in no cast line and in no other line of the script",
    ),
    Reason(
        "speech-in-action",
        _speech_in_action,
        "有 {count} 行看着像台词，却读成了动作（读成台词的共 {total} 句）",
        "{count} lines look like speeches but were read as action ({total} were read as speeches)",
    ),
    Reason(
        "heading-as-prose",
        _heading_as_prose,
        "有 {count} 行看着像场景标题，却读成了正文",
        "{count} lines look like scene headings but were read as text",
    ),
    Reason(
        "table-as-text",
        _table_as_text,
        "有 {count} 行是表格，却读成了正文",
        "{count} rows of a table were read as text",
    ),
    Reason(
        "cue-in-speech",
        _cue_in_speech,
        "有 {count} 行看着像另一个人的台词，却接在了上一个人的话里",
        "{count} lines look like somebody else's speech but were read into the speech above",
    ),
    Reason(
        "marks-in-speech",
        _marks_in_speech,
        "有 {count} 句台词里还留着标记或镜头说明",
        "{count} speeches still have marks or notes for the camera in them",
    ),
    Reason(
        "hanging-action",
        _hanging_action,
        "有 {count} 行缩进在台词下面，却读成了动作",
        "{count} lines are set in under a speech but were read as action",
    ),
    Reason(
        "told-or-spoken",
        _told_or_spoken,
        "有 {count} 行紧接在台词下面，中间没有空行：可能是接着说的话，也可能是动作，全篇看不出是哪一种",
        "{count} lines stand right below words without a blank line; they may go on with them or be what is seen, and the script does not say which",
    ),
    Reason(
        "weak-columns",
        _weak_columns,
        "版面分不清哪里是人名、哪里是台词：{told}",
        "the columns of the page do not tell names from words: {told}",
    ),
    Reason(
        "nobody-speaks",
        _no_speech,
        "一句台词也没有读到；若通篇由一个人念（口播稿），用 --format narration",
        "not one speech was found; if it is all for one voice, use --format narration",
    ),
)
"""Every reason, the gravest first; those of `witnesses.WITNESSES` and `slots.SLOTS` are asked after them."""
