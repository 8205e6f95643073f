"""People as scripts tell them, in the forms that are easily missed: who a pronoun can mean, what somebody has on, who is whose parent."""

import re

import pytest

from storyboard.cast.doubts import doubts
from storyboard.cast.gather import gather
from storyboard.model import Cast, Member, Source
from storyboard.parse import parse
from tests.measure_names import GOLD, measure


def _english(*lines: str) -> Cast:
    return gather(parse(Source("a.fountain", "INT. ROOM - DAY\n\n" + "\n\n".join(lines) + "\n", "utf-8")))


def _chinese(*lines: str, people: str = "林晚、周牧") -> Cast:
    return gather(parse(Source("a.txt", f"1-1 日 内 屋里\n人物：{people}\n" + "\n".join(lines) + "\n", "utf-8")))


def _one(cast: Cast, name: str) -> Member:
    found = cast.get(name)
    assert found is not None, [member.name for member in cast.members]
    return found


def _told(member: Member, part: str) -> list[str]:
    return [fact.value for fact in member.facts if fact.part == part and fact.source == "told"]


# --- sex -----------------------------------------------------------------------------------------------------------


def test_a_pronoun_that_can_mean_nobody_else_of_the_scene_tells() -> None:
    cast = _english("WOMAN IN RED\nPay first.", "VENDOR\nFive yuan.", "He turns his back on her.")
    assert _told(_one(cast, "VENDOR"), "sex") == ["male"]


def test_the_pronoun_of_the_other_sex_means_the_other_one() -> None:
    cast = _english("FATHER\nPut it on, Xin.", "He fastens it around her neck.", "XIN\nIt is cold.")
    assert _told(_one(cast, "XIN"), "sex") == []  # not there yet: nothing is known of who else listens
    cast = _english("XIN\nIt is cold.", "FATHER\nPut it on.", "He fastens it around her neck.")
    assert _told(_one(cast, "XIN"), "sex") == ["female"]


@pytest.mark.parametrize(
    "sentence",
    [
        "BEX squeezes ADA's shoulder. She smiles.",
        "BEX looks at his stained hands, then at ADA.",
        "BEX covers her mouth.",
    ],
)
def test_what_is_done_to_another_tells_nothing_of_who_does_it(sentence: str) -> None:
    cast = _english("ADA\nNo.", "BEX\nYes.", sentence)
    assert "female" not in _told(_one(cast, "BEX"), "sex")
    assert "male" not in _told(_one(cast, "ADA"), "sex")


def test_the_boy_is_whom_the_sentence_before_named() -> None:
    cast = _english("RUI sits on the bench. The boy looks at the floor.", "RUI\nI saw the car.")
    assert _one(cast, "RUI").looks.sex == "male"


def test_the_one_who_is_spoken_to_stands_in_the_direction() -> None:
    cast = _english("TAM\nHello.", "ROO\nHello.", "VEE\n(to Tam)\nSister, wait.")
    assert _told(_one(cast, "TAM"), "sex") == ["female"]
    assert _told(_one(cast, "ROO"), "sex") == []


def test_a_caption_tells_whose_wife_somebody_is() -> None:
    cast = _english("ON-SCREEN TEXT: Song Yan, Pei Zhao's newlywed wife", "SONG YAN\nGo home.", "PEI ZHAO\nNo.")
    assert _told(_one(cast, "SONG YAN"), "sex") == ["female"]


# --- looks ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "marks"),
    [
        ("林晚左脸有一道刀疤，右手缠着纱布。", ["左脸上的刀疤", "右手缠着纱布"]),
        ("林晚鼻梁上架着一副金丝眼镜。", ["金丝眼镜"]),
        ("林晚胳膊上纹着一条龙。", ["胳膊上的龙纹身"]),
        ("林晚的左腿是一截假肢。", ["左腿上的假肢"]),
        ("林晚赤着脚跑出来。", ["赤脚"]),
        ("林晚拄着拐杖从屋里出来。", ["拐杖"]),
        ("林晚胸别“证婚人”红花，跑来。", ["胸别红花"]),
        ("林晚戴着同样的红花走来。", ["红花"]),
        ("林晚摘下眼镜，放在桌上。", []),
        ("林晚看着周牧脸上的疤。", []),
    ],
)
def test_chinese_marks_are_read_however_a_clause_puts_them(sentence: str, marks: list[str]) -> None:
    assert _told(_one(_chinese(f"△{sentence}", "林晚：走吧。", "周牧：走。"), "林晚"), "marks") == marks


@pytest.mark.parametrize(
    ("sentence", "looks"),
    [
        ("林晚的马尾上，扎着一根红头绳。", "马尾上，扎着一根红头绳"),
        ("林晚的马尾上扎着一根红头绳。", "马尾上扎着一根红头绳"),
        ("林晚的发髻上，插着一支银簪。", "发髻上，插着一支银簪"),
        ("风掀起林晚的白发。", "白发"),
        ("林晚的白发被风掀起。", "白发"),
        ("林晚的白衬衫湿透了。", "白衬衫"),
        ("林晚一瘸一拐地走来。", ""),
        ("林晚，四十岁，一瘸一拐地推门。", "四十岁"),
        ("林晚一跛一跛地走远。", ""),
        ("周牧跪在床边，给林晚穿鞋。", ""),
        ("林晚穿了三次没有穿进针眼。", ""),
        ("林晚在熨衣服。", ""),
        ("林晚捧着大衣进来。", ""),
        ("林晚没穿鞋。", "没穿鞋"),
        ("林晚穿着黑布鞋。", "穿着黑布鞋"),
    ],
)
def test_what_is_cut_out_of_an_action_begins_and_ends_with_whole_words(sentence: str, looks: str) -> None:
    script = parse(Source("a.txt", f"1-1 日 内 屋里\n△{sentence}\n林晚：走吧。\n周牧：走。\n林晚：好。\n", "utf-8"))

    assert next(person.looks for person in script.cast if person.name == "林晚") == looks


