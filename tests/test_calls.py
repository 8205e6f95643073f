"""A telephone call under one heading, or cut between two, plays where each of the two is."""

import pytest

from storyboard.cast.gather import gather
from storyboard.model import Source
from storyboard.parse import parse
from storyboard.plan import plan

ZH = """5-1 日 内 公司大堂／行驶的轿车内
人物：韩东、老秦、苏青
△韩东掏出手机拨号，满脸堆笑。
韩东：秦叔！接到人了吗？
△轿车内，老秦戴着白手套握方向盘，后座空空。
老秦：她早就到了。
韩东：她……她穿什么衣服？
△旋转门转动，老秦快步进来，将大衣披上苏青肩头。
苏青：不必了。
"""
SPLIT = """第一场　出租屋／医院走廊　夜　内
△左边：出租屋。阿伟蹲在地上接起手机。
△右边：医院走廊。阿伟妈举着一部老人机。
阿伟妈：吃了没？
阿伟：吃了。
"""
WITH = """INT. BAKERY - MORNING

GUS (50s, apron) wedges the phone under his chin.

GUS
Sugar and Sons.

INTERCUT WITH:

INT. BRIDAL SUITE - SAME

PRIYA (28, red lehenga) paces with a phone.

PRIYA
Tell me the cake is fine.

GUS
The cake is fine.

EXT. STREET - DAY

Gus stands over the cake.
"""
TOGETHER = """2-1 日 内 客厅／厨房
人物：林晚、顾言
△林晚在厨房切菜，顾言在客厅擦桌子。
林晚：吃饭了。
顾言：来了。
"""


def places(text: str, name: str) -> list[str]:
    """Where each spoken shot plays, in order, with its speaker."""
    script = parse(Source(name, text, "utf-8"))
    board = plan(script, script.episodes[0], gather(script)).board
    return [f"{shot.dialogue.role} {shot.location.partition('（')[0]}" for shot in board.shots if shot.dialogue.text]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (ZH, ["韩东 公司大堂", "老秦 行驶的轿车内", "韩东 公司大堂", "苏青 公司大堂"]),
        (SPLIT, ["阿伟妈 医院走廊", "阿伟 出租屋"]),
        (WITH, ["GUS BAKERY (inside)", "PRIYA BRIDAL SUITE (inside)", "GUS BAKERY (inside)"]),
        (TOGETHER, ["林晚 客厅／厨房", "顾言 客厅／厨房"]),
    ],
    ids=["two places with a stroke", "halves of a picture", "INTERCUT WITH", "no call"],
)
def test_each_end_of_a_call_is_where_it_is(text, where):
    assert places(text, "ep01.txt") == where


def test_whoever_comes_from_the_other_end_is_where_the_action_ends():
    script = parse(Source("ep01.txt", ZH, "utf-8"))
    board = plan(script, script.episodes[0], gather(script)).board

    assert next(shot.location for shot in board.shots if "披上" in shot.action).startswith("公司大堂（")
