"""When and where a story plays, by the years that are written over it, and what its people then wear."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard.cast import assume
from storyboard.cast.era import known, of_script
from storyboard.cast.gather import gather
from storyboard.cast.roles import tables
from storyboard.model import Source
from storyboard.parse import parse


def _script(text):
    return parse(Source("x.txt", text, "utf-8"))


WRITTEN = {
    "en": [
        "{title}\n\n{when}.\n\nINT. HOUSE - DAY\n\nANNA kneads.\n\nANNA\nGo.\n",
        "INT. HOUSE - {upper} - DAY\n\nANNA kneads.\n\nANNA\nGo.\n",
        "INT. HOUSE - DAY\n\nSUPER: {when}\n\nANNA kneads.\n\nANNA\nGo.\n",
        "INT. HOUSE - DAY\n\n{when}. A narrow house where the rain has fallen for weeks on end; ANNA kneads.\n\nANNA\nGo.\n",
    ],
    "zh": [
        "《面包》\n\n{when}\n\n1-1 日 内 屋内\n△安娜揉面。\n安娜：走。\n",
        "《面包》\n\n1-1 日 内 屋内\n【字幕：{when}】\n△安娜揉面。\n安娜：走。\n",
        "《面包》\n\n1-1 日 内 屋内\n△{when}，雨已经下了好几个星期，街上一个人也没有，屋里只有炉火的声音，安娜揉面。\n安娜：走。\n",
    ],
}
WHEN = [
    ("en", "Ghent, 1652", "baroque"),
    ("en", "Delft, the 17th century", "baroque"),
    ("en", "Rome, 44 BC", "antiquity"),
    ("en", "York, 1340", "medieval"),
    ("en", "Paris, 1789", "georgian"),
    ("en", "Manchester, the 1880s", "victorian"),
    ("en", "Detroit, 1962", "midcentury"),
    ("en", "Luoyang, 742", "imperial"),
    ("en", "Suzhou, 1652", "imperial"),
    ("en", "Shanghai, 1931", "republican"),
    ("en", "Nagasaki, 1703", "edo"),
    ("en", "Baghdad, 1258", "levant"),
    ("en", "Calcutta, 1870", "india"),
    ("en", "Kansas, 1871", "western"),
    ("en", "Kansas, 1931", "wartime"),
    ("en", "Luna port, 2091", "future"),
    ("zh", "1652年，根特", "西方近世"),
    ("zh", "公元一六五二年，根特", "西方近世"),
    ("zh", "十七世纪，荷兰", "西方近世"),
    ("zh", "公元前44年，罗马", "西方古代"),
    ("zh", "1887年，伦敦", "西方近代"),
    ("zh", "1943年，华沙", "西方战时"),
    ("zh", "公元前221年", "古装"),
    ("zh", "742年，长安", "古装"),
    ("zh", "十七世纪，江南", "古装"),
    ("zh", "二十世纪三十年代，上海", "民国"),
    ("zh", "一九六二年", "建国初"),
    ("zh", "1703年，江户", "日本旧时"),
    ("zh", "1978年，香港", "港台南洋"),
    ("zh", "1965年，台北", "港台南洋"),
    ("zh", "一九七一年，吉隆坡", "港台南洋"),
    ("zh", "1982年，旧金山唐人街", "港台南洋"),
    ("zh", "一九三八年，新加坡", "民国"),
]


@pytest.mark.parametrize(("language", "when", "era"), WHEN, ids=range(len(WHEN)))
def test_a_year_tells_when_and_where_a_story_plays_wherever_it_is_written_over_it(language, when, era):
    """In a heading, a caption, a line under the title or the first action; whoever has no told clothes wears that time's."""
    for form in WRITTEN[language]:
        if "upper" in form and not when[-1].isdigit():
            continue
        script = _script(form.format(title="THE LOAF", when=when, upper=when.upper()))
        found = of_script(script)

        assert (found.value, found.line > 0) == (era, True), form
        (anna,) = gather(script).members
        worn = [style for rows in known(language)[era]["clothes"].values() for _, style in rows]
        assert anna.looks.clothes_style in worn


