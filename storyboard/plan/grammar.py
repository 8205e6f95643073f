"""The shot grammar: how beats are framed, and what the picture shows.

A new place is established; then the camera comes closer as people speak, changes sides in an exchange (each keeps a
side of the frame: the 180-degree line), goes to the face for an inner voice or a silence, and opens up again when
something happens. Words of the script about the camera always win. No chance: the same beats are framed the same.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from storyboard import camera, names, speech, staging
from storyboard.camera import Framing
from storyboard.cast import roles
from storyboard.model import SceneState, Staging
from storyboard.model.staging import At
from storyboard.patterns import deferred, tabled
from storyboard.plan import reasons
from storyboard.plan.beats import Beat, asks
from storyboard.plan.blocking import amid, anchored, calling, handling, placed, posed, staging_of
from storyboard.plan.choices import CLOSER, HANDS, LINGER, Frame, Ground, Rhythm, ShotChoice, with_move
from storyboard.plan.closeups import SMEARS, THING, detail, thing_alone
from storyboard.plan.crowds import crowd_in
from storyboard.plan.dialogue import on_screen, speech_seen
from storyboard.plan.postures import postures
from storyboard.plan.turns import Turn, first_told
from storyboard.staging import anchors, many, props, things
from storyboard.timeline import write_caption

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
TABLE, TEAM = ", as the script's table says", ", as the team asks"
"""Stand behind a rule where a row of the script's own table, or the team, says size, angle or movement."""
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
        chosen = on_screen(beat.speech.speaker)
    elif beat.speech:
        chosen, rhythm = speech_seen(beat, turn, ground, rhythm, first=first)
    else:
        chosen, rhythm = _unspoken(beat, turn, ground, rhythm.told, state.here, first=first), replace(rhythm, depth=0)
    if closes and not last:
        chosen = _closing(chosen, beat)
    chosen = _ending(chosen, beat) if last else chosen
    if beat.speech:
        chosen = _with_hands(_with_doer(chosen, beat.speech.speaker, turn, ground), "\n".join(beat.items), ground)
    planned = chosen
    framing, chosen = _as_asked(beat, turn, ground, chosen.framing, chosen, rhythm)
    state = placed(chosen, turn, state, _door(ground, state), ground.call)
    poses = _poses(beat, turn, ground, state)
    kept = tuple(pose for pose in state.poses if pose in poses)
    state = replace(state, poses=poses)
    staged = anchored(posed(staging_of(chosen, framing, turn, state), kept, ground), "\n".join(beat.acts), ground)
    staged = amid(calling(staged, turn, ground), framing, turn, ground)
    staged = handling(staged, "\n".join(beat.items), ground)
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
    if staged.form in ("action_some", "action_place") and inside and _BEYOND.match("\n".join(beat.acts)):
        return ground.known.language.word("staging.beyond").format(place)
    return place


def _poses(beat: Beat, turn: Turn, ground: Ground, state: SceneState) -> tuple[tuple[str, str], ...]:
    """How people lie, sit or kneel after a beat; a stage direction of a speech is its speaker's."""
    poses = postures("\n".join(beat.acts), turn.acting, ground.known, state.poses)
    asides = "\n".join(item.strip("（）()") for item in beat.items if item not in beat.acts)
    return postures(asides, (beat.speech.speaker,), ground.known, poses) if asides and beat.speech else poses


def _ending(chosen: ShotChoice, beat: Beat) -> ShotChoice:
    """The last picture of an episode: the camera goes back from what is done, and comes closer to what is said."""
    if chosen.framing.move != "static" or (beat.text and (chosen.rule != "exchange" or chosen.framing.angle != "eye")):
        return chosen
    move = "push-in" if beat.text else "pull-back"
    return replace(chosen, framing=replace(chosen.framing, move=move), rule="last word" if beat.text else chosen.rule)


