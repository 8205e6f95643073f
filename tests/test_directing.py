"""A director's board in prompts: one label a person, the picture told alone, a camera that moves once, sounds of the picture, nothing that no frame shows."""

import re
from dataclasses import replace

import pytest

from storyboard import alone, ambience, directing, glossary, lettering, palettes
from storyboard.assets import composed, filmed, lensed, moved
from storyboard.cast.looks import mixed, read_appearance
from storyboard.languages import Language
from storyboard.model import Board, Character, Clip, Part
from storyboard.profiles import load_profiles
from storyboard.render import render
from storyboard.render.wording import lowered
from storyboard.travelling import told_once
from tests.samples import OFFER, sample

ZH, EN = Language.of("zh"), Language.of("en")
FILLER_EN = "The rain runs down the panes in long threads, the lamp on the wooden table throws a yellow ring on an old ticket, and now and then the wick jumps so that the shadows sway"
FILLER = "窗外的雨顺着玻璃一道道往下淌，木桌上的灯把一圈黄光投在旧车票上，灯芯偶尔跳一下，墙上的影子跟着晃一晃，屋里再没有别的东西在动"
COLOURS = ("黑色", "白色", "红色", "蓝色", "绿色", "黄色")


def man(colour: str, age: int = 30, hair: str = "短发") -> Character:
    """Somebody in a robe of a colour."""
    looks = f"男，{age}岁，头发（黑色，{hair}），衣服（{colour}，长袍、布裤、布鞋）"
    voice = f"GenderAge（男·{age}岁） PitchMean（125 Hz） Tempo（240 SPM） Accent（普通话）"
    return Character(age, looks, "王甲", voice)


