"""What a card shows: who is in the picture, where it plays, in which colours."""

import pytest
from PIL import ImageChops

from storyboard.animatic import colours
from storyboard.animatic.blocking import blocking, first_thing
from storyboard.animatic.figures import figure
from storyboard.animatic.picture import picture
from storyboard.animatic.setting import setting
from storyboard.model import Character, Dialogue, Shot
from tests.samples import NAMES, sample

VOICE = "GenderAge（女·27岁） PitchMean（215 Hz） Tempo（240 SPM） Accent（普通话）"


def character(name: str, appearance: str) -> Character:
    return Character(1, appearance, name, VOICE)


CAST = (
    character("林晚", "女，27岁，头发（黑色，长直发），衣服（白色，修身西装）"),
    character("少女林晚", "女，15岁，头发（黑色，麻花辫），衣服（粉色，毛衣）"),
    character("顾言", "男，30岁，头发（黑色，短发），衣服（深灰色，西装）"),
    character("Vi", "女，29岁，头发（棕色，马尾），衣服（藏青色，风衣）"),
    character("众人", "群体，30岁，头发（黑色，各式），衣服（深色，晚装）"),
    character("手机语音", "仅声音，30岁，头发（无，无），衣服（无，无）"),
    character("林晚、顾言", "多人同声，27岁，头发（无，无），衣服（无，无）"),
)


def shot(visual="", action="", role="", text="", camera="中景", **where) -> Shot:
    place = {"location": "客厅（内）", "time": "白天", "weather": "无", "style_tags": ""} | where
    return Shot(action, camera, Dialogue(role, text), 3.0, visual=visual, **place)


def names(made: Shot) -> list[str]:
    return [person.name for person in blocking(made, CAST).people]


@pytest.mark.parametrize(
    ("made", "people"),
    [
        (shot("林晚与顾言对视"), ["林晚", "顾言"]),
        (shot("少女林晚扑过去"), ["少女林晚"]),
        (shot("林晚看着他", role="顾言", text="走。"), ["顾言", "林晚"]),
        (shot("", role="林晚、顾言", text="你是谁？"), ["林晚", "顾言"]),
        (shot("林晚接起手机", role="手机语音", text="林小姐"), ["林晚"]),
        (shot("林晚独坐", "（VO·画外音，说话人不在画面）", "顾言", "她走了。"), ["林晚"]),
        (shot("Video on the wall, Vi watches"), ["Vi"]),
        (shot("众人哗然"), []),
        (shot("空荡的客厅"), []),
    ],
)
def test_who_is_in_the_picture(made, people):
    """Those who are named or speak, the speaker first, a longer name before the shorter one in it; voices never."""
    assert names(made) == people


@pytest.mark.parametrize(
    ("action", "delivery", "lips"),
    [
        ("（OS·内心独白，嘴唇不动）", "inner", False),
        ("（VO·画外音，说话人不在画面）", "voiceover", False),
        ("（电话音）", "phone", False),
        ("（冷笑）", "", True),
    ],
)
def test_how_a_line_is_heard(action, delivery, lips):
    """Only a line said aloud in the picture moves the lips."""
    staged = blocking(shot("顾言", action, "顾言", "走。"), CAST)

    assert (staged.delivery, bool(staged.speaks)) == (delivery, lips)


@pytest.mark.parametrize(
    ("made", "thing"),
    [
        (shot("特写：林晚的手指停在签名处"), "paper"),
        (shot("茶几上的手机亮起", camera="特写"), "phone"),
        (shot("Insert: a torn letter on the dashboard"), "paper"),
        (shot("一片落叶", camera="特写"), "detail"),
        (shot("林晚握着手机", camera="特写"), ""),
        (shot("茶几上的手机亮起", camera="全景"), ""),
        (shot("特写：手机", role="林晚", text="喂？"), "phone"),
    ],
)
def test_an_insert_shows_a_thing(made, thing):
    """A close shot of a thing, or of nobody, is an insert; somebody holding a thing is not."""
    if made.dialogue.text:
        thing = ""
    assert blocking(made, CAST).thing == thing


