"""The name on the package index is a stranger's: nothing of ours tells anybody to install it, and a second owner is named."""

import re
import tomllib
from pathlib import Path

import pytest

from storyboard.config import owners
from tests.effort import effort

ROOT = Path(__file__).parents[1]
STRANGER = "storyboard/__init__.py,sha256=x,1\nstoryboard/app.py,,\nstoryboard-2.0.dist-info/RECORD,,\n"
OURS_EDITABLE = "_editable_impl_storyboard.pth,,\nstoryboard/prompts/README.md,,\nstoryboard-0.1.0.dist-info/RECORD,,\n"


def installed(folder, name, record, file="RECORD"):
    place = folder / name
    place.mkdir(parents=True)
    (place / file).write_text(record)
    return [str(folder)]


@pytest.mark.parametrize(
    ("name", "record", "file", "every", "found"),
    [
        ("storyboard-2.0.dist-info", STRANGER, "RECORD", False, ("storyboard 2.0",)),
        ("Storyboard-2.0.dist-info", STRANGER, "RECORD", False, ("Storyboard 2.0",)),
        ("storyboard-2.0.dist-info", STRANGER.replace("/", "\\"), "RECORD", False, ("storyboard 2.0",)),
        ("storyboard-0.9.egg-info", "storyboard\n", "top_level.txt", False, ("storyboard 0.9",)),
        ("storyboard_tools-1.0.dist-info", "storyboard/tools.py,,\n", "RECORD", False, ("storyboard-tools 1.0",)),
        ("drawing_kit-3.1.dist-info", "storyboard/draw.py,,\n", "RECORD", True, ("drawing-kit 3.1",)),
        ("storyboard_compiler-0.1.0.dist-info", STRANGER, "RECORD", True, ()),
        ("storyboard-0.1.0.dist-info", OURS_EDITABLE, "RECORD", True, ()),
        ("storyboardish-1.0.dist-info", "storyboardish/__init__.py,,\n", "RECORD", True, ()),
    ],
    ids=range(9),
)
def test_who_else_installed_a_folder_of_our_name(tmp_path, name, record, file, every, found):
    assert owners.second_owners(installed(tmp_path, name, record, file), every=every) == found


def test_a_second_owner_is_named_at_the_start_and_by_doctor_with_what_to_type(run, tmp_path, monkeypatch):
    installed(tmp_path / "site", "storyboard-2.0.dist-info", STRANGER)
    installed(tmp_path / "other", "drawing_kit-3.1.dist-info", "storyboard/draw.py,,\n")
    monkeypatch.syspath_prepend(tmp_path / "site")
    monkeypatch.syspath_prepend(tmp_path / "other")

    _, _, early = run("models")
    _, late, _ = run("doctor", "--offline")

    assert "note: storyboard 2.0 also installed a folder called storyboard/" in early
    assert (
        'python -m pip uninstall storyboard storyboard-compiler, then in the checkout of this program: python -m pip install "."'
        in early
    )
    assert re.search(r"LOOK  installation: .*storyboard 2\.0", late)
    assert "drawing-kit 3.1" in late
    assert "note" not in run("--help")[2]


def test_looking_opens_only_what_is_called_like_ours():
    assert effort(owners.second_owners) * 2 < effort(lambda: owners.second_owners(every=True))


def test_the_distribution_is_ours_and_no_text_tells_anybody_to_install_the_strangers():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert (project["name"], list(project["scripts"])) == (owners.DISTRIBUTION, ["storyboard"])

    wrong = re.compile(
        r"(?:pip|pipx|uv|uvx)\b[^\n]{0,40}?\b(?:install|add|run|tool)\b[^\n&]{0,30}?[ '\"]storyboard(?![-\w/.])"
    )
    texts = [
        *ROOT.glob("*.md"),
        *(ROOT / "storyboard").rglob("*"),
        *(ROOT / "samples").rglob("*.toml"),
        *(ROOT / "prompts").rglob("*.md"),
    ]
    lines = [
        f"{path.name}: {line.strip()}"
        for path in texts
        if path.suffix in (".md", ".py", ".toml", ".jinja", ".js")
        for line in path.read_text("utf-8").splitlines()
        if wrong.search(line) and "uninstall" not in line
    ]
    assert lines == []
