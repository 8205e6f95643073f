"""What an action names by a verb of handling stands in its picture, or is told as missing."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard import names
from storyboard.animatic.blocking import first_thing
from storyboard.model import Character, Dialogue, Shot
from storyboard.staging import props, things
from tests.test_plan import planned

PEOPLE = {"zh": ("林晚", "沈亦"), "en": ("MARA", "TOM")}
SHOWN = {
    "zh": {
        "林晚从抽屉最里头抽出一封发黄的信，递给沈亦。": ("信",),
        "沈亦把药箱轻轻放在她脚边。": ("药箱",),
        "林晚摘下安全帽和手套，坐下。": ("安全帽", "手套"),
        "灶台上摆着一只豁口的粗瓷碗。": ("粗瓷碗",),
        "沈亦接过铁锹转身就走。": ("铁锹",),
        "林晚抱着一口铝锅走进来。": ("铝锅",),
        "林晚一把抓过剪刀，剪开麻袋。": ("剪刀", "麻袋"),
        "他端着一盆热水进来。": ("热水",),
        "沈亦重新拧开水壶喝了一口。": ("水壶",),
        "递给他一张旧车票。": ("旧车票",),
        "脚下全是拆开的快递。": ("快递",),
        "他提着灯笼出来，又端着酒上台。": ("灯笼", "酒"),
        "林晚捧着一条洗得发白的枣红围巾，抱着那根砍弯了的铜管。": ("枣红围巾", "铜管"),
        "沈亦把自己的白衬衫外套脱下来，扔下车扑过去。": ("白衬衫外套",),
        "她摸出驿站账本，取下粉板说。": ("驿站账本", "粉板"),
        "沈亦解下钱袋抛过去，拿出四枝。": ("钱袋",),
        "林晚举着画问，摸出四文大钱。": ("画", "大钱"),
    },
    "en": {
        "Mara pulls a rusted tin from under the bed and opens it.": ("rusted tin",),
        "Tom hands her the ladle.": ("ladle",),
        "She lays two tickets on the counter.": ("tickets",),
        "Tom, grinning, unfolds the map slowly.": ("map",),
        "He takes off his cap and pours a cup of cocoa.": ("cap", "cup of cocoa"),
        "MARA SNATCHES THE TRUMPET FROM TOM.": ("TRUMPET",),
        "Tom is dragging a canvas sack across the yard.": ("canvas sack",),
        "She slips a coin into Tom's pocket.": ("coin",),
        "Tom tears off his own cravat and lowers the paper an inch.": ("cravat", "paper"),
    },
}  # fmt: skip
NONE = {
    "zh": (
        "林晚抬起头，叹了一口气。", "沈亦抱起孩子就跑。", "他推开门，迈出一步。", "她打开灯，屋里亮了。", "沈亦鼓起勇气，放下身段。", "林晚接过沈亦的手。",
        "沈亦把她拉到身后。", "他放慢速度，提出三个条件。", "校服撕开一道口子。", "墙上裂开一道缝，沈亦扒开一个窟窿。", "林晚举起左脚那只。",
    ),
    "en": (
        "Mara takes a breath and gives him a look.", "Tom takes the stairs two at a time.", "She opens her eyes, then the door.", "He takes his place beside Tom.", "Tom holds up a hand.",
        "Mara picks up the baby.", "The cake slides off his plate.", "He draws closer and takes Mara's arm.",
    ),
}  # fmt: skip


def known_in(language: str) -> names.Naming:
    people = {name: Character(name, None, "", "") for name in PEOPLE[language]}
    return names.naming(people, None, "", language)


def shot(action: str, visual: str) -> Shot:
    return Shot(action, "", Dialogue("", ""), 3, "", "", "", visual, "")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_taken_given_laid_opened_or_lies_there_is_a_thing_by_its_bare_name(language):
    """Counting words, owners and manners of handling are no part of it."""
    known = known_in(language)
    assert {text: things.handled(text, known) for text in SHOWN[language]} == SHOWN[language]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_bodies_people_doors_and_manners_of_speech_are_no_things(language):
    """Nobody is asked for a picture of a breath."""
    known = known_in(language)
    assert {text: things.handled(text, known) for text in NONE[language]} == dict.fromkeys(NONE[language], ())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_thing_is_missed_exactly_where_no_picture_within_a_shot_names_it(language):
    """Of shots in any order: one that names it, beside or at it, is enough; one farther off is not."""
    known = known_in(language)

    @given(st.sampled_from(sorted(SHOWN[language])), st.integers(0, 4), st.integers(0, 4))
    def holds(text: str, at: int, shown: int) -> None:
        told = SHOWN[language][text]
        board = [shot("", "") for _ in range(5)]
        board[at] = shot(text, "")
        board[shown] = shot(board[shown].action, "，".join(told))
        missing = [(one.shot, one.thing) for one in things.missing(board, known)]
        assert missing == ([] if abs(at - shown) <= things.BESIDE else [(at + 1, thing) for thing in told])

    holds()


def test_a_picture_may_call_a_thing_by_a_shorter_or_a_longer_name():
    """灰围巾 is shown by 围巾, hats by the hat; 帽子 by 棉帽."""
    zh, en = known_in("zh"), known_in("en")
    assert all(
        things.shows(picture, thing, zh)
        for picture, thing in (("一条围巾", "灰围巾"), ("脱下的棉帽", "帽子"), ("红木箱子", "箱子"))
    )
    assert things.shows("an old straw hat in the hand", "hats", en)
    assert things.shows("the paper against the light", "sheet of paper", en)
    assert not things.shows("a hand on the table", "rusted tin", en)


DEEDS = ("从怀里掏出{}，看了一眼。", "把{}放在桌上。", "接过{}，转身坐下。", "摘下{}，走到窗边。", "拎着{}，站在门口。")
THINGS = ("锉刀", "一只旧皮箱", "发黄的车票", "木锅盖", "两根筷子", "老人机")
CAST = ("林晚", "沈亦", "阿蘅", "老周")


@given(
    st.lists(st.sampled_from(CAST), min_size=1, max_size=4, unique=True),
    st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from(DEEDS), st.sampled_from(THINGS), st.booleans()),
        min_size=1,
        max_size=5,
    ),
)
def test_boards_by_rules_miss_nothing_that_anybody_of_n_people_handles(people, deeds):
    """Whoever handles whatever in whichever order, alone or while speaking: it stands in a picture of it."""
    acted = (
        f"△{people[who % len(people)]}{deed.format(thing)}\n"
        + (f"{people[who % len(people)]}：拿好。\n" if speaks else "")
        for who, deed, thing, speaks in deeds
    )
    _, plan, cast = planned(f"1-1 夜 内 客厅\n人物：{'、'.join(people)}\n{''.join(acted)}{people[0]}：走吧。\n")
    known = names.naming(plan.board.character_setting, cast, "", "zh")
    assert things.missing(plan.board.shots, known) == ()


def test_who_acts_beside_a_thing_is_seen_behind_it():
    """A close picture of a thing, in an action that goes on without it, shows the doer too; one about nothing else shows it alone."""
    head = "1-1 夜 内 门厅\n人物：林晚、沈亦\n林晚：走吧。\n沈亦：等等。\n"
    both, alone = (
        next(shot.visual for shot in planned(f"{head}△{text}\n")[1].board.shots if "鞋" in shot.action)
        for text in ("林晚抬起头，笑了，又哭了。鞋柜上摆着一双拖鞋。", "鞋柜上摆着一双拖鞋，标签还没剪。")
    )
    assert both.startswith("前景里是")
    assert "林晚在后景" in both
    assert alone == "鞋柜上的鞋占满画面，背景虚化"


def test_what_is_only_said_or_how_it_is_said_is_no_thing_of_the_picture():
    """Words of a line are no deed."""
    known = known_in("zh")
    said = Shot("（低声）", "", Dialogue("林晚", "他掏出一把刀。"), 3, "", "", "", "林晚在画面左侧", "")
    assert things.missing([said], known) == ()


READ_ON = [
    ("zh", "雪雾里，门上钉着锈铁牌：", "“本塔2014年火灾后停用”", "铁牌"),
    ("zh", "{0}翻过怀表，盖子弹开。", "“赠阿娘”", "怀表"),
    ("en", "{0} turns the strap over.", 'Inked inside: "For Elsa, till I\'m home."', "the strap"),
    ("en", "{0} hooks the last letter onto the marquee.", "It reads:\nNO MORE SHOWS", "the marquee"),
]


@pytest.mark.parametrize(("language", "before", "words", "thing"), READ_ON)
def test_words_to_be_read_are_seen_on_the_thing_that_the_action_before_them_tells_of(language, before, words, thing):
    """Inked inside: “For Elsa”: an empty hall was seen; 本塔停用 stood on a hillside."""
    for one, other in itertools.permutations(PEOPLE[language]):
        text = {
            "zh": f"1-1 日 外 山脊\n人物：{one}、{other}\n{one}：到了。\n△{before}\n△{words}\n{other}：嗯。\n",
            "en": f"EXT. RIDGE - DAY\n\n{one}\nHere.\n\n{before}\n\n{words}\n\n{other}\nYes.\n",
        }[language].format(one)
        shots = planned(text)[1].board.shots
        seen = next(shot.visual for shot in shots if words[-8:-1] in shot.action)
        assert thing in seen.split("，")[0].split(",")[0], seen


@pytest.mark.parametrize(
    ("said", "thing"),
    [
        ("The letter N lifts.", "the letter N"),
        ("The letter lies there.", "the letter"),
        ("The letter A. Marsh sent burns.", "the letter"),
    ],
)
def test_a_letter_of_a_sign_is_no_letter_to_somebody(said, thing):
    assert props.thing_in(said, "en") == thing
    assert first_thing(thing) == ("sign" if thing.endswith("N") else "paper")


def test_words_that_a_camera_mark_asks_for_have_no_bracket_behind_them():
    """【特写：青出于蓝】 showed 青出于蓝】."""
    assert props.prop_of("【特写：青出于蓝】", "zh") == "青出于蓝"
