"""The tables of storyboards: what their columns are called and mean, and the cells of a row with their places in the text."""

import re
from functools import lru_cache
from itertools import pairwise

from storyboard.parse import words
from storyboard.patterns import deferred
from storyboard.records import dataclass

COLUMNS = {
    "number": "镜|画格|格号|镜号|镜头|镜头号|镜头编号|镜头序号|序号|编号|镜次|分镜|分镜号|画面编号|段落|shot|shot no|shot no.|shot number|shot #|no|no.|#|id|line_id|line id|line no|line no.|line number|file|file name|filename|audio file|asset id|vo id|cue|cue #|cue no|cue no.|tc in|tc out|timecode in|timecode out|in|out|入点|出点|string_id|string id|key|row|cut|panel|frame|sc/shot",
    "kind": "type|kind|line type|line_type|row type|entry type|element|category|cat|class|asset type|content type|行类|类别|分类|类型|行类型|条目类型|文本类型",
    "scene": "场景|场|地点|场景地点|场地|拍摄地点|拍摄场景|取景地|场景名称|scene|location|setting|place|scene/location",
    "scene number": "场次|场号|场景号|场次号|scene no|scene no.|scene number|scene #|sc|sc.",
    "interior": "内外景|内/外|内外|int/ext|int./ext.|i/e",
    "hour": "日夜|日/夜|昼夜|天时|day/night|time of day|d/n",
    "action": "画面|画面内容|画面描述|画面说明|画面描写|镜头画面|画面动作|内容|内容描述|镜头内容|镜头描述|动作|动作描述|人物动作|表演|描述|情节|剧情|剧情描述|拍摄内容|visual|visuals|vision|pictures|video|action|actions|picture|image|images|description|shot description|on screen|what we see|scene description",
    "speaker": "角色|人物|说话人|说话者|说话角色|出场人物|出镜|出镜人物|演员|配音角色|speaker|character|characters|role|talent|who|name|voice|from|char|char.",
    "speech": "台词|对白|对话|台词/旁白|旁白/台词|台词对白|对白/旁白|旁白/对白|台词/对白|对白/台词|台词内容|对白内容|人物台词|角色台词|声音/台词|dialogue|dialog|line|lines|audio|words|spoken|spoken words|dialogue/vo|dialogue/audio|what we hear",
    "narration": "口播|旁白|解说|解说词|配音|语音|文案|口播文案|口播稿|口播内容|口播台词|旁白文案|旁白/解说|配音文案|配音稿|解说文案|vo|v.o.|voiceover|voice over|voice-over|narration|narrator|narration/vo",
    "caption": "字幕|屏幕文字|屏幕字幕|屏显|屏显字|花字|花字/字幕|字幕/花字|贴字|标题字幕|画面文字|caption|captions|title|titles|on-screen text|on screen text|text on screen|super|supers|graphics|text|gfx",
    "sound": "音效|声音|音乐|背景音乐|配乐|音乐/音效|音效/音乐|音效音乐|环境声|环境音|音响|bgm|bgm/音效|sfx|sound|sounds|sound effects|music|music/sfx|sfx/music|audio fx",
    "size": "景别|镜头景别|镜头类型|景别/角度|景别/机位|景别运镜|景别/运镜|shot size|size|framing|shot type|type of shot|shot/angle|view",
    "camera": "角度|拍摄角度|镜头角度|运镜|机位|镜头运动|运动|摄法|拍摄手法|拍摄方式|拍摄方法|运镜方式|镜头语言|技巧|camera|camera movement|camera move|movement|move|camera angle|angle",
    "seconds": "时长|时间|秒数|秒|时间段|时间轴|时间码|时码|时刻|起止|起止时间|起止时码|预计时长|镜头时长|时长/秒|时长/s|长度|duration|time|seconds|secs|sec|length|dur|dur.|timing|timecode|time code|tc|clock|runtime",
    "direction": "direction|directions|stage direction|stage directions|parenthetical|director notes|director's notes|动作提示",
    "delivery": "delivery|delivery notes|performance|performance notes|performance direction|acting|acting notes|vo direction|voice direction|read|emotion|emotions|emotional tone|feeling|tone|tone of voice|manner|how|intonation|演绎|演绎提示|语气|语气要求|语气情绪|语气/情绪|情绪/语气|情绪语气|语调|语气语调|声线要求|配音要求|配音提示|配音情绪|表演要求|表演提示|表演备注|表演说明|表演/备注|备注/表演|表演/情绪|情绪/表演|情绪提示|台词情绪|情感|情感要求|情绪要求",
    "mood": "情绪|情绪状态|人物情绪|角色情绪|神态|mood",
    "listener": "to|listener|addressee|spoken to|addressed to|对谁|听者|听话人|对象",
    "status": "状态|录音状态|录制状态|status|record|recorded|recording",
    "note": "光线|光线/色调|色调|备注|道具|画面类型|素材|ai提示词|提示词|参考|注意事项|服装|服化道|特效|notes|note|prompt|remarks|props|reference|lens|equipment|lighting",
}  # fmt: skip
"""What the columns of a table and the fields of a shot are called."""

