"""Staging: what a picture shows, written and read back, and carried from shot to shot."""

import importlib
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard import names, staging
from storyboard.cast.gather import gather
from storyboard.languages import Language
from storyboard.model import Board, Body, Character, SceneState, Source, Staging
from storyboard.parse import parse
from storyboard.plan import plan
from storyboard.staging import anchors, calls
from storyboard.staging.signs import SIGNS
from storyboard.staging.writing import FORMS
from tests.measure_staging import GOLD
from tests.samples import NAMES, SAMPLES, sample, work
from tests.test_plan import planned

VOICE = "GenderAge（女·27岁） PitchMean（215 Hz） Tempo（240 SPM） Accent（普通话）"
PEOPLE = {
    "zh": {"林晚": "女", "顾言": "男", "少女林晚": "女", "老周": "男", "苏姨": "女"},
    "en": {"MAYA": "female", "TOM": "male", "IVY": "female", "DR. CHEN": "male"},
}


addressed = importlib.import_module("storyboard.staging.addressed")  # its package has a function of that name


def naming(code: str) -> names.Naming:
    looks = {
        "zh": "{}，27岁，头发（黑色，长直发），衣服（白色，修身西装）",
        "en": "{}, 27, hair (black, long straight), clothes (white, fitted suit)",
    }
    people = {name: Character(27, looks[code].format(sex), name, VOICE) for name, sex in PEOPLE[code].items()}
    return names.naming(people, None, "", code)


@st.composite
def stagings(draw, code: str) -> Staging:
    """Any staging that the sentences of a language can say."""
    form = draw(st.sampled_from(sorted(FORMS)))
    row, template = FORMS[form], Language.of(code).word(f"staging.forms.{form}")
    people = draw(st.permutations(sorted(PEOPLE[code])))
    at = draw(st.sampled_from(["left", "right"])) if "{side}" in template else ""
    over = {"left": "right", "right": "left", "": ""}[at] if row.facing else ""
    bodies = []
    if "{one}" in template:
        bodies.append(Body(people[0], at, over, row.view, row.pose))
    if "{other}" in template:
        bodies.append(Body(people[1], over, at, row.other))
    if "{people}" in template:
        pose = "" if "{one}" in template else row.pose
        bodies += [Body(name, view=row.people, pose=pose) for name in people[1 : draw(st.integers(2, 4))]]
    words = st.text("门窗灯雨 lamp", min_size=1, max_size=8).map(str.strip).filter(bool)
    sizes = sorted(Language.of(code).table("staging.sizes"))
    moved = st.lists(st.sampled_from(people), max_size=2, unique=True).map(tuple)
    return Staging(
        form,
        tuple(bodies),
        draw(words) if "{prop}" in template else "",
        draw(st.sampled_from(sizes)) if "{size}" in template else "",
        draw(moved),
        draw(moved),
        draw(st.just("") | words),
        people[-1] if "{voice}" in template else "",
    )


@pytest.mark.parametrize("code", ["zh", "en"])
@given(data=st.data())
def test_what_is_written_is_read_back(code, data):
    """Every staging, free parts included, in any place, with captions behind it."""
    staged = data.draw(stagings(code))
    place = data.draw(st.text("客厅巷口 room", min_size=1, max_size=8).map(str.strip).filter(bool))

    said = staging.write(staged, place, Language.of(code))

    assert staging.read(said, naming(code)) == staged
    assert staging.read(f"{said}，字幕：“三年后”", naming(code)) == staged


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_of_the_samples_is_read_back(name):
    """What the trace knows of a shot is what its words say, to a board without a trace."""
    for done in sample(name):
        known = names.naming(done.board.character_setting, done.cast, "", names.language_of(done.board))
        for shot, trace in zip(done.board.shots, done.plan.trace.shots, strict=True):
            assert trace.staging is not None
            assert trace.pictured == staging.digest(shot.visual)
            assert staging.read(shot.visual, known) == trace.staging


@pytest.mark.parametrize(
    ("code", "said", "bodies"),
    [
        ("zh", "林晚在画面左侧，看向右；顾言背对镜头，在右侧", {"林晚": "left", "顾言": "right"}),
        ("zh", "画面右侧是顾言，左侧是林晚", {"顾言": "", "林晚": ""}),
        ("zh", "林晚独自坐着，顾言不在画面里", {"林晚": ""}),
        ("en", "MAYA at frame left, TOM on the right with his arms crossed", {"MAYA": "left", "TOM": "right"}),
        ("en", "The empty room; IVY is off-screen", {}),
    ],
)
def test_other_peoples_words_are_read_as_far_as_they_go(code, said, bodies):
    """Names and the sides said with them; who is said not to be there is not."""
    staged = staging.loosely(said, naming(code))

    assert {body.who for body in staged.bodies} == set(bodies)
    for body in staged.bodies:
        assert not bodies[body.who] or body.at == bodies[body.who]


