"""Who is spoken to, where a model that read the scene or a person says it: asked, proved, kept, planned by."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from storyboard.cast.gather import gather
from storyboard.errors import BadAnswer, UsageError
from storyboard.model import Cast, Listener, Question, Script, Source
from storyboard.parse import parse
from storyboard.plan import plan
from storyboard.plan.faces import one_face
from storyboard.plan.hearers import MOST, ask_listeners, heard, line_of, parts, words_of
from storyboard.production.listeners import load_listeners
from tests.fake_llm import Reply, good, kind_of, serving
from tests.measure_staging import GOLD, Sources, measure

Tell = Callable[..., tuple[int, str]]
Run = Callable[..., tuple[int, str, str]]
NAMES = ("林晚", "老范", "阿棠", "顾言", "周敏", "小豆子")
SCENE = """1-1 夜 内 灵堂
人物：林晚、老范、阿棠
△林晚推门进来。
林晚：我回来了。
老范：（低声）是。
阿棠：谁让你进来的？
林晚（OS）：她变了。
老范：是。

1-2 日 外 渡口
人物：林晚、老范
△两人站在渡口。
林晚：走吧。
老范：走。
"""


def script_of(text: str) -> Script:
    return one_face(parse(Source("s.txt", text, "utf-8")), Cast(()))


def asked_of(script: Script, answer: object = None) -> tuple[list[Question], list[str], tuple[Listener, ...]]:
    """What is asked of a script, what is wrong with the answer, and what is taken from it."""
    questions: list[Question] = []
    faults: list[str] = []

    async def ask(question, judge):
        questions.append(question)
        faults.extend(judge(answer) if answer else ())
        if faults or answer is None:
            raise BadAnswer("no", "no")
        return answer

    return questions, faults, asyncio.run(ask_listeners(script, ask, "a model"))[0]


def rows(*to: str) -> dict:
    return {"spoken": [{"line": at, "to": name} for at, name in enumerate(to, 1)]}


def spoken_to(script: Script) -> list[tuple[str, ...]]:
    """Whom the rule planner has every speech of the first episode spoken to."""
    planned = plan(script, script.episodes[0], gather(script))
    by_unit = {unit: trace.to for trace in planned.trace.shots for unit in trace.units}
    return [by_unit[unit.id] for unit in script.units if unit.kind == "speech"]


def test_only_what_is_said_aloud_among_three_and_more_is_asked_about() -> None:
    (question,) = asked_of(script_of(SCENE))[0]

    assert "1｜林晚｜我回来了。" in question.user
    assert "2｜老范｜（低声） 是。" in question.user
    assert "\n林晚（OS）｜她变了。" in question.user
    assert "4｜老范｜是。" in question.user
    assert "渡口" not in question.user
    assert "在场：林晚、老范、阿棠" in question.user
    assert asked_of(script_of(SCENE[SCENE.index("1-2") :]))[0] == []


@pytest.mark.parametrize("count", [1, 2, 3])
def test_whoever_acts_in_a_scene_and_says_nothing_in_it_may_be_spoken_to(count: int) -> None:
    """Where no cast line tells who is there; a crowd is everybody anyway."""
    silent = NAMES[2 : 2 + count]
    people = "".join(f"{name}：四十岁，渔夫\n" for name in NAMES[:5])
    script = script_of(
        f"人物表\n{people}村民们：群众\n\n第一场 码头 日 外\n△{'、'.join(silent)}蹲在船头补网，村民们围着看。\n林晚：把网给我。\n老范：听见没有？\n"
        f"\n第二场 码头 夜 外\n{''.join(f'{name}：走吧。{chr(10)}' for name in NAMES[:5])}"
    )

    (question,) = asked_of(script)[0]
    here = script.scenes[0].id
    found = heard(
        script,
        [
            Listener(line_of(script, unit), words_of(unit), silent[-1], "a model")
            for unit in script.units
            if unit.kind == "speech" and unit.scene == here
        ],
    )

    present = next(line for line in question.user.splitlines() if "在场：" in line)
    assert set(present.partition("在场：")[2].split("、")) == {"林晚", "老范", *silent}
    assert [unit.to for unit in found.units if unit.kind == "speech" and unit.scene == here] == [silent[-1]] * 2


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [
        (rows("老范", "林晚", "林晚"), "mark the lines 1 to 4"),
        (rows("老范", "林晚", "林晚", "林晚", "林晚"), "mark the lines 1 to 4"),
        (rows("林晚", "林晚", "林晚", "阿棠"), "林晚 says it"),
        (rows("诸葛亮", "林晚", "林晚", "阿棠"), "诸葛亮"),
        (rows("老范、阿棠", "林晚", "林晚", "阿棠"), "老范、阿棠"),
        (rows("", "林晚", "林晚", "阿棠"), "line 1"),
    ],
)
def test_an_answer_that_cannot_be_is_said_and_nothing_of_it_is_taken(answer: dict, wrong: str) -> None:
    _, faults, found = asked_of(script_of(SCENE), answer)

    assert wrong in " ".join(faults)
    assert found == ()


@pytest.mark.parametrize("count", range(3, 7))
def test_whoever_is_named_is_spoken_to_whomever_rules_would_have_taken(count: int) -> None:
    people = NAMES[:count]
    said = "".join(f"{name}：今天的事就这样吧。\n" for name in people)
    script = script_of(f"1-1 夜 内 灵堂\n人物：{'、'.join(people)}\n△众人站在灵堂里。\n{said}")
    for shift in range(1, count):
        to = [people[(at + shift) % count] for at in range(count)]
        told = heard(script, asked_of(script, rows(*to))[2])

        assert spoken_to(told) == [(name,) for name in to]


def test_all_are_spoken_to_and_nobody_is() -> None:
    script = script_of(SCENE)
    told = heard(script, asked_of(script, rows("all", "nobody", "林晚", "阿棠"))[2])

    first, second = spoken_to(told)[:2]
    assert set(first) == {"老范", "阿棠"}
    assert second == ()


def test_where_nobody_says_anything_nothing_changes() -> None:
    script = script_of(SCENE)

    assert heard(script, ()) is script
    assert spoken_to(heard(script, [Listener(99, "没有这句", "老范", "a model")])) == spoken_to(script)


def test_lines_that_begin_alike_are_told_apart_also_where_they_have_moved() -> None:
    script = script_of(SCENE)
    told = asked_of(script, rows("老范", "林晚", "林晚", "阿棠"))[2]
    moved = heard(script_of(SCENE.replace("△林晚推门", "△风。\n△雨。\n△雷。\n△林晚推门")), told)

    assert [unit.to for unit in moved.units if unit.text == "是。"] == ["林晚", "阿棠"]


def test_a_long_scene_is_asked_about_in_pieces_and_each_of_its_lines_once() -> None:
    said = "".join(f"{NAMES[at % 3]}：这是第{at}句话。\n" for at in range(2 * MOST + 5))
    script = script_of(f"1-1 夜 内 灵堂\n人物：{'、'.join(NAMES[:3])}\n△众人站着。\n{said}")
    pieces = parts(script)

    assert [sum(len(each.asked) for each in some) for some in pieces] == [MOST, MOST, 5]
    asked = [unit.id for some in pieces for each in some for unit in each.asked]
    assert asked == [unit.id for unit in script.units if unit.kind == "speech"]
    assert pieces[1][0].units[0].id not in {unit.id for unit in pieces[1][0].asked}


def test_what_a_person_says_goes_before_what_a_model_says_and_is_warned_of_where_it_cannot_be() -> None:
    script = script_of(SCENE)
    first = next(unit for unit in script.units if unit.kind == "speech")
    by_model = Listener(line_of(script, first), words_of(first), "老范", "a model")
    told = heard(script, [by_model, Listener(4, "我回来了。", "阿棠")])
    assert [unit.to for unit in told.units if unit.to] == ["阿棠"]

    wrong = heard(script, [Listener(4, "我回来了。", "诸葛亮"), Listener(9, "没有这句", "老范")])
    assert [fault.rule for fault in wrong.warnings[len(script.warnings) :]] == ["listener-unknown", "listener-lost"]
    assert spoken_to(wrong) == spoken_to(script)


# --- from the command line --------------------------------------------------------------------------------------------


@pytest.fixture
def tell(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tell:
    """A workspace with the script; the exit code of a command in it and all it said."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STORYBOARD_LLM_KEY", "a-key-that-is-not-real")
    (tmp_path / "ep01.txt").write_text(SCENE, encoding="utf-8")

    def said_by(*words: str) -> tuple[int, str]:
        code, out, err = run(*words)
        return code, out + err

    return said_by


