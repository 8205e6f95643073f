"""Where the films of an export lie, as its files name them, and what is shown of them."""

from collections.abc import Mapping
from dataclasses import field

from storyboard.export.workbook import Picture
from storyboard.languages import Language
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class ExportPlace:
    """What the writers know beside the edit."""

    language: Language
    """Of tables."""
    folder: str
    """Of the films, from the exports, for formats that name them from where they lie: `media`."""
    root: str
    """The same in full, for formats that do not; on the editor's machine where that is another one."""
    drafts: Mapping[str, str] = field(default_factory=dict)
    """Name of an episode -> the folder of its draft, where it is written for this machine; else films are found from wherever it lies."""
    frames: Mapping[tuple[str, int], Picture] = field(default_factory=dict)
    """(name of the episode, number of the shot) -> its picture."""