def directed(
    people: dict[str, Character], *changes: dict[str, object], fill: bool = True, form: str = "sora", filler: str = ""
) -> str:
    """The prompt of one clip of the shots that changes make, on a board most of whose pictures are a director's."""
    first = sample("rain.txt")[0].board.shots[0]
    plain = replace(first, dialogue=replace(first.dialogue, role="", text=""), action="", visual=filler or FILLER)
    if filler:
        words = {"location": "the shed (inside)", "time": "night", "weather": "none", "style_tags": "warm light"}
        plain = replace(plain, camera="wide shot, eye level, static", **words)
    shots = [replace(plain, **change) for change in changes]
    board = Board(people, (*shots, *([plain] * 8 if fill else [])))
    parts = tuple(Part(at, shot.dialogue.text, shot.tenths, shot.tenths) for at, shot in enumerate(shots))
    clip = Clip(parts, sum(part.duration for part in parts) // 10)
    return render(board, (clip,), replace(OFFER, template=form))[0]


def says(role: str, text: str) -> object:
    return replace(sample("rain.txt")[0].board.shots[0].dialogue, role=role, text=text)


@pytest.mark.parametrize("words", range(1, 14, 3))
def test_a_long_name_of_a_place_makes_no_director_of_rules(words):
    """Else what is done in a shot were taken for told by its picture, and stood nowhere."""
    place = " ".join(["Timbuktu", *["mud-walled library"] * words])
    shot = replace(
        sample("rain.txt")[0].board.shots[0],
        location=f"{place} (inside)",
        time="day",
        visual=f"MUSA in {place}, the movement whole and clear, seen from the waist up",
    )

    assert not directing.by_director(Board({}, (shot,) * 9))


@pytest.mark.parametrize("count", range(2, 7))
def test_each_of_n_men_has_one_label_in_pictures_possessives_and_lines(count):
    names = [f"王{'甲乙丙丁戊己'[at]}" for at in range(count)]
    people = {name: man(colour, 20 + 6 * at) for at, (name, colour) in enumerate(zip(names, COLOURS, strict=False))}
    shots = [
        {"visual": f"{name}站在画左的桌边，{name}的手按在灯下的旧车票上，{FILLER}", "dialogue": says(name, "走吧。")}
        for name in names * 2
    ]
    prompt = directed(people, *shots)

    labels = re.findall(r"^台词: ([^，：]+)[，：]", prompt, re.MULTILINE)
    assert len(labels) == 2 * count
    assert len(set(labels)) == count
    for label, colour in zip(labels[:count], COLOURS, strict=False):
        assert label == f"{colour.removesuffix('色')}长袍男子"
        assert prompt.count(f"{label}站在") == 2
        assert (
            len(re.findall(rf"(?:^人物: |；){label}：\d+岁，", prompt, re.MULTILINE)) == 1
        )  # told in full in one list
        assert prompt.count(f"，{label}的手按在") == 2
    assert "，男子的手" not in prompt
    assert not re.search("年长|年轻", prompt)


def test_several_people_of_one_entry_are_a_group_and_one_of_them_has_their_clothes_alone():
    crowd = man("灰色", 32, "束发长短不一、有高有矮、有胖有瘦")
    assert mixed(read_appearance(crowd.appearance))
    assert not mixed(read_appearance(man("灰色").appearance))
    prompt = directed(
        {"衙役": crowd},
        {"visual": f"衙役分列大堂两边，{FILLER}"},
        {"visual": f"衙役一只粗手从画右伸进来，{FILLER}"},
        {"visual": f"两个衙役横着木杖，{FILLER}"},
    )

    assert "Scene: 衙役分列大堂两边" in prompt
    assert "人物: 衙役：黑色束发长短不一、有高有矮、有胖有瘦，穿灰色长袍、布裤、布鞋\n" in prompt
    assert "Scene: 衙役一只粗手" in prompt
    assert "Scene: 两个衙役横着" in prompt
    assert prompt.count("有高有矮") == 1
    assert "32岁" not in prompt


def test_a_directors_picture_is_told_without_its_action_but_for_words_that_are_read_and_sounds():
    person = {"王甲": man("黑色")}
    picture = {"visual": f"王甲双手端着漆盘走到案前站定，低头看盘，{FILLER}"}
    told = directed(person, {**picture, "action": "王甲撕碎了照片。"})
    kept = directed(person, {**picture, "action": "王甲撕碎了照片。盘底写着“贺”。远处传来钟声。"})
    short = directed(person, {**picture, "action": "王甲撕碎了照片。"}, fill=False)

    assert "撕碎" not in told
    assert "“贺”" in kept
    assert "撕碎" not in kept
    assert "钟声" in re.search(r"^环境声: .*$", kept, re.MULTILINE)[0]
    assert "撕碎" in short  # one picture makes no director


def test_nobody_gets_a_face_beside_a_directors_picture_and_a_line_is_said_as_it_says():
    person = {"王甲": man("黑色")}
    softly = directed(person, {"visual": f"王甲轻声说，{FILLER}", "dialogue": says("王甲", "你来了？")})
    plain = directed(person, {"visual": f"王甲站着，{FILLER}", "dialogue": says("王甲", "你来了？")})

    assert "轻声：“你来了？”" in softly
    assert re.search("男子，[^：，]*声：“你来了？”", plain)
    assert not re.search("眉梢|眉头|侧头", softly + plain)


@pytest.mark.parametrize(
    ("visual", "camera", "picture", "words"),
    [
        ("The woman sits still at the table by the door. The camera closes in on her eyes.", "close-up, slow push in", "The woman sits still at the table by the door.", "close-up, slow push in on her eyes"),
        ("He strolls to the witness chair, the camera with him, and sits down on it.", "full shot, tracking shot", "He strolls to the witness chair, and sits down on it.", "full shot, tracking shot"),
        ("The camera sinks from them to the benches: hats and bonnets. Nobody moves.", "wide shot, tilt down", "The camera slowly tilts down from them to the benches. Hats and bonnets. Nobody moves.", "wide shot"),
        ("她慢慢把头低下来，露出发间的梳子，镜头推近她的眼睛", "特写，缓慢推近", "她慢慢把头低下来，露出发间的梳子", "特写，缓缓推近她的眼睛"),
        ("他侧过身，把手机塞到枕头底下，镜头跟着手下摇，停在枕边", "近景，镜头下摇", "他侧过身，把手机塞到枕头底下", "近景，缓缓跟着手下摇到枕边"),
        ("阿福坐在门槛上抱着膝盖，朝右望着，镜头从他向右横摇：老周坐在床沿正中", "全景，向右横摇", "阿福坐在门槛上抱着膝盖，朝右望着。镜头缓缓从他向右横摇。老周坐在床沿正中", "全景"),
        ("两个人站在门口，谁也没有动，雨还在下", "中景，缓慢推近", "两个人站在门口，谁也没有动，雨还在下", "中景，缓慢推近"),
    ],
)  # fmt: skip
def test_a_move_of_the_camera_is_told_once(visual, camera, picture, words):
    language = EN if visual.isascii() else ZH
    assert told_once(visual, camera, language, plain=False) == (picture, words)
    again = told_once(picture, words, language, plain=False)
    assert again[0].count("镜头") + again[0].casefold().count("the camera") <= 1


def test_a_plain_camera_keeps_the_words_of_the_tables_with_how_far_and_how_fast():
    assert load_profiles(None)["minimax-h3"].camera == "plain"
    visual = "The camera sinks from them to the benches: hats and bonnets. Nobody moves."
    told = told_once(visual, "wide shot, tilt down", EN, plain=True)

    assert told == (
        "The camera tilts down from them to the benches with large amplitude at slow speed. Hats and bonnets. Nobody moves.",
        "wide shot",
    )
    assert (
        told_once("她低下头来看着桌上的梳子，镜头推近她的眼睛", "特写，缓慢推近", ZH, plain=True)[1] == "特写，缓慢推近"
    )


def test_a_camera_whose_last_word_is_an_angle_does_not_move():
    assert (moved("medium shot, low angle", "en"), filmed("medium shot, low angle"), moved("中景，俯拍", "zh")) == (
        "",
        "",
        "",
    )
    assert composed("中景，俯拍", "zh") == "中景，俯拍"
    assert moved("close-up, slow push in on her eyes", "en") == "slowly pushes in on her eyes"


def test_sounds_are_those_of_the_picture_and_every_row_has_both_languages():
    assert ambience.sounding("两排木杖齐齐砸在青砖上，鼓槌落在堂鼓上", ZH, ZH) == ["木杖顿地声", "鼓声"]
    assert ambience.sounding("The wooden gavel comes down on its block.", EN, EN) == ["a gavel on its block"]
    assert ambience.sounding("The sugar bowl stands alone on the table.", EN, EN) == []
    for row in ambience.table_of("sounding"):
        assert all(re.compile(row[code]) and row["said"][code] for code in ("zh", "en")), row


def test_what_a_frame_cannot_show_is_not_told_in_it():
    person = {"王甲": man("黑色")}
    near = directed(person, {"visual": f"王甲的脸在画左，{FILLER}", "camera": "特写，平视，固定"})
    wide = directed(person, {"visual": f"王甲站在画左，{FILLER}", "camera": "全景，平视，固定"})
    hand = directed(person, {"visual": f"王甲的手按在桌上，{FILLER}", "camera": "大特写，平视，固定"})
    later = directed(
        person,
        {"visual": f"王甲的手按在桌上，{FILLER}", "camera": "大特写，平视，固定"},
        {"visual": f"王甲站在画左，{FILLER}", "camera": "全景，平视，固定"},
    )

    assert ("布鞋" in near, "黑色短发" in near, "布鞋" in wide) == (True, True, True)  # a list tells everybody whole
    assert "短发" not in hand
    assert re.search(
        r"Scene: 男子的手按在.*\n(?:(?!人物).*\n)*Scene: 男子站在.*\n人物: 男子：30岁，黑色短发，穿黑色长袍、布裤、布鞋\n",
        later,
    )


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("tosses the question to the right as a man does who knows the answer.", "tosses the question to the right."),
        ("She opens her lips, finds nobody who would listen, and shuts them.", "She opens her lips, and shuts them."),
        ('The page reads "as if by night", nothing else.', 'The page reads "as if by night", nothing else.'),
        (
            "TOM stands in profile and faces left, just as a child would, only that the lock is level with his belt.",
            "TOM stands in profile and faces left, the lock is level with his belt.",
        ),
    ],
)
def test_likenesses_and_knowledge_leave_a_picture_and_written_words_stay(said, seen):
    assert directing._visible(said, EN) == seen


