"""A board as its prompts tell it: what happens in sentences that a picture can show, looks without what passes. Nothing that is spoken is touched.

Prompts are made from it and held against it, so that both know one board.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from storyboard import marks, names, speech, timeline
from storyboard.cast import roles
from storyboard.cast.ages import NUMBERS, age
from storyboard.cast.looks import is_noun, nouns, read_appearance
from storyboard.cast.portraits import plain
from storyboard.cast.said import is_of_looks
from storyboard.languages import Language
from storyboard.lettering import capitals_in_marks, figures_in_marks, in_marks, seen_words
from storyboard.model import Board, Character, Shot
from storyboard.patterns import deferred, tabled

_SENTENCE = deferred(
    r"(?<=[。！？!?])\s*|(?<=[.])(?<!\b[MD][RrSs]\.)(?<!\b[Mm][Rr][Ss]\.)(?<!\b[SJ][TtRr]\.)\s+(?=[A-Z“\"(])"
)
_QUOTES = "“”", "「」", "『』", "（）", "()"
_STRAIGHT = '"'
_BRACKETED = deferred(r"[（(][^（()）]*[）)]")
_LARGE = deferred(
    r"(?P<before>\b(?i:screen|display|sign|banner|label|caller id|notification|headline|poster|plaque|badge|placard|card|note|headstone|marquee|name ?tag)\b[^:.!?\n“\"]{0,20}:\s|\b(?i:capitals|handwriting|writes|written|scrawls|scrawled)\b[^:.!?\n“\"]{0,60}: |\b(?i:the (?:names?|words?|letters|initials|number)) )"
    r"(?P<words>(?=[^a-z\n]*[A-Z]{2})[A-Z0-9](?:[A-Z0-9 &,/’'.:–—-]*[A-Z0-9])?)(?=[.!?]|\s*$)"
)
"""Words in capitals behind what they are read on: On the screen: DANI'S MUM."""
_READING = deferred(
    r"(?P<before>\b(?:reading|saying|lettered|painted with|marked|inscribed) )(?P<words>(?=[^a-z,\]]*[A-Z]{2})[A-Z0-9][A-Z0-9 &/’'.:–—-]*[A-Z0-9!?])(?=[,;\].]|$)"
)
"""The same of a thing that a place has: a banner reading HEAVIEST WINS."""
_CALLED_UP = deferred(
    r"(?P<before>(?:[写刻印绣]着[^：:。，,“”]{0,6}字|来电显示|屏幕(?:上)?(?:显示|亮起|弹出|跳出)?|备注(?:名)?|手机(?:上)?显示)[：:])(?P<words>[^“”「」『』《》【】\"。，,！？!?；\s]{1,16})(?=[。，,！？!?；\n]|$)",
    needs="示幕备字",
)
"""The same in Chinese: 来电显示：周总."""
_PAGE = deferred(
    r"(?P<page>账[页本册簿]|簿[子册]|[信书]页|信纸|日记|病历|诊断书|遗书|契[约书]|合同|照片背面|背面|公告|名[册单]|卷宗|奏折|字据|[借欠]条|药方|木牌|布条|车票|收据|清单|地图|告示|横幅|招牌|牌匾|墓碑|车牌)(?:的?特写|(?<=[^示幅牌匾碑]))(?=[：:][“「『])"
)
"""A thing with words on it that are quoted behind a colon, as if it spoke."""
_PAGE_EN = deferred(
    r"(?P<page>(?i:\b(?:ledger|page|diary|journal|logbook|will|contract|file|report|list|map|inscription|engraving|back|receipt|certificate)))(?=: [“\"])"
)
_DENIED = deferred(r"(?<![要还可岂若是])不是[^，,。；！？“”「」是]{1,8}[，,](?:而)?是", needs="是")
"""What is not seen, told before what is: 里面不是金银,是一本账册."""
_HIDDEN = deferred(
    r"\bWe (?:do not|don['’]t|never|cannot|can['’]t) (?:quite )?see (?:h(?P<whose>is|er)) face\b", needs="W"
)
"""A face that is not to be seen, as a picture can show it."""
_SAID_SO = deferred(r"(?:嘴上|嘴里)(?:虽然?|这么|那么)?[^，,。；“”]{0,6}[，,]\s*(?:却|可|但|心里却)", needs="嘴")
"""What somebody says of it, before what they do."""
_CALLED = deferred(r"[“\"]([^“”\"]+)[”\"]|「([^「」]+)」", needs='”"」')
"""What a place is called, which is not read there: LONG-HAUL VESSEL "PATIENCE"."""
_ALONE = deferred(r"\A(?:“[^“”]+”|「[^「」]+」|『[^『』]+』|\"[^\"\n]+\")[.。]?\Z", needs='”」』"')
"""An action of nothing but words that are read."""
_STATE = deferred(
    r"(?P<comma>[，,]\s*)?(?:state \([^()]*\b(?:off|undone)\)|状态（[^（）]*(?:脱[下了掉]|没穿|未穿)[^（）]*）)",
    needs="s状",
)
"""What somebody is said to have on who has it off."""
_STATED = deferred(
    r"【此时：(?P<name>[^，】]+)(?:，[^】]*?)?(?P<told>，状态（(?P<state>[^（）]*)）)[^】]*】|\[Now: (?P<who>[^,\]]+)(?:, [^\]]*?)?(?P<word>, state \((?P<how>[^()]*)\))[^\]]*\]",
    needs="[【",
)
"""Who is said to be in a state."""
_EMPTY = deferred(r"[，,]?\s*(?:\[Now: [^,\]]+\]|【此时：[^，】]+】)", needs="[【")
_SPOTLESS = deferred(
    r"\b(?:immaculate|spotless|pristine|crisp|good|best|nice|smart|cheap|expensive|clean|neat|freshly[- ]pressed|neatly[- ]pressed|brand[- ]new) (?=[a-z])|(?:一尘不染|干干净净|干净|崭新|整洁|笔挺|平整)的?(?=[\u4e00-\u9fff])"
)
"""How clothes are until something befalls them."""
_WORD = deferred(r"[a-z]+")
_FINITE = deferred(r"\b(?:is|are|was|were|has|have|had|can|will|does|do)\b|['’]s \w+ing\b", re.IGNORECASE)
"""A verb beside those, which makes a sentence whole."""
_BEGUN = deferred(
    r"(?=[A-Z])(?P<lead>(?:(?:And|Then|Now|Finally|Suddenly),? )?(?:[A-Za-z]+ly,? )?)(?P<verb>[A-Za-z]+[sS])\b"
)
"""How a sentence begins: Then, bravely, answers."""
_ONE_THING = deferred(r"(?:The|An?) (?P<what>(?:[a-z-]+ ){0,2}?[a-z-]+[a-rt-z]) (?P<verb>[a-z]+s)\b")
"""A sentence about one thing that does something."""
_PLURAL = deferred(
    r"(?:lights|fires|guards|marks|nails|rows|boards|cooks|parks|hands|cries|screams|shouts|laughs|steps|waves|drops|tears|calls|shows|knocks|rings|backs|signs|falls|looks|shakes|tips|paces|blocks|loads|packs|rests|cuts|places|rides|drives|sweeps|stands|points|kicks|hits|sets|counts|clears|gathers|draws|sighs|smiles|coughs|gasps|sobs|whispers)",
    re.IGNORECASE,
)
"""Verbs that are as often things."""
_OBJECT = deferred(
    r"\s+(?:the|an?|his|her|their|it|him|them|himself|herself|at (?:the|his|her|him|it|an?)|down|back|over|away|off|round|around|into|towards?|straight|again|\w+ly)\b",
    re.IGNORECASE,
)
_ONWARDS = deferred(
    r"\s+(?:the|an?|his|her|their|its?|him|them|himself|herself|up|down|out|off|in|into|onto|on|at|to|from|for|over|through|round|around|back|away|with|past|towards?|forward|inside|aside|along|across|under|behind|beside|again|as|and|then|straight|one|two|something|nothing|everything|\w+ly)\b|\s*[.,;!?:“]|\s*$",
    re.IGNORECASE,
)
"""What stands behind a verb."""
_ENGRAVED = deferred(
    r"\b(?:engraved|inscribed|written|printed|carved|scratched|stamped)[.:]?\Z|(?:刻着|写着|印着)(?:一行字|几个字|字)?[。：:]?\Z"
)
"""How an action ends before what is read on its thing."""
_INSERT = deferred(r"\A(?:INSERT|Insert)\s*[-–—:]\s*(?P<first>\w)", needs="I")
"""A script's word for a close picture, which the camera's words say."""
_SHORT = 60
"""Characters of an inscription, at most."""
_NEAR = 3
"""Shots before one whose people may be meant in it."""
_BAREFOOT = deferred(r"赤脚|光脚|赤足|\bbarefoot\b|\bbare feet\b", needs="脚足b")
_SHOD = deferred(
    r"、[^、（）]*[鞋靴履]子?(?=[、）])|(?:,| and)? (?:(?!and )[a-z-]+ )*(?:shoes|boots|sneakers|sandals|slippers)(?=,| and |\))",
    needs="鞋靴履s",
)
"""What nobody has on bare feet."""
_ONE_OF = (
    deferred(
        r"[、，][^、，（）]*[帽笠盔]子?(?=[、）])|(?:,| and| with) (?:(?!and )[a-z-]+ )*(?:hat|cap|helmet|bonnet|beanie)(?=,| and |\))",
        needs="帽笠盔hcb",
    ),
    deferred(
        r"[、，][^、，（）]*[鞋靴履]子?(?=[、）])|(?:,| and| with) (?:(?!and )[a-z-]+ )*(?:shoes|boots|sneakers|sandals|slippers|heels)(?=,| and |\))",
        needs="鞋靴履s",
    ),
)
"""Things of which somebody has on one alone."""
_FOREIGN = deferred(
    r"(?<=[，、])(?:[^，、（）]*(?:[他她](?:的|肩上|身上|腿上)?|透过|剪开|撕下|掀起|解开|浸透|染红|沾满)的?|[身肩]上的?)(?=[^，、（）他她]{0,6}[衣裳服袍衫裙裤甲褂袄氅蓑])",
    needs="他她透剪撕掀解浸染沾身肩",
)
"""What stands before a garment and is none of it: 剪开她肩上衣裳, 血透过蓑衣."""
_CLOSING = frozenset('"”」』)）]】')
"""What ends a quotation or a bracket that is open."""


