"""How old and how dressed somebody is in every scene of a story that jumps years."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard import marks
from storyboard.cast.gather import gather
from storyboard.cast.wearing import tidied
from storyboard.check import check_board
from storyboard.model import Cast, Looks, Member, Script, Source, Version
from storyboard.parse import parse
from storyboard.plan import plan
from storyboard.plan.faces import one_face

NAMES = ("陈守拙", "林知夏", "周铁生", "何素云")


def _read(text: str, name: str = "s.txt") -> Script:
    return one_face(parse(Source(name, text, "utf-8")), Cast(()))


def _member(cast: Cast, name: str) -> Member:
    found = cast.get(name)
    assert found is not None
    return found


def _then(member: Member, scene: str) -> tuple[Looks, tuple[Version, ...]]:
    return member.looks, tuple(version for version in member.versions if scene in version.scenes and not version.since)


def _age(member: Member, scene: str) -> int:
    """How old somebody is in a scene."""
    return next((version.age for version in _then(member, scene)[1] if version.age is not None), member.looks.age)


def _clothes(member: Member, scene: str) -> str:
    worn = next((version.clothes[1] for version in _then(member, scene)[1] if version.clothes), "")
    return worn or member.looks.clothes_style


def _hair(member: Member, scene: str) -> tuple[str, str]:
    own = (member.looks.hair_colour, member.looks.hair_style)
    return next((version.hair for version in _then(member, scene)[1] if version.hair), own)


@given(
    st.lists(
        st.tuples(st.sampled_from(NAMES), st.integers(30, 45)), min_size=1, max_size=4, unique_by=lambda one: one[0]
    ),
    st.lists(st.integers(10, 14), min_size=1, max_size=3),
    st.data(),
)
def test_everybody_is_as_old_in_each_scene_as_the_scene_that_tells_it_and_the_years_between_say(
    people: list[tuple[str, int]], leaps: list[int], data: st.DataObject
) -> None:
    """Whichever scene tells an age, in a cast line or in an action, before or after a jump."""
    years = [0]
    for leap in leaps:
        years += [years[-1], years[-1] + leap]
    years.append(years[-1])
    told = {name: data.draw(st.integers(0, len(years) - 1)) for name, _ in people}
    by_cast = {name: data.draw(st.booleans()) for name, _ in people}
    lines = []
    for at, year in enumerate(years):
        lines += [f"字幕：{year - years[at - 1]}年后"] if at and year != years[at - 1] else []
        here = [(name, age + year) for name, age in people if told[name] == at]
        listed = [
            f"{name}（{age}岁）" if (name, age) in here and by_cast[name] else name
            for name, age in ((name, age + year) for name, age in people)
        ]
        lines += [f"1-{at + 1} 日 内 堂屋", f"人物：{'、'.join(listed)}"]
        lines += [f"△{name}（{age}岁，灰布衫）走进来。" for name, age in here if not by_cast[name]]
        lines += [f"{name}：走吧。" for name, _ in people] + [""]

    cast = gather(_read("\n".join(lines)))

    for name, age in people:
        assert [_age(_member(cast, name), f"1-{at + 1}") for at in range(len(years))] == [age + year for year in years]


STORY = """1-1 日 内 教室
字幕：1998年
△陈守拙（三十五岁，中山装）写字。林知夏（8岁，红棉袄）坐着。
陈守拙：翻开书。
林知夏：好。

1-2 夜 内 宿舍
陈守拙：还不回家？
林知夏：等我妈。

字幕：二十五年后

1-3 日 外 村口
△林知夏（33岁，短发，米色风衣，左眉一道疤，胸前别着工作牌）下车。
林知夏：变了。

1-4 日 内 教室
△陈守拙六十岁，白胡子。
陈守拙：你是……
林知夏：我是知夏。

1-5 黄昏 外 河边
陈守拙：回来就好。
林知夏：不走了。

1-6 夜 外 渡口（闪回，四十年前）
△撑船的鲁伯那时四十岁，陈守拙站在船头。
鲁伯：坐稳。
陈守拙：快点。

