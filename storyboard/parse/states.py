"""When the story plays: units that are a flashback or a dream, by headings, by marks that open and close, by an action's own word.

`returned` is where: what follows the end of a flashback that had a heading plays in the scene from which it was opened.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise, takewhile
from operator import attrgetter
from typing import Literal

from storyboard.languages import scenery
from storyboard.model import Kind, Scene, Unit
from storyboard.parse import markers, words
from storyboard.parse.headings import Heading
from storyboard.parse.markers import Mark
from storyboard.parse.sheet import SceneDraft
from storyboard.patterns import deferred
from storyboard.records import dataclass

OWN = deferred(
    rf"[△▲\s]*(?:【|\[|（|\()?\s*(?P<state>{words.STATE}|{words.STATE_EN}|Flash ?back)(?:画面|片段|镜头)?(?:[一两二三四五半几\d]+秒)?\s*(?:[】\]）)：:]|[-–—]+\s)\s*(?=\S)"
)
"""What one action of another state begins with: 闪回画面：他倒在地上; FLASHBACK - A boy drops a ball."""
STATE_FIRST = frozenset(
    "".join(word[0] for word in f"{words.STATE}|{words.STATE_EN}".replace("(?:", "").split("|"))
    + "F△▲【[（(〔［灯光舞画色TtLlSsſ \t\n\r　"
)
"""How what such a state or the light of a stage tells of begins."""
OVER = deferred(
    rf"[△▲\s]*[【\[（(]\s*(?:{words.STATE}(?:画面|片段|镜头)?(?:结束|完毕?|止|毕|终)|END (?:OF )?FLASHBACK|FLASHBACK ENDS?)\s*[】\]）)]\s*(?=\S)",
    re.I,
)
"""What an action begins with that is the present again: （闪回结束）她睁开眼."""
BACK = deferred(
    r"[△▲\s【\[（(]*(?:(?:(?:SMASH|HARD|FLASH|MATCH|JUMP|QUICK) )*(?:(?:CUT|DISSOLVE|FADE) )?(?:BACK(?: TO\b|(?=[:.]?$))|RETURN TO\b)|RESUM(?:E|ING)\b)(?: ON\b| IN\b)?\s*[:：.–—-]*\s*(?:THE )?(?P<place>.*?)"
    r"[\s:：.）)】\]]*",
    re.S,
)
"""A cut that ends a state which is open, and the place to which it goes back."""
BACK_ZH = deferred(
    r"[△▲\s【\[（(]*(?:镜头|画面|场景)?(?:再次?|又)?(?P<cut>切换?|转|跳|拉|返)?回(?:到|至)?\s*[:：]?\s*(?P<place>[^。，,：:；！？]{0,14}?)\s*[）)】\]]*(?:[。：:]\s*(?P<told>.*)|$)",
    re.S,
)
NOW = deferred(
    r"[△▲\s【\[（(]*(?:(?:现在|现实|当下|如今|此刻|今日)|(?:THE )?PRESENT(?:[ -]DAY)?|(?:THE )?Present(?: [Dd]ay)?)[\s:：.。）)】\]]*"
)
"""A line that only says that it is now."""
INSERTED = deferred(r"[△▲\s【\[（(]*(?:INSERTS?\b(?!ED)|CUTAWAY\b|插入(?:镜头|画面|特写)|插入\s*[:：])")
"""What shows a thing for a moment within a scene, to which a mark then goes back."""
TO_SCENE = deferred(
    r"[^a-z]*(?:BACK|RETURN|RESUME|RESUMING)(?: TO)?\W*(?:THE )?(?:SCENE)?\W*|(?:镜头|画面)?[切转]回[场景画面]*\W*",
    re.I,
)
"""A mark that goes back to the scene, whichever it is."""
SHOWS = frozenset("△▲ 【[（(IiC插")
"""How what is shown for a moment begins."""
RETURNS = frozenset("BRSHFMJQCDTP【[（(△▲ 镜画场再又切转跳拉返回现当如此今")
"""How a line begins that goes back."""
WAYS = (
    "BACK TO", "BACK:", "RETURN TO", "RETURNING TO", "RESUME", "RESUMING", "CUT BACK", "SMASH BACK", "SMASH CUT BACK", "FLASH BACK TO", "FADE BACK", "DISSOLVE BACK",
    "切回", "转回", "跳回", "返回", "回到", "镜头切回", "画面切回", "镜头转回", "画面转回", "画面回到", "镜头回到", "场景切回", "再切回", "又切回",
)  # fmt: skip
"""How lines begin that may lead back from where no word says when it plays."""
WAYS_FIRST = frozenset(way[0] for way in WAYS)
LONGEST_WAY = 40
"""Characters of the longest of them that is an action."""
FLASHES = deferred(r"[^a-z]*\b(?:FLASH|SMASH|WHIP)\b|[（(【\[]?(?:闪|快切|硬切|跳[切接])", re.I)
"""A cut that throws the story somewhere else for a while."""
BEFORE = deferred(r"\b(?:EARLIER|AGO|BEFORE)\b|[年月天日夜晚周时][之以]?前|从前|当年|小时候", re.I)
"""The hour of a heading that says that it was before."""
HELD = deferred(
    r"\b(?:POV|CLOSE|ANGLE|ON (?:THE )?(?:SCREEN|TV|PHONE|MONITOR)|MONTAGE|SERIES OF|INTERCUT|remembers?|recalls?|memory|dreams?|imagines?)\b|回忆|想起|记忆|脑海|浮现|画面|屏幕|监控|梦|想象|幻",
)
"""What an action tells that is seen within its scene, from which a mark may go back to it."""
STATED = deferred(rf"{words.STATE}|{words.STATE_EN}", re.I)
AWAY = "away"
"""The state, while it is read, of what only a cut led to: where it plays another scene, but nobody says that it is another time."""
EARLIER = {"zh": "闪回", "en": "FLASHBACK"}
"""What a time before is called where no word of the script's says it."""
LIGHT = deferred(
    r"[〔［（(【\[△▲\s]*(?:灯光?|光线?|舞台|画面|色调)(?:渐渐?|慢慢|缓缓|忽然|骤然)?(?:转|变|化|切|换|暗下|亮起)[^。，]{0,6}[。，；]\s*"
    r"(?P<zh>当[晚夜天日年时]|那[晚夜天日年]|昨[晚夜天日]|前一?[晚夜天]|[几数多一二两三四五六七八九十百半\d]+个?(?:年|月|天|日|周|小时)(?:之|以)?前|从前|小时候)"
    r"|[〔［（(\[\s]*(?:The )?(?:lights?|stage|light) (?:(?:slowly|suddenly) )?(?:shifts?|changes?|turns?|fades?|goes|go|dims?|cools?|warms?)\b[^.]{0,30}\.\s*"
    r"(?P<en>That (?:night|day|morning|evening)|The (?:night|day) before|Earlier|[\w ]{1,20}(?:years?|months?|weeks?|days?|hours?) (?:earlier|before|ago))\b",
    re.I,
)
"""A stage whose light changes for a time before: 灯光转蓝。当晚，楼道。"""
RELIT = deferred(
    r"[〔［（(【\[△▲\s]*(?:灯光?|光线?|舞台|画面|色调)(?:渐渐?|慢慢)?(?:复原|恢复|还原|如初|如前|转回|正常)"
    r"|[〔［（(\[\s]*(?:The )?(?:lights?|stage|light) (?:(?:slowly|suddenly) )?(?:restores?|returns?|are restored|is restored|comes? back|goes back|go back)\b",
    re.I,
)
"""The light of before again: what plays is the present."""
CONTENT = frozenset({"action", "speech", "caption", "sound"})
Back = Literal["", "mark", "told"]
"""How a unit goes back to now: as a mark, or in the first words of what plays then."""
PLAYED = frozenset({"action", "speech"})
SAID_SO = frozenset({"action", "caption", "note"})
_PARTS = deferred(r"[。，.]\s*|\s[-–—]+\s")


