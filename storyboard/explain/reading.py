"""A page with every line of a script and how it was read: what it is, who says it, and what was not sure."""

from pathlib import Path
from typing import Any

from storyboard.assets import templates
from storyboard.languages import heard, said
from storyboard.model import Kind, Script
from storyboard.parse import sentence
from storyboard.records import dataclass
from storyboard.rules import retold

WORDS: dict[str, dict[str, Any]] = {
    "zh": {
        "lang": "zh", "reading": "读法", "facts": "按 {format} 读；{scenes} 场，{speeches} 句台词",
        "kinds": {"episode": "集", "heading": "场景标题", "cast": "人物", "action": "动作", "speech": "台词", "caption": "字幕", "transition": "转场",
                  "sound": "声音", "title": "剧名", "note": "说明", "front": "正文之前", "blank": ""},
    },
    "en": {
        "lang": "en", "reading": "how it was read", "facts": "read as {format}: {scenes} scenes, {speeches} speeches",
        "kinds": {"episode": "episode", "heading": "heading", "cast": "cast", "action": "action", "speech": "speech", "caption": "caption",
                  "transition": "transition", "sound": "sound", "title": "title", "note": "note", "front": "front matter", "blank": ""},
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One line of the script."""

    line: int
    kind: Kind
    speaker: str
    """On the first line of a speech."""
    text: str
    remarks: tuple[str, ...]
    """Why the reading was not sure, and the warnings of the line."""
    odd: bool
    """A doubt names the line."""


def reading_page(script: Script) -> str:
    """The page as HTML, in the language that its reader is spoken to, self-contained."""
    language = heard(script.language).code
    return (
        templates(Path(__file__).parent)
        .overlay(autoescape=True)
        .get_template("reading.html.jinja")
        .render(
            title=Path(script.path).name,
            words=WORDS[language],
            script=script,
            speeches=sum(unit.kind == "speech" for unit in script.units),
            doubts=[sentence(doubt, language) for doubt in script.doubts],
            rows=rows(script),
        )
    )


def rows(script: Script) -> list[ReadRow]:
    """Every line with the unit it belongs to; a line with parts of several units stands once for each."""
    language = heard(script.language).code
    warned: dict[int, list[str]] = {}
    for fault in script.warnings:
        told = retold(fault, language).message
        warned.setdefault(fault.line, []).append(f"{fault.rule}: {told}")
    odd = {line for doubt in script.doubts for line in doubt.lines}
    found: list[ReadRow] = []
    line = 1
    for unit in script.units:
        pieces = unit.raw.split("\n")
        first = True
        for index, piece in enumerate(pieces):
            if piece.strip():
                remarks = (
                    *([said.told(unit.reason, language)] if first and unit.reason else ()),
                    *warned.pop(line, ()),
                )
                text = piece.strip("\r")
                found.append(ReadRow(line, unit.kind, unit.speaker if first else "", text, remarks, line in odd))
                first = False
            line += index + 1 < len(pieces)
    return found
