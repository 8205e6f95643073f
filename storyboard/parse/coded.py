"""Scripts as programs hold them: subtitles with voices, visual novels, games, lists of fields. Each has marks that only it writes.

A row of `CODES` per program: a line by which it is known, and for each kind of line its pattern. Nothing is guessed: what no
pattern fits is told as action, what steers the program is a note.
"""

import re
from collections import Counter
from dataclasses import replace
from typing import Literal

from storyboard.lettering import unquoted
from storyboard.model import Kind, Parenthetical
from storyboard.parse import headings
from storyboard.parse import words as fields
from storyboard.parse.choice import SAMPLE, Choice, Evidence
from storyboard.parse.cues import SpeakerCue, cue, spoken
from storyboard.parse.emphasis import plain
from storyboard.parse.headings import Heading
from storyboard.parse.pasted import AHEAD, BESIDE, holds_script
from storyboard.parse.people import People
from storyboard.parse.scan import split
from storyboard.parse.sheet import Sheet
from storyboard.parse.speeches import AFTERWORD, SPOKEN_ENDS
from storyboard.patterns import deferred, holds
from storyboard.records import dataclass

Use = Literal["speech", "who", "words", "named", "heading", "time", "action", "sound", "caption", "note", "on", "more"]
"""What a line is: `who` speaks the next `words`; `named` gives a short name its long one; `on` goes on with what was said, `more` with the row above."""


@dataclass(frozen=True, slots=True)
class Code:
    """How one program writes a script."""

    name: str
    """For people, in `lint`."""
    signs: tuple[str, ...]
    """One of them stands in every such file: looked for before any pattern is."""
    known: re.Pattern[str]
    """A line that only this program writes."""
    least: int
    """So many of them make it one."""
    rows: tuple[tuple[Use, re.Pattern[str]], ...]
    """The first that fits a whole line, without white space around it, says what it is. Groups: `who`, `words`."""
    rest: Use = "action"
    """What any other line is."""
    clocked: bool = False
    """Every such line has a time by the clock."""
    sections: tuple[tuple[Use, re.Pattern[str]], ...] = ()
    """Labels alone on their lines that say what the lines below them are, up to the next; below `speech` the rows say who speaks."""
    flows: bool = False
    """What is said stands right below who says it; rows of it are one speech, and what stands apart is none."""
    half: str = ""
    """At least half of what this sign stands in is such a line."""


STAMPS = r"(?:\d+|(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*-->.*|WEBVTT.*|(?:NOTE|STYLE|REGION)\b.*)"
FIELD_WHO = r"(?:speaker|character|role|name|角色|说话人|说话者|人物|演员)"
FIELD_WORDS = r"(?:line|text|dialogue|dialog|words|says?|台词|对白|对话|内容|话)"

CLOCK = deferred(r":\d\d")
"""Without one nothing has a time by the clock."""
SAID_TAG, WHO_TAG = "台词|对白|对话|dialogue|line", "角色|说话人|人物|speaker|character|role|name"
"""How a tag is called that holds what is said, and what in it says by whom."""

