"""Who comes and who goes in the words of an action, and who acts in it: by verb, a heuristic; what it cannot tell it leaves."""

import re
from collections.abc import Iterable, Iterator, Sequence

from storyboard import names
from storyboard.cast.looks import read_appearance
from storyboard.patterns import deferred
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class Moves:
    """Comings and goings, each in order."""

    enters: tuple[str, ...] = ()
    exits: tuple[str, ...] = ()


_WALKS = (
    r"(?:walk|come|burst|rush|run|step|storm|stride|charge|hurrie|hurry|stagger|stumble|wander|barge|slip|sweep|march|dash|stroll|limp|sneak|crawl|climb|ride|drive|back"
    r"|amble|shuffle|saunter|trot|hurtle|crash|edge|pad|hobble|tiptoe|skid|swagger|sidle|squeeze|push|duck|dart|bolt|bound|sprint|jog|glide|tear|scurrie|scurry|troop|file|scramble|lurch|stomp|creep)(?:e?s)?"
)
_NO_FOLIAGE = "".join(
    rf"(?<!\b{word} )"
    for word in (
        "the|of|dry|dead|fallen|falling|tea|some|green|autumn|brown|wet|palm|in|through|among|into|with|few|golden|red|yellow|banana|lotus|bay|big|broad|rustling|maple|gold|his|her|its|their"
    ).split("|")
)
"""What stands before leaves that are no going: he parts the leaves."""
ENTERS = deferred(
    r"登场|登台|上场|走上台|端着[^，。]{1,6}上台|(?:冲|跑|走|迎|扑)上(?:台|来)|(?:走|冲|钻|闪|转)出来|(?:急|匆匆|复|同)上(?=[。！，；）\s]|$)|(?:走|跑|冲|闯|赶|踱|迈|挤|钻|溜|奔|步|扑|飞|跨|推门|破门)(?:了|着)?进|推门而入|进来|进门|进屋|出现在|现身"
    r"|探出头|从[^，。；！？]{1,10}(?:走|跑|冲|钻|探|闪|步|迎|扑|转)出|(?:走|跑|赶|奔|迎|冲|抱[^，。]{1,4}|端[^，。]{1,4})(?:过)?来(?!回)|赶到|归来|(?:站|杵|立|倚|堵|出现)在门口|来到|闻声而来"
    r"|喘[^，。；]{0,5}上来|[走跑冲闯赶踱迈挤钻溜奔步扑跨挪晃闪蹿窜追爬飞驶滚摸绕踏迎凑](?:了|着|步|身)?(?:出来|进来|过来|回来|上前来|入(?=[，。]))|迎(?:了|出|上)|(?:推|撞|踹|踢|拉|掀)(?:开)?(?:房|大|院|铁|木|车|帐)?[门帘](?:而入|闯|冲|走|，(?:走|冲|闯|大步|快步))|(?:鱼贯|破窗|推门|应声|夺门|翻墙|破门|信步|缓步)而入"
    r"|(?:走|跑|挪|钻|跳|爬|迈|跨|翻身)下(?:了)?(?:车|马|船|轿|飞机)|翻身(?:落地|下马)|[飞疾驰纵策]马而[来至]|(?:迎面|疾驰|飞奔|匆匆|缓缓|款款)而[来至]|赶(?:回|来)|折返|返回|(?:拖|押|拽|架|搀|簇拥)着?[^，。；]{0,8}?(?:进来|上来|进[门屋殿厅堂])"
    r"|\b(?:drag|haul|lead|march|usher|escort|shove|wheel)(?:e?s)? in\b"
    rf"|\b(?:re-?)?enters?\b|\barrives?\b|\b{_WALKS}\s+(?:back\s+)?(?:in\b|into\b|inside\b|through\b|up\b|onto\b)|\b{_WALKS}\s+out\s+(?:of|from)\b"
    rf"|\b{_WALKS}\s+back\b(?! (?:to (?:his|her|their|its) (?:feet|senses)|up\b|down\b|from\b|against|into (?:his|her|their) (?:chair|seat)|a (?:step|pace)|on\b))(?=[.,;]|\s+(?:with|carrying|drying|holding|in)\b|$)"
    rf"|\b{_WALKS}\s+(?:\w+ing|\w+ly)\s+(?:in\b|into\b|inside\b|through\b|up\b)|\breappears?\b|\b(?:shows|turns) up\b|\bis back\b|\b(?:stands?|appears?|waits?|leans?|looms?|fills?|hovers?) (?:in|at) (?:the|a) (?:\w+ )?(?:door|doorway|threshold|entrance|gate)\b|\b(?:sticks|pokes|puts) (?:his|her|their|a) head (?:in|round|around|through)\b"
    r"|\b(?:jumps?|leaps?) (?:down|in|into)\b|\bdescends?\b|\bemerges?\b|\bappears?\b(?! to)|\breturns?\b(?! (?:the|his|her|a) )|\bpulls up\b|\bgets? out of\b",
    re.IGNORECASE,
)
EXITS = deferred(
    r"下场|退场|退下|拂袖而去|不告而别|溜走|溜之大吉|溜了|逃之夭夭|[往向朝]外(?:逃|跑|走|冲)|(?:退|跑|走|逃|冲|奔|溜|追)(?:了)?出去?(?=[。！，；）\s]|$)|没入(?:夜|黑|人群|雨|雾)|(?:头也不回|转身|径直)地?[^，。]{0,4}(?:上了?楼|下了?楼|出门|出了门|离开|走)|上了楼|下了楼|摔门(?:而去|而出)?|一溜烟|扭头就走|落荒而逃|(?:下去|出去|走|离开|跑)了(?=[。！，；）\s]|$)|(?<![不想])离开(?!了?(?:椅|座|沙发|床|桌|手|屏|镜|视))|离去|走出(?!神|画)|出去|出门|跑出|冲出|奔出|夺门而出|摔门|转身(?:就|便)?(?:走|离)|(?:推门|拉门|掉头|起身|抬[腿脚])[就便]走|扬长而去"
    r"|(?:进了|上了)(?:电梯|轿子|马车|车里|车厢)|(?:钻|躲|藏)[进到]|走后(?=[，。])|退了?下后|跑了(?=[，。])|^（?下）?[。]?$|消失(?:在|不见)|走远|远去|逃走|跑开|驶离|扬长"
    r"|\bexits?\b|\bexeunt\b|\b(?:goes|go|is gone)\b(?=[,.;]|$| and closes)|\band out (?:through|of|by|into)\b|\b[Tt]hey run\b(?=[.,])|"
    rf"{_NO_FOLIAGE}\bleaves?\b(?!\s+(?:a|an|it|them|his|her|their|some|no)\b)(?!\s+the\s+(?!room|house|building|office|bar|apartment|scene|stage|table|kitchen))"
    rf"|\bgo(?:es)?\s+(?:out|off|away|upstairs|downstairs)\b|\b{_WALKS}\s+(?:out(?!\s+(?:of|from)\s+(?:the\s+)?(?:shadow|crowd|fog|dark|mist|helicopter|car))|off(?!\s+(?:the|a|his|her|its)\b)|away)\b"
    rf"|\b{_WALKS}\s+(?:from|out of) (?:the|this|that) (?:\w+ )?(?:room|house|building|office|bar|apartment|kitchen|hall|chapel|church|tent|cabin|store|shop|court|courtroom|cafe|restaurant)\b|\b{_WALKS}\s+(?:down|up|along|around|round) the (?:\w+ )?(?:stairs?|staircase|steps|hall|hallway|corridor|companionway|ladder|street|road|alley|lane|path|corner)\b(?! (?:to|towards?) (?:him|her|them))"
    r"|\b(?:heads?|makes?|bolts?|runs?|breaks?) (?:off )?for the (?:\w+ )?(?:doors?|exit|lift|elevator|stairs|stairwell|gate)\b|\bstorms off\b|\btakes? (?:his|her|their) leave\b|\bshows? (?:himself|herself|themselves) out\b"
    r"|\bdisappears?\b|\bvanish(?:es)?\b|\bdeparts?\b|\bpeels out\b|\bflees\b",
    re.IGNORECASE,
)
_BRINGS = deferred(r"(?:drag|haul|lead|march|usher|escort|shove|wheel)(?:e?s)? in", re.I)
"""Who is named behind it comes along."""
OFF = deferred(
    r"^[（(]?\s*(?:在?内|幕内|幕后|场外|[门窗屋墙帘](?:外|内|里)|隔着?[门墙窗帘]|画外|within|off ?stage|off|outside|(?:through|behind|from (?:behind|outside|inside|beyond)) the (?:closed )?(?:doors?|wall|curtain|partition))\s*(?:[，,].*)?[）)]?$",
    re.I,
)
"""A stage direction: heard from where nobody looks."""
SEES = deferred(
    r"看着|目送|望着|看见|盯着|送走?|看到|\bwatch(?:es)?\b|\bsees?\b|\blooks? at\b|\bfollows? .* with\b", re.I
)
_WITH = deferred(
    r"^[\s、,，和与及跟同&]*(?:(?:and|with|followed by|the|as \w+)[\s,]*)*(?:(?:带着|领着|拉着|和|with|and)\s*)?$", re.I
)
_LEADS = deferred(
    r"(?:^|[便就又])(?:带|领|拉|牵|扶|拽|搀|押|抱|背|拖|架|簇拥|护)(?:着|了|起)$|^(?:leading|dragging|pulling|pushing|carrying|supporting|taking)\s+$",
    re.I,
)
"""At the beginning of a clause, before a name: whoever acts takes them along (带着细佬扬长而去)."""
LONGEST_HEAD = 40
"""Characters of what comes in before its people are named."""
SENTENCE = deferred(r"(?<=[。！？!?])|(?<=[.])\s+|\n")
CLAUSE = deferred(r"[，；,;]\s*|(?<=[a-z])\s+(?:while|as|then|but)\s+")
_PRONOUN = deferred(
    r"(?:她们|他们|两人|二人|俩人)|[她他]|\b(?:[Ss]he|SHE|[Hh]e|HE|[Hh]er|HER|[Hh]im|HIM|[Hh]is|HIS|[Tt]hey|THEY|[Tt]hem|THEM)\b"
)
_DONE_TO = deferred(
    r"(?:看|望|瞧|盯|瞪|瞄|瞥|扫|打量|端详|指|对|朝|向|冲|迎|挡|拦|拉|拽|推|扶|搀|抱|搂|领|带|跟|陪|送|赶|骂|问|劝|教|给|替|围|护|分开|隔开)[^，。；]{0,3}$"
    r"|(?<!behind)(?<!around)(?<!between)(?<!with)(?<!beside)(?<!over)(?<!above)(?<!before)(?<!of)\s$"
)
"""What stands before those to whom something is done, so that the doer is none of them: 老周看看两人, she pulls them apart."""
_OWNS = deferred(
    r"(?:her|his)\s+(?!and\b|to\b|in|on\b|at\b|as\b|from\b|with\b|out\b|away\b|off\b|up\b|down\b|back\b)[a-z]|[她他]的",
    re.I,
)
"""A pronoun that only says whose: Her best friend NORA walks in."""
_AHEAD = deferred(
    r"\s[a-z][\w'’ -]{1,30},\s+an?\s+(?:[\w-]+\s+){0,2}?(?:m[ae]n|wom[ae]n|boy|girl|child|figure|stranger|guard|soldier|officer|rider|driver|passenger|waiter|nurse)\b"
)
"""Behind a pronoun: whom it means comes after it and has no name: his back turned, a hired man leans on a pole."""
_KIN_OF = deferred(
    r"[^,;.'’]{1,24}['’]s?\s+(?:\w+\s+)?(?:fianc\w+|brother|sister|cousin|mother|father|mom|dad|wife|husband|son|daughter|uncle|aunt|assistant|driver|bodyguard|girlfriend|boyfriend|maid|friend)\b",
    re.I,
)
"""A name that only says whose somebody is: GRANT, Vivienne's fiancé, strides in."""
_OWNED = ("的", "'s", "’s")
"""What stands behind a name that only says whose something is: a pronoun behind it means somebody else first."""
_ONE = deferred(r"[她他](?!们)|\b(?:she|he|hers?|him|his)\b", re.I)
_SEXES = {"她": "f", "他": "m", "she": "f", "her": "f", "hers": "f", "he": "m", "him": "m", "his": "m"}
_FEMALE = ("女", "female")


