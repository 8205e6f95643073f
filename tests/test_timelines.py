"""What goes to an editor: subtitles, timelines and shot lists, read back by programs that are not ours."""

import csv
import io
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import opentimelineio
import pysubs2
import pytest

from storyboard import timeline
from storyboard.assemble import Cut, csv_of, fcpxml, otio, rows_of, subtitles, xlsx_of
from storyboard.languages import Language
from storyboard.model import Cue
from tests.samples import SAMPLES, work

FOLDER = Path("/drama/out/rain")


@pytest.fixture(scope="module")
def worked():
    return work(SAMPLES / "rain.txt")[0]


@pytest.fixture(scope="module")
def cut(worked):
    takes = tuple(FOLDER / f"take-{number}.mp4" for number, _ in enumerate(worked.clips))
    return Cut("晴天面馆 & <雨>", worked.clips, worked.board, takes, FOLDER, (720, 1280), 30)


def test_a_timeline_has_every_clip_trimmed_as_planned_and_no_gap(cut, worked):
    """OpenTimelineIO reads it; its length is the film's."""
    read = opentimelineio.adapters.read_from_string(otio(cut), "otio_json")

    clips = list(read.tracks[0])
    assert [clip.duration().value for clip in clips] == [clip.kept * 3 for clip in worked.clips if clip.kept]
    assert read.duration().to_seconds() == pytest.approx(sum(clip.kept for clip in worked.clips) / 10)
    assert clips[0].media_reference.target_url == "file:///drama/out/rain/clips/clip-001.mp4"
    assert read.name == cut.title


def test_a_clip_without_a_film_is_a_gap_of_its_length(cut):
    """So that everything after it stays in its place."""
    from dataclasses import replace

    missing = replace(cut, takes=(None, *cut.takes[1:]))

    read = opentimelineio.adapters.read_from_string(otio(missing), "otio_json")
    assert isinstance(read.tracks[0][0], opentimelineio.schema.Gap)
    assert read.duration() == opentimelineio.adapters.read_from_string(otio(cut), "otio_json").duration()
    assert "<gap" in fcpxml(missing)


def test_fcpxml_names_every_film_once_and_lays_them_end_to_end(cut):
    """Whole frames throughout, and a vertical format with its own size."""
    tree = ET.fromstring(fcpxml(cut))

    form = tree.find("resources/format")
    assert (form.get("width"), form.get("height"), form.get("frameDuration")) == ("720", "1280", "1/30s")
    assets = {asset.get("id"): asset.find("media-rep").get("src") for asset in tree.iter("asset")}
    clips = list(tree.iter("asset-clip"))
    assert len(assets) == len(set(assets.values())) == len(clips)
    assert {clip.get("ref") for clip in clips} == set(assets)
    at = 0
    for clip in clips:
        assert clip.get("offset") == f"{at}/30s"
        at += int(clip.get("duration").removesuffix("/30s"))
    assert tree.find("library/event/project/sequence").get("duration") == f"{at}/30s"


def test_timelines_and_the_shot_list_stay_as_they_are(cut, worked, golden):
    golden("season/rain.fcpxml", fcpxml(cut))
    golden("season/rain.csv", csv_of(rows_of("rain", worked.board, worked.clips), Language.of("zh")))


def test_all_subtitle_files_say_the_same_words_at_the_same_times(worked):
    cues = timeline.cues(worked.board, worked.clips)
    files = {"srt": subtitles.srt(cues), "vtt": subtitles.vtt(cues), "ass": subtitles.ass(cues, (720, 1280))}

    read = {kind: pysubs2.SSAFile.from_string(text, format_=kind) for kind, text in files.items()}

    spoken = {
        kind: [(e.start, e.end, e.plaintext) for e in file if e.style != "Caption"] for kind, file in read.items()
    }
    assert spoken["srt"] == spoken["vtt"] == spoken["ass"]
    assert len(spoken["srt"]) == sum(not cue.caption for cue in cues) > 0
    assert sum(e.style == "Caption" for e in read["ass"]) == sum(cue.caption for cue in cues)


def test_signs_that_mean_something_to_a_format_are_shown_as_themselves():
    cue = Cue(0, 10, "林<晚>", "1 < 2 & {\\b1}3, --> x", 0)

    assert "<v 林&lt;晚&gt;>1 &lt; 2 &amp; {\\b1}3, --&gt; x" in subtitles.vtt([cue])
    [event] = pysubs2.SSAFile.from_string(subtitles.ass([cue], (720, 1280)), format_="ass")
    assert (event.name, event.plaintext) == ("林<晚>", "1 < 2 & ｛＼b1｝3, --> x")


def test_the_shot_list_is_one_row_a_shot_in_both_files(worked):
    """The spreadsheet opens; numbers are numbers; the line of every shot is there, word for word."""
    rows = rows_of("rain", worked.board, worked.clips)

    listed = list(csv.reader(io.StringIO(csv_of(rows, Language.of("zh")).removeprefix("\ufeff"))))
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_of(rows, Language.of("zh")))).active

    table = [[cell.value for cell in row] for row in sheet.rows]
    assert tuple(listed[0]) == tuple(table[0]) == Language.of("zh").words("shots.headings")
    assert [row[12] for row in listed[1:]] == [row[12] or "" for row in table[1:]] == [row.text for row in rows]
    assert "".join(row.text for row in rows) == "".join(shot.dialogue.text for shot in worked.board.shots)
    assert all(isinstance(row[4], int | float) for row in table[1:])
    assert sheet.freeze_panes == "A2"


def test_a_line_like_a_formula_is_text_in_a_spreadsheet(worked):
    from dataclasses import replace

    row = replace(rows_of("rain", worked.board, worked.clips)[0], text="=1+1", action="坏\x00字<&")

    assert "'=1+1" in csv_of([row], Language.of("zh"))
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_of([row], Language.of("zh")))).active
    assert (sheet.cell(2, 13).value, sheet.cell(2, 13).data_type) == ("=1+1", "s")
    assert sheet.cell(2, 11).value == "坏字<&"
