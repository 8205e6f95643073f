"""No name in a look: what is assumed about a role never says the role's own word, and what others wrote is understood."""

import re
from dataclasses import replace

import pytest

from storyboard import check, names
from storyboard.cast import roles, said
from storyboard.cast.gather import gather
from storyboard.cast.looks import read_appearance
from storyboard.model import Cast, Place, Source
from storyboard.pack import pack
from storyboard.parse import parse
from storyboard.plan import plan
from storyboard.plan.entries import person_faults
from storyboard.plan.faces import one_face
from storyboard.plan.present import with_seen
from storyboard.read import read
from storyboard.render import render
from tests.samples import OFFER

CHINESE = """
医生 护士 保安 司机 服务员 丫鬟 经理 老板 警察 律师 记者 快递员 厨师 老师 学生 士兵 空姐 模特 太监 宫女 道士 和尚 新娘 新郎 店员
清洁工 管家 侍卫 将军 公主 皇上 皇帝 皇后 太后 太子 书生 小姐 少爷 公子 丫头 侍女 女孩 男孩 少年 少女 女子 男子 女人 男人 老人
老妇人 老翁 老头 老太太 小孩 婴儿 妈妈 爸爸 奶奶 爷爷 哥哥 姐姐 弟弟 妹妹 丈夫 妻子 消防员 军官 军人 交警 民警 法官 工人 农民
猎人 裁缝 掌柜 店小二 捕快 大夫 神父 尼姑 书童 乞丐 刺客 黑衣人 保镖 秘书 主持人 演员 导演 教练 船长 外卖员 骑手 收银员 保姆
保洁员 海盗 骑士 国王 王子 巫婆 侦探 校长 班长 伴娘 混混 邻居 护士长 车夫 门卫 乘务员 元帅 王爷 众人 一群人 画外音 女声 大褂
"""
ENGLISH = """
DOCTOR NURSE GUARD DRIVER WAITER WAITRESS COP BRIDE GROOM CHEF SOLDIER TEACHER OFFICER PRIEST KING QUEEN BUTLER MAID BARISTA
CHAUFFEUR CAPTAIN LAWYER JUDGE REPORTER STUDENT BOY GIRL MAN WOMAN BABY KID POLICE POLICEMAN FIREFIGHTER HUNTER BOSS PORTER
LADY MONK WITCH PRINCE Doctor Nurse Guard Driver Boy Woman BLACK WHITE GREY OLIVE ROSE
"""
SCRIPTS = {
    "zh": [
        "人物：{w}、王五\n{w}：快来。\n王五：来了。\n",
        "人物：{w}、王五\n△{w}走进来，看了看王五。\n王五：来了。\n{w}（低声）：走。\n",
        "{w}甲：快来。\n{w}2：来了。\n{w}：是你。\n△{w}甲看着{w}2。\n",
        "人物：李{w}、女{w}、张{w}、{w}\n李{w}：快来。\n女{w}：嗯。\n{w}：好。\n△女{w}看着李{w}，{w}走了。\n",
    ],
    "en": [
        "{w}: Come here.\nTOM: Coming.\n{w}: Good.\n",
        "{w} and TOM wait.\n\n{w}\nCome here.\n\nTOM\nComing.\n\n{w} looks at Tom.\n",
        "{w} 1\nCome here.\n\n{w} 2\nComing.\n\n{w}\nYes.\n\n{w} 2 looks at {w} 1.\n",
    ],
}
HEADINGS = {"zh": "1-1 日 内 走廊\n", "en": "INT. HALL - DAY\n\n"}
ROLES = [("zh", word) for word in CHINESE.split()] + [("en", word) for word in ENGLISH.split()]
OFTEN = 60
"""Every so many roles are tried by default, all of them with the slow tests."""


def made(text, known=None):
    """The script of a text, its cast, board and prompts by the rules; and the faults found in them."""
    script = parse(Source("x.txt", text, "utf-8"))
    cast = gather(script, known)
    episode = script.episodes[0]
    board = plan(script, episode, cast).board
    clips = pack(board, OFFER)
    prompts = render(board, clips, OFFER, cast)
    lines = check.lines_of(script, episode)
    faults = [
        *check.check_board(board, script, episode, cast),
        *check.check_prompts(prompts, clips, board, lines, OFFER, cast),
    ]
    return cast, board, prompts, [fault for fault in faults if fault.level == "fault"]


