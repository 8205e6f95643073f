"""The cast: looks from the script, from cast.toml, or assumed and marked."""

import json
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from storyboard.cast import assume, roles, said
from storyboard.cast.file import add, load
from storyboard.cast.gather import gather, with_tempo
from storyboard.cast.looks import nouns, phrase, read_appearance, read_voice, write_appearance, write_voice
from storyboard.cast.usernames import with_username
from storyboard.cast.written import tables
from storyboard.errors import UsageError
from storyboard.model import Cast, Looks, Place, Source, Voice
from storyboard.parse import parse
from tests.samples import NAMES, sample, sort_of

WORD = st.text("白黑长短西装发abc -", min_size=1, max_size=6).map(str.strip).filter(bool)


@pytest.mark.parametrize("language", ["zh", "en"])
@given(data=st.data())
def test_appearance_and_voice_read_back_as_written(language, data):
    """The mandated strings hold every part, and give every part back."""
    looks = Looks(data.draw(WORD), data.draw(st.integers(0, 9999)), *(data.draw(WORD) for _ in range(4)))
    voice = Voice(data.draw(WORD), data.draw(st.integers(50, 400)), data.draw(st.integers(60, 600)), data.draw(WORD))

    assert read_appearance(write_appearance(looks, language)) == looks
    assert read_voice(write_voice(voice, looks.age, language)) == (voice, looks.age)


def test_the_mandated_strings_look_as_mandated():
    """Letter for letter."""
    assert (
        write_appearance(Looks("女", 27, "黑色", "长直发", "白色", "修身西装"), "zh")
        == "女，27岁，头发（黑色，长直发），衣服（白色，修身西装）"
    )
    assert (
        write_voice(Voice("女", 215, 240, "普通话，轻微京腔"), 27, "zh")
        == "GenderAge（女·27岁） PitchMean（215 Hz） Tempo（240 SPM） Accent（普通话，轻微京腔）"
    )
    assert (
        write_appearance(Looks("female", 27, "black", "long straight", "white", "fitted suit"), "en")
        == "female, 27, hair (black, long straight), clothes (white, fitted suit)"
    )


@pytest.mark.few(sort=sort_of)
@pytest.mark.parametrize("name", NAMES)
def test_people_of_a_scene_never_look_alike(name):
    """Everybody who shares a scene differs in at least two of six parts."""
    done = sample(name)[0]
    for scene in done.script.scenes:
        speakers = [unit.speaker for unit in done.script.units if unit.scene == scene.id and unit.kind == "speech"]
        people = [done.cast.get(who) for who in dict.fromkeys((*scene.cast, *speakers))]
        looks = [member.looks for member in people if member and member.kind == "person"]
        assert all(assume.differing(one, other) >= 2 for at, one in enumerate(looks) for other in looks[at + 1 :])


def test_what_the_script_says_wins_over_what_is_assumed():
    """Hair, clothes, age and sex of the bios; only the rest is marked as assumed."""
    member = sample("rain.txt")[0].cast.get("苏晴")

    assert member.looks == Looks("女", 26, "黑色", "长发", "米白色", "围裙")
    assert member.assumed == ("sex", "voice")


@pytest.mark.parametrize(
    ("text", "language", "hair", "clothes"),
    [
        ("三十岁，寸头，身穿黑色风衣。", "zh", ("", "寸头"), ("黑色", "风衣")),
        ("一头银白短发，穿着墨绿色的旗袍", "zh", ("银白", "短发"), ("墨绿色", "旗袍")),
        ("性格开朗，爱笑", "zh", None, None),
        ("34, long black hair, wearing a green raincoat.", "en", ("black", "long"), ("green", "raincoat")),
        ("in a navy fitted suit, tired", "en", None, ("navy", "fitted suit")),
        ("a baker who is never on time", "en", None, None),
    ],
)
def test_hair_and_clothes_are_found_in_the_scripts_own_words(text, language, hair, clothes):
    """Colour and style; an empty part where the script leaves one out."""
    assert said.hair(text, language) == hair
    assert said.clothes(text, language) == clothes


@pytest.mark.parametrize(
    ("name", "language", "kind"),
    [
        ("林晚", "zh", "person"),
        ("旁白", "zh", "voice"),
        ("手机语音", "zh", "voice"),
        ("众人", "zh", "group"),
        ("宾客若干", "zh", "group"),
        ("林晚、顾言", "zh", "joint"),
        ("NARRATOR", "en", "voice"),
        ("ALL", "en", "group"),
        ("ALLAN", "en", "person"),
        ("？？？", "zh", "person"),
    ],
)
def test_voices_crowds_and_joint_names_are_told_from_people(name, language, kind):
    """By words in the name; Latin words only whole."""
    assert roles.kind(name, (), language) == kind