def persons(text: str, known: names.Naming, recent: Sequence[str] = ()) -> tuple[str, ...]:
    """Who is meant in a text, by name or by a pronoun, in order. `recent` are those a pronoun may mean, the last first."""
    return tuple(dict.fromkeys(name for _, name in _mentions(text, known, recent)))


def _mentions(text: str, known: names.Naming, recent: Sequence[str]) -> list[tuple[int, str]]:
    """Where people are meant in a text; a name said before a pronoun is what it means first."""
    matches = list(names.matches(text, known))
    named = [(start, name) for start, _, name in matches]
    doers = {name for _, end, name in matches if not text.startswith(_OWNED, end)}
    owners = {name for _, name in named} - doers
    quoted = [match.span() for match in names.QUOTED.finditer(text)]
    found = list(named)
    meant: dict[str, str] = {}
    for match in _PRONOUN.finditer(text):
        if any(start <= match.start() < end for start, end in quoted) or _AHEAD.match(text, match.end()):
            continue
        before = [name for at, name in reversed(named) if at < match.start()]
        before = [*(name for name in before if name not in owners), *(name for name in before if name in owners)]
        sex = _SEXES.get(match[0].lower(), "")
        if sex and (
            other := _done_to(text, match, [*before, *recent], [one for one in named if one[1] in doers], known)
        ):
            found.append((match.start(), other))
            continue
        if match[0].lower() == "his" and any(
            at >= _begins(text, match.start()) for at, name in named if name in before
        ):
            continue  # whose it is has a name here
        around = [*dict.fromkeys((*before, *recent))]
        if not sex:
            doer = _doer(text, match.start(), [*named, *found], recent)
            found += [(match.start(), name) for name in [other for other in around if other != doer][:2]]
            continue
        taken = {who for other, who in meant.items() if other != sex}
        fits = [name for name in around if sex_of(name, known) == sex and name not in taken]
        if sex not in meant and fits:
            meant[sex] = fits[0]
        if sex in meant:
            found.append((match.start(), meant[sex]))
    return sorted(found)


