"""What is known of people, and by which words: told by words about them, inferred for a reason, never by standing near by."""

import json
import os
from pathlib import Path

import pytest

from storyboard.cast.era import of_script
from storyboard.cast.evidence import accepted, disagreeing
from storyboard.cast.file import load
from storyboard.cast.gather import gather
from storyboard.errors import UsageError
from storyboard.model import Source
from storyboard.parse import parse
from storyboard.plan.scenery import scenery
from storyboard.read import read
from tests import measure_people

CASES = Path(os.environ.get("STORYBOARD_SHARED", Path(__file__).parents[2] / "shared")) / "cases"


def cast_of(text, container="text"):
    """The cast of a script."""
    return gather(parse(Source(f"x.{container}", text, "utf-8", container)))


def chinese(action, people, speakers=None):
    """The cast of a scene in which everybody says a word."""
    lines = "".join(f"{name}：好。\n" for name in speakers or people)
    return cast_of(f"1-1 日 外 街上\n人物：{'、'.join(people)}\n△{action}\n{lines}")


def english(action, people):
    lines = "".join(f"{name}\nHello.\n\n" for name in people)
    return cast_of(f"INT. ROOM - DAY\n\n{action}\n\n{lines}", "fountain")


def fact(cast, name, part):
    return accepted(cast.get(name).facts, part)


@pytest.mark.parametrize(
    ("action", "who", "whose", "age"),
    [
        ("沈若牵着五岁的小女孩走过斑马线。", "沈若", "小女孩", 5),
        ("何大年身边站着七十岁的婆婆。", "何大年", "婆婆", 70),
        ("何大年给八岁的儿子擦汗。", "何大年", "儿子", 8),
        ("江晚意牵着六岁的女儿小桃进门。", "江晚意", "小桃", 6),
    ],
)
def test_an_age_belongs_to_the_noun_it_stands_with(action, who, whose, age):
    """Not to the name before it."""
    cast = chinese(action, [who, whose])

    assert fact(cast, whose, "age").value == str(age)
    assert fact(cast, whose, "age").source == "told"
    assert fact(cast, who, "age").source != "told"


@pytest.mark.parametrize(
    ("action", "ages"),
    [
        ("ANNE leads a 6-year-old boy, DEV, by the hand.", {"ANNE": None, "DEV": 6}),
        ("KELLY, a big man in his fifties, sits.", {"KELLY": 50}),
        ("ALEX, a twelve-year-old girl, draws. JO, mid-40s, waits.", {"ALEX": 12, "JO": 45}),
        ("PAT and LOU, brothers, both 9, fight.", {"PAT": 9, "LOU": 9}),
        ("RAY, sixties, a baker, yawns. MIA, in her late teens, hums.", {"RAY": 60, "MIA": 18}),
    ],
    ids=range(5),
)
def test_written_ages_are_read(action, ages):
    """In words, decades and pairs."""
    cast = english(action, list(ages))

    assert {name: fact(cast, name, "age") for name in ages if fact(cast, name, "age").source == "told"}.keys() == {
        name for name, age in ages.items() if age
    }
    assert all(cast.get(name).looks.age == age for name, age in ages.items() if age)


@pytest.mark.parametrize(
    ("action", "who"),
    [("周牧抱住她，不肯松手。", "周牧"), ("周牧推开她的手。", "周牧"), ("周牧攥着她的丝带。", "周牧")],
)
def test_a_pronoun_that_is_an_object_says_nothing_of_who_acts(action, who):
    """She is somebody else."""
    cast = chinese(action, [who, "阿远"])

    assert [one.value for one in cast.get(who).facts if one.part == "sex" and one.source == "told"] == []
    assert fact(cast, "阿远", "sex").value == "女"


def test_with_her_back_to_him_tells_two_sexes():
    """Her is the subject, him the one other person."""
    cast = english(
        "NURSE KELLY waits. DR. CHEN (30s, white coat) reads a chart with her back to him.", ["NURSE KELLY", "DR. CHEN"]
    )

    assert (cast.get("DR. CHEN").looks.sex, cast.get("NURSE KELLY").looks.sex) == ("female", "male")


