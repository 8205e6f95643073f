"""What word processors show by print instead of signs, as Markdown would write it: headings, bold and slanted words."""

from collections.abc import Sequence

from storyboard.model import Source
from storyboard.parse.markers import OPENING

STOPS = frozenset('。！？!?….,，~～—”」』"')
"""How a sentence ends; what is bold behind words and ends otherwise is a note."""

Span = tuple[int, int, str]


def spans_of(source: Source) -> dict[int, list[Span]]:
    """What a word processor prints bold, slanted or as a heading, by the offset of the line."""
    found: dict[int, list[Span]] = {}
    for start, end, sign in source.printed:
        at = start
        for piece in source.text[start:end].split("\n"):
            if piece.strip():
                found.setdefault(source.text.rfind("\n", 0, at) + 1, []).append((at, at + len(piece), sign))
            at += len(piece) + 1
    return found


def whole(raw: str, start: int, spans: Sequence[Span]) -> str:
    """How the whole of a line is printed, as Markdown has it; empty where only parts of it are, or nothing."""
    sign = spans[0][2]
    if len(spans) > 1 and (sign != "*" or spans[-1][2] != "*"):  # bold words within a slanted line are slanted as well
        return ""
    at, outside = start, ""
    for begin, end, _ in spans:
        outside, at = outside + raw[at - start : begin - start], end
    return sign if not (outside + raw[at - start :]).strip() else ""


def with_signs(rest: str, text: str, end: int, spans: Sequence[Span]) -> str:
    """The words of a cue with what is slanted at their head in brackets, as a direction, and a note that is bold at their end marked as Markdown does.

    What is bold and a sentence is said with weight: such print stands anywhere in what word processors make.
    """
    rest = rest.strip()
    slanted = next((part for a, b, sign in spans if sign == "*" and rest.startswith(part := text[a:b].strip())), "")
    if slanted and slanted != rest and slanted[0] not in OPENING:
        rest = f"({slanted}){rest[len(slanted) :]}"
    start, stop, sign = spans[-1]
    note = text[start:stop].strip() if sign == "**" and not text[stop:end].strip() else ""
    if note and note != rest and rest.endswith(note) and note[-1] not in STOPS:
        return f"{rest[: -len(note)]}**{note}**"
    return rest
