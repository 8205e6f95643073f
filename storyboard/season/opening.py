"""A season: many episodes, one cast for all, gathered from every script before anything is planned."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from storyboard.cast.file import load
from storyboard.cast.gather import with_tempo
from storyboard.config import Settings, find_workspace, load_settings
from storyboard.errors import StoryboardError, UsageError
from storyboard.library import Library
from storyboard.model import Cast, Script, Story
from storyboard.patterns import deferred
from storyboard.plan.faces import one_face
from storyboard.production.asking import open_mind, with_labels
from storyboard.production.doubt import InDoubt, doubts_of
from storyboard.production.production import (
    BOARD,
    Common,
    Options,
    Production,
    described,
    folder_names,
    folders_of,
    library_for_script,
    library_of,
    number_of,
    opened,
    production_of,
    told,
    unmade_in_doubt,
)
from storyboard.profiles import make_offer
from storyboard.records import dataclass

if TYPE_CHECKING:
    from storyboard.llm import Endpoint

PAPERS = (".csv", ".xlsx", ".pdf", ".rtf", ".odt")
"""What counts only in `scripts/`: elsewhere it may be anybody's budget or contract."""
SUFFIXES = (".txt", ".md", ".markdown", ".fountain", ".spmd", ".fdx", ".docx", ".docm")
"""What a folder's scripts end in; a file that is named may end in anything."""

EPISODE = deferred(
    r"第\s*([零〇一二三四五六七八九十百两\d]+)\s*[-－—~～至到零〇一二三四五六七八九十百两\d]*\s*[集话回話]|(?<![a-z])(?:s\d{1,2}\W?)?(?:episode|ep|e)[\W_]*(\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?![a-z])|^\W*(\d{1,4})(?!\d)|集\s*(\d+)",
    re.IGNORECASE,
)
"""How the name of a file says which episode it holds."""
UNNUMBERED = 10**6
NO_SCRIPTS = deferred(r"^(readme|changelog|license|notes?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OpenedSeason:
    """The episodes of some script files, in order."""

    settings: Settings
    productions: tuple[Production, ...]
    unread: tuple[tuple[str, str], ...] = ()
    """(file, why) of scripts that could not be read; the others go on."""
    notes: tuple[str, ...] = ()
    """What the language model could not do for labels and cast."""
    doubtful: tuple[tuple[str, InDoubt], ...] = ()
    """(file, why) of scripts whose reading is in doubt: nothing is made of them unasked."""


def open_season(paths: Sequence[Path], options: Options, *, buying: bool = False) -> OpenedSeason:
    """The episodes of files and folders with one cast; new people of all scripts are written into cast.toml at once.

    `buying`: scripts whose reading is in doubt, and for which nothing was made yet, stand aside as `doubtful`.

    `UsageError` where there is nothing to film, where files belong to several workspaces, or where two would share a
    folder.
    """
    files = scripts_in(paths)
    workspace = workspace_of(paths)
    settings = load_settings(workspace, flags=dict(options.flags))
    mind, library = open_mind(settings, silent=options.silent), library_of(settings)
    scripts: list[tuple[Path, Script]] = []
    unread: list[tuple[str, str]] = []
    doubtful: list[tuple[str, InDoubt]] = []
    reread: list[str] = []
    for path in files:
        try:
            script, said, missed = opened(path, options, mind, library)
            reread += [f"{path.name}: {note}" for note in (*said, *missed)]
            if buying and unmade_in_doubt(path, script, options):
                doubtful.append((path.name, InDoubt(script)))
            else:
                scripts.append((path, script))
        except StoryboardError as wrong:
            unread.append((path.name, wrong.message))
    if not scripts and doubtful:
        raise doubtful[0][1]
    if not scripts:
        raise UsageError("\n".join(why for _, why in unread) or "there is no script")
    libraries = {path: library_for_script(library, settings, path, script, options) for path, script in scripts}
    scripts, cast, stories, notes = _one_cast(scripts, workspace, mind, libraries, options)
    notes += (*reread,)
    notes += tuple(f"{path.name}: {fault.message}" for path, script in scripts for fault in doubts_of(script))
    common = Common(with_tempo(cast, options.tempo), settings, make_offer(settings), options)
    own = {
        path: replace(common, cast=replace(common.cast, story=stories[path]), library=libraries[path])
        for path, _ in scripts
    }
    _apart(scripts)
    found = tuple(
        production_of(path, script, episode, name, own[path])
        for path, script in scripts
        for episode, name in zip(script.episodes, folder_names(path, script), strict=True)
        if told(script, episode)
    )
    return OpenedSeason(settings, found, tuple(unread), notes, tuple(doubtful))


def scripts_in(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The script files that are named, and those of folders (or of their `scripts/`), ep2 before ep10."""
    found: list[Path] = []
    for path in paths:
        if path.is_file():
            found.append(path)
        elif path.is_dir():
            folder = path / "scripts" if (path / "scripts").is_dir() else path
            suffixes = SUFFIXES + PAPERS if folder != path else SUFFIXES
            inside = [each for each in folder.iterdir() if each.is_file() and each.suffix.lower() in suffixes]
            inside = [each for each in inside if not NO_SCRIPTS.match(each.stem) and not each.name.startswith(".")]
            found.extend(sorted(inside, key=lambda each: _in_order(each.name)))
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


def _one_cast(
    scripts: Sequence[tuple[Path, Script]],
    workspace: Path,
    mind: "Endpoint | None",
    libraries: Mapping[Path, Library],
    options: Options,
) -> tuple[list[tuple[Path, Script]], Cast, dict[Path, Story | None], tuple[str, ...]]:
    """The scripts with their labels, the cast of them all, and each one's own story; new people are described and written script by script."""
    read: list[tuple[Path, Script]] = []
    notes: list[str] = []
    cast = Cast(())
    stories: dict[Path, Story | None] = {}
    labelled = [with_labels(script, workspace, mind, libraries[path]) for path, script in scripts]
    whole = [script for script, _ in labelled]
    for (path, _), (script, unlabelled) in zip(scripts, labelled, strict=True):
        script = one_face(script, load(workspace / "cast.toml"), whole)
        new = not any((folder / BOARD).exists() for folder in folders_of(path, script, options))
        cast, remarks = described(script, workspace, mind, library=libraries[path], silent=new)
        stories[path] = cast.story
        notes += [f"{path.name}: {note}" for note in (*unlabelled, *remarks)]
        read.append((path, script))
    return read, cast, stories, tuple(notes)


def _apart(scripts: Sequence[tuple[Path, Script]]) -> None:
    """No two episodes may be written into one folder."""
    seen: dict[str, Path] = {}
    for path, script in scripts:
        for name in folder_names(path, script):
            other = seen.setdefault(name, path)
            if other != path:
                raise UsageError(f"{other} and {path} would both be filmed as {name}", "rename one of them")


def _in_order(name: str) -> tuple[int, int, tuple[tuple[int, str], ...]]:
    """Files by the episode that their names give, `第3集 归来.txt` before `E10.md`; those that give none behind these."""
    named = EPISODE.search(name)
    found = (number_of(each) for each in named.groups() if each) if named else iter(())
    number = next(found, 0)
    season = re.search(r"(?i)(?<![a-z])s(\d{1,2})\W?e\d", name)
    return int(season[1]) if season else 1, number or UNNUMBERED, _natural(name)


def _natural(name: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", name.lower()))
