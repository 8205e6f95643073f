"""Who is in the picture of a shot, who is only heard, and what an insert shows: all read from the order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from storyboard import camera
from storyboard.camera import Framing
from storyboard.cast.looks import kind_of, read_appearance
from storyboard.model import Character, Shot
from storyboard.speech import delivery_of

PHONE = re.compile(r"手机|电话|phone", re.IGNORECASE)
"""In the name of a mere voice: it comes out of a telephone."""
SAID = re.compile(r"\w")
"""Anything to say at all: a line of dots moves no lips."""
BETWEEN = re.compile(r"[、/&]|,\s| and ")
CLOSE_ON = re.compile(
    r"(?:特写|近特写|大特写|插入|insert|close[- ]?(?:up )?on|close-?up of)[：:，, ]*([^。；！？.;!?\n]+)", re.IGNORECASE
)
THINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("eye", ("眼睛", "双眼", "眼眸", "瞳孔", "眼角", "眼泪", "泪", "eye", "tear")),
    ("phone", ("手机", "来电", "屏幕", "电话", "短信", "phone", "screen", "text message")),
    ("paper", ("签名", "签字", "协议", "合同", "文件", "信封", "信纸", "书信", "家书", "遗嘱", "报告", "纸条", "纸", "书页", "日记",
               "letter", "paper", "contract", "document", "note", "envelope", "book", "diary")),
    ("photo", ("照片", "相框", "合影", "遗像", "photo", "picture frame", "portrait")),
    ("pendant", ("玉佩", "项链", "戒指", "吊坠", "手镯", "耳环", "玉镯", "ring", "necklace", "pendant", "locket", "bracelet")),
    ("blade", ("刀", "剑", "匕首", "剪刀", "knife", "sword", "blade", "dagger")),
    ("clock", ("时钟", "挂钟", "闹钟", "座钟", "手表", "怀表", "挂历", "日历", "clock", "watch", "calendar")),
    ("cup", ("酒杯", "茶杯", "水杯", "玻璃杯", "杯", "酒瓶", "红酒", "cup", "glass", "mug", "bottle")),
    ("key", ("钥匙", "key")),
    ("door", ("门把", "房门", "大门", "门缝", "敲门", "door", "door handle")),
    ("candle", ("蜡烛", "烛", "油灯", "灯笼", "台灯", "lantern", "lamp", "火焰", "火苗", "candle", "flame", "match")),
)  # fmt: skip
"""Drawing -> words; the word that comes first in the text wins."""
FACING: tuple[tuple[int, re.Pattern[str]], ...] = (
    (
        1,
        re.compile(
            r"面向右|朝右|看向右|画面左侧|画面左边|facing right|looking right|frame left|screen left", re.IGNORECASE
        ),
    ),
    (
        -1,
        re.compile(
            r"面向左|朝左|看向左|画面右侧|画面右边|facing left|looking left|frame right|screen right", re.IGNORECASE
        ),
    ),
)
"""Which way somebody alone in the picture looks, into the free side of it; the earlier mention wins."""
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
    facing: int = 0
    """1 looks right (and stands left), -1 the other way, 0 where the shot does not say."""


def staging(shot: Shot, characters: Sequence[Character]) -> Staging:
    """The staging of a shot; people are those whose names stand in visual, action or speaker, longest name first."""
    framing = camera.read(shot.camera)
    known = {character.name: character for character in characters}
    speakers = [known[name] for name in _speakers(shot.dialogue.role, known)]
    delivery = delivery_of(shot.action)[0] if shot.dialogue.text else ""
    delivery = "voiceover" if delivery == "offscreen" else delivery
    heard = [person for person in speakers if _kind(person) == "voice"]
    if heard:
        delivery = "phone" if PHONE.search(shot.dialogue.role) else delivery or "voice"
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
        frozenset()
        if delivery or not SAID.search(shot.dialogue.text)
        else frozenset(person.name for person in speakers),
        _facing(shot.visual),
    )


def _facing(visual: str) -> int:
    hits = [(match.start(), way) for way, words in FACING if (match := words.search(visual))]
    return min(hits)[1] if hits else 0


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
        rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])"
        if name.isascii()
        else rf"(?:(?<=^)|(?<=[，。；：、\s]))({re.escape(name)})"
        if len(name) == 1
        else re.escape(name)
        for name in sorted(names, key=lambda name: (-len(name), name))
        if name
    ]
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
