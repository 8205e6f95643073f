"""How well the parser reads scripts whose truth is known: `python -m tests.measure_parser FOLDER [--lost] [--json]`.

FOLDER is laid out like ../shared/corpus: `gold/LANG_NAME.elements.jsonl` holds the elements of a script in order (`kind`,
`text`; dialogue also `speaker`), and every file in `LANG/` with NAME in its name is a rendering of it. Hand-made gold,
`gold/FILE.pieces.jsonl`, points into one file: its first row names the file and the sha256 of its text, each other row
gives `kind`, `speaker` and `pieces`, spans of the text. `--forms FOLDER` adds layouts of our own: NAME.EXT with
NAME.expect.json or NAME.EXT.expect.json beside it, which gives `speeches` (speakers as `one|or another`) and either `places`
and `times` of the scenes or the words of their `headings`, which may stand in a field below one that only counts.

`--forms FOLDER --verdicts` says of each layout whether it was read right, in doubt or silently wrong.

Per file, one row: recall and precision of spoken characters at three levels (strict: NFC without white space; folded:
width and quotes too; letters: only letters and digits), the share of matched characters with the right speaker, the F1 of
headings, the macro-F1 of the kinds of gold characters, MB/s. `--lost` lists lost and added words with their lines.
"""

import argparse
import asyncio
import difflib
import hashlib
import json
import re
import sys
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from storyboard.errors import StoryboardError
from storyboard.model import Judge, Question, Script, Unit
from storyboard.parse import parse
from storyboard.plan.reader import ask_reading
from storyboard.read import read

Reader = Callable[[Path], Script]

KINDS = {"dialogue": "speech", "subtitle": "caption"}
BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)|\[[^\[\]]*\]|〔[^〔〕]*〕|【[^【】]*】")
FOLD = str.maketrans("“”‘’「」『』", '""\'\'""""')


@dataclass(frozen=True)
class Element:
    """One row of gold."""

    kind: str
    text: str
    speaker: str = ""


@dataclass
class Score:
    """What came out for one file."""

    file: str
    recall: dict[str, float] = field(default_factory=dict)
    precision: dict[str, float] = field(default_factory=dict)
    speaker: float = 0.0
    headings: float = 1.0
    kinds: float = 1.0
    speed: float = 0.0
    lossless: bool = True
    lost: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)


