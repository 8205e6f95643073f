"""Looks as a sentence lists them, what befell somebody apart from their clothes, and crowds after their first telling."""

import itertools
import re
from dataclasses import replace

import pytest

from storyboard import assets, names
from storyboard.languages import Language
from storyboard.lighting import SceneLight
from storyboard.marks import Now
from storyboard.model import Character, Dialogue, Shot
from storyboard.render import company

ZH, EN = Language.of("zh"), Language.of("en")
NAMES = ("ADAM", "BRUNO", "CARL", "DORA", "ELSA", "FLORA")
COATS = ("wool coat", "long cloak", "quilted vest", "linen shirt", "leather jacket", "cotton dress")
COLOURS = ("red", "blue", "green", "black", "white", "brown")
STATES = (
    ("soaked to the skin",),
    ("mud on both knees",),
    ("parka iced white",),
    ("tears on the cheeks", "straw in hair"),
    ("left arm bandaged", "water running down the face"),
    ("bleeding lower lip", "bruised right hand"),
)
BEFELL = (
    ("浑身湿透",),
    ("膝腿糊满泥",),
    ("满脸是泪", "左臂缠布条"),
    ("左眉骨开裂流血", "满身汗"),
    ("肩头落着雪",),
    ("嘴角流血",),
)


def naming(people: dict[str, Character], language: Language) -> names.Naming:
    return replace(names.naming(people, None, "", language.code), careful=True)


def english(at: int, *more: str) -> Character:
    sex = "male" if at < 3 else "female"
    worn = " and ".join((COATS[at], *more))
    return Character(
        20 + 10 * at, f"{sex}, {20 + 10 * at}, hair (black, short), clothes ({COLOURS[at]}, {worn})", NAMES[at], ""
    )


def chinese(at: int) -> Character:
    sex, colour = ("男", "女")[at % 2], ("红色", "蓝色", "白色", "黑色", "绿色", "褐色")[at]
    return Character(
        20 + 9 * at,
        f"{sex}，{20 + 9 * at}岁，头发（黑色，短发），衣服（{colour}，布袍、布鞋）",
        f"人{'甲乙丙丁戊己'[at]}",
        "",
    )


@pytest.mark.parametrize("n", range(1, 9))
def test_n_things_that_somebody_has_are_listed_with_commas_and_one_and(n):
    worn = [
        "red coat",
        "brass badge",
        "grey trousers",
        "black boots",
        "wool cap",
        "silk scarf",
        "belt",
        "white gloves",
    ][:n]
    told = assets.in_words(f"45, in the {' and '.join(worn)}, black hair, broad square face, dark brown skin")

    clad = told.partition(", with ")[0]
    assert clad == f"aged 45, in the {' and '.join(filter(None, (', '.join(worn[:-1]), worn[-1])))}"
    assert told.endswith("with black hair, a broad square face and dark brown skin")


def test_two_colours_of_one_garment_are_no_two_garments():
    assert assets.in_words("30, in the red and yellow jersey and black shorts and boots, short hair") == (
        "aged 30, in the red and yellow jersey, black shorts and boots, with short hair"
    )


@pytest.mark.parametrize("n", range(1, 7))
def test_what_befell_n_people_is_no_garment_of_theirs_and_each_part_is_told_once(n):
    usual = {NAMES[at]: english(at) for at in range(n)}
    now = {NAMES[at]: Now(NAMES[at], state=" and ".join(STATES[at])) for at in range(n)}
    people = names.changed(usual, now)
    known = naming(people, EN)
    told = company.company(people.items(), (), known)
    for at, name in enumerate(people):
        said = assets.flowing(f"{told.call(name, known)} waits.")
        assert re.findall(r"in the ([^,]+)", said) == [f"{COLOURS[at]} {COATS[at]}"], said
        for each in STATES[at]:
            assert said.count(each) == 1, said
            assert not re.search(rf"and (?:an? )?{each}", said), said


@pytest.mark.parametrize("n", range(1, 7))
def test_in_chinese_it_stands_before_the_clothes_of_n_people(n):
    people = names.changed(
        {f"人{'甲乙丙丁戊己'[at]}": chinese(at) for at in range(n)},
        {f"人{'甲乙丙丁戊己'[at]}": Now(f"人{'甲乙丙丁戊己'[at]}", state="、".join(BEFELL[at])) for at in range(n)},
    )
    known = naming(people, ZH)
    told = company.company(people.items(), (), known)
    for at, name in enumerate(people):
        said = assets.flowing(f"{told.call(name, known)}站着。").replace(assets.LOOKS, "")
        for each in BEFELL[at]:
            assert said.count(each) == 1, said
            assert said.index(each) < said.index("穿"), said


