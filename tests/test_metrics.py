"""Metrics: every one moves when what it is about changes, the right way, and nothing else moves with it."""

import json
import re
from dataclasses import asdict, replace

import pytest

from storyboard.lab.metrics import METRICS, metric, score
from storyboard.lab.metrics.answers import edits
from storyboard.lab.metrics.change import change
from storyboard.lab.rescore import folders_of, rescore
from storyboard.lab.runs import RunEvidence, read_scores, write_run
from storyboard.model import Fault
from tests import fake_llm
from tests.effort import effort
from tests.evidence import by_model, by_rules, replayed
from tests.samples import NAMES, OFFER, SAMPLES, sort_of, work

PRICED = replace(
    OFFER, prices=((10, 1.0), (15, 1.5), (25, 2.5)), prompt_limit=5000, advised=((10, 9), (15, 9), (25, 12))
)


@pytest.fixture(scope="module")
def rain(tmp_path_factory) -> RunEvidence:
    """samples/rain.txt as its recorded model planned it (protocol cuts), with prices and a limit on prompts."""
    found = replayed("rain", tmp_path_factory.mktemp("kept"))
    return replace(found, offer=PRICED, run=replace(found.run, prices={"input": 1.0, "output": 4.0, "cached": 0.1}))


@pytest.fixture(scope="module")
def board(tmp_path_factory) -> RunEvidence:
    """samples/rain.txt as whole boards: every word of the script is typed again by the model, and rightly."""
    folder = tmp_path_factory.mktemp("case")
    (folder / "script.txt").write_text((SAMPLES / "rain.txt").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "protocol").write_text("board\n")
    return by_model(fake_llm.good, folder, folder / "kept")


def values(found: RunEvidence) -> dict[str, float | None]:
    return {each.metric: each.value for each in score(found)}


def of(found: RunEvidence, name: str):
    return next(each for each in score(found) if each.metric == name)


def moved(before: RunEvidence, after: RunEvidence) -> dict[str, str]:
    """Metric -> `up` or `down`, of every value that changed."""
    old, new = values(before), values(after)
    return {name: "up" if new[name] > old[name] else "down" for name in old if old[name] != new[name]}


def with_work(found: RunEvidence, **changes) -> RunEvidence:
    return replace(found, works=(replace(found.works[0], **changes), *found.works[1:]))


def with_shot(found: RunEvidence, number: int, **changes) -> RunEvidence:
    """A shot (from 1) of the first episode changed; `text` is its dialogue's."""
    shots = list(found.works[0].board.shots)
    shot = shots[number - 1]
    if "text" in changes:
        changes["dialogue"] = replace(shot.dialogue, text=changes.pop("text"))
    shots[number - 1] = replace(shot, **changes)
    return with_work(found, board=replace(found.works[0].board, shots=tuple(shots)))


def with_character(found: RunEvidence, name: str, **changes) -> RunEvidence:
    setting = found.works[0].board.character_setting
    changed = {**setting, name: replace(setting[name], **changes)}
    return with_work(found, board=replace(found.works[0].board, character_setting=changed))


def with_trace(found: RunEvidence, number: int, **changes) -> RunEvidence:
    shots = list(found.works[0].trace.shots)
    shots[number - 1] = replace(shots[number - 1], **changes)
    return with_work(found, trace=replace(found.works[0].trace, shots=tuple(shots)))


def with_call(found: RunEvidence, number: int, **changes) -> RunEvidence:
    calls = list(found.calls)
    calls[number - 1] = replace(calls[number - 1], **changes)
    return replace(found, calls=tuple(calls))


def with_answer(found: RunEvidence, number: int, at: int, **changes) -> RunEvidence:
    """A shot (from 1) of a raw answer changed."""
    data = json.loads(json.dumps(found.calls[number - 1].parsed))
    data["shots"][at - 1] |= changes
    return with_call(found, number, parsed=data, answer=json.dumps(data, ensure_ascii=False))


