"""Who tells over the picture: whether they are the one in it, and whether they speak as who they are now or as who they were then."""

from dataclasses import replace

from storyboard import marks, speech, staging
from storyboard.model import Cast, Layer
from storyboard.plan.beats import Beat
from storyboard.plan.grammar import Frame


def seen_thinking(framed: Frame, beat: Beat) -> bool:
    """Whether the picture is of the one whose voice is heard and whose lips are closed; not of who they were years ago."""
    staged = framed.staging
    if staged is None or beat.speech is None:
        return False
    who, seen = beat.speech.speaker, [body.who for body in staged.bodies]
    if staged.form == staging.FREE:
        return who in seen and speech.over_the_picture(beat.speech.delivery, beat.speech.raw)
    return staged.form == "inner" and seen == [who]


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


def of_then(
    change: marks.OtherClothes | marks.Now, told_by: str, framed: Frame
) -> marks.OtherClothes | marks.Now | None:
    """How somebody looks and sounds otherwise, as a shot has to say it: whoever tells of their youth has the voice of today, and where they are not seen nothing else of then.

    `told_by`: who tells over the picture; empty where nobody does.
    """
    if change.name != told_by or not isinstance(change, marks.Now) or change.age is None:
        return change
    unseen = framed.staging is not None and told_by not in [body.who for body in framed.staging.bodies]
    return None if unseen else replace(change, voice=None)
