"""Everybody in the picture has an entry: who acts by what they are, whom an answer saw, and nobody twice."""

from dataclasses import replace

import pytest

from storyboard import names
from storyboard.cast import said
from storyboard.cast.gather import gather
from storyboard.cast.looks import read_appearance, write_appearance, write_voice
from storyboard.model import Cast, Character, Source
from storyboard.parse import parse
from storyboard.plan.faces import as_described, one_face
from storyboard.plan.others import with_others
from tests import measure_people
from tests.bible_answers import ASKED

EN = "INT. HALL - DAY\n\nNORA VALE (30, grey coat) sits.\n\n{}\n\nNORA\nGo on.\n"
ZH = "第一场 大厅 日 内\n人物：林晚\n\n△ 林晚（30岁，女，灰大衣）坐着。\n△ {}\n林晚：走吧。\n"
TRADES = ("bailiff", "clerk", "waiter", "paramedic", "usher", "photographer", "sentry", "stallholder", "gardener")
TRADES_ZH = ("工人", "护士", "衙役", "服务员", "保镖", "太监", "刽子手", "记者")
CROWDS = (("SOLDIERS climb the frame.", "SOLDIERS"), ("Two hundred PARENTS hold up their phones.", "PARENTS"), ("Passengers scream.", "Passengers"), ("Two hands in dusters follow. The TOWNSFOLK crowd up.", "TOWNSFOLK"))  # fmt: skip
CROWDS_ZH = (("百姓们哄笑。", "百姓们"), ("两名保安上前架住她。", "两名保安"), ("人群哗地闪开。", "人群"), ("门口挤满看热闹的人。", "看热闹的人"), ("几个老人捧着香。", "几个老人"))  # fmt: skip


def read(text):
    return one_face(parse(Source("script.txt", text, "utf-8")), Cast(()))


def entries(text):
    """Everybody of the cast by their name."""
    return {member.name: member for member in gather(read(text)).members}


def whole(member, language):
    """Whether a look has the mandated form and can be read back."""
    return read_appearance(write_appearance(member.looks, language)) == member.looks


@pytest.mark.parametrize("noun", TRADES)
def test_who_acts_by_a_trade_has_an_entry_in_the_scene(noun):
    script = read(EN.format(f"The {noun} hands her a paper."))
    found = {member.name: member for member in gather(script).members}
    assert script.scenes[0].seen == (noun,)
    assert found[noun].kind == "person"
    assert whole(found[noun], "en")


@pytest.mark.parametrize("noun", TRADES_ZH)
def test_who_acts_by_a_trade_has_an_entry_in_chinese(noun):
    found = entries(ZH.format(f"{noun}推门进来，递给她一封信。"))
    assert noun in found
    assert whole(found[noun], "zh")


@pytest.mark.parametrize("noun", TRADES)
@pytest.mark.parametrize(
    "line", ["She stands like a {}.", 'She reads: "The {} hands it over."', "She thinks of the {}.", "She is no {}."]
)
def test_a_trade_that_is_only_mentioned_is_nobody(noun, line):
    assert set(entries(EN.format(line.format(noun)))) == {"NORA"}


@pytest.mark.parametrize("noun", TRADES_ZH)
@pytest.mark.parametrize("line", ["她像{}一样站着。", "她想起那个{}。", "信上写着“{}推门进来”。", "她盯着{}服。"])
def test_a_trade_that_is_only_mentioned_is_nobody_in_chinese(noun, line):
    assert set(entries(ZH.format(line.format(noun)))) == {"林晚"}


@pytest.mark.parametrize(("line", "name"), CROWDS)
def test_a_crowd_is_a_group(line, name):
    found = entries(EN.format(line))
    assert found[name].kind == "group"
    assert whole(found[name], "en")


@pytest.mark.parametrize(("line", "name"), CROWDS_ZH)
def test_a_crowd_is_a_group_in_chinese(line, name):
    found = entries(ZH.format(line))
    assert found[name].kind == "group"
    assert whole(found[name], "zh")


def test_a_crowd_beside_that_of_the_cast_line_is_nobody_new():
    text = ZH.replace("人物：林晚", "人物：林晚 村民若干").format("村民们打着伞。\n△ 人群让开一条路。")
    assert sorted(entries(text)) == ["村民", "林晚"]