def with_prompt(found: RunEvidence, number: int, old: str, new: str) -> RunEvidence:
    prompts = list(found.works[0].prompts)
    assert old in prompts[number - 1]
    prompts[number - 1] = prompts[number - 1].replace(old, new, 1)
    return with_work(found, prompts=tuple(prompts))


def visual(found: RunEvidence, number: int) -> str:
    return found.works[0].board.shots[number - 1].visual


def asked_again(found: RunEvidence) -> RunEvidence:
    """The second question once more, as if its first answer had been refused; it took no time and no tokens."""
    again = replace(found.calls[1], turn=1, tokens_in=0, tokens_out=0, tokens_cached=0, seconds=0.0)
    return replace(with_call(found, 2, faults=("shot 1: visual has 3 characters",)), calls=(*found.calls, again))


def refusing(found: RunEvidence) -> RunEvidence:
    """The second answer refused, nothing asked again."""
    return with_call(found, 2, faults=("lines 3 to 4 are in no shot",))


def paid(found: RunEvidence) -> RunEvidence:
    """The second clip bought in 15 s instead of 10."""
    clips = list(found.works[0].clips)
    last = clips[1].parts[-1]
    longer = replace(last, duration=last.duration + 50)
    clips[1] = replace(clips[1], seconds=15, parts=(*clips[1].parts[:-1], longer))
    return with_work(found, clips=tuple(clips))


def habitual(found: RunEvidence, *shots: int) -> RunEvidence:
    """Some pictures end in the same words."""
    for number in shots:
        found = with_shot(found, number, visual=visual(found, number).rstrip("。") + "，一盏旧灯笼在风里摇。")
    return found


def found_by_check(level):
    return lambda found: with_work(found, faults=(Fault("some-rule", "a message", level=level, shot=2),))


def more(found: RunEvidence) -> RunEvidence:
    """A long still shot at the end, of which the trace knows nothing."""
    still = replace(
        found.works[0].board.shots[3],
        duration=10.0,
        visual="雨" * 20 + "一盏灯灭了，巷子里再没有人，水从瓦檐上一线一线落下来，积水里的光碎开又合上。",
    )
    board = found.works[0].board
    return with_work(found, board=replace(board, shots=(*board.shots, still)))


