"""All types. A stage is a function from one of these to the next; nothing here computes more than a property."""

from storyboard.model.board import Board, Character, Dialogue, Shot, ShotTrace, Trace
from storyboard.model.cast import Cast, Fact, FactSource, Looks, Member, Outfit, PersonKind, Place, Prop, Version, Voice
from storyboard.model.chat import Ask, Judge, Question
from storyboard.model.clips import Clip, Cue, Offer, Part
from storyboard.model.edit import Edit, Event, Laid, Media
from storyboard.model.faults import Fault, Level
from storyboard.model.hearing import Change, ChangeKind, Due, Extra, Hearing, LineHeard, TakeHeard, Verdict, Word
from storyboard.model.jobs import Order, Reference
from storyboard.model.references import Pictured, Slots, Telling
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
    ShotWish,
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
    "Change",
    "ChangeKind",
    "Character",
    "Clip",
    "Cue",
    "Delivery",
    "Dialogue",
    "Doubt",
    "Due",
    "Edit",
    "Episode",
    "Event",
    "Extra",
    "Fact",
    "FactSource",
    "Family",
    "Fault",
    "Hearing",
    "Judge",
    "Kind",
    "Laid",
    "Layer",
    "Level",
    "LineHeard",
    "Looks",
    "Media",
    "Member",
    "Note",
    "Offer",
    "Order",
    "Outfit",
    "Parenthetical",
    "Part",
    "Person",
    "PersonKind",
    "Pictured",
    "Place",
    "Prop",
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
    "ShotWish",
    "Slots",
    "Source",
    "Staging",
    "TakeHeard",
    "Telling",
    "Trace",
    "Unit",
    "Verdict",
    "Version",
    "Voice",
    "Wish",
    "Word",
    "Wording",
]
