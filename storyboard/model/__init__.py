"""All types. A stage is a function from one of these to the next; nothing here computes more than a property."""

from storyboard.model.board import Board, Character, Dialogue, Shot, ShotTrace, Trace
from storyboard.model.cast import Cast, Looks, Member, PersonKind, Voice
from storyboard.model.clips import Clip, Cue, Offer, Part
from storyboard.model.faults import Fault, Level
from storyboard.model.jobs import Order, Reference
from storyboard.model.script import (
    Delivery,
    Episode,
    Kind,
    Parenthetical,
    Person,
    Scene,
    Script,
    Source,
    Unit,
)

__all__ = [
    "Board",
    "Cast",
    "Character",
    "Clip",
    "Cue",
    "Delivery",
    "Dialogue",
    "Episode",
    "Fault",
    "Kind",
    "Level",
    "Looks",
    "Member",
    "Offer",
    "Order",
    "Parenthetical",
    "Part",
    "Person",
    "PersonKind",
    "Reference",
    "Scene",
    "Script",
    "Shot",
    "ShotTrace",
    "Source",
    "Trace",
    "Unit",
    "Voice",
]