STILL = "中近景，平视，固定"
MUTATIONS = {
    "an answer is refused": (refusing, {"first_try": "down"}),
    "a question is asked again": (asked_again, {"re_asks": "up", "calls": "up"}),
    "the endpoint takes only plainer forms": (lambda e: with_call(e, 3, mode="json_object"), {"step_downs": "up"}),
    "a part falls back to slots": (lambda e: with_call(e, 3, kind="slots"), {"step_downs": "up"}),
    "an answer is cut": (
        lambda e: with_call(e, 3, error="Truncated: cut at the output limit"), {"first_try": "down", "lost_answers": "up"}),
    "a shot is made by rules": (lambda e: with_trace(e, 4, by="rules"), {"by_rules": "up"}),
    "the trace forgets a line": (lambda e: with_trace(e, 9, units=()), {"lines_covered": "down"}),
    "an action is not shown": (lambda e: with_shot(e, 13, action="苏晴坐下。"), {"lines_covered": "down"}),
    "a caption is not shown": (
        lambda e: with_shot(e, 20, visual=visual(e, 20).partition("，字幕")[0]), {"lines_covered": "down"}),
    "there is a shot more": (
        more, {"shots": "up", "shots_a_minute": "down", "moving": "down", "picture_length": "up", "stock_phrases": "down"}),
    "a line is one word longer": (
        lambda e: with_shot(e, 9, text="周叔，你今天先回去。"),
        {"lines_covered": "down", "speech_per_shot": "up", "fastest_speech": "up"}),
    "a line is rushed": (
        lambda e: with_shot(e, 11, duration=5.0),
        {"speech_fit": "down", "fastest_speech": "up", "shots_a_minute": "up"}),
    "silent shots take longer": (lambda e: with_shot(e, 1, duration=9.0), {"shots_a_minute": "down"}),
    "a size is repeated": (
        lambda e: with_shot(e, 10, camera="近景，平视，固定"), {"size_changes": "down", "longest_run": "up"}),
    "three shots have one size": (
        lambda e: with_shot(with_shot(e, 2, camera="中景，侧面，固定"), 3, camera="中景，平视，缓慢推近"),
        {"size_changes": "down", "longest_run": "up", "equal_runs": "up"}),
    "a new size is used": (
        lambda e: with_shot(e, 4, camera="大特写，平视，固定"), {"sizes_used": "up"}),
    "the picture jumps": (
        lambda e: with_shot(e, 6, camera="近景，平视，固定"),
        {"size_changes": "down", "longest_run": "up", "equal_runs": "up", "jump_cuts": "up"}),
    "a moving shot stands still": (lambda e: with_shot(e, 3, camera=STILL), {"moving": "down"}),
    "a full shot is wide": (lambda e: with_shot(e, 10, camera="远景，平视，固定"), {"wide_shots": "up", "sizes_used": "up"}),
    "the speaker is nobody in particular": (
        lambda e: with_shot(e, 3, visual=visual(e, 3).replace("陈默", "有人")), {"speaker_missing": "up"}),
    "a scene changes its hour": (lambda e: with_shot(e, 5, time="白天"), {"steady": "down"}),
    "a picture is copied": (
        lambda e: with_shot(e, 13, visual=visual(e, 4)), {"near_equal": "up", "picture_length": "down"}),
    "a copied picture has another name": (
        lambda e: with_shot(e, 15, visual=visual(e, 11).replace("陈默", "老周")),
        {"near_equal": "up", "picture_length": "up", "speaker_missing": "up", "stock_phrases": "up"}),
    "pictures share a turn of phrase": (
        lambda e: habitual(e, 2, 6, 10, 14, 18), {"stock_phrases": "up", "picture_length": "up"}),
    "a picture quotes what nobody says": (
        lambda e: with_shot(e, 4, visual=visual(e, 4) + "“滚出去”"), {"invented_quotes": "up", "picture_length": "up"}),
    "a raw answer quotes what nobody says": (
        lambda e: with_answer(e, 2, 4, visual="苏晴喊道：滚出去，再也别来"), {"invented_quotes": "up"}),
    "a picture repeats a line": (
        lambda e: with_shot(e, 17, visual=visual(e, 17) + "那我等你明天开门"),
        {"speech_in_pictures": "up", "picture_length": "up"}),
    "looks are deleted": (lambda e: with_character(e, "苏晴", appearance="女，26岁"), {"looks_complete": "down"}),
    "a colour is missing": (
        lambda e: with_character(e, "苏晴", appearance="女，26岁，头发（，长发），衣服（米白色，围裙）"), {"looks_complete": "down"}),
    "a voice has no tempo": (
        lambda e: with_character(e, "老周", voice="GenderAge（男·58岁） PitchMean（120 Hz） Accent（普通话）"), {"voices_complete": "down"}),
    "a longer clip is bought": (paid, {"film_seconds": "up", "cost": "up", "padding": "up"}),
    "the price rises": (
        lambda e: replace(e, offer=replace(PRICED, prices=((10, 2.0), (15, 3.0), (25, 5.0)))), {"cost": "up"}),
    "less room for prompts": (
        lambda e: replace(e, offer=replace(PRICED, prompt_limit=2500)), {"prompt_length": "up"}),
    "a name stands in a prompt": (lambda e: with_prompt(e, 2, "Scene: ", "Scene: 苏晴，"), {"names_left": "up"}),
    "check finds a fault": (found_by_check("fault"), {"check_faults": "up"}),
    "check warns": (found_by_check("warning"), {"check_warnings": "up"}),
    "check finds a change of sides": (
        lambda e: with_work(e, faults=(Fault("crossed-line", "a message", level="warning", shot=2),)),
        {"check_warnings": "up", "continuity": "up"}),
    "a look stays out of a prompt": (
        lambda e: with_work(e, prompts=tuple(p.replace("围裙", "衣裳") for p in e.works[0].prompts)),
        {"told_looks": "down"}),
    "the weather turns within a clip": (lambda e: with_shot(with_shot(e, 17, weather="大雨"), 18, weather="晴"), {"weather_flips": "up", "steady": "down"}),
    "fewer shots are advised": (
        lambda e: replace(e, offer=replace(PRICED, advised=((10, 1), (15, 1), (25, 1)))), {"crowded_clips": "up"}),
    "more is sent": (lambda e: with_call(e, 1, tokens_in=99_000), {"tokens_in": "up", "model_cost": "up"}),
    "more is answered": (lambda e: with_call(e, 1, tokens_out=99_000), {"tokens_out": "up", "model_cost": "up"}),
    "nothing is cached": (lambda e: with_call(e, 1, tokens_cached=0), {"tokens_cached": "down", "model_cost": "up"}),
    "an answer takes long": (lambda e: with_call(e, 2, seconds=60.0), {"latency": "up", "longest_answer": "up"}),
    "a call more": (
        lambda e: replace(e, calls=(*e.calls, replace(e.calls[0], turn=2, tokens_in=0, tokens_out=0, tokens_cached=0, seconds=0.0))),
        {"calls": "up", "re_asks": "up"}),
}  # fmt: skip
WORDS = {
    "three characters of a line differ": (
        lambda e: retyped(e, "打烊了。", "关门了！"), {"altered_characters": "up"}),
    "a line goes to somebody else": (lambda e: retyped(e, "面，卖完了。", None, "陈默"), {"wrong_speakers": "up"}),
}  # fmt: skip


