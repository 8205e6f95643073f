"""Screenplays that are laid out by rows and columns only: pasted from a PDF, or read out of one."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from storyboard.model import Kind
from storyboard.parse import headings, markers, words
from storyboard.parse.choice import Choice
from storyboard.parse.columns import SLACK, Page, Row, named
from storyboard.parse.cues import SpeakerCue, cue
from storyboard.parse.emphasis import plain
from storyboard.parse.headings import Heading
from storyboard.parse.people import People, present
from storyboard.parse.sheet import Sheet
from storyboard.parse.telling import complete, reading
from storyboard.parse.typed import write
from storyboard.parse.underneath import Underneath
from storyboard.patterns import deferred

NARROWEST = 24
"""Characters of the widest row of words from which on rows may be broken by their width."""
FEW = 6
"""Names from which on it means something that they stand in different columns."""
PARAGRAPHS = frozenset(("docx", "odt", "rtf"))
"""Containers whose rows are paragraphs."""
SCENE_LETTER = deferred(r"[A-Z]{1,2}\.?")
"""What counts the scenes of a play for cameras, on a row above the heading."""
GAP = deferred(r"\s{2,}")
PIECE = deferred(r"\S+(?:\s\S+)*")


def read(choice: Choice) -> tuple[Sheet, People]:
    """The units of a laid-out screenplay."""
    sheet, people = Sheet(choice.source), People()
    Layout(choice.evidence.page, sheet, people).read()
    return sheet, people


def _parted(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows; those that only count the heading below them are asides, neither pictures nor scenes of their own."""
    found, below = list(rows), ""
    for at in range(len(found) - 1, -1, -1):
        row = found[at]
        counts = words.DIVISION_EN.fullmatch(row.core) is not None or SCENE_LETTER.fullmatch(row.core) is not None
        if counts and below == "heading":
            found[at] = replace(row, kind="omitted")
        elif row.kind not in ("blank", "page", "transition"):
            below = row.kind
    return tuple(found)


def _opening(rows: Sequence[Row]) -> list[Row]:
    """The rows that open a scene, below its heading and who is there: what is seen, for nobody has spoken yet."""
    found, opens = list[Row](), False
    for row in rows:
        if row.kind == "text" and row.core[0] != "(":
            found += [row] * opens
            opens = False
        elif row.kind not in ("text", "blank", "page"):
            opens = row.kind == "heading"
    return found


def _loud(rows: Sequence[Row]) -> bool:
    """Whether what is seen stands in capitals and what is said does not: all that opens a scene, and nothing right below a name."""
    said = [row.core.isupper() for above, row in pairwise(rows) if above.kind == "name" and row.core[0] != "("]
    seen = [row.core.isupper() for row in _opening(rows)]
    return len(said) >= FEW and sum(said) * 10 <= len(said) and bool(seen) and all(seen)


