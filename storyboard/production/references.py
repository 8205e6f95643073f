"""Pictures and films that belong to a production: people's in cast.toml, a clip's in `references.toml`; part of its first order.

A clip's own come first, then those of its people, whoever says most first, up to what the model takes at this gateway. What finds
no room is told in words, as all looks are.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal

from storyboard import names
from storyboard import render as prompts_of
from storyboard.config import read_table, read_toml, refuse_links_out
from storyboard.config.settings import PREVIEW
from storyboard.errors import UsageError
from storyboard.model import Board, Clip, Member, Reference
from storyboard.production.production import Production
from storyboard.profiles import Dialect, load_dialect
from storyboard.profiles.dialect import applies

FILE = "references.toml"
Role = Literal["first_frame", "last_frame", "image", "video", "character"]


@dataclass(frozen=True, slots=True)
class Row:
    """One `[[clip]]` of `references.toml`: which clip, and what goes along with it."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - pydantic reads it

    episode: str = ""
    """The production's folder; empty: every episode."""
    line: str = ""
    """Words that are spoken, seen or done in it: that clip, also when all is planned and packed anew."""
    first_frame: str = ""
    last_frame: str = ""
    image: tuple[str, ...] = ()
    video: str = ""
    character: str = ""
    """`https://…/hero.mp4#1,3`"""

    def chosen(self) -> list[Reference]:
        """Its references, in the sequence of the fields; local files still as written."""
        found: list[Reference] = []
        for role in ("first_frame", "last_frame", "image", "video", "character"):
            given = getattr(self, role)
            found += [reference(role, each) for each in ((given,) if isinstance(given, str) else given) if each]
        return found


@dataclass(frozen=True, slots=True)
class Rows:
    """`references.toml`."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    clip: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Slots:
    """What goes along with a clip, and sentences about what does not."""

    given: tuple[Reference, ...] = ()
    left: tuple[str, ...] = ()


def reference(role: Role, source: str) -> Reference:
    """A reference as a file names it; a character's source ends with its span, `#1,3`."""
    address, _, span = source.partition("#") if role == "character" else (source, "", "")
    return Reference(role, address, span)


def slots_for(production: Production, board: Board) -> Callable[[Clip], Slots]:
    """What tells of a clip what goes along with its order. `UsageError` for a file that is not there, or a row without sense."""
    workspace = production.settings.workspace
    rows = _rows(production)
    people = {m.name: m for m in production.cast.members if (m.sheets or m.film) and m.name in board.character_setting}
    entry = production.settings.gateway()
    if entry.dialect == PREVIEW or not (rows or people):
        return lambda clip: Slots()
    from storyboard.gateways.build import encoding_of

    dialect = load_dialect(entry.dialect, workspace)
    naming = names.naming(board.character_setting, production.cast, production.offer.gateway, names.language_of(board))
    encoding = "chat" if dialect.flow == "chat" else encoding_of(dialect, entry)
    desk = _Desk(dialect, encoding, production.offer.model, workspace)

    def fill(clip: Clip) -> Slots:
        own = [each for row in rows if _means(row, board, clip) for each in row.chosen()]
        here = prompts_of.people_in(board, clip, naming)
        # Who has an @username here is in the prompt by it.
        return desk.filled(own, [people[name] for name in here if name in people and name not in naming.usernames])

    return fill


def remarks_on_slots(production: Production, board: Board, clips: Sequence[Clip]) -> tuple[str, ...]:
    """Whose pictures do not go along with which clip and why, and rows of `references.toml` that mean no clip."""
    slots = slots_for(production, board)
    left = [f"clip {n:03d}: {said}" for n, clip in enumerate(clips, 1) for said in slots(clip).left]
    lost = [row for row in _rows(production) if not any(_means(row, board, clip) for clip in clips)]
    return (*left, *(f"{FILE}: no clip of {production.name} has {row.line!r}" for row in lost if row.episode))


@dataclass(frozen=True, slots=True)
class _Desk:
    """What the model takes at this gateway."""

    dialect: Dialect
    encoding: str
    model: str
    workspace: Path

    def filled(self, own: Sequence[Reference], members: Sequence[Member]) -> Slots:
        """A clip's own references as they are; people's as far as there is room beside them."""
        given = [self._found(each) for each in own]
        left: list[str] = []
        for member in members:
            use = self.dialect.characters.use if self.dialect.characters else ()
            guests = sum(each.role == "character" for each in given)
            if member.film and ("list" in use or ("url" in use and not guests)):
                given.append(reference("character", member.film))
                continue
            for sheet in member.sheets:
                picture = self._found(Reference("image", sheet))
                why = self._no_room(picture, given)
                if why:
                    left.append(f"{member.name} is told in words only: {why}")
                    break
                given.append(picture)
            if member.film and not member.sheets:
                left.append(f"{member.name} is told in words only: no room for another character's film")
        return Slots(tuple(given), tuple(left))

    def _no_room(self, picture: Reference, given: Sequence[Reference]) -> str:
        """Why a picture cannot go along too; empty where it can."""
        field = self.dialect.create.references.get("image")
        if field is None or not applies(field.models, self.model):
            return f"{self.model} takes no pictures of people here"
        roles = Counter(each.role for each in given)
        if clash := next((role for role in field.excludes if roles[role]), ""):  # type: ignore[index]
            return f"pictures of people cannot go together with its {clash}"
        if roles["image"] >= field.max:
            return f"{self.model} takes {field.max} pictures a clip here"
        from storyboard.gateways.build import carried, kind_of_source

        forms = set(field.forms) if self.encoding == "chat" else carried(field, self.encoding)
        kind = kind_of_source(picture.source)
        if kind not in forms and not (kind == "file" and "data" in forms):
            return f"pictures are taken as {', '.join(sorted(forms)) or 'nothing'} here, and it has a {kind}"
        return ""

    def _found(self, each: Reference) -> Reference:
        """A reference with its local file's whole path."""
        from storyboard.gateways.build import kind_of_source

        if kind_of_source(each.source) != "file":
            return each
        path = self.workspace / each.source
        if not path.is_file():
            raise UsageError(f"{path}: no such picture or film", f"it is named in {FILE} or cast.toml")
        return Reference(each.role, str(refuse_links_out(path, self.workspace)), each.timestamps)


def _rows(production: Production) -> tuple[Row, ...]:
    """Those of this episode."""
    path = production.settings.workspace / FILE
    if not path.is_file():
        return ()
    rows = read_table(Rows, read_toml(path), str(path)).clip
    for at, row in enumerate(rows, start=1):
        if not row.line.strip():
            raise UsageError(f"{path}: [[clip]] {at} must say which clip: `line`, words that stand in it")
        if not row.chosen():
            roles = ", ".join(each.name for each in fields(Row)[2:])
            raise UsageError(f"{path}: [[clip]] {at} names no picture or film: {roles}")
    return tuple(row for row in rows if row.episode in ("", production.name))


def _means(row: Row, board: Board, clip: Clip) -> bool:
    """Whether a row is about this clip. Words go by what is spoken, done and seen in it, whatever the spaces."""
    told = []
    for part in clip.parts:
        shot = board.shots[part.shot]
        told += [part.text, *((shot.action, shot.visual) if part.first and not part.hold else ())]
    words = "".join(row.line.split())
    return any(words in "".join(each.split()) for each in told)
