"""Do the words fit into the seconds, and does the picture keep to the script?"""

import re
from collections.abc import Iterator, Sequence

from storyboard import marks, names, speech
from storyboard.cast.looks import read_voice
from storyboard.check.align import Alignment, Line, Said
from storyboard.check.shown import flat
from storyboard.model import Board, Clip, Episode, Fault, Scene, Script, Shot

_QUOTES = re.compile(r"“([^“”]+)”|「([^「」]+)」|『([^『』]+)』|⟦([^⟦⟧]+)⟧|(?<!\d)\"([^\"\n]+)\"")
_NIGHT = re.compile(r"夜|晚|凌晨|night|midnight|evening", re.IGNORECASE)
_DAY = re.compile(r"^(?:日|白天|上午|中午|下午|清晨|早晨|day|morning|afternoon|noon)$", re.IGNORECASE)


def check_durations(board: Board) -> Iterator[Fault]:
    """The speech guard, and the cost of slow tempos."""
    for number, shot in enumerate(board.shots, start=1):
        if not shot.dialogue.text:
            continue
        han = speech.han(shot.dialogue.text)
        language = "zh" if han * 2 >= speech.words(shot.dialogue.text) else "en"
        rate = speech.rate(shot.dialogue.text, shot.duration, language)
        what = f"{rate:.1f} {'characters' if language == 'zh' else 'words'} a second: “{shot.dialogue.text}” in {shot.duration:g} s"
        if rate > speech.REFUSE_RATE[language]:
            yield Fault("too-fast", f"{what} would be cut off", level="fault", shot=number)
        elif rate > speech.WARN_RATE[language] + 0.05:
            yield Fault("fast", f"{what} would sound rushed", shot=number)
    for name, character in board.character_setting.items():
        voice = read_voice(character.voice)
        if voice and not 200 <= voice[0].tempo <= 320:
            yield Fault(
                "tempo", f"{name} speaks at {voice[0].tempo} SPM; 200-320 is usual, and slow speech costs seconds"
            )


def check_quotes(board: Board, script: Script) -> Iterator[Fault]:
    """Quoted words in `visual` that the script does not have: invented speech or text."""
    source = flat(script.text)
    for number, shot in enumerate(board.shots, start=1):
        for match in _QUOTES.finditer(shot.visual):
            words = next(group for group in match.groups() if group)
            if flat(words) not in source:
                yield Fault(
                    "invented", f"visual quotes “{words}”, which is not in the script", level="fault", shot=number
                )


def check_marks(board: Board) -> Iterator[Fault]:
    """Changed clothes belong to somebody; a place looks the same in every scene."""
    looks: dict[str, str] = {}
    for number, shot in enumerate(board.shots, start=1):
        for change in marks.changes(shot.visual):
            if change.name not in board.character_setting:
                yield Fault("outfit", f"{change.name} changes clothes but is nobody", level="fault", shot=number)
        told = marks.set_of(shot.visual)
        if told and looks.setdefault(shot.location, told) != told:
            yield Fault("set", f"{shot.location} looks different from before: “{told}”", shot=number)


def check_scenery(
    board: Board, script: Script, episode: Episode, lines: Sequence[Line], said: Sequence[Said], alignment: Alignment
) -> Iterator[Fault]:
    """Place and hour of the shots that speak, against the heading of their scene; one warning a scene and field."""
    scenes = {scene.id: scene for scene in script.scenes if scene.episode == episode.id}
    told: set[tuple[str, str]] = set()
    for line, entry, count in alignment.matches:
        scene = scenes.get(lines[line].scene)
        for piece in said[entry : entry + count] if scene else ():
            assert scene is not None
            for rule, message in _elsewhere(scene, board.shots[piece.shot - 1]):
                if (scene.id, rule) not in told:
                    told.add((scene.id, rule))
                    yield Fault(rule, message, script.line_of(scene.start), shot=piece.shot)


def _elsewhere(scene: Scene, shot: Shot) -> Iterator[tuple[str, str]]:
    if scene.location and "".join(scene.location.split()) not in "".join(shot.location.split()):
        yield "place", f"the scene is in {scene.location}, the shot in {shot.location}"
    night = shot.time.startswith(("晚上", "night"))
    if (_NIGHT.search(scene.time) and not night) or (_DAY.match(scene.time) and night):
        yield "hour", f"the scene is at {scene.time}, the shot at {shot.time}"


def check_clips(clips: Sequence[Clip], board: Board) -> Iterator[Fault]:
    """The speech guard on what is sold: a line may not be given fewer seconds in a clip than it needs to be heard."""
    language = names.language_of(board)
    for number, clip in enumerate(clips, start=1):
        for part in clip.parts:
            seconds = (part.duration - part.tail) / 10
            if part.text and speech.rate(part.text, max(seconds, 0.1), language) > speech.REFUSE_RATE[language]:
                yield Fault(
                    "too-fast",
                    f"clip {number:03d}: “{part.text}” in {seconds:g} s would be cut off",
                    0,
                    "fault",
                    part.shot + 1,
                )
