"""An endpoint at work: looks in the store, asks within the ceiling, asks again with the faults, keeps what is accepted."""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storyboard import config
from storyboard.config import LanguageModel, Settings, entrust
from storyboard.errors import BadAnswer, Blocked, DryRun, ModelError, PartFailed, Truncated, Unasked
from storyboard.llm.ability import Ability
from storyboard.llm.call import Address, Misplaced, RequestRefused, call
from storyboard.llm.earlier import FOLDER, exchanges_of
from storyboard.llm.exchanges import Asked, Exchanges, wire
from storyboard.llm.known import is_versioned, known, place
from storyboard.llm.reading import IllFormed, Unreadable, read_reply
from storyboard.llm.tally import LEAST_CALLS, LEAST_TOKENS, Ceiling, Tally, Usage, usage_of
from storyboard.llm.transport import Transport, body_of, first, learned, messages
from storyboard.llm.wire import ChatReply
from storyboard.model import Call, Judge, Question, Remark
from storyboard.records import dataclass

if TYPE_CHECKING:
    import ssl

AGAIN = 2
"""How often a question is asked again with the faults of its answer."""
SHOWN = 6000
"""Characters of a refused answer that are shown to the model again."""
MOST_LEARNED = 6
"""Refusals of one question that teach another way of asking; after them it is the endpoint's word that counts."""
HOPELESS, SHORT = 3, 6000
"""Cut answers in a row, and characters of one: an endpoint that cuts even so little cuts everything."""
ANTHROPIC_VERSION = "2023-06-01"
UNREAD = 'try `stream = true`, `thinking = "off"` or another `model` in [llm]; `storyboard doctor --llm` tries what the endpoint can do'
AGAIN_WORDS = "This answer was not accepted:\n{faults}\nAnswer the same question again, whole, as one JSON object, with these faults mended.\n"


def open_endpoint(settings: Settings, key: str, pause: float = 1.0) -> "Endpoint | None":
    """The endpoint of `[llm]`; None without that table. Without a key it only knows answers kept from before."""
    if settings.llm is None:
        return None
    refuse_unsafe(settings.llm, key)
    folder = settings.workspace / ".storyboard"
    exchanges_of(settings.workspace)
    return Endpoint(settings.llm, key, folder, pause)


def refuse_unsafe(model: LanguageModel, key: str) -> None:
    """UsageError where the address is none, or the key would be read by whoever is on the way to it."""
    config.refuse_unsafe("[llm]", model.base_url, key, allow_insecure=model.allow_insecure)


@cache
def _trust() -> "ssl.SSLContext":
    """The certificates that are trusted, read once: it takes longer than a question does."""
    import httpx

    return httpx.create_ssl_context()