@pytest.mark.parametrize(
    ("speech", "speaker", "other", "sex"),
    [
        ("妈，我回来了。", "秦越", "秦岚", "女"),
        ("爸，你别喝了。", "小鱼", "大壮", "男"),
        ("曼姐，人带来了。", "阿杰", "唐曼", "女"),
        ("少爷，老爷请您去书房。", "刘妈", "陆谨", "男"),
        ("周叔，你先回去。", "苏晴", "老周", "男"),
    ],
)
def test_how_somebody_is_called_tells_by_who_speaks_to_whom(speech, speaker, other, sex):
    """Told with the line, and nothing is told of the caller."""
    cast = cast_of(f"1-1 夜 内 屋里\n人物：{speaker}、{other}\n{speaker}：{speech}\n{other}：嗯。\n")

    assert (fact(cast, other, "sex").value, fact(cast, other, "sex").source, fact(cast, other, "sex").line) == (
        sex,
        "told",
        3,
    )


def test_a_mother_is_older_than_her_child():
    """Both ways: of whom an age is told the other follows."""
    cast = cast_of("1-1 夜 内 屋里\n人物：秦越、秦岚\n△秦越（30岁）进门。\n秦越：妈，我回来了。\n秦岚：饭在锅里。\n")
    young = cast_of("1-1 夜 内 屋里\n人物：糖糖、秦岚\n△秦岚（31岁）回头。\n糖糖：妈妈，我饿了。\n秦岚：饭在锅里。\n")

    assert cast.get("秦岚").looks.age >= 55
    assert young.get("糖糖").looks.age <= 10


@pytest.mark.parametrize(
    ("name", "looks"),
    [
        ("光头", {"hair_style": "光头", "hair_colour": "无"}),
        ("黑衣人甲", {"clothes_colour": "黑色"}),
        ("红裙女人", {"sex": "女", "clothes_colour": "红色", "clothes_style": "裙子"}),
        ("白发老者", {"sex": "男", "hair_colour": "白色", "age": 70}),
        ("大胡子", {"sex": "男"}),
        ("黄毛", {"hair_colour": "黄色", "sex": "男"}),
        ("李氏", {"sex": "女"}),
        ("女警", {"sex": "女", "clothes_style": "警服"}),
        ("外卖小哥", {"sex": "男"}),
        ("新娘", {"sex": "女", "clothes_style": "婚纱"}),
        ("蓝衣女子", {"sex": "女", "clothes_colour": "蓝色"}),
        ("老魏头", {"sex": "男", "age": 66}),
    ],
)
def test_chinese_names_tell_what_they_tell(name, looks):
    """And nobody invents over it."""
    member = chinese("门开了。", [name]).get(name)

    assert {part: getattr(member.looks, part) for part in looks} == looks


@pytest.mark.parametrize(
    ("name", "looks"),
    [
        ("BALD MAN", {"sex": "male", "hair_style": "bald", "hair_colour": "none"}),
        ("WOMAN IN RED", {"sex": "female", "clothes_colour": "red"}),
        ("TEENAGE BOY", {"sex": "male", "age": 16}),
        ("WHITE-HAIRED OLD MAN", {"sex": "male", "hair_colour": "white", "age": 66}),
        ("DENIM JACKET MAN", {"sex": "male", "clothes_style": "denim jacket"}),
        ("ANNE", {"sex": "female"}),
        ("IVY", {"sex": "female"}),
        ("RITA", {"sex": "female"}),
        ("FEMALE SWORDSWOMAN", {"sex": "female"}),
    ],
)
def test_english_names_tell_what_they_tell(name, looks):
    member = english("A door opens.", [name]).get(name)

    assert {part: getattr(member.looks, part) for part in looks} == looks


