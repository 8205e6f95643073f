"""How long a shot lasts, and from what: the one place where a duration of the board is made."""

from dataclasses import dataclass

from storyboard import speech
from storyboard.model import Cast
from storyboard.plan.beats import Beat
from storyboard.speech import Acted, Spoken

EMPTY = 20
"""Tenths of a shot in which nothing is said or done."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Natural length of a shot: the speech or the action, whichever is longer."""

    spoken: Spoken | None
    acted: Acted | None

    @property
    def tenths(self) -> int:
        act = self.acted.tenths if self.acted else 0
        if self.spoken is None:
            return act or EMPTY
        return min(max(self.spoken.tenths, act), speech.LONGEST)


def timing(beat: Beat, tempo: int, language: str) -> Timing:
    """The timing of a beat whose speaker speaks at `tempo` syllables a minute."""
    acted = speech.acting("".join(beat.acts)) if beat.acts else None
    if beat.speech is None or not beat.text:
        return Timing(None, acted)
    return Timing(speech.speaking(beat.text, tempo, language, lead=beat.piece == 0, tail=beat.last), acted)


def tenths(beat: Beat, cast: Cast, language: str) -> int:
    """Natural length at the speaker's tempo."""
    member = cast.get(beat.speech.speaker) if beat.speech else None
    return timing(beat, member.voice.tempo if member else speech.TEMPO[language], language).tenths
