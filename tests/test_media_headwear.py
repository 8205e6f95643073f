"""What the drawing puts on heads and bodies: covered eyes, hats, beards; and whole films of long ago, whose crowds, houses and men are of their time."""

from dataclasses import replace

import pytest

from storyboard.animatic import colours
from storyboard.animatic.backdrop import PAINTERS, backdrop
from storyboard.animatic.blocking import blocking
from storyboard.animatic.figures import Pose, figure, paint
from storyboard.animatic.hair import cut_of
from storyboard.animatic.headwear import HATS, headwear
from storyboard.animatic.outdoors import _sun
from storyboard.animatic.picture import CROWDS, picture
from storyboard.animatic.setting import OLD_PLACES, setting
from storyboard.animatic.wardrobe import is_old, wear_of
from storyboard.model import Character, Dialogue, Shot

SKY = (255, 250, 236)


def _character(worn: str, hair: str = "黑色，短发", sex: str = "男", age: int = 40) -> Character:
    return Character(age=age, appearance=f"{sex}，{age}岁，头发（{hair}），衣服（{worn}）", name="老周", voice="")


def _english(worn: str) -> Character:
    return Character(age=40, appearance=f"male, 40, hair (black, short), clothes (blue, {worn})", name="TOM", voice="")


def _shot(location: str = "街上（外）", weather: str = "无", **more: str) -> Shot:
    told = {"action": "", "visual": "老周站着", "time": "白天"} | more
    return Shot(
        camera="中景，平视，固定",
        dialogue=Dialogue("", ""),
        duration=3.0,
        location=location,
        style_tags="写实",
        weather=weather,
        **told,
    )


@pytest.mark.parametrize(
    ("worn", "eye", "cloth"),
    [
        ("棕色，蓑衣、左眼蒙黑布", 1, True),
        ("棕色，长袍、右眼缠着绷带", -1, True),
        ("黑色，夹克、戴眼罩", 1, False),
        ("黑色，夹克、右眼眼罩", -1, False),
        ("灰色，布袍、独眼", 1, False),
        ("黑色，夹克、戴眼镜", 0, False),
        ("黑色，夹克、眼圈发青", 0, False),
    ],
)
def test_a_covered_eye_is_known_with_its_side(worn: str, eye: int, cloth: bool) -> None:
    found = headwear(worn, (90, 90, 90))

    assert (found.eye, found.cloth) == (eye, cloth)


@pytest.mark.parametrize(
    ("worn", "eye"),
    [
        ("coat and an eye patch over the right eye", -1),
        ("coat with an eyepatch", 1),
        ("coat with a bandage over the left eye", 1),
        ("coat and one eye", 1),
        ("coat and glasses", 0),
        ("coat with a patch on the elbow", 0),
    ],
)
def test_an_english_covered_eye_too(worn: str, eye: int) -> None:
    assert figure(_english(worn)).head.eye == eye


def _pixels(person: Character, box: tuple[float, float, float, float]) -> list[tuple[int, int, int]]:
    """The colours of a part of somebody's head, in parts of it."""
    from PIL import Image

    page = Image.new("RGB", (300, 300), (150, 160, 170))
    paint(page, figure(person), Pose(150, 60, 200), light=SKY)
    left, top, right, bottom = box
    part = page.crop(
        (round(150 + left * 200), round(60 + top * 200), round(150 + right * 200), round(60 + bottom * 200))
    )
    return [part.getpixel((x, y)) for x in range(0, part.width, 4) for y in range(0, part.height, 4)]


