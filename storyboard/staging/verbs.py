"""What people do that decides how a shot is seen: blows, and what is struck that is nobody."""

import re

from storyboard.patterns import deferred

_HURTS = (
    "slap", "punch", "kick", "stab", "tackle", "choke", "strangle", "throttle", "headbutt", "backhand", "clobber", "pummel", "whip", "pistol-whip", "sucker-punch",
    "bludgeon", "wallop", "shove", "strike", "lash", "club", "maul", "trample", "body-slam", "shoulder-charge", "flog", "thrash", "beat up", "stomp",
)  # fmt: skip
"""Verbs of which somebody is the object, whether they are named or not; no newspaper is slapped down."""
_MAY_HURT = (
    "hit", "beat", "smash", "smack", "crack", "cuff", "clip", "clout", "bash", "belt", "cut", "slash", "shoot", "ram", "charge", "lunge at", "lunge for", "swing at", "swipe at", "fly at",
    "go for", "lay into", "set upon", "throw", "hurl", "fling", "slam", "knock", "yank", "wrench", "drag", "grab", "seize", "pin", "floor", "flatten", "trip", "bite", "scratch", "claw",
    "gouge", "burn", "whack", "swat", "push", "drench", "pelt", "jab", "spear", "skewer", "impale", "run through", "drop", "deck", "thump", "pound", "hammer", "catch",
)  # fmt: skip
"""Verbs that hurt where their object is somebody: him by the collar, Hollis behind the ear."""
_LIMBS = "palm|fist|hand|knuckles|elbow|knee|boot|foot|heel|head|forehead|blade|knife|sword|bullet|arrow|blow|punch|kick|slap|bat|cane|staff|whip|belt|stick|butt|bottle|club|hammer|chair"
_LANDS = "connects?|lands?|catch(?:es)?|finds?|meets?|cracks?|crash(?:es)?|smash(?:es)?|slams?|strikes?|hits?|drives?|sinks?|bur(?:y|ies)|thuds?|explodes?"
_PARTS = "face|cheek|jaw|mouth|nose|temple|chin|head|skull|neck|throat|chest|ribs?|stomach|belly|gut|groin|back|shoulder|arm|hand|leg|knee|shin|ear|eye"
_SOMEBODY = r"(?:him|her|them|me|us|(?-i:[A-Z])[\w'’]+|the (?:\w+ )?(?:man|woman|boy|girl|guard|soldier|officer|driver|waiter|stranger|thug|deputy))\b"
_ONES = r"(?:his|her|their|(?-i:[A-Z])[\w'’.]*(?: (?-i:[A-Z])[\w'’]*)?['’]s?)"


def _forms(verbs: tuple[str, ...]) -> str:
    """The verbs of a table with their endings: slaps, pushes, lays into."""
    split = (verb.partition(" ") for verb in sorted(verbs, key=len, reverse=True))
    return "|".join(f"{verb}(?:e?s|ing)?{gap}{rest}" for verb, gap, rest in split)


