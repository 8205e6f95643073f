"""PDFs: the rows of a page become a script again, with the right speakers, or the file is refused with what was counted."""

import shutil
import subprocess
from pathlib import Path

import pytest

from storyboard.errors import UsageError
from storyboard.model import Script
from storyboard.parse import parse
from storyboard.read import read
from tests.effort import effort
from tests.measure_parser import same_speaker, strict
from tests.pdfs import Element, printed, typed

NAMES = ("IDA BELL", "OTTO", "MR. VANE", "THE PORTER", "DR. OOM", "COP #2")
WORDS = (
    "You left the lamp on.",
    "The tide turns at four, and the boat will not wait for anybody, not for you and not for the man who owns it.",
    "No.",
    "I have counted the steps twice: seventy-one going up, seventy-two coming down, and the wet one is on no list. Ask Abel. He counts.",
    "149.",
    "Is it late? It is always late. Sit down -- eat something.",
    "What does it cost, and who pays?",
)
ASIDES = ("(not looking)", "(to the mule)", "(sitting, slowly, on the only chair that has not been sold)")
PLACES = ("INT. COUNTING HOUSE - NIGHT", "EXT. SALT PANS - DAY", "INT. NIGHT BUS - CONTINUOUS", "EXT. DEPOT - DAWN")
ACTIONS = (
    "Shelves to the ceiling. A ladder, and somebody's legs on it.",
    "She opens the ledger. A page is missing; the edge of it is white as a tooth, and she follows it with one finger, up and down.",
    "CLOSE ON the lamp. It goes out.",
)


def script(scenes: int, *, dual: bool = False) -> list[Element]:
    """A screenplay of so many scenes, the same every time."""
    elements: list[Element] = []
    count = 0
    for scene in range(scenes):
        elements += [("heading", PLACES[scene % len(PLACES)]), ("action", ACTIONS[scene % len(ACTIONS)])]
        for turn in range(6):
            count += 1
            name = NAMES[(scene + turn) % len(NAMES)]
            elements.append(("name", f"{name} (O.S.)" if count % 11 == 0 else name))
            if count % 5 == 0:
                elements.append(("aside", ASIDES[count % len(ASIDES)]))
            elements.append(("words", WORDS[count % len(WORDS)]))
            if count % 4 == 0:
                elements.append(("action", ACTIONS[count % len(ACTIONS)]))
        if dual and scene % 3 == 0:
            elements.append(
                ("dual", "IDA BELL|They both bite, and neither of them is sorry.|OTTO|Now they do. Now they all do.")
            )
        if scene % 5 == 4:
            elements.append(("transition", "CUT TO:"))
    return elements


def said(elements: list[Element]) -> list[tuple[str, str]]:
    """(speaker, words) of every speech, in order."""
    found: list[tuple[str, str]] = []
    for kind, text in elements:
        if kind == "name":
            found.append((text.split(" (")[0], ""))
        elif kind == "words":
            found[-1] = (found[-1][0], found[-1][1] + text)
        elif kind == "dual":
            first, one, second, two = text.split("|")
            found += [(first, one), (second, two)]
    return found


