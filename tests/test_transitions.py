"""The script's transitions: read from a board, made between clips by the film and by every timeline, to the frame. Small real films."""

import json
import re
from array import array
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from storyboard import media, speech, timeline, transitions
from storyboard.animatic import animatic
from storyboard.assemble import assemble as assembled
from storyboard.cast.gather import gather
from storyboard.export import FORMATS, ExportPlace, lay_out
from storyboard.languages import CODES, Language
from storyboard.media.encode import FilmWriter, samples_of
from storyboard.media.planes import planes
from storyboard.model import Board, Clip, Dialogue, Edit, Order, Part, Seam, Shot, Source
from storyboard.pack import pack
from storyboard.parse import parse
from storyboard.plan import plan
from storyboard.production.finish import left_to_editor
from storyboard.transitions import WAYS, held, way_of
from storyboard.transitions import transitions as read
from tests.samples import OFFER

SIZE = (64, 96)
assemble = partial(assembled, language=Language.of("zh"), size=SIZE)
PLAIN = (
    "CUT TO:",
    "SMASH CUT TO:",
    "INTERCUT WITH:",
    "FLASH CUT:",
    "BACK TO PRESENT:",
    "闪回",
    "闪回结束",
    "切至",
    "转场：快切",
    "跳",
    "灯光暗。",
    "CURTAIN",
)


@pytest.mark.parametrize(("way", "words"), [(way, words) for way in WAYS for words in way.examples])
def test_each_wording_tells_its_way(way, words):
    assert way_of(words) is way
    assert way_of(f"【{words}】") is way


def test_a_plain_cut_and_what_begins_a_state_are_no_such_way():
    assert [words for words in PLAIN if way_of(words)] == []
    assert [
        words
        for words in ("黑衣人走进来", "Black rain falls.", "FADE OUT OF FOCUS", "画面黑白", "切黑胡椒")
        if way_of(words)
    ] == []


@pytest.mark.parametrize(
    ("words", "tenths"),
    [("[黑屏] 3s", 30), ("黑场两秒", 20), ("CUT TO BLACK for 2 seconds", 20), ("黑屏", 0), ("黑屏。字幕：3秒后", 0)],
)
def test_how_long_the_script_wants_black(words, tenths):
    assert held(words) == tenths


def told(code: str, *words: str) -> str:
    mark = Language.of(code).words("prompt.cuts")[0]
    comma = Language.of(code).word("writing.comma")
    return comma.join(["写实" if code == "zh" else "realistic", *(f"{mark}{each}" for each in words)])


def shot(words: tuple[str, ...] = (), text: str = "", code: str = "zh", *, seconds: float = 2.0, **more: str) -> Shot:
    made = Shot(
        "",
        "中景，平视，固定",
        Dialogue("林晚" if text else "", text),
        seconds,
        "客厅（内）",
        told(code, *words),
        "白天",
        "客厅",
        "无",
    )
    return replace(made, **more)


def board(*shots: Shot) -> Board:
    return Board({}, shots)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("shots", "found"), [
    ([(), ("CUT TO BLACK.",)], [(2, "cut", "", "black")]),
    ([("FADE IN:",), ("FADE OUT.",)], [(0, "", "fade", "black"), (2, "fade", "", "black")]),
    ([("淡出",), ("淡入",)], [(1, "fade", "fade", "black")]),
    ([("叠化",), ()], [(1, "dissolve", "", "black")]),
    ([("闪白",), ()], [(0, "", "flash", "white")]),
    ([("渐白",), ()], [(1, "fade", "", "white")]),
    ([("BLACK.", "FADE IN:"), ()], [(0, "cut", "fade", "black")]),
    ([("黑场",), ()], [(0, "cut", "", "black")]),
    ([("黑场",)], [(1, "cut", "", "black")]),
    ([("FADE OUT.", "黑屏"), ()], [(1, "fade", "", "black")]),
    ([("CUT TO:",), ("闪回结束",)], []),
])  # fmt: skip
def test_where_a_transition_stands_is_told_by_what_it_is(code, shots, found):
    """A picture goes behind its shot and comes before it; what stands before words with which it comes stands there too."""
    read_ = read(board(*(shot(words, code=code) for words in shots)))

    assert [(each.before, each.out, each.into, each.colour) for each in read_] == found


