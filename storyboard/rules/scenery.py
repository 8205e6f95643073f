"""Places and hours: where and when the script says, and the same in every scene."""

from storyboard.model import Family, Rule, Wording

FAMILY = Family("scenery", Wording("地点与时间", "Where and when"), (
    Rule("place", "warning", ("script board",), {"": Wording("这场戏在{scene}，镜头却在{at}", "the scene is in {scene}, the shot in {at}")}),
    Rule("hour", "warning", ("script board",), {"": Wording("这场戏是{scene}，镜头却是{at}", "the scene is at {scene}, the shot at {at}")}),
    Rule("set", "warning", ("board",), {"": Wording("{place}和前面的样子不同：“{told}”", "{place} looks different from before: “{told}”")}),
))  # fmt: skip
