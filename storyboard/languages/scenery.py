"""What words for hours, places and weather mean: one vocabulary for those who read them, plan by them and draw them.

A file a language, in `vocabulary/`; every text is asked in both, for a Chinese script may say NIGHT.
Of several words the longest is meant, of an English one only the whole (plurals and -ing too), and of a place the head noun.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from storyboard.datafiles import load
from storyboard.languages.traditional import simplified
from storyboard.patterns import deferred
from storyboard.records import dataclass

Light = Literal["day", "dusk", "night"]
Looks = Literal["rain", "snow", "fog", "grey", "clear"]
Side = Literal["inside", "outside", ""]

FILES = ("zh", "en")
FALLS = ("rain", "snow", "fog")
"""Weather that fills the air, and so is told by an hour; a clear or a grey one is no news of a night."""
CLOCK = deferred(r"(?P<hour>\d{1,2})(?:\s*(?:[:：]\s*\d{2}|点|时(?!分)))?\s*(?P<half>[ap](?=\.?m\b))?", re.IGNORECASE)
PASSED = deferred(
    r"[次翌隔当]天|[次翌]日|第[一二三四五六七八九十\d]+[天日]|[几数多一二三四五六七八九十百半\d]+个?(?:天|日|周|星期|礼拜|月|季|年|载)[之以]?[后前]|"
    r"\b(?:next|following|tomorrow|(?:days?|weeks?|months?|years?) (?:later|earlier|before|after|ago)|(?:1\d|20)\d\d)\b",
    re.IGNORECASE,
)
"""What says that it is another day: the weather of the scene before is over."""
FOLLOWS = deferred(r"[接续承同](?:第?\s*[一二三四五六七八九十\d]|[上前])")
"""How a time begins that only names the scene it goes on from: 接01, 接第一场."""
BEHIND = deferred(
    r"\s+(?:by|near|in|of|at|on|behind|above|below|over|under|across|beside|overlooking|from|with|opposite|outside|inside|next to)\s+|(?<=^outside)\s+|(?<=^inside)\s+",
    re.I,
)
"""Behind the head noun of an English place: HOUSE BY THE SEA is a house."""
SIDED = deferred(r"\s*[（(](?:inside(?: and outside)?|outside|内外?|外)[)）]\s*$", re.I)
"""What boards have behind a place: it says on which side of the door, and is no word for a place of its own (FIELD (outside) is no street)."""
INSIDE = deferred(r"（内|内）|\(int|int\)|^int|interior|inside", re.IGNORECASE)
OUTSIDE = deferred(r"（外|外）|\(ext|ext\)|^ext|exterior|outside", re.IGNORECASE)


MORNING = deferred(
    r"晨|早|黎明|拂晓|破晓|日出|天[刚蒙微初]?亮|\b(?:dawn|sunrise|daybreak|morning|first light)\b", re.IGNORECASE
)
"""A time of the day's beginning: its low light is no evening's."""


@dataclass(frozen=True, slots=True)
class Hour:
    """What a word for the time says."""

    night: bool
    """Lamps are lit and faces lie in the dark: how a scene is told and lighted."""
    light: Light
    """The light that falls: dusk is also dawn."""
    same: bool = False
    """It only says that it goes on: as the scene before, whatever stands above."""


@dataclass(frozen=True, slots=True)
class PlaceWord:
    """What a word for a place says."""

    side: Side
    """Where it is if nobody says; empty where it is no word that is known."""
    inside: str = ""
    """The kind of room to be drawn from inside; empty where it has none of its own."""
    outside: str = ""
    """The kind of ground to be drawn from outside."""


_COMPARED = deferred(
    r"(?:像|好像|如同|仿佛|宛如|犹如|好似)[^，。！？；\n]{1,10}?(?:一样|一般|似的|般)"
    r"|\bas [a-z]+ as (?:an? |the )?[a-z]+|\blike (?:an? |the )[a-z]+(?: [a-z]+)?(?=[,.;:!?\n]|$)",
    re.I,
)
_AWAITED = deferred(
    r"(?:没有|没下|盼|盼着|求|祈|祈求|不见)(?:一?[滴场点片]|下|过)?(?:雨|雪)"
    r"|\b(?:to catch|no|without|(?:wait|pray|hope|beg|ask)(?:s|ed|ing)? for|(?:promise|threat|hint|smell|chance|sign|talk) of)"
    r" (?:the |any |some |more )?(?:rain|snow|storm|thunder)s?\b(?! (?:lets|stops))",
    re.I,
)
"""Rain or snow that is spoken of and is not there."""
_TURNS_FROM = deferred(r"(?:晴空?|多云|阴天?|雨|雪)[转变](?=[晴阴多大中小暴雨雪])")
"""A weather that is over with the same words: 晴空转阴."""
_BEGINS = deferred(
    r"(?:忽然|突然|骤然|开始|又|渐渐)?(?:下|飘|落|降)(?:起|下)(?:了)?(?:[\u3400-\u9fff]{0,4}?)(?P<zh>大雨|暴雨|小雨|细雨|大雪|小雪|雨夹雪|雨|雪)|(?:雨|雪)(?:点|花)?(?:忽然|突然|开始)(?:下|落|飘)|[第几]?一[滴颗粒阵](?:大|暴)?雨(?:滴|点)?[砸落打滴]|第一[滴颗粒阵](?:大|暴)?雨|第一[片朵粒]雪|雨点子?[^，。！？；\n]{0,4}(?:砸|落|打)[下在到落进]|(?P<pocks>(?:尘土|黄土|石板|土路|地)[上里面]?(?:砸|打|溅|洇)[出开][^，。！？；\n]{0,6}(?:湿点|水点|湿印|雨点))|(?:转|变)(?:成|为|作)?(?:小|中|大|暴)?[雨雪]|(?:暴雨|大雨|骤雨|急雨|雨)(?:砸|泼|浇|倾泻|倾盆)(?:而|了)?下来?|雪[花片](?:纷纷|静静|慢慢|开始)?[落飘](?:了)?下来?|(?:沙尘?暴|沙墙|黄沙)[^，。！；]{0,4}(?:扑|卷|袭|压|涌)[^，。！；]{0,2}来|一[道堵面](?:沙墙|沙暴|黄沙)"
    r"|\b(?:it )?(?:begins?|starts?) to (?P<en>rain|snow|hail|drizzle|storm)\b|\b(?:rain|snow|hail|sleet|drizzle) (?:suddenly )?(?:begins|starts|hits|sweeps in|comes down)\b|\b(?:rain|snow|sleet|hail) (?:has |have )?(?:turn|chang)(?:s|es|ed)? (?:in)?to \w*\s?(?:rain|snow|sleet|hail)\b|\b(?P<pours>(?:heavens|skies|clouds) open|the sky opens(?! (?:on|out|onto|before|above|ahead|wide)\b)|(?:an?|the first|one)(?: (?:fat|big|single|heavy|first|cold|warm|lone))? (?:rain)?drop (?:darkens|spots|pocks|dimples|craters|stains|splashes (?:in|into|on)) (?:the |a )?(?:[a-z]+ )?(?:dust|ground|road|pavement|stones?|sand|earth|tarmac|steps?|path|soil|dirt|cobbles|sidewalk|flagstones?))\b|\banother\. (?:rain|snow|hail)\b|\b(?:an? |the )?wall of (?:sand|dust)\b|\b(?:sandstorm|dust ?storm) (?:hits|strikes|begins|breaks|rolls in|swallows|engulfs)\b|\bfirst (?:drops? of rain|raindrops?|flakes?(?: of snow)?|snowflakes?)\b",
    re.I,
)
_ENDS = deferred(
    r"(?:雨|雪|暴雨|大雨|大雪|风雪)(?:渐渐|终于|已经?|也|都|刚|初)?(?:停|住|歇)(?:了|下来)?(?=[，。！；、]|$)|(?:雨|雪)[声势]?(?:渐|慢慢|渐渐)[稀小弱疏]了?，(?:终于)?[停住歇](?:了|下来)?(?=[，。！；、]|$)|雨过天[晴青]|雪霁|(?:沙尘?暴|风沙|沙尘)(?:渐渐|终于|已经?|也|都|刚)?(?:停|住|歇|散|过去)(?:了|去)?(?=[，。！；、]|$)|(?:浓|大|薄|晨)?雾(?:气)?(?:渐渐|慢慢|忽然|终于|已经|开始)?(?:散(?:了|去|开|尽)?|退去|裂开)(?=[，。！；、]|$)"
    r"|\b(?:fog|mist) (?:has |finally |suddenly |slowly )?(?:lifts?|clears?|tears (?:open|apart)|burns off|thins|parts|rolls (?:back|away)|breaks|dissolves)\b"
    r"|\b(?:rain|snow|storm|sandstorm|dust ?storm|downpour|drizzle) (?:has |finally |suddenly )?(?:quits|gives out|stops|stopped|ends|ended|is over|lets up|dies (?:down|away)|pass(?:es|ed)|is past|blows? (?:over|itself out)|blown (?:over|itself out)|clear(?:s|ed))\b|\b(?:rain|snow|storm|downpour|drizzle) [^.;:!?]{1,30},? (?:and|then) (?:stops|ends)\b",
    re.I,
)


_DARKENS = deferred(
    r"天(?:色)?(?:已经|已|全|完全|彻底|渐渐|慢慢|终于)?(?:黑|暗)(?:了|透|尽|下来|下去)(?:下来)?(?![之以]?前)|夜幕(?:降临|落下|低垂|四合)|(?:太阳|日头)(?:落|下)(?:了)?山"
    r"|\b(?:night|darkness) (?:falls|has fallen|comes down)\b|\b(?:it|the sky) (?:grows?|gets?|goes|turns) (?:fully |quite )?dark\b|\bthe sun (?:sets|has set|goes down)\b",
    re.I,
)
_DAWNS = deferred(
    r"天(?:色)?(?:已经|已|蒙蒙|渐渐|慢慢|刚|微微|终于|大)?亮(?:了|起来)?(?=[，。！；])|第一缕(?:晨光|阳光|曙光)|(?:旭日|朝阳|太阳)(?:初升|升起|出来)|东方(?:泛|露|发)(?:白|出)"
    r"|\b(?:dawn|day|daylight) (?:breaks|comes|creeps in)\b|\bthe sun (?:rises|comes up|has risen)\b|\bfirst (?:light|rays?)\b",
    re.I,
)


_LAMPS_OUT = deferred(
    r"(?:停|断)电(?:了|，|。|！)|(?<![红绿黄车尾路盏台讯号示向机标桅航舷])(?<!灯)灯(?:光|火)?(?:忽然|突然|骤然|瞬间|一下子|[啪咔]地一声|全部|全|都|也|齐刷刷)*(?:灭|熄|黑)(?!火)(?:灭|掉)?(?:了|[，。！]|$)"
    r"|(?:关掉?|熄灭?|拉灭|按灭|拉掉)(?:了)?(?:所有的?|屋里的?|头顶的?|大|电|吊|油)?灯(?![塔笼箱牌])|吹(?:灭|熄)(?:了)?(?:蜡烛|烛火|烛|油灯|灯|马灯)|陷入(?:了)?(?:一片)?(?:黑暗|漆黑)"
    r"|\b(?:(?:house|stage|all the|overhead) )?lights? (?:all |suddenly |abruptly )?(?:goes? (?:out|dark|off)|dies?|cuts? out|snaps? off|(?:stutters?|flickers?)(?:,| and)?(?: then)? (?:dies?|goes? out)|blacks? out)\b(?! on\b)"
    r"|\b(?:the )?(?:power|electricity) (?:goes out|goes|fails|cuts(?: out)?|dies)\b|\b(?:turns?|switch(?:es)?|flicks?|snaps?|shuts?) (?:off|out) (?:the|all the|every) (?:overhead )?(?:lights?|lamps?)\b|\bkills the lights?\b"
    r"|\b(?:plunge[sd]?|falls?) into (?:total |complete )?(?:darkness|blackness)\b|\b(?:blows?|snuffs?|pinches) out (?:the|her|his|their) (?:candle|lamp|lantern|last candle)\b|\b(?:room|hall|house|theat(?:er|re)|tunnel|carriage|kitchen|everything) goes (?:dark|black)\b",
    re.I,
)
_LAMPS_ON = deferred(
    r"来电了[，。！]|恢复供电|(?<![红绿黄车尾路盏台讯号示向机标桅航舷])灯(?:光|火)?(?:忽然|突然|重新|又|全部|全|都|渐渐|慢慢)*(?:亮(?:了|起)|大亮)|(?:打开|按亮|拉亮|点亮|开)(?:了)?(?:所有的?|屋里的?|大|电|吊|油)?灯(?![塔笼箱牌])"
    r"|\b(?:(?:house|stage|all the|overhead) )?lights? (?:(?:comes?|flickers?|blazes?|snaps?|buzz(?:es)?) (?:back )?on|comes? (?:back|up)|(?:is|are) back(?: on)?)\b|\b(?:the )?(?:power|electricity) (?:returns|comes back|is back)\b"
    r"|\b(?:turns?|switch(?:es)?|flicks?|snaps?) on (?:the|all the|every) (?:overhead )?(?:lights?|lamps?)\b",
    re.I,
)


_STORM = deferred(r"雷|闪电|乌云|黑云|暴雨|沙暴|\b(?:thunder|lightning|storm|clouds?|eclipse)", re.I)
"""What makes a day dark that is no night."""


def _storms(text: str, at: int) -> bool:
    """Whether it gets dark there because of a storm: it is told just before, in the same sentence."""
    return _STORM.search(re.split(r"[。！？.!?]", text[:at])[-1]) is not None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of all languages."""

    hours: Mapping[str, Hour]
    places: Mapping[str, PlaceWord]
    drawn: Mapping[str, PlaceWord]
    """Those of places, and words that only tell what is drawn there."""
    weather: Mapping[str, Looks]
    told: tuple[str, ...]
    """Words for the weather that are looked for in what happens, the longest first."""
    rooms: tuple[str, ...]
    no_places: tuple[str, ...]
    no_weather: tuple[str, ...]


