"""Whatever happens to a file on its way, it is read or refused in one sentence: never a traceback, never a lost character."""

import random
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from storyboard.errors import UsageError
from storyboard.parse import parse
from storyboard.read import read
from tests.containers import CONTAINERS, keeps
from tests.pdfs import printed, typed
from tests.tablefiles import rows_of, separated, workbook
from tests.tablefiles import word as tabled
from tests.test_pdf import PARAGRAPHS, fountain, script
from tests.wordfiles import screenplay

FORMS = Path(__file__).parent / "gold" / "forms"


def texts(_: Path) -> list[tuple[str, bytes]]:
    return [(path.suffix, path.read_bytes()) for path in sorted(FORMS.iterdir()) if path.suffix != ".json"]


def encoded(_: Path) -> list[tuple[str, bytes]]:
    text, english = "".join(f"{line}\n" for line in PARAGRAPHS[:8]), "NORA: It’s “late” — café…\nPIET: Don’t.\n"
    return [(".txt", text.encode(codec)) for codec in ("gb18030", "utf-16", "utf-8-sig")] + [
        (".txt", english.encode(codec)) for codec in ("cp1252", "mac_roman")
    ]


def word(folder: Path) -> list[tuple[str, bytes]]:
    return [
        (".docx", screenplay(folder / f"{styled}.docx", script(3), styled=styled).read_bytes())
        for styled in (True, False)
    ]


def pages(folder: Path) -> list[tuple[str, bytes]]:
    files = (
        typed(folder / "a.pdf", script(4, dual=True), header="SALT", numbers=True),
        printed(folder / "b.pdf", PARAGRAPHS[:16]),
    )
    return [(".pdf", path.read_bytes()) for path in files]


def rich(_: Path) -> list[tuple[str, bytes]]:
    body = "".join(rf"\pard\li{2000 if kind == 'name' else 0} {text}\par " for kind, text in script(3))
    return [
        (
            ".rtf",
            (r"{\rtf1\ansi{\fonttbl{\f0 A;}}{\stylesheet{\s1 Character;}}" + body + "}").encode("ascii", "replace"),
        )
    ]


def tagged(_: Path) -> list[tuple[str, bytes]]:
    types = {
        "heading": "Scene Heading",
        "name": "Character",
        "words": "Dialogue",
        "aside": "Parenthetical",
        "transition": "Transition",
    }
    body = "".join(
        f'<Paragraph Type="{types.get(kind, "Action")}"><Text>{text}</Text></Paragraph>' for kind, text in script(3)
    )
    return [
        (".fdx", f"<FinalDraft><Content>{body}</Content></FinalDraft>".encode()),
        (".fountain", fountain(script(3)).encode()),
    ]


def tables(folder: Path) -> list[tuple[str, bytes]]:
    rows = rows_of((FORMS / "table_under_headings.md").read_text(encoding="utf-8"))
    files = (
        separated(folder / "t.csv", rows),
        workbook(folder / "t.xlsx", {"一": rows, "二": rows[:6]}, ["B5:B7"]),
        tabled(folder / "t.docx", rows),
    )
    return [(path.suffix, path.read_bytes()) for path in files]


def kept(folder: Path) -> list[tuple[str, bytes]]:
    """Layouts in each container in turn, so that every reader meets marks of every kind."""
    files = [path for path in sorted((FORMS.parent / "fresh").iterdir()) if path.suffix in (".txt", ".md")]
    found = []
    for number, path in enumerate(files):
        name, (suffix, make) = list(CONTAINERS.items())[number % len(CONTAINERS)]
        text = path.read_text(encoding="utf-8")
        if name != "workbook" and keeps(name, text):
            found.append((suffix, make(folder / f"kept{suffix}", text).read_bytes()))
    return found


MAKERS = (texts, encoded, word, pages, rich, tagged, tables)
KEPT = (*MAKERS, kept)


