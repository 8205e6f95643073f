"""People by few traits, and by the same phrase in each shot, where a profile asks for it."""

import re
from dataclasses import replace

import pytest

from storyboard import marks, traits
from storyboard.cast.looks import read_appearance
from storyboard.languages import Language
from storyboard.model import Board, Cast, Character, Dialogue, Member, Shot, Voice
from storyboard.pack import pack
from storyboard.production.profiles import offer_of
from storyboard.render import render
from tests.samples import sample

EN = "female, 22, hair (ginger, messy bun with a round face and wide eyes and a scarred chin), clothes (pink, apron over yellow shirt and blue jeans and white shoes and a pearl necklace)"
ZH = "女，22岁，头发（黑色，马尾、圆脸、弯眉、左脸有疤），衣服（红色，棉袄、黑布鞋、围巾、蓝长裤）"


def few(appearance, action="", assumed=("hair", "clothes"), told="", state="", most=0):
    """The look of somebody after `traits.few`."""
    looks = read_appearance(appearance)
    member = Member("ANNA", "person", looks, Voice("female", 200, 220, "neutral"), assumed=assumed, told=told)
    shot = Shot(action, "", Dialogue("", ""), 3.0, "", "", "day", state, "")
    board = Board({"ANNA": Character(22, appearance, "ANNA", "")}, (shot,))
    return traits.few(board, Cast((member,)), most).character_setting["ANNA"].appearance


def test_of_invented_traits_hair_the_outermost_garment_one_of_the_face_and_all_that_tells_apart_stay():
    assert few(EN).endswith(
        "messy bun with a round face and a scarred chin), clothes (pink, apron over yellow shirt and a pearl necklace)"
    )
    assert few(ZH).endswith("马尾、圆脸、左脸有疤），衣服（红色，棉袄、围巾）")


@pytest.mark.parametrize("how", [{"assumed": ()}, {"action": "Her blue jeans, her white shoes, her wide eyes."}])
def test_what_the_script_tells_never_goes(how):
    assert few(EN, **how) == EN
    assert "blue jeans" in few(EN, told="ANNA, in blue jeans")
    assert "黑布鞋" in few(ZH, action="ANNA的布鞋湿了。")


@pytest.mark.parametrize("most", range(4, 9))
@pytest.mark.parametrize(("code", "look"), [("en", EN), ("zh", ZH)])
def test_nobody_has_more_traits_than_a_profile_wants_hair_and_first_garment_always(most, code, look):
    """Whatever the script tells: what is seldom invented goes last, and a scar never."""
    looks = read_appearance(few(look, assumed=(), most=most))
    told = [
        item for style in (looks.hair_style, looks.clothes_style) for item in traits.units(style, Language.of(code))
    ]
    assert len([unit for unit in told if not re.search("scar|疤", unit[0])]) + 1 <= most
    assert looks.hair_style.startswith(("messy bun", "马尾"))
    assert looks.clothes_style.startswith(("apron", "棉袄"))
    assert re.search("scarred chin|左脸有疤", looks.hair_style)


@pytest.mark.parametrize("most", range(3, 9))
@pytest.mark.parametrize(
    ("head", "mark"),
    [
        ("short with a round face and {}", "warm brown skin"),
        ("short with a round face and {}", "a long freckled face"),
        ("short with a round face and {}", "a grey stubbled chin"),
        ("short with a round face and {}", "gap teeth"),
        ("short with a round face and {}", "one clouded left eye"),
        ("short with a round face and {}", "round spectacles"),
        ("寸头、圆脸、{}", "黝黑精瘦"),
        ("寸头、圆脸、{}", "右嘴角小痣"),
        ("寸头、圆脸、{}", "三缕长须"),
        ("寸头、圆脸、{}", "黑框眼镜"),
        ("寸头、圆脸、{}", "左眼瞎成一道缝"),
    ],
)
def test_skin_marks_beards_and_glasses_stay_however_few_traits_a_profile_wants(most, head, mark):
    chinese = "、" in head
    worn = (
        "女，22岁，头发（黑色，{}），衣服（红色，棉袄、围巾、头巾）"
        if chinese
        else "female, 22, hair (black, {}), clothes (red, coat and a scarf and a hat)"
    )
    look = worn.format(head.format(mark))

    for assumed in ((), ("hair", "clothes")):
        assert mark in few(look, action="红围巾、红头巾。 A red scarf, a red hat.", assumed=assumed, most=most)


