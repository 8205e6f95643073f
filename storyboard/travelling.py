"""How a camera moves, told once: what a director's picture says of it stands in the camera's words, or is said in theirs."""

import re

from storyboard import assets, camera
from storyboard.languages import CODES, Language
from storyboard.patterns import deferred, tabled

_MARKS = deferred(r"\s*(?:\[|【).*\Z", re.DOTALL)
"""The marks of a board behind the words of its picture."""
_CLAUSE = deferred(r"([，；。])")
_PART = deferred(r"[，,]\s*")
_LEAST = 12
"""Characters that are left of a picture, at least."""
_BEGUN = deferred(r"(?:\A|(?<=[.!?] ))[a-z]")
_BARELY = deferred(r"(?:一直|慢慢|缓缓|缓慢|一点点)*(?:推近|拉远|拉开|逼近|靠近|后退)")
_WHILE = deferred(r"\b(?:until|as|while|where|so that|and)\b")
"""A way that tells more than where a camera goes."""
_FAR = deferred(r"\b(?:from|to|past|across|over|along|until|through)\b")
_THING_FOLLOWED = "(?:the|an?|its|this|that) "
"""How a thing is named that a camera goes along."""
_ENDS_AT = "to|into|onto|towards?|past|over|along|across|round|through|until|from|between|as|and"
"""How it goes on behind the side to which a camera turns with what it follows."""
_FOLLOWED = deferred(
    r" (?:(?:his|her|its|their|the|an?|this|that|these|those|one|both|two|three) |[A-Z]|(?:him|her|it|them)(?=[ .;:,]|$))"
)
"""What a camera follows, behind the verb."""
_A_LITTLE = deferred(
    r"(?: (?:up|down|in|back|left|right))? (?:only |just )?(?:a (?:little|touch|hair|fraction)|an inch|slightly|barely)\b"
)
"""How a way begins that is a short one."""
_WAY = deferred(r"[^,.;:“\"]*?(?=[,.;:]| (?:as|while|until|and) |$)")
_TO = deferred(r" (?:from|to|past|across|over|along|until|through|towards?|on|with|down|up)\b")
"""How a way begins that can stand behind how far and how fast a camera goes."""
_HOW = deferred(r" (?:with|in a) ")
"""Where the words for a move go on with how far and how fast."""
_LATER = deferred(
    r"\b[Tt]he camera [^.;:“\"]*?\b(?:pans (?:right|left)|tilts (?:up|down)|pushes in|pulls back)\b[^,.;:“\"]*?(?=[,.;:]| (?:as|while|until|and) |$)"
)
"""A camera that does something else before its move of the trade."""
_MEANWHILE = deferred(r"(\b[Tt]he camera [^.:“\"]*?\b([A-Z]{2,}(?: [A-Z]{2,})*)(?:['’]s)?[^.:“\"A-Z]*?) as (?:she|he) ")
"""Who does something while the camera comes to them."""
_PACED_WORDS = deferred(r"\b(?:slowly|gently|quickly|fast|handheld|tracks|holds)\b")
_PACED = deferred(r"慢|缓|快|猛|急|一点点|一寸|匀速|飞|掠")
_GOES_ON = deferred(
    r"((?:^|[，。；])镜头(?:穿过|越过|贴着|沿着|顺着|绕过)[^，。；：“”]*)，((?:一直|慢慢|缓缓|缓慢)*(?:推|拉|摇|移|升|降)[^，。；：“”]*)"
)
"""A camera that goes by something, and on."""
_SETTLES = deferred(
    r"((?:^|[，。；：])镜头[^，。；：“”]*?[摇移推拉升降])，(?:一直)?[停定落][在到]([^，。；：“”]+?)(?:不动)?(?=[，。；]|$)"
)
_ALONE = deferred(
    r"((?:^|(?<=[，。；]))镜头)(?=(?:从|顺着|沿着|跟着|随着|随(?!后|即)|向|往|贴着|越过|推|拉|摇|移|升|降)(?![^，。；]*(?:慢|缓|快|猛|急|一点点)))"
)
"""A clause that says that the camera moves, and not how fast."""
_TRAVELS = deferred(
    r"(^|[，。；：])(镜头[^，。；：“”]*?(?:[摇移推拉升降]|靠近|逼近)[^，。；：“”]*(?:，(?:[先停定落掠扫越经再]|最后|穿过)[^，。；：“”]*)*)(?=[，。；：]|$)"
)
_SHORTENED = deferred(
    r"(?:(?<=\b[MDSJ][Rr])|(?<=\b[MSLF][SsTt])|(?<=\b(?:M[Rr][Ss]|S[Gg][Tt]|R[Ee][Vv]|C[Oo][Ll]|G[Ee][Nn]|M[Aa][Jj]))|(?<=\b(?:P[Rr][Oo][Ff]|C[Aa][Pp][Tt])))\.(?= [A-Z])"
)
"""The stop of a title that is written short."""
_COMES_TO = deferred(r"(?:到|[停定落]在)(?![左右上下前后]$)([^，。；：“”到]{2,}?)(?:身上|处)?$")
"""What a camera comes to, at the end of what is said of it."""
_STOPS = deferred(r"(?:，(?:停稳|停住|停下来?|定住|不动)了?)+$")
"""That it stops there, told once more."""
_LEFT = deferred(r"[，；]+(?=[，。；：])|(?<=[。！？])[，；：]+")
_AT = deferred(r"(?<=[上下边里前后旁])：(?!“)")
"""Behind where something is, as a camera came to it."""
_BEGINS = deferred(r"[，；](?=镜头(?:从|顺|沿|跟|随(?!后|即)|向|往|贴|越|推|拉|摇|移|升|降|慢|缓|一直|一点))")
"""Before a clause about the camera."""
_REVEALS = deferred(
    r"((?:^|(?<=。))镜头[^。：，“]*(?:，(?:[先停定落掠扫越经直到又再露]|最后|穿过)[^。：，“]*)*)[：，](?!“|[先停定落掠扫越经直到又再露]|最后|穿过)"
)
"""A sentence about the camera, and behind its mark what it comes to."""
_QUOTES = deferred(r"“[^”]*”|\"[^\"]*\"")
_JOINED = deferred(
    r"(?:;|,? and|,? while|,) the camera (?=(?:slowly |gently )?(?:pushes|pulls|pans|tilts|tracks|follows|is handheld|holds))"
)
_BESIDE = deferred(
    r"(\bThe camera [^.:;“\"]*), and (?=(?:the|an?|his|her|its|their|they|he|she|it) )([a-z])", re.IGNORECASE
)
"""What somebody does in a sentence about the camera."""
_WHERE = deferred(r"(\bThe camera [^.:;“\"]*), where (?=(?:an?|the) )", re.IGNORECASE)
_OPENS = deferred(r"\b(The camera [^.:“\"]*): (?![“\"])")
_SENTENCE = deferred(r"[.。]\s*")