@pytest.mark.parametrize(("worn", "side"), [("左眼蒙黑布", 1), ("右眼蒙黑布", -1), ("左眼戴眼罩", 1), ("右眼眼罩", -1)])
def test_the_cover_is_drawn_over_that_eye_and_not_the_other(worn: str, side: int) -> None:
    """Somebody's left eye is at our right."""
    here, there = (sorted((side * way * 0.12, side * way * 0.22)) for way in (1, -1))
    covered = _pixels(_character(f"灰色，布衣、{worn}"), (here[0], 0.49, here[1], 0.57))
    free, bare = (
        _pixels(_character(f"灰色，布衣{more}"), (there[0], 0.49, there[1], 0.57)) for more in (f"、{worn}", "")
    )

    assert max(map(max, covered)) < 60
    assert free == bare


@pytest.mark.parametrize(
    ("worn", "kind"),
    [
        ("青色，官袍、戴乌纱帽", "wings"), ("棕色，蓑衣、戴斗笠", "cone"), ("蓝色，工装、戴白色安全帽", "helmet"), ("灰色，棉袄、戴草帽", "brim"), ("黑色，大衣、戴礼帽", "brim"),
        ("红色，棉袄、头巾", "scarf"), ("灰色，棉袄、戴毛线帽", "knit"), ("军绿色，军装、戴军帽", "cap"), ("白色，连帽衫", ""), ("灰色，卫衣、没戴帽子", ""), ("蓝色，工装、安全带", ""),
    ],
)  # fmt: skip
def test_hats_are_known_by_their_words(worn: str, kind: str) -> None:
    assert headwear(worn, (90, 90, 90)).hat == kind


@pytest.mark.parametrize(
    ("worn", "kind"),
    [("suit and bowler hat", "brim"), ("jacket and flat cap", "cap"), ("coat and headscarf", "scarf"), ("robe and red turban", "turban"), ("overalls and hard hat", "helmet"), ("cape", ""), ("captain's coat", ""), ("that coat", ""), ("coat and no hat", "")],
)  # fmt: skip
def test_english_hats_too(worn: str, kind: str) -> None:
    assert figure(_english(worn)).head.hat == kind


@pytest.mark.parametrize("row", HATS, ids=lambda row: f"{row[0]}-{row[1][0]}" if row[1][0].isascii() else row[0])
def test_each_hat_changes_the_picture(row: tuple) -> None:
    word = row[1][0]
    with_it, without = (
        _pixels(_character(f"灰色，布衣、{more}"), (-0.5, -0.28, 0.5, 0.15)) for more in (f"戴{word}", "布鞋")
    )

    assert with_it != without


@pytest.mark.parametrize(
    ("worn", "beard"),
    [("灰色，布袍、山羊胡", "pointed"), ("灰色，布袍、络腮胡", "full"), ("灰色，西装、八字胡", "moustache"), ("灰色，布袍、无须", ""), ("灰色，布袍", ""), ("灰色，布袍、没有胡子", "")],
)  # fmt: skip
def test_a_beard_is_known(worn: str, beard: str) -> None:
    assert headwear(worn, (90, 90, 90)).beard == beard


OLD = (
    "男，30岁，头发（乌黑，发髻木簪），衣服（青色，官袍）",
    "男，60岁，头发（灰白，束发），衣服（灰色，短打布衣）",
    "女，20岁，头发（乌黑，高髻），衣服（红色，襦裙）",
)
LONG_HAIRED = (
    "男，30岁，头发（黑色，半长束发），衣服（灰色，夹克）",
    "女，60岁，头发（花白，盘髻），衣服（灰色，毛衣）",
    "男，50岁，头发（黑色，短发），衣服（灰色，夹克）",
)
NOW = (
    "男，30岁，头发（黑色，短发），衣服（蓝色，西装）",
    "女，20岁，头发（黑色，马尾），衣服（白色，汉服）",
    "男，50岁，头发（黑色，短发），衣服（灰色，夹克）",
)


def test_a_film_is_old_where_most_of_its_people_are_dressed_so() -> None:
    assert is_old(OLD) == "east"
    assert not is_old(NOW)
    assert not is_old(
        ("女，68岁，头发（雪白，发髻），衣服（碎花，棉布衫）", "男，24岁，头发（黑色，寸头），衣服（黑色，制服）")
    )
    assert not is_old(LONG_HAIRED)
    assert not is_old(())