@pytest.mark.parametrize(
    ("sentence", "marks"),
    [
        ("NORA, a scar across her left cheek, lights a cigarette.", ["scar"]),
        ("A long scar runs down NORA's cheek.", ["long scar"]),
        ("NORA's left leg is a prosthetic.", ["prosthetic left leg"]),
        ("NORA has a dragon tattoo on her neck.", ["dragon tattoo"]),
        ("NORA (60s, reading glasses on a chain) stirs the pot.", ["reading glasses on a chain"]),
        ("NORA wears thick glasses and a hearing aid.", ["thick glasses", "hearing aid"]),
        ("NORA, 45, huge, steps out with one white glove raised.", ["white gloves"]),
        ("NORA watches the veil tear in TOM's hands.", []),
    ],
)
def test_english_marks_are_read_however_a_clause_puts_them(sentence: str, marks: list[str]) -> None:
    assert _told(_one(_english(sentence, "NORA\nGo.", "TOM\nNo."), "NORA"), "marks") == marks


@pytest.mark.parametrize(
    ("sentence", "hair"),
    [
        ("NORA steps out. Her hair is cropped short and dyed blue.", "blue|cropped short"),
        ("NORA is a woman of fifty with cropped grey hair.", "grey|cropped"),
        ("NORA is bald, with a thick grey beard.", "none|bald"),
        ("NORA, 52, dark hair pinned up, speaks calmly.", "dark|pinned up"),
        ("NORA, 52, red hair loosely tied back, waits.", "red|tied back"),
        ("NORA, 60, white hair cut short, sits.", "white|cut short"),
        ("NORA, grey, on one stiff knee, waits.", "grey|"),
    ],
)
def test_english_hair_stands_before_or_behind_its_noun(sentence: str, hair: str) -> None:
    assert _told(_one(_english(sentence, "NORA\nGo."), "NORA"), "hair") == [hair]


@pytest.mark.parametrize("garment", ["kente", "agbada", "Sunday best", "kimono", "grey suit"])
@pytest.mark.parametrize("verb", ["lies", "sits", "stands"])
def test_a_sentence_that_is_turned_round_dresses_whoever_stands_at_its_end(garment: str, verb: str) -> None:
    """NII in his best kente got a grey sweater vest."""
    cast = _english(f"TOM, 30, the carpenter, waits. Inside, in his best {garment}, {verb} NORA, 81, eyes shut.", "NORA\nGo.", "TOM\nNo.")
    assert [garment.split()[-1] in _one(cast, name).looks.clothes_style for name in ("NORA", "TOM")] == [True, False]


FALLS = (
    ("en", "{name} spurs ahead, leans out, catches the rein. {between} Two braids fall down.", ("The thief's hat tumbles off.", "They wheel to a stop.", "The small rider's cap slips.")),
    ("zh", "△{name}催马追上去，抓住缰绳。{between}两条辫子垂下来。", ("贼的帽子滚落。", "那骑手的头巾掉了。")),
)  # fmt: skip


@pytest.mark.parametrize(("language", "text", "between"), FALLS, ids=["en", "zh"])
@pytest.mark.parametrize("name", [0, 1])
def test_hair_that_falls_down_is_that_of_whom_the_sentence_before_speaks(language, text, between, name) -> None:
    """Two braids were the deputy's, who had been named two sentences ago."""
    name = (("REED", "MARLOW"), ("老李", "石勇"))[language == "zh"][name]
    for sentence in between:
        told = text.format(name=name, between=sentence)
        cast = (
            _english(told, f"{name}\nGo.", "JUNE\nNo.")
            if language == "en"
            else _chinese(told, f"{name}：走吧。", people=f"{name}、林晚")
        )
        assert _told(_one(cast, name), "hair") == []


@pytest.mark.parametrize(
    ("sentence", "hair"),
    [("林晚头发花白，背有些驼。", "花白|"), ("林晚满头银发。", "银色|"), ("林晚剃着光头。", "无|光头")],
)
def test_chinese_hair_is_told_by_a_clause(sentence: str, hair: str) -> None:
    assert _told(_one(_chinese(f"△{sentence}", "林晚：走吧。"), "林晚"), "hair") == [hair]


def test_somebody_elses_clothes_stay_theirs() -> None:
    cast = _chinese("△林晚母亲穿着红裙走进来。", "林晚：妈。", "林晚母亲：嗯。", people="林晚、林晚母亲")
    assert _told(_one(cast, "林晚"), "clothes") == []
    assert _told(_one(cast, "林晚母亲"), "clothes") == ["红色|裙子"]


# --- kin and doubts --------------------------------------------------------------------------------------------------


def test_parents_of_whom_no_age_is_told_are_older_than_their_children() -> None:
    cast = _chinese(
        "△周川，30岁，放下行李。",
        "周川：爸，妈，我回来了。",
        "李秀兰：瘦了。",
        "周建国：回来就好。",
        people="周建国、李秀兰、周川",
    )
    assert [_one(cast, name).looks.age >= 55 for name in ("周建国", "李秀兰")] == [True, True]


def test_a_child_of_told_parents_is_young_enough() -> None:
    cast = _english("ANNA (27) stirs the soup. Her son TOM sits down.", "ANNA\nEat.", "TOM\nNo.")
    assert _one(cast, "TOM").looks.age <= 4


def test_two_tellings_that_disagree_are_a_doubt_with_both_lines() -> None:
    script = parse(
        Source(
            "a.txt",
            "1-1 日 内 屋里\n人物：林晚\n△林晚，24岁，推门。\n林晚：走。\n△林晚（40岁）坐下。\n林晚：走。\n",
            "utf-8",
        )
    )
    (doubt,) = doubts(script)
    assert doubt.rule == "told-twice"
    assert "24" in doubt.message
    assert "40" in doubt.message