SAME = Hour(night=False, light="day", same=True)


@lru_cache(512)
def hour(text: str) -> Hour | None:
    """What the time of a scene says: the longest word of it, of two the one by night, else its clock; None where no word is known.

    A word for an hour stands over one that only goes on: `DAY - LATER` is day.
    """
    plain = simplified(text)
    known = [(len(word), vocabulary().hours[word]) for word in _longest(plain, vocabulary().hours)]
    hours = [(size, each.night, each) for size, each in known if not each.same]
    if hours:
        return max(hours, key=lambda told: told[:2])[2]
    return _clock(plain) or (known[0][1] if known else SAME if FOLLOWS.match(plain) else None)


def _clock(text: str) -> Hour | None:
    """The hour that a clock of 24 shows, `20:30`, `05:10`; None for one of twice 12 that does not say which, and for none."""
    shown = CLOCK.search(text)
    if shown is None or len(shown[0]) < 3:
        return None
    at = int(shown["hour"]) % 24
    if shown["half"]:
        at = at % 12 + 12 * (shown["half"] in "pP")
    elif at < 13 and shown["hour"][0] != "0":
        return None
    night = at < 5 or at > 18
    return Hour(night, "night" if night else "dusk" if at in (5, 6, 18) else "day")


def passes(time: str) -> bool:
    """Whether the time of a scene says that a day or more lies between it and the scene before."""
    return PASSED.search(simplified(time)) is not None


