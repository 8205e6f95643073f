"""What an edit can be written as: a row a format. Nothing else differs between them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from storyboard.errors import UsageError
from storyboard.export import shotlist, subtitles
from storyboard.export.draft import draft
from storyboard.export.edl import edl
from storyboard.export.fcpxml import fcpxml
from storyboard.export.otio import otio
from storyboard.export.place import ExportPlace
from storyboard.export.xmeml import xmeml
from storyboard.model import Edit
from storyboard.records import dataclass

Carried = Literal["picture", "sound", "gaps", "shots", "speech", "captions", "frames"]
"""`shots`: a marker or a row each. `captions`: on-screen text. `frames`: a picture of each shot."""
Films = Literal["relative", "root", "name", "inside", "none"]
"""How a format finds its films: from where it lies; by a full address; by their names; in a folder of its own; not at all."""
Files = dict[str, str | bytes]
"""Path from the folder of the exports -> content."""


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One of them."""

    name: str
    """As in `--to`."""
    program: str
    """What opens it."""
    films: Films
    carries: frozenset[Carried]
    write: Callable[[Sequence[Edit], ExportPlace], Files]
    """The files of these episodes."""


def _each(suffix: str, write: Callable[[Edit, ExportPlace], str]) -> Callable[[Sequence[Edit], ExportPlace], Files]:
    """A file an episode."""
    return lambda edits, place: {f"{edit.name}{suffix}": write(edit, place) for edit in edits}


def _srt(edits: Sequence[Edit], place: ExportPlace) -> Files:
    """Speech, and beside it the on-screen captions where there are any."""
    speech: Files = {f"{edit.name}.srt": subtitles.srt(edit.cues, edit.fps) for edit in edits}
    captions: Files = {
        f"{edit.name}.captions.srt": subtitles.srt(edit.cues, edit.fps, captions=True)
        for edit in edits
        if any(cue.caption for cue in edit.cues)
    }
    return {**speech, **captions}


def _drafts(edits: Sequence[Edit], place: ExportPlace) -> Files:
    return {
        f"{DRAFTS}/{edit.name}/{file}": text
        for edit in edits
        for file, text in draft(edit, place.drafts.get(edit.name, "")).items()
    }


def table_name(edits: Sequence[Edit]) -> str:
    """`shots`, or of a single episode `ep01-shots`."""
    return f"{edits[0].name}-shots" if len(edits) == 1 else "shots"


def _vtt(edit: Edit, place: ExportPlace) -> str:
    return subtitles.vtt(edit.cues, edit.fps)


def _ass(edit: Edit, place: ExportPlace) -> str:
    return subtitles.ass(edit.cues, edit.size, edit.fps)


def _xlsx(edits: Sequence[Edit], place: ExportPlace) -> Files:
    return {f"{table_name(edits)}.xlsx": shotlist.xlsx_of(edits, place.language, place.frames)}


def _csv(edits: Sequence[Edit], place: ExportPlace) -> Files:
    return {f"{table_name(edits)}.csv": shotlist.csv_of(edits, place.language)}


DRAFTS = "jianying"
"""The folder of drafts among the exports."""


def _set(words: str) -> frozenset[Carried]:
    return frozenset(words.split())  # type: ignore[arg-type]


FORMATS = (
    ExportFormat("jianying", "剪映, CapCut (experimental)", "inside", _set("picture sound gaps shots speech captions"), _drafts),
    ExportFormat("fcpxml", "Final Cut Pro, DaVinci Resolve", "root", _set("picture sound gaps shots speech captions"), _each(".fcpxml", fcpxml)),
    ExportFormat("otio", "DaVinci Resolve, Nuke, RV", "relative", _set("picture sound gaps shots captions"), _each(".otio", otio)),
    ExportFormat("xmeml", "Premiere Pro", "root", _set("picture sound gaps shots captions"), _each(".xml", xmeml)),
    ExportFormat("edl", "any editing program", "name", _set("picture sound gaps shots captions"), _each(".edl", edl)),
    ExportFormat("srt", "any player or program", "none", _set("speech captions"), _srt),
    ExportFormat("vtt", "browsers", "none", _set("speech captions"), _each(".vtt", _vtt)),
    ExportFormat("ass", "Aegisub, players", "none", _set("speech captions"), _each(".ass", _ass)),
    ExportFormat("xlsx", "Excel, WPS, Feishu", "none", _set("shots speech frames"), _xlsx),
    ExportFormat("csv", "any spreadsheet", "none", _set("shots speech"), _csv),
)  # fmt: skip
NAMES = tuple(each.name for each in FORMATS)


def formats(names: Iterable[str]) -> tuple[ExportFormat, ...]:
    """The formats of these names, each once, in the order of the table; UsageError for one that is not there."""
    wanted = {name.strip().lower() for name in names if name.strip()}
    if odd := sorted(wanted - set(NAMES)):
        raise UsageError(f"no format is called {odd[0]!r}", f"there are: {', '.join(NAMES)}")
    return tuple(each for each in FORMATS if each.name in wanted)
