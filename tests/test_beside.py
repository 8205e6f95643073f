"""Words beside a name: what they tell of sex and age, who are twins, and of whom they tell nothing."""

import pytest

from storyboard.cast import roles
from storyboard.cast.beside import beside
from storyboard.cast.file import add, load
from storyboard.cast.gather import gather
from storyboard.model import Source
from storyboard.parse import parse
from tests.test_cast_words import made


def script_of(text, *, people="林晚、林二、苏晴、顾言", language="zh", front=""):
    """A script of one scene with these people, this text as its action or, with a colon, its speech."""
    if language == "zh":
        return parse(Source("x.txt", f"{front}1-1 日 内 客厅\n人物：{people}\n{text}\n林二：走。\n", "utf-8"))
    return parse(
        Source("x.txt", f"INT. HALL - DAY\n\n{text}\n\nTOM\nGo.\n\nANNA\nYes.\n\nJACK\nNo.\n\nBLACK\nSit.\n", "utf-8")
    )


def sexes(script, names):
    """Name -> sex of everybody of whom something is told."""
    return {name: told.sex for name, told in beside(script, names).items() if told.sex}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("△林晚和弟弟林二走进来。", {"林二": "男"}),
        ("△苏晴的弟弟林二推门进来。", {"林二": "男"}),
        ("△林二是林晚的妹妹。", {"林二": "女"}),
        ("△林二（苏晴的弟弟，25岁）坐下。", {"林二": "男"}),
        ("△林二，苏晴的妹妹，站在门口。", {"林二": "女"}),
        ("△林晚看着顾言，她的丈夫，没有说话。", {"顾言": "男"}),
        ("△顾言扶着妻子苏晴，慢慢坐下。", {"苏晴": "女"}),
        ("△一个小女孩林晚跑进来。", {"林晚": "女"}),
        ("△林晚小姐到了，顾言先生起身。", {"林晚": "女", "顾言": "男"}),
        ("苏晴：顾言先生，请坐。", {"顾言": "男"}),
        ("△儿子林二抱住母亲苏晴。", {"林二": "男", "苏晴": "女"}),
        ("苏晴：我是顾言的妹妹。", {"苏晴": "女"}),
        ("苏晴：你好，我是他未婚妻。", {"苏晴": "女"}),
        # about somebody else, or a call, or nothing
        ("苏晴：如果我是你妹妹，就好了。", {}),
        ("苏晴：我是你妹妹吗？", {}),
        ("苏晴：我不是你妹妹。", {}),
        ("△他的妹妹来了，林二没有动。", {}),
        ("△林晚的妹妹来了。", {}),
        ("△林晚妹妹来了。", {}),
        ("△林二想起妹妹，苏晴走过来。", {}),
        ("苏晴：妹妹，林二来了。", {}),
        ("苏晴：哥哥林二呢？", {}),
        ("△林二、他的妻子和孩子站着。", {}),
        ("△林二，他的妻子，和两个孩子走来。", {}),
        ("△林晚先生气了，后来笑了。", {}),
        ("△那个男人林晚从没见过。", {}),
        ("△王夫人苏晴也认得。", {}),
        ("△林二，苏晴，顾言的妹妹都在。", {}),
        ("△弟弟林二走来。\n△妹妹林二走来。", {}),
    ],
    ids=range(29),
)
def test_a_chinese_word_beside_a_name_tells_the_sex_or_nothing(text, told):
    """弟弟林二 does; 他的妹妹来了 is about nobody who has a name."""
    assert sexes(script_of(text), ["林晚", "林二", "苏晴", "顾言"]) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Anna enters with her brother TOM.", {"TOM": "male"}),
        ("TOM, Anna's younger brother, waits.", {"TOM": "male"}),
        ("JACK (40s), her husband, stands up.", {"JACK": "male"}),
        ("TOM looks up. ANNA, his wife, smiles.", {"ANNA": "female"}),
        ("Mrs. Black sits down.", {"BLACK": "female"}),
        ("She hugs her daughter, Jack, and leaves.", {"JACK": "female"}),
        ("TOM (30s, male) waits.", {"TOM": "male"}),
        ("ANNA\nI'm his wife.", {"ANNA": "female"}),
        # about somebody else
        ("ANNA\nIf I'm his wife, who are you?", {}),
        ("His sister enters. TOM waits.", {}),
        ("Tom's sister enters.", {}),
        ("TOM, his wife, and two children enter.", {}),
        ("TOM, ANNA, his wife's sister, and JACK wait.", {}),
        ("She looks at her brother Tom's wife.", {}),
        ("She turns to her brother, Tom laughs.", {}),
        ("Mr. Black and Mrs. Black sit down.", {}),
        ("Enter old Black and his son, Tom, Jack, and soldiers.", {}),
    ],
    ids=range(17),
)
def test_an_english_word_beside_a_name_tells_the_sex_or_nothing(text, told):
    """ANNA, his wife; but not Tom's sister."""
    assert sexes(script_of(text, language="en"), ["TOM", "ANNA", "JACK", "BLACK"]) == told


