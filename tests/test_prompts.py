"""The library of prompts: identity by content, the user's before the shipped, labels that move, and what a model would get."""

import json
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard import assets
from storyboard.errors import UsageError
from storyboard.lab.diff import word_diff
from storyboard.library import ASIDE, LANGUAGES, SHIPPED, STAGES, Library, prompts_of
from tests.effort import growth
from tests.fake_llm import Reply, serving
from tests.samples import SAMPLES
from tests.storyteller import tells

PROMPTS = assets.folder("prompts")
IN_USE = SHIPPED.version("shots")
BY_SCENE = '[prompts]\nshots = "v2"\n'
"""What is asked scene by scene, and of people by themselves."""


@pytest.fixture(autouse=True)
def scripts(tmp_path):
    """A Chinese and an English script in the folder that commands run in."""
    for name in ("rain.txt", "lastbus.txt"):
        shutil.copyfile(SAMPLES / name, tmp_path / name)


@pytest.fixture
def mine(tmp_path):
    """`mine()` -> a library whose first folder is a person's, with a copy of shots/v1 as shots/v9."""
    folder = tmp_path / "prompts"
    shutil.copytree(PROMPTS / "shots" / "v1", folder / "shots" / "v9")
    return lambda **chosen: Library((folder,), chosen)


def marked(old, new):
    """A word diff on one line."""
    marks = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(marks[piece.kind].format(piece.text) for piece in word_diff(old, new))


def change(path, old, new):
    path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))


def test_released_prompts_are_as_they_were_when_they_were_labelled():
    """A released version never changes: copy it to a new version, and label that one."""
    changed = {
        f"{stage}/{label.version}, {language}": f"{hash_} is not what labels.toml says"
        for stage in STAGES
        for label in SHIPPED.labels(stage).values()
        for language in LANGUAGES
        if (hash_ := SHIPPED.prompt(stage, language, label.version).hash) != label.hashes.get(language)
    }

    told = "undo the change and keep it as a version of its own: storyboard prompt new STAGE/vN --from STAGE"
    assert changed == {}, f"{changed}\n{told}"


def test_every_shipped_version_can_be_read_in_both_languages():
    """Every stage has a stable version, and every version both languages and a front matter that names it."""
    found = list(prompts_of(SHIPPED))

    assert {prompt.stage for prompt in found} == {*STAGES, *ASIDE}
    assert {(prompt.id, prompt.language) for prompt in found} == {
        (prompt.id, language) for prompt in found for language in LANGUAGES
    }
    assert [prompt.id for prompt in found if prompt.stage != "render" and prompt.head.get("id") != prompt.id] == []


def test_a_changed_byte_of_a_partial_is_another_prompt(mine, tmp_path):
    """What a prompt includes, and what that includes, is part of its hash."""
    partials = tmp_path / "prompts" / "partials"
    partials.mkdir()
    (partials / "camera.zh.md").write_text('景别。{% include "partials/size.zh.md" %}', encoding="utf-8")
    (partials / "size.zh.md").write_text("远近", encoding="utf-8")
    change(tmp_path / "prompts/shots/v9/system.zh.md", "# 回答", '{% include "partials/camera.zh.md" %}')
    before = mine(shots="v9")
    was = before.prompt("shots", "zh").hash

    (partials / "size.zh.md").write_text("远近。", encoding="utf-8")
    after = mine(shots="v9")

    assert was != after.prompt("shots", "zh").hash
    assert before.prompt("shots", "en").hash == after.prompt("shots", "en").hash
    assert "景别。远近" in after.fixed("shots", "zh")


def test_line_ends_of_windows_change_neither_hash_nor_question(mine, tmp_path):
    """A checkout on Windows has the same prompts."""
    before = mine(shots="v9").prompt("shots", "zh").hash, mine(shots="v9").fixed("shots", "zh")
    for path in (tmp_path / "prompts/shots/v9").iterdir():
        change(path, "\n", "\r\n")

    assert (mine(shots="v9").prompt("shots", "zh").hash, mine(shots="v9").fixed("shots", "zh")) == before


