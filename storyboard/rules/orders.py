"""Orders: what a gateway would refuse, or take money for without use. They guard money; gateways word them, in English."""

from storyboard.model import Family, Rule, Wording

ORDER = ("order offer",)


def _refusal(name: str, *wordings: tuple[str, str]) -> Rule:
    """A rule on orders: always a fault, never switched off."""
    return Rule(name, "fault", ORDER, {str(n or ""): Wording(*both) for n, both in enumerate(wordings)}, "money")


FAMILY = Family("orders", Wording("下单前", "Before an order"), (
    _refusal("model", ("没有这个模型：{reason}", "{reason}")),
    _refusal("hd", ("{model} 在 {dialect} 里没有 HD", "{model} has no HD in the dialect {dialect}")),
    _refusal("length", ("{model} 卖 {lengths} 秒的片段，没有 {seconds} 秒的", "{model} is sold in {lengths} seconds, not {seconds}"),
             ("预览画 {lengths} 秒，不画 {seconds} 秒", "the preview gateway draws {lengths} s, not {seconds} s")),
    _refusal("size", ("{model} 出 {sizes}，不出 {size}", "{model} makes {sizes}, not {size}"),
             ("预览画 {sizes}，不画 {size}", "the preview gateway draws {sizes}, not {size}")),
    _refusal("prompt", ("提示词有 {length} 个字符，最多 {most} 个", "the prompt has {length} characters, {most} are allowed"), ("提示词是空的", "the prompt is empty")),
    _refusal("shots", ("{model} 一个片段最多 {most} 镜，这个有 {count} 镜", "{model} takes {most} shots a clip, this one has {count}")),
    _refusal("private", ("{dialect} 无法表示 private = true", "the dialect {dialect} has no way to say private = true")),
    _refusal("watermark", ("{dialect} 无法表示 watermark = true", "the dialect {dialect} has no way to say watermark = true")),
    _refusal(
        "character",
        ("{dialect} 不收 URL 形式的角色", "the dialect {dialect} takes no character by URL"),
        ("{dialect} 只收一个 URL 形式的角色，不是 {count} 个", "the dialect {dialect} takes one character by URL, not {count}"),
        ("{dialect} 没有角色，提示词却写了 @{name}", "the dialect {dialect} knows no characters, the prompt names @{name}"),
        ("{model} 一个片段最多 {most} 个角色，提示词里有 {count} 个", "{model} takes {most} characters a clip, the prompt has {count}"),
        ("{dialect} 不能做角色", "the dialect {dialect} cannot make characters"),
        ("一个角色正好由一段影片做成：一个任务或一个 URL", "a character is made from exactly one film: a job or a URL"),
        ("角色由网关上的任务或公开的 URL 做成", "a character is made from a job at the gateway or from a public URL"),
    ),
    _refusal("timestamps", ("角色的时间段应写成 1,3，而不是 {text}", "a character's time span must look like 1,3 and not {text}"),
             ("角色的时间段应为 1 到 3 秒，{text} 是 {length} 秒", "a character's time span must last 1 to 3 seconds, {text} lasts {length}")),
    _refusal(
        "reference",
        ("{dialect} 不收 {role}；收：{roles}", "the dialect {dialect} takes no {role}; it takes: {roles}"),
        ("{dialect} 收 {most} 个 {role}，不是 {count} 个", "the dialect {dialect} takes {most} {role}, not {count}"),
        ("有 {role} 就要有 {other}", "a {role} needs a {other} too"),
        ("{role} 和 {other} 在此不能同用", "a {role} and a {other} cannot go together here"),
        ("{dialect} 收的 {role} 是 {forms}，不是 {form}", "the dialect {dialect} takes a {role} as {forms}, not {form}"),
        ("{path}：没有这个文件", "{path}: no such file"),
        ("{dialect} 不收图片", "the dialect {dialect} takes no pictures"),
        ("{dialect} 收 {most} 张图片", "the dialect {dialect} takes {most} pictures"),
        ("{gateway} 收的图片是 {forms}，不是 {source}", "{gateway} takes a picture as {forms}, not {source}"),
        ("{role} 最大 {most} MB，这个有 {size} MB", "a {role} may have {most} MB, this one has {size}"),
    ),
    _refusal("remix", ("{dialect} 不能改片", "the dialect {dialect} has no remix"),
             ("这段影片是按 private 下单的，网关不改私有影片", "the film was ordered as private: gateways do not remix private films"),
             ("改片要有这个网关做的影片", "a remix needs a film that this gateway made")),
    _refusal("option", ("{dialect} 没有选项 {name}；有：{options}", "the dialect {dialect} has no option {name}; it has: {options}"),
             ("{gateway}：选项 {name} 应是 {wanted}，而不是 {value}", "{gateway}: the option {name} is {wanted}, not {value}"),
             ("{dialect} 不发送 {name}，所以它没有类型和取值", "the dialect {dialect} sends no {name}, so it has no type and no values"),
             ("{gateway}：{dialect} 不能省去 {name}；能省的：{may}", "{gateway}: the dialect {dialect} cannot leave out {name}; it can: {may}"),
             ("{name} = {value} 不能省去：{gateway} 会当作 {instead}", "{name} = {value} cannot be left out: {gateway} would take {instead}")),
    _refusal("picture", ("{gateway} 做图片，不做影片", "{gateway} makes pictures, and no films")),
    _refusal("unsupported", ("预览没有 {kind}", "the preview gateway has no {kind}")),
    Rule("retired-model", "warning", ("settings offer",), {
        "": Wording("{model} 已于 {date} 被厂家停用，网关也许还能用。还在用的、有档案的模型：{living}",
                    "{model} was switched off by its maker on {date}; a gateway may serve it on. Living models with a profile: {living}"),
    }, "money"),
    Rule("hd-ignored", "warning", ("settings offer",), {
        "": Wording("HD 在 {seconds} 秒的片段上无效：出的是标准画质", "HD has no effect at {seconds} s here: those clips come in standard quality"),
    }, "money"),
))  # fmt: skip
