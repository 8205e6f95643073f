"""The one vocabulary of hours, places and weather as a page: `python -m tests.vocabularies > docs/vocabularies.md`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from storyboard.languages.scenery import vocabulary

HEAD = """# Hours, places and weather

What words for them mean stands in `storyboard/languages/vocabulary/zh.toml` and `en.toml`, and is asked of `storyboard/languages/scenery.py` by the
reader (which words a field of a heading may hold), by the planner (is it night, is it outside, what weather does the action tell of) and by the
drawing (light, kind of place, what falls). A new word is a word in one of these files; `python -m tests.vocabularies` writes this page.

- Every text is asked in both languages, and in traditional characters as in simplified ones.
- Of several words the longest is meant; a Latin one only whole, with plurals and -ing. `DAY - LATER` is day, of two hours as long as each other the
  one by night counts.
- An hour says two things: whether it is night (how a scene is told and lighted) and what light falls (what is drawn). 傍晚 is by day, in the light of
  dusk; evening is by night in that light. Words that only go on (later, 同上) mean what the scene before was. An unknown word in the time's slot
  stays the time, and is by day.
- A clock is an hour where it is one of 24 (`20:30`, `05:10`) or says a.m. or p.m.
- The last word of a place decides, the longer of two that end together (医院 is no 院), in English the head noun (HOUSE BY THE SEA); a room is inside
  whatever stands around it. The side of the door counts only where the script does not say 内 or 外; what is drawn is the last word that has
  something on the side that holds.
- Weather is drawn as rain, snow, fog, a grey sky, or nothing of these (晴, 大风). In actions only the words marked \\* are looked for, names of people and
  words like 雨伞 or raincoat taken out before.
"""


def table(title: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [columns, tuple("---" for _ in columns), *rows]
    body = "\n".join(f"| {' | '.join(row)} |" for row in lines)
    return f"\n## {title}\n\n{body}\n"


def grouped(words: Mapping[str, object]) -> dict[object, list[str]]:
    found: dict[object, list[str]] = defaultdict(list)
    for word, meaning in words.items():
        found[meaning].append(word)
    return found


def page() -> str:
    known = vocabulary()
    hours = [
        ("as the scene before" if each.same else "night" if each.night else "day", "" if each.same else each.light, "、".join(words))
        for each, words in grouped(known.hours).items()
    ]  # fmt: skip
    places = [(each.side, each.inside, each.outside, "、".join(words)) for each, words in grouped(known.places).items()]
    starred = {word: f"{word}\\*" if word in known.told else word for word in known.weather}
    weather = [(looks, "、".join(starred[word] for word in words)) for looks, words in grouped(known.weather).items()]
    return "".join(
        (
            HEAD.replace("\\\\*", "\\*"),
            table("Hours", ("told as", "light", "words"), hours),
            table("Places", ("if nobody says", "drawn from inside", "from outside", "words"), places),
            table("Weather", ("seen", "words"), weather),
        )
    )


if __name__ == "__main__":
    print(page(), end="")
