"""A director's shot in the prompt of one clip: looks of whole phrases, each person's beside that person, no other clip, no sentence of a bare standpoint, no more sentences than a guide wants."""

import itertools
import random
import re
from dataclasses import replace

import pytest

from storyboard import alone, ambience, assets, directing, names, travelling, viewpoints
from storyboard.briefly import within
from storyboard.cast.looks import read_appearance
from storyboard.languages import Language
from storyboard.model import Character
from storyboard.render import company, places, prose
from tests.samples import sample

ZH, EN = Language.of("zh"), Language.of("en")
HAIR = (
    "short windblown",
    "long thick plait",
    "cropped",
    "chin-length bob",
    "long gray-streaked plait",
    "short damp loose",
)
FACES = ("a square weathered face", "an oval face", "a long freckled face", "a broad ruddy face")
BROWS = ("bushy brows", "pale brows", "thin arched brows", "heavy brows")
MARKS = ("hands like spades", "stubbled jaw", "full white beard", "a scar over the left eye", "smooth skin")
BUILDS = ("a slender build", "a big heavy build", "a small sturdy build", "lean build")
WORN = (
    "oilskin coat and dark green oilskin trousers and black rubber boots and a briar pipe in the teeth",
    "wool dress under a brown leather apron and black boots",
    "linen suit and frayed cuffs and a white shirt",
)
FILLED = {name: Character(30, f"male, 30, hair (brown, short), clothes ({colour}, coat)", name, "") for name, colour in
          (("ADAM", "red"), ("BRUNO", "blue"), ("CARL", "green"))}  # fmt: skip


def naming(people: dict[str, Character] | None = None, language: Language = EN) -> names.Naming:
    return replace(names.naming(people or {}, None, "", language.code), careful=True)


def told(appearance: str) -> str:
    """Somebody's looks as a sentence has them."""
    looks = read_appearance(appearance)
    assert looks is not None
    return assets.in_words(company._facts(looks, naming(), hair=False, age=False, clad=True))


@pytest.mark.parametrize("seed", range(120))
def test_the_looks_of_n_people_are_whole_phrases_whatever_order_a_model_told_them_in(seed):
    pick = random.Random(seed)
    traits = [pick.choice(FACES), pick.choice(BROWS), *pick.sample(MARKS, pick.randint(1, 2)), pick.choice(BUILDS)]
    pick.shuffle(traits)
    hair, worn = pick.choice(HAIR), pick.choice(WORN)
    listed = pick.choice((" ", " and ")).join(traits[:-1]) + f" and {traits[-1]}"
    said = told(f"male, 50, hair (brown, {hair} with {listed}), clothes (dark green, {worn})")

    begins = re.match(r"aged 50, in the dark green (.+?),? with (.+)$", said)
    assert begins, said
    phrases = re.split(
        r"(?:,| and) (?=an? |[a-z-]+ (?:[a-z-]+ )*(?:brows|jaw|beard|skin|build|face)\b|hands)", begins[2]
    )
    assert re.fullmatch(r"brown (?:[a-z-]+ )*hair(?: in an? [a-z -]+)?|brown [a-z -]+", phrases[0]), said
    assert not re.search(r"\b(?:face|brows|jaw|beard|hands|skin|build|scar)\b", phrases[0]), said
    for trait in traits:
        bare = re.sub(r"^an? ", "", trait)
        assert re.search(rf"(?:with|and|,) (?:an? )?{bare}(?=$|,| and )", said), (trait, said)
    for garment in worn.split(" and "):
        assert garment in begins[1], (garment, said)
    assert " and " not in re.sub(r" and (?:hands|[^,]*)$", "", begins[2]), said  # one `and`, before the last


