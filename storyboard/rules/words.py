"""Speech: every line once, verbatim, in order, by its speaker. Guards the promise; of these only `cut` can be switched off."""

from storyboard.model import Family, Rule, Wording

WORDS = ("script board", "script prompts", "script cues")

FAMILY = Family("words", Wording("台词", "What is said"), (
    Rule("lost", "fault", WORDS, {"": Wording("{words} 不见了", "{words} is missing")}, "words"),
    Rule("added", "fault", WORDS, {"": Wording("剧本此处没有 {words}", "{words} is not in the script here")}, "words"),
    Rule("altered", "fault", WORDS, {
        "": Wording("{words} 变成了“{told}”：{difference}", "{words} became “{told}”: {difference}"),
        "given-away": Wording("{words} 变成了“{told}”，而且由{role}说出：{difference}", "{words} became “{told}”, and spoken by {role}: {difference}"),
        "spaces": Wording("片段 {clip:03d}：“{words}”变成了“{told}”：空格不同", "clip {clip:03d}: “{words}” became “{told}”: other spaces"),
    }, "words"),
    Rule("wrong-speaker", "fault", WORDS, {
        "": Wording("{words} 由{role}说出", "{words} is spoken by {role}"),
        "prompt": Wording("片段 {clip:03d}：“{words}”应由{wanted}说，而不是{role}", "clip {clip:03d}: “{words}” must be spoken by {wanted}, not by {role}"),
    }, "words"),
    Rule("merged", "fault", WORDS, {"": Wording("{count} 句台词并成了一句：{words}", "{count} lines stand in one: {words}")}, "words"),
    Rule("moved", "fault", WORDS, {"": Wording("{words} 换了位置", "{words} stands in another place")}, "words"),
    Rule("cut", "warning", ("script board",), {"": Wording("“{text}”断在半句里", "“{text}” ends inside a clause")}),
    Rule("delivery", "fault", ("script board",), {
        "": Wording("“{text}”的动作前应写{wanted}，而不是{told}", "“{text}” needs {wanted} in front of its action, not {told}"),
    }, "words"),
))  # fmt: skip

PHRASES = {
    "nobody": Wording("无人", "nobody"),
    "no delivery": Wording("不加说法", "no delivery"),
    "nothing": Wording("空白", "nothing"),
    "left out": Wording("少了“{old}”", "“{old}” left out"),
    "put in": Wording("多了“{new}”", "“{new}” put in"),
    "replaced": Wording("“{old}”成了“{new}”", "“{new}” for “{old}”"),
    "cut elsewhere": Wording("断句不同", "cut elsewhere"),
    "comma": Wording("，", ", "),
}  # fmt: skip
"""Parts of the sentences above."""