@pytest.mark.parametrize("noun", TRADES)
def test_somebody_with_a_name_has_no_second_face_by_their_trade(noun):
    text = EN.format(f"MR. HALE (50), a {noun}, waits. The {noun} hands her a paper.") + "\nMR. HALE\nYes.\n"
    assert set(entries(text)) == {"NORA", "MR. HALE"}


def test_a_stranger_who_shouts_in_an_action_is_not_who_speaks_next():
    found = entries(EN.format('A woman shouts "Hang her!" The gavel.') + "\nJUDGE\nOrder!\n")
    assert found["JUDGE"].looks.clothes_style
    assert not any(fact.source == "told" and fact.part == "sex" for fact in found["JUDGE"].facts)
    assert found["woman"].looks.sex == "female"


def told(name, look, line):
    return {"name": name, "look": look, "line": line}


SEEN = EN.format("VENUS dies beautifully. Jupiter is crying. A mule looks on.")
OTHERS = [
    told("VENUS", "girl of seven, long brown hair, peach cardigan, orange tights", 5),
    told("the Jupiter", "plump boy of eight, black curls, striped orange jersey", 5),
    told("mule", "old dusty grey mule, rope halter", 5),
    told("SATURN", "girl of six, red hair, blue dress", 5),
    told("NORA", "woman of ninety, white bun, black shawl", 3),
]


def test_whom_an_answer_sees_in_a_line_has_the_looks_it_tells():
    """And nobody of whom the line does not speak, no animal, and nobody who has an entry."""
    script = read(SEEN)
    before = gather(script)
    cast = with_others(before, Cast(()), OTHERS, script, None)
    new = {member.name: member for member in cast.members if before.get(member.name) is None}
    assert sorted(new) == ["Jupiter", "VENUS"]
    assert cast.get("NORA") == before.get("NORA")
    venus, jupiter = new["VENUS"].looks, new["Jupiter"].looks
    assert (venus.sex, venus.age, venus.hair_colour, venus.clothes_colour) == ("female", 7, "brown", "peach")
    assert (jupiter.sex, jupiter.age, jupiter.hair_style) == ("male", 8, "curls and plump build")
    assert all(member.is_seen and whole(member, "en") for member in new.values())
    assert {fact.quote for member in new.values() for fact in member.facts if fact.part == "kind"} == {
        "VENUS dies beautifully. Jupiter is crying. A mule looks on."
    }


def test_whom_an_answer_saw_is_in_the_scene_then_and_whenever_the_cast_is_read_again():
    script = read(SEEN)
    cast = with_others(gather(script), Cast(()), OTHERS, script, None)
    assert {"VENUS", "Jupiter"} <= {*as_described(script, cast).scenes[0].seen}
    kept = Cast(tuple(replace(member, facts=()) for member in cast.members))
    assert {"VENUS", "Jupiter"} <= {*one_face(parse(Source("script.txt", SEEN, "utf-8")), kept).scenes[0].seen}


def test_an_answer_dresses_whom_rules_alone_found():
    script = read(EN.format("The bailiff hauls him up."))
    look = told("bailiff", "heavy man of forty-five, black mustache, dark blue uniform, brass badge", 5)
    bailiff = with_others(gather(script), Cast(()), [look], script, None).get("bailiff").looks
    assert (bailiff.sex, bailiff.age, bailiff.clothes_colour) == ("male", 45, "dark blue")
    assert bailiff.clothes_style.startswith("uniform")


JOINT = "INT. BARN - DAY\n\nANNA (20, red dress) and TOM (22, blue overalls) look up.\n\nANNA\nWho is it?\n\nTOM\nNo idea.\n\n{}\nRun!\n"


@pytest.mark.parametrize(
    ("look", "kind", "colour", "style", "hair"),
    [
        ("三十岁男人，散乱发髻，灰蓝布衫裙", "person", "灰蓝", "布衫裙", "散乱发髻"),
        ("四十多岁女人，光着上身，腰围白毛巾", "person", "白色", "光着上身、腰围白毛巾", ""),
        ("男，年纪胖瘦不一，白色孝服、缠白布官帽", "person", "白色", "孝服、缠白布官帽", ""),
        ("男，三十上下，黑铁甲、腰佩长刀", "person", "黑色", "铁甲、腰佩长刀", ""),
        ("三十个男人，灰布军装", "group", "灰色", "布军装", ""),
    ],
)
def test_what_an_answer_tells_that_is_no_garment_is_not_worn_and_what_is_has_its_own_colour(
    look, kind, colour, style, hair
):
    script = read(ZH.format("船家放下竹篙。"))
    row = {"name": "船家", "line": 5, "look": look}

    member = with_others(gather(script), Cast(()), [row], script, None).get("船家")

    assert member.kind == kind
    assert (member.looks.clothes_colour, member.looks.clothes_style) == (colour, style)
    assert not hair or member.looks.hair_style == hair


