"""A scene before it is framed: beat by beat who may be seen, who acts, who comes and goes, who is spoken to, who telephones."""

import re
from collections.abc import Collection, Mapping, Sequence

from storyboard import names
from storyboard.cast import roles
from storyboard.model import Cast
from storyboard.patterns import deferred
from storyboard.plan.beats import Beat
from storyboard.plan.over import called_out
from storyboard.plan.screens import by_machine, called, in_the_room, on_screen, seen_on_screens
from storyboard.records import dataclass
from storyboard.speech import BARE_PHONE
from storyboard.staging import Moves, Said, addressed, heard_from_off, meant, moves, persons
from storyboard.staging.verbs import AT_THINGS, BLOW

SOON = 4
"""Beats, this one included, in which somebody whose coming is not told must act or speak to be seen already."""
INTO_PHONE = deferred(
    r"接起|接通|对着?(?:手机|电话|话筒|听筒)|(?:打|接|讲)电话|\b(?:in|into|on|to) (?:the |her |his )?(?:phone|telephone|cell)\b",
    re.I,
)
ON_PHONE = deferred(r"\b(?:on|over|through) (?:the )?(?:phone|telephone|speaker|intercom|radio|screen)\b", re.I)
"""Behind a speaker's name: they speak into a telephone, or are heard out of one."""
TAKES_PHONE = deferred(
    r"接起|接通|接(?:了|过|着)?(?:手机|电话)|按下?接听|(?:讲|打|通|听)(?:着|起|起了)(?:手机|电话)|(?:手机|电话|听筒|话筒|手台)[^。]{0,16}(?:贴|凑|举|夹|按|捂|搁|放|架|抵|压)(?:在|到|着|向|近)?[^，。]{0,3}(?:耳|脸颊|腮|颊|肩)|拨(?:通|打|出|号|起?电话|了)|(?:手机|电话|听筒)[^，。]{0,4}(?:贴|凑|举|夹)[^，。]{0,3}耳|按下?(?:接听|免提)|(?:打|按)?开(?:了)?免提|拿起(?:手机|电话)|(?:\bpicks? up|\banswers?|\bdials?|\bcalls?|\btakes? out)\b[^.]{0,20}\bphone\b"
    r"|\b(?:thumbs|punches|taps|keys|stabs)(?: in)? (?:a|the|his|her) (?:\w+ )?number\b|\bswipes to answer\b|\b(?:phone|receiver|handset|cell|mobile)\b[^.]{0,40}\b(?:to|at|against|between) (?:the |her |his )(?:ear|cheek|shoulder|jaw)\b|\bon the phone\b|\bspeaks? into (?:the|his|her) (?:phone|receiver|handset)"
    r"|\bphone\b[^.]{0,30}\b(?:mid-call|still connected|the call open|the line open|on a call)\b|(?:手机|电话)[^。！？]{0,12}(?:通话中|正在通话|还通着|没挂断?)"
    r"|\banswers\b|\bdials\b|\bpresses play\b|\bon speaker\b|\bphone\b[^.]{0,30}\b(?:to|at|against) (?:the |her |his )(?:ear|forehead)",
    re.I,
)
DROPS_PHONE = deferred(
    r"挂断|挂了|挂上|忙音|断线|\bhangs? up\b|\bgoes dead\b|\bdisconnects?\b|\bcall ends\b|\bputs down the phone\b|\bpockets the phone\b",
    re.I,
)
_BOTH_HANDS = deferred(r"双手|两只手|\bboth hands\b", re.I)
"""Whoever uses them has none left for a telephone."""
OPENS = deferred(
    r"[开推拉]门|门(?:猛地)?(?:被)?[^，。]{0,4}(?:开|推开|撞开|踢开|踹开)|门开|\b(?:opens?|unlocks?|unbolts?) the (?:\w+ )?door\b|\bdoors? (?:\w+ )?(?:opens?|flies|swings?|bursts?)\b",
    re.I,
)
"""A door opens: whoever spoke behind it is seen from here on."""
BROADCAST = deferred(r"新闻|广播|电视|播报|系统|主持|\b(?:news|tv|television|radio|announcer|system|pa|anchor)\b", re.I)
"""In the name of a voice: nobody answers it."""
FROM = deferred(r"[门窗墙屋房帘车]|电话|\b(?:door|wall|window|curtain|phone|outside|inside)\b", re.I)
"""In a stage direction of a mere voice: it is somebody near, who may be answered."""
TALKING = 4
"""Beats from a voice's own words within which it may be spoken to."""
CALLING = deferred(
    r"电话|手机|来电|通话|听筒|话筒|\b(?:tele)?phone\b|\breceiver\b|\bmouthpiece\b|(?<!\bmail )(?<!\broll )(?<!\bcurtain )(?<!\bclose )(?<!\bbird )\bcalls?\b(?! (?:out|from|after)\b)|\bintercut\b|\bring(?:s|ing)?\b",
    re.I,
)
MANNERS = (
    ("", deferred(r"(?:贴|举|凑|夹|放)[^，。]{0,3}耳|肩头?夹|\b(?:to|at|against|from) (?:his|her|their|the) (?:ear|forehead|cheek)\b", re.I)),
    ("near", deferred(r"免提|扬声器|外放|(?:手机|平板|电话)[^，。]{0,5}(?:支|架|立|靠|摆|搁|放)[在着]|支架|视频|对着(?:镜头|屏幕)|\bpropped\b|\bon speaker\b|\bspeakerphone\b|\bvideo (?:call|chat)\b|\bfacetime\b|\binto (?:his|her|their|the) (?:lens|camera|screen|webcam)\b|\b(?:phone|tablet|laptop) (?:lies|sits|rests|stands|lying|leaning) (?:on|against)\b", re.I)),
    ("worn", deferred(r"耳机|耳麦|头戴|\bheadsets?\b|\bearpieces?\b|\bearbuds?\b|\bheadphones?\b", re.I)),
    ("radio", deferred(r"对讲机|步话机|\bwalkie[- ]talkies?\b|\btwo-way radio\b|[(（](?:on|over|through|via|from)?\s*(?:the\s+)?(?:radio|无线电|电台)(?:里|中|传来)?[)）]|\b(?:into|keys|grabs|lifts|raises|clicks) (?:the|his|her|their|a) radio\b", re.I)),
)  # fmt: skip
"""How a telephone is held -> the words that say so; what was told last holds."""
_ONLY_TOLD_OF = deferred(
    r"^['’]s\s*(?:[.,;]|$)|^(?:['’]s|的)\s*(?:voice|photo|picture|name|call|text|message|portrait|number|mother|father|mom|dad|wife|husband|son|daughter|brother|sister|boss|fianc\w+|girlfriend|boyfriend|bodyguard|uncle|aunt|cousin|nephew|niece|assistant|driver|friend|lawyer|doctor|parents|family"
    r"|母亲|父亲|妈|爸|爹|娘|妻|丈夫|老公|老婆|儿子|女儿|哥|弟|姐|妹|助理|司机|朋友|律师|家人|声音|照片|电话|来电|名字|遗像|短信|消息)",
    re.I,
)


