"""The words scripts are marked up with: times, insides and outsides, extensions, labels. Vocabulary only, no rules."""

import re
from functools import lru_cache

from storyboard.languages.scenery import headed
from storyboard.model import Delivery
from storyboard.patterns import deferred
from storyboard.speech import MACHINES_EN, MACHINES_ZH

# --- fields of a scene heading -------------------------------------------------------------------------------------

_DAY = "|".join(headed("hours", "zh"))
_CLOCK = r"[子丑寅卯辰巳午未申酉戌亥]时(?:[初正末]|[一二三四]刻)?|[一二三四五]更天?|\d{1,2}[:：]\d{2}|(?:[一二两三四五六七八九十]{1,3}|\d{1,2})点(?:半|钟|多|[一三]刻|(?:[零一二三四五六七八九十]{1,3}|\d{1,2})分?)?"
_WHEN = r"次日|翌日|隔天|第[一二三四五六七八九十\d]+[天日]|当[天日晚夜]|同一?[日天夜]|几[天日]后|同时|[一二三四五六七八九十数半两几\d]+[多来余]?(?:分钟|小时|个小时|天|日|周|个月|月|年)[后前]|(?:天亮|天明|天黑|日出|日落|黎明|入夜)之?[前后]|紧接着|随后|片刻后|不久之?后|现在|稍后|接上场?|连续|继前|承前"
_MONTH = r"(?:腊|正|冬|[一二三四五六七八九十]{1,2})月(?:初?[一二三四五六七八九十]{1,3})?"
_FEAST = r"(?:除夕|元宵|中秋|端午|清明|重阳|七夕|元旦|圣诞|平安|小年|冬至|大?年(?:三十|初[一二三四五六七八九十]))"
_FALLEN = r"(?:[暴大小]|暴风|雷|风)?[雨雪]"
_SEASON = rf"(?:{_FEAST}[节日]?\s*(?:[·・]\s*|(?=[夜晨昏晓暮傍黄深清早晚]))|{_FALLEN}(?=夜)|[初深仲暮盛隆早晚]?[春夏秋冬](?:天|季|日)?\s*(?:[·・]\s*|(?=[夜晨昏晓暮]))|{_MONTH}\s*(?:[·・，,]\s*|(?=[夜晨昏晓暮傍黄深清早])))?"
TIME = rf"(?:{_SEASON}(?:(?:{_WHEN})(?:{_DAY})?|(?:{_CLOCK})|(?:{_DAY})(?:[/／转](?:{_DAY})|(?:{_CLOCK})|转(?:阴|晴|多云|[大小]?[雨雪雾]))?))"
"""What a Chinese heading calls a time, as one field of it."""

INSIDE = r"(?:由内[到至转]外|由外[到至转]内|内景?[/／、]?外景?|外景?[/／、]?内景?|外景[转切至]内景|内景[转切至]外景|内景|外景|[内外][ 　]+景|室内|室外|户外|屋内|屋外|실내|실외|内|外|안|밖|里面|外面)"
INSIDE_ENDS = ("内", "外", "景", "面", "내", "외", "안", "밖")
_TURN = r"(?:[渐又]?[转变](?:为|成|到)?|间|→|⇒|-+>)"
_COURSE = r"(?:[已刚乍骤]?[停歇]|[过之]?后|[未不仍犹还](?:停|止|歇|住|散|晴)|[渐愈越更](?:大|小|密|停|歇|急|浓|散|紧)|初[停歇霁晴]|将至|欲来|骤至|不止|纷飞|如注)?"
_FALLS = f"(?:{'|'.join(headed('weather', 'zh'))})"
WEATHER = f"(?:{_FALLS}(?:{_TURN}{_FALLS}|{_COURSE}))"
"""What a Chinese heading calls a weather, as one field of it; also one that turns: 雨转晴, 小雨→暴雨."""
STATE = r"(?:闪回|回忆|梦境|梦中|梦|幻想|想象|幻觉|插叙|倒叙|穿越前|前世|闪前)"
STATE_EN = (
    r"(?:FLASH ?BACK|FLASH[ -]?FORWARD|(?:DAY)?DREAM(?: SEQUENCE)?|NIGHTMARE|MEMORY|FANTASY|VISION|HALLUCINATION)"
)
_OVER = (
    r"(?:(?:第\s*.{1,4}\s*[集折话回章]|本[集折话回章期]|全剧|全[文书]|上集|下集)\s*[（(]?\s*(?:完结?|终|结束|剧终)\s*[）)]?|全?[剧片][\s　]*[终完]|全篇[终完]|完结|幕[\s　]*落|落[\s　]*幕|幕[\s　]*闭|全?完|终|未完待续|待续|第\s*.{1,4}\s*[集折话回章]\s*[完终毕]\s*[，,。；;、\s]\s*(?:下[一]?[集话回章期]|预告|后续|敬请|未完|另附).{0,16}|"
    r"(?:敬请期待|下集预告).{0,6}|TO BE CONTINUED|(?:THE )?ENDS?(?: SCENE| EPISODE)?|END OF (?:THE )?(?:EPISODE|EP|ACT|PLAY|TRANSCRIPT|SCRIPT|RECORDING|TAPE|AUDIO|SHOW|PART|CHAPTER|SCENE|TEASER|COLD OPEN|TAG|PILOT|FILM|STORY|EXCERPT|SAMPLE|SIDE|INTERVIEW)\b.{0,24}|FIN|끝|終わり|了)"
)
THE_END = deferred(
    rf"(?:[（(【\[]\s*)?(?:(?:卡点|钩子|悬念|(?:SMASH |CUT |FADE )*(?:TO )?BLACK)\s*[·:：|｜、.\-—]\s*)?{_OVER}(?:(?:\s*[·・|｜/／—–，,-]\s*|\s+|(?<=[\u3400-\u9fff])){_OVER})?(?:(?<=预告)\s*[：:][^）)】\]]{{0,40}}|\s*[。，,；;·|｜.]\s*(?:下接|下[一]?[集话回章]|未完|时长|片长|全长|字数|共|next (?:issue|time|episode|chapter|week)\b)[^）)】\]]{{0,30}})?\s*[。.！!…]*(?:\s*[）)】\]])?",
    re.I,
)
"""A line that only says that an episode or the whole is over."""

