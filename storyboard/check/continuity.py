"""Does a picture follow from those before it? Who is there, on which side, with what, in which clothes and weather.

Read from the board alone: stagings from the words of `visual`, comings and goings from the script's own actions. What
is not said raises nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from storyboard import camera, marks, names, speech, staging
from storyboard.cast.looks import kind_of, read_appearance
from storyboard.check.shown import flat
from storyboard.check.subject import Subject, units_of
from storyboard.model import Fault, Shot, Staging, Unit
from storyboard.rules import finding
from storyboard.staging import Moves, Said, props

CLOSE = ("medium", "medium-close", "near", "close", "extreme-close")
"""Sizes at which people are told apart by their faces."""
MOST_FACES = 3
LONGEST_RUN = 4
"""Shots of one size in a row from which on it is told."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One shot, and what is known of it."""

    number: int
    """1-based."""
    shot: Shot
    staged: Staging
    line: int
    """Script line; 0 where nobody knows."""
    delivery: str
    acting: tuple[str, ...]
    """Who is bodily in its script lines: acts by name or pronoun, or speaks in the picture."""
    moved: Moves

    @property
    def bodies(self) -> tuple[str, ...]:
        return tuple(body.who for body in self.staged.bodies)


def check_continuity(subject: Subject) -> Iterator[Fault]:
    """Every finding of the family but that of clips, scene by scene."""
    known = names.naming(subject.board.character_setting, subject.cast, "", names.language_of(subject.board))
    scenes = _scenes(subject, known)
    for scene in scenes:
        yield from _check_presence(scene, subject.language)
        yield from _check_line(scene, subject.language)
        yield from _check_steady(scene, subject.language)
        yield from _check_runs(scene, subject.language)
        here = {name for seen in scene for name in seen.acting}
        for seen in scene:
            yield from _check_speaker(seen, here, known, subject.language)
            yield from _check_picture(seen, known, subject.language)
    yield from _check_listeners(scenes, known, subject.language)


def _scenes(subject: Subject, known: names.Naming) -> list[list[Seen]]:
    """The shots of the board by the scene of the script that they show; what plays at another time or place is a scene of its own."""
    units = _units(subject)
    board = subject.board
    staged = staging.of(board, (), known)
    found: list[list[Seen]] = []
    now: dict[tuple[str, str], list[Seen]] = {}
    scene, last = "", ("", "", "")
    for number, shot in enumerate(board.shots, start=1):
        unit = units[number - 1]
        scene = unit.scene if unit else scene
        layer = staging.layer(shot)
        if not found or (scene, layer, shot.location) != last:
            again = now.get((scene, shot.location)) if layer == "present" else None
            here = again if again is not None else []
            found += [here] if again is None else []
            if layer == "present":
                now[scene, shot.location] = here
        last = (scene, layer, shot.location)
        recent = list(dict.fromkeys(name for seen in reversed(here) for name in seen.acting))
        here.append(_seen(number, shot, staged[number - 1], subject, unit, known, recent))
    return found


def _seen(
    number: int,
    shot: Shot,
    staged: Staging,
    subject: Subject,
    unit: Unit | None,
    known: names.Naming,
    recent: list[str],
) -> Seen:
    delivery, action = speech.delivery_of(shot.action) if shot.dialogue.text else ("", shot.action)
    role = shot.dialogue.role
    asides = _asides(action)
    acts = "\n".join(part for part in action.split("\n") if part not in asides)
    acted = staging.moves(acts, known, recent=recent)
    own = staging.moves("\n".join(part.strip("（）()") for part in asides), known, role) if role else Moves()
    moved = Moves((*acted.enters, *own.enters), (*acted.exits, *own.exits))
    bodily = (
        [name for name in names.members(role, known) or (role,) if name] if not delivery or delivery == "inner" else []
    )
    acting = tuple(dict.fromkeys([*staging.persons(action, known, [*bodily, *recent]), *bodily]))
    line = subject.script.line_of(unit.start) if unit else 0
    return Seen(number, shot, staged, line, delivery, acting, moved)


def _asides(action: str) -> list[str]:
    """The stage directions of a speech among what its shot shows."""
    return [part for part in action.split("\n") if part[:1] in "（(" and part[-1:] in "）)" and part]


