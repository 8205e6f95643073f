"""One face a person: whatever a script, its season and cast.toml call somebody; and who is seen without a word."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard import names
from storyboard.cast.assume import working
from storyboard.cast.file import load
from storyboard.cast.gather import gather
from storyboard.model import Cast, Source
from storyboard.pack import pack
from storyboard.parse import parse
from storyboard.plan import plan
from storyboard.plan.faces import one_face
from storyboard.production.production import Options
from storyboard.read import read
from storyboard.render import render
from storyboard.season.opening import open_season
from tests.samples import OFFER

NOBODY = Cast(())
HEAD = "1-1 日 内 工作室\n"


def script_of(text, known=NOBODY):
    """A script as a production reads it."""
    container = "fountain" if text.startswith(("INT.", "EXT.", "Title")) else "text"
    return one_face(parse(Source("ep01.txt", text, "utf-8", container)), known)


def spoken(script):
    """Who says what."""
    return [(unit.speaker, unit.text) for unit in script.units if unit.kind == "speech"]


@pytest.mark.parametrize(
    ("text", "cue", "name"),
    [
        (
            "第1集\n人物小传\n许知意（26）：女，设计师，小名阿意。\n\n1-1 日 内 屋\n人物：许知意\n阿意：走。\n许知意：好。\n",
            "阿意",
            "许知意",
        ),
        (
            f"{HEAD}人物：林大壮、陈默\n△林大壮（人称刀疤）推门进来。\n刀疤：走。\n陈默：好。\n林大壮：嗯。\n",
            "刀疤",
            "林大壮",
        ),
        (f"{HEAD}宾客们：好！\n林晚：谢谢。\n宾客：好。\n", "宾客", "宾客们"),
        ("INT. ROOM - DAY\n\nNORA\nHi.\n\nNora (V.O.)\nBye.\n", "Nora", "NORA"),
        ("INT. ROOM - DAY\n\nKELLY\nHi.\n\nINT. HALL - DAY\n\nNURSE KELLY\nBye.\n", "KELLY", "NURSE KELLY"),
        ("1-1 日 内 屋\n人物：邮差老祁、林晚\n△老祁放下包。\n老祁：走。\n林晚：好。\n", "邮差老祁", "老祁"),
        ("INT. ROOM - DAY\n\nDR. CHEN\nHi.\n\nDR CHEN\nBye.\n", "DR CHEN", "DR. CHEN"),
        ("INT. ROOM - DAY\n\nTOM VALE, known as Red, waits.\n\nRED\nHi.\n\nTOM VALE\nBye.\n", "RED", "TOM VALE"),
    ],
)
def test_another_word_for_somebody_is_nobody_new(text, cue, name):
    """Pet names, nicknames, titles, case, a part of the name, a group twice: one entry of the cast, both words known."""
    script = script_of(text)
    people = {who for who, _ in spoken(script)}

    assert not ({cue, name} <= people)
    assert len([member for member in gather(script).members if member.name in (cue, name)]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "INT. ROOM - DAY\n\nKELLY\nHi.\n\nNURSE KELLY\nBye.\n",  # they speak to each other
        "INT. ROOM - DAY\n\nKELLY\nHi.\n\nINT. A - DAY\n\nMR. KELLY\nBye.\n\nINT. B - DAY\n\nMRS. KELLY\nNo.\n",  # which one?
        "INT. ROOM - DAY\n\nNORA\nHi.\n\nINT. B - NIGHT\n\nYOUNG NORA\nBye.\n",
        "INT. ROOM - DAY\n\nMACBETH\nHi.\n\nROSS\nNo.\n\nLENNOX\nBye.\n\nINT. B - DAY\n\nMACBETH LENNOX\nBoth.\n",
        "INT. ROOM - DAY\n\nMACDUFF\nHi.\n\nINT. B - NIGHT\n\nLADY MACDUFF\nBye.\n",
        "INT. ROOM - DAY\n\nGUARD\nHi.\n\nINT. B - NIGHT\n\nGUARD 2\nBye.\n",
        f"{HEAD}护士甲：走。\n1-2 日 内 屋\n护士乙：好。\n",
        f"{HEAD}林晚：走。\n林晚晚：好。\n",
    ],
)
def test_where_two_people_could_be_meant_nobody_is_joined(text):
    """Every cue stays its own person."""
    script = script_of(text)

    assert all(not unit.cue for unit in script.units)


def test_two_voices_that_are_both_called_vo_are_two_and_a_named_one_is_somebody():
    """VO（林晚） is 林晚, VO（男） and VO（女） have one sex each."""
    script = script_of(f"{HEAD}人物：林晚\nVO（林晚）：一。\nVO（男）：二。\nVO（女）：三。\n")
    cast = gather(script)

    assert [name for name, _ in spoken(script)] == ["林晚", "男声", "女声"]
    assert [cast.get(name).voice.sex for name in ("男声", "女声")] == ["男", "女"]
    assert {cast.get(name).kind for name in ("男声", "女声")} == {"voice"}


def test_an_entry_of_its_own_in_cast_toml_is_never_joined():
    """Two entries were reviewed, or bought, as two people: only `cast merge` makes one of them."""
    text = "1-1 日 内 屋\n人物小传\n许知意（26）：女，小名阿意。\n"
    apart = gather(parse(Source("old.txt", "1-1 日 内 屋\n阿意：走。\n许知意：好。\n", "utf-8")))

    script = script_of(f"第1集\n人物小传\n许知意（26）：女，小名阿意。\n\n{HEAD}阿意：走。\n许知意：好。\n", apart)

    assert [name for name, _ in spoken(script)][:1] in (["阿意"], ["许知意"])
    assert {member.name for member in gather(script, apart).members} == {"阿意", "许知意"}, text


ALIASES = ("阿意", "小意", "许总监", "知意", "刀疤姐")


SEASONS = [
    pytest.param((1, 2, 3, 4, 5, 7, 12, 20, 30, 31, 45, 60), id="a dozen of them"),
    pytest.param(tuple(range(1, 61)), id="all", marks=pytest.mark.wide),
]
"""Episodes of sixty; a dozen have all that is told, and every name."""


@pytest.mark.parametrize("numbers", SEASONS)
def test_a_season_of_sixty_episodes_with_five_other_names_has_no_second_face(tmp_path, numbers):
    """Read only: the bio stands in episode 31, the names in all of them; two people stay two people."""
    (tmp_path / "storyboard.toml").write_text("")
    for number in numbers:
        bio = (
            "人物小传\n许知意（26）：女，小名阿意，又名小意，人称许总监，外号刀疤姐，长发。\n\n" if number == 31 else ""
        )
        who = ALIASES[number % 5]
        (tmp_path / f"ep{number:02d}.txt").write_text(
            f"第{number}集\n{bio}{number}-1 日 内 办公室\n人物：陈默\n△{who}推门进来。\n{who}：我来了。\n陈默：坐。\n"
            + (f"{number}-2 夜 内 家\n许知意：晚安。\n" if number % 7 == 0 else ""),
            encoding="utf-8",
        )

    season = open_season([tmp_path], Options())

    assert {member.name for member in load(tmp_path / "cast.toml").members} == {"许知意", "陈默"}
    assert len(season.productions) == len(numbers)
    for each in season.productions:
        assert {unit.speaker for unit in each.script.units if unit.kind == "speech"} == {"许知意", "陈默"}


TOLD_LATE = {
    "zh": (
        "txt",
        ("若若", "沈若", "顾太太", "面具人", "顾川"),
        "第{n}集\n{bio}{n}-1 日 内 办公室\n人物：{who}、陈默\n△{who}推门进来。\n{who}：我来了。\n陈默：坐。\n{shown}",
        {3: "人物小传\n沈若（28）：女，小名若若，长发。\n\n", 20: "人物小传\n沈若（28）：女，婚后人称顾太太。\n\n"},
        "30-2 夜 内 地下室\n人物：面具人、沈若\n△面具人走进来。\n面具人：你来了。\n△面具人摘下面具，正是顾川。\n",
        {"沈若", "陈默", "顾川"},
    ),
    "en": (
        "fountain",
        ("LIZ", "DR. KANE", "ELIZABETH KANE", "MASKED MAN", "TOM", "MRS. HALE"),
        "Title: Season\n\nINT. WARD - DAY\n\n{bio}{who} waits by the door.\n\n{who}\nI am here.\n\nBORIS\nSit down.\n\n{shown}",
        {
            1: 'ELIZABETH "LIZ" KANE, 34, pours coffee.\n\n',
            12: "DR. KANE (Elizabeth Kane, now Mrs. Hale) signs the chart.\n\n",
        },
        "The MASKED MAN pulls off the mask, revealing TOM.\n\n",
        {"ELIZABETH KANE", "BORIS", "TOM"},
    ),
}  # fmt: skip
"""Suffix, names, an episode, what is told of names in which episode, what is seen in episode 30, and who there is."""


@pytest.mark.parametrize("numbers", SEASONS)
@pytest.mark.parametrize("language", TOLD_LATE)
def test_what_sixty_episodes_tell_of_names_at_different_times_makes_one_face_a_person(tmp_path, language, numbers):
    """A child's name, a married name, a nickname in quotation marks, a title with the last name, and a mask that falls in episode 30."""
    suffix, words, episode, bios, shown, people = TOLD_LATE[language]
    (tmp_path / "storyboard.toml").write_text("")
    for n in numbers:
        text = episode.format(n=n, who=words[n % len(words)], bio=bios.get(n, ""), shown=shown if n == 30 else "")
        (tmp_path / f"ep{n:02d}.{suffix}").write_text(text, encoding="utf-8")

    season = open_season([tmp_path], Options())
    spoken = {unit.speaker for each in season.productions for unit in each.script.units if unit.kind == "speech"}

    cast = load(tmp_path / "cast.toml")
    assert {member.name for member in cast.members} == people == spoken
    masked = [version for member in cast.members for version in member.versions if version.state]
    assert [*{version.state for version in masked}] == [{"zh": "戴着面具", "en": "wearing a mask"}[language]]


