"""Those to whom somebody does something are others than the doer."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard import names
from storyboard.languages import Language
from storyboard.model import Character
from storyboard.staging.moves import persons

ZH = ("老周", "苏晴", "陈默", "林晚", "顾言")
EN = ("Zhou", "Quinn", "Mercer", "Adler", "Boyd")


def known(people, language):
    cast = {name: Character(30, "男，30岁，头发（黑色，短发），衣服（灰色，外套）", name, "") for name in people}
    folded = {name.casefold(): name for name in cast} | {name: name for name in cast}
    return names.Naming(cast, {}, {}, Language.of(language), names.pattern(cast, language), folded)


DONE = {
    "zh": ("{}看看两人。", "{}望着他们，放下抹布。", "{}走过来，看看两人。", "{}指着她们两人。", "{}领着两人往外走。"),
    "en": ("{} looks at them.", "{} waves to them and goes on.", "{} pulls them apart."),
}
TOGETHER = {"zh": ("{}回头，两人都笑了。", "{}推门，他们一起走进来。"), "en": ("{} turns, and they both laugh.",)}


@given(st.permutations(range(5)), st.sampled_from([(k, s) for k, rows in DONE.items() for s in rows]))
def test_whoever_does_something_to_two_people_is_none_of_them(order, row):
    """The two are the others who were there last, whoever the doer is."""
    language, sentence = row
    doer, *others = [(ZH if language == "zh" else EN)[at] for at in order]

    meant = persons(sentence.format(doer), known((doer, *others), language), others[:2])

    assert set(meant) == {doer, *others[:2]}


@pytest.mark.parametrize(("language", "sentence"), [(k, s) for k, rows in TOGETHER.items() for s in rows])
def test_who_acts_with_another_is_one_of_the_two(language, sentence):
    """Both laugh: whoever is named, and who was there."""
    people = ZH if language == "zh" else EN
    for doer, other in itertools.permutations(people, 2):
        assert set(persons(sentence.format(doer), known(people, language), [other])) == {doer, other}


OBJECTS = {
    "zh": ("{}把水壶甩到他脸上。", "{}冲上去，把他拽下马。", "{}一把抓住他的领口。", "{}扶着他站起来。"),
    "en": (
        "{} flings the canteen in his face, drags him from the saddle.",
        "{} throws the cup at his head.",
        "{} grabs him.",
        "{} spits in his face.",
    ),
}
OWN = {
    "zh": ("{}抬手，擦了擦他的脸。", "{}转身，他没有回头。", "{}似乎听得有人问他。"),
    "en": (
        "{} throws the coat over his shoulder.",
        "{} wipes his face.",
        "{} puts on his hat and leaves.",
        "{} feels somebody watching him.",
    ),
}


@given(st.permutations(range(5)), st.sampled_from([(k, s) for k, rows in OBJECTS.items() for s in rows]))
def test_whom_a_deed_is_done_to_is_another_than_the_doer(order, row):
    """REED flings the canteen in his face: CALLOWAY's, who was there last, and he is in the picture."""
    language, sentence = row
    doer, *others = [(ZH if language == "zh" else EN)[at] for at in order]

    meant = persons(sentence.format(doer), known((doer, *others), language), [doer, *others[:2]])

    assert set(meant) == {doer, others[0]}


@pytest.mark.parametrize(("language", "sentence"), [(k, s) for k, rows in OWN.items() for s in rows])
def test_what_somebody_does_with_what_is_their_own_brings_nobody_in(language, sentence):
    people = ZH if language == "zh" else EN
    for doer, other in itertools.permutations(people, 2):
        assert set(persons(sentence.format(doer), known(people, language), [other])) == {doer}