@pytest.mark.parametrize(
    ("language", "role"),
    [
        pytest.param(*row, id=row[1].encode().hex()[:18], marks=[pytest.mark.slow] if number % OFTEN else [])
        for number, row in enumerate(ROLES)
    ],
)
def test_a_board_by_rules_passes_its_own_check_whatever_a_role_is_called(language, role):
    """Alone, numbered, as a part of other names: no fault, and no name in a look that nobody wrote."""
    for scene in SCRIPTS[language]:
        cast, _, _, faults = made(HEADINGS[language] + scene.format(w=role))

        assert faults == []
        for member in (member for member in cast.members if member.kind == "person"):
            looks = member.looks
            words = (looks.hair_colour, looks.hair_style, looks.clothes_colour, looks.clothes_style)
            assert not [name for one in cast.members for name in words if len(one.name) > 1 and one.name in name]


@pytest.mark.wide
@pytest.mark.parametrize("language", ["zh", "en"])
def test_forty_roles_of_one_scene_pass_together(language):
    """Everybody's looks keep clear of everybody's names."""
    people = list(
        dict.fromkeys(word for spoken, word in ROLES if spoken == language and word not in ("众人", "一群人"))
    )
    lines = "".join(f"{name}：到。\n" if language == "zh" else f"{name}: Here.\n" for name in people[:40])

    assert made(HEADINGS[language] + lines)[3] == []


def test_clothes_that_the_script_calls_by_a_role_stay_and_name_nobody():
    """护士服 is a garment; 护士服侍他 and 护士站起来 are about the nurse."""
    text = (
        "人物小传\n护士（25岁）：穿着护士服，短发。\n\n1-1 日 内 走廊\n人物：护士、王五\n"
        "△护士的护士服湿了，护士服侍王五，护士站起来，走到护士站。\n王五：谢谢。\n"
    )

    cast, _, prompts, faults = made(text)

    assert faults == []
    assert cast.get("护士").looks.clothes_style == "护士服"
    action = next(line for line in uncounted(prompts[0]).splitlines() if "站起来" in line)
    assert action.count("护士服") == action.count("穿浅粉色护士服的女子") + 1
    assert "的女子侍" not in action
    assert "服侍男子" in action
    assert action.endswith("女子站起来，走到护士站。")


def uncounted(prompt):
    """A prompt without the numbers before its deeds."""
    return re.sub(r"第\d+拍：", "", prompt)


def redressed(cast, name, style):
    """The cast as a person reviewed it: other clothes for somebody."""
    members = [
        replace(one, looks=replace(one.looks, clothes_style=style)) if one.name == name else one for one in cast.members
    ]
    return Cast(tuple(members))


OLD = {
    "医生": "医生大褂", "司机": "司机制服", "服务员": "服务员制服", "保安": "保安制服", "外卖": "外卖制服", "侍卫": "侍卫铠甲",
    "丫鬟": "丫鬟襦裙", "内侍": "内侍袍", "骑手": "外卖骑手制服", "公主": "公主裙", "机长": "机长制服", "修女": "修女袍",
}  # fmt: skip


@pytest.mark.few(garment=lambda role: OLD[role][-1:])
@pytest.mark.parametrize("role", OLD, ids=lambda role: role.encode().hex()[:18])
def test_a_cast_that_was_reviewed_before_still_passes(role):
    """Clothes that say the role's word, whoever wrote them."""
    text = HEADINGS["zh"] + SCRIPTS["zh"][1].format(w=role)

    assert made(text, redressed(made(text)[0], role, OLD[role]))[3] == []


def test_every_role_word_means_whoever_is_called_by_it():
    """老板娘 goes on behind 老板, but not behind itself: a woman called so is told by her looks like everybody."""
    words = {word for row in roles.tables("zh")["roles"] for word in row["words"] if len(word) > 1}

    assert [word for word in sorted(words) if roles.goes_on(f"{word}在画面左侧，看着", 0, len(word))] == []
    assert roles.goes_on("老板娘在画面左侧", 0, 2)


