"""A film on disk: whether it is whole, and what it is."""

import hashlib
from dataclasses import replace
from pathlib import Path

from storyboard import media
from storyboard.gateways.boxes import BrokenFilm, read_boxes
from storyboard.gateways.protocol import Film

SHORTFALL = 0.3
"""Seconds by which a film's packets may end before what its header says."""


def read_film(path: Path, *, decode: bool = True) -> Film:
    """The film at `path`, or `BrokenFilm` where it is cut or none.

    An MP4 file is judged by its boxes, any other that PyAV opens by reading it to its end. `decode`: every picture is
    decoded too, and what is broken inside is told in `Film.damage`.
    """
    with path.open("rb") as file:
        kind = media.container_of(file.read(64))
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if kind is None:
        read_boxes(path)  # says what it begins like
        raise BrokenFilm("this is no film")
    found = Film(path, digest, path.stat().st_size, suffix=kind.suffix)
    if kind.format == "mov":
        boxes = read_boxes(path)
        found = replace(found, seconds=boxes.seconds, width=boxes.width, height=boxes.height)
    try:
        seen = media.survey(path)
    except media.NotAFilm as wrong:
        if kind.format != "mov":
            raise BrokenFilm(f"this is no whole film: {wrong.what}") from wrong
        return found
    if kind.format != "mov" and seen.said > seen.seconds + SHORTFALL:
        raise BrokenFilm(f"the film is cut: {seen.seconds:.1f} of its {seen.said:.1f} s are there")
    odd = 0.0 if abs(float(seen.true_fps / seen.fps) - 1) < 0.001 else round(float(seen.true_fps), 2)
    return replace(
        found,
        seconds=found.seconds or seen.seconds,
        width=seen.width,
        height=seen.height,
        has_sound=seen.has_audio,
        turned=seen.turned,
        uneven=odd,
        damage=_damage(path) if decode else "",
    )


def _damage(path: Path) -> str:
    try:
        media.probe(path)
    except media.NotAFilm as wrong:
        return wrong.what
    return ""