@pytest.mark.parametrize(
    ("code", "text", "enters", "exits"),
    [
        ("zh", "顾言推门进来。", ["顾言"], []),
        ("zh", "林晚看着顾言离开。", [], ["顾言"]),
        ("zh", "老周、顾言登场。", ["老周", "顾言"], []),
        ("zh", "林晚放下抹布，从后门走了。", [], ["林晚"]),
        ("zh", "林晚从帘后走出。", ["林晚"], []),
        ("zh", "林晚离开椅子。", [], []),
        ("zh", "老周拎着箱子喘着气上来。", ["老周"], []),
        ("zh", "顾言摇着扇子凑过来。", ["顾言"], []),
        ("zh", "林晚身后的牌子上写着：“走远了再回来”。", [], []),
        ("en", 'Behind MAYA, a sign: "6 MILES TO GO."', [], []),
        ("en", "TOM gets up and leaves.", [], ["TOM"]),
        ("en", "Enter TOM and IVY.", ["TOM", "IVY"], []),
        ("en", "MAYA leaves her bag on the chair.", [], []),
        ("en", "TOM parts the leaves. Dry leaves skitter.", [], []),
        ("en", "TOM parts the leaves and leaves.", [], ["TOM"]),
        ("en", "IVY storms out. TOM rushes in.", ["TOM"], ["IVY"]),
        ("en", "MAYA waits. Her best friend IVY, in red, walks in.", ["IVY"], []),
        ("en", "Two men jump down: Tom, big, in an orange jacket, and Ivy, small.", ["TOM", "IVY"], []),
        ("zh", "两个人走进来：林晚，白衣，还有顾言。", ["林晚", "顾言"], []),
    ],
)
def test_comings_and_goings_are_read_from_actions(code, text, enters, exits):
    """By verb and subject; a chair that is left is no exit."""
    found = staging.moves(text, naming(code))

    assert (list(found.enters), list(found.exits)) == (enters, exits)


def test_the_line_is_never_crossed_whoever_speaks_to_whom():
    """Of any two people one is always left of the other, however many there are and in whatever order they speak."""
    people = ["a", "b", "c", "d", "e"]
    state = SceneState()
    left_of: dict[frozenset[str], str] = {}
    for turn in range(40):
        one, other = people[turn * 7 % 5], people[(turn * 3 + 1) % 5]
        if one == other:
            continue
        state = staging.beside(state, one, other)
        at, faces = staging.sides(state, one, other)
        assert at != faces
        assert staging.sides(state, other, one) == (faces, at)
        assert left_of.setdefault(frozenset((one, other)), one if at == "left" else other) == (
            one if at == "left" else other
        )


def test_who_has_left_is_away_and_who_is_seen_is_here():
    """The only place that knows them: the state after a shot."""
    state = staging.after(SceneState(), Staging("two", (Body("a"), Body("b"))))
    state = staging.after(state, Staging("action_people", (Body("b"),), exits=("b",)))

    assert (state.here, state.away) == (("a",), ("b",))
    assert staging.after(state, Staging("alone", (Body("b"),))).away == ()


def _talk(*lines: tuple[str, str], here=("林晚", "顾言", "老周")) -> list[str]:
    said = [staging.Said(who, text, here=here) for who, text in lines]
    return [to[0] if to else "" for to in staging.addressed(said, naming("zh"))]


def test_who_is_called_by_name_is_spoken_to():
    assert _talk(("林晚", "周叔，你先回去。"), ("顾言", "林晚，你疯了？")) == ["老周", "林晚"]


@pytest.mark.parametrize("full", ["WALTER", "NATASHA", "TASHA", "DANIEL"])
@given(st.integers(3, 6))
def test_a_name_cut_short_or_drawn_out_calls_whoever_has_it(full, letters):
    """Nat, Natash and NATASHA are one, Walter is WALT; a word that only begins like a name calls nobody."""
    short = full[:letters]
    for call, name in ((short.capitalize(), full), (full.capitalize(), short)):
        near = len(full) - len(short) <= (4 if len(call) < len(name) else 2)
        assert calls.named(call, (name, "IVY")) == (name if near else "")
    assert calls.named("Soldier", ("SOL", "IVY")) == ""
    assert calls.named("Well", ("WELLS", "IVY")) == ""


def test_a_title_before_a_name_that_nobody_has_tells_the_sex_of_whom_it_calls():
    """Mr. Tolliver is a man, Miss Greer a woman; the stop behind a title ends no sentence."""
    known = naming("en")
    assert list(calls.calls("Mr. Tolliver? You look well."))[:1] == ["Mr Tolliver"]
    fits = {
        (call, name): calls.fits(call, name, "", known)
        for call in ("Mr Tolliver", "Miss Greer")
        for name in ("MAYA", "TOM")
    }
    assert fits == {
        ("Mr Tolliver", "MAYA"): False,
        ("Mr Tolliver", "TOM"): True,
        ("Miss Greer", "MAYA"): True,
        ("Miss Greer", "TOM"): False,
    }


def test_an_answer_goes_to_who_asked():
    """Not to whoever stands nearest in the cast line."""
    talk = _talk(("老周", "顾言，钱呢？"), ("顾言", "是。我拿了。"), ("林晚", "顾言，你疯了？"), ("顾言", "没有。"))

    assert talk == ["顾言", "老周", "顾言", "林晚"]


def test_who_is_asked_over_somebodys_head_still_owes_the_answer():
    """顾言 was asked by 老周; 林晚's word between is not what he answers, and whoever cries out was not asked."""
    talk = _talk(("老周", "顾言，钱是你拿的？"), ("林晚", "他没有。"), ("顾言", "是我拿的。"), ("老周", "滚出去！"))

    assert talk == ["顾言", "老周", "老周", "顾言"]