@pytest.mark.parametrize(
    ("visual", "facing"),
    [
        ("林晚在画面左侧，面向右侧", 1),
        ("past 顾言 towards Vi, who is at frame right facing left", -1),
        ("林晚抬头", 0),
    ],
)
def test_a_person_alone_looks_where_the_shot_says(visual, facing):
    """So that two people in an exchange look at each other from cut to cut."""
    assert blocking(shot(visual), CAST).facing == facing


def test_a_line_of_dots_moves_no_lips():
    """林晚：…… is a silence, drawn with a closed mouth; a voice from a telephone gets the telephone's mark."""
    assert blocking(shot("林晚", role="林晚", text="……"), CAST).speaks == frozenset()
    assert blocking(shot("林晚", role="手机语音", text="林小姐"), CAST).delivery == "phone"


def test_the_first_thing_named_is_shown():
    """At one place the longer word wins: a wine glass is no wine."""
    assert first_thing("酒杯旁的钥匙") == "cup"
    assert first_thing("a key beside the clock") == "key"
    assert first_thing("the fist-sized white bud") == first_thing("一片花瓣") == "flower"
    assert first_thing("the paper lantern filling the frame") == first_thing("一只纸灯笼") == "candle"
    assert first_thing("the glass, the key") == "cup"
    assert [first_thing(f"the {thing} filling the frame") for thing in ("tin cup", "wine glass", "widow's ring", "coin", "soup bowl")] == [
        "mug", "cup", "ring", "coin", "bowl",
    ]  # fmt: skip
    assert first_thing("monkeys") == ""


@pytest.mark.parametrize("name", NAMES)
def test_the_drawing_has_the_sides_of_the_words_and_nobody_who_is_not_there(name):
    """Every shot of the samples: drawn from left to right as its staging says, the listener on the other side."""
    from storyboard.animatic.picture import FRAMES, _poses

    for done in sample(name):
        people = tuple(done.board.character_setting.values())
        for made, trace in zip(done.board.shots, done.plan.trace.shots, strict=True):
            drawn = blocking(made, people)
            assert {person.name for person in drawn.people} <= {*trace.staging.people}
            cast = [figure(person) for person in drawn.people]
            poses = _poses(cast, FRAMES[drawn.framing.size], (0, 0, 720, 900), drawn)
            at = {body.who: pose.x for body, pose in zip(drawn.bodies, poses, strict=True)}
            left = [at[body.who] for body in drawn.bodies if body.at == "left"]
            right = [at[body.who] for body in drawn.bodies if body.at == "right"]
            assert not left or not right or max(left) < min(right)
            for body, pose in zip(drawn.bodies, poses, strict=True):
                assert not body.faces or (pose.turn > 0) == (body.faces == "right")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("黑色", "dark"),
        ("白色", "light"),
        ("深灰色", "dark"),
        ("浅灰色", "light"),
        ("藏青色", "dark"),
        ("米色", "light"),
        ("black", "dark"),
        ("off white", "light"),
        ("dark red", "dark"),
        ("pale blue", "light"),
        ("navy", "dark"),
    ],
)
def test_colour_words_are_read_in_both_languages(word, expected):
    """Dark words give dark colours, light words light ones."""
    assert ("light" if colours.lightness(colours.read(word)) > 0.5 else "dark") == expected


def test_an_unknown_colour_is_a_neutral_that_stays_the_same():
    """No word of the table: one of the neutrals, always the same one."""
    assert colours.read("薛定谔") == colours.read("薛定谔")
    assert colours.read("薛定谔") in colours.NEUTRAL


