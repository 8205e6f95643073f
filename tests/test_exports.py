"""What goes to editors and teams: two episodes in every format, read back by programs that are not ours, to the frame."""

import csv
import io
import json
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree as ET

import pysubs2
import pytest
from PIL import Image

from storyboard.assemble import assemble
from storyboard.assemble.episode import black_card
from storyboard.config.settings import Formats
from storyboard.export import FORMATS, NAMES, ExportPlace, Picture, formats, lay_out
from storyboard.export.edl import timecode
from storyboard.export.shotlist import COLUMNS
from storyboard.languages import Language
from storyboard.media import jpeg, probe
from storyboard.model import Cue, Edit, Event, Laid, Media
from storyboard.timeline import cues as cues_of
from tests.samples import SAMPLES, work
from tests.tablefiles import opened

otio = pytest.importorskip("opentimelineio")
webvtt = pytest.importorskip("webvtt")

SIZE = (64, 112)
FILM = Fraction(24000, 1001)
ODD = "雨夜 <归人> & ]]> ep"
"""A title with what markup could take for its own."""


@pytest.fixture(scope="module")
def worked():
    return work(SAMPLES / "rain.txt")[0], work(SAMPLES / "twins.txt")[0]


@pytest.fixture(scope="module")
def takes(worked, tmp_path_factory):
    """A film of each clip with sound, at 24 pictures a second and at 23.976; the second clip of the first episode is missing."""
    folder = tmp_path_factory.mktemp("takes")
    found = []
    for episode, (one, fps) in enumerate(zip(worked, (Fraction(24), FILM), strict=True)):
        films = [
            black_card(folder / f"{episode}-{n}.mp4", "x", clip.seconds * 10, SIZE, fps)
            for n, clip in enumerate(one.clips)
        ]
        found.append([None if (episode, n) == (0, 1) else film for n, film in enumerate(films)])
    return found


@pytest.fixture(scope="module")
def edits(worked, takes) -> tuple[Edit, ...]:
    names = (("ep01", ODD), ("第二集", "双生"))
    return tuple(
        lay_out(name, "zh", one.board, one.clips, films, (720, 1280))
        for name, one, films in zip(names, worked, takes, strict=True)
    )


@pytest.fixture(scope="module")
def files(edits):
    """Path -> content, of all formats."""
    frame = Picture(jpeg(Image.new("RGB", SIZE), 96), 96, 168)
    frames = {(edit.name, shot.number): frame for edit in edits for shot in edit.shots if shot.length}
    place = ExportPlace(Language.of("zh"), "media", "/films/第一季", {}, frames)
    return {path: content for form in FORMATS for path, content in form.write(edits, place).items()}


def shots(edit: Edit) -> list[tuple[int, int]]:
    return [(shot.start, shot.length) for shot in edit.shots if shot.length]


def spans(edit: Edit, *, caption: bool) -> list[tuple[int, int, str]]:
    return [(cue.start, cue.end, cue.text) for cue in edit.cues if cue.caption == caption]


def test_the_settings_know_every_format():
    """A wrong name in `[export]` is refused before anything is paid for."""
    assert Formats.__args__[0].__args__ == NAMES
    assert formats(["srt", " FCPXML "]) == tuple(each for each in FORMATS if each.name in ("fcpxml", "srt"))


def test_the_edit_is_as_long_as_the_film_to_the_frame(worked, takes, edits, tmp_path):
    """Clips, gaps and the film that is put together from the same takes."""
    for number, (one, films, edit) in enumerate(zip(worked, takes, edits, strict=True)):
        cues = cues_of(one.board, one.clips)
        film = assemble(one.clips, films, cues, tmp_path / str(number), language=Language.of("zh"))

        assert probe(film.path).frames == edit.length
        assert [event.start for event in edit.events] == [
            sum(other.length for other in edit.events[:at]) for at, _ in enumerate(edit.events)
        ]
        assert sum(length for _, length in shots(edit)) == edit.length
    assert (edits[0].fps, edits[1].fps) == (24, FILM)


def test_a_film_that_is_too_short_leaves_a_gap(worked, takes, edits, tmp_path):
    """What follows it stays where it is."""
    one, films = worked[0], [black_card(tmp_path / "short.mp4", "x", 20, SIZE, Fraction(24)), *takes[0][1:]]

    edit = lay_out(("ep01", "x"), "zh", one.board, one.clips, films, SIZE)

    film, gap = (event for event in edit.events if event.name == "ep01-clip-001")
    assert (film.length, gap.start, gap.media) == (film.media.frames, film.length, None)
    assert film.length + gap.length == edits[0].events[0].length
    assert [event.start for event in edit.events[2:]] == [event.start for event in edits[0].events[1:]]


