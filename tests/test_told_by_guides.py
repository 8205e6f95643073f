"""What makers' guides ask of a picture: its people first, a camera in its own words, writing in marks, nothing that no camera sees."""

from dataclasses import replace

import pytest

from storyboard import alone, ambience, assets, directing, lettering, names, travelling, viewpoints
from storyboard.languages import Language
from storyboard.model import Character
from storyboard.render.company import Company

ZH, EN = Language.of("zh"), Language.of("en")
LOOKS = {
    "老周": "男，58岁，头发（花白，短发、瘦长脸），衣服（灰色，布衫）",
    "阿梅": "女，20岁，头发（黑色，长发、圆脸），衣服（红色，布裙）",
    "百姓": "群体，40岁，头发（黑色和花白，长短不一），衣服（灰褐色，粗布短衣）",
    "JUNE": "female, 29, hair (auburn, short), clothes (camel, belted coat)",
}
PEOPLE = {name: Character(30, looks, name, "") for name, looks in LOOKS.items()}


def naming(code: str) -> names.Naming:
    return names.naming(PEOPLE, None, "", code)


@pytest.mark.parametrize(
    ("picture", "first"),
    [
        ("前景一只小木桶，屋中立着一人高的石碑。老周驼着背站在碑左侧，旁边一盏风灯。他放下抹刀。", "老周"),
        ("旧门板占着前景。画左老周迈过门槛。他回头。", "画左老周"),
        ("舱门大开，门外白浪翻涌。老周扶着门框。他探出头。", "老周"),
        ("一排旧铜孔靠近镜头，阿梅的右手捏着抹布。她擦过去。", "阿梅"),
        ("两面旧墙夹出一条窄弄；老周从弄口走来。他站住。", "老周"),
    ],
)
def test_who_is_in_a_picture_stands_before_still_things_where_a_guide_wants_the_subject_first(picture, first):
    told = directing._scenery_behind(directing._thing_behind(picture, naming("zh")), naming("zh"))

    assert told.startswith(first)
    assert sorted(told.replace("，", "").replace("。", "").replace("；", "")) == sorted(
        picture.replace("，", "").replace("。", "").replace("；", "")
    )


@pytest.mark.parametrize(
    "picture",
    [
        "一只木箱横在路中。老周站在它后面。他抬头。",
        "铁门撞开。老周冲进来。他站住。",
        "一只手按在门上。老周回头。他站住。",
        "纸条上写着：“别等。”老周站在桌边。他抬头。",
    ],
)
def test_what_happens_is_alive_is_read_or_is_leant_on_stays_where_it_stood(picture):
    assert directing._scenery_behind(directing._thing_behind(picture, naming("zh")), naming("zh")) == picture


def test_a_deed_never_stands_before_the_picture_that_it_changes():
    picture = "The snowy rim runs across the picture; beyond it there is only white. At the right JUNE's hand breaks through the white. Across the edge into the white"

    assert directing._scenery_behind(picture, naming("en")) == picture


def test_a_thing_in_front_of_somebody_stands_behind_them_without_what_led_to_them():
    told = directing._subject_first("画左前景一排红绳虚着，绳后面老周坐在椅上，双手搭着桌沿。他抬头", naming("zh"))

    assert told == "老周坐在椅上，双手搭着桌沿，画左前景一排红绳虚着。他抬头"


@pytest.mark.parametrize(
    ("picture", "filming", "gone", "camera"),
    [
        ("红马立在街中。镜头沿马胸升上去，老周端坐马上。", "全景，镜头上摇", "镜头", "上摇"),
        ("The rain hammers on the glass above. The picture sinks past hats to JUNE, alone behind the counter.", "wide shot, tilt down", "picture", "tilts down"),
    ],
)  # fmt: skip
def test_a_picture_that_moves_is_the_camera_in_a_trade_word_once(picture, filming, gone, camera):
    language = ZH if "，" in filming else EN
    told, words = travelling.told_once(travelling.in_camera(picture, language), filming, language, plain=False)

    assert gone not in told
    assert f"{told}\n{words}".count(camera) == 1
    assert filming.split("，")[-1].split(", ")[-1] not in words


