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
    }, "words"),
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