def test_looks_of_voices_crowds_and_people_together_are_complete():
    """No part is 无: a voice has typical looks that are never rendered, a crowd is mixed."""
    cast = sample("livestream.txt")[0].board.character_setting
    done = [done for name in NAMES for done in sample(name)]

    assert cast["弹幕提示音"].appearance.startswith("仅声音，")
    assert cast["众人"].appearance.startswith("群体，")
    assert not any("无，" in one.appearance for each in done for one in each.board.character_setting.values())
    assert not any("仅声音" in prompt for each in done for prompt in each.prompts)


def test_a_later_episode_adds_people_and_changes_nobody():
    """The cast of two files is that of the first, then the new ones."""
    first = sample("rain.txt")[0]
    known = Cast(tuple(replace(member, voice=replace(member.voice, tempo=200)) for member in first.cast.members))

    both = gather(sample("twins.txt")[0].script, known)

    assert both.members[: len(known.members)] == known.members
    assert len(both.members) > len(known.members)


def test_tempo_overrides_everybody():
    """`--tempo 300`."""
    assert {member.voice.tempo for member in with_tempo(sample("rain.txt")[0].cast, 300).members} == {300}


def test_cast_toml_reads_back_and_keeps_a_persons_comments(tmp_path):
    """What is written is what is read; adding people touches nothing that stands there."""
    path = tmp_path / "cast.toml"
    rain, twins = sample("rain.txt")[0].cast, sample("twins.txt")[0].cast
    path.write_text(add("", rain.members, "zh"), encoding="utf-8")
    edited = path.read_text(encoding="utf-8").replace("age = 26", "age = 28  # 导演定的")
    path.write_text(add(edited, twins.members, "zh"), encoding="utf-8")

    cast = load(path)

    assert "age = 28  # 导演定的" in path.read_text(encoding="utf-8")
    assert path.read_text(encoding="utf-8").startswith(edited.rstrip("\n"))
    assert cast.get("苏晴").looks.age == 28
    assert cast.members[len(rain.members) :] == twins.members


def entry(**changed):
    """One person of a `cast.toml`, some values replaced."""
    values = {
        "sex": '"女"', "age": "27", "hair": '["黑色", "长发"]', "clothes": '["白色", "西装"]',
        "voice": '{ sex = "女", pitch = 215, tempo = 270, accent = "普通话，轻微京腔" }',
    }  # fmt: skip
    return "[people.A]\n" + "".join(f"{key} = {value}\n" for key, value in (values | changed).items())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[people", "not valid TOML"),
        ('[people."A"]\nsex = "女"', "hair is missing"),
        ('[people."A"]\nhiar = 1', "unknown key `hiar`"),
        ('people = "A"', "must be tables"),
        (entry(usernames="{ preview = 5 }"), "usernames must be like"),
        (entry(usernames="3"), "usernames must be like"),
        (entry(aliases='"小晚"'), "aliases must be a list"),
        (entry(hair='"黑色"'), "hair must be a list of two words"),
        (entry(voice='"女"'), "voice must be a table"),
        (entry(age="10000"), "age must be 0-9999"),
        (entry(kind='"person"', sex='"仅声音"'), 'kind = "voice"'),
        (entry(kind='"crowd"'), "kind must be one of"),
        (
            '[people.A]\nsex="女"\nage="x"\nhair=["黑","长"]\nclothes=["白","衣"]\nvoice={sex="女",pitch=1,tempo=270,accent="a"}',
            "invalid literal",
        ),
        (
            '[people.A]\nsex="女"\nage=3\nhair=["黑，","长"]\nclothes=["白","衣"]\nvoice={sex="女",pitch=1,tempo=270,accent="a"}',
            "no comma",
        ),
    ],
)
def test_a_broken_cast_toml_is_one_clear_message(tmp_path, text, message):
    """With the entry and the key, exit 2."""
    path = tmp_path / "cast.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(UsageError, match=message) as caught:
        load(path)
    assert str(path) in str(caught.value)


def test_short_phrases_come_from_the_same_parts():
    """Clothes first; hair or age only where asked for."""
    looks = Looks("女", 27, "黑色", "长直发", "白色", "西装")

    assert phrase(looks, "zh") == "穿白色西装的女子"
    assert phrase(looks, "zh", hair=True) == "黑色长直发、穿白色西装的女子"
    assert (
        phrase(Looks("male", 9, "brown", "curly", "red", "hoodie"), "en", age=True)
        == "the 9-year-old boy in the red hoodie"
    )