def retyped(found: RunEvidence, words: str, instead: str | None = None, role: str = "苏晴") -> RunEvidence:
    """The board answer that holds a line, with other words or another speaker."""
    for number, call in enumerate(found.calls, start=1):
        for at, shot in enumerate((call.parsed or {}).get("shots", ()), start=1):
            if shot.get("dialogue", {}).get("text") == words:
                said = {"role": role, "text": words if instead is None else instead}
                return with_answer(found, number, at, dialogue=said)
    raise AssertionError(f"nobody says {words}")


@pytest.mark.few(scores=lambda what: sorted(MUTATIONS[what][1].items()))
@pytest.mark.parametrize("what", MUTATIONS)
def test_a_change_moves_its_own_scores_and_no_others(what, rain):
    """Which scores move, and which way; everything else stays as it was."""
    mutate, expected = MUTATIONS[what]

    assert moved(rain, mutate(rain)) == expected


@pytest.mark.parametrize("what", WORDS)
def test_words_that_a_model_types_again_are_compared_before_they_are_repaired(what, board):
    """Protocol board: the script's lines stand beside the raw answer's, also where it was refused."""
    mutate, expected = WORDS[what]

    assert moved(board, mutate(board)) == expected


def test_every_metric_has_a_change_that_moves_it():
    """Nothing in the table is a figure that nothing can move."""
    moving = {name for _, expected in (*MUTATIONS.values(), *WORDS.values()) for name in expected}

    assert {each.name for each in METRICS} - moving == set()


def test_altered_characters_are_counted_one_by_one(board):
    """Three characters changed in a board answer are three, also in an answer that was refused for it."""
    assert of(board, "altered_characters").value == 0

    wrong = retyped(board, "打烊了。", "关门啦。")
    number = next(n for n, (a, b) in enumerate(zip(wrong.calls, board.calls, strict=True), 1) if a != b)
    refused = with_call(wrong, number, parsed=None, faults=("shot 2: “关门啦。” is not the script",))

    for found in (wrong, refused):
        told = of(found, "altered_characters")
        assert told.value == 3
        assert told.at == (f"call {number}",)
        assert "“关门啦”" in told.why


def test_a_protocol_that_never_types_the_words_alters_none_by_construction(rain):
    """Protocol cuts: 0, and the sentence says why."""
    told = of(rain, "altered_characters")

    assert told.value == 0
    assert "line numbers" in told.why


