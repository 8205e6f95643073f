"""Prompts know no names: every name becomes the person's appearance, or the `@username` of a gateway's character.

Chinese has no word boundaries, so names are matched longest first over the whole cast; Latin names only as whole words;
names of one character never in running text. What stands in quotation marks is on-screen or quoted text and stays.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from storyboard import timeline
from storyboard.cast.looks import kind_of, phrase, read_appearance
from storyboard.model import Board, Cast, Character, Looks

QUOTED = re.compile(r"“[^“”]*(?:“[^“”]*”[^“”]*)*”|「[^」]*」|『[^』]*』|\"[^\"]*\"")
NARRATOR = {"zh": "画外音", "en": "a voice-over"}
VOICES = {
    "zh": {"女": "只闻其声的女声", "男": "只闻其声的男声"},
    "en": {"female": "an unseen female voice", "male": "an unseen male voice"},
}
CROWD = {"zh": "穿{clothes}的一群人", "en": "a crowd in {clothes}"}
TOGETHER = {"zh": "与", "en": " and "}
NARRATORS = re.compile(r"旁白|画外音|解说|话外音|narrator|voice-?\s?over", re.IGNORECASE)
JOINT = "、"


@dataclass(frozen=True, slots=True)
class Naming:
    """Who is meant by which word, and what to say instead."""

    characters: Mapping[str, Character]
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Alias -> canonical name."""
    usernames: Mapping[str, str] = field(default_factory=dict)
    """Canonical name -> username without @."""
    language: str = "zh"
    _pattern: re.Pattern[str] | None = None

    def target(self, word: str) -> str:
        """The canonical name behind a word of the text."""
        return word if word in self.characters else self.aliases.get(word, word)


def naming(characters: Mapping[str, Character], cast: Cast | None, gateway: str, language: str) -> Naming:
    """The naming of a board; aliases and usernames come from `cast.toml`, and only for people of the board."""
    aliases: dict[str, str] = {}
    usernames: dict[str, str] = {}
    for member in cast.members if cast else ():
        if member.name in characters:
            aliases.update({alias: member.name for alias in member.aliases if alias not in characters})
            handle = dict(member.usernames).get(gateway)
            usernames.update({member.name: handle.lstrip("@")} if handle else {})
    return Naming(characters, aliases, usernames, language, pattern([*characters, *aliases]))


def pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """What finds any of the names in running text, longest first; None where there is nothing to find."""
    spoken = sorted({name for name in names if len(name) > 1}, key=lambda name: (-len(name), name))
    if not spoken:
        return None
    return re.compile("|".join(map(_bounded, spoken)))


def _bounded(name: str) -> str:
    """The pattern of one name; Latin letters at its ends must not go on."""
    before = r"(?<![A-Za-z0-9])" if name[0].isascii() and name[0].isalnum() else ""
    after = r"(?![A-Za-z0-9])" if name[-1].isascii() and name[-1].isalnum() else ""
    return before + re.escape(name) + after


def found(text: str, names: Naming) -> tuple[str, ...]:
    """Canonical names that running text mentions outside quotation marks, in order, each once."""
    if names._pattern is None:
        return ()
    plain = QUOTED.sub(lambda match: "”" * len(match[0]), text)
    return tuple(dict.fromkeys(names.target(match[0]) for match in names._pattern.finditer(plain)))


def people_near(board: Board, names: Naming) -> tuple[tuple[str, ...], ...]:
    """For every shot of a board: who speaks or is named in its scene, in order of appearance."""
    starts = [*timeline.scene_starts(board), len(board.shots)]
    near: list[tuple[str, ...]] = []
    for start, end in pairwise(starts):
        people: dict[str, None] = {}
        for shot in board.shots[start:end]:
            role = shot.dialogue.role
            people.update(dict.fromkeys((*members(role, names), role, *found(f"{shot.visual}\n{shot.action}", names))))
        near += [tuple(name for name in people if name)] * (end - start)
    return tuple(near)


def replaced(text: str, names: Naming, scene: Sequence[str], told: set[str]) -> str:
    """`text` with every name outside quotation marks replaced; `told` are the people already described in this shot.

    `scene` are the people near by, among whom the short phrase must be unambiguous. Adds to `told`.
    """
    if names._pattern is None:
        return text
    search = names._pattern

    def say(match: re.Match[str]) -> str:
        words = called(names.target(match[0]), names, scene, told)
        begins = not match.string[: match.start()].strip() or match.string[: match.start()].rstrip()[-1] in ".!?"
        return words[0].upper() + words[1:] if begins and names.language == "en" else words

    def replace(piece: str) -> str:
        return search.sub(say, piece)

    out, at = [], 0
    for quote in QUOTED.finditer(text):
        out += [replace(text[at : quote.start()]), quote[0]]
        at = quote.end()
    return "".join([*out, replace(text[at:])])


def called(name: str, names: Naming, scene: Sequence[str], told: set[str]) -> str:
    """What to say instead of a name: ` @username `, in full at the first mention in a shot, a short phrase later."""
    if name in names.usernames:
        return f" @{names.usernames[name]} "
    character = names.characters.get(name)
    if character is None:
        return name
    looks = read_appearance(character.appearance)
    kind = kind_of(looks)
    if kind == "joint":
        return TOGETHER[names.language].join(called(member, names, scene, told) for member in members(name, names))
    if kind == "voice" or NARRATORS.search(name):
        sex = "女" if "女" in character.voice[:16] else "男"
        sex = sex if names.language == "zh" else ("female" if "female" in character.voice[:24] else "male")
        return NARRATOR[names.language] if NARRATORS.search(name) else VOICES[names.language][sex]
    if looks is None:
        return character.appearance
    if kind == "group":
        between = "" if names.language == "zh" else " "
        return CROWD[names.language].format(clothes=f"{looks.clothes_colour}{between}{looks.clothes_style}")
    short = short_phrase(looks, names, scene, name)
    if name in told:
        return short
    told.add(name)
    return f"{short}（{character.appearance}）" if names.language == "zh" else f"{short} ({character.appearance})"


def members(name: str, names: Naming) -> tuple[str, ...]:
    """The people of a joint name, found in the board itself; a name nobody knows stays as it is."""
    return tuple(part for part in name.split(JOINT) if part in names.characters and part != name)


def short_phrase(looks: Looks, names: Naming, scene: Sequence[str], name: str) -> str:
    """The shortest phrase that means only this person among the people of the scene."""
    others = [
        other
        for person in scene
        if person != name and person in names.characters
        and (other := read_appearance(names.characters[person].appearance)) and kind_of(other) == "person"
    ]  # fmt: skip
    for hair, age in ((False, False), (True, False), (False, True)):
        text = phrase(looks, names.language, hair=hair, age=age)
        if all(phrase(other, names.language, hair=hair, age=age) != text for other in others):
            return text
    return phrase(looks, names.language, hair=True, age=True)


def without(location: str, names: Naming) -> str:
    """A location without anybody's name: 张三卧室 -> 卧室, Anna's kitchen -> kitchen; unchanged where nothing would stay."""
    if names._pattern is None:
        return location
    bare = names._pattern.sub("\0", location)
    bare = re.sub(r"\0(?:家的|的|'s |’s )?", "", bare).strip(" ·-—、")
    return bare if re.sub(r"[（(].*?[）)]", "", bare).strip() else location
