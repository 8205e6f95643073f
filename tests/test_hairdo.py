"""Hair that is done no more is told as it is, and not as it usually is beside it."""

import pytest

from storyboard import hairdo
from storyboard.cast.looks import read_appearance
from storyboard.languages import Language
from storyboard.marks import Now

EN, ZH = Language.of("en"), Language.of("zh")


def told(style: str, state: str, language: Language) -> tuple[str, str]:
    """(style of the hair, state) as they are told."""
    form = {
        EN: "male, 40, hair (black, {}), clothes (grey, coat)",
        ZH: "男，40岁，头发（黑色，{}），衣服（灰色，大衣）",
    }[language]
    looks = read_appearance(form.format(style))
    assert looks
    now = hairdo.as_it_is(Now("X", state=state), looks, language)
    return (now.hair or ("", style))[1], now.state


@pytest.mark.parametrize("how", ["dishevelled", "wild", "tangled"])
@pytest.mark.parametrize("done", ["oiled swept-back", "slicked back", "neat", "combed-over"])
@pytest.mark.parametrize(
    ("state", "left"), [("bareheaded and black hair {}", "bareheaded"), ("hair {}, sweat on face", "sweat on face")]
)
def test_a_state_of_the_hair_takes_the_place_of_how_it_is_done(how, done, state, left):
    assert told(f"{done} with a hawk nose", state.format(how), EN) == (f"{how} with a hawk nose", left)
    assert told(f"short {done} with a hawk nose", f"{how} hair", EN) == (f"short {how} with a hawk nose", "")


def test_loose_hair_is_in_no_bun():
    assert told("tightly coiled low bun with a calm face", "hair loose", EN) == ("loose with a calm face", "")
    assert told("低髻、鹅蛋脸", "长发披散、脸上有泪", ZH) == ("披散的长发、鹅蛋脸", "脸上有泪")


def test_a_state_of_the_hair_in_chinese():
    assert told("油亮背头、鹰钩鼻", "满头汗、头发凌乱", ZH) == ("凌乱的背头、鹰钩鼻", "满头汗")


@pytest.mark.parametrize(
    ("style", "state", "language"),
    [
        ("short curly with a broad face", "black hair dishevelled", EN),
        ("oiled with a hawk nose", "dripping wet hair and coat", EN),
        ("oiled with a hawk nose", "straw in hair", EN),
        ("短白发、圆脸", "白发微乱", ZH),
        ("低髻、圆脸", "头发半湿", ZH),
    ],
)
def test_what_goes_together_stays(style, state, language):
    assert told(style, state, language) == (style, state)