@pytest.mark.parametrize(
    ("seen", "heard"),
    [
        ("木牌正对镜头，上面写着四个字", []),
        ("他手腕一翻，颠得又稳又快，铁锅翻炒着，火苗呼呼往上窜", ["热油滋啦声", "火苗呼呼声"]),
        ("机身不再震动，铃声停了，手机不再抖", []),
        ("Boots rise and slam down together on the boards; dust jumps between the chair legs.", ["feet stamping"]),
        ("The fist rests on the table beside the growing shadow of rows of chairs.", []),
    ],
)  # fmt: skip
def test_a_thing_that_is_only_seen_makes_no_sound(seen, heard):
    language = EN if seen.isascii() else ZH
    assert [each for each in ambience.sounding(seen, language, language) if each != "铃声"] == heard


def test_no_sound_is_told_within_another_and_no_tone_of_a_room_beside_one():
    assert ambience.apart(["门外街上的脚步声", "脚步声"], ZH) == ("门外街上的脚步声",)
    assert ambience.apart(["安静的室内底噪", "脚步声"], ZH) == ("脚步声",)
    assert ambience.apart(["quiet room tone"], EN) == ("quiet room tone",)


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("The same view from the wall: the lights hang on the water.", "From the wall: the lights hang on the water."),
        ("The same view as before. The lights hang on the water.", "The lights hang on the water."),
        ("Her face from the same place as her smile: the lips tremble.", "Her face: the lips tremble."),
        ("The ring floats like an island above the packed backs.", "The ring floats above the packed backs."),
        ("He looks like a tired man in his best coat.", "He looks like a tired man in his best coat."),
        ("和头一回递汤同一个机位：老周站在画右，舀起一勺汤", "老周站在画右，舀起一勺汤"),
        ("她眼珠往上一转，想定了；汤勺退向画右", "她眼珠往上一转；汤勺退向画右"),
    ],
)  # fmt: skip
def test_a_picture_speaks_of_no_other_picture_and_of_no_likeness(said, seen):
    assert directing._visible(said, EN if said.isascii() else ZH) == seen


@pytest.mark.parametrize(
    ("aside", "said"),
    [
        ("（端面要走，又回头）", ""),
        ("（指秤星）", ""),
        ("（一愣，大声）", "（大声）"),
        ("（坐在轮椅上，嘟囔）", "（嘟囔）"),
        ("(on screen)", ""),
        ("(whispering)", "(whispering)"),
        ("(to Ray)", "(to Ray)"),
        ("(through blood, kindly)", "(kindly)"),
        ("(in Greek)", "(in Greek)"),
        ("(in Greek, to Ray, voice breaking)", "(in Greek, voice breaking)"),
        ("(in the kitchen)", ""),
        ("（用法语，指门）", "（用法语）"),
        ("（闽南语）", "（闽南语）"),
        ("（停住，换成中文）", "（换成中文）"),
    ],
)
def test_of_the_words_beside_a_line_those_stay_that_tell_how_it_is_said(aside, said):
    assert directing._as_said(aside, EN if aside.isascii() else ZH) == said


@pytest.mark.parametrize(
    ("aside", "said"),
    [
        ("(young, huge, crackling)", "(young, huge, crackling)"),
        ("(thin and small, from the stairs)", "(thin and small)"),
        ("（年轻，失真，坐在轮椅上）", "（年轻，失真）"),
        ("(on screen)", ""),
        ("(sitting down)", ""),
        ("（坐在轮椅上，嘟囔）", "（嘟囔）"),
    ],
)
def test_how_the_voice_of_somebody_unseen_sounds_stays_beside_the_line(aside, said):
    assert directing._as_said(aside, EN if aside.isascii() else ZH, unseen=True) == said


def test_a_picture_begins_with_where_its_people_are_and_its_camera_stands_with_the_camera():
    person = {"王甲": man("黑色")}
    told = directed(
        person,
        {
            "visual": f"从案板底下往上看：王甲伸手去够灯，{FILLER}；王甲在画面左侧，面向右侧",
            "camera": "近景，仰拍，固定",
        },
    )

    assert re.search(r"Scene: 男子在画面左侧，面向右侧。\n动作: 男子伸手去够灯.*\n人物: 男子：30岁，黑色短发", told)
    assert "镜头: 近景，仰拍，从案板底下往上看，固定" in told


