"""What English writers, their programs and language models send: each kind with its siblings."""

import re
from pathlib import Path

import pytest

from storyboard.model import Cast, Script, Source
from storyboard.parse import headings, parse
from storyboard.parse.emphasis import plain
from storyboard.plan.faces import one_face
from storyboard.read import read

HEAD = "INT. HALL - DAY\n\n"
TALK = "\n\nNORA\nAt last.\n"


def script(text: str, container: str = "fountain") -> Script:
    found = parse(Source(f"s.{container}", text, "utf-8", container))
    assert "".join(unit.raw for unit in found.units) == text
    return found


def said(found: Script) -> list[tuple[str, str]]:
    return [(unit.speaker, " ".join(unit.text.split())) for unit in found.units if unit.kind == "speech"]


SLUGS = (
    "ANGLE ON NORA", "CLOSE ON THE KEY", "CLOSE-UP - HER HAND", "EXTREME CLOSE UP: THE DIAL", "WIDER", "WIDE SHOT", "ON PIET", "BACK ON NORA",
    "NORA'S POV", "POV - THE DOOR", "REVERSE ANGLE", "TRACKING SHOT", "INSERT - THE LETTER", "INSERT: A KEY", "MONTAGE - NORA TRAINS", "MONTAGE:",
    "SERIES OF SHOTS", "QUICK CUTS:", "INTERCUT - NORA / PIET", "BACK TO SCENE", "LATER", "MOMENTS LATER", "THE NEXT MORNING", "ESTABLISHING",
    "TWO-SHOT", "OVER THE SHOULDER", "DOLLY IN ON NORA", "PAN ACROSS THE ROOM", "SLOW MOTION", "SPLIT SCREEN", "FREEZE FRAME", "CAMERA MOVES",
    "OTS NORA", "AERIAL VIEW", "UNDERWATER", "END MONTAGE", "DREAM SEQUENCE", "VARIOUS ANGLES",
)  # fmt: skip


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("container", ["fountain", "text"])
def test_a_shot_is_nobody_however_it_is_set(slug: str, container: str) -> None:
    found = script(f"{HEAD}{slug}\nIt turns.\n\nNORA\nWait.{TALK}", container)

    assert said(found) in ([("NORA", "Wait."), ("NORA", "At last.")], [("NORA", "Wait. At last.")])
    assert {person.name for person in found.cast} == {"NORA"}


@pytest.mark.parametrize(
    "name",
    [
        "ANGELA",
        "DOLLY",
        "MR. CRANE",
        "PAN",
        "MS. CLOSE",
        "TOPAZ",
        "LATERAN",
        "MONTAGUE",
        "PAGE",
        "MISTRESS PAGE",
        "POVEY",
        "SHOTA",
        "MAN ON ROOF",
        "BLACK",
        "McCLANE",
        "Mr. O'NEIL",
    ],
)
def test_names_that_look_like_shots_stay_names(name: str) -> None:
    assert said(script(f"{HEAD}{name}\nHello.{TALK}")) == [(name, "Hello."), ("NORA", "At last.")]


@pytest.mark.parametrize(
    "caption",
    [
        'SUPER: "Three years later"',
        "SUPER:\n“Three years later”",
        "CHYRON: Three years later",
        "TITLE CARD - Three years later",
        "TITLE OVER: Three years later",
        "ON SCREEN: Three years later",
        "SUPERIMPOSE:\nThree years later",
    ],
)
def test_words_on_the_screen_are_a_caption_and_nobodys(caption: str) -> None:
    found = script(f"{HEAD}{caption}{TALK}")

    assert [unit.text for unit in found.units if unit.kind == "caption"] == ["Three years later"]
    assert said(found) == [("NORA", "At last.")]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("I did *not* say **that**. _Ever._", "I did not say that. Ever."),
        ("***All*** of **it is *so* bold**.", "All of it is so bold."),
        ("un*believ*able", "unbelievable"),
        (r"You \*did\*.", "You *did*."),
        ("5 * 3 * 2", "5 * 3 * 2"),
        ("f**k you, f**k it, sh*t and f*ck", "f**k you, f**k it, sh*t and f*ck"),
        ("snake_case_name", "snake_case_name"),
        ("* * *", "* * *"),
        ("他**真的**走了", "他真的走了"),
    ],
)
def test_emphasis_is_no_word(written: str, read_as: str) -> None:
    assert plain(written) == read_as


@pytest.mark.parametrize("container", ["fountain", "text", "markdown", "docx"])
def test_a_short_script_is_what_it_is_in_every_container(container: str) -> None:
    found = script(f"{HEAD}NORA\nHello.\n\nPIET\n(whispers)\nHere.\n", container)

    assert said(found) == [("NORA", "Hello."), ("PIET", "Here.")]
    assert len(found.scenes) == 1


@pytest.mark.parametrize("mark", ["**{}**", "***{}***", "_**{}**_", "**_{}_**"])
@pytest.mark.parametrize("container", ["fountain", "markdown"])
def test_bold_headings_and_names_are_headings_and_names(mark: str, container: str) -> None:
    lines = [
        mark.format("INT. HALL - DAY"),
        f"{mark.format('NORA')}\nHello.",
        mark.format("EXT. YARD - NIGHT"),
        f"{mark.format('PIET')}\nOut.",
    ]
    found = script("\n\n".join(lines) + "\n", container)

    assert said(found) == [("NORA", "Hello."), ("PIET", "Out.")]
    assert [scene.location for scene in found.scenes] == ["HALL", "YARD"]


