"""The proofs: what a language model puts right in a prompt, what it may not touch, and that nothing is read or bought twice for it."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard import names
from storyboard.check.proofed import altered
from storyboard.check.shown import flat
from storyboard.check.told import clip_reading
from storyboard.library import OFF, SHIPPED
from storyboard.model import Character, ProofCorrection
from storyboard.plan.proofreading import MOST, Galley, corrected, corrections_of, put_right, windows
from storyboard.production.files import digest
from storyboard.production.proofreading import Proofs, _placed
from storyboard.rehearsal import Rehearsal
from tests.fake_llm import Reply, serving
from tests.gateway_bench import KEY as KEY_OF_SHOP
from tests.gateway_bench import shop
from tests.storyteller import asked, tells
from tests.test_llm_pipeline import workspace  # noqa: F401 - a fixture
from tests.test_planned_with import paid

PROMPT = """Shot 1:
duration: 4.0sec
Scene: The woman stands at the counter on the left, a cup in her right hand. The sign reads “OPEN”.
Characters: the woman: aged 30, in the red coat
Setting: the shop, interior, Wenzhou, 2008, day
Line: the woman, in a low woman's voice, softly: “Sit down.”

Shot 2:
duration: 6.0sec
Scene: The woman sits down again.
Ambient sound: a chair scraping

