"""People as strangers' scripts tell them: each kind of telling for several people, and what is like it and tells nothing."""

import pytest

from storyboard.cast.ages import age
from storyboard.cast.gather import gather
from storyboard.model import Cast, Member, Source
from storyboard.parse import parse

MEN = ("EDWIN", "FRANK")
WOMEN = ("NORA", "ALICE")


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


# --- whose it is ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MEN)
def test_a_family_name_behind_a_given_name_is_nobody_else(name: str) -> None:
    cast = _english(f"{name} LOMAX (38) waits. LOMAX (70) comes in.", "LOMAX\nYes.", f"{name}\nNo.")
    assert (_one(cast, name).looks.age, _one(cast, "LOMAX").looks.age) == (38, 70)


@pytest.mark.parametrize("name", ["Ines", "Ruth"])
def test_an_age_stands_behind_the_whole_name(name: str) -> None:
    cast = _english(f"{name} Vance, forty, in a green coat, waits.", f"{name.upper()}\nYes.")
    assert (_one(cast, name.upper()).looks.age, _told(_one(cast, name.upper()), "clothes")) == (40, ["green|coat"])


@pytest.mark.parametrize("name", WOMEN)
def test_what_a_son_wears_is_his_and_her_is_the_one_before(name: str) -> None:
    cast = _english(
        f"{name} drops her keys. Her son DEV (7) sits on the stairs in dinosaur pyjamas.", f"{name}\nYes.", "DEV\nNo."
    )
    assert _told(_one(cast, "DEV"), "clothes") == ["|dinosaur pyjamas"]
    assert _told(_one(cast, name), "clothes") == []


@pytest.mark.parametrize("name", WOMEN)
def test_a_direction_to_somebody_tells_how_they_look_and_not_the_speaker(name: str) -> None:
    cast = _english(f"{name} paces.", f"{name}\n(to her MOTHER, 60, green sari, silver bun)\nSee?")
    assert (_told(_one(cast, name), "clothes"), _told(_one(cast, name), "age")) == ([], [])


@pytest.mark.parametrize("where", ["under {}'s coat", "beneath {}'s coat", "holding {}'s coat"])
def test_a_coat_that_another_lies_under_or_holds_is_not_told_as_worn(where: str) -> None:
    cast = _english("NORA stands.", "PIP is asleep " + where.format("NORA") + ".", "NORA\nYes.", "PIP\nNo.")
    assert _told(_one(cast, "NORA"), "clothes") == []


def test_who_is_named_behind_the_verb_has_on_what_stands_before_it() -> None:
    cast = _english(
        "On the bench, in a black frock coat a size too small, sits a man of forty: AMOS REED.", "AMOS REED\nYes."
    )
    one = _one(cast, "AMOS REED")
    assert (one.looks.age, one.looks.sex, _told(one, "clothes")) == (40, "male", ["black|frock coat"])


def test_what_somebody_does_at_anothers_apron_is_no_apron() -> None:
    cast = _english("MARTHA, 35, steps out. BEN, 9, hangs on her apron.", "MARTHA\nYes.", "BEN\nNo.")
    assert _told(_one(cast, "BEN"), "clothes") == []


@pytest.mark.parametrize("mark", ["bandage round his left hand", "handkerchief around his wrist"])
def test_what_is_tied_around_a_hand_is_a_mark_in_the_scene_it_comes_in(mark: str) -> None:
    cast = _english(f"FRANK, 40, a fresh {mark}, waits.", "FRANK\nYes.")
    assert mark.split()[0] in _one(cast, "FRANK").looks.clothes_style
    cast = _english("FRANK waits.", "FRANK\nYes.", "INT. HALL - DAY", f"FRANK comes in, a fresh {mark}.", "FRANK\nNo.")
    assert mark.split()[0] not in _one(cast, "FRANK").looks.clothes_style


