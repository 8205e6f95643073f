"""Lines of action that nobody can film: when and where it is now, nothing but black, or how the picture goes. `London, 1887.`, 三年后。 They are read on the picture, as `字幕：…` is.

A row of `FORMS` a form, with examples, which are its test; the whole line must be of the form, and short.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from storyboard import transitions
from storyboard.model import Unit
from storyboard.parse.markers import RECORDED
from storyboard.parse.sheet import SceneDraft
from storyboard.patterns import deferred, holds
from storyboard.records import dataclass

LONGEST = 40
"""Characters of such a line at most."""


@dataclass(frozen=True, slots=True)
class SuperForm:
    """One way to say it."""

    name: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    leaps: bool = False
    """Whether it opens what comes: at the end of a scene it stands over the next one."""


_COUNT = r"(?:[一二两三四五六七八九十百千数几多半\d]+|若干)"
_YEAR = r"(?:(?:公元前?)?[\d〇零一二三四五六七八九]{3,4}|(?:民国|光绪|康熙|乾隆|雍正|嘉庆|咸丰|同治|道光|宣统|贞观|开元|万历|崇祯|洪武|永乐)[元\d一二三四五六七八九十]{1,3})年"
_DAY = r"(?:[，,]?\s*(?:[春夏秋冬](?:天|季|末|初)?|[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}[日号])?|年?[初末底]|除夕|中秋))?"
_HOUR = r"(?:[，,]?\s*的?(?:清晨|早晨|早上|上午|中午|下午|黄昏|傍晚|晚上|夜里|深夜|一个\w{1,3}))?"
_WHERE = r"(?!他|她|我|你|它|这|那|有)(?:(?![了着是在的去来走死说他她我你])[\u4e00-\u9fff·]){2,8}"
_END = r"[。.．…]*"
_NUMBER = (
    r"(?:\d+|an?(?: hundred| thousand)?|a few|a couple of|several|some|many|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine|hundred|thousand))?)"
)
_NAMED = r"(?:[A-Z][\w.'’]*(?:[ -](?:of |the |de |la |in |upon )*[A-Z][\w.'’]*){0,4})"
_THEN = (
    r"(?:(?:[Ee]arly |[Ll]ate |EARLY |LATE )?(?:(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter|SPRING|SUMMER|AUTUMN|FALL|WINTER|[A-Z][A-Za-z]{2,8}(?: \d{1,2}(?:st|nd|rd|th)?)?),? )?"
    r"(?:1\d|20)\d\d(?:\s?(?:A\.?D\.?|B\.?C\.?))?|[Pp]resent [Dd]ay|PRESENT DAY)"
)

FORMS = (
    SuperForm("三年后", deferred(rf"{_COUNT}个?(?:半)?(?:年|个月|月|天|日|周|星期|礼拜|小时|载|世纪)[之以]?[后前]{_HOUR}(?:[，,]\s*{_WHERE})?{_END}", needs="后前"), ("三年后。", "半个月后", "十年前，上海。", "三日后", "一年后。"), leaps=True),
    SuperForm("次日", deferred(rf"(?:次日|翌日|第二天|隔天){_HOUR}{_END}"), ("次日清晨。", "第二天", "翌日，傍晚"), leaps=True),
    SuperForm("1937年，上海", deferred(rf"{_YEAR}{_DAY}{_HOUR}(?:[，,、·]?\s*{_WHERE})?{_END}|{_WHERE}[，,、·]\s*{_YEAR}{_DAY}{_HOUR}{_END}", needs="年"), ("1937年，上海。", "民国二十六年，上海", "上海，1937年冬", "1998年夏。"), leaps=True),
    SuperForm("TWO YEARS LATER", deferred(rf"(?:about |almost |exactly |some )?{_NUMBER} (?:days?|weeks?|months?|years?|decades?|centuries|century) (?:later|earlier|before|ago)[.:]?", re.I), ("TWO YEARS LATER", "Six months earlier.", "A hundred years ago", "EIGHTEEN YEARS LATER", "Ninety-nine days later"), leaps=True),
    SuperForm("London, 1887", deferred(rf"{_NAMED}(?:, {_NAMED})?(?:,| -| –| —)\s+{_THEN}\.?|{_THEN}(?:[.,]| -| –| —)?\s+{_NAMED}\.?|{_THEN}\.?", needs="012PRpr"), ("London, 1887.", "CORNWALL - 1911", "Lyon, France, winter 1943.", "1944. Normandy.", "June 6, 1944", "Spring, 1945.", "New York, present day"), leaps=True),
    SuperForm("02:12:00", deferred(r"[\[(（【]?\s*\d{1,2}[:：]\d{2}[:：]\d{2}\s*(?:[AP]M)?\s*[\])）】]?", needs=":："), ("02:11:40", "[22:43:10]", "【6:05:00】")),
    SuperForm("DANIEL PRUITT 1859 - 1878", deferred(r"(?:IN (?:LOVING )?MEMORY OF )?[A-Z][A-Z .,'’-]{2,30}[:,]?\s+\d{3,4}\s?[-–—]\s?\d{3,4}[.,:;]?(?:\s+[A-Z][A-Z .,'’-]*)?|[\u3400-\u9fff·]{2,12}[：:，,\s]*\d{3,4}年?\s*[-–—~～至到]{1,2}\s*\d{3,4}年?[\s\u3400-\u9fff]{0,8}。?"), ("DANIEL PRUITT: 1859 - 1878 DROWNED", "MARY PRUITT, 1840-1878", "爱妻陈阿香　1859—1878")),
)  # fmt: skip


BLACK = deferred(
    r"(?:[［〔（【\[(]\s*)?(?:画面|银幕)?(?:渐渐?|慢慢|瞬间|骤然|一片|陷入|变|转|全|漆|一)*黑(?:屏|场|幕|暗|了|下去|下来)?\s*(?:[，。；]\s*(?:[打出浮现显示亮起]{0,3}(?:字幕|片名|标题|白字|字样)[^。]*))?[。]?\s*(?:[］〕）】\])])?"
    r"|(?:OVER (?:A )?|ON (?:A )?)?BLACK(?: SCREEN| FRAME)?(?:[.:]|$)\s*(?:(?:SUPER|TITLE|CARD|TEXT)\b.*)?|TITLE(?:S| CARD)? OVER BLACK\b.*",
    needs="黑B",
)
"""A line that shows nothing but black: ［黑。］, BLACK SCREEN. No picture of it is filmed, and words over it are a caption."""


OVER_BLACK = deferred(
    r"(?P<black>[△▲\s\[(]*(?:OVER (?:A )?BLACK(?: SCREEN)?|BLACK SCREEN|ON BLACK|IN BLACK)\s*(?:[:.,–—-]+|\s[-–—]+)\s*(?:(?:we|and we) (?:only )?hear\s+)?)(?P<told>(?!.*\b(?:SUPER|TITLE|CARD|TEXT|V\.?O\.?|titles?|words?|letters|appears?)\b)\S.{2,100}?)\s*"
    r"|(?P<black_zh>[△▲\s【\[（(]*(?:画面|银幕)?(?:一片)?黑(?:屏|场|幕)(?:中|里|之中)?[：:，,。]\s*(?:只?听[见到]\s*)?)(?P<told_zh>(?!.*(?:字幕|片名|标题|白字|字样|出现|亮起))[^：:]{0,12}(?:声|响|音|铃|敲|轰鸣|鸣笛|雨点|心跳)[^：:]{0,30}?)\s*[）)】\]]?\s*"
)
"""Black, and what is heard over it, on one line: OVER BLACK: a phone beeps. 黑场：手机响。"""
SIGNS = deferred(r"[\[\](（）)【】]")
SHOWN_OR_READ = frozenset(("action", "caption"))
LATER_ZH = deferred("[后前年次翌第隔\\dA-Za-z]")
LATER_EN = (*"0123456789", "later", "earlier", "before", "ago", "present")
"""One of these stands in every line that only says when and where."""


SHOWN = deferred(
    r"\b(?:times?|time ?codes?|time ?stamps?)\b[^.\n]{0,30}\bon[- ]?screen\b|\bon[- ]screen (?:times?|time ?codes?|time ?stamps?)\b"
    r"|时间码?[^。\n]{0,8}(?:显示|打|出现|标)[^。\n]{0,4}(?:屏幕|画面|银幕)|(?:屏幕|画面)[^。\n]{0,8}(?:显示|标|打)[^。\n]{0,4}时间",
    re.I,
)
"""Where a script says that its times are seen: Times are on screen. 时间显示在屏幕上。"""
SEEN = ("creen", "CREEN", "时间")
"""One of these stands in each of them."""
STAMP = deferred(r"\s*[\[(（【]?(?P<time>\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)[\])）】]?[ \t　]*(?=\S)")
"""A time by the clock in front of a heading."""
BRACKETS = {"（": "）", "(": ")"}
"""Round ones, in which such a line may stand: （1993年5月，甘肃）."""
EDGES = "△▲ \t\n［］〔〕（）【】[]()"
WITHIN = 3000
"""Characters of a script in which it says so."""


def with_times(units: Sequence[Unit], text: str) -> Sequence[Unit]:
    """The units of a text, in a script that says that its times are on the screen: the one before a heading is a caption, and a recording's end with its time."""
    if not holds(text, SEEN):
        return units
    begins = takewhile(lambda unit: unit.start < WITHIN, units)
    told = (unit.raw for unit in begins if unit.kind in ("front", "note", "action"))
    if not any(SHOWN.search(raw) for raw in told if any(map(raw.__contains__, SEEN))):
        return units
    found: list[Unit] = []
    for unit in units:
        stamp = STAMP.match(unit.raw) if unit.kind in ("heading", "note") else None
        if stamp and unit.kind == "heading":
            end = unit.start + stamp.end()
            found.append(Unit("", "caption", unit.start, end, stamp[0], unit.scene, stamp["time"]))
            found.append(replace(unit, start=end, raw=unit.raw[stamp.end() :]))
        elif stamp and RECORDED.fullmatch(unit.text):
            found.append(replace(unit, kind="caption", text=" ".join(SIGNS.sub(" ", unit.text).split())))
        else:
            found.append(unit)
    return [unit if unit.id == f"u{at}" else replace(unit, id=f"u{at}") for at, unit in enumerate(found, 1)]


