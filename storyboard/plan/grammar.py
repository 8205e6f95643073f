"""The shot grammar: how beats are framed, and what the picture shows.

A new place is established; then the camera comes closer as people speak, changes sides in an exchange (each keeps a
side of the frame: the 180-degree line), goes to the face for an inner voice or a silence, and opens up again when
something happens. Words of the script about the camera always win. No chance: the same beats are framed the same.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from storyboard import camera, names, speech, staging
from storyboard.camera import Framing
from storyboard.model import Body, Cast, PersonKind, SceneState, Staging
from storyboard.model.staging import At
from storyboard.patterns import deferred
from storyboard.plan import reasons
from storyboard.plan.beats import Beat, asks
from storyboard.plan.postures import postures
from storyboard.plan.scenery import Scenery, phrases
from storyboard.plan.turns import Turn, into_phone
from storyboard.records import dataclass
from storyboard.staging import FORMS, anchors, props, things
from storyboard.staging.anchors import Fixture
from storyboard.staging.verbs import BLOW
from storyboard.timeline import write_caption

CLOSER = ("medium", "medium-close", "near", "close")
"""How an exchange tightens."""
BREATH = 9
"""Turns of an exchange after which both are seen again."""
ROUNDS = 4
"""Turns of an exchange between two steps closer: each of two people is seen twice from their camera position."""
LINGER = 6
"""Syllables from which a close line is worth a camera move; a shorter one is over before it is seen."""
RULES = {
    "establishing": "A new place is shown first: wide, moving, or with its first speaker full figure in it.",
    "action": "An action is seen as wide as its people need: nobody wide, one person medium, several full figure; "
    "a run followed; one step off where the two shots before had the same size.",
    "insert": "A short action about a thing, one that begins with it, and one that brings it to light, is a close-up of that thing.",
    "exchange": "Who speaks is seen, looking towards whom they speak to, each on one side of the frame; it comes back to the camera positions it has, comes closer every fourth turn, a cry one "
    "step more, and opens up after nine turns and when somebody new speaks.",
    "power": "Who has the upper hand is seen from below, who kneels, lies or pleads from above.",
    "listener": "A piece of a long line that is about whoever listens is heard over their face; never twice within three shots.",
    "blow": "A blow is seen whole, with both people, by a camera in the hand.",
    "entrance": "An entrance that changes the room is seen whole, from below, coming closer.",
    "pursuit": "Who runs after somebody, or away, is followed by the camera, close to the ground.",
    "revelation": "The camera comes closer while somebody says what changes everything.",
    "breath": "After a long exchange the camera goes back and both are seen again.",
    "long speech": "The camera comes closer as somebody goes on speaking.",
    "last word": "The camera comes closer to the last line of an episode.",
    "search": "Who looks about is seen by a camera that looks about with them.",
    "fall": "Who goes down is followed down.",
    "rise": "Who rises is followed up.",
    "walk": "Who walks is followed by the camera.",
    "approach": "The camera comes closer with whoever comes close to somebody.",
    "struggle": "A struggle is seen by a camera in the hand.",
    "ride": "A ride is followed.",
    "look": "The camera goes with a look.",
    "reach": "The camera goes down with a hand.",
    "tightening": "The camera comes closer where an exchange of some length becomes close.",
    "pressing": "The camera comes closer to whoever presses somebody with one question after the other.",
    "arrival": "The camera turns to the door for whoever comes in.",
    "departure": "The camera turns after whoever goes.",
    "discovery": "The camera comes closer to a thing that is brought to light, and to words that are read.",
    "outburst": "The camera comes closer to somebody who bursts out.",
    "power shift": "The camera rises against whoever takes the upper hand: from below, coming closer.",
    "closing": "The camera comes closer to the last word of a scene, and goes back from its last action.",
    "realises": "The camera comes closer to a face that takes something in.",
    "isolation": "Who is left alone gets smaller: the camera goes back.",
    "turmoil": "A room in disorder is seen by a camera in the hand.",
    "reaction": "A line without a spoken word is a close-up of the face.",
    "silent": "A face, a hand or an exit for which the script has no line, in time that the clip has to spare.",
    "inner voice": "An inner voice, and the voice-over of somebody who is there, goes close to the face, and pushes in where the camera has been still; the lips stay closed.",
    "voice": "A voice without a body is heard over whoever answers it, or over the place.",
    "phone": "A voice on the telephone is heard over a tight shot of whoever listens; who speaks into it is seen with it at the ear, closer at a cry, closer and coming closer as they go on.",
    "screen": "Who speaks or acts on a screen is seen on it, and it fills the picture.",
    "together": "People who speak together share a medium shot.",
    "group": "A crowd that speaks is seen full figure.",
}
"""What each rule means, in one sentence."""
OWN_CAMERA = ", the script's own camera"
"""Stands behind a rule where words of the script about the camera have won over it."""
TABLE = ", as the script's table says"
TEAM = ", as the team asks"
"""Stands behind a rule where a row of the script's own table says size, angle or movement."""
LADDER = ("extreme-wide", "wide", "full", *CLOSER, "extreme-close")

