"""Stage: the takes of an episode become its film, its subtitles and its page."""

from storyboard.assemble.episode import Assembled, assemble
from storyboard.assemble.page import PageSheet, page
from storyboard.assemble.season import IndexedEpisode, poster_of, season_page

__all__ = [
    "Assembled",
    "IndexedEpisode",
    "PageSheet",
    "assemble",
    "page",
    "poster_of",
    "season_page",
]
