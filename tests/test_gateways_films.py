"""What arrives as a film: its kind, whether it is whole, what it is that was not ordered; and how it is brought."""

import time
from dataclasses import replace
from fractions import Fraction

import pytest

from storyboard import media
from storyboard.errors import GatewayError, UsageError
from storyboard.gateways import open_gateway
from storyboard.gateways.boxes import BrokenFilm, read_boxes
from storyboard.gateways.film import read_film
from storyboard.ledger import Ledger
from storyboard.media.join import Piece, join, make_of
from storyboard.media.rate import rate_of
from storyboard.model import Reference
from storyboard.submit import complain_of_films, quote, remarks_on
from storyboard.submit.bring import differences, is_grave
from storyboard.submit.settle import add_take, find_job, use_take
from tests.films import box, film
from tests.gateway_play import POLL, Play, order, true_film


def on_disk(folder, data, name="film.part"):
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("kind", "suffix"),
    [
        ("mp4", ".mp4"),
        ("webm", ".webm"),
        *(pytest.param(*row, marks=pytest.mark.wide) for row in (("mov", ".mp4"), ("mkv", ".mkv"), ("avi", ".avi"))),
        ("mpegts", ".ts"),
    ],
)
def test_what_pyav_opens_is_a_film_under_its_own_suffix(tmp_path, kind, suffix):
    found = read_film(on_disk(tmp_path, true_film(kind=kind)))

    assert found.seconds == pytest.approx(2.0, abs=0.05)
    assert (found.width, found.height, found.suffix, found.has_sound, found.damage) == (64, 96, suffix, True, "")


@pytest.mark.parametrize("kind", ["webm", "mkv"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.85])
def test_a_film_of_another_kind_that_was_cut_is_noticed(tmp_path, kind, share):
    data = true_film(kind=kind)

    with pytest.raises(BrokenFilm):
        read_film(on_disk(tmp_path, data[: int(len(data) * share)]))


@pytest.mark.parametrize("before", [box(b"free", b"x" * 20), box(b"wide", b""), box(b"skip", b"12")])
def test_a_film_may_begin_with_a_box_that_says_nothing(tmp_path, before):
    assert read_boxes(on_disk(tmp_path, before + film(10))).seconds == 10.0


@pytest.mark.parametrize(
    "behind", [b"\r\n", b"\n", b"\0", b"0\r\n\r\n", b"<html>too slow</html>", b"\0\0\0\0\0\0\0\0\0\0"]
)
@pytest.mark.parametrize("moof", [False, True])
def test_litter_behind_a_whole_film_is_no_cut(tmp_path, behind, moof):
    if moof and behind.startswith(b"\0"):
        pytest.skip("in a film of pieces a zero may be the beginning of the next one")

    assert read_boxes(on_disk(tmp_path, true_film(moof=moof) + behind)) == read_boxes(
        on_disk(tmp_path, true_film(moof=moof))
    )


def test_a_film_of_pieces_that_was_cut_inside_one_is_noticed(tmp_path):
    data = true_film(moof=True)
    last = data.rindex(b"moof") - 4
    for end in (last + 1, last + 5, last + 30, data.rindex(b"mdat") + 10):
        with pytest.raises(BrokenFilm):
            read_boxes(on_disk(tmp_path, data[:end]))


def test_a_playlist_is_never_opened_as_a_film(tmp_path):
    """It would make the reader fetch what it names."""
    text = b"#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/secret.ts\n#EXT-X-ENDLIST\n"
    with pytest.raises(BrokenFilm):
        read_film(on_disk(tmp_path, text, "film.m3u8"))
    with pytest.raises(media.NotAFilm):
        media.probe(tmp_path / "film.m3u8")


