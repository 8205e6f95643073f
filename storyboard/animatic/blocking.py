"""Who stands where in the drawing of a shot, who is only heard, and what an insert shows: all from the staging of its words."""

import re
from collections.abc import Sequence

from storyboard import camera, names, staging
from storyboard.animatic.wardrobe import is_old
from storyboard.camera import Framing
from storyboard.cast.looks import kind_of, read_appearance
from storyboard.languages import Language
from storyboard.model import Body, Character, Shot, Staging
from storyboard.patterns import deferred
from storyboard.records import dataclass
from storyboard.speech import delivery_of
from storyboard.staging import props

PHONE = deferred(r"手机|电话|phone", re.IGNORECASE)
"""In the name of a mere voice: it comes out of a telephone."""
SAID = deferred(r"\w")
"""Anything to say at all: a line of dots moves no lips."""
BETWEEN = deferred(r"[、/&]|,\s| and ")
CLOSE_ON = deferred(
    r"(?:特写|近特写|大特写|插入|insert|close[- ]?(?:up )?on|close-?up of)[：:，, ]*([^。；！？.;!?\n]+)", re.IGNORECASE
)
THINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("eye", ("眼睛", "双眼", "眼眸", "瞳孔", "眼角", "眼泪", "泪", "eye", "tear")),
    ("phone", ("手机屏幕", "手机", "来电", "屏幕", "电话", "短信", "phone screen", "phone", "text message")),
    ("screen", ("银幕", "荧幕", "荧屏", "电视屏幕", "电视机", "电视", "电脑屏幕", "平板", "监控屏幕", "监控画面", "监控", "显示器", "监视器", "投影幕", "幕布", "大屏幕", "screen", "tv", "television", "monitor", "laptop", "tablet")),
    ("paper", ("签名", "签字", "协议", "合同", "文件", "信封", "信纸", "书信", "家书", "遗嘱", "报告", "纸条", "纸", "书页", "日记",
               "圣旨", "请帖", "支票", "名片", "银票", "诊断书", "化验单", "密信", "遗书", "手术单", "药方", "欠条", "借条", "账本", "账册", "房产证", "报纸", "地图", "奏折", "婚书", "休书", "底片",
               "letter", "paper", "contract", "document", "note", "envelope", "book", "diary", "scroll", "edict", "certificate", "receipt", "folder", "nameplate")),
    ("photo", ("照片", "相框", "合影", "遗像", "photo", "photograph", "picture frame", "portrait")),
    ("pendant", ("玉佩", "项链", "吊坠", "手镯", "耳环", "玉镯", "簪子", "发簪", "令牌", "金牌", "香囊", "medal", "seal", "token", "hairpin", "necklace", "pendant", "locket", "bracelet")),
    ("ring", ("戒指", "婚戒", "钻戒", "指环", "扳指", "ring")),
    ("coin", ("铜钱", "铜板", "硬币", "银元", "大洋", "铜元", "coin")),
    ("mug", ("茶杯", "水杯", "搪瓷杯", "茶缸", "缸子", "保温杯", "纸杯", "马克杯", "tin cup", "paper cup", "teacup", "coffee cup", "cup", "mug", "tankard")),
    ("bowl", ("饭碗", "药碗", "汤碗", "碗", "bowl")),
    ("blade", ("刀", "剑", "匕首", "剪刀", "knife", "sword", "blade", "dagger")),
    ("clock", ("时钟", "挂钟", "闹钟", "座钟", "手表", "怀表", "挂历", "日历", "clock", "watch", "calendar")),
    ("cup", ("酒杯", "玻璃杯", "高脚杯", "杯", "酒瓶", "红酒", "wine glass", "glass", "bottle")),
    ("key", ("钥匙", "key")),
    ("door", ("门把", "房门", "大门", "门缝", "敲门", "door", "door handle")),
    ("hand", ("手指", "指尖", "手心", "手背", "拳头", "双手", "手掌", "finger", "fingertip", "hand", "palm", "fist", "knuckle")),
    ("box", ("盒子", "木盒", "铁盒", "锦盒", "首饰盒", "纸箱", "箱子", "蛋糕盒", "礼盒", "饭盒", "保温桶", "box", "case", "package", "parcel", "briefcase")),
    ("gun", ("枪", "手枪", "gun", "pistol", "revolver", "rifle")),
    ("flower", ("花束", "鲜花", "玫瑰", "捧花", "花瓣", "花苞", "花骨朵", "花蕾", "bouquet", "flower", "rose", "petal", "blossom", "white bud", "flower bud", "rosebud")),
    ("bag", ("布包", "书包", "背包", "手提包", "公文包", "行李", "塑料袋", "袋子", "药袋", "bag", "backpack", "suitcase", "handbag")),
    ("umbrella", ("雨伞", "纸伞", "油纸伞", "伞", "umbrella")),
    ("sign", ("招牌", "牌匾", "门牌", "木牌", "工牌", "铁牌", "铜牌", "横幅", "海报", "显示屏", "倒计时", "计时器", "counter", "timer", "sign", "banner", "poster", "marquee", "plaque", "badge", "label", "display")),
    ("candle", ("蜡烛", "烛", "油灯", "灯笼", "台灯", "lantern", "lamp", "火焰", "火苗", "candle", "flame", "match")),
)  # fmt: skip
"""Drawing -> words; the word that comes first in the text wins."""
FIXED = frozenset({"eye", "door", "hand"})
"""Rows of `THINGS` that nobody holds."""
HOLDS = deferred(
    r"(?:[拿握攥捧抱提端举拎叼夹撑挥捏]着|手持|手里是|手中的?|拿起|举起|端起|抱起)(?P<zh>[^，。；！？]{1,10})"
    r"|\b(?:holds?|holding|carries|carrying|clutch(?:es|ing)|grips?|gripping|raises|lifts|cradles|brandish(?:es|ing)|with)\b(?P<en>[^.;,]{2,40})|\b(?P<in>[\w ]{2,20}) in (?:his|her|their|one) hands?\b",
    re.I,
)
"""Somebody has a thing in a hand."""
WIDE = frozenset({"extreme-wide", "wide", "full"})
EXTRAS = deferred(
    r"众人|人群|人山人海|(?:百姓|村民|街坊|孩子|选手|乡亲|观众|乘客|邻居|工友)们?(?=[^，。；]{0,3}(?:[围站挤跑涌举四纷一齐都黑望看盯揣排坐跪喊叫笑]|把|们))|[全满](?:村|城|镇|街|寨|营|船|场)(?:的)?(?:人|老少|百姓)|蓝?手如林|人们|(?:一|两|几|数|好几|上)?[百千十][来几余多]?[号个名]?人(?!民|家|工|物|影|生|才|称|次)|满[场屋院街堂座棚][^，。；]{0,6}的人(?!影)|围观|宾客|路人|行人|(?:几|数|两|三|四|五|六|十|一群|一队|一排|众)[个名位]?(?:保安|保镖|士兵|侍卫|黑衣人|男人|女人|人|员工|同学|孩子|百姓|记者|打手|村民|丫鬟|球员|队员|水手|船员|工人|学生|游客|乘客|难民|僧人|官兵|衙役|病人|演员|渔民|矿工|舞者|老人)|员工们|士兵们"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a dozen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a hundred|several|dozens of|hundreds of|rows? of|group of|crowd of|line of|masked|other)\s+(?:\w+\s){0,2}?(?:women|men|people|guests|soldiers|guards|bodyguards|students|workers|reporters|villagers|children|neighbou?rs|spectators|runners|marchers|protesters|shoppers|parents|figures|subordinates|officers|players|sailors|porters|dancers|monks|nuns|prisoners|passengers|patients|miners|fishermen|farmers|riders|cadets|recruits|nurses|doctors|teenagers|boys|girls|mourners|actors|singers|musicians|refugees|tourists|athletes|waiters|elders|strangers|townsfolk)\b"
    r"|\b(?:(?:whole|entire) (?:village|town|street|school)(?! (?:is|was) (?:asleep|dark|empty))|half the (?:village|town|street)|(?:marathon |beaten |passing |other |the )?(?:runners|shoppers|villagers|neighbou?rs|spectators|marchers|protesters)|parents (?:[a-z]+)|hundred hands|crowd|bystanders|passers-?by|onlookers|the guests|the audience|congregation|townsfolk|strangers(?! to\b)|people (?:run|pour|cram|stream|flood|push|press|mill|queue|gather|crowd|stand|wait|rush|flee|cheer|applaud|dance))\b",
    re.I,
)
"""People without a name, several together."""
BEARINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("", deferred(r"站(?:起|了起|直|在)|(?:坐|爬|撑)(?:了)?起|起身|下床|\b(?:stands?|rises?|gets? up|sits? up|gets? to (?:his|her|their) feet)\b", re.I)),
    ("lying", deferred(r"躺|趴(?!在[^，。]{0,4}(?:桌|案|柜台|吧台|窗|栏杆|方向盘|车门|墙头|肩|凳|椅|箱|膝|床沿|缸|背上))|倒在(?:地|血|雨|床|雪|泥)|(?:晕|昏|摔|跌|扑)倒|卧在|\b(?:lies?|lying|sprawl(?:s|ed)|collapses?|falls? dead|faints?)\b(?! (?:to|all over)\b)", re.I)),
    ("kneeling", deferred(r"跪|\b(?:kneel\w*|(?:on|to) (?:his|her|their|one) knees?)\b", re.I)),
    ("crouching", deferred(r"蹲|蜷|匍匐|\b(?:crouch\w*|squat\w*|cower\w*|huddle\w*|crawl\w*)\b", re.I)),
    ("sitting", deferred(r"坐(?!标|落)|趴在[^，。]{0,4}(?:桌|案|柜台|吧台|方向盘|凳|椅|箱)|\b(?:sits?|sitting|seated|slumps?|slumped|perche[sd])\b", re.I)),
)  # fmt: skip
"""How somebody holds themselves -> the words that say so; the first of a clause is taken. Empty: they stand."""
BACK = deferred(
    r"背对着?(?:镜头|我们|观众)|背身|背影|\b(?:his|her|their) back to (?:us|the camera|camera)\b|\bseen from behind\b",
    re.I,
)
"""Somebody is seen from behind."""
_OTHER = deferred(
    r"\W*(?:the |an? |his |her |their |its )?(?!(?:he|she|they|both|all|still|now|then|and|who|man|woman|boy|girl|child|body|figure|old|young)\b)"
    r"[a-z]+(?: of [a-z]+| [a-z]+){0,2} ",
    re.I,
)
"""What stands before such a word where it tells of a thing: the silver lies on the sand."""
_CLAUSE = deferred(r"[，。；！？,.;!?\n]\s*|\s+(?:while|as|then)\s+")
TIGHT = frozenset({"close", "extreme-close"})