1-7 日 外 渡口
鲁伯：来了？
"""


@pytest.mark.parametrize("year", ["一九五八年", "一九八〇年", "1958年", "二〇〇三年夏"])
def test_a_year_in_words_is_a_year_and_the_scene_behind_it_is_of_now_again(year: str) -> None:
    """A woman of 76 stayed ten behind 字幕：一九五八年, in the scene that goes on from the first."""
    lines = (
        "1-1 日 外 水库\n△阿莲（七十六岁，灰布衫）走来。\n阿莲：到了。\n"
        f"1-2 日 外 老门前\n字幕：{year}\n△十岁的阿莲裹着红棉袄站着。\n阿莲：爹。\n"
        "1-3 日 外 水库\n△阿莲抬头看。\n阿莲：回来了。\n"
    )
    member = _member(gather(_read(lines)), "阿莲")

    assert [_age(member, scene) for scene in ("1-1", "1-2", "1-3")] == [76, 10, 76]
    assert "棉袄" in _clothes(member, "1-2")
    assert "棉袄" not in _clothes(member, "1-3")


def test_an_age_holds_in_every_scene_of_its_time_and_a_flashback_goes_back_from_where_it_starts() -> None:
    """35 in both scenes of 1998, 60 in both of today, 20 forty years before today; who was forty then is eighty."""
    cast = gather(_read(STORY))
    teacher, ferryman = _member(cast, "陈守拙"), _member(cast, "鲁伯")

    assert [_age(teacher, f"1-{at}") for at in (1, 2, 4, 5, 6)] == [35, 35, 60, 60, 20]
    assert [_age(ferryman, scene) for scene in ("1-6", "1-7")] == [40, 80]


def test_hair_marks_and_garments_hold_as_long_as_somebody_is_of_that_age_and_what_is_pinned_on_does_not() -> None:
    """The short hair, the scar and the coat of 33 are there in the next scenes; the tag is not."""
    woman = _member(gather(_read(STORY)), "林知夏")

    for scene in ("1-3", "1-4", "1-5"):
        assert _hair(woman, scene)[1] == "短发"
        assert _clothes(woman, scene) == "风衣"
        states = [version.state for version in _then(woman, scene)[1]]
        assert any("疤" in state for state in states)
        assert any("工作牌" in state for state in states) == (scene == "1-3")
    assert _clothes(woman, "1-2") == "棉袄"


def test_assumed_hair_has_the_colour_of_a_grey_beard() -> None:
    """A white beard goes with white hair, at any age and in the scenes of another one."""
    assert _hair(_member(gather(_read(STORY)), "陈守拙"), "1-4")[0] == "雪白"
    for beard, shade in (("white", "white"), ("grey", "grey"), ("silver", "silver")):
        text = f"INT. BARN - DAY\n\nWALT (50, a long {beard} beard, denim jacket) sits.\n\nWALT\nGo.\n"
        assert _member(gather(_read(text, "s.fountain")), "WALT").looks.hair_colour == shade


@pytest.mark.parametrize(
    ("heading", "years"),
    [("(1983)", 40), ("(FLASHBACK - FORTY YEARS EARLIER)", 40), ("(FLASHBACK)", 40)],
    ids=["year", "years earlier", "ages alone"],
)
def test_a_scene_of_the_past_is_of_one_time_for_all(heading: str, years: int) -> None:
    """How far back it is, its heading tells, or the age of anybody who is in it; the story goes on where it was."""
    text = (
        "INT. STUDY - NIGHT\n\nWALT, 70, and MAE, 66, sit.\n\nWALT\nNow.\n\nMAE\nYes.\n\n"
        f"INT. BANK - NIGHT {heading}\n\nWALT, {70 - years}, kneels. MAE keeps watch.\n\nMAE\nHurry.\n\n"
        "INT. STUDY - NIGHT\n\nWALT\nThat was it.\n\nMAE\nYes.\n"
    )
    cast = gather(_read(text, "s.fountain"))

    assert [_age(_member(cast, "MAE"), f"s/s{at}") for at in (1, 2, 3)] == [66, 66 - years, 66]
    assert [_age(_member(cast, "WALT"), f"s/s{at}") for at in (1, 2, 3)] == [70, 70 - years, 70]


def test_a_caption_behind_the_last_words_of_a_scene_is_of_the_next_one() -> None:
    """Nobody ages before it."""
    text = "INT. HALL - DAY\n\nNORA, 40, sings.\n\nNORA\nNow.\n\nSUPER: FOURTEEN YEARS LATER\n\nINT. HALL - DAY\n\nNORA\nAgain.\n"
    nora = _member(gather(_read(text, "s.fountain")), "NORA")

    assert [_age(nora, f"s/s{at}") for at in (1, 2)] == [40, 54]


def test_somebody_is_in_the_scenes_of_their_young_self_as_old_and_dressed_as_that_one_is() -> None:
    """LOMAX and YOUNG LOMAX have one age, shade of hair and suit there; the age of EDWIN LOMAX is not his."""
    text = (
        "INT. ROOM - NIGHT\n\nLOMAX (70, cardigan) sits.\n\nLOMAX\nListen.\n\n"
        "EXT. STEPS - DAWN - FLASHBACK\n\nEDWIN LOMAX (38) holds a lantern. Beside him stands his brother, LOMAX, aged 32.\n\n"
        "EDWIN\nSing out!\n\nYOUNG LOMAX\nLeave it.\n\nINT. ROOM - NIGHT\n\nLOMAX\nThat was it.\n"
    )
    cast = gather(_read(text, "s.fountain"))
    old, young = _member(cast, "LOMAX"), _member(cast, "YOUNG LOMAX").looks

    assert young.age == _age(old, "s/s2") == 32
    assert _hair(old, "s/s2")[0] == young.hair_colour
    assert _clothes(old, "s/s2") == young.clothes_style


@pytest.mark.parametrize("cue", ["小满之母", "小满母亲", "小满妈", "小满妈妈", "小满娘"])
@pytest.mark.parametrize("told", ["小满的母亲", "小满的妈妈", "小满他妈"])
def test_the_kin_of_somebody_is_one_person_in_whatever_words(cue: str, told: str) -> None:
    """What an action tells of 小满的母亲 is told of 小满之母."""
    text = f"第1场 日 内 老屋\n△小满坐在门口。{told}（30岁，花头巾，蓝布衫）端着碗走来。\n小满：娘。\n{cue}：吃饭。\n"
    looks = _member(gather(_read(text)), cue).looks

    assert (looks.age, looks.clothes_colour) == (30, "蓝色")
    assert "布衫" in looks.clothes_style


@pytest.mark.parametrize(
    ("value", "quote", "left"),
    [
        ("剩一顶斗笠", "只剩一顶斗笠", "斗笠"),
        ("|剩单衣", "只剩单衣", "|单衣"),
        ("腿边靠着拐杖", "腿边靠着拐杖", "拐杖"),
        ("六岁的孩子", "系着六岁的孩子", ""),
        ("黑色|大衣", "黑色大衣", "黑色|大衣"),
        ("iron", "clicks iron around one wrist", ""),
        ("belt", "a pouch hangs fat at his belt", ""),
        ("belt", "jeans and a wide belt", "belt"),
        ("|coat", "a long coat", "|coat"),
        ("花镜画线", "戴着花镜画线", "花镜"),
        ("额头贴上玻璃", "雨衣滴水，额头贴上玻璃", ""),
        ("water curls around their shoes", "Water curls around their shoes", ""),
    ],
)
def test_what_is_no_garment_and_no_mark_is_in_no_look(value: str, quote: str, left: str) -> None:
    """A deed, a child and what hangs at a belt are no clothes; what is left on somebody is."""
    assert tidied(value, quote) == left


def test_what_somebody_looks_at_is_not_how_they_are() -> None:
    """A muddy box makes nobody muddy."""
    text = "INT. HALL - DAY\n\n{}\n\nOKORO\nWell.\n"
    looks, falls = (
        gather(_read(text.format(action), "s.fountain"))
        for action in ("OKORO (40) looks at the muddy box.", "OKORO (40) crawls out, muddy.")
    )

    assert not any(version.state for version in _member(looks, "OKORO").versions)
    assert [version.state for version in _member(falls, "OKORO").versions] == ["muddy"]


INFANTS = [
    ("LILY (8 months) sits in a chair.", 0),
    ("LILY, eight months old, sits in a chair.", 0),
    ("LILY (an eighteen-month-old) walks.", 1),
    ("LILY, three weeks old, sleeps.", 0),
    ("LILY (30 months) walks.", 2),
    ("豆豆（8个月大）坐着。", 0),
    ("豆豆（八个月）坐着。", 0),
    ("豆豆，六个月大，哭了。", 0),
    ("豆豆（一岁半）走来。", 1),
    ("豆豆（二十个月大）走来。", 1),
]


@pytest.mark.parametrize(("action", "years"), INFANTS)
def test_an_age_in_months_is_read_and_nobody_that_small_has_plaits_or_a_suit(action, years):
    han = not action.isascii()
    text = f"1-1 日 内 屋\n△{action}\n豆豆：啊。\n" if han else f"INT. HOUSE - DAY\n\n{action}\n\nLILY\nBa.\n"
    (one,) = gather(parse(Source("x.txt", text, "utf-8"))).members

    assert (one.looks.age, one.versions) == (years, ())
    assert not {"plaits", "braided", "pigtailed", "双马尾", "麻花辫"} & {one.looks.hair_style} or years > 1


@pytest.mark.parametrize(
    "action", ["MAY is eight months pregnant.", "MAY, 30, six months pregnant, sits.", "Eight months later MAY sits."]
)
def test_months_of_something_else_are_no_age(action):
    (one,) = gather(parse(Source("x.txt", f"INT. HOUSE - DAY\n\n{action}\n\nMAY\nGo.\n", "utf-8"))).members
    assert one.looks.age >= 18


KIN = [
    ("zh", "1-1 日 内 家\n△母亲牵着儿子小宝（{}岁）进来。\n母亲：乖。\n小宝：妈，我饿。\n", "母亲", "小宝", (18, 40)),
    ("zh", "1-1 日 内 家\n△小宝（{}岁）跑来。\n小宝：妈，我饿。\n林母：乖。\n", "林母", "小宝", (18, 40)),
    ("en", "INT. HOME - DAY\n\nMOTHER holds the hand of her son TIM ({}).\n\nTIM\nMom, I am hungry.\n\nMOTHER\nWait.\n", "MOTHER", "TIM", (18, 40)),
    ("zh", "1-1 日 内 家\n△小雨（{}岁）跑来。\n小雨：奶奶！\n林母：我的乖孙女，慢点。\n", "林母", "小雨", (40, 70)),
    ("zh", "1-1 日 内 家\n△林母抱着孙女小雨（{}岁）进来。\n林母：乖。\n小雨：我饿。\n", "林母", "小雨", (40, 70)),
    ("en", "INT. HOME - DAY\n\nMRS. CHEN holds her granddaughter LILY ({}).\n\nLILY\nI am hungry.\n\nMRS. CHEN\nWait.\n", "MRS. CHEN", "LILY", (40, 70)),
    ("en", "INT. HOME - DAY\n\nLILY ({}) runs in.\n\nLILY\nGrandma!\n\nMRS. CHEN\nWait.\n", "MRS. CHEN", "LILY", (40, 70)),
]  # fmt: skip


@pytest.mark.parametrize("years", [1, 3, 6, 9, 14])
@pytest.mark.parametrize(("language", "text", "elder", "child", "apart"), KIN, ids=range(len(KIN)))
def test_an_age_that_is_taken_for_granted_fits_that_of_the_children(language, text, elder, child, apart, years):
    """A mother of a child of six is neither twenty nor forty-eight, and a grandmother is two generations older."""
    cast = gather(parse(Source("x.txt", text.format(years), "utf-8")))
    between = cast.get(elder).looks.age - cast.get(child).looks.age

    assert apart[0] <= between <= apart[1]


BEFORE = [
    *(("zh", before) for before in ("年轻", "年轻时的", "少年", "青年", "幼年", "童年", "小时候的", "小")),
    *(("en", before) for before in ("YOUNG ", "YOUNGER ", "TEENAGE ", "LITTLE ", "BOY ", "CHILD ", "OLDER ")),
]
LASTING = {
    "zh": ("右颊有一颗痣", "国字脸", "脸上有雀斑"),
    "en": ("a mole on the right cheek", "freckles", "a square face"),
}
PASSING = {"zh": ("满脸皱纹", "花白胡子"), "en": ("a grey beard", "wrinkled")}
WHO = {"zh": ("陈守拙", "林知夏", "何素云"), "en": ("CHEN", "MARLOW", "ROSE")}
APIECE = {
    "zh": "1-1 日 内 茶馆\n△{name}（{years}岁，{marks}）坐着喝茶。\n{name}：那年下雪。\n\n1-2 日 外 码头（闪回）\n△{other}跑来。\n{other}：让开。\n",
    "en": "INT. TEA HOUSE - DAY\n\n{name} ({years}, {marks}) drinks tea.\n\n{name}\nIt snowed.\n\nEXT. DOCK - DAY (FLASHBACK)\n\n{other} runs.\n\n{other}\nMove.\n",
}


@pytest.mark.parametrize(("language", "before"), BEFORE)
def test_somebody_at_another_age_has_the_marks_that_do_not_age(language, before):
    """Young Chen has Chen's mole and square face, his sex and not his wrinkles; and 小晚秋 is a child."""
    comma = "，" if language == "zh" else ", "
    for name in WHO[language]:
        told = comma.join((*LASTING[language], *PASSING[language]))
        text = APIECE[language].format(name=name, other=f"{before}{name}", years=61, marks=told)
        members = gather(parse(Source("x.txt", text, "utf-8"))).members
        one = next(each for each in members if each.name == name)
        two = next(each for each in members if each.name != name)
        marks = [{fact.value for fact in each.facts if fact.part == "marks"} for each in (one, two)]

        assert one.looks.sex == two.looks.sex
        assert len(marks[0] & marks[1]) == len(LASTING[language]), (marks, before)
        assert not any(
            "皱" in mark or "须" in mark or "胡" in mark or "beard" in mark or "wrinkle" in mark for mark in marks[1]
        )
        assert two.looks.age < 20 or before in ("年轻", "年轻时的", "青年", "OLDER ", "YOUNG ", "YOUNGER "), before


