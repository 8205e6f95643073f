"""What a run has asked and what that cost, and the ceiling above which it asks nothing more."""

from collections.abc import Mapping

from storyboard.errors import CeilingReached
from storyboard.records import dataclass

LEAST_CALLS = 16
"""The ceiling on calls is never below this: a short script must be able to find out what its endpoint can do."""
LEAST_TOKENS = 60_000
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Ceiling:
    """How much one run may ask at most."""

    calls: int
    tokens: int

    @staticmethod
    def of(calls: int, tokens: int) -> "Ceiling":
        """Three times the perfect case."""
        return Ceiling(max(3 * calls, LEAST_CALLS), max(3 * tokens, LEAST_TOKENS))


@dataclass(slots=True)
class Tally:
    """Counted while a run goes on."""

    calls: int = 0
    """Requests sent, those that failed included."""
    kept: int = 0
    """Answers that were there from before."""
    replayed: int = 0
    """Answers that were played from what is kept."""
    refused: int = 0
    """Answers that came and were not accepted."""
    tokens_in: int = 0
    tokens_out: int = 0
    tokens_cached: int = 0
    """Among `tokens_in`: what the endpoint had in its prompt cache."""
    seconds: float = 0.0
    """Sum over the requests; they run side by side."""
    guessed: bool = False
    """Some reply had no `usage`: its tokens were estimated from its length."""

    @property
    def tokens(self) -> int:
        return self.tokens_in + self.tokens_out

    def spend(self, ceiling: Ceiling) -> None:
        """Counts a request about to be sent; CeilingReached where the run may not send it."""
        if self.calls >= ceiling.calls or self.tokens >= ceiling.tokens:
            raise CeilingReached(
                f"the ceiling of this run is reached: {self.calls} calls, {self.tokens:,} tokens "
                f"(at most {ceiling.calls} calls, {ceiling.tokens:,} tokens)",
                "what was answered is kept and not asked again: run the command again, or raise `max_calls` and "
                "`max_tokens` in [llm]; without [llm] the rule planner needs no model",
            )
        self.calls += 1

    def add(self, usage: "Usage", seconds: float) -> None:
        """Counts a reply."""
        self.tokens_in += usage.tokens_in
        self.tokens_out += usage.tokens_out
        self.tokens_cached += usage.cached
        self.guessed = self.guessed or usage.guessed
        self.seconds += seconds

    def cost(self, prices: Mapping[str, float]) -> float | None:
        """In the user's currency; None where a price is missing. Cached tokens without a price of their own are input."""
        if "input" not in prices or "output" not in prices:
            return None
        cached = prices.get("cached", prices["input"])
        fresh = self.tokens_in - self.tokens_cached
        return (fresh * prices["input"] + self.tokens_cached * cached + self.tokens_out * prices["output"]) / MILLION

    def sentence(self, prices: Mapping[str, float]) -> str:
        """All of it in one line."""
        cost = self.cost(prices)
        said = [
            f"{self.calls} calls",
            f"{self.kept} answers kept from before",
            f"{self.refused} asked again",
            f"{self.tokens_in:,} tokens in ({self.tokens_cached:,} cached)",
            f"{self.tokens_out:,} out",
            f"{self.seconds:.1f} s",
            f"cost {cost:.4f}" if cost is not None else "cost unknown (no prices in [llm])",
        ]
        return ", ".join(said) + (" (tokens estimated: the endpoint reports no usage)" if self.guessed else "")


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one reply."""

    tokens_in: int
    tokens_out: int
    cached: int = 0
    guessed: bool = False


def usage_of(reply: object, asked: str, answered: str) -> Usage:
    """The `usage` of a reply in any of its dialects, or an estimate from the texts."""
    found = reply.get("usage") if isinstance(reply, dict) else None
    if not isinstance(found, dict):
        return Usage(estimate(asked), estimate(answered), guessed=True)
    details = found.get("prompt_tokens_details")
    cached = found.get("prompt_cache_hit_tokens", details.get("cached_tokens") if isinstance(details, dict) else 0)
    sent = found.get("prompt_tokens", found.get("input_tokens"))
    written = found.get("completion_tokens", found.get("output_tokens"))
    if not isinstance(sent, int) or not isinstance(written, int):
        return Usage(estimate(asked), estimate(answered), guessed=True)
    return Usage(sent, written, min(cached, sent) if isinstance(cached, int) else 0)


def estimate(text: str) -> int:
    """Tokens of a text, about: 0.85 a Han character (o200k, measured on scripts), a quarter of other characters."""
    plain = sum(char < "\u2e80" for char in text)
    return round((len(text) - plain) * 0.85 + plain / 4)
