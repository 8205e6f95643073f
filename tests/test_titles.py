"""The script's own titles are drawn once: by the model in their picture, or in the edit."""

from dataclasses import replace

import pytest

from storyboard import timeline, titles
from storyboard.cast.gather import gather
from storyboard.check import check_prompts
from storyboard.languages import Language
from storyboard.lettering import capitals_in_marks, shown_again
from storyboard.model import Clip, Part, Source
from storyboard.parse import parse
from storyboard.plan import plan
from storyboard.render import render
from tests.samples import OFFER
from tests.test_whereabouts import board_of

PICTURES = {
    "zh": "窗边的旧木桌上摊着一块发黄的绸布，雨水顺着玻璃往下淌，灰白的天光照着桌面和墙角的铁皮箱，箱盖半开着。风把绸布的一角慢慢掀起来，又放下去。",
    "en": "A yellowed cloth lies spread on the old wooden table by the window, rain running down the panes, grey daylight on the boards and on the tin box in the corner. The wind slowly lifts one corner of it and lets it fall.",
}
FILES = {"zh": "rain.txt", "en": "lastbus.txt"}
TITLES = [
    ("zh", "十八年后。"),
    ("zh", "1963年"),
    ("zh", "又三十年。"),
    ("en", "FIVE YEARS LATER"),
    ("en", "1963"),
    ("en", "Lyon, winter 1943"),
]
FORBIDDEN = {"zh": "画面上没有文字", "en": "No text"}


def board_with(code, over, count=6):
    """A director's board of so many silent shots, some with titles over them: {place: words}."""
    comma = Language.of(code).word("writing.comma")
    titled = {at: comma + timeline.write_caption(text, code) for at, text in over.items()}
    pictures = [PICTURES[code].rstrip("。.") + titled.get(at, "") for at in range(count)]
    return board_of(FILES[code], *({"visual": each} for each in pictures))


