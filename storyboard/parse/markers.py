"""Lines that say by themselves what they are: △ actions, bracketed captions and cuts, `字幕：…`, `FADE OUT.`

One row of `MARKS` per way to mark a line; `SORTS` says what stands inside a bracket or before a colon.
"""

import re

from storyboard.lettering import unquoted
from storyboard.model import Kind
from storyboard.parse import headings, words
from storyboard.patterns import deferred, either
from storyboard.records import dataclass

TRIANGLES = "△▲▽▼Δ∆⊿▵" + headings.ORNAMENTS
"""What stands before an action: triangles above all."""
OPENING, CLOSING = "【[（(〔［〖", "】]）)〕］〗"
PAIRS = {shut: deferred(f"[{re.escape(opened + shut)}]") for opened, shut in zip(OPENING, CLOSING, strict=True)}

OPENS = deferred(
    rf"(?:【|\[|（|\()?(?:新增)?(?P<state>{words.STATE})(?:画面|片段|开始|进|入|：|:|一|二)?(?=$|[】\])）：:，, ])"
)
OPENS_EN = deferred(
    rf"(?!(?:VISION|MEMORY|FANTASY|NIGHTMARE|DREAM|DAYDREAM|HALLUCINATION)$)(?:\[|\()?(?:BEGIN |START |(?:QUICK |SMASH |HARD )?(?:CUT|FADE|DISSOLVE) (?:IN)?TO )?(?:AN? |THE )?(?:QUICK )?(?P<state>{words.STATE_EN}|Flashback)S?"
    r"(?: SEQUENCE)?(?: BEGINS?)?(?: TO)?\s*(?:[-–—:]+[^a-z]*)?[.:)\]]*"
)
"""An English mark is in capitals: `Dream on, Harry` is none. A single word for one may be somebody's name."""
_NOW_ZH = r"(?:现实|现在|当下|现场|眼前|此刻|如今|当前)"
_WAY_BACK = rf"(?:镜头|画面|场景|时间|思绪|故事)?(?:再次?|又)?(?:切换?|转|拉|跳|闪|返)?回(?:到|至)?{_NOW_ZH}(?:时空|画面|场景|中)?(?=[。.：:）)】\]！!]*$|[，,·・（(\s])"
CLOSES = deferred(
    rf"(?:结束)?(?:闪回|回忆|梦境|梦|幻想|想象|幻觉|插叙|倒叙)(?:画面|片段|镜头)?\s?(?:结束|完毕?|止|出|毕|终|闪出)|结束(?:闪回|回忆|梦境|幻想)(?=[。.]?$)|闪出|出闪回|回到现实|切回现实|现实|{_WAY_BACK}|(?:END|ENDS) (?:OF )?(?:THE )?"
    + words.STATE_EN
    + r"|(?:(?:SMASH|HARD|MATCH|JUMP|QUICK|FLASH) )*(?:(?:CUT|DISSOLVE|FADE) )?(?:BACK|RETURN|RETURNING) TO:? (?:THE |OUR )?(?:PRESENT|SCENE|REALITY|NOW\b)"
    + r"|(?:(?:SMASH|HARD|MATCH|JUMP|QUICK|FLASH) )*(?:CUT|DISSOLVE|FADE) TO:? (?:THE )?PRESENT(?:[ -]DAY)?\s*[.:]?$"
    + r"|RESUM(?:E|ING)(?: TO)?:? (?:THE )?(?:PRESENT|SCENE|REALITY)\b|"
    + words.STATE_EN
    + r"(?: SEQUENCE)? (?:ENDS|IS OVER|OVER\s*[.:]?$)",
    re.I,
)
CLOSES_SMALL = deferred(
    rf"(?:end (?:of )?(?:the )?{words.STATE_EN}|{words.STATE_EN}(?: sequence)? ends|(?:cut )?(?:back|return) to (?:the )?(?:present(?: day)?|scene|reality))\s*[.:]?",
    re.I,
)
"""The same as a whole line in small letters; with more behind it, it is a sentence."""
CUT = deferred(
    r"(?:切镜|切景|镜头切换|(?:[闪硬快]切|跳[切接])[至到]?|切[至到换入回]?|跳(?=$)|转场|转[至到]?|叠化|叠[入画]|化[入出]|淡[入出]|淡入淡出|渐[隐显黑]|黑[屏场幕]|白[屏场幕]|闪[白黑]|溶[入出至]|划[入出]|"
    r"画面(?:渐[隐显黑]|变黑|转黑|切换|黑)|切换|时间跳转|时空转换|出片头|进片头|片头|片尾|空屏|"
    r"暗转|暗场(?=。?$)|大?幕(?:布|徐徐|缓缓|渐渐|慢慢|急|速)*(?:[落启闭]下?|合[上拢]?|拉[上开起合]|升起)|闭幕|落幕|幕)(?:[。.：:]|$|(?=[，,\s]).{0,20}$)"
    r"|BACK TO(?: SCENE| PRESENT)?\s*:.{0,20}$|(?:(?:SMASH |MATCH |JUMP |HARD |QUICK )?CUT (?:TO|BACK)|(?:SMASH|FLASH|WHIP)(?: PAN)? TO\s*(?=:|$)|FADE (?:IN|OUT|TO BLACK|UP|TO)|DISSOLVE(?: TO)?|WIPE TO|BLACK ?OUT|CURTAIN|INTERCUT|IRIS (?:IN|OUT)|(?:COMMERCIAL|AD) BREAK|(?:OPENING|CLOSING|ENDING|END|MAIN) (?:CREDITS|TITLES?)|SMASH TO (?:BLACK|WHITE|TITLES?))\b.{0,20}$|(?:ROLL )?(?:CREDITS|TITLES)(?: ROLL)?\.?$",
    re.I,
)
PURE = deferred(
    rf"(?:新增)?(?:{words.STATE})(?:画面|片段|开始|进|入)?[：:。]?|(?:闪回|回忆|梦境|幻想|插叙|倒叙)(?:画面)?(?:结束|完毕?|止|出|毕|终)。?|闪出。?|{_WAY_BACK}。?|闪切|切镜|切景|镜头切换"
)
"""What begins or ends a state or cuts, and nothing else, also behind the mark of an action: ▲【闪出】."""
CAPTION = deferred(
    rf"(?:{either(words.CAPTION)})(?:{words.APPEARS})?\s*(?:[（(][^）)]*[）)])?\s*[:：]\s*(?P<text>.*)",
    re.S,
)
SOUND = deferred(
    rf"(?:{either(words.SOUND - {'M', '声音'})})(?:\s*(?:[（(][^（()）]{{1,40}}[)）]\s*)?[:：]\s*|\t+| {{3,}})(?P<text>.*)",
    re.S,
)
SMALL_CAPTION = deferred(
    r"(?:(?:(?:Opening |Main )?(?:Super(?:imposed)?|Titles?|Captions?|Text|Words|Card)(?: card)? (?:over|on) black)|Super(?:imposed)?|Captions?|Subtitles?|Title card|Chyron|Lower third)\s*(?:[(（][^()（）]{0,40}[)）])?\s*[:：]\s*(?P<text>\S.*)",
    re.S,
)
"""A label of words on the screen in small letters: Super: "12 years earlier"."""
OPENING_TITLE = deferred(r"Opening (?:title|caption|card)(?: card)?\s*[:：]\s*(?P<text>\S.*)", re.I | re.S)
"""Words over the first picture, which are no cut: Opening title: The first winter."""
LABELLED = deferred(
    rf"[【\[［〔](?:{either(words.SOUND - {'M', '声音'})})[】\]］〕]\s*[:：]?\s*(?P<text>\S.*)",
    re.S,
)
"""A sound whose label stands in brackets before it: 【音效】一声惊雷, [SFX] A door slams."""
OVERPRINT = deferred(
    r"(?:叠印|叠字|叠出字幕)\s*[:：]\s*(?P<text>[“\"「《].+|.{0,12}(?:[后前]|\d{4}|[年月日夜晨]))", re.S
)
"""Words printed over the picture: a date, a jump in time or what stands in quotation marks; else 叠印 is a cut."""
CUT_ON = deferred(
    r"(?:硬切|快切|跳切|切)[至到入回]?\s*[:：]\s*(?P<zh>[^。，]{2,}[，。；：].+)|(?:(?:SMASH |MATCH |JUMP |HARD |QUICK |FLASH )?CUT TO|DISSOLVE TO)\s*:\s*(?P<en>(?=.*[a-z]{2}).{12,})",
    re.S,
)
"""A cut with what it shows on the same line, which is a picture: 切：一碗泡面，盖着书。"""
ASIDE = deferred(
    r"(?:(?:director|writer|author|editor|producer|production|translator)(?:['’]?s)? notes?|notes? (?:to|for) (?:self|the )?\w+|作者按|编者按|导演(?:注|备注|提示)|编剧(?:注|按|备注)|制作备注|P\.?S\.?)\s*[:：]"
    r"|(?:(?:hook|cliffhanger|卡点|钩子)\s*(?:[:：·]|[-–—]{1,2})\s*)?(?:(?:the )?pay ?wall|付费(?:点|墙|卡点)|解锁点|(?:end of (?:the )?)?free (?:episodes?|part|preview)s? ends?\b)"
    r"|(?:(?:main |opening |closing |end )?titles? (?:&|and|\+) credits?|credits? (?:&|and|\+) titles?|credits|indicia)(?: (?:along|at|on|in|across|over|under)\b[^:：]{0,30})?\s*[:：]\s*\S|(?:hook|cliffhanger)$",
    re.I,
)
"""How a note begins that somebody makes beside the story, Director's note: …; where whoever watches is to pay: Hook: PAYWALL HERE."""
CUE_MUSIC = deferred(
    r"[（(【\[]?(?:[♪♫🎵♬].{1,60}|(?:背景|主题)?(?:音乐|乐声|歌声|鼓声|钟声|铃声|琴声|枪声|雷声|掌声)(?:响?起|渐起|渐强|渐弱|渐止|骤停|停止?|突变|淡[入出]|再起|大作|切|收)[^：:，。]{0,12})[)）】\]]?[。.]?"
)
"""A line that only says that music or a sound begins or ends."""
NOISES = deferred(
    r"(?:(?:(?!画外|旁白|内心|[^，、]{0,8}[男女童人心小大低轻高齐柔厉沉颤哑]声)[^，、：:。/／|｜]{1,12}(?:声响?|音乐|[轰雷长蜂]鸣|[音乐声][渐]?[起停止]|起)|渐[起强弱止远近]|淡[入出]|压低|持续)(?:[，、]\s*|$))+"
)
NO_SOUND = deferred(r"[\s。！？!?…—，,、～~·\-]+")
NOISE = deferred(
    r"[轰隆砰嘭咚咔嚓嗒啪哗啦嗡叮当铛噹嘀滴答嘎哐啷咣噼噗嗤唰嗖咻嘶吱扑通咕噜簌汪喵咩哞吼喔]+|(?:Boom|Bang|Crash|Thud|Click|Ring|Buzz|Beep|Knock|Tick|Splash|Whoosh)+",
    re.I,
)
"""What things and animals sound like."""
MUSIC = deferred(
    r"(?:(?:END|START|BEGIN|THEME|OPENING|CLOSING|INTRO|OUTRO|FADE|CUE|STOP|IN|OUT|UP) )*(?:MUSIC|SONG|JINGLE|STING|THEME)\b[^.!?]{0,60}|(?:片头|片尾|主题|开场|结束|背景)?(?:音乐|配乐|主题曲|片头曲|片尾曲)(?:[，,、\s]*(?:\d+\s*秒|起|止|入|出|停|淡[入出]|渐[起弱强]|结束|完))*",
    needs="MTSJ音配主片",
)
"""What a bracket holds that only says that music plays: [THEME MUSIC – 40 sec – then:], 【片头音乐，40秒】."""
RINGS = ("提示音", "铃声", "铃音", "铃", "警报", "警报声", "消息音", "短信音", "通知音", "蜂鸣声", "蜂鸣器", "闹钟")
"""How things are called that ring; words that they say are spoken by their voice."""
RECORDED = deferred(
    r"(?:[\[(（【]?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?[\])）】]?\s*)?[\[(（【]?\s*"
    r"(?:(?:RECORDING|TAPE|TRANSMISSION|AUDIO|VIDEO|FOOTAGE|FILE|CALL|TRANSCRIPT|FEED|VOICEMAIL|BROADCAST|LIVESTREAM|STREAM)\s+(?:ENDS|BEGINS|STARTS|STOPS|RESUMES|ENDED|STOPPED|CUTS OUT)"
    r"|(?:录音|录像|录制|磁带|影像|视频录制)(?:到此|至此)?(?:结束|开始|中断|完毕|终止|停止|恢复|完))[.。!]?\s*[\])）】]?"
)
"""A line that says where a recording begins or ends, with its time: [06:49:02] RECORDING ENDS."""
NOISE_ENDS = frozenset("声响乐鸣起停止强弱远近入出低续")
"""What a bracket holds that only names what is heard: 【海浪声，风声】."""
CUE_LIGHT = deferred(
    r"[（(【\[]?(?:灯光?|全场灯|场灯|台灯)(?:灭|暗|亮|渐暗|渐亮|渐起|全灭|收|熄|骤暗)[^：:，。]{0,8}[)）】\]]?[。.]?|(?:收光|起光|切光)[。.]?"
)
"""A line that only says that the lights go on or off."""
SHOT = deferred(
    r"(?:(?:镜头|分镜头?|镜号|画面|Shot|SHOT)\s*#?\s*[\d一二三四五六七八九十]{1,4}|第\s*[\d一二三四五六七八九十]{1,3}\s*(?:分?格|个?镜头?|幅))\s*(?:[|｜（(【\[—–\-：:·].{0,40})?"
)
"""A heading over one shot: `镜头 1 | 推近 (0-3s)`, `第3格`."""
FRAMED = deferred(
    r"(?:C|S|SC|CUT|SHOT|镜头?|分镜)\s*[-_#]?\s*\d{1,3}[A-Z]?\s*[/／|｜]\s*(?:大?特写|大?近景|中近景|中景|大?全景|大?远景|空镜|ECU|CU|MCU|MS|LS|WS)\s*(?:[/／|｜][^。！？：:]{1,24})?",
    re.I,
)
"""The head of a shot: its number, its size, how long it is: C-01 / 近景 / 4s."""
RECORDED_STARTS = frozenset("[(（【RTAVFCLBS录磁影视")
DRAWN = ("┌└│├╔╚║", "┐┘│┤╗╝║")
"""How a line of a drawing in signs begins and ends: where things stand in a place."""
COMMAND = deferred(
    r"<<[^<>]+>>|\[(?:SCENE|DIALOGUE|SCRIPT) (?:START|END|BEGIN|STOP)S?\]|\[(?:CHOICE|OPTION|BRANCH|GOTO|JUMP)\b[^\[\]]*\]|\"[^\"]+\":"
)
"""What a game is to do, <<jump Dock>>, or what it lets one choose, "Stay silent": or [CHOICE A: Pay], with what follows below."""
STAGED = deferred(
    r"[\[【](?:BG|BGI|BGM停|CG|SPRITE|FG|JUMP|FLAG|立绘|差分|站位|表情差分|背景图|存档点?|读档点?|跳转|分支|等待|镜头震动|震动|转场特效)[\]】]\s*[^。！？!?]{0,60}",
    re.I,
)
"""What a visual novel is to show, play or do: [立绘] 澈_夏服 → 中, [BG] rooftop_evening [BGM] cicada_01."""
VEILED = deferred(r"[\[【](?:黑屏|白屏|黑场|闪白|闪黑|淡入|淡出|转场)[\]】]\s*\d{0,3}(?:\.\d)?\s*(?:s|秒)?", re.I)
"""A cut with how long it takes: [黑屏] 3s."""
BEAT = deferred(
    r"P(?:AGE)?\.?\s?\d{1,3}|(?:BEAT|SEQUENCE|SECTION|SEGMENT)\s+(?:\d{1,2}|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN)\s*(?:[:.—–-]\s*[^.!?]*)?|(?:HOOK|CLIFFHANGER|COLD OPEN|TEASER|TAG|CTA|CALL TO ACTION|INTRO|OUTRO|PAYOFF|(?:THE )?TWIST)\s*(?:\([^()]{0,16}\))?:?|(?:CHOICE|OPTION|选项|选择|分支)\s*(?:\d{1,2}|[A-F]|[一二三四五六])\s*[:：].*",
    re.I,
)
"""What part of an outline comes, or what one may choose: BEAT 2: THE QUESTION, Choice 1: Jump."""
ON_SCREEN = deferred(
    r"(?:(?:text|titles?|words|captions?|graphics?|message)(?: (?:appears?|shown))? on[- ](?:the )?screen|on[- ]screen (?:text|titles?|words|captions?|graphics?|message))\s*[:：]\s*(?P<text>.+)",
    re.I | re.S,
)
"""Words to be seen, as clips for telephones ask for them in brackets: [Text on screen: it was Saturday]."""
OFF = deferred(r"[（(【\[](?:画外音?|音效|音乐|BGM|SFX|背景音乐?|配乐)[)）】\]]\s*(?P<text>.*)", re.S)