_FREE = {
    "words": deferred(
        r"\b[Tt]he camera (?!is\b|was\b|has\b|stays\b|holds\b|remains\b|stands\b|rests\b|waits\b|does\b)[a-z]+"
    ),
    "": deferred(
        r"(?:^|[，。；：、])(?:镜头|机位)(?:一直|慢慢|缓缓|缓慢|轻轻|贴着|贴地|跟着|跟在|随着?|顺着|沿着|从|往|向|朝|越过|穿过|逼|推|拉|摇|移|升|降|绕|压|掠|后退)"
    ),
}
"""A move of the camera in a picture, in any words."""


def in_camera(visual: str, language: Language) -> str:
    """A picture in which what the view does is what the camera does: The view climbs the stone."""
    if language.does("writing.words"):
        verbs = language.word("prompt.camera_verbs")
        visual = _AS_NOUN.sub(lambda found: f"{found[1]}he camera {_VERBS[found[2].lower()]} ", visual)
        visual = _FALLS.sub(
            lambda at: f"{at[1]}he camera {_VERBS['fall']}{f'{at[2]} and' if at[2] else ''}",
            _LOOKS.sub(r"\1\2he camera ", visual),
        )
        visual = _WIDENS.sub(r"\1he camera pulls back", visual)
        return re.sub(rf"\b([Tt])he view (?={verbs}\b)", r"\1he camera ", visual)
    for lay, trade in _TRADE:
        visual = lay.sub(trade, visual)
    return visual


