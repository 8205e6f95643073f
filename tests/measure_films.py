"""How true the films are to their scripts: `python -m tests.measure_films FILE… ` (default: all samples).

Makes each script in a fresh folder and measures what lies on disk, with no code of `check`: recall and precision of speech
and action by characters (white space aside), order and speakers, in the board, the prompts and the SRT; and the decoded
durations of every clip and of the episode against the plan, in frames of 1/24 s.
"""

import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from storyboard.media import probe
from storyboard.model import Script
from storyboard.production.make import Made, make
from storyboard.production.prepare import Watch
from storyboard.production.production import Options
from tests.samples import FILES

DELIVERY = re.compile(
    r"^(?:（OS·内心独白，嘴唇不动）|（VO·画外音，说话人不在画面）|（电话音）|\((?:inner monologue|V\.O\.|O\.S\.|heard)[^)]*\))\n?"
)


def flat(texts: Sequence[str]) -> str:
    return "".join("".join(text.split()) for text in texts)


def share(wanted: str, found: str) -> tuple[float, float]:
    """Recall and precision of `found` against `wanted`, by characters of the longest alignment."""
    if wanted == found:
        return 1.0, 1.0
    same = sum(block.size for block in SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks())
    return same / max(1, len(wanted)), same / max(1, len(found))


def said(script: Script, episode: str) -> list[tuple[str, str]]:
    scenes = {scene.id for scene in script.scenes if scene.episode == episode}
    return [
        (unit.speaker, unit.text)
        for unit in script.units
        if unit.scene in scenes and unit.kind == "speech" and unit.text
    ]


def shown(script: Script, episode: str) -> Iterator[str]:
    scenes = {scene.id for scene in script.scenes if scene.episode == episode}
    for unit in script.units:
        if unit.scene in scenes and unit.kind == "action":
            yield unit.text
        elif unit.scene in scenes and unit.kind == "speech":
            yield from (aside.text for aside in unit.parentheticals)


def voices(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Speakers and words with neighbouring entries of one speaker joined, so that legal splits are the same."""
    joined: list[tuple[str, str]] = []
    for who, text in pairs:
        text = "".join(text.split())
        joined[-1:] = [(who, joined[-1][1] + text)] if joined and joined[-1][0] == who else [*joined[-1:], (who, text)]
    return joined


def srt_texts(path: Path) -> list[str]:
    blocks = path.read_text(encoding="utf-8-sig").strip().split("\n\n")
    return ["\n".join(block.split("\n")[2:]) for block in blocks if block]


def measure(made: Made) -> dict[str, object]:
    folder, script, episode = made.production.folder, made.production.script, made.production.episode.id
    board = json.loads((folder / "storyboard.json").read_text(encoding="utf-8"))
    prompts = [path.read_text(encoding="utf-8") for path in sorted((folder / "prompts").glob("clip-*.txt"))]
    lines = said(script, episode)
    words = flat([text for _, text in lines])
    spoken = [
        (shot["dialogue"]["role"], shot["dialogue"]["text"]) for shot in board["shots"] if shot["dialogue"]["text"]
    ]
    in_prompts = re.findall(r"^(?:台词|Line): (.*)$", "\n".join(prompts), re.MULTILINE)
    in_srt = srt_texts(folder / "episode.srt") if spoken else []
    acted = [DELIVERY.sub("", shot["action"]) for shot in board["shots"]]
    clips = [
        abs(probe(path).seconds - clip.seconds) * 24
        for path, clip in zip(sorted((folder / "clips").glob("*.mp4")), made.clips, strict=True)
    ]
    return {
        "speech in board": share(words, flat([text for _, text in spoken])),
        "speech in prompts": share(words, flat(in_prompts)),
        "speech in SRT": share(words, flat(in_srt)),
        "action in board": share(flat(list(shown(script, episode))), flat(acted)),
        "order and speakers": voices(lines) == voices(spoken),
        "clips off by frames": round(max(clips), 3),
        "episode off by frames": round(abs(probe(folder / "episode.mp4").seconds - made.seconds) * 24, 3),
    }


def main() -> None:
    for path in [Path(name) for name in sys.argv[1:]] or FILES:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(shutil.copy(path, folder))
            for made in make(copy, Options(), Watch()):
                print(
                    f"{made.production.name}: " + ", ".join(f"{name} {value}" for name, value in measure(made).items())
                )


if __name__ == "__main__":
    main()
