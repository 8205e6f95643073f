"""A finished film brought to disk, whole or not at all, and what is to be said about it."""

import hashlib
import os
from dataclasses import replace
from pathlib import Path

from storyboard.errors import StoryboardError
from storyboard.gateways.protocol import Film, Gateway, Observation, Ticket
from storyboard.ledger import Ledger, Stale
from storyboard.model import Order


async def bring(gateway: Gateway, ticket: Ticket, seen: Observation, path: Path) -> Film:
    """The film, whole or not at all: at `path` (but for the suffix, which is that of its kind), or beside it where another lies."""
    # Of this try alone: a process that was taken for dead, its machine asleep, may be fetching the same film.
    part = path.with_name(f"{path.stem}-{os.urandom(4).hex()}.part")
    try:
        film = await gateway.fetch(ticket, seen, part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        place = free_place(path.with_suffix(film.suffix), film.sha256)
        part.replace(place)
        for left in path.parent.glob(f"{path.stem}-*.part"):
            left.unlink(missing_ok=True)
    except OSError as wrong:
        if path.is_file() and not part.exists():
            raise Stale(f"{path}: another process has brought it") from wrong
        raise StoryboardError(
            f"{path}: cannot be written: {wrong.strerror or wrong}",
            "make room and run again: films that are paid for are fetched again, not bought again",
        ) from wrong
    finally:
        part.unlink(missing_ok=True)
    return replace(film, path=place)


def free_place(path: Path, sha256: str) -> Path:
    """The path, or the next name beside it that is free or holds these very bytes: no take is written over by another."""
    number, found = 2, path
    while found.exists() and hashlib.sha256(found.read_bytes()).hexdigest() != sha256:
        found, number = path.with_name(f"{path.stem}.{number}{path.suffix}"), number + 1
    return found


def differences(film: Film, order: Order) -> tuple[str, ...]:
    """What the film is that the order did not ask for, one sentence each: told, never a reason to buy again."""
    said = []
    if order.kind == "picture":
        made = f"{film.width}x{film.height}"
        return (f"the picture is {made}, {order.size} was ordered",) if film.width and made != order.size else ()
    if film.damage:
        said.append(f"the film is damaged inside: {film.damage}")
    if film.seconds is not None and abs(film.seconds - order.seconds) > 1.0:
        said.append(f"the film lasts {film.seconds:.1f} s, {order.seconds} s were ordered")
    if film.has_sound is False and (speakers := _speakers(order)):
        said.append(f"the film has no sound, but {', '.join(speakers)} should be heard in it")
    if film.width and f"{film.width}x{film.height}" != order.size:
        said.append(f"the film is {film.width}x{film.height}, {order.size} was ordered")
    if film.turned:
        said.append(f"the film lies on its side or head ({film.turned}°): it is turned upright when it is put together")
    if film.uneven:
        said.append(
            f"the film has {film.uneven:g} pictures a second: it is brought to a usual rate when it is put together"
        )
    return tuple(said)


def is_grave(film: Film, order: Order) -> bool:
    """Whether the film is so far from the order that a person must look: less than half as long, or damaged."""
    return bool(film.damage) or (film.seconds is not None and film.seconds < order.seconds / 2)


def _speakers(order: Order) -> list[str]:
    spoken = (shot.dialogue.role or "somebody" for shot in order.shots if shot.dialogue.text.strip())
    return list(dict.fromkeys(spoken))


def relative(path: Path, ledger: Ledger) -> str:
    """As the ledger keeps it: relative to the workspace, so that a production can be moved; else in full.

    Links are not followed first: another machine's out/ may be a link to where the storage is mounted there.
    """
    workspace, full = ledger.path.parent.parent.absolute(), path.absolute()
    if not full.is_relative_to(workspace):
        workspace, full = workspace.resolve(), full.resolve()
    return full.relative_to(workspace).as_posix() if full.is_relative_to(workspace) else str(full)
