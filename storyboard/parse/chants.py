"""Words that many call, or a device says, within an action: `The RESIDENTS chant: WHERE'S OUR WALL?`, 人群高喊：“还我河堤！”. Who calls them says them.

Only what ends an action, and only of a crowd, of somebody who speaks elsewhere, or of a device that says words: everybody else in an action is
told of, and a sentence about words is none of theirs.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from storyboard.cast import roles
from storyboard.lettering import unquoted
from storyboard.model import Unit
from storyboard.parse.markers import NO_SOUND, NOISE, OPENING
from storyboard.patterns import deferred

CALLED_EN = deferred(
    r"(?:^|(?<=[.!?…]\s)|(?<=^[\[(]))(?P<all>(?:all\s+)?(?:the|some|several|all)\s+|an?\s+)?(?P<who>[a-z][\w'’-]*(?:\s+[a-z][\w'’-]*){0,2}?)\s+(?:(?:all|now|then|suddenly|together)\s+)?"
    r"(?:(?:starts?|begins?|continues?)\s+(?:to\s+)?|keeps?\s+)?(?:chant|shout|cry|yell|scream|roar|bellow|holler|call|sing|repeat)(?:s|es|ing)?(?:\s+(?:in\s+unison|together|as\s+one|in\s+chorus|back|again|over\s+and\s+over|softly|loudly|out))?\s*"
    r"[:,]\s*(?P<words>“[^“”]+”|\"[^\"]+\"|(?-i:[^\"“”.:a-z]*[A-Z][^\"“”.:a-z]*))\s*[\])]?\s*$",
    re.I,
)
CALLED_ZH = deferred(
    r"(?:^[△▲\s（(【\[]*|(?<=[。！？；，]))(?P<who>[\u3400-\u9fff]{2,8}?)(?:(?:一起|一齐|齐声|同声|高声|大声|放声|纷纷|不停地?|不断地?|反复|开始|跟着|也|都|又)+)?"
    r"(?:(?:高喊|齐喊|呼喊|大喊|喊叫|叫喊|高呼|齐呼|欢呼|喊|嚷|吼|唱)(?:道|着|起来)?)(?:口号)?\s*[：:]\s*(?P<words>“[^“”]+”|「[^「」]+」|[^“”「」：:]{2,40}[！？。!?])\s*[）)】\]]?\s*$"
)
DEVICE_ZH = deferred(
    r"(?:^[△▲\s（(【\[]*|(?<=[。！？；，]))(?P<who>(?:手机|电话|电视机?|收音机|广播|对讲机|音箱|大?喇叭|电脑|平板|系统|闹钟|微信|导航|电梯|车站|商场|机场|车载|智能音箱)?)(?:里|中|突然|忽然|又|再次)*(?:响起|传来|传出|发出|弹出|播放|播报)(?:了|一声|一条)?"
    r"(?P<voice>[\u3400-\u9fff]{0,3}(?:提示音|语音|播报|广播))\s*[：:]\s*(?P<words>“[^“”]+”|「[^「」]+」)\s*[）)】\]]?\s*$"
)
SIGNS = (":", "：", ', "', ", “")
"""One of these stands between who calls and the words."""
CALLS = ("chant", "shout", "cry", "cries", "yell", "scream", "roar", "bellow", "holler", "call", "sing", "repeat")
NO_END_EN = (".", ":", *"abcdefghijklmnopqrstuvwxyz")
"""How an English one does not end: its words are quoted or in capitals."""
OWNED = frozenset("his her my your their its our".split())
"""Before what is part of somebody: her lips repeat, their parents shout."""
CALLS_ZH = deferred("[喊呼嚷吼唱响传发弹播]")
"""One of these stands before the sign in a Chinese one."""
ENDS_ZH = frozenset("”」！？。!?）)】]")
"""How a Chinese one ends; an action that leads in words ends with the sign."""
REASON = "words that an action says are called"


def with_chants(units: Sequence[Unit], *, english: bool) -> list[Unit]:
    """The units, an action that ends with such words parted before them; numbered anew where one was."""
    called = [at for at, unit in enumerate(units) if unit.kind == "action" and any(map(unit.raw.__contains__, SIGNS))]
    if not called:
        return list(units)
    known = {unit.speaker.casefold(): unit.speaker for unit in units if unit.kind == "speech" and unit.speaker}
    parted = {at: parts for at in called if (parts := [*_parted(units[at], known, english=english)]) != [units[at]]}
    if not parted:
        return list(units)
    found = [each for at, unit in enumerate(units) for each in parted.get(at, (unit,))]
    return [replace(unit, id=f"u{at}") for at, unit in enumerate(found, 1)]


def _parted(unit: Unit, known: dict[str, str], *, english: bool) -> Iterator[Unit]:
    """An action and the words it ends with, where its text and its lines in the script say so alike; else the unit."""
    written = _called(unit.raw, known, english=english) if unit.kind == "action" and unit.wish is None else None
    told = _called(unit.text, known, english=english) if written else None
    if not written or not told:
        yield unit
        return
    seen = unit.text[: told[0]].strip().lstrip(OPENING).strip().rstrip("，,")
    begin = written[0] if seen else 0
    if seen:
        yield replace(unit, end=unit.start + begin, raw=unit.raw[:begin], text=seen)
    yield replace(
        unit,
        kind="speech",
        start=unit.start + begin,
        raw=unit.raw[begin:],
        text=unquoted(told[2]).strip(),
        speaker=told[1],
        confidence=0.8,
        reason=REASON,
    )


def is_chant(line: str, *, english: bool) -> bool:
    """Whether a whole line says that many call something, and what: The RESIDENTS chant: WHERE'S OUR WALL?"""
    head = line[: max(line.find(":"), line.find("："))]
    if english and head.isalnum():  # one word, and no other that says what is called
        return False
    if not any(map(head.lower().__contains__, CALLS)) if english else not CALLS_ZH.search(head):
        return False
    called = _called(line, {}, english=english)
    return called is not None and called[0] == 0


def _called(raw: str, known: dict[str, str], *, english: bool) -> tuple[int, str, str] | None:
    """Where such words are told of in an action, who says them, and the words; None where there are none."""
    if not any(sign in raw for sign in SIGNS):
        return None
    text = raw.rstrip()
    ahead = max(text.rfind(":"), text.rfind("："))
    if english:
        small = text[:ahead].lower() if ahead > 0 else text.lower()
        calls = not text.endswith(NO_END_EN) and any(call in small for call in CALLS)
        found = CALLED_EN.search(text) if calls else None
        if not found or not (found["words"][0] in '“"' or found["words"].isupper()):
            return None
        who = " ".join(found["who"].split())
        if who.partition(" ")[0].casefold() in OWNED:
            return None
        name = known.get(who.casefold(), who.upper())
        several = name.casefold().removesuffix("s")
        many = found["all"] is not None and several != name.casefold() and roles.is_role(several)
        crowd = many or roles.kind(name, (), "en") == "group"
        return (found.start(), name, found["words"]) if crowd or who.casefold() in known else None
    if ahead < 0 or text[-1] not in ENDS_ZH or not CALLS_ZH.search(text, 0, ahead):
        return None
    if device := DEVICE_ZH.search(text):
        noise = NOISE.fullmatch(NO_SOUND.sub("", unquoted(device["words"])))
        return None if noise else (device.start(), device["who"] + device["voice"], device["words"])
    found = CALLED_ZH.search(text)
    if not found or not (found["who"] in known or roles.kind(found["who"], (), "zh") == "group"):
        return None
    return found.start(), found["who"], found["words"]
