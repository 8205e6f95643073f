"""What is told of somebody becomes a look that can be read: each thing whole, with its colour and its verb, the body last."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard.cast import costume, said
from storyboard.cast.file import add, load
from storyboard.cast.gather import gather
from storyboard.cast.looks import BALD, NONE, read_appearance, write_appearance
from storyboard.cast.wearing import alone, is_of_body, listed, together
from storyboard.model import Cast, Looks, Member, Source
from storyboard.parse import parse
from storyboard.plan.faces import one_face
from storyboard.read import read

GOLD = Path(__file__).parent / "gold" / "people" / "scripts"
BROKEN = {
    "zh": re.compile(
        r"[他她我你]|^有|、(?:、|$)|有(?:左|右)?(?:脸|手|额|眉|眼|臂|颈)(?!目|毛)|[戴围系披插穿](?:整理|解开|摘|脱|按|捂|看|拿)|(?P<twice>[戴围披留插])(?P=twice)|了?的笑"
    ),
    "en": re.compile(
        r"\b(?:his|her|their|he|she|they|him)\b|[A-Z]|\b(?:a|an|the|and|or|with|on|in|of|over)$|^(?:and|with|or|of)\b|\b(\w+) \1\b|\band [^,]+ and\b|,\s*(?:and|with|$)|\ba (?:\w+ ){0,2}(?:teeth|feet|freckles)\b|['’]s$"
    ),
}
"""What no look says: somebody else, a verb of handling, a word twice, half a phrase, a list without its commas."""


PARTS = [0, *(pytest.param(part, marks=pytest.mark.wide) for part in range(1, 9))]


@cache
def _people(part: int) -> tuple[tuple[str, Member], ...]:
    """(language, entry) of everybody whom a ninth of every third short script of the labelled sets tells of."""
    found = []
    for path in sorted(GOLD.iterdir())[::3][part::9]:
        script = parse(read(path))
        members = gather(one_face(script, Cast(()))).members
        found += [("en" if one.looks.sex.isascii() else "zh", one) for one in members if one.kind == "person"]
    return tuple(found)


def _faults(language: str, one: Member) -> Iterator[str]:
    """What is wrong with a look as one reads it."""
    looks = one.looks
    small = looks.clothes_style.lower()
    own = said.named_en(small) == looks.clothes_style  # Hawaiian shirt: no other word has a capital
    if match := BROKEN[language].search(small if own else looks.clothes_style):
        yield f"{match[0]!r} in {looks.clothes_style!r}"
    pieces = re.split("、" if language == "zh" else r", | and | with ", looks.clothes_style)
    if len(set(pieces)) < len(pieces):
        yield f"twice in {looks.clothes_style!r}"
    if looks.hair_style in BALD[language] and looks.hair_colour != NONE[language]:
        yield f"{looks.hair_colour} {looks.hair_style}"
    if read_appearance(write_appearance(looks, language)) != looks:
        yield f"not read back: {write_appearance(looks, language)}"
    told = next((fact for fact in one.facts if fact.part == "clothes" and fact.source == "told"), None)
    if told and "clothes" not in one.assumed:
        colours = {fact.value.split("|")[0] for fact in one.facts if fact.part == "clothes"} | {looks.clothes_colour}
        if told.value.split("|")[0] not in colours:
            yield f"{told.value} became {looks.clothes_colour} {looks.clothes_style}"


@pytest.mark.parametrize("part", PARTS)
def test_no_look_of_the_labelled_people_reads_broken(part: int) -> None:
    wrong = [f"{one.name}: {fault}" for language, one in _people(part) for fault in _faults(language, one)]
    assert wrong == []
    assert len(_people(part)) > 23


@pytest.mark.parametrize("part", PARTS)
def test_every_look_of_the_labelled_people_is_read_back_from_cast_toml(tmp_path: Path, part: int) -> None:
    for code in ("zh", "en"):
        members = {one.name: one for language, one in _people(part) if language == code}
        path = tmp_path / f"{code}.toml"
        path.write_text(add("", members.values(), code), encoding="utf-8")
        assert {one.name: one.looks for one in load(path).members} == {name: one.looks for name, one in members.items()}


MARKS = {
    "zh": [
        word
        for words in costume.MARKS_ZH.values()
        for word in words.split()
        if word not in ("断了", "缺了", "瞎", "瘸", "跛")
    ],
    "en": [
        word.replace("?", "")
        for words in costume.MARKS_EN.values()
        for word in words.split("|")
        if not re.search(r"ed$|\?P|^(?:barefoot|pregnant|gaunt|stout|massive|limp|bun)|bearded|faced|y$", word)
    ],
}


@pytest.mark.parametrize("language", ["zh", "en"])
@given(st.data())
def test_any_marks_stand_behind_clothes_as_one_list_and_are_found_again(language: str, data: st.DataObject) -> None:
    marks = data.draw(st.lists(st.sampled_from(MARKS[language]), unique=True, max_size=4))
    style = {"zh": "布长衫", "en": "work coat"}[language]
    look = together(style, marks, language)
    assert look.startswith(style)
    assert alone(look, marks, language) == style
    assert together(look, marks, language) == look, "what is there is not said again"
    looks = Looks("女" if language == "zh" else "female", 30, "黑色", "短发", "蓝色", look)
    assert read_appearance(write_appearance(looks, language)) == looks
    for mark in marks:
        assert mark in look or any(_same(mark, other) for other in marks if other != mark), (mark, look)


def _same(one: str, other: str) -> bool:
    """Whether two marks are one thing, of which the first is kept: glasses and reading glasses."""
    return one.endswith(other) or other.endswith(one) or one.split()[-1] == other.split()[-1]


@pytest.mark.parametrize(
    ("language", "marks", "look"),
    [
        ("zh", ["短须", "圆框眼镜", "红围巾"], "布长衫、戴圆框眼镜、围红围巾、留短须"),
        ("zh", ["左脸上的刀疤", "羽绒服", "碎花围裙"], "布长衫、羽绒服、系碎花围裙、左脸上有刀疤"),
        ("zh", ["左耳三枚银色耳钉", "鬓上只簪一支素银簪子"], "布长衫、左耳上戴三枚银色耳钉、鬓上簪一支素银簪子"),
        ("zh", ["身材清瘦", "方脸", "赤脚"], "布长衫、身材清瘦、方脸、赤脚"),
        ("en", ["round glasses"], "布长衫 and round glasses"),
        ("en", ["lanky build", "big glasses", "red scarf"], "布长衫, big glasses and red scarf with a lanky build"),
        ("en", ["freckles", "no teeth"], "布长衫 with freckles and no teeth"),
    ],
)
def test_what_is_worn_stands_before_what_belongs_to_the_body(language: str, marks: list[str], look: str) -> None:
    assert together("布长衫", marks, language) == look


def test_marks_alone_are_a_list_too() -> None:
    assert listed(["白发带", "短须"], "zh") == "戴白发带、留短须"
    assert listed(["white beard", "reading glasses"], "en") == "reading glasses and a white beard"


def _one(text: str, name: str) -> Member:
    members = gather(one_face(parse(Source("a.txt", text, "utf-8")), Cast(()))).members
    return next(one for one in members if one.name == name)


def test_actions_in_capitals_tell_looks_as_others_do() -> None:
    text = (
        "INT. LAUNDROMAT - DAY\n\n(A BUSY SATURDAY. DOT, 60, SHORT, SILVER PERM, PINK SMOCK, FOLDS SHEETS. GLORIA, ALSO 60, TALL, BIG "
        "GLASSES, PURPLE TRACKSUIT, READS A MAGAZINE)\n\n                    DOT\n          Arms up.\n\n                    GLORIA\n          Okay.\n"
    )
    dot = _one(text, "DOT").looks
    assert (dot.age, dot.hair_colour, dot.hair_style, dot.clothes_colour, dot.clothes_style) == (
        60,
        "silver",
        "perm",
        "pink",
        "smock",
    )
    assert _one(text, "GLORIA").looks.clothes_style == "tracksuit and big glasses"


@pytest.mark.parametrize(
    ("text", "name", "now", "then"),
    [
        (
            "第一场 夜 外 北平车站（1937年冬）\n贺平，二十出头，方脸，黑色学生装。\n贺平：走。\n\n第二场 日 内 上海书房（1947年冬）\n贺平三十多岁，留了短须，穿灰色西装。\n贺平：坐。\n",
            "贺平", (20, "学生装、方脸"), (30, "西装", "留短须"),
        ),
        (
            ("EXT. STATION - DUSK\n\nLENNIE (22, sandy hair, a student scarf) waits.\n\nLENNIE\nGo.\n\nSUPER: \"FIFTY YEARS LATER\"\n\nEXT. STATION - NIGHT\n\n"
            "LENNIE, 72, bald, reading glasses, a black overcoat, waits.\n\nLENNIE\nStill here.\n"),
            "LENNIE", (22, "student scarf"), (72, "overcoat", "reading glasses"),
        ),
    ],
)  # fmt: skip
def test_what_a_scene_years_later_tells_is_of_then(
    text: str, name: str, now: tuple[int, str], then: tuple[int, str, str]
) -> None:
    one = _one(text, name)
    assert (one.looks.age, now[1] in one.looks.clothes_style) == (now[0], True)
    assert then[2] not in one.looks.clothes_style
    later = next(version for version in one.versions if version.age == then[0])
    assert later.clothes is not None
    assert later.clothes[1] == then[1]
    assert later.state == then[2]


def test_nobody_ages_before_they_are_first_seen() -> None:
    text = (
        'EXT. STATION - DUSK\n\nARTHUR (22) waits.\n\nARTHUR\nGo.\n\nSUPER: "FIFTY YEARS LATER"\n\nEXT. STATION - NIGHT\n\nARTHUR, 72, reads. '
        "A NURSE, 30, in scrubs, helps him.\n\nNURSE\nCome.\n\nARTHUR\nSoon.\n"
    )
    assert [version.age for version in _one(text, "NURSE").versions] == []
    assert [version.age for version in _one(text, "ARTHUR").versions] == [72]


@pytest.mark.parametrize(
    ("text", "name", "sex"),
    [
        ("△赵明一把将她推开。她额头撞上铁门。\n赵明：走。\n沈棠：不。", "赵明", ""),
        ("△小满眨着眼，等着。他也等着。\n小满：爸。\n陈屿：在。", "小满", ""),
        ("△沈石看看阿衡，又看看青禾。他盯住青禾的衣领，他手一松。\n青禾：是我。\n阿衡：爹。\n沈石：走。", "青禾", ""),
        ("△陈石进来。他抹了把汗，他笑了。\n陈石：走。\n沈棠：不。", "陈石", "男"),
    ],
)
def test_a_pronoun_tells_of_whom_it_means(text: str, name: str, sex: str) -> None:
    one = _one(f"1-1 日 内 旧厂\n{text}\n", name)
    told = {fact.value for fact in one.facts if (fact.part, fact.source, fact.reason) == ("sex", "told", "pronoun")}
    assert told == {sex} - {""}


@pytest.mark.parametrize(
    "told",
    [
        "asks about her",
        "looks at her",
        "to her",
        "watching her",
        "in love with her",
        "takes her arm",
        "calls after her",
        "still worried about her",
    ],
)
@pytest.mark.parametrize("form", ["JO ({}) sits.", "SAM waits. JO ({}) sits.", "JO (30, {}) sits."])
def test_whom_brackets_speak_of_is_somebody_else(told: str, form: str) -> None:
    """`JO (asks about her)` makes no woman of JO; what is JO's own does."""

    def sexes(words: str) -> set[str]:
        script = parse(Source("x.txt", f"INT. BAR - NIGHT\n\n{form.format(words)}\n\nJO\nGo.\n", "utf-8"))
        return {
            fact.value for fact in gather(script).get("JO").facts if fact.part == "sex" and fact.reason == "pronoun"
        }

    assert sexes(told) == set()
    assert sexes("rain streaming off her coat") == {"female"}
    assert sexes("a coat too big for her") == {"female"}


