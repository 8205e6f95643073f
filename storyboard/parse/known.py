"""Cues that only the names of the script make: `△林晚：……`, `【林晚】`, `林晚，顾言：……`, `林晚突然站起：……`, `VO（林晚）：……`.

On its own each of these lines could be something else; that a known name stands in it decides. One row of `FORMS` per way,
asked in order; each returns the cue and what is spoken on the line, or None.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import field, replace

from storyboard.cast import roles
from storyboard.model import Delivery
from storyboard.parse import words
from storyboard.parse.cues import BRACKETS, EXTENSION, SpeakerCue, cue, meaning_of
from storyboard.parse.introductions import LOOKS
from storyboard.parse.markers import OPENING, TRIANGLES, bracketed
from storyboard.parse.scan import BOXES_ROUND, CANDIDATE, Scan, ScannedLine, sees
from storyboard.parse.telling import SPOKEN_EN, SPOKEN_ZH
from storyboard.patterns import deferred
from storyboard.records import dataclass

COLON = deferred(r"(?P<head>[^：:“”\"「」。！？!?]{2,40})[：:]\s*(?P<rest>\S.*)", re.S)
COMMAS = deferred(r"\s*[，,、与和及&/／]\s*")
DOING = deferred(
    r"(?:从[^，。]{1,8}(?:[出进走跑下上过][来去]|探出头|钻出)|突然|忽然|猛地|猛然|连忙|急忙|赶紧|缓缓|慢慢|轻轻|立刻|随即|一把|一脸|微微|再次|继续|也|便|就|又|不|大|小|低|冷|苦|怒|惊|哭|笑|喊|叫|吼|骂|喝|问|答|回|说|道|"
    r"登|出场|出现|现身|上前|上场|走|跑|站|坐|跪|转|抬|举|指|拍|推|拉|抱|抓|拿|捧|接|摘|戴|放|掀|捡|翻|收|提|看|望|盯|瞪|冲|退|后退|点头|摇头|皱|叹|咬|擦|挥|起身|进|开口|打断|插|安慰|解释|反驳|追|拦|扶|凑|闯|扑|奔|爬|躲|探|挡|抢|夺|撞|砸|踢|踹|扔|甩|敲|按|捂|摸|揉|搂|牵|端|递|掏|拔|撕|塞|赔|嗤|狂|狞|哼|喃|愣|怔|颤|哽|抽|猛|急|对|朝|向|边|倒吸|一[愣怔惊震僵顿急喜沉软瞪跳哆瞥挑抖颤滞凛窒慌]"
    r"|(?:双?[腿眼脸手嘴眉头心声喉]|双[腿眼手]|嗓子|眼[眶圈睛]|鼻子|脸色|眉头|嘴[角唇]|膝盖|浑身|全身|身子)(?:一|都|发|已|微|猛|直|更|早|顿时)?[软红白黑沉抖颤酸亮湿皱扬抽哑僵绷缩硬冷])"
    r".{0,10}"
)
"""What somebody does who then speaks: 登场, 突然站起, 一把揪住他."""
READS = deferred(r"(?:[写刻印标绣题](?:着|道|有|的是)?|显示)$")
"""What says that what follows is to be read: 信封上写着."""
BEHIND_ASIDE = deferred(r"[\u3400-\u9fff]{1,6}")
"""What may stand between a direction and the colon, whatever it says: `老范（抹汗）赔笑：`."""
QUOTED = '“「『"'
RELATION = deferred(
    r"的?(?:妈妈?|爸爸?|爹|娘|母亲?|父亲?|哥哥?|姐姐?|弟弟?|妹妹?|儿子|女儿|丈夫|妻子|老婆|老公|[甲乙丙丁们]).{0,2}"
)
"""What makes another person of a name: 林晚妈妈."""
UNCLOSED = deferred(r"(?P<name>[^（(：:]{1,12})[（(](?P<aside>[^（()）：:]{1,10})[：:]\s*(?P<rest>\S.*)", re.S)
UNOPENED = deferred(r"(?P<head>[^（(：:]{2,20})[）)][：:]\s*(?P<rest>\S.*)", re.S)
BOX_HOW = deferred(r"(?P<name>[^/／|｜，,·—\-\s]{1,8})\s*[/／|｜，,·—\-]\s*(?P<how>[^/／|｜]{1,14})")
"""A name in brackets, and how it speaks: 【乔总 / 冷笑】."""
STROKED = deferred(
    r"[\[<＜]\s*(?P<name>[A-Z][\w.'’#&-]*(?: [A-Z0-9#][\w.'’#-]*){0,2})\s*(?:(?:[|｜/／•·:;,]|\s[-–—]{1,2}\s)\s*(?P<how>[a-z][^|｜\[\]<>]{1,48}?)|\(\s*(?P<aside>[a-z][^()\[\]]{1,48}?)\s*\))\s*[\]>＞]\s*(?P<rest>[^\s:].*|)",
    re.S,
)
"""An English name in brackets with how it speaks, above its words or in front of them: [NIGHT PORTER | out of breath, low]."""
BOX_ASIDE = deferred(
    r"(?:【(?P<zh>[^【】：:]{1,20})】|\[(?P<en>[^\[\]：:]{1,28})\])\s*(?:(?P<aside>[（(][^（()）]{1,60}[)）])|(?P<how>[a-z][a-z ,'’-]{2,30}))"
)
"""A name in brackets above its words, and how they are said behind it: 【柳掌柜】（堆笑迎上）, [TOM and LUCKY] together."""
REMARKED = deferred(r"\[[a-z]{1,2}\]$", needs="[")
"""The mark of a remark that Google Docs prints behind the words."""
BOX_WORDS = deferred(r"[【\[［〖<＜](?P<box>[^】\]］〗>＞：:]{1,28})[】\]］〗>＞]\s*(?P<rest>[^\s：:].*)", re.S)
"""A name in brackets in front of its words, without a colon: 【沈青】三钱当归。"""
RAISING = deferred(
    r"(?P<name>[\u3400-\u9fff]{1,4}?)(?P<tail>(?:[冲朝对向](?:着|了)?|指着|望着|看着|盯着|追着)[^，,。：:]{1,10}?(?:嚷|喊|叫|骂|吼|喝|问|说|道|哭|笑)[道着了]?)[：:]\s*(?P<rest>[^\s“「『].*)",
    re.S,
)
"""Somebody who turns to somebody and speaks up: 女人冲着船头嚷：……"""
SHAKEN = deferred(
    r"(?P<name>[\u3400-\u9fff]{2,4}?)(?P<tail>(?:[双两]?[腿手眼脚膝肩]|脸色?|眼[圈眶睛神]|嘴[角唇巴]|眉[头毛]?|声音|嗓子|身子|脖子|心[里头]?|腰)(?:一|直|都|也|微微|忽然)?[\u3400-\u9fff]{1,3})[：:]\s*(?P<rest>[^\s“「『].*[…！？!?—]{1,2})",
    re.S,
)
"""Somebody to whom something happens and who cries out: 师爷腿一软：巡、巡按大人……"""
DIRECTED = deferred(
    r"(?P<name>[\u3400-\u9fff·]{2,5})(?P<how>[（(][^（()）：:。！？岁]{1,10}[)）])\s*(?P<rest>(?![的在把被从向朝也又便就将已和与一])[^\s：:（(“「].{2,60}[。！？!?…])",
    re.S,
)
"""A name with a direction, and words right behind it, the colon forgotten: 江屹（不紧不慢）奶奶，人没到齐。"""
GAPPED = deferred(
    r"(?P<name>[\u3400-\u9fff·]{1,5})(?:[ \t　]*(?P<how>[（(][^（()）：:]{1,20}[)）])[ \t　]*|[ \t　]*[；;][ \t　]*|[ \t　]+)(?P<rest>[^\s：:（(“「*|｜].*)",
    re.S,
)
"""A name with a gap or a direction before the words, where others have a colon: 夏天   阿姨！, 朱莉 (小声)写班长的."""
GAPPED_EN = deferred(r"(?P<name>[a-z][a-z'’]*(?: [a-z'’]+)?) {2,}(?P<rest>[^\s(].*)", re.S)
LEAST_ALONE = 4
"""Cues that stand alone from which on a script without any that has a colon has none that tells what somebody does either."""
LEAST_GAPPED, LEAST_MIXED = 3, 2
"""Such lines in a script, and people among them whom others of its lines give a colon."""
HEARD = deferred(r"(?:微信|QQ|电话|手机|视频|门禁|对讲机?)?(?:语音|录音|留言|来电|通话|连线)(?:消息)?")
"""What somebody is heard through, their name in brackets: 微信语音（顾言）：……"""
VOICE_BEHIND = deferred(r"的(?:声音|语音|话音|嗓音|画外音)$", needs="的")
CAPTIONED = deferred(
    r"(?:CAPTIONS?|CAP)\s*[（(](?P<who>[^（()）,]{1,24}?)(?:,\s*(?P<how>[^（()）]{1,24}))?[)）]\s*:\s*(?P<rest>\S.*)",
    re.I | re.S,
)
"""What somebody tells in the boxes of a comic: CAPTION (Nell): I drove."""
DIRECTED_EN = deferred(
    r"(?P<name>[A-Z][\w.’' ]{0,22}\w)\s*(?P<how>[（(][^（()）:：\d]{2,40}[)）])\s*(?P<rest>[A-Z“\"…].*[.!?…—”\"])", re.S
)
"""The same in English: Leo (frowning) V... Vivian?"""
PICTURED = deferred(
    r"\s*(?P<picture>[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]+)\s*(?P<told>\S.*)", re.S
)
"""A line that begins with little pictures."""
SPEAKS_TO = deferred(
    r"[我你您咱俺]|[！？!?…]$|^(?:爷爷|奶奶|爸爸?|妈妈?|爹|娘|哥哥?|姐姐?|弟弟?|妹妹?|叔叔?|阿姨|师父|师傅|老师|大人|老爷|小姐|公子|先生|太太|各位|诸位|兄弟|孩子)[，,]"
)
"""What says that words are spoken to somebody."""
NARRATOR = "旁白"
BOXES = "【[［〖<＜"
SIGNS = frozenset(BOXES + TRIANGLES)
NO_NAMES = words.NOT_NAMES | words.CAMERA | words.FRONT | words.SOUND
LONGEST_BOXED = 12
"""Characters of the longest name in brackets."""
LONGEST_BOXED_EN = 24
BOXES_EN, LEAST_STROKED = ("[", "<", "＜"), 3
"""Brackets around an English name and how it speaks, and so many of these make it the way of a script."""
LONE_NAME = 4
"""Characters of a name in brackets that stands in no cast line and recurs."""


@dataclass(frozen=True, slots=True)
class Names:
    """Who is known before the lines are decided."""

    known: frozenset[str]
    """In a cast line or a bio, or with two cues at least."""
    marked: Counter[str]
    """How often a name stands behind a triangle and before a colon."""
    boxed: Counter[str]
    """How often a name stands alone in 【】 above a line of words."""
    called: Counter[str]
    """The same of English names in capitals above what speaks to somebody."""
    led: Counter[str]
    """How often a name stands in 【】 in front of words."""
    voiced: int
    """Lines that begin with a voice in brackets: 【旁白】这座城市……"""
    gapped: frozenset[str]
    """Who stands before a gap or a direction and words, where some of them have a colon elsewhere."""
    directed: bool
    """Directions stand in round brackets, on lines of their own."""
    colons: int
    """Plain cues `名：台词` of known people."""
    alone: int
    """Cues of those whose name stands alone above their words more than once."""
    text: str = ""
    """The whole script."""
    stroked: Counter[str] = field(default_factory=Counter)
    """How often a name stands in brackets with how it speaks."""

    def may_mean(self, name: str) -> bool:
        """Whether somebody is known by a name, or stands before a colon under it at least once."""
        return name in self.known or (1 < len(name) < 5 and (f"\n{name}：" in self.text or f"\n{name}:" in self.text))

    def head(self, text: str) -> str:
        """The longest known name of two letters and more that a text begins with."""
        return next((text[:size] for size in range(min(len(text), 12), 1, -1) if text[:size] in self.known), "")


Found = tuple[SpeakerCue, str]
Finder = Callable[[ScannedLine, Names, bool], Found | None]


def recognise(scan: Scan, listed: frozenset[str]) -> None:
    """Make cues of the lines that a known name makes one; the names count as speakers from here on."""
    names = _names(scan, listed)
    colons = scan.heads["colon"]
    for index, line in enumerate(scan.lines):
        if line.told or line.tag not in ("text", "cue", "mark"):
            continue
        wide = scan.english and "  " in line.core[:24]
        if not (wide or _may_name(line, names) or (names.gapped and any(map(line.core.startswith, names.gapped)))):
            continue
        if line.mark and line.mark.kind in ("caption", "sound") and line.mark.text == line.core:
            continue  # of nobody, whoever is called so: 1859 - 1878
        above = line.core[0] in BOXES and (_above_words(scan, index) or _above_gap(scan, index, names))
        for finder in FORMS:
            found = finder(line, names, above)
            if found is None:
                continue
            if line.cue and line.style:
                scan.heads[line.style] -= Counter({line.cue.name: 1})
            line.cue, line.rest = found
            line.tag, line.style, line.told = "cue", "colon" if line.rest else "alone", True
            colons[line.cue.name] += 1
            break
    _behind_pictures(scan, names)
    for line, aside, below in () if scan.english else zip(scan.lines, scan.lines[1:], scan.lines[2:], strict=False):
        bare = line.style == "alone" and line.cue is not None and line.cue.name in names.known
        if bare and aside.core[:1] in BOXES_ROUND and bracketed(aside.core) is not None:
            line.told = line.told or (below.tag in ("text", "cue") and below.style != "colon")


def _behind_pictures(scan: Scan, names: Names) -> None:
    """Make cues of lines that begin with the little picture of somebody and their name, the colon forgotten: 👩 jess you say that every month."""
    led: dict[str, str] = {}
    loose: list[tuple[ScannedLine, str, str]] = []
    for line in scan.lines:
        if line.tag not in ("text", "cue"):
            continue
        first = scan.source.text[line.start : line.start + 1]
        if first < "\u2600" or "\u2c00" <= first < "\ufe00":
            continue
        found = PICTURED.match(scan.source.text[line.start : line.end])
        if found and line.cue and line.style == "colon":
            led.setdefault(line.cue.name, found["picture"])
        elif found and line.style != "colon":
            loose.append((line, found["picture"], found["told"].strip()))
    for line, picture, told in loose:
        name = next((name for name in led if led[name] == picture and told.startswith(f"{name} ")), "")
        if name and name in names.known:
            if line.cue and line.style:
                scan.heads[line.style] -= Counter({line.cue.name: 1})
            line.cue, line.rest = SpeakerCue(name), told[len(name) :].strip()
            line.tag, line.style, line.told = "cue", "colon", True
            scan.heads["colon"][name] += 1


def _may_name(line: ScannedLine, names: Names) -> bool:
    """Whether a line has a sign that one of the forms goes by, and is no plain cue of somebody known."""
    core, said = line.core, line.cue
    plain = said and line.style == "colon" and line.tag == "cue" and said.name in names.known
    if plain and said and said.name not in words.VOICES:
        return False
    directed = line.tag == "text" and ("（" in core[1:6] or "(" in core[1:6])
    return len(core) > 1 and (directed or ":" in core or "：" in core or core[0] in SIGNS)


def _names(scan: Scan, listed: frozenset[str]) -> Names:
    plain = {
        name: count
        for style, heads in scan.heads.items()
        if style in ("colon", "dash", "space")
        for name, count in heads.items()
        if name not in NO_NAMES and not words.SAYING.search(name)
    }
    known = listed | {name for name, count in plain.items() if count > 1}
    known |= {line.cue.name for line in scan.lines if line.told and line.cue} | _acted(
        plain, [line.core for line in scan.lines if line.tag == "text" and not line.cue]
    )
    marked, boxed, called, led = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for index, line in enumerate(scan.lines):
        if line.tag in ("mark", "text") and (said := leading(line)):
            led[said[0].name] += 1
        if line.tag not in ("mark", "text"):
            continue
        if line.mark and line.core[0] in TRIANGLES and (said := _candidate(line.mark.text, scan.english)):
            marked[said[0].name] += 1
        elif line.core[0] in BOXES and _above_words(scan, index) and (name := _boxed(line)):
            boxed[name] += 1
            below = REMARKED.sub("", scan.lines[index + 1].core)
            called[name] += name.isupper() and SPOKEN_EN.search(below) is not None
    may_stroke = any(map(scan.source.text.__contains__, BOXES_EN))
    stroked = Counter(
        [
            found["name"]
            for line in (scan.lines if may_stroke else ())
            if line.core[:1] in BOXES_EN and (found := stroked_name(line))
        ]
    )
    voiced = sum(1 for line in scan.lines if line.style == "colon" and line.core[0] in "【[" and line.rest)
    colons = sum(plain.get(name, 0) for name in known) - voiced
    alone = sum(count for name, count in scan.heads["alone"].items() if count > 1 and name not in NO_NAMES)
    gapped = _mixed(scan, plain)
    asides = (line.core for line in scan.lines if gapped and line.core[:1] in BOXES_ROUND)
    directed = sum(bracketed(core) is not None for core in asides) >= LEAST_GAPPED
    known |= gapped
    return Names(
        frozenset(known), marked, boxed, called, led, voiced, gapped, directed, colons, alone, scan.source.text, stroked
    )


def _mixed(scan: Scan, heads: dict[str, int]) -> frozenset[str]:
    """The names of a script that sets some of its cues with a colon and some with a gap; empty where it does not mix them."""
    if scan.english:
        return frozenset()
    lines = [line for line in scan.lines if line.tag in ("text", "cue") and line.style != "colon"]
    begin = [(line, found["name"]) for line in lines if (found := GAPPED.match(line.core))]
    counts = Counter(name for _, name in begin)
    colons = scan.heads["colon"]
    mixed = {name for name in counts if colons[name] and name not in NO_NAMES}
    mixed -= {name for name in mixed if len(name) == 1 and colons[name] + counts[name] < LEAST_GAPPED}
    loose = sum(line.style != "space" and (name in mixed or counts[name] > 1) for line, name in begin)
    if counts.total() < LEAST_GAPPED or len(mixed) < LEAST_MIXED or loose < LEAST_MIXED:
        return frozenset()
    return frozenset(mixed | {name for name, count in counts.items() if count > 1 and name in heads})


def _acted(heads: dict[str, int], acts: Sequence[str]) -> set[str]:
    """Names that several heads begin with and go on to do something: 族长拍案, 族长冷笑, 阿秀不跪 beside 阿秀; or a head and an action."""
    found: Counter[str] = Counter()
    once = [head for head, count in heads.items() if count == 1 and len(head) > 2]
    for head in once:
        for size in range(2, min(len(head), 5)):
            tail = head[size:].strip()
            if DOING.fullmatch(tail) and not RELATION.fullmatch(tail):
                found[head[:size]] += 1
    return {
        name
        for name, count in found.items()
        if name in heads or count > 1 or any(act.startswith(name) and DOING.match(act, len(name)) for act in acts)
    }


def _candidate(text: str, english: bool) -> Found | None:
    """The cue and the words of `名（…）：台词`, whoever that may be."""
    match = CANDIDATE.match(text)
    if not match or match["sep"] not in ("：", ":") or not match["rest"].strip():
        return None
    said = cue(match["head"].strip(), english)
    return (said, match["rest"].strip()) if said else None


def _boxed(line: ScannedLine) -> str:
    """The name that a line in 【】 consists of."""
    content = _boxed_whole(line.core)[0] if line.core[0] in "【[［〖" else ""
    marked = line.mark.kind == "action" if line.mark else line.tag == "text" and BOX_ASIDE.fullmatch(line.core)
    if not content or not marked or len(content) > 20 or _no_name(content):
        return ""
    said = _in_box(content)
    return said.name if said and len(said.name) <= (LONGEST_BOXED_EN if said.name.isascii() else LONGEST_BOXED) else ""


def _boxed_whole(core: str) -> tuple[str, str]:
    """What stands in the bracket that a line consists of, and how it is said, in a bracket behind it; empty where it is another line."""
    whole = bracketed(core)
    aside = BOX_ASIDE.fullmatch(core) if whole is None else None
    if aside is None:
        return whole or "", ""
    return (aside["zh"] or aside["en"]).strip(), aside["aside"] or f"({aside['how']})"


def stroked_name(line: ScannedLine) -> re.Match[str] | None:
    """A name in brackets with how it speaks."""
    found = STROKED.fullmatch(line.core) if line.tag in ("mark", "text") else None
    if found is None:
        return None
    name = found["name"]
    return None if _no_name(name) or _no_name(name.upper()) or name.upper() in words.CAPTION else found


def _in_box(content: str, aside: str = "") -> SpeakerCue | None:
    """Who is named in a bracket, with how it is said behind a stroke: 【乔总 / 冷笑】, or in a bracket behind it."""
    apart = BOX_HOW.fullmatch(content)
    if apart is None or _no_name(apart["name"]):
        return cue(content + aside, content.isascii())
    heard = EXTENSION.fullmatch(apart["how"].strip())
    said = cue(f"{apart['name']}（{apart['how'].strip()}）{aside}" if heard else apart["name"] + aside)
    return (
        said if said is None or heard else replace(said, parentheticals=(f"（{apart['how']}）", *said.parentheticals))
    )


def leading(line: ScannedLine) -> Found | None:
    """The name in brackets at the head of a line, and the words behind it: `【沈青】三钱当归。`, `<沈青> 三钱当归。`"""
    found = BOX_WORDS.fullmatch(line.core) if line.core[0] in BOXES else None
    if found is None or _no_name(found["box"].strip()) or found["box"].strip() in words.CAPTION:
        return None
    said = _in_box(found["box"].strip())
    return (said, found["rest"]) if said and len(said.name) <= LONGEST_BOXED else None


def _no_name(name: str) -> bool:
    return name in NO_NAMES or words.field(name) is not None or bool(words.THING.fullmatch(name))


def _above_words(scan: Scan, index: int) -> bool:
    """Whether the next line holds words: no blank line, no mark and no heading."""
    below = scan.lines[index + 1] if index + 1 < len(scan.lines) else None
    return below is not None and below.tag in ("text", "cue") and below.core[0] not in TRIANGLES


def _above_gap(scan: Scan, index: int, names: Names) -> bool:
    """Whether a name in brackets that stands right above words elsewhere stands above a blank line and words here."""
    gap = scan.lines[index + 1 : index + 2]
    named = bool(gap) and gap[0].tag == "blank" and names.boxed[_boxed(scan.lines[index])] > 0
    return named and _above_words(scan, index + 1)


# --- the ways to write it -------------------------------------------------------------------------------------------


def _triangle(line: ScannedLine, names: Names, _: bool) -> Found | None:
    if line.tag != "mark" or line.mark is None or line.mark.kind != "action" or line.core[0] not in TRIANGLES:
        return None
    found = _candidate(line.mark.text, english=False)
    if found is None or _no_name(found[0].name) or found[0].name in words.CAPTION:
        return None
    said = found[0]
    believed = said.name in names.known or said.extension or said.name in words.VOICES
    alone = not names.colons and names.marked[said.name] > 1 and len(said.name) <= LONE_NAME
    together = bool(said.members) and set(said.members) <= names.known
    return found if believed or alone or together else None


def _box(line: ScannedLine, names: Names, above: bool) -> Found | None:
    name = _boxed(line) if line.tag in ("mark", "text") and above else ""
    content, aside = _boxed_whole(line.core) if name else ("", "")
    whole = cue(content + aside, content.isascii()) if name else None
    together = whole is not None and bool(whole.members) and set(whole.members) <= names.known | set(names.boxed)
    said = whole if whole and together else _in_box(content, aside) if name else None
    if said is None:
        return None
    if name in words.VOICES:
        called = name if name.isascii() and len(name) > len("MVO") else NARRATOR
        return replace(said, name=called, extension=said.extension or name, delivery="voiceover"), ""
    usual = names.boxed.total() > 2 and max(names.boxed.values()) > 1 and names.colons < names.boxed.total()
    lone = len(name) <= LONE_NAME or (name.isascii() and (names.boxed[name] > 1 or names.called[name]))
    recurs = usual and lone
    return (said, "") if name in names.known or recurs or together else None


def _stroked(line: ScannedLine, names: Names, above: bool) -> Found | None:
    """`[JUNO | tired]` above words or in front of them: where names in brackets say how they speak."""
    found = stroked_name(line) if names.stroked.total() >= LEAST_STROKED else None
    name = found["name"] if found else ""
    again = [other for other, count in names.stroked.items() if count > 1]
    once = len(again) > 1 and name.isupper() == again[0].isupper()
    if found is None or not (found["rest"] or above) or not (name in again or name in names.known or once):
        return None
    delivery: Delivery = "voiceover" if name in words.VOICES else ""
    return SpeakerCue(name, (), "", delivery, (f"({(found['how'] or found['aside']).strip()})",)), found["rest"]


def _led(line: ScannedLine, names: Names, _: bool) -> Found | None:
    """`【沈青】三钱当归。`: where that is how the script names who speaks."""
    found = leading(line) if line.tag in ("mark", "text") else None
    led = names.led.total() + names.voiced
    if found is None or led < 2 or names.colons + names.boxed.total() >= led:
        return None
    name = found[0].name
    recurs = names.led[name] > 1 or (max(*names.led.values(), names.voiced) > 1 and len(name) <= LONE_NAME)
    return found if name in names.known or recurs else None


def _voice_of(line: ScannedLine, names: Names, _: bool) -> Found | None:
    """`VO（系统）：……`: the mark in front, the name in brackets."""
    said = line.cue
    if line.style != "colon" or said is None:
        return None
    if not (said.name in words.VOICES or EXTENSION.fullmatch(said.name) or HEARD.fullmatch(said.name)):
        return None
    whose = next((part for part in said.parentheticals if names.may_mean(VOICE_BEHIND.sub("", part[1:-1].strip()))), "")
    if not whose:
        return None
    others = tuple(part for part in said.parentheticals if part != whose)
    name = VOICE_BEHIND.sub("", whose[1:-1].strip())
    meaning = meaning_of(said.name, english=False) or "phone"
    return SpeakerCue(name, (), said.name, meaning, others), line.rest


def _joint(line: ScannedLine, names: Names, _: bool) -> Found | None:
    match = COLON.match(line.core)
    parts = tuple(COMMAS.split(match["head"].strip())) if match else ()
    if match is None or len(parts) < 2 or not set(parts) <= names.known:
        return None
    return SpeakerCue("、".join(parts), parts), match["rest"]


def _acting(line: ScannedLine, names: Names, _: bool) -> Found | None:
    """`林晚（低头）后退：……`, `林晚登场：……`: a known name, and what that person does."""
    match = COLON.match(line.core)
    if match is None or line.core[0] in OPENING or (line.cue and line.cue.name in names.known):
        return None
    head = match["head"].strip()
    if sees(head, match["rest"]) or (names.alone >= LEAST_ALONE and not names.colons):
        return None
    name = names.head(head) or _role_at(head, match["rest"], names)
    asides = BRACKETS.findall(head)
    tail = "".join(BRACKETS.sub(" ", head[len(name) :]).split())
    if not name or not tail or RELATION.fullmatch(tail) or READS.search(tail):
        return None
    if not DOING.fullmatch(tail) and not (BRACKETS.match(head, len(name)) and BEHIND_ASIDE.fullmatch(tail)):
        return None
    if match["rest"][0] in QUOTED and words.SAYING.search(tail) and names.colons < 3:
        return None
    return SpeakerCue(name, parentheticals=(*asides, f"（{tail}）")), match["rest"]


def _role_at(head: str, rest: str, names: Names) -> str:
    """Whom a line of a script by colons begins with by what they are, who says what sounds spoken: 奶奶从后厨出来：小伟？你咋才回来？"""
    if names.colons < 3 or not (SPOKEN_ZH.search(rest) or rest[-1] in "…~～"):
        return ""
    return next((head[:size] for size in (3, 2) if head[size : size + 1] in MOVES and roles.is_role(head[:size])), "")


MOVES = frozenset("从走跑冲推站回转抬探")
"""How what somebody does begins who comes to speak."""


def _half_open(line: ScannedLine, names: Names, _: bool) -> Found | None:
    """`林晚（低声：……` and `林晚低声）：……`: a bracket that lacks its other half."""
    match = UNCLOSED.match(line.core)
    if match and match["name"].strip() in names.known:
        return SpeakerCue(match["name"].strip(), parentheticals=(f"（{match['aside']}）",)), match["rest"]
    match = UNOPENED.match(line.core)
    name = names.head(match["head"]) if match else ""
    if not match or not name or not (aside := match["head"][len(name) :].strip()):
        return None
    return SpeakerCue(name, parentheticals=(f"（{aside}）",)), match["rest"]


def _listed_caption(line: ScannedLine, names: Names, _: bool) -> Found | None:
    """`系统：……` where the cast has a person of that name: it speaks, it is no caption."""
    if line.tag != "mark" or line.mark is None or line.mark.kind != "caption" or line.core[0] in TRIANGLES + OPENING:
        return None
    found = _candidate(line.core, english=False)
    return found if found and found[0].name in names.known else None


def _raising(line: ScannedLine, names: Names, _: bool) -> Found | None:
    """`女人冲着船头嚷：……`: whoever stands elsewhere in the script too and turns to somebody."""
    spoken = line.tag in ("text", "cue") and not (line.cue and line.cue.name in names.known)
    match = (RAISING.fullmatch(line.core) or SHAKEN.fullmatch(line.core)) if spoken else None
    if (
        match is None
        or _no_name(match["name"])
        or match["name"] in words.PRONOUNS
        or names.text.count(match["name"]) < 2
    ):
        return None
    return SpeakerCue(match["name"], parentheticals=(f"（{match['tail']}）",)), match["rest"]


def _directed(line: ScannedLine, names: Names, _: bool) -> Found | None:
    """`江屹（不紧不慢）奶奶，人没到齐。`: somebody known, how, and words that are spoken to somebody, in a script of cues with colons."""
    match = DIRECTED.fullmatch(line.core) if line.tag == "text" and names.colons > 2 else None
    if match is None or match["name"] not in names.known or LOOKS.search(match["how"]):
        return None
    rest = match["rest"]
    if DOING.match(rest) or not SPEAKS_TO.search(rest):
        return None
    return SpeakerCue(match["name"], parentheticals=(match["how"],)), rest


def _captioned(line: ScannedLine, names: Names, _: bool) -> Found | None:
    """`CAPTION (Nell): I drove.`: what somebody who speaks elsewhere tells over the picture."""
    match = CAPTIONED.fullmatch(line.core) if line.mark and line.mark.kind == "caption" else None
    who = match["who"].strip().casefold() if match else ""
    name = next((each for each in names.known if each.casefold() == who), "")
    return (SpeakerCue(name, (), "CAPTION", "voiceover"), match["rest"]) if match and name else None


def _directed_en(line: ScannedLine, names: Names, _: bool) -> Found | None:
    """`Leo (frowning) V... Vivian?`: the same in English."""
    match = DIRECTED_EN.fullmatch(line.core) if line.tag == "text" and names.colons > 2 else None
    name = match["name"].strip() if match else ""
    if match is None or name not in names.known or LOOKS.search(match["how"]) or not SPOKEN_EN.search(match["rest"]):
        return None
    return SpeakerCue(name, parentheticals=(match["how"],)), match["rest"]


def _gapped(line: ScannedLine, names: Names, _: bool) -> Found | None:
    """`夏天   阿姨！`, `朱莉 (小声)写班长的.`: where a script mixes colons and gaps."""
    match = GAPPED.match(line.core) if names.gapped and line.style != "colon" else None
    if match is None or match["name"] not in names.gapped or LOOKS.search(match["how"] or ""):
        return None
    rest = match["rest"]
    if not names.directed and DOING.match(rest) and not (SPEAKS_TO.search(rest) or SPOKEN_ZH.search(rest)):
        return None
    said = cue(match["name"] + (match["how"] or ""))
    return (said, match["rest"]) if said else None


def _gapped_en(line: ScannedLine, names: Names, _: bool) -> Found | None:
    """`dan  ok so we tell her`: somebody known, a gap where others have their sign, in English notes."""
    match = GAPPED_EN.match(line.core) if line.tag == "text" or (line.style == "space" and not names.gapped) else None
    known = match is not None and match["name"] in names.known and match["name"].islower()
    return (SpeakerCue(match["name"]), match["rest"]) if match and known else None


FORMS: tuple[Finder, ...] = (
    _triangle,
    _stroked,
    _box,
    _led,
    _voice_of,
    _joint,
    _half_open,
    _acting,
    _listed_caption,
    _raising,
    _captioned,
    _directed,
    _directed_en,
    _gapped,
    _gapped_en,
)
"""Every way, in the order in which they are asked."""
