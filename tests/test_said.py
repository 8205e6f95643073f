"""Hair and clothes in a script's own words, with and without a word for wearing."""

import pytest

from storyboard.cast import said


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("女，28岁，米色风衣，长发", ("米色", "风衣")),
        ("32岁，黑色高定西装，左手戴一块旧手表", ("黑色", "高定西装")),
        ("26岁，红裙", ("红色", "裙子")),
        ("四十多岁，短发，正在脱白大褂", ("", "白大褂")),
        ("一身打补丁的蓝布袄", ("蓝色", "打补丁布袄")),
        ("5岁，蓝色背带裤", ("蓝色", "背带裤")),
        ("女，二十岁，青色宫装", ("青色", "宫装")),
        ("五十岁，明黄龙袍", ("明黄", "龙袍")),
        ("二十五岁，玄色披风，腰佩长刀", ("玄色", "披风")),
        ("40岁，保安制服", ("", "保安制服")),
        ("22岁，快递员马甲", ("", "快递员马甲")),
        ("女，27岁，短发，外卖骑手制服，倔强。", ("", "外卖骑手制服")),
        ("男，30岁，金丝眼镜，灰色西装，律师。", ("灰色", "西装")),
        ("女，50岁，花衬衫，大嗓门。", ("", "花衬衫")),
        ("穿一件洗得发白的蓝棉袄", ("蓝色", "棉袄")),
        ("一身白大褂的医生", ("", "白大褂")),
        ("黑色西装外套，白衬衫", ("黑色", "西装外套")),
        ("穿着米色的高领毛衣", ("米色", "高领毛衣")),
        ("碎花连衣裙", ("碎花", "连衣裙")),
        ("穿着草编的小褂子", ("", "草编小褂子")),
        ("青年，爱笑，话不多", None),
        ("蹲下", None),
    ],
    ids=range(22),
)
def test_chinese_clothes_need_no_word_for_wearing(text, found):
    """The first garment, with the colour and the words before it."""
    assert said.clothes(text, "zh") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("50s, denim jacket, silver braid", ("", "denim jacket")),
        ("in a grey uniform cardigan", ("grey", "uniform cardigan")),
        ("6, page boy, small velvet suit", ("", "small velvet suit")),
        ("12, oversized hoodie", ("", "oversized hoodie")),
        ("12, oversized red hoodie", ("red", "oversized hoodie")),
        ("40, in a blue coat", ("blue", "coat")),
        ("a huge man in a yellow poncho", ("yellow", "poncho")),
        ("34, tired, green raincoat", ("green", "raincoat")),
        ("in a navy-blue three-piece suit", ("navy blue", "three-piece suit")),
        ("light jacket and jeans", ("", "light jacket")),
        ("in uniform", ("", "uniform")),
        ("they dress in silence", None),
        ("the others follow suit", None),
        ("name tag upside down", None),
    ],
    ids=range(14),
)
def test_english_clothes_need_no_colour(text, found):
    assert said.clothes(text, "en") == found


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("银发老者", "zh", ("银色", "")),
        ("白发苍苍", "zh", ("白色", "")),
        ("满头花白头发", "zh", ("花白", "")),
        ("光头", "zh", ("无", "光头")),
        ("扎着高马尾", "zh", ("", "高马尾")),
        ("棉袄洗得发白", "zh", None),
        ("脸色发青，白发现了", "zh", None),
        ("50s, denim jacket, silver braid", "en", ("silver", "braid")),
        ("usher's jacket, gold braid coming loose", "en", None),
        ("a bald man", "en", ("none", "bald")),
        ("white-haired, stooped", "en", ("white", "")),
        ("long-haired", "en", ("", "long")),
        ("a tall blonde", "en", ("blonde", "")),
        ("eats a hot dog", "en", None),
    ],
    ids=range(14),
)
def test_hair_is_found_in_other_words_than_hair(text, language, found):
    """A part that the script leaves out is empty: the caller fills it."""
    assert said.hair(text, language) == found


@pytest.mark.parametrize(
    ("told", "style"),
    [
        ("Water curls around their shoes", None),
        ("Smoke braids into the dark", None),
        ("Fog curls.", None),
        ("A snake plaits itself round the pole", None),
        ("A thin smoke curls up", None),
        ("Her curls are wet", "curls"),
        ("Damp curls around her face", "curls"),
        ("Tight curls under a net", "tight curls"),
        ("An old woman with curls", "curls"),
        ("刨花卷成小卷", None),
        ("旧报纸卷成大卷", None),
        ("树皮打着小卷", None),
        ("头发卷成小卷", "小卷"),
        ("一头小卷", "小卷"),
    ],
)
def test_only_hair_that_is_somebodys_is_hair(told, style):
    """What water, smoke or paper does in the words for it is a deed of theirs."""
    found = said.hair(told, "en" if told.isascii() else "zh")

    assert (found and found[1]) == style
