"""The page of a comparison: one file that fetches nothing, runs nothing of a script, and does what it shows."""

import json
import re
import shlex
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import storyboard.compare.page
from storyboard.compare.alike import Caution
from storyboard.compare.choose import chosen
from storyboard.compare.compare import ComparedRun
from storyboard.compare.judge import Verdict, Vote
from storyboard.compare.opinions import Opinion, OpinionBill, Opinions, summed
from storyboard.compare.page import page
from storyboard.compare.page_data import page_data
from storyboard.compare.page_words import METRICS as CHINESE
from storyboard.compare.page_words import WORDS
from storyboard.compare.serve import serving
from storyboard.errors import UsageError
from storyboard.lab.metrics import METRICS
from storyboard.lab.runs import read_notes
from storyboard.model import Note
from tests.browser import CHROMIUM, Browser
from tests.lab_runs import FIRST, SECOND, write_demo

NEEDED = pytest.mark.skipif(not CHROMIUM, reason="no Chromium here: the page is not tried in a browser")
DIFFS = json.loads((Path(__file__).parent / "fixtures" / "word_diff.json").read_text(encoding="utf-8"))
EVIL = "</script><script>alert(1)</script><!-- \u2028 \"'<img src=x onerror=alert(1)>"


def in_browser(test):
    """A test of what the page does in a browser, which takes long to start; what it is made of is tried by default."""
    return pytest.mark.wide(NEEDED(test))


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    return write_demo(tmp_path_factory.mktemp("lab"))


@pytest.fixture(scope="module")
def found(runs):
    return chosen(runs, [FIRST, SECOND])


def embedded(text: str) -> dict:
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert data is not None
    return json.loads(data[1])


def test_the_page_fetches_nothing(found):
    """No address outside the data, nothing linked or imported, and the browser is told to allow nothing."""
    text = page(found, FIRST)
    shell = text.replace(re.search(r'id="data">(.*?)</script>', text, re.DOTALL)[1], "")

    assert not re.search(r"https?:|@import|url\(|<link|<img|<iframe| src=", shell)
    assert "default-src 'none'" in shell


def test_a_script_cannot_put_code_into_the_page(found):
    """Whatever stands in lines, names, answers and comments is data: it neither ends its element nor is markup."""
    first = found.results[0]
    unit = first.evidence.script.units[0]
    script = replace(
        first.evidence.script, units=(replace(unit, raw=EVIL), *first.evidence.script.units[1:]), path=EVIL
    )
    run = replace(first.run, script=EVIL, suite=EVIL, error=EVIL)
    call = replace(first.evidence.calls[0], answer=EVIL, faults=(EVIL,), messages=({"role": EVIL, "content": EVIL},))
    evil = replace(first, evidence=replace(first.evidence, script=script, run=run, calls=(call,)))

    text = page(replace(found, suite=EVIL, results=(evil, *found.results[1:])), FIRST)

    assert text.count("<script") == text.count("</script") == 2
    assert "<img" not in text
    assert EVIL in embedded(text)["rows"]


def test_boards_and_long_texts_stand_in_the_page_once(found):
    """Three equal repeats are one board."""
    data = page_data(found, FIRST, "en")

    assert len({json.dumps(work) for work in data["works"]}) == len(data["works"]) < len(data["runs"])
    assert len(set(data["texts"])) == len(data["texts"])


def test_the_page_speaks_two_languages():
    """Every word of the page is there in both, every metric has a Chinese title."""
    assert WORDS["zh"].keys() == WORDS["en"].keys()
    assert [metric.name for metric in METRICS if metric.name not in CHINESE] == []
    script = (Path(storyboard.compare.page.__file__).parent / "page.js").read_text(encoding="utf-8")
    assert {*re.findall(r'\b(?:w|say)\("(\w+)"', script), *re.findall(r'\bchip\("(\w+)"\)', script)} <= WORDS[
        "en"
    ].keys()


