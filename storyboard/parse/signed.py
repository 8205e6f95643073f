"""The end of a letter that holds a script: how it closes, who signs it, how they are reached. Nobody says or sees any of it.

A letter that is read out in a story ends in the same words. What tells them apart is how to reach the writer, or a greeting above
the script; where neither stands, the reading is doubted (`ends_of_letters`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from storyboard.model import Script, Unit
from storyboard.parse.letters import SENT
from storyboard.patterns import deferred

MOST = 12
"""Filled lines of the longest signature."""
LONGEST = 60
"""Characters of its longest line."""
LONGEST_CLOSING = 24
"""Characters of the longest line of it that ends as a sentence does."""
SENTENCE_ENDS = frozenset('。！？!?…」”".)）')
GREETED = 400
"""Characters at the head of a text in which a letter greets."""

CLOSING = deferred(
    r"(?:(?:(?:with|many|kind(?:est)?|warm(?:est)?|best|all (?:the|my)) )*(?:regards|wishes|best|love|thanks)|cheers|thanks (?:so much|again|in advance)|thank you(?: (?:so much|again|all))?|(?:yours|sincerely|respectfully|truly|faithfully|cordially|warmly)(?: (?:yours|truly|sincerely|faithfully|ever))?|ever yours|take care|talk soon|speak soon|x{1,3})\s*[,!.–—-]{0,2}"
    r"|(?:此致(?:敬礼)?|敬礼|敬上|谨启|顿首|手书|祝好|祝安|(?:顺|即|敬|并)(?:颂|祝|请|问).{2,4}|祝(?:您|你|各位|大家)?.{2,6}|谢谢(?:各?位|大家|您|老师)?|多谢|辛苦了?|盼复|盼回复|以上)\s*[，,！!。.]?",
    re.I,
)
"""How a letter closes, on a line of its own."""
_LABEL = r"(?:tel|mob(?:ile)?|cell|phone|ph|fax|office|direct|m|t|p|c|e|w|e-?mail|mail|web|wechat|whatsapp|skype|手机|电话|联系电话|联系方式|微信|微信号|邮箱|邮件|网址|地址|QQ)"
CONTACT = deferred(
    rf"(?:{_LABEL}\s*[:：.]?\s*)?(?:\+\d[\d\s().\-–]{{5,18}}\d|\(?0\d[\d\s().\-–]{{6,18}}\d|1[3-9]\d[\s-]?\d{{4}}[\s-]?\d{{4}}|\(?\d{{3}}\)?[\s.\-]\d{{3}}[\s.\-]\d{{4}}|\d{{3}}-\d{{4}}|[\w.+-]+@[\w-]+\.[\w.]+|(?:https?://|www\.)\S+)(?:\s*[|｜/·,，]\s*.{{1,40}})?"
    rf"|{_LABEL}\s*[:：]\s*[\w+@(][\w\s()@.+\-–]{{4,40}}",
    re.I,
)
"""How to reach somebody: a telephone, a mail, a page."""
LABELLED = deferred(rf"{_LABEL}\s*[:：]", re.I)
DATED = deferred(
    r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?|\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d|(?:\d{1,2}(?:st|nd|rd|th)? )?[A-Z][a-z]{2,8}\.? (?:\d{1,2}(?:st|nd|rd|th)?,? )?(?:19|20)\d\d"
)
NAMED = deferred(
    r"[-–—~]{0,2}\s*(?:[A-Z][\w.'’-]*(?:\s+(?:[A-Z&|/][\w.'’-]*|of|the|and|at|for)){0,6}(?<!\w{4}\.)(?:\s*[,|/·(-]\s*[\w .&'’)-]{2,30})?|[A-Z]\.?|[a-z]{2,12}|[\u3400-\u9fff·]{1,12}(?:\s*[|｜/·,，　 ]\s*[\u3400-\u9fff·\w]{1,14}){0,2}|[（(](?:签名|签字|signed)[）)])[ 　]*(?:敬上|上|谨启|启|顿首)?x{0,3}"
)
"""Who signs, what they are and where they work."""
RULED = deferred(r"[-–—_=*]{2,}\s*")
NEAR = 800
"""Characters above the end of a letter in which the story may tell of it."""
LETTER = deferred(r"\b(?:letters?|note|reads?|reading|e-?mail|message|dear)\b|信|念|读|写道|写着|邮件|亲爱的", re.I)
GREETING = deferred(
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b[^.!?\n]{0,40}[,!:–—-]|(?:subject|re|fwd?|from|to|主题|发件人|收件人)\s*[:：]|on .{6,60} wrote:|(?:各位|[\u3400-\u9fff]{1,4}(?:总|导|哥|姐|经理|先生|女士)|(?:老师|编辑|导演|同事|朋友)们?|[，,\s]|你|您|大家)+好[，,！!。：:]|[\u3400-\u9fff]{1,6}(?:老师|总|导|经理|先生|女士|编辑)\s*[：:，,]\s*$",
    re.I,
)
"""How a letter begins."""


def signature(text: str) -> int:
    """Where the end of a letter begins that holds this script; the length of the text where it is in none, or where nobody knows."""
    rows = list[tuple[int, str]]()
    closes = contacts = sent = None
    for at, core in _last_rows(text):
        if len(core) > LONGEST_CLOSING and core[-1] in SENTENCE_ENDS:
            break
        if SENT.fullmatch(core):
            sent = contacts = at
        elif CONTACT.fullmatch(core):
            contacts = at
        elif CLOSING.fullmatch(core):
            closes = at
        elif not (RULED.fullmatch(core) or DATED.fullmatch(core) or NAMED.fullmatch(core)):
            break
        rows.append((at, core))
    if contacts is None and closes is None:
        return len(text)
    greets = _greets(text)
    if (
        closes is not None
        and closes != rows[0][0]
        and (greets or (contacts is not None and not _of_story(text, closes)))
    ):
        return closes
    if contacts is None or not (greets or sent is not None):
        return len(text)
    return _signed_above(rows, contacts if greets or sent is None else sent)


def _of_story(text: str, at: int) -> bool:
    """Whether a letter may be read out right above where one closes."""
    return LETTER.search(text, max(at - NEAR, 0), at) is not None


def _last_rows(text: str) -> Iterator[tuple[int, str]]:
    """(where it begins, without quotation signs) of the last short filled lines, the last first."""
    end, count = len(text), 0
    while end > 0 and count < MOST:
        begin = text.rfind("\n", 0, end) + 1
        core = text[begin:end].strip("> \t\r　") if end - begin < 4 * LONGEST else text[begin:end]
        if len(core) > LONGEST:
            return
        if core:
            count += 1
            yield begin, core
        end = begin - 1


def _greets(text: str) -> bool:
    """Whether a text begins like a letter."""
    rows = (row.strip("> \t\r　") for row in text[:GREETED].split("\n"))
    return any(GREETING.match(row) for row in rows if row)


def _signed_above(rows: list[tuple[int, str]], contact: int) -> int:
    """Where a signature begins that has no closing words: at the rule above how to reach the writer, else there."""
    above = [(at, core) for at, core in rows if at < contact]
    ruled = next((at for at, core in above[:4] if RULED.fullmatch(core)), None)
    return contact if ruled is None else ruled


def with_signature(script: Script, text: str) -> Script:
    """The script of a text up to its signature, with the signature as notes at its end."""
    units, at = list(script.units), script.units[-1].end if script.units else 0
    scene = units[-1].scene if units else ""
    for row in text[at:].splitlines(keepends=True):
        end = at + len(row)
        units.append(Unit(f"u{len(units) + 1}", "note" if row.strip() else "blank", at, end, row, scene, row.strip()))
        at = end
    scenes = tuple(replace(one, end=at) if one is script.scenes[-1] else one for one in script.scenes)
    episodes = tuple(replace(one, end=at) if one is script.episodes[-1] else one for one in script.episodes)
    return replace(script, units=tuple(units), scenes=scenes, episodes=episodes)


SURE = deferred(
    r"(?:(?:(?:with|many|kind(?:est)?|warm(?:est)?|best|all (?:the|my)) )*(?:regards|wishes|best|love)|cheers|sincerely(?: yours)?|yours(?: (?:truly|sincerely|faithfully|ever))?|ever yours),|(?:kind |warm |best )?regards|(?:此致|敬礼|敬上|祝好|(?:顺|即|敬)颂.{2,4})\s*[，,！!。.]?",
    re.I,
)
"""Words that close a letter and nothing else."""
SURE_STARTS = frozenset("wmkbalcsyerWMKBALCSYER\u017f\u212a此敬祝顺即")
"""How they begin."""


ENDS = (
    "egards",
    "EGARDS",
    "ishes,",
    "est,",
    "ove,",
    "heers,",
    "incerely",
    "ours,",
    "ours truly",
    "ours ever",
    "ours faith",
    "此致",
    "敬礼",
    "敬上",
    "祝好",
    "颂",
)
"""One of these stands in every text with such words."""
SEEN = frozenset({"action", "note", "caption"})
READ = SEEN | {"speech"}


def may_close(unit: Unit) -> bool:
    """Whether a unit has a line that is short enough to close a letter."""
    return len(unit.raw) < LONGEST or unit.raw.find("\n", 0, -1) >= 0


def ends_of_letters(units: Iterable[Unit]) -> Iterator[tuple[Unit, int]]:
    """(unit, offset within it) of the closing words of letters among units of a story that were read as seen or as notes, or end it: they may be read out, or be of a letter that holds the script."""
    for unit in units:
        if not may_close(unit):
            continue
        at = 0
        for row in unit.raw.splitlines(keepends=True):
            bare = row.strip("> \t\r\n　") if len(row) < LONGEST else ""
            if bare[:1] in SURE_STARTS and SURE.fullmatch(bare):
                yield unit, at + len(row) - len(row.lstrip())
            at += len(row)