MOVING = frozenset(
    {
        "revelation", "long speech", "breath", "arrival", "departure", "discovery", "outburst", "power shift", "closing",
        "tightening", "pressing", *(name for name, _, _ in reasons.MOVED),
    }
)  # fmt: skip
"""Rules that say nothing but why the camera moves."""
VARIED = MOVING - {"breath", "discovery"} | {"exchange", "action", "power", "last word"}
"""Rules under which three sizes alike become two."""
SHORT = 45
"""Tenths of an action up to which a thing in it fills the picture."""
SMEARS = ("血", "the blood")
"""What is no thing by itself: it is seen on somebody."""
APART = 3
"""Shots between two lines that are heard over their listeners."""
THING = 60
"""Tenths of an action up to which a thing that it begins with fills the picture."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A framed beat."""

    camera: str
    visual: str
    rule: str
    tags: tuple[str, ...] = ()
    """What is special to its style."""
    staging: Staging | None = None
    """What the visual shows; None for words that are not the grammar's."""
    to: tuple[str, ...] = ()
    """Who is spoken to."""
    moves: Framing | None = None
    """The framing of a camera that moves for a reason of the grammar's own; None where it is still, or moves as the script asks."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What is the same for every beat of a scene."""

    scenery: Scenery
    cast: Cast
    known: names.Naming
    new_place: bool
    call: tuple[str, ...] = ()
    """Who speaks at either end of the call that is cut between, where the scene is one end of it."""
    anchors: tuple[Fixture, ...] = ()
    """Its fixed things with their sides; who comes in comes from the door's."""

    @property
    def words(self) -> dict[str, Any]:
        return phrases(self.known.language.code)

    def kind(self, name: str) -> PersonKind:
        member = self.cast.get(name)
        return member.kind if member else "person"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How the shots before were cut: what the next one answers."""

    depth: int = 0
    """How far the running exchange has tightened."""
    speaker: str = ""
    """Who spoke last, bodily."""
    sizes: tuple[str, ...] = ()
    """Of the last two shots."""
    spoke: frozenset[str] = frozenset()
    down: frozenset[str] = frozenset()
    """Who lies or kneels."""
    heard: int = APART
    """Shots since a line was last heard over its listener."""
    setups: tuple[tuple[tuple[str, str, int], "_Choice"], ...] = ()
    """(speaker, listener, how far the exchange had tightened) -> how they were seen: an exchange comes back to its camera positions."""
    upper: str = ""
    """Who had the upper hand last."""
    told: str = ""
    """The last action: what a thing that is only meant (特写：“…”) was named in."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """How a beat is to be seen, before the script's own camera words are heard."""

    framing: Framing
    form: str
    rule: str
    people: tuple[str, ...] = ()
    """Who fills the gaps of the form, in its order."""
    prop: str = ""
    kept: bool = False
    """Whether it comes back to a camera position of before: it is framed as it was."""
    tightens: bool = False
    """Whether an exchange has become closer with it."""


def frame(
    beat: Beat,
    turn: Turn,
    ground: Ground,
    state: SceneState,
    rhythm: Rhythm,
    *,
    first: bool,
    last: bool,
    closes: bool = False,
) -> tuple[Frame, SceneState, Rhythm]:
    """The camera and the picture of one beat, and what the next one may rely on; `closes`: a scene of some length ends with it."""
    down = reasons.fallen(beat, turn.acting, ground.known, rhythm.down)
    rhythm = replace(rhythm, down=down, heard=rhythm.heard + 1)
    if beat.speech and beat.speech.speaker in turn.screen:
        chosen = _on_screen(beat.speech.speaker)
    elif beat.speech:
        chosen, rhythm = _speech(beat, turn, ground, rhythm, first=first)
    else:
        chosen, rhythm = _silent(beat, turn, ground, rhythm.told, state.here, first=first), replace(rhythm, depth=0)
    if closes and not last:
        chosen = _closing(chosen, beat)
    chosen = _ending(chosen, beat) if last else chosen
    if beat.speech:
        chosen = _with_hands(_with_doer(chosen, beat.speech.speaker, turn, ground), "\n".join(beat.items), ground)
    planned = chosen
    framing, chosen = _as_asked(beat, turn, ground, chosen.framing, chosen, rhythm)
    state = _placed(chosen, turn, state, _door(ground, state), ground.call)
    poses = _poses(beat, turn, ground, state)
    kept = tuple(pose for pose in state.poses if pose in poses)
    state = replace(state, poses=poses)
    staged = _anchored(_posed(_staging(chosen, framing, turn, state), kept, ground), "\n".join(beat.acts), ground)
    staged = _amid(_calling(staged, turn, ground), framing, turn, ground)
    staged = _handling(staged, "\n".join(beat.items), ground)
    language = ground.known.language
    visual = staging.write(staged, _place_of(staged, beat, ground), language)
    captions = [write_caption(text, language.code) for text in beat.captions]
    whole = ground.words["joined"].join([visual, *captions])
    own = framing.move != "static" and framing.move == planned.framing.move and chosen.rule == planned.rule
    framed = Frame(framing.write(language.code), whole, chosen.rule, (), staged, turn.to, framing if own else None)
    if framing.angle == "low" and chosen.rule.startswith("power") and beat.speech:
        rhythm = replace(rhythm, upper=beat.speech.speaker)
    rhythm = replace(rhythm, sizes=(*rhythm.sizes[-1:], framing.size), told="\n".join(beat.acts) or rhythm.told)
    return framed, staging.after(state, staged, turn.moved), rhythm


