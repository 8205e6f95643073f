"""The first pass: what each line could be on its own, and which names recur as speakers. Nothing is decided here."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import field, fields, replace
from itertools import pairwise, takewhile
from operator import attrgetter
from typing import Literal

from storyboard.languages import scenery
from storyboard.lettering import unquoted
from storyboard.model import Source
from storyboard.parse import drawn, headings, markers, words
from storyboard.parse.chants import is_chant
from storyboard.parse.crowded import crowded
from storyboard.parse.cues import LIVE, PLAIN_NAME, ROLES, SpeakerCue, cue, uncut
from storyboard.parse.headings import Heading
from storyboard.parse.margins import unmargined
from storyboard.parse.markers import Mark
from storyboard.parse.numerals import numeral
from storyboard.parse.outlined import outlined
from storyboard.parse.printed import spans_of, whole, with_signs
from storyboard.parse.requoted import requoted
from storyboard.parse.running import Retold, run_on
from storyboard.parse.tables import cells, standing_columns
from storyboard.patterns import deferred, holds
from storyboard.records import dataclass

Tag = Literal["blank", "rule", "episode", "scene", "mark", "label", "cue", "text"]
Style = Literal["colon", "dash", "space", "period", "quote", "alone"]

SHOWN = frozenset(("**", "__", "#"))
"""The Markdown around what is to be seen at once."""
SLANTS = frozenset("*_")
COMMENT = "//"
"""How programmers begin a line that is for themselves."""
SHELL = frozenset("*#>_`-~•+|＊×='→➤➜▌▍▎▐█")
HEADING_SHELL = deferred(r"#{1,6}\s+")
WIKI_HEADING = deferred(r"={2,6}\s*(?P<text>[^=].*?)\s*={2,6}")
PICTOGRAMS = deferred(
    rf"(?:(?![{markers.TRIANGLES}♪♫♬🎵])[⌚⏰⏱⏲⏳⏸\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d\u20e3]\s*)+"
)
"""Little pictures in front of a line, which say nothing that its words do not: 👩 夏知：……"""
CROSSED = deferred(r"~~[^~]+~~\s*(?:[（(][^（()）]*[)）])?", needs="~")
"""A line that is struck out, and who did it: ~~阿蛮：走。~~（导演删）"""
EDITED = deferred(
    r"[【\[](?:(?P<gone>删除?|旧|DELETED?|OLD)|新增?|增补?|改后|修改后|NEW|ADDED)[】\]]\s*(?=[^\s】\]])", needs="【["
)
"""What an editor marks a line with that is no part of the script any more, or is new in it: 【删】, 【新】."""
HASHTAGS = deferred(r"(?:#[^\s#]{2,30}[\s#]*){2,}", needs="#")
"""What clips are found by: #skit #fyp."""
HEARD = deferred(r"[>*_\-\s•]*[🔊🔉🔈🎶🎼]")
"""How a line begins that is heard, by its little picture: > 🔊 *Rain on glass.*"""
SOUNDING = tuple("🔊🔉🔈🎶🎼")
CLOCKS = frozenset("⌚⏰⏱⏲⏳⏸")
"""Those of them that stand before all others: ⏱️ A beat."""
JOINED_PICTOGRAMS = deferred(
    r"(?<=[+&＆＋/、])\s*[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d]+(?=[^：:]{0,24}[：:])"
)
"""The same before the second of two names: 👩 jess + 🎩 edmund: …"""
QUOTE_SHELL = deferred(r"(?:>\s*)+")
LIST_SHELL = deferred(r"[-*•+→➤➜]\s+|-+>\s*(?=\S)|[▌▍▎▐█]+\s*(?=\w)")
LINE_NUMBER = deferred(
    r"\d{1,4}[.):]?\s+(?=(?:[A-Z][A-Z0-9’'.#/&\- ]{0,30}?|[A-Z][\w’'.]*(?: [A-Z#][\w’'.]*)?)\s*(?:\([^()]{0,40}\)\s*)?:(?!\d))"
)
"""The number of a line in a radio script, in front of a name and a colon."""
NUMBERED = deferred(
    r"(?:\d{1,4}(?:[.．、)）]\s*|\s+)|[①-⑳]\s*)(?=[\u3400-\u9fff·]{1,6}(?:\s*[、&＆+＋/／]\s*[\u3400-\u9fff·]{1,6}){0,3}(?:\s*[（(【][^（()）【】]{0,20}[)）】]){0,3}\s*[：:]|\*\*[^*]{1,12}\*\*[^：:]{0,20}[：:]\s*\S|\*\*[^*：:]{1,12}[：:]\*\*\s*\S|[【\[][^【】\[\]：:]{1,12}[】\]])"
)
"""The same in a Chinese one: 03 梁大夫：……, ① 马三：……, 2. **老周**：……"""
BALLOON = deferred(
    r"(?:[①-⑳❶-❿⑴-⒇㈠-㈩]|[（(\[【]\s*\d{1,2}\s*[）)\]】]|\d{1,2}\s*[.．、)）])\s*(?=[\u3400-\u9fff·？?]{1,8}\s*(?:[（(][^（()）]{0,16}[)）]\s*){0,2}[「『“])"
)
"""The number of a balloon on its page, before who speaks and the words in quotation marks: ①阿柚「老板，这本怎么少了第四十二页？」"""
BALLOON_LED = deferred(
    r"(?:气泡|泡泡|对话框|对白框?|台词框?|吹出|吹き出し|[Bb]alloon|BALLOON|[Bb]ubble)\s*(?:#?\d{1,2}(?!\d)|[①-⑳])\s*[.．、)）·]?\s*(?P<how>[（(][^（()）]{1,16}[)）])?\s*[:：]?\s*"
    r"(?P<name>[\u3400-\u9fff·？?]{1,8}|[A-Z][\w.'’-]{0,15}(?: [A-Z][\w.'’-]{0,15})?)\s*(?P<aside>[（(][^（()）]{1,16}[)）])?\s*(?:(?P<quoted>[「『“].*)|[:：]\s*(?P<said>\S.*))"
)
"""The same behind the word for one: 气泡② 梁伯（画外）「门拉一半，就是一半开。」"""
BALLOON_STARTS = frozenset("气泡对台吹Bb")
COMIC_STARTS = frozenset("Pp第")
BALLOONED = frozenset("「『“")
NUMBERED_PRINT = deferred(
    r"\d{1,3}[.)]\s+(?=\*\*[^*]{1,40}(?:[:：]\*\*|\*\*\s*(?:[*（(][^）)]*[)）]\*?\s*)?[:：])\s*[^\s*]|\*[^*]+\*$)"
)
"""The same before a name in bold or a slanted line: 1. **Odette:** We are closed."""
_CLOCK = r"(?:\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?,?\s+)?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:[.,]\d{1,3})?"
STAMP = deferred(
    rf"[\[(（【<]?{_CLOCK}(?:\s*(?:-+>|[-–—~～至到])\s*{_CLOCK})?[\])）】>]?\s*[-–—|｜]?\s*(?=[^\s\d：:，。！？“”\[【][^：:，。！？“”]{{0,40}}[：:](?!\d))"
)
"""When somebody speaks, in front of the name: [00:12] ANA: …"""
CELL_STAMP = deferred(rf"{_CLOCK}\t+(?=[^\s\t][^\t]{{0,40}}\t)")
"""The same in a cell of its own."""
STAMPED = deferred(
    rf"(?P<name>[^\s：:，。！？“”(（\[【|\t][^：:，。！？“”(（\[【|\t]{{0,30}}?)\s*[\[(（【]?(?<![\d:：]){_CLOCK}[\])）】]?\s*(?P<colon>[：:]?)"
)
"""The same behind a name above the words: `妈妈 21:03`, `Speaker 1 (00:12):`."""
HYPHEN = deferred(
    r"(?P<head>[A-Z0-9][A-Z0-9’'.#&/ ]{0,30}?(?:(?: and [A-Z][A-Z0-9’'.# ]{0,20}?){0,2})(?:\s*\([^()]{0,60}\))?(?=\s+[-–—])|(?:(?:Mr|Mrs|Ms|Dr|Prof)\. )?[A-Z][a-z’']+(?: [A-Z][\w’'.]+)?(?:\s*\([^()]{0,60}\))?(?=\s+(?:--|–|—)))"
    r"(?P<sep>\s+(?:-{1,2}|–|—)\s+)(?P<rest>[^\s-].*)",
    re.S,
)
"""An English cue with a dash behind it: `ROSA - Which floor?`, `Mara (sighing) – You're late.`"""
STOPPED = deferred(
    r"(?P<head>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ’'\-]*(?:\.?[ ][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ’'\-]*){0,3}(?:,\s+[a-zß-öø-ÿ][^—–:\n]{2,70}?)?)(?P<sep>\.\s*[—–]\s*)(?P<rest>[^\s—–].*)",
    re.S,
)
"""A cue of a French play: the name in capitals, maybe how, a full stop and a dash: M. BRIAND, entering with a ladder. — Children, …"""
JOINTS = deferred(r"\b(?:and|with)\b")
SAID = deferred(r"(?P<head>[A-Za-z]\w{0,15})(?P<sep> )(?P<rest>\"[^\"]+\")")
"""How visual novels name who speaks: mei "You came." """
TITLE_EN = deferred(r"(?:Mr|Mrs|Ms|Dr|Prof|Sgt|Capt|Lt|St|Rev|Sir|Det|Insp)\. [A-Z]\w*$")
RULE = deferred(r"[-—–]\s*\d{1,3}\s*[-—–]|(?:[-*_=~·—]\s*){3,}|`{3,}\w*|[×xX](?:\s+[×xX]){1,}|[*＊](?:\s*[*＊]){2,}")
ORNAMENT = deferred(r"(?:[-*_=~·—–―─━═～＝＊＿※◆◇●○★☆■□▪•＃#＋⚫❖✦]\s*)+")
"""A line that only parts what is above it from what is below: ◆◆◆, ————."""
BOLD_HEAD = deferred(r"(\*\*|__|'''|^`(?=[^`]{1,24}`\s*[:：]))(.+?)\1")
BOLD_SIGNS = ("**", "__", "'''")
"""One of these stands around each that is no print of code."""
CODED_NAME = deferred(
    r"`(?P<name>[A-Z\u3400-\u9fff][^`:：]{0,24})`[ \t　]*(?:[*_]*(?P<how>[（(][^()（）]{1,60}[)）])[*_]*)?(?:\s*[-–—|｜:：])?\s*(?=[^\s:：])"
)
"""A name in the print of code, with its words behind it, as apps for notes mark tags: `DAD` *(whispering)* Open up."""
UNTAGGED = frozenset("`[")
TICKED = deferred(r"\[[ xX✓✔√]?\]\s+(?=\S)", needs="[")
"""The box before a line that is ticked off once it is taken: - [x] DAD: …"""
BOLD_CUE = deferred(r"\*\*[^*:：]{1,40}(?:[:：]\s*\*\*|\*\*\s*(?:[*_]*[(（][^()（）]{0,60}[)）][*_]*\s*)?[:：])")
"""A name in bold print and its colon: **Voice on phone:** …, **Maya** *(whispering)*: …"""
BOLD_NAME = deferred(r"\*\*([^*:：]{1,40})\*\*(?=[:：])")
"""A name in bold print, with the colon behind the print."""
BOLD_STOP = deferred(
    r"\*\*(?P<name>(?:[A-Z]\.(?: ?(?:&|and|,) ?|(?=\*)))+|[A-Z][\w’'-]*(?:\.? (?:&|and|of|the|[A-Z][\w’'-]*))*\.)\*\*\s+(?=[^\s*]|\*[\[(])"
)
"""A name in bold print and its full stop, an initial or not: **C.** Lift your end., **Old Man.** Who's there?"""
SLANTED_HEAD = deferred(r"([*_])([A-Z\u3400-\u9fff][^*_]{0,24}[.:：])\1(?=\s+\S)")
"""A name in slanted print with its stop: _Bea._ You can't."""
SEPARATED = deferred(
    r"^[ \t]*(?:[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d+]{1,8}[ \t]*)?(?:\*\*)?(?P<head>\w[\w .'’·、+＋&＆]{0,17}?(?:[ \t]*[(（][^()（）\n]{1,20}[)）])?)(?:\*\*)?[ \t　]*(?P<sep>//|｜|>|＞|»|=>|->|→|➡️?|👉|~{1,2}|·{2,}|…{2,}|\.{3,}|::|\|{2}|(?:-{1,2}|–)(?=[ \t]))[ \t　]*(?=[^\s\d])",
    re.M,
)
"""A line that may be somebody's words behind a sign that hardly any script has."""
SEPARATORS = ("//", "｜", ">", "＞", "»", "→", "➡", "👉", "~", "··", "……", "...", "::", "||", "- ", "– ")
"""One of these stands in each of them."""
LEAST_SEPARATED = 4
LINE_OF = deferred(r"(?P<name>\w+?)_\d{1,4}")
SAYS = frozenset("说道问答喊")
SLANTED_HOW = deferred(r"(?<=[:：])(\**\s*)[*_]([a-z][a-z ,'’\-]{2,40}|[\u3400-\u9fff]{1,8})[*_](?=\s+\S)")
"""The same without brackets, right behind the colon: **Tobias:** *freezing* Was?"""
SUNG = deferred(
    r"(?P<head>[\u3400-\u9fff·]{1,6}[（(](?:内|同|齐|接|对|伴|旁|背|韵|京|苏|定场)?(?:唱|白|念|诗|道白|念白|唱词|引子|数板|叫头|夹白)[)）])\s*(?=[^\s：:])"
)
"""A cue of an opera: 小生（唱）一路风霜……"""
RECITED = deferred(
    r"(?P<aside>[（(][^（()）：:]{1,12}[）)])?\s*(?P<name>[\u3400-\u9fff]{1,5}?)(?P<how>(?:(?:一起|一齐|齐声|同声|轻声|大声|低声)(?:朗诵|诵读|朗读|合唱|唱|喊|念|说)?|朗诵|齐诵|合唱|齐唱|朗读|高喊|齐喊)道?)\s*(?P<colon>[：:])"
)
"""Many who speak as one, and how, above or before their words: （黑暗中）众人齐声朗诵："""
AT_ONCE = deferred(
    r"(?P<name>[\u3400-\u9fff·]{1,6}(?:(?:[和与跟同]|\s*[、/／&＆+＋]\s*)[\u3400-\u9fff·]{1,6}?)+?|[两二三四五六几]人|众人|大家)(?P<aside>[（(][^（()）：:]{1,12}[）)])?(?P<how>(?:几乎)?同时|不约而同地?|异口同声地?|一同|一起|一齐|齐声|同声)(?:[说喊叫答问唱]道?|回答|开口|道)?\s*(?P<colon>[：:])"
)
"""Two who speak at once, without a bracket around the word that says so: 葛亮和佟大勇同时：啥？"""
DASHED_LABEL = deferred(r"(?P<label>[\u3400-\u9fff]{2,4})(?:\s+[-–—]\s+|\s*--\s*)(?=\S)")
"""A label and a dash with a gap on either side: 动作 - 阿秀踩着缝纫机。"""
SLANTED = deferred(r"(\*{1,3}|_)([（(][^（()）*_]{0,80}[)）])\1")
"""A direction in slanted print: **Mira** *(without turning)*: …"""