_AS_NOUN = deferred(
    r"\b([Tt])he (push|pan|tilt|pull)(?:[- ](?:in|back|up|down|right|left))? (?:ends|stops|comes to rest|settles|rests) (?=on\b)"
)
_WIDENS = deferred(r"\b([Tt])he (?:view|picture|frame) (?:widens|opens out)(?= (?:over|to|from|until|past|across)\b)")
"""A view that takes in more, as a camera does that pulls back."""
_LOOKS = deferred(
    r"(\bT)he (?:look|lens) (?=(?:rises|climbs|travels|tilts|pans|pulls|pushes|tracks|glides|leaves|moves|wanders|sinks|drops|follows)\b)"
    r"|(\bT|(?<=; )t)he (?:picture|frame|view|shot|gaze) (?=(?:rises|climbs|travels|tilts|pans|tracks|glides|wanders|sinks) (?:past|over|along|across|down|up|from|to|through|between)\b)"
)
"""What looks, at the beginning of a sentence, as a camera does: nobody's look passes between two."""
_FALLS = deferred(r"\b([Tt])he view (?:falls|sinks)\b(?:( with [a-z]+,)(?= (?:it|they|he|she) ))?")
"""A view that goes down with something."""
_VERBS = {"push": "pushes in", "pan": "pans", "tilt": "tilts", "pull": "pulls back", "fall": "drops"}
"""A move told as a thing, and its verb: the push in ends on her hands."""
_TRADE = (
    (deferred(r"[，；](?:镜头)?(?:停住|停留|定住|定格|停)[一二两三半几]+秒(?:钟)?(?=[，。；]|$)"), ""),
    (deferred(r"(?<=镜头)([^，。；：“”]*?)(?:靠近|贴近|逼近|凑近)(?=[^，。；：“”]*[，。；：])"), r"\1推近"),
    (deferred(r"(?<=镜头)([^，。；：“”]*?)(?:往前|向前)(?:飞|走|移|去)?(?=[，。；：])"), r"\1向前推进"),
    (deferred(r"(?<=镜头)([^，。；：“”]*?)(?:往后|向后|后)?(?:退|撤)[开远后去]?(?=[，。；：])"), r"\1拉远"),
    (deferred(r"(?<=镜头)([^，。；：“”]*?)(?:升|爬)(?:上去|上来|高)(?=[，。；])"), r"\1上摇"),
    (deferred(r"(?<=镜头)([^，。；：“”]*?)(?:沉|降|落|滑)下去(?=[，。；])"), r"\1下摇"),
    (deferred(r"(?<=镜头)([^，。；：“”]*?)落(?:下来?)?到"), r"\1下摇到"),
    (deferred(r"(?<=镜头)([^，。；：“”]*?)[落降]下来?(?=[，。；])"), r"\1下摇"),
    (deferred(r"(?<=[，。；])([^，。；：“”]*?)越来越[大近](?:，最后停住)?，(?=[^，。；“”]*(?:占满|填满|充满))"), r"\1"),
)
"""Chinese words for a move that are none of the trade, and theirs; what grows because the camera comes near."""