_BEYOND = deferred(
    r"[\s△（(\[【]*(?:Outside\b(?! the door\b)|(?:窗|门|屋|楼|院|车窗)外|外面)(?=[^。.!?！？]*?(?:\b(?:vans?|cars?|trucks?|bus|sedan|cab|m[ae]n|wom[ae]n|figures?|people|crowd|riders?|child(?:ren)?|boys?|girls?|dogs?|horses?|snow|headlights?|lightning)\b|[车人马狗雪影]|队伍|闪电))"
)
"""An action is of what is out of doors, and may be seen from the room."""


def _place_of(staged: Staging, beat: Beat, ground: Ground) -> str:
    """What the place of a picture is called; of what happens out of doors while nobody acts in a room, the view from it."""
    place = ground.scenery.place
    inside = not ground.scenery.outside and "外" not in beat.scene.interior
    if staged.form == "action_place" and inside and _BEYOND.match("\n".join(beat.acts)):
        return ground.known.language.word("staging.beyond").format(place)
    return place


def _poses(beat: Beat, turn: Turn, ground: Ground, state: SceneState) -> tuple[tuple[str, str], ...]:
    """How people lie, sit or kneel after a beat; a stage direction of a speech is its speaker's."""
    poses = postures("\n".join(beat.acts), turn.acting, ground.known, state.poses)
    asides = "\n".join(item.strip("（）()") for item in beat.items if item not in beat.acts)
    return postures(asides, (beat.speech.speaker,), ground.known, poses) if asides and beat.speech else poses


def _ending(chosen: _Choice, beat: Beat) -> _Choice:
    """The last picture of an episode: the camera goes back from what is done, and comes closer to what is said."""
    if chosen.framing.move != "static" or (beat.text and (chosen.rule != "exchange" or chosen.framing.angle != "eye")):
        return chosen
    move = "push-in" if beat.text else "pull-back"
    return replace(chosen, framing=replace(chosen.framing, move=move), rule="last word" if beat.text else chosen.rule)


def _closing(chosen: _Choice, beat: Beat) -> _Choice:
    """The last picture of a scene: closer to what is said, back from what is done."""
    if chosen.framing.move != "static" or chosen.rule not in ("exchange", "action") or chosen.form == "two":
        return chosen
    if beat.text and speech.syllables(beat.text) < LINGER:
        return chosen
    return _moving(chosen, "closing", "push-in" if beat.text else "pull-back")


def _moving(chosen: _Choice, rule: str, move: str) -> _Choice:
    """The choice with a camera that moves for a reason; then nobody's shoulder is in the way."""
    form = "single" if chosen.form == "over_shoulder" else chosen.form
    angle = "eye" if chosen.framing.angle == "over-shoulder" else chosen.framing.angle
    return replace(chosen, framing=Framing(chosen.framing.size, angle, move), form=form, rule=rule)


def _posed(staged: Staging, kept: tuple[tuple[str, str], ...], ground: Ground) -> Staging:
    """The picture of one person with how they lie, sit or kneel since an earlier shot."""
    who = staged.bodies[0].who if staged.bodies and staged.form in POSED else ""
    words = dict(kept).get(who, "")
    between = ground.known.language.word("names.posed")
    return replace(staged, free=between.format(who, words)) if words else staged


def _door(ground: Ground, state: SceneState) -> At:
    """The side from which people come: the door's. Where the script does not say it, whoever was alone stays left of whoever comes."""
    door = next((one for one in ground.anchors if one.kind == "door"), None)
    return door.at if door and (door.told or len(state.line) != 1) else ""


def _calling(staged: Staging, turn: Turn, ground: Ground) -> Staging:
    """The first picture of a place with its one person, who has a telephone at the ear."""
    if staged.form != "establish_alone" or [body.who for body in staged.bodies] != [turn.phone] or turn.manner:
        return staged
    language = ground.known.language
    told = (staged.free, language.word("staging.with_phone"))
    return replace(staged, free=language.word("staging.joined").join(part for part in told if part))


