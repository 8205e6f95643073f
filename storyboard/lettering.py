"""Text that the script wants to be seen in the picture: on a telephone, a banner, a page. Captions for post are none."""

import re
from collections.abc import Iterable

from storyboard.patterns import deferred

_BEFORE = deferred(
    r"(?:(?:[左右上下中里外前后门墙]|正中|分别|各|高高)[挂悬贴]|[胸襟]前?[别佩戴]着?|写着|写有|写了|写道|写上|刻着|刻有|刻了|印着|印有|绣着|标着|贴着|挂着|亮着|滚动(?:着|播出|播放|显示)?|显示|弹出|跳出|跳字|打出|(?:电子|显示|荧光|公告)屏|跳动着|闪烁着|亮起|屏幕|短信|微信|消息"
    r"|字样|大字|署名|落款|姓名|招牌|牌匾|匾额|横幅|标语|海报|标题|纸条|字条|便签|信上|信封|封面|扉页|备注|来电|弹幕|热搜|标签|条幅|门牌|告示|名牌|落款|字迹|笔迹|涂鸦|批注|留言|胸牌|工牌|铭牌|奖牌|字幅|[名帐账花]册上|[簿册]子?上|名单上|[砖石碑墙纸板票布匾门壁柱]面?上|票面|(?<!名)字(?=[:：])|[白黑红金墨漆蓝绿黄灰银]字"
    r"|\b(?:reads?|reading|says|saying|sign|banner|screen|texts?|message|label(?:led|ed)?|note|letters?|lettering|written|writes|headline|poster"
    r"|displays?|displaying|shows|showing|painted|daubed|chalked|titled|marked|engraved|printed|stamped|stencill?ed|embossed|branded|inscribed|caller id|notification|plaque|tags?|cover|placard|flashes|scrawl(?:ed|s)?|handwriting|handwritten|caption)\b)"
    r"[^“”「」『』⟦⟧\"。！？.!?\n]{0,14}$",
    re.IGNORECASE,
)
_BEHIND = deferred(
    r"^(?:的?(?:字|字样|大字|二字|两字|几个字|名牌|铭牌|胸牌|门牌|牌子|碑|招牌|牌匾|横幅|标语|海报|字条|纸条|条幅|短信|弹窗|来电)|\s+(?:sign|banner|poster|label)\b)"
)
_QUOTED = deferred(r"“([^“”]+)”|「([^「」]+)」|『([^『』]+)』|⟦([^⟦⟧]+)⟧|(?<!\d)\"([^\"\n]+)\"")
_BRACKETED = deferred(r"【([^【】]+)】")
_CARRIES = deferred(
    r"(?:校牌|胸卡|吊牌|车牌|[站路店]牌|牌子|信里|纸条|奶油|糖霜|印章|匾|碑|号码布?|桌签|名片|\b(?:icing|frosting|badge|name ?tag|(?:score|notice)?board|chalk(?:board)?|blackboard|whiteboard|marquee|license plate|post-?it|envelope|card|receipt|ticket|(?:top|bottom|first|last) line|heading)\b)"
    r"[^“”「」『』⟦⟧\"。！？.!?\n]{0,14}[：:]\s*$|\bhalf\s*$"
    r"|(?:刻痕|刻道|横痕|痕迹|凿痕|最[深浅高低上下]一[道行排])[^“”「」『』⟦⟧\"。！？\n]{0,6}[旁边上下侧里处](?:面|边)?(?:就|还|正)?是?(?:清清楚楚|清楚|端正|歪歪扭扭|歪|模糊)?的?\s*$"
    r"|(?:[白黑红金墨漆大小笔]字|字迹|[里面上下行个]的?字|[木店招布]牌|幌子|署名|签名|[收寄][信件]人|抬头|\b(?:letters|capitals|lettering|words|poster|placard|banner|sign ?board|plaque|headline|readable|legible|to be read|ink|address|addressed|addressee|signed|signature|inscription|inscribed|(?:inked|painted|carved|scratched|engraved|stamped|embroidered|chalked|stencill?ed)|names? on (?:it|the [a-z]+)))"
    r"[^“”「」『』⟦⟧\"。！？.!?\n]{0,44}[：:]\s*$"
    r"|\b(?:writes|wrote|writing|types|typed|typing|scratches|scrawls|scribbles|prints|inks|carves|traces|letters|capitals)\b[^“”「」『』⟦⟧\"。！？.!?\n]{0,24}\s$"
    r"|(?:[写打敲刻描画划拼补添](?:下|出|上|成|完)了?|[大小]字[，、])[^“”「」『』⟦⟧\"。！？.!?\n]{0,10}$"
    r"|[横竖直斜][着列]?(?:[一两二三四几])?[行排](?:[\u3400-\u9fff]{0,4}[字的])?\s*$|[一两二三四几]行(?:[\u3400-\u9fff]{0,4}字)\s*$"
    r"|\b(?:(?:two|three|four) lines[^“”\"。！？.!?\n]{0,40}[：:]|(?:first|second|third|last) line,?)\s*$|第[一二三四]行[：:，]?$"
    r"|\b(?:stands?|bears?|carries|paints?|chalks?|spells?(?: out)?|signed|inscribed|addressed to|(?:is|stands) (?:carved|painted|chalked|scratched)|(?:engraved|embroidered|inscribed|stamped) with|[Tt]he letters|[a-z]+-(?:drawn|painted|scratched)|chalked|scratched|\b(?:it|letters?|name|word|figure|number) stands? (?:there|below|beneath|above))(?: (?:with )?the (?:words|letters|name))?:?\s*$",
    re.IGNORECASE,
)
"""Other things that carry words, where a colon stands before those, or that bear the words that follow."""
_LETTERS = deferred(
    r"(?:[这那]?[一二两三四五六七八九十几0-9]+个?(?:大|小|红|黑|白|金)?字)| (?:is |stands )?(?:in (?:[a-z-]+ ){0,2}(?:ink|letters|chalk|paint|capitals|handwriting)\b|(?:written|painted|carved|printed|scratched) (?:in|on|into|across|over)\b)"
)
"""Behind a quotation: so many letters, or what they are made of."""
_SOUNDED = deferred(r"地(?=[\u3400-\u9fff])(?![面上下板砖毯图址])|的?一声|作响|声(?=[，。！？]|$)")
"""Behind a quotation that is a sound."""
_COLON = deferred(
    r"(?:[\u3400-\u9fff，、]{6,}|\b[a-z'’]+,? [a-z'’]+,? [a-z'’ ,-]+)[：:]\s*$|(?<!名)字(?:样|迹)?[：:]?\s*$|[写刻印绣描刷](?:[一两几]行|[出上])?[：:]?\s*$"
    r"|(?:\b(?:first|second|third|fourth|next|last|top|bottom|upper|lower)(?: line)?|[上下首末头两]面?[一两]?行)[,，：:]?\s*$",
    re.IGNORECASE,
)
"""A sentence of a picture that ends in what stands there, whatever bears it: a stamp across it in blue: “PAID”."""
_SAYS = deferred(
    r"[说讲喊叫问答唱吼嚷骂念嘟喃叹声响]|[知难]道|台词|旁白|口型|唇语|[心默暗][里中]?[想念]|想起|想着|外号|意思|暗号|广播|喇叭|电台|收音|录音|对讲|道[：:]"
    r"|\b(?:sa(?:y|ys|id|ying)|tells?|told|shouts?|calls?|calling|cries|crying|asks?|asking|whispers?|mutters?|mumbles?|screams?|yells?|answers?|repl(?:y|ies)|sings?|singing|speaks?|speaking|voices?|mouths?|mouthing|chants?|roars?"
    r"|bawls?|barks?|sounds?|noise|rings?|thinks?|thought|hears?|heard|adds|repeats?|orders?|pleads?|begs?|radio|loudspeaker|tannoy|announce[sr]?)\b",
    re.IGNORECASE,
)
"""With one of these in its sentence a quotation is heard or thought and not read, or how something is called."""
_BEARS = deferred(
    r"[字墨写刻印绣漆纸信签牌碑屏票匾封章标贴幅板墙证单卡页]|\b(?:letter(?:s|ing|ed)|ink(?:ed)?|hand-?(?:written|writing|lettered)|writing|written|sticker|stamp(?:ed)?|label(?:led)?|sign|page|line|slip|wire|telegram|form|envelope|print(?:ed)?|painted|carved|chalk(?:ed)?|cards?|board|wall|screen|tag|badge|note|title|headline|plaque|banner|poster|ticket|stencil(?:led)?|embroidered|engraved)\b",
    re.IGNORECASE,
)
"""Something that has words on it, or how they are made."""
_NOISE = deferred(
    r"(?:([咚当哇砰嘭啪咔嚓嗒哒滴嘀嗡轰咣哐叮铃呜嘟噗嗖唰哗嘶嘎吱咕噜嘻哈呵啊哦嗯喂])[—～~…！!，,、]*)+|(?:[Bb]ang|[Bb]oom|[Cc]lick|[Dd]ing|[Tt]hud|[Cc]rack|[Bb]eep|[Tt]ick|[Tt]ock|[Hh]a|[Aa]h+|[Oo]h+)[!.,… -]*"
)
"""What something sounds like."""
_SENTENCE_ENDS = deferred(r"[。！？!?\n]|[.](?=\s)")
_WHOLE = deferred(
    r"^\s*(?:(?:“[^“”]+”|(?<!\d)\"[^\"\n]+\"|「[^「」]+」|『[^『』]+』|⟦[^⟦⟧]+⟧)\s*)+[。.]?$", re.MULTILINE
)
"""A line of nothing but quotations: what stands on the thing that the line before shows."""
_NEXT = deferred(r"[”」』⟧\"]\s*[:：,，、]\s*$")
"""Right behind what stands written comes more of it: 发信人“姐姐”：“别签。”"""
AROUND = ("“”", '""', "「」", "『』", "‘’", "''")
_SCREEN_BEFORE = 24
"""Characters before a quotation in which the word that says what it stands on is looked for."""
_SPELLED = 3
"""Words on a thing from which on they are known without quotation marks."""
_CARRIED = 64
"""The same where a colon stands before it."""


