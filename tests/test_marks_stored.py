"""What belongs to a head is stored with the hair, what befell somebody as their state, and neither is a garment."""

import pytest

from storyboard.cast.gather import gather
from storyboard.languages import Language
from storyboard.model import Cast
from storyboard.parse import parse
from storyboard.plan.faces import one_face
from storyboard.read import read


def looks_of(language, mark, tmp_path, name):
    """Of somebody of whom a script tells a coat and one more thing."""
    zh = f"第一场 码头 夜 外\n\n△{name}（五十岁，绿色大衣，{mark}）拉着缆绳。\n{name}：拉！\n"
    en = f"EXT. PIER - NIGHT\n\n{name} (50, green coat, {mark}) hauls a rope.\n\n{name}\nPull!\n"
    path = tmp_path / "a.txt"
    path.write_text(zh if language == "zh" else en, encoding="utf-8")
    return next(one.looks for one in gather(one_face(parse(read(path)), Cast(()))).members if one.name == name)


@pytest.mark.parametrize(
    ("language", "mark", "word"),
    [
        ("zh", mark, word)
        for mark, word in (
            ("花白胡子", "胡子"),
            ("左脸一道刀疤", "刀疤"),
            ("满脸雀斑", "雀斑"),
            ("络腮胡", "络腮胡"),
            ("眉间一颗痣", "痣"),
        )
    ]
    + [
        ("en", mark, mark.split()[-1])
        for mark in ("a grey beard", "a thin moustache", "freckles", "three days' stubble")
    ]
    + [("en", "a scar on the cheek", "scar")],
)
def test_what_a_head_has_stands_with_its_hair(language, mark, word, tmp_path):
    for name in ("老谭", "赵刚") if language == "zh" else ("TAM", "RHYS"):
        looks = looks_of(language, mark, tmp_path, name)
        assert word in looks.hair_style
        assert looks.clothes_style in ("大衣", "coat")


@pytest.mark.parametrize(
    ("language", "mark"),
    [
        ("zh", "右手缠着绷带"),
        ("zh", "额头缠着纱布"),
        ("en", "a bandaged hand"),
        ("en", "a black eye"),
        ("en", "a split lip"),
    ],
)
def test_what_befell_somebody_is_a_state(language, mark, tmp_path):
    between = Language.of(language).word("names.state")
    for name in ("老谭", "赵刚") if language == "zh" else ("TAM", "RHYS"):
        clothes, _, state = looks_of(language, mark, tmp_path, name).clothes_style.partition(between)
        assert clothes in ("大衣", "coat")
        assert state.removeprefix("a ") == mark.removeprefix("a ")


@pytest.mark.parametrize(
    ("language", "mark"), [("zh", "戴草帽"), ("zh", "围红围巾"), ("en", "a straw hat"), ("en", "army boots")]
)
def test_what_is_put_on_stays_with_the_clothes(language, mark, tmp_path):
    looks = looks_of(language, mark, tmp_path, "老谭" if language == "zh" else "TAM")
    assert mark.removeprefix("a ")[-2:] in looks.clothes_style
