"""The tone of a room stands where nothing else is heard; where something is, it stands in for the tone, and nothing lacks."""

from pathlib import Path

import pytest

from storyboard import ambience
from storyboard.check.prompts import check_prompts
from storyboard.languages import Language
from tests.samples import OFFER, work

TONE = {"zh": "安静的室内底噪", "en": "quiet room tone"}


@pytest.mark.parametrize(
    ("code", "sound", "told", "wanted"),
    [
        ("zh", "安静的室内底噪", "", ("安静的室内底噪",)),
        ("zh", "安静的室内底噪", "柴火噼啪响", ()),
        ("zh", "安静的室内底噪", "安静的室内底噪", ("安静的室内底噪",)),
        ("zh", "窗外的雨声，安静的室内底噪", "窗外的雨声，门吱呀一声", ("窗外的雨声",)),
        ("zh", "窗外的雨声，安静的室内底噪", "门吱呀一声", ("窗外的雨声",)),
        ("zh", "街上的车声", "有人咳嗽", ("街上的车声",)),
        ("en", "quiet room tone", "a slap", ()),
        ("en", "rain on the window, quiet room tone", "rain on the window", ("rain on the window",)),
        ("en", "rain on the window, quiet room tone", "", ("rain on the window", "quiet room tone")),
        ("en", "distant traffic", "a slap", ("distant traffic",)),
    ],
)
def test_what_is_due_of_the_sound_of_a_place(code: str, sound: str, told: str, wanted: tuple[str, ...]) -> None:
    assert ambience.due(sound, told, Language.of(code)) == wanted


@pytest.mark.parametrize(("code", "tone"), TONE.items())
def test_the_tone_is_the_table_s_own(code: str, tone: str) -> None:
    assert ambience.table_of("plain")["inside"][code] == tone


@pytest.mark.parametrize("sound", ["柴火噼啪响", "远处一声狗叫", "钟敲了三下"])
def test_no_warning_says_that_a_tone_lacks_where_something_is_heard(tmp_path: Path, sound: str) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"第一场 灶屋 夜 内\n△长久的沉默，只有{sound}。\n老周：睡吧。\n小满：嗯。\n", encoding="utf-8")
    made = work(file)[0]

    faults = check_prompts(made.prompts, made.clips, made.board, (), OFFER, made.cast, language="zh")

    assert not [fault for fault in faults if "底噪" in fault.message]