@pytest.mark.parametrize(
    ("made", "words", "grave"),
    [
        ({}, "", False),
        ({"seconds": 0.8}, "lasts 0.8 s, 2 s were ordered", True),
        ({"sound": False}, "no sound, but 林晚 should be heard", False),
        ({"turned": 90, "size": (96, 64)}, "lies on its side", False),
        ({"turned": 90}, "is 96x64, 64x96 was ordered", False),
        ({"uneven": True}, "19.4 pictures a second", False),
        ({"rate": 16}, "16 pictures a second", False),
        ({"rate": Fraction(24000, 1001)}, "", False),
    ],
    ids=range(8),
)
def test_what_was_not_ordered_is_told(tmp_path, made, words, grave):
    found = read_film(on_disk(tmp_path, true_film(**made)))
    said = "; ".join(differences(found, order()))

    assert words in said if words else said == ""
    assert is_grave(found, order()) is grave


def test_a_silent_film_of_a_silent_clip_is_as_ordered(tmp_path):
    found = read_film(on_disk(tmp_path, true_film(sound=False)))

    assert differences(found, replace(order(), shots=())) == ()


@pytest.mark.parametrize(
    ("rate", "usual"),
    [
        ("24", "24"),
        ("24000/1001", "24000/1001"),
        ("30000/1001", "30000/1001"),
        ("25", "25"),
        ("60", "60"),
        ("12", "24"),
        ("15", "30"),
        ("16", "24"),
        ("23.5", "24"),
        ("29", "30"),
        ("120", "60"),
        ("8", "24"),
    ],
)
@pytest.mark.parametrize("base", ["1/90000", "1/1000"])
def test_every_rate_becomes_a_usual_one_also_where_time_is_counted_in_milliseconds(rate, usual, base):
    unit, step = Fraction(base), 1 / Fraction(rate)
    times = [round(number * step / unit) for number in range(240)]

    assert rate_of(times, unit) == Fraction(usual)
    assert rate_of([*times[:100], *times[101:]], unit) == Fraction(usual)


def test_a_picture_that_lies_on_its_side_is_turned_in_stills_and_in_the_film(tmp_path):
    """The upper left corner of what a player shows is the lower left one of what is stored."""
    import av
    from PIL import Image

    path = tmp_path / "side.mp4"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=24)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        stream.set_display_rotation(-90)
        audio = out.add_stream("aac", rate=48000, layout="stereo")
        picture = Image.new("RGB", (96, 64), (20, 20, 20))
        picture.paste((230, 20, 20), (0, 32, 48, 64))
        for number in range(24):
            frame = av.VideoFrame.from_image(picture)
            frame.pts = number
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
        quiet = av.AudioFrame("fltp", "stereo", 1024)
        for plane in quiet.planes:
            plane.update(bytes(plane.buffer_size))
        quiet.pts, quiet.sample_rate, quiet.time_base = 0, 48000, Fraction(1, 48000)
        out.mux(audio.encode(quiet))
        out.mux(audio.encode(None))

    joined = join([Piece(path, 10)], tmp_path / "all.mp4")

    assert make_of(path).size == (64, 96)
    assert joined.encoded == (0,)
    for shown in (media.frame(path, 0.2), media.frame(tmp_path / "all.mp4", 0.2)):
        assert shown.size == (64, 96)
        assert shown.getpixel((10, 10))[0] > 150
        assert shown.getpixel((54, 86))[0] < 80


def test_films_of_every_kind_and_rate_are_put_together(tmp_path):
    kinds = [{}, {"kind": "webm"}, {"kind": "mkv"}, {"uneven": True}, {"rate": 16}, {"turned": 180}, {"sound": False}]
    paths = [on_disk(tmp_path, true_film(**kind), f"{number}.mp4") for number, kind in enumerate(kinds)]

    joined = join([Piece(path, 20) for path in paths], tmp_path / "all.mp4")

    assert (joined.fps, joined.frames) == (24, 7 * 48)
    assert media.probe(tmp_path / "all.mp4").seconds == 14.0


def damaged() -> bytes:
    data = bytearray(true_film(size=(128, 192)))
    start = data.index(b"mdat") + 1200
    data[start : start + 900] = bytes((each * 7 + 3) % 251 for each in range(900))
    return bytes(data)


