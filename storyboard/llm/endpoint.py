"""An endpoint at work: looks in the store, asks within the ceiling, asks again with the faults, keeps what is accepted."""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from storyboard.config import LanguageModel, Settings, entrust, is_loopback
from storyboard.errors import BadAnswer, Blocked, DryRun, ModelError, PartFailed, Truncated, Unasked, UsageError
from storyboard.llm.ability import MODES, Ability, messages, response_format
from storyboard.llm.call import Address, Refused, Reply, call
from storyboard.llm.cassette import Cassette
from storyboard.llm.reading import Unreadable, fitted, form_faults, read_answer
from storyboard.llm.store import Store
from storyboard.llm.tally import LEAST_CALLS, LEAST_TOKENS, Ceiling, Tally, Usage, usage_of
from storyboard.model import Call, Judge, Question

AGAIN = 2
"""How often a question is asked again with the faults of its answer."""
SHOWN = 6000
"""Characters of a refused answer that are shown to the model again."""
AGAIN_WORDS = "This answer was not accepted:\n{faults}\nAnswer the same question again, whole, as one JSON object, with these faults mended.\n"


def open_endpoint(settings: Settings, key: str, pause: float = 1.0) -> "Endpoint | None":
    """The endpoint of `[llm]`; None without that table. Without a key it only knows answers kept from before."""
    if settings.llm is None:
        return None
    refuse_unsafe(settings.llm, key)
    return Endpoint(settings.llm, key, settings.workspace / ".storyboard", pause)


def refuse_unsafe(model: LanguageModel, key: str) -> None:
    """UsageError where the address is none, or the key would be read by whoever is on the way to it."""
    address = urlsplit(model.base_url)
    if address.scheme not in ("http", "https") or not address.netloc:
        raise UsageError(f"[llm] base_url: not an address: {model.base_url!r}", 'like "https://host/v1"')
    if key and address.scheme == "http" and not is_loopback(model.base_url) and not model.allow_insecure:
        raise UsageError(
            f"[llm] base_url: the key would go over plain http to {address.hostname}",
            "use https, or `allow_insecure = true`",
        )


