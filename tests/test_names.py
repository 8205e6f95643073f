"""Names leave the prompts; spoken and quoted words stay."""

import pytest

from storyboard import names
from storyboard.languages import Language
from storyboard.model import Cast, Character, Looks, Member, Voice

LIN = Character(
    27,
    "女，27岁，头发（黑色，长直发），衣服（白色，西装）",
    "林晚",
    "GenderAge（女·27岁） PitchMean（215 Hz） Tempo（270 SPM） Accent（普通话）",
)
YOUNG = Character(17, "女，17岁，头发（黑色，马尾），衣服（蓝白，校服）", "少女林晚", LIN.voice)
GU = Character(
    30,
    "男，30岁，头发（黑色，短发），衣服（白色，西装）",
    "顾言",
    "GenderAge（男·30岁） PitchMean（120 Hz） Tempo（270 SPM） Accent（普通话）",
)
ALL = Character(30, "群体，30岁，头发（无，无），衣服（深色，便装）", "众人", GU.voice)
VOICE = Character(30, "仅声音，30岁，头发（无，无），衣服（无，无）", "旁白", GU.voice)
BOTH = Character(30, "多人同声，30岁，头发（无，无），衣服（无，无）", "林晚、顾言", GU.voice)
ANN = Character(30, "female, 30, hair (black, long), clothes (white, suit)", "Ann", LIN.voice)


def known(*characters, language="zh", aliases=None, usernames=None):
    people = {character.name: character for character in characters}
    meant = {**(aliases or {}), **{name: name for name in people}}
    known = {word.casefold(): name for word, name in meant.items()} | meant
    return names.Naming(
        people, aliases or {}, usernames or {}, Language.of(language), names.pattern(meant, language), known
    )


def test_the_first_mention_is_in_full_and_later_ones_are_short():
    """Looks once a shot, then a phrase from the same parts."""
    told = set()

    text = names.replaced("林晚看着门。林晚走了。", known(LIN), ("林晚",), told)

    assert (
        text == "穿白色西装的女子（女，27岁，头发（黑色，长直发），衣服（白色，西装））看着门。穿白色西装的女子走了。"
    )


def test_names_are_matched_longest_first_without_word_boundaries():
    """少女林晚 is not 林晚, and Chinese has no spaces around names."""
    assert names.found("那少女林晚和顾言都在", known(LIN, YOUNG, GU)) == ("少女林晚", "顾言")


def test_latin_names_are_whole_words():
    """Ann is not in Annex."""
    assert names.found("Annex of Ann", known(ANN, language="en")) == ("Ann",)


def test_quoted_words_stay():
    """On-screen text is verbatim, names and all, also in nested quotation marks."""
    text = "林晚看着屏幕：“林晚说‘走’，“顾言”走了”"

    replaced = names.replaced(text, known(LIN, GU), ("林晚",), {"林晚"})

    assert replaced == "穿白色西装的女子看着屏幕：“林晚说‘走’，“顾言”走了”"


def test_one_character_names_are_never_found_in_running_text():
    """母 is in 母亲 and 父母 too."""
    mother = Character(50, LIN.appearance, "母", LIN.voice)

    assert names.found("母亲叹气", known(mother)) == ()
    assert names.called("母", known(mother), ("母",), set()).startswith("穿白色西装")


def test_people_who_wear_the_same_are_told_apart_by_hair():
    """The shortest phrase that means only one person of the scene."""
    other = Character(25, "女，25岁，头发（金色，短发），衣服（白色，西装）", "苏小", LIN.voice)

    assert names.called("林晚", known(LIN, other), ("林晚", "苏小"), {"林晚"}) == "黑色长直发、穿白色西装的女子"
    assert names.called("林晚", known(LIN, other), ("林晚",), {"林晚"}) == "穿白色西装的女子"


@pytest.mark.parametrize(
    ("name", "said"),
    [("众人", "穿深色便装的一群人"), ("旁白", "画外音"), ("林晚、顾言", "穿白色西装的女子与穿白色西装的男子")],
)
def test_crowds_narrators_and_people_together_have_their_own_words(name, said):
    """No looks for voices; a crowd for groups; both people for a joint name."""
    naming = known(LIN, GU, ALL, VOICE, BOTH)

    assert names.called(name, naming, ("林晚", "顾言"), {"林晚", "顾言"}) == said


def test_usernames_stand_with_a_space_on_both_sides():
    """As the gateways want it."""
    cast = Cast(
        (
            Member(
                "林晚",
                "person",
                Looks("女", 27, "黑", "长", "白", "衣"),
                Voice("女", 1, 1, "a"),
                ("晚晚",),
                (("kapon", "@abc.def"),),
            ),
        )
    )
    naming = names.naming({"林晚": LIN}, cast, "kapon", "zh")

    assert names.replaced("镜头推向林晚。", naming, ("林晚",), set()) == "镜头推向 @abc.def 。"
    assert names.replaced("晚晚走了", naming, ("林晚",), set()) == " @abc.def 走了"


@pytest.mark.parametrize(
    ("location", "without"),
    [
        ("林晚卧室（内）", "卧室（内）"),
        ("林晚的家（内）", "家（内）"),
        ("林晚家的厨房（内）", "厨房（内）"),
        ("林晚（内）", "林晚（内）"),
        ("街道（外）", "街道（外）"),
    ],
)
def test_locations_lose_names_but_never_everything(location, without):
    """张三卧室 -> 卧室."""
    assert names.without(location, known(LIN)) == without


@pytest.mark.parametrize("before", ["the ", "The ", "a "])
def test_an_article_before_a_role_stays_the_only_one(before):
    """the Doctor -> the woman in the white suit."""
    text = names.replaced(f"{before}Ann waits.", known(ANN, language="en"), ("Ann",), {"Ann"})

    assert text == f"{before}woman in the white suit waits."


def test_english_locations_lose_the_possessive_too():
    """Ann's kitchen -> kitchen."""
    assert names.without("Ann's kitchen (inside)", known(ANN, language="en")) == "kitchen (inside)"


@pytest.mark.parametrize("beast", ["黑狮", "红狮", "小白龙", "山猫"])
@pytest.mark.parametrize("thing", ["头", "裤", "皮", "嘴", "毛"])
def test_what_is_of_a_beast_whose_name_somebody_bears_names_nobody(beast, thing):
    """黑狮头 of a lion dancer was 黑舞狮服男子头."""
    dancer = Character(48, LIN.appearance, beast, LIN.voice)

    assert names.found(f"黑绒毛{beast}{thing}落在桩上", known(dancer)) == ()
    assert names.found(f"{beast}头也不回地走了，{beast}看着她", known(dancer)) == (beast,)
