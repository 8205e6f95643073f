"""Somebody at another time: the mark on the board, the prompt by it, and what is wrong with a prompt that tells both."""

import asyncio
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard import marks, names
from storyboard.cast.file import add, load, read
from storyboard.cast.gather import gather
from storyboard.cast.times import scene_keys
from storyboard.cast.voicing import at_age
from storyboard.check import check_board
from storyboard.check.prompts import check_prompts
from storyboard.errors import Unasked, UsageError
from storyboard.languages import Language
from storyboard.library import Library
from storyboard.model import Board, Cast, Character, Dialogue, Shot, Source, Version, Voice
from storyboard.pack import pack
from storyboard.parse import parse
from storyboard.plan import plan
from storyboard.plan.bible import describe
from storyboard.plan.entries import _outfits
from storyboard.plan.faces import one_face
from storyboard.render import render
from tests.samples import OFFER

WORD = st.text("红棉袄羊角辫湿透 abc", min_size=1, max_size=5).map(str.strip).filter(bool)
PAIR = st.tuples(WORD, WORD)
VOICE = st.builds(Voice, st.sampled_from(["男", "女"]), st.integers(50, 500), st.integers(60, 600), WORD)


@pytest.mark.parametrize("language", ["zh", "en"])
@given(
    now=st.builds(
        marks.Now,
        WORD,
        st.none() | st.integers(0, 120),
        st.none() | PAIR,
        st.none() | PAIR,
        st.just("") | WORD,
        st.none() | VOICE,
        st.sampled_from(["", "男", "女"]),
    )
)
def test_a_version_is_read_as_it_was_written(language, now):
    """Whatever parts it has, between other words of a picture; and the picture without it is the picture."""
    visual = f"林晚站着{marks.write_change(now, language)}"

    assert marks.versions(visual) == (now,)
    assert marks.without(visual) == "林晚站着"


def test_the_fixed_forms_are_these():
    """Letter for letter; the older mark is read on."""
    now = marks.Now("林婉", 9, ("黑色", "羊角辫"), ("红色", "棉袄"), "浑身湿透", Voice("女", 285, 250, "普通话"))

    assert (
        marks.write_change(now, "zh")
        == "【此时：林婉，9岁，头发（黑色，羊角辫），衣服（红色，棉袄），状态（浑身湿透），声音（女，285 Hz，250 SPM，普通话）】"
    )
    assert marks.write_change(marks.Now("NORA", 9, state="soaked"), "en") == "[Now: NORA, 9, state (soaked)]"
    assert marks.versions("林婉站着【换装：林婉，红色，婚纱】") == (marks.Now("林婉", clothes=("红色", "婚纱")),)
    assert marks.versions("【换装：林婉，红色，婚纱】【此时：林婉，9岁】") == (
        marks.Now("林婉", 9, clothes=("红色", "婚纱")),
    )


def board_of(people, visual, role=""):
    """One shot of people called 甲一, 甲二, …, each 30 and in their own colour."""
    characters = {
        name: Character(
            30,
            f"女，30岁，头发（黑色，长直发），衣服（{colour}，修身西装）",
            name,
            "GenderAge（女·30岁） PitchMean（215 Hz） Tempo（240 SPM） Accent（普通话）",
        )
        for name, colour in people.items()
    }
    said = Dialogue(role, "你好。" if role else "")
    shot = Shot("众人站着。", "中景，平视，固定", said, 4.0, "屋里（内）", "写实", "白天", visual, "晴")
    return Board(characters, (shot,))


PEOPLE = dict(zip(("林一", "赵二", "孙三", "周四", "吴五"), ("白色", "蓝色", "绿色", "灰色", "黄色"), strict=True))


