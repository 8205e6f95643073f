"""Scripts that are lists to be ticked off: who speaks in the print of code or in bold, notes set in below, places behind a pin."""

import pytest

from storyboard.model import Script, Source
from storyboard.parse import parse


def told(text: str) -> Script:
    return parse(Source("x.md", text, "utf-8"))


SCRIPT = """# Dad Gets A Fridge

{place1}

{a} It won't open.
    - close on the handle
{b} You have to say the name.
{a} I am not calling it Chad.
    - 💬 Leo (Apr 2): Brad?

{place2}

{b2} Is he in there again?
{a} He is negotiating.

**To do**

- [ ] Return robe to Nani
"""
CHINESE = """# 冰箱

{place1}

{a}打不开。我说了早上好。
    - 特写把手
{b}你得叫它的名字。
{a}我才不叫它查德。
    - 💬 小李（4月2日）：换成布拉德？

{place2}

{b2}他又在里面？
{a}他在谈判。
"""
ROWS = {
    "the name in the print of code": ("- [x] `DAD`", "- [ ] `PRIYA`", "- [ ] `PRIYA` *(on the phone)*", "## 📍 Kitchen · morning", "## 📍 Hallway · same time"),
    "the name in bold with a colon": ("- [x] **DAD:**", "- [ ] **PRIYA:**", "- [ ] **PRIYA** *(on the phone)*:", "## 📍 Kitchen · morning", "## 📍 Hallway · same time"),
    "a plain name with a colon": ("* [X] DAD:", "* [ ] PRIYA:", "* [ ] PRIYA (on the phone):", "📍 Kitchen | morning", "📍 Hallway | same time"),
    "boxes that are signs": ("☑ DAD:", "☐ PRIYA:", "☐ PRIYA (on the phone):", "**📍 Kitchen - morning**", "**📍 Hallway - same time**"),
    "a dash behind the print of code": ("- [x] `DAD` -", "- [ ] `PRIYA` —", "- [ ] `PRIYA` (on the phone):", "### 📍 Kitchen — morning", "### 📍 Hallway — same time"),
}  # fmt: skip
ROWS_ZH = {
    "code": ("- [x] `老爸` ", "- [ ] `小雅` ", "- [ ] `小雅` （电话里）", "## 📍 厨房 · 早上", "## 📍 走廊 · 早上"),
    "a colon": ("- [x] 老爸：", "- [ ] 小雅：", "- [ ] 小雅（电话里）：", "## 📍厨房·早上", "## 📍走廊·早上"),
    "bold": ("☑ **老爸**：", "☐ **小雅**：", "☐ **小雅**（电话里）：", "📍 厨房 | 早上", "📍 走廊 | 早上"),
}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.replace(" ", "_"))
def test_lines_that_are_ticked_off_are_said_and_what_is_set_in_below_is_noted(row: str) -> None:
    a, b, b2, place1, place2 = ROWS[row]
    script = told(SCRIPT.format(a=a, b=b, b2=b2, place1=place1, place2=place2))
    assert [(unit.speaker, unit.text) for unit in script.units if unit.kind == "speech"] == [
        ("DAD", "It won't open."),
        ("PRIYA", "You have to say the name."),
        ("DAD", "I am not calling it Chad."),
        ("PRIYA", "Is he in there again?"),
        ("DAD", "He is negotiating."),
    ]
    assert [scene.location for scene in script.scenes] == ["Kitchen", "Hallway"]
    assert [scene.time for scene in script.scenes] == ["morning", "same time"]
    assert not [unit.text for unit in script.units if unit.kind == "action"]


@pytest.mark.parametrize("row", ROWS_ZH)
def test_chinese_lines_that_are_ticked_off_are_said(row: str) -> None:
    a, b, b2, place1, place2 = ROWS_ZH[row]
    script = told(CHINESE.format(a=a, b=b, b2=b2, place1=place1, place2=place2))
    assert [unit.speaker for unit in script.units if unit.kind == "speech"] == ["老爸", "小雅", "老爸", "小雅", "老爸"]
    assert [scene.location for scene in script.scenes] == ["厨房", "走廊"]
    assert not [unit.text for unit in script.units if unit.kind == "action"]


def test_a_list_without_anybody_who_speaks_stays_what_it_was() -> None:
    """A list of things to do in front of a script is no script."""
    script = told("- [x] buy milk\n- [ ] call Sam\n\nINT. ROOM - DAY\n\nANNA: Hello.\n\nBEN: Hi.\n\nANNA: Bye.\n")
    assert [unit.speaker for unit in script.units if unit.kind == "speech"] == ["ANNA", "BEN", "ANNA"]