# --- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "half", [pytest.param("open", marks=pytest.mark.wide), pytest.param("sealed", marks=pytest.mark.slow)]
)
def test_names_tell_what_a_reader_takes_from_them(half: str) -> None:
    counts, faults = measure(GOLD / f"names-{half}.txt")
    assert counts["right"] >= 0.95 * counts["all"], faults


# --- given names behind titles, names in brackets, ages in ranges ----------------------------------------------------


@pytest.mark.parametrize(
    ("name", "sex"),
    [
        ("COACH DAN", "male"),
        ("OFFICER MARY", "female"),
        ("CAPTAIN SUSAN", "female"),
        ("LIEUTENANT TOM", "male"),
        ("NURSE TOM", "male"),
    ],
)
def test_a_given_name_says_more_than_the_title_before_it(name: str, sex: str) -> None:
    assert _one(_english(f"{name}\nGo."), name).looks.sex == sex


@pytest.mark.parametrize(
    ("name", "sex"),
    [
        *(
            (name, "男")
            for name in ("阿豪", "阿强", "阿龙", "阿虎", "阿伟", "阿军", "阿荣", "阿亮", "陈家豪", "护士王强")
        ),
        *((name, "女") for name in ("阿娟", "阿芳", "阿丽", "阿娜", "小荷", "阮美美", "保安李娟")),
    ],
)
def test_characters_of_a_chinese_name_that_one_sex_bears_say_it(name: str, sex: str) -> None:
    member = _one(_chinese(f"{name}：走。", people=name), name)
    assert (member.looks.sex, _told(member, "sex")) == (sex, [])


def test_a_trade_has_no_given_name_in_it() -> None:
    """生 of 医生 is borne by men, and 林医生 is no man for it."""
    member = _one(_chinese("林医生：走。", people="林医生"), "林医生")
    assert not any(fact.reason == "given name" for fact in member.facts)


def test_who_waits_upon_somebody_is_a_woman_also_where_another_has_that_word_for_a_name() -> None:
    cast = _chinese("△林晚坐在床上，侍女周牧给她倒茶。", "林晚：放下。", "侍女：是。", people="林晚、周牧、侍女")
    assert _told(_one(cast, "周牧"), "sex") == ["女"]


def test_a_name_alone_in_brackets_is_whom_the_noun_before_them_means() -> None:
    cast = _english(
        "A little girl (DUODUO) in ragged clothes runs. A man with a little boy (LIU) waits.",
        "DUODUO\nHi.",
        "LIU\nHi.",
        "A woman in a black coat (THE GODMOTHER'S ASSISTANT) steps out.",
        "GODMOTHER'S ASSISTANT\nHi.",
    )
    girl, boy, woman = (_one(cast, name) for name in ("DUODUO", "LIU", "GODMOTHER'S ASSISTANT"))
    assert (_told(girl, "sex"), girl.looks.age < 13) == (["female"], True)
    assert (_told(boy, "sex"), boy.looks.age < 13) == (["male"], True)
    assert (_told(woman, "sex"), woman.looks.clothes_colour) == (["female"], "black")


def test_a_chinese_name_in_brackets_has_the_age_and_the_sex_of_the_noun_before_them() -> None:
    cast = _chinese("△一个七八岁的小男孩（林晚）跟着一位白发老太太（周牧）。", "林晚：走。", "周牧：慢点。")
    boy, woman = _one(cast, "林晚"), _one(cast, "周牧")
    assert (boy.looks.sex, boy.looks.age) == ("男", 7)
    assert (woman.looks.sex, woman.looks.age >= 60) == ("女", True)


@pytest.mark.parametrize(("words", "age"), [("十八九", 18), ("三四十", 30), ("二十七八", 27), ("七八", 7)])
def test_an_age_between_two_is_the_lower_one_and_no_other_time_of_life(words: str, age: int) -> None:
    member = _one(_chinese(f"△林晚，{words}岁，站在门口。", "林晚：走。"), "林晚")
    assert (member.looks.age, member.versions) == (age, ())


def test_a_young_boy_is_a_boy_and_whose_somebody_is_tells_no_age() -> None:
    """The word before 's speaks of somebody else."""
    cast = _english("YOUNG BOY\nHi.", "YOUNG WOMAN\nHi.", "OLD MAN'S DRIVER\nHi.")
    assert [_one(cast, name).looks.age for name in ("YOUNG BOY", "YOUNG WOMAN")] == [9, 18]
    assert not any(fact.reason == "age word" for fact in _one(cast, "OLD MAN'S DRIVER").facts)


def test_young_with_an_age_behind_the_name_is_as_old_as_that() -> None:
    cast = _english("NORA (42) waits.", "NORA\nI remember.", "INT. ROOM - DAY (FLASHBACK)", "YOUNG NORA (9) runs in.")
    assert [version.age for version in _one(cast, "NORA").versions] == [9]


@pytest.mark.parametrize(
    "told", ["clicks iron around one wrist", "looks at both one and the other", "throws her coat over one arm"]
)
def test_a_number_that_counts_something_else_is_no_age(told: str) -> None:
    cast = _english("NORA (42) waits.", "NORA\nI remember.", f"INT. ROOM - DAY\n\nNora {told}.", "NORA\nGo.")
    assert (_one(cast, "NORA").looks.age, _one(cast, "NORA").versions) == (42, ())


# --- forms of telling that are easily missed ------------------------------------------------------------------------