@pytest.mark.parametrize("count", range(1, 5))
def test_who_is_seen_by_parts_alone_is_told_behind_the_first_of_them(count):
    from storyboard import names
    from storyboard.render.company import company

    people = {
        name: Character(30 + at, f"male, {30 + at}, hair ({hair}, cropped), clothes ({hair}, wool coat and boots)", name, "")
        for at, (name, hair) in enumerate(zip(("ADAM", "BERT", "CARL", "DEAN")[:count], ("red", "black", "grey", "brown"), strict=False))
    }  # fmt: skip
    naming = replace(names.naming(people, None, "", "en"), careful=True)
    told = company(people.items(), people.items(), naming, again=True)
    for name in people:
        turned = told.turned(f"Behind it {name}'s small right hand lies flat on the wood", naming)
        assert turned == f"Behind it the small right hand of {name} lies flat on the wood"
        assert told.turned(f"{name} lifts {name}'s hand", naming) == f"{name} lifts {name}'s hand"
        told.say(name, naming, ())
        assert told.turned(f"{name}'s face fills the left", naming) == f"The face of {name} fills the left"


def test_who_calls_most_of_a_line_calls_it_and_who_asks_it_is_given_no_manner():
    person = {"王甲": man("黑色")}
    calls = directed(
        person,
        {"visual": f"王甲站着，{FILLER}", "dialogue": says("王甲", "你给我把门关上，一步也不许出去！听见没有？")},
    )
    asks = directed(person, {"visual": f"王甲站着，{FILLER}", "dialogue": says("王甲", "好。你几点回来，带不带孩子？")})

    assert re.search("提高声音|语气很重", calls)
    assert not re.search("带着疑问|探询地|提高声音|语气很重", asks)


def test_wan_begins_with_where_a_clip_plays_and_who_is_in_it():
    first = sample("rain.txt")[0].board.shots[0]
    plain = replace(first, dialogue=replace(first.dialogue, role="", text=""), action="", visual=FILLER)
    shots = (replace(plain, visual=f"王甲站在画左，{FILLER}"), *([plain] * 8))
    board = Board({"王甲": man("黑色")}, shots)
    clip = Clip((Part(0, "", shots[0].tenths, shots[0].tenths),), shots[0].tenths // 10)
    prompt = render(board, (clip,), replace(OFFER, template="wan"))[0]

    assert re.match(r"整体描述：地点是[^。]+。出场的是[^。]*男子。", prompt)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "老周站在画右汤锅旁，右手空空地停在锅沿上方，低头看着落在地上的锅盖，没有去捡，他说话时下巴往下沉，眼皮也跟着垂下去",
            "老周站在画右汤锅旁，右手空空地停在锅沿上方，低头看着落在地上的锅盖，没有去捡。他说话时下巴往下沉，眼皮也跟着垂下去",
        ),
        ("老周站在画右；小吴坐在画左", "老周站在画右。小吴坐在画左"),
        ("老周站在画右，他没有动", "老周站在画右，他没有动"),
        ("The bell stands on the table; a hand lies beside it.", "The bell stands on the table. A hand lies beside it."),
        ("Two stand; one sits. Nobody speaks.", "Two stand; one sits. Nobody speaks."),
    ],
)  # fmt: skip
def test_a_picture_of_one_long_sentence_is_two(said, told):
    assert directing._parted(said, EN if said.isascii() else ZH) == told


@pytest.mark.parametrize(
    ("visual", "camera", "picture"),
    [
        ("大窗占满画面，水线往下淌；镜头从窗玻璃向右摇到墙上的钟，红色数字跳了一下", "近景，向右横摇", "大窗占满画面，水线往下淌；露出墙上的钟，红色数字跳了一下"),
        ("画面最下方露出花白的头顶。镜头慢慢摇到案台，老周左手托着纸人的白脸", "全景，镜头下摇", "画面最下方露出花白的头顶。露出案台，老周左手托着纸人的白脸"),
        ("告示占满画面，停住看清。镜头随后往下摇，经过栏杆，落到木柜台面上", "近景，镜头下摇", "告示占满画面，停住看清。"),
        ("她的脸低着，忘了合上；镜头慢慢推近，她的眼睛一点点抬起来", "特写，缓慢推近", "她的脸低着，忘了合上，她的眼睛一点点抬起来"),
    ],
)  # fmt: skip
def test_beside_plain_words_a_chinese_picture_keeps_what_the_camera_comes_to_and_not_its_move(visual, camera, picture):
    assert told_once(visual, camera, ZH, plain=True) == (picture, camera)


def test_whoever_has_looks_by_an_entry_gets_none_from_the_picture_and_all_have_no_second_noun():
    seen = "TEDDY, a freckled boy of nine in a flour-sack shirt, looks up between the backs of all the others; all sixty shove."
    told = "TEDDY looks up between the backs of all; all shove."
    assert directing._called(seen, ["TEDDY"], ["TEDDY", "all"], EN) == told
    assert directing._called(seen, [], ["TEDDY", "HOB"], EN) == seen


@pytest.mark.parametrize("shown", range(8))
def test_an_entry_for_a_voice_has_a_body_where_pictures_show_it_again_and_again(shown):
    voice = replace(man("黑色"), appearance=man("黑色").appearance.replace("男", "仅声音", 1))
    board = sample("rain.txt")[0].board
    shots = [replace(board.shots[0], visual=f"王甲站在画左，{FILLER}" if at < shown else FILLER) for at in range(8)]

    told = directing._bodied("王甲", voice, shots, ZH)
    assert told.appearance.startswith("男，" if shown >= 5 else "仅声音，")