@pytest.mark.parametrize(
    ("picture", "view"),
    [
        ("老周的左手从画左伸进来。拇指停住。镜头贴着碑面，手从画左伸进来", "贴着碑面"),
        ("老周双手举着一杆旧枪。枪口不动。从阿梅站的画左望过去", "从阿梅站的画左望过去"),
        ("老周的脸看得清清楚楚，眼睛直望过来。阿梅眼里的他", "阿梅眼里的老周"),
    ],
)
def test_where_a_camera_stands_goes_with_the_camera_and_repeats_nothing(picture, view):
    told, filming = viewpoints.apart(picture, "特写，侧面，固定", naming("zh"), plain=False)

    assert filming == f"特写，侧面，{view}，固定"
    assert told == picture[: len(told)]


def test_words_that_are_written_somewhere_stand_in_marks_wherever_a_picture_has_them():
    known = lettering.spelled("明日客到，“爱民如子”四个字，描金。")

    assert known == ("爱民如子",)
    assert lettering.marked("碑上爱民如子金光刺眼", known) == "碑上“爱民如子”金光刺眼"
    assert lettering.marked("一个描金的民字占满画面", known) == "一个描金的“民”字占满画面"
    assert lettering.seen_words("画面褪成灰色时，正中是白字“信号中断”。") == ("信号中断",)
    for plain in ("碑上“爱民如子”金光刺眼", "几个百姓看着四个金字", "他写了一个大字", "满街的民字体招牌"):
        assert lettering.marked(plain, known) == plain


@pytest.mark.parametrize(
    ("picture", "seen"),
    [
        ("她压着声音说完，最后盯死他等回答。", "她压着声音说完，最后盯死他。"),
        ("JUNE's face under the lamp, her chin raised against being laughed at. She speaks.", "JUNE's face under the lamp, her chin raised. She speaks."),
        ("JUNE's face is at right, listening into nothing; her hand is open.", "JUNE's face is at right; her hand is open."),
        ("She says it straight ahead, as calmly as an engineer; JUNE looks on.", "She says it straight ahead calmly; JUNE looks on."),
        ("He stops, his gown hanging off him like weed. JUNE stares ahead like two pupils caught, thinking hard.", "He stops, his gown hanging off him. JUNE stares ahead."),
        ("JUNE sees it and does not understand. She looks like him.", "JUNE sees it. She looks like him."),
        ("老周沾油的手指停在旁边，认不出那是什么。他捏住它。", "老周沾油的手指停在旁边。他捏住它。"),
        ("The umbrella lies across his arm like something asleep, thick with dust.", "The umbrella lies across his arm, thick with dust."),
    ],
)  # fmt: skip
def test_what_no_camera_sees_is_not_told(picture, seen):
    assert directing._visible(picture, ZH if "，" in picture else EN) == seen


def test_muffled_thunder_is_heard():
    assert ambience.sounding("一声闷雷天光骤暗，大雨砸下来", ZH, ZH)[0] == "雷声"


def test_a_crowd_behind_a_colour_is_a_crowd_of_that_colour_and_not_one_in_its_clothes():
    crowded = replace(naming("zh"), careful=True)
    key = ("百姓", LOOKS["百姓"])
    company = Company({key: "穿灰褐色粗布短衣的一群人"}, {}, {}, groups={key: ("那些人",) * 2})

    assert company.call("百姓", crowded, "一街灰褐色的", "闭紧嘴") in ZH.words("names.crowd_bare")
    assert company.call("百姓", crowded, "街上的", "闭紧嘴") not in ZH.words("names.crowd_bare")


@pytest.mark.parametrize(
    ("picture", "told"),
    [
        (
            "The rain hammers on. The camera tilts down past hats, crutches and a tuba to JUNE, alone at her counter.",
            "tilts down with large amplitude at slow speed past hats, crutches and a tuba to JUNE, alone",
        ),
        (
            "She puts the flask down on the belt. The camera tilts down to her freckled, watchful face.",
            "tilts down with large amplitude at slow speed to her freckled, watchful face",
        ),
        (
            "She pulls with all her weight. The camera tilts down the rope, and above them the bell swings.",
            "tilts down the rope with small amplitude at slow speed, and above",
        ),
        (
            "The ring slips past her finger; the view falls with it, it hops once and drops through the gap.",
            "tilts down with large amplitude at slow speed with it. It hops once",
        ),
        (
            "Nothing moves. The camera tilts down a little lower, as to a grave, and past it the sea is grey.",
            "tilts down a little lower with small amplitude at slow speed, as to a grave",
        ),
    ],
)
def test_how_far_and_how_fast_a_camera_goes_stands_within_no_list(picture, told):
    visual, filming = travelling.told_once(travelling.in_camera(picture, EN), "close-up, tilt down", EN, plain=True)

    assert told in visual
    assert "tilt" not in filming


