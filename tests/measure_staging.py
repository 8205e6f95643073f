"""How well the rule planner directs, beside labels made by hand: `python -m tests.measure_staging [--corpus FOLDER] [--drama FILE] [--more FOLDER] [--only GLOB] [--held] [--asked FOLDER] [--wrong]`.

`tests/gold/staging/*.tsv` names a script (`sample:`, `corpus:` as in ../shared/corpus, `drama:` a row of
`dramabench_continuation_100.jsonl`, MIT, context and continuation joined; `gold:` in `scripts/` beside the labels, `blind:` a script of tests/lab/blind, `more:` a file of
`--more`: `gongdou.txt` is scripts/我宫斗冠军_短剧剧本_前10集_v2.txt of the public repository Linxian-stack/juben) and then one label a
row, a few words of the script pointing at its unit (`#2`: the second that holds them):

- `to`: who is spoken to, in a scene of three people and more; any of several is right
- `in`, `out`: who comes or goes there
- `shot`: the kind of shot, and whom or what it must show (`person`: these people and nobody else)

Printed: listeners (share right), presence (precision: of the times that a labelled person is seen, those where they are
there; recall: of the entrances and exits, those where the person is seen), kinds of shot (share right).
Scripts that are not there are left out and counted. `--asked`: with what a model answered, once, when it was asked who is spoken to:
`NAME.answer.json` for `NAME.tsv`, taken in as an answer that comes from an endpoint is.
"""

import argparse
import asyncio
import json
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from storyboard import camera, names, staging
from storyboard.model import Judge, Question, Script, Shot, Unit
from storyboard.plan.hearers import ask_listeners, heard
from tests.samples import SAMPLES, Worked, as_read, work

GOLD = Path(__file__).parent / "gold" / "staging"
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
BLIND = Path(__file__).parent / "lab" / "blind"
HELD = ("last_", "stranger_", "seventh_")
"""How the names of files of labels begin on which nothing is ever tuned."""
WIDE = ("extreme-wide", "wide", "full", "medium")
SPAN = 6
"""Shots before a coming and after a going in which the person is surely not there: not every other coming and going has a label."""
TIGHT = ("close", "extreme-close", "near", "medium-close")


@dataclass(frozen=True)
class Label:
    """One row."""

    kind: str
    words: str
    names: tuple[str, ...]
    shot: str = ""


@dataclass
class Tally:
    """What came out, over all scripts."""

    right: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def count(self, what: str, right: bool, told: str) -> None:
        self.all[what] += 1
        self.right[what] += right
        if not right:
            self.wrong.append(f"{what}: {told}")


def labels(path: Path) -> tuple[str, list[Label]]:
    """The script that a file of labels is about, and its labels."""
    rows = [row.split("\t") for row in path.read_text(encoding="utf-8").splitlines() if row]
    found = [Label(row[0], row[1], tuple(row[-1].split(",")), row[2] if row[0] == "shot" else "") for row in rows[1:]]
    return rows[0][1], found


@dataclass(frozen=True)
class Sources:
    """Where scripts are."""

    corpus: Path = CORPUS
    drama: Path | None = None
    more: Path | None = None


def script_file(named: str, sources: Sources, folder: Path) -> Path | None:
    """The script's file, written out of the table or the archive of scripts where it stands in one; None where it is not there."""
    where, name = named.split(":", 1)
    if where == "blind":
        archive, script = name.split("/")
        path = folder / f"{script}.txt"
        with zipfile.ZipFile(BLIND / f"{archive}.zip") as opened:
            path.write_bytes(opened.read(f"{script}/script.txt"))
        return path
    if where != "drama":
        root = {"sample": SAMPLES, "gold": GOLD / "scripts", "corpus": sources.corpus, "more": sources.more}[where]
        return root / name if root is not None and (root / name).exists() else None
    drama = sources.drama
    if drama is None or not drama.exists():
        return None
    for line in drama.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["id"] == name:
            text = row["context"].rstrip() + "\n" + row["continuation"] + "\n"
            path = folder / f"{name}.fountain"
            path.write_text(
                text[min(at for word in ("INT.", "EXT.") if (at := text.find(word)) >= 0) :], encoding="utf-8"
            )
            return path
    return None