def test_a_persons_folder_wins_over_the_shipped_one(mine, tmp_path):
    """A version of the same name in the workspace is the one that is read; changed under the shipped label, it is refused."""
    path = tmp_path / "prompts" / "shots" / IN_USE
    shutil.copytree(PROMPTS / "shots" / IN_USE, path)
    assert mine().fixed("shots", "zh") == SHIPPED.fixed("shots", "zh")

    change(path / "system.zh.md", "# 回答", "这是横屏电影。\n\n# 回答")

    assert "横屏电影" in mine(shots=IN_USE).fixed("shots", "zh")
    with pytest.raises(UsageError, match="was changed after it was released as shots/stable"):
        mine().fixed("shots", "zh")


def test_an_undefined_name_is_one_message_with_file_line_and_name(mine, tmp_path):
    """In the template itself, in the fixed part (its front matter counted), and in a partial."""
    folder = tmp_path / "prompts"
    (folder / "partials").mkdir()
    (folder / "partials" / "who.md").write_text("ok\n{{ nobody }}\n", encoding="utf-8")
    values = {"lines": [], "number": "1"}

    change(folder / "shots/v9/user.zh.jinja", "{{ location }}", "{{ locatoin }}")
    with pytest.raises(UsageError) as wrong:
        mine(shots="v9").filled("shots", "zh", "user", **values)
    assert wrong.value.message == f"{folder / 'shots/v9/user.zh.jinja'}, line 2: 'locatoin' is undefined"

    change(folder / "shots/v9/system.zh.md", "# 回答", "{{ answer }}")
    line = (folder / "shots/v9/system.zh.md").read_text(encoding="utf-8").split("\n").index("{{ answer }}") + 1
    with pytest.raises(UsageError) as wrong:
        mine(shots="v9").fixed("shots", "zh")
    assert wrong.value.message == f"{folder / 'shots/v9/system.zh.md'}, line {line}: 'answer' is undefined"

    change(folder / "shots/v9/user.zh.jinja", "{{ locatoin }}", '{% include "partials/who.md" %}')
    with pytest.raises(UsageError) as wrong:
        mine(shots="v9").filled("shots", "zh", "user", **values)
    assert wrong.value.message == f"{folder / 'partials/who.md'}, line 2: 'nobody' is undefined"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{% if %}", "Expected an expression"),
        ("{{ number | shout }}", "No filter named 'shout'"),
        ("{{ 1 / 0 }}", "zero"),
    ],
    ids=["syntax", "filter", "value"],
)
def test_what_is_wrong_in_a_template_names_file_and_line(mine, tmp_path, text, said):
    """Syntax, filters that are not there, and values that cannot be: a message, never a traceback."""
    path = tmp_path / "prompts/shots/v9/user.zh.jinja"
    change(path, "时间：", f"{text}\n时间：")

    with pytest.raises(UsageError, match=said) as wrong:
        mine(shots="v9").filled("shots", "zh", "user", number="1", location="", lines=[])

    assert wrong.value.message.startswith(f"{path}, line 3: ")


def test_a_missing_partial_is_named_with_the_place_to_put_it(mine, tmp_path):
    """The file that includes it, and where it is looked for."""
    path = tmp_path / "prompts/shots/v9/system.zh.md"
    change(path, "# 回答", '{% include "partials/nowhere.md" %}')

    with pytest.raises(UsageError) as wrong:
        mine(shots="v9").prompt("shots", "zh")

    assert wrong.value.message == f"{path}: includes 'partials/nowhere.md', which is not there"
    assert str(tmp_path / "prompts/partials/nowhere.md") in wrong.value.hint


