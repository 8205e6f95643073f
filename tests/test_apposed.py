"""What somebody is, said right before their name, goes into the looks that stand for the name: no trade is left alone before a description."""

import re
from pathlib import Path

import pytest

from storyboard.cast.apposed import apposed, taken_in, without_looks
from storyboard.cast.gather import gather
from storyboard.model import Source
from storyboard.parse import parse
from tests.samples import work

TRADES_ZH = (
    "照相师傅", "卖花姑娘", "守门人", "退休船长", "铁匠", "石匠", "老裁缝", "茶商", "货郎", "药铺掌柜", "女医生", "夜班护士", "出租车司机", "看门大爷", "养蜂人", "舵手",
    "船员", "说书先生", "女儿", "妻子", "妹妹", "小贩", "药师", "交警", "木工", "码头工人",
)  # fmt: skip
BEFORE_ZH = ("", "她看着", "他转向", "门开了，", "然后和", "门外站着", "他把信交给", "他骂")
TRADES_EN = (
    "photographer", "flower seller", "retired boxer", "old blacksmith", "lighthouse keeper", "night nurse", "bus driver", "young clerk", "cellist", "shop girl",
    "beekeeper", "marine biologist", "watchmaker", "detective", "fisherman",
)  # fmt: skip
LOOKS_ZH = ("穿灰色布长衫的男子（40岁，黑色短发）", "穿灰色布长衫的{}（40岁，黑色短发）")
LOOKS_EN = ("the man (40, in the grey coat)", "the man, {} (40, in the grey coat)")


@pytest.mark.parametrize("trade", TRADES_ZH)
@pytest.mark.parametrize("before", BEFORE_ZH)
def test_a_trade_goes_into_the_looks_and_nothing_else_does(before: str, trade: str) -> None:
    assert apposed(f"{before}{trade}", "zh") == trade
    assert taken_in(LOOKS_ZH[0], trade, ["男子"], "zh") == LOOKS_ZH[1].format(trade)


@pytest.mark.parametrize("trade", TRADES_EN)
@pytest.mark.parametrize("before", ["The {} ", "She waves. The {} ", "She turns to the {} ", "She turns to {} "])
def test_an_english_trade_stands_behind_the_noun(before: str, trade: str) -> None:
    told = apposed(before.format(trade), "en")

    assert told.strip().lower().removeprefix("the ") == trade
    article = "an" if trade[0] in "aeiou" else "a"
    assert taken_in(LOOKS_EN[0], told, ["man"], "en") == LOOKS_EN[1].format(f"{article} {trade}")


def test_whose_brother_somebody_is_stays_told() -> None:
    assert apposed("She hugs her brother ", "en") == "her brother "
    assert taken_in(LOOKS_EN[0], "her brother ", ["man"], "en") == LOOKS_EN[1].format("her brother")


@pytest.mark.parametrize(
    "before",
    ["They guard ", "He has to nurse ", "She opens the letter ", "The moment ", "On the paper, ", "He leaves the doctor, ", "the car ", "and then "],
)  # fmt: skip
def test_verbs_and_things_before_a_name_are_no_trade(before: str) -> None:
    assert apposed(before, "en") == ""


@pytest.mark.parametrize(
    "before", ["她看着", "她答应", "门口的", "他摸摸胡子", "收音机里，", "他打电话给", "他用尽功夫", "他走进药铺"]
)
def test_chinese_verbs_and_things_before_a_name_are_none_either(before: str) -> None:
    assert apposed(before, "zh") == ""


def test_who_was_told_already_is_no_second_person_by_a_trade() -> None:
    assert taken_in("the man", "The photographer ", ["man"], "en") == "the man"
    assert taken_in("男子", "照相师傅", ["男子"], "zh") == "男子"
    assert taken_in("the man (40)", "Mr. ", ["man"], "en") == "the man (40)"
    assert taken_in("穿灰色布衫的女子", "药师", ["女子"], "zh") == "穿灰色布衫的女药师"


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ("六岁的外孙女", "外孙女"),
        ("男孩的爸爸", "爸爸"),
        ("他给女儿", "女儿"),
        ("她的小姑", "小姑"),
        ("身后是亲哥哥", "亲哥哥"),
    ],
)
def test_a_kin_word_stands_alone_where_a_noun_would(before: str, told: str) -> None:
    assert apposed(before, "zh") == told
    assert taken_in("女子", told, ["女子"], "zh") == told
    assert taken_in("the man", "his brother ", ["man"], "en") == "his brother"


