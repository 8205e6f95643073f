"""Where the clips of a board break, and how much room whoever directs it has in them."""

from dataclasses import replace

from storyboard.config import Settings
from storyboard.library import FILM, Library
from storyboard.model import Offer
from storyboard.pack.search import Breaks

STORY_SPARE, FILM_SPARE = 0.3, 0.15
"""The share of the price that a model's held looks and silent shots may cost where clips break for the story; the second where it writes its
shots whole, gives each its seconds and uses all that it is told. A plain chat answer takes a tenth to a third more seconds than the lines need;
boards that had none or a tenth of it were called rushed by every reader."""


def directs(settings: Settings, library: Library, code: str) -> bool:
    """Whether a model is to direct a whole story."""
    return bool(settings.llm) and library.knows_story(code)


def writes(library: Library, code: str) -> bool:
    """Whether whoever directs writes the shots whole."""
    return library.protocol("shots", code) == FILM


def breaks_for(settings: Settings, *, directed: bool) -> Breaks:
    """Where clips end: as the settings say, else for the story where a model directs a whole one, for there its silent shots are what is bought."""
    return settings.video.breaks or ("story" if directed else "cheapest")


def with_room(offer: Offer, breaks: Breaks, library: Library, code: str, room: float | None = None) -> Offer:
    """What is sold, and how much room a director has in it: as the settings say (`room`), else what is usual."""
    if breaks != "story":
        return replace(offer, spare=0.0)
    usual = FILM_SPARE if writes(library, code) else STORY_SPARE
    return replace(offer, spare=usual if room is None else room)


def told_to_director(offer: Offer, settings: Settings, library: Library, code: str) -> Offer:
    """What a question about shots says is sold."""
    breaks = breaks_for(settings, directed=directs(settings, library, code))
    return with_room(offer, breaks, library, code, settings.video.room)
