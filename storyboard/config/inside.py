"""What a production writes stays in its workspace: a folder that came from elsewhere may hold links to anywhere."""

import os
from collections.abc import Iterator
from pathlib import Path

from storyboard.errors import UsageError


def refuse_links_out(folder: Path, workspace: Path) -> Path:
    """The folder; UsageError where it, or what lies in it, is a link that leads out of the workspace.

    A folder outside of the workspace is one that the user named (`-o`), and is bounded by itself.
    """
    named, root = Path(os.path.abspath(folder)), Path(os.path.abspath(workspace))  # noqa: PTH100 - resolve() follows links
    bound = (root if named.is_relative_to(root) else named).resolve()
    if not named.resolve().is_relative_to(bound):
        raise _leads_out(folder, named, workspace)
    for path in _links(named):
        if not path.resolve().is_relative_to(bound):
            raise _leads_out(path, path, workspace)
    return folder


def _links(folder: Path) -> Iterator[Path]:
    """Every link, and every folder that could be one by another name, at or below `folder`."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            path = Path(entry.path)
            if entry.is_symlink():
                yield path
            elif entry.is_dir():
                yield path  # a junction of Windows is no symlink
                yield from _links(path)


def _leads_out(folder: Path, link: Path, workspace: Path) -> UsageError:
    return UsageError(
        f"{folder}: a link that leads out of {workspace}, to {link.resolve()}; nothing was written",
        "remove the link, or name the folder itself: -o FOLDER",
    )
