"""What somebody is called in a clip is no longer than it has to be: one garment, the same all through a clip, and no looks on a hand or a shadow."""

import re
from dataclasses import replace

import pytest

from storyboard import names
from storyboard.cast.said import garment_of
from storyboard.languages import Language
from storyboard.model import Cast, Character, Looks, Member, Voice
from storyboard.render.company import Company, _hair, company
from storyboard.traits import _shaded_once
from tests.test_directing import FILLER, directed, says

NAMES = ("ADAM", "BERT", "CARL", "DEAN", "EMIL", "FRED")
SHADES = ("red", "blue", "green", "white", "tan", "black")
GARMENTS = (
    ("heavy canvas diving suit with a copper collar ring", "diving suit"),
    ("cotton sarong knotted at the waist", "sarong"),
    ("long patched leather coat with brass buttons", "leather coat"),
    ("faded denim jacket over a vest", "denim jacket"),
    ("old woollen jumper", "jumper"),
    ("hooded padded parka", "padded parka"),
)
HAN = (
    ("拉链运动服上衣", "运动服"), ("敞领的立领制服", "制服"), ("大花衬衫敞着领", "花衬衫"),
    ("扣紧的长雨衣", "雨衣"), ("油污司机工装", "工装"), ("硬壳抗压服", "抗压服"),
)  # fmt: skip


def english(count: int) -> dict[str, Character]:
    return {
        name: Character(30 + at, f"male, {30 + at}, hair (black, cropped), clothes ({shade}, {worn})", name, "")
        for at, (name, shade, (worn, _)) in enumerate(zip(NAMES[:count], SHADES, GARMENTS, strict=False))
    }


def chinese(
    count: int, colours: tuple[str, ...] = ("红色", "蓝色", "绿色", "白色", "灰色", "黑色")
) -> dict[str, Character]:
    return {
        f"王{'甲乙丙丁戊己'[at]}": Character(
            30 + at,
            f"男，{30 + at}岁，头发（黑色，短发），衣服（{colour}，{HAN[at][0]}、长裤）",
            "王",
            f"GenderAge（男·{30 + at}岁） PitchMean（125 Hz） Tempo（240 SPM） Accent（普通话）",
        )
        for at, colour in enumerate(colours[:count])
    }


@pytest.mark.parametrize("count", range(2, 7))
def test_of_n_men_each_is_called_by_colour_and_kind_of_one_garment_and_owns_from_behind(count):
    people = english(count)
    naming = replace(names.naming(people, None, "", "en"), careful=True)
    told = company(people.items(), (), naming)
    for name in people:
        told.say(f"{name} waits.", naming, ())
    for name, shade, (_, kind) in zip(people, SHADES, GARMENTS, strict=False):
        assert told.say(f"{name} waits.", naming, ()) == f"The man in the {shade} {kind} waits."
        assert (
            told.say(f"Behind it {name}'s closed right fist.", naming, ())
            == f"Behind it the closed right fist of the man in the {shade} {kind}."
        )


@pytest.mark.parametrize("count", range(2, 7))
def test_of_n_men_in_chinese_each_is_called_by_one_garment_however_often_a_shot_names_him(count):
    people = chinese(count)
    shots = [
        {"visual": f"{name}站在画左的桌边，{name}抬头看灯，{FILLER}", "dialogue": says(name, "走吧。")}
        for name in (*people, *people)
    ]
    prompt = directed(people, *shots)
    for at, (colour, (_, kind)) in enumerate(zip(("红色", "蓝色", "绿色", "白色", "灰色", "黑色"), HAN, strict=True)):
        assert (f"Scene: {colour[:-1]}{kind}男子站在画左的桌边，{colour[:-1]}{kind}男子抬头" in prompt) == (at < count)
        assert (f"台词: {colour[:-1]}{kind}男子" in prompt) == (at < count)


@pytest.mark.parametrize("count", range(2, 7))
def test_who_shares_a_colour_and_a_garment_with_another_is_told_by_more(count):
    worn = ("旧呢大衣", "新呢大衣", "皮毛大衣", "羊绒大衣", "棉大衣", "军大衣")
    people = {
        f"王{'甲乙丙丁戊己'[at]}": Character(
            30, f"男，30岁，头发（黑色，短发），衣服（灰色，{worn[at]}、长裤）", "王", ""
        )
        for at in range(count)
    }
    naming = replace(names.naming(people, None, "", "zh"), careful=True)
    told = company(people.items(), (), naming)
    assert len(set(told.labels.values())) == count