@pytest.mark.few("count", "medium", "template")
@pytest.mark.parametrize("template", sorted({each.template for each in load_profiles().values()}))
@pytest.mark.parametrize("count", range(1, 5))
@pytest.mark.parametrize(
    ("medium", "stock"),
    [("写实数码质感", False), ("16毫米胶片颗粒", False), ("录像带质感", False), ("粗颗粒胶片", True)],
)
def test_what_a_boards_style_says_of_the_medium_wins_over_the_usual_one_in_all_shots_of_a_place(
    count, medium, stock, template
):
    """Where one of n shots tells it, no shot of its place and hour is taken on anything else."""
    first = sample("rain.txt")[0].board.shots[0]
    plain = replace(
        first,
        dialogue=replace(first.dialogue, role="", text=""),
        action="",
        visual=FILLER,
        style_tags="写实，电影感，冷灰雪光，音效：雨声",
    )
    shots = [
        replace(plain, style_tags=f"写实，电影感，冷灰雪光，{medium}，音效：雨声") if at == count - 1 else plain
        for at in range(count)
    ]
    board = Board({"王甲": man("黑色")}, (*shots, *[plain] * 8))
    for start in range(count):
        part = Part(start, "", plain.tenths, plain.tenths)
        prompt = render(board, (Clip((part,), 5),), replace(OFFER, template=template))[0]
        assert any(each in prompt for each in ("35毫米", glossary.english("35毫米胶片实景拍摄"))) == stock, prompt
        assert stock or medium in prompt, prompt


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ("clean digital", ""),
        ("16mm grain", ""),
        ("film grain", "35mm film"),
        ("VHS noise", ""),
        ("faded warm film stock", "35mm film"),
    ],
)
def test_the_same_in_english(own, said):
    look = palettes.taken_on(palettes.style_words("realistic", EN, whole=True), ("red glow", own))

    assert look == ((said, "natural skin") if said else ("natural skin",))


SOFT = {
    "en": ("ZUANE's shoulder is soft in the right foreground.", "The bars hang blurred before him.", "Behind him the street is out of focus.", "Style: soft foreground."),
    "zh": ("男子的背影虚在画左前景。", "背景里的人影一片模糊。", "身后的街灯虚成一团。"),
}  # fmt: skip


@pytest.mark.parametrize("code", ["en", "zh"])
def test_no_focus_is_deep_where_something_is_soft_by_the_pictures_own_words_or_the_styles(code):
    wide, deep, shallow = {"en": ("medium shot", "deep focus", "shallow focus"), "zh": ("中景", "景深较大", "浅景深")}[
        code
    ]
    assert deep in lensed(wide, code, "", "A door." if code == "en" else "一扇门。")
    for picture in SOFT[code]:
        assert deep not in lensed(wide, code, "", f"{picture} {'far behind' if code == 'en' else '远处'}")
        assert shallow in lensed(wide, code, "", picture)
        assert lensed(wide, code, shallow, picture) == wide


@pytest.mark.parametrize("colours", [("土黄", "亮白"), ("铅灰", "墨绿"), ("冷蓝", "暖黄", "漆黑")])
def test_colours_that_a_scene_of_a_director_names_stand_alone_in_its_palette(colours):
    styles = [f"硬光，{colour}，颗粒" for colour in colours for _ in range(2)]
    prompt = (
        directed({}, *({"style_tags": style} for style in styles), fill=False)
        if len(styles) > 4
        else directed({}, *({"style_tags": style, "location": "河滩（外）"} for style in styles))
    )
    told = re.findall(r"以([^，。]+)为主色", prompt)
    assert told
    assert set(told[0].split("、")) == set(colours)


@pytest.mark.parametrize(
    ("style", "colours"),
    [
        ("flat grey-white light, ochre rocks", ("flat grey-white", "ochre")),
        ("cold blue-grey, snow streaks, amber glow", ("cold blue-grey", "amber")),
        ("hard light, deep shadow, silver spoon", ()),
        ("green glow", ()),
        ("flat grey-white light, black rocks", ()),
    ],
)
def test_colours_are_read_from_a_style_in_any_form(style, colours):
    assert palettes.named_colours([style] * 3, EN) == colours
    assert palettes.named_colours([style, *["hard light"] * 9], EN) == colours


@pytest.mark.parametrize(
    "colours", [("惨白",), ("漆黑", "墨黑"), ("冷白", "漆黑", "铅灰"), ("暖黄",), ("淡蓝", "深蓝"), ()]
)
def test_one_colour_or_black_and_white_are_no_palette_and_none_is_made_up(colours):
    styles = [f"硬光，{colour}，颗粒" for colour in colours or ("硬光",) for _ in range(2)]
    prompt = directed({}, *({"style_tags": style, "location": "河滩（外）"} for style in styles))
    assert not re.findall(r"以([^，。]+)为主色", prompt)


@pytest.mark.parametrize(("style", "place", "colours"), [
    ("冷白光，漆黑的海", "墨绿漆钢板甲板，黄色大绞盘", ("冷白", "漆黑", "墨绿")), ("暖黄灯", "深棕木椅，白墙", ("暖黄", "深棕")), ("暖黄灯", "白墙青砖", ()),
])  # fmt: skip
def test_one_colour_stands_with_those_of_what_is_fixed_in_its_place(style, place, colours):
    assert palettes.named_colours([style] * 3, Language.of("zh"), [place]) == colours


