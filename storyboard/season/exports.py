"""What goes to an editor beside the film: subtitles of three kinds, timelines, the shot list."""

from collections.abc import Sequence
from pathlib import Path

from storyboard import timeline
from storyboard.production.files import digest
from storyboard.production.prepare import Prepared
from storyboard.production.production import Production


def export_episode(production: Production, ready: Prepared, takes: Sequence[Path | None]) -> None:
    """Writes episode.vtt, .ass, .fcpxml, .otio and shots.csv beside the film, each only where it changes."""
    from storyboard.assemble import Cut, csv_of, fcpxml, otio, rows_of, subtitles

    board, clips = ready.planned.board, ready.clips
    cues = timeline.cues(board, clips)
    size = shape_of(takes) or _size(production)
    cut = Cut(production.title, clips, board, tuple(takes), production.folder.resolve(), size[:2], size[2])
    texts = {
        "episode.vtt": subtitles.vtt(cues),
        "episode.ass": subtitles.ass(cues, size[:2]),
        "episode.fcpxml": fcpxml(cut),
        "episode.otio": otio(cut),
        "shots.csv": csv_of(rows_of(production.name, board, clips), production.language),
    }
    for name, text in texts.items():
        production.records.write(name, text, digest(text))


def shape_of(takes: Sequence[Path | None]) -> tuple[int, int, int] | None:
    """Width, height and frames a second of the first take."""
    from storyboard.media import make_of

    first = next((take for take in takes if take), None)
    if first is None:
        return None
    make = make_of(first)
    return *make.size, round(make.fps)


def _size(production: Production) -> tuple[int, int, int]:
    width, height = map(int, production.offer.size.split("x"))
    return width, height, 24
