"""How somebody lies, sits or kneels, in the script's own words: it holds until they move, and every picture of them keeps it."""

import re
from collections.abc import Sequence

from storyboard import names
from storyboard.patterns import deferred

_BOUNDARY = (
    r"(?=\s*(?:[,.;:!?—–]|--|$)|\s+(?:while|as|with|and|in|on|at|of|by|to|near|next|beside|behind|under|over|from|for|like|who|that|which|where|when|looking|alone|again|now|then|still"
    r"|but|or|so|between|opposite|across|facing|against|above|below|holding)\b|\s+\w+(?:ing|ed|ly)\b)"
)
"""What stands behind the noun of a place."""
POSTURE = {
    "zh": deferred(
        r"(?:躺|坐|跪|趴|靠|蹲|倚|缩|蜷缩?|伏|瘫坐)(?:倒)?在[^，。；！？、\s]{1,7}?(?:上|里|边|旁|下|中|前|后|角落?)|背对着?(?:镜头|我们|观众)"
        r"|(?P<bare>[坐跪蹲躺趴])(?:了?下来?|倒)(?![\u3400-\u9fff]*?(?:又|再)?(?:站|起))(?=[，。；！？、]|$)"
    ),
    "en": deferred(
        r"\b(?P<verb>lies|sits|kneels|slumps|crouches|leans|huddles|perches|lying|sitting|kneeling|slumped|crouching|leaning|perched)\s+"
        r"(?P<where>(?:back |down |up )?(?:on|in|at|against|by|beside|behind|under)\s+(?:an?|the|his|her|their)\s+(?:[a-z-]+\s+){0,3}?[a-z-]+"
        rf"{_BOUNDARY})"
        r"|\b(?P<bare>sits|kneels|crouches|lies)(?: down)?(?=\s*(?:[,.;!?]|$)|\s+(?:beside|next to|by|behind|opposite|before|in front of|across from) (?:him|her|them|(?-i:[A-Z])))"
        r"|\b(?P<back>(?:his|her|their) back to (?:us|the camera|camera))\b"
    ),
}  # fmt: skip
_BARE = {"坐": "坐着", "跪": "跪着", "蹲": "蹲着", "躺": "躺着", "趴": "趴着"}
"""How somebody is who has sat or knelt down, no matter where."""
_DOING = {"lies": "lying", "sits": "sitting", "kneels": "kneeling", "slumps": "slumped", "crouches": "crouching", "leans": "leaning", "huddles": "huddled", "perches": "perched"}  # fmt: skip
LEAVES = deferred(
    r"站|起身|起来|走|跑|冲|扑|转身|离开|追|逃|下床|上前|迎|爬|跳|倒|飞"
    r"|\b(?:stands?|rises?|gets? up|walks?|runs?|rush(?:es)?|steps?|crosses|jumps?|leaps?|turns?|leaves?|exits?|climbs?|falls?|collapses?|lunges?|moves?|heads?|bolts?|springs?|spins?|backs?|rising|standing|getting up|walking|running|rushing|stepping|crossing|jumping|turning|leaving|climbing|falling|moving|heading|backing)\b",
    re.I,
)
_CLAUSE = deferred(r"[，。；！？,.;!?\n]\s*|\s+(?:while|as|then|and)\s+(?=[a-z]+s\b)")


def postures(
    acts: str, acting: Sequence[str], known: names.Naming, before: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """(name, words) of whoever lies, sits or kneels somewhere after an action; who moves has no posture any more."""
    found, fresh = dict(before), dict[str, list[str]]()
    subject = acting[:1]
    for clause in _CLAUSE.split(acts):
        matches = list(POSTURE[known.language.code].finditer(clause or ""))
        before_it = clause[: matches[0].start()] if matches else clause  # whom one kneels before does not kneel
        subject = names.found(before_it or "", known)[:1] or subject
        told = [_words(match) for match in matches]
        if subject and told:
            fresh.setdefault(subject[0], []).extend(told)
            found[subject[0]] = known.language.word("staging.joined").join(fresh[subject[0]])
        elif subject and LEAVES.search(clause or ""):
            found.pop(subject[0], None)
            fresh.pop(subject[0], None)
    return tuple(found.items())


def _words(told: re.Match[str]) -> str:
    """The words as they stand behind a name."""
    gaps = told.groupdict()
    if bare := gaps["bare"]:
        return _BARE.get(bare) or _DOING[bare]
    if "verb" not in gaps:
        return told[0]
    return gaps["back"] or f"{_DOING.get(told['verb'], told['verb'])} {told['where']}"
