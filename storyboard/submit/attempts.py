"""Attempts opened, and those closed that a dead process left in the middle of a send."""

from collections.abc import Sequence

from storyboard.gateways.protocol import Gateway
from storyboard.ledger import Attempt, Job, Ledger


def open_attempts(
    ledger: Ledger, wanted: Sequence[tuple[Job, float | None]], *, again: bool = False
) -> tuple[Attempt, ...]:
    """The newest attempt at each of these (job, price); made now, ready, where there is none, or `again` on purpose.

    The only function that opens attempts: whatever is bought, by whichever command, began here.
    """
    return ledger.open_jobs(wanted, again=again)


def settle_old(ledger: Ledger, gateway: Gateway, age: float) -> None:
    """Sends older than `age` seconds, whose process must be dead: unknown from now on (ready again where they are free).

    Should its process live after all, its late answer is still written down.
    """
    for attempt in ledger.in_state(ledger.accounts(gateway.account), "sending"):
        if ledger.now() - attempt.intent < age:
            continue
        if gateway.free:
            ledger.move(attempt, "ready")
        else:
            note = "the program ended while this was being sent: the gateway may have taken it"
            ledger.move(attempt, "unknown", fault="unknown_outcome", note=note)
