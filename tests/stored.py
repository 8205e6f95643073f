"""Workspaces of earlier versions as they lay on disk, opened where their gateway and their model still answer.

`python -m tests.stored VERSION` (with that version's code) makes `tests/workspaces/vVERSION`; what lies there is never made again.
"""

import asyncio
import lzma
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import tomlkit
from click.testing import CliRunner

from storyboard.cli import cli
from storyboard.rehearsal import Rehearsal, Shop
from tests.fake_llm import Endpoint, serving
from tests.gateway_bench import KEY
from tests.season_bench import film, write_scripts

STORED = Path(__file__).parent / "workspaces"
GATEWAY, MODEL = 8765, 8766
"""Ports that stand in the stored settings, and so in the keys of stored jobs and answers."""

SETTINGS = f"""[video]
gateway = "relay"
model = "sora-2"
[gateways.relay]
dialect = "unified-v2"
base_url = "http://127.0.0.1:{GATEWAY}/unified-v2"
api_key_env = "REHEARSAL_KEY"
prices = {{ "sora-2" = {{ 10 = 1.0, 15 = 1.5 }} }}
poll_every = 0.05
poll_limit = 1
parallel = 8
"""
ASKED = f"""[llm]
base_url = "http://127.0.0.1:{MODEL}/v1"
model = "m1"
"""
LETTER = """第1集：信

1-1 夜 内 书房
人物：林晚
△林晚坐在桌前，拆开一封旧信，纸角发黄。
林晚：十年了，你终于肯写信给我。

1-2 日 外 码头
人物：林晚、陈默
△陈默提着箱子走上跳板，回头看了一眼。
林晚：船开了，我就再也不回来了。
陈默：那我替你等信。
"""
STATES = {
    "done": "",
    "unknown": "[[rehearse:drop]]",
    "failed": "[[rehearse:moderated]]",
    "running": "（走不完的路）",
    "ready": "[[rehearse:no-money]]",
}
"""Scene by scene of the second episode: the state its clip is left in, and what makes it so."""


class Counter(Shop):
    """The play gateway; a film whose prompt holds the mark of `running` is never done until `patient` ends."""

    patient = True

    def state(self, job):
        return ("running", 40.0) if self.patient and STATES["running"] in job.prompt else super().state(job)


def counter() -> Counter:
    return Counter(lambda seconds, size, prompt: film(seconds), 0.0, KEY)


@contextmanager
def at_work(shop: Shop, model: Endpoint | None = None) -> Iterator[None]:
    """The addresses of the stored settings lead to this shop and this model, whatever ports those have; keys are set."""
    with Rehearsal(shop) as gateway, pytest.MonkeyPatch.context() as patch:
        ports = {GATEWAY: urlsplit(gateway.url()).port, MODEL: urlsplit(model.url).port if model else 1}
        connect = asyncio.BaseEventLoop.create_connection

        async def lead(loop, protocol, host=None, port=None, **more):
            return await connect(loop, protocol, host, ports.get(port, port), **more)

        patch.setattr(asyncio.BaseEventLoop, "create_connection", lead)
        patch.setenv("REHEARSAL_KEY", KEY)
        patch.setenv("STORYBOARD_TRUST", "127.0.0.1 REHEARSAL_KEY;127.0.0.1 STORYBOARD_LLM_KEY")
        if model:
            patch.setenv("STORYBOARD_LLM_KEY", "not-a-real-key")
        else:
            patch.delenv("STORYBOARD_LLM_KEY", raising=False)
        yield


def command(folder: Path, *words: str):
    """A command as typed in a folder; (exit code, what it said)."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        done = CliRunner().invoke(cli, words)
    finally:
        os.chdir(before)
    wrong = done.exception
    code = getattr(wrong, "exit_code", done.exit_code)
    if wrong is not None and not isinstance(wrong, SystemExit) and not hasattr(wrong, "exit_code"):
        raise wrong
    return code, done.output + (str(wrong) if wrong is not None else "")


def unpack(name: str, folder: Path) -> Path:
    """A stored workspace (`v0.1/drama`) as it lay on disk."""
    with tarfile.open(STORED / f"{name}.tar.xz") as archive:
        # Archives of our own; Python 3.11 before its fourth mend knows no filters.
        archive.extractall(folder, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    return folder / Path(name).name


def restore(name: str, url: str) -> None:
    """A stored database, put back on a server."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as server, lzma.open(STORED / f"{name}.sql.xz", "rt") as text:
        server.execute(text.read())


