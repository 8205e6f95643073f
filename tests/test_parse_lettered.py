"""What is lettered into pictures, heard in them or printed over them, however its label is written; two columns of an advertisement."""

import pytest

from storyboard.model import Script, Source
from storyboard.parse import parse


def read(text: str) -> Script:
    return parse(Source("x.txt", text, "utf-8", "plain"))


def kinds(script: Script, kind: str) -> list[str]:
    return [unit.text for unit in script.units if unit.kind == kind]


COMIC = """PAGE 1 (two panels) -- THE NIGHT BUS

1.1  Wide. Rain on the windows.

          {line}
          1 IMANI:     You've rung the bell, sir.

1.2  Close on the bell.

          2 OLD MAN:   And you've stopped.
          3 IMANI:     Where to?
          4 OLD MAN:   Home.
"""
LETTERED = [
    ("CAP:         CAMDEN. 3 A.M.", "caption", "CAMDEN. 3 A.M."),
    ("CAP (place/time):   CAMDEN. 3 A.M.", "caption", "CAMDEN. 3 A.M."),
    ("LOCATION CAP:   CAMDEN. 3 A.M.", "caption", "CAMDEN. 3 A.M."),
    ("SIGN:        BAYS 1-8", "caption", "BAYS 1-8"),
    ("PHONE SCREEN:  No signal", "caption", "No signal"),
    ("SFX (huge, across the gutter):   DING DING", "sound", "DING DING"),
    ("SFX:         DING", "sound", "DING"),
]


@pytest.mark.parametrize(("line", "kind", "text"), LETTERED)
def test_nobody_says_what_is_lettered_into_a_comic(line: str, kind: str, text: str) -> None:
    script = read(COMIC.format(line=line))
    assert kinds(script, kind) == [text]
    assert [unit.speaker for unit in script.units if unit.kind == "speech"] == ["IMANI", "OLD MAN", "IMANI", "OLD MAN"]


def test_a_box_in_which_somebody_thinks_stays_theirs() -> None:
    script = read(COMIC.format(line="CAP (IMANI):   I never told her."))
    assert "I never told her." in kinds(script, "speech")


def test_a_box_that_is_counted_among_the_balloons_is_said() -> None:
    script = read(COMIC.format(line="1 CAP:   Day forty."))
    assert "Day forty." in kinds(script, "speech")


def test_a_captain_who_is_called_cap_speaks_where_there_is_no_comic() -> None:
    script = read("INT. DECK - NIGHT\n\nCAP: Hold her.\nANNA: I am.\nCAP: Harder.\nANNA: Yes.\n")
    assert [unit.speaker for unit in script.units if unit.kind == "speech"] == ["CAP", "ANNA", "CAP", "ANNA"]


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("【Caption: Vivian, true heir】", "caption", "Vivian, true heir"),
        ("[Caption: Vivian, true heir]", "caption", "Vivian, true heir"),
        ('Super: "Vivian, true heir"', "caption", "Vivian, true heir"),
        ("Title card (white): Vivian, true heir", "caption", "Vivian, true heir"),
        ("音效（远处）：雷声", "sound", "雷声"),
        ("SFX (far off): thunder", "sound", "thunder"),
    ],
)
def test_a_label_in_small_letters_or_with_a_bracket_says_what_one_in_capitals_does(line: str, kind: str, text: str) -> None:  # fmt: skip
    chinese = not line.isascii() and "Caption" not in line
    before = "1-1 日 内 客厅\n林晚：你来了。\n" if chinese else "INT. HALL - DAY\n\nANNA: Hello.\n\n"
    after = "顾言：来了。\n林晚：坐。\n" if chinese else "\nBEN: Hello.\nANNA: Sit.\n"
    assert kinds(read(f"{before}{line}\n{after}"), kind) == [text]


COLUMNS = """VIDEO                               AUDIO
----------------------------------  ------------------------------------
{first}
   Dark street through the window.  SFX: ALARM CLOCK, OFF
   HOLLIS, 60, ties an apron.       HOLLIS: You don't start till six.

                                    JUNE: I couldn't sleep. What is that
                                    smell?

{second}
   Super: "12 years earlier"        MUSIC: UKULELE
   Hollis puts down a twenty.       HOLLIS: I'll take the lot.
   Legal: Not all products
   available in all locations.
----------------------------------  ------------------------------------
{foot}
"""
HEADS = [
    ("1. BAKERY, 4 A.M.", "2. SCHOOL GYM, AFTERNOON"),
    ("1) BAKERY - NIGHT", "2) SCHOOL GYM - AFTERNOON"),
    ("SC. 1: BAKERY, NIGHT", "SC. 2: SCHOOL GYM, DAY"),
    ("1. BAKERY", "2. SCHOOL GYM"),
    ("1. INT. BAKERY - NIGHT", "2. INT. SCHOOL GYM - DAY"),
]
FEET = [
    "Talent: 4 principals + VO.  SAG.    Est. read: :57        Page 1 of 1",
    "Talent: 2. Est. read: :30",
    "Page 1 of 1",
]


@pytest.mark.parametrize("heads", HEADS)
@pytest.mark.parametrize("foot", FEET)
def test_a_place_behind_its_number_heads_the_left_column(heads: tuple[str, str], foot: str) -> None:
    script = read(COLUMNS.format(first=heads[0], second=heads[1], foot=foot))
    assert [scene.location for scene in script.scenes] == ["BAKERY", "SCHOOL GYM"]
    assert [(unit.speaker, unit.text) for unit in script.units if unit.kind == "speech"] == [
        ("HOLLIS", "You don't start till six."),
        ("JUNE", "I couldn't sleep. What is that smell?"),
        ("HOLLIS", "I'll take the lot."),
    ]
    assert kinds(script, "caption") == ["12 years earlier", "Not all products available in all locations."]
    assert not [text for text in kinds(script, "action") if "Page" in text or "Talent" in text]
