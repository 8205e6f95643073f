"""The scenes of a board, and what prompts ask of all their shots: found once a board, however many clips ask."""

import bisect
from collections.abc import Mapping, Sequence
from functools import cached_property

from storyboard import (
    ambience,
    beds,
    directing,
    lettering,
    lighting,
    marks,
    names,
    overheard,
    palettes,
    timeline,
    titles,
)
from storyboard.model import Board, Shot


class Scenes:
    """The scenes of one board; a shot is asked about by its place in it."""

    def __init__(self, board: Board, naming: names.Naming) -> None:
        self.board, self._naming = board, naming
        self.starts = timeline.scene_starts(board)
        self._lit: dict[int, lighting.SceneLight] = {}

    @cached_property
    def by_director(self) -> bool:
        """Whether a director made the board."""
        return directing.by_director(self.board)

    @cached_property
    def written(self) -> tuple[str, ...]:
        """The words that a director's pictures show on something, anywhere in the film; titles are none of them."""
        return tuple(dict.fromkeys(text for row in self.written_at for text in row))

    @cached_property
    def written_at(self) -> Sequence[tuple[str, ...]]:
        """The same shot by shot."""
        found = []
        for shot in self.board.shots:
            texts = [
                text
                for source in (marks.without(shot.visual), shot.action)
                for text in lettering.seen_words(source)
                if text not in titles.words(source, self._naming.language)
            ]
            found.append(tuple(texts) if self.by_director else ())
        return tuple(found)

    def read_before(self, at: int) -> frozenset[str]:
        """The words that pictures of a shot's place showed before it: what is written stays."""
        here = self.board.shots[at].location
        rows = zip(self.board.shots[:at], self.written_at, strict=False)
        return frozenset(text for shot, row in rows if shot.location == here for text in row)

    @cached_property
    def sets(self) -> str:
        """What the places of the board look like, as their first shots say."""
        return "\n".join(filter(None, (marks.set_of(shot.visual) for shot in self.board.shots)))

    def look(self, at: int) -> str:
        """What the place of a shot was last said to look like; empty where no shot there said so before."""
        here = (shot for shot in reversed(self.board.shots[: at + 1]) if shot.location == self.board.shots[at].location)
        return next(filter(None, (marks.set_of(shot.visual) for shot in here)), "")

    def start(self, at: int) -> int:
        """The shot that begins a shot's scene."""
        return self.starts[bisect.bisect_right(self.starts, at) - 1]

    def earlier(self, at: int) -> tuple[Shot, ...]:
        """The shots of a scene before one of it."""
        return self.board.shots[self.start(at) : at]

    def light(self, at: int) -> str:
        """What lights a shot by its script; empty where it is as usual."""
        return self._lighting(at).source(self.board.shots[at])

    def mood(self, at: int) -> str:
        """How the scene of a shot feels; a director's pictures tell it themselves."""
        return "" if self.by_director else self._lighting(at).mood

    def colours(self, at: int) -> str:
        """The main colours that the board names for a shot or near by; none are made up for a director's."""
        return (self._colours.here(at) or palettes.NO_COLOURS) if self.by_director else self._colours.near(at)

    def so_far(self, at: int) -> ambience.SoFar:
        """What the shots of the same place and hour have told by a shot."""
        return self._so_far[at]

    def people(self, at: int) -> frozenset[str]:
        """Who spoke or was told of in a shot's scene before it."""
        return self._people[at]

    def _lighting(self, at: int) -> lighting.SceneLight:
        start = self.start(at)
        if start not in self._lit:
            end = bisect.bisect_right(self.starts, start)
            shots = self.board.shots[start : self.starts[end] if end < len(self.starts) else None]
            self._lit[start] = lighting.SceneLight(shots, self._naming.language)
        return self._lit[start]

    @cached_property
    def _colours(self) -> palettes.Colours:
        return palettes.Colours(self.board.shots, self._naming.language)

    @cached_property
    def _so_far(self) -> Mapping[int, ambience.SoFar]:
        rows: dict[tuple[str, str], list[int]] = {}
        for at, shot in enumerate(self.board.shots):
            rows.setdefault((shot.location, shot.time), []).append(at)
        found: dict[int, ambience.SoFar] = {}
        told, language = self.by_director, self._naming.language
        scored = told and overheard.scored(self.board.shots, language)
        for row in rows.values():
            shots = [self.board.shots[at] for at in row]
            each = ambience.so_far(shots, told=told)
            if told:
                each = (beds.placed(scene, shots, language, scored=scored) for scene in each)
            found.update(zip(row, each, strict=True))
        return found

    @cached_property
    def _people(self) -> Sequence[frozenset[str]]:
        found, known = [], frozenset[str]()
        for at, shot in enumerate(self.board.shots):
            known = frozenset() if at == self.start(at) else known
            found.append(known)
            known = known.union((shot.dialogue.role, *names.found(f"{shot.action}\n{shot.visual}", self._naming)))
        return found
