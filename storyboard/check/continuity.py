"""Does a picture follow from those before it? Who is there, on which side, with what, in which clothes and weather.

Read from the board alone: stagings from the words of `visual`, comings and goings from the script's own actions. What
is not said raises nothing.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from storyboard import camera, marks, names, speech, staging, timeline
from storyboard.cast.looks import kind_of, read_appearance
from storyboard.cast.timeline import in_another_year
from storyboard.check.hands import check_hands, check_reactions, check_writing
from storyboard.check.seen import SeenShot, asides_of, scenes_of
from storyboard.check.shown import flat
from storyboard.check.subject import Subject
from storyboard.languages import Language
from storyboard.languages import scenery as vocabulary
from storyboard.model import Fault
from storyboard.model.staging import At
from storyboard.rules import finding
from storyboard.staging import Said, anchors, props, things

CLOSE = ("medium", "medium-close", "near", "close", "extreme-close")
"""Sizes at which people are told apart by their faces."""
MOST_FACES = 3
LONGEST_RUN = 4
"""Shots of one size in a row from which on it is told."""


def check_continuity(subject: Subject) -> Iterator[Fault]:
    """Every finding of the family but that of clips, scene by scene."""
    known = names.naming(subject.board.character_setting, subject.cast, "", names.language_of(subject.board))
    scenes = scenes_of(subject, known)
    for scene in scenes:
        yield from _check_presence(scene, subject.language)
        yield from _check_line(scene, subject.language)
        yield from _check_steady(scene, subject.language)
        yield from _check_runs(scene, subject.language)
        yield from check_hands(scene, known, subject.language)
        yield from check_reactions(scene, known, subject.language)
        yield from check_writing(scene, subject.script.text, subject.language)
        here = {name for seen in scene for name in seen.acting}
        acted = ""
        for seen in scene:
            yield from _check_speaker(seen, here, known, subject.language)
            yield from _check_picture(seen, acted, known, subject.language)
            acted = seen.shot.action or acted
    yield from _check_anchors(scenes, subject.language)
    yield from _check_listeners(scenes, subject, known)
    lines = {seen.number: seen.line for scene in scenes for seen in scene}
    for one in things.missing(subject.board.shots, known):
        told = {"thing": one.thing, "said": one.said}
        yield finding("thing-unseen", line=lines.get(one.shot, 0), shot=one.shot, language=subject.language, **told)


def _check_anchors(scenes: Sequence[Sequence[SeenShot]], language: str) -> Iterator[Fault]:
    """A fixed thing of a place stays on its side of the picture, as often as the place comes back; not where the camera looks back from the other end."""
    words = Language.of(language)
    stood: dict[tuple[str, str], tuple[At, int]] = {}
    for seen in (seen for scene in scenes for seen in scene):
        if camera.read(seen.shot.camera).angle == "over-shoulder" or any(b.view == "back" for b in seen.staged.bodies):
            continue
        for one in anchors.read(staging.picture_of(seen.shot.visual)):
            key = (seen.shot.location, one.kind)
            was, before = stood.setdefault(key, (one.at, seen.number))
            if was != one.at:
                told = {side: words.word(f"staging.{side}") for side in anchors.SIDES}
                yield finding(
                    "anchor-flipped", line=seen.line, shot=seen.number, language=language,
                    thing=anchors.name(one.kind, words), before=before, was=told[was], now=told[one.at],
                )  # fmt: skip
                stood[key] = (one.at, seen.number)  # told once a flip


def _check_presence(scene: Sequence[SeenShot], language: str) -> Iterator[Fault]:
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


def _acts_later(name: str, scene: Sequence[SeenShot]) -> bool:
    """Whether somebody who goes in a scene's first shot acts in it on: they have come out into it."""
    return any(name in seen.acting for seen in scene[1:])


def _check_line(scene: Sequence[SeenShot], language: str) -> Iterator[Fault]:
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


