"""A prompt that whoever has seen no other clip understands: an hour that is seen, a place that is like no other, one light a scene."""

import re
from dataclasses import replace

import pytest

from storyboard import alone, ambience, directing, lighting, names, traits, viewpoints
from storyboard.assets import flowing, set_off
from storyboard.cast.looks import read_appearance
from storyboard.check.told import Known, gap_of
from storyboard.languages import Language
from storyboard.marks import write_set
from storyboard.model import Board, Character, Part
from storyboard.palettes import mood
from storyboard.render import people, prose
from storyboard.render.by_clip import _with_looks
from storyboard.render.company import MOST_BEFORE_A_VERB, _clad_alike, _sheet, company
from storyboard.scenes import Scenes
from tests.samples import sample
from tests.test_shot_by_itself import naming

ZH, EN = Language.of("zh"), Language.of("en")


@pytest.mark.parametrize(
    ("hour", "seen"),
    [
        ("白天（时间不明，回忆，塌方那天）", "白天"),
        ("晚上（闪回，八年前）", "晚上"),
        ("白天（闪回，阿苗六岁）", "白天"),
        ("白天（时间不明，船舱内）", "白天（船舱内）"),
        ("白天（午后，光绪十七年）", "白天（午后，光绪十七年）"),
        ("白天（井下，不见天光）", "井下，不见天光"),
        ("day (flashback, thirty years earlier)", "day"),
        ("night (1922)", "night"),
        ("day (dark as night)", "day (dark as night)"),
        ("day (underground, no daylight)", "underground, no daylight"),
        ("night", "night"),
    ],
)
def test_an_hour_says_what_is_seen_of_it_and_never_whose_year_it_was(hour, seen):
    assert alone.timed(hour, ["阿苗"], ZH if "（" in hour else EN) == seen


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("同一条窄巷，雪还没有这样厚，伞铺在画左开着，老人站在门前。", "窄巷，伞铺在画左开着，老人站在门前。"),
        ("同一间教室，黑板擦干净了，老师坐着。", "教室，黑板擦干净了，老师坐着。"),
        ("雨没有停，老人站在同一条船上等着。", "雨没有停，老人站在同一条船上等着。"),
        ("和闪回同一个机位，老人坐在门前剥豆子。", "老人坐在门前剥豆子。"),
        ("The same bench, empty: a paper bag lies on it.", "The bench, empty: a paper bag lies on it."),
        ("They sit on the same bench and eat.", "They sit on the same bench and eat."),
    ],
)
def test_a_picture_compares_with_no_other_clip(said, seen):
    assert alone._here(said, ZH if "。" in said else EN) == seen


@pytest.mark.parametrize(
    ("place", "told"), [("SAME BARN (outside)", "BARN (outside)"), ("SAMEDAN (outside)", "SAMEDAN (outside)")]
)
def test_a_place_is_itself_and_not_the_same(place, told):
    shot = replace(sample("lastbus.txt")[0].board.shots[0], location=place)
    assert alone.alone([shot], naming())[0].location == told


@pytest.mark.parametrize("place", ["扇门", "道门框", "口井", "条船", "间教室", "栋楼"])
def test_a_place_is_itself_whatever_it_is_counted_by(place):
    """同一扇门: 门, and no 扇门."""
    shot = replace(sample("rain.txt")[0].board.shots[0], location=f"同一{place}（外）")
    assert alone.alone([shot], naming(language=ZH))[0].location == f"{place[1:]}（外）"


def shots(language: Language, *styles: str):
    """Shots of one scene by day outside, each with a style of its own."""
    time, weather = ("day", "hot haze") if language is EN else ("白天", "雾")
    one = replace(sample("rain.txt")[0].board.shots[0], location="FIELD (outside)", time=time, weather=weather)
    comma = language.word("writing.comma")
    return [replace(one, style_tags=comma.join(["realistic", style])) for style in styles]


@pytest.mark.parametrize("at", range(4))
def test_a_shot_without_a_light_has_that_of_the_nearest_one_that_holds_there_too(at):
    """However they are arranged: no light of a face alone, and not where it falls."""
    styles = ["wet paint, shallow focus"] * 4
    styles[at] = "hard sun from the left, dust"
    told = [shot.style_tags for shot in directing._lit_alike(shots(EN, *styles), EN)]
    assert all("hard sun" in each for each in told)
    assert [("from the left" in each) for each in told] == [n == at for n in range(4)]
    styles[at] = "light on her face alone"
    assert [each.style_tags for each in directing._lit_alike(shots(EN, *styles), EN)] == [
        each.style_tags for each in shots(EN, *styles)
    ]


