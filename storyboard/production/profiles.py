"""The same board for another video model: packed for its lengths, rendered in its syntax; shown, not written."""

from collections.abc import Iterator
from pathlib import Path

from storyboard import render
from storyboard.model import Board, Clip, Offer
from storyboard.pack import floors, pack
from storyboard.production.production import Options, Production, productions
from storyboard.production.stages import plan_stage
from storyboard.profiles import offer_of


def prompts_for(path: Path, options: Options, name: str) -> Iterator[tuple[str, ...]]:
    """The prompts of each episode as the model of a profile wants them. Buys nothing and touches no prompt file."""
    for production in productions(path, options):
        offer = offer_of(name, production.settings.workspace, production.settings.video.orientation)
        yield packed(plan_stage(production).board, offer, production)[1]


def packed(board: Board, offer: Offer, production: Production) -> tuple[tuple[Clip, ...], tuple[str, ...]]:
    """(clips, prompts) of a board for another offer."""
    measure, lengthy = render.limits(board, offer, production.cast, production.library)
    share = production.options.share_scenes
    clips = pack(board, offer, share_scenes=share, measure=measure, floors=floors(board), lengthy=lengthy)
    return clips, render.render(board, clips, offer, production.cast, production.library)