PANEL_HEAD = r"(?:(?:Scene|Shot|Sc)\b[^\n:]{0,12}?[ \t]+Duration[ \t]+(?:Panel|Pnl)\b[^\n:]{0,12}?[ \t]+Duration|(?:Scene|Shot|Sc\.?)[ \t]*[:#]?[ \t]*\w{1,6}[ \t]*[,|/·–—-]?[ \t]*(?:Panel|Pnl\.?)[ \t]*[:#]?[ \t]*\w{1,4}\b[^\n]{0,40}|(?:镜头|场景|镜号)[ \t]+时长[ \t]+(?:画格|分格|格号?)[ \t]+时长|(?:镜头|镜号|场景)[ \t]*[:：]?[ \t]*\w{1,6}[ \t]*[,，|/·]?[ \t]*(?:画格|分格|格)[ \t]*[:：]?[ \t]*\w{1,4}[^\n]{0,20})"
"""The head of a panel as programs for boards print it: Scene   Duration   Panel   Duration, Scene: 12  Panel: 3."""
PANEL_SAID, PANEL_SEEN = (
    r"(?:Dialogu?e?|对白|台词|对话)",
    r"(?:Action(?: Notes?)?|Actions|动作(?:说明|备注)?|画面(?:说明)?)",
)
PANEL_NOTED = r"(?:Notes?|Slugging|Slug|Trans(?:ition)?|Caption|Camera|Comments?|备注|说明|时长标注|镜头运动)"
"""How the fields of such a panel are called, each alone above its lines."""
NAMED_ID = r"(?=\S{0,12}\d{2})[A-Za-z]{1,10}[A-Za-z0-9_.\-]*\d"
BOXED_ID = r"[\[【(<]\s?(?:[A-Za-z]\w{0,15}[_.\-]?){0,3}\d{1,6}\s?[\]】)>]"
STAMP_ID = r"[\[【(<]?\d{1,2}(?:[:：]\d{2}){1,2}(?:\.\d{1,3})?[\]】)>]?"
LINE_ID = rf"(?:{NAMED_ID}|{BOXED_ID}|\d{{3,6}}(?=[ \t]*[|｜])|{STAMP_ID}(?=[ \t]*[|｜]|[ \t]+[^|｜\n]{{1,16}}[|｜]))"
"""What a game calls a line by: CH020301, ACT1_014, [2001], [mq02_010], 2001 before a bar."""
ABOVE = rf"(?:{BOXED_ID}|[#@]?{NAMED_ID})[ \t]*[:：|–—-]?[ \t]+(?P<who>[A-Z][A-Z0-9 .'’#&-]{{0,24}}|[A-Z][a-z'’]+(?: [A-Z][\w.'’]*){{0,2}}|[\u3400-\u9fff·？?]{{1,8}}[A-Z\d]?)[ \t]*(?:[{{(\[（【｛<](?P<how>[^{{}}()\[\]（）【】｛｝<>\n]{{1,40}})[}})\]）】｝>])?[ \t]*[:：]?"
"""The same before who says what stands below, and how: [mq02_010] OSKAR {bored}."""
RECORDED = r"[★☆*●○✓√■□]?"
"""The sign of a line that is to be recorded."""
STROKES = deferred(r"[/／]")
NO_MOOD = deferred(r"无|默认|普通|[-—–]*|none|neutral|default|n/?a|voice|语音|text|文本", re.I)
"""What the column of how somebody looks says where it says nothing."""

_JUMP = r"(?:-+>|→|➜|=>)\s*(?:goto|jump|跳转|跳)?\s*[\w#.]+"
BRANCH = rf">>\s*(?i:选项|分支|选择|choices?|options?|branch)\b.*|(?:选项|分支|选择|CHOICES?|OPTIONS?|BRANCH|MENU)\s*\w{{0,3}}\s*[:：]?|(?:[A-Z]|\d{{1,2}})[.．、)）]\s.*|[\[【*+•-].*{_JUMP}|{_JUMP}"
"""The choices of a game, and where each of them leads."""
_SETS = r"(?:anim(?:ation)?|camera|cam|vo|voice|audio|wav|cond(?:ition)?|if|set|flags?|sfx|vfx|bgm|amb|emote|expression|expr|face|pose|portrait|sprite|gesture|trigger|event|wait|delay|tags?|动画|镜头|语音|音频|条件|设置|变量|标记|音效|表情|立绘|触发|事件)"
OF_ENGINE = rf"{_SETS}\s*[:：=]\s*[^\s“\"].*"
"""What a game does beside a line, on a row of its own: anim: shrug   cam: close   vo: q17_0002.wav"""
HEARD_AS = r"(?:SFX|SE|BGM|MUSIC|AMB|VFX|音效|音乐)"
SIGNED = ("\n[", "\n<", "_0", "_1")
"""What ids begin with, or the digits of most of them."""

UNHEARD = deferred(
    r"[\[(（【<]\s*(?:inaudible|unintelligible|indistinct|听不清楚?|无法(?:识别|辨认)|不清晰)[^\])）】>]{0,20}[\])）】>]",
    re.I,
)
"""Where whoever wrote down what was said did not understand it: [inaudible 01:16]."""