_RULED = r"[-—–－‐~～·•─━=]+"
_OF = r"\s*[/／,，]?\s*(?:共\s*\d{1,4}\s*[页頁]|of\s+\d{1,4})"
PAGE_ALONE = deferred(
    rf"{_RULED}\s*(?:第?\s*\d{{1,4}}\s*[页頁]?|page \d{{1,4}}|\d{{1,4}}\s*[/／]\s*\d{{1,4}})(?:{_OF})?\s*{_RULED}|(?:第\s*\d{{1,4}}\s*[页頁]|page \d{{1,4}}){_OF}",
    re.I,
)
"""A line that is only the number of a page: －7－, ·23·, —— 第1页 / 共2页 ——."""

EDGE = r"\s,，、;；·・.．。:：\-—–－―|｜/／\\()（）【】\[\]"
"""What may stand on either side of a field."""

TIME_EN = deferred(rf"\b(?:{'|'.join(headed('hours', 'en'))})\b", re.I)
CLOCK_EN = deferred(r"(?:ABOUT |AROUND )?\d{1,2}(?:[:.]\d{2})?\s*(?:[AP]\.?\s?M\b\.?|O['’]CLOCK\b)|\d{1,2}:\d{2}", re.I)
"""An hour by the clock as a part of a heading: `2:10 A.M.`."""
WEATHER_EN = deferred(
    rf"(?:(?:HEAVY|LIGHT|THICK|DENSE|POURING|DRIVING|FREEZING|BLOWING|LIGHTLY|FALLING)\s+)?(?:{'|'.join(headed('weather', 'en'))})(?:ING|Y)?"
    r"(?:\s+(?:COMING(?: IN| ON)?|BREWING|BUILDING|GATHERING|CLEARING|PASSING|RISING|EASING|STOPPING|THROUGHOUT|CONTINUES|STILL FALLING))?",
    re.I,
)
"""A weather as a part of a heading: `EXT. DECK - NIGHT - FOG`."""


def inside(word: str) -> str:
    """`内`, `外` or `内外` for any spelling of it."""
    has_in, has_out = any(sign in word for sign in "内里안내"), any(sign in word for sign in "外밖외")
    return "内外" if has_in and has_out else "内" if has_in else "外" if has_out else ""


# --- shots of an English script ---------------------------------------------------------------------------------------