def test_a_prompt_is_copied_changed_compared_and_labelled(run, tmp_path):
    """new, diff, label, list: the ten minutes of a prompt engineer; then that version is the one that is used."""
    assert run("prompt", "new", "shots/v9", "--from", "shots")[:2] == (0, "prompts/shots/v9\n")
    copy = tmp_path / "prompts" / "shots" / "v9"
    assert {path.name for path in copy.iterdir()} == {path.name for path in (PROMPTS / "shots" / IN_USE).iterdir()}
    assert "id: shots/v9\nstage: shots\nversion: v9\n" in (copy / "system.en.md").read_text(encoding="utf-8")
    assert (copy / "user.zh.jinja").read_bytes() == (PROMPTS / "shots" / IN_USE / "user.zh.jinja").read_bytes()

    change(copy / "system.zh.md", "# 回答", "只拍横屏。\n\n# 回答")
    _, compared, _ = run("prompt", "diff", f"shots/{IN_USE}", "shots/v9", "--language", "zh")
    assert "{+只拍横屏。+}" in compared

    assert run("prompt", "label", "shots/v9", "stable")[1] == f"shots/stable is shots/v9 now; it was shots/{IN_USE}\n"
    listed = json.loads(run("prompt", "list", "--json")[1])
    assert {each["version"]: (each["used"], each["shipped"]) for each in listed if each["stage"] == "shots"} == {
        **dict.fromkeys(SHIPPED.versions("shots"), (False, True)),
        "v9": (True, False),
    }
    assert "只拍横屏" in run("prompt", "show", "shots", "--with", "rain.txt")[1]


def test_new_never_overwrites_and_takes_only_names_that_are_versions(run, tmp_path):
    """A version that is there, a label's name, another stage: nothing is written."""
    told = [
        run("prompt", "new", "shots/v1", "--from", "shots"),
        run("prompt", "new", "shots/stable", "--from", "shots/v1"),
        run("prompt", "new", "shots/v9", "--from", "cast/v1"),
        run("prompt", "new", "shots/v9", "--from", "shots/v7"),
        run("prompt", "new", "shots/../../x", "--from", "shots"),
    ]

    assert [code for code, _, _ in told] == [2] * 5
    assert "is there already" in told[0][2]
    assert "choose a name like v6" in told[1][2]
    assert not (tmp_path / "prompts").exists()


def test_new_in_one_language_copies_what_that_language_needs(run, tmp_path):
    """The other language's files stay out; a label given to it says which language is missing."""
    run("prompt", "new", "shots/v9", "--from", "shots", "--language", "zh")

    names = {path.name for path in (tmp_path / "prompts/shots/v9").iterdir()}
    assert names == {"RATIONALE.md", "system.zh.md", "user.zh.jinja"}
    assert "has no en: a script in that language stops" in run("prompt", "label", "shots/v9", "stable")[2]
    code, _, said = run("prompt", "show", "shots", "--with", "lastbus.txt")
    assert (code, "has no system.en.md" in said) == (2, True)


def test_labels_keep_a_persons_comments_and_notice_a_change(run, tmp_path):
    """labels.toml is edited in place; a version changed after it was labelled is marked in the list and refused in use."""
    run("prompt", "new", "shots/v9", "--from", "shots")
    path = tmp_path / "prompts" / "labels.toml"
    path.write_text('# ours\n[cast.trial]  # keep\nversion = "v1"\n', encoding="utf-8")

    assert run("prompt", "label", "shots/v9", "stable")[0] == 0
    assert path.read_text(encoding="utf-8").startswith('# ours\n[cast.trial]  # keep\nversion = "v1"\n')
    assert run("prompt", "label", "shots/v99", "stable")[0] == 2
    assert run("prompt", "label", "shots/v9", "v1")[0] == 2

    change(tmp_path / "prompts/shots/v9/system.zh.md", "竖屏", "横屏")
    _, listed, said = run("prompt", "list")
    assert "stable (changed since)" in listed
    assert "shots/v9 was changed after it was labelled stable" in said
    assert "was changed after it was released" in run("prompt", "show", "shots", "--with", "rain.txt")[2]
    assert "as before" in run("prompt", "label", "shots/v9", "stable")[1]
    assert run("prompt", "show", "shots", "--with", "rain.txt")[0] == 0