CODES = (
    Code("a subtitle file with names (ASS)", ("Dialogue:",), deferred(r"^Dialogue:\s*\d+,\d+:\d+:\d+", re.M), 2, (
        ("speech", deferred(r"Dialogue:\s*\d+,[^,]*,[^,]*,[^,]*,(?P<who>[^,]*),[^,]*,[^,]*,[^,]*,[^,]*,(?P<words>.*)")),
    ), "note"),
    Code("subtitles with voices (WebVTT)", ("<v",), deferred(r"^\s*<v(?:\.[\w.]+)?\s+[^>]+>", re.M), 2, (
        ("note", deferred(STAMPS)),
        ("speech", deferred(r"(?:[-–]\s*)?<v(?:\.[\w.]+)?\s+(?P<who>[^>]+)>(?P<words>.*?)(?:</v>)?")),
        ("sound", deferred(r"[\[(（【].*[\])）】]")),
    ), "on"),
    Code("subtitles with names in brackets (SRT)", ("-->",), deferred(r"^[ \t]*(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{1,3}[ \t]*-->.*\n(?:.*\n)?[ \t]*[-–—]?[ \t]*(?:[(（][^\s()（）][^()（）\n]{0,15}[)）]|\[[^\s\[\]][^\[\]\n]{0,15}\][ \t]*(?=\S))[ \t]*[:：]?[ \t]*[^\s]", re.M), 3, (
        ("note", deferred(STAMPS)),
        ("sound", deferred(r"[♪♫🎵♬].*|.*[♪♫🎵♬]")),
        ("speech", deferred(r"(?:[-–—]\s*)?[(（](?P<who>[^\s()（）][^()（）]{0,15})[)）]\s*[:：]?\s*(?P<words>\S.*)")),
        ("speech", deferred(r"(?:[-–—]\s*)?\[(?P<who>[^\s\[\]][^\[\]]{0,15})\]\s*[:：]?\s*(?P<words>\S.*)")),
        ("action", deferred(r"[\[(（【].*[\])）】]")),
        ("note", deferred(r"#.*")),
    ), "on", half="-->"),
    Code("a visual novel (Ren'Py)", ("Character(", "label "), deferred(r"^\s*(?:define\s+\w+\s*=\s*Character\(.*|label\s+\w+\s*:)", re.M), 1, (
        ("named", deferred(r"define\s+(?P<who>\w+)\s*=\s*Character\(\s*_?\(?\s*[\"'](?P<words>[^\"']*)[\"'].*")),
        ("note", deferred(r"(?:define|default|image|init|python|transform|style|screen|label|scene|show|hide|play|stop|queue|voice|with|jump|call|return|pause|window|menu|if|elif|else|while|pass|nvl)\b.*|[$#].*")),
        ("note", deferred(r"\"(?:[^\"\\]|\\.)*\"\s*(?:if .*)?:")),
        ("speech", deferred(r"(?P<who>[A-Za-z_]\w*)(?:\s+[\w@]+)*\s+\"(?P<words>(?:[^\"\\]|\\.)*)\"(?:\s+with \w+)?")),
        ("speech", deferred(r"\"(?P<who>[^\"]{1,24})\"\s+\"(?P<words>(?:[^\"\\]|\\.)*)\"")),
        ("speech", deferred(r"(?P<who>)\"(?P<words>(?:[^\"\\]|\\.)*)\"")),
    ), "note"),
    Code("a visual novel (WebGAL)", ("changeBg:", "changeFigure:", "playBgm:", "changeScene:", "bgm:"), deferred(r"^(?:changeBg|changeFigure|playBgm|changeScene|bgm|miniAvatar)\s*:.*;", re.M), 1, (
        ("note", deferred(r"(?:change\w+|bgm|playBgm|playEffect|playVo|miniAvatar|choose|jumpLabel|label|setVar|intro|end|callScene|unlock\w+|pixi\w*|set\w+|filmMode|getUserInput|wait|video|playVideo)\b\s*(?::.*|;.*|)|;.*")),
        ("speech", deferred(r"(?P<who>[^:;：；]{0,30})[:：](?P<words>[^;；]*?)(?:\s+-[\w.=]+)*\s*(?:[;；].*)?")),
        ("on", deferred(r"(?P<words>[^;；]+?)(?:\s+-[\w.=]+)*\s*[;；].*")),
    )),
    Code("a game's list of lines, each with its id, who speaks and how", ("|", "｜", "\t"), deferred(rf"^{LINE_ID}[ \t]*{RECORDED}[ \t]*(?:[|｜][ \t]*)?(?P<who>(?:[^\W\d_]|[？?])[^|｜\n]{{0,30}}?)[ \t]*[|｜\t][ \t]*\S", re.M), 4, (
        ("note", deferred(r"(?:@[a-z]|[;#]|//|<!--|-{2,}|[→➜]|-+>|\*{2,}|\[[A-Z0-9]{1,2}\]).*|={2,}\s*(?:END|结束|完)\b.*")),
        ("speech", deferred(rf"{LINE_ID}\s*{RECORDED}\s*[|｜]?\s*(?P<who>[^|｜/／\t]{{1,20}}?)\s*(?:[/／|｜\t]\s*(?P<how>[^|｜\t。！？!?.…]{{0,32}}?)\s*)?[|｜\t]\s*(?P<words>[^|｜\t]+?)(?:\s*(?:→|➜|-+>|=>).*|\s*[|｜\t].*)?")),
        ("caption", deferred(r"【(?:系统|系统提示|提示|UI|界面)】\s*(?P<words>\S.*)")),
        ("note", deferred(rf"{OF_ENGINE}|[\[【]\s*(?:SCENE|SC|QUEST|场景?|任务)[ _:：]*\w*\d\w*\s*[\]】]", re.I)),
        ("heading", deferred(r"(?:LOCATION|PLACE|SETTING|地点|场景)\s*[:：]\s*(?P<words>\S.*)", re.I)),
        ("time", deferred(r"(?:TIME(?: OF DAY)?|时间|时段)\s*[:：]\s*(?P<words>\S.*)", re.I)),
        ("action", deferred(r"(?:STAGE|ACTION|DIRECTION|DESCRIPTION|DESC|VISUAL|动作|画面|描述|舞台)\s*[:：]\s*(?P<words>\S.*)", re.I)),
        ("note", deferred(BRANCH)),
    )),
    Code("a game's lines, each below its id and who speaks", SIGNED, deferred(rf"^[ \t]*{ABOVE}[ \t]*\n[ \t]*[^\s#/\[【=|]", re.M), 3, (
        ("who", deferred(ABOVE)),
        ("heading", deferred(r"[-=~—\s]*(?:LOCATION|SCENE|PLACE|SETTING|SET|地点|场景)\s*[:：]\s*(?P<words>.+?)[-=~—\s]*", re.I)),
        ("note", deferred(rf"(?:>>\s*)?{HEARD_AS}\s*[:：]?\s*\w+_\w+")),
        ("sound", deferred(rf"(?:>>\s*{HEARD_AS}\s*[:：]?|{HEARD_AS}\s*[:：])\s*(?P<words>.+)")),
        ("note", deferred(rf"(?:#|//|;|<!--|[→➜]|-+>|--|==|\*\*).*|[A-Z]+(?:_[A-Z]+)*\s*[:：].*|{BRANCH}")),
        ("action", deferred(r">>\s*(?:(?:CAMERA|CAM|ANIM|ACTION|STAGE|镜头|动作|画面)\b\s*[:：]?\s*)?(?P<words>.+)")),
        ("on", deferred(rf"(?P<words>\S.*?)\s*(?i:{_JUMP})")),
    ), "on", flows=True),
    Code("a visual novel with commands behind an @", ("@",), deferred(r"^@[a-z][a-zA-Z]*(?:[ \t]+[\w\"'].*|[ \t]*)$", re.M), 3, (
        ("note", deferred(r"(?:@[a-z]|;|#).*")),
        ("speech", deferred(r"(?P<who>[^\W\d_][^:：.;@]{0,24})(?:\.[\w/]+)?[:：]\s*(?P<words>\S.*)")),
    )),
    Code("a script in tags", ("<台词", "<对白", "<对话", "<dialogue", "<line"), deferred(rf"<(?:{SAID_TAG})\b[^<>]*(?:{WHO_TAG})\s*=", re.I), 2, (
        ("speech", deferred(rf"<(?:{SAID_TAG})\b[^<>]*?(?:{WHO_TAG})\s*=\s*[\"'“”](?P<who>[^\"'“”<>]+)[\"'“”][^<>]*>(?P<words>.*?)(?:</\w+>)?", re.I)),
        ("heading", deferred(r"<(?:场景|地点|scene|location|setting)\b[^<>]*>(?P<words>.+?)</\w+>", re.I)),
        ("action", deferred(r"<(?:动作|画面|描述|action|visual|description)\b[^<>]*>(?P<words>.+?)</\w+>", re.I)),
        ("sound", deferred(r"<(?:音效|音乐|sound|sfx|music)\b[^<>]*>(?P<words>.+?)</\w+>", re.I)),
        ("note", deferred(r"<.*>|<!--.*")),
    )),
    Code("a story with choices (ink)", ("->", "=== "), deferred(r"^={2,3}\s*\w+(?:\(.*\))?\s*={0,3}\s*$", re.M), 1, (
        ("note", deferred(r"={1,3}\s*\w+.*|#.*|-+>.*|~.*|(?:VAR|CONST|INCLUDE|LIST)\b.*|//.*|[*+]\s*\[[^\]]*\]\s*(?:->.*)?|\{.*\}")),
        ("speech", deferred(r"(?:[*+-]\s*)*(?:\[[^\]]*\]\s*)?(?P<who>[A-Z][\w .'’#-]{0,24}(?:\s*\([^()]*\))?|[\u3400-\u9fff·]{1,8}(?:\s*[（(][^（()）]*[）)])?)[:：]\s*(?P<words>[^\s].*?)(?:\s*->\s*\w+)?")),
    )),
    Code("the panels of a board, with fields for what is said and done", ("Panel", "PANEL", "Pnl", "画格", "分格", "格：", "格:"), deferred(rf"^{PANEL_HEAD}[ \t]*\n(?:[^\n]*\n){{0,2}}(?:{PANEL_SAID}|{PANEL_SEEN})[ \t]*[:：]?[ \t]*$", re.M | re.I), 2, (
        ("note", deferred(rf"{PANEL_HEAD}|\w{{1,6}}\s+\d{{1,3}}:\d{{2}}(?:[:.+]\d{{1,2}})?\s+\w{{1,4}}\s+\d{{1,3}}:\d{{2}}.*|.*\bPage\s+\d+\s*(?:/|of)\s*\d+|.*第\s*\d+\s*[/／]\s*\d+\s*页", re.I)),
        ("heading", deferred(r"(?:Sequence|Seq\.?|段落|场景)[ \t]*[:：#]?[ \t]*\w{0,6}[ \t]*[:：.–—-]?[ \t]+(?P<words>[^\s\d].{2,50})", re.I)),
        ("speech", deferred(r"(?P<who>[A-Z][A-Z0-9 .'’#&-]{0,24}(?:\s*\([^()]{1,40}\))?|[\u3400-\u9fff·]{1,8}(?:\s*[（(][^（()）]{1,20}[）)])?)\s*[:：]\s*(?P<words>\S.*)")),
    ), sections=(("speech", deferred(rf"{PANEL_SAID}\s*[:：]?", re.I)), ("action", deferred(rf"{PANEL_SEEN}\s*[:：]?", re.I)), ("note", deferred(rf"{PANEL_NOTED}\s*[:：]?", re.I)))),
    Code("a transcript with the time beside each name", (":",), deferred(rf"^{BESIDE}[ \t]*\n[ \t]*\S", re.M | re.I), 4, (
        ("who", deferred(BESIDE, re.I)),
        ("note", UNHEARD),
        ("action", deferred(r"[\[(（【].*[\])）】]")),
    ), "on", clocked=True),
    Code("a chat with the time before each name", (":",), deferred(rf"^{AHEAD}[ \t]*\n[ \t]*\S", re.M), 4, (
        ("who", deferred(AHEAD)),
        ("note", UNHEARD),
        ("action", deferred(r"[\[(（【].*[\])）】]")),
    ), "on", clocked=True),
    Code("a game's sheet, each name behind a # above its words", ("#", "@"), deferred(r"^#[^\s#：:。！？]{1,12}[ \t]*\n(?![#@/]|[^\n：:]{1,14}[：:])\S", re.M), 4, (
        ("note", deferred(r"[@/].*")),
        ("who", deferred(r"#(?P<words>[^\s#：:。！？]{1,12})")),
    ), "on"),
    Code("a list of fields, one for who speaks and one for the words", ("speaker", "character", "role", "角色", "说话人", "人物", "name"), deferred(rf"^[ \t\-*]*[\"']?{FIELD_WHO}[\"']?\s*[:：]\s*\S.{{0,24}}\n(?:[^\n]+\n)?[ \t\-*]*[\"']?{FIELD_WORDS}[\"']?\s*[:：]\s*\S", re.M | re.I), 3, (
        ("who", deferred(rf"[-*\s]*[\"']?{FIELD_WHO}[\"']?\s*[:：]\s*(?P<words>.+)", re.I)),
        ("words", deferred(rf"[-*\s]*[\"']?{FIELD_WORDS}[\"']?\s*[:：]\s*(?P<words>.+)", re.I)),
        ("action", deferred(r"[-*\s]*[\"']?(?:action|description|picture|visual|stage|动作|画面|描述|表演|动作描述|画面描述)[\"']?\s*[:：]\s*(?P<words>.+)", re.I)),
        ("sound", deferred(r"[-*\s]*[\"']?(?:sound|sfx|music|音效|音乐)[\"']?\s*[:：]\s*(?P<words>.+)", re.I)),
        ("heading", deferred(r"[-*\s]*[\"']?(?:scene|location|place|setting|场景|地点)[\"']?\s*[:：]\s*(?P<words>.+)", re.I)),
        ("time", deferred(r"[-*\s]*[\"']?(?:time|时间)[\"']?\s*[:：]\s*(?P<words>.+)", re.I)),
        ("note", deferred(r"[-*\s#]*[\"']?[\w\u3400-\u9fff ]{1,12}[\"']?\s*[:：].*|[-*\s\[\]{},]+")),
    )),
)  # fmt: skip
"""Every program, in the order in which they are asked."""
RULED = deferred(r"[=\-—~【#]+\s*(?P<inner>\S.*?)\s*[=\-—~】#]*")
"""A heading between rules or brackets: == 场景1：总裁办公室 / 白天 ==."""
PLACED = deferred(r"(?:场景|地点|场次|scene|location)[ 　\t]+(?P<place>\S.{0,40})", re.I)
"""What stands between rules and names a place: ==== 场景 沉没集市 · 水下 ====."""
INNER_NAME = deferred(
    r"(?<![^\s=\-—~【#:：(（])[a-z][a-z0-9]*(?:_[a-z0-9]+)+\s*[|｜/／·,，:：]\s*(?=\S)|\s*[(（\[][a-z][a-z0-9]*(?:_[a-z0-9]+)+[)）\]]"
)
"""What a program calls a place by, before or behind what people do: lighthouse_hall | 灯塔大厅."""
LABEL = deferred(r"(?P<label>[\w]{2,10})\s*[:：]\s*(?P<words>\S.*)")
QUOTED = deferred(r"([\"'“「]).*([\"'”」])")
TAGS = deferred(r"</?[a-z][^<>]{0,40}>|\{\\[^{}]*\}|\{/?[a-z][^{}]{0,20}\}", re.I)
"""Slanted print, colours and the like within words."""