def filmable(board: Board, naming: names.Naming) -> Board:
    """The board with words to be read in quotation marks, a subject in each sentence of a language that wants one, pauses done, and no looks that pass."""
    told: list[Shot] = []
    for shot in board.shots:
        near = [each for each in told[-_NEAR:] if each.location == shot.location]
        shot = replace(shot, visual=_lettered(shot.visual, naming), action=_lettered(shot.action, naming))
        shot = replace(shot, action=_of_trade(shot.action, naming))
        visual = _undone(shot, told[-1].visual if told else "", naming.language)
        place = _CALLED.sub(lambda found: found[1] or found[2], shot.location)
        said = _unstated(visual)
        visual = _unheard(said, shot.dialogue.role, naming)
        role = shot.dialogue.role
        beside = any(role in marks.without(each.visual) for each in near)  # who is out of frame, and no unseen voice
        shot = _from_off(shot, naming.language, beside=beside) if visual != said else shot
        action = _action(shot, near, naming)
        shot = replace(shot, action=action, visual=visual, location=place)
        told.append(replace(shot, visual=f"{visual}{_as_they_are(shot, told, naming)}"))
    people = {name: _lasting(character) for name, character in board.character_setting.items()}
    return replace(board, shots=tuple(_backdrop(told)), character_setting=people)