SCRIPTS = {
    "zh": "第1集\n\n1-1 日 内 客厅\n人物：林晚\n△林晚走进客厅。\n林晚：你好。\n{}\n△林晚坐下，翻开一本旧相册。\n林晚：没人。\n{}\n\n1-2 夜 外 街道\n人物：林晚\n{}\n△林晚走在街上，雨下得很大。\n林晚：再见。\n△她离开。\n{}\n",
    "en": "INT. ROOM - DAY\n\nAnna walks in.\n\nANNA\nHello.\n\n{}\n\nAnna sits down and opens an old album.\n\nANNA\nNobody.\n\n{}\n\nEXT. STREET - NIGHT\n\n{}\n\nAnna walks down the street in the rain.\n\nANNA\nBye.\n\nShe leaves.\n\n{}\n",
}
WORDS = {"zh": ("切黑", "淡出", "淡入", "画面渐黑"), "en": ("CUT TO BLACK.", "FADE OUT.", "FADE IN:", "FADE TO BLACK.")}


def planned(code: str, *words: str) -> Board:
    name = "a.txt" if code == "zh" else "a.fountain"
    script = parse(Source(name, SCRIPTS[code].format(*words), "utf-8"))
    return plan(script, script.episodes[0], gather(script)).board


@pytest.mark.parametrize("code", CODES)
def test_the_planner_puts_each_with_the_shot_it_is_about(code):
    """Within a scene, at its end and at the start of the next; a film that ends so has it behind its last shot."""
    made = planned(code, *WORDS[code])
    scenes = [at for at in timeline.scene_starts(made) if at]
    sat = next(at for at, each in enumerate(made.shots) if "相册" in each.action or "album" in each.action)

    found = {each.before: (each.out, each.into) for each in read(made)}

    assert found == {sat: ("cut", ""), scenes[0]: ("fade", "fade"), len(made.shots): ("fade", "")}
    assert "".join(each.action for each in made.shots).count(WORDS[code][0]) == 0


@pytest.mark.parametrize("code", CODES)
def test_a_film_that_fades_in_says_so_in_its_first_shot(code):
    """What stands before the first heading is no scene's, but a picture that comes is the first one's."""
    text = SCRIPTS[code].format(*WORDS[code])
    text = text.replace("1-1 日", "淡入\n\n1-1 日") if code == "zh" else f"FADE IN:\n\n{text}"
    script = parse(Source("a.txt" if code == "zh" else "a.fountain", text, "utf-8"))
    first = read(plan(script, script.episodes[0], gather(script)).board)[0]

    assert (first.before, first.into) == (0, "fade")
    assert "".join(unit.raw for unit in script.units) == text


def test_a_clip_begins_behind_black_where_that_costs_nothing():
    """Two ways cost the same; the one with a border at the cut to black is taken, and no other cut is moved."""
    plain = board(*(shot(seconds=3.0) for _ in range(8)))
    black = replace(
        plain,
        shots=tuple(
            replace(each, style_tags=told("zh", "切黑") if at == 2 else each.style_tags)
            for at, each in enumerate(plain.shots)
        ),
    )

    def borders(one: Board) -> set[int]:
        return {clip.parts[0].shot for clip in pack(one, OFFER)}

    assert sum(clip.seconds for clip in pack(black, OFFER)) == sum(clip.seconds for clip in pack(plain, OFFER))
    assert (3 in borders(black), 3 in borders(plain)) == (True, False)


SPOKEN = "我签。"


def clips(*texts: str, tails: tuple[int, ...] = ()) -> tuple[Clip, ...]:
    """A clip of one part for each text, 4 s long, of which the tail is cut off."""
    tails = tails or (0,) * len(texts)
    return tuple(
        Clip((Part(at, text, 20, 40, tail=tail),), 4) for at, (text, tail) in enumerate(zip(texts, tails, strict=True))
    )