def right(wanted: list[tuple[str, str]], read_as: Script) -> float:
    """Share of the speeches that stand in the script with the right speaker, word for word and in order."""
    import difflib

    want = [(same_speaker(name), strict(words)) for name, words in wanted]
    have = [(same_speaker(unit.speaker), strict(unit.text)) for unit in read_as.units if unit.kind == "speech"]
    matcher = difflib.SequenceMatcher(None, want, have, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / max(len(want), len(have))


@pytest.mark.parametrize(
    "page",
    [
        {},
        {"header": "THE SALT LEDGER"},
        {"header": "THE SALT LEDGER - Rev. 3/4", "numbers": True},
        {"header": "SALT", "numbers": True, "stars": 3},
    ],
    ids=["plain", "running head", "numbered", "revised"],
)
def test_a_typed_page_is_a_script_again(tmp_path: Path, page: dict[str, object]) -> None:
    """Names, words over the end of a page, directions, two at once, scene numbers, stars, CONTINUED."""
    elements = script(24, dual=True)
    source = read(typed(tmp_path / "script.pdf", elements, **page))  # type: ignore[arg-type]
    result = parse(source)

    assert right(said(elements), result) == 1
    assert len(result.scenes) == 24
    assert "".join(unit.raw for unit in result.units) == source.text
    spoken = " ".join(unit.text for unit in result.units if unit.kind == "speech")
    assert not any(mark in spoken for mark in ("MORE", "CONT", "*", "SALT"))


def test_a_page_is_not_much_more_work_than_its_plain_text(tmp_path: Path) -> None:
    """4 ms a page against 0.3 ms that the library itself takes for the words without their places."""
    import pypdfium2

    path = typed(tmp_path / "script.pdf", script(40), header="SALT", numbers=True)

    def words() -> None:
        for page in pypdfium2.PdfDocument(path):
            page.get_textpage().get_text_range()

    assert effort(lambda: read(path)) < 40 * effort(words)


PARAGRAPHS = [
    "第1集",
    "1-1 日 内 茶馆",
    "△雨打在窗棂上，茶客三三两两，掌柜的把算盘拨得很响，谁也没有注意到门口站着一个浑身湿透的年轻人，他手里提着一只旧皮箱。",
    "阿棠：掌柜的，我等了三年零四个月，今天不是来喝茶的，是来要一个说法的，你要是给不出来，那这扇门今天就不用关了。",
    "顾掌柜：（头也不抬）说法？",
    "阿棠：对。",
    "△顾掌柜放下算盘。",
    "顾掌柜：那就先坐下，喝完这一杯再说，茶凉了就不好喝了，人凉了就什么都来不及了，你爹当年也是坐在你现在站的这个地方。",
] * 12


@pytest.mark.parametrize(("per_row", "indent"), [(34, 0), (30, 2), (22, 0)])
def test_chinese_rows_are_paragraphs_again(tmp_path: Path, per_row: int, indent: int) -> None:
    source = read(printed(tmp_path / "script.pdf", PARAGRAPHS, per_row=per_row, indent=indent))
    result = parse(source)

    wanted = [tuple(text.replace("（头也不抬）", "").split("：", 1)) for text in PARAGRAPHS if "：" in text[:5]]
    assert right(wanted, result) >= 0.99  # type: ignore[arg-type]
    assert [line for line in source.text.split("\n") if line.startswith("△")] == [p for p in PARAGRAPHS if p[0] == "△"]
    assert "第三稿" not in source.text


def test_a_scan_and_a_damaged_file_are_refused_with_what_was_counted(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    scan, broken = tmp_path / "scan.pdf", tmp_path / "broken.pdf"
    canvas = Canvas(str(scan))
    for _ in range(3):
        canvas.rect(100, 100, 300, 400, fill=1)
        canvas.showPage()
    canvas.save()
    broken.write_bytes(b"%PDF-1.7 ...")

    with pytest.raises(
        UsageError, match="is a scan or holds pictures: 3 pages with 0 letters in all\nhint: run it through"
    ):
        read(scan)
    with pytest.raises(UsageError, match="is damaged: it cannot be opened as a PDF"):
        read(broken)


def test_a_locked_pdf_says_so(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "locked.pdf"
    canvas = Canvas(str(path), encrypt="secret")
    canvas.drawString(100, 700, "INT. HALL - DAY")
    canvas.save()

    with pytest.raises(UsageError, match="is protected by a password"):
        read(path)


def fountain(elements: list[Element]) -> str:
    """The elements as Fountain."""
    lines = []
    for kind, text in elements:
        lines.append(text if kind in ("aside", "words") else f"\n{text}")
    return "\n".join(lines) + "\n"


@pytest.mark.outside
def test_pdfs_of_screenplain_are_scripts_again(tmp_path: Path) -> None:
    """At least 99 % of the speeches with the right speaker."""
    parser = pytest.importorskip("screenplain.parsers.fountain")
    pdf = pytest.importorskip("screenplain.export.pdf")
    elements, path = script(40), tmp_path / "script.pdf"
    text = tmp_path / "script.fountain"
    text.write_text(fountain(elements), encoding="utf-8")
    with text.open(encoding="utf-8") as file:
        pdf.to_pdf(parser.parse(file), str(path))

    assert right(said(elements), parse(read(path))) >= 0.99


@pytest.mark.outside
@pytest.mark.parametrize("form", ["pdf", "odt", "rtf", "docx"])
def test_what_a_word_processor_makes_of_a_script_is_one_again(tmp_path: Path, form: str) -> None:
    """Styles and indents of a Word file as LibreOffice saves them in other forms; at least 99 % of the speeches."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("needs LibreOffice")
    from tests.wordfiles import screenplay

    elements = script(20)
    first = screenplay(tmp_path / "in" / "script.docx", elements, styled=form != "pdf")
    subprocess.run(
        [
            office,
            "--headless",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--convert-to",
            form,
            "--outdir",
            str(tmp_path),
            str(first),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )

    assert right(said(elements), parse(read(tmp_path / f"script.{form}"))) >= 0.99