@pytest.mark.parametrize(("code", "style", "place", "pictures", "colours"), [
    ("en", "gold light, white mist", "brown leaf litter", ["A red scarf."], ("gold", "white", "brown")),
    ("en", "gold light, white mist", "an old wood", ["A red scarf."], ("gold", "white", "red")),
    ("zh", "昏黄灯光不稳，冷白手电斜光", "旧木门绿漆斑驳", [], ("昏黄", "冷白", "绿色")),
    ("zh", "午后冷白天光", "空旷的江面", ["青白大冰里金红的鱼"], ()),
    ("zh", "黄昏青灰冷光", "绿漆木条的棚", ["女孩撑一把蓝色伞"], ("青灰", "绿色", "蓝色")),
    ("zh", "硬光", "空地", ["石头"], ()),
])  # fmt: skip
def test_a_palette_has_three_colours_where_the_board_names_so_many(code, style, place, pictures, colours):
    assert palettes.named_colours([style] * 3, Language.of(code), [place], pictures) == colours


def test_colours_of_another_scene_hold_for_none():
    """Neither the night's for the day, nor those of a place for what it is years later."""
    night = {"style_tags": "暖黄灯，漆黑的窗", "location": "厅堂（内）", "time": "晚上"}
    day = {"style_tags": "冬日天光", "location": "厅堂（内）", "time": "白天"}
    told = re.findall(r"以([^，。]+)为主色", directed({}, *[night] * 3, *[day] * 3, fill=False))
    assert told == ["暖黄、漆黑"]


@pytest.mark.parametrize("words", ["她哭了，泪落在墓碑上", "她哭了", "枪响了", ""])
def test_no_mood_is_made_up_for_a_director_s_scene(words):
    prompt = directed({}, {"visual": f"{words}。{FILLER}", "location": "坟地（外）"})
    assert "气氛" not in prompt


@pytest.mark.parametrize("lines", [("NO SOIL", "NO SEED."), ("ONE", "TWO", "THREE")])
def test_words_that_a_stroke_parts_are_told_line_by_line_and_each_is_allowed(lines):
    told = lettering.in_lines(
        f'A white wall, black letters in {len(lines)} lines, broken at the stroke: "{" / ".join(lines)}"'
    )
    assert " / " not in told
    assert "stroke" not in told
    assert lettering.seen_words(told) == lines
    assert lettering.in_lines("他写：“一 / 二”") == "他写：第一行“一”，第二行“二”"


def test_a_caption_far_behind_its_word_is_a_word_that_is_seen():
    assert lettering.seen_words('Small words at the lower edge of the picture: "2081". Water laps.') == ("2081",)


@pytest.mark.parametrize(
    "how", ["painted no soil over no seed", "lettered NO SOIL, NO SEED", "with the words no soil no seed"]
)
def test_a_wall_of_a_place_is_told_without_its_letters(how):
    assert (
        lettering.unlettered(f"Roofs and a whitewashed wall {how}", ["NO SOIL / NO SEED."])
        == "Roofs and a whitewashed wall"
    )
    assert lettering.unlettered(f"Roofs and a whitewashed wall {how}", ["OPEN ALL NIGHT"]).endswith(how)


@pytest.mark.parametrize("behind", [1, 2, 3])
@pytest.mark.parametrize(("deed", "words"), [("All three bend close", "THERE YOU ARE."), ("三人低下头看", "你在这儿")])
def test_words_that_a_later_picture_of_an_action_has_to_be_read_are_not_read_before(deed, words, behind):
    """Up to two shots on; the action itself stays."""
    first = sample("lastbus.txt")[0].board.shots[0]
    silent = replace(first, action="", visual="A face.")
    shown = replace(silent, visual=f"A patch on which stands “{words}”.")
    shots = [replace(first, action=f"{deed}：“{words}”", visual="Faces."), *[silent] * (behind - 1), shown]

    told = directing._read_later(shots)

    assert deed in told[0].action
    assert (words.strip(".") in told[0].action) == (behind > 2)
    own = directing._read_later([replace(shots[0], visual=f"“{words}” on a patch."), shown])
    assert words in own[0].action


@pytest.mark.parametrize(
    ("styles", "code", "colours"),
    [
        (["soft light, deep greens", "deep greens, brown shadows", "brown shadows"], "en", ("deep green", "brown")),
        (["warm golds and pale blues"] * 3, "en", ("gold", "pale blue")),
        (["deep greens, brown earth, heard: a red door banging"] * 3, "en", ("deep green", "brown")),
        (["墨绿，土黄，听见：深红木门一响"] * 3, "zh", ("墨绿", "土黄")),
    ],
)
def test_colours_of_many_shades_are_main_colours_and_what_is_heard_has_none(styles, code, colours):
    told = palettes.named_colours(styles, Language.of(code))
    assert [each.removeprefix("warm ") for each in told] == [*colours]


@pytest.mark.parametrize(
    ("written", "picture", "wanted"),
    [
        ("A sign: “LAST CROSSING. THANK YOU”.", 'Capitals in two lines: "LAST CROSSING." and "THANK YOU."', False),
        ("木牌写着“暂停。改日再来”。", "木牌上两行字：“暂停”“改日再来”", False),
        ("A sign: “LAST CROSSING. THANK YOU”.", 'Capitals: "LAST CROSSING."', True),
    ],
)
def test_a_sign_whose_lines_stand_apart_in_a_picture_is_not_told_again(written, picture, wanted):
    assert directing._read(written, picture, EN if written.isascii() or "sign" in written else ZH) is wanted


