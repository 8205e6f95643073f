"""All types. A stage is a function from one of these to the next; nothing here computes more than a property."""

from storyboard.model.board import Board, Character, Dialogue, Shot, ShotTrace, Trace
from storyboard.model.cast import Cast, Fact, FactSource, Looks, Member, Outfit, PersonKind, Place, Version, Voice
from storyboard.model.chat import Ask, Judge, Question
from storyboard.model.clips import Clip, Cue, Offer, Part
from storyboard.model.faults import Fault, Level
from storyboard.model.jobs import Order, Reference
from storyboard.model.rules import Family, Rule, Wording
from storyboard.model.runs import Call, Note, Run, Score
from storyboard.model.script import (
    Delivery,
    Doubt,
    Episode,
    Kind,
    Parenthetical,
    Person,
    Scene,
    Script,
    Source,
    Unit,
    Wish,
)
from storyboard.model.staging import Body, Layer, SceneState, Staging

__all__ = [
    "Ask",
    "Board",
    "Body",
    "Call",
    "Cast",
    "Character",
    "Clip",
    "Cue",
    "Delivery",
    "Dialogue",
    "Doubt",
    "Episode",
    "Fact",
    "FactSource",
    "Family",
    "Fault",
    "Judge",
    "Kind",
    "Layer",
    "Level",
    "Looks",
    "Member",
    "Note",
    "Offer",
    "Order",
    "Outfit",
    "Parenthetical",
    "Part",
    "Person",
    "PersonKind",
    "Place",
    "Question",
    "Reference",
    "Rule",
    "Run",
    "Scene",
    "SceneState",
    "Score",
    "Script",
    "Shot",
    "ShotTrace",
    "Source",
    "Staging",
    "Trace",
    "Unit",
    "Version",
    "Voice",
    "Wish",
    "Wording",
]