def _with_doer(chosen: _Choice, speaker: str, turn: Turn, ground: Ground) -> _Choice:
    """The choice with whoever does something while somebody else speaks, where the picture would show the speaker alone."""
    passing = {*turn.moved.enters, *turn.moved.exits}  # who comes or goes is told so in any picture
    still = (name for name in turn.acting if name in turn.present and name not in passing)
    doer = next((name for name in still if ground.kind(name) == "person"), "")
    shown = chosen.people[:2] if chosen.form == "over_shoulder" else chosen.people[:1]
    if chosen.form not in HANDS or not doer or speaker in turn.acting or doer in shown:
        return chosen
    return replace(chosen, form="two", people=(speaker, doer), framing=Framing("full"), kept=True)


def _with_hands(chosen: _Choice, acts: str, ground: Ground) -> _Choice:
    """The choice wide enough to see what its speaker does with a thing."""
    close = chosen.form in HANDS and chosen.framing.size in CLOSER[1:]
    if not close or not things.handled(acts, ground.known):
        return chosen
    return replace(chosen, framing=replace(chosen.framing, size=CLOSER[0]), kept=True)


def _handling(staged: Staging, acts: str, ground: Ground) -> Staging:
    """The picture with the things that its action has people take, give, lay or open, as far as it does not name them."""
    language = ground.known.language
    words = things.unshown(acts, staging.write(staged, ground.scenery.place, language), ground.known)
    return replace(staged, free=language.word("staging.joined").join(part for part in (staged.free, words) if part))


def _amid(staged: Staging, framing: Framing, turn: Turn, ground: Ground) -> Staging:
    """The wide picture of a place with the crowd that stands around in it."""
    shows = staged.form in AMID and framing.size in ("extreme-wide", "wide", "full")
    if not turn.crowd or not shows:
        return staged
    language = ground.known.language
    told = language.word("staging.crowd").format(turn.crowd)
    return replace(staged, free=language.word("staging.joined").join(part for part in (staged.free, told) if part))


def _anchored(staged: Staging, acts: str, ground: Ground) -> Staging:
    """The picture with the fixed things of its place: all of them where the place is shown, else those that the action is at."""
    code = ground.known.language.code
    shown = ground.anchors if staged.form in SHOWS_ALL else ()
    if staged.form in SHOWS_SOME:
        door = [one for one in ground.anchors if one.kind == "door" and (staged.enters or staged.exits)]
        shown = tuple(dict.fromkeys((*door, *anchors.named(acts, ground.anchors, code))))
    words = anchors.write(shown, ground.known.language)
    joined = ground.known.language.word("staging.joined")
    return replace(staged, free=joined.join(part for part in (staged.free, words) if part)) if words else staged


def _as_asked(
    beat: Beat, turn: Turn, ground: Ground, framing: Framing, chosen: _Choice, rhythm: Rhythm
) -> tuple[Framing, _Choice]:
    """The framing with the script's own camera words; without any, one step off where two before had the same size."""
    asked = "\n".join((*beat.acts, *beat.tags))
    wanted = camera.read(asked, framing) if asked else framing
    if wanted != framing:
        chosen = replace(chosen, rule=f"{chosen.rule}{OWN_CAMERA}")
        if not beat.speech and wanted.size in ("close", "extreme-close"):
            chosen = replace(_detail(asked, turn, ground, rhythm.told), framing=wanted, rule=chosen.rule)
        framing = wanted
    elif chosen.rule in VARIED and not chosen.kept:
        framing = _varied(framing, rhythm)
    framing, rule = by_table(beat, framing, chosen.rule)
    if rule.endswith((TABLE, TEAM)):
        chosen = replace(chosen, rule=rule)
        if not beat.speech and framing.size in ("close", "extreme-close"):
            chosen = replace(_detail("".join(beat.acts), turn, ground, rhythm.told), framing=framing, rule=rule)
    return framing, chosen


def by_table(beat: Beat, framing: Framing, rule: str) -> tuple[Framing, str]:
    """The framing as a team wants it, or the row of the script's table, and the rule that says so; what it does not say stays."""
    team = beat.team.framing if beat.team else ""
    told = team or next((wish.framing for wish in beat.wishes if wish.framing), "")
    wanted = camera.told(told, framing) if told else None
    why = TEAM if team else TABLE
    return (wanted, f"{rule.removesuffix(OWN_CAMERA)}{why}") if wanted else (framing, rule)


def _varied(framing: Framing, rhythm: Rhythm) -> Framing:
    """The framing, one step closer or wider if the last two shots had the same size: three alike look like a mistake."""
    if rhythm.sizes != (framing.size, framing.size):
        return framing
    step = LADDER.index(framing.size)
    size = LADDER[step - 1] if framing.size in ("close", "near", "extreme-close") else LADDER[step + 1]
    return Framing(size, framing.angle, framing.move)