def test_he_is_not_spoken_to_who_is_he_in_a_line():
    """A line without a you about a man is to the woman, though the man spoke last."""
    talk = _talk(("顾言", "我走了。"), ("林晚", "他一直这样。"), ("苏姨", "随他。"), here=("林晚", "顾言", "苏姨"))

    assert talk[1] == "苏姨"


@pytest.mark.wide
def test_every_sign_is_found_in_the_scripts_of_the_labels():
    """A row that speaks for nobody is none; a sign without a row would not be weighed at all."""
    turns = importlib.import_module("storyboard.plan.turns")
    given, found = turns.addressed, set()

    def watched(lines, known):
        talk = addressed.talk_of(lines, known)
        for at, line in enumerate(lines):
            others = tuple(name for name in line.here if name != line.who)
            if len(others) > 1:
                found.update(sign for sign, _ in addressed.signs_of(talk, at, others))
        return given(lines, known)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(turns, "addressed", watched)
        for path in [*(GOLD / "scripts").iterdir(), *(SAMPLES / f"{name}" for name in NAMES)]:
            work(path)
        watched([staging.Said("林晚", "算了。", acts="林晚转向老周。", here=("林晚", "顾言", "老周"))], naming("zh"))
        watched([staging.Said("保安甲", "听说她疯了。", here=("保安甲", "保安乙", "老周"))], naming("zh"))

    assert found == set(SIGNS)


def test_an_edited_picture_is_read_from_its_words():
    """A trace whose hash does not fit is not believed."""
    done = sample("rain.txt")[0]
    known = names.naming(done.board.character_setting, done.cast, "", "zh")
    edited = replace(done.board.shots[0], visual="空无一人的店堂")
    board = replace(done.board, shots=(edited, *done.board.shots[1:]))

    found = staging.of(board, done.plan.trace.shots, known)

    assert found[0].bodies == ()
    assert found[1:] == tuple(trace.staging for trace in done.plan.trace.shots[1:])


@pytest.mark.parametrize(
    ("tags", "what"),
    [
        ("写实，电影感，闪回，色调偏冷、边缘柔化，自然光", "flashback"),
        ("写实，回忆，色调偏冷", "flashback"),
        ("写实，梦境", "dream"),
        ("写实，幻想，自然光", "imagined"),
        ("realistic, DREAM SEQUENCE, soft edges", "dream"),
        ("realistic, flashback", "flashback"),
        ("写实，转场：闪回，自然光", "present"),
        ("realistic, transition: FLASHBACK", "present"),
        ("写实，如梦似幻的光", "present"),
        ("", "present"),
    ],
)
def test_a_layer_is_a_fixed_word_of_the_style(tags, what):
    """Ours, older ones and the script's own; a cut that is called so is none."""
    shot = sample("rain.txt")[0].board.shots[0]

    assert staging.layer(replace(shot, style_tags=tags)) == what


@pytest.mark.parametrize("code", ["zh", "en"])
def test_a_layer_that_is_written_is_read(code):
    language = Language.of(code)
    shot = sample("rain.txt")[0].board.shots[0]
    for what in staging.LAYERS:
        tags = language.word("staging.joined").join(("x", *staging.layer_tags(what, language)))
        assert staging.layer(replace(shot, style_tags=tags)) == what


def test_an_exchange_comes_back_to_its_camera_positions():
    """Two people, each from their own position: framed the same when seen from it again; letters are told by the board alone."""
    text = "1-1 日 内 客厅\n人物：林晚、顾言\n△林晚坐在桌边，顾言站在她面前，两个人谁都没有先开口说话。\n" + "".join(
        f"{who}：第{n}句话就这样说完了。\n" for n, who in enumerate(("林晚", "顾言") * 4)
    )
    _, plan, cast = planned(text)
    known = names.naming(plan.board.character_setting, cast, "", "zh")
    scenes = [trace.scene for trace in plan.trace.shots]
    letters = staging.setups(plan.board, staging.of(plan.board, (), known), scenes)
    spoken = [(letter, shot) for letter, shot in zip(letters, plan.board.shots, strict=True) if shot.dialogue.text]

    returns = [at for at, (letter, _) in enumerate(spoken) if letter in [one for one, _ in spoken[:at]]]
    assert len(returns) >= 4
    for at in returns:
        letter, shot = spoken[at]
        first = next(one for other, one in spoken if other == letter)
        assert (shot.visual, shot.camera.rsplit("，", 1)[0]) == (first.visual, first.camera.rsplit("，", 1)[0])
        assert shot.dialogue.role == first.dialogue.role


CALL = """1-1 夜 内 老耿家 / 楼道（电话两头）
人物：老耿、耿晓、西装男
△老耿正给女儿耿晓夹菜。手机响。
△另一头，楼道里，西装男背靠着一扇铁门。
西装男：师傅，我老婆把自己反锁在里面了。
老耿：有房本吗？
△他攥紧了拳头。
西装男：都有。
△老耿挂了电话。
耿晓：爸，又不吃完？
老耿：救人呢。你吃。
"""


