"""How a film looks by `[video] style`: palettes by their names, the user's own words, in every syntax and both languages."""

import re
from dataclasses import replace

import pytest

from storyboard import palettes
from storyboard.check import check_prompts, lines_of
from storyboard.config import load_settings
from storyboard.languages import CODES, Language
from storyboard.library import Library
from storyboard.profiles import make_offer
from storyboard.render import render
from tests.samples import OFFER, sample

TEMPLATES = ("sora", "kling", "seedance", "prose")
SAMPLES = {"zh": "rain.txt", "en": "lastbus.txt"}
OWN = {"zh": "定格动画，黏土质感", "en": "stop motion, clay puppets"}


def styled(code: str, style: str, **changes) -> tuple[list[str], list[str]]:
    """Prompts of a sample with a style, and what check finds in them."""
    done, offer = sample(SAMPLES[code])[0], replace(OFFER, style=style, **changes)
    prompts = render(done.board, done.clips, offer, done.cast)
    faults = check_prompts(prompts, done.clips, done.board, lines_of(done.script, done.episode), offer, done.cast)
    return list(prompts), [str(fault) for fault in faults]


STYLES = [names[0] for names in palettes.names()]
FIRST = [(style, (TEMPLATES[number % len(TEMPLATES)],)) for number, style in enumerate(STYLES)]
"""Each palette in one syntax, and each syntax with some palette: a run as a person waits for it."""


@pytest.mark.few("style", "templates", "code")
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    ("style", "templates"),
    [*FIRST, *(pytest.param(style, TEMPLATES, marks=pytest.mark.wide) for style in STYLES)],
    ids=lambda value: value if isinstance(value, str) else str(len(value)),
)
def test_every_palette_is_told_once_a_clip_and_passes_the_check(style, templates, code):
    """In each syntax; the phrase that boards begin with is gone."""
    language = Language.of(code)
    for template in templates:
        prompts, faults = styled(code, style, template=template)

        assert faults == []
        for prompt in prompts:
            assert all(prompt.count(words) == 1 for words in palettes.style_words(style, language, whole=True))
            assert not set(re.split(r"[，,。.\n：:]\s*", prompt)) & set(palettes.usual(language))


def test_light_and_colours_follow_hour_and_door():
    """A day outside is not a night inside, in any palette; two or three colours each, a whole palette has four."""
    board = sample("rain.txt")[0].board
    shot = board.shots[0]
    places = [
        replace(shot, location=f"街（{side}）", time=hour)
        for side in "内外"
        for hour in ("白天", "白天（黄昏）", "晚上")
    ]
    for names in palettes.names():
        for language in map(Language.of, CODES):
            moods = [palettes.mood(names[0], place, language) for place in places]

            assert len({(mood.light, mood.colours) for mood in moods}) == 6
            assert all(1 <= mood.colours.count(language.word("style.and")) <= 2 for mood in moods)
            assert not any(re.search("[，,；;。]", mood.light + mood.colours) for mood in moods)
            whole = [palettes.mood(names[0], place, language, whole=True) for place in places]
            assert len({(mood.light, mood.colours) for mood in whole}) == 6
            assert all(len(re.split(r"、|, | and ", mood.colours)) == 4 for mood in whole)


@pytest.mark.parametrize("code", CODES)
def test_any_other_words_are_the_style_themselves(code):
    """They stand as written, and the board keeps its own light."""
    prompts, faults = styled(code, OWN[code])

    assert faults == []
    assert all(prompt.count(part) == 1 for prompt in prompts for part in palettes.parts(OWN[code]))
    assert all(Language.of(code).word("style.night") in prompt for prompt in prompts)


def test_a_light_that_the_board_tells_is_kept():
    """The colours of the palette go with it."""
    done, language = sample("rain.txt")[0], Language.of("zh")
    shot = replace(done.board.shots[0], style_tags=f"{done.board.shots[0].style_tags}，灶膛橙红的火光从左下照上来")
    seen = palettes.mood("noir", shot, language)

    parts = palettes.restyled(palettes.parts(shot.style_tags), "NOIR", shot, language)

    assert "灶膛橙红的火光从左下照上来" in parts
    assert seen.colours in parts
    assert seen.light not in parts


def test_words_for_the_orientation_follow_the_setting_whatever_the_style_says():
    """The user's own words too."""
    prompts, faults = styled("zh", "竖屏水彩动画", size="1280x720")

    assert faults == []
    assert all("水彩动画" in prompt and not re.search("[横竖]屏", prompt) for prompt in prompts)


def test_without_the_setting_nothing_changes_and_with_it_first_prompts_follow_too():
    """Also those that tell each shot whole."""
    done, first = sample("rain.txt")[0], Library(chosen={"render": "v1"})

    plain = render(done.board, done.clips, OFFER, done.cast, first)
    ink = render(done.board, done.clips, replace(OFFER, style="水墨"), done.cast, first)

    assert all("写实，电影感，竖屏短剧" in prompt and "水墨" not in prompt for prompt in plain)
    assert all("水墨动画" in prompt and "写实" not in prompt for prompt in ink)
    assert render(done.board, done.clips, replace(OFFER, style=""), done.cast) == done.prompts


@pytest.mark.parametrize(
    "change",
    [
        lambda prompt: prompt.replace("，高反差", ""),
        lambda prompt: re.sub("，以[^，\n]*为主色", "", prompt),
        lambda prompt: prompt.replace("整体风格：", "整体风格：电影感，"),
    ],
    ids=["words dropped", "colours dropped", "the usual look back"],
)
def test_a_fault_put_into_a_style_is_found(change):
    """One place at a time."""
    done, offer = sample("rain.txt")[0], replace(OFFER, style="noir")
    prompts = render(done.board, done.clips, offer, done.cast)
    broken = (change(prompts[0]), *prompts[1:])
    assert broken != prompts

    faults = check_prompts(broken, done.clips, done.board, lines_of(done.script, done.episode), offer, done.cast)

    assert {fault.rule for fault in faults} == {"prompt-field"}


def test_the_setting_reaches_what_is_bought(tmp_path):
    """`[video] style` of a storyboard.toml."""
    (tmp_path / "storyboard.toml").write_text('[video]\nstyle = "国漫"\n', encoding="utf-8")

    assert make_offer(load_settings(tmp_path, {})).style == "国漫"
