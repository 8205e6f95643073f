"""How long a picture takes to be seen: the deeds in it one after the other, the words in it that are read."""

from storyboard import speech
from storyboard.lettering import seen_words
from storyboard.patterns import deferred

DEED = 10
"""Tenths in which one deed of several can be seen. Readers of boards called a run, a hand-over, a kneeling and a shoe in 3.7 s impossible, and three slow swings in 2.2 s."""
SMALL = 6
"""Tenths in which a small doing of a face or a hand can be seen: a look, a swallow and a bowed head in 1.8 s were called impossible by six readers of round 19."""
SEVERAL = 3
"""Deeds and small doings from which on they are counted: two overlap."""
READ, HAN_A_SECOND, WORDS_A_SECOND = 10, 8, 3
"""Tenths before words in a picture are read, and how fast: subtitles allow 9 characters or 17 letters a second for grown-ups, known type and place."""
_CLAUSE = deferred(r"[，,；;。.：:！!？?\n]|\band\b|\bthen\b|\bwhile\b|\bas\b")
_DEED = deferred(
    r"(?:[走跑冲扑跳退跪蹲爬滚飞掉坠弹跌撞砸伸递接拿抓捡拔掏抽推拉扯拽扔摔甩抛放搁摆塞插套系披脱翻扭抬举捧按拍踢踩切割撕关合掀揭钻绕搂捂咬挣吹点捏夹倒拧]|站|坐|转身|托|打)(?!着)"
    r"[^，。；着]{0,3}?(?:起(?!伏)|下|上(?!的)|进|出|过|回|开(?!着)|住|掉|到|向|给|好|满|碎|断|去|来|一下|了)|一[拽扯推拉甩拧拔夺抓按扑撞扭仰晃滑拱]|[把将][^，。；]{1,12}(?:[套放塞扔插递系挂贴]|搁)"
    r"|递给|转身|跪倒|落进|落下|滑脱|弹[了开落]|碎成|炸开"
    r"|\b(?:runs?|walks?|steps?|strides?|rush(?:es)?|climbs?|kneels?|crouch(?:es)?|stoops?|rises|stands up|sits (?:up|down)|swings?|lifts?|raises|takes|picks|grabs?|seizes"
    r"|catch(?:es)?|pulls?|push(?:es)?|throws?|hurls?|flings?|tosses|drops?|falls?|lands?|strikes?|hits?|bursts?|opens|closes|shuts|hands|gives|lays|puts|slides?|draws|cuts|tears"
    r"|ties|unties|rips|snatch(?:es)?|shoves?|leaps?|jumps?|ducks?|thrusts?|blows?|turns (?:away|back|round|to)|rolls?|pours?|drinks?|bites?|kicks?|slams?|stumbles?)\b"
)
"""A deed in a clause of a picture: a movement that gets somewhere."""
_DOING = deferred(
    r"(?:抬[起]?[眼头]|抬[起]?(?:下巴|眼睛)|[低垂仰别][下]?头|[低垂]下[眼头]|垂下(?:眼|去)|点[了]?[下]?头|摇[了]?[摇]?头|咽[了下口]|喉[结头]|眨[了]?[下眨]?眼|嘴唇[^，。；着]{0,4}(?:动|抖|颤|张|抿)"
    r"|抿[了紧]|[嘴一]撇|舔[了舔]|咧[开嘴]|张[开了]嘴|闭[上紧了]|睁[大圆开]|瞪[大圆]|皱[起了紧]|[吸呼吐叹喘松]了?(?:一)?口气|笑[出了]|红[了透]|涌[上出]|转[过]?[头脸]|[看扫瞥瞟瞄]了?一眼|[僵定愣怔呆]住|一[愣怔惊颤抖]|停住|顿[了住一])"
    r"|\b(?:swallows|nods|blinks|breathes (?:in|out)|lets out|smiles|grins|laughs|flinches|stiffens|freezes|stops|shuts (?:his|her|their) eyes|looks (?:up|down|away|back|over)|glances|turns (?:his|her|their|to)"
    r"|(?:eyes|brows?|chin|head|face|hand|shoulders|lips|mouth|smile|fingers) (?:comes?|goes|lifts?|rises?|drops?|sinks?|falls?|fills?|widens?|narrows?|tightens?|slows?|dies|trembles?|part|parts|opens?|closes?|folds?))\b"
)
"""A small doing in a clause of a picture: a change of a face, a look that goes elsewhere."""
_STANDING = deferred(r"\b(?:that|which|who|where|has|had|have|been)\b|镜头|camera")
"""Clauses that tell what lies behind, or what the camera does."""
_TIMES = deferred(
    r"(?:慢慢|缓缓|一下一下)[^，。；]{0,6}[划摇晃敲点拍挥][^，。；]{0,3}?(?P<han>[两三四五六])[下次回]|\bslow(?:ly)?\b[^.;]{0,24}\b(?P<latin>two|three|four|five|six) times\b|\b(?P<slow>two|three|four|five|six) slow\b"
)
"""Something that is done slowly so many times."""
_NUMBERS = {"两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
SLOWLY = 12
"""Tenths of each of them."""


def tenths_to_see(picture: str) -> int:
    """Tenths that a picture takes for what is done one after the other and read in it; 0 where little happens."""
    return max(_done(picture), _read(picture))


def deeds(picture: str) -> int:
    """How many deeds a picture tells, one clause after the other."""
    return sum(1 for clause in _CLAUSE.split(picture) if _DEED.search(clause) and not _STANDING.search(clause))


def small_doings(picture: str) -> int:
    """In how many clauses of a picture a face or a hand changes, and no deed is done."""
    clauses = (clause for clause in _CLAUSE.split(picture) if not _DEED.search(clause) and not _STANDING.search(clause))
    return sum(1 for clause in clauses if _DOING.search(clause))


def _done(picture: str) -> int:
    count, small = deeds(picture), small_doings(picture)
    slow = sum(SLOWLY * _NUMBERS[next(filter(None, match.groups())).casefold()] for match in _TIMES.finditer(picture))
    return max(slow, count * DEED + small * SMALL if count + small >= SEVERAL else 0)


def _read(picture: str) -> int:
    words = " ".join(seen_words(picture))
    letters = speech.han(words)
    others = len(words.split()) if not letters else 0
    return READ + round(10 * (letters / HAN_A_SECOND + others / WORDS_A_SECOND)) if words else 0
