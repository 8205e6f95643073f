"""A name that stands written on something is read and nobody: in every model's form, with quotation marks on the board or behind a word for writing."""

import re
from dataclasses import replace

import pytest

from storyboard.lettering import in_marks, seen_words
from storyboard.model import Board, Cast, Character, Clip, Looks, Member, Part, Voice
from storyboard.names import naming
from storyboard.profiles import load_profiles
from storyboard.render import render
from tests.samples import OFFER, sample

COLOURS = ("red", "blue", "green", "white", "black")
NAMES = {"en": ("ANNA", "BRUNO", "CARLA", "DANTE", "ELENA"), "zh": ("王小梅", "李大川", "赵春来", "孙福顺", "周玉芬")}
WRITTEN = {
    "en": (
        "Brown ink on the front of the letter: {} Corner. The first letter has a large hook.",
        "The brass plate beside the bell is engraved with {}. Rain runs down over the letters, slowly.",
        "A luggage label: {}, and below it a row of figures in pencil.",
        "The name {} in black ink fills the envelope from edge to edge.",
        "The envelope lies open, addressed to {} Corner. A thumb slides along its torn edge.",
        "The tag on the coat reads “{}”. A hand turns it round once and lets it go.",
        "{} is carved into the wet wood of the bench, old and worn.",
        "A stub of chalk moves over the slate. Writes {}.",
        "The chalk squeaks; a small hand chalks {}, then goes out of the picture.",
    ),
    "zh": (
        "发黄的信封上写着：{}收，墨迹已经洇开，边上压着一枚旧邮票",
        "木牌横在灯下，刻着{}三个字，漆掉了一半，边角磨得发亮",
        "借条的最后一行，署名{}，红手印盖在旁边，纸边卷了起来",
        "病历本翻开在桌上，姓名：{}，下面是一排蓝色的数字和一个圆章",
        "布条缝在衣领里，上面绣着“{}”，线头松了一截，垂在外面",
    ),
}
FILLER = {
    "en": "Rain runs down the panes in long threads; the lamp on the table throws a yellow ring on old tickets, and the shadow on the wall sways with it.",
    "zh": "窗外的雨顺着玻璃一道道往下淌，木桌上的灯把一圈黄光投在旧车票上，灯芯偶尔跳一下，墙上的影子跟着晃一晃，屋里再没有别的东西在动",
}


def somebody(name: str, colour: str, language: str) -> Character:
    said = {
        "en": (f"female, 30, hair (black, short), clothes ({colour}, wool coat)", "GenderAge (female·30) PitchMean (205 Hz) Tempo (230 SPM) Accent (none)"),
        "zh": (f"女，30岁，头发（黑色，短发），衣服（{colour}色，呢子大衣）", "GenderAge（女·30岁） PitchMean（205 Hz） Tempo（240 SPM） Accent（普通话）"),
    }[language]  # fmt: skip
    return Character(30, said[0], name, said[1])


def prompts(pictures: list[str], people: dict[str, Character], template: str) -> str:
    language = "zh" if "女" in next(iter(people.values())).appearance else "en"
    first = sample("rain.txt")[0].board.shots[0]
    time, place = ("day", "A ROOM (inside)") if language == "en" else ("白天", "屋里（内）")
    plain = replace(
        first, dialogue=replace(first.dialogue, role="", text=""), action="", visual=FILLER[language], time=time, location=place, weather=""
    )  # fmt: skip
    shots = [replace(plain, visual=each) for each in pictures]
    board = Board(people, (*shots, *([plain] * 4)))
    parts = tuple(Part(at, "", shot.tenths, shot.tenths) for at, shot in enumerate(shots))
    return render(board, (Clip(parts, 15),), replace(OFFER, template=template))[0]