def light(time: str) -> Light:
    """The light of a time as boards have it, `晚上（稍后）`: what the script's own word says, else day or night in front of it."""
    outer, _, inner = time.partition("（" if "（" in time else "(")
    said = hour(inner.rstrip("）)")) or SAME
    told = hour(outer) if said.same else said
    return told.light if told else "day"


_SAID_BEHIND = deferred(r"[（(](?:内|外|inside|outside|int|ext)[^（()）]*[）)]\s*$", re.I)
"""The bracket in which a board says the side of the door: `THE LAKE, "INSIDE" THE DOOR (outside)` is outside."""


@lru_cache(512)
def is_inside(location: str) -> bool:
    """Whether a location as boards have it, `面馆（内）`, is inside; where it does not say, by what its word is."""
    told = _SAID_BEHIND.search(location)
    side = told[0] if told else location
    return bool(INSIDE.search(side)) or (not OUTSIDE.search(side) and place(location).side != "outside")


def place(text: str) -> PlaceWord:
    """What a place is: its last word decides, the longer of two that end together; a room is inside whatever stands around it."""
    known = vocabulary()
    parts = _nouns(text, known.places)
    found = next((words[-1] for words in parts if words), "")
    if not found:
        return PlaceWord("")
    seen = known.places[found]
    room = next((word for words in parts for word in words if word in known.rooms), "")
    return known.places[room] if room and seen.side == "outside" else seen