def _detail(text: str, turn: Turn, ground: Ground, before: str = "") -> _Choice:
    """A close-up of what an action is about: the thing it names, of whoever it belongs to."""
    who = _owner(text, turn, ground)
    prop = names.as_cast(props.prop_of(text, ground.known.language.code, before), ground.known)
    form = "insert" if prop else "detail"
    whole = tuple(name for name in ground.known.characters if name.casefold() == prop.casefold())
    if whole or names.found(prop, ground.known):
        return _Choice(Framing("close"), "alone", "insert", (whole or names.found(prop, ground.known))[:1])
    if who and (not prop or props.of_a_body(prop)):
        return _Choice(Framing("close"), f"{form}_people", "insert", who, prop)
    return _Choice(Framing("close"), form, "insert", (), prop)


def _way(turn: Turn, ground: Ground, who: Sequence[str]) -> tuple[str, str] | None:
    """How the camera turns with whoever comes or goes: to the door's side; None where nobody does."""
    move = "pan-left" if anchors.side_of(ground.anchors, "door") == "left" else "pan-right"
    if set(turn.moved.enters) & set(who):
        return "arrival", move
    return ("departure", move) if set(turn.moved.exits) & set(who) else None


def _nameless(text: str, ground: Ground) -> str:
    """The text with blanks over the names that have the word for a thing in them: 刀哥 is no 刀."""
    code = ground.known.language.code
    for start, end, _ in list(names.matches(text, ground.known)):
        if props.thing_in(text[start:end], code):
            text = f"{text[:start]}{'□' * (end - start)}{text[end:]}"
    return text


def _thing(text: str, turn: Turn, ground: Ground) -> _Choice | None:
    """The close-up that a short action is worth: of one thing where the action is about nothing else, else with whoever acts behind it."""
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


def _close_thing(text: str, turn: Turn, ground: Ground) -> _Choice | None:
    """The close-up of what a short action names first of these: words to be read, what lies there, what it begins with, brings to light or is about."""
    language = ground.known.language.code
    if sign := props.sign_of(text, language):
        return _Choice(Framing("close", "eye", "push-in"), "insert", "discovery", (), sign)
    if still := _still_life(text, ground):
        return _Choice(Framing("close", "eye", "push-in"), "insert", "discovery", (), still)
    if props.about_a_thing(text, language):
        return _detail(text, turn, ground)
    if shown := props.comes_to_light(text, language):
        found = _detail(shown, turn, ground)
        return replace(found, framing=replace(found.framing, move="push-in"), rule="discovery")
    alone = len(turn.acting) < 2 and (turn.acting or not reasons.SOMEBODY.match(text))
    if (
        alone
        and speech.tenths_to_act(text) <= SHORT
        and props.handled(text, language) not in ("", *SMEARS)
        and not reasons.goes_down(text, turn.acting)
    ):
        return _detail(text, turn, ground)
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


def _silent(beat: Beat, turn: Turn, ground: Ground, before: str, here: Sequence[str], *, first: bool) -> _Choice:
    """How a beat without speech is seen; who comes, goes or is seen for the first time is seen rather than a thing of theirs."""
    text, words = "".join(beat.acts), ground.words
    language = ground.known.language.code
    asked = bool(props.asks_for(text) and props.prop_of(text, language, before))
    if first and ground.new_place and not (asked and props.begins_so(text)):
        move = "pan-right" if ground.scenery.outside else "push-in"
        form = ("establish", "establish_alone")[len(turn.present)] if len(turn.present) < 2 else "establish_people"
        return _Choice(Framing("wide", "eye", move), form, "establishing", turn.present)
    everybody = turn.present[: staging.MOST_NAMED] if reasons.EVERYBODY.search(text) else ()
    meant = tuple(name for name in names.found(before, ground.known) if name in turn.present)[-1:]
    who = turn.acting or everybody or (meant if reasons.IT.match(text) else ())
    if asked:
        return _detail(text, turn, ground, before)
    if turn.screen and not turn.acting:
        return _on_screen(turn.screen[0])
    why = reasons.of_action(text, who, () if first else turn.moved.enters)
    if why:
        return _Choice(why[1], "action_people", why[0], who)
    new = here and set(who) - set(here) and reasons.IS_THERE.search(text)
    if not (new or turn.moved.enters or turn.moved.exits) and (thing := _thing(text, turn, ground)):
        return thing
    framing = Framing("full" if asks(text, words["crowd_words"]) or len(who) > 1 else "medium" if who else "wide")
    form = "action_people" if who else "action_place"
    if asks(text, words["run_words"]):
        return _Choice(Framing("full" if who else framing.size, "eye", "track"), form, "action", who)
    if way := _way(turn, ground, who):
        return _Choice(Framing(framing.size, "eye", way[1]), form, way[0], who)
    if why_moved := reasons.moved(text, who):
        return _Choice(Framing(framing.size, "eye", why_moved[1]), form, why_moved[0], who)
    return _Choice(framing, form, "action", who)


