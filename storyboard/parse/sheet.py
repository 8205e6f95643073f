"""What a format writes on while it reads: units in order, scenes and episodes as they open, doubts as they arise."""

from bisect import bisect_right
from dataclasses import field, replace

from storyboard.model import Delivery, Episode, Fault, Kind, Parenthetical, Scene, Source, Unit
from storyboard.parse.emphasis import plain
from storyboard.parse.headings import Heading, again, hourly
from storyboard.parse.numerals import numeral
from storyboard.records import dataclass, maker


@dataclass(slots=True)
class SceneDraft:
    """A scene that is still being read."""

    id: str
    start: int
    episode: str
    heading: Heading
    cast: list[str] = field(default_factory=list)
    implied: bool = False
    """No heading opened it."""

    def finish(self, end: int) -> Scene:
        said = self.heading
        return Scene(
            self.id,
            said.number,
            said.location,
            said.time,
            said.interior,
            self.start,
            end,
            self.episode,
            tuple(dict.fromkeys(self.cast)),
            said.state,
            said.weather,
        )


class Sheet:
    """Units, scenes and episodes of a script under way; each unit begins where the last one ended, so none is lost."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.units: list[Unit] = []
        self.scenes: list[SceneDraft] = []
        self.episodes: list[tuple[str, str, int]] = []
        self.faults: list[Fault] = []
        self.at = 0
        self.title = ""
        self.waiting: list[str] = []
        """The cast of the next scene, where it is listed before a scene without heading."""
        self._scene = ""
        self._asked = 0, 1
        """The offset whose line was asked for last, and the line."""
        self._unit = maker(Unit)
        self._printed = "*" in self.text or "_" in self.text
        """Whether any of it may stand between marks of emphasis."""

    def add(
        self,
        kind: Kind,
        end: int,
        text: str = "",
        *,
        speaker: str = "",
        members: tuple[str, ...] = (),
        parentheticals: tuple[Parenthetical, ...] = (),
        extension: str = "",
        delivery: Delivery = "",
        confidence: float = 1.0,
        reason: str = "",
    ) -> None:
        """One unit from where the last one ended up to `end`, without marks of emphasis; nothing where that is empty."""
        start = self.at
        if end <= start:
            return
        self.at = end
        units, raw = self.units, self.text[start:end]
        if self._printed and ("*" in raw or "_" in raw):
            text = _unmarked(kind, text, raw)
            parentheticals = tuple([replace(part, text=plain(part.text)) for part in parentheticals])
        units.append(
            self._unit(f"u{len(units) + 1}", kind, start, end, raw, self._scene, text, speaker, members, parentheticals,
                       extension, delivery, confidence, reason)
        )  # fmt: skip

    def open_scene(self, heading: Heading, *, implied: bool = False) -> SceneDraft:
        """A new scene from here on."""
        if not self.episodes:
            self.episodes.append(("", "", 0))
        place = plain(heading.location)
        heading = hourly(heading if place == heading.location else replace(heading, location=place))
        where = heading.location.casefold()
        if "same" in where or where.startswith("as ") or where[:1] in "同还仍原那":
            heading = again(heading, (each.heading.location for each in reversed(self.scenes[-50:])))
        draft = SceneDraft(f"s{len(self.scenes) + 1}", self.at, f"e{len(self.episodes)}", heading, implied=implied)
        if implied:
            draft.cast += self.waiting
        self.waiting = []
        self.scenes.append(draft)
        self._scene = draft.id
        return draft

    def open_episode(self, number: str, title: str) -> None:
        """A new episode from here on; what stood before the first belongs to it."""
        self.episodes.append((number, title, self.at if self.episodes else 0))
        self._scene = ""

    def enter_episode(self, number: str, counts: str, start: int, end: int) -> None:
        """The episode of a heading that counts it in front of its scene, open already or a new one."""
        if self.episodes and numeral(self.episodes[-1][0]) == numeral(number):
            return
        self.open_episode(number, "")
        at = self.text.find(counts, start + 1, end)
        if at > start:
            self.add("episode", at)

    def open_scene_over_all(self) -> None:
        """One scene over a script that never opened one: its first story line begins it, front matter stays outside."""
        story = [unit.start for unit in self.units if unit.kind not in ("front", "title", "blank")]
        self.at = story[0] if story else 0
        draft = self.open_scene(Heading(), implied=True)
        self.at = len(self.text)
        self.units = [
            replace(unit, scene=draft.id) if story and unit.start >= draft.start else unit for unit in self.units
        ]

    @property
    def scene(self) -> SceneDraft | None:
        """The scene that is open."""
        return self.scenes[-1] if self._scene else None

    def doubt(self, rule: str, message: str, at: int) -> None:
        """A warning about the line of the offset `at`."""
        self.faults.append(Fault(rule, message, self.line(at), path=self.source.path))

    def line(self, at: int) -> int:
        """1-based line of an offset, counted on or back from that of the one before: doubts arise in order."""
        last, number = self._asked
        between = self.text.count("\n", min(last, at), max(last, at))
        number += between if at > last else -between
        self._asked = at, number
        return number

    def closed_scenes(self) -> tuple[Scene, ...]:
        """All scenes; each ends where the next scene or episode begins."""
        starts = sorted(
            {draft.start for draft in self.scenes} | {start for _, _, start in self.episodes} | {len(self.text)}
        )
        return tuple(
            draft.finish(starts[bisect_right(starts, draft.start)] if draft.start < len(self.text) else draft.start)
            for draft in self.scenes
        )

    def closed_episodes(self) -> tuple[Episode, ...]:
        """All episodes; a script without episode headings is one."""
        rows = self.episodes or [("", "", 0)]
        ends = [start for _, _, start in rows[1:]] + [len(self.text)]
        return tuple(
            Episode(f"e{index}", number, title, start, end)
            for index, ((number, title, start), end) in enumerate(zip(rows, ends, strict=True), 1)
        )


def _unmarked(kind: Kind, text: str, raw: str) -> str:
    """The text without marks of emphasis; as it is where they were taken off before, so that an escaped star stays."""
    before = kind == "speech" or (("\\*" in raw or "\\_" in raw) and "\\" not in text)
    return text if before else plain(text)