def test_what_stands_still_does_nothing_and_what_is_wet_stays_in_the_water():
    assert directing._visible("墙根碎石和茅顶都沉在黑里。老周坐着。", ZH) == "墙根碎石和茅顶都隐在黑里。老周坐着。"
    assert directing._visible("Tall shelves climb into the dark. JUNE climbs the ladder.", EN) == (
        "Tall shelves reach into the dark. JUNE climbs the ladder."
    )
    assert directing._visible("老周半截身子泡在黑水里，沉在黑水里。", ZH) == "老周半截身子泡在黑水里，沉在黑水里。"


def test_hair_and_coat_that_somebodys_looks_tell_are_not_told_again_beside_them():
    told = alone._said_once("At the right JUNE, auburn-haired, in the camel coat, stands by the door.", naming("en"))

    assert told == "At the right JUNE stands by the door."
    other = "At the right JUNE, white-haired, in the green coat, stands by the door."
    assert alone._said_once(other, naming("en")) == other


def test_where_a_focus_goes_is_told_by_the_camera_alone():
    picture = "阿梅的手心托着旧手表，手掌微微抬起。挂钟敲响，焦点落到掌心的表，指针同指九点。手心的表在前，墙上的钟在后，焦点由钟落到表"
    told, filming = viewpoints.apart(picture, "特写，缓慢推近", naming("zh"), plain=False)

    assert filming == "特写，手心的表在前，墙上的钟在后，焦点由钟落到表，缓慢推近"
    assert (
        viewpoints.focused(told, filming, naming("zh"))
        == "阿梅的手心托着旧手表，手掌微微抬起。挂钟敲响，指针同指九点。"
    )


def test_a_look_has_its_articles_and_a_view_is_no_lens():
    assert assets.articled("palette of amber with black, then strong green glow, yellow lamp pool") == (
        "a palette of amber with black, then strong green glow, a yellow lamp pool"
    )
    told, _ = viewpoints.apart(
        "JUNE lies in the mud at left front, mouth open. Sobs jerk her shoulders. Lens on the ground",
        "close-up, static",
        naming("en"),
        plain=True,
    )

    assert told.endswith("The view is with the lens on the ground")


@pytest.mark.parametrize(
    ("picture", "filming", "told"),
    [
        ("The shutter drops; the focus goes to JUNE, who yawns wide.", "close-up, focus from the brass to the face, static", "The shutter drops; JUNE yawns wide."),
        ("The shutter drops; focus goes up to JUNE, and she understands it.", "close-up, static", "The shutter drops. The focus goes up to JUNE. JUNE understands it."),
        ("The fist opens; focus lifts to his face, and he says it gruffly.", "close-up, static", "The fist opens. The focus lifts to his face. He says it gruffly."),
        ("JUNE turns her head; the focus goes to the clock.", "close-up, static", "JUNE turns her head. The focus goes to the clock."),
        ("JUNE waits while the clock comes into focus. Telephone below, focus going from one to the other.", "close-up, static", "JUNE waits. Telephone below, focus going from one to the other."),
        ("刀尖抖了一下，焦点移到他脸上，血色一点点褪尽。", "特写，固定", "刀尖抖了一下。焦点移到他脸上。血色一点点褪尽。"),
        ("老周敲钟，焦点落到表上，他抬头。", "特写，焦点由钟落到表，固定", "老周敲钟，他抬头。"),
    ],
)  # fmt: skip
def test_a_focus_goes_in_no_sentence_about_somebody(picture, filming, told):
    code = "zh" if "，" in filming else "en"

    assert viewpoints.focused(picture, filming, naming(code)) == told


@pytest.mark.parametrize(
    ("camera", "code", "frame", "move"),
    [
        ("中近景，缓慢推近，推向信封", "zh", "中近景", "缓慢推近，推向信封"),
        ("全景，俯拍，缓慢拉远，从窗口退到整座鼓楼", "zh", "全景，俯拍", "缓慢拉远，从窗口退到整座鼓楼"),
        ("特写，跟拍，跟着邮包往前走", "zh", "特写", "跟拍，跟着邮包往前走"),
        ("中景，镜头下摇", "zh", "中景", "下摇"),
        ("近景，从窗外看，固定", "zh", "近景，从窗外看", "固定"),
        ("full shot, tracking shot backing along the edge", "en", "full shot", "tracks along backing along the edge"),
    ],
)
def test_how_a_camera_moves_and_where_it_goes_stand_together_and_in_no_composition(camera, code, frame, move):
    assert assets.composed(camera, code) == frame
    assert assets.moved(camera, code) == move