def _backdrop(shots: Sequence[Shot]) -> Iterator[Shot]:
    """Shots whose places have no words on their things that other shots show: a banner that is backdrop is to be no sign."""
    texts = dict.fromkeys(text for shot in shots for text in seen_words(f"{marks.without(shot.visual)}\n{shot.action}"))
    for shot in shots:
        look = marks.set_of(shot.visual)
        plain = look
        for text in texts:
            plain = plain.replace(f" reading “{text}”", "").replace(f" saying “{text}”", "")
        yield replace(shot, visual=shot.visual.replace(look, plain)) if plain != look else shot


def _as_they_are(shot: Shot, before: Sequence[Shot], naming: names.Naming) -> str:
    """The mark of how a speaker who is not in the picture was dressed last at this place and hour: they are called by what they have on; empty where the picture shows or tells them."""
    role, known = shot.dialogue.role, {each.name for each in marks.versions(shot.visual)}
    if not role or role in known or role not in naming.characters or role in marks.without(shot.visual):
        return ""
    here = (each for each in reversed(before) if (each.location, each.time) == (shot.location, shot.time))
    last = next((now for each in here for now in marks.versions(each.visual) if now.name == role), None)
    return marks.write_change(replace(last, state=""), naming.language.code) if last and last.clothes else ""