def test_a_film_that_is_damaged_inside_is_told_by_its_piece(tmp_path):
    good, bad = on_disk(tmp_path, true_film(size=(128, 192)), "a.mp4"), on_disk(tmp_path, damaged(), "b.mp4")
    found = read_film(bad)

    assert found.damage.startswith("damaged film")
    assert is_grave(found, order(size="128x192"))
    for titles in ((), (media.Title(0, 10, "你来了。"),)):
        with pytest.raises(media.NotAFilm) as caught:
            join([Piece(good, 20, titles), Piece(bad, 20, titles)], tmp_path / "all.mp4")
        assert caught.value.path == bad
    assert not (tmp_path / "all.mp4").exists()


def test_the_fault_comes_whole_out_of_another_process(tmp_path):
    import pickle

    wrong = pickle.loads(pickle.dumps(media.NotAFilm(tmp_path, "damaged film")))

    assert (wrong.path, wrong.what, wrong.exit_code) == (tmp_path, "damaged film", 4)


@pytest.mark.parametrize(
    "content",
    [
        lambda n: (200, true_film(kind="webm"), {"Content-Type": "video/webm"}),
        lambda n: (200, true_film(), {"Content-Type": "text/plain"}),
        lambda n: (200, true_film(), {"Content-Type": "application/json"}),
        lambda n: (200, {"url": "/elsewhere.mp4"}, {}),
        lambda n: (200, {"data": {"url": "/elsewhere.mp4"}}, {"Content-Type": "text/html"}),
        lambda n: (200, true_film() + b"\r\n", {"Content-Type": "binary/octet-stream"}),
    ],
    ids=["webm", "text", "json-type", "json-link", "nested-link", "litter"],
)
def test_a_film_is_brought_whatever_it_calls_itself(tmp_path, content):
    with Play(tmp_path, dialect=POLL, content=content, data=true_film()) as play:
        bought = play.buy(order())

    assert (bought[0].state, bought[0].note, play.posts) == ("owned", "", 1)
    assert bought[0].take.suffix in (".mp4", ".webm")
    assert media.survey(bought[0].take).frames == 48


def test_json_that_leads_to_itself_ends(tmp_path):
    with Play(tmp_path, dialect=POLL, content=lambda n: (200, {"url": f"/jobs/{n}/content"}, {})) as play:
        bought = play.buy(order())

    assert bought[0].state == "running"
    assert "in a circle" in play.events()


def endless(size, pause):
    def send(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "video/mp4")
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(bytes(size))
                handler.wfile.flush()
                time.sleep(pause)
        except OSError:
            handler.close_connection = True

    return lambda number: send


@pytest.mark.parametrize(
    ("size", "pause", "entry", "words"),
    [
        (100_000, 0.0, {"film_megabytes": 2.0}, "larger than a film of this length can be"),
        (10, 0.05, {"request_timeout": 0.4}, "stands nearly still"),
        (20_000, 0.05, {"request_timeout": 0.02}, "takes too long"),
    ],
    ids=["large", "dripping", "long"],
)
def test_a_download_without_end_is_ended_and_nothing_of_it_stays(tmp_path, monkeypatch, size, pause, entry, words):
    if words == "takes too long":
        entry = {"request_timeout": 2.0}
        monkeypatch.setattr("storyboard.gateways.download.LONGEST", 0.2)
    with Play(tmp_path, dialect=POLL, content=endless(size, pause), entry=entry) as play:
        bought = play.buy(order())

    assert (bought[0].state, play.posts, play.downloads) == ("running", 1, 1)
    assert words in bought[0].note
    assert list((tmp_path / "takes").iterdir()) == []


def test_a_length_that_no_film_has_is_refused_before_a_byte_is_read(tmp_path):
    def content(number):
        return 200, b"\0\0\0\x18ftyp", {"Content-Type": "video/mp4", "Content-Length": "900000000000"}

    with Play(tmp_path, dialect=POLL, content=content) as play:
        assert "900000 MB or more" in play.buy(order())[0].note


