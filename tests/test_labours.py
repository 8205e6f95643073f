"""Whoever is seen at a trade's work, or is called by it, wears that trade's clothes where the script tells none, men and women alike."""

import re

import pytest

from storyboard.animatic.backdrop import PAINTERS
from storyboard.cast.gather import gather
from storyboard.cast.labours import labour
from storyboard.cast.roles import tables
from storyboard.model import Cast, Source
from storyboard.parse import parse
from storyboard.plan.faces import one_face
from storyboard.read import read

ZH = {
    "握着方向盘，踩下油门，卡车轰鸣上坡": "夹克", "接过手术刀，低头止血": "手术服", "弯腰插秧，裤腿挽到膝盖": "粗布", "举着焊枪，火花四溅": "工装",
    "抡起铁锤，砸向铁砧": "皮围裙", "刨着木板": "围裙", "钻到车底": "工装", "站在船头收网": "背带裤", "挥起镐": "工装", "提着电锯上山": "工作服",
    "蹲着砌砖": "马甲", "扛起麻袋": "工装", "拉起操纵杆": "连体服", "端着水枪": "防火服", "清早扫大街": "工作服", "爬上电线杆": "工装", "提起蜂框": "防护服",
    "颠勺，火苗蹿起": "工作服",
}  # fmt: skip
EN = {
    "grips the wheel of the eighteen-wheeler": "work jacket", "drives the empty lorry": "work jacket", "cuts with a scalpel": "scrubs",
    "ploughs behind two horses": "dungarees", "milks the cow": "dungarees", "welds a gate": "overalls", "hammers a horseshoe": "leather apron",
    "planes a long board": "apron", "lies under the truck": "overalls", "hauls in the nets": "bib trousers", "hews coal": "boiler suit",
    "fells a spruce": "flannel", "lays bricks": "hi-vis", "drags the hose": "turnout", "banks the plane": "epaulettes", "lifts a brood frame": "veiled hat",
}  # fmt: skip
"""What somebody does -> what they wear."""


SEEN = {
    "zh": (
        ZH,
        "人物\n{name}：{sex}，三十岁\n陈默：男\n\n第一场 某处 日 外\n\n△{name}{deed}。陈默看着。\n{name}：好。\n陈默：嗯。\n",
    ),
    "en": (
        EN,
        "EXT. PLACE - DAY\n\n{name}, a {sex} of forty, waits. {name} {deed}. OTTO looks on.\n\n{name}\nYes.\n\nOTTO\nNo.\n",
    ),
}
"""A language -> its deeds, and a script in which somebody does one of them."""


@pytest.mark.few("name", kind=lambda language, sex: (language, sex))
@pytest.mark.parametrize(
    ("language", "name", "sex"),
    [
        *(("zh", name, sex) for name in ("赵敏", "周岚", "孙强") for sex in ("女", "男")),
        *(("en", name, sex) for name in ("DANA", "PAUL", "RUTH") for sex in ("woman", "man")),
    ],
)
def test_who_is_seen_at_some_work_is_dressed_for_it(language, name, sex, tmp_path):
    deeds, script = SEEN[language]
    wrong = []
    for deed, worn in deeds.items():
        path = tmp_path / "a.txt"
        path.write_text(script.format(name=name, sex=sex, deed=deed), encoding="utf-8")
        looks = {one.name: one.looks for one in gather(one_face(parse(read(path)), Cast(()))).members}
        wrong += [] if worn in looks[name].clothes_style else [(deed, looks[name].clothes_style)]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("陈默说赵敏开卡车。\n", "zh"),
        ("赵敏：我开着卡车来的。\n", "zh"),
        ("陈默开着卡车，赵敏睡着了。\n", "zh"),
        ("OTTO drives the truck. DANA sleeps.\n", "en"),
        ("DANA\nHe drives the truck.\n", "en"),
        ("DANA's father drives the truck.\n", "en"),
    ],
)
def test_no_work_is_theirs_that_another_does_or_that_is_only_spoken_of(text, language):
    assert labour("赵敏" if language == "zh" else "DANA", text, language) == ""


FORMAL = re.compile(r"西装|礼裙|旗袍|连衣裙|长裙|风衣|\\b(?:suit|dress|trench coat|overcoat)\\b".replace("\\\\", "\\"))
WHERE = {
    "zh": {True: ("总裁办公室", "宴会厅"), False: ("馄饨摊", "修车铺", "码头", "厨房", "菜市场", "田埂")},
    "en": {True: ("OFFICE", "HOTEL BALLROOM"), False: ("FOOD STALL", "GARAGE", "FISHING BOAT", "KITCHEN", "NIGHT MARKET", "BARN")},
}  # fmt: skip
PEOPLE = {"zh": ("林晚", "顾言", "苏倩", "陈默", "周娜"), "en": ("LENA", "OMAR", "MIRA", "JONAS", "PETRA")}


def _worn(code, place, count):
    people = PEOPLE[code][:count]
    if code == "zh":
        text = f"1-1 日 内 {place}\n" + "".join(f"{name}：你来了。\n" for name in people)
    else:
        text = f"INT. {place} - DAY\n\n" + "".join(f"{name}\nYou came at last.\n\n" for name in people)
    script = parse(Source("x.txt" if code == "zh" else "x.fountain", text, "utf-8"))
    return [one.looks.clothes_style for one in gather(script).members]


@pytest.mark.parametrize("code", WHERE)
@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_nobody_dresses_up_for_a_food_stall_or_a_workshop_unless_the_script_says_so(code, count):
    """A cocktail dress at the wok. In an office suits are worn as ever."""
    for place in WHERE[code][False]:
        assert not [style for style in _worn(code, place, count) if FORMAL.search(style)], place
    dressed = [style for place in WHERE[code][True] for style in _worn(code, place, 5) if FORMAL.search(style)]
    assert dressed


@pytest.mark.parametrize("code", ["zh", "en"])
def test_a_wardrobe_has_something_for_every_age_and_places_that_are_drawn(code):
    """No place stands in two rows, and none in a row and among the formal ones."""
    table = tables(code)
    every = [place for row in table["wardrobes"].values() for place in row["places"]] + table["formal"]["places"]
    assert len(every) == len({*every})
    assert {*every} <= {*PAINTERS}
    for row in table["wardrobes"].values():
        assert {"male", "female", "old_male", "old_female"} <= {*row["clothes"]}
