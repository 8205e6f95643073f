"""What is looked for before a pattern is asked: where it is not there, the pattern fits nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard import transitions
from storyboard.cast import address, bearing, portraits, roles, said, times
from storyboard.model import Unit
from storyboard.parse import (
    attribution,
    cues,
    headings,
    markers,
    narration,
    prose,
    scan,
    slots,
    speeches,
    states,
    tags,
    voiced,
)
from storyboard.parse import words as vocabulary
from storyboard.parse.doubts import HEADING, OPENS
from storyboard.parse.finish import CONTROL, CONTROLS
from storyboard.parse.scan import CANDIDATE, CLAUSE
from storyboard.patterns import standing
from tests.test_patterns import _certain

CHARACTERS = [
    (bearing._INTO_ZH, bearing._INTO_SIGNS),
    (bearing._OFF_ZH, bearing._OFF_SIGNS),
    *(
        (pattern, said._OTHERWISE_SIGNS)
        for pattern in (said._RAGS_ZH, said._ALL_IN_ZH, said._UNIFORM_ZH, said._GUISE_ZH, said._ENDING_ZH)
    ),
    (portraits._ANOTHERS_ZH, frozenset("他她")),
    (speeches.AND, speeches.ANDS),
    (CONTROL, frozenset(CONTROLS)),
    *(
        (pattern, frozenset(voiced.FAR_ZH.pattern.strip("[]")))
        for pattern in (voiced.PHONE_ZH, voiced.LOUD_ZH, voiced.AWAY_ZH, voiced.BEYOND_ZH)
    ),
    (voiced.PHONE_ZH, frozenset(voiced.WIRED_ZH.pattern.strip("[]"))),
    (voiced.IN_CUE, frozenset("（(")),
    (headings.SENTENCE, headings.SENTENCE_SIGNS),
    (prose.NOT_SPOKEN, prose.NOT_SPOKEN_STARTS),
    (narration.PART, frozenset(narration.PART_SIGNS)),
    *(
        (pattern, bearing._STATE_SIGNS)
        for pattern in (
            bearing._USELESS_ZH,
            bearing._RUNNING_SCAR_ZH,
            bearing._LACKS_ZH,
            bearing._BRUISED_ZH,
            bearing._STRUCK_ZH,
            bearing._INKED_ZH,
            bearing._INK_ZH,
        )
    ),
]


@pytest.mark.parametrize(("pattern", "signs"), CHARACTERS)
def test_without_one_of_the_characters_nothing_is_found(pattern, signs):
    assert _certain(re._parser.parse(pattern.pattern, pattern._flags), signs, bool(pattern._flags & re.I))


@pytest.mark.parametrize("pattern", [pattern for pattern, _ in bearing._STATES_ZH])
@given(data=st.data())
def test_how_a_body_is_begins_with_one_of_the_characters(pattern, data):
    assert data.draw(st.from_regex(pattern.pattern, fullmatch=True))[0] in bearing._STATE_STARTS


BEGUN = (
    (roles._OF_KIN, roles._KIN_BEGINS),
    (vocabulary.PAGE_ALONE, scan.PAGE_BEGINS),
    (attribution.LEAD_IN, attribution.LEADS_IN),
    (states.OWN, states.STATE_FIRST),
    (states.LIGHT, states.STATE_FIRST),
)


@pytest.mark.parametrize(("pattern", "begins"), BEGUN)
@given(data=st.data())
def test_what_is_told_by_how_it_begins_begins_with_one_of_the_characters(pattern, begins, data):
    text = data.draw(st.from_regex(re.compile(rf"\A(?:{pattern.pattern})", pattern._flags & ~re.I)))

    assert text.strip()[0] in begins


@pytest.mark.parametrize("way", transitions.WAYS, ids=lambda way: way.name)
@given(data=st.data())
def test_how_a_picture_comes_and_goes_is_told_with_one_of_the_words(way, data):
    text = data.draw(st.from_regex(re.compile(way.pattern.pattern), fullmatch=True))

    assert any(map(text.casefold().__contains__, transitions._NAMED))


@given(st.from_regex(re.compile(slots.PLACED_EN.pattern), fullmatch=True))
def test_an_english_place_and_hour_has_a_figure_or_a_word_for_an_hour(text):
    assert any(map(str.isdigit, text)) or slots._names_hour(text)


@given(st.text("a.m pP", max_size=12))
def test_hours_have_no_full_stops_in_them(text):
    assert headings._clocks(text) == headings.CLOCK_STOPS.sub(r"\1m", text)


@given(st.text("a（(【[）)】]〔〕\n", max_size=16))
def test_brackets_side_by_side_are_found_as_any_are(text):
    found = cues.brackets(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cues, "FLAT", frozenset())

        assert cues.brackets(text) == found


def test_signs_among_latin_words_are_those_of_all_words():
    latin = list(map(chr, range(128)))

    assert [sign for sign in latin if speeches.SIGNED.search(sign)] == sorted(speeches.SIGNS_LATIN)
    assert [sign for sign in latin if cues.ANY_BRACKET.search(sign)] == ["(", "["]


@given(
    st.lists(
        st.sampled_from([*"Go. 走。 （她一扯，又一张纸条。） (She tugs.) （笑） (a) ( ） a 甲".split(), " ", "\n"]),
        max_size=8,
    ).map("".join)
)
def test_what_a_speaker_does_begins_at_a_bracket(text):
    acted = speeches.ACTED.search(text)
    found = speeches.ACTED.search(text, speeches._gap_before_brackets(text))

    assert (acted and acted.span()) == (found and found.span())


@given(
    st.lists(
        st.sampled_from([*"王五 他 对 向 和 看着 指着 ， 。 ； ： ！ ” 说 道 笑道 忙 低声 却说 了".split(), " ", "\n"]),
        max_size=12,
    ).map("".join)
)
def test_who_speaks_stands_in_the_last_clause_before_a_quotation(text):
    whole = attribution.BEFORE.search(text)
    found = attribution.BEFORE.search(text, attribution._clause_begins(text))

    assert (whole and whole.span()) == (found and found.span()) or not attribution._says_last(text)


@given(st.text("a\n\r\v\f\x1c\x85\u2028", max_size=10))
def test_lines_end_where_a_line_end_stands_and_nowhere_else(text):
    assert scan.split(text) == [piece for piece in re.split(r"(?<=\n)|(?<=\r)(?!\n)", text) if piece]


@given(st.from_regex(re.compile(scan.SLANTED_STOP.pattern)))
def test_a_direction_with_its_colon_in_slanted_print_has_one_of_the_signs(text):
    assert any(map(text.__contains__, scan.SLANTS_HOW))


@given(st.from_regex(re.compile(HEADING.pattern), fullmatch=True))
def test_a_line_like_a_heading_begins_as_one(text):
    assert OPENS.match(text.strip())


PROSE = st.lists(
    st.sampled_from(
        "同上 人物 时间 地点 音效 旁白 黑场 剧终 <b> （下） 他走了进来 宝玉笑道 林晚 场景 第三场 内 外 日 夜 客厅 字幕 闪回 第 一 二 甲 众人喊 ， 。 、 ： : “ ” （ ） 【 】 — —— * _ / △ ！ … 3 12:30 ①".split()
    )
    | st.sampled_from(" 　"),
    min_size=1,
    max_size=12,
).map("".join)


@given(
    st.sampled_from(["", "走！", "“好。”", "王五、赵六登场。", "他走了进来，", "林黛玉听了这话，只低头不语，"]), PROSE
)
def test_a_sentence_of_prose_is_read_as_by_all_rules(begins, text):
    core = f"{begins}{text}".strip()
    told = scan._told(core, core, 0, len(core)) if core else None

    assert told is None or told == scan._line(core, 0, len(core), False)


@given(st.from_regex(tags._SAY, fullmatch=True))
def test_a_word_for_saying_is_short_and_ends_with_one_of_the_characters(said):
    assert said[-1] in tags._SAID_ENDS
    assert len(said) <= tags.LONGEST_SAYING


WORDS = [
    *bearing.SIGNS_EN.items(),
    (portraits._SHADE_EN, portraits._ANYWHERE_EN[portraits._SHADE_EN]),
    (said._HUNG_IN_EN, said._HUNG_AT_EN),
]


def some(rows, every=4):
    """Rows that each take long, one in so many by default: what finds the words is the same for all of them."""
    return [pytest.param(row, marks=() if at % every == 0 else pytest.mark.wide) for at, row in enumerate(rows)]


@pytest.mark.parametrize("row", some(WORDS))
@given(data=st.data())
def test_without_one_of_the_words_nothing_is_told_of_a_body(row, data):
    pattern, signs = row
    text = data.draw(st.from_regex(re.compile(pattern.pattern, pattern._flags)))

    assert not signs.isdisjoint(bearing.words_en(text))


SORTS = (
    markers.CLOSES, markers.OPENS_EN, markers.CUT_ON, markers.CUT, vocabulary.CAPTION_EN, markers.CAPTION, markers.SOUND, markers.ASIDE,
    vocabulary.THE_END, vocabulary.WORDLESS,
)  # fmt: skip


@pytest.mark.parametrize("pattern", SORTS)
@given(data=st.data())
def test_an_english_line_that_says_something_of_itself_has_one_of_the_words(pattern, data):
    ascii_only = st.characters(codec="ascii")
    text = data.draw(st.from_regex(re.compile(pattern.pattern, pattern._flags), fullmatch=True, alphabet=ascii_only))

    assert markers._may_sort_en(text)


@given(st.text("林晚a：:—― 　\t（(），。！…“」「』|｜-3", max_size=45))
def test_a_clause_has_no_head_of_a_cue(text):
    assert CLAUSE.match(text) is None or CANDIDATE.match(text) is None


@given(st.text("abAB ", min_size=1, max_size=3), st.text("abAB ſİ", max_size=24))
def test_a_word_stands_where_its_pattern_finds_it(word, text):
    if len(text.lower()) == len(text):
        assert [*standing(word, text)] == [
            found.start() for found in re.finditer(f"(?={re.escape(word.lower())})", text.lower())
        ]
    assert all(text[start : start + len(word)].lower() == word.lower() for start in standing(word, text))


def _said(text):
    return Unit("u1", "speech", 0, len(text), text, text=text, speaker="甲")


ADDRESSED = st.lists(
    st.sampled_from(
        (
            "爸",
            "Dad",
            "DAD",
            "，",
            ", ",
            "。",
            "！",
            "？",
            "?",
            "!",
            "“",
            '"',
            " ",
            "\n",
            "yes",
            "hello",
            "妈",
            "你回来了",
            "…",
            "—",
        )
    ),
    max_size=7,
).map("".join)
GREETING = r"[“\"]*(?:(?:hello|hi|hey|good (?:morning|evening|night|afternoon|day)|thank you|thanks|please|yes|no|sorry|easy),?\s+)?"


@given(st.sampled_from(["爸", "dad", "Dad"]), ADDRESSED)
def test_words_of_address_open_and_close_as_their_patterns_say(word, text):
    unit, whole = _said(text), re.escape(word)

    opens = re.match(rf"{GREETING}(?:[^，,。！!…\s]{{1,4}}[，,、]\s*)??{whole}(?![？?])", text, re.I)
    closes = re.search(rf"[,，]\s*{whole}\s*(?:[.!。！…—]|$)", text, re.I)
    alone = re.search(rf"(?:^|[，。！,.!…]\s*){whole}(?=[，。！,.!…?？]|$)", text, re.I)
    assert (address.opens_with(unit, word), address._closes(unit, word), address._names(text, word)) == (
        opens is not None,
        closes is not None,
        alone is not None,
    )


TOLD = st.lists(
    st.sampled_from(
        (
            "林晚",
            "小林晚",
            "陈默",
            "的",
            "岁",
            "十八",
            "18",
            "（",
            "，",
            "今年",
            "那年",
            "年轻时的",
            "幼年",
            "浑身湿透",
            "满身沾着泥浆",
            "头破血流",
            "走进来",
            "。",
            "\n",
        )
    ),
    max_size=9,
).map("".join)


@given(TOLD)
def test_an_age_and_a_state_are_told_only_where_they_stand_beside_the_name(text):
    reader = times._Reader("林晚", ["林晚", "小林晚", "陈默"], times._table("zh"), "zh")

    assert reader._may_be_aged(text) or not reader.told.search(text)
    assert reader._may_be_befallen(text) or not reader.found.search(text)
