"""The same board for another video model: packed for its lengths, rendered in its syntax; shown, not written."""

from collections.abc import Iterator
from pathlib import Path

from storyboard import render
from storyboard.errors import UsageError
from storyboard.model import Board, Clip, Offer
from storyboard.pack import floors, pack
from storyboard.production.production import Options, Production, productions
from storyboard.production.stages import plan_stage
from storyboard.profiles import load_profiles


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


def offer_of(name: str, workspace: Path, orientation: str) -> Offer:
    """What the model of a profile can do, without a gateway and without prices."""
    known = load_profiles(workspace)
    if name not in known or not known[name].lengths:
        usable = sorted(each for each, profile in known.items() if profile.lengths)
        raise UsageError(f"no profile called {name}", f"there are: {', '.join(usable)}")
    profile = known[name]
    sizes = {str(shape): size for shape, size in profile.sizes.items()}
    return Offer(
        gateway="",
        model=name,
        lengths=tuple(sorted(profile.lengths)),
        size=sizes.get(orientation, "720x1280"),
        prompt_limit=profile.prompt_limit,
        shot_limit=profile.shot_limit,
        profile=name,
        template=profile.template,
        template_before=profile.template_before,
        advised=profile.advised_shots,
        advised_size=profile.advised,
        levels=profile.levels,
        few=profile.looks == "few",
        traits=profile.traits,
        again=profile.again == "phrase",
        plain=profile.camera == "plain",
        leads=profile.opens == "subject",
        least_spoken=round(profile.least_spoken * 10),
        instructions=profile.instructions,
        draws_text=profile.draws_text,
    )
