"""Fixed words in `visual` that program and people both read: what a place looks like, and who looks otherwise than usual.

They keep the board complete without its trace and its cast: `【布景：水泥地，六张旧木桌】` in the first shot of a scene
holds for the whole scene, `【此时：林晚，9岁，头发（黑色，羊角辫），状态（浑身湿透）】` for the shot it stands in, and so does
the older `【换装：林晚，红色，婚纱】`. Parts that a version leaves out stay as they are.
"""

import re
from collections.abc import Callable, Container, Iterator

from storyboard.languages import Language
from storyboard.model.cast import Voice
from storyboard.patterns import deferred
from storyboard.records import dataclass

_SET = deferred(r"[，, ]*(?:【布景：([^】]+)】|\[Set: ([^\]]+)\])")
_OUTFIT = r"【换装：([^，】]+)，([^，】]+)，([^】]+)】|\[Outfit: ([^,\]]+), ([^,\]]+), ([^\]]+)\]"
_NOW = r"【此时：([^】]+)】|\[Now: ([^\]]+)\]"
_LOOK = deferred(r"[，, ]*(?:【样貌：([^】：]+)：([^】]+)】|\[Looks: ([^\]:]+): ([^\]]+)\])", needs="[【")
_WORN = deferred(rf"[，, ]*(?:{_OUTFIT}|{_NOW})", needs="[【")
_CLOTHES = deferred(_OUTFIT, needs="[【")
_ITEM = deferred(r"(?:[^，,（()）]|[（(][^（()）]*[）)])+")
_AGE = deferred(r"(\d{1,4})岁?")
_PART = deferred(r"(头发|衣服|状态|声音|hair|clothes|state|voice)\s*[（(]([^（()）]*)[）)]")
_SOUND = deferred(r"([^，,]+)[，,]\s*(\d+) Hz[，,]\s*(\d+) SPM[，,]\s*(.+)")
_KEYS = {
    "头发": "hair", "衣服": "clothes", "状态": "state", "声音": "voice",
    "hair": "hair", "clothes": "clothes", "state": "state", "voice": "voice",
}  # fmt: skip
SEXES = ("男", "女", "male", "female")
FORBIDDEN = "【】[]"
"""No other text in `visual` may hold these, so that nothing can be taken for a mark."""


@dataclass(frozen=True, slots=True)
class OtherClothes:
    """Somebody's other clothes, as boards had them before there were versions."""

    name: str
    colour: str
    style: str


@dataclass(frozen=True, slots=True)
class Now:
    """Somebody as they are in one shot; empty parts are as in `character_setting`."""

    name: str
    age: int | None = None
    hair: tuple[str, str] | None = None
    clothes: tuple[str, str] | None = None
    state: str = ""
    voice: Voice | None = None
    sex: str = ""
    """Only where two entries became one and a bought clip shows the other sex."""


def write_set(look: str, language: str) -> str:
    """What a place looks like, as it stands in `visual`."""
    return Language.of(language).word("marks.set").format(look)


def write_change(change: OtherClothes | Now, language: str) -> str:
    """How somebody looks otherwise, as it stands in `visual`."""
    spoken = Language.of(language)
    return _write_now(change, spoken) if isinstance(change, Now) else spoken.word("marks.outfit").format(change)


def _write_now(now: Now, language: Language) -> str:
    words, comma = language.table("marks"), language.word("writing.comma")
    sound = now.voice and (now.voice.sex, f"{now.voice.pitch} Hz", f"{now.voice.tempo} SPM", now.voice.accent)
    parts = {"hair": now.hair, "clothes": now.clothes, "state": (now.state,) if now.state else None, "voice": sound}
    items = [now.name, *([now.sex] if now.sex else [])]
    items += [words["age"].format(now.age)] if now.age is not None else []
    items += [words["part"].format(words[key], comma.join(told)) for key, told in parts.items() if told]
    return words["now"].format(comma.join(items))


def set_of(visual: str) -> str:
    """What the place looks like; empty where the shot does not say."""
    match = _SET.search(visual)
    return (match[1] or match[2]) if match else ""


def write_look(called: str, look: str, language: str) -> str:
    """How an animal or a thing looks, as it stands behind a picture that prompts are made from; no board of a user has it."""
    return Language.of(language).word("marks.look").format(called, look)


def looks_of(visual: str) -> tuple[tuple[str, str], ...]:
    """What the animals and things of a picture are called, each with its look."""
    return tuple((each[1] or each[3], each[2] or each[4]) for each in _LOOK.finditer(visual))


def but_looks(visual: str, told: Container[tuple[str, str]]) -> str:
    """A picture without the looks that were told."""
    return _LOOK.sub(lambda each: "" if (each[1] or each[3], each[2] or each[4]) in told else each[0], visual)


def versions(visual: str) -> tuple[Now, ...]:
    """Who looks otherwise in a shot, one entry a person; of two marks about a person the later one's parts win."""
    found: dict[str, Now] = {}
    for now in _marks(visual):
        old = found.get(now.name, Now(now.name))
        found[now.name] = Now(
            now.name,
            old.age if now.age is None else now.age,
            now.hair or old.hair,
            now.clothes or old.clothes,
            now.state or old.state,
            now.voice or old.voice,
            now.sex or old.sex,
        )
    return tuple(found.values())


def _marks(visual: str) -> Iterator[Now]:
    for match in _WORN.finditer(visual):
        parts = [part.strip() for part in match.groups() if part is not None]
        if len(parts) == 3:
            yield Now(parts[0], clothes=(parts[1], parts[2]))
        elif (now := _read_now(parts[0])) is not None:
            yield now


def _read_now(text: str) -> Now | None:
    """The version that a mark tells; None where it names nobody. What is no part of one is passed over."""
    items = [item.strip() for item in _ITEM.findall(text) if item.strip()]
    if not items or _PART.fullmatch(items[0]):
        return None
    age: int | None = None
    sex = ""
    parts: dict[str, str] = {}
    for item in items[1:]:
        part, years = _PART.fullmatch(item), _AGE.fullmatch(item)
        if part:
            parts[_KEYS[part[1]]] = part[2].strip()
        elif years:
            age = int(years[1])
        elif item in SEXES:
            sex = item
    sound = _SOUND.fullmatch(parts.get("voice", ""))
    voice = Voice(sound[1].strip(), int(sound[2]), int(sound[3]), sound[4].strip()) if sound else None
    return Now(
        items[0], age, _pair(parts.get("hair", "")), _pair(parts.get("clothes", "")), parts.get("state", ""), voice, sex
    )


def _pair(text: str) -> tuple[str, str] | None:
    """Colour and style; None where there are not both."""
    parts = [part.strip() for part in re.split(r"[，,]", text, maxsplit=1)]
    return (parts[0], parts[1]) if len(parts) == 2 and all(parts) else None


def changed(language: str, change: Callable[[Now], Now]) -> Callable[[str], str]:
    """What gives a picture with each of its marks about somebody as `change` has it; older ones stay as they are."""

    def put(match: re.Match[str]) -> str:
        now = next(_marks(match[0]), None)
        other = change(now) if now and not _CLOTHES.search(match[0]) else now
        return match[0] if now is None or other is None or other == now else write_change(other, language)

    return lambda visual: _WORN.sub(put, visual)


def without(visual: str) -> str:
    """The picture without its marks."""
    marked = "【" in visual or "[" in visual  # every clip asks it of all pictures, and most have none
    return (_LOOK.sub("", _WORN.sub("", _SET.sub("", visual))) if marked else visual).strip("，, ")
