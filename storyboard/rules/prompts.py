"""Prompts and subtitles, read back: what a video model and a viewer are told is what the board says."""

from storyboard.model import Family, Rule, Wording

PROMPTS = ("board clips prompts offer",)

FAMILY = Family("prompts", Wording("提示词与字幕", "Prompts and subtitles"), (
    Rule("prompt-form", "fault", PROMPTS, {
        "": Wording("片段 {clip:03d}：应当写镜头 1 到 {count}，前面不能有别的", "clip {clip:03d}: must tell shots 1 to {count}, and nothing before them"),
        "blank": Wording("片段 {clip:03d}：一个镜头里有空行", "clip {clip:03d}: a blank line inside a scene"),
    }, "money"),
    Rule("prompt-long", "fault", PROMPTS, {
        "": Wording("片段 {clip:03d}：{length} 个字符，{model} 最多收 {most} 个", "clip {clip:03d}: {length} characters, {model} takes {most}"),
    }, "money"),
    Rule("prompt-time", "fault", PROMPTS, {
        "": Wording("片段 {clip:03d}：各镜 {told}（十分之一秒）合不成 {seconds} 秒", "clip {clip:03d}: shots of {told} tenths do not make {seconds} s"),
    }, "money"),
    Rule("prompt-action", "fault", PROMPTS, {
        "": Wording("片段 {clip:03d}：动作应当是“{wanted}”，而不是“{told}”", "clip {clip:03d}: the action must read “{wanted}”, not “{told}”"),
    }, "words"),
    Rule("prompt-rule", "fault", PROMPTS, {
        "": Wording("片段 {clip:03d}：没有说除此之外无人说话", "clip {clip:03d}: does not say that nothing else is spoken"),
        "once": Wording("片段 {clip:03d}：同一条要求写了不止一次", "clip {clip:03d}: a rule stands more than once"),
        "texts": Wording("片段 {clip:03d}：剧本要在画面上出现的“{text}”没有被允许", "clip {clip:03d}: “{text}”, which the script wants to be seen, is not allowed"),
    }, "words"),
    Rule("prompt-field", "warning", PROMPTS, {
        "": Wording("片段 {clip:03d}：{field} 里没有分镜表的“{words}”", "clip {clip:03d}: {field} lacks the board's “{words}”"),
        "twice": Wording("片段 {clip:03d}：{field} 在一个镜头里写了两次", "clip {clip:03d}: {field} stands twice in a shot"),
        "untold": Wording("片段 {clip:03d}：{field} 里不该写“{words}”", "clip {clip:03d}: {field} has “{words}”, which is not to be told"),
    }),
    Rule("prompt-person", "warning", PROMPTS, {
        "two": Wording("片段 {clip:03d}：“{phrase}”既指{name}又指{other}", "clip {clip:03d}: “{phrase}” means {name} and {other}"),
        "part": Wording("片段 {clip:03d}：{name}（“{phrase}”）初次出现时没有写全：缺 {parts}", "clip {clip:03d}: {name} (“{phrase}”) is not told in full where first seen: {parts}"),
        "stray": Wording("片段 {clip:03d}：人物栏里的“{phrase}”不在这一镜的画面里", "clip {clip:03d}: “{phrase}” of the list of characters is not in the picture of this shot"),
        "unlisted": Wording("片段 {clip:03d}：{name}（“{phrase}”）入画，却没有一处写出样子", "clip {clip:03d}: {name} (“{phrase}”) is in the picture, and no list tells their looks"),
        "again": Wording("片段 {clip:03d}：{name}（“{phrase}”）的外貌写了不止一次", "clip {clip:03d}: the looks of {name} (“{phrase}”) are told more than once"),
    }),
    Rule("name-leak", "fault", PROMPTS, {
        "": Wording("片段 {clip:03d}：提示词里出现了名字{name}", "clip {clip:03d}: the name {name} stands in the prompt"),
    }),
    Rule("two-looks", "fault", PROMPTS, {
        "": Wording("片段 {clip:03d}：{name}在这一镜是另一个样子，提示词里却也有平时的“{look}”",
                    "clip {clip:03d}: {name} is otherwise in this shot, and the prompt has the usual “{look}” too"),
    }),
    Rule("cue-time", "fault", ("board clips cues",), {
        "": Wording("“{text}”从 {start} 秒到 {end} 秒，与别的重叠", "“{text}” from {start} s to {end} s overlaps"),
    }),
))  # fmt: skip
