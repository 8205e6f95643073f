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