instructions: Rules: Only Line text is spoken, word for word. The only text in the picture is “OPEN”. No background music.
"""
PEOPLE = {"MEI": Character(30, "female, 30, hair (black, bun), clothes (red, coat)", "MEI", "")}
READ, NAMING = clip_reading("sora"), names.naming(PEOPLE, None, "", "en")
SCRIPT = flat("INT. SHOP - DAY\nA sign: OPEN. Behind it a note: BACK AT NINE.\nMEI\nSit down.")


def may(made, proofed):
    return altered(made, proofed, READ, NAMING, SCRIPT)


def row(quote, instead, clip=1):
    return {"clip": clip, "quote": quote, "instead": instead, "why": "a reason"}


@pytest.mark.parametrize(
    ("quote", "instead"),
    [
        ("Wenzhou, 2008", "Prato, Italy, 2008"),
        ("sits down again", "sits down on a chair"),
        ("in a low woman's voice, softly", "in a low woman's voice, in Greek, over the telephone"),
        ("a cup in her right hand", ""),
        ("The sign reads “OPEN”", "The sign reads “OPEN”, under it “BACK AT NINE”"),
        ("No background music.", "No other text. No background music."),
        ('The sign reads "OPEN"', 'The paper sign reads "OPEN"'),
    ],
)
def test_what_is_seen_and_how_a_line_is_said_may_be_put_right(quote, instead):
    (taken,), lost = corrections_of(PROMPT, [row(quote, instead)], may)

    assert (taken.why, lost) == ("a reason", [])
    assert corrected(PROMPT, (taken,)) == PROMPT.replace(taken.quote, taken.instead) != PROMPT
    assert '"' not in corrected(PROMPT, (taken,))


@pytest.mark.parametrize(
    ("quote", "instead", "why"),
    [
        ("“Sit down.”", "“Sit down, please.”", "words that are spoken"),
        ("Line: the woman, in a low", "Line: the man, in a low", "who says them"),
        ("duration: 6.0sec", "duration: 5.0sec", "durations"),
        ("Shot 2:", "Shot 3:", "shots of the prompt"),
        ("Only Line text is spoken, word for word.", "", "who speaks"),
        ("sits down again", "sits down beside MEI", "not MEI"),
        ("sits down again", "sits under a sign “CLOSED”", "no words “CLOSED”"),
        ("the woman", "the old woman", "does not stand there once"),
        ("a cup in his hand", "a cup", "does not stand there once"),
        ("", "a cup", "does not stand there once"),
    ],
)
def test_words_that_are_spoken_lengths_names_and_what_nobody_wrote_are_not_touched(quote, instead, why):
    taken, lost = corrections_of(PROMPT, [row(quote, instead)], may)

    assert taken == ()
    assert why in lost[0]


WORDS = st.text("ab “”,.", min_size=1, max_size=12)


@given(
    st.text("abc “”,.\n", min_size=1, max_size=80),
    st.lists(st.tuples(WORDS, st.text("abxy “”", max_size=8)), max_size=6),
)
def test_whatever_was_put_right_can_be_taken_back_to_the_letter(made, pairs):
    """What is checked of a prompt is checked of it as it was made."""
    taken, _ = corrections_of(made, (row(quote, instead) for quote, instead in pairs), lambda made, proofed: "")
    proofs = Proofs({digest(made): _placed(1, made, taken)})

    assert proofs.sent(made) == corrected(made, taken)
    assert proofs.made(proofs.sent(made)) == made


@given(st.lists(st.integers(1, MOST), min_size=1, max_size=30), st.data())
def test_every_clip_that_nobody_read_is_in_one_question_and_none_is_much_too_long(sizes, data):
    done = data.draw(st.lists(st.booleans(), min_size=len(sizes), max_size=len(sizes)))
    clips = [Galley(n, 10, "x" * size, read) for n, (size, read) in enumerate(zip(sizes, done, strict=True), 1)]
    found = windows(clips)
    numbers = [clip.number for some in found for clip in some]

    assert numbers == sorted(set(numbers))
    assert {n for n, read in enumerate(done, 1) if not read} <= set(numbers)
    assert all(sum(len(clip.prompt) for clip in some) <= 2 * MOST for some in found)
    assert all(not all(clip.done for clip in some) for some in found)


def test_a_correction_of_words_that_were_taken_out_before_changes_nothing():
    twice = (ProofCorrection("a cup", "a bowl"), ProofCorrection("a cup", "a jug"))

    assert corrected("She has a cup.", twice) == "She has a bowl."
    assert put_right("a cup, a cup", "a cup", "a bowl") is None


def reader(changes):
    """A model that knows the story and puts right in each clip what `changes` says: words of its prompt, what stands there then."""

    def answer(body, number):
        if asked(body) != "proof":
            return tells(body, number)
        clips = re.split(r"^=== (?:片段|Clip) (\d+)", body["messages"][1]["content"], flags=re.MULTILINE)
        rows = [
            {"clips": [int(clip)], "quote": quote, "instead": instead, "why": "它不对"}
            for clip, prompt in zip(clips[1::2], clips[2::2], strict=True)
            for quote, instead in changes(prompt)
        ]
        return Reply(json.dumps({"book": "", "corrections": rows}, ensure_ascii=False))

    return answer


def first_camera(prompt):
    """The camera of the first shot, put right; every prompt has one."""
    line = next(line for line in prompt.splitlines() if line.startswith("镜头: "))
    return [(line, f"{line}，雨滴挂在镜头上")] if prompt.count(line) == 1 else []


def test_proofs_are_read_once_put_right_and_kept(workspace):  # noqa: F811
    """`render` asks; a second one, `check` and one without a key have the same prompts; a person's own words win; one deleted correction is gone."""
    folder = workspace.folder / "out" / "rain"
    with serving(reader(first_camera)) as server:
        first = workspace("render", "rain.txt", url=server.url)
        count = len(server.asked)
        files = {path.name: path.read_text("utf-8") for path in folder.glob("prompts/*.txt")}
        again, checked = workspace("render", "rain.txt"), workspace("check", "rain.txt")
        assert (first.returncode, again.returncode, checked.returncode) == (0, 0, 0), checked.stderr
        assert len(server.asked) == count
    assert [asked(body) for body in server.asked] == ["bible", "story", "continuity", "proof"]
    assert "the proofs were read: " in first.stderr
    assert sum("，雨滴挂在镜头上" in text for text in files.values()) > 0
    assert {path.name: path.read_text("utf-8") for path in folder.glob("prompts/*.txt")} == files

    proofs = json.loads((folder / "proof.json").read_text("utf-8"))
    gone = next(entry for entry in proofs["clips"] if entry["corrections"])
    gone["corrections"] = []
    (folder / "proof.json").write_text(json.dumps(proofs), "utf-8")
    other = next(entry["clip"] for entry in proofs["clips"] if entry["corrections"])
    mine = folder / "prompts" / f"clip-{other:03d}.txt"
    mine.write_text(mine.read_text("utf-8").replace("雨滴", "水珠"), "utf-8")
    assert workspace("render", "rain.txt", key="").returncode == 0
    assert "雨滴" not in (folder / "prompts" / f"clip-{gone['clip']:03d}.txt").read_text("utf-8")
    assert "水珠" in mine.read_text("utf-8")