def test_a_later_file_knows_the_other_name_from_cast_toml():
    """Episode 2 has no bio."""
    first = script_of(f"第1集\n人物小传\n许知意（26）：女，小名阿意。\n\n{HEAD}许知意：走。\n")
    cast = gather(first)

    second = script_of("2-1 日 内 屋\n阿意：谁？\n", cast)

    assert [name for name, _ in spoken(second)] == ["许知意"]
    assert gather(second, cast).members == cast.members


@given(
    st.lists(
        st.sampled_from(["MARTA", "BORIS", "LENA", "OTTO", "INGRID", "PAVEL", "GRETA", "VIKTOR"]),
        min_size=2,
        max_size=4,
        unique=True,
    ),
    st.sampled_from(["DR.", "NURSE", "OFFICER", "JANE"]),
)
def test_no_prompt_knows_anybody_by_a_part_of_their_name(people, title):
    """n people, each introduced with a title and called by the last name afterwards, alone or as a possessive."""
    acts = "".join(
        f"{title} {name}, 34, waits.\n\n{name.title()} smokes. {name.title()}'s hand shakes.\n\n" for name in people
    )
    lines = "".join(f"{title} {name}\nNow.\n\n" for name in people)
    script = script_of(f"INT. WARD - NIGHT\n\n{acts}{lines}")
    cast = gather(script)
    board = plan(script, script.episodes[0], cast).board
    prompts = "\n".join(render(board, pack(board, OFFER), OFFER, cast))

    assert len(board.character_setting) == len(people)
    assert not [name for name in people if name.casefold() in prompts.casefold()]