@pytest.mark.parametrize(("n", "seed"), list(itertools.product(range(2, 9), range(6))))
def test_a_picture_of_n_sentences_has_no_more_than_a_guide_wants_and_every_word_of_them(n, seed):
    pick = random.Random(100 * n + seed)
    english = " ".join(
        f"The {pick.choice(('man', 'dog', 'door'))} {pick.choice(('waits', 'turns', 'stops'))} {at}." for at in range(n)
    )
    chinese = "".join(
        f"{pick.choice(('男子', '女子', '木门'))}{pick.choice(('停住', '转过身来', '不动'))}{at}。" for at in range(n)
    )
    for most in (2, 3, 5):
        english_told, chinese_told = within(english, "en", most), within(chinese, "zh", most)
        assert english_told.count(".") == min(n, most)
        assert chinese_told.count("。") == min(n, most)
        assert re.findall(r"\w+", english_told.lower()) == re.findall(r"\w+", english.lower())
        assert re.findall(r"\w+", chinese_told.replace("；", "。")) == re.findall(r"\w+", chinese)


def test_a_sentence_about_the_camera_and_one_that_begins_with_a_name_are_joined_to_none():
    assert within("He waits. The camera pans right. He turns. Rook nods.", "en", 2).count(".") == 4
    assert within("他等着。镜头向右横摇。他转身。", "zh", 2) == "他等着。镜头向右横摇。他转身。"
    assert "“Stop. Now.”" in within("He says “Stop. Now.” loudly. He runs. It rains.", "en", 2)


@pytest.mark.parametrize(
    ("said", "left", "view"),
    [
        ("The man waits by the open door. From under the ceiling.", "The man waits by the open door", "from under the ceiling"),
        ("The man waits by the open door. Gliding along the wall.", "The man waits by the open door", ""),
        ("The man waits by the open door. The lens almost on the ground, gliding.", "The man waits by the open door", ""),
        ("The man waits by the open door. From one face to the whole town.", "The man waits by the open door", ""),
        ("Seen from inside the second, deeper hole, the man bends at the rim of it.", "The man bends at the rim of it", "seen from inside the second, deeper hole"),
        ("The man waits by the open door. From the roof; people in the centre of the frame", "The man waits by the open door. The people are in the centre of the frame", "from the roof"),
    ],
)  # fmt: skip
def test_where_a_camera_stands_is_told_with_the_camera_and_its_way_not_at_all(said, left, view):
    picture, filming = viewpoints.apart(said, "wide shot, low angle, static", naming(), plain=False)
    assert picture.rstrip(".") == left
    assert filming == (f"wide shot, low angle, {view}, static" if view else "wide shot, low angle, static")


def test_where_a_chinese_camera_stands_and_goes_is_told_so_too():
    for said in ("女子在女童面前蹲下来，摊开手掌。随她蹲下", "女子在女童面前蹲下来，摊开手掌。从院门一路退到墙边"):
        picture, filming = viewpoints.apart(said, "全景，平视，镜头下摇", naming(language=ZH), plain=False)
        assert (picture.rstrip("。"), filming) == ("女子在女童面前蹲下来，摊开手掌", "全景，平视，镜头下摇")
    picture, filming = viewpoints.apart(
        "女子在女童面前蹲下来，摊开手掌。从柴缝后面望出去；窑工在画面左侧深处",
        "全景，固定",
        naming(language=ZH),
        plain=False,
    )
    assert picture == "女子在女童面前蹲下来，摊开手掌。窑工在画面左侧深处"
    assert filming == "全景，从柴缝后面望出去，固定"


def test_a_move_told_as_a_thing_or_as_a_look_is_the_cameras_and_nobodys_own_look_is():
    moves = {
        "She holds still, and the push in ends on her two hands.": "She holds still, and the camera pushes in on her two hands.",
        "The look rises from the cuffs to his face.": "The camera rises from the cuffs to his face.",
        "The view climbs the stone.": "The camera climbs the stone.",
        "A look passes between them; the look drops.": "A look passes between them; the look drops.",
        "The frame swings open.": "The frame swings open.",
    }
    for said, seen in moves.items():
        assert travelling.in_camera(said, EN) == seen
    assert travelling.in_camera("镜头落到她脚下，她扶着墙。", ZH) == "镜头下摇到她脚下，她扶着墙。"


