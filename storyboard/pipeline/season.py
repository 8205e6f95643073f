"""A season: many episodes, one cast for all, gathered from every script before anything is planned."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from storyboard.cast.file import add, load
from storyboard.cast.gather import gather, with_tempo
from storyboard.config import Settings, find_workspace, load_settings
from storyboard.errors import StoryboardError, UsageError
from storyboard.model import Cast, Script
from storyboard.pipeline.files import read_text, write_whole
from storyboard.pipeline.production import Options, Production, folder_names, open_script, production_of
from storyboard.profiles import make_offer

SUFFIXES = (".txt", ".md", ".markdown", ".fountain", ".spmd", ".fdx", ".docx", ".docm")
"""What a folder's scripts end in; a file that is named may end in anything."""

NO_SCRIPTS = re.compile(r"^(readme|changelog|license|notes?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Season:
    """The episodes of some script files, in order."""

    settings: Settings
    productions: tuple[Production, ...]
    unread: tuple[tuple[str, str], ...] = ()
    """(file, why) of scripts that could not be read; the others go on."""


def open_season(paths: Sequence[Path], options: Options) -> Season:
    """The episodes of files and folders with one cast; new people of all scripts are written into cast.toml at once.

    `UsageError` where there is nothing to film, where files belong to several workspaces, or where two would share a
    folder.
    """
    files = scripts_in(paths)
    workspace = workspace_of(paths)
    settings = load_settings(workspace, flags=dict(options.flags))
    scripts: list[tuple[Path, Script]] = []
    unread: list[tuple[str, str]] = []
    for path in files:
        try:
            scripts.append((path, open_script(path, options)))
        except StoryboardError as wrong:
            unread.append((path.name, wrong.message))
    if not scripts:
        raise UsageError("\n".join(why for _, why in unread) or "there is no script")
    cast = with_tempo(_one_cast([script for _, script in scripts], workspace, options.tempo), options.tempo)
    offer = make_offer(settings)
    found = tuple(
        production_of(script, episode, name, cast, settings, offer, options)
        for path, script in scripts
        for episode, name in zip(script.episodes, folder_names(path, script), strict=True)
    )
    _apart(found)
    return Season(settings, found, tuple(unread))


def scripts_in(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The script files that are named, and those of folders (or of their `scripts/`), ep2 before ep10."""
    found: list[Path] = []
    for path in paths:
        if path.is_file():
            found.append(path)
        elif path.is_dir():
            folder = path / "scripts" if (path / "scripts").is_dir() else path
            inside = [each for each in folder.iterdir() if each.is_file() and each.suffix.lower() in SUFFIXES]
            inside = [each for each in inside if not NO_SCRIPTS.match(each.stem) and not each.name.startswith(".")]
            found.extend(sorted(inside, key=lambda each: _natural(each.name)))
        else:
            raise UsageError(f"{path}: no such file or folder")
    if not found:
        raise UsageError("there is no script here", f"a script ends in {', '.join(SUFFIXES)}")
    return tuple(dict.fromkeys(found))


def workspace_of(paths: Sequence[Path]) -> Path:
    """The workspace of the first file or folder; `UsageError` where another belongs elsewhere."""
    places = {find_workspace(path / "scripts" if (path / "scripts").is_dir() else path) for path in paths}
    places = {place.parent if place.name == "scripts" and len(paths) == 1 else place for place in places}
    if len(places) > 1:
        names = ", ".join(sorted(str(place) for place in places))
        raise UsageError(f"these scripts belong to several workspaces: {names}", "run one season for each")
    return places.pop()


def _one_cast(scripts: Sequence[Script], workspace: Path, tempo: int | None) -> Cast:
    path = workspace / "cast.toml"
    known = load(path)
    cast = known
    for script in scripts:
        cast = gather(script, cast, tempo)
    new = cast.members[len(known.members) :]
    if new:
        text = read_text(path) if path.exists() else ""
        write_whole(path, add(text, new, scripts[0].language))
    return cast


def _apart(productions: Sequence[Production]) -> None:
    """No two episodes may be written into one folder."""
    seen: dict[Path, str] = {}
    for production in productions:
        other = seen.setdefault(production.folder, production.script.path)
        if other != production.script.path:
            raise UsageError(
                f"{other} and {production.script.path} would both be filmed in {production.folder}",
                "rename one of them",
            )


def _natural(name: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", name.lower()))