class Endpoint:
    """One model at one address, for one run. Used as `async with endpoint: await endpoint.ask(…)`, any number of times."""

    def __init__(
        self,
        settings: LanguageModel,
        key: str,
        folder: Path | None,
        pause: float = 1.0,
        exchanges: Exchanges | None = None,
        room: asyncio.Semaphore | None = None,
        tally: Tally | None = None,
    ) -> None:
        """`folder` keeps what the endpoint can do, and the exchanges unless others are given.

        `room` and `tally` may be shared with other endpoints of one event loop: questions at once, and the ceiling.
        """
        self.settings, self.key, self.pause, self.room = settings, key, pause, room
        self.address = Address(settings.base_url.rstrip("/"), settings.model, key, settings.api_key_env)
        self.place, self.known = place(settings.base_url), known(settings.base_url, settings.model)
        self.exchanges = exchanges or (Exchanges(folder / FOLDER) if folder else None)
        self.ability = Ability(
            folder / "llm.json" if folder else None,
            self.address.base_url,
            settings.model,
            first(settings, self.known),
        )
        self.again = AGAIN
        self.accepted = self.lost = 0
        """Answers of this run that were accepted, and questions whose answers could not be read."""
        self.tally = tally or Tally()
        self.ceiling = Ceiling(LEAST_CALLS, LEAST_TOKENS)
        self.hear: Callable[[int], None] | None = None
        self.silent = False
        """A dry run: answers kept from before are used, and nothing is sent."""
        self.watch: Callable[[Call], None] | None = None
        """Told of every request when it is known what became of it."""
        self._stack = AsyncExitStack()
        self._client: Any = None
        self._room = room or asyncio.Semaphore(settings.parallel)
        self._first = asyncio.Lock()

    def allow(self, ceiling: Ceiling) -> None:
        """Sets the ceiling; what `[llm]` says itself wins."""
        self.ceiling = Ceiling(self.settings.max_calls or ceiling.calls, self.settings.max_tokens or ceiling.tokens)

    async def __aenter__(self) -> "Endpoint":
        self._room, self._first = self.room or asyncio.Semaphore(self.settings.parallel), asyncio.Lock()
        return self

    async def _open(self) -> Any:  # noqa: ANN401 - openai.AsyncOpenAI, imported lazily
        """The client, opened when it is first needed: nothing is sent before the key may go there."""
        if self._client is None:
            entrust(self.place.base_url, self.settings.api_key_env)
            import openai

            timeout = openai.Timeout(self.settings.request_timeout, connect=min(10.0, self.settings.request_timeout))
            self._client = openai.AsyncOpenAI(
                api_key=self.key,
                base_url=self.place.base_url,
                max_retries=0,
                timeout=timeout,
                default_headers={**self._key_headers(), **self.settings.headers},
                default_query={**dict(self.place.query), **self.settings.query},
                http_client=openai.DefaultAsyncHttpxClient(verify=_trust(), timeout=timeout),
            )
            await self._stack.enter_async_context(self._client)
        return self._client

    def _key_headers(self) -> dict[str, Any]:
        """The key where the endpoint wants it elsewhere than in `Authorization`."""
        import openai

        version = {"anthropic-version": ANTHROPIC_VERSION} if self.ability.way.api == "messages" else {}
        return (
            version
            if self.known.key == "bearer"
            else {**version, self.known.key: self.key, "Authorization": openai.Omit()}
        )

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()
        self._client = None

    async def ask(self, question: Question, judge: Judge) -> Any:  # noqa: ANN401 - JSON
        """The accepted answer, from the exchanges or from the endpoint. See `storyboard.model.Ask`."""
        for kept in self.exchanges.accepted(self._as_asked(question)) if self.exchanges else ():
            found = _judged(kept, question, judge)
            if not found.wrong(again=True):
                self.tally.kept += 1
                return found.data
        if not self.key and (self.exchanges is None or self.exchanges.mode == "keep"):
            raise Unasked(f"no key in {self.settings.api_key_env}")
        await asyncio.sleep(
            0
        )  # whoever asks side by side gets a turn in the same order, also where nothing is waited for
        async with self._room:
            if self.ability.proven:
                return await self._until_accepted(question, judge)
            async with self._first:  # one question at a time until it is known what the endpoint can do
                return await self._until_accepted(question, judge)

    async def reply(self, question: Question, way: Transport) -> ChatReply:
        """What comes back to a question put one certain way; nothing is judged, kept or learned."""
        async with self._room:
            return await self._call(question, [], way)

    async def _until_accepted(self, question: Question, judge: Judge) -> Any:  # noqa: ANN401
        """The accepted answer. An answer that can be read is asked again with its faults, one that cannot another way, once."""
        turns: list[dict[str, str]] = []
        unread = 0
        found = Judged()
        for attempt in range(1 + self.again):
            way, reply = await self.ask_plainer(question, turns)
            found = _judged(reply, question, judge)
            self._saw(question, turns, way, reply, found.data, found.faults)
            if not found.wrong(again=attempt > 0):
                self.accepted += 1
                self.ability.prove(way)
                if self.exchanges:
                    self.exchanges.accept(self._as_asked(question), turns, wire(self._body(question, way, turns)))
                return found.data
            self.tally.refused += 1
            unread += not found.read
            if unread > 1:
                break
            if not found.read or not (found.formed or self.ability.proven):
                self.ability.doubt(way)
            turns = _complaint(reply.text, found.faults, whole=question.whole) if reply.text.strip() else []
        raise self._given_up(question, found, attempt + 1)

    def _given_up(self, question: Question, last: "Judged", answers: int) -> ModelError:
        """What answers mean that cannot be used: this question fails, or, where none was ever read, the endpoint."""
        said = (
            f"{question.about}: {self.address.model} answered {answers} times, last with: {'; '.join(last.faults[:3])}"
        )
        if last.read:
            return BadAnswer(said)
        self.lost += 1
        if self.accepted or self.lost <= self.ability.proven:
            return BadAnswer(said)
        return ModelError(said, UNREAD)

    async def ask_plainer(self, question: Question, turns: list[dict[str, str]]) -> tuple[Transport, ChatReply]:
        """A reply and the way it was asked for; another way while the endpoint does not understand."""
        refused: list[tuple[dict[str, Any], RequestRefused]] = []
        while True:
            way = self.ability.way
            try:
                reply = await self._call(question, turns, way)
            except Misplaced:
                if way.path or is_versioned(self.place.base_url):
                    raise
                self.ability.learn(way, replace(way, path="/v1"))
                continue
            except RequestRefused as error:
                body = self._body(question, way, turns)
                refused.append((body, error))
                better = learned(way, error.refusal, body)
                if better is None or len(refused) > MOST_LEARNED:
                    raise
                self.ability.learn(way, better)
                continue
            for body, why in refused:
                if self.exchanges:
                    self.exchanges.settle(self._as_asked(question), turns, wire(body), why)
            return way, reply

    async def _call(self, question: Question, turns: list[dict[str, str]], way: Transport) -> ChatReply:
        body = self._body(question, way, turns)
        reply = None
        try:
            reply = await self._answered(self._as_asked(question), turns, body)
            if reply.finish == "length":
                raise self._cut(question, reply)
            if reply.finish == "content_filter":
                raise Blocked(f"{question.about}: the answer was stopped by a content filter")
        except (PartFailed, RequestRefused) as error:
            played = reply or ChatReply("", "", "", {}, replayed=error.replayed)
            self._saw(question, turns, way, played, error=f"{type(error).__name__}: {error.message}")
            raise
        return reply

    def _cut(self, question: Question, reply: ChatReply) -> ModelError:
        """What a cut answer means: a part that is too long, or, where even little is cut and nothing was ever whole, a setting."""
        said = f"{question.about}: the answer was cut at the output limit"
        thinking = not reply.text.strip() or "<think" in reply.text[:40]
        advice = (
            'set `thinking = "off"` in [llm], or raise `output_limit`' if thinking else "raise `output_limit` in [llm]"
        )
        if thinking:
            said += (
                ", before it began: all of it went into thinking"
                if not reply.text.strip()
                else ", while it was thinking"
            )
        self.lost += 1
        if not self.accepted and self.lost >= HOPELESS and len(reply.text) < SHORT:
            return ModelError(said, advice)
        return Truncated(said, advice)

    async def _answered(self, asked: Asked, turns: list[dict[str, str]], body: dict[str, Any]) -> ChatReply:
        """The reply to a request, from the exchanges where they hold one, else from the endpoint, and then kept."""
        if self.exchanges is None:
            return await self._asked(asked.question.kind, body)
        sent = wire(body)
        async with self.exchanges.alone(asked):
            try:
                kept = self.exchanges.play(asked, turns, sent)
            except (PartFailed, RequestRefused) as error:
                error.replayed = True
                raise
            if kept:
                self.tally.replayed += 1
                return kept
            try:
                reply = await self._asked(asked.question.kind, body)
            except ModelError as error:
                self.exchanges.keep(asked, turns, sent, error)
                raise
            self.exchanges.keep(asked, turns, sent, reply)
            return reply

    async def _asked(self, kind: str, body: dict[str, Any]) -> ChatReply:
        if self.silent:
            raise DryRun(
                f"a dry run sends nothing, and {self.settings.model} would have to be asked ({kind})",
                "ask it first, which buys no film: `storyboard plan SCRIPT`, or `storyboard season run … --stop-after plan`",
            )
        if not self.key:
            raise ModelError(
                f"no key in {self.settings.api_key_env}, and nothing kept answers this {kind} question",
                f"set {self.settings.api_key_env}, or `--replay replay` to see what differs",
            )
        started = time.monotonic()
        reply = await call(
            await self._open(),
            body,
            self.address,
            spend=lambda: self.tally.spend(self.ceiling),
            pause=self.pause,
            hear=self.hear,
            api=self.ability.way.api,
            path=self.ability.way.path,
        )
        reply = replace(reply, seconds=round(time.monotonic() - started, 3))
        sent = "".join(message["content"] for message in body["messages"])
        self.tally.add(usage_of(reply.body, sent, reply.text), reply.seconds)
        return reply

    def _body(self, question: Question, way: Transport, turns: Sequence[dict[str, str]]) -> dict[str, Any]:
        return body_of(question, turns, self.settings, self.known, way)

    def _as_asked(self, question: Question) -> Asked:
        """The question as this endpoint is asked it; not how the form is asked for."""
        settings = self.settings
        added: dict[str, Any] = {} if settings.temperature is None else {"temperature": settings.temperature}
        added |= {"thinking": settings.thinking} if settings.thinking != "auto" else {}
        added |= {"extra": settings.extra} if settings.extra else {}
        return Asked(question, self.address.base_url, settings.model, added)

    def _saw(
        self,
        question: Question,
        turns: list[dict[str, str]],
        way: Transport,
        got: ChatReply,
        data: Any = None,  # noqa: ANN401
        faults: tuple[str, ...] = (),
        error: str = "",
    ) -> None:
        """Tells whoever watches of one request and what became of it."""
        if self.watch is None:
            return
        sent = (*messages(question, way), *turns)
        asked = "".join(each["content"] for each in sent)
        usage = usage_of(got.body, asked, got.text) if got.finish or got.text else Usage(0, 0)
        self.watch(
            Call(
                question.kind,
                question.about,
                question.id,
                len(turns) // 2,
                way.form,
                sent,
                got.text,
                data,
                faults,
                error,
                got.finish,
                got.model,
                usage.tokens_in,
                usage.tokens_out,
                usage.cached,
                usage.guessed,
                got.seconds,
                got.replayed,
            )
        )


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer, judged."""

    data: Any = None
    faults: tuple[str, ...] = ()
    read: bool = False
    """Whether it is JSON."""
    formed: bool = False
    """Whether it has the form that was asked for."""

    def wrong(self, *, again: bool) -> bool:
        """Whether the question must be asked once more; `again`: it was already, or the answer was accepted before."""
        return any(not (again and isinstance(fault, Remark)) for fault in self.faults)


def _judged(reply: ChatReply, question: Question, judge: Judge) -> Judged:
    """The data of an answer, what is wrong with it, and how far it got."""
    try:
        data = read_reply((reply.text, *reply.aside), question.schema)
    except IllFormed as error:
        return Judged(None, error.faults, read=True)
    except Unreadable as error:
        return Judged(None, error.faults)
    return Judged(data, tuple(judge(data)), read=True, formed=True)


def _complaint(text: str, faults: Sequence[str], *, whole: bool) -> list[dict[str, str]]:
    """An answer that was not accepted, and what is wrong with it, as turns of the conversation."""
    told = AGAIN_WORDS.format(faults="\n".join(f"- {fault}" for fault in faults))
    shown = text if whole or len(text) <= SHOWN else text[:SHOWN] + " …"
    return [{"role": "assistant", "content": shown}, {"role": "user", "content": told}]


__all__ = ["AGAIN", "Endpoint", "ModelError", "open_endpoint", "refuse_unsafe"]