@pytest.mark.parametrize(
    "text",
    [
        "INT. ROOM 1408 - NIGHT\n\nJO waits.\n\nJO\nGo.\n",
        "INT. HALL - NIGHT\n\nA 1967 Mustang stands there and shines, and nobody has touched it for years.\n\nJO\nGo.\n",
        "INT. HALL - NIGHT\n\nSUPER: 1500 METRES\n\nJO runs.\n\nJO\nGo.\n",
        "INT. DOOR 742 - NIGHT\n\nJO waits.\n\nJO\nGo.\n",
        "INT. HALL - NIGHT\n\nThe screen shows 14,610 days.\n\nJO\nGo.\n",
        "1-1 日 内 食堂\n△2019级的学生在等。\n安娜：走。\n",
        "1-1 日 内 食堂\n字幕：三百年后\n安娜：走。\n",
        "1-1 日 内 食堂\n字幕：1937年的邮票\n字幕：2024年\n安娜：走。\n",
    ],
    ids=range(8),
)
def test_numbers_of_doors_cars_and_races_are_no_years(text):
    assert of_script(_script(text)).value == ""


@pytest.mark.parametrize(
    "words",
    [pytest.param(slice(1), id="first words"), pytest.param(slice(1, None), id="other words", marks=pytest.mark.wide)],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_who_has_a_trade_wears_what_it_wears(language, words):
    """A referee has no qipao and no suit of anybody else's; what a trade wears names no trade."""
    form = {
        "en": "INT. HALL - DAY\n\nThe {low} waits.\n\n{name}\nGo.\n\nOLD {name}\nWait.\n",
        "zh": "1-1 日 内 大厅\n△{name}在等。\n{name}：走。\n老{name}：等。\n",
    }[language]
    wrong = {}
    for row in tables(language)["trades"]:
        for word in row["words"][words]:
            if "" not in row["clothes"]:
                continue
            for one in gather(_script(form.format(name=word.upper(), low=word))).members:
                style = one.looks.clothes_style
                assert word not in style.lower()
                if row["clothes"][""][1] not in style and one.name.lower() in (word, f"old {word}", f"老{word}"):
                    wrong[one.name] = style
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "name", "style"),
    [
        ("1-1 夜 内 灯塔\n△小顾（28岁，潜水员）坐着。\n小顾：走。\n", "小顾", "紧身胶衣"),
        (
            "INT. BAR - NIGHT\n\nTOM (30, a referee) sits.\n\nTOM\nGo.\n",
            "TOM",
            "short-sleeved sports jersey with a whistle",
        ),
    ],
    ids=("zh", "en"),
)
def test_a_trade_in_the_brackets_behind_a_name_dresses_its_bearer(text, name, style):
    """Not one that is over, or another's: 退休护士, `the baker's wife`."""
    assert gather(_script(text)).get(name).looks.clothes_style == style
    for word, told in (
        ("潜水员", "退休潜水员"),
        ("潜水员", "想当潜水员"),
        ("a referee", "a retired referee"),
        ("a referee", "the referee's wife"),
    ):
        if word in text:
            assert gather(_script(text.replace(word, told))).get(name).looks.clothes_style != style


def test_a_surname_is_no_trade():
    """ANNA BAKER bakes nothing, nor does BAKER where nobody is called the baker."""
    assert assume.working("BAKER", "en", "", "The baker kneads.")
    assert assume.working("OLD BAKER", "en", "baroque", "The old baker kneads.")
    for name, text in (("ANNA BAKER", "The baker kneads."), ("BAKER", "Baker draws his gun."), ("TOM COOPER", "")):
        assert assume.working(name, "en", "", text) is None