def test_the_longest_colour_word_wins():
    """藏青 is no 青, 墨绿 darker than 绿."""
    assert colours.read("藏青色") != colours.read("青色")
    assert colours.lightness(colours.read("墨绿色")) < colours.lightness(colours.read("绿色"))


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"location": "云顶酒店·宴会厅（内）"}, ("hall", True, "day", "")),
        ({"location": "云顶酒店门口（外）", "weather": "暴雨"}, ("street", False, "day", "rain")),
        ({"location": "林家老宅·书房（内）", "time": "晚上（亥时三刻）"}, ("study", True, "night", "")),
        ({"location": "旧巷（外）", "time": "晚上"}, ("alley", False, "night", "")),
        ({"location": "FOREST PATH (EXT)", "time": "day (dusk)", "weather": "snow"}, ("nature", False, "dusk", "snow")),
        ({"location": "沙漠公路·水井房（外）", "time": "白天", "weather": "晴"}, ("desert", False, "day", "")),
        ({"location": "SALT FLAT (outside)", "time": "night", "weather": "clear"}, ("desert", False, "night", "")),
        ({"location": "王海家（内）"}, ("room", True, "day", "")),
    ],
)
def test_where_and_when_a_shot_plays(where, expected):
    """The kind of place, inside or outside, the hour and the weather, from the shot's own fields."""
    place = setting(shot(**where))

    assert (place.place, place.inside, place.hour, place.weather) == expected


def test_a_figure_is_dressed_as_the_appearance_says():
    """Hair and clothes come from the appearance; without a readable one the figure is drawn in neutral colours."""
    drawn = figure(CAST[0])
    plain = figure(character("某人", "不知道"))

    assert (drawn.cut, drawn.wear, drawn.female, drawn.age) == ("long", "suit", True, 27)
    assert colours.lightness(drawn.hair) < 0.3 < 0.8 < colours.lightness(drawn.clothes)
    assert plain.clothes in colours.NEUTRAL
    assert figure(character("x", "女，40岁，头发（黑色，盘发），衣服（红色，旗袍）")).wear == "dress"
    assert figure(CAST[1]).heads < drawn.heads


def test_black_and_white_in_the_script_is_black_and_white_in_the_picture():
    """A scene the script calls 黑白画面 has no colour."""
    from storyboard.animatic.picture import picture

    made = shot("林晚", "（黑白画面）刀光一闪", style_tags="闪回")

    drawn = picture(made, blocking(made, CAST), (72, 90), (72, 90))

    bands = drawn.resize((6, 6)).tobytes()
    assert all(max(bands[at : at + 3]) - min(bands[at : at + 3]) <= 8 for at in range(0, len(bands), 3))


@pytest.mark.parametrize(
    ("made", "held", "backs"),
    [
        (shot("林晚和顾言在客厅", "林晚躺在病床上，顾言坐在床边。"), {"林晚": "lying", "顾言": "sitting"}, set()),
        (shot("林晚和顾言在客厅", "林晚趴在地上，顾言趴在桌上写字。"), {"林晚": "lying", "顾言": "sitting"}, set()),
        (shot("林晚和顾言在客厅", "林晚和顾言跪在地上。"), {"林晚": "kneeling", "顾言": "kneeling"}, set()),
        (shot("顾言跪在林晚面前，林晚低头看着"), {"顾言": "kneeling"}, set()),
        (shot("林晚，上半身入画，手势可见", "林晚从地上爬起来，站直了。"), {"林晚": ""}, set()),
        (shot("Vi spots the photo on the floor"), {}, set()),
        (shot("Vi crouches behind the car"), {"Vi": "crouching"}, set()),
        (shot("林晚背对着我们站在窗前"), {"林晚": ""}, {"林晚"}),
    ],
)
def test_how_people_hold_themselves_is_drawn_as_the_words_say(made, held, backs):
    """Lying, kneeling, crouching, sitting, from behind; of two who do it together both; who is knelt to stands."""
    staged = blocking(made, CAST)
    found = dict(zip([person.name for person in staged.people], staged.bearings, strict=True))

    assert {name: way for name, way in found.items() if way} == {name: way for name, way in held.items() if way}
    assert staged.backs == backs


def test_somebody_who_lies_is_drawn_low_and_long():
    """In a picture with legs: no head where a standing one has it, and most of what is drawn is in the lower third."""
    from storyboard.animatic.picture import picture

    size = (180, 320)
    place = {"camera": "全景，平视，固定", "location": "客厅（内）"}
    empty, standing, lying = (
        picture(made, blocking(made, CAST), size, size).convert("L")
        for made in (shot("客厅", **place), shot("林晚在客厅", **place), shot("林晚在客厅", "林晚躺在地上。", **place))
    )
    boxes = [
        ImageChops.difference(empty, drawn).point(lambda level: 255 * (level > 40)).getbbox()
        for drawn in (standing, lying)
    ]

    (_, _, _, _), (left, top, right, bottom) = boxes
    assert bottom - top < boxes[0][3] - boxes[0][1]
    assert right - left > boxes[0][2] - boxes[0][0]


