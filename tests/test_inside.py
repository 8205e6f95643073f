"""What is written stays where it belongs: no link leads out of the workspace, no name out of its folder."""

import contextlib
import http.client
import shutil

import pytest

from storyboard.rehearsal import Rehearsal
from tests.gateway_bench import shop
from tests.samples import SAMPLES
from tests.test_gateways_cli import SHORT


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A workspace, in which commands run, beside a folder that is nobody's business."""
    inside, outside = tmp_path / "work", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (inside / "storyboard.toml").write_text("")
    shutil.copy(SAMPLES / "rain.txt", inside / "ep01.txt")
    monkeypatch.chdir(inside)
    return inside, outside


LINKS = (("out", ""), ("out/ep01", ""), ("out/ep01/prompts", ""), ("out/ep01/takes", ""), ("out/ep01/clips/x", ""),
         ("out/ep01/storyboard.json", "kept"), ("out/ep01/takes/.part", "kept"), ("out/ep01/trace.json", "new"))  # fmt: skip
"""Where a link lies, and what it leads to: the folder outside, a file in it that is there, or one that is not."""


@pytest.mark.parametrize(("link", "target"), LINKS, ids=[link for link, _ in LINKS])
@pytest.mark.parametrize("command", ["render", "make"])
def test_nothing_is_written_through_a_link_out_of_the_workspace(run, place, monkeypatch, link, target, command):
    inside, outside = place
    monkeypatch.chdir(inside)
    (outside / "kept").write_text("mine")
    (inside / link).parent.mkdir(parents=True, exist_ok=True)
    (inside / link).symlink_to(outside / target)

    code, _, err = run(command, "ep01.txt")

    assert code == 2
    assert "a link that leads out of" in err
    assert [(path.name, path.read_text()) for path in outside.iterdir()] == [("kept", "mine")]


def test_a_seasons_folder_is_no_way_out_either(run, place, monkeypatch):
    inside, outside = place
    monkeypatch.chdir(inside)
    (inside / "ep01.txt").write_text(SHORT, "utf-8")
    (inside / "out").mkdir()
    (inside / "out" / "season").symlink_to(outside)

    code, _, err = run("season", "ep01.txt", "--plain")

    assert (code, "a link that leads out of" in err, list(outside.iterdir())) == (2, True, [])


def test_links_inside_and_a_folder_that_is_named_are_as_good_as_ever(run, place, monkeypatch):
    inside, outside = place
    monkeypatch.chdir(inside)
    (inside / "disk").mkdir()
    (inside / "out").symlink_to(inside / "disk")
    (inside.parent / "by").symlink_to(outside)

    assert run("render", "ep01.txt")[0] == 0
    assert (inside / "disk" / "ep01" / "storyboard.json").is_file()
    assert run("render", "ep01.txt", "-o", "../by/films")[0] == 0
    assert (outside / "films" / "ep01" / "storyboard.json").is_file()


@pytest.mark.parametrize("name", ["..txt", "...txt", "....txt", ". .txt"])
def test_a_script_called_by_dots_writes_to_its_own_folder(run, place, monkeypatch, name):
    inside, _ = place
    monkeypatch.chdir(inside)
    (inside / name).write_text(SHORT, "utf-8")
    before = {path.name for path in inside.iterdir()}

    assert run("render", name)[0] == 0

    assert {path.name for path in inside.iterdir()} - before <= {"out", ".storyboard", "cast.toml"}
    (folder,) = (inside / "out").iterdir()
    assert (folder / "storyboard.json").is_file()
    assert (run("lint", name)[0], folder.name.strip("_")) == (0, "")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:1", 200),
        ("localhost", 200),
        ("[::1]:8", 200),
        ("evil.example", 403),
        ("evil.example:80", 403),
        ("127.0.0.1.evil.example", 403),
        ("10.0.0.1", 403),
    ],
)
def test_the_rehearsal_answers_only_to_its_own_name(host, status):
    """A page in a browser whose name was pointed at this machine gets nothing, on both servers and for every verb."""
    with Rehearsal(shop()) as rehearsal:
        for server in (rehearsal.counter, rehearsal.shelf):
            for verb, path in (("GET", "/v1/models"), ("POST", "/openai-videos/v1/videos")):
                with contextlib.closing(http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)) as line:
                    body = "{}" if verb == "POST" else None
                    line.request(verb, path, body=body, headers={"Host": host, "Content-Type": "application/json"})
                    answer = line.getresponse()
                    refused = b"the rehearsal answers to 127.0.0.1" in answer.read()
                assert refused == (status == 403)
                assert answer.status == 403 or not refused
        assert rehearsal.shop.jobs == {}
