"""The fewest paid seconds: a board becomes clips of lengths that are sold, as an exact optimum for the offer's billing.

`atoms` cuts the board into what a clip is made of, `search` chooses the clips, `filling` stretches one to its length,
`elastic` says which shots may be shortened, `compositions` tells a clip as one, `price` what clips cost, `greedy` is the simple rule to compare with.
"""

from storyboard.pack.atoms import Atom, atoms
from storyboard.pack.compositions import Composition, compositions
from storyboard.pack.elastic import floors
from storyboard.pack.filling import fill, fits
from storyboard.pack.greedy import greedy
from storyboard.pack.price import Cost, cost
from storyboard.pack.search import pack

__all__ = [
    "VERSION",
    "Atom",
    "Composition",
    "Cost",
    "atoms",
    "compositions",
    "cost",
    "fill",
    "fits",
    "floors",
    "greedy",
    "pack",
]

VERSION = 6
"""The packer's number, part of what an evaluated cell is made from. Raise it by one when the same board and offer are to give other clips."""
