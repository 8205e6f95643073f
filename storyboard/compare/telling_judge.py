"""What the judge said, as text that stands below a comparison: verdicts by script, in sum, and the reasons."""

from collections.abc import Iterator, Sequence

from storyboard.compare.compare import Comparison, Verdict
from storyboard.compare.judge import Vote
from storyboard.compare.opinions import Opinion, OpinionBill, Opinions, Sum, stands
from storyboard.compare.telling import in_columns

STANDS = {
    "a": "A", "b": "B", "tie": "tie, both votes", "order": "the order decided", "mixed": "even",
    "equal": "the boards look the same", "none": "not answered",
}  # fmt: skip
SIDES = {"a": "A", "b": "B", "tie": "neither"}


def opinions_told(opinions: Opinions, comparison: Comparison, *, everything: bool = False) -> str:
    """One part for every column that was judged; with `everything` the reasons of both votes."""
    parts = []
    for total in opinions.sums:
        mine = [each for each in opinions.told if each.column == total.column]
        parts.append(
            "\n".join(
                [
                    f"judge {opinions.model} ({opinions.prompt}): B = {total.column}  against  A = {opinions.baseline}",
                    "an opinion beside the metrics, none of them; the first repeat of each, every episode asked in both orders",
                    _verdicts(mine, total, comparison),
                    *_votes(total),
                    *_reasons(mine, everything=everything),
                ]
            )
        )
    return "\n\n".join(parts) + "\n"


def _verdicts(mine: Sequence[Opinion], total: Sum, comparison: Comparison) -> str:
    """A line a script: who is better, the episodes counted, and beside it what the metrics say."""
    rows: list[tuple[str, ...]] = [("script", "better", "A", "B", "tie", "by order", "metrics of B")]
    for each in mine:
        found = list(each.verdict.episodes.values()) if each.verdict else []
        word = STANDS[stands(each.verdict)] if each.verdict else "not asked"
        counts = tuple(str(found.count(kind)) for kind in total.episodes)
        rows.append((each.script, word, *counts, _metrics(_of_script(comparison, each))))
    of_all = [one.verdict for one in comparison.totals if one.column == total.column]
    rows.append(("episodes in all", "", *map(str, total.episodes.values()), _metrics(of_all)))
    return in_columns(rows)


def _of_script(comparison: Comparison, opinion: Opinion) -> list[Verdict]:
    row = next(row for row in comparison.rows if row.script == opinion.script)
    return [figure.verdict for figure in row.cells[comparison.columns.index(opinion.column)].figures.values()]


def _metrics(verdicts: Sequence[Verdict]) -> str:
    return f"{verdicts.count('better')} better, {verdicts.count('worse')} worse"


def _votes(total: Sum) -> Iterator[str]:
    """What the votes show of the judge itself."""
    episodes = sum(total.episodes.values())
    if not episodes:
        return
    yield (
        f"of {episodes} episodes {total.episodes['order']} turned with the order, which counts for nobody; "
        f"in {total.episodes['tie']} both votes say tie"
    )
    if total.chose:
        yield f"of {total.chose} votes that chose, {total.first} chose the board shown first"


def _reasons(mine: Sequence[Opinion], *, everything: bool) -> Iterator[str]:
    """Why, in the judge's words: the vote that saw A first where both say the same, both where they do not."""
    yield "reasons" + ("" if everything else ", one of two where both votes say the same: --all has both")
    for each in mine:
        if each.verdict is None:
            yield f"  {each.script}: not asked: {each.unasked}"
            continue
        if each.verdict.unanswered or not each.verdict.votes:
            yield f"  {each.script}: {each.verdict.why}"
        for one, other in zip(each.verdict.votes[::2], each.verdict.votes[1::2], strict=True):
            many = f" {one.episode}" if len(each.verdict.episodes) > 1 else ""
            turned = one.winner != other.winner
            if turned:
                yield f"  {each.script}{many}: the votes differ, so the order decided"
            for vote in (one, other) if turned or everything else (one,):
                yield f"  {each.script}{many}: {_vote(vote)}"


def _vote(vote: Vote) -> str:
    names = "1 = A, 2 = B" if vote.first == "a" else "1 = B, 2 = A"
    return f"{SIDES[vote.winner]} ({names}): {' '.join(vote.why.split())}"


def bill_told(bill: OpinionBill) -> str:
    """What asking cost, in one line."""
    price = f"cost {bill.cost:.4f}" if bill.cost is not None else "cost unknown (no prices in [llm])"
    played = f"{bill.replayed} answers played, {bill.calls} calls"
    if not bill.calls:
        return f"{played}: nothing was asked, nothing spent"
    guessed = " (estimated: the endpoint reports no usage)" if bill.guessed else ""
    return f"{played}, {bill.tokens_in:,} tokens in, {bill.tokens_out:,} out{guessed}, {price}"
