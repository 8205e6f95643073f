"""How a picture is composed, noted behind it without a full stop, is told with the camera or not at all; other pictures of the film are never spoken of."""

import pytest

from storyboard import names, viewpoints
from storyboard.languages import Language
from storyboard.model import Character

EN, ZH = Language.of("en"), Language.of("zh")
NOTES = {
    "en": ("To the right with {0} along the roof", "{0} left, {1} right, the light between them", "The reel in front, {1} behind it", "Slowly through the dark room to the payphone", "Both of them at the counter", "Side-on from the gutter", "As an old cine camera on a tripod", "Telephone below and clock above, focus going from one to the other"),
    "zh": ("过{0}的肩看两把椅", "站在街上看橱窗，从照片拉开到人", "两人前后错开，后半焦点从{0}移到{1}", "在{0}身后跟向玻璃门", "推向{0}收起嬉笑的脸", "略俯，跟着{0}跪下去", "镜头半浸在浪里", "木牌在近处，大桥在深处"),
}  # fmt: skip
OTHERS = {
    "en": ("Straight on, as the sign was", "Framed as the oyster was", "The same frame as at the buzz in 1931"),
    "zh": ("在两人前面倒退，和巷子里那一镜同一角度", "和闪回前同一角度，枪管横在前景", "和开场一样他在左、老人在右"),
}
PICTURES = {
    "en": "{0} bends over the ledger in the lamplight, and {1} waits at the far door. The page turns by itself.",
    "zh": "{0}在灯下俯身看账本，{1}在门口等着。风把纸页翻过去。",
}
DEEDS = {
    "en": ("{0} asks it, frowning", "He hears the oak go; his hand closes on the empty cloth", "The sedan pulls up beside us", "Ali's boots slide down the slope in front", "The mare runs in front"),
    "zh": ("{0}压着声音说，说完嘴唇抿紧", "{0}慢慢蹲下，和坐着的{1}一般高", "五指猛地攥紧，绳头从指缝垂下", "他的眼皮往下沉，听到后半句又硬撑着睁开"),
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


def test_a_note_whose_things_the_picture_has_is_not_told_again():
    assert viewpoints._told_before("两张脸一上一下", "阿普在上，迪友在下，两张脸贴着", words=False)
    assert not viewpoints._told_before("木牌在近处，大桥在深处", "雨落在石上", words=False)
