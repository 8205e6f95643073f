"""Fountain against what others expect of it: the fixtures of two projects, and two parsers run beside ours.

There is no binding reference; where the fixtures contradict the Fountain page or our own promise, `OURS` says what we do and why.
"""

import re
from pathlib import Path

import pytest

from storyboard.model import Source
from storyboard.parse import parse
from storyboard.parse.emphasis import plain
from storyboard.read import read

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"
WILDWINTER = CORPUS / "fixtures" / "wildwinter_screenplay-tools"
JOUVENCE = CORPUS / "fixtures" / "jouvence"
DUMPS = [path for path in sorted(WILDWINTER.glob("*.txt")) if path.with_suffix(".fountain").exists()]
CASES = sorted(JOUVENCE.glob("*.yaml"))

OURS = {
    "Lyrics": "words sung under a name are spoken by that person; the dump lists them apart from the dialogue",
    "Notes": "a blank line ends a dialogue, as the Fountain page says; the dump lets a later note join what follows it",
    "Parenthetical": "every bracket inside a dialogue is a direction and never spoken; the dump keeps `(bouncy)` as words",
    "Tags": "hash tags at the end of a line belong to those tools, not to Fountain; they are kept as written",
}
"""Dumps that we do not follow, and why."""

BLOCK = re.compile(r"^(CHARACTER|DIALOGUE)(?::|$)(.*?)(?=^[A-Z]+(?::|$)|^\[\[|^/\*|\Z)", re.M | re.S)
Stream = list[tuple[str, str]]


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def ours(text: str) -> Stream:
    script = parse(Source("x.fountain", text, "utf-8", "fountain"), "fountain")
    assert script.text == text
    return [(unit.speaker, one_line(unit.text)) for unit in script.units if unit.kind == "speech"]


def dumped(path: Path) -> Stream:
    """(speaker, words) of a dump of wildwinter's tools."""
    found: list[list[str]] = []
    for kind, rest in BLOCK.findall(path.read_text(encoding="utf-8-sig")):
        if kind == "CHARACTER":
            found.append([rest.split('"')[1], ""])
        elif found:
            words = re.sub(r'" tags:\S+$', '"', rest.strip())
            found[-1][1] += " " + re.sub(r"\[\[\d+\]\]|/\*\d+\*/", "", words[1:-1])
    return [(name, one_line(words)) for name, words in found if words.strip()]


@pytest.mark.parametrize("path", DUMPS, ids=lambda path: path.stem)
def test_dialogue_is_what_wildwinter_expects(path):
    text = path.with_suffix(".fountain").read_text(encoding="utf-8-sig")

    if path.stem in OURS:
        assert ours(text) != dumped(path), f"{path.stem} agrees now: {OURS[path.stem]}"
    else:
        assert ours(text) == dumped(path)


def cases(path: Path) -> list[tuple[str, Stream]]:
    """(input, dialogue) of each case of a YAML file of Jouvence, read as far as these files need it."""
    found = []
    for block in re.split(r"^---\n", path.read_text(encoding="utf-8"), flags=re.M):
        entry, _, out = block.partition("\nout:")
        if not entry.strip() or not out:
            continue
        raw = entry.partition("in:")[2].strip("\n ")
        if raw.startswith("|"):
            text = "\n".join(line[4:] for line in raw.split("\n")[1:]) + "\n"
        else:
            text = raw.strip('"').encode().decode("unicode_escape") if raw.startswith('"') else raw.strip("'")
        said: Stream = []
        for item in re.findall(r"^\s*- (.*)$", out, re.M):
            words = item.strip()
            words = words[1:-1].replace("''", "'") if words[:1] == words[-1:] and words[:1] in "'\"" else words
            words = words.replace("\\n", " ").replace('\\"', '"')
            if words.startswith("@"):
                said.append((re.sub(r"\s*\(.*\)\s*$", "", words[1:]).strip(), ""))
            elif words.startswith("=") and said:
                said[-1] = (said[-1][0], one_line(said[-1][1] + " " + words[1:]))
        found.append((text, [row for row in said if row[1]]))
    return found


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_dialogue_is_what_jouvence_expects(path):
    """But for the marks of emphasis, which they keep among the words."""
    for text, expected in cases(path):
        assert ours(text) == [(name, plain(words)) for name, words in expected], text


FILES = sorted(CORPUS.glob("en/*.fountain"))


@pytest.mark.outside
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_screenplain_hears_the_same_words(path):
    """Differential: all spoken words in order, white space and brackets aside."""
    fountain = pytest.importorskip("screenplain.parsers.fountain")
    types = pytest.importorskip("screenplain.types")
    with path.open(encoding="utf-8") as file:
        theirs = fountain.parse(file)
    said = [
        str(line)
        for element in theirs
        for speech in (element.dialogs if isinstance(element, types.DualDialog) else [element])
        if isinstance(speech, types.Dialog)
        for parenthetical, line in speech.blocks
        if not parenthetical
    ]

    assert letters("".join(said)) == letters("".join(words for _, words in ours(read(path).text)))


