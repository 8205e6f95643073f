"""Lines that are something else than was read: written down by a person, or said by the model and let stand by one."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from storyboard.errors import UsageError
from storyboard.model import Correction, Source
from storyboard.parse import parse
from storyboard.parse.corrected import KINDS, beginning
from storyboard.plan.reader import read_lines
from storyboard.production import readings
from storyboard.read import read
from tests.fake_llm import Reply, good, kind_of, serving
from tests.measure_parser import forms, looked_over, verdict

Tell = Callable[..., tuple[int, str]]
Run = Callable[..., tuple[int, str, str]]
HERE = Path(__file__).parent
SOURCES = tuple(
    read(str(path))
    for path in sorted((HERE / "fixtures" / "parse").iterdir())[::6]
    if path.suffix in (".txt", ".md", ".fountain")
)

WAKE = """1-1 夜 内 灵堂
人物：阿棠、老范
△阿棠推门进来。
牌位：先父范公之位
阿棠：我回来了。老范：你还知道回来？
老范低声说 走吧
备注：这场要下雨
"""


def told(text: str, *corrections: Correction):
    return parse(Source("s.txt", text, "utf-8"), None, corrections)


def about(text: str, words: str, kind: str, **more) -> Correction:
    line = next(at for at, row in enumerate(text.split("\n"), 1) if row.startswith(words))
    return Correction(line, beginning(text.split("\n")[line - 1]), kind, **more)


def said(script) -> list[tuple[str, str]]:
    return [(unit.speaker, unit.text) for unit in script.units if unit.kind == "speech"]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: Path(source.path).name)
def test_whatever_is_corrected_no_character_is_lost_and_each_stands_in_one_unit(source: Source) -> None:
    chance = random.Random(source.path)
    lines = [row for row in source.text.split("\n") if row.strip()]
    corrections = [
        Correction(
            source.text.split("\n").index(row) + 1,
            beginning(row),
            (kind := chance.choice(KINDS)),
            chance.randint(1, 3),
            "甲" if kind == "speech" else "",
            row.split()[-1][-4:] if chance.random() < 0.5 else "",
        )
        for row in chance.sample(lines, min(8, len(lines)))
    ]
    script = parse(source, None, corrections)

    assert "".join(unit.raw for unit in script.units) == source.text
    assert [unit.start for unit in script.units[1:]] == [unit.end for unit in script.units[:-1]]
    assert [scene.id for scene in script.scenes] == [f"s{at}" for at in range(1, len(script.scenes) + 1)]
    assert {unit.scene for unit in script.units} - {""} <= {scene.id for scene in script.scenes}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: Path(source.path).name)
def test_a_line_told_to_be_what_it_is_changes_nothing_but_the_reason(source: Source) -> None:
    before = parse(source)
    unit = next((one for one in before.units if one.kind == "action" and "\n" not in one.raw.strip()), None)
    if unit is None or source.text[: unit.start].rpartition("\n")[2] or unit.wish:
        pytest.skip("no action with lines of its own")
    lead = len(unit.raw) - len(unit.raw.lstrip())
    row = source.text[unit.start + lead :].partition("\n")[0]
    after = parse(source, None, [Correction(before.line_of(unit.start + lead), beginning(row), "action")])

    def facts(script):
        return [
            (one.kind, one.speaker, one.text, one.scene)
            for one in script.units
            if one.raw.strip() and one.start != unit.start + lead
        ]

    assert [one for one in facts(after) if one[2] != unit.text] == [one for one in facts(before) if one[2] != unit.text]
    assert [(s.location, s.time, s.cast) for s in after.scenes] == [(s.location, s.time, s.cast) for s in before.scenes]


def test_what_is_written_on_a_thing_is_nobodys_words() -> None:
    assert ("牌位", "先父范公之位") in said(told(WAKE))

    script = told(WAKE, about(WAKE, "牌位", "caption"))

    assert "牌位" not in {name for name, _ in said(script)}
    assert "牌位" not in {person.name for person in script.cast}
    assert [unit.text for unit in script.units if unit.kind == "caption"] == ["牌位：先父范公之位"]


def test_a_line_told_to_be_a_caption_is_read_without_the_words_that_order_it() -> None:
    text = "INT. SHIP - NIGHT\n\nINES\nWho's there.\n\nTITLE OVER BLACK: SIXTEEN YEARS LATER\n\nINES\nHello.\n"
    told = Correction(6, "TITLE OVER BLACK: SIXTEEN YEARS LATER", "caption", 1)

    script = parse(Source("a.fountain", text, "utf-8"), None, (told,))

    assert [unit.text for unit in script.units if unit.kind == "caption"] == ["SIXTEEN YEARS LATER"]
    assert "".join(unit.raw for unit in script.units) == text


def test_several_people_who_speak_in_one_line_each_get_their_words() -> None:
    line = "阿棠：我回来了"
    script = told(
        WAKE,
        about(WAKE, line, "speech", speaker="阿棠", says="我回来了", until="回来了。"),
        about(WAKE, line, "speech", speaker="老范", says="你还知道"),
        about(WAKE, "老范低声", "speech", speaker="老范", says="走吧"),
    )

    assert said(script)[-3:] == [("阿棠", "我回来了。"), ("老范", "你还知道回来？"), ("老范", "走吧")]


def test_what_stands_around_spoken_words_and_is_no_label_is_seen() -> None:
    text = "1-1 日 内 茶馆\n他把伞慢慢收好，靠在门边，抬起头来，看着她，终于开口，走吧，说完他转身就上了楼。\n"
    script = told(text, about(text, "他把伞", "speech", speaker="老范", says="走吧", until="走吧"))

    assert said(script) == [("老范", "走吧")]
    assert [unit.text for unit in script.units if unit.kind == "action"] == [
        "他把伞慢慢收好，靠在门边，抬起头来，看着她，终于开口，",
        "说完他转身就上了楼。",
    ]


def test_a_line_that_opens_a_scene_opens_one_and_one_that_does_not_closes_it() -> None:
    text = WAKE + "后院 拂晓\n△鸡叫。\n老范：天亮了。\n"
    script = told(text, about(text, "后院", "heading"))
    assert [(scene.location, scene.time) for scene in script.scenes] == [("灵堂", "夜"), ("后院", "拂晓")]
    assert said(script)[-1] == ("老范", "天亮了。")

    two = "1-1 夜 内 灵堂\n△门开了。\n1-2 日 外 后院\n△鸡叫。\n"
    one = told(two, about(two, "1-2", "note"))
    assert [scene.location for scene in one.scenes] == ["灵堂"]
    assert {unit.scene for unit in one.units} == {"s1"}


def test_a_heading_says_where_and_when_in_its_own_words_and_what_goes_on_behind_it_is_seen() -> None:
    text = "[00:00:31] 采访。露丝家门廊，午后。露丝裹着过大的黄雨衣，笑。\n露丝：坐吧。\n场景三（回忆）\n时间：三年前 正午\n地点：雪原\n△大雪。\n"
    script = told(
        text,
        about(text, "[00:00:31]", "heading", place="露丝家门廊", time="午后", until="午后。"),
        about(text, "场景三", "heading", count=3, place="雪原", time="正午", state="回忆"),
    )

    assert [(scene.location, scene.time, scene.state) for scene in script.scenes] == [
        ("露丝家门廊", "午后", ""),
        ("雪原", "正午", "回忆"),
    ]
    assert [unit.text for unit in script.units if unit.kind == "action"] == ["露丝裹着过大的黄雨衣，笑。", "大雪。"]


def test_a_correction_whose_line_moved_is_found_and_one_whose_line_is_gone_is_said() -> None:
    told_so = about(WAKE, "备注", "note")
    moved = told("1-0 日 外 山路\n△走。\n" + WAKE, told_so)
    assert [unit.text for unit in moved.units if unit.kind == "note"] == ["备注：这场要下雨"]

    gone = told(WAKE.replace("备注", "注意"), told_so)
    assert [fault.rule for fault in gone.warnings if fault.rule == "correction-lost"] == ["correction-lost"]


def test_traditional_characters_are_corrected_as_they_stand() -> None:
    text = "1-1 夜 內 靈堂\n人物：阿棠、老範\n△阿棠推門進來。\n牌位：先父範公之位\n阿棠：爹，我回來了。\n"
    script = told(text, about(text, "牌位", "caption"))

    assert said(script) == [("阿棠", "爹，我回來了。")]
    assert "".join(unit.raw for unit in script.units) == text


def test_every_line_with_words_is_shown_as_it_was_read_each_part_of_it_in_order() -> None:
    for source in SOURCES:
        shown: dict[int, str] = {}
        for line in read_lines(parse(source)):
            shown[line.number] = shown.get(line.number, "") + "".join(line.text.split())
        rows = enumerate(source.text.split("\n"), 1)
        assert shown == {at: "".join(row.split()) for at, row in rows if row.strip()}


LOOKED = forms(HERE / "gold" / "looked")
NOT_RIGHT = {"en_b1_sketch_initials_key.txt": "silent"}
"""With every word right and one heading of three read as an action."""


@pytest.mark.parametrize(("file", "want"), LOOKED, ids=[file.name for file, _ in LOOKED])
def test_a_layout_that_nobody_knew_is_read_right_once_a_model_has_looked_it_over(file: Path, want) -> None:
    """What a model answered that knew nothing but the question, at first sight."""
    assert verdict(file, want, looked_over)[0] == NOT_RIGHT.get(file.name, "right")


# --- a model that looks the reading over ------------------------------------------------------------------------------


@pytest.fixture
def tell(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tell:
    """A workspace with the script; the exit code of a command in it and all it said."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STORYBOARD_LLM_KEY", "a-key-that-is-not-real")
    (tmp_path / "ep01.txt").write_text(WAKE, encoding="utf-8")

    def said_by(*words: str) -> tuple[int, str]:
        code, out, err = run(*words)
        return code, out + err

    return said_by


