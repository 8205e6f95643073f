"""An animal or thing that a board tells with its looks has them in every clip that shows it, and once in it."""

import itertools
import random
from dataclasses import replace

import pytest

from storyboard import beasts, directing, marks, names, traits
from storyboard.assets import set_off
from storyboard.languages import Language
from storyboard.model import Character
from storyboard.profiles import load_profiles
from storyboard.render import company
from tests.samples import sample

EN, ZH = Language.of("en"), Language.of("zh")
BEASTS = {"grey mare": "small dapple-grey mare, worn red bridle", "black stallion": "tall glossy stallion, long mane",
          "red tractor": "rusty red tractor, one cracked lamp", "old dog": "big old dog, torn left ear"}  # fmt: skip
KINDS = {"老牛": "土黄毛老黄牛，一对弯角", "木船": "窄长旧木船，船头漆红", "花狗": "瘦花狗，缺一只耳朵"}


def shot(visual):
    return replace(sample("rain.txt")[0].board.shots[0], visual=visual)


@pytest.mark.parametrize(("n", "seed"), list(itertools.product((1, 2, 3, 4), range(6))))
def test_each_of_n_animals_and_things_has_its_looks_once_in_every_clip_that_shows_it(n, seed):
    pick = random.Random(10 * n + seed)
    some = pick.sample(sorted(BEASTS), n)
    first = [shot(f"A man leads the {each} ({BEASTS[each]}) up the lane") for each in some]
    later = [shot(f"The {each} stands in the rain. The {each}'s eye blinks") for each in some for _ in (0, 1)]
    told = beasts.everywhere([*first, *later, shot("The greyhound and an old man wait")], EN)

    assert all(f"({BEASTS[each]})" in told[n + 2 * at].visual for at, each in enumerate(some))
    assert "(" not in told[-1].visual
    assert not any(")'s" in each.visual for each in told)
    clip = beasts.once(told[n:])
    for each in some:
        assert sum(f"({BEASTS[each]})" in one.visual for one in clip) == 1


@pytest.mark.parametrize("name", KINDS)
def test_what_is_called_by_one_word_in_several_pictures_has_its_looks_behind_it(name):
    look = f"（{KINDS[name]}）"
    told = beasts.everywhere(
        [shot(f"他牵着{name}{look}走"), shot(f"她摸着{name}{look}"), shot(f"{name}停在坡上。{name}不动")], ZH
    )
    assert told[2].visual == f"{name}{look}停在坡上。{name}不动"
    assert [look in each.visual for each in beasts.once(told)] == [True, False, False]
    assert all(each.visual.count(look) == 1 for each in beasts.once(told, again=True))


@pytest.mark.parametrize(
    ("name", "look"),
    [("LUNA", "female truffle dog, torn left ear"), ("DUKE", "big dapple-grey mare"), ("MIN", "small black hen")],
)
@pytest.mark.parametrize("between", [0, 2])
def test_an_animal_called_in_capitals_has_a_name_and_its_looks_in_the_list(name, look, between):
    first, *rest = [
        shot(f"{name} ({look}) digs by the root"),
        *[shot("A man waits")] * between,
        shot(f"{name} swallows. {name}'s ear drips"),
    ]
    told = beasts.listed(beasts.everywhere([first, *rest], EN), names.naming({}, None, "", "en"))
    for each in (told[0], told[-1]):
        assert marks.looks_of(each.visual) == ((name.capitalize(), look),)
        assert name not in marks.without(each.visual)


def test_a_person_in_capitals_without_an_entry_stays_so():
    one = shot("GUARD (tall man with a dog, grey coat) waits")
    assert beasts.everywhere([one], EN)[0].visual == one.visual


DRY, WET = ("dusty", "dry", "dust on the face"), ("soaked by hail", "wet", "hair dripping")


@pytest.mark.parametrize(("one", "other", "third"), list(itertools.product(DRY, WET, ("bruised", "pale"))))
def test_of_two_states_that_deny_each_other_the_later_is_told(one, other, third):
    assert traits._agreed(f"{one} and {third} and {other}", EN) == f"{third} and {other}"
    assert traits._agreed(f"{other} and {third} and {one}", EN) == f"{third} and {one}"
    assert traits._agreed(f"muddy and {other}", EN) == f"muddy and {other}"
    assert traits._agreed("满脸灰土、浑身湿透", ZH) == "浑身湿透"


def test_a_part_of_what_is_told_stands_before_it():
    told = beasts.everywhere(
        [shot("On the left the grey mare (small mare, red bridle)'s head and a spot of orange")], EN
    )
    assert told[0].visual == "On the left the head of the grey mare (small mare, red bridle) and a spot of orange"