def with_states(units: Sequence[Unit], scenes: Sequence[SceneDraft]) -> list[Unit]:
    """The units with the state in which each plays; a scene that goes on in one that a mark opened is given it too.

    A mark that nothing closes holds to the end of its scene, or for the next one where nothing follows it in its own.
    """
    marks = {
        at: mark for at, unit in enumerate(units) if unit.kind == "transition" and (mark := markers.sort(unit.text))
    }
    ways = [at for at, mark in marks.items() if mark.closes] if len(scenes) > 1 else []
    ways += [
        at
        for at, unit in enumerate(units if len(scenes) > 1 else ())
        if (text := unit.text) and text[0] in WAYS_FIRST and len(text) < LONGEST_WAY and text.startswith(WAYS)
    ]
    if not ways and not any(mark.opens for mark in marks.values()) and not any(draft.heading.state for draft in scenes):
        acts = (unit.text for unit in units if unit.kind == "action")
        if not any(OWN.match(text) or LIGHT.match(text) for text in acts if text[:1] in STATE_FIRST):
            return list(units)
    found, unopened = _stated(units, scenes, marks, ways)
    away = [_leave(units, scenes, at) for at in unopened]
    return _stated(units, scenes, marks, ())[0] if any(away) else found


def _stated(
    units: Sequence[Unit], scenes: Sequence[SceneDraft], marks: Mapping[int, Mark], ways: Collection[int]
) -> tuple[list[Unit], list[int]]:
    """The units with the state in which each plays, and which of the ways back end something that nothing opened."""
    orders = {draft.id: at for at, draft in enumerate(scenes)}
    found: list[Unit] = []
    unopened: list[int] = []
    scene, time = "", _Time()
    for at, unit in enumerate(units):
        if unit.scene != scene:
            scene = unit.scene
            time.enter(scenes[orders[scene]] if scene in orders else None)
        mark = marks.get(at)
        if mark and mark.opens:
            time.open(mark.opens, _holds(at, units, marks))
        acting = unit.kind == "action"
        lit = LIGHT.match(unit.text) if acting and not time.now else None
        if acting and time.now and RELIT.match(unit.text):
            time.now = ""
        own = OWN.match(unit.text) if acting else None
        shown = time.shown(unit)
        lost = at in ways and not time.now and not shown and unit.kind in ("transition", "action")
        mark, back = (None, "") if shown else time.back(unit, mark, scenes[: orders.get(scene, 0) + 1])
        if back == "told" or (acting and OVER.match(unit.text)):
            time.over()
        if own and not time.now and (_holds(at, units, marks) == "until closed" or _is_over(at, units)):
            time.now = own["state"]  # 【闪回】黑白。, and its end on a line of its own or before an action
        told = (EARLIER["zh" if lit["zh"] else "en"]) if lit else ""
        if lit and any(RELIT.match(other.text) for other in units[at + 1 :] if other.scene == scene):
            time.now = told
        state = own["state"] if own else told or time.now
        unopened += [at] if lost and not _within(found, scene) else []
        kind: Kind = "transition" if back == "mark" else unit.kind
        found.append(replace(unit, state=state, kind=kind) if state or kind != unit.kind else unit)
        if (mark and mark.closes) or back == "mark":
            time.over()
    return found, unopened


