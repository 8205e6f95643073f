"""What asking cost: calls, tokens, time. Seconds are those recorded when a question was really asked."""

from collections.abc import Callable

from storyboard.lab.metrics.answers import numbered_calls
from storyboard.lab.metrics.metric import NO_MODEL, Metric, none, scored, short, told
from storyboard.lab.runs import RunEvidence
from storyboard.llm import Tally
from storyboard.model import Call, Score


def _calls(found: RunEvidence) -> Score:
    if not found.calls:
        return none("calls", NO_MODEL)
    kinds = dict.fromkeys(call.kind for call in found.calls)
    each = ", ".join(f"{sum(call.kind == kind for call in found.calls)} {kind}" for kind in kinds)
    return scored("calls", len(found.calls), f"{len(found.calls)} requests: {each}.")


def _tokens(name: str, title: str, of: Callable[[Call], int]) -> Callable[[RunEvidence], Score]:
    """The measure of one count of tokens."""

    def measure(found: RunEvidence) -> Score:
        if not found.calls:
            return none(name, NO_MODEL)
        total = sum(map(of, found.calls))
        if not total:
            return scored(name, 0, f"No tokens {title}.")
        place, call = max(numbered_calls(found), key=lambda each: of(each[1]))
        guessed = sum(call.guessed for call in found.calls)
        said = f"; {guessed} requests without reported usage are estimated" if guessed else ""
        return scored(
            name,
            total,
            f"{total:,} tokens {title}; most at {place} ({short(call.about, 40)}): {of(call):,}{said}.",
            [place],
        )

    return measure


def _model_cost(found: RunEvidence) -> Score:
    prices = found.run.prices
    if not found.calls or "input" not in prices or "output" not in prices:
        return none("model_cost", NO_MODEL if not found.calls else "No prices of the model are known: [llm] prices.")
    sums = Tally(
        tokens_in=sum(call.tokens_in for call in found.calls),
        tokens_out=sum(call.tokens_out for call in found.calls),
        tokens_cached=sum(call.tokens_cached for call in found.calls),
    )
    cost = sums.cost(prices) or 0.0
    return scored(
        "model_cost", cost, f"{sums.tokens_in:,} tokens asked and {sums.tokens_out:,} answered cost {cost:.4f}."
    )


def _latency(found: RunEvidence) -> Score:
    if not found.calls:
        return none("latency", NO_MODEL)
    total = sum(call.seconds for call in found.calls)
    played = sum(call.replayed for call in found.calls)
    said = f"; {played} were played back with the seconds recorded then" if played else ""
    why = f"{total:.1f} s of waiting for {len(found.calls)} answers, one after another{said}."
    return scored("latency", round(total, 3), why)


def _longest_answer(found: RunEvidence) -> Score:
    if not found.calls:
        return none("longest_answer", NO_MODEL)
    slow = sorted(numbered_calls(found), key=lambda each: -each[1].seconds)
    worst = {place: f"{short(call.about, 40)}: {call.seconds:.1f} s" for place, call in slow[:3]}
    why = f"The slowest answers: {told(worst)}."
    return scored("longest_answer", round(slow[0][1].seconds, 3), why, list(worst)[:1])


METRICS = (
    Metric("calls", "requests", "lower", "", _calls, 0),
    Metric("tokens_in", "tokens asked", "lower", "tokens", _tokens("tokens_in", "sent", lambda call: call.tokens_in), 100),
    Metric("tokens_out", "tokens answered", "lower", "tokens", _tokens("tokens_out", "answered", lambda call: call.tokens_out), 100),
    Metric("tokens_cached", "tokens the endpoint had cached", "", "tokens", _tokens("tokens_cached", "from the endpoint's cache", lambda call: call.tokens_cached), 100),
    Metric("model_cost", "price of the answers", "lower", "money", _model_cost, 0.0),
    Metric("latency", "waiting, all told", "", "s", _latency, 5.0),
    Metric("longest_answer", "slowest answer", "", "s", _longest_answer, 3.0),
)  # fmt: skip
