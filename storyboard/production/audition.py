"""The words of one sound against its lines: heard once, lines in doubt once more alone, then judged."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Literal

from storyboard.ears import Ear, HearingStore
from storyboard.hearing import judge
from storyboard.hearing.again import SoundStretch, doubted, with_again
from storyboard.hearing.times import STEP, ended, trimmed
from storyboard.media.sound import Sound
from storyboard.model import Due, Hearing, TakeHeard
from storyboard.records import dataclass

Pay = Callable[[float | None], AbstractContextManager[None]]
"""Opened with a price around whatever costs it."""


@dataclass(frozen=True, slots=True)
class AuditionPart:
    """What a sound has to say."""

    due: tuple[Due, ...]
    language: Literal["zh", "en"]
    spans: Sequence[tuple[float, float]] = ()
    """When each shot of the prompt begins and ends, in seconds."""
    names: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Audition:
    """Who hears, where it is kept, and whether what nobody heard yet is heard now, inside `pay` of its price."""

    ear: Ear
    store: HearingStore
    ask: bool = True
    pay: Pay = lambda cost: nullcontext()

    def judged(self, sound: Sound, part: AuditionPart) -> TakeHeard | None:
        """The verdict; None where the sound was not heard yet and is not to be heard now."""
        hearing = self.heard(sound, part)
        return judge(part.due, hearing, part.language, part.spans, part.names) if hearing else None

    def heard(self, sound: Sound, part: AuditionPart) -> Hearing | None:
        """The words of a sound, as long as each is to be heard; lines in doubt also as they are heard alone, where that is free.

        Both are kept when they are there, so that a run that was cut off goes on.
        """
        hearing = self._timed(sound, part.language)
        if hearing is None or not hearing.timed:
            return hearing
        if self.ear.again:
            found = judge(part.due, hearing, part.language, part.spans, part.names)
            hearing = with_again(hearing, tuple(self._alone(sound, doubted(found, sound.seconds), part.language)))
        return ended(hearing, sound.levels(STEP))

    def _alone(
        self, sound: Sound, stretches: Sequence[SoundStretch], language: Literal["zh", "en"]
    ) -> Iterator[tuple[SoundStretch, Hearing]]:
        for stretch in stretches:
            hearing = self._timed(sound.part(stretch.start, stretch.end), language)
            if hearing:
                yield stretch, hearing

    def _timed(self, sound: Sound, language: Literal["zh", "en"]) -> Hearing | None:
        hearing = self.store.get(sound.sha256, self.ear.key)
        if hearing is None and self.ask:
            with self.pay(self.ear.price(sound)):
                hearing = self.ear.hear(sound, language)
                self.store.put(sound.sha256, self.ear.key, hearing)
        return trimmed(hearing, sound.levels(STEP)) if hearing and hearing.timed else hearing