WAYS = {"left": -1, "right": 1, "": 0}


@dataclass(frozen=True, slots=True)
class Blocking:
    """What the drawing of one shot is made of."""

    framing: Framing
    people: tuple[Character, ...]
    """In the picture, the one it is about first."""
    bodies: tuple[Body, ...]
    """How each of the people stands."""
    crowd: Character | None
    thing: str
    """A row of `THINGS` where the shot is an insert; then nobody is drawn but whoever acts behind it. `detail` where it is of something else."""
    delivery: str
    """`inner`, `phone`, `voiceover` or empty; `voice` where a mere voice speaks."""
    speaks: frozenset[str]
    """Names of those whose lips move."""
    bearings: tuple[str, ...] = ()
    """For each of the people: `lying`, `kneeling`, `crouching`, `sitting`; empty: standing."""
    backs: frozenset[str] = frozenset()
    """Names of those whom the words show from behind."""
    facing: int = 0
    """1: the first looks right (and stands left), -1 the other way, 0 where the shot does not say."""
    label: str = ""
    """What the thing of an insert is called."""
    letters: tuple[str, ...] = ()
    """What is written on it, to be read."""
    held: tuple[tuple[str, str], ...] = ()
    """(name, row of `THINGS`) of who holds what in a hand."""
    deed: bool = False
    """Whether the people act behind the thing of an insert."""
    old: str = ""
    """Whether the film plays long ago, as its people are dressed."""


