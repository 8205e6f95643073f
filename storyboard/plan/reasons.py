"""Why the camera leaves eye level, moves, or looks at who listens: what the script's words tell of power, blows and pursuit."""

import re
from collections.abc import Iterable, Sequence

from storyboard import names
from storyboard.camera import Framing
from storyboard.patterns import deferred
from storyboard.plan.beats import Beat

BLOW = deferred(
    r"耳光|巴掌|扇(?:了|向|在|过|来|她|他|倒)|踹|踢(?:了|向|中|在|翻|倒|飞|她|他)|一[拳脚棍刀掌枪]|[拳脚刀剑]光|(?:挥|出|举)[拳刀剑]|(?:砸|捅|刺|砍|劈|打|撞|推|甩)(?:中|倒|飞|翻|在(?!电话|桌|门))|掐住|扑倒|扭打|厮打|搏斗|推搡|掀翻|抽(?:了|在|向)|殴打|一把推"
    r"|\b(?:slaps?|slapping|punch(?:es)?|kicks?|strikes?|shoves?|slams? (?:into|him|her|them)|stabs?|hits? (?:him|her|the|[A-Z])|tackles?|chokes?|strangles?|swings? at|headbutts?|knocks? (?:him|her|them)|backhands?|beats? (?:him|her))\b",
)
"""Somebody is struck, or is about to be."""
CHASE = deferred(
    r"追(?!问|求|悼|忆|溯|究|加|随)|逃(?!避|课)|狂奔|拔腿就跑|\bchas(?:es|ing)\b|\bpursu(?:es|ing)\b|\bflees?\b|\bruns? after\b|\bgives? chase\b|\bsprints?\b",
    re.I,
)
WEIGHTY = deferred(
    r"推门而入|破门|闯(?:进|入)|大步(?!离)|气势|不怒自威|保镖|簇拥|众人(?:让|散|肃|安静|噤)|缓步(?:走|而)|从天而降|登场|驾到"
    r"|\b(?:bursts?|storms?|strides?|sweeps?|barges?) (?:in|into|through)\b|\bbodyguards?\b|\bdoors? (?:fly|flies|swings?|bursts?|slams?) open\b|\broom (?:falls|goes) (?:silent|quiet)\b|\bsilhouette\b|\bflanked by\b|\bdramatic(?:ally)?\b",
    re.I,
)
"""An entrance that changes the room."""
DOWN = deferred(
    r"跪|瘫(?:坐|倒|软)|(?:摔|跌|倒|趴|躺|坐|蹲|蜷)(?:倒|落|坐|缩)?在(?:地|雨|泥|血)|(?:摔|跌|栽|扑)倒(?!了?(?:杯|碗|椅|桌))|匍匐|磕头"
    r"|\bkneel(?:s|ing)?\b|\b(?:on|to) (?:his|her|their) knees\b|\bcollapses?\b|\b(?:on|to|onto|across) the (?:floor|ground|concrete|asphalt)\b|\bcrawls?\b|\bcowers?\b|\bcrouches?\b"
)
"""Somebody is lower than the others from here on."""
UP = deferred(
    r"站(?:起|了起|直|稳)|爬起|起身|扶起|\b(?:stands? up|rises?|gets? up|gets? to (?:his|her|their) feet|stands?\b(?! (?:over|above)))",
    re.I,
)
STRONG = deferred(
    r"冷笑|怒吼|厉声|喝道|怒喝|咆哮|逼近|居高临下|轻蔑|冷冷|威严|霸气|嘲讽|不屑|傲慢|命令|大吼|拍案"
    r"|\b(?:sneer\w*|snarl\w*|roar\w*|command\w*|cold(?:ly)?|icy|menacing\w*|looms?|looming|towers?|towering|contempt\w*|furious\w*|barks?|barking|thunder\w*|smirk\w*)\b",
    re.I,
)
"""In a stage direction or the speaker's own action: they have the upper hand."""
WEAK = deferred(
    r"哽咽|哭|抽泣|颤抖|发抖|哀求|恳求|求饶|怯|瑟缩|低着?头|虚弱|绝望|慌乱"
    r"|\b(?:sob\w*|whimper\w*|trembl\w*|plead\w*|beg(?:s|ging)\b|weak(?:ly)?|broken|cowering|frightened|terrified|shaking|in tears|tearful\w*|desperate\w*)\b",
    re.I,
)
"""They have not."""
SOMEBODY = deferred(
    r"\s*(?:the|an?|another|one|two|some|several)?\s*(?:\w+\s)?(?:m[ae]n|wom[ae]n|boys?|girls?|guards?|officers?|drivers?|crowd|people|strangers?|figures?|child(?:ren)?|he|she|they)\b"
    r"|(?:一个|那个?|两个|几个|众|其他)?(?:[\u3400-\u9fff]{0,4}?)(?:男人|女人|男子|女子|老人|孩子|路人|保安|警察|司机|众人|人群|士兵|侍卫|丫鬟)",
    re.I,
)
"""An action that begins with somebody is theirs, whoever they are: no picture of a thing."""
ABOUT_YOU = deferred(r"[你您]|\byou(?:r|rs)?\b", re.I)
"""The words are about whoever listens: their face tells more than the speaker's."""
_CLAUSE = deferred(r"[，。；！？,.;!?\n]\s*|\s+(?:while|as|then)\s+")


def fallen(beat: Beat, acting: Sequence[str], known: names.Naming, before: frozenset[str]) -> frozenset[str]:
    """Who is on the ground or on their knees after a beat."""
    down = set(before)
    subject = acting[:1]
    for clause in _CLAUSE.split("\n".join(beat.acts)):
        subject = names.found(clause, known)[:1] or subject
        down |= set(subject if DOWN.search(clause) else ())
        down -= set(subject if UP.search(clause) else ())
    if beat.speech:
        asides = _asides(beat)
        down |= {beat.speech.speaker} if DOWN.search(asides) else set()
        down -= {beat.speech.speaker} if UP.search(asides) else set()
    return frozenset(down)


def power(beat: Beat, speaker: str, listener: str, down: Iterable[str], acting: Sequence[str]) -> str:
    """The angle of an exchange that is uneven, `low` or `high`; empty where both are of one height."""
    words = "\n".join((_asides(beat), *(beat.acts if tuple(acting) == (speaker,) else ())))
    lower = set(down)
    if speaker in lower or (listener not in lower and WEAK.search(words)):
        return "high"
    return "low" if listener in lower or STRONG.search(words) else ""


def heard_by(beat: Beat, listener: str) -> bool:
    """Whether a piece of a long line is better seen on the face of whoever listens."""
    return bool(listener and beat.piece and (ABOUT_YOU.search(beat.text) or beat.text.rstrip("”\"' ")[-1:] in "！!？?"))


def of_action(text: str, people: Sequence[str], comes: Sequence[str]) -> tuple[str, Framing] | None:
    """The reason why an action is seen otherwise than by its people alone, and how; None where there is none."""
    if BLOW.search(text) and people:
        return "blow", Framing("full" if len(people) > 1 else "medium", "eye", "handheld")
    if set(comes) & set(people) and WEIGHTY.search(text):
        return "entrance", Framing("full", "low", "push-in")
    if CHASE.search(text) and people:
        return "pursuit", Framing("full", "low", "track")
    return None


def _asides(beat: Beat) -> str:
    return "\n".join(aside.text for aside in beat.speech.parentheticals) if beat.speech else ""