@pytest.mark.parametrize(
    ("bio", "age", "words"),
    [
        ("林小满（24）女，外卖员，短发，黄色冲锋衣", 24, ("女", "短发", "黄色", "冲锋衣")),
        ("林小满 女 24岁 短发 黄色冲锋衣 脚踩小白鞋", 24, ("女", "短发", "黄色", "冲锋衣、小白鞋")),
        ("【林小满】女，24岁，短发，黄色冲锋衣", 24, ("女", "短发", "黄色", "冲锋衣")),
        ("林小满：女，24，短发，粉色公主裙，脖子上有蝎子纹身", 24, ("女", "短发", "粉色", "公主裙、脖子上有蝎子纹身")),
    ],
    ids=range(4),
)
def test_a_bio_is_read_in_every_usual_form(bio, age, words):
    """Marks and shoes stand behind the clothes."""
    cast = cast_of(f"人物小传\n{bio}\n\n1-1 日 内 店里\n人物：林小满\n林小满：早。\n")
    looks = cast.get("林小满").looks

    assert (looks.age, looks.sex, looks.hair_style, looks.clothes_colour, looks.clothes_style) == (age, *words)
    assert cast.get("林小满").assumed == ("voice",)


@pytest.mark.parametrize(
    ("action", "name", "looks"),
    [
        ("NORA (40s, grey braid, canvas work coat) prunes.", "NORA", ("grey", "braid", "canvas work coat")),
        ("JO - 19, dyed green hair, army boots, hoodie - waits.", "JO", ("green", "", "hoodie and army boots")),
        ("OTIS, a bald man, in a navy cardigan, nods.", "OTIS", ("none", "bald", "cardigan")),
        ("BEA in a red hoodie and TESS in a blue jumper play.", "TESS", ("", "", "jumper")),
        ("QIN enters in fine sable robes. Her silver hair shines.", "QIN", ("silver", "", "fine sable robes")),
    ],
    ids=range(5),
)
def test_an_introduction_is_read_in_every_usual_form(action, name, looks):
    found = english(action, ["NORA", "JO", "OTIS", "BEA", "TESS", "QIN"]).get(name).looks

    assert all(
        word in have
        for word, have in zip(looks, (found.hair_colour, found.hair_style, found.clothes_style), strict=True)
    )


def test_two_tellings_that_disagree_are_listed():
    """Both with their words; the first is gone by."""
    cast = cast_of(
        "人物小传\n林晚（28）：女，律师。\n\n1-1 日 内 屋\n人物：林晚\n△林晚，35岁，推门进来。\n林晚：早。\n"
    )
    ((first, second),) = disagreeing(cast.get("林晚").facts)

    assert ((first.value, first.line), (second.value, second.line)) == (("28", 2), ("35", 6))


@pytest.mark.parametrize(
    ("text", "era"),
    [
        ("1-1 日 内 侯府\n人物：世子\n△世子扶着凤冠霞帔的新娘。\n世子：殿下万福。\n", "古装"),
        ("1-1 日 内 公司\n人物：陈总\n△手机响了，微信弹出消息。\n陈总：皇上来了也没用。\n", ""),
        ("1-1 夜 外 租界\n人物：少帅\n△黄包车停在百乐门前。\n少帅：督军呢？\n", "民国"),
    ],
    ids=("old", "today", "republic"),
)
def test_the_era_follows_from_words_with_their_line(text, era):
    """And assumed clothes fit it."""
    script = parse(Source("x.txt", text, "utf-8"))

    assert of_script(script).value == era
    assert not era or of_script(script).line > 0


def test_nobody_of_a_palace_wears_a_suit():
    """Of the labelled palace scene."""
    cast = gather(parse(read(measure_people.GOLD / "scripts" / "zh-palace.txt")))

    assert [
        member.name
        for member in cast.members
        for word in ("西装", "毛衣", "风衣", "针织")
        if word in member.looks.clothes_style
    ] == []