@pytest.mark.parametrize("part", ["右手", "拇指", "膝盖", "两只黑靴", "影子"])
def test_no_looks_hang_on_a_hand_a_foot_or_a_shadow_in_chinese(part):
    people = chinese(1)
    close = {"visual": f"王甲的{part}停在灯边，{FILLER}"}
    assert re.search(f"Scene: 男子的{part}停[^\n]*\n人物: 男子：30岁，", directed(people, close))
    both = directed(people, close, {"visual": f"王甲站在灯边，{FILLER}"})
    assert re.search(f"Scene: 男子的{part}停[^\n]*\n人物: 男子：30岁，", both)
    assert both.count("30岁") == 1


@pytest.mark.parametrize("part", ["bare red fist", "wet hands", "left boot", "long shadow"])
def test_no_looks_hang_on_a_hand_a_foot_or_a_shadow_in_english(part):
    people = english(1)
    naming = replace(names.naming(people, None, "", "en"), careful=True)
    told = company(people.items(), (), naming)
    text = f"ADAM's {part} lies in front."
    assert (
        told.say(told.turned(text, naming), naming, ())
        == f"The {part} of the man in the red diving suit lies in front."
    )


@pytest.mark.parametrize("count", range(2, 7))
def test_the_phrase_that_each_shot_has_once_holds_the_label_of_each_of_n_men(count):
    for code, people in (("zh", chinese(count)), ("en", english(count))):
        naming = replace(names.naming(people, None, "", code), careful=True)
        told = company(people.items(), (), naming, again=True)
        assert told.phrases == told.labels  # a label that tells a garment is told again as it is


def test_a_garment_with_something_on_it_is_told_again_by_its_kind():
    looks = "female, 61, hair (grey, short), clothes (black, {})"
    for worn, phrase in (
        ("bin-liner with armholes over leggings", "the old woman in the black bin-liner"),
        ("wool coat over leggings", "the old woman in the black coat"),
    ):
        people = {"BEA": Character(61, looks.format(worn), "BEA", "")}
        naming = replace(names.naming(people, None, "", "en"), careful=True)
        assert [*company(people.items(), (), naming, again=True).phrases.values()] == [phrase]


@pytest.mark.parametrize("count", range(1, 7))
def test_who_owns_something_at_their_first_mention_in_a_shot_is_no_longer_phrase_behind_it(count):
    people = english(count)
    naming = replace(names.naming(people, None, "", "en"), careful=True)
    told = company(people.items(), (), naming, again=True)
    told.listing = True
    for name in people:
        told.say(f"{name} waits.", naming, ())
    told.begin("", naming)
    for key, label in told.labels.items():
        said = told.say(f"{key[0]}'s plait hangs. {key[0]} waits.", naming, ())
        assert label[1:] in said
        assert label == told.phrases[key] or told.phrases[key][1:] not in said


@pytest.mark.parametrize(
    "part",
    [
        "花白的后脑虚在画左前",
        "湿透的肩膀虚在画右前",
        "的脸占住画面",
        "的侧脸在画左",
        "的左手按着门",
        "右手两根指尖捏着铁丝",
        "裹着大红花棉被的肩膀虚在画左前",
        "的两条黑棉裤腿和一双黑棉鞋",
    ],
)
@pytest.mark.parametrize("count", range(1, 5))
def test_a_part_of_somebody_has_their_label_alone_before_it_in_chinese(part, count):
    people = chinese(count)
    naming = replace(names.naming(people, None, "", "zh"), careful=True)
    told = company(people.items(), (), naming, again=True)
    told.listing = True
    for name in people:
        told.say(f"{name}坐着。", naming, ())
    told.begin("", naming)
    for key, label in told.labels.items():
        assert told.say(f"{key[0]}{part}。", naming, ()) == f"{label}{part}。"


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize("sex", ["male", "female"])
@pytest.mark.parametrize("age", [8, 40])
def test_whose_voice_somebody_unseen_has_is_told_by_the_line_alone(code, sex, age):
    voice = f"GenderAge ({sex}·{age}) PitchMean (125 Hz) Tempo (220 SPM) Accent (English, dry)"
    one = {"王甲": Character(age, "", "王", voice)}
    naming = replace(names.naming(one, None, "", code), careful=True)
    assert not re.search("male|girl|boy|[男女]", names.heard("王甲", naming))


@pytest.mark.parametrize(("called", "verb"), [("the workmen", "are"), ("the women", "are"), ("the woman", "is")])
def test_several_whose_noun_ends_with_men_are(called, verb):
    naming = names.naming({}, None, "", "en")
    assert Company._row(called, "in tan boots", naming) == f"T{called[1:]} {verb} in tan boots."


