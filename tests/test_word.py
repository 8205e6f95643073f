"""Word, OpenDocument and RTF: what styles, indents and lines through the words say of a script."""

from pathlib import Path

import pytest

from storyboard.model import Script, Source
from storyboard.parse import parse
from storyboard.read import read
from tests.containers import opendocument
from tests.wordfiles import W, document, paragraph, screenplay, style

ELEMENTS = [
    ("heading", "INT. BOATHOUSE - NIGHT"), ("action", "Rain on tin. NORA (41) mends a net."), ("name", "NORA"), ("words", "It turns at four."),
    ("action", "She bites a thread."), ("name", "PIET (O.S.)"), ("aside", "(not moving)"), ("words", "Let it go."), ("action", "He gets up."),
    ("name", "NORA"), ("words", "No."), ("name", "PIET"), ("words", "Yes."), ("transition", "CUT TO:"), ("heading", "EXT. JETTY - DAWN"),
    ("name", "NORA"), ("words", "The tide."),
]  # fmt: skip
SAID = [("NORA", "It turns at four."), ("PIET", "Let it go."), ("NORA", "No."), ("PIET", "Yes."), ("NORA", "The tide.")]
LANGUAGES = {
    "english": {},
    "template": {"heading": "Slug Line", "name": "Character Name", "words": "Dialog", "aside": "Parentheticals"},
    "german": {"heading": "Szenenüberschrift", "action": "Handlung", "name": "Figur", "words": "Dialog", "aside": "Parenthese", "transition": "Übergang"},
    "french": {"heading": "Intitulé de scène", "name": "Personnage", "words": "Dialogue", "aside": "Didascalie"},
    "spanish": {"heading": "Encabezado de escena", "action": "Acción", "name": "Personaje", "words": "Diálogo", "aside": "Acotación", "transition": "Transición"},
    "chinese": {"heading": "场景标题", "action": "动作", "name": "角色", "words": "对白", "aside": "括注", "transition": "转场"},
    "numbered": {"heading": "Scene Heading 1", "name": "SP Character", "words": "SP Dialogue", "aside": "SP Parenthetical"},
}  # fmt: skip


def said(script: Script) -> list[tuple[str, str]]:
    return [(unit.speaker, unit.text) for unit in script.units if unit.kind == "speech"]


def lossless(source: Source, script: Script) -> bool:
    return "".join(unit.raw for unit in script.units) == source.text


@pytest.mark.parametrize("names", LANGUAGES.values(), ids=LANGUAGES.keys())
def test_styles_say_who_speaks_in_every_language_of_a_word_processor(tmp_path: Path, names: dict[str, str]) -> None:
    source = read(screenplay(tmp_path / "s.docx", ELEMENTS, styled=True, names=names))
    script = parse(source)

    assert said(script) == SAID
    assert [scene.location for scene in script.scenes] == ["BOATHOUSE", "JETTY"]
    assert [unit.text for unit in script.units if unit.kind == "action"] == [
        text for kind, text in ELEMENTS if kind == "action"
    ]
    assert lossless(source, script)


def test_indents_say_it_where_no_style_does(tmp_path: Path) -> None:
    source = read(screenplay(tmp_path / "s.docx", ELEMENTS, styled=False))
    script = parse(source)

    assert said(script) == SAID
    assert len(script.scenes) == 2
    assert lossless(source, script)


def test_names_in_the_middle_say_it_too(tmp_path: Path) -> None:
    middle = '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    body = "".join(
        middle.format(text) if kind == "name" else paragraph(text, "", 1440 if kind in ("words", "aside") else 0)
        for kind, text in ELEMENTS
    )
    assert said(parse(read(document(tmp_path / "s.docx", body)))) == SAID


def test_chinese_names_in_the_middle_say_it_above_words_in_the_middle(tmp_path: Path) -> None:
    """What stands at the margin again is no longer spoken."""
    middle = '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    words = [("老裴", "这茶凉了。"), ("青禾", "我再去烧。"), ("老裴（低声）", "坐下。"), ("青禾", "您到底想说什么？")]
    rows = [paragraph("第一场 日 内 茶室"), *(middle.format(part) for pair in words for part in pair)]
    rows.insert(7, paragraph("青禾没有坐，端起茶壶走到窗前。"))
    script = parse(read(document(tmp_path / "s.docx", "".join(rows))))

    assert said(script) == [(name.removesuffix("（低声）"), text) for name, text in words]
    assert [unit.text for unit in script.units if unit.kind == "action"] == ["青禾没有坐，端起茶壶走到窗前。"]


def test_a_style_is_what_it_is_derived_from_and_capitals_may_be_its_own(tmp_path: Path) -> None:
    """`My Name` is based on Character, whose small letters are shown in capitals; the name stays as it was typed."""
    styles = (
        style("C", "Character", "", "<w:rPr><w:caps/></w:rPr>")
        + style("MyName", "My Name", "C")
        + style("D", "Dialogue")
        + style("Loop", "Loop", "Loop")
        + style("H", "Scene Heading", "", "<w:rPr><w:caps/></w:rPr>")
    )
    body = (
        paragraph("Int. hall - day", "H")
        + paragraph("Nora", "MyName")
        + paragraph("Hello.", "D")
        + paragraph("She sits.", "Loop")
        + paragraph("Piet", "C")
        + paragraph("Here.", "D")
    )
    script = parse(read(document(tmp_path / "s.docx", body, styles)))

    assert said(script) == [("Nora", "Hello."), ("Piet", "Here.")]
    assert [scene.interior for scene in script.scenes] == ["INT"]