def test_a_heading_that_names_both_ends_of_a_call_makes_two_places():
    """Each end speaks into a telephone towards the other until somebody hangs up; whoever stands beside is spoken to without one."""
    _, plan, _ = planned(CALL)
    told = [
        (shot.location[:3], shot.dialogue.role, trace.to, "手机贴" in shot.visual)
        for shot, trace in zip(plan.board.shots, plan.trace.shots, strict=True)
        if shot.dialogue.text
    ]

    assert told == [
        ("楼道（", "西装男", ("老耿",), True),
        ("老耿家", "老耿", ("西装男",), True),
        ("楼道（", "西装男", ("老耿",), True),
        ("老耿家", "耿晓", ("老耿",), False),
        ("老耿家", "老耿", ("耿晓",), False),
    ]


@given(st.permutations(["茶馆", "老街", "工地", "码头"]), st.integers(2, 4), st.sampled_from("—／→"))
def test_a_heading_that_lists_places_on_the_way_is_filmed_where_people_have_got_to(places, count, sign):
    """The first until somebody gets to another, whichever these are; who only names one stays; each is shown first."""
    way = places[:count]
    told = "".join(
        f"林晚：去过{other}吗？\n△林晚来到{place}。\n林晚：到了。\n" for place, other in pairwise([*way[1:], way[0]])
    )
    shots = planned(f"1-1 日 内外 {sign.join(way)}\n人物：林晚\n△林晚推开门。\n{told}")[1].board.shots

    seen = list(dict.fromkeys(shot.location.split("（")[0] for shot in shots))
    assert seen == way
    for place in seen:
        first = next(shot for shot in shots if shot.location.startswith(place))
        assert first.visual.startswith(f"{place}的全貌")


@pytest.mark.parametrize("cut", [("△切：驾驶舱。", "△切：茶水间。"), ("△驾驶舱。", "△茶水间。")])
def test_a_cut_to_the_other_end_of_a_call_is_filmed_there(cut):
    """切：驾驶舱 is where the next words are spoken; who answers is at their own end."""
    there, back = cut
    script = (
        "1-1 日 内 写字楼茶水间／渡船驾驶舱\n人物：江晓禾、江大川\n△江晓禾端着咖啡，接起手机。\n江晓禾：爸。\n"
        f"{there}江大川一手扶舵，一手举着电话。\n江大川：今晚最后一班。\n江晓禾：好事啊。\n{back}江晓禾把咖啡搁下。\n江晓禾：不坐。\n"
    )
    for shot in planned(script)[1].board.shots:
        who = "江大川" if "江大川" in (shot.dialogue.role or shot.action) else "江晓禾"
        assert shot.location == ("渡船驾驶舱（内）" if who == "江大川" else "写字楼茶水间（内）")


def test_ends_of_a_call_are_told_apart_where_people_share_a_name_and_somebody_comes_to_one():
    """KIT and ROSA DELGADO each at their own end; who is first told of in the bakery is there and not in the box."""
    script = (
        "INT. BAKERY - NIGHT\n\nROSA DELGADO, 34, kneads. She answers the phone.\n\nROSA DELGADO\nWe're closed.\n\n"
        "INT. PHONE BOX - NIGHT (INTERCUT WITH BAKERY)\n\nKIT DELGADO, 19, leans in the corner.\n\nKIT DELGADO\nIt's me.\n\nROSA DELGADO\nWhere are you?\n\n"
        "A bell tinkles. In the bakery, MARLOW, 45, shakes his coat.\n\nMARLOW\nSmells lovely.\n\nKIT DELGADO\nWho's that?\n\nIn the phone box, Kit stares at the receiver.\n"
    )
    homes = {"ROSA": "BAKERY", "MARLOW": "BAKERY", "KIT": "PHONE BOX", "Kit": "PHONE BOX"}
    for shot in planned(script)[1].board.shots:
        told = next(place for name, place in homes.items() if name in (shot.dialogue.role or shot.action))
        assert shot.location == f"{told} (inside)", shot


@pytest.mark.parametrize(
    ("action", "seen"),
    [
        ("林晚看着照片里的顾言，笑了。", set()),
        ("墙上一张合影：顾言、老周。林晚看着它。", set()),
        ("林晚看着照片里的顾言，顾言推门进来。", {"顾言"}),
    ],
)
def test_whom_a_photograph_shows_is_not_in_the_room(action, seen):
    """Unless they act beside it."""
    board = planned(f"1-1 夜 内 客厅\n人物：林晚、顾言、老周\n林晚：我等。\n老周：走了。\n△{action}\n")[1].board
    named = {name for name in ("顾言", "老周") if name in board.shots[-1].visual}
    assert named == seen


@pytest.mark.parametrize("name", NAMES)
def test_fixed_things_stay_on_their_side_of_a_place(name):
    """In every picture of an episode that tells one."""
    for done in sample(name):
        sides: dict[tuple[str, str], set[str]] = {}
        for shot in done.board.shots:
            for one in anchors.read(staging.picture_of(shot.visual)):
                sides.setdefault((shot.location, one.kind), set()).add(one.at)
        assert all(len(at) == 1 for at in sides.values()), sides


@pytest.mark.parametrize("told", ["快门声。", "他一脚油门踩到底。", "部门经理走了。", "阀门锈死了。"])
def test_no_door_stands_where_a_word_ends_like_one(told):
    """A shutter's click put a house door on a beach."""
    assert "door" not in [one.kind for one in anchors.anchors(told, "海边（外）", "zh")]
    assert "door" in [one.kind for one in anchors.anchors("他推开木门。", "客厅（内）", "zh")]


