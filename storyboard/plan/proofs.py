"""The prompts of a board as the model that films it would get them, for whoever looks at it once more before anything is paid.

What is written of a shot is not yet what is filmed: names become looks, people are listed, rules forbid, clips begin and end. Whoever
reads only the shots sees nothing of it, and a sentence that came out broken is paid for.
"""

from collections.abc import Sequence

from storyboard.library import Library
from storyboard.model import Board, Cast, Offer, ShotTrace
from storyboard.pack import floors, pack
from storyboard.records import dataclass
from storyboard.render import limits, render


@dataclass(frozen=True, slots=True)
class Proof:
    """One clip as it would be sent."""

    number: int
    """From 1 through the episode."""
    seconds: int
    shots: tuple[int, ...]
    """For each `Shot N` of the prompt its place on the board, from 0."""
    prompt: str


def proofs(
    board: Board, traces: Sequence[ShotTrace], offer: Offer | None, cast: Cast, library: Library
) -> tuple[Proof, ...]:
    """The clips of a board in order, each with its prompt; none where nothing is sold.

    They are those that a first render would make; silent shots for which there is no money may go from them afterwards.
    """
    if offer is None or not offer.lengths or not board.shots:
        return ()
    measure, lengthy = limits(board, offer, cast, library)
    opens = frozenset(at for at, trace in enumerate(traces) if trace.opens) or None
    clips = pack(board, offer, measure=measure, floors=floors(board), opens=opens, breaks="story", lengthy=lengthy)
    prompts = render(board, clips, offer, cast, library)
    return tuple(
        Proof(number, clip.seconds, tuple(part.shot for part in clip.parts), prompt)
        for number, (clip, prompt) in enumerate(zip(clips, prompts, strict=True), 1)
    )
