"""Shared fixtures: the golden files, the samples, the corpus."""

import compileall
import contextlib
import gc
import importlib
import os
import re
import shutil
import socket
import socketserver
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import settings

from tests.few import thin

TESTS = Path(__file__).parent
SAMPLES = TESTS.parent / "samples"
CORPUS = TESTS.parent.parent / "shared" / "corpus"


os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
"""Hundreds of child processes run the program: each would compile all of it anew, which takes longer than what it does."""


MEMORY = Path("/dev/shm")
if "PYTEST_DEBUG_TEMPROOT" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 4e9:
    os.environ["PYTEST_DEBUG_TEMPROOT"] = str(MEMORY)
"""Tests make, and throw away, tens of thousands of small files: where a machine has a folder in its memory, they lie there."""


settings.register_profile("quick", deadline=None, max_examples=10)
settings.register_profile("thorough", deadline=None, max_examples=200)
settings.load_profile("quick")
"""No example fails because the machine is busy. A person waits for ten of them; `.ci/run` asks for two hundred."""


gc.set_threshold(100_000, 20, 20)
"""Thousands of tests are kept until the end; with the usual 700 a tenth of the run goes into looking through them for garbage."""


re._MAXCACHE = max(re._MAXCACHE, 50_000)  # type: ignore[attr-defined]
"""A script makes hundreds of patterns of its people's names: with the usual 512 a third of all compiling is of what a test before had compiled."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Before `-m` chooses: of many cases some are left to `wide`."""
    thin(items)


def pytest_collection_finish() -> None:
    """What was collected stays: nobody looks through it again."""
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """pytest has just looked for garbage that was left; right behind this it would do so once more, in what is left of a run."""
    gc.freeze()


@pytest.hookimpl
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Of a test that passed one message goes from its process to the one that counts: four more would say that it began, was made ready, put away and ended."""
    asked = item.config.getoption("durations") or item.config.getoption("xmlpath", None)
    if asked or "PYTEST_XDIST_WORKER" not in os.environ:
        return None
    for report in runtestprotocol(item, log=False, nextitem=nextitem):
        if report.when == "call" or not report.passed:
            item.ihook.pytest_runtest_logreport(report=report)
    return True


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files with what comes out now")


@pytest.fixture(autouse=True, scope="session")
def _own_settings_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes what the person at this machine has allowed, or is spoken to in that person's language."""
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("XDG_CONFIG_HOME", "APPDATA"):
            patch.setenv(variable, str(tmp_path_factory.mktemp("config")))
        patch.delenv("STORYBOARD_TRUST", raising=False)
        patch.setenv("STORYBOARD_LANG", "en")
        yield


@pytest.fixture
def unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has asked for a language, at the flag or at this machine: who sits there is spoken to in the script's."""
    for variable in ("STORYBOARD_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)


def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores, for the while that tests wait; each collects ten thousand tests, and makes the patterns of the program, anew."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """A new checkout has no bytecode: it is written once, before every process of the run compiles all of the program for itself."""
    compileall.compile_dir(TESTS.parent / "storyboard", quiet=2, workers=0)


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """The tests' bytecode is shared work: each process of a run begins with another part of the files, and finds the rest as the others wrote it."""
    config = session.config
    worker = re.fullmatch(r"gw(\d+)", os.environ.get("PYTEST_XDIST_WORKER", ""))
    if worker is None or config.args_source is not config.ArgsSource.TESTPATHS:
        return
    files = sorted(path.stem for path in TESTS.glob("test_*.py"))
    begin = len(files) * int(worker[1]) // int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
    for name in (*files[begin:], *files[:begin]):
        with contextlib.suppress(Exception):  # what is wrong with it is told where it is collected
            importlib.import_module(f"tests.{name}")


@pytest.fixture(autouse=True, scope="session")
def _nobody_pulls_the_plug() -> Iterator[None]:
    """What is written is not waited for until it is on the disk; what a killed process leaves behind is the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(autouse=True, scope="session")
def _a_knock_ends_a_server() -> Iterator[None]:
    """A local server that is to end is asked for something: it ends at once, and not when it looks up next."""
    wait = socketserver.BaseServer.shutdown

    def shutdown(server: socketserver.BaseServer) -> None:
        server._BaseServer__shutdown_request = True  # type: ignore[attr-defined]
        with contextlib.suppress(OSError):
            socket.create_connection(server.server_address[:2], 1).close()
        wait(server)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socketserver.BaseServer, "shutdown", shutdown)
        yield


@pytest.fixture(autouse=True, scope="session")
def _films_are_drawn_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The preview's films are drawn by the same processes throughout, none of them twice, in small."""
    from storyboard.gateways.preview import Preview
    from tests.drawn import Drawn

    own = tmp_path_factory.getbasetemp()
    kept = (
        own.parent / "drawn" if "PYTEST_XDIST_WORKER" in os.environ else own / "drawn"
    )  # one for all processes of a run
    kept.mkdir(exist_ok=True)
    with Drawn(kept) as drawn, pytest.MonkeyPatch.context() as patch:
        patch.setattr(Preview, "_workers", lambda _: drawn)
        yield


@pytest.fixture(autouse=True, scope="session")
def _the_same_is_worked_out_once() -> Iterator[None]:
    """What pure stages make of the same things, many tests ask for."""
    from tests.once import once

    with once():
        yield


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`golden(name, text)`: the text equals tests/golden/NAME, or with --update-golden becomes it."""

    def compare(name: str, text: str) -> None:
        path = TESTS / "golden" / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert path.exists(), f"{path} is missing; run pytest --update-golden and review it"
        assert text == path.read_bytes().decode()

    return compare


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """`run(*arguments)` -> (exit code, stdout, stderr) of a command, in an empty folder."""
    from storyboard.cli import main

    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        said = capsys.readouterr()
        return ended.value.code or 0, said.out, said.err

    return call


@pytest.fixture
def corpus() -> Path:
    """The folder of real scripts; skips where it is not there."""
    if not CORPUS.is_dir():
        pytest.skip("no ../shared/corpus beside the project")
    return CORPUS


@pytest.fixture
def server() -> Iterator[str]:
    """The address of a new database; skips where no PostgreSQL server is given."""
    if not os.environ.get("STORYBOARD_TEST_DATABASE_URL"):
        pytest.skip("no PostgreSQL server: set STORYBOARD_TEST_DATABASE_URL=postgresql://USER:PASSWORD@HOST/postgres")
    from tests.season_measure import database

    with database() as url:
        yield url
