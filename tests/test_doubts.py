"""A reading that is not to be trusted says so before anything is bought, and a good one never does."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from storyboard.model import Source
from storyboard.parse import parse
from storyboard.read import read

Run = Callable[..., tuple[int, str, str]]
Tell = Callable[..., tuple[int, str]]
HERE = Path(__file__).parent
SCRIPTS = (".txt", ".md", ".fountain", ".fdx", ".docx")

DOUBTFUL = {
    "label-speaks": [
        "1-1 夜 内 茶馆\n△雨声。\n表演要领描述：她抬头看门。\n阿棠：走！\n构思台词：他停住。\n表演要领描述：门开了。\n",
        "1-1 日 外 码头\n老范：上船！\n旅人动作：他跳上跳板。\n旅人动作：他回头。\n老范：快些！\n",
    ],
    "speech-in-action": [
        "1-1 夜 内 茶馆\n人物：阿棠、顾掌柜\n△雨打窗棂。\n△门外汉子：有人吗？\n△屋里妇人：没人！\n阿棠：谁呀？\n",
        "1-2 夜 内 茶馆\n“不去。”他摇摇头。\n“去吧。”她说。\n△门开了。\n阿棠：走！\n",
    ],
    "heading-as-prose": [
        "It rained.\n\nNora came in.\n\nINT. SHOP - NIGHT\n\nTom said nothing.\n",
    ],
    "table-as-text": ["1-1 夜 内 茶馆\n阿棠：走！\n| 甲 | 乙 | 丙 |\n| 一 | 二 | 三 |\n| 四 | 五 | 六 |\n| 七 | 八 | 九 |\n", "1-1 夜 内 茶馆\n阿棠：走！\n老周：好。\n人物\t情况\t备注\n阿棠\t站着\t左侧\n阿棠：再不走，天就亮了。\n"],
    "no-script": [
        "# 季度报告\n\n一、摘要\n本季度收入增长。\n\n二、分析\n渠道结构有变化。\n\n三、结论\n建议继续投入。\n",
        "# Report\n\n## Summary\nSales rose.\n\n## Analysis\nChannels shifted.\n\n## Conclusion\nGo on.\n",
    ],
    "nobody-speaks": ["他走进门，把伞靠在墙边，坐下来，一直坐到天黑。\n\n第二天他又来了。\n"],
    "weak-columns": ["INT. HALL - DAY\n" + "     NORA\n  Hello.\nShe sits.\nPIET\nHere.\nHe sits.\nTOM\nYes.\n" * 3],
    "told-or-spoken": [
        "第一场 客栈 夜\n阿福\n有房吗？\n掌柜\n有。\n三间都空着。\n阿福\n我要一间。\n你烧壶水。\n掌柜\n得嘞。\n掌柜转身上楼。\n阿福\n这雨邪。\n我走了七天。\n",
        "INT. INN - NIGHT\nFord waits.\nFORD\nAny rooms?\nOTT\nThree.\nAll empty.\nFORD\nI'll take one.\nI want water.\nOTT\nRight away.\nOtt goes upstairs.\nFORD\nAn evil rain.\nI walked a week.\n",
    ],
    "marks-in-speech": ["1-1 夜 内 茶馆\n阿棠：|走！|\n顾掌柜：|不走。|\n阿棠：为什么？\n"],
}  # fmt: skip


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in DOUBTFUL.items() for text in texts])
def test_a_reading_that_is_not_to_be_trusted_says_why_and_where(rule: str, text: str) -> None:
    found = {doubt.rule: doubt for doubt in parse(Source("s.txt", text, "utf-8")).doubts}
    assert rule in found
    assert found[rule].lines or rule == "nobody-speaks"
    assert all(text.split("\n")[line - 1].strip() for line in found[rule].lines)


@pytest.mark.parametrize("folder", [HERE.parent / "samples", HERE / "fixtures" / "parse"], ids=lambda path: path.name)
def test_a_good_script_is_never_in_doubt(folder: Path) -> None:
    found = {path.name: parse(read(str(path))).doubts for path in folder.iterdir() if path.suffix in SCRIPTS}
    assert found
    assert {name: doubts for name, doubts in found.items() if doubts} == {}


@pytest.mark.wide
def test_no_script_of_the_corpus_is_in_doubt(corpus: Path) -> None:
    files = [path for language in ("zh", "en") for path in (corpus / language).iterdir() if path.suffix in SCRIPTS]
    assert {path.name: doubts for path in files if (doubts := parse(read(str(path))).doubts)} == {}


@pytest.fixture
def doubtful(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    script = tmp_path / "ep01.txt"
    script.write_text(DOUBTFUL["speech-in-action"][0], encoding="utf-8")
    return script


@pytest.fixture
def tell(run: Run) -> Callable[..., tuple[int, str]]:
    """The exit code of a command and all it said."""

    def told(*words: str) -> tuple[int, str]:
        code, out, err = run(*words)
        return code, out + err

    return told


@pytest.mark.usefixtures("unasked")
@pytest.mark.parametrize("command", ["make", "submit", "season"])
def test_nothing_is_made_of_a_reading_in_doubt(doubtful: Path, tell: Tell, command: str) -> None:
    code, said = tell(command, doubtful.name)
    assert code == 2
    assert "第 4、5 行" in said
    assert all(word in said for word in ("--format", "lint ep01.txt --read", "--anyway"))
    assert not (doubtful.parent / "out").exists()


@pytest.mark.usefixtures("unasked")
def test_lint_says_it_first_and_check_and_render_repeat_it(doubtful: Path, tell: Tell) -> None:
    _, said = tell("lint", doubtful.name)
    assert said.startswith("这样读靠不住：\n  speech-in-action: 第 4、5 行")
    assert json.loads(tell("lint", doubtful.name, "--json")[1])["doubts"][0]["lines"] == [4, 5]
    assert "speech-in-action" in tell("check", doubtful.name)[1]
    assert "speech-in-action" in tell("render", doubtful.name)[1]


def test_what_was_begun_without_a_take_is_not_bought_either(doubtful: Path, tell: Tell) -> None:
    tell("plan", doubtful.name)
    assert tell("make", doubtful.name)[0] == 2
    assert not list((doubtful.parent / "out").rglob("*.mp4"))


def test_with_anyway_it_is_made_and_from_then_on_only_warned(doubtful: Path, tell: Tell) -> None:
    assert tell("submit", doubtful.name, "--anyway", "--yes")[0] == 0
    code, said = tell("submit", doubtful.name)
    assert code == 0
    assert "speech-in-action" in said


def test_a_page_shows_every_line_with_how_it_was_read(doubtful: Path, tell: Tell) -> None:
    doubtful.write_text(doubtful.read_text(encoding="utf-8") + "阿棠：<b>你</b>！\n", encoding="utf-8")
    assert tell("lint", doubtful.name, "--read")[0] == 0
    page = (doubtful.parent / "ep01.read.html").read_text(encoding="utf-8")
    assert [f'id="L{line}"' in page for line in range(1, 8)] == [True] * 7
    assert "&lt;b&gt;你" in page
    assert 'class="action odd" id="L4"' in page