def strict(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def folded(text: str) -> str:
    return unicodedata.normalize("NFKC", strict(text)).translate(FOLD).casefold()


def letters(text: str) -> str:
    return "".join(sign for sign in folded(text) if sign.isalnum())


LEVELS: dict[str, Callable[[str], str]] = {"strict": strict, "folded": folded, "letters": letters}


def gold(path: Path) -> list[Element]:
    """The elements of a gold file; directions inside a speech are cut out, a continued speech is one with its head."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    elements: list[Element] = []
    for row in rows:
        text = row.get("loc") or row["text"]
        if row["kind"] == "paren":
            continue
        if row.get("cont") and elements and elements[-1].kind == "speech":
            elements[-1] = Element("speech", elements[-1].text + text, elements[-1].speaker)
        else:
            elements.append(Element(KINDS.get(row["kind"], row["kind"]), text, row.get("speaker") or ""))
    return [Element(e.kind, BRACKETS.sub("", e.text) if e.kind == "speech" else e.text, e.speaker) for e in elements]


def pieces(path: Path, root: Path) -> tuple[Path, list[Element]]:
    """The file that hand-made gold is about, and its elements. ValueError where the file is not the one it was made for."""
    head, *rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    file = next(root.rglob(head["file"]))
    text = read(file).text
    if hashlib.sha256(text.encode()).hexdigest() != head["sha256"]:
        raise ValueError(f"{file} is not the text that {path} was made for")
    return file, [Element(r["kind"], "".join(text[a:b] for a, b in r["pieces"]), r.get("speaker", "")) for r in rows]


def same_speaker(said: str) -> str:
    return re.sub(r"[/／&]", "、", said).strip().casefold()


def aligned(
    wanted: list[Element], found: list[Element], key: Callable[[str], str]
) -> tuple[int, int, list[Element], list[Element]]:
    """(matched characters, those with the right speaker, lost, added): whole speeches first, characters in the gaps."""
    a, b = [key(e.text) for e in wanted], [key(e.text) for e in found]
    matched = right = 0
    lost: list[Element] = []
    added: list[Element] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
                matched += len(a[i])
                right += len(a[i]) * (same_speaker(wanted[i].speaker) == same_speaker(found[j].speaker))
            continue
        one = [(sign, e) for text, e in zip(a[i1:i2], wanted[i1:i2], strict=True) for sign in text]
        two = [(sign, e) for text, e in zip(b[j1:j2], found[j1:j2], strict=True) for sign in text]
        codes = difflib.SequenceMatcher(None, "".join(s for s, _ in one), "".join(s for s, _ in two), autojunk=False)
        for inner, x1, x2, y1, y2 in codes.get_opcodes():
            if inner == "equal":
                matched += x2 - x1
                right += sum(
                    same_speaker(one[x1 + n][1].speaker) == same_speaker(two[y1 + n][1].speaker) for n in range(x2 - x1)
                )
            else:
                lost += [Element("speech", "".join(s for s, _ in one[x1:x2]), one[x1][1].speaker)] if x2 > x1 else []
                added += [Element("speech", "".join(s for s, _ in two[y1:y2]), two[y1][1].speaker)] if y2 > y1 else []
    return matched, right, lost, added


def heads(script: Script) -> list[str]:
    """What each heading says: its words, and the place of its scene, which may stand in a field below it."""
    places = {scene.id: scene.location for scene in script.scenes}
    found = [(unit.raw, places.get(unit.scene or "", "")) for unit in script.units if unit.kind == "heading"]
    return ["\n".join(strict(words).casefold() for words in each) for each in found]


def heading_f1(wanted: list[Element], script: Script) -> float:
    """F1 of headings, matched in order: a heading unit that holds the words of the gold heading, or opens a scene whose place does."""
    want = [strict(e.text).casefold() for e in wanted if e.kind == "heading"]
    have = heads(script)
    if not want and not have:
        return 1.0
    at = hits = 0
    for text in want:
        index = next((i for i in range(at, len(have)) if text in have[i]), None)
        if index is not None:
            hits, at = hits + 1, index + 1
    return 2 * hits / (len(want) + len(have))


def kind_f1(wanted: list[Element], script: Script) -> float:
    """Macro-F1 over the kinds of gold, by characters: each element is looked up in the source, in order."""
    signs, kinds = [], []
    for unit in script.units:
        text = strict(unit.raw)
        signs.append(text)
        kinds += [unit.kind] * len(text)
    source, at = "".join(signs), 0
    hit: dict[str, int] = defaultdict(int)
    want: dict[str, int] = defaultdict(int)
    have: dict[str, int] = defaultdict(int)
    for element in wanted:
        text = strict(element.text)
        place = source.find(text, at) if text else -1
        if place < 0:
            continue
        at = place + len(text)
        for kind in kinds[place:at]:
            hit[element.kind] += kind == element.kind
            want[element.kind] += 1
            have[kind] += 1
    scores = [2 * hit[kind] / (want[kind] + have[kind]) for kind in want]
    return sum(scores) / len(scores) if scores else 1.0


def by_rules(file: Path) -> Script:
    """A file as the program reads it."""
    return parse(read(file))


def looked_over(file: Path) -> Script:
    """A file as it is read with what a model answered, once, when it looked the reading over: `NAME.answer.json` beside it, taken in as
    an answer that comes from an endpoint is."""
    source = read(file)
    answer = json.loads(file.with_name(f"{file.stem}.answer.json").read_text(encoding="utf-8"))

    async def ask(_: Question, judge: Judge) -> Any:
        if faults := judge(answer):
            raise AssertionError(f"{file.name}: {faults}")
        return answer

    return parse(source, None, asyncio.run(ask_reading(parse(source), ask, "a model"))[0])


def measure(
    file: Path, wanted: list[Element], times: int = 5, reader: Reader = by_rules, script: Script | None = None
) -> Score:
    """Read and parse one file and compare it with its gold; without `times` the script that was read, and no speed."""
    seconds = []
    for _ in range(times if script else max(times, 1)):
        begin = time.process_time()
        script = reader(file)
        seconds.append(time.process_time() - begin)
    assert script is not None
    lossless = script.text == read(file).text
    speed = file.stat().st_size / 1e6 / min(seconds) if seconds else 0.0
    score = Score(file.name, speed=speed, lossless=lossless)
    said = [e for e in wanted if e.kind == "speech"]
    found = [Element("speech", unit.text, unit.speaker) for unit in script.units if unit.kind == "speech"]
    for level, key in LEVELS.items():
        matched, right, lost, added = aligned(said, found, key)
        score.recall[level] = share(matched, sum(len(key(e.text)) for e in said))
        score.precision[level] = share(matched, sum(len(key(e.text)) for e in found))
        if level == "strict":
            score.speaker = share(right, matched)
            score.lost, score.added = _placed(lost, script), _placed(added, script)
    score.headings, score.kinds = heading_f1(wanted, script), kind_f1(wanted, script)
    return score


def share(part: int, whole: int) -> float:
    """The part of the whole; where there is nothing, nothing was missed."""
    return part / whole if whole else 1.0


def _placed(elements: Iterable[Element], script: Script) -> list[str]:
    """`line: speaker: words`; the line is where the words stand first, 0 where they cannot be found."""
    lines = script.text.split("\n")
    rows = []
    for element in elements:
        line = next((i for i, text in enumerate(lines, 1) if element.text[:12] in strict(text)), 0)
        rows.append(f"{line}: {element.speaker}: {element.text[:60]}")
    return rows


def pairs(root: Path) -> list[tuple[Path, list[Element]]]:
    """Every file below `root` that has gold there, with it."""
    found = []
    for path in sorted(root.glob("gold/*.elements.jsonl")):
        language, _, name = path.name.removesuffix(".elements.jsonl").partition("_")
        found += [(file, gold(path)) for file in sorted((root / language).glob(f"*{name}*"))]
    return found


def said_by(speaker: str, found: Iterable[Element]) -> str:
    """The one of the speakers `one|or another` that the reading has; the first where it has none of them."""
    names = speaker.split("|")
    have = {element.speaker for element in found}
    return next((name for name in names if name in have), names[0])


def scene_f1(places: list[str], times: list[str], script: Script) -> float:
    """F1 of the scenes, matched in order: a scene of that place at that time. Scenes that no heading opened count as well."""
    want = list(zip(places, times, strict=True))
    have = [(scene.location, scene.time) for scene in script.scenes]
    blocks = difflib.SequenceMatcher(None, want, have, autojunk=False).get_matching_blocks()
    return 2 * sum(block.size for block in blocks) / (len(want) + len(have)) if want or have else 1.0


def forms(root: Path) -> list[tuple[Path, dict[str, Any]]]:
    """Every file of `root` with what is expected of it."""
    found, there = [], sorted(root.iterdir())
    names = {path.name for path in there}
    stems = {
        path.name.rpartition(".")[0]: path
        for path in reversed(there)
        if not path.name.endswith((".expect.json", ".answer.json"))
    }
    for path in there:
        name = path.name.removesuffix(".expect.json")
        if name != path.name:
            script = root / name if name in names else stems[name]
            found.append((script, json.loads(path.read_text(encoding="utf-8"))))
    return found


def measure_form(file: Path, want: dict[str, Any], times: int = 0, reader: Reader = by_rules) -> Score:
    """As `measure`, with the scenes by place and time. The file is read once, and `times` more for the speed."""
    script = reader(file)
    found = [Element("speech", unit.text, unit.speaker) for unit in script.units if unit.kind == "speech"]
    wanted = [Element("speech", text, said_by(who, found)) for who, text in want["speeches"]]
    if "places" not in want:
        return measure(file, [*wanted, *(Element("heading", text) for text in want["headings"])], times, reader, script)
    score = measure(file, wanted, times, reader, script)
    score.headings = scene_f1(want["places"], want["times"], script)
    return score


def verdict(file: Path, want: dict[str, Any], reader: Reader = by_rules) -> tuple[str, tuple[str, ...], Score]:
    """How one layout came out, by which doubts, and its figures: `right`, `right, yet doubted`, `in doubt` (wrong and said so), `left open` (only who speaks, said line by line), `silent` (wrong, and nothing says so).

    Right is every speech whole, in order and by its speaker, nothing else spoken, and each heading of gold in a heading.
    """
    try:
        script = reader(file)
    except StoryboardError as refused:
        return "refused", (str(refused).split("\n")[0],), Score(file.name)
    score = measure_form(file, {"headings": [], **want}, reader=lambda _: script)
    told = heads(script)
    headed = all(any(strict(head).casefold() in have for have in told) for head in want.get("headings", ()))
    scened = "places" not in want or score.headings == 1
    said = not score.lost and not score.added and score.speaker == 1
    opened = not said and headed and scened and _left_open(script, want)
    doubted = tuple(doubt.rule for doubt in script.doubts if doubt.rule != "read-otherwise")
    if said and headed and scened and score.lossless:
        return ("right, yet doubted" if doubted else "right"), doubted, score
    return ("in doubt" if doubted else "left open" if opened else "silent"), doubted, score


def _left_open(script: Script, want: dict[str, Any]) -> bool:
    """Whether all words are right, and of each that has no speaker or a wrong one a warning says that the text does not tell who speaks."""
    found = [unit for unit in script.units if unit.kind == "speech"]
    if [strict(unit.text) for unit in found] != [strict(text) for _, text in want["speeches"]]:
        return False
    named = {fault.line for fault in script.warnings if fault.rule in ("unknown-speaker", "guessed-speaker")}
    return all(
        unit.speaker in who.split("|") or _line(script, unit) in named
        for unit, (who, _) in zip(found, want["speeches"], strict=True)
    )


def _line(script: Script, unit: Unit) -> int:
    return script.line_of(unit.start + len(unit.raw) - len(unit.raw.lstrip()))


def tell_verdicts(found: list[tuple[Path, dict[str, Any]]], lost: bool, reader: Reader) -> int:
    """One row for each layout that is not plainly right, and how many are what; a file refused by name is loud too; exit code 1 where one is silent."""
    counts: dict[str, int] = defaultdict(int)
    for file, want in found:
        how, doubted, score = verdict(file, want, reader)
        counts[how] += 1
        if how != "right":
            print(f"{how:20}{file.name:44}{', '.join(doubted)}")
        if lost and how != "right":
            print(*(f"    lost  {row}" for row in score.lost), *(f"    added {row}" for row in score.added), sep="\n")
    print(", ".join(f"{how}: {count}" for how, count in sorted(counts.items())), f"of {len(found)}")
    return 1 if counts["silent"] else 0


def main() -> int:
    parser = argparse.ArgumentParser(description="measure the parser against gold")
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--pieces", type=Path, help="a folder of hand-made gold that points into FOLDER")
    parser.add_argument("--forms", type=Path, help="a folder of layouts with what is expected of each")
    parser.add_argument("--lost", action="store_true", help="list lost and added words")
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--verdicts", action="store_true", help="of the layouts, how many are right, in doubt, silently wrong"
    )
    parser.add_argument(
        "--looked", action="store_true", help="with what a model answered when it looked each reading over"
    )
    options = parser.parse_args()
    if options.verdicts:
        return tell_verdicts(forms(options.forms), options.lost, looked_over if options.looked else by_rules)
    found = pairs(options.folder) if options.folder else []
    if options.pieces:
        found += [pieces(path, options.folder) for path in sorted(options.pieces.glob("*.pieces.jsonl"))]
    scores = [measure(file, wanted) for file, wanted in found]
    if options.forms:
        scores += [measure_form(file, want, 1) for file, want in forms(options.forms)]
    if options.json:
        print(json.dumps([asdict(score) for score in scores], ensure_ascii=False, indent=2))
        return 0
    print(f"{'file':52}{'recall':>8}{'prec.':>8}{'letters':>8}{'speaker':>8}{'heads':>7}{'kinds':>7}{'MB/s':>7}")
    for score in scores:
        print(
            f"{score.file:52}{score.recall['strict']:8.4f}{score.precision['strict']:8.4f}{score.recall['letters']:8.4f}"
            f"{score.speaker:8.4f}{score.headings:7.3f}{score.kinds:7.3f}{score.speed:7.1f}{'' if score.lossless else '  NOT LOSSLESS'}"
        )
        if options.lost:
            print(*(f"    lost  {row}" for row in score.lost), *(f"    added {row}" for row in score.added), sep="\n")
    return 0 if all(score.lossless for score in scores) else 1


if __name__ == "__main__":
    sys.exit(main())