def found(text: str) -> Code | None:
    """The program that a text is written for; None for what is written for people."""
    sample = text[:SAMPLE]
    for code in CODES:
        if not holds(sample, code.signs) or (code.clocked and not CLOCK.search(sample)):
            continue
        least = max(code.least, sample.count(code.half) / 2 if code.half else 0)
        lines = code.known.findall(sample)
        named = bool(lines) and "who" in code.known.groupindex
        if len(lines) >= least and not (named and not _recur(code, sample)):
            return code
    return None


def _recur(code: Code, sample: str) -> bool:
    """Whether half of the lines by which a program is known are of somebody who has others too."""
    names = Counter(STROKES.split(found["who"], maxsplit=1)[0].strip() for found in code.known.finditer(sample))
    return 2 * sum(count for count in names.values() if count > 1) >= names.total()


def fits(evidence: Evidence) -> str:
    """Why a text is one of a program; empty where it is none."""
    code = found(evidence.source.text)
    if code and code.clocked and holds_script(evidence.scan):
        return ""
    return f"it is written as {code.name}" if code else ""


def read(choice: Choice) -> tuple[Sheet, People]:
    """The lines of a program's script; every line a prose of actions where it is forced upon another text."""
    sheet, people = Sheet(choice.source), People()
    code = found(sheet.text)
    Coded(sheet, people, choice.evidence.english).read(code)
    return sheet, people