def test_a_side_that_the_script_tells_stands_and_the_next_thing_is_opposite():
    found = anchors.anchors("门在画面右侧。她推门进来，走到窗前。窗外下雨。", "客厅（内）", "zh")

    assert [(one.kind, one.at) for one in found] == [("door", "right"), ("window", "left")]
    assert anchors.read(anchors.write(found, Language.of("zh"))) == found


@pytest.mark.parametrize(
    ("script", "seen", "told"),
    [
        (
            "1-1 夜 外 站台\n人物：贺平、陆怀舟\n△贺平提着藤箱，陆怀舟站在他身边。\n贺平（画外音）：那年的票，只有一张。\n陆怀舟：你走。\n",
            "贺平双唇紧闭",
            "（OS·内心独白",
        ),
        (
            "1-1 日 内 堂屋\n人物：周德福、周敏\n△周德福坐着。\n周敏（画外，厨房）：爸！吃饭！\n周德福：来了。\n△周敏擦着手出来。\n周敏：快点。\n",
            "周德福听着",
            "（VO·画外音",
        ),
        (
            "1-1 夜 内 教室\n人物：少年林晚\n△少年林晚趴在桌上。\n林晚（旁白）：那时候我什么都不懂。\n",
            "少年林晚双唇紧闭",
            "（VO·画外音",
        ),
    ],
    ids=["who stands there", "who calls from the kitchen", "who tells of years ago"],
)
def test_a_voice_over_the_picture_of_its_own_speaker_closes_their_lips(script, seen, told):
    """Whoever is there thinks; whoever calls from another room is not seen; who they were years ago does not speak."""
    shot = next(shot for shot in planned(script)[1].board.shots if told in shot.action)

    assert shot.visual.startswith(seen)


def test_who_acts_with_one_end_of_a_call_is_at_that_end():
    """Known by a pronoun, or by the place with which an action begins: nobody stands in both rooms."""
    script = (
        "1-1 日 内 马家客厅／窝点（电话两头）\n人物：马桂芬（女，72岁）、阿旺（男，24岁）、刀哥（男，40岁）\n△马桂芬接起座机。\n马桂芬：喂？\n"
        "△窝点。阿旺坐得笔直。\n阿旺：您好。\n马桂芬：吃饭没有？\n△刀哥从他背后走过，在他后脑勺上拍了一巴掌。\n刀哥：吓她！\n阿旺：得坐牢！\n"
        "△全窝点的人都站了起来。刀哥惊醒。\n马桂芬：别挂啊。\n"
    )

    for shot in planned(script)[1].board.shots:
        assert ("马桂芬" in shot.visual) == shot.location.startswith("马家客厅"), shot.visual
        assert not shot.visual.startswith("刀占满")


def test_a_long_line_into_a_telephone_is_no_cut_between_equal_pictures():
    """Its second piece is closer, and comes closer."""
    long = "你上三年级的时候老把这个字念错，我罚你抄了五十遍，你妈还来找我。你一张嘴我就听出来了，靠窗第四排，红星小学三年二班。"
    script = f"1-1 日 内 客厅\n人物：马桂芬\n△马桂芬把手机贴在耳边。\n马桂芬（对着电话）：{long}\n"

    said = [shot.camera for shot in planned(script)[1].board.shots if shot.dialogue.text]

    assert len(said) > 1
    assert all(one != other for one, other in pairwise(said))


@pytest.mark.parametrize(
    ("action", "seen"),
    [
        (
            "He holds up a silver bracelet. The crowd gasps. Phones come up.",
            "close on the silver bracelet in the foreground, with TOM beyond",
        ),
        ("The cane slips from his hand.", "the cane filling"),
        ("Tom closes his eyes.", "the eyes of TOM"),
        ("Maya throws her wine at Tom. Everyone stares.", "MAYA, TOM"),
    ],
)
def test_what_an_action_is_about_fills_the_picture(action, seen):
    """The thing that is shown before one that only happens; no verb in its name; an eye is somebody's."""
    script = f"INT. BALLROOM - NIGHT\n\nMAYA and TOM stand by the stage.\n\nMAYA\nHello.\n\nTOM\nGoodbye.\n\n{action}\n\nMAYA\nNo.\n"

    shown = [shot.visual for shot in planned(script)[1].board.shots if not shot.dialogue.text]

    assert any(seen in visual for visual in shown), shown


def test_who_drags_somebody_in_comes_with_them():
    """Neither is seen before; whose fiancé somebody is says nothing of where they are."""
    script = (
        "INT. BALLROOM - NIGHT\n\nGuests in black tie. MR. HARLAN taps his cane.\n\nMR. HARLAN\nWelcome.\n\n"
        "The doors open. GRANT, Vivienne's fiancé, drags in TESSA.\n\nGRANT\nFound her.\n\nTESSA\nLet go.\n\nVIVIENNE\nDaddy!\n"
    )
    shots = planned(script)[1].board.shots

    at = next(n for n, shot in enumerate(shots) if "GRANT" in shot.visual)
    assert "TESSA" in shots[at].visual
    assert "VIVIENNE" not in shots[at].visual
    assert not any(name in shot.visual for shot in shots[:at] for name in ("GRANT", "TESSA"))