FORMS = [
    ("BOB steps out. Leather jacket. Mirrored shades.", {"leather jacket", "mirrored shades"}),
    ("BOB's wearing a Hawaiian shirt and flip-flops.", {"Hawaiian shirt", "flip-flops"}),
    ("A man in a tank top, shorts, and sandals (BOB) waves.", {"tank top", "sandals"}),
    ("BOB sweeps in -- silver bob, pearls.", {"silver|bob", "pearls"}),
    ("BOB—plaid shirt, glasses askew—lies on the floor.", {"plaid shirt", "glasses askew"}),
    ("BOB enters. He's in his 50s with an oily smile.", {"50"}),
    ("Fifteen-year-old BOB sits down.", {"15"}),
    ("BOB looks nineteen and tired.", {"19"}),
    ("BOB, hair the color of straw, sits.", {"straw|"}),
    ("BOB wears his father's old peacoat.", {"old peacoat"}),
    ("△林晚裹着件半旧的羊皮袄，蹲在墙根。", {"半旧羊皮袄"}),
    ("△林晚身着一袭芙蓉色缕金百蝶穿花云缎裙。", {"缕金百蝶穿花云缎裙"}),
    ("△林晚套了件荧光绿的马甲，头上扣着顶安全帽。", {"马甲", "安全帽"}),
    ("△林晚那件洗得发白的牛仔外套敞着怀。", {"洗得发白牛仔外套"}),
    ("△一个穿灰色卫衣的年轻人低着头走过来，是林晚。", {"卫衣"}),
    ("△林晚站在跳板上。她一袭月白旗袍，鬓边簪一朵白绒花。", {"旗袍"}),
    ("△林晚鬓角斑白，鼻梁上一道旧疤。", {"花白|", "鼻梁上的旧疤"}),
    ("△林晚趿拉着一双布鞋走出来。", {"布鞋"}),
    ("△林晚怀孕七八个月，扶着腰。", {"孕肚"}),
    ("A BOB of about forty-five, in a rain cape, waits.", {"45", "rain cape"}),
    ("BOB HALE, seventy, flat cap, sits.", {"70", "flat cap"}),
    ("BOB sweeps past in sapphire velvet, barefoot.", {"sapphire|velvet clothes", "bare feet"}),
    ("BOB, 6, black curls, a gap in his teeth, waves.", {"black|curls", "gap teeth"}),
    ("△林晚，短发花白，颈后插着一块木牌。", {"花白|短发", "木牌"}),
    ("△林晚一身大红织金的披风。她剪了短发。", {"大红|织金披风", "短发"}),
    ("△林晚摘下帽子，露出一道从额角划到耳根的疤。", {"从额角划到耳根的疤"}),
    ("△林晚躲在门后，背带裤的带子掉了一边。", {"背带裤"}),
    ("△林晚端坐堂上，年不过二十七八。", {"27"}),
]
"""A line of action, and words that must be told."""


@pytest.mark.parametrize(("line", "wanted"), FORMS)
def test_looks_are_told_in_every_usual_form(line: str, wanted: set[str]) -> None:
    han = not line.replace("—", "").isascii()
    cast = _chinese(line, "林晚：走。", "周牧：好。") if han else _english(line, "BOB\nGo.", "ALICE\nFine.")
    told = "、".join(fact.value for fact in _one(cast, "林晚" if han else "BOB").facts if fact.source == "told")

    assert [word for word in wanted if word not in told] == [], told


NOT_SAID = [
    ("BRANDT closes the blinds. By the window waits a man with a cane, his left eye white, a coat over his arm.", "BRANDT"),
    ("LADY ZHAO sits down, her back straight. ZHAO WUXU nods.", "ZHAO WUXU"),
    ("Behind the boy, RUI peeks in.", "RUI"),
]  # fmt: skip
"""Words about somebody else, and whom they tell nothing of."""


@pytest.mark.parametrize(("line", "name"), NOT_SAID)
def test_what_is_said_of_somebody_else_tells_no_sex(line: str, name: str) -> None:
    cast = _english(line, f"{name}\nGo.", "ALICE\nFine.")
    assert _told(_one(cast, name), "sex") == []


def test_a_name_in_a_thought_means_whoever_has_it_and_words_with_a_name_are_asked_first() -> None:
    cast = _chinese("林晚OS：周叔，你等着。", "周牧：来了。", "林晚：走。")
    assert _told(_one(cast, "周牧"), "sex") == ["男"]
    people = "秦微、谢春、谢景"
    cast = _chinese("秦微：春哥儿，鞋子小了。臣妾给你做。", "谢春：好。", "谢景：母亲……谢谢。", people=people)
    assert [_told(_one(cast, name), "sex") for name in ("秦微", "谢春")] == [["女"], ["男"]]


PRONOUNS = [
    ("Her captain, BOB, draws. He is bald.", "BOB", "male"),
    ("ALICE (8), in fairy wings, and her brother BOB wait.", "ALICE", "female"),
    ("Two bandits. The other, BOB, is built like a barn; a burn has taken half his face.", "BOB", "male"),
    ("BOB drifts in. Lanky, mid-twenties. Somebody has drawn a heart on his cast.", "BOB", "male"),
    ("ALICE stares at his hand on her wrist. Then at his face.", "ALICE", "female"),
    ("BOB's eyes flicker as he stumbles.", "BOB", "male"),
    ("Soldiers drag ALICE into the light. Her armor hangs in tatters.", "ALICE", "female"),
    ("BOB, sweat beading on his forehead, waits. ALICE smiles.", "BOB", "male"),
    ("ALICE, fingers tight on her backpack straps, waits. BOB taps a rhythm on her desk. She nods.", "ALICE", "female"),
]
"""Words whose pronouns can mean one person only, and what they tell."""


@pytest.mark.parametrize(("line", "name", "sex"), PRONOUNS)
def test_a_pronoun_tells_where_the_sentence_leaves_nobody_else(line: str, name: str, sex: str) -> None:
    cast = _english(line, "BOB\nGo.", "ALICE\nFine.")
    assert set(_told(_one(cast, name), "sex")) <= {sex}
    assert _one(cast, name).looks.sex == sex


