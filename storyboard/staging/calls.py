"""Who is called in a line: by name, by a title, by a word of kinship or of age; what a script tells of somebody beside their name."""

import re
from collections.abc import Iterator, Sequence

from storyboard import names
from storyboard.patterns import deferred
from storyboard.staging.moves import sex_of

_PART = deferred(r"[，。！？；：、…—,.!?;:\s]*[，。！？；：、…—,.!?;:–]+[”’\"]?\s*|\s+-+\s+")
_UNMARKED = deferred(
    r"(?:^|[，。！？；])(?:[哦喂啊哎哟]，?)?(?P<begins>[\u3400-\u9fff]{2,4}?)(?=[你您])|不是(?P<is>[\u3400-\u9fff]{2,4})吗"
    r"|^(?P<asks>[\u3400-\u9fff]{2,4}?)(?=恕罪|饶命|息怒|放心|明鉴|英明|救命|救我|请(?!问)|说得|说的|莫要?|可别|快走|小心|慢走)"
)
"""Calls that no mark sets off: 屠大爷你的衣袖, 这不是小默吗, 王爷恕罪."""
TITLES = frozenset(
    "小老阿儿姐妹弟哥叔伯婶姨爷奶嫂总董经理板先生女士医大夫师傅姑娘太人少主任队长局同志二三四五六头家公婆爹妈爸娘舅毑丫掌柜官府"
)
"""Characters that go with a name in a call; of these alone a call names nobody by itself."""
CALLS = deferred(
    r"^(?:[哦喂啊哎诶嗨好]?)(?P<zh>[\u3400-\u9fff]{0,4}(?:先生|小姐|夫人|太太|老板|经理|总|董|哥|姐|妹|弟|叔|伯|姨|婶|爷|奶|爹|妈|爸|娘|毑|母亲|父亲|祖母|祖父|夫君|相公|大人|医生|老师|师傅|姑娘|长|少爷|掌柜的?|陛下|娘娘|殿下|将军))[啊呀哪]?$"
    r"|^(?:my |dear |oh )*(?P<en>sir|ma'am|madam|miss|young lady|young man|mom|mum|mother|mama|mommy|mummy|dad|father|papa|daddy|son|sweetie|sweetheart|buddy|bro|kid|master|grandma|grandpa|doctor|officer|your majesty|my lady|my lord|lady|lord|president|boss|captain|brother|sister|uncle|aunt|auntie|honey|darling)$",
    re.I,
)
_OF = {
    "m": "sir bro bruv dude mister buddy man lad son boy|young man|old man|my lord|先生 兄弟 老兄 大哥 小伙子 老丈 老伯 大叔 大爷 公子 少爷 哥们 小子 王爷 世子 老爷",
    "f": "ma'am madam miss girl lady|young lady|my lady|姑娘 小姐 夫人 太太 女士 大姐 大娘 大妈 大婶 阿姨 丫头 妹子 娘娘 娘子",
    "young": "kid child boy girl son|young man|young lady|孩子 小子 丫头 姑娘 小伙子 小朋友 娃",
    "old": "grandma grandpa|old man|老丈 老伯 大爷 老人家 大娘 大妈",
}  # fmt: skip
"""What a general call tells of whom it calls."""
YOUNG, OLD = 30, 45
"""Years up to which somebody is called young, and from which old."""
KIN = {
    "mom": "mother", "mum": "mother", "mama": "mother", "mommy": "mother", "mummy": "mother", "dad": "father", "papa": "father", "daddy": "father",
    "auntie": "aunt", "grandmother": "grandma", "granny": "grandma", "nana": "grandma", "grandfather": "grandpa",
}  # fmt: skip
RANKS = frozenset(
    "ah xiao lao mr mrs ms miss dr doctor president ceo manager director lady lord sir captain officer brother sister uncle aunt auntie prince princess king queen young old little dear my concubine consort the noble sergeant detective professor madam hey".split()
)
_KINDRED: dict[str, tuple[str, int, int]] = {
    **dict.fromkeys(("dad", "daddy", "father", "papa", "爸", "爹", "父亲", "爸爸", "爹爹"), ("m", 15, 60)),
    **dict.fromkeys(("mom", "mommy", "mum", "mummy", "mother", "mama", "妈", "妈妈", "娘", "母亲"), ("f", 15, 60)),
    **dict.fromkeys(("grandma", "grandmother", "granny", "奶奶", "外婆", "姥姥", "婆婆"), ("f", 35, 90)),
    **dict.fromkeys(("grandpa", "grandfather", "爷爷", "外公", "姥爷", "公公"), ("m", 35, 90)),
    **dict.fromkeys(("son", "儿子"), ("m", -60, -15)),
    **dict.fromkeys(("daughter", "女儿", "闺女"), ("f", -60, -15)),
}  # fmt: skip
"""A word of kinship -> sex, and years that they are older than who says it, at least and at most."""
KINSMAN = deferred(
    r"(?<![你您他她我]的)(?<![你您他她我咱们家])(?:母亲|父亲|爹爹|爸爸|妈妈|奶奶|爷爷)"
    r"|(?<!\byour )(?<!\bhis )(?<!\bher )(?<!\bmy )(?<!\bour )(?<!\btheir )(?<!\bthe )\b(?:mother|father|grandma|grandpa)\b",
    re.I,
)
"""A word of kinship that may mean whoever is spoken to: your mother is somebody else."""
_KINSHIP = deferred(r"^(?:my |dear |oh )?(?:" + "|".join(sorted(_KINDRED, key=len, reverse=True)) + r")$", re.I)


