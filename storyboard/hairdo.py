"""Hair as it is in a shot in the place of how it is usually done: who is dishevelled has no oiled, swept-back hair beside it, and whose hair is loose no bun."""

import re
from dataclasses import replace

from storyboard.languages import Language
from storyboard.marks import Now
from storyboard.model import Looks
from storyboard.patterns import deferred

_STATE_EN = deferred(
    r"(?:(?:his|her|their|the) )?(?:[a-z]+ )?hair (?:is |all )?(?P<behind>dishevelled|disheveled|wild|messy|tousled|tangled|mussed|unkempt|windblown|loose|undone|unbound)"
    r"|(?P<before>dishevelled|disheveled|wild|messy|tousled|tangled|mussed|unkempt|windblown|loose|unbound) (?:[a-z]+ )?hair"
)
"""Hair that is done no more, as a state tells it."""
_STATE_ZH = deferred(
    r"[头短长白黑灰金银棕红卷]{0,3}发(?:丝|髻)?(?:微|略|全|有些|变得)?(?P<behind>凌乱|散乱|蓬乱|乱|披散|散开|散落)(?:着|了)?"
)
_DONE_EN = deferred(
    r"\b(?:(?:neatly|tightly|carefully|perfectly|smoothly) )?(?:oiled|slicked(?:[- ]back)?|swept[- ]back|combed(?:[- ](?:back|over))?|brushed(?:[- ]back)?|neat|tidy|sleek|pomaded|groomed|brilliantined|styled)(?![\w-])[ ,]*"
)
"""How hair is that somebody has done."""
_DONE_ZH = deferred(r"油亮的?|油光的?|(?:梳得?)?(?:一丝不苟|整整齐齐|整齐|服帖|光亮|光洁)的?")
_UP_EN = deferred(r"\b(?:buns?|braids?|braided|plaits?|plaited|pony-?tails?|topknot|chignon|updo|coiled|pinned)\b")
_UP_ZH = deferred(r"髻|盘发|盘起|挽起|马尾|辫|束起|束发")
_LOOSE = frozenset(("loose", "undone", "unbound", "披散", "散开", "散落"))
_HEAD_EN, _HEAD_ZH = r" with |, ", "、"


def as_it_is(now: Now, usual: Looks | None, language: Language) -> Now:
    """Somebody in a shot whose state tells that their hair is done no more: their hair so, and the state without it; others as they are."""
    words = language.does("writing.words")
    parts = re.split(r"( and |, )" if words else "(、|，)", now.state)
    states = _STATE_EN if words else _STATE_ZH
    at = next((n for n in range(0, len(parts), 2) if states.fullmatch(parts[n].strip())), None)
    hair = now.hair or ((usual.hair_colour, usual.hair_style) if usual else None)
    if at is None or hair is None:
        return now
    found = states.fullmatch(parts[at].strip())
    how = next(filter(None, found.groups()), "") if found else ""
    style = (_done_anew if words else _done_anew_zh)(hair[1], how)
    if style == hair[1]:
        return now
    del parts[max(at - 1, 0) : at + 1 if at else 2]
    return replace(now, hair=(hair[0], style), state="".join(parts).strip(" ，、,"))


def _done_anew(style: str, how: str) -> str:
    """An English style whose beginning is as the state has it: `short oiled with a hawk nose` -> `short dishevelled with a hawk nose`."""
    end = re.search(_HEAD_EN, style)
    head, rest = (style[: end.start()], style[end.start() :]) if end else (style, "")
    if how in _LOOSE and _UP_EN.search(head):
        return f"{how}{rest}"
    bare = _DONE_EN.sub("", head).strip()
    return style if bare == head else f"{bare} {how}".strip() + rest


def _done_anew_zh(style: str, how: str) -> str:
    """The same in Chinese: 油亮背头、鹰钩鼻 -> 凌乱的背头、鹰钩鼻."""
    head, comma, rest = style.partition(_HEAD_ZH)
    if how in _LOOSE and _UP_ZH.search(head):
        return f"披散的长发{comma}{rest}"
    bare = _DONE_ZH.sub("", head)
    told = "凌乱" if how == "乱" else how
    return style if bare == head else f"{told}的{bare or '头发'}{comma}{rest}"