def told_once(visual: str, filming: str, language: Language, *, plain: bool) -> tuple[str, str]:
    """(picture, camera) in which the move stands once: with its way in the camera's words, or where the picture shows things by it, there in the trade's words.

    `plain`: the camera's words are those of the tables alone, as they are told with how far and how fast.
    """
    whole = (
        _SHORTENED.sub("\N{ONE DOT LEADER}", visual) if language.does("writing.words") else visual
    )  # ends no sentence
    told, filmed = _told_once(whole, filming, language, plain=plain)
    return told.replace("\N{ONE DOT LEADER}", "."), filmed.replace("\N{ONE DOT LEADER}", ".")


def _told_once(visual: str, filming: str, language: Language, *, plain: bool) -> tuple[str, str]:
    """The same of a picture in which a stop ends a sentence and no short title."""
    marks = _MARKS.search(visual)
    head, tail = (visual[: marks.start()], visual[marks.start() :]) if marks else (visual, "")
    parts = _PART.split(filming)
    move = next((name for name, words in camera.MOVES.items() if parts[-1] in words[:2]), "static")
    if move == "static" or len(parts) < 2:
        return visual, filming
    if plain and not language.does("writing.words"):
        return f"{_shown(_settling(head))}{tail}", filming
    head = _parting(_settling(head), language)
    told, way = _apart(head, language) if language.does("writing.words") else _apart_unspaced(head, language)
    if len(told) < _LEAST or (plain and _WHILE.search(way)):
        told, way = head, ""
    if told == head:
        return _in_words(head, tail, filming, language, plain=plain)
    way = "" if plain or _BARELY.fullmatch(way) else _turned_once(parts[-1], way)
    if not language.does("writing.words"):
        way = way if not way or _PACED.search(way) else f"缓缓{way}"
        return f"{told}{tail}", "，".join([*parts[:-1], way]) if way else filming
    return f"{told}{tail}", f"{filming}{way}"


def _parting(text: str, language: Language) -> str:
    """An English picture in which somebody does more in the clause that says that the camera moves, and nothing of its way: while the camera draws back and they grow small."""
    if not language.does("writing.words"):
        return text
    verbs = language.word("prompt.camera_verbs")
    both = rf"(?:,? while|;|,? and|,) the camera (?:{verbs}) and (they|he|she|it|the [a-z]+) (?=[a-z])"
    return re.sub(both, lambda found: f". {found[1][0].upper()}{found[1][1:]} ", text)


def _settling(text: str) -> str:
    """A Chinese picture whose camera comes to rest in the clause that moves it: 镜头上摇，停在木牌上 -> 镜头上摇到木牌上."""
    return _SETTLES.sub(r"\1到\2", _GOES_ON.sub(r"\1\2", text))


def _apart(text: str, language: Language) -> tuple[str, str]:
    """(a picture without its words for the camera alone, where it goes): The camera closes in on her eyes."""
    verb, way = language.word("prompt.camera_verbs"), ""
    beside = re.compile(rf", the camera (?:{language.word('prompt.camera_beside')})[^,.;:]{{0,30}}(?=[,.;]|$)")
    alone = re.compile(
        rf"(?P<lead>^|(?<=[.;])\s+|, and | and |, |; )(?:while )?[Tt]he camera (?:{verb})(?P<way>(?: (?:on|towards?|to|after|past|over|from|into|with|along|for|until|as|while|between) [^.,;:\"“”]*)?)(?P<end>\s*(?:[.;]|$))"
    )
    follows = re.compile(
        rf"(?P<lead>^|(?<=[.;])\s+)[Tt]he camera follows (?P<thing>{_THING_FOLLOWED}[^.,;:\"“”]*?)(?:,? and (?:rests|stops|settles|holds|comes to rest))?(?P<end>\s*(?:[.;]|$))"
    )
    if found := alone.search(text) or follows.search(text):
        told = found.groupdict()
        way = f" following {told['thing']}" if told.get("thing") else found["way"].rstrip()
        joined = found["lead"].strip()  # to a sentence, whose end stays
        before = text[: found.start()].rstrip()
        behind = text[found.end() :] if joined else f" {text[found.end() :].lstrip()}"
        text = f"{before}{found['end'] if joined else ''}{behind}".strip()
        text = _BEGUN.sub(lambda letter: letter[0].upper(), text)
    return beside.sub("", text), way