def _lettered(text: str, naming: names.Naming) -> str:
    """A text in which a name that stands written on something stands in quotation marks: what is read is nobody."""
    head = marks.without(text)  # what is marked behind a picture tells of people by their names
    head, tail = (head, text[len(head) :]) if text.startswith(head) else (text, "")
    head, tail = capitals_in_marks(figures_in_marks(head)), _READING.sub(r"\g<before>“\g<words>”", tail)
    return f"{in_marks(head, ((start, end) for start, end, _ in names.matches(head, naming)))}{tail}"


def _of_trade(action: str, naming: names.Naming) -> str:
    """An English action in which the only one who is called by a trade is so in small letters too: The judge takes off her glasses, of JUDGE. The fixed words for how a line is heard stay."""
    if not naming.language.does("writing.words"):
        return action
    told = speech.delivery_of(action)[1]
    fixed, action = action.removesuffix(told), told
    single = (name for name in naming.characters if re.fullmatch(r"[A-Z]{4,}", name))
    trades = [name for name in single if roles.is_role(name) and not (is_noun(name) or names.are_group(name, naming))]
    for name in trades:
        if not re.search(rf"\b(?:an?|another|two|three|several|other|the other) {name.lower()}", action, re.I):
            action = _outside(re.compile(rf"\b[Tt]he {name.lower()}\b(?!-)(?! (?:of|in|on|at|with)\b)"), name, action)
    return f"{fixed}{action}"


def sentences(text: str) -> list[str]:
    """The sentences of a text, quotations and brackets whole."""
    found, at = list[str](), 0
    for cut in [*(each.end() for each in _SENTENCE.finditer(text)), len(text)]:
        told, rest = text[at:cut].strip(), text[cut:].lstrip()[:1]
        if told and not (rest and (_open(told) or rest in _CLOSING)):
            found.append(told)
            at = cut
    return found


def _open(text: str) -> bool:
    """Whether a quotation or a bracket begins in a text that does not end there."""
    return text.count(_STRAIGHT) % 2 == 1 or any(text.count(pair[0]) > text.count(pair[1]) for pair in _QUOTES)


def _undone(shot: Shot, before: str, language: Language) -> str:
    """A picture without the state of somebody who comes to it by what happens in it: a bandage that is being tied."""
    visual, donning = shot.visual, tabled(language.word("prompt.donning"), re.IGNORECASE)
    for each in _STATED.finditer(shot.visual):
        name, state = each["name"] or each["who"], each["state"] or each["how"]
        shared = any(state[at : at + 2] in shot.action for at in range(len(state) - 1) if state[at : at + 2].isalpha())
        words = any(word in shot.action for word in re.findall(r"[a-z]{4,}", state))
        new = name not in before or state not in before
        if new and donning.search(shot.action) and (words if language.does("writing.words") else shared):
            visual = visual.replace(each[0], _EMPTY.sub("", each[0].replace(each["told"] or each["word"], "")))
    return visual


def _unheard(visual: str, role: str, naming: names.Naming) -> str:
    """A picture without the clause that its speaker is not in it: the line says so, and a picture tells what is seen."""
    said = naming.language.word("staging.told.heard").format(role)
    return re.sub(rf"[，,；;]?\s*{re.escape(said)}", "", visual) if role else visual


def _from_off(shot: Shot, language: Language, *, beside: bool) -> Shot:
    """A shot whose line is heard from off by the words of its picture, with that before its action: over the telephone where somebody has one at the ear. Nothing is said of who stands `beside` the frame."""
    phone = tabled(language.word("prompt.at_the_ear"), re.IGNORECASE).search(marks.without(shot.visual))
    if speech.delivery_of(shot.action)[0] or (beside and not phone):
        return shot
    said = speech.DELIVERY[language.code]["phone" if phone else "offscreen"]
    return replace(shot, action="\n".join(filter(None, (said, shot.action))))


def _unstated(visual: str) -> str:
    """A picture in which nobody is said to wear what they have off."""
    bare = _STATE.sub("", visual)
    return visual if bare == visual else _EMPTY.sub("", bare)


def _lasting(character: Character) -> Character:
    """Somebody whose clothes are told without how clean they are, without deeds that cling to them, and with one hat at most."""
    looks = character.appearance
    at = max(looks.find("clothes ("), looks.find("衣服（"))
    if at < 0 or read_appearance(looks) is None:
        return character
    bare = looks[:at] + _FOREIGN.sub("", _SPOTLESS.sub("", looks[at:]))
    bare = _SHOD.sub("", bare) if _BAREFOOT.search(bare) else bare
    for kind in _ONE_OF:
        for start, end in reversed([each.span() for each in kind.finditer(bare, at)][1:]):
            bare = f"{bare[:start]}{bare[end:]}"
    return replace(character, appearance=bare) if bare != looks and read_appearance(bare) else character