def test_reading_twice_is_reading_once():
    """The one name of everybody is a fixed point."""
    script = script_of(f"{HEAD}人物：林大壮\n△林大壮（人称刀疤）坐下。一个老人路过。\n刀疤：走。\nVO（男）：嗯。\n")

    assert one_face(script, Cast(())) == script


# --- everybody in the picture --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("1-1 日 外 海边\n△老人坐在礁石上补网。女孩跑来，递给他一只贝壳。\n", {"老人", "女孩"}),
        ("1-1 日 外 江边\n△一个小女孩蹲在水边。女孩站起来。\n", {"小女孩"}),
        ("1-1 夜 内 屋里\n△林晚推开门。陈默站在窗边。\n△林晚坐下。\n", {"林晚", "陈默"}),
        (f"{HEAD}人物：林晚\n△一名快递员递来包裹。\n林晚：谢谢。\n", {"林晚", "快递员"}),
        ("EXT. PIER - DAY\n\nAn OLD WOMAN mends a net. TOM, 31, watches her.\n", {"OLD WOMAN", "TOM"}),
        (
            "INT. BAR - NIGHT\n\nMAYA\nHi.\n\nA waiter in a black vest brings tea. The waiter bows.\n",
            {"MAYA", "waiter"},
        ),
    ],
)
def test_who_acts_and_never_speaks_has_an_entry_with_looks(text, people):
    """A story of silent people has a full character_setting, and what the script says of them is in it."""
    script = script_of(text)
    board = plan(script, script.episodes[0], gather(script)).board

    assert set(board.character_setting) == people


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}人物：陈医生\n△医生推门进来。\n陈医生：走。\n",
        f"{HEAD}人物：林晚\n△马上站起来。马上坐下。安静坐着。\n林晚：走。\n",
        f"{HEAD}人物：林晚\n△老人院的门开着。女人味十足的香水。\n林晚：走。\n",
        "INT. WARD - NIGHT\n\nNURSE KELLY\nHi.\n\nThe nurse runs. BANG echoes. CLOSE ON the door. SFX rain falls.\n",
    ],
)
def test_who_has_a_name_and_what_is_no_person_gets_no_second_entry(text):
    """A title of somebody known, an adverb, a thing named after people, words of the camera."""
    script = script_of(text)

    assert all(not scene.seen for scene in script.scenes)