def _apart_unspaced(text: str, language: Language) -> tuple[str, str]:
    """The same in a language without words between spaces: 镜头推近她的眼睛."""
    pieces = _CLAUSE.split(text)
    clauses = pieces[::2]
    pure, on = (tabled(language.word(f"prompt.camera_{key}")) for key in ("alone", "on"))
    for at, clause in enumerate(clauses):
        found = pure.match(clause)
        ends = next((n for n in range(at, len(clauses)) if 2 * n + 1 >= len(pieces) or pieces[2 * n + 1] == "。"), at)
        if found and not any(on.match(each) for each in clauses[at + 1 : ends + 1]):
            before, behind = "".join(pieces[: 2 * at]), "".join(pieces[2 * at + 2 :])
            stop = pieces[2 * at + 1] if 2 * at + 1 < len(pieces) else ""
            last = at == ends or stop == "；"
            before = f"{before.rstrip('，；')}{stop}" if last and not before.endswith("。") else before
            return f"{before}{behind}".rstrip("，；"), found["way"]
    return text, ""


def _in_words(head: str, tail: str, filming: str, language: Language, *, plain: bool) -> tuple[str, str]:
    """A picture that shows things by a move of the camera, in the trade's words for it, and the camera without it."""
    told = re.compile(rf"\b(?P<camera>[Tt]he camera) (?:{language.word('prompt.camera_verbs')})")
    found = (
        told.search(head)
        if language.does("writing.words")
        else tabled(language.word("prompt.camera_told")).search(head)
    )
    if found is None:  # a way of its own, in words that are in no table, is the move
        free = _FREE["words" if language.does("writing.words") else ""].search(head)
        if free and plain and (later := _LATER.search(head)):
            head = f"{head[: later.end()].rstrip()}{_amplitude(filming, head[later.start() : later.end()])}{_gap(head[later.end() :])}"
            return f"{head}{tail}", assets.composed(filming, language.code)
        return f"{head}{tail}", assets.composed(filming, language.code) if free and not plain else filming
    if language.does("writing.words"):
        head = _in_its_own(_traded(head, found, filming, language, plain=plain))
    else:
        head = _REVEALS.sub(r"\1。", _BEGINS.sub("。", _ALONE.sub(r"\1缓缓", head)))
    return _ended(head, tail, filming, language)


def _traded(head: str, found: re.Match[str], filming: str, language: Language, *, plain: bool) -> str:
    """An English picture with the trade's words for the move that was `found` in it; `plain`: how far and how fast it goes stands behind its way."""
    words, behind = assets.filmed(filming) if plain else assets.moved(filming, language.code), head[found.end() :]
    far = _FAR.search(behind[:80]) and not _A_LITTLE.match(behind)
    words = words.replace("small", "large") if far else words
    turns = re.search(r"follows|tracks", found[0]) and not re.match(r"follows|tracks", words)
    follows = turns and re.match(f" {_THING_FOLLOWED}", behind) is not None
    behind = f", following{behind}" if follows else f" with{behind}" if turns and _FOLLOWED.match(behind) else behind
    words = words.removesuffix(" along") if behind.startswith(" along ") else words
    for side in (" up", " down"):  # tilts down, down the wall
        behind = behind[len(side) :] if behind.startswith(f"{side} ") and f"{words} ".find(f"{side} ") > 0 else behind
    behind = _turned_once(words, behind)
    how, way = _HOW.search(words) if plain else None, _WAY.match(behind)
    goes_on = way and behind[way.end() : way.end() + 1] == "," and _TO.match(behind)  # past hats, crutches and a tuba
    if how and way and not goes_on and not follows:
        words, behind = words[: how.start()], f"{way[0].rstrip()}{words[how.start() :]}{behind[way.end() :]}"
    elif not plain and not _PACED_WORDS.search(words):
        words = f"slowly {words}"
    return f"{head[: found.start()]}{found['camera']} {words}{behind}"


