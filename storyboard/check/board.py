"""check, first function: is this board the script? Speech and action verbatim, in order, by the right people."""

import re
from collections.abc import Iterable, Iterator, Sequence

from storyboard import marks, names, speech, timeline
from storyboard.cast import assume
from storyboard.cast.looks import kind_of, read_appearance, read_voice
from storyboard.check.align import Alignment, Line, Said, align, difference
from storyboard.model import Board, Cast, Episode, Fault, Script, Unit

_QUOTES = re.compile(r"“([^“”]+)”|「([^「」]+)」|\"([^\"]+)\"")


def lines_of(script: Script, episode: Episode) -> tuple[Line, ...]:
    """The spoken lines of an episode, in order."""
    return tuple(
        Line(unit.speaker, unit.text, script.line_of(unit.start))
        for unit in units_of(script, episode)
        if unit.kind == "speech" and unit.text
    )


def units_of(script: Script, episode: Episode) -> tuple[Unit, ...]:
    """The units of the scenes of an episode, in order."""
    scenes = {scene.id for scene in script.scenes if scene.episode == episode.id}
    return tuple(unit for unit in script.units if unit.scene in scenes)


def check_board(board: Board, script: Script, episode: Episode, cast: Cast | None = None) -> tuple[Fault, ...]:
    """Every fault and warning of a board against one episode of its script; needs no trace. Empty: the board is right."""
    said = [
        Said(shot.dialogue.role, shot.dialogue.text, number)
        for number, shot in enumerate(board.shots, start=1)
        if shot.dialogue.text
    ]
    lines = lines_of(script, episode)
    alignment = align(lines, said)
    return (
        *alignment.faults,
        *_cuts(board, script, lines, said, alignment),
        *_actions(board, script, episode),
        *_captions(board, script, episode),
        *_people(board, script, episode),
        *_looks(board, cast),
        *_durations(board),
        *_quotes(board, script),
        *_marks(board),
    )


def _cuts(
    board: Board, script: Script, lines: Sequence[Line], said: Sequence[Said], alignment: Alignment
) -> Iterator[Fault]:
    """Lines cut elsewhere than between clauses."""
    language = "zh" if script.language == "zh" else "en"
    for line, entry, count in alignment.matches:
        if count == 1:
            continue
        character = board.character_setting.get(lines[line].speaker)
        voice = read_voice(character.voice) if character else None
        tempo = min(voice[0].tempo if voice else speech.TEMPO[language], 180)
        legal, end = set(), 0
        for atom in speech.atoms(lines[line].text, tempo, language):
            legal.add(end := end + len(atom))
        at = 0
        for piece in said[entry : entry + count - 1]:
            at += len(piece.text)
            if at not in legal:
                yield Fault("cut", f"“{piece.text}” ends inside a clause", lines[line].line, shot=piece.shot)


def _flat(text: str) -> str:
    return "".join(text.split())


def _actions(board: Board, script: Script, episode: Episode) -> Iterator[Fault]:
    """Actions and parentheticals: verbatim but for white space, whole, in script order, nothing beside them."""
    wanted = list(_shown(script, units_of(script, episode)))
    shown = [(number, _flat(speech.delivery_of(shot.action)[1])) for number, shot in enumerate(board.shots, start=1)]
    text = "".join(piece for _, piece in shown)
    if text == "".join(_flat(item) for item, _ in wanted):
        return
    shots = [number for number, piece in shown for _ in piece]
    free = [True] * len(text)
    at = 0
    for item, line in wanted:
        flat = _flat(item)
        found = _find(text, flat, at, free)
        earlier = _find(text, flat, 0, free) if found < 0 else -1
        if found >= 0:
            at = found + len(flat)
        elif earlier >= 0:
            found = earlier
            yield Fault("moved-action", f"“{item}” stands in another place", line, "fault", shots[found])
        else:
            yield Fault("lost-action", f"“{item}” is not shown as written{_nearest(flat, text)}", line, "fault")
            continue
        free[found : found + len(flat)] = [False] * len(flat)
    yield from _left_over(text, free, shots)


def _find(text: str, item: str, at: int, free: Sequence[bool]) -> int:
    """Where the item stands from `at` on in characters not yet claimed; -1 if nowhere."""
    while (at := text.find(item, at)) >= 0:
        if all(free[at : at + len(item)]):
            return at
        at += 1
    return -1