def _units(subject: Subject) -> list[Unit | None]:
    """For every shot the first unit of the script that it shows; None where none can be found."""
    units = [unit for unit in units_of(subject.script, subject.episode) if unit.text or unit.parentheticals]
    texts = [flat("".join((unit.text, *(aside.text for aside in unit.parentheticals)))) for unit in units]
    found: list[Unit | None] = []
    at = 0
    for shot in subject.board.shots:
        action = speech.delivery_of(shot.action)[1] if shot.dialogue.text else shot.action
        words = [flat(text) for text in (*action.split("\n"), shot.dialogue.text) if flat(text)]
        hits = [
            next(
                (n for n in range(at, min(at + 12, len(units))) if word in texts[n] or (texts[n] in word and texts[n])),
                None,
            )
            for word in words
        ]
        good = [hit for hit in hits if hit is not None]
        found.append(units[good[0]] if good else None)
        at = max([at, *good])
    return found


def _check_presence(scene: Sequence[Seen], language: str) -> Iterator[Fault]:
    """Who is seen before they come, or after they left."""
    come: dict[str, int] = {}
    for seen in reversed(scene):
        acts = [name for name in come if name in seen.acting]  # whoever acts before they come has been there before
        come = {name: number for name, number in come.items() if name not in acts}
        come.update(dict.fromkeys(seen.moved.enters, seen.number))
    before: set[str] = set()
    left: dict[str, int] = {}
    for seen in scene:
        here = {*seen.acting, *seen.moved.enters, *seen.staged.enters}
        for name in here:
            left.pop(name, None)
        for name in seen.bodies:
            later = come.get(name, 0)
            if later > seen.number and name not in before | here:
                yield finding(
                    "not-yet-come", line=seen.line, shot=seen.number, language=language, name=name, later=later
                )
            if name in left:
                yield finding(
                    "left-and-seen", line=seen.line, shot=seen.number, language=language, name=name, before=left[name]
                )
        before |= here
        goes = [name for name in seen.moved.exits if name not in seen.moved.enters]
        left.update({name: seen.number for name in goes if seen is not scene[0] or not _acts_later(name, scene)})


def _acts_later(name: str, scene: Sequence[Seen]) -> bool:
    """Whether somebody who goes in a scene's first shot acts in it on: they have come out into it."""
    return any(name in seen.acting for seen in scene[1:])


def _check_line(scene: Sequence[Seen], language: str) -> Iterator[Fault]:
    """Of two people one stays left of the other; people of one picture do not look away from each other."""
    left_of: dict[frozenset[str], tuple[str, int]] = {}
    everybody = {name for seen in scene for name in seen.bodies}
    for seen in scene:
        sided = [body for body in seen.staged.bodies if body.at]
        pairs = [
            (one.who, other.who) if one.at == "left" else (other.who, one.who)
            for one, other in combinations(sided, 2)
            if one.at != other.at
        ]
        if not pairs and len(everybody) == 2 and len(sided) == 1:
            (other,) = everybody - {sided[0].who}
            pairs = [(sided[0].who, other) if sided[0].at == "left" else (other, sided[0].who)]
        for one, other in pairs:
            was, number = left_of.setdefault(frozenset((one, other)), (one, seen.number))
            if was != one:
                yield finding(
                    "crossed-line",
                    line=seen.line,
                    shot=seen.number,
                    language=language,
                    one=was,
                    other=one,
                    before=number,
                )
                left_of[frozenset((one, other))] = (one, seen.number)  # told once a crossing
        for first, second in combinations(sided, 2):
            if first.at != second.at and first.faces == first.at and second.faces == second.at:
                yield finding(
                    "facing-away", line=seen.line, shot=seen.number, language=language, one=first.who, other=second.who
                )


def _check_steady(scene: Sequence[Seen], language: str) -> Iterator[Fault]:
    """Weather, hour and clothes are those of the scene's first shot; each told once a scene."""
    first = scene[0]
    weather = next((seen for seen in scene if seen.shot.weather != first.shot.weather), None)
    if weather:
        told = {"before": first.number, "was": first.shot.weather, "now": weather.shot.weather}
        yield finding("weather-flipped", line=weather.line, shot=weather.number, language=language, **told)
    hour = next((seen for seen in scene if seen.shot.time != first.shot.time), None)
    if hour:
        told = {"before": first.number, "was": first.shot.time, "now": hour.shot.time}
        yield finding("light-flipped", line=hour.line, shot=hour.number, language=language, **told)
    worn: dict[str, tuple[marks.Now, int]] = {}
    for seen in scene:
        versions = {now.name: now for now in marks.versions(seen.shot.visual)}
        for name in dict.fromkeys(seen.bodies):
            now = versions.get(name, marks.Now(name))
            was, number = worn.setdefault(name, (now, seen.number))
            if was.clothes != now.clothes:
                yield finding(
                    "clothes-changed", line=seen.line, shot=seen.number, language=language, name=name, before=number
                )
            if was.age != now.age:
                yield finding(
                    "age-jumped", line=seen.line, shot=seen.number, language=language, name=name, before=number
                )
            worn[name] = (now, seen.number)


