"""What is configured, sold, reachable and retired: the facts behind `models` and `doctor`."""

import asyncio
import json
import os
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from storyboard.config import GatewayEntry, Settings
from storyboard.config.owners import second_owners, warning
from storyboard.errors import NotTrusted, StoryboardError
from storyboard.gateways import open_gateway
from storyboard.gateways.catalog import Offered
from storyboard.gateways.remote import Remote
from storyboard.ledger import open_ledger
from storyboard.model.money import amount
from storyboard.profiles import Profile, load_dialects, load_profiles, make_offer, profile_for, remarks
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class Sold:
    """One model through one dialect."""

    dialect: str
    model: str
    lengths: tuple[int, ...]
    hd_lengths: tuple[int, ...]
    profile: str
    retired: str
    prices: tuple[tuple[str, int, float], ...] = ()
    """(gateway, seconds, price), as storyboard.toml has them."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor."""

    about: str
    good: bool
    says: str
    untrusted: bool = False
    """A key was not sent, since nobody allowed it for that host."""
    unanswered: bool = False
    """The language model was asked for, and gave no answer that can be used."""


def sold(settings: Settings) -> tuple[Sold, ...]:
    """Everything that a dialect or a profile knows how to buy, dialect by dialect."""
    found = []
    profiles = load_profiles(settings.workspace)
    for dialect in load_dialects(settings.workspace).values():
        for row in dialect.models:
            for pattern in row.names:
                names = (
                    [pattern]
                    if "*" not in pattern
                    else _living(profiles)
                    if dialect.flow == "task" and pattern == "*"
                    else []
                )
                for name in names or [pattern]:
                    profile = profile_for(name, settings.workspace)
                    lengths = row.lengths_for("portrait", hd=False) or (profile.lengths if profile else ())
                    found.append(
                        Sold(
                            dialect.name,
                            name,
                            lengths,
                            row.lengths_for("portrait", hd=True),
                            profile.name if profile else "plain",
                            profile.retired if profile else "",
                            tuple(_prices(settings, dialect.name, name)),
                        )
                    )
    return tuple(found)


def listed(settings: Settings) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """(gateway, models it lists, or what went wrong) of every configured gateway that makes films; asking is free."""
    for name in settings.gateways:
        try:
            gateway = open_gateway(settings, name)
            if not isinstance(gateway, Remote):
                continue
            names = asyncio.run(_models(gateway))
        except StoryboardError as wrong:
            yield name, (), wrong.message
        else:
            yield name, tuple(sorted(names)), ""


def catalogs(settings: Settings) -> Iterator[tuple[str, tuple[Offered, ...]]]:
    """(gateway, what its own list says of its models) of those that have such a list; asking is free."""
    for name in settings.gateways:
        gateway = open_gateway(settings, name)
        if isinstance(gateway, Remote) and gateway.dialect.catalog:
            yield name, asyncio.run(_catalog(gateway))


def keep_profiles(settings: Settings, name: str, models: Sequence[Offered], today: date) -> list[Path]:
    """Profiles of models that no profile knows and the list names lengths of, beside storyboard.toml; those there stay."""
    folder, kept = settings.workspace / "profiles", []
    for each in models:
        if not each.lengths or profile_for(each.model, settings.workspace):
            continue
        called = re.sub(r"[^a-z0-9.]+", "-", each.model.lower()).strip("-.")
        path = folder / f"{called}.toml"
        if path.exists():
            continue
        sound = {True: "switch", False: "never", None: ""}[each.sound]
        prices = "".join(f"# {what}: {price}\n" for what, price in each.prices)
        folder.mkdir(exist_ok=True)
        path.write_text(
            f'{prices}name = {json.dumps(called)}\ntitle = {json.dumps(each.title)}\nmodels = [{json.dumps(each.model)}]\ntemplate = "prose"\n'
            f'lengths = {list(each.lengths)}\nsizes = {{ portrait = "720x1280", landscape = "1280x720" }}\nsound = "{sound}"\n'
            f'source = "the list of models of {name}, {today.isoformat()}"\n',
            encoding="utf-8",
        )
        kept.append(path)
    return kept


async def _catalog(gateway: Remote) -> tuple[Offered, ...]:
    async with gateway:
        return await gateway.catalog()