@pytest.mark.parametrize("above", ["# One", "## The lair", "= The doctor waits.", "[[a note]]", "# One\n= Twice."])
def test_a_heading_needs_no_blank_line_below_what_is_no_story(above: str) -> None:
    assert len(script(f"{HEAD}NORA\nHello.\n\n{above}\nEXT. YARD - NIGHT\n\nPIET\nOut.\n").scenes) == 2


def test_a_title_page_may_have_gaps_and_a_note_blank_lines() -> None:
    found = script(
        f"Title: THE KETTLE\n\nCredit: Written by\nAuthor: N. N.\n\nContact:\n    1 Quay\n\n    Port Ellis\n\n{HEAD}[[ Shots:\n\n the kettle\n\n the hand ]]{TALK}"
    )
    assert {unit.kind for unit in found.units if unit.end <= found.text.index("INT.")} == {"title", "front", "blank"}
    assert [unit.kind for unit in found.units if "kettle" in unit.raw] == ["note"]
    assert said(found) == [("NORA", "At last.")]


CUES = [
    ("COP #2: Police.", "COP #2", "Police."),
    ("COP #2 (O.S.): Police.", "COP #2", "Police."),
    ("PIET, laughing: Me.", "PIET", "Me."),
    ("PIET, under his breath: Me.", "PIET", "Me."),
    ("3. PIET: (DISTANT) Me.", "PIET", "Me."),
    ("3) PIET: Me.", "PIET", "Me."),
    ("P.C. PIET: Walk on.", "P.C. PIET", "Walk on."),
    ("Mrs. Ott: Is that mine?", "Mrs. Ott", "Is that mine?"),
    ("2ND GUARD: Halt.", "2ND GUARD", "Halt."),
    ("PIET (OFF): Me.", "PIET", "Me."),
]


@pytest.mark.parametrize(("line", "speaker", "words"), CUES, ids=[line for line, _, _ in CUES])
def test_a_name_before_a_colon_may_carry_a_number_and_how_it_is_said(line: str, speaker: str, words: str) -> None:
    found = script(f"{HEAD}NORA: Who is it?\nPIET: Nobody.\n{line}\nNORA: Again?\nPIET: Yes.\n", "text")

    assert (speaker, words) in said(found)
    assert len(said(found)) == 5


@pytest.mark.parametrize("label", ["SOUND", "SFX", "FX", "MUSIC", "GRAMS", "ATMOS", "SOUND EFFECT"])
@pytest.mark.parametrize("number", ["", "7. "])
def test_a_sound_is_nobody(label: str, number: str) -> None:
    found = script(
        f"SCENE 1. A LIGHTHOUSE. NIGHT.\n\n1. NORA: Who?\n{number}{label}: GULLS.\n8. PIET: Me.\n9. NORA: Ah.\n{number}{label}: WIND.\n",
        "text",
    )

    assert {person.name for person in found.cast} == {"NORA", "PIET"}
    assert len([unit for unit in found.units if unit.kind == "sound"]) == 2


@pytest.mark.parametrize(
    ("line", "number", "place", "time"),
    [
        ("SCENE 2 - THE ROCKS, DAWN", "2", "THE ROCKS", "DAWN"),
        ("Scene 3. Kitchen. Day.", "3", "Kitchen", "Day"),
        ("SCENE 4. INT. LIGHTHOUSE. NIGHT.", "4", "LIGHTHOUSE", "NIGHT"),
        ("ACT TWO, SCENE 1", "ACT TWO, SCENE 1", "", ""),
        ("ACT I. SCENE 2. A heath.", "ACT I. SCENE 2", "A heath", ""),
        ("[Scene: The flat, Hal is asleep. It is hot.]", "", "The flat", ""),
    ],
)
def test_scenes_are_headed_in_these_ways_too(line: str, number: str, place: str, time: str) -> None:
    found = script(
        f"SCENE 1: A YARD - NIGHT\n\nNORA: Hello.\nPIET: Here.\n\n{line}\n\nNORA: Bye.\nPIET: Bye.\n", "text"
    )
    scene = found.scenes[1]

    assert (len(found.scenes), scene.number, scene.location, scene.time) == (2, number, place, time)


@pytest.mark.parametrize(
    "line", ["Scene 2 was rewritten yesterday.", "Scene 2. She was late, and the rain came down on all of them."]
)
def test_a_sentence_about_a_scene_heads_none(line: str) -> None:
    assert (
        len(script(f"SCENE 1: A YARD - NIGHT\n\nNORA: Hello.\nPIET: Here.\n\n{line}\n\nNORA: Bye.\n", "text").scenes)
        == 1
    )