class Layout:
    """Reads the rows of a page onto a sheet."""

    def __init__(self, page: Page, sheet: Sheet, people: People) -> None:
        self.page = page
        self.rows = _parted(page.rows)
        self.sheet = sheet
        self.people = people
        self.known = frozenset(page.names)
        self.whole = sheet.source.container in PARAGRAPHS
        """Rows are paragraphs, which no page has broken."""
        found = {i: said[0] for i, row in enumerate(page.rows) if (said := headings.episode(plain(row.core)))}
        self.episodes = frozenset(found if len(set(found.values())) > 1 else ())
        """Rows that open an episode, where several do."""
        deep = page.deeper * 5 >= sum(page.names.values()) * 4
        self.centred = page.setting == "tight" and deep and bool(_opening(self.rows))
        """Names stand deeper than their words, but these at the margin, as what is seen does."""
        self.loud = _loud(self.rows)
        """Actions stand in capitals, as in scripts for three cameras, and words do not."""
        self.listing = False
        """The rows above the story are of people."""

    def read(self) -> None:
        """Read all rows."""
        index = self.front()
        while index < len(self.rows):
            index = self.episode(index) if index in self.episodes else HANDLERS[self.rows[index].kind](self, index)
        self._doubt_columns()

    def _doubt_columns(self) -> None:
        """Say where some names stand deeper than their words and some do not: then columns tell nothing for sure."""
        deeper, total = self.page.deeper, sum(self.page.names.values())
        if self.page.setting != "columns" and not self.centred and total >= FEW and deeper * 5 > total:
            first = next(row.start for row in self.rows if row.kind == "name")
            self.sheet.doubt(
                "weak-columns",
                f"{deeper} of {total} names stand deeper than the words below them: too many for chance, too few to go by",
                first,
            )

    def front(self) -> int:
        """What stands before the first heading, where nobody speaks there: title, author, contact."""
        first = next((i for i, row in enumerate(self.rows) if row.kind == "heading"), 0)
        first = min([first, *self.episodes])
        first = next((i for i in range(first) if self.rows[i].kind == "transition"), first)
        if any(row.kind in ("name", "names") and self.page.names[named(row.core)] > 1 for row in self.rows[:first]):
            return 0
        kind: Kind = "title"
        for index in range(first):
            row = self.rows[index]
            if row.kind in ("blank", "page"):
                self._put("blank" if row.kind == "blank" else "note", index, row.core)
                continue
            if row.kind == "omitted":  # it counts the scene or act below, and is no title
                self._put("front", index, row.core)
                continue
            self._listed(row)
            label, colon, _ = row.core.partition(":")
            if colon and label.title() in words.FRONT and label.title() != "Title":
                self._put("front", index, plain(row.core))
                continue
            self._put(kind, index, plain(row.core))
            self.sheet.title = self.sheet.title or row.core
            kind = "front"
        return first

    def _listed(self, row: Row) -> None:
        """Take in a row before the story that lists people, below one that says so: CAST, then `IDA ..... 70, caretaker`."""
        section = words.CAST_SECTION.fullmatch(row.core.strip(":"))
        self.listing = bool(section) or (self.listing and self.people.bio(row.core, sure=True))

    def episode(self, index: int) -> int:
        number, title = headings.episode(plain(self.rows[index].core)) or ("", "")
        self.sheet.open_episode(number, title)
        return self._put("episode", index, title)

    def blank(self, index: int) -> int:
        while index < len(self.rows) and self.rows[index].kind == "blank":
            index += 1
        return self._put("blank", index - 1)

    def aside(self, index: int) -> int:
        return self._put("note", index, self.rows[index].core)

    def transition(self, index: int) -> int:
        core = self.rows[index].core
        return self._put("note" if words.THE_END.fullmatch(core) else "transition", index, core)

    def heading(self, index: int) -> int:
        row = self.rows[index]
        text, end = plain(row.core), index + 1
        if end < len(self.rows) and self._runs_on(row, end):
            text, end = f"{text} {self.rows[end].core}", end + 1
        said = headings.scene(text) or headings.english(text)
        scene = self.sheet.open_scene(replace(said, number=row.number or said.number))
        scene.cast += self.people.cast_line(said.cast) if said.cast else []
        return self._put("heading", end - 1, said.location)

    def shot(self, index: int) -> int:
        """A row that names a size of picture: a scene of its own, at the place and hour of the one before, where both margins count it and it says of what, else an action."""
        row = self.rows[index]
        here = self.sheet.scene.heading if self.sheet.scene else headings.english("")
        if moment := headings.later_here(row.core, here, self._speaks):
            self.sheet.open_scene(replace(moment, number=row.number))
            return self._put("heading", index, moment.location)
        named_so = (
            headings.SIZED_EN.fullmatch(row.core) if row.number.isdigit() and row.number != self._number() else None
        )
        if named_so is None or self._speaks(named_so["place"].removeprefix("THE ")):
            return self.action(index)
        place = f"{here.location} - {named_so['place']}" if here.location else named_so["place"]
        self.sheet.open_scene(replace(here, location=place, number=row.number, cast="", action="", state=""))
        return self._put("heading", index, place)

    def _number(self) -> str:
        """Of the scene that is read."""
        return self.sheet.scene.heading.number if self.sheet.scene else ""

    def _runs_on(self, row: Row, below: int) -> bool:
        """Whether the row below a heading is the rest of it: in capitals, in its column, and blank below."""
        rest = self.rows[below]
        alone = below + 1 >= len(self.rows) or self.rows[below + 1].kind == "blank"
        return rest.kind == "text" and rest.core.isupper() and abs(rest.indent - row.indent) <= SLACK and alone

    def caption(self, index: int) -> int:
        """Words on the screen, on the row that says so or on those below it."""
        self._ensure_scene()
        found = words.CAPTION_EN.fullmatch(self.rows[index].core)
        text = (found["text"] or "").strip() if found else ""
        end = index + 1
        while not text and end < len(self.rows) and self.rows[end].kind in ("text", "name"):
            text, end = self.rows[end].core, end + 1
        return self._put("caption", end - 1, text.strip("“”\"' "))

    def written(self, index: int) -> int:
        """What stands on a thing that is shown, in capitals of its own rows."""
        self._ensure_scene()
        end = index + 1
        while end < len(self.rows) and self.rows[end].kind in ("text", "name"):
            end += 1
        return self._put("caption", end - 1, " ".join(row.core for row in self.rows[index:end]))

    def action(self, index: int) -> int:
        """A paragraph: the rows up to a blank one or one of another kind."""
        self._ensure_scene()
        end = index + 1
        if self.sheet.units and self.sheet.units[-1].kind == "heading" and self.sheet.scene:
            names = present(self.rows[index].core, self._speaks)
            if names:
                self.sheet.scene.cast += names
                return self._put("cast", index, self.rows[index].core)
        core = self.rows[index].core
        mark = markers.read(plain(core)) if core.isupper() or (core[0] == "[" and markers.of_work(core)) else None
        if mark and mark.kind in ("sound", "note", "transition", "caption"):
            return self._put(mark.kind, index, mark.text)
        while end < len(self.rows) and (self.rows[end].kind == "text" or self._at_margin(self.rows[end])):
            end += 1
        return self._put("action", end - 1, joined([plain(row.core) for row in self.rows[index:end]]))

    def _speaks(self, name: str) -> bool:
        return name in self.known or name in self.people.entries

    def _at_margin(self, row: Row) -> bool:
        """Whether a name stands further out than the words of all others: a paragraph that it begins, broken behind it."""
        return row.kind == "name" and self.page.words_at > 0 and row.indent < self.page.words_at - self.page.slack

    def speech(self, index: int) -> int:
        """A name and the words below it, over the end of a page where they go on there."""
        self._ensure_scene()
        row = self.rows[index]
        if self._at_margin(row):
            return self.action(index)
        who = cue(row.core.lstrip("@").rstrip("^ "), True) or SpeakerCue(named(row.core))
        said: list[str] = []
        end = self._said(index + 1, said, who)
        write(self.sheet, who, _paragraphs(said), self.rows[end - 1].end, True)
        if self.page.setting == "tight" and self.page.names[named(row.core)] == 1 and not who.extension:
            self.sheet.doubt("speaker-once", f"“{who.name}” speaks only here and is in no cast line", row.start)
        return end

    def _said(self, index: int, said: list[str], who: SpeakerCue) -> int:
        """Take in the words from `index` on; the index behind them."""
        end = index
        while end < len(self.rows):
            over = self._over(end, who)
            at = over or end
            if at >= len(self.rows) or not self._goes_on(at, said, turned=bool(over)):
                break
            said.append(self.rows[at].core)
            end = at + 1
        return end

    def _over(self, index: int, who: SpeakerCue) -> int:
        """The index behind the end of a page, with `(MORE)` and the name again, where words go on behind it; else 0."""
        end, more, turned = index, False, False
        while end < len(self.rows) and self.rows[end].kind in ("blank", "page", "more"):
            more |= self.rows[end].kind == "more"
            turned |= self.rows[end].kind != "blank"
            end += 1
        if end == index or end >= len(self.rows):
            return 0
        if self.rows[end].kind == "name":
            again = cue(self.rows[end].core, True)
            return end + 1 if more and again and again.name == who.name else 0
        if self.page.words_at:
            return end
        return end if turned and (more or self.page.setting == "tight") else 0

    def _goes_on(self, index: int, said: list[str], *, turned: bool) -> bool:
        """Whether the row at `index` still belongs to the speech."""
        row = self.rows[index]
        if row.kind == "shot" and not said:
            return True
        if row.kind not in ("text", "name") or (row.kind == "name" and said):
            return False
        if not said:
            return True
        if self._is_loud(row, said):
            return False
        if self.page.words_at:
            return row.indent >= self.page.words_at - self.page.slack and (not turned or self._words_behind(index))
        if self.page.setting != "tight" or row.core[0] == "(" or _open(said):
            return True
        above = said[-1]
        if above[-1:] in ")" and above[0] == "(":
            return True
        if not complete(above) or row.core[0].islower() or row.start in self.spoken_on:
            return True
        if self.centred and reading(row.core, self.known, True) == "said":
            return True
        fits = self.whole or self.page.width < NARROWEST or len(above) + 1 + len(row.core.split()[0]) <= self.page.width
        return not fits and reading(row.core, self.known, True) != "told"

    @cached_property
    def spoken_on(self) -> frozenset[int]:
        """Where rows begin, below names that nothing but their rows parts from what is seen, with which the words above go on: all of a script whose speeches are several paragraphs, else those that say so."""
        blocks = list[list[Row]]()
        block: list[Row] | None = None
        for row in self.rows:
            if row.kind == "name":
                block = []
                blocks.append(block)
            elif row.kind == "text" and block is not None:
                block.append(row)
            else:
                block = None
        rows = [[row.core for row in block] for block in blocks]
        under = Underneath(rows, self.known, english=True)
        whole = under.way == "spoken" and under.sure
        return frozenset(
            row.start
            for block, cores in zip(blocks, rows, strict=True)
            for row in block[1 : None if whole else under.spoken(cores)]
        )

    def _is_loud(self, row: Row, said: Sequence[str]) -> bool:
        """Whether a row in capitals below words that are not is what is seen or heard: it says so, or all that is seen stands so."""
        if not row.core.isupper() or said[-1].isupper():
            return False
        if (mark := markers.read(row.core)) and mark.kind in ("sound", "transition", "caption"):
            return True
        return self.loud and complete(said[-1]) and reading(row.core, self.known, True) != "said"

    def _words_behind(self, index: int) -> bool:
        """Whether a direction behind a blank row has words right below it, so that it is no action; words always are."""
        if self.rows[index].core[0] != "(":
            return True
        while index + 1 < len(self.rows) and self.rows[index].core[-1:] != ")" and self.rows[index + 1].kind == "text":
            index += 1
        below = self.rows[index + 1] if index + 1 < len(self.rows) else None
        return (
            below is not None
            and below.kind == "text"
            and below.core[0] != "("
            and below.indent >= self.page.words_at - self.page.slack
        )

    def dual(self, index: int) -> int:
        """Two speeches side by side; the first has the row of the names, the second what stands below."""
        self._ensure_scene()
        row = self.rows[index]
        line = self.sheet.text[row.start : row.end].expandtabs()
        first, second = (part for part in GAP.split(row.core) if part)
        middle = (line.index(first) + line.rindex(second)) / 2
        end = index + 1
        while end < len(self.rows) and self.rows[end].kind not in ("blank", "heading", "names", "transition"):
            end += 1
        rows = [
            self.sheet.text[row.start : row.end].rstrip(" \t*\r\n").expandtabs() for row in self.rows[index + 1 : end]
        ]
        sides = parted(rows, middle)
        for name, said, stop in ((first, sides[0], row.end), (second, sides[1], self.rows[end - 1].end)):
            write(self.sheet, cue(name, True) or SpeakerCue(name), _paragraphs(said), stop, True)
        return end

    def _put(self, kind: Kind, index: int, text: str = "") -> int:
        self.sheet.add(kind, self.rows[index].end, text)
        return index + 1

    def _ensure_scene(self) -> None:
        if self.sheet.scene is None:
            self.sheet.open_scene(Heading(), implied=True)


