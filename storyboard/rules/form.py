"""Form: the mandated JSON, in our own words."""

from storyboard.model import Family, Rule, Wording

FAMILY = Family("form", Wording("分镜表的格式", "The form of a board"), (
    Rule("form", "fault", ("board",), {
        "lacks one": Wording("{where}：缺少 {names}", "{where}: {names} is missing"),
        "lacks many": Wording("{where}：缺少 {names}", "{where}: {names} are missing"),
        "extra one": Wording("{where}：没有 {names} 这个键", "{where}: unknown key {names}"),
        "extra many": Wording("{where}：没有 {names} 这些键", "{where}: unknown keys {names}"),
        "appearance": Wording("{where}：{shown} 应写成 `女，27岁，头发（黑色，长直发），衣服（白色，修身西装）`",
                              "{where}: {shown} must read `女，27岁，头发（黑色，长直发），衣服（白色，修身西装）` or `female, 27, hair (…, …), clothes (…, …)`"),
        "voice": Wording("{where}：{shown} 应写成 `GenderAge（女·27岁） PitchMean（215 Hz） Tempo（240 SPM） Accent（普通话）`",
                         "{where}: {shown} must read `GenderAge（女·27岁） PitchMean（215 Hz） Tempo（240 SPM） Accent（普通话）`"),
        "time": Wording("{where}：{shown} 应为白天或晚上，别的写在后面的括号里", "{where}: {shown} must be 白天 or 晚上 (day or night), more only in brackets after it"),
        "line": Wording("{where}：{shown} 不是这个人的台词，也不是其中合法的一段", "{where}: {shown} is no line of this role, nor a legal piece of one"),
        "type": Wording("{where}：{shown} 应为 {limit}", "{where}: {shown} must be {article} {limit}"),
        "minimum": Wording("{where}：{shown} 小于 {limit}", "{where}: {shown} is less than {limit}"),
        "maximum": Wording("{where}：{shown} 大于 {limit}", "{where}: {shown} is more than {limit}"),
        "empty": Wording("{where}：不能为空", "{where}: must not be empty"),
        "enum": Wording("{where}：{shown} 在这个剧本里不说话", "{where}: {shown} does not speak in this script"),
        "const": Wording("{where}：role 为空时 {shown} 也应为空", "{where}: {shown} must be empty where the role is empty"),
        "": Wording("{where}：{shown} 在此不可用（{rule}）", "{where}: {shown} is not allowed here ({rule})"),
    }, "form"),
    Rule("import", "fault", ("script board",), {"": Wording("{sentence}", "{sentence}")}, "words"),
))  # fmt: skip

THE_BOARD = Wording("分镜表", "the board")