SLANTS_HOW = ("*(", "_(", "*（", "_（")
"""One of these stands in every line with such a direction."""
SLANTED_STOP = deferred(
    r"(?<=[\w*_’'\u3400-\u9fff])(?P<gap>\s*)(?P<mark>[*_])(?P<how>[（(][^（()）*_\n]{1,80}[)）])(?P<stop>[:：])(?P=mark)(?=\s)"
)
"""The same with the colon in slanted print too: **VERA** *(cracking):* …"""
DIRECTED = r"(?:（[^（）]{0,60}）|\([^()]{0,60}\)|（[^（()）]{0,60}\)|\([^（()）]{0,60}）|【[^【】]{0,60}】|〔[^〔〕]{0,60}〕|\[[^\[\]]{0,60}\])"
HEAD = rf"[^\s：:（(【〔\[，。！；;…“”「」『』—][^：:（(【〔\[，。！；;…“”「」『』—\t　]{{0,32}}?(?:—(?=\d{{1,5}}[（(A-Z：:])\d{{1,5}}[A-Z]{{0,2}})?(?:\s*{DIRECTED}[^：:（(【〔\[，。！；;…“”「」『』—]{{0,6}}?){{0,3}}?"
CANDIDATE = deferred(
    rf"(?P<head>{HEAD})(?P<sep>[：:]|(?:——|—|――)(?![：:]|\d{{1,5}}(?:[（(][^（()）]{{1,12}}[）)])?[A-Z]{{0,2}}[：:])|　+|\t+| {{2,}}| [|｜] |[「“『]|$)(?P<rest>.*)",
    re.S,
)
CLAUSE = deferred(r"[^\s：:（(【〔\[，。！；;…“”「」『』—―]{1,33}[，。！；;…”」』]")
"""How a line begins that parts no head from anything: a clause, and what ends one."""
ABBREVIATED = r"(?<!\.[A-Z])" + "".join(
    rf"(?<!\b{word})" for word in ("MR", "MRS", "MS", "DR", "ST", "LT", "SGT", "CAPT", "PROF", "JR", "SR")
)
PERIOD = deferred(
    rf"(?P<head>[A-Z][A-Z’' ,.\-]{{0,38}}?(?:\s*\[[^\]]{{0,80}}\]|\s*\([^)]{{0,80}}\))?)(?P<sep>{ABBREVIATED}\.(?:\s*[—–-]*\s+|$))(?P<rest>.*)",
    re.S,
)
SMALL_NAME = deferred(r"[A-Z][a-z’']+\.?(?: [A-Z][\w’'.]*){0,2}")
NUMBER_ALONE = deferred(
    r"[（(【\[]?(?:S(?:C|CENE)?\.?\s*#?\s*)?(?P<no>[一二三四五六七八九十百]{1,4}|\d{1,3})[)）】\]]?[、.．:：]?", re.I
)
COUNTED_ALONE = deferred(
    r"[（(【\[]?(?:S(?:C|CENE)?\.?\s*[-#]?\s*|场次?\s*|#\s*|第)(?P<no>[一二三四五六七八九十百]{1,4}|\d{1,3})\s*场?[)）】\]]?[、.．:：]?",
    re.I,
)
"""A line that only counts the scene whose heading stands below it: S1."""
ROOM = deferred(r"(?:[A-Z][\w’']*(?:[ /-]|$|(?=:))){1,4}:?")
"""A few words with capitals and nothing behind them but a colon."""
COUNT = deferred(r"[ \t]*(?P<no>\d{1,4})(?:[.)、．][ \t]*|\t[ \t]*| {2,})(?=\S)")
LEAST_COUNTED = 4
FULL_NAME = deferred(r"^(?P<name>[A-Z][A-Z0-9.'’#-]+) (?=[A-Z][a-z’']|[AI] )")
"""A name that fills the column of names in a numbered list of lines, so that one blank is left behind it."""
PAGE = deferred(r"(?:第\s*\d+\s*页|\bp(?:age\s+|\.\s?)\d+)(?:\s*[/／,，]?\s*(?:共\s*\d+\s*页|of\s+\d+))?\s*$", re.I)
"""The number of a page at the end of a line."""
FURTHER = deferred(
    r"\S.{0,40}?(?:\s{3,}|\t\s*)(?:\d{1,3}\.?|\d{1,3}\s?/\s?\d{1,3}|[-–—·~(\[（]\s?(?:p(?:age|\.)?\s?)?\d{1,3}\s?[-–—·~)\]）])|(?:[-–—·~(\[（]\s?)?\d{1,3}\s?[-–—·~)\]）](?:\s{3,}|\t\s*)\S.{0,40}",
    re.I,
)
"""Words at the head of a page, and its number at the other end of the line: 《井》          2, 末班面.doc      - 1 -."""
NARROW = deferred(r"\S.{0,60}?\s{2,}(?P<no>\d{1,3})\.?")
DIVIDES = frozenset("ASCTPEasctpe")
"""How a line begins that only counts acts and scenes."""
COMIC_PAGE = deferred(
    r"(?:P|第)\s?\d{1,3}(?:\s*[-–—~～至]\s*P?\d{1,3})?\s*[页話话]?\s*[（(\s·|｜]\s*[^（()）：:。]{0,12}格\s*[）)]?|PAGE\s+(?:\d{1,3}|(?:TWENTY[- ])?(?:ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN)|ELEVEN|TWELVE|\w+TEEN|TWENTY)(?:\s*[(\[–—-][^()\[\]:]{0,30}[)\]]?)?\s*[:.]?",
    re.I,
)
"""A line that only counts the pages of a comic: PAGE TWO (four panels), P3（跨页，3格）."""
NUMBER_OF_PAGE = deferred(r"[-–—(\[]?\s*(?:p(?:age|\.)?\s*|第\s*)?\d{1,3}\s*页?\s*[.)\]–—-]?", re.I)
PAGED = deferred(r"[^\w]*(?:p|第)", re.I)
"""How the number of a page begins that says that it is one."""
BARE_NUMBER = deferred(r"[-–—]?\s*\d{1,3}\s*[-–—.]?")
SHORT_COUNT = 7
"""Characters that a page's bare number stays below."""
LEAST_ON_PAGE = 8
"""Filled lines of the shortest page whose number stands alone."""
LONGEST_COUNT = 12
LEAST_PAGES = 3
"""Pages from which on words that stand beside their numbers alone are their head, where no title at the front is the same."""
FRONT, TITLES = 6, 2
"""Filled lines among which a title stands, also one that is alone with the number of its page."""
PAGE_PLACED = deferred(
    r"[━─—=~＝●■◆★#\-\s]*[【\[(（]?\s*(?:第\s?[\d一二三四五六七八九十]{1,3}\s?[页頁]|P\.?\s?\d{1,3}(?!\d)(?:\s*[-–—~～至]\s*P?\d{1,3}(?!\d))?|PAGE\s+[\w-]{1,12}(?![\w-]))\s*[】\])）]?\s*(?:[（(][^（()）]{1,16}[）)])?[━─—=~＝\-–:：·|｜/／,，\s　]*(?P<place>[^\s━─—=].{2,40}?)[】\])）━─—=~＝\s]*",
    re.I,
)
"""The number of a page of a comic, in front of where and when it plays: ━━━ 第1页 ━━━ 楼顶，清晨."""
PAGE_HEADS = frozenset("第Pp━─—=~＝●■◆★#-【[(（")
"""How such a line begins."""
COMIC_COUNT = deferred(r"[★※●■]?\s*[本全这][话集回期章篇](?:漫画)?\s*(?:一共|总共|共|计)\s*\d{1,3}\s*[页格P]")
"""A line that counts the pages of a comic: ★本话共3页，黑白。"""
COUNTED_STARTS = frozenset("★※●■本全这")
OF_BALLOON = deferred(
    r"[（(【\[※]\s*[①-⑳][^：:「“]{0,6}[^。！？「“]*(?:框|字体|字号|号字|字[小大]|气泡|吹出)[^「“]{0,24}"
)
"""How a balloon is to be drawn: （④用锯齿云朵框，字小一号）"""
TITLED_HEAD = deferred(
    r"(?:《[^《》]{1,20}》\S{0,20}(?:\s{3,}|　{2,})\S.{0,24}|\S.{0,24}?(?:\s{3,}|　{2,})\S{0,12}《[^《》]{1,20}》\S{0,20})"
)
"""The head of a page with the title of a book at one side."""
LETTERED = deferred(r"\([A-Z]{1,2}\)|\d+")
NUMBER_STOPS = frozenset("-–—·~)）].")
NUMBER_OPENS, NUMBER_CLOSES = frozenset("-–—·~(（[0123456789"), frozenset("-–—·~)）]")
"""How the number of a page begins that stands at the left of its line."""
PAGE_ENDS, DIGITS = frozenset("页0123456789"), deferred(r"\d+")
SECOND_CUE = deferred(
    r"[。！？!?….][”」\"]?[ \t　]+(?P<name>[^\s：:，。！？!?（(]{1,16}(?: [A-Z][^\s：:，。！？!?（(]{0,16})?)\s*(?:[（(][^（()）]{0,20}[)）])?[：:](?!\d)"
)
"""Somebody's cue behind a sentence on the same line."""
WRAPPED = ' 　\t\r\n"”’」』'
STOPS = frozenset("。！？!?.…～~—")
"""How words end that somebody says."""
COLONS = frozenset(":：")
LONGEST_FIELD = 12
"""Characters of the longest label of a scene before a dash."""
LONE_COLONS = (":", "：")
CLOSED = frozenset("0123456789)）]】")
"""How a line ends that may have a time at its end."""
COLON_OR_GAP = deferred(r"[：:\s　]")
UNDERLINE = deferred(r"={3,}\s*$")
"""What makes a heading of the line above, in Markdown."""
UNDERLINES = ("\n===", "\r===")
"""One of these stands in every text with such a line."""
PLACED = deferred(r"[\u3400-\u9fffA-Za-z\d]+[ 　]+[\u3400-\u9fff]+")
"""Two words that may be a place and an hour."""
EPISODE_NUMBER = deferred(r"(?:NO\.?|No\.?|#)?\s*(?P<no>\d{2,3})")
"""An episode that is only counted."""
PADDED = deferred(
    r"([\u3400-\u9fff])[　 ]{1,4}([\u3400-\u9fff])(?=$|[　：:（(【\t—「]| {2}| [：:|｜]|(?:[OＯ][．.]?[SＳ]|[VＶ][．.]?[OＯ])[．.]?\s*[：:])"
)
"""A name of two characters set wide: 李　妈."""
IN_BRACKETS = deferred(r"[【\[]([^】\]：:]{1,12})[】\]]\s*((?:[（(][^）)]{0,40}[）)])?\s*[：:])?(?=.)")
"""A name or label set in brackets before the colon: 【林晚】：……"""
BOX_SPOKEN = deferred(
    r"[【\[](?P<label>台词|对白|对话|内心独白|独白|心声)\s*[-－–—·・:：|｜/／]\s*(?P<who>[^】\]（(·・:：，。【\[]{1,12}?)\s*(?:[·・|｜/／,，、-]\s*(?P<how>[^】\]]{1,12})|(?P<aside>[（(][^（()）]{1,12}[）)]))?\s*[】\]]\s*[:：]?\s*(?=[^\s])"
)
"""A label that says that somebody speaks, who, and how, in one bracket: [台词-陆霆·低声] 你不是苏晴。"""
BOX_DASHED = deferred(
    r"[【\[](?P<name>[^】\]：:【\[]{1,24})[】\]]\s*(?P<aside>(?:[（(][^（()）]{0,40}[)）])?)\s*(?:——?|―|–|--|-(?=\s))\s*(?=[^\s—―–-])"
)
"""A name in brackets and a dash before the words: [房东]—— 开啊！"""
VOICED = deferred(r"[（(]([^（()）：:，。]{1,14})[）)]\s*[：:]\s*(?=\S)")
"""A voice set in round brackets before the colon: （画外音/旁白）：……"""
VOICED_INSIDE = deferred(
    r"[（(【\[](?P<voice>画外音|旁白|解说词?|画外)\s*[：:]\s*(?P<said>[^（()）【】\[\]]{4,}?)[)）】\]]"
)
"""A voice and all that it says in brackets: （画外音：三年后，羊成了公务员。）"""
VOICE_LED = deferred(r"[（(](?:旁白|旁述|解说词?|配音)[）)]\s*(?=[^\s：:])")
"""The narrator in round brackets in front of the words: （旁白）天亮了。"""
LIVE_LED = deferred(
    r"(?:[【\[](?P<live>[^】\]：:]{1,8})[】\]]|(?P<bare>同期声?|现场(?:声|同期)|采访)[ 　\t|｜·])\s*(?P<name>[^：:（(，。【\[“”]{1,16}?)\s*(?P<aside>[（(][^（()）]{1,20}[）)])?\s*[：:]"
)
"""Words taken with the picture, and who says them: 【同期】叶志海（守塔人）：……"""
AHEAD = deferred(r"(?P<how>[（(][^（）()：:，。]{1,12}[）)])\s*(?P<name>[\u3400-\u9fff·]{1,6})\s*[：:]\s*(?=\S)")
"""How somebody speaks, in brackets before the name: （虚弱地）父亲：……"""
BRACKET_LABEL = deferred(r"[（(【\[]([^：:（(【\[]{1,6})[：:]\s*(.*)[)）】\]]")
"""A label and all it says in brackets: （人物：林晚、顾言）"""
TITLED = deferred(
    r"(?P<head>(?:(?:Mr|Mrs|Miss|Dr|Lady|Lord|Sir|St)\.? )?(?!(?:Mr|Mrs|Ms|Dr|St|Prof)\.\s)[A-Z][a-z’']+(?: (?:[A-Z][a-z’']+|and|of|the)){0,3}(?:\s*\[[^\]]{0,80}\])?)"
    r"(?P<sep>\.\s+|\.$)(?P<rest>.*)",
    re.S,
)
"""Like PERIOD, but the name in small letters; believed only where it recurs."""
LABELLED = deferred(r"(?P<label>[\u3400-\u9fff]{2,6})\s*(?:[（(【](?P<who>[^（()）【】，。]{1,12})[)）】])")
"""Words that a label says are spoken, by whom it says in brackets: 对白（阿K）：……"""
BESIDE_LABEL = deferred(
    r"(?P<label>[\u3400-\u9fff]{2,4})\s*[·・]\s*(?P<who>[^\s（()）·・：:，。]{1,12})\s*(?P<aside>[（(][^（()）]{1,20}[)）])?"
)
"""The same with a dot between: 对白·小满, 心声·阿九（小字）."""
SHOT_STARTS = frozenset("CcSs镜分")
"""How the head of a shot begins."""
MARGIN = deferred(r"[ \t　](?<=\S[ \t　])[ \t　]{2,}(?P<no>\d{1,4})[ \t]*(?=\n|$)")
"""The number of a line at the right margin, as editions of plays count every fifth."""
GAPS = ("   ", "\t", "　")
"""One of these stands in every text with such numbers."""
COUNTED_SCENE = deferred(rf"[△▲]\s*{headings.SCENE_NO}(?=[\s\u3400-\u9fff]).*(?:{words.TIME}|{words.INSIDE})\s*$")
"""A numbered scene behind the mark of an action: ▲ 65-1　玉兰苑 日 内."""
SHOT_PLACED = deferred(
    r"(?:镜头?|分镜|画面)\s*\d{1,3}\s*[|｜/／](?:[\s\d\-–—~～.:：s秒]+[|｜/／])?\s*(?P<place>[^|｜/／]{3,24}?)\s*"
)
"""The head of a shot that says where and when: 镜头1｜0-8s｜厨房·晨."""
TWICE_COUNTED = deferred(rf"第\s*\d{{1,3}}\s*[/／、\-]\s*\d{{1,3}}\s*场\s*[：:]\s*(?={headings.SCENE_NO}\s)")
"""The number of a scene before another that has its fields: 第 6 / 1 场： 6-2 王青的房间 夜 内."""
ROLE_BOXED = deferred(
    r"[（(]\s*(?P<name>[\u3400-\u9fff·]{1,6})(?:\s*[，,、/／|｜·：:\-]\s*(?P<how>[^（()）]{1,10}))?\s*[）)]\s*(?P<words>[^\s（(].*)",
    re.S,
)
INSCRIBED = deferred(
    r"(?:[刻题铸印绣]着|[碑牌匾石]上[^，。]{0,4}写着|碑文|铭文|匾额|牌匾)(?:是|道)?[：:]$"
    r"|\b(?:engraved|carved|inscribed|etched|stamped|lettered|chiselled|chiseled|headstone|gravestone|tombstone|grave|plaque|plate|board|stone|banner|brass)\b[^.!?]{0,40}:$",
    re.I,
)
"""How a line ends that says that something is written on a thing that stands there."""
TALKS_ZH = deferred("[我你您咱了吧吗呢啊呀？！?!]")
LONGEST_WRITTEN = 20
LIFE = deferred(r"\d{3,4}年?\s*[-–—~～至到]{1,2}\s*\d{3,4}年?(?P<more>[^a-z。！？!?，,是有的了]{0,40}?)[.]?")
"""From when to when somebody lived, and what else a stone says: nobody's words."""
BOXES_ROUND, LEAST_BOXED = ("（", "("), 5
HEARD_OR_SEEN = words.SOUND | words.VOICES | words.CAPTION
COUNTS = frozenset("第格镜分PpFf")
"""How a line begins that only counts a picture."""
THOUGHT = frozenset({"心理", "心理活动", "心声"})
"""Labels of what somebody thinks, whom a bracket names: 心理（阿K）：……"""
STYLES: dict[str, Style] = {
    "：": "colon",
    ":": "colon",
    "—": "dash",
    "―": "dash",
    "　": "space",
    "\t": "space",
    " ": "space",
    "「": "quote",
    "“": "quote",
    "『": "quote",
    "": "alone",
}
LONGEST_SHORT = 32
"""Characters of a line that is looked for among those before it: a name above its words."""
PAGE_BEGINS = frozenset("第pP-—–－‐~～·•─━=")
"""How a line begins that is only the number of a page."""
LONGEST_PAGE = 28
"""Characters of the longest line that is only the number of a page."""
LONGEST_HEAD = 80
"""Characters of what may stand before the sign of a cue."""
LONGEST_NAME = {"alone": 24, "dash": 12, "space": 12, "quote": 12, "period": 40, "colon": 40}


