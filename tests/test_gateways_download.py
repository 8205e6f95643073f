"""A film is whole or it is not there: cut anywhere, it is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard.gateways.boxes import BrokenFilm, read_boxes
from tests.films import box, film

WHOLE = film(10, padding=300)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("films") / "film.mp4"


def test_a_whole_film_tells_its_length_and_size(path):
    path.write_bytes(film(15, "1280x720"))

    facts = read_boxes(path)
    assert (facts.seconds, facts.width, facts.height) == (15.0, 1280, 720)


@given(st.integers(0, len(WHOLE) - 1))
def test_cut_after_any_byte_it_is_refused(path, length):
    path.write_bytes(WHOLE[:length])

    with pytest.raises(BrokenFilm):
        read_boxes(path)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b'{"error": "x"}   ',
        b"<html></html>   ",
        box(b"ftyp", b"isom") + box(b"mdat", b"x"),
        box(b"ftyp", b"isom") + box(b"moov", b""),
    ],
)
def test_what_is_no_film_is_refused(path, data):
    path.write_bytes(data)

    with pytest.raises(BrokenFilm):
        read_boxes(path)


@pytest.mark.wide
def test_a_film_that_our_own_media_drew_is_whole(tmp_path):
    from storyboard.animatic import animatic
    from tests.test_submit import order

    animatic(order("你来了。", 10), tmp_path / "film.mp4")

    facts = read_boxes(tmp_path / "film.mp4")
    assert (facts.width, facts.height) == (720, 1280)
    assert facts.seconds == pytest.approx(10, abs=0.1)