PASTED = {
    "page number": ("NORA\nHello there,\n(MORE)\n\n12.\n\nNORA (CONT'D)\nand goodbye.\n\nPIET\nHere.\n", [("NORA", "Hello there, and goodbye."), ("PIET", "Here.")]),
    "continued": ("NORA\nHello.\n\n(CONTINUED)\n\n13.\n\n4 CONTINUED: (2) 4\n\nPIET\nHere.\n", [("NORA", "Hello."), ("PIET", "Here.")]),
    "stars": ("NORA\nHello there.               *\nAnd goodbye.               *\n\nPIET\nHere.  *\n", [("NORA", "Hello there. And goodbye."), ("PIET", "Here.")]),
    "columns": ("     NORA\n  Hello there,\n  everybody.\nShe sits.\n     PIET\n  Here.\n", [("NORA", "Hello there, everybody."), ("PIET", "Here.")]),
    "tight": ("She waits.\nNORA\nThe tide turns at four and the boat\nwill not wait.\nPIET\nLet it go.\nHe gets up.\n12.\n", [("NORA", "The tide turns at four and the boat will not wait."), ("PIET", "Let it go.")]),
    "a number that is said": ("NORA\nHow old?\n\n3.\n\nPIET\n12.\n\nNORA\nOh.  *\n", [("NORA", "How old?"), ("PIET", "12."), ("NORA", "Oh.")]),
    "side by side": ("            NORA                              PIET\n     I said no.                        You said yes.\n\n                 NORA\n          Enough.\n", [("NORA", "I said no."), ("PIET", "You said yes."), ("NORA", "Enough.")]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PASTED.values(), ids=PASTED.keys())
def test_a_page_that_was_pasted_is_read_like_one(text: str, expected: list[tuple[str, str]]) -> None:
    found = script(f"3   INT. HALL - DAY      3\n\n{text}\n4   OMITTED       4\n", "text")

    assert said(found) == expected
    assert [scene.number for scene in found.scenes] == ["3"]
    assert not any(unit.text.strip(" .").isdigit() for unit in found.units if unit.kind == "action")


def fdx(tmp_path: Path, body: str) -> Path:
    path = tmp_path / "s.fdx"
    path.write_text(f'<FinalDraft DocumentType="Script"><Content>{body}</Content></FinalDraft>', encoding="utf-8")
    return path


def typed(kind: str, text: str, more: str = "") -> str:
    return f'<Paragraph Type="{kind}"><Text{more}>{text}</Text></Paragraph>'


@pytest.mark.parametrize("omitted", ["OMITTED", "Omitted.", "SCENE OMITTED", "OMIT"])
def test_an_omitted_scene_of_final_draft_is_none(tmp_path: Path, omitted: str) -> None:
    inner = f"<OmittedScene>{typed('Character', 'PIET')}{typed('Dialogue', 'This was cut.')}</OmittedScene>"
    cut = f'<Paragraph Type="Scene Heading" Number="13"><Text>{omitted}</Text>{inner}</Paragraph>'
    found = parse(
        read(
            fdx(
                tmp_path,
                typed("Scene Heading", "INT. HALL - DAY")
                + typed("Character", "NORA")
                + typed("Dialogue", "Stay.")
                + cut,
            )
        )
    )

    assert (len(found.scenes), said(found)) == (1, [("NORA", "Stay.")])


@pytest.mark.parametrize("direction", ["whispering", "(whispering", "whispering)", "(whispering)"])
def test_a_direction_of_final_draft_is_none_of_the_words_without_its_brackets(tmp_path: Path, direction: str) -> None:
    body = typed("Character", "NORA") + typed("Parenthetical", direction) + typed("Dialogue", "Hush.")
    found = parse(read(fdx(tmp_path, typed("Scene Heading", "INT. HALL - DAY") + body)))

    assert said(found) == [("NORA", "Hush.")]
    assert found.units[-1].parentheticals[0].text == "(whispering)"


@pytest.mark.parametrize("style", ["Strikeout", "Bold+Strikeout"])
def test_what_final_draft_strikes_out_is_cut_and_that_is_said(tmp_path: Path, style: str) -> None:
    words = f'<Paragraph Type="Dialogue"><Text>I never </Text><Text Style="{style}">ever </Text><Text>ran.</Text></Paragraph>'
    source = read(fdx(tmp_path, typed("Scene Heading", "INT. HALL - DAY") + typed("Character", "NORA") + words))

    assert said(parse(source)) == [("NORA", "I never ran.")]
    assert "struck out" in source.remarks[0]


def test_a_name_in_small_letters_is_the_same_person(tmp_path: Path) -> None:
    body = "".join(typed("Character", name) + typed("Dialogue", "Hm.") for name in ("NORA", "Nora", "nora (V.O.)"))
    found = parse(read(fdx(tmp_path, typed("Scene Heading", "int. hall - day") + body)))

    assert {speaker for speaker, _ in said(found)} == {"NORA"}
    assert found.scenes[0].interior == "INT"


@pytest.mark.parametrize("head", ["VIDEO\tAUDIO", "Picture\tWords", "VISUAL\tDIALOGUE"])
def test_two_columns_of_picture_and_words_are_a_script(head: str) -> None:
    """Each line of a cell of words says who speaks, or that it is a sound; a size before a colon is nobody."""
    found = script(
        f"{head}\nCU: NORA, 41, smiles.\tSFX: hiss\vNORA (O.S.): At last.\vMUSIC: up\vPIET: Tea?\vTwo sugars.\nWide.\tANNOUNCER (V.O.): Kettle.\nBlack.\t\n",
        "docx",
    )
    assert said(found) == [("NORA", "At last."), ("PIET", "Tea? Two sugars."), ("ANNOUNCER", "Kettle.")]
    assert [unit.text for unit in found.units if unit.kind == "sound"] == ["hiss", "up"]
    assert [unit.text for unit in found.units if unit.kind == "action"] == ["CU: NORA, 41, smiles.", "Wide.", "Black."]


def test_full_stops_tell_the_parts_of_a_heading_apart():
    """The hour and the year are no part of the place."""
    script = parse(
        Source(
            "x.txt",
            "1. EXT. SEAFRONT BUS STOP. NIGHT. 1989.\n\nRain.\n\nANNIE\nComing?\n\n2. EXT. SEAFRONT BUS STOP. DAY. PRESENT DAY.\n\nSun.\n\nANNIE\nYes.\n",
            "utf-8",
        )
    )

    assert [(scene.location, scene.time) for scene in script.scenes] == [
        ("SEAFRONT BUS STOP", "NIGHT, 1989"),
        ("SEAFRONT BUS STOP", "DAY, PRESENT DAY"),
    ]


def test_who_is_in_a_scene_may_stand_in_brackets_behind_its_hour():
    script = parse(Source("x.txt", "INT. LAUNDROMAT - DAY (DOT, GLORIA, KEVIN)\n\nSteam.\n\nDOT\nNo.\n", "utf-8"))

    (scene,) = script.scenes
    assert (scene.location, scene.time) == ("LAUNDROMAT", "DAY")


def test_acts_and_scenes_that_only_count_are_no_scenes_and_actions_in_capitals_name_nobody():
    """Multi-camera: ACT ONE over SCENE A over the heading, actions in capitals and brackets."""
    text = (
        "ACT ONE\n\nSCENE A\n\nINT. LAUNDROMAT - DAY\n\n(DOT, 60, PINK SMOCK, READS A MAGAZINE. KEVIN, 27, CURLY HAIR, BURSTS IN WEARING A COSTUME. KEVIN, NOW IN THE SUIT, HUGS HER)\n\n"
        "                    KEVIN\n          Ma! They moved it up! The bank\n          interview's in ten minutes!\n\n"
        "                    DOT\n          You can't go to a bank as lunch.\n\n                    KEVIN\n          Depends on the bank, Ma, it really\n          does.\n"
    )
    script = one_face(parse(Source("x.txt", text, "utf-8")), Cast(()))

    assert [scene.location for scene in script.scenes] == ["LAUNDROMAT"]
    assert {name for person in script.cast for name in person.aliases} == set()


def test_a_scene_without_a_place_has_the_one_that_its_first_paragraph_begins_with():
    text = "SCENE ONE\n\nA heath in Surrey. Before dawn. THORNE waits.\n\nTHORNE.  Ten paces.\n\nASHE.  Ten.\n\nTHORNE.  Now.\n\nASHE.  No.\n"
    script = parse(Source("x.txt", text, "utf-8"))

    assert [(scene.location, scene.time) for scene in script.scenes] == [("A heath in Surrey", "Before dawn")]
    assert [unit.text for unit in script.units if unit.kind == "action"] == [
        "A heath in Surrey. Before dawn. THORNE waits."
    ]


def test_a_memory_in_brackets_is_no_cast_and_a_word_behind_the_hour_no_place():
    text = "INT. HOUSE. NIGHT. (MEMORY, TWO YEARS AGO)\n\nSmoke.\n\nJO\nNo.\n\nEXT. ROAD - NIGHT - DRY\n\nCorn.\n\nJO\nYes.\n"
    script = parse(Source("x.txt", text, "utf-8"))

    assert [(scene.location, scene.time, scene.state) for scene in script.scenes] == [
        ("HOUSE", "NIGHT", "MEMORY"),
        ("ROAD", "NIGHT", ""),
    ]
    assert [person.name for person in script.cast] == ["JO"]


def test_a_counted_heading_may_go_on_in_sentences():
    text = "SCENE 1. A yard, morning.\n\nJO: Hello.\nAL: Hm.\n\nSCENE 2. Al's desk, and the lobby downstairs. We see both.\n\nJO: Bye.\nAL: Bye.\n"
    script = parse(Source("x.txt", text, "utf-8"))

    assert [scene.location for scene in script.scenes] == ["A yard", "Al's desk, and the lobby downstairs"]
    assert [unit.text for unit in script.units if unit.kind == "action"] == ["We see both."]


def test_a_long_counted_heading_with_what_it_is_cut_with_opens_its_scene():
    found = headings.scene("SCENE 2. INT. PHONE BOX, RAILWAY STATION. NIGHT. (INTERCUT WITH SCENE 1)")

    assert found is not None
    assert (found.number, found.location, found.time) == ("2", "PHONE BOX, RAILWAY STATION", "NIGHT")


BOARD = {
    "columns": (30, 20),
    "fountain": (0, 0),
}


@pytest.mark.parametrize("layout", BOARD)
def test_what_stands_in_capitals_below_a_colon_is_written_there_and_nobody_says_it(layout):
    """A grave, a plate, a headline: the name on it belongs to somebody who is dead or far away."""
    deep, shallow = (" " * indent for indent in BOARD[layout])
    text = f"""INT. CHAPEL - DAY

ESTHER kneels at the board. We see it for the first time:

{deep}DANIEL PRUITT
{shallow}1859 - 1878
{shallow}DROWNED

{deep}ESTHER
{shallow}What'll you put?

{deep}RADDICK
{shallow}I don't know.

She scrapes away the last word.

{deep}ESTHER
{shallow}Dry.

{deep}RADDICK
{shallow}That'll do.
"""
    script = parse(Source("x.fountain" if layout == "fountain" else "x.txt", text, "utf-8"))

    told = [(unit.kind, unit.speaker, unit.text) for unit in script.units if "DROWNED" in unit.raw]
    assert told == [("caption", "", "DANIEL PRUITT 1859 - 1878 DROWNED")]
    assert {unit.speaker for unit in script.units if unit.kind == "speech"} == {"ESTHER", "RADDICK"}
    assert {person.name for person in script.cast} == {"ESTHER", "RADDICK"}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("SCENE 1. EXT. RIVERSIDE HOUSE. DAY 1. 08.50", ("RIVERSIDE HOUSE", "DAY", "EXT", "", "")),
        ("SCENE 6. EXT. GREEN HOUSE. FLAT ROOF. NIGHT 1. 19.30", ("GREEN HOUSE. FLAT ROOF", "NIGHT", "EXT", "", "")),
        ("Scene 1. The kitchen. Present day, morning.", ("The kitchen", "morning, Present day", "", "", "")),
        ("Scene 2. The same kitchen. 1981. Evening, summer.", ("The same kitchen", "Evening, 1981", "", "", "")),
        ("Scene 4. The kitchen. 2012. Night, rain.", ("The kitchen", "Night, 2012", "", "rain", "")),
        (
            "Scene 6. The shop. Present day, a little later. Sun.",
            ("The shop", "a little later, Present day", "", "sun", ""),
        ),
        ("Scene 3. The quay. Night. Two men wait.", ("The quay", "Night", "", "", "Two men wait.")),
    ],
)
def test_headings_between_full_stops_tell_place_hour_year_and_weather(line, told):
    found = headings.scene(line)

    assert (found.location, found.time, found.interior, found.weather, found.action) == told


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Scene 1. The kitchen. Morning.", "Scene 2. The same kitchen. 1981. Evening."),
        ("INT. KITCHEN - DAY", "INT. SAME KITCHEN - NIGHT"),
        ("1-1 日 内 病房", "1-2 夜 内 同一间病房"),
        ("Scene 1. A mud-walled library. Dawn.", "Scene 2. The same room, forty years before. Night."),
        ("Scene 1. A mud-walled library. Dawn.", "Scene 2. As before. Night."),
        ("Scene 1. Morning.", "Scene 2. The same, an hour later."),
    ],
)
def test_the_same_place_is_the_place_before(first, second):
    lines = "ANN: Hello there.\nBEN: Hi.\n" if first.isascii() else "林晚：你好。\n顾言：好。\n"
    script = parse(Source("x.txt", f"{first}\n\n{lines}\n{second}\n\n{lines}", "utf-8"))

    one, two = (scene.location for scene in script.scenes)
    assert one == two
    assert one or [scene.time for scene in script.scenes] == ["Morning", "an hour later"]