@pytest.mark.outside
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_fountain_py_hears_the_same_words(path):
    """Differential: the same with the other parser."""
    fountain = pytest.importorskip("fountain")
    theirs = fountain.FountainParser().parse(path.read_text(encoding="utf-8"))
    said = [element.text for element in theirs.elements if element.type == fountain.ElementType.DIALOGUE]

    assert letters("".join(said)) == letters("".join(words for _, words in ours(read(path).text)))


def letters(text: str) -> str:
    return re.sub(r"\W", "", re.sub(r"\([^()]*\)", "", text))


def test_every_element_of_fountain_has_its_kind(golden):
    """A script with all of them: title page, forced and unforced, dual, lyrics, notes, boneyard, sections, centred."""
    from tests.show_script import show

    text = FOUNTAIN
    script = parse(Source("all.fountain", text, "utf-8", "fountain"))

    assert script.text == text
    golden("parse/all_of_fountain.txt", show(script))


FOUNTAIN = """Title:
    _**THE LAST TRAM**_
Credit: written by
Author: Nobody

# Act One

= Two people wait.

INT. TRAM STOP - NIGHT #12A#

Rain. [[too much rain?]] More rain.
/* a scene
that is gone */

ANN
(shivering)
Is this it?
(beat)
It *can't* be.

BOB (O.S.) ^
It is.

@McCLANE
Yippee.
~Sing along

.FLASHBACK

!SCANNING THE STREET

A line
with a second line.

> THE END <

CUT TO:

===

> Fade out.
"""


@pytest.mark.parametrize("head", ["Cast", "CHARACTERS", "CAST:", "Cast of Characters"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_people_listed_in_front_are_neither_spoken_nor_filmed(head, gap):
    """Their ages and looks are told; the list ends where an entry is none."""
    entries = ("MRS. VANE, a medium, 45, black lace", "PIET - 19, dyed green hair", "LADY CORBETT (60s), a widow")
    text = f"THE KNOCK\n\n{head}\n{gap.join(entries)}\n\nINT. PARLOUR - EVENING\n\nMRS. VANE\nOne.\n\nPIET\nTwo.\n\nLADY CORBETT\nThree.\n"
    script = parse(Source("x.txt", text, "utf-8"))

    assert [unit.kind for unit in script.units if unit.text and unit.kind not in ("title", "front")] == [
        "heading",
        *["speech"] * 3,
    ]
    assert [(person.name, person.age) for person in script.cast] == [
        ("MRS. VANE", 45),
        ("PIET", 19),
        ("LADY CORBETT", 60),
    ]
    assert [scene.location for scene in script.scenes] == ["PARLOUR"]


FORCED = "{title}.TOP OF THE HILL - DAY\n\nBales. BRAM, 38, and his daughter WREN, 19.\n\n@{one}\nFour to be ready!\n\n@{two}\n(low)\nDon't stop for me.\n\n{shown}.the slope - continuous\n\nBodies cartwheel.\n\n@{one}\nAfter it!\n"


@pytest.mark.parametrize("name", ["x.txt", "x.md"])
@pytest.mark.parametrize("title", ["", "Title: Double\\nCredit: by\\nAuthor: P. Lisle\\n\\n"])
@pytest.mark.parametrize(("one", "two"), [("STEWARD", "BRAM"), ("McAvoy", "Wren"), ("陈阿姨", "李雷")])
@pytest.mark.parametrize("shown", ["", "!THE CHEESE goes.\\n\\n"])
def test_a_text_whose_headings_and_names_are_all_forced_is_fountain_whatever_it_is_called(name, title, one, two, shown):
    text = FORCED.format(title=title.replace("\\n", "\n"), one=one, two=two, shown=shown.replace("\\n", "\n"))
    script = parse(Source(name, text, "utf-8", "markdown" if name.endswith(".md") else ""))

    assert [unit.speaker for unit in script.units if unit.kind == "speech"] == [one, two, one]
    assert [scene.location.casefold() for scene in script.scenes] == ["top of the hill", "the slope"]
    assert not script.doubts


@pytest.mark.parametrize("above", ["The headline:", "A banner across the street:", "Chalked on the board:"])
@pytest.mark.parametrize("words", ["BEST IN SHOW: BOY, 19 KILOS.", "WANTED: TWO GOALKEEPERS", "NOTICE: CLOSED"])
def test_capitals_with_a_colon_below_a_sentence_that_ends_with_one_stand_written_there(above, words):
    text = f"SCENE ONE. A shed.\n\nALFIE: Is it cheating?\n\nDOT: It is gardening.\n\nALFIE: Did we win?\n\nDOT: Look.\n\nEverybody turns. {above}\n\n{words}\n\nALFIE: Oh.\n"
    script = parse(Source("x.txt", text, "utf-8"))

    assert {unit.speaker for unit in script.units if unit.kind == "speech"} == {"ALFIE", "DOT"}
    assert words in [unit.text for unit in script.units if unit.kind in ("action", "caption")]
