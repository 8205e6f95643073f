"""How long a picture takes to be seen, and words that stand in it instead of over it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard import check, timeline
from storyboard.lettering import stands_written
from storyboard.plan.played import DEED, SEVERAL, deeds, tenths_to_see
from tests.storyteller import bible_of, shots_of
from tests.test_check import sample
from tests.test_director import direct, faults_of, script_of, with_bible

DONE = {
    "zh": [
        "从画左跑来",
        "递给林婉",
        "接过去",
        "跪到轮椅前",
        "托起她的右脚",
        "把鞋套上",
        "系好鞋带",
        "猛地往后一扯",
        "转身",
        "抓住绳子",
    ],
    "en": [
        "runs in from the left",
        "hands it to Nora",
        "takes it",
        "kneels before the chair",
        "lifts her foot",
        "pulls the cord",
        "drops the box",
        "leaps the rail",
    ],
}
STILL = {
    "zh": [
        "左臂抱着铁盒",
        "盖面贴着胸口",
        "坐着一动不动",
        "眼睛望向画右",
        "在画面左侧深处",
        "脸上没有笑",
        "镜头慢慢推近",
        "灯光照亮半边脸",
    ],
    "en": [
        "the box is in her arms",
        "eyes on the door",
        "at the left of the frame",
        "a lamp behind him",
        "the camera pulls back slowly",
    ],
}
COMMA = {"zh": "，", "en": ", "}


@given(st.sampled_from(sorted(DONE)), st.data())
def test_as_many_deeds_are_counted_as_a_picture_tells_and_nothing_that_stands_still(language, data):
    done = data.draw(st.lists(st.sampled_from(DONE[language]), max_size=7))
    still = data.draw(st.lists(st.sampled_from(STILL[language]), max_size=5))
    clauses = data.draw(st.permutations(done + still))
    picture = COMMA[language].join(clauses)

    assert deeds(picture) == len(done)
    assert tenths_to_see(picture) == (DEED * len(done) if len(done) >= SEVERAL else 0)


@pytest.mark.parametrize(
    ("picture", "least"),
    [
        ("他双手举起马灯，红光向左、向右，慢慢划了三下", 36),
        ("He raises the lamp and makes three slow swings", 36),
        ("她望着海，灯在她手里", 0),
        ("一张纸条占满画面，铅笔字歪歪扭扭：“欠条。爸爸背我走了八里路看病，我欠爸爸八里路。钱小军。”", 39),
        ("The screen fills the picture, large and readable: “COLLISION COURSE. LUNAR TRANSFER STATION”", 26),
        ("门上的牌子写着“急诊”", 0),
        ("他扫一眼身后的百姓，冷笑挂不住，喉结一动，右手慢慢伸出来", 22),
        ("他嘴一撇，抬眼往画左一扫，小圆眼定住了，舔舔嘴唇", 18),
        ("He swallows, lifts the lid, and his eyes fill", 22),
        ("She looks up, her lips part, and she nods", 18),
        ("她看着窗外，嘴唇抿着，手搭在膝上", 0),
        ("His eyes on the door, lips pressed, chin on his fist", 0),
    ],
)
def test_slow_counts_and_words_that_are_read_take_their_time(picture, least):
    found = tenths_to_see(picture)
    assert found >= least
    assert least or found <= 15


@pytest.mark.parametrize(
    ("caption", "picture", "written"),
    [
        ("我去看看", "屏幕里四个字清清楚楚：“我去看看”，随后屏幕熄成黑色", True),
        ("小军（发送）：我去看看", "一个绿色气泡跳上来：“我去看看”", True),
        (
            "欠条。我欠爸爸一个西瓜。（下面按了一个红手印）",
            "纸条占满画面：“欠条。我欠爸爸一个西瓜。”字下面一个红手印",
            True,
        ),
        ("SOLD THIS WELL TO J. TOLLIVER.", 'scratched in the iron: "Sold this well to J. Tolliver"', True),
        ("LONDON: 1943", "the calendar reads “1943”", False),
        ("1943年（柏林）", "挂历上写着“1943年”", False),
        ("三年后", "空荡荡的码头，一艘船停在画左", False),
        ("三年后", "船身上漆着“三年后再见号”", False),
        ("二十二年后", "墙上的挂历写着“二零零五”", False),
    ],
)
def test_a_caption_whose_words_a_picture_carries_stands_written_there(caption, picture, written):
    assert stands_written(caption, picture) == written


@pytest.mark.parametrize(
    ("caption", "pictures", "written"),
    [
        ('INSERT - LETTER: "Line complete. Runner dismissed."', ("the letter, straight on: “Line complete. Runner dismissed.”",), True),
        ('"If I answered too fast, forgive me. I never could wait."', ('the note: "If I answered too fast, forgive me."', "her face over the rim", 'the lower line: "I never could wait."'), True),
        ("纸条：“已赎。欠爸十个端午。”", ("纸条正对镜头：“已赎。”", "他的脸", "下一行：“欠爸十个端午。”"), True),
        ("纸条：“已赎。欠爸十个端午。”", ("纸条正对镜头：“已赎。”", "他的脸"), False),
        ("纸条：“已赎。欠爸十个端午。”", ("他的脸", "纸条正对镜头：“已赎。欠爸十个端午。”"), False),
        ("纸条：“已赎。欠爸十个端午。”", ("纸条：“欠爸十个端午。”", "下一行：“已赎。”"), False),
        ("五年后", ("墙上写着“直播中”", "门牌写着“五号”", "“年后”"), False),
    ],
)  # fmt: skip
def test_a_letter_that_is_read_in_parts_is_read_whole_where_every_part_is_shown_in_order(caption, pictures, written):
    """From the first of the shots on; else its words are laid over, so that none of them is lost."""
    assert stands_written(caption, *pictures) == written


def test_what_is_written_in_the_picture_counts_as_shown_where_it_is_due_and_nowhere_else():
    done = sample("livestream.txt")[0]
    shots = done.board.shots
    at, text = next((at, text) for at, shot in enumerate(shots) for text in timeline.captions(shot.visual))

    def rules(*visuals):
        changed = [replace(shots[where], visual=visual) for where, visual in visuals]
        places = dict(zip([where for where, _ in visuals], changed, strict=True))
        board = replace(done.board, shots=tuple(places.get(one, shot) for one, shot in enumerate(shots)))
        return {fault.rule for fault in check.check_board(board, done.script, done.episode) if fault.level == "fault"}

    carried = f"手机屏幕占满画面，上面写着“{text}”"
    assert "lost-caption" not in rules((at, carried))
    assert "lost-caption" in rules((at, "手机屏幕占满画面"))
    far = 0 if at > len(shots) / 2 else len(shots) - 1
    assert "lost-caption" in rules((at, "手机屏幕占满画面"), (far, carried))


NOTE = """1-1 夜 内 林家客厅
人物：林婉、赵宁
△林婉坐在桌边。
林婉：你走吧。
△赵宁把鞋递过来。
字幕：欠条。今天爸爸给我买了西瓜，我欠爸爸一个西瓜。
赵宁：我走了。
"""


@pytest.mark.parametrize(
    ("picture", "longer", "over"),
    [
        ("赵宁从画左跑来，把鞋递给林婉，林婉接过去，跪到椅子前，托起他的右脚，把鞋套上", True, True),
        ("赵宁站在画左，一只鞋在他手里，纸上写着：“欠条。今天爸爸给我买了西瓜，我欠爸爸一个西瓜。”", True, False),
        ("赵宁站在画左，一只鞋在他手里，眼睛望着林婉", False, True),
    ],
)
def test_a_directors_shot_lasts_until_all_of_its_picture_is_seen(picture, longer, over, tmp_path):
    def pictured(body):
        made = shots_of(body)
        shot = {
            **made["shots"][0],
            "through": 4,
            "own": 0,
            "picture": picture,
            "frame": ["赵宁，左，右", "林婉，右，左"],
        }
        early, late = (
            [one for one in made["shots"] if part(one["through"])] for part in (lambda at: at < 3, lambda at: at > 4)
        )
        made["shots"] = [*early, shot, *late]
        return made

    script = script_of(NOTE)
    _, cast, (plan,), _, _ = direct(script, with_bible(bible_of, pictured), tmp_path)

    shot = next(one for one in plan.board.shots if picture[:10] in one.visual)
    assert (shot.duration >= 3) == longer
    assert bool(timeline.captions(shot.visual)) == over
    assert not faults_of(script, cast, [plan])
