"""The words beside a quotation that only say who speaks (`她说。`, `he asked quietly,`): no picture, so no action."""

from storyboard.parse.attribution import LONGEST_NAME, SAID_EN, VOICE_NAMED
from storyboard.patterns import deferred

_SAY = (
    r"(?:说道?|问道?|答道?|喊道?|叫道?|道|应道?|念道?|回答|回道|开口|接口|插嘴|反问|追问|补充|解释|吩咐|命令|宣布|嘟囔|嘀咕|低语|喃喃|喃喃自语)"
    r"(?:道|了|着|起来|一句|一声)?"
)
_HOW = (
    r"(?:便|又|也|却|就|才|只|忙|连忙|急忙|赶忙|接着|继续|再次|忽然|突然|于是|这样|那样|终于|还是|缓缓|慢慢|轻轻|淡淡|冷冷|悄悄|默默|"
    r"[轻低高小大柔冷沉厉朗]声|一字一句|[\u4e00-\u9fff]{1,4}地|[对向跟和](?:他|她|我|大家|众人))"
)
_WHO = deferred(r"(?:他们|她们|他|她|它|我们|我|众人|大家|有人|那人|对方)")
_SAYING = deferred(rf"{_HOW}*{_SAY}")
_SAYS = deferred(rf"{_SAY}$")
"""What every clause that only says who speaks ends in: most others need not be looked into."""
_SAID_ENDS = frozenset("说道问答喊叫应念口嘴充释咐令布囔咕语喃了着来句声")
"""The last characters of those words."""
LONGEST_SAYING = 6
"""Characters of the longest word for saying with what hangs on it: 喃喃自语起来."""
_CLAUSE = deferred(r"\s*(?P<clause>[^，。；！？：,:“”「」『』\n]{1,20})(?P<end>[，。；！：:,]+\s*|\s*$)")
_QUIET_EN = deferred(
    rf"\s*(?:(?:he|she|they|I|[A-Z][\w’'.]+(?: [A-Z][\w’']+)?) (?:\w+ly )?{SAID_EN}|{SAID_EN} (?:he|she|they|[A-Z][\w’'.]+(?: [A-Z][\w’']+)?))"
    r"(?: (?:\w+ly|again|back|to (?:him|her|them)))?(?:[.,:]\s*|\s*$)"
)
_CUE_ZH = deferred(
    r"(?:[\u4e00-\u9fff]{2,4}\s*[：:]\s*)?(?P<who>[\u4e00-\u9fff·]{1,6})\s*(?:[（(][^（()）]{1,16}[）)])?\s*[：:]"
)
_CUE_EN = deferred(r"(?:SHOT \d+ - [A-Z ]+ - )?[A-Z][A-Z .'’]{1,24}(?:\([^()]{1,20}\))?\s*:")


def behind(text: str, names: frozenset[str], english: bool) -> int:
    """Characters at the head of the narration behind a quotation that only say who speaks.

    A clause that the same sentence goes on from (`她说，眼圈红了`) is part of the picture.
    """
    match = _QUIET_EN.match(text) if english else _CLAUSE.match(text)
    if not match or not (english or _only(match["clause"], names)):
        return 0
    whole = not text[match.end() :].strip() or match[0].rstrip()[-1:] in "。！."
    return match.end() if whole else 0


def ahead(text: str, names: frozenset[str], english: bool) -> int:
    """Where in the narration before a quotation the last sentence begins, if it only says who speaks; else its length."""
    body = text.rstrip()
    if not english and body[-1:] not in ("：", ":") and body.rstrip("，, 。").rstrip()[-1:] not in _SAID_ENDS:
        return len(text)
    start = max(map(body[:-1].rfind, ".!?\n" if english else "。！？；\n")) + 1
    sentence = body[start:]
    only = (
        (_QUIET_EN.fullmatch(sentence) or _CUE_EN.fullmatch(sentence.strip()))
        if english
        else _only(sentence.strip().rstrip("：:，, 。"), names) or _cues(sentence.strip(), names)
    )
    if sentence.strip() and only:
        return start
    boxed = max(map(body[:-1].rfind, BOXES)) + 1 if not english and body[-1:] in ("：", ":") else 0
    return boxed if boxed > start and _cues(body[boxed:].strip(), names) else len(text)


BOXES = "】〕］”」』…"
"""What a cue may stand right behind that is no end of a sentence: 【特写：手帕】许棠（内心）：."""


def _cues(sentence: str, names: frozenset[str]) -> bool:
    """Whether a sentence is somebody's name and a colon, behind a label or not: 台词：老人（哽咽）：."""
    found = _CUE_ZH.fullmatch(sentence) if sentence[-1:] in ("：", ":") else None
    return found is not None and (found["who"] in names or VOICE_NAMED.fullmatch(found["who"]) is not None)


def _only(clause: str, names: frozenset[str]) -> bool:
    """Whether a clause is somebody, how, and a word for saying; nothing that can be seen."""
    clause = clause.strip()
    if clause[-1:] not in _SAID_ENDS or not _SAYS.search(clause, max(len(clause) - LONGEST_SAYING, 0)):
        return False
    for length in range(min(len(clause), LONGEST_NAME), 0, -1):
        if clause[:length] in names:
            return _SAYING.fullmatch(clause, length) is not None
    pronoun = _WHO.match(clause)
    return pronoun is not None and _SAYING.fullmatch(clause, pronoun.end()) is not None
