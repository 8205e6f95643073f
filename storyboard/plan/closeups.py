"""Close-ups of things: what an action is about, and whether it is worth the whole picture."""

from dataclasses import replace

from storyboard import names, speech
from storyboard.camera import Framing
from storyboard.plan import reasons
from storyboard.plan.choices import Ground, ShotChoice
from storyboard.plan.turns import Turn
from storyboard.staging import props, things
from storyboard.staging.images import image_in

SHORT = 45
"""Tenths of an action up to which a thing in it fills the picture."""
SMEARS = ("血", "the blood")
"""What is no thing by itself: it is seen on somebody."""
THING = 60
"""Tenths of an action up to which a thing that it begins with fills the picture."""


def detail(text: str, turn: Turn, ground: Ground, before: str = "") -> ShotChoice:
    """A close-up of what an action is about: the thing it names, of whoever it belongs to."""
    who = _owner(text, turn, ground)
    prop = names.as_cast(props.prop_of(text, ground.known.language.code, before), ground.known)
    form = "insert" if prop else "detail"
    whole = tuple(name for name in ground.known.characters if name.casefold() == prop.casefold())
    if whole or names.found(prop, ground.known):
        return ShotChoice(Framing("close"), "alone", "insert", (whole or names.found(prop, ground.known))[:1])
    if who and (not prop or props.of_a_body(prop)):
        return ShotChoice(Framing("close"), f"{form}_people", "insert", who, prop)
    return ShotChoice(Framing("close"), form, "insert", (), prop)


def _nameless(text: str, ground: Ground) -> str:
    """The text with blanks over the names that have the word for a thing in them: 刀哥 is no 刀."""
    code = ground.known.language.code
    for start, end, _ in list(names.matches(text, ground.known)):
        if props.thing_in(text[start:end], code):
            text = f"{text[:start]}{'□' * (end - start)}{text[end:]}"
    return text


def _image(text: str, turn: Turn, ground: Ground, before: str) -> ShotChoice | None:
    """The screen or the photograph of which an action tells what it shows, with whoever does something before it; None where it tells of none."""
    found = image_in(text, ground.known.language.code, before)
    if found is None:
        return None
    room = names.found(text[: found.start], ground.known)
    who = tuple(name for name in turn.acting if name in room)
    return ShotChoice(
        Framing("close", "eye", "push-in"), "insert_deed" if who else "insert", "discovery", who, found.thing
    )


def thing_alone(text: str, turn: Turn, ground: Ground, before: str = "") -> ShotChoice | None:
    """The close-up that a short action is worth: of one thing where the action is about nothing else, else with whoever acts behind it; any action's where it tells what a screen shows."""
    if image := _image(text, turn, ground, before):
        return image
    text = _nameless(text, ground)
    chosen = _close_thing(text, turn, ground) if speech.tenths_to_act(text) <= THING else None
    if chosen is None or not chosen.prop or not turn.acting:
        return chosen
    others = [one for one in things.handled(text, ground.known) if not things.shows(chosen.prop, one, ground.known)]
    if not others and props.fills(text, chosen.prop, ground.known.language.code):
        return chosen
    if props.of_a_body(chosen.prop):
        return chosen
    if chosen.prop in SMEARS:
        return None
    shown = names.found("\n".join(props.letters_of(text)), ground.known)
    told = names.found(props.lettered_off(text), ground.known)
    who = tuple(name for name in turn.acting if name not in shown or name in told)
    return replace(chosen, form="insert_deed", people=who) if who else chosen


def _close_thing(text: str, turn: Turn, ground: Ground) -> ShotChoice | None:
    """The close-up of what a short action names first of these: words to be read, what lies there, what it begins with, brings to light or is about."""
    language = ground.known.language.code
    if sign := props.sign_of(text, language):
        return ShotChoice(Framing("close", "eye", "push-in"), "insert", "discovery", (), sign)
    if still := _still_life(text, ground):
        return ShotChoice(Framing("close", "eye", "push-in"), "insert", "discovery", (), still)
    if props.about_a_thing(text, language):
        return detail(text, turn, ground)
    if shown := props.comes_to_light(text, language):
        found = detail(shown, turn, ground)
        return replace(found, framing=replace(found.framing, move="push-in"), rule="discovery")
    alone = len(turn.acting) < 2 and (turn.acting or not reasons.SOMEBODY.match(text))
    if (
        alone
        and speech.tenths_to_act(text) <= SHORT
        and props.handled(text, language) not in ("", *SMEARS)
        and not reasons.goes_down(text, turn.acting)
    ):
        return detail(text, turn, ground)
    return None


def _still_life(text: str, ground: Ground) -> str:
    """What a sentence shows lying at a place, and where, if the place is nobody's: the veil on the back seat."""
    thing, where = props.lying(text, ground.known.language.code)
    if not thing or names.found(thing, ground.known):
        return ""
    told = ground.known.language.word("staging.lying").format(thing=thing, where=where)
    return thing if names.found(where, ground.known) else told


def _owner(text: str, turn: Turn, ground: Ground) -> tuple[str, ...]:
    """Whose a thing is that fills the picture: who acts, and of several the one named last before it."""
    thing = props.prop_of(text, ground.known.language.code).rpartition(" ")[2]
    at = text.lower().find(thing.lower()) if thing else -1
    before = [name for start, _, name in names.matches(text, ground.known) if name in turn.acting and start < at]
    return tuple(before[-1:]) or turn.acting[:1]