def _action(shot: Shot, near: Sequence[Shot], naming: names.Naming) -> str:
    """The action of a shot, line by line."""
    here, lines, done = names.dressed(shot, naming), list[str](), ""
    orders = tabled(naming.language.word("prompt.returns"), re.IGNORECASE)
    action = (
        naming.language.word("prompt.reads").format(f"“{shot.action.strip()}”")
        if _inscribed(shot, near)
        else shot.action
    )
    action = _INSERT.sub(lambda head: head["first"].upper(), timeline.without_captions(action))
    for line in written(action, naming.language).split("\n"):
        around = ("", "")
        if _BRACKETED.fullmatch(line.strip()):
            if shot.dialogue.text and _tells_looks(line.strip()[1:-1], naming.language.code):
                continue
            if shot.dialogue.text:
                lines.append(_paused(line, shot, naming))
                continue
            around, line = (line.strip()[0], line.strip()[-1]), line.strip()[1:-1]
        told = [each for each in sentences(line) if not orders.fullmatch(each.rstrip(".:。："))]
        for at, sentence in enumerate(told):
            whole = _verbal(_untitled(_unkin(sentence, naming), here, shot.visual), naming)
            told[at] = _subjected(_measured(whole, shot, near, naming), done, near, naming, shot.visual)
            done += f" {told[at]}"
        told = [each for each in told if each]
        if told or not line.strip():
            lines.append(f"{around[0]}{naming.language.word('writing.between').join(told)}{around[1]}")
    return "\n".join(lines)


def _tells_looks(told: str, language: str) -> bool:
    """Whether a direction behind a cue tells how old and how dressed the speaker is, which stands with their looks: （24岁，工装）."""
    items = [item.strip() for item in re.split("[，,、;；]", told) if item.strip()]
    return any(age(item, bare=True) is not None for item in items) and all(plain(item, language) for item in items)


def _inscribed(shot: Shot, near: Sequence[Shot]) -> bool:
    """Whether an action is what stands on the thing of the shot before, where that says that something is engraved or written there."""
    before = near[-1].action.rstrip() if near else ""
    bare = shot.action.strip()
    quoted = any(mark in bare for mark in '“”"「」')
    return (
        bool(bare) and not quoted and not shot.dialogue.text and len(bare) <= _SHORT and bool(_ENGRAVED.search(before))
    )


def written(action: str, language: Language) -> str:
    """An action in which words that are read stand in quotation marks, and pages say that they stand written there; what stands in such marks is left."""
    action = _ALONE.sub(lambda line: language.word("prompt.reads").format(line[0]), action)
    for pattern, told in (
        (_HIDDEN, r"H\g<whose> back is turned to us"),
        (_SAID_SO, ""),
        (_LARGE, r"\g<before>“\g<words>”"),
        (_CALLED_UP, r"\g<before>“\g<words>”"),
        (_DENIED, "是"),
        (_NTH_SHOT, r"第\g<nth>声枪响"),
        (_IN_PHOTO, r"\g<told>，\g<thing>里是"),
        (_IN_PHOTO_EN, r"\g<told>; the \g<thing> shows "),
    ):
        action = _outside(pattern, told, action)
    for pages in (_PAGE, _PAGE_EN):
        action = pages.sub(lambda page: language.word("prompt.bears").format(page[1]), action)
    return action


_NTH_SHOT = deferred(r"(?:^|(?<=[。！？!?\n]))\s*第(?P<nth>[一二三四五六七八九])枪(?=[。！!]|$)")
"""A shot by its number alone, which is heard: 第二枪。"""
_IN_PHOTO = deferred(
    r"(?P<told>(?P<thing>照片|相片|合影|合照|画像|遗像)(?![里上中内])[^，。！？：:“”]{2,12})[：:](?=\s*[^“”「『【\s])"
)
_IN_PHOTO_EN = deferred(
    r"(?P<told>\b(?P<thing>photo(?:graph)?|snapshot|portrait)\b (?!of\b)[^.:;!?“”\"]{3,40}): (?=[A-Z])"
)
"""What is done with a photograph, before the colon behind which stands whom it shows: 把一张照片贴上仪表盘：七岁的小北."""