def test_who_is_seen_before_the_name_is_known_is_whoever_speaks_next() -> None:
    cast = _english(
        "NORA waits.", "NORA\nWell?", "A boy of maybe six peers out, barefoot, in a flour sack shirt.", "PIP\nMama?"
    )
    assert (_one(cast, "PIP").looks.sex, _one(cast, "PIP").looks.age) == ("male", 6)
    assert _told(_one(cast, "PIP"), "marks") == ["bare feet"]
    cast = _chinese(
        "屏幕亮。一个五岁女孩，缺一颗门牙，黄色毛衣，怀里抱着橘猫。", "林晚：爸爸！", "周牧：嗯。", people="周牧、林晚"
    )
    assert _told(_one(cast, "林晚"), "clothes") == ["黄色|毛衣"]
    for other in ("A baby monitor glows.", "A man with a boy waits.", "Two boys wait.", "A man (BOB) waits."):
        cast = _english("NORA waits.", "NORA\nWell?", other, "PIP\nMama?", "BOB\nNo.")
        assert _told(_one(cast, "PIP"), "sex") == [], other


def test_clothes_of_another_age_of_another_scene_and_of_others_are_not_ones_own() -> None:
    cast = _english(
        "NORA (26, dishwasher's whites) waits.",
        "NORA\nYes.",
        "INT. HALL - DAY",
        "NORA comes in jeans and a green coat.",
    )
    assert _one(cast, "NORA").looks.clothes_style == "dishwasher's whites"
    cast = _english("NORA, 16, waits.", "NORA\nYes.", "INT. HALL - DAY", "NORA, 14, in a nightdress, crawls.")
    assert "nightdress" not in _one(cast, "NORA").looks.clothes_style
    cast = _english("BOB scrambles for his shirt. The cake lands on his shoe.", "BOB\nYes.", "NORA\nNo.")
    assert (_told(_one(cast, "BOB"), "clothes"), _told(_one(cast, "BOB"), "marks")) == ([], [])
    cast = _chinese("△周牧系着林晚的旧围裙。", "林晚：走。", "周牧：好。")
    assert _told(_one(cast, "林晚"), "clothes") == []


def test_who_answers_and_who_is_taken_hold_of_is_meant_by_a_word_of_address() -> None:
    people = "江斐、李燕、孙老板"
    cast = _chinese("李燕（抓住江斐衣领）：小贱人，还不带路！", "孙老板：算了。", "江斐：放手。", people=people)
    assert _told(_one(cast, "江斐"), "sex") == ["女"]


def test_a_word_of_address_means_whoever_is_there_and_fits() -> None:
    cast = _chinese("李燕萍：吃饭。", "江斐：舅妈，我嫁！", "江子明：好。", people="李燕萍、江子明、江斐")
    assert _told(_one(cast, "李燕萍"), "sex") == ["女"]
    cast = _chinese("高玉：谢世子！", "谢砚：郡主有何指教？", "秦微：嗯。", people="秦微、谢砚、高玉")
    assert _told(_one(cast, "高玉"), "sex") == ["女"]
    cast = _chinese("小伍：姐，你掉河里了？", "贺川：小师妹，有话好说。", "叶楠：走。", people="叶楠、贺川、小伍")
    assert _told(_one(cast, "小伍"), "sex") == []
    cast = _chinese(
        "秦微：夫君，走吧。", "谢砚：好。", "△秦微翻开相册，照片上谢砚的手很小。她笑了。", people="秦微、谢砚"
    )
    assert [_told(_one(cast, name), "sex") for name in ("秦微", "谢砚")] == [["女"], ["男"]]


def test_speech_tells_of_whom_it_means() -> None:
    people = "小方、老顾、阿宁、小庄"
    cast = _chinese("老顾：闺女，冷不冷？", "小庄：不冷，爸。", people=people)
    assert [_told(_one(cast, name), "sex") for name in ("老顾", "小庄")] == [["男"], ["女"]]
    cast = _chinese("阿宁：小庄这姑娘，心眼好。", "老顾：是小方的主意，是他想抢。", people=people)
    assert [_told(_one(cast, name), "sex") for name in ("小庄", "小方")] == [["女"], ["男"]]
    cast = _chinese("阿宁：他怎么还不来？", "△小庄推门进来。", "小庄：你一个大男人，哭什么？", people=people)
    assert _one(cast, "小庄").looks.sex == "男"
    cast = _english("QUINN looks at LESLIE, who has his feet on the desk.", "QUINN\nFeet.", "LESLIE\nSorry.")
    assert _told(_one(cast, "LESLIE"), "sex") == ["male"]
    cast = _english("A GUARD holds her bamboo cane. LESLIE waits.", "GUARD\nNo.", "LESLIE\nSorry.")
    assert _told(_one(cast, "GUARD"), "sex") == []


def test_a_row_that_is_his_mother_tells_of_the_row_before() -> None:
    rows = "人物表\n乐乐——八岁\n刘方——三十岁，他的母亲\n老贺——五十岁\n\n1-1 日 内 屋里\n乐乐：好。\n刘方：走。\n老贺：嗯。\n"
    cast = gather(parse(Source("a.txt", rows, "utf-8")))
    assert [_told(_one(cast, name), "sex") for name in ("乐乐", "刘方", "老贺")] == [["男"], ["女"], []]


def test_another_age_of_somebody_has_the_same_sex() -> None:
    cast = _english("HE QINGJUN\nCome.", "HE QINGJUN turns. He smiles.", "YOUNG HE QINGJUN\nNo.", "ANNA\nWait.")
    assert _told(_one(cast, "YOUNG HE QINGJUN"), "sex") == ["male"]


def test_the_age_of_a_crowd_fits_what_it_is_called_and_is_marked_as_assumed() -> None:
    cast = _chinese("孩子们：老师好！", "老臣们：陛下！", people="孩子们、老臣们")
    crowd = {name: (_one(cast, name).looks.age, _one(cast, name).assumed) for name in ("孩子们", "老臣们")}
    assert crowd["孩子们"][0] < 13
    assert "age" in crowd["孩子们"][1]
    assert "age" in crowd["老臣们"][1]


