"""Continuity: who is in the picture is there, on their side, with their things, in their clothes, in one weather."""

from storyboard.model import Family, Rule, Wording

BOTH = ("script board",)

FAMILY = Family("continuity", Wording("前后一致", "Continuity"), (
    Rule("not-yet-come", "warning", BOTH, {"": Wording("{name}到第 {later} 镜才进来，这一镜里已经看得见", "{name} comes in shot {later} and is seen already")}),
    Rule("left-and-seen", "warning", BOTH, {"": Wording("{name}在第 {before} 镜已经离开，这一镜里还看得见", "{name} left in shot {before} and is still seen")}),
    Rule("crossed-line", "warning", BOTH, {"": Wording("第 {before} 镜里{one}在{other}的左边，这一镜里到了右边", "{one} stands left of {other} in shot {before}, right of them here")}),
    Rule("anchor-flipped", "warning", BOTH, {"": Wording("{thing}在第 {before} 镜里在画面{was}侧，同一地点的这一镜里到了{now}侧", "{thing} is at frame {was} in shot {before}, at frame {now} here, in the same place")}),
    Rule("facing-away", "warning", BOTH, {"": Wording("{one}和{other}同在画面里，却背向而立", "{one} and {other} share the picture and look away from each other")}),
    Rule("wrong-listener", "warning", BOTH, {"": Wording("这句话是对{to}说的，镜头却在{name}的肩后", "the line is spoken to {to}, the camera stands behind {name}")}),
    Rule("speaker-unseen", "fault", BOTH, {"": Wording("{name}在说话，画面里却只有{seen}", "{name} speaks, the picture shows {seen} alone")}),
    Rule("seen-though-heard-only", "warning", BOTH, {"": Wording("{name}只闻其声，画面里却看得见", "{name} is only heard and yet seen")}),
    Rule("prop-absent", "warning", BOTH, {"": Wording("剧本要特写“{prop}”，画面里没有", "the script asks for a close picture of “{prop}”, which is not in it")}),
    Rule("thing-unseen", "warning", BOTH, {"": Wording("“{said}”里的“{thing}”，这一镜和前后两镜的画面里都没有", "“{thing}” of “{said}” is neither in this picture nor in those beside it")}),
    Rule("prop-changed-hands", "warning", BOTH, {"": Wording("“{prop}”在第 {before} 镜里由{was}拿着，这一镜里到了{name}手里，剧本没有写它易手", "{was} has the {prop} in shot {before}, {name} here; the script does not say how it got there")}),
    Rule("no-reaction", "warning", BOTH, {"": Wording("{by}动了手，而这一镜和下一镜里都看不见{name}", "{by} strikes, and {name} is seen neither here nor in the next shot")}),
    Rule("written-text-forbidden", "warning", BOTH, {"": Wording("画面要求出现可读的文字（{text}），剧本里没有", "the picture asks for words to be read ({text}), the script has none")}),
    Rule("clothes-changed", "warning", BOTH, {"": Wording("{name}在同一场戏里换了衣服（第 {before} 镜）", "{name} wears other clothes than in shot {before} of the same scene")}),
    Rule("age-jumped", "warning", BOTH, {"": Wording("{name}在同一场戏里年龄变了（第 {before} 镜）", "{name} is of another age than in shot {before} of the same scene")}),
    Rule("weather-flipped", "warning", BOTH, {"": Wording("同一场戏里天气变了：第 {before} 镜是{was}，这一镜是{now}", "the weather changes within a scene: {was} in shot {before}, {now} here")}),
    Rule("light-flipped", "warning", BOTH, {"": Wording("同一场戏里时间变了：第 {before} 镜是{was}，这一镜是{now}", "the hour changes within a scene: {was} in shot {before}, {now} here")}),
    Rule("two-layers-in-a-clip", "warning", ("board clips",), {"": Wording("第 {clip} 条片段里既有{was}（第 {before} 镜）又有{now}（第 {shown} 镜）", "clip {clip} holds {was} (shot {before}) and {now} (shot {shown})")}),
    Rule("too-many-faces", "warning", BOTH, {"": Wording("近处的画面里有 {count} 张脸：{people}", "a close picture holds {count} faces: {people}")}),
    Rule("same-size-run", "warning", BOTH, {"": Wording("连着 {count} 镜都是{size}", "{count} shots in a row are of one size, {size}")}),
))  # fmt: skip