def test_english_people_get_english_looks():
    """The language of the script decides."""
    script = parse(
        Source("x.txt", "INT. ROOM - DAY\n\nANNA: Hello.\nMR BLACK: Hello, Anna.\nANNA: Sit down.\n", "utf-8")
    )

    cast = gather(script)

    assert [member.looks.sex for member in cast.members] == ["female", "male"]


def test_introductions_in_actions_reach_the_looks():
    """MAYA, 34, in a green raincoat: so she is, and nobody assumes otherwise."""
    cast = sample("lastbus.txt")[0].cast

    assert (cast.get("MAYA").looks.age, cast.get("MAYA").looks.clothes_colour) == (34, "green")
    assert (cast.get("BOY").looks.age, cast.get("BOY").looks.clothes_style) == (9, "raincoat")
    assert "age" not in cast.get("MAYA").assumed


@pytest.mark.parametrize(
    ("bio", "age", "clothes"),
    [
        ("白浅（500岁）：九尾狐，黑色长发，穿白色长裙。", 500, ("白色", "长裙")),
        ("白浅（999岁）：九尾狐，黑色长发，穿白色长裙。", 999, ("白色", "长裙")),
        ("白浅（26）：女主，身穿白色T恤,牛仔裤", 26, ("白色", "T恤、牛仔裤")),
        ("白浅（26）：女主，穿着黑色风衣(很旧)", 26, ("黑色", "风衣")),
        ("白浅（26）：女主，身穿白衬衫/黑西裤", 26, ("白色", "衬衫、黑色西裤")),
        ("白浅（26）：女主，身穿白衬衫【旧】", 26, ("白色", "衬衫")),
    ],
)
def test_what_the_first_run_writes_the_second_reads(tmp_path, bio, age, clothes):
    """Immortals, half-width commas and brackets in a bio: the same cast comes back from cast.toml."""
    script = parse(Source("x.txt", f"人物小传\n{bio}\n\n1-1 日 内 客厅\n人物：白浅\n白浅：你来了。\n", "utf-8"))
    cast = gather(script)
    path = tmp_path / "cast.toml"

    path.write_text(add("", cast.members, "zh"), encoding="utf-8")

    assert load(path) == cast
    looks = cast.get("白浅").looks
    assert (looks.age, looks.clothes_colour, looks.clothes_style) == (age, *clothes)


@pytest.mark.parametrize(
    ("age", "said"), [(12, "女孩"), (17, "少女"), (30, "女子"), (75, "老妇人"), (500, "女子"), (9999, "女子")]
)
def test_there_is_a_word_for_every_age(age, said):
    """Immortals look like adults."""
    assert nouns(Looks("女", age, "黑色", "长发", "白色", "长裙"))[0] == said
    assert assume.pitch("女", age) > 0
    assert assume.rows("hair", "女", age, "zh")


ODD_CAST = {
    "places between people": entry() + '[places."客厅"]\nlook = "旧桌"\n' + entry().replace("people.A", "people.B"),
    "people inline and empty": "people = {}\n",
    "dotted keys": "people.A." + "\npeople.A.".join(entry().splitlines()[1:]) + "\n",
    "people inline": 'people = { "A" = { ' + ", ".join(entry().splitlines()[1:]) + " } }\n",
    "no line break at the end": entry().rstrip("\n"),
    "a byte order mark": "\ufeff" + entry(),
    "carriage returns": entry().replace("\n", "\r\n"),
}


@pytest.mark.parametrize("name", ODD_CAST)
def test_people_and_places_are_added_to_any_legal_cast_toml(tmp_path, name):
    """However a person ordered or wrote it, those who were there stay as they were."""
    path = tmp_path / "cast.toml"
    path.write_bytes(ODD_CAST[name].encode())
    before = load(path)
    new = sample("rain.txt")[0].cast.members

    path.write_bytes(add(ODD_CAST[name], new, "zh", [Place("天台", "旧水箱")]).encode())

    assert load(path) == Cast((*before.members, *new), (*before.places, Place("天台", "旧水箱")))


def test_what_could_not_be_read_again_is_not_written():
    """A colour with a comma would stop every later run."""
    (member, *_) = sample("rain.txt")[0].cast.members

    with pytest.raises(UsageError, match="no comma"):
        add("", [replace(member, looks=replace(member.looks, clothes_colour="白色,蓝色"))], "zh")


@pytest.mark.parametrize("name", ["places between people", "people inline", "a byte order mark"])
def test_a_username_lands_in_any_legal_cast_toml(tmp_path, name):
    """And is read back."""
    path = tmp_path / "cast.toml"

    path.write_text(with_username(ODD_CAST[name], "A", "kapon", "a.bakes"), encoding="utf-8")

    assert load(path).get("A").usernames == (("kapon", "a.bakes"),)