@pytest.fixture(scope="module")
def tab(found, tmp_path_factory):
    """The page in a browser, opened once for all tests; each test loads it anew."""
    folder = tmp_path_factory.mktemp("page")
    path = folder / "compare.html"
    path.write_text(page(found, FIRST), encoding="utf-8")
    with Browser(folder / "profile") as browser:
        browser.address = path.as_uri()
        yield browser


@in_browser
def test_the_matrix_has_a_cell_for_every_script_and_column(tab):
    """Three scripts, two columns; the missing one is there and says so, and so does the failed repeat."""
    tab.open(tab.address)

    assert tab.run("document.querySelectorAll('td.cell').length") == 6
    assert tab.run("document.querySelectorAll('td.missing').length") == 1
    assert tab.run("document.querySelectorAll('main .mark').length") == 15
    assert tab.run("document.querySelectorAll('main .mark.failed').length") == 1
    assert tab.run("document.documentElement.scrollWidth <= innerWidth")


@in_browser
def test_a_filter_hides_rows_and_a_baseline_turns_the_judgement(tab):
    """Only what got worse or is missing is left; seen from the other column, that got better."""
    tab.open(tab.address)

    tab.run("document.querySelector('[data-filter=regressed]').click()")
    rows = tab.run("[...document.querySelectorAll('.matrix tbody b')].map(each => each.textContent)")
    before = tab.run("document.querySelectorAll('main .chip.worse').length")
    tab.run(
        "document.querySelector('[data-filter=all]').click(); document.querySelector('.matrix thead button').click()"
    )

    assert rows == ["lastbus.txt", "paper_crane.txt", "rain.txt"]
    assert before > 0
    assert "better" in tab.run("document.querySelector('td.cell').textContent")


@in_browser
def test_keys_move_between_cells_open_and_close(tab):
    """Arrows, Enter and Esc; the focus comes back to the cell."""
    tab.open(tab.address)

    tab.run("document.querySelector('td.cell').focus()")
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "Enter"):
        tab.press(key)
    opened = tab.run("document.querySelector('.sheet h2').textContent")
    tab.press("Escape")

    assert opened == "rain.txt"
    assert tab.run("JSON.stringify({...document.activeElement.dataset})") == '{"row":"2","column":"1"}'


@in_browser
def test_hovering_a_line_lights_its_shots_and_its_prompt(tab, found):
    """A line, its shots and their blocks light together, from whichever side; all of it is the line's and nothing else."""
    new = next(each for each in found.results if each.run.column == SECOND)
    traces = new.evidence.works[0].trace.shots
    unit = traces[4].units[-1]
    tab.open(f"{tab.address}#run={new.run.id}")

    tab.move(f'[data-unit="{unit}"]')
    lit = tab.run("[...document.querySelectorAll('.card.lit')].map(each => Number(each.dataset.shot))")
    told = tab.run("[...document.querySelectorAll('.block.lit')].map(each => Number(each.dataset.block))")
    tab.move('.card[data-shot="2"]')

    assert lit == [number for number, trace in enumerate(traces) if unit in trace.units]
    assert set(told) == set(lit)
    assert tab.run("[...document.querySelectorAll('.unit.lit')].map(each => each.dataset.unit)") == list(
        traces[2].units
    )


@in_browser
def test_changes_are_marked_and_shown_word_by_word(tab, found):
    """Cards say which fields differ; on demand fields and prompt show what came and what went."""
    new = next(each for each in found.results if each.run.column == SECOND)
    tab.open(f"{tab.address}#run={new.run.id}")

    marks = tab.run("document.querySelectorAll('.card.changed').length")
    tab.run("document.querySelector('#diff').click()")

    assert marks == 10
    for part in (".card", ".block"):
        assert "，镜头前有一层薄雾" in tab.run(
            f"[...document.querySelectorAll('{part} ins')].map(each => each.textContent)"
        )


