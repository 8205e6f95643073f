"""Who is in the picture of a shot, who is only heard, and what an insert shows: all read from the order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from storyboard import camera
from storyboard.camera import Framing
from storyboard.cast.looks import kind_of, read_appearance
from storyboard.model import Character, Shot

DELIVERIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("inner", re.compile(r"[（(](?:OS|O\.S\.)?·?\s*(?:内心独白|inner)", re.IGNORECASE)),
    ("phone", re.compile(r"[（(][^）)]{0,12}(?:电话|phone)", re.IGNORECASE)),
    (
        "voiceover",
        re.compile(r"[（(][^）)]{0,6}(?:VO\b|V\.O\.|画外|旁白|voice-?\s?over|off[- ]?screen|O\.S\.)", re.IGNORECASE),
    ),
)
"""What stands in front of `action` -> how the line is heard; the first hit wins."""
BETWEEN = re.compile(r"[、/&]|,\s| and ")
CLOSE_ON = re.compile(
    r"(?:特写|近特写|大特写|插入|insert|close[- ]?(?:up )?on|close-?up of)[：:，, ]*([^。；！？.;!?\n]+)", re.IGNORECASE
)
THINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("phone", ("手机", "来电", "屏幕", "电话", "短信", "phone", "screen", "text message")),
    ("paper", ("签名", "协议", "合同", "文件", "信", "纸", "遗嘱", "报告", "书", "letter", "paper", "contract", "document", "note", "envelope", "book")),
    ("photo", ("照片", "相框", "合影", "照", "photo", "picture frame", "portrait")),
    ("pendant", ("玉佩", "项链", "戒指", "吊坠", "手镯", "耳环", "玉", "ring", "necklace", "pendant", "locket", "bracelet")),
    ("blade", ("刀", "剑", "匕首", "剪", "knife", "sword", "blade", "dagger")),
    ("clock", ("钟", "手表", "怀表", "挂历", "日历", "时间", "clock", "watch", "calendar")),
    ("cup", ("酒杯", "茶杯", "杯", "碗", "酒", "cup", "glass", "mug", "bottle")),
    ("key", ("钥匙", "key")),
    ("door", ("门把", "门", "door", "handle")),
    ("candle", ("蜡烛", "烛", "灯", "火", "candle", "lamp", "flame", "fire", "match")),
)  # fmt: skip
"""Drawing -> words; the word that comes first in the text wins."""
TIGHT = frozenset({"close", "extreme-close"})


@dataclass(frozen=True, slots=True)
class Staging:
    """What the picture of one shot is made of."""

    framing: Framing
    people: tuple[Character, ...]
    """In the picture, the one it is about first."""
    crowd: Character | None
    thing: str
    """A row of `THINGS` where the shot is an insert; then nobody is drawn. `detail` where it is of something else."""
    delivery: str
    """`inner`, `phone`, `voiceover` or empty; `voice` where a mere voice speaks."""
    speaks: frozenset[str]
    """Names of those whose lips move."""


def staging(shot: Shot, characters: Sequence[Character]) -> Staging:
    """The staging of a shot; people are those whose names stand in visual, action or speaker, longest name first."""
    framing = camera.read(shot.camera)
    known = {character.name: character for character in characters}
    speakers = [known[name] for name in _speakers(shot.dialogue.role, known)]
    delivery = next((kind for kind, words in DELIVERIES if words.search(shot.action)), "") if shot.dialogue.text else ""
    heard = [person for person in speakers if _kind(person) == "voice"]
    delivery = delivery or ("voice" if heard else "")
    unseen = {person.name for person in speakers} if delivery in ("voiceover", "phone", "voice") else set()
    named = [known[name] for name in mentioned(f"{shot.visual}\n{shot.action}", tuple(known))]
    present = list(dict.fromkeys([person for person in speakers if person.name not in unseen] + named))
    thing = _thing(shot, present, framing, speaking=bool(shot.dialogue.text))
    return Staging(
        framing,
        tuple(person for person in present if _kind(person) == "person"),
        next((person for person in present if _kind(person) == "group"), None),
        thing,
        delivery,
        frozenset() if delivery else frozenset(person.name for person in speakers),
    )


def _kind(person: Character) -> str:
    return kind_of(read_appearance(person.appearance))


def _speakers(role: str, known: dict[str, Character]) -> list[str]:
    """The people behind a speaker label: one, or those of a joint one."""
    if role in known and _kind(known[role]) != "joint":
        return [role]
    return [
        name
        for name in (part.strip() for part in BETWEEN.split(role))
        if name in known and _kind(known[name]) != "joint"
    ]


def mentioned(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """The names that occur in a text, in the order of their first mention; a longer name hides a shorter one inside it.

    A name of one character counts only at the beginning of a clause; a Latin name only as a whole word.
    """
    shapes = [
        rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])" if name.isascii() else
        rf"(?:(?<=^)|(?<=[，。；：、\s]))({re.escape(name)})" if len(name) == 1 else re.escape(name)
        for name in sorted(names, key=lambda name: (-len(name), name)) if name
    ]  # fmt: skip
    if not shapes:
        return ()
    folded = {name.lower(): name for name in names}
    hits = (match[0].lower() for match in re.finditer("|".join(shapes), text, re.IGNORECASE))
    return tuple(dict.fromkeys(folded[hit] for hit in hits if hit in folded))


def _thing(shot: Shot, present: Sequence[Character], framing: Framing, *, speaking: bool) -> str:
    """What an insert shows; empty where the shot is of people or of a place."""
    if speaking and present:
        return ""
    text = f"{shot.visual}\n{shot.action}"
    close = CLOSE_ON.search(text)
    if close is not None and (found := first_thing(close[1])):
        return found
    if present or framing.size not in TIGHT:
        return ""
    return first_thing(text) or "detail"


def first_thing(text: str) -> str:
    """The row of `THINGS` whose word comes first in the text, the longer word at the same place; empty where none does."""
    lowered = text.lower()
    hits = [(at, -len(word), kind) for kind, words in THINGS for word in words if (at := _find(word, lowered)) >= 0]
    return min(hits)[2] if hits else ""


def _find(word: str, text: str) -> int:
    if not word.isascii():
        return text.find(word)
    match = re.search(rf"\b{re.escape(word)}s?\b", text)
    return match.start() if match else -1