@pytest.mark.parametrize("trade", ["儿子", "徒弟", "小徒弟"])
def test_an_age_before_a_trade_stands_with_the_looks_too(tmp_path: Path, trade: str) -> None:
    file = tmp_path / "a.txt"
    file.write_text(
        f"第一场 客厅 日 内\n△许静（三十八岁，女，灰西装）对着电脑。她六岁的{trade}小米趴在地毯上画画。\n许静：别闹。\n小米：妈妈。\n",
        encoding="utf-8",
    )

    prompts = "\n".join(work(file)[0].prompts)

    assert "六岁的" not in prompts
    assert re.search(rf"她(?:[^，。]*的)?{trade[-2:]}趴在地毯上|{trade}趴在地毯上", prompts)


@pytest.mark.parametrize("trades", [("照相师傅", "卖花姑娘"), ("守门人", "女儿"), ("铁匠", "养蜂人")])
def test_no_prompt_has_a_trade_alone_before_looks(tmp_path: Path, trades: tuple[str, str]) -> None:
    file = tmp_path / "a.txt"
    file.write_text(
        "第一场 照相馆 日 内\n△{0}老简（40岁，灰布长衫，短发）站在三脚架后。{1}小满（十八岁，女，蓝布衫，长辫）推门进来。\n老简：坐好。\n小满：别急。\n"
        "△{0}老简按下快门。\n老简：好了。\n".format(*trades),
        encoding="utf-8",
    )

    prompts = "\n".join(work(file)[0].prompts)

    assert not re.search(rf"(?:{'|'.join(trades)})(?=\d+岁|穿)", prompts)
    assert any(f"：{trade}，" in prompts for trade in trades)


def test_no_english_prompt_has_one_either(tmp_path: Path) -> None:
    file = tmp_path / "a.fountain"
    file.write_text(
        "INT. STUDIO - DAY\n\nThe photographer OLD JIAN (60, grey beard, black apron) stands behind a tripod. Flower seller MIA (18, blue dress) enters.\n\n"
        "OLD JIAN\nSit still.\n\nMIA\nDon't hurry.\n\nThe photographer Old Jian presses the shutter.\n\nOLD JIAN\nDone.\n",
        encoding="utf-8",
    )

    prompts = "\n".join(work(file)[0].prompts)

    assert not re.search(r"(?i)(?:photographer|seller) the (?:old )?(?:wo)?man", prompts)
    assert "the woman: a flower seller, aged 18" in prompts
    assert "the old man: a photographer, aged 60" in prompts


LISTED = (
    ("{}，二十六岁，圆脸，黄色格子衬衫，正在念稿。", "{}正在念稿。"),
    ("{}二十六岁，圆脸，念稿。", "{}，念稿。"),
    ("锅前站着{}，二十六岁，圆脸，手里一柄铁勺。", "锅前站着{}，手里一柄铁勺。"),
    ("{}，二十六岁，女孩，圆脸，捂着嘴钻进衣柜。", "{}捂着嘴钻进衣柜。"),
    ("{}，黝黑，二十六岁，黄色格子衬衫，走进来。", "{}，黝黑，走进来。"),
    ("门开了。{}，女，二十六岁，圆脸。她坐下。", "门开了。她坐下。"),
    ("{}，三十岁，走进来。", "{}，三十岁，走进来。"),
    ("{}，笑着，走进来。", "{}，笑着，走进来。"),
)


@pytest.mark.parametrize("name", ["豆花", "秦岚", "欧阳小小", "阿K"])
@pytest.mark.parametrize(("told", "left"), LISTED)
def test_looks_listed_behind_a_name_are_told_once(name: str, told: str, left: str) -> None:
    appearance = "女，26岁，头发（黑色，齐耳短发），衣服（黄色，格子衬衫、圆脸）"
    text, at = told.format(name), told.index("{}")

    assert without_looks(text, at, at + len(name), appearance, seen=True) == left.format(name)


def test_a_sentence_of_looks_stays_where_nobody_is_seen_otherwise() -> None:
    appearance, text = "女，26岁，头发（黑色，齐耳短发），衣服（黄色，格子衬衫、圆脸）", "豆花，二十六岁，圆脸。"

    assert without_looks(text, 0, 2, appearance, seen=False) == text