def test_a_cloth_before_a_coat_is_what_somebody_wears() -> None:
    cast = _english("MISS POLLARD, 55, gray tweed, buttons her mackintosh.", "MISS POLLARD\nYes.")
    assert _told(_one(cast, "MISS POLLARD"), "clothes")[0] == "gray|tweed clothes"


# --- when ----------------------------------------------------------------------------------------------------------


def test_what_is_worn_a_year_later_is_of_that_scene() -> None:
    cast = _english(
        "LENA, 58, silver braid, waits.", "LENA\nYes.", "SUPER: ONE YEAR LATER", "INT. HALL - DAY", "LENA, 59, in a black dress, sits.", "LENA\nNo.",
    )  # fmt: skip
    assert _told(_one(cast, "LENA"), "clothes") == []


def test_what_is_told_in_the_line_of_another_age_is_of_that_time() -> None:
    cast = _english(
        "A small girl, PIA, about six, sleeps.",
        "PIA\nYes.",
        "PIA, seventeen, soaked and happy in green overalls, laughs.",
    )
    assert (_one(cast, "PIA").looks.age, _told(_one(cast, "PIA"), "clothes")) == (6, [])


def test_a_childs_age_is_that_of_the_child_who_has_lines_of_their_own() -> None:
    cast = _english("YOUNG RUTH holds six-year-old TOM by the hand.", "BOY TOM\nMama!", "TOM\nI was there.")
    assert (_one(cast, "BOY TOM").looks.age, _told(_one(cast, "TOM"), "age")) == (6, [])


@pytest.mark.parametrize(
    ("text", "years"), [("then 29, now 74", 74), ("then 6; now aged 51", 51), ("已经七十多了", 70)]
)
def test_ages_of_now_in_other_words(text: str, years: int) -> None:
    assert age(text) == years


def test_money_is_no_age() -> None:
    assert age("七十多了个") is None


# --- sex -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["climbs in through the window", "comes in", "enters"])
def test_who_comes_in_right_after_being_heard_is_who_was_heard(way: str) -> None:
    cast = _english("COLE waits.", "JUNIPER (O.S.)\nMa sold them.", f"She {way}.", "COLE\nYes.")
    assert _told(_one(cast, "JUNIPER"), "sex") == ["female"]
    cast = _english("COLE waits.", "JUNIPER (O.S.)\nMa sold them.", "She runs.", "COLE\nYes.")
    assert _told(_one(cast, "JUNIPER"), "sex") == []


@pytest.mark.parametrize(("word", "sex"), [("him", "male"), ("her", "female")])
def test_what_is_done_right_behind_a_sentence_about_one_alone_is_done_to_them(word: str, sex: str) -> None:
    cast = _english(
        f"SHERIFF BOONE, 50, lies against a mule. COLE kneels over {word}.", "SHERIFF BOONE\nYes.", "COLE\nNo."
    )
    assert _told(_one(cast, "SHERIFF BOONE"), "sex") == [sex]
    cast = _english(
        f"SHERIFF BOONE and PIKE lie there. COLE kneels over {word}.", "SHERIFF BOONE\nYes.", "PIKE\nI.", "COLE\nNo."
    )
    assert _told(_one(cast, "SHERIFF BOONE"), "sex") == []


def test_whose_words_are_asked_about() -> None:
    cast = _english("AMOS and MARTHA wait.", "VANE\nLook at you.", "MARTHA\nWhat did he call you?", "AMOS\nBy my name.")
    assert _told(_one(cast, "VANE"), "sex") == ["male"]


def test_young_plumb_is_the_mrs_plumb_of_today() -> None:
    cast = _english("MRS. PLUMB polishes a bell.", "MRS. PLUMB\nYes.", "A young girl cries.", "YOUNG PLUMB\nNo.")
    assert _told(_one(cast, "YOUNG PLUMB"), "sex") == ["female"]