def _check_steady(scene: Sequence[SeenShot], language: str) -> Iterator[Fault]:
    """Weather, hour and clothes are those of the scene's first shot; each told once a scene. In another year people are of another age."""
    first = scene[0]
    weather = next((seen for seen in scene if seen.shot.weather != first.shot.weather), None)
    if weather and not vocabulary.weather_turns(weather.shot.action):
        told = {"before": first.number, "was": first.shot.weather, "now": weather.shot.weather}
        yield finding("weather-flipped", line=weather.line, shot=weather.number, language=language, **told)
    hour = next((seen for seen in scene if seen.shot.time != first.shot.time), None)
    if hour and not vocabulary.hour_turns(hour.shot.action):
        told = {"before": first.number, "was": first.shot.time, "now": hour.shot.time}
        yield finding("light-flipped", line=hour.line, shot=hour.number, language=language, **told)
    worn: dict[str, tuple[marks.Now, int]] = {}
    for seen in scene:
        versions = {now.name: now for now in marks.versions(seen.shot.visual)}
        laid = (*timeline.captions(seen.shot.visual), *timeline.captions_within(seen.shot.action))
        worn = {} if in_another_year(seen.shot.action, laid, language) else worn
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


def _check_runs(scene: Sequence[SeenShot], language: str) -> Iterator[Fault]:
    """Runs of one size, the pieces of a speech counted once; told at their last shot."""
    run: list[SeenShot] = []
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


def _goes_on(one: SeenShot, other: SeenShot) -> bool:
    """Whether the second shot goes on with the speech of the first."""
    return bool(other.shot.dialogue.text) and one.line == other.line


def _check_speaker(seen: SeenShot, here: set[str], known: names.Naming, language: str) -> Iterator[Fault]:
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
    if bodies and not (named or off or silent) and not seen.staged.bodies[0].pose.startswith(("listening", "phone")):
        yield finding(
            "speaker-unseen", line=seen.line, shot=seen.number, language=language, name=role, seen="、".join(bodies)
        )


def _check_picture(seen: SeenShot, before: str, known: names.Naming, language: str) -> Iterator[Fault]:
    """The thing that the script asks for is in its picture, named there or in the action `before`; a close picture holds few faces."""
    framing = camera.read(seen.shot.camera)
    if not seen.shot.dialogue.text and props.asks_for(seen.shot.action) and framing.size in ("close", "extreme-close"):
        prop = props.prop_of(seen.shot.action, known.language.code, before)
        key = prop.split()[-1] if prop and known.language.does("writing.words") else prop
        if key and flat(key).casefold() not in flat(seen.shot.visual).casefold() and not names.found(prop, known):
            yield finding("prop-absent", line=seen.line, shot=seen.number, language=language, prop=prop)
    faces = [body.who for body in seen.staged.bodies if body.view == "face"]
    if framing.size in CLOSE and len(faces) > MOST_FACES:
        told = "、".join(faces)
        yield finding(
            "too-many-faces", line=seen.line, shot=seen.number, language=language, count=len(faces), people=told
        )


def _check_listeners(scenes: Sequence[Sequence[SeenShot]], subject: Subject, known: names.Naming) -> Iterator[Fault]:
    """The camera stands behind who is spoken to, where the line itself says who that is, or somebody who read the scene."""
    told = [unit for unit in subject.script.units if unit.to]

    def to(seen: SeenShot) -> str:
        role, words = seen.shot.dialogue.role, flat(seen.shot.dialogue.text)
        mine = (unit for unit in told if unit.speaker == role and words in flat(unit.text))
        return next((unit.to for unit in mine if subject.script.line_of(unit.start) >= seen.line), "")

    for scene in scenes:
        people = tuple(dict.fromkeys(name for seen in scene for name in (*seen.acting, *seen.bodies)))
        spoken = [seen for seen in scene if seen.shot.dialogue.text]
        lines = [
            Said(
                (role := seen.shot.dialogue.role),
                seen.shot.dialogue.text,
                " ".join(asides_of(seen.shot.action)),
                here=people,
                to=staging.meant(to(seen), people, (role,)),
            )
            for seen in spoken
        ]
        for seen, whom in zip(spoken, staging.called(lines, known), strict=True):
            behind = [body.who for body in seen.staged.bodies if body.view == "back"]
            if whom and behind and behind[0] not in whom and behind[0] != seen.shot.dialogue.role:
                yield finding(
                    "wrong-listener",
                    line=seen.line,
                    shot=seen.number,
                    language=subject.language,
                    to="、".join(whom),
                    name=behind[0],
                )
