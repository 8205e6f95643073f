"""Where three vocabularies of one thing disagree, word by word: `python -m tests.vocabularies > docs/vocabularies.md`.

The reader (`parse/words.py`), the planner (`plan/phrases.toml`) and the drawing (`animatic/setting.py`) each have words of their own
for places, hours and weather. Each word is put to all three as they are; what they make of it stands in the table.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from storyboard.animatic.setting import INSIDE_ONLY, OUTSIDE_ONLY, PLACES, setting
from storyboard.model import Dialogue, Shot
from storyboard.parse import words as read
from storyboard.plan import scenery

PLAIN = Shot("", "", Dialogue("", ""), 1.0, "", "", "", "", "")

HEAD = """# Vocabularies that disagree

Places, hours and weather are known by three vocabularies: the reader's (`storyboard/parse/words.py`), the planner's
(`storyboard/plan/phrases.toml`) and the drawing's (`storyboard/animatic/setting.py`). They are listed here, not yet merged, because merging them
changes boards and pictures. Written by `python -m tests.vocabularies`; each word was put to all three by itself.

The drawing guesses the side of the door only where a location does not say 内 or 外, which planned boards always do: its places show in boards of
other hands, and in which kind of room or street is drawn. A word that is unknown to the planner means day, or what the scene before was.
"""


def drawn(**fields: str):
    return setting(replace(PLAIN, **fields))


def hours() -> Iterable[tuple[str, ...]]:
    """Words for an hour: whether a heading's time field holds it, what the planner and the drawing take it for."""
    known = [word for word in read._DAY.split("|") if re.search(r"[\u4e00-\u9fff]", word)]
    known += [*scenery._both("night_words"), *scenery._both("day_words"), *read.TIME_EN.pattern[5:-3].split("|")]
    for word in dict.fromkeys(each.strip().lower() for each in known):
        is_read = bool(re.fullmatch(read.TIME, word) or read.TIME_EN.fullmatch(word))
        planned = "night" if scenery._night(word, None) else "day"
        counted = bool(scenery._longest(word, [*scenery._both("night_words"), *scenery._both("day_words")]))
        shown = drawn(time=word).hour
        if not is_read or not counted or (planned == "night") != (shown == "night"):
            yield word, "yes" if is_read else "**no**", planned if counted else f"unknown: {planned}", shown


def places() -> Iterable[tuple[str, ...]]:
    """Words for a place that the planner puts on one side of the door and the drawing on the other, or that only one of them knows."""
    ours = [*scenery._both("outdoor_words"), *scenery._both("indoor_words"), *scenery._both("room_words")]
    theirs = [word for _, group in PLACES for word in group]
    for word in dict.fromkeys(each.lower() for each in (*ours, *theirs)):
        known = bool(scenery._longest(word, ours))
        planned = "outside" if scenery._outdoors(word) else "inside"
        seen = drawn(location=word)
        listed = seen.place in INSIDE_ONLY | OUTSIDE_ONLY and any(
            word.upper() == each or each in word.upper() for each in theirs
        )
        shown = "inside" if seen.inside else "outside"
        if known and listed and planned != shown:
            yield word, planned, f"{shown} ({seen.place})", "**the other side of the door**"
        elif known != listed and planned != shown:
            yield (
                word,
                planned if known else f"unknown: {planned}",
                f"{shown} ({seen.place})" if listed else f"unknown: {shown}",
                "known to one only",
            )


def weather() -> Iterable[tuple[str, ...]]:
    """Words for the weather: whether a heading's field holds it, whether the planner finds it, what is drawn."""
    known = [
        *read.WEATHER[3:-1].split("|"),
        *scenery.phrases("zh")["weather_words"],
        *scenery.phrases("en")["weather_words"],
    ]
    for word in dict.fromkeys(known):
        is_read = bool(re.fullmatch(read.WEATHER, word))
        found = any(scenery._longest(word, [each]) for each in scenery._both("weather_words"))
        shown = drawn(weather=word).weather or "nothing"
        if not (is_read and found and shown != "nothing"):
            yield word, "yes" if is_read else "no", "yes" if found else "no", shown


def table(title: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    listed = list(rows)
    lines = [columns, tuple("---" for _ in columns), *listed]
    body = "\n".join(f"| {' | '.join(row)} |" for row in lines)
    return f"\n## {title}: {len(listed)} words\n\n{body}\n"


def main() -> None:
    print(HEAD + table("Hours", ("word", "read in a heading", "planned as", "drawn as"), hours()), end="")
    print(table("Places", ("word", "planned", "drawn", ""), places()), end="")
    print(table("Weather", ("word", "read in a heading", "found by the planner", "drawn as"), weather()), end="")


if __name__ == "__main__":
    main()
