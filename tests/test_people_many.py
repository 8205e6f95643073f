"""What tells of one person tells of nobody else, however many there are, and changes of clothes begin where the script says so."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard.cast.gather import gather
from storyboard.languages import Language
from storyboard.model import Cast, Source
from storyboard.parse import parse
from storyboard.plan.breakdown import scenes_of

SIGNS = "赵钱孙李周吴郑冯陈卫蒋沈韩杨朱秦尤许何吕"
PLAIN = "之也其所以而乃之其也乎者于则与且若因夫"
"""Signs for names that let nobody guess a sex."""
WAYS = {
    "男": ("{0}：老夫来也。", "{0}：我是长子，听我的。", "△{0}（男，三十岁）走进来。\n{0}：好。", "△{0}留着络腮胡，走进来。\n{0}：好。"),
    "女": ("{0}：奴婢告退。", "△{0}（女，三十岁）走进来。\n{0}：好。", "{0}：臣妾明白。"),
    "": ("{0}：好。", "△{0}走进来。\n{0}：是。", "{0}：老夫人来了。"),
}  # fmt: skip
"""What tells that somebody is a man or a woman, and what does not."""


def _cast(text: str) -> Cast:
    return gather(parse(Source("a.txt", text, "utf-8")))


@given(st.data(), st.integers(1, 12))
def test_everybody_is_what_their_own_line_tells_and_no_more(data: st.DataObject, count: int) -> None:
    names = [f"{SIGNS[at]}{PLAIN[at]}" for at in range(count)]
    sexes = [data.draw(st.sampled_from(sorted(WAYS))) for _ in names]
    lines = [data.draw(st.sampled_from(WAYS[sex])).format(name) for name, sex in zip(names, sexes, strict=True)]
    cast = _cast(f"1-1 日 内 堂屋\n人物：{'、'.join(names)}\n\n" + "\n".join(lines) + "\n")
    told = {
        member.name: {fact.value for fact in member.facts if (fact.part, fact.source) == ("sex", "told")}
        for member in cast.members
    }
    assert told == {name: {sex} - {""} for name, sex in zip(names, sexes, strict=True)}


@pytest.mark.parametrize(
    ("text", "name", "sex"),
    [
        ("人物：高显（皇上）、陈石\n高显：此案给你去查。\n陈石：遵旨。", "高显", "男"),
        ("人物：陈御史、高石\n陈御史：陛下，臣有本要奏！\n高石：讲。", "陈御史", "男"),
        ("人物：谢砚、张石、李石\n张石：谢世子！等等我！\n李石：快走。\n谢砚：何事？", "谢砚", "男"),
        ("人物：保安、张石\n△保安男人走过来。\n保安：站住。\n张石：好。", "保安", "男"),
    ],
)
def test_titles_tell_a_chinese_person(text: str, name: str, sex: str) -> None:
    facts = next(member.facts for member in _cast(f"1-1 日 内 大殿\n{text}\n").members if member.name == name)
    assert ("sex", sex, "told") in {(fact.part, fact.value, fact.source) for fact in facts}


@pytest.mark.parametrize(
    ("story", "name", "sex"),
    [
        ("A female CUSTOMER waves.\n\nCUSTOMER\nNice.", "CUSTOMER", "female"),
        ("LIU PIAO, FANG XUE and several other women wait.\n\nLIU PIAO\nHi.\n\nFANG XUE\nHi.", "FANG XUE", "female"),
        ("GU CHEN\nSit.\n\nCLERK\nYes, Mr. Gu.", "GU CHEN", "male"),
        ("SHEN ZHI walks in, wearing LIN LAN's silk robe. She leans on the door.\n\nSHEN ZHI\nHi.\n\nLIN LAN\nNo.", "SHEN ZHI", "female"),
    ],
)  # fmt: skip
def test_words_beside_a_name_tell_an_english_person(story: str, name: str, sex: str) -> None:
    cast = gather(parse(Source("a.fountain", f"INT. ROOM - DAY\n\n{story}\n", "utf-8")))
    facts = next(member.facts for member in cast.members if member.name == name)
    assert ("sex", sex, "told") in {(fact.part, fact.value, fact.source) for fact in facts}


def test_a_change_of_clothes_within_a_scene_holds_from_its_words_on() -> None:
    """Not before the shot in which they stand is over, and in the next scene of that day from the start."""
    text = (
        "1-1 日 内 更衣室\n人物：林晚、顾言\n\n△林晚穿着红裙走进来。\n林晚：我迟到了吗？\n顾言：没有。\n△林晚转身换上校服。\n林晚：好看吗？\n顾言：好看。\n林晚：走吧。\n\n"
        "1-2 日 外 操场\n人物：林晚\n\n△林晚跑过操场。\n林晚：等等我！\n"
    )
    script = parse(Source("a.txt", text, "utf-8"))
    cast = gather(script)
    scenes = scenes_of(script, script.episodes[0], cast, "zh")
    worn = [
        [" ".join(re.findall("校服", "".join(map(repr, item.changes_in(beat))))) for beat in item.beats]
        for item in scenes
    ]
    assert worn[0][0] == ""
    assert worn[0][-1] == "校服"
    assert set(worn[1]) == {"校服"}


def test_what_a_flashback_tells_of_a_face_is_of_then() -> None:
    text = (
        "INT. OFFICE - DAY\n\nDANIEL (50s), grey suit, a heavy beard, signs.\n\nDANIEL\nNo.\n\n"
        "INT. SCHOOL - DAY - FLASHBACK\n\nA younger DANIEL, clean-shaven, in a school blazer, runs.\n\nDANIEL\nWait!\n"
    )
    (daniel,) = gather(parse(Source("a.fountain", text, "utf-8"))).members
    assert daniel.looks.clothes_style == "suit"
    assert daniel.looks.hair_style.endswith(" with a heavy beard")
    assert not any("beard" in version.hair[1] for version in daniel.versions if version.hair)
    assert all(version.hair for version in daniel.versions)
    assert [version.clothes and version.clothes[1] for version in daniel.versions] == ["school blazer"]


HURT = [
    ("1-1 夜 外 巷口\n人物：李默、老方\n△李默（31岁，黄色雨衣）站着。\n老方：给。\n{}\n老方：别动。\n李默：没事。\n1-2 夜 内 楼道\n人物：李默\n△李默敲门。\n李默：开门。\n", "a.txt", [
        ("△一盆水泼来，李默浑身湿透。", "浑身湿透", (False, True)),
        ("△李默被推下台阶，头破血流。", "头破血流", (False, True)),
        ("△李默坐在地上，手臂缠着绷带。", "缠着绷带", (False, True)),
    ]),
    ("INT. BAR - NIGHT\n\nMIKE, 31, yellow raincoat, waits.\n\nTESS\nHere.\n\n{}\n\nTESS\nSit down.\n\nMIKE\nIt is nothing.\n\nINT. HALL - NIGHT\n\nMIKE knocks.\n\nMIKE\nOpen up.\n", "a.fountain", [
        ("The bottle breaks. Mike is bleeding.", "bleeding", (False, True)),
        ("The sprinklers burst. Mike stands there soaked.", "soaked", (False, True)),
    ]),
]  # fmt: skip
"""A script, and lines of action that tell how somebody is from then on: whether the first and the last beat of the scene show it."""


@pytest.mark.parametrize(("text", "path", "line", "state", "shown"), [(text, path, *row) for text, path, rows in HURT for row in rows])  # fmt: skip
def test_what_befalls_somebody_is_seen_from_those_words_on(
    text: str, path: str, line: str, state: str, shown: tuple[bool, bool]
) -> None:
    script = parse(Source(path, text.format(line), "utf-8"))
    cast = gather(script)
    scenes = scenes_of(script, script.episodes[0], cast, Language.of(script.language).code)
    hurt = [[state in repr(item.changes_in(beat)) for beat in item.beats] for item in scenes]

    assert (hurt[0][0], hurt[0][-1]) == shown, hurt


def test_who_comes_in_wet_is_wet_from_the_first_shot() -> None:
    text = (
        "1-1 夜 内 屋里\n人物：李默、老方\n△李默推门进来。\n△李默浑身湿透，水往下滴。\n老方：快擦擦。\n李默：没事。\n"
    )
    script = parse(Source("a.txt", text, "utf-8"))
    scene = scenes_of(script, script.episodes[0], gather(script), "zh")[0]

    assert {"浑身湿透" in repr(scene.changes_in(beat)) for beat in scene.beats} == {True}


def test_what_somebody_takes_off_is_off_from_then_on() -> None:
    """Not in the shots of the scene before it, and in the next scene from the start."""
    text = (
        "1-1 夜 外 店门口\n人物：李默、老方\n△李默（31岁，黄色雨衣，灰T恤）站着。\n老方：给。\n李默：送哪儿？\n△李默脱下雨衣，盖在盒子上。\n老方：湿了。\n李默：没事。\n"
        "1-2 夜 内 楼道\n人物：李默\n△李默敲门。\n李默：开门。\n"
    )
    script = parse(Source("a.txt", text, "utf-8"))
    cast = gather(script)
    scenes = scenes_of(script, script.episodes[0], cast, "zh")
    off = [["脱下雨衣" in repr(item.changes_in(beat)) for beat in item.beats] for item in scenes]

    assert (off[0][0], off[0][-1], set(off[1])) == (False, True, {True})