def place_told(text: str, language: str) -> str:
    """The first place that a text names, in its own letters; words of one character are parts of others too often."""
    table = _facts(language)
    known = {word for row in table["places"] for word in row["words"] if len(word) > 1} - set(
        table["names"]["no_rooms"]
    )
    plain, folded = simplified(text), simplified(text).casefold()
    hits = ((hit.start(), -len(hit[0])) for word in known if word in folded for hit in _pattern(word).finditer(plain))
    at, size = min(hits, default=(0, 0))
    end = at - size
    while size and (more := [word for word in known if not word.isascii() and folded.startswith(word, end)]):
        end += max(map(len, more))  # a playground of a school: 学校操场
    return text[at:end]


OPENING = 24
"""Characters of what happens in which the hour may stand that it happens at."""


def hour_told(text: str) -> str:
    """The word for an hour with which a text of what happens opens (白天的胡同，她跑来; `Morning. A boy runs`); empty where none does."""
    opening = text[:OPENING]
    known = (word for word in vocabulary().hours if len(word) > (4 if word.isascii() else 1))
    found = [word for word in _longest(opening, known) if not vocabulary().hours[word].same]
    return found[0] if found else ""


def kind(text: str, side: Side, *, told: bool = False) -> str:
    """What is drawn of a place on one side of the door: the last of its words that has something there; empty for none.

    `told`: a text of what it looks like, in which a bar or a shower need be no room.
    """
    known = vocabulary().places if told else vocabulary().drawn
    fitting = ([shown for word in words if (shown := getattr(known[word], side, ""))] for words in _nouns(text, known))
    return next((shown[-1] for shown in fitting if shown), "")


