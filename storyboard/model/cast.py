"""The cast: people, voices and crowds of a production, one for all its episodes."""

from dataclasses import field, fields
from typing import Literal

from storyboard.model.story import Story
from storyboard.records import dataclass

PersonKind = Literal["person", "group", "voice", "joint"]
FactSource = Literal["told", "inferred", "model", "assumed"]
"""Where a fact comes from: words of the script about it, a reason, a model whose quote was found, or nothing."""


@dataclass(frozen=True, slots=True)
class Looks:
    """The parts of an appearance; none may be empty (`无` / `none` says there is none)."""

    sex: str
    """`男` / `女` / `male` / `female`; `群体` / `group` for a crowd, `仅声音` / `voice only` for a voice."""
    age: int
    hair_colour: str
    hair_style: str
    clothes_colour: str
    clothes_style: str


@dataclass(frozen=True, slots=True)
class Voice:
    sex: str
    """`男` / `女` / `male` / `female`, also for voices and crowds."""
    pitch: int
    """Mean, Hz."""
    tempo: int
    """Syllables a minute (SPM)."""
    accent: str


@dataclass(frozen=True, slots=True)
class Outfit:
    """Other clothes, in some scenes or whole episodes."""

    clothes_colour: str
    clothes_style: str
    scenes: tuple[str, ...] = ()
    """Numbers as the script writes them (`3-2`), or ids (`s7`)."""
    episodes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """Somebody at another time: what is otherwise than in the entry, in some scenes or whole episodes; the rest stays."""

    scenes: tuple[str, ...] = ()
    """Numbers as the script writes them (`3-2`), ids (`s7`), or ids with the file's name (`ep02/s7`)."""
    episodes: tuple[str, ...] = ()
    age: int | None = None
    hair: tuple[str, str] | None = None
    """Colour and style."""
    clothes: tuple[str, str] | None = None
    """Colour and style; marks that are worn or seen on the skin stand in the style."""
    state: str = ""
    """Wet, wounded, bandaged."""
    voice: Voice | None = None
    since: str = field(default="", repr=False)
    """Words of the script in its scenes from which on it is so; empty: from their beginning. Not in the repr, by which boards are recorded: the shots it changes are."""
    layer: str = field(default="", repr=False)
    """`flashback`, `dream` …, `present`: it is so only where its scenes play then; empty: whenever they play."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in one sentence, the same words in every clip that plays there."""

    name: str
    """As the script writes it."""
    look: str = ""
    """Empty where only pictures show it."""
    sheets: tuple[str, ...] = field(default=(), repr=False)
    """Pictures of it: files beside cast.toml, or URLs. Not in the repr, by which boards are recorded: they change no board."""


@dataclass(frozen=True, slots=True)
class Prop:
    """A thing that recurs and must look the same: a letter, a ring, a car."""

    name: str
    """As the script writes it."""
    look: str = ""
    aliases: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    usernames: tuple[tuple[str, str], ...] = ()
    """(gateway, `@username` without the @), where a character was made of it."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known of a person or a scene, and from where."""

    part: str
    """`sex`, `age`, `hair`, `clothes`, `marks`, `voice`, `kin`, `alias`, `kind`; of a scene `place`, `time`, `weather`."""
    value: str
    source: FactSource
    line: int = 0
    """Script line, 1-based; 0 where there is none."""
    quote: str = ""
    """Words of that line, verbatim (told, model)."""
    reason: str = ""
    """Why it is taken so (inferred, assumed): `pronoun`, `address`, `given name`, `trade`, `age word`, `era`, `usual`."""


@dataclass(frozen=True, slots=True, repr=False)
class Member:
    """One entry of the cast."""

    name: str
    kind: PersonKind
    looks: Looks
    voice: Voice
    aliases: tuple[str, ...] = ()
    usernames: tuple[tuple[str, str], ...] = ()
    """(gateway, `@username` without the @)."""
    twin_of: str = ""
    """Somebody they may look like."""
    assumed: tuple[str, ...] = ()
    """Which parts nobody wrote: `age`, `hair`, `clothes`, `voice`, `sex`."""
    outfits: tuple[Outfit, ...] = ()
    """Clothes other than those of `looks`, where they are worn."""
    evidence: tuple[int, ...] = ()
    """Script lines that the looks were read from."""
    versions: tuple[Version, ...] = ()
    """Other ages, hair, clothes, states and voices, where they are seen."""
    sheets: tuple[str, ...] = ()
    """Pictures of this person, as the video model is to see them: files beside cast.toml, or URLs."""
    voice_sample: str = ""
    """Sound of this person speaking: a file beside cast.toml, or a URL."""
    film: str = ""
    """A public film of this person with the span that shows them: `https://…/hero.mp4#1,3`."""
    facts: tuple[Fact, ...] = field(default=(), compare=False)
    """What is known of this person and from where, the part's accepted value first; empty for entries that a person wrote."""
    told: str = field(default="", compare=False)
    """The script's lines of `evidence`."""

    @property
    def is_seen(self) -> bool:
        """Whether they have an entry because an answer saw them act in a line of the script."""
        return any(fact.part == "kind" and fact.source == "model" for fact in self.facts)

    def __repr__(self) -> str:
        """As entries were written before versions, where there are none: boards and clips are recorded by it.

        Without pictures: they change no board and no cut, only what goes along with an order.
        """
        shown = [
            each.name
            for each in fields(self)
            if each.name not in ("facts", "told", "sheets", "film", "voice_sample")
            and (each.name != "versions" or self.versions)
        ]
        return f"Member({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"


@dataclass(frozen=True, slots=True)
class Cast:
    members: tuple[Member, ...]
    places: tuple[Place, ...] = ()
    era: str = field(default="", repr=False)
    """When the story plays, by a key of the tables of clothes; empty where words of the script decide."""
    props: tuple[Prop, ...] = field(default=(), repr=False)
    story: Story | None = field(default=None, repr=False, compare=False)
    """What a model told of the script at hand; None where none was asked. It is kept beside the workspace, not in cast.toml."""

    def get(self, name: str) -> Member | None:
        return next((member for member in self.members if member.name == name), None)
