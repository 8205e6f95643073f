"""Reading files: strict decoding, Word and Final Draft as one sees them, and one clear message for what cannot be read."""

import io
import zipfile
from pathlib import Path

import pytest

from storyboard.errors import UsageError
from storyboard.parse import parse
from storyboard.read import LIMIT, read
from storyboard.read.numbering import chinese, letter, roman

TEXT = "第1集：回家\n1-1 日 内 客厅\n林晚：𠮷字玉佩，3.5 亿。\n"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(path: Path, body: str, numbering: str = "", styles: str = "") -> Path:
    """A Word file with this body."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            f'<w:document {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{body}</w:body></w:document>',
        )
        if numbering:
            archive.writestr("word/numbering.xml", f"<w:numbering {W}>{numbering}</w:numbering>")
        if styles:
            archive.writestr("word/styles.xml", f"<w:styles {W}>{styles}</w:styles>")
    return path


def p(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("codec", "mark", "named"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
        ("gb18030", b"", "gb18030"),
        ("utf-16-le", b"\xff\xfe", "utf-16"),
        ("utf-16-be", b"\xfe\xff", "utf-16"),
        ("utf-16-le", b"", "utf-16-le"),
    ],
)
def test_text_is_decoded_exactly_and_its_mark_is_no_part_of_it(tmp_path, codec, mark, named):
    path = tmp_path / "script.txt"
    path.write_bytes(mark + TEXT.replace("\n", "\r\n").encode(codec))

    source = read(path)

    assert source.text == TEXT.replace("\n", "\r\n")
    assert (source.encoding, source.container) == (named, "text")


def test_quotes_of_windows_and_traditional_chinese_are_told_from_gb18030(tmp_path):
    english, taiwan = tmp_path / "a.txt", tmp_path / "b.txt"
    english.write_bytes("JOHN: It’s “fine” — really.\n".encode("cp1252"))
    taiwan.write_bytes("第一場 客廳\n林晚：你怎麼在這裡？我們回家吧。\n".encode("big5"))

    assert read(english).text == "JOHN: It’s “fine” — really.\n"
    assert read(english).encoding == "cp1252"
    assert read(taiwan).encoding == "big5"


WESTERN = {
    "quotes": "NORA\nIt’s late. I wouldn’t go…”\n\nPIET\nDon’t you dare say “no”…\n",
    "accents": "INT. CAFÉ - DAY\n\nRENÉ\nL’été, déjà? “Naïve”… — non.\n",
    "umlauts": "INT. KÜCHE - TAG\nJÖRG: Größe über alles, Straße für Straße.\n",
    "one sign": "NORA: It’s late.\n",
}


@pytest.mark.parametrize("codec", ["cp1252", "mac_roman"])
@pytest.mark.parametrize("text", WESTERN.values(), ids=WESTERN.keys())
def test_windows_and_mac_are_told_by_their_letters_and_the_choice_is_said(tmp_path, codec, text):
    path = tmp_path / "script.txt"
    path.write_bytes(text.encode(codec))

    source = read(path)

    assert (source.text, source.encoding) == (text, codec)
    assert "by its letters it is read as" in source.remarks[0]


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("JOHN: 你好\nMARY: Hello there, this is a long line in English.\n", "gb18030"),
        ("林晚：喆镕喝咖啡！\n", "gb18030"),
        ("太郎「はい、そうです」と言った。東京の夜。\n", "shift_jis"),
    ],
)
def test_asian_words_are_not_taken_for_accents(tmp_path, text, codec):
    path = tmp_path / "script.txt"
    path.write_bytes(text.encode(codec))

    assert (read(path).text, read(path).remarks) == (text, ())


def test_cyrillic_is_refused_and_never_read_as_chinese_or_accents(tmp_path):
    path = tmp_path / "script.txt"
    path.write_bytes("ИВАН: Привет, как дела? Хорошо.\n".encode("cp1251"))

    assert refused(path).startswith("FILE is in no encoding that can be told")


def refused(path: Path) -> str:
    with pytest.raises(UsageError) as caught:
        read(path)
    assert caught.value.exit_code == 2
    return str(caught.value).replace(str(path), "FILE")


def test_broken_utf8_is_reported_with_its_line_and_never_read_as_chinese(tmp_path):
    path = tmp_path / "x.txt"
    path.write_bytes((TEXT * 20).encode() + b"\xed\xa0\x80\n")

    assert refused(path) == (
        "FILE: line 61 has bytes that are not UTF-8 (ed)\nhint: open it in an editor and save it as UTF-8"
    )


CASES = [
    ("empty.txt", b"", "FILE is empty"),
    ("blank.txt", b" \n\t\n", "FILE holds no words"),
    ("noise.txt", bytes(range(256)) * 40, "FILE is not text: it has NUL bytes\nhint: give a .txt, .docx, .fdx or .fountain"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00\x01\x02" * 90, "FILE is not text: it has NUL bytes\nhint: give a .txt, .docx, .fdx or .fountain"),
    ("bells.txt", b"\x07\x08\x01ab" * 90, "FILE is not text: it is full of control characters\nhint: give a .txt, .docx, .fdx or .fountain"),
    ("script.pdf", b"%PDF-1.7 ...", "FILE is damaged: it cannot be opened as a PDF\nhint: get it again, or export it again"),
    ("script.rtf", b"{\\rtf1 }", "FILE is RTF without words\nhint: open it in a word processor and save it as .docx"),
    ("script.highland", b"PK\x03\x04...", "FILE is a Highland document\nhint: in Highland, choose File > Export > Fountain, and give that"),
    ("script.fadein", b"PK\x03\x04...", "FILE is a Fade In document\nhint: in Fade In, choose File > Export > Final Draft, and give that"),
    ("script.osf", b"<document/>", "FILE is in Open Screenplay Format\nhint: open it in Fade In or the program it is from, and export it as .fdx or .fountain"),
    ("script.trelby", b"#Version 3", "FILE is a Trelby document\nhint: in Trelby, choose File > Export > Final Draft XML or Fountain, and give that"),
    ("script.pages", b"PK\x03\x04...", "FILE is a Pages document\nhint: in Pages, choose File > Export To > Word, and give that"),
    ("script.txt", b"<!DOCTYPE html><p>INT. HALL", "FILE is a web page\nhint: open it in a browser, copy the script, and save that as .txt"),
    ("script.srt", b"1\n00:00:01,000 --> 00:00:02,000\nHello.", "FILE holds subtitles: words and times, but nobody who says them\nhint: give the script that they are of"),
    ("script.doc", b"Hello", "FILE is not a Word file that can be read\nhint: open it in Word or WPS and save it as .docx"),
    ("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "FILE is an old .doc, whatever its name says\nhint: open it in Word or WPS and save it as .docx"),
    ("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "FILE is protected by a password\nhint: open it in Word and save it without one"),
    ("text.fdx", b"hello", "FILE is called .fdx but is not a Final Draft file\nhint: export it again, or rename it to what it is"),
    ("other.fdx", b"<note>hello</note>", "FILE is XML, but its root is <note>, not <FinalDraft>\nhint: export it from Final Draft as .fdx"),
    ("bomb.fdx", b'<?xml version="1.0"?><!DOCTYPE FinalDraft [<!ENTITY a "aaaa">]><FinalDraft><Content/></FinalDraft>', "FILE has a document type declaration, which no script needs\nhint: save it again in the program it is from"),
    ("cut.docx", b"PK\x03\x04\x14\x00\x06\x00", "FILE is damaged: the file ends early or its parts cannot be unpacked\nhint: get it again, or save it again in Word"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "message"), CASES, ids=[name for name, _, _ in CASES])
def test_what_cannot_be_read_is_refused_in_one_message(tmp_path, name, data, message):
    path = tmp_path / name
    path.write_bytes(data)

    assert refused(path) == message


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    assert refused(tmp_path / "none.txt") == "there is no file FILE"
    assert refused(tmp_path) == "FILE is a folder\nhint: name one script file in it"


def test_a_file_of_50_megabytes_is_refused_without_being_read(tmp_path):
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)

    assert (
        refused(path)
        == "FILE is too large for a script: 50 MB, the limit is 34 MB\nhint: split it into one file per episode"
    )
    assert LIMIT < 50_000_000


def test_a_truncated_word_file_a_zip_without_a_script_and_a_bomb_are_refused(tmp_path):
    whole = word(tmp_path / "whole.docx", p("林晚：你好。") * 50).read_bytes()
    cut, other, bomb = tmp_path / "cut.docx", tmp_path / "other.docx", tmp_path / "bomb.docx"
    cut.write_bytes(whole[: len(whole) // 2])
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.txt", "x")
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", io.BytesIO(b" " * 70_000_000).getvalue())

    assert refused(cut).startswith("FILE is damaged")
    assert refused(other).startswith("FILE is a zip archive, but not a Word document")
    assert refused(bomb) == "FILE unpacks to more than 64 MB and is not opened"


def test_word_is_read_as_one_sees_it(tmp_path):
    """Runs joined, insertions kept, deletions gone, ruby base, breaks, controls, text boxes once, cells with tabs."""
    body = (
        "<w:p><w:r><w:t>林</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>晚：</w:t></w:r><w:ins><w:r><w:t>你</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>我</w:delText></w:r></w:del><w:r><w:ruby><w:rt><w:r><w:t>hao</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>好</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
        "<w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t></w:r></w:p>"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>"
        f"<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{p('框')}</w:txbxContent></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><w:txbxContent>{p('框')}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        f"<w:tbl><w:tr><w:tc>{p('甲')}</w:tc><w:tc>{p('乙')}{p('丙')}</w:tc></w:tr></w:tbl>"
    )
    source = read(word(tmp_path / "x.docx", body))

    assert source.text == "林晚：你好\n一\n二\n控件\n\n框\n甲\t乙\v丙\n"
    assert source.remarks == ("the document has tracked changes: insertions are read, deletions are not",)
    assert "reading" in {fault.rule for fault in parse(source).warnings}


def test_automatic_numbers_are_written_out(tmp_path):
    """Numbers of paragraphs and styles, several levels, counted on through the document."""
    numbering = (
        '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="第%1集"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1-%2"/></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1场"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    )
    styles = '<w:style w:styleId="Scene"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'

    def level(depth: int) -> str:
        return f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr></w:pPr>'

    body = (
        p("", level(0))
        + p("回家", level(0))
        + p("日 内 客厅", level(1))
        + p("夜 外 街", level(1))
        + p("再见", level(0))
        + p("日 内 车", level(1))
    )
    body += p("客厅", '<w:pPr><w:pStyle w:val="Scene"/></w:pPr>') * 2

    text = read(word(tmp_path / "x.docx", body, numbering, styles)).text

    assert (
        text == "第1集\n第2集 回家\n2-1 日 内 客厅\n2-2 夜 外 街\n第3集 再见\n3-1 日 内 车\n第三场 客厅\n第四场 客厅\n"
    )


def test_numbers_are_spelled_as_word_spells_them():
    assert [chinese(n) for n in (1, 10, 11, 20, 21, 105, 110)] == [
        "一",
        "十",
        "十一",
        "二十",
        "二十一",
        "一百零五",
        "一百一十",
    ]
    assert [roman(n) for n in (4, 9, 14)] == ["IV", "IX", "XIV"]
    assert [letter(n) for n in (1, 26, 27)] == ["A", "Z", "AA"]


def test_final_draft_joins_all_runs_and_leaves_notes_and_summaries_out(tmp_path):
    path = tmp_path / "x.fdx"
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><FinalDraft DocumentType="Script"><Content>'
        '<Paragraph Type="Scene Heading" Number="4"><SceneProperties><Summary><Paragraph><Text>no</Text></Paragraph></Summary></SceneProperties><Text>INT. </Text><Text Style="Bold">BAR</Text><Text> - DAY</Text></Paragraph>'
        '<Paragraph Type="Action"><Text>Rain.</Text><ScriptNote><Paragraph><Text>no</Text></Paragraph></ScriptNote></Paragraph>'
        '<Paragraph><DualDialogue><Paragraph Type="Character"><Text>ANN</Text></Paragraph><Paragraph Type="Dialogue"><Text>One </Text><Text>two.</Text></Paragraph>'
        '<Paragraph Type="Character"><Text>BOB (O.S.)</Text></Paragraph><Paragraph Type="Parenthetical"><Text>(low)</Text></Paragraph><Paragraph Type="Dialogue"><Text>Three.</Text></Paragraph></DualDialogue></Paragraph>'
        "</Content></FinalDraft>",
        encoding="utf-8",
    )
    source = read(path)
    script = parse(source)

    assert source.text == "INT. BAR - DAY\nRain.\nANN\nOne two.\nBOB (O.S.)\n(low)\nThree.\n"
    assert [(u.speaker, u.text, u.delivery) for u in script.units if u.kind == "speech"] == [
        ("ANN", "One two.", ""),
        ("BOB", "Three.", "offscreen"),
    ]
    assert (script.scenes[0].number, script.scenes[0].location, script.scenes[0].time) == ("4", "BAR", "DAY")


def test_a_final_draft_file_is_known_by_its_root_whatever_it_is_called(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text(
        '<?xml version="1.0"?><FinalDraft><Content><Paragraph Type="Action"><Text>Rain.</Text></Paragraph></Content></FinalDraft>',
        encoding="utf-8",
    )

    assert read(path).container == "fdx"
