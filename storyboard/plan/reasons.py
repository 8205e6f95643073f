"""Why the camera leaves eye level, moves, or looks at who listens: what the script's words tell of power, blows and pursuit."""

import re
from collections.abc import Iterable, Sequence

from storyboard import names
from storyboard.camera import Framing
from storyboard.patterns import deferred
from storyboard.plan.beats import Beat
from storyboard.staging.moves import ENTERS
from storyboard.staging.verbs import BLOW

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
EVERYBODY = deferred(
    r"众人|所有人|[三四五六几]个?人(?=[一都齐全同])|大家(?![庭族业具伙闺])|每个人|全(?:场|屋|桌)(?=[^的中])|\b(?:every(?:one|body)|they all|all of them|all (?:heads|eyes)|the (?:whole )?(?:room|table|line|family) (?:applauds?|laughs?|cheers?|stares?|turns?|freezes?|falls|goes|holds))\b",
    re.I,
)
"""An action of whoever is there."""
WRITTEN = deferred(
    r"\b(?:words?|letters|lettering|reads?|written|writing|carved|embroidered|scrawled|painted|stitched|message)\b|[写刻绣印]着|字",
    re.I,
)
"""An action tells of words that are to be read."""
_HEADS = deferred(
    r"(?P<zh>[两二三四五六七八])(?:个|颗|张)(?:人的?)?(?:脑袋|头(?!发|顶|等|巾)|脸|人影)|(?P<men>[两二三四五六七八])(?:个|名|位)(?:[^，。；：的]{1,6}的)?人(?![家物影民工手群类生质])|(?P<of>[三四五六七八])人(?=[^家物影民工手群类生质])|\b(?:all )?(?P<them>two|three|four|five|six) of them\b|\b(?P<en>two|three|four|five|six|both)\s+(?:(?:bowed|bent|wet|grey|young|old|small|tired|upturned|dark|wrinkled)\s+)?(?:heads|faces|silhouettes|shadows)\b",
    re.I,
)
_COUNTS = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}  # fmt: skip


def heads(text: str) -> int:
    """How many people an action counts by their heads or faces: three bowed heads, 两张脸; 0 where it counts none."""
    found = _HEADS.search(text)
    told = next(filter(None, found.groups()), "") if found else ""
    return _COUNTS[told.lower()] if told and not (ENTERS.search(text) and not (found and found["zh"])) else 0


_SIBLINGS = deferred(
    r"(?P<men>(?:两|三)?兄弟俩?(?![们伙])|哥俩|(?<!老)爷们?俩)|(?P<women>姐妹俩|两姐妹|姐俩)|(?P<pair>夫妻俩?|老两口|小两口|两口子)"
    r"|\b[Tt]he (?:two )?(?:(?P<brothers>brothers|boys|lads)|(?P<sisters>sisters|girls)|(?P<couple>couple|newlyweds))\b(?!['’]| of\b)"
)


def siblings(text: str) -> str:
    """Which two an action means by what they are to each other: `men`, `women`, `pair`; empty where it means none."""
    found = _SIBLINGS.search(text)
    told = found.lastgroup if found else ""
    return {"brothers": "men", "sisters": "women", "couple": "pair"}.get(told or "", told or "")


_SEVERAL_OF = deferred(
    r"(?P<zh>[两二俩三])(?:个|名|位)(?P<kind>[\u3400-\u9fff]{2,5}?)(?=[一都齐同也又还就却便各互相对彼并正在从向朝往把被将的扶抱站坐跪走跑冲撞看望笑哭握伸抬低转回愣怔停退追扭打推拉，。；！？]|$)|(?P<pair>[\u3400-\u9fff]{2,4})俩(?![\u3400-\u9fff]{0,2}[钱块])"
    r"|\b(?P<en>(?:[Tt]he )?(?:two|three)|[Bb]oth(?: the)?|[Bb]oth of the) (?P<what>(?:[a-z]+ ){0,2}?(?:men|women|boys|girls|children|kids|brothers|sisters|ladies|[a-z]+s))\b(?! of\b|['’])"
)
_MANY_EN = {"men": "man", "women": "woman", "children": "child", "ladies": "lady"}