@pytest.mark.parametrize(
    ("follows", "turns"),
    [
        ("follows them down to his fist", "tilts down with them to his fist"),
        ("follows him down", "tilts down with him"),
        ("tracks two drops down past her chin", "tilts down with two drops past her chin"),
        ("follows his finger down the page", "tilts down with his finger down the page"),
    ],
)
def test_a_camera_that_turns_after_what_it_follows_does_so_with_it(follows, turns):
    told, _ = told_once(
        f"LEO gives up and drops his eyes to the toy; the camera {follows}.", "close-up, tilt down", EN, plain=False
    )
    assert told.endswith(f"the camera slowly {turns}")


@pytest.mark.parametrize("row", ["J, O, A, N", "B, A, T and then J, O, A, N"])
def test_letters_one_by_one_are_words_in_the_picture_so_no_other_is_the_only_one(row):
    picture = f'The slate stands in the hatch, on it in white chalk capitals the letters {row} in one row, then the number "11".'
    prompt = directed({}, {"visual": picture}, filler=FILLER_EN)
    assert "only text" not in prompt
    assert "No text" not in prompt


def test_a_word_that_a_picture_spells_out_is_not_written_again():
    people = {"JOAN": Character(71, "female, 71, hair (white, plaits), clothes (crimson, cardigan)", "JOAN", "")}
    picture = "The grey slate, white chalk capitals: fresh on the smear J, O, A and an N without its last stroke. The chalk draws it to its end."
    prompt = directed(people, {"visual": picture, "action": "Writes JOAN."}, filler=FILLER_EN)
    assert "Writes" not in prompt
    assert "the old woman" not in prompt


@pytest.mark.parametrize(
    "clause", ["两只手同时落下，啪地抓住盆沿，各往自己这边一紧", "他一把推开，门咣地撞上墙，灰落下来"]
)
def test_a_deed_with_its_noise_is_no_sound_by_itself(clause):
    shot = {"visual": f"木盆在池边。{clause}。", "location": "澡堂（内）"}
    assert not re.search("<[^<>]*地[抓撞][^<>]*>", directed({}, shot, form="seedance"))


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        ("小卒揉着眼赶到，气喘吁吁地问。", "气喘吁吁地"),
        ("他得意洋洋地说。", "得意洋洋地"),
        ("她怯生生地问。", "怯生生地"),
        ("她轻轻地说。", "轻轻地"),
    ],
)
def test_a_manner_is_told_with_all_its_characters(picture, said):
    assert directing.manner(picture, ZH) == said


@pytest.mark.parametrize(
    ("time", "told", "code"),
    [
        ("白天（正午，片刻之后）", "白天（正午）", "zh"),
        ("晚上（深夜，紧接）", "晚上（深夜）", "zh"),
        ("白天（紧接）", "白天（紧接）", "zh"),
        ("day (morning, moments later)", "day (morning)", "en"),
        ("night (midnight)", "night (midnight)", "en"),
    ],
)
def test_what_only_goes_on_from_another_scene_stands_beside_no_hour(time, told, code):
    assert alone.timed(time, (), Language.of(code)) == told


def test_words_in_capitals_that_a_sign_bears_stay_large():
    said = lowered("A small brass DO NOT TOUCH sign. TWO MEN wait beside the sign.", (), careful=True)
    assert said == "A small brass DO NOT TOUCH sign. Two men wait beside the sign."


def test_what_is_on_a_garment_is_told_with_it_and_not_with_the_face():
    looks = "female, 7, hair (black, curls with a round face), clothes (red, cotton pyjamas and white buttons and bare feet)"
    told = directed(
        {"NINO": Character(7, looks, "NINO", "")}, {"visual": "NINO stands at the left."}, filler="The shed."
    )
    assert "in the red cotton pyjamas and white buttons, with " in told


@pytest.mark.parametrize(
    ("camera", "picture", "told"),
    [
        ("全景，平视，跟拍", "王甲走过长廊", "镜头跟拍男子"),
        (
            "wide shot, eye level, tracking shot",
            "ADAM walks down the long hall",
            "The camera tracks along with the man",
        ),
        ("wide shot, tracking shot", "Along the counter: ADAM waits", "The camera tracks along the counter"),
        (
            "wide shot, eye level, tracking shot",
            "The leaves blow over the yard",
            "The camera tracks along and comes to rest.",
        ),
        ("wide shot, handheld", "ADAM runs", "The camera is handheld, swaying slightly"),
    ],
)
def test_a_camera_that_tracks_says_along_what_or_with_whom(camera, picture, told):
    words = picture.isascii()
    people = {
        "ADAM": replace(man("黑色"), name="ADAM", appearance="male, 30, hair (black, short), clothes (red, coat)")
    }
    people = people if words else {"王甲": man("黑色")}
    filler = FILLER_EN if words else ""
    visual = f"{picture}{'. ' if words else '，'}{filler or FILLER}"
    assert told in directed(people, {"visual": visual, "camera": camera}, form="kling", filler=filler)


@pytest.mark.parametrize(
    ("last", "apart"),
    [("He lifts his hand and waves.", True), ("The rain stops.", False), ("A sign reads “STOP”.", False), ("Then the camera tilts down to his hand.", False)],
)  # fmt: skip
def test_what_somebody_does_at_the_end_of_a_picture_stands_apart_for_sora_alone(last, apart):
    people = {
        "ADAM": replace(man("黑色"), name="ADAM", appearance="male, 30, hair (black, short), clothes (red, coat)")
    }
    shot = {"visual": f"ADAM stands at the table. {FILLER_EN}. {last}"}
    prompts = [directed(people, shot, form=form, filler=FILLER_EN) for form in ("sora", "kling")]
    assert ("\nActions: " in prompts[0], "Actions: " in prompts[1]) == (apart, False)
    assert last in prompts[0]


