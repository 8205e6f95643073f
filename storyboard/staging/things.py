"""The things that an action has people take, give, lay, open, show or read: what its picture has to show, in the script's own words."""

import re
from collections.abc import Iterator, Sequence

from storyboard import names, speech
from storyboard.languages import Language
from storyboard.model import Shot
from storyboard.patterns import deferred
from storyboard.records import dataclass
from storyboard.staging import props
from storyboard.staging.moves import SENTENCE
from storyboard.staging.reading import picture_of

MOST = 3
"""Things that are told of one picture; more are a heap."""
LONGEST = {"zh": 7, "en": 3}
"""Han characters, or words, of what is taken for a thing; a longer piece holds more than its name."""
SURE = 4
"""Han characters of a name that no word for a thing need confirm."""
BESIDE = 1
"""Shots before and behind one whose picture may show its things too: the close-up of what was just drawn."""

_COUNTED = r"(?:[一两二三四五六七八九十半几这那另]+[个只口张把枚封部台支根条块双本份瓶杯碗盒包袋串件顶面柄盏颗粒片道卷叠摞扇壶盆篮筐沓捆团截段副套架盘碟罐桶箱朵束纸样文锭吊]?的?)"
_BEFORE_HAN = deferred(
    rf"^(?:了|着|过|起|出|给|到|自己|对方)?(?:[他她它您你我]们?的?|自己的?|对方的?|身上的?|手[里中上]的?)*{_COUNTED}?"
)
"""What stands before the name of a thing and is none of it: 他手里一把."""
_BEHIND_HAN = deferred(
    r"(?:一|又|再|也|都|先|就|便|才|重新|再次|一把|一下子?|随手|顺手|直接|立刻|马上|高高|远远|紧紧|牢牢|稳稳|小心|慢慢|轻轻|缓缓|狠狠|默默|悄悄|重重|用力|使劲|整个|全部?|猛地|忽然|突然|一(.)一?\1|[^，。]{1,4}地|[往朝从向在替给对][^，。]{1,6})+$"
)
"""What stands behind the name of a thing that is handled by 把, and says how."""
_PUT = "放|递|交|塞|搁|摆|摊|铺|推|扔|丢|甩|拍|压|插|盖|举|端|捧|还给|贴|扣|拿|收|藏|揣|抽|撕|折|叠|打开|翻|抛|挂|系|套|戴|披|脱|掀|揭|浇|倒|泼|砸|摘|解|拔|捏|攥|握|抱|拎|提|掏|锁|包|裹|缠|别|夹|搭|撂|掷|捡|拾|亮|展|抖"
_NO_PUT = "套包盖夹"
"""Letters of these that are the end of a name: 外套, 书包, 锅盖, 文件夹."""
_REST = r"[^，。；：！？、“”（）〔〕,;:!?()\n]"
_HAN = deferred(
    rf"(?<![一两二三四五六七八九十半几这那])[把将](?P<put>{_REST}{{1,14}}?)(?=(?!(?<=[外手]){_NO_PUT[0]}|(?<=[书钱面背挎皮]){_NO_PUT[1]}|(?<=[瓶锅壶]){_NO_PUT[2]}|(?<=[皮钱件文]){_NO_PUT[3]})(?:{_PUT}))"
    rf"|(?:掏|拿|取|抽|摸|抖|倒|亮|捧|搬|拔|翻|递|呈|拎|提|端|拨|扯|解|摘|拽|挖|搜)出(?P<out>{_REST}{{1,14}})"
    rf"|(?:递|送|呈|奉|献|交|披|戴|穿|系|贴|插|点|签|锁|盖|换)上(?!等|好|台|车|楼)(?P<on>{_REST}{{1,14}})"
    rf"|(?:递|交|塞|还|抛|扔|丢)给{_REST}{{1,5}}?(?P<gave>[一两三]{_REST}{{1,12}})"
    rf"|(?:拿|捡|拾|举|拎|提|端|捧|抄|操|抓|夹|拈|托)起(?P<up>{_REST}{{1,14}})"
    rf"|(?:放|摘|脱|解|卸|撕|扯|揭|取|褪|搁|撂|写|签|拔|拧|丢|扔|留)下(?P<down>{_REST}{{1,14}})"
    rf"|(?:打|展|翻|揭|掀|拆|撕|摊|拧|旋|撬|撑|解|抖|挪|挑|拨|剪)开(?P<open>{_REST}{{1,14}})"
    rf"|(?:接|夺|抢|抓|拿)过(?P<taken>{_REST}{{1,14}})"
    rf"|(?:握|攥|捏|举|拎|提|端|捧|拿|抱|夹|叼|揣|扛|背|拖)着(?P<held>{_REST}{{1,14}})"
    rf"|(?:摆|放|贴|(?<![记牵])挂|插|压|躺|搁|钉|别|缠|裹|包|塞|藏)着(?P<lies>{_REST}{{1,14}})",
    0,
    "把将出上给起下开过着",
)
"""Somebody handles a thing, or it lies there to be seen; what stands behind may hold more than its name."""
_ENDS_HAN = deferred(
    r"[递放塞交扔丢抛甩推拍](?=[给过上出来到在进下回还])|[出上下进过回](?:来|去|台|场|楼|车|门)|出$|[狂飞急疾猛直][扑追奔跑]|[扑追奔]|[问说道喊念照]$|站(?=[起在到了着住定])|[往向朝就便又想要给走跑冲坐靠进在到来去后时得拦喘蹲跪躺追凑]|看着?|对着|转身|侧身|上前|匆匆|轻轻|缓缓|慢慢|而过|拨号|一(?:饮|看|口|把|扔|甩|挥)|[\u3400-\u9fff][着了]"
)
"""Where the name of a thing is over."""
_NO_HAN = deferred(
    r"^(?:步|路|精神|勇气|架子|老人|姑娘|妻子|母亲|父亲|妈妈|爸爸|两人|众人|他|她|它|自己|对方|[一两三几半][步口条只把块张件]|口气|名字|主意|话头|时间|命|事情?|距离|声音|动静|担子|心事|戒备|消息|两步|几步|声响|表情|神色|速度|气势|尊严|身段|姿态|面子|条件|要求|[往从向在来去].*)$"
    r"|(?:手|头|脸|眼|身|腿|脚|臂|肩|腰|背|嘴|唇|气|声|笑|神情|目光|视线|身影|人|孩子|女儿|儿子|婴儿|娃|手指|一下|起来|下来|出来|过去|过来|门|窗|窗户|灯|的|了|着|得|地|不|很|手心|掌心|怀里|手里|样子|动作|架势|脑袋|胳膊|身子|身体|眉毛?|耳朵|裤缝|脚步|眼[泪睛皮]|泪水?|拳|话|口子|[裂豁缝]口|裂[缝痕]|缝隙?|窟窿|破洞|[这那][只个把张件条支根]|东西|什么|嗓子|舌头|指尖|[里中旁边])$"
)
"""What is taken, raised or opened and is no thing: a head, a breath, a door, somebody; and what no name of a thing ends with."""

