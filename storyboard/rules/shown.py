"""What is shown: actions, parentheticals, on-screen texts, transitions and sounds, as written, in order, where they belong."""

from storyboard.model import Family, Rule, Wording

BOARD = ("script board",)

FAMILY = Family("shown", Wording("动作、字幕、音效", "What is shown"), (
    Rule("lost-action", "fault", BOARD, {
        "": Wording("“{text}”没有照原文演出", "“{text}” is not shown as written"),
        "altered": Wording("“{text}”没有照原文演出：{difference}", "“{text}” is not shown as written: {difference}"),
    }, "words"),
    Rule("added-action", "fault", BOARD, {"": Wording("剧本里没有“{text}”", "“{text}” is not in the script")}, "words"),
    Rule("moved-action", "fault", BOARD, {
        "": Wording("“{text}”换了位置", "“{text}” stands in another place"),
        "between": Wording("“{text}”应在第 {first} 到第 {last} 镜之间", "“{text}” belongs between shot {first} and shot {last}"),
        "in": Wording("“{text}”应在第 {last} 镜", "“{text}” belongs in shot {last}"),
    }, "words"),
    Rule("lost-caption", "fault", BOARD, {"": Wording("{words} 不见了", "{words} is missing")}, "words"),
    Rule("added-caption", "fault", BOARD, {"": Wording("剧本此处没有 {words}", "{words} is not in the script here")}, "words"),
    Rule("altered-caption", "fault", BOARD, {"": Wording("{words} 变成了“{told}”：{difference}", "{words} became “{told}”: {difference}")}, "words"),
    Rule("merged-caption", "fault", BOARD, {"": Wording("{count} 条字幕并成了一条：{words}", "{count} lines stand in one: {words}")}, "words"),
    Rule("moved-caption", "fault", BOARD, {
        "": Wording("{words} 换了位置", "{words} stands in another place"),
        "between": Wording("“{text}”应在第 {first} 到第 {last} 镜之间", "“{text}” belongs between shot {first} and shot {last}"),
        "in": Wording("“{text}”应在第 {last} 镜", "“{text}” belongs in shot {last}"),
    }, "words"),
    Rule("lost-effect", "fault", BOARD, {"": Wording("没有一镜的 style_tags 里有“{text}”", "“{text}” stands in no style_tags")}, "words"),
    Rule("unseen", "fault", BOARD, {"": Wording("{field} 里有看不见的字符或标记 {sign}，剧本里没有", "{field} holds {sign}, which is not in the script")}, "words"),
    Rule("invented", "fault", ("script board", "board prompts"), {
        "": Wording("visual 里引了剧本没有的“{words}”", "visual quotes “{words}”, which is not in the script"),
        "prompt": Wording("片段 {clip:03d}：{words} 不在分镜表里", "clip {clip:03d}: {words} is not on the board"),
    }, "words"),
))  # fmt: skip
