"""Names in a finding are listed as its language lists things, in whichever it was first told."""

import pytest

from storyboard.model.rules import LISTS, Wording
from storyboard.rules import RULES, finding, retold

NAMES = ("阿七", "小满", "老葛", "麦穗", "方小宁")


@pytest.mark.parametrize("count", range(1, 6))
@pytest.mark.parametrize("mark", ["、", ", "])
@pytest.mark.parametrize("gap", sorted(LISTS))
def test_several_things_have_the_mark_of_the_language_between_them(count, mark, gap):
    wording = Wording(f"这里有 {{{gap}}}。", f"Here are {{{gap}}}.")
    listed = mark.join(NAMES[:count])
    assert wording.told("zh", **{gap: listed}) == f"这里有 {'、'.join(NAMES[:count])}。"
    assert wording.told("en", **{gap: listed}) == f"Here are {', '.join(NAMES[:count])}."
    assert wording.retold(wording.told("en", **{gap: listed}), "zh") == wording.told("zh", **{gap: listed})


def test_findings_of_check_are_listed_so():
    english = finding("too-many-faces", shot=3, language="en", count=3, people="、".join(NAMES[:3]))
    assert "阿七, 小满, 老葛" in english.message
    assert "阿七、小满、老葛" in retold(english, "zh").message
    assert {
        gap for gap in LISTS for rule in RULES.values() for each in rule.wordings.values() if f"{{{gap}}}" in each.zh
    } == LISTS - {"places"}