def test_what_somebody_does_for_a_living_is_nobody_beside_them():
    """外卖员 in brackets behind a name, 外卖 at the head of a clause."""
    text = "1-1 夜 外 桥下\n李默（31岁，外卖员，黄色雨衣）坐着。外卖洒了一地。外卖凉了。\n李默：送外卖的。\n"

    assert [person.name for person in with_seen(parse(Source("x.txt", text, "utf-8")), Cast(())).cast] == ["李默"]


@pytest.mark.parametrize("style", ["护士服", "旧式护士服配护士帽", "护士专用的刷手衣"])
def test_a_reviewed_cast_may_dress_a_role_by_its_word(style):
    """Render and check agree that this tells of clothes."""
    text = HEADINGS["zh"] + SCRIPTS["zh"][1].format(w="护士")

    _, _, prompts, faults = made(text, redressed(made(text)[0], "护士", style))

    assert faults == []
    assert style in prompts[0]


def test_the_name_of_a_person_in_a_look_is_still_a_fault():
    """王五同款外套 names 王五, whoever wrote it; so does a role that is all of a look."""
    text = HEADINGS["zh"] + SCRIPTS["zh"][1].format(w="护士")
    cast = made(text)[0]

    for style in ("王五同款外套", "护士"):
        assert "name-leak" in {fault.rule for fault in made(text, redressed(cast, "护士", style))[3]}


def test_a_role_inside_a_longer_word_names_nobody():
    """In actions, in places and in what a place looks like: 老板娘 is not the 老板, and 老板椅 is a chair."""
    text = "1-1 日 内 护士站\n人物：老板、护士\n△老板娘拿来护士服，放在老板椅上，看着老板。\n护士：谢谢。\n老板：坐。\n"
    places = (Place("护士站", "白色台面，老板椅，蓝色护士帽挂在墙上"),)

    _, _, prompts, faults = made(text, Cast((), places))

    assert faults == []
    assert "护士站内景，白天，白色台面，老板椅，" in prompts[0]
    assert "老板娘拿来护士服，放在老板椅上，看着男子" in uncounted(prompts[0])


LION = {
    "sex": "男",
    "age": 52,
    "hair_colour": "灰黑色",
    "hair_style": "短发",
    "clothes_colour": "黑色",
    "accent": "粤语腔",
}
BEAR = LION | {"sex": "male", "hair_colour": "grey", "hair_style": "short", "clothes_colour": "black", "accent": "low"}


@pytest.mark.parametrize(
    ("language", "name", "entry", "style", "named"),
    [
        ("zh", "黑狮", LION, "毛穗舞狮服、黑狮头罩住整个头脸、白毛边黑狮裤", ""),
        ("zh", "小白龙", LION, "小白龙头套、白袍", ""),
        ("zh", "黑狮", LION, "和黑狮一样的短褂", "黑狮"),
        ("zh", "王五", LION, "王五头巾、黑裤", "王五"),
        ("en", "Black Lion", BEAR, "black lion mask over a padded suit", ""),
        ("en", "Black Lion", BEAR, "coat like Black Lion", "Black Lion"),
    ],
)
def test_a_name_inside_a_longer_word_for_a_thing_names_nobody_in_a_look(language, name, entry, style, named):
    people = names.pattern([name])

    assert list(person_faults(entry | {"clothes_style": style}, people, language)) == (
        [f"clothes_style names {named}; nobody is named in a look"] if named else []
    )


def test_a_models_answer_may_not_dress_anybody_in_a_name():
    """A role inside a word of clothes is no name."""
    people = names.pattern(["护士", "王五"])
    entry = {
        "sex": "女", "age": 25, "hair_colour": "黑色", "hair_style": "短发", "clothes_colour": "粉色", "accent": "普通话",
    }  # fmt: skip

    assert list(person_faults(entry | {"clothes_style": "旧式护士服"}, people, "zh")) == []
    assert list(person_faults(entry | {"clothes_style": "王五同款外套"}, people, "zh")) == [
        "clothes_style names 王五; nobody is named in a look"
    ]
    english = {"sex": "female", "age": 25, "hair_colour": "black", "hair_style": "short", "accent": "neutral"}
    english |= {"clothes_colour": "olive", "clothes_style": "wool coat"}
    assert list(person_faults(english, names.pattern(["OLIVE"], "en"), "en")) == []