class Endpoint:
    """One model at one address, for one run. Used as `async with endpoint: await endpoint.ask(…)`, any number of times."""

    def __init__(
        self,
        settings: LanguageModel,
        key: str,
        folder: Path | None,
        pause: float = 1.0,
        cassette: Cassette | None = None,
        room: asyncio.Semaphore | None = None,
        tally: Tally | None = None,
    ) -> None:
        """`folder` keeps accepted answers. With a `cassette` instead, every exchange is played or kept there.

        `room` and `tally` may be shared with other endpoints of one event loop: questions at once, and the ceiling.
        """
        self.settings, self.key, self.pause, self.cassette, self.room = settings, key, pause, cassette, room
        self.address = Address(settings.base_url.rstrip("/"), settings.model, key, settings.api_key_env)
        self.store = Store(folder / "answers") if folder else None
        self.ability = Ability(folder / "llm.json" if folder else None, self.address.base_url, settings.model)
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
            entrust(self.settings.base_url, self.settings.api_key_env)
            import openai

            timeout = openai.Timeout(self.settings.request_timeout, connect=min(10.0, self.settings.request_timeout))
            self._client = openai.AsyncOpenAI(
                api_key=self.key, base_url=self.address.base_url, max_retries=0, timeout=timeout
            )
            await self._stack.enter_async_context(self._client)
        return self._client

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()
        self._client = None

    async def ask(self, question: Question, judge: Judge) -> Any:  # noqa: ANN401 - JSON
        """The accepted answer, from the store or from the endpoint. See `storyboard.model.Ask`."""
        path = self.store.path(question.kind, self._identity(question)) if self.store else None
        kept = self.store.get(path) if self.store and path else None
        if kept is not None:
            data, faults, _ = _judged(kept, question, judge)
            if not faults:
                self.tally.kept += 1
                return data
        if not self.key and not self.cassette:
            raise Unasked(f"no key in {self.settings.api_key_env}")
        await asyncio.sleep(
            0
        )  # whoever asks side by side gets a turn in the same order, also where nothing is waited for
        async with self._room:
            if self.ability.proven:
                return await self._until_accepted(question, judge, path)
            async with self._first:  # one question at a time until it is known what the endpoint can do
                return await self._until_accepted(question, judge, path)

    async def _until_accepted(self, question: Question, judge: Judge, path: Path | None) -> Any:  # noqa: ANN401
        turns: list[dict[str, str]] = []
        faults: tuple[str, ...] = ()
        for attempt in range(1 + AGAIN):
            mode, reply = await self._ask_plainer(question, turns)
            data, faults, formed = _judged(reply.text, question, judge)
            self._saw(question, turns, mode, reply, data, faults)
            if not faults:
                self.tally.first_try += attempt == 0
                self.ability.prove(mode)
                if self.store and path:
                    self.store.keep(path, self._record(question, turns, mode, reply))
                return data
            self.tally.refused += 1
            if not formed and not self.ability.proven:
                self.ability.step_down(mode)
            complaint = AGAIN_WORDS.format(faults="\n".join(f"- {fault}" for fault in faults))
            shown = reply.text if len(reply.text) <= SHOWN else reply.text[:SHOWN] + " …"
            turns = [{"role": "assistant", "content": shown or "(empty)"}, {"role": "user", "content": complaint}]
        raise BadAnswer(
            f"{question.about}: {self.address.model} answered {1 + AGAIN} times, last with: {'; '.join(faults[:3])}"
        )

    async def _ask_plainer(self, question: Question, turns: list[dict[str, str]]) -> tuple[str, Reply]:
        """A reply and the mode it was asked for in; steps down while the endpoint does not understand."""
        refused: list[tuple[dict[str, Any], Refused]] = []
        while True:
            mode = self.ability.mode
            try:
                reply = await self._call(question, turns, mode)
            except Refused as error:
                refused.append((self._body(question, mode, turns), error))
                if not self.ability.step_down(mode):
                    raise
                continue
            for body, why in refused:
                if self.cassette:
                    self.cassette.settle(question.kind, body, why)
            return mode, reply

    async def _call(self, question: Question, turns: list[dict[str, str]], mode: str) -> Reply:
        body = self._body(question, mode, turns)
        reply = None
        try:
            reply = await self._answered(question.kind, body)
            if reply.finish == "length":
                raise Truncated(f"{question.about}: the answer was cut at the output limit")
            if reply.finish == "content_filter":
                raise Blocked(f"{question.about}: the answer was stopped by a content filter")
        except (PartFailed, Refused) as error:
            played = reply or Reply("", "", "", {}, replayed=error.replayed)
            self._saw(question, turns, mode, played, error=f"{type(error).__name__}: {error.message}")
            raise
        return reply

    async def _answered(self, kind: str, body: dict[str, Any]) -> Reply:
        """The reply to a request, from the cassette where it holds one, else from the endpoint, and then kept."""
        if self.cassette is None:
            return await self._asked(kind, body)
        async with self.cassette.alone(kind, body):
            try:
                kept = self.cassette.play(kind, body)
            except (PartFailed, Refused) as error:
                error.replayed = True
                raise
            if kept:
                self.tally.replayed += 1
                return kept
            try:
                reply = await self._asked(kind, body)
            except ModelError as error:
                self.cassette.keep(kind, body, error)
                raise
            self.cassette.keep(kind, body, reply)
            return reply

    async def _asked(self, kind: str, body: dict[str, Any]) -> Reply:
        if self.silent:
            raise DryRun(
                f"a dry run sends nothing, and {self.settings.model} would have to be asked ({kind})",
                "ask it first, which buys no film: `storyboard plan SCRIPT`, or `storyboard season run … --stop-after plan`",
            )
        if not self.key:
            raise ModelError(
                f"no key in {self.settings.api_key_env}, and no cassette holds this {kind} question",
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
        )
        reply = replace(reply, seconds=round(time.monotonic() - started, 3))
        sent = "".join(message["content"] for message in body["messages"])
        self.tally.add(usage_of(reply.body, sent, reply.text), reply.seconds)
        return reply

    def _body(self, question: Question, mode: str, turns: Sequence[dict[str, str]]) -> dict[str, Any]:
        body: dict[str, Any] = {"model": self.settings.model, "messages": [*messages(question, mode), *turns]}
        body |= response_format(question, mode)
        if self.settings.temperature is not None:
            body["temperature"] = self.settings.temperature
        if self.settings.output_limit:
            body["max_tokens"] = self.settings.output_limit
        if self.settings.stream:
            body["stream"] = True
        return body

    def _identity(self, question: Question) -> dict[str, Any]:
        """What an answer belongs to: the address, the words and the schema; not how the form was asked for."""
        return {
            "base_url": self.address.base_url,
            "model": self.settings.model,
            "temperature": self.settings.temperature,
            "system": question.system,
            "user": question.user,
            "schema": question.schema,
        }

    def _saw(
        self,
        question: Question,
        turns: list[dict[str, str]],
        mode: str,
        got: Reply,
        data: Any = None,  # noqa: ANN401
        faults: tuple[str, ...] = (),
        error: str = "",
    ) -> None:
        """Tells whoever watches of one request and what became of it."""
        if self.watch is None:
            return
        sent = (*messages(question, mode), *turns)
        asked = "".join(each["content"] for each in sent)
        usage = usage_of(got.body, asked, got.text) if got.finish or got.text else Usage(0, 0)
        self.watch(
            Call(
                question.kind,
                question.about,
                question.id,
                len(turns) // 2,
                mode,
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

    def _record(self, question: Question, turns: list[dict[str, str]], mode: str, reply: Reply) -> dict[str, Any]:
        return {
            "kind": question.kind,
            "about": question.about,
            "mode": mode,
            **self._identity(question),
            "turns": turns,
            "answer": reply.text,
            "model_reported": reply.model,
            "usage": reply.body.get("usage"),
        }


def _judged(text: str, question: Question, judge: Judge) -> tuple[Any, tuple[str, ...], bool]:
    """The data of an answer, what is wrong with it, and whether at least its form is right."""
    try:
        data = fitted(read_answer(text), question.schema)
    except Unreadable as error:
        return None, (str(error),), False
    faults = form_faults(data, question.schema)
    if faults:
        return None, faults, False
    return data, tuple(judge(data)), True


__all__ = ["AGAIN", "MODES", "Endpoint", "ModelError", "open_endpoint", "refuse_unsafe"]