def over_black(units: Sequence[Unit], text: str) -> list[Unit]:
    """The units of a text, a line of black and what is heard over it as two: a cut, and a sound, for nothing is seen there."""
    if not holds(text, ("黑", "BLACK")):
        return list(units)
    dark = {
        at: told
        for at, unit in enumerate(units)
        if unit.kind in ("action", "transition")
        and ("黑" in unit.raw or "BLACK" in unit.raw)
        and unit.wish is None
        and (told := OVER_BLACK.fullmatch(unit.raw.strip("\r\n")))
    }
    if not dark:
        return list(units)
    found: list[Unit] = []
    for at, unit in enumerate(units):
        told = dark.get(at)
        if not told:
            found.append(unit)
            continue
        black, heard = told["black"] or told["black_zh"], told["told"] or told["told_zh"]
        cut = unit.start + unit.raw.index(black) + len(black)
        first = replace(
            unit, kind="transition", end=cut, raw=unit.raw[: cut - unit.start], text=black.strip(EDGES).rstrip("。，,")
        )
        found += [first, replace(unit, kind="sound", start=cut, raw=unit.raw[cut - unit.start :], text=heard)]
    return [unit if unit.id == f"u{at}" else replace(unit, id=f"u{at}") for at, unit in enumerate(found, 1)]