@pytest.mark.wide
def test_the_labelled_people_are_read_as_their_readers_read_them():
    """Of what is told 99 in 100 is true; figures are printed by `python -m tests.measure_people`."""
    counts, _, _ = measure_people.measure(measure_people.GOLD / "open.txt")

    for part in ("sex", "age", "hair", "clothes"):
        assert counts[f"{part}/true"] >= 0.97 * counts[f"{part}/claimed"], part
        assert counts[f"{part}/recalled"] >= 0.9 * counts[f"{part}/told"], part


@pytest.mark.skipif(not CASES.is_dir(), reason="../shared/cases is not here")
@pytest.mark.parametrize("name", ["en01_written_age_sex", "en02_pronoun_two_people"])
def test_the_facts_of_the_cases_are_found(name):
    path = CASES / "en" / f"{name}.fountain"
    cast = gather(parse(read(path)))

    for who, facts in json.loads((path.parent / f"{path.name}.expect.json").read_text())["cast_facts"].items():
        looks = cast.get(who).looks
        low, high = facts.get("age", (0, 200))
        assert low <= looks.age <= high
        assert facts.get("sex", looks.sex) == looks.sex
        assert facts.get("hair", "") in looks.hair_colour


@pytest.mark.skipif(not CASES.is_dir(), reason="../shared/cases is not here")
def test_the_looks_of_the_cases_are_found():
    cast = gather(parse(read(CASES / "zh" / "16-cast-mixed-separators.txt")))
    mixed = [member.name for member in cast.members]
    pronouns = gather(parse(read(CASES / "zh" / "17-pronoun-is-somebody-else.txt")))

    assert mixed == ["顾掌柜", "阿棠", "陌生人", "老账房"]
    assert [(member.name, member.looks.sex) for member in pronouns.members] == [("周牧", "男"), ("许蔓", "女")]
    told = [(one.looks.sex, fact.value) for one in pronouns.members for fact in one.facts if fact.part == "sex"]
    assert all(sex == value for sex, value in told)  # 抱住她 tells of 许蔓, never of who does it


def test_one_line_of_cast_toml_says_when_a_story_plays(tmp_path):
    """Over what the words of the script let one guess; another word is refused with those there are."""
    path = tmp_path / "cast.toml"
    path.write_text('era = "古装"\n', encoding="utf-8")
    script = parse(Source("x.txt", "1-1 日 内 屋里\n人物：阿远\n阿远：好。\n", "utf-8"))

    assert gather(script, load(path)).get("阿远").looks.clothes_style != gather(script).get("阿远").looks.clothes_style
    assert gather(script, load(path)).era == "古装"
    path.write_text('era = "昨天"\n', encoding="utf-8")
    with pytest.raises(UsageError, match="昨天"):
        load(path)


@pytest.mark.parametrize("words", ["雨棚下摆着三张桌子", "她撑开太阳伞", "他脱下雨靴"])
def test_a_roof_against_rain_makes_no_rain(words):
    script = parse(Source("x.txt", f"1-1 日 外 街口\n人物：阿远\n△{words}。\n阿远：好。\n", "utf-8"))
    weather = next(one for one in scenery(script, script.scenes[0], None, "zh").facts if one.part == "weather")

    assert (weather.source, "雨" in weather.value) == ("assumed", False)


def test_the_facts_of_a_scene_have_their_words():
    script = parse(Source("x.txt", "1-1 夜 外 街口\n人物：阿远\n△暴雨砸下来。\n阿远：好。\n", "utf-8"))
    facts = {one.part: one for one in scenery(script, script.scenes[0], None, "zh").facts}

    assert [(part, facts[part].source, facts[part].line) for part in ("place", "time", "weather")] == [
        ("place", "told", 1),
        ("time", "told", 1),
        ("weather", "told", 3),
    ]
    assert "暴雨" in facts["weather"].quote


