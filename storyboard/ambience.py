"""What a place sounds like by its words, its weather and its hour, in a line: for prompts of models that make sound."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from storyboard.datafiles import load
from storyboard.languages import CODES, Language
from storyboard.languages import scenery as vocabulary
from storyboard.model import Shot
from storyboard.patterns import deferred, tabled
from storyboard.records import dataclass

MOST = 7
"""Sounds of deeds that are told of a clip."""
AT_ONCE = 3
"""The same of a shot."""
GUIDES = "en"
"""The language of the fields that makers want in one language whatever the script's is."""


_HUSHED = deferred(
    r"\b(?:hush\w*|silen(?:t|ce)|still(?:ness)? falls|empty|deserted|alone)\b|安静|寂静|鸦雀无声|静下来|空荡|空无一人|散[去了]|独自",
    re.IGNORECASE,
)
"""A picture in which nobody around is heard."""
_WIND = deferred(r"风|\bwinds?\b")
"""A sound of wind, beside which no breeze is told."""
_GALE = deferred(
    r"狂风|大风|暴风(?!雪)|风暴|台风|飓风|风沙|沙尘|沙暴|黄沙漫天|漫天黄沙|\b(?:gale|high winds?|strong winds?|hurricane|windstorm|dust ?storm|sandstorm|brown sky)\b",
    re.IGNORECASE,
)
"""Wind that is heard in every place, though nothing falls from the sky."""
_OVER = deferred(
    r"\bno (?:more )?(?:rain|snow|storm|hail)|\b(?:rain|snow|storm|hail)\w* (?:has |have |is |are )?(?:just |now |finally )?(?:stopp?ed|stops|over|gone|past)\b|\bafter (?:the |a )?(?:\w+ )?(?:rain|snow|storm|hail)|[雨雪雹](?:刚|已|已经|才)?(?:停|住|歇|过)|[雨雪]后|无[雨雪]",
    re.IGNORECASE,
)
"""Weather that is over: nothing falls any more."""
_EASING = deferred(r"\b(?:stopping|easing|letting up|thinning)\b|雨(?:势)?渐[停小弱歇]|雨将停", re.IGNORECASE)
"""Rain of which the end is heard."""
_HAIL = deferred(r"冰雹|雹|\bhail(?:stones?|storm)?\b", re.IGNORECASE)
_FLAKES = deferred(
    r"[细小微轻疏][^，。]?雪|零星|飘雪|雪花|\b(?:light|gentle|soft|fine|sparse|drifting) snow|\bflurries\b",
    re.IGNORECASE,
)
"""Snow that falls without wind: nobody hears it behind a door."""
_ICE = deferred(
    r"冰面|结冰|冰封|封冻|\b(?:lake|river|sea|black|thin) ice\b|\bon the ice\b|\bfrozen (?:lake|river|sea|water)\b",
    re.IGNORECASE,
)
"""Water that is frozen over."""
_DRIVEN = deferred(
    r"\bmoving\b|行驶|颠簸|驾驶(?![座室舱位员证])|开车|开着车|驾车|驶[过向进出上入离]|飞驰|疾驰|[急猛]?刹车|踩[下了]?油门|窗外[^，。；]{0,8}(?:掠过|后退|倒退|飞过)|\b(?:drives?|driving|speeds?|speeding|accelerates?|brakes?|swerves?|cruis(?:es|ing))\b|\b(?:road|street|city|trees?|lights?|houses)\b[^.;]{0,16}\b(?:slides?|streams?|pass(?:es|ing)?|rush(?:es)?|flash(?:es)?|glides?) (?:by|past)\b",
    re.IGNORECASE,
)
"""What tells that a car moves."""
_DISUSED = deferred(
    r"废弃|荒废|废旧|弃用|停产|倒闭|破败|烂尾|废墟|\b(?:disused|abandoned|derelict|deserted|ruined|defunct|unused)\b",
    re.IGNORECASE,
)
"""A place in which nobody works or lives: no machine runs there."""
_MOTORS = deferred(
    r"车流|车龙|堵车|公交车|巴士|出租车|轿车|汽车|卡车|摩托|车灯|\b(?:cars|buses|minibuses|taxis?|trucks|lorries|vans|scooters|motorbikes?|motorcycles|jeepneys?|traffic|gridlock|headlights|bumper to bumper)\b",
    re.IGNORECASE,
)
"""What tells that a street has motors."""
_OLD = deferred(
    r"(?<![\d.])1[0-8]\d\d(?!\d)|(?<![\d.])19[0-4]\d(?!\d)|[一二三四五六七八九十]世纪|[唐宋元明清汉隋](?:朝|代|末|初|，)|民国|光绪|乾隆|康熙|道光|咸丰|同治|宣统|崇祯|万历|天宝|贞观|五代|油灯|马灯|煤油灯|烛[台火光]|蜡烛|火把|长辫|长衫|旗袍|马车|黄包车"
    r"|\b(?:oil lamps?|oil lantern|paraffin lamp|kerosene lamp|gas ?light|candles?|candlelight|candlesticks?|torches|carriages?|horse-drawn|stagecoach|gramophone|telegraph|tricorne?|bonnet|hussars?|top hats?|frock coats?)\b",
    re.IGNORECASE,
)
"""What tells of a time in which no room has a humming machine."""
_RIVERSIDE = deferred(r"[江河湖溪]|渡口|\b(?:river|canal|lake|stream)\b", re.IGNORECASE)
_SEASIDE = deferred(r"海|\b(?:sea|ocean|surf|waves?|beach|coast)\b", re.IGNORECASE)
_CALM = deferred(
    r"(?:大|狂|暴|北|南|海)?风(?:刚|已|已经|才|终于|渐渐|也|都)?(?:停|住|歇|息)(?:了|下来|下去)?(?=[，。；、]|$)|风平浪静"
    r"|\b(?:wind|gale|storm) (?:has |have )?(?:now |suddenly |finally )?(?:drop(?:s|ped)|dies|died|stop(?:s|ped)|falls silent|fell silent|lays? down|is over|is gone)\b|\bno (?:more )?wind\b|\bwindless\b",
    re.IGNORECASE,
)
"""Wind that has dropped: it is heard no more at its place."""
_MANY_STILL = deferred(
    r"\b(?:crowd|people|townsfolk|townspeople|villagers|farmers|everyone|everybody|onlookers|spectators|audience|guests|soldiers|men|women)\b[^.;:]{0,40}\b(?:motionless|stock-still|(?:stands?|sits?|falls?|stays?|are|is|stand) (?:quite |all )?silent|in silence|hush\w*|do(?:es)? not (?:stir|move)|hold(?:s|ing)? (?:its|their) breath)\b"
    r"|(?:人群|众人|观众|百姓|乡亲|村民|看客|人们)[^，。；]{0,10}(?:闭紧嘴|闭着嘴|嘴都?闭着|一声不吭|没有一个人[动说出])"
    r"|鸦雀无声|(?:人群|众人|观众|全场|满场|百姓|乡亲|村民|看客|宾客|所有人|人们)[^，。；]{0,10}(?:一动不动|屏息|屏住|静默|沉默|安静|静静|不作声|不出声)",
    re.IGNORECASE,
)
"""Many people of whom nothing is heard."""
_ONLOOKERS = deferred(
    r"\b(?:crowd|people|townsfolk|townspeople|villagers|farmers|onlookers|spectators|audience|guests|men and women)\b[^.;:]{0,60}\b(?:stands?|sits?|packed|watch(?:es)?|kneels?|waits?|lines?|keeps? back|press(?:es)?)\b|(?:人群|众人|观众|百姓|乡亲|村民|看客|人们)[^，。；]{0,8}(?:站|围|挤|坐|跪|等|望|看)",
    re.IGNORECASE,
)
"""Many people who do not walk."""
_WORN = deferred(
    r"\b(?:rain|snow|storm)(?:[- ]?(?:coats?|capes?|boots?|hats?|gear|jackets?|ponchos?|suits?)|coats?)\b|[雨雪](?:衣|伞|鞋|靴|披|帽|棚)",
    re.IGNORECASE,
)
"""What is worn against weather, of which there need be none."""