_ON = r"(?:\s*(?:[-–—:]+|ON\b|OF\b|IN\b|TO\b|FROM\b|THROUGH\b|OVER\b|AT\b|WITH\b).*)?"
_SIZE = r"(?:EXTREME|MEDIUM|TIGHT|TIGHTER|FULL|LOW|HIGH|NEW|REVERSE|DIFFERENT|ANOTHER|SAME|LONG|WIDE|AERIAL|MOVING|TRACKING|HANDHELD|OVERHEAD|STATIC|DUTCH|SIDE)"
SHOT_EN = deferred(
    "|".join((
        rf"(?:{_SIZE}[- ])*(?:ANGLES?|CLOSE[- ]?UPS?|CLOSEUPS?|(?:TWO|THREE|GROUP|CRANE|DOLLY|STEADICAM|DRONE|STOCK|INSERT|ESTABLISHING|MASTER|POV|HERO)?[- ]?SHOT){_ON}",
        rf"(?:{_SIZE}[- ]?)?(?:CLOSE|CLOSER|WIDE|WIDER|TIGHT|TIGHTER)(?: (?:SHOT|ANGLE|VIEW|AGAIN|STILL))?{_ON}",
        r"(?:ECU|MCU|CU|MLS|ELS|OTS|EWS)\b.*",
        r"(?:(?:BACK|CLOSE|AND|OFF)\s+)?ON\s+[A-Z0-9].*|OVER\s+(?:THE|HIS|HER|THEIR|BLACK)\b.*|BACK TO\s+[A-Z0-9].*",
        r"(?:FAVORING|FAVOURING|RESUME|RESUMING|REVEAL|REVEALING|FIND|OFF|FOLLOWING|BEHIND|INSIDE|OUTSIDE|THROUGH)\s+\S.*|(?:UNDERWATER|AERIAL|OVERHEAD)\b.*",
        r".{0,40}\bP\.?O\.?V\b\.?.*",
        r"(?:BEGIN |START |END (?:OF )?(?:THE )?|MINI-?)?(?:MONTAGE|SERIES OF SHOTS|QUICK CUTS?|QUICK SHOTS|QUICK FLASH(?:ES)?|FLASH CUTS?|VARIOUS (?:SHOTS|ANGLES)|INTERCUTS?|INTERCUTTING|SPLIT[- ]SCREEN|TIME[- ]?LAPSE|DREAM SEQUENCE|FLASH ?BACKS?|FLASH ?FORWARD|TITLE SEQUENCE|SEQUENCE)\b.*",
        rf"(?:INSERT|INSERTS|CUTAWAY|ESTABLISHING|ESTABLISH|FREEZE[- ]FRAME|SLOW[- ]MOTION|SLO[- ]?MO|STOCK FOOTAGE|ARCHIVE FOOTAGE|NEWS FOOTAGE|RACK FOCUS|SMASH ZOOM|WHIP PAN|STEADICAM){_ON}",
        r"(?:PAN|TILT|DOLLY|ZOOM|CRANE|TRACK|PUSH|PULL|MOVE|PULL BACK)\s+(?:TO|IN|OUT|UP|DOWN|LEFT|RIGHT|BACK|ACROSS|OVER|ALONG|WITH|FROM|OFF)\b.*",
        r"(?:THE )?CAMERA\b.*|TRACKING\b.*|BACK TO (?:SCENE|PRESENT).*|OVER BLACK.*|(?:THE )?(?:SCREEN|FRAME) (?:IS|GOES|FADES)?\s*BLACK.*|BLACK(?:NESS| SCREEN)[.:]?",
        r"(?:A |AN |ONE |TWO |THREE |A FEW |SEVERAL |SOME )?(?:MOMENTS?|MINUTES?|HOURS?|DAYS?|WEEKS?|MONTHS?|YEARS?|LITTLE WHILE|BEAT)\s+(?:LATER|EARLIER|BEFORE)[.:]?|LATER(?:\s.*)?|(?:THE )?(?:NEXT|FOLLOWING) (?:DAY|MORNING|NIGHT|EVENING)[.:]?|THAT (?:NIGHT|EVENING|MORNING)[.:]?|MEANWHILE\b.*|CONTINUOUS|SAME TIME",
        r"(?:PANEL|PAGE|SPLASH PAGE|DOUBLE SPLASH)\b\s*(?:\d+|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN|ELEVEN|TWELVE|[A-Z]+TEEN|TWENTY\S*)\b.*",
        r"(?:ACTION|DESCRIPTION|VISUALS?|VIDEO|PICTURE|GRAPHICS?|B-?ROLL|NOTE|SETTING|STAGE DIRECTIONS?|LIGHTS (?:UP|DOWN|OUT|FADE)\b.*|CURTAIN\b.*)\s*:?",
    ))
)  # fmt: skip
"""A line in capitals that names a shot, a passage of shots or a jump in time: nobody's name, however it is set."""

DIVISION_EN = deferred(
    r"(?:ACT\s+(?:[IVX]+|\d|ONE|TWO|THREE|FOUR|FIVE|SIX)|SCENE\s+[A-Z]|COLD OPEN|TEASER|TAG|PROLOGUE|EPILOGUE)[.:]?",
    re.I,
)
"""A line that only counts acts and scenes, above the heading that it counts: ACT ONE, SCENE A."""

SMALL_EN = (
    r"\bMa?c(?=[A-Z]{2})|\b(?:De|Di|Du|La|Le|Van|Von|Fitz)(?=[A-Z]{2})|\b(?:Mr|Mrs|Ms|Dr|St|Lt|Sgt|Capt)\.(?= ?[A-Z])"
)
"""The small letters that a name in capitals may have: McCLANE, Mr. O'NEIL."""

CAPTION_EN = deferred(
    r"(?P<label>SUPER(?:IMPOSED?|S|TITLE)?|(?:MAIN |END )?TITLE(?: CARD|S| OVER)?|CARD|LEGAL|DISCLAIMER|TAGLINE|STRAPLINE|CAPTIONS?|SUBTITLES?|CHYRON|LOWER THIRD|ON[- ]SCREEN(?: TEXT)?|(?:TEXT|WORDS|GRAPHIC) ON[- ]SCREEN|TEXT OVERLAY|OVERLAY|(?:END|CLOSING|OPENING|OUTRO|INTRO) (?:CARD|SCREEN|TITLES?|TEXT|SLATE)|TEXT (?:BUBBLE|MESSAGE|MSG)|CHAT BUBBLE|LEGEND|GFX)\s*(?:[(][^)]*[)])?\s*[:：\-–—]\s*(?P<text>.*)|"
    r"(?P<bare>SUPER(?:IMPOSE)?|TITLE CARD|CHYRON|SUBTITLE)",
    re.S,
)
"""A line that puts words on the screen, in English; its words may stand below it."""


# --- extensions of a cue -------------------------------------------------------------------------------------------

Extension = tuple[str, Delivery, Delivery]
"""How it is written, what it means in a Chinese script, what it means in an English one."""

