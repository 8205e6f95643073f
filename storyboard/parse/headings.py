"""Scene and episode headings: one row per form in `FORMS` and `EPISODES`, read by one function.

A row says how the line begins and what must be in the rest of it. Which part of the rest is the time, which the inside
or outside and which the place does not depend on the order: times and insides are known words, the place is what is left.
"""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import field, replace
from typing import Literal

from storyboard.languages import scenery
from storyboard.parse import words
from storyboard.patterns import deferred
from storyboard.records import dataclass

ORNAMENTS = "▷▶►◆◇■□●★☆"
"""What stands beside headings, and in front of actions too."""
DRAWN_BEFORE = "◎◉○●◆◇■□★☆▶►▷※📍⌂⊙ 　"
PLACE_SIGNS = frozenset(DRAWN_BEFORE)
"""What is drawn before a place: P1 ◎旧货市场・午后."""
LONGEST = 90
"""Characters of the longest line taken for a heading."""

LONGEST_HOUR = 6
"""Characters of the longest unknown word taken for a time."""

LONGEST_TOLD = 800
"""The same for a number in words, behind which place, hour and weather may be told: `SCENE TWO. The street. Half past ten. First drops of rain.`"""
LONGEST_OVER = 30
"""Characters of the longest line between strokes that says that an episode is over: —— 第7话 完，下话预告另附 ——."""
LONGEST_OF_ALL = 300
"""The same for forms whose brackets say that they are one."""

NUMERAL = "零〇一二三四五六七八九十百两"
FORMAL = "壹贰叁肆伍陆柒捌玖拾"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
SIGN = r"\s*[、.．:：,，—–\-）)]?\s*"
SENTENCE = deferred(r"[。！？!?；…“”\"]|(?<![内外]景)[.,] |\w，\w+，\w+，")
SENTENCE_SIGNS = frozenset('。！？!?；…“”".,，')
"""One of these stands in every sentence."""
WHENS = deferred(rf"{words.TIME}[，,]\s*")
"""A time with a comma behind it: of such a heading has as many as it likes."""
FEW = 7
"""Words of a place and a time with commas between: `Later, by the fire`."""
STOPPED = deferred(r"[!?;…“”\"]|\.(?: |$)")
"""What says that words behind a number are a sentence, which a comma does not."""

