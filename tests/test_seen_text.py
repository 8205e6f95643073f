"""Words that are seen in a picture: the rules of its prompt name them, and what is laid over the film is drawn by nobody."""

import re

import pytest

from storyboard import timeline
from storyboard.lettering import capitals_in_marks, figures_in_marks, seen_words, shown_again
from storyboard.model import Clip, Part
from tests.samples import work

from .test_clip_prompts import told, two

BEARERS = (
    ("纸发黄有折痕，蓝字已淡：“{}”停稳", "空位留着"), ("青白的字一格格露出来，露全了：“{}”", "三月九日。"), ("手写一行“{}”，正对镜头", "八岁生日"),
    ('the place where a thin crooked pale "{}" is', "J"), ("大门相对，左挂“{}”", "龙厅"), ("福伯胸别“{}”红花", "证婚人"), ("点名册上，“{}”被划掉了", "12 石头"),
    ("正中是白字“{}”。", "信号中断"), ("下面一行褪色的小字“{}”", "寄出日期：两年前"), ("铁盒盖上贴着一张泛黄标签，朝着这边：“{}”", "勿动"),
    ('The pass, stamped across it in blue: "{}".', "DECLARED - FAMILY"), ('She zooms in on the orange sticker: "{}".', "SEVILLA 4012"),
    ('Blue handwriting the right way up for the reader: "{}"', "My darling"), ('A photograph, and beneath it: "{}"', "LIZA, MY BABY."),
    ('Her wet thumb at the edge of the slip: "{}"', "O NEGATIVE."),
)  # fmt: skip


@pytest.mark.parametrize(("picture", "words"), BEARERS)
def test_what_a_sentence_of_a_picture_comes_to_is_read_and_its_prompt_allows_it(picture, words):
    said = picture.format(words)

    assert seen_words(said) == (words,)
    if not said.isascii():
        assert words.rstrip("。") in told(two(visual=said, action="")).partition("要求：")[2]


@pytest.mark.parametrize(
    "text",
    [
        "他压低声音：“走吧”", "他两眼一瞪，拍着桌子：“滚！”", "她敲了两下门，等着回音：“咚”", "他心里默默想着那封信：“完了”", "小明：“走”",
        "挂在门口那只铁喇叭忽然响起来：“集合”", 'He thinks of it again and again: "Go"', 'The radio on the wall, hoarse: "Stand by"', 'She looks up and whispers over the page: "Go."',
    ],
)  # fmt: skip
def test_what_is_said_heard_or_thought_behind_a_colon_is_not_read(text):
    assert seen_words(text) == ()


@pytest.mark.parametrize("count", range(1, 4))
def test_of_n_lines_on_a_thing_each_is_read(count):
    rows = ("Telegraph line complete", "Runner Bishan Singh", "dismissed from this date.")[:count]
    ways = ("the next line", "to the last")
    told_so = f'The page bears typed words: "{rows[0]}"' + "".join(
        f', and {way}, "{row}"' for way, row in zip(ways, rows[1:], strict=False)
    )
    assert seen_words(told_so) == rows


@pytest.mark.parametrize("figures", ["8961", "3:17", "99%"])
@pytest.mark.parametrize(
    "way", ["【特写】 奖券：{}。", "他拳头缝里露出四个数字：{}。", "Close on the ticket: {}.", "The counter shows {}."]
)
def test_figures_that_are_read_stand_in_marks_and_are_seen(way, figures):
    marked = figures_in_marks(way.format(figures))
    assert f"“{figures}”" in marked
    assert figures_in_marks(marked) == marked
    assert figures in seen_words(marked)


@pytest.mark.parametrize(
    "text", ["他喊出号码：8961。", "她翻到第12页：空白", "The clock: midnight.", "Room 12: he waits."]
)
def test_other_figures_stay(text):
    assert figures_in_marks(text) == text


def test_a_caption_among_what_happens_is_a_title_and_nothing_that_is_filmed():
    board = two(action="（字幕：一个月后。林晚走到窗前。）")
    clips = (Clip(tuple(Part(at, "", 30, 30) for at in range(len(board.shots))), 6),)

    prompt = told(board)

    assert "画面下方小字：“一个月后”。" in prompt
    assert "画面上要有标题“一个月后”" in prompt
    assert prompt.count("一个月后") == 2
    assert "字幕：" not in prompt
    assert "一个月后" in [cue.text for cue in timeline.cues(board, clips) if cue.caption]
    assert timeline.without_captions("（字幕：一个月后。）\n她走。") == "她走。"
    assert timeline.without_captions("她看字幕：很好。") == "她看字幕：很好。"
    assert timeline.captions_within("SUPER: ONE MONTH LATER.\nShe walks.") == ("ONE MONTH LATER",)