_PHOTOGRAPHED = deferred(
    r"(?:照片|相片|合影|合照|遗像|画像)(?:(?:上|里|中|内)的?[：:，,]?|[：:])(?P<zh>[^，。！？]*)|\b(?:photo(?:graph)?s?|snapshot|portrait|picture)\b[^.:!?]{0,40}:(?P<en>[^.!?]*)",
    re.I,
)
"""Whom a photograph shows."""
_STOPS_THERE = deferred(r"\bfreez(?:e|es)\b[^.:]{0,10}\bon\b|定格", re.I)
"""A picture at which the film stands still: whoever it shows is in it."""
_OUT_OF = deferred(
    r"\b(?:steps?|gets?|climbs?|comes?|rush(?:es)?|jumps?|leaps?|runs?|hops?|scrambles?|strides?|storms?|walks?|bursts?|stumbles?|staggers?|slides?|ducks?|sweeps?|marches) out\b|\bunfolds? from\b|走出来|下了?[车马轿船]|钻出|迈(?:步)?出",
    re.I,
)
_CARRIES = deferred(
    r"\b(?:car|sedan|limousine|limo|taxi|cab|van|truck|carriage|helicopter|bus|boat|plane|jet|elevator|SUV)s?\b|[车轿]|飞机|直升机|船|电梯",
    re.I,
)
"""What somebody comes out of rather than leaves."""
_AGED = deferred(r",\s*\(?\d{1,2}(?:s|,|\))|\s*[（(]\s*(?:\d{1,2}s?\b|[^）)]{0,6}\d{1,2}岁)")