@pytest.mark.parametrize("hair", ["马尾束发", "半束长发", "长发", "短发"])
def test_a_man_of_long_ago_has_a_topknot_or_a_hat(hair: str) -> None:
    person = _character("青色，官袍", f"黑色，{hair}")

    assert figure(person, old="east").cut == "topknot"
    assert figure(_character("青色，官袍、戴乌纱帽", f"黑色，{hair}"), old="east").head.hat == "wings"
    assert (
        figure(_character("青色，官袍", f"黑色，{hair}", sex="女"), old="east").cut
        == figure(_character("青色，官袍", f"黑色，{hair}", sex="女")).cut
    )


@pytest.mark.parametrize("worn", ["粗布", "夹克", "衬衫", "西装", "大衣", "囚衣"])
def test_nobody_of_long_ago_wears_what_is_worn_now(worn: str) -> None:
    assert {wear_of(worn, female, old="east") for female in (True, False)} <= {"tunic", "robe"}
    assert {wear_of(worn, female, old="west") for female in (True, False)} <= {"gown", "doublet", "coat", "shirt"}


def test_a_crowd_is_of_the_time_of_its_film() -> None:
    of_now, of_old, west = (set(CROWDS[old][2]) for old in ("", "east", "west"))

    assert of_old <= {"tunic", "robe"}
    assert not of_now & of_old
    assert "suit" not in west
    assert len({len(row) for rows in CROWDS.values() for row in rows}) == 1  # the dice fall as they did


def _people(appearances: tuple[str, ...]) -> tuple[Character, ...]:
    return tuple(Character(age=30, appearance=looks, name=f"甲{at}", voice="") for at, looks in enumerate(appearances))


@pytest.mark.parametrize(
    ("name", "tall"), [("孩子们", 5.8), ("小学生们", 5.8), ("children", 5.8), ("众人", 7.3), ("guests", 7.3)]
)
def test_a_crowd_of_children_is_of_children(monkeypatch: pytest.MonkeyPatch, name: str, tall: float) -> None:
    from storyboard.animatic import picture as pictures

    seen: list[float] = []
    monkeypatch.setattr(pictures, "paint", lambda page, person, pose, **_: seen.append(person.heads))
    crowd = Character(age=30, appearance="群体，30岁，头发（黑色，短发），衣服（灰色，校服）", name=name, voice="")
    staged = replace(blocking(_shot(), ()), crowd=crowd)
    picture(_shot(), staged, (90, 120), (90, 120))

    assert seen
    assert max(seen) == tall


def test_houses_and_crowds_of_a_film_of_long_ago_are_drawn_otherwise() -> None:
    shot = _shot(visual="甲0站着，众人围观", action="众人围观。")
    staged = blocking(shot, _people(OLD))

    assert staged.old
    assert not blocking(shot, _people(NOW)).old
    assert setting(shot, old="east").place == "old-street"
    drawn = [picture(shot, replace(staged, old=old), (90, 120), (90, 120)).tobytes() for old in ("east", "west", "")]
    assert len({*drawn}) == 3


@pytest.mark.parametrize("language", ["en", "zh"])
def test_who_is_dressed_as_an_era_is_drawn_in_it(language: str) -> None:
    """Every era that has its own clothes, if it was a century ago: none of its people stands in a flat with a lamp."""
    from storyboard.cast.era import known

    form = {"en": "male, 30, hair ({}, {}), clothes ({}, {})", "zh": "男，30岁，头发（{}，{}），衣服（{}，{}）"}[
        language
    ]
    for name, era in known(language).items():
        if era["years"][1] > 1911 or "hair" not in era:
            continue
        looks = [
            form.format(*hair, *worn)
            for sex in ("male", "female")
            for worn, hair in zip(era["clothes"][sex], era["hair"][sex], strict=False)
        ]
        if name in ("levant", "india", "中东旧时", "印度旧时"):
            continue
        assert is_old(looks) == ("west" if "region" not in era or era["region"] in ("west", "frontier") else "east"), (
            name
        )