_HURLS = deferred(
    r"\b(?:fling|throw|hurl|toss|spit|jab|shove|slap|pour|empt|punch|kick|plant|smash|swing|thrust|drive|slam|fire|shoot|press|stick|stab|rub|grind|dash|blow|shout|scream|yell|laugh)(?:e?s|ies|ing)?\b[^.;]{0,40}\b(?:in|into|at|against|across)\s+$",
    re.I,
)
"""What stands before a part of somebody whom it is done to by another: `flings the canteen in | his face`."""
_HIS_FACE = deferred(
    r"(?:his|her)\s+(?:\w+\s+)?(?:face|head|chest|eyes?|mouth|nose|jaw|chin|stomach|ribs|throat|neck|belly|gut|shins?|skull|cheek|ear)\b",
    re.I,
)
_EMBEDDED = deferred(
    r"有人|别人|谁|[听看望]见|听得|听到|看到|觉得|知道|以为|发现|似乎|让|叫|使|任"
    r"|\b(?:someone|somebody|people|they|it|who|which|that|what|lets?|makes?|hears?|feels?|sees?|knows?|thinks?|watches|as|while|because)\b",
    re.I,
)
"""What stands between whoever does something and an object of which another is the doer: 老栓听得有人问他."""
_DONE_TO_ZH = deferred(
    r"(?:把|将|向|朝|对|给|冲|替|帮)$|(?:甩|泼|砸|扔|掷|摔|打|踢|扎|刺|捅|砍|吐|揪|抓|拽|拖|按|拉|推|扶|抱|搂|背|踩|掐|摁|拦|挡|追|捆|绑|递|塞|扑|撞|骂|瞪|盯|问|劝)(?:到|在|向|中|进|住|着|了|开|倒|起|过)?$"
)
"""What stands before whoever something is done to."""


