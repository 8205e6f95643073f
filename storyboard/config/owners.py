"""Whose `storyboard/` this is: the name on the package index is a stranger's, whose wheel brings a folder of the same name."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

DISTRIBUTION = "storyboard-compiler"
"""What pip calls us. `storyboard` on the index is another project."""
FOLDER = "storyboard/"
INSTALL = "in the checkout of this program: python -m pip install "
"""What a hint begins with, until we are on the index: never a name that is not ours."""


def install_line(extra: str = "") -> str:
    """What to type to install this program anew, with an extra (`season`) where one is missing."""
    return f'{INSTALL}"{f".[{extra}]" if extra else "."}"'


def second_owners(folders: Sequence[str] | None = None, *, every: bool = False) -> tuple[str, ...]:
    """Other distributions that installed modules into a folder `storyboard/` where Python looks: `storyboard 1.2`.

    By default only those whose own name begins like ours are opened, which takes a millisecond or two; `every` opens all.
    """
    found = []
    for folder in dict.fromkeys(sys.path if folders is None else folders):
        for place in _records(Path(folder or "."), every=every):
            name, _, version = place.name.rpartition(".")[0].partition("-")
            if _plain(name) != _plain(DISTRIBUTION) and _owns(place):
                found.append(f"{name.replace('_', '-')} {version.removesuffix('.dist')}".strip())
    return tuple(dict.fromkeys(found))


def warning(owners: Sequence[str]) -> str:
    """What to say about second owners, and what to type."""
    names = ", ".join(owners)
    plain = " ".join(dict.fromkeys(owner.split()[0] for owner in owners))
    return (
        f"{names} also installed a folder called storyboard/, so that either program may run the other's files: "
        f"python -m pip uninstall {plain} {DISTRIBUTION}, then {install_line()}"
    )


def _records(folder: Path, *, every: bool) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name.lower()
                if name.endswith((".dist-info", ".egg-info")) and (every or name.startswith("storyboard")):
                    yield folder / entry.name
    except OSError:
        return


def _owns(place: Path) -> bool:
    """Whether a distribution's list of files has a module below `storyboard/`; an editable one has none there."""
    for name in ("RECORD", "SOURCES.txt", "top_level.txt"):
        try:
            lines = (place / name).read_text("utf-8", "replace").splitlines()
        except OSError:
            continue
        files = (line.replace("\\", "/").partition(",")[0].strip('"') for line in lines)
        return any(
            (file.startswith(FOLDER) and file.endswith(".py")) or (name == "top_level.txt" and file == FOLDER[:-1])
            for file in files
        )
    return False


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")