def _closing(chosen: ShotChoice, beat: Beat) -> ShotChoice:
    """The last picture of a scene: closer to what is said, back from what is done."""
    if chosen.framing.move != "static" or chosen.rule not in ("exchange", "action") or chosen.form == "two":
        return chosen
    if beat.text and speech.syllables(beat.text) < LINGER:
        return chosen
    return with_move(chosen, "closing", "push-in" if beat.text else "pull-back")


def _door(ground: Ground, state: SceneState) -> At:
    """The side from which people come: the door's. Where the script does not say it, whoever was alone stays left of whoever comes."""
    door = next((one for one in ground.anchors if one.kind == "door"), None)
    return door.at if door and (door.told or len(state.line) != 1) else ""


def _with_doer(chosen: ShotChoice, speaker: str, turn: Turn, ground: Ground) -> ShotChoice:
    """The choice with whoever does something while somebody else speaks, where the picture would show the speaker alone."""
    passing = {*turn.moved.enters, *turn.moved.exits}  # who comes or goes is told so in any picture
    still = (name for name in turn.acting if name in turn.present and name not in passing)
    doer = next((name for name in still if ground.kind(name) == "person"), "")
    shown = chosen.people[:2] if chosen.form == "over_shoulder" else chosen.people[:1]
    if chosen.form not in HANDS or not doer or speaker in turn.acting or doer in shown:
        return chosen
    return replace(chosen, form="two", people=(speaker, doer), framing=Framing("full"), kept=True)


def _with_hands(chosen: ShotChoice, acts: str, ground: Ground) -> ShotChoice:
    """The choice wide enough to see what its speaker does with a thing."""
    close = chosen.form in HANDS and chosen.framing.size in CLOSER[1:]
    if not close or not things.handled(acts, ground.known):
        return chosen
    return replace(chosen, framing=replace(chosen.framing, size=CLOSER[0]), kept=True)


def _as_asked(
    beat: Beat, turn: Turn, ground: Ground, framing: Framing, chosen: ShotChoice, rhythm: Rhythm
) -> tuple[Framing, ShotChoice]:
    """The framing with the script's own camera words; without any, one step off where two before had the same size."""
    asked = "\n".join((*beat.acts, *beat.tags))
    wanted = camera.read(asked, framing) if asked else framing
    if wanted != framing:
        chosen = replace(chosen, rule=f"{chosen.rule}{OWN_CAMERA}")
        if not beat.speech and wanted.size in ("close", "extreme-close"):
            chosen = replace(detail(asked, turn, ground, rhythm.told), framing=wanted, rule=chosen.rule)
        framing = wanted
    elif chosen.rule in VARIED and not chosen.kept:
        framing = _varied(framing, rhythm)
    framing, rule = by_table(beat, framing, chosen.rule)
    if rule.endswith((TABLE, TEAM)):
        chosen = replace(chosen, rule=rule)
        if not beat.speech and framing.size in ("close", "extreme-close"):
            chosen = replace(detail("".join(beat.acts), turn, ground, rhythm.told), framing=framing, rule=rule)
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


def _going_on(before: str, turn: Turn, ground: Ground) -> tuple[str, ...]:
    """Who goes on where an action names nobody: the two who are there, of more those whom the action `before` names."""
    persons = tuple(name for name in turn.present if ground.kind(name) == "person")
    met = tuple(name for name in names.found(before, ground.known) if name in persons)
    return persons if len(persons) <= 2 else met[-2:]


def _alive(text: str, ground: Ground) -> bool:
    """Whether an action that names nobody is about people all the same, or about something alive."""
    language = ground.known.language
    told = tabled(language.word("prompt.alive"), re.I).search(text) is not None
    return told or bool(crowd_in(text, language.code)) or asks(text, ground.words["crowd_words"])


def _way(turn: Turn, ground: Ground, who: Sequence[str]) -> tuple[str, str] | None:
    """How the camera turns with whoever comes or goes: to the door's side; None where nobody does."""
    move = "pan-left" if anchors.side_of(ground.anchors, "door") == "left" else "pan-right"
    if set(turn.moved.enters) & set(who):
        return "arrival", move
    return ("departure", move) if set(turn.moved.exits) & set(who) else None


