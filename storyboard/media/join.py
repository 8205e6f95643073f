"""Films joined into one: copied packet by packet where they are alike and may be cut there, encoded again only where not."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from storyboard.errors import GatewayError
from storyboard.media.container import NotAFilm
from storyboard.media.encode import RATE, SAMPLES
from storyboard.media.fades import Fades
from storyboard.media.film import opened, probe, times_of, turn_of, video
from storyboard.media.rate import rate_of
from storyboard.media.recode import recode
from storyboard.media.titles import Title
from storyboard.records import dataclass

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer, OutputContainer
    from av.packet import Packet
    from av.video.stream import VideoStream


class BadJoin(GatewayError):
    """The joined film does not come out as planned."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A film and how much of it stays, from its start."""

    path: Path
    keep: int
    """Tenths of a second, with the plain colours before and behind it."""
    titles: tuple[Title, ...] = ()
    """What is burnt in; a piece with titles is always encoded again."""
    fades: Fades = Fades()
    """How it begins and ends, in tenths; so is a piece that is not cut plainly."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What came of joining."""

    path: Path
    seconds: float
    frames: int
    fps: Fraction
    encoded: tuple[int, ...]
    """0-based pieces that had to be encoded again."""


@dataclass(frozen=True, slots=True)
class Make:
    """Everything in which two films must agree to share one track."""

    codec: str
    size: tuple[int, int]
    fps: Fraction
    time_base: Fraction
    extradata: bytes
    sound: tuple[str, int, int, bytes] | None
    turned: int = 0
    """Degrees clockwise by which it must be turned; one that must is never copied."""


COPIED = frozenset({"h264", "hevc"})
"""Codecs whose packets are copied into the film, which is an MP4 file that plays everywhere."""


def make_of(path: Path) -> Make:
    """How a film was made, from its headers and packets; its size is the upright one, its rate a usual one."""
    turned = turn_of(path)
    with opened(path) as file:
        stream = video(file, path)
        base = Fraction(stream.time_base or 1)
        fps = rate_of(times_of(file, stream), base)
        context = stream.codec_context
        sound = file.streams.audio[0] if file.streams.audio else None
        return Make(
            context.name,
            (context.height, context.width) if turned in (90, 270) else (context.width, context.height),
            fps,
            base,
            bytes(context.extradata or b""),
            (
                sound.codec_context.name,
                sound.sample_rate or 0,
                sound.channels,
                bytes(sound.codec_context.extradata or b""),
            )
            if sound
            else None,
            turned,
        )


def cuts(pieces: Sequence[Piece], fps: Fraction) -> tuple[int, ...]:
    """Frames of each piece: rounded where the pieces end in the whole, so that nothing adds up."""
    ends, at = [0], 0
    for piece in pieces:
        at += piece.keep
        ends.append(round(Fraction(at, 10) * fps))
    return tuple(after - before for before, after in pairwise(ends))


def in_frames(pieces: Sequence[Piece], fps: Fraction) -> tuple[Fades, ...]:
    """The fades of each piece in frames; plain colours end and begin where their tenths do in the whole."""
    found, at = [], 0
    for piece in pieces:
        each, end = piece.fades, at + piece.keep
        lead, hold = (_between(*span, fps) for span in ((at, at + each.lead), (end - each.hold, end)))
        into, out, mix, start = (_between(0, tenths, fps) for tenths in (each.into, each.out, each.mix, each.over_from))
        found.append(replace(each, lead=lead, hold=hold, into=into, out=out, mix=mix, over_from=start))
        at = end
    return tuple(found)


def _between(start: int, end: int, fps: Fraction) -> int:
    """Frames from one time to another, in tenths, each rounded by itself."""
    return round(Fraction(end, 10) * fps) - round(Fraction(start, 10) * fps)


def can_copy(path: Path, frames: int) -> bool:
    """Whether the film's first frames are a run of packets of their own: no later packet is shown or needed among them."""
    with opened(path) as file:
        stream = video(file, path)
        base = Fraction(stream.time_base or 1)
        shown = times_of(file, stream)
    fps = rate_of(shown, base)
    step = 1 / (fps * base)
    wanted = [round(number * step) for number in range(frames)]
    return len(shown) >= frames and sorted(shown[:frames]) == wanted