def _within(before: Sequence[Unit], scene: str) -> bool:
    """Whether what is told of a scene so far holds something that a mark may go back from: a memory in one action, a state that is over."""
    here = takewhile(lambda unit: unit.scene == scene, reversed(before))
    return any(unit.state for unit in here)


def _leave(units: Sequence[Unit], scenes: Sequence[SceneDraft], way: int) -> bool:
    """Give the scenes that a cut led to a state up to the way back that no word opened: what it says, what was before where it goes to now, AWAY where it only goes back to the scene; whether there are such."""
    last = next((at for at, draft in enumerate(scenes) if draft.id == units[way].scene), 0)
    text = units[way].text
    first = _led_to(units, scenes, last, way)
    if not first:
        return False
    said = STATED.search(text)
    scenic = TO_SCENE.fullmatch(text) or BACK.fullmatch(text) or BACK_ZH.fullmatch(text)
    now = markers.CLOSES.match(text) and not TO_SCENE.fullmatch(text)
    state = said[0] if said else EARLIER["en" if text.isascii() else "zh"] if now or not scenic else AWAY
    for draft in scenes[first : last + 1]:
        draft.heading = replace(draft.heading, state=state)
    return True


def lost(units: Sequence[Unit], scenes: Sequence[Scene]) -> Iterator[Unit]:
    """The ways back behind which the story stays where it was, although it is another scene than the first of its episode: nothing tells where it goes."""
    firsts = {episode: next(each) for episode, each in groupby(scenes, key=attrgetter("episode"))}
    known = {scene.id for scene in scenes if scene.state or firsts[scene.episode] is scene}
    left, time, here = "", _Time(), ""
    filled = [unit for unit in units if unit.kind != "blank"]
    for unit, below in pairwise(filled):
        if unit.scene != here:
            here, left, time = unit.scene, "", _Time()
        shown = time.shown(unit)
        left = left or unit.state or (HELD.search(unit.text) or [""])[0] if unit.kind == "action" else left
        if unit.kind != "transition" or shown or left or unit.state or here in known or below.scene != here:
            continue
        mark = markers.sort(unit.text)
        if mark and mark.closes:
            yield unit


