"""How a picture is composed, noted behind it without a full stop, is told with the camera or not at all; other pictures of the film are never spoken of."""

import pytest

from storyboard import names, viewpoints
from storyboard.languages import Language
from storyboard.model import Character

EN, ZH = Language.of("en"), Language.of("zh")
NOTES = {
    "en": ("To the right with {0} along the roof", "{0} left, {1} right, the light between them", "The reel in front, {1} behind it", "Slowly through the dark room to the payphone", "Both of them at the counter", "Side-on from the gutter", "As an old cine camera on a tripod", "Telephone below and clock above, focus going from one to the other", "To the collar of the coat", "Steeply down into the canal", "Slightly from the left", "Slantwise over the rim, leaves and hand in one frame", "From behind the boy, following the fall", "The mouthpiece between {0} and the right edge", "The two hands as once above the rim", "The bell large in front of the whole ring", "The old and the new coat in one picture", "Against the shelves", "Towards what {0} holds", "Out into the rain", "Point of view of the scrap, straight up"),
    "zh": ("过{0}的肩看两把椅", "站在街上看橱窗，从照片拉开到人", "两人前后错开，后半焦点从{0}移到{1}", "在{0}身后跟向玻璃门", "推向{0}收起嬉笑的脸", "略俯，跟着{0}跪下去", "镜头半浸在浪里", "木牌在近处，大桥在深处", "从{0}站的方向正对{1}的脸", "人在右前，关着的门在左后", "两人中间是海螺", "话筒底座在前景正中", "碗在最前", "拉出一整排还睡着的舱", "回到喇叭的位置往下看", "只盯着那张嘴", "{0}看去的方向", "前景是铜铃，焦点从铃移到{1}的脸", "在前面倒退着拍{0}", "齐胸的高度看他的手腕", "缸沿高度贴着水面", "座机的正面机位", "门口的视角"),
}  # fmt: skip
OTHERS = {
    "en": (
        "Straight on, as the sign was",
        "Framed as the oyster was",
        "The same frame as at the buzz in 1931",
        "The same framing as the twist and as the child's fist",
        "Both hands as once at the 1931 sign",
        "In profile as in 1931",
    ),
    "zh": (
        "在两人前面倒退，和巷子里那一镜同一角度",
        "和闪回前同一角度，枪管横在前景",
        "和开场一样他在左、老人在右",
        "从地板上望进窗，构图同闪回里的飞机",
        "同开场看屏幕的机位，越过{0}的肩正对平板",
        "与那一镜点唇同一机位",
    ),
}
PICTURES = {
    "en": "{0} bends over the ledger in the lamplight, and {1} waits at the far door. The page turns by itself.",
    "zh": "{0}在灯下俯身看账本，{1}在门口等着。风把纸页翻过去。",
}
DEEDS = {
    "en": ("{0} asks it, frowning", "He hears the oak go; his hand closes on the empty cloth", "The sedan pulls up beside us", "Ali's boots slide down the slope in front", "The mare runs in front", "Both her hands lay the strap over his head", "On the left the ropes of the tent give way", "From every car the horns answer", "In front of the door the riders wait", "The empty pans come to rest exactly level"),
    "zh": ("{0}压着声音说，说完嘴唇抿紧", "{0}慢慢蹲下，和坐着的{1}一般高", "五指猛地攥紧，绳头从指缝垂下", "他的眼皮往下沉，听到后半句又硬撑着睁开", "刀停在半空，他眼眶红了", "前景的红芯一动不动", "{0}望向画左的门"),
}  # fmt: skip
PEOPLE = {"en": ("ANNA", "BRUNO"), "zh": ("李大川", "周小满")}


def apart(code: str, tail: str, *, plain: bool = False) -> tuple[str, str, str]:
    """(picture without the tail, what is left of picture and camera)."""
    two = PEOPLE[code]
    people = {name: Character(30, "", name, "") for name in two}
    naming = names.naming(people, None, "", code)
    picture = PICTURES[code].format(*two)
    between = " " if code == "en" else ""
    filming = "medium shot, eye level, static" if code == "en" else "中景，平视，固定"
    return picture, *viewpoints.apart(f"{picture}{between}{tail.format(*two)}", filming, naming, plain=plain)


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize(("code", "note"), [(code, note) for code, row in NOTES.items() for note in row])
def test_a_note_on_the_composition_is_no_sentence_of_the_picture(code, note, plain):
    picture, left, _ = apart(code, note, plain=plain)
    assert left.rstrip(" .。") == picture.rstrip(" .。") or "view is" in left


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize(("code", "other"), [(code, other) for code, row in OTHERS.items() for other in row])
def test_other_pictures_of_the_film_stand_nowhere(code, other, plain):
    _, left, camera = apart(code, other, plain=plain)
    told = f"{left}\n{camera}"
    assert not [word for word in ("oyster", "sign", "1931", "那一镜", "闪回", "开场", "同一") if word in told], told


@pytest.mark.parametrize(("code", "deed"), [(code, deed) for code, row in DEEDS.items() for deed in row])
def test_what_somebody_does_at_the_end_stays_though_nothing_ends_it(code, deed):
    picture, left, _ = apart(code, deed)
    assert len(left) > len(picture)


