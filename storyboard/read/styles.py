"""What a paragraph style is to a screenplay, told by its name, in the languages that word processors and templates speak.

A style that a writer derived from another (`basedOn`, `parent-style-name`) is what that one is, unless its own name says more.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import accumulate, pairwise

from storyboard.patterns import deferred
from storyboard.records import dataclass

NAMES = {
    "Scene Heading": (
        "sceneheading sceneheader slugline slug scene sceneheadings screenplaysceneheading sceneheadingint masterscene primaryslug "
        "场景标题 场景 场次标题 场次 场头 柱 シーン見出し szenenüberschrift szene szenenkopf szenenbeschreibungkopf intituléscène intituléde scène intitulédescène entêtedescène "
        "encabezadodeescena encabezadoescena escena intestazionescena intestazionediscena scena cabeçalhodecena cabeçalho cena scèneheading"
    ),
    "Character": (
        "character charactername charactercue cue name speaker dialoguename screenplaycharacter "
        "角色 角色名 人物 人物名 人名 说话人 登場人物 figur figurenname person sprecher personnage nomdepersonnage personaje nombredepersonaje personaggio nomepersonaggio personagem nomedopersonagem"
    ),
    "Dialogue": (
        "dialogue dialog dialogues speech spokenwords lines screenplaydialogue 对白 台词 对话 セリフ 台詞 dialogtext dialoog diálogo diálogos dialogo dialoghi réplique répliques"
    ),
    "Parenthetical": (
        "parenthetical parentheticals parenthetic parenthesis wryly wrylie direction actordirection screenplayparenthetical 括注 括号 括号提示 提示 情绪 "
        "parenthese klammer regieanweisung didascalie parenthèse acotación paréntesis parentesi didascalia parêntese parênteses rubrica"
    ),
    "Action": (
        "action actions description scenedescription screenplayaction stagedirection stagedirections business 动作 描述 场景描述 舞台指示 ト書き handlung aktion beschreibung "
        "acción descripción azione descrizione ação descrição"
    ),
    "Transition": (
        "transition transitions cut fadein fadeout screenplaytransition 转场 切换 トランジション übergang überblendung transición transizione transição"
    ),
    "Shot": "shot shots camera cameraangle angle 镜头 景别 einstellung plan plano inquadratura",
    "Cast List": "castlist 出场人物",
    "New Act": "newact actbreak 集标题 分集标题",
    "Lyrics": "lyrics lyric song singing 歌词 liedtext paroles letra",
}  # fmt: skip
"""The types of Final Draft, and the names of styles that mean them: letters only, small."""
TYPES = {name: kind for kind, names in NAMES.items() for name in names.split()}
LETTERS = deferred(r"[\W\d_]+")
PREFIX = deferred(r"^(?:screenplay|script|sp|sw|drehbuch|scénario|guion|剧本)")
ENOUGH = 0.2
"""Share of paragraphs without a type of their own from which it is said."""


@dataclass(frozen=True, slots=True)
class Style:
    """A named style of a document."""

    name: str
    parent: str = ""
    """Key of the style it is derived from."""
    left: int | None = None
    """Twentieths of a point it is set in by; None where it does not say."""
    centred: bool | None = None
    capitals: bool | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a row of a table, as a word processor has it."""

    text: str
    kind: str = ""
    """Type of Final Draft that its style means; empty where it means none."""
    left: int = 0
    """Twentieths of a point."""
    centred: bool = False
    capitals: bool = False
    printed: tuple[tuple[int, int, str], ...] = ()
    """Spans of the text that are bold (`**`) or slanted (`*`), or the whole of it as a heading (`#`)."""


@dataclass(frozen=True, slots=True)
class LaidText:
    """A document as text."""

    text: str
    types: tuple[str, ...] = ()
    """Of its lines; nothing where styles do not say them."""
    printed: tuple[tuple[int, int, str], ...] = ()
    remarks: tuple[str, ...] = ()


HEADED = re.compile(r"(?:heading|标题|überschrift|titre|título|titolo)\s*\d", re.I)
"""Names of the styles that word processors give headings."""


def heads(key: str, styles: Mapping[str, Style]) -> bool:
    """Whether a style is one of a heading, or derived from one."""
    return any(HEADED.match(style.name) for style in ancestry(key, styles))


def put_together(
    pieces: Iterable[tuple[str, str]], headed: bool, lead: str = ""
) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """(text, spans) of a paragraph made of pieces, each with how it is printed; `lead` is the number or sign of its list."""
    text, spans = lead, list[tuple[int, int, str]]()
    for piece, sign in pieces:
        start, text = len(text), text + piece
        if not sign or not piece.strip():
            continue
        if spans and spans[-1][2] == sign and not text[spans[-1][1] : start].strip():
            spans[-1] = (spans[-1][0], len(text), sign)
        else:
            spans.append((start, len(text), sign))
    return text, ((0, len(text), "#"),) if headed and text.strip() else tuple(spans)


def meaning(key: str, styles: Mapping[str, Style]) -> str:
    """The type that a style means by its own name or by that of an ancestor; empty where none does."""
    for style in ancestry(key, styles):
        name = LETTERS.sub("", style.name).casefold()
        kind = TYPES.get(name) or TYPES.get(PREFIX.sub("", name))
        if kind:
            return kind
    return ""


def ancestry(key: str, styles: Mapping[str, Style]) -> Iterable[Style]:
    """A style and those it is derived from, the nearest first; circles end."""
    seen: set[str] = set()
    while key in styles and key not in seen:
        seen.add(key)
        yield styles[key]
        key = styles[key].parent