def _done_to(
    text: str, pronoun: re.Match[str], around: Sequence[str], doers: Sequence[tuple[int, str]], known: names.Naming
) -> str:
    """Whom an object means (him, his face, 把他) where whoever does it has a name in the sentence and is of that sex: another of that sex, last spoken of; empty elsewhere."""
    at, word = pronoun.start(), pronoun[0].lower()
    if word in ("他", "她"):
        is_object = _DONE_TO_ZH.search(text, max(at - 8, 0), at) is not None
    elif word == "him" or (word == "her" and not _OWNS.match(text, at)):
        is_object = True
    else:
        is_object = _HIS_FACE.match(text, at) is not None and _HURLS.search(text, _begins(text, at), at) is not None
    begins, sex = _begins(text, at), _SEXES[word]
    place, doer = next(((where, name) for where, name in reversed(doers) if begins <= where < at), (at, ""))
    if not is_object or not doer or sex_of(doer, known) != sex or _EMBEDDED.search(text, place, at):
        return ""
    return next((name for name in around if name != doer and sex_of(name, known) == sex), "")


def _doer(text: str, at: int, meant: Sequence[tuple[int, str]], recent: Sequence[str]) -> str:
    """Who does something to the people that a word at `at` means, and so is none of them; empty where they do it themselves."""
    begin = max((end.end() for end in CLAUSE.finditer(text, 0, at)), default=0)
    begin = max(begin, _begins(text, at))
    if text.startswith(("They", "they", "THEY"), at) or not _DONE_TO.search(text[begin:at]):
        return ""
    doers = dict.fromkeys(name for place, name in sorted(meant) if begin <= place < at)
    if not doers:
        earlier = [name for place, name in sorted(meant) if _begins(text, at) <= place < begin]
        doers = dict.fromkeys(earlier[:1] or recent[:1])
    return next(iter(doers)) if len(doers) == 1 else ""


