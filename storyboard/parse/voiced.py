"""How words reach whoever listens, by the sentence that leads them in: over a telephone, from behind a door, in somebody's head."""

import re
from collections.abc import Iterable
from dataclasses import replace

from storyboard.model import Delivery, Unit
from storyboard.parse.cues import extended
from storyboard.patterns import deferred

_WIRES = "电话|手机|听筒|话筒|对讲机|耳机|耳麦|免提|语音|微信|视频|无线电"
PHONE_ZH = deferred(rf"(?:{_WIRES})(?:(?:的?(?:那|另一?)[头端边]|[里中])|(?:传来|响起))[^。！？；]*$")
PHONE_EN = deferred(
    r"\b(?:over|on|through|from|down) the (?:phone|telephone|line|radio|receiver|intercom|headset|speaker|walkie-talkie)\b[^.!?]*$"
)
"""By wire: 电话里老太的声音：…"""
LOUD_ZH = deferred(r"(?:广播|收音机|喇叭|音箱|扩音器|电视|录音机?|磁带)(?:里|中|上|传来|响起)[^。！？；]*$")
LOUD_EN = deferred(r"\bfrom the (?:loudspeakers?|loudspeaker|tannoy|television|TV|tape|recording)\b[^.!?]*$")
"""From a loudspeaker."""
AWAY_ZH = deferred(
    r"(?:画外|门外|屋外|窗外|墙外|院外|帘外|帐外|楼上|楼下|隔壁|里屋|屋里|外头|隔着门|远处|暗处|黑暗中|背后|身后|外面|头顶)[^。！？；]{0,16}(?:传来|响起|飘来|喊声?|声音?)[^。！？；]*$"
)
BEYOND_ZH = deferred(
    r"(?:在(?:门外|窗外|墙外|院外|外头|外面|隔壁|楼上|楼下|远处)|隔着[门墙窗板帘])[^。！？；，]{0,10}[说道问答嚷叫喊]道?\s*[：:，,]?\s*$"
)
AWAY_EN = deferred(
    r"\b(?:from (?:behind|beyond|outside|inside|off|upstairs|downstairs|somewhere|the (?:next|other) room)|off ?screen|through the (?:door|wall))\b[^.!?]*$"
)
"""From where nobody is seen: 门外传来他的声音：…"""
INNER_ZH = deferred(
    r"(?:心想|心道|暗想|暗道|心说|心里[^。！？；]{0,6}[想说道念]|想(?<!一想)道|默念)(?:着|了)?\s*[：:，,]?\s*$"
)
INNER_EN = deferred(r"\bthinks?(?: to (?:him|her|them)sel(?:f|ves))?\s*[:,]\s*$")
"""Thought: 小马心想：…"""
THOUGHT_ENDS = frozenset("想说道念着了")
"""The last characters of the Chinese ones."""
BEHIND = deferred(
    rf"^[^，。；！？“]{{0,8}}(?:在)?(?:{_WIRES})(?:那[头端边]|里|中)[^，。；！？“]{{0,6}}[说问答喊道]|^[^.!?\"“]{{0,40}}\b(?:over|on|through|down) the (?:phone|telephone|line|radio|intercom)\b"
)
"""The same behind the words: “…”妈妈在电话里说。"""
WIRED_ZH, LONGEST_WIRE = deferred("[电机筒麦免音微频]"), 12
"""One of these stands in every Chinese word for a wire, and within so many characters behind the words."""
FAR_ZH = deferred("[电机筒麦免音微频播叭箱扩录磁外楼隔屋处暗背身顶]")
WIRES, SPEAKERS, PLACES = map(frozenset, ("电机筒麦免音微频", "播音机叭箱扩电录磁", "外楼隔屋处暗背身顶"))
"""The same for any voice that comes from where nobody is seen: by wire, from a loudspeaker, from elsewhere."""
IN_CUE = deferred(r"(?P<how>[（(][^（()）]{1,16}[）)])\s*[：:]\s*$")
"""How somebody speaks, in brackets between their name and the colon: 许棠（内心）：“…”"""
LONGEST = 40
"""Characters before the words that are looked at."""