def test_what_holds_no_letters_of_a_word_is_told_nowhere():
    """A suspender over `it`."""
    look = "male, 30, hair (black, short), clothes (blue, shirt with red braces over it and jeans and boots)"
    assert "red braces" in few(look, action="He snaps the red braces.", assumed=(), most=5)


def test_what_befell_somebody_in_a_shot_counts_among_their_traits():
    """A jersey of two colours is one trait."""
    look = "male, 30, hair (black, crew cut with a thick moustache), clothes (red, red and yellow jersey and blue jeans and a scarf)"
    states = ("wet hair", "a cut hand", "mud on shirt")
    for count in range(len(states) + 1):
        state = f" [Now: ANNA, clothes (red, red and yellow jersey and blue jeans and a scarf), state ({' and '.join(states[:count])})]"
        member = Member("ANNA", "person", read_appearance(look), Voice("male", 120, 220, "neutral"))
        state = state if count else state.replace(", state ()", "")
        shots = (Shot("", "", Dialogue("", ""), 3.0, "", "", "day", f"ANNA stands there.{state}", ""),)
        board = Board({"ANNA": Character(30, look, "ANNA", "")}, shots)
        now = marks.versions(traits.few(board, Cast((member,)), 6).shots[0].visual)[0]
        worn = now.clothes[1] if now.clothes else ""
        assert worn.startswith("red and yellow jersey")
        assert ("jeans" in worn) == (count < 1)
        assert ("scarf" in worn) == (count < 2)


@pytest.mark.parametrize("most", range(3, 8))
def test_shoes_tied_with_string_leave_no_string(most):
    look = "female, 8, hair (blonde, two thin braids with a small round face), clothes (red, coat to the ankles and a grey dress and brown shoes tied with string and a drum)"
    told = few(look, assumed=(), most=most)
    assert ("string" in told) == ("shoes" in told)


@pytest.mark.parametrize("count", range(1, 5))
def test_of_n_crowds_and_wearers_of_badges_nobody_is_named_and_nobody_sits_somewhere(count):
    """A badge without a name stays, and so do clothes that have a word of a place in them but are worn by one."""
    who = [f"NAOMI{at}" for at in range(count)]
    people = {
        name: Character(30, f"female, 30, hair (black, bob), clothes (blue, overall and a badge reading {name} and a steel badge and street shoes)", name, "")
        for name in who
    }  # fmt: skip
    crowd = "group, 30, hair (none, none), clothes (grey, work shirts and jeans, passengers on the rear seats)"
    people |= {f"CROWD{at}": Character(30, crowd, "", "") for at in range(count)}
    tail = "".join(f" [Now: CROWD{at}, state (passengers on the rear seats)]" for at in range(count))
    shots = (Shot("", "", Dialogue("", ""), 3.0, "BUS (inside)", "", "day", f"The bus is full.{tail}", ""),)
    told = traits.plain(Board(people, shots))
    looks = [each.appearance for each in told.character_setting.values()]
    assert not any("reading" in each or "rear seats" in each for each in looks)
    assert sum("a steel badge and street shoes" in each for each in looks) == count
    assert sum("work shirts and jeans" in each for each in looks) == count
    assert told.shots[0].visual == "The bus is full."


@pytest.mark.parametrize("model", ["grok-imagine"])
def test_each_shot_calls_somebody_once_by_the_same_phrase(model):
    """Without the row of the profile a noun is enough."""
    done = sample("lastbus.txt")[0]
    offer = offer_of(model, None, "portrait")
    assert offer.again
    clips = pack(done.board, offer)
    phrase = "the woman in the green raincoat"
    often, once = (
        max(prompt.casefold().count(phrase) for prompt in render(done.board, clips, each, done.cast))
        for each in (offer, replace(offer, again=False))
    )
    assert often > 1 >= once


def test_profiles_say_who_is_told_how():
    known = {
        name: offer_of(name, None, "portrait") for name in ("sora-2", "seedance-2", "vidu-q3", "minimax-h3", "kling-3")
    }
    assert [name for name, offer in known.items() if offer.few] == ["sora-2", "seedance-2"]
    assert [name for name, offer in known.items() if offer.again] == []  # one label in all shots, as their guides ask