@given(st.data(), st.integers(1, 5))
def test_a_version_replaces_its_parts_in_the_whole_shot_and_nobody_elses(data, count):
    """n people: those with a version are told as they are now, picture, speaker and voice; the others as ever."""
    people = dict(list(PEOPLE.items())[:count])
    changed = data.draw(st.sets(st.sampled_from(list(people))))
    role = data.draw(st.sampled_from(["", *people]))
    now = [
        marks.Now(name, 9, ("棕色", "羊角辫"), (people[name], "棉袄"), "湿透", Voice("女", 285, 250, "普通话"))
        for name in sorted(changed)
    ]
    board = board_of(people, "、".join(people) + "站着" + "".join(marks.write_change(each, "zh") for each in now), role)

    prompt = render(board, pack(board, OFFER), OFFER)[0]

    for name, colour in people.items():
        old, new = (
            f"：30岁，黑色长直发，穿{colour}修身西装",
            f"：9岁，棕色羊角辫，穿{colour}棉袄，湿透",
        )
        told = [form in prompt for form in (new, old)]
        assert told == [name in changed, name not in changed]
    if role:
        assert ("的中音童声" in prompt) == (role in changed)
    assert "此时" not in prompt
    assert not any(name in prompt for name in people)


def test_parts_left_out_stay_as_they_are():
    """Only what a version says is otherwise."""
    board = board_of({"林一": "白色"}, "林一站着【此时：林一，状态（满脸是血）】", "林一")
    naming = names.dressed(board.shots[0], names.naming(board.character_setting, None, "", "zh"))

    assert naming.characters["林一"] == replace(
        board.character_setting["林一"], appearance="女，30岁，头发（黑色，长直发），衣服（白色，修身西装；满脸是血）"
    )


# --- from the script -----------------------------------------------------------------------------------------------


def versions_of(text, name):
    """The versions the rules find of somebody."""
    container = "fountain" if text.startswith("INT.") else "text"
    return gather(one_face(parse(Source("ep01.txt", text, "utf-8", container)), Cast(()))).get(name).versions


@pytest.mark.parametrize(
    ("text", "name", "age", "state", "scene"),
    [
        (
            "1-1 日 内 屋\n人物：林婉（27岁）\n林婉：一。\n\n1-2 日 外 河边【闪回】\n人物：林婉\n△九岁的林婉蹲在河边。\n林婉：二。\n",
            "林婉",
            9,
            "",
            "1-2",
        ),
        (
            "1-1 日 内 屋\n人物：林婉（27岁）\n林婉：一。\n\n1-2 日 外 河边【闪回】\n人物：林婉\n△年幼的林婉蹲在河边。\n林婉：二。\n",
            "林婉",
            8,
            "",
            "1-2",
        ),
        (
            "1-1 日 内 屋\n人物：林婉（9岁）\n林婉：一。\n\n1-2 日 外 河边\n人物：林婉\n【字幕：十五年后】\n林婉：二。\n",
            "林婉",
            24,
            "",
            "1-2",
        ),
        (
            "1-1 日 内 屋\n人物：林婉（27岁）\n林婉：一。\n\n1-2 夜 外 街\n人物：林婉\n△林婉推开门，浑身湿透。\n林婉：二。\n",
            "林婉",
            None,
            "浑身湿透",
            "1-2",
        ),
        (
            "INT. ROOM - DAY\n\nNORA, 34, sits.\n\nNORA\nOne.\n\nINT. BARN - DAY (FLASHBACK)\n\nA younger Nora hides.\n\nNORA\nTwo.\n",
            "NORA",
            18,
            "",
            "ep01/s2",
        ),
        (
            "INT. ROOM - DAY\n\nNORA, 34, sits.\n\nNORA\nOne.\n\nINT. BARN - DAY\n\nNora, soaked, runs in.\n\nNORA\nTwo.\n",
            "NORA",
            None,
            "soaked",
            "ep01/s2",
        ),
    ],
)
def test_a_scene_that_tells_another_age_or_what_befell_somebody_makes_a_version(text, name, age, state, scene):
    """For that scene alone; the entry keeps what it says."""
    found = versions_of(text, name)

    assert [(one.scenes, one.age, one.state) for one in found] == [((scene,), age, state)]


