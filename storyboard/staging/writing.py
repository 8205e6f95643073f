"""A staging in words: the board's `visual`, from the sentences of the language's file."""

from collections.abc import Mapping, Sequence

from storyboard.languages import Language
from storyboard.model import Staging
from storyboard.model.staging import View
from storyboard.records import dataclass

MOST_NAMED = 4
"""People of a list; more are not told apart in one picture."""
FREE = "free"
"""The form of words that are not the program's own."""


@dataclass(frozen=True, slots=True)
class SentenceForm:
    """What the gaps of one sentence stand for, beside place, prop and size."""

    view: View = "face"
    pose: str = ""
    facing: bool = False
    """Whether {facing} is the side that `one` looks towards."""
    other: View | None = None
    """How {other} is seen, on the other side, looking back."""
    people: View = "face"
    """How the {people} are seen."""


FORMS: dict[str, SentenceForm] = {
    "establish": SentenceForm(),
    "establish_people": SentenceForm(people="far"),
    "establish_speech": SentenceForm("far", people="far"),
    "establish_alone": SentenceForm("far"),
    "over_shoulder": SentenceForm(facing=True, other="back"),
    "single": SentenceForm(facing=True),
    "two": SentenceForm(facing=True, other="face"),
    "reaction": SentenceForm(pose="silent"),
    "listener": SentenceForm(pose="listening", facing=True),
    "inner": SentenceForm(pose="lips closed"),
    "voice": SentenceForm(),
    "voice_people": SentenceForm(pose="listening"),
    "phone": SentenceForm(pose="phone"),
    "phone_speech": SentenceForm(pose="talking", facing=True),
    "phone_near": SentenceForm(pose="phone near"),
    "phone_near_speech": SentenceForm(pose="talking near", facing=True),
    "phone_worn": SentenceForm(pose="phone worn"),
    "phone_worn_speech": SentenceForm(pose="talking worn", facing=True),
    "phone_radio": SentenceForm(pose="phone radio"),
    "phone_radio_speech": SentenceForm(pose="talking radio", facing=True),
    "screen": SentenceForm(pose="screen"),
    "group": SentenceForm(),
    "joint": SentenceForm(pose="speaking"),
    "action_people": SentenceForm(),
    "detail_people": SentenceForm(people="part"),
    "insert_people": SentenceForm(people="part"),
    "insert_deed": SentenceForm(),
    "detail": SentenceForm(),
    "insert": SentenceForm(),
    "action_some": SentenceForm(),
    "action_place": SentenceForm(),
    "alone": SentenceForm(),
}  # fmt: skip
"""Forms -> their gaps, in the order in which they are tried on a text. The sentences stand in the languages' files."""


UNPEOPLED = frozenset({"action_place"})
"""Forms of pictures of nobody: their size is told of the place alone."""


def sizes_of(form: str, language: Language) -> Mapping[str, str]:
    """Size -> how a picture of this form says it."""
    return language.table("staging.places_sized" if form in UNPEOPLED else "staging.sizes")


def size_words(size: str, language: Language) -> tuple[str, str]:
    """How pictures say a size: of people, and of a place alone."""
    return language.table("staging.sizes")[size], language.table("staging.places_sized")[size]


def write(staging: Staging, place: str, language: Language) -> str:
    """The staging in words, without captions and marks; `place` is what the scene's place is called."""
    if staging.form == FREE:
        return staging.free
    one = staging.bodies[0] if staging.bodies else None
    other = staging.bodies[1] if len(staging.bodies) > 1 else None
    template = language.word(f"staging.forms.{staging.form}")
    listed = staging.bodies[1:] if "{one}" in template else staging.bodies
    side = one.at if one else ""
    said = template.format(
        place=place,
        prop=staging.prop,
        voice=staging.voice,
        one=one.who if one else "",
        other=other.who if other else "",
        people=_listed([body.who for body in listed], language),
        side=language.word(f"staging.{side}") if side else "",
        facing=language.word(f"staging.{'left' if side == 'right' else 'right'}"),
        size=sizes_of(staging.form, language)[staging.size] if staging.size else "",
    )
    parts = [said]
    for words, names in (("enters", staging.enters), ("exits", staging.exits)):
        if names:
            parts.append(language.word(f"staging.{words}").format(_listed(names, language)))
    if staging.free:
        parts.append(staging.free)
    return language.word("staging.joined").join(parts)


def _listed(people: Sequence[str], language: Language) -> str:
    return language.word("staging.between").join(people[:MOST_NAMED])