def _led_to(units: Sequence[Unit], scenes: Sequence[SceneDraft], last: int, way: int) -> int:
    """The first of the scenes up to the last from which a way leads back: the one behind a flash, else behind the nearest cut, else the one that says that it was before; 0 where nothing tells."""
    cuts = _cuts(units[:way])
    nearest = 0
    for at in range(last, 0, -1):
        draft = scenes[at]
        if draft.heading.state or draft.episode != scenes[at - 1].episode:
            break
        cut = cuts.get(draft.id, "")
        if FLASHES.match(cut):
            return at
        before = BEFORE.search(draft.heading.time)
        nearest = nearest or (at if cut or before else 0)
    return nearest


def _cuts(units: Sequence[Unit]) -> dict[str, str]:
    """By scene, the cut that stands right before its heading."""
    filled = (unit for unit in units if unit.kind != "blank")
    return {
        below.scene: above.text
        for above, below in pairwise(filled)
        if below.scene != above.scene and above.kind == "transition"
    }


@dataclass(slots=True)
class _Time:
    """When the story plays, while one goes through its units."""

    now: str = ""
    """The state that is open."""
    carried: str = ""
    """The state in which the next scene plays too."""
    holds: str = ""
    inserted: bool = False
    """Whether a thing is shown for a moment, to which a mark that goes back belongs."""

    def enter(self, draft: SceneDraft | None) -> None:
        """A scene begins; none of its own state is given the one that is carried into it."""
        if draft and self.carried and not draft.heading.state:
            draft.heading = replace(draft.heading, state=self.carried)
        self.now, self.inserted = draft.heading.state if draft else "", False
        self.carried = self.carried if self.holds == "until closed" else ""

    def open(self, state: str, holds: str) -> None:
        self.now, self.holds = state, holds
        self.carried = state if holds else ""

    def over(self) -> None:
        self.now = self.carried = ""

    def shown(self, unit: Unit) -> bool:
        """Whether a unit goes back only from what is shown for a moment."""
        if unit.text[:1] in SHOWS and unit.kind in PLAYED and INSERTED.match(unit.text):
            self.inserted = True
        ends = self.inserted and TO_SCENE.fullmatch(unit.text) is not None
        self.inserted &= not ends
        return ends

    def back(self, unit: Unit, mark: Mark | None, scenes: Sequence[SceneDraft]) -> tuple[Mark | None, Back]:
        """The mark, and how a unit goes back from the last of these scenes."""
        if not self.now:
            return mark, ""
        goes = unit.text[:1] in RETURNS and not (mark and mark.opens)
        return mark, _back(unit, scenes) if goes else ""


def _back(unit: Unit, scenes: Sequence[SceneDraft]) -> Back:
    """How a unit says that the story goes back from the last of these scenes."""
    text = unit.text
    if unit.kind in SAID_SO and NOW.fullmatch(text):
        return "told" if unit.kind == "caption" else "mark"
    if unit.kind == "transition":
        zh = BACK_ZH.match(text)
        return "mark" if BACK.match(text) or (zh and zh["cut"]) else ""
    if unit.kind != "action":
        return ""
    if text.isascii():
        found = BACK.fullmatch(text) if text.isupper() else None
        told = found and (not found["place"] or _named(found["place"], scenes) or markers.CLOSES.match(text))
        return "mark" if told else ""
    zh = BACK_ZH.match(text)
    if not zh or not (_named(zh["place"], scenes) or (zh["cut"] and not zh["place"])):
        return ""
    return "told" if zh["told"] else "mark"


def _named(place: str, scenes: Sequence[SceneDraft]) -> SceneDraft | None:
    """The last scene before the last one that plays now and whose place is called so: RING of ARENA - RING."""
    wanted = re.split(r"\s+[-–—]+\s+", place.casefold().strip())[0].removeprefix("the ")
    if len(wanted) < 2:
        return None
    return next((one for one in _now(scenes) if wanted in _names(one.heading.location)), None)


def _names(location: str) -> frozenset[str]:
    """How a place may be called, in small letters: whole, or by one part of it."""
    whole = location.casefold()
    return frozenset((whole, whole.removeprefix("the "), *re.split(r"\s*[-–—,，、/·]+\s*", whole)))


def _now(scenes: Sequence[SceneDraft]) -> Iterator[SceneDraft]:
    """The scenes of its episode before the last one that play now, the nearest first."""
    return (one for one in reversed(scenes[:-1]) if not one.heading.state and one.episode == scenes[-1].episode)


def _open(scenes: Sequence[SceneDraft]) -> Iterator[SceneDraft]:
    """The scenes to which the last one may go back, the nearest first: those that play now, or whichever it was from which a cut led away."""
    if scenes[-1].heading.state != AWAY:
        return _now(scenes)
    before = (one for one in reversed(scenes[:-1]) if one.episode == scenes[-1].episode)
    return (one for one in before if one.heading.state != AWAY)