def test_a_note_whose_things_the_picture_has_is_not_told_again_but_for_where_the_focus_goes():
    row = [
        ("两张脸一上一下", "阿普在上，迪友在下，两张脸贴着", ""),
        ("木牌在近处，大桥在深处", "雨落在石上", "木牌在近处，大桥在深处"),
        ("前景是铜铃，焦点从铃移到脸", "前景里是铜铃一晃，目光从铃移到他的脸上", "焦点从铃移到脸"),
    ]
    assert [viewpoints._new(note, picture, ZH) for note, picture, _ in row] == [told for *_, told in row]


@pytest.mark.parametrize(
    ("code", "note", "filming", "way"),
    [
        ("en", "From the belt to her shoulder", "close-up, eye level, tilt up", "from the belt to ANNA's shoulder"),
        (
            "en",
            "From the kite to the man who takes it",
            "close-up, slow pull back",
            "from the kite to the man who takes it",
        ),
        ("en", "Backing away before him", "full shot, tracking shot", "backing away before BRUNO"),
        ("en", "Backing away before him", "full shot, tilt up", ""),
        ("en", "Following him", "full shot, tilt up", ""),
        ("en", "From the belt to her shoulder", "close-up, eye level, static", ""),
        ("en", "Past her face to the roof", "close-up, eye level, slow push in", ""),
        ("zh", "从领口跟到他的掌心", "中近景，侧面，镜头下摇", "从领口跟到李大川的掌心"),
        ("zh", "拉出一整排还睡着的舱", "全景，缓慢拉远", "拉出一整排还睡着的舱"),
        ("zh", "在她前面倒退", "中景，跟拍", "在周小满前面倒退"),
        ("zh", "在她前面倒退", "中景，镜头上摇", ""),
        ("zh", "从领口跟到他的掌心", "中近景，侧面，固定", ""),
        ("zh", "从窗台边看她的脸", "近景，缓慢推近", ""),
    ],
)
def test_where_a_moving_camera_goes_stands_behind_the_word_for_its_move_with_the_one_whom_a_pronoun_means(
    code, note, filming, way
):
    """Of a man and a woman `her` is the woman; where a camera only stands nothing goes."""
    looks = {
        "en": (
            "female, 30, hair (black, short), clothes (red, coat)",
            "male, 40, hair (grey, short), clothes (blue, coat)",
        ),
        "zh": ("男，40岁，头发（黑色，短发），衣服（蓝色，棉袄）", "女，30岁，头发（黑色，长发），衣服（红色，棉袄）"),
    }
    people = {name: Character(30, look, name, "") for name, look in zip(PEOPLE[code], looks[code], strict=True)}
    picture = f"{PICTURES[code].format(*PEOPLE[code])}{' ' if code == 'en' else ''}{note}"

    told = viewpoints.going(picture, filming, names.naming(people, None, "", code))

    assert told == way
    whole = viewpoints.gone(filming, told, Language.of(code))
    assert whole.endswith(way)
    assert whole.startswith(filming)


@pytest.mark.parametrize(
    ("note", "camera"),
    [
        ("Past his shoulder to her", "past BRUNO's shoulder to ANNA"),
        ("Past their shoulders", ""),
        ("From her height, past her hand", "at ANNA's eye level, past her hand"),
    ],
)
def test_a_pronoun_of_a_note_is_whoever_of_its_sex_is_in_the_picture_alone(note, camera):
    looks = (
        "female, 30, hair (black, short), clothes (red, coat)",
        "male, 40, hair (grey, short), clothes (blue, coat)",
    )
    people = {name: Character(30, look, name, "") for name, look in zip(PEOPLE["en"], looks, strict=True)}
    picture = f"{PICTURES['en'].format(*PEOPLE['en'])} {note}"
    left, filming = viewpoints.apart(
        picture, "medium shot, eye level, static", names.naming(people, None, "", "en"), plain=False
    )
    assert camera in filming
    assert camera or filming == "medium shot, eye level, static"
    assert note not in left


@pytest.mark.parametrize(
    ("picture", "filming", "told"),
    [
        (
            "老人驼着背。背贴着石头一寸一寸挺直。从鞋跟摇到头顶，侧对门柱",
            "中近景，镜头上摇",
            "中近景，侧对门柱，镜头上摇，从鞋跟摇到头顶",
        ),
        ("老人驼着背。背贴着石头一寸一寸挺直。侧对门柱", "中近景，镜头上摇", "中近景，镜头上摇"),
    ],
)
def test_where_a_camera_stands_is_told_before_how_it_moves(picture, filming, told):
    """What stands last among its words is read as its move."""
    way = viewpoints.going(picture, filming, names.naming({}, None, "", "zh"))
    assert viewpoints.gone(filming, way, ZH) == told


@pytest.mark.parametrize(
    ("filming", "told"),
    [
        ("全景，仰拍，从房梁上的纸马落到案台，缓缓下摇到案台", "全景，仰拍，从房梁上的纸马缓缓下摇到案台"),
        ("全景，从窗台移到床头，缓缓右移到门口", "全景，从窗台移到床头，缓缓右移到门口"),
        ("全景，缓缓下摇到案台", "全景，缓缓下摇到案台"),
    ],
)
def test_what_a_camera_comes_to_is_told_once(filming, told):
    assert viewpoints.told_once(filming) == told


@pytest.mark.parametrize("word", ["微仰", "微俯", "稍仰", "略俯"])
def test_a_slight_angle_is_the_cameras_and_nothing_that_anybody_does(word):
    """微仰，从孩子的高度看上去: no sentence of the picture."""
    picture, left, filming = apart("zh", f"{word}，从{{0}}的高度看上去")
    assert left == picture
    assert word in filming