_TELLS = deferred(r"[你您我他她](?!的|这|那|们).*[爸妈爹娘哥姐弟妹爷奶叔姨]|[他她].*[爸妈爹娘哥姐弟妹爷奶叔姨]")
"""A piece that tells of somebody's kin: 您认识我爸, 你见过他爸."""


_SHORTENED = deferred(r"\b(Mrs?|Ms|Dr|Prof)\.\s+", 0, "MDP")
"""A title whose stop ends no sentence."""


def calls(text: str) -> Iterator[str]:
    """Short pieces between marks, in which somebody may be called."""
    bare = _SHORTENED.sub(r"\1 ", names.QUOTED.sub("，", text))
    for found in _UNMARKED.finditer(bare):
        yield found["begins"] or found["is"] or found["asks"]
    for part in _PART.split(bare):
        piece = part.strip(" “”\"'‘’")
        if piece and not _TELLS.search(piece) and (len(piece) <= 6 if not piece.isascii() else len(piece.split()) <= 4):
            yield piece


def named(call: str, others: Sequence[str]) -> str:
    """The one person of these whom a call can mean; empty for none or several."""
    same = [name for name in others if name.casefold() == call.casefold()]
    fits = same or [name for name in others if (_latin if call.isascii() else _han)(call, name)]
    return fits[0] if len(fits) == 1 else ""


def _latin(call: str, name: str) -> bool:
    words = [KIN.get(word, word) for word in re.findall(r"[a-z0-9'’]+", call.casefold())]
    own = {word.removesuffix("'s") for word in re.findall(r"[a-z0-9'’]+", name.casefold())}
    own |= {KIN[word] for word in own if word in KIN}
    if own - {*words} and {*words} <= _ANYBODYS:  # Yes, Miss: no MISS PRISM more than another
        return False
    rest = [word for word in words if word not in RANKS or word in own]
    own |= {2 * word[-3:] for word in own if len(word) > 5} | {2 * word[-2:] for word in own if len(word) > 3}
    if not rest or not any(_ends(word, part) for word in rest for part in own):
        return False
    joined = "".join(rest)
    return all(any(_ends(word, part) for part in own) or joined == word for word in rest) and bool(call[0].isupper())


_ANYBODYS = frozenset("miss mr mrs ms sir madam ma'am lady lord mister master".split())
"""What anybody of a sex or a rank is called, so that alone it is nobody's name."""


def _ends(word: str, name: str) -> bool:
    """Whether a called word is a name, or the end of one: Sister Mei for YUMEI, Xiao Tong or Xiaotong for HAITONG."""
    bare = re.sub(r"^(?:xiao|lao)(?=[a-z]{2})", "", word)
    if word == name or _short_for(bare, name):
        return True
    return any(len(end) > 2 and len(name) > len(end) and name.endswith(end) for end in {word, bare})