def flipped(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.randint(1, 12)):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def cut(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data))
    return data[:start] + data[start + dice.randrange(1, max(2, len(data) // 3)) :]


def doubled(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data))
    piece = data[start : start + dice.randrange(1, 400)]
    return data[:start] + piece * dice.randrange(2, 30) + data[start:]


def mixed(data: bytes, dice: random.Random) -> bytes:
    lines = data.split(b"\n")
    dice.shuffle(lines)
    return b"\n".join(lines)


def inside(data: bytes, dice: random.Random) -> bytes:
    """A zip whose largest member is changed, so that more than its checksum is wrong."""
    if not data.startswith(b"PK"):
        return flipped(data, dice)
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(
                info.filename,
                dice.choice((flipped, cut, doubled))(content, dice)
                if info.filename.startswith(("word/", "xl/")) and dice.random() < 0.7
                else content,
            )
    return out.getvalue()


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (flipped, cut, doubled, mixed, inside)


def read_or_refused(path: Path) -> bool:
    """Whether the file was read; every character of what was read is in one unit."""
    try:
        source = read(path)
        result = parse(source)
    except UsageError:
        return False
    assert "".join(unit.raw for unit in result.units) == source.text
    return True


def run(
    tmp_path: Path, count: int, seed: int, makers: tuple[Callable[[Path], list[tuple[str, bytes]]], ...] = MAKERS
) -> int:
    """How many of so many mutants were read."""
    files = [made for maker in makers for made in maker(tmp_path)]
    dice, done = random.Random(seed), 0
    for number in range(count):
        suffix, data = files[number % len(files)]
        path = tmp_path / f"mutant{suffix}"
        path.write_bytes(dice.choice(MUTATIONS)(data, dice) or b" ")
        done += read_or_refused(path)
    return done


@pytest.mark.wide
def test_a_hundred_mutants_of_all_containers_are_read_or_refused(tmp_path: Path) -> None:
    assert 20 < run(tmp_path, 100, seed=13) < 100


@pytest.mark.slow
def test_two_thousand_mutants_of_all_containers_are_read_or_refused(tmp_path: Path) -> None:
    assert run(tmp_path, 2000, seed=2026, makers=KEPT) > 600


HOSTILE = {
    "stars": "*a" * 20_000, "underlines": "_a " * 15_000, "brackets": "(" * 30_000, "notes": "[[" * 20_000 + "]]", "boneyard": "/*" * 20_000,
    "capitals": "NORA " * 10_000, "dashes": "A - " * 12_500, "dots": "A. " * 12_500, "gaps": "NORA" + "   X" * 10_000, "colons": "A: " * 12_500,
    "commas": "A, b" * 12_500, "blanks": "x" + " " * 45_000 + "x", "hashes": "#1 " * 15_000,
    "heads": "INT. HALL - DAY\n" * 3_000, "names": "INT. HALL - DAY\n\n" + "NORA\n" * 7_500, "numbers": "INT. HALL - DAY\n\nNORA\nHi.\n\n" + "12.\n" * 10_000,
    "more": "INT. HALL - DAY\n\n" + "NORA\nHi\n(MORE)\n\n2.\n\nNORA (CONT'D)\n" * 2_000, "asides": "INT. HALL - DAY\n\n     NORA\n  (\n" + "  (a\n\n" * 4_500,
    "sides": "INT. HALL - DAY\n\n" + "   NORA       PIET\n" * 3_000, "title": "Title: x\n" + "\n    y\n" * 4_500,
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        pytest.param(text, suffix, id=f"{name} {suffix}", marks=pytest.mark.wide if (at + other) % 2 else ())
        for at, (name, text) in enumerate(HOSTILE.items())
        for other, suffix in enumerate((".txt", ".fountain"))
    ],
)
def test_hostile_lines_cost_no_more_than_their_length(tmp_path: Path, text: str, suffix: str) -> None:
    import time

    path = tmp_path / f"s{suffix}"

    def seconds(part: str) -> float:
        path.write_text(part + "\n", encoding="utf-8")
        begin = time.process_time()
        assert read_or_refused(path)
        return time.process_time() - begin

    # A busy machine may double one of the two; a text whose square counts is late every time.
    assert any(seconds(text) < max(0.13, 9 * seconds(text[: len(text) // 4])) for _ in range(3))