def join(pieces: Sequence[Piece], path: Path) -> Joined:
    """One film of the kept beginnings, in order; its length is that of the plan within one frame.

    The frame size and rate are those of most pieces (the earliest wins a tie). A piece made otherwise, one that cannot be
    cut at its frame, one shorter than what should stay of it, and one with titles or fades is encoded again; if the others come
    from another encoder than ours, all are. What was written is decoded again before the result is returned.
    """
    makes = [make_of(piece.path) for piece in pieces]
    size, fps = Counter((make.size, make.fps) for make in makes).most_common(1)[0][0]
    frames, fades = cuts(pieces, fps), in_frames(pieces, fps)
    with TemporaryDirectory(dir=path.parent, prefix=".join-") as folder:
        odd = _odd(pieces, makes, frames, (size, fps))
        films = [piece.path for piece in pieces]
        for number in odd:
            films[number] = Path(folder) / f"{number}.mp4"
            piece = pieces[number]
            recode(piece.path, films[number], size, fps, frames[number], piece.titles, fades[number])
        if odd and len({make_of(film) for film in films}) > 1:
            odd = tuple(range(len(pieces)))
            films = [Path(folder) / f"{number}.mp4" for number in odd]
            for piece, film, count, how in zip(pieces, films, frames, fades, strict=True):
                recode(piece.path, film, size, fps, count, piece.titles, how)
        whole = Path(folder) / "whole.mp4"
        _copy(films, frames, fps, whole)
        decoded = _decoded(whole, pieces)
        if decoded != sum(frames):
            raise BadJoin(f"{path}: {decoded} frames came out where {sum(frames)} were planned", "assemble again")
        whole.replace(path)
    return Joined(path, float(sum(frames) / fps), sum(frames), fps, odd)


def _decoded(whole: Path, pieces: Sequence[Piece]) -> int:
    """Pictures of the joined film; `NotAFilm` names the piece that is damaged where it cannot be decoded."""
    try:
        return probe(whole).frames
    except NotAFilm:
        for piece in pieces:
            probe(piece.path)
        raise


def _odd(
    pieces: Sequence[Piece], makes: Sequence[Make], frames: Sequence[int], shape: tuple[tuple[int, int], Fraction]
) -> tuple[int, ...]:
    """Pieces that cannot be copied."""
    fitting = [
        make
        for make in makes
        if (make.size, make.fps) == shape
        and make.sound is not None
        and make.sound[0] == "aac"
        and not make.turned
        and make.codec in COPIED
    ]
    model = Counter(fitting).most_common(1)[0][0] if fitting else None
    return tuple(
        number
        for number, (piece, make) in enumerate(zip(pieces, makes, strict=True))
        if make != model or piece.titles or not piece.fades.none or not can_copy(piece.path, frames[number])
    )


def _copy(films: Sequence[Path], frames: Sequence[int], fps: Fraction, path: Path) -> None:
    """Writes the packets of the films one after the other."""
    import av

    with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as out:
        with opened(films[0]) as first:
            picture = out.add_stream_from_template(video(first, films[0]))
            sound = out.add_stream_from_template(first.streams.audio[0])
        start, slot, base = 0, -2, Fraction(0)
        for film, count in zip(films, frames, strict=True):
            with opened(film) as file:
                base = base or Fraction(video(file, film).time_base or 1)
                slot = _copy_one(file, out, (picture, sound), (start, count, slot), fps)
            start += count


def _copy_one(
    file: "InputContainer",
    out: "OutputContainer",
    tracks: tuple["VideoStream", "AudioStream"],
    span: tuple[int, int, int],
    fps: Fraction,
) -> int:
    """Copies the beginning of one film; the last sound slot used.

    Sound packets are laid on a grid of 1024 samples: the nearest free slot, so that the track has no gaps and its
    distance from the picture, at most half a packet (11 ms), does not add up.
    """
    start, count, slot = span
    picture, sound = tracks
    source = file.streams.video[0]
    step = 1 / (fps * Fraction(source.time_base or 1))
    rate = sound.sample_rate or RATE
    offset, end = start / fps, (start + count) / fps
    taken = 0
    for packet in file.demux(source, file.streams.audio[0]):
        if packet.dts is None or packet.pts is None:
            continue
        if packet.stream is source:
            if taken < count:
                _place(packet, picture, round(start * step))
                out.mux(packet)
            taken += 1
            continue
        time = offset + packet.pts * Fraction(packet.time_base)
        place = math.floor(time * rate / SAMPLES + Fraction(1, 2))
        if slot < place and time < end:
            packet.pts = packet.dts = place * SAMPLES
            packet.time_base, packet.stream = Fraction(1, rate), sound
            out.mux(packet)
            slot = place
    return slot


def _place(packet: "Packet[Any]", stream: "VideoStream", offset: int) -> None:
    """Moves a packet to its place in the joined track."""
    assert packet.pts is not None
    assert packet.dts is not None
    packet.pts += offset
    packet.dts += offset
    packet.stream = stream