def lettering(text: str) -> tuple[str, ...]:
    """The quotations in a text of `visual` or `action` that stand written on something, verbatim, in order, each once."""
    found: list[str] = []
    whole = [match.span() for match in _WHOLE.finditer(text)]
    for quote in _QUOTED.finditer(text):
        before = text[max(0, quote.start() - _SCREEN_BEFORE) : quote.start()]
        alone = any(start <= quote.start() and quote.end() <= end for start, end in whole)
        goes_on = bool(found) and _NEXT.search(text[: quote.start()]) is not None
        if alone or goes_on or _BEFORE.search(before) or _BEHIND.search(text[quote.end() :]):
            found.append(next(group for group in quote.groups() if group is not None))
    return tuple(dict.fromkeys(found))


_LETTER = deferred(r"(?<![A-Za-z])[A-Z](?![A-Za-z'’])")
"""A letter by itself: J, O, A and an N."""
_SLIGHT = 3
"""Words beside what is written in a sentence that tells no more than that somebody writes it, at most."""


def told_by_letter(sentence: str, picture: str) -> bool:
    """Whether a sentence tells no more than that somebody writes what a picture has letter by letter."""
    letters = "".join(_LETTER.findall(picture))
    quoted = [next(filter(None, each.groups())).strip(" .") for each in _QUOTED.finditer(sentence)]
    slight = len(_QUOTED.sub(" ", sentence).strip(" .").split()) <= _SLIGHT
    return bool(quoted) and slight and all(len(each) > 1 and each in letters for each in quoted)