@pytest.mark.parametrize(("name", "seed"), list(itertools.product(("ADAM", "BRUNO"), range(4))))
def test_where_what_stands_first_weighs_most_somebody_stands_before_a_thing_that_hangs_or_lies(name, seed):
    thing = (
        "A lamp hangs",
        "The bridle of the grey mare (small mare, red bridle) flashes",
        "Two lanterns sway",
        "The old sword lies",
    )[seed]
    people = {
        each: Character(30, "male, 30, hair (brown, short), clothes (red, coat)", each, "")
        for each in ("ADAM", "BRUNO")
    }
    who = names.naming(people, None, "", "en")
    lower = f"{thing[0].lower()}{thing[1:]}"

    said = directing._thing_behind(
        f"{thing} on the right; above its rim {name} sits still. He looks up[Set: A barn]", who
    )
    assert said == f"Above the rim {name} sits still; {lower} on the right. He looks up[Set: A barn]"
    for kept in (
        f"{thing} on the right; under it {name} sits",
        f"{name}'s lamp hangs on the right; {name} sits",
        f"{thing} on the right, and {name} sits",
    ):
        assert directing._thing_behind(kept, who) == kept
    assert load_profiles(None)["kling-3"].opens == load_profiles(None)["wan-3"].opens == "subject"


@pytest.mark.parametrize("n", [1, 2, 3])
def test_who_is_met_by_a_part_and_told_again_in_a_shot_has_their_looks_at_the_first_mention(n):
    looks = "{}，{}岁，头发（{}，短发），衣服（{}，布衣）"
    rows = [("阿木", "男", 30, "黑色", "灰色"), ("石公", "男", 60, "白色", "蓝色"), ("小禾", "女", 8, "棕色", "红色")][
        :n
    ]
    people = {name: Character(age, looks.format(sex, age, hair, worn), name, "") for name, sex, age, hair, worn in rows}
    who = replace(names.naming(people, None, "", "zh"), careful=True)
    for name, _, age, *_ in rows:
        made = company.company(((each, people[each]) for each in people), (), who)
        made.later = frozenset([people[name].appearance])
        told = made.say(f"{name}的手按在石上。{name}抬起头", who, ())
        assert told.index(f"{age}岁") < told.index("的手"), told
        assert told.count(f"{age}岁") == 1, told
        made = company.company(((each, people[each]) for each in people), (), who)
        made.later = frozenset([people[name].appearance])
        assert f"{age}岁" not in made.say(f"{name}的手按在石上", who, ())  # a later shot shows all of them


HELD = {
    "screwdriver in his right fist": "screwdriver",
    "lit phone held up in her right hand": "phone",
    "right hand in the bare wires": "wires",
}
LASTING = (
    "soaked",
    "grease on face and hands",
    "bleeding lower lip",
    "left arm in a sling",
    "both hands bandaged white",
    "snow on coat",
)


@pytest.mark.parametrize(("held", "lasting"), list(itertools.product(HELD, LASTING)))
def test_what_hands_hold_is_no_look_where_the_picture_tells_it(held, lasting):
    picture = f"He stands there, the {HELD[held]} beside him"
    for state in (f"{lasting} and {held}", f"{held} and {lasting}"):
        assert traits._lasting(state, picture, "", EN) == lasting
        assert traits._lasting(state, "He stands there", "", EN) == state


@pytest.mark.parametrize(
    ("framed", "lasting"),
    list(
        itertools.product(
            (
                "only his hands",
                "only a torn hanging arm",
                "upside down",
                "right fingers empty",
                "ring hidden in her pocket",
            ),
            LASTING,
        )
    ),
)
def test_how_much_a_frame_shows_and_how_somebody_sits_is_no_look(framed, lasting):
    assert traits._lasting(f"{lasting} and {framed}", "", "", EN) == lasting


def test_torn_clothes_are_told_torn_once():
    assert traits._lasting("ripped and soaked", "", "suit torn at both sleeves", EN) == "soaked"
    assert traits._lasting("ripped and soaked", "", "navy suit", EN) == "clothes ripped and soaked"
    assert traits._lasting("满身泥水、右手打着手电", "她右手打着手电", "", ZH) == "满身泥水"
    assert traits._lasting("满身泥水、右手拇指沾红印泥", "印泥", "", ZH) == "满身泥水、右手拇指沾红印泥"


@pytest.mark.parametrize(
    ("name", "scenery"),
    list(
        itertools.product(
            ("阿禾", "老姜"), ("旧铁盆的盆沿横在前景", "漆黑的夜里，雨砸在玻璃上往下淌", "水泥地上横着一根电线")
        )
    ),
)
def test_who_is_in_a_picture_stands_before_what_is_around_them(name, scenery):
    looks = "女，30岁，头发（黑色，短发），衣服（蓝色，布衣）"
    naming = names.naming({name: Character(30, looks, name, "")}, None, "", "zh")
    assert (
        directing._scenery_behind(f"{scenery}。{name}坐在桌边。她抬头", naming) == f"{name}坐在桌边。{scenery}。她抬头"
    )
    for kept in (f"{scenery}。{name}坐在它旁边。她抬头", f"门猛地撞开。{name}站起来。", f"一只手伸过来。{name}坐着。"):
        assert directing._scenery_behind(kept, naming) == kept
    assert (
        directing._scenery_behind(f"暖金日光从画左斜进来，{name}站着。她笑", naming)
        == f"{name}站着，暖金日光从画左斜进来。她笑"
    )
    assert directing._scenery_behind(f"碎石泥路上，{name}站着。她笑", naming).startswith("碎石泥路上")


