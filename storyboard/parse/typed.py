"""Typed paragraphs: each line carries its type, so nothing is guessed but what a writer put under the wrong one.

Final Draft says the types itself; of Word and OpenDocument files the styles say them.
"""

import re
from dataclasses import replace

from storyboard.model import Kind, Parenthetical
from storyboard.parse import headings, markers, words
from storyboard.parse.choice import Choice
from storyboard.parse.cues import SpeakerCue, both, cue, extended, spoken
from storyboard.parse.emphasis import plain
from storyboard.parse.headings import Heading
from storyboard.parse.people import People
from storyboard.parse.sheet import Sheet
from storyboard.patterns import deferred

KINDS: dict[str, Kind] = {
    "Title Page": "title", "Scene Heading": "heading", "Transition": "transition", "New Act": "episode", "End of Act": "note",
    "Cast List": "cast", "Teaser": "note", "Note": "note", "Lyrics": "speech", "Singing": "speech", "Outline 1": "note", "Outline 2": "note",
    "Character": "speech", "Parenthetical": "speech", "Dialogue": "speech", "Action": "action", "General": "action", "Shot": "action",
}  # fmt: skip
"""What each paragraph type is; an unknown one is action."""

SAID = frozenset(("Dialogue", "Parenthetical", "Lyrics", "Singing"))
"""The types that may stand below a name."""
OMITTED = deferred(r"(?:SCENES?\s+)?(?:OMITTED|OMIT|DELETED)\b[.\s]*", re.I)
UNTYPED_HEADING = deferred(r"(?:INT|EXT|I/E|INT/EXT)[. /]\s*[^a-z]*")


def read(choice: Choice) -> tuple[Sheet, People]:
    """The units of a script whose lines are typed."""
    source = choice.source
    sheet, people = Sheet(source), People()
    pieces = source.text.split("\n")
    english = choice.evidence.english
    names: dict[str, str] = {}
    at, index = 0, 0
    styles = source.styles or ("Action",) * len(pieces)
    while index < len(styles):
        style, _, number = styles[index].partition(" #")
        text = pieces[index]
        end = min(at + len(text) + 1, len(source.text))
        kind = KINDS.get(style, "action")
        if style == "Character" and text.strip():
            index, end = _speech(styles, pieces, index, end, sheet, names, english)
        else:
            _line(kind, style, number, text.strip(), end, sheet, people)
            index += 1
        at = end
    return sheet, people


def _line(kind: Kind, style: str, number: str, text: str, end: int, sheet: Sheet, people: People) -> None:
    if not text:
        sheet.add("blank", end)
    elif kind == "heading" and OMITTED.fullmatch(text):
        sheet.add("note", end, text)
    elif kind == "heading" or (kind == "action" and UNTYPED_HEADING.fullmatch(text)):
        said = headings.scene(text) or headings.chinese(text)
        scene = sheet.open_scene(replace(said, number=number or said.number))
        scene.cast += people.cast_line(said.cast) if said.cast else []
        sheet.add("heading", end, said.location)
    elif kind == "episode":
        found = headings.episode(text)
        sheet.open_episode(*(found or ("", text)))
        sheet.add("episode", end, text)
    elif kind == "speech":
        sheet.add(
            "action", end, text, confidence=0.6, reason=f"a paragraph of the type {style} without a name above it"
        )
        sheet.doubt(
            "words-without-speaker",
            f"“{text[:30]}” has the type {style}, but no name stands above it",
            sheet.units[-1].start,
        )
    elif kind == "action":
        _action(text, end, sheet, people)
    else:
        sheet.add(kind, end, text)


def _action(text: str, end: int, sheet: Sheet, people: People) -> None:
    """An action, unless it says itself that it is a cast line, a caption or a cut."""
    label, colon, rest = text.partition("：" if "：" in text else ":")
    if colon and words.field(label.strip()) == "cast":
        names = people.cast_line(rest)
        if sheet.scene:
            sheet.scene.cast += names
        sheet.add("cast", end, rest.strip())
        return
    if sheet.scene is None:
        sheet.open_scene(Heading(), implied=True)
    mark = markers.read(text)
    if mark:
        sheet.add(mark.kind, end, mark.text)
    else:
        sheet.add("action", end, text)


def _speech(
    styles: tuple[str, ...], pieces: list[str], index: int, end: int, sheet: Sheet, names: dict[str, str], english: bool
) -> tuple[int, int]:
    """A cue and the dialogue and directions below it; (next index, its offset). A name keeps its first spelling."""
    core = plain(pieces[index].strip()).rstrip("：:^ ")
    who = cue(core, english) or SpeakerCue(core)
    first = names.setdefault(who.name.casefold(), who.name)
    who = who if first == who.name else replace(who, name=first)
    said: list[str] = []
    index += 1
    while index < len(styles) and (styles[index].partition(" #")[0] in SAID or _gap(styles, pieces, index)):
        text = pieces[index].strip()
        said.append(_bracketed(text) if styles[index] == "Parenthetical" and text else text)
        end = min(end + len(pieces[index]) + 1, len(sheet.text))
        index += 1
    if sheet.scene is None:
        sheet.open_scene(Heading(), implied=True)
    write(sheet, who, said, end, english)
    return index, end


def _gap(styles: tuple[str, ...], pieces: list[str], index: int) -> bool:
    """Whether a line without words stands between a name and its words."""
    return (
        not pieces[index].strip()
        and styles[index - 1].startswith("Character")
        and index + 1 < len(styles)
        and styles[index + 1] in SAID
    )


def _bracketed(text: str) -> str:
    """A direction in its brackets, those that were left out added."""
    opened = text if text[0] in "(（[" else f"({text}"
    return opened if opened[-1] in ")）]" else f"{opened})"


def write(sheet: Sheet, who: SpeakerCue, said: list[str], end: int, english: bool) -> None:
    """The unit of a speech that has a cue line and lines of words and directions below it."""
    text, directions = spoken(plain("\n".join(said)))
    extension, delivery = who.extension, who.delivery
    if directions and directions[0].at == 0:
        label, meaning, rest = extended(directions[0].text, english)
        extension, delivery = both((extension, delivery), (label, meaning))
        directions = directions if rest or not label else directions[1:]
    directions = (*(Parenthetical(part, 0) for part in who.parentheticals), *directions)
    if not text:
        sheet.doubt("cue-without-text", f"{who.name} has a cue but says nothing", sheet.at)
        sheet.add(
            "action" if directions else "note",
            end,
            sheet.text[sheet.at : end].strip(),
            confidence=0.9,
            reason="a cue without words",
        )
        return
    sheet.add(
        "speech",
        end,
        text,
        speaker=who.name,
        members=who.members,
        parentheticals=directions,
        extension=extension,
        delivery=delivery,
    )
