"""Tables of one kind, one TOML file each: the packaged ones, and a production's own, which add to them or replace them."""

from functools import cache
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from storyboard.assets import PACKAGE
from storyboard.config import read_packaged, read_table, read_toml
from storyboard.records import dataclass


class Named(Protocol):
    """What every table says of itself."""

    @property
    def name(self) -> str: ...


Table = TypeVar("Table", bound=Named)


@dataclass(frozen=True)
class Tables(Generic[Table]):
    """The tables of a folder. A packaged one is read when it is asked for, and once; its file has its name."""

    shape: type[Table]
    folder: str
    """In the package, and beside a `storyboard.toml`."""

    def every(self, workspace: Path | None = None) -> dict[str, Table]:
        """All of them by name, the production's own over the packaged ones."""
        packaged = (_packaged(self.shape, path) for path in sorted((PACKAGE / self.folder).glob("*.toml")))
        return {**{table.name: table for table in packaged}, **self._own(workspace)}

    def find(self, name: str, workspace: Path | None = None) -> Table | None:
        """One of them, without reading the other packaged ones; None where there is none of that name."""
        own = self._own(workspace)
        if name in own:
            return own[name]
        path = next((path for path in (PACKAGE / self.folder).glob("*.toml") if path.stem == name), None)
        return _packaged(self.shape, path) if path else None

    def _own(self, workspace: Path | None) -> dict[str, Table]:
        paths = sorted((workspace / self.folder).glob("*.toml")) if workspace else []
        own = [read_table(self.shape, read_toml(path), str(path)) for path in paths]
        return {table.name: table for table in own}


@cache
def _packaged(shape: type[Table], path: Path) -> Table:
    return read_packaged(shape, read_toml(path))