def blocking(shot: Shot, characters: Sequence[Character]) -> Blocking:
    """Who is where in a shot: those of its staging; where its words name nobody, who speaks in it and who its action names."""
    framing = camera.read(shot.camera)
    known = {character.name: character for character in characters}
    speakers = [known[name] for name in _speakers(shot.dialogue.role, known)]
    delivery = delivery_of(shot.action)[0] if shot.dialogue.text else ""
    delivery = "voiceover" if delivery == "offscreen" else delivery
    heard = [person for person in speakers if _kind(person) == "voice"]
    if heard:
        delivery = "phone" if PHONE.search(shot.dialogue.role) else delivery or "voice"
    unseen = {person.name for person in speakers} if delivery in ("voiceover", "phone", "voice") else set()
    naming = names.naming(known, None, "", "zh" if _han(shot) else "en")
    staged = staging.read(shot.visual, naming)
    bodies = {body.who: body for body in (staged or staging.loosely(shot.visual, naming)).bodies}
    if staged:
        bodies |= {name: Body(name) for name in (*staged.enters, *staged.exits) if name not in bodies}
    else:
        first = {
            person.name: bodies.get(person.name, Body(person.name)) for person in speakers if person.name not in unseen
        }
        bodies = first | bodies or {name: Body(name) for name in names.found(shot.action, naming)}
    there = [(known[name], body) for name, body in bodies.items() if name in known]
    thing = (
        _insert(staged)
        if staged
        else _thing(shot, [person for person, _ in there], framing, speaking=bool(shot.dialogue.text))
    )
    persons = sorted(((person, body) for person, body in there if _kind(person) == "person"), key=_behind)
    held, backs = bearings(shot, naming, [person.name for person, _ in persons])
    return Blocking(
        framing,
        tuple(person for person, _ in persons),
        tuple(body for _, body in persons),
        next((person for person, _ in there if _kind(person) == "group"), None)
        or _extras(shot, framing, thing, len(there)),
        thing,
        delivery,
        frozenset()
        if delivery or not SAID.search(shot.dialogue.text)
        else frozenset(person.name for person in speakers),
        tuple(held.get(person.name, "") for person, _ in persons),
        backs,
        next((way for _, body in persons if (way := _facing(body))), 0),
        staged.prop if staged and thing else "",
        _letters(shot, staged) if thing else (),
        () if thing else held_by(shot.action, naming, [person.name for person, _ in persons]),
        staged is not None and staged.form == "insert_deed",
        is_old(person.appearance for person in characters if _kind(person) in ("person", "group")),
    )


