"""Words for framing."""

import pytest

from storyboard.camera import ANGLES, MOVES, SIZES, Framing, read


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_framing_reads_back_as_it_was_written(language):
    """Writing and reading are inverse for all sizes, angles and moves."""
    for size in SIZES:
        for angle in ANGLES:
            for move in MOVES:
                framing = Framing(size, angle, move)
                assert read(framing.write(language)) == framing


@pytest.mark.parametrize(
    ("text", "framing"),
    [
        ("特写：林晚的手指", Framing("close", "eye", "static")),
        ("大特写，仰拍", Framing("extreme-close", "low", "static")),
        ("镜头：推近她的眼睛", Framing("medium", "eye", "push-in")),
        ("CLOSE ON the lantern", Framing("close", "eye", "static")),
        ("Medium close-up over the shoulder, panning", Framing("medium-close", "over-shoulder", "pan-right")),
        ("a locust", Framing()),
    ],
)
def test_words_of_scripts_are_understood(text, framing):
    """Longest word first; Latin words only whole (CU is not in locust)."""
    assert read(text) == framing