@dataclass(frozen=True, slots=True)
class SoFar:
    """What the shots of one place and hour have told by one of them."""

    fall: str
    """The most telling word for the weather in what happened; empty where there is none."""
    crowded: bool
    """Whether many people are told of."""
    calm: bool = False
    """Whether the wind has dropped."""
    motors: bool = False
    """Whether cars are told of."""
    old: bool = False
    """Whether they tell of a time before humming machines."""
    told: bool = False
    """Whether the board is a director's: what is heard stands in its words, and a place by its name has no sound."""
    open: bool = False
    """Whether a window or an open door is told of, through which the weather is heard."""
    script: str = "zh"
    """The language of the board."""
    scored: bool = False
    """Whether the board's own words say what is heard in its shots: nothing else is."""


def so_far(shots: Iterable[Shot], *, told: bool = False) -> Iterator[SoFar]:
    """For each of the shots of one place and hour what it and those before it have told; `told`: of a director's board."""
    words, crowded, calm, motors, old = set[str](), False, False, False, False
    for shot in shots:
        text = _whole(shot)
        calm, motors = calm or _tells(_CALM, text), motors or _tells(_MOTORS, text)
        old = old or _tells(_OLD, text)
        words |= {_falling(shot.action)} - {""}
        crowded = crowded or _crowded(shot)
        yield SoFar(min(words, key=vocabulary.vocabulary().told.index, default=""), crowded, calm, motors, old, told)


