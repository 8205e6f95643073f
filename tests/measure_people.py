"""How well people are read from scripts: `python -m tests.measure_people [--set open|sealed|fresh|…] [--asked FOLDER] [--wrong] [--json]`.

The labels are `gold/people/` (its README tells their form). Per part: precision and recall of what the program calls told, how many
labels it has right whether told or not, and for the sex how many of those it guesses are right. A value agrees where at least half of the
label's words (Chinese: characters) stand in it. Sources that are not on this machine are skipped and named. `--wrong` lists every difference.
`--asked`: with what a language model answered, once, when it was asked about the whole script (`gold/people/asked`): sources about which
it was not asked are left out, so `--asked` without it gives the rules' figures for the same people (`--only-asked`).
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from storyboard.cast import said
from storyboard.cast.evidence import accepted
from storyboard.cast.gather import gather
from storyboard.model import Befallen, Cast, Script, Source, Version
from storyboard.parse import parse
from storyboard.plan.faces import one_face
from storyboard.read import read
from tests.bible_answers import answer_file, retold

GOLD = Path(__file__).parent / "gold" / "people"
ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("STORYBOARD_SHARED", ROOT.parent / "shared"))
MIRROR = Path(os.environ.get("STORYBOARD_MIRROR", ROOT.parent / ".mirror"))
"""Where clones of public repositories lie, bare or not: `OWNER+NAME/repo`."""
SETS = (
    "open",
    "sealed",
    "fresh",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
)
LOOKS = ("age", "hair", "clothes", "marks")
SHAVEN = frozenset({"shaved", "bald"})
"""Words for hair that is not there: the same hair."""
SMALL = frozenset("a an the in of with and on".split())


@dataclass(frozen=True)
class Label:
    """One person as a reader found them."""

    source: str
    name: str
    kind: str
    sex: str
    how: str
    looks: dict[str, str]
    quote: str


@dataclass(frozen=True)
class Found:
    """The same person as the program gives them: value of a part, and whether the script is said to tell it."""

    name: str
    kind: str
    parts: dict[str, tuple[str, bool]]
    inferred: bool
    """Whether the sex has a reason, where it is not told."""
    proved: frozenset[str] = frozenset()
    """Parts that a model's answer says, by words of the lines it cites."""


def labels(path: Path) -> Iterator[Label]:
    """Every label of a file."""
    source = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            source = line[2:].strip()
        elif line.strip():
            name, kind, sex, age, hair, clothes, marks, quote = (part.strip() for part in line.split("|"))
            what, how = sex.split()
            yield Label(
                source, name, kind, what, how, dict(zip(LOOKS, (age, hair, clothes, marks), strict=True)), quote
            )


def script(source: str) -> Script | None:
    """The script of a source, or None where it is not on this machine."""
    where, _, rest = source.partition(":")
    if where == "dramabench":
        text = dramabench().get(rest)
        return parse(Source(f"{rest}.fountain", text, "utf-8")) if text else None
    if where == "mirror":
        return passage(rest)
    base = {"corpus": SHARED / "corpus", "samples": ROOT / "samples"}.get(where)
    path = base / rest if base else GOLD / source
    return parse(read(path)) if path.is_file() else None


def stored(repository: str, path: str) -> bytes:
    """A file of a clone as it was last committed; empty without the clone or the file."""
    clone = MIRROR / repository / "repo"
    words = ("git", "show", f"HEAD:{path}")
    return subprocess.run(words, cwd=clone, capture_output=True, check=False).stdout if clone.is_dir() else b""


def passage(told: str) -> Script | None:
    """The lines of a file in a clone, like `OWNER+NAME:path/to/script.docx#1-120`; None where there is no clone."""
    repository, _, rest = told.partition(":")
    path, _, lines = rest.partition("#")
    data = stored(repository, path)
    if not data:
        return None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"script{Path(path).suffix}"
        file.write_bytes(data)
        text = read(file).text
    first, _, last = lines.partition("-")
    return parse(Source("script.txt", "\n".join(text.splitlines()[int(first) - 1 : int(last)]), "utf-8"))


@cache
def dramabench() -> dict[str, str]:
    """Every script of the set by its id; empty without a clone."""
    told = stored("IIIIQIIII+DramaBench", "web/data/demo/dramabench_continuation_100.jsonl").decode()
    rows = [json.loads(line) for line in told.splitlines()]
    return {row["id"]: row["context"] + "\n" + row["continuation"] for row in rows}