def several_of(text: str) -> tuple[int, str]:
    """How many people of one kind an action counts, and the word for one of them: 2 and 老头 of 两个老头, 2 and old man of `the two old men`; nothing where it counts none."""
    found = _SEVERAL_OF.search(text)
    if found is None:
        return 0, ""
    if found["what"]:
        *ahead, last = found["what"].split()
        count = 3 if "three" in found["en"].lower() else 2
        return count, " ".join((*ahead, _MANY_EN.get(last, last.removesuffix("s"))))
    return (3 if found["zh"] == "三" else 2), found["kind"] or found["pair"]


IT = deferred(
    r"[\s△（(【\[]*(?:it|its)\b(?! (?:is|was) (?:\w+ )?(?:dark|cold|night|day|raining|snowing|quiet|late)\b)(?!['’]s)|[\s△（(【\[]*它",
    re.I,
)
"""At the beginning of an action: it goes on with what somebody was told to have or do."""
BODILY = deferred(
    r"(?P<part>手(?![机表镯链帕套枪铐印提稿术电推法段工册续杖榴艺势])|手[掌指腕背心]|掌心|拳头?(?![击台馆])|指尖)|眉(?!目)|眼泪|泪水|血(?!红|色|月|缘)|额头|膝盖|[一两]拳|[一两][脚掌刀](?![印纸])"
    r"|\b(?P<hand>hands?|palms?|fists?|fingers?|fingertips)\b(?! of (?:the |a )?(?:clock|watch|cards?))|\b(?:eyebrows?|blood|tears?|knuckles|knees?|lips?)\b|\ban? (?:right|left|uppercut|hook|jab|punch|kick|slap|headbutt)\b",
    re.I,
)
"""What somebody has or does though no word of the action says who: the two of before go on. A right. The scarred eyebrow opens."""
_HAND_FIRST = deferred(
    r"[\s△（(【\[]*(?:(?:那|这|一|两|几)[只双个]?)?(?:[^，。；！？\n]{0,8}的)?(?:手(?!机)|拳头|手指|掌心)|[\s(]*(?:(?:an?|the|two|his|her|their)\s+)?(?:[\w'’-]+,?\s+){0,3}?(?:hands?|fists?|fingers?)\b",
    re.I,
)


def hands(text: str) -> str:
    """The hand that an action is about from its first words, as a picture calls it; empty where it is about something else."""
    found = BODILY.search(text) if _HAND_FIRST.match(text) else None
    if found is None:
        return ""
    return found["part"] or (f"the {found['hand'].lower()}" if found["hand"] else "")