@pytest.mark.parametrize(
    "thing",
    ["契纸", "奖券", "发黄的取相单", "刻满人名的碑面", "贴满旧广告的电线杆", "一行墨字题记", "车侧白色7字", "白标签"],
)
def test_no_rule_forbids_text_where_a_thing_has_words_on_it(thing):
    prompt = told(two(visual=f"{thing}占着画左前景，林晚站在后面", action=""))
    assert "画面上没有文字" not in prompt
    assert "没有字幕" in prompt


@pytest.mark.parametrize("picture", ["林晚一字一字说完", "林晚戴着圆墨镜站在窗前", "林晚的国字脸", "林晚十字路口等着"])
def test_a_word_for_speech_or_a_face_is_nothing_to_read(picture):
    assert "画面上没有文字和字幕" in told(two(visual=picture, action=""))


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        ('The chrome side of the toy; in the bright metal one dark eye, and beside it, small and the right way round, "BRAVE". The eye wanders.', ("BRAVE",)),
        ('She writes the four capitals "NEXT" into the gap, taps the chalk once.', ("NEXT",)),
        ('On the lid, tiny and faded, "FOR MAE". She turns it.', ("FOR MAE",)),
        ('He scratches "J + L" into the bark.', ("J + L",)),
        ("一行小字，倒着，“勇敢”。", ("勇敢",)),
        ("她蘸着水在桌面写下“等我”，一笔一笔干掉。", ("等我",)),
        ('He says, loud and clear, "GO".', ()),
        ('A shout, small and far away, "HELP".', ()),
        ("他低声念出“等我”。", ()),
    ],
)  # fmt: skip
def test_what_is_written_or_stands_apart_in_capitals_is_read_and_what_is_said_is_not(picture, words):
    assert seen_words(picture) == words


def test_short_words_that_are_read_elsewhere_are_known_again_in_marks_only():
    assert shown_again('The chrome turns; "BRAVE" comes right.', ("BRAVE",)) == ("BRAVE",)
    assert shown_again("A BRAVE boy; 他很勇敢。", ("BRAVE", "勇敢")) == ()


LETTERED = [
    ("A screen: SALES DOWN 40%.", ("SALES DOWN 40%",)),
    ("Beside it, a tin hut. A board: STATION NINE. CLOSED 1968.", ("STATION NINE. CLOSED 1968",)),
    ("In the track lies an empty water can, painted KARIM in red.", ("KARIM",)),
    ("Two cots, yellow wrist tags: BELLO. OKORO.", ("BELLO. OKORO",)),
    ("On each girl's wrist: half BELLO, half OKORO.", ("BELLO", "OKORO")),
    ("He unrolls a poster: WANTED. EL ZORZAL. 1,000 PESOS. A lean face.", ("WANTED. EL ZORZAL. 1,000 PESOS",)),
    ("He chalks a 4 on the order board.", ("4",)),
    ("The 4 drips into a 9.", ("4", "9")),
    ("把秒表举到她眼前：57秒8。", ("57秒8",)),
    ("屏幕跳字：【误入引力区 地球时间流速×200】", ("误入引力区 地球时间流速×200",)),
    ("玻璃柜里一副皮手套，牌子写：“佚名同志遗物”。", ("佚名同志遗物",)),
    ("看台上挤满学生，横幅：“友谊第一”。", ("友谊第一",)),
    ("电子屏滚动：“117报时台今晚24时停止服务”。", ("117报时台今晚24时停止服务",)),
]


@pytest.mark.parametrize(("action", "words"), LETTERED)
def test_what_stands_on_a_board_a_screen_or_a_watch_is_quoted_as_it_is_and_allowed(action, words):
    marked = capitals_in_marks(figures_in_marks(action))

    assert seen_words(marked) == words
    assert all(re.search(f"[“【]{re.escape(each)}[”】]", marked) for each in words)
    assert capitals_in_marks(figures_in_marks(marked)) == marked


@pytest.mark.parametrize("action", ["On the monitor: TOM GREY.", "He painted MAYA in oils.", "She is half asleep.", "The 4 men wait.", "On the screen: KARIM, smiling.", "老周看表：八点了。"])  # fmt: skip
def test_whom_a_screen_shows_or_who_is_painted_is_no_lettering(action):
    assert seen_words(capitals_in_marks(figures_in_marks(action))) == ()


def test_a_name_that_is_read_on_a_thing_is_nobody_in_the_picture(tmp_path):
    text = "INT. WARD - NIGHT\n\nTwo cots, wrist tags: BELLO. OKORO.\n\nNURSE FOLA, 24, waits.\n\nINT. HALL - DAY\n\nMR. BELLO\nThat one has my nose!\n\nMR. OKORO\nNo!\n"
    (tmp_path / "ward.txt").write_text(text, encoding="utf-8")
    (done,) = work(tmp_path / "ward.txt")

    assert not any({"MR. BELLO", "MR. OKORO"} & set(trace.staging.people) for trace in done.plan.trace.shots[:2])
    assert "“BELLO. OKORO”" in done.prompts[0]