@in_browser
def test_a_file_shows_the_command_that_keeps_the_note(tab, found):
    """In double quotes, which sh, PowerShell and cmd all know; what any of them reads inside such quotes is its look-alike."""
    new = found.results[0]
    tab.open(f"{tab.address}#run={new.run.id}")

    tab.run(
        "document.querySelector('.rate .up').click(); const box = document.querySelector('.rate textarea');"
        "box.value = 'it\\'s \"fine\", $(x) `y` %z% “好”\\nC:\\\\'; box.dispatchEvent(new Event('input'))"
    )

    command = tab.run("document.querySelector('#command').textContent")
    assert command == (
        f"storyboard runs note \"{new.run.id}\" --rating up --comment \"it's 'fine', ＄(x) 'y' ％z％ 「好」 C:＼\""
    )
    assert shlex.split(command)[-1] == "it's 'fine', ＄(x) 'y' ％z％ 「好」 C:＼"


@in_browser
@pytest.mark.parametrize("case", DIFFS, ids=lambda case: case["name"])
def test_the_page_marks_words_as_the_command_does(tab, case):
    """One fixture for both: what stayed, what went, what came."""
    tab.open(tab.address)

    assert tab.run(f"wordDiff({json.dumps(case['old'])}, {json.dumps(case['new'])})") == case["pieces"]


@in_browser
def test_a_note_on_a_shot_stands_on_that_shot(tab, found, tmp_path):
    """And nowhere else; in the Chinese page its place is Chinese."""
    results = tuple(
        replace(each, notes=(Note("2026-11-20T10:00:00+00:00", -1, EVIL, "e1 shot 3"),))
        if each is found.results[0]
        else each
        for each in found.results
    )
    path = tmp_path / "compare.html"
    path.write_text(page(replace(found, results=results), FIRST), encoding="utf-8")
    tab.open(f"{path.as_uri()}#run={found.results[0].run.id}")

    noted = tab.run(
        "[...document.querySelectorAll('.card')].flatMap((each, at) => each.querySelector('.note') ? [at] : [])"
    )
    said = tab.run("document.querySelector('.card .note span:not(.chip)').textContent")
    tab.press("Escape")
    tab.run(
        f"document.querySelector('#language').click(); document.querySelector('[data-run=\"{found.results[0].run.id}\"]').click();"
        "document.querySelector('[data-tab=scores]').click()"
    )
    place = tab.run("document.querySelector('#noted').textContent")

    assert (noted, said) == ([2], EVIL)
    assert "e1 镜头 3" in place


@in_browser
def test_prompts_that_differ_are_shown_word_by_word(tab, found, tmp_path):
    """What the model was told before the first question of a kind, against the baseline."""
    new = next(each for each in found.results if each.run.column == SECOND)
    told = ({"role": "system", "content": "Frame every second line."}, *new.evidence.calls[0].messages[1:])
    calls = tuple(replace(call, messages=told) for call in new.evidence.calls)
    changed = replace(new, evidence=replace(new.evidence, calls=calls))
    path = tmp_path / "compare.html"
    results = tuple(changed if each is new else each for each in found.results)
    path.write_text(page(replace(found, results=results), FIRST), encoding="utf-8")
    tab.open(f"{path.as_uri()}#run={new.run.id}")

    tab.run("document.querySelector('[data-tab=system]').click()")

    assert (
        tab.run("document.querySelector('[data-system=shots] pre').innerHTML") == "Frame every <ins>second </ins>line."
    )
    assert "shots/v1@0123456789ab → shots/v2@0123456789ab" in tab.run("document.querySelector('#systems').textContent")