def test_a_film_of_recordings_has_a_scene_for_each_stamp_and_nobody_says_the_cast_list():
    text = """BACK SEAT

SPEAKERS
VEGA - Marisol Vega, 41, dispatcher
TOBY - Toby Lind, 8

[02:11:40] GAS STATION CAMERA, NIGHT
Snow. A sedan at the air pump.

[02:19:03] DISPATCH ROOM CAMERA
Vega at her desk, knitting.
VEGA: 911, what is your emergency?
TOBY: (whispering) I don't know.

[02:26:30] FLASHBACK. A HALLWAY, DAY
VEGA: Go back to bed.
TOBY: No.
"""
    script = parse(Source("x.txt", text, "utf-8"))

    assert [scene.location for scene in script.scenes] == ["GAS STATION CAMERA", "DISPATCH ROOM CAMERA", "A HALLWAY"]
    assert [scene.state for scene in script.scenes] == ["", "", "FLASHBACK"]
    said = [(unit.speaker, unit.text) for unit in script.units if unit.kind == "speech"]
    assert [who for who, _ in said] == ["VEGA", "TOBY", "VEGA", "TOBY"]
    assert not any("Marisol" in words for _, words in said)


@pytest.mark.parametrize(
    ("line", "inside", "place", "time", "state"),
    [
        ("SCENE 2. EXTERIOR. HIGH STREET. EVENING. FLASHBACK: DECEMBER 1984.", "EXT", "HIGH STREET", "EVENING, DECEMBER 1984", "FLASHBACK"),
        ("SCENE 1. INTERIOR. COUNTY COURT, YORKSHIRE. MORNING.", "INT", "COUNTY COURT, YORKSHIRE", "MORNING", ""),
        ("Interior: The mill. Dusk.", "INT", "The mill", "Dusk", ""),
        ("1. EXT. MAIN STREET, GANNET. DAY. APRIL 1935.", "EXT", "MAIN STREET, GANNET", "DAY, APRIL 1935", ""),
        ("INT. HALL - SUMMER 1920 - NIGHT", "INT", "HALL", "NIGHT, SUMMER 1920", ""),
    ],
)  # fmt: skip
def test_the_side_of_the_door_may_be_spelled_out_and_a_month_may_stand_before_its_year(
    line, inside, place, time, state
):
    found = headings.scene(line)
    assert found
    assert (found.interior, found.location, found.time, found.state) == (inside, place, time, state)


