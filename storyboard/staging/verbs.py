"""What people do that decides how a shot is seen: blows, and what is struck that is nobody."""

import re

from storyboard.patterns import deferred

BLOW = deferred(
    r"耳光|巴掌|踩(?:住|在|上)[^，。]{0,6}(?:手|脸|背|胸|头|脚)|揪住|按倒|拽倒|摁(?:住|在|倒)|扇(?:了|向|在|过|来|她|他|倒)|踹|踢(?:了|向|中|在|翻|倒|飞|她|他)|一[拳脚棍刀掌枪]|[拳脚刀剑]光|(?:挥|出|举)[拳刀剑]|(?:砸|捅|刺|砍|劈|打|撞|推|甩)(?:中|倒|飞|翻|在(?!电话|桌|门|字|屏|地|窗|伞|书|纸|水|雨|雪|沙|墙))|掐住|扑倒|扭打|厮打|搏斗|推搡|掀翻|抽(?:了|在|向)|殴打|一把推"
    r"|\b(?:slaps?|slapping|punch(?:es)?|kicks?|strikes?|shoves?|slams? (?:into|him|her|them)|stabs?|hits? (?:him|her|the|[A-Z])|tackles?|chokes?|strangles?|swings? at|headbutts?|knocks? (?:him|her|them)|with a (?:single )?(?:blow|punch|kick|slap)|backhands?|beats? (?:him|her)"
    r"|(?:steps?|stomps?|stamps?|treads?) on (?:his|her|their|[A-Z])|fists? (?:catches|lands|hits|connects|slams)|(?:slams|smashes|throws|hurls|flings|shoves|thrusts) (?:the|an?|it|him|her|them)(?: \w+){0,3} (?:into|at|against|in) (?:his|her|their)"
    r"|twists? (?:his|her) (?:arm|wrist)|pins? (?:down )?(?:him|her|the)|grabs? (?:him|her) by the|drags? (?:him|her)|rakes? (?:it )?down (?:his|her|[A-Z]))\b",
)
"""Somebody is struck, or is about to be."""
AT_THINGS = deferred(
    r"[砸打踢踹撞击敲捶拍劈砍](?:在|向|中|翻|倒|碎|开)?了?[^，。]{0,4}(?:墙|桌|门|窗|沙袋|方向盘|地面|电脑|手机|花瓶|椅|箱)|\b(?:walls?|tables?|desks?|doors?|bags?|lamps?|mirrors?|steering wheel|dashboard|the air|windows?)\b",
    re.I,
)
"""A thing is struck, and nobody."""