@pytest.mark.parametrize("who", ["裹着血绷带的年轻人", "披着破麻袋的汉子", "穿得破破烂烂的姑娘"])
def test_who_wears_something_is_no_garment(who):
    assert said.clothes(who, "zh") is None


TOLD_PARTS = [
    ("zh", "四十岁男，板寸，灰蓝工装，满头大汗", ("男", 40, "黑色", "板寸", "灰蓝", "工装", "满头大汗")),
    ("zh", "二十六岁女，圆脸，黑长辫，红套头毛衣", ("女", 26, "黑色", "长辫、圆脸", "红色", "套头毛衣", "")),
    ("zh", "六十多岁男，短发花白，国字脸，黑皮衣，裤腿带血", ("男", 60, "花白", "短发、国字脸", "黑色", "皮衣", "裤腿带血")),
    ("zh", "男，五十岁，秃顶瘦脸，深蓝工装，黑围裙", ("男", 50, "无", "秃顶、瘦脸", "深蓝", "工装、黑围裙", "")),
    ("zh", "四十岁瘦汉子，乱短发，破灰棉袄，浑身湿透", ("男", 40, "黑色", "乱短发、瘦", "灰色", "破灰棉袄", "浑身湿透")),
    ("zh", "女，三十岁，黑髻络腮胡，白头巾", ("女", 30, "黑色", "髻、络腮胡", "白色", "头巾", "")),
    ("en", "man of forty, buzz cut, grey-blue overalls, sweating", ("male", 40, "black", "buzz cut", "grey-blue", "overalls", "sweating")),
    ("en", "woman of twenty-six, round face, long black braid, red pullover", ("female", 26, "black", "long braid and round face", "red", "pullover", "")),
    ("en", "heavy man of forty-five, black mustache, dark blue uniform, mud on his boots", ("male", 45, "black", "short neat and heavy build and black mustache", "dark blue", "uniform", "mud on his boots")),
    ("en", "girl of five, blonde bunches, silver-grey ball gown, grey tights", ("female", 5, "blonde", "bunches", "silver-grey", "ball gown and grey tights", "")),
    ("en", "man of fifty, grey-haired, dark scarf over nose and mouth, wet coat", ("male", 50, "grey", "short neat", "dark", "scarf over nose and mouth and wet coat", "")),
]  # fmt: skip


@pytest.mark.parametrize(("language", "look", "told"), TOLD_PARTS)
def test_every_part_that_a_line_of_looks_tells_arrives_as_told(language, look, told):
    """The sex, the age, hair with the face behind it, clothes alone among the clothes, and how they are for a while as a state of that scene."""
    name, text = (
        ("船家", ZH.format("船家放下竹篙。"))
        if language == "zh"
        else ("bailiff", EN.format("The bailiff hauls him up."))
    )
    script = read(text)

    member = with_others(gather(script), Cast(()), [{"name": name, "line": 5, "look": look}], script, None).get(name)

    looks = member.looks
    state = "".join(version.state for version in member.versions)
    assert (
        looks.sex,
        looks.age,
        looks.hair_colour,
        looks.hair_style,
        looks.clothes_colour,
        looks.clothes_style,
        state,
    ) == told


@pytest.mark.parametrize("name", ["满田的人", "船上的人", "赶集的人"])
def test_a_crowd_that_rules_took_for_one_person_has_no_one_head_of_hair(name):
    script = read(ZH.format(f"{name}哄笑起来。"))
    row = {"name": name, "line": 5, "look": "三十个男人，灰褐布衫、旧草帽"}

    member = with_others(gather(script), Cast(()), [row], script, None).get(name)

    assert member.kind == "group"
    assert "不一" in member.looks.hair_style or "各" in member.looks.hair_style, member.looks


@pytest.mark.parametrize("cue", ["BOTH", "ANNA AND TOM", "ANNA/TOM"])
def test_who_speaks_together_is_nobody_new(cue):
    found = entries(JOINT.format(cue))
    (together,) = found.keys() - {"ANNA", "TOM"}
    looks = found[together].looks
    assert found[together].kind == "joint"
    assert (looks.clothes_colour, looks.clothes_style) == ("red and blue", "dress and overalls")
    assert whole(found[together], "en")