def test_who_puts_no_word_into_the_telephone_turns_to_whom_they_speak_to():
    """A call on the table does not take the lines that are said across it."""
    script = (
        "1-1 夜 内 餐馆\n人物：沈舟、老方\n△沈舟和老方对坐。桌上的手机响了，沈舟按下免提。\n女人（电话里）：他在你旁边吗，沈舟？\n沈舟：你是谁？\n"
        "△老方没有说话。\n沈舟：老方，你认识她。\n老方：认识。\n"
    )

    asked, turned = (shot for shot in planned(script)[1].board.shots if shot.dialogue.role == "沈舟")

    assert "手机" in asked.visual
    assert "手机" not in turned.visual


@pytest.mark.parametrize(
    ("script", "words"),
    [
        (
            "1-1 夜 内 宴会厅\n人物：沈棠、赵明远\n△满厅宾客举杯。\n△沈棠推着车走进来，赵明远转身撞上她。\n赵明远：长没长眼？\n△沈棠抬手摸着眉上的疤，赵明远后退一步，撞翻了身后的香槟塔，酒瓶滚了一地，他扶住桌角才站稳。\n沈棠：赵总。\n△宾客散去。\n△沈棠和赵明远面对面站着。\n沈棠：站住。\n",
            "背景里有满厅宾客",
        ),
        (
            "EXT. STATION - DAY\n\nA noisy crowd fills the platform.\n\nANNA and BEN stand face to face.\n\nANNA\nGo.\n\nAnna and Ben hold each other.\n\nBEN\nNo.\n\nThe crowd scatters. Anna and Ben wait.\n\nBEN\nCome.\n\nAnna and Ben walk along the rails.\n",
            "a noisy crowd in the background",
        ),
    ],
    ids=["zh", "en"],
)
def test_a_crowd_stands_in_wide_pictures_until_it_goes(script, words):
    """Not in those of a face, and not behind the words by which it leaves."""
    shots = planned(script)[1].board.shots
    seen = [at for at, shot in enumerate(shots) if words in shot.visual]
    gone = next(at for at, shot in enumerate(shots) if "散去" in shot.action or "scatters" in shot.action)

    assert seen
    assert max(seen) < gone
    assert all(shots[at].camera.startswith(("全景", "远景", "full", "wide")) for at in seen)


@given(st.lists(st.sampled_from(["MAYA", "TOM"]), min_size=1, max_size=4))
def test_a_pronoun_in_capitals_or_that_says_whose_means_somebody_too(told):
    """Whoever was told of last and is of its sex: HE TURNS, his knee is torn. Where a name owns it, nobody else is meant."""
    known = naming("en")
    he, last = ("TOM" if "TOM" in told else ""), told[::-1]
    assert staging.persons("HE CLOSES THE DOOR.", known, last) == ((he,) if he else ())
    assert staging.persons("The door hits his elbow.", known, last) == ((he,) if he else ())
    assert staging.persons("MAYA lifts his hat.", known, ["TOM"]) == ("MAYA",)


@pytest.mark.parametrize(
    ("script", "early", "late"),
    [
        ("1-1 夜 内 店里\n人物：林晚、顾言\n△林晚坐在炉边。\n林晚：谁？\n顾言：我。\n林晚：不认得。\n顾言：我呀。\n林晚：（慢慢站起来）是你。\n顾言：是我。\n林晚：进来。\n", "林晚坐在炉边", "坐在炉边"),
        ("INT. SHED - NIGHT\n\nMAYA sits on a fish box.\n\nMAYA\nWho is it?\n\nTOM\nMe.\n\nMAYA\nCome in.\n\nTOM\nThanks.\n\nMAYA\n(rising)\nGet out.\n", "MAYA sitting on a fish box", "fish box"),
    ],
    ids=["zh", "en"],
)  # fmt: skip
def test_a_posture_is_told_whole_and_ends_with_a_stage_direction_of_its_own(script, early, late):
    """Who rises while they speak sits no more."""
    said = [shot for shot in planned(script)[1].board.shots if shot.dialogue.role in ("林晚", "MAYA")]

    assert any(early in shot.visual for shot in said[:-1])
    assert late not in said[-1].visual


@pytest.mark.parametrize("text", ["A plain coffin. No mourners.\n\n", "The hall without guests.\n\n"])
def test_a_crowd_that_is_said_to_be_missing_is_not_there(text):
    """No mourners: nobody stands around."""
    board = planned(f"EXT. YARD - DAY\n\n{text}ANNA and BEN stand face to face.\n\nANNA\nGo.\n\nAnna and Ben run.\n")[
        1
    ].board
    assert not any("in the background" in shot.visual for shot in board.shots)


@pytest.mark.parametrize(
    ("begins", "seen"),
    [
        ("她推开门，走出来。", {"林晚"}),
        ("两人推门而出。", {"顾言", "林晚"}),
        ("他们走下台阶。", {"顾言", "林晚"}),
        ("他回头看了一眼。", {"顾言"}),
        ("雨停了。", set()),
    ],
)
def test_a_scene_that_begins_with_a_pronoun_shows_whom_the_one_before_ended_with(begins, seen):
    """Not whoever speaks first in it, and nobody where it begins otherwise."""
    script = f"1-1 日 内 客厅\n人物：林晚、顾言、老周\n老周：走好。\n林晚：走。\n顾言：走。\n\n1-2 日 外 街上\n人物：老周\n△{begins}\n老周：慢走。\n"
    board = planned(script)[1].board
    first = next(shot for shot in board.shots if begins in shot.action)
    assert {name for name in ("林晚", "顾言") if name in first.visual} == seen


