"""Seconds it takes to draw, join and show a film: `python tests/bench_media.py`. Not a test: a busy machine is no fault."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from storyboard import media
from storyboard.animatic import animatic
from storyboard.assemble import PageSheet, assemble, page
from storyboard.languages import Language
from storyboard.model import Board, Character, Clip, Dialogue, Offer, Order, Part, Shot

VOICE = "GenderAge（女·27岁） PitchMean（215 Hz） Tempo（240 SPM） Accent（普通话）"
PEOPLE = (
    Character(27, "女，27岁，头发（黑色，长直发），衣服（白色，修身西装）", "林晚", VOICE),
    Character(30, "男，30岁，头发（黑色，短发），衣服（深灰色，西装）", "顾言", VOICE),
)
CAMERAS = (
    "远景，平视，缓慢推近",
    "中景，平视，固定",
    "近景，平视，固定",
    "中景，过肩，固定",
    "特写，平视，缓慢推近",
    "全景，平视，向右横摇",
)
"""What our planner asks for: half of the shots still."""


def shots(count: int) -> tuple[Shot, ...]:
    """Shots of five seconds, every other one spoken."""
    return tuple(
        Shot(
            "（抬头）",
            CAMERAS[n % 6],
            Dialogue("林晚", "三年前替顾言挡刀的人，是我，不是她。") if n % 2 else Dialogue("", ""),
            5.0,
            "云顶酒店·宴会厅（内）",
            "写实",
            "白天",
            "林晚与顾言对视",
            "无",
        )
        for n in range(count)
    )


def timed(name: str, work: Callable[[], object]) -> None:
    """Prints wall and processor seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    sys.stdout.write(f"{name:54} {time.perf_counter() - wall:6.2f} s wall {time.process_time() - cpu:6.2f} s cpu\n")


def main() -> None:
    """Draws a minute at both orientations, then joins, burns in and pages ten clips."""
    with TemporaryDirectory() as folder:
        out = Path(folder)
        for size in ("720x1280", "1280x720"):
            order = Order("preview", "", 60, size, shots=shots(12), characters=PEOPLE)
            timed(f"60 s animatic, 12 shots, {size}", lambda order=order: animatic(order, out / "a.mp4"))
        timed("probe of 60 s, every frame decoded", lambda: media.probe(out / "a.mp4"))
        board = Board({person.name: person for person in PEOPLE}, shots(20))
        clips = tuple(Clip((Part(n, "", 50, 50), Part(n + 1, "", 40, 50, tail=10)), 10) for n in range(0, 20, 2))
        animatic(Order("preview", "", 10, "720x1280", shots=shots(2), characters=PEOPLE), out / "b.mp4")
        takes = (out / "b.mp4",) * 10
        timed(
            "10 clips of 10 s joined, copied and verified",
            lambda: assemble(clips, takes, (), out, language=Language.of("zh")),
        )
        titles = (media.Title(0, 100, "三年前替顾言挡刀的人，是我，不是她。"),)
        timed("10 s of words burnt in", lambda: media.burn(out / "b.mp4", titles, out / "c.mp4"))
        sheet = PageSheet(
            "", Language.of("zh"), board, clips, ("",) * 10, takes, Offer("preview", "preview", (10,), "720x1280")
        )
        timed("page of 20 shots with frames", lambda: page(sheet))


if __name__ == "__main__":
    main()