@pytest.mark.parametrize(("garment", "worn"), [("黄雨衣", "黄雨衣"), ("红围裙", "红围裙"), ("白大褂", "白大褂")])
def test_a_garment_on_a_cue_is_who_wears_it(garment, worn):
    text = f"第一场 码头 日 外\n人物：林满 老陈\n\n△ 林满（24岁，女，{worn}）站在雨里。老陈（60岁）蹲着。\n{garment}：快走！\n老陈：上船！\n"
    assert sorted(entries(text)) == ["林满", "老陈"]


def test_a_garment_that_nobody_wears_is_asked_about_and_colours_no_hair():
    found = entries("第一场 码头 日 外\n人物：林满\n\n△ 林满（24岁，女）站在雨里。\n黄雨衣：快走！\n林满：走。\n")
    assert "黄" not in found["黄雨衣"].looks.hair_colour
    assert (found["黄雨衣"].looks.clothes_colour, found["黄雨衣"].looks.clothes_style) == ("黄色", "雨衣")


def test_what_somebody_is_called_by_and_wears_is_no_name_in_a_prompt():
    text = "第一场 码头 日 外\n人物：林满 老陈\n\n△ 林满（24岁，女，黄雨衣）站在雨里。\n黄雨衣：快走！\n老陈：上船！\n"
    script = read(text)
    cast = gather(script)
    entry = cast.get("林满")
    looks = Character(24, write_appearance(entry.looks, "zh"), "林满", write_voice(entry.voice, 24, "zh"))
    known = names.naming({"林满": looks}, cast, "", "zh")
    assert "黄雨衣" in entry.aliases
    assert names.found("披着一件黄雨衣。", known) == ()


@pytest.mark.wide
def test_nothing_that_recorded_answers_are_said_to_be_told_contradicts_a_label_of_the_fifteenth_set():
    counts, _, _ = measure_people.measure(measure_people.GOLD / "fifteenth.txt", ASKED)
    claimed = {part: counts[f"{part}/claimed"] for part in ("sex", "age", "hair", "clothes")}
    assert claimed == {part: counts[f"{part}/true"] for part in claimed}
    assert counts["people"] - counts["missing"] >= 108
    assert counts["entries"] - counts["entries/labelled"] <= 4


@pytest.mark.parametrize("name", ["飞船AI", "舰载电脑", "人工智能"])
def test_a_machine_without_a_body_has_no_hair(name):
    found = entries(f"第一场 驾驶舱 夜 内\n人物：沈遥\n\n△ 沈遥飘着。\n{name}：氧气不足。\n沈遥：知道了。\n")
    assert (found[name].kind, found[name].looks.hair_style) == ("voice", "无")


def test_a_boy_who_is_seen_before_a_girl_speaks_is_not_her():
    text = "第一场 教室 日 内\n\n△ 老师进来。\n△ 第四排，一个瘦男孩，补丁裤子，低着头。\n田小雨：（回头）你拿着什么？\n"
    assert entries(text)["田小雨"].looks.sex == "女"


PLACES_ZH = ("路中央", "江边", "石阶下", "云台上", "林子里", "水面上", "田埂上", "江桥头")
BEING_ZH = ("站着", "坐着", "躺着", "走来", "跪着", "走出")


@pytest.mark.parametrize("does", BEING_ZH)
@pytest.mark.parametrize("place", PLACES_ZH)
def test_where_somebody_is_is_nobody(place, does):
    """The place is at the head of its clause as a name is: 路中央站着林晚."""
    text = ZH.format("她等着。").replace("林晚：走吧。", f"林晚：走吧。\n\n第二场 官道 日 外\n△ {place}{does}林晚。")
    assert set(entries(text)) == {"林晚"}
    assert read(text).scenes[1].seen == ()


@pytest.mark.parametrize(("noun", "does"), [("老人", "站着"), ("女子", "走来"), ("少年", "躺着"), ("老妇人", "坐着")])
def test_who_is_told_behind_the_place_is_somebody(noun, does):
    assert set(entries(ZH.format(f"路中央{does}一个{noun}。"))) == {"林晚", noun}


