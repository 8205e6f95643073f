"""How a film looks by `[video] style`: a shipped palette by its name in any language, or the user's own words."""

import bisect
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from storyboard import lighting
from storyboard.datafiles import load
from storyboard.languages import Language
from storyboard.languages import scenery as vocabulary
from storyboard.model import Shot
from storyboard.patterns import deferred, tabled
from storyboard.records import dataclass

HOURS = ("day", "night", "dusk", "dim")
"""Rows of the light that a board is given by its hour; dim is a dusk under a covered sky."""
_MEDIUM = deferred(
    r"数码|数字(?:摄影|质感|影像|拍摄)|录像|录影|磁带|(?:8|16|65|70)毫米|超8|\b(?:digital|video ?tape|VHS|camcorder|webcam|(?:super[ -]?)?8 ?mm|16 ?mm|65 ?mm|70 ?mm|IMAX)\b",
    re.IGNORECASE,
)
"""What a picture is taken on, in a board's style."""
_STOCK = deferred(r"\b35 ?mm\b|35毫米", re.IGNORECASE)
"""What it is usually taken on, in the words of a palette."""
_COMMA = deferred(r"\s*[，,；;。\n]\s*|\.\s*$")


_COLOURS = 3
"""Main colours of a scene, at most."""
_NAMED = "red|crimson|scarlet|orange|amber|yellow|gold|ochre|green|olive|emerald|teal|turquoise|cyan|blue|azure|indigo|navy|violet|purple|mauve|pink|(?<!compass )rose(?! (?:to|up|from|and|slowly|on)\\b)|brown|sepia|umber|beige|cream|ivory|white|gr[ea]y|(?<!in )charcoal(?! (?:girl|drawing|profile|sketch|line|grain))|black"
_HUE = {
    True: deferred(
        rf"(?:\b(?:pale|dark|deep|dull|dusty|muted|muddy|cold|cool|warm|flat|milky|faded|faint|leaf|ice|icy|steel|slate|moss|bottle|sky|sea|straw|brick|rust|lemon|honey)[ -])?\b(?P<colour>(?:{_NAMED})(?:-(?:{_NAMED}))?)(?:(?<!white)(?<!y)s)?\b(?! ?-?(?:and-white|screen|balance|noise|hot))"
    ),
    False: deferred(
        r"(?P<colour>[深浅淡暗亮冷暖惨死铅土米金橙墨青灰银翠碧赭浊鲜柔蓝紫褐乳奶枯焦锈酒玫漆靛湖天草粉黄][红橙黄绿青蓝紫黑白灰褐棕金]|琥珀|赭石|藏青|黄浊|(?<!黄)昏[黄红]|[红橙黄绿青蓝紫褐金](?=色|漆|头绳|绸|绳结))色?(?![天山海河昏石])"
    ),
}
"""A colour in a style, by whether words stand between blanks: flat grey-white, 铅灰."""


NO_COLOURS = "-"
"""Main colours of a scene of which no word of its board tells any: none are made up."""
_CHROMA = deferred(
    r"red|crimson|scarlet|orange|amber|yellow|gold|ochre|green|olive|emerald|teal|turquoise|cyan|blue|azure|indigo|navy|violet|purple|mauve|pink|rose|brown|sepia|umber|beige|cream|[红橙黄绿青蓝紫褐棕金]|琥珀|赭石",
    re.IGNORECASE,
)
"""What makes a picture one in colour."""


@dataclass(frozen=True, slots=True)
class Mood:
    """The light of a scene."""

    light: str
    colours: str
    """Two or three, as one part of a style: 以琥珀色、深褐为主色."""


def style_words(style: str, language: Language, *, whole: bool = False) -> tuple[str, ...]:
    """What a setting asks for, in the language of the board: a palette's words, or the user's own, none of them with a comma.

    `whole`: as prompts say it that name a whole palette, and how it was shot instead of how it looks.
    """
    row = _row(style)
    if row is None:
        return parts(style)
    return tuple((row.get("film", row["words"]) if whole else row["words"])[language.code])


def medium(own: Sequence[str]) -> str:
    """The part of a board's style that says what its pictures are taken on; empty where none does."""
    return next((part for part in own if _MEDIUM.search(part)), "")


def taken_on(words: Sequence[str], own: Sequence[str]) -> tuple[str, ...]:
    """The words of a palette beside a board's `own`: what those say of the medium wins over the usual one."""
    return tuple(word for word in words if not (_STOCK.search(word) and medium(own)))


