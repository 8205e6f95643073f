"""Markdown that pandoc wrote of a word processor's file: spans with classes, escaped stops, paragraphs that were set in as quotations one within another.

The text is that of the document again: what was set in stands set in, names right above their words, each on its own line,
so that a line keeps its number.
"""

from collections import Counter
from collections.abc import Sequence

from storyboard.model import Source
from storyboard.patterns import deferred
from storyboard.read import text
from storyboard.records import dataclass

SPAN = deferred(r"\[(?P<inner>[^\[\]\n]*)\]\{[.#][^{}\n]*\}", needs="{")
ATTRIBUTES = deferred(r"[ \t]*\{[.#][^{}\n]*\}[ \t]*(?=\r?$)", needs="{")
"""What pandoc puts behind a heading."""
MARKED = deferred(r"(?P<told>\[[^\[\]\n]+\])\{\.(?:mark|highlight)[^{}\n]*\}(?P<ref>(?:\[\^\w+\])*)")
"""A paragraph that was marked with colour: a remark, whose brackets stay."""
NOTED = deferred(r"(?<=\S)\[\^\w{1,12}\](?!:)")
"""Where a footnote stands in the text."""
ESCAPED = deferred(r"\\(?P<sign>[.\-\[\]()\"'#>!~|+:<$@&…])")
HARD_BREAK = deferred(r"(?<=\S)\\[ \t]*(?=\r?$)")
BOLD = deferred(r"(?P<sign>\*\*|__)(?P<inner>[^*_\n]+)(?P=sign)[ \t]*")
QUOTED = deferred(r"[ \t]{0,3}(?P<signs>>(?:[ \t]*>)*)[ \t]?(?P<inner>.*)")
NAME = deferred(
    r"(?P<name>[\w\u3400-\u9fff][\w .'’·#&、和/-]{0,28}?)[ \t]*(?:[（(][^（()）]{1,24}[)）][ \t]*){0,2}[:：]?"
)
"""A name alone on its line, and what an extension says behind it."""
DIRECTED = deferred(r"[（(][^（()）]*[)）]")
LONGEST_HEAD = 24
"""Lines of the longest head with the author and the language of a document."""
LEAST = 3
"""Names above their words from which on quotations are what was set in."""
IN, DEEPER, DEEPEST = 10, 15, 20
"""Columns of words, directions and names."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Rows of one depth without a blank one between."""

    first: int
    stop: int
    depth: int
    text: str


def read(data: bytes, path: str) -> Source:
    """The text of a Markdown file, as it stands there; of one that pandoc made, what it was made of."""
    source = text.reader("markdown")(data, path)
    return (
        Source(path, told, source.encoding, "text", remarks=source.remarks)
        if (told := unwritten(source.text))
        else source
    )


def unwritten(written: str) -> str:
    """What pandoc wrote a text of; nothing where a text is not of pandoc."""
    signs = len(SPAN.findall(written)) + len(ATTRIBUTES.findall(written)) if "{" in written else 0
    nested = "> >" in written or ">>" in written
    if not signs and not (nested and "\\" in written) and not (nested and written.count("\n> >") >= LEAST):
        return ""
    rows = [_bare(row) for row in written.split("\n")]
    if rows[0].rstrip() == "---" and "---" in (ends := [row.rstrip() for row in rows[1:LONGEST_HEAD]]):
        rows[0] = rows[ends.index("---") + 1] = ""
    quoted = _set_in(rows) if "\n>" in written else 0
    rows = [row.lstrip("#").lstrip() if row[:1] == "#" else row for row in rows] if quoted else rows
    return "\n".join(rows) if signs or quoted else ""


def _bare(row: str) -> str:
    """A row without what pandoc adds to its words."""
    lead = QUOTED.match(row) if row[:1] == ">" else None
    ahead = row[: lead.start("inner")] if lead else ""
    core = row[len(ahead) :]
    if "{" in core:
        core = MARKED.sub(r"\g<told>\g<ref>", core.strip()) if MARKED.fullmatch(core.strip()) else core
        core = SPAN.sub(r"\g<inner>", SPAN.sub(r"\g<inner>", core))
        core = ATTRIBUTES.sub("", core)
    if "[^" in core and not core.startswith("[^"):
        core = NOTED.sub("", core)
    if "\\" in core:
        core = HARD_BREAK.sub("", ESCAPED.sub(r"\g<sign>", core))
    if core[:2] in ("**", "__") and (bold := BOLD.fullmatch(core.rstrip("\r"))):
        core = bold["inner"]
    return ahead + core


def _paragraphs(rows: Sequence[str]) -> list[Paragraph]:
    """The paragraphs that are quoted, in order; an unquoted one has the depth 0."""
    found: list[Paragraph] = []
    open_ = False
    for at, row in enumerate(rows):
        quoted = QUOTED.fullmatch(row.rstrip("\r"))
        depth = quoted["signs"].count(">") if quoted else 0
        core = (quoted["inner"] if quoted else row).strip()
        if not core:
            open_ = False
            continue
        last = found[-1] if found else None
        if last and open_ and last.depth == depth and depth:
            glued = (last.text[-1] + core[0]).isascii()
            found[-1] = Paragraph(last.first, at + 1, depth, f"{last.text}{' ' if glued else ''}{core}")
        else:
            found.append(Paragraph(at, at + 1, depth, core))
        open_ = True
    return found


def _set_in(rows: list[str]) -> int:
    """Set names, directions and words in that stand quoted, and nothing between them; how many names there are."""
    paragraphs = _paragraphs(rows)
    found = [at for at in range(len(paragraphs) - 1) if _named(paragraphs, at)]
    names = Counter(match["name"] for at in found if (match := NAME.fullmatch(paragraphs[at].text)))
    deeper = sum(paragraphs[at].depth > paragraphs[_words(paragraphs, at)].depth for at in found)
    again = sum(count for count in names.values() if count > 1)
    if len(found) < LEAST or (deeper * 2 < len(found) and again * 2 < len(found)) or again < 2:
        return 0
    for at in reversed(found):
        stop = _words(paragraphs, at)
        while stop + 1 < len(paragraphs) and paragraphs[stop + 1].depth and stop + 1 not in found:
            stop += 1
        told = paragraphs[at : stop + 1]
        lines = [" " * _column(each, each is told[0]) + each.text for each in told]
        first, end = told[0].first, told[-1].stop
        rows[first:end] = [""] * (end - first - len(lines)) + lines
    return len(found)


def _column(paragraph: Paragraph, named: bool) -> int:
    if named:
        return DEEPEST
    return DEEPER if DIRECTED.fullmatch(paragraph.text) else IN


def _words(paragraphs: Sequence[Paragraph], at: int) -> int:
    """The index of the words below a name, past the directions between."""
    below = at + 1
    while below < len(paragraphs) and paragraphs[below].depth and DIRECTED.fullmatch(paragraphs[below].text):
        below += 1
    return min(below, len(paragraphs) - 1)


def _named(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """Whether a paragraph is a name above words: quoted, short, and not as deep as what stands above it set in."""
    here, words = paragraphs[at], paragraphs[_words(paragraphs, at)]
    alike = here.text.isupper() or not here.text.isascii() or here.text.istitle()
    return bool(here.depth and words.depth and words is not here and alike and NAME.fullmatch(here.text)) and (
        here.depth >= words.depth
    )


__all__ = ["read", "unwritten"]