def _black(each) -> bool:
    """Of an edit list: black is a reel without a film, every other event names its own."""
    return not each.name.endswith(".mp4")


@pytest.mark.parametrize(("at", "suffix", "adapter", "is_gap"), [
    (0, ".otio", "otio_json", None), (1, ".otio", "otio_json", None),
    (0, ".edl", "cmx_3600", _black), (1, ".edl", "cmx_3600", _black),
    (0, ".xml", "fcp_xml", None), (1, ".xml", "fcp_xml", None),
    (0, ".fcpxml", "fcpx_xml", None),  # this adapter cannot count 24000/1001: the second episode is read below
])  # fmt: skip
def test_clips_and_gaps_are_where_they_are_in_the_film(files, edits, at, suffix, adapter, is_gap):
    """OpenTimelineIO and its adapters read every timeline: same starts, lengths and missing films."""
    if adapter not in otio.adapters.available_adapter_names():
        pytest.skip(f"the adapter {adapter} is not installed")
    edit = edits[at]
    rate = 24.0 if suffix == ".edl" else float(edit.fps)
    more = {"rate": rate} if suffix == ".edl" else {}
    read = otio.adapters.read_from_string(files[f"{edit.name}{suffix}"], adapter, **more)
    while not isinstance(read, otio.schema.Timeline):
        read = next(iter(read))

    found = []
    for each in read.video_tracks()[0]:
        start, length = each.range_in_parent().start_time, each.duration()
        gap = is_gap(each) if is_gap else isinstance(each, otio.schema.Gap)
        found.append((round(start.value_rescaled_to(rate)), round(length.value_rescaled_to(rate)), gap))
    assert found == [(event.start, event.length, event.media is None) for event in edit.events]


def test_an_open_timeline_has_sound_markers_and_films_named_from_where_it_lies(files, edits):
    for edit in edits:
        read = otio.adapters.read_from_string(files[f"{edit.name}.otio"], "otio_json")
        marks = [
            (
                mark.metadata["storyboard"]["kind"],
                round(mark.marked_range.start_time.value),
                round(mark.marked_range.duration.value),
            )
            for mark in read.tracks.markers
        ]
        urls = [
            clip.media_reference.target_url for clip in read.video_tracks()[0] if isinstance(clip, otio.schema.Clip)
        ]

        assert [mark[1:] for mark in marks if mark[0] == "shot"] == shots(edit)
        assert [mark.name for mark in read.tracks.markers if mark.metadata["storyboard"]["kind"] == "caption"] == [
            text for *_, text in spans(edit, caption=True)
        ]
        assert [track.kind for track in read.tracks] == ["Video", "Audio"]
        assert all(url.startswith("media/") and url.isascii() for url in urls)
        assert read.duration() == otio.opentime.RationalTime(edit.length, float(edit.fps))


def test_final_cut_gets_exact_times_titles_subtitles_and_markers(files, edits):
    """Every time is a whole number of frames, 24000/1001 of them a second in the second episode."""
    for edit in edits:
        tree = ET.fromstring(files[f"{edit.name}.fcpxml"])

        def frames(time: str, fps: Fraction = edit.fps) -> int:
            at = Fraction(time.removesuffix("s")) * fps
            assert at.denominator == 1
            return int(at)

        spine = list(tree.find("library/event/project/sequence/spine"))
        titles, captions, marks = [], [], []
        for item in spine:
            begins = frames(item.get("offset"))
            for each in item:
                if each.tag in ("title", "caption"):
                    start = begins + frames(each.get("offset"))
                    text = "".join(each.find("text").itertext())
                    (titles if each.tag == "title" else captions).append(
                        (start, start + frames(each.get("duration")), text)
                    )
                if each.tag == "marker":
                    marks.append(begins + frames(each.get("start")))
        assert [(frames(item.get("offset")), frames(item.get("duration")), item.tag == "gap") for item in spine] == [
            (event.start, event.length, event.media is None) for event in edit.events
        ]
        assert (titles, captions) == (spans(edit, caption=True), spans(edit, caption=False))
        assert marks == [start for start, _ in shots(edit)]
        sources = [rep.get("src") for rep in tree.iter("media-rep")]
        assert all(source.startswith("file:///films/") and source.isascii() for source in sources)
        assert len(set(sources)) == len(edit.media)
    assert ET.fromstring(files["ep01.fcpxml"]).find("library/event").get("name") == ODD


