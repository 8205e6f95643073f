"""Lines of text: broken as Chinese and English typesetters break them, nothing lost, missing glyphs shown."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from storyboard import media
from storyboard.media import letters

TEXTS = st.text(
    st.sampled_from("我签但有一句话要当着所人的面说清楚，。！？：；“”‘’（）《》…—、 abcdeXY,.!?'()12 𠮷\n"), max_size=80
)


@given(TEXTS, st.integers(120, 700), st.booleans())
@example("“" * 30, 120, False)
def test_wrapping_loses_no_character(text, limit, even):
    """The lines, put together, are the text without its spaces and line breaks."""
    lines = letters.wrap(text, limit, 30, even=even)

    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.text(st.sampled_from("我签但有一句话，。！？”“（）ab "), max_size=80))
def test_no_line_starts_with_a_closing_mark_or_ends_with_an_opening_one(text):
    """Unless the marks alone are wider than the line, or the text itself starts or ends so."""
    lines = letters.wrap(text, 400, 30)

    for line, following in pairwise(lines):
        longest_run = max(
            map(len, "".join(c if c in letters.CLOSERS + letters.OPENERS else " " for c in text).split()), default=0
        )
        if longest_run < 5 and " " not in text:
            assert following[0] not in letters.CLOSERS
            assert line[-1] not in letters.OPENERS


def test_latin_words_stay_whole():
    """A line breaks between words, never in them, also between Chinese ones."""
    text = "您名下的 3.5 亿信托 Vivian Whitfield-Jones 请于 12:00 前到 A 座"

    words = {word for line in letters.wrap(text, 260, 30) for word in line.split()}

    assert {"3.5", "Vivian", "Whitfield-Jones", "12:00"} <= words


def test_a_word_wider_than_the_line_is_broken_rather_than_cut_off():
    """No line is wider than asked for, whatever stands in it."""
    lines = letters.wrap("Donaudampfschifffahrtsgesellschaftskapitän", 200, 30)

    assert len(lines) > 1
    assert all(letters.width(line, 30) <= 200 for line in lines)


def test_even_lines_are_about_as_long_as_each_other():
    """A subtitle of two lines does not end in a single character."""
    first, second = letters.wrap("林晚，你疯了？你连撒谎都不会还想说什么。", 560, 30, even=True)

    assert abs(letters.width(first, 30) - letters.width(second, 30)) < 120


def test_missing_glyphs_are_named_once_in_order():
    """The rare character of the edge-case script is the only one the font lacks there."""
    assert media.missing_glyphs("血滴在𠮷字纹的玉佩上，𠮷！☂🎬🎬\n\t喆堃珺昇玥婳 é—“…”℃①") == ("𠮷", "☂", "🎬")


def test_a_missing_glyph_takes_the_room_of_its_code():
    """It is drawn as a box with `U+20BB7`, so the line is wider than with one character."""
    assert letters.width("𠮷", 40) > letters.width("吉", 40)


def test_line_ends_and_joiners_take_no_room():
    """A carriage return breaks the line as a line feed does; a zero-width joiner is not drawn as a box."""
    assert letters.wrap("走。\r\n走！\r好", 400, 30) == ("走。", "走！", "好")
    assert letters.width("走\u200d！\u200b", 30) == letters.width("走！", 30)


def test_curly_apostrophes_are_narrow_between_latin_letters_only():
    """The font draws them a full square wide, which is right in Chinese."""
    assert letters.width("Don’t", 40) - letters.width("Dont", 40) < 15
    assert letters.width("说“滚”了", 40) == 5 * 40


@pytest.mark.wide
def test_every_character_of_the_scripts_is_drawn(corpus):
    """In the real scripts at hand nothing common is missing from the bundled font."""
    text = "".join(map(decoded, sorted((corpus / "zh").glob("*.txt"))))

    missing = media.missing_glyphs(text)

    assert len(text) > 10_000
    assert len(missing) / len(set(text)) < 0.005, missing


def decoded(path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="ignore")