@pytest.mark.parametrize(("language", "sun"), [(EN, "hard sun"), (ZH, "午后烈日")])
def test_what_hangs_in_the_air_covers_no_sun_that_the_board_has(language, sun):
    plain = shots(language, "dust", "dust") if language is EN else shots(language, "尘土", "尘土")
    assert lighting.SceneLight(plain, language).source() == lighting.covered_sky(language)
    sunny = [*plain, *shots(language, sun)]
    assert lighting.SceneLight(sunny, language).source() == ""


def test_where_no_daylight_comes_colours_are_those_of_the_night():
    shot = replace(shots(ZH, "红灯")[0], location="井下（内）")
    day, dark, night = (
        mood("", replace(shot, time=time), ZH, whole=True) for time in ("白天", "白天（井下，不见天光）", "晚上")
    )
    assert dark == night != day


def test_the_crowd_is_told_by_its_clothes_once_a_clip():
    """And so are the students beside it; two crowds of one word keep theirs."""
    people = {name: Character(30, f"group, 30, hair (none, none), clothes (grey, {worn})", name, "") for name, worn in
              (("CROWD", "cloaks"), ("STUDENTS", "shirts"), ("BOAT CROWD", "oilskins"))}  # fmt: skip
    for several in (("CROWD", "STUDENTS"), ("CROWD", "BOAT CROWD")):
        here = {name: people[name] for name in several}
        told = company(here.items(), (), naming(here))
        said = [told.say(" and ".join(several), naming(here), ()) for _ in range(2)]
        assert all(people[name].appearance.split(", ")[-1].rstrip(")") in said[0] for name in several)
        assert (said[1].casefold() == "the crowd and the students") == ("STUDENTS" in several)


@pytest.mark.parametrize("word", ["whole", "entire"])
def test_a_whole_crowd_has_one_article(word):
    """The whole CROWD roars: no `The whole a crowd`."""
    people = {"CROWD": Character(33, "group, 33, hair (mixed, short), clothes (mixed, rain jackets)", "CROWD", "")}
    told = company(people.items(), (), naming(people))
    assert told.say(f"The {word} CROWD roars.", naming(people), ()).startswith(f"The {word} crowd")


@pytest.mark.parametrize("name", ["STUDENTS", "TOWNSFOLK", "WEDDING GUESTS", "CROWD"])
def test_a_check_knows_a_group_by_its_word_and_by_nobody_elses(name):
    people = {name: Character(30, "group, 30, hair (none, none), clothes (grey, shirts)", name, "")}
    pattern = gap_of(name, Known(people, {}, {}, careful=True))
    assert re.fullmatch(pattern, f"the {name.split()[-1].lower()}", re.IGNORECASE)
    assert not re.fullmatch(pattern, "the sailors", re.IGNORECASE)


@pytest.mark.parametrize("note", ["在他前面倒退", "略仰，跟着他站起来", "水桶的位置看他", "从手到眼睛"])
def test_a_camera_note_behind_a_picture_is_no_sentence_of_it(note):
    picture, _ = viewpoints.apart(
        f"男子蹲在井台边，两手扶着水桶。{note}", "近景，镜头上摇", naming(language=ZH), plain=note.startswith("从")
    )
    assert picture.rstrip("。") == "男子蹲在井台边，两手扶着水桶"


@pytest.mark.parametrize("number", ["7", "8", "23"])
def test_a_number_that_somebody_wears_stands_in_a_models_marks_for_what_is_read(number):
    """In no others: ages and sizes are no writing."""
    worn = f"a boy, aged {number}, in the green jersey and a white number {number}, with black hair"
    assert set_off(worn, (), "【】", quoted=True) == worn.replace(f"number {number}", f"number 【{number}】")
    assert set_off(worn, (), "“”", quoted=True) == worn
    assert (
        set_off(f"穿{number}号球衣的{number}岁男孩坐{number}号线", (), "【】", quoted=True)
        == f"穿【{number}】号球衣的{number}岁男孩坐{number}号线"
    )