def test_premiere_gets_the_same_clips_on_picture_and_sound_titles_and_markers(files, edits):
    for edit in edits:
        sequence = ET.fromstring(files[f"{edit.name}.xml"]).find("sequence")

        tracks = sequence.findall("media/video/track")
        placed = [(int(c.find("start").text), int(c.find("end").text)) for c in tracks[0]]
        sound = [
            [(int(c.find("start").text), int(c.find("end").text)) for c in t.findall("clipitem")]
            for t in sequence.findall("media/audio/track")
        ]
        titles = [
            (int(c.find("start").text), int(c.find("end").text), c.find("name").text) for t in tracks[1:] for c in t
        ]
        assert placed == [(event.start, event.start + event.length) for event in edit.events if event.media]
        assert sound == [placed] * len(sound)
        assert sound
        assert [each[:2] for each in titles] == [each[:2] for each in spans(edit, caption=True)]
        assert [
            (int(m.find("in").text), int(m.find("out").text) - int(m.find("in").text))
            for m in sequence.findall("marker")
        ] == shots(edit)
        assert sequence.find("rate/ntsc").text == ("TRUE" if edit.fps == FILM else "FALSE")
        assert int(sequence.find("duration").text) == edit.length
        links = {link.find("linkclipref").text for link in sequence.iter("link")}
        assert links == {item.get("id") for item in sequence.iter("clipitem")}


def test_an_edit_list_has_a_locator_for_every_shot_and_caption(files, edits):
    for edit in edits:
        lines = files[f"{edit.name}.edl"].splitlines()

        located = [line.split()[2] for line in lines if line.startswith("* LOC")]
        wanted = sorted([start for start, _ in shots(edit)] + [start for start, *_ in spans(edit, caption=True)])
        assert sorted(located) == [timecode(frame + 24 * 3600, edit.fps) for frame in wanted]
        assert {line.split(": ")[1] for line in lines if line.startswith("* FROM CLIP")} == {
            each.file for each in edit.media
        }


def test_subtitles_say_the_same_at_the_same_frames(files, edits):
    """pysubs2 and webvtt-py; on-screen captions stand in a file, a class or a style of their own."""
    for edit in edits:

        def read(path: str, fps: Fraction = edit.fps) -> list[tuple[int, int, str]]:
            file = pysubs2.SSAFile.from_string(files[path], format_=path.rsplit(".", 1)[1])
            return [(round(e.start * fps / 1000), round(e.end * fps / 1000), e.plaintext, e.style) for e in file]

        speech, captions = spans(edit, caption=False), spans(edit, caption=True)
        assert [each[:3] for each in read(f"{edit.name}.srt")] == speech
        if captions:
            assert [each[:3] for each in read(f"{edit.name}.captions.srt")] == captions
        styled = read(f"{edit.name}.ass")
        assert [each[:3] for each in styled if each[3] == "Speech"] == speech
        assert [each[:3] for each in styled if each[3] == "Caption"] == captions
        timed = [
            (round(Fraction(each.start_in_seconds * 1000 + int(each.start[-3:])) * edit.fps / 1000), each.text)
            for each in webvtt.from_string(files[f"{edit.name}.vtt"])
        ]
        assert sorted(timed) == sorted((start, text) for start, _, text in (*speech, *captions))
    assert any(spans(edit, caption=True) for edit in edits)


def test_the_shot_list_has_every_shot_with_its_frame_and_words(files, edits):
    """openpyxl reads what was written, and the CSV says the same."""
    sheet = opened(io.BytesIO(files["shots.xlsx"])).active
    table = [[cell.value for cell in row] for row in sheet.rows]
    listed = list(csv.reader(io.StringIO(files["shots.csv"].removeprefix("\ufeff"))))

    every = [shot for edit in edits for shot in edit.shots]
    column = {name: at for at, name in enumerate(COLUMNS)}
    assert tuple(table[0]) == Language.of("zh").words("shots.headings")
    assert [row[column["text"]] or "" for row in table[1:]] == [shot.text for shot in every]
    assert [row[column["seconds"]] for row in table[1:]] == [shot.seconds for shot in every]
    assert {"中景", "特写"} <= {row[column["size"]] for row in table[1:]}
    assert [row[:2] for row in listed[1:]] == [[str(row[0]), str(row[1])] for row in table[1:]]
    anchors = sorted(image.anchor._from.row for image in sheet._images)
    assert anchors == [at for at, shot in enumerate(every, start=1) if shot.length]
    assert sheet.freeze_panes == "A2"


