"""How people are drawn by what is told of them."""

import pytest
from PIL import Image, ImageDraw

from storyboard.animatic.hair import cut_of
from storyboard.animatic.pen import Pen
from storyboard.animatic.things import DRAWN, _message
from storyboard.animatic.wardrobe import apron


@pytest.mark.parametrize(
    ("style", "cut"),
    [
        ("凌乱偏分短发、长脸、高颧骨", "short"),
        ("短发、长眉、细长眼、身材修长", "short"),
        ("披肩长发、圆脸", "long"),
        ("short with a long narrow face and long grey sideburns", "short"),
        ("long dark loose with a round face", "long"),
    ],
)
def test_a_long_face_is_no_long_hair(style, cut):
    assert cut_of(style, female=False) == cut


@pytest.mark.parametrize(
    ("style", "tied", "alone"),
    [
        ("围裙", True, True),
        ("棉布衬衫、系油渍围裙", True, False),
        ("T-shirt with an apron", True, False),
        ("apron", True, True),
        ("衬衫", False, False),
    ],
)
def test_an_apron_that_is_told_is_tied_over_what_is_worn(style, tied, alone):
    """An apron alone has its own colour and something under it; over a shirt it has another."""
    beige = (222, 206, 170)

    assert (apron(style, beige) is not None) is tied
    assert (apron(style, beige) == beige) is alone


def test_a_telephone_that_shows_words_has_no_buttons_of_a_call():
    """A message with a red and a green disc was a call."""
    seen = {}
    for name, draw in (("call", DRAWN["phone"]), ("message", _message)):
        picture = Image.new("RGB", (200, 200))
        draw(Pen(ImageDraw.Draw(picture), 100, 100, 120))
        seen[name] = {colour for _, colour in picture.getcolors(4096)}

    assert (206, 74, 70) in seen["call"]
    assert (206, 74, 70) not in seen["message"]