@pytest.mark.parametrize("language", ["zh", "en"])
def test_who_is_there_beside_somebody_of_that_name_is_another(language):
    """LITTLE ROSE, ROSE's daughter, has no mole of her mother's."""
    text = {
        "zh": "1-1 日 内 茶馆\n△晚秋（35岁，右颊有一颗痣）坐着。女儿小晚秋（6岁）坐在旁边。\n小晚秋：妈！\n晚秋：吃。\n",
        "en": "INT. HOUSE - DAY\n\nROSE (35, a mole on the right cheek) drinks. LITTLE ROSE (6), her daughter, sits by her.\n\nLITTLE ROSE\nMom!\n\nROSE\nEat.\n",
    }[language]
    small = next(one for one in gather(parse(Source("x.txt", text, "utf-8"))).members if one.looks.age == 6)
    assert not [fact for fact in small.facts if fact.part == "marks"]


BRIDGE = "第一场 桥头 日 外\n\n{name}满头白发，站着不动。\n\n{name}：你们走。\n\n第二场 江边 日 外（闪回）\n\n字幕：{years}年前\n\n{told}{name}，满脸雨水。\n\n{name}：别看水。\n\n第三场 桥头 日 外\n\n{name}笑了。\n\n{name}：骗你的。\n"


@given(
    st.sampled_from(NAMES),
    st.integers(10, 38),
    st.sampled_from([("三十出头的", 30), ("二十四岁的", 24), ("三十六岁的", 36)]),
)
def test_an_age_that_only_a_flashback_tells_is_that_of_the_flashback(name, years, told):
    """三十出头 twenty-eight years ago is fifty-eight today, and whoever is white today was not then."""
    words, age = told
    member = _member(gather(_read(BRIDGE.format(name=name, years=years, told=words))), name)

    assert [_age(member, f"第{at}场") for at in "一二三"] == [age + years, age, age + years]
    assert "白" not in _hair(member, "第二场")[0] or age + years < 45


