"""A cue has the first word of a name, an action the whole of it: they are one person, and a pronoun behind the whole name is theirs."""

import pytest

from storyboard.cast.gather import gather
from storyboard.cast.portraits import mentions
from storyboard.model import Source
from storyboard.parse import parse

NAMES = (
    ("VANTRY", "OSKEL"),
    ("QUILLE", "MARDOV"),
    ("TERZO", "ANBREKS"),
    ("BRELL", "O’HASTOR"),
    ("IVEK", "ROLDANE-HARTS"),
)
FORMS = (
    "{whole} (38) straightens {their} collar.",
    "{whole} (38), grey suit, straightens {their} collar.",
    "{whole}, 38, straightens {their} collar.",
    "{whole} (38), a surgeon, straightens {their} collar.",
    "{whole} (38), the new surgeon, in a grey suit, wipes {their} hands.",
    "At the desk, {whole} (38) folds {their} arms.",
    "{whole} (late 30s, sharp eyes) rubs {their} eyes.",
    "{whole} (38) slowly closes {their} eyes.",
    "{whole} (38) leans back, {their} feet on the desk.",
    "DR. {whole} (38) rubs {their} eyes.",
)
OTHERS = (
    "",
    "BORIS HALE (50), a man in a grey coat, stands at the desk.\n\n",
    "MAUD HALE (50), a woman in a grey coat, stands at the desk.\n\n",
)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("other", OTHERS, ids=["alone", "a man", "a woman"])
def test_the_pronoun_behind_a_whole_name_tells_the_sex_of_its_first_word(form: str, other: str) -> None:
    second = other.partition(" ")[0] or "GUARD"
    for first, last in NAMES:
        for their, sex in (("her", "female"), ("his", "male")):
            for cue in (first, last, f"{first} {last}"):
                action = form.format(whole=f"{first} {last}", their=their)
                text = f"INT. ROOM - DAY\n\n{other}{action}\n\n{cue}\nNo.\n\n{second}\nSit down.\n"

                member = gather(parse(Source("a.fountain", text, "utf-8"))).get(cue)

                assert member is not None
                told = [fact.value for fact in member.facts if fact.part == "sex" and fact.source == "told"]
                assert told == [sex], (cue, action)


@pytest.mark.parametrize(
    ("text", "names", "whole"),
    [
        ("VANTRY OSKEL (38) sits.", ["VANTRY"], "VANTRY OSKEL"),
        ("Vantry Oskel sits down.", ["VANTRY"], "Vantry Oskel"),
        ("VANTRY “ACE” OSKEL, tired, sits.", ["VANTRY"], "VANTRY “ACE” OSKEL"),
        ("VANTRY TURNS her head.", ["VANTRY"], "VANTRY"),
        ("VANTRY QUILLE sits.", ["VANTRY", "QUILLE"], "VANTRY"),
        ("Vantry's Oskel Street office.", ["VANTRY"], "Vantry"),
    ],
)
def test_where_a_name_ends(text: str, names: list[str], whole: str) -> None:
    first = mentions(text, names, "en")[0]

    assert (first.name, text[first.start : first.end]) == ("VANTRY", whole)
