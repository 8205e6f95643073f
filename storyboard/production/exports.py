"""What editors and teams get of episodes: files of the wanted formats, the films beside them under names of their own."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from storyboard.config import refuse_links_out
from storyboard.errors import StoryboardError, UsageError
from storyboard.export import DRAFTS, ExportFormat, ExportPlace, Picture, lay_out
from storyboard.model import Board, Clip, Edit, Event, Laid, ShotTrace
from storyboard.production.files import digest, read_text, write_whole
from storyboard.production.prepare import Prepared
from storyboard.production.production import Production, number_of
from storyboard.production.wishes import load_wishes, notes_of
from storyboard.records import dataclass

if TYPE_CHECKING:
    from storyboard.export.formats import Files

FOLDER = "export"
"""`out/export/`, where nothing else is asked for."""
MEDIA = "media"
"""The films, beside the exports."""
OURS = ".storyboard.json"
"""In a draft: what we wrote of it, so that one which an editor has worked on is never written over."""
FRAME_WIDTH = 96
"""Pixels of a frame in a shot list."""


@dataclass(frozen=True, slots=True)
class Handed:
    """One episode to be exported."""

    production: Production
    board: Board
    clips: tuple[Clip, ...]
    takes: tuple[Path | None, ...]
    """Parallel to `clips`."""
    traces: tuple[ShotTrace, ...] = ()
    """Parallel to the board's shots, where it is known what they were made from."""
    prompts: tuple[str, ...] = ()
    """Parallel to `clips`: what they were made by."""


@dataclass(frozen=True, slots=True)
class ExportWanted:
    """What is asked for."""

    formats: tuple[ExportFormat, ...]
    folder: Path
    ascii: bool = False
    media_root: str = ""
    drafts: Path | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    files: tuple[Path, ...]
    """Drafts by their folders."""
    edits: tuple[Edit, ...]
    gaps: tuple[str, ...]
    """Names of clips that have no film."""

    def of(self, edit: Edit) -> tuple[Path, ...]:
        """The files of one episode."""
        return tuple(path for path in self.files if path.name.startswith(f"{edit.name}."))


def export(handed: Sequence[Handed], wanted: ExportWanted) -> Exported:
    """Writes every format for all episodes, each file whole; a draft that was worked on is kept and ours gets a name beside it."""
    first = handed[0].production
    folder = refuse_links_out(wanted.folder, first.settings.workspace)
    names = names_of([each.production for each in handed], ascii_only=wanted.ascii)
    edits = tuple(_laid(each, name) for each, name in zip(handed, names, strict=True))
    media = [each for edit in edits for each in edit.media]
    if media and any(each.films in ("relative", "root", "name") for each in wanted.formats):
        for each in media:
            _link(each.source, folder / MEDIA / each.file)
    carried = {thing for each in wanted.formats for thing in each.carries}
    frames = _frames(edits, first.settings.workspace) if "frames" in carried else {}
    root = wanted.media_root or str((folder / MEDIA).resolve())
    drafts = {edit.name: _draft_of(edit.name, wanted.drafts or folder / DRAFTS) for edit in edits}
    here = {name: path.resolve().as_posix() for name, path in drafts.items()} if wanted.drafts else {}
    place = ExportPlace(first.language, MEDIA, root, here, frames)
    written: list[Path] = []
    for form in wanted.formats:
        files = form.write(edits, place)
        if form.films == "inside":
            written += _drafts(edits, files, drafts)
            continue
        for name, content in files.items():
            _write(folder / name, content)
            written.append(folder / name)
    gaps = tuple(event.name for edit in edits for event in edit.events if event.media is None and not event.plain)
    return Exported(tuple(written), edits, tuple(dict.fromkeys(gaps)))


def handed_of(production: Production, ready: Prepared, takes: Sequence[Path | None]) -> Handed:
    """An episode as it is prepared, with these takes."""
    planned = ready.planned
    traces = planned.trace.shots if planned.trace else ()
    return Handed(production, planned.board, ready.clips, tuple(takes), traces, ready.prompts)