YEARS_AGO = {
    "en": 'INT. RING - NIGHT\n\n{name}, {age}, green robe, an old scar.\n\n{name}\nTen.\n\nEXT. GARDEN - DAY (FLASHBACK)\n\nSUPER: "{years} years earlier"\n\nA younger {name}, unmarked.\n\n{name}\nThree.\n',
    "zh": "1-1 夜 内 拳台\n△{name}，{age}岁，绿色长袍。\n{name}：十。\n\n1-2 日 外 花园（闪回）\n【字幕：{years}年前】\n△年轻时的{name}靠着树。\n{name}：三。\n",
}


@pytest.mark.parametrize("language", ["en", "zh"])
@given(st.integers(30, 60), st.integers(2, 12))
def test_somebody_called_younger_is_as_many_years_younger_as_the_scene_says(language, age, years):
    """Two years earlier a younger Danny of 36 is 34, in other clothes, and not eighteen."""
    name = {"en": "DANNY", "zh": "丹尼"}[language]
    script = _read(
        YEARS_AGO[language].format(name=name, age=age, years=years), f"s.{'fountain' if language == 'en' else 'txt'}"
    )
    member, scene = _member(gather(script), name), {"en": "s/s2", "zh": "1-2"}[language]

    assert _age(member, scene) == age - years
    assert _clothes(member, scene) != member.looks.clothes_style