def test_nothing_else_that_is_interior_heads_a_scene():
    assert headings.scene("INTERIOR DESIGN IS EVERYTHING") is None


@pytest.mark.parametrize("people", [2, 3, 4])
def test_numbered_headings_above_names_with_a_colon_make_no_page(people: int) -> None:
    names = ["HOB", "RUTH", "WENDELL", "PELL"][:people]
    scenes = [
        f"{at}. {side}. BANK. DAY.\n\nIt is hot.\n\n" + "\n\n".join(f"{name}: I want my money, {at}." for name in names)
        for at, side in enumerate(("EXT", "INT", "INT", "EXT"), 1)
    ]
    found = script(
        "A SOUND DOOR\n\nCAST\n" + "\n".join(f"{name}, 40." for name in names) + "\n\n" + "\n\n".join(scenes), "text"
    )

    assert said(found) == [(name, f"I want my money, {at}.") for at in range(1, 5) for name in names]
    assert len(found.scenes) == 4


@pytest.mark.parametrize(
    "written",
    [
        '(We see the card: "J. GELDER, PAWNBROKER. 19 DEC 1984. ONE RING, 9 CT. TAKEN IN EXCHANGE: ONE CORNET.")',
        "(She reads it out. 12 Eggs: gone. 3 Hams: gone.)",
        "(The log at 02:15 Anna: silence.)",
        "3 MEN carry 2 CRATES marked RATIONS: gone.",
    ],
)
def test_no_number_within_a_line_is_taken_for_the_number_of_a_cue(written: str) -> None:
    found = script(f"ALF: Hello there.\n\nDES: No.\n\n{written}\n\nALF: Yes, then.\n\nDES: And no.\n", "text")
    texts = "".join(
        unit.text + "".join(part.text for part in unit.parentheticals) + unit.cue + unit.speaker for unit in found.units
    )

    assert all(number in texts for number in re.findall(r"\d+", written))


