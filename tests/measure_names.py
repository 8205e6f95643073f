"""How much of what a name tells is understood: `python -m tests.measure_names [--set open|sealed] [--wrong]`.

The names are `gold/people/names-*.txt`, from cues and cast lines of scripts. Each is put into a script that says nothing of anybody, so only
the name can tell anything. A name is right where its kind and every part its label gives agree, and nothing is called told that the label does not give.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from storyboard.cast.gather import gather
from storyboard.model import Source
from storyboard.parse import parse
from tests.measure_people import GOLD, LOOKS, Found, agrees, people

SCRIPTS = {
    True: "INT. ROOM - DAY\n\nA lamp burns.\n\nWEXLEY\nWho is there?\n\n{name}\nThe door is open.\n\nWEXLEY\nI see.\n",
    False: "1-1 日 内 屋里\n人物：{name}\n△一盏灯亮着。\n{name}：门开着。\n",
}
"""A script that says nothing of anybody, by whether the name is Latin."""
SPEECH = frozenset({"voice", "group", "joint"})


@dataclass(frozen=True)
class Told:
    """What a reader takes from a name."""

    name: str
    kind: str
    sex: str
    looks: dict[str, str]


def names(path: Path) -> Iterator[Told]:
    """Every name of a file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        name, kind, sex, *looks = (part.strip() for part in line.split("|"))
        yield Told(name, kind, sex, dict(zip(LOOKS, looks, strict=True)))


def read(name: str) -> Found | None:
    """What the program takes from a name."""
    text = SCRIPTS[name.isascii()].format(name=name)
    suffix = "fountain" if name.isascii() else "txt"
    return people(gather(parse(Source(f"one.{suffix}", text, "utf-8")))).get(name.casefold())


def wrong(told: Told, found: Found | None) -> Iterator[str]:
    """What the program understands otherwise."""
    if found is None or found.kind != told.kind:
        yield f"kind {found.kind if found else 'none'}, not {told.kind}"
        return
    if told.kind in SPEECH:
        return
    sex, said = found.parts["sex"]
    if (told.sex != "-" and sex != told.sex) or (told.sex == "-" and said):
        yield f"sex {sex}, not {told.sex}"
    for part, label in told.looks.items():
        value, said = found.parts[part]
        if label and not (agrees(label, value, part) and (said or part in ("age", "clothes"))):
            yield f"{part} {value!r}, not {label!r}"
        elif not label and said and part not in ("marks", "age"):
            yield f"{part} {value!r} told, not by the name"


def measure(path: Path) -> tuple[Counter[str], list[str]]:
    """How many names are right, of how many, and what is wrong."""
    counts: Counter[str] = Counter()
    faults: list[str] = []
    for told in names(path):
        found = list(wrong(told, read(told.name)))
        counts["all"] += 1
        counts["right"] += not found
        faults += [f"{told.name}: {'; '.join(found)}"] if found else []
    return counts, faults


def main() -> int:
    """Print the figures."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument(
        "--set", choices=("open", "sealed"), default="open", help="sealed: looked at only to take last figures"
    )
    words.add_argument("--wrong", action="store_true")
    args = words.parse_args()
    counts, faults = measure(GOLD / f"names-{args.set}.txt")
    print(f"{100 * counts['right'] / counts['all']:.1f} % of {counts['all']} names are understood")
    for line in faults if args.wrong else ():
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