def mood(
    style: str, shot: Shot, language: Language, *, whole: bool = False, source: str = "", near: str = ""
) -> Mood | None:
    """Light and colours of a shot's scene by its hour and the side of the door; None where the style is the user's own words.

    Without a setting they are those of the first palette, the first two of its colours; the `whole` palette has four of
    them, filled up with those that all scenes of the film share. `source`: the script's own light, which stands for the palette's;
    `near`: the colours that the board names near by, which stand for those of the first palette.
    """
    row = _row(style) if style else next(iter(_rows().values()))
    if row is None:
        return None
    if (black := language.word("places.black")) == shot.location:
        return Mood(black, "")
    side = "inside" if vocabulary.is_inside(shot.location) else "outside"
    dark = tabled(language.word("places.dayless")).search(shot.time) is not None
    light: str = "night" if dark else vocabulary.light(shot.time)
    light = "dawn" if light == "dusk" and vocabulary.MORNING.search(shot.time) else light
    told = row["light"][light][side]
    several = told["colours"][language.code]
    if whole:
        grey = source == lighting.covered_sky(language) and row["light"]["dusk" if light == "dawn" else light].get(
            "covered"
        )
        several = (grey or told).get("hues", (grey or told)["colours"])[language.code]
        *most, last = [*several, *row["grounds"][language.code]][:4]
        colours = language.word("style.last").format(language.word("style.between").join(most), last)
        own = near if near and not style else language.word("style.palette").format(colours)
        own = "" if own == NO_COLOURS else own
        return Mood(source or told.get("whole", told)[language.code], own)
    colours = language.word("style.and").join(several if style else several[:2])
    return Mood(told[language.code], language.word("style.colours").format(colours))


def usual(language: Language) -> tuple[str, ...]:
    """The parts of a style that stand on a board because no setting names another: the look, then the light."""
    return (*parts(language.word("style.usual")), *lights(language))


def lights(language: Language) -> tuple[str, ...]:
    """The plain words for the light of an hour that stand on a board because neither the story nor a setting tells another."""
    return tuple(language.word(f"style.{hour}") for hour in HOURS)


def restyled(
    own: tuple[str, ...], style: str, shot: Shot, language: Language, *, whole: bool = False, source: str = ""
) -> tuple[str, ...]:
    """The parts of a shot's style as a setting has them; as they are where there is none.

    The usual look gives way to the setting, the usual light to its palette's where the board tells no other.
    """
    if not style:
        return own
    seen = mood(style, shot, language, whole=whole, source=source)
    common = usual(language) if seen else parts(language.word("style.usual"))
    rest = tuple(part for part in own if part not in common and not _colours(language.code).fullmatch(part))
    return (
        *taken_on(style_words(style, language, whole=whole), rest),
        *(_scene(seen, rest, language) if seen else ()),
        *rest,
    )


def shown(
    own: tuple[str, ...], style: str, shot: Shot, language: Language, *, source: str = "", near: str = ""
) -> tuple[str, ...]:
    """The parts of a style as prompts say it that name a whole palette.

    The look that boards begin with is said as the first palette says how it was shot; colours that the board names stay alone.
    `source`: what lights the scene by the script; `near`: the colours of shots near by.
    """
    if style:
        return restyled(own, style, shot, language, whole=True, source=source)
    seen, common = mood("", shot, language, whole=True, source=source, near=near), usual(language)
    rest = tuple(part for part in own if part not in common)
    usually = set(own) & set(parts(language.word("style.usual")))
    look = taken_on(style_words(next(iter(_rows())), language, whole=True), rest) if usually else ()
    told = any(_colours(language.code).fullmatch(part) for part in rest)
    added = _scene(seen, rest, language) if seen else ()
    return (*look, *(part for part in added if not (told and seen and part == seen.colours)), *rest)


def lit(own: tuple[str, ...], shot: Shot, language: Language) -> tuple[str, ...]:
    """A board's own style with light and colours of the scene: its light instead of the plain word for it, where the board tells no other."""
    seen = mood("", shot, language)
    colours = _colours(language.code)
    rest = tuple(part for part in own if part not in lights(language))
    told = any(colours.fullmatch(part) for part in rest)
    added = _scene(seen, rest, language) if seen else ()
    return (*rest, *(part for part in added if not (told and seen and part == seen.colours))) if seen else own


def told_colours(style: str, language: Language) -> str:
    """The part of a board's style that names its main colours; empty where it names none."""
    return _told_colours(style, language.code)


@lru_cache(4096)
def _told_colours(style: str, code: str) -> str:
    """The same once a style: every shot of a board asks it of all."""
    colours = _colours(code)
    return next((part for part in parts(style) if colours.fullmatch(part)), "")