@dataclass(frozen=True, slots=True)
class Turn:
    """What a beat brings."""

    present: tuple[str, ...]
    """Who may be seen, in the scene's order: here, or here soon without a word about their coming."""
    acting: tuple[str, ...]
    """Whom its actions are about, by name or by a pronoun."""
    moved: Moves
    to: tuple[str, ...] = ()
    answering: str = ""
    """Who of the present speaks next in the picture."""
    phone: str = ""
    """Who has a telephone at the ear."""
    heard: bool = False
    """Whether the speaker is only heard, from wherever."""
    far: bool = False
    """Whether the speaker is at the other end of a telephone."""
    calling: bool = False
    """Whether the scene has a telephone call at all."""
    manner: str = ""
    """How the telephone is held: a row of `MANNERS`; empty: at the ear."""
    crowd: str = ""
    """Who stands around: the script's own word."""
    across: bool = False
    """Whether the speaker speaks to somebody at the other end of a telephone."""
    over: bool = False
    """Whether the speaker's voice is laid over a picture in which they are: 画外音 of somebody who stands there."""
    screen: tuple[str, ...] = ()
    """Who speaks or acts on a screen that stands here, and is in no room of the scene."""


def everybody(
    people: Sequence[str],
    beats: Sequence[Beat],
    cast: Cast,
    known: names.Naming,
    before: Sequence[str] = (),
    unseen: Collection[str] = (),
) -> tuple[str, ...]:
    """Who is bodily in a scene: `people`, and who acts in it though they are only heard to speak; `before` and `unseen` as in `turns`."""
    heard = _only_heard(beats, known, unseen)
    each = [_acting(beat, known, () if at else before, heard) for at, beat in enumerate(beats)]
    acting = dict.fromkeys(name for names_ in in_the_room(beats, each, known)[0] for name in names_)
    more = (name for name in acting if (member := cast.get(name)) and member.kind == "person")
    return tuple(dict.fromkeys((*people, *more)))


def turns(
    beats: Sequence[Beat],
    people: Sequence[str],
    known: names.Naming,
    cast: Cast,
    over: Mapping[int, tuple[str, ...]] | None = None,
    before: Sequence[str] = (),
    ends: Sequence[str] = (),
    unseen: Collection[str] = (),
) -> tuple[Turn, ...]:
    """The turns of a scene's beats. `over`: beat -> whom its speech is spoken to over a telephone, whose other end is another scene.

    `before`: whom a pronoun may mean with which the scene begins, the last first. `ends`: who was at the other end of a call in the scene before.
    `unseen`: whom the whole story lets be heard alone.
    """
    acting = _all_acting(beats, known, before, _minor(cast), unseen)
    heard = _only_heard(beats, known, unseen)
    moved = [_moved(beat, known, _seen(_recent(beats, acting, at), heard)) for at, beat in enumerate(beats)]
    room, away = in_the_room(beats, acting, known)
    seen, acting = seen_on_screens(beats, acting, away), room
    moved = [_without(move, away) for move in moved]
    moved = _come_out(moved, acting, beats)
    calls = called(beats, acting, ends)
    remote = _remote(beats, acting) | away | calls
    behind = _behind(beats, acting)
    bodily = [
        tuple(dict.fromkeys((*acting[at], *(() if behind[at] else _speakers(beat, remote)))))
        for at, beat in enumerate(beats)
    ]
    comes = _coming(beats, moved, bodily, known)
    present = _present(people, bodily, moved, comes, remote)
    near = _near(people, moved)
    to = listeners(beats, present, near, known, cast, remote) | dict(over or {})
    holders = _holders(beats, acting)
    calling = bool(calls) or _calls_up(beats)
    found, callers = [], frozenset(beat.speech.speaker for beat in beats if beat.speech and into_phone(beat))
    struck = _struck(beats, acting, to)
    for at, beat in enumerate(beats):
        before = present[at - 1] if at else ()
        enters = tuple(name for name in moved[at].enters if name in people and name not in before)
        stays = present[at + 1] if at + 1 < len(beats) else ()
        exits = tuple(name for name in moved[at].exits if name in present[at] and name not in stays)
        hit = tuple(name for name in struck[at] if name in present[at])
        here = (*(name for name in acting[at] if name in present[at] or name not in people), *hit)
        answer = _answering(beats[at + 1 :], present[at], remote)
        away_now = remote - {*present[at]}
        found.append(
            Turn(
                present[at],
                here,
                Moves(enters if at else (), exits),
                to.get(at, ()),
                answer,
                holders[at],
                behind[at],
                bool(beat.speech and beat.speech.speaker in away_now and not by_machine(beat)),
                calling,
                across=_across(beat, to.get(at, ()), away_now, callers),
                over=not behind[at] and _laid_over(beat, _until(at, bodily, present)),
                screen=seen[at],
            )
        )
    return tuple(found)


