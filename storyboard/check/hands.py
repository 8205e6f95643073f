"""Things in hands, words that can be read, and whether a blow is answered."""

import re
from collections.abc import Iterator, Sequence

from storyboard import names
from storyboard.check.seen import SeenShot
from storyboard.model import Fault
from storyboard.patterns import deferred
from storyboard.rules import finding
from storyboard.staging import picture_of, props
from storyboard.staging.moves import CLAUSE, SENTENCE

HOLDS = deferred(
    r"拿[着起出]|握[着住]|攥[着住]|举[着起]|拎[着起]|捧[着起]|端[着起]|抱[着起]|掏出|抓[起住]|捡起|抽出|接过|夺过|抢过|手[里中]"
    r"|\b(?:hold(?:s|ing)?|grips?|gripping|clutch(?:es|ing)|carr(?:ies|ying)|rais(?:es|ing)|picks? up|pulls? out|takes?|grabs?|snatch(?:es)?|lifts?|with)\b"
)
"""Somebody has a thing in the hand."""
LEAVES = deferred(
    r"放[下在回]|扔[下在掉]|丢[下在]|掉[在落]|摔[在碎]|落在|插回|递|交给|塞给|还给|抛给"
    r"|\b(?:puts?|drops?|sets?|throws?|tosses|hands?|gives?|passes|slips?|falls?|lays?|places?|slides?|offers?)\b"
)
"""A thing leaves the hand, or is handed on: who has it then is not told for sure."""
MANY = frozenset(
    {
        "手机",
        "电话",
        "屏幕",
        "手",
        "手里",
        "手中",
        "手指",
        "眼泪",
        "血",
        "泪",
        "酒杯",
        "茶杯",
        "水杯",
        "杯子",
        "杯",
        "门",
        "phone",
        "glass",
        "cup",
        "hand",
        "door",
        "screen",
        "coffee",
        "bag",
        "gun",
        "枪",
        "包",
        "伞",
        "umbrella",
    }
)
"""Things of which everybody may have one."""
BLOW = deferred(
    r"耳光|巴掌扇|一巴掌|踹(?!开|门)|一[拳脚]|扇(?:了|在)|\b(?:slaps|punches|kicks (?:him|her|[A-Z])|strikes (?:him|her|[A-Z])|stabs|headbutts)\b"
)
ANSWERED = 1
"""Shots after a blow in which whoever is struck must be seen, if not in its own."""
WRITTEN = deferred(
    r"写着|字样|刻着|印着|标题[：:]|文字浮现|浮现(?:出)?(?:文字|字)|\b(?:that reads?|reading [\"“]|the words? [\"“]|lettering|captioned|title card|text (?:appears|reads|overlay)|sign says)\b",
    0,
)
"""A picture asks for words that can be read."""
ASKED = deferred(
    r"写|字|刻|印|标|信|短信|消息|屏幕|招牌|牌|报纸|合同|\b(?:reads?|reading|text|words?|sign|letter|message|screen|note|headline|banner|titles?|super|caption|written|writes|name)\b",
    re.IGNORECASE,
)


def check_hands(scene: Sequence[SeenShot], known: names.Naming, language: str) -> Iterator[Fault]:
    """A thing that the script put into one hand and a picture shows in another's, with nothing said of its going there."""
    has: dict[str, tuple[str, int]] = {}
    code = known.language.code
    for seen in scene:
        told = dict(_held(seen.shot.action, known, code))
        moved = {thing for thing in props.things(code) if thing in seen.shot.action and LEAVES.search(seen.shot.action)}
        for thing, name in _held(picture_of(seen.shot.visual), known, code):
            was, number = has.get(thing, (name, 0))
            if was != name and thing not in told and thing not in moved:
                values = {"prop": thing, "name": name, "was": was}
                yield finding(
                    "prop-changed-hands", line=seen.line, shot=seen.number, language=language, before=number, **values
                )
                has.pop(thing)
        has = {thing: held for thing, held in has.items() if thing not in moved}
        has |= {thing: (name, seen.number) for thing, name in told.items() if thing not in moved}


def _held(text: str, known: names.Naming, code: str) -> Iterator[tuple[str, str]]:
    """(thing, who has it in the hand), clause by clause; clauses with nobody or with several people tell nothing."""
    for clause in (part for sentence in SENTENCE.split(text) for part in CLAUSE.split(sentence or "")):
        if not HOLDS.search(clause) or LEAVES.search(clause):
            continue
        said = clause.casefold()
        thing = next((one for one in props.things(code) if len(one) > 1 and one in said), "")
        people = names.found(clause, known) if thing and thing not in MANY else ()
        if len(people) == 1:
            yield thing, people[0]


def check_reactions(scene: Sequence[SeenShot], known: names.Naming, language: str) -> Iterator[Fault]:
    """A blow after which whoever is struck is seen neither in its own picture nor in the next ones."""
    for at, seen in enumerate(scene):
        if not BLOW.search(seen.shot.action):
            continue
        sentence = next((one for one in SENTENCE.split(seen.shot.action) if one and BLOW.search(one)), "")
        people = names.found(sentence, known)
        later = scene[at : at + 1 + ANSWERED]
        told = len(later) > ANSWERED and any(one.named for one in later)
        if len(people) == 2 and told and not any(people[1] in (*one.bodies, *one.named) for one in later):
            yield finding(
                "no-reaction", line=seen.line, shot=seen.number, language=language, name=people[1], by=people[0]
            )


def check_writing(scene: Sequence[SeenShot], script: str, language: str) -> Iterator[Fault]:
    """A picture with words to be read where the script has none: models write them wrongly."""
    for seen in scene:
        said = picture_of(seen.shot.visual)
        found = WRITTEN.search(said)
        if found and not ASKED.search(seen.shot.action) and found[0] not in script:
            yield finding("written-text-forbidden", line=seen.line, shot=seen.number, language=language, text=found[0])