HEARD = [
    ("The sign trembles with the idling engine.", "an engine"),
    ("He rams in the gear and brakes.", "an engine"),
    ("A black crack shoots from the bank to the press.", "something cracking"),
    ("MARA runs through the sleet up to the door.", "running feet"),
    ("The wind screams through the slats.", "wind howling"),
    ("He trudges through the deep snow.", "snow or gravel crunching underfoot"),
    ("Boots tramp over the planks.", "boots on the floor"),
    ("She yanks the lever up.", "a lever thrown"),
    ("He pounds on the console.", "a fist thudding down"),
    ("The steel hatch swings shut.", "a lid or hatch moving"),
    ("He kicks the door open.", "a door flung open"),
    ("The can slams into his jaw.", "a blow landing"),
    ("White water spills over the top.", "water gushing"),
    ("A rumble far below.", "a deep rumble"),
    ("舱盖崩碎冰圈弹起。", "断裂声"),
    ("他仰头听上面一层层塌。", "坍塌的轰响"),
    ("他一拳砸在台沿。", "拳头砸下的闷响"),
    ("她踩着碎石往上走。", "踩雪和碎石的咯吱声"),
    ("他扳下操纵杆。", "扳动拉杆的声音"),
    ("他牙关直打颤。", "牙齿打颤的声音"),
    ("浊水柱喷得老高。", "水流喷涌声"),
    ("门被踹开。", "门被撞开的巨响"),
    ("他一下下凿冰。", "凿击声"),
    ("她顶着风往前走。", "风的呼啸声"),
]
STILL = [
    "The anger runs out of her face.",
    "Sleet hangs on her lashes.",
    "He barks it and swings round.",
    "The slope runs down to the river.",
    "Her boots stand on the floor.",
    "She gears up for winter, her eye lids heavy.",
    "黑皮靴踩在冰面正中。",
    "掀开的翻盖旁是小夹槽。",
    "他的肩膀一片片塌下去。",
    "塌下来的塘石堆在画右。",
    "黑砂裹着栗子滚上来又塌下去。",
    "风景在窗外一格格过去。",
]


@pytest.mark.parametrize(("said", "heard"), HEARD)
def test_common_foley_is_heard(said, heard):
    language = ZH if "。" in said else EN
    assert heard in ambience.sounding(said, language, language)


@pytest.mark.parametrize("said", STILL)
def test_what_stands_or_lies_or_is_a_figure_of_speech_makes_no_sound(said):
    language = ZH if "。" in said else EN
    assert ambience.sounding(said, language, language) == []


@pytest.mark.parametrize("who", ["ADAM", "MRS. UY"])
def test_who_is_seen_stands_before_what_the_view_is_past(who):
    """Up to the next person; a name with a stop in it is whole."""
    people = {
        name: Character(30, "female, 30, hair (brown, short), clothes (red, coat)", name, "") for name in (who, "CARL")
    }
    seen = f"Past the blurred knees behind CARL's back: {who} upright on the bench, phone in hand; CARL slumped opposite. A jolt."
    told = directing._subject_first(seen, naming(people))
    assert (
        told
        == f"{who} upright on the bench, phone in hand, past the blurred knees behind CARL's back; CARL slumped opposite. A jolt."
    )


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("The bus stops; the camera slowly pulls back until the square is seen.", "The bus stops. Then the camera slowly pulls back until the square is seen."),
        ("女孩弯腰凑近，他歪头往里瞧；镜头缓缓推近，停住。", "女孩弯腰凑近，他歪头往里瞧。随后镜头缓缓推近，停住。"),
        ("他举起相机，镜头里是一只猫。", "他举起相机，镜头里是一只猫。"),
    ],
)  # fmt: skip
def test_what_the_camera_does_is_a_sentence_of_its_own(said, told):
    assert directing._counted(said, "", ZH if "。" in said else EN) == told


def test_the_sentences_of_a_line_are_called_so_where_a_picture_tells_them_one_by_one():
    picture = "He cries the first, strokes the wheel over the second, and grins."
    assert directing._counted(picture, "Last day! Pay up.", EN) == (
        "He cries the first sentence, strokes the wheel over the second sentence, and grins."
    )
    assert directing._counted(picture, "Last day!", EN) == picture
    assert (
        directing._counted("He takes the first, then the second.", "Two. Three.", EN)
        == "He takes the first, then the second."
    )


def test_a_colour_of_hair_is_told_once():
    look = "男，60岁，头发（花白，花白发髻、短须），衣服（棕色，蓑衣）"
    told = traits.plain(Board({"老石": Character(60, look, "老石", "")}, tuple(shots(ZH, "红灯")))).character_setting[
        "老石"
    ]
    assert "花白，发髻、短须" in told.appearance


def test_a_gale_is_heard_in_every_place_and_no_breeze_beside_a_wind():
    for language, weather, wind in ((EN, "gale", "wind"), (ZH, "狂风", "风")):
        one = replace(shots(language, "dust" if language is EN else "尘土")[0], weather=weather, action="")
        for place in ("FIELD (outside)", "ROOM (inside)"):
            assert wind in ambience.heard(replace(one, location=place), language)
    assert ambience.apart(["a light breeze", "wind howling"], EN) == ("wind howling",)
    assert ambience.apart(["微风声", "风的呼啸声"], ZH) == ("风的呼啸声",)
    assert ambience.apart(["微风声"], ZH) == ("微风声",)