PARTS = (
    "ears", "lips", "hands", "cheekbones", "eyebrows", "chin", "neck", "eyes", "teeth", "nose", "jaw", "forehead", "fingers", "nails", "lashes", "complexion",
    "stubble", "beard", "moustache", "throat", "wrists", "shoulders", "belly", "jowls", "temples", "knuckles", "face", "skin", "cheeks", "build",
)  # fmt: skip


@pytest.mark.parametrize("how", ["grey", "broken", "round", "scarred", "thin"])
def test_a_part_of_a_face_or_a_body_never_joins_a_garment(how: str) -> None:
    """An oilskin coat and a grey beard are two things, and the beard is none that is worn."""
    from storyboard.cast.wearing import is_of_body, things

    for part in PARTS:
        look = together("oilskin coat", ["red scarf", f"{how} {part}"], "en")

        assert is_of_body(f"{how} {part}", "en"), part
        assert things(look)[:2] == ["oilskin coat", "red scarf"], look
        assert [one.removeprefix("a ") for one in things(look)[2:]] == [f"{how} {part}"], look


@pytest.mark.parametrize(
    ("language", "mark", "body"),
    [
        ("en", "left foot bare", True),
        ("en", "bare feet", True),
        ("en", "bare-foot sandals", False),
        ("zh", "光脚冻得紫红", True),
        ("zh", "赤着脚", True),
        ("zh", "黑布鞋", False),
    ],
)
def test_a_bare_foot_is_nothing_that_somebody_has_on(language: str, mark: str, body: bool) -> None:
    assert is_of_body(mark, language) == body