@dataclass(slots=True)
class ScannedLine:
    """One line of the source and what it could be."""

    start: int
    end: int
    core: str
    """Without outer white space and Markdown shell."""
    indent: int
    tag: Tag
    shell: str = ""
    """The Markdown around it: `#`, `*`, `**`, `>`."""
    style: Style | None = None
    head: str = ""
    rest: str = ""
    told: bool = False
    """A label in front says that this is spoken: `对白：阿棠：……`."""
    cue: SpeakerCue | None = None
    heading: Heading | None = None
    mark: Mark | None = None
    episode: tuple[str, str] | None = None
    opens: tuple[str, str] | None = None
    """The number of its episode, and what counts its scene, in a heading that has both: EP01-场1."""
    apart: bool = False
    """A name and a colon that are no cue, because the whole line carries the mark of directions: *Sign: “Closed.”*"""
    bold: bool = False
    """What stands before the colon is in bold print."""
    doubted: str = ""
    """Why it may be spoken, although it is read as action."""
    page: bool = False
    """It is the number of a page, or what stands at its head or foot."""


_WHAT = attrgetter(*(each.name for each in fields(ScannedLine)[2:]))
"""What a line is, wherever it stands."""


@dataclass(slots=True)
class Scan:
    """All lines, and how often each name stands as a speaker in each style of cue."""

    source: Source
    lines: list[ScannedLine] = field(default_factory=list)
    heads: dict[str, Counter[str]] = field(default_factory=dict)
    tags: Counter[str] = field(default_factory=Counter)
    english: bool = False


def scan(source: Source, english: bool) -> Scan:
    """Every line with what it could be on its own, and then with what the others say of it."""
    result = Scan(source, heads={style: Counter() for style in LONGEST_NAME}, english=english)
    _each(result)
    _together(result)
    headed = list(filter(_HEADING, result.lines))
    for line, heading in zip(headed, headings.ordered([line.heading for line in headed if line.heading]), strict=True):
        line.heading = heading
    return result


def _each(result: Scan) -> None:
    """The lines, each on its own; one with the head of a cue that was read before is read as that was."""
    source, english, lines, heads = result.source, result.english, result.lines, result.heads
    sign, unnumbered, prints = _separator(source.text), _unnumbered(source.text, english), spans_of(source)
    rows = split(source.text) if english else _with_gaps(source.text, split(source.text))
    retold = _retold(source.text, rows, english)
    sizes, notes = (retold.sizes, retold.notes) if retold else (None, ())
    plain: dict[str, SpeakerCue] = {}
    begins: set[str] = set()
    short: dict[str, ScannedLine] = {}
    may_underline = holds(source.text, UNDERLINES)
    at = 0
    for row, raw in enumerate(rows):
        end = at + (sizes[row] if sizes else len(raw))
        if raw.isspace():
            lines.append(ScannedLine(at, end, "", 0, "blank"))
            at = end
            continue
        raw = unnumbered(raw) if unnumbered else raw
        spans = prints.get(at, ()) if prints else ()
        underlined = may_underline and row + 1 < len(rows) and UNDERLINE.match(rows[row + 1])
        shell = "#" if underlined else whole(raw, at, spans) if spans else ""
        bare = not (shell or spans or sign)
        if bare and len(raw) <= LONGEST_SHORT and (same := short.get(raw)):
            line = ScannedLine(at, end, *_WHAT(same))
        else:
            core = "" if shell or spans else raw.strip()
            said = _unprinted(core) if core[:2] == "**" else core
            known = _again(said, raw, at, end, plain) if said[:2] in begins else None
            if known and said is not core:
                known.bold = True
            told = None if known or english or not core else _told(core, raw, at, end)
            line = known or told or _line(raw, at, end, english, shell)
            if bare and len(raw) <= LONGEST_SHORT:
                short[raw] = line
        if spans and line.tag == "cue" and line.rest and not line.shell:
            line.rest = with_signs(line.rest, source.text, end, spans)
        bare_raw = _unquoted(raw) if sign and line.tag in ("text", "cue") else ""
        if bare_raw and (parted := SEPARATED.match(bare_raw)) and parted["sep"][:2] == sign:
            _candidate(line, f"{parted['head']}：{bare_raw[parted.end() :].strip()}", english)
        if row in notes:
            line = ScannedLine(at, end, raw.strip(), line.indent, "mark", mark=Mark("note", raw.strip()))
        lines.append(line)
        if line.style and line.cue:
            heads[line.style][line.cue.name] += 1
            if line.style in ("colon", "period") and line.head not in plain and _plainly(line, _unprinted(raw.strip())):
                plain[line.head] = line.cue
                begins.add(line.head[:2])
        at = end
    result.tags = Counter([line.tag for line in lines])


LISTS_PEOPLE = deferred(r"\s*[【*]{0,2}(?:登场|出场|剧中)?人物(?:表|介绍)?[】*]{0,2}\s*[:：]?\s*")
"""A line above a list of who is in a play."""
LISTED_NAME = deferred(r"\s*([\u3400-\u9fff]{2,4})(?=\s|[—:：，,、（(])")
LISTED_WHOLE, LEAST_SET_APART = 3, 3
"""Characters of a name with its surname; rows that one blank parts."""


def _with_gaps(text: str, rows: list[str]) -> list[str]:
    """The rows of a Chinese play whose speakers one blank parts from their words, with a gap there: names of its list of people, and whoever is counted (村民甲)."""
    if "人物" not in text:
        return rows
    at = next((at for at, row in enumerate(rows[:LONGEST_HEAD]) if LISTS_PEOPLE.fullmatch(row)), None)
    if at is None:
        return rows
    listed = takewhile(lambda row: not row.isspace(), rows[at + 1 :])
    names = {found[1] for row in listed if (found := LISTED_NAME.match(row))}
    names |= {name[-2:] for name in names if len(name) == LISTED_WHOLE}
    if not names:
        return rows
    told = re.compile(rf"(\s*(?:{'|'.join(map(re.escape, names))}|[\u3400-\u9fff]{{1,3}}[甲乙丙丁])) (?=[^\s—:：])")
    parted = {number: found.end() - 1 for number, row in enumerate(rows) if number > at and (found := told.match(row))}
    if len(parted) < LEAST_SET_APART:
        return rows
    return [f"{row[: parted[n]]}　{row[parted[n] + 1 :]}" if n in parted else row for n, row in enumerate(rows)]


def _retold(text: str, rows: list[str], english: bool) -> Retold | None:
    """The lines of a text that are to be read as others, by the first way in which they are; `rows` retold."""
    return (
        (None if english else run_on(text, rows))
        or outlined(text, rows)
        or requoted(text, rows)
        or crowded(text, rows, english)
    )


def _together(result: Scan) -> None:
    """What lines are by those around them and by all of them."""
    lines, english = result.lines, result.english
    _standing(result)
    if any(map(result.source.text.__contains__, SOUNDING)):
        _sounding(result)
    _inscribed(result)
    cues = list(filter(_CUE, lines))
    _lettered(result, cues)
    _split_cues(result, cues)
    _told_apart(result)
    _opened_only(result)
    gaps = "   " in result.source.text or "\t" in result.source.text
    filled = list(filter(_CORE, lines))
    _page_heads(lines, filled, gaps=gaps)
    if any(map(_PAGE, filled)):
        if "《" in result.source.text:
            _heads_of_numbers(lines)
        _heads_apart(result)
    if gaps:
        _heads_in_turns(lines)
    _pictures_alone(filled)
    _numbered_lines(result)
    if not english:
        _together_zh(result, filled)
    _field_tables(result)
    _drawn_forms(result)
    _among_fields(result)
    _heard(filled)
    _number_alone(filled)
    if not result.tags["episode"] and any(map(_HEADING, filled)):
        _numbers_open(filled)
    _places_alone(lines)
    if not any(map(_HEADING, filled)):
        _places_behind(filled)
    if not any(map(_HEADING, filled)):
        _labels_alone(filled)
    if english:
        _sections_counted(result)
    elif holds(result.source.text, ("\n#",)):
        _sections_counted_zh(result)
    _settings_alone(lines, english)
    _sections_alone(result)
    _bare_numbers(lines)
    if english:
        _rooms_alone(lines)
        _small_names(result)


def _together_zh(found: Scan, filled: list[ScannedLine]) -> None:
    """The same of what only scripts have that are no English ones; most of it is told by how lines begin."""
    _quoted_on(found)
    opens = {line.core[0] for line in filled}
    boxed = not PANELS.isdisjoint(opens)
    if boxed:
        _panels(found)
        _roles_in_brackets(found)
    if boxed or any(map(str.isdigit, opens)):
        _panels_of_pages(found)
    _told_by_verbs(found)
    if "@" in opens:
        _to_people(found)
    _labels_above(found.lines)


_PAGE, _HEADING, _CORE, _CUE = map(attrgetter, ("page", "heading", "core", "cue"))
LEAST_OPENED = 2
"""Lines from which on an opening bracket that is never closed is a mark of directions."""


SHOWN_TOO = deferred(r"[，,。.].*\w|[起启开][：:]")
"""What says that a cut or a curtain goes on to what is seen: ［幕启：山门外。"""


def _opened_only(found: Scan) -> None:
    """Make actions of the lines before which a bracket is opened and never closed, where several are: the bracket is a mark, and nothing to film."""
    text, lines = found.source.text, found.lines
    for opens in "〔［【":
        shut = markers.CLOSING[markers.OPENING.index(opens)]
        count = text.count(opens)
        if count < LEAST_OPENED or count < LEAST_OPENED + text.count(shut):
            continue
        begins = [line for line in lines if line.core[:1] == opens and line.tag in ("text", "cue", "mark")]
        stops = [*(line.start for line in begins[1:]), len(text)]
        told = [line for line, stop in zip(begins, stops, strict=False) if shut not in text[line.start : stop]]
        for line in told if len(told) >= LEAST_OPENED else ():
            if line.style and line.cue:
                found.heads[line.style][line.cue.name] -= 1
            bare = line.core[1:].strip()
            line.tag, line.style, line.cue = "mark", None, None
            mark = markers.sort(bare) if bare and not SHOWN_TOO.search(bare) else None
            line.mark = mark or Mark("action", bare)
    found.heads = {style: counted(names) for style, names in found.heads.items()}


def counted(names: Counter[str]) -> Counter[str]:
    """The names that are counted at all: the same where all are."""
    return +names if min(names.values(), default=1) < 1 else names


def _unprinted(core: str) -> str:
    """A line without the bold print of the name in front of its colon."""
    named = BOLD_NAME.match(core) if core[:2] == "**" else None
    return named[1] + core[named.end() :] if named else core


def _plainly(line: ScannedLine, core: str) -> bool:
    """Whether a cue is a name of letters and a colon or a full stop, so that another line with this head is as well, whatever is said."""
    head = line.head
    letters = head.replace(" ", "").replace("'", "").replace("’", "")
    return (
        len(head) > 1
        and letters.isalpha()
        and not (line.told or line.shell)
        and line.core == core
        and (line.core[len(head)] in COLONS or (line.core[len(head)] == "." and head.isupper()))
        and markers.read(f"{head}：") is None
        and markers.read(f"{head}. {'x' * 30}") is None
    )


def _again(core: str, raw: str, start: int, end: int, plain: Mapping[str, SpeakerCue]) -> ScannedLine | None:
    """A line with the head of a cue that was read before; None for any other, and where what is said needs a closer look."""
    near, wide = core.find(":"), core.find("：")
    at = near if wide < 0 or 0 <= near < wide else wide
    said = plain.get(core[:at]) if 0 < at <= LONGEST_HEAD else None
    style: Style = "colon"
    stop = core.find(". ", 0, LONGEST_HEAD + 2) if said is None else -1
    if (
        stop > 0
        and (at < 0 or (stop < at and not core[at + 1 : at + 2].isdigit() and not core[:at].isupper()))
        and (core[stop + 2].isalnum() or core[stop + 2] in "[(")
        and not core.isupper()
    ):
        style, at, said = "period", stop, plain.get(core[:stop])
    if said is None or at + 1 == len(core) or "第" in core or "*" in core or "_" in core:
        return None
    if core[-1] in CLOSED and STAMPED.fullmatch(core):
        return None
    rest = core[at + 1 :] if style == "colon" else core[at + 2 :]
    if rest.lstrip()[:1].isdigit():
        return None
    indent = 0 if raw[0] == core[0] else len(raw) - len(raw.lstrip())
    return ScannedLine(start, end, core, indent, "cue", "", style, core[:at], rest, cue=said)


def _told(core: str, raw: str, start: int, end: int) -> ScannedLine | None:
    """A Chinese line that is a sentence of prose, which may tell what many call; None for any other."""
    if core[0] in BEGINNINGS or not TOLD.fullmatch(core):
        return None
    line = ScannedLine(start, end, core, len(raw) - len(raw.lstrip()), "text")
    if ("：" in core or ":" in core) and is_chant(core, english=False):
        line.tag, line.mark = "mark", Mark("action", core)
    return line


def _unnumbered(text: str, english: bool) -> Callable[[str], str] | None:
    """What takes the number of its line off one, where a text numbers its lines: nearly all in front, or some at the right margin."""
    if _counted(text):

        def ahead(raw: str) -> str:
            number = COUNT.match(raw)
            if not number:
                return raw
            return FULL_NAME.sub(r"\g<name>  ", raw[number.end() :], count=1) if english else raw[number.end() :]

        return ahead
    numbers = (
        [int(found["no"]) for found in MARGIN.finditer(text, 0, 20_000)] if any(map(text.__contains__, GAPS)) else []
    )
    fives = [number for number in numbers if number > 1]
    if len(numbers) > 1 and fives and fives == list(range(5, 5 * len(fives) + 1, 5)):
        return lambda raw: MARGIN.sub("", raw)
    return None if english else unmargined(text, len(numbers) > 1)


