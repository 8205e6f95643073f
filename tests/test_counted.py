"""Who is one in a board is no crowd in a prompt, and those who are counted stay as many as they are."""

from dataclasses import replace

import pytest

from storyboard import alone, assets, counted, names, travelling, viewpoints
from storyboard.cast.looks import kind_of, read_appearance
from storyboard.languages import Language
from storyboard.model import Board, Character
from storyboard.render import company
from tests.samples import sample

EN = Language.of("en")
CROWDS = {
    "zh": "群体，40岁，头发（深浅不一，长短不一），衣服（棕色，夹克）",
    "en": "group, 40, hair (brown and black, of different lengths), clothes (brown, leather jackets)",
}


def looks_of(name: str, visual: str, code: str):
    first = sample("rain.txt")[0].board.shots[0]
    board = Board({name: Character(40, CROWDS[code], name, "")}, (replace(first, visual=visual, action=""),))
    return read_appearance(counted.singled(board, Language.of(code)).character_setting[name].appearance)


@pytest.mark.parametrize("name", ["一个观众", "另一个衙役", "一名士兵", "其中一位客人"])
@pytest.mark.parametrize(("pronoun", "sex"), [("他", "男"), ("她", "女")])
def test_one_of_many_is_one_person_of_the_sex_of_the_pronoun(name, pronoun, sex):
    looks = looks_of(name, f"{name}站在正中，低头看着自己抬起的右脚。{pronoun}一脚跺下，旁边十来个跟上", "zh")

    assert (looks.sex, looks.hair_colour, looks.hair_style) == (sex, "黑色", "短发")
    assert looks.clothes_style == "夹克"


@pytest.mark.parametrize("name", ["ONE OF THE SPECTATORS", "a spectator", "Another Soldier"])
@pytest.mark.parametrize(("pronoun", "sex"), [("He", "male"), ("She", "female")])
def test_one_of_many_is_one_person_in_english_too(name, pronoun, sex):
    looks = looks_of(name, f"{name} stands in the middle, eyes down. {pronoun} stamps once; ten follow", "en")

    assert (looks.sex, looks.hair_colour, looks.hair_style) == (sex, "dark", "short")


@pytest.mark.parametrize(
    ("name", "code", "sex"),
    [
        ("WOMAN IN CROWD", "en", "female"),
        ("Man from the mob", "en", "male"),
        ("OLD WOMAN IN THE CROWD", "en", "female"),
        ("人群中的女人", "zh", "女"),
        ("观众里的男人", "zh", "男"),
    ],
)
def test_somebody_in_a_crowd_whom_an_entry_makes_many_is_one_of_the_sex_of_their_voice(name, code, sex):
    """The entry of a director says group; nobody has the voice of two."""
    first = sample("rain.txt")[0].board.shots[0]
    voice = {"en": f"GenderAge ({sex}·52) PitchMean (200 Hz) Tempo (240 SPM) Accent (British)", "zh": f"GenderAge（{sex}·52岁） PitchMean（200 Hz） Tempo（240 SPM） Accent（中性）"}[code]  # fmt: skip
    people = {name: Character(40, CROWDS[code], name, voice)}
    board = Board(people, (replace(first, visual=f"{name} leans far out.", action=""),))
    looks = read_appearance(counted.singled(board, Language.of(code)).character_setting[name].appearance)

    assert (looks.sex, kind_of(looks)) == (sex, "person")


@pytest.mark.parametrize(
    ("name", "code"), [("观众", "zh"), ("一个个观众们", "zh"), ("Townsfolk", "en"), ("A crowd", "en"), ("a group of men", "en")]
)  # fmt: skip
def test_many_stay_many(name, code):
    assert kind_of(looks_of(name, f"{name} 他 He", code)) == "group"


@pytest.mark.parametrize("count", ["两", "三", "四", "十"])
@pytest.mark.parametrize("clauses", range(1, 4))
def test_those_who_are_counted_are_counted_again_where_they_begin_a_clause(count, clauses):
    naming = names.naming({"衙役": Character(32, CROWDS["zh"], "衙役", "")}, None, "", "zh")
    told = counted.again(f"画右{count}个衙役张开双臂冲来{'，衙役扑上去' * clauses}，衙役们停住", naming)

    assert told.count(f"{count}个衙役") == clauses + 1
    assert told.endswith("，衙役们停住")
    assert counted.again("衙役冲来，衙役扑上去", naming) == "衙役冲来，衙役扑上去"


@pytest.mark.parametrize("side", ["left", "right", "centre", "rear"])
@pytest.mark.parametrize("verb", ["looks", "holds", "stands", "turns", "falls", "rises"])
def test_a_verb_behind_a_side_is_the_verb(side, verb):
    assert alone._verbs_in(f"LIESBET at {side} {verb} up to the window")