def test_a_soft_break_parts_a_name_from_its_words(tmp_path: Path) -> None:
    styles = style("C", "Character") + style("D", "Dialogue")
    body = (
        paragraph("INT. HALL - DAY")
        + paragraph("NORA\n(softly)\nHello.", "C")
        + paragraph("PIET", "C")
        + paragraph("Here.\nAnd there.", "D")
    )
    assert said(parse(read(document(tmp_path / "s.docx", body, styles)))) == [
        ("NORA", "Hello."),
        ("PIET", "Here.\nAnd there."),
    ]


def test_speeches_side_by_side_in_a_table_follow_each_other(tmp_path: Path) -> None:
    cell = "<w:tc>{}</w:tc>"
    row = "".join(
        cell.format(paragraph(name, "C") + paragraph(words, "D")) for name, words in (("NORA", "No."), ("PIET", "Yes."))
    )
    body = (
        paragraph("INT. HALL - DAY")
        + f"<w:tbl><w:tr>{row}</w:tr></w:tbl>"
        + paragraph("NORA", "C")
        + paragraph("Fine.", "D")
    )
    found = parse(read(document(tmp_path / "s.docx", body, style("C", "Character") + style("D", "Dialogue"))))

    assert said(found) == [("NORA", "No."), ("PIET", "Yes."), ("NORA", "Fine.")]


def test_what_is_struck_out_is_not_spoken_and_that_is_said(tmp_path: Path) -> None:
    run = "<w:r><w:rPr>{}</w:rPr><w:t xml:space='preserve'>{}</w:t></w:r>"
    words = (
        run.format("", "I never ") + run.format("<w:strike/>", "ever ") + run.format('<w:strike w:val="0"/>', "ran.")
    )
    body = (
        paragraph("INT. HALL - DAY")
        + paragraph("NORA", "C")
        + f'<w:p><w:pPr><w:pStyle w:val="D"/></w:pPr>{words}</w:p>'
    )
    source = read(document(tmp_path / "s.docx", body, style("C", "Character") + style("D", "Dialogue")))

    assert said(parse(source)) == [("NORA", "I never ran.")]
    assert source.remarks[0] == "1 passages are struck out and left out, the first “ever ”"


def test_paragraphs_without_a_style_of_the_script_are_said(tmp_path: Path) -> None:
    body = "".join(paragraph(f"Loose {n}.") for n in range(5)) + paragraph("NORA", "C") + paragraph("No.", "D")
    source = read(document(tmp_path / "s.docx", body, style("C", "Character") + style("D", "Dialogue")))

    assert source.remarks == ("5 paragraphs have no style of a script and are read as action, the first “Loose 0.”",)


def test_opendocument_is_read_by_its_styles(tmp_path: Path) -> None:
    """Derived styles (P1 of Character), a line through words, tabs and repeated blanks; whatever the file is called."""
    styles = (
        "<style:style style:name='Character' style:family='paragraph'/><style:style style:name='Dialogue' style:family='paragraph'/>"
        "<style:style style:name='P1' style:family='paragraph' style:parent-style-name='Character'/>"
        "<style:style style:name='T1' style:family='text'><style:text-properties style:text-line-through-style='solid'/></style:style>"
    )
    body = (
        "<text:p>INT. HALL - DAY</text:p><text:p text:style-name='P1'>NORA</text:p>"
        "<text:p text:style-name='Dialogue'>I never <text:span text:style-name='T1'>ever </text:span>ran<text:s text:c='2'/>far.</text:p>"
        "<text:p>She sits.</text:p>"
    )
    source = read(opendocument(tmp_path / "s.docx", body, styles))

    assert said(parse(source)) == [("NORA", "I never ran  far.")]
    assert "struck out" in source.remarks[0]
    assert source.container == "odt"


def test_rtf_is_read_by_its_styles_and_indents(tmp_path: Path) -> None:
    styled, indented = tmp_path / "a.rtf", tmp_path / "b.doc"
    head = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Courier;}}{\stylesheet{\s1 Scene Heading;}{\s2\li3168 Character;}{\s3 Dialogue;}{\s4\sbasedon2 Mine;}}"
    styled.write_bytes(
        head
        + rb"{\info{\title Nothing}}\pard\s1 INT. CAF\'c9 - DAY\par\pard\s4 NORA\par\pard\s3 It\rquote s {\strike not }late\u8212?"
        rb" N\'e9e.\par\pard She sits.\par\pard\s2 PIET\par\pard\s3 Here.\par}"
    )
    indented.write_bytes(
        rb"{\rtf1\ansi\pard INT. HALL - DAY\par\pard\li3168 NORA\par\pard\li1440 Hello.\par\pard She sits.\par\pard\li3168 PIET\par\pard\li1440 Here.\par"
        rb"\pard\li3168 NORA\par\pard\li1440 Bye.\par}"
    )

    assert said(parse(read(styled))) == [("NORA", "It’s late— Née."), ("PIET", "Here.")]
    assert "struck out" in read(styled).remarks[0]
    assert said(parse(read(indented))) == [("NORA", "Hello."), ("PIET", "Here."), ("NORA", "Bye.")]


def test_chinese_rtf_is_decoded_by_its_fonts(tmp_path: Path) -> None:
    path = tmp_path / "s.rtf"
    words = "".join(f"\\'{byte:02x}" for byte in "林晚：你好。".encode("gb18030"))
    path.write_text(
        r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 SimSun;}}\f0 1-1 \u26085? \u20869? x\par " + words + r"\par}"
    )

    assert read(path).text == "1-1 日 内 x\n林晚：你好。\n\n"


def test_a_deep_nest_is_refused(tmp_path: Path) -> None:
    from storyboard.errors import UsageError

    path = document(tmp_path / "s.docx", "<w:sdt>" * 3000 + paragraph("x") + "</w:sdt>" * 3000)
    assert W
    with pytest.raises(UsageError, match="nested deeper than"):
        read(path)
