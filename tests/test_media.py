"""Films: drawn, probed, joined, burnt in. Real files, small or short, and decoded again."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard import media
from storyboard.animatic import animatic
from storyboard.animatic.animatic import shot_ends
from storyboard.media.join import can_copy, cuts
from storyboard.model import Character, Dialogue, Order, Shot

VOICE = "GenderAge（女·27岁） PitchMean（215 Hz） Tempo（240 SPM） Accent（普通话）"
LIN = Character(27, "女，27岁，头发（黑色，长直发），衣服（白色，修身西装）", "林晚", VOICE)
GU = Character(30, "男，30岁，头发（黑色，短发），衣服（深灰色，西装）", "顾言", VOICE)


def shot(duration=2.0, camera="中景，平视，固定", role="", text="", **fields) -> Shot:
    made = Shot("（抬头）", camera, Dialogue(role, text), duration, "客厅（内）", "写实", "白天", "林晚看着顾言", "无")
    return replace(made, **fields)


def order(*shots: Shot, seconds: int = 4, size: str = "72x128") -> Order:
    return Order("preview", "", seconds, size, shots=shots, characters=(LIN, GU))


def film(path: Path, frames: int, *, size=(64, 96), fps=24, colour=(160, 40, 40), sound=True) -> Path:
    """A film of one colour in our own encoding."""
    from PIL import Image

    still = media.planes(Image.new("RGB", size, colour))
    with media.FilmWriter(path, size, Fraction(fps)) as made:
        for number in range(frames):
            made.show(still.frame(number, fps))
        if sound:
            made.silence(media.samples_of(frames, Fraction(fps)))
    return path


def foreign(path: Path, frames: int, *, size=(80, 60), fps=30, bf=2, sound=False) -> Path:
    """A film as somebody else encodes it: other size and rate, frames that refer forward, moving picture, no sound."""
    import av
    from PIL import Image

    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=fps)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        stream.options = {"bf": str(bf), "x264-params": "b-adapt=0"}
        audio = out.add_stream("aac", rate=44100, layout="mono") if sound else None
        for number in range(frames):
            picture = Image.new("RGB", size, (number * 7 % 255, 90, 200 - number * 3 % 200))
            frame = av.VideoFrame.from_image(picture)
            frame.pts = number
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
        if audio is not None:
            for number in range(frames * 44100 // fps // 1024):
                quiet = av.AudioFrame("fltp", "mono", 1024)
                quiet.planes[0].update(bytes(4096))
                quiet.pts, quiet.sample_rate, quiet.time_base = number * 1024, 44100, Fraction(1, 44100)
                out.mux(audio.encode(quiet))
            out.mux(audio.encode(None))
    return path


def test_an_animatic_has_exactly_the_frames_of_its_order(tmp_path):
    """Length, rate, size, codecs and sound are as a player expects them."""
    animatic(order(shot(1.3), shot(2.7, text="我签。", role="林晚")), tmp_path / "a.mp4")

    facts = media.probe(tmp_path / "a.mp4")

    assert (facts.frames, facts.seconds, facts.fps) == (96, 4.0, 24)
    assert (facts.width, facts.height, facts.codec, facts.pix_fmt) == (72, 128, "h264", "yuv420p")
    assert (facts.has_audio, facts.audio_codec, facts.sample_rate, facts.channels) == (True, "aac", 48000, 2)
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp4"]


def test_the_same_order_gives_the_same_file(tmp_path):
    """Nothing drawn depends on the time, the machine or the order of a set."""
    asked = order(
        shot(2.0, "近景，平视，手持晃动", role="林晚", text="走！", weather="雨", location="街（外）"), seconds=2
    )

    animatic(asked, tmp_path / "a.mp4")
    animatic(asked, tmp_path / "b.mp4")

    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()


def test_a_cut_stands_where_the_durations_say(tmp_path):
    """The picture changes within half a frame of the end of the first shot."""
    asked = order(shot(1.7), shot(2.3, "特写，平视，固定", location="海边（外）", time="晚上"))
    animatic(asked, tmp_path / "a.mp4")

    before, after = media.frames(tmp_path / "a.mp4", (1.7 - 0.5 / 24 - 0.02, 1.7 + 0.5 / 24))

    assert shot_ends(asked, 24)[0] == 41
    assert mean(before) != pytest.approx(mean(after), abs=8)


def mean(picture) -> float:
    from PIL import ImageStat

    return ImageStat.Stat(picture.convert("L").crop((0, 20, picture.width, picture.height // 2))).mean[0]


@given(st.lists(st.integers(10, 100), min_size=1, max_size=12), st.sampled_from([10, 15, 25]))
def test_cuts_never_drift(tenths, seconds):
    """However the shots are timed, the last ends with the order and each within half a frame of its place."""
    asked = order(*(shot(value / 10) for value in tenths), seconds=seconds)

    ends = shot_ends(asked, 24)

    assert ends[-1] == seconds * 24
    scale = Fraction(seconds * 10, sum(tenths))
    for number, end in enumerate(ends):
        assert abs(end - sum(tenths[: number + 1]) * scale * Fraction(24, 10)) <= Fraction(1, 2)


@pytest.mark.parametrize("size", ["720x1280", "1280x720", "1080x1920", "72x128", "480x480"])
@pytest.mark.parametrize("move", ["固定", "缓慢推近", "缓慢拉远", "向左横摇", "镜头上摇", "跟拍", "手持晃动"])
def test_every_move_stays_inside_its_picture(move, size):
    """The camera never looks past the edge, and a shot that does not move shows the same box throughout."""
    from storyboard import camera
    from storyboard.animatic import moves
    from storyboard.animatic.card import layout

    width, height = map(int, size.split("x"))
    view = layout((width, height)).view[2:]
    name = camera.read(move).move
    canvas = moves.canvas(name, view)

    boxes = [moves.window(name, frame, 120, view, 24) for frame in range(120)]

    for left, top, right, bottom in boxes:
        assert left >= 0
        assert top >= 0
        assert right <= canvas[0]
        assert bottom <= canvas[1]
    assert (len(set(boxes)) == 1) == (name == "static")


def test_an_order_without_shots_shows_its_prompt(tmp_path):
    """A casting film has a prompt and no shots; the preview still makes a film of its length."""
    animatic(Order("preview", "一个女子转身", 2, "72x128", kind="casting"), tmp_path / "a.mp4")

    assert media.probe(tmp_path / "a.mp4").seconds == 2.0


def test_a_broken_film_is_said_to_be_one(tmp_path):
    """A file that is no film, and one that is not there, are refused by name."""
    (tmp_path / "a.mp4").write_bytes(b"not a film")
    with pytest.raises(media.NotAFilm, match=r"a\.mp4"):
        media.probe(tmp_path / "a.mp4")
    with pytest.raises(media.NotAFilm, match=r"none\.mp4"):
        media.probe(tmp_path / "none.mp4")


def test_a_film_that_fails_leaves_no_file(tmp_path):
    """Neither half a film nor a temporary file stays behind."""
    with pytest.raises(RuntimeError, match="power"), media.FilmWriter(tmp_path / "a.mp4", (64, 64), Fraction(24)):
        raise RuntimeError("power cut")

    assert list(tmp_path.iterdir()) == []


def test_our_films_join_without_a_new_encoding(tmp_path):
    """Tails go, packets are copied, and the whole is as long as the plan."""
    one, two = film(tmp_path / "1.mp4", 240), film(tmp_path / "2.mp4", 360, colour=(30, 90, 160))

    joined = media.join([media.Piece(one, 87), media.Piece(two, 133), media.Piece(one, 100)], tmp_path / "all.mp4")

    assert joined.encoded == ()
    assert abs(joined.seconds - 32.0) <= 1 / 24
    assert media.probe(tmp_path / "all.mp4").frames == joined.frames == 768
    red, blue, end = media.frames(tmp_path / "all.mp4", (8.6, 8.8, 31.9))
    assert [colour.getpixel((30, 40))[0] > 100 for colour in (red, blue, end)] == [True, False, True]


def test_the_sound_track_of_a_join_has_no_gaps(tmp_path):
    """Sound packets follow each other without hole or overlap, whatever the lengths, and do not drift from the picture."""
    import av

    pieces = [media.Piece(film(tmp_path / f"{n}.mp4", 72), keep) for n, keep in enumerate((11, 23, 17, 29, 13, 30))]

    media.join(pieces, tmp_path / "all.mp4")

    with av.open(str(tmp_path / "all.mp4")) as file:
        sound = file.streams.audio[0]
        times = [packet.pts for packet in file.demux(sound) if packet.pts is not None]
    assert {after - before for before, after in pairwise(times)} == {1024}
    assert abs((times[-1] + 1024) / 48000 - 12.3) < 0.03


def test_only_the_odd_piece_is_encoded_again(tmp_path):
    """A silent film of another size and rate is fitted to the others, which are copied."""
    ours, odd = film(tmp_path / "1.mp4", 96), foreign(tmp_path / "2.mp4", 90)

    joined = media.join([media.Piece(ours, 38), media.Piece(odd, 21), media.Piece(ours, 40)], tmp_path / "all.mp4")

    facts = media.probe(tmp_path / "all.mp4")
    assert joined.encoded == (1,)
    assert abs(facts.seconds - 9.9) <= 1 / 24
    assert (facts.width, facts.height, facts.fps, facts.has_audio) == (64, 96, 24, True)


def test_a_foreign_film_is_copied_whole_and_encoded_when_cut(tmp_path):
    """Frames that refer forward forbid a cut between them; then everything is encoded, and the length is still right."""
    film_ = foreign(tmp_path / "1.mp4", 90, sound=True)
    again = foreign(tmp_path / "2.mp4", 90, sound=True)

    whole = media.join([media.Piece(film_, 30), media.Piece(again, 30)], tmp_path / "whole.mp4")
    cut = media.join([media.Piece(film_, 27), media.Piece(again, 30)], tmp_path / "cut.mp4")

    assert not can_copy(film_, 81)
    assert (whole.encoded, cut.encoded) == ((), (0, 1))
    assert media.probe(whole.path).frames == 180
    assert media.probe(cut.path).frames == 171


def test_a_film_that_ends_early_holds_its_last_frame(tmp_path):
    """A take shorter than what should stay of it does not shorten the episode."""
    joined = media.join([media.Piece(film(tmp_path / "1.mp4", 40), 30)], tmp_path / "all.mp4")

    assert media.probe(joined.path).frames == 72


@given(st.lists(st.integers(1, 250), min_size=1, max_size=60), st.sampled_from([24, 25, 30, Fraction(30000, 1001)]))
def test_rounding_of_pieces_does_not_add_up(keeps, fps):
    """The frames of all pieces are those of the whole, to within half a frame at every seam."""
    pieces = [media.Piece(Path("x"), keep) for keep in keeps]

    frames = cuts(pieces, Fraction(fps))

    for number in range(len(frames)):
        assert abs(sum(frames[: number + 1]) - Fraction(sum(keeps[: number + 1]), 10) * fps) <= Fraction(1, 2)


def test_titles_are_burnt_in_at_their_time_only(tmp_path):
    """Speech darkens the foot of the picture, a caption its middle; before and after nothing is touched."""
    source = film(tmp_path / "1.mp4", 72, size=(360, 640), colour=(200, 190, 170))
    titles = (media.Title(10, 20, "你是谁？"), media.Title(20, 30, "三分钟后", caption=True))

    media.burn(source, titles, tmp_path / "2.mp4")

    before, speech, caption = media.frames(tmp_path / "2.mp4", (0.5, 1.5, 2.5))
    places = [(5, 630), (5, 294)]
    assert [[picture.getpixel(place)[0] > 150 for place in places] for picture in (before, speech, caption)] == [
        [True, True],
        [False, True],
        [True, False],
    ]
    assert media.probe(tmp_path / "2.mp4").frames == 72


def test_importing_media_loads_no_video_library():
    """`storyboard --help` does not pay for PyAV and Pillow."""
    import subprocess
    import sys

    code = (
        "import sys, storyboard.media, storyboard.assemble; print(sorted({'av', 'PIL', 'jinja2'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize(
    ("visual", "seen"),
    [
        ("MARA stands there[Now: MARA, state (wet)]", "MARA stands there"),
        ("王甲站在门口【此时：王甲，状态（湿透）】", "王甲站在门口"),
    ],
)
def test_the_marks_of_a_board_are_not_written_under_a_picture(visual, seen, monkeypatch):
    from storyboard.animatic import card

    told: list[str] = []
    monkeypatch.setattr(card, "_block", lambda ink, text, *rest: told.append(text) or 0.0)
    card._notes(None, shot(visual=visual, action="Rain."), (0, 0, 100, 100), (20, 16, 12))

    assert told == ["Rain.", seen]