def _turned_once(move: str, way: str) -> str:
    """What a camera follows without the side to which the words for its move turn it: tilts down, following the line (down) over the brow."""
    turned = re.search(r"\b(up|down|left|right)\b", move)
    twice = turned and re.match(rf"(,? (?:with|following) [^.;:,“\"]*?) {turned[1]}(?=[.;:,]|$| (?:{_ENDS_AT})\b)", way)
    return f"{twice[1]}{way[twice.end() :]}" if twice else way


def _ended(head: str, tail: str, filming: str, language: Language) -> tuple[str, str]:
    """(picture, camera) of which the picture tells the move; a last sentence about the camera is joined to the one before, as it would be read as the camera's words."""
    *_, last = (each for each in _SENTENCE.split(head) if each)
    if re.match(r"The camera |镜头", last):
        before = head.rstrip(" .。").removesuffix(last).rstrip()
        if before and before[-1] not in ".。":
            return f"{head}{tail}", filming
        if not before:
            alone = assets.composed(filming, language.code)
            return f"{head}{tail}", filming if language.does("writing.words") else alone
        head = f"{before[:-1]}{language.word('prompt.camera_joined')}{last[:1].lower()}{last[1:]}"
    return f"{head}{tail}", assets.composed(filming, language.code)


def _amplitude(filming: str, way: str) -> str:
    """How far and how fast a camera moves, in English; farther where its way tells from where to where."""
    _, sign, how = assets.filmed(filming).partition(" with ")
    return f"{sign}{how.replace('small', 'large') if _FAR.search(way) else how}"


def _gap(behind: str) -> str:
    """What goes on behind a clause, set off by a space where no mark stands before it."""
    return f" {behind}" if behind[:1].isalnum() else behind


def _shown(text: str) -> str:
    """A Chinese picture without its clause about the camera, of which what it comes to stays."""

    def found(clause: re.Match[str]) -> str:
        end = _COMES_TO.search(_STOPS.sub("", clause[2]))
        goes_on = clause.string[clause.end() : clause.end() + 1] in ("，", "：")
        if not (end and goes_on):
            return clause[1]
        return f"{clause[1]}{'' if end[1].endswith(tuple('上下里中内外')) else '露出'}{end[1]}"

    told = _AT.sub("，", _LEFT.sub("", _TRAVELS.sub(found, text))).strip("，；：")
    return told if len(told) >= _LEAST else text


def _in_its_own(text: str) -> str:
    """An English picture in which what a camera does is a sentence of its own: before it, behind the colon, and of whom it finds."""
    quoted = [(found.start(), found.end()) for found in _QUOTES.finditer(text)]

    def whole(at: re.Match[str]) -> str:
        return at[0] if any(start < at.start() < end for start, end in quoted) else ". The camera "

    text = _WHERE.sub(r"\1. There ", _JOINED.sub(whole, text))
    text = _BESIDE.sub(lambda found: f"{found[1]}. {found[2].upper()}", text)
    text = _MEANWHILE.sub(r"\1. \2 ", text)
    found = _OPENS.search(text)
    if found and not any(start < found.start() < end for start, end in quoted):
        behind = text[found.end() :]
        text = f"{text[: found.end(1)]}. {behind[:1].upper()}{behind[1:]}"
    return text


def in_english(filming: str) -> str:
    """A camera's words in English, where each of them is one of the tables; else as they are."""
    known = {
        words[at]: words[1]
        for table in (camera.SIZES, camera.ANGLES, camera.MOVES)
        for words in table.values()
        for at in range(len(CODES))
    }
    parts = _PART.split(filming)
    return ", ".join(known[each] for each in parts) if all(each in known for each in parts) else filming
