"""Who is of another age than usual stays so in the whole scene: in a gaze, a hand or a voice of a shot that does not say how old they are there."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from storyboard import marks, names, speech, timeline
from storyboard.cast.looks import read_appearance
from storyboard.model import Board, Character, Looks, Shot

_OFF = "offscreen"


def kept(board: Board, naming: names.Naming) -> Board:
    """The board whose people are of one age in a scene where no shot shows them at another, and at each age have the hair of it."""
    looks = _looks(board.character_setting)
    shots, language = list(board.shots), naming.language.code
    aged = {now.name for shot in shots for now in _aged(shot, looks)}
    if not aged:
        return board
    shots = [_own_hair(shot, _hair_elsewhere(shots, looks), looks, language) for shot in shots]
    starts = timeline.scene_starts(board)
    for start, end in zip(starts, (*starts[1:], len(shots)), strict=True):
        scene = shots[start:end]
        for name in aged:
            for at, now in _carried(name, scene, looks, naming).items():
                shot = shots[start + at]
                shots[start + at] = replace(shot, visual=f"{shot.visual}{marks.write_change(now, language)}")
    return replace(board, shots=tuple(shots))


def _looks(people: Mapping[str, Character]) -> dict[str, Looks]:
    read = {name: read_appearance(each.appearance) for name, each in people.items()}
    return {name: looks for name, looks in read.items() if looks is not None}


def _aged(shot: Shot, looks: Mapping[str, Looks]) -> list[marks.Now]:
    """Who is of another age than their entry in a shot."""
    versions = (now for now in marks.versions(shot.visual) if now.name in looks)
    return [now for now in versions if now.age is not None and now.age != looks[now.name].age]


def _carried(
    name: str, scene: Sequence[Shot], looks: Mapping[str, Looks], naming: names.Naming
) -> dict[int, marks.Now]:
    """For the shots of a scene that do not say how somebody is and in which they are of another age: how they are in the nearest that does.

    Beside a shot that shows them without a word about it they may be as usual: only what lies between two of the same age is sure then.
    """
    told = {at: now for at, shot in enumerate(scene) for now in _aged(shot, looks) if now.name == name}
    if not told:
        return {}
    marked = {at for at, shot in enumerate(scene) if any(now.name == name for now in marks.versions(shot.visual))}
    silent = [at for at in range(len(scene)) if at not in marked]
    usual = {at for at in silent if _shows(name, scene[at], naming)} | (marked - told.keys())
    found: dict[int, marks.Now] = {}
    for at in silent:
        before = max((other for other in told if other < at), default=None)
        after = min((other for other in told if other > at), default=None)
        known = [other for other in (before, after) if other is not None]
        near = min(known, key=lambda other: abs(other - at))
        between = before is not None and after is not None and told[before].age == told[after].age
        if between or not usual:
            found[at] = replace(told[near], state="")
    return found


def _shows(name: str, shot: Shot, naming: names.Naming) -> bool:
    """Whether a shot that says nothing of somebody's age may show or hear them at their usual one."""
    teller = shot.dialogue.role == name and speech.delivery_of(shot.action)[0] != _OFF
    return teller or name in names.found(marks.without(shot.visual), naming)


def _hair_elsewhere(shots: Sequence[Shot], looks: Mapping[str, Looks]) -> dict[str, set[str]]:
    """The colours of hair that people have at other ages only."""
    found: dict[str, set[str]] = {}
    for now in (now for shot in shots for now in _aged(shot, looks)):
        if now.hair and now.hair[0] != looks[now.name].hair_colour:
            found.setdefault(now.name, set()).add(now.hair[0])
    return found


def _own_hair(shot: Shot, others: Mapping[str, set[str]], looks: Mapping[str, Looks], language: str) -> Shot:
    """A shot in which nobody of their usual age has the hair's colour of another: grey curls of 58, and not the brown ones of 23."""
    wrong = [
        now
        for now in marks.versions(shot.visual)
        if now.hair and now.hair[0] in others.get(now.name, ()) and now.age in (None, looks[now.name].age)
    ]
    visual = shot.visual
    for now in wrong:
        own = marks.Now(now.name, hair=(looks[now.name].hair_colour, now.hair[1] if now.hair else ""))
        visual += marks.write_change(own, language)
    return replace(shot, visual=visual)
