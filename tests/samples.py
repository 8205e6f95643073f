"""What several test files need: a sample from file to prompts, as types."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from storyboard.cast.gather import gather
from storyboard.model import Cast, Clip, Episode, Offer, Script
from storyboard.pack import pack
from storyboard.parse import parse
from storyboard.plan import Plan, plan
from storyboard.plan.faces import one_face
from storyboard.read import read
from storyboard.render import render

SAMPLES = Path(__file__).parents[1] / "samples"
FILES = sorted(path for path in SAMPLES.iterdir() if path.suffix in (".txt", ".md", ".fountain"))
NAMES = [path.name for path in FILES]
OFFER = Offer("preview", "preview", (10, 15, 25), "720x1280")


def sort_of(name: str) -> str:
    """The language of a sample; the one of odd cases is a sort of its own."""
    text = (SAMPLES / name).read_text(encoding="utf-8")
    return name if "edgecases" in name else "zh" if re.search("[\u3400-\u9fff]", text) else "en"


@dataclass(frozen=True)
class Worked:
    """One episode from script to prompts."""

    script: Script
    episode: Episode
    cast: Cast
    plan: Plan
    clips: tuple[Clip, ...]
    prompts: tuple[str, ...]

    @property
    def board(self):
        return self.plan.board


def as_read(script: Script) -> Script:
    """The script, of which nobody says more."""
    return script


def work(path: Path, told: Callable[[Script], Script] = as_read) -> list[Worked]:
    """All episodes of a script file, worked through by rules. `told`: what else is known of the script before it is planned."""
    script = told(one_face(parse(read(path)), Cast(())))
    cast = gather(script)
    done = []
    for episode in script.episodes:
        planned = plan(script, episode, cast)
        clips = pack(planned.board, OFFER)
        done.append(Worked(script, episode, cast, planned, clips, render(planned.board, clips, OFFER, cast)))
    return done


@cache
def sample(name: str) -> list[Worked]:
    """A sample by file name, worked through once a session."""
    return work(SAMPLES / name)