Told = tuple[Use | None, tuple[str, str], str, int]
"""What a line is (nothing: a blank one), (who, words) of it, the line, and where it ends."""
BARS = frozenset("▍▎▌▋▊▉█▏▐┃│■□◆◇●○▶▷►★☆§※»#")
"""What programs put before the parts of a recording."""
RULES = "-—–=─━~*·. 　\t[]【】()（）"
"""What stands around the last words of a program."""
PART = deferred(
    r"(?P<sign>[▍▎▌▋▊▉█▏▐┃│■□◆◇●○▶▷►★☆§※»]|#{1,4}(?= ))[ \t　]*(?P<words>\S(?:.{0,38}[^\s。！？!?…，,：:.”」])?)"
)
OVER = deferred(
    r"(?:转写|录音|录制|通话|会议|直播|文字记录|聊天记录|对话|记录|播放|音频)(?:已|到此)?(?:结束|完毕|完|终止|为止)|(?:本文|内容)?(?:导出|转写|来源|生成|录制)(?:来源|工具|软件)?(?:自|于|来自|[:：])\s*\S.*|(?:文字|内容)?由\s*.{1,16}(?:导出|生成|转写|识别).*"
    r"|(?:end of )?(?:transcript(?:ion)?|recording|call|meeting|audio)(?: (?:ends?|ended|over|complete|stopped))?|(?:exported|transcribed|recorded|generated) (?:from|by|with|in|using)\b.*",
    re.I,
)
"""How a program says below a transcript that it is over, and which program it is."""