TIMED = deferred(
    r"(?P<from>\d{1,2}(?:[:：]\d{2})?)\s*(?:秒|s)?\s*[-–—~～至到]\s*\d{1,3}(?:[:：]\d{2})?\s*(?:秒钟?|s|sec|seconds)?\s*(?:(?:[】\])）]\s*)?[【\[（(]?[^。！？，：:!?,；;]{0,12})",
    re.I,
)
"""From which second to which something lasts, and what that part is called: 【0-5秒】, 0-8s 【开场】."""
SECONDS = frozenset("秒sS:：")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a marked line is."""

    kind: Kind
    text: str
    opens: str = ""
    """The state that begins here: 闪回, 回忆 …"""
    closes: bool = False


def bracketed(line: str) -> str | None:
    """What stands in the brackets that enclose the whole line, or None."""
    opening = OPENING.find(line[0])
    if opening < 0 or line[-1] != CLOSING[opening] or len(line) < 3:
        return None
    return line[1:-1].strip() if closing(line, 0) == len(line) - 1 else None


def closing(text: str, at: int, limit: int = 600) -> int:
    """Where the bracket that opens at `at` is closed; -1 where it is not within `limit` characters."""
    shut, depth = CLOSING[OPENING.index(text[at])], 0
    for match in PAIRS[shut].finditer(text, at, at + limit):
        depth += -1 if match[0] == shut else 1
        if depth == 0:
            return match.start()
    return -1


SMALL = frozenset("SCTLOMW")


def sort(content: str) -> Mark | None:
    """What a bracket's content, or a line that needs no bracket, says it is; None where it says nothing."""
    if len(content) > 200 or (content.isascii() and not _may_sort_en(content)):
        return None
    short = len(content) < (40 if content.isascii() else 16)
    small = content.isascii() and content[1:].islower()
    if short and CLOSES.match(content) and (not small or CLOSES_SMALL.fullmatch(content)):
        return Mark("transition", content, closes=True)
    match = OPENS_EN.fullmatch(content) if content.isascii() else OPENS.match(content)
    if match and short:
        return Mark("transition", content, opens=match["state"])
    if cut := _cut(content):
        return cut
    if content[:4].isupper() and (over := words.CAPTION_EN.fullmatch(content)) and (over["text"] or "").strip():
        return Mark("caption", unquoted(over["text"].strip(" *_\t\r\n")))
    if CUE_MUSIC.fullmatch(content):
        return Mark("sound", content)
    if CUE_LIGHT.fullmatch(content):
        return Mark("transition", content)
    match = CAPTION.match(content) or _captioned_small(content)
    if match and words.NOTHING.fullmatch(match["text"].strip()):
        return Mark("note", content)
    if match:
        return Mark("caption", unquoted(match["text"].strip(" *_\t\r\n")))
    match = SOUND.match(content)
    if match:
        silent = words.NOTHING.fullmatch(match["text"].strip())
        return Mark("note", content) if silent else Mark("sound", match["text"].strip())
    if ASIDE.match(content):
        return Mark("note", content)
    over = words.THE_END.fullmatch(content) or words.WORDLESS.fullmatch(content) or TURNED_OVER.fullmatch(content)
    return Mark("note", content) if over else None


