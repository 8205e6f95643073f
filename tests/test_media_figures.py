"""How people are drawn by what is told of them."""

import pytest

from storyboard.animatic.hair import cut_of


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