def _whole(shot: Shot) -> str:
    """All that a shot tells of its time and of what is there."""
    return "\n".join((shot.location, shot.time, shot.visual, shot.action, shot.style_tags))


@lru_cache(4096)
def _tells(what: re.Pattern[str], text: str) -> bool:
    """Whether a text tells of something, once a text: every clip of its scene asks."""
    return what.search(text) is not None


@lru_cache(4096)
def _falling(action: str) -> str:
    """The word for the weather in an action, once a shot: every clip of its scene asks."""
    return vocabulary.weather_told(_WORN.sub("", action))


def heard(shot: Shot, language: Language, clip: Sequence[Shot] = (), scene: SoFar | None = None) -> str:
    """The sound of a shot's place; a plain room tone or a breeze where no word of it is known, never music.

    Guests and passers-by are heard where many people are told of, in this shot or another of its `clip` at the place: `full`; without their voices in a clip in which nobody speaks. Where the `scene` is known a room has no sound that nobody makes: `still`. What falls from the sky comes first, by the weather, else by what happens, here or anywhere in its `scene`; nothing in a scene whose sounds are all `told`. `1-1 夜 内 书店`, rain: 窗外的雨声，偶尔翻动书页的轻响.
    """
    if (scene and scene.told) or any(shot.location == Language.of(code).word("places.black") for code in CODES):
        return ""
    side = "inside" if vocabulary.is_inside(shot.location) else "outside"
    night = vocabulary.light(shot.time) == "night"
    table = _table()
    fall = table["weather"].get(_fall(shot, scene), {}).get(side, {}).get(language.code, "")
    here = [each for each in (shot, *clip) if each.location == shot.location]
    row = _row_used(shot.location, side, here, scene)
    crowded, hushed = _many(here, scene)
    quiet = row.get("still", row) if row and scene else row
    alive = row is None or "full" in row
    if row and crowded:
        standing = "standing" in row and any(_ONLOOKERS.search(each.visual) for each in here)
        row = row["standing"] if standing else row.get("full", quiet)
    else:
        row = quiet
    plain = table["crowd" if crowded else "plain"][side]
    place = (row.get("night", row) if row and night else row or plain)[language.code]
    if scene and not any(each.dialogue.text for each in (shot, *clip)):
        place = _wordless(place, table, language, crowded=crowded)
    comma = language.word("writing.comma")
    if _WIND.search(fall):
        place = comma.join(part for part in place.split(comma) if part not in _airs(language))
    only = (fall and (not row or row.get("fair", False))) or (hushed and alive)
    hush = table["crowd"]["hushed"][language.code] if hushed else ""
    return comma.join(part for part in (fall, "" if only else place, hush) if part)


