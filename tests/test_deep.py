"""What is nested thousands of levels deep ends with a sentence, whoever wrote it: a script, a board, a setting, a gateway, a model."""

import json
import shutil
import zipfile

import pytest

from storyboard.config import is_deep, parse_json, parse_toml
from storyboard.gateways.replies import read_json
from storyboard.llm import reading
from tests.fake_llm import Reply, good, serving
from tests.samples import SAMPLES

DEPTHS = (300, 3000, 100_000)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def lists(depth):
    return "[" * depth + "]" * depth


def tables(depth):
    return '{"a":' * depth + "1" + "}" * depth


def word(folder, tag, depth):
    """A Word file whose one paragraph stands in `depth` tags."""
    inner = f"{f'<w:{tag}>' * depth}<w:p><w:r><w:t>林晚：走吧。</w:t></w:r></w:p>{f'</w:{tag}>' * depth}"
    with zipfile.ZipFile(folder / "s.docx", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", f"<w:document {W}><w:body>{inner}</w:body></w:document>")
    return "s.docx"


def final_draft(folder, tag, depth):
    inner = f"{f'<{tag}>' * depth}<Text>Go.</Text>{f'</{tag}>' * depth}"
    (folder / "s.fdx").write_text(
        f'<FinalDraft DocumentType="Script"><Content><Paragraph Type="Action">{inner}</Paragraph></Content></FinalDraft>'
    )
    return "s.fdx"


@pytest.mark.few("depth", of=lambda write, tag: (write.__name__, tag))
@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize(
    ("write", "tag"),
    [(word, "sdt"), (word, "tbl"), (word, "ins"), (final_draft, "Text"), (final_draft, "DualDialogue")],
    ids=["sdt", "tbl", "ins", "text", "dual"],
)
def test_a_script_file_nested_too_deep_is_one_sentence(run, tmp_path, write, tag, depth):
    code, _, err = run("lint", write(tmp_path, tag, depth))

    assert code == 2
    assert "nested deeper than 200 levels" in err


@pytest.mark.parametrize("tag", ["sdt", "tbl", "ins"])
def test_what_is_nested_as_far_as_it_may_be_is_read(run, tmp_path, tag):
    assert "RecursionError" not in run("lint", word(tmp_path, tag, 190))[2]


BOARDS = ("storyboard.json", "clips.json", "trace.json", "script.json")


@pytest.mark.parametrize("form", [lists, pytest.param(tables, marks=pytest.mark.wide)])
def test_every_json_file_of_a_production_may_be_nonsense(run, tmp_path, form):
    """Board, clips, trace, records, labels, kept answers: a sentence or made anew, never a traceback."""
    shutil.copy(SAMPLES / "rain.txt", tmp_path)
    assert run("check", "rain.txt")[0] == 0
    files = [path for path in tmp_path.rglob("*.json") if path.parent.name in ("rain", "records")]
    kept = {path: path.read_bytes() for path in files}
    (tmp_path / ".storyboard" / "labels.json").write_text("{}")
    assert {path.name for path in files} >= set(BOARDS)

    for path in [*files, tmp_path / ".storyboard" / "labels.json"]:
        path.write_text(form(3000))
        for arguments in (("check", "rain.txt"), ("explain", "out/rain", "1"), ("compare", "out/rain", "out/rain")):
            code, _, err = run(*arguments)
            assert code in (0, 1, 2)
            assert "Traceback" not in err
        path.write_bytes(kept.get(path, b"{}"))


@pytest.mark.parametrize("form", [lists, tables])
def test_boards_and_settings_that_are_brought_in_are_refused_by_a_sentence(run, tmp_path, form):
    shutil.copy(SAMPLES / "rain.txt", tmp_path)
    (tmp_path / "board.json").write_text(form(3000))
    code, _, err = run("plan", "rain.txt", "--import", "board.json")
    assert (code, "nested deeper" in err) == (2, True)

    for name in ("storyboard.toml", "cast.toml"):
        (tmp_path / name).write_text(f"x = {lists(3000)}\n")
        code, _, err = run("plan", "rain.txt")
        assert (code, "nested deeper" in err) == (2, True)
        (tmp_path / name).unlink()


@pytest.mark.parametrize("depth", DEPTHS)
def test_readers_of_one_value_say_that_it_is_none(depth):
    for text in (lists(depth), tables(depth)):
        assert read_json(text) is None
        with pytest.raises(ValueError, match="nested deeper"):
            parse_json(text)
        with pytest.raises(reading.Unreadable):
            reading.read_answer(f'{{"shots": {text}}}')
    with pytest.raises(ValueError, match="nested deeper"):
        parse_toml(f"x = {lists(depth)}")
    assert not is_deep(parse_json(lists(190)))


@pytest.mark.parametrize("stream", [False, True])
def test_a_model_that_answers_in_depth_is_refused_and_the_rules_plan(run, tmp_path, stream, monkeypatch):
    """In its answer, and in the envelope around it."""
    monkeypatch.setenv("STORYBOARD_LLM_KEY", "not-a-real-key")
    shutil.copy(SAMPLES / "rain.txt", tmp_path)

    def answer(body, number):
        if number % 2:
            return Reply(json.dumps({"shots": 1})[:-2] + tables(3000) + "}")
        return Reply(raw=(b'{"choices": ' + lists(3000).encode() + b"}")) if not stream else good(body, number)

    with serving(answer) as server:
        (tmp_path / "storyboard.toml").write_text(
            f'[llm]\nbase_url = "{server.url}"\nmodel = "m"\nstream = {str(stream).lower()}\nmax_calls = 40\n'
        )
        code, _, err = run("plan", "rain.txt")

    assert code in (0, 3)
    assert "Traceback" not in err
