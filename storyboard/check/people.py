"""Is everybody there, are they themselves everywhere, and can they be told apart?"""

from collections.abc import Iterator

from storyboard import names, timeline
from storyboard.cast import assume
from storyboard.cast.address import Addresses
from storyboard.cast.kin import parents
from storyboard.cast.looks import MORTAL, kind_of, read_appearance, read_voice
from storyboard.check.form import immortals
from storyboard.check.subject import Subject
from storyboard.model import Character, Fault
from storyboard.rules import finding

LEAST_GENERATION = 14
"""Years between a child and a parent."""
LOWEST, HIGHEST = 50, 500
"""Hz: the mean pitch of any human voice lies between."""


def check_people(subject: Subject) -> Iterator[Fault]:
    """Keys and names agree, ages agree in all three places, everybody of the episode is there, every role is somebody."""
    board, script, language = subject.board, subject.script, subject.language
    for key, character in board.character_setting.items():
        yield from _check_entry(key, character, subject)
    yield from _check_kin(subject)
    yield from _check_known(subject)
    for name in dict.fromkeys(shot.dialogue.role for shot in board.shots if shot.dialogue.role):
        if name not in board.character_setting:
            yield finding("cast", language=language, name=name)
    for scene in script.scenes:
        if scene.episode != subject.episode.id:
            continue
        line = script.line_of(scene.start)
        for name in scene.cast:
            if name not in board.character_setting:
                yield finding("cast", "listed", line=line, language=language, name=name)
        for name in scene.seen:
            if name not in board.character_setting:
                yield finding("unlisted", line=line, language=language, name=name)


def _check_entry(key: str, character: Character, subject: Subject) -> Iterator[Fault]:
    """One entry in itself: its name, its ages, its ranges, the sex of looks and voice."""
    looks, voice, language = read_appearance(character.appearance), read_voice(character.voice), subject.language
    if key != character.name:
        yield finding("name", language=language, key=key, name=character.name)
    ages = {character.age, *([looks.age] if looks else []), *([voice[1]] if voice else [])}
    if len(ages) > 1:
        yield finding("age", language=language, name=key, ages=", ".join(map(str, sorted(ages))))
    if voice and not LOWEST <= voice[0].pitch <= HIGHEST:
        told = {"pitch": voice[0].pitch, "low": LOWEST, "high": HIGHEST}
        yield finding("pitch-range", language=language, name=key, **told)
    if character.age > MORTAL and not immortals(subject.script):
        yield finding("age-range", language=language, name=key, age=character.age, most=MORTAL)
    if looks and voice and kind_of(looks) == "person" and looks.sex != voice[0].sex:
        yield finding("sex", language=language, name=key, looks=looks.sex, sounds=voice[0].sex)


def _check_kin(subject: Subject) -> Iterator[Fault]:
    """A mother or father, called so or told to be it, who is not old enough."""
    setting = subject.board.character_setting
    looks = {name: read_appearance(character.appearance) for name, character in setting.items()}
    sexes = {name: one.sex for name, one in looks.items() if one and kind_of(one) == "person"}
    for one in parents(Addresses(subject.script, list(setting)), sexes):
        if one.parent not in setting or one.child not in setting:
            continue
        years, other = setting[one.parent].age, setting[one.child].age
        if years < other + LEAST_GENERATION and other <= MORTAL:
            yield finding(
                "kin-age",
                "" if one.called else "told",
                line=one.line,
                language=subject.language,
                by=one.child,
                name=one.parent,
                word=one.word,
                years=years,
                other=other,
            )


def _check_known(subject: Subject) -> Iterator[Fault]:
    """Entries that the script does not have, and joint entries whose people are missing."""
    board, script, language = subject.board, subject.script, subject.language
    known = {person.name for person in script.cast} | {name for scene in script.scenes for name in scene.cast}
    known |= {name for scene in script.scenes for name in scene.seen}
    known |= {name for unit in script.units for name in (unit.speaker, *unit.members)}
    for name, character in board.character_setting.items():
        if name not in known:
            yield finding("stranger", language=language, name=name)
        if kind_of(read_appearance(character.appearance)) == "joint":
            parts = [part for part in names.JOINT.split(name) if part not in board.character_setting]
            yield from (finding("cast", "joint", language=language, name=part, whole=name) for part in parts)


def check_looks(subject: Subject) -> Iterator[Fault]:
    """Two people of a scene who would look alike."""
    board, cast = subject.board, subject.cast
    naming = names.naming(board.character_setting, cast, "", names.language_of(board))
    twins = {frozenset((member.name, member.twin_of)) for member in cast.members if member.twin_of} if cast else set()
    told: set[frozenset[str]] = set()
    near = names.people_near(board, naming)
    for start in timeline.scene_starts(board):
        people = near[start]
        bodies = [
            (name, looks)
            for name in people
            if name in board.character_setting
            and (looks := read_appearance(board.character_setting[name].appearance))
            and kind_of(looks) == "person"
        ]
        for at, (one, looks) in enumerate(bodies):
            for other, others in bodies[at + 1 :]:
                pair = frozenset((one, other))
                if assume.differing(looks, others) < 2 and pair not in told | twins:
                    told.add(pair)
                    yield finding("alike", shot=start + 1, language=subject.language, one=one, other=other)
