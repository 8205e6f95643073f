"""Whoever is alone and speaks to somebody who is not there looks at nobody of another scene, though the clip shows them at the same place at another hour."""

import pytest

from storyboard.cast.gather import gather
from storyboard.model import Cast
from storyboard.pack import pack
from storyboard.parse import parse
from storyboard.plan import plan
from storyboard.plan.faces import one_face
from storyboard.read import read
from storyboard.render import render
from tests.samples import OFFER

ZH = "第一场 病房 夜 内\n\n△林晚坐在床边。周明站着。\n林晚：你走吧。\n周明：好。\n\n第二场 病房 {hour} 内\n\n△床空着。周明独自站着。\n{lines}"
EN = "INT. WARD - NIGHT\n\nLENA sits on the bed. MARK stands.\n\nLENA\nGo.\n\nMARK\nFine.\n\nINT. WARD - {hour}\n\nThe bed is empty. Mark stands alone.\n\n{lines}"


def pictures(text, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    script = one_face(parse(read(path)), Cast(()))
    board = plan(script, script.episodes[0], gather(script)).board
    scenes = [
        line
        for each in render(board, pack(board, OFFER), OFFER)
        for line in each.splitlines()
        if line.startswith("Scene:")
    ]
    first = next(at for at, line in enumerate(scenes) if "床空着" in line or "bed is empty" in line)
    return "\n".join(scenes[first:])


@pytest.mark.parametrize("count", range(1, 5))
@pytest.mark.parametrize("hour", ["日", "清晨", "黄昏"])
def test_who_is_alone_looks_at_nobody_in_chinese(count, hour, tmp_path):
    told = pictures(ZH.format(hour=hour, lines="周明：林晚，我错了。你听得见吗？\n" * count), tmp_path)
    assert "女子" not in told


@pytest.mark.parametrize("count", range(1, 5))
@pytest.mark.parametrize("hour", ["DAY", "DAWN", "DUSK"])
def test_who_is_alone_looks_at_nobody_in_english(count, hour, tmp_path):
    told = pictures(EN.format(hour=hour, lines="MARK\nLena, I was wrong. Can you hear me?\n\n" * count), tmp_path)
    assert "woman" not in told