def _outside(pattern: re.Pattern[str], told: str, text: str) -> str:
    """A text with a pattern replaced outside of quotations."""
    quoted = [match.span() for match in names.QUOTED.finditer(text)]
    found = [each for each in pattern.finditer(text) if not any(a < each.end() and each.start() < b for a, b in quoted)]
    for each in reversed(found):
        text = f"{text[: each.start()]}{each.expand(told)}{text[each.end() :]}"
    return text


def _paused(line: str, shot: Shot, naming: names.Naming) -> str:
    """A pause in brackets before a line as what the speaker does: （沉默片刻）, (beat)."""
    pause = tabled(naming.language.word("prompt.pause"), re.IGNORECASE).fullmatch(line.strip())
    delivery = speech.delivery_of(shot.action)[0]
    if pause is None or delivery or shot.dialogue.role not in naming.characters:
        return line
    told = naming.language.word("prompt.paused").format(shot.dialogue.role)
    return f"{told}{naming.language.word('prompt.stop')}"


_BEFORE_NAME_ZH = deferred(r"(?:^|(?<=[。！？；，,\s]))(?P<word>[\u4e00-\u9fff]{2,4})$")


_KIN_BEFORE_EN = deferred(
    r"(?:\b[Hh]is|\b[Hh]er|\b[Tt]heir|(?<![A-Za-z])[A-Z]{2,}['’][sS]) (?:(?:old|elder|older|younger|little|only|eldest|youngest|twin|late|young) ){0,2}(?:(?:grand|step|god)?(?:father|mother|son|daughter)|(?:grand)?child|dad|mum|mom|brother|sister|husband|wife|uncle|aunt|nephew|niece|cousin|boyfriend|girlfriend|fiancée?|assistant|secretary|neighbour|neighbor|friend|colleague),? $"
)


def _unkin(line: str, naming: names.Naming) -> str:
    """A line without what somebody is to others, or by trade, right before their name: 妻子王芳端着豆浆; her grandson ALFIE."""
    kin = tabled(naming.language.word("prompt.kin_before"))
    for start, _, name in reversed(list(names.matches(line, naming))):
        if name in naming.characters and (
            of_kin := _KIN_BEFORE_EN.search(line[:start]) or _noun_before(name, line[:start], naming)
        ):
            line = f"{line[: of_kin.start()]}{line[start:]}"
            continue
        said = _BEFORE_NAME_ZH.search(line[:start]) if name in naming.characters else None
        if said and (kin.fullmatch(said["word"]) or roles.is_role(said["word"])):
            line = f"{line[: said.start()]}{line[start:]}"
    return line


_NOUN_BEFORE_EN = deferred(
    r"(?:^|(?<=[\s(]))(?:an?|the|another) (?:young |old |little |small )?(?P<noun>[a-z]+), $", re.I
)


def _noun_before(name: str, before: str, naming: names.Naming) -> re.Match[str] | None:
    """What anybody of somebody's age and sex may be called, before their name and a comma: a boy, TAHAR, 8, is hugging a goat."""
    told = _NOUN_BEFORE_EN.search(before) if naming.language.does("writing.words") else None
    looks = read_appearance(naming.characters[name].appearance) if told else None
    return told if told and looks and told["noun"].lower() in {*nouns(looks), *_ANY_NOUN} else None


_ANY_NOUN = ("child", "kid", "youth", "teenager", "toddler", "baby")


def _untitled(sentence: str, naming: names.Naming, visual: str) -> str:
    """A sentence without what stands with somebody's looks anyway, between commas behind their name: OMAR (30), groom, in a suit; DANI, in a red coat. Empty where nothing is left but somebody whom the picture shows."""
    if not naming.language.does("writing.words"):
        return sentence
    for start, end, name in reversed(list(names.matches(sentence, naming))):
        if surname := re.match(r" [A-Z][A-Za-z'’-]+(?= \(\d|,)", sentence[end:]):
            sentence = f"{sentence[:end]}{sentence[end + surname.end() :]}"
        bracket = re.match(r"\s*\(([^()]*)\)", sentence[end:])
        if bracket and _only_looks(name, bracket[1], naming):
            sentence = f"{sentence[:end]}{sentence[end + bracket.end() :]}"
        behind = re.sub(r"^\s*\([^()]*\)", "", sentence[end:])
        body = behind.partition(";")[0].rstrip(" .")
        first, *clauses = re.split(r",(?= )", body)
        if first.strip():
            continue
        kept = [each for each in clauses if not known_look(name, each.strip().casefold(), naming)]
        alone = body == behind.rstrip(" .")
        if (
            not kept
            and alone
            and clauses
            and not sentence[:start].strip()
            and name in names.found(marks.without(visual), naming)
        ):
            return ""
        if len(kept) < len(clauses):
            comma = "" if not kept or _runs_on(kept, clauses) else ","
            sentence = f"{sentence[: len(sentence) - len(behind)]}{comma}{','.join(kept)}{behind[len(body) :]}"
    return sentence


