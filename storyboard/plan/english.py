"""A board told in English, for video models that read nothing else: a language model translates pictures, never speech."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from storyboard import marks, names, speech
from storyboard.cast.looks import NOTHING, read_appearance, read_voice, write_appearance, write_voice
from storyboard.errors import PartFailed
from storyboard.languages import Language
from storyboard.library import SHIPPED, Library
from storyboard.model import Ask, Board, Character, Shot
from storyboard.patterns import deferred
from storyboard.plan.questions import question

MOST = 40
"""Texts of one question."""
ENGLISH = "en"
_HAN = deferred(r"[\u3400-\u9fff]")
_PLACE = deferred(r"^(.*?)\s*[（(]([^（()）]*)[）)]$")
_HOUR = deferred(r"^[^（(]*[（(]([^（()）]*)[）)]$")
KINDS = {"群体": "group", "仅声音": "voice only", "无": "none"}
INSIDE = {"内": "INT", "外": "EXT", "内外": "INT/EXT"}


class _Told:
    """The English of texts: what is known of them, or what is asked for."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self.known, self.asked = known, dict[str, None]()

    def __call__(self, text: str) -> str:
        text = text.strip()
        if not text or text in NOTHING:
            return "none" if text else ""
        if not _HAN.search(text):
            return text
        self.asked[text] = None
        return self.known.get(text, text)


def texts_of(board: Board) -> tuple[str, ...]:
    """What must be put into English, each text once, in the order of the board."""
    told = _Told({})
    _told(board, told)
    return tuple(told.asked)


def in_english(board: Board, known: Mapping[str, str]) -> Board | None:
    """The board in English, speech and names as they are; None where a text of it is not known."""
    told = _Told(known)
    found = _told(board, told)
    return found if all(text in known for text in told.asked) else None


def _told(board: Board, say: _Told) -> Board:
    people = {name: _character(each, say) for name, each in board.character_setting.items()}
    return Board(people, tuple(_shot(shot, say) for shot in board.shots))


def _sex(word: str) -> str:
    ours, theirs = (Language.of(code).words("looks.sexes") for code in ("zh", ENGLISH))
    return dict(zip(ours, theirs, strict=True)).get(word, KINDS.get(word, word))


def _character(person: Character, say: _Told) -> Character:
    looks, sound = read_appearance(person.appearance), read_voice(person.voice)
    if looks is None or sound is None:
        return person
    worn = [say(each) for each in (looks.hair_colour, looks.hair_style, looks.clothes_colour, looks.clothes_style)]
    plain = [each.replace(",", "").replace("(", "").replace(")", "") for each in worn]
    told = replace(looks, sex=_sex(looks.sex), hair_colour=plain[0], hair_style=plain[1],
                   clothes_colour=plain[2], clothes_style=plain[3])  # fmt: skip
    voice = replace(sound[0], sex=_sex(sound[0].sex), accent=say(sound[0].accent).replace("(", "").replace(")", ""))
    return replace(person, appearance=write_appearance(told, ENGLISH), voice=write_voice(voice, person.age, ENGLISH))


def _shot(shot: Shot, say: _Told) -> Shot:
    spoken, action = speech.delivered_in(shot.action, ENGLISH), speech.delivery_of(shot.action)[1]
    place = _PLACE.match(shot.location)
    location = f"{say(place[1])} ({INSIDE.get(place[2], place[2])})" if place else say(shot.location)
    hour = _HOUR.match(shot.time)
    time = _time(shot.time)
    return replace(
        shot,
        action="\n".join(filter(None, [spoken, say(action)])),
        camera=say(shot.camera),
        visual=_visual(shot.visual, say),
        location=location,
        style_tags=say(shot.style_tags),
        time=f"{time} ({say(hour[1])})" if hour else time,
        weather=say(shot.weather),
    )


def _time(time: str) -> str:
    return "night" if time.startswith("晚") else "day"


def _visual(visual: str, say: _Told) -> str:
    """What is seen, with its marks: what the place looks like, who is otherwise."""
    told = say(marks.without(visual))
    if look := marks.set_of(visual):
        told += marks.write_set(say(look), ENGLISH)
    for now in marks.versions(visual):
        changed = replace(
            now,
            hair=(say(now.hair[0]), say(now.hair[1])) if now.hair else None,
            clothes=(say(now.clothes[0]), say(now.clothes[1])) if now.clothes else None,
            state=say(now.state),
            sex=_sex(now.sex),
            voice=replace(now.voice, sex=_sex(now.voice.sex), accent=say(now.voice.accent)) if now.voice else None,
        )
        told += marks.write_change(changed, ENGLISH)
    return told


async def ask_english(
    texts: Sequence[str], people: Sequence[str], ask: Ask, language: str, library: Library = SHIPPED
) -> tuple[dict[str, str], list[str]]:
    """Text -> English, and what went wrong. What has no accepted answer stays out."""
    found: dict[str, str] = {}
    remarks: list[str] = []
    for start in range(0, len(texts), MOST):
        some = texts[start : start + MOST]
        here = [name for name in people if any(name in text for text in some)]
        asked = question(library, "english", language, f"English of {len(some)} texts", lines=some, names=here)

        def judge(data: Any, some: Sequence[str] = some, here: Sequence[str] = here) -> list[str]:  # noqa: ANN401 - JSON
            return _faults(data, some, here)

        try:
            data = await ask(asked, judge)
        except PartFailed as error:
            remarks.append(str(error))
            continue
        found |= {text: line["english"].strip() for text, line in zip(some, data["lines"], strict=True)}
    return found, remarks


def _faults(data: Any, texts: Sequence[str], people: Sequence[str]) -> list[str]:  # noqa: ANN401 - JSON
    """What is wrong with an answer: lines, lost names or quotations, Han characters that are left."""
    lines = data["lines"]
    if [line["line"] for line in lines] != list(range(1, len(texts) + 1)):
        return [f"put the lines 1 to {len(texts)} into English, each once, in order"]
    found = []
    for number, (text, line) in enumerate(zip(texts, lines, strict=True), 1):
        english = line["english"]
        found += [
            f"line {number}: {name} stands {text.count(name)} times in it, copied as written"
            for name in people
            if text.count(name) != english.count(name)
        ]
        quoted = names.QUOTED.findall(text)
        if quoted != names.QUOTED.findall(english):
            found.append(f"line {number}: what stands in quotation marks is copied: {' '.join(quoted) or 'nothing is'}")
        rest = re.sub("|".join(map(re.escape, people)) or r"(?!)", "", names.QUOTED.sub("", english))
        if not english.strip() or _HAN.search(rest):
            found.append(f"line {number}: it is not English yet")
    return found[:12]
