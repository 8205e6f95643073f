"""Is everybody there, are they themselves everywhere, and can they be told apart?"""

from collections.abc import Iterator

from storyboard import names, timeline
from storyboard.cast import assume
from storyboard.cast.looks import kind_of, read_appearance, read_voice
from storyboard.model import Board, Cast, Episode, Fault, Script


def check_people(board: Board, script: Script, episode: Episode) -> Iterator[Fault]:
    """Keys and names agree, ages agree in all three places, everybody of the episode is there, every role is somebody."""
    for key, character in board.character_setting.items():
        looks, voice = read_appearance(character.appearance), read_voice(character.voice)
        if key != character.name:
            yield Fault("name", f"the key {key} has the name {character.name}", level="fault")
        ages = {character.age, *([looks.age] if looks else []), *([voice[1]] if voice else [])}
        if len(ages) > 1:
            yield Fault(
                "age", f"{key} is {', '.join(map(str, sorted(ages)))} years old in different places", level="fault"
            )
        if looks and voice and kind_of(looks) == "person" and looks.sex != voice[0].sex:
            yield Fault("sex", f"{key} looks {looks.sex} and sounds {voice[0].sex}", level="fault")
    yield from _known(board, script)
    for name in dict.fromkeys(shot.dialogue.role for shot in board.shots if shot.dialogue.role):
        if name not in board.character_setting:
            yield Fault("cast", f"{name} speaks but is not in character_setting", level="fault")
    for scene in script.scenes:
        for name in scene.cast if scene.episode == episode.id else ():
            if name not in board.character_setting:
                yield Fault(
                    "cast", f"{name} of the cast line is not in character_setting", script.line_of(scene.start), "fault"
                )


def _known(board: Board, script: Script) -> Iterator[Fault]:
    """Entries that the script does not have, and joint entries whose people are missing."""
    known = {person.name for person in script.cast} | {name for scene in script.scenes for name in scene.cast}
    known |= {name for unit in script.units for name in (unit.speaker, *unit.members)}
    for name, character in board.character_setting.items():
        if name not in known:
            yield Fault("stranger", f"{name} is in character_setting but nobody of the script")
        if kind_of(read_appearance(character.appearance)) == "joint":
            parts = [part for part in names.JOINT.split(name) if part not in board.character_setting]
            yield from (Fault("cast", f"{part} of {name} is not in character_setting", level="fault") for part in parts)


def check_looks(board: Board, cast: Cast | None) -> Iterator[Fault]:
    """Two people of a scene who would look alike."""
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
                    yield Fault("alike", f"{one} and {other} would look alike", level="fault", shot=start + 1)