def test_a_draft_has_everything_on_frame_borders_and_registers_its_films(files, edits):
    """Microseconds that lead back to the frames; both names of the file; the films found from wherever the draft lies."""
    for edit in edits:
        info = json.loads(files[f"jianying/{edit.name}/draft_info.json"])
        meta = json.loads(files[f"jianying/{edit.name}/draft_meta_info.json"])

        def frames(span: dict[str, int], fps: Fraction = edit.fps) -> tuple[int, int]:
            start, end = (span["start"] * fps / 1_000_000, (span["start"] + span["duration"]) * fps / 1_000_000)
            assert all(abs(each - round(each)) < 0.0001 for each in (start, end))
            return round(start), round(end) - round(start)

        assert files[f"jianying/{edit.name}/draft_content.json"] == files[f"jianying/{edit.name}/draft_info.json"]
        video, *texts = info["tracks"]
        assert [frames(each["target_timerange"]) for each in video["segments"]] == [
            (event.start, event.length) for event in edit.events if event.media
        ]
        said = {
            text["id"]: (json.loads(text["content"])["text"], text["sub_type"]) for text in info["materials"]["texts"]
        }
        shown = [
            (*frames(each["target_timerange"]), *said[each["material_id"]])
            for track in texts
            for each in track["segments"]
        ]
        assert shown == [
            (start, end - start, text, int(not caption))
            for caption in (False, True)
            for start, end, text in spans(edit, caption=caption)
        ]
        marks = [frames(each["time_range"]) for each in info["time_marks"]["mark_items"]]
        assert marks == shots(edit) + [(start, end - start) for start, end, _ in spans(edit, caption=True)]
        films = {each["path"]: each["local_material_id"] for each in info["materials"]["videos"]}
        registered = {each["file_Path"]: each["id"] for each in meta["draft_materials"][0]["value"]}
        assert films == registered
        assert all(path.startswith("##_draftpath_placeholder_") for path in films)
        assert info["canvas_config"]["width"] == SIZE[0]
        assert info["fps"] == float(edit.fps)
        assert len({each["id"] for track in info["tracks"] for each in track["segments"]}) == sum(
            len(t["segments"]) for t in info["tracks"]
        )


@pytest.mark.outside
def test_a_library_for_drafts_reads_ours(files, edits, tmp_path):
    """pyJianYingDraft, where it is installed: tracks, times and length."""
    pytest.importorskip("pyJianYingDraft")
    for path, content in files.items():
        if path.startswith("jianying/"):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(content)
    code = (
        "import json, sys, pyJianYingDraft as d\n"
        "for name in sys.argv[2:]:\n"
        "    s = d.DraftFolder(sys.argv[1]).load_template(name)\n"
        "    print(json.dumps([s.fps, s.duration, s.width, [[[x.target_timerange.start, x.target_timerange.duration] for x in t.segments]"
        " for t in s.imported_tracks]]))\n"
    )
    names = [edit.name for edit in edits]
    told = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "jianying"), *names], capture_output=True, text=True, check=True
    )
    for edit, line in zip(edits, told.stdout.splitlines(), strict=True):
        fps, length, width, tracks = json.loads(line)
        assert (round(length * edit.fps / 1_000_000), width) == (edit.length, SIZE[0])
        assert int(fps) == int(edit.fps)
        assert [round(start * edit.fps / 1_000_000) for start, _ in tracks[0]] == [
            e.start for e in edit.events if e.media
        ]
        assert sum(map(len, tracks[1:])) == len(edit.cues)


def test_exports_stay_as_they_are(golden):
    """Two clips and a gap at 23.976, one of the films at 30: every text format as a whole, for a person to read."""
    films = [
        Media(f"ep02-clip-00{n}.mp4", Path(f"{n}.mp4"), 240, (720, 1280), fps, n)
        for n, fps in ((1, FILM), (2, Fraction(30)))
    ]
    events = (
        Event("ep02-clip-001", 0, 230, films[0], "林晚：你好。"),
        Event("ep02-clip-002", 230, 120, None, "雨停了。"),
        Event("ep02-clip-003", 350, 240, films[1], "林晚：走吧。"),
    )
    cues = (
        Cue(10, 60, "林晚", "你好。", 0),
        Cue(230, 300, "", "三年后", 1, caption=True),
        Cue(360, 400, "林晚", "走吧 & ]]>", 2),
    )
    where = ("面馆（内）", "晚上", "无")
    shots = (
        Laid(
            1, 0, 230, "ep02-clip-001", *where, "中景，平视，固定", "林晚在画面左侧", "", "林晚", "你好。", "写实", 9.6
        ),
        Laid(
            2,
            230,
            120,
            "ep02-clip-002",
            *where,
            "远景，平视，缓慢推近",
            "雨",
            "雨停了。",
            "",
            "",
            "写实",
            5.0,
            "慢一点",
        ),
        Laid(3, 350, 240, "ep02-clip-003", *where, "特写，平视，固定", "林晚", "", "林晚", "走吧 & ]]>", "写实", 10.0),
    )
    edit = Edit("ep02", ODD, "zh", FILM, (720, 1280), events, cues, shots)
    place = ExportPlace(Language.of("zh"), "media", "D:\\film\\media")
    for form in formats(["fcpxml", "xmeml", "edl", "otio", "srt", "vtt", "ass", "csv", "jianying"]):
        for path, content in form.write([edit], place).items():
            golden(f"exports/{path}", content)


