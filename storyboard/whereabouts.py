"""When and in which town the scenes of a board play, by what the board itself tells: each clip is filmed by somebody who sees no other.

A year that a heading, a caption or the first words of a scene name holds until another is told; scenes that are remembered have their own or none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from storyboard import names, speech, timeline
from storyboard.cast.timeline import number_of
from storyboard.languages import Language
from storyboard.model import Board, Shot
from storyboard.patterns import deferred, tabled

_OPENING = 2
"""Shots of a scene in which it is told when it plays."""
_YEAR = deferred(
    r"(?<![\d:：.,/$£€¥#-])(?:1\d|20|21|22)\d\d(?!\d|[.,]\d|[:：/]\d)(?:s\b)?|[一二三四五六七八九][〇零○一二三四五六七八九]{3}(?=年)"
)
_NUMBERED = deferred(
    r"\b(?:rooms?|suite|flat|apartment|apt|unit|ward|gate|cell|flight|route|highway|channel|nos?|number|bus|train|car|house|building|block)\.?\s*$",
    re.IGNORECASE,
)
"""Before a number that is no year: ROOM 1408."""
_DATE = (
    r"(?:^[-–—*•·\s]*|(?<=[.!?。！？△\n（(]))\s*(?:(?:It is|It’s|In|The year is|时值|时间是|公元)\s*)?(?:(?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Fall|Winter),? )?"
    r"(?P<year>(?:1\d|20|21|22)\d\d|[一二三四五六七八九][〇零○一二三四五六七八九]{3}(?=年))(?:s\b)?年?[^\W\d]{0,3}\s*"
)
_SET = r"(?:^|(?<=[.!?。！？△\n（(]))\s*(?:(?:It is|It’s|In|时值|时间是|故事发生在)\s*)?"
"""Where such a sentence begins."""
_PLACED = deferred(rf"{_DATE}(?=[.,:，。：]|$)")
"""A year that stands by itself where an action begins: 1934. Farmers roar."""
_DATED = deferred(rf"{_DATE}[.。]\s*")
"""The same as a sentence."""
_SMALL = deferred(
    r"(?:小字|字幕|[Ss]mall words|[Cc]aption|SUPER)[^“”\"「」。.]{0,60}[“\"「](?P<text>[^“”\"「」]+)[”\"」]"
)
"""Words that are laid over a picture, in a director's sentence."""
_LEAP = deferred(
    r"(?P<many>\d+|[〇零一二两三四五六七八九十百]+|[a-z]+(?:-[a-z]+)?)\s*(?:年|years?)\s*(?:(?P<later>[之以]?后|later|after)|(?P<ago>[之以]?前|earlier|before|ago))",
    re.IGNORECASE,
)
_DASH = r"\s+[-–—]+\s+|\s*[–—]+\s*|(?<=[一-龥])-+(?=[一-龥])"
DASH = deferred(_DASH)
"""What stands between a place and its part: HOUSE - KITCHEN, 医院—走廊."""
_PARTED = deferred(rf"(?<=[A-Za-z0-9'’)])(?:{_DASH}|\s+[/|]+\s+)(?=[A-Za-z0-9])")
_BESIDE = deferred(rf"\s*[,，]\s*|{_DASH}")
"""Between the parts of a place, the town among them."""
_WHEN_WHERE = deferred(
    r"(?P<town>(?:[A-Z][\w’'-]+)(?: [A-Z][\w’'-]+){0,2}), (?P<year>(?:1\d|20|21|22)\d\d)\. (?P<place>[A-Z\"“][^.]{3,}?)\.?|(?P<where>[\u3400-\u9fff]{2,6})[，,] ?(?P<when>(?:\d{4}|[一二三四五六七八九〇零○]{4})年)[。.] ?(?P<at>[\u3400-\u9fff，、]{2,})"
)
"""Town and year that stand before a place as sentences of their own: Timbuktu, 1591. A mud-walled library."""
_SENTENCES = deferred(r"[.。]\s*")
_NO_TIME = r"(?![\u3400-\u9fff]*[年月日天后前春夏秋冬时晨夜晚午])"
_TITLED = deferred(
    r"^(?P<town>(?!(?:Spring|Summer|Autumn|Fall|Winter|Christmas|Easter|Morning|Evening|Night|Noon|Midnight|Dawn|Dusk|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Marathon|Day|Year|Chapter|Part)\b)[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}(?:, [A-Z]{3,}(?: [A-Z]+)?)?), (?:[A-Z][a-z]+,? )?(?:1\d|20|21|22)\d\d\.?$"
    rf"|^(?P<where>{_NO_TIME}[\u3400-\u9fff]{{2,5}}(?:[ \u3000·][\u3400-\u9fff]{{2,6}})?)(?:[，,]\s*|[ \u3000·])(?:公元)?(?:(?:1\d|20)\d\d$|(?:\d{{4}}|[一二三四五六七八九〇零○]{{4}})年)"
    rf"|^(?:\d{{4}}|[一二三四五六七八九〇零○]{{4}})年(?:\d{{1,2}}月|[春夏秋冬初末])?[，,·\s]\s*(?P<behind>{_NO_TIME}[\u3400-\u9fff]{{2,6}})$",
    re.MULTILINE,
)
"""A caption that says where and when what follows plays: Timbuktu, 1591. 意大利 普拉托 2008年, 1993年5月，甘肃."""
_FREE_OF = deferred(r"\bof\b|\d|['’]s\b|\b(?:the|an?|no)\b", re.IGNORECASE)
"""What no town is told with."""
_DOTTED = deferred(r"(?<=[\u3400-\u9fff])\s*[·・]\s*(?=[\u3400-\u9fff])")
_DIGITS = dict(zip("〇零○一二三四五六七八九", "000123456789", strict=True))


