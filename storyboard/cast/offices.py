"""Who is meant by what they are, where their name has it: `The judge removes her glasses` of JUDGE OKONJO; and by `You heard the lady.` whoever has just spoken."""

from collections.abc import Collection, Iterator

from storyboard.cast import roles
from storyboard.cast.pronouns import SEX, Hint
from storyboard.languages import Language
from storyboard.model import Script
from storyboard.patterns import deferred

_OWN_DEED = deferred(
    r"(?:^|(?<=[.!?]\s))The (?P<what>[a-z]+) (?:removes|takes off|puts on|adjusts|straightens|lifts|raises|lowers|swings|closes|shuts|opens|folds|wipes|rubs|shakes|nods|bows|crosses"
    r"|clears|pushes up|tightens|loosens|smooths|unbuttons|rolls up|sheathes|draws|bangs|licks|scratches|clenches|unclenches|hangs) (?P<who>his|her) (?P<thing>[a-z]+)"
)
"""What somebody does with a thing that can only be their own."""
_HEARD = deferred(
    r"\b(?:[Yy]ou heard|[Dd]o (?:as|what)|[Ll]isten to|[Aa]nswer|[Hh]elp) the (?P<who>lady|woman|girl|gentleman|man|boy)\b(?! (?:from|of|in|at|on|over|there|behind)\b)"
)
"""What is said of somebody right behind their words."""


def offices(script: Script, names: Collection[str]) -> Iterator[Hint]:
    """The hints of a script in English; none of another."""
    if Language.of(script.language).does("writing.han"):
        return
    called = _called(names)
    spoke, scene = "", ""
    for unit in script.units:
        if unit.scene != scene or unit.kind == "heading":
            spoke, scene = "", unit.scene
        if unit.kind == "action":
            for found in _OWN_DEED.finditer(unit.text):
                if name := called.get(found["what"], ""):
                    yield Hint(name, SEX[found["who"]], True, script.line_of(unit.start), found[0])
        elif unit.kind == "speech" and unit.speaker:
            may_be = spoke not in ("", unit.speaker) and " the " in unit.text
            if heard := _HEARD.search(unit.text) if may_be else None:
                sex, line = roles.tells(heard["who"], "sex", "en") or "", script.line_of(unit.start)
                yield Hint(spoke, sex, True, line, unit.text.strip()[:60])
            spoke = unit.speaker if not unit.members and unit.delivery == "" else ""


def _called(names: Collection[str]) -> dict[str, str]:
    """What somebody is -> the one name that begins or ends with it."""
    found: dict[str, set[str]] = {}
    for name in names:
        words = name.casefold().split()
        for word in {words[0], words[-1]} if len(words) > 1 and roles.kind(name, (), "en") == "person" else ():
            found.setdefault(word, set()).add(name)
    every = [word for name in names for word in name.casefold().split()]
    return {word: next(iter(whose)) for word, whose in found.items() if len(whose) == 1 and every.count(word) == 1}