def test_a_part_that_is_called_like_the_usual_noun_gets_another_one():
    """Where 少年 is a part, he is a 男生; the board itself keeps its words."""
    _, board, prompts, faults = made("1-1 日 内 教室\n人物：少年、女孩\n少年：来。\n女孩：嗯。\n")

    assert faults == []
    assert "男生" in prompts[0]
    assert "女童" in prompts[0]
    assert read_appearance(board.character_setting["少年"].appearance).age == 17


def test_a_name_keeps_its_words_out_of_every_assumed_look():
    """Somebody called 风衣, and an alias: nobody wears it."""
    people = "、".join(f"客{number}人" for number in "甲乙丙丁戊己庚辛壬癸")
    text = f"人物小传\n风衣（25岁）：杀手，绰号修身。\n\n1-1 日 内 走廊\n人物：风衣、{people}\n风衣：来。\n"

    worn = "".join(member.looks.clothes_style for member in made(text)[0].members)

    assert "风衣" not in worn
    assert "修身" not in worn


@pytest.mark.parametrize(
    ("text", "colours"),
    [
        (
            "INT. DINER - DAY\n\nTHEO, 50, trucker's vest, gray beard, stares.\n\nTHEO\nNo.\n",
            ("white", "grey", "gray", "silver"),
        ),
        (
            "1-1 日 内 堂屋\n人物：老方\n△老方（50岁，白胡子，长衫）坐着。\n老方：走。\n",
            ("花白", "银白", "灰白", "雪白"),
        ),
    ],
)
def test_whose_beard_is_grey_has_no_black_hair(text, colours):
    assert gather(parse(Source("x.txt", text, "utf-8"))).members[0].looks.hair_colour in colours


@pytest.mark.parametrize(
    ("told", "colour", "style"),
    [
        ("系着灰布围裙", "灰色", "布围裙"),
        ("一身青布长衫", "青色", "布长衫"),
        ("披黑呢大衣", "黑色", "呢大衣"),
        ("穿素麻短衣", "素色", "麻短衣"),
    ],
)
def test_the_colour_of_a_cloth_is_the_garments(told, colour, style):
    """灰布围裙 is grey: no other colour is assumed for it."""
    assert said.clothes(told, "zh") == (colour, style)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("1-1 日 外 公园\n人物：小芳\n△大爷放下棋子，抬头看她。\n小芳：让一让！\n", ("大爷",)),
        ("1-1 日 外 公园\n人物：小芳\n△大爷的棋盘翻了。\n小芳：让一让！\n", ()),
        ("1-1 日 内 堂屋\n人物：小芳、林母\n△母亲放下碗。\n小芳：我走了。\n林母：去吧。\n", ()),
        ("1-1 日 内 堂屋\n人物：小芳、王桂花\n△母亲放下碗。\n小芳：妈，我走了。\n王桂花：去吧。\n", ()),
        ("INT. KITCHEN - DAY\n\nMOTHER wipes the counter.\n\nTOM\nHi.\n", ("MOTHER",)),
        ("INT. KITCHEN - DAY\n\nMother wipes the counter.\n\nTOM\nMom, look.\n\nELLEN\nYes?\n", ()),
    ],
)  # fmt: skip
def test_who_acts_by_a_word_of_kin_is_somebody_unless_another_may_be_called_so(
    text: str, seen: tuple[str, ...]
) -> None:
    script = with_seen(parse(Source("x.txt", text, "utf-8")), Cast(()))
    assert script.scenes[0].seen == seen