def dated(board: Board, written: Board, language: Language) -> Board:
    """The board with year and town of each scene in the hour of all its shots, as their prompts tell them; what a place names itself is not told twice.

    `written`: the same board before anything was taken from what it tells.
    """
    board = _black(board, language)
    board = _sunless(_untold(_homes(board, written, language), language), language)
    starts = timeline.scene_starts(board)
    periods = list(_periods(written, starts, language))
    town = _town(board, language)
    found: list[Shot] = []
    for at, end, (years, away) in zip(starts, (*starts[1:], len(board.shots)), periods, strict=True):
        town = _titled(written.shots[at : min(end, at + _OPENING)], language) or town
        for shot, year in zip(board.shots[at:end], years, strict=True):
            placed = _placed(shot, year, "" if away else town, language)
            found.append(replace(placed, action=_undated(placed.action, year, language)) if year else placed)
    found = [replace(shot, weather=_standing(shot.weather, language)) for shot in found]
    return replace(board, shots=tuple(found))


def _undated(action: str, year: str, language: Language) -> str:
    """An action without the sentence that tells its year or age alone."""
    own = _aged(language).search(action)
    if own and own[0].rstrip().endswith((".", "。")) and _era(action, language) == year:
        action = action[: own.start()] + action[own.end() :]
    return _DATED.sub("", action)


def _standing(weather: str, language: Language) -> str:
    """Weather as it stands over a shot: what only turns or flashes is for its picture to tell, and what has stopped is over."""
    comma = language.word("writing.comma")
    kept = [
        part
        for part in weather.split(comma)
        if not tabled(language.word("places.turning"), re.IGNORECASE).fullmatch(part.strip())
    ]
    past = (
        tabled(language.word("places.stopped"), re.IGNORECASE).sub(language.word("places.over"), part) for part in kept
    )
    return comma.join(past) or weather


def as_now(hour: str, weather: str, language: Language) -> str:
    """An hour without what stands in brackets behind it of a sky that the weather tells otherwise: no 雾将散 beside 雾散，晴."""
    noted = tabled(language.word("places.noted")).search(hour)
    if noted is None or not weather:
        return hour
    sky = tabled(language.word("places.sky"), re.IGNORECASE)
    told = {each.casefold() for each in sky.findall(weather)}
    parts = _parts(noted[0])
    kept = [part for part in parts if weather in part or told.isdisjoint(map(str.casefold, sky.findall(part)))]
    if kept == parts:
        return hour
    bare = noted[0].strip(" ()（）")
    return hour[: noted.start()] + (noted[0].replace(bare, language.word("writing.comma").join(kept)) if kept else "")


def listed(hour: str, weather: str, language: Language) -> str:
    """An hour with what stands in brackets behind it as further words, those not that the weather tells too: 白天（雨后） -> 白天，雨后."""
    noted = tabled(language.word("places.noted")).search(hour)
    if noted is None:
        return hour
    new, plain = [part for part in _parts(noted[0]) if part not in weather], hour[: noted.start()]
    exact = any(part.endswith(plain) for part in new)  # midday says that it is day
    return language.word("writing.comma").join(new if exact else (plain, *new))


