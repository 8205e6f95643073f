"""What rules read of somebody beside what a model answers: which stands, by whose words, and where both are told."""

import asyncio

import pytest

from storyboard.cast.gather import gather
from storyboard.errors import BadAnswer
from storyboard.model import Cast, Remark, Source
from storyboard.parse import parse
from storyboard.plan.protocols import describe
from tests.bible_answers import LIBRARY, answering
from tests.storyteller import bible_of, undisputed

SCRIPT = """INT. HARBOUR HUT - NIGHT

NORA VALE (41, grey braid, canvas work coat) lights the lamp. JUNE, in a green cardigan, watches her.

NORA VALE
You should not have come.

JUNE
Mum, hurry. They are coming.

TEAGUE (50s, silver mustache) steps in. He shakes off the rain.

TEAGUE
Nobody moves.
"""


def told(change, text=SCRIPT):
    """The cast, and what is said of it, of a model that answers with `change` made to each of its people."""
    script = parse(Source("a.txt", text, "utf-8"))

    async def ask(question, judge):
        answer = bible_of({"messages": [{"content": question.system}, {"content": question.user}]})
        for entry in answer["people"]:
            entry |= change.get(entry["name"], {})
        faults = [fault for fault in judge(answer) if not isinstance(fault, Remark)]
        if faults:
            raise BadAnswer("; ".join(faults))
        return answer

    cast, remarks = asyncio.run(describe(script, gather(script), Cast(()), ask, None, LIBRARY))
    return cast, remarks


GOOD = {
    "NORA VALE": {
        "sex": "female", "age": 41, "hair_colour": "grey", "hair_style": "long braid with a square face",
        "clothes_colour": "brown", "clothes_style": "canvas work coat over a white shirt and black boots", "evidence": [3],
    },
    "JUNE": {
        "sex": "female", "age": 19, "hair_colour": "red", "hair_style": "short curls with freckles",
        "clothes_colour": "green", "clothes_style": "wool cardigan over a blue dress and tan shoes", "evidence": [3],
    },
    "TEAGUE": {
        "sex": "male", "age": 54, "hair_colour": "silver", "hair_style": "swept back with a silver mustache",
        "clothes_colour": "black", "clothes_style": "wet overcoat over a suit", "evidence": [11],
    },
}  # fmt: skip


def with_(name, **parts):
    return {**GOOD, name: {**GOOD[name], **parts}}


def test_what_the_script_tells_is_not_assumed_because_a_model_adds_to_it():
    """The boots are invented and the coat is told: the clothes are the script's. Nothing that is only invented is."""
    cast, remarks = told(GOOD)

    nora, teague = cast.get("NORA VALE"), cast.get("TEAGUE")
    assert {"sex", "age", "hair", "clothes"} & {*nora.assumed} == set()
    assert nora.looks.clothes_style == "canvas work coat over a white shirt and black boots"
    assert next(fact.quote for fact in nora.facts if fact.part == "clothes").startswith("41, grey braid, canvas")
    assert {"hair", "clothes"} <= {*teague.assumed}
    assert (teague.looks.age, "age" in teague.assumed) == (54, False)
    assert undisputed(remarks) == remarks == []


@pytest.mark.parametrize("evidence", [[], [3]])
def test_a_sex_and_an_age_that_the_script_tells_stand_over_an_answer_that_proves_nothing(evidence):
    cast, remarks = told(with_("NORA VALE", age=30, evidence=evidence))

    assert cast.get("NORA VALE").looks.age == 41
    assert [one for one in remarks if one.startswith("NORA VALE: age: the script says 41 (line 3")]


def test_a_sex_that_rules_told_by_a_pronoun_gives_way_to_an_answer_and_both_are_said():
    """Whose the pronoun is a reader of the whole script knows better; a noun of the person's own stands."""
    text = SCRIPT.replace("(50s, silver mustache)", "(50s)")
    (rules,) = [
        fact for fact in gather(parse(Source("a.txt", text, "utf-8"))).get("TEAGUE").facts if fact.part == "sex"
    ]
    assert (rules.value, rules.source, rules.reason) == ("male", "told", "pronoun")

    cast, remarks = told(with_("TEAGUE", sex="female", evidence=[]), text)

    assert (cast.get("TEAGUE").looks.sex, "sex" in cast.get("TEAGUE").assumed) == ("female", True)
    assert [one for one in remarks if one.startswith("TEAGUE: sex") and one.endswith("the answer stands")]


def test_clothes_that_an_answer_has_otherwise_stand_as_assumed_and_are_told():
    cast, remarks = told(with_("NORA VALE", clothes_colour="red", clothes_style="silk gown and pearls", evidence=[]))

    nora = cast.get("NORA VALE")
    assert (nora.looks.clothes_style, "clothes" in nora.assumed) == ("silk gown and pearls", True)
    assert [one for one in remarks if "canvas work coat" in one and "silk gown" in one]


def test_a_line_that_names_somebody_proves_clothes_that_rules_did_not_read():
    """The sentence says that a parka hangs on her; no table knows it, and the answer cites the line."""
    text = SCRIPT.replace(
        "JUNE, in a green cardigan, watches her.", "JUNE watches her, a green cardigan hanging off one shoulder."
    )
    cast, remarks = told(GOOD, text)

    assert "clothes" not in cast.get("JUNE").assumed
    assert remarks == []


CALLED = SCRIPT.replace("JUNE", "KIT").replace("Nobody moves.", "Kit! Come here, son.").replace("Mum, hurry. ", "")


def test_what_rules_inferred_by_words_of_the_script_and_the_answer_bears_out_is_proved_by_them():
    """Who is meant by `son` is a guess; two readers who agree are none. An answer that says otherwise proves nothing, and stands as a guess."""
    good = {**GOOD, "KIT": {**GOOD["JUNE"], "sex": "male"}}
    (inferred,) = (
        fact for fact in gather(parse(Source("a.txt", CALLED, "utf-8"))).get("KIT").facts if fact.part == "sex"
    )
    assert (inferred.value, inferred.source) == ("male", "inferred")

    agreed, _ = told(good, CALLED)
    denied, _ = told({**good, "KIT": GOOD["JUNE"]}, CALLED)

    assert ("sex" in agreed.get("KIT").assumed, agreed.get("KIT").looks.sex) == (False, "male")
    assert ("sex" in denied.get("KIT").assumed, denied.get("KIT").looks.sex) == (True, "female")
    assert next(fact for fact in agreed.get("KIT").facts if fact.part == "sex").quote == inferred.quote


def test_an_answer_with_one_name_too_many_is_used_for_the_others():
    """What does not fit is asked about again; where it still does not, one name spoils nothing."""
    answer = {}

    async def ask(question, judge):
        answer.update(bible_of({"messages": [{"content": question.system}, {"content": question.user}]}))
        people = [{**entry, **GOOD[entry["name"]]} for entry in answer["people"]]
        answer["people"] = [*people[1:], {**people[0], "name": "SOMEBODY ELSE"}]
        return await answering([answer])(question, judge)

    script = parse(Source("a.txt", SCRIPT, "utf-8"))
    cast, remarks = asyncio.run(describe(script, gather(script), Cast(()), ask, None, LIBRARY))

    first, *others = GOOD
    assert all(cast.get(name).looks.clothes_style == GOOD[name]["clothes_style"] for name in others)
    assert cast.get(first) == gather(script).get(first)
    assert any(first in one for one in remarks)