@pytest.mark.parametrize(
    ("picture", "camera", "code", "filming"),
    [
        ("JUNE walks along the long wall. From the side", "wide shot, profile, static", "en", "wide shot, profile, static"),
        ("JUNE kneels in the long grass. Seen from above, from among the branches", "full shot, high angle, static", "en", "full shot, high angle, from among the branches, static"),
        ("JUNE kneels in the long grass. From behind the old man's shoulder", "medium shot, over the shoulder, static", "en", "medium shot, from behind the old man's shoulder, static"),
        ("JUNE runs along the wet road. Long lens from far ahead", "medium shot, static", "en", "medium shot, long lens from far ahead, static"),
        ("老周提着一只木桶走过长长的石墙。从侧面看", "全景，侧面，固定", "zh", "全景，侧面，固定"),
        ("老周提着一只木桶走过长长的石墙。越过阿梅的肩膀看", "全景，过肩，固定", "zh", "全景，越过阿梅的肩膀看，固定"),
        ("老周提着一只木桶站在长长的石墙边。整个广场都在画面里", "大远景，俯拍，固定", "zh", "大远景，俯拍，整个广场都在画面里，固定"),
        ("老周提着一只木桶站在长长的石墙边。百姓虚在他身后", "中景，固定", "zh", "中景，百姓虚在老周身后，固定"),
    ],
)  # fmt: skip
def test_where_a_camera_stands_is_told_once_and_with_the_camera(picture, camera, code, filming):
    head, told = viewpoints.apart(picture, camera, naming(code), plain=False)

    assert viewpoints.told_once(told) == filming
    assert head.rstrip(".。") == picture.split("。" if code == "zh" else ". ")[0].rstrip(".。")


@pytest.mark.parametrize(
    ("picture", "told"),
    [
        ("The gaze sinks from the moon down the bricks.", "The camera sinks from the moon down the bricks."),
        (
            "The hood drops; the gaze sinks down the nightdress.",
            "The hood drops; the camera sinks down the nightdress.",
        ),
        ("The view widens over palm upon palm.", "The camera pulls back over palm upon palm."),
        ("JUNE turns; the gaze of the old man follows.", "JUNE turns; the gaze of the old man follows."),
        ("Their gaze sinks from the moon.", "Their gaze sinks from the moon."),
    ],
)
def test_a_gaze_that_is_nobodys_and_a_view_that_widens_are_the_cameras(picture, told):
    assert travelling.in_camera(picture, EN) == told


@pytest.mark.parametrize("lens", ["Long lens"])
def test_a_lens_is_no_place_where_a_view_is_from(lens):
    naming = names.naming({}, None, "", "en")
    head = f"The field lies bright behind the black frame. {lens} from the dark shed through the hatch"
    told, _ = viewpoints.apart(head, "full shot, eye level, static", naming, plain=True)
    words = lens.lower().removeprefix("a ").rstrip(",")
    assert told.endswith(f"The view is through a {words} from the dark shed through the hatch"), told


@pytest.mark.parametrize(
    ("picture", "filming", "told", "camera"),
    [
        ("Cream paper in a small oak frame. The camera follows the black line down over the brow to the small chin, and rests", "close-up, straight above the paper, tilt down", "Cream paper in a small oak frame.", "close-up, straight above the paper, tilt down following the black line over the brow to the small chin"),
        ("浪头扑上礁石炸开，镜头升到石道，老周仰头歇气。", "大远景，俯拍，镜头上摇", "浪头扑上礁石炸开，老周仰头歇气。", "大远景，俯拍，缓缓升到石道"),
    ],
)  # fmt: skip
def test_a_move_that_a_picture_tells_beside_its_people_is_the_cameras(picture, filming, told, camera):
    language = ZH if "，" in filming else EN

    assert travelling.told_once(picture, filming, language, plain=False) == (told, camera)