def test_who_answers_a_question_is_called_by_the_word_that_opens_it() -> None:
    cast = _chinese("周牧：好。", "林晚：先生，要笑么？", "沈默：不必。", "顾安：走。", people="林晚、周牧、沈默、顾安")
    assert _one(cast, "沈默").looks.sex == "男"


def test_a_word_behind_an_answer_may_be_for_another() -> None:
    cast = _chinese(
        "贺俊：想清楚再说。",
        "林晚：我想清楚了。阿姨，您烫着没有？",
        "△周婶的手红了。",
        "贺俊：行。",
        people="林晚、贺俊、周婶",
    )
    assert _told(_one(cast, "贺俊"), "sex") == []


@pytest.mark.parametrize(("title", "sex"), [("小姐", "女"), ("先生", "男")])
def test_a_whole_name_with_a_title_is_the_pet_name(title: str, sex: str) -> None:
    cast = _chinese("小禾：走。", f"林晚：林禾{title}，请您掉头。", people="林晚、小禾")
    assert _told(_one(cast, "小禾"), "sex") == [sex]


@pytest.mark.parametrize(("who", "sex"), [("邻居家男孩", "男"), ("卖花姑娘", "女"), ("隔壁老太太", "女")])
def test_who_somebody_is_by_where_they_live(who: str, sex: str) -> None:
    cast = gather(
        parse(Source("a.txt", f"人物表\n蛋蛋：七岁，{who}\n\n1-1 日 内 屋里\n人物：蛋蛋\n蛋蛋：走。\n", "utf-8"))
    )
    assert _told(_one(cast, "蛋蛋"), "sex") == [sex]


# --- Chinese forms -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["柳三", "何满"])
def test_a_noun_and_then_the_name_are_one(name: str) -> None:
    cast = _chinese(f"△一个三十来岁的瘦汉子背着木箱走过来，他叫{name}，是个耍木偶的。", f"{name}：走。", people=name)
    assert (_one(cast, name).looks.age, _told(_one(cast, name), "sex")) == (30, ["男"])
    cast = _chinese(f"△一个十岁的小丫头叫{name}，跪在当中，棉袄破得露出了棉絮。", f"{name}：走。", people=name)
    assert (_one(cast, name).looks.age, _told(_one(cast, name), "clothes")) == (10, ["|棉袄"])


def test_a_girl_who_calls_somebody_is_not_who_is_called() -> None:
    cast = _chinese("△一个十岁的小丫头叫周牧过来。", "周牧：走。", people="周牧")
    assert (_told(_one(cast, "周牧"), "age"), _told(_one(cast, "周牧"), "sex")) == ([], [])


def test_whose_surname_stands_behind_the_office() -> None:
    cast = _chinese("△拆迁队长姓冯，戴着黄安全帽，拿喇叭喊话。", "冯队长：出来！", people="冯队长、林晚")
    assert "黄安全帽" in _told(_one(cast, "冯队长"), "marks")


def test_a_colon_behind_a_name_may_begin_how_they_look() -> None:
    cast = _chinese("△进来的不是妈妈，是爸爸：三十五岁上下，灰西装，领带扯松。", "爸爸：走。", people="爸爸、妈妈")
    assert (_one(cast, "爸爸").looks.age, _told(_one(cast, "爸爸"), "clothes")) == (35, ["灰色|西装"])


@pytest.mark.parametrize("deed", ["的手伸向大衣", "用围裙捂住了脸"])
def test_what_is_done_with_a_garment_is_not_worn(deed: str) -> None:
    cast = _chinese(f"△周牧{deed}。", "周牧：走。", people="周牧")
    assert _told(_one(cast, "周牧"), "clothes") == []


def test_what_both_do_tells_nothing_of_one() -> None:
    cast = _chinese(
        "△周牧抱住他的腰，两人滚下台阶，官服撕成两半，露出里面那件青布棉袍。", "周牧：走。", people="周牧、林晚"
    )
    assert _told(_one(cast, "周牧"), "clothes") == []


