"""Reading: what the readers of a script were unsure of. They word their doubts themselves, in English; these are their forms."""

from storyboard.model import Family, Rule, Wording

SCRIPT = ("script",)


def _doubt(name: str, zh: str, en: str, **more: tuple[str, str]) -> Rule:
    """A rule of reading: always a warning."""
    return Rule(name, "warning", SCRIPT, {"": Wording(zh, en)} | {case: Wording(*both) for case, both in more.items()})


FAMILY = Family("reading", Wording("读剧本时的疑问", "Doubts in reading a script"), (
    _doubt("reading", "文件里有读不到或读法存疑的内容：{remark}", "{remark}"),
    _doubt("no-speech", "这个剧本里没有人说话", "nobody speaks in this script"),
    _doubt("only-front", "这里只有剧名、梗概、人物等，没有正文", "there is only front matter here: titles, outlines, people, but no story"),
    _doubt("control-character", "有一个看不见的字符（{code}），已保留", "the text has a character that cannot be seen ({code}); it is kept"),
    _doubt("no-heading", "没有场次标题，读作没有地点和时间的一场", "the story goes on without a scene heading; it is read as a scene without place and time"),
    _doubt("guessed-scene", "“{text}…”当作新的一场：{place}，{time}", "“{text}…” is taken to open a scene: {place}, {time}"),
    _doubt("heading-without-place", "场次标题“{text}”没有地点", "the heading “{text}” names no place"),
    _doubt("episode-repeated", "第 {number} 集在此再次出现", "episode {number} stands here a second time"),
    _doubt("episode-order", "此处应是第 {expected} 集，却是第 {number} 集", "episode {number} stands where {expected} should be"),
    _doubt("caption-in-front", "“{text}”在第一场之前，不会显示", "“{text}” stands before the first scene and is not shown"),
    _doubt("closing-without-opening", "“{text}”结束的东西从未开始", "“{text}” ends something that never began"),
    _doubt("nested-state", "“{text}”开始时前一个还没结束", "“{text}” begins before the one above has ended"),
    _doubt("unclosed-state", "“{text}”没有结束，按到下一个场次标题为止", "“{text}” is never ended; it is taken to end at the next heading"),
    _doubt("unsure-line", "“{text}”读作动作：{reason}", "“{text}” is read as action: {reason}",
           said=("“{text}”读作{name}的台词", "“{text}” is read as said by {name}")),
    _doubt("words-in-action", "“{text}”读作动作：{reason}", "“{text}” is read as action: {reason}",
           quoted=("“{text}”读作动作：引号里的话不算台词；写成 `名：台词` 才算", "“{text}” is read as action: its words in quotation marks are not spoken; `名：台词` would make them a speech")),
    _doubt("colon-without-speaker", "“{text}”读作动作：{reason}", "“{text}” is read as action: {reason}",
           once=("“{text}”读作动作：“{name}：”也许是说话的人，但这个名字别处没有出现", "“{text}” is read as action: “{name}：” may be a speaker, but the name stands nowhere else")),
    _doubt("words-without-speaker", "“{text}”的样式是 {style}，上面却没有人名", "“{text}” has the type {style}, but no name stands above it"),
    _doubt("speaker-once", "这个名字只开过一次口：{reason}", "{reason}",
           one=("“{name}”只在这里开口，也不在人物行里", "“{name}” speaks only here and is in no cast line"),
           several=("“{name}”只在这里一同开口，也不在人物行里", "“{name}” speak only here and are in no cast line")),
    _doubt("struck-out", "“{text}”已划去，不读成台词", "“{text}” is struck out and not spoken"),
    _doubt("speaks-on", "“{text}”读作{name}接着说", "“{text}” is read as said by {name}, who spoke before the direction"),
    _doubt("cue-without-text", "{name}有名字行，却没有台词", "{name} has a cue but says nothing"),
    _doubt("cue-with-direction-only", "{name}有名字行，却没有台词", "{name} has a cue but says nothing"),
    _doubt("delivery-switch", "这段台词分成两截：从“{text}”起是{label}", "the speech is split: from {text} on it is {label}"),
    _doubt("guessed-speaker", "{text}：当作{name}说的：{reason}", "{text}: read as {name}: {reason}",
           behind=("{text}：当作{name}说的：引号后面的话以这个名字开头", "{text}: read as {name}: the words behind the quotation begin with the name"),
           before=("{text}：当作{name}说的：引号前的句子写的是这个人", "{text}: read as {name}: the sentence before the quotation tells of this person"),
           on=("{text}：当作{name}说的：话被打断后由同一个人接着说", "{text}: read as {name}: the quotation goes on after a break by the same speaker")),
    _doubt("unknown-speaker", "{text}：{reason}", "{text}: {reason}"),
    _doubt("maybe-person", "“{text}”里的“{name}”也许是一个人；不放进人物设定，除非写进人物行或 cast.toml",
           "“{name}” in “{text}” may be a person; kept out of the cast until it stands in a cast line or in cast.toml"),
    _doubt("name-variant", "“{name}”当作{other}", "“{name}” is taken for {other}",
           listed=("“{name}”当作人物表里的{other}", "“{name}” is taken for {other} of the cast list"),
           apart=("“{name}”可能就是{other}；仍分作两人", "“{name}” may be {other} under another name; the two are kept apart"),
           slip=("“{name}”当作{other}的笔误", "“{name}” is taken for a slip of {other}"),
           told=("“{name}”就是{other}，小传里写了", "“{name}” is taken for {other}, as the bio says")),
    _doubt("told-twice", "{name}的性别，剧本里有两种说法：{one}（第 {line_one} 行“{quote_one}”）和{other}（“{quote_other}”）",
           "{name} is told to be {one} (line {line_one}: “{quote_one}”) and {other} (“{quote_other}”)",
           age=("{name}的年龄，剧本里有两种说法：{one} 岁（第 {line_one} 行“{quote_one}”）和 {other} 岁（“{quote_other}”）",
                "{name} is told to be {one} years old (line {line_one}: “{quote_one}”) and {other} (“{quote_other}”)")),
    _doubt("correction-lost", "已经没有以“{text}”开头的行，reading.toml 里说它的那一条不用",
           "no line begins with “{text}” any more, so what reading.toml says of it is left out"),
    _doubt("listener-lost", "已经没有以“{text}”开头的台词，reading.toml 里说它对谁说的那一条不用",
           "no line that is spoken begins with “{text}” any more, so what reading.toml says of its listener is left out"),
    _doubt("listener-unknown", "“{name}”不是这一场里能听这句话的人，reading.toml 里的这一条不用",
           "“{name}” is nobody who could be spoken to in this scene, so what reading.toml says is left out"),
    _doubt("weak-columns", "{total} 个人名里有 {deeper} 个比下面的台词缩进得深：说是偶然太多，当作依据太少",
           "{deeper} of {total} names stand deeper than the words below them: too many for chance, too few to go by"),
    _doubt("afterword", "“{text}”起是结尾之后的话，不拍", "“{text}” and what follows stands behind the end; it is not filmed"),
    _doubt("unknown-speakers", "{total} 句台词里有 {count} 句没写是谁说的；有 [llm] 时会问语言模型，也可以写成 `名：台词`",
           "{count} of {total} speeches: the text does not say who speaks; a language model ([llm]) is asked, or write `名：台词`"),
))  # fmt: skip