def test_the_same_woman_under_two_names_with_a_state_is_one_and_has_the_noun_alone():
    looks = "女，41岁，头发（黑色，短发、圆脸、清瘦），衣服（蓝色，连体救援服、黑腰带"
    people = {
        "何苗": Character(41, f"{looks}）", "何", ""),
        "女人": Character(41, f"{looks.replace('、清瘦', '')}；脸上有泪）", "女", ""),
    }
    naming = replace(names.naming(people, None, "", "zh"), careful=True)
    assert set(company(people.items(), (), naming).labels.values()) == {"女子"}


@pytest.mark.parametrize(
    ("style", "kind", "code"),
    [*((*row, "en") for row in GARMENTS), *((*row, "zh") for row in HAN), ("sash", "sash", "en")],
)
def test_a_garment_is_called_by_as_few_words_as_one_calls_it(style, kind, code):
    assert garment_of(style, code) == kind


@pytest.mark.parametrize(
    ("shade", "style", "left"),
    [
        ("灰白", "寸短灰白发、瘦长脸、灰白胡茬", "寸短发、瘦长脸、灰白胡茬"),
        ("白色", "满头白发偏分短发、长方脸", "偏分短发、长方脸"),
        ("黑色", "黑长发", "长发"),
        ("黑色", "夹白丝的短发、圆脸", "夹白丝的短发、圆脸"),
        ("黑色", "乌黑长发", "乌黑长发"),
        ("grey", "grey-flecked short", "flecked short"),
        ("grey", "short grey curls with a grey beard", "short curls with a grey beard"),
        ("grey", "iron-grey bob", "bob"),
        ("black", "cropped", "cropped"),
    ],
)
def test_the_colour_of_hair_is_told_once(shade, style, left):
    assert _shaded_once(shade, style) == left


@pytest.mark.parametrize("count", range(1, 5))
@pytest.mark.parametrize("number", ["一", "一个", "一名", "一位"])
def test_no_number_stands_before_the_phrase_of_one_person_in_chinese(count, number):
    people = chinese(count)
    prompt = directed(people, *({"visual": f"{number}{name}翻墙进来，另一个人影晃过，{FILLER}"} for name in people))
    assert not re.search(f"(?<!另){number}(?:[0-9穿]|男子)", prompt)
    assert prompt.count("另一个人影") == count


@pytest.mark.parametrize("word", ["One", "That", "This"])
def test_no_number_stands_before_the_phrase_of_one_person_in_english(word):
    people = english(3)
    naming = replace(names.naming(people, None, "", "en"), careful=True)
    told = company(people.items(), (), naming)
    for name in people:
        told.say(name, naming, ())
        assert told.say(f"It rains. {word} {name} waits.", naming, ()).startswith("It rains. The man in the ")


def test_what_somebody_is_called_by_and_wears_is_the_thing_where_a_picture_has_it():
    looks = "female, 76, hair (silver, long), clothes (yellow, raincoat with hood up)"
    worn = Looks("female", 76, "silver", "long", "yellow", "raincoat with hood up")
    voice = Voice("female", 195, 205, "English")
    cast = Cast((Member("IRENE", "person", worn, voice, ("The Hood", "The Widow")),))
    naming = names.naming({"IRENE": Character(76, looks, "IRENE", "")}, cast, "", "en")
    assert names.found("The hood drops on her shoulders.", naming) == ()
    assert names.found("The Widow turns.", naming) == ("IRENE",)


def test_bare_feet_of_a_group_are_nothing_that_it_is_in():
    looks = "group, 10, hair (brown, short), clothes (navy, swimming trunks and bathing caps and bare feet)"
    naming = replace(names.naming({"CHILDREN": Character(10, looks, "CHILDREN", "")}, None, "", "en"), careful=True)
    assert Company._uniform(("CHILDREN", looks), naming) == "in navy swimming trunks and bathing caps, with bare feet"


@pytest.mark.parametrize(
    ("worn", "told"),
    [("圆领短袖领口扯松", "短袖"), ("长袖袖口卷起", "长袖"), ("圆领扯破", "圆领"), ("短袖校服衬衫蓝领边", "校服衬衫")],
)
def test_a_garment_of_a_label_is_the_piece_of_clothing_and_not_its_state(worn, told):
    assert garment_of(worn, "zh") == told


@pytest.mark.parametrize(
    ("style", "told"),
    [
        ("plaits over both shoulders", "white hair in plaits over both shoulders"),
        ("a low bun at the nape", "white hair in a low bun at the nape"),
        ("ponytail down her back", "white hair in a ponytail down her back"),
        ("thin strands combed across the scalp", "white hair in thin strands combed across the scalp"),
        ("fringe to the eyebrows", "white hair in a fringe to the eyebrows"),
        ("curls under a cap", "white hair in curls under a cap"),
        ("straight to the shoulders", "white straight hair to the shoulders"),
        ("long straight", "white long straight hair"),
    ],
)
def test_hair_that_is_done_as_a_thing_is_told_in_it_wherever_the_thing_lies(style, told):
    assert _hair(Looks("female", 40, "white", style, "red", "coat"), Language.of("en")) == told