# How they were made


def drama(folder: Path) -> None:
    """One episode done by a model's board, then edited by hand; one whose clips are in every state; a replayed suite."""
    folder.mkdir()
    (folder / "storyboard.toml").write_text(SETTINGS + ASKED, encoding="utf-8")
    (folder / "ep01.txt").write_text(LETTER, encoding="utf-8")
    scenes = [
        f"2-{at} 夜 内 {at}号房间\n人物：林晚\n△林晚推门进来，停在第{at}扇窗前。{mark}\n林晚：第{at}次了，你还是没有来，我把灯一盏一盏地点上，又一盏一盏地灭掉。\n"
        for at, mark in enumerate(STATES.values(), start=1)
    ]
    (folder / "ep02.txt").write_text("第2集\n\n" + "\n".join(scenes), encoding="utf-8")
    (folder / "suite.toml").write_text(
        'scripts = ["ep01.txt"]\nprompts = ["shots/v1"]\nmodels = ["m1"]\n', encoding="utf-8"
    )
    with serving() as model, at_work(counter(), model):
        expect(command(folder, "plan", "ep01.txt"), 0)
        cast = tomlkit.parse((folder / "cast.toml").read_text(encoding="utf-8"))
        cast["people"]["林晚"]["clothes"] = ["月白色", "旗袍"]
        (folder / "cast.toml").write_text("# 导演定的造型\n" + tomlkit.dumps(cast), encoding="utf-8")
        expect(command(folder, "render", "ep01.txt"), 0)
        edit(folder / "out/ep01/storyboard.json", "构图", "机位压低，构图")
        expect(command(folder, "render", "ep01.txt"), 0)
        edit(folder / "out/ep01/prompts/clip-001.txt", "duration:", "Note: she never looks up.\nduration:")
        expect(command(folder, "make", "ep01.txt", "--yes"), 0)
        expect(command(folder, "retake", "ep01/001", "--yes"), 0)
        expect(command(folder, "take", "use", "ep01/001", "1"), 0)
        expect(command(folder, "assemble", "ep01.txt"), 0)
        expect(command(folder, "submit", "ep02.txt", "--only", "1-4", "--yes"), 5)
        expect(command(folder, "submit", "ep02.txt", "--only", "5", "--yes"), 4)
        expect(command(folder, "eval", "suite.toml"), 0)


def season(folder: Path, database: str = "") -> None:
    """Two episodes of a season, done."""
    write_scripts(folder, 2)
    (folder / "storyboard.toml").write_text(SETTINGS, encoding="utf-8")
    more = ("--database", database) if database else ("--plain",)
    with at_work(counter()):
        expect(command(folder, "season", ".", "--yes", "--scale", "0.05", *more), 0)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def expect(done: tuple[int, str], code: int) -> None:
    assert done[0] == code, done


def store(name: str, folder: Path) -> None:
    """Packs a folder as it lies there, whoever owned it."""

    def kept(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        return entry

    with tarfile.open(STORED / f"{name}.tar.xz", "w:xz", preset=9) as archive:
        archive.add(folder, Path(name).name, filter=kept)


def dump(name: str, url: str) -> None:
    """A database as SQL that any server takes back: no owner, no settings of this one."""
    done = subprocess.run(
        ["pg_dump", "--inserts", "--no-owner", "--no-privileges", "--schema=storyboard", url],
        check=True,
        capture_output=True,
        text=True,
    )
    lines = [line for line in done.stdout.splitlines() if line and not line.startswith(("--", "SET ", "\\"))]
    with lzma.open(STORED / f"{name}.sql.xz", "wt", preset=9) as file:
        file.write("\n".join(lines) + "\n")


def main(version: str) -> None:
    from tests.season_measure import database

    place = STORED / f"v{version}"
    place.mkdir(parents=True)  # once and for all
    with tempfile.TemporaryDirectory() as folder:
        drama(Path(folder) / "drama")
        store(f"v{version}/drama", Path(folder) / "drama")
        season(Path(folder) / "season")
        store(f"v{version}/season", Path(folder) / "season")
        with database() as url:
            season(Path(folder) / "shared", url)
            shutil.rmtree(Path(folder) / "shared" / ".storyboard")
            store(f"v{version}/shared", Path(folder) / "shared")
            dump(f"v{version}/shared", url)
    for path in sorted(place.iterdir()):
        print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main(*sys.argv[1:])
