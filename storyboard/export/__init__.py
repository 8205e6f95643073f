"""Stage: an episode becomes what others work with: timelines, drafts, subtitles and shot lists, all from one `Edit`."""

from storyboard.export import subtitles
from storyboard.export.formats import DRAFTS, FORMATS, NAMES, Format, formats
from storyboard.export.lay import clip_name, lay_out
from storyboard.export.place import Place
from storyboard.export.workbook import Picture

__all__ = [
    "DRAFTS",
    "FORMATS",
    "NAMES",
    "Format",
    "Picture",
    "Place",
    "clip_name",
    "formats",
    "lay_out",
    "subtitles",
]
