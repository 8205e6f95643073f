"""Who tells of their childhood is heard as they are now, who speaks in it as they were then."""

from dataclasses import replace

import pytest

from storyboard import marks
from storyboard.cast.gather import gather
from storyboard.cast.looks import read_appearance
from storyboard.cast.voicing import grown, voice_in_words
from storyboard.languages import Language
from storyboard.model import Source, Version
from storyboard.names import dressed, naming
from storyboard.parse import parse
from storyboard.plan import plan
from storyboard.plan.over import called_out


def heard(text, words):
    """The mark of whoever speaks a line, in the shot that has it."""
    script = parse(Source("s.txt", text, "utf-8"))
    board = plan(script, script.episodes[0], gather(script)).board
    shot = next(shot for shot in board.shots if words in shot.dialogue.text)
    now = next((one for one in marks.versions(shot.visual) if one.name == shot.dialogue.role), None)
    return now.voice.pitch if now and now.voice else None


@pytest.mark.parametrize("name", ["石小满", "林小雨", "周小舟"])
@pytest.mark.parametrize(
    ("cue", "line", "grown"),
    [
        ("画外音", "我念书那年，学校只剩我一个。", True),
        ("画外", "到——", False),
        ("OS", "他怎么还不来？", False),
        ("", "老师，你咋还点？", False),
    ],
)
def test_a_grown_woman_who_tells_of_her_childhood_has_no_childs_voice(name, cue, line, grown):
    label = f"（{cue}）" if cue else ""
    text = (
        f"1-1 日 内 教室\n人物：{name}、覃老师\n△{name}（8岁，羊角辫）坐着。\n{name}：{label}{line}\n覃老师：坐好。\n\n"
        f"1-2 日 内 会议室\n人物：{name}\n△字幕：二十五年后\n△{name}（33岁，短发）拿着激光笔。\n{name}：他等谁？\n"
    )
    pitch = heard(text, line[:4])

    assert (pitch is not None and pitch < 250) == grown


@pytest.mark.parametrize(
    ("line", "grown"), [("My father said there were two kinds of weather.", True), ("Where is he now?", False)]
)
def test_so_in_english(line, grown):
    text = (
        f"EXT. HARBOR - DAY\n\nINGA (9, red coat) sits. MAGNUS (41) mends a net.\n\nINGA (V.O.)\n{line}\n\nMAGNUS\nHome, lass.\n\n"
        "EXT. HARBOR - DAY\n\nSUPER: THIRTY YEARS LATER\n\nINGA (39, grey coat) stands.\n\nINGA\nStill here.\n"
    )
    pitch = heard(text, line[:8])

    assert (pitch is not None and pitch < 250) == grown


@pytest.mark.parametrize(("age", "whose"), [(9, "boy"), (15, "teen"), (70, "old man")])
def test_whoever_is_only_heard_has_the_voice_of_their_age_in_that_scene(age, whose):
    """What is worn is nothing that one hears; the years are."""
    text = (
        "INT. TOWER - NIGHT\n\nWES (33, blue shirt) lifts the phone. MEG (31) waits.\n\nWES\nStay there.\n\n"
        f"EXT. RIDGE - DAY\n\nMEG stands at the rail. Far off WES, {age} now, lifts a radio.\n\nWES (V.O.)\nSorry. Those stairs get longer.\n"
    )
    script = parse(Source("s.txt", text, "utf-8"))
    cast = gather(script)
    wes = cast.get("WES")
    version = Version(
        scenes=("s2",), age=age, clothes=("green", "vest"), voice=grown(cast, wes, age, None, Language.of("en"))
    )
    cast = replace(
        cast, members=tuple(replace(one, versions=(version,)) if one.name == "WES" else one for one in cast.members)
    )

    board = plan(script, script.episodes[0], cast).board

    shot = next(shot for shot in board.shots if "stairs" in shot.dialogue.text)
    now = next(one for one in marks.versions(shot.visual) if one.name == "WES")
    assert now.age == age
    voice = dressed(shot, naming(board.character_setting, cast, "", "en")).characters["WES"].voice
    assert whose in voice_in_words(voice, Language.of("en")), voice


@pytest.mark.parametrize(
    ("then", "now", "whose"), [(8, 33, "a grown woman"), (9, 70, "an old woman"), (26, 66, "an old woman")]
)
def test_who_tells_of_their_youth_is_heard_at_the_age_they_have_now_while_they_are_seen_at_that_of_then(
    then, now, whose
):
    """The looks are those of then, the voice says how old it is."""
    text = (
        f"EXT. HARBOR - DAY\n\nINGA ({then}, red coat) sits. MAGNUS (41) mends a net.\n\nINGA (V.O.)\nMy father said there were two kinds of weather.\n\n"
        f"MAGNUS\nHome, lass.\n\nEXT. HARBOR - DAY\n\nSUPER: YEARS LATER\n\nINGA ({now}, grey coat) stands.\n\nINGA\nStill here.\n"
    )
    script = parse(Source("s.txt", text, "utf-8"))
    cast = gather(script)
    board = plan(script, script.episodes[0], cast).board

    shot = next(shot for shot in board.shots if "two kinds" in shot.dialogue.text)
    inga = dressed(shot, naming(board.character_setting, cast, "", "en")).characters["INGA"]

    assert read_appearance(inga.appearance).age == then
    said = voice_in_words(inga.voice, Language.of("en"))
    assert ("old woman's" in said) == (whose == "an old woman"), said
    assert "woman's" in said
    assert "girl" not in said


@pytest.mark.parametrize(
    ("cue", "line", "cry"),
    [("画外", "快跑！", True), ("画外", "到——", False), ("画外音", "我不能死！", False), ("OS", "完了！", False)],
)
def test_who_cries_out_from_off_thinks_nothing(cue, line, cry):
    script = parse(Source("s.txt", f"1-1 日 内 教室\n△王甲站着。\n王甲：（{cue}）{line}\n王甲：走。\n", "utf-8"))
    said = next(unit for unit in script.units if unit.kind == "speech")

    assert called_out(said) == cry
