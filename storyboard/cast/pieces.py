"""A script in which what plays in another year within a scene is a scene of its own: the shots of a series that open with their years, and what stands behind a caption.

`-- 1983. Ernesto …`, △五年后，…: nobody is as old there as where the scene began, nor bears there what the others tell.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from storyboard.cast.timeline import turns
from storyboard.languages import Language
from storyboard.model import Scene, Script, Unit

MARK = "\x1f"
"""What stands between the id or the name of a scene and the number of a piece of it."""
_SHOWN = frozenset({"action", "speech", "cast"})


def pieces(script: Script) -> tuple[Script, dict[str, str]]:
    """The script with a scene for every piece, and by the ids of those scenes the words with which they begin."""
    by_scene: dict[str, list[Unit]] = {scene.id: [] for scene in script.scenes}
    for unit in script.units:
        by_scene.get(unit.scene, []).append(unit)
    scenes: list[Scene] = []
    moved: dict[str, str] = {}
    found: dict[str, str] = {}
    for scene in script.scenes:
        every = by_scene[scene.id]
        starts = list(_starts(every, Language.of(script.language).code))
        if not starts:
            scenes.append(scene)
            continue
        ends = [unit.start for unit, _ in starts[1:]] + [scene.end]
        spans = [(unit.start, end) for (unit, _), end in zip(starts, ends, strict=True)]
        parts = [[one for one in every if start <= one.start < end] for start, end in spans]
        seen = [_in(part, (*scene.cast, *scene.seen)) for part in parts]
        elsewhere = {name for names in seen for name in names}
        ahead = _in([one for one in every if one.start < starts[0][0].start], scene.seen)
        left = tuple(name for name in scene.seen if name in ahead or name not in elsewhere)
        scenes.append(replace(scene, end=starts[0][0].start, seen=left))
        for at, (unit, since) in enumerate(starts):
            own = f"{scene.id}{MARK}{at + 1}"
            scenes.append(replace(scene, id=own, time="", start=unit.start, end=ends[at], cast=(), seen=seen[at]))
            found[own] = since
            moved |= {one.id: own for one in parts[at]}
    if not found:
        return script, {}
    units = tuple(replace(unit, scene=moved[unit.id]) if unit.id in moved else unit for unit in script.units)
    return replace(script, scenes=tuple(scenes), units=units), found


def whole(scene: str) -> str:
    """The scene of which this one is a piece, by its id or its name; itself where it is none."""
    return scene.partition(MARK)[0]


def _in(units: Sequence[Unit], names: Sequence[str]) -> tuple[str, ...]:
    """Those of some names that stand in units."""
    text = "\n".join(unit.text for unit in units).casefold()
    return tuple(name for name in names if name.casefold() in text)


def _starts(units: Sequence[Unit], language: str) -> Iterator[tuple[Unit, str]]:
    """The units with which pieces of a scene begin, and the words for their years: behind something that is shown, a caption behind something that is said, or where one of several opens the scene."""
    opening = [(at, unit, since) for at, unit in enumerate(units) if (since := turns(unit, language))]
    shown = [at for at, unit in enumerate(units) if unit.kind in _SHOWN]
    several = sum(unit.kind == "action" for _, unit, _ in opening) > 1
    for at, unit, since in opening:
        behind = bool(shown) and shown[-1] >= at
        if unit.kind == "action":
            begins = several or (bool(shown) and shown[0] < at)
        else:
            begins = any(one.kind == "speech" for one in units[:at])
        if begins and behind:
            yield unit, since