OF_AGE = [
    (("WANDA (58) cranks. PETE (7), her grandson, waves.", "PETE\nGran!", "WANDA\nWait."), "WANDA", "hair", "silver|gr[ae]y|white|salt"),
    (("OMA (55) knits. LIV (9) sits.", "LIV\nGrandma, look.", "OMA\nHush."), "OMA", "hair", "silver|gr[ae]y|white|salt"),
    (("TOMAS (70s) waits. LUZ, his granddaughter, yawns.", "LUZ\nIt's only a door.", "TOMAS\nYes."), "LUZ", "age", "(?:4|5|6|7|8|9|1.|2[0-9])$"),
    (("ANA (9) reads. Her classmate BRAM yawns.", "BRAM\nPsst.", "ANA\nHush."), "BRAM", "age", "9$"),
    (("KRYS (30s), the driver, leans out. A school bus waits.", "KRYS\nMove.", "ANNA\nNo."), "KRYS", "clothes", "uniform shirt"),
    (("ANNA (58), railway greatcoat over her nightdress, waits.", "ANNA\nWait."), "ANNA", "clothes", "greatcoat and nightdress"),
    (("ANNA, crying, writes. Water curls around their shoes.", "ANNA\nWait."), "ANNA", "clothes", "(?!.*curls)"),
    (("NARRATOR (V.O.)\n(an old man's voice)\nOnce.",), "NARRATOR", "age", "66"),
    (("KID\nHey.", "LEE\nNo."), "KID", "age", "9$"),
    (("KOFI, 7, arms locked, waits.", "KOFI\nDown.", "She looks at the ladder.", "JOSIE\nHm.", "She moves aside.", "KOFI\nCold?"), "KOFI", "sex", "male"),
    (("周牧（四十七岁）站着。", "林晚：走。", "△林晚的孙子小宝（七岁）跑来。", "小宝：奶奶！"), "林晚", "hair", ".*[白银灰]"),
    (("△阿莲（七十六岁）走在前头，孙女小棠举着手机。", "小棠：奶奶。", "阿莲：哎。"), "小棠", "age", "(?:[4-9]|1.|2[0-6])$"),
    (("△小穗（九岁）坐着。同桌小武凑过来。", "小武：你看。", "小穗：嘘。"), "小武", "age", "9$"),
    (("△老郭（四十七岁）停手。", "老郭：没了。", "△妻子桂枝捆被褥。", "桂枝：散。"), "桂枝", "age", "4[5-9]$"),
    (("△胖墩凑过来。", "胖墩：你看。", "林晚：嘘。"), "胖墩", "age", "9$"),
    (("△骑手停下，四十出头，雨衣滴水，额头贴上玻璃。", "骑手：有人吗？"), "骑手", "clothes", "(?!.*玻璃)"),
    (("旁白：（苍老男声）我按了四十年快门。", "林晚：好。"), "旁白", "age", "66"),
    (("△一辆大巴停下。司机探头。", "司机：走吗？", "林晚：好。"), "司机", "clothes", "制服衬衫"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "name", "part", "wanted"), OF_AGE)
def test_years_kin_and_trade_show_in_looks_that_nobody_told(lines, name, part, wanted) -> None:
    """Grandparents are grey, grandchildren young, classmates of one age; who drives a bus dresses so; what is of a thing is nobody's look."""
    han = not name.isascii()
    looks = _one(_chinese(*lines, people=name) if han else _english(*lines), name).looks
    seen = {"hair": looks.hair_colour, "age": str(looks.age), "clothes": looks.clothes_style, "sex": looks.sex}
    assert re.match(f"(?:.*)(?:{wanted})" if part == "clothes" and "?!" not in wanted else wanted, seen[part]), seen


# --- whose it is ---------------------------------------------------------------------------------------------------

