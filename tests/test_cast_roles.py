"""What a name says: kind, sex and age of roles, and nothing of names that only hold such a word."""

import tomllib

import pytest

from storyboard import check
from storyboard.cast import roles
from storyboard.cast.evidence import accepted, evidence
from storyboard.cast.gather import gather
from storyboard.languages import CODES
from storyboard.model import Cast, Source
from storyboard.parse import parse
from storyboard.plan import plan
from storyboard.plan.faces import one_face
from tests.effort import growth

CHINESE = """
老师 person ? young|老板 person ? grown|老公 person 男 young|老婆 person 女 young|新娘 person 女 young
姑娘 person 女 young|公主 person 女 young|老板娘 person 女 grown|老王 person ? old|老周 person ? old
老太太 person 女 old|老头 person 男 old|老爷子 person 男 old|老医生 person ? old|老师傅 person ? grown
手机店老板 person ? grown|电视台记者 person ? young|系统管理员 person ? young|电话接线员 person ? young
广播站站长 person ? young|群主 person ? young|大众司机 person ? young|手机 voice ? ?|手机语音 voice ? ?
系统 voice ? ?|系统提示音 voice ? ?|旁白 voice ? ?|神秘声音 voice ? ?|男声 voice 男 ?|神秘女声 voice 女 ?|女人的声音 voice 女 ?|老妇人的声音 voice 女 old|蒙面女杀手 person 女 young|年轻女护士 person 女 young|妈妈电话 voice 女 ?|众人 group ? ?
众臣 group ? ?|众 group ? ?|女 person 女 young|众护士 group ? ?|观众 group ? ?|护士们 group ? ?|宾客若干 group ? ?|人群 group ? ?
宾客甲 person ? young|群众乙 person ? young|全体员工 group ? ?|几个保安 group ? ?|护士甲 person ? young
女司机 person 女 young|男护士 person 男 young|女医生 person 女 young|女婿 person 男 young|女儿 person 女 young
林母 person 女 grown|顾父 person 男 grown|奶奶 person 女 old|外公 person 男 old|岳母 person 女 old
张妈 person 女 grown|王叔 person 男 grown|李婶 person 女 grown|陈姐 person 女 young|虎哥 person 男 young
小女孩 person 女 child|小男孩 person 男 child|小孩 person ? child|书童 person 男 child|婴儿 person ? child
少年 person 男 teen|少女 person 女 teen|丫头 person 女 teen|高中生 person ? teen|小姑娘 person 女 teen
中年男子 person 男 grown|年轻妈妈 person 女 young|太后 person 女 old|皇上 person 男 young|王爷 person 男 young
招弟 person 女 young|姑父 person 男 grown|姐夫 person 男 young|司机老王 person ? old|护士小刘 person ? young
街坊百余人 group ? ?|村民数十人 group ? ?|林晚 person ? young|王童 person ? young|陈众 person ? young|夏雨 person ? young|？？？ person ? young
"""

ENGLISH = """
MRS BLACK|person|female|young;MISS KING|person|female|young;LADY MACBETH|person|female|young;OLD MAN|person|male|old
OLD WOMAN|person|female|old;KING LEAR|person|male|young;KING\'S DAUGHTER|person|female|young;BOY|person|male|child
GIRL #2|person|female|child;GIRL\'S FATHER|person|male|grown;YOUNG MOTHER|person|female|teen+;TEEN GIRL|person|female|teen
NARRATOR|voice|?|?;RADIO|voice|?|?;RADIO HOST|person|?|young;PHONE SHOP OWNER|person|?|young;TV REPORTER|person|?|young
COMPUTER TECHNICIAN|person|?|young;MAN\'S VOICE|voice|male|?;FEMALE VOICE|voice|female|?;WOMAN ON PHONE|voice|female|?;VOICE ON PHONE|voice|?|?;PA SYSTEM|voice|?|?
SPEAKER OF THE HOUSE|person|?|young;ALL|group|?|?;PARTY GUESTS|group|?|?;ALLAN|person|?|young;CROWD|group|?|?
CROWD MEMBER|person|?|young;TWO MEN|group|?|?;GUARD 1|person|?|young;PEOPLE\'S LAWYER|person|?|young
WOMAN IN CROWD|person|female|young;BOY FROM THE CROWD|person|male|child;DOCTOR|person|?|young;NURSE RATCHED|person|?|young;GRANDMA|person|female|old;MANFRED|person|?|young
"""