MEANING = {name: meaning for meaning, names in COLUMNS.items() for name in names.split("|")}
LABELS = {"location": "scene", "cast": "speaker", "looks": "note", "time": "note", "interior": "note", "weather": "note", "": "note"}  # fmt: skip
"""What the labels of a script (`words.field`) are as columns; what is not named means the same in both."""
FILED = deferred(
    r"(?:语音|音频|配音|录音|台词|文本|对白|对话|旁白|行|条目|句子?|资源|wwise|vo|voice|audio|sound|line|dialogue|clip|string|text|loc|msg|message)[\s_/-]?"
    r"(?:文件名?称?|文件路径|路径|链接|资源名?|编号|序号|代号|事件|id|key|file ?(?:name)?|path|asset|event|wav)",
    re.I,
)
"""What a column is called that only says where the recording of a line is kept, or counts it: 语音文件, VO file."""
ASIDE = deferred(r"[（(【\[][^）)】\]]*[）)】\]]")
_LANGUAGE = r"(?:en(?:g(?:lish)?)?|zh|cn|ch[st]|chinese|sc|tc|fr(?:ench)?|de|german|es|spanish|it|ja|jp|japanese|ko|kr|korean|pt|ru|[中英日法德韩]文|[简繁]中|[简繁]体)(?:[\s_\-](?:[a-z]{2}|hans|hant))?"
TONGUE = deferred(
    rf"(?P<name>\S.*?)[\s_\-.:：/|]+{_LANGUAGE}"
    rf"|(?:{_LANGUAGE}|source|original|原文|中文|英文)[\s_\-.:：/|]+(?P<behind>\S.*)"
    r"|(?P<wide>[\u3400-\u9fff]{2,6}?)(?:中文|英文|原文|简中|简体|[中英])"
    r"|(?:中文|英文|原文|简中|简体)(?P<last>[\u3400-\u9fff]{2,6})"
)
"""What a column is called whose name says in which language it is: Line_EN, Dialogue (zh-CN), 台词_中文, 中文台词."""
OF_TONGUE = deferred(rf"(?<![a-z]){_LANGUAGE}(?![a-z])|中文|英文|简中|简体|[（(][中英][)）]|[\u3400-\u9fff][中英]$")
"""The name of a language within that of a column."""
NARRATED = deferred(r"口播|旁白|解说|配音|语音|文案|voice[ -]?over|narration|\bvo\b", re.I)
"""In the name of a column of words: the narrator speaks where nobody is named."""
WORDS = frozenset({"speech", "narration"})
TOLD = WORDS | {"action"}
"""What a table must have a column for, to be a storyboard."""
STRUCK = deferred(
    r"(?:cut|deleted?|removed|omit(?:ted)?|dropped|scrapped|not recorded)\b.*|(?:删|不录|作废|弃用|已删|取消).{0,12}",
    re.I,
)
"""What the column of a state says of a row that is no part of the script any more: CUT - replaced by 061."""
HEARD = frozenset({"声音", "音频", "sound", "sounds"})
"""Columns of all that is heard, the words too, where the table has none of its own for these."""
SPOKEN = frozenset({"text", "content", "内容", "文本", "文字"})
"""Columns of the words beside one of who speaks, where the table has none that is called so."""
IN_TONGUE = frozenset(
    "english|en|en us|en gb|en-us|en-gb|source|source text|original|chinese|zh|zh cn|zh-cn|原文|中文|简中|简体中文|英文".split(
        "|"
    )
)
"""The same, called after their language alone: the first of them is told."""
COUNTED = frozenset({"line", "lines"})
"""Columns that count, where another one has the words."""
DITTO = deferred(r"[〃″\"”]|同上|同前|ditto|same(?: as above)?", re.I)
"""A cell that says what the one above says."""
LABELLED = deferred(
    r"\s*(?:\d{1,3}[.、．)）]\s*)?[*_]*(?P<name>[^\s：:*_|]{1,10})[*_]*\s*[：:][*_]*\s*(?P<value>.*)", re.S
)
"""A cell that begins with what it is."""
JOINTS = deferred(r"[/／&+、与和]|\band\b|(?<=[\u3400-\u9fff])\s+(?=[a-z])")
"""Between the parts of the name of a column, or the two languages that it stands in: 声音 AUDIO."""
ROWS = {
    name: sort
    for sort, names in {
        "heading": "scene|scene heading|heading|slug|slugline|location|setting|场景|场|地点",
        "action": "action|camera|description|stage|stage direction|direction|visual|cutscene|cinematic|anim|animation|anm|act|动作|画面|镜头|描述|场面|动画|演出|表演|过场|运镜|叙述",
        "sound": "sfx|sound|music|bgm|audio|fx|vfx|amb|ambience|foley|sound effect|音效|音乐|声音|环境音",
        "caption": "ui|ui text|hud|prompt|choice|option|options|menu|tooltip|popup|caption|subtitle|title|text|super|on-screen|tutorial|objective|字幕|屏幕文字|界面|选项|分支|提示|弹窗|系统|系统提示|系统消息|system",
        "transition": "transition|fade|cut|转场",
        "speech": "dialogue|dialog|dia|dial|dlg|diag|spoken|line|speech|vo|v.o.|voiceover|voice over|narration|narrator|bark|thought|monologue|台词|对白|对话|旁白|独白|内心|语音|配音",
    }.items()
    for name in names.split("|")
}
"""What a row is whose own column says so; what is none of these is for whoever works on it: META."""
CELL = deferred(r'(?:^|(?<=,))(?:[ \t]*"(?P<quoted>(?:[^"]|"")*)"[ \t]*(?=,|$)|(?P<bare>[^,]*))')
"""A cell of a line with commas between."""
PIPE, TAB = deferred(r"(?<!\\)\|"), deferred("\t")
BREAK = deferred(r"\v|\r?\n|<br\s*/?>|\\n(?=\S)", re.I)
"""Between the lines of a cell."""
RUNS_ON = {sign: deferred(rf'(?:^|{sign})[ ]*"(?:[^"]|"")*$', needs='"') for sign in (",", "\t")}
"""A line with a cell in quotation marks that is not closed on it; by what parts the cells."""
LONGEST_CELL = 20
"""Lines of the longest cell that runs over several."""
HEAD_WITHIN = 6
"""Lines among which a table with commas between has its head: what it is called and who made it stand above."""
TOTAL = deferred(
    r"(?:grand |sub[- ]?)?totals?(?: [\w ]{1,24})?(?:\s*[:：]\s*[\d:.：/ ]+\w{0,8})?|(?:合计|总计|共计|小计|总时长)(?:\s*[:：]?\s*[\d:.：]+\s*\w{0,4})?|end of (?:sheet|file|list|table)",
    re.I,
)
"""What the first cell of a row says that only adds up those above."""
SCENES, PLACES = frozenset({"scene", "场景", "场"}), frozenset({"location", "setting", "place", "地点", "场景地点"})
"""Columns of the number of a scene, where another one has its place."""