EXTENSION_WORDS: tuple[Extension, ...] = (
    (r"O\.?\s?S\.?", "inner", "offscreen"),
    (r"V\.?\s?O\.?", "voiceover", "voiceover"),
    (r"O\.?\s?C\.?", "offscreen", "offscreen"),
    (
        r"内心(?:独白|活动|旁白|OS|os|框|泡)?|心声框?|心里(?:话|的声音|的话)?|独白|心想|心理活动|モノローグ",
        "inner",
        "inner",
    ),
    (r"の声|画外音?|幕后|内?[场帘]?内白", "offscreen", "offscreen"),
    (r"旁白|解说|ナレーション", "voiceover", "voiceover"),
    (
        r"(?:电话|手机|听筒|话筒|对讲机|步话机|无线电|电台|收音机|大?喇叭|耳机|电视机?|门禁|广播|免提)(?:中|里|那头|那端)|电话音?|听筒|(?:语音|手机|电话)外放|语音|电子音|广播|对讲机?|(?:对讲|广播)喇叭",
        "phone",
        "phone",
    ),
    (
        r"(?:ON|OVER|THROUGH|VIA|FROM) (?:(?:THE|HIS|HER|A) )?(?:PHONE|TELEPHONE|(?:LOUD-?)?SPEAKERS?(?:PHONE)?|INTERCOM|RADIO|TV|TELEVISION|TANNOY|P\.?A\.?(?: SYSTEM)?|WALKIE[- ]?TALKIE|EARPIECE|HEADSET|COMMS)",
        "phone",
        "phone",
    ),
    (r"PRE-?LAP|FILTERED", "voiceover", "voiceover"),
)
"""Extensions that may stand in brackets or directly behind a name."""

EXTENSION_LETTERS: tuple[Extension, ...] = (
    (r"[MＭ]", "inner", "inner"),
    (r"[NＮ]", "voiceover", "voiceover"),
    (r"[FＦ]", "phone", "phone"),
    (r"[EＥ]", "offscreen", "offscreen"),
    (r"OFF(?:[- ]?(?:SCREEN|CAMERA|STAGE|PANEL|MIC))?", "offscreen", "offscreen"),
    (r"[门窗屋院墙帘帐]外|隔壁", "offscreen", "offscreen"),
    (r"DISTORT(?:ED)?|(?:TELE)?PHONE|TEL\.?", "phone", "phone"),
    (
        rf"(?:(?:ON|OVER|THROUGH|VIA|FROM) (?:(?:THE|HIS|HER|AN?) )?)?(?:{MACHINES_EN})|RECORDED(?: VOICE)?",
        "phone",
        "phone",
    ),
    (rf"(?:从)?(?:{MACHINES_ZH})(?:里|中|上|那头)?(?:传来)?", "phone", "phone"),
    (r"THOUGHTS?|THINKING|INTERNAL(?: MONOLOGUE)?", "inner", "inner"),
)
"""Extensions of Japanese and Korean scripts, of radio and of comics, only in brackets of their own; wide ones also behind a name."""

EXTENSIONS = EXTENSION_WORDS + EXTENSION_LETTERS

# --- labels --------------------------------------------------------------------------------------------------------

FIELDS = {
    "地点": "location", "场景": "location", "地址": "location", "位置": "location", "场地": "location", "拍摄地点": "location", "场所": "location",
    "Location": "location", "Loc": "location", "Setting": "location", "Place": "location",
    "时间": "time", "时段": "time", "Time": "time", "Time of day": "time", "Time Of Day": "time", "时": "time", "地": "location", "景": "location",
    "内外景": "interior", "内外": "interior", "内/外": "interior", "景别内外": "interior", "内外场": "interior",
    "天气": "weather", "气候": "weather", "Weather": "weather",
    "人物": "cast", "出场人物": "cast", "登场人物": "cast", "角色": "cast", "出场角色": "cast", "登场角色": "cast", "出镜人物": "cast",
    "主要人物": "cast", "人": "cast", "演员": "cast", "群演": "cast", "出场": "cast", "登场": "cast", "剧中人物": "cast", "Characters": "cast", "Cast": "cast", "People": "cast", "Persons": "cast", "Dramatis personae": "cast", "Dramatis Personae": "cast", "Roles": "cast", "Lead roles": "cast", "Support roles": "cast", "Supporting roles": "cast",
    "内容": "", "正文": "", "情节要点": "", "剧情要点": "", "道具": "", "服装": "", "服化道": "", "状态": "", "时长": "", "备注": "", "场次": "", "场景编号": "", "场次编号": "", "场景序号": "", "集数": "", "环境": "action", "氛围": "", "气氛": "",
    "置景": "", "关键道具": "", "妆造": "", "注": "", "说明": "", "Props": "", "props": "", "Note": "", "Notes": "",
    "Next": "", "Next issue": "", "格数": "", "页数": "", "Next time": "", "Next episode": "",
    **dict.fromkeys(("At rise", "At Rise", "At curtain", "At Curtain", "At rise of curtain"), "action"),
    "画面": "action", "画": "action", "情节": "action", "剧情": "action", "画面动作": "action", "动作画面": "action",
    "配音主体": "speaker", "配音角色": "speaker", "配音": "speaker", "说话人": "speaker", "说话者": "speaker", "发言人": "speaker",
    **{
        label: meaning
        for meaning, labels in (("action", "Video|Visual|Visuals|Picture|On screen|Action"), ("speech", "Audio|Dialogue|Dialog"), ("speaker", "Character|Speaker"), ("location", "Heading|Scene heading|Slugline"), ("", "Parenthetical|Transition"))
        for label in labels.split("|")
    },
    **dict.fromkeys(("B-ROLL", "B-Roll", "BROLL"), "action"), **dict.fromkeys(("NATS", "NAT SOUND", "NAT SOT", "Nat sound"), "sound"),
    "出镜": "cast", "出境人物": "cast", "无台词": "", "镜号": "", "分镜号": "", "镜头号": "", "镜头编号": "", "分镜编号": "",
    "情绪": "", "神态": "", "表情": "", "语气": "", "钩子": "", "取景框序列": "", "图例": "", "人物位置": "", "角色位置": "", "站位": "", "衔接": "", "转场衔接": "", "硬钩子": "", "软钩子": "", "扣子": "", "尾扣": "", "集尾扣": "", "视频标题": "", "视频名称": "", "卡点": "", "付费点": "", "爽点": "", "爆点": "", "悬念": "",
}  # fmt: skip
"""Labels of the lines below a heading, and what each fills or is: a field of the scene, `cast`, `looks` (who looks how),
`speaker` (who says the next words), `speech`, `action`, `caption`, `sound`; empty = kept as a note."""