def test_what_a_camera_follows_stands_whole_behind_how_far_and_how_fast_it_goes():
    picture = "Cream paper in a small oak frame. The camera follows the black line down over the brow and the nose to the chin, and rests"
    told, _ = travelling.told_once(picture, "close-up, high angle, tilt down", EN, plain=True)

    assert (
        "tilts down with large amplitude at slow speed, following the black line over the brow and the nose to the chin"
        in told
    )


@pytest.mark.parametrize(
    ("filming", "told"),
    [
        ("大特写，俯拍，沿着纤带慢慢移，向右横摇", "大特写，俯拍，沿着纤带慢慢向右移"),
        ("全景，从一盏油灯拉开到火塘，缓慢拉远", "全景，缓缓从一盏油灯拉开到火塘"),
        ("中景，贴着石壁滑过去，缓缓沿着深槽滑到尽头", "中景，缓缓沿着深槽滑到尽头"),
        ("中景，从崖上看峡谷，固定", "中景，从崖上看峡谷，固定"),
    ],
)
def test_a_camera_in_chinese_moves_once(filming, told):
    assert viewpoints.told_once(filming) == told


def test_a_way_that_tells_a_move_by_itself_has_the_side_of_the_cameras_word():
    assert viewpoints.gone("大特写，俯拍，向右横摇", "沿着纤带慢慢移", ZH) == "大特写，俯拍，沿着纤带慢慢向右移"


@pytest.mark.parametrize("where", ["straight above the drawing", "between the two beds", "opposite the door"])
def test_where_a_camera_stands_is_no_move(where):
    camera = f"close-up, high angle, {where}"

    assert assets.moved(camera, "en") == ""
    assert assets.composed(camera, "en") == camera


def test_what_somebody_does_last_in_a_picture_is_no_place_of_the_camera():
    picture = (
        "JUNE's face is turned back to the right, her brows high. JUNE asks it under her breath, her lips hardly moving"
    )

    assert viewpoints.apart(picture, "tight shot, static", naming("en"), plain=False) == (picture, "tight shot, static")


def test_where_somebody_is_stays_before_them_though_it_is_of_the_weather():
    picture = "雨幕那头，老周趴在崖沿上，只见湿背；他身后的石道空着，灰白天光勾出一圈边。他停住。"

    assert directing._scenery_behind(picture, naming("zh")) == picture


def test_a_profile_of_two_is_told_with_the_camera():
    told = viewpoints.apart("JUNE stands by the long wall. Profile of both", "medium shot, static", naming("en"), plain=False)  # fmt: skip

    assert told == ("JUNE stands by the long wall.", "medium shot, profile of both, static")


@pytest.mark.parametrize(("style", "focus"), [("brown depth", "deep focus"), ("shallow focus", "shallow focus")])
def test_a_brown_depth_is_no_depth_of_field(style, focus):
    told = assets.lensed("medium shot, static", "en", f"{style}35mm film")

    assert f"{told}, {style}".count(focus) == 1


@pytest.mark.parametrize(
    ("style", "picture", "told"),
    [
        (
            "grey light on his face, heard: his breath",
            "JUNE looks at 老周",
            "grey light on 老周's face, heard: his breath",
        ),
        ("grey light on her face", "JUNE waits", "grey light on JUNE's face"),
        ("grey light on his face", "JUNE waits", "grey light on his face"),
    ],
)
def test_whose_face_a_look_lights_is_told_wherever_the_look_stands(style, picture, told):
    people = {**PEOPLE, "老周": Character(30, "male, 58, hair (grey, short), clothes (grey, coat)", "老周", "")}

    assert directing._look_of(style, picture, names.naming(people, None, "", "en")) == told


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        ('Big letters: "SEEN. NO WATER."', ["SEEN", "SEEN. NO WATER."], "Big letters: 【SEEN. NO WATER.】"),
        ('She writes "SEEN" and "SEEN. NO WATER."', ["SEEN", "SEEN. NO WATER."], "She writes 【SEEN】 and 【SEEN. NO WATER.】"),
        ("牌上写着“永昌”，门上是“永”", ["永昌", "永"], "牌上写着【永昌】，门上是【永】"),
    ],
)  # fmt: skip
def test_words_that_are_read_hold_no_marks_of_others(text, words, told):
    assert assets.set_off(text, words, "【】", quoted=True) == told


@pytest.mark.parametrize(("how", "told"), [("yelling", "yells"), ("softly", "says, softly"), ("", "says")])
def test_who_shouts_says_so_in_a_word(how, told):
    assert assets.spoken(how) == told
