"""A cue has the first word of a name, an action the whole of it: they are one person, and a pronoun behind the whole name is theirs."""

from itertools import product

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


@pytest.mark.few("form", "other")
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("other", OTHERS, ids=["alone", "a man", "a woman"])
def test_the_pronoun_behind_a_whole_name_tells_the_sex_of_its_first_word(form: str, other: str) -> None:
    """Each form with each name of each sex under each of its cues, beside another company in turn."""
    second = other.partition(" ")[0] or "GUARD"
    for at, ((first, last), (their, sex)) in enumerate(product(NAMES, (("her", "female"), ("his", "male")))):
        cue = (first, last, f"{first} {last}")[(at + OTHERS.index(other)) % len(OTHERS)]
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


@pytest.mark.parametrize("her", ["CORA", "MARTHA", "ELENA", "SUSAN"])
@pytest.mark.parametrize("him", ["AMOS", "PETER", "WALTER", "HENRY"])
@pytest.mark.parametrize("first", ["her", "him"])
def test_a_pronoun_is_not_the_subject_s_whose_name_is_of_the_other_sex(her: str, him: str, first: str) -> None:
    """`Cora, grey with dust, looks at Amos. He sits on a bale, suit torn.`"""
    one, other = (her, him) if first == "her" else (him, her)
    pronoun, their = ("He", "his") if first == "her" else ("She", "her")
    action = (
        f"{one.title()}, grey with dust, looks at {other.title()}. {pronoun} sits on a bale, blood on {their} chin."
    )
    text = f"INT. BARN - DAY\n\n{her} (34) and {him} (52) come in.\n\n{her}\nLook.\n\n{him}\nYes.\n\n{action}\n\n{her}\nSit.\n"

    cast = gather(parse(Source("a.fountain", text, "utf-8")))

    wrong = "male" if first == "her" else "female"
    member = cast.get(one)
    assert member is not None
    assert wrong not in [fact.value for fact in member.facts if fact.part == "sex"]
    assert "chin" not in " ".join([fact.value for fact in member.facts if fact.part == "marks"])