def test_a_second_list_of_people_in_the_middle_is_no_part_of_the_story():
    """Three years later: its lines feed the cast and are never acted or spoken."""
    text = (
        "1-1 日 内 写字楼\n人物：林小满\n林小满：早。\n\n人物小传\n【周叙白】男，34岁，寸头，黑色大衣\n"
        "小雨 女 5岁 双马尾 红色雨靴\n\n1-2 日 内 店里\n人物：周叙白、小雨\n周叙白：好久不见。\n小雨：爸爸！\n"
    )
    script = parse(Source("x.txt", text, "utf-8"))
    looks = {member.name: member.looks for member in gather(script).members}

    assert [unit.kind for unit in script.units if "34岁" in unit.text or "5岁" in unit.text] == ["front", "front"]
    assert (looks["周叙白"].age, looks["周叙白"].hair_style, looks["周叙白"].clothes_style) == (34, "寸头", "大衣")
    assert (looks["小雨"].age, looks["小雨"].hair_style) == (5, "双马尾")
    assert "红色雨靴" in looks["小雨"].clothes_style


def test_the_same_script_gives_the_same_people_whatever_order_sets_have(tmp_path):
    """Two spellings of one name, read in processes whose hashes differ."""
    import os
    import subprocess
    import sys

    code = (
        "from pathlib import Path; from storyboard.cast.gather import gather; from storyboard.model import Cast; "
        "from storyboard.parse import parse; from storyboard.read import read; "
        "print(gather(parse(read(Path('tests/gold/forms/en-notes-and-sections.fountain'))), Cast(())).members)"
    )
    root = Path(__file__).parents[1]
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


@pytest.mark.parametrize(
    ("text", "era"),
    [
        ("《双钗》\n\n一、公堂　日　内\n裴敬（新任县令，青色官袍）拍惊堂木。\n裴敬：升堂。\n", "古装"),
        ("《底片》\n民国二十六年　1937年\n1-1 日 内 照相馆\n顾晚：打烊了。\n", "民国"),
        ("《旧事》\n1-1 1937年 夜 内 客厅\n甲：走。\n1-2 2024年 夜 内 客厅\n甲：回来了。\n", ""),
        ("THE KNOCK\n\nLondon, 1887.\n\nINT. HALL - NIGHT\n\nNORA\nGo.\n", "victorian"),
        ("EXT. STREET - NIGHT, 1944\n\nNORA\nGo.\n", "wartime"),
        ("EXT. GATE - DAY, 1996\n\nNORA\nIn 1887 nobody came.\n", ""),
        ("《青石驿》\n古装短片剧本\n\n1-1 夜 外 马厩\n韩七：马废了。\n", "古装"),
        ("念信\n（农村题材电影短片）\n\n1-1 日 内 堂屋\n奶奶：念。\n", "乡村"),
        (
            "《回家》\n1-1 日 外 村口\n△豆子跑过田埂。\n豆子：奶奶！\n1-2 日 内 灶屋\n奶奶：我用手机打过电话了。\n",
            "乡村",
        ),
        ("COME HOME DRY\n\nA Short Western\n\nEXT. FORD - DAY\n\nESTHER\nTwo bits.\n", "western"),
        ("THE POSSE\n\nTexas, 1878.\n\nEXT. SALOON - DAY\n\nThe SHERIFF waits.\n\nSHERIFF\nTwo bits.\n", "western"),
    ],
)
def test_words_and_years_tell_when_a_story_plays(text, era):
    """Years of two times tell nothing, nor do those that are spoken; what is worn by whom nothing is told of goes by it."""
    assert of_script(parse(Source("x.txt", text, "utf-8"))).value == era


def test_who_is_dressed_by_a_trade_wears_what_goes_with_it_and_the_country_is_no_town():
    soldiers = "\n".join(f"军士{number}：有。" for number in "甲乙丙丁戊己")
    old = gather(parse(Source("x.txt", f"古装短剧\n\n1-1 日 外 辕门\n{soldiers}\n", "utf-8")))
    assert not [one.name for one in old.members if "冠" in one.looks.hair_style]
    text = "（农村题材短片）\n\n1-1 日 内 小卖部\n桂英：来了。\n警察：开门。\n"
    here = {one.name: one.looks.clothes_style for one in gather(parse(Source("x.txt", text, "utf-8"))).members}
    assert here["警察"] == "警服"
    assert "礼裙" not in here["桂英"]