ORDERS = deferred(
    r"跪下|滚[！!。，出开]|给我滚|闭嘴|住口|放肆|大胆|拖(?:下去|出去)|拿下|你敢|你也配|凭什么|算什么东西"
    r"|\b(?:get out|on your knees|kneel|shut up|silence!|how dare|seize (?:him|her|them)|you're (?:fired|finished|nothing)|know your place)\b",
    re.I,
)
"""Words of who commands."""
PLEADS = deferred(
    r"求(?:求)?[你您]|饶(?:了我|命|恕)|对不起|我错了|放过|原谅|给我(?:一次|个)机会"
    r"|\bplease[!.—-]|\bplease,? (?:don't|let|stop|spare|forgive)|\bI(?:'m| am) (?:so |really )?sorry\b|\bforgive me\b|\bI beg\b|\bspare (?:me|him|her|us)\b",
    re.I,
)
"""Words of who begs."""
TRUTHS = deferred(
    r"真相|原来(?!如此)|竟然?是|居然是|就是[我你他她](?:的|[！。])|怀孕|有了身孕|亲生|没死|还活着|凶手|重生|我的(?:亲|女儿|儿子|孩子)|是你(?:害|杀|干)|骗了|离婚"
    r"|\bthe truth\b|\bI(?:'m| am) (?:your|the|his|her)\b|\bpregnant\b|\b(?:is|are|was|isn't) (?:still )?(?:alive|dead)\b|\bit was (?:you|me|him|her)\b|\bmurder(?:ed|er)?\b|\bbetray\w*|\bdivorce\b|\b(?:real|biological) (?:father|mother|daughter|son|name)\b",
    re.I,
)
"""Words after which nothing is as before."""
MOVED = (
    ("search", "pan-right", deferred(r"环顾|扫视|四下|张望|东张西望|搜寻|寻找|打量(?:着)?(?:四周|房间)|巡视|\blooks? around\b|\bscans?\b|\bsurveys?\b|\bsearch(?:es|ing)?\b|\bpeers? (?:around|into|through)\b|\bscours?\b", re.I)),
    ("fall", "tilt-down", deferred(r"(?:瘫|跌|摔|栽|扑|软)(?:坐|倒|落)|倒在|倒下|倒地|跪(?:倒|下|在)|\bcollaps(?:es|ing)\b|\bsinks? (?:to|down|into)\b|\bdrops? to\b|\bfalls? (?:to|down|dead|back|over)\b|\bkneels\b", re.I)),
    ("rise", "tilt-up", deferred(r"站(?:起|了起)|起身|爬起|站直|\bstands up\b|\brises\b|\bgets? (?:up|to (?:his|her|their) feet)\b|\bslowly sits up\b", re.I)),
    ("walk", "track", deferred(r"走(?:向|到|过|近|进|上前)|踱|(?:奔|冲|跑|扑|挪|退|迎|赶|爬)(?:向|到|上前)|跟(?:上|在身后)|绕(?:过|到|着)|穿过|缓步|大步|迈步|\bwalks?\b|\bstrides?\b|\bcross(?:es)? (?:the|to)\b|\bapproach(?:es)?\b|\bpaces\b|\bheads? (?:for|to|towards?)\b|\bsteps? (?:forward|closer|up to)\b|\b(?:climbs?|march(?:es)?|hobbles?|limps?|hurries|staggers?|stumbles?|moves?|circles?|follows?|trudges?|backs?|wades?|threads?|drifts?) (?:up|down|through|past|along|across|away|back|around|towards?|the (?:steps|stairs|hill|slope|ladder)|him|her|them|after)\b", re.I)),
    ("approach", "push-in", deferred(r"逼近|凑近|靠近|俯身|凑到|挨近|欺近|上前一步|步步紧逼|贴着|探过身|贴近|倾身|探身|压低身|\bleans? (?:in|over|closer|forward)\b|\b(?:steps?|moves?|draws?|inches) (?:closer|nearer|in)\b|\bcloses? in\b|\bbends? (?:over|down|close)\b|\blooms?\b", re.I)),
    ("struggle", "handheld", deferred(r"挣扎|扭动|撕扯|拉扯|争抢|夺过|抢过|\bstruggl\w+|\bwrestl\w+|\bgrappl\w+|\bthrash\w+|\b(?:snatches|wrenches|rips|tears)\b", re.I)),
    ("ride", "track", deferred(r"[驶骑]|开车|飞驰|疾驰|\b(?:drives?|driving|rides?|speeds|gallops?|races|rolls up|pulls up)\b", re.I)),
    ("look", "pan-right", deferred(r"(?:望|看|瞥|扫|转|回头看|抬头看)向|回头望|顺着[^，。]{0,6}看|目光(?:落|移|转|扫|追)|目送|回眸|侧目|视线|\b(?:looks?|glances?|gazes?|turns?) (?:from|over|up|back|across|towards?|out)\b|\bfollows? (?:his|her|their) (?:gaze|eyes)\b|\bwatch(?:es)? (?:him|her|them|it) (?:go|leave|walk|come|drive)\b|\b(?:his|her|their) (?:gaze|eyes|look) (?:falls?|lands?|shifts?|settles?|goes?|sweeps?|finds?|stops?)\b|\b(?:turns?|looks?|glances?) (?:to|at|towards?|after)\b|\beyes (?:move|drift|travel|follow)\b", re.I)),
    ("reach", "tilt-down", deferred(r"伸手|弯腰|蹲下|低头看|捡起|拾起|放下|\b(?:reaches|stoops|crouches|picks? (?:it|up)|sets? (?:it|down)|puts? (?:it|down)|lowers)\b", re.I)),
    ("realises", "push-in", deferred(r"愣|怔|震惊|瞪大|难以置信|不敢相信|煞白|惨白|僵(?:住|硬|在)|瞳孔|\bfreezes?\b|\bstunned\b|\bshock(?:ed)?\b|\beyes (?:widen|snap|go wide)\b|\brealiz(?:es|ing)\b|\brealis(?:es|ing)\b|\bgoes (?:pale|still|rigid)\b|\bface (?:darkens|drains|hardens|falls)\b", re.I)),
    ("isolation", "pull-back", deferred(r"独自|孤零零|孤身|空荡|只剩(?:下)?[他她]|\balone\b|\bby (?:him|her)self\b|\bempty (?:room|hall|street|house)\b|\bdeserted\b", re.I)),
    ("turmoil", "handheld", deferred(r"混乱|大乱|尖叫|慌乱|惊慌|四散|骚动|推挤|\bchaos\b|\bpanic\w*|\bscreams?\b|\bscramble|\bpandemonium\b|\bstampede\b", re.I)),
)  # fmt: skip
"""Reasons for the camera to move with an action: name, movement, the words that give it. The first is taken."""
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
    lower, said = set(down), beat.text if listener else ""
    if speaker in lower or (listener not in lower and (WEAK.search(words) or PLEADS.search(said))):
        return "high"
    return "low" if listener in lower or STRONG.search(words) or ORDERS.search(said) else ""