@pytest.mark.parametrize(
    "said",
    [
        "林带外面全是沙。镜头沿着路中线缓缓向前推进，路一直没有尽头，路上没有一辆车",
        "他又往前凑了半寸，镜头缓缓推近，停在他的眼睛上。火光在眼珠上跳，瞳仁一动不动",
    ],
)
def test_no_mark_is_left_alone_where_a_camera_was_told(said):
    picture, _ = travelling.told_once(said, "近景，平视，缓慢推近", ZH, plain=True)
    assert not re.search(r"[。，；：][，；：。]", picture)


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("ADAM bends over the chest, in the frame of the boy on the cart, and lifts the lid.", "ADAM bends over the chest, and lifts the lid."),
        ("ADAM stands in the frame of the door and waits for the bus.", "ADAM stands in the frame of the door and waits for the bus."),
        ("ADAM kneels at the rail as at the very beginning, his ear down, and waits.", "ADAM kneels at the rail, his ear down, and waits."),
        ("ADAM looks at BRUNO as at somebody who can die.", "ADAM looks at BRUNO."),
    ],
)  # fmt: skip
def test_a_picture_points_at_no_other_clip_and_at_nothing_inside_a_head(said, seen):
    assert directing._visible(alone._here(said, EN), EN) == seen


@pytest.mark.parametrize("word", ["Big", "Old", "Young", "Little", "Poor"])
def test_a_word_before_a_name_stands_behind_the_article_of_its_phrase(word):
    here = naming(FILLED)
    made = company.Company({("ADAM", FILLED["ADAM"].appearance): "the man in the red coat"}, {}, {})
    assert made.say(f"{word} ADAM nods.", here, ()) == f"The {word.lower()} man in the red coat nods."
    assert (
        made.say(f"Rain falls; {word.lower()} ADAM nods.", here, ())
        == f"Rain falls; the {word.lower()} man in the red coat nods."
    )


def test_a_jar_on_raised_hands_is_no_horse_and_a_clink_of_coins_no_crockery():
    assert ambience.sounding("A jar rides on raised hands above the hats.", EN, EN) == []
    assert ambience.sounding("The ring strikes the coins with a clink.", EN, EN) == []
    assert ambience.sounding("Two glasses clink.", EN, EN) == ["crockery set down"]
    assert ambience.sounding("She rides off along the ridge.", EN, EN) == ["hoofbeats"]


@pytest.mark.parametrize(
    ("camera", "visual", "told"),
    [
        ("medium shot, low angle, static", "ADAM stands on the right with one boot on the edge of the hole.", "full shot, low angle, static"),
        ("medium close-up, static", "ADAM speaks, and his boot nudges the coil into place.", "full shot, static"),
        ("medium close-up, tilt down", "ADAM speaks, and his boot nudges the coil into place.", "medium close-up, tilt down"),
        ("medium close-up, static", "ADAM's boots step back off the truck.", "medium close-up, static"),
        ("close-up, static", "ADAM speaks, and his boot nudges the coil.", "close-up, static"),
        ("medium shot, static", "ADAM rises to his feet and bows.", "medium shot, static"),
    ],
)  # fmt: skip
def test_a_frame_shows_the_feet_that_its_picture_tells_of(camera, visual, told):
    shot = replace(sample("rain.txt")[0].board.shots[0], camera=camera, visual=visual)
    assert directing._wide_enough(shot, naming(FILLED)).camera == told


def test_who_is_seen_stands_before_what_is_before_them():
    here = naming({"唐秀兰": FILLED["ADAM"]}, ZH)
    assert (
        directing._subject_first("前景是几根虚焦的红柳枝，唐秀兰蹲在枝条后面。她低头。", here)
        == "唐秀兰蹲在枝条后面，前景是几根虚焦的红柳枝。她低头。"
    )
    assert (
        directing._subject_first("前景是几根红柳枝，风吹着。唐秀兰蹲着。", here)
        == "前景是几根红柳枝，风吹着。唐秀兰蹲着。"
    )


def test_a_name_in_the_capitals_of_a_place_stays_one_where_the_board_writes_it_so():
    first = sample("lastbus.txt")[0].board.shots[0]
    shots = [
        replace(
            first, action="They walk to old Hallay by the shore.", location="SHINGLE BEACH, ISLE OF HALLAY (exterior)"
        )
    ]
    assert places._spelled("ISLE OF HALLAY", shots, EN) == "isle of Hallay"
    assert places._spelled("ISLE OF SHORE", shots, EN) == "isle of shore"