def _row_used(location: str, side: str, here: Sequence[Shot], scene: SoFar | None) -> Mapping[str, Any] | None:
    """The row of a place as it is: one out of use has no sound of whoever used it, no water runs under ice, and tyres are heard of what is driven."""
    row = _row(location, side)
    if row and row.get("freezes", False) and any(_ICE.search(each.visual) for each in here):
        return _row("ice", side)
    row = _row_then(row, side, "\n".join(map(_whole, here)), scene) if row else row
    if row and "moving" in row and any(_DRIVEN.search(f"{location}\n{each.visual}\n{each.action}") for each in here):
        row = row["moving"]
    if row and _DISUSED.search(location):
        found: Mapping[str, Any] | None = row.get("disused", None if side == "inside" or "full" in row else row)
        return found
    return row


def _row_then(row: Mapping[str, Any], side: str, text: str, scene: SoFar | None) -> Mapping[str, Any] | None:
    """The row of a place by what its shots tell, here and before: a river's where its shore is no sea's, that of a time without machines, that of a street with cars."""
    if "inland" in row and _RIVERSIDE.search(text) and not _SEASIDE.search(text):
        return _row(row["inland"], side)
    if "motor" in row and (_tells(_MOTORS, text) or (scene is not None and scene.motors)):
        return {**row["motor"], "fair": False}
    if "old" in row and (_tells(_OLD, text) or (scene is not None and scene.old)):
        return {**{key: told for key, told in row.items() if key != "still"}, **row["old"]}
    return row


def _many(here: Sequence[Shot], scene: SoFar | None) -> tuple[bool, bool]:
    """(whether many people are heard in shots of a place, whether many are there and hold still); who fills a room stays in it, and is not heard where it is said to be still."""
    if scene and any(_MANY_STILL.search(each.visual) for each in here):
        return False, True
    if any(_crowded(each) for each in here) or not scene:
        return any(_crowded(each) for each in here), False
    still = any(_HUSHED.search(f"{each.visual}\n{each.action}") for each in here)
    return not still and scene.crowded, False


def _fall(shot: Shot, scene: SoFar | None) -> str:
    """The row of what falls or blows where a shot plays: by its weather, else by what happens, here or before; empty where nothing does."""
    said = shot.weather
    if _OVER.search(f"{said}\n{shot.time}"):
        if (ends := _OVER.search(f"{shot.visual}\n{shot.action}")) is not None:
            return "thinning" if "雪" in ends[0] or "snow" in ends[0].casefold() else "easing"
        return (
            "drips" if re.search(r"雨[^，。]?[停住歇]|滴|rain\w* (?:has |have )?stop|drip", said, re.IGNORECASE) else ""
        )
    if _HAIL.search(said):
        return "hail"
    told = said if vocabulary.weather(said) else _falling(shot.action)
    if scene and vocabulary.weather(told) is None:
        told = scene.fall
    falls: str = vocabulary.weather(told) or ""
    if falls == "rain" and _EASING.search(said):
        return "easing"
    if falls == "snow" and _FLAKES.search(told):
        return "flakes"
    blows = _GALE.search(said) and not (scene and scene.calm)
    return falls if falls in _table()["weather"] else "wind" if blows else ""


def _wordless(place: str, table: Mapping[str, Any], language: Language, *, crowded: bool) -> str:
    """The sounds of a place without voices, as nobody speaks in its clip; what a crowd makes heard of itself all the same."""
    comma = language.word("writing.comma")
    parts = place.split(comma)
    kept = [part for part in parts if not re.search(table["voices"][language.code], part)]
    return comma.join(
        [*kept, *([table["crowd"]["wordless"][language.code]] if crowded and len(kept) < len(parts) else [])]
    )


def apart(sounds: Sequence[str], language: Language) -> tuple[str, ...]:
    """Sounds of which none is told within another, and no tone of a room stands beside something that is heard."""
    comma, tone = language.word("writing.comma"), _table()["plain"]["inside"][language.code]
    each = dict.fromkeys(part.rstrip("。.") for sound in sounds for part in _beaten(sound, comma))
    kept = [part for part in each if part and not any(part in other for other in each if other != part)]
    airs = _airs(language)
    kept = [
        part for part in kept if part not in airs or not any(_WIND.search(other) for other in kept if other not in airs)
    ]
    return tuple(part for part in kept if len(kept) == 1 or part != tone)


