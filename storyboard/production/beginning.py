"""The first storyboard.toml: what can be chosen, the file as text, and whether key and model are good, asked for free."""

import asyncio
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from storyboard.config import Settings, load_settings
from storyboard.config.settings import FILE
from storyboard.errors import NotTrusted, StoryboardError, UsageError
from storyboard.gateways import open_gateway
from storyboard.gateways.protocol import Ticket
from storyboard.gateways.remote import Remote
from storyboard.languages import Language
from storyboard.model import Order
from storyboard.production.shopping import Compared, breadth, without
from storyboard.profiles import Dialect, load_dialects, profile_for
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class WorkspaceWanted:
    """What was answered."""

    dialect: str
    model: str
    base_url: str
    key: str
    """Name of the variable."""
    orientation: str
    second: float | None
    """Price of a second in the user's currency; None: not known yet."""
    budget: float | None
    name: str = ""
    """Of the entry; empty: the dialect's."""
    secret: str = ""
    """Name of a second variable."""


@dataclass(frozen=True, slots=True)
class FreeTry:
    """What a free question brought."""

    good: bool
    says: str
    untrusted: bool = False


def choices() -> tuple[Compared, ...]:
    """Living models with their gateways' dialects, one row a model."""
    return tuple(row for row in without(Settings(), retired=False))


def places(model: str) -> tuple[Dialect, ...]:
    """Dialects that sell a model under this name, or another of its names, those with known addresses first, a maker's own before the others."""
    profile = profile_for(model)
    found = [
        dialect
        for dialect in load_dialects().values()
        if any(
            name == model or (profile and "*" not in name and profile_for(name) == profile)
            for row in dialect.models
            for name in row.names
        )
    ]
    return tuple(sorted(found, key=lambda dialect: (not dialect.bases, *breadth(dialect))))


def called(dialect: Dialect, model: str) -> str:
    """What a dialect calls the model."""
    names = [name for row in dialect.models for name in row.names if "*" not in name]
    profile = profile_for(model)
    return model if model in names else next(name for name in names if profile_for(name) == profile)


def text_of(wanted: WorkspaceWanted, language: Language) -> str:
    """The file, every line explained in the user's language."""
    say = language.word
    name = wanted.name or wanted.dialect
    price = (
        f'rates = {{ "{wanted.model}" = {{ second = {wanted.second:g} }} }}'
        if wanted.second
        else f'# rates = {{ "{wanted.model}" = {{ second = 0.5 }} }}'
    )
    budget = f"max_cost = {wanted.budget:g}" if wanted.budget is not None else "# max_cost = 50.0"
    secret = [f'api_secret_env = "{wanted.secret}"'] if wanted.secret else []
    rows = [
        *_comment(say("init.file")), "", "[video]",
        _row(f'gateway = "{name}"', say("init.gateway")), _row(f'model = "{wanted.model}"', say("init.model")),
        _row(f'orientation = "{wanted.orientation}"', say("init.orientation")),
        _row('# resolution = "480p"', say("init.resolution")), _row("# sound = false", say("init.sound")), "",
        f"[gateways.{name}]", _row(f'dialect = "{wanted.dialect}"', say("init.dialect")), f'base_url = "{wanted.base_url}"',
        _row(f'api_key_env = "{wanted.key}"', say("init.key")), *secret, _row("parallel = 2", say("init.parallel")),
        _row(price, say("init.price")), "",
        "[budget]", _row(budget, say("init.budget")), "",
        *_comment(say("init.llm")), "# [llm]", '# base_url = "https://…/v1"', '# model = "…"', '# api_key_env = "STORYBOARD_LLM_KEY"',
        "# [prompts]", '# reading = "v1"', '# listeners = "v1"', "",
    ]  # fmt: skip
    return "\n".join(rows)


def _row(setting: str, comment: str) -> str:
    return f"{setting:<58} # {comment}"


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in text.splitlines()]


def refuse_second(folder: Path) -> None:
    """`UsageError` where a folder has its storyboard.toml: before anything is asked."""
    if (folder / FILE).exists():
        raise _there_already(folder / FILE)


def _there_already(path: Path) -> UsageError:
    return UsageError(
        f"{path} is there already", "edit it, or begin in another folder; `storyboard doctor` looks it over"
    )


def write(folder: Path, text: str) -> Path:
    """`storyboard.toml`, once it was read back; one that is there already stays, and is a `UsageError`."""
    path = folder / FILE
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise _there_already(path) from None
    except OSError as wrong:
        raise UsageError(f"{path}: cannot be written: {wrong.strerror}") from None
    load_settings(folder, environ={})
    return path


def try_out(folder: Path) -> Iterator[FreeTry]:
    """Whether the gateway answers, takes the key and has the model: by questions that are free and buy nothing."""
    settings = load_settings(folder, environ={})
    entry = settings.gateway()
    missing = [name for name in (entry.api_key_env, entry.api_secret_env) if name and not os.environ.get(name)]
    if missing:
        yield FreeTry(False, f"${missing[0]} is not set: export {missing[0]}=…")
        return
    gateway = open_gateway(settings)
    assert isinstance(gateway, Remote)
    try:
        yield from asyncio.run(_asked(gateway, settings.video.model))
    except NotTrusted as wrong:
        yield FreeTry(False, str(wrong), untrusted=True)
    except StoryboardError as wrong:
        yield FreeTry(False, str(wrong))


async def _asked(gateway: Remote, model: str) -> list[FreeTry]:
    async with gateway:
        found = [await _key(gateway)]
        if found[0].good:
            found.append(await _model(gateway, model))
    return found


async def _key(gateway: Remote) -> FreeTry:
    """Asks for the list of recent jobs where there is one, else for a job that does not exist."""
    order = Order("", "", 0, "720x1280")
    path = gateway.dialect.find.path if gateway.dialect.find else ""
    if path:
        filled = path.replace("{path}", gateway.dialect.create.path).replace(
            "{page}", str(gateway.dialect.find.first if gateway.dialect.find else 1)
        )
        status, said = await gateway.asked(filled)
    else:
        seen = await gateway.poll(Ticket("storyboard-init", order, path=gateway.dialect.create.path))
        status, said = seen.status or 0, seen.note
    if status in (401, 403):
        return FreeTry(False, f"the key is refused: {said}")
    if not status:
        return FreeTry(False, f"nobody answers: {said}")
    return FreeTry(
        status < 500, f"answers, and takes the key ({status})" if status < 500 else f"answers {status}: {said}"
    )


async def _model(gateway: Remote, model: str) -> FreeTry:
    """By the gateway's own list of models, where it gives one."""
    try:
        listed = await gateway.models()
    except UsageError:
        return FreeTry(True, f"it gives no list of models: whether {model} is sold is told by the first order")
    if model in listed:
        return FreeTry(True, f"it lists {model}")
    return FreeTry(False, f"it does not list {model}; it lists {', '.join(sorted(listed)[:8])}")


def first_clip(settings: Settings) -> tuple[int, float | None]:
    """(seconds, price) of the shortest clip that is sold."""
    from storyboard.profiles import make_offer

    offer = make_offer(replace(settings, video=replace(settings.video, lengths=())))
    seconds = min(offer.lengths)
    return seconds, offer.price(seconds)