OVER = deferred(r"画外音?")
"""Behind a speaker's name: a voice that is laid over the picture, whoever is in it."""
_VOICE_OVER = deferred(r"[（(\[\s]*voice[- ]?over\b", re.I)
"""The same as a stage direction."""


def _laid_over(beat: Beat, here: Sequence[str]) -> bool:
    """Whether a speech is the voice of somebody who is `here`, over the picture, and no call from another room (画外，厨房), nor a cry."""
    speech = beat.speech
    if speech is None or speech.speaker not in here:
        return False
    if any(_VOICE_OVER.match(aside.text) for aside in speech.parentheticals):
        return True
    if not OVER.fullmatch(speech.extension) or called_out(speech):
        return False
    return not any(re.search(r"[，,、]", aside.text) for aside in speech.parentheticals)


def _across(beat: Beat, to: Sequence[str], away: Collection[str], callers: Collection[str]) -> bool:
    """Whether a speech is spoken to somebody at the other end of a telephone: who is away, or has one at the ear as the speaker has."""
    if beat.speech is None or beat.speech.delivery:
        return False
    both = beat.speech.speaker in callers and {*to[:1]} & {*callers} - {beat.speech.speaker}
    return bool(both or {*to[:1]} & {*away})


def _calls_up(beats: Sequence[Beat]) -> bool:
    """Whether an action, a caption or the heading of a scene tells of a telephone call."""
    texts = (text for beat in beats for text in (*beat.items, *beat.captions, beat.scene.location))
    return any(CALLING.search(text) for text in texts)


def _near(people: Sequence[str], moved: Sequence[Moves]) -> list[tuple[str, ...]]:
    """For every beat who of the people is not known to have left, or to come yet."""
    found = []
    for at in range(len(moved)):
        out = {name for later in moved[at:] for name in later.enters} | {n for m in moved[:at] for n in m.exits}
        found.append(tuple(name for name in people if name not in out))
    return found


def _without(move: Moves, away: frozenset[str]) -> Moves:
    """The moves of those who are not `away`: nobody comes in who appears on a screen."""
    return Moves(
        tuple(name for name in move.enters if name not in away), tuple(name for name in move.exits if name not in away)
    )