def unit_of(label: Label, done: Worked) -> Unit | None:
    """The unit that a label points at."""
    words, _, number = label.words.partition("#")
    hits = [unit for unit in done.script.units if words in unit.raw and unit.kind in ("action", "speech")]
    return hits[int(number or 1) - 1] if len(hits) >= int(number or 1) else None


def shots_of(unit: Unit, done: Worked) -> list[int]:
    return [at for at, trace in enumerate(done.plan.trace.shots) if unit.id in trace.units]


def seen(at: int, done: Worked) -> set[str]:
    """Who is in the picture of a shot, as its board alone says."""
    shot = done.board.shots[at]
    naming = names.naming(done.board.character_setting, done.cast, "", names.language_of(done.board))
    bodily = shot.dialogue.role and not shot.action.startswith(("（VO", "（电话", "(V.O.", "(O.S.", "(heard"))
    staged = staging.read(shot.visual, naming)
    bodily = bodily and not (staged and staged.form in ("voice", "voice_people", "phone", "listener"))
    voices = {name for name, kind in done.plan.trace.kinds.items() if kind in ("voice", "joint")}
    return ({*names.found(shot.visual, naming)} | ({shot.dialogue.role} if bodily else set())) - voices


def spoken_to(unit: Unit, done: Worked) -> tuple[str, ...]:
    """Whom the planner had a speech spoken to."""
    found = next((trace.to for trace in done.plan.trace.shots if unit.id in trace.units and trace.to), ())
    return tuple(found)


def absent(label: Label, others: list[Label], done: Worked) -> Iterator[tuple[int, str]]:
    """Shots in which somebody must not be seen: before an entrance, after an exit, up to the next label or the end of the scene."""
    unit = unit_of(label, done)
    assert unit is not None
    covers = shots_of(unit, done)
    traces = done.plan.trace.shots
    if not covers:
        return
    for name in label.names:
        turns = {
            at
            for other in others
            if name in other.names and other != label and (far := unit_of(other, done))
            for at in shots_of(far, done)
        }
        way = range(covers[0] - 1, -1, -1) if label.kind == "in" else range(covers[-1] + 1, len(traces))
        for at in list(way)[:SPAN]:
            if traces[at].scene != unit.scene or at in turns:
                break
            yield at, name


def right_kind(label: Label, shot: Shot, at: int, done: Worked) -> bool:
    """Whether a shot shows a beat as it must be shown."""
    framing = camera.read(shot.camera)
    here = seen(at, done)
    if label.shot == "insert":
        told = shot.visual.lower()
        return framing.size in TIGHT and any(name.lower() in told for name in label.names)
    if label.shot == "blow":
        return framing.size in WIDE and framing.angle != "over-shoulder" and set(label.names) <= here
    if label.shot == "entrance":
        return framing.size in WIDE and set(label.names) <= here
    if label.shot == "person":
        return set(label.names) == here
    if label.shot == "telephone":
        return (
            set(label.names) <= here
            and any(word in shot.visual for word in ("电话", "手机", "耳机", "对讲机", "phone", "headset", "radio"))
            and len(here) == 1
        )
    return set(label.names) <= here and any(word in shot.visual for word in ("双唇紧闭", "lips closed"))