def test_scenes_of_one_number_are_told_apart_by_the_words_that_were_asked(board):
    """Two episodes may both have a scene 1-1: the answer is compared with the lines of its own question."""
    call = next(each for each in board.calls if each.kind == "board")
    decoy = replace(board.script.scenes[1], number=board.script.scenes[0].number)
    twice = replace(board, script=replace(board.script, scenes=(board.script.scenes[0], decoy)))

    assert call.about.startswith(f"scene {decoy.number},")
    told = of(twice, "altered_characters")
    assert told.value == 0
    assert "1 answers could not be read and are left out" in told.why, "the other question's scene is gone"


def test_english_lines_are_compared_without_their_spaces(tmp_path):
    """A line cut in two loses a space and no character; a changed word counts by its letters."""
    (tmp_path / "script.txt").write_text((SAMPLES / "lastbus.txt").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "protocol").write_text("board\n")
    found = by_model(fake_llm.good, tmp_path, tmp_path / "kept")
    number, call = next((n, each) for n, each in enumerate(found.calls, 1) if each.kind == "board")
    at, text = next((n, s["dialogue"]["text"]) for n, s in enumerate(call.parsed["shots"], 1) if s["dialogue"]["text"])
    said = call.parsed["shots"][at - 1]["dialogue"]

    assert of(found, "altered_characters").value == 0
    other = with_answer(found, number, at, dialogue=said | {"text": text.replace(" ", "  ", 1)})
    assert of(other, "altered_characters").value == 0
    other = with_answer(found, number, at, dialogue=said | {"text": text + " Ha"})
    assert of(other, "altered_characters").value == 2


ODD = (None, [], {}, {"shots": None}, {"shots": [1, None, {}]}, {"shots": [{"dialogue": None, "visual": 3}]},
       {"shots": [{"dialogue": {"role": None, "text": 5}}], "light": []}, {"slots": {"slot": 1}})  # fmt: skip


@pytest.mark.few("parsed", "kind")
@pytest.mark.parametrize("parsed", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("kind", ["shots", "slots", "board", "cast", "something"])
def test_whatever_a_model_answers_it_is_scored(board, parsed, kind):
    """Answers of any form, also as text that was never JSON, raise nothing."""
    number = len(board.calls)
    for answer in (json.dumps(parsed), *(("", "{", "no") if parsed is ODD[0] else ())):
        odd = with_call(board, number, kind=kind, parsed=parsed, answer=answer, about="", mode="?", faults=("x",))
        assert len(score(odd)) == len(METRICS)


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("", "", 0),
        ("", "abc", 3),
        ("abc", "", 3),
        ("kitten", "sitting", 3),
        ("你好吗", "你好", 1),
        ("甲乙丙丁", "乙丙丁甲", 2),
    ],
)
def test_edits_are_the_fewest_there_are(one, other, count):
    """Known distances, both ways."""
    assert edits(one, other) == edits(other, one) == count


def test_edits_agree_with_the_plain_table_on_many_texts():
    """The bit-parallel form against the textbook's, on texts of a small alphabet."""
    import random

    chance = random.Random(7)

    def plain(one, other):
        row = list(range(len(other) + 1))
        for at, char in enumerate(one, start=1):
            before, row[0] = row[0], at
            for to, wanted in enumerate(other, start=1):
                before, row[to] = row[to], min(before + (char != wanted), row[to] + 1, row[to - 1] + 1)
        return row[-1]

    for _ in range(300):
        one, other = ("".join(chance.choices("甲乙丙a", k=chance.randrange(0, 90))) for _ in range(2))
        assert edits(one, other) == plain(one, other)


def test_the_worst_places_are_named(rain):
    """A score says where: in its sentence the first few, in `at` all of them."""
    told = of(with_shot(rain, 11, duration=5.0), "speech_fit")

    assert told.at == ("e1 shot 11",)
    assert "e1 shot 11 (" in told.why
    assert of(with_prompt(rain, 2, "Scene: ", "Scene: 苏晴，"), "names_left").at == ("e1 clip 2",)


def test_a_name_that_is_spoken_is_no_name_left(rain):
    """周叔 and 小默 are called by name in lines; prompts may say them there and nowhere else."""
    assert of(rain, "names_left").value == 0
    assert of(with_prompt(rain, 2, "台词: ", "台词: 老周，"), "names_left").value == 1