@pytest.mark.parametrize(("words", "texts", "tails", "seam"), [
    ("切黑", ("", ""), (0, 0), Seam(hold=5)),
    ("CUT TO BLACK (3 seconds)", ("", ""), (0, 0), Seam(hold=30)),
    ("淡出", ("", ""), (12, 0), Seam(spare=10, out=10, hold=5)),
    ("淡出", (SPOKEN, ""), (12, 0), Seam(spare=10, out=10, hold=5)),
    ("淡出", ("", ""), (4, 0), Seam(spare=4, out=10, hold=5)),
    ("淡出", (SPOKEN, ""), (4, 0), Seam(spare=4, out=4, hold=5)),
    ("淡出", (SPOKEN, ""), (0, 0), Seam(spare=6, out=6, hold=5)),
    ("淡入淡出", ("", ""), (0, 0), Seam(out=10, into=10, hold=5)),
    ("淡入淡出", ("", SPOKEN), (0, 0), Seam(out=10, hold=5, missing="fade-in")),
    ("叠化", (SPOKEN, ""), (8, 0), Seam(mix=8)),
    ("叠化", (SPOKEN, ""), (0, 0), Seam(mix=6)),
    ("叠化", ("", SPOKEN), (8, 0), Seam(missing="dissolve")),
    ("渐白", ("", ""), (10, 0), Seam(spare=10, out=10, hold=5, colour="white")),
])  # fmt: skip
def test_what_is_made_of_it_touches_no_speech_and_cuts_nothing(words, texts, tails, seam):
    row = clips(*texts, tails=tails)
    made = timeline.seams(board(shot((words,), texts[0]), shot((), texts[1])), row)

    assert made[1] == replace(seam, words=(words,))
    assert (made[0], made[2]) == (Seam(), Seam())
    spoken = row[0].kept if row[0].parts[0].text else 0
    assert row[0].kept + made[1].spare - made[1].out >= spoken


def test_the_end_of_a_film_is_black_for_a_second_and_a_black_shot_needs_none():
    two = clips("", "")
    dark = shot(location="黑屏", visual="黑屏")

    assert timeline.seams(board(shot(), shot(("切黑",))), two)[2] == Seam(hold=10, words=("切黑",))
    assert timeline.seams(board(shot(("切黑",)), dark), two)[1].hold == 0
    assert timeline.seams(board(dark, shot(("淡入",))), two)[1] == Seam(into=10, words=("淡入",))


def test_a_picture_comes_under_a_voice_that_is_not_seen():
    """The sound is as loud as it was."""
    row = clips(SPOKEN)
    made = timeline.seams(
        board(shot(("FADE IN:",), SPOKEN, action=next(iter(speech.DELIVERY.values()))["voiceover"])), row
    )
    quiet = timeline.seams(board(shot(("FADE IN:",))), clips(""))

    seen = timeline.seams(board(shot(("FADE IN:",), SPOKEN)), row)

    assert (made[0].into, made[0].hush[1], made[0].missing) == (10, False, "")
    assert (seen[0].into, seen[0].missing) == (0, "fade-in")
    assert (quiet[0].into, quiet[0].hush[1]) == (10, True)