@pytest.mark.few("name", "stage", "prompts")
@pytest.mark.parametrize(
    ("stage", "prompts"),
    [
        *((stage, BY_SCENE) for stage in ("cast", "shots", "slots")),
        *((stage, "") for stage in ("bible", "shots", "continuity", "slots", "board")),
    ],
)
@pytest.mark.parametrize("name", ["rain.txt", "lastbus.txt"])
def test_show_prints_what_is_really_sent(run, tmp_path, stage, prompts, name):
    """Every first question that an endpoint gets is byte for byte among those that show prints."""
    more = ("--protocol", "board") if stage == "board" else ()
    fits = stage != "slots"

    def answer(body, number):
        kind = body["response_format"]["json_schema"]["name"]
        return tells(body, number) if fits or kind != "shots" else Reply('{"light": "", "weather": "", "shots": []}')

    (tmp_path / "storyboard.toml").write_text(prompts, encoding="utf-8")
    shown = json.loads(run("prompt", "show", stage, "--with", name, "--json")[1])
    with serving(answer) as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("STORYBOARD_LLM_KEY", "not-a-real-key")
        (tmp_path / "storyboard.toml").write_text(
            f'[llm]\nbase_url = "{server.url}"\nmodel = "fake"\n{prompts}', encoding="utf-8"
        )
        assert run("plan", name, *more)[0] == 0
        asked = [body for body in server.asked if body["response_format"]["json_schema"]["name"] == stage]
        after = json.loads(run("prompt", "show", stage, "--with", name, "--json")[1])

    sent = [body["messages"] for body in asked if len(body["messages"]) == 2]
    assert sent
    assert sorted(map(str, sent)) == sorted(str(each["messages"]) for each in after)
    assert [each["schema"] for each in after] == [body["response_format"]["json_schema"]["schema"] for body in asked][
        : len(after)
    ]
    if stage in ("cast", "bible"):
        assert shown == after


def test_show_narrows_to_a_scene_a_question_and_a_clip(run, tmp_path):
    """--scene, --question and --episode; what is not there is named with what is."""
    whole = json.loads(run("prompt", "show", "shots", "--with", "rain.txt", "--json")[1])
    assert len(whole) == 1
    for scene in ("1-1", "1-2"):
        assert json.loads(run("prompt", "show", "shots", "--with", "rain.txt", "--scene", scene, "--json")[1]) == whole
    (tmp_path / "storyboard.toml").write_text(BY_SCENE, encoding="utf-8")
    everything = json.loads(run("prompt", "show", "shots", "--with", "rain.txt", "--json")[1])
    assert [each["about"] for each in everything] == ["scene 1-1, lines 1-17", "scene 1-2, lines 1-5"]
    assert (
        json.loads(run("prompt", "show", "shots", "--with", "rain.txt", "--scene", "1-2", "--json")[1])
        == everything[1:]
    )
    assert (
        json.loads(run("prompt", "show", "shots", "--with", "rain.txt", "--question", "1", "--json")[1])
        == everything[:1]
    )
    assert "there are: 1-1, 1-2" in run("prompt", "show", "shots", "--with", "rain.txt", "--scene", "9")[2]
    assert "there are 2" in run("prompt", "show", "shots", "--with", "rain.txt", "--question", "3")[2]
    assert "no episode 4" in run("prompt", "show", "shots", "--with", "rain.txt", "--episode", "4")[2]
    assert "about the whole script" in run("prompt", "show", "cast", "--with", "rain.txt", "--scene", "1-1")[2]
    clips = run("prompt", "show", "render", "--with", "rain.txt", "--scene", "1-2")[1]
    assert clips.startswith("━━ prompt · 1 of 1: rain clip 003, shots 16-19 ━━\nShot 1:\n")


def test_showing_and_comparing_write_nothing(run, tmp_path):
    """No cast.toml, no answers, no board: looking is free of traces."""
    before = sorted(tmp_path.rglob("*"))
    for stage in STAGES:
        assert run("prompt", "show", stage, "--with", "rain.txt")[0] == 0
        assert run("prompt", "show", stage)[0] == 0
    run("prompt", "diff", "shots", "slots")

    assert sorted(tmp_path.rglob("*")) == before


