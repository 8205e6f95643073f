"""A board of the language model beside the rule planner's board of the same script, in the metrics of the workbench."""

from dataclasses import replace

from storyboard.lab.metrics import METRICS, score
from storyboard.plan import plan
from tests.evidence import evidence_of

HEAD = ("", "rules", "model")


def table(done, calls=()) -> str:
    """The two columns of a planned case (`tests.replay.Done`), all episodes together; the cast is the model's in both.

    Metrics that have a value in neither are left out.
    """
    rules = replace(done, plans=[plan(done.script, episode, done.cast) for episode in done.script.episodes], remarks=())
    columns = [score(evidence_of(rules)), score(evidence_of(done, calls))]
    rows = [
        (metric.title, *(metric.text(each.value) for each in pair))
        for metric, *pair in zip(METRICS, *columns, strict=True)
        if any(each.value is not None for each in pair)
    ]
    widths = [max(len(row[at]) for row in (HEAD, *rows)) for at in range(3)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in (HEAD, *rows)
    )
