"""A prompt brings the form of its answers: named in its front matter, its own or shipped, and what is wrong with it is one sentence."""

import json
import shutil

import pytest

from storyboard.errors import UsageError
from storyboard.forms import shipped
from storyboard.lab.prompts import versions
from storyboard.library import SHIPPED, STAGES, Library
from tests.fake_llm import Reply, perfect, serving
from tests.samples import SAMPLES
from tests.test_prompts import PROMPTS, change


@pytest.fixture
def folder(tmp_path):
    """A person's prompts with a copy of shots/v1 as shots/v9."""
    shutil.copytree(PROMPTS / "shots" / "v1", tmp_path / "prompts" / "shots" / "v9")
    return tmp_path / "prompts"


def ask_for(folder, name):
    for language in ("zh", "en"):
        change(folder / "shots" / "v9" / f"system.{language}.md", "schemas/wire/shots.json", name)


def with_mood(**changes):
    """The shipped form of shots with one field more a shot."""
    form = json.loads((shipped() / "shots.json").read_text(encoding="utf-8"))
    shot = form["properties"]["shots"]["items"]
    shot["properties"]["mood"] = {"type": "string"}
    shot["required"].append("mood")
    shot.update(changes)
    return form


def put(path, form):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(form), encoding="utf-8")


def test_every_shipped_prompt_is_answered_in_the_form_that_its_front_matter_names():
    for stage in [each for each in STAGES if each != "render"]:
        for version in SHIPPED.versions(stage):
            for language in SHIPPED.languages(stage, version):
                prompt = SHIPPED.prompt(stage, language, version)
                assert prompt.head["schema"] == f"schemas/wire/{prompt.form.path.name}"
                assert prompt.form.schema == json.loads(prompt.form.path.read_text(encoding="utf-8"))
    assert SHIPPED.prompt("render", "zh").form is None


@pytest.mark.parametrize("place", ["shots/v9/shots.v3.json", "schemas/shots.v3.json"])
def test_a_version_asks_for_another_form_beside_it_or_in_the_folder_of_forms(folder, place):
    """It is found by its name, is what is asked, and is a part of the prompt: a changed byte of it is another prompt."""
    put(folder / place, with_mood())
    ask_for(folder, "shots.v3")

    library = Library((folder,), {"shots": "v9"})
    assert "mood" in library.answer_form("shots", "zh")["properties"]["shots"]["items"]["required"]
    before = library.prompt("shots", "zh").hash
    put(folder / place, with_mood(description="mood: one word"))
    assert Library((folder,), {"shots": "v9"}).prompt("shots", "zh").hash != before


def test_a_prompt_without_front_matter_is_answered_in_the_form_of_its_stage(folder):
    path = folder / "shots" / "v9" / "system.zh.md"
    path.write_text("你是导演。\n", encoding="utf-8")

    assert Library((folder,), {"shots": "v9"}).prompt("shots", "zh").form.name == "shots"


def test_an_unknown_form_is_one_sentence_with_file_and_line(folder):
    ask_for(folder, "shots.v7")

    with pytest.raises(UsageError) as told:
        Library((folder,), {"shots": "v9"}).prompt("shots", "zh")

    assert told.value.message == f"{folder / 'shots/v9/system.zh.md'}, line 7: no form of answers is called 'shots.v7'"
    assert (
        "there are: bible, bible-v2, board, cast, continuity, english, film, film-again, film-heard, film-proof, film-split, judge, labels, listeners, proof, proof-v2, reading, shots, slots, story; your own"
        in told.value.hint
    )
    broken = {each.id: each.broken for each in versions(Library((folder,)))}
    assert "line 7: no form of answers" in broken["shots/v9"]
    assert broken["shots/v1"] == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"type": "object",\n "required": [}', "shots.v3.json, line 2: no JSON"),
        ('{"type": "thing"}', "shots.v3.json: no JSON Schema: 'thing' is not valid"),
        (
            json.dumps(with_mood(required=["through", "mood"])),
            "answers of shots need shots[].camera, shots[].visual, shots[].style_tags",
        ),
        ('{"type": "array"}', "answers of shots need the answer of the type object"),
    ],
)
def test_a_form_that_cannot_be_read_by_is_refused_before_anything_is_asked(folder, text, said):
    (folder / "shots" / "v9" / "shots.v3.json").write_text(text, encoding="utf-8")
    ask_for(folder, "shots.v3")

    with pytest.raises(UsageError) as told:
        Library((folder,), {"shots": "v9"}).prompt("shots", "zh")
    assert said in str(told.value)


@pytest.mark.parametrize("name", ["../../etc/passwd", "a b", ""])
def test_only_a_name_is_a_name(folder, name):
    ask_for(folder, name)

    with pytest.raises(UsageError, match="no form of answers is called"):
        Library((folder,), {"shots": "v9"}).prompt("shots", "zh")


def test_a_board_is_planned_by_answers_of_a_prompts_own_form(run, tmp_path, folder):
    """From front matter to what goes over the wire, and back into shots."""
    put(folder / "shots" / "v9" / "shots.v3.json", with_mood())
    ask_for(folder, "shots.v3")
    shutil.copyfile(SAMPLES / "rain.txt", tmp_path / "rain.txt")

    def answer(body, number):
        data = perfect(body)
        for shot in data.get("shots", ()):
            shot["mood"] = "冷"
        return Reply(json.dumps(data, ensure_ascii=False))

    with serving(answer) as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("STORYBOARD_LLM_KEY", "not-a-real-key")
        (tmp_path / "storyboard.toml").write_text(
            f'[llm]\nbase_url = "{server.url}"\nmodel = "fake"\n[prompts]\nshots = "v9"\n', encoding="utf-8"
        )
        code, _, err = run("plan", "rain.txt")
        forms = [body["response_format"]["json_schema"] for body in server.asked]

    assert code == 0, err
    asked = [form["schema"] for form in forms if form["name"] == "shots"]
    assert asked == [with_mood()] * len(asked) != []
    trace = json.loads((tmp_path / "out" / "rain" / "trace.json").read_text(encoding="utf-8"))
    assert {shot["by"] for shot in trace["shots"]} == {"model"}


def test_list_and_show_tell_in_which_form_a_prompt_is_answered(run, tmp_path, folder):
    put(folder / "schemas" / "shots.v3.json", with_mood())
    ask_for(folder, "shots.v3")

    rows = {
        row["version"]: row["form"] for row in json.loads(run("prompt", "list", "--json")[1]) if row["stage"] == "shots"
    }
    assert rows == {"v1": "shots", "v2": "shots", "v3": "story", "v4": "film", "v5": "film-heard", "v9": "shots.v3*"}
    code, out, err = run("prompt", "show", "shots/v9")
    assert (code, "schemas/shots.v3.json" in err, '"mood"' in out) == (0, True, True)
    shown = json.loads(run("prompt", "show", "shots/v1", "--json")[1])
    assert shown["schema"] == {"zh": "schemas/wire/shots.json", "en": "schemas/wire/shots.json"}