_WITHIN = deferred(r"^\W*(?:inside|within)\s+(?=\w)", re.I)
"""What says that something is within a place: INSIDE THE BOOTH is no room."""


def _nouns(text: str, known: Iterable[str]) -> list[list[str]]:
    """The words for places in a text by where they end, those within a longer one left out; an English one in its parts."""
    plain = without(simplified(SIDED.sub("", text)), vocabulary().no_places)
    plain = _WITHIN.sub("", plain) if plain.isascii() else plain
    return [_placed(part, known) for part in (BEHIND.split(plain) if plain.isascii() else (plain,))]


def weather_of_hour(text: str) -> str:
    """The weather that a word for the time tells as well (雨夜: 雨, 雨过天晴, STORMY NIGHT: stormy); empty where it tells none."""
    known = vocabulary().weather
    found = _longest(without(simplified(text), vocabulary().no_weather), known)
    falls = [word for word in found if known[word] in FALLS]
    return next((word for word in found if word in falls or any(part in word for part in falls)), "")


_TURNED = deferred(r"[渐又]?[转变](?:为|成|到)?|→|⇒|-+>|\b(?:turn(?:s|ing)|giving way|then)\b", re.I)
"""Between the weather with which a scene begins and the one that it turns to."""


@lru_cache(512)
def weather(text: str) -> Looks | None:
    """What is seen of a weather that is named, of one that turns as it begins (雨转晴: rain); None where no word is known."""
    plain = without(simplified(text), vocabulary().no_weather)
    first = _TURNED.split(plain, maxsplit=1)[0]
    found = _longest(first, vocabulary().weather) or _longest(plain, vocabulary().weather)
    return vocabulary().weather[found[0]] if found else None


