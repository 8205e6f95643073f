"""The judge over a whole comparison: each column against the baseline, script by script, and what asking cost."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, field
from typing import Any, Literal

from storyboard.compare.compare import ComparedRun, first_run, one_text
from storyboard.compare.judge import Outcome, Verdict, judge, questions
from storyboard.config import LanguageModel, entrust
from storyboard.errors import ModelError, UsageError
from storyboard.lab.evaluate import Asking, key_for
from storyboard.languages import Language
from storyboard.library import Library
from storyboard.llm import Ceiling, Endpoint, Exchanges, Tally, refuse_unsafe
from storyboard.llm.tally import estimate
from storyboard.model import Call, Question
from storyboard.records import dataclass

ANSWER = 300
"""Tokens of one answer, about: three sentences and the form."""


@dataclass(frozen=True, slots=True)
class Matched:
    """Two runs of a script that can be judged: the first repeat of the baseline (a) and of a column (b)."""

    script: str
    column: str
    a: ComparedRun
    b: ComparedRun

    @property
    def language(self) -> str:
        return Language.of(self.a.run.language).code


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the judge said of a script; a is the baseline, b the column."""

    script: str
    column: str
    runs: tuple[str, str]
    verdict: Verdict | None
    """None: it was not asked, or did not answer."""
    unasked: str = ""
    """Why there is no verdict."""


@dataclass(frozen=True, slots=True)
class Sum:
    """The opinions of one column, counted."""

    column: str
    episodes: dict[Outcome, int]
    votes: int
    chose: int
    """Votes that are no tie."""
    first: int
    """Among them, those for the board shown first: about half, unless the place decides."""


@dataclass(frozen=True, slots=True)
class OpinionBill:
    """What asking cost."""

    calls: int
    """Requests sent, those that failed included."""
    replayed: int
    """Answers that were played, which cost nothing again."""
    tokens_in: int
    tokens_out: int
    """Of the requests that were sent."""
    cost: float | None
    """In the user's currency; None where `[llm]` has no prices."""
    guessed: bool
    """The endpoint reports no usage: tokens are estimated."""


@dataclass(frozen=True, slots=True)
class Opinions:
    """Of all columns."""

    model: str
    prompt: str
    """`judge/v1`."""
    baseline: str
    told: tuple[Opinion, ...]
    sums: tuple[Sum, ...]
    bill: OpinionBill
    error: ModelError | None = None
    """What kept the judge from answering all."""

    @property
    def worth_telling(self) -> bool:
        """Not where the error is all there is to say."""
        return bool(self.told) and (self.error is None or any(each.verdict for each in self.told))


@dataclass(frozen=True, slots=True)
class Jury:
    """Who is asked, with which prompt, and how answers are come by."""

    model: LanguageModel
    library: Library
    asking: Asking


def matched(results: Sequence[ComparedRun], columns: Sequence[str], baseline: str) -> tuple[Matched, ...]:
    """Every script that a column and the baseline both have, in one version, the first repeat of each that came to a board."""
    scripts = sorted({each.run.script for each in results})
    pairs = [
        (script, column, first_run(results, script, baseline), first_run(results, script, column))
        for column in columns
        if column != baseline
        for script in scripts
    ]
    return tuple(Matched(script, column, a, b) for script, column, a, b in pairs if a and b and one_text(a.run, b.run))


@dataclass(frozen=True, slots=True)
class OpinionsAsked:
    """What is about to be asked, at most: when none is kept and every answer is accepted at once."""

    calls: int
    tokens: int


def asked(pairs: Sequence[Matched], library: Library) -> OpinionsAsked:
    """How many questions, and about how many tokens, they and their answers are."""
    texts = [
        question.system + question.user for each in pairs for _, both in _questions(each, library) for question in both
    ]
    return OpinionsAsked(len(texts), sum(map(estimate, texts)) + ANSWER * len(texts))


def _questions(pair: Matched, library: Library) -> list[tuple[str, tuple[Question, Question]]]:
    try:
        return questions(pair.a.evidence, pair.b.evidence, pair.language, library)
    except UsageError:
        return []  # said when it is judged


def ask_judge(pairs: Sequence[Matched], baseline: str, jury: Jury) -> Opinions:
    """The opinions, in the order of the pairs. What fails is said in them; only bad settings raise, UsageError."""
    refuse_unsafe(jury.model, key_for(jury.model, jury.asking.mode))
    if jury.asking.mode in ("auto", "record"):
        entrust(jury.model.base_url, jury.model.api_key_env)
    return asyncio.run(_ask(pairs, baseline, jury))