def heard_by(beat: Beat, listener: str) -> bool:
    """Whether a piece of a long line is better seen on the face of whoever listens."""
    return bool(listener and beat.piece and (ABOUT_YOU.search(beat.text) or beat.text.rstrip("”\"' ")[-1:] in "！!？?"))


def moved(text: str, people: Sequence[str]) -> tuple[str, str] | None:
    """Why the camera moves with an action, and how; None where it stays where it is. Without people nobody is followed."""
    rows = (row for row in MOVED if people or row[0] in ("isolation", "turmoil"))
    return next(((name, move) for name, move, words in rows if words.search(text)), None)


IS_THERE = deferred(
    r"(?:站|坐|等|靠|躺|候|守)(?:着|在)|\b(?:is|are) (?:waiting|standing|sitting|there)\b|\b(?:stands|sits|waits|leans)\b",
    re.I,
)
"""Somebody is there to be seen: before a thing of theirs."""


def goes_down(text: str, people: Sequence[str]) -> bool:
    """Whether an action is somebody's fall."""
    return (moved(text, people) or ("",))[0] == "fall"


OUTBURST = deferred(
    r"喊|吼|怒|尖叫|咆哮|拍(?:桌|案)|崩溃|激动|失声|哭着|大声|\b(?:shout|scream|yell|cry|roar|explod|erupt|furious|angr|breaking|sudden)\w*",
    re.I,
)
"""In a stage direction: somebody bursts out."""


def presses(beat: Beat) -> bool:
    """Whether a line presses somebody: two questions and more, or one in anger."""
    asked = sum(map(beat.text.count, "？?"))
    return asked > 1 or (asked == 1 and bool(STRONG.search(_asides(beat))))


def bursts_out(beat: Beat) -> bool:
    """Whether a line is cried out: its stage direction says so, or it ends in more marks than one."""
    said = beat.text.rstrip("”\"' ")
    return (
        bool(OUTBURST.search(_asides(beat)))
        or said.endswith(("！！", "？！", "！？", "!!", "?!", "!?"))
        or sum(map(said.count, "！!")) > 1
    )


def reveals(beat: Beat, listener: str) -> bool:
    """Whether a line tells somebody what changes everything."""
    return bool(listener and TRUTHS.search(beat.text))


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