_ENDS = r"(?=[.,;!?)\]\n]|\s*$|,? in (?:[a-z-]+ ){0,2}(?:ink|letters|chalk|paint|capitals|handwriting)\b)(?!, (?:an?|the|his|her|their|its|in(?! (?:[a-z-]+ ){0,2}(?:ink|letters|chalk|paint|capitals)\b)|on|at|with|who|[a-z]+ing)\b)"
_RUN = r"(?P<words>[A-Z][\w.’'-]*[\w’'](?:,? (?:(?:of|de|da|di|von|van) )?[A-Z0-9][\w.’'-]*[\w’'])*)"
"""Words with capitals, one behind the other."""
_UNMARKED = (
    deferred(
        rf"\b(?:[Ii]nk|[Aa]ddress(?:ed)?|[Aa]ddressee|[Ss]igned|[Ss]ignature|[Ii]nscri(?:ption|bed)|[Ll]abel(?:led|ed)?|[Nn]ame ?(?:tag|plate)|[Ww]ritten|[Pp]rinted|[Pp]ainted|[Ee]ngraved|[Ee]mbroidered|[Ee]nvelope|[Ee]tched|[Hh]eadstone|[Tt]ombstone|[Pp]laque|[Bb]adge|[Rr]eads|[Ww]ords?|[Ll]etter(?:s|ing)|[Hh]andwriting|[Cc]aller ID|[Nn]ames? on (?:it|the [a-z]+))\b[^.:;!?\n“”\"]{{0,30}}: {_RUN}{_ENDS}"
    ),
    deferred(
        rf"\b(?:[Tt]he name|[Aa]ddressed to|[Ss]igned(?: by)?|(?:[Ll]abell?ed|[Mm]arked|[Ii]nscribed|[Ss]tamped|[Ee]ngraved|[Ee]mbroidered)(?: with)?(?: the name)?|[Ss]pell(?:s|ing)(?: out)?|[Ww]rites|[Ss]crawls|[Ss]cribbles|[Cc]halks|[Ii]nscribes|(?:is|stands) (?:written|carved|painted|printed|chalked|scratched)|(?:sign|label|tag|plate|plaque|badge|envelope|card|stone|board|letters|ink|page|line|it) (?:reads|reading|says|saying)) {_RUN}{_ENDS}"
    ),
    deferred(
        rf"\b(?:[Ww](?:rites|riting|rote)|[Cc]halk(?:s|ed|ing)|[Ss]crawl(?:s|ed|ing)|[Ss]pell(?:s|ed|ing)(?: out)?|[Ss]cratch(?:es|ed|ing)|[Cc]arv(?:es|ed|ing)|[Pp]rint(?:s|ed|ing)):? (?P<words>[A-Z][A-Z0-9’'&-]+(?:,? [A-Z0-9][A-Z0-9’'&-]*)*){_ENDS}"
    ),
    deferred(
        r"(?P<words>[A-Z][\w.’'-]*[\w’'](?: [A-Z][\w.’'-]*[\w’'])*)(?= (?:is |stands )?(?:(?:written|painted|carved|printed|scratched) (?:in|on|into|across|over) (?!(?:his|her|their)\b)|in (?:[a-z-]+ ){0,2}(?:ink|chalk|capitals|handwriting)\b))"
    ),
    deferred(
        r"(?:[写刻印绣签标题]着|[写刻印绣]有|写上|写的是|署名|落款|签名|姓名|[收寄][信件]人|抬头|备注|来电显示|(?:信封|名牌|胸牌|工牌|铭牌|墓碑|碑|牌位|标签|封面|便签|纸条|请柬|名单)上?)(?:是|为|的?[^，。；：“”！？]{0,4}字)?[：:](?P<words>[^，。；：“”「」『』！？、\s【]{1,16})(?=[，。；！？、\s【]|$)"
    ),
    deferred(
        r"(?:[写刻印绣签标题]着|[写刻印绣]有|写上|写的是|署名[是为]?|落款[是为]?|签名[是为]|姓名[是为]?|收[信件]人[是为]?|寄[信件]人[是为]?)(?P<words>[^，。；：“”「」『』！？、\s【的]{1,10}?)(?=[，。；！？、【]|$|的?[一二两三四五六七八九十几]+个?(?:大|小|红|黑|白|金)?字|的名字|的姓名)"
    ),
)
"""Words behind, or before, what says that they stand written there, without marks of their own."""