@pytest.mark.parametrize("sentences", [0, 1, 4, 9])
def test_a_scene_counted_in_words_is_one_however_much_is_told_behind_its_place(sentences: int) -> None:
    told = " ".join(["Mr. Pettifer sits upright in bed, a scarf about his throat."] * sentences)
    found = script(
        f"SCENE ONE. Ward Seven, two in the morning. {told}\n\nANN: Hush.\n\nBEN: Why?\n\nSCENE TWO. The corridor outside, ten minutes later. {told}\n\nANN: Come in.\n\nBEN: No.\n",
        "text",
    )

    assert [(scene.location, scene.time) for scene in found.scenes] == [
        ("Ward Seven", "two in the morning"), ("The corridor outside", "ten minutes later"),
    ]  # fmt: skip
    assert ("scarf" in "".join(unit.text for unit in found.units if unit.kind == "action")) == bool(sentences)


def test_a_row_tells_each_of_its_people_in_a_sentence() -> None:
    row = "PERSONS: Sister Maeve Brannigan, ward sister, fifty, red hair. Dr. Anil Rao, on his first night, twenty-five. Mr. Pettifer, a patient, eighty-one. The Men of Ward Seven, six patients."
    found = script(
        f"{row}\n\nSCENE ONE. Ward Seven, night.\n\nMr. Pettifer: Hush.\n\nDr. Anil Rao: Why?\n\nMr. Pettifer: Sing.\n\nDr. Anil Rao: No.\n",
        "text",
    )

    assert {person.name for person in found.cast} == {
        "Sister Maeve Brannigan",
        "Dr. Anil Rao",
        "Mr. Pettifer",
        "The Men of Ward Seven",
    }


TURNED = (
    "12-{}  DAY  INT  Tower, Lobby", "12-{}\tDAY\tINT\tTower, Lobby", "12-{} | DAY | INT | Tower, Lobby", "12-{}  INT  DAY  Tower, Lobby", "12-{} / DAY / INT / Tower, Lobby",
    "12-{}  Tower, Lobby  INT  DAY", "12-{} Tower, Lobby DAY INT", "12-{}  Tower, Lobby  DAY/INT", "12-{}. DAY - INT - Tower, Lobby", "12-{}: Day, Int, Tower, Lobby",
    "【12-{}】 DAY INT Tower, Lobby", "12-{} [DAY] [INT] Tower, Lobby", "Scene 12-{}  DAY  INT  Tower, Lobby", "SC {}  DAY  INT  Tower, Lobby", "{}.  DAY  INT  Tower, Lobby",
    "{}  DAY INT. TOWER, LOBBY", "EP12-{} DAY INT Tower, Lobby", "**12-{} DAY INT Tower, Lobby**", "### 12-{} DAY INT Tower, Lobby", "12-{}  DAY  INTERIOR  Tower, Lobby",
    "12-{} Tower, Lobby (DAY, INT)", "S12-{} DAY/INT Tower, Lobby", "12.{} DAY INT Tower, Lobby",
)  # fmt: skip


@pytest.mark.parametrize("form", TURNED)
def test_hour_and_side_of_an_english_heading_stand_in_any_order(form):
    """Short dramas in English keep the order of Chinese headings: number, hour, side, place."""
    scene = "Cast: Serena, Adrian\n△ The doors slide open.\nAdrian (cold): No. We are late.\nSerena: Three years.\n\n"
    text = "THE HEIRESS\n\nEPISODE 12\n\n" + "".join(form.format(at) + "\n" + scene for at in (1, 2, 3))
    script = parse(Source("x.txt", text, "utf-8"))

    assert [(each.location.title(), each.time.upper(), each.interior) for each in script.scenes] == [
        ("Tower, Lobby", "DAY", "INT")
    ] * 3
    assert [unit.speaker for unit in script.units if unit.kind == "speech"] == ["Adrian", "Serena"] * 3