def form_of(text: str) -> SuperForm | None:
    """The form of a line that only says when and where it is; None of any other."""
    said = text.strip("△▲ \t\n")
    said = said[1:-1].strip() if said[:1] in BRACKETS and said[-1:] == BRACKETS[said[0]] else said
    if len(said) > LONGEST or not (
        any(map(said.lower().__contains__, LATER_EN)) if said.isascii() else LATER_ZH.search(said)
    ):
        return None
    return next((form for form in FORMS if form.pattern.fullmatch(said)), None)


UNSHOWN = frozenset(("blank", "front", "title", "note", "cast", "episode"))


def _opened(units: Sequence[Unit], first: str) -> list[Unit]:
    """The units, that with which the first picture comes (FADE IN:, right before the first heading) as the first scene's."""
    found = list(units)
    begins = next((at for at, unit in enumerate(units) if first and unit.scene == first), 0)
    for at in range(begins - 1, -1, -1):
        unit = units[at]
        if unit.kind == "transition" and not unit.scene and transitions.comes(unit.text):
            found[at] = replace(unit, scene=first)
        elif unit.kind not in UNSHOWN:
            break
    return found


def _is_black(text: str) -> bool:
    """Whether a line shows nothing but black."""
    may = "黑" in text or "B" in text or "b" in text
    return may and BLACK.fullmatch(text.strip("△▲ \t\n")) is not None


def with_supers(units: Sequence[Unit], scenes: Sequence[SceneDraft]) -> list[Unit]:
    """The units with such lines as captions; one before the first heading stands over the first scene, one with which a scene ends, whether marked as a caption or not, over the next."""
    first = scenes[0].id if scenes else ""
    found, forms = _opened(units, first), dict[int, SuperForm]()
    for at, unit in [(at, unit) for at, unit in enumerate(units) if unit.kind in SHOWN_OR_READ]:
        if unit.kind == "caption":
            if first and not unit.scene:
                found[at] = replace(unit, scene=first)
            if (form := form_of(unit.text)) and form.leaps:
                forms[at] = form
            continue
        if unit.wish is not None:
            continue
        if len(unit.text) <= LONGEST and (_is_black(unit.text) or transitions.is_one(unit.text)):
            found[at] = replace(unit, kind="transition", text=unit.text.strip("△▲ \t\n［〔（【[(］〕）】])"))
        elif form := form_of(unit.text):
            forms[at] = form
    if not forms:
        return found
    after = {one.id: other.id for one, other in pairwise(scenes) if one.episode == other.episode}
    last = {unit.scene: at for at, unit in enumerate(found) if unit.kind not in ("blank", "note")}
    for at, form in forms.items():
        unit = found[at]
        ends = form.leaps and last.get(unit.scene) == at and unit.scene in after
        text = unit.text.strip(EDGES) if form.pattern.fullmatch(unit.text.strip(EDGES)) else unit.text
        found[at] = replace(unit, kind="caption", text=text, scene=after[unit.scene] if ends else unit.scene)
    return found