def literal(text: str) -> str:
    """A text without what something is only compared with: a cloud `as black as a stove`, 像雪一样白."""
    return _COMPARED.sub(" ", text)


def weather_told(text: str) -> str:
    """The word for the weather in what is told of a scene, the most telling one; empty where there is none.

    Rain that is waited for, feared or compared with does not fall.
    """
    plain = _TURNS_FROM.sub(" ", _AWAITED.sub(" ", without(literal(simplified(text)), vocabulary().no_weather)))
    folded = plain.casefold()
    return next((word for word in vocabulary().told if _stands(word, plain, folded)), "")


def begins_to_fall(said: str) -> bool:
    """Whether words say that rain or snow begins, and not that it is over."""
    return _BEGINS.search(said) is not None


def _poured(match: re.Match[str]) -> str:
    """What falls where no word for it stands: a drop in the dust is rain."""
    return "rain" if match["pours"] else "雨" if match["pocks"] else ""


def weather_turns(text: str) -> tuple[tuple[str, str], ...]:
    """Where rain or snow begins or ends in what happens, in order: (the words by which it does, what falls; empty where it is over)."""
    found = [
        (match.start(), match[0], match["zh"] or match["en"] or _poured(match)) for match in _BEGINS.finditer(text)
    ]
    found += [(match.start(), match[0], "") for match in _ENDS.finditer(text)]
    return tuple((said, falls.lower()) for _, said, falls in sorted(found))


def hour_turns(text: str) -> tuple[tuple[str, bool], ...]:
    """Where it gets dark, or light again, in what happens, in order: (the words by which it does, whether it is night from there on)."""
    found = [(at.start(), at[0], True) for at in _DARKENS.finditer(text) if not _storms(text, at.start())]
    found += [(match.start(), match[0], False) for match in _DAWNS.finditer(text)]
    return tuple((said, night) for _, said, night in sorted(found))


def lamp_turns(text: str) -> tuple[tuple[str, bool], ...]:
    """Where the lights of a place go out, or on again, in what happens, in order: (the words by which they do, whether they are out from there on)."""
    found = [
        (at.start(), at[0], out)
        for words, out in ((_LAMPS_OUT, True), (_LAMPS_ON, False))
        for at in words.finditer(text)
    ]
    return tuple((said, out) for _, said, out in sorted(found))


def without(text: str, words: Iterable[str]) -> str:
    """A text without some words, each a blank instead."""
    folded = text.casefold()
    for word in words:
        if word in folded:
            text = re.sub(re.escape(word), " ", text, flags=re.IGNORECASE)
    return text


