"""`references.toml`: pictures, films and words that go along with a clip, found by words that stand in it."""

from dataclasses import fields

from storyboard.config import read_table, read_toml
from storyboard.config.settings import PREVIEW
from storyboard.errors import UsageError
from storyboard.model import Board, Clip, Reference
from storyboard.model.jobs import ReferenceRole
from storyboard.production.addresses import addresses_of, learn
from storyboard.production.production import Production
from storyboard.records import dataclass

FILE = "references.toml"
ROLES: tuple[ReferenceRole, ...] = ("first_frame", "last_frame", "image", "video", "character", "voice", "element")


@dataclass(frozen=True, slots=True)
class ReferenceRow:
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
    voice: str = ""
    """Sound of somebody speaking, where the model takes any."""
    element: tuple[str, ...] = ()
    """What is registered with the maker as a subject of its own: `element://ID`."""
    words: str = ""
    """Your own words about them: `Edit the attached video: …`. They stand before the first shot."""

    def chosen(self) -> list[Reference]:
        """Its references, in the sequence of the fields; local files still as written."""
        found: list[Reference] = []
        for role in ROLES:
            given = getattr(self, role)
            found += [reference(role, each) for each in ((given,) if isinstance(given, str) else given) if each]
        return found


@dataclass(frozen=True, slots=True)
class Rows:
    """`references.toml`."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    clip: tuple[ReferenceRow, ...] = ()
    words: str = ""
    """Your own words for every clip."""


def reference(role: ReferenceRole, source: str) -> Reference:
    """A reference as a file names it; a character's source ends with its span, `#1,3`."""
    address, _, span = source.partition("#") if role == "character" else (source, "", "")
    return Reference(role, address, span)


def rows_of(production: Production) -> Rows:
    """What the file says of this episode; `UsageError` for a row without sense."""
    path = production.settings.workspace / FILE
    if not path.is_file():
        return Rows()
    rows = read_table(Rows, read_toml(path), str(path))
    for at, row in enumerate(rows.clip, start=1):
        if not row.line.strip():
            raise UsageError(f"{path}: [[clip]] {at} must say which clip: `line`, words that stand in it")
        if not (row.chosen() or row.words.strip()):
            known = ", ".join(each.name for each in fields(ReferenceRow)[2:])
            raise UsageError(f"{path}: [[clip]] {at} names no picture or film: {known}")
    if "\n" in rows.words.strip() or any("\n" in row.words.strip() for row in rows.clip):
        raise UsageError(f"{path}: `words` are one paragraph, without a line break")
    return Rows(tuple(row for row in rows.clip if row.episode in ("", production.name)), rows.words)


def means(row: ReferenceRow, board: Board, clip: Clip) -> bool:
    """Whether a row is about this clip. Words go by what is spoken, done and seen in it, whatever the spaces."""
    told = []
    for part in clip.parts:
        shot = board.shots[part.shot]
        told += [part.text, *((shot.action, shot.visual) if part.first and not part.hold else ())]
    words = "".join(row.line.split())
    return any(words in "".join(each.split()) for each in told)


def look_at_addresses(production: Production) -> tuple[str, ...]:
    """Looks at signed addresses of the cast's and the clips' pictures and films; sentences about those that cannot be looked at."""
    entry, workspace = production.settings.gateway(), production.settings.workspace
    if entry.dialect == PREVIEW:
        return ()
    own = (each.source for row in rows_of(production).clip for each in row.chosen())
    return learn((*addresses_of(production.cast), *own), entry, workspace)