@pytest.mark.parametrize(
    "line",
    ["3 days. Intervals pass.", "12 men stand in the INTERNATIONAL hall by day.", "5. Day after day, Ext rings."],
)
def test_a_sentence_with_an_hour_in_it_is_no_heading(line):
    text = f"INT. HALL - DAY\n\n{line}\n\nMARA\nNo.\n\nBEN\nYes.\n"

    assert len(parse(Source("x.txt", text, "utf-8")).scenes) == 1


PLAY = "Deposit\n\nCharacters\n\nTess, thirty-one\nLettings Agent, any age\n\nNote on the text\n\nA slash ( / ) marks an interruption.\n\n\n{}\n\nThe empty front room of a rented flat. Bin bags.\n\n{}\n\n\n{}\n\nThe car park behind the shop. An hour later.\n\n{}\n"
SAID = (
    "Tess{0}Did you do the oven?\n\nLettings Agent{0}I looked at the oven.\n\nTess{0}And?",
    "Lettings Agent{0}I never look at it twice.\n\nTess{0}Good.",
)
PLAY_ZH = "退租\n\n人物\n\n阿葵，三十一岁\n中介，年龄不限\n\n关于文本的说明\n\n斜线表示打断。\n\n\n{}\n\n出租屋客厅。地上堆着纸箱。\n\n{}\n\n\n{}\n\n停车场。傍晚。\n\n{}\n"
SAID_ZH = ("阿葵{0}烤箱擦了吗？\n\n中介{0}我看了一眼。\n\n阿葵{0}然后呢？", "中介{0}我从不看第二眼。\n\n阿葵{0}好。")


@pytest.mark.parametrize(
    ("numbers", "sign"),
    [
        (("One", "Two"), "\t"), (("ONE", "TWO"), ": "), (("1", "2"), "\t"), (("1.", "2."), ": "), (("I", "II"), "\t"), (("i.", "ii."), ": "), (("- 1 -", "- 2 -"), ": "), (("[One]", "[Two]"), "\t"),
        (("一", "二"), "："), (("1", "2"), "："), (("【一】", "【二】"), "："), (("一、", "二、"), "："),
    ],
)  # fmt: skip
def test_a_number_alone_opens_a_scene_whose_place_the_line_below_tells(numbers, sign):
    """As new plays count their scenes; what notes on the text say makes nobody, and a name of two words speaks behind a tab."""
    zh = sign == "："
    play, said = (PLAY_ZH, SAID_ZH) if zh else (PLAY, SAID)
    script = parse(
        Source("x.txt", play.format(numbers[0], said[0].format(sign), numbers[1], said[1].format(sign)), "utf-8")
    )
    names = ["阿葵", "中介"] if zh else ["Tess", "Lettings Agent"]

    assert [(scene.location, scene.time) for scene in script.scenes] == (
        [("出租屋客厅", ""), ("停车场", "傍晚")]
        if zh
        else [("The empty front room of a rented flat", ""), ("The car park behind the shop", "An hour later")]
    )
    assert [unit.speaker for unit in script.units if unit.kind == "speech"] == [names[at] for at in (0, 1, 0, 1, 0)]
    assert [person.name for person in script.cast] == names


@pytest.mark.parametrize("numbers", [("1", "3"), ("2", "3"), ("One", "Once"), ("12", "13")])
def test_numbers_that_do_not_count_on_from_one_open_nothing(numbers):
    text = PLAY.format(numbers[0], SAID[0].format(": "), numbers[1], SAID[1].format(": "))

    assert not [scene for scene in parse(Source("x.txt", text, "utf-8")).scenes if scene.number]


LETTER = """From: Marcia Bell <marcia@films.example>
Subject: Re: short - "nan's teeth"

Love it. Notes in line below.

On Wed, 5 Jun 2024 at 23:51, Kieran Doyle wrote:

{q}sorry for the typing
{q}
{q}int nans kitchen - morning
{q}
{q}dee (17) at the table. toast burning
{q}
{q}dee{s}have you eaten
{q}
{q}nan{s}i'm waiting on my teeth
{q}
{q}dee{s}where are they

Lovely. Could she turn round here instead? - M

{q}smoke alarm goes
{q}
{q}nan (not turning round){s}well if i knew that
{q}
{q}ext canal towpath - later
{q}
{q}dee{s}whose is it
{q}
{q}nan{s}no way
{q}
{q}what do you think??

--
Marcia Bell | Producer
"""


@pytest.mark.parametrize("sign", [" - ", " -- ", " – ", " // ", " > ", " ~ ", ": "])
@pytest.mark.parametrize("quote", ["> ", ">", ">> ", "> > "])
def test_a_letter_quotes_a_script_whose_names_have_a_sign_of_their_own(quote, sign):
    """Names in small letters before a dash, as somebody types on a telephone; what is remarked between the lines is nobody's."""
    script = parse(Source("x.txt", LETTER.format(q=quote, s=sign), "utf-8"))

    assert [(unit.speaker, unit.text) for unit in script.units if unit.kind == "speech"] == [
        ("dee", "have you eaten"), ("nan", "i'm waiting on my teeth"), ("dee", "where are they"), ("nan", "well if i knew that"), ("dee", "whose is it"), ("nan", "no way"),
    ]  # fmt: skip
    assert [scene.location for scene in script.scenes] == ["nans kitchen", "canal towpath"]
    assert [person.name for person in script.cast] == ["dee", "nan"]
    assert not any("turn round here" in unit.text for unit in script.units if unit.kind == "action")


