"""What goes along with a clip's order, and how its prompt speaks of it."""

from storyboard.model.jobs import Reference
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class Pictured:
    """Somebody whom pictures or a film show, so that the prompt names these and not their looks."""

    name: str
    words: str
    """What stands for them: `图片1`, `@user1`, `已创建的角色`."""
    picture: bool = True
    """Whether the words mean a picture, in which somebody is seen; else they are the person."""


@dataclass(frozen=True, slots=True)
class Telling:
    """How one clip's prompt speaks of what goes along; empty where nothing does."""

    people: tuple[Pictured, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    """Place as the script writes it, words of its picture."""
    head: tuple[str, ...] = ()
    """Sentences of the first paragraph, in their sequence: what further pictures show, then the user's own words."""


@dataclass(frozen=True, slots=True)
class Slots:
    """What goes along with a clip, how it is spoken of, and sentences about what finds no room."""

    given: tuple[Reference, ...] = ()
    left: tuple[str, ...] = ()
    telling: Telling = Telling()