def test_an_age_before_a_name_is_no_word_of_its_phrase():
    made = company.Company({("ADAM", FILLED["ADAM"].appearance): "the man in the red coat"}, {}, {})
    assert "the old man" not in made.say("She holds six-year-old ADAM by the hand.", naming(FILLED), ())


def test_what_somebody_wears_is_told_with_their_looks_alone():
    looks = "女，56岁，头发（黑色，低发髻），衣服（橘色，工作马甲、藏蓝长袖衬衫、头上裹蓝底白碎花头巾）"
    here = naming({"唐秀兰": Character(56, looks, "唐秀兰", "")}, ZH)
    said = "唐秀兰蹲在沙地上。她头上裹着蓝底白碎花头巾，穿橘色工作马甲，脸黝黑，颈上挂着哨子。"
    assert alone._worn_once(said, here) == "唐秀兰蹲在沙地上。她脸黝黑，颈上挂着哨子。"
    other = "唐秀兰蹲在沙地上，穿着一双沾泥的红雨靴，低着头。"
    assert alone._worn_once(other, here) == other


@pytest.mark.parametrize(
    ("said", "heard"),
    [("Static crackles from the earpiece.", ["radio static"]), ("Twigs burn, and the fire crackles.", ["a fire crackling"]), ("She drags the long cord.", [])],
)  # fmt: skip
def test_a_crackling_line_is_no_fire_and_a_cord_is_nothing_heavy(said, heard):
    assert ambience.sounding(said, EN, EN) == heard


def test_a_thing_that_is_held_says_nothing_and_a_thin_line_drags_without_a_sound():
    assert ambience.sounding("墙上挂着黑色对讲机，一根细电话线从机身后拖出来。", ZH, ZH) == []
    assert ambience.sounding("他对着对讲机喊。", ZH, ZH) == ["电流声"]
    assert ambience.sounding("两人拖着铁箱往前走。", ZH, ZH) == ["重物拖过地面的声音"]


def test_a_height_and_a_low_standpoint_are_told_with_the_camera():
    for view, told in (
        ("女童的高度", "在女童的高度"),
        ("低角度，贴着地面", "低角度，贴着地面"),
        ("低角度，随她扑到阀前", ""),
    ):
        picture, filming = viewpoints.apart(
            f"老翁站在空地的中间，举着茶缸。{view}", "特写，固定", naming(language=ZH), plain=False
        )
        assert picture.rstrip("。") == "老翁站在空地的中间，举着茶缸"
        assert filming == (f"特写，{told}，固定" if told else "特写，固定")
    for path in ("Following the cone to the child's height", "Down from the lamp to ADAM's height"):
        _, filming = viewpoints.apart(
            f"ADAM waits. {path}", "close-up, eye level, tilt down", naming(language=EN), plain=False
        )
        assert f"at {path[:4]}" not in filming, "a way to a height is no height"
    picture, filming = viewpoints.apart(
        "镜头贴着水泥地，前景是空地，老翁站在中间。", "全景，固定", naming(language=ZH), plain=False
    )
    assert (picture, filming) == ("前景是空地，老翁站在中间。", "全景，贴着水泥地，固定")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("He orders her in with her whole name.", "He orders the woman in with the woman's whole name."),
        ("He lifts her hand to the light.", "He lifts the woman's hand to the light."),
        ("He waits for her to speak.", "He waits for the woman to speak."),
    ],
)
def test_a_pronoun_that_owns_nothing_is_no_possessive(said, told):
    pronoun = alone._PRONOUNS["female"]
    out = pronoun.sub(lambda found: f"the woman{chr(39) + 's' if found['own'] else ''}", said)
    assert out == told


def test_a_point_of_view_is_told_with_the_camera():
    picture, filming = viewpoints.apart(
        "Flat red land lies behind the truck. ADAM's point of view to the right rear.",
        "wide shot, static",
        naming(FILLED),
        plain=False,
    )
    assert (picture, filming) == (
        "Flat red land lies behind the truck.",
        "wide shot, ADAM's point of view to the right rear, static",
    )


