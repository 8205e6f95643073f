"""Words for framing."""

import pytest

from storyboard.camera import ANGLES, MOVES, SIZES, Framing, read


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_framing_reads_back_as_it_was_written(language):
    """Writing and reading are inverse for all sizes, angles and moves."""
    for size in SIZES:
        for angle in ANGLES:
            for move in MOVES:
                framing = Framing(size, angle, move)
                assert read(framing.write(language)) == framing


@pytest.mark.parametrize(
    ("text", "framing"),
    [
        ("特写：林晚的手指", Framing("close", "eye", "static")),
        ("大特写，仰拍", Framing("extreme-close", "low", "static")),
        ("镜头：推近她的眼睛", Framing("medium", "eye", "push-in")),
        ("CLOSE ON the lantern", Framing("close", "eye", "static")),
        ("Medium close-up over the shoulder, panning", Framing("medium-close", "over-shoulder", "pan-right")),
        ("a locust", Framing()),
        ("CUT TO: CU on the ring", Framing("close")),
        ("a locust, CU", Framing("close")),
        ("推近：林晚的眼睛", Framing(move="push-in")),
        ("推近。", Framing(move="push-in")),
        ("中景，平视，推近", Framing(move="push-in")),
        ("特写，侧面，手持", Framing("close", "profile", "handheld")),
        ("侧面近景，手持跟拍", Framing("near", "profile", "track")),
        ("近景 缓慢推进", Framing("near", move="push-in")),
        ("镜头缓缓拉开，露出整条街", Framing(move="pull-back")),
        ("镜头从窗外慢慢推进客厅", Framing(move="push-in")),
        ("△门开了，镜头跟随林晚走进走廊", Framing(move="track")),
        ("林晚转身，特写", Framing("close")),
        ("林晚站着。\n俯视，空荡的客厅", Framing(angle="high")),
        ("Camera slowly pulls back", Framing(move="pull-back")),
        ("PUSH IN ON Maya", Framing(move="push-in")),
        ("Close-up, handheld camera", Framing("close", move="handheld")),
        ("over the shoulder of Bob", Framing(angle="over-shoulder")),
    ],
)
def test_words_of_scripts_are_understood(text, framing):
    """Longest word first; Latin words only whole (CU is not in locust), wherever they stand."""
    assert read(text) == framing


@pytest.mark.parametrize(
    "text",
    [
        "林晚拉开门",
        "落地全景玻璃窗外，城市灯火通明",
        "她走到窗前，拉开窗帘",
        "顾言手持长剑",
        "护士把病床推进病房",
        "保镖跟随其后",
        "他俯视着跪在地上的人",
        "声音从侧面传来",
        "她给了他一个过肩摔",
        "画像固定在墙上",
        "她仰视着他",
        "他的下半身动不了",
        "镜头前的她手持话筒",
        "两人拉开距离，跟随人群离开",
        "She slings a bag over the shoulder",
        "Static on the radio",
        "They pull back in horror",
        "He is tracking the deer",
        "She checks his profile",
        "a frying pan to the head",
        "a handheld radio crackles",
    ],
)
def test_what_people_do_is_no_camera(text):
    """拉开门 is a door, 手持长剑 a sword, 推进病房 a bed: the planner's own framing stays."""
    own = Framing("near", "low", "track" if "跟随" not in text else "static")

    assert read(text, own) == own


@pytest.mark.parametrize("text", ["画面定格", "固定机位", "固定。", "static shot", "Locked off", "近景，固定"])
def test_standing_still_is_asked_for_too(text):
    """Also where the planner would have moved."""
    assert read(text, Framing(move="track")).move == "static"
