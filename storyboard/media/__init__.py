"""Films without a system ffmpeg: encoding, facts about films, joining, loudness, burning in. PyAV and Pillow load on first use."""

from storyboard.media import titles
from storyboard.media.container import HEAD, FilmContainer, NotAFilm, container_at, container_of
from storyboard.media.encode import FilmWriter, samples_of
from storyboard.media.fades import Fades
from storyboard.media.film import Facts, Survey, frame, frames, jpeg, probe, survey
from storyboard.media.join import BadJoin, Joined, Make, Piece, join, make_of
from storyboard.media.letters import missing_glyphs
from storyboard.media.loudness import Loudness, level, measure
from storyboard.media.planes import planes
from storyboard.media.recode import burn
from storyboard.media.softsub import add_subtitles
from storyboard.media.titles import Title

__all__ = [
    "HEAD",
    "BadJoin",
    "Facts",
    "Fades",
    "FilmContainer",
    "FilmWriter",
    "Joined",
    "Loudness",
    "Make",
    "NotAFilm",
    "Piece",
    "Survey",
    "Title",
    "add_subtitles",
    "burn",
    "container_at",
    "container_of",
    "frame",
    "frames",
    "join",
    "jpeg",
    "level",
    "make_of",
    "measure",
    "missing_glyphs",
    "planes",
    "probe",
    "samples_of",
    "survey",
    "titles",
]
