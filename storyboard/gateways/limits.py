"""What a picture, film or sound from this machine may measure, as a dialect says: pixels, shape, seconds. Read from the file itself."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from storyboard.gateways.boxes import BrokenFilm
from storyboard.gateways.build import kind_of_source
from storyboard.gateways.still import read_still
from storyboard.model import Reference
from storyboard.profiles import ReferenceField


def over_limits(reference: Reference, field: ReferenceField) -> Iterator[str]:
    """What is wrong with a file; nothing for addresses, for what cannot be measured, and where the dialect names no limit."""
    if kind_of_source(reference.source) != "file" or not Path(reference.source).is_file():
        return
    path = Path(reference.source)
    if field.pixels or field.ratio:
        yield from _measured(path, field)
    if field.seconds and (long := seconds_of(reference)) and not field.seconds[0] <= long <= field.seconds[1]:
        yield f"{path.name} lasts {long:.1f} s, {field.seconds[0]:g} to {field.seconds[1]:g} s are taken"


def too_long(references: Sequence[Reference], field: ReferenceField) -> str:
    """Why these cannot go together; empty where they can, or where nobody knows how long they are."""
    long = sum(seconds_of(each) or 0.0 for each in references) if field.together else 0.0
    return f"{long:.1f} s together, {field.together:g} s are taken" if long > field.together else ""


def seconds_of(reference: Reference) -> float | None:
    """How long a file lasts; None of anything else."""
    from storyboard.media.lasting import lasting

    if kind_of_source(reference.source) != "file" or not Path(reference.source).is_file():
        return None
    return lasting(Path(reference.source))


def _measured(path: Path, field: ReferenceField) -> Iterator[str]:
    try:
        still = read_still(path)
    except (BrokenFilm, OSError):
        return  # a picture of another kind; the gateway says what it thinks of it
    if not (still.width and still.height):
        return
    size = f"{path.name} has {still.width}x{still.height} pixels"
    if field.pixels and not all(field.pixels[0] <= side <= field.pixels[1] for side in (still.width, still.height)):
        yield f"{size}, {field.pixels[0]} to {field.pixels[1]} a side are taken"
    if field.ratio and not field.ratio[0] <= still.width / still.height <= field.ratio[1]:
        yield f"{size}, a width of {field.ratio[0]:g} to {field.ratio[1]:g} times the height is taken"
