"""What `pack` takes and returns. Time is in whole tenths of a second throughout; only JSON shows seconds."""

from dataclasses import field
from typing import Literal, get_args

from storyboard.records import dataclass

Detail = Literal["repeats", "colours", "ambience", "traits", "anchors", "looks"]
DETAILS: tuple[Detail, ...] = get_args(Detail)
"""What prompts may do without where they would be longer than their model's maker advises: hour and sounds of a place that comes back in the clip;
colours and mood; what places sound like; of looks all but age, hair and the first garment; fixed things of a place; hair and all but the first garment. Never lines, who is seen, or where."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be bought of one model at one gateway."""

    gateway: str
    model: str
    lengths: tuple[int, ...]
    """Clip lengths sold, whole seconds, ascending."""
    size: str
    """`720x1280` (width x height)."""
    hd: bool = False
    prices: tuple[tuple[int, float], ...] = ()
    """(seconds, price of one clip); a length missing here has no known price."""
    prompt_limit: int = 0
    """Characters of one prompt; 0 = no known limit."""
    shot_limit: int = 0
    """Shots of one prompt; 0 = no known limit."""
    profile: str = "sora-2"
    """What is true of the model, by name."""
    characters: int = field(default=0, repr=False)
    """`@usernames` that one prompt may hold; 0 = no known limit. Not in the repr, by which packed clips are recorded."""
    advised: tuple[tuple[int, int], ...] = field(default=(), repr=False)
    """(seconds, shots): how many shots a clip of that length holds well; a preference of what is not bought yet."""
    advised_size: int = field(default=0, repr=False)
    """Chinese characters, or two thirds of the words of another language, that one prompt holds well; 0 = nobody says. A preference too."""
    least_spoken: int = field(default=0, repr=False)
    """Tenths that a shot with speech should last at least; a preference too."""
    draws_text: bool = field(default=True, repr=False)
    """Whether the model's lettering can be read; else the words that are to be seen are laid over its films."""
    instructions: bool = field(default=False, repr=False)
    """Whether the gateway takes a closing block of rules; else they stand in the first shot."""
    looks: str = field(default="clip", repr=False)
    """People are told in full once a `clip`, or once a `shot`."""
    titles: bool = field(default=True, repr=False)
    """Whether the model draws the script's own titles; else they are laid over its films."""
    style: str = field(default="", repr=False)
    """How the film is to look: the name of a palette, or words; empty: as the board has it."""
    template: str = "sora"
    """Which prompt syntax it is written to: `prompts/render/<version>/<template>.<language>.jinja`."""
    template_before: str = field(default="", repr=False)
    """The same for versions of the render prompts that have none of that name."""
    spare: float = field(default=0.0, repr=False)
    """The share of the price for which a director's silent shots and held looks may make a board dearer."""
    levels: tuple[Detail, ...] = field(default=(), repr=False)
    """What a prompt longer than `advised_size` does without, the least needed first: names of `DETAILS`."""

    shot_size: int = field(default=0, repr=False)
    """Characters of one shot that the maker's interface takes where shots go along by themselves, each told in a line; a preference: such levels are left out for it too. 0 = no limit."""
    few: bool = field(default=False, repr=False)
    """Whether people are told by few traits."""
    traits: int = field(default=0, repr=False)
    """By how many at most, the age one of them; 0: as many as are left."""
    plain: bool = field(default=False, repr=False)
    """Whether a camera's move is told in the words of the tables alone."""
    leads: bool = field(default=False, repr=False)
    """Whether who is seen stands before a thing that a picture begins with."""
    again: bool = field(default=False, repr=False)
    """Whether each shot calls everybody once by the phrase that they were told with."""

    def price(self, seconds: int) -> float | None:
        return dict(self.prices).get(seconds)


@dataclass(frozen=True, slots=True)
class Part:
    """One `Shot N` of a prompt: a board shot, a piece of one, or a silent hold."""

    shot: int
    """0-based index into `board.shots`; for a hold, the shot whose picture it holds."""
    text: str
    """The words spoken here; a piece of the shot's text where a shot had to be split."""
    natural: int
    """Tenths: what the content needs."""
    duration: int
    """Tenths: what the prompt says. At most 100."""
    tail: int = 0
    """Tenths of silence at its end, within `duration`, that `assemble` trims."""
    hold: bool = False
    """A silent hold that no script line asked for, there only to fill the length; trimmed whole."""
    first: bool = True
    """False for the second and later pieces of a split shot."""


@dataclass(frozen=True, slots=True)
class Clip:
    """Consecutive parts generated as one video."""

    parts: tuple[Part, ...]
    seconds: int
    """A length the offer sells; `sum(part.duration) == seconds * 10`."""

    @property
    def kept(self) -> int:
        """Tenths that stay in the film: the length without tails and holds."""
        return sum(0 if part.hold else part.duration - part.tail for part in self.parts)


@dataclass(frozen=True, slots=True)
class Cue:
    """One subtitle: times in tenths from the start of the episode film."""

    start: int
    end: int
    role: str
    text: str
    shot: int
    """0-based index into `board.shots`."""
    caption: bool = False
    """True for on-screen text (`字幕：“三分钟后”`), which is burnt in but is no speech and not in the SRT."""
    written: bool = field(default=False, repr=False)
    """True for words that stand on something in the picture: a telephone, a sign."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a version of the render prompts tells what it tells: `[manner]` of its `reading.toml`. The defaults are those of the first versions."""

    upright: bool = True
    """Whether the words say that the picture is vertical or wide, which the request says too."""
    palette: bool = False
    """Whether a style says how it was shot, and a scene's light goes with a palette of four or five colours, not with two."""
    ambience: bool = False
    """Whether each place of a clip is heard: one line of what sounds there, never music."""
    careful: bool = False
    """Whether names in small letters are names, whose something is stays clear among people alike, and who writes a message is not seen beside it."""
    directed: bool = False
    """Whether voices are told in words, who speaks has something to do and a face, light goes by what burns in the script, and what is heard
    stands with the sounds."""
