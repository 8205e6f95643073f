"""How long prompts are beside those that told every shot whole: `python -m tests.measure_prompts [FOLDER…] [--each]`.

Over the scripts of each folder (`../shared/corpus` where none is named), planned by rules: characters of render/v3 as a share of render/v1's for
the same clips, by language and model; `--each` says it script by script.
"""

import argparse
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from storyboard import names
from storyboard.cast.gather import gather
from storyboard.errors import StoryboardError
from storyboard.library import SHIPPED, Library
from storyboard.model import Board, Cast, Offer
from storyboard.pack import pack
from storyboard.parse import parse
from storyboard.plan import plan
from storyboard.plan.faces import one_face
from storyboard.profiles import offer_of
from storyboard.read import read
from storyboard.render import render
from tests.measure_clips import CORPUS

MODELS = ("preview", "sora-2", "kling-3", "seedance-2", "happyhorse-1.1", "veo-3.1")
"""A model of each form that the first version has too, and what is rendered where nothing is chosen; each sells its own lengths."""
FIRST = Library(chosen={"render": "v1"})


def scripts(folders: list[Path]) -> Iterator[Path]:
    """Files that may be scripts, notes beside them left out."""
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            if path.suffix in (".txt", ".fountain", ".md", ".docx", ".fdx", ".pdf"):
                yield path


def episodes(path: Path) -> Iterator[tuple[Board, Cast]]:
    """Boards of a script's episodes by the rule planner."""
    script = one_face(parse(read(path)), Cast(()))
    cast = gather(script)
    for episode in script.episodes:
        yield plan(script, episode, cast).board, cast


def sizes(board: Board, cast: Cast, offer: Offer) -> tuple[int, int]:
    """(characters by the first version, by the present one) of all prompts of a board."""
    clips = pack(board, offer)
    first, now = (render(board, clips, offer, cast, library) for library in (FIRST, SHIPPED))
    return sum(map(len, first)), sum(map(len, now))


def share(rows: list[tuple[int, int]]) -> str:
    first, now = map(sum, zip(*rows, strict=True)) if rows else (0, 0)
    return f"{100 * now / first:6.1f} %" if first else "      –"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("folders", nargs="*", type=Path, default=[CORPUS])
    options.add_argument("--each", action="store_true")
    wanted = options.parse_args()
    offers = {name: offer_of(name, Path(), "portrait") for name in MODELS}
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for path in scripts(wanted.folders):
        try:
            boards = list(episodes(path))
        except StoryboardError:
            continue
        mine: dict[str, list[tuple[int, int]]] = {}
        for (board, cast), model in ((each, model) for each in boards for model in MODELS):
            row = sizes(board, cast, offers[model])
            found.setdefault((names.language_of(board), model), []).append(row)
            mine.setdefault(model, []).append(row)
        if wanted.each:
            print(f"{path.stem:<24}" + "  ".join(share(mine.get(model, [])) for model in MODELS), flush=True)
    print(f"{'':<24}" + "  ".join(f"{model:>8}" for model in MODELS))
    for language in dict.fromkeys(language for language, _ in found):
        print(f"{language:<24}" + "  ".join(share(found.get((language, model), [])) for model in MODELS))
    both = (list(chain.from_iterable(rows for (_, own), rows in found.items() if own == model)) for model in MODELS)
    print(f"{'both':<24}" + "  ".join(map(share, both)))


if __name__ == "__main__":
    main()
