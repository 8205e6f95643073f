"""Plays as acting editions print them: where a counted scene is set, the heads of pages, the lists of what is needed behind the last line."""

import pytest

from storyboard.model import Script, Source
from storyboard.parse import parse


def read(text: str) -> Script:
    return parse(Source("play.txt", text, "utf-8", "plain"))


def said(script: Script) -> list[tuple[str, str]]:
    return [(unit.speaker, unit.text) for unit in script.units if unit.kind == "speech"]


PLAY = """                    ACT ONE

                    Scene 1

{first}

MRS. PYM. There is a gentleman coming.
MR. TOLLER. He rings like a man with luggage and
   leaves like one without.
{page1}
MRS. PYM. That was Thursday.
MR. TOLLER. It is Thursday.
{page2}
   (The doorbell.)

                    Scene 2

{second}

MRS. PYM. You never said.
MR. TOLLER. I never do.

{plot}
   On stage: a clock; a trunk
   Off: doorbell; MR. TOLLER: hat, watch
"""
WORDS = [
    ("MRS. PYM", "There is a gentleman coming."),
    ("MR. TOLLER", "He rings like a man with luggage and\nleaves like one without."),
    ("MRS. PYM", "That was Thursday."),
    ("MR. TOLLER", "It is Thursday."),
    ("MRS. PYM", "You never said."),
    ("MR. TOLLER", "I never do."),
]
SET = [
    "SCENE: The back parlour of a boarding-house.",
    "SETTING: The back parlour of a boarding-house.",
    "Setting: The back parlour of a boarding-house. Evening.",
    "THE SCENE: The back parlour of a boarding-house. A gas fire.",
    "PLACE: The back parlour of a boarding-house.",
]


@pytest.mark.parametrize("first", SET)
def test_a_scene_that_is_only_counted_plays_where_the_line_below_sets_it(first: str) -> None:
    label = first.partition(":")[0]
    script = read(
        PLAY.format(
            first=first, second=f"{label}: The attic. Ten minutes later.", page1="", page2="", plot="PROPERTY PLOT"
        )
    )
    assert [scene.location for scene in script.scenes if scene.location] == [
        "The back parlour of a boarding-house",
        "The attic",
    ]
    assert said(script) == WORDS


PAGES = [
    # an even page, an odd one
    ("12                  THE SECOND LODGER                  ACT I", "ACT I               THE SECOND LODGER                     13"),
    ("12                  THE SECOND LODGER", "THE SECOND LODGER                     13"),
    ("- 12 -              THE SECOND LODGER", "THE SECOND LODGER                     - 13 -"),
    ('THE SECOND LODGER   Ep. 2 "Low Water"          Rec: 9/11          - 17 -', 'THE SECOND LODGER   Ep. 2 "Low Water"          Rec: 9/11          - 18 -'),
    ("12\tThe Second Lodger", "The Second Lodger\t13"),
]  # fmt: skip


@pytest.mark.parametrize("pages", PAGES)
def test_the_heads_of_pages_that_turn_are_nobodys_words(pages: tuple[str, str]) -> None:
    script = read(PLAY.format(first="SCENE: A parlour.", second="SCENE: An attic.", page1=pages[0], page2=pages[1], plot="PROPERTY PLOT"))  # fmt: skip
    assert said(script) == WORDS
    assert not [unit.text for unit in script.units if "LODGER" in unit.text.upper() and unit.kind != "note"]


def test_a_line_that_counts_and_comes_once_is_no_head_of_a_page() -> None:
    script = read("INT. HALL - DAY\n\nANNA: Read it.\nBEN: No.\nANNA: Why?\n\n12   THE SECOND LODGER\n\nBEN: That.\n")
    assert "12   THE SECOND LODGER" in [unit.text for unit in script.units if unit.kind == "action"]


PLOTS = [
    "PROPERTY PLOT",
    "PROPERTY PLOT (Scene 1)",
    "FURNITURE AND PROPERTY LIST",
    "Costume Plot:",
    "LIGHTING CUES",
    "SOUND EFFECTS LIST",
]


@pytest.mark.parametrize("plot", PLOTS)
def test_what_a_play_needs_is_listed_behind_it_and_is_not_filmed(plot: str) -> None:
    script = read(PLAY.format(first="SCENE: A parlour.", second="SCENE: An attic.", page1="", page2="", plot=plot))
    behind = [unit for unit in script.units if "On stage" in unit.text or "Off:" in unit.text or plot in unit.text]
    assert {unit.kind for unit in behind} == {"note"}
    assert said(script) == WORDS


@pytest.mark.parametrize("plot", ["道具清单", "服装表：", "灯光提示表（第一幕）"])
def test_what_a_chinese_play_needs_is_not_filmed_either(plot: str) -> None:
    script = read(
        f"第一场 客厅 夜 内\n\n林晚：门没锁。\n顾言：他们以为没锁。\n林晚：走吧。\n顾言：好。\n\n{plot}\n台上：座钟一座\n台下：门铃\n"
    )
    assert {unit.kind for unit in script.units if "座钟" in unit.text or "门铃" in unit.text} == {"note"}
    assert [who for who, _ in said(script)] == ["林晚", "顾言", "林晚", "顾言"]


@pytest.mark.parametrize(
    ("foot", "end"),
    [("/CONT...", "/ENDS"), ("/CONT'D", "/END"), ("/MORE", "//ENDS//"), ("/CONTINUED", "/END OF EPISODE")],
)
def test_a_stroke_before_what_the_foot_of_a_page_says_is_nothing_to_film(foot: str, end: str) -> None:
    script = read(
        f"SCENE 4.  INT. VESTRY. NIGHT.\n\nOLD BRIDIE:   I had the key.\nCALLUM:   Are you in there?\n\n          {foot}\n\nOLD BRIDIE:   Shut it.\nCALLUM:   No.\n\n          {end}\n"
    )
    assert len(said(script)) == 4
    assert not [unit.text for unit in script.units if unit.kind == "action"]
