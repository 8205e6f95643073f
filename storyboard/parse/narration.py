"""Words for one voice without any marks: 口播稿, 解说词, a voice-over script. Every paragraph is spoken by the narrator.

What says itself what it is stays that: brackets around a line are what is done, labels and marks what they say.
"""

import re

from storyboard.model import Kind
from storyboard.parse import markers, words
from storyboard.parse.choice import SAMPLE, Choice, Evidence
from storyboard.parse.cues import spoken
from storyboard.parse.headings import Heading
from storyboard.parse.people import People
from storyboard.parse.scan import split
from storyboard.parse.sheet import Sheet
from storyboard.patterns import deferred

TITLE = deferred(
    r"口播|旁白稿|解说[词稿]|配音[稿词]|播音稿|念白稿|演讲稿|\b(?:voice[- ]?over|narration|voiceover)\s+(?:script|copy|text)\b|\b(?:script|copy) for (?:voice[- ]?over|narration)\b",
    re.I,
)
LONGEST_TITLE = 40
PART = deferred(
    r"[#*\s]*(?:[【\[（(]\s*|(?:[一二三四五六七八九十\d]{1,2}[、.．]\s*))?(?:第?[一二三四五六七八九十\d]{1,2}[、.．部分段]*\s*)?"
    r"(?:黄金[三3]秒)?(?:开头|开场白?|开篇|引入|导入|引言|钩子|痛点|共鸣|铺垫|干货|正文|主体|主体内容|核心内容|中间|案例|反转|转折|高潮|升华|卖点|产品介绍|种草|福利|号召|行动号召|互动|引导互动|引导关注|结尾|收尾|结语|总结|"
    r"hook|intro|introduction|opening|problem|solution|body|main(?: content| point)?s?|middle|proof|story|call to action|cta|closing|conclusion|outro)(?:部分|语)?"
    r"\s*(?:[（(][^）)\n]{0,20}[)）])?\s*(?:[】\]）)]\s*[：:]?|[：:])[*\s]*(?P<rest>.*)",
    re.I,
)
"""A line that names a part of such a text, with what is said in it where that stands on the same line."""
PART_STARTS = frozenset(
    "#*【[（(第一二三四五六七八九十0123456789黄开引导钩痛共铺干正主核中案反转高升卖产种福号行互结收总"
    "０１２３４５６７８９hiopsbmcHIOPSBMCſıİK"
)
"""How such a line begins."""
PART_SIGNS = "：:】]）)"
"""One of these stands behind its name."""
LABEL = deferred(r"[-*•\s]*\**\s*(?P<name>[^\s：:*|，。]{1,8})\s*[：:]\**\s*(?P<value>.*)")
KINDS: dict[str, Kind] = {"action": "action", "sound": "sound", "caption": "caption"}


def fits(evidence: Evidence) -> str:
    """Why a text is for one voice: its title says so, and it has neither scenes nor cues."""
    text = evidence.source.text
    begin = len(text) - len(text.lstrip())
    first = text[text.rfind("\n", 0, begin) + 1 :].partition("\n")[0].strip("#* \t\r")
    titled = len(first) <= LONGEST_TITLE and TITLE.search(first)
    parts = [] if titled else _parts(text[:SAMPLE])
    if not (titled or len(parts) > 1) or evidence.scenes or evidence.cues["colon"] or evidence.labelled:
        return ""
    if titled:
        return f"its title says that it is spoken by one voice: {first}"
    return f"its parts are those of words for one voice: {parts[0][:20]}"


def _parts(text: str) -> list[str]:
    """The lines that name a part."""
    lines = (line for each in text.split("\n") if (line := each.strip()))
    return [
        line
        for line in lines
        if line[0] in PART_STARTS and any(map(line.__contains__, PART_SIGNS)) and PART.fullmatch(line)
    ]


def read(choice: Choice) -> tuple[Sheet, People]:
    """The paragraphs of a text for one voice."""
    sheet, people = Sheet(choice.source), People()
    english = choice.evidence.english
    narrator = "NARRATOR" if english else "旁白"
    people.add(narrator)
    at = 0
    for line in split(sheet.text):
        at += len(line)
        core = line.strip().strip("*> ")
        part = PART.fullmatch(core)
        if not core:
            sheet.add("blank", at)
        elif part and not part["rest"]:
            sheet.add("note", at, core)
        elif core.startswith("#") or (sheet.scene is None and len(core) <= LONGEST_TITLE and TITLE.search(core)):
            sheet.add("note" if sheet.scene else "front", at, core.strip("# "))
        else:
            _paragraph(part["rest"] if part else core, at, sheet, narrator)
    return sheet, people


def _paragraph(core: str, end: int, sheet: Sheet, narrator: str) -> None:
    mark = markers.read(core)
    label = LABEL.fullmatch(core)
    field = words.field(label["name"]) if label else None
    if sheet.scene is None:
        sheet.open_scene(Heading(), implied=True)
    if mark:
        sheet.add(mark.kind, end, mark.text)
        return
    if markers.bracketed(core):
        sheet.add("action", end, core)
        return
    if label and field is not None and field != "speech":
        sheet.add(KINDS.get(field, "note"), end, label["value"] or core)
        return
    text, directions = spoken(label["value"] if label and field == "speech" else core)
    sheet.add(
        "speech",
        end,
        text,
        speaker=narrator,
        parentheticals=directions,
        delivery="voiceover",
        confidence=0.8,
        reason="words for one voice, without cues",
    )