def editor(*rows: tuple[int, str, str, str]):
    """An endpoint that says of some lines what they are, and answers everything else well."""

    def answer(body, number):
        if kind_of(body) != "reading":
            return good(body, number)
        found = [
            {"from": at, "to": at, "kind": kind, "speaker": speaker, "says": says, "until": ""}
            for at, kind, speaker, says in rows
        ]
        return Reply(json.dumps({"corrections": found, "scenes": []}, ensure_ascii=False))

    return serving(answer)


def settings(folder: Path, url: str) -> None:
    (folder / "storyboard.toml").write_text(
        f'[llm]\nbase_url = "{url}"\nmodel = "fake"\n[prompts]\nreading = "v1"\n', encoding="utf-8"
    )


@pytest.mark.usefixtures("unasked")
def test_what_the_model_says_holds_at_once_and_nothing_is_bought_on_it_before_somebody_agrees(
    tell: Tell, tmp_path: Path
) -> None:
    with editor((4, "caption", "", ""), (6, "speech", "老范", "走吧")) as server:
        settings(tmp_path, server.url)
        code, told_so = tell("make", "ep01.txt")
        assert (code, server.kinds()) == (2, ["reading"])
        assert "read-otherwise" in tell("lint", "ep01.txt")[1]
        assert "第 4、6 行" in told_so
        assert "--accept" in told_so
        assert not list(tmp_path.rglob("*.mp4"))

        assert tell("lint", "ep01.txt", "--accept")[0] == 0
        assert "read-otherwise" not in tell("lint", "ep01.txt")[1]
        assert tell("plan", "ep01.txt")[0] == 0

        assert server.kinds().count("reading") == 1
    board = json.loads(next(tmp_path.rglob("storyboard.json")).read_text(encoding="utf-8"))
    assert "牌位" not in board["character_setting"]


