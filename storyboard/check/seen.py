"""The shots of a board by the scene of the script that they show, and what is known of each: from the board's own words."""

from storyboard import names, speech, staging
from storyboard.check.shown import flat
from storyboard.check.subject import Subject, units_of
from storyboard.model import Shot, Staging, Unit
from storyboard.records import dataclass
from storyboard.staging import Moves


@dataclass(frozen=True, slots=True)
class SeenShot:
    """One shot, and what is known of it."""

    number: int
    """1-based."""
    shot: Shot
    staged: Staging
    line: int
    """Script line; 0 where nobody knows."""
    delivery: str
    acting: tuple[str, ...]
    """Who is bodily in its script lines: acts by name or pronoun, or speaks in the picture."""
    moved: Moves
    named: tuple[str, ...] = ()
    """Whom the picture's words name, seen or not."""

    @property
    def bodies(self) -> tuple[str, ...]:
        return tuple(body.who for body in self.staged.bodies)


def scenes_of(subject: Subject, known: names.Naming) -> list[list[SeenShot]]:
    """The shots of the board by the scene of the script that they show; what plays at another time or place is a scene of its own."""
    units = _units(subject)
    board = subject.board
    staged = staging.of(board, (), known)
    found: list[list[SeenShot]] = []
    now: dict[tuple[str, str], list[SeenShot]] = {}
    scene, last = "", ("", "", "")
    for number, shot in enumerate(board.shots, start=1):
        unit = units[number - 1]
        scene = unit.scene if unit else scene
        layer = staging.layer(shot)
        if not found or (scene, layer, shot.location) != last:
            again = now.get((scene, shot.location)) if layer == "present" else None
            here = again if again is not None else []
            found += [here] if again is None else []
            if layer == "present":
                now[scene, shot.location] = here
        last = (scene, layer, shot.location)
        recent = list(dict.fromkeys(name for seen in reversed(here) for name in seen.acting))
        here.append(_seen(number, shot, staged[number - 1], subject, unit, known, recent))
    return found


def _seen(
    number: int,
    shot: Shot,
    staged: Staging,
    subject: Subject,
    unit: Unit | None,
    known: names.Naming,
    recent: list[str],
) -> SeenShot:
    delivery, action = speech.delivery_of(shot.action) if shot.dialogue.text else ("", shot.action)
    role = shot.dialogue.role
    asides = asides_of(action)
    acts = "\n".join(part for part in action.split("\n") if part not in asides)
    acted = staging.moves(acts, known, recent=recent)
    own = staging.moves("\n".join(part.strip("（）()") for part in asides), known, role) if role else Moves()
    moved = Moves((*acted.enters, *own.enters), (*acted.exits, *own.exits))
    bodily = (
        [name for name in names.members(role, known) or (role,) if name] if not delivery or delivery == "inner" else []
    )
    acting = tuple(dict.fromkeys([*staging.persons(action, known, [*bodily, *recent]), *bodily]))
    line = subject.script.line_of(unit.start) if unit else 0
    return SeenShot(number, shot, staged, line, delivery, acting, moved, names.found(shot.visual, known))


def asides_of(action: str) -> list[str]:
    """The stage directions of a speech among what its shot shows."""
    return [part for part in action.split("\n") if part[:1] in "（(" and part[-1:] in "）)" and part]


def _units(subject: Subject) -> list[Unit | None]:
    """For every shot the first unit of the script that it shows; None where none can be found."""
    units = [unit for unit in units_of(subject.script, subject.episode) if unit.text or unit.parentheticals]
    texts = [flat("".join((unit.text, *(aside.text for aside in unit.parentheticals)))) for unit in units]
    found: list[Unit | None] = []
    at = 0
    for shot in subject.board.shots:
        action = speech.delivery_of(shot.action)[1] if shot.dialogue.text else shot.action
        words = [flat(text) for text in (*action.split("\n"), shot.dialogue.text) if flat(text)]
        hits = [
            next(
                (n for n in range(at, min(at + 12, len(units))) if word in texts[n] or (texts[n] in word and texts[n])),
                None,
            )
            for word in words
        ]
        good = [hit for hit in hits if hit is not None]
        found.append(units[good[0]] if good else None)
        at = max([at, *good])
    return found
