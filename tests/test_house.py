"""The house rules: style, types, layers, sizes, and documents that do not rot."""

import ast
import graphlib
import json
import os
import re
import subprocess
import sys
import warnings
from pathlib import Path

import grimp  # comes with import-linter
import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "storyboard"
BIN = Path(sys.executable).parent
LONGEST_FUNCTION, LONG_MODULE = 60, 300


def run(*command: str) -> str:
    done = subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.house
def test_the_code_is_clean_and_formatted():
    """ruff finds nothing, in code and tests."""
    run(sys.executable, "-m", "ruff", "check", "storyboard", "tests")
    run(sys.executable, "-m", "ruff", "format", "--check", "storyboard", "tests")


@pytest.mark.house
def test_the_types_hold():
    """mypy --strict finds nothing."""
    run(sys.executable, "-m", "mypy")


def test_imports_run_downward():
    """The layers of pyproject.toml hold, and every module is in one."""
    run(str(BIN / "lint-imports"), "--no-cache")


def test_no_module_stands_in_a_circle_of_imports():
    """Not only packages: no module is imported, over any way, by what it imports; imports for types count too."""
    graph = grimp.build_graph("storyboard")

    graphlib.TopologicalSorter(
        {each: graph.find_modules_directly_imported_by(each) for each in graph.modules}
    ).prepare()


BUYING = ("add_attempt", "open_jobs", "claim", "drive", "carry")


def calls(path: Path) -> list[tuple[str, str]]:
    """(what is called, `module:function`) for every call of a function or method in a module that names one of `BUYING`."""
    found, text = [], path.read_text(encoding="utf-8")
    if not any(name in text for name in BUYING):
        return []
    for outer in ast.walk(ast.parse(text)):
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef):
            where = f"{path.relative_to(PACKAGE).as_posix()}:{outer.name}"
            called = [node.func for node in ast.walk(outer) if isinstance(node, ast.Call)]
            found += [
                (each.attr if isinstance(each, ast.Attribute) else getattr(each, "id", ""), where) for each in called
            ]
    return found


def test_one_function_opens_attempts_one_drives_them_and_one_carries():
    """Whatever is bought began in one place, is sent from one place, and nothing is carried but under the lock."""
    modules = [path for path in sorted(PACKAGE.rglob("*.py")) if path.parent.name != "ledger"]
    every = [call for path in modules for call in calls(path)]

    def found(*names: str) -> list[str]:
        return sorted(where for name, where in every if name in names)

    assert found("add_attempt", "open_jobs") == ["submit/attempts.py:open_attempts"]
    assert [each for each in found("claim") if not each.startswith("production")] == ["submit/drive.py:_claim"]
    assert [each for each in found("drive") if each.startswith("submit/")] == [
        "submit/carrier.py:_start",
        "submit/floor.py:_drive",
    ]
    assert found("carry") == ["season/film.py:film", "submit/buyer.py:_drive", "submit/buyer.py:carry"]


def functions(path: Path) -> list[tuple[str, int]]:
    """(name, lines) of every function; statements alone are looked through, no expression holds one."""
    found: list[tuple[str, int]] = []
    waiting: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    for node in waiting:
        waiting += [each for each in ast.iter_child_nodes(node) if not isinstance(each, ast.expr)]
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.append((node.name, node.end_lineno - node.lineno + 1))
    return found