def test_nothing_told_of_others_or_of_small_leaps_makes_a_version():
    """Three years change nobody who is grown, and what befell 陈默 is not 林婉's."""
    text = "1-1 日 内 屋\n人物：林婉（27岁）、陈默\n林婉：一。\n\n1-2 夜 外 街\n人物：林婉、陈默\n【字幕：三年后】\n△林婉看着陈默浑身湿透地进来。\n林婉：二。\n"

    assert versions_of(text, "林婉") == ()
    assert [one.state for one in versions_of(text, "陈默")] == ["浑身湿透"]


def test_a_child_of_a_flashback_has_a_childs_hair_clothes_and_voice_on_the_board():
    """From the script to the prompt: one shot of the grown woman, one of the child, never both looks."""
    text = "1-1 日 内 屋\n人物：林婉（27岁）\n△林婉坐下。\n林婉：我记得那条河。\n\n1-2 日 外 河边【闪回】\n人物：林婉\n△九岁的林婉蹲在河边。\n林婉：有鱼。\n"
    script = one_face(parse(Source("ep01.txt", text, "utf-8")), Cast(()))
    cast = gather(script)
    board = plan(script, script.episodes[0], cast).board
    then = [marks.versions(shot.visual) for shot in board.shots]
    prompts = "\n".join(render(board, pack(board, OFFER), OFFER, cast))

    assert not any(then[0])
    assert any(now.age == 9 and now.voice and now.voice.pitch == 285 for now in then[-1])
    assert "女子：27岁，" in prompts
    assert "女孩：9岁，" in prompts
    assert "的中音童声" in prompts
    assert not [fault for fault in check_board(board, script, script.episodes[0], cast) if fault.level == "fault"]


def test_versions_are_written_into_cast_toml_and_read_back(tmp_path):
    """With scenes by number, by id, and by file and id."""
    path = tmp_path / "cast.toml"
    now = Version(
        ("1-2", "s3", "ep02/s3"),
        ("2",),
        9,
        ("黑色", "羊角辫"),
        ("红色", "棉袄"),
        "湿透",
        Voice("女", 285, 250, "普通话"),
    )
    member = replace(gather(parse(Source("a.txt", "1-1 日 内 屋\n林婉：一。\n", "utf-8"))).members[0], versions=(now,))
    path.write_text(add("", [member], "zh"), encoding="utf-8")

    assert load(path).members == (member,)


@pytest.mark.parametrize(
    ("version", "told"),
    [
        ("age = 9", "needs `scenes` or `episodes`"),
        ('scenes = ["1-1"]', "what is otherwise"),
        ('scenes = ["1-1"]\nage = 10000', "age must be 0-9999"),
    ],
)
def test_a_version_that_says_nothing_is_one_clear_message(tmp_path, version, told):
    """Which entry, and what it lacks."""
    member = gather(parse(Source("a.txt", "1-1 日 内 屋\n林婉：一。\n", "utf-8"))).members[0]
    text = add("", [member], "zh") + f'\n[[people."林婉".versions]]\n{version}\n'

    with pytest.raises(UsageError, match=told):
        read(text, tmp_path / "cast.toml")


def test_a_prompt_with_both_looks_is_a_fault():
    """Written into the picture by a model or a person; a companion who looks just so is no fault."""
    usual = "穿白色修身西装的女子"
    clean = board_of({"林一": "白色"}, "林一站着【此时：林一，衣服（红色，棉袄）】")
    both = board_of({"林一": "白色"}, f"林一站着，{usual}回头【此时：林一，衣服（红色，棉袄）】")

    def rules(board):
        clips = pack(board, OFFER)
        prompts = render(board, clips, OFFER)
        return [fault.rule for fault in check_prompts(prompts, clips, board, (), OFFER) if fault.rule == "two-looks"]

    assert rules(clean) == []
    assert rules(both) == ["two-looks"]
    for worn in ("红色棉袄", "黑色长风衣", "灰色工装"):
        later = board_of({"林一": worn[:2]}, f"林一站着【此时：林一，衣服（大{worn[:2]}，过膝{worn[2:]}）】")
        usual = replace(
            later.character_setting["林一"], appearance=f"女，27岁，头发（黑色，长发），衣服（{worn[:2]}，{worn[2:]}）"
        )
        told = tuple(replace(shot, action=f"林一穿着{worn}跑来。") for shot in later.shots)  # the script's own words
        assert rules(replace(later, character_setting={"林一": usual}, shots=told)) == []