def test_signs_that_mean_something_to_a_format_are_shown_as_themselves():
    from storyboard.export import subtitles

    cue = Cue(0, 10, "林<晚>", "1 < 2 & {\\b1}3, --> x", 0)

    assert "<v 林&lt;晚&gt;>1 &lt; 2 &amp; {\\b1}3, --&gt; x" in subtitles.vtt([cue])
    [event] = pysubs2.SSAFile.from_string(subtitles.ass([cue], (720, 1280)), format_="ass")
    assert (event.name, event.plaintext) == ("林<晚>", "1 < 2 & ｛＼b1｝3, --> x")


def test_a_line_like_a_formula_is_text_in_a_spreadsheet(edits):
    """And what XML cannot hold is left out."""
    from storyboard.export.shotlist import csv_of, xlsx_of

    shot = replace(edits[0].shots[0], text="=1+1", action="坏\x00字<&")
    edit = replace(edits[0], shots=(shot,))
    column = {name: at + 1 for at, name in enumerate(COLUMNS)}

    assert "'=1+1" in csv_of([edit], Language.of("zh"))
    sheet = opened(io.BytesIO(xlsx_of([edit], Language.of("zh"), {}))).active
    assert (sheet.cell(2, column["text"]).value, sheet.cell(2, column["text"]).data_type) == ("=1+1", "s")
    assert sheet.cell(2, column["action"]).value == "坏字<&"


def test_names_of_other_machines_become_addresses():
    from storyboard.export.words import address

    assert address("D:\\片 子", "a.mp4") == "file:///D:/%E7%89%87%20%E5%AD%90/a.mp4"
    assert address("/films", "第 1.mp4") == "file:///films/%E7%AC%AC%201.mp4"


def test_make_hands_out_what_the_settings_ask_and_a_draft_that_was_worked_on_is_kept(run):
    """Names in plain letters where they are asked for; a second export writes nothing anew but beside the draft that changed."""
    Path("storyboard.toml").write_text('[export]\nto = ["edl", "jianying"]\n', encoding="utf-8")
    Path("第一集.txt").write_text(
        "第一场 面馆 夜 内\n\n苏晴擦着桌子。\n\n苏晴：打烊了。\n\n陈默：一碗阳春面。\n", encoding="utf-8"
    )

    code, out, err = run("make", "第一集.txt")
    assert (code, [line for line in out.splitlines() if "export" in line]) == (
        0,
        ["out/export/jianying/第一集", "out/export/第一集.edl"],
    ), err
    draft = Path("out/export/jianying/第一集/draft_info.json")
    draft.write_text("{}", encoding="utf-8")

    code, out, err = run("export", "第一集.txt", "--to", "jianying,srt", "--drafts", "drafts")
    assert (code, out) == (0, "drafts/第一集\nout/export/第一集.srt\n"), err
    assert str(Path("drafts/第一集").resolve()) in Path("drafts/第一集/draft_info.json").read_text(encoding="utf-8")
    assert run("export", "第一集.txt", "--to", "jianying")[1] == "out/export/jianying/第一集-2\n"
    assert run("export", "第一集.txt", "--to", "jianying")[1] == "out/export/jianying/第一集-2\n"
    assert draft.read_text(encoding="utf-8") == "{}"
    assert run("export", "第一集.txt", "--to", "otio", "--ascii")[1] == "out/export/ep01.otio\n"
    assert Path("out/export/media/ep01-clip-001.mp4").samefile("out/第一集/clips/clip-001.mp4")
    code, _, err = run("export", "第一集.txt", "--to", "mov")
    assert (code, "jianying, fcpxml" in err) == (2, True)