_CAPITALS = deferred(
    r"\b(?:[Ii]nk|[Ii]nscri(?:ption|bed)|[Ll]abel(?:led|ed)?|[Ww]ritten|[Pp]rinted|[Pp]ainted|[Ee]ngraved|[Cc]arved|[Cc]halked|[Ss]tencil(?:led|ed)|[Hh]eadstone|[Tt]ombstone|[Pp]laque|[Rr]eads|[Ww]ords?|[Ll]etter(?:s|ing)|[Ss]ign|[Hh]andwriting|[Cc]apitals)\b"
    r"[^.:;!?\n“”\"]{0,30}: (?P<words>(?=[A-Z][^\n“”\"]*[ .])[A-Z][A-Z0-9’'&-]*(?:[.,!?]? [A-Z0-9][A-Z0-9’'&-]*)+[.!?]?)(?=[,;\n\[]|\s|$)(?! [a-z])"
)
"""Several words in capitals behind what says that they stand written there: its carved letters sharp: MARY. SHE STAYED."""

_POSTED = deferred(
    r"(?:\b(?:[Nn]ailed|[Tt]aped|[Pp]inned|[Tt]acked|[Ss]tapled|[Pp]asted|[Gg]lued|[Ss]tuck|[Hh]ung|[Ss]prayed|[Ss]crawled|[Ss]tamped|[Pp]osted)\b[^.:;!?\n“”\"]{0,40}"
    r"|\b(?:[Pp]aper|[Pp]oster|[Nn]otice|[Pp]lacards?|[Bb]anner|[Bb]illboard|[Mm]arquee|[Hh]eadline|[Bb]lackboard|[Cc]halkboard|[Ww]hiteboard|[Ss]ignboard|[Ss]ign|[Ll]eaflet|[Ss]ticker|[Tt]elegram|[Hh]oarding|[Gg]raffiti|[Ll]ettering|(?:[Ss]core|[Nn]otice)?[Bb]oard|[Tt]ags?|[Ww]ristbands?|[Ll]abels?)\b[^.:;!?,\n“”\"]{0,30}): "
    r"(?P<words>(?-i:[A-Z][A-Z0-9’'&%$-]*(?:[.!?]? [A-Z0-9$](?:[A-Z0-9’'&%-]|,(?=\d))*)+))(?=[.!?](?:\s|$)|\s*$|\n)"
    r"|\b(?:[Ss]creen|[Mm]onitor|[Dd]isplay|[Tt]icker)\b[^.:;!?,\n“”\"]{0,30}: (?P<shown>(?-i:(?=[A-Z0-9 .!%$,-]*\d|(?:[A-Z]+ ){2})[A-Z][A-Z0-9’'&%$-]*(?:[.!?]? [A-Z0-9$](?:[A-Z0-9’'&%-]|,(?=\d))*)+))(?=[.!?](?:\s|$)|\s*$|\n)"
    r"|(?:[贴钉挂立竖插拉刷悬糊张]着?(?:[一两几][张块条面幅道个]|有)?|[一两几][张块条面幅道])[^，。；：“”！？\n]{0,8}(?:[白黄红木铁纸]纸|纸[条片]?|告示|布告|启事|通知|通告|公告|横幅|条幅|标语|海报|封条|招牌|[木纸铁门店路]牌|牌子|对联|字条|横额|传单|电报)[：:](?!不|没)(?P<han>[\u3400-\u9fff0-9]{2,16})(?=[。！\n]|$)"
)
"""What stands on something that is put up to be read, to the end of its sentence: Tacked to the gate: HORSES FOR SALE. 门上贴着一张纸：今日歇业。"""