PLACES = ("香港", "台北", "澳门", "新加坡", "吉隆坡", "唐人街")


@pytest.mark.parametrize("place", PLACES)
@given(st.integers(1950, 1989), st.integers(8, 80), st.sampled_from(["男", "女"]))
def test_nobody_wears_a_mao_suit_where_nobody_did(place, year, age, sex):
    """Men of Hong Kong in 1978 stood there in 解放装 and 草绿军便服."""
    names = ("阿骏", "强叔", "邻座", "何文", "周泰")
    listed = "、".join(f"{name}（{sex}，{age}岁）" for name in names)
    text = f"1-1 夜 内 片场\n字幕：{place} {year}\n人物：{listed}\n" + "".join(f"{name}：走。\n" for name in names)

    worn = [f"{one.looks.clothes_colour}{one.looks.clothes_style}" for one in gather(_script(text)).members]
    assert len(worn) == len(names)
    assert not [one for one in worn if re.search("解放|军便|中山|列宁|劳动布", one)]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_era_dresses_men_women_and_children_and_names_years(language):
    for name, era in known(language).items():
        assert {"years", "words", "clothes"} <= {*era}, name
        assert {"male", "female"} <= {*era["clothes"]}, name
        assert era.get("region", next(iter(tables(language)["regions"]))) in tables(language)["regions"], name


def test_a_constable_and_an_empty_granary_are_of_an_old_time():
    """捕头 and his men wore hooded sweatshirts."""
    text = "1-1 染坊 日 外\n人物：石生 捕头 捕快\n△捕快追入。捕头皂靴一尘不染。\n捕头：见着偷官粮的？\n石生：官仓还有粮？\n"
    cast = gather(parse(Source("x.txt", text, "utf-8")))
    assert not [
        one.name for one in cast.members if "卫衣" in one.looks.clothes_style or "T恤" in one.looks.clothes_style
    ]
    assert "号衣" in next(one.looks.clothes_style for one in cast.members if one.name == "捕头")


@pytest.mark.parametrize("rank", ["伪军班长", "伪军连长", "伪军", "国军连长", "司令", "哨兵", "鬼子"])
def test_soldiers_and_officers_wear_the_uniform_of_their_time(rank):
    text = f"【字幕：1943年 冬 冀中】\n1-1 日 外 哨卡\n人物：{rank}\n△{rank}端枪围上。\n{rank}：站住！\n"
    (member,) = gather(parse(Source("s.txt", text, "utf-8"))).members
    assert "军装" in member.looks.clothes_style


@pytest.mark.parametrize(
    ("rank", "style"), [("COLONEL", "battledress"), ("LIEUTENANT", "battledress"), ("CORPORAL", "battledress")]
)
def test_officers_of_the_war_wear_battledress(rank, style):
    text = f"INT. LONDON BUNKER - DAY - 1943\n\n{rank} HALE waits.\n\n{rank} HALE\nGo.\n"
    (member,) = gather(parse(Source("s.txt", text, "utf-8"))).members
    assert member.looks.clothes_style == style


@pytest.mark.parametrize("years", [42, 60])
def test_who_is_seen_only_after_an_era_wears_nothing_of_it(years):
    text = (
        "【字幕：1943年 冬】\n1-1 日 外 村口\n人物：石头\n△石头站着。\n石头：走。\n\n"
        f"【字幕：{years}年后】\n1-2 日 内 客厅\n人物：女人、男人、护士\n△男人进门。\n男人：谁？\n女人：他。\n护士：嗯。\n"
    )
    found = {
        member.name: member.looks.clothes_style for member in gather(parse(Source("s.txt", text, "utf-8"))).members
    }
    then = {style for row in tables("zh")["eras"]["民国"]["clothes"].values() for _, style in row}
    assert not {found["男人"], found["女人"], found["护士"]} & then
    assert found["石头"] in then