@pytest.mark.parametrize("form", ["seedance", "h3", "kling", "wan", "story"])
@pytest.mark.parametrize(
    ("heard", "music", "noise"),
    [
        ("a bulb humming, the chorus behind wood", "the chorus behind wood", "a bulb humming"),
        ("men humming, rain on tin", "men humming", "rain on tin"),
        ("a slow brass fanfare, the crowd cheering", "a slow brass fanfare", "the crowd cheering"),
        ("rain on tin, a dawn wind", "", "rain on tin"),
    ],
)
def test_music_of_the_scene_is_told_as_music(heard, music, noise, form):
    people = {
        "ADAM": replace(man("黑色"), name="ADAM", appearance="male, 30, hair (black, short), clothes (red, coat)")
    }
    shot = {"visual": f"ADAM stands at the table. {FILLER_EN}", "style_tags": f"warm light, heard: {heard}"}
    prompt = directed(people, shot, form=form, filler=FILLER_EN)
    whole = prompt.partition("overall_soundscape: ")[2]
    if form == "seedance":
        assert (f"({music})" in prompt) == bool(music)
        assert f"<{noise}" in prompt
    elif form == "h3":
        assert not music or (music in prompt and music not in whole)
        assert noise in whole
    if form != "h3":
        assert ("The only music is that of the scene." in prompt) == bool(music)


def test_the_light_stands_before_the_camera_in_seedance_and_in_wans_description_of_the_whole():
    people = {
        "ADAM": replace(man("黑色"), name="ADAM", appearance="male, 30, hair (black, short), clothes (red, coat)")
    }
    shots = [
        {
            "visual": f"ADAM stands at the table. {FILLER_EN}",
            "style_tags": f"film grain, {light}",
            "camera": "wide shot, static",
        }
        for light in ("cold lamp light", "warm lamp light")
    ]
    seedance, wan = (directed(people, *shots, form=form, filler=FILLER_EN) for form in ("seedance", "wan"))
    first = seedance.partition("Shot 2")[0]
    assert first.index("cold lamp light") < first.index("In all shots: ") < first.index("Camera: ")
    assert "cold lamp light" in wan.partition("Shot 1")[0]
    assert "fixed camera" in wan
    assert "static" not in wan


def test_looks_that_say_what_somebody_has_not_say_for_kling_what_they_have():
    people = {"王甲": replace(man("黑色"), appearance="男，30岁，头发（黑色，短发、面白无须），衣服（黑色，长袍）")}
    shot = {"visual": f"王甲站在桌边，{FILLER}"}
    kling, sora = (directed(people, shot, form=form) for form in ("kling", "sora"))
    assert ("下巴光洁" in kling, "无须" in kling) == (True, False)
    assert "面白无须" in sora


def test_a_palette_is_told_where_a_style_names_one_colour_and_its_scene_shows_more():
    assert palettes.named_colours(["amber light"], EN, [], ["a light blue scarf on the rail"]) == ("amber", "blue")
    assert palettes.named_colours(["soft light"], EN, [], ["a light blue scarf, a red coat"]) == ()


def test_words_on_somebodys_clothes_that_a_picture_of_the_film_shows_may_be_read_wherever_they_are_worn():
    """The list tells them in a clip whose pictures do not: the rule let nothing be seen, and `check` named it a fault."""
    people = {
        "王甲": replace(
            man("红色"), appearance="男，35岁，头发（黑色，短发），衣服（红色，背心胸前印白字先进工作者、长裤）"
        )
    }
    shown = {"visual": f"王甲的红背心正对镜头，胸前一行白字：“先进工作者”，{FILLER}"}
    first = sample("rain.txt")[0].board.shots[0]
    plain = replace(first, dialogue=replace(first.dialogue, role="", text=""), action="", visual=FILLER)
    shots = (replace(plain, visual=f"王甲站在画左，{FILLER}"), replace(plain, **shown), *([plain] * 8))
    board = Board(people, shots)
    clip = Clip((Part(0, "", shots[0].tenths, shots[0].tenths),), shots[0].tenths // 10)
    (prompt,) = render(board, (clip,), replace(OFFER, template="sora"))

    assert "印白字先进工作者" in prompt
    assert "只有“先进工作者”" in prompt


@pytest.mark.parametrize(
    ("code", "style", "pictures", "colours"),
    [
        ("zh", "烈日硬光", ["黄浊的急流", "一截鲜红的棉绳", "黄褐色竹缆"], ("黄浊", "鲜红", "黄褐色")),
        ("zh", "烈日硬光", ["一截鲜红的棉绳"], ()),
        ("zh", "日光金黄", ["石壁照成金色", "靛蓝色短褂"], ("金黄", "靛蓝色")),
        ("en", "warm sunlight", ["a compass rose on plaster", "a blue coat, a brown shelf"], ()),
        ("en", "warm sunlight", ["a girl in charcoal", "a blue coat, a brown shelf, a cream chart"], ("blue", "brown", "cream")),
    ],
)  # fmt: skip
def test_pictures_are_a_palette_where_they_name_three_colours_and_none_of_them_twice(code, style, pictures, colours):
    assert palettes.named_colours([style] * 3, Language.of(code), [], pictures) == colours


def test_some_of_a_crowd_are_called_by_no_word_for_all_of_them():
    assert directing._CROWD_COUNTED.sub("", "十来个众纤夫靠着石壁，众纤夫抹汗") == "十来个纤夫靠着石壁，众纤夫抹汗"
