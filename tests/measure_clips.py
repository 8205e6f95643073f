"""What packing makes of many scripts: `python -m tests.measure_clips [--corpus FOLDER] [--drama FILE] [--once] [--each FILE]`.

Paid seconds at 10, 15 and 25 s beside the greedy rule and the content, and what viewers of the clips would object to: spoken shots under 1.5 s, clips
of more shots than advised, of two layers, neighbours of one size, clips that open without showing where or who, exchanges cut though an
equal price had a better break. `--drama`: `dramabench_continuation_100.jsonl` (MIT), context and continuation joined.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path

from storyboard import camera
from storyboard.cast.gather import gather
from storyboard.errors import StoryboardError
from storyboard.model import Board, Cast, Clip, Offer, Shot, Source
from storyboard.pack import Atom, atoms, cost, floors, greedy, pack
from storyboard.pack.atoms import exchanges, torn
from storyboard.parse import parse
from storyboard.plan import Ends, plan
from storyboard.plan.faces import one_face
from storyboard.read import read
from storyboard.staging import layer

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
OFFER = Offer("preview", "preview", (10, 15, 25), "720x1280", advised=((10, 3), (15, 5), (25, 8)), least_spoken=15)
"""What sora sells and advises."""


def scripts(corpus: Path, drama: Path | None) -> Iterator[tuple[str, Source]]:
    """(name, text) of every script there is: `corpus:…` and `drama:…`."""
    for path in sorted(path for folder in ("zh", "en") for path in (corpus / folder).glob("*") if path.is_file()):
        try:
            yield f"corpus:{folder_of(path)}/{path.name}", read(path)
        except StoryboardError:
            continue
    if drama is not None and drama.exists():
        for line in drama.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            text = row["context"].rstrip() + "\n" + row["continuation"] + "\n"
            begins = min(at for word in ("INT.", "EXT.") if (at := text.find(word)) >= 0)
            yield f"drama:{row['id']}", Source(f"{row['id']}.fountain", text[begins:], "utf-8")


def folder_of(path: Path) -> str:
    return path.parent.name


def boards(source: Source, ends: Ends | None = None) -> Iterator[Board]:
    """The boards of its episodes, composed once more for `ends`."""
    script = one_face(parse(source), Cast(()))
    cast = gather(script)
    for episode in script.episodes:
        yield plan(script, episode, cast, ends=ends).board


def judged(board: Board, clips: tuple[Clip, ...]) -> Counter[str]:
    """Counts of one packed board."""
    found = Counter(
        scripts=0,
        seconds=cost(clips, OFFER).seconds,
        greedy=cost(greedy(board, OFFER), OFFER).seconds,
        content=sum(shot.tenths for shot in board.shots),
        shots=len(board.shots),
        clips=len(clips),
    )
    advised = dict(OFFER.advised)
    for clip in clips:
        told = [part for part in clip.parts if not part.hold]
        found["over advised"] += len(told) > advised[clip.seconds]
        found["spoken under 1.5 s"] += sum(bool(part.text) and part.duration < 15 for part in told)
        found["two layers"] += len({layer(board.shots[part.shot]) for part in told}) > 1
        sizes = [camera.read(board.shots[part.shot].camera).size for part in told]
        found["pairs"] += len(sizes) - 1
        found["pairs of one size"] += sum(one == other for one, other in pairwise(sizes))
        found["opens too close"] += sizes[0] in ("near", "close", "extreme-close")
    found["spoken shots"] = sum(bool(shot.dialogue.text) for shot in board.shots)
    found["spoken shots natural under 1.5 s"] = sum(
        bool(shot.dialogue.text) and shot.tenths < 15 for shot in board.shots
    )
    found["exchanges cut"], found["cut though free"] = cuts(board, clips)
    return found


def cuts(board: Board, clips: tuple[Clip, ...]) -> tuple[int, int]:
    """How much of talks the clips cut, and how much less a way of the same price cuts that tears no more sentences and needs no more holds."""
    row = atoms(board, OFFER, floors(board))
    weights, sentences = exchanges(board, row), torn(board, row)
    ours: tuple[int, ...] = (0, 0, 0, 0)
    at = 0
    for clip in clips:
        at += sum(not part.hold for part in clip.parts)
        each = (clip.seconds, sentences[at], sum(part.hold for part in clip.parts), weights[at])
        ours = add(ours, each)
    best = fewest(board, row, sentences, weights)
    return ours[3], ours[3] - best[3] if best[:3] == ours[:3] else 1000


def fewest(board: Board, row: Sequence[Atom], sentences: Sequence[int], weights: Sequence[int]) -> tuple[int, ...]:
    """(seconds, torn, holds, cut) of the best way, by a plain search that shares no code with the packer's."""
    lengths = [sum(shot.tenths for _, shot in some) for _, some in groupby(enumerate(board.shots), key=scene_of)]
    scenes = [number for number, (_, some) in enumerate(groupby(enumerate(board.shots), key=scene_of)) for _ in some]
    best: list[tuple[int, ...]] = [(0, 0, 0, 0), *[(10**9, 0, 0, 0)] * len(row)]
    for start in range(len(row)):
        for stop in range(start + 1, len(row) + 1):
            inside = row[start:stop]
            if stop > start + 1:
                one, other = row[stop - 2].shot, row[stop - 1].shot
                apart = scenes[one] != scenes[other]
                if apart and min(lengths[scenes[one]], lengths[scenes[other]]) >= OFFER.lengths[0] * 10:
                    break
                if layer(board.shots[one]) != layer(board.shots[other]):
                    break
            if sum(atom.least for atom in inside) > OFFER.lengths[-1] * 10:
                break
            natural = sum(atom.natural for atom in inside)
            stretch = sum(min(100, atom.natural * 5 // 4) - atom.natural for atom in inside[:-1])
            for seconds in OFFER.lengths:
                missing = seconds * 10 - natural
                over = missing - stretch - (100 - inside[-1].natural)
                if missing < -sum(atom.natural - atom.least for atom in inside) or (over > 0 and missing < 10):
                    continue
                held = -(-over // 100) if over > 0 else 0
                best[stop] = min(best[stop], add(best[start], (seconds, sentences[stop], held, weights[stop])))
    return best[-1]


def scene_of(item: tuple[int, Shot]) -> tuple[str, str, str]:
    return item[1].location, item[1].time, item[1].weather


def add(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, default=CORPUS)
    options.add_argument("--drama", type=Path)
    options.add_argument("--each", type=Path, help="writes a line of figures for every script")
    options.add_argument("--once", action="store_true", help="as rules plan, not composed once more for the clips")
    asked = options.parse_args()
    ends = None if asked.once else Ends(OFFER, lambda board: pack(board, OFFER, floors=floors(board)))
    sums: dict[str, Counter[str]] = {}
    lines = []
    for name, source in scripts(asked.corpus, asked.drama):
        mine: Counter[str] = Counter()
        for board in boards(source, ends):
            if board.shots:
                mine += judged(board, pack(board, OFFER, floors=floors(board)))
        mine["scripts"] = 1
        sums.setdefault(name.split(":")[0], Counter()).update(mine)
        lines.append(json.dumps({"name": name, **mine}, ensure_ascii=False))
    for what in dict.fromkeys(what for group in sums.values() for what in group):
        print(f"{what:36}" + "".join(f"{group[what]:>12}" for group in sums.values()))
    if asked.each:
        asked.each.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
