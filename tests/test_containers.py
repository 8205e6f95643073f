"""A script is the same script in whatever file its writer keeps it."""

from functools import cache
from pathlib import Path

import pytest

from storyboard.errors import StoryboardError
from storyboard.model import Script
from storyboard.parse import parse
from storyboard.read import read
from tests.containers import CONTAINERS, keeps, pasted
from tests.measure_parser import strict

GOLD = Path(__file__).parent / "gold"
LAYOUTS = [
    file
    for folder in ("forms", "fresh")
    for file in sorted((GOLD / folder).iterdir())
    if file.suffix in (".txt", ".md")
]

SLOW = {"workbook": 4}
"""One layout in so many is enough of a file that takes long to make."""
SHARES = 24
"""A run as a person waits for it has one layout in so many of each container, another share in the next."""


def told(script: Script) -> tuple[list[tuple[str, str]], list[str]]:
    """Who says what, and the headings, without white space."""
    speeches = [(unit.speaker, strict(unit.text)) for unit in script.units if unit.kind == "speech"]
    return speeches, [strict(unit.raw) for unit in script.units if unit.kind == "heading"]


@cache
def as_text(file: Path) -> tuple[list[tuple[str, str]], list[str]] | None:
    """What a layout says where it is plain text; None where it is refused."""
    try:
        return told(parse(read(file)))
    except StoryboardError:
        return None


@pytest.mark.parametrize("share", [0, *(pytest.param(share, marks=pytest.mark.wide) for share in range(1, SHARES))])
@pytest.mark.parametrize("name", CONTAINERS)
def test_every_layout_says_the_same_in_every_container(tmp_path: Path, name: str, share: int) -> None:
    suffix, make = CONTAINERS[name]
    begin = (list(CONTAINERS).index(name) + share) % SHARES
    texts = {file: file.read_text(encoding="utf-8") for file in LAYOUTS}
    chosen = [file for file, text in texts.items() if keeps(name, text)][begin :: max(SHARES, SLOW.get(name, 1))]
    kept = [file for file in chosen if as_text(file)]

    scripts = {file: parse(read(make(tmp_path / f"{file.stem}{suffix}", texts[file]))) for file in kept}
    otherwise = [file.name for file, script in scripts.items() if told(script) != as_text(file) and not _says(script)]

    assert otherwise == []
    assert len(kept) > 6


@pytest.mark.parametrize(
    "blank", [True, pytest.param(False, marks=pytest.mark.wide)], ids=["with empty paragraphs", "without"]
)
def test_an_answer_in_markdown_says_the_same_when_it_is_pasted_into_word(tmp_path: Path, blank: bool) -> None:
    """Its headings, bold and slanted words and tables are print there, without a sign of Markdown."""
    layouts = [(file, said) for file in LAYOUTS if file.suffix == ".md" and (said := as_text(file))]
    layouts = [
        (file, said) for file, said in layouts if "\n> " not in file.read_text(encoding="utf-8")
    ]  # Word has no such sign
    texts = {file: file.read_text(encoding="utf-8") for file, _ in layouts}
    scripts = {
        file: parse(read(pasted(tmp_path / f"{file.stem}.docx", text, blank=blank))) for file, text in texts.items()
    }
    otherwise = [
        file.name for file, said in layouts if _plain(told(scripts[file])) != _plain(said) and not _says(scripts[file])
    ]

    assert otherwise == []
    assert len(layouts) > 25


def _says(script: Script) -> bool:
    """Whether a reading says that it is in doubt, or of a line that nobody knows who speaks it: nobody takes it as it stands."""
    return bool(script.doubts) or any(warning.rule == "unknown-speaker" for warning in script.warnings)


def _plain(said: tuple[list[tuple[str, str]], list[str]]) -> list[tuple[str, str]]:
    return [(who, words.replace("*", "")) for who, words in said[0]]


SIDES = {
    "en": "{head}\n\nSCENE 1 - ATTIC, EVENING\n\nEvery bulb is another age.            SFX: A switch, twice.\n\n{left}{gap}TOBY: Who changed this?\n\nHe counts them.                       LIV: I did.\n                                      TOBY: Good, then.\n\nShe takes the broom.                  LIV: Leave it.\n\nThe light goes out.                   SFX: A switch.\n\nHe lights a match.                    TOBY: Too late.\n",
    "zh": "{head}\n\n场景1 阁楼 夜 内\n\n灯泡都不一样大。                      音效：开关声\n\n{left}{gap}阿秋：谁换的灯？\n\n老渡数灯泡。                          老渡：是我换的。\n                                      阿秋：那就好啊。\n\n她拿起扫帚。                          老渡：别动它。\n\n灯灭了。                              音效：开关声\n\n他划着火柴。                          阿秋：太晚了。\n",
}
HEADS = {
    "en": ("VIDEO                                 AUDIO", "VISUAL                                SOUND"),
    "zh": ("画面                                  声音", "画面                                  台词"),
}