def test_no_prompt_tells_age_and_clothes_of_one_person_twice(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(
        "第一场 广播室 日 内\n△豆花，二十六岁，圆脸，黄格子衬衫，正在念稿。\n豆花：下午有雨。\n△养蜂人陆青，三十岁，白色防蜂服，抱着一罐蜜。\n陆青：好。\n",
        encoding="utf-8",
    )

    prompts = "\n".join(work(file)[0].prompts)

    assert [prompts.count(told) for told in ("26岁", "二十六岁", "格子衬衫", "30岁", "三十岁")] == [1, 0, 1, 1, 0]
    assert "黄色格子衬衫" in prompts


@pytest.mark.parametrize(
    ("trade", "sex"),
    [
        ("卖花姑娘", "女"),
        ("丫鬟", "女"),
        ("老板娘", "女"),
        ("绣娘", "女"),
        ("小伙子", "男"),
        ("少爷", "男"),
        ("女儿", "女"),
        ("舅舅", "男"),
    ],
)
@pytest.mark.parametrize("action", ["{}推门进来。", "门外站着{}。", "老周看着{}。", "雨停了，{}还在等。"])
@pytest.mark.parametrize("name", ["阿澄", "小满", "欧阳云"])
def test_a_word_before_a_name_tells_the_sex(trade: str, sex: str, action: str, name: str) -> None:
    text = f"1-1 日 内 屋里\n人物：老周、{name}\n△{action.format(trade + name)}\n老周：好。\n{name}：嗯。\n"

    member = gather(parse(Source("a.txt", text, "utf-8"))).get(name)

    assert member is not None
    assert [fact.value for fact in member.facts if fact.part == "sex" and fact.source != "assumed"] == [sex]


NOUNS = (
    ("zh", "放羊女孩", "女", 9),
    ("zh", "放牛男孩", "男", 9),
    ("zh", "卖报小男孩", "男", 9),
    ("zh", "驼背老太太", "女", 68),
    ("en", "shepherd girl", "female", 9),
    ("en", "farm boy", "male", 9),
    ("en", "old fisherman", "male", 66),
)


@pytest.mark.parametrize(("language", "noun", "sex", "years"), NOUNS, ids=[row[1] if row[0] == "en" else "" for row in NOUNS])
@pytest.mark.parametrize("at", [0, 1])
def test_what_stands_before_a_name_makes_a_child_or_somebody_old_of_them_and_goes_with_the_name(
    tmp_path: Path, language: str, noun: str, sex: str, years: int, at: int
) -> None:
    """放羊女孩麦穗 was a woman of 31, and 放羊墨绿卫衣女孩 in the picture."""
    if language == "zh":
        name = ("麦穗", "石泉")[at]
        text = f"1-1 日 内 教室\n△{noun}{name}趴在窗外，跟着默念。马老师站着，周校长坐着。\n马老师：进来。\n{name}：好。\n周校长：坐。\n"
    else:
        name = ("MAI", "ROWAN")[at]
        text = f"INT. SCHOOL - DAY\n\nThe {noun} {name} leans on the sill. MARTA and PETER stand.\n\nMARTA\nCome in.\n\n{name}\nYes.\n\nPETER\nSit.\n"
    file = tmp_path / ("a.txt" if language == "zh" else "a.fountain")
    file.write_text(text, encoding="utf-8")

    looks = gather(parse(Source(file.name, text, "utf-8"))).get(name).looks
    prompts = "\n".join(work(file)[0].prompts)

    assert (looks.sex, looks.age) == (sex, years)
    assert not re.search(rf"{noun[:2]}[^，。；：\n]*(?:色|衫|衣|裙|装|袄)", prompts)
    assert f"{noun} the" not in prompts


YOUNGEST = (
    ("zh", "△最小的石头抓着绳子。", 6),
    ("zh", "△年纪最大的石头抓着绳子。", 12),
    ("en", "The smallest, TOBY, holds the rope.", 6),
    ("en", "TOBY, the eldest of the children, holds the rope.", 12),
)


@pytest.mark.parametrize(("language", "told", "years"), YOUNGEST)
@pytest.mark.parametrize("children", [True, False])
def test_the_smallest_of_the_children_is_a_child_and_so_is_who_calls_the_teacher(language, told, years, children):
    """A man of 29 said 老师，我松手了."""
    crowd, say, name = (("孩子们：一！\n", "石头：老师，我松手了。\n", "石头"), ("CHILDREN\nOne!\n\n", "TOBY\nTeacher, I let go.\n", "TOBY"))[language == "en"]
    head = "1-1 日 外 戈壁\n△马老师站着。\n" if language == "zh" else "EXT. DESERT - DAY\n\nMARTA stands.\n\n"
    for action, expected in ((told, years), ("", 9)):
        text = f"{head}{crowd if children else ''}{action}\n\n{say}"
        looks = gather(parse(Source("a.txt", text, "utf-8"))).get(name).looks
        assert (looks.age == expected) if children else looks.age >= 18
