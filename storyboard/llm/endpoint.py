"""An endpoint at work: looks in the store, asks within the ceiling, asks again with the faults, keeps what is accepted."""

import asyncio
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from storyboard.config import LanguageModel, Settings
from storyboard.errors import BadAnswer, Blocked, ModelError, Truncated, Unasked, UsageError
from storyboard.llm.ability import MODES, Ability, messages, response_format
from storyboard.llm.call import Address, Refused, Reply, call
from storyboard.llm.reading import Unreadable, fitted, form_faults, read_answer
from storyboard.llm.store import Store
from storyboard.llm.tally import LEAST_CALLS, LEAST_TOKENS, Ceiling, Tally, usage_of
from storyboard.model import Judge, Question

AGAIN = 2
"""How often a question is asked again with the faults of its answer."""
SHOWN = 6000
"""Characters of a refused answer that are shown to the model again."""
AGAIN_WORDS = "This answer was not accepted:\n{faults}\nAnswer the same question again, whole, as one JSON object, with these faults mended.\n"
HERE = ("localhost", "127.0.0.1", "::1", "")


def open_endpoint(settings: Settings, key: str, pause: float = 1.0) -> "Endpoint | None":
    """The endpoint of `[llm]`; None without that table. Without a key it only knows answers kept from before."""
    if settings.llm is None:
        return None
    address = urlsplit(settings.llm.base_url)
    if address.scheme not in ("http", "https") or not address.netloc:
        raise UsageError(f"[llm] base_url: not an address: {settings.llm.base_url!r}", 'like "https://host/v1"')
    if key and address.scheme == "http" and address.hostname not in HERE and not settings.llm.allow_insecure:
        raise UsageError(
            f"[llm] base_url: the key would go over plain http to {address.hostname}",
            "use https, or `allow_insecure = true`",
        )
    return Endpoint(settings.llm, key, settings.workspace / ".storyboard", pause)


class Endpoint:
    """One model at one address, for one run. Used as `async with endpoint: await endpoint.ask(…)`, any number of times."""

    def __init__(self, settings: LanguageModel, key: str, folder: Path, pause: float = 1.0, repeat: int = 0) -> None:
        self.settings, self.key, self.pause, self.repeat = settings, key, pause, repeat
        self.address = Address(settings.base_url.rstrip("/"), settings.model, key, settings.api_key_env)
        self.store = Store(folder / "answers")
        self.ability = Ability(folder / "llm.json", self.address.base_url, settings.model)
        self.tally = Tally()
        self.ceiling = Ceiling(LEAST_CALLS, LEAST_TOKENS)
        self.hear: Callable[[int], None] | None = None
        self._stack = AsyncExitStack()
        self._client: Any = None
        self._room = asyncio.Semaphore(settings.parallel)
        self._first = asyncio.Lock()

    def allow(self, ceiling: Ceiling) -> None:
        """Sets the ceiling; what `[llm]` says itself wins."""
        self.ceiling = Ceiling(self.settings.max_calls or ceiling.calls, self.settings.max_tokens or ceiling.tokens)

    async def __aenter__(self) -> "Endpoint":
        self._room, self._first = asyncio.Semaphore(self.settings.parallel), asyncio.Lock()
        if self.key:
            import openai

            timeout = openai.Timeout(self.settings.request_timeout, connect=min(10.0, self.settings.request_timeout))
            self._client = await self._stack.enter_async_context(
                openai.AsyncOpenAI(api_key=self.key, base_url=self.address.base_url, max_retries=0, timeout=timeout)
            )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()
        self._client = None

    async def ask(self, question: Question, judge: Judge) -> Any:  # noqa: ANN401 - JSON
        """The accepted answer, from the store or from the endpoint. See `storyboard.model.Ask`."""
        path = self.store.path(question.kind, self._identity(question), self.repeat)
        kept = self.store.get(path)
        if kept is not None:
            data, faults, _ = _judged(kept, question, judge)
            if not faults:
                self.tally.kept += 1
                return data
        if not self.key:
            raise Unasked(f"no key in {self.settings.api_key_env}")
        async with self._room:
            return await self._until_accepted(question, judge, path)

    async def _until_accepted(self, question: Question, judge: Judge, path: Path) -> Any:  # noqa: ANN401
        turns: list[dict[str, str]] = []
        faults: tuple[str, ...] = ()
        for attempt in range(1 + AGAIN):
            mode, reply = await self._reply(question, turns)
            data, faults, formed = _judged(reply.text, question, judge)
            if not faults:
                self.tally.first_try += attempt == 0
                self.ability.prove(mode)
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

    async def _reply(self, question: Question, turns: list[dict[str, str]]) -> tuple[str, Reply]:
        """A reply and the mode it was asked for in; steps down while the endpoint does not understand."""
        if self.ability.proven:
            return await self._ask_plainer(question, turns)
        async with self._first:  # one at a time until it is known what the endpoint can do
            return await self._ask_plainer(question, turns)

    async def _ask_plainer(self, question: Question, turns: list[dict[str, str]]) -> tuple[str, Reply]:
        while True:
            mode = self.ability.mode
            try:
                return mode, await self._call(question, turns, mode)
            except Refused:
                if not self.ability.step_down(mode):
                    raise

    async def _call(self, question: Question, turns: list[dict[str, str]], mode: str) -> Reply:
        body = self._body(question, mode)
        body["messages"] += turns
        started = time.monotonic()
        reply = await call(
            self._client, body, self.address, spend=lambda: self.tally.spend(self.ceiling), pause=self.pause,
            hear=self.hear,
        )  # fmt: skip
        asked = "".join(message["content"] for message in body["messages"])
        self.tally.add(usage_of(reply.body, asked, reply.text), time.monotonic() - started)
        if reply.finish == "length":
            raise Truncated(f"{question.about}: the answer was cut at the output limit")
        if reply.finish == "content_filter":
            raise Blocked(f"{question.about}: the answer was stopped by a content filter")
        return reply

    def _body(self, question: Question, mode: str) -> dict[str, Any]:
        body: dict[str, Any] = {"model": self.settings.model, "messages": messages(question, mode)}
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
            "base_url": self.address.base_url, "model": self.settings.model, "temperature": self.settings.temperature,
            "system": question.system, "user": question.user, "schema": question.schema,
        }  # fmt: skip

    def _record(self, question: Question, turns: list[dict[str, str]], mode: str, reply: Reply) -> dict[str, Any]:
        return {
            "kind": question.kind, "about": question.about, "mode": mode, **self._identity(question),
            "turns": turns, "answer": reply.text, "model_reported": reply.model, "usage": reply.body.get("usage"),
        }  # fmt: skip


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


__all__ = ["AGAIN", "MODES", "Endpoint", "ModelError", "open_endpoint"]