def bearings(shot: Shot, known: names.Naming, people: Sequence[str]) -> tuple[dict[str, str], frozenset[str]]:
    """How each of the people holds themselves, and who is seen from behind, as picture and action say; what is told last stands."""
    held: dict[str, str] = {}
    backs: set[str] = set()
    subject = list(people) if len(people) == 1 else []
    listed: list[str] = []
    for clause in _CLAUSE.split(f"{staging.picture_of(shot.visual)}\n{shot.action}"):
        named = [(start, name) for start, _, name in names.matches(clause, known) if name in people]
        told = next(((bearing, match) for bearing, words in BEARINGS if (match := words.search(clause))), None)
        told = None if told and not named and _OTHER.fullmatch(clause[: told[1].start()]) else told
        before = [name for start, name in named if told and start < told[1].start()]
        if told:
            held.update(dict.fromkeys([*listed, *before] if before else subject, told[0]))
        listed = [*listed, *(name for _, name in named)] if _only_names(clause, known) else []
        subject = [name for _, name in named][:1] or subject
        backs |= set(subject) if BACK.search(clause) else set()
    return held, frozenset(backs)


_THEM = deferred(r"(?:[两二三]|俩)人|\b(?:two|three) (?:men|women|figures|people)\b", re.I)
"""Few people by their number, who are those of the picture where it has as many."""


def _extras(shot: Shot, framing: Framing, thing: str, named: int) -> Character | None:
    """A crowd of nobody in particular, where an action is about people who have no name: twenty women, 众人; none where they would not be seen.

    `named`: how many people with a name are in the picture; the two of 老周看看两人 are among them.
    """
    if thing or framing.size not in WIDE:
        return None
    if _stand_around(shot):
        return Character(30, "", "", "")
    if shot.dialogue.text:
        return None
    found = (match[0] for match in EXTRAS.finditer(shot.action))
    return Character(30, "", "", "") if any(named < 2 or not _THEM.fullmatch(words) for words in found) else None