def test_a_blow_leaves_a_mark() -> None:
    cast = _chinese("△周牧跪着，额头上青了一块。", "周牧：走。", people="周牧")
    assert _told(_one(cast, "周牧"), "marks") == ["额头淤青"]


# --- scenes ---------------------------------------------------------------------------------------------------------


def test_a_caption_at_the_end_of_a_scene_is_of_the_next() -> None:
    cast = _english(
        "ROSE, 35, waits.",
        "ROSE\nYes.",
        "SUPER: TWENTY-FIVE YEARS LATER",
        "INT. HALL - DAY",
        "ROSE\nNo.",
        "INT. GATE - DAY",
        "ROSE\nMaybe.",
    )
    told = {scene: version.age for version in _one(cast, "ROSE").versions for scene in version.scenes}
    assert told == {"a/s2": 60, "a/s3": 60}


@pytest.mark.parametrize("words", ["OKORO looks at the muddy box.", "OKORO sits on the soaked bench."])
def test_how_a_thing_is_tells_nothing_of_whoever_looks_at_it(words: str) -> None:
    cast = _english("OKORO waits.", "OKORO\nYes.", words)
    assert [version.state for version in _one(cast, "OKORO").versions] == []


def test_an_apron_that_is_taken_off_is_worn_no_longer() -> None:
    text = "1-1 日 内 屋里\n人物：{0}\n△{0}系着白围裙。\n{0}：走。\n1-2 日 内 屋里\n人物：{0}\n△{0}系着白围裙。\n{0}：好。\n△{0}当众解下围裙。\n{0}：走。\n"
    (one,) = gather(parse(Source("a.txt", text.format("林晚"), "utf-8"))).members
    assert "围裙" in one.looks.clothes_style
    assert [("围裙" in (version.clothes or ("", ""))[1]) for version in one.versions if version.since] == [False]


def test_a_number_that_something_bears_is_no_age() -> None:
    cast = _english("BEA reaches under the counter. She slides across a stub: 14.", "BEA\nYes.")
    assert _told(_one(cast, "BEA"), "age") == []
    cast = _english("A MAN in the doorway, wet, 30, unshaven, cannot step in.", "MAN\nYes.")
    assert _one(cast, "MAN").looks.age == 30


def test_who_is_listed_with_two_ages_has_the_later_one_where_first_seen_then() -> None:
    text = "人物表\n郑山：45 岁 / 57 岁，同事\n小禾：8 岁 / 20 岁，学生\n\n1-1 日 内 屋里\n人物：小禾\n小禾：走。\n\n1-2 日 内 屋里\n字幕：十二年后\n人物：小禾、郑山\n小禾：你是谁？\n郑山：我。\n"
    cast = gather(parse(Source("a.txt", text, "utf-8")))
    assert (_one(cast, "郑山").looks.age, _one(cast, "小禾").looks.age) == (57, 8)


@pytest.mark.parametrize("how", ["cuffed to", "pinned to", "slung over"])
def test_a_thing_that_is_fastened_to_a_body_is_on_whoever_the_sentence_is_about(how: str) -> None:
    part = "shoulder" if "over" in how else "wrist"
    cast = _english(f"AGENT SMITH (30s, lean) exits, briefcase {how} his {part}.", "AGENT SMITH\nYes.", "NORA\nNo.")
    assert _told(_one(cast, "AGENT SMITH"), "sex") == ["male"]


@pytest.mark.parametrize("mark", ["birthmark", "scar"])
def test_what_is_seen_on_somebodys_neck_is_theirs(mark: str) -> None:
    cast = _english(f"NORA notices the heart-shaped {mark} on ALICE's neck.", "ALICE\nYes.", "NORA\nNo.")
    assert mark in " ".join(_told(_one(cast, "ALICE"), "marks"))
    assert mark not in " ".join(_told(_one(cast, "NORA"), "marks"))