_BEATS = deferred(
    r"[当叮铛咚砰嘭哐咣啪笃哗嗡滴嘀嗒轰嗖吱咔噗哧唰梆啾嘟嗵]{1,2}|tick|tock|drip|drop|beep|knock|thump|thud|bang|clang|tap|ding|click|clack|crack|snap|pop",
    re.I,
)
"""A noise that is told for as often as it is heard: 嘭，嘭，嘭."""


def _beaten(sound: str, comma: str) -> list[str]:
    """The parts of a sound; a noise that is told several times, one behind the other, is one."""
    parts: list[str] = []
    last = ""
    for part in (each.strip() for each in sound.split(comma)):
        if part == last and _BEATS.fullmatch(part):
            parts[-1] = f"{parts[-1]}{comma}{part}"
        else:
            parts.append(part)
        last = part
    return parts


def further(sounds: Sequence[str], language: Language) -> list[str]:
    """What several fields of a shot have sounding, of each behind the first only what no field before it tells with words between, and no sentence of what somebody does: 舱内一声啼哭 beside 舱内一声婴儿啼哭, 众人愣住."""
    kept = list(sounds[:1])
    for each in sounds[1:]:
        first, *more = re.split(r"(?<=[.。])\s*(?=\S)", each)
        sentences = [first, *(sentence for sentence in more if not _done(sentence, language))]
        new = [sentence for sentence in sentences if not any(_told_within(sentence, other) for other in kept)]
        left = each if len(new) == len(more) + 1 else language.word("writing.between").join(new)
        kept += [left] if left else []
    return kept


def _done(sentence: str, language: Language) -> bool:
    """Whether a sentence among sounds tells what people do, and no sound: 众人愣住, everyone freezes."""
    people, heard, sounding = (
        tabled(language.word(f"prompt.{key}"), re.IGNORECASE) for key in ("bodies", "audible", "sounding")
    )
    audible = heard.search(sentence) or sounding.search(sentence) or sentence.rstrip("。 ").endswith(("声", "响"))
    return people.search(sentence) is not None and not audible


_LEAST_TOLD = 5
"""Characters of a sound that may stand in another with words between: fewer are met by chance."""


def _told_within(sound: str, other: str) -> bool:
    """Whether a sound in Chinese is told by another with words between its own, each of two characters at least."""
    plain = re.sub(r"\W+", "", sound)
    if len(plain) < _LEAST_TOLD or not re.fullmatch(r"[\u3400-\u9fff]+", plain):
        return False
    at = 0
    while plain:
        size = next((size for size in range(len(plain), 1, -1) if plain[:size] in other[at:]), 0)
        if not size:
            return False
        at = other.index(plain[:size], at) + size
        plain = plain[size:]
    return True


def due(sound: str, told: str, language: Language) -> tuple[str, ...]:
    """What of a place's sound is to stand in what a prompt tells: all but the tone of a room where something else is heard, which stands in for it, and the wind of a place where a stronger one blows."""
    comma, tone = language.word("writing.comma"), _table()["plain"]["inside"][language.code]
    others = re.sub(r"[\W_]+", "", told.replace(tone, ""))
    airs = _airs(language)
    windy = any(_WIND.search(part) for part in told.split(comma) if part not in airs)
    spare = {*([tone] if others else []), *(airs if windy else [])}
    return tuple(each for each in sound.split(comma) if each and each not in spare)


def _airs(language: Language) -> Sequence[str]:
    """The winds of places: none is told beside a stronger one."""
    told: str = _table()["winds"][language.code]
    return told.split("|")


def deeds(action: str, *, softly: bool = False) -> list[str]:
    """What is heard of an action, in the language of the makers' guides: `running feet`, `a slap`; nothing where none of its words is known.

    `softly`: what is hardly heard too, cloth and cups.
    """
    text, table = audible(action).casefold(), _table()
    rows = {**table["deeds"], **(table["soft"] if softly else {})}
    return [sound for sound, words in rows.items() if any(_heard_of(word, text) for word in words)]


def summed(actions: Sequence[str], language: Language, *, people: bool) -> list[str]:
    """What is heard of all that is done in a clip, soft and loud, `MOST` of it at most; where `people` are seen and nothing of theirs is known, their clothes."""
    found = list(dict.fromkeys(sound for action in actions for sound in deeds(action, softly=True)))[:MOST]
    plain: str = table_of("clothes")[language.code]
    return found or ([plain] if people else [])


