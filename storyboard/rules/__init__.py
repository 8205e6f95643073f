"""The rules of `check` as tables, one file a family: what `check --rules` lists, `[check] off` names and docs/checks.md prints.

A new rule is a row here and the code that finds it: in `storyboard/check/` through `finding`, which takes weight and words
from the row.
"""

from collections.abc import Iterable
from dataclasses import replace

from storyboard.model import Fault, Rule, Wording
from storyboard.rules import continuity, form, orders, pace, people, prompts, reading, scenery, shown, takes, words

FAMILIES = (
    form.FAMILY, words.FAMILY, shown.FAMILY, people.FAMILY, scenery.FAMILY, continuity.FAMILY, pace.FAMILY, prompts.FAMILY, reading.FAMILY, orders.FAMILY,
    takes.FAMILY,
)  # fmt: skip
RULES: dict[str, Rule] = {rule.name: rule for family in FAMILIES for rule in family.rules}
"""Every rule there is, by name."""
GUARDS = {
    "words": Wording("剧本的字句，一字不差", "the script's words, which are kept to the letter"),
    "money": Wording("钱，不白花", "money, which is spent for nothing otherwise"),
    "form": Wording("分镜表应有的格式", "the form that a board must have"),
}  # fmt: skip
"""What a rule guards that cannot be switched off, in words."""


def finding(
    name: str, case: str = "", /, *, line: int = 0, shot: int = 0, language: str = "en", **values: object
) -> Fault:
    """A finding of a rule: weight and sentence from its row, the sentence's gaps filled with `values`.

    `line` and `shot` are 1-based, 0 where it belongs to none; `language` is that of the sentence.
    """
    rule = RULES[name]
    return Fault(name, rule.wordings[case].told(language, **values), line, rule.level, shot)


def retold(fault: Fault, language: str) -> Fault:
    """An English finding in another language, by the sentence of its row that it is; as it is where it is none of them."""
    wordings = RULES[fault.rule].wordings if fault.rule in RULES else {}
    cases = sorted(wordings, key=lambda case: case == "")
    told = (wordings[case].retold(fault.message, language) for case in cases)
    return replace(fault, message=next(filter(None, told), fault.message))


def wanted(faults: Iterable[Fault], off: Iterable[str]) -> tuple[Fault, ...]:
    """The findings without those of rules that were switched off; one that guards something stays whatever `off` says."""
    silent = {name for name in off if name in RULES and not RULES[name].guards}
    return tuple(fault for fault in faults if fault.rule not in silent)


def refusals(off: Iterable[str]) -> list[str]:
    """Why names of `[check] off` cannot be switched off, a sentence each; empty where they all can."""
    return [_refusal(name) for name in off if name not in RULES or RULES[name].guards]


def _refusal(name: str) -> str:
    from difflib import get_close_matches

    if name not in RULES:
        near = get_close_matches(name, RULES, n=1)
        return f"no rule is called {name!r}{f'; did you mean {near[0]!r}?' if near else ''} (`storyboard check --rules` lists them)"
    return f"{name!r} cannot be switched off: it guards {GUARDS[RULES[name].guards].en}"