@in_browser
def test_what_does_not_apply_is_not_red(tab, found, tmp_path):
    """Rules ask nothing: that is no regression of theirs. A difference that is none shows no number beside `same`."""
    rules = tuple(as_rules(each) for each in found.results if each.run.column == FIRST and each.run.repeat == 1)
    mine = tuple(each for each in found.results if each.run.column == FIRST)
    path = tmp_path / "compare.html"
    path.write_text(page(replace(found, columns=(FIRST, "rules"), results=(*mine, *rules)), FIRST), encoding="utf-8")
    tab.open(path.as_uri())

    cells = tab.run("[...document.querySelectorAll('td.cell')].map(each => each.className + ': ' + each.textContent)")
    moved = "[...document.querySelectorAll('.sums td')].filter(each => each.querySelector('.chip.same')).map(each => each.textContent)"
    same = tab.run(moved)
    tab.run("document.querySelector('[data-filter=regressed]').click()")

    assert same
    assert not [text for text in same if "+" in text or "−" in text]
    assert ["4 do not apply" in each for each in cells] == [False, True] * 3, cells
    assert not any("worse" in each or "failed" in each for each in cells)
    assert tab.run("document.querySelectorAll('.matrix tbody').length") == 0


def as_rules(result: ComparedRun) -> ComparedRun:
    """The same boards as if rules had made them, with no question asked."""
    run = replace(result.run, id=f"{result.run.id}-rules", column="rules", model="rules", endpoint="", repeat=1)
    scores = tuple(
        replace(score, value=None) if score.metric in ("first_try", "re_asks") else score
        for score in result.scores
        if score.metric not in ("tokens_in", "latency")
    )
    return replace(result, evidence=replace(result.evidence, run=run, calls=()), scores=scores)


@in_browser
def test_what_was_left_out_stands_above_the_matrix(tab, found, tmp_path):
    """In both languages."""
    path = tmp_path / "compare.html"
    remark = Caution("older", (FIRST, "2", "prompts", "samples/rain.txt 2"))
    path.write_text(page(replace(found, remarks=(remark,)), FIRST), encoding="utf-8")
    tab.open(path.as_uri())

    shown = [tab.run("document.querySelector('.notice').textContent")]
    tab.run("document.querySelector('#language').click()")
    shown.append(tab.run("document.querySelector('.notice').textContent"))

    assert shown == [WORDS[language]["remark_older"].format(*remark.values) for language in ("en", "zh")]


@in_browser
def test_answers_and_faults_can_be_read(tab, found):
    """Every request with what became of it; what was played from a recording says so."""
    new = next(each for each in found.results if each.run.column == SECOND)
    tab.open(f"{tab.address}#run={new.run.id}")

    tab.run("document.querySelector('[data-tab=answers]').click()")

    assert tab.run("document.querySelectorAll('.call').length") == 2
    text = tab.run("document.querySelector('#calls').textContent")
    assert "shot 2: size is not one of the list" in text
    assert WORDS["en"]["recorded"] in text


@in_browser
def test_the_judge_stands_in_the_cells_and_the_sums(tab, found, tmp_path):
    """One line a cell with the reasons behind it, one in the totals; gone where another column is the baseline."""
    votes = (Vote("e1", "a", "b", EVIL), Vote("e1", "b", "a", "分镜 1 更准。"))
    told = (Opinion("samples/rain.txt", SECOND, ("1", "2"), Verdict("tie", votes, "…")),)
    opinions = Opinions(
        "m1", "judge/v1", FIRST, told, (summed(SECOND, told),), OpinionBill(2, 0, 1, 1, None, guessed=False)
    )
    path = tmp_path / "compare.html"
    path.write_text(page(replace(found, opinions=opinions), FIRST), encoding="utf-8")
    tab.open(path.as_uri())

    line = tab.run("[...document.querySelectorAll('button.judge')].map(each => [each.textContent, each.title])")
    sums = tab.run("document.querySelector('tr.judged').textContent")
    tab.run("document.querySelector('button.judge').click()")
    reasons = tab.run("[...document.querySelectorAll('#judged ~ table tr')].map(each => each.textContent)")
    tab.press("Escape")
    tab.run("document.querySelector('.matrix thead button').click()")

    assert [text for text, _ in line] == ["Judge: the order decided"]
    assert EVIL in line[0][1]
    assert "0 ties, 1 decided by the order" in sums
    assert [text.endswith(why) for text, why in zip(reasons, (EVIL, "分镜 1 更准。"), strict=True)] == [True, True]
    assert tab.run("document.querySelectorAll('button.judge, tr.judged').length") == 0