def listening(*to: str):
    """An endpoint that says whom lines are spoken to, and answers everything else well."""

    def answer(body, number):
        if kind_of(body) == "reading":
            return Reply('{"corrections": [], "scenes": []}')
        if kind_of(body) != "listeners":
            return good(body, number)
        return Reply(json.dumps(rows(*to), ensure_ascii=False))

    return serving(answer)


def settings(folder: Path, url: str, listeners: str = 'listeners = "v1"') -> None:
    (folder / "storyboard.toml").write_text(
        f'[llm]\nbase_url = "{url}"\nmodel = "fake"\n[prompts]\n{listeners}\n', encoding="utf-8"
    )


def test_each_text_is_asked_about_once_and_the_answer_puts_no_reading_in_doubt(tell: Tell, tmp_path: Path) -> None:
    with listening("阿棠", "林晚", "林晚", "阿棠") as server:
        settings(tmp_path, server.url)
        assert tell("plan", "ep01.txt")[0] == 0
        assert tell("plan", "ep01.txt")[0] == 0

        assert server.kinds().count("listeners") == 1
    assert [(each.line, each.words, each.to, each.by) for each in load_listeners(tmp_path / "ep01.txt")] == [
        (4, "我回来了。", "阿棠", "fake"),
        (5, "是。", "林晚", "fake"),
        (6, "谁让你进来的？", "林晚", "fake"),
        (8, "是。", "阿棠", "fake"),
    ]
    code, told_so = tell("lint", "ep01.txt")
    assert (code, "read-otherwise" in told_so, "listener" in told_so) == (0, False, False)