def test_a_model_is_shown_scene_ids_and_its_outfits_name_scenes_of_this_file():
    """An id that another file has too is written with the file's name; numbers stay numbers."""
    text = "第一场 屋里 日 内\n林婉：一。\n\n2-1 日 外 河边\n林婉：二。\n"
    script = one_face(parse(Source("ep02.txt", text, "utf-8")), Cast(()))
    asked, keys = [], scene_keys(script)

    async def ask(question, judge):
        asked.append(question.user)
        raise Unasked("no key")

    asyncio.run(describe(script, gather(script), Cast(()), ask, library=Library((), {"cast": "v3"})))

    assert all(f"[{scene.id}] " in asked[0] for scene in script.scenes)
    given = [
        {"scenes": [f"[{scene.id}]"], "clothes_colour": "红色", "clothes_style": "棉袄"} for scene in script.scenes
    ]
    assert [outfit.scenes for outfit in _outfits(given, script, "zh")] == [(keys[scene.id],) for scene in script.scenes]


DAY_OF_CLOTHES = """1-1 日 内 卧室
人物：林晚
△林晚穿着碎花睡衣，坐在床边。
林晚：几点了？
1-2 日 内 衣帽间
△林晚换上红色连衣裙，照镜子。
林晚：走吧。
1-3 夜 外 街上
△大雨。林晚浑身湿透，跑到屋檐下。
林晚：快开门。
1-4 夜 内 周牧家
林晚：谢谢。
△林晚换上白色衬衫。
林晚：好多了。
1-5 夜 内 周牧家门口
林晚：再见。
1-6 日 内 公司
林晚：早。
"""
DAY_OF_DRESSES = """INT. BEDROOM - DAY

NORA (30s, flannel pyjamas) yawns.

NORA
Late again.

INT. HALL - DAY

NORA changes into a red dress and runs.

NORA
Wait!

EXT. STREET - NIGHT

Rain. NORA, soaked, waves at a taxi.

NORA
Taxi!

INT. TAXI - NIGHT

NORA takes off her wet coat.

NORA
Home.

INT. KITCHEN - NEXT DAY

NORA
Coffee.
"""


@pytest.mark.parametrize(
    ("text", "container", "name", "worn"),
    [
        (
            DAY_OF_CLOTHES,
            "text",
            "林晚",
            [
                (("1-2",), ("红色", "连衣裙"), ""),
                (("1-3", "1-4"), ("红色", "连衣裙"), "浑身湿透"),
                (("1-4",), ("白色", "衬衫"), ""),
                (("1-5",), ("白色", "衬衫"), ""),
            ],
        ),
        (
            DAY_OF_DRESSES,
            "fountain",
            "NORA",
            [
                (("x/s2",), ("red", "dress"), ""),
                (("x/s3",), ("red", "dress"), "soaked"),
                (("x/s4",), ("red", "dress"), "coat off"),
            ],
        ),
    ],
)
def test_clothes_that_are_changed_last_until_the_next_or_another_day(text, container, name, worn):
    member = gather(parse(Source(f"x.{container}", text, "utf-8", container))).get(name)

    assert [(one.scenes, one.clothes, one.state) for one in member.versions] == worn


@pytest.mark.parametrize(
    ("accent", "language", "kept"),
    [
        ("北平乡下口音、童声细而发颤、带着哭腔", "zh", "北平乡下口音"),
        ("奶声奶气", "zh", "普通话"),
        ("working-class Boston accent, thin boy's voice", "en", "working-class Boston accent"),
        ("breathless", "en", "neutral"),
    ],
)
def test_a_grown_person_speaks_as_where_they_are_from_and_no_longer_as_a_child(accent, language, kept):
    grown = at_age(Voice("女" if language == "zh" else "female", 285, 250, accent), 49, Language.of(language))

    assert (grown.accent, grown.pitch < 285) == (kept, True)
