"""The index of a season: one HTML page that plays and lists every episode and says what is missing."""

from collections.abc import Sequence
from pathlib import Path

from storyboard.assemble.page import environment, thumbnail
from storyboard.errors import StoryboardError
from storyboard.languages import Language
from storyboard.records import dataclass

POSTER_AT = 1.0
"""Seconds: after a fade from black, before the first cut."""

POSTER_WIDTH = 240


@dataclass(frozen=True, slots=True)
class IndexedEpisode:
    """One episode in the index; paths are from the season's folder."""

    name: str
    title: str
    seconds: float
    clips: int
    state: str
    """`done`, or why not."""
    film: str = ""
    """Empty where there is none."""
    poster: str = ""
    """A frame of it as a data URI."""
    page: str = ""
    files: tuple[tuple[str, str], ...] = ()
    """(what it is, path)."""


def poster_of(film: Path) -> str:
    """A frame from the film's first seconds, as a data URI; empty where it cannot be read."""
    from storyboard.media import frames

    try:
        return thumbnail(frames(film, (POSTER_AT,))[0], POSTER_WIDTH)
    except StoryboardError:
        return ""


def season_page(
    title: str, language: Language, episodes: Sequence[IndexedEpisode], spent: float, shots: tuple[str, ...]
) -> str:
    """The index as HTML, self-contained but for the films; `shots` are paths of the shot lists."""
    return (
        environment()
        .get_template("season.html.jinja")
        .render(
            title=title,
            words=language.table("season"),
            many=language.many,
            episodes=episodes,
            done=sum(each.state == "done" for each in episodes),
            seconds=sum(each.seconds for each in episodes if each.film),
            spent=spent,
            shots=shots,
        )
    )
