"""What stands in the margins of a printed page in Chinese: the number of a scene at both sides, the stars of a revision."""

from collections.abc import Callable

from storyboard.patterns import deferred

STAR = deferred(r"(?<=\S)[ \t　]{2,}[*＊]{1,2}[ \t]*(?=\r?\n|$)")
BOTH = deferred(
    r"[ \t　]*(?P<no>[A-Z]{0,2}\d{1,4}[A-Z]{0,2})[.．、]?[ \t　]{2,}(?P<core>\S.*?)[ \t　]{2,}(?P=no)[.．]?[ \t　]*(?=\r?\n|$)"
)
GONE = deferred(
    r"[（(【\[]?\s*(?:删去?|已删|删除|略|空号|续|接上页|OMITTED|CONTINUED:?|CONT'D)\s*[）)】\]]?", needs="删略空续接OC"
)
"""What stands between the numbers of a scene that is left out, or goes on from the page before."""
SIGNS = ("  *", "　*", "　＊", "  ＊", "\t*")
LEAST = 2


def unmargined(text: str, numbered: bool) -> Callable[[str], str] | None:
    """What takes the margins off a line, where several have stars or the same number at both sides; None where they have not.

    `numbered`: numbers stand at the right of it.
    """
    starred = ("*" in text or "＊" in text) and any(map(text.__contains__, SIGNS)) and len(STAR.findall(text)) >= LEAST
    rows = text.split("\n") if numbered else []
    if not starred and sum(BOTH.fullmatch(row) is not None for row in rows if row.rstrip()[-1:].isalnum()) < LEAST:
        return None

    def bare(raw: str) -> str:
        raw = STAR.sub("", raw) if "*" in raw or "＊" in raw else raw
        both = BOTH.match(raw) if "  " in raw or "　" in raw else None
        if not both:
            return raw
        end = raw[both.end() :]
        if GONE.fullmatch(both["core"]):
            return f"（{both['core'].strip('（()）【】[] ')}）{end}"
        return f"{both['no']} {both['core']}{end}"

    return bare