@pytest.mark.parametrize(
    ("bio", "sex"),
    [
        ("林二（25岁）：苏晴的弟弟，爱笑。", "男"),
        ("林二：25岁，女，律师。", "女"),
        ("林二：女主的闺蜜，25岁。", "女"),
        ("林二：25岁，最爱的人，他的妹妹，已经去世。", ""),
        ("林二：25岁，有一个妹妹。", ""),
    ],
    ids=range(5),
)
def test_a_bio_says_what_somebody_is_in_its_first_sentence(bio, sex):
    """Not whom they love."""
    assert sexes(script_of("△门开了。", front=f"人物小传\n{bio}\n\n"), ["林二", "苏晴"]).get("林二", "") == sex


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_word_that_may_stand_beside_a_name_tells_a_sex(language):
    """Rows of two tables that belong together."""
    table = roles.tables(language)["beside"]
    words = {*table["kin"], *table["people"], *table["titles"]} - {"闺蜜"}

    assert {
        word for word in words if roles.tells(word, "sex", language) not in roles.tables(language)["sexes"]
    } == set()


def test_what_a_word_beside_a_name_says_is_told_with_its_line_and_not_assumed():
    """In cast.toml: no mark of an assumption, and the line to look at."""
    script = script_of("△苏晴的爷爷林二推门进来。")

    member = gather(script).get("林二")

    assert (member.looks.sex, member.looks.age, member.evidence) == ("男", 70, (3,))
    assert "sex" not in member.assumed
    assert "age" in member.assumed


TWINS = [
    "△林晚和双胞胎弟弟林二，一模一样的脸，对视。",
    "△林晚和林二是一对双胞胎。",
    "△林二走出来，和林晚是双胞胎姐妹。",
    "△林二是林晚的孪生妹妹。",
    "△林晚和林二，一模一样的脸，对视。",
    "△双胞胎姐妹林晚和林二站在门口。",
    "△林二，林晚的双胞胎妹妹，站在门口。",
    "△林二长着一张和林晚一模一样的脸。",
    "△林晚挽着孪生妹妹林二走来。",
    "△林晚的孪生妹妹林二走来。",
]


@pytest.mark.parametrize("text", TWINS, ids=range(len(TWINS)))
def test_twins_look_the_same_and_wear_something_else(text, tmp_path):
    """Sex, age and hair of the other, clothes of their own; cast.toml says twin_of, and the check has nothing to say."""
    cast = gather(script_of(text, people="林晚、林二"))
    one, other = cast.get("林晚").looks, cast.get("林二").looks

    assert cast.get("林二").twin_of == "林晚"
    assert (one.sex, one.age, one.hair_colour, one.hair_style) == (
        other.sex,
        other.age,
        other.hair_colour,
        other.hair_style,
    )
    assert (one.clothes_colour, one.clothes_style) != (other.clothes_colour, other.clothes_style)
    path = tmp_path / "cast.toml"
    path.write_text(add("", cast.members, "zh"), encoding="utf-8")
    assert load(path) == cast
    assert made(f"1-1 日 内 客厅\n人物：林晚、林二\n{text}\n林晚：嗯。\n林二：走。\n")[3] == []