def look(key: str, styles: Mapping[str, Style]) -> tuple[int, bool, bool]:
    """(set in by, centred, in capitals) of a style, what it does not say taken from its ancestors."""
    line = tuple(ancestry(key, styles))
    left = next((style.left for style in line if style.left is not None), 0)
    centred = next((style.centred for style in line if style.centred is not None), False)
    return left, centred, next((style.capitals for style in line if style.capitals is not None), False)


def row(cells: list[tuple[Block, ...]]) -> Iterable[Block]:
    """The paragraphs of one row of a table: cells parted by tabs, or one after the other where they are speeches side by side."""
    if len(cells) == 1 or _dual(cells):
        for cell in cells:
            yield from cell
        return
    texts = ("\n".join(block.text for block in cell).strip("\n") for cell in cells)
    yield Block("\t".join(text.replace("\t", " ").replace("\n", "\v") for text in texts))


def _dual(cells: list[tuple[Block, ...]]) -> bool:
    """Whether the cells of a row are speeches side by side: in each a name in capitals, or of that style, above words."""
    full = [[block for block in cell if block.text.strip()] for cell in cells]
    return len(full) == 2 and all(
        len(cell) > 1 and (cell[0].kind == "Character" or (cell[0].text.isascii() and cell[0].text.isupper()))
        for cell in full
    )


def crossed_out(struck: list[str]) -> tuple[str, ...]:
    """What is to be said of passages that are struck out."""
    return (f"{len(struck)} passages are struck out and left out, the first “{struck[0][:30]}”",) if struck else ()


CHARACTER = 144
"""Twentieths of a point per column: ten characters an inch, as a screenplay is typed."""
WIDE_NAME = deferred(r"(?P<name>[\u3400-\u9fff·]{1,8})(?:\s*[（(][^（()）]{1,16}[)）])?")
NAME_AT, WORDS_AT = 24, 16
"""Columns at which names and words are set that stand in the middle: as many for each, so that the rows show which is which."""
PAGE = 60
"""Columns of a row, for what is centred in it."""


def laid_out(blocks: Iterable[Block]) -> LaidText:
    """The text of the paragraphs of a document, and what it shows besides.

    Where styles say who speaks and what is said, they are the types. Where only indents do (a name in capitals deeper than
    the words below it), lines begin with as many blanks, as the page shows. Else a line is the text of its paragraph.
    """
    blocks = tuple(blocks)
    kinds = [block.kind for block in blocks]
    if "Character" in kinds and "Dialogue" in kinds:
        return _typed(blocks)
    wide = _wide_names(blocks)
    indented = bool(wide) or _indented(blocks)
    if indented:
        return LaidText("".join(f"{line}\n" for block in blocks for line in _set_in(block, wide)))
    starts = accumulate((len(block.text) + 1 for block in blocks), initial=0)
    printed = (
        (at + start, at + end, sign)
        for at, block in zip(starts, blocks, strict=False)
        for start, end, sign in block.printed
    )
    return LaidText("".join(f"{block.text}\n" for block in blocks), printed=tuple(printed))


def _typed(blocks: tuple[Block, ...]) -> LaidText:
    lines: list[str] = []
    types: list[str] = []
    for block in blocks:
        for index, line in enumerate(block.text.split("\n")):
            kind = block.kind or "General"
            if index and kind == "Character":
                kind = "Parenthetical" if line.lstrip()[:1] in ("(", "（") else "Dialogue"
            lines.append(line)
            types.append(kind)
    loose = [block.text.strip() for block in blocks if not block.kind and block.text.strip()]
    remarks: tuple[str, ...] = ()
    if len(loose) > ENOUGH * sum(bool(block.text.strip()) for block in blocks):
        remarks = (
            f"{len(loose)} paragraphs have no style of a script and are read as action, the first “{loose[0][:30]}”",
        )
    return LaidText("".join(f"{line}\n" for line in lines), tuple(types), remarks=remarks)


def _indented(blocks: tuple[Block, ...]) -> bool:
    """Whether names stand deeper than their words: two paragraphs in capitals, set in further than the one below."""
    full = [block for block in blocks if block.text.strip()]
    deeper = 0
    for above, below in pairwise(full):
        name = above.text.strip()
        shown = name.isupper() or above.capitals
        if shown and name.isascii() and len(name) < 40 and any(sign.isalpha() for sign in name):
            deeper += above.left >= below.left + 2 * CHARACTER or (
                above.centred and not below.centred and below.left > 0
            )
    return deeper >= 2


def _wide_names(blocks: tuple[Block, ...]) -> frozenset[str]:
    """Names without capitals that stand in the middle above words that do so too, or are set in, as Chinese plays have it."""
    full = [block for block in blocks if block.text.strip()]
    found = [
        told
        for above, below in pairwise(full)
        if above.centred and (told := WIDE_NAME.fullmatch(above.text.strip())) and (below.centred or below.left > 0)
    ]
    counts = Counter(told["name"] for told in found)
    several = sum(count for count in counts.values() if count > 1) > 2
    return frozenset(told[0] for told in found) if several else frozenset()


def _set_in(block: Block, wide: frozenset[str]) -> Iterable[str]:
    for line in block.text.split("\n"):
        shown = (line.upper() if block.capitals else line).rstrip()
        column = max(0, (PAGE - len(shown)) // 2) if block.centred else max(0, round(block.left / CHARACTER))
        if wide and (column or block.left):
            column = NAME_AT if shown.strip() in wide else WORDS_AT
        yield " " * min(column, PAGE) + shown if shown else ""