@pytest.mark.parametrize(("code", "head"), [(code, head) for code, heads in HEADS.items() for head in heads])
def test_two_columns_of_a_page_that_only_gaps_part_are_read_side_by_side(tmp_path, code, head):
    """On a page of letters of many widths no two rows of the right column begin at one place."""
    text = SIDES[code].format(head=head, left="He stops." if code == "en" else "他停下来。", gap=" " * 29)
    read_there = [
        (unit.kind, unit.speaker, "".join(unit.text.split()))
        for unit in parse(read(CONTAINERS["pdf"][1](tmp_path / "a.pdf", text))).units
        if unit.kind in ("speech", "action", "sound")
    ]
    names = ("TOBY", "LIV") if code == "en" else ("阿秋", "老渡")

    assert [name for kind, name, _ in read_there if kind == "speech"] == [names[at] for at in (0, 1, 0, 1, 0)]
    assert [kind for kind, _, _ in read_there].count("action") == 6
    assert [kind for kind, _, _ in read_there].count("sound") == 2
    assert not any("：" in text or ":" in text for _, _, text in read_there)


def test_a_row_whose_left_column_is_full_up_to_the_right_one_is_doubted(tmp_path):
    """Nothing tells where one ends; the rows below it are read as ever."""
    text = SIDES["en"].format(head=HEADS["en"][0], left="He stops at the very last one of all ", gap="")
    script = parse(read(CONTAINERS["pdf"][1](tmp_path / "a.pdf", text)))

    assert "cue-in-action" in {doubt.rule for doubt in script.doubts}
    assert [unit.speaker for unit in script.units if unit.kind == "speech"] == ["LIV", "TOBY", "LIV", "TOBY"]


PANDOC = [
    ("**1\\. {}**", "> > {}\n> >\n> > {}\n>\n> {}", "[{}]{{.underline}}", "[{}]{{.mark}}[^1]"),
    ("**1\\. {}**", "> > {}\n\n> > {}\n\n> {}", "# {} {{#draft .unnumbered}}", "[{}]{{.mark}}"),
    ("1\\. {}", "> {}\n>\n> {}\n>\n> {}", "[{}]{{.smallcaps}}", "[{}]{{.highlight style=\"x\"}}"),
    ("[]{{#_Toc1 .anchor}}**1\\. {}**", "> > > {}\n\n> > {}\n\n> {}", "[[{}]{{.underline}}]{{.mark}}", "[{}]{{.mark}}"),
]  # fmt: skip
"""How pandoc writes a heading, a name with a direction and words, a line at the front, and a remark."""
SET_IN = {
    "zh": (("内景 渡口 日", "外景 船上 夜"), ("阿秋", "老渡"), "（低声）", ("船还开吗？", "不开\\...", "我等*到天亮*。", "坐稳。"), "第二稿", "此场可与第五场合并。", "雾从江面上来。[^1]"),
    "en": (("INT. FERRY OFFICE - DAY", "EXT. DECK - NIGHT"), ("ADA", "BRAM"), "(low)", ("Is it running?", "Not tonight\\...", "Then I wait *till dawn*.", "Hold on."), "Second draft", "This scene could be merged.", "Fog comes off the river.[^1]"),
}  # fmt: skip


@pytest.mark.parametrize("language", SET_IN)
@pytest.mark.parametrize(("heading", "speech", "front", "remark"), PANDOC)
def test_markdown_that_pandoc_wrote_is_read_as_the_document_it_was(tmp_path, language, heading, speech, front, remark):
    """Names and words that were set in are quotations in it, one within another."""
    places, names, how, words, draft, told, seen = SET_IN[language]
    rows = ["---\nauthor: A\nlang: x\n---", front.format(draft), heading.format(places[0]), seen]
    for at, text in enumerate(words):
        rows += [heading.format(places[1]).replace("1", "2", 1), remark.format(told)] if at == 2 else []
        rows.append(speech.format(names[at % 2], how, text))
    path = tmp_path / "s.md"
    path.write_text("\n\n".join([*rows, "[^1]: To be told."]) + "\n", "utf-8")
    script = parse(read(path))
    assert [(unit.speaker, unit.text) for unit in script.units if unit.kind == "speech"] == [
        (names[at % 2], text.replace("\\", "").replace("*", "")) for at, text in enumerate(words)
    ]
    assert [unit.parentheticals[0].text for unit in script.units if unit.kind == "speech"] == [how] * 4
    assert len(script.scenes) == 2
    assert [scene.time.casefold() for scene in script.scenes] == [place.split()[-1].casefold() for place in places]
    assert [unit.text for unit in script.units if unit.kind == "action"] == [seen.replace("[^1]", "")]
    assert [person.name for person in script.cast] == list(names)