def parted(time: str, language: Language) -> tuple[str, tuple[str, ...]]:
    """(an hour, its year and town): night (midnight, 1934) -> night (midnight) and 1934."""
    noted = tabled(language.word("places.noted")).search(time)
    if noted is None:
        return time, ()
    parts = _parts(noted[0])
    told = [part for part in parts if _is_period(part, language)]
    if not told:
        return time, ()
    rest = [part for part in parts if part not in told]
    hour = time[: noted.start()]
    if rest:
        hour += noted[0].replace(noted[0].strip(" ()（）"), language.word("writing.comma").join(rest))
    return hour, tuple(tabled(language.word("places.in_town")).sub("", part) for part in told)


def _is_period(part: str, language: Language) -> bool:
    return bool(
        tabled(language.word("places.period")).fullmatch(part) or tabled(language.word("places.in_town")).match(part)
    )


def _parts(noted: str) -> list[str]:
    return [part.strip() for part in re.split(r"[，,]", noted.strip(" ()（）")) if part.strip()]


def _periods(board: Board, starts: Sequence[int], language: Language) -> Iterator[tuple[list[str], bool]]:
    """(the year or age of each shot of a scene, whether it is remembered), scene by scene; empty where nobody told one."""
    now, leapt = "", ""
    for at, end in zip(starts, (*starts[1:], len(board.shots)), strict=True):
        opening = board.shots[at : min(end, at + _OPENING)]
        heading = f"{opening[0].location}\n{opening[0].time}"
        said = next(iter(parted(opening[0].time, language)[1]), "")
        year = (
            said or _year(heading, language) or next(filter(None, (_told_year(shot, language) for shot in opening)), "")
        )
        away = is_remembered(f"{heading}\n{opening[0].style_tags}", language)
        leap = _LEAP.search("\n".join((heading, *(_laid(shot) for shot in opening))))
        if not year and now and leap and leap[0] != leapt:
            year = _leapt(leap, now, language)
            now = now if year or _lasts(now, leap, language) else ""
        leapt = leap[0] if leap else ""
        if not away:
            year = year or now
        years = [year]
        for shot in board.shots[at + 1 : end]:  # a series of shots that each open with their year
            own = _PLACED.match(shot.action) and _told_year(shot, language)
            years.append(own or years[-1])
        now = now if away else years[-1]
        yield years, away


def is_remembered(text: str, language: Language) -> bool:
    """Whether a heading or a style says that its scene plays at another time than those around it."""
    return tabled(language.word("places.remembered"), re.IGNORECASE).search(text) is not None


def _homes(board: Board, written: Board, language: Language) -> Board:
    """The board with places whose owner is called by a family name alone as places of nobody: HADDAD KITCHEN, where the board tells of NOOR HADDAD."""
    if not language.does("writing.capitals"):
        return board
    text = "\n".join(f"{shot.action}\n{shot.visual}" for shot in written.shots)
    families = {name for person in board.character_setting for name in _families(person, text)}
    if not families:
        return board
    own = re.compile(
        rf"\b(?:THE |[Tt]he )?(?:{'|'.join(map(re.escape, sorted(families)))})(?:['’]?[sS]['’]?)?\s+(?=[A-Za-z])",
        re.IGNORECASE,
    )
    shots = list[Shot]()
    for shot in board.shots:
        bare = own.sub("", shot.location)
        shots.append(replace(shot, location=bare, visual=shot.visual.replace(shot.location, bare)))
    return replace(board, shots=tuple(shots))


def _families(person: str, text: str) -> Iterator[str]:
    """What stands right behind somebody's only name in capitals, as names do: NOOR HADDAD (38)."""
    if person.isascii() and " " not in person:
        for found in re.finditer(rf"\b{re.escape(person)} ([A-Z][A-Z'’-]{{2,}})(?= ?[(,])", text):
            if found[1] not in text.replace(found[0], ""):
                yield found[1]


def _year(text: str, language: Language) -> str:
    """The year that a text names, as an hour says it: 1652, 1920s, 1943年; empty where it names none."""
    ends = "" if language.does("writing.words") else "年"
    for found in _YEAR.finditer(text):
        alone = "\n" in f"{text[: found.start()][-1:]}{text[found.end() :][:1]}" or found[0] == text
        if not _NUMBERED.search(text[: found.start()]) and (alone or text.startswith(ends, found.end())):
            year = language.word("places.year").format("".join(_DIGITS.get(each, each) for each in found[0]))
            return year + ("代" if text.startswith("年代", found.end()) else "")
    return ""


def _told_year(shot: Shot, language: Language) -> str:
    """The year that is laid over a picture, or with which its action begins."""
    begins = _PLACED.search(shot.action)
    told = "".join(_DIGITS.get(each, each) for each in begins["year"]) if begins else ""
    return (
        _year(_laid(shot), language)
        or (language.word("places.year").format(told) if told else "")
        or _era(_laid(shot), language)
        or _era(shot.action, language)
    )


