"""What the picture of a shot shows: written, read back, carried from shot to shot. The one place that knows both."""

from storyboard.staging.addressed import Said, addressed, called, meant
from storyboard.staging.layers import LAYERS, layer, layer_name, layer_of, layer_tags
from storyboard.staging.moves import Moves, heard_from_off, moves, persons
from storyboard.staging.reading import digest, loosely, of, picture_of, read, unseen
from storyboard.staging.setups import setups
from storyboard.staging.state import after, beside, gone, sides, through
from storyboard.staging.telling import Told, as_told, completed, looks, spots, told
from storyboard.staging.writing import FORMS, FREE, MOST_NAMED, size_words, write

__all__ = [
    "FORMS",
    "FREE",
    "LAYERS",
    "MOST_NAMED",
    "Moves",
    "Said",
    "Told",
    "addressed",
    "after",
    "as_told",
    "beside",
    "called",
    "completed",
    "digest",
    "gone",
    "heard_from_off",
    "layer",
    "layer_name",
    "layer_of",
    "layer_tags",
    "looks",
    "loosely",
    "meant",
    "moves",
    "of",
    "persons",
    "picture_of",
    "read",
    "setups",
    "sides",
    "size_words",
    "spots",
    "through",
    "told",
    "unseen",
    "write",
]