@given(st.text("甲乙丙丁 ab,\n。c"), st.text("甲乙丙丁 ab,\n。c"))
def test_a_word_diff_holds_both_texts(old, new):
    """Same and old joined are the old text, same and new the new one; neighbours differ in kind."""
    pieces = word_diff(old, new)

    assert "".join(piece.text for piece in pieces if piece.kind != "new") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "old") == new
    assert all(piece.text for piece in pieces)
    assert all(one.kind != other.kind for one, other in pairwise(pieces))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("你是竖屏短剧的分镜导演。", "你是横屏电影的分镜导演。", "你是[-竖屏短剧-]{+横屏电影+}的分镜导演。"),
        ("The model points.", "The model never points.", "The model {+never +}points."),
        ("one\ntwo\nthree\n", "one\n2\nthree\n", "one\n[-two-]{+2+}\nthree\n"),
        ("同样", "同样", "同样"),
        ("", "新", "{+新+}"),
        ("don't stop", "don’t stop", "[-don't-]{+don’t+} stop"),
    ],
    ids=["han", "latin", "lines", "same", "new", "apostrophe"],
)
def test_a_word_diff_reads_well(old, new, told):
    """Words and characters, not confetti: short equal stretches between two changes belong to them."""
    assert marked(old, new) == told


