"""Who speaks with which voice: distinct for each person, by sex and pitch, and coloured where the line is not spoken in the room."""

from collections import Counter
from collections.abc import Mapping, Sequence

from storyboard.cast.looks import read_voice
from storyboard.languages import Language
from storyboard.model import Board
from storyboard.records import dataclass

SHIFTS = (1.0, 0.92, 1.09, 0.86, 1.16)
"""Pitch of the people who share a voice: as it is, then lower and higher in turn; all are still heard as a voice."""
LEAST, MOST = 0.8, 1.35
"""Limits of speed: beyond them words are lost."""
USUAL = {"zh": 240, "en": 260}
"""Syllables a minute at which synthesised voices speak unasked (measured with Kokoro-82M; others are near it)."""


@dataclass(frozen=True, slots=True)
class VoicePart:
    """How one person sounds."""

    voice: str
    pitch: float
    """Factor of the voice's own."""
    speed: float


def cast_voices(board: Board, women: Sequence[str], men: Sequence[str], language: Language) -> dict[str, VoicePart]:
    """Everybody who speaks -> how; those who say most choose first, and two people never sound alike while voices are left."""
    lines = Counter(shot.dialogue.role for shot in board.shots if shot.dialogue.text)
    given: Counter[str] = Counter()
    found: dict[str, VoicePart] = {}
    for role, _ in lines.most_common():
        character = board.character_setting.get(role)
        read = read_voice(character.voice) if character else None
        female = read is None or _is_female(read[0].sex, language)
        pool = (women if female else men) or women or men
        voice = min(pool, key=lambda name: (given[name], pool.index(name)))
        tempo = read[0].tempo if read else USUAL[language.code]
        found[role] = VoicePart(voice, SHIFTS[given[voice] % len(SHIFTS)], _speed(tempo, language))
        given[voice] += 1
    return found


def _is_female(sex: str, language: Language) -> bool:
    return language.word("names.voices.female_word") in sex.lower()


def _speed(tempo: int, language: Language) -> float:
    return round(min(MOST, max(LEAST, tempo / USUAL[language.code])), 2)


COLOURS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "": (),
    "inner": (("lowpass", "f=3200"), ("aecho", "0.8:0.6:28|43:0.22|0.12")),
    "voiceover": (("highpass", "f=90"), ("treble", "g=2")),
    "offscreen": (("lowpass", "f=2600"), ("aecho", "0.8:0.5:40:0.2")),
    "phone": (("highpass", "f=350"), ("lowpass", "f=3200"), ("volume", "1.3")),
}
"""Delivery -> filters (name, arguments) that it is heard through: thoughts close and hollow, a telephone's narrow band."""