_QUOTED = deferred(r"“[^“”]*”|「[^「」]*」|『[^『』]*』|⟦[^⟦⟧]*⟧|(?<!\d)\"[^\"\n]*\"")
_SOUNDLESS = deferred(
    r"(?<![^,.;:!?，。；：！？])[^,.;:!?，。；：！？]*(?:"
    r"\b(?:without (?:a|any|making a) (?:sound|noise)|without sound|soundless(?:ly)?|noiseless(?:ly)?|silently|inaudibl[ey]|unheard|no longer|never|not yet|stops?(?= (?:\w+ing|his|her|the) )|ha(?:s|ve) stopped|nobody(?= [a-z]+s(?:$|[,.;!?\n]| (?!as|when|while)))"
    r"|silent (?:\w+ )?(?:laugh\w*|sobs?|screams?|cry|weeping|applause)|(?:laughs?|sobs?|weeps?|cries|screams?|claps?|coughs?) in silence"
    r"|(?:swallow(?:s|ed|ing)?|stifl\w+|suppress\w*|smother\w*|(?:bit(?:es?|ing|ten)|h[eo]ld(?:s|ing)?|fights?|fighting|chok(?:es|ing)|forc(?:es|ing)|gulps?) (?:back|in|down|off)) (?:\w+ ){0,3}?(?:laugh\w*|sobs?|giggl\w+|sigh|cough|scream|shout|cry|gasp|sneeze|chuckle|weeping|cheer)"
    r"|(?:laugh\w*|sob|scream|cry|sigh|cough|shout)s? (?:is |are )?(?:stifled|swallowed|suppressed|smothered|(?:held|choked|bitten) back)|no (?:sound|noise|shout|scream|cry|laugh|sob|shot|bell|answer|echo|applause)(?: [a-z]+)?\b|not a (?:sound|word|whisper)"
    r"|(?:does|do|did|will|can|could|would)(?: not|n[’']t) (?:\w+ly )?(?=(?:ring|sound|fire|shoot|knock|strike|break|fall|laugh|sob|weep|cry|cough|clap|cheer|stamp|slam|crack|bark|creak|splash|shatter)\b)"
    r"|(?:almost|nearly|about to|ready to|poised to|as if to|going to|tries to|refuses? to|fails? to)(?= (?:ring|sound|fire|shoot|knock|strike|break|fall|laugh|sob|weep|cry|cough|clap|cheer|stamp|slam|crack|slap|throw|drop|jump|leap|collapse|trip|topple|crash|hit)(?:e?s)?\b)"
    r"|had (?:been )?\w+ed|(?:remembers?|recalls?|imagines?|dreams? of|thinks? of)|after the (?:shot|crash|explosion|blast|fall|bell))\b"
    r"|谁[也都][不没]|没有?人(?=[咳笑说动出鼓应喊哭])|无声|没有声音|没出声|不出声|悄没声|听不[见到]|不再|没有再|停止|咽[下回住了]|吞[下回]|[憋忍强][住着回](?=[^，。；]{0,4}[笑哭咳痛泪])|默默(?=[^，。；]{0,3}[哭笑流])"
    r"|没有?(?=[^，。；]{0,2}(?:响|敲|开枪|哭|笑|喊|叫|跺|拍|砸|碎|倒|鼓掌))|[不未](?=(?:响|哭|笑出|喊|叫|咳|敲|鼓掌))"
    r"|正要|就要|即将|险些|差点|差一点|几乎(?!同时|是)|刚才|方才|先前|想起|记起|回想|梦见|[敲响拍哭]过(?![来去了头])|(?:早[就已]|(?<!不)(?<!而)已)(?!经?[响敲])(?=[^，。；]))[^,.;:!?，。；：！？]*",
    re.IGNORECASE,
)
"""A clause of a picture whose deed is not heard: he laughs without sound, a laugh is swallowed, a shot was fired before."""


def audible(text: str) -> str:
    """A text without its figures of speech and the clauses whose deed is not heard, each as many blanks."""
    figures = _table()["figurative"]
    for pattern in (*(tabled(figures[code], re.IGNORECASE) for code in sorted(figures)), _SOUNDLESS):
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    return text