SITCOM = """{}ACT ONE

SCENE A

FADE IN:

INT. LAUNDROMAT - DAY (D-1)
(Nell, Gordo, Atmosphere)

A ROW OF DRYERS TUMBLES.

NELL

There's a ring in here.

GORDO

Is it a nice one?

{}NELL

It's in my lint trap.

GORDO

I see.

DISSOLVE TO:

SCENE B

INT. KITCHEN - NIGHT (N1)
(Nell, Gordo)

NELL IS ON THE PHONE.

NELL

A found husband.

{}GORDO

Mushrooms.
"""


@pytest.mark.parametrize(
    "head",
    [
        'SPIN CYCLE  "Lost"\nTABLE DRAFT  8/21/23     {}.\n(A)\n\n',
        "SPIN CYCLE     {}.\n(A)\n\n",
        "SPIN CYCLE - Page {}\n\n",
        "                    SPIN CYCLE  8/21/23        {}.\n                    ({letter})\n\n",
    ],
)
def test_what_stands_at_the_head_of_every_page_is_nobody(head):
    """The title above the number and the scene that goes on below it; who only fills a scene is nobody either."""
    pages = (head.replace("{letter}", letter).format(at) for at, letter in ((1, "A"), (2, "A"), (3, "B")))
    script = parse(Source("x.txt", SITCOM.format(*pages), "utf-8"))

    assert [unit.speaker for unit in script.units if unit.kind == "speech"] == ["NELL", "GORDO"] * 3
    assert [person.name for person in script.cast] == ["NELL", "GORDO"]
    assert [scene.time for scene in script.scenes if scene.location] == ["DAY", "NIGHT"]
    assert not any(
        "CYCLE" in unit.text or unit.text in ("(A)", "SCENE A", "SCENE B")
        for unit in script.units
        if unit.kind == "action"
    )


@pytest.mark.parametrize(
    ("line", "kind", "words"),
    [
        ("[SFX: wind, a clock][a]", "sound", "wind, a clock"),
        ("[AMB: open air, gulls]", "sound", "open air, gulls"),
        ("[THEME MUSIC – 40 sec – then:]", "sound", "THEME MUSIC – 40 sec – then:"),
        ("[END MUSIC]", "sound", "END MUSIC"),
        ("[MUSIC UP AND OUT]", "sound", "MUSIC UP AND OUT"),
        ("(CONTINUED OVER)", "note", "CONTINUED OVER"),
        ("Text on screen: “One last run.”", "caption", "One last run."),
        ("**Text on screen:** *“One last run.”*", "caption", "One last run."),
        ("On-screen text: NO REFUNDS", "caption", "NO REFUNDS"),
        (
            "[MUSIC STORE, a bell over the door. She runs in.]",
            "action",
            "[MUSIC STORE, a bell over the door. She runs in.]",
        ),
    ],
)
def test_lines_that_are_heard_or_read_between_speeches_are_no_action(line, kind, words):
    text = (
        f"SCENE ONE - RADIO ROOM\n\nJUNE: You didn't sleep.\n\n{line}\n\nABEL: I slept.\n\nJUNE: No.\n\nABEL: Yes.\n\n"
    )
    text += "[a]Kira: same clock as ep 4?\n" if line.endswith("[a]") else ""
    units = parse(Source("x.txt", text, "utf-8")).units
    unit = next(unit for unit in units if unit.start <= text.index(line) < unit.end)

    assert (unit.kind, unit.text.strip("*")) == (kind, words)


@pytest.mark.parametrize("head", ["SLACK WATER - Blue Rev. 03/14/24 {}.", "SLACK WATER {}.", "SLACK WATER    {}."])
def test_running_heads_and_stars_of_a_page_that_lost_its_gaps_are_no_action(head):
    """Copied out of a PDF, the number of the page and the star of a revision stand behind a single blank."""
    page = """{head}
CONTINUED: (2)
{no} INT. FERRY TERMINAL - NIGHT {no}
Empty benches. A machine hums. NORA (40s) feeds it *
coins it doesn't want. *
NORA
Come on. It's a dollar.
DESMOND
Kick it low. *
"""
    text = "".join(page.format(head=head.format(no), no=no + 19) for no in (22, 23))
    script = parse(Source("x.txt", text, "utf-8"))

    assert [unit.text for unit in script.units if unit.kind == "action"] == [
        "Empty benches. A machine hums. NORA (40s) feeds it coins it doesn't want."
    ] * 2
    assert [unit.speaker for unit in script.units if unit.kind == "speech"] == ["NORA", "DESMOND"] * 2


def test_a_slanted_line_behind_directions_is_nobodys_and_the_script_goes_on() -> None:
    """Whoever spoke before a direction goes on behind it, but not in lines that are set as directions are."""
    lines = (
        "**ELSIE**\tThere now. Both of you.",
        "*(He begins to cry. She pats the arm of the chair.)*",
        "*(She sits anyway. Something twangs.)*",
        "*A furniture shop. Closing time. One chair, centre.*",
        "**ELSIE**\tIt's got a spring coming out.",
        "**ELSIE**\tIs it comfortable?\n",
    )
    found = script("\n".join(lines), "text")

    assert [unit.text for unit in found.units if unit.kind == "action"] == [line.strip("*") for line in lines[1:4]]
    assert [who for who, _ in said(found)] == ["ELSIE"] * 3