def _stand_around(shot: Shot) -> bool:
    """Whether the words of a picture set a crowd in its background."""
    words = Language.of("zh" if _han(shot) else "en").word("staging.crowd")
    return re.search(re.escape(words).replace(r"\{\}", "[^，。,.]{1,40}"), shot.visual) is not None


def held_by(action: str, known: names.Naming, people: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Who of the people holds what in a hand, as an action says: a thing each, the last told."""
    found: dict[str, str] = {}
    named = [(start, name) for start, _, name in names.matches(action, known) if name in people]
    for match in HOLDS.finditer(action):
        thing = first_thing(match["zh"] or match["en"] or match["in"] or "")
        before = [name for start, name in named if start < match.start()]
        holder = before[-1] if before else people[0] if len(people) == 1 else ""
        if holder and thing not in ("", *FIXED):
            found[holder] = thing
    return tuple(found.items())


_AND = deferred(r"\band\b|[和与及、&\W]", re.I)


def _only_names(clause: str, known: names.Naming) -> bool:
    """Whether a clause is part of a list: GARETH, of GARETH, PRIYA AND BEX SIT."""
    rest = list(clause)
    for start, end, _ in names.matches(clause, known):
        rest[start:end] = " " * (end - start)
    return not _AND.sub("", "".join(rest))


def _behind(there: tuple[Character, Body]) -> bool:
    """Whether somebody is only the shoulder that we look past."""
    return there[1].view == "back"


def _facing(body: Body) -> int:
    return WAYS[body.faces] or -WAYS[body.at]


def _han(shot: Shot) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in f"{shot.camera}{shot.visual}{shot.action}")


def _kind(person: Character) -> str:
    return kind_of(read_appearance(person.appearance))


def _speakers(role: str, known: dict[str, Character]) -> list[str]:
    """The people behind a speaker label: one, or those of a joint one."""
    if role in known and _kind(known[role]) != "joint":
        return [role]
    return [
        name
        for name in (part.strip() for part in BETWEEN.split(role))
        if name in known and _kind(known[name]) != "joint"
    ]


def _insert(staged: Staging) -> str:
    """The thing of an insert; empty where its words are of people or of a place."""
    if staged.form in ("insert", "insert_people", "insert_deed", "detail", "detail_people"):
        return first_thing(staged.prop) or "detail"
    return ""


def _thing(shot: Shot, present: Sequence[Character], framing: Framing, *, speaking: bool) -> str:
    """What an insert shows; empty where the shot is of people or of a place."""
    if speaking and present:
        return ""
    text = f"{shot.visual}\n{shot.action}"
    close = CLOSE_ON.search(text)
    if close is not None and (found := first_thing(close[1])):
        return found
    if present or framing.size not in TIGHT:
        return ""
    return first_thing(text) or "detail"


_OF_ALPHABET = deferred(r"\b(?:the|a) (?:\w+ )?letter [\"“*]*(?P<one>[A-Z])(?![\w'’.])")
"""A letter of a sign: the letter N."""


def _letters(shot: Shot, staged: Staging | None) -> tuple[str, ...]:
    """What is written on the thing of an insert: words to be read, or the one letter that it is."""
    one = _OF_ALPHABET.search(staged.prop) if staged else None
    return (one["one"],) if one else props.letters_of(f"{staging.picture_of(shot.visual)}\n{shot.action}")


def first_thing(text: str) -> str:
    """The row of `THINGS` whose word comes first in the text, the longer word at the same place; empty where none does.

    Of words that are one noun together (`paper lantern`, 纸灯笼) the last one is the thing.
    """
    if _OF_ALPHABET.search(text):
        return "sign"
    lowered = text.lower()
    hits = [(at, -len(word), kind) for kind, words in THINGS for word in words if (at := _find(word, lowered)) >= 0]
    if not hits:
        return ""
    hits = [hit for hit in hits if hit[2] != "hand"] or hits  # what a hand has is the thing
    at, size, kind = min(hits)
    while after := [hit for hit in hits if hit[0] >= at - size and not lowered[at - size : hit[0]].strip(" -")]:
        at, size, kind = min(after)
    return kind


def _find(word: str, text: str) -> int:
    if not word.isascii():
        return text.find(word)
    match = re.search(rf"\b{re.escape(word)}s?\b(?!-(?:sized?|shaped|like)\b)", text)
    return match.start() if match else -1
