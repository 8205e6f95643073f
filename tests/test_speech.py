"""Durations and cuts of speech."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard import speech
from tests.effort import growth

TEXT = st.text("你好吗我们走，。！？、：；…—“”（）ab c.,!?'3 5:\n", min_size=1, max_size=120)


@pytest.mark.parametrize(
    ("text", "syllables"),
    [("签了吧。", 3), ("……", 0), ("3.5 亿", 3), ("10:30", 4), ("Boss，走", 2.5), ("Let's go home.", 4.5), ("𠮷", 1)],
)
def test_syllables_are_han_characters_digits_and_one_and_a_half_a_word(text, syllables):
    """What is spoken is counted; marks are not."""
    assert speech.syllables(text) == syllables


def test_a_line_lasts_as_long_as_its_syllables_pauses_and_room():
    """Three syllables at 270 a minute, and 0.3 s before and after: 1.27 s, rounded up to a tenth."""
    assert speech.tenths_to_speak("签了吧。", 270, "zh") == 13


def test_decimal_points_and_clocks_are_no_pauses():
    """3.5 and 12:00 are read through."""
    assert speech.pauses("您的 3.5 亿 12:00 前到") == 0


@pytest.mark.parametrize("tempo", [180, 240, 270, 320, 500])
def test_the_speech_guard_is_never_crossed_by_our_own_durations(tempo):
    """However fast a tempo, a shot is long enough for its words to sound natural."""
    text = "我签但有一句话我要当着所有人的面说清楚"

    tenths = speech.tenths_to_speak(text, tempo, "zh")

    assert speech.rate(text, tenths / 10, "zh") <= speech.WARN_RATE["zh"] + 1e-9


@given(TEXT, st.integers(1, 6))
def test_cut_pieces_join_to_the_line(text, pieces):
    """Nothing is lost by cutting, and no piece is empty."""
    parts = speech.cut(text, pieces)

    assert "".join(parts) == text
    assert all(parts)
    assert len(parts) <= pieces


@given(TEXT, st.sampled_from([120, 180, 270]))
def test_fitted_pieces_join_to_the_line_and_end_where_it_may_be_cut(text, tempo):
    """Cuts of our own planner are legal cuts."""
    parts = speech.fit(text, tempo, "zh")

    legal, at = set(), 0
    for atom in speech.atoms(text, tempo, "zh"):
        legal.add(at := at + len(atom))
    ends, at = set(), 0
    for part in parts:
        ends.add(at := at + len(part))
    assert "".join(parts) == text
    assert ends <= legal


def test_a_long_line_is_cut_at_clause_marks_into_shots_of_at_most_ten_seconds():
    """Four sentences that last sixteen seconds become two pieces, cut where a sentence ends."""
    text = "那孩子看去好像颠颠傻傻的，对莲儿可一点也不傻。起初我让他跟莲儿一块儿玩，不大管他，后来长大了，还天天来找莲儿，莲儿仿佛也离不开他，我才晓得坏了。"

    parts = speech.fit(text, 270, "zh")

    assert all(speech.tenths_to_speak(part, 270, "zh") <= 100 for part in parts)
    assert parts[0].endswith(("。", "，"))


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("走。", True),
        ("他说：“走。”", True),
        ("走，", False),
        ("走", False),
        ("Go!", True),
        ("3.", True),
        ("等等……", True),
        ("（走！）", True),
    ],
)
def test_a_sentence_ends_at_its_mark_closing_quotes_and_brackets_after_it(text, ends):
    """Where a film may be cut without cutting anybody off."""
    assert speech.ends_sentence(text) is ends


def test_abbreviations_and_numbers_are_not_cut():
    """`Mr. Smith`, `3.5` and `10:30` stay whole."""
    parts = speech.clauses("Mr. Smith paid 3.5 million, at 10:30, in cash.")

    assert parts == ("Mr. Smith paid 3.5 million, ", "at 10:30, ", "in cash.")


@given(TEXT, st.sampled_from([120, 270]), st.sampled_from([20, 100]))
def test_fitted_pieces_are_as_few_as_can_be(text, tempo, limit):
    """One piece fewer, however cut at the same places, would leave a piece too long: nothing is skipped by starting high."""
    parts = speech.fit(text, tempo, "zh", limit)
    atoms = speech.atoms(text, tempo, "zh", limit)

    fewer = speech._balance(atoms, len(parts) - 1) if len(parts) > 1 else ()

    assert not fewer or any(speech.tenths_to_speak(part, tempo, "zh") > limit for part in fewer)


def test_long_lines_are_cut_at_once():
    """16,000 characters of clauses, marks without a word, and a line without any mark: work grows as it must, not with a power more."""
    assert len(speech.clauses("我来了，" * 4000)) == 4000
    assert not speech.ends_sentence("。" * 20000 + "走")
    assert "".join(speech.fit("啊不要走" * 112, 270, "zh")) == "啊不要走" * 112

    assert growth(speech.clauses, "我来了，" * 1000, "我来了，" * 4000) < 10
    assert growth(lambda size: speech.fit("啊不要走" * size, 270, "zh"), 28, 56) < 12


ENGLISH = [
    "Does this bus still go to Harbour Street?",
    "Where are you going? Ye Lingtian, you are not allowed to leave!",
    "Tonight that seems to be you, and you do not look like a woman who wants to go home.",
    "Allegations of securities fraud against the group's president continue to mount. Sources confirm illegal capital raising.",
]


@pytest.mark.parametrize("line", ENGLISH)
def test_an_english_line_is_timed_at_the_pace_of_speech_and_never_above_the_guard(line):
    """2.25 to 2.5 words a second of the shot, the longer the nearer to 2.5: pauses are in the 150 words a minute already."""
    pace = speech.rate(line, speech.tenths_to_speak(line, speech.TEMPO["en"], "en") / 10, "en")

    assert 2.25 <= pace <= speech.WARN_RATE["en"]


def test_english_lines_together_are_spoken_at_two_words_and_a_third_or_more():
    """Over lines of all lengths that cannot be said faster than a shot may be short."""
    seconds = sum(speech.tenths_to_speak(line, speech.TEMPO["en"], "en") for line in ENGLISH) / 10

    assert 2.35 <= sum(map(speech.words, ENGLISH)) / seconds <= 2.5


@pytest.mark.parametrize(
    ("text", "language", "ends"),
    [
        (
            "头一封我就晓得了。石生给我写信，从来要塞一片桔皮，说娘不识字，闻得出是我。后来的信，没有桔皮了。",
            "zh",
            "闻得出是我。",
        ),
        (
            '"Kittredge. Interest forgiven, and paid in full by W.O. Pell. Paid W.O. Ames." Out of his own pocket? All of it, and his house, and the farm that was his father\'s besides, down to the last acre.',
            "en",
            'Ames." ',
        ),
    ],
)
def test_a_long_line_is_cut_where_a_sentence_ends_and_no_quotation_is_torn(text, language, ends):
    parts = speech.fit(text, speech.TEMPO[language], language)

    assert "".join(parts) == text
    assert len(parts) > 1
    assert parts[0].endswith(ends)


@given(st.lists(st.integers(4, 14), min_size=3, max_size=9))
def test_where_sentences_are_short_no_cut_falls_within_one(lengths):
    text = "".join("我们去看一看那条老船再说吧啊啊啊"[:size] + "。" for size in lengths)
    for part in speech.fit(text, speech.TEMPO["zh"], "zh"):
        assert part.endswith("。")