def _captioned_small(content: str) -> re.Match[str] | None:
    """Words for the screen behind a label that is not all in capitals."""
    if content[0] in SMALL and content[1:4].islower() and (found := SMALL_CAPTION.fullmatch(content)):
        return found
    return ON_SCREEN.fullmatch(content) if content[0] in "TtOoWwCcGgMm" else None


TURNED_OVER = deferred(
    r"(?:CONTINUED|CONT['’]?D?\.?) (?:OVER(?:LEAF)?|ON (?:THE )?NEXT PAGE|NEXT PAGE)\.*|\(?(?:TO BE )?CONTINUED (?:ON|FROM) (?:THE )?(?:NEXT|PREVIOUS|LAST) PAGE\)?|(?:转|下|续|接)?[接转续](?:下|上|前)页|[下上前]页[续接]|(?:下|上)?[接转](?:自)?第\s*\d{1,3}\s*页|续|删[去除]?|已删|略|空号|(?:付费|本集|集尾|片尾|结尾)?(?:卡点|钩子|悬念|爽点|看点|付费点)|(?:END |EPISODE )?(?:PAYWALL|CLIFFHANGER)(?: HOOK)?|(?:EPISODE |END )HOOK",
    re.I,
)
"""A line that only says that the page is to be turned, or that an episode is to be broken off here."""
STROKED = deferred(
    r"/+\s*(?:CONT(?:['’]?D|INUED|INUES)?\.?(?: (?:OVER(?:LEAF)?|(?:ON )?NEXT PAGE))?|MORE|OVER|P\.?T\.?O\.?|接下页|转下页|下页续)\s*[.…/]*",
    re.I,
)
"""The same behind a stroke, as radio scripts have it at the foot of a page: /CONT..."""
LETTERS = deferred("[A-Z]+")
SORTED_EN = frozenset(
    "END ENDS BACK RETURN RETURNING RESUME RESUMING OVER PRESENT FLASH FLASHBACK FLASHBACKS FLASHFORWARD FLASHFORWARDS FORWARDS DREAM DREAMS DAYDREAM DAYDREAMS NIGHTMARE NIGHTMARES MEMORY MEMORYS FANTASY FANTASYS VISION VISIONS HALLUCINATION HALLUCINATIONS "
    "CUT FADE DISSOLVE WIPE BLACK BLACKOUT CURTAIN INTERCUT IRIS BREAK CREDITS TITLE TITLES SMASH WHIP SUPER SUPERS SUPERIMPOSE SUPERIMPOSED SUPERTITLE CARD CAPTION CAPTIONS SUBTITLE SUBTITLES CHYRON LOWER SCREEN LEGEND GFX CONTINUED FIN NO WITHOUT "
    "PAYWALL HOOK HOOKS CLIFFHANGER INDICIA PAY TEXT CHAT BUBBLE OVERLAY SLATE LEGAL DISCLAIMER TAGLINE STRAPLINE".split()
) | {LETTERS.findall(word.upper())[-1] for word in words.SOUND | words.CAPTION if word.isascii() and word != "M"}
"""One of these, or a colon, stands in every English line that `sort` knows."""


