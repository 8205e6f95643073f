"""Legends in front of a script: which little picture or letter stands for whom. A line that begins with one is what they say, or what they do."""

import re
from collections import Counter
from itertools import islice, takewhile

from storyboard.lettering import unquoted
from storyboard.parse.cues import cue
from storyboard.parse.known import DOING
from storyboard.parse.markers import Mark
from storyboard.parse.people import People
from storyboard.parse.scan import Scan, ScannedLine
from storyboard.parse.telling import QUOTED, SPOKEN_EN, SPOKEN_ZH
from storyboard.patterns import deferred

_BASE = r"[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]*"
PICTURE = rf"{_BASE}(?:\u200d{_BASE})*"
"""A little picture with what belongs to it."""
NAME = r"(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}|[\u3400-\u9fff·]{1,8})"
ENTRY = deferred(
    rf"\s*[-*•]?\s*(?P<sign>{PICTURE})\s*(?:=|＝|——?|–|-|→|->|是)\s*{NAME}(?P<told>\s*(?:[（(,，].*)?)",
    needs="=＝—–-→是",
)
"""A line of a legend: 👩 = Jo, 👴 —— 老周（只在屏幕里）."""
LED = deferred(rf"\s*(?P<signs>{PICTURE}(?:\s*[+&＋＆]?\s*{PICTURE})*)\s*(?P<rest>\S.*)")
EACH, RUN = deferred(PICTURE), deferred(rf"{PICTURE}(?:\s*[+&＋＆]?\s*{PICTURE})*\s*")
BRACKETS = deferred(r"(?:[（(\[【][^（()）\[\]【】]*[)）\]】]\s*)+")
"""How something is said, in front of it."""
DOES_EN = deferred(
    r"(?!(?:Yes|Thanks|This|Its|Always|Perhaps|Is|Was|Does|Has|Congrats|Guys|Ladies|Sorry)\b)[A-Z][a-z]+(?:s|ing) [a-z]"
)
"""How a sentence begins that says what somebody does, whom its picture names: Holds up a sock."""
DOES_ZH = deferred("[把将被给穿戴端蹲正在从往向]|[\u3400-\u9fff]{1,2}[着了过]")
"""The same in Chinese, beside what DOING knows: 端着一口锅."""
ENTRIES, WITHIN = 2, 40
"""Lines of a legend, and lines of the script in which it stands."""
PAIR = deferred(
    r"(?P<sign>[\u3400-\u9fff]{1,2}|[A-Z]{1,2}|[A-Z][a-z]{1,7})\s*(?:=|＝|——?)\s*(?P<name>[\u3400-\u9fff·]{2,6}|[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)?)"
)
SHORT_FOR = deferred(
    r"(?:[\u3400-\u9fff]{0,4}(?:简称|缩写|代称|代号|对照|略称|人物|角色)(?:表|说明)?|(?:character |name )?(?:abbreviations|key|legend|initials|names|characters))\s*[:：]\s*",
    re.I,
)
"""What stands before such letters: 人物简称：强＝何志强　May＝梁美仪."""
GAP = deferred(r"[\s　]{2,}|　|[,，;；、/]\s*")


def settle(scan: Scan) -> None:
    """Make cues of what stands behind the little pictures of a legend, where it is said."""
    people = _pictures(scan)
    for line in scan.lines if people else ():
        if line.tag in ("text", "mark") and (line.mark is None or line.mark.kind == "action"):
            line.core = _named(line.core, people, english=scan.english)
            line.mark = Mark("action", line.core) if line.mark else None
        found = LED.match(_raw(scan, line)) if line.tag in ("text", "cue", "mark", "scene") else None
        signs = EACH.findall(found["signs"]) if found else []
        if found is None or not all(sign.rstrip("\ufe0f") in people for sign in signs):
            continue
        rest = found["rest"].strip()
        if line.tag == "mark" and line.mark and line.mark.kind not in ("action", "note"):
            continue
        _clear(scan, line)
        told = cue(" & ".join(people[sign.rstrip("\ufe0f")] for sign in signs), scan.english)
        aloud = _aloud(rest, english=scan.english)
        if told and aloud:
            line.tag, line.style, line.cue, line.told = "cue", "colon", told, True
            line.head, line.rest = told.name, unquoted(rest.lstrip(":： "))
            scan.heads["colon"][told.name] += 1
        elif aloud is None:
            line.core = _named(_raw(scan, line), people, english=scan.english)
            line.doubted = "it stands behind somebody's picture, and nothing says whether they say or do it"
        else:
            line.tag = "mark"
            line.mark = Mark("action", _named(_raw(scan, line), people, english=scan.english))


