"""The script's transitions, read from a board: CUT TO BLACK, FADE OUT., DISSOLVE TO:, 黑场, 淡出, 叠化. Whoever cuts the film makes them; no model is asked.

A row of `WAYS` a way, with examples, which are its test. They stand in `style_tags` behind the word for a transition. Whether one stands before or
behind its shot is told by what it is: a picture goes at the end of its shot and comes at its start. The planner puts each with the shot that it is about.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Literal

from storyboard.languages import CODES, Language
from storyboard.lettering import CARD, shown_over
from storyboard.model import Board, Shot, Transition
from storyboard.model.transitions import Colour
from storyboard.patterns import deferred
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """One way to go from picture to picture."""

    name: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    out: Literal["", "cut", "fade", "dissolve"] = ""
    into: Literal["", "fade", "flash"] = ""
    colour: Colour = "black"


_SLOW = r"(?:(?:VERY )?(?:SLOW(?:LY)?|QUICK(?:LY)?|LONG|GRADUAL(?:LY)?|GENTLE|HARD|WE) )*"
_HARD = r"(?:(?:SMASH|HARD|JUMP|QUICK|SNAP|ABRUPT|MATCH|WE|AND) )*"
_SLOW_ZH = r"(?:画面|银幕|全场)?(?:再?[慢缓]{1,2}地?|逐渐|渐渐)?"
_HARD_ZH = r"(?:画面|银幕)?(?:瞬间|骤然|突然|猛然|直接|立刻)?"

WAYS = (
    Way("fade-through", deferred(r"(?:淡出淡入|淡入淡出|FADE OUT\s*(?:/|AND|&|-)\s*(?:FADE )?IN)", re.I), ("淡入淡出", "FADE OUT / FADE IN"), "fade", "fade"),
    Way("fade-to-white", deferred(rf"{_SLOW}(?:FADES?|DISSOLVES?|WASH(?:ES)?|BLEEDS?) (?:OUT )?(?:UP )?TO (?:A )?WHITE|{_SLOW_ZH}(?:淡出?至?|淡出到|渐渐?|转|变|泛|化为|淡入)(?:全|纯|一片)?白(?:屏|场|幕)?", re.I), ("FADE TO WHITE.", "渐白", "画面淡出至白场"), "fade", colour="white"),
    Way("cut-to-white", deferred(rf"{_HARD}(?:CUTS? |SMASH |FLASH(?:ES)? )?TO (?:A )?WHITE|WHITE ?OUT|WHITE SCREEN|{_HARD_ZH}(?:硬?切[至到入成]?|跳[至到]?)?(?:全|纯|一片)?白[屏场幕]|{_HARD_ZH}硬?切[至到入成]?白", re.I), ("CUT TO WHITE.", "WHITE OUT.", "白场", "切白"), "cut", colour="white"),
    Way("flash", deferred(r"(?:画面|镜头)?闪白(?:转场|过渡)?|WHITE FLASH|FLASH OF WHITE|FLASH (?:CUT )?WHITE", re.I), ("闪白", "WHITE FLASH."), "", "flash", "white"),
    Way("fade-out", deferred(rf"{_SLOW}FADES? (?:OUT )?(?:TO|INTO) (?:A )?BLACK|{_SLOW}FADES? (?:OUT|AWAY)(?! OF)|{_SLOW}DISSOLVES? TO BLACK|{_SLOW_ZH}(?:淡出?(?:[至到入成为]{{0,2}}黑(?:[屏场幕])?)|淡出|渐[隐暗]|渐渐?(?:[至到入成变转]{{0,2}})黑(?:[屏场幕])?|[变转暗]黑(?:下[去来])?|暗[转下]去?|淡黑)", re.I), ("FADE OUT.", "FADE TO BLACK.", "Slow fade to black.", "淡出", "画面渐隐", "渐黑。", "淡出至黑场", "画面渐渐变黑", "暗转"), "fade"),
    Way("fade-in", deferred(rf"{_SLOW}FADES? (?:IN|UP)(?: (?:FROM|OUT OF|ON|TO) (?:A )?(?:BLACK|PICTURE)| TO)?(?=\W|$)|{_SLOW}FADES? FROM BLACK|{_SLOW_ZH}(?:由黑(?:场|屏)?)?(?:淡入|渐[显亮]|淡起)", re.I), ("FADE IN:", "FADE UP:", "FADE FROM BLACK:", "淡入", "画面渐显", "由黑场淡入"), "", "fade"),
    Way("dissolve", deferred(rf"(?:{_SLOW}(?:MATCH |RIPPLE |LAP |CROSS[- ]?)*DISSOLVES?(?: (?:TO|INTO|BACK TO))?|CROSS[- ]?FADES?(?: (?:TO|INTO))?|FADES? TO(?=\s*:|\s*$))(?!.*\bBLACK)(?=\W|$)|(?:画面|镜头)?(?:叠化|叠画|叠入|叠化[至到入]|[化溶][入出]|溶[至化]|隐化)(?:[至到为])?", re.I), ("DISSOLVE TO:", "SLOW DISSOLVE TO:", "CROSSFADE TO:", "FADE TO:", "叠化", "化入", "溶至"), "dissolve"),
    Way("cut-to-black", deferred(rf"{_HARD}(?:CUTS? |SMASH(?:ES)? |SNAPS? |GOES? |FLASH(?:ES)? |BACK )?TO (?:A )?BLACK(?:NESS| SCREEN| FRAME)?|BLACK ?OUT|{_HARD_ZH}(?:闪|硬切|快切|跳切|切|跳)[至到入成为回]{{0,2}}(?:全|纯|一片)?黑(?:屏|场|幕|画面)?|画面黑(?:下来|掉|了)?", re.I), ("CUT TO BLACK.", "SMASH CUT TO BLACK.", "SMASH TO BLACK", "Blackout.", "切黑", "硬切黑", "切至黑场", "闪黑"), "cut"),
    Way("black", deferred(r"(?:(?:HOLD )?(?:ON|OVER|IN) (?:A )?)?BLACK(?: SCREEN| FRAME)?(?=[\s.:,]*$|[.:,]\s)|TITLES?(?: CARD)? OVER BLACK|(?:画面|银幕)?(?:一片|全|漆)?黑[屏场幕](?:中|里|之中)?|(?:画面|银幕)?(?:陷入|一片|全|漆)+黑暗?|(?:画面|银幕)?一?黑(?=[。.]?$)", re.I), ("黑场", "黑屏。", "画面一片漆黑。", "BLACK.", "BLACK SCREEN", "OVER BLACK:", "TITLE OVER BLACK: SIXTEEN YEARS LATER"), "cut"),
)  # fmt: skip
"""The first that fits at the start of the words is taken, so the narrower stand above."""
BARE = "black"
"""The way that only names what is seen: with it a film may begin as well as end."""
_ENDS = deferred(r"\s*(?:[\])】）〕］]|$|[\s。．.：:，,；;、！!…—–/(（\[【-]|\d)")
"""What stands behind such words: nothing, a mark, or how long it takes."""
_SECONDS = deferred(
    r"\b(?P<n>\d{1,2}(?:\.\d)?)\s*(?:s|secs?|seconds?)\b|(?P<zh>\d{1,2}(?:\.\d)?|[一二两三四五])\s*秒", re.I
)
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
LONGEST_HELD = 100
"""Tenths of plain colour at most, as of any shot."""
_STARTS = frozenset(
    "FfDdCcSsHhBbWwTtOoIiVvLlQqGgJjRrMmAa画淡渐黑白切硬闪叠化溶隐暗转变泛银全镜瞬骤一漆由快跳逐慢缓再突直猛立纯"
)
_NAMED = ("fade", "dissolv", "black", "white", *"黑白淡渐暗化叠溶")
"""One of these stands in the words of every way."""
_EDGES = "△▲ \t\n［］〔〕（）【】[]()—–-=*_"


def way_of(words: str) -> Way | None:
    """The way that the words of a transition tell; None of a plain cut, and of what is none."""
    said = words.strip(_EDGES)
    if not said or said[0] not in _STARTS or not any(map(said.casefold().__contains__, _NAMED)):
        return None
    for way in WAYS:
        found = way.pattern.match(said)
        if found and _ENDS.match(said, found.end()):
            return way
    return None


def is_one(line: str) -> bool:
    """Whether a whole line of a script says no more than how the picture goes or comes: 切黑, SLOW FADE OUT. Black alone is a picture."""
    said = line.strip(_EDGES)
    way = way_of(said)
    way = None if way and way.name == BARE else way
    found = way.pattern.match(said) if way else None
    return found is not None and _AFTER.fullmatch(said, found.end()) is not None


_AFTER = deferred(
    r"[\s。．.：:，,；;！!…—–-]*(?:[(（]?\s*\d{1,2}(?:\.\d)?\s*(?:s|secs?|seconds?|秒钟?)\s*[)）]?)?[\s。.]*", re.I
)


def goes(words: str) -> bool:
    """Whether it tells how the picture before it goes: it stands behind a shot."""
    way = way_of(words)
    return way is not None and bool(way.out)


def comes(words: str) -> bool:
    """Whether it only tells how the picture behind it comes: it stands before a shot."""
    way = way_of(words)
    return way is not None and not way.out


def held(words: str) -> int:
    """Tenths for which the words want the plain colour to be seen: [黑屏] 3s; 0 where they do not say."""
    found = _SECONDS.search(CARD.sub("", words))
    if not found:
        return 0
    said = found["n"] or found["zh"]
    return min(LONGEST_HELD, round(10 * float(_DIGITS.get(said, said))))


def card(words: str) -> str:
    """The words that are read over the plain colour to which a picture goes; empty where there are none."""
    return shown_over(words) if goes(words) else ""


@cache
def _marks() -> re.Pattern[str]:
    """What begins a transition or a sound in `style_tags`, in every language."""
    every = [Language.of(code) for code in CODES]
    cuts = "|".join(re.escape(word) for each in every for word in each.words("prompt.cuts"))
    sounds = "|".join(re.escape(word) for each in every for word in each.words("prompt.sounds"))
    return re.compile(rf"(?:(?<=，)|(?<=, )|^)(?:(?P<cut>{cuts})|(?P<sound>{sounds}))")


def told(shot: Shot) -> tuple[str, ...]:
    """The words of the transitions of a shot, in order, as the script has them."""
    found = list(_marks().finditer(shot.style_tags))
    ends = [*(match.start() for match in found[1:]), len(shot.style_tags)]
    return tuple(
        shot.style_tags[match.end() : end].strip().rstrip("，,").rstrip()
        for match, end in zip(found, ends, strict=False)
        if match["cut"]
    )


def is_black(shot: Shot) -> bool:
    """Whether a shot shows nothing but black: what plays over it is told there."""
    return any(shot.visual.startswith(Language.of(code).word("places.black")) for code in CODES) and any(
        shot.location == Language.of(code).word("places.black") for code in CODES
    )


def transitions(board: Board) -> tuple[Transition, ...]:
    """Those of a board in order, at most one between two shots; a plain cut is none."""
    found: dict[int, Transition] = {}
    for at, shot in enumerate(board.shots):
        for place, words, way in _placed(at, told(shot), len(board.shots)):
            found[place] = _joined(found.get(place, Transition(place)), words, way)
    return tuple(found[place] for place in sorted(found))


def _placed(at: int, words: Sequence[str], shots: int) -> Iterator[tuple[int, str, Way]]:
    """(shot before which it stands, its words, its way) of what one shot tells.

    What stands before words with which its picture comes stands before it too; so does plain black in the first shot of several.
    """
    ways = [way_of(each) for each in words]
    comes_at = max((n for n, way in enumerate(ways) if way and not way.out), default=-1)
    for number, (said, way) in enumerate(zip(words, ways, strict=True)):
        if way is not None:
            begins = at == 0 and shots > 1 and all(each is None or each.name == BARE for each in ways[: number + 1])
            opens = number <= comes_at or begins
            yield at if opens else at + 1, said, way


_STRONGER = ("", "dissolve", "cut", "fade")
"""Of two ways for a picture to go the later: FADE OUT. and BLACK are a fade."""


def _joined(one: Transition, words: str, way: Way) -> Transition:
    out = max(one.out, way.out, key=_STRONGER.index)
    return replace(
        one,
        out=out,
        into=way.into or one.into,
        colour=way.colour if way.out or not one.out else one.colour,
        held=max(one.held, held(words)),
        words=(*one.words, words),
    )