_STAMPED = deferred(
    r"\b(?:stamped|marked|labell?ed|stencill?ed|inscribed|engraved|lettered|titled|headed|embossed|branded)(?: with)? (?P<words>(?-i:[A-Z][A-Z0-9’'&-]+(?: [A-Z0-9][A-Z0-9’'&-]*)*))(?![a-z’'])"
    r"|(?:,|\b(?!he\b|she\b|who\b|they\b|and\b|has\b|had\b)[a-z]+) (?:painted|daubed|chalked|sprayed|scratched|carved|stitched) (?P<on>(?-i:[A-Z][A-Z0-9’'&-]+(?: [A-Z0-9][A-Z0-9’'&-]*)*))(?= (?:in|on|across|over)\b|[.,;!?]|$)"
    r"|\bhalf (?P<half>(?-i:[A-Z][A-Z0-9’'&-]+))(?=[.,;!?]|$)"
    r"|\b(?:letters?|initials?)\b[^.:;!?\n“”\"]{0,30}: (?P<letter>(?-i:[A-Z](?:\.? ?[A-Z])*))(?=[.,;!?]?(?:\s|$))",
    re.I,
)
"""Capitals behind what was done to a thing so that they stand on it, and letters behind a colon: a page stamped FRIDAY, a crooked letter appears: J."""

_PUT_DOWN = deferred(
    r"(?:[写发打添留描刻印改剩显浮](?:[下出上到起现]|了|着|有)*[^，。；：“”！？\n说讲喊叫念]{0,6}[一两二三四几](?:个(?:大|小|红|黑)?字|行(?:[小大红黑白]?字)?)"
    r"|(?:[稿白信电便]?[报纸签]|电报纸|字条|碑|信封|车票|门票|表格|屏幕)[上面]?上(?:只|还|就)?(?:剩|有|是)?(?:下|着)?(?:[一两二三四几](?:个字|行字?))?)[：:]\s*"
    r"(?P<han>(?![一两二三四五六七八九十几半][^\u3400-\u9fff]?[个张幅把条只块片双根行座群位名道抹盏]|[没不]有|只有|满)[\u3400-\u9fffA-Za-z0-9][\u3400-\u9fffA-Za-z0-9 ·、]{0,11})(?=[。！？\n]|$)"
)
"""What somebody has put down, or what stands on a paper, behind the colon and to the end of its sentence: 纸上只剩一个字：在。 钢笔添上一行：13 麦穗。"""


def capitals_in_marks(text: str) -> str:
    """A text in which words that are read on something, in capitals or on what is put up to be read, stand in quotation marks, as other words do that are seen."""
    for pattern in (_POSTED, _CAPITALS, _STAMPED, _PUT_DOWN):
        kept = [found.span() for found in _QUOTED.finditer(text)]
        for found in reversed(list(pattern.finditer(text))):
            start, end = found.span(str(found.lastgroup))
            if any(first <= start < last for first, last in kept):
                continue
            end -= text[end - 1] == "."  # it ends the sentence
            text = f"{text[:start]}“{text[start:end]}”{text[end:]}"
    return text


def in_marks(text: str, named: Iterable[tuple[int, int]]) -> str:
    """A text with quotation marks around what stands written in it without any, where it holds a name: brown ink on it: Bettina Corner.

    `named`: where names stand in it, outside of quotations.
    """
    spans = [*named]
    for pattern in _UNMARKED if spans else ():
        for found in reversed(list(pattern.finditer(text))):
            start, end = found.span("words")
            if any(start <= at and stop <= end for at, stop in spans):
                text = f"{text[:start]}“{text[start:end]}”{text[end:]}"
                spans = [
                    (at, stop) if stop <= start else (at + 2, stop + 2)
                    for at, stop in spans
                    if stop <= start or at >= end
                ]
    return text


_ROW = deferred(
    r"\s?[、，,和与及]?\s?(?:and )?\s?"
    r"|[，；]?(?:[再又还]|然后|最后)?(?:往[上下左右][一]?[点些]?|[上下左右旁]边|[上下]面|[左右])(?:还|又)?(?:[有是]|[刻写]着)"
    r"|[,;]? (?:then |and )?(?:above|below|beside|over|under) (?:it|that|them),? (?:and )?"
)
"""What stands between quotations that are one row: “蛋”“右”“往”, "TOMÁS 5", "TOMÁS 7" and "TOMÁS 9"."""