ALIKE_ZH = (
    "散乱低发髻、左鬓短一截、瓜子脸、细长眉",
    "高耸云髻、鹅蛋脸、细长眉",
    "齐肩短发、瓜子脸、薄唇",
    "双麻花辫、圆脸、细长眉",
)
ALIKE_EN = (
    "loose low bun with a heart-shaped face and thin brows", "chin-length bob with an oval face and thin brows",
    "two plaits with a round face and full lips", "short curls with a heart-shaped face and full lips",
)  # fmt: skip


@pytest.mark.parametrize("count", range(2, 5))
@pytest.mark.parametrize("code", ["zh", "en"])
def test_of_n_women_in_the_same_dress_each_is_called_by_one_thing_about_her_hair(count, code):
    """A chain of all her looks in the place of a name was named by three readers of one board."""
    made = {
        f"新娘{'甲乙丙丁'[at]}": Character(30, f"女，30岁，头发（黑色，{hair}），衣服（红色，金线滚边立领嫁衣、红色长裙、黑布靴）", "", "")
        for at, hair in enumerate(ALIKE_ZH[:count])
    } if code == "zh" else {
        name: Character(30, f"female, 30, hair (black, {hair}), clothes (red, gold-edged high-necked wedding dress over black cloth boots)", "", "")
        for name, hair in zip(("ANNA", "BEA", "CARLA", "DORA"), ALIKE_EN[:count], strict=False)
    }  # fmt: skip
    naming = replace(names.naming(made, None, "", code), careful=True)
    labels = [*company(made.items(), (), naming).labels.values()]

    assert len(set(labels)) == count
    assert all(len(label) <= (16 if code == "zh" else 60) for label in labels)


@pytest.mark.parametrize("hidden", ["hidden short", "short hidden", "covered by the veil"])
def test_hair_that_nobody_sees_tells_nobody_from_anybody(hidden):
    looks = "female, 62, hair (white, {} with a narrow pale face), clothes ({})"
    people = {
        "NUN": Character(60, looks.format(hidden, "navy, long habit"), "NUN", ""),
        "ANNA": Character(60, "female, 63, hair (grey, short with a round face), clothes (green, wool coat)", "ANNA", ""),
    }  # fmt: skip
    told = company(people.items(), (), replace(names.naming(people, None, "", "en"), careful=True))

    assert [*told.labels.values()] == ["the old woman in the navy habit", "the grey-haired old woman"]
    assert not any("hidden" in each or "covered" in each for each in told.sheets.values())


@pytest.mark.parametrize(
    ("style", "told"),
    [
        ("bald crown and side tufts", "a bald crown and white side tufts"),
        ("bald with short sides", "a bald head with white short sides"),
        ("bald with a grey fringe", "a bald head with a grey fringe"),
        ("bald", "a bald head"),
    ],
)
def test_a_bald_head_has_the_colour_of_what_is_left(style, told):
    assert _hair(Looks("male", 66, "white", style, "red", "coat"), Language.of("en")) == told


@pytest.mark.parametrize(("name", "sex"), [("MEN", "male"), ("WOMEN", "female"), ("TWO MEN", "male")])
@pytest.mark.parametrize("first", [True, False])
def test_one_beside_a_group_of_the_same_noun_is_called_by_more_than_that_noun(name, sex, first):
    one = Character(29, f"{sex}, 29, hair (ginger, short), clothes (cream, jumper)", "X", "")
    group = Character(30, "group, 30, hair (black, short), clothes (navy, tracksuits)", name, "")
    people = {"BATSMAN": one, name: group} if first else {name: group, "BATSMAN": one}
    naming = replace(names.naming(people, None, "", "en"), careful=True)
    told = company(people.items(), (), naming)
    assert told.labels["BATSMAN", one.appearance] not in ("the man", "the woman")
    alone = company([("BATSMAN", one)], (), naming)
    assert alone.labels["BATSMAN", one.appearance] in ("the man", "the woman")


@pytest.mark.parametrize(
    ("word", "many"),
    [("红队", True), ("救援队", True), ("蓝队队员", True), ("球队队友们", True), ("张三", False), ("林婉", False)],
)
def test_a_team_is_called_by_its_own_word_as_villagers_are(word, many):
    """Two teams in a fight were each 穿红色篮球背心的一群人 in every sentence."""
    assert names.is_word_for_many(word, Language.of("zh")) is many


def test_a_garment_is_called_by_no_half_of_how_it_is_cut():
    assert garment_of("long sleeved cardigan over a white blouse", "en") == "cardigan"
    assert garment_of("heavy canvas diving suit", "en") == "diving suit"