@pytest.mark.parametrize(
    "sentence", ["At the GATE waits NORA.", "On the old BRIDGE stands NORA.", "In the HALLWAY sits Nora."]
)
def test_where_somebody_is_is_nobody_in_english(sentence):
    text = EN.format("She waits.") + f"\nEXT. ROAD - DAY\n\n{sentence}\n"
    assert set(entries(text)) == {"NORA"}


ROWS = (
    ("Two boys of ten, {} and {}, circle each other.", "male", 10),
    ("Two girls, aged nine: {} (red hat) and {}.", "female", 9),
    ("Two young women, {} (blue headscarf) and {} (yellow dress), blow out the candles.", "female", 22),
    ("Two nurses in white - {} and {} - push through.", "", None),
)


@pytest.mark.parametrize("names_", [("MICKY", "TOM"), ("ZAINAB", "JOY"), ("AMINA", "OKORO BEN")])
@pytest.mark.parametrize(("row", "sex", "age"), ROWS)
def test_several_who_are_named_behind_their_noun_are_those_and_no_crowd(row, sex, age, names_):
    """Whether they speak or not; each is what the noun tells."""
    found = entries(EN.format(row.format(*names_)))
    assert set(found) == {"NORA", *names_}
    for name in names_:
        assert found[name].kind == "person"
        assert sex in ("", found[name].looks.sex)
        assert age in (None, found[name].looks.age)


@pytest.mark.parametrize(("count", "names_"), [("两", "小明 小强"), ("三", "小明 小强 阿宝")])
@pytest.mark.parametrize("between", ["，", "——", "："])
def test_several_who_are_named_behind_their_noun_are_no_crowd_in_chinese(count, names_, between):
    people = names_.split()
    row = f"{count}个男孩{between}{'、'.join(people[:-1])}和{people[-1]}冲进来。"
    found = entries(ZH.format(row) + "".join(f"{name}：走。\n" for name in people))
    assert set(found) == {"林晚", *people}
    assert all(found[name].looks.sex == "男" for name in people)


@pytest.mark.parametrize("noun", ["WIDOW in a black veil", "YOUNG MOTHER", "OLD WOMAN"])
@pytest.mark.parametrize("ahead", ["a", "a tall", "a barefoot", "an old, tired"])
def test_who_is_introduced_in_capitals_behind_an_adjective_has_an_entry(noun, ahead):
    name = noun.split(" in ")[0]
    assert set(entries(EN.format(f"Near the window: {ahead} {noun} rocks a doll."))) == {"NORA", name}


@pytest.mark.parametrize(
    ("cue", "told", "other"),
    [
        ("年轻宇航员", "雾里走来一个小个子宇航员，摘下头盔。", "小个子宇航员"),
        ("老船长", "门口站着那个白胡子船长。", "白胡子船长"),
    ],
)
def test_who_is_told_by_two_nouns_is_one_person(cue, told, other):
    text = ZH.format(told) + f"{cue}：走。\n"
    script = read(text)
    assert {person.name for person in script.cast} == {"林晚", cue}
    assert next(person.aliases for person in script.cast if person.name == cue) == (other,)


@pytest.mark.parametrize("noun", ["man", "woman"])
@pytest.mark.parametrize("trade", ["CLARINETTIST", "FERRYMAN", "WATCHMAKER"])
def test_the_old_man_is_the_only_one_who_is_called_old(trade, noun):
    told = f"She turns to the shy OLD {trade}. The old {noun} looks at her."
    script = read(EN.format(told) + f"\nOLD {trade}\nYes.\n")
    assert next(person.aliases for person in script.cast if person.name == f"OLD {trade}") == (f"The old {noun}",)
    two = read(EN.format(told) + f"\nOLD {trade}\nYes.\n\nOLD BAKER\nNo.\n")
    assert not any(f"The old {noun}" in person.aliases for person in two.cast)


def test_whose_hand_acts_has_an_entry():
    found = entries(ZH.format("伤员的手摸向手榴弹。护士的目光扫过她。"))
    assert {"伤员", "护士"} <= set(found)


@pytest.mark.parametrize("crowd", ["伪军", "士兵", "村民", "宫女"])
@pytest.mark.parametrize("ahead", ["众", "全体"])
def test_all_of_a_crowd_are_the_crowd(crowd, ahead):
    script = read(ZH.format(f"{crowd}围上来。") + f"\n第二场 大厅 日 内\n△ {ahead}{crowd}哄笑。\n")
    names_of = [person for person in script.cast if crowd in person.name]
    assert len(names_of) == 1
    assert f"{ahead}{crowd}" in names_of[0].aliases