def _may_sort_en(content: str) -> bool:
    """Whether an English line has a word or a sign without which it says nothing of itself."""
    return ":" in content or "\t" in content or not SORTED_EN.isdisjoint(LETTERS.findall(content.upper()))


def _cut(content: str) -> Mark | None:
    """A cut, the picture that one shows on its own line, or the words that are printed over one."""
    if over := OVERPRINT.fullmatch(content) or (OPENING_TITLE.fullmatch(content) if content[0] in "Oo" else None):
        return Mark("caption", unquoted(over["text"].strip()))
    if shown := CUT_ON.fullmatch(content):
        return Mark("action", shown["zh"] or shown["en"])
    cut = CUT.match(content)
    if cut and cut[0][-1:] == "。" and len(content) - cut.end() >= LEAST_SHOWN:
        return Mark("action", content)
    return Mark("transition", content) if cut else None


LEAST_SHOWN = 6
"""Characters behind a curtain or a cut from which on it is told what is seen there: 幕启。老魏坐在小马扎上修伞。"""


_SIGNS = "".join(sorted({word[0] for word in words.SOUND | words.CAPTION if not word.isascii()}))
BARE = frozenset(
    _SIGNS
    + "切转叠化淡♪♫🎵♬灯全场台收起乐歌鼓钟铃琴枪雷掌渐黑白硬快跳溶划画时出进片空暗幕闭落闪回梦幻想插倒现字标系屏弹花音背配环主剧本敬完终未待了作编导制镜返结思故끝"
)
"""The first characters a line needs to be looked at by `sort` when it has no bracket."""
BARE_EN = frozenset("SMHJQCFDWBIEGTLOANRVPsmhjqcfdwbiegtloanrvp")
"""The same of an English one, with a letter, a blank or a stroke behind."""
STATES = tuple(words.STATE.removeprefix("(?:").removesuffix(")").split("|"))