Need = Literal["nothing", "word", "both", "place"]
Slot = Literal["time", "interior", "weather", "state", "place"]


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading line says."""

    number: str = ""
    location: str = ""
    time: str = ""
    interior: str = ""
    weather: str = ""
    state: str = ""
    cast: str = ""
    """The names as written, where the heading itself lists them."""
    action: str = ""
    """What the line goes on to tell behind the place: `[Scene: The flat, Hal is asleep.]`."""
    slots: tuple[tuple[Slot, str], ...] = field(default=(), compare=False)
    """What stands between its separators, in order; empty where it is not written in slots."""


@dataclass(frozen=True, slots=True)
class HeadingForm:
    """One way to write a heading."""

    name: str
    starts: str
    """The characters it can begin with; empty = any."""
    pattern: re.Pattern[str]
    """Groups: `no` (number, optional), `rest`."""
    needs: Need
    """What `rest` must hold to be believed: `nothing`, a `word` (a time or an inside/outside), `both` of these, or a
    `place`: no sentence, 40 characters at most."""
    example: str
    english: bool = False
    """INT./EXT. order: prefix, place, dash, time."""
    longest: int = LONGEST


def _form(
    name: str, starts: str, pattern: str, needs: Need, example: str, english: bool = False, longest: int = LONGEST
) -> HeadingForm:
    return HeadingForm(
        name, starts, deferred(pattern + r"\s*$", re.I if english else 0), needs, example, english, longest
    )


CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
D = "0123456789０１２３４５６７８９"
CLOCK = r"\d{1,2}(?::\d{2}){0,2}s?"
"""A time of clips for telephones: 0:12, 15s."""
SCENE_NO = r"\d{1,4}\s*[-－—–‐]\s*\d{1,4}[A-Za-z]?"
AFTER = rf"(?:[\s、.．:：,，—–\-）)/／|｜]+|(?=(?:{words.TIME}|{words.INSIDE})[{words.EDGE}])|$)"

FORMS = (
    _form("interior prefix", "内外【", r"(?!内外景?\s*[:：]\s*[内外])【?(?P<rest>(?:内景|外景|内/外景|内外景)(?:[\s.．·:：、,，\-—]+.*|[^，。！？]{1,20}))", "place", "内景.咖啡馆 - 日"),
    _form("格 and place, told on", "第格[【（(内外" + D + CIRCLED, rf"(?:(?:第\s*\d{{1,3}}\s*格|格\s*\d{{1,3}}|\d{{1,2}}格|[\[【（(]\s*(?:第\s*)?\d{{1,2}}(?:[.-]\d{{1,2}})?\s*格?\s*[\]】）)]|\d{{1,2}}\.\d{{1,2}}|[{CIRCLED}])[\s　:：.、]*|(?=[内外]景))(?P<rest>[^。！？：:“”]{{3,24}}。[^\s].*)", "nothing", "第1格 外景 公交站 夜。大全景，雨。", longest=LONGEST_OF_ALL),
    _form("number-number 场", D, rf"(?P<no>{SCENE_NO})\s*(?:场景|场次|场)\s*[:：、.．]?\s*(?P<rest>.*)", "place", "1—1场景：夜，内，老茶馆"),
    _form("number-number and a Latin place", D, rf"(?P<no>{SCENE_NO})[ \t　]+(?P<rest>(?:{words.TIME}[ \t　/／·]*{words.INSIDE}|{words.INSIDE}[ \t　/／·]*{words.TIME})[ \t　]+[A-Z][\w'’ ,.\-]{{2,50}})", "nothing", "7-1  日 内  Wren Group, lobby"),
    _form("number-number", D, rf"(?P<no>{SCENE_NO}){AFTER}(?P<rest>.*)", "place", "1-1 日 内 客厅"),
    _form("number-number glued", D, rf"(?P<no>{SCENE_NO})(?P<rest>[\u3400-\u9fff].*)", "word", "1-1老茶馆 夜 内"),
    _form("number.number", D, rf"(?P<no>\d{{1,4}}[.．]\d{{1,4}}){AFTER}(?P<rest>.*)", "word", "1.1 地点 内 日"),
    _form("n场", D, r"(?P<no>\d{1,4}[A-Za-z]?)\s*场(?:戏|次)?[\s　、.．:：,，]+(?P<rest>.+)", "word", "21场 日 内 林家卧室"),
    _form("number", D, r"(?P<no>\d{1,4}[A-Za-z]?)\s*[、.．:：]?\s*场景\s*[:：]?(?P<rest>.+)", "place", "1 场景：【夜 客厅 内】"),
    _form("number and dot", D, r"(?P<no>\d{1,4}[A-Za-z]?)\s*[、.．)）](?P<rest>.+)", "word", "5、卫生间　日内"),
    _form("han number and dot", NUMERAL, rf"(?P<no>[{NUMERAL}]{{1,3}})\s*[、.．](?P<rest>.+)", "word", "一、公堂　日　内"),
    _form("han number and space", NUMERAL + FORMAL, rf"(?P<no>[{NUMERAL}]{{1,3}}|[{FORMAL}]{{1,3}})[ 　]+(?P<rest>.+)", "both", "贰　渡口茶棚　　夜·外"),
    _form("number and bar", D + NUMERAL, rf"(?P<no>\d{{1,4}}[A-Za-z]?|[{NUMERAL}]{{1,3}})\s*[｜|/／)）]\s*(?P<rest>.+)", "both", "一｜林区七号塔｜黄昏｜内"),
    _form("number and point", D + NUMERAL, rf"(?P<no>\d{{1,4}}[A-Za-z]?|[{NUMERAL}]{{1,3}})[ \t　]*[·•・][ \t　]+(?P<rest>[\u3400-\u9fff].+)", "word", "3 · 公交总站休息室（凌晨四点四十）"),
    _form("circled number", CIRCLED, rf"(?P<no>[{CIRCLED}])\s*[、.．:：｜|]?\s*(?P<rest>.+)", "both", "①林区七号塔　黄昏　内"),
    _form("number and inside", D, r"(?P<no>\d{1,3}[A-Za-z]?)[ \t　]+(?P<rest>(?:内/外|内外|室内|室外|内景|外景|内|外)[ \t　]+[^。！？!?；;…：:，,]{2,30})", "nothing", "1　内　“望舒”空间站·控制舱"),
    _form("number and space", D, r"(?P<no>\d{1,4}[A-Za-z]?)\s+(?P<rest>.+)", "both", "1 张三卧室 日内"),
    _form("number goes on", D, r"(?P<no>\d{1,3}[A-Za-z]?)[ \t　、.．]+(?P<rest>(?:接上一?场?|续上场?|同上|同前)(?:[ \t　，,]+[^。！？]{0,12})?)", "nothing", "3　接上"),
    _form("number glued", D, rf"(?P<no>\d{{1,3}})(?!(?:{words.TIME})|[天日月年点时分秒号个人名位岁楼层层栋路])(?P<rest>[\u3400-\u9fff].*)", "both", "1老茶馆 夜 内"),
    _form("场 and number", "场第", rf"(?:场次?景?|第)\s*(?P<no>{SCENE_NO}|(?<=场)\d{{1,4}})\s*场?{SIGN}(?P<rest>.*)", "place", "场1-1 客厅 日 内"),
    _form("场次（n）", "场", r"场次?\s*[（(]\s*(?P<no>\d{1,4})\s*[）)]\s*(?P<rest>.*)", "nothing", "场次（1）地点：客厅，夜，内；出场人物：林晚"),
    _form("场次：n", "场【", rf"【?场(?:次|号|景号|景编号|次编号|景序号)?\s*[:：]?\s*(?P<no>[A-Z]?\d{{1,4}}(?:[-－.]\d{{1,4}})?|第?[{NUMERAL}]+场?)\s*】?{SIGN}(?P<rest>.*)", "place", "场次：1"),
    _form("第n场", "第【", rf"【?(?P<no>第\s*[{NUMERAL}\d]+\s*[场幕景折出])】?{SIGN}(?P<rest>.*?)】?", "place", "第一场 客厅"),
    _form("场景n", "场【", rf"【?(?P<no>场景?\s*(?:[{NUMERAL}\d]+|[A-Z](?![A-Za-z])))(?:\s*[、.．:：，,—–\-】|｜/／]+\s*|\s+|$)(?P<rest>.*?)】?", "place", "场景一：云顶酒店（日·内）"),
    _form("镜头n", "镜", rf"镜头?\s*(?P<no>\d{{1,3}}|[{NUMERAL}]{{1,3}})[\s　:：.．、·|｜/／—–\-]+(?P<rest>[^。！？]+)", "both", "镜头1  外  小区门口  日"),
    _form("stamps 场景：", D + "[【（(", rf"[\[【（(]?\s*{CLOCK}(?:\s*[-–—~～至到]\s*{CLOCK})?\s*[\]】）)]?\s*[|｜:：·\s—–-]*(?:场景|地点|场)\s*[\d{NUMERAL}]*\s*[:：]\s*(?P<rest>.+)", "word", "00:00-00:15｜场景：婚礼后台（内/日）"),
    _form("【场景：…】", "【[", r"[【\[]\s*(?:场景|场|转场至|地点)\s*[:：]\s*(?P<rest>[^】\]]+)[】\]]", "nothing", "【场景：地下室】"),
    _form("【场n-n】 and place", "【[", rf"[【\[]\s*(?:场次?景?|第|SC?\.?)?\s*(?!\d+\s*[-－—–~]\s*\d+\s*[sS秒])(?P<no>{SCENE_NO})\s*场?\s*[】\]]\s*(?P<rest>[^！？!?：:“”△▲]{{2,40}})", "nothing", "【场7-1】筒子楼过道。下午。"),
    _form("【场景】…", "【[", r"[【\[]\s*(?:场景|场次?|地点)\s*[】\]]\s*[:：]?\s*(?P<rest>.+)", "word", "【场景】老茶馆 / 夜 / 内"),
    _form("state and place", "闪回梦幻想插倒穿前", rf"(?P<rest>{words.STATE}[\s·:：|｜—–\-]+[^，。！？；…“”]{{3,50}})", "both", "闪回　渡口　日　外"),
    _form("场景：…", "场", r"场景\s*[:：]\s*(?P<rest>.+)", "word", "场景：夜 内 堂屋"),
    _form("场景 …", "场#", r"#?场景[ \t　]+(?P<rest>[^：:]+)", "word", "场景 神殿外 黄昏"),
    _form("景：… 时：…", "景地", r"(?:景|地点?)\s*[:：]\s*(?P<rest>[^：:]+[\s　,，;；/|｜]+时间?\s*[:：][^：:]+(?:[\s　,，;；/|｜]+(?:出场)?(?:人物|角色|人)\s*[:：][^：:]+)?)", "word", "景：客厅　时：早晨"),
    _form("inserted scene", "+＋加", r"[+＋加]场\s*(?P<rest>.+)", "word", "+场 李家厨房 内 夜"),
    _form("○ and place", "○〇◯", r"[○〇◯]\s*(?P<rest>\S.*)", "place", "○教室（夕方）"),
    _form("S#", "SsＳ", r"S\s*#?\s*(?P<no>\d{1,4}[A-Z]?)\s*[.．:：/／|｜·—–\-]\s*(?P<rest>.*)", "place", "S#1. 거실 (낮/안)"),
    _form("S and space", "Ss", r"SC?[.．]?[ \t　]*(?P<no>\d{1,3}[A-Z]?)[ \t　]+(?P<rest>.+)", "word", "S01　审讯室　内　夜"),
    _form("S：n and fields", "Ss场", r"(?:S|场次?)\s*[:：]\s*(?P<no>\d{1,4}[A-Z]?)[ \t　,，;；]+(?P<rest>(?:时间?|景|场景|地点?|日夜|内外)\s*[:：].+)", "word", "S：1　时：夜　景：裁缝店　人：美珠、志明"),
    _form("（n） and place", "（(", r"[（(]\s*(?P<no>\d{1,3})\s*[)）]\s*(?P<rest>.+)", "word", "（1）电梯口，日"),
    _form("number in brackets", "【[（(〖", rf"[【\[（(〖]\s*(?P<no>[{NUMERAL}]{{1,3}}|\d{{1,3}})\s*[】\]）)〗]\s*(?P<rest>[^：:“”了吧吗呢]{{2,40}})", "word", "【一】林区七号塔·塔顶｜黄昏｜内"),
    _form("#n", "#＃", r"[#＃]\s*(?P<no>\d{1,3})[\s　、.．:：｜|]+(?P<rest>.+)", "both", "#1 林区七号塔｜黄昏｜内"),
    _form("P and place", "Pp", r"P\d{1,3}(?:\s*[-–—~～至]\s*P?\d{1,3})?[ \t　:：]+(?P<rest>[^\s:：，。！？；][^，。！？；]*)", "word", "P1 书店·店内·上午"),
    _form("scene_n", "Ss", r"scene[_-](?P<no>\d{1,5})[ \t　:：]+(?P<rest>\S.*)", "word", "scene_0301 天台·黄昏"),
    _form("EP and SC", "Ee", rf"EP?\.?\s*\d{{1,3}}\s*[-_|｜/／·\s]?\s*(?:(?:SC|S|场[次景]?)\.?\s*(?P<no>\d{{1,4}}[A-Za-z]?|[{NUMERAL}]{{1,3}})|第\s*(?P<nth>[{NUMERAL}\d]{{1,3}})\s*[场幕](?![\u3400-\u9fff]))\s*[.．:：/／|｜·—–\-\s]\s*(?P<rest>.+)", "word", "EP01｜SC03｜INT｜病房｜NIGHT"),
    _form("panel and INT., told on", "PpFf[(IE" + D, rf"(?:(?:PANEL|PNL|FRAME)\s*#?\s*)?(?:[\[(]?(?P<no>\d{{1,3}}(?:[.-]\d{{1,3}})?[A-Z]?)[\])]?\s*[.):–—-]*\s+)?(?P<rest>(?-i:INT\.?/EXT|EXT\.?/INT|INT|EXT|I/E)[./ ]\s*(?-i:[A-Z0-9][^a-z]{{2,70}}?|[A-Z0-9][^.]{{2,50}}?\s[-–—]+\s*(?i:{words.TIME_EN.pattern[2:-2]}))\.\s+(?-i:[A-Z](?=[^.]*[a-z]{{2}}).*))", "nothing", "1.1  EXT. BUS STOP - NIGHT. Wide shot. Rain.", True, LONGEST_OF_ALL),
    _form("INT./EXT.", "IEie", r"(?P<rest>(?:INT\.?\s*/\s*EXT|EXT\.?\s*/\s*INT|INT|EXT|EST|I\s*/\s*E)(?:[.:]\s*|\s+)\S.*)", "nothing", "INT. HOUSE - DAY", True),
    _form("FLASHBACK - INT.", "FDNMVfdnmv", rf"(?P<rest>{words.STATE_EN}\s*[-–—:]+\s*(?:INT|EXT|EST|I/E)[./ ].*)", "nothing", "FLASHBACK - INT. HOUSE - DAY", True),
    _form("number and INT.", D, rf"(?P<no>\d{{1,4}}(?:[/.-]\d{{1,3}})?[A-Z]?)[.)/:#]?\s+(?P<rest>(?:{words.STATE_EN}\s*[.:–—-]+\s*)?(?:INT|EXT|EST|I/E)[./ ].*)", "nothing", "12 INT. HOUSE - DAY", True),
    _form("[n] INT.", "[(【", r"[\[(【]\s*(?P<no>\d{1,4}[A-Z]?)\s*[\])】]\s*(?P<rest>(?:INT|EXT|EST|I/E)[./ ].*)", "nothing", "[3] INT. KITCHEN - NIGHT", True),
    _form("[Scene: …]", "[(<", r"[\[(<]+\s*Scene\s*[:,]\s*(?P<rest>[^\])>]+)[\])>]+", "nothing", "[Scene: The flat, Hal is asleep.]", True, LONGEST_OF_ALL),
    _form("[stamps] INT.", "[(" + D, rf"[\[(]?\s*{CLOCK}(?:\s*[-–—~]\s*{CLOCK})?\s*(?:s|secs?|seconds)?\s*[\])]?\s*[|｜:–—-]*\s*(?:[A-Z][\w’' /&]{{0,30}}?\s*[:|｜–—-]+\s*)?(?P<rest>(?-i:INT|EXT|I/E)[./ ].*)", "nothing", "[0:00–0:12] HOOK – INT. APARTMENT – NIGHT", True),
    _form("[stamp] PLACE", "[(", r"[\[(]\s*\d{1,2}:\d{2}(?::\d{2})?(?:[.:]\d{1,3})?\s*[\])]\s*(?P<rest>(?!(?:RECORDING|TAPE|TRANSMISSION|FOOTAGE|VIDEO|AUDIO|CALL) ENDS?\b)(?-i:[A-Z][^a-z:\n]{3,}))", "nothing", "[02:11:40] GAS STATION CAMERA, NIGHT", True),
_form("[stamp] SCENE n", "[(", r"[\[(]\s*\d{1,2}:\d{2}(?::\d{2})?(?:[.:]\d{1,3})?\s*[\])]\s*(?:SCENE|SC\.?)\s+(?P<no>\d{1,4}[A-Z]?|[IVXLC]+|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN)\b\s*[:.—–/|｜-]+\s*(?P<rest>\S.*)", "nothing", "[00:00] Scene 1. Dispatch room. Night shift.", True),
    _form("[SCENE n and place]", "[(【", r"[\[(【]\s*(?:SCENE|SC\.?)\s+(?P<no>\d{1,3}[A-Z]?|[IVX]{1,4}|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN)\s*[:.,–—|/-]*\s+(?P<rest>[^\])】]{3,60})[\])】]", "word", "[SCENE 1  The landing, night]", True),
    _form("PART - INT.", CAPITALS, r"(?-i:[A-Z][A-Z’' /&#\d]{2,30}?)\s*(?:\([^()]{1,24}\)\s*)?[:|｜–—-]+\s*(?P<rest>(?-i:INT|EXT|I/E)[./ ]\s*[A-Z].*)", "nothing", "HOOK (0-3s): INT. KITCHEN - DAY", True),
    _form("SC n INT.", "Ss", r"(?:SCENE|SC)\.?\s*#?\s*(?P<no>\d{1,4}(?:-\d{1,4})?[A-Z]?)[\s.:)|–—-]+(?P<rest>(?-i:INT|EXT|EST|I/E)[./ ].*)", "nothing", "SC 31  EXT. QUARRY RIM - DUSK", True),
    _form("SCENE n", "Ss", r"(?:SCENE|SC\.?)\s+(?P<no>\d{1,4}(?:-\d{1,4})?[A-Z]?|[A-Z](?=\s*[:—–-]+\s*\S))(?:\s*[(\[]\s*\d[\d:.\s–—-]*(?:s|secs?|seconds)?\s*[)\]])?(?:\s*[:.—–/|｜-]+\s*(?P<rest>.*)|)", "place", "Scene 1: EXT. HARBOUR - NIGHT", True),
    _form("SCENE n and place", "Ss", r"(?:SCENE|SC\.?|Scene)\s*(?P<no>\d{1,4}[A-Z]?)[ \t　]+(?P<rest>[\u3400-\u9fff][^。！？：:]{0,30})", "place", "SCENE 1　渡口"),
    _form("Scene - place", "Ss", r"SCENE\s*[:–—-]+\s*(?P<rest>[^\d\s:–—-][^:]*)", "word", "Scene - supermarket, 2am.", True),
    _form("LOCATION n", "LlSs", r"(?:LOCATION|LOC\.?|SET)\s*#?\s*(?P<no>\d{1,2})\s*[:.—–-]+\s*(?P<rest>\S.*)", "place", "LOCATION 1: kitchen, morning", True),
    _form("ACT, SCENE", "Aa", r"(?P<no>ACT\s+(?:[IVXLC]+|\d{1,2}|ONE|TWO|THREE|FOUR|FIVE|SIX)(?:\s*[,.:—–-]+\s*|\s+)SCENE\s+(?:[IVXLC]+|\d{1,3}[A-Z]?|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN))\.?(?:\s*[:.,—–-]+\s*(?P<rest>.*)|)", "nothing", "ACT TWO, SCENE 1", True),
    _form("SCENE I", "Ss", r"(?P<no>SCENE\s+(?:[IVXLC]+|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN|THE (?:FIRST|SECOND|THIRD|LAST)))\.?(?:\s*[:.—–/|｜·-]\s*(?P<rest>.*)|\s*[(\[]\s*(?P<boxed>[^()\[\]]{3,60})[)\]]|)", "nothing", "SCENE II. A heath.", True),
    _form("COLD OPEN - PLACE", "CcTtPpEe", r"(?:COLD OPEN|TEASER|TAG|PROLOGUE|EPILOGUE)\s*[:—–-]+\s*(?P<rest>\S.*)", "place", "COLD OPEN - NEWS DESK", True),
    _form("ACT n", "Aa", r"(?P<no>ACT\s+(?:[IVXLC]+|\d{1,2}|ONE|TWO|THREE|FOUR|FIVE|THE (?:FIRST|SECOND|THIRD|LAST)))\.?(?:\s*[:.,—–-]\s*(?P<rest>.*)|)", "nothing", "ACT I", True),
    _form("PAGE n - INT.", "Pp", r"PAGE\s+(?:\d{1,3}|[A-Z]+(?:-[A-Z]+)?)\s*(?:\([^()]*\)\s*)?[:.—–-]+\s*(?P<rest>(?:INT|EXT|I/E)[./ ].*|SAME\b.{0,24})", "nothing", "PAGE TWO (four panels) - EXT. GALLERY, CONTINUOUS", True),
    _form("PAGE n - PLACE", "Pp", r"PAGE\s+(?:\d{1,3}|[A-Z]+(?:-[A-Z]+)?)\s*(?:\([^()]*\)\s*)?[:.—–-]+\s*(?!.*\b(?:splash|panels?|spread|page|cont|continued|title|cover)\b)(?P<rest>(?-i:[A-Z][A-Z'’ ,.-]{2,40}))", "place", "PAGE THREE (splash) - THE DRIVER'S CAB", True),
    _form("PAGE n - PLACE - n panels", "Pp", r"PAGE\s+(?:\d{1,3}|[A-Z]+(?:-[A-Z]+)?)\s*[:.—–|/·-]+\s*(?P<rest>(?!.*\b(?:title|cover|credits?)\b)[A-Z0-9][^|:()\[\]]{2,60}?)\s*[-–—|/·,(\[]+\s*(?:(?:\d{1,2}|[A-Z]+)[- ]PANELS?|(?:FULL[- ](?:PAGE )?)?SPLASH(?: PAGE)?|(?:DOUBLE[- ](?:PAGE )?)?SPREAD)\s*[)\]]?\.?", "place", "PAGE TWO  --  INSIDE TRAM 264, MOVING  --  3 panels", True),
    _form("-- n -- PLACE", "-–—~=", r"[-–—~=]{1,3}\s*(?:SCENE|SC\.?|#)?\s*(?P<no>\d{1,3}[A-Z]?)\s*[-–—~=]{1,3}\s*(?P<rest>(?=[A-Z])[^:!?\"“]{3,60})", "word", "-- 2 -- the end of the slipway, moments later", True),
    _form("—— n —— place", "-–—~=", r"[-–—~=]{1,3}\s*(?:场景?|第)?\s*(?P<no>\d{1,3}|[一二三四五六七八九十]{1,3})\s*场?\s*[-–—~=]{1,3}\s*(?P<rest>(?=[\u3400-\u9fff])[^：！？“”]{3,40})", "word", "—— 2 —— 渡口尽头 夜"),
    _form("place, time and inside", "", r"(?P<rest>[^：:△]{3,40})", "both", "云顶酒店门口 日 外"),
)  # fmt: skip
"""Every form of a scene heading. The first that fits is taken: the sure ones stand in front of the loose ones."""

COUNTS = frozenset(("SCENE n", "[stamp] SCENE n", "Scene - place"))
"""The forms that may go on in sentences behind their place."""
TOLD_ON = frozenset(("SCENE I", "[stamp] SCENE n"))
"""Forms that are sure of their number, and so may tell hour, weather and more in whole sentences, `LONGEST_TOLD` characters in all."""
SIDED_ON = frozenset(("panel and INT., told on", "格 and place, told on"))
"""Forms that go on to tell what is seen behind their side of the door, place and hour."""
TITLED = frozenset(("第n场", "场景n"))
"""Numbered forms that keep their number where a Markdown heading says a sentence behind it: `### 第2幕：走！`."""

_TITLE = r"(?:\s*[:：、.．·—–\-｜|/／\s　]\s*(?P<rest>\S.*)|)"
_BRACKETED = r"(?:\s*[（(【].{0,20}[)）】])?"
_NO_SCENE = rf"(?!\W*(?:(?:SC|S)\.?\s*\d|场[次景]?\s*[{NUMERAL}\d]|第\s*[{NUMERAL}\d]+\s*[场幕](?![\u3400-\u9fff])))"
_ONES = "ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN|ELEVEN|TWELVE"
EPISODES = (
    _form("第n集", "第", rf"第\s*(?P<no>[{NUMERAL}\d]+)(?:\s*[-－—~～至到]\s*[{NUMERAL}\d]+)?\s*[集话回話章]{_BRACKETED}{_TITLE}", "nothing", "第一集：陨落与归途"),
    _form("《…》第n集", "《〈", rf"[《〈][^》〉]{{1,30}}[》〉]\s*[·:：\-—]?\s*第\s*(?P<no>[{NUMERAL}\d]+)\s*[集话回話]{_BRACKETED}{_TITLE}", "nothing", "《长街》第3集：夜雨"),
    _form("剧名 第n集", "", rf"[《〈]?(?![上下本]集|字幕|预告|剧情|接|见)[^\s第：:，。！？、（(【】》〉]{{1,16}}[》〉]?[\s·:：\-—]+第\s*(?P<no>[{NUMERAL}\d]+)\s*[集话回話](?:\s*[完终])?{_BRACKETED}{_TITLE}", "nothing", "长街 第1集"),
    _form("一、第n集", NUMERAL + D, rf"[{NUMERAL}\d]{{1,3}}[、.．]\s*第\s*(?P<no>[{NUMERAL}\d]+)\s*[集话回話]{_BRACKETED}{_TITLE}", "nothing", "一、第一集"),
    _form("SnEn", "Ss", rf"S\d{{1,2}}\s*[.·\-]?\s*EP?(?P<no>\d{{1,3}}){_NO_SCENE}{_TITLE}", "nothing", "S01E03 - Home"),
    _form("SEASON n: EPISODE n", "Ss", rf"(?:SEASON|SERIES)\s*(?:\d+|{_ONES})\s*[,:：·\-—–|]?\s*EPISODE\s*(?P<no>\d+|{_ONES}){_TITLE}", "nothing", "Season 2: Episode 5: The Long Weekend", True),
    _form("EPn", "Ee", rf"EP?\s*\.?\s*(?P<no>\d{{2,3}}){_NO_SCENE}(?:\s*[:：.—–\-|｜]\s*|\s+)(?P<rest>\S.*)", "nothing", "E01 夜雨"),
    _form("EPISODE n", "Ee", rf"(?:EPISODE|EP\.?)\s*#?\s*(?P<no>\d+|{_ONES}|[IVX]+){_NO_SCENE}(?:\s*[:：.—–\-|｜]\s*(?P<rest>.*)|\s+(?P<title>[\"“\u3400-\u9fff].*)|)", "nothing", "EPISODE 1: HOME", True),
)  # fmt: skip
"""Every form of an episode heading."""


AROUND = "-—=~【[〖" + ORNAMENTS
WRAPPED = deferred(
    rf"[-—=~\s{ORNAMENTS}]*(?:【\s*(?P<b>[^【】]+?)\s*】|\[\s*(?P<s>[^\[\]]+?)\s*\]|〖\s*(?P<w>[^〖〗]+?)\s*〗|(?P<n>[^-—=~【\[〖].*?))[-—=~\s{ORNAMENTS}]*"
)
"""An episode heading in brackets, between rules or ornaments: 【第一集】, --- 第一集 ---."""


def _by_start(forms: tuple[HeadingForm, ...], others: Iterable[str] = ()) -> dict[str, tuple[HeadingForm, ...]]:
    """The forms that may begin with a character, and those that begin with any; also for `others`, with which none begins."""
    signs = {sign for form in forms for sign in form.starts} | {*others}
    return {sign: tuple(form for form in forms if not form.starts or sign in form.starts) for sign in signs} | {
        "": tuple(form for form in forms if not form.starts)
    }


SIDED_STARTS = _by_start(tuple(form for form in FORMS if form.name in SIDED_ON))
"""Those that go on behind their place, looked at only where a stop stands in the line."""
SCENE_STARTS = _by_start(tuple(form for form in FORMS if form.name not in SIDED_ON), SIDED_STARTS.keys() - {""})
EPISODE_STARTS = _by_start(EPISODES)
LOOSE = SCENE_STARTS[""]
FIELD = deferred(
    rf"(?<![^{words.EDGE}])(?:(?P<both>(?:{words.TIME})(?={words.INSIDE}(?![^{words.EDGE}])))(?P<glued>{words.INSIDE})"
    rf"|(?P<flip>{words.INSIDE})(?P<late>{words.TIME})|(?P<time>{words.TIME})|(?P<interior>{words.INSIDE})"
    rf"|(?P<weather>{words.WEATHER})|(?P<state>{words.STATE}))(?![^{words.EDGE}])"
)
LOOSE_ENDS = frozenset("日夜晨晚昏午早时刻更内外景间天")
SIDE_STOPPED = deferred(
    r"^(?P<no>(?:[A-Z]{0,2}\d{1,4}[A-Z]{0,2}[.、]?\s+)?)(?P<side>[内外]|内[/／]外|外[/／]内)\.\s*(?=[^\s\d])"
)
"""Inside or outside with the full stop of an English heading: 31 内. 地下车库 — 夜."""
HOLLOW = deferred(r"[（(【\[][\s,，、;；·.:：\-—–|/／]*[)）】\]]", needs="([【（")
PART = deferred(rf"第\s*[{NUMERAL}\d]+\s*[场幕折]")
"""The second half of a number: 第一幕 第一场."""
PROLOGUE = deferred(r"^\s*(?:序幕|尾声|楔子|序场|引子|彩蛋|片头|片尾)[\s　：:、，,·—-]+(?=\S)")
PROLOGUES = frozenset("序尾楔引彩片")
"""What part of the whole a heading opens, in front of its place."""
TELLING = deferred(
    r"[（(【\[]\s*(?:[与和跟]?.{0,8}(?:交叉|互切|对切)(?:剪辑|进行)?|(?:电话|通话|镜头|画面)?(?:两头|两边|两端|双方)?(?:交替|来回|轮流)(?:进行|剪辑|切换)?|现在|现实|当下|紧?接上一?场?|续上?场?|同上|连续|(?:画面|整体)?(?:色调|影调|色彩|调色|滤镜|光线|画质|胶片)[^）)】\]]{0,10}|(?:黑白|泛黄|暖色|冷色|低饱和)[^）)】\]]{0,8}|无(?:对白|台词)|\d{1,3}\s*(?:s|秒|[\"″”'′])?\s*[-–—~～至到]\s*\d{1,3}\s*(?:s|秒|[\"″”'′]))\s*[）)】\]]",
    needs="([【（",
)
"""What is said in brackets of how a scene is told, and is no part of its place: 出租屋（与上场交叉）, 月台（色调偏暖）."""
GOES_ON = deferred(
    r"(?:^|(?<=[\s　，,]))[接续承](?:第?\s*[一二三四五六七八九十\d]{1,3}(?:[-—.]\d{1,3})?\s*[场幕]?|上一?[场幕])(?=[\s　，,]|$)"
)
"""A field that says which scene a heading goes on from: 接第一场."""
JUMP = deferred(
    r".*[年月天日周夜][之以]?[前后]|.*(?:从前|小时候|童年|当年)|[次翌隔同当][日天]|第[一二三四五六七八九十\d]+[天日]"
)
"""A time that says how far it lies from the present, or from the scene before."""
YEAR = deferred(
    rf"(?<![^{words.EDGE}])(?:(?:公元前?|民国|光绪|同治|乾隆|康熙|雍正|嘉庆|道光|咸丰|宣统)\s*[元{NUMERAL}\d]{{1,4}}年|(?:[\d０-９]{{2,4}}|[{NUMERAL}]{{4}})年代?|(?:19|20)\d\d[./-]\d{{1,2}}[./-]\d{{1,2}})"
    rf"(?:[初末底]|\s*[初深仲暮盛隆早晚]?[春夏秋冬][天季]?|\d{{1,2}}月(?:\d{{1,2}}[日号])?)?(?![^{words.EDGE}])"
)
"""The year in which a scene plays, as a field of its heading: 1937年, 民国二十六年秋."""
DATE = deferred(r"(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}(?!\d)")
NOW = frozenset("现在 同上 连续".split())
"""Words for a time that say nothing beside an hour."""
PEOPLED = deferred(
    r"(?P<place>[^、（(【\[]*[^、（(【\[\s])\s*[\s（(【\[]\s*(?P<cast>[\u3400-\u9fff·]{1,5}(?:、[\u3400-\u9fff·]{1,5})+)\s*[）)】\]]?"
)
"""A place, and who is there: 医院走廊 林晚、顾言."""
ENDS = deferred(r"(?<=\S)([／/])\s+(?=\S)")
"""Between the two places of a heading, where a word stood that is none: 大堂／外 轿车内."""
RUNS = deferred(r"(?:\s*[,，、;；·|｜/／\-—–－]\s*){2,}|\s{2,}")
LABELLED = deferred(r"(?:^|[\s;；,，。|])(?:(?:出场|登场)?(?:人物|角色)|人)\s*[:：]\s*(?P<cast>[^;；|】]+)")
PLACE_LABEL = deferred(r"(?:地点|场景|时间|内外景|内外|内/外|天气|(?<![\u3400-\u9fff])[景时])\s*[:：]\s*", needs=":：")
TIME_LABEL = deferred(r"时间\s*[:：]\s*(?P<time>[^\s　，,；;|｜/：:（）()]{1,12})(?=[\s　，,；;|｜/]|$)", needs=":：")
"""A time that says that it is one, whatever its words: 地点：桥头　时间：散戏之后."""
ASIDE_LABEL = deferred(r"(?:景别|机位|运镜|镜头|时长|镜号|焦段)\s*[:：]\s*[^\s　，,；;|｜]+", needs=":：")
"""What a heading of labels says for the camera."""
MOOD_LABEL = deferred(r"(?:气氛|氛围|情绪|道具|服装|音乐|备注|画面|镜头)\s*[:：].*", needs=":：")
"""What a heading of labels goes on to say that is no place: 气氛：紧张."""
PREFIX_EN = deferred(r"(INT\.?\s*/\s*EXT|EXT\.?\s*/\s*INT|I\s*/\s*E|INT|EXT|EST)(?:[.:]+\s*|\s+)", re.I)
SPELLED_EN = deferred(r"\b(INT|EXT)ERIOR(?=[.:]\s)", re.I)
"""The side of the door in full: SCENE 1. INTERIOR. COUNTY COURT."""
SINCE_EN = deferred(
    rf"[.,]\s+(?P<state>{words.STATE_EN})\s*[:,–—-]\s*(?P<when>[A-Z][\w ,]{{2,30}}?(?:1[0-9]|20)\d\d|(?:1[0-9]|20)\d\d)[.]?$",
    re.I,
)
"""A state and when it was as the last part: EVENING. FLASHBACK: DECEMBER 1984."""
NUMBER_EN = deferred(r"\s*#(?P<no>[\w.\-)(]+)#\s*$")
STATED_EN = deferred(
    rf"[（(\[]\s*(?P<aside>{words.STATE_EN}|{words.STATE})\s*[）)\]]|(?:^|[-–—])\s*(?P<part>{words.STATE_EN}|{words.STATE})\s*(?=[-–—:.,]|$)",
    re.I,
)
"""A state as a part of an English heading: `FIELD - FLASHBACK - DAY`, `HOUSE - NIGHT (DREAM)`, `ROOF - FLASHBACK, 1962`."""
DATED = deferred(
    rf"[（(]\s*(?:(?P<state>{words.STATE})[\s·•:：,，、—–-]*(?P<year>(?:1[5-9]|20)\d\d)年?|(?P<first>(?:1[5-9]|20)\d\d)年?[\s·•:：,，、—–-]*(?P<then>{words.STATE})|(?P<alone>(?:1[5-9]|20)\d\d))\s*[）)]",
    needs="（(",
)
"""A year in brackets, by itself or with a state, in a Chinese heading: （闪回 1962）, （1962年回忆）, （1962）."""
COUNTED_DAY = deferred(
    rf"\s*[（(]\s*(?P<when>[\u3400-\u9fff]{{0,6}}(?:第[{NUMERAL}百千\d]+个?[天日周月年夜晚]|[{NUMERAL}百千\d]+个?(?:[天日周月年]|小时)[之以]?[前后])[^（()）]{{0,4}})\s*[）)]\s*$"
    r"|\s*\((?P<told>(?:[A-Z]+ )?(?:DAY|NIGHT|WEEK|MONTH|YEAR|SOL) ?#?(?:\d{1,5}|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN|TWELVE))\)\s*$",
    re.I,
    needs="（(",
)
"""Which day of a journey or of the story it is, in brackets at the end of a heading: （舰历第90天）, (DAY 90)."""
SEQUENCE_EN = deferred(
    r"\s*[-–—]\s*(?:A )?(?:SERIES OF (?:SHOTS|ANGLES)|MONTAGE|VARIOUS (?:SHOTS|ANGLES)|QUICK (?:CUTS|SHOTS)|BACK TO (?:THE )?SCENE|RESUM(?:E|ING))\s*(?=[-–—]|$)",
    re.I,
)
"""What an English heading says of how its scene is cut: SQUARE - DAY - SERIES OF SHOTS."""
DATED_EN = deferred(
    rf"[(\[]\s*(?:(?P<state>{words.STATE_EN})\s*[-–—,:]?\s*(?P<year>(?:1[0-9]|20)\d\d|CONT(?:INUED|['’]?D\.?)?)|(?P<first>(?:1[0-9]|20)\d\d)\s*[-–—,:]?\s*(?P<then>{words.STATE_EN}))\s*[)\]]",
    re.I,
)
"""A state in brackets with its year, or that it goes on: DAY (FLASHBACK - 1988), NIGHT (DREAM - CONTINUED)."""
JUMP_EN = deferred(
    r"\s*\([^()]*\b(?:EARLIER|LATER|BEFORE(?! (?:DAWN|SUN|DUSK|NOON|MIDNIGHT|DAYBREAK|FIRST LIGHT|DARK))|AGO)\b[^()]*\)\s*$|\s*\((?:NO (?:DIALOGUE|WORDS|LINES)|SILENT)\)\s*$",
    re.I,
)
"""What a heading says in brackets at its end of the time that has passed, or that nobody speaks: DAY (TEN YEARS EARLIER)."""
STATED_JUMP = deferred(
    rf"\(\s*(?P<state>{words.STATE_EN})\s*[,:–—-]\s*[^()]*\b(?:AGO|EARLIER|LATER|BEFORE)\s*\)", re.I, needs="("
)
"""A state and how far away it lies, in brackets: (MEMORY, TWO YEARS AGO)."""
CAST_EN = deferred(r"\s*\((?P<cast>[A-Z][A-Z .'’&-]+(?:,\s*[A-Z][A-Z .'’&-]+)+)\)\s*$", needs="(")
"""Who is in a scene, in brackets at the end of its heading, as multi-camera scripts have it: DAY (DOT, GLORIA, KEVIN)."""
LISTED_EN = deferred(
    r"[A-Z][A-Z.'’&-]*(?: [A-Z.'’&-]+)?(?:(?:, (?:AND )?| AND | & )[A-Z][A-Z.'’&-]*(?: [A-Z.'’&-]+)?)+"
)
"""The same behind the hour without brackets: NIGHT - ANNA, BEN."""
YEAR_EN = deferred(
    r"(?:(?:early |late |mid[- ])?(?:JAN(?:UARY)?|FEB(?:RUARY)?|MARCH|APRIL|MAY|JUNE|JULY|AUG(?:UST)?|SEPT(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?|SPRING|SUMMER|AUTUMN|FALL|WINTER),?(?: \d{1,2},)? )?(?:1[0-9]|20)\d\d(?:S|['’]S)?|PRESENT(?: DAY)?",
    re.I,
)
"""A part of an English heading that says in which year it plays (APRIL 1935), or that it is the present."""
OTHER_EN = deferred(r"\s*/\s*(?P<side>INT|EXT)[.]\s*(?=\S)", re.I)
"""The other end of a call in one heading: INT. STUDY / EXT. ROCKS."""
STROKES_EN = deferred(r"\s*[|｜]\s*|\s+[/／]{1,2}\s+(?!(?:INT|EXT|I|E)\b)", re.I)
"""Strokes between the parts: INT / NURSING HOME / DAY."""
DASH_EN = deferred(
    r"\s*(?:--+|\s[-–—]|[–—]|(?<!\b[A-Z])(?<!\bDR)(?<!\bMR)(?<!\bST)(?<!\bDr)(?<!\bMr)(?<!\bSt)\.(?=\s))\s*"
)
FIELDS = deferred(
    r"(?:SEQ(?:UENCE)?|SCENE|SC|SET[- ]?UP|段落|镜头组|序列)\.?\s*[:#]?\s*(?P<no>[A-Z]{0,2}\d{1,4}[A-Z]?)[\s|｜/／,，;；.:–—-]+"
    r"(?:(?:INT/EXT|I/E|内外景?)\s*[:：]\s*(?P<side>[^\s|｜:：]+)[\s|｜/／,，;；]+)?"
    r"(?:LOCATION|LOC\.?|SET(?:TING)?|PLACE|地点|场景)\s*[:：]\s*(?P<place>[^|｜:：]+?)"
    r"(?:(?:\s*[|｜/／;；,，]\s*|\s+)(?:TIME(?: OF DAY)?|HOUR|WHEN|D/N|DAY/NIGHT|时间|日夜)\s*[:：]\s*(?P<hour>[^|｜:：]+?))?",
    re.I,
)
"""A counted heading whose fields are named: SEQ 010   LOCATION: Rock pool   TIME: Day."""
FIELDED = frozenset("Ss段镜序")
SIDES_EN = ("INT", "EXT", "Int", "Ext", "I/E")
TURNS = frozenset(D + "【[SsEeDNM")
"""How a heading begins that has the side of the door behind something else."""
SLOTTED = frozenset(D + "场第内外")
"""How one begins whose slots have full stops between."""
_SIDE_EN = r"(?:INT\.?\s*/\s*EXT|EXT\.?\s*/\s*INT|I/E|INTERIOR|EXTERIOR|INT|EXT)"
_HOUR_EN = words.TIME_EN.pattern[2:-2]
_SLOT_EN = r"[\])）】.]?(?:\s*[|｜/／·,，—–-]\s*|\s+)[\[(（【]?"
TURNED_EN = deferred(
    rf"[【\[]?(?:(?:(?:EP?|EPISODE)\.?\s*\d{{1,3}}\s*[-_·]?\s*)?(?:SCENE|SC|S)?\.?\s*#?\s*(?P<no>\d{{1,4}}(?:[-–—.]\d{{1,4}})?[A-Z]?)(?:[】\]]|\s*[.:)、|｜/／·,—–-](?=\s)|(?=\s))[|｜\s]*[\[(（]?)?"
    rf"(?:(?:(?P<hour>{_HOUR_EN}){_SLOT_EN}(?P<side>{_SIDE_EN})|(?P<side2>{_SIDE_EN})\.?{_SLOT_EN}(?P<hour2>{_HOUR_EN})){_SLOT_EN}(?P<place>[^\s.:!?][^.:!?]{{1,60}}?)"
    rf"|(?P<first>[^\s.:!?][^.:!?]{{1,60}}?){_SLOT_EN}(?:(?P<late_hour>{_HOUR_EN}){_SLOT_EN}(?P<late_side>{_SIDE_EN})|(?P<late_side2>{_SIDE_EN})\.?{_SLOT_EN}(?P<late_hour2>{_HOUR_EN}))[\])）】.]?)[】\]]?\s*",
    re.I,
)
"""A heading whose slots stand in the order that Chinese scripts have: 12-1  DAY  INT  Tower, Lobby; 12-1 Tower, Lobby (DAY, INT)."""
CLOCK_STOPS = deferred(r"\b([ap])\.m\b\.?", re.I)
PARTED = deferred(r"[\s　·・/／|｜,，、。]+|(?<!\d)[-—–]{1,2}|[-—–]{1,2}(?!\d)")
TELLS = deferred(r"[了着在是的不没把被得说来去镜幕切闪]|走(?![廊道])|过(?!道)|看(?![守台])|特写|字幕")
"""Signs of words that tell something and are no place."""
SHOWN_ZH = deferred(r"[了着过在把被]|灯光|光线|色调|氛围|气氛|昏暗|明亮|凌乱|安静|空无一人")
"""Signs of words behind a place that say what is to be seen there."""
SEASON = deferred(r"[初深仲暮盛隆早晚]?[春夏秋冬][天季日]?")
SEASON_FIELD = deferred(rf"(?<![^{words.EDGE}])[初深仲暮盛隆早晚]?[春夏秋冬][天季日]?(?![^{words.EDGE}])")
"""The season behind a year, as a field of its own: （一九三六年，春，白天）."""
PLACE_COUNTED = deferred(rf"第\s*[{NUMERAL}\d]{{1,4}}\s*[场幕景][　 :：、，,]+[^，、：:]{{1,16}}")
"""The number of a scene and its place, in front of a full stop: 第一景　渡口。夜，大雪."""
WHEN_PARTS = deferred(r"[，,、\s]+")
HOUR = deferred(
    rf"(?:{words.TIME}|(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|深夜|半夜|夜里)[零一二两三四五六七八九十\d]{{1,3}}(?:点[半钟]?|时))"
)
NO_PLACE = deferred(r"[镜声音幕切闪黑光字特写]|[0-9A-Za-z]:|BGM")
"""Signs of words in brackets that are for the camera or the ear."""
CLAUSE = deferred(r"(?P<place>.+?(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt))[,.;:]\s+(?P<action>\S.*)", re.S)
ABOUT_EN = deferred(
    rf"(?:(?:early|late|later|earlier|that|this|the|next|following|same|one|a|an|few|some|two|three|four|five|six|seven|eight|nine|ten|twenty|\d+|several|in|at|around|about|mid|just|before|after|deep|winter|summer|spring|autumn)[ -]+){{0,4}}(?:{words.TIME_EN.pattern[2:-2]}|\w+ (?:later|earlier))|(?:right|just|soon|shortly|straight|immediately|moments?) after(?:wards?)?|(?:(?:just )?(?:at|before|after) )?first light",
    re.I,
)
"""An hour in several words: the next morning, early evening, ten minutes later."""
_DAY_EN = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|autumn|fall|winter|Christmas(?: Eve| Day)?|Easter|New Year['’]s (?:Eve|Day)|(?:week)?day|weekend|week|month|year|term"
ON_A_DAY = deferred(
    rf"(?:(?:an?|the|one|that|this|on|in|early|late|mid|next|following|same|previous|first|last|cold|wet|hot|warm|dark|bright|rainy|sunny|of)[ -]+){{0,4}}(?:(?:{_DAY_EN})\b(?:,? (?:in |of )?(?:the )?(?:early |late |mid[- ])?(?:{_DAY_EN}|(?:1[6-9]|20)\d\d)\b)*|(?:1[6-9]|20)\d\d(?=[,.]|$))(?:,? (?:in the |at )?(?:(?:early |late |mid[- ])?(?:{words.TIME_EN.pattern[2:-2]})|(?:very |quite )?(?:early|late)))?(?:,? (?:1[6-9]|20)\d\d)?"
    r"|(?:about |almost |exactly |some |nearly )?(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|\d+|several|some|a few|many) (?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?) (?:later|earlier|on)(?:,? (?:in the |at )?(?:"
    + words.TIME_EN.pattern[2:-2]
    + r"))?",
    re.I,
)
"""A sentence of nothing but when it is: A Saturday in March, early; The following Monday; Ten minutes later."""
AGO_EN = deferred(
    r"(?:about |almost |exactly |some |over |nearly )?(?:[\w-]+ ){1,4}(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centuries|century|generations?) (?:ago|earlier|before|later)|(?:back )?(?:now|then)|(?:back in )?the present|(?:the )?present[ -]day|today|these days",
    re.I,
)
"""How long ago it is, or that it is the present: forty years ago, now."""
SIZED_EN = deferred(
    r"(?:(?:EXTREME|VERY|MEDIUM) )?(?:CLOSE|CLOSER|CLOSE[- ]?UP|WIDE|WIDER|TIGHT|ANGLE|SHOT|VIEW|INSERT|AERIAL)(?: SHOT| ANGLE| VIEW)?(?: ?[-–—:]{1,2} ?| (?:ON|OF) )(?P<place>\S.*)"
)
"""A size of picture and of what place: CLOSE - THE RAIL."""
PLACE_EN = deferred(r"(?:back |inside |outside |in |at |on |the |a |an |[\w’']+['’]s? )*[\w’'\-]+", re.I)
VERB_EN = deferred(
    r"\b(?:is|are|was|were|has|have|he|she|they|it|who)\b|\b(?:enters?|exits?|walks?|runs?|sits?|stands?|looks?|turns?|comes?|goes|leaves|cuts?|fades?)\b",
    re.I,
)
"""What says that words tell what happens."""
SOMEBODY_EN = deferred(
    r"(?:an? |the |two |three |our |young |old |elderly |tired |little |lone )*(?:m[ae]n|wom[ae]n|girls?|boys?|kids?|child(?:ren)?|couple|crowd|detective|figure|stranger|hands?|face|somebody|someone)\b(?!['’]s)",
    re.I,
)
"""How words begin that tell of somebody, and name no place."""
FRAMED_EN = deferred(
    r"(?:(?:extreme|medium|tight) )?close(?:[- ]?up|r| on)\b|(?:wide|long|aerial|tracking|drone|overhead|establishing|two) shot\b|pov\b|angle on\b|insert\b|montage\b|split[- ]screen\b",
    re.I,
)
"""How words begin that say how something is shown."""
PARTS_EN = deferred(r"[.,]\s*|\s+[-–—]+\s+")
STOPS = deferred(r"\s*[。，；.;]\s*")
SIDES_SPELLED = {"interior": "INT", "exterior": "EXT"}
"""The side of the door as a part of its own: Ferry landing, exterior, dawn."""
STORY_DAY = deferred(r"(?P<half>(?:DAY|NIGHT)(?=\s*\d)|[DN])(?:\s*-?\s*\d{1,3})?", re.I)
"""Which day of the story it is, as sitcoms count them behind the hour, or an hour that is one letter: MORNING - DAY 1, D2, N."""
SEASON_EN = deferred(r"(?:(?:early|late|mid)[ -])?(?:spring|summer|autumn|fall|winter)", re.I)
SUN_EN = frozenset(("sun", "sunshine", "bright sun"))
DOTTED_EN = deferred(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
"""The hour by the clock as British scripts write it: 08.50."""
HOURS_EN = {"D": "DAY", "N": "NIGHT"}
ABBREVIATED_HOUR = deferred(r"\b[ap]\.?\s?m\.$", re.I)
"""An hour that ends with the stop of an abbreviation: 2 a.m."""
LETTERED_HOURS = {**HOURS_EN, "E": "EVENING", "M": "MORNING"}
"""What stands in a field of the hour by its first letter."""
COUNTED_EN = deferred(r"(?<= (?:DAY))\s+\d{1,2}$|(?<= (?:NIGHT))\s+\d{1,2}$", re.I)
"""The same behind an hour without a sign: INT KITCHEN DAY 2."""
ASIDE_EN = deferred(r"ESTABLISHING(?: SHOT)?|INTERCUT(?:TING)?\b.*|STOCK(?: FOOTAGE)?", re.I)
"""What a part of a heading says of how the scene is shown, not where."""
TAIL_EN = deferred(r"\s*[(\[]\s*(?P<told>[^()\[\]]*?)\s*[)\]]\s*$", needs="([")
"""What stands in brackets behind the last part."""
BOXED_EN = deferred(r"\s*\(\s*(?P<time>[^()]{1,24}?)\s*\)\s*$")
"""The hour in brackets behind the place: BRIDGE (DUSK)."""
GLUED_EN = deferred(r"(?P<place>[^,.–—-]*\S)\s+(?P<time>[A-Z]+)")
"""The hour behind the place without a sign between, in capitals: INT KITCHEN DAY."""
LAST_EN = deferred(r",\s*(?P<time>[^,.]{1,24}?|\d{1,2}(?::\d{2})? ?[AP]\.M)\.?$", re.I)
STRIP = " \t　,，、;；·・.．:：-—–－|｜/／。"
NARROW = str.maketrans("［］〔〕", "[][]")
"""Wide brackets around a slot, as the ones whose slots are read: 街头［外］［日］."""
GAPPED = deferred(r"(?<=[ 　]{2})(景|时间?|地点?|人物?)[ 　](?=[^\s：:])")
"""Labels of a scene with a gap where others have a colon: 场 1　　景 审讯室　　时 夜."""
GAPPED_BOTH = deferred(r"(?<=[ \t　])(地点|时间|人物|场景)[ \t　]+(?=[^\s：:])")
"""The same in whole words, where place and hour both have one: 第一场　地点　小区东门外　时间　清早."""
PICTURED = deferred(
    r"(?<=[\s|｜·・/／，,：:】\]—–-])[\u2600-\u2604\u2614-\u2615\u26c4-\u26c8\U0001f000-\U0001faff][\U0001f000-\U0001faff\ufe0f\u200d]*\s*(?=\S)"
)
"""A little picture before a field: 📍奶茶店吧台｜🌞白天."""
SLOTS = deferred(r"[\s,，;；|｜】]+")
GLUED_HEAD = deferred(rf"(?P<time>{words.TIME})[·/／\-]?(?P<interior>{words.INSIDE})(?=[\u3400-\u9fff【])")
GLUED_TAIL = deferred(rf"(?<=[\u3400-\u9fff\s])(?P<time>{words.TIME})[·/／\-]?(?P<interior>{words.INSIDE})$")
"""A time and an inside written in front of the place or behind it with nothing between: 夜内老茶馆."""
HOUR_LIKE = deferred(r".{0,4}[时分更辰刻天日夜晨晚昏晓旦初末光点午]")
"""How a word for a time may end that stands in no list: 掌灯时分, 卯初."""


def is_too_long(line: str) -> bool:
    """Whether a line is longer than any heading; one that counts its scene may tell what is seen there too."""
    return len(line) > LONGEST_OF_ALL and (len(line) > LONGEST_TOLD or line[:5].upper() != "SCENE")


def scene(line: str, titled: bool = False) -> Heading | None:
    """What a scene heading says, or None where the line is none.

    `titled`: it stands as a Markdown heading, so that a numbered one may say a sentence, and three fields are enough.
    """
    if not line or is_too_long(line):
        return None
    line = _usual(line)
    if line[:2] in ("19", "20") and DATE.match(line):
        return placed(line)
    if line[0] in FIELDED and (":" in line or "：" in line) and (found := FIELDS.fullmatch(line)):
        return _fielded(found)
    forms = SCENE_STARTS.get(line[0], LOOSE)
    if forms is LOOSE and not _loose(line):
        return None
    if line[0] in SIDED_STARTS and ("。" in line or (". " in line and any(map(line[:24].__contains__, SIDES_EN)))):
        forms = (*SIDED_STARTS[line[0]], *forms)
    for form in forms:
        if form.needs == "both" and not form.starts and not _loose(line):
            continue
        most = LONGEST_TOLD if form.name in TOLD_ON else form.longest
        match = form.pattern.match(line) if len(line) <= most else None
        if match:
            heading = _believe(form, match, titled)
            if heading:
                return heading if line.isascii() else _unpictured(line, titled) or heading
    return None


def _unpictured(line: str, titled: bool) -> Heading | None:
    """A heading with little pictures before its fields, as what it says without them; None where it has none."""
    bare = PICTURED.sub("", line)
    return scene(bare, titled) if bare != line else None


def _fielded(found: re.Match[str]) -> Heading:
    """A heading whose fields are named."""
    heading = filled(Heading(number=found["no"]), "location", found["place"])
    for name, told in (("time", found["hour"]), ("interior", found["side"])):
        heading = filled(heading, name, told) if told else heading
    return heading


def _usual(line: str) -> str:
    """A line that may be a heading, as the forms have it: its brackets, its stops, the order of its slots."""
    line = line if line.isascii() else _usual_zh(line)
    if (("R" in line or "r" in line) and "ERIOR" in line[:24].upper()) or (
        (line[-1] == "." or line[-1].isdigit()) and ":" in line[6:] and line.rstrip(".")[-4:].isdigit()
    ):
        line = SINCE_EN.sub(r" (\g<state>) - \g<when>", SPELLED_EN.sub(r"\1", line, count=1))
    if line[0] in TURNS and ("I" in line or "E" in line) and any(map(line[1:].__contains__, SIDES_EN)):
        line = _turned(line)
    return line


def _usual_zh(line: str) -> str:
    """The same of what only Chinese ones have."""
    if "。" in line and line[0] in SLOTTED:
        line = _unstopped(line)
    if "［" in line or "〔" in line:
        line = line.translate(NARROW)
    if line[0] == "场" and ("景" in line[1:8] or "地" in line[1:8]):
        line = GAPPED.sub(r"\1：", line)
    if "地点" in line and "时间" in line:
        line = GAPPED_BOTH.sub(r"\1：", line)
    if "内." in (head := line[:10]) or "外." in head:
        line = SIDE_STOPPED.sub(r"\g<no>\g<side>景 ", line, count=1)
    return line


def _turned(line: str) -> str:
    """A heading whose hour and side of the door stand in slots around its place, `12-1  DAY  INT  Lobby`, in the order of INT.; any other line as it is."""
    found = TURNED_EN.fullmatch(line)
    if not found or not (found["no"] or line[:3].isupper()):
        return line
    ahead, no = found["place"], found["no"] or ""
    side = next(filter(None, found.group("side", "side2", "late_side", "late_side2")))
    hour = next(filter(None, found.group("hour", "hour2", "late_hour", "late_hour2")))
    place = (ahead or found["first"]).strip(' \t"“”')
    return f"{no} {side[:3].upper() if side.upper().endswith('ERIOR') else side.upper()}. {place} - {hour}".lstrip()


def _unstopped(line: str) -> str:
    """A numbered heading whose slots have full stops between, `2-1 三年后。教室。日。内。`, `内景。理发店 —— 下午`, `第一景　渡口。夜，大雪`, as one with blanks; any other line as it is."""
    if line[1:3] == "景。":
        return f"{line[:2]} {line[3:]}"
    slots = [slot.strip() for slot in line.strip(" 。").split("。")]
    place, *behind = slots
    when = [part for slot in behind for part in WHEN_PARTS.split(slot)] if PLACE_COUNTED.fullmatch(place) else []
    if when and all(FIELD.fullmatch(part) or YEAR.fullmatch(part) or SEASON.fullmatch(part) for part in when):
        return " ".join((place, *when))
    plain = sum(FIELD.fullmatch(slot) is not None for slot in slots) if len(slots) > 2 else 0
    return " ".join(slots) if plain and plain + 3 > len(slots) and max(map(len, slots)) < 16 else line


def _loose(line: str) -> bool:
    """Whether a line begins or ends as one may that is a place, an hour and a side of the door without saying that it is a heading."""
    return not (line.isascii() or LOOSE_ENDS.isdisjoint(line[:3] + line[-3:]))


TALKED = deferred(r"[\u3400-\u9fff]*[了吧呢哈吗啊呀嘛哦](?:[，,]|$)")
"""How somebody talks of a scene, and heads none: 第一场改好了，凑合看哈."""


def _believe(form: HeadingForm, match: re.Match[str], titled: bool) -> Heading | None:
    groups = match.groupdict()
    rest = (groups.get("rest") or groups.get("boxed") or "").strip()
    rest = rest.lstrip(DRAWN_BEFORE) if rest[:1] in PLACE_SIGNS else rest
    rest = rest[:-1].rstrip() if rest[-1:] in "】]" and "【" not in rest and "[" not in rest else rest
    few = FEW if not _timed_last(rest) else 2 * FEW
    counted = form.english and groups.get("no") and len(rest.split()) < few and not STOPPED.search(rest)
    sentence = (
        not SENTENCE_SIGNS.isdisjoint(rest)
        and SENTENCE.search(rest)
        and SENTENCE.search(WHENS.sub("", rest) if "，" in rest or "," in rest else rest)
        and not (form.english and (counted or PREFIX_EN.match(rest) or _named(rest)))
    )
    if form.name in SIDED_ON:
        return sided_on(groups.get("no") or "", rest) if form.english else sided_on_zh(rest)
    if (form.name == "第n场" and TALKED.search(rest)) or (form.name == "number-number" and FRAMED_EN.match(rest)):
        return None
    if titled and sentence and form.name in TITLED:
        return Heading(number=(groups.get("no") or "").strip())
    if (sentence and form.name in COUNTS) or (form.name in TOLD_ON and (len(match[0]) > form.longest or ". " in rest)):
        return told_on(groups.get("no") or "", rest)
    if form.needs != "nothing" and (sentence or len(rest) > (100 if PREFIX_EN.match(rest) else 60)):
        return None
    told = CLAUSE.match(rest) if form.longest > LONGEST else None
    place = told["place"] if told else rest
    if form.longest > LONGEST and (
        VERB_EN.search(place) or FRAMED_EN.match(place) or SOMEBODY_EN.match(place)
    ):  # what is seen, and no place
        return Heading(action=rest)
    if told and not (_is_hour(hour := told["action"].rstrip(".")) or ABOUT_EN.fullmatch(hour)):
        return replace(english(told["place"]), action=told["action"])
    heading = (
        english(rest)
        if form.english or PREFIX_EN.match(STROKES_EN.sub(" - ", rest))
        else chinese(rest, glued=form.needs == "place" or "glued" in form.name)
    )
    if form.needs == "both" and not (heading.interior and (heading.time or (titled and len(heading.slots) == 3))):
        return None
    if form.needs == "word" and not (heading.time or heading.interior):
        return None
    number = (groups.get("no") or groups.get("nth") or heading.number).strip()
    if heading.location and PART.fullmatch(heading.location):
        return replace(heading, number=f"{number} {heading.location}".strip(), location="")
    return replace(heading, number=number) if number != heading.number else heading


def _timed_last(rest: str) -> bool:
    """Whether an English heading has its hour behind its only comma: the far end of the slipway, moments later."""
    place, _, hour = rest.rstrip(".").partition(", ")
    return bool(hour) and ABOUT_EN.fullmatch(hour) is not None and not VERB_EN.search(place)


def told_on(number: str, rest: str) -> Heading | None:
    """What a counted English heading says in sentences: the place in the first of them, and what is seen there; None where that tells of somebody."""
    first, _, more = rest.partition(". ")
    while more and _when((part := more.partition(". "))[0].rstrip(".")):
        first, more = f"{first}. {part[0].rstrip('.')}", part[2]
    if VERB_EN.search(first) or SOMEBODY_EN.match(first) or len(first.split()) > 2 * FEW:
        return None
    return replace(english(first.rstrip(".")), number=number, action=more)


def sided_on(number: str, rest: str) -> Heading:
    """What an English heading says whose picture is told behind its place: INT. NIGHT BUS, TOP DECK. Front seat. A woman, back to us."""
    side = PREFIX_EN.match(rest)
    start = side.end() if side else 0
    first, _, more = rest[start:].partition(". ")
    while more and _when((part := more.partition(". "))[0].rstrip(".")):
        first, more = f"{first}. {part[0].rstrip('.')}", part[2]
    return replace(english(rest[:start] + first), number=number, action=more)


def sided_on_zh(rest: str) -> Heading | None:
    """The same of a Chinese panel: 外景 公交站 夜。大全景，雨。; None where no place and hour or side of the door stand before the stop."""
    place, _, more = rest.partition("。")
    said = scene(place) or placed(place) or told_alone_zh(place)
    told = said is not None and said.location and (said.time or said.interior) and not TELLS.search(said.location)
    return replace(said, action=more) if said and told and not _slots_only(more) else None


def _slots_only(text: str) -> bool:
    """Whether what stands behind a place goes on with a slot of a heading: 室内。茶馆。日。"""
    return any(FIELD.fullmatch(slot.strip()) for slot in text.strip("。 ").split("。"))


def placed(text: str) -> Heading | None:
    """What a line in brackets or between rules says that is a place and an hour, each in a slot: `客厅 · 夜`, `大厅　晚上八点`."""
    slots = [part for part in PARTED.split(text.rstrip("。.")) if part] if 2 < len(text) <= 32 else []
    if not 1 < len(slots) < 6 or SENTENCE.search(text.replace("。", "")) or NO_PLACE.search(text):
        return None
    hours = [slot for slot in slots if HOUR.fullmatch(slot) and slot not in NOW]
    years = [slot for slot in slots if YEAR.fullmatch(slot)]
    places = [slot for slot in slots if slot not in (*hours, *years, *NOW) and not FIELD.fullmatch(slot)]
    if len(hours) != 1 or len(places) != 1 or len(years) > 1:
        return None
    inside = next((slot for slot in slots if slot not in (*hours, *years, *places, *NOW)), "")
    time = "，".join((*years, *hours))
    return Heading(location=places[0], time=time, interior=words.inside(inside) if inside else "")


def _clocks(text: str) -> str:
    """An English text whose hours have no full stops in them: 2 am for 2 a.m."""
    return CLOCK_STOPS.sub(r"\1m", text) if ".m" in text or ".M" in text else text


def opened(text: str) -> Heading | None:
    """What English words in brackets say that open a scene of a transcript: `A kitchen. Night. A kettle is about to boil.`, `The beach, the next morning`.

    A place in a few words that begin like one, its hour, and what is seen there; None for a direction.
    """
    parts = [part for part in PARTS_EN.split(_clocks(text)) if part][:4]
    at = next((at for at, part in enumerate(parts) if ABOUT_EN.fullmatch(part.rstrip("."))), 0)
    if not at or not PLACE_EN.match(text) or any(len(part.split()) > FEW - 1 for part in parts[:at]):
        return None
    if any(VERB_EN.search(part) for part in parts[:at]):
        return None
    hour = parts[at].rstrip(".")
    start = text.index(parts[at], len(parts[0]))
    action = text[start + len(hour) :].lstrip(" .,")
    place, _, side = text[:start].rstrip(" .,-–—").rpartition(", ")
    door = SIDES_SPELLED.get(side.lower(), "") if place else ""
    return Heading(location=place if door else text[:start].rstrip(" .,-–—"), time=hour, interior=door, action=action)


def dated(text: str) -> Heading | None:
    """The place and the day that English words tell in a sentence each, in any order: `The shed. A Saturday in March, early. Seed trays.`; None where the first two say no more or something else."""
    first, _, more = text.partition(". ")
    second = more.partition(". ")[0].rstrip(".")
    when = [
        part != "The same" and any(each.fullmatch(part) for each in (ON_A_DAY, ABOUT_EN)) for part in (first, second)
    ]
    if not second or sum(when) != 1:
        return None
    place, hour = (second, first) if when[0] else (first, second)
    told = VERB_EN.search(place) or ACTS_EN.search(place) or SOMEBODY_EN.match(place) or STOPPED.search(place)
    return None if told or len(place.split()) > FEW + 3 else Heading(location=place, time=hour)


def briefly(text: str) -> Heading | None:
    """The place that a few words behind the only label of one give: `Location: A submarine`; None for a sentence."""
    words_there = text.split()
    told = (
        SENTENCE.search(text) or VERB_EN.search(text) or SOMEBODY_EN.match(text) or TELLS.search(text) or text.isdigit()
    )
    return english(text.strip()) if words_there and len(words_there) < FEW and len(text) < 40 and not told else None


ACTS_EN = deferred(
    r"\b[a-z]+s (?:in|on|at|to|into|onto|up|down|out|off|from|over|across|through|past|away|around|back|their|his|her|its|the|an?)\b|\b(?:begins?|waits?|falls?|rises?|opens?|closes?)$"
)
"""What in a few words may be somebody's or something's doing: the committee meets in a shed."""


def standing(text: str) -> Heading | None:
    """The place that a line of few words names which stands where one is due: `The shed on Plot 19`, `Backstage, evening`; None for what tells of a deed, of somebody, or of an hour alone."""
    few = len(text.split()) < FEW + 1 and len(text) < LONGEST // 2
    told = STOPPED.search(text) or VERB_EN.search(text) or SOMEBODY_EN.match(text) or ACTS_EN.search(text)
    if not few or told or FRAMED_EN.match(text) or ":" in text or not text[:1].isupper() or ABOUT_EN.fullmatch(text):
        return None
    return english(text)


def furnished(text: str) -> Heading | None:
    """What sentences behind the only label of a place show there, `A bare desk with a phone. Lena sits and stares at it.`; None for a few words."""
    return Heading(action=text.strip()) if SENTENCE.search(text.strip()[:-1]) and len(text.split()) >= FEW else None


SET_APART = str.maketrans("（(）)。", "，，，，，")
LOCAL = deferred(r".*[里内外上下中口边旁前后处间]")
"""A place of many words that says so with its last: 旧居民楼四单元电梯里."""


def told_alone_zh(text: str) -> Heading | None:
    """What a Chinese line says that is a place and when, each in a slot: `2008年，夏，四川小镇`, `十年后·成都·写字楼`, `九楼走廊，夜。`, `码头（夜）`; None for anything else."""
    told = text.translate(SET_APART).strip("，") if 3 < len(text) <= 30 else ""
    slots = [part for part in PARTED.split(told) if part] if told and not SENTENCE.search(told) else []
    if not 1 < len(slots) < 6:
        return None
    when = [slot for slot in slots if HOUR.fullmatch(slot) or YEAR.fullmatch(slot) or SEASON.fullmatch(slot)]
    others = [slot for slot in slots if slot not in when and FIELD.fullmatch(slot)]
    where = [slot for slot in slots if slot not in when and slot not in others]
    if not when or not where or len(where) > 2:
        return None
    if any(len(slot) > (14 if LOCAL.fullmatch(slot) else 8) or TELLS.search(slot) for slot in where):
        return None
    if "。" in text and not any(LOCAL.fullmatch(slot) or scenery.place(slot).side for slot in where):
        return None  # a sentence, but for a place that is known: 灯灭，夜。
    weather = next((slot for slot in others if scenery.weather(slot)), "")
    return Heading("", "·".join(where), "，".join(when), words.inside("".join(others)), weather)


def told_alone(text: str) -> Heading | None:
    """What an English line says that is a place and when, in a few words each with stops between: `London, 1941. A cellar. Night.`; None for anything else."""
    bare = _clocks(text.strip().rstrip("."))
    parts = [part.strip() for part in PARTS_EN.split(bare) if part.strip()] if len(text) < LONGEST and bare else []
    if not 1 < len(parts) < 7 or STOPPED.search(bare.replace(". ", " ")) or VERB_EN.search(bare) or ":" in bare:
        return None
    when = [part for part in parts if ABOUT_EN.fullmatch(part) or YEAR_EN.fullmatch(part) or _is_hour(part)]
    where = [part for part in parts if part not in when]
    if not when or not where or any(len(part.split()) > FEW - 2 or not PLACE_EN.match(part) for part in where):
        return None
    if where[0].isdigit():  # the number of a picture: 1.4 Same, tighter.
        return None
    hours = sorted(when, key=lambda part: YEAR_EN.fullmatch(part) is not None)
    return Heading(location=", ".join(where), time=", ".join(hours))


def settled(text: str) -> Heading | None:
    """What stands behind a label of a place in a script without headings: the place, its hour and what is seen there.

    `地铁站台。深夜。清洁工拖着地。`, `A bare room with a table. A clock without hands.`; None where it begins with no known place.
    """
    parts = STOPS.split(text.strip(), maxsplit=2)
    if len(parts[0]) > LONGEST // 2 or not scenery.place(parts[0]).side:
        return None
    at = 1 if len(parts) > 1 and (HOUR.fullmatch(parts[1]) or ABOUT_EN.fullmatch(parts[1])) else 0
    rest = [part for part in parts[at + 1 :] if part.strip()]
    action = text[text.index(rest[0], sum(map(len, parts[: at + 1]))) :].strip() if rest else ""
    return Heading(location=parts[0].strip(), time=parts[1] if at else "", action=action)


def named(rest: str) -> Heading | None:
    """What a place and a time behind a label say, `A kitchen. Early.`; None for a sentence."""
    return english(rest) if rest and len(rest) < LONGEST and (_named(rest) or not SENTENCE.search(rest[:-1])) else None


def _named(rest: str) -> bool:
    """Whether an English heading names its place and time with full stops and commas between: `Kitchen. Day.`"""
    bare = _clocks(rest)
    kinds = [bool(_when(part)) for part in bare.strip(" .").split(". ")]
    if not rest.isupper() and any(before and not after for before, after in itertools.pairwise(kinds)):
        return False  # behind its hour comes what is seen
    parts = [part.split() for part in PARTS_EN.split(bare) if part]
    return not re.search('[!?;…“”"]', rest) and all(
        rest.isupper()
        or (len(part) <= 5 and part[0][:1].isupper())
        or (at and (_is_hour(" ".join(part)) or ABOUT_EN.fullmatch(" ".join(part))))
        for at, part in enumerate(parts)
        if part
    )


def _is_hour(text: str) -> bool:
    """Whether English words are an hour and nothing else: dusk, 2 a.m."""
    return bool(words.TIME_EN.fullmatch(text) or words.CLOCK_EN.fullmatch(text))


def chinese(rest: str, glued: bool = False) -> Heading:
    """The fields of a heading in any order; what is neither time nor inside nor weather is the place.

    `glued`: the heading is sure enough for a time and an inside that stand against the place.
    """
    cast = ""
    rest = DATED.sub(_dated, GOES_ON.sub(" ", rest))
    day = COUNTED_DAY.search(rest)
    counted = day["when"] if day and day["when"] and not FIELD.fullmatch(day["when"]) else ""
    rest = rest[: day.start()] if day and counted else rest
    listed = LABELLED.search(rest)
    if listed:
        cast, rest = listed["cast"].strip(), rest[: listed.start()] + rest[listed.end() :]
    stated = TIME_LABEL.search(rest) if "时间" in rest else None
    rest = MOOD_LABEL.sub("", PLACE_LABEL.sub(" ", ASIDE_LABEL.sub(" ", rest)))
    if glued:
        rest = GLUED_HEAD.sub(r"\g<time> \g<interior> ", rest, count=1)
        rest = GLUED_TAIL.sub(r" \g<time> \g<interior>", rest) if rest.endswith(words.INSIDE_ENDS) else rest
    dated = "年" in rest or "19" in rest or "20" in rest
    years = tuple(dict.fromkeys(YEAR.findall(rest))) if dated else ()
    if years:
        rest = YEAR.sub(" ", rest)
    seasons = SEASON_FIELD.findall(rest)[:1] if dated else []
    if seasons:
        rest = SEASON_FIELD.sub(" ", rest)
        years = (*years, *seasons) if years else ()
    found: dict[str, str] = {}
    fields = list(FIELD.finditer(rest))
    sides = [side for match in fields for side in match.group("interior", "glued", "flip") if side]
    for match in fields:
        for key, value in match.groupdict().items():
            if value:
                found.setdefault(
                    {"both": "time", "late": "time", "glued": "interior", "flip": "interior"}.get(key, key), value
                )
    hours = dict.fromkeys(value for match in fields for value in match.group("time", "both", "late") if value)
    told = [hour for hour in hours if hour not in NOW] or list(hours)
    if len(told) > 1 and not any(JUMP.fullmatch(hour) for hour in told):  # 三年前 夜: how long ago, and the hour
        told = told[:1]
    place = _place(FIELD.sub("", rest)) if found else _place(rest)
    if found and not cast:
        place, cast = _peopled(place)
    heading = Heading(
        location="" if SAME_PLACE.fullmatch(place) else place,
        time="，".join(filter(None, (*((*years, *told) if years else (*told, *seasons)), counted))),
        interior=words.inside("".join(sides)),
        weather=found.get("weather", ""),
        state=found.get("state", ""),
        cast=cast,
        slots=tuple(_slots(rest)),
    )
    if stated and not heading.time and stated["time"] in heading.location:
        place = _place(heading.location.replace(stated["time"], " ", 1))
        return replace(heading, time=stated["time"], location=place)
    return _timed(heading, _hour_like(heading))


def _dated(found: re.Match[str]) -> str:
    """The year of a bracket as a field, and the state, if it has one, in brackets of its own."""
    state, year = found["state"] or found["then"], found["year"] or found["first"] or found["alone"]
    return (f"（{state}）" if state else "") + f" {year}年 "


def _peopled(place: str) -> tuple[str, str]:
    """(the place, the names behind it) of what a heading holds beside its hour and its side: 医院走廊（林晚、顾言）; two places are no names."""
    found = PEOPLED.fullmatch(place) if "、" in place else None
    names = found["cast"].split("、") if found else []
    if not found or not scenery.vocabulary().places.keys().isdisjoint(names):
        return place, ""
    return found["place"].strip(STRIP), found["cast"]


def _slots(rest: str) -> Iterable[tuple[Slot, str]]:
    """What stands between white space, commas or brackets, each with what it is."""
    for part in SLOTS.split(rest):
        bare = part.strip(STRIP + "【[（()）]】")
        match = FIELD.fullmatch(bare)
        groups = {key for key, value in match.groupdict().items() if value} if match else set()
        if bare:
            yield next((key for key in ("time", "interior", "weather", "state") if key in groups), "place"), bare


def _open(heading: Heading) -> list[int]:
    """The two slots of a heading of three that could be its time; empty where it has one, or does not say inside or outside."""
    kinds = [kind for kind, _ in heading.slots]
    if heading.time or len(kinds) != 3 or kinds.count("interior") != 1 or kinds.count("place") != 2:
        return []
    return [index for index, kind in enumerate(kinds) if kind == "place"]


def _hour_like(heading: Heading) -> int | None:
    """The open slot whose word ends like an hour, where just one does."""
    found = [index for index in _open(heading) if HOUR_LIKE.fullmatch(heading.slots[index][1])]
    return found[0] if len(found) == 1 else None


def _timed(heading: Heading, index: int | None) -> Heading:
    """The heading with the word of a slot as its time, and the other one as its place."""
    opened = _open(heading)
    if index not in opened or len(heading.slots[index][1]) > LONGEST_HOUR:
        return heading
    place = next(heading.slots[other][1] for other in opened if other != index)
    return replace(heading, time=heading.slots[index][1], location=place)


def ordered(found: list[Heading]) -> list[Heading]:
    """Headings whose time is a word nobody knows, read by the order of slots that the others of the script have.

    Where no other tells, the slot before 内 or 外 that stands in the middle is the time: `晌午 内 茶馆`.
    """
    orders = Counter(tuple(kind for kind, _ in each.slots) for each in found if len(each.slots) == 3 and each.time)
    usual = orders.most_common(1)[0][0] if orders else ("time", "interior", "place")
    if not {"time", "interior"} <= set(usual):
        return found
    at, inside = usual.index("time"), usual.index("interior")
    return [_timed(each, at) if _open(each) and each.slots[inside][0] == "interior" else each for each in found]


def _place(rest: str) -> str:
    rest = TELLING.sub("", rest)
    rest = PROLOGUE.sub("", rest) if rest.lstrip()[:1] in PROLOGUES else rest
    rest = RUNS.sub(
        lambda run: run[0].strip(" \t　,，、;；|｜/／-—–－")[:1] or " ", HOLLOW.sub("", HOLLOW.sub(" ", rest))
    )
    rest = rest.strip(STRIP)
    rest = ENDS.sub(r"\1", rest) if "/" in rest or "／" in rest else rest
    for opening, closing in ("【】", "[]", "（）", "()"):
        if rest.startswith(opening) and (rest.endswith(closing) or closing not in rest) and rest.count(opening) == 1:
            rest = rest[1:].removesuffix(closing).strip(STRIP)
    return rest


def _stopped(rest: str) -> tuple[str, str, str]:
    """(time, weather, the rest) of a heading whose parts full stops tell apart: SEAFRONT BUS STOP. NIGHT. 1989. No time: it is none.

    A part may say both: `2012. Night, rain`, `Evening, summer`.
    """
    parts = [part.strip() for part in rest.strip(" .").split(". ")]
    if len(parts) < 2 or any(dash in rest for dash in "-–—"):
        return "", "", rest
    when = {
        part: kinds for part in parts[1:] if (kinds := _when(part) or [(part, "hour")] * bool(AGO_EN.fullmatch(part)))
    }
    hours = [word for kinds in when.values() for word, kind in kinds if kind == "hour"]
    if not hours:
        return "", "", rest
    years = [word for kinds in when.values() for word, kind in kinds if kind == "year"]
    weather = next((word for kinds in when.values() for word, kind in kinds if kind == "weather"), "")
    first = next(at for at, part in enumerate(parts) if part in when)  # what stands behind it is no place
    weather = weather or next((part for part in parts[first:] if part not in when and scenery.weather(part)), "")
    return ", ".join((*hours, *years)), weather.lower(), ". ".join(parts[:first])


def _when(part: str) -> list[tuple[str, str]]:
    """What the words of a part of an English heading are, each `hour`, `year`, `weather` or `season`; empty where one is none of these."""
    found = []
    for word in part.split(", "):
        kind = (
            "year"
            if YEAR_EN.fullmatch(word)
            else "hour"
            if _is_hour(word) or ABOUT_EN.fullmatch(word)
            else "weather"
            if words.WEATHER_EN.fullmatch(word) or word.casefold() in SUN_EN
            else "season"
            if SEASON_EN.fullmatch(word)
            else ""
        )
        if not kind:
            return []
        found.append((word, kind))
    return found


def _parted_en(rest: str) -> tuple[str, str, str, list[str]]:
    """(the place, time, weather, years) of what stands behind INT. and EXT., its last parts taken off while they are no place."""
    time, weather, rest = _stopped(rest)
    clock = ""
    years: list[str] = []
    while pieces := list(DASH_EN.finditer(rest)):
        tail = _bare_en(rest[pieces[-1].end() :].strip(), years)
        before = rest[: pieces[-1].start()].rstrip()
        if not tail or ASIDE_EN.fullmatch(tail):
            pass
        elif YEAR_EN.fullmatch(tail):
            years.insert(0, tail)
        elif DOTTED_EN.fullmatch(tail):  # DAY 1. 08.50
            clock = tail.replace(".", ":")
        elif counted := STORY_DAY.fullmatch(tail):  # which day it is, behind its hour or instead of one
            time = time or ("" if words.TIME_EN.search(before) else HOURS_EN[counted["half"][0].upper()])
        elif not time and (_tells_hour(tail) or FIELD.fullmatch(tail)):
            time = tail if words.CLOCK_EN.fullmatch(tail) else tail.strip(" .")
        elif time and _goes_on(time) and (_is_hour(tail) or ABOUT_EN.fullmatch(tail)):  # NIGHT - CONTINUOUS
            time = f"{tail}, {time}"
        elif not weather and (falls := _weather_en(tail, before)):
            weather = falls
        elif time or len(tail.split()) > 2 or not _is_hour(before[_last_dash(before) :].strip()):
            break  # what is no hour ends the place, but for a word behind one: NIGHT - DRY
        rest = before
    return rest, time or clock, weather, years


def _weather_en(tail: str, before: str) -> str:
    """The weather that the last part of an English heading is, alone, first of several, or behind the hour: CLEAR, COLD; empty where it is none."""
    parts = [part.strip(" .") for part in tail.split(",")]
    named = next((part.lower() for part in parts if words.WEATHER_EN.fullmatch(part)), "")
    behind = not named and _is_hour(before[_last_dash(before) :].strip(" ."))
    return tail.strip(" .").lower() if behind and scenery.weather(tail) is not None else named


def _tells_hour(part: str) -> bool:
    """Whether a part of an English heading says when it is: an hour, by the clock, how long ago, or that it is now."""
    whole = (words.CLOCK_EN, AGO_EN, ABOUT_EN)
    told = words.TIME_EN.search(part) or next((found for each in whole if (found := each.fullmatch(part))), None)
    return told is not None


def _last_dash(text: str) -> int:
    """Where the last part of an English heading begins."""
    found = list(DASH_EN.finditer(text))
    return found[-1].end() if found else len(text)


def _peopled_en(rest: str) -> tuple[str, str]:
    """(the heading, the names at its end) of an English heading: in brackets, or as the last part behind the hour."""
    found = CAST_EN.search(rest)
    if found:
        return rest[: found.start()], found["cast"]
    last = list(DASH_EN.finditer(rest))[-1:]
    if last and LISTED_EN.fullmatch(names := rest[last[0].end() :].strip()):
        before = rest[: last[0].start()].rstrip()
        if words.TIME_EN.search(before) and not words.TIME_EN.search(names) and scenery.weather(names) is None:
            return before, names
    return rest, ""


def _late_en(rest: str, time: str, prefixed: bool) -> tuple[str, str]:
    """(the place, the time) of a heading whose parts have told no time: in brackets, behind a comma, or in capitals behind the place."""
    boxed = BOXED_EN.search(rest) if not time else None
    if boxed and (_is_hour(boxed["time"]) or ABOUT_EN.fullmatch(boxed["time"])):
        time, rest = boxed["time"], rest[: boxed.start()]
    glued = GLUED_EN.fullmatch(COUNTED_EN.sub("", rest)) if prefixed and not time else None
    if glued and _is_hour(glued["time"]):
        time, rest = glued["time"], glued["place"]
    late = LAST_EN.search(rest) if not time else None
    if late and _tells_hour(late["time"]):
        time, rest = late["time"].strip(), rest[: late.start()]
        before = LAST_EN.search(rest)
        if before and _is_hour(before["time"].strip()):  # DAY, FORTY YEARS LATER
            time, rest = f"{before['time'].strip()}, {time}", rest[: before.start()]
    return rest, time


def english(rest: str) -> Heading:
    """`INT. PLACE - TIME - WEATHER`; time and weather are the last parts if they are words for them, in English or Chinese."""
    number = NUMBER_EN.search(rest)
    if number:
        rest = rest[: number.start()]
    rest, cast = _peopled_en(STATED_JUMP.sub(r"(\g<state>)", rest) if "(" in rest else rest)
    rest, shown = _shown_en(rest) if ". " in rest else (rest, "")
    rest, falling = _raining_en(rest) if rest[-1:] == ")" else (rest, "")
    day = COUNTED_DAY.search(rest) if rest[-1:] == ")" else None
    rest, counted = (rest[: day.start()], day["told"]) if day and day["told"] else (rest, "")
    rest = SEQUENCE_EN.sub("", rest) or rest
    rest = DATED_EN.sub(_dated_en, rest)
    jump = JUMP_EN.search(rest) if rest[-1:] == ")" else None
    rest = STROKES_EN.sub(" - ", JUMP_EN.sub("", rest))
    whole = rest
    said = STATED_EN.search(rest)
    if said and said[0] != rest:
        before, after = rest[: said.start()].rstrip(" -–—:"), rest[said.end() :].lstrip(" -–—:.,")
        rest = f"{before} - {after}" if before and after else before or after
    prefix = PREFIX_EN.match(rest)
    interior = ""
    if prefix:
        word = prefix[1].upper().replace(" ", "").replace(".", "")
        interior = {"INT": "INT", "EXT": "EXT", "EST": "EXT"}.get(word, "INT/EXT")
        rest = rest[prefix.end() :]
        other = OTHER_EN.search(rest)
        if other:
            interior = interior if interior == other["side"].upper() else "INT/EXT"
            rest = OTHER_EN.sub(" / ", rest)
    rest, time, weather, years = _parted_en(rest)
    rest, time = _late_en(rest, time, prefix is not None)
    time = time or counted
    state = (said["aside"] or said["part"]).upper() if said and said[0] != whole else ""
    since = jump[0].strip(" ()") if jump and not time else ""
    time = ", ".join(part for part in (since if ABOUT_EN.fullmatch(since) else time, *years) if part)
    return Heading(
        number["no"] if number else "",
        rest.strip(" .,-–—"),
        time,
        interior,
        weather or falling,
        state,
        cast,
        action=shown,
    )


_SHOWN = deferred(r"\.\s+(?P<when>[^.]{3,30})\.\s+(?P<shown>[A-Z][^.]*\s[a-z].*)$", needs=".")


def _shown_en(rest: str) -> tuple[str, str]:
    """(an English heading, what it goes on to show) of one that does so behind its hour: Motel car park. Night. A neon sign buzzes."""
    found = _SHOWN.search(rest)
    shows = found and _when(found["when"]) and not _when(found["shown"].strip(" ."))
    return (rest[: found.start("shown")].rstrip(" ."), found["shown"]) if found and shows else (rest, "")


def _raining_en(rest: str) -> tuple[str, str]:
    """(an English heading, the weather) of one that says the weather in brackets at its end: NIGHT (RAIN)."""
    place, _, told = rest[:-1].rpartition("(")
    falls = place.strip() and ")" not in told and scenery.weather(told) is not None
    return (place.rstrip(), told.strip().lower()) if falls else (rest, "")


def _dated_en(found: re.Match[str]) -> str:
    """A state alone in its brackets, and its year behind them as a part of the heading."""
    year = found["first"] or (found["year"] if found["year"] and found["year"].isdigit() else "")
    return f"({found['state'] or found['then']})" + (f" - {year}" if year else "")


def _bare_en(tail: str, years: list[str]) -> str:
    """The last part of an English heading without what brackets behind it say of its day, its year or how it is shown; a year is put down."""
    aside = TAIL_EN.search(tail)
    told = aside["told"] if aside else ""
    if not aside or not (STORY_DAY.fullmatch(told) or YEAR_EN.fullmatch(told) or ASIDE_EN.fullmatch(told)):
        return tail
    years[:0] = [told] if YEAR_EN.fullmatch(told) else []
    return tail[: aside.start()].rstrip()


def _goes_on(time: str) -> bool:
    """Whether a time only says that it goes on, or how much later it is: CONTINUOUS, TEN YEARS LATER."""
    said = scenery.hour(time)
    return said is None or said.same


SAME_OF = deferred(
    r"(?:the\s+)?same(?:\s+(?P<en>.+))?|as (?:before|above)|(?:还是|仍是)?(?:同一?|原来?|那)[个间所座处家张片条](?P<zh>.{1,12})",
    re.I,
)
"""A place told as the one before: The same, The same kitchen, As before, 同一间病房."""
_ANYWHERE = frozenset(
    {"room", "place", "spot", "location", "set", "interior", "屋", "屋子", "房间", "房子", "地方", "地点", "位置"}
)
"""Words that every place may be called by: The same room behind a library."""
_SINCE = deferred(
    r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|later|earlier|before|ago|morning|noon|afternoon|evening|night|dawn|dusk)\b|[年月天夜晨晚]|小时",
    re.I,
)
"""What behind such a place tells when it is: The same room, twenty years earlier."""
_THE = deferred(r"(?:the|an?)\s+", re.I)


def again(heading: Heading, known: Iterable[str]) -> Heading:
    """A heading whose place is called the same as before, with that place; itself where none of `known`, the newest first, is meant."""
    called, *since = re.split(r"\s*[，,]\s*", heading.location, maxsplit=1)
    told = SAME_OF.fullmatch(called)
    if not told or (since and not _SINCE.search(since[0])):
        return heading
    wanted = (told["en"] or told["zh"] or "").casefold()
    before = tuple(one for one in known if one)
    named = (one for one in before if _THE.sub("", one, count=1).casefold() == wanted)
    meant = wanted if wanted in ("子", "") else wanted.removesuffix("子")
    place = next(named, "") or (before[0] if before and (wanted in _ANYWHERE or meant in before[0].casefold()) else "")
    if not place and (before or wanted not in ("", *_ANYWHERE)):
        return heading
    comma = ", " if called.isascii() else "，"
    return replace(heading, location=place, time=comma.join(filter(None, (*since, heading.time))))


def hourly(heading: Heading) -> Heading:
    """A heading whose place is an hour, `SCENE ONE. Morning.`, as one that tells no place."""
    told = heading.number and heading.location and not (heading.time or heading.interior or heading.state)
    alone = told and _is_hour(heading.location) and not SAME_OF.match(heading.location)
    return replace(heading, location="", time=heading.location) if alone else heading


SAME_PLACE = deferred(r"(?:同上|同前|同景|同场|同一?地点?)\s*(?:[（(](?P<told>[^（()）]*)[）)])?")
"""A place that is the one of the scene before, and what is said of it in brackets: 同上（回忆·二十多年前）."""
SIDED = deferred(
    r"\s*[（(]\s*(?P<side>interior|exterior|inside|outside|int\.?|ext\.?|内景?|外景?|室内|室外)\s*[）)]\s*$", re.I
)
"""Behind a place in a field of its own, on which side of the door it is."""


def _furnished_zh(value: str) -> tuple[str, str]:
    """(the place, what is to be seen there) of a Chinese field that goes on behind the place: `公司走廊，几只熊凑在饮水机旁`."""
    for stop in "。，":
        place, _, shown = value.partition(stop)
        if shown.strip() and len(place) > 1 and (stop == "。" or (len(place) < 13 and SHOWN_ZH.search(shown))):
            return place, shown.strip()
    return value, ""


ABBREVIATED_EN = deferred(r"\b(?:Mr|Mrs|Ms|Dr|St|Prof|Mt|Ft|No|[A-Z])$")
"""How words end before a full stop that ends no sentence."""


def _furnished_en(value: str) -> Heading | None:
    """What an English field says that goes on in a sentence behind its place: `A third-floor landing. A piano is wedged across the stairs.`; None for any other."""
    place, _, shown = value.partition(". ")
    tells = VERB_EN.search(shown) or ACTS_EN.search(shown) or len(shown.split()) > FEW // 2
    told = standing(place) if tells and not ABBREVIATED_EN.search(place) else None
    return replace(told, action=shown.strip()) if told and told.location else None


def filled(heading: Heading, name: str, value: str) -> Heading:
    """The heading with what a labelled line below it says: `地点：河边`."""
    if name in ("time", "location") and PLACE_LABEL.search(value):
        said = chinese(value)
        if said.time and said.location:
            interior = heading.interior or said.interior
            cast = heading.cast or said.cast
            return replace(heading, time=said.time, location=said.location, interior=interior, cast=cast)
    if name == "interior":
        return replace(heading, interior=words.inside(value) or value)
    if name == "time":
        value = LETTERED_HOURS.get(value.upper(), value.rstrip("。"))
        value = value if ABBREVIATED_HOUR.search(value) else value.rstrip(".")
    if name == "location" and (same := SAME_PLACE.fullmatch(value)):
        told = same["told"] or ""
        state = re.search(words.STATE, told)
        since = re.sub(rf"{words.STATE}|[·、，,\s]", "", told)
        time = "，".join(part for part in (since, heading.time) if part)
        return replace(heading, time=time, state=heading.state or (state[0] if state else ""))
    if name == "location":
        value, shown = _furnished_zh(value)
        side = SIDED.search(value)
        bare = value[: side.start()] if side else value
        said, door = (opened(bare) or _furnished_en(bare) or english(bare)) if bare.isascii() else chinese(bare), ""
        if side:
            door = words.inside(side["side"]) or ("INT" if side["side"][0] in "iI" else "EXT")
        return replace(
            heading,
            location=said.location or bare,
            action=heading.action or said.action or shown,
            time=heading.time or said.time,
            interior=heading.interior or door or said.interior,
            weather=heading.weather or said.weather,
            state=heading.state or said.state,
        )
    if name == "time":
        said = chinese(value)
        told = said.time if said.time and not said.location else value
        dated = heading.time and all(YEAR.fullmatch(part) for part in told.split("，"))
        return replace(
            heading,
            time=f"{told}，{heading.time}" if dated else told,
            interior=heading.interior or said.interior,
            weather=heading.weather or said.weather,
            state=heading.state or said.state,
        )
    return replace(heading, **{name: value})  # type: ignore[arg-type]


def later_here(line: str, here: Heading, speaks: Callable[[str], bool]) -> Heading | None:
    """The same place at another hour, which a size of picture tells between headings: `WIDE -- THE QUAY, SUNRISE`; None of any other line, and where that is somebody."""
    said = SIZED_EN.fullmatch(line)
    rest, time, weather, _ = _parted_en(said["place"]) if said and here.location else ("", "", "", [])
    place, time = _late_en(rest.strip(" ,.-–—"), time, False)
    place = place.strip(" ,.-–—")
    bare = _THE.sub("", place, count=1)
    if not place or not time or _goes_on(time) or time.casefold() == here.time.casefold() or speaks(bare):
        return None
    where = here.location if bare.casefold() in here.location.casefold() else f"{here.location} - {place}"
    return replace(here, location=where, time=time, weather=weather, number="", cast="", action="", state="")


_GAP = r"[\s·・:：,，\-—–_.|｜/／]*"
_COUNT = rf"\d{{1,4}}[A-Za-z]?(?![\d-])|[{NUMERAL}]{{1,4}}"
BOTH = deferred(
    rf"[【\[（(〖]?\s*(?:(?:S(?:EASON)?\s*\d{{1,2}}{_GAP})?(?:EPISODE|EP?)\s*[.#]?\s*(?P<latin>\d{{1,3}})(?!\d)\s*集?|第?\s*(?P<han>\d{{1,3}}|[{NUMERAL}]{{1,4}})\s*[集话回](?!\s*[，,]))"
    rf"{_GAP}(?P<scene>(?:(?:SCENE|SC|S)\s*[.#]?\s*(?P<s>{_COUNT})|场(?:次|景)?\s*[:：]?\s*(?P<c>{_COUNT})|第?\s*(?P<n>{_COUNT})\s*[场幕])(?![\u3400-\u9fff\w]))\s*[】\]）)〗]?{_GAP}(?P<rest>.*?)\s*[】\]）)〗]?\s*",
    re.I,
)
"""A heading that counts its episode and its scene: EP01-场1 客厅 日 内, E01S03, 第1集-2场, 1集1场, EP.1 Scene 2 - INT. HALL - DAY."""
COUNTS_BOTH = frozenset("EeSs第【[（(〖" + D + NUMERAL)


def both(line: str) -> tuple[str, str, Heading] | None:
    """(number of its episode, what counts its scene as written, the heading) of a line that opens both; None for any other."""
    if line[:1] not in COUNTS_BOTH or not ("集" in line[:9] or line.lstrip("【[（(〖 ")[:1] in "EeSs第"):
        return None
    found = BOTH.fullmatch(line) if len(line) <= LONGEST else None
    if found is None:
        return None
    number, rest = found["s"] or found["c"] or found["n"], found["rest"]
    said = _counted(number, rest) if rest else Heading()
    return (found["latin"] or found["han"], found["scene"], replace(said, number=number)) if said else None


def _counted(number: str, rest: str) -> Heading | None:
    """What stands behind the numbers of an episode and a scene; None where it is a sentence."""
    if PREFIX_EN.match(STROKES_EN.sub(" - ", rest)):
        return english(rest)
    if rest.isascii():
        return scene(f"SCENE {number}: {rest}")
    return None if SENTENCE.search(rest.rstrip("。.")) else scene(rest) or chinese(rest)


DRAFTED = deferred(
    r"(?:(?:第?[一二三四五六七八九十\d]{1,2}|初|终|定|修改|送审|完成|拍摄)稿|(?:draft|rev(?:ision)?|v)[ .]?\d[\d.]*|(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?|p(?:age\s+|\.\s?)\d+|第\s*\d+\s*页|[\s　，,·|｜/／（()）\-—]+)+",
    re.I,
)
"""What stands behind an episode's number at the head of a page and is no title: 三稿　2022/11/02　P.7."""


def episode(line: str) -> tuple[str, str] | None:
    """(number as written, title) of an episode heading, or None; 第0集 is none, 第一集 完 is its end."""
    if not line or len(line) > LONGEST or not (line[0] in EPISODE_STARTS or line[0] in AROUND or "第" in line):
        return None
    if len(line) < 16 and words.THE_END.fullmatch(line):
        return None
    if line[0] in AROUND:
        inner = WRAPPED.fullmatch(line)
        line = next(filter(None, inner.groups()), line) if inner else line
        if len(line) < LONGEST_OVER and words.THE_END.fullmatch(line):
            return None
    for form in EPISODE_STARTS.get(line[:1], EPISODE_STARTS[""] if "第" in line else ()):
        match = form.pattern.match(line)
        if match and match["no"].strip("0零〇"):
            groups = match.groupdict()
            title = (groups.get("rest") or groups.get("title") or "").strip(" 　|｜")
            title = "" if title and DRAFTED.fullmatch(title) else title
            return None if SENTENCE.search(title[:-1]) and "：" in title else (match["no"], title)
    return None