def in_row(text: str, words: Iterable[str]) -> tuple[str, ...]:
    """Words that can be read, and with each those that stand in a row with it, in the order of the text."""
    found = dict.fromkeys(words)
    quotes = list(_QUOTED.finditer(text))
    told = [next(filter(None, quote.groups())) for quote in quotes]
    rows: list[list[int]] = []
    for at in range(len(quotes)):
        joined = at and _ROW.fullmatch(text, quotes[at - 1].end(), quotes[at].start())
        rows[-1:] = [[*rows[-1], at]] if joined else [*rows[-1:], [at]]
    for row in rows:
        if len(row) > 1 and any(told[at] in found for at in row):
            found |= dict.fromkeys(told[at] for at in row)
    return tuple(found)


def seen_words(text: str) -> tuple[str, ...]:
    """All that stands written in a text by both ways of marking it, each once; what something sounds like is none: 笔尖“啪”地断了."""
    more = (
        next(filter(None, quote.groups()))
        for quote in _QUOTED.finditer(text)
        if _CARRIES.search(text[max(0, quote.start() - _CARRIED) : quote.start()])
        or _LETTERS.match(text, quote.end())
        or _borne(text, quote)
    )
    both = dict.fromkeys(in_row(text, (*lettering(text), *marked_lettering(text), *more)))
    sounded = {
        next(filter(None, quote.groups())) for quote in _QUOTED.finditer(text) if _SOUNDED.match(text, quote.end())
    }
    return tuple(words for words in both if words not in sounded)


_AGAIN = r"(?:[字写刻印绣刺纹漆][着有成是为了]?|[胸襟]前?[别佩戴]着?|[一两二三四几]行|\b(?:reads?|reading|tattoo(?:ed)?|lettered|marked|inscribed|words?|letters)(?: with)?(?: the words?)?[:,]? )"
"""What stands right before words on something that are told without marks."""
_KNOWN = {True: 6, False: 3}
"""Characters of words from which on they are known again without marks around them; in Latin letters more."""


def shown_again(told: str, known: Iterable[str]) -> tuple[str, ...]:
    """Which of the words that are seen somewhere in a film stand in what is told of other pictures or somebody's looks: 后脑字成五号洞藏油, a board “NO SOIL”."""
    return tuple(text for text in known if text in told and _stands_again(text, told))


def _stands_again(text: str, told: str) -> bool:
    short = len(text) < _KNOWN[text.isascii()]
    for found in re.finditer(rf"(?P<mark>[“「『【⟦\"])?{re.escape(text)}(?P<shut>[”」』】⟧\"])?", told):
        if short and not (found["mark"] and found["shut"]):
            continue
        start = max((end.end() for end in _SENTENCE_ENDS.finditer(told, 0, found.start())), default=0)
        before = told[start : found.start()]
        if _SAYS.search(before) if found["mark"] else not re.search(_AGAIN + r"\Z", before):
            continue
        return True
    return False


_FIGURE = deferred(r"\d+(?:[.:：/分秒-]\d+)*(?:%|[分秒])?")
_READ_ON = deferred(
    r"[:：]\s*$|\b(?:reads|reading|shows|showing|says|displays)\s+$|\b(?:chalks?|writes?|paints?|scrawls?|scratches|daubs?) an?\s+$|\b(?:[Tt]he|(?:drips|runs|smears|turns|changes) into an?)\s+$"
)


def _borne(text: str, quote: re.Match[str]) -> bool:
    """Whether a quotation is what a sentence of a picture comes to, by its colon or the line on which it stands, and nobody says or hears it."""
    start = max((end.end() for end in _SENTENCE_ENDS.finditer(text, 0, quote.start())), default=0)
    before = text[start : quote.start()]
    words = next(filter(None, quote.groups()))
    if _FIGURE.fullmatch(words) and not _SAYS.search(before):
        return bool(_READ_ON.search(before))
    if len(words) == 1 and words.isupper():
        return not _SAYS.search(before)
    capitals = words.isupper() and not words.endswith("!")
    borne = (_BEARS.search(before) or capitals) and _COLON.search(before)
    beside = capitals and before.rstrip().endswith(",")  # in the bright metal, small and the right way round, “BRAVE”
    return bool(borne or beside) and not _SAYS.search(before) and not _NOISE.fullmatch(words)