def _check_runs(scene: Sequence[Seen], language: str) -> Iterator[Fault]:
    """Runs of one size, the pieces of a speech counted once; told at their last shot."""
    run: list[Seen] = []
    for seen in [*scene, None]:
        size = camera.read(seen.shot.camera).size if seen else ""
        if run and (seen is None or size != camera.read(run[0].shot.camera).size):
            turns = sum(n == 0 or not _goes_on(run[n - 1], one) for n, one in enumerate(run))
            if turns > LONGEST_RUN:
                told = run[0].shot.camera.replace("，", ",").split(",")[0]
                last = run[-1]
                yield finding(
                    "same-size-run", line=last.line, shot=last.number, language=language, count=turns, size=told
                )
            run = []
        run += [seen] if seen else []


def _goes_on(one: Seen, other: Seen) -> bool:
    """Whether the second shot goes on with the speech of the first."""
    return bool(other.shot.dialogue.text) and one.line == other.line


def _check_speaker(seen: Seen, here: set[str], known: names.Naming, language: str) -> Iterator[Fault]:
    """Who speaks in the picture is in it, who is only heard is not; a thought of somebody who is `here` may be seen."""
    role, bodies = seen.shot.dialogue.role, seen.bodies
    character = known.characters.get(role)
    if not seen.shot.dialogue.text or character is None or kind_of(read_appearance(character.appearance)) != "person":
        return
    off = any(staging.heard_from_off(aside) for aside in seen.shot.action.split("\n"))
    if seen.delivery in ("voiceover", "offscreen", "phone"):
        if role in bodies and (seen.delivery == "phone" or role not in here):
            yield finding("seen-though-heard-only", line=seen.line, shot=seen.number, language=language, name=role)
        return
    named = role in bodies or role in names.found(seen.shot.visual, known)
    silent = not speech.syllables(seen.shot.dialogue.text)
    if bodies and not (named or off or silent) and seen.staged.bodies[0].pose not in ("listening", "phone"):
        yield finding(
            "speaker-unseen", line=seen.line, shot=seen.number, language=language, name=role, seen="、".join(bodies)
        )


def _check_picture(seen: Seen, known: names.Naming, language: str) -> Iterator[Fault]:
    """The thing that the script asks for is in its picture; a close picture holds few faces."""
    framing = camera.read(seen.shot.camera)
    if not seen.shot.dialogue.text and props.asks_for(seen.shot.action) and framing.size in ("close", "extreme-close"):
        prop = props.prop_of(seen.shot.action, known.language.code)
        key = prop.split()[-1] if prop and known.language.does("writing.words") else prop
        if key and flat(key).casefold() not in flat(seen.shot.visual).casefold() and not names.found(prop, known):
            yield finding("prop-absent", line=seen.line, shot=seen.number, language=language, prop=prop)
    faces = [body.who for body in seen.staged.bodies if body.view == "face"]
    if framing.size in CLOSE and len(faces) > MOST_FACES:
        told = "、".join(faces)
        yield finding(
            "too-many-faces", line=seen.line, shot=seen.number, language=language, count=len(faces), people=told
        )


def _check_listeners(scenes: Sequence[Sequence[Seen]], known: names.Naming, language: str) -> Iterator[Fault]:
    """The camera stands behind who is spoken to, where the line itself says who that is."""
    for scene in scenes:
        people = tuple(dict.fromkeys(name for seen in scene for name in (*seen.acting, *seen.bodies)))
        spoken = [seen for seen in scene if seen.shot.dialogue.text]
        lines = [
            Said(seen.shot.dialogue.role, seen.shot.dialogue.text, " ".join(_asides(seen.shot.action)), here=people)
            for seen in spoken
        ]
        for seen, to in zip(spoken, staging.called(lines, known), strict=True):
            behind = [body.who for body in seen.staged.bodies if body.view == "back"]
            if to and behind and behind[0] not in to and behind[0] != seen.shot.dialogue.role:
                yield finding(
                    "wrong-listener",
                    line=seen.line,
                    shot=seen.number,
                    language=language,
                    to="、".join(to),
                    name=behind[0],
                )