def _until(at: int, bodily: Sequence[tuple[str, ...]], present: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Who is there at a beat, and was seen to be."""
    return tuple(name for name in present[at] if any(name in here for here in bodily[: at + 1]))


def _come_out(moved: Sequence[Moves], acting: Sequence[tuple[str, ...]], beats: Sequence[Beat]) -> list[Moves]:
    """The moves, where whoever goes out of somewhere without having been seen, and acts on, comes: X steps out of the car."""
    found: list[Moves] = []
    before: set[str] = set()
    for at, move in enumerate(moved):
        later = {name for other in acting[at + 1 :] for name in other} | {
            b.speech.speaker for b in beats[at:] if b.speech
        }
        opens = bool(at) and _OUT_OF.search("\n".join(beats[at].acts))
        carried = any(_CARRIES.search(text) for beat in beats[max(0, at - 2) : at + 1] for text in beat.acts)
        out = tuple(name for name in move.exits if opens and (name not in before or carried) and name in later)
        found.append(Moves((*move.enters, *out), tuple(name for name in move.exits if name not in out)))
        speech = beats[at].speech
        before |= {*acting[at], *((speech.speaker,) if speech else ())}
    return found


def heard_off(beat: Beat) -> bool:
    """Whether a stage direction says that the speaker is heard from off."""
    return bool(beat.speech and any(heard_from_off(aside.text) for aside in beat.speech.parentheticals))


def _behind(beats: Sequence[Beat], acting: Sequence[tuple[str, ...]]) -> list[bool]:
    """For every beat whether its speaker is heard from off: from behind a door until it opens, or until they do something in sight."""
    found: list[bool] = []
    unseen: set[str] = set()
    for at, beat in enumerate(beats):
        if OPENS.search("\n".join(beat.acts)):
            unseen.clear()
        unseen -= set(acting[at])
        speaker = beat.speech.speaker if beat.speech else ""
        unseen |= {speaker} if heard_off(beat) else set()
        found.append(bool(beat.speech) and (heard_off(beat) or speaker in unseen))
    return found


def into_phone(beat: Beat) -> bool:
    """Whether the speaker of a beat speaks into a telephone."""
    if not beat.speech:
        return False
    told = (beat.speech.extension, *(aside.text for aside in beat.speech.parentheticals))
    here = not beat.speech.delivery and BARE_PHONE.fullmatch(beat.speech.extension) is not None
    return here or any(INTO_PHONE.search(text) for text in told)


def never_seen(beats: Sequence[Beat], known: names.Naming) -> frozenset[str]:
    """Who is only heard in all of a story: their lines come from off, over a telephone or over the picture, no action names them, and no list of who is in a scene."""
    speeches = [beat.speech for beat in beats if beat.speech]
    heard = {one.speaker for one in speeches} - {
        name for one in speeches if one.delivery in ("", "inner") for name in (*one.members, one.speaker)
    }
    shown = {name for beat in beats for name in (*beat.scene.cast, *beat.scene.seen)} if heard else set()
    return frozenset(heard - shown - {name for beat in beats for name in names.found("\n".join(beat.acts), known)})


def _only_heard(beats: Sequence[Beat], known: names.Naming, unseen: Collection[str] = ()) -> frozenset[str]:
    """Who speaks in a scene from off, over a telephone or, where there is a call, over the picture alone, and is named in no action of it, while others are there: no pronoun means them."""
    speeches = [beat.speech for beat in beats if beat.speech]
    off = ("offscreen", "phone", *(["voiceover"] if _calls_up(beats) else []))
    far = {
        one.speaker
        for one in speeches
        if one.delivery in off or one.speaker in unseen or (one.delivery == "" and ON_PHONE.search(one.extension))
    }
    far -= {one.speaker for one in speeches if one.delivery == "" and not ON_PHONE.search(one.extension)}
    named = {name for beat in beats for name in names.found("\n".join(beat.acts), known)}
    there = named | {one.speaker for one in speeches if one.delivery == "" and one.speaker not in far}
    return frozenset(far - named) if there - far else frozenset()


def _seen(recent: Sequence[str], heard: Collection[str]) -> list[str]:
    """Whom a pronoun may mean, without those who are only heard."""
    return [name for name in recent if name not in heard]


def _acting(
    beat: Beat, known: names.Naming, recent: Sequence[str], heard: Collection[str] = frozenset()
) -> tuple[str, ...]:
    text = "\n".join(beat.acts)
    told_of = {
        name
        for start, end, name in names.matches(text, known)
        if _ONLY_TOLD_OF.match(text[end : end + 12])
        or _MEASURED_BY.search(text, max(start - 24, 0), start)
        or roles.is_of_kin(text, start, end)
    }
    pictured = {
        name for match in _PHOTOGRAPHED.finditer(text) for name in names.found(match["zh"] or match["en"] or "", known)
    }
    pictured = set() if _STOPS_THERE.search(text) else pictured
    told_of |= pictured - {name for name in pictured if name in names.found(_PHOTOGRAPHED.sub("", text), known)}
    found = persons(text, known, _seen([*recent, *((beat.speech.speaker,) if beat.speech else ())], heard))
    found = found or (tuple(_seen(recent, heard)[:1]) if _SUBJECTLESS.match(text) else ())
    return tuple(name for name in found if name not in told_of)


_SUBJECTLESS = deferred(
    r"[\s△（(〔【\[]*(?:(?-i:Draws|Drops|Hauls|Takes|Pulls|Pushes|Puts|Picks|Lifts|Turns|Opens|Reaches|Grabs|Walks|Steps|Kneels|Stares|Holds|Throws|Tosses|Slides|Lays|Places|Presses|Shakes|Nods|Wipes"
    r"|Climbs|Leans|Folds|Unfolds|Slips|Tucks|Snatches|Shoves|Swings|Scoops|Peels|Pries|Drags|Fishes|Digs|Pours|Writes|Dials|Hesitates|Unwraps|Unlocks|Unscrews|Unties|Buttons|Straightens|Glances|Looks)\b(?! (?:of|in the distance)\b)"
    r"|(?:拿[起出过]|放[下开]|掏出|拔出|抽出|抓[起住]|举起|推开|拉[开过]|捡起|拾起|递[过给]|转过?身|抬起?头|低下?头|回过?头|伸出?手|弯[下]?腰|蹲下|坐[下起]|站起|走[到近过向出进]|跑[到向过出进]|打开|合上|系[好上]|穿[好上]|戴[好上]|解[开下]|撕[开下]|拧[开紧]|端[起来]))",
    re.I,
)
"""An action that begins with what is done: by whoever was seen or heard last."""


def first_told(text: str, known: names.Naming) -> tuple[str, ...]:
    """Whom a text tells of as for the first time, by their age: ELLEN, 50, kicks."""
    return tuple(dict.fromkeys(name for _, end, name in names.matches(text, known) if _AGED.match(text, end)))


_MEASURED_BY = deferred(r"\b[a-z]+er than (?:the |an? )?$", re.I)
"""Before somebody whom a thing or another is only measured by: a coat older than the attendant."""


def _minor(cast: Cast) -> frozenset[str]:
    """Who is called by what they are alone, and of whom nothing in the script tells a sex."""
    return frozenset(
        member.name
        for member in cast.members
        if roles.is_role(member.name) or any(fact.part == "sex" and fact.source == "assumed" for fact in member.facts)
    )


def _all_acting(
    beats: Sequence[Beat],
    known: names.Naming,
    before: Sequence[str],
    minor: Collection[str] = (),
    unseen: Collection[str] = (),
) -> list[tuple[str, ...]]:
    """Whom each beat's actions are about; a pronoun means nobody who has left while somebody else is there whom it may mean.

    Nor does it mean one of the `minor` who has only spoken, while somebody is there who has done something.
    """
    found: list[tuple[str, ...]] = []
    gone: dict[str, None] = {}
    heard = _only_heard(beats, known, unseen)
    for at, beat in enumerate(beats):
        recent = _recent(beats, found, at) if at else list(before)
        recent = [*(name for name in recent if name not in gone), *(name for name in recent if name in gone)]
        acted = {name for names_ in found for name in names_}
        spoke = {name for name in recent if name in minor and name not in acted} if acted else set()
        recent = [*(name for name in recent if name not in spoke), *(name for name in recent if name in spoke)]
        found.append(_acting(beat, known, recent, heard))
        named = {*names.found("\n".join(beat.acts), known), *((beat.speech.speaker,) if beat.speech else ())}
        moved = _moved(beat, known, _seen(recent, heard))
        gone = {name: None for name in (*gone, *moved.exits) if name not in named or name in moved.exits}
    return found


_GOES_ON = deferred(r"[\s△（(〔【\[]*(?:(?:They|He|She|THEY|HE|SHE)\b|[他她](?:们|俩)?|[两二]人|俩人)")


def goes_on(beats: Sequence[Beat]) -> bool:
    """Whether a scene begins with a pronoun, which means somebody of the scene before."""
    return bool(beats and beats[0].acts) and _GOES_ON.match(beats[0].acts[0]) is not None


def last_met(beat: Beat, turn: Turn, before: Sequence[str]) -> tuple[str, ...]:
    """Who was seen or heard last up to a beat, the last first."""
    spoke = (beat.speech.speaker,) if beat.speech and not turn.far else ()
    return tuple(dict.fromkeys((*spoke, *turn.acting, *before)))


def _recent(beats: Sequence[Beat], acting: Sequence[tuple[str, ...]], at: int) -> list[str]:
    """Who was last seen or heard before a beat, the last first: whom a pronoun means."""
    found: dict[str, None] = {}
    for before in range(at - 1, max(-1, at - 9), -1):
        speech = beats[before].speech if not by_machine(beats[before]) else None
        found.update(dict.fromkeys((speech.speaker,) if speech else ()))
        found.update(dict.fromkeys(acting[before]))
    return list(found)


def _moved(beat: Beat, known: names.Naming, recent: Sequence[str]) -> Moves:
    """Comings and goings of actions and of the stage directions of a speech."""
    acted = moves("\n".join(beat.acts), known, recent=recent)
    asides = "\n".join(item.strip("（）()") for item in beat.items if item not in beat.acts)
    speaker = beat.speech.speaker if beat.speech else ""
    own = moves(asides, known, speaker) if asides and speaker else Moves()
    return Moves((*acted.enters, *own.enters), (*acted.exits, *own.exits))


def _remote(beats: Sequence[Beat], acting: Sequence[tuple[str, ...]]) -> set[str]:
    """Who is heard over a telephone in the scene. `ON PHONE` alone says so of whoever neither acts nor speaks otherwise in it."""
    bodily = {name for names_ in acting for name in names_}
    bodily |= {
        beat.speech.speaker
        for beat in beats
        if beat.speech and beat.speech.delivery == "" and not (into_phone(beat) or on_screen(beat) or by_machine(beat))
    }
    on_phone = {
        beat.speech.speaker
        for beat in beats
        if beat.speech and (ON_PHONE.search(beat.speech.extension) or on_screen(beat) or by_machine(beat))
    }
    heard = {
        beat.speech.speaker
        for beat in beats
        if beat.speech and beat.speech.delivery == "phone" and not into_phone(beat)
    }
    return heard | (on_phone - bodily)


def _speakers(beat: Beat, remote: set[str]) -> tuple[str, ...]:
    """Who speaks in the picture."""
    if beat.speech is None or heard_off(beat):
        return ()
    if beat.speech.delivery not in ("", "inner") and not into_phone(beat):
        return ()
    return tuple(name for name in beat.speech.members or (beat.speech.speaker,) if name not in remote)


def _present(
    people: Sequence[str],
    bodily: Sequence[tuple[str, ...]],
    moved: Sequence[Moves],
    coming: Sequence[frozenset[str]],
    remote: set[str],
) -> list[tuple[str, ...]]:
    """For every beat who may be seen in it."""
    spans: dict[str, list[tuple[int, int]]] = {
        name: _spans(name, bodily, moved, coming, 1 if name in remote else SOON) for name in people
    }
    return [
        tuple(name for name in people if any(first <= at <= last for first, last in spans[name]))
        for at in range(len(bodily))
    ]


_ONE_OF_MANY = deferred(r"(?:(?<![A-Za-z])[Aa]n?\s|一[个名位])$")
"""What stands before somebody who has not been seen."""


def _coming(
    beats: Sequence[Beat], moved: Sequence[Moves], bodily: Sequence[tuple[str, ...]], known: names.Naming
) -> list[frozenset[str]]:
    """For every beat who comes in it, or is told of as for the first time."""
    told = (_introduced(beat, here, known, beats[0]) for beat, here in zip(beats, bodily, strict=True))
    return [frozenset((*move.enters, *new)) for move, new in zip(moved, told, strict=True)]


def _introduced(beat: Beat, here: Sequence[str], known: names.Naming, first: Beat) -> tuple[str, ...]:
    """Who is told as for the first time, by age (`ELLEN, 50, kicks`) or as one of many (`A TRAINER plucks`, 一名教练): nobody has seen them before.

    One of many whom the paragraph tells of with which the scene begins is there from the `first` beat on.
    """
    opens = bool({*beat.units} & {*first.units})
    text = "\n".join(beat.acts)
    told = {
        name
        for start, end, name in names.matches(text, known)
        if _AGED.match(text, end) or (not opens and _ONE_OF_MANY.search(text, max(start - 6, 0), start))
    }
    return tuple(name for name in here if name in told)


def _spans(
    name: str,
    bodily: Sequence[tuple[str, ...]],
    moved: Sequence[Moves],
    coming: Sequence[frozenset[str]],
    soon: int,
) -> list[tuple[int, int]]:
    """The stretches of beats in which somebody is there; `soon` beats before they act where nothing is told of their coming."""
    found: list[tuple[int, int]] = []
    since: int | None = None
    for at in range(len(bodily)):
        comes, goes = name in coming[at], name in moved[at].exits
        if since is None and (comes or name in bodily[at]):
            since = at if comes or found else max(0, at - soon + 1)
        if goes and since is not None and not (at == 0 and any(name in later for later in bodily[1:])):
            found.append((since, at))
            since = None
    return [*found, (since, len(bodily))] if since is not None else found


def listeners(
    beats: Sequence[Beat],
    present: Sequence[tuple[str, ...]],
    near: Sequence[tuple[str, ...]],
    known: names.Naming,
    cast: Cast,
    far: Collection[str] = (),
) -> dict[int, tuple[str, ...]]:
    """Beat -> whom its speech is spoken to; pieces of one speech are spoken to the same. `far`: who is on a screen, or at the other end of a call, and is spoken to there."""
    lines: list[Said] = []
    places: list[list[int]] = []
    voices = _in_talk(beats, cast)
    voices |= {(at, beat.speech.speaker) for at, beat in enumerate(beats) if beat.speech and beat.speech.speaker in far}
    waiting = ""
    for at, beat in enumerate(beats):
        waiting += "\n".join(beat.acts)
        if beat.speech is None or beat.speech.delivery == "inner":
            continue
        if beat.piece and places:
            places[-1].append(at)
            continue
        asides = " ".join(aside.text for aside in beat.speech.parentheticals)
        here = tuple(name for name in present[at] if (member := cast.get(name)) and member.kind in ("person", "group"))
        talking = tuple(name for n, name in voices if abs(n - at) <= TALKING and name != beat.speech.speaker)
        phones = dict.fromkeys(name for n, name in voices if beats[n].speech and _by_phone(beats[n]))
        far_ends = tuple(name for name in phones if name != beat.speech.speaker)
        rings = into_phone(beat) or _dials(beat.speech.speaker, waiting, known)
        here = far_ends if rings and far_ends else tuple(dict.fromkeys((*here, *talking)))
        off = beat.speech.delivery != "" and (at, beat.speech.speaker) not in voices
        said = member.name if (member := cast.get(beat.speech.to)) else beat.speech.to
        to = meant(said, here, (beat.speech.speaker, *beat.speech.members))
        lines.append(Said(beat.speech.speaker, beat.speech.text, asides, waiting, here, near[at], off, to))
        places.append([at])
        waiting = ""
    found = addressed(lines, known)
    return {at: to for where, to in zip(places, found, strict=True) for at in where}


def _dials(who: str, acts: str, known: names.Naming) -> bool:
    """Whether somebody takes a telephone to the ear right before they speak, and nobody acts after that."""
    taken = list(TAKES_PHONE.finditer(acts))
    told = names.found(acts, known)
    return bool(taken) and told[:1] in ((), (who,)) and not names.found(acts[taken[-1].end() :], known)


def _by_phone(beat: Beat) -> bool:
    return beat.speech is not None and (beat.speech.delivery in ("phone", "voiceover") or into_phone(beat))


def _in_talk(beats: Sequence[Beat], cast: Cast) -> set[tuple[int, str]]:
    """(beat, speaker) of whoever is heard from behind a door or out of a telephone, and so may be answered; no narrators, no radio."""
    return {
        (at, beat.speech.speaker)
        for at, beat in enumerate(beats)
        if beat.speech
        and not names.NARRATORS.search(beat.speech.speaker)
        and not BROADCAST.search(beat.speech.speaker)
        and (
            heard_off(beat)
            or beat.speech.delivery in ("phone", "offscreen")
            or (
                beat.speech.delivery == "voiceover"
                and any(other.speech and into_phone(other) for other in beats[max(0, at - TALKING) : at + TALKING])
            )
            or (
                (member := cast.get(beat.speech.speaker)) is not None
                and member.kind == "voice"
                and FROM.search(" ".join(aside.text for aside in beat.speech.parentheticals))
            )
        )
    }


def _struck(
    beats: Sequence[Beat], acting: Sequence[tuple[str, ...]], to: Mapping[int, tuple[str, ...]]
) -> list[tuple[str, ...]]:
    """For every beat whom somebody strikes who is not named: the last one who spoke to them, or was spoken to by them."""
    found: list[tuple[str, ...]] = []
    for at, beat in enumerate(beats):
        text = "\n".join(beat.acts)
        found.append(())
        if len(acting[at]) != 1 or not BLOW.search(text) or AT_THINGS.search(text):
            continue
        for n in range(at - 1, -1, -1):
            speech = beats[n].speech
            other = (to.get(n, ())[:1] if speech.speaker == acting[at][0] else (speech.speaker,)) if speech else ()
            if other:
                found[-1] = other
                break
    return found


def manner(text: str, before: str) -> str:
    """How a telephone is held after a text: the row of `MANNERS` that it tells last, else as before."""
    told = [(match.start(), name) for name, words in MANNERS for match in words.finditer(text)]
    return max(told)[1] if told else before


def _holders(beats: Sequence[Beat], acting: Sequence[tuple[str, ...]]) -> list[str]:
    """For every beat who has a telephone at the ear."""
    found: list[str] = []
    holder = ""
    for at, beat in enumerate(beats):
        acts = "\n".join(beat.acts)
        if beat.speech and into_phone(beat):
            holder = beat.speech.speaker
        elif TAKES_PHONE.search(acts) and acting[at]:
            holder = acting[at][0]
        elif _BOTH_HANDS.search(acts):
            holder = ""
        if DROPS_PHONE.search(acts) and not beat.speech:
            holder = ""
        found.append(holder)
    return found


def _answering(later: Sequence[Beat], present: Sequence[str], remote: set[str]) -> str:
    """Who of the present speaks next in the picture; empty if nobody does."""
    for beat in later:
        for name in _speakers(beat, remote):
            if name in present:
                return name
    return ""
