# ruff: noqa: F811 - fixtures are taken from beside
"""`submit --prompt`: words of a user's own, without a script."""

import json

import pytest

from tests.test_gateways_cli import run, workspace  # noqa: F401 - fixtures

SORA = ("--gateway", "openai-videos", "--model", "sora-2")
SHOTS = "Shot 1:\nduration: 7.5sec\nScene: 起飞\n\nShot 2:\nduration: 7.5sec\nScene: 降落\n"


@pytest.fixture
def free(run, tmp_path):
    """`free(words, *flags)`: buys the film of these words; exit code, stdout, stderr."""

    def call(words, *flags):
        (tmp_path / "advert.txt").write_text(words, "utf-8")
        return run("submit", "--prompt", "advert.txt", *flags)

    return call


def test_a_prompt_of_ones_own_is_sent_as_it_is_once_and_said_to_be_unchecked(workspace, free, run, tmp_path):
    code, out, err = free("雨夜的街\n", "--yes", *SORA)
    again = free("雨夜的街\n", *SORA)

    assert code == 0, err
    assert (tmp_path / out.strip()).is_file()
    assert "its words are not compared with anything" in err
    assert again[:2] == (0, out)
    assert dict(workspace.shop.posts) == {"雨夜的街": 1}
    assert "advert" in run("jobs", "list")[1]


def test_its_pictures_are_part_of_what_it_is(workspace, free, tmp_path):
    (tmp_path / "a.png").write_bytes(b"a")
    first = free("她转身", "--yes", "--with", "first_frame=a.png", *SORA)
    (tmp_path / "a.png").write_bytes(b"b")

    asked = free("她转身", "--with", "first_frame=a.png", *SORA)

    assert first[0] == 0, first[2]
    assert asked[0] == 2
    assert "bought before with other pictures" in asked[2]


def test_a_dry_run_shows_the_request_and_its_length_goes_by_its_shots(workspace, free):
    code, out, err = free(SHOTS, "--dry-run", *SORA)

    assert code == 0, err
    assert json.loads(out)[0]["request"]["body"] == {
        "model": "sora-2", "prompt": SHOTS.strip(), "seconds": "15", "size": "720x1280"
    }  # fmt: skip
    assert workspace.shop.jobs == {}


@pytest.mark.parametrize(
    ("words", "flags", "said"),
    [
        (" \n", (), "the prompt is empty"),
        (SHOTS, ("--seconds", "10"), "its shots last 7.5 + 7.5 s; they must make 10 s"),
        ("x", ("--seconds", "12"), "sora-2 is sold in 10, 15 seconds, not 12"),
        ("x", ("--with", "image=a.png"), "takes no image"),
        ("x", ("--gateway", "preview", "--model", "preview"), "a free prompt has none"),
        ("x", ("ep01.txt",), "a script and --prompt: one of the two"),
    ],
)
def test_form_and_length_are_right_before_anything_is_sent(workspace, free, words, flags, said):
    code, _, err = free(words, "--yes", *SORA, *flags)

    assert (code, said in err) == (2, True), err
    assert workspace.shop.jobs == {}


def test_neither_a_script_nor_a_prompt_is_said(workspace, run):
    assert "name a script, or a prompt" in run("submit")[2]
    assert "go with --prompt" in run("submit", "ep01.txt", "--seconds", "10")[2]