_DENIED_EN = re.compile(r"(?:no|without) (?:an? )?[a-z-]+", re.I)


def _only_looks(name: str, told: str, naming: names.Naming) -> bool:
    """Whether a bracket behind a name tells hair and clothes alone, which stand with the looks: MICKY (red hair, braces, no shirt)."""
    items = [item.strip() for item in told.split(",")]
    looks = any(known_look(name, item.casefold(), naming) for item in items)
    return looks and all(
        age(item, bare=True) is None and (plain(item, "en") or _DENIED_EN.fullmatch(item) is not None) for item in items
    )


_ABSOLUTE = deferred(
    r" (?:an?|the|his|her|their|its|one|both|no) |[^,]* (?:too|half|still) | (?:head|face|chin|eyes?|hands?|fists?|arms?|legs?|feet|knees?|back|shoulders?|hair|mouth|sleeves?) "
)
"""How an apposition begins that stays one where it is the last: one shoe split at the toe, head inside the bell."""


def _runs_on(kept: Sequence[str], clauses: Sequence[str]) -> bool:
    """Whether the first of some clauses follows its name without a comma, once looks between them are gone: it is what somebody does, or where they are."""
    word = (_WORD.search(kept[0].casefold()) or [""])[0]
    if is_of_looks(word):
        return False
    if re.match(rf" {word}\b", kept[0]) and word.endswith("s"):
        return True
    last = len(kept) == 1 and kept[0] is clauses[-1]
    return word == "and" or (last and not word.endswith("ing") and not _ABSOLUTE.match(kept[0]))


_YEARS = deferred(
    rf"(?:now |already |just |only |about |around )?(?:aged )?(?:(?:early |mid |late )?\d\d?s?|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
)
"""How old somebody is, between commas."""
_HEADS = deferred(r"(?:(?:clean[- ])?sha(?:ved|ven)|bald)(?: head)?")
_ACTING = deferred(
    r"(?!string|wedding|evening|morning|riding|swimming|walking|running|working|boxing|dancing|sleeping|fishing)\w+(?:s|ing)"
)
"""How a clause of what somebody does begins: string vests are worn."""
_OVER = deferred(r" (?:over|under|and|with) ")
_SLIGHT = frozenset("a an the his her their in with of hair".split())


def known_look(name: str, clause: str, naming: names.Naming) -> bool:
    """Whether a clause tells how old somebody is, what they are by trade or kin, or nothing but hair and clothes that stand with their looks."""
    if name not in naming.characters:
        return False
    if (
        roles.is_role(re.sub(r"^(?:the|an?) ", "", clause).upper())
        or _YEARS.fullmatch(clause)
        or re.fullmatch(rf"the [a-z]+|{naming.language.word('prompt.inner')}", clause)
    ):
        return True
    looks = read_appearance(naming.characters[name].appearance)
    if looks is None:
        return False
    hair = frozenset(_WORD.findall(f"{looks.hair_colour} {looks.hair_style}".casefold())) | _SLIGHT
    words = frozenset(_WORD.findall(clause))
    if re.fullmatch(rf"{re.escape(looks.hair_colour.casefold())}-haired", clause):
        return True
    if (words - _SLIGHT and words <= hair) or (_HEADS.fullmatch(clause) and _HEADS.match(looks.hair_style)):
        return True
    mine = f"{looks.clothes_colour} {looks.clothes_style}".casefold()
    return all(_is_worn(each, mine) for each in _OVER.split(clause))


def _is_worn(clause: str, mine: str) -> bool:
    """Whether a clause is a garment that some clothes have."""
    worn = re.fullmatch(r"(?:(?:in|wearing|dressed in) (?:(?:an?|the|his|her) )?|an? |his |her |)([a-z' -]+)", clause)
    words = worn[1].split() if worn else []
    acts = len(words) > 1 and _ACTING.fullmatch(words[0]) is not None and not is_of_looks(words[0])
    last = words[-1] if words and not acts else "bare feet" if clause == "barefoot" else ""
    return bool(last) and re.search(rf"\b{re.escape(last)}\b", mine) is not None