OWNED = [
    ("NORA sweeps in -- silver bob, pearls, reading glasses on a chain.", {"NORA": {"silver|bob", "pearls", "reading glasses on a chain"}}),
    ("A kid in a letterman jacket backs in. This is NORA. BOB waits.", {"NORA": {"|letterman jacket"}}),
    ("NORA, the old nurse, a grey cardigan over her shoulders, nods.", {"NORA": {"grey|cardigan"}}),
    ("NORA stops as BOB comes in, sharp suit, bandaged hands.", {"BOB": {"|sharp suit", "bandaged hands"}}),
    ("NORA sits rigid, veil in place.", {"NORA": {"veil"}}),
    ("The phone BUZZES. NORA pats her pockets. She's wearing a blue raincoat.", {"NORA": {"blue|raincoat"}}),
    ("NORA hugs BOB, a red scarf round the neck.", {}),
    ("NORA stands with a group of GUARDS in black suits.", {}),
    ("NORA opens the wardrobe. A red coat hangs in it. Boots crunch outside.", {}),
    ("NORA checks her watch: 23:47. Her thumb traces circles—a nervous habit.", {"NORA": {"watch"}}),
    ("△林晚挤进来，西装皱巴巴的，领带松着，黑框眼镜滑到鼻尖。", {"林晚": {"|西装", "领带", "黑框眼镜"}}),
    ("△林晚扭着腰进来。一身白裙，赤足，脚踝上系着银铃。", {"林晚": {"白色|裙子", "赤脚", "银铃"}}),
    ("△林晚快步迎上，她四十五六岁，齐耳短发。", {"林晚": {"45", "|齐耳短发"}}),
    ("△林晚打开衣柜，里面是一条红裙子，大衣上有血迹。", {}),
    ("△林晚看着周牧，皮鞋声响起，红裙子落在地上。", {}),
    ("NORA squeezes between the skirts to the front. BOB pats the vest.", {}),
    ("NORA sits, a toothpick in her teeth. Her lip is split.", {"NORA": {"toothpick in the teeth", "split lip"}}),
    ("NORA, in a hat like a satellite dish, waves.", {"NORA": {"hat"}}),
    ("NORA has no raincoat, only a soaked school cardigan.", {"NORA": {"|school cardigan"}}),
    ("NORA kneads dough. Her wrist is stiff, and crossed by an old scar.", {"NORA": {"old scar"}}),
    ("NORA touches the locket at her throat, flour to her elbows.", {"NORA": {"locket at the throat", "flour on the elbows"}}),
    ("NORA pushes her goggles up into a nest of black curls.", {"NORA": {"black|curls", "goggles"}}),
    ("BOB turns. A burn has taken half his face.", {"BOB": {"burn across the face"}}),
    ("BOB strokes her brown hair. NORA sleeps.", {}),
    ("△林晚坐在窗边，身上穿着出门的棉袄。", {"林晚": {"|棉袄"}}),
    ("△林晚解下自己的棉袍和斗笠，披到周牧身上。", {"林晚": {"|棉袍", "斗笠"}}),
    ("△林晚摘下墙上的斗笠。", {}),
    ("△林晚闭上眼，一滴泪滑进白头发里。", {"林晚": {"白色|"}}),
    ("△林晚剪下一缕黑发。", {}),
    ("△林晚头戴狼耳朵，背着油布包，跑进来。", {"林晚": {"头戴狼耳朵", "背着油布包"}}),
    ("△林晚脸上挂着笑，背着周牧跑进来。", {}),
    ("△人们让开，林晚站在尽头。她的无名指上，套着一个易拉罐环。", {"林晚": {"无名指戴易拉罐环"}}),
    ("△周牧推着林晚进来。那孩子衣衫褴褛，赤着脚。", {"林晚": {"|褴褛衣衫", "赤脚"}}),
    ("△林晚背着周牧冲进来，头盔还没摘，黄色马甲被血浸透。", {"林晚": {"头盔", "黄色|马甲"}}),
    ("△林晚（左臂垂着，不大听使唤，商人打扮，靴子却是军靴）把袖子捋上去。一道旧疤从手腕一直爬到肩膀。", {"林晚": {"左臂垂着不能动", "|商人装束", "军靴", "从手腕到肩膀的旧疤"}}),
    ("△林晚剪开他肩上的衣裳，换了干衣裳，帽子没了。", {}),
    ("△一位白发老人——林晚——用拐杖敲了敲地，把信塞进棉袄里。", {"林晚": {"白色|", "拐杖", "|棉袄"}}),
    ("△林晚戴着老花镜修底片，背着一根铜管。", {"林晚": {"老花镜", "背着铜管"}}),
    ("△林晚拆开纸箱，里头是一件红棉袄，一个新书包。他抱起红棉袄。", {}),
    ("ALICE buttons the coat of her son BOB, 19, grinning, a deputy's star on his chest.", {"BOB": {"19", "|coat", "deputy's star on the chest"}}),
    ("NORA, big, in an orange jacket, one hand bound in silk, waits in BOB's cap.", {"NORA": {"orange|jacket", "hand bound in silk", "cap"}}),
    ("NORA, dressed as a maid, touches the pearl earring still in her ear. He drags his left leg.", {"NORA": {"|maid's clothes", "pearl earring in the ear", "lame left leg"}}),
    ("NORA, 38, in a yellow dress, stands BOB, aged 7, against the wall. She offers him the watch.", {"NORA": {"38", "yellow|dress"}, "BOB": {"7"}}),
    ("NORA has lost two fingers. BOB, fifty, one ear missing, a hook where his right hand should be, nods.", {"NORA": {"two fingers missing"}, "BOB": {"50", "missing ear", "hook for a right hand"}}),
    ("A woman in a yellow raincoat -- this is NORA, 29. BOB limps in on a cane, knuckles tattooed.", {"NORA": {"29", "yellow|raincoat"}, "BOB": {"cane", "tattooed knuckles"}}),
    ("△林晚——六十多岁，退休教师，中山装，上衣口袋别着两支钢笔，左手缺了两根手指，系着围裙。", {"林晚": {"60", "|中山装", "围裙", "钢笔", "左手缺两根手指"}}),
    ("△林晚坐在轮椅上，右眉有道疤，左臂的袖管空荡荡的。", {"林晚": {"轮椅", "右眉上的疤", "左袖管空荡荡"}}),
    ("NORA lays the jacket over the back of a chair. A phone is wedged under the hat.", {}),
]  # fmt: skip
"""What an action gives to whom; nothing where two could own it, or where a thing lies or hangs."""


@pytest.mark.parametrize(("line", "wanted"), OWNED)
def test_a_thing_is_whose_the_sentence_makes_it(line: str, wanted: dict[str, set[str]]) -> None:
    names = ("林晚", "周牧") if "△" in line else ("NORA", "BOB")
    cast = _chinese(line, "林晚：走。", "周牧：好。") if "△" in line else _english(line, "NORA\nYes.", "BOB\nNo.")
    for name in names:
        one = _one(cast, name)
        told = {word for part in ("age", "hair", "clothes", "marks") for word in _told(one, part)}
        assert told == wanted.get(name, set()), name


def test_what_a_sentence_says_behind_a_pronoun_is_told_of_whom_the_pronoun_means() -> None:
    cast = _english(
        "NORA waits by the door.", "NORA\nYes.", "BOB stands up. He nods.", "BOB\nNo.", "She wears a red coat."
    )
    assert (_told(_one(cast, "NORA"), "clothes"), _told(_one(cast, "BOB"), "clothes")) == (["red|coat"], [])
    cast = _chinese("△林晚抱着孩子坐下，她笑了。", "林晚：走。", "△她一身白裙。", "周牧：好。")
    assert _told(_one(cast, "林晚"), "clothes") == ["白色|裙子"]


def test_latin_commas_and_broken_lines_are_read_as_they_are_meant() -> None:
    cast = _chinese("林晚:爸,我开会呢。", "周牧:好。", "△周牧(61岁)站着,江风把他的白发吹得乱飞。")
    assert (_told(_one(cast, "周牧"), "sex"), _told(_one(cast, "周牧"), "hair")) == (["男"], ["白色|"])
    assert all(
        fact.quote in "△周牧(61岁)站着,江风把他的白发吹得乱飞。林晚:爸,我开会呢。" for fact in _one(cast, "周牧").facts
    )
    lines = "1. INT. POOL. DAY.\n\nIn lane five, NORA, 16, waits.\n\nNora stares. She steps across, peels off her gold\ncap.\n\nNora: Nice.\nBob: Yes.\n"
    cast = gather(parse(Source("a.txt", lines, "utf-8")))
    assert "gold cap" in next(one for one in cast.members if one.name.upper() == "NORA").looks.clothes_style