def test_who_may_be_a_person_is_told_and_kept_out():
    """The rules say where they are unsure."""
    script = script_of(f"{HEAD}人物：林晚\n△孕妇坐在门口。\n林晚：走。\n")

    assert [warning.rule for warning in script.warnings] == ["maybe-person"]
    assert gather(script).get("孕妇") is None


def test_somebody_without_a_name_is_found_in_the_text_by_the_word_the_script_has():
    """So the prompt tells their looks."""
    script = script_of("EXT. PIER - DAY\n\nAn OLD WOMAN mends a net. The old woman smiles.\n")
    board = plan(script, script.episodes[0], gather(script)).board
    known = names.naming(board.character_setting, gather(script), "", "en")

    assert names.found("The old woman smiles.", known) == ("OLD WOMAN",)


def test_a_full_name_that_only_an_introduction_has_is_the_cues():
    """NORA VALE, 34, is NORA; DR. MARCUS CHEN (50s) is DR. CHEN, and CHEN (CONT'D) too: no part of them reaches a prompt."""
    script = script_of(
        "INT. NORA'S KITCHEN - NIGHT\n\nNORA VALE, 34, in a green raincoat, stands. DR. MARCUS CHEN (50s, white coat) sits.\n\n"
        "NORA\nYou came.\n\nDR. CHEN\nI had to.\n\nNora turns. Vale smokes.\n\nCHEN (CONT'D)\nYes.\n"
    )
    cast = gather(script)
    board = plan(script, script.episodes[0], cast).board
    prompts = "\n".join(render(board, pack(board, OFFER), OFFER, cast))

    assert set(board.character_setting) == {"NORA", "DR. CHEN"}
    assert not re.search(r"\b(?:nora|vale|marcus|chen)\b|'s kitchen", prompts, re.IGNORECASE)