def test_birds_pour_without_a_sound_and_a_moustache_rolls_nowhere():
    assert ambience.sounding("The specks become birds, thousands, pouring towards us.", EN, EN) == []
    assert ambience.sounding("A pencil mustache, the roll of bills at his lapel.", EN, EN) == []
    assert ambience.sounding("She pours the tea.", EN, EN) == ["a liquid pouring"]


def test_somebody_beside_another_is_and_a_list_of_people_are():
    here = naming(FILLED)
    assert " CARL is kneeling" in prose.whole(
        "ADAM on the right with one hand on each bar, BRUNO between, CARL kneeling at the mould", here
    )
    assert prose.whole("ADAM and BRUNO kneeling at the mould", here) == "ADAM and BRUNO are kneeling at the mould"


def test_a_noun_before_a_name_is_told_once():
    made = company.Company({("ADAM", FILLED["ADAM"].appearance): "the small child in linen"}, {}, {})
    assert (
        made.say("In the hollow lies the infant ADAM.", naming(FILLED), ())
        == "In the hollow lies the small child in linen."
    )
    assert made.say("The boy ADAM nods.", naming(FILLED), ()) == "The small child in linen nods."


@pytest.mark.parametrize(
    ("said", "heard"),
    [("He rakes both bars into the cloak and claps it shut.", []), ("Both hands clapped to his eyes.", []), ("She claps.", ["applause"]), ("She claps her hands.", ["applause"])],
)  # fmt: skip
def test_what_is_clapped_shut_is_no_applause(said, heard):
    assert ambience.sounding(said, EN, EN) == heard


def test_heat_has_no_surf_rain_no_fire_and_a_small_parcel_no_thud():
    for said in ("窑膛往外涌着热浪。", "雨水噼噼啪啪打在背上。", "他掏出旧绢包放在左掌上。"):
        assert not {"浪涛声", "火焰噼啪声", "重物落地的闷响"} & set(ambience.sounding(said, ZH, ZH))
    assert "浪涛声" in ambience.sounding("海浪打上礁石。", ZH, ZH)


@pytest.mark.parametrize(
    ("worn", "things"),
    [
        (["white shirt", "straw in hair", "on shirt"], ["white shirt", "straw in hair and on shirt"]),
        (["snow on the cap", "over both shoulders", "boots"], ["snow on the cap and over both shoulders", "boots"]),
        (["brown belt", "overalls", "downy collar"], ["brown belt", "overalls", "downy collar"]),
    ],
)
def test_where_else_a_thing_lies_is_told_with_it_and_is_no_garment(worn, things):
    assert company._befallen(worn, Language.of("en")) == things


def test_a_boat_that_rides_in_has_no_hooves_and_a_cut_palm_is_a_state():
    assert ambience.sounding("A small rubber boat rides in on the crest of a breaker.", EN, EN) == []
    assert assets.is_state("right palm cut")
    assert not assets.is_state("right glove")
    picture, filming = viewpoints.apart(
        "They stagger up the sliding stones side by side. Backwards before them up the beach.",
        "full shot, tracking shot",
        naming(),
        plain=False,
    )
    assert (picture, filming) == ("They stagger up the sliding stones side by side.", "full shot, tracking shot")


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("同一个高处，座位全空了，一排排旧木座椅沉在黑里。", "座位全空了，一排排旧木座椅沉在黑里。"),
        ("同样一只圆形压力表占满画面，白色表盘，黑色指针。", "一只圆形压力表占满画面，白色表盘，黑色指针。"),
        ("两人坐在同一个角落里等着，谁也没有说话。", "两人坐在同一个角落里等着，谁也没有说话。"),
        ("女子坐在左边的椅子上，构图和第一张一样，背景褪了色。", "女子坐在左边的椅子上，背景褪了色。"),
        ("两人并肩站在河边的栏杆前，望着对岸，机位与前一镜相同。", "两人并肩站在河边的栏杆前，望着对岸。"),
    ],
)
def test_a_chinese_picture_points_at_no_other_clip(said, seen):
    assert alone._here(said, ZH) == seen