@dataclass(slots=True)
class _Court:
    """What all pairs share while they are asked."""

    jury: Jury
    exchanges: Exchanges
    room: asyncio.Semaphore
    ceiling: Ceiling
    tally: Tally = field(default_factory=Tally)
    calls: list[Call] = field(default_factory=list)
    errors: list[ModelError] = field(default_factory=list)

    def mind(self) -> Endpoint:
        """The endpoint for one pair: what it finds out about the model is its own, so that any pair can be replayed alone."""
        key = key_for(self.jury.model, self.jury.asking.mode)
        mind = Endpoint(self.jury.model, key, None, exchanges=self.exchanges, room=self.room, tally=self.tally)
        mind.allow(self.ceiling)
        mind.watch = self.calls.append
        return mind

    async def opinion(self, pair: Matched) -> Opinion:
        ids = (pair.a.run.id, pair.b.run.id)
        try:
            async with self.mind() as mind:
                verdict = await judge(pair.a.evidence, pair.b.evidence, mind.ask, pair.language, self.jury.library)
            return Opinion(pair.script, pair.column, ids, verdict)
        except UsageError as error:
            return Opinion(pair.script, pair.column, ids, None, error.message)
        except ModelError as error:
            self.errors.append(error)
            return Opinion(pair.script, pair.column, ids, None, error.message.splitlines()[0])

    def bill(self) -> OpinionBill:
        fresh = Tally()
        for call in self.calls:
            if not call.replayed:
                fresh.tokens_in += call.tokens_in
                fresh.tokens_out += call.tokens_out
                fresh.tokens_cached += call.tokens_cached
                fresh.guessed = fresh.guessed or call.guessed
        cost = fresh.cost(self.jury.model.prices)
        return OpinionBill(
            self.tally.calls, self.tally.replayed, fresh.tokens_in, fresh.tokens_out, cost, fresh.guessed
        )


async def _ask(pairs: Sequence[Matched], baseline: str, jury: Jury) -> Opinions:
    model, about = jury.model, asked(pairs, jury.library)
    kept = Exchanges(jury.asking.exchanges, jury.asking.mode)
    court = _Court(jury, kept, asyncio.Semaphore(model.parallel), Ceiling.of(about.calls, about.tokens))
    told = tuple(await asyncio.gather(*[court.opinion(pair) for pair in pairs]))
    columns = dict.fromkeys(each.column for each in told)
    sums = tuple(summed(column, [each for each in told if each.column == column]) for column in columns)
    prompt = f"judge/{jury.library.version('judge')}"
    return Opinions(model.model, prompt, baseline, told, sums, court.bill(), next(iter(court.errors), None))


def summed(column: str, told: Sequence[Opinion]) -> Sum:
    """The episodes by what became of them, and whether the place decides."""
    verdicts = [each.verdict for each in told if each.verdict]
    counts = Counter(what for verdict in verdicts for what in verdict.episodes.values())
    votes = [vote for verdict in verdicts for vote in verdict.votes]
    chose = [vote for vote in votes if vote.winner != "tie"]
    first = sum(vote.winner == vote.first for vote in chose)
    outcomes: tuple[Outcome, ...] = ("a", "b", "tie", "order")
    return Sum(column, {each: counts[each] for each in outcomes}, len(votes), len(chose), first)


def stands(verdict: Verdict) -> Literal["a", "b", "tie", "order", "mixed", "equal", "none"]:
    """A script in one word.

    Without a winner: `tie` and `order` where every episode ended so, `mixed` where episodes part, `equal` where there was
    nothing to ask, `none` where no episode was answered in both orders.
    """
    if verdict.winner != "tie":
        return verdict.winner
    found = set(verdict.episodes.values())
    if not found:
        return "none" if verdict.unanswered else "equal"
    return "order" if found == {"order"} else "tie" if found == {"tie"} else "mixed"


def as_plain(opinions: Opinions) -> dict[str, Any]:
    """The opinions as plain data."""
    told = [
        {
            **asdict(each),
            "stands": stands(each.verdict) if each.verdict else "none",
            "episodes": each.verdict.episodes if each.verdict else {},
        }
        for each in opinions.told
    ]
    return {
        "model": opinions.model,
        "prompt": opinions.prompt,
        "baseline": opinions.baseline,
        "opinions": told,
        "sums": [asdict(each) for each in opinions.sums],
        "bill": asdict(opinions.bill),
        "error": opinions.error.message if opinions.error else "",
    }