_FIGURES = deferred(
    r"(?P<before>(?:^|(?<=[\u3400-\u9fff】，。；]))[^\S\n]*[\u3400-\u9fff]*(?:[券牌票卡证单表钟屏碑纸页章签码号]|号码|数字|屏幕|手表|球衣|背后|胸前|门上|墙上|封面|日历|倒计时|计时器|余额|金额)(?:上面?|里)?(?:是|写着|显示|跳到|变成)?[：:]\s*)(?P<words>\d+(?:[.:：/-]\d+)*%?)(?=[。，；！]|\s*$)"
    r"|(?P<timed>(?:秒表|手表|怀表|座钟|挂钟|屏幕|计时[器牌]|体温计|体重秤|秤|仪表盘?|成绩单|记分牌)[^，。；：！？“”]{0,10}[：:]\s*)(?P<time>\d+(?:[.:：分秒]\d+)*(?:%|[分秒])?)(?=[。，；！]|\s*$)"
    r"|(?P<drawn>\b(?i:chalk|writ|paint|scrawl|daub)(?:e?s|ing)? an? |\bThe (?=\d{1,4} (?:drips|runs|smears|turns|changes) into an? \d)|\b(?<=\d )(?:drips|runs|smears|turns|changes) into an? )(?P<figure>\d{1,4})(?![.,:]?\d)\b"
    r"|(?P<told>\b(?i:tickets?|plates?|numbers?|digits?|figures?|clock|watch|screen|display|scale|counter|timer|jersey|shirt|badge|card|calendar|balance|meter|dial|gauge|scoreboard|readout|stopwatch)\b[^.:;!?\n“”\"]{0,24}: |\b(?i:screen|display|counter|timer|meter|scoreboard|readout|stopwatch|gauge|scales?) (?:reads|reading|shows|showing|says|displays) )(?P<figures>\d+(?:[.:/-]\d+)*%?)(?=[.,;!]?(?:\s|$))"
)
"""A number behind what it is read on: 奖券：8961, The counter shows 12."""


def figures_in_marks(text: str) -> str:
    """A text in which a number that is read on something stands in quotation marks, as other words do that are seen."""
    quoted = [found.span() for found in _QUOTED.finditer(text)]
    for found in reversed(list(_FIGURES.finditer(text))):
        before = found["before"] or found["told"] or found["timed"] or found["drawn"]
        if not any(start < found.start() < end for start, end in quoted) and not _SAYS.search(before):
            text = f"{text[: found.start()]}{before}“{found['words'] or found['figures'] or found['time'] or found['figure']}”{text[found.end() :]}"
    return text


_NOTE = deferred(r"[（(][\u3400-\u9fff，、]{7,}[)）]")
"""What a writer directs within a caption: （下面按了一个红手印）; a place or a name in brackets is shorter, and part of it."""
_LABEL = deferred(r"^[^：:，。,.（(]{1,12}[（(][^（）()]{1,12}[)）]\s*[：:]\s*(?=\S)")
"""Who writes what stands there, and how: 小军（输入中）：我不想要; `LONDON: 1943` is all read."""


_HEADED = deferred(r"^[^\"“”:：]{1,40}[:：]\s*[\"“](?P<words>[^\"“”]+)[\"”][.。]?\s*$")
"""What is shown, and its words: INSERT - LETTER: “Line complete.”"""


_SPELLED_OUT = deferred(r"[“「]([\u3400-\u9fff]{2,12})[”」](?=[一二两三四五六七八九十几]?个?(?:大|小|红|黑|白|金)?字)")
"""Words that a line says are to be written: “爱民如子”四个字."""
_SENTENCE_MARKS = deferred(r"“[^”]*”|「[^」]*」|\"[^\"]*\"|【[^】]*】")


def spelled(line: str) -> tuple[str, ...]:
    """Words of which a line says that so many characters are to be written."""
    return tuple(_SPELLED_OUT.findall(line))


def marked(picture: str, texts: Iterable[str]) -> str:
    """A picture with marks around words that stand written in the film, where it has them, or one character of them, without any: 碑上爱民如子金光刺眼, 一个描金的民字."""
    for text in texts:
        if len(text) < _SPELLED or not _HAN.fullmatch(text):
            continue
        bare = re.compile(rf"{text}|(?<=[的个])[{text}](?=字(?![\u4e00-\u9fff]?(?:[体迹幕样画帖母条]|字)))")
        kept = [found.span() for found in _SENTENCE_MARKS.finditer(picture)]
        for found in reversed(list(bare.finditer(picture))):
            if not any(start <= found.start() < end for start, end in kept):
                picture = f"{picture[: found.start()]}“{found[0]}”{picture[found.end() :]}"
    return picture


_HAN = deferred(r"[\u3400-\u9fff]+")
_SLASHED = deferred(r"(?P<open>[“\"])(?P<lines>[^“”\"\n]+? / [^“”\"\n]+?)(?P<close>[”\"])")
_STROKE = deferred(
    r",? (?:broken|split|divided|parted) (?:at|by|with) (?:the|a) (?:stroke|slash)|[，,]?(?:以|由|被)斜[线杠]分(?:开|行|隔)"
)
_NTH = {True: ("first", "second", "third", "fourth", "fifth"), False: ("一", "二", "三", "四", "五")}


def in_lines(text: str) -> str:
    """A text with words that a stroke parts told line by line, for a stroke would be drawn: first line "NO SOIL", second line "NO SEED"."""

    def tell(match: re.Match[str]) -> str:
        rows = match["lines"].split(" / ")
        latin = match["lines"].isascii()
        if len(rows) > len(_NTH[True]):
            return match[0]
        line = "{} line {}" if latin else "第{}行{}"
        told = (
            line.format(nth, f"{match['open']}{row.strip()}{match['close']}")
            for nth, row in zip(_NTH[latin], rows, strict=False)
        )
        return (", " if latin else "，").join(told)

    told = _SLASHED.sub(tell, text)
    return _STROKE.sub("", told) if told != text else text