def test_a_part_and_the_name_in_apposition_to_it_are_one_person():
    """THE MINISTER, DAME HELEN TARRANT (55), has one entry, a woman's."""
    script = script_of(
        "INT. OFFICE - DAY\n\n[ON SCREEN, THE MINISTER, DAME HELEN TARRANT (55), IN A VERY DRY OFFICE.]\n\nMINISTER\nGood morning.\n\nBEX\nHello.\n"
    )
    cast = gather(script)

    assert {member.name for member in cast.members} == {"MINISTER", "BEX"}
    assert (cast.get("MINISTER").looks.sex, cast.get("MINISTER").looks.age) == ("female", 55)


def test_who_tells_their_own_name_is_no_second_person():
    """RIDER, `Name's Coyle.`, and COYLE from then on; 陌生人：我叫沈砚。"""
    text = "EXT. PLAIN - DAY\n\nHANNE waits.\n\nRIDER\nEvening. Name's Coyle.\n\nHANNE\nYes?\n\nCOYLE\nNo.\n"
    assert {member.name for member in gather(script_of(text)).members} == {"HANNE", "COYLE"}
    text = f"{HEAD}陌生人：我叫沈砚。\n林晚：请坐。\n沈砚：多谢。\n"
    assert {member.name for member in gather(script_of(text)).members} == {"林晚", "沈砚"}


def test_who_stands_in_the_list_of_people_and_only_acts_is_seen_where_an_action_names_them():
    """小满妈 is not 小满, and neither wears the other's mask."""
    text = f"人物表\n小满——八岁，男孩\n小满妈——三十三岁，护工\n\n{HEAD}△小满妈戴着口罩，站在走廊里。\n小满：妈！\n"
    cast = gather(script_of(text))
    assert "口罩" in cast.get("小满妈").looks.clothes_style
    assert "口罩" not in cast.get("小满").looks.clothes_style


def test_crowds_of_an_action_have_an_entry():
    """`six CHILDREN`, `a line of WEDDING GUESTS`, `two POLICEMEN`."""
    text = "EXT. STEPS - DAY\n\nSix CHILDREN in raincoats wait. NORA walks past a line of WEDDING GUESTS. Two POLICEMEN nod.\n\nNORA\nHi.\n"
    kinds = {member.name: member.kind for member in gather(script_of(text)).members}
    assert kinds == {"CHILDREN": "group", "WEDDING GUESTS": "group", "POLICEMEN": "group", "NORA": "person"}


def test_somebody_of_cast_toml_is_seen_in_an_episode_that_has_neither_cue_nor_cast_line_of_them():
    """Read again, the same people are there."""
    text = f"{HEAD}人物：林晚\n△一个老人坐在窗边。\n林晚：走。\n"
    cast = gather(script_of(text))

    assert script_of(text, cast).scenes[0].seen == ("老人",)


def test_what_somebody_wears_is_no_other_name_for_them():
    """RED of WOMAN IN RED, BALD of BALD MAN; Kelly of NURSE KELLY and Brown of DR. BROWN are names."""
    names = ("WOMAN IN RED", "BALD MAN", "MAN IN UNIFORM", "NURSE KELLY", "DR. BROWN")
    text = "INT. HALL - DAY\n\nUNIFORM, RED, BALD. Kelly looks at Brown.\n\n" + "\n\n".join(f"{n}\nHi." for n in names)
    script = one_face(parse(Source("a.fountain", text, "utf-8")), Cast(()))

    aliases = {person.name: person.aliases for person in script.cast}
    assert [aliases[name] for name in names[:3]] == [(), (), ()]
    assert "Kelly" in aliases["NURSE KELLY"]
    assert "Brown" in aliases["DR. BROWN"]


@pytest.mark.parametrize(
    ("told", "aliases"),
    [
        ("24岁，两条短辫，背红十字药箱", ()),
        ("56岁，八字胡须，穿“福”字马褂", ()),
        ("28岁，字子龙，白袍", ("子龙",)),
        ("24岁，别名小林", ("小林",)),
    ],
)
def test_a_courtesy_name_begins_a_clause_and_a_red_cross_is_none(told, aliases):
    script = parse(
        Source(
            "a.txt", f"人物小传：\n阿普——溜索工，28岁\n云——{told}\n\n1-1 日 外 江边\n△ 云来了。\n云：走。\n", "utf-8"
        )
    )

    assert {one.name: one.aliases for one in script.cast}["云"] == aliases