@pytest.mark.parametrize("role", ["MINISTER", "DOCTOR", "JUDGE"])
def test_a_role_with_its_name_right_behind_it_is_one_person_and_a_comparison_is_nobody(role):
    text = (
        f"INT. OFFICE - DAY\n\nON SCREEN: THE {role}, DAME HELEN TARRANT (55), AT A DESK. ANN HOLDS A SANDBAG LIKE A BABY.\n\n"
        f"{role}\nGood morning.\n\nANN\nMorning.\n\n{role}\nIs that water?\n"
    )
    script = parse(Source("x.txt", text, "utf-8"))
    whole = with_seen(script, Cast(()))

    assert {person.name for person in whole.cast} == {role, "ANN"}


@pytest.mark.parametrize("several", ["老人", "大人", "男人"])
@pytest.mark.parametrize("here", [1, 2, 3, 4])
@pytest.mark.parametrize("count", [2, 3, 4])
def test_a_number_of_people_are_those_with_names_where_a_scene_has_so_many(several, here, count):
    """两个老人 of two who have grown old are nobody new; beside one with a name they are."""
    named = ["林婉", "阿豪", "陈默", "周凯"][:here]
    words = "  两三四"[count]
    text = f"1-1 日 内 堂屋\n人物：{'、'.join(named)}\n{named[0]}：走吧。\n△{words}个{several}抬起木箱，走出门去。\n"

    script = with_seen(parse(Source("x.txt", text, "utf-8")), Cast(()))

    assert any(several in name for name in script.scenes[0].seen) == (here < count)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("腊沙（三十五岁，羊皮褂，腰挎砍刀）", "腰挎砍刀"),
        ("阿邓（五岁，虎头帽，右脚踝肿得发黑）", "右脚踝肿得发黑"),
        ("阿满（九岁，布褂，额头鼓起一个大包）", "额头上的大包"),
    ],
)
def test_what_somebody_carries_and_how_a_limb_is_stand_in_the_scripts_own_words(told, kept):
    name = told.partition("（")[0]
    script = parse(Source("x.txt", f"1-1 日 外 河边\n人物：{name}\n△{told}站在石头上。\n{name}：走。\n", "utf-8"))

    style = gather(script).get(name).looks.clothes_style

    assert kept in style or kept.replace("上的", "上有") in style, style


def test_a_garment_is_told_without_what_it_is_filled_with():
    text = "INT. BARN - DAY\n\nPETER (9, freckled, red wool cap, boots stuffed with newspaper) and SHONA (41, orange hi-vis over a jersey) stand here.\n\nPETER\nHello.\n\nSHONA\nHello.\n"

    cast = gather(parse(Source("x.txt", text, "utf-8")))

    assert "stuffed" not in cast.get("PETER").looks.clothes_style
    assert "boots" in cast.get("PETER").looks.clothes_style
    assert cast.get("SHONA").looks.clothes_colour == "orange"


@pytest.mark.parametrize("where", ["指挥部", "塔台", "总部", "调度室"])
def test_a_place_that_speaks_is_a_voice_and_no_woman_in_a_blouse(where):
    script = parse(
        Source("x.txt", f"1-1 夜 外 大堤\n人物：老罗\n{where}（电话里）：守得住吗？\n老罗：守得住。\n", "utf-8")
    )

    assert gather(script).get(where).kind == "voice"


@pytest.mark.parametrize(
    "others", ["两白衣女子跟着", "二灰袍老者坐着", "三个红裙姑娘起舞", "一白发老者在后", "几个蓝衣士兵守着"]
)
def test_what_others_wear_who_come_in_a_clause_of_their_own_is_not_the_first_ones(others, tmp_path):
    """Who is called by their clothes keeps them, and no white hair makes them old."""
    for name, colour in (("黑衣人", "黑色"), ("青衣少年", "青色"), ("紫衣女子", "紫色")):
        path = tmp_path / "a.txt"
        path.write_text(
            f"第一场 院 夜 外\n\n△一{name}翻墙而入，{others}。\n{name}：别动。\n陈默：谁？\n", encoding="utf-8"
        )
        looks = {one.name: one.looks for one in gather(one_face(parse(read(path)), Cast(()))).members}[name]
        assert looks.clothes_colour == colour
        assert looks.age < 50