OF_SCENE = frozenset({"location", "time", "weather", "cast"})
"""What labels in capitals may fill too: PLACE, TIME, PEOPLE. `VIDEO` and `AUDIO` are columns, `NOTE` may be somebody's name."""
COMPOSED = (
    ("location", ("", "场景", "拍摄"), ("地点", "场景设置", "场景设定", "场景地点", "场景名称", "场景名", "位置"), ("",)),
    ("time", ("", "场景", "拍摄"), ("时间", "时段", "时间段"), ("",)),
    ("interior", ("",), ("内外景", "室内外", "内景外景", "内/外景", "内外场景"), ("",)),
    ("cast", ("出场", "登场", "出镜", "本场", "场景", "在场"), ("人物", "角色"), ("",)),
    ("looks", ("角色", "人物", "角色人物"), ("造型", "形象", "外形", "妆造", "服装", "服饰", "装扮", "状态", "情绪", "神态"), ("", "描述", "设定", "与情绪", "和情绪")),
    ("looks", ("",), ("造型", "妆容", "服饰"), ("", "描述")),
    ("action", ("角色", "人物", "视觉", "画面", "场景", "镜头", "主体"), ("动作", "行动", "行为"), ("", "描述", "描写", "内容", "说明", "设计")),
    ("action", ("视觉", "画面", "镜头", "分镜", "剧情", "情节"), ("画面", "内容", "描述", "描写"), ("",)),
    ("action", ("",), ("动作", "画面", "视觉", "情节", "剧情"), ("描述", "描写", "内容", "说明", "发展", "推进")),
    ("action", ("", "画面", "AI", "生图", "视频"), ("提示词",), ("",)),
    ("action", ("",), ("动作", "后果"), ("",)),
    ("", ("Presentation",), ("",), ("",)),
    ("cast", ("Voices used", "Voices needed", "Voices required", "Voice cast", "Voice talent", "Speakers used", "使用音色", "配音角色", "声音角色"), ("",), ("",)),
    ("speech", ("",), ("对话框", "对话气泡", "气泡", "气泡文字", "台词框"), ("",)),
    ("speech", ("",), ("心理", "心声", "心理活动"), ("框", "气泡")),
    ("speech", ("", "角色", "人物", "视频", "核心", "主要", "本场", "画面"), ("对白", "台词", "对话", "口播", "语音台词"), ("", "内容", "口型", "文案", "设计", "文本")),
    ("caption", ("屏幕", "画面", "花字"), ("字幕", "文字", "花字"), ("", "内容")),
    ("sound", ("场景", "画面", "环境", "背景", "现场"), ("音效", "声效", "配乐", "音乐"), ("", "设计", "提示", "建议")),
    ("sound", ("",), ("音效", "配乐", "音乐", "声音"), ("设计", "提示", "建议", "描述")),
    ("", ("分镜", "镜头", "拍摄", "导演", "表演", "剪辑", "后期", "转场", "情绪", "运镜"), ("提示", "建议", "说明", "备注", "要求", "设计", "语言", "运动", "类型", "角度"), ("", "设计", "描述")),
    ("", ("画面", "镜头", "拍摄", "场景", ""), ("机位", "景别", "运镜", "光影", "光线", "色调", "构图", "角度", "焦段", "氛围", "基调"), ("", "设计", "描述", "提示")),
    ("", ("本集", "下集", "本话", "下话", "本回", "下回", "本期", "下期", "本章", "下章", "结尾", "片尾", "集尾"), ("悬念", "钩子", "看点", "卡点", "爽点", "反转", "预告"), ("",)),
    ("", ("拍摄", "现场", "制作", "排练"), ("札记", "手记", "笔记", "清单", "须知", "事项", "注意", "注意事项", "准备", "计划", "器材"), ("",)),
    ("", ("画师", "作画", "上色", "嵌字", "编辑", "给画师", "给剪辑", "给后期"), ("备注", "注意", "说明", "的话"), ("",)),
    ("", ("Next issue", "Next time", "Next episode"), ("",), (" box", " caption")),
    ("", ("注", "附注", "备注"), tuple("123456789一二三四五"), ("",)),
    ("", ("情绪", "情感", "整体"), ("基调", "氛围", "曲线", "节奏"), ("",)),
    ("", ("视频", "镜头", "建议", "预计", "画面"), ("时长",), ("",)),
)  # fmt: skip
"""(meaning, beginnings, cores, endings): labels of models and of shot lists are put together from such parts; each way of
putting them together is a label."""