@pytest.mark.parametrize("before", ["YOUNG", "LITTLE", "OLDER", "TEEN"])
def test_who_is_there_beside_somebody_of_that_name_keeps_their_own(before):
    """LENA watches YOUNG LENA run: two are in the picture, and neither is the other's other name."""
    text = f"INT. HALL - DAY\n\nLENA (24) waits.\n\nLENA\nStill here.\n\nINT. TUNNEL - LATER\n\n{before} LENA (9) in an oversized shirt runs down the tunnel. Lena watches her.\n\n{before} LENA\nMama!\n\nLENA\nYes.\n"
    script = one_face(parse(Source("x.txt", text, "utf-8")), Cast(()))

    assert [unit.speaker for unit in script.units if unit.kind == "speech"] == ["LENA", f"{before} LENA", "LENA"]
    assert not [alias for one in script.cast for alias in one.aliases if before in alias]


def _cast_of(text, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    return gather(one_face(parse(read(path)), Cast(()))).members


@pytest.mark.parametrize("part", ["GOALKEEPER", "SURGEON", "PILOT", "BOXER", "JOCKEY"])
@pytest.mark.parametrize("name", ["LENA OKAFOR", "TOM REED", "LENA"])
def test_a_part_and_a_name_between_commas_are_one_person_who_wears_what_the_part_does(part, name, tmp_path):
    said = f"SAM\nUp!\n\n{name}\nMine!\n\nThe {part} nods.\n"
    one = _cast_of(f"EXT. PITCH - DAY\n\nThe {part}, {name}, comes in. SAM runs.\n\n{said}", tmp_path)
    apart = _cast_of(f"EXT. PITCH - DAY\n\nThe {part}, {name}, and SAM run.\n\n{said}", tmp_path)
    assert sorted(each.name for each in one) == sorted((name, "SAM"))
    assert part in next(each.aliases for each in one if each.name == name)
    assert part not in next(each.aliases for each in apart if each.name == name)
    (looks,) = (each.looks for each in one if each.name == name)
    assert (looks.clothes_colour, looks.clothes_style) == working(part, "en", "", f"the {part.lower()}")


@pytest.mark.parametrize("hidden", ["黑衣人", "蒙面人", "陌生人", "斗笠男人"])
@pytest.mark.parametrize("turns", ["转过身来，是", "回过头，竟是", "抬起头，原来是", "走进灯光里，是"])
def test_who_turns_round_and_is_somebody_is_one_person(hidden, turns, tmp_path):
    text = "第一场 山门 夜 外\n\n△{0}站在门口。吴青走近。\n{0}：哼。\n吴青：你是谁？\n△{0}{1}老周{2}\n老周：走。\n"
    one = _cast_of(text.format(hidden, turns, "。"), tmp_path)
    two = _cast_of(text.format(hidden, turns, "的马。"), tmp_path)
    assert sorted(each.name for each in one) == ["吴青", "老周"]
    assert hidden in {each.name for each in two}


@pytest.mark.parametrize("turns", ["turns. It is", "turns round — it's", "looks up: it is", "lowers his hood. It is"])
def test_in_english_who_turns_round_and_is_somebody_is_one_person(turns, tmp_path):
    text = "EXT. PIER - NIGHT\n\nA STRANGER stands at the rail. JO comes near.\n\nSTRANGER\nHm.\n\nJO\nWho?\n\nThe stranger {0} MARK{1}\n\nMARK\nMe.\n"
    assert sorted(each.name for each in _cast_of(text.format(turns, "."), tmp_path)) == ["JO", "MARK"]
    assert "STRANGER" in {each.name for each in _cast_of(text.format(turns, "'s coat."), tmp_path)}