@pytest.mark.parametrize(
    ("action", "held"),
    [("Vi sits down. Silver lies all over the sand.", "sitting"), ("Vi sits down. The letter lies there.", "sitting"), ("She lies there.", "lying")],
)  # fmt: skip
def test_nobody_lies_where_a_thing_does(action, held):
    made = shot("Vi at frame left facing right, seen from the waist up, gestures visible", action)

    assert blocking(made, CAST).bearings == (held,)


def test_words_on_a_thing_are_drawn_and_what_a_hand_holds():
    """A counter with its letters; a phone with the whole message; a cup in the hand of whoever holds it."""
    counter = blocking(
        shot("the counter filling the frame, background out of focus", "A counter: REPLY IN 22:00."), CAST
    )
    message = blocking(shot("手机屏幕占满画面，背景虚化", "手机屏幕特写，发信人“姐姐”：“别签。”"), CAST)
    held = blocking(shot("顾言，人物全身入画，彼此位置清楚", "顾言端着茶杯走来。"), CAST)

    assert (counter.thing, counter.letters) == ("sign", ("REPLY IN 22:00",))
    assert (message.thing, message.letters) == ("phone", ("姐姐", "别签。"))
    assert held.held == (("顾言", "mug"),)


def test_whoever_is_on_a_screen_is_drawn_within_it():
    """The glass is lit and framed, wherever the scene plays."""
    screen, room = (
        picture(made, blocking(made, CAST), (320, 180), (320, 180))
        for made in (
            shot("屏幕占满画面，屏幕里是林晚，胸口以上入画，神情清楚"),
            shot("林晚在画面左侧，面向右侧，上半身入画，手势可见"),
        )
    )

    assert names(shot("屏幕占满画面，屏幕里是林晚，胸口以上入画，神情清楚")) == ["林晚"]
    edge = [screen.getpixel((x, 90)) for x in range(6, 24)]
    assert any(sum(pixel) < 150 for pixel in edge)
    assert not any(sum(room.getpixel((x, 90))) < 150 for x in range(6, 24))


def test_what_marks_say_of_looks_is_written_on_no_thing():
    made = shot(
        "the view is close on the watch in the foreground, with Vi beyond, the movement whole and clear[Now: VI, clothes (plain, shirt)]",
        "Vi holds the watch.",
    )

    assert blocking(made, CAST).letters == ()


def test_everybody_of_a_list_sits():
    made = shot(
        "林晚、顾言、Vi在客厅，动作完整清楚，人物全身入画，彼此位置清楚", "林晚，顾言和Vi坐成一排。", camera="全景"
    )

    assert set(blocking(made, CAST).bearings) == {"sitting"}


@pytest.mark.parametrize(
    ("visual", "action", "crowd"),
    [
        ("林晚与顾言对视", "林晚看看两人，放下抹布。", False),
        ("林晚在客厅", "两人站在门口。", True),
        ("林晚与顾言对视", "林晚看看两人，众人哗然。", True),
        ("林晚与顾言对视", "十几个保安冲进来，两人后退。", True),
        ("林晚在街上", "百姓黑压压围了一圈。", True),
        ("林晚在街上", "满城人闭眼立在雪中。", True),
        ("林晚在街上", "Marathon runners pour past a banner.", True),
        ("林晚在街上", "The whole village leaves with carts.", True),
        ("林晚在街上", "The whole town is asleep.", False),
    ],
)
def test_the_two_of_an_action_are_no_crowd_where_two_have_names(visual, action, crowd):
    """Grey extras stood in an empty noodle shop, for somebody looked at the two."""
    assert (blocking(shot(visual, action, camera="全景"), CAST).crowd is not None) is crowd