@pytest.mark.parametrize(
    ("before", "after"),
    list(
        itertools.product(
            ("He says it", "She drops her head", "They hold the sail"), (", and goes on", ". She waits", "")
        )
    ),
)
def test_what_a_deed_is_compared_to_goes_from_a_picture_where_its_sentence_stands_without_it(before, after):
    for figure in (" like a man buttoning his jacket", " as if measuring a child", ", like an old dog"):
        assert directing._visible(f"{before}{figure}{after}", EN) == f"{before}{after}"
    for kept in (
        "It looks like a tent.",
        "The furnace glows like a sun in the centre.",
        "Her hands are like spades.",
        f"A sign: “{before} like a man.”",
    ):
        assert directing._visible(kept, EN) == kept
    assert directing._visible("她看着他，像头一回不认得他，怔怔地问", ZH) == "她看着他，怔怔地问"
    assert (
        directing._visible("她看着画像，像框歪了。老虎（壮硕，像小牛）走来", ZH)
        == "她看着画像，像框歪了。老虎（壮硕，像小牛）走来"
    )


@pytest.mark.parametrize("worn", ["gold sari", "heavy wool coat"])
def test_a_garment_behind_a_name_goes_where_it_stands_with_the_looks(worn):
    colour, _, garment = worn.partition(" ")
    looks = f"female, 30, hair (black, bun), clothes ({colour}, {garment} over a shirt)"
    naming = names.naming({"MIRA": Character(30, looks, "MIRA", "")}, None, "", "en")
    assert directing._clad_once(f"MIRA in her {worn} fills its left half", naming) == "MIRA fills its left half"
    for kept in ("MIRA in her red hat fills its left half", f"MIRA in her {worn} pockets"):
        assert directing._clad_once(kept, naming) == kept


def test_what_is_to_be_read_stands_in_its_marks_each_time_that_a_picture_quotes_it():
    told = set_off("A sign: “OPEN”. She taps “OPEN” and goes.", ["OPEN"], "【】", quoted=True)
    assert told == "A sign: 【OPEN】. She taps 【OPEN】 and goes."


@pytest.mark.parametrize(("called", "look"), KINDS.items())
def test_what_one_picture_calls_twice_and_describes_once_is_listed(called, look):
    one = shot(f"灯照着笼边的{called}（{look}），后面一片白布。{called}慢慢回头")
    told = beasts.listed([one], names.naming({}, None, "", "zh"))[0].visual
    assert marks.without(told).rstrip("。") == f"灯照着笼边的{called}，后面一片白布。{called}慢慢回头"
    assert marks.looks_of(told) == ((called, look),)


@pytest.mark.parametrize(
    ("before", "called", "row"),
    [
        ("At left stands Moss", "Moss", "Moss"),
        ("Behind the girl trots Old Bess", "Old Bess", "Old Bess"),
        ("The grey muzzle of McRory", "McRory", "McRory"),
        ("Through the open gate of the pen five wet sheep", "wet sheep", "the wet sheep"),
        ("Past the church three grey geese", "grey geese", "the grey geese"),
        ("Five sheep", "sheep", "the sheep"),
        ("A man leads the small grey mare", "small grey mare", "the small grey mare"),
    ],
)
def test_what_has_its_looks_behind_it_is_listed_by_whole_words_and_by_a_name_of_its_own(before, called, row):
    look = "white chest, one folded ear"
    told = beasts.listed([shot(f"{before} ({look}) in the rain")], names.naming({}, None, "", "en"))[0].visual
    assert marks.looks_of(told) == ((row, look),)
    assert beasts._known([shot(f"{before} ({look}) in the rain")], EN) == {called: f" ({look})"}


NAMED = {
    "LUNA": "female truffle dog, shaggy white coat",
    "OLD TOM": "huge ginger cat, one eye",
    "REX": "brown mongrel dog",
}


@pytest.mark.parametrize("some", [[each] for each in NAMED] + [list(NAMED)[:2], list(NAMED)])
def test_an_animal_in_capitals_is_called_by_its_name_and_a_kind_by_its_word_and_people_stay(some):
    first = [shot(f"A man leads {each} ({NAMED[each]}) up the lane") for each in some]
    kind = [shot("The MARE (small grey horse, white blaze) waits beside NORA (woman, 40, red coat)")]
    later = [shot(f"{each} stands in the rain. {each}'s eye blinks at the MARE") for each in some]
    told = [each.visual for each in beasts.called([*first, *kind, *later], EN)]

    assert not any(each in "\n".join(told) for each in some)
    assert all(f"{each.title()} (" in told[at] for at, each in enumerate(some))
    assert "The mare (" in told[len(some)]
    assert "NORA (woman, 40" in told[len(some)]
    assert all(f"{each.title()}'s eye blinks at the mare" in told[len(some) + 1 + at] for at, each in enumerate(some))
    assert all(f"({look})" in each.visual for look, each in zip((NAMED[one] for one in some), beasts.everywhere(
        beasts.called([*first, *kind, *later], EN), EN)[len(some) + 1 :], strict=True))  # fmt: skip