def test_a_word_diff_of_a_whole_prompt_grows_with_its_square_at_most():
    """Texts of a prompt's size that differ everywhere: the whole against its half, where the square is 4 and the cube 8."""
    text = Path(PROMPTS / "shots/v1/system.zh.md").read_text(encoding="utf-8")

    assert (
        growth(lambda size: word_diff(text[:size], text[:size].replace("，", "；")), len(text) // 2, len(text), 5) < 6
    )


def test_a_board_is_planned_with_the_prompt_that_got_the_label(run, tmp_path):
    """label, plan: the new words are sent, the new pictures stand in the board; what a person edited stays."""
    words = ["第一版"]

    def answer(body, number):
        reply = tells(body, number)
        data = json.loads(reply.content)
        for shot in data.get("shots", []):
            shot["visual"] += words[0]
        return Reply(json.dumps(data, ensure_ascii=False))

    def pictures():
        board = json.loads((tmp_path / "out/rain/storyboard.json").read_text(encoding="utf-8"))
        return [shot["visual"] for shot in board["shots"]]

    with serving(answer) as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("STORYBOARD_LLM_KEY", "not-a-real-key")
        (tmp_path / "storyboard.toml").write_text(
            f'[llm]\nbase_url = "{server.url}"\nmodel = "fake"\n', encoding="utf-8"
        )
        assert run("plan", "rain.txt")[0] == 0
        assert all("第一版" in picture for picture in pictures())
        board = tmp_path / "out/rain/storyboard.json"
        before = pictures()
        edited = before[4].replace("第一版", "我的")
        change(board, before[4], edited)

        run("prompt", "new", "shots/v9", "--from", "shots")
        change(tmp_path / "prompts/shots/v9/system.zh.md", "# 回答", "这是横屏电影。\n\n# 回答")
        run("prompt", "label", "shots/v9", "stable")
        words[0] = "第二版"
        assert run("plan", "rain.txt")[0] == 0
        sent = [body["messages"][0]["content"] for body in server.asked]
        asked = len(server.asked)
        assert run("plan", "rain.txt")[0] == 0

    assert any("横屏电影" in system for system in sent)
    assert len(server.asked) == asked
    mine = [at for at, picture in enumerate(before) if picture == before[4]]
    assert all(pictures()[at] == edited for at in mine)
    assert len(mine) < len(pictures()) / 2
    assert all("第二版" in picture for at, picture in enumerate(pictures()) if at not in mine)


def test_prompts_of_the_current_folder_are_shown_with_a_script_from_elsewhere(run, tmp_path):
    """A workspace of prompts, scripts somewhere else: its version is found, and the script's settings are its own."""
    run("prompt", "new", "shots/v9", "--from", "shots")
    change(tmp_path / "prompts/shots/v9/system.en.md", "You are", "You really are")
    (tmp_path / "scripts").mkdir()
    shutil.move(tmp_path / "lastbus.txt", tmp_path / "scripts" / "lastbus.txt")
    (tmp_path / "scripts" / "storyboard.toml").write_text('[prompts]\nshots = "v9"\n', encoding="utf-8")

    named = run("prompt", "show", "shots/v9", "--with", "scripts/lastbus.txt", "--question", "1")
    used = run("prompt", "show", "shots", "--with", "scripts/lastbus.txt", "--question", "1")

    assert named[0] == used[0] == 0
    assert "You really are" in named[1]
    assert named[1] == used[1]


def test_a_later_part_of_a_long_scene_is_shown_with_what_the_answer_before_settled(run, tmp_path):
    """Light and last shot come from the kept answer; without one they are empty, as they would be sent."""
    turns = "".join(f"林晚：第{number}句，我说完了。\n顾言：第{number}句，我也听见了。\n" for number in range(1, 31))
    (tmp_path / "long.txt").write_text(f"1-1 日 内 客厅\n人物：林晚、顾言\n{turns}", encoding="utf-8")
    (tmp_path / "storyboard.toml").write_text(BY_SCENE, encoding="utf-8")
    before = json.loads(run("prompt", "show", "shots", "--with", "long.txt", "--json")[1])
    with serving() as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("STORYBOARD_LLM_KEY", "not-a-real-key")
        (tmp_path / "storyboard.toml").write_text(
            f'[llm]\nbase_url = "{server.url}"\nmodel = "fake"\n{BY_SCENE}', encoding="utf-8"
        )
        assert run("plan", "long.txt")[0] == 0
        sent = [body["messages"] for body in server.asked if body["response_format"]["json_schema"]["name"] == "shots"]
    after = json.loads(run("prompt", "show", "shots", "--with", "long.txt", "--json")[1])

    assert [each["about"] for each in before] == ["scene 1-1, lines 1-30", "scene 1-1, lines 31-60"]
    assert [each["messages"] for each in after] == sent
    assert "光：\n" in before[1]["messages"][1]["content"]
    assert "光：\n" not in after[1]["messages"][1]["content"]


ESCAPES = (
    "cycler.__init__.__globals__.os.system('touch RAN')", "lipsum.__globals__['os'].popen('touch RAN').read()",
    "namespace.__init__.__globals__", "joiner.__init__.__globals__.os", "''.__class__.__mro__[1].__subclasses__()",
    "''['__class__']", "''|attr('__class__')", "''|attr('__cla' ~ 'ss__')", "[]|map(attribute='__class__')|list|first", "''|attr('\\x5f\\x5fclass\\x5f\\x5f')",
    "'{0.__class__.__init__.__globals__}'.format(range)", "'{0.__class__}'.format_map({'0': range})", "('{0.__class__}'|format(1)) ~ '{0.__class__}'.format(1)",
    "self.__init__.__globals__", "self._TemplateReference__context", "range.__self__", "context.environment", "lines.append(1)", "dict(a=1).update(b=2)",
    "range(10 ** 9)|list", "'x' * 10 ** 10", "10 ** 10 ** 10", "(1, 2) * 10 ** 9", "[[0] * 10 ** 6] * 10 ** 6 * 10 ** 6", "(range(5)|list).__class__",
    "(lipsum|attr('__globals__'))['__builtins__']['eval']('1')", "url_for.__globals__", "(1).__class__.__base__", "sentence.__globals__",
)  # fmt: skip
"""The usual ways out of a template: attribute chains, |attr, subscripts, format strings, globals, growth."""


@pytest.mark.few("escape", "form")
@pytest.mark.parametrize("escape", ESCAPES)
@pytest.mark.parametrize(
    "form",
    ["{{{{ {} }}}}", "{{% set found = {} %}}{{{{ found.name }}}}", "{{% if {} %}}x{{% endif %}}"],
    ids=["said", "set", "asked"],
)
def test_a_strangers_template_runs_no_code(mine, tmp_path, escape, form, monkeypatch):
    """Whatever it tries is one message, or nothing; never a file, never the insides of Python, never the machine's memory."""
    monkeypatch.chdir(tmp_path)
    user = tmp_path / "prompts" / "shots" / "v9" / "user.zh.jinja"
    user.write_text(form.format(escape), encoding="utf-8")
    library = mine(shots="v9")

    try:
        told = library.filled("shots", "zh", "user", lines=[1, 2])
    except UsageError as error:
        told = error.message

    assert not (tmp_path / "RAN").exists()
    assert "<module" not in told
    assert "posix" not in told
    assert "built-in" not in told
    assert len(told) < 5000


@pytest.mark.parametrize("place", ["system.zh.md", "user.zh.jinja", "../../partials/part.zh.md"])
def test_every_file_of_a_strangers_prompt_is_in_the_sandbox(mine, tmp_path, place):
    """The fixed part, the question and a partial that comes before the shipped one of its name."""
    path = tmp_path / "prompts" / "shots" / "v9" / place
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / "../shots/v9/user.zh.jinja").resolve().write_text(
        '{% include "partials/part.zh.md" %}', "utf-8"
    ) if "part" in place else None
    path.write_text("{{ cycler.__init__.__globals__.os.name }}", encoding="utf-8")
    library = mine(shots="v9")

    with pytest.raises(UsageError, match="unsafe"):
        _ = library.fixed("shots", "zh") if "system" in place else library.filled("shots", "zh", "user")