def unlettered(place: str, texts: Iterable[str]) -> str:
    """What a place looks like, without words that stand on its walls in small letters and no quotation marks: a wall painted no soil over no seed."""
    for text in texts:
        words = re.findall(r"[A-Za-z']+", text)
        if len(words) < _SPELLED:
            continue
        row = r"\W+(?:(?:over|above|and|then)\W+)?".join(map(re.escape, words))
        place = re.sub(
            rf",?\s*\b(?:whose (?:[a-z-]+ ){{1,3}})?(?:(?:that )?(?:reads?|says)|painted|lettered|reading|saying|marked|leaving|with(?: the words)?|inscribed)\s+{row}\b",
            "",
            place,
            flags=re.IGNORECASE,
        )
    return place


_NUMBERED = deferred(
    r"\b(?:[Nn]umber|[Nn]o\.) ?(?P<of>\d{2,6})\b|\b(?P<on>\d{2,6}) on (?:its|his|her|their|the) (?:back|chest|front|bib|vest|shirt|jersey|door|side|hull|helmet|collar)\b"
    r"|(?:号码布?|编号|号牌)(?:是|为|上|[写印绣]着?)*(?P<nr>\d{2,6})|(?:背后|背上|胸前|后背)(?:印|绣|缝|写)着?(?P<at>\d{2,6})"
)


def numbers(told: str) -> tuple[str, ...]:
    """The numbers that somebody or something bears, which are to be read without marks: 4407 on its back, 号码布4407."""
    return tuple(dict.fromkeys(next(filter(None, found.groups())) for found in _NUMBERED.finditer(told)))


def stands_written(text: str, picture: str, *behind: str) -> bool:
    """Whether a picture has the words of a caption on something that carries words, so that they need not be laid over it too.

    `behind`: pictures of the shots behind it that go on with them, a long letter in parts. White space, marks, a direction in brackets, what is
    shown, and who writes it how, do not count; all else must stand there.
    """
    there = [
        [_bare(next(filter(None, quote.groups()))) for quote in _QUOTED.finditer(one)] for one in (picture, *behind)
    ]
    quotes, first = [words for each in there for words in each], len(there[0])
    headed = _HEADED.match(text)
    whole = (_bare(text), _bare(_LABEL.sub("", _NOTE.sub("", text))), _bare(headed["words"] if headed else ""))
    parts = {"".join(quotes[at:end]) for at in range(first) for end in range(at + 1, len(quotes) + 1)}
    return any(words and words in parts for words in whole)


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def marked_lettering(text: str) -> tuple[str, ...]:
    """What stands in 【】 behind a word for something written on: 手机短信：【…】; verbatim, in order, each once.

    Where they begin the second line, the action, they are how its script sets actions.
    """
    found = (
        match
        for match in _BRACKETED.finditer(text)
        if _BEFORE.search(text[: match.start()]) and match.start() != text.find("\n") + 1
    )
    return tuple(dict.fromkeys(match[1] for match in found))


CARD = deferred(
    r"(?:字幕|片名|标题|白字|字样|\b(?:SUPER|TITLES?(?: CARD)?(?: OVER BLACK)?|CARD|TEXT))[^：:“《\"]{0,6}(?:[：:]\s*|(?=[“《\"]))(?P<text>[^。]+)"
)
"""Words over a cut: 黑屏。字幕：未完待续."""


def shown_over(text: str) -> str:
    """The words that are read over a cut, without their quotation marks; empty where there are none."""
    found = CARD.search(text)
    return unquoted(found["text"].strip(" .】］）)]")) if found else ""


def unquoted(text: str) -> str:
    """A caption without the quotation marks around the whole of it: they are the writer's, not the picture's."""
    inner = text[1:-1]
    around = text[:1] + text[-1:]
    return inner.strip() if len(text) > 2 and around in AROUND and not set(inner) & set(around) else text


_PAIRS = (("“", "”"), ("「", "」"), ("『", "』"))


def paired(text: str) -> str:
    """Words that are spoken, without quotation marks of which the other half stands in another piece: a letter that is read aloud over several shots.

    A straight mark opens behind white space or nothing, and closes behind anything else.
    """
    stray: list[int] = []
    for opening, closing in (*_PAIRS, ('"', '"')):
        open_at: list[int] = []
        for at, letter in enumerate(text):
            begins = not text[:at].rstrip('"“‘(（')[-1:].strip() if opening == closing else letter == opening
            if letter == opening and begins:
                open_at.append(at)
            elif letter == closing:
                stray += [] if open_at or text[:at][-1:].isdigit() else [at]  # 5" is a measure
                open_at = open_at[:-1]
        stray += open_at
    return "".join(letter for at, letter in enumerate(text) if at not in stray)