def parted(rows: list[str], middle: float) -> tuple[list[str], list[str]]:
    """The words of two columns side by side: parted at wide gaps, where there is none at the column of the right ones."""
    pieces = [[(found.start(), found[0].strip()) for found in PIECE.finditer(row)] for row in rows]
    starts = Counter(at for row in pieces for at, _ in row if at > middle)
    right = starts.most_common(1)[0][0] if starts else 0
    sides: tuple[list[str], list[str]] = ([], [])
    for row, found in zip(rows, pieces, strict=True):
        if len(found) == 1 and found[0][0] < middle and right and row[right - 1 : right] == " " and row[right:]:
            found = [(found[0][0], row[:right].strip()), (right, row[right:].strip())]
        for at, words_there in found:
            sides[at > middle].append(words_there)
    return sides


def _open(said: list[str]) -> bool:
    """Whether the last direction of a speech is not closed yet."""
    text = " ".join(said[-4:])
    return text.count("(") > text.count(")")


def _paragraphs(said: list[str]) -> list[str]:
    """The rows of a speech as lines: directions alone, words that were only broken by the page in one."""
    lines: list[str] = []
    for row in said:
        aside = row[0] == "("
        above = lines[-1] if lines else ""
        opened = above[:1] == "(" and above.count("(") > above.count(")")
        if lines and (opened or not (aside or (above[:1] == "(" and above[-1:] == ")"))):
            lines[-1] = joined([above, row])
        else:
            lines.append(row)
    return lines


def joined(rows: list[str]) -> str:
    """Rows of one paragraph as one line; a word that was parted at its hyphen keeps it and no blank."""
    text = ""
    for row in rows:
        tight = text[-1:] == "-" and text[-2:-1].isalpha()
        text += row if not text or tight else f" {row}"
    return text


HANDLERS: dict[str, Callable[[Layout, int], int]] = {
    "blank": Layout.blank, "page": Layout.aside, "more": Layout.aside, "omitted": Layout.aside, "heading": Layout.heading,
    "transition": Layout.transition, "caption": Layout.caption, "written": Layout.written, "shot": Layout.shot, "name": Layout.speech,
    "names": Layout.dual, "text": Layout.action,
}  # fmt: skip
"""One per kind of row: takes the index of a row, returns the index of the first it has not read."""
