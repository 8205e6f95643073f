"""Who tells over the picture: whether they are the one in it, and whether they speak as who they are now or as who they were then."""

import re
from dataclasses import replace

from storyboard import marks, speech, staging
from storyboard.cast.looks import age_class
from storyboard.cast.timeline import APART
from storyboard.cast.voicing import of_years
from storyboard.languages import Language
from storyboard.model import Cast, Layer, Scene, Unit, Voice
from storyboard.patterns import deferred
from storyboard.plan.beats import Beat
from storyboard.plan.choices import Frame

_TELLS = deferred(r"画外音|旁白|\bV\.?\s?O\b", re.I)
"""In a cue: what is told over the picture; 画外 alone calls from outside it."""
_SHOUTS = deferred(r"[喊吼叫嚷喝]|\b(?:shout|yell|scream|call|cr(?:y|ies)|bellow|bark)", re.I)
"""How a cry is said."""
_OF_THEN = deferred(
    r"那[一个]?[年天时晚夜候]|当年|后来|小时候|从前|以前|记得|[一二三四五六七八九十百\d]+年"
    r"|\b(?:was|were|had|did|didn['’]t|wasn['’]t|couldn['’]t|used to|would|said|found|came|went|told|knew|took|saw|heard|thought|left|gave|made|kept|held|stood|sat|ran|grew|felt|brought|began|[a-z]{2,}ed)\b",
    re.I,
)
"""Words of who tells of another time than the one that is seen."""


def seen_thinking(framed: Frame, beat: Beat) -> bool:
    """Whether the picture is of the one whose voice is heard and whose lips are closed; not of who they were years ago."""
    staged = framed.staging
    if staged is None or beat.speech is None:
        return False
    who, seen = beat.speech.speaker, [body.who for body in staged.bodies]
    if staged.form == staging.FREE:
        said = beat.speech
        return who in seen and speech.over_the_picture(said.delivery, said.raw) and not called_out(said)
    return staged.form == "inner" and seen == [who]


def called_out(said: Unit) -> bool:
    """Whether a speech from off is a cry, and so nobody's thought: 画外 alone, and it ends in a loud mark or its own words say that somebody shouts."""
    if said.delivery != "offscreen" or _TELLS.search(said.raw.partition(said.text)[0] if said.text else said.raw):
        return False
    loud = said.text.rstrip("”」』\"'").endswith(("！", "!"))
    return loud or any(_SHOUTS.search(aside.text) for aside in said.parentheticals)


def heard_over(beat: Beat, layer: Layer, cast: Cast) -> bool:
    """Whether a line is told over a picture of another time: by who its speaker is now, not by who they were then."""
    if beat.speech is None or not beat.text or layer == "present":
        return False
    member = cast.get(beat.speech.speaker)
    return (
        member is not None
        and member.kind == "person"
        and speech.over_the_picture(beat.speech.delivery, beat.speech.raw)
    )


def grown_teller(
    beat: Beat, framed: Frame, scene: Scene, age: int | None, cast: Cast, language: Language
) -> Voice | None:
    """The voice of who tells, years on, of what is seen, over a picture of that time in which they are themselves: that of their oldest age, which it says; None for every other line.

    `age`: theirs in the scene, where that is not the cast's. Who calls from outside the picture, thinks, or is elsewhere has their voice of then.
    """
    said = beat.speech
    if said is None or not beat.text or not _TELLS.search(said.raw) or not _OF_THEN.search(said.text):
        return None
    member = cast.get(said.speaker)
    there = said.speaker in (*scene.cast, *scene.seen) or seen_thinking(framed, beat)
    if member is None or member.kind != "person" or not there:
        return None
    then = member.looks.age if age is None else age
    ages = [(member.looks.age, member.voice), *((one.age, one.voice) for one in member.versions if one.age is not None)]
    oldest, voice = max(ages, key=lambda each: each[0] or 0)
    if oldest is None or voice is None or oldest - then < APART or age_class(oldest) == age_class(then):
        return None
    return of_years(voice, oldest, language)


def of_then(
    change: marks.OtherClothes | marks.Now, told_by: str, framed: Frame, cast: Cast, language: Language
) -> marks.OtherClothes | marks.Now | None:
    """How somebody looks and sounds otherwise, as a shot has to say it: whoever tells of their youth has the voice of today, and where they are not seen nothing else of then.

    `told_by`: who tells over the picture; empty where nobody does.
    """
    if change.name != told_by or not isinstance(change, marks.Now) or change.age is None:
        return change
    unseen = framed.staging is not None and told_by not in [body.who for body in framed.staging.bodies]
    member = cast.get(told_by)
    grown = member is not None and age_class(member.looks.age) != age_class(change.age)
    voice = of_years(member.voice, member.looks.age, language) if member and grown else None
    return None if unseen else replace(change, voice=voice)