@pytest.mark.parametrize(("then", "now", "other"), [(4, 6, True), (8, 10, True), (5, 6, False), (20, 22, False)])
def test_two_years_are_seen_in_a_child_alone(then, now, other):
    """Maisie at four is not Maisie at six in her pyjamas; at twenty and twenty-two she looks the same."""
    text = f"EXT. GARDEN - DAY (FLASHBACK)\n\nMAISIE, {then}, red wellingtons.\n\nMAISIE\nTen!\n\nEXT. GARDEN - DAWN\n\nMAISIE, {now}, in pyjamas.\n\nMAISIE\nLong.\n"
    member = _member(gather(_read(text, "s.fountain")), "MAISIE")

    assert (_age(member, "s/s1") == then) is other
    assert not other or "pyjamas" not in _clothes(member, "s/s1")


@given(st.sampled_from(NAMES), st.integers(7, 11))
def test_whoever_is_in_a_scene_under_the_name_of_their_childhood_is_one_person_there(name, years):
    """九岁的阿娜 of the action and 小阿娜 of the cue are one girl: pictured once, looking the same."""
    small = f"小{name[1:]}" if len(name) > 2 else f"小{name}"
    child = {7: "七", 8: "八", 9: "九", 10: "十", 11: "十一"}[years]
    text = (
        f"第一场 桥头 日 外\n\n{name[-2:]}，三十七岁，工装。\n\n{name[-2:]}：走吧。\n\n第二场 江边 日 外（闪回）\n\n"
        f"{child}岁的{name[-2:]}背着书包跑来。\n\n{small}：水在叫。\n\n{name[-2:]}笑了。\n"
    )
    script = _read(text)
    cast = gather(script)
    board = plan(script, script.episodes[0], cast).board
    then = [shot.visual.split("【")[0] for shot in board.shots if "江边" in shot.location]

    assert any(small in picture for picture in then)
    assert not any(name[-2:] in picture.replace(small, "") for picture in then)
    version = next(one for one in _member(cast, name[-2:]).versions if one.age)
    assert (version.hair or ("", ""))[1] in (_member(cast, small).looks.hair_style, "")