def clips_of(board, size=3):
    """Its shots in clips of so many."""
    rows = [range(start, min(start + size, len(board.shots))) for start in range(0, len(board.shots), size)]
    parts = [tuple(Part(at, "", board.shots[at].tenths, board.shots[at].tenths) for at in row) for row in rows]
    return tuple(Clip(each, sum(part.duration for part in each) // 10) for each in parts)


def rules(prompts, clips, board, offer=OFFER):
    """What is wrong with the words of these prompts that are to be seen."""
    faults = check_prompts(prompts, clips, board, (), offer)
    return [str(fault) for fault in faults if fault.rule in ("prompt-rule", "prompt-field", "prompt-action")]


@pytest.mark.parametrize("at", [0, 2, 3, 5])
@pytest.mark.parametrize(("code", "text"), TITLES)
def test_a_title_is_drawn_once_in_its_own_shot_and_its_rule_names_it(code, text, at):
    board = board_with(code, {at: text})
    clips, language = clips_of(board), Language.of(code)
    prompts = render(board, clips, OFFER)
    words = text.rstrip("。")
    own = prompts[at // 3]

    assert [len(titles.drawn(prompt, language)) for prompt in prompts] == [int(number == at // 3) for number in (0, 1)]
    assert titles.words(own, language) == (words,)
    assert f"“{words}”" in own.split("\n\n")[at % 3]
    assert f"“{words}”" in own.rpartition("instructions: ")[2]
    assert [FORBIDDEN[code] in prompt for prompt in prompts] == [number != at // 3 for number in (0, 1)]
    assert rules(prompts, clips, board) == []


@pytest.mark.parametrize("code", ["zh", "en"])
def test_a_prompt_without_the_title_of_its_board_is_a_fault(code):
    text = dict(reversed(TITLES))[code]
    board = board_with(code, {1: text})
    clips = clips_of(board)
    prompts = render(board, clips, OFFER)
    (told,) = titles.drawn(prompts[0], Language.of(code))

    assert rules([prompts[0].replace(told, ""), prompts[1]], clips, board)


@pytest.mark.parametrize("template", ["sora", "kling", "seedance", "h3", "prose", "wan", "story", "frame"])
@pytest.mark.parametrize(("code", "text"), TITLES)
def test_every_form_of_prompt_has_it_and_reads_it_back(code, text, template):
    board, offer = board_with(code, {1: text}), replace(OFFER, template=template)
    clips = clips_of(board)
    prompts = render(board, clips, offer)

    assert text.rstrip("。") in prompts[0]
    assert rules(prompts, clips, board, offer) == []


@pytest.mark.parametrize("drawn", [True, False])
@pytest.mark.parametrize(("code", "text"), TITLES)
def test_a_title_is_in_the_prompt_or_in_the_edit_and_never_in_both(code, text, drawn):
    board = board_with(code, {1: text, 4: text})
    clips, language = clips_of(board), Language.of(code)
    prompts = render(board, clips, replace(OFFER, titles=drawn))
    left = titles.undrawn(timeline.cues(board, clips), clips, prompts, language)

    assert sum(len(titles.drawn(prompt, language)) for prompt in prompts) == (2 if drawn else 0)
    assert [cue.text for cue in left] == ([] if drawn else [text, text])


@pytest.mark.parametrize(("code", "text"), TITLES)
def test_a_film_that_was_bought_without_its_title_gets_it_in_the_edit(code, text):
    board = board_with(code, {1: text, 4: text})
    clips, language = clips_of(board), Language.of(code)
    before, now = (render(board, clips, replace(OFFER, titles=drawn)) for drawn in (False, True))
    left = titles.undrawn(timeline.cues(board, clips), clips, (before[0], now[1]), language)

    assert [cue.shot for cue in left] == [1]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("zh", "谨以此片献给所有在那一年冬天没有回来的人"),
        ("en", "For everybody who did not come home that winter"),
        ("zh", "他说：“等我”"),
        ("en", "LONDON\n1887"),
    ],
)
def test_what_no_model_can_be_trusted_with_is_left_to_the_edit(code, text):
    board = board_with(code, {1: text})
    clips, language = clips_of(board), Language.of(code)
    prompts = render(board, clips, OFFER)

    assert titles.drawn("".join(prompts), language) == ()
    assert [cue.text for cue in titles.undrawn(timeline.cues(board, clips), clips, prompts, language)] == [text]


@pytest.mark.parametrize(("code", "text"), TITLES)
def test_the_second_piece_of_a_shot_does_not_show_its_title_again(code, text):
    board, language = board_with(code, {1: text}), Language.of(code)
    whole = board.shots[1].tenths
    halves = (Part(1, "", whole, 20), Part(1, "", whole, 20, first=False))
    clips = (Clip((*clips_of(board)[0].parts[:1], *halves), (board.shots[0].tenths + 40) // 10),)
    prompts = render(board, clips, OFFER)

    assert len(titles.drawn(prompts[0], language)) == 1
    assert "prompt-rule" not in {fault.rule for fault in check_prompts(prompts, clips, board, (), OFFER)}


SHOWN = {
    "zh": ["青头皮上横着一行墨青的“{}”", "木牌上写着“{}”", "箱盖上刻着两行字“{}”"],
    "en": ["On the lid stand the letters “{}”", "A board at the wall reads “{}”", "its carved letters sharp: {}"],
}
WORDS = {"zh": ["三号洞藏油", "不许出声"], "en": ["NO SOIL HERE", "MARY. SHE STAYED"]}


@pytest.mark.parametrize(
    ("code", "how", "words"), [(code, how, words) for code in SHOWN for how in SHOWN[code] for words in WORDS[code]]
)
def test_what_a_picture_shows_its_rule_allows_by_name(code, how, words):
    stop = "。" if code == "zh" else ". "
    board = board_with(code, {})
    shots = list(board.shots)
    shots[4] = replace(shots[4], visual=f"{how.format(words)}{stop}{PICTURES[code]}")
    board = replace(board, shots=tuple(shots))
    clips = clips_of(board)
    prompts = render(board, clips, OFFER)

    assert f"“{words}”" in prompts[1].partition("instructions: ")[0]
    assert f"“{words}”" in prompts[1].rpartition("instructions: ")[2]
    assert words not in prompts[0]
    assert rules(prompts, clips, board) == []


@pytest.mark.parametrize(
    ("code", "first", "again"),
    [
        ("zh", "木牌上写着“三号洞藏油”", "墨痕底下露出“三号洞藏油”"),
        ("en", "A board at the wall reads “NO SOIL HERE”", "Through the dust one makes out “NO SOIL HERE”"),
    ],
)
def test_words_that_one_picture_shows_are_known_in_another(code, first, again):
    stop = "。" if code == "zh" else ". "
    board = board_with(code, {})
    shots = list(board.shots)
    shots[1], shots[4] = (
        replace(shots[at], visual=f"{told}{stop}{PICTURES[code]}") for at, told in ((1, first), (4, again))
    )
    board = replace(board, shots=tuple(shots))
    clips = clips_of(board)
    prompts = render(board, clips, OFFER)
    words = first.partition("“")[2].rstrip("”")

    assert all(f"“{words}”" in prompt.rpartition("instructions: ")[2] for prompt in prompts)
    assert rules(prompts, clips, board) == []


@pytest.mark.parametrize(
    ("text", "known", "found"),
    [
        ("后脑刺字三号洞藏油的男子坐下", "三号洞藏油", True),
        ("后脑字成三号洞藏油的男子坐下", "三号洞藏油", True),
        ("他低声说“三号洞藏油”", "三号洞藏油", False),
        ("他们走到三号洞藏油的地方", "三号洞藏油", False),
        ("a man with a back that reads NO SOIL HERE", "NO SOIL HERE", True),
        ("he shouts “NO SOIL HERE” at them", "NO SOIL HERE", False),
        ("there is no soil here", "NO SOIL HERE", False),
    ],
)
def test_known_words_are_seen_again_where_something_bears_them(text, known, found):
    assert shown_again(text, [known]) == ((known,) if found else ())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Its carved letters sharp: MARY. SHE STAYED. TOM's head blurs.",
            "Its carved letters sharp: “MARY. SHE STAYED”. TOM's head blurs.",
        ),
        ("The sign over the door: NO ENTRY.", "The sign over the door: “NO ENTRY”."),
        ("Past the sign: TOM BARKER walks on.", "Past the sign: TOM BARKER walks on."),
        ("Two stand there: TOM BARKER, MARY.", "Two stand there: TOM BARKER, MARY."),
        ("The letters: “NO ENTRY”.", "The letters: “NO ENTRY”."),
        ("A paper tacked to the gate: HORSES FOR HIRE. Wind.", "A paper tacked to the gate: “HORSES FOR HIRE”. Wind."),
        ("Glued to the till: BACK SOON. RING TWICE.", "Glued to the till: “BACK SOON. RING TWICE”."),
        ("Pinned to the wall by the crowd: TOM BARKER, 40.", "Pinned to the wall by the crowd: TOM BARKER, 40."),
        ("Behind the poster: TOM.", "Behind the poster: TOM."),
        ("门上贴着一张纸：今日歇业。风很大。", "门上贴着一张纸：“今日歇业”。风很大。"),
        ("村口竖着块木牌：前方塌方", "村口竖着块木牌：“前方塌方”"),
        ("他攥着一张纸：不知是谁的。", "他攥着一张纸：不知是谁的。"),
        ("She turns to a page stamped FRIDAY.", "She turns to a page stamped “FRIDAY”."),
        ("A crate marked HANDLE WITH CARE falls.", "A crate marked “HANDLE WITH CARE” falls."),
        ("A crooked letter appears: J. Older and paler.", "A crooked letter appears: “J”. Older and paler."),
        ("He stamped TOM's card.", "He stamped TOM's card."),
        ("最后纸上只剩一个字：在", "最后纸上只剩一个字：“在”"),
        ("他把电报转过来。纸上：平安", "他把电报转过来。纸上：“平安”"),
        ("钢笔添上一行：13 麦穗。", "钢笔添上一行：“13 麦穗”。"),
        ("他只说了一个字：滚。", "他只说了一个字：滚。"),
        ("屏幕上：一个女人在哭", "屏幕上：一个女人在哭"),
        ("她嘴里吐出一个字：不", "她嘴里吐出一个字：不"),
    ],
)
def test_several_words_in_capitals_on_a_thing_stand_in_marks(text, told):
    assert capitals_in_marks(text) == told


RULED = [
    ("zh", "六更天。\n\n〔字幕：{0}〕\n\n1-1 夜 外 渡口\n人物：船家、阿菱\n△船家撑船，阿菱坐在船头。\n船家：坐稳。\n阿菱：好。\n", "腊月十七，渡口"),
    ("zh", "1-1 夜 外 渡口\n字幕：{0}\n△船家撑船，阿菱坐在船头。\n船家：坐稳。\n阿菱：好。\n", "三年以后"),
    ("en", "THE ROPE\n\nTitle over black: {0}\n\nINT. FERRY - DAY\n\nNELL coils a rope. OTIS watches her.\n\nNELL\nSit down.\n\nOTIS\nI am.\n", "GALWAY, 1911"),
    ("en", 'THE ROPE\n\nSUPER: "{0}"\n\nINT. FERRY - DAY\n\nNELL coils a rope. OTIS watches her.\n\nNELL\nSit down.\n\nOTIS\nI am.\n', "Ten days later"),
]  # fmt: skip


@pytest.mark.parametrize("template", ["kling", "seedance", "h3", "sora", "wan", "story"])
@pytest.mark.parametrize(("code", "text", "over"), RULED)
def test_every_template_tells_a_title_of_a_board_by_rules_and_check_reads_it_back(code, text, over, template):
    script = parse(Source("x.txt", text.format(over), "utf-8"))
    board = plan(script, script.episodes[0], gather(script)).board
    clips, offer = clips_of(board, len(board.shots)), replace(OFFER, template=template)
    prompts = render(board, clips, offer)
    assert prompts[0].count(over) == 2
    assert not rules(prompts, clips, board, offer)


@pytest.mark.parametrize(("code", "text", "over"), RULED)
def test_a_caption_over_a_scene_is_drawn_of_a_board_by_rules_too(code, text, over):
    """The rule of the clip said that no text is in a picture over which the script has a title; the title takes no clause of the picture with it."""
    language = Language.of(code)
    script = parse(Source("x.txt", text.format(over), "utf-8"))
    board = plan(script, script.episodes[0], gather(script)).board
    clips = clips_of(board, len(board.shots))
    for drawn in (True, False):
        offer = replace(OFFER, titles=drawn)
        prompts = render(board, clips, offer)
        assert titles.words(prompts[0], language) == ((over,) if drawn else ())
        assert prompts[0].count(over) == 2 * drawn
        assert not rules(prompts, clips, board, offer)
        assert "各在其位" not in prompts[0]
        assert "each in position" not in prompts[0]


@pytest.mark.parametrize(
    ("code", "text"),
    [("zh", "未完待续"), ("zh", "第3集完"), ("zh", "剧终"), ("en", "The End"), ("en", "TO BE CONTINUED")],
)
def test_what_says_that_an_episode_is_over_is_left_to_the_edit(code, text):
    assert titles.sentence(text, Language.of(code)) == ""
