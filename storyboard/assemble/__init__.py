"""Stage: the takes of an episode become its film, its subtitles, its page, and what an editor wants beside them."""

from storyboard.assemble import subtitles
from storyboard.assemble.episode import Film, assemble
from storyboard.assemble.page import Sheet, page
from storyboard.assemble.season import Listed, poster_of, season_page
from storyboard.assemble.shotlist import ShotRow, csv_of, rows_of, xlsx_of
from storyboard.assemble.subtitles import srt
from storyboard.assemble.timelines import Cut, fcpxml, otio

__all__ = [
    "Cut",
    "Film",
    "Listed",
    "Sheet",
    "ShotRow",
    "assemble",
    "csv_of",
    "fcpxml",
    "otio",
    "page",
    "poster_of",
    "rows_of",
    "season_page",
    "srt",
    "subtitles",
    "xlsx_of",
]