def test_nothing_is_asked_where_no_prompt_is_named_or_clips_were_bought(tell: Tell, tmp_path: Path) -> None:
    with listening("阿棠", "林晚", "林晚", "阿棠") as server:
        settings(tmp_path, server.url, "")
        assert tell("plan", "ep01.txt")[0] == 0
        (next(tmp_path.rglob("storyboard.json")).parent / "takes").mkdir()
        settings(tmp_path, server.url)
        assert tell("plan", "ep01.txt")[0] == 0

        assert "listeners" not in server.kinds()
    assert not (tmp_path / "reading.toml").exists()


def test_what_stands_in_the_file_is_never_touched_and_only_new_lines_are_asked_about(
    tell: Tell, tmp_path: Path
) -> None:
    file = tmp_path / "reading.toml"
    with listening("阿棠", "林晚", "林晚", "阿棠") as server:
        settings(tmp_path, server.url)
        tell("lint", "ep01.txt", "--ask")
        file.write_text(file.read_text(encoding="utf-8").replace('to = "阿棠"', 'to = "老范"', 1), encoding="utf-8")
    before = file.read_text(encoding="utf-8")
    (tmp_path / "ep01.txt").write_text(SCENE.replace("\n\n1-2", "\n阿棠：滚出去！\n\n1-2"), encoding="utf-8")
    with listening("林晚") as server:
        settings(tmp_path, server.url)
        tell("lint", "ep01.txt", "--ask")
        assert server.kinds().count("listeners") == 1

    assert file.read_text(encoding="utf-8").startswith(before.rstrip("\n"))
    assert [each.to for each in load_listeners(tmp_path / "ep01.txt")] == ["老范", "林晚", "林晚", "阿棠", "林晚"]


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        ("lines = []", "no `script`"),
        ('script = "a"', "no `lines`"),
        ('script = "a"\nlines = [{line = 1, words = "x"}]', "no `to`"),
        ('script = "a"\nlines = [{line = "1", words = "x", to = "y"}]', "`line` must be of the kind `int`"),
        ('script = "a"\nlines = [3]', "a row of `lines` is no"),
        ('script = "a"\nlines = []\nwho = "x"', "a key `who`"),
    ],
)
def test_a_broken_entry_is_said_by_its_number_and_key(entry: str, wrong: str, tmp_path: Path) -> None:
    (tmp_path / "reading.toml").write_text(f"[[listeners]]\n{entry}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="entry 1") as error:
        load_listeners(tmp_path / "a")
    assert wrong in error.value.message


@pytest.mark.wide
def test_a_model_that_reads_the_scene_knows_whom_nineteen_of_twenty_lines_are_spoken_to() -> None:
    """Of scripts on which nothing was ever tuned, with what a model answered that saw nothing but the question."""
    tally, missing = measure(Sources(), held=True, asked=GOLD / "asked")

    assert not missing
    assert tally.right["listener"] / tally.all["listener"] >= 0.95


def test_a_short_name_is_whoever_in_the_scene_has_it_in_a_longer_one() -> None:
    """YOUNG WALT, told as Walt in what he does, is not WALT beside him."""
    text = (
        "INT. BANK - NIGHT\n\nYoung Walt kneels at the safe. Dec holds the light. Nobody touches Walt.\n\nDEC\nYou go left, Walt.\n\n"
        "YOUNG WALT\nShut up.\n\nINT. STUDY - DAY\n\nWalt, seventy, opens the safe. Cole and Dec watch.\n\nWALT\nHe said so.\n\nCOLE\nRead it.\n\nDEC\nSit down.\n"
    )
    script = script_of(text)
    here = [scene.id for scene in script.scenes]

    asked = [part for some in parts(script) for part in some]

    assert [part.scene.id for part in asked] == here[1:]
    assert set(asked[0].people) == {"WALT", "COLE", "DEC"}