_DET = r"(?:an?|the|(?:his|her|their|its|my|your|our)(?: own)?|one|two|three|four|five|six|some|another|both|(?-i:[A-Z])[\w.]*(?: (?-i:[A-Z])\w*)?['’]s?)"
_STOP = (
    r"(?:an?|the|in|into|on|onto|to|at|by|for|from|off|of|out|over|under|up|down|with|without|and|but|or|as|then|than|that|which|who|whose|where|while|when|until|before|after|behind|beside|between|against|across|along|around|round|through"
    r"|towards?|open|shut|closed|away|aside|back|apart|inside|outside|beneath|above|near|past|like|so|is|are|was|were|has|had|it|them|her|him|flat|sideways|high|low|tight|upright|loose|free|still|again|together|aloud|two|three|half|\w+ly)"
)
_VERBS = (
    "take", "pull", "draw", "slide", "fish", "lift", "pick", "grab", "snatch", "seize", "produce", "pass", "offer", "lay", "place", "drop", "hold", "raise", "unfold", "unwrap", "unroll", "unlock", "uncork", "uncap", "unscrew",
    "spread", "tear", "hang", "tuck", "toss", "throw", "slip", "pour", "swing", "clutch", "grip", "carry", "retrieve", "extract", "reveal", "show", "read", "sign", "strike", "light", "open", "pin", "shake", "fold", "wave", "brandish",
    "peel", "dig", "hand", "give", "set", "put", "push", "press", "dangle", "flip", "yank", "whip", "lower", "hoist", "stow", "pocket", "stack", "catch", "fling", "unhook", "untie", "unbutton", "unzip", "remove", "scoop",
    "collect", "gather", "swap", "rip", "wrap", "drag", "dip",
)  # fmt: skip
"""What is done to a thing that is handled."""


