"""The season's folder: every film with its subtitles and timelines side by side, one shot list, one page."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from storyboard.check.form import read_board
from storyboard.config import refuse_links_out
from storyboard.errors import StoryboardError, UsageError
from storyboard.model import Board, Clip
from storyboard.production.files import load_clips, read_text, write_whole
from storyboard.production.production import BOARD, Production
from storyboard.production.stages import CLIPS
from storyboard.season.opening import Season
from storyboard.season.status import Status

FOLDER = "season"
KINDS = ("mp4", "srt", "vtt", "ass", "fcpxml", "otio")
"""What is gathered of each episode: `out/ep01/episode.KIND` as `out/season/ep01.KIND`."""


def write_index(season: Season, status: Status, states: Mapping[str, str]) -> Path:
    """Writes `out/season/`; returns its index.html. Episodes without a film are listed as what they are."""
    from storyboard.assemble import Listed, ShotRow, csv_of, poster_of, rows_of, season_page, xlsx_of

    first = season.productions[0]
    workspace = season.settings.workspace
    folder = refuse_links_out((first.options.out or workspace / "out") / FOLDER, workspace)
    listed: list[Listed] = []
    rows: list[ShotRow] = []
    language = first.language
    for production in season.productions:
        done = states.get(production.name) in ("done", "lacking")
        files = _gather(production, folder) if done else ()
        seconds, count = 0.0, 0
        if found := _board_and_clips(production):
            board, clips = found
            rows.extend(rows_of(production.name, board, clips))
            seconds, count = sum(clip.kept for clip in clips) / 10, len(clips)
        page = os.path.relpath(production.folder / "index.html", folder) if done else ""
        film = f"{production.name}.mp4" if done else ""
        poster = poster_of(folder / film) if film else ""
        state = states.get(production.name, "?")
        listed.append(Listed(production.name, production.title, seconds, count, state, film, poster, page, files))
    write_whole(folder / "shots.csv", csv_of(rows, language))
    write_whole(folder / "shots.xlsx", xlsx_of(rows, language))
    title = season.settings.workspace.resolve().name
    text = season_page(title, language, listed, status.committed, ("shots.csv", "shots.xlsx"))
    write_whole(folder / "index.html", text)
    return folder / "index.html"


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
            if target.exists() and target.samefile(source):
                continue
            target.unlink(missing_ok=True)
            try:
                os.link(source, target)
            except OSError:
                shutil.copyfile(source, target)
    except OSError as error:
        raise UsageError(
            f"{folder}: cannot be written: {error.strerror}", "the episodes' own folders are whole"
        ) from error
    return tuple(found)


def _board_and_clips(production: Production) -> tuple[Board, tuple[Clip, ...]] | None:
    """What the episode's folder holds; None where it is not planned or does not fit together."""
    path = production.folder / BOARD
    if not path.is_file() or not (production.folder / CLIPS).is_file():
        return None
    try:
        board, _ = read_board(read_text(path), str(path))
        if board is None:
            return None
        return board, load_clips(read_text(production.folder / CLIPS), production.folder / CLIPS, board)
    except StoryboardError:
        return None
