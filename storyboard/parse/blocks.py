"""What stands below names that stand alone on their lines, gathered from the lines of a whole script."""

from functools import cached_property
from itertools import pairwise

from storyboard.parse import words
from storyboard.parse.markers import bracketed
from storyboard.parse.scan import ScannedLine
from storyboard.parse.shape import Shape
from storyboard.parse.underneath import Underneath, set_as_name

UNMARKED = frozenset(("text", "cue"))
"""What lines are that no mark says anything of."""
NO_NAMES = words.NOT_NAMES | words.CAMERA | words.FRONT | words.SOUND


class Blocks:
    """The lines below each name that stands alone, in a script where nothing but the words parts speeches from what is seen."""

    def __init__(self, lines: list[ScannedLine], shape: Shape) -> None:
        self.lines = lines
        self.shape = shape

    @property
    def told_apart(self) -> bool:
        """Whether what is seen stands straight below speeches of one paragraph each."""
        return self.under is not None and self.under.way == "seen"

    @cached_property
    def seen(self) -> frozenset[int]:
        """Where the lines begin that are seen, in such a script."""
        if self.under is None or not self.told_apart:
            return frozenset()
        return frozenset(
            self.lines[at].start
            for block in self.blocks.values()
            for at in block[self.under.spoken([self.lines[each].core for each in block]) :]
        )

    @cached_property
    def under(self) -> Underneath | None:
        """What the lines say of the script; None where there are none."""
        rows = [[self.lines[at].core for at in block] for block in self.blocks.values() if block]
        names = {line.cue.name for at in self.blocks if (line := self.lines[at]).cue}
        if not rows:
            return None
        return Underneath(
            rows,
            self.shape.known | names,
            english=self.shape.english,
            joined=self._joined([*self.blocks]),
            opened=self._opens_seen(),
        )

    def _opens_seen(self) -> bool:
        """Whether a line without a mark stands between a heading and the first name below it."""
        headed = False
        for at, line in enumerate(self.lines):
            if headed and at not in self.blocks and line.tag in UNMARKED and not self.shape.accepts(line)[0]:
                return True
            headed = at not in self.blocks and (headed or line.heading is not None)
        return False

    @cached_property
    def blocks(self) -> dict[int, list[int]]:
        """The lines below each name, by its own."""
        found: dict[int, list[int]] = {}
        block: list[int] | None = None
        for at, line in enumerate(self.lines if self.unparted else ()):
            accepted = line.tag == "cue" and (at in self.strangers or self.shape.accepts(line)[0] > 0)
            if accepted and line.style == "alone" and block != []:
                block = found[at] = []
            elif block is not None and (
                (line.tag in UNMARKED and not (accepted and block)) or (not block and directs(line))
            ):
                block.append(at)
            else:
                block = None
        return found

    @cached_property
    def unparted(self) -> bool:
        """Whether neither blank lines nor marks nor columns tell what stands below the words of names that stand alone from these."""
        shape, lines = self.shape, self.lines
        if shape.loose or shape.marked or shape.quoted or shape.words_at:
            return False
        usual = "alone" in shape.styles
        alone = [
            at
            for at, line in enumerate(lines[:-1])
            if line.style == "alone" and (usual or line.told) and shape.accepts(line)[0]
        ]
        if shape.indent and sum(lines[at + 1].indent > 0 for at in alone) * 2 > len(alone):
            return False
        return bool(alone) and (self._joined(alone) or not self._has_paragraphs())

    def _joined(self, alone: list[int]) -> bool:
        """Whether most names stand right below what is above them."""
        return sum(bool(at and self.lines[at - 1].tag != "blank") for at in alone) * 2 > len(alone)

    def _has_paragraphs(self) -> bool:
        """Whether lines without a mark stand below blank ones elsewhere than below a heading, as what is seen does where these part it."""
        above = None
        for line, below in pairwise(self.lines):
            above = above if line.tag == "blank" else line
            told = line.tag == "blank" and below.tag == "text" and above is not None and above.tag in UNMARKED
            if told and above is not None and above.start >= self.shape.opens:
                return True
        return False

    @cached_property
    def strangers(self) -> frozenset[int]:
        """Lines set as names are, between whole sentences, of which nothing else of the script knows."""
        lines = self.lines
        if not self.unparted:
            return frozenset()
        return frozenset(
            at + 1
            for at, (above, line, below) in enumerate(zip(lines, lines[1:], lines[2:], strict=False))
            if line.style == "alone"
            and line.core not in NO_NAMES
            and (above.tag in UNMARKED or above.tag == "blank")
            and (below.tag in UNMARKED or directs(below))
            and set_as_name(above.core, line.core, below.core, english=self.shape.english)
        )


def directs(line: ScannedLine) -> bool:
    """Whether a line is an action in round or square brackets and nothing else: [低头找了一圈。]"""
    return line.tag == "mark" and line.core[0] in "（([" and bracketed(line.core) is not None
