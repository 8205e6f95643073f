"""How a language model is asked about a script: which questions, by the prompts in use. The one place that chooses."""

from collections.abc import Sequence

from storyboard.errors import UsageError
from storyboard.languages import Language
from storyboard.library import FILM, SHIPPED, Library
from storyboard.model import Ask, Cast, Episode, Offer, Script
from storyboard.plan import bible, by_model, director, story, supervisor
from storyboard.plan.by_model import Perfect
from storyboard.plan.compile import Plan
from storyboard.plan.entries import Window


def knows_story(library: Library, language: str, protocol: str = "cuts") -> bool:
    """Whether the shots prompt in use is asked about the whole story; `protocol`: as `[llm]` says."""
    code = Language.of(language).code
    # A version that is not there, or is not of these shots, is said before anything is asked.
    if library.looks_again(code):
        first, second = (library.protocol(stage, code) == FILM for stage in ("shots", supervisor.STAGE))
        if library.knows_story(code) and first != second:
            told = library.version(supervisor.STAGE)
            raise UsageError(
                f"prompt {supervisor.STAGE}/{told} does not read the shots that shots/{library.version('shots')} asks for",
                'in [prompts] name neither, or two that go together: shots = "v3" with continuity = "v1"; continuity = "none" asks for no second look',
            )
    return protocol != "board" and library.knows_story(code)


def windows(script: Script, cast: Cast, known: Cast, library: Library) -> Sequence[Window]:
    """The stretches of a script about which people, places and story are asked; none where all of it is known."""
    if not knows_story(library, script.language):
        return bible.windows(script, cast, known)
    return story.windows(script, cast, known) if cast.story is None else ()


def perfect(script: Script, cast: Cast, library: Library = SHIPPED, protocol: str = "cuts") -> Perfect:
    """Questions about shots, and tokens (about), that a whole script needs when every answer is accepted at once."""
    if knows_story(library, script.language, protocol):
        return director.perfect(script, cast, library)
    return by_model.perfect(script, cast, library, protocol)


async def describe(
    script: Script,
    cast: Cast,
    known: Cast,
    ask: Ask,
    tempo: int | None = None,
    library: Library = SHIPPED,
    *,
    silent: bool = True,
) -> tuple[Cast, list[str]]:
    """The cast with what a model says of new people and places, and with the story where the prompts in use want it; `silent` as `gather` says."""
    if not knows_story(library, script.language):
        return await bible.describe(script, cast, known, ask, tempo, library)
    if cast.story is not None:
        return cast, []
    return await story.tell(script, cast, known, ask, tempo, library, silent=silent)


async def plan_with_model(
    script: Script,
    episode: Episode,
    cast: Cast,
    ask: Ask,
    protocol: str = "cuts",
    library: Library = SHIPPED,
    offer: Offer | None = None,
) -> Plan:
    """The board of one episode by a model where it can, by rules where it cannot; see the protocols themselves."""
    if knows_story(library, script.language, protocol):
        return await director.plan_story(script, episode, cast, ask, library, offer)
    return await by_model.plan_with_model(script, episode, cast, ask, protocol, library)