def _era(text: str, language: Language) -> str:
    """The age that stands by itself where a text or a sentence of it begins, as an hour says it: 明万历年间, the Ming dynasty; empty where none does."""
    found = _aged(language).search(text)
    told = re.sub(r"(?<=[\u3400-\u9fff])[，,\s]+", "", found["era"]) if found else ""
    return re.sub(r"^(?:The|Wartime|Ancient|Medieval|Early|Late|Mid)\b", lambda word: word[0].lower(), told)


@lru_cache
def _aged(language: Language) -> re.Pattern[str]:
    """A sentence, or the first words of one, that tell an age."""
    return tabled(
        rf"{_SET}(?P<era>{language.word('places.era')})\s*(?:[.。]\s*|(?=[,:，：]|\s[\u3400-\u9fff]|$))", re.I | re.M
    )


def _titled(opening: Sequence[Shot], language: Language) -> str:
    """The town that a caption over a scene names with its year; empty where none does."""
    words = language.does("writing.words")
    found = next(filter(None, (_TITLED.search(_laid(shot)) for shot in opening)), None)
    town = "" if found is None else (found["town"] if words else found["where"] or found["behind"]) or ""
    return town.title() if town.isupper() else town


def _laid(shot: Shot) -> str:
    """The words that are laid over a picture."""
    small = (found["text"] for found in _SMALL.finditer(shot.visual))
    within = timeline.captions_within(shot.action)
    return "\n".join((*timeline.captions(shot.visual), *timeline.captions(shot.action), *within, *small))


def _leapt(leap: re.Match[str], year: str, language: Language) -> str:
    """A year by how far it is from another; empty where no number tells it."""
    many, known = (
        number_of(leap["many"]),
        re.match(r"\d{4}(?!s|年代)", "".join(_DIGITS.get(each, each) for each in year)),
    )
    if not (many and known):
        return ""
    return language.word("places.year").format(int(known[0]) + (many if leap["later"] else -many))


def _lasts(year: str, leap: re.Match[str], language: Language) -> bool:
    """Whether an age may go on over some years."""
    return (
        _era(year, language) == year
        and not re.search(r"\d|[〇零一二三四五六七八九十元]+年$", year)
        and number_of(leap["many"]) in range(1, 6)
    )


def _black(board: Board, language: Language) -> Board:
    """The board whose opening without a place, in which nothing is seen, is a black screen and no room by day: words over it, or a voice."""
    unknown, black = language.word("places.unknown"), language.word("places.black")
    shots = [
        replace(shot, location=black, time="", weather="") if _is_black(shot, black) else shot for shot in board.shots
    ]  # planned so
    for at, shot in enumerate(shots):
        if shot.location == black:
            continue
        if not shot.location.startswith(unknown) or _shows(shot, board, language):
            break
        lines = (
            language.word("prompt.stop").join(
                each for each in _SENTENCES.split(line) if not _fits(each, "places.blackness", language)
            )
            for line in shot.action.split("\n")
        )
        action = "\n".join(line.strip() for line in lines)
        shots[at] = replace(shot, location=black, time="", weather="", visual=black, action=action)
    return replace(board, shots=tuple(shots))


def _is_black(shot: Shot, black: str) -> bool:
    """Whether a shot plays on a black screen, on whichever side of a door its board has it."""
    return names.place_of(shot.location).casefold() == black.casefold()


def _shows(shot: Shot, board: Board, language: Language) -> bool:
    """Whether a shot shows anybody, or tells of more than black and what is heard."""
    told = speech.delivery_of(shot.action)[1]
    every = (each.strip() for line in told.split("\n") for each in _SENTENCES.split(line))
    seen = any(name in f"{shot.visual}\n{shot.action}" for name in board.character_setting)
    return seen or not all(
        _fits(each, "places.blackness", language)
        or _fits(each, "places.hearkened", language)
        or tabled(language.word("prompt.audible"), re.IGNORECASE).search(each)
        for each in every
        if each.strip("（）()")
    )


def _fits(sentence: str, key: str, language: Language) -> bool:
    return tabled(language.word(key), re.IGNORECASE).fullmatch(sentence.strip(" （）()")) is not None


