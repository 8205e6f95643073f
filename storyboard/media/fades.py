"""How the piece of a film begins and ends where it is no plain cut: out of a colour, into one, or over the last pictures of the piece before."""

from array import array
from collections.abc import Iterable, Iterator
from itertools import islice, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from storyboard.media.encode import samples_of
from storyboard.media.planes import blended, of_frame, plain
from storyboard.records import dataclass

if TYPE_CHECKING:
    from fractions import Fraction

    from av import AudioFrame, VideoFrame

Colour = Literal["black", "white"]


@dataclass(frozen=True, slots=True)
class Fades:
    """In tenths where it is asked for, in frames where it is made."""

    lead: int = 0
    """Of the plain colour before the first picture, in silence."""
    into: int = 0
    """In which the first pictures come out of the colour."""
    out: int = 0
    """In which the last pictures go to the colour."""
    hold: int = 0
    """Of the plain colour behind the last picture, in silence."""
    colours: tuple[Colour, Colour] = ("black", "black")
    """Before and behind."""
    hush: tuple[bool, bool] = (True, True)
    """Whether the sound comes and goes with the picture."""
    over: Path | None = None
    """The film before, of which what follows `over_from` is laid over the first pictures, and goes."""
    over_from: int = 0
    mix: int = 0
    """How long."""

    @property
    def none(self) -> bool:
        return not (self.lead or self.into or self.out or self.hold or self.mix)


def shown(
    pictures: Iterator["VideoFrame"], under: Iterator["VideoFrame"], fades: Fades, size: tuple[int, int], count: int
) -> Iterator["VideoFrame"]:
    """The `count` frames of a piece: its pictures with their fades, between the plain colours. `under`: the pictures that are laid over the first."""
    first, last = (plain(colour, size) for colour in fades.colours)
    length = count - fades.lead - fades.hold
    for _ in repeat(None, fades.lead):
        yield first.frame(0, 24)
    for at, picture in enumerate(pictures):
        left = length - at  # this picture and those behind it
        if at < fades.mix:
            other = of_frame(next(under))
            yield blended(of_frame(picture), other, 1 - (at + 1) / (fades.mix + 1)).frame(0, 24)
        elif at < fades.into:
            yield blended(of_frame(picture), first, 1 - at / fades.into).frame(0, 24)
        elif left <= fades.out:
            yield blended(of_frame(picture), last, 1 - (left - 1) / fades.out).frame(0, 24)
        else:
            yield picture
    for _ in repeat(None, fades.hold):
        yield last.frame(0, 24)


def heard(
    sound: Iterable["AudioFrame"], under: Iterable["AudioFrame"], fades: Fades, length: int, fps: "Fraction"
) -> Iterator["AudioFrame"]:
    """The sound of a piece's `length` frames of picture, rising and falling with it; what is laid over its beginning is heard as it goes."""
    end, into, out, mix = (samples_of(frames, fps) for frames in (length, fades.into, fades.out, fades.mix))
    rise = mix or (into if fades.hush[0] else 0)
    fall = out if fades.hush[1] else 0
    before = _tail(under, samples_of(fades.over_from, fps), mix) if mix else ()
    at = 0
    for frame in sound:
        if at < max(rise, mix) or at + frame.samples > end - fall:
            _shape(frame, at, (rise, fall, end), before)
        yield frame
        at += frame.samples


def _tail(sound: Iterable["AudioFrame"], start: int, length: int) -> tuple["array[float]", ...]:
    """So many samples of each channel from a place on, falling to nothing."""
    channels = (array("f"), array("f"))
    at = 0
    for frame in sound:
        if at + frame.samples > start:
            for channel, plane in zip(channels, frame.planes, strict=True):
                channel.frombytes(bytes(plane)[max(0, start - at) * 4 : frame.samples * 4])
        at += frame.samples
        if at >= start + length:
            break
    return tuple(
        array("f", (value * (1 - n / length) for n, value in enumerate(islice(each, length)))) for each in channels
    )


def _shape(frame: "AudioFrame", at: int, ramps: tuple[int, int, int], before: tuple["array[float]", ...]) -> None:
    """Makes a frame of sound that begins at a sample as loud as its place wants it, in place."""
    rise, fall, end = ramps
    for number, plane in enumerate(frame.planes):
        values = array("f")
        values.frombytes(bytes(plane)[: frame.samples * 4])
        under = before[number] if before else ()
        for n, value in enumerate(values):
            place = at + n
            gain = min(1.0, place / rise if rise else 1.0, max(0, end - place) / fall if fall else 1.0)
            values[n] = value * gain + (under[place] if place < len(under) else 0.0)
        plane.update(values.tobytes().ljust(plane.buffer_size, b"\0"))