def _opening(text: str, turn: Turn, ground: Ground, *, asked: bool) -> ShotChoice | None:
    """How the first action of a scene is seen: hands alone, of whoever is there or is shown next; else a new place, but where the script asks for a thing."""
    few = len(turn.present) < 2
    hand = reasons.hands(text) if few and speech.tenths_to_act(text) <= THING else ""
    if hand:
        return ShotChoice(Framing("close"), "insert_people" if turn.present else "insert", "insert", turn.present, hand)
    if not ground.new_place or asked:
        return None
    move = "pan-right" if ground.scenery.outside else "push-in"
    form = ("establish", "establish_alone")[len(turn.present)] if few else "establish_people"
    return ShotChoice(Framing("wide", "eye", move), form, "establishing", turn.present)


def _of_many(text: str, turn: Turn, ground: Ground) -> ShotChoice | None:
    """The hands or the heads of a crowd, where an action tells of them, with who else acts; None where it tells of none."""
    hands = many.HANDS.search(text)
    if turn.screen or not (hands or many.HEADS_TURN.search(text)):
        return None
    every = tuple(name for name in ground.known.characters if ground.kind(name) == "group")
    crowd = (tuple(name for name in every if name in turn.present) or every)[:1]
    if hands and not turn.acting and speech.tenths_to_act(text) <= THING:
        word = ground.known.language.word("staging.hands") if crowd else hands[0].lower()
        return ShotChoice(Framing("close"), "insert_people" if crowd else "insert", "insert", crowd, word)
    who = tuple(dict.fromkeys((*crowd, *turn.acting))) if not hands or not turn.acting else ()
    if turn.acting and not (crowd and who):
        return None
    return ShotChoice(Framing("full"), "action_people" if who else "action_some", "action", who)


def _all_of_them(text: str, turn: Turn, ground: Ground) -> tuple[str, ...]:
    """Whoever is there, where an action is of all of them: everybody stares, three bowed heads of three people."""
    there = [name for name in turn.present if ground.kind(name) == "person"]
    counted = reasons.heads(text)
    if reasons.EVERYBODY.search(text) or (there and counted == len(there)):
        return turn.present[: staging.MOST_NAMED]
    if meant := _siblings(text, there, ground) or _of_kind(text, there, ground):
        return meant
    everyone = [member.name for member in ground.cast.members if member.kind == "person"]
    return tuple(everyone) if there and counted == len(everyone) > len(there) else ()


def _siblings(text: str, there: Sequence[str], ground: Ground) -> tuple[str, ...]:
    """The only two of a sex, or man and woman, who are there, where an action is of the brothers, 姐妹俩, 老两口; else nobody."""
    told = reasons.siblings(text)
    female = {name for name in there if (one := ground.cast.get(name)) and one.looks.sex in ("女", "female")}
    meant = [name for name in there if told == "pair" or (name in female) == (told == "women")] if told else []
    return tuple(meant) if len(meant) == 2 and (told != "pair" or len(female) == 1) else ()


def _of_kind(text: str, there: Sequence[str], ground: Ground) -> tuple[str, ...]:
    """Those who are there of a kind that an action counts, where they are as many: 两个老头 of two old men in the scene; else nobody."""
    count, kind = reasons.several_of(text)
    sex, years = (roles.tells(kind, part, ground.known.language.code) if kind else None for part in ("sex", "age"))
    if not count or (sex is None and years is None and kind not in ("人", "person")):
        return ()
    looks = {name: one.looks for name in there if (one := ground.cast.get(name))}
    meant = [name for name, one in looks.items() if sex in (None, one.sex) and _of_years(one.age, years)]
    return tuple(meant) if len(meant) == count else ()


def _of_years(age: int, years: int | None) -> bool:
    """Whether somebody is as young or old as a word for an age says."""
    if years is None:
        return age >= _GROWN
    return age < _GROWN if years < _GROWN else age >= _ELDERLY if years >= _OLD else age >= _GROWN