@pytest.mark.parametrize("view", ["退开露出他身后的空座位", "推进男子的眼睛", "在他前方后退着拍"])
def test_a_chinese_way_of_the_camera_before_a_picture_goes(view):
    picture, filming = viewpoints.apart(
        f"{view}。男子站着，脸上的泪映着银幕的光。", "近景，缓慢拉远", naming(language=ZH), plain=False
    )
    assert (picture, filming) == ("男子站着，脸上的泪映着银幕的光。", "近景，缓慢拉远")


def test_where_somebody_stands_is_a_view_and_boots_make_no_thunder():
    picture, filming = viewpoints.apart(
        "From where ADAM stands. The yard is full of people with candles.",
        "wide shot, static",
        naming(FILLED),
        plain=False,
    )
    assert (picture, filming) == (
        "The yard is full of people with candles.",
        "wide shot, from where ADAM stands, static",
    )
    assert ambience.sounding("His boots thunder past us.", EN, EN) == []
    assert ambience.sounding("Thunder rolls over the roofs.", EN, EN) == ["thunder"]
    assert "溅水声" not in ambience.sounding("铁架砸下来，火星四溅。", ZH, ZH)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("A child's height", "at a child's eye level"), ("Eye level of a child", "at a child's eye level"), ("At a child's height, framed by the open door", "at a child's eye level, framed by the open door"),
        ("Her height", "at ADAM's eye level"), ("ADAM's height", "at ADAM's eye level"), ("Child height", "at a child's eye level"), ("Waist height", "at waist height"), ("At table level", "at table level"),
        ("At the height of the table", "at the height of the table"), ("From the eye level of a dog", "at a dog's eye level"),
        ("孩子的高度", "在孩子的高度"), ("在孩子眼睛的高度看", "在孩子的高度"), ("与桌面的高度", "在桌面的高度"), ("机位在膝盖的高度", "在膝盖的高度"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("plain", [False, True])
def test_a_standpoint_told_by_a_height_goes_whole_into_the_cameras_words_and_stands_for_the_usual_one(
    said, told, plain
):
    language = EN if said.isascii() else ZH
    people = {"ADAM": Character(30, "female, 30, hair (brown, short), clothes (red, coat)", "ADAM", "")}
    first, filming = (
        ("ADAM waits by the open door. ", "close-up, eye level, static")
        if said.isascii()
        else ("门敞开着，雨斜斜地落进屋里来。", "特写，平视，固定")
    )
    picture, camera = viewpoints.apart(f"{first}{said}", filming, naming(people, language), plain=plain)

    if plain:
        assert told in picture
        assert camera == filming
    else:
        assert picture == first.strip()
        assert camera == filming.replace("eye level", told).replace("平视", told)


@pytest.mark.parametrize(
    "said",
    [
        "跟在他背后",
        "跟他从左走到右",
        "跟着她站起来",
        "跟他从右后的门帘走到柜前",
        "看窖口的雪檐",
        "Following him as he sits",
        "Left with him to the chest",
        "Out over the drop",
    ],
)
def test_a_following_without_a_subject_is_the_cameras_own(said):
    language = EN if said.isascii() else ZH
    first, filming = (
        ("The man waits by the open door. ", "close-up, eye level, tracking shot")
        if said.isascii()
        else ("门敞开着，男子站在雨里。", "特写，平视，跟拍")
    )

    assert viewpoints.apart(f"{first}{said}", filming, naming(language=language), plain=False) == (
        first.strip(),
        filming,
    )


@pytest.mark.parametrize("said", ["跟他说了几句话", "跟在他身后的狗摇着尾巴", "看见雪停了", "跟他吵了起来"])
def test_what_somebody_does_with_another_stays_in_the_picture(said):
    first = "门敞开着，男子站在雨里。"

    assert (
        viewpoints.apart(f"{first}{said}", "特写，平视，跟拍", naming(language=ZH), plain=False)[0] == f"{first}{said}"
    )


SMOCK = {
    name: Character(11, f"female, 11, hair (none, shaven head with a thin oval face), clothes ({colour}, long coarse smock and clogs)", name, "")
    for name, colour in (("ADA", "gray"), ("BEA", "white"), ("CLEO", "blue"))
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(SMOCK))
@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("{0}'s face between two bars, looking left.", "{0}'s face is between two bars, looking left."),
        ("{0}'s thin hands on the rail, the rope in both.", "{0}'s thin hands are on the rail, the rope in both."),
        ("{0}'s lined face, turned right toward the bars.", "{0}'s lined face is turned right toward the bars."),
        ("{0} in profile behind the bars, facing left.", "{0} is in profile behind the bars, facing left."),
        ("Behind them, half in darkness, {0}'s shaved head and gray smock, both hands round the bars.", "Behind them, half in darkness, is {0}, both hands round the bars."),
        ("{0}'s shaved head and the bars are soft in front.", "{0}'s head and the bars are soft in front."),
        ("From above: {0} on the left, her fists raised.", "From above: {0} is on the left, her fists raised."),
        ("{0}'s face watches from the dark.", "{0}'s face watches from the dark."), ("{0} on the left nods.", "{0} on the left nods."),
        ("{0} on the left and DORA on the right stand apart.", "{0} on the left and DORA on the right stand apart."),
        ("She waits; {0} in the centre of the frame", "She waits; {0} in the centre of the frame"),
        ("Her hand is on the door; {0}'s face between two bars.", "Her hand is on the door; {0}'s face between two bars."),
    ],
)  # fmt: skip
def test_who_is_no_more_than_somewhere_is_there_and_nothing_of_their_looks_is_said_beside_them(said, told, name):
    who = naming(SMOCK | FILLED)

    assert alone._verbal(alone._said_once(said.format(name), who), who) == told.format(name)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("屏幕里是戴草帽的{}，阳光刺眼。", "屏幕里是{}，阳光刺眼。"),
        ("门口站着穿长裙的{}。", "门口站着{}。"),
        ("门口站着戴墨镜的{}。", "门口站着戴墨镜的{}。"),
        ("冰里冻着红裙的{}。", "冰里冻着{}。"),
        ("冰里冻着灰袍的{}。", "冰里冻着灰袍的{}。"),
    ],
)
@pytest.mark.parametrize("name", ["大梅", "小兰", "阿秀"])
def test_what_stands_with_somebodys_looks_is_not_said_before_their_name(said, told, name):
    who = naming(
        {name: Character(45, "女，45岁，头发（栗色，卷发），衣服（红色，印花长裙、米黄宽檐草帽）", name, "")}, ZH
    )

    assert alone._said_once(said.format(name), who) == told.format(name)