@pytest.mark.parametrize(("n", "at"), [(n, at) for n in range(1, 7) for at in range(n)])
def test_of_n_people_whom_something_befell_between_two_shots_is_told_by_label_and_state_alone(n, at):
    usual = {NAMES[each]: english(each) for each in range(n)}
    wet = names.changed(usual, {NAMES[at]: Now(NAMES[at], state=" and ".join(STATES[at]))})
    known = naming(usual, EN)
    told = company.company([*usual.items(), *wet.items()], (), known)
    for name in usual:
        told.call(name, known)
    later = naming(wet, EN)
    said = assets.flowing(f"{told.call(NAMES[at], later)} waits.")
    assert COATS[at] not in said or "in the" in told.labels[(NAMES[at], wet[NAMES[at]].appearance)], said
    assert not re.search(r"\baged\b|\bhair\b(?! in)|\bwith\b", said.replace("straw in hair", "")), said
    assert all(each in said for each in STATES[at]), said
    again = assets.flowing(f"{told.call(NAMES[at], later)} turns.")
    assert not any(each in again for each in STATES[at]), again


def test_a_state_that_the_picture_tells_itself_is_not_told_beside_it():
    usual = {"ADAM": english(0)}
    wet = names.changed(usual, {"ADAM": Now("ADAM", state="tears on the cheeks")})
    known, later = naming(usual, EN), naming(wet, EN)
    told = company.company([*usual.items(), *wet.items()], (), known)
    told.call("ADAM", known)
    assert "tears" not in told.call("ADAM", later, "", " looks up, tears on the cheeks.")


CROWD = "群体，40岁，头发（黑色，长短不一），衣服（灰褐色，粗布短衣、深灰布裤、旧布头巾、草鞋）"


@pytest.mark.parametrize("states", list(itertools.product(("", "浑身湿透"), repeat=3)))
def test_the_only_crowd_of_a_clip_is_told_by_its_clothes_once_each_state_once_and_then_in_a_word(states):
    usual = {"百姓": Character(40, CROWD, "百姓", "")}
    versions = [names.changed(usual, {"百姓": Now("百姓", state=state)}) for state in states]
    told = company.company([pair for each in versions for pair in each.items()], (), naming(usual, ZH))
    seen = set()
    for state, people in zip(states, versions, strict=True):
        said = told.call("百姓", naming(people, ZH), "湿街上", "跪下")
        assert ("旧布头巾" in said) is (not seen), said
        assert state in seen or state in said
        assert said == "那些人" or state not in seen
        counted = told.call("百姓", naming(people, ZH), "两个", "走过来")
        assert "粗布短衣" in counted, counted
        assert not re.search("那些人|一群|浑身湿透", counted), counted
        seen.add(state)


GROUPS = {
    "en": {
        "SOLDIERS": "group, 30, hair (black, short), clothes (red, long coats with round steel helmets over grey trousers)",
        "TOWNSFOLK": "group, 40, hair (grey, of different lengths), clothes (navy, wool jackets over linen shirts and clogs)",
        "CROWD": "group, 35, hair (black, short), clothes (yellow, turbans over white kurtas and leather sandals)",
    },
    "zh": {
        "百姓": CROWD,
        "衙役": "群体，35岁，头发（黑色，束发髻），衣服（黑色，皂布公服、大红布腰带、黑布靴）",
        "盐工": "群体，30岁，头发（黑色，短发），衣服（灰白色，粗布短裤、光膀子、草鞋）",
    },
}
COUNTS = {"en": ("the ", "two ", "few ", "tall "), "zh": ("", "两个", "那些", "一排")}


@pytest.mark.parametrize("order", list(itertools.permutations(range(3), 2)))
@pytest.mark.parametrize("counts", list(itertools.product(range(4), repeat=2)))
@pytest.mark.parametrize("code", ["en", "zh"])
def test_each_of_several_groups_is_told_by_its_clothes_once_a_clip_then_by_its_word_and_what_befell_it(
    code, counts, order
):
    """However many there are, whatever counts them, and whether or not they got wet in between."""
    language = {"en": EN, "zh": ZH}[code]
    usual = {name: Character(40, look, name, "") for name, look in GROUPS[code].items()}
    state = {"en": "soaked to the skin", "zh": "浑身湿透"}[code]
    name, other = ([*usual][at] for at in order)
    wet = names.changed(usual, {name: Now(name, state=state)})
    told = company.company([*usual.items(), *wet.items()], (), naming(usual, language))
    dry, later = naming(usual, language), naming(wet, language)
    first, again = (COUNTS[code][at] for at in counts)
    clothes = {
        each: re.search(r"[(（]([^()（）]*)[)）]$", look)[1].split("、")[-1].split(" ")[-1]
        for each, look in GROUPS[code].items()
    }

    whole = [assets.flowing(told.call(each, dry, first, "", word=each)) for each in (name, other)]
    once_more = assets.flowing(told.call(name, dry, again, "", word=name))
    wetted = assets.flowing(told.call(name, later, again, "", word=name))
    at_last = assets.flowing(told.call(name, later, again, "", word=name))

    assert [clothes[each] in said for each, said in zip((name, other), whole, strict=True)] == [True, True], whole
    assert not [said for said in (once_more, wetted, at_last) if clothes[name] in said]
    assert [state in said for said in (once_more, wetted, at_last)] == [False, True, False]
    assert once_more == at_last
    assert not re.search(r"^the ", once_more) or again == "the "