def people(cast: Cast) -> dict[str, Found]:
    """What the program says, by folded name and alias."""
    found: dict[str, Found] = {}
    for member in cast.members:
        later = (now for now in (cast.story.befallen if cast.story else ()) if now.name == member.name)
        otherwise = [_otherwise(now) for now in (*member.versions, *later)]
        looks, told = member.looks, {"sex", "age", "hair", "clothes"} - set(member.assumed)
        parts = {
            "sex": ({"男": "m", "male": "m", "女": "f", "female": "f"}.get(looks.sex, "-"), "sex" in told),
            "age": (str(looks.age), "age" in told),
            "hair": (f"{looks.hair_colour} {looks.hair_style}", "hair" in told),
            "clothes": (f"{looks.clothes_colour} {looks.clothes_style}", "clothes" in told),
            "marks": (" ".join((looks.hair_style, looks.clothes_colour, looks.clothes_style, *otherwise)), True),
        }
        for name in (*member.aliases, member.name):
            inferred = any(fact.part == "sex" and fact.source == "inferred" for fact in member.facts)
            proved = frozenset(part for part in told if (one := accepted(member.facts, part)) and one.source == "model")
            found[name.casefold()] = Found(member.name, member.kind, parts, inferred, proved)
    return found


def _otherwise(now: Version | Befallen) -> str:
    """How somebody is seen in some scenes: their state, and what is otherwise about hair and clothes."""
    return " ".join((now.state, *(now.hair or ()), *(now.clothes or ())))


def agrees(label: str, value: str, part: str) -> bool:
    """Whether a value is the one of the label."""
    if part == "age":
        low, _, high = label.partition("-")
        return int(low) <= int(value) <= int(high or low)
    if part == "hair" and label in SHAVEN:
        return not SHAVEN.isdisjoint(re.findall(r"[a-z]+", value.lower()))
    if part == "marks" and label.isascii() and " " not in label:
        label = next(iter(said.marks(label, "en")), label)
    if label.isascii():
        words, found = (({word.rstrip("s") for word in re.findall(r"[a-z]+", text.lower())}) for text in (label, value))
        return 2 * len((words - SMALL) & found) >= len(words - SMALL)
    return 2 * sum(char in value for char in set(label)) >= len(set(label))


@cache
def cast_of(source: str, asked: Path | None, *, answered: bool) -> Cast | None:
    """The cast of a source; None where it is not on this machine, or nothing was asked about it. `answered`: with what was answered."""
    found = script(source) if asked is None or answer_file(source, asked).is_file() else None
    if found is None:
        return None
    found = one_face(found, Cast(()))
    cast = gather(found)
    return retold(found, cast, answer_file(source, asked))[0] if asked and answered else cast


def measure(
    path: Path, asked: Path | None = None, *, answered: bool = True
) -> tuple[Counter[str], list[str], list[str]]:
    """Counts by `part/what`, the differences, and the sources that were skipped."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    skipped: list[str] = []
    casts: dict[str, dict[str, Found] | None] = {}
    met: defaultdict[str, set[str]] = defaultdict(set)
    for label in labels(path):
        if label.source not in casts:
            found = cast_of(label.source, asked, answered=answered)
            casts[label.source] = people(found) if found else None
            skipped += [] if found else [label.source]
        cast = casts[label.source]
        if cast is None:
            continue
        counts["people"] += 1
        name = next(filter(cast.__contains__, _called(label)), "")
        one = cast.get(name)
        met[label.source].add(one.name if one else "")
        if one is None:
            counts["missing"] += 1
            wrong.append(f"{label.source}: {label.name}: no entry")
            continue
        counts["kind/right"] += label.kind == one.kind
        counts["kind/all"] += 1
        if label.kind == one.kind == "person":
            wrong += [f"{label.source}: {label.name}: {text}" for text in judge(label, one, counts)]
        elif label.kind != one.kind:
            wrong.append(f"{label.source}: {label.name}: kind {one.kind}, not {label.kind}")
    for source, cast in casts.items():
        every = dict.fromkeys(one.name for one in (cast or {}).values())
        counts["entries"] += len(every)
        counts["entries/labelled"] += sum(name in met[source] for name in every)
        wrong += [f"{source}: {name}: an entry without a label" for name in every if name not in met[source]]
    return counts, wrong, skipped


def _called(label: Label) -> Iterator[str]:
    """What an entry of a label may be called, the label's own words first: `A woman` is woman, `a boy with a bow tie` is boy, 渔民们 is 渔民, GIRL / WREN either; then what a list calls them in the quote."""
    name = label.name.casefold()
    bare = re.sub(r"^(?:an?|the)\s+", "", name)
    yield from (name, bare, re.sub(r"\s+(?:in|with|of)\s.*", "", bare), name.removesuffix("们"), f"{name}们")
    yield from name.split(" / ")
    yield from (f"{number}{name}" for number in ("几个", "两个", "一群"))
    yield from (words.removesuffix("若干").strip() for words in re.split("[；;]", label.quote.casefold()))