@pytest.mark.parametrize("held", ["停住两秒", "镜头停留三秒", "定格一秒"])
def test_how_long_a_camera_holds_is_no_part_of_a_picture(held):
    assert travelling.in_camera(f"角落里一个人影，脸上一片空白；{held}。", ZH) == "角落里一个人影，脸上一片空白。"


@pytest.mark.parametrize("part", ["hair", "shoulders", "sleeves", "beard"])
@pytest.mark.parametrize("state", ["snow crusted on coat", "mud on the hem", "blood on the collar"])
def test_what_befell_somebody_in_two_places_is_one_trait(state, part):
    said = told(
        f"male, 50, hair (grey, swept back), clothes (black, long wool coat and black boots and {state} and {part})"
    )

    assert f"{state} and {part}" in said
    assert "boots and hair" not in said


@pytest.mark.parametrize(
    ("style", "left"),
    [
        ("flashback, soft golden lamp", "soft golden lamp"),
        ("flashback: golden haze", "golden haze"),
        ("闪回，油灯暖黄低照", "油灯暖黄低照"),
        ("闪回：金色薄雾", "金色薄雾"),
    ],
)
def test_when_a_shot_plays_is_no_light(style, left):
    assert alone._seen(style, EN if style.isascii() else ZH) == left


@pytest.mark.parametrize("age", ["eighteen", "11", "forty-two"])
def test_an_age_behind_a_name_is_told_with_the_looks_alone(age):
    assert alone._said_once(f"ADAM, {age}, sits by the door.", naming(FILLED)) == "ADAM, sits by the door."


