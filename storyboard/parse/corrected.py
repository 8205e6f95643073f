"""Lines read as something else than the rules read them: what a person wrote down, or a model said and a person lets stand.

The units of a sheet are laid out anew: those of the corrected lines as they are told, all others as they were; scenes open and
close where their headings then stand. No character is lost, whatever is corrected.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from storyboard.lettering import shown_over, unquoted
from storyboard.model import Correction, Kind, Parenthetical, Unit
from storyboard.parse import headings, markers
from storyboard.parse.cues import SpeakerCue, cue
from storyboard.parse.headings import Heading
from storyboard.parse.people import People
from storyboard.parse.sheet import SceneDraft, Sheet
from storyboard.parse.typed import write
from storyboard.patterns import deferred
from storyboard.records import dataclass

KINDS: tuple[Kind, ...] = ("speech", "action", "heading", "caption", "cast", "note", "sound", "transition")
"""What a line may be corrected to."""
FILMED = frozenset(("speech", "action", "caption", "sound", "transition"))
"""What belongs to a scene, under a heading or not."""
BEGINNING = 80
"""Characters of a line by which it is known again."""
BLANKS = deferred(r"\s+")
MARKS = deferred(r"[\s△▲▽▼■□●○◆◇*#>\-–—•·]+")
PRINTED = deferred(r"(\*{1,3}|__)(?=\S)([^*]+?)(?<=\S)\1", needs="*_")
"""Bold or slanted words."""
BOXED = deferred(r"^【[^【】]{1,10}】\s*(?=[“「『\"])")
"""How words that are read are filmed, in front of them: 【特写】 “大年出租”"""
LABEL = 24
"""Letters of what may stand in front of spoken words without a colon and be who says them and how; a Han character counts as two."""
LABELLED = deferred(r"[:：\n)）\]】][\s“「『‘\"]*$")
"""The end of a label, or of the line above."""
STOPS = "。！？!?.…—~～"
"""What ends a sentence and is spoken with it."""
CLOSERS = "”」』’\"')）]】*_,，;；、|"
"""What may stand behind it and is not."""
PAIRS = {"“": "”", "「": "」", "『": "』", "‘": "’", '"': '"', "(": ")", "（": "）", "[": "]", "【": "】", "《": "》"}
"""What stands around spoken words and is not spoken."""
QUOTES = frozenset('“「『"')


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction and the stretch of the text that it is about, whole lines."""

    start: int
    end: int
    told: Correction
    said: tuple[int, int] = (0, 0)
    """Where the spoken words begin and end, `speech` only."""


def beginning(line: str) -> str:
    """By which words a line is known again, in the text of today and in that of a later day."""
    return BLANKS.sub(" ", line).strip()[:BEGINNING].rstrip()


def corrected(sheet: Sheet, people: People, corrections: Sequence[Correction], *, english: bool) -> Sheet:
    """The sheet with these corrections; one whose words stand nowhere any more is a warning, and where two meet the first holds.

    People of lines that are a cast line now are added to `people`.
    """
    spans = tuple(_found(sheet, corrections))
    if not spans:
        return sheet
    made = _Layout(sheet, spans, people, english)
    for start, end, unit in _pieces(sheet.units, spans):
        made.add(start, end, unit)
    return made.finish()


