"""Attempts opened, and those closed that a dead process left in the middle of a send."""

from collections.abc import Sequence

from storyboard.gateways.protocol import Gateway
from storyboard.ledger import Attempt, Job, Ledger


def open_attempts(
    ledger: Ledger, wanted: Sequence[tuple[Job, float | None]], *, again: bool = False
) -> tuple[Attempt, ...]:
    """The attempt that says where each of these (job, price) stands; made now, ready, where there is none, or `again` on purpose.

    The only function that opens attempts: whatever is bought, by whichever command, began here.
    """
    return ledger.open_jobs(wanted, again=again)


def settle_old(ledger: Ledger, gateway: Gateway, age: float) -> None:
    """Sends older than `age` seconds, whose process must be dead: unknown from now on (ready again where they are free).

    Should its process live after all, its late answer is still written down.
    """
    for attempt in ledger.in_state(ledger.accounts(gateway.account), "sending"):
        # One that lies in the future was written by a clock that was wrong.
        if not 0 <= ledger.now() - attempt.intent < age:
            interrupted(ledger, gateway, attempt, "the program ended while this was being sent")


def interrupted(ledger: Ledger, gateway: Gateway, attempt: Attempt, why: str) -> Attempt:
    """A send that was cut off: what became of it is unknown, and a person decides; where films are free it is made again."""
    if gateway.free:
        return ledger.move(attempt, "ready")
    return ledger.move(attempt, "unknown", fault="unknown_outcome", note=f"{why}: the gateway may have taken it")