def test_a_film_that_is_too_short_stays_owned_and_is_told_until_a_person_takes_it(tmp_path):
    with Play(tmp_path, dialect=POLL, data=true_film(seconds=0.8)) as play:
        bought = play.buy(order())
        with pytest.raises(GatewayError, match=r"clip 001: the film lasts 0\.8 s"):
            complain_of_films(bought)
        again = play.buy(order())
        with play.ledger() as ledger:
            use_take(ledger, find_job(ledger, "001"), 1)
            now = quote([order()], open_gateway(play.settings), ledger)

    assert (bought[0].state, again[0].state, play.posts) == ("owned", "owned", 1)
    complain_of_films(now)
    assert remarks_on(now) == ("clip 001: the film lasts 0.8 s, 2 s were ordered",)


def test_a_film_put_in_by_hand_is_checked_copied_marked_and_used(tmp_path):
    with Play(tmp_path, dialect=POLL, poll=lambda n, job: (200, {"id": job, "status": "failed"}, {})) as play:
        assert play.buy(order())[0].state == "failed"
        mine = on_disk(tmp_path, true_film(kind="webm", sound=False), "mine.bin")
        with play.ledger() as ledger:
            named = find_job(ledger, "001")
            take, said = add_take(ledger, named, mine, tmp_path / "takes")
            with pytest.raises(UsageError, match="begins with"):
                add_take(ledger, named, on_disk(tmp_path, b"no film at all, but words"), tmp_path / "takes")
            spent = ledger.committed()
        bought = play.buy(order())

    assert said == ("the film has no sound, but 林晚 should be heard in it",)
    assert (take.price, spent, take.remote) == (0.0, 0.0, "")
    assert take.note.startswith("put in by hand: mine.bin; ")
    assert (bought[0].state, bought[0].take.read_bytes(), play.posts) == ("owned", mine.read_bytes(), 1)


def test_what_one_order_writes_into_a_nested_constant_is_not_the_next_ones(tmp_path):
    nested = """[create.fields.hd]
to = "parameters.resolution"
values = { True = "1080P" }
[create.fields.seconds]
to = "parameters.extra.duration"
type = "int"
[create.constants.parameters]
watermark = false
[create.constants.parameters.extra]
"""
    with Play(tmp_path, dialect=POLL + nested) as play:
        gateway = open_gateway(play.settings)
        sharp, plain = gateway.build(order(hd=True)), gateway.build(order())

    assert sharp.body["parameters"] == {"watermark": False, "resolution": "1080P", "extra": {"duration": 2}}
    assert plain.body["parameters"] == {"watermark": False, "extra": {"duration": 2}}


@pytest.mark.parametrize(
    ("encoding", "field", "refused"),
    [
        ("json", 'forms = ["file"]', True),
        ("json", 'forms = ["file", "data"]', False),
        ("multipart", 'forms = ["file"]', False),
        ("multipart", 'forms = ["data"]\nlist = true', True),
        ("multipart", 'forms = ["data"]', False),
    ],
    ids=range(5),
)
def test_a_reference_that_the_encoding_cannot_carry_is_refused_before_paying(tmp_path, encoding, field, refused):
    picture = on_disk(tmp_path, b"\x89PNG\r\n\x1a\n", "face.png")
    wanted = order(references=(Reference("first_frame", str(picture)),))
    more = f'[create.references.first_frame]\nto = "picture"\n{field}\n'
    with Play(tmp_path, dialect=POLL + more, data=true_film()) as play:
        text = (tmp_path / "dialects").mkdir() or play.settings
        path = tmp_path / "dialects" / "play.toml"
        path.write_text(path.read_text().replace('path = "/jobs"\n', f'path = "/jobs"\nencoding = "{encoding}"\n', 1))
        gateway = open_gateway(text)
        with Ledger(tmp_path / "l.sqlite3") as ledger:
            if refused:
                with pytest.raises(UsageError, match=f"which {encoding} cannot carry"):
                    quote([wanted], gateway, ledger)
            else:
                request = quote([wanted], gateway, ledger)[0].request
                assert request.uploads or str(request.body["picture"]).startswith("data:image/png")
