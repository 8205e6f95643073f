"""Moving pictures without a system ffmpeg: animatics, facts about films, joining, burning in. PyAV and Pillow load on first use."""

from storyboard.media.animatic import animatic
from storyboard.media.encode import Film
from storyboard.media.film import Facts, NotAFilm, frame, frames, probe
from storyboard.media.join import BadJoin, Joined, Piece, join
from storyboard.media.letters import missing_glyphs
from storyboard.media.recode import burn
from storyboard.media.titles import Title

__all__ = [
    "BadJoin",
    "Facts",
    "Film",
    "Joined",
    "NotAFilm",
    "Piece",
    "Title",
    "animatic",
    "burn",
    "frame",
    "frames",
    "join",
    "missing_glyphs",
    "probe",
]