def really(text: str) -> str:
    """The same without what is quoted in it, too: what is said or written."""
    return audible(_QUOTED.sub(lambda found: " " * len(found[0]), text))


def sounding(text: str, language: Language, said: Language) -> list[str]:
    """What is heard of what a director's picture tells, `AT_ONCE` at most, what strikes, breaks or rings first, each in the order of the picture; `said`: the language of the answer."""
    return list(_sounding(text, language.code, said.code)[:AT_ONCE])


def struck(text: str, language: Language) -> list[str]:
    """What is heard of what is done in an action, `AT_ONCE` at most; not of what stands behind a colon, which is said or read."""
    return sounding(re.sub(r"[：:][^\n]*", "", text), language, language)


@lru_cache(4096)
def _sounding(text: str, code: str, said: str) -> tuple[str, ...]:
    """The same once a text: checks ask again. A clause that says that it makes no sound makes none, and one deed has one sound."""
    text = really(text)
    rows = ((not row.get("main"), _first(row, text, code), row) for row in _table()["sounding"])
    found = sorted((each for each in rows if each[1] >= 0), key=lambda each: (*each[:2], each[2]["said"][said]))
    kinds: dict[str, str] = {}
    for plain in (False, True):
        for _, _, row in found:
            if bool(row.get("plain")) == plain and "kind" in row:
                kinds.setdefault(row["kind"], row["said"][said])
    told = (row["said"][said] for _, _, row in found if not row.get("plain") or kinds[row["kind"]] == row["said"][said])
    return tuple(dict.fromkeys(told))


def _first(row: Mapping[str, Any], text: str, code: str) -> int:
    """Where the words of a row first stand that are heard, -1 where none are: not in a clause that tells of what makes another sound, or none."""
    unless = row.get("unless", {}).get(code)
    for match in tabled(row[code], re.IGNORECASE).finditer(text):
        if unless is None or not tabled(unless, re.IGNORECASE).search(clause(text, match.start(), match.end())):
            return match.start()
    return -1


def clause(text: str, start: int, end: int) -> str:
    """The clause around a place of a text."""
    begins = max((text.rfind(mark, 0, start) for mark in ",.;:，。；：\n"), default=-1) + 1
    ends = min((at for mark in ",.;:，。；：\n" if (at := text.find(mark, end)) >= 0), default=len(text))
    return text[begins:ends]


def table_of(name: str) -> Mapping[str, Any]:
    """A table of the file."""
    found: Mapping[str, Any] = _table()[name]
    return found


def _heard_of(word: str, text: str) -> bool:
    """Whether a word stands in a text; a Latin one as a word of its own."""
    if not word.isascii():
        return word in text
    return word in text and re.search(rf"\b{re.escape(word)}\b", text) is not None


def _crowded(shot: Shot) -> bool:
    """Whether many people are where a shot plays, by what is seen and done in it."""
    return _tells_of_many(shot.visual, shot.action)


@lru_cache(4096)
def _tells_of_many(visual: str, action: str) -> bool:
    """The same once a shot: every clip of its scene asks."""
    words = _table()["crowd"]["words"]
    text = f"{visual}\n{action}".casefold()
    return any(_end(word, text) for each in words for word in words[each])


@cache
def _table() -> Mapping[str, Any]:
    return load(Path(__file__).parent / "ambience.toml")


@lru_cache(512)
def _row(location: str, side: str) -> Mapping[str, Any] | None:
    """The row of a place; None where no word of it is known on this side of the door."""
    text = re.sub(r"\s*[（(][^（(]*[）)]$", "", location).casefold()
    best: tuple[int, int] = (0, 0)
    found: Mapping[str, Any] | None = None
    for row in _table()["places"]:
        if row.get("side", side) != side:
            continue
        for word in row["words"]:
            end = _end(word, text)
            if end and (end, len(word)) > best:
                best, found = (end, len(word)), row
    return found


def _end(word: str, text: str) -> int:
    """Where a word last ends in a place, an English one as a whole word, plurals too; 0 where it does not stand there."""
    if word not in text:
        return 0
    if not word.isascii():
        return text.rfind(word) + len(word)
    hits = [hit.end() for hit in re.finditer(rf"(?<![a-z]){re.escape(word)}(?:s|es)?(?![a-z])", text)]
    return max(hits, default=0)