def shot(action: str) -> Shot:
    return Shot(action, "全景，平视，固定", Dialogue("", ""), 3, "街（外）", "写实", "白天", "", "晴")


@pytest.mark.parametrize(
    ("actions", "mood"),
    [
        (["他笑着走来。"], ""),  # one smile
        (["他笑着走来。", "众人大笑，热闹起来。"], "气氛轻快"),
        (["他笑着走来。", "众人大笑。", "她满脸是泪。"], ""),
        (["他砸门。", "她尖叫。", "他笑着。"], "气氛紧张"),
    ],
)
def test_a_scene_is_light_hearted_by_more_than_one_smile_and_no_tear(actions, mood):
    assert SceneLight([shot(each) for each in actions], ZH).mood == mood


@pytest.mark.parametrize("state", ["black gloves", "a split lip", "soaked sleeves"])
def test_the_check_takes_a_state_for_no_more_than_a_label_s_where_the_board_has_its_words(state):
    """With crape hatband and black gloves: the words of the script, which were read as if the program had added them."""
    from storyboard.check.told import ClipReading

    told = f"He is dressed in mourning, with crape hatband and {state}."
    one = Character(40, f"male, 40, hair (brown, short), clothes (black, frock coat; {state})", "JACK", "")

    assert ClipReading.unchanged(told, [one], told) == told
    assert ClipReading.unchanged(f"The man, {state}, waits.", [one], "JACK waits.") == "The man waits."


@pytest.mark.parametrize(
    ("looks", "told"),
    [
        ("bleeding cut across left palm", "with a bleeding cut across left palm"),
        ("fresh red scratch on right cheek", "with a fresh red scratch on right cheek"),
        ("soaked coat, dripping hair", "with a soaked coat and dripping hair"),
        ("wet, grass-stained suit, tousled hair", "wet, with a grass-stained suit and tousled hair"),
        ("bleeding split lip", "with a bleeding split lip"),
        ("mud on both knees", "mud on both knees"),
        ("soaked to the skin", "soaked to the skin"),
    ],
)
def test_what_befell_a_garment_or_the_skin_is_something_that_somebody_has(looks, told):
    assert assets.in_words(", ".join(f"{assets.BEFELL}{each}" for each in looks.split(", "))) == told


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize("count", range(1, 5))
def test_what_befalls_somebody_whose_looks_a_list_told_is_all_that_it_tells_then(code, count):
    row = {
        "en": "male, {}, hair (black, cropped), clothes ({}, {}{})",
        "zh": "男，{}岁，头发（黑色，短发），衣服（{}，{}{}）",
    }[code]
    worn = COATS if code == "en" else ("大衣", "斗篷", "马甲", "衬衫", "夹克", "长袍")
    shades = COLOURS if code == "en" else ("红色", "蓝色", "绿色", "黑色", "白色", "棕色")
    after = "; wet" if code == "en" else "；浑身湿透"
    people, wet = (
        {
            name: Character(30, row.format(30 + at, shades[at], worn[at], state), name, "")
            for at, name in enumerate(NAMES[:count])
        }
        for state in ("", after)
    )
    naming = replace(names.naming(people, None, "", code), careful=True)
    then = replace(names.naming(wet, None, "", code), careful=True)
    told = company.company([*people.items(), *wet.items()], (), naming, again=True)
    told.listing, told.beside = True, False
    for known in (naming, then):
        told.begin("", known)
        for name in people:
            told.say(f"{name} waits." if code == "en" else f"{name}等着。", known, ())
    rows = told.rows(then)
    assert len(rows) == count
    assert all(each.endswith(" is now wet." if code == "en" else "：浑身湿透。") for each in rows)


def test_what_has_befallen_somebody_goes_on_as_a_sentence():
    assert assets.has_now(f"{assets.BEFELL}wet, {assets.BEFELL}torn coat") == "is now wet, with a torn coat"
    assert assets.has_now(f"{assets.BEFELL}mud on both knees") == "now has mud on both knees"


def test_what_befell_a_crowd_is_something_that_it_has():
    looks = (
        "group, 40, hair (brown, short), clothes (grey, overalls and straw hats; soaked clothes and dripping hat brims)"
    )
    crowd = {"CROWD": Character(40, looks, "CROWD", "")}
    naming = replace(names.naming(crowd, None, "", "en"), careful=True)
    told = company.company(crowd.items(), (), naming)
    told.listing, told.beside = True, False
    told.begin("", naming)
    told.say("CROWD waits.", naming, ())
    assert told.rows(naming)[0].endswith("in grey overalls and straw hats, with soaked clothes and dripping hat brims.")