def examine(settings: Settings, *, ask: bool) -> Iterator[Finding]:
    """Findings about settings, keys, gateways and the ledger. `ask`: also asks each gateway for its models, which is free."""
    known = (
        "storyboard.toml read" if (settings.workspace / "storyboard.toml").is_file() else "no storyboard.toml: defaults"
    )
    yield Finding("settings", True, f"{settings.workspace}: {known}")
    if owners := second_owners(every=True):
        yield Finding("installation", False, warning(owners))
    yield _language_model(settings)
    try:
        offer = make_offer(settings)
    except StoryboardError as wrong:
        yield Finding("video", False, str(wrong))
    else:
        prices = ", ".join(f"{seconds} s {amount(price)}" for seconds, price in offer.prices) or "unknown"
        yield Finding(
            "video", True, f"{offer.model} at {offer.gateway}, {offer.lengths} s, {offer.size}, prices: {prices}"
        )
        yield from (Finding("video", False, fault.message) for fault in remarks(settings, offer, date.today()))
    for name in settings.gateways:
        yield from _gateway(settings, name, ask=ask)
    if settings.ledger.exists():
        with open_ledger(settings) as ledger:
            unknown = sum(attempt.state == "unknown" for attempt in ledger.all_attempts())
            yield Finding(
                "ledger", not unknown, f"{amount(ledger.committed())} spent or reserved, {unknown} of unknown outcome"
            )


def _language_model(settings: Settings) -> Finding:
    llm = settings.llm
    if llm is None:
        return Finding("language model", True, "none: the rule planner is used")
    there = bool(os.environ.get(llm.api_key_env))
    return Finding(
        "language model", there, f"{llm.model} at {llm.base_url}, ${llm.api_key_env} {'set' if there else 'not set'}"
    )


def try_language_model(settings: Settings) -> Iterator[Finding]:
    """What the endpoint of `[llm]` can do, by asking it; costs what three short answers cost."""
    from storyboard.llm.probe import probe
    from storyboard.production.asking import open_mind

    mind = open_mind(settings)
    if mind is None or not mind.key:
        why = f"no key in {settings.llm.api_key_env}" if settings.llm else "no [llm] in storyboard.toml"
        yield Finding("language model", False, f"not tried: {why}", unanswered=True)
        return
    try:
        answered = True
        for found in probe(mind):
            bad = found.ability == "answer" and not found.good
            answered = answered and not bad
            yield Finding(f"language model, {found.ability}", found.good, found.says, unanswered=bad)
    except NotTrusted as wrong:
        yield Finding("language model", False, str(wrong), untrusted=True)
        return
    yield Finding(
        "language model", answered, f"asked: {mind.tally.sentence(settings.llm.prices if settings.llm else {})}"
    )


def _gateway(settings: Settings, name: str, *, ask: bool) -> Iterator[Finding]:
    entry, about = settings.gateway(name), f"gateway {name}"
    try:
        gateway = open_gateway(settings, name)
    except StoryboardError as wrong:
        yield Finding(about, False, str(wrong))
        return
    if not isinstance(gateway, Remote):
        if not gateway.free:
            yield from _key(entry, about)
        return
    yield from _key(entry, about)
    if not ask or (entry.api_key_env and not os.environ.get(entry.api_key_env)):
        return
    try:
        listed = asyncio.run(_models(gateway))
    except NotTrusted as wrong:
        yield Finding(about, False, str(wrong), untrusted=True)
        return
    except StoryboardError as wrong:
        yield Finding(about, False, wrong.message)
        return
    wanted = settings.video.model if settings.video.gateway == name else ""
    if wanted and wanted not in listed:
        yield Finding(
            about, False, f"answers, but does not list {wanted}; it lists: {', '.join(sorted(listed)) or 'nothing'}"
        )
    else:
        yield Finding(about, True, f"answers and lists {len(listed)} models")


def _key(entry: GatewayEntry, about: str) -> Iterator[Finding]:
    if entry.api_key_env:
        there = bool(os.environ.get(entry.api_key_env))
        yield Finding(about, there, f"${entry.api_key_env} is {'set' if there else 'not set'}")
    else:
        yield Finding(about, True, "without a key")


async def _models(gateway: Remote) -> tuple[str, ...]:
    async with gateway:
        return await gateway.models()


def _living(profiles: dict[str, Profile]) -> list[str]:
    today = date.today()
    return [
        p.name for p in profiles.values() if p.models and not p.is_retired(today) and p.template not in ("", "sora")
    ]


def _prices(settings: Settings, dialect: str, model: str) -> Iterator[tuple[str, int, float]]:
    for name, entry in settings.gateways.items():
        if entry.dialect == dialect:
            yield from ((name, seconds, price) for seconds, price in sorted(entry.prices.get(model, {}).items()))
