"""The story as a director must know it: what it is about, and what holds in each of its scenes."""

from storyboard.model.staging import Layer
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class SceneTold:
    """One scene of a script."""

    scene: str
    """Its id."""
    layer: Layer = "present"
    continues: str = ""
    """Id of the scene that it follows without a gap in time; empty: none."""
    weather: str = ""
    light: str = ""
    """From its beginning to its end, in one line; no names."""
    job: str = ""
    """What it does in the story."""
    time: str = ""
    """When it plays, in a word."""
    colours: tuple[str, ...] = ()
    """Two or three main colours of its picture."""
    place: str = ""
    """Where it plays, where the script has no word for it."""
    side: str = ""
    """`内` or `外` of the door; empty: not told."""
    film: str = ""
    """How it is filmed, where the script says so, in a few words: grainy videotape, black-and-white film; empty: as the whole is."""


@dataclass(frozen=True, slots=True)
class SetTold:
    """What a place looks like in some scenes: finished years later, burnt out."""

    place: str
    scenes: tuple[str, ...]
    """Their ids."""
    look: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """A fixed thing of a place, seen from the one side from which the place is filmed."""

    place: str
    what: str
    at: str
    """Where in the picture, in the words of the script's language: `右后`."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that moves the story."""

    name: str
    look: str
    holder: str = ""
    """In whose hands, or where, it is first seen."""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Befallen:
    """What is otherwise about somebody from one line of a scene on, to its end."""

    name: str
    scene: str
    line: int
    """1-based script line."""
    age: int | None = None
    hair: tuple[str, str] | None = None
    """Colour and style."""
    clothes: tuple[str, str] | None = None
    state: str = ""
    said: str = ""
    """The words of the script that make it so, or tell that it is."""
    layer: str = ""
    """When it is so, where its scene is broken by what plays at another time; empty: whenever it plays."""
    already: bool = False
    """Whether it is seen with the words themselves, and not only behind them: drenched, she swings a lantern."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """What holds from one line of the script to another: a lame arm, in whose hand a thing is, who drives."""

    about: str
    holds: str
    """In words that can be seen."""
    start: int = 0
    """1-based script line from which it is so; 0: from the beginning."""
    end: int = 0
    """The last line of which it is true; 0: to the end."""


@dataclass(frozen=True, slots=True)
class Story:
    """What is known of one script beside its people and the looks of its places."""

    line: str = ""
    """In one sentence."""
    scenes: tuple[SceneTold, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    things: tuple[Thing, ...] = ()
    befallen: tuple[Befallen, ...] = ()
    others: tuple[Thing, ...] = ()
    """People without an entry in the cast who must be seen clearly: as the script calls them, and how they look."""
    film: str = ""
    """How the whole of it is filmed, where the script says so: assembled from recordings, with clocks in the picture."""
    facts: tuple[Lasting, ...] = ()
    sets: tuple[SetTold, ...] = ()

    def set_in(self, scene: str, place: str) -> str:
        """What a place looks like in a scene, by its id, where that is not as ever; of several the last told. Empty where it is."""
        told = (one.look for one in reversed(self.sets) if scene in one.scenes and one.place == place)
        return next(told, "")

    def of(self, scene: str) -> SceneTold:
        """What is known of a scene, by its id; nothing where it was not told."""
        return next((told for told in self.scenes if told.scene == scene), SceneTold(scene))