def way(before: str, after: str) -> Delivery:
    """How what stands between two pieces of narration is heard; nothing where it is plainly said."""
    lead = before[-LONGEST:]
    last = lead.rstrip()[-1:]
    asked = IN_CUE.search(lead) if last in ("：", ":") and ("（" in lead or "(" in lead) else None
    if asked and (told := extended(asked["how"], asked["how"].isascii())[1]):
        return told
    signs = FAR_ZH.findall(lead) if last not in "。！？；" else []
    the, off = " the " in lead, "from " in lead or "screen" in lead
    wired = WIRED_ZH.search(after, 0, LONGEST_WIRE) or " the " in after[: 2 * LONGEST]
    if (
        (not WIRES.isdisjoint(signs) and PHONE_ZH.search(lead))
        or (the and PHONE_EN.search(lead))
        or (wired and BEHIND.match(after))
    ):
        return "phone"
    if (not SPEAKERS.isdisjoint(signs) and LOUD_ZH.search(lead)) or (off and LOUD_EN.search(lead)):
        return "voiceover"
    away = not PLACES.isdisjoint(signs)
    if (away and (AWAY_ZH.search(lead) or BEYOND_ZH.search(lead))) or ((the or off) and AWAY_EN.search(lead)):
        return "offscreen"
    thought = lead.rstrip(" ：:，,\n\t　")[-1:] in THOUGHT_ENDS
    return "inner" if (thought and INNER_ZH.search(lead)) or ("think" in lead and INNER_EN.search(lead)) else ""


HELD = deferred(
    r"(?:打|在打|接|讲|通|手机|移动)?(?:电话|手机|通话)(?:中)?|(?:on |into |in )?(?:the |his |her )?(?:phone|telephone|cell)",
    re.I,
)
"""What stands in brackets behind whoever speaks into a telephone, or out of one."""
TAKES = deferred(
    r"(?:接起?|接通|接听|打|拨通?|讲|举着?|拿起|拿着|握着|抓起|掏出|按下?)[^，。；！？]{0,6}(?:电话|手机|听筒|话筒|接听)|(?:手机|电话|听筒|话筒)[^，。；！？]{0,8}(?:贴|凑|举|夹|按)[^，。；！？]{0,4}(?:耳|脸|肩)|对着(?:手机|电话|话筒|听筒)"
    r"|\b(?:answers?|dials?|picks? up|takes?|grabs?|lifts?|holds?|on|into)\b[^.!?]{0,24}\b(?:phone|telephone|cell|receiver|handset|call)\b",
    re.I,
)
"""How somebody comes to have a telephone at the ear."""
DROPS = deferred(
    r"挂断|挂了|挂上|挂掉|放下(?:手机|电话|听筒)|\bhangs? up\b|\bputs? (?:down )?the (?:phone|receiver)(?: down)?\b",
    re.I,
)


def in_hand(units: list[Unit], delivered: Iterable[Unit]) -> list[Unit]:
    """The units of a script in which whoever was told to take a telephone in the scene is there when they speak into it: 老蒋接电话, then `老蒋：（电话）…`; `delivered`: those of which it is told how they are heard."""
    heard = {unit.scene for unit in delivered if unit.delivery == "phone" and _is_wired(unit)}
    if not heard:
        return units
    told = list(units)
    scene, held = "", list[str]()
    for at, unit in enumerate(told):
        if unit.scene != scene:
            scene, held = unit.scene, []
        if unit.scene not in heard:
            continue
        if unit.kind == "action":
            held = [] if DROPS.search(unit.text) else held
            held += [unit.text[: found.start()][-MOST:] for found in TAKES.finditer(unit.text)]
        elif _is_wired(unit):
            name = unit.speaker.casefold()
            if any(name in re.split("[。！？.!?]", before)[-1].casefold() for before in held):
                told[at] = replace(unit, delivery="")
    return told


def on_the_line(units: list[Unit], delivered: Iterable[Unit]) -> list[Unit]:
    """The units of a script in which a V.O. of whoever was heard over a telephone before in the scene, and was answered, is heard over it too."""
    heard = {(unit.scene, unit.speaker) for unit in delivered if unit.delivery == "phone"}
    voices = [unit for unit in delivered if unit.delivery == "voiceover" and (unit.scene, unit.speaker) in heard]
    if not voices:
        return units
    told, called, last = list(units), set[tuple[str, str]](), ""
    for at, unit in enumerate(told):
        who = (unit.scene, unit.speaker)
        if unit.kind != "speech":
            continue
        if unit in voices and who in called and last != unit.speaker:
            told[at] = replace(unit, delivery="phone")
        if unit.delivery == "phone":
            called.add(who)
        last = unit.speaker
    return told


def _is_wired(unit: Unit) -> bool:
    """Whether a bracket behind the name says that a speech goes over a telephone."""
    return unit.delivery == "phone" and unit.kind == "speech" and HELD.fullmatch(unit.extension.strip()) is not None


MOST = 60
"""Characters before a telephone in which is looked for who takes it."""
