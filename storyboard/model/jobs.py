"""What is bought. A gateway receives an `Order`; the ledger keeps a job for it and the attempts at buying it."""

from typing import Literal

from storyboard.model.board import Character, Shot
from storyboard.records import dataclass

JobKind = Literal["clip", "casting", "character", "remix", "picture", "hearing", "speaking"]
ReferenceRole = Literal["first_frame", "last_frame", "image", "video", "character", "voice", "element"]

TroubleClass = Literal[
    "auth",
    "quota",
    "busy",
    "parameter",
    "unsupported",
    "content_prompt",
    "content_image_person",
    "content_output",
    "character",
    "not_ready",
    "expired",
    "unknown_outcome",
    "gateway_fault",
    "not_as_ordered",
]
"""What may be wrong with a job; `gateways.faults` has the words for each."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A picture or film that goes with an order."""

    role: ReferenceRole
    source: str
    """Local path, URL or data URI."""
    timestamps: str = ""
    """`1,3` for a character reference."""
    content: str = ""
    """sha256 of what lies at an address that expires, where that is known."""


@dataclass(frozen=True, slots=True)
class Order:
    """One video to buy."""

    model: str
    prompt: str
    seconds: int
    size: str
    """`720x1280`."""
    hd: bool = False
    shots: tuple[Shot, ...] = ()
    """The clip's shots as the prompt tells them: `duration` is the packed one, `dialogue.text` the piece spoken.
    Real gateways ignore them; `preview` draws them."""
    characters: tuple[Character, ...] = ()
    """Those who speak or are named in the shots."""
    references: tuple[Reference, ...] = ()
    kind: JobKind = "clip"
    private: bool | None = None
    watermark: bool | None = None
    sound: bool = True
    """False: a film without sound is wanted, where there is a switch for it."""
