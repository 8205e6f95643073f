"""A board of the language model beside the rule planner's board of the same script, in figures a director reads."""

import itertools
from collections import Counter

from storyboard import camera, marks, speech
from storyboard.plan import plan

HEAD = ("", "rules", "model")


def table(done) -> str:
    """The two columns of a planned case (`tests.replay.Done`), all episodes together; the cast is the model's in both."""
    rules = [plan(done.script, episode, done.cast) for episode in done.script.episodes]
    columns = [figures(plans, done.cast) for plans in (rules, done.plans)]
    rows = [HEAD, *((name, *(str(column[name]) for column in columns)) for name in columns[0])]
    widths = [max(len(row[at]) for row in rows) for at in range(3)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def figures(plans, cast) -> dict[str, object]:
    """Shot sizes, pace, looks, speech fit, and what stands in the pictures beyond the script."""
    shots = [shot for each in plans for shot in each.board.shots]
    seconds = sum(shot.duration for shot in shots)
    sizes = [camera.read(shot.camera).size for shot in shots]
    spoken = [shot for shot in shots if shot.dialogue.text]
    rate = [
        speech.rate(shot.dialogue.text, shot.duration, "zh" if speech.han(shot.dialogue.text) else "en")
        for shot in spoken
    ]
    pictures = [marks.without(shot.visual) for shot in shots]
    people = [member for member in cast.members if member.kind == "person"]
    same = sum(one == other for one, other in itertools.pairwise(sizes))
    return {
        "shots": len(shots), "seconds": round(seconds, 1), "shots a minute": round(60 * len(shots) / seconds, 1),
        "shot sizes used": len(set(sizes)), "sizes": ", ".join(f"{size} {count}" for size, count in Counter(sizes).most_common()),
        "moving shots": sum(camera.read(shot.camera).move != "static" for shot in shots),
        "neighbours of one size": same, "characters a picture": round(sum(map(len, pictures)) / len(pictures)),
        "different pictures": f"{len(set(pictures))} of {len(pictures)}",
        "characters a second, at most": round(max(rate, default=0), 1),
        "looks complete": f"{sum(bool(member.looks.clothes_style) for member in people)} of {len(people)}",
        "by": ", ".join(f"{by} {count}" for by, count in Counter(t.by for each in plans for t in each.trace.shots).items()),
    }  # fmt: skip
