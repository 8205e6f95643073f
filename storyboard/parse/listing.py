"""Lists in front of a script that say who its speakers are, each behind a name and a colon or a dash as words are: they are never spoken, nor filmed."""

import re

from storyboard.cast import roles
from storyboard.cast.ages import age
from storyboard.parse import words
from storyboard.parse.markers import OPENING, Mark
from storyboard.parse.people import People
from storyboard.parse.scan import Scan, ScannedLine
from storyboard.parse.witnesses import ALOUD_EN, ALOUD_ZH
from storyboard.patterns import deferred

HEAD = deferred(
    r"\b(?:cast|speakers?|voices?|characters?|people|persons?|players|roles?|who['’]?s who|who is who|key|legend|names)\b"
    r"|\bwho you (?:will )?(?:hear|meet|see)\b|[人角]物|角色|演员|出场|发言|对话者|说话|讲话|出声|声音|配音|嘉宾|名单|对照|一览|谁是谁|介绍",
    re.I,
)
"""In a line above such a list."""
LONGEST_HEAD, LEAST, WITHIN = 40, 2, 40
"""Characters of that line, lines of a list, and lines of the script in which it begins."""
TALK_EN = deferred(
    r"\b(?:is|are|was|were|am|will|would|can|could|has|have|had|do|does|did|let|come|stop|wait|no|yes|ok|okay|please|here|there|now|not|\w+n['’]t|(?:it|that|he|she|who|what)['’]s)\b",
    re.I,
)
TALK_ZH = deferred("[了吧吗呢啊呀嘛啦哦嗯](?:[，。！]|$)|…")
"""Words that tell or ask something, or answer."""
WHO_EN = deferred(r"\b(?:who|that|which|whose)\b[^,.;]*", re.I)
"""What a clause goes on to say of somebody who has been called what they are."""
EDGES = " \t　*#【】[]：:—-"
CLAUSES = deferred(r"[，,、。.；;（）()]")
WORDS = deferred(r"[a-z]+")
KIN_EN = frozenset(
    "mother father mom mum dad son daughter brother sister wife husband uncle aunt cousin niece nephew grandmother grandfather twin friend neighbour "
    "neighbor partner boyfriend girlfriend fiance widow widower stepmother stepfather passenger colleague boss assistant".split()
)
"""What one person is to another."""


def unlist(scan: Scan, people: People) -> None:
    """Make labels of the lines of such a list, and take in what it says of its people.

    It stands above everything that is told, names everybody once, and most of them speak below; nobody in it speaks to anybody, and it says
    of half of them what they are. Without a line above it that says so, of all of them.
    """
    for block, above in _blocks(scan):
        head = above.core.strip(EDGES) if above and len(above.core) <= LONGEST_HEAD else ""
        says = HEAD.search(head) is not None
        if words.CAST_SECTION.fullmatch(head) and (scan.tags["scene"] or scan.tags["episode"]):
            continue  # a list as every reader of front matter knows it
        names = [line.cue.name for line in block if line.cue]
        counts, style = scan.heads["colon"], block[0].style or "colon"
        own = 1 if style == "colon" else 0
        if len(set(names)) < len(names) or 2 * sum(counts[name] > own for name in names) < len(names):
            continue
        if any(_talks(line.rest.strip(), english=scan.english) for line in block):
            continue
        described = sum(_says_who(line.rest, english=scan.english) for line in block)
        if 2 * described < len(block) if says else described < max(len(block), LEAST + 1):
            continue
        for line, name in zip(block, names, strict=True):
            people.bio(line.core, sure=True) or people.add(name, listed=True)
            scan.heads[style][name] -= 1
            line.tag, line.style, line.cue, line.head = "label", None, None, name
        scan.heads[style] = +scan.heads[style]
        if above and above.mark:
            above.mark = Mark("note", above.core)


def _blocks(scan: Scan) -> list[tuple[list[ScannedLine], ScannedLine | None]]:
    """Runs of lines with a name, a colon or a dash, and words above everything that is told, with the line above each."""
    found: list[tuple[list[ScannedLine], ScannedLine | None]] = []
    block: list[ScannedLine] = []
    above: ScannedLine | None = None
    for line in scan.lines[:WITHIN]:
        headed = line.tag == "mark" and line.core[0] in OPENING and HEAD.search(line.core) is not None and not block
        if line.tag in ("scene", "episode") or (line.tag == "mark" and not headed):
            break
        spoken = line.tag == "cue" and line.cue is not None and line.rest.strip() != "" and not line.told
        if spoken and line.style in ("colon", "dash") and (not block or line.style == block[0].style):
            block.append(line)
            continue
        if line.tag == "blank" and not block:
            continue
        if len(block) >= LEAST:
            found.append((block, above))
        if block and line.tag not in ("blank", "rule"):
            break
        block, above = [], line if line.tag not in ("blank", "rule") else above
    return found


def _talks(text: str, *, english: bool) -> bool:
    """Whether words are said to somebody, or tell what happens."""
    if english:
        return ALOUD_EN.search(text) is not None or TALK_EN.search(WHO_EN.sub("", text)) is not None
    return ALOUD_ZH.search(text) is not None or TALK_ZH.search(text) is not None


def _says_who(text: str, *, english: bool) -> bool:
    """Whether words say what somebody is: an age, a part, a relation."""
    if age(text, bare=True) is not None:
        return True
    if english:
        return any(roles.is_role(word) or word in KIN_EN for word in WORDS.findall(text.lower()))
    return any(roles.is_role(clause[-size:]) for clause in CLAUSES.split(text) for size in (2, 3, 4))