@pytest.mark.parametrize("name", ["../secret.md", "/etc/hosts", "partials/../../secret.md", "link.md", "a\\0b"])
@pytest.mark.parametrize(
    "form",
    ["{{% include '{}' %}}", "{{% extends '{}' %}}", "{{% import '{}' as x %}}", "{{% from '{}' import x %}}"],
    ids=["include", "extends", "import", "from"],
)
def test_what_lies_outside_the_prompts_is_never_read_into_one(mine, tmp_path, name, form):
    """What is included goes to a model, so `../../.ssh/id_rsa` must not be."""
    (tmp_path / "secret.md").write_text("SECRET", encoding="utf-8")
    (tmp_path / "prompts" / "link.md").symlink_to(tmp_path / "secret.md")
    user = tmp_path / "prompts" / "shots" / "v9" / "user.zh.jinja"
    user.write_text(form.format(name), encoding="utf-8")

    with pytest.raises(UsageError, match="which is not there"):
        mine(shots="v9").prompt("shots", "zh")


def test_a_prompt_that_is_a_link_to_elsewhere_is_refused(mine, tmp_path):
    (tmp_path / "secret.md").write_text("SECRET", encoding="utf-8")
    path = tmp_path / "prompts" / "shots" / "v9" / "system.zh.md"
    path.unlink()
    path.symlink_to(tmp_path / "secret.md")

    with pytest.raises(UsageError, match="a link that leads out"):
        mine(shots="v9").prompt("shots", "zh")


@pytest.mark.parametrize(
    "text",
    [
        "{% for x in [1] %}" * 30 + "{% endfor %}" * 30,
        "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
        "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
        "{{ " + "[" * 300 + "1" + "]" * 300 + " }}",
        "{{ " + "-" * 20000 + "1 }}",
    ],
    ids=["blocks", "macro", "brackets", "lists", "minus"],
)
def test_deep_templates_end_with_a_sentence(mine, tmp_path, text):
    (tmp_path / "prompts" / "shots" / "v9" / "user.zh.jinja").write_text(text, encoding="utf-8")

    with pytest.raises(UsageError, match="nested"):
        mine(shots="v9").filled("shots", "zh", "user")
