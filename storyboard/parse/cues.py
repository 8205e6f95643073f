"""Who speaks, how, and what exactly is spoken: cues with their extensions and directions, and speeches without them."""

import re
from collections.abc import Sequence
from functools import lru_cache
from operator import add
from unicodedata import normalize

from storyboard.model import Delivery, Parenthetical
from storyboard.parse import words
from storyboard.parse.markers import CLOSING, OPENING
from storyboard.patterns import deferred
from storyboard.records import dataclass

BRACKET = r"（[^（）\n]{0,80}）|\([^()\n]{0,80}\)|（[^（()）\n]{0,80}\)|\([^（()）\n]{0,80}）|【[^【】\n]{0,80}】|〔[^〔〕\n]{0,80}〕|\[[^\[\]\n]{0,80}\]"
BRACKETS = deferred(BRACKET)
ANY_BRACKET = deferred(f"[{re.escape(OPENING)}]")
PLAIN_NAME = deferred(
    r"[？?]{1,6}|[^\s：:，。！!；;…“”\"「」『』《》（）()【】〔〕［］\[\]{}<>=|\\#@^~\n]"
    r"(?:[^：:，。！!；;…“”\"「」『』《》（）()【】〔〕［］\[\]{}<>=|\\#@^~\n]{0,38}[^\s：:，。！!；;…“”\"「」『』《》（）()【】〔〕［］\[\]{}<>=|\\#@^~\n])?"
)
JOINT = deferred(r"\s*[、/／&＆+＋]\s*|\s+(?:and|AND|And)\s+")
BRACKET_SIGN = deferred(f"[{re.escape(OPENING + CLOSING)}]")
TWIN = {")": "）", "]": "】"}
"""A narrow bracket closes a wide one: （低声)."""
SHUT = {sign: TWIN.get(shut, shut) for sign, shut in zip(OPENING, CLOSING, strict=True)}
"""What closes each opening bracket."""
FLAT = frozenset(opens + shuts for opens, wide in SHUT.items() for shuts in CLOSING if TWIN.get(shuts, shuts) == wide)
"""A bracket and what closes it, as they stand side by side in most texts: each is closed before the next is opened."""
LONGEST_DIRECTION = 600
HAN = deferred(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
NUMBERED = deferred(r"(?<=[A-Za-z.’'\u3400-\u9fff])\s*#(?=\d{1,3}\b)", needs="#")
"""The number of one of many, COP #2: no sign of a name anywhere else."""
HOW = deferred(
    r"(?P<name>(?:[A-Z0-9][\w.’'#\-]*\.?)(?: [A-Z0-9#][\w.’'#\-]*\.?){0,4}),\s+(?P<how>[a-z][^:,]{2,50}(?:,[^:]{0,30})?)"
)
"""How somebody says it, behind a comma: `PIET, laughing`."""
_WORDS = "|".join(f"(?P<e{index}>{spelling})" for index, (spelling, _, _) in enumerate(words.EXTENSIONS))
EXTENSION = deferred(rf"(?:{_WORDS})", re.I)
_LONG = "|".join(spelling for spelling, _, _ in words.EXTENSION_WORDS)
INNER = deferred(rf"(?<![A-Za-z])(?:{_LONG})(?![A-Za-z])", re.I)
GLUED = deferred(
    rf"(?<=[^\sA-Za-z])\s*(?P<han>{_LONG}|[ＭＮＦＥ])$|(?<=\S)[\s]+(?P<apart>O\.?S\.?|V\.?O\.?|O\.?C\.?|画外音?|旁白|内心独白|内心|心声|电话音)$",
    re.I,
)
BEFORE_NAME = deferred(
    r"(?P<han>(?i:O\.?S\.?|V\.?O\.?))[\s·]*(?=[\u3400-\u9fff])|(?P<latin>OS|VO|O\.S\.|V\.O\.)\s+(?=[A-Z])",
    needs="OVov",
)
"""An extension in front of the name: OS李强, V.O. MAYA."""
ITEMS = deferred(r"\s*[,，、/／;；·]\s*|(?<=[\u3400-\u9fff])\s+(?=[A-Z])")
PICTURED = deferred("\\s[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]+$")
"""Little pictures behind a name: FERN 🌿."""
LIVE = frozenset("同期声|同期|原声|现场同期声|现场同期|采访|采访同期声|SOT|SYNC".split("|"))
"""What a documentary calls words that were taken with the picture; who says them stands in brackets: 同期声（老郑）."""
ROLES = frozenset(
    "男主|女主|男主角|女主角|男一|女一|男二|女二|男三|女三|男配|女配|男配角|女配角|反派|反派男|反派女|反一|反二|主角|配角|龙套|路人|客串".split(
        "|"
    )
)
"""What somebody is in the play, in brackets before the name: 【男主】林枫：……"""
WIDE = deferred(r"(?<=[\u3400-\u9fff（(\s])[ＯＶＣ]．?[ＳＯ]．?(?=[）)]?$)")
"""An extension in letters as wide as Chinese characters: 柏宇ＯＳ."""
DEVICES = frozenset("RADIO PHONE TELEPHONE INTERCOM TV SPEAKERPHONE 电话 对讲机 手机 电视 语音".split())
"""Through what somebody is heard, before their name: RADIO/HOLLIS."""
BOXES = {"旁白框": "旁白", "旁白字": "旁白"}
"""Where comics letter who speaks: the voice is the same."""
BOTH_WAYS = deferred(r"(?:BOTH|ALL|EVERYONE|TOGETHER)\s+(?P<name>[\u3400-\u9fff]{2,6})")
"""Who speaks together, in two languages: BOTH 两人."""
CONTINUED = deferred(r"(?:CONT'?D?|CONT’D|CONTINUING|CONTINUED|续|接上)\.?", re.I)


@dataclass(frozen=True, slots=True)
class SpeakerCue:
    """The part of a speech that says who speaks."""

    name: str
    """Canonical; joint names joined by 、."""
    members: tuple[str, ...] = ()
    extension: str = ""
    delivery: Delivery = ""
    parentheticals: tuple[str, ...] = ()
    """With brackets, as written."""
    whole: str = ""
    """The name with what was cut off behind it as an extension: 电梯广播, 李强OS."""


VOICED = deferred(r"[OV]\.?\s?[SOC]\.?", re.I)
"""An extension that stands behind a name also where another stands in a bracket: Secretary Lin VO（phone）."""
IN_HAND = deferred(r"on (?:the |his |her )?(?:phone|telephone)", re.IGNORECASE)
"""An extension of somebody who is in the picture and speaks into a telephone; with V.O. beside it they are at its other end."""


@lru_cache(4096)
def cue(head: str, english: bool = False) -> SpeakerCue | None:
    """What the text before the colon says, or None where it cannot be the name of a speaker."""
    directions: list[str] = []
    extension, delivery, whole = "", "", ""  # type: str, Delivery, str
    name = head.strip()
    name = WIDE.sub(lambda wide: normalize("NFKC", wide[0]), name) if name[-1:] > "\uff00" else name
    if ANY_BRACKET.search(name):
        for bracket in BRACKETS.findall(name):
            label, meaning, rest = extended(bracket, english)
            extension, delivery = both((extension, delivery), (label, meaning))
            if rest:
                directions.append(bracket)
        name = BRACKETS.sub(" ", name).strip()
    how = HOW.fullmatch(name) if english and ", " in name else None
    if how:
        name = how["name"]
        directions.append(f"({how['how'].strip()})")
    glued = GLUED.search(name)
    label = (glued["han"] or glued["apart"]).strip() if glued and name not in words.VOICES else ""
    if glued and label and (not extension or VOICED.fullmatch(label)):
        whole = "" if extension else name.strip("*_").strip()
        name = name[: glued.start()].rstrip(" ,，·/／–—-\t　").strip()
        extension, delivery = both((label, meaning_of(label, english)), (extension, delivery))
    ahead = BEFORE_NAME.match(name)
    if ahead and name not in words.VOICES:
        label, name = (ahead["han"] or ahead["latin"]), name[ahead.end() :]
        extension, delivery = both((extension, delivery), (label, meaning_of(label, english)))
    name = name.strip("*_").strip()
    name = _alone(name)
    if not PLAIN_NAME.fullmatch(NUMBERED.sub(" ", name)) or (
        name.isdigit() or not any(c.isalnum() or c in "？?" for c in name)
    ):
        return None
    if name in LIVE and len(directions) == 1 and PLAIN_NAME.fullmatch(inner := directions[0][1:-1].strip()):
        inner, _, role = (part.strip() for part in inner.replace("，", ",").partition(","))
        return SpeakerCue(inner, (), name, delivery, (f"({role})",) if role else ())
    members = tuple(part for part in JOINT.split(name) if part)
    if len(members) == 2 and members[0].upper() in DEVICES and name[len(members[0]) :].lstrip()[:1] in "/／":
        return SpeakerCue(members[1], (), members[0], "phone", tuple(directions))
    if len(members) < 2:
        return SpeakerCue(name, (), extension, delivery or voice(name), tuple(directions), whole)
    name = name if re.search(r"(?i)\sand\s|[&+]", name) else "、".join(members)
    return SpeakerCue(name, members, extension, delivery, tuple(directions), whole)


def _alone(name: str) -> str:
    """A name without the word for saying behind it, little pictures, and the same in another language."""
    name = BOXES.get(name, name.removesuffix("曰"))
    if name[:1] in "BAET" and (both_ways := BOTH_WAYS.fullmatch(name)):
        return both_ways["name"]
    shown = PICTURED.search(name) if name[-1:] >= "\u2600" else None
    return name[: shown.start()].rstrip() if shown else name


def uncut(said: SpeakerCue) -> SpeakerCue:
    """The cue with the name it stands under in the cast list: 电梯广播, not 电梯 by 广播. A loudspeaker is not in the picture."""
    meaning: Delivery = "voiceover" if said.delivery == "phone" else said.delivery
    return SpeakerCue(said.whole, (), "", meaning, said.parentheticals)


def voice(name: str) -> Delivery:
    """What a cue that is itself a voice means: 旁白 is a voice-over."""
    return "voiceover" if name in words.VOICES else ""


def both(one: tuple[str, Delivery], two: tuple[str, Delivery]) -> tuple[str, Delivery]:
    """Two extensions of one speech as one; a telephone wins, because it is heard in every case, else the first."""
    if not one[0] or not two[0]:
        return one if one[0] else two
    heard = "phone" in (one[1], two[1]) or IN_HAND.fullmatch(one[0]) or IN_HAND.fullmatch(two[0])
    return f"{one[0]}, {two[0]}", "phone" if heard else one[1]


@lru_cache(2048)
def extended(bracket: str, english: bool) -> tuple[str, Delivery, str]:
    """(label, what it means, what else the bracket says) of `（OS）`, `（电话里，VO）`, `（瞳孔地震 OS）`, `（站起）`."""
    content = bracket[1:-1].strip()
    if EXTENSION.fullmatch(content):
        return content, "" if IN_HAND.fullmatch(content) else meaning_of(content, english), ""
    if CONTINUED.fullmatch(content):
        return "", "", ""
    parts = [part for part in ITEMS.split(content) if part]
    labels = [part for part in parts if EXTENSION.fullmatch(part)]
    if labels:
        meanings = [meaning_of(part, english) for part in labels]
        if meanings[0] == "inner" and _CALLED_IN.search(content):
            meanings[0] = "offscreen"
        rest = all(part in labels or CONTINUED.fullmatch(part) for part in parts)
        return (
            content if len(labels) == len(parts) else ", ".join(labels),
            "phone" if "phone" in meanings else meanings[0],
            "" if rest else content,
        )
    found = INNER.search(content)
    if found and (found.start() == 0 or found.end() == len(content)) and not HAN.match(found[0]):
        return found[0], meaning_of(found[0], english), content
    return "", "", content


_CALLED_IN = deferred(
    r"^(?!.*(?:内心|心里|心中|心声|独白)).*(?:[门窗屋院墙帘帐]外|隔壁|里屋|楼[上下]|远处|外面|场外|画外|幕后|[大高]?[喊嚷吼]|高声|扬声)"
)
"""What an OS of a Chinese script is beside which it is no thought: （OS，门外喊）."""


def meaning_of(label: str, english: bool) -> Delivery:
    """The normalised meaning of an extension as written; OS and VO mean other things in Chinese than in English."""
    match = EXTENSION.fullmatch(label.strip())
    if not match or not match.lastgroup:
        return ""
    _, chinese_meaning, english_meaning = words.EXTENSIONS[int(match.lastgroup[1:])]
    return english_meaning if english else chinese_meaning


def brackets(text: str) -> list[tuple[int, int]]:
    """The outermost brackets that are closed within LONGEST_DIRECTION characters, in order."""
    opened: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    signs = BRACKET_SIGN.findall(text)
    if len(signs) == 2 and signs[0] + signs[1] in FLAT:  # most have no more
        start = text.find(signs[0])
        end = text.find(signs[1], start) + 1
        return [(start, end)] if end - start <= LONGEST_DIRECTION else []
    if not len(signs) % 2 and FLAT.issuperset(map(add, signs[::2], signs[1::2])):
        end = 0
        for opens, shuts in zip(signs[::2], signs[1::2], strict=True):
            start = text.find(opens, end)
            end = text.find(shuts, start) + 1
            if end - start <= LONGEST_DIRECTION:
                pairs.append((start, end))
        return pairs
    for match in BRACKET_SIGN.finditer(text):
        at, sign = match.start(), match[0]
        shut = SHUT.get(sign)
        if shut:
            opened.append((shut, at))
            continue
        if not opened:
            continue
        closes = TWIN.get(sign, sign)
        if opened[-1][0] == closes or any(closes == wanted for wanted, _ in opened[-3:-1]):
            while opened[-1][0] != closes:
                opened.pop()
            start = opened.pop()[1]
            if at + 1 - start <= LONGEST_DIRECTION:
                while pairs and pairs[-1][0] > start:
                    pairs.pop()
                pairs.append((start, at + 1))
    return pairs


SYNTHESIS = deferred(
    r"(?P<gap>[ \t]*(?:<(?:break|pause|silence)\b[^<>\n]{0,40}/?>|<#\d+(?:\.\d+)?#>)[ \t]*)"
    r"|</?(?:emphasis|prosody|say-as|speak|voice|phoneme|sub|lang|amazon:[\w-]+|mstts:[\w-]+|google:[\w-]+)\b[^<>\n]{0,80}/?>",
    re.I,
    needs="<",
)
"""What tells a program how to say words, and is none of them: <break time="0.6s" />, <emphasis>, <#0.5#>."""


def unsynthesised(text: str) -> str:
    """Words without what tells a program how to say them."""
    return SYNTHESIS.sub(lambda tag: " " if tag["gap"] and text[tag.start() - 1 : tag.start()].isascii() else "", text)


def spoken(text: str) -> tuple[str, tuple[Parenthetical, ...]]:
    """The spoken words of a speech, and the directions that stood among them with their place."""
    text = unsynthesised(text) if "<" in text else text
    if not ("(" in text or "[" in text) if text.isascii() else not ANY_BRACKET.search(text):
        return text.strip(), ()
    kept: list[str] = []
    found: list[tuple[str, int]] = []
    at, length = 0, 0
    for start, end in brackets(text):
        kept.append(text[at:start])
        length += start - at
        found.append((text[start:end], length))
        at = end
        alone = start == 0 or text[start - 1] == "\n"
        if alone and text[at : at + 1] == "\n":
            at += 1
    kept.append(text[at:])
    joined = "".join(kept)
    clean = joined.strip()
    shift = len(joined) - len(joined.lstrip())
    return clean, tuple([Parenthetical(part, min(max(place - shift, 0), len(clean))) for part, place in found])


def written(above: str, rows: Sequence[str]) -> bool:
    """Whether capitals below a sentence that ends with a colon are what stands written there, and nobody's words: a grave, a plate, a headline.

    `rows`: what would be a name and its words.
    """
    text = "".join(rows)
    return above.endswith((":", "：")) and not above.isupper() and len(rows) > 1 and not any(map(str.islower, text))
