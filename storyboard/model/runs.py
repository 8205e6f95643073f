"""Prompt work: what was asked of a model for one script, what came of it, how good that is, what a person says of it."""

from dataclasses import field
from typing import Any, Literal

from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class Call:
    """One request to a chat endpoint, and what became of it."""

    kind: str
    """`labels`, `cast`, `shots`, `slots`, `board`."""
    about: str
    """`scene 1-2, lines 1-16`."""
    question: str
    """Id of its question; asked again with the faults listed, the question is the same."""
    turn: int
    """0: asked for the first time; 1, 2: asked again with the faults."""
    mode: str
    """How the form was asked for: `json_schema`, `json_object`, `prompt`."""
    messages: tuple[dict[str, str], ...]
    """What was sent, as role and content."""
    answer: str = ""
    """As the model wrote it; empty where nothing came."""
    parsed: Any = None
    """The answer as JSON; None where it is none."""
    faults: tuple[str, ...] = ()
    """Why the answer was not accepted; empty: it was, or nothing came."""
    error: str = ""
    """Why nothing that can be used came: refused request, cut answer, refused content."""
    finish: str = ""
    model: str = ""
    """The model that the endpoint reports."""
    tokens_in: int = 0
    tokens_out: int = 0
    tokens_cached: int = 0
    guessed: bool = False
    """The endpoint reports no usage: tokens are estimated from the texts."""
    seconds: float = 0.0
    """From request to answer, when it was really asked."""
    replayed: bool = False
    """Played from what is kept: nothing was sent now."""

    @property
    def accepted(self) -> bool:
        return not self.faults and not self.error


@dataclass(frozen=True, slots=True)
class Score:
    """One metric of one run."""

    metric: str
    value: float | None
    """None where it does not apply: a rule planner asks nothing."""
    why: str
    """One sentence that says where the number comes from."""
    at: tuple[str, ...] = ()
    """What it is about, where it is about something: `e1 shot 3`, `e1 clip 2`, `call 4`."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a person says of a run, or of one shot of it."""

    at: str
    """Time, ISO 8601, UTC."""
    rating: Literal[-1, 0, 1] = 0
    comment: str = ""
    about: str = ""
    """`e1 shot 3`; empty: the whole run."""


@dataclass(frozen=True, slots=True)
class Run:
    """One script, planned once in one column of a comparison: `run.json`. Everything else of a run lies beside it."""

    id: str
    """Name of its folder."""
    key: str
    """Hash of all that its outcome depends on; two runs of one key may replace each other."""
    suite: str
    script: str
    """Path of the script, as it was given."""
    script_hash: str
    language: str
    """`zh` or `en`."""
    column: str
    """What is compared: `shots/v2 · deepseek-chat`."""
    prompts: dict[str, str]
    """Stage -> `shots/v2@118b6309ebe1`; empty stages were not to be used."""
    model: str
    """The model that was asked for; `rules`: no model."""
    endpoint: str
    """Base address; empty for `rules`."""
    params: dict[str, Any]
    """temperature, max_tokens, protocol, profile: whatever else decides the outcome."""
    repeat: int
    """From 1."""
    tool: str
    """The numbers of parser, planner, packer and renderer; in older runs the program's version and a hash of its sources."""
    started: str
    """ISO 8601, UTC."""
    prices: dict[str, float] = field(default_factory=dict)
    """Of a million tokens: `input`, `output`, `cached`; empty: not known. They decide no outcome."""
    replayed: bool = False
    """Every answer was played."""
    reported: tuple[str, ...] = ()
    """Models that the endpoint reported."""
    error: str = ""
    """Why there is no board; empty: there is one."""
    remarks: tuple[str, ...] = ()
    episodes: tuple[str, ...] = field(default=())
    """Ids of the episodes that were planned: their boards lie in folders of that name."""