@pytest.mark.parametrize("stops", ["", "，停稳了", "，停住"])
def test_what_a_chinese_camera_comes_to_stays_though_it_is_told_that_it_stops(stops):
    told, _ = travelling.told_once(
        f"人圈一动不动，镜头沿天车升起，停在横梁下吊着的铁皮灯上{stops}，看清灯皮上积着厚厚一层灰",
        "全景，仰拍，镜头上摇",
        ZH,
        plain=True,
    )

    assert told == "人圈一动不动，横梁下吊着的铁皮灯上，看清灯皮上积着厚厚一层灰"


@pytest.mark.parametrize("title", ["MRS. UY", "Mr. Chen", "Dr. Rana", "St. Clair"])
def test_a_title_with_a_stop_ends_no_sentence_about_where_a_camera_stands(title):
    """Between two rows of cars MRS. UY runs: half a name was the camera's, half the picture's."""
    naming = names.naming(
        {
            title: Character(
                58, "female, 58, hair (black, bob), clothes (yellow, dress)", title, "GenderAge (female·58)"
            )
        },
        None,
        "",
        "en",
    )
    head = f"Between two rows of cars {title} runs from the left, the cake box before her. She follows in short steps."

    left, filming = viewpoints.apart(head, "full shot, low angle, tracking shot", naming, plain=False)

    assert (left, filming) == (head, "full shot, low angle, tracking shot")


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("高跟鞋被拆开的快递纸箱团团围住。", []),
        ("他撕破的袖子垂着，额头缠着撕下的红绸。", []),
        ("推开的木门外是雪地。", []),
        ("他用刀划开信封。", ["刀划开纸的轻响"]),
        ("她把信撕成两半。", ["撕裂声"]),
    ],
)
def test_what_was_torn_cut_or_opened_before_is_not_heard_now(said, heard):
    assert [each for each in ambience.sounding(said, ZH, ZH) if "纸" in each or "撕" in each or "门" in each] == heard


CROWD = "group, 35, hair (mixed, of all lengths), clothes (brown, wool coats and flat caps)"


@pytest.mark.parametrize(
    ("name", "first", "then"),
    [
        ("Farmers", "farmers in brown wool coats and flat caps", "the farmers"),
        ("MINERS", "miners in brown wool coats and flat caps", "the miners"),
        ("Villagers", "villagers in brown wool coats and flat caps", "the villagers"),
        ("TWO TALL MEN", "men in brown wool coats and flat caps", "the men"),
    ],
)
def test_a_crowd_is_told_by_its_clothes_once_a_clip_and_then_by_its_word(name, first, then):
    """Five times in one clip what they all wear buried what they did."""
    who = Character(name=name, appearance=CROWD, voice="", age=35)
    known = naming({name: who})
    told = company.company([(name, who)], [], known)

    said = [told.call(name, known) for _ in range(3)]

    assert said[0].endswith(first)
    assert said[1:] == [then] * 2


@pytest.mark.parametrize(("seed", "grown"), list(itertools.product(range(8), (False, True))))
def test_a_child_out_of_the_picture_is_called_by_whom_the_place_saw_as_a_child_and_two_are_left_alone(seed, grown):
    pick = random.Random(seed)
    years, two = pick.randint(5, 12), seed % 2 == 1
    looks = "男，{}岁，头发（黑色，短发），衣服（灰色，布衣）"
    people = {"阿木": Character(30, looks.format(30), "阿木", ""), "石公": Character(60, looks.format(60), "石公", ""),
              "小禾": Character(6, looks.format(6), "小禾", "")}  # fmt: skip
    young = "" if grown else f"【此时：阿木，{years}岁】"
    shot = replace(sample("rain.txt")[0].board.shots[0], location="石屋（内）", time="日", action="")
    first = replace(shot, visual=f"阿木站在石公身边{'，小禾蹲在门口' if two else ''}。阿木抬头{young}")
    then = replace(shot, visual="石公的目光落到画左孩子的耳后，像孩子似的一笑")
    seen = alone.alone([first, then], naming(people, ZH))[1].visual

    called = not grown and not two
    assert ("画左阿木的耳后" in seen) == called, seen
    assert (young in seen and bool(young)) == called, seen
    assert "像孩子似的" in seen
    assert ("画左小禾的耳后" in seen) == (grown and two), seen