@given(st.permutations(["林晚", "顾言", "老周"]), st.sampled_from(["攥着剪刀。", "抬头。", "一愣。"]))
def test_who_does_something_while_somebody_else_speaks_is_in_the_picture(people, deed):
    """Whoever of n people speaks, and whoever acts: the deed is seen."""
    one, other, third = people
    script = f"1-1 日 内 客厅\n人物：{'、'.join(people)}\n{one}：走吧。\n{other}：等等。\n{third}：不等。\n{one}：走。\n△{third}{deed}\n{other}：走。\n{one}：好。\n"
    shown = next(shot for shot in planned(script)[1].board.shots if deed in shot.action)
    assert third in shown.visual


@pytest.mark.parametrize("people", ["MAYA", "MAYA TOM", "MAYA TOM IVY"])
@pytest.mark.parametrize(
    ("owned", "there"),
    [
        ("{} stands in WALT's coat", False), ("{} reads WALT's slanting script", False), ("WALT's rig pulls out beside {}", False),
        ("{} sees WALT's face", True), ("WALT's cup falls at {}'s feet", True),
    ],
)  # fmt: skip
def test_of_whom_only_something_is_told_is_not_there(people, owned, there):
    """A coat, a hand of writing: of the dead, of whoever is away. A face is theirs who have it, a cup falls from a hand."""
    here = people.split()
    acts = f"{' and '.join(here)} wait. Rain runs down the window and nobody says a word for a long time."
    text = (
        f"INT. HALL - DAY\n\nWALT sits.\n\nWALT\nYes.\n\nINT. KITCHEN - NIGHT\n\n{acts}\n\n{owned.format(here[0])}.\n\n"
    )
    text += "\n\n".join(f"{name}\nWell." for name in here) + "\n"
    _, made, _ = planned(text)
    scene = made.trace.shots[-1].scene
    seen = {name for trace in made.trace.shots if trace.scene == scene for name in trace.staging.people}

    assert seen == {*here, *(("WALT",) if there else ())}


def test_a_voice_of_later_years_is_not_in_the_room_that_it_tells_of():
    text = "1-1 日 内 照相馆\n人物：顾言、林晚\n△老年顾言的旁白响起，灯一盏一盏亮起来。\n老年顾言（旁白）：那年我十四岁。\n△林晚坐在藤椅上，顾言举着灯。\n林晚：手不要动。\n顾言：没动。\n"
    _, made, _ = planned(text)

    assert all("老年顾言" not in trace.staging.people for trace in made.trace.shots)


@pytest.mark.parametrize(
    ("place", "told", "kinds"),
    [
        ("wash (outside)", "A cloud as black as a stove. He lies like a table.", set()), ("kitchen (inside)", "She stands at the stove.", {"stove"}),
        ("street (outside)", "On its bed sits a brass mortar.", set()), ("bedroom (inside)", "She sits on the bed.", {"bed"}),
        ("院子（外）", "他的脸像灶台一样黑。", set()), ("厨房（内）", "她站在灶台前。", {"炉灶"}),
    ],
)  # fmt: skip
def test_what_something_is_only_compared_with_stands_nowhere(place, told, kinds):
    """Nor does a wagon's bed stand in the street."""
    code = "en" if place.isascii() else "zh"

    assert {
        anchors.name(one.kind, Language.of(code)).removeprefix("the ") for one in anchors.anchors(told, place, code)
    } == kinds


@pytest.mark.parametrize(
    ("place", "outside", "kinds"),
    [
        ("厨房（内）", "外面", set()), ("车库（内）", "外面", {"车"}), ("院子（外）", "墙外", {"车"}), ("客厅、院子（内外）", "外面", {"车"}),
        ("kitchen (inside)", "Outside", set()), ("garage (inside)", "Outside", {"car"}), ("street (outside)", "Ahead", {"car"}),
    ],
)  # fmt: skip
def test_what_stands_in_the_open_is_in_no_room(place, outside, kinds):
    """A van on the drive is not in the kitchen from which it is seen."""
    code = "en" if place.isascii() else "zh"
    told = f"{outside} a van pulls up. The van stops." if code == "en" else f"{outside}，一辆面包车停下。面包车熄了火。"

    assert {
        anchors.name(one.kind, Language.of(code)).removeprefix("the ") for one in anchors.anchors(told, place, code)
    } == kinds


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("1-1 日 内 厨房\n人物：林晚\n△林晚洗碗，一只一只摞在水池边上。\n林晚：冷。\n△窗外，一辆旧面包车慢慢开进院子，停住不动了，车灯还亮着。\n林晚：来了。\n", "从厨房望出去的外面"),
        ("INT. KITCHEN - DAY\n\nMaya washes cups, one after the other, slowly.\n\nMAYA\nCold.\n\nOutside a rented van slides up the drive, not quite in control, and stops against the bins.\n\nMAYA\nHe's here.\n", "the view from KITCHEN to what is outside"),
    ],
)  # fmt: skip
def test_what_happens_out_of_doors_is_seen_from_the_room(text, seen):
    _, made, _ = planned(text)

    assert [
        shot.visual.startswith(seen) for shot in made.board.shots if "窗外" in shot.action or "Outside" in shot.action
    ] == [True]
    assert sum(seen in shot.visual for shot in made.board.shots) == 1


