"""Stage: an episode becomes what others work with: timelines, drafts, subtitles and shot lists, all from one `Edit`."""

from storyboard.export import subtitles
from storyboard.export.formats import DRAFTS, FORMATS, NAMES, ExportFormat, formats
from storyboard.export.lay import clip_name, lay_out
from storyboard.export.place import ExportPlace
from storyboard.export.workbook import Picture

__all__ = [
    "DRAFTS",
    "FORMATS",
    "NAMES",
    "ExportFormat",
    "ExportPlace",
    "Picture",
    "clip_name",
    "formats",
    "lay_out",
    "subtitles",
]