def names_of(productions: Sequence[Production], *, ascii_only: bool) -> list[str]:
    """What the files of each episode are called: as its folder; in plain letters `ep02`, by its number or its place."""
    found: list[str] = []
    for place, production in enumerate(productions, start=1):
        name = production.name
        if ascii_only and not name.isascii():
            number = number_of(production.episode.number) or number_of(name) or place
            name = f"ep{number:02d}"
            while name in found:
                name += "b"
        found.append(name)
    return found


def _laid(handed: Handed, name: str) -> Edit:
    production = handed.production
    width, height = map(int, production.offer.size.split("x"))
    return lay_out(
        (name, production.title),
        production.language.code,
        handed.board,
        handed.clips,
        handed.takes,
        (width, height),
        notes_of(handed.board, handed.traces, production.script, load_wishes(production.folder)),
        handed.prompts,
    )


def _write(path: Path, content: str | bytes) -> None:
    data = content.encode() if isinstance(content, str) else content
    if not path.is_file() or path.read_bytes() != data:
        write_whole(path, data)


def link(source: Path, target: Path) -> None:
    """A film under another name: a hard link where the disk can, a copy elsewhere; what is the same file already stays. `OSError` where neither can be."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and target.samefile(source):
        return
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _link(source: Path, target: Path) -> None:
    try:
        link(source, target)
    except OSError as error:
        raise UsageError(
            f"{target}: cannot be written: {error.strerror}", "make room or choose another folder; the takes are kept"
        ) from error


def _drafts(edits: Sequence[Edit], files: "Files", drafts: Mapping[str, Path]) -> Iterator[Path]:
    """Each draft in a folder of its own, with its films."""
    for edit in edits:
        folder = drafts[edit.name]
        texts = {Path(path).name: str(text) for path, text in files.items() if Path(path).parent.name == edit.name}
        for media in edit.media:
            _link(media.source, folder / "materials" / media.file)
        for name, text in texts.items():
            _write(folder / name, text)
        _write(folder / OURS, json.dumps({name: digest(text) for name, text in texts.items()}, indent=1))
        yield folder


def _draft_of(name: str, folder: Path) -> Path:
    """Where a draft goes: one that is not as we left it stays, and ours is put beside it."""
    return next(path for path in _candidates(folder, name) if _untouched(path))


def _candidates(folder: Path, name: str) -> Iterator[Path]:
    yield folder / name
    number = 2
    while True:
        yield folder / f"{name}-{number}"
        number += 1


def _untouched(draft: Path) -> bool:
    """Whether a draft is not there, or as we wrote it."""
    if not draft.exists():
        return True
    try:
        known = json.loads(read_text(draft / OURS))
        return all(digest(read_text(draft / name)) == value for name, value in known.items())
    except (OSError, ValueError, AttributeError, StoryboardError):
        return False


def _frames(edits: Sequence[Edit], workspace: Path) -> dict[tuple[str, int], Picture]:
    """A picture of each shot that is filmed, from its middle; kept in the workspace, since to decode a season takes a minute."""
    found: dict[tuple[str, int], Picture] = {}
    for edit in edits:
        for event in edit.events:
            inside = [
                shot for shot in edit.shots if shot.length and event.start <= shot.start < event.start + event.length
            ]
            if event.media and inside:
                pictures = _stills(event, inside, edit, workspace / ".storyboard" / "frames")
                found |= {(edit.name, shot.number): each for shot, each in zip(inside, pictures, strict=True)}
    return found


def _stills(event: Event, shots: Sequence[Laid], edit: Edit, kept: Path) -> list[Picture]:
    from storyboard.media import frames, jpeg

    assert event.media is not None
    media = event.media
    last = (event.length - 1) / edit.fps
    times = [float(min(last, (shot.start - event.start + shot.length // 2) / edit.fps)) for shot in shots]
    source = media.source
    name = digest(source.name, source.stat().st_size, times, FRAME_WIDTH)[:24]
    paths = [kept / f"{name}-{number}.jpg" for number, _ in enumerate(times)]
    if not all(path.is_file() for path in paths):
        for path, picture in zip(paths, frames(source, tuple(times)), strict=True):
            write_whole(path, jpeg(picture, FRAME_WIDTH))
    height = round(FRAME_WIDTH * media.size[1] / media.size[0])
    return [Picture(path.read_bytes(), FRAME_WIDTH, height) for path in paths]