def _found(sheet: Sheet, corrections: Iterable[Correction]) -> Iterator[Corrected]:
    """Where each correction stands now, in the order of the text; several speeches may share a line, one behind the other."""
    text = sheet.text
    starts = [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n")]
    known: dict[str, list[int]] = {}
    for number, (start, end) in enumerate(pairwise([*starts, len(text) + 1]), 1):
        known.setdefault(beginning(text[start:end]), []).append(number)
    found: list[tuple[int, int, Correction]] = []
    for told in corrections:
        here = known.get(told.words) if told.words else None
        if not here:
            message = f"no line begins with “{told.words[:30]}” any more, so what reading.toml says of it is left out"
            sheet.doubt("correction-lost", message, 0)
            continue
        first = min(here, key=lambda number: abs(number - told.line))
        last = min(first + max(told.count, 1) - 1, len(starts))
        found.append((starts[first - 1], starts[last] if last < len(starts) else len(text), told))
    at = 0
    for start, end, told in sorted(found, key=lambda each: (each[0], _said_at(text, each[0], each[1], each[2]))):
        shares = start < at < end and told.kind == "speech" and _said_at(text, at, end, told) >= at
        if start >= at or shares:
            for span in _told_apart(text, max(start, at), end, told):
                at = span.end
                yield span


def _said_at(text: str, start: int, end: int, told: Correction) -> int:
    """The offset at which the spoken words of a correction begin, at or after `start`; `start` where they are not told."""
    found = spoken_from(text[start:end], told.says) if told.says else None
    return start + (found or 0)


def _weight(text: str) -> int:
    return sum(2 if sign > "\u2e80" else 1 for sign in text if sign.isalnum())


def _told_apart(text: str, start: int, end: int, told: Correction) -> Iterator[Corrected]:
    """The stretches of one correction: what stands in front of or behind spoken words and is no label of theirs is an action."""
    rest = replace(told, kind="action", speaker="", says="", until="")
    if told.kind != "speech":
        stop = _end_of(text, start, end, told.until)[1] if told.kind == "heading" else end
        yield Corrected(start, stop, told)
        if stop < end:
            yield Corrected(stop, end, rest)
        return
    at = _said_at(text, start, end, told)
    ahead = text[start:at]
    if _weight(ahead) > LABEL and not LABELLED.search(ahead):
        opened = len(ahead) - len(ahead.rstrip("".join(PAIRS)))
        yield Corrected(start, at - opened, rest)
        start = at - opened
    words, stop = _end_of(text, at, end, told.until)
    yield Corrected(start, stop, told, (at, words))


def _end_of(text: str, start: int, end: int, until: str) -> tuple[int, int]:
    """Where words end that end so, and where what belongs to them ends; the end of the stretch where nothing more stands behind them."""
    words, stop = end, end
    if until and (found := re.search(r"\s+".join(map(re.escape, until.split())), text[start:end])):
        words = start + found.end()
        while words < end and text[words] in STOPS:
            words += 1
        stop = words
        while stop < end and text[stop] in CLOSERS:
            stop += 1
    return (words, stop) if any(map(str.isalnum, text[stop:end])) else (min(words, end), end)


def _pieces(units: Iterable[Unit], spans: Sequence[Corrected]) -> Iterator[tuple[int, int, Unit | None]]:
    """The text in order, as it is laid out: what is left of each unit, and None for each corrected stretch."""
    starts = [span.start for span in spans]
    for unit in units:
        at = unit.start
        while at < unit.end:
            index = bisect_right(starts, at) - 1
            if index >= 0 and at < spans[index].end:
                if at == spans[index].start:
                    yield at, spans[index].end, None
                at = min(spans[index].end, unit.end)
                continue
            end = min(unit.end, starts[index + 1] if index + 1 < len(starts) else unit.end)
            yield at, end, unit
            at = end


class _Layout:
    """The new sheet while it is laid out: scenes and episodes open where they stood, but those that a correction undoes."""

    def __init__(self, old: Sheet, spans: Sequence[Corrected], people: People, english: bool) -> None:
        self.old, self.spans, self.people, self.english = old, spans, people, english
        self.sheet = Sheet(old.source)
        self.sheet.title, self.sheet.waiting = old.title, old.waiting
        told = {old.line(at) for span in spans for at in range(span.start, max(span.end - 1, span.start) + 1)}
        self.sheet.faults = [fault for fault in old.faults if fault.line not in told]
        heads = {unit.start for unit in old.units if unit.kind in ("heading", "episode")}
        gone = {at for at in heads if any(span.start <= at < span.end for span in spans)}
        self.drafts = [draft for draft in old.scenes if draft.start not in gone or draft.start not in heads]
        self.episodes = [row for row in old.episodes if row[2] not in gone]
        self.filled = False
        self.told: SceneDraft | None = None
        """The scene that a corrected heading opened last."""

    def add(self, start: int, end: int, unit: Unit | None) -> None:
        """One piece: what is left of a unit of the old sheet, or the corrected stretch that begins here."""
        self._open(start)
        sheet = self.sheet
        if unit is None:
            self._tell(next(span for span in self.spans if span.start == start))
            return
        text = sheet.text[start:end]
        whole = (start, end) == (unit.start, unit.end)
        if not whole and not text.strip():
            sheet.add("blank", end)
            return
        kept = unit if whole else _part(unit, text)
        if kept.kind in FILMED and unit.scene:
            self._within()
        sheet.add(kept.kind, end, kept.text)
        sheet.units[-1] = replace(
            kept, id=sheet.units[-1].id, start=start, end=end, raw=text, scene=sheet.units[-1].scene
        )

    def finish(self) -> Sheet:
        """The new sheet."""
        self._drop_empty()
        return self.sheet

    def _open(self, at: int) -> None:
        """Opens what stood at or before an offset and is not open yet."""
        while self.episodes and self.episodes[0][2] <= at:
            if self.drafts and self.drafts[0].start < self.episodes[0][2]:
                self._begin(self.drafts.pop(0))
            number, title, start = self.episodes.pop(0)
            self.sheet.open_episode(number, title)
            self.sheet.episodes[-1] = (number, title, start)
        while self.drafts and self.drafts[0].start <= at:
            self._begin(self.drafts.pop(0))

    def _begin(self, draft: SceneDraft) -> None:
        """Opens a scene of the old sheet; none that no heading opened where a corrected heading has opened one now."""
        if draft.implied and self.sheet.scene is self.told and self.told is not None:
            return
        self._drop_empty()
        opened = self.sheet.open_scene(draft.heading, implied=draft.implied)
        opened.start, opened.heading = draft.start, draft.heading
        opened.cast = [*draft.cast]
        self.filled = False

    def _drop_empty(self) -> None:
        """A scene that no heading opened and that has nothing in it any more was none."""
        sheet = self.sheet
        if not sheet.scenes or self.filled or not sheet.scenes[-1].implied:
            return
        gone = sheet.scenes.pop().id
        sheet.units = [replace(unit, scene="") if unit.scene == gone else unit for unit in sheet.units]

    def _within(self) -> None:
        """A scene for what is filmed, where none is open."""
        if self.sheet.scene is None and (self.sheet.scenes or self.drafts):
            self.sheet.open_scene(Heading(), implied=True)
        self.filled = True

    def _tell(self, span: Corrected) -> None:
        """The lines of a correction, as it says."""
        sheet, told = self.sheet, span.told
        first = len(sheet.units)
        if told.kind == "speech":
            self._within()
            _speech(sheet, span, english=self.english)
        elif told.kind == "heading":
            self._heading(span)
        else:
            for start, end in pairwise([*_line_starts(sheet.text, span), span.end]):
                self._line(told.kind, sheet.text[start:end].strip(), end)
        reason = f"read so because {told.by} says so" if told.by else "read so because reading.toml says so"
        for index in range(first, len(sheet.units)):
            if sheet.units[index].kind != "blank":
                sheet.units[index] = replace(sheet.units[index], confidence=1.0, reason=reason)

    def _heading(self, span: Corrected) -> None:
        """One heading, of however many lines, and the scene that it opens."""
        sheet, told = self.sheet, span.told
        rows = [row.strip() for row in sheet.text[span.start : span.end].split("\n") if row.strip()]
        bare = _bare(rows[0]) if rows else ""
        heading = headings.scene(bare) or headings.chinese(bare)
        if told.place or told.time or told.state:
            heading = replace(
                heading,
                location=told.place,
                time=told.time,
                state=told.state or heading.state,
                cast="",
                action="",
                slots=(),
            )
        self._drop_empty()
        draft = self.told = sheet.open_scene(heading)
        draft.cast += self.people.cast_line(heading.cast) if heading.cast else []
        self.filled = True
        sheet.add("heading", span.end, draft.heading.location)

    def _line(self, kind: Kind, text: str, end: int) -> None:
        sheet = self.sheet
        if not text:
            sheet.add("blank", end)
            return
        bare = text if kind == "note" else _bare(text)
        if kind == "cast":
            if not self.people.bio(text) and sheet.scene:
                sheet.scene.cast += self.people.cast_line(bare)
            sheet.add("cast", end, bare)
            return
        if kind in FILMED:
            self._within()
        mark = markers.read(text) if kind in ("caption", "sound", "transition") else None
        told = mark.text if mark and mark.kind == kind else bare
        sheet.add(kind, end, (shown_over(told) or unquoted(BOXED.sub("", told))) if kind == "caption" else told)


def _bare(text: str) -> str:
    """A line without the mark it begins with, and without those of bold and slanted print."""
    text = PRINTED.sub(r"\2", PRINTED.sub(r"\2", text))
    found = MARKS.match(text)
    return text[len(found[0]) :] if found else text


def _line_starts(text: str, span: Corrected) -> list[int]:
    """Where each line of a stretch begins."""
    breaks = [at + 1 for at in range(span.start, span.end - 1) if text[at] == "\n"]
    return [span.start, *breaks]


def spoken_from(text: str, says: str) -> int | None:
    """Where in a text words begin that are told with their blanks as single spaces; None where they stand nowhere."""
    if not says.strip():
        return 0
    found = re.search(r"\s+".join(map(re.escape, says.split())), text)
    return found.start() if found else None


def _speech(sheet: Sheet, span: Corrected, *, english: bool) -> None:
    """The lines of a stretch as words of its speaker: what stands in front of them is the cue."""
    text = sheet.text
    label, body = text[span.start : span.said[0]], text[span.said[0] : span.said[1]].strip()
    opened = label.rstrip()[-1:] or " "
    if shut := PAIRS.get(opened, ""):
        inside = body.count(opened) if opened != shut else body.count(shut) // 2
        if body.endswith(shut) and body.count(shut) > inside:
            body = body[: -len(shut)].rstrip()
    elif body[:1] in QUOTES and body[-1:] == PAIRS[body[:1]] and body[:1] not in body[1:-1]:
        body = body[1:-1].strip()
    head = _bare(label).strip(' \t\n:：—-“”"「」[]【】') if label.strip() else ""
    who = cue(head, english) if head else None
    if who is None or span.told.speaker not in (who.name, *who.members):
        extension, delivery = (who.extension, who.delivery) if who else ("", "")
        who = SpeakerCue(span.told.speaker, extension=extension, delivery=delivery)
    write(sheet, who, [body], span.end, english)


def _part(unit: Unit, text: str) -> Unit:
    """What is left of a unit in a part of its text: its rows that stand there, without what was corrected away."""
    rows = [row for row in unit.text.split("\n") if row.strip() and row.strip() in text]
    if unit.kind != "speech":
        return replace(unit, text="\n".join(rows) or text.strip())
    if not rows:
        return replace(
            unit, kind="note", text=text.strip(), speaker="", members=(), parentheticals=(), extension="", delivery=""
        )
    kept = "\n".join(rows)
    shift = max(unit.text.find(rows[0]), 0)
    asides = tuple(
        Parenthetical(part.text, min(max(part.at - shift, 0), len(kept)))
        for part in unit.parentheticals
        if part.text in text
    )
    return replace(unit, text=kept, parentheticals=asides)


def unaccepted(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """The corrections that a model says and nobody let stand yet."""
    return tuple(each for each in corrections if each.by and not each.accepted)


__all__ = ["BEGINNING", "KINDS", "beginning", "corrected", "spoken_from", "unaccepted"]