def _nearest(item: str, text: str) -> str:
    """How the action was altered, if something like it is shown."""
    head = text.find(item[: max(4, len(item) // 2)])
    if head < 0:
        return ""
    return f": {difference(item, text[head : head + len(item)])}"


def _left_over(text: str, free: Sequence[bool], shots: Sequence[int]) -> Iterator[Fault]:
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and free[end] and shots[end] == shots[at]:
            end += 1
        if end > at and speech.syllables(text[at:end]):
            yield Fault("added-action", f"“{text[at:end]}” is not in the script", level="fault", shot=shots[at])
        at = max(end, at + 1)


def _shown(script: Script, units: Iterable[Unit]) -> Iterator[tuple[str, int]]:
    """What the actions must show, in order: (text, script line)."""
    for unit in units:
        line = script.line_of(unit.start)
        if unit.kind == "action":
            yield unit.text, line
        elif unit.kind == "speech":
            yield from ((aside.text, line) for aside in unit.parentheticals)


def _captions(board: Board, script: Script, episode: Episode) -> Iterator[Fault]:
    """On-screen texts in `visual`, transitions and sounds in `style_tags`: verbatim and in order."""
    units = units_of(script, episode)
    kinds = {"caption": ("caption", "title"), "effect": ("transition", "sound")}
    shown = [
        Line("", text, number) for number, shot in enumerate(board.shots, 1) for text in timeline.captions(shot.visual)
    ]
    texts = [
        Line("", unit.text, script.line_of(unit.start)) for unit in units if unit.kind in kinds["caption"] and unit.text
    ]
    entries = [Said("", line.text, line.line) for line in shown]
    for fault in align(texts, entries).faults:
        yield Fault(f"{fault.rule}-caption", fault.message, fault.line, "fault", fault.shot)
    tags = "\n".join(shot.style_tags for shot in board.shots)
    at = 0
    for unit in units:
        if unit.kind not in kinds["effect"] or not unit.text:
            continue
        found = tags.find(unit.text, at)
        if found < 0:
            yield Fault("lost-effect", f"“{unit.text}” stands in no style_tags", script.line_of(unit.start), "fault")
        at = max(at, found + len(unit.text))


def _people(board: Board, script: Script, episode: Episode) -> Iterator[Fault]:
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
    for name in dict.fromkeys(shot.dialogue.role for shot in board.shots if shot.dialogue.role):
        if name not in board.character_setting:
            yield Fault("cast", f"{name} speaks but is not in character_setting", level="fault")
    for scene in script.scenes:
        for name in scene.cast if scene.episode == episode.id else ():
            if name not in board.character_setting:
                yield Fault(
                    "cast", f"{name} of the cast line is not in character_setting", script.line_of(scene.start), "fault"
                )


def _looks(board: Board, cast: Cast | None) -> Iterator[Fault]:
    """Two people of a scene who would look alike."""
    naming = names.naming(board.character_setting, cast, "", "zh")
    twins = {frozenset((member.name, member.twin_of)) for member in cast.members if member.twin_of} if cast else set()
    told: set[frozenset[str]] = set()
    near = names.people_near(board, naming)
    for start in timeline.scene_starts(board):
        people = near[start]
        bodies = [
            (name, looks) for name in people if name in board.character_setting
            and (looks := read_appearance(board.character_setting[name].appearance)) and kind_of(looks) == "person"
        ]  # fmt: skip
        for at, (one, looks) in enumerate(bodies):
            for other, others in bodies[at + 1 :]:
                pair = frozenset((one, other))
                if assume.differing(looks, others) < 2 and pair not in told | twins:
                    told.add(pair)
                    yield Fault("alike", f"{one} and {other} would look alike", level="fault", shot=start + 1)


def _durations(board: Board) -> Iterator[Fault]:
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


def _quotes(board: Board, script: Script) -> Iterator[Fault]:
    """Quoted words in `visual` that the script does not have: invented speech or text."""
    source = _flat(script.text)
    for number, shot in enumerate(board.shots, start=1):
        for match in _QUOTES.finditer(shot.visual):
            words = next(group for group in match.groups() if group)
            if _flat(words) not in source:
                yield Fault(
                    "invented", f"visual quotes “{words}”, which is not in the script", level="fault", shot=number
                )


def _marks(board: Board) -> Iterator[Fault]:
    """Changed clothes belong to somebody; a place looks the same in every scene."""
    looks: dict[str, str] = {}
    for number, shot in enumerate(board.shots, start=1):
        for change in marks.changes(shot.visual):
            if change.name not in board.character_setting:
                yield Fault("outfit", f"{change.name} changes clothes but is nobody", level="fault", shot=number)
        told = marks.set_of(shot.visual)
        if told and looks.setdefault(shot.location, told) != told:
            yield Fault("set", f"{shot.location} looks different from before: “{told}”", shot=number)