def named_colours(
    styles: Sequence[str], language: Language, places: Sequence[str] = (), pictures: Sequence[str] = ()
) -> tuple[str, ...]:
    """The three colours that a scene's board names first: those of several styles, of one style, of what is fixed in its `places`; where these are a palette, or a style names one colour, of its `pictures` and of what their people wear too.

    Only a style's colours may be black, white or grey; those by themselves are no palette, nor is one colour.
    """
    often: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    hue = _HUE[language.does("writing.words")]
    for style in styles:
        seen = style.partition(language.word("prompt.scored"))[0]  # a brown bread is not seen where it is heard
        found = {match["colour"]: match[0].removesuffix("s") for match in hue.finditer(seen)}
        often.update(found.keys())
        for colour, whole in found.items():
            forms.setdefault(colour, Counter())[whole] += 1
    row = [forms[colour].most_common(1)[0][0] for colour, _ in often.most_common()]
    there, near = (
        [match[0] for match in hue.finditer("\n".join(dict.fromkeys(texts))) if _CHROMA.search(match[0])]
        for texts in (places, pictures)
    )
    told = _apart_in_hue([*row, *there])
    seen_too = _apart_in_hue([*told, *near])
    enough = row or len(seen_too) == _COLOURS  # of a style that names none they are a palette together
    return seen_too if _palette(told) or (enough and _palette(seen_too)) else ()


def _apart_in_hue(colours: Sequence[str]) -> tuple[str, ...]:
    """The first few colours of a row, none of them another shade of one before: 漆黑, 墨黑."""
    hues: dict[str, str] = {}
    for each in colours:
        each = each if each.isascii() or len(each) > 1 else f"{each}色"
        hue = each.split()[-1].casefold() if each.isascii() else each.removesuffix("色")[-1]
        hues.setdefault(_SAME_HUE.get(hue, hue), each)
    return tuple(hues.values())[:_COLOURS]


_SAME_HUE = {"金": "黄", "golden": "gold", "gray": "grey"}
"""Words for a hue that another word of a palette may tell too: 金黄 and 金色 are one."""


def _palette(colours: Sequence[str]) -> bool:
    """Whether colours are those of a picture in colour: several, and more than black, white and grey."""
    return len(colours) > 1 and any(_CHROMA.search(each) for each in colours)


def main_colours(colours: Sequence[str], language: Language) -> str:
    """The part of a board's style that says which its main colours are."""
    joined = (
        language.word("style.three").format(*colours)
        if len(colours) == _COLOURS
        else language.word("style.and").join(colours)
    )
    return language.word("style.palette").format(joined)


class Colours:
    """The main colours that the shots of a board name."""

    def __init__(self, shots: Sequence[Shot], language: Language) -> None:
        self._shots, self._told = shots, [_told_colours(shot.style_tags, language.code) for shot in shots]
        self._there: dict[str, list[int]] = {}
        self._then: dict[str, list[int]] = {}
        self._scene: dict[tuple[str, str, str], list[int]] = {}
        for at, shot in enumerate(shots):
            if self._told[at]:
                self._there.setdefault(shot.location, []).append(at)
                self._then.setdefault(shot.time, []).append(at)
                self._scene.setdefault((shot.location, shot.time, shot.weather), []).append(at)

    def near(self, at: int) -> str:
        """Those for the shot `at` a place: its own, those of the nearest shot there, else of the nearest at that hour; empty where the board names none."""
        row = self._there.get(self._shots[at].location) or self._then.get(self._shots[at].time) or []
        return self._nearest(at, row)

    def here(self, at: int) -> str:
        """Those of the nearest shot at the same place and hour in the same weather; empty where the board names none there: no gold of the sun in the fog before it."""
        shot = self._shots[at]
        return self._nearest(at, self._scene.get((shot.location, shot.time, shot.weather), []))

    def _nearest(self, at: int, row: Sequence[int]) -> str:
        behind = bisect.bisect_left(row, at)
        nearest = min(row[max(0, behind - 1) : behind + 1], key=lambda n: abs(at - n), default=None)
        return "" if nearest is None else self._told[nearest]


@cache
def _colours(code: str) -> re.Pattern[str]:
    """How a board names the main colours of a scene."""
    said = (Language.of(code).word(f"style.{key}").partition("{}") for key in ("main", "palette"))
    return re.compile(
        "|".join(
            f"(?:{re.escape(before)})?.+{re.escape(after)}" if after else f"{re.escape(before)}.+"
            for before, _, after in said
        )
    )


def _scene(seen: Mood, rest: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """What a scene's light adds to the other parts of its style."""
    told = any(word in part.casefold() for word in language.word("style.lit").split("|") for part in rest)
    return tuple(filter(None, (*([] if told else [seen.light]), seen.colours)))


def parts(text: str) -> tuple[str, ...]:
    """A style taken apart at its commas."""
    return tuple(part for part in (each.strip() for each in _COMMA.split(text)) if part)


def names() -> tuple[tuple[str, ...], ...]:
    """The names of every shipped palette, the first of them its own."""
    return tuple(tuple(row["names"]) for row in _rows().values())


@cache
def _rows() -> Mapping[str, dict[str, Any]]:
    """The rows by their first name."""
    return {row["names"][0]: row for row in load(Path(__file__).parent / "palettes.toml")["palettes"]}


@cache
def _row(style: str) -> dict[str, Any] | None:
    plain = re.sub(r"\s+", " ", style).strip().casefold()
    return next((row for row in _rows().values() if plain in map(str.casefold, row["names"])), None)