_GROWN, _ELDERLY, _OLD = 18, 50, 60
"""Years of a grown person, of one who may be called old, and of the words that call somebody old."""


def _to_read(text: str, before: str, ground: Ground, *, alone: bool) -> str:
    """The thing on which an action of nobody has words to be read; the words themselves where it names none."""
    language = ground.known.language
    on = props.read_on(text, language.code, before)
    bare = alone and reasons.WRITTEN.search(text) and props.letters_of(text)
    return on or (language.word("staging.words") if bare else "")


def _wanted(text: str, turn: Turn, ground: Ground, before: str, *, asked: bool) -> ShotChoice | None:
    """The close-up of the thing that a script asks for, or of words that an action consists of, on what bears them; None of any other action."""
    if asked:
        return detail(text, turn, ground, before)
    if not props.nothing_but(props.letters_of(text), text):
        return None
    language = ground.known.language
    on = props.read_on(text, language.code, before) or language.word("staging.words")
    return ShotChoice(Framing("close", "eye", "push-in"), "insert", "discovery", (), on)


def _unspoken(beat: Beat, turn: Turn, ground: Ground, before: str, here: Sequence[str], *, first: bool) -> ShotChoice:
    """How a beat without speech is seen: that of a crowd as its own, any other as `_silent` has it."""
    of_many = None if first else _of_many("".join(beat.acts), turn, ground)
    return of_many or _silent(beat, turn, ground, before, here, first=first)


def _silent(beat: Beat, turn: Turn, ground: Ground, before: str, here: Sequence[str], *, first: bool) -> ShotChoice:
    """How a beat without speech is seen; who comes, goes or is seen for the first time is seen rather than a thing of theirs."""
    text, words = "".join(beat.acts), ground.words
    language = ground.known.language.code
    asked = bool(props.asks_for(text) and props.prop_of(text, language, before))
    if first and (opening := _opening(text, turn, ground, asked=asked and props.begins_so(text))):
        return opening
    everybody = _all_of_them(text, turn, ground)
    meant = tuple(name for name in names.found(before, ground.known) if name in turn.present)[-1:]
    who = turn.acting or everybody or (meant if reasons.IT.match(text) else ())
    if wanted := _wanted(text, turn, ground, before, asked=asked):
        return wanted
    if not who and reasons.BODILY.search(text) and not turn.screen:
        who = _going_on(before, turn, ground)
        if who and (hand := reasons.hands(text)) and speech.tenths_to_act(text) <= THING:
            return ShotChoice(Framing("close"), "insert_people", "insert", who, hand)
    if turn.screen and not turn.acting:
        return on_screen(turn.screen[0])
    why = reasons.of_action(text, who, () if first else turn.moved.enters)
    if why:
        return ShotChoice(why[1], "action_people", why[0], who)
    new = here and set(who) - set(here) and reasons.IS_THERE.search(text)
    met = {*first_told(text, ground.known)} - {*here}
    thing = None if new or met or turn.moved.enters or turn.moved.exits else thing_alone(text, turn, ground, before)
    if thing and not (who and not turn.acting and thing.prop in SMEARS):
        return thing
    written = "" if turn.acting else _to_read("\n".join(beat.acts), before, ground, alone=not everybody)
    if written:
        return ShotChoice(Framing("close", "eye", "push-in"), "insert", "discovery", (), written)
    framing = Framing("full" if asks(text, words["crowd_words"]) or len(who) > 1 else "medium" if who else "wide")
    form = "action_people" if who else "action_some" if _alive(text, ground) else "action_place"
    if asks(text, words["run_words"]):
        return ShotChoice(Framing("full" if who else framing.size, "eye", "track"), form, "action", who)
    if way := _way(turn, ground, who):
        return ShotChoice(Framing(framing.size, "eye", way[1]), form, way[0], who)
    if why_moved := reasons.moved(text, who):
        return ShotChoice(Framing(framing.size, "eye", why_moved[1]), form, why_moved[0], who)
    return ShotChoice(framing, form, "action", who)
