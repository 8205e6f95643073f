"""What plays over black: the script says so, or its heading names no place but black. Nothing is seen there, whatever is heard or said.

Black holds from its word on while only voices, sounds and words on the picture follow; what can be seen ends it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from storyboard import transitions
from storyboard.languages import Language
from storyboard.model import Scene, Script, Shot, ShotTrace, Unit
from storyboard.parse.supers import BLACK, OVER_BLACK
from storyboard.patterns import deferred

MARK = deferred(
    r"(?:(?:SMASH |HARD |FADE |CUT )*(?:CUT |FADE |SMASH )?(?:IN |OUT )?(?:TO |FROM |OVER |ON |IN )?(?:A )?BLACK(?:NESS| SCREEN| FRAME)?|BLACK ?OUT|DARKNESS)[\s.:,–—-]*"
    r"|(?:切|转|淡出?|渐|跳|硬切|快切)*[至到入为成]?(?:画面|屏幕|银幕)?(?:渐渐?|慢慢|瞬间|骤然|一片|全|漆|变|转)*黑(?:屏|场|幕|暗)?[。.：:，,\s]*",
    re.I,
)
"""A cut, or the place of a heading, by which nothing is seen any more."""
SENTENCES = deferred(r"[.。]\s*")
HEARD = deferred(
    r"^(?:we )?(?:only )?hears?\b|\b(?:is|are|can be) heard\b|\bsounds?\b|^听[见到]|声(?:[音响]|$)|响起?$", re.I
)
UNSEEN = frozenset({"voiceover", "phone", "offscreen", "inner"})
SILENT = frozenset({"blank", "note", "front", "title", "cast", "episode", "sound", "caption", "transition"})


def blackened(script: Script, shots: Sequence[Shot], traces: Sequence[ShotTrace], language: str) -> tuple[Shot, ...]:
    """The shots, those that stand over black with nothing but that as their place and picture."""
    dark = frozenset(_dark(script, Language.of(language)))
    if not dark:
        return tuple(shots)
    black = Language.of(language).word("places.black")
    comes = {unit.id for unit in script.units if unit.kind == "transition" and transitions.comes(unit.text)}
    return tuple(
        replace(shot, location=black, visual=black) if dark.issuperset({*trace.units} - comes or trace.units) else shot
        for shot, trace in zip(shots, traces, strict=True)
    )


def _dark(script: Script, language: Language) -> Iterator[str]:
    """The ids of the units over which nothing is seen."""
    scenes = {scene.id: scene for scene in script.scenes}
    here, black, whole = "", False, False
    for unit in script.units:
        if unit.scene != here:
            begins, here, scene = not here, unit.scene, scenes.get(unit.scene)
            black = whole = (black and begins and _placeless(scene)) or (scene is not None and _is_black(scene))
        if unit.kind == "transition":
            black, whole = (True, whole or _placeless(scenes.get(here))) if _blackens(unit) else (black, whole)
        elif black and not _unseen(unit, language, whole=whole):
            black = whole = False
        if black and unit.kind != "blank":
            yield unit.id


def _blackens(unit: Unit) -> bool:
    said = unit.text.strip("【】[]（）() △▲")
    return ("黑" in said or "BLACK" in said.upper() or "DARK" in said.upper()) and (
        MARK.fullmatch(said) is not None or BLACK.fullmatch(said) is not None or OVER_BLACK.fullmatch(said) is not None
    )


def _is_black(scene: Scene) -> bool:
    """Whether the place of a heading is black and no place."""
    return bool(scene.location) and not scene.interior and MARK.fullmatch(scene.location) is not None


def _placeless(scene: Scene | None) -> bool:
    return scene is None or not scene.location


def _unseen(unit: Unit, language: Language, *, whole: bool) -> bool:
    """Whether nothing is seen in a unit that stands over black; `whole`: it is in no place, where whoever speaks is not seen either."""
    if unit.kind == "speech":
        return whole or unit.delivery in UNSEEN
    if unit.kind != "action":
        return unit.kind in SILENT or unit.kind == "heading"
    told = (each.strip(" △▲（）()") for line in unit.text.split("\n") for each in SENTENCES.split(line))
    return all(_heard(each, language) for each in told if each)


def _heard(sentence: str, language: Language) -> bool:
    """Whether a sentence says that nothing is seen, or what is heard."""
    return (
        any(
            re.fullmatch(language.word(key), sentence, re.IGNORECASE)
            for key in ("places.blackness", "places.hearkened")
        )
        or HEARD.search(sentence) is not None
        or re.search(language.word("prompt.audible"), sentence, re.IGNORECASE) is not None
    )