def _named(text: str, people: dict[str, str], *, english: bool) -> str:
    """What is told, with the names of those whose pictures stand there."""

    def names(found: re.Match[str]) -> str:
        signs = EACH.findall(found[0])
        if not all(sign.rstrip("\ufe0f") in people for sign in signs):
            return found[0]
        told = (" and " if english else "和").join(people[sign.rstrip("\ufe0f")] for sign in signs)
        return told + (" " if english and found[0][-1].isspace() else "")

    return RUN.sub(names, text)


def _raw(scan: Scan, line: ScannedLine) -> str:
    return scan.source.text[line.start : line.end].strip()


def _clear(scan: Scan, line: ScannedLine) -> None:
    """Take a line out of whatever it was."""
    if line.cue and line.style:
        scan.heads[line.style] -= Counter({line.cue.name: 1})
    line.tag, line.style, line.cue, line.heading, line.mark, line.rest = "text", None, None, None, None, ""


def _pictures(scan: Scan) -> dict[str, str]:
    """Whom each little picture stands for; the lines that say so are a list of people."""
    begin = islice((line for line in scan.lines if line.tag not in ("blank", "rule")), WITHIN)
    raws = [(line, _raw(scan, line)) for line in begin]
    found = [(line, entry) for line, raw in raws if _may_show(raw) and (entry := ENTRY.fullmatch(raw))]
    if len(found) < ENTRIES:
        return {}
    for line, entry in found:
        _clear(scan, line)
        line.tag, line.head, line.rest = "label", "人物", f"{entry['name']}{entry['told']}".strip()
    return {entry["sign"].rstrip("\ufe0f"): entry["name"] for _, entry in found}


def _may_show(raw: str) -> bool:
    """Whether a line begins as one with a picture does: with no letter, of Latin or of Han."""
    return raw[0] in "-*•" or (raw[0] >= "\u2600" and not "\u2c00" <= raw[0] < "\ufe00")


def _aloud(rest: str, *, english: bool) -> bool | None:
    """Whether what stands behind a picture is said, and not what its person does; None where nothing tells."""
    if rest[0] in ":：":
        return True
    how = BRACKETS.match(rest)
    said = rest[how.end() :].strip() if how else rest
    if not said or QUOTED.match(said):
        return bool(said)
    if not english:
        does = DOING.match(said) or DOES_ZH.match(said)
        return True if how or SPOKEN_ZH.search(said) else False if does else None
    first = said.lstrip(".…—-– ")[:1]
    return SPOKEN_EN.search(said) is not None or (first.isupper() and not DOES_EN.match(said))


LEADERS = deferred(
    r"(?P<name>[\u3400-\u9fff·]{1,8}(?:[（(][^（()）]{1,40}[)）])?)\s*(?:…{2,}|\.{4,}|·{4,}|＿{3,})\s*(?P<actor>[^：:。！？]{1,24})"
)
"""Who plays whom, with dots between: 宋渡（五十多岁）………… 糖三角."""


def gather(scan: Scan, people: People) -> None:
    """Take in the lists in front of a script that other readers of front matter do not know."""
    _letters(scan, people)
    if scan.english:
        return
    front = takewhile(lambda line: line.tag not in ("scene", "episode"), scan.lines[:WITHIN])
    found = [(line, told) for line in front if line.tag in ("cue", "text") and (told := LEADERS.fullmatch(line.core))]
    for line, told in found if len(found) >= ENTRIES else ():
        _clear(scan, line)
        line.tag, line.head, line.rest = "label", "人物", told["name"]


def _letters(scan: Scan, people: People) -> None:
    """Take in what a line in front says of the letters that stand for people: 男 —— 陈默  女 —— 苏苏."""
    for line in scan.lines[:WITHIN]:
        told = "—" in line.core or "=" in line.core or "＝" in line.core
        parts = GAP.split(SHORT_FOR.sub("", line.core, count=1)) if told else []
        pairs = [PAIR.fullmatch(part) for part in parts]
        if len(pairs) < ENTRIES or not all(pairs):
            continue
        signs = {pair["sign"]: pair["name"] for pair in pairs if pair}
        if not any(scan.heads["colon"][sign] for sign in signs):
            continue
        _clear(scan, line)
        line.tag, line.head = "label", "人物"
        for sign, name in signs.items():
            people.add(sign, listed=True).aliases.append(name)
