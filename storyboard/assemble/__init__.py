"""Stage: the takes of an episode become its film, its subtitles and its page."""

from storyboard.assemble.episode import Film, assemble
from storyboard.assemble.page import Sheet, page
from storyboard.assemble.season import Listed, poster_of, season_page

__all__ = [
    "Film",
    "Listed",
    "Sheet",
    "assemble",
    "page",
    "poster_of",
    "season_page",
]
