"""Stage: the takes of an episode become its film, its subtitles and its page."""

from storyboard.assemble.episode import Film, assemble
from storyboard.assemble.page import Sheet, page
from storyboard.assemble.subtitles import srt

__all__ = ["Film", "Sheet", "assemble", "page", "srt"]