FIELDS |= {
    f"{begins}{core}{ends}": meaning
    for meaning, heads, cores, tails in reversed(COMPOSED)
    for begins in heads
    for core in cores
    for ends in tails
    if f"{begins}{core}{ends}" not in FIELDS
}
FIELDS |= {label.upper(): meaning for label, meaning in FIELDS.items() if label.isascii()}
PICTURE = deferred(
    r"(?:照片|图片|插图|海报|画面|组图|镜头|分镜|镜号|分格|格子?|frame|shot|panel)\s*#?\s*[\d一二三四五六七八九十]{1,3}\s*(?:[（(【\[][^）)】\]]{0,16}[）)】\]])?"
    r"|(?:第\s*[\d一二三四五六七八九十]{1,3}\s*(?:格|分格|镜头?|画面)|\d{1,2}\s*格)\s*(?:[（(【\[][^）)】\]]{0,16}[）)】\]])?",
    re.I,
)
"""A numbered picture or shot: what stands behind it is seen."""
LABEL_JOINT = deferred(r"\s*[&＆/／+＋、与和]\s*")
_WORDLESS = r"(?:(?:本|此|这|全)(?:场|段|集|镜)[戏，,]?)?(?:全程)?(?:无|没有)(?:任何)?(?:台词|对白|对话|人声)|(?:there (?:is|are) )?no (?:words|dialogue|dialog|lines|speech)(?: here| in this scene)?|without (?:words|dialogue)"
NOTHING = deferred(
    r"(?:[-—–/／]+|[（(]?(?:无|暂无|没有|空|none|n/a)(?:台词|对白|对话|配音|人物|角色|音效|字幕)?[)）]?"
    rf"|[（(]?{_WORDLESS}[。.]?[)）]?)?[。.]?",
    re.I,
)
"""What stands behind a label that has nothing to say."""
WORDLESS = deferred(rf"(?:{_WORDLESS})[。.]?", re.I)
"""A line that only says that nobody speaks."""


THING = deferred(
    r".{0,6}(?:描述|描写|动作|画面|镜头|提示|说明|设计|景别|造型|音效|情节|剧情|内容|要点|台词|对白|对话|场景|时长|字幕|机位|光影|光线|运镜|备注|转场|氛围|环境|道具|服装|表情|神态|情绪|旁注|配乐)\d{0,3}"
    r"|第.{1,4}[幕场集话回]|(?:镜头|场景|照片|图片|画面|分镜)[\d一二三四五六七八九十]{0,3}"
)
"""How a word ends that is a label or a thing, and nobody."""


@lru_cache(4096)
def field(label: str) -> str | None:
    """What a label fills or is (see `FIELDS`), also one joined of several: 角色造型&情绪; None where it is no label."""
    if label in FIELDS or len(label) > 24:
        return FIELDS.get(label)
    if label.isascii() and label.isupper() and (meaning := FIELDS.get(label.capitalize())) in OF_SCENE:
        return meaning
    if PICTURE.fullmatch(label):
        return "action"
    parts = LABEL_JOINT.split(label)
    return FIELDS[parts[0]] if len(parts) > 1 and all(part in FIELDS for part in parts) else None


CAMERA = frozenset((
    "镜头|特写|大特写|空镜|定版|落版|尾版|尾帧|片尾版|落幅|全景|远景|中景|近景|画面|景别|运镜|机位|主观镜头|俯拍|仰拍|航拍|定格|慢镜|慢镜头|推近|拉远|摇镜|跟拍|镜头一|镜头二|"
    "分镜|动作|场面|蒙太奇|快切|插入|插入镜头|分屏|分屏展示|画中画|旁观视角|特效|视效|镜头特写|面部特写|字幕特写|打光|灯光|布景|INSERT|ANGLE ON|CLOSE ON|CLOSE UP|WIDE|POV|MONTAGE|CAMERA|PACKSHOT|PACK SHOT|Packshot|Pack shot|END FRAME|End frame|ENDFRAME"
).split("|")) | {
    f"{when}{how}"
    for when in "入夜|夜晚|深夜|清晨|黄昏|黎明|傍晚|正午|天亮|日出|日落|高空|空中|夜空|最后|结尾|缓缓|慢慢".split("|")
    for how in "俯拍|仰拍|航拍|空镜|特写|远景|大远景|全景|中景|近景|定格|推近|拉远|拉升|俯瞰".split("|")
}  # fmt: skip
"""Words before a colon that begin a description of the picture."""

