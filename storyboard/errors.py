"""Everything that stops the program, and its exit code.

StoryboardError
├── UsageError            2  bad input, bad configuration, bad arguments
│   ├── ConfirmationNeeded    a command would pay and nobody was there to say yes
│   ├── NotTrusted            a folder's settings would send a key where the user never allowed it
│   └── DryRun                an answer was needed where nothing may be sent
├── ModelError            3  the language model
│   ├── CeilingReached        the run may not ask more
│   └── PartFailed            this part of a script only; another way may help
│       ├── BadAnswer         asked again, and still not what was asked for
│       ├── Truncated         the answer hit the output limit; a smaller part may fit
│       ├── Blocked           refused for its content; deterministic, so never asked again
│       └── Unasked           no key: only answers kept from before
├── GatewayError          4  a gateway refused, or a film failed
├── UnknownOutcome        5  a paid job may exist; never sent again by us
└── BudgetReached         6  the cap of `[budget]`
    └── PriceRose             a film costs more than was agreed to

Exit code 1 is no exception: `check` found faults. 130 is an interrupt. A message says what happened, to what, what it
cost, and after a line starting with `hint:` what to type next.
"""


class StoryboardError(Exception):
    """Root of all; caught once, in `cli.main`."""

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\nhint: {self.hint}" if self.hint else self.message


class UsageError(StoryboardError):
    """Bad input, bad configuration or bad arguments."""

    exit_code = 2


class ConfirmationNeeded(UsageError):
    """A command would pay, and nobody was there to say yes."""


class NotTrusted(UsageError):
    """A folder's settings would send a key to a host that the user never allowed it for."""


class DryRun(UsageError):
    """An answer was needed, and nothing may be sent."""


class ModelError(StoryboardError):
    """The language model refused, failed or answered nonsense too often."""

    exit_code = 3
    replayed = False
    """Whether it came from a recording: nothing was asked now."""


class CeilingReached(ModelError):
    """The ceiling on calls or tokens of one run."""


class PartFailed(ModelError):
    """One question got no answer that can be used; the run goes on another way."""


class BadAnswer(PartFailed):
    """Asked again with the faults listed, and the answer still has faults."""


class Truncated(PartFailed):
    """The answer was cut at the output limit, or the question was too long. Never repaired."""


class Blocked(PartFailed):
    """The endpoint refuses the content."""


class Unasked(PartFailed):
    """No key in the environment, and no answer kept from before."""


class GatewayError(StoryboardError):
    """A gateway refused, or a film failed."""

    exit_code = 4


class UnknownOutcome(StoryboardError):
    """No readable answer to a submission: a paid job may be running. Never sent again by us."""

    exit_code = 5


class BudgetReached(StoryboardError):
    """The cap of `[budget]` is reached; nothing more is submitted."""

    exit_code = 6
    fault = "budget"


class PriceRose(BudgetReached):
    """A film costs more now than what was agreed to; nothing more is submitted before somebody is asked again."""

    fault = "price"