def test_a_dry_run_reads_no_proofs_and_a_stage_that_is_off_is_not_asked(workspace):  # noqa: F811
    with serving(reader(first_camera)) as server:
        assert workspace("render", "rain.txt", url=server.url, more='[prompts]\nproof = "none"\n').returncode == 0
    assert "proof" not in [asked(body) for body in server.asked]
    assert not (workspace.folder / "out" / "rain" / "proof.json").exists()
    assert [SHIPPED.choosing({"proof": OFF}).reads_proofs("zh"), SHIPPED.reads_proofs("zh")] == [False, True]
    assert not SHIPPED.choosing({"shots": "v2"}).reads_proofs("zh")


def test_proofs_that_cannot_be_read_are_said_and_the_prompts_stay_as_they_were_made(workspace):  # noqa: F811
    def wrong(prompt):
        return [("这里没有这句话", "别的")]

    with serving(reader(wrong)) as server:
        done = workspace("render", "rain.txt", url=server.url)
    assert done.returncode == 0
    assert [asked(body) for body in server.asked].count("proof") > 1
    assert "nobody read them" in done.stderr


def test_what_was_bought_before_proofs_were_read_is_not_bought_again(workspace, monkeypatch):  # noqa: F811
    """Nor is it read: a film that lies there stays as it was told; and what was bought as it was put right is not bought twice either."""
    monkeypatch.setenv("REHEARSAL_KEY", KEY_OF_SHOP)
    folder = workspace.folder / "out" / "rain"
    with serving(reader(first_camera)) as server, Rehearsal(shop(speed=0.0)) as gateway:
        more = paid(gateway)
        before = workspace("submit", "rain.txt", "--yes", url=server.url, more=more + '[prompts]\nproof = "none"\n')
        count = gateway.shop.posts.total()
        files = {path.name: path.read_text("utf-8") for path in folder.glob("prompts/*.txt")}
        after = workspace("submit", "rain.txt", "--yes", url=server.url, more=more)

        assert (before.returncode, after.returncode) == (0, 0), before.stderr + after.stderr
        assert gateway.shop.posts.total() == count > 0
        assert "proof" not in [asked(body) for body in server.asked]
        assert {path.name: path.read_text("utf-8") for path in folder.glob("prompts/*.txt")} == files


def test_what_was_bought_as_it_was_put_right_is_not_bought_again(workspace, monkeypatch):  # noqa: F811
    monkeypatch.setenv("REHEARSAL_KEY", KEY_OF_SHOP)
    with serving(reader(first_camera)) as server, Rehearsal(shop(speed=0.0)) as gateway:
        more = paid(gateway)
        first = workspace("submit", "rain.txt", "--yes", url=server.url, more=more)
        count, questions = gateway.shop.posts.total(), len(server.asked)
        prompts = [path.read_text("utf-8") for path in (workspace.folder / "out" / "rain").glob("prompts/*.txt")]
        script = workspace.folder / "rain.txt"
        script.write_text(script.read_text("utf-8").rstrip("\n") + "\n", "utf-8")
        second = workspace("submit", "rain.txt", "--yes", url=server.url, more=more)

        assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
        assert (gateway.shop.posts.total(), len(server.asked)) == (count, questions)
        assert any("雨滴" in prompt for prompt in prompts)
        assert questions == 4


def test_a_correction_that_somebody_wrote_into_the_file_may_not_touch_what_is_spoken(workspace):  # noqa: F811
    """`check` reads such a prompt as it is sent, and what is spoken otherwise is a fault."""
    proofs = workspace.folder / "out" / "rain" / "proof.json"
    with serving(reader(first_camera)) as server:
        assert workspace("render", "rain.txt", url=server.url).returncode == 0
    assert workspace("check", "rain.txt", key="").returncode == 0
    data = json.loads(proofs.read_text("utf-8"))
    prompts = {path.name: path.read_text("utf-8") for path in proofs.parent.glob("prompts/*.txt")}
    entry = next(each for each in data["clips"] if "台词: " in prompts[f"clip-{each['clip']:03d}.txt"])
    line = re.search(r"^台词: .*“(.+)”$", prompts[f"clip-{entry['clip']:03d}.txt"], re.MULTILINE)[1]
    at = prompts[f"clip-{entry['clip']:03d}.txt"].index(f"“{line}”")
    entry["corrections"] = [{"quote": f"“{line}”", "instead": "“别的话。”", "why": "", "at": at}]
    proofs.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    workspace("render", "rain.txt", key="")
    text = (proofs.parent / "prompts" / f"clip-{entry['clip']:03d}.txt").read_text("utf-8")

    assert "“别的话。”" in text
    assert workspace("check", "rain.txt", key="").returncode == 1