AGES = {
    "?": range(200), "child": range(13), "teen": range(13, 18), "teen+": range(18, 24), "young": range(18, 41),
    "grown": range(35, 60), "old": range(60, 100),
}  # fmt: skip
ROWS = [
    *(("zh", *row.split(" ")) for row in CHINESE.strip().replace("\n", "|").split("|")),
    *(("en", *row.split("|")) for row in ENGLISH.strip().replace("\n", ";").split(";")),
]


@pytest.mark.parametrize(
    ("language", "name", "kind", "sex", "age"), ROWS, ids=lambda word: str(word).encode().hex()[:12]
)
def test_a_name_says_what_a_reader_takes_from_it(language, name, kind, sex, age):
    """Kind, sex where the name tells it (`?`: it does not), and about how old; a word inside another says nothing."""
    male, female = roles.tables(language)["sexes"]
    script = parse(
        Source("x.txt", "1-1 日 内 屋里\n△门开了。" if language == "zh" else "INT. ROOM - DAY\n\nRain.", "utf-8")
    )
    facts = evidence(script, [name])[name]
    found, years = accepted(facts, "sex"), accepted(facts, "age")

    assert roles.kind(name, (), language) == kind
    assert (found.value if found and found.source == "told" else "?") == sex
    assert found is None or found.value in (male, female)
    assert (int(years.value) if years else 30) in AGES[age]


def test_there_are_enough_rows():
    """Sixty Chinese names and roles, thirty English ones."""
    assert [sum(row[0] == language for row in ROWS) for language in ("zh", "en")] >= [60, 30]


@pytest.mark.parametrize(("role", "count"), [("学生", 6), ("护士", 8), ("小孩", 10), ("老师", 30), ("保安", 60)])
def test_a_crowd_of_one_trade_is_told_apart(role, count):
    """Clothes go with the job; hair and age move until at least two of six parts differ: the check has nothing to say."""
    people = [f"{role}{number}" for number in range(1, count + 1)]
    lines = "".join(f"{name}：到。\n" for name in people)
    script = parse(Source("x.txt", f"1-1 日 内 教室\n人物：{'、'.join(people)}\n{lines}", "utf-8"))
    cast = gather(script)

    board = plan(script, script.episodes[0], cast).board

    assert len(cast.members) == count
    assert [
        fault for fault in check.check_board(board, script, script.episodes[0], cast) if fault.rule == "alike"
    ] == []


def test_an_age_that_the_script_tells_never_moves():
    """Only what is assumed may change."""
    people = "".join(f"护士{number}（30岁）：护士。\n" for number in range(1, 9))
    lines = "".join(f"护士{number}：到。\n" for number in range(1, 9))

    cast = gather(parse(Source("x.txt", f"人物小传\n{people}\n1-1 日 内 病房\n{lines}", "utf-8")))

    assert {member.looks.age for member in cast.members} == {30}


@pytest.mark.wide
def test_hundreds_of_people_get_their_looks_at_once():
    """Likenesses are looked up, not compared pair by pair with every candidate: four times the people, far from 16 times the work."""

    def crowd(size):
        guests = [f"客人{chr(0x4E00 + at * 7)}" for at in range(1, size)]
        scenes = [f"1-{at} 日 内 房间{at}\n人物：{who}、林晚\n{who}：走。\n" for at, who in enumerate(guests, 1)]
        return parse(Source("x.txt", "".join(scenes), "utf-8"))

    assert len(gather(crowd(160)).members) == 160
    assert growth(gather, crowd(40), crowd(160), 2) < 11


def test_each_language_has_its_tables_together_and_its_own_letters():
    """They are read one language at a time."""
    whole = tomllib.loads(roles._FILE.read_text(encoding="utf-8"))

    assert {code: roles.tables(code) for code in CODES} == whole
    assert all(word[0].isalpha() and word < roles._FIRST_HAN for row in whole["en"]["roles"] for word in row["words"])


@pytest.mark.parametrize(
    ("cast", "act", "kind"),
    [
        ("渔民若干", "渔民往船上赶", "group"),
        ("渔民、妇女若干", "渔民往船上赶", "group"),
        ("渔民", "渔民们往船上赶", "group"),
        ("渔民", "码头上挤满渔民", "group"),
        ("渔民", "渔民往船上赶", "person"),
        ("渔民", "一个渔民走来，渔民们散开", "person"),
    ],
)
def test_whom_a_script_speaks_of_as_several_is_a_crowd(cast, act, kind):
    script = parse(Source("a.txt", f"第1集\n1-1 日 外 码头\n人物：海生 {cast}\n△{act}。\n海生：阿爸！\n", "utf-8"))

    assert gather(script).get("渔民").kind == kind