def _part(found: list[Told]) -> None:
    """Make headings of what stands apart behind the same sign between the names of a transcript, once for each part of it: ▍气象站值班室."""
    around = zip([None, *found], found, [*found[1:], None], strict=False)
    parts = [
        (at, part)
        for at, (above, row, below) in enumerate(around)
        if row[0] in ("on", "note", "action")
        and row[2][0] in BARS
        and not (above and above[0])
        and not (below and below[0] == "on")
        and (part := PART.fullmatch(row[2]))
    ]
    signs = Counter(part["sign"] for _, part in parts)
    for at, part in parts:
        if signs[part["sign"]] > 1:
            found[at] = ("heading", ("", part["words"]), *found[at][2:])


def _close(found: list[Told]) -> None:
    """Make notes of the last lines of a transcript where they stand apart from every name, as no words do: 以上内容由飞书妙记导出."""
    filled = [at for at, row in enumerate(found) if row[0]]
    while (
        len(filled) > 1 and found[filled[-1]][0] in ("on", "note") and OVER.fullmatch(found[filled[-1]][2].strip(RULES))
    ):
        at = filled.pop()
        found[at] = ("note", *found[at][1:])
    if len(filled) < 2 or found[filled[-1]][0] != "on" or found[filled[-1] - 1][0] is not None:
        return
    last, above = found[filled[-1]], found[filled[-2]]
    if AFTERWORD.match(last[2].strip("-—–=~*# ")) or (above[0] == "action" and last[2][-1] not in SPOKEN_ENDS):
        found[filled[-1]] = ("note", *last[1:])