def _may_sort(line: str) -> bool:
    """Whether a line without a bracket begins so that `sort` may know it."""
    first, next_to = line[0], line[1:2]
    if first in BARE:
        return True
    if first in BARE_EN:
        return next_to in (" ", "/") or (next_to.isascii() and next_to.isalpha())
    return line.startswith(STATES)


def shot(line: str) -> Mark | None:
    """What an English line in capitals is that names a shot, `ANGLE ON NORA`, or a caption; None where it does neither."""
    found = words.CAPTION_EN.fullmatch(line)
    if found and (found["text"] or "").strip():
        return Mark("caption", unquoted(found["text"].strip()))
    return Mark("action", line) if words.SHOT_EN.fullmatch(line.rstrip(": ")) else None


CLOCKED = deferred(
    r"[\[【（(]\s*(?:\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s*[-–—~～至到]\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?|\d{1,3}\s*[-–—~～至到]\s*\d{1,3}\s*(?:s|秒)(?:\s[^\[\]【】（()）]{1,16})?)\s*[\])）】]\s*[△▲]?\s*(?=[^\s\])）】\[【（(])"
)
"""From when to when what is told behind it lasts: [0:04] She turns., 【15-50s】△ 跟拍."""


def untimed(told: str) -> str:
    """What is told without the time in front of it at which it is seen; as it is where the rest alone would be a cut or a caption."""
    stamp = CLOCKED.match(told) if told[:1] in "[【（(" and told else None
    return told[stamp.end() :] if stamp and sort(told[stamp.end() :]) is None else told