def _untold(board: Board, language: Language) -> Board:
    """The board with town and year that stand before its places, as sentences, behind the hour of each: Timbuktu, 1591. A mud-walled library."""
    shots = list[Shot]()
    for shot in board.shots:
        side = tabled(language.word("places.sided")).search(shot.location)
        place = shot.location[: side.start()] if side else shot.location
        told = _WHEN_WHERE.fullmatch(place)
        if told:
            bare = (told["place"] or told["at"]).strip()
            town, year = told["town"] or told["where"], told["year"] or told["when"]
            own = (language.word("places.town").format(town), year)
            shot = replace(
                shot,
                location=bare + (side[0] if side else ""),
                time=annotated(shot.time, own, language),
                visual=shot.visual.replace(place, f"{bare[:1].lower()}{bare[1:]}"),
            )
        shots.append(shot)
    return replace(board, shots=tuple(shots))


def _sunless(board: Board, language: Language) -> Board:
    """The board whose places without daylight have none in any of their scenes: under the ice it is dark in what is remembered too."""
    dark, found = tabled(language.word("places.dayless")), dict[str, tuple[str, ...]]()
    for shot in board.shots:
        noted = tabled(language.word("places.noted")).search(shot.time)
        parts = _parts(noted[0]) if noted else []
        if dark.search(shot.time) and shot.location not in found:
            at = next((n for n, part in enumerate(parts) if dark.search(part)), 0)
            untimely = tabled(language.word("places.untimely"))
            found[shot.location] = tuple(part for part in parts[: at + 1] if not untimely.search(part))
    return replace(
        board,
        shots=tuple(
            replace(shot, time=annotated(shot.time, found[shot.location], language))
            if shot.location in found and not dark.search(shot.time)
            else shot
            for shot in board.shots
        ),
    )


def annotated(time: str, own: Sequence[str], language: Language) -> str:
    """An hour with some more parts in the brackets behind it."""
    noted = tabled(language.word("places.noted")).search(time)
    outer = time[: noted.start()] if noted else time
    within = [*(_parts(noted[0]) if noted else ()), *own]
    return outer + language.word("places.note").format(language.word("writing.comma").join(within))


def _town(board: Board, language: Language) -> str:
    """The one town or land that the places of a board name, its first or more than half of them; empty where there is none, or several."""
    places = list(dict.fromkeys(shot.location for shot in board.shots))
    named = {place: towns(place, language) for place in places}
    found = {town for each in named.values() for town in each}
    if not found:
        found = set(list(town_words(places, language).values())[:1])
        return found.pop() if found else ""
    enough = bool(named[places[0]]) or sum(map(bool, named.values())) * 2 > len(places)
    return found.pop() if len(found) == 1 and enough else ""


def town_words(places: Sequence[str], language: Language) -> dict[str, str]:
    """What only the first of several mentions of a place has behind its name, which is a town's or a land's: BELL TOWER, ZEELAND, and later BELL TOWER; as it is spelled there, and as it is told."""
    if not language.does("writing.capitals"):
        return {}
    bare = [tabled(language.word("places.sided")).sub("", place) for place in places]
    none = re.compile(
        rf"\b(?:{language.word('places.parts')})\b|{language.word('places.part')}|{language.word('places.whole')}", re.I
    )
    found: dict[str, str] = {}
    for at, place in enumerate(bare):
        first, *rest = _BESIDE.split(place)
        if first in bare[at + 1 :]:
            sure = (each for each in rest if each.isupper() and not _FREE_OF.search(each) and not none.search(each))
            found |= {each: " ".join(word.capitalize() for word in each.split()) for each in sure}
    return found


def worded(place: str) -> str:
    """A place without the marks of a heading between its parts: YARD - SHED -> YARD, SHED; 体育馆·拳台 -> 体育馆拳台."""
    return _PARTED.sub(", ", _DOTTED.sub("", place))


def towns(location: str, language: Language) -> list[str]:
    """The towns and lands that a place names, in small letters but for the first of each word."""
    known = tabled(language.word("places.towns"), re.IGNORECASE).finditer(location)
    return [" ".join(word.capitalize() for word in match[0].split()) for match in known]


def _placed(shot: Shot, year: str, town: str, language: Language) -> Shot:
    """A shot whose hour says in which year and town it is, behind whatever it says of itself; a black screen is nowhere."""
    if shot.location == language.word("places.black"):
        return shot
    hour, told = parted(shot.time, language)
    own = [year] if year and not told and year not in shot.location and not _year(shot.location, language) else [*told]
    moving = tabled(language.word("places.elsewhere"), re.IGNORECASE).search(f"{shot.location}\n{shot.time}")
    if town and not moving and town.casefold() not in f"{shot.location}\n{shot.time}".casefold():
        own.insert(0, language.word("places.town").format(town))
    if not own or (tuple(own) == told):
        return shot
    return replace(shot, time=annotated(hour, own, language))