BLOW = deferred(
    r"耳光|巴掌|踩(?:住|在|上)[^，。]{0,6}(?:手|脸|背|胸|头|脚)|揪住|按倒|拽倒|摁(?:住|在|倒)|扇(?:了|向|在|过|来|她|他|倒)|踹|踢(?:了|向|中|在|翻|倒|飞|她|他)|一[拳脚棍刀掌枪剑]|[拳脚刀剑]光|(?:挥|出|举|抡)[拳刀剑棍]|(?:砸|捅|刺|砍|劈|打|撞|推|甩)(?:中|倒|飞|翻|在(?!电话|桌|门|字|屏|地|窗|伞|书|纸|水|雨|雪|沙|墙))|掐住|扑倒|扭打|厮打|搏斗|推搡|掀翻|抽(?:了|在|向)|殴打|一把推"
    r"|揍|一记|反手[^，。]{0,6}[抽打扇]|(?:肘|膝)[^，。]{0,3}(?:击|撞|捣|顶)|[捅刺扎戳捣砍劈砸抡](?:进|入|向|到)[^，。]{0,8}(?:身|胸|腹|腰|背|脸|头|颈|喉|肩|腿|臂|心口|后脑)|(?:抄|操|抡|举)起[^，。]{1,8}[，]?[^，。]{0,4}(?:砸|抡|打|抽|劈|捅)|泼(?:了|在|向|到)[^，。]{0,8}(?:脸|头|身)|(?:勒|卡|掐|锁)(?:住|紧)[^，。]{0,6}(?:脖|喉|颈)|(?:扑|冲)上[^，。]{0,4}(?:撕|打|咬|掐)|撕扯|拳打脚踢|过肩摔|绊倒|踩断|拧(?:住|断)|揪(?:着|起)[^，。]{0,5}(?:衣领|头发|领口)|薅"
    rf"|\b(?:{_forms(_HURTS)})\b(?! (?:the|an?|it|this|that|down|some|one|two|three|another|each|every|middle|his own|her own)\b(?! of (?:him|her|them|the (?:men|women|guards|boys|girls))\b)(?! (?:m[ae]n|wom[ae]n|guards?|boys?|girls?|thugs?|soldiers?|officers?)\b))(?! (?:his|her|their|its) (?!{_PARTS}))(?!\s+(?:[a-z]+ ){{0,3}}(?:paper|card|file|money|cash)\w*)"
    rf"|\b(?:{_forms(_HURTS)}) (?:the|this|that) (?:[A-Z]|(?:\w+ )?(?:man|woman|boy|girl|guard|soldier|officer|driver|waiter|stranger|thug|kid|child)\b)"
    rf"|\b(?:elbow|knee)(?:s|ing)? {_SOMEBODY}"
    rf"|\b(?:{_forms(_MAY_HURT)}) {_SOMEBODY}(?! (?:eye|gaze|hand|attention)\b)(?=[^.;]{{0,40}}?\b(?:{_PARTS}|into|against|across|by the|to the (?:floor|ground)|down|with (?:the|a|his|her))\b)"
    rf"|\b(?:{_LIMBS})s? (?:\w+ ){{0,2}}?(?:{_LANDS})\b[^.;]{{0,20}}\b(?:{_PARTS}|him|her|them|(?-i:[A-Z]))"
    rf"|\b(?:drives?|plants?|sinks?|buries|rams?|jams?|lands?|smashes|slams|swings?|brings?|throws?|hurls?|flings?|plunges?|empties|dumps?|tosses) (?:an?|the|his|her|their)(?: [\w'’-]+){{1,4}} (?:\w+ )?(?:into|in|at|against|across|on|over|down on|through) (?:{_ONES} )?(?:{_PARTS})\b"
    rf"|\b(?:{_LIMBS}) (?:swings?|comes? down|arcs?|descends?|whistles|falls on|lashes out)\b"
    rf"|\b(?:around|round|by) {_ONES} (?:neck|throat|collar|hair|lapels?)\b"
    r"|\b(?:hits? (?:him|her|[A-Z])|knocks? (?:him|her|them)|with a (?:single )?(?:blow|punch|kick|slap)|beats? (?:him|her)|slams? (?:into|him|her|them)|swings? at"
    r"|(?:steps?|stomps?|stamps?|treads?) on (?:his|her|their|[A-Z])|fists? (?:catches|lands|hits|connects|slams)|(?:slams|smashes|throws|hurls|flings|shoves|thrusts) (?:the|an?|it|him|her|them)(?: \w+){0,3} (?:into|at|against|in) (?:his|her|their)"
    r"|twists? (?:his|her) (?:arm|wrist)|pins? (?:down )?(?:him|her|the)|grabs? (?:him|her) by the|drags? (?:him|her)|rakes? (?:it )?down (?:his|her|[A-Z]))\b",
)
"""Somebody is struck, or is about to be."""
AT_THINGS = deferred(
    r"[砸打踢踹撞击敲捶拍劈砍](?:在|向|中|翻|倒|碎|开)?了?[^，。]{0,4}(?:墙|桌|门|窗|沙袋|方向盘|地面|电脑|手机|花瓶|椅|箱)|\b(?:walls?|tables?|desks?|doors?|bags?|lamps?|mirrors?|steering wheel|dashboard|the air|windows?)\b",
    re.I,
)
"""A thing is struck, and nobody."""