def film(folder: Path, name: str, seconds: float, colour: tuple[int, int, int], fps: Fraction = Fraction(24)) -> Path:
    """A film of one colour with a tone."""
    from av import AudioFrame
    from PIL import Image

    path = folder / f"{name}.mp4"
    picture = planes(Image.new("RGB", SIZE, colour))
    with FilmWriter(path, SIZE, fps) as made:
        for number in range(round(seconds * fps)):
            made.show(picture.frame(number, 24))
        left = samples_of(made.frames, fps)
        while left > 0:
            count = min(1024, left)
            frame = AudioFrame("fltp", "stereo", count)
            wave = array("f", (0.3 if (n // 50) % 2 else -0.3 for n in range(count))).tobytes()
            for plane in frame.planes:
                plane.update(wave.ljust(plane.buffer_size, b"\0"))
            made.sound([frame])
            left -= count
    return path


def light(path: Path, *times: float) -> list[int]:
    """Mean brightness at times."""
    from PIL import ImageStat

    return [round(ImageStat.Stat(media.frame(path, time).convert("L")).mean[0]) for time in times]


def loud(path: Path) -> list[float]:
    """The loudest sample of each tenth."""
    import av

    found: dict[int, float] = {}
    with av.open(str(path)) as file:
        for frame in file.decode(audio=0):
            at = int(frame.time * 10)
            values = array("f")
            values.frombytes(bytes(frame.planes[0])[: frame.samples * 4])
            found[at] = max(found.get(at, 0.0), *map(abs, values))
    return [found.get(at, 0.0) for at in range(max(found) + 1)]


GREY, BRIGHT = (120, 120, 120), (220, 220, 220)


def test_a_film_that_fades_out_is_dark_at_its_end_and_starts_from_black(tmp_path):
    """The frames themselves: rising for a second, whole in between, falling in what was spare, black for a second."""
    row = clips("", tails=(15,))
    made = board(shot(("FADE IN:", "FADE OUT.")))
    made = replace(made, shots=(replace(made.shots[0], style_tags=told("zh", "FADE IN:") + "，转场：FADE OUT."),))
    seams = timeline.seams(made, row)

    film_ = assemble(row, [film(tmp_path, "a", 4, GREY)], (), tmp_path / "out", seams=seams)

    assert film_.seconds == film_.planned == 4.5
    first, early, whole, late, *black = light(film_.path, 0.0, 0.5, 1.8, 3.1, 3.6, 4.0, 4.4)
    assert first < 5
    assert 30 < early < 90
    assert abs(whole - 120) < 4
    assert 20 < late < 90
    assert max(black) <= 2


def test_a_cut_to_black_is_whole_until_it_is_black(tmp_path):
    """Inside a film half a second, at its end a second; nothing of the clips is cut, and the words keep their time."""
    row, made = clips(SPOKEN, SPOKEN), board(shot(("切黑",), SPOKEN), shot(("CUT TO BLACK.",), SPOKEN))
    cues = timeline.cues(made, row)
    takes = [film(tmp_path, "a", 4, GREY), film(tmp_path, "b", 4, BRIGHT)]

    out = assemble(row, takes, cues, tmp_path / "out", seams=timeline.seams(made, row))

    seen = light(out.path, 3.9, 4.1, 4.4, 4.6, 8.4, 8.6, 9.4)
    assert [round(each / 10) for each in seen] == [12, 0, 0, 22, 22, 0, 0]
    assert out.seconds == 9.5
    assert [(cue.start, cue.end) for cue in cues] == [(0, 40), (45, 85)]
    assert out.subtitles.read_text().count("00:00:04,500 --> 00:00:08,500") == 1


def test_a_dissolve_shows_both_pictures_and_takes_no_time(tmp_path):
    row, made = clips(SPOKEN, "", tails=(10, 0)), board(shot(("叠化",), SPOKEN), shot())
    takes = [film(tmp_path, "a", 4, (20, 20, 20)), film(tmp_path, "b", 4, BRIGHT)]

    out = assemble(row, takes, (), tmp_path / "out", seams=timeline.seams(made, row))

    before, middle, behind = light(out.path, 2.9, 3.5, 4.2)
    assert before < 26 < 90 < middle < 150 < 210 < behind
    assert out.seconds == 7.0


def test_a_last_picture_that_has_nothing_spare_is_held_while_it_goes(tmp_path):
    """Somebody speaks up to the last frame: all of it stays, and the fade lies behind it."""
    row, made = clips(SPOKEN), board(shot(("淡出",), SPOKEN))
    out = assemble(row, [film(tmp_path, "a", 4, GREY)], (), tmp_path / "out", seams=timeline.seams(made, row))

    whole, falling, black = light(out.path, 3.95, 4.3, 5.0)
    assert abs(whole - 120) < 4
    assert 20 < falling < 100
    assert black <= 2
    assert abs(out.seconds - 5.6) < 1 / 24


def test_white_is_white(tmp_path):
    row, made = clips("", "", tails=(10, 0)), board(shot(("渐白",)), shot())
    takes = [film(tmp_path, "a", 4, GREY), film(tmp_path, "b", 4, GREY)]

    out = assemble(row, takes, (), tmp_path / "out", seams=timeline.seams(made, row))

    assert light(out.path, 4.2)[0] >= 250


def test_black_is_silent_and_what_is_spoken_is_as_loud_as_it_was(tmp_path):
    """The tone to the last frame of the clip, then nothing; with a fade it falls behind the clip."""
    row = clips(SPOKEN, SPOKEN, tails=(0, 12))
    made = board(shot(("切黑",), SPOKEN), shot(("淡出",), SPOKEN))
    takes = [film(tmp_path, "a", 4, GREY), film(tmp_path, "b", 4, GREY)]

    heard = loud(assemble(row, takes, (), tmp_path / "out", seams=timeline.seams(made, row)).path)

    level = heard[20]
    assert all(abs(each - level) < level / 4 for each in (*heard[2:39], *heard[47:72]))
    assert max(heard[41:44]) < level / 20
    assert heard[75] > heard[79] > heard[81]
    assert max(heard[84:92]) < level / 20


def test_words_over_black_are_read_there(tmp_path):
    """Long enough to be read, and in no picture that a model draws."""
    made = board(shot(("黑屏。字幕：未完待续",), visual="客厅。字幕：“未完待续”"))
    row = clips("")
    (cue,) = timeline.cues(made, row)

    out = assemble(row, [film(tmp_path, "a", 4, GREY)], (cue,), tmp_path / "out", seams=timeline.seams(made, row))

    assert (cue.start, cue.end, cue.text) == (40, 60, "未完待续")
    assert (light(out.path, 3.0)[0], light(out.path, 5.0)[0] > 0) == (light(out.path, 1.0)[0], True)


def test_what_stands_within_a_clip_is_told_and_marked():
    """Only an editor can make it there; nothing is said of what is made."""
    made = board(shot(), shot(("淡出",)), shot())
    row = (Clip((Part(0, "", 20, 20), Part(1, "", 20, 20), Part(2, "", 20, 60)), 10),)

    assert timeline.seams(made, row) == (Seam(), Seam())
    assert [(number, at) for number, at, _ in timeline.unmade(made, row)] == [(0, 40)]
    assert left_to_editor(made, row) == ["clip 001: “淡出” stands within it and is left to an editor"]


def test_the_preview_shows_it(tmp_path):
    """Drawn clips are films as any other."""
    one = shot(("CUT TO BLACK.",))
    row = (Clip((Part(0, "", 20, 40),), 4),)
    animatic(Order("preview", "", 4, f"{SIZE[0]}x{SIZE[1]}", shots=(replace(one, duration=4.0),)), tmp_path / "t.mp4")

    out = assemble(row, [tmp_path / "t.mp4"], (), tmp_path / "out", seams=timeline.seams(board(one), row))

    assert light(out.path, 3.9)[0] > 10
    assert light(out.path, 4.1, 4.9) == [0, 0]


otio = pytest.importorskip("opentimelineio")
MADE = board(
    shot(("FADE IN:",)), shot(("淡出",), SPOKEN), shot(("叠化",), SPOKEN), shot(("切黑",)), shot(("渐白",)), shot(("FADE OUT.",), SPOKEN)
)  # fmt: skip
ROW = clips("", SPOKEN, SPOKEN, "", "", SPOKEN, tails=(0, 12, 12, 0, 12, 0))


@pytest.fixture(scope="module")
def edit(tmp_path_factory) -> Edit:
    folder = tmp_path_factory.mktemp("takes")
    films = [film(folder, f"t{n}", clip.seconds, GREY) for n, clip in enumerate(ROW)]
    return lay_out(("ep01", "黑"), "zh", MADE, ROW, films, SIZE)


@pytest.fixture(scope="module")
def files(edit):
    place = ExportPlace(Language.of("zh"), "media", "/films", {}, {})
    wanted = ("jianying", "fcpxml", "otio", "xmeml", "edl")
    return {path: text for form in FORMATS if form.name in wanted for path, text in form.write([edit], place).items()}


def test_an_edit_is_the_film_with_its_transitions(edit):
    """End to end, as long as the film; a picture that would be held is black and marked, and so is white."""
    seconds = timeline.seconds(MADE, ROW)

    assert edit.length == round(seconds * 24)
    assert all(one.start + one.length == other.start for one, other in pairwise(edit.events))
    assert [(one.kind, one.length) for one in edit.crossings] == [
        ("into", 24), ("out", 24), ("mix", 24), ("out", 24), ("mark", 1)
    ]  # fmt: skip
    assert [(event.plain, event.length) for event in edit.events if event.plain] == [
        ("black", 12), ("black", 12), ("white", 12), ("black", 38)
    ]  # fmt: skip
    assert [event for event in edit.events if event.media is None and not event.plain] == []


def test_an_open_timeline_has_them_as_dissolves(edit, files):
    made = otio.adapters.read_from_string(files["ep01.otio"], "otio_json")
    track = made.video_tracks()[0]
    found = [
        (each.in_offset.value, each.out_offset.value) for each in track if isinstance(each, otio.schema.Transition)
    ]

    assert found == [(0, 24), (24, 0), (12, 12)]
    assert made.duration().value == edit.length
    red = [mark.name for mark in made.tracks.markers if mark.metadata["storyboard"]["kind"] == "transition"]
    assert red == ["渐白", "FADE OUT."]


@pytest.mark.parametrize(("suffix", "adapter"), [(".edl", "cmx_3600"), (".xml", "fcp_xml"), (".fcpxml", "fcpx_xml")])
def test_other_programs_read_the_rest(edit, files, suffix, adapter):
    """The same length and the same films at the same places; dissolves where the format has them."""
    if adapter not in otio.adapters.available_adapter_names():
        pytest.skip(f"the adapter {adapter} is not installed")
    made = otio.adapters.read_from_string(
        files[f"ep01{suffix}"], adapter, **({"rate": 24.0} if suffix == ".edl" else {})
    )
    while not isinstance(made, otio.schema.Timeline):
        made = next(iter(made))
    track = made.video_tracks()[0]
    crossings = [each for each in track if isinstance(each, otio.schema.Transition)]
    lasting = [round(each.in_offset.value + each.out_offset.value) for each in crossings]

    films = [each for each in track if isinstance(each, otio.schema.Clip) and re.search(r"clip-00\d", each.name or "")]
    films = [each for each in films if each.metadata.get("cmx_3600", {}).get("reel") != "BL"]
    assert lasting == {".edl": [24, 24], ".xml": [24, 24, 24], ".fcpxml": []}[suffix]
    assert len(films) == 6
    ends = track.range_of_child(films[-1]).end_time_exclusive()
    assert round(ends.value_rescaled_to(24)) == edit.events[-2].start + edit.events[-2].length


def test_final_cut_fades_by_opacity_and_dissolves_around_the_cut(edit, files):
    tree = ET.fromstring(files["ep01.fcpxml"])
    spine = tree.find("library/event/project/sequence/spine")
    keys = {
        item.get("name"): [(key.get("time"), key.get("value")) for key in item.iter("keyframe")]
        for item in spine.iter("asset-clip")
        if item.find("adjust-blend") is not None
    }

    assert keys == {
        "ep01-clip-001": [("0s", "0"), ("24/24s", "1")],
        "ep01-clip-002": [("67/24s", "1"), ("91/24s", "0")],
    }
    (mix,) = spine.iter("transition")
    dissolve = next(one for one in edit.crossings if one.kind == "mix")
    assert (mix.get("offset"), mix.get("duration")) == (f"{dissolve.start}/24s", "24/24s")
    assert {each.get("value") for each in spine.iter("marker")} >= {"渐白", "FADE OUT."}


def test_a_draft_fades_by_key_frames_of_opacity_and_has_its_own_dissolve(edit, files):
    info = json.loads(files["jianying/ep01/draft_info.json"])
    segments = info["tracks"][0]["segments"]
    faded = [
        [(key["time_offset"], key["values"][0]) for key in one["keyframe_list"]] for each in segments for one in each["common_keyframes"]
    ]  # fmt: skip

    assert faded == [[(0, 0.0), (1_000_000, 1.0)], [(2_791_667, 1.0), (3_791_667, 0.0)]]
    (mix,) = info["materials"]["transitions"]
    assert (mix["name"], mix["duration"]) == ("叠化", 1_000_000)
    assert sum(mix["id"] in each["extra_material_refs"] for each in segments) == 1
    assert [(fade["fade_in_duration"], fade["fade_out_duration"]) for fade in info["materials"]["audio_fades"]] == [
        (1_000_000, 0), (0, 1_000_000)
    ]  # fmt: skip
    assert {"渐白", "FADE OUT."} <= {mark["title"] for mark in info["time_marks"]["mark_items"]}
    assert transitions.card("黑屏。字幕：完") == "完"