def _forms(verb: str) -> str:
    """A verb with its endings: takes, carries, taking, slipping."""
    if verb.endswith("e"):
        return f"{verb}s?|{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb}(?:ing)?|{verb[:-1]}ies"
    return f"{verb}(?:e?s|{verb[-1]}?ing)?"


_WORDS = deferred(
    rf"\b(?:{'|'.join(map(_forms, _VERBS))})(?: (?:out|up|(?<!slides )(?<!slips )off|open|down|back|away|aside|forward)|(?<=hands) over)?"
    rf"(?: (?:them|him|her|me|us|(?!{_STOP}\b)(?-i:[A-Z])\w+)(?= (?:an?|the|his|her|their|one|two|three)\b))? {_DET} "
    rf"(?P<thing>(?:(?!{_STOP}\b)[\w'’-]+ ){{0,4}}?(?!{_STOP}\b)[\w'’-]+)(?: of (?:(?:the|an?|his|her|their) )?(?P<of>(?!{_STOP}\b)[\w'’-]+(?: (?!{_STOP}\b)[\w'’-]+)??))?(?=\s*(?:[.,;:!?—–)\"”(]|-- |$)|\s+{_STOP}\b)",
    re.I,
)
"""Somebody handles a thing: the noun up to the next word that cannot be part of it."""
_NO_WORDS = frozenset(
    (
        "breath breaths seat seats step steps look nod smile sigh sip bite place places time moment turn pause beat lead call way point sound laugh shrug wave glance gaze voice attention tone line words word question name air room silence "
        "distance space weight hair door doors window windows gate gates curtain curtains road street stairs stair corner wheel man woman men women boy girl child kid baby guard guards crowd body soldier soldiers people person "
        "others other side sides hand hands arm arms eye eyes eyebrow eyebrows brow mouth head heads chin jaw face faces finger fingers thumb palm palms fist fists shoulder shoulders knee knees foot feet leg legs chest back neck "
        "lip lips teeth tongue nose cheek forehead ear ears wrist wrists elbow elbows lap hip hips heel heels body ground floor wall walls steps half second third rest end top edge bottom front middle one ones first last next same "
        "all none nothing something everything anything thing things minute hour day night chance fight truth secret order orders orders deal advice job shot shots aim cover charge control position stand lunge swing punch blow kiss hug "
        "bow salute signal speed pace path trail crack mother father sister brother son daughter wife husband friend nerve courage bit lot little kind sort world life death heart mind soul nod grin frown scream cry shout "
        "whisper hush shape figure light lights darkness sky sun moon rain wind snow fire flame smoke smile grip hold stance gesture inch inches fraction wince yawn count toast vow oath promise exit entrance lift ride drive walk run stroll nap shower bath "
        "drink swig gulp drag puff swallow mouthful view scene picture frame camera stranger figure visitor officer driver doctor nurse captain general king queen prince princess emperor empress master servant maid rumble weight balance"
    ).split()
)
"""What is taken, drawn or given and is no thing."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A thing that an action names and no picture near it shows."""

    shot: int
    """1-based."""
    thing: str
    """As the script calls it, without what stands before it."""
    said: str
    """The sentence that names it."""


def handled(text: str, known: names.Naming) -> tuple[str, ...]:
    """The things that the people of a text handle, or that lie there to be seen, in order, each once; bare names: 发黑的钥匙, matchbox.

    Parts of a body, doors, people and what is only a manner of speech (takes a breath) are none. What may hold more than a
    name is left out: nothing is better than half a sentence.
    """
    return tuple(dict.fromkeys(thing for _, thing in _handled(text, known)))


def missing(shots: Sequence[Shot], known: names.Naming) -> tuple[Missing, ...]:
    """What the actions of these shots name by a verb of handling, and neither the picture of their own shot nor one right beside it shows.

    `shots`: of a board, in order, as they are; a picture's words and an action's are compared by the thing's last word.
    """
    pictures = [picture_of(shot.visual).casefold() for shot in shots]
    found: list[Missing] = []
    for at, shot in enumerate(shots):
        near = "\n".join(pictures[max(0, at - BESIDE) : at + BESIDE + 1])
        action = speech.delivery_of(shot.action)[1] if shot.dialogue.text else shot.action
        told = {thing: said for said, thing in reversed(list(_handled(action, known))) if not shows(near, thing, known)}
        found += [Missing(at + 1, thing, said) for thing, said in reversed(told.items())]
    return tuple(found)