AHEAD = (
    "",
    "The dust settles. ",
    "On the right ",
    "Beyond the blurred parapet of the old brick roof and the dark black gap ",
)
HAIR = (
    "black, short",
    "black, oiled swept-back with a hawk nose and hooded eyes and arched brows and a waxed moustache and a round chin",
)


@pytest.mark.parametrize("others", [(), ("BRUNO",), ("BRUNO", "CARL")])
@pytest.mark.parametrize("hair", HAIR)
@pytest.mark.parametrize("ahead", AHEAD)
def test_all_of_somebodys_looks_stand_in_a_sentence_of_their_own_where_its_verb_would_come_too_late(
    ahead, hair, others
):
    """With the words before them and the looks a sentence has no more than so many before what somebody does, however many others a clip has."""
    worn = ("brown, coat with a scarf and a hat", "red, cloak", "blue, shirt")
    people = {
        name: Character(30 + at, f"male, {30 + at}, hair ({hair}), clothes ({worn[at]})", name, "")
        for at, name in enumerate(("ADAM", *others))
    }
    known = naming(people)
    told = company(people.items(), (), known)
    told.apart = True

    said = flowing(told.say(f"{ahead}ADAM sweeps both fists to the left.", known, ()))
    paid = flowing(told.pay(known))

    before = re.split(r"[.] ", said.partition(" sweeps")[0])[-1].split()
    assert len(before) <= MOST_BEFORE_A_VERB + 8  # the phrase itself, and articles
    assert ("aged 30" in said) is not ("aged 30" in paid)
    assert not paid or re.match(r"The [a-z -]*man(?: in the brown coat)? is aged 30, ", paid)
    assert others or ("aged 30" in paid) is (ahead.startswith("Beyond") or hair is HAIR[1])


@pytest.mark.parametrize(
    ("view", "beats", "owed", "told"),
    [
        (
            "The man waits. Rain falls.",
            (),
            [("the man", "The man is aged 40.")],
            ("The man waits. The man is aged 40. Rain falls.", ""),
        ),
        (
            "Rain falls.",
            ("The man lifts it.", "He goes."),
            [("the man", "The man is aged 40.")],
            ("Rain falls.", "The man lifts it. The man is aged 40.", "He goes.", ""),
        ),
        (
            "The boy nods at the man. He goes.",
            (),
            [("the man", "The man is aged 40.")],
            ("The boy nods at the man. He goes.", "The man is aged 40."),
        ),
        (
            "It reads “No. 4.” Rain falls.",
            (),
            [("the man", "The man is aged 40.")],
            ("It reads “No. 4.” Rain falls.", "The man is aged 40."),
        ),
    ],
)
def test_looks_of_their_own_stand_behind_the_first_sentence_that_comes_to_somebody_and_part_no_pronoun(
    view, beats, owed, told
):
    assert _with_looks(view, beats, owed, ("the boy", "the man"), EN) == told


@pytest.mark.parametrize("note", ["跟着他转身", "跟着男子猛地回头", "跟着他弯腰", "正侧面看他听电话", "侧面看他写信"])
def test_a_camera_that_follows_a_turn_or_looks_from_the_side_is_no_sentence_of_a_picture(note):
    picture, _ = viewpoints.apart(
        f"男子蹲在井台边，两手扶着水桶。{note}", "近景，固定", naming(language=ZH), plain=False
    )
    assert picture.rstrip("。") == "男子蹲在井台边，两手扶着水桶"


@pytest.mark.parametrize("note", ["红色座机占着前景", "旧皮箱占据前景", "大铜钟占住前景"])
def test_what_takes_up_the_foreground_stands_with_the_camera(note):
    picture, filming = viewpoints.apart(
        f"男子蹲在井台边，两手扶着水桶。{note}", "近景，固定", naming(language=ZH), plain=False
    )
    assert picture.rstrip("。") == "男子蹲在井台边，两手扶着水桶"
    assert note in filming


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("从亮亮肩后孩子的高度看过去", "从亮亮肩后孩子的高度看过去"),
        ("从亮亮身后、孩子视线高度看门", "从亮亮身后、孩子视线高度看门"),
        ("从柜台外孩子的高度看上去", "从柜台外亮亮的高度看上去"),
        ("从亮亮肩后看过去，孩子的手一抖", "从亮亮肩后看过去，亮亮的手一抖"),
    ],
)
def test_a_childs_height_behind_that_childs_shoulder_names_nobody_twice(note, told):
    child = Character(9, "男，9岁，头发（黑色，短发），衣服（白色，衬衫）", "亮亮", "")
    head, _ = alone._labelled(f"亮亮坐着。{note}", (), naming({"亮亮": child}, language=ZH), {})
    assert head == f"亮亮坐着。{told}"