def timed(line: str) -> bool:
    """Whether a line only says from which second to which something lasts."""
    bare = line[1:] if line[0] in "（(【[" else line
    return bare[:1].isdigit() and len(line) < 32 and not SECONDS.isdisjoint(line) and TIMED.fullmatch(bare) is not None


def _unlabelled(text: str) -> str:
    """An action without the label that says that it is one: △画面：…"""
    label, sign, rest = text[:10].partition("：") if "：" in text[:10] else text[:10].partition(":")
    seen = words.field(label.strip()) == "action" or label.endswith("钩子")
    told = sign and rest.strip() and seen and not words.PICTURE.fullmatch(label)
    return text[len(label) + 1 :].lstrip() if told else text


OF_WORK = deferred(
    r"(?:此|本|该|这一?|上一?|下一?)[场段处镜句集](?:戏)?[\u3400-\u9fff]{0,4}(?:可|应|需|须|要|待|建议|考虑|拟|是否|能否)[\u3400-\u9fff\d]{0,12}(?:合并|删|定|再议|修?改|补[拍写]?|保留|重[写拍]|调整|压缩|拆|挪|换)"
    r"|(?:could|to|may|should|can) (?:be )?(?:cut|merged?|combined?|trimm?(?:ed)?|moved?)\b|(?:this|the next|the previous) (?:scene|page|line|beat) (?:could|may|might|should|can|needs?|to be)\b",
    re.I,
)
"""How a remark begins that is for whoever works on the script: 此场可与第5场合并。"""
OF_WORK_STARTS = frozenset("此本该这上下cCtTmMsS")