@pytest.mark.parametrize("told", ["47 in the present", "47 now", "47 years old today", "47 at present"])
def test_the_age_of_the_present_is_that_of_the_list_and_not_of_a_flashback(told):
    text = (
        f"THE PEOPLE\nJOAN, the eldest, 50.\nMICK, her brother, {told}.\n\nScene 1. The kitchen. Present day, morning.\n\n"
        "MICK: I meant to.\nJOAN: You are late.\n\nScene 2. The kitchen. 1981. Evening.\n\nMICK, aged 4, hops on one leg.\n\nMICK: My turn.\nJOAN: No.\n"
    )
    script = parse(Source("x.txt", text, "utf-8"))

    assert gather(script).get("MICK").looks.age == 47


@pytest.mark.parametrize(
    ("action", "name", "sex"),
    [
        ("JUDGE OKONJO waits. The judge removes her glasses.", "JUDGE OKONJO", "female"),
        ("The assassin swings his blade.", "YAMA HALL ASSASSIN", "male"),
        ("The judge reads her file.", "JUDGE OKONJO", None),
    ],
)
def test_who_is_called_by_what_they_are_does_with_their_own_things_as_the_pronoun_says(action, name, sex):
    """A file may be another's."""
    found = fact(english(action, [name, "LYLE"]), name, "sex")

    told = found.value if found and found.source == "told" else None
    assert told == sex


def test_of_several_judges_the_judge_means_nobody():
    found = fact(english("The judge removes her glasses.", ["JUDGE OKONJO", "JUDGE HALE"]), "JUDGE OKONJO", "sex")

    assert found is None or found.source != "told"


def test_whoever_has_just_spoken_is_the_lady_that_was_heard():
    cast = cast_of("INT. BANK - DAY\n\nQUILL\nNobody be a hero.\n\nDUTCH\nYou heard the lady.\n", "fountain")

    assert fact(cast, "QUILL", "sex").value == "female"
    assert fact(cast, "QUILL", "sex").source == "told"


def test_a_garment_tells_more_than_whose_clothes_somebody_has_on():
    cast = chinese("书生打扮的崔缄走来，二十六岁，穿一件洗白了的青衫。", ["崔缄", "鲁伯"])

    assert (cast.get("崔缄").looks.clothes_colour, cast.get("崔缄").looks.clothes_style[:1]) == ("青色", "衫")


@pytest.mark.parametrize(
    ("action", "mark"), [("露出一张还带着青春痘的脸", "青春痘"), ("露出缺了半截的小指", "缺了半截的小指")]
)
def test_a_mark_is_told_by_its_whole_thing_and_nothing_before_it(action, mark):
    cast = chinese(f"季鹤年（58岁）抬起头，{action}。", ["季鹤年"])

    assert mark in {one.value for one in cast.get("季鹤年").facts if one.part == "marks"}


@pytest.mark.parametrize(
    ("looks", "sex"),
    [
        ("38, cropped dark hair, grey thermal suit, burn scar on her chin", "female"),
        ("52, a black band round his left arm", "male"),
        ("40, grey suit, whispers to her mother", "female"),
        ("40, grey suit", None),
    ],
)
def test_what_somebody_has_on_their_body_tells_whether_it_is_his_or_hers(looks, sex):
    """And goes before a pronoun of which nobody can tell whom it means."""
    text = (
        f"INT. STATION - NIGHT\n\nALEX ROE ({looks}) rises. SAM (45, heavyset) sits.\n\nALEX\nWho wrote these?\n\nSAM\nThe truth.\n\n"
        "ALEX\nLiar.\n\nSAM\nYes.\n"
    )
    member = gather(parse(Source("s.txt", text, "utf-8"))).get("ALEX")

    told = [fact.value for fact in member.facts if fact.part == "sex" and fact.source == "told"]
    assert told == ([sex] if sex else [])