CAPTION = frozenset(
    "字幕|弹出字幕|跳出字幕|打出字幕|浮现字幕|黑屏字幕|开场字幕|结尾字幕|画面字幕|屏幕字幕|屏幕文字|画面文字|屏幕下方字幕|标题字幕|片头字幕|片尾字幕|黑底白字|系统提示|系统提示音|系统|屏幕|屏幕显示|弹幕|花字|小字|手写字|手写小字|吐槽小字|屏显|说明框|SUPER 字幕|字幕 SUPER|SUPER|TITLE|TITLE CARD|CAPTION|SUBTITLE|CHYRON".split(
        "|"
    )
)
APPEARS = r"(?:慢慢|缓缓|逐渐|依次)?(?:浮现|出现|显示|弹出|升起|打出|跳出|亮起|闪过|滚动|写着|显现)"
"""How words come up on the picture."""
SOUND = frozenset(
    "音效|音|拟声词|拟声|拟音|效果|效果音|音效声|效果字|效果声|音响|音响效果|音乐|背景音乐|背景音|配乐|环境音|声音|BGM|SFX|SE|M|MUSIC|SOUND|SOUND EFFECT|SOUND EFFECTS|SOUNDS|MUSIC CUE|GRAMS|FX|F/X|ATMOS|AMB|ACOUSTIC|SPOT EFFECTS|SPOT FX|WILDTRACK|WILD TRACK|FOLEY|STING|AMBIENCE|AMBIENT|Music|Sound|Sound effect|插曲|主题曲|片头曲|片尾曲".split(
        "|"
    )
)
FRONT = frozenset((
    "剧名|片名|作者|原著|类型|题材|体裁|集数|总集数|单集时长|时长|风格|基调|主题|大纲|梗概|故事梗概|剧情梗概|剧情简介|简介|内容简介|故事大纲|一句话|一句话故事|"
    "一句话梗概|核心看点|看点|卖点|世界观|背景|故事背景|年代|序|序言|前言|引言|出品|制作|版本|创作说明|剧本说明|编剧说明|改编说明|作者的话|本集看点|本集钩子|下集预告|日期|联系方式|电话|邮箱|字数|受众|关键词|标签|logline|Logline|LOGLINE|"
    "Subject|Re|Fwd|Cc|Bcc|Attachments|主题|发件人|收件人|抄送|"
    "Documentary|Podcast|Client|Spot|Campaign|Agency|Product|Title|Author|Credit|Source|Draft date|Date|Contact|Copyright|Genre|Synopsis|Format|Written by|Theme|Tone|Prompt|Monologue|Premise|Sketch|Skit|Short film|Series|Show|"
    "FORMAT|GENRE|SYNOPSIS|LOGLINE|Logline|DRAFT DATE|WRITTEN BY|COPYRIGHT|RUNTIME|RUNNING TIME|TONE"
).split("|"))  # fmt: skip
"""Labels of front matter."""

COUNTED_EN = deferred(
    r"(?:ISSUE|EPISODE|CHAPTER|PART|BOOK|VOLUME|ACT|SCENE|PANEL|PAGE|STORY|TAKE|SHOT|FRAME)\s+(?:#?\d{1,3}|[IVX]+|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN)",
    re.I,
)
"""What counts a part of a work, and is nobody: ISSUE ONE."""

PAPERS = deferred(
    r"client|agency|product|brand|length|trt|writer|written by|producer|spot|job(?: (?:no\.?|number))?|air date|客户|品牌|产品|平台|账号|博主|机构|文|图|投放平台|视频时长|目标人群",
    re.I,
)
"""Labels over a commercial or a clip, where they stand once: each of these may also be somebody who speaks."""

CRAFTS = deferred(
    r"导演|编剧|总导演|执行导演|副导演|录音|录制|监制|演播|后期|美工|美术|摄影|摄像|剪辑|音响|录音师|制片|制片人|统筹|策划|总策划|改编|文案|作曲|作词|混音|混录|出品人|责编|校对|审稿|场记|配音导演|整理|翻译|撰稿|供稿|稿件|"
    r"contributors?|interviewees?|interviews with|producers?/narrators?|narrators?/producers?|(?:recorded|adapted|edited|music|sound|directed|transcribed|translated|produced) by|sound engineer|script editor|draft|revision|episode title|with thanks to",
    re.I,
)
"""Labels of those who make a work, in front of it: within the story each of them may speak."""

CAST_SECTION = deferred(
    r"(?:主要|出场|登场|戏中|剧中|本剧)?(?:人物|角色|演员|剧中人(?!物))(?:小传|介绍|表|设定|简介|列表|关系|关系表|档案|设置)?(?:及介绍)?|主要人物|次要人物|配角|主角|"
    r"登場人物|등장인물|(?:dramatis person(?:ae|æ)|(?:the )?(?:cast|characters|persons|people|speakers|voices)(?: of characters| list| of the play| req['’]d\.?| required|,? (?:and|&) voices)?|the persons of the play)",
    re.I,
)
"""A line of its own that begins a list of people."""

ADVICE = deferred(
    r"(?:Production|Recording|Performance|Voice|Delivery|Sound(?: design)?|Usage|Formatting|Casting|Editing|Quick) (?:tips|notes?|suggestions)|(?:Tips|Notes) for (?:production|recording|performance|the (?:actors?|director|edit(?:or)?))"
    r"|(?:制作|录制|配音|表演|拍摄|使用|生成)(?:小?提示|小?贴士|建议|说明|要点)",
    re.I,
)
"""A line of its own above what a model advises about the script it has written."""

PLANNING = deferred(
    r"(?:[一二三四五六七八九十]+[、.．]\s*|\d{1,2}[、.．]\s*)?[^。！？：:]{0,12}(?:设计|设定|说明|信息|建议|注意事项|结构|脉络|方向|总览|要点|参数|分析|大纲|小传|简介|背景|备注|附录|梗概|概述|表|线|系统)"
)
"""A Markdown heading over planning, not story."""