def post(address: str, note: object, **headers: str) -> tuple[int, dict]:
    place = urlsplit(address)
    connection = HTTPConnection(place.hostname, place.port, timeout=60)
    connection.request("POST", "/notes", json.dumps(note), {"Content-Type": "application/json", **headers})
    reply = connection.getresponse()
    found = reply.status, json.loads(reply.read())
    connection.close()
    return found


def test_only_the_page_itself_may_write_notes(tmp_path):
    """With the token and from the page's own origin a note is kept; without, or from another site, nothing is."""
    root = write_demo(tmp_path, ("rain.txt",), 1)
    found = chosen(root, [FIRST, SECOND])
    name = found.results[0].run.id
    note = {"run": name, "rating": 1, "comment": "好", "about": "e1 shot 3"}
    with serving(found, FIRST) as server:
        ours = {"X-Storyboard-Token": server.token, "Origin": server.address.rstrip("/")}

        refused = [
            post(server.address, note)[0],
            post(server.address, note, Origin=ours["Origin"])[0],
            post(server.address, note, **{**ours, "X-Storyboard-Token": "guess"})[0],
            post(server.address, note, **{**ours, "Origin": "https://elsewhere.example"})[0],
            post(server.address, note, **{**ours, "Host": "elsewhere.example"})[0],
        ]
        wrong = [
            post(server.address, {**note, "run": "../../etc"}, **ours)[0],
            post(server.address, {**note, "rating": 0, "comment": " "}, **ours)[0],
            post(server.address, {**note, "about": "e1 shot 99"}, **ours)[0],
            post(server.address, [], **ours)[0],
            post(server.address, {**note, "comment": "x" * 70000}, **ours)[0],
        ]
        nothing = read_notes(root / name)
        kept = post(server.address, note, **ours)

    assert (refused, wrong, nothing) == ([403] * 5, [400, 400, 400, 400, 413], ())
    assert kept[0] == 200
    assert [(each.rating, each.comment, each.about) for each in read_notes(root / name)] == [(1, "好", "e1 shot 3")]


def test_a_port_that_is_taken_is_said(found):
    """Which one, and what to type next."""
    with serving(found, FIRST) as server:
        second = serving(found, FIRST, urlsplit(server.address).port)
        with pytest.raises(UsageError, match="cannot be used"):
            second.__enter__()


@in_browser
def test_a_rating_given_in_the_served_page_is_kept(tab, tmp_path):
    """Click, write, save: the note lies in the run, and the page shows it after it is loaded again."""
    root = write_demo(tmp_path, ("rain.txt",), 1)
    found = chosen(root, [FIRST, SECOND])
    name = found.results[1].run.id
    with serving(found, FIRST) as server:
        tab.open(f"{server.address}#run={name}")
        tab.run(
            "document.querySelector('.rate .down').click(); const text = document.querySelector('.rate textarea');"
            "text.value = '太暗'; text.dispatchEvent(new Event('input')); document.querySelector('#keep').click()"
        )
        tab.run(
            "new Promise(done => { const look = () => document.querySelector('#said').textContent ? done() : setTimeout(look, 20); look(); })"
        )
        tab.open(f"{server.address}?again")
        marked = tab.run("document.querySelectorAll('main .mark.down').length")

    assert [(note.rating, note.comment) for note in read_notes(root / name)] == [(-1, "太暗")]
    assert marked == 1