@pytest.mark.parametrize("language", ["zh", "en"])
@given(st.lists(st.integers(9, 15), min_size=2, max_size=4), st.integers(1, 3), st.data())
def test_each_piece_of_a_series_is_of_its_own_year_and_what_it_tells_is_told_of_nobody_before_it(
    language: str, leaps: list[int], many: int, data: st.DataObject
) -> None:
    """1983, 1998, and whoever was twenty in 1971: nobody is twenty there, and a helmet of then is on no head before it."""
    han = language == "zh"
    names = NAMES[:many] if han else ("ERNESTO", "ROSA", "MATEO")[:many]
    years = [1960 + sum(leaps[: at + 1]) for at in range(len(leaps))]
    ages = {name: data.draw(st.integers(17, 22)) for name in names}
    if han:
        lines = ["1-1 日 外 广场", "字幕：1960年", *(f"△{name}（{age}岁，白衬衫）站着。" for name, age in ages.items())]
        lines += [*(f"{name}：走吧。" for name in names), "", "1-2 日 外 广场 一组镜头"]
        lines += [f"△{year}年。" + "".join(f"{name}戴着安全帽坐着。" for name in names) for year in years]
    else:
        lines = ["1. EXT. SQUARE - DAY", "", "TITLE: 1960", ""]
        lines += [f"{name}, {age}, in a white shirt, stands.\n" for name, age in ages.items()]
        lines += [*(f"{name}\nLet's go.\n" for name in names), "2. EXT. SQUARE - DAY - SERIES OF SHOTS", ""]
        lines += [
            f"-- {year}. " + "".join(f"{name.title()}, miner's helmet, sits. " for name in names) + "\n"
            for year in years
        ]
    cast = gather(_read("\n".join(lines), "s.txt" if han else "s.fountain"))

    for name in names:
        member, scene = _member(cast, name), "1-2" if han else "2"
        pieces = [version for version in member.versions if scene in version.scenes]
        assert (member.looks.age, [version.age for version in pieces]) == (
            ages[name],
            [ages[name] + year - 1960 for year in years],
        )
        assert [str(year) in version.since for year, version in zip(years, pieces, strict=True)] == [True] * len(years)
        assert "帽" not in member.looks.clothes_style
        assert "helmet" not in member.looks.clothes_style
        assert pieces[0].state