def of_work(line: str) -> bool:
    """Whether a line in brackets is for whoever works on the script."""
    return line[1:2] in OF_WORK_STARTS and OF_WORK.match(line, 1) is not None


def _in_brackets(line: str, first: str) -> Mark | None:
    """What a line says of itself that begins with a bracket."""
    content = bracketed(line)
    if content is not None and first == "[" and COMMAND.fullmatch(line):
        return Mark("note", line)
    if content is None and first in "[【" and (STAGED.fullmatch(line) or VEILED.fullmatch(line)):
        return Mark("transition" if VEILED.fullmatch(line) else "note", line)
    if content is not None and (timed(content) or (first == "[" and BEAT.fullmatch(content)) or of_work(line)):
        return Mark("note", content)
    if content is not None and content[0] in "TtOoWwCcGgMm" and (over := ON_SCREEN.fullmatch(content)):
        return Mark("caption", unquoted(over["text"].strip()))
    if content is not None:
        mark = sort(content)
        if not mark and first in "【[" and content[-1] in NOISE_ENDS and NOISES.fullmatch(content):
            return Mark("sound", content)
        if not mark and MUSIC.fullmatch(content):
            return Mark("sound", content)
        return mark or (Mark("action", line) if first in "【[〔［〖" else None)
    off = OFF.match(line)
    if off:
        return Mark("sound", line)
    if first == "【" and closing(line, 0) > 0:
        return Mark("action", line)
    return None


