"""People: everybody is there, is the same everywhere, and can be told apart."""

from storyboard.model import Family, Rule, Wording

FAMILY = Family("people", Wording("人物", "Who is there"), (
    Rule("name", "fault", ("board",), {"": Wording("键 {key} 的 name 却是 {name}", "the key {key} has the name {name}")}, "form"),
    Rule("age", "fault", ("board",), {"": Wording("{name}在不同地方的年龄是 {ages}", "{name} is {ages} years old in different places")}),
    Rule("kin-age", "warning", ("script board",), {
        "": Wording("{by}叫{name}“{word}”，可{name}才 {years} 岁，{by}已 {other} 岁", "{by} calls {name} “{word}”, yet {name} is {years} and {by} is {other}"),
        "told": Wording("剧本说{name}和{by}是亲子（“{word}”），可{name}才 {years} 岁，{by}已 {other} 岁", "the script tells that {name} is a parent of {by} (“{word}”), yet {name} is {years} and {by} is {other}"),
    }),
    Rule("sex", "fault", ("board",), {"": Wording("{name}看上去是 {looks}，听上去是 {sounds}", "{name} looks {looks} and sounds {sounds}")}),
    Rule("cast", "fault", ("script board",), {
        "": Wording("{name}开口说话，却不在 character_setting 里", "{name} speaks but is not in character_setting"),
        "listed": Wording("人物行里的{name}不在 character_setting 里", "{name} of the cast line is not in character_setting"),
        "joint": Wording("{whole}中的{name}不在 character_setting 里", "{name} of {whole} is not in character_setting"),
    }, "form"),
    Rule("unlisted", "warning", ("script board",), {
        "": Wording("{name}在戏里有动作，却不在 character_setting 里", "{name} acts in the story but is not in character_setting"),
    }),
    Rule("age-range", "warning", ("script board",), {
        "": Wording("{name}{age}岁；剧本里没有长生不老的人，最多 {most} 岁", "{name} is {age} years old; the script has no immortals, {most} is the most"),
    }),
    Rule("pitch-range", "warning", ("board",), {
        "": Wording("{name}的声音是 {pitch} Hz；人声在 {low}-{high} Hz 之间", "{name} has a voice of {pitch} Hz; voices are between {low} and {high} Hz"),
    }),
    Rule("stranger", "warning", ("script board",), {
        "": Wording("character_setting 里的{name}不是剧本里的人", "{name} is in character_setting but nobody of the script"),
    }),
    Rule("alike", "fault", ("board",), {"": Wording("{one}和{other}看上去会一样", "{one} and {other} would look alike")}),
    Rule("outfit", "fault", ("board",), {"": Wording("{name}换了装，却查无此人", "{name} changes clothes but is nobody")}),
))  # fmt: skip