@pytest.mark.parametrize(
    ("text", "name", "scenes", "ages"),
    [
        (
            (
                "1. EXT. SQUARE - DAY\n\nTITLE: 1971\n\nERNESTO, 22, in a suit, kneels.\n\nERNESTO\nMarry me.\n\n"
                "2. INT. ROOM - NIGHT\n\nTITLE: 2015\n\nErnesto, 66, white-haired, sleeps.\n\n"
                "3. EXT. DOOR - NIGHT\n\nHe raises his fist to knock.\n\n"
                "4. EXT. SQUARE - DAY\n\nTITLE: 1971\n\nHe kneels again.\n"
            ),
            "ERNESTO",
            ("1", "2", "3", "4"),
            [22, 66, 66, 22],
        ),
        (
            (
                "1-1 日 外 广场\n字幕：1971年\n△陈守拙（22岁，旧西装）跪下。\n陈守拙：嫁给我。\n"
                "1-2 夜 内 屋里\n字幕：2015年\n△陈守拙（66岁，满头白发）睡着。\n陈守拙：下雨了？\n"
                "1-3 夜 外 门口\n△他举起拳头要敲门。\n1-4 日 外 广场（闪回 1971年）\n△他又跪下。\n1-5 夜 外 门口\n△他放下手。\n"
            ),
            "陈守拙",
            ("1-1", "1-2", "1-3", "1-4", "1-5"),
            [22, 66, 66, 22, 66],
        ),
    ],
    ids=["en", "zh"],
)
def test_whom_only_a_pronoun_means_is_as_old_as_in_the_scenes_before(
    text: str, name: str, scenes: tuple[str, ...], ages: list[int]
) -> None:
    """He who raises his fist at her door in 2015 was drawn as the young man in the suit of 1971."""
    member = _member(gather(_read(text, "s.txt" if name == "陈守拙" else "s.fountain")), name)

    assert [_age(member, scene) for scene in scenes] == ages


def test_a_piece_of_a_series_is_seen_in_its_year_from_its_first_shot_on() -> None:
    """The shot that says 1983 has the man of 34, the next piece the man of 49, and the year stands over each."""
    text = (
        "1. EXT. SQUARE - DAY\n\nTITLE: 1971\n\nERNESTO, 22, in a suit, kneels.\n\nERNESTO\nMarry me.\n\n"
        "2. EXT. SQUARE - DAY - SERIES OF SHOTS\n\n-- 1983. Ernesto, moustache, kneels.\n\n-- 1998. Ernesto, grey, sits.\n"
    )
    script = _read(text, "s.fountain")
    cast = gather(script)
    board = plan(script, script.episodes[0], cast).board
    shots = board.shots
    faults = check_board(board, script, script.episodes[0], cast)
    assert not {fault.rule for fault in faults} & {"age-jumped", "clothes-changed"}

    assert [
        [now.age for now in marks.versions(shot.visual)] for shot in shots if shot.action.lstrip("- ").startswith("19")
    ] == [[34], [49]]


BORNE = (
    ("zh", "秀兰挺着大肚子走来", "肚|孕", True),
    ("zh", "秀兰左臂缠着绷带走来", "绷带", False),
    ("zh", "秀兰右手打着石膏走来", "石膏", False),
    ("en", "ROSE, heavily pregnant, walks in", "pregnant", True),
    ("en", "ROSE, 30, a bandage around her left wrist, walks in", "bandage", False),
)
ENDS = {
    "zh": (("字幕：1985年\n", "1-3 日 内 家\n字幕：2016年\n"), ("", "1-3 日 内 家\n字幕：三年后\n"), ("", "1-3 夜 内 家\n")),
    "en": (("TITLE: 1985\n\n", "3. INT. HOME - DAY\n\nTITLE: 2016\n\n"), ("", "3. INT. HOME - DAY\n\nTITLE: THREE YEARS LATER\n\n"), ("", "3. INT. HOME - NIGHT\n\n")),
}  # fmt: skip


@pytest.mark.parametrize(("language", "told", "sign", "child"), BORNE, ids=range(len(BORNE)))
@pytest.mark.parametrize("ends", [0, 1, 2])
def test_what_is_borne_for_a_while_ends_with_the_years_and_a_child_with_its_birth(language, told, sign, child, ends):
    """A woman of sixty, whose daughter is 32, was still with her."""
    first, last = ENDS[language][ends]
    if language == "zh":
        name, scenes = "秀兰", ("1-1", "1-2", "1-3")
        born = "△婴儿一声啼哭。\n" if ends == 2 else ""
        text = f"1-1 夜 内 邮电所\n{first}△{told}。\n秀兰：到了。\n1-2 夜 内 走廊\n秀兰：等一等。\n{born}{last}秀兰：回来了。\n"
    else:
        name, scenes = "ROSE", ("1", "2", "3")
        born = "Rose gives birth.\n\n" if ends == 2 else ""
        text = f"1. INT. OFFICE - NIGHT\n\n{first}{told}.\n\nROSE\nHere.\n\n2. INT. HALL - NIGHT\n\nROSE\nWait.\n\n{born}{last}ROSE\nBack.\n"
    member = _member(gather(_read(text, "s.txt" if language == "zh" else "s.fountain")), name)

    def look(scene: str) -> str:
        now = _then(member, scene)[1]
        worn = next((version.clothes[1] for version in now if version.clothes), member.looks.clothes_style)
        return " ".join([member.looks.hair_style, worn, *(version.state for version in now)])

    there = [re.search(sign, look(scene)) is not None for scene in scenes]
    assert there == [True, True, not (child or ends < 2)]
    assert ends == 2 or all(look(scene).count(word) < 2 for scene in scenes for word in sign.split("|"))