def _verbal(sentence: str, naming: names.Naming) -> str:
    """A sentence of one person with a verb: Beside her DANI, eating crisps -> Beside her DANI is eating crisps."""
    people = list(names.matches(sentence, naming))
    if len(people) != 1 or not naming.language.does("writing.words"):
        return sentence
    _, end, _ = people[0]
    doing = re.search(
        r",(?= (?!(?:some|any|no|every)?thing\b|during\b|evening\b|morning\b)[a-z]+ing\b)", sentence[end:]
    )
    at = end + doing.start() if doing else end
    verbs = any(word in _verbs(naming.language) for word in _WORD.findall(sentence.casefold()))
    if doing is None or verbs or _FINITE.search(sentence) or re.search(r"\b[a-z]+s\b", sentence[end:at]):
        return sentence
    direct = not re.sub(r"\([^()]*\)", "", sentence[end:at]).strip()
    return f"{sentence[:at]}{' is' if direct else ', is'}{sentence[at + 1 :]}"


def _subjected(sentence: str, done: str, near: Sequence[Shot], naming: names.Naming, visual: str) -> str:
    """A sentence that begins with a verb, with who does it before that: whoever did something last, here or in the shots before."""
    verb = _BEGUN.match(sentence)
    if verb is None or verb["verb"].casefold() not in _verbs(naming.language):
        return sentence
    if names.found(sentence[: verb.end()], naming) or _things(verb["verb"], sentence[verb.end() :]):
        return sentence
    if _of_thing(done, naming):
        return f"{verb['lead']}{'it' if verb['lead'] else 'It'} {sentence[verb.start('verb')].lower()}{sentence[verb.start('verb') + 1 :]}"
    who = _doer(done, naming)
    spoken_of = re.findall(r"(?:^|[.!?]\s+)(He|She|They)\b", done.strip())
    subject = _he(who, naming) if who else spoken_of[-1].lower() if spoken_of and spoken_of[-1] != "They" else ""
    subject = subject or who or next(filter(None, (_doer(each.action, naming) for each in reversed(near))), "")
    seen = names.found(visual, naming)
    subject = subject or (seen[0] if len(seen) == 1 else "")
    if not subject:
        return sentence
    rest = sentence[verb.start("verb") :]
    subject = subject if verb["lead"] or subject in naming.characters else subject[:1].upper() + subject[1:]
    return f"{verb['lead']}{subject} {rest[:1].lower()}{rest[1:]}"


def _of_thing(done: str, naming: names.Naming) -> bool:
    """Whether the last sentence is about one thing, which goes on: The needle climbs. Stops."""
    last = next(reversed(sentences(done.strip())), "")
    thing = _ONE_THING.match(last)
    if thing is None or names.found(last, naming):
        return False
    return thing["verb"] in _verbs(naming.language) and not any(is_noun(word) for word in thing["what"].split())


@lru_cache(4)
def _verbs(language: Language) -> frozenset[str]:
    """Verbs with which a sentence without a subject begins."""
    return frozenset(language.word("prompt.subjectless").split("|"))


def _things(word: str, behind: str) -> bool:
    """Whether a word that could be a verb is a plural by what stands behind it: Lights flicker, Hands in the dark."""
    after = _OBJECT if _PLURAL.fullmatch(word) else _ONWARDS
    return after.match(behind) is None


def _measured(sentence: str, shot: Shot, near: Sequence[Shot], naming: names.Naming) -> str:
    """A sentence of no more than how far something reaches, in a picture of nobody, with whoever the shots before show: Collar to knee."""
    if not tabled(naming.language.word("prompt.reaching")).fullmatch(sentence.strip()) or names.found(
        shot.visual, naming
    ):
        return sentence
    who = next((name for each in reversed(near) for name in names.found(f"{each.action}\n{each.visual}", naming)), "")
    if not who:
        return sentence
    told = naming.language.word("prompt.there").format(who)
    return f"{told}: {sentence[:1].lower()}{sentence[1:]}"


def _doer(action: str, naming: names.Naming) -> str:
    """Who begins the last sentence of an action that begins with somebody's name."""
    found = ""
    for sentence in sentences(action):
        first = next(names.matches(sentence, naming), None)
        own = first is not None and re.match(r"['’]s?\b", sentence[first[1] :]) is None
        found = first[2] if first and own and first[0] == 0 else found
    return found


def _he(name: str, naming: names.Naming) -> str:
    looks = read_appearance(naming.characters[name].appearance) if name in naming.characters else None
    return {"male": "he", "female": "she"}.get(looks.sex if looks else "", "")