@pytest.mark.few("count", "language", "template")
@pytest.mark.parametrize("template", sorted({each.template for each in load_profiles().values()}))
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("count", range(1, 6))
def test_of_n_people_none_is_described_where_their_name_is_written(count, language, template):
    """The name stands there as it is written, and among the words that are seen."""
    called = NAMES[language][:count]
    people = {name: somebody(name, colour, language) for name, colour in zip(called, COLOURS, strict=False)}
    ways = WRITTEN[language]
    for at in range(len(ways)):
        pictures = [ways[(at + n) % len(ways)].format(name) for n, name in enumerate(called)]
        prompt = prompts(pictures, people, template)
        for name in called:
            assert re.search(rf"[【“\"「]{name}[^】”\"」]*[】”\"」]", prompt), (name, prompt)
        assert not re.search("wool coat|呢子大衣", prompt), prompt


@pytest.mark.parametrize(
    "text",
    [
        "ANNA reads to BRUNO by the lamp.", "ANNA signs: BRUNO, watching, says nothing.", "The ink dries: ANNA leans over it.",
        "ANNA, in ink-stained gloves, waits.", "She calls her name: ANNA.", "On the screen: ANNA walks by.", "A letter for ANNA lies there.",
    ],
)  # fmt: skip
def test_somebody_beside_a_word_for_writing_stays_somebody(text):
    named = [found.span() for name in NAMES["en"] for found in re.finditer(name, text)]

    assert in_marks(text, named) == text


@pytest.mark.parametrize("text", ["李大川写着信", "喊着他的名字：李大川。", "李大川在屏幕上", "李大川的名字"])
def test_the_same_in_chinese(text):
    assert in_marks(text, [(found.start(), found.end()) for found in re.finditer("李大川", text)]) == text


def test_a_name_that_is_called_out_is_not_read():
    assert seen_words("He calls the name “ANNA”.") == () == seen_words("她叫着他的名字：“李大川”。")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Brick shows red in the stroke and it stands there: “Z”.", ("Z",)), ("The finger-drawn “Z” on the soot wall.", ("Z",)), ("The tag is signed “ANNA”.", ("ANNA",)),
        ("“ANNA” in brown ink.", ("ANNA",)), ("收件人：“李大川”。", ("李大川",)), ("He stands there: “No.”", ()), ("He shouts the words “Go home”.", ()),
    ],
)  # fmt: skip
def test_words_on_things_are_listed_and_those_that_are_said_are_not(text, words):
    assert seen_words(text) == words


def test_what_somebody_wears_by_their_own_looks_is_no_name_of_theirs():
    """A reading called the nurse by her box: her looks may tell of it."""
    nurse = somebody("李大川", "蓝", "zh")
    nurse = replace(nurse, appearance=nurse.appearance.replace("呢子大衣", "呢子大衣、白色药箱"))
    cast = Cast(
        (
            Member(
                "李大川",
                "person",
                Looks("女", 30, "黑色", "短发", "蓝色", "呢子大衣、白色药箱"),
                Voice("女", 205, 240, "普通话"),
                ("药箱", "大川"),
            ),
        )
    )

    known = naming({"李大川": nurse}, cast, "", "zh")

    assert set(known.aliases) == {"大川"}


@pytest.mark.parametrize("words", ["说书,无人亦说。", "重庆,一九三九年五月", "A,B", "Come in,we are open"])
def test_what_is_read_keeps_its_own_commas(words):
    """A half-width comma within quotation marks parts no clauses: it stays letter by letter."""
    language = "en" if words.isascii() else "zh"
    name = NAMES[language][0]
    people = {name: somebody(name, "red", language)}
    picture = (
        f'{name} stands by the board, on it in chalk: "{words}". A lamp swings'
        if language == "en"
        else f"{name}站在纸牌旁，纸牌上竖写黑色毛笔字“{words}”，雨丝斜斜落下"
    )
    sent = prompts([picture], people, "sora")

    assert words in sent.split("Rules" if language == "en" else "要求")[0]
