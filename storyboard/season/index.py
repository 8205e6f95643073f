"""The season's folder: every film side by side, what editors and teams get of it, one page."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from storyboard import timeline
from storyboard.config import refuse_links_out
from storyboard.errors import UsageError
from storyboard.languages import Language
from storyboard.production.exports import Exported, Handed, link
from storyboard.production.files import write_whole
from storyboard.production.production import Production
from storyboard.season.exports import export_season
from storyboard.season.opening import OpenedSeason
from storyboard.season.status import Status

FOLDER = "season"
KINDS = ("mp4",)
"""What is gathered of each episode beside its exports: `out/ep01/episode.KIND` as `out/season/ep01.KIND`."""


def write_index(
    season: OpenedSeason, status: Status, states: Mapping[str, str], handed: Sequence[Handed]
) -> tuple[Path, tuple[str, ...]]:
    """Writes `out/season/`; returns its index.html, and what could not be handed out. Episodes without a film are listed as what they are.

    `handed`: the sound episodes, with the takes that are there.
    """
    from storyboard.assemble import IndexedEpisode, poster_of, season_page

    first = season.productions[0]
    workspace = season.settings.workspace
    folder = refuse_links_out((first.options.out or workspace / "out") / FOLDER, workspace)
    exported, why = export_season(season, handed, folder)
    files = _files(exported, handed)
    sound = {each.production.name: each for each in handed}
    listed: list[IndexedEpisode] = []
    for production in season.productions:
        name, there = production.name, sound.get(production.name)
        done = states.get(name) in ("done", "lacking")
        gathered = _gather(production, folder) if done else ()
        seconds, count = (timeline.seconds(there.board, there.clips), len(there.clips)) if there else (0.0, 0)
        page = os.path.relpath(production.folder / "index.html", folder) if done else ""
        film = f"{name}.mp4" if done else ""
        poster = poster_of(folder / film) if film else ""
        mine = (*gathered, *files.get(name, ()))
        listed.append(
            IndexedEpisode(name, production.title, seconds, count, states.get(name, "?"), film, poster, page, mine)
        )
    title = season.settings.workspace.resolve().name
    tables = [path.name for path in exported.files if path.suffix in (".csv", ".xlsx")] if exported else []
    text = season_page(title, first.language, listed, status.committed, tuple(tables))
    write_whole(folder / "index.html", text)
    return folder / "index.html", ((_unexported(first.heard, why),) if why else ())


def _unexported(language: Language, why: str) -> str:
    return language.word("export.failed").format(why)


def _files(exported: Exported | None, handed: Sequence[Handed]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Production -> (what it is, its name) of its exports."""
    if exported is None:
        return {}
    pairs = zip(handed, exported.edits, strict=True)
    return {
        each.production.name: tuple((path.name.removeprefix(f"{edit.name}."), path.name) for path in exported.of(edit))
        for each, edit in pairs
    }


def _gather(production: Production, folder: Path) -> tuple[tuple[str, str], ...]:
    """Hard links to the episode's files where the disk can, copies elsewhere."""
    found: list[tuple[str, str]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for kind in KINDS:
            source, target = production.folder / f"episode.{kind}", folder / f"{production.name}.{kind}"
            if not source.is_file():
                continue
            found.append((kind, target.name))
            link(source, target)
    except OSError as error:
        raise UsageError(
            f"{folder}: cannot be written: {error.strerror}", "the episodes' own folders are whole"
        ) from error
    return tuple(found)