@pytest.mark.parametrize(
    ("asked", "words", "thing"),
    [
        ("INSERT - INSIDE THE LID, engraved:", "D.P. - Come home dry. - E.", "inside the lid"),
        ("Maya opens it. Close on the page:", "“I know it was you.”", "the page"),
        ("特写：信纸背面写着：", "“明天记得带作业。”", "信纸"),
    ],
)
def test_words_below_the_picture_that_is_asked_for_stand_in_it(asked, words, thing):
    """No shot of the whole place for what is engraved in a lid."""
    text = (
        f"INT. HALL - DAY\n\nMaya sits at the long table and waits.\n\nMAYA\nWell.\n\n{asked}\n\n{words}\n\nMAYA\nOh.\n"
    )
    if not asked.isascii():
        text = f"1-1 日 内 客厅\n人物：林晚\n△林晚坐着。\n林晚：嗯。\n△{asked}\n△{words}\n林晚：哦。\n"
    _, made, _ = planned(text)
    shot = next(shot for shot in made.board.shots if words in shot.action)

    assert asked.split("：")[0] in shot.action
    assert thing in shot.visual


def _board(text: str, language: str) -> Board:
    script = parse(Source("x.txt" if language == "zh" else "x.fountain", text, "utf-8"))
    return plan(script, script.episodes[0], gather(script)).board


CROWDED = {
    "zh": (
        "1-1 夜 外 打谷场\n人物：{0}、{1}\n△银幕扯在树间，在风里一鼓一鼓。{crowd}坐着。\n{0}：到了没？\n△银幕忽然亮了，白得晃眼，光柱里满是飞虫，许久不散。\n△雷声从山那边滚过来，一声比一声近。\n{1}：急啥。\n",
        ("百来号人", "几十号人", "上千人", "满场的人", "村民们", "观众们"),
        "背景里有",
    ),
    "en": (
        "EXT. FIELD - NIGHT\n\nA screen hangs between two trees. {crowd} wait.\n\n{0}\nSoon?\n\nThe screen lights up, white, and moths fill the beam of the lamp for a long while.\n\nThunder rolls over the hills, nearer and nearer.\n\n{1}\nSoon.\n",
        ("Sixty strangers", "Hundreds of people", "Thirty damp people", "Villagers", "The townsfolk"),
        "in the background",
    ),
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_crowd_that_the_first_words_of_a_scene_tell_of_is_in_its_wide_pictures(language):
    """人山人海, sixty strangers: an empty street was seen."""
    script, crowds, around = CROWDED[language]
    people = ("林晚", "顾言") if language == "zh" else ("NORA", "BEN")
    for crowd in crowds:
        board = _board(script.format(*people, crowd=crowd), language)
        wide = [shot for shot in board.shots if "远景" in shot.camera or "wide" in shot.camera]
        assert wide
        assert all(around in shot.visual or crowd.lower() in shot.action.lower() for shot in wide), crowd
        assert any(around in shot.visual for shot in board.shots), crowd


UNPEOPLED = {
    "zh": ("△一滴雨砸上灯箱，滋地冒烟。", "△杯子碎了一地。"),
    "en": ("Thunder. The lamps flicker.", "Ash drifts over the road."),
}
NAMELESS = {"zh": ("△一个女人回头一笑。", "△三个人影跑过。"), "en": ("A woman looks back.", "Two men run past.")}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_picture_of_nobody_says_nothing_of_people_and_one_of_people_without_a_name_does(language):
    """彼此位置清楚 of an empty field."""
    script = {
        "zh": "1-1 夜 外 打谷场\n人物：林晚、顾言、陈默\n林晚：走。\n{0}\n顾言：好。\n",
        "en": "EXT. FIELD - NIGHT\n\nNORA\nGo.\n\n{0}\n\nBEN\nYes.\n\nTOM\nNo.\n",
    }[language]
    words = {"zh": "人物", "en": "people"}[language]
    for told, peopled in ((UNPEOPLED, False), (NAMELESS, True)):
        for act in told[language]:
            board = _board(script.format(act), language)
            shown = [
                shot.visual for shot in board.shots if act.lstrip("△")[:6] in shot.action and not shot.dialogue.text
            ]
            placed = [visual for visual in shown if "动作完整清楚" in visual or "movement whole" in visual]
            assert all((words in visual) is peopled for visual in placed), (act, placed)


RADIO = {
    "zh": ("1-1 夜 内 塔顶\n人物：{0}\n△{0}捆着铺盖。\n{0}：无火情。\n男声（{1}）：收到。\n{0}：好。\n", ("对讲机", "对讲机里"), "对讲机", "电话贴在耳边"),
    "en": ("INT. LOOKOUT - NIGHT\n\n{0} bends over a chessboard.\n\n{0}\nCheck.\n\nVOICE ({1})\nSorry, Six.\n\n{0}\nOver.\n", ("ON RADIO", "OVER RADIO"), "a radio in the hand", "phone at the ear"),
}  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_who_hears_a_voice_on_the_radio_has_no_telephone_at_the_ear(language):
    script, ways, radio, phone = RADIO[language]
    for name in ("秦岚", "林晚") if language == "zh" else ("RUTH", "DESMOND"):
        for way in ways:
            shown = [shot.visual for shot in _board(script.format(name, way), language).shots]
            assert any(radio in visual for visual in shown), way
            assert not any(phone in visual for visual in shown), way