def _counted(text: str) -> bool:
    """Whether nearly every line of a text is numbered on from the one above: the numbers are no part of what they stand before."""
    rows = [row for row in text[:20_000].split("\n") if row.strip()]
    if not any(map(COUNT.match, rows[: len(rows) * 3 // 10 + 1])):
        return False
    numbers = [int(found["no"]) for row in rows if (found := COUNT.match(row))]
    on = sum(other == one + 1 for one, other in pairwise(numbers))
    return len(numbers) > LEAST_COUNTED and on * 10 >= len(numbers) * 8 and len(numbers) * 10 >= len(rows) * 7


def _split_cues(found: Scan, cues: list[ScannedLine]) -> None:
    """Part lines that hold somebody else's cue behind a whole sentence and a gap: 族长：跪下！　　三儿：我没错。"""
    heads = found.heads["colon"]
    several = [
        line for line in cues if (":" in line.rest or "：" in line.rest) and line.style == "colon" and line.tag == "cue"
    ]
    for line in reversed(several):
        text = found.source.text[line.start : line.end]
        behind = SECOND_CUE.finditer(text, max(text.find(":"), text.find("："), 0))
        inner = next((each for each in behind if heads[each["name"]] > (0 if line.told else 1)), None)
        if inner is None:
            continue
        middle = line.start + inner.start("name")
        second = _line(text[inner.start("name") :], middle, line.end, found.english)
        if second.tag == "cue" and second.style == "colon" and second.cue:
            first = _line(text[: inner.start("name")], line.start, middle, found.english)
            if line.told:
                second.rest = unquoted(second.rest.strip())
            at = next(at for at, each in enumerate(found.lines) if each is line)
            found.lines[at : at + 1] = [first, second]
            heads[second.cue.name] += 1


def _may_end(core: str) -> bool:
    """Whether a line may have the number of its page in strokes at one of its ends, apart from other words."""
    return ("   " in core or "\t" in core) and (core[0] in NUMBER_OPENS or any(map(str.isdigit, core[-4:])))


def _page_heads(lines: list[ScannedLine], filled: list[ScannedLine], *, gaps: bool) -> None:
    """Make notes of what stands at the head or foot of every page: the same words with the number of the page."""
    ended = [
        line
        for line in filled
        if (core := line.core)[-1] in PAGE_ENDS
        or core[-1].isdigit()
        or (core[-1] in NUMBER_STOPS and core[-2:-1].isdigit())
        or line.tag == "rule"
        or (gaps and (core[-1] in NUMBER_CLOSES or core[0] in NUMBER_OPENS) and _may_end(core))
    ]
    _counted_pages(lines, [line for line in ended if len(line.core) < LONGEST_COUNT])
    plain = [line for line in ended if line.tag in ("text", "cue")]
    found = [line for line in plain if line.core[-1] in PAGE_ENDS and PAGE.search(line.core)]
    found += [line for line in plain if "   " in line.core or "\t" in line.core if FURTHER.fullmatch(line.core)]
    found += [line for line in ended if line.episode and line.core[-1] in PAGE_ENDS and PAGE.search(line.core)]
    if not found:
        found = _counting_on(lines, plain)
    if not found:
        return
    again = Counter(DIGITS.sub("#", line.core) for line in found)
    first = next((line for line in found if line.episode), None)
    for line in found:
        if line.episode and line is first:
            line.episode = (line.episode[0], PAGE.sub("", line.episode[1]).strip())
        elif again[DIGITS.sub("#", line.core)] > 1:
            line.episode, line.page = None, True
            line.tag, line.style, line.cue, line.mark = "mark", None, None, Mark("note", line.core)
    for line in lines:
        turned = line.mark is not None and line.mark.kind == "note" and line.core[:1] in BOXES_ROUND
        line.page |= turned and markers.TURNED_OVER.fullmatch(line.core.strip("（()） ")) is not None
    _beside_heads(lines, [line for line in found if again[DIGITS.sub("#", line.core)] > 1])


def _counted_pages(lines: list[ScannedLine], ended: list[ScannedLine]) -> None:
    """Make rules of heads of pages over two lines, as plays are typed: the title, and on its own line the number, which counts on.

    The same words stand beside each number and nowhere else but at the very front, so that nobody is called so who counts aloud.
    """
    counted = [line for line in ended if line.tag not in ("scene", "episode") and NUMBER_OF_PAGE.fullmatch(line.core)]
    if len(counted) < 2:
        return
    filled = [line for line in lines if line.core]
    places = {id(line): at for at, line in enumerate(filled)}
    for by in (-1, 1):
        beside = [
            (line, filled[at])
            for line in counted
            if 0 <= (at := places[id(line)] + by) < len(filled) and not NUMBER_OF_PAGE.fullmatch(filled[at].core)
        ]
        again = Counter(head.core.casefold() for _, head in beside)
        words_of, count = again.most_common(1)[0] if again else ("", 0)
        pages = [(line, head) for line, head in beside if head.core.casefold() == words_of]
        numbers = [int(DIGITS.findall(line.core)[-1]) for line, _ in pages]
        titled = [at for at, line in enumerate(filled) if line.core.casefold() == words_of]
        front = [at for at in titled if by < 0 and at < FRONT and all(filled[at] is not head for _, head in pages)]
        named = by < 0 and all(PAGED.match(line.core) for line, _ in pages)
        if (
            count < (2 if front or named else LEAST_PAGES)
            or len(titled) - len(front) != count
            or any(other != one + 1 for one, other in pairwise(numbers))
            or words_of[-1] in STOPS
        ):
            continue
        for each in (part for page in pages for part in page):
            each.tag, each.style, each.cue, each.mark, each.page = "rule", None, None, None, True
        for title in (filled[at] for at in front):
            title.tag, title.style, title.cue = "text", None, None
        return


def _bare_numbers(lines: list[ScannedLine]) -> None:
    """Make rules of the numbers of pages that stand alone on their lines, where something says that they are no more."""
    sizes = map(len, map(_CORE, lines))
    short = [at for at, size in enumerate(sizes) if 0 < size < SHORT_COUNT and lines[at].core[-1] in PAGE_EDGES]
    bare = [at for at in short if lines[at].tag in ("text", "cue") and BARE_NUMBER.fullmatch(lines[at].core)]
    if bare:
        _pages_alone(lines, bare)
        _turned(lines, [at for at in bare if not lines[at].page])


def _pages_alone(lines: list[ScannedLine], bare: list[int]) -> None:
    """Make rules of the numbers of pages that stand alone between blank lines, where they count on from the second page on, each far below the last; from 1 on they count parts of a story."""
    found = [
        (int(DIGITS.findall(lines[at].core)[0]), at)
        for at in bare
        if all(lines[near].tag == "blank" for near in (at - 1, at + 1) if 0 <= near < len(lines))
    ]
    if len(found) < 2 or found[0][0] < 2:
        return
    filled = [sum(1 for line in lines[one:two] if line.core) for one, two in pairwise([0, *(at for _, at in found)])]
    if min(filled) < LEAST_ON_PAGE or any(two != one + 1 for (one, _), (two, _) in pairwise(found)):
        return
    for _, at in found:
        line = lines[at]
        line.tag, line.style, line.cue, line.page = "rule", None, None, True


def _turned(lines: list[ScannedLine], numbers: list[int]) -> None:
    """Make rules of the bare number of a page beside the title of the whole or below what says that the page is turned, and of these: 3 above PLOT NINETEEN, （续下页） above 3."""
    filled = [line for line in lines if line.core]
    counts = {id(lines[at]) for at in numbers}
    titles = {
        line.core.casefold()
        for line, below in pairwise(filled[: TITLES + 1])
        if len(line.core) > 3 and id(below) not in counts
    }
    for at, line in enumerate(filled):
        if at < FRONT or id(line) not in counts:
            continue
        above = filled[at - 1]
        over = above.page or markers.TURNED_OVER.fullmatch(above.core.strip("（()）[]【】 ")) is not None
        beside = [each for each in filled[max(at - 1, FRONT) : at + 2] if each.core.casefold() in titles]
        for each in (line, *beside, *([above] if over else [])) if over or beside else ():
            each.tag, each.style, each.cue, each.mark, each.page = "rule", None, None, None, True


def _counting_on(lines: list[ScannedLine], plain: list[ScannedLine]) -> list[ScannedLine]:
    """Lines that end with the number of their page behind a gap of two blanks, which is all that a narrow page leaves: the numbers count on, and the same words stand right above each."""
    told = [(line, found) for line in plain if "  " in line.core and (found := NARROW.fullmatch(line.core))]
    if len(told) < 2:
        return []
    numbers = [int(found["no"]) for _, found in told]
    places = {id(line): at for at, line in enumerate(lines)}
    above = {lines[places[id(line)] - 1].core for line, _ in told}
    same = {DIGITS.sub("#", line.core) for line, _ in told}
    on = all(other == one + 1 for one, other in pairwise(numbers))
    return [line for line, _ in told] if on and len(same) == len(above) == 1 and "" not in above else []


def _heads_of_numbers(lines: list[ScannedLine]) -> None:
    """Make notes of the head of a page below its number, the title of a book and what else stands there with a gap between: 《剧本新作》二〇一九年第四期      闸　口."""
    above: ScannedLine | None = None
    for line in lines:
        if (
            above
            and above.page
            and line.tag in ("text", "cue")
            and "《" in line.core
            and TITLED_HEAD.fullmatch(line.core)
        ):
            line.page = True
            line.tag, line.style, line.cue, line.mark = "mark", None, None, Mark("note", line.core)
        above = above if line.tag == "blank" else line


def _heads_apart(found: Scan) -> None:
    """Make notes of what stands below or above the number of a page in two parts, as books have it at the head of both sides: the title and the name of the series, the sides changed."""
    filled = [line for line in found.lines if line.tag != "blank"]
    beside = {
        id(line): line
        for above, line in pairwise([None, *filled])
        if line and not line.page and (above is None or above.page)
    }
    beside |= {id(line): line for line, below in pairwise(filled) if below.page and not line.page}
    parted = [
        (line, [BLANKS.sub("", part) for part in WIDE.split(line.core)])
        for line in beside.values()
        if line.tag in ("text", "cue", "episode") and line.style not in ("colon", "dash") and WIDE.search(line.core)
    ]
    again = Counter(part for _, parts in parted for part in set(parts))
    titles = {BLANKS.sub("", line.core) for line in filled[:FRONT]}
    for line, parts in parted:
        same, titled = all(again[part] > 1 for part in parts), line is not filled[0] and not titles.isdisjoint(parts)
        name = line.cue.name if line.cue and line.style else ""
        speaks = name and line.style and found.heads[line.style][name] > again[BLANKS.sub("", name)]
        if not 1 < len(parts) < 4 or not (same or titled) or speaks or any(part[-1:] in STOPS for part in parts):
            continue
        if name and line.style:
            found.heads[line.style][name] -= 1
            found.heads[line.style] = +found.heads[line.style]
        line.page, line.tag, line.style, line.cue, line.mark = True, "mark", None, None, Mark("note", line.core)


BLANKS = deferred(r"\s+")
PAGE_EDGES = frozenset("0123456789-–—.")
WIDE = deferred(r"\s{3,}|\s*\t\s*")
OUTER_NUMBER = deferred(r"[-–—]?\s*\d{1,3}\s*[-–—]?\.?")


def _heads_in_turns(lines: list[ScannedLine]) -> None:
    """Make notes of the heads of pages as books turn them, the number outside: `12   THE LODGER   ACT I`, and on the other side `THE LODGER   13`."""
    found: list[tuple[ScannedLine, list[str]]] = []
    for line in lines:
        core = line.core
        if len(core) < 12 or line.tag not in ("text", "cue") or not (core[0] in PAGE_EDGES or core[-1] in PAGE_EDGES):
            continue
        parts = WIDE.split(core)
        if 1 < len(parts) < 6 and (OUTER_NUMBER.fullmatch(parts[0]) or OUTER_NUMBER.fullmatch(parts[-1])):
            found.append((line, [part for part in parts if not OUTER_NUMBER.fullmatch(part) and len(part) > 3]))
    again = Counter(part for _, parts in found for part in set(parts))
    for line, parts in found:
        if any(again[part] > 1 and (part.isupper() or part.istitle() or part[0] in "《〈") for part in parts):
            line.page, line.tag, line.style, line.cue, line.mark = True, "mark", None, None, Mark("note", line.core)


def _beside_heads(lines: list[ScannedLine], heads: list[ScannedLine]) -> None:
    """Make notes of what stands right above or below the heads of pages, the same on each: the title, (A) of the scene that goes on."""
    if len(heads) < 2:
        return
    places = {id(line): at for at, line in enumerate(lines)}
    near = [(at + by) for line in heads for at in (places[id(line)],) for by in (-1, 1)]
    beside = [lines[at] for at in near if 0 <= at < len(lines) and lines[at].tag in ("text", "cue")]
    again = Counter(LETTERED.sub("#", line.core) for line in beside)
    for line in beside:
        if again[LETTERED.sub("#", line.core)] == len(heads) and not line.core.endswith(":"):
            line.tag, line.style, line.cue, line.mark = "mark", None, None, Mark("note", line.core)


def _told_by_verbs(found: Scan) -> None:
    """Take the verb off cues where nearly all have one: 阿杰说：……, 老板说：……"""
    heads = found.heads["colon"]
    told = Counter({name: count for name, count in heads.items() if len(name) > 1 and name[-1] in SAYS})
    again = sum(count for name, count in told.items() if count > 1)
    if len(told) < 2 or again < LEAST_SEPARATED or told.total() * 10 < heads.total() * 7:
        return
    for line in found.lines:
        if line.style == "colon" and line.cue and line.cue.name in told:
            heads[line.cue.name] -= 1
            line.cue = replace(line.cue, name=line.cue.name[:-1])
            heads[line.cue.name] += 1
    found.heads["colon"] = counted(heads)


def _numbered_lines(found: Scan) -> None:
    """Take the numbers of lines off names where all have one, as games count what each says: ILSE_01, ILSE_02."""
    heads = found.heads["colon"]
    bases = {name: base["name"] for name in heads if "_" in name and (base := LINE_OF.fullmatch(name))}
    if len(bases) < LEAST_SEPARATED or len(bases) * 10 < len(heads) * 7 or len(set(bases.values())) * 2 > len(bases):
        return
    for line in found.lines:
        if line.style == "colon" and line.cue and line.cue.name in bases:
            heads[line.cue.name] -= 1
            line.cue = replace(line.cue, name=bases[line.cue.name])
            heads[line.cue.name] += 1
    found.heads["colon"] = counted(heads)


def _separator(text: str) -> str:
    """The first signs of what parts names from words in a text that does it in a way of its own: `旁白//…`, `Kid> …`; empty where it has none.

    Believed where nearly all lines with it begin with names that come again, two of them at least, and colons do no such thing.
    """
    heads: dict[str, Counter[str]] = {}
    begins = text[:20_000]
    if "\n>" in begins:
        rows = [row for row in begins.split("\n") if row[:1] == ">" and row.strip("> \t\r")]
        filled = sum(1 for row in begins.split("\n") if row.strip("> \t\r"))
        begins = text = "\n".join(map(_unquoted, rows)) if len(rows) * 2 > filled else text
    if sum(begins.count(sign) for sign in SEPARATORS if sign[0] in begins) < LEAST_SEPARATED:
        return ""
    for match in SEPARATED.finditer(text, 0, 20_000):
        if match["sep"][0] in "-–" and HYPHEN.match(text, match.start("head")):
            continue
        heads.setdefault(match["sep"][:2], Counter())[match["head"]] += 1
    for sign, names in heads.items():
        again = {name: count for name, count in names.items() if count > 1 and name not in words.NOT_NAMES}
        total = sum(names.values())
        if (
            total >= LEAST_SEPARATED
            and len(again) > 1
            and sum(again.values()) * 5 >= total * 3
            and total * 3 > sum(1 for row in text[:20_000].split("\n") if row.strip())
        ):
            return sign
    return ""


def _unquoted(raw: str) -> str:
    """A line without the signs in front of it with which a letter quotes."""
    return raw[shell.end() :] if raw[:1] == ">" and (shell := QUOTE_SHELL.match(raw)) else raw


def _to_people(found: Scan) -> None:
    """Make notes of lines that are for somebody who works on the text, and is nobody in it: @小美：结尾加彩蛋？"""
    heads = found.heads["colon"]
    for line in found.lines:
        if line.core[:1] != "@" or line.tag not in ("text", "cue"):
            continue
        name = COLON_OR_GAP.split(line.core[1:], maxsplit=1)[0].strip()
        if not heads[name] and not heads[f"@{name}"] > 1:
            line.tag, line.style, line.cue, line.mark = "mark", None, None, Mark("note", line.core)


def _labels_above(lines: list[ScannedLine]) -> None:
    """Make labels of 时间 and 地点 that stand alone above what they say, as plays have them in front."""
    for line, below in pairwise(lines):
        if line.tag not in ("text", "cue") or line.rest or below.tag not in ("text", "cue") or len(line.core) > 6:
            continue
        head = "".join(line.core.split()).rstrip("：:")
        if len(head) > 1 and words.field(head) in ("location", "time") and below.style != "colon":
            line.tag, line.style, line.cue, line.head = "label", None, None, head
            line.rest, _, shown = below.core.strip("。 　").partition("。")
            below.tag, below.style, below.cue = "mark", None, None
            below.mark = Mark("action" if shown else "note", below.core)


def _standing(found: Scan) -> None:
    """Make notes of little tables behind the first heading that say who stands where beside a shot: 角色, 位置, 朝向 between tabs, as word processors paste them."""
    columns, headed = 0, False
    for line in found.lines if "\t" in found.source.text else ():
        headed = headed or line.tag in ("scene", "episode")
        row = headed and "\t" in line.core
        width = len(cells(line.core, 0)) if row else 0
        begins = standing_columns(line.core) if row else 0
        columns = begins or (columns if width == columns or line.tag in ("blank", "rule") else 0)
        if not columns or not row:
            continue
        if line.style and line.cue:
            found.heads[line.style][line.cue.name] -= 1
            found.heads[line.style] += Counter()
        line.tag, line.style, line.cue, line.mark = "mark", None, None, Mark("note", line.core)


def _sounding(found: Scan) -> None:
    """Make sounds of lines whose little picture says that they are heard."""
    for line in found.lines:
        again = found.heads[line.style][line.cue.name] if line.style and line.cue else 0
        if line.tag in ("text", "cue") and again < 2 and HEARD.match(found.source.text, line.start, line.end):
            if again and line.style and line.cue:
                del found.heads[line.style][line.cue.name]
            heard = HEARD.sub("", line.core, count=1).strip()
            line.tag, line.style, line.cue, line.mark = "mark", None, None, Mark("sound", heard)


def _inscribed(found: Scan) -> None:
    """Make captions of what stands written on a thing, below the line that says so, however like a cue: `The plate reads:` over DR. PELL: SURGEON."""
    heads = found.heads["colon"]
    lines = found.lines
    ends = [at for at, core in enumerate(map(_CORE, lines)) if core and core[-1] in COLONS and lines[at].tag != "rule"]
    for at in ends:
        above, line = lines[at], next((lines[n] for n in range(at + 1, len(lines)) if _tells(lines[n])), None)
        if line is None or line.tag != "cue" or line.style != "colon" or not line.cue or not line.rest:
            continue
        if heads[line.cue.name] > 1 or above.core.isupper() or not INSCRIBED.search(above.core):
            continue
        said = line.rest.strip()
        if line.core.isupper() if found.english else len(said) <= LONGEST_WRITTEN and not TALKS_ZH.search(said):
            heads[line.cue.name] -= 1
            line.tag, line.style, line.cue, line.mark = "mark", None, None, Mark("caption", line.core)
            if above.tag == "text" or (above.cue and heads[above.cue.name] < 2):
                above.tag, above.style, above.cue, above.mark = "mark", None, None, Mark("action", above.core)
    found.heads["colon"] = counted(heads)


def _tells(line: ScannedLine) -> bool:
    return line.tag not in ("blank", "rule")


LETTERED_AS = tuple(
    "sign) label) poster) written) writing) lettering) banner) plaque) display) headline) notice) 字） 文字 招牌 屏幕 字) 标语 牌子".split()
)
LETTERS_ON = deferred(
    r"[（(]\s*(?:(?:on|in) )?(?:the |a )?(?:(?:shop|door|road|street|neon|phone|tv|painted|hand-?painted) )?(?:sign|label|poster|written|writing|hand-?writing|lettering|banner|plaque|display|headline|notice)\s*[)）]"
    r"|[（(]\s*(?:写着的?字|字|文字|招牌字?|屏幕(?:文字)?|标语|字样|牌子)\s*[)）]",
    re.I,
)
"""What a bracket says of what is written on a thing, where others have how somebody speaks: BLIND (sign): JOPPA."""


def _lettered(found: Scan, cues: list[ScannedLine]) -> None:
    """Make captions of what is written on things that are named as those who speak are, and never speak."""
    on = [
        (line, line.style, line.cue.name)
        for line in cues
        if line.cue
        and line.cue.parentheticals
        and line.tag == "cue"
        and line.style
        and line.rest
        and any(map(LETTERS_ON.fullmatch, line.cue.parentheticals))
    ]
    if not on or not any(map(found.source.text.__contains__, LETTERED_AS)):
        return
    written = Counter((style, name) for _, style, name in on)
    for line, style, name in on:
        if found.heads[style][name] == written[style, name]:
            line.tag, line.style, line.cue, line.mark = "mark", None, None, Mark("caption", line.rest.strip())
    for style, name in written:
        if found.heads[style][name] == written[style, name]:
            del found.heads[style][name]


_COUNTED_EN = deferred(r"(?:the )?(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) [a-z]+(?: [a-z]+)?", re.I)
_HOW_EN = deferred(r",|\b(?:with|in)\b")


def _told_apart(found: Scan) -> None:
    """Make actions of English lines that count people and tell of each of them, for nobody says them: Three people: Anna, in a coat; Ben, bareheaded."""
    may_count = found.english and ";" in found.source.text
    for line in [line for line in found.lines if ";" in line.rest] if may_count else ():
        if line.tag != "cue" or line.style != "colon" or not line.cue:
            continue
        if not _COUNTED_EN.fullmatch(line.cue.name):
            continue
        each = line.rest.rstrip(".").split(";")
        if len(each) > 1 and all(_HOW_EN.search(part) for part in each):
            found.heads["colon"][line.cue.name] -= 1
            line.tag, line.style, line.cue, line.mark = "mark", None, None, Mark("action", line.core)
    found.heads["colon"] = counted(found.heads["colon"])


def _field_tables(found: Scan) -> None:
    """Make labels of the row of a little table whose head has only fields of a scene: | 地点 | 时间 | 人物 |."""
    heads: list[str] = []
    for line in found.lines if "|" in found.source.text else ():
        row = [cell.strip() for cell in line.core.strip("|").split("|")] if line.core.count("|") > 1 else []
        if row and all(words.field(cell) in (*words.OF_SCENE, "interior") for cell in row):
            heads, line.tag, line.mark = row, "mark", Mark("note", line.core)
        elif row and heads and not "".join(row).strip("-: "):
            line.tag, line.mark = "mark", Mark("note", line.core)
        elif row and heads and len(row) == len(heads):
            line.tag, line.head = "label", heads[0]
            line.rest = "　".join([row[0], *(f"{head}：{cell}" for head, cell in zip(heads[1:], row[1:], strict=True))])
            line.style, line.cue, line.mark, heads = None, None, None, []
        elif line.tag not in ("blank", "rule"):
            heads = []


def _drawn_forms(found: Scan) -> None:
    """Make a heading of a form that is drawn above a scene, of its row with the place, and a label of that with the people."""
    text, lines = found.source.text, found.lines
    if not any(map(text.__contains__, drawn.BARS)):
        return
    for form in reversed(list(drawn.forms([text[line.start : line.end] for line in lines]))):
        within = lines[form.first : form.stop]
        if any(line.tag in ("scene", "label") for line in within):
            continue
        people = lines[form.people] if form.people else None
        end = people.start if people else within[-1].end
        line = replace(within[form.placed - form.first], start=within[0].start, end=end)
        line.tag, line.style, line.cue, line.mark, line.heading = "scene", None, None, None, form.heading
        if people:
            people.end = within[-1].end
            people.tag, people.style, people.cue, people.mark = "label", None, None, None
            people.head, people.rest = "CAST" if found.english else "人物", form.names
        lines[form.first : form.stop] = [line, people] if people else [line]


def _among_fields(found: Scan) -> None:
    """Make labels of lines among the fields of a scene whose head comes but once and that are no sentence: `Mood: tense` below `Time: dusk`."""
    lines, heads = found.lines, found.heads["colon"]
    cast = "".join(line.rest for line in lines if line.tag == "label" and words.field(line.head) == "cast")
    below_field = False
    for line in lines:
        if line.tag == "label":
            below_field = below_field or words.field(line.head) in words.OF_SCENE
            continue
        said = line.cue if below_field and line.style == "colon" and not line.told else None
        if (
            said is None
            or said.parentheticals
            or said.extension
            or heads[said.name] > 1
            or said.name in cast
            or not line.rest.strip()
            or line.rest.rstrip(WRAPPED)[-1:] in STOPS
        ):
            below_field = False
        else:
            line.tag, line.style, line.cue = "label", None, None


def _heard(lines: list[ScannedLine]) -> None:
    """Make sounds of what stands behind `Audio:` where other labels tell who speaks: `Audio: crickets` beside `Dialogue: KID: …`."""
    heard = [line for line in lines if line.tag == "label" and line.rest and line.head.casefold() == "audio"]
    if heard and any(line.told for line in lines):
        for line in heard:
            line.tag, line.mark = "mark", Mark("sound", line.rest.strip())


def _roles_in_brackets(found: Scan) -> None:
    """Make cues of lines that begin with a name and a mood in brackets, where nearly all do and no colon says who speaks: （林深，疲惫）我回来了。"""
    boxed = [
        (line, role)
        for line in found.lines
        if line.core[:1] in BOXES_ROUND and line.tag != "scene" and (role := ROLE_BOXED.fullmatch(line.core))
    ]
    names = Counter(role["name"] for _, role in boxed)
    told = sum(1 for line in found.lines if line.tag in ("text", "cue", "mark"))
    again = sum(count for count in names.values() if count > 1)
    if len(boxed) < LEAST_BOXED or len(boxed) * 10 < told * 7 or again * 10 < len(boxed) * 6 or len(names) < 2:
        return
    for line, role in boxed:
        line.tag, line.mark = "text", None
        how = f"（{role['how']}）" if role["how"] else ""
        _candidate(line, f"{role['name']}{how}：{role['words']}", False)
        if line.cue and line.style == "colon":
            found.heads["colon"][line.cue.name] += 1


def _pictures_alone(lines: list[ScannedLine]) -> None:
    """Make notes of lines that only count pictures, where several do: 第1格, 第2镜."""
    alone = [
        line
        for line in lines
        if len(line.core) < 12
        and (line.tag in ("text", "cue") or (line.mark is not None and line.mark.text == line.core))
        and (line.core[0] in COUNTS or line.core[0].isdigit())
        and words.PICTURE.fullmatch(line.core)
    ]
    for line in alone if len(alone) > 1 else ():
        line.tag, line.style, line.cue, line.mark = "mark", None, None, Mark("note", line.core)


QUOTES_ON = deferred(
    r"(?P<name>[\u3400-\u9fff·？?]{1,8})\s*(?:[（(][^（()）]{0,16}[)）]\s*)?(?P<sign>[「『“])(?P<words>[^」』”]+)"
)
"""A name and words in quotation marks that go on below: 哥哥「书不是掉了页，"""
CLOSES = {"「": "」", "『": "』", "“": "”"}
LONGEST_ON = 5
"""Lines over which such words go on."""


def _quoted_on(found: Scan) -> None:
    """Make cues of names with words in quotation marks that are closed on a line further down, where others have theirs so: 哥哥「书不是掉了页，"""
    lines = found.lines
    if found.heads["quote"].total() < 2:
        return
    for at, line in enumerate(lines):
        opened = QUOTES_ON.fullmatch(line.core) if line.tag == "text" and not BALLOONED.isdisjoint(line.core) else None
        if not opened:
            continue
        shut = CLOSES[opened["sign"]]
        below = lines[at + 1 : at + LONGEST_ON]
        end = next(
            (row for row, each in enumerate(below) if shut in each.core or each.tag not in ("text", "cue")), len(below)
        )
        if end < len(below) and below[end].tag == "text" and below[end].core.index(shut) + 1 == len(below[end].core):
            _candidate(line, f"{line.core}{shut}", False)
            if line.cue and line.style == "quote":
                line.rest = line.rest.removesuffix(shut)
                found.heads["quote"][line.cue.name] += 1


PANEL = deferred(r"[\[【（(]\s*\d{1,2}\s*[\]】）)]\s*(?=[^\s：:][^：:]*$)")
"""The number of a picture of a comic, before what it shows: [1] 横长格。"""
LEAST_PANELS = 3


def _panels(found: Scan) -> None:
    """Take the numbers of pictures off what they show, where several have one."""
    counted = [
        line for line in found.lines if line.core[:1] in PANELS and line.tag == "text" and PANEL.match(line.core)
    ]
    for line in counted if len(counted) >= LEAST_PANELS else ():
        line.core = PANEL.sub("", line.core)


def _panels_of_pages(scanned: Scan) -> None:
    """Take the numbers of pictures off that count them on their page, and their size: 2-3　【大】梁伯把线头举到灯下。"""
    found = [
        (line, panel)
        for line in scanned.lines
        if line.core[:1].isdigit()
        and line.core[1:3].strip(PANEL_SIGNS) != line.core[1:3]
        and line.tag in ("text", "cue")
        and line.style != "colon"
        and (panel := PAGED_PANEL.match(line.core))
    ]
    numbers = [(int(panel["page"]), int(panel["no"])) for _, panel in found]
    on = all(two == (one[0], one[1] + 1) or (two[0] > one[0] and two[1] == 1) for one, two in pairwise(numbers))
    for line, panel in found if len(found) >= LEAST_PANELS and on and numbers[0][1] == 1 else ():
        if line.style and line.cue:
            scanned.heads[line.style][line.cue.name] -= 1
            scanned.heads[line.style] = +scanned.heads[line.style]
        line.tag, line.style, line.cue, line.core = "text", None, None, line.core[panel.end() :]


PANEL_SIGNS = "-–—.． "
"""What stands behind the number of a page."""
PAGED_PANEL = deferred(
    r"(?P<page>\d{1,2})\s*[-–—.．]\s*(?P<no>\d{1,2})(?:[.．、:：)）]\s*|[ \t　]+)(?:[【\[（(](?:特?大|中|小|跨页|通栏|[横竖]长|整页|满版)格?[】\]）)]\s*)?(?=[^\s：:])"
)
"""The number of a picture on its page, and its size."""


PANELS = frozenset("[【（(")


def _number_alone(lines: list[ScannedLine]) -> None:
    """Make a heading of a number on its own line above labels that say where and when: 一、 over 时：夜."""
    below: ScannedLine | None = None
    for line in reversed(lines):
        if line.tag in ("blank", "rule"):
            continue
        if below is None or below.tag not in ("label", "scene"):
            below = line
            continue
        placed = below.tag == "label" and words.field(below.head) in ("location", "time")
        if placed and line.tag in ("text", "cue") and (found := NUMBER_ALONE.fullmatch(line.core)):
            line.tag, line.style, line.cue, line.heading = "scene", None, None, Heading(number=found["no"])
        bare = below.heading if below.tag == "scene" else None
        if bare and not bare.number and line.tag in ("text", "cue") and (told := COUNTED_ALONE.fullmatch(line.core)):
            below.heading = replace(bare, number=told["no"])
            line.tag, line.style, line.cue, line.mark = "mark", None, None, Mark("note", line.core)
        elif (
            bare and line.tag in ("text", "cue") and line.core[0] in DIVIDES and words.DIVISION_EN.fullmatch(line.core)
        ):
            line.tag, line.style, line.cue, line.mark = "mark", None, None, Mark("note", line.core)
        cuts = line.mark is not None and line.mark.kind == "transition"
        below = below if cuts and bare else line


def _numbers_open(lines: list[ScannedLine]) -> None:
    """Make episodes of numbers on their own lines right above scene headings, where they count on from one: 001, 002."""
    filled = [line for line in lines if line.tag not in ("blank", "rule")]
    found = [
        (line, number["no"])
        for line, below in pairwise(filled)
        if below.tag == "scene" and line.tag != "scene" and (number := EPISODE_NUMBER.fullmatch(line.core))
    ]
    if len(found) > 1 and [int(number) for _, number in found] == list(range(1, len(found) + 1)):
        for line, told in found:
            line.tag, line.style, line.cue, line.episode = "episode", None, None, (told.lstrip("0"), "")


def _places_alone(lines: list[ScannedLine]) -> None:
    """Make headings of a place and an hour on a line of their own between blank ones, where others name inside or outside too."""
    headed = [line.heading for line in lines if line.heading]
    if headed and not any(heading.interior and not heading.number for heading in headed):
        return
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        if above.tag != "blank" or below.tag != "blank" or line.tag not in ("text", "cue") or line.rest:
            continue
        said = headings.chinese(line.core) if len(line.core) <= 16 and PLACED.fullmatch(line.core) else None
        if said and sorted(kind for kind, _ in said.slots) == ["place", "time"]:
            line.tag, line.style, line.cue, line.heading = "scene", None, None, said


def _settings_alone(lines: list[ScannedLine], english: bool) -> None:
    """Make headings of lines behind blank ones that say where and when, where there are no others: two of them, or one right above the story."""
    if any(map(_HEADING, lines)):
        return
    told = headings.told_alone if english else _told_zh
    around = zip([ScannedLine(0, 0, "", 0, "blank"), *lines], lines, lines[1:], strict=False)
    alone = [
        line
        for above, line, below in around
        if above.tag == "blank" and line.tag in ("text", "cue") and (below.tag == "blank" or not english)
    ]
    found = [(line, said) for line in alone if line.style != "colon" and (said := told(line.core))]
    if english and not found:
        inner = [(line, line.core[1:-1]) for line in alone if line.core[0] == "(" and line.core[-1] == ")"]
        found = [(line, said) for line, text in inner if (said := headings.opened(text) or headings.told_alone(text))]
    first = alone[:2] if english else [line for line in alone[:2] if line.core[-1] == "。"]
    if len(found) > 1 or (found and found[0][0] in first):
        for line, said in found:
            line.tag, line.style, line.cue, line.heading = "scene", None, None, said


LED_BY_NUMBER = deferred(r"(?P<no>\d{1,2})(?:[.、．]\s*|[ 　]+)(?=[\u3400-\u9fff])")


def _told_zh(core: str) -> Heading | None:
    """A place and an hour on a line of their own, behind a number or not: 1 菜市场 早上."""
    number = LED_BY_NUMBER.match(core) if core[0].isdigit() else None
    said = headings.told_alone_zh(core[number.end() :] if number else core)
    return replace(said, number=number["no"]) if said and number else said


def _rooms_alone(lines: list[ScannedLine]) -> None:
    """Make headings of places that stand alone between a blank line and a cue, in an English transcript that has no others: `News Room`; in bold where others say the hour too."""
    known = {line.heading.location.casefold() for line in lines if line.heading}
    for line in lines if known else ():
        if line.shell in SHOWN and line.tag in ("text", "cue") and line.core.casefold() in known:
            line.tag, line.style, line.cue, line.heading = "scene", None, None, Heading(location=line.core)
    if known:
        return
    found = [
        line
        for above, line, below in zip([ScannedLine(0, 0, "", 0, "blank"), *lines], lines, lines[1:], strict=False)
        if above.tag == "blank"
        and below.style == "colon"
        and below.rest
        and not line.rest
        and line.tag in ("text", "cue")
        and ROOM.fullmatch(line.core)
        and scenery.place(line.core.rstrip(":")).side
    ]
    for line in found if len(found) > 1 else ():
        line.tag, line.style, line.cue, line.heading = "scene", None, None, Heading(location=line.core.rstrip(": "))


def _places_behind(lines: list[ScannedLine]) -> None:
    """Make headings of the heads of shots whose place is told behind their pictures and words: 镜头 2, 【视觉动作】…, 【位置】念想咖啡店."""
    head, told, last = None, False, ""
    for line in lines:
        meaning = words.field(line.head) if line.tag == "label" and line.rest else None
        if line.mark and line.mark.kind == "note" and markers.SHOT.fullmatch(line.core):
            head, told = line, False
        elif meaning in ("action", "speech") or line.cue:
            told = True
        elif meaning == "location" and head and told:
            if line.rest != last:
                head.tag, head.mark, head.heading = "scene", None, headings.filled(Heading(), "location", line.rest)
            head, last = None, line.rest


def _labels_alone(lines: list[ScannedLine]) -> None:
    """Make headings of labels that say when and where, in a script that has no others: 时间：清晨 over 地点：豆腐坊, SCENE: A bus."""
    block: list[ScannedLine] = []
    settled: list[tuple[ScannedLine, Heading | None]] = []
    numbered = False
    for line in [*lines, ScannedLine(0, 0, "", 0, "text")]:
        labelled = line.tag == "label" and line.head.isascii() and words.field(line.head) == "location"
        told = labelled or (line.style == "colon" and line.head.casefold() == "scene")
        placed = (headings.opened(line.rest.strip()) or headings.named(line.rest.strip())) if told else None
        placed = placed if placed and (placed.time or not labelled) else None
        if told and not labelled and line.rest.strip().isdigit():
            placed = Heading(number=line.rest.strip())  # SCENE: 1, and its place and time on lines of their own
        if placed is None and (told or (line.tag == "label" and words.field(line.head) == "location")):
            settled.append((line, headings.settled(line.rest)))
        if placed:
            line.tag, line.heading, block = "scene", placed, []
            numbered = placed == Heading(number=placed.number)
        elif line.tag == "label" and line.rest:
            block.append(line)
        elif line.tag not in ("blank", "rule") and not (line.mark and line.mark.kind == "note"):
            meanings = {words.field(each.head): each for each in reversed(block)}
            if {"location", "time"} <= set(meanings) and not numbered:
                first = min((meanings["location"], meanings["time"]), key=lambda each: each.start)
                first.heading = headings.filled(Heading(), words.field(first.head) or "", first.rest)
                first.tag = "scene"
            block, numbered = [], False
    if not any(line.heading for line in lines):
        for line, placed in settled:
            if len(settled) == 1:
                placed = placed or headings.briefly(line.rest) or headings.furnished(line.rest)
            if placed:
                line.tag, line.heading = "scene", placed


COUNTED_SECTION = deferred(r"(?P<no>\d{1,3}[A-Z]?)(?:[.)]|\s+[·•|–—-]|:)\s+(?P<rest>[A-Z\"“'].*)")


def _sections_counted(found: Scan) -> None:
    """Make headings of all Markdown headings of one depth that are counted from one on, where at least one of them says when: ## 1. CITY PARK, BRIGHT AFTERNOON."""
    sections: dict[str, list[tuple[ScannedLine, re.Match[str]]]] = {}
    for line in [line for line in found.lines if line.shell == "#"]:
        counted = COUNTED_SECTION.fullmatch(line.core) if line.tag in ("text", "cue", "scene") else None
        if counted:
            depth = HEADING_SHELL.match(found.source.text[line.start : line.end])
            sections.setdefault(depth[0].strip() if depth else "", []).append((line, counted))
    for rows in sections.values():
        numbers = [counted["no"] for _, counted in rows]
        timed = any(_sectioned(counted).time for _, counted in rows)
        if len(rows) < 2 or numbers[0] != "1" or len({*numbers}) < len(numbers) or not timed:
            continue
        for line, counted in rows:
            line.tag, line.style, line.cue, line.heading = "scene", None, None, _sectioned(counted)


COUNTED_SECTION_ZH = deferred(
    rf"(?P<no>\d{{1,3}}|[{headings.NUMERAL}]{{1,3}})(?:[.、．)）]\s*|\s*[·•・]\s+|\s+[|｜–—-]\s+)(?P<rest>[^，。！？；：“”「」]{{2,30}})"
)


def _sections_counted_zh(found: Scan) -> None:
    """The same of Chinese ones, of which one is a heading already and each has somebody's words below: ### 2 · 九路车上."""
    rows: list[ScannedLine] = []
    numbers: list[int | None] = []
    spoken = True
    for line in found.lines:
        counted = COUNTED_SECTION_ZH.fullmatch(line.core) if line.shell == "#" and line.core else None
        if counted:
            if not spoken:
                return
            rows.append(line)
            numbers.append(numeral(counted["no"]))
            spoken = False
        spoken = spoken or (line.tag == "cue" and bool(line.rest))
    if len(rows) < 2 or not spoken or numbers != list(range(1, len(rows) + 1)) or not any(map(_HEADING, rows)):
        return
    for line in rows:
        counted = COUNTED_SECTION_ZH.fullmatch(line.core)
        if line.heading is None and counted and not words.PLANNING.fullmatch(line.core):
            line.heading = replace(headings.chinese(counted["rest"]), number=counted["no"])
            line.tag, line.style, line.cue, line.mark = "scene", None, None, None


def _sectioned(counted: re.Match[str]) -> Heading:
    """What a counted Markdown heading says: its place, and the hour behind its last stop."""
    said = headings.english(counted["rest"])
    place, stop, hour = said.location.rpartition(", ")
    known = scenery.hour(hour) if stop and not said.time and len(hour.split()) < 4 else None
    said = replace(said, location=place, time=hour) if known else said
    return replace(said, number=counted["no"])


def _sections_alone(found: Scan) -> None:
    """Make headings of Markdown headings of one depth with somebody's words below each, in a script that has no others: ## ARRIVAL."""
    lines, text = found.lines, found.source.text
    if any(map(_HEADING, lines)) or not any(line.shell == "#" for line in lines):
        return
    sections: dict[int, list[tuple[ScannedLine, bool]]] = {}
    open_at: tuple[int, int] | None = None
    for line in lines:
        if line.shell == "#" and line.tag in ("text", "cue") and text[line.start] == "#":
            depth = len(text[line.start : line.end]) - len(text[line.start : line.end].lstrip("#"))
            sections.setdefault(depth, []).append((line, False))
            open_at = (depth, len(sections[depth]) - 1)
        elif (
            open_at
            and line.tag == "cue"
            and line.style == "colon"
            and line.rest
            and found.heads["colon"][line.cue.name if line.cue else ""] > 1
        ):
            depth, at = open_at
            sections[depth][at] = (sections[depth][at][0], True)
    for rows in sections.values():
        told = [line for line, spoken in rows if spoken and not line.rest and not words.PLANNING.fullmatch(line.core)]
        if len(told) > 1 and len({line.core for line in told}) == len(told):
            for line in told:
                line.tag, line.style, line.cue = "scene", None, None
                line.heading = Heading(location=line.core if scenery.place(line.core).side else "")


def _small_names(found: Scan) -> None:
    """Tell of names in small letters above their words where an English script has none in capitals: Deke."""
    headed = any(line.heading for line in found.lines)
    if not headed or any(count > 1 for name, count in found.heads["alone"].items() if name.isupper()):
        return
    cues = [
        line
        for line, below in pairwise(found.lines)
        if line.style == "alone" and line.cue and below.tag in ("text", "cue") and line.core[-1] != "."
        if SMALL_NAME.fullmatch(line.cue.name) or line.cue.name.endswith(" voice")
    ]
    counts = Counter(line.cue.name for line in cues if line.cue)
    if sum(count for count in counts.values() if count > 1) > 3:
        for line in cues:
            name = line.cue.name if line.cue else ""
            line.told = line.told or counts[name] > 1 or name.casefold().endswith("voice")


def keep_whole_names(scan: Scan, listed: frozenset[str]) -> None:
    """Take back the cut of 电梯广播 into 电梯 and an extension where the whole is a name.

    That is so if a cast line says it, or if the extension is a device and nobody is called what would be left.
    """
    plain = {line.cue.name for line in scan.lines if line.cue and not line.cue.whole} | listed
    for line in scan.lines:
        if not line.cue or not line.cue.whole or not line.style:
            continue
        device = line.cue.delivery == "phone" and not line.cue.members and line.cue.name not in plain
        if line.cue.whole in listed or device:
            names = scan.heads[line.style]
            names[line.cue.name] -= 1
            names += Counter()
            line.cue = uncut(line.cue)
            names[line.cue.name] += 1


def split(text: str) -> list[str]:
    """The lines with their ends: LF, CRLF or a lone CR."""
    pieces = text.splitlines(keepends=True)
    if len(pieces) == text.count("\n") + (text[-1:] not in ("", "\n")):  # no other sign ends a line in it
        return pieces
    if "\r" in text.replace("\r\n", "") if "\r" in text else False:
        return [piece for piece in re.split(r"(?<=\n)|(?<=\r)(?!\n)", text) if piece]
    lines = text.split("\n")
    last = lines.pop()
    pieces = [f"{line}\n" for line in lines]
    return [*pieces, last] if last else pieces


def _line(raw: str, start: int, end: int, english: bool, shell: str = "") -> ScannedLine:
    """One line; `shell`: how a word processor prints the whole of it."""
    core = raw.strip()
    if not core:
        return ScannedLine(start, end, "", 0, "blank")
    indent = len(raw) - len(raw.lstrip())
    line = ScannedLine(start, end, core, indent, "text", shell)
    if (
        (core[0] >= "\u2600" or core[0] in CLOCKS)
        and not "\u2c00" <= core[0] < "\ufe00"  # no letter of Han
        and (shown := PICTOGRAMS.match(core))
        and shown.end() < len(core)
    ):
        core = line.core = JOINED_PICTOGRAMS.sub("", core[shown.end() :])
    if "</" in core and (printed := PRINTED.sub(lambda tag: PRINTS[tag[1].casefold()], core).strip("\n")) != core:
        core = line.core = printed
    if core[0] == core[-1] == "/" and "/" not in core[1:-1] and core[1:-1].strip():
        core = line.core = f"【{core[1:-1].strip()}】"
    if core[0] in "/^" and core.startswith((COMMENT, "^^")) and core[2:].strip("^ "):
        core, line.shell = core[2:].lstrip("^").strip(), COMMENT
        line.core = core
    if core[0].isdigit() and "*" in core and (number := NUMBERED_PRINT.match(core)):
        core = line.core = core[number.end() :]
    if core[0] in SHELL or (core[0] == "[" and core[2:3] in "] "):
        _unwrap(line)
        if not line.core:
            line.tag, line.core = "rule", core
            line.page = (
                core[-1] in "-–—" and any(map(str.isdigit, core)) and words.PAGE_ALONE.fullmatch(core) is not None
            )
            return line
    line.page = core[0] in PAGE_BEGINS and len(core) < LONGEST_PAGE and words.PAGE_ALONE.fullmatch(core) is not None
    if line.page or (not core[0].isalnum() and ORNAMENT.fullmatch(core)):
        line.tag = "rule"
        return line
    if core[0] in SETS_APART and _set_apart(core):
        line.tag, line.mark = "mark", Mark("note", core)
        return line
    if core[0] in "【[" and (edited := EDITED.match(core)):
        line.core = core[edited.end() :]
    _classify(line, english)
    return line


FOOTNOTE = deferred(r"\[\^\w{1,12}\][:：]")
"""How Markdown begins a footnote: [^1]: The note is to be told."""
SETS_APART = frozenset("~#【[")


def _set_apart(core: str) -> bool:
    """Whether a line is a footnote, struck out, taken out by an editor, or only says what a clip is to be found by."""
    if core[1:2] == "^" and FOOTNOTE.match(core):
        return True
    edited = EDITED.match(core) if core[0] in "【[" else None
    struck = CROSSED.fullmatch(core) if core[0] == "~" else HASHTAGS.fullmatch(core) if core[0] == "#" else None
    return struck is not None or (edited is not None and edited["gone"] is not None)


BOXED_STARTS = frozenset("【[（(同现采")
"""How a line begins whose label, name or voice stands in brackets."""
STRUCK = deferred(r"-(?P<name>[^\W\d_][\w·.' ]{0,22}\w|[^\W\d_])-")
"""A name between strokes above its words: -阿泡-."""
BOXES_SIDE_BY_SIDE = deferred(r"】\s*【", needs="】")
PRINTED = deferred(r"</?(b|strong|i|em|u)>", re.I, needs="<")
PRINTS = {"b": "**", "strong": "**", "i": "*", "em": "*", "u": "__"}
"""How pages of the web print what Markdown marks with signs: <i>She waits.</i>"""
STARS = "*＊"
SET_WIDE = deferred(r"(?:\*[ 　]+(?P<inner>[^*]+?)[ 　]+\*|＊[ 　]*(?P<wide>[^＊]+?)[ 　]*＊)")
"""A slanted line with blanks inside its stars, or with wide ones."""
STRONG = deferred(r"\*\*([^*]+)\*\*", needs="*")


def _unwrap(line: ScannedLine) -> None:
    """Take the Markdown off a line; what only decorates becomes empty."""
    core = line.core
    if RULE.fullmatch(core):
        line.core = ""
        return
    if len(core) > 4 and core[0] == core[-1] and core[0] in STARS and (slanted := SET_WIDE.fullmatch(core)):
        core = f"*{slanted['inner'] or slanted['wide']}*"
    for pattern, name in ((HEADING_SHELL, "#"), (QUOTE_SHELL, ">"), (LIST_SHELL, "-")):
        match = pattern.match(core)
        if match:
            core, line.shell = core[match.end() :].strip(), name
            core = core[shown.end() :] if core[:1] >= "\u2600" and (shown := PICTOGRAMS.match(core)) else core
    if core[:1] in UNTAGGED:
        core = _untagged(core)
    if wiki := WIKI_HEADING.fullmatch(core):
        core, line.shell = wiki["text"], "#"
    if core[:1] == core[-1:] == "*" and "**" in core[1:-1]:  # bold names within a slanted line
        bare = STRONG.sub(r"\1", core[1:-1])
        core, line.shell = (bare.strip(), "*") if "*" not in bare else (core, line.shell)
    if core[:1] == core[-1:] == "-" and (named := STRUCK.fullmatch(core)):
        core, line.shell = named["name"], "**"
    for sign in ("***", "**", "__", "*", "_", "'''"):
        if (
            core.startswith(sign)
            and core.endswith(sign)
            and len(core) > 2 * len(sign)
            and sign[0] not in core[len(sign) : -len(sign)].strip(sign[0])
        ):
            core, line.shell = core[len(sign) : -len(sign)].strip(), sign
            break
    line.core = core


def _headed(line: ScannedLine, core: str, english: bool) -> bool:
    """Whether a line heads an episode or a scene, or is the field of a place that is the one before; then it is told so."""
    same = SAME_FIELD.match(core) if "同上" in core else None
    if same and words.field(same["label"]) == "location":
        line.tag, line.head, line.rest, line.core = "label", same["label"], same["rest"], core
        return True
    if headings.is_too_long(core) or markers.timed(core):
        return False
    if core[0] in headings.COUNTS_BOTH and (told := headings.both(core)):
        line.tag, line.opens, line.heading = "scene", told[:2], told[2]
        return True
    line.episode = headings.episode(core)
    if line.episode:
        line.tag = "episode"
        return True
    if core[0] == "第" and (twice := TWICE_COUNTED.match(core)):
        core = core[twice.end() :]
    core = core.lstrip("△▲ ") if core[0] in "△▲" and COUNTED_SCENE.match(core) else core
    core = core.replace(PIN, " ") if PIN in core else core
    line.heading = _on_page(core, english) if core[0] in PAGE_HEADS else None
    stated = _stated(core) if not line.heading and core[0] in STATED_STARTS else None
    line.heading = line.heading or stated or headings.scene(core, line.shell == "#")
    line.heading = line.heading or _ornate(core, line.shell, english)
    lettered = None if english or core[0] > "Z" or line.heading or not core[1:2].isdigit() else LETTERED_NO.match(core)
    if lettered and (said := headings.scene(core[lettered.end() :])):
        line.heading = replace(said, number=lettered["no"])
    if line.heading:
        line.tag = "scene"
    return line.heading is not None


def _stopped_behind(core: str) -> str:
    """A line whose colon is in slanted print with the direction before it, with the colon behind."""
    if not (":" in core or "：" in core) or not any(map(core.__contains__, SLANTS_HOW)):
        return core
    return SLANTED_STOP.sub(r"\g<gap>\g<mark>\g<how>\g<mark>\g<stop>", core, count=1)


def _on_page(core: str, english: bool) -> Heading | None:
    """Where and when a page of a comic plays, by the line that counts it."""
    counts = "页" in core[:16] or "頁" in core[:16] or core.lstrip(RULED_HEADS)[:1] in ("P", "p") or "PAGE" in core[:16]
    page = PAGE_PLACED.fullmatch(core) if counts else None
    if not page:
        return None
    told = headings.told_alone if english else headings.told_alone_zh
    place = page["place"].lstrip(headings.DRAWN_BEFORE)
    aside = None if english else DRAWN_SO.search(place)
    said = told(place[: aside.start()]) if aside else None
    if aside and said and said.time:
        state = re.search(words.STATE, aside["told"])
        return replace(said, state=state[0] if state else "")
    return headings.scene(place) or told(place)


RULED_HEADS = headings.ORNAMENTS + "※◎◉━─—=~＝#- \t　"
"""What may be drawn before the number of a page."""
DRAWN_SO = deferred(r"\s*[（(](?P<told>[^（()）]*)[)）]?$", needs="（(")
"""What stands in brackets behind the place of a page: （回忆，网点加深）"""


def _classify(line: ScannedLine, english: bool) -> None:
    core = line.core = _stopped_behind(line.core) if "*" in line.core or "_" in line.core else line.core
    if core[0] in "*_'`":
        stopped = BOLD_STOP.match(core) if english and core[0] == "*" else None
        if stopped:
            name = stopped["name"] if stopped["name"][-3:-2] in (" ", "") else stopped["name"][:-1]
            core = f"**{name}:** {core[stopped.end() :]}"
        line.bold = BOLD_CUE.match(core) is not None
        core = line.core = BOLD_HEAD.sub(r"\2", core) if core[0] == "`" or holds(core, BOLD_SIGNS) else core
    if "*" in core or "_" in core:
        core = SLANTED_HEAD.sub(r"\2", core, count=1) if core[0] in "*_" else core
        core = line.core = SLANTED_HOW.sub(r"\1(\2)", SLANTED.sub(r"\2", core))
    if ":" in core or "：" in core:
        core = line.core = _unstamped(core, english)
    core = _with_colon(core, english) if core[0] in FIELD_FIRST else core
    if _headed(line, core, english):
        return
    if core[0].isdigit() or core[0] in COUNTS_CUE:
        core = line.core = _uncounted(core, english)
    if not english and ("（" in core[1:8] or "(" in core[1:8]) and (sung := SUNG.match(core)):
        core = line.core = f"{sung['head']}：{core[sung.end() :]}"
    core = core if english else _cued(core)
    core = _unbracketed(core) if core[0] in BOXED_STARTS else core
    core = _unbulleted(core) if core[0] in BULLETS else core
    line.mark = markers.read(core)
    if line.mark is None and (
        (line.shell in ("#", "**", "__") and markers.SHOT.fullmatch(core))
        or (core[0] in SHOT_STARTS and markers.FRAMED.fullmatch(core))
        or (core[0] in COMIC_STARTS and COMIC_PAGE.fullmatch(core))
        or (core[0] in COUNTED_STARTS and COMIC_COUNT.match(core))
        or (core[0] in "（(【[※" and "①" <= core[1:2] <= "⑳" and OF_BALLOON.fullmatch(core))
    ):
        line.mark = Mark("note", core)
    if not line.mark and english and core.isupper():
        line.mark = markers.shot(core)
    if not line.mark and (":" in core or "：" in core) and is_chant(core, english=english):
        line.mark = Mark("action", core)
    if line.mark:
        line.tag = "mark"
        return
    _candidate(line, core, english)


FIELD_BOXES, FIELD_STARTS = frozenset("【[〔（("), frozenset("TPSLW")
FIELD_FIRST = FIELD_BOXES | FIELD_STARTS
FIELD_HEADS = frozenset({" ", "　", *(label[0] for label, told in words.FIELDS.items() if told in words.OF_SCENE)})
FIELD_LETTERS = frozenset(("IME", "ime", "LAC", "lac", "ETT", "ett", "OCA", "oca", "EAT", "eat"))
"""How a field of a scene begins whose label stands in brackets, or in English before a gap."""
FIELD_BOXED = deferred(
    r"[【\[〔（(][ 　]*(?P<label>[\u3400-\u9fff](?:[ 　]{0,4}[\u3400-\u9fff]){0,3}|[A-Z][A-Za-z]{2,8})[ 　]*[】\]〕）)][ \t　]*[:：]?[ \t　]*(?=[^\s:：])"
)
"""A field whose label stands in brackets, maybe set wide: [时  间]  当日黄昏, 〔地　点〕裁缝铺, (PLACE) The yard."""
FIELD_APART = deferred(r"(?P<label>TIME|Time|PLACE|Place|SETTING|Setting|LOCATION|Location|WEATHER|Weather)(?:\t+| {2,}| [-–—] )[ \t]*(?=\S)")  # fmt: skip
"""The same in English before a gap or a dash: TIME    Autumn, Time - Autumn."""


def _with_colon(core: str, english: bool) -> str:
    """A field of a scene with a colon behind its label, which stands in brackets or before a gap; any other line as it is."""
    if core[0] in FIELD_BOXES:
        found = FIELD_BOXED.match(core) if core[1:2] in FIELD_HEADS else None
    else:
        found = FIELD_APART.match(core) if english and core[1:4] in FIELD_LETTERS else None
    label = "".join(found["label"].split()) if found else ""
    sign = ":" if label.isascii() else "："
    return f"{label}{sign} {core[found.end() :]}" if found and words.field(label) in words.OF_SCENE else core


LETTERED_NO = deferred(r"(?P<no>[A-Z]{1,2}\d{1,4}[A-Z]?)[.、．]?\s+(?=[内外])")
"""The number of a scene that was put in between two: A32 外. 车库坡道 — 黎明."""


def _untagged(core: str) -> str:
    """A line without the box before it that is ticked off, and with a colon behind a name in the print of code; any other line as it is."""
    core = core[box.end() :] if core[0] == "[" and (box := TICKED.match(core)) else core
    coded = CODED_NAME.match(core) if core[0] == "`" else None
    return f"{coded['name']}{coded['how'] or ''}: {core[coded.end() :]}" if coded else core


PIN = "📍"
"""What a telephone shows before a place: 第1场 📍厨房·日·内."""
ORNATE = frozenset("场第【PSs" + headings.D)
"""How a heading begins that stands behind an ornament."""
STATED = deferred(
    rf"(?:[【\[（(]\s*(?P<inner>{words.STATE})\s*[】\]）)]|(?P<bare>{words.STATE})\s*[:：])\s*(?P<rest>\S.*)$"
)


STATED_STARTS = frozenset("【[（(闪回梦幻想插倒前")
SAME_FIELD = deferred(rf"[{headings.ORNAMENTS}\s]*(?P<label>[^：:]{{1,6}})[：:]\s*(?P<rest>同上.*)")
"""A place in a field that is the one of the scene before."""


def _stated(core: str) -> Heading | None:
    """A heading behind the word for when it plays: 【闪回】夏 日 外 菜地. An action behind it (闪回：他倒在地上) is none."""
    told = STATED.match(core)
    said = headings.scene(told["rest"]) or headings.placed(told["rest"]) if told else None
    placed = said is not None and said.location and (said.time or said.interior)
    return replace(said, state=told["inner"] or told["bare"]) if said and told and placed else None


def _ornate(core: str, shell: str, english: bool) -> Heading | None:
    """A heading in brackets or behind an ornament: 【1-1 日 内 客厅】, [INT. LAB], [The beach, next morning], ▶ 场景一：天台."""
    if core[0] in "【[〔":
        inner = markers.bracketed(core) if "】" not in core[1:-1] else BOXES_SIDE_BY_SIDE.sub("　", core.strip("【】"))
        said = headings.scene(inner) or headings.placed(inner) if inner else None
        if inner and not said and (shot := SHOT_PLACED.fullmatch(inner)):
            said = headings.placed(shot["place"])
        return said or (headings.opened(inner) if inner and core[0] == "[" and english else None)
    if core[0] in "<-=~—" and core[-1] in ">-=~—":
        inner = core[1:-1] if core[0] == "<" else core.strip("-=~— \t　")
        whole = inner and len(inner) + 4 <= len(core) + 2 * (core[0] == "<")
        return headings.scene(inner) or headings.placed(inner) if whole else None
    if english and (shell in SHOWN or shell in SLANTS):
        said = headings.opened(core)
        return said if said and (shell in SLANTS or not said.action) else None
    if core[0] not in headings.ORNAMENTS:
        return None
    bare = core.lstrip(headings.ORNAMENTS).lstrip(" 　")
    return headings.scene(bare) if bare and len(bare) < len(core) and bare[0] in ORNATE else None


COUNTS_CUE = frozenset("（([【㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩") | BALLOON_STARTS
"""How the number of a balloon begins that is no figure."""
BEGINNINGS = frozenset().union(
    headings.SCENE_STARTS, headings.EPISODE_STARTS, headings.FIELDED, headings.COUNTS_BOTH, markers.MARKED, markers.BARE,
    (state[0] for state in markers.STATES), STATED_STARTS, COUNTED_STARTS, COMIC_STARTS, SHOT_STARTS, BOXED_STARTS, COUNTS_CUE,
)  # fmt: skip
"""How a Chinese line begins that may be anything else than a sentence that tells."""
_LOOSE = "".join(sorted(headings.LOOSE_ENDS))
TOLD = deferred(
    rf"(?!.{{0,2}}[{_LOOSE}])(?:[\u3400-\u9fff][\u3400-\u9fff、]{{0,32}}[，。！；;…]|[“「])[^*_<［〔Rr第{PIN}]*"
    rf"(?<=[\u3400-\u9fff，。！？；：…”’」』])(?<![{_LOOSE}])(?<![{_LOOSE}].)(?<![{_LOOSE}]..)(?<![)）\]】].)",
    re.S,
)
"""A Chinese line that no rule can take for more than a sentence: a clause or a quotation in front, no place, hour or number at its ends, no print in it."""


def _uncounted(core: str, english: bool) -> str:
    """A cue without the number of its balloon, and a Chinese one without that of its line; any other line as it is."""
    if core[0] in BALLOON_STARTS:
        led = BALLOON_LED.fullmatch(core)
        said = f"：{led['said']}" if led and led["said"] else led["quoted"] if led else ""
        return f"{led['name']}{led['aside'] or ''}{led['how'] or ''}{said}" if led else core
    if english:
        return core
    if number := NUMBERED.match(core):
        return BOLD_HEAD.sub(r"\2", core[number.end() :])
    balloon = BALLOON.match(core) if not BALLOONED.isdisjoint(core[2:32]) else None
    return core[balloon.end() :] if balloon else core


def _unstamped(core: str, english: bool) -> str:
    """A cue without its number and without the time at which it is said; any other line as it is."""
    if core[0].isdigit() and "\t" in core and (stamp := CELL_STAMP.match(core)):
        return core[stamp.end() :]
    if core[0].isdigit() or core[0] in "[(（【<":
        for sign in (STAMP, LINE_NUMBER) if english else (STAMP,):
            core = core[found.end() :] if (found := sign.match(core)) else core
    if core[-1].isdigit() or core[-2:-1] in ")）]】" or core[-1] in ")）]】":
        found = STAMPED.fullmatch(core)
        core = found["name"] + found["colon"] if found else core
    return core


def _unbracketed(core: str) -> str:
    """A line whose label, name or voice stands in brackets, as the same with a colon; any other line as it is."""
    core = _one_box(core) if "】【" in core or "][" in core else core
    live = LIVE_LED.match(core) if core[0] in "【[同现采" else None
    if live and (live["bare"] or live["live"] in ROLES):
        return f"{live['name']}{live['aside'] or ''}：{core[live.end() :]}"
    if live and live["live"] in LIVE:
        return f"{live['name']}（{live['live']}）{live['aside'] or ''}：{core[live.end() :]}"
    if core[0] in "（(" and (led := VOICE_LED.match(core)):
        return "旁白：" + core[led.end() :]
    if core[0] in "【[" and (spoken := BOX_SPOKEN.match(core)):
        how = f"（{spoken['label']}）" if spoken["label"] in THOUGHT or spoken["label"].endswith("独白") else ""
        how += f"（{spoken['how']}）" if spoken["how"] else spoken["aside"] or ""
        return f"{spoken['who']}{how}：{core[spoken.end() :]}"
    if core[0] in "【[" and (dashed := BOX_DASHED.match(core)) and words.field(dashed["name"]) is None:
        return f"{dashed['name']}{dashed['aside']}：{core[dashed.end() :]}"
    named = IN_BRACKETS.match(core) if core[0] in "【[" else None
    if named and (named[2] or words.field(named[1]) is not None or named[1] in words.CAPTION):
        core = named[1] + (named[2] or "：") + core[named.end() :]
    elif named and named[1] in words.VOICES:
        core = _voiced(named[1], core[named.end() :].strip())
    core = _of_voice(core) if core[0] in "（(【[" else core
    ahead = AHEAD.match(core) if core[0] in "（(" else None
    if ahead:
        core = f"{ahead['name']}{ahead['how']}：{core[ahead.end() :]}"
    label = BRACKET_LABEL.fullmatch(core) if core[0] in "（(【[" else None
    if label and words.field(label[1]) is not None:
        core = f"{label[1]}：{label[2]}"
    return core


def _one_box(core: str) -> str:
    """A line of two boxes of which one only says that an episode is broken off here, as the other: 【定格】【集尾卡点】; any other line as it is."""
    boxes = [part.strip("【】[] ") for part in re.split(r"】\s*【|\]\s*\[", core)]
    kept = [part for part in boxes if not markers.TURNED_OVER.fullmatch(part)]
    return f"【{kept[0]}】" if len(kept) == 1 < len(boxes) and core[-1] in "】]" else core


def _of_voice(core: str) -> str:
    """Words of a voice that a bracket names or holds, as the same with a colon: （画外音/旁白）：…, （旁白：…）."""
    voice = VOICED.match(core) if core[0] in "（(" else None
    if voice and all(part in words.VOICES for part in re.split("[/／、]", voice[1])):
        return re.split("[/／、]", voice[1])[-1] + "：" + core[voice.end() :]
    inside = VOICED_INSIDE.fullmatch(core)
    return f"{inside['voice']}：{inside['said']}" if inside and inside["voice"] in words.VOICES else core


def _cued(core: str) -> str:
    """A Chinese line that says in other signs who speaks or what it is, as the same with a colon; any other line as it is."""
    many = RECITED.match(core) if core[-1] in COLONS or "齐" in core[:12] else None
    if many and words.GROUPS.fullmatch(many["name"]):
        return f"{many['name']}{many['aside'] or ''}（{many['how']}）：{core[many.end() :]}"
    head = core[2:24]
    may_be = ("同" in head or "齐" in head or "起" in head) and ("：" in head or ":" in head)
    once = AT_ONCE.match(core) if may_be else None
    if once:
        return f"{once['name']}{once['aside'] or ''}（{once['how']}）：{core[once.end() :]}"
    led = DASHED_LABEL.match(core) if core[2:3] in " 　-" or core[4:5] in " 　-" else None
    if led and (words.field(led["label"]) is not None or led["label"] in HEARD_OR_SEEN):
        return f"{led['label']}：{core[led.end() :]}"
    return core


BULLETS = headings.ORNAMENTS + "※◎◉♪♫"
"""What stands before the label of a line."""


def _unbulleted(core: str) -> str:
    """The number of a page of a comic, a field of a scene, a sound or a caption without the ornament before its label: ■ 时间：夜, ※拟声：咚！; any other line as it is, for an ornament marks actions too."""
    bare = core.lstrip(BULLETS).lstrip(" 　")
    if bare[:1] in COMIC_STARTS and bare and COMIC_PAGE.fullmatch(bare):
        return bare
    label = bare.replace(":", "：").partition("：")[0].strip()
    heard = label in words.SOUND or label in words.CAPTION
    return bare if label and (heard or words.field(label) in (*words.OF_SCENE, "interior")) else core


def _voiced(voice: str, behind: str) -> str:
    """`【内心独白】林晚：“…”` as `林晚（内心独白）：…`; where nobody is named the voice itself speaks: `【旁白】…`."""
    match = CANDIDATE.match(behind)
    head = match["head"].strip() if match and match["sep"] in "：:" else ""
    told = words.field(head) is not None or words.SAYING.search(head) or head in words.PRONOUNS
    if match and head and not told and len(head) <= LONGEST_NAME["colon"]:
        return f"{head}（{voice}）：{unquoted(match['rest'].strip())}"
    return f"{voice}：{unquoted(behind)}"


def _label(line: ScannedLine, word: str, meaning: str, rest: str, english: bool, *, labelled: bool) -> None:
    """A line that a label begins; where it says that somebody speaks and who, the cue behind it counts."""
    heard = markers.sort(rest) if meaning == "speech" and rest and rest[0].isascii() else None
    if heard and heard.kind in ("sound", "caption"):
        line.tag, line.mark = "mark", heard
        return
    if meaning == "speech" and not labelled and not words.NOTHING.fullmatch(rest):
        _candidate(line, rest, english, labelled=True)
        if line.tag == "cue" and line.style == "colon" and line.rest:
            line.rest, line.core, line.told = unquoted(line.rest.strip()), rest, True
            return
    line.tag, line.style, line.cue, line.head, line.rest = "label", None, None, word, rest


PARTS = ("/", "／", " ", "　", "\t")
"""What parts a label from what it says where others have a colon: 时/夜; a gap does where the label is set wide, 人　物　　罗桂芳."""


def _candidate(line: ScannedLine, core: str, english: bool, *, labelled: bool = False) -> None:
    padded = PADDED.match(core) if core[1:2] in (" ", "　") else None
    if padded:
        core = padded[1] + padded[2] + core[padded.end() :]
    if not english and core[2:3] in (PARTS if padded else PARTS[:2]) and words.field(core[:2]) in words.OF_SCENE:
        core = f"{core[:2]}：{core[3:].lstrip()}"
    core, match, style = _parted(core, english)
    if not match or not style:
        return
    head = match["head"].strip()
    if style == "colon":
        head = _labelled(line, head)
        word = head.strip("*_# 　").strip()
        meaning = words.field(word)
        heading = headings.scene(match["rest"].strip(' "“”')) if english and meaning == "location" else None
        if heading:
            line.tag, line.heading = "scene", heading
            return
        if meaning is not None:
            _label(line, word, meaning, match["rest"].strip(" 　*_\r\n\t"), english, labelled=labelled)
            return
    if len(head) > LONGEST_NAME[style] + 40 or (style == "alone" and len(core) > 40):
        return
    found = cue(head, english)
    set_apart = style in ("space", "dash") and english and found is not None and JOINTS.sub("", found.name).isupper()
    set_apart = set_apart or (style == "space" and english and match["sep"][:1] == "\t" and _capital(head))
    if found is None or len(found.name) > LONGEST_NAME["alone" if set_apart else style]:
        return
    if style == "quote" and not english and (core[-1] not in "」”』" or core.count(core[match.start("sep")]) > 1):
        return
    nobodys = _nobodys(head, match["rest"].strip(), english) if style == "colon" else None
    nobodys = _quoted_label(head, english) if style == "quote" else nobodys
    if nobodys:
        written = style == "quote" or (nobodys == "caption" and WRITTEN.fullmatch(head))
        said = core[match.start("rest" if style == "colon" else "sep") :].strip()
        line.tag, line.mark = "mark", Mark(nobodys, unquoted(said) if written else core)
        return
    line.tag, line.style, line.head, line.cue = "cue", style, head, found
    line.rest = core[match.start("rest" if style != "quote" or english else "sep") :]
    line.rest = unquoted(line.rest.strip()) if line.told else line.rest


def _parted(core: str, english: bool) -> tuple[str, re.Match[str] | None, Style | None]:
    """A line, as the same with a colon where it means one, parted into what stands before a sign and behind it, and the style of the sign."""
    match = CANDIDATE.match(core) if not CLAUSE.match(core) else None
    style = STYLES[match["sep"][:1]] if match else None
    if match and style == "space" and match["rest"][:1] in LONE_COLONS and _gapped(match):
        core = match["head"].rstrip() + core[match.start("rest") :]
        match, style = CANDIDATE.match(core), "colon"
    if (english and style != "colon") or (match and style == "colon" and english and not _called(match["head"])):
        match, style = _english(core) or (match, style)
    labels = match is not None and style == "dash" and len(match["head"]) < LONGEST_FIELD and match["rest"].strip()
    if match and labels and words.field(match["head"].strip()) in words.OF_SCENE:  # 时　间——汛期，深夜。
        core = f"{match['head'].strip()}：{match['rest'].strip()}"
        match, style = CANDIDATE.match(core), "colon"
    return core, match, style


def _gapped(match: re.Match[str]) -> bool:
    """Whether a colon stands behind a gap that only sets it below the others: 小冉　　　：　终点。"""
    return match["rest"][1:2] not in COLONS and bool(match["rest"][1:].strip())


def _capital(head: str) -> bool:
    """Whether every word of what stands before a tab begins with a capital, as a name does: Lettings Agent."""
    return all(
        word[:1].isupper() or word in ("of", "the", "and", "in", "at") for word in head.partition("(")[0].split()
    )


WRITTEN = deferred(r"[\u3400-\u9fff]{1,5}[上里中]的?(?:[大小]?字|文字|字样|字迹)\s*(?:[（(][^（()）]{0,12}[)）])?")
"""What stands before words that can be read on a thing: 纸上的字（手写体）：42."""
SEES = frozenset("去看瞧望见到现")
WATCHES = frozenset(("镜头", "画面"))
SEEN_ZH = deferred(
    r"(?:镜头|画面)[\u3400-\u9fff]{1,8}|.{0,24}?(?:[看望瞧瞅](?:过|下|上|出)?去|(?<=[头睛近细眼手身首])一?[看瞧望]|一[看瞧望]|[看望瞥瞅]见|看到|发现)"
)
"""What somebody does who sees what stands behind the colon: 阿娜顺着她的目光看去：桥下浊浪翻滚。"""
ALOUD_ZH = deferred(
    r"[我你您咱！？!?…“「]|[吧吗呢啊呀啦嘛](?=[，。]|$)|了。?$|^.{1,5}。?$|^[\u3400-\u9fff]{1,4}，(?=[\u3400-\u9fff]{1,5}了?[。])"
)
"""What may be said aloud of that: words to somebody, a call, or only a few."""


def sees(head: str, said: str) -> bool:
    """Whether what stands before a Chinese colon tells that somebody sees what stands behind it."""
    if not (head[-1] in SEES or head[:2] in WATCHES) or len(head) < 4 or not said:
        return False
    return SEEN_ZH.fullmatch(head) is not None and not ALOUD_ZH.search(said)


def _nobodys(head: str, said: str, english: bool) -> Literal["caption", "sound", "action"] | None:
    """What stands behind a name and a colon and is nobody's words: the years of a life (bare ones are an answer, where one word alone stands before them), how a thing rings, or what somebody sees."""
    if not english and sees(head, said):
        return "action"
    if not english and "字" in head and WRITTEN.fullmatch(head):
        return "caption"
    life = LIFE.fullmatch(said) if said[:1].isdigit() else None
    if life and (life["more"].strip() or not english or " " in head):
        return "caption"
    return "sound" if not english and markers.rings(head, said) else None


WRITTEN_ALONE = deferred(r"[\u3400-\u9fff]{1,4}(?:上的?)?字")
"""What stands before words that can be read on a thing, without a colon: 招牌字「补胎五元」"""


def _quoted_label(head: str, english: bool) -> Literal["caption", "sound"] | None:
    """What words in quotation marks right behind a label are: SE「咔、咔」, 花字「……」."""
    bare = head.partition("（")[0].partition("(")[0].strip()
    if bare in words.SOUND:
        return "sound"
    return "caption" if not english and (bare in words.CAPTION or WRITTEN_ALONE.fullmatch(bare)) else None


def _labelled(line: ScannedLine, head: str) -> str:
    """The head of a cue without the label that says that somebody speaks or thinks, whom a bracket names: 对白（阿K）, 心理（阿K）."""
    beside = BESIDE_LABEL.fullmatch(head) if head[1:5].find("·") >= 0 or head[1:5].find("・") >= 0 else None
    if beside and (beside["label"] in THOUGHT or words.field(beside["label"]) == "speech"):
        line.told, how = True, f"（{beside['label']}）" if beside["label"] in THOUGHT else ""
        return f"{beside['who']}{how}{beside['aside'] or ''}"
    spoken = LABELLED.fullmatch(head) if head[-1:] in ")）】]" else None
    if spoken and spoken["label"] in THOUGHT:
        return f"{spoken['who']}（{spoken['label']}）"
    if spoken and (spoken["label"] == "配音" or words.field(spoken["label"]) == "speech"):
        line.told = True
        return spoken["who"]
    return head


def _english(core: str) -> tuple[re.Match[str], Style] | None:
    """`NAME. words` and `NAME - words`, which only English scripts have; None where a line is neither."""
    if core[0].isupper() and ("— " in core[:100] or "– " in core[:100]) and (found := STOPPED.fullmatch(core)):
        return found, "period"
    if core[0].isupper() and "." in core[:60] and (found := PERIOD.match(core) or TITLED.match(core)):
        return found, "period"
    if core[-1] == '"' and (found := SAID.fullmatch(core)):
        return found, "quote"
    if any(dash in core for dash in ("-", "–", "—")) and (found := HYPHEN.match(core)):
        return found, "dash"
    return None


def _called(head: str) -> bool:
    """Whether the full stops in what stands before a colon are those of an abbreviation: `P.C. O'DOWD`, `Mrs. Ott`."""
    return head.isupper() or TITLE_EN.match(head) is not None


__all__ = ["PLAIN_NAME", "Scan", "ScannedLine", "Style", "Tag", "counted", "keep_whole_names", "scan", "split"]
