"""Who and what stands in a picture, as data: bodies with their sides, postures, fixed things, a crowd, a telephone, things in hands."""

from collections.abc import Sequence
from dataclasses import replace

from storyboard import names, staging
from storyboard.camera import Framing
from storyboard.model import Body, SceneState, Staging
from storyboard.model.staging import At
from storyboard.plan.choices import Ground, ShotChoice
from storyboard.plan.dialogue import BY_PHONE
from storyboard.plan.turns import Turn
from storyboard.staging import FORMS, anchors, things


def posed(staged: Staging, kept: tuple[tuple[str, str], ...], ground: Ground) -> Staging:
    """The picture with how its people lie, sit or kneel since an earlier shot: of one person, or of those who do something."""
    seen = staged.bodies[: None if staged.form == "action_people" else 1] if staged.form in POSED else ()
    between = ground.known.language.word("names.posed")
    told = [between.format(body.who, words) for body in seen if (words := dict(kept).get(body.who, ""))]
    return replace(staged, free=ground.known.language.word("staging.joined").join(told)) if told else staged


def calling(staged: Staging, turn: Turn, ground: Ground) -> Staging:
    """The first picture of a place with its one person, who has a telephone at the ear."""
    if staged.form != "establish_alone" or [body.who for body in staged.bodies] != [turn.phone] or turn.manner:
        return staged
    language = ground.known.language
    told = (staged.free, language.word("staging.with_phone"))
    return replace(staged, free=language.word("staging.joined").join(part for part in told if part))


def handling(staged: Staging, acts: str, ground: Ground) -> Staging:
    """The picture with the things that its action has people take, give, lay or open, as far as it does not name them."""
    language = ground.known.language
    words = things.unshown(acts, staging.write(staged, ground.scenery.place, language), ground.known)
    return replace(staged, free=language.word("staging.joined").join(part for part in (staged.free, words) if part))


def amid(staged: Staging, framing: Framing, turn: Turn, ground: Ground) -> Staging:
    """The wide picture of a place with the crowd that stands around in it."""
    shows = staged.form in AMID and framing.size in ("extreme-wide", "wide", "full")
    if not turn.crowd or not shows:
        return staged
    language = ground.known.language
    written = staging.write(staged, ground.scenery.place, language)
    if any(
        ground.kind(name) == "group" and name.casefold() in turn.crowd.casefold()
        for name in names.found(written, ground.known)
    ):
        return staged
    told = language.word("staging.crowd").format(turn.crowd)
    return replace(staged, free=language.word("staging.joined").join(part for part in (staged.free, told) if part))


def anchored(staged: Staging, acts: str, ground: Ground) -> Staging:
    """The picture with the fixed things of its place: all of them where the place is shown, else those that the action is at."""
    code = ground.known.language.code
    shown = ground.anchors if staged.form in SHOWS_ALL else ()
    if staged.form in SHOWS_SOME:
        door = [one for one in ground.anchors if one.kind == "door" and (staged.enters or staged.exits)]
        shown = tuple(dict.fromkeys((*door, *anchors.named(acts, ground.anchors, code))))
    words = anchors.write(shown, ground.known.language)
    joined = ground.known.language.word("staging.joined")
    return replace(staged, free=joined.join(part for part in (staged.free, words) if part)) if words else staged


def placed(chosen: ShotChoice, turn: Turn, state: SceneState, door: At, call: Sequence[str]) -> SceneState:
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


def _in_line(chosen: ShotChoice, state: SceneState) -> tuple[str, ...]:
    """The people of a picture; those of a list from left to right, where they are known to stand so."""
    if chosen.form in SINGLES or not set(chosen.people) <= set(state.line):
        return chosen.people
    return tuple(sorted(chosen.people, key=state.line.index))


def staging_of(chosen: ShotChoice, framing: Framing, turn: Turn, state: SceneState) -> Staging:
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
SHOWS_SOME = frozenset({"action_people", "action_some", "action_place"})
"""Forms that show what somebody does in a place: where that stands which they do it at."""
AMID = SHOWS_ALL | SHOWS_SOME | {"two"}
"""Forms that show who stands around."""
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
        "action_some",
        "action_place",
    }
)
"""Forms wide enough to show somebody else come or go."""
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
POSED = SINGLES - {"group", "screen", "establish_speech", "establish_alone"} | {"action_people"}
"""Forms that keep a posture of before."""
