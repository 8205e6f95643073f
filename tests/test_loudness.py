"""The sound of a film at an even loudness and its subtitle track; its picture untouched."""

import math
from array import array
from fractions import Fraction

import av
import pytest
from PIL import Image

from storyboard import media
from storyboard.languages import Language
from storyboard.media.encode import RATE
from storyboard.media.loudness import TARGET, level, measure


def film_with(path, loudness: float, begins: float = 1.0, seconds: int = 4):
    """A still picture and a tone of this amplitude, from a moment on."""
    still = media.planes(Image.new("RGBA", (96, 160), (90, 20, 20, 255)))
    with media.FilmWriter(path, (96, 160), Fraction(12)) as film:
        for _ in range(seconds * 12):
            film.show(still.frame(0, 24))
        frames = []
        for block in range(seconds * RATE // 1024):
            times = range(block * 1024, block * 1024 + 1024)
            tone = array("f", (loudness * math.sin(at * 0.131) if at / RATE >= begins else 0.0 for at in times))
            frame = av.AudioFrame("fltp", "stereo", 1024)
            for plane in frame.planes:
                plane.update(tone.tobytes())
            frames.append(frame)
        film.sound(frames)
    return path


def pictures(path):
    with av.open(str(path)) as file:
        return [(packet.pts, bytes(packet)) for packet in file.demux(file.streams.video[0]) if packet.dts is not None]


def onset(path) -> float:
    """When the tone begins."""
    with av.open(str(path)) as file:
        for frame in file.decode(file.streams.audio[0]):
            samples = array("f", bytes(frame.planes[0]))[: frame.samples]
            for number, sample in enumerate(samples):
                if abs(sample) > 0.004:
                    return float(frame.time or 0) + number / RATE
    raise AssertionError("no tone")


@pytest.mark.parametrize("amplitude", [0.02, 0.9])
def test_a_film_comes_to_sixteen_below_and_keeps_its_picture_and_its_moments(tmp_path, amplitude):
    """Within one LU of the target; picture packets are the same bytes; the sound begins where it began."""
    path = film_with(tmp_path / "film.mp4", amplitude)
    before, began, shown = measure(path), onset(path), pictures(path)

    found = level(path)

    assert abs(before.integrated - TARGET) > 1
    assert abs(measure(path).integrated - TARGET) < 1
    assert found.gain == pytest.approx(TARGET - before.integrated)
    assert pictures(path) == shown
    assert onset(path) == pytest.approx(began, abs=0.012)
    assert media.probe(path).seconds == 4


def test_silence_stays_silence(tmp_path):
    path = film_with(tmp_path / "film.mp4", 0.0)
    data = path.read_bytes()

    assert level(path).gain == 0
    assert path.read_bytes() == data


def test_a_subtitle_track_says_every_line_at_its_time_and_leaves_picture_and_sound(tmp_path):
    path = film_with(tmp_path / "film.mp4", 0.3)
    shown, began = pictures(path), onset(path)

    media.add_subtitles(path, [(5, 20, "你来了。"), (20, 35, "Two\n\nlines")], Language.of("zh"))

    with av.open(str(path)) as file:
        track = file.streams.subtitles[0]
        packets = [(packet.pts, packet.duration, bytes(packet)[2:].decode()) for packet in file.demux(track)]
        assert track.metadata["language"] == "chi"
    assert [each for each in packets if each[2]] == [(500, 1500, "你来了。"), (2000, 1500, "Two\nlines")]
    assert (pictures(path), onset(path)) == (shown, pytest.approx(began, abs=0.001))
    assert media.probe(path).seconds == 4