def _speech(beat: Beat, turn: Turn, ground: Ground, rhythm: Rhythm, *, first: bool) -> tuple[_Choice, Rhythm]:
    """How a beat with speech is seen, and the rhythm after it."""
    assert beat.speech is not None
    speaker, delivery = beat.speech.speaker, beat.speech.delivery
    kind, here = ground.kind(speaker), speaker in turn.present
    beside = bool(turn.to) and turn.to[0] in turn.present
    spoken_into = not turn.far and (
        into_phone(beat)
        or (turn.across and (turn.manner == "near" or beside))
        or (speaker in ground.call and not delivery and not beside)
        or (turn.phone == speaker and turn.calling and not delivery and not (beside and turn.manner == "near"))
    )
    if kind == "person" and here and spoken_into:
        rhythm = replace(rhythm, speaker=speaker, spoke=rhythm.spoke | {speaker})
        far = [*turn.to, *(name for name in ground.call if name != speaker)][:1]
        later = beat.piece % 2 > 0
        size = "near" if later or "！" in beat.text or "!" in beat.text else "medium-close"
        framing = Framing(size, "eye", "push-in" if later else "static")
        return _Choice(framing, BY_PHONE[turn.manner][1], "phone", (speaker, *far)), rhythm
    if kind == "person" and here and (delivery == "inner" or turn.over or (delivery == "voiceover" and not turn.heard)):
        return _Choice(Framing("close", "eye", "push-in"), "inner", "inner voice", (speaker,)), replace(
            rhythm, speaker=speaker
        )
    if delivery == "voiceover" and (younger := _younger(speaker, turn, ground)):
        return _Choice(Framing("close", "eye", "push-in"), "inner", "inner voice", (younger,)), rhythm
    if (
        kind == "voice"
        or delivery in ("voiceover", "offscreen", "phone")
        or turn.heard
        or (not here and kind == "person")
    ):
        return _voice(beat, turn, ground, first=first), rhythm
    if kind == "joint":
        return _Choice(Framing("medium"), "joint", "together", beat.speech.members), rhythm
    if kind == "group":
        return _Choice(Framing("full"), "group", "group", (speaker,)), rhythm
    listener = _listener(speaker, turn, ground)
    if first and ground.new_place:
        others = tuple(name for name in turn.present if name != speaker)
        form = "establish_speech" if others else "establish_alone"
        return _Choice(Framing("full"), form, "establishing", (speaker, *others)), replace(rhythm, speaker=speaker)
    if not speech.syllables(beat.text):
        return _Choice(Framing("close", "eye", "push-in"), "reaction", "reaction", (speaker,)), rhythm
    other = next((name for name in (*turn.acting, listener) if name not in ("", speaker)), "")
    if other and BLOW.search("\n".join(beat.acts)) and ground.kind(other) == "person":
        seen = replace(rhythm, speaker=speaker, spoke=rhythm.spoke | {speaker})
        return _Choice(Framing("full", "eye", "handheld"), "two", "blow", (speaker, other)), seen
    if speaker in turn.moved.enters and reasons.WEIGHTY.search("\n".join(beat.acts)):
        seen = replace(rhythm, speaker=speaker, spoke=rhythm.spoke | {speaker}, depth=0)
        people = (speaker, *((listener,) if listener else ()))
        return _Choice(Framing("full", "eye", "push-in"), "two" if listener else "alone", "entrance", people), seen
    if rhythm.heard >= APART and reasons.heard_by(beat, listener):
        return _Choice(Framing("medium-close", "eye", "push-in"), "listener", "listener", (listener, speaker)), replace(
            rhythm, heard=0
        )
    chosen, after = _exchange(beat, rhythm, speaker, listener, spoken=bool(turn.to))
    by_power = _by_power(beat, turn, chosen, listener, rhythm)
    return _by_move(beat, turn, by_power, listener), after


def _on_screen(who: str) -> _Choice:
    """The screen with somebody on it who is in no room of the scene."""
    return _Choice(Framing("medium-close"), "screen", "screen", (who,))


_AGES = deferred(
    r"^(?:少年|幼年|童年|青年|年轻时?的?|小时候的?|小|年幼的?|young(?:er)?|little|teen(?:age)?|child|boy|girl|baby) ?",
    re.I,
)
"""Before a name: the same person, years ago."""


def _younger(speaker: str, turn: Turn, ground: Ground) -> str:
    """Whom a voice tells of that is older than they: 少年林晚 while 林晚 is heard; empty where nobody here is the speaker years ago."""
    own = speaker.casefold()
    return next(
        (
            name
            for name in turn.present
            if name != speaker and ground.kind(name) == "person" and _AGES.sub("", name).casefold() == own
        ),
        "",
    )