@pytest.mark.parametrize("whose", ["a child's", "a boy's", "a woman's"])
@pytest.mark.parametrize("behind", ["", ", towards the window"])
@pytest.mark.parametrize("usual", ["Eye level at", "Eye-level, at", "At", "From"])
def test_another_height_stands_without_the_usual_angle(usual, whose, behind):
    told = viewpoints._height(f"{usual} {whose} height{behind}", EN)

    assert told == f"at {whose} eye level{behind}"


def test_whose_a_standpoint_is_has_no_possessive_before_where_it_looks():
    naming = names.naming({"NOOR": Character(38, "", "NOOR", "")}, None, "", "en")

    assert viewpoints._whose("From behind her towards the windscreen", "NOOR sits", naming) == (
        "From behind NOOR towards the windscreen"
    )
    assert viewpoints._whose("Over her shoulder", "NOOR sits", naming) == "Over NOOR's shoulder"


def _troop(name: str, visual: str, appearance: str, code: str) -> str:
    first = sample("rain.txt")[0].board.shots[0]
    board = Board({name: Character(30, appearance, name, "")}, (replace(first, visual=visual, action=""),))
    return kind_of(read_appearance(counted.singled(board, Language.of(code)).character_setting[name].appearance))


@pytest.mark.parametrize("name", ["锦衣卫", "官兵", "衙役", "士兵们", "村民"])
@pytest.mark.parametrize(
    ("deed", "kind"),
    [("举着火把涌来", "group"), ("四散跑开", "group"), ("的火把连成一片", "group"), ("站在门口", "person"), ("一个人站着，官兵涌来", "person")],
)  # fmt: skip
def test_a_word_for_a_troop_that_acts_as_several_is_a_group(name, deed, kind):
    looks = "男，30岁，头发（黑色，短发），衣服（藏青色，长袍）"
    assert _troop(name, f"雾里{name}{deed}。", looks, "zh") == kind


@pytest.mark.parametrize("visual", ["深处十几个船工和船长全盯着那只手，一齐愣住。", "两名船工跟船长一齐回头。"])
def test_whoever_stands_beside_several_is_one(visual):
    assert _troop("船长", visual, "男，52岁，头发（灰黑色，短发），衣服（黑色，大衣）", "zh") == "person"


@pytest.mark.parametrize("name", ["SOLDIERS", "GUARDS", "POLICE", "VILLAGERS"])
@pytest.mark.parametrize(
    ("deed", "kind"), [("surge through the gate.", "group"), ("are at the wall.", "group"), ("stands at the wall.", "person")]
)  # fmt: skip
def test_an_english_word_for_a_troop_that_acts_as_several_is_a_group(name, deed, kind):
    assert _troop(name, f"{name} {deed}", "male, 30, hair (black, short), clothes (grey, coat)", "en") == kind


GANGS = {"CROWD": "crowd", "MOB": "mob", "gang of boys": "gang of boys", "row of soldiers": "row of soldiers"}


@pytest.mark.parametrize(("name", "called"), GANGS.items())
@pytest.mark.parametrize("word", ["silent", "whole", "wild grey"])
def test_a_word_before_a_crowd_stands_behind_one_article(name, called, word):
    people = {name: Character(30, CROWDS["en"], name, "")}
    naming = replace(names.naming(people, None, "", "en"), careful=True)
    told = company.company(people.items(), (), naming, words="")
    said = told.say(f"The {word} {name} waits, and then the {name} runs.", naming, ())
    assert said.startswith(f"The {word} {called} in brown leather jackets waits, and then the {called} runs")


@pytest.mark.parametrize("word", ["百姓", "人群", "盐工", "衙役", "村民们"])
@pytest.mark.parametrize("before", ["", "几个", "湿透的", "几十个", "身后的"])
def test_a_chinese_group_is_called_by_the_word_the_board_has(word, before):
    people = {word: Character(30, CROWDS["zh"], word, "")}
    naming = replace(names.naming(people, None, "", "zh"), careful=True)
    told = company.company(people.items(), (), naming, words="")
    assert (
        told.say(f"{before}{word}弯着腰。{word}不动。", naming, ()) == f"{before}穿棕色夹克的{word}弯着腰。{word}不动。"
    )


