"""Where attempts of one process are driven: its gateway, its ledger, its limits, and what stops it."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager, AsyncExitStack, suppress
from dataclasses import field, replace
from pathlib import Path
from typing import Self

from storyboard.errors import StoryboardError, UsageError
from storyboard.gateways.protocol import Gateway
from storyboard.gateways.replies import redact
from storyboard.ledger import Broken, Ledger, Limits, Stale
from storyboard.records import dataclass
from storyboard.submit.attempts import interrupted
from storyboard.submit.drive import DriveRun, Progress, drive, give_up


@dataclass
class Floor:
    """What the drives of one process share; used in the event loop it was entered in."""

    gateway: Gateway
    opening: Callable[[], AbstractContextManager[Ledger]]
    """Gives the ledger that the drives write; asked once, when the floor is entered."""
    budget: Callable[[Ledger], float | None] = lambda ledger: None
    """The cap as it stands now; None = no cap."""
    tell: Callable[[Progress], None] = lambda progress: None
    scale: float = 1.0
    """Below 1 only in rehearsals, where a gateway's time runs faster."""
    polite: bool = False
    """Other machines share the gateway's places."""
    through_pause: bool = False
    """Waits where the season is paused."""
    halted: dict[str, str] = field(default_factory=dict)
    """Class -> message, of what stops all further sends of this process."""
    troubles: dict[str, str] = field(default_factory=dict)
    """Attempt -> why it could not be driven."""
    grave: list[StoryboardError] = field(default_factory=list)
    """What a command that began this must end with: a full disk, an id that could not be written down."""

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            self.ledger = stack.enter_context(self.opening())
            await stack.enter_async_context(self.gateway)
            self._stack = stack.pop_all()
        self._run = DriveRun(
            self.gateway,
            self.ledger,
            Path(),
            self._limits(),
            self.tell,
            halted=self.halted,
            sleep_scale=self.scale,
            polite=self.polite,
            price=self.gateway.price,
            through_pause=self.through_pause,
        )
        self._asked: dict[str, str] = {}
        self._asking = asyncio.Lock()
        return self

    async def __aexit__(self, *wrong: object) -> None:
        await self._stack.aclose()

    async def drive(self, name: str, takes: Path) -> None:
        """One attempt as far as it comes; its film lands in `takes`. What it meets stands in the ledger.

        Raises nothing: one clip's trouble is that clip's, and what concerns them all is `halted`.
        """
        try:
            await self._drive(name, takes)
        except Broken as wrong:
            self.halted.setdefault("ledger", wrong.message)
            self.grave.append(wrong)
        except UsageError as wrong:
            self._let_go(name, str(wrong))
        except StoryboardError as wrong:
            # A full disk: nothing more is bought that could not be kept.
            self.halted.setdefault("stopped", str(wrong))
            self.grave.append(wrong)
            self._let_go(name, wrong.message)
        except Exception as wrong:
            self._let_go(name, f"nobody foresaw this: {type(wrong).__name__}: {redact(str(wrong))}")

    async def _drive(self, name: str, takes: Path) -> None:
        attempt = self.ledger.attempt(name)
        job = self.ledger.job(attempt.job)
        if job is None or attempt.account not in self.ledger.accounts(self.gateway.account):
            raise UsageError(f"it was planned for another gateway or account than {self.gateway.name}")
        make_room(takes)
        if attempt.state == "ready":
            await self._admit(job.order.model)
        await drive(replace(self._run, takes=takes, limits=self._limits()), attempt, job)

    def _let_go(self, name: str, why: str) -> None:
        """What is driven no longer takes no place; one that was in the middle of a send is unknown from now on."""
        self.troubles.setdefault(name, why)
        with suppress(Stale, Broken):
            attempt = self.ledger.attempt(name)
            if attempt.state == "running" and not attempt.not_before:
                give_up(self.ledger, attempt, why)
            elif attempt.state == "sending":
                interrupted(self.ledger, self.gateway, attempt, why)

    def _limits(self) -> Limits:
        """As they stand now: the cap may be raised or lowered from another terminal."""
        budget = None if self.gateway.free else self.budget(self.ledger)
        return Limits(self.gateway.parallel, self.gateway.rate, budget, self.gateway.pace.limit)

    async def _admit(self, model: str) -> None:
        """Asks the gateway once whether it still has a model that its maker switched off."""
        async with self._asking:
            # Held while the gateway is asked: nobody is sent before the answer, and all stay in their order.
            if model not in self._asked:
                self._asked[model] = await self.gateway.denial(frozenset({model}))
        if self._asked[model]:
            self.halted.setdefault("unsupported", self._asked[model])


def make_room(takes: Path) -> None:
    """The folder for the films, proved to be writable before anything is paid for."""
    probe = takes / ".part"
    try:
        takes.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(bytes(4096))
        probe.unlink()
    except OSError as wrong:
        raise UsageError(
            f"{takes}: cannot be written: {wrong.strerror}", "nothing was sent; nothing was paid"
        ) from None