class Coded:
    """Reads the lines of a program's script onto a sheet."""

    def __init__(self, sheet: Sheet, people: People, english: bool) -> None:
        self.sheet = sheet
        self.people = people
        self.english = english
        self.narrator = "NARRATOR" if english else "旁白"
        self.names: dict[str, str] = {}
        """Short names of the program, and what they stand for."""
        self.who = ""
        """Who a field above has named, or who spoke last."""
        self.words = ""
        """What they said, as the line has it behind their name."""
        self.placed: Heading | None = None
        """What the fields right above said of the place."""

    def read(self, code: Code | None) -> None:
        at, found = 0, list[Told]()
        below: Use | None = None
        above_in = True
        for line in split(self.sheet.text):
            at += len(line)
            core = line.strip()
            use, told = self._use(code, core) if core else (None, ("", ""))
            if code and code.sections and core:
                below, use, told = self._below(code, core, below, (use, told))
            inset = line[:1].isspace()
            if use == "action" and code and inset and found and found[-1][0] in ("speech", "more") and not above_in:
                use = "more"
            found.append((use, told, core, at))
            above_in = inset and use != "more"
        if code and code.clocked:
            _part(found)
            _close(found)
        above: Use | None = None
        for use, words, core, end in found:
            if use is None:
                self.sheet.add("blank", end)
            elif use == "more" or (
                use == "on" and code and (code.sections or (above == "on" and (code.clocked or code.flows)))
            ):
                self._goes_on(words[1], core, end)
            else:
                apart = use == "on" and code is not None and code.flows and above is None
                self._line("action" if apart else use, words, core, end)
            above = use

    @staticmethod
    def _below(
        code: Code, core: str, below: Use | None, read: tuple[Use | None, tuple[str, str]]
    ) -> tuple[Use | None, Use | None, tuple[str, str]]:
        """(what the lines below are, what this line is, its words) of a line of a program that sets its fields below labels."""
        label = next((use for use, pattern in code.sections if pattern.fullmatch(core)), None)
        if label:
            return label, "note", ("", core)
        use, told = read
        if use in ("note", "heading") or below is None:
            return (None if use == "heading" else below), "note" if use == "speech" else use, told
        if below == "speech":
            return below, use if use == "speech" else "on", told if use == "speech" else ("", core)
        return below, below, ("", core)

    def _use(self, code: Code | None, core: str) -> tuple[Use, tuple[str, str]]:
        """What a line is, and (who, words) of it."""
        if (
            code
            and code.clocked
            and core[0] in "【[(（<"
            and (headings.scene(core) or headings.scene(core.strip("【】[]()（）<>")))
        ):
            return "heading", ("", core.strip("【】[]()（）<>"))
        for use, pattern in code.rows if code else ():
            if match := pattern.fullmatch(core):
                groups = match.groupdict()
                who, how = (groups.get("who") or "").strip(), (groups.get("how") or "").strip()
                if how and not NO_MOOD.fullmatch(how):
                    who = f"{who} ({how})" if how.isascii() else f"{who}（{how}）"
                return use, (who, groups.get("words") or (who if use == "who" else ""))
        core = INNER_NAME.sub("", core) if "_" in core and code else core
        labelled = LABEL.fullmatch(core)
        ruled = RULED.fullmatch(core) if core[0] in "=-—~【#" else None
        if ruled and headings.scene(ruled["inner"]):
            return "heading", ("", ruled["inner"])
        placed = PLACED.fullmatch(ruled["inner"]) if ruled else None
        if placed:
            return "heading", ("", placed["place"])
        if headings.scene(core) or (labelled and fields.field(labelled["label"]) == "location"):
            return "heading", ("", labelled["words"] if labelled else core)
        return code.rest if code else "action", ("", core)

    def _line(self, use: Use, told: tuple[str, str], core: str, end: int) -> None:
        who, words = told[0], self._plain(told[1])
        if use == "named":
            self.names[who] = words
        use = "sound" if use == "speech" and who in fields.SOUND else use
        if use == "heading" or (use == "time" and self.placed):
            self._place(use, words, end)
            return
        self.placed = None
        if use in ("speech", "words", "on") and words and (use != "on" or self.who):
            if use != "on":
                self.who = who if use == "speech" else self.who
                self.words = words if use == "speech" else ""
            self._speech(words, end)
            return
        if use == "who":
            self.who = words
        kind: Kind = use if use in ("action", "sound", "caption") else "note"
        if kind != "note":
            self._ensure_scene()
        self.sheet.add(kind, end, words or core)

    def _goes_on(self, words: str, core: str, end: int) -> None:
        """A further row of what somebody says in a transcript, as part of the same speech."""
        last = self.sheet.units[-1]
        if last.kind != "speech":
            self._line("on", ("", words), core, end)
            return
        self.sheet.at = self.sheet.units.pop().start
        said = self.words or self.sheet.text[last.start : last.end].strip()
        self._speech(f"{said}\n{self._plain(words)}", end)

    def _plain(self, text: str) -> str:
        """Words without quotation marks around them and without the program's tags."""
        text = TAGS.sub("", text).replace("\\N", "\n").replace('\\"', '"').strip()
        return text[1:-1].strip() if QUOTED.fullmatch(text) and text[1:-1].count(text[0]) % 2 == 0 else text

    def _place(self, use: Use, words: str, end: int) -> None:
        if use == "time" and self.placed and self.sheet.scene:
            self.sheet.scene.heading = headings.filled(self.placed, "time", words)
            self.sheet.at = self.sheet.units.pop().start
        else:
            said = (
                headings.scene(words)
                or headings.told_alone_zh(words)
                or (headings.opened(words) if self.english else None)
                or headings.filled(Heading(), "location", words)
            )
            self.placed = said
            self.sheet.open_scene(said)
        self.sheet.add("heading", end, words)

    def _speech(self, words: str, end: int) -> None:
        self.words = words if self.words else ""
        self._ensure_scene()
        said = (
            cue(self.names.get(self.who, self.who), self.english)
            if self.who
            else SpeakerCue(self.narrator, (), "", "voiceover")
        )
        said = said or SpeakerCue(self.names.get(self.who, self.who))
        text, directions = spoken(plain(words))
        if not text:
            self.sheet.add("action", end, unquoted(words))
            return
        if directions and (bare := self._plain(text)) != text:  # [lowers voice] "Walk with me."
            directions = tuple(replace(part, at=min(max(part.at - 1, 0), len(bare))) for part in directions)
            text = bare
        directions = (*(Parenthetical(part, 0) for part in said.parentheticals), *directions)
        self.sheet.add("speech", end, text, speaker=said.name, members=said.members, parentheticals=directions, extension=said.extension, delivery=said.delivery)  # fmt: skip

    def _ensure_scene(self) -> None:
        if self.sheet.scene is None:
            self.sheet.open_scene(Heading(), implied=True)