def returned(units: Sequence[Unit], scenes: Sequence[SceneDraft]) -> tuple[list[Unit], list[SceneDraft]]:
    """The units and scenes, with a scene of its own for what plays now within one that does not: at the place and hour of the scene from which that was opened.

    It begins with the first unit behind the mark, which stays where it ends something. Where nothing plays now before it, nobody
    knows where it is, and it has neither place nor hour.
    """
    begins = dict[int, SceneDraft]()
    drafts = list[SceneDraft]()
    at = 0
    last = {unit.scene: place for place, unit in enumerate(units)}
    for draft in scenes:
        drafts.append(draft)
        first = at
        at = max(at, last.get(draft.id, -1) + 1)
        if not draft.heading.state:
            continue
        home = _home(units, range(first, at), drafts)
        if home:
            begins[home[0]] = home[1]
            drafts.append(home[1])
    if not begins and not any(draft.heading.state == AWAY for draft in drafts):
        return list(units), list(scenes)
    names = {draft.id: f"s{number}" for number, draft in enumerate(drafts, 1) if draft.id}
    for number, draft in enumerate(drafts, 1):
        draft.id = f"s{number}"
    layers = {draft.id: draft.heading.state for draft in begins.values() if draft.heading.state}
    found, here = list[Unit](), ("", "")
    for place, unit in enumerate(units):
        if place in begins:
            here = (unit.scene, begins[place].id)
        scene = here[1] if here[1] and unit.scene == here[0] else names.get(unit.scene, "")
        state = layers.get(scene, "") if not unit.state else "" if unit.state == AWAY else unit.state
        found.append(replace(unit, scene=scene, state=state))
    for draft in drafts:
        if draft.heading.state == AWAY:
            draft.heading = replace(draft.heading, state="")
    return found, drafts


def _home(units: Sequence[Unit], span: range, drafts: Sequence[SceneDraft]) -> tuple[int, SceneDraft] | None:
    """Where within the last of these scenes, which does not play now, what plays now begins, and the scene that it is; None where nothing is played then."""
    of = [at for at in span if units[at].scene == drafts[-1].id and units[at].kind != "blank"]
    then = next((at for at in of if units[at].state), None)
    begin = next((at for at in of if then is not None and at > then and not units[at].state), None)
    if begin is None or not any(at >= begin and units[at].kind in PLAYED for at in of):
        return None
    mark = units[max((at for at in of if at < begin), default=begin)].text
    told = (
        found
        for text in (*_PARTS.split(mark), units[begin].text)
        if (found := BACK.fullmatch(text) or BACK_ZH.match(text))
    )
    named = (_named(one["place"], drafts) for one in told)
    home = next(filter(None, named), None) or next(_open(drafts), None)
    heading = replace(home.heading, number="", action="", time=_hour(home, drafts)) if home else Heading()
    cast = list(home.cast) if home else []
    return begin, SceneDraft("", units[begin].start, drafts[-1].episode, heading, cast, implied=not heading.location)


def _hour(home: SceneDraft, drafts: Sequence[SceneDraft]) -> str:
    """The hour of a scene; where it only goes on, that of the one before it from which it does."""
    for one in reversed(drafts[: drafts.index(home) + 1]):
        said = scenery.hour(one.heading.time)
        if not one.heading.state and (said is None or not said.same):
            return one.heading.time
    return home.heading.time


def _holds(at: int, units: Sequence[Unit], marks: Mapping[int, Mark]) -> Literal["", "until closed", "next scene"]:
    """How far a state that is opened here reaches beyond its scene."""
    later = next(
        (marks[other] for other in range(at + 1, len(units)) if other in marks and _of_states(marks[other])), None
    )
    if later and later.closes:
        return "until closed"
    rest = (unit for unit in units[at + 1 :] if unit.scene == units[at].scene)
    return "" if any(unit.kind in CONTENT for unit in rest) else "next scene"


def _is_over(at: int, units: Sequence[Unit]) -> bool:
    """Whether an action of the same scene says that the state which opens here is over, before another one opens."""
    later = (unit for unit in units[at + 1 :] if unit.scene == units[at].scene and unit.kind == "action")
    told = next((unit for unit in later if OVER.match(unit.text) or OWN.match(unit.text)), None)
    return told is not None and OVER.match(told.text) is not None


def _of_states(mark: Mark) -> bool:
    return bool(mark.opens) or mark.closes
