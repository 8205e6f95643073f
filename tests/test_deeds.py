"""Boards as their prompts tell them: sentences that a picture can show, words to be read in marks, looks without what passes."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard import deeds, names
from storyboard.model import Board, Character, Dialogue, Shot

EN = {
    "OMAR": Character(30, "male, 30, hair (auburn, curly), clothes (cream, immaculate suit)", "OMAR", ""),
    "BRIDGET": Character(29, "female, 29, hair (black, long straight), clothes (white, dress and veil)", "BRIDGET", ""),
}
ZH = {
    "王芳": Character(34, "女，34岁，头发（黑色，齐肩短发），衣服（米白色，崭新的针织衫）", "王芳", ""),
    "陈伟": Character(36, "男，36岁，头发（黑色，短发），衣服（藏青色，衬衫）", "陈伟", ""),
}


def told(people: dict[str, Character], *actions: str, role: str = "", visual: str = "") -> str:
    """The last of some actions of one place as prompts tell it; `role` speaks in it."""
    shots = [Shot(each, "", Dialogue("", ""), 2.0, "hall", "", "day", visual, "none") for each in actions[:-1]]
    line = Dialogue(role, "hm" if role else "")
    shots.append(Shot(actions[-1], "", line, 2.0, "hall", "", "day", visual, "none"))
    board = Board(people, tuple(shots))
    return deeds.filmable(board, names.naming(people, None, "", names.language_of(board))).shots[-1].action


@pytest.mark.parametrize(
    ("action", "wanted"),
    [
        # who does it
        ("Omar stares down. Dabs with a towel.", "Omar stares down. He dabs with a towel."),
        ("She studies it. Hands it to Omar.", "She studies it. She hands it to Omar."),
        ("Omar waits. Then, bravely, answers.", "Omar waits. Then, bravely, he answers."),
        ("Omar waits\nturns round.", "Omar waits\nturns round."),  # a line that was broken for its length
        ("Rain runs down. Looks like snow.", "Rain runs down. Looks like snow."),  # nobody was there
        ("Omar waits. Lights flicker. Hands in the dark.", "Omar waits. Lights flicker. Hands in the dark."),
        ("The needle climbs. Stops.", "The needle climbs. It stops."),
        ("Omar waits. The needle climbs. Suddenly, stops.", "Omar waits. The needle climbs. Suddenly, it stops."),
        # a verb
        ("Beside her BRIDGET (29), in her veil, eating crisps.", "Beside her BRIDGET (29) is eating crisps."),
        ("In the doorway: OMAR, breathing hard.", "In the doorway: OMAR is breathing hard."),
        ("OMAR, aged 4, hops on one leg, waiting.", "OMAR hops on one leg, waiting."),
        # what the looks say
        ("OMAR (30), groom, in an immaculate cream suit, practises.", "OMAR (30) practises."),
        ("BRIDGET, late 20s, a lace veil, sits.", "BRIDGET sits."),
        ("OMAR, in a torn red coat, runs.", "OMAR, in a torn red coat, runs."),
        # who they are to others
        ("Omar waits. His wife BRIDGET, 29, in her veil, sits.", "Omar waits. BRIDGET sits."),
        # words that are read
        ("On the screen: BRIDGET'S MUM. He waits.", "On the screen: “BRIDGET'S MUM”. He waits."),
        ("He holds it up, written: CHILD IN CAR. NO GPS.", "He holds it up, written: “CHILD IN CAR. NO GPS”."),
        ("A banner: 90TH PRODUCE SHOW – HEAVIEST WINS.", "A banner: “90TH PRODUCE SHOW – HEAVIEST WINS”."),
        ("The headline:\nBEST IN SHOW: BOY, 19 KILOS.", "The headline:\n“BEST IN SHOW: BOY, 19 KILOS”."),
        ("Omar rubs it out. Writes BRIDGET.", "Omar rubs it out. He writes “BRIDGET”."),
        ("Omar writes BRIDGET a letter.", "Omar writes BRIDGET a letter."),
        ("She touches the name ROURKE.", "She touches the name “ROURKE”."),
        ("“CLOSED FOR EVER”", "The writing reads: “CLOSED FOR EVER”"),
        ("Insert - inside the lid.", "Inside the lid."),
        # what is not seen
        ("He draws. We do not see his face.", "He draws. His back is turned to us."),
        # orders to the cutter
        ("BACK TO TOILET", ""),
        ("Midday. Omar waits.", "Omar waits."),
        ("Late afternoon. Omar waits.", "Omar waits."),
        ("Thirty-one years later. The curtains have faded.", "The curtains have faded."),
        ("Back to the wall, he waits.", "Back to the wall, he waits."),
    ],
)
def test_an_english_action_is_told_as_a_picture_can_show_it(action, wanted):
    assert told(EN, action) == wanted


@pytest.mark.parametrize(
    ("action", "wanted"),
    [
        ("来电显示：王芳。陈伟不接。", "来电显示：“王芳”。陈伟不接。"),
        ("账页:“柳树村,领粮三石。”", "账页上写着:“柳树村,领粮三石。”"),
        ("信纸特写：“过年不回来了。”", "信纸上写着：“过年不回来了。”"),
        ("里面不是金银,是一本账册。", "里面是一本账册。"),
        ("要不是她,是他先走了。", "要不是她,是他先走了。"),
        ("切:驾驶舱。陈伟回头。", "陈伟回头。"),
        ("三年后。妻子王芳端着豆浆。", "王芳端着豆浆。"),
        ("他的妻子王芳端着豆浆。", "他的妻子王芳端着豆浆。"),
    ],
)
def test_a_chinese_action_is_told_as_a_picture_can_show_it(action, wanted):
    assert told(ZH, action) == wanted


ON = {
    "MILO": "male, 23, hair (black, buzz-cut), clothes (grey, hoodie and jeans)",
    "RUIZ": "male, 45, hair (dark blond, cropped), clothes (dark blue, full uniform and heavy boots)",
    "IDA": "female, 69, hair (white, braid), clothes (plain, coat and string vest)",
    "TOM": "male, 9, hair (none, bald), clothes (red, hoodie)",
}


@pytest.mark.parametrize(
    ("action", "wanted"),
    [
        (
            "MILO, 23, grey hoodie, jeans, one shoe split at the toe, vaults the wall.",
            "MILO, one shoe split at the toe, vaults the wall.",
        ),
        ("MILO, 23, grey hoodie, jeans, vaults the wall.", "MILO vaults the wall."),
        ("MILO, twenty-three, in jeans, waits, then runs.", "MILO waits, then runs."),
        ("Behind him, RUIZ, 45, full uniform, heavy boots.", "Behind him, RUIZ."),
        ("Rain. RUIZ, 45, full uniform, heavy boots.", "Rain."),
        ("MILO, 23, grey hoodie, head inside the bell.", "MILO, head inside the bell."),
        ("IDA, now 69, white braid, string vest, bleeding knee, folds.", "IDA, bleeding knee, folds."),
        ("MILO, 23, jeans, and IDA, sixty-nine, mascara running.", "MILO and IDA, mascara running."),
        ("TOM, 9, shaved head, scabbed knees, turns a key.", "TOM, scabbed knees, turns a key."),
        ("IDA, 69, railway greatcoat over her coat, waits.", "IDA, railway greatcoat over her coat, waits."),
        ("MILO (23), her grandson, jeans, lies down.", "MILO (23), her grandson, lies down."),
    ],
)
def test_an_apposition_keeps_what_no_list_tells_and_stays_a_sentence(action, wanted):
    people = {name: Character(30, looks, name, "") for name, looks in ON.items()}

    assert told(people, action, visual="RUIZ in the hall") == wanted


def test_what_is_engraved_on_the_thing_of_the_shot_before_is_writing():
    assert told(EN, "Inside the lid, engraved.", "Come home dry. - E.") == "The writing reads: “Come home dry. - E.”"


def test_who_acted_in_the_shot_before_acts_on_and_is_who_reaches():
    assert told(EN, "Omar turns round.", "Answers the phone.") == "OMAR answers the phone."
    assert told(EN, "The coffee goes down OMAR.", "Collar to knee.") == "OMAR is in view: collar to knee."


def test_a_pause_beside_a_line_is_done_and_no_way_to_speak():
    assert told(EN, "(beat)", role="OMAR") == "OMAR pauses for a moment."
    assert told(ZH, "（沉默片刻）", role="陈伟") == "陈伟沉默片刻。"
    assert told(ZH, "（压低声音）", role="陈伟") == "（压低声音）"


def test_looks_do_not_say_how_clean_clothes_were_nor_that_what_was_taken_off_is_worn():
    shot = Shot("", "", Dialogue("", ""), 2.0, "hall", "", "day", "OMAR waits[Now: OMAR, state (jacket off)]", "none")
    board = deeds.filmable(Board(EN, (shot,)), names.naming(EN, None, "", "en"))
    assert board.character_setting["OMAR"].appearance.endswith("clothes (cream, suit)")
    assert board.shots[0].visual == "OMAR waits"
    zh = deeds.filmable(Board(ZH, ()), names.naming(ZH, None, "", "zh"))
    assert zh.character_setting["王芳"].appearance.endswith("衣服（米白色，针织衫）")


@pytest.mark.parametrize(
    ("worn", "wanted"),
    [
        ("衣服（棕褐色，血透过蓑衣、戴斗笠、戴帽子）", "衣服（棕褐色，蓑衣、戴斗笠）"),
        ("衣服（黄色，条纹衫、旧棉鞋、背书包、赤脚）", "衣服（黄色，条纹衫、背书包、赤脚）"),
        ("衣服（黑色，剪开她肩上衣裳、佩腰牌）", "衣服（黑色，衣裳、佩腰牌）"),
        ("clothes (white, good coat and good silk scarf)", "clothes (white, coat and silk scarf)"),
        ("clothes (red, dress and hat and straw hat)", "clothes (red, dress and hat)"),
    ],
)
def test_looks_do_not_contradict_themselves(worn, wanted):
    people = EN if "clothes" in worn else ZH
    name, one = next(iter(people.items()))
    head = one.appearance[: max(one.appearance.find("clothes ("), one.appearance.find("衣服（"))]
    board = Board({name: replace(one, appearance=f"{head}{worn}")}, ())
    naming = names.naming(board.character_setting, None, "", names.language_of(board))
    assert deeds.filmable(board, naming).character_setting[name].appearance == f"{head}{wanted}"


def test_a_bandage_is_worn_from_the_shot_behind_the_one_in_which_it_is_tied():
    seen = "王芳站着【此时：王芳，状态（左臂上系布条）】"
    shots = [
        Shot(each, "", Dialogue("", ""), 2.0, "庙", "", "夜", seen, "无") for each in ("她用布条缠紧左臂。", "她起身。")
    ]
    first, second = deeds.filmable(Board(ZH, tuple(shots)), names.naming(ZH, None, "", "zh")).shots
    assert (first.visual, second.visual) == ("王芳站着", seen)


WORDS = st.sampled_from(
    ["Back to the car. Turns left.", "这不是金子，是铜。", "来电显示：王芳", "SIGN: OPEN", "Later."]
)


@given(WORDS, st.sampled_from([("OMAR says: “", "”. Sits."), ("王芳喊：“", "”"), ('A note reads: "', '".')]))
def test_what_stands_in_quotation_marks_stays_as_it_is(words, around):
    action = words.join(around)
    people = ZH if re.search("[\u4e00-\u9fff]", around[0]) else EN
    assert words in told(people, action)
    assert deeds.written(action, names.naming(people, None, "", "en").language).count(words) == 1


def test_it_is_told_once_and_for_all():
    """What is filmable already stays so: prompts and their check may each ask."""
    board = Board(EN, (Shot("Omar sits. Waits.", "", Dialogue("", ""), 2.0, "hall", "", "day", "", "none"),))
    naming = names.naming(EN, None, "", "en")
    once = deeds.filmable(board, naming)
    assert deeds.filmable(once, naming) == once


def test_what_a_thing_of_a_place_has_written_on_it_stands_in_marks():
    there = "the hall[Set: White tent, a banner reading 90TH SHOW – HEAVIEST WINS, iron scales]"
    shot = Shot("Omar waits.", "", Dialogue("", ""), 2.0, "hall", "", "day", there, "none")
    board = deeds.filmable(Board(EN, (shot,)), names.naming(EN, None, "", "en"))
    assert "reading “90TH SHOW – HEAVIEST WINS”, iron" in board.shots[0].visual
    shown = replace(shot, action="A banner: 90TH SHOW – HEAVIEST WINS.")
    both = deeds.filmable(Board(EN, (shot, shown)), names.naming(EN, None, "", "en"))
    assert all("a banner, iron" in each.visual for each in both.shots)  # where a shot shows the words, a place has none


@pytest.mark.parametrize(
    ("trade", "action", "wanted"),
    [
        ("JUDGE", "Nobody breathes. The judge takes off her glasses.", "Nobody breathes. JUDGE takes off her glasses."),
        ("NURSE", "The door opens on the nurse's lamp.", "The door opens on NURSE's lamp."),
        ("JUDGE", "Another judge comes in. The judge waits.", "Another judge comes in. The judge waits."),
        ("GIRL", "The girl runs.", "The girl runs."),
    ],
)
def test_the_only_one_of_a_trade_is_nobody_else_in_small_letters(trade, action, wanted):
    assert told({trade: EN["BRIDGET"]}, action) == wanted


@pytest.mark.parametrize(
    ("action", "wanted"),
    [
        ("In the cab: OMAR, 30, cream suit; BRIDGET, 29, a lace veil; a dog.", "In the cab: OMAR; BRIDGET; a dog."),
        ("A boy, OMAR, 30, hugging a goat.", "A boy, OMAR is hugging a goat."),
        ("a young man, OMAR, 30, hugging a goat.", "OMAR is hugging a goat."),
        (
            "Two friends, OMAR (auburn hair, no hat) and BRIDGET (a lace veil), run.",
            "Two friends, OMAR and BRIDGET, run.",
        ),
        ("OMAR (curly hair, out of breath) runs.", "OMAR (curly hair, out of breath) runs."),
        ("OMAR, auburn-haired, in an immaculate suit, slumped in a chair.", "OMAR slumped in a chair."),
    ],
)
def test_a_list_of_people_leaves_their_looks_to_the_looks(action, wanted):
    """A noun for somebody of another age stays."""
    assert told(EN, action).casefold() == wanted.casefold()


@pytest.mark.parametrize(
    ("people", "aside", "kept"),
    [
        (ZH, "（34岁，针织衫）", False),
        (ZH, "（34岁，女）", False),
        (ZH, "（敲桌子）", True),
        (ZH, "（34岁，敲桌子）", True),
        (EN, "(29, dress and veil)", False),
        (EN, "(pouring tea)", True),
    ],
)
def test_looks_behind_a_cue_are_nothing_that_is_done(people, aside, kept):
    assert bool(told(people, aside, role=next(iter(people))).strip()) is kept