@pytest.mark.parametrize("place", sorted({*OLD_PLACES["east"].values(), *OLD_PLACES["west"].values(), *PAINTERS}))
def test_each_kind_of_place_can_be_painted(place: str) -> None:
    for hour in ("白天", "夜晚"):
        here = replace(setting(_shot(time=hour)), place=place)
        assert backdrop((60, 80), here, 0.8, 0.0).size == (60, 80)


@pytest.mark.parametrize(
    "told", ["暴雨", "乌云", "黑云", "浓云", "storm clouds", "dark clouds", "overcast", "大雪", "大雾"]
)
def test_no_sun_and_no_moon_stand_in_a_covered_sky(told: str) -> None:
    class Sky:
        clear = not setting(_shot(weather=told)).weather
        drawn = 0

        def disc(self, *_: object) -> None:
            self.drawn += 1

    sky = Sky()
    _sun(sky)  # type: ignore[arg-type]

    assert sky.drawn == 0


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_colour_that_is_taken_for_granted_is_drawn_as_itself(language: str) -> None:
    """An indigo robe is no brown one."""
    from storyboard.cast.era import known
    from storyboard.cast.roles import tables

    rows = [tables(language)["clothes"], *(era["clothes"] for era in known(language).values())]
    worn = {colour for table in rows for pairs in table.values() for colour, _ in pairs}
    unknown = {colour for colour in worn if colours.read(colour, (1, 2, 3)) == (1, 2, 3)}

    assert unknown <= {"碎花", "floral", "striped", "checked"}


@pytest.mark.parametrize(
    "told", ["Two slabs of salt lie under a blanket.", "The old coat lies there.", "A pile of books lies by the door."]
)
def test_what_a_thing_does_is_no_bearing_of_who_was_named_before(told: str) -> None:
    """AMINA lights a lamp. Two slabs lie there: she stands."""
    shot = _shot(visual="甲0", action=f"甲0 lights a lamp. {told}")

    assert blocking(shot, _people(NOW[:1])).bearings in ((), ("",))


@pytest.mark.parametrize(
    "told", ["Eleven PLAYERS sit in silence.", "A dozen sailors wait.", "十几个球员坐着。", "几名水手等着。"]
)
def test_several_people_without_a_name_are_drawn(told: str) -> None:
    assert blocking(replace(_shot(visual="", action=told), camera="全景，平视，固定"), ()).crowd is not None


@pytest.mark.parametrize(
    ("name", "sexes"),
    [("women", {True}), ("NUNS", {True}), ("妇女们", {True}), ("SAILORS", {False}), ("men", {False}), ("众和尚", {False}), ("guests", {True, False}), ("众人", {True, False})],
)  # fmt: skip
def test_a_crowd_of_women_is_of_women(monkeypatch: pytest.MonkeyPatch, name: str, sexes: set[bool]) -> None:
    from storyboard.animatic import picture as pictures

    seen: set[bool] = set()
    monkeypatch.setattr(pictures, "paint", lambda page, person, pose, **_: seen.add(person.female))
    crowd = Character(age=30, appearance="群体，30岁，头发（黑色，短发），衣服（灰色，外套）", name=name, voice="")
    picture(_shot(), replace(blocking(_shot(), ()), crowd=crowd), (90, 120), (90, 120))

    assert seen == sexes


@pytest.mark.parametrize("style", ["short wavy", "short curly", "wavy, short", "短卷发", "短发，波浪"])
def test_short_hair_that_waves_falls_on_no_shoulders(style):
    assert (cut_of(style, female=False), cut_of(style, female=True)) == ("short", "bob")
    assert cut_of("long wavy", female=True) == cut_of("长卷发", female=True) == "curls"