def _voice(beat: Beat, turn: Turn, ground: Ground, *, first: bool) -> _Choice:
    """A voice without a body: over whoever has the telephone, is spoken to, or answers; else over the place."""
    assert beat.speech is not None
    speaker, delivery = beat.speech.speaker, beat.speech.delivery
    persons = [name for name in turn.present if name != speaker and ground.kind(name) == "person"]
    narrator = bool(names.NARRATORS.search(speaker))
    told = () if narrator else (turn.phone, *turn.to)
    hearer = next((name for name in (*told, turn.answering, *persons[:1]) if name in persons), "")
    if hearer and (delivery == "phone" or turn.far or (turn.calling and delivery == "voiceover" and not narrator)):
        return _Choice(Framing("near"), BY_PHONE[turn.manner][0], "phone", (hearer,))
    opens = first and ground.new_place
    if hearer and (not opens or hearer in turn.acting):
        return _Choice(Framing("full" if opens else "medium", "eye", "push-in"), "voice_people", "voice", (hearer,))
    return _Choice(Framing("wide", "eye", "push-in"), "voice", "voice")


def _listener(speaker: str, turn: Turn, ground: Ground) -> str:
    """The one person in the picture's reach who is spoken to; empty where it is nobody, or a crowd."""
    return next(
        (name for name in turn.to if name in turn.present and name != speaker and ground.kind(name) == "person"), ""
    )


def _exchange(beat: Beat, rhythm: Rhythm, speaker: str, listener: str, *, spoken: bool) -> tuple[_Choice, Rhythm]:
    """An exchange tightens line by line; a long speech gets closer within itself; a cry is one step closer.

    It breathes: after BREATH turns, and when somebody new begins to speak, it opens up and starts again.
    """
    turned = rhythm.speaker not in ("", speaker)
    fresh = speaker not in rhythm.spoke
    deep = 0 if fresh else rhythm.depth + (turned or beat.piece > 0)
    after = replace(rhythm, spoke=rhythm.spoke | {speaker}, speaker=speaker, depth=deep)
    pair = (speaker, *((listener,) if listener else ()))
    if deep >= BREATH and listener and not beat.piece:
        return _Choice(Framing("full", "eye", "pull-back"), "two", "breath", pair), replace(after, depth=0)
    level = deep // ROUNDS
    depth = min(level, len(CLOSER) - 2) + beat.piece % 2
    loud = "！" in beat.text or "!" in beat.text
    key = (speaker, listener, level)
    known = dict(rhythm.setups).get(key)
    if known and not loud and not beat.piece:
        return replace(known, kept=True), after
    size = CLOSER[min(depth + loud, len(CLOSER) - 1)]
    if not beat.piece and not loud and rhythm.sizes[-1:] == (size,):
        size = CLOSER[CLOSER.index(size) + 1] if size != CLOSER[-1] else CLOSER[-2]
    shoulder = turned and listener and size in ("medium", "medium-close") and not beat.piece
    move = "push-in" if size == "close" and speech.syllables(beat.text) >= LINGER else "static"
    form = "over_shoulder" if shoulder else "single" if listener or spoken else "alone"
    chosen = _Choice(Framing(size, "over-shoulder" if shoulder else "eye", move), form, "exchange", pair)
    if loud or beat.piece:
        return chosen, after
    setup = replace(chosen, framing=replace(chosen.framing, move="static"))
    return replace(chosen, kept=True, tightens=level > 0), replace(after, setups=(*rhythm.setups, (key, setup)))


def _by_power(beat: Beat, turn: Turn, chosen: _Choice, listener: str, rhythm: Rhythm) -> _Choice:
    """The choice from below or from above where one of the two has the upper hand; then nobody's shoulder is in the way."""
    if chosen.form == "two" or not beat.speech:
        return chosen
    angle = reasons.power(beat, beat.speech.speaker, listener, rhythm.down, turn.acting)
    if not angle:
        return chosen
    form = "single" if chosen.form == "over_shoulder" else chosen.form
    uneven = replace(chosen, framing=replace(chosen.framing, angle=angle), form=form, rule="power")
    turns = angle == "low" and rhythm.upper not in ("", beat.speech.speaker) and chosen.framing.move == "static"
    return _moving(uneven, "power shift", "push-in") if turns else uneven


def _by_move(beat: Beat, turn: Turn, chosen: _Choice, listener: str) -> _Choice:
    """The choice with a camera that moves for a reason: a truth is told, the speaker moves, or goes on speaking; then nobody's shoulder is in the way."""
    if chosen.form == "two" or chosen.framing.move != "static" or not beat.speech:
        return chosen
    own = "\n".join(beat.acts) if turn.acting == (beat.speech.speaker,) else ""
    lingers = speech.syllables(beat.text) >= LINGER
    why = ("revelation", "push-in") if lingers and reasons.reveals(beat, listener) else reasons.moved(own, turn.acting)
    if not why and chosen.rule == "exchange":
        loud = lingers and reasons.bursts_out(beat)
        why = ("outburst", "push-in") if loud else ("long speech", "push-in") if lingers and beat.piece else None
        if not why and listener and lingers and reasons.presses(beat):
            why = ("pressing", "push-in")
        if not why and lingers and chosen.tightens:
            why = ("tightening", "push-in")
    if not why:
        return chosen
    return _moving(chosen, chosen.rule if chosen.rule == "power" else why[0], why[1])