@pytest.mark.parametrize("title", ["MR.", "MRS.", "DR.", "Mr.", "Mrs.", "Dr.", "ST.", "LT.", "SGT.", "CAPT.", "PROF."])
@pytest.mark.parametrize("rest", ["; his eyes go down.", ", white as flour. He waits."])
def test_no_short_title_ends_what_a_camera_comes_to(title, rest):
    picture = f"The hooves stand planted between the rails. The camera climbs to {title} GOUGH{rest}"
    for plain in (True, False):
        told, filmed = travelling.told_once(picture, "medium shot, low angle, tilt up", EN, plain=plain)
        assert "GOUGH" not in f"{told}\n{filmed}".replace(f"{title} GOUGH", "")
        assert title[:-1] not in f"{told}\n{filmed}".replace(f"{title} GOUGH", "")
        assert plain or f"{title} GOUGH" in f"{told}\n{filmed}"


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("sixty strangers", "sixty strangers"), ("a dozen hooded men", "a dozen hooded men"), ("dozens of children", "dozens of children"),
        ("two tall guards", "two tall guards"), ("SIXTY", ""), ("Sixty Wilsons", ""), ("sixty", ""),
    ],
)  # fmt: skip
def test_a_group_that_is_called_by_how_many_of_what_keeps_those_words(name, called):
    """Sixty strangers became "crowd", with no article and no number."""
    assert names.many(name) == called


@pytest.mark.parametrize("trim", ["gold braid coming loose", "two buttons undone", "collar torn"])
def test_what_hangs_from_a_garment_is_worn_and_no_state_of_somebody(trim):
    """A loose braid of a jacket stood between the face and the hair."""
    assert not assets.is_state(trim)


@pytest.mark.parametrize("state", ["soaked to the skin", "hair coming loose"])
def test_how_somebody_is_stays_a_state(state):
    assert assets.is_state(state)


@pytest.mark.parametrize(
    ("view", "told"),
    [
        ("In the left foreground the wet back of the BOY, his right elbow bent", None),
        ("Over the shoulder of the BOY to her raised hand", "Over the shoulder of the BOY to NOOR's raised hand"),
        ("Past the hands of the BOY and his cap", None),
        ("Over his shoulder", ""),
    ],
)
def test_a_pronoun_of_a_view_is_who_the_view_itself_names_before_anybody_of_its_picture(view, told):
    naming = names.naming(
        {
            "NOOR": Character(60, "female, 60, hair (grey, curls), clothes (purple, cardigan)", "NOOR", ""),
            "BOY": Character(12, "male, 12, hair (ginger, fringe), clothes (green, blazer)", "BOY", ""),
        },
        None,
        "",
        "en",
    )
    assert viewpoints._whose(view, "NOOR steps out from behind the shelf", naming) == (view if told is None else told)


def _told_company(people, **more):
    naming = replace(names.naming(people, None, "", "en"), careful=True)
    return company.company(people.items(), (), naming, words="", **more), naming


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("NOOR looks up to the sky the voice comes from.", "up to the sky the voice comes from"),
        ("NOOR waits for the day the rain stops.", "for the day the rain stops"),
        ("Up to the sky NOOR looks.", "Up to the sky the woman"),
        ("Down the hallway NOOR runs.", "Down the hallway the woman"),
        ("Beside the donkey NOOR kneels.", "Beside the donkey the woman"),
        ("The weary NOOR kneels.", "The weary woman"),
    ],
)
def test_an_article_behind_a_thing_stays(said, told):
    made, naming = _told_company(
        {"NOOR": Character(60, "female, 60, hair (grey, curls), clothes (red, coat)", "NOOR", "")}
    )
    assert told in made.say(said, naming, ()).replace("old woman", "woman")


@pytest.mark.parametrize(
    ("state", "around", "told"),
    [
        ("under umbrellas", "umbrellas of the \n behind him", True),
        ("with burning torches", "in front the torches of \n sway", True),
        ("in wet raincoats", "there the \n's raincoats drip", True),
        ("under umbrellas", "hats of the \n behind him", False),
        ("on crutches", "crutches lean at the wall, the \n stand", False),
    ],
)
def test_a_state_that_is_what_a_group_has_is_told_where_that_is_said_to_be_its(state, around, told):
    assert company._is_told(state, around) is told


@pytest.mark.parametrize(
    "before", ["behind him", "on the left", "at the table", "down the stairs", "suddenly", "he sees"]
)
def test_a_crowd_behind_no_word_of_how_it_is_has_its_article(before):
    people = {"READERS": Character(30, CROWDS["en"], "READERS", "")}
    made, naming = _told_company(people)
    assert f"{before} a crowd" in made.say(f"Now {before} READERS stand, all looking right.", naming, ())


@pytest.mark.parametrize("before", ["silent", "tall", "frightened", "elderly"])
def test_a_crowd_behind_a_word_of_how_it_is_has_no_article_of_its_own(before):
    made, naming = _told_company({"READERS": Character(30, CROWDS["en"], "READERS", "")})
    assert f"the {before} crowd" in made.say(f"Behind the {before} READERS stands a tree.", naming, ())