@pytest.mark.house
@pytest.mark.filterwarnings("default")
def test_functions_are_short_and_long_modules_are_named():
    """No function passes 60 lines. A module may be as long as its one subject is; over 300 it is named in a warning."""
    modules = sorted(PACKAGE.rglob("*.py"))
    sizes = [(size, f"{path.relative_to(PACKAGE)}:{name}") for path in modules for name, size in functions(path)]
    lines = {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8").count("\n") for path in modules}

    assert len(lines) == len(modules)
    assert [name for size, name in sizes if size > LONGEST_FUNCTION] == []
    for name, count in lines.items():
        if count > LONG_MODULE:
            warnings.warn(f"{name}: {count} lines: more than one subject?", stacklevel=1)


def test_help_is_quick_because_it_loads_nothing_heavy():
    """`--help` imports neither pydantic nor jinja2 nor any library of video, network or database."""
    script = (
        "import sys, storyboard.cli as c\ntry: c.main(['--help'])\nexcept SystemExit: pass\nprint(sorted(sys.modules))"
    )

    loaded = run(sys.executable, "-c", script)

    heavy = ("pydantic", "jinja2", "jsonschema", "av", "PIL", "httpx", "openai", "sqlite3", "rich")
    assert [name for name in heavy if f"'{name}'" in loaded] == []


def test_lint_loads_no_planner(tmp_path):
    """A script of which nobody wrote down whom lines are spoken to is read and nothing more."""
    (tmp_path / "rain.txt").write_bytes((ROOT / "samples" / "rain.txt").read_bytes())
    script = (
        "import sys, storyboard.cli as c\ntry: c.main(['lint', sys.argv[1]])\nexcept SystemExit: pass\n"
        "print(sorted(sys.modules))"
    )

    loaded = run(sys.executable, "-c", script, str(tmp_path / "rain.txt"))

    assert "'storyboard.parse'" in loaded
    assert [name for name in ("storyboard.plan", "storyboard.check", "jinja2") if f"'{name}'" in loaded] == []


def test_script_to_prompts_loads_only_what_it_uses(tmp_path):
    """A new script without settings: no library of network, video or validation, nothing that buys or asks a model."""
    (tmp_path / "rain.txt").write_bytes((ROOT / "samples" / "rain.txt").read_bytes())
    script = (
        "import sys, storyboard.cli as c\ntry: c.main(['render', sys.argv[1]])\nexcept SystemExit: pass\n"
        "print(sorted(sys.modules))"
    )

    loaded = run(sys.executable, "-c", script, str(tmp_path / "rain.txt"))

    assert "clip-001.txt" in loaded
    heavy = ("pydantic", "jsonschema", "httpx", "openai", "asyncio", "av", "PIL", "rich")
    ours = ("storyboard.submit", "storyboard.gateways", "storyboard.llm", "storyboard.media", "storyboard.lab")
    assert [name for name in heavy + ours if f"'{name}'" in loaded] == []


@pytest.mark.slow
def test_script_to_prompts_starts_in_twice_the_time_of_the_libraries():
    """CPU seconds against those of importing the libraries, in turn, so that a busy machine slows both."""
    from tests.bench import STARTUP_AIM, startup

    assert startup(9) <= STARTUP_AIM


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_is_short_and_names_every_command_and_exit_code(name):
    """Both READMEs fit in 140 lines and name what the program can do."""
    from storyboard.cli import COMMANDS, _built

    text = (ROOT / name).read_text(encoding="utf-8")

    assert text.count("\n") <= 140
    assert [verb for verb in COMMANDS if _built(verb) and not re.search(rf"`{verb}[ `]", text)] == []
    assert [code for code in ("0", "1", "2", "3", "4", "5", "6", "130") if not re.search(rf"\| {code} \|", text)] == []


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_settings_of_the_readme_buy_what_is_sold_today_and_sora_in_hd_where_a_gateway_still_has_it(name, tmp_path):
    """Its example is a model that its maker still makes, priced; the other gateway in it takes sora-2-pro in HD, by the same file."""
    from storyboard.config import load_settings
    from storyboard.profiles import make_offer, profile_for

    block = re.search(r"```toml\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "storyboard.toml").write_text(block[1].replace("https://…", "https://gateway.example"), "utf-8")
    plain = load_settings(tmp_path, environ={})
    sora = load_settings(tmp_path, environ={}, flags={"gateway": "kapon", "model": "sora-2-pro", "hd": True})

    profile = profile_for(plain.video.model)
    assert profile is not None
    assert not profile.retired
    assert all(make_offer(plain).price(seconds) for seconds in make_offer(plain).lengths)
    assert (make_offer(sora).size, make_offer(sora).lengths, make_offer(sora).price(25)) == (
        "1024x1792",
        (15, 25),
        12.0,
    )


def test_both_readmes_run_the_same_commands():
    """What stands in code blocks is the same in both languages."""
    blocks = [
        re.findall(r"```sh\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
        for name in ("README.md", "README.zh-CN.md")
    ]
    commands = [
        [line.split("#")[0].strip() for block in each for line in block.splitlines() if line.strip()] for each in blocks
    ]

    assert commands[0] == commands[1]


SECRETS = (
    (re.compile("sk-"), re.compile(r"sk-[A-Za-z0-9_-]{24,}")),
    (re.compile(r"\.\d{1,3}:\d"), re.compile(r"\b(?!127\.)(?!0\.0\.)\d{1,3}(?:\.\d{1,3}){3}:\d{2,5}\b")),
    (re.compile(r"/(?:root|home|work)/"), re.compile(r"(?<![\w.])/(?:root|home|work)/")),
)
"""What is in each secret, found at once in twenty million letters, and the whole of it, looked for where that is."""


def told_outside(text):
    """Keys, addresses with a port and home folders of a text."""
    return [match[0] for part, whole in SECRETS if part.search(text) for match in whole.finditer(text)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("key = sk-" + "a1B_" * 6, ["sk-" + "a1B_" * 6]),
        ("sk-short", []),
        ("at 10.20.30.40:8080.", ["10.20.30.40:8080"]),
        ("at 127.0.0.1:8080 and 0.0.0.0:80, version 1.2.3.4, 10:30", []),
        ("/home/someone", ["/home/"]),
        ("in /home/x and (/home/y)", ["/home/", "/home/"]),
        ("https://example.com/home/page ../home/x a/home/b", []),
    ],
)
def test_a_key_an_address_and_a_home_folder_are_found(text, told):
    assert told_outside(text) == told


def test_no_secret_and_no_path_of_a_machine_is_in_the_tree():
    """Neither keys nor addresses nor home folders stand in any file that git knows."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    names = run("git", "ls-files", "-z").split("\0")
    found = []
    for name in filter(None, names):
        path = ROOT / name
        if (
            path.suffix in (".ttf", ".woff2", ".docx", ".png", ".jpg", ".mp4")
            or not path.is_file()
            or path == Path(__file__)
        ):
            continue
        found += [f"{name}: {words}" for words in told_outside(path.read_text(encoding="utf-8", errors="ignore"))]

    assert found == []


def test_every_test_that_the_documents_name_exists():
    """docs/ and the tests' README name tests as FILE::FUNCTION; each is a function of that file, and each promise has one."""
    named = [
        (page.name, *found)
        for page in sorted((ROOT / "docs").glob("*.md"))
        for found in re.findall(r"`(tests/\w+\.py)::(\w+)`", page.read_text(encoding="utf-8"))
    ]
    there = {path: (ROOT / path).read_text(encoding="utf-8") for _, path, _ in named if (ROOT / path).is_file()}

    assert named
    assert [
        each for each in named if not re.search(rf"^(?:async )?def {each[2]}\(", there.get(each[1], ""), re.M)
    ] == []
    rows = re.findall(r"^\| (?!promise|---)(.*)$", (ROOT / "docs" / "money.md").read_text(encoding="utf-8"), re.M)
    assert [row for row in rows if not row.startswith("---") and "::" not in row] == []


def test_every_path_that_the_page_of_the_architecture_names_is_there_and_every_room_stands_on_it():
    """docs/architecture.md; each room of the package is named once at least, each word in capitals is a name of the code."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    paths = set(re.findall(r"`((?:storyboard|tests|prompts)/[\w./]*)`", page))
    rooms = {path.name for path in (ROOT / "storyboard").iterdir() if (path / "__init__.py").exists()}
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "storyboard").rglob("*.py"))
    code += (ROOT / "tests" / "gateway_bench.py").read_text(encoding="utf-8")
    tables = set(re.findall(r"`(?:\w+\.)?([A-Z]{4,})`", page))

    assert sorted(path for path in paths if not (ROOT / path).exists()) == []
    assert sorted(room for room in rooms if f"`storyboard/{room}/" not in page) == []
    assert sorted(table for table in tables if not re.search(rf"^{table}\b.*=", code, re.M)) == []


def test_the_schemas_are_schemas():
    """The board schema, and a script schema made from a sample, are valid against their meta-schema."""
    from jsonschema import Draft202012Validator

    from storyboard.check import board_schema, script_schema
    from storyboard.parse import parse
    from storyboard.read import read

    Draft202012Validator.check_schema(board_schema())
    Draft202012Validator.check_schema(json.loads(json.dumps(script_schema(parse(read(ROOT / "samples" / "rain.txt"))))))


def test_records_and_patterns_are_made_when_they_are_first_used():
    """A run loads two hundred modules, and uses a third of what they hold."""
    at_once = [
        f"{path.relative_to(PACKAGE)}: {line.strip()}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name != "records.py"
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("from dataclasses import") and re.search(r"\bdataclass\b", line)
    ]
    assert at_once == [], "from storyboard.records import dataclass"