def _placed(chosen: _Choice, turn: Turn, state: SceneState, door: At, call: Sequence[str]) -> SceneState:
    """The state with the people of a sided picture on the line of the scene; whom an establishing shot lists stand so from left to right."""
    if chosen.form == "establish_people" and not state.line:
        return replace(state, line=chosen.people[: staging.MOST_NAMED])
    met = next((name for name in turn.present if name not in turn.moved.enters), "")
    for name in turn.moved.enters:
        state = staging.through(state, name, met, door)
    if "left" not in _sides_of(chosen.form) or not chosen.people:
        return state
    one = chosen.people[0]
    other = chosen.people[1] if len(chosen.people) > 1 and FORMS[chosen.form].facing else ""
    if chosen.form in {speaks for _, speaks in BY_PHONE.values()} and other and not state.line:
        # Each end of a call is a place of its own: they look towards each other all the same, whichever is seen first.
        return replace(state, line=tuple(name for name in call if name in (one, other)) or (one, other))
    return staging.beside(state, one, other or next((name for name in turn.to if name in turn.present), ""))


def _sides_of(form: str) -> tuple[str, ...]:
    """Whether a form tells sides at all."""
    return ("left", "right") if FORMS[form].facing or form in ("establish_speech", "establish_alone") else ()


def _in_line(chosen: _Choice, state: SceneState) -> tuple[str, ...]:
    """The people of a picture; those of a list from left to right, where they are known to stand so."""
    if chosen.form in SINGLES or not set(chosen.people) <= set(state.line):
        return chosen.people
    return tuple(sorted(chosen.people, key=state.line.index))


def _staging(chosen: _Choice, framing: Framing, turn: Turn, state: SceneState) -> Staging:
    """The choice as data: bodies with their sides, who comes and goes of those seen."""
    row, people = FORMS[chosen.form], _in_line(chosen, state)
    sized = framing.size if chosen.form not in UNSIZED else ""
    sided = bool(_sides_of(chosen.form))
    single = chosen.form in SINGLES
    other = people[1] if len(people) > 1 else next((name for name in turn.to if name in turn.present), "")
    at, faces = staging.sides(state, people[0], other) if sided and people else ("", "")
    bodies: list[Body] = []
    if single and people:
        bodies.append(Body(people[0], at, faces if row.facing else "", row.view, row.pose))
        if row.other and len(people) > 1:
            bodies.append(Body(people[1], faces, at, row.other))
        elif chosen.form == "establish_speech":
            bodies += [Body(name, view=row.people) for name in people[1:5]]
    elif not single:
        bodies += [Body(name, view=row.people, pose=row.pose) for name in people[: staging.MOST_NAMED]]
    seen = {body.who for body in bodies}
    enters = tuple(name for name in turn.moved.enters if name in seen or chosen.form in OPEN)
    exits = tuple(name for name in turn.moved.exits if name in seen or chosen.form in OPEN)
    voice = people[1] if chosen.form == "listener" else ""
    return Staging(chosen.form, tuple(bodies), chosen.prop, sized, enters, exits, voice=voice)


UNSIZED = frozenset(
    {
        "establish",
        "establish_people",
        "establish_speech",
        "establish_alone",
        "voice",
        "detail",
        "detail_people",
        "insert",
        "insert_people",
        "insert_deed",
    }
)
"""Forms whose words say nothing of the size."""
SHOWS_ALL = frozenset({"establish", "establish_people", "establish_speech", "establish_alone"})
"""Forms that show a place: where its fixed things stand."""
SHOWS_SOME = frozenset({"action_people", "action_place"})
"""Forms that show what somebody does in a place: where that stands which they do it at."""
AMID = SHOWS_ALL | SHOWS_SOME | {"two"}
"""Forms that show who stands around."""
HANDS = frozenset({"single", "alone", "over_shoulder"})
"""Forms of somebody who speaks and whose hands may be seen."""
OPEN = frozenset(
    {
        "establish",
        "establish_people",
        "establish_speech",
        "establish_alone",
        "over_shoulder",
        "single",
        "two",
        "group",
        "alone",
        "joint",
        "action_people",
        "action_place",
    }
)
"""Forms wide enough to show somebody else come or go."""
BY_PHONE = {
    "": ("phone", "phone_speech"),
    "near": ("phone_near", "phone_near_speech"),
    "worn": ("phone_worn", "phone_worn_speech"),
}
"""How a telephone is held -> the forms of whoever listens, and of whoever speaks."""
SINGLES = frozenset(
    {
        "listener",
        "establish_speech",
        "establish_alone",
        "over_shoulder",
        "single",
        "two",
        "reaction",
        "inner",
        *(form for forms in BY_PHONE.values() for form in forms),
        "screen",
        "group",
        "alone",
    }
)
"""Forms that are about one person first."""
POSED = SINGLES - {"group", "screen", "establish_speech", "establish_alone"}
"""Forms that keep a posture of before."""