DASHES, LONGEST_APART = frozenset(("——", "--", "──", "━━", "—-", "==", "~~")), 16
"""How a line begins that is set apart by strokes, and its longest: ——暗转."""


CURTAIN_EN = deferred(
    r"(?:the |slow |quick )*curtain(?: (?:slowly |gently )?(?:falls?|rises?|drops|comes down|goes up|opens|closes)\b[^.!?]{0,20})?[.]?",
    re.I,
)
"""A curtain between strokes: -- The curtain falls slowly --"""


def _set_apart(line: str) -> Mark | None:
    """What a line between strokes says that something is over."""
    bare = line.strip(AROUND)
    if line[0] == "/" and (words.THE_END.fullmatch(line.strip("/ .")) or STROKED.fullmatch(line)):
        return Mark("note", line)
    if words.THE_END.fullmatch(bare):
        return Mark("note", bare)
    if line[:2] in DASHES and len(bare) < LONGEST_APART and (cut := CUT.match(bare)) and cut.end() == len(bare):
        return Mark("transition", bare)
    if len(bare) < 3 or line[0] not in AROUND or line[-1] not in AROUND:
        return None
    if CURTAIN_EN.fullmatch(bare):
        return Mark("transition", bare)
    over = sort(bare)
    return over if over and (over.closes or over.kind == "transition") else None


def rings(name: str, text: str) -> bool:
    """Whether a thing that rings has nothing to say but what it sounds like: 手机提示音：叮咚！"""
    return name.endswith(RINGS) and NOISE.fullmatch(NO_SOUND.sub("", text)) is not None


BEATS, STROKES, COMMANDS = "BSCOPHTIbscophti选分", "—-=~第《>/", '<"'
AROUND = "—–-=~ 《》><"
"""What may stand on either side of a line that says that something is over: --- END FLASHBACK ---, 《闪回结束》."""
MARKED = frozenset((*TRIANGLES, *OPENING, *RECORDED_STARTS, *DRAWN[0], *BEATS, *STROKES, *COMMANDS))
"""How a line begins, beside figures, that says something of itself in one of these ways."""


def read(line: str) -> Mark | None:
    """What a line says of itself, or None where it does not say."""
    first = line[0]
    if first not in MARKED and not first.isdigit():
        return sort(line) if _may_sort(line) else None
    if first in TRIANGLES or first in OPENING:
        labelled = LABELLED.fullmatch(line.lstrip(TRIANGLES).lstrip(" \t　:："))
        if labelled:
            return Mark("sound", labelled["text"].strip())
    if first in TRIANGLES:
        text = line.lstrip(TRIANGLES).lstrip(" \t　:：")
        mark = sort(text[1:-1].strip() if len(text) > 2 and bracketed(text) else text) if len(text) < 60 else None
        seen = mark is None or not (
            (mark.kind in ("caption", "sound") and bracketed(text) is not None) or PURE.fullmatch(mark.text)
        )
        return Mark("action", _unlabelled(text)) if mark is None or seen else mark
    if (first.isdigit() or first in RECORDED_STARTS) and len(line) < 40 and RECORDED.fullmatch(line):
        return Mark("note", line)
    if first in OPENING:
        return Mark("note", line) if timed(line) and bracketed(line) is None else _in_brackets(line, first)
    if first in DRAWN[0] and line[-1] in DRAWN[1] and ":" not in line and "：" not in line:
        return Mark("note", line)
    if first.isdigit() and timed(line):
        return Mark("note", line)
    if first in COMMANDS and COMMAND.fullmatch(line):
        return Mark("note", line)
    if first in BEATS and BEAT.fullmatch(line):
        return Mark("note", line)
    if first in STROKES and (over := _set_apart(line)):
        return over
    return sort(line) if _may_sort(line) else None