def judge(source: str, found: list[Label], done: Worked, tally: Tally) -> None:
    """Counts every label of one script."""
    moves = [label for label in found if label.kind in ("in", "out")]
    gone: set[tuple[int, str]] = set()
    for label in found:
        unit = unit_of(label, done)
        if unit is None:
            tally.count("label", False, f"{source} {label.words} is nowhere")
            continue
        covers = shots_of(unit, done)
        told = f"{source} “{label.words}” {','.join(label.names)}"
        if label.kind == "to":
            got = spoken_to(unit, done)
            tally.count(
                "listener",
                (bool(got) and set(got) <= set(label.names)) or (set(got[:1]) <= set(label.names) and bool(got)),
                f"{told}: {','.join(got)}",
            )
        elif label.kind == "shot":
            kinds = [right_kind(label, done.board.shots[at], at, done) for at in covers]
            tally.count(
                f"shot {label.shot}", any(kinds), f"{told}: {done.board.shots[covers[0]].visual if covers else '-'}"
            )
        else:
            for name in label.names:
                tally.count("presence recall", any(name in seen(at, done) for at in covers), told)
            gone |= set(absent(label, moves, done))
    people = {name for label in moves for name in label.names}
    scenes = {unit.scene for label in moves if (unit := unit_of(label, done))}
    for at, trace in enumerate(done.plan.trace.shots):
        for name in (seen(at, done) & people) if trace.scene in scenes else ():
            tally.count(
                "presence precision",
                (at, name) not in gone,
                f"{source} shot {at + 1}: {name} in “{done.board.shots[at].visual[:70]}”",
            )


def listened(script: Script, file: Path) -> Script:
    """The script with whom a model says that its lines are spoken to, by the one answer that a file holds."""
    answer = json.loads(file.read_text(encoding="utf-8"))
    called = [person.name for person in script.cast]
    for row in answer["spoken"]:  # MR. HARLAN, once the cast calls him HARLAN
        named = [
            name
            for name in called
            if row["to"] == name or row["to"].endswith(f" {name}") or name.endswith(f" {row['to']}")
        ]
        row["to"] = row["to"] if row["to"] in called or len(named) != 1 else named[0]

    async def ask(_: Question, judge: Judge) -> Any:
        if faults := judge(answer):
            raise AssertionError(f"{file.name}: {faults}")
        return answer

    return heard(script, asyncio.run(ask_listeners(script, ask, "a model"))[0])


def measure(
    sources: Sources, only: str = "*", *, held: bool = False, asked: Path | None = None
) -> tuple[Tally, list[str]]:
    """The tally over all labels, or those of the files named so, or of those held out, and the scripts that were not there."""
    tally, missing = Tally(), []
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(GOLD.glob(f"{only}.tsv")):
            if held and not path.stem.startswith(HELD):
                continue
            source, found = labels(path)
            file = script_file(source, sources, Path(folder))
            if file is None:
                missing.append(source)
                continue
            answer = asked / f"{path.stem}.answer.json" if asked else None
            episodes = work(file, partial(listened, file=answer) if answer and answer.exists() else as_read)
            for number, done in enumerate(episodes):
                here = [label for label in found if _episode_of(label, episodes) == number]
                judge(path.stem, here, done, tally)
    return tally, missing


def _episode_of(label: Label, episodes: list[Worked]) -> int:
    for number, done in enumerate(episodes):
        unit = unit_of(label, done)
        if unit and done.episode.start <= unit.start < done.episode.end:
            return number
    return 0


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, default=CORPUS)
    options.add_argument("--drama", type=Path)
    options.add_argument("--more", type=Path)
    options.add_argument("--only", default="*", help="names of files of labels, as a shell writes them")
    options.add_argument("--held", action="store_true", help="only the files held out")
    options.add_argument("--asked", type=Path, help="folder of what a model answered who is spoken to")
    options.add_argument("--wrong", action="store_true", help="list what is not right")
    given = options.parse_args()
    sources = Sources(given.corpus, given.drama, given.more)
    tally, missing = measure(sources, given.only, held=given.held, asked=given.asked)
    for what in sorted(tally.all):
        print(f"{what:20} {tally.right[what]:4} of {tally.all[what]:4}  {tally.right[what] / tally.all[what]:.0%}")
    kinds = [what for what in tally.all if what.startswith("shot")]
    total = sum(tally.all[what] for what in kinds)
    print(f"{'kinds of shot':20} {sum(tally.right[what] for what in kinds):4} of {total:4}")
    if missing:
        print(f"not there: {', '.join(missing)}")
    if given.wrong:
        print("\n".join(tally.wrong))


if __name__ == "__main__":
    main()