@pytest.mark.parametrize(
    "text",
    [
        "△林晚看着一对双胞胎，林二走来。",
        "△林晚翻开文件夹，里面是一张双胞胎合影，林二愣住。",
        "△林晚和龙凤胎弟弟林二对视。",
        "△林晚（女，25岁）站着。\n△林晚和双胞胎弟弟林二对视。",
    ],
    ids=range(4),
)
def test_who_only_stands_beside_twins_or_is_one_of_two_sexes_looks_like_nobody(text):
    assert gather(script_of(text, people="林晚、林二")).get("林二").twin_of == ""


@pytest.mark.parametrize(
    "text",
    [
        "TOM and his twin brother JACK face each other.",
        "TOM and JACK, identical twins, wait.",
        "The twins TOM and JACK wait.",
        "JACK (Tom's twin) waits.",
    ],
    ids=range(4),
)
def test_english_twins_are_found_too(text):
    assert gather(script_of(text, language="en")).get("JACK").twin_of == "TOM"


@pytest.mark.parametrize(
    ("name", "pitch"), [("神秘女声", 215), ("神秘男声", 125), ("老妇人的声音", 190), ("女人电话", 215)]
)
def test_a_voice_sounds_like_whose_it_is(name, pitch):
    """神秘女声 is no man."""
    member = gather(script_of(f"{name}（电话音）：别动。")).get(name)

    assert (member.kind, member.voice.pitch) == ("voice", pitch)


PAIRS = (("DAVI", "RUI"), ("TOM", "JACK"), ("SAM", "ALEX"))


@pytest.mark.parametrize(
    "sentence",
    [
        "{0} (34, blue suit) and his identical twin {1} (34, grey suit) wait.",
        "{0} (34) faces his identical twin {1}.",
        "{0}, 34, and his twin brother {1} wait. One has his identical face.",
    ],
)
@pytest.mark.parametrize(("one", "other"), PAIRS)
@pytest.mark.parametrize("turned", [False, True])
def test_an_identical_twin_is_of_the_sex_the_age_and_the_hair_of_the_other(sentence, one, other, turned):
    """Though a pronoun of somebody else stands behind the name: `JACK stares at the pen in her hand`."""
    one, other = (other, one) if turned else (one, other)
    text = f"INT. HALL - DAY\n\n{sentence.format(one, other)}\n\n{one}\nGo.\n\n{other}\nNo.\n\nANNA (50, black hat) slides a page across. {other.title()} stares at the pen in her hand.\n\nANNA\nSit.\n"
    cast = gather(parse(Source("x.txt", text, "utf-8")))
    first, second = cast.get(one).looks, cast.get(other).looks
    assert first.sex == second.sex == "male"
    assert (first.age, first.hair_colour, first.hair_style) == (second.age, second.hair_colour, second.hair_style)
    assert {cast.get(one).twin_of, cast.get(other).twin_of} & {one, other}


@pytest.mark.parametrize(
    "front",
    [
        "人物：{0}（19岁，宫女，黑色双丫髻）、{1}（19岁，与{0}一模一样）\n",
        "人物：{0}（19岁，女，黑色双丫髻）、{1}（与{0}长得一模一样）\n",
        "人物：{0}（19岁，女，黑色双丫髻）、{1}\n△两张一样的脸隔烛相望。\n",
        "人物：{0}（19岁，女，黑色双丫髻）、{1}\n△双生姐妹{0}和{1}隔烛相望。\n",
    ],
)
@pytest.mark.parametrize(("one", "other"), [("阿瑶", "云川"), ("林晚", "顾言"), ("苏晴", "小柱")])
def test_two_with_one_face_share_it_in_chinese(front, one, other):
    text = f"1-1 夜 内 冷宫\n{front.format(one, other)}{one}：换衣裳。\n{other}：走。\n"
    cast = gather(parse(Source("x.txt", text, "utf-8")))
    first, second = cast.get(one).looks, cast.get(other).looks
    assert (first.sex, first.age, first.hair_style) == (second.sex, second.age, second.hair_style)
    assert first.sex == "女"


def test_a_twin_of_the_other_sex_has_hair_of_their_own():
    text = "INT. HALL - DAY\n\nTOM (12, red hair) and his twin sister ANNA wait.\n\nTOM\nGo.\n\nANNA\nNo.\n"
    cast = gather(parse(Source("x.txt", text, "utf-8")))
    assert cast.get("ANNA").looks.sex == "female"
    assert cast.get("ANNA").looks.age == cast.get("TOM").looks.age