PLOTS = deferred(
    r"(?:CAST(?: LIST)?|CAST AND CREW|CREDITS|(?:OPENING|CLOSING|BACK|CONTINUITY) ANNO(?:UNCEMENT)?)\s*(?:\(.{0,40}\))?\s*:?$|(?:演员表|演职人?员表|职员表|演播人员|工作人员(?:名单|表)?)\s*[:：]?$|(?:furniture and )?(?:property|props?|properties|costumes?|wardrobe|light(?:ing)?|sound|(?:sound )?effects|music|scene|set) (?:plot|list|cues|cue sheet)s?\b(?:\s*[(:–—-].{0,40})?|(?:furniture|properties|costumes)\s*\((?:act|scene)\b.{0,20}\)|(?:道具|服装|灯光|音响|音效|舞台道具|小道具|大道具)(?:清单|表|单|列表|目录|提示表)\s*(?:[（(].{0,20}[)）])?\s*[:：]?",
    re.I,
)
"""A line of its own behind a play that begins a list of what is needed for it."""
SETTINGS_EN = frozenset(("SCENE", "SETTING", "THE SETTING", "SET", "THE SET", "PLACE", "THE SCENE", "LOCATION"))
"""Before the colon below an English heading that only counts: where it plays."""

STAGE_OPENS = deferred(
    r"布景|舞台布景|幕启|开幕|幕开|舞台|正文|剧本正文|正文开始|at (?:rise|curtain|curtain rise)|curtain rises?|lights up",
    re.I,
)
"""A line of its own after which the play begins."""

VOICES = frozenset(
    "旁白|旁白框|女声旁白|男声旁白|童声旁白|画外音|画外声|画外人声|幕后声|解说|解说员|报幕|画外|独白|内心独白|OS|VO|FVO|MVO|NARRATOR|VOICE|ナレーション|N|내레이션|나레이션".split(
        "|"
    )
)
"""Cues that are a voice, not a person on the screen."""

WHERE = deferred(
    r"(?![阿小老][\u3400-\u9fff]$|[百千万]里.{0,2}$).{1,6}(?:里面?|上面|[外下]面|缝[里中]|[镜画雨雾雪火光梦水]中|深处|尽头|背后|身后|前方|对面|一角|一侧|[旁两四]边|头顶|脚下|手里|手上|屏上|墙上|桌上|地上|门上|窗上|床上)|[左右上下]半?[边侧屏]|画面?[左右]侧?"
)
"""Words for where something is, before a colon above what is to be seen there: `门缝里：一角红裙。` Voices come from places too."""

VOICE_OR_ROLE = deferred(
    r".{1,6}(?:[音声员生者][甲乙丙丁]?|[甲乙丙丁A-Z]|广播|电视|电台|新闻|主播|电话|对讲机|机器人|\d号)"
)
"""How a speaker of five letters and more may end who speaks only once: 手机提示音, 女服务员甲."""

GROUPS = deferred(
    r"众(?:人|.{0,3})|大家|所有人|全体|群众|路人.?|宾客.{0,2}|围观.{0,2}|合|齐声|众声|ALL|CROWD|EVERYONE|BOTH|OTHERS|VOICES?"
)

NOT_NAMES = frozenset((
    "闪回|回忆|梦境|幻想|想象|幻觉|插叙|倒叙|闪前|发件人|收件人|发送时间|抄送|来电显示|备注名|时间|日期|地点|挂历|原来|于是|结果|总之|比如|例如|其中|但是|只见|此时|这时|突然|忽然|同时|另外|另一边|与此同时|内容|上面写着|上写|写着|上书|"
    "开头|结尾|开场|收尾|结语|片头|片尾|彩蛋|高潮|反转|转折|铺垫|引入|转场|互动|引导关注|引导互动|号召|参考片|参考|"
    "标题|短信|微信|消息|信上|纸条|纸上|手机|手机屏幕|新闻|报纸|注意|提示|问题|答案|第一|第二|第三|首先|其次|最后|钩子|卡点|付费点|爆点|爽点|PS|ps|注释|核心要义|年龄|身份|性格|特征|外貌|形象|外形|性别|职业|姓名|人设|关系|开始|最终|Scene|SCENE|Act|ACT|Place|PLACE|Time|TIME|Setting|SETTING|Note|NOTE"
).split("|"))  # fmt: skip
"""Words before a colon that are no speaker, whatever follows; a cast line overrules it."""

SAYING = deferred(
    r"(?:说道?|道|问道?|喊道?|叫道?|答道?|笑道|骂道?|想道?|写道?|写着|吼道?|嘟囔|低语|回答|表示|心想|吩咐|念道?|唱道?|显示|是|为|有|到|着|了|的)$"
)
"""How a narrated introduction ends: `他说`, `上面写着`; no cue."""

INTERJECTIONS = frozenset(
    "Yes|No|Oh|Ah|Well|Good|Why|What|Now|Then|Come|Look|Stop|Go|Never|Nothing|Really|Thank|Thanks|Sir|Please|Certainly|Indeed|Nonsense|Silence|Exit|Exeunt|Enter|Curtain|Pause|Scene|Act".split(
        "|"
    )
)
"""Words that end at a full stop at the head of a line without being a name."""

PRONOUNS = frozenset("他|她|它|我|你|您|他们|她们|我们|你们|咱们|自己|对方|HE|SHE|IT|I|YOU|THEY|WE".split("|"))