def test_whom_a_sentence_does_something_to_is_she_of_the_next_one() -> None:
    cast = _english("NORA waits.", "BOB reaches past her and turns the dial. She lets him.", "NORA\nNo.", "BOB\nYes.")
    assert [_told(_one(cast, name), "sex") for name in ("BOB", "NORA")] == [["male"], ["female"]]
    cast = _english("NORA (60), in a hat. Beside her ALICE (9), eating crisps.", "ALICE\nNo.", "NORA\nYes.")
    assert _told(_one(cast, "NORA"), "sex") == ["female"]
    cast = _english("BOB (40) leans on his spade.", "JACK waits. He nods.", "BOB\nYes.", "JACK\nNo.")
    assert _told(_one(cast, "BOB"), "sex") == ["male"]


def test_a_bio_tells_nothing_of_today_by_what_is_said_of_another_time() -> None:
    cast = _cast_list("妈妈——石头的母亲；二十年后头发花白", "妈妈：走。")
    assert _told(_one(cast, "妈妈"), "hair") == []
    cast = _cast_list("石头——男，九岁", "旁白——成年石头的声音", "石头：走。", "旁白：那年夏天。")
    assert _told(_one(cast, "旁白"), "sex") == ["男"]


def _cast_list(*lines: str) -> Cast:
    rows, said = [line for line in lines if "——" in line], [line for line in lines if "——" not in line]
    text = "短片\n\n人物表\n" + "\n".join(rows) + "\n\n1-1 日 内 屋里\n△门开了。\n" + "\n".join(said) + "\n"
    return gather(parse(Source("a.txt", text, "utf-8")))


def test_husbands_and_wives_are_of_one_age_and_who_is_a_brother_is_no_child() -> None:
    cast = _chinese("△周牧（62岁）翻着柜子，妻子林晚靠在门边。", "周牧：走。", "林晚：好。")
    assert abs(_one(cast, "林晚").looks.age - 62) < 5
    cast = _chinese("林晚：师兄来得好快。", "周牧：师妹。", "林晚：走！", "周牧：娘，有人替您讨去了。")
    assert _one(cast, "林晚").looks.age < 50


def test_somebody_at_another_age_has_the_years_and_the_shade_of_hair_told_there() -> None:
    cast = _english(
        "NORA (41), auburn hair, waits.", "NORA\nYes.", "INT. ROOM - DAY (FLASHBACK)",
        "NORA (6), in a red jumper, stands.", "YOUNG NORA\nNo.",
    )  # fmt: skip
    young = _one(cast, "YOUNG NORA").looks
    assert (young.age, young.hair_colour, young.clothes_style) == (6, "auburn", "jumper")


def test_an_apron_is_worn_over_clothes_and_a_crowd_speaks_with_many_voices() -> None:
    cast = _chinese("△林晚系着白围裙。", "林晚：走。", "众人：好！", people="林晚、众人")
    assert _one(cast, "林晚").looks.clothes_style.endswith("、系白色围裙")
    assert (_one(cast, "众人").voice.sex, _one(cast, "众人").voice.pitch) == ("群体", 170)
    cast = _english("BOB, in a white apron, kneads.", "BOB\nYes.", "CROWD\nYes!")
    assert _one(cast, "BOB").looks.clothes_style.endswith(" and white apron")
    assert _one(cast, "CROWD").voice.sex == "group"


def test_a_limb_that_serves_no_more_is_told_in_every_scene_from_there_on() -> None:
    cast = _english(
        "BOB stacks hay.", "BOB\nYes.", "INT. ROAD - NIGHT", "A truck hits BOB. His left arm hangs useless.", "INT. KITCHEN - DAY", "BOB\nNo.",
    )  # fmt: skip
    bob = _one(cast, "BOB")
    assert [(version.scenes, version.state) for version in bob.versions] == [(("a/s2", "a/s3"), "a useless left arm")]
    text = "1-1 日 内 屋里\n人物：{0}\n{0}：走。\n1-2 夜 外 路口\n人物：{0}\n△{0}的左臂废了。\n1-3 日 内 屋里\n人物：{0}\n△{0}浑身湿透。\n{0}：好。\n"
    (one,) = gather(parse(Source("a.txt", text.format("周牧"), "utf-8"))).members
    assert [version.state for version in one.versions] == ["左臂残废", "浑身湿透、左臂残废"]


def test_what_befalls_somebody_after_their_first_scene_is_no_part_of_their_looks() -> None:
    cast = _english("NORA waits.", "NORA\nYes.", "INT. HALL - DAY", "NORA comes in. Her lip is split.", "NORA\nNo.")
    one = _one(cast, "NORA")
    assert "lip" not in one.looks.clothes_style
    assert [(version.scenes, version.state) for version in one.versions] == [(("a/s2",), "a split lip")]


def test_a_husband_or_wife_of_ones_own_tells_where_nothing_else_does() -> None:
    cast = _english("JUDGE\nYou remind me of my late wife.", "ANNE\nMy husband knows.", "BOB\nBe my wife.")
    assert [_told(_one(cast, name), "sex") for name in ("JUDGE", "ANNE", "BOB")] == [["male"], ["female"], []]
    cast = _english("The SERGEANT smiles. She lifts her hat.", "SERGEANT\nMy wife is out.")
    assert _one(cast, "SERGEANT").looks.sex == "female"


def test_a_trade_before_a_name_in_the_cast_line_tells() -> None:
    cast = gather(parse(Source("a.txt", "1-1 日 内 屋里\n人物：丫鬟碧桃、周牧\n碧桃：走。\n周牧：好。\n", "utf-8")))
    assert _told(_one(cast, "碧桃"), "sex") == ["女"]