def test_the_recorded_case_has_these_scores(rain, golden):
    """All metrics of a real model's board, with their sentences, as a file to review."""
    lines = [
        f"{metric(each.metric).title} ({each.metric}): {metric(each.metric).text(each.value)}\n    {each.why}\n"
        + (f"    at {', '.join(each.at)}\n" if each.at else "")
        for each in score(rain)
    ]

    golden("metrics/rain.txt", "".join(lines))


@pytest.mark.few(sort=sort_of)
@pytest.mark.parametrize("name", NAMES)
def test_a_board_by_rules_shows_every_line_and_names_nobody(name):
    """Whatever the sample, what holds by construction is measured so; what only a model has does not apply."""
    found = values(by_rules(name))

    assert found["lines_covered"] == 1
    assert found["names_left"] == found["check_faults"] == found["invented_quotes"] == 0
    assert found["steady"] == 1
    assert found["first_try"] is found["by_rules"] is found["tokens_in"] is None


def test_the_same_evidence_gives_the_same_scores(rain, board):
    """Twice in one process; that it holds after writing and reading is tested with `rescore`."""
    for found in (rain, board):
        assert score(found) == score(found)


def test_a_run_that_failed_has_no_values_and_says_why(rain):
    """Every metric is there, none has a value."""
    scores = score(replace(rain, run=replace(rain.run, error="the ceiling of calls is reached"), works=()))

    assert [each.metric for each in scores] == [each.name for each in METRICS]
    assert {each.value for each in scores} == {None}
    assert all("the ceiling of calls is reached" in each.why for each in scores)


def test_a_run_without_shots_has_no_values_and_says_why(rain):
    """An episode without story, no calls: nothing divides by nothing."""
    scores = score(replace(rain, works=(), calls=()))

    assert {each.metric for each in scores if each.value is not None} == set()
    assert all(each.why.endswith(".") for each in scores)


def test_scores_are_sentences(rain, board):
    """Each names its metric and ends as a sentence does."""
    for found in (rain, board):
        for each, known in zip(score(found), METRICS, strict=True):
            assert each.metric == known.name
            assert each.why[0].isalnum() or each.why[0] in "`"
            assert each.why.endswith(".")


def test_scoring_an_episode_takes_less_than_making_it(rain, board):
    """Hundreds of cells are scored in one go: against reading, planning, packing and rendering the same script by rules."""
    made = effort(lambda: work(SAMPLES / "rain.txt"))

    for found in (rain, board):
        assert effort(lambda found=found: score(found)) < made


@pytest.mark.parametrize(
    ("name", "before", "after", "wanted"),
    [
        ("first_try", 0.5, 0.8, "better"),
        ("first_try", 0.8, 0.5, "worse"),
        ("first_try", 0.80, 0.84, "same"),
        ("re_asks", 1, 2, "worse"),
        ("re_asks", 2, 1, "better"),
        ("re_asks", 2, 2, "same"),
        ("picture_length", 20, 40, "better"),
        ("picture_length", 50, 80, "same"),
        ("picture_length", 80, 120, "worse"),
        ("picture_length", 120, 100, "better"),
        ("picture_length", 20, 100, "same"),
        ("sizes_used", 3, 5, ""),
        ("sizes_used", 3, 3, "same"),
        ("cost", None, 3.0, "new"),
        ("cost", 3.0, None, ""),
        ("cost", None, None, ""),
    ],
)
def test_a_change_is_better_worse_or_noise(name, before, after, wanted):
    """Within the tolerance nothing changed; inside a target range neither side is better; a fact is no verdict."""
    assert change(metric(name), before, after) == wanted


def test_the_table_is_sound():
    """Names are unique and stable in form, targets are ranges, directions are known."""
    names = [each.name for each in METRICS]

    assert len(set(names)) == len(names)
    assert all(name.isidentifier() and name.islower() for name in names)
    assert all((each.target[0] < each.target[1]) == (each.better == "middle") for each in METRICS)
    assert {each.better for each in METRICS} == {"higher", "lower", "middle", ""}
    with pytest.raises(KeyError):
        metric("beauty")