@pytest.mark.parametrize(
    ("kind", "looks"),
    [
        ("voice", ("仅声音", "黑色", "长发", "白色", "西装")),
        ("joint", ("多人同声", "黑色", "长发", "白色", "西装")),
        ("group", ("群体", "黑色", "长发", "白色", "西装")),
        ("person", ("女", "黑色", "长发", "白色", "西装")),
    ],
)
def test_a_kind_that_a_person_wrote_decides_what_is_seen(tmp_path, kind, looks):
    """`kind = "voice"` is enough: nobody has to know the word that stands in the place of the sex; the looks stay complete."""
    path = tmp_path / "cast.toml"
    path.write_text(entry(kind=f'"{kind}"'), encoding="utf-8")

    member = load(path).get("A")

    assert member.kind == kind
    parts = member.looks
    assert (parts.sex, parts.hair_colour, parts.hair_style, parts.clothes_colour, parts.clothes_style) == looks


def test_the_word_in_place_of_the_sex_is_enough_too(tmp_path):
    """`sex = "群体"` without a kind is a crowd; in English `voice only` is a voice."""
    path = tmp_path / "cast.toml"
    path.write_text(entry(sex='"群体"') + entry(sex='"voice only"').replace("people.A", "people.B"), encoding="utf-8")

    assert [(member.kind, member.looks.sex) for member in load(path).members] == [
        ("group", "群体"),
        ("voice", "voice only"),
    ]
    assert load(path).get("B").looks.hair_style == "长发"


@pytest.mark.parametrize(
    ("text", "name", "clothes"),
    [
        ("第1场 日 内 侯府\n人物：世子、侍卫们\n世子：退下。\n侍卫们：是，殿下。\n△皇上驾到，臣妾见礼。\n", "侍卫们", "窄袖劲装"),
        ("第1场 1936年 夜 外 霞飞路\n人物：阿珍、路人们\n阿珍：卖花。\n路人们：让开！\n", "路人们", "布褂"),
        ("第1场 夜 外 街口\n人物：阿珍、路人们\n阿珍：卖花。\n路人们：让开！\n", "路人们", "日常便装"),
        ("INT. CASTLE - NIGHT, 1402\n\nA knight kneels.\n\nGUARDS\nMy liege!\n\nTOM\nHush.\n", "GUARDS", "chainmail"),
    ],
)  # fmt: skip
def test_a_crowd_wears_what_such_people_wore_then(text: str, name: str, clothes: str) -> None:
    cast = gather(parse(Source("x.txt", text, "utf-8")))
    member = cast.get(name)
    assert member is not None
    assert member.kind == "group"
    assert clothes in member.looks.clothes_style


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
VALUES = st.one_of(TEXTS, st.integers(0, 300), st.lists(TEXTS, max_size=3), st.lists(st.integers(), max_size=3))
ROWS = st.dictionaries(TEXTS, VALUES, max_size=4)


@given(st.dictionaries(TEXTS, st.tuples(ROWS, st.lists(ROWS, min_size=1, max_size=2)), max_size=3))
def test_whatever_is_written_into_cast_toml_is_read_back(told):
    """Names, words and numbers of any kind; tables on their line, and tables under headings of their own."""
    entries = {name: {**own, "voice": own, "outfits": tuple(rows)} for name, (own, rows) in told.items()}

    text = tables("people", entries)

    as_toml = {name: {**entry, "outfits": list(entry["outfits"])} for name, entry in entries.items()}
    assert tomllib.loads(text).get("people", {}) == as_toml
    assert tomlkit.parse(text).unwrap().get("people", {}) == as_toml


def test_an_age_of_a_flashback_is_not_the_age_of_now(run):
    """Introduced by the full name, later called by the first: 52 in the diner, 22 at the quarry."""
    text = (
        "INT. DINER - NIGHT\n\nNearly empty. FRANK DOYLE, 52, grey crew cut, brown leather jacket, stirs a coffee.\n\nFRANK\nHi.\n\n"
        "EXT. QUARRY - DAY (FLASHBACK)\n\nFRANK, 22, shirtless.\n\nFRANK\nNo.\n\nINT. DINER - NIGHT\n\nFRANK\nThat was it.\n"
    )
    Path("x.txt").write_text(text)

    assert run("plan", "x.txt")[0] == 0

    board = json.loads(Path("out/x/storyboard.json").read_text())
    assert board["character_setting"]["FRANK"]["age"] == 52
    quarry = [shot for shot in board["shots"] if "QUARRY" in shot["location"] and "FRANK" in shot["visual"]]
    assert all("22" in shot["visual"] for shot in quarry)