@pytest.mark.parametrize(
    ("told", "delivery"), [("船载人工智能，只有声音", "voiceover"), ("船载工程师，女，30岁", "inner")]
)
def test_an_os_of_who_is_only_a_voice_is_heard_and_of_anybody_else_a_thought(told, delivery):
    text = f"人物\n沈遥：女，35岁\n阿廓：{told}\n\n1-1 日 内 驾驶舱\n人物：沈遥 阿廓\n沈遥：谁来信？\n阿廓：（OS）地球来信。\n"
    script = one_face(parse(Source("a.txt", text, "utf-8")), Cast(()))

    assert [unit.delivery for unit in script.units if unit.speaker == "阿廓"][-1] == delivery


@pytest.mark.parametrize("name", ["豆豆", "小满", "老周", "阿潮婆"])
@pytest.mark.parametrize(
    "how", ["满脸皱纹的", "满月的", "满身泥浆的", "满头白发的", "满心欢喜的", "满眼血丝的", "满手是油的"]
)
def test_who_is_full_of_something_is_no_crowd(name: str, how: str) -> None:
    """满院的村民 are many; 满脸皱纹的老周 is one."""
    assert not roles.are_several(name, f"△{how}{name}站在门口。")


@pytest.mark.parametrize("how", ["满院的", "满屋子的", "众", "挤满了", "几十个"])
def test_a_place_full_of_somebody_is_a_crowd(how: str) -> None:
    assert roles.are_several("宾朋", f"△{how}宾朋举杯。")


@pytest.mark.parametrize(("name", "sex"), [("顾远山", "男"), ("李大山", "男"), ("江晓岚", "女"), ("陈默", "")])
def test_the_characters_of_a_given_name_say_a_sex_or_nothing(name, sex):
    from storyboard.cast import given

    assert given.sex(name, "zh") == sex


@pytest.mark.parametrize(
    ("name", "text", "worn"),
    [
        ("ROSA", "EXT. ROOF - DAY\n\nBehind him: ROSA (26), the bride.\n\nROSA\nPio!\n", "wedding dress"),
        ("TRAINER", "INT. TUNNEL - NIGHT\n\nA TRAINER waits.\n\nTRAINER\nWalk.\n", "tracksuit"),
        ("烤串老板", "1-1 夜 外 夜市\n△烤串老板扇着火。\n烤串老板：算啦！\n", "围裙"),
    ],
)
def test_whoever_is_told_by_what_they_are_is_dressed_for_it(name, text, worn):
    """A bride in a knit sweater, a boxer's trainer in silk and a man at his grill in a suit were assumed by the hash of a name."""
    script = parse(Source("x.txt" if "△" in text else "x.fountain", text, "utf-8"))
    member = gather(script).get(name)

    assert member
    assert worn in member.looks.clothes_style


LOOKS = [
    ("zh", "{0}套着件大人的红毛衣，袖子拖到膝盖。", "clothes", "红色|毛衣"),
    ("zh", "{0}裹着件黄毛衣，守着火。", "clothes", "黄色|毛衣"),
    ("zh", "{0}，五十八岁，护林服褪了色，正捆铺盖卷。", "clothes", "|护林服"),
    ("zh", "{0}理了理大衣领子。", "clothes", "|大衣"),
    ("zh", "{0}拉紧大衣领子。", "clothes", "|大衣"),
    ("zh", "{0}按下对讲机。", "marks", None),
    ("zh", "{0}坐下，半边脸是烧疤。", "marks", "半边脸上的烧疤"),
    ("en", "{0}, 45, brown overall, kneels.", "clothes", "brown|overall"),
    ("en", "{0} opens a fist: a piano hammer, its felt worn bald.", "hair", None),
    ("en", "{0} kicks at the bald tyre.", "hair", None),
    ("en", "{0}, 45, bald, kneels.", "hair", "none|bald"),
]