def test_a_good_reading_costs_one_question_and_stops_nobody(tell: Tell, tmp_path: Path) -> None:
    with editor() as server:
        settings(tmp_path, server.url)
        tell("plan", "ep01.txt")
        tell("plan", "ep01.txt")

        assert server.kinds().count("reading") == 1
    assert not (tmp_path / "reading.toml").exists()
    assert "read-otherwise" not in tell("lint", "ep01.txt")[1]


def test_a_changed_script_is_looked_over_again_and_what_a_person_wrote_or_accepted_stays(
    tell: Tell, tmp_path: Path
) -> None:
    script = tmp_path / "ep01.txt"
    with editor((4, "caption", "", ""), (6, "speech", "老范", "走吧")) as server:
        settings(tmp_path, server.url)
        tell("lint", "ep01.txt", "--ask")
        tell("lint", "ep01.txt", "--accept")
        script.write_text(WAKE + "△雷声。\n", encoding="utf-8")
        tell("lint", "ep01.txt", "--ask")
        tell("lint", "ep01.txt", "--ask")
        assert server.kinds() == ["reading", "reading"]

    rows = readings.load_corrections(script)
    assert [(each.line, each.kind, each.accepted) for each in rows] == [(4, "caption", True), (6, "speech", True)]
    kept = (tmp_path / "reading.toml").read_text(encoding="utf-8")
    assert kept.startswith("# 有些行")


def test_an_answer_that_cannot_be_is_asked_again_and_then_left_out(tell: Tell, tmp_path: Path) -> None:
    with editor((6, "speech", "诸葛亮", "走吧")) as server:
        settings(tmp_path, server.url)
        code, told_so = tell("lint", "ep01.txt", "--ask")

        assert (code, server.kinds()) == (0, ["reading"] * 3)
        assert "诸葛亮" in told_so
    assert not (tmp_path / "reading.toml").exists()


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ('script = "a"\nline = 1\nwords = "x"', "no `is`"),
        ('script = "a"\nline = 1\nwords = "x"\nis = "poem"', "poem"),
        ('script = "a"\nline = 1\nwords = "x"\nis = "speech"', "no `who`"),
        ('script = "a"\nline = "one"\nwords = "x"\nis = "note"', "`line` must be of the kind `int`"),
        ('script = "a"\nline = 1\nwords = "x"\nis = "note"\nkind = "note"', "a key `kind`"),
    ],
)
def test_a_broken_entry_is_said_by_its_number_and_key(row: str, wrong: str, tmp_path: Path) -> None:
    (tmp_path / "reading.toml").write_text(f"[[correction]]\n{row}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="entry 1") as error:
        readings.load_corrections(tmp_path / "a")
    assert wrong in error.value.message


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("**【特写】** “大年出租，老范开车。”", "大年出租，老范开车。"),
        ("【特写题记】“先父范公之位”", "先父范公之位"),
        ("*牌位：先父范公之位*", "牌位：先父范公之位"),
    ],
)
def test_what_a_correction_takes_for_a_caption_has_no_marks_of_print_and_no_note_on_how_it_is_filmed(line, words):
    """They would be burned into the picture."""
    text = WAKE.replace("牌位：先父范公之位", line)
    script = told(text, about(text, line[:6], "caption"))

    assert [unit.text for unit in script.units if unit.kind == "caption"] == [words]
    assert "".join(unit.raw for unit in script.units) == text
