"""How long a shot lasts, and from what: the one place where a duration of the board is made."""

from collections.abc import Sequence
from dataclasses import replace

from storyboard import speech
from storyboard.model import Cast, Wish
from storyboard.plan.beats import Beat
from storyboard.records import dataclass
from storyboard.speech import Acted, Spoken

EMPTY = 20
"""Tenths of a shot in which nothing is said or done."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Length of a shot: the speech or the action, whichever is longer; or as the script's table asks, if the words fit."""

    spoken: Spoken | None
    acted: Acted | None
    asked: int = 0
    """Tenths that the script's table gives it."""

    @property
    def tenths(self) -> int:
        act = self.acted.tenths if self.acted else 0
        if self.asked:
            return min(max(self.spoken.tenths if self.spoken else speech.SHORTEST, self.asked), speech.LONGEST)
        if self.spoken is None:
            return act or EMPTY
        return min(max(self.spoken.tenths, act), speech.LONGEST)


def timing(beat: Beat, tempo: int, language: str) -> Timing:
    """The timing of a beat whose speaker speaks at `tempo` syllables a minute."""
    acted = speech.acting("".join(beat.acts)) if beat.acts else None
    if beat.speech is None or not beat.text:
        return Timing(None, acted, beat.asked)
    said = speech.speaking(beat.text, tempo, language, lead=beat.piece == 0, tail=beat.last)
    return Timing(said, acted, beat.asked)


def tenths(beat: Beat, cast: Cast, language: str) -> int:
    """Natural length at the speaker's tempo."""
    member = cast.get(beat.speech.speaker) if beat.speech else None
    return timing(beat, member.voice.tempo if member else speech.TEMPO[language], language).tenths


def asked(beats: Sequence[Beat], cast: Cast, language: str) -> list[Beat]:
    """The beats of a scene with what is asked of each: by the script's table, of a row that makes several its share; or by a team."""
    if any(beat.wishes for beat in beats):
        given = shares([(beat.wishes, tenths(replace(beat, asked=0), cast, language)) for beat in beats])
        beats = [replace(beat, asked=some) for beat, some in zip(beats, given, strict=True)]
    return [replace(beat, asked=wanted) if (wanted := by_team(beat)) else beat for beat in beats]


def by_team(beat: Beat) -> int:
    """Tenths that a production team asks of a beat; 0: it does not."""
    return round(beat.team.seconds * 10) if beat.team else 0


def shares(told: Sequence[tuple[tuple[Wish, ...], int]]) -> list[int]:
    """Tenths of each beat, told (what its rows ask, its natural length): rows are shared out by the natural lengths."""
    given = [0] * len(told)
    rows = {wish.row: round(wish.seconds * 10) for wishes, _ in told for wish in wishes if wish.seconds}
    for row, whole in rows.items():
        members = [at for at, (wishes, _) in enumerate(told) if any(wish.row == row for wish in wishes)]
        total, done, spent = sum(told[at][1] for at in members), 0, 0
        for at in members:
            done += told[at][1]
            upto = round(whole * done / total)
            given[at] += upto - spent
            spent = upto
    return given