def headed(what: Literal["hours", "weather"], language: str) -> tuple[str, ...]:
    """The words that a field of a heading may hold, the longest first."""
    table = _facts(language)
    said = _flat(table[what]) | _flat(table[what].get("others", {}))
    return tuple(sorted(set(said) - set(table[what]["unread"]), key=lambda word: (-len(word), word)))


# --- words in texts -----------------------------------------------------------------------------------------------


@lru_cache(2048)
def _pattern(word: str) -> re.Pattern[str]:
    whole = rf"(?<![A-Za-z]){re.escape(word)}(?:s|es|y|ing|ed)?(?![A-Za-z])" if word.isascii() else re.escape(word)
    return re.compile(whole, re.IGNORECASE)


def _stands(word: str, text: str, folded: str) -> bool:
    return word in folded and (not word.isascii() or _pattern(word).search(text) is not None)


def _longest(text: str, words: Iterable[str]) -> list[str]:
    """The words that stand in a text, the longest first."""
    folded = text.casefold()
    return sorted((word for word in words if _stands(word, text, folded)), key=len, reverse=True)


def _placed(text: str, words: Iterable[str]) -> list[str]:
    """The words that stand in a text, by where they end; none that stands within a longer one."""
    folded = text.casefold()
    hits = [(hit.end(), hit.start(), word) for word in words if word in folded for hit in _pattern(word).finditer(text)]
    hits.sort(key=lambda hit: (hit[0], -hit[1]))
    return [
        word
        for end, start, word in hits
        if not any(other[1] <= start and end <= other[0] and other[0] - other[1] > end - start for other in hits)
    ]


# --- the files ----------------------------------------------------------------------------------------------------


@cache
def _facts(language: str) -> dict[str, Any]:
    return load(Path(__file__).parent / "vocabulary" / f"{language}.toml")


def _flat(table: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Each word of a table of two levels, with its keys."""
    inner = {(one, two): words for one, more in table.items() if isinstance(more, dict) for two, words in more.items()}
    flat = {word: keys for keys, words in inner.items() if isinstance(words, list) for word in words}
    return flat | dict.fromkeys(table.get("same", ()), ("same", ""))


@cache
def vocabulary() -> Vocabulary:
    """All words of all files."""
    hours: dict[str, Hour] = {}
    places: dict[str, PlaceWord] = {}
    drawn: dict[str, dict[str, str]] = {}
    looks: dict[str, Looks] = {}
    told: list[str] = []
    names: dict[str, list[str]] = {"rooms": [], "no_places": [], "no_weather": []}
    for language in FILES:
        table = _facts(language)
        for word, (night, light) in (_flat(table["hours"]) | _flat(table["hours"].get("others", {}))).items():
            hours[word] = SAME if night == "same" else Hour(night == "night", light)  # type: ignore[arg-type]
        for row in table["places"]:
            seen = PlaceWord(row["side"], row.get("inside", ""), row.get("outside", ""))
            places |= dict.fromkeys(row["words"], seen)
        for row in table["drawn"]:
            kinds = {side: row[side] for side in ("inside", "outside") if side in row}
            drawn |= dict.fromkeys(row["words"], kinds)
        for word, (where, seen_as) in _flat(table["weather"]).items():
            looks[word] = seen_as  # type: ignore[assignment]
            told += [word] if where == "told" else []
        for key, kept in names.items():
            kept += table["names"][key]
    told.sort(key=len, reverse=True)
    more = {word: _drawn(places.get(word, PlaceWord("")), kinds) for word, kinds in drawn.items()}
    return Vocabulary(hours, places, places | more, looks, tuple(told), *(tuple(kept) for kept in names.values()))


def _drawn(place: PlaceWord, kinds: Mapping[str, str]) -> PlaceWord:
    """What a word says of a place, with what is drawn of it."""
    return PlaceWord(place.side, kinds.get("inside", place.inside), kinds.get("outside", place.outside))