@pytest.mark.parametrize(
    ("picture", "group", "told"),
    [
        ("女子守在窗前，窗外是家属的头巾。她仰脸问", "矿工家属", False),
        ("老翁举起锅盖，台阶上的乘客全停住。他喊", "渡船乘客", False),
        ("女子守在窗前，窗外下着雪。她仰脸问", "矿工家属", True),
    ],
)
def test_a_group_behind_a_picture_is_not_told_where_the_picture_has_it(picture, group, told):
    look = "群体，31岁，头发（深浅不一，长短不一），衣服（灰褐，棉袄）"
    people = {group: Character(31, look, group, "")}
    said, _ = viewpoints.apart(
        f"{picture}；{group}在画面左侧深处", "中景，固定", naming(people, language=ZH), plain=False
    )
    assert (f"。{group}在画面左侧深处" in said) is told
    assert said.startswith(picture)


@pytest.mark.parametrize(("group", "told"), [("THE MINERS", False), ("THE SAILORS", True)])
def test_a_group_behind_an_english_picture_is_not_told_where_the_picture_has_it(group, told):
    picture = "Snow falls on the miners at the gate. ANN turns."
    people = {group: Character(31, "group, 31, hair (mixed, mixed), clothes (grey, coats)", group, "")}
    said, _ = viewpoints.apart(
        f"{picture}; {group} on the left of the frame", "wide, static", naming(people), plain=False
    )
    assert (group in said) is told


@pytest.mark.parametrize("weathers", [("fog",), ("fog", "sun"), ("fog", "sun", "rain"), ("fog", "sun", "fog", "rain")])
def test_a_place_looks_as_it_did_in_every_clip_whatever_the_weather_and_once_in_each(weathers):
    """Its look is told by the shot that first has it; a clip of any later shots tells it at its first."""
    shot = sample("lastbus.txt")[0].board.shots[0]
    look = write_set("a long oak table, tall shelves", "en")
    shots = [replace(shot, visual=f"A bus{look if not at else ''}", weather=each) for at, each in enumerate(weathers)]
    board = Scenes(Board({}, tuple(shots)), naming())

    for first in range(len(shots)):
        parts = [Part(at, "", 30, 30) for at in range(first, len(shots))]
        told = people.sets(board, parts, lasting=True)
        assert told == ["a long oak table, tall shelves", *[""] * (len(parts) - 1)]


def test_words_written_before_are_read_behind_those_of_a_clip():
    """What the pictures of a place showed stays written there; what they show later does not."""
    shot = sample("lastbus.txt")[0].board.shots[0]
    long = "JUNE stands at the long table in the grey light of the window, one hand flat on the cream chart before her"
    rows = ['under red letters "INSULA ANNA"', "and waits", 'and writes: "SEEN"', *["and waits"] * 9]
    board = Scenes(Board({}, tuple(replace(shot, visual=f"{long}, {row}.", action="") for row in rows)), naming())

    assert [sorted(board.read_before(at)) for at in range(3)] == [[], ["INSULA ANNA"], ["INSULA ANNA"]]


@pytest.mark.parametrize(("other", "hair"), [("旧棉袄", True), ("短褂", False)])
def test_a_short_look_tells_the_hair_where_others_are_clad_alike(other, hair):
    mine = read_appearance("男，53岁，头发（花白色，盘顶细辫、驼背），衣服（灰褐色，补丁旧棉袄、黑布裤）")
    theirs = read_appearance(f"群体，32岁，头发（黑色，长短不一），衣服（灰色，{other}、草鞋）")
    known = names.naming({}, None, "", "zh")
    alike = _clad_alike(mine, [theirs], known)

    assert ("花白色盘顶细辫" in _sheet(mine, (), known, short=True, haired=alike)) == hair
    assert "驼背" not in _sheet(mine, (), known, short=True, haired=alike)


@pytest.mark.parametrize(
    ("sentence", "done"), [("The leather tip of her boot at the left edge.", False), ("She lets go of the rail.", True)]
)
def test_a_sentence_without_a_verb_is_no_deed(sentence, done):
    assert prose.has_deed(sentence, EN) == done