@pytest.fixture
def runs(tmp_path, rain):
    """A workspace with three runs."""
    root = tmp_path / "runs"
    root.mkdir()
    for name in ("one", "two", "three"):
        found = replace(rain, run=replace(rain.run, id=name))
        write_run(root, found, score(found))
    return root


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_run_that_was_written_is_scored_the_same(runs):
    """What lies in the folder is all that scores depend on: nothing changes, nothing is written."""
    before = contents(runs)

    assert [(each.run, each.changes, each.written, each.error) for each in rescore(folders_of(runs, ()))] == [
        (name, (), False, "") for name in ("one", "three", "two")
    ]
    assert contents(runs) == before


def test_rescoring_rewrites_the_scores_and_nothing_else(runs):
    """A score that was otherwise is named with both values; only metrics.json differs afterwards."""
    path = runs / "two" / "metrics.json"
    right = path.read_bytes()
    entries = json.loads(right)
    entries[0]["value"] = 0.25
    entries[-1]["metric"] = "beauty"
    path.write_text(json.dumps(entries), encoding="utf-8")
    before = contents(runs)

    (done,) = rescore(folders_of(runs, ("two",)))

    assert [(each.metric, each.before, each.after) for each in done.changes] == [
        ("first_try", 0.25, 1.0),
        ("longest_answer", None, 4.5),
        ("beauty", 4.5, None),
    ]
    assert path.read_bytes() == right
    assert contents(runs) == before | {"two/metrics.json": right}
    assert read_scores(runs / "two")[0].value == 1.0


def test_a_damaged_run_is_named_and_left_out(runs, monkeypatch, capsys):
    """The others are measured all the same; missing metrics are made; exit 2 only if none could be read."""
    from storyboard.cli import main

    (runs / "one" / "e1" / "trace.json").write_text("{}", encoding="utf-8")
    (runs / "two" / "metrics.json").write_text("no json", encoding="utf-8")
    broken = contents(runs / "one")
    monkeypatch.chdir(runs.parent)

    with pytest.raises(SystemExit) as ended:
        main(["rescore"])
    said = capsys.readouterr()

    assert not ended.value.code
    assert contents(runs / "one") == broken
    assert len(read_scores(runs / "two")) == len(METRICS)
    assert said.out.startswith("three: as it was\ntwo: \n  first_try: – -> 100 %  3 of 3 questions")
    assert said.err.startswith("left out: one: ")
    assert said.err.endswith("2 runs measured, 1 changed, 1 left out\n")

    with pytest.raises(SystemExit) as ended:
        main(["rescore", "one", "nowhere", "--json"])
    said = capsys.readouterr()

    assert ended.value.code == 2
    assert [(each["run"], bool(each["error"])) for each in json.loads(said.out)] == [("one", True), ("nowhere", True)]


def test_without_runs_rescore_says_what_to_type(tmp_path, monkeypatch, capsys):
    """An empty workspace is no silence."""
    from storyboard.cli import main

    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(["rescore", "--workspace", str(tmp_path)])

    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("error: no runs in ")


def test_a_score_is_plain_data(rain):
    """What metrics.json holds is what was measured."""
    assert all(set(asdict(each)) == {"metric", "value", "why", "at"} for each in score(rain))


def test_the_table_beside_the_rules_names_every_metric_with_a_value(tmp_path):
    """`tests/record_case.py` prints rules and model side by side from the same metrics."""
    import asyncio

    from storyboard.config import LanguageModel
    from storyboard.llm import Endpoint
    from tests.planner_table import table
    from tests.replay import CASES, MODEL, plan_case, recorded

    answer, _ = recorded(CASES / "rain")
    with fake_llm.serving(answer) as server:
        done = asyncio.run(
            plan_case(CASES / "rain", Endpoint(LanguageModel(server.url, MODEL), "not-a-real-key", tmp_path))
        )

    told = table(done)

    assert "size" in told
    assert re.search(r"cuts that change the size +\d+ % +\d+ %", told)