def judge(label: Label, one: Found, counts: Counter[str]) -> Iterator[str]:
    """What differs for one person; counts on the way."""
    value, told = one.parts["sex"]
    right = value == label.sex
    if told:
        _claimed("sex", one, counts, right=right)
    if label.how in ("told", "pron"):
        counts["sex/told"] += 1
        counts["sex/recalled"] += told and right
    counts["sex/known"] += label.sex != "-"
    counts["sex/right"] += label.sex != "-" and right
    if label.sex != "-" and not told:
        how = "inferred" if one.inferred else "assumed"
        counts[f"{how}/all"] += 1
        counts[f"{how}/right"] += right
    if (told and not right) or (label.sex != "-" and not right) or (label.how in ("told", "pron") and not told):
        yield f"sex {value}{' told' if told else ''}, not {label.sex} ({label.how}: {label.quote})"
    for part in LOOKS:
        value, told = one.parts[part]
        wanted = label.looks[part]
        right = bool(wanted) and agrees(wanted, value, part)
        if part != "marks" and told:
            _claimed(part, one, counts, right=right)
        counts[f"{part}/told"] += bool(wanted)
        counts[f"{part}/right"] += right
        known = told or (part == "age" and wide(wanted))
        counts[f"{part}/recalled"] += right and known
        if (told and part != "marks" and not right) or (wanted and not (right and known)):
            yield f"{part} {value!r}{' told' if told else ''}, not {wanted!r} ({label.quote})"


def _claimed(part: str, one: Found, counts: Counter[str], *, right: bool) -> None:
    """Counts a part that is called told; those that a model proved once more."""
    for what in ("", *(["model "] if part in one.proved else [])):
        counts[f"{part}/{what}claimed"] += 1
        counts[f"{part}/{what}true"] += right


def wide(label: str) -> bool:
    """Whether an age is one of words (old, teenage), which nobody can tell to the year."""
    low, _, high = label.partition("-")
    return bool(high) and int(high) - int(low) != 9


def share(counts: Counter[str], part: str, whole: str) -> str:
    """`97.3 % (36 of 37)`."""
    if not counts[whole]:
        return "-"
    return f"{100 * counts[part] / counts[whole]:.1f} % ({counts[part]} of {counts[whole]})"


def main() -> int:
    """Print the figures."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument(
        "--set", choices=SETS, default="open", help="sealed and fresh: looked at only to take last figures"
    )
    words.add_argument("--wrong", action="store_true")
    words.add_argument("--json", action="store_true")
    words.add_argument("--asked", type=Path, help="folder of what a model answered about the scripts")
    words.add_argument("--only-asked", action="store_true", help="by rules, the scripts that --asked has answers about")
    args = words.parse_args()
    counts, wrong, skipped = measure(GOLD / f"{args.set}.txt", args.asked, answered=not args.only_asked)
    if args.json:
        print(json.dumps(counts, ensure_ascii=False, sort_keys=True))
        return 0
    print(
        f"{counts['people']} people, {counts['missing']} without an entry; kind {share(counts, 'kind/right', 'kind/all')}"
    )
    counts["with"] = counts["people"] - counts["missing"]
    print(
        f"entries  labelled people with one {share(counts, 'with', 'people')}, entries with a label {share(counts, 'entries/labelled', 'entries')}"
    )
    for part in ("sex", "age", "hair", "clothes"):
        precision, recall = (
            share(counts, f"{part}/true", f"{part}/claimed"),
            share(counts, f"{part}/recalled", f"{part}/told"),
        )
        whole, proved = "sex/known" if part == "sex" else f"{part}/told", f"{part}/model claimed"
        right = share(counts, f"{part}/right", whole)
        model = f"; by the model {share(counts, f'{part}/model true', proved)}" if counts[proved] else ""
        print(f"{part:8} told precision {precision:22} recall {recall:24} right {right}{model}")
    print(f"{'marks':8} {'':37} recall {share(counts, 'marks/recalled', 'marks/told')}")
    for how in ("inferred", "assumed"):
        print(f"sex {how}: right {share(counts, f'{how}/right', f'{how}/all')}")
    for line in (*wrong, *(f"skipped: {source}" for source in skipped)) if args.wrong else ():
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