@pytest.mark.parametrize(("language", "told", "part", "value"), LOOKS, ids=range(len(LOOKS)))
def test_what_an_action_tells_of_somebody_s_looks_is_theirs_and_what_it_tells_of_a_thing_is_none(
    language, told, part, value
):
    """A hammer whose felt is worn bald made its owner bald; 理了理大衣 was what she wore."""
    for name in {"zh": ("林晚", "顾言", "豆子"), "en": ("NELL", "MR. ABARA")}[language]:
        text = {
            "zh": f"1-1 日 内 客厅\n△{told.format(name)}\n{name}：好。\n",
            "en": f"INT. ROOM - DAY\n\n{told.format(name)}\n\n{name}\nYes.\n",
        }[language]
        script = parse(Source("x.txt" if language == "zh" else "x.fountain", text, "utf-8"))
        found = accepted(evidence(script, [name])[name], part)
        assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("language", "noun", "told", "years"),
    [
        ("zh", "男人", "一个中年男人坐在灯下。", 45),
        ("zh", "女人", "一个年轻女人坐在灯下。", 23),
        ("zh", "男人", "一个男人坐在灯下。", None),
        ("en", "MAN", "A middle-aged man sits.", 45),
    ],
)
def test_an_age_word_before_a_noun_is_of_whoever_is_called_by_the_noun(language, noun, told, years):
    text = {
        "zh": f"1-1 日 内 客厅\n△{told}\n{noun}：好。\n",
        "en": f"INT. ROOM - DAY\n\n{told}\n\n{noun}\nYes.\n",
    }[language]
    script = parse(Source("x.txt" if language == "zh" else "x.fountain", text, "utf-8"))
    member = gather(script).get(noun)

    assert member is not None
    assert not member.versions
    assert years is None or abs(member.looks.age - years) <= 5


@pytest.mark.parametrize(
    ("language", "text", "thing"),
    [
        ("en", "INT. ROOM - DAY\n\n{0} (8), in a red hoodie, runs.\n\n{0}\nGo!\n\nINT. CHURCH - LATER\n\n{0} marches up the aisle, a shoe worn on each hand.\n\n{0}\nGo.\n", "shoe"),
    ],
)  # fmt: skip
def test_what_is_in_somebody_s_hands_in_a_later_scene_is_there_in_that_scene_alone(language, text, thing):
    """A shoe worn on each hand in the last scene was worn so in every scene."""
    for name in ("PIO", "MAISIE"):
        member = gather(parse(Source("x.fountain", text.format(name), "utf-8"))).get(name)

        assert member is not None
        assert thing not in member.looks.clothes_style
        assert [bool(version.state) for version in member.versions] == [True]


OFFICES = [
    ("押粮官", "男", "官袍"), ("宣旨官", "男", "官袍"), ("县太爷", "男", "官袍"), ("巡夜人", "男", "粗布"), ("打更人", "男", "粗布"),
    ("刽子手", "男", "粗布"), ("门卒", "男", "号衣"), ("店小二", "男", "粗布"), ("将军", "男", "战甲"), ("卖柴汉", "男", "粗布"), ("媒婆", "女", ""),
    ("宫女", "女", ""), ("女官", "女", ""),
    ("MILLER", "male", "coarse"), ("TOWN CRIER", "male", "long coat"), ("JUDGE", "male", "robe"), ("BAILIFF", "male", ""),
    ("AUCTIONEER", "male", "waistcoat"), ("NIGHT WATCHMAN", "male", "coarse"), ("MIDWIFE", "female", "apron"), ("LAUNDRESS", "female", "apron"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "sex", "worn"), OFFICES, ids=[row[0].encode().hex()[:12] for row in OFFICES])
def test_offices_and_trades_of_old_times_are_mens_or_womens_and_dressed_so(name, sex, worn):
    """A beheading's official was a woman in silk and a night watchman wore brocade, by the hash of their names."""
    han = not name.isascii()
    text = (
        f"1-1 夜 外 衙门\n人物：{name}、县丞\n△{name}走来，轿子停下。客栈的马车等着，锦衣卫出来。\n{name}：到了。\n县丞：请。\n"
        if han
        else f"LONDON, 1888\n\nINT. HALL - DAY\n\nThe {name.lower()} comes in.\n\n{name}\nGood day.\n"
    )
    member = gather(parse(Source("x.txt", text, "utf-8"))).get(name)

    assert member
    assert member.looks.sex == sex
    assert worn in member.looks.clothes_style


@pytest.mark.parametrize("name", ["JUDGE", "MAYOR", "BAILIFF", "DEPUTY"])
def test_a_script_has_the_word_of_whose_an_office_is(name):
    """No table makes her a man of whom the script says `she`."""
    text = f"LONDON, 1888\n\nINT. HALL - DAY\n\nThe {name} comes in. She takes off her bonnet.\n\n{name}\nGood day.\n"
    member = gather(parse(Source("x.txt", text, "utf-8"))).get(name)
    assert member
    assert member.looks.sex == "female"
