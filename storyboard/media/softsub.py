"""A subtitle track inside a film, which a player shows or hides; picture and sound are copied."""

import struct
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storyboard.languages import Language
from storyboard.media.film import opened, video

if TYPE_CHECKING:
    from av.packet import Packet

Words = tuple[int, int, str]
"""Start and end in tenths of a second, and what is said."""

HEADER = """[Script Info]
ScriptType: v4.00+
PlayResX: {width}
PlayResY: {height}

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Sans,{text},&H00FFFFFF,&H00FFFFFF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
"""What the track's encoder asks for: white letters below; without it they would be black."""


def add_subtitles(path: Path, words: Sequence[Words], language: Language) -> None:
    """Adds a track with these words to the film, in place, whole or not at all; a film without words stays as it is."""
    if not words:
        return
    part = path.with_name(f".{path.name}.soft")
    try:
        _write(path, part, words, language.word("film.subtitles"))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _write(path: Path, target: Path, words: Sequence[Words], language: str) -> None:
    import av

    with opened(path) as file, av.open(str(target), "w", format="mp4", options={"movflags": "+faststart"}) as out:
        picture = video(file, path)
        width, height = picture.codec_context.width, picture.codec_context.height
        tracks: dict[int, Any] = {picture.index: out.add_stream_from_template(picture)}
        tracks |= {sound.index: out.add_stream_from_template(sound) for sound in file.streams.audio}
        track = out.add_stream("mov_text")
        track.time_base = Fraction(1, 1000)
        header = HEADER.format(width=width, height=height, text=min(width, height) // 17)
        track.codec_context.subtitle_header = header.encode()
        track.metadata["language"] = language
        waiting = [_packet(each, track) for each in words]
        for packet in file.demux(*(file.streams[index] for index in tracks)):
            if packet.dts is None:
                continue
            now = Fraction(packet.dts) * Fraction(packet.time_base)
            while waiting and Fraction(waiting[0].pts or 0, 1000) <= now:
                out.mux(waiting.pop(0))
            packet.stream = tracks[packet.stream.index]
            out.mux(packet)
        for packet in waiting:
            out.mux(packet)


def _packet(words: Words, track: Any) -> "Packet[Any]":  # noqa: ANN401 - PyAV's stream
    """One cue as an MP4 text sample: its length in two bytes, then UTF-8."""
    import av

    start, end, text = words
    data = "\n".join(line for line in text.splitlines() if line.strip()).encode()[:65535]
    packet: Packet[Any] = av.Packet(struct.pack(">H", len(data)) + data)
    packet.pts = packet.dts = start * 100
    packet.duration = (end - start) * 100
    packet.time_base = Fraction(1, 1000)
    packet.stream = track
    return packet