def _short_for(word: str, name: str) -> bool:
    """Whether one is the other cut off behind its first letters: Walter for WALT, Tash for TASHA."""
    short, long, most = (word, name, MOST) if len(word) < len(name) else (name, word, MOST // 2)
    return LEAST <= len(short) < len(long) <= len(short) + most and long.startswith(short) and word not in _NO_NAMES


LEAST, MOST = 3, 4
"""Letters of a name cut off at least, and letters that it lacks at most; half as many that it has more."""
_NO_NAMES = frozenset(
    "well will may can come man dad mom mum boy the all any but her his him she you not yes car art bar pat mar hell good".split()
)
"""What stands alone in a line and begins many names."""


def _han(call: str, name: str) -> bool:
    call = re.sub(r"^[哦喂啊哎诶嗨]+|[啊呀哪吗呢]+$", "", call)
    if call == name or (len(name) > 2 and call == name[1:]) or (len(name) > 1 and call.endswith(name)):
        return True
    shared = [char for char in call if char in name]
    telling = [char for char in shared if char not in TITLES]
    rest = [char for char in call if char not in name]
    return bool(telling) and len(call) > 1 and all(char in TITLES for char in rest) and (bool(rest) or len(shared) > 1)


_NO_KIN = deferred(
    r"\b(?:dr|doctor|nurse|surgeon|officer|deputy|eunuch|guard|soldier|servant|maid|butler|driver|waiter|waitress|midwife|secretary|assistant|reporter|lawyer|teacher)\b|医生|护士|太监|公公|侍卫|保安|丫鬟|司机|服务员|记者|律师|产婆|稳婆|店员|警察",
    re.I,
)
"""Whom the script calls by their trade is nobody's kin unless it says so."""


def kin(call: str, who: str, others: Sequence[str], known: names.Naming) -> str:
    """The one person of these whom a word of kinship can mean, by sex and age beside the speaker's; empty for none or several."""
    match = _KINSHIP.search(call)
    me = known.characters.get(who)
    if match is None or me is None:
        return ""
    sex, least, most = _KINDRED[match[0].casefold().split()[-1]]
    ages = {
        name: one.age
        for name in others
        if (one := known.characters.get(name)) and sex_of(name, known) == sex and not _NO_KIN.search(name)
    }
    fits = [name for name, age in ages.items() if least <= age - me.age <= most]
    return fits[0] if len(fits) == 1 else ""


_EDGE = deferred(r"(?:^|[，。！？；,.!?;]\s*)(?P<first>[^，。！？；,.!?;]+)")


def at_edges(text: str, others: Sequence[str]) -> tuple[str, ...]:
    """Whom a clause begins with and then calls you, no mark between: 老K你去."""
    firsts = [match["first"] for match in _EDGE.finditer(text)]
    return tuple(
        name
        for name in others
        if any(one.startswith(name) and one[len(name) : len(name) + 1] in "你您" for one in firsts)
    )


def key(call: str) -> str:
    match = CALLS.match(call)
    return (match["zh"] or match["en"] or "").casefold() if match else ""


_TITLED = deferred(r"(Mr|Mrs|Ms|Miss)\.? [A-Z][\w'’-]+", 0, "M")
"""A title of one sex before a name that nobody has: what is told of whom it calls is that."""


def general(call: str) -> frozenset[str]:
    """What a call without a name tells of whom it calls, by the rows of `_OF`: f and young for 姑娘."""
    bare = re.sub(r"^(?:hey|my|dear|oh|[哦喂啊哎诶嗨])\s*", "", call.casefold())
    if titled := _TITLED.fullmatch(call):
        return frozenset("m" if titled[1] == "Mr" else "f")
    return frozenset(what for what, words in _OF.items() if bare in re.split(r"[|]" if " " in bare else r"[| ]", words))


def fits(call: str, name: str, who: str, known: names.Naming) -> bool | None:
    """Whether somebody can be whom a call without a name means, by sex and age; None where it tells nothing. Crowds and voices never."""
    told = general(call)
    kindred = _KINSHIP.search(call)
    if not told and kindred is None:
        return None
    one, me, sex = known.characters.get(name), known.characters.get(who), sex_of(name, known)
    if one is None or not sex:
        return False
    if kindred:
        wanted, least, most = _KINDRED[kindred[0].casefold().split()[-1]]
        if sex != wanted or _NO_KIN.search(name):
            return False
        return True if me is None or least <= one.age - me.age <= most else None
    if (("m" in told) != ("f" in told)) and sex not in told:
        return False
    return not ("young" in told and one.age > YOUNG) and not ("old" in told and one.age < OLD)


_BESIDE = deferred(r",?\s*(?:(?:the|a|an|her|his|their)\s+)?(?:new|young|old|former)?\s*(?P<what>[A-Za-z]+)")
_BEFORE = deferred(r"(?P<what>[a-z]+),?\s+$")
_ROYAL = ("emperor", "king", "empress", "queen", "皇帝", "皇上", "皇后", "王爷")
_NOBLE = ("嫔", "妃", "皇后", "贵人", "太后", "公主", "娘娘", "主子", "福晋", "格格")
_CHIEFS = ("总", "老板", "董事", "经理", "掌柜", "东家", "chairman", "ceo", "president", "director", "boss")
_LAW = (
    "警",
    "探长",
    "队长",
    "捕",
    "officer",
    "policeman",
    "policewoman",
    "deputy",
    "sheriff",
    "detective",
    "sergeant",
    "trooper",
    "constable",
)
_RANKED = {
    "your majesty": _ROYAL, "陛下": _ROYAL, "皇上": _ROYAL, "your highness": ("prince", "princess", "王爷", "世子", "太子", "公主"),
    "殿下": ("太子", "公主", "王爷", "世子"), "boss": _CHIEFS, "老板": _CHIEFS, "老大": (*_CHIEFS, "帮主", "寨主", "大哥"), "大当家": ("寨主", "帮主", "大当家"),
    "老板娘": ("老板娘",), "领导": (*_CHIEFS, "长", "主任", "书记", "主席", "局"), "书记": ("书记",), "主任": ("主任",), "院长": ("院长",), "校长": ("校长",),
    "doctor": ("doctor", "physician", "dr", "dr."), "doc": ("doctor", "physician", "dr", "dr."), "大夫": ("医生", "大夫", "医师", "郎中", "太医"), "医生": ("医生", "大夫", "医师"),
    "太医": ("太医",), "nurse": ("nurse",), "护士": ("护士",), "general": ("general",), "将军": ("将军", "元帅", "都督"), "元帅": ("元帅", "将军"),
    "大人": ("大人", "千户", "百户", "县令", "知县", "知府", "都督", "侍郎", "尚书", "御史", "捕头", "丞相", "将军", "总督", "巡抚"), "公公": ("公公", "太监"),
    "主子": _NOBLE, "娘娘": _NOBLE, "小主": _NOBLE, "母后": ("皇后", "太后"), "父皇": ("皇帝", "皇上"), "王爷": ("王爷", "亲王"), "丞相": ("丞相", "宰相"),
    "师父": ("师父", "师傅", "道长", "掌门", "方丈"), "师傅": ("师傅", "师父"), "老师": ("老师", "教授", "班主任", "导师"), "教授": ("教授",), "警官": _LAW, "警察同志": _LAW,
    "法官": ("法官", "审判长"), "审判长": ("审判长", "法官"), "律师": ("律师",), "司机": ("司机",), "师爷": ("师爷",), "军师": ("军师",), "管家": ("管家",), "村长": ("村长",),
    "brother": ("brother",), "sister": ("sister",), "father": ("father", "priest", "reverend"), "padre": ("father", "priest"), "reverend": ("reverend", "pastor", "father"),
    "captain": ("captain", "skipper"), "skipper": ("skipper", "captain"), "officer": _LAW, "deputy": ("deputy",), "sheriff": ("sheriff",), "detective": ("detective",),
    "coach": ("coach",), "professor": ("professor",), "judge": ("judge", "magistrate"), "your honor": ("judge", "magistrate"), "your honour": ("judge", "magistrate"),
    "counselor": ("lawyer", "attorney", "prosecutor", "defense", "counsel"), "chief": ("chief", "captain"), "sergeant": ("sergeant",), "teacher": ("teacher",),
    "ser": ("ser", "knight"), "my lord": ("lord", "king", "duke", "ser"), "my lady": ("lady", "queen", "duchess", "consort"), "waiter": ("waiter",), "driver": ("driver",),
}  # fmt: skip
"""A call by rank or kinship -> what the script says of such a person, in their name or beside it."""


def ranked(call: str, acts: str, others: Sequence[str], known: names.Naming) -> tuple[str, ...]:
    """Of these people those whom the script tells to be what a call says: `MING YANYU, the new Emperor` for Your Majesty."""
    folded = re.sub(
        r"^(?:hey|my|dear|oh|first|second|third|fourth|fifth|eldest|big|little|older|younger)\s+", "", call.casefold()
    )
    wanted = _RANKED.get(folded)
    if not wanted:
        return ()
    beside: dict[str, set[str]] = {name: set(re.split(r"[\s']+", name.casefold())) for name in others}
    for start, end, name in names.matches(acts, known):
        if name not in beside:
            continue
        if acts[end : end + 1] == "," and (after := _BESIDE.match(acts, end)):
            beside[name].add(after["what"].casefold())
        if before := _BEFORE.search(acts, max(0, start - 30), start):
            beside[name].add(before["what"].casefold())
    return tuple(
        name for name in others if any(word in beside[name] or (word in name and not word.isascii()) for word in wanted)
    )