def _begins(text: str, at: int) -> int:
    """Where the sentence of a place in a text begins."""
    return max((end.end() for end in SENTENCE.finditer(text, 0, at)), default=0)


def heard_from_off(aside: str) -> bool:
    """Whether a stage direction says that its speaker is heard from off."""
    return OFF.match(aside.strip()) is not None


def sex_of(name: str, known: names.Naming) -> str:
    """`f` or `m` as the appearance says; empty for crowds and voices."""
    character = known.characters.get(name)
    looks = read_appearance(character.appearance) if character else None
    if looks is None or looks.sex in ("群体", "group", "仅声音", "voice only", "多人同声", "joint"):
        return ""
    return sex_of_looks(looks.sex)


def sex_of_looks(sex: str) -> str:
    """`f` or `m` for a word of sex as an appearance has it."""
    return "f" if sex in _FEMALE else "m"


def pronoun_of(text: str) -> str:
    """The sex of the first pronoun of a text that means one person, `f` or `m`; empty where it has none."""
    match = _ONE.search(text)
    return _SEXES[match[0].lower()] if match else ""


def moves(text: str, known: names.Naming, actor: str = "", recent: Sequence[str] = ()) -> Moves:
    """Who comes and who goes in an action; `actor` is whose it is where it names nobody (a stage direction of a speech)."""
    text = names.QUOTED.sub(" ", text)  # what is written or said moves nobody
    enters: dict[str, int] = {}
    exits: dict[str, int] = {}
    at = 0
    for sentence in filter(None, SENTENCE.split(text)):
        subject: tuple[str, ...] = (actor,) if actor else ()
        enters.update(dict.fromkeys(_listed(sentence, known), at))
        for clause in CLAUSE.split(sentence):
            meant = _mentions(clause, known, (*subject, *recent))
            mentions = [(at, name) for at, name in meant if not (_OWNS.match(clause, at) or _KIN_OF.match(clause, at))]
            coming = list(ENTERS.finditer(clause))
            going = [verb for verb in EXITS.finditer(clause) if not any(_overlap(verb, other) for other in coming)]
            for verbs, found in ((coming, enters), (going, exits)):
                for verb in verbs:
                    found.update(dict.fromkeys(_who(verb, clause, mentions, subject), at))
            subject = _coordinated(clause, mentions) or subject
            at += 1
    both = {name: exits[name] - at for name, at in enters.items() if name in exits}
    return Moves(
        tuple(name for name in enters if both.get(name, -1) < 0), tuple(name for name in exits if both.get(name, 1) > 0)
    )


def _listed(sentence: str, known: names.Naming) -> tuple[str, ...]:
    """Who comes whom a sentence names behind those without a name: Two men jump down: Rusk, big, and Pell."""
    head, mark, told = sentence.replace("：", ":").partition(":")
    comes = mark and len(head) <= LONGEST_HEAD and ENTERS.search(head) and not names.found(head, known)
    return names.found(told, known) if comes else ()


def _overlap(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether two verbs are one: 从帘后走出 comes."""
    return one.start() < other.end() and other.start() < one.end()


def _who(verb: re.Match[str], clause: str, mentions: list[tuple[int, str]], subject: tuple[str, ...]) -> Iterable[str]:
    """Whose verb it is: those before it, those behind it in the way of the stage (Enter Jack), else the last subject."""
    before = [(at, name) for at, name in mentions if at < verb.start()]
    if not before and re.match(r"(?:re-?)?(?:enter|exit|exeunt)\b", verb[0], re.I):
        return [name for at, name in mentions if at > verb.start()]
    if _BRINGS.fullmatch(verb[0]):
        who = (before[0][1],) if before else subject
        return dict.fromkeys((*who, *(name for at, name in mentions if at > verb.start())))
    if not before:
        return subject
    if subject and _LEADS.search(clause, 0, before[0][0]):
        return dict.fromkeys((*subject, *(name for _, name in before)))
    if SEES.search(clause[before[0][0] : verb.start()]):
        return [before[-1][1]] if len({name for _, name in before}) > 1 else ()
    return _coordinated(clause[: verb.start()], before) or (before[0][1],)


def _coordinated(clause: str, mentions: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    """The first of those who are meant, and those joined to them by `and`."""
    found = list(_joined(clause, mentions))
    return tuple(dict.fromkeys(found))


def _joined(clause: str, mentions: Sequence[tuple[int, str]]) -> Iterator[str]:
    end = -1
    for at, name in mentions:
        if end >= 0 and not _WITH.match(clause[end:at]):
            return
        yield name
        end = at + len(name)