PEOPLE = {
    "姓名": "姓名|名字|人物|角色|角色名|角色名称|人物名|人物姓名|角色姓名|name|character|character name|role",
    "年龄": "年龄|年纪|岁数|age",
    "性别": "性别|gender|sex",
    "外貌": "外貌|外形|形象|长相|外貌特征|外形特征|形象描述|外貌描述|人物形象|appearance|looks|description|physical description",
    "服装": "服装|服饰|穿着|造型|wardrobe|costume|clothes|outfit",
    "性格": "性格|性格特点|性格特征|personality|traits|character traits",
    "身份": "身份|职业|关系|定位|角色定位|人物定位|身份背景|occupation|job|relationship|profession",
    "背景": "背景|简介|人物简介|人物小传|小传|设定|介绍|background|bio|backstory|notes|备注|说明|描述",
}  # fmt: skip
"""What the columns of a table of people are called, by the label that a bio has for it."""
PERSONAL = {name: label for label, names in PEOPLE.items() for name in names.split("|")}
TELLING = frozenset({"年龄", "性别", "性格", "身份", "服装", "外貌"})
"""Columns one of which a table must have, to be one of people."""
OTHERS = frozenset(
    "道具|道具名|道具名称|物品|名称|数量|单位|规格|负责人|负责|准备人|提供方|来源|联系人|联系方式|电话|手机|地址|演员|饰演|饰演者|扮演者|通告时间|集合时间|到场时间|妆发|费用|预算|金额|单价|日期|拍摄日期|天数|页数|版本|修改内容|修改人|修改说明|"
    "prop|props|item|items|qty|quantity|unit|owner|responsible|assigned to|department|dept|contact|phone|email|address|actor|played by|call time|call|cost|budget|amount|price|date|shoot date|days|pages|version|revision|changes|source|supplier".split(
        "|"
    )
)
"""Columns of the tables of those who make a film, beside the script: of things, people, days and money."""
STANDS = deferred(
    r".{0,4}(?:位置|站位|走位|调度|朝向|方向|面向|动线|姿态|姿势|状态|表情|情绪|妆容|妆发|服装|服饰|造型|道具|视线|距离)(?:变化|描述|说明)?"
    r"|(?:(?:start|end|current|new)(?:ing)? )?(?:position|blocking|placement|facing|posture|pose|stance|eyeline|movement|costume|wardrobe|outfit|props?|mood|state)",
    re.I,
)
"""A column of how somebody stands in a shot and what they have on."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a row, without what surrounds it, and its span in the text."""

    text: str
    start: int
    end: int

    @property
    def lines(self) -> str:
        """The text with plain line ends, without the marks of the table."""
        return BREAK.sub("\n", self.text).replace("\\|", "|")


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table."""

    meaning: str
    """A key of COLUMNS; `note` where its name says nothing."""
    narrated: bool = False
    """Words of a column that is called after the narrator, at least in part."""
    mixed: bool = False
    """Its name says that what is done stands there too: 台词/动作."""
    heard: bool = False
    """Its name says that all that is heard stands there: 声音."""


@lru_cache(4096)
def meaning(name: str) -> str:
    """What a column or a field is; empty where its name says nothing. `口播（逐字）` is 口播, `时长/秒` 时长."""
    name = re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", ASIDE.sub("", name).strip("*_ \v").lower())
    if name in MEANING:
        return MEANING[name]
    name = untongued(name)
    if name in MEANING:
        return MEANING[name]
    if FILED.fullmatch(name):
        return "number"
    parts = [MEANING.get(part.strip(), "") for part in JOINTS.split(name)]
    if len(parts) > 1 and all(parts):
        return "speech" if WORDS & set(parts) else parts[0]
    label = words.field(name)
    if label is None:
        joined = (part for at in range(1, len(name) - 1) for part in (name[at:], name[:-at]) if len(part) > 1)
        found = next((MEANING[part] for part in joined if part in MEANING and not part.isascii()), "")
        return "narration" if NARRATED.fullmatch(name) else found if len(name) <= 8 else ""
    return LABELS.get(label, label)


def untongued(name: str) -> str:
    """The name of a column without the signs of a program between its words and the language that it says they are in: vo_direction, line_en, 台词中文."""
    name = " ".join(ASIDE.sub("", name).replace("_", " ").split()) or name
    told = None if name in MEANING else TONGUE.fullmatch(name)
    bare = next(filter(None, told.groups()), "").strip() if told else ""
    return bare if bare in MEANING else name


def cells(line: str, start: int) -> list[TableCell]:
    """The cells of a line with tabs or pipes between, with their spans; nothing where it has neither."""
    sign = TAB if "\t" in line else PIPE
    pieces = sign.split(line.rstrip("\r\n"))
    if len(pieces) < 2:
        return []
    found, at = [], start
    for piece in pieces:
        quoted = "\n" in piece and piece[0] == piece[-1] == '"'
        found.append(TableCell(piece.strip('"' if quoted else None), at + quoted, at + len(piece) - quoted))
        at += len(piece) + 1
    if sign is PIPE and not found[0].text:
        found = found[1:]
    return found[:-1] if sign is PIPE and len(found) > 1 and not found[-1].text else found


def separated(line: str, start: int) -> list[TableCell]:
    """The cells of a line with commas between, as programs write tables, each in quotation marks or not, with their spans; nothing where it has fewer than three."""
    found = []
    for match in CELL.finditer(line.rstrip("\r\n")):
        quoted = match["quoted"]
        begin, end = match.span("quoted") if quoted is not None else match.span("bare")
        text = (quoted if quoted is not None else match["bare"]).replace('""', '"').strip()
        found.append(TableCell(text, start + begin, start + end))
    return found if len(found) > 2 else []


def separated_head(text: str) -> str:
    """The line among the first of a text that heads a table with commas between, and below which is a row of it; else nothing."""
    if text.count(",", 0, 2000) < 4:
        return ""
    first = [
        line for line in text.lstrip("\ufeff\r\n ").split("\n", HEAD_WITHIN + 1)[: HEAD_WITHIN + 1] if line.strip()
    ]
    for line, below in pairwise(first):
        if not separated_columns(line):
            continue
        if len(separated(below, 0)) == len(separated(line, 0)) or RUNS_ON[","].search(below):
            return line
    return ""


def separated_columns(line: str) -> tuple[TableColumn, ...]:
    """The columns if the line is the head of a table with commas between; else nothing."""
    if line.count(",") < 2 or "\t" in line or "|" in line:
        return ()
    return columns([cell.text.lower() for cell in separated(line, 0)])


def head(line: str) -> tuple[TableColumn, ...]:
    """The columns if the line is the head of a table with pictures or words; else nothing."""
    names = [cell.text.strip("*_ ").lower() for cell in cells(line, 0)]
    found = columns(names) if names else ()
    return () if found and _personal(names) else found


def columns(names: list[str]) -> tuple[TableColumn, ...]:
    """What the columns of a table with pictures or words are, by their names; nothing where it is none.

    Three names must be known, or both of two, if one of those is of words.
    """
    if any(len(name) > 40 for name in names):
        return ()
    bare = [untongued(name) for name in names]
    if bare != names:  # of the same words in several languages the first is told
        told = zip(bare, names, strict=True)
        bare = ["" if name in bare[:at] and OF_TONGUE.search(own) else name for at, (name, own) in enumerate(told)]
    known, names = [meaning(name) for name in bare], bare
    if PLACES & set(names):
        known = ["scene number" if name in SCENES else mean for name, mean in zip(names, known, strict=True)]
    if known.count("speech") > 1:
        known = ["number" if name in COUNTED else mean for name, mean in zip(names, known, strict=True)]
    if not WORDS & set(known):
        known = ["speech" if name in HEARD else mean for name, mean in zip(names, known, strict=True)]
    if "speaker" in known and not WORDS & set(known):
        known = ["speech" if name in SPOKEN else mean for name, mean in zip(names, known, strict=True)]
        first = next((name for name in names if name in IN_TONGUE), None) if "speech" not in known else None
        known = ["speech" if name == first else mean for name, mean in zip(names, known, strict=True)]
    two = len(names) == 2 and all(known) and len(set(known)) == 2 and WORDS & set(known)
    if not (two or (sum(map(bool, known)) >= 3 and TOLD & set(known))):
        return ()
    return tuple(
        TableColumn(
            mean or "note",
            mean == "narration" or (mean == "speech" and bool(NARRATED.search(name))),
            mean == "speech" and any(MEANING.get(part.strip()) == "action" for part in JOINTS.split(name)),
            mean == "speech" and name in HEARD,
        )
        for name, mean in zip(names, known, strict=True)
    )


def labelled(line: str, start: int) -> list[tuple[TableCell, TableColumn]]:
    """The cells of a line that each begin with what they are, `画面：… | 声音：…`; nothing where one does not."""
    row = cells(line, start) if "|" in line else []
    parts: list[re.Match[str]] = []
    for cell in row if len(row) > 1 else ():
        if not (part := LABELLED.match(line, cell.start - start, cell.end - start)):
            return []
        parts.append(part)
    known = [meaning(part["name"]) for part in parts]
    if not parts or not all(known) or TOLD.isdisjoint(known):
        return []
    if not WORDS & set(known):
        known = ["speech" if part["name"] in HEARD else mean for part, mean in zip(parts, known, strict=True)]
    return [
        (
            TableCell(part["value"].strip(), start + part.start("value"), cell.end),
            TableColumn(mean, mean == "narration"),
        )
        for part, mean, cell in zip(parts, known, row, strict=True)
    ]


def is_other_head(row: list[TableCell]) -> bool:
    """Whether a row heads a table that is none of the script: what half of its columns are called is for those who make the film, and none is of pictures or words."""
    names = [cell.text.strip("*_ ").lower() for cell in row if cell.text]
    others = sum(name in OTHERS for name in names)
    return len(names) > 1 and 2 * others >= len(names) and TOLD.isdisjoint(map(meaning, names))


def ruled(row: list[TableCell]) -> bool:
    """Whether a row is only the line under a head: |---|:-:|."""
    return not set("".join(cell.text for cell in row)) - set("-: |=")


def people_columns(line: str) -> tuple[str, ...]:
    """The labels of the columns if the line is the head of a table of people, whose names stand first; else nothing."""
    if "|" not in line and "\t" not in line:
        return ()
    return _personal([cell.text.strip("*_ ").lower() for cell in cells(line, 0)])


def _personal(names: list[str]) -> tuple[str, ...]:
    """The labels of columns of these names, where they are those of a table of people; else nothing."""
    found = tuple([PERSONAL.get(name, name) for name in names])
    if len(found) < 2 or "姓名" not in found[:2] or TELLING.isdisjoint(found):
        return ()
    return () if WORDS & {meaning(name) for name in names} else found


def standing_columns(line: str) -> int:
    """How many columns a little table beside a shot has, if the line is its head: who it is, and how they stand there; 0 for any other line."""
    names = [cell.text.strip("*_ ").lower() for cell in cells(line, 0)] if "\t" in line else []
    told = len(names) > 1 and meaning(names[0]) == "speaker" and all(map(STANDS.fullmatch, names[1:]))
    return len(names) if told else 0


def people_row(line: str, columns: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """What each column says in a row of such a table, its name first; nothing where the line is no row of it."""
    row = cells(line, 0) if "|" in line or "\t" in line else []
    if len(row) < 2 or len(row) > len(columns):
        return ()
    told = tuple(zip(columns, (cell.lines.strip("*_ ") for cell in row), strict=False))
    return (("", ""),) if ruled(row) else tuple(sorted(told, key=lambda part: part[0] != "姓名"))