FAMILIES = (
    (
        "1-1 日 内 邮电所\n字幕：1984年\n△秀兰（{}岁）摊开分币。\n秀兰：一个字。\n1-2 夜 内 楼梯间\n字幕：2016年\n△{}岁的女儿坐在台阶上。\n1-3 夜 内 堂屋\n△{}父亲戴着老花镜。秀兰凑过来。\n父亲：一样。\n秀兰：说啥？\n",
        ("秀兰", "父亲", "女儿"),
        ("满头白发的", ""),
    ),
    (
        "1. INT. OFFICE - DAY\n\nTITLE: 1984\n\nROSE, {}, counts coins.\n\nROSE\nOne word.\n\n2. INT. STAIRS - NIGHT\n\nTITLE: 2016\n\nThe DAUGHTER, {}, sits on a step.\n\nDAUGHTER\nHome.\n\n3. INT. HOUSE - NIGHT\n\nThe {}FATHER leans in. Rose waits.\n\nFATHER\nThe same.\n\nROSE\nWhat?\n",
        ("ROSE", "FATHER", "DAUGHTER"),
        ("white-haired ", ""),
    ),
)


@pytest.mark.parametrize(("text", "people", "hair"), FAMILIES, ids=["zh", "en"])
@given(st.integers(20, 30), st.integers(28, 36), st.booleans())
def test_the_parents_of_whoever_is_grown_are_a_generation_older_in_the_year_in_which_they_are_seen(
    text, people, hair, mother, child, white
):
    """Father was 52, his wife 60, his daughter 32 and his hair white."""
    cast = gather(_read(text.format(mother, child, hair[not white]), "s.txt" if people[0] == "秀兰" else "s.fountain"))
    last = "1-3" if people[0] == "秀兰" else "3"
    ages = [_age(_member(cast, name), last) for name in people]

    assert ages[0] == mother + 32
    assert 20 <= ages[1] - ages[2] <= 40
    assert ages[1] >= 60 or not white
    assert _age(_member(cast, people[0]), "1-1" if last == "1-3" else "1") == mother


@pytest.mark.parametrize("years", [(20, 60), (22, 66), (25, 70)])
def test_who_is_a_grandfather_many_years_later_is_not_grey_when_young(years):
    """Hair of 22 was grey because a girl of 2015 calls him Grandfather."""
    text = (
        f"1. EXT. SQUARE - DAY\n\nTITLE: 1971\n\nERNESTO, {years[0]}, in a suit, kneels.\n\nERNESTO\nMarry me.\n\n"
        f"2. EXT. STREET - NIGHT\n\nTITLE: {1971 + years[1] - years[0]}\n\nErnesto, {years[1]}, falls. A GIRL, 9, hauls him up.\n\nGIRL\nGrandfather, where are you going?\n\nERNESTO\nI'm late!\n"
    )
    member = _member(gather(_read(text, "s.fountain")), "ERNESTO")

    assert (member.looks.age, _age(member, "2")) == years
    assert not re.search("gr[ae]y|white|silver|salt", member.looks.hair_colour)
    assert re.search("gr[ae]y|white|silver|salt", _hair(member, "2")[0])


@pytest.mark.parametrize("colour", ["red", "black", "blond"])
def test_the_hair_that_somebody_has_as_a_child_they_have_grown_up(colour: str) -> None:
    text = (
        f"SUPER: BELFAST, 1949\n\nEXT. ALLEY - DAY\n\nTwo boys of ten, MICKY ({colour} hair) and TOM (brown hair), fight.\n\nMICKY\nGo.\n\nTOM\nNo.\n\n"
        "SUPER: 1962\n\nINT. HALL - NIGHT\n\nMicky, 23, green shorts. Tom, 23, white shorts.\n\nMICKY\nGo.\n\nTOM\nNo.\n"
    )
    assert _member(gather(_read(text)), "MICKY").looks.hair_colour == colour
