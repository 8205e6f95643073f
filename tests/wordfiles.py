"""Word files of screenplays made here: with styles, or with indents and capitals only."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LEFT = {"name": 3168, "words": 1440, "aside": 2304, "transition": 6480}
RIGHT = {"words": 2160, "aside": 2880}
NAMES = {
    "heading": "Scene Heading", "action": "Action", "name": "Character", "aside": "Parenthetical", "words": "Dialogue", "transition": "Transition",
}  # fmt: skip
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'
)
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def paragraph(text: str, style: str = "", left: int = 0, right: int = 0) -> str:
    """One paragraph; line ends in the text are soft breaks."""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    indent = f'<w:ind w:left="{left}" w:right="{right}"/>' if left or right else ""
    return f"<w:p><w:pPr>{named}{indent}</w:pPr><w:r>{lines}</w:r></w:p>"


def style(key: str, name: str, based: str = "", more: str = "") -> str:
    """One paragraph style; `more` is what stands in it besides."""
    above = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{above}{more}</w:style>'


def document(path: Path, body: str, styles: str = "") -> Path:
    """A whole Word file, which word processors open too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr(
            "_rels/.rels",
            RELATIONS.format(f'<Relationship Id="r1" Type="{REL}/officeDocument" Target="word/document.xml"/>'),
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            RELATIONS.format(f'<Relationship Id="r1" Type="{REL}/styles" Target="styles.xml"/>'),
        )
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/styles.xml", f"<w:styles {W}>{styles}</w:styles>")
    return path


def screenplay(
    path: Path, elements: Sequence[tuple[str, str]], *, styled: bool, names: dict[str, str] | None = None
) -> Path:
    """A Word file of the elements: by styles of these names, or by indents; no paragraph is empty, as templates have it."""
    known = NAMES | (names or {})
    body, styles = [], ""
    for kind, text in elements:
        if styled:
            body.append(paragraph(text, kind))
        else:
            body.append(paragraph(text, "", LEFT.get(kind, 0), RIGHT.get(kind, 0)))
    if styled:
        styles = "".join(
            style(
                kind, name, "", f'<w:pPr><w:ind w:left="{LEFT.get(kind, 0)}" w:right="{RIGHT.get(kind, 0)}"/></w:pPr>'
            )
            for kind, name in known.items()
        )
    return document(path, "".join(body), styles)