_ENDINGS = "子儿头"
"""What stands at the end of many names of things, and alone means none."""


def unshown(acts: str, picture: str, known: names.Naming) -> str:
    """What a picture has to say beside its words, so that it shows the things of its action; empty where it names them all."""
    language = known.language
    told = [_called(thing, language) for thing in handled(acts, known) if not shows(picture, thing, known)]
    listed = language.word("staging.both").join(told[:MOST])
    return language.word("staging.handled").format(listed) if told else ""


def retold(clause: str, action: str, language: Language) -> bool:
    """Whether a clause of a picture is what `unshown` adds, and the action beside it names all of its things."""
    before, behind = language.word("staging.handled").split("{}")
    if not behind or not (clause.startswith(before) and clause.endswith(behind)):
        return False
    listed = clause[len(before) : -len(behind)].casefold().split(language.word("staging.both"))
    return all(thing.removeprefix("the ") in action.casefold() for thing in listed)


def _called(thing: str, language: Language) -> str:
    """A thing as a picture calls it: 锉刀, the last match."""
    if not language.does("writing.words"):
        return thing
    return f"the {thing.lower() if thing.isupper() else thing}"


def shows(picture: str, thing: str, known: names.Naming) -> bool:
    """Whether the words of a picture name a thing: by its last word, in the plural or not; of Han characters by the last (灰围巾 by 围巾 and by 巾), or the one before 子."""
    picture = picture.casefold()
    if not known.language.does("writing.words"):
        return thing[-2:] in picture or thing[-1] in picture or (thing[-1] in _ENDINGS and thing[-2] in picture)
    return any(_stem(word) in picture for word in (_last(part) for part in thing.casefold().split(" of ")))


def _last(words: str) -> str:
    return words.rsplit(maxsplit=1)[-1]


def _stem(word: str) -> str:
    """A noun without its plural."""
    return word[:-3] if word.endswith("ies") else word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _handled(text: str, known: names.Naming) -> Iterator[tuple[str, str]]:
    """(sentence, thing) in order."""
    find = _of_words if known.language.does("writing.words") else _of_han
    for sentence in filter(None, SENTENCE.split(text)):
        yield from ((sentence.strip("△ \n"), thing) for thing in find(sentence, known))


def _of_words(sentence: str, known: names.Naming) -> Iterator[str]:
    for match in _WORDS.finditer(sentence):
        thing = match["thing"]
        if len(thing.split()) > LONGEST["en"] or _last(thing).casefold() in _NO_WORDS or not _last(thing).isalpha():
            continue
        if not names.found(thing, known):
            yield f"{thing} of {match['of']}" if match["of"] else thing


def _of_han(sentence: str, known: names.Naming) -> Iterator[str]:
    for match in _HAN.finditer(sentence):
        way = match.lastgroup or ""
        whole = way == "put"
        rest = _BEHIND_HAN.sub("", match[way]) if whole else match[way]
        for part in _AND.split(rest):
            if thing := _head(part, known, whole=whole):
                yield thing


_AND = deferred(r"[和与及]")
_ATTRIBUTE = deferred(r"^[\u3400-\u9fff]{1,3}(?:得[\u3400-\u9fff]{1,4}|[了着过])的")
"""What was done to a thing, before its name: 洗得发白的, 砍弯了的."""
_SHORT = "壶碗纸钱页册盖布画书信报酒马灰猫狗鸡鸭鱼鸟枪茶水米面菜肉蛋糖药烟香伞帽鞋衣裤裙被席弓弩盾锅盆桶筐篮绳链锁锤斧锯钳镜梳扇旗鼓锣琴笛"
"""Characters that are the whole name of a thing though no row has them."""


def _head(rest: str, known: names.Naming, *, whole: bool) -> str:
    """The name of the thing in what stands behind a verb; `whole`: nothing else stands there."""
    bare = _ATTRIBUTE.sub("", _BEFORE_HAN.sub("", rest))
    if not whole and (end := _ENDS_HAN.search(bare, 1)):
        bare = bare[: end.start()]
    own = _BEFORE_HAN.sub("", bare.rpartition("的")[2])
    listed = props.carrier(bare, known.language.code)
    thing = listed if len(own) > LONGEST["zh"] or (len(own) > SURE and listed) else own
    if len(thing) == 1 and not props.thing_in(thing, known.language.code) and thing not in _SHORT:
        return ""
    return "" if not thing or _NO_HAN.search(thing) or names.found(thing, known) else thing
