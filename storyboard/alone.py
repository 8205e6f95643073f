"""A director's shot as somebody understands it who sees its clip alone: nothing of other clips, nobody by a pronoun or another word, no bare letters, a style that can be seen."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from storyboard import marks, names
from storyboard.cast.looks import kind_of, read_appearance
from storyboard.languages import Language
from storyboard.languages.scenery import hour
from storyboard.lettering import seen_words
from storyboard.model import Looks, Shot
from storyboard.patterns import deferred, tabled

_NO_NOUN = "(?:at|in|on|to|from|with|by|for|and|or|as|of|off|out|up|down|over|into|away|back|again|then|while|until|before|after|who|that|a|an|the|come|go|enter|arrive|vanish|disappear|eat|breathe|speak|write|bring|carry|get|climb|follow|sit|stay)"
_PRONOUNS = {
    "male": deferred(r"(?<![A-Za-z])(?:(?P<own>[Hh]is)(?= [a-z])|[Hh]im|[Hh]e)(?![A-Za-z'’])"),
    "female": deferred(
        rf"(?<![A-Za-z])(?:(?P<own>[Hh]er)(?= (?!{_NO_NOUN}\b)(?![a-z]+ly(?:[,.;]|$| and ))[a-z])|[Hh]er|[Ss]he)(?![A-Za-z'’])"
    ),
    "男": deferred(r"(?<![其吉])他(?P<own>(?!))?(?![们俩自人])"),
    "女": deferred(r"她(?P<own>(?!))?(?![们俩自])"),
}
"""By sex, how somebody is spoken of; `own`: whose something is."""
_CHILD = 14
"""Years from which on nobody is a child."""
_TIES = frozenset(("a", "an", "and", "in", "of", "over", "the", "under", "with"))
_FEWEST = 2
"""Characters of words on a thing, at least."""
_NEAR = 24
"""Shots before one among which somebody may be meant."""


def alone(shots: Sequence[Shot], naming: names.Naming) -> tuple[Shot, ...]:
    """The shots of a director's board, each as it is understood by itself."""
    language = naming.language
    bare = [marks.without(shot.visual) for shot in shots]
    written = {words for shot, own in zip(shots, bare, strict=True) for words in seen_words(f"{own}\n{shot.action}")}
    shown = [names.found(own, naming) for own in bare]
    told = []
    for at, shot in enumerate(shots):
        head, tail = split(shot.visual)
        here, first = names.dressed(shot, naming), max(0, at - _NEAR)
        near = [
            name
            for each, people in zip(shots[first:at], shown[first:at], strict=True)
            if each.location == shot.location
            for name in people
        ]
        head = _antecedent(_here(head, language), shot, near, here)
        head, now = _labelled(head, near, here, _as_before(shots[first:at], shot))
        here, tail = (
            (names.dressed(replace(shot, visual=f"{tail}{now}"), naming), f"{tail}{now}") if now else (here, tail)
        )
        head = _joined(head, here)
        head = _verbal(_said_once(_worn_once(head, here), here), here)
        style = _seen(shot.style_tags, language)
        place = tabled(language.word("places.again")).sub("", shot.location)
        visual = f"{head}{_unlettered(tail, written, language)}"
        told.append(replace(shot, visual=visual, style_tags=style, location=place))
    return tuple(told)


def split(visual: str) -> tuple[str, str]:
    """(the words of a picture, the marks of a board behind them)."""
    bare = marks.without(visual)
    return (visual[: len(bare)], visual[len(bare) :]) if visual.startswith(bare) else (visual, "")


def timed(time: str, people: Iterable[str], language: Language) -> str:
    """An hour without what no picture shows of it, in brackets behind it: a flashback, whose year it was, that nobody knows it; what denies daylight stands alone: day (under the ice, no daylight)."""
    noted = tabled(language.word("places.noted")).search(time)
    if noted is None:
        return time
    none, dark = (tabled(language.word(f"places.{key}")) for key in ("untimely", "dayless"))
    every = [part.strip() for part in re.split(r"[，,]", noted[0].strip(" ()（）"))]
    kept = [part for part in every if not (none.search(part) or any(name in part for name in people))]
    lasting = [part for part in kept if not ((told := hour(part)) and told.same)]
    kept = lasting or kept  # "moments later" says nothing to who has seen no other clip
    if kept == every and not dark.search(noted[0]):
        return time
    said = language.word("writing.comma").join(kept)
    if not kept or dark.search(said):
        return said or time[: noted.start()]
    return f"{time[: noted.start()]}{noted[0].replace(noted[0].strip(' ()（）'), said)}"


def _here(head: str, language: Language) -> str:
    """A picture without what it says of a moment that another clip shows; as it is where nothing would be left."""
    quoted = [found.span() for found in names.QUOTED.finditer(head)]
    out = head
    for row in language.words("prompt.other_clips"):
        pattern, _, said = row.partition(" => ")
        for found in reversed(list(re.finditer(pattern, out))):
            if not any(start < found.start() < end for start, end in quoted):
                out = f"{out[: found.start()]}{found.expand(said)}{out[found.end() :]}"
        quoted = [found.span() for found in names.QUOTED.finditer(out)]
    out = out.strip(" ，；")
    if language.does("writing.capitals"):
        out = f"{out[:1].upper()}{out[1:]}"
    return out if len(out) * 2 > len(head) else head


def _antecedent(head: str, shot: Shot, near: Sequence[str], naming: names.Naming) -> str:
    """A picture in which nobody is first spoken of by a pronoun who is not in it: the one person of that sex whom the place has seen so far, by a noun."""
    here = {*names.found(head, naming), *([shot.dialogue.role] if shot.dialogue.text else [])}
    for sex, pronouns in _PRONOUNS.items():
        known = [name for name in dict.fromkeys(near) if _sex(name, naming) == sex]
        if len(known) != 1 or any(_sex(name, naming) in ("", sex) for name in here):
            continue
        quoted = [found.span() for found in names.QUOTED.finditer(head)]
        found = next((one for one in pronouns.finditer(head) if not any(a < one.start() < b for a, b in quoted)), None)
        owns = "'s" if found and found["own"] else ""
        if found and _SOMETHING.search(_unnamed(head[: found.start()], naming)):
            continue
        if found and head[: found.start()].rstrip()[-1:] in (*".!?。！？", "") and len(here) == 1:
            head = f"{head[: found.start()]}{next(iter(here))}{owns}{head[found.end() :]}"  # who is there begins it
        elif found:
            noun = names.bare_noun(read_appearance(naming.characters[known[0]].appearance), naming)
            noun = f"{noun[:1].upper()}{noun[1:]}" if found[0][0].isupper() else noun
            head = f"{head[: found.start()]}{noun}{owns}{head[found.end() :]}"
    return head


_SOMETHING = deferred(r"\b[A-Z]{3,}\b| \([^()]{8,}\)|（[^（）]{6,}）")
"""Somebody without an entry, in capitals, or an animal or a thing told by its looks: a pronoun behind it may be its own."""


def _unnamed(text: str, naming: names.Naming) -> str:
    """A text without the names of people that have an entry."""
    for start, end, _ in reversed(list(names.matches(text, naming))):
        text = f"{text[:start]}{text[end:]}"
    return text


def _as_before(earlier: Iterable[Shot], shot: Shot) -> dict[str, marks.Now]:
    """Who was otherwise in the shots of a place and hour before one, each as they were last told there."""
    same = (each for each in earlier if (each.location, each.time) == (shot.location, shot.time))
    return {now.name: now for each in same for now in marks.versions(each.visual)}


def _labelled(head: str, near: Sequence[str], naming: names.Naming, before: Mapping[str, marks.Now]) -> tuple[str, str]:
    """(a picture whose only child is called by one word, the mark of how that one is): the boy, 孩子; where it has none, the only one whom the place has seen so far, at the age they had there."""
    children, now = [name for name in names.found(head, naming) if _is_child(name, naming)], ""
    if not children:
        then = replace(naming, characters=names.changed(naming.characters, before))
        children = [name for name in dict.fromkeys(near) if _is_child(name, then)]
        now = (
            marks.write_change(before[children[0]], naming.language.code) if children and children[0] in before else ""
        )
        naming = then
    if len(children) != 1:
        return head, ""
    word = naming.language.word(f"prompt.child_{'girl' if _sex(children[0], naming) in ('female', '女') else 'boy'}")
    if tabled(naming.language.word("prompt.children")).search(head):
        return head, ""
    height = tabled(naming.language.word("prompt.child_height"))
    there = children[0] in names.found(head, naming)
    quoted, bare = [found.span() for found in names.QUOTED.finditer(head)], head
    for found in reversed(list(re.finditer(word, head))):
        clause = re.split(r"[，。；：]", head[: found.start()])[-1]
        there_yet = there and children[0] not in clause  # 从亮亮肩后孩子的高度: nobody twice
        told = there_yet or not height.match(head, found.end())
        if told and not any(start < found.start() < end for start, end in quoted):
            head = f"{head[: found.start()]}{children[0]}{head[found.end() :]}"
    return head, now if head != bare else ""


def _joined(head: str, naming: names.Naming) -> str:
    """A picture whose people are set off from what is told of them: the CROWD, a long thin line; 他的布衫; a group without clothes that its entry tells."""
    for _, end, name in reversed(list(names.matches(head, naming))):
        looks, behind = (
            read_appearance(naming.characters[name].appearance) if name in naming.characters else None,
            head[end:],
        )
        if looks is None:
            continue
        if naming.language.does("writing.words") and kind_of(looks) == "group":
            behind = _unclad(behind, looks.clothes_style)
            behind = f",{behind}" if re.match(r" an? ", behind) else behind
        else:
            behind = behind.removeprefix("们") if kind_of(looks) == "group" else _GARMENT.sub("的", behind)
        head = f"{head[:end]}{behind}"
    return head


def _worn_once(head: str, naming: names.Naming) -> str:
    """A Chinese picture without clauses that tell no more than what somebody in it wears: their looks tell it."""
    looks = [
        read_appearance(naming.characters[name].appearance)
        for name in names.found(head, naming)
        if name in naming.characters
    ]
    clothes = [f"{each.clothes_colour}{each.clothes_style}" for each in looks if each and kind_of(each) == "person"]
    at = 0
    while clothes and (found := _WEARS.search(head, at)):
        at = found.end()
        if any(found["what"] in each for each in clothes):
            head = f"{head[: found.start()]}{found['who'] or ''}{head[found.end() :]}"
            at = found.start()
    return head


def _said_once(head: str, naming: names.Naming) -> str:
    """A picture that does not say itself, right beside somebody, what their looks tell: BETTINA's shaved head and gray smock; 戴草帽的大梅."""
    for start, end, name in reversed(list(names.matches(head, naming))):
        looks = read_appearance(naming.characters[name].appearance) if name in naming.characters else None
        if looks is None or kind_of(looks) != "person":
            continue
        told = f"{looks.hair_colour} {looks.hair_style} {looks.clothes_colour} {looks.clothes_style}"
        before, behind = head[:start], head[end:]
        worn, clad = _OWN_BEFORE.search(before), _OWN_CLOTHES.match(behind)
        behind = _OWN_AGE.sub("", behind)
        while (own := _OWN_ASIDE.match(behind)) and _is_told(own, looks):
            behind = behind[own.end() :]
            behind = behind if _OWN_ASIDE.match(behind) else behind.removeprefix(",")
        if worn and worn["what"] in told:
            before = before[: worn.start()]
        elif (shade := _OWN_SHADE.search(before)) and shade["shade"] in told and shade["what"] in told:
            before = before[: shade.start()]
        if clad and re.search(rf"\b{clad['what']}\b", looks.clothes_style):
            behind = behind[clad.end() :]
        elif (bare := _BARE_HEAD.match(behind)) and _NO_HAIR.search(told):
            behind = f"{bare[1]}{behind[bare.end() :]}"
        head = f"{before}{head[start:end]}{behind}"
    return head


_OWN_BEFORE = deferred(r"(?:[穿戴披裹系围扎背]|头戴|身穿)着?(?:一[条件顶身双])?(?P<what>[^，。；：“”的他她]{2,8})的$")
"""What somebody wears, before their name."""
_OWN_ASIDE = deferred(
    r"^, (?:(?P<bare>bald|bearded)|(?P<hair>[a-z]+)-haired|in (?:the|his|her|an?) (?:(?P<shade>[a-z]+) )?(?P<worn>[a-z]+))(?=,)"
)
"""Hair or a garment of somebody, behind their name and between commas."""
_OWN_AGE = deferred(
    r"^, (?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)(?:-[a-z]+)?|[a-z]+teen|eight|nine|ten|eleven|twelve|\d\d?)(?= ?,)"
)
"""How old somebody is, behind their name and between commas."""
_OWN_SHADE = deferred(r"(?P<shade>[灰黑白红青蓝黄绿紫褐])(?P<what>袍|衣|衫|裙|袄|帽|裤|褂|氅|披风|斗篷)的$")
"""The colour of what somebody wears, before their name: 灰袍的."""
_OWN_CLOTHES = deferred(
    r"['’]s? (?:[a-z-]+ ){0,2}(?:head|hair|face) and (?:[a-z-]+ ){0,3}(?P<what>[a-z-]+)(?=, (?:both|one|two|her|his|their|a|the|red|white|[a-z]+ing) |[.;])"
)
"""Behind a name, no more than the head and a garment of somebody, before what they do or how they stand."""
_BARE_HEAD = deferred(r"(['’]s? )(?:shaved|shaven|bald|hairless) (?=(?:head|scalp|skull)\b)")
_NO_HAIR = deferred(r"\b(?:shav(?:ed|en)|bald)\b")


def _is_told(own: re.Match[str], looks: Looks) -> bool:
    """Whether somebody's looks tell what a picture says of them right behind their name."""
    hair, clothes = f"{looks.hair_colour} {looks.hair_style}", f"{looks.clothes_colour} {looks.clothes_style}"
    if own["worn"]:
        return all(re.search(rf"\b{each}\b", clothes) for each in (own["worn"], own["shade"]) if each)
    return re.search(rf"\b{own['bare'] or own['hair']}", hair) is not None


def _verbal(head: str, naming: names.Naming) -> str:
    """An English picture in which a sentence about somebody who is no more than somewhere has a verb: BETTINA's face between two bars, looking left."""
    if not naming.language.does("writing.words"):
        return head
    people = list(names.matches(head, naming))
    for at, (start, end, name) in reversed(list(enumerate(people))):
        stops = [found.end() for found in _ENDS.finditer(head, 0, start)]
        begins = stops[-1] if stops else 0
        closes = _ENDS.search(head, end)
        sentence = head[begins : closes.start() if closes else len(head)]
        listed = head[:begins].rstrip().endswith(";") or _TWO.search(sentence)
        if listed or (at and people[at - 1][0] >= begins) or _verbs_in(sentence):
            continue
        be = "are" if names.are_many(name, naming) else "is"
        behind = head[end : closes.start() if closes else len(head)]
        found = _SOMEWHERE.match(behind) if start == begins else None
        if found and not (
            found["part"] and found["part"].endswith(_SEVERAL) and _PLAIN_VERB.match(behind, found.end())
        ):
            several = "are" if found["part"] and (" and " in found["part"] or found["part"].endswith(_SEVERAL)) else be
            head = f"{head[: end + found.end('part') if found['part'] else end]} {several} {found['rest']}{head[end + found.end() :]}"
        elif _FROM.fullmatch(head[begins:start]) and _ABSOLUTE.match(behind):
            many = re.match(r"['’]s? [a-z -]+ and ", behind)
            head = f"{head[:start]}{'are' if many else be} {head[start:]}"
    return head


def _verbs_in(sentence: str) -> bool:
    """Whether a sentence may have a verb that tells what somebody does or is."""
    return _VERB.search(_NOUNS.sub(" ", sentence)) is not None


_ENDS = deferred(r"[.!?;:]\s+")
_TWO = deferred(r"\band [A-Z]{2,}")
"""Somebody else of whom the same verb tells."""
_SEVERAL = (
    "hands",
    "eyes",
    "feet",
    "fingers",
    "arms",
    "shoulders",
    "lips",
    "legs",
    "knees",
    "boots",
    "shoes",
    "fists",
    "palms",
)
_PLACES = "between|behind|beside|against|under|among|above|below|near|in|at|on|by|across|over|beyond|before|inside|through|along|past|close|deep|half"
_SOMEWHERE = deferred(
    rf"(?P<part>['’]s? (?:[a-z-]+ ){{0,3}}?(?:face|head|profile|back|hands?|eyes|feet|fingers|arms?|shoulders?|lips|legs|boots|fists?|palms?|figure|silhouette)(?: and (?:[a-z-]+ ){{0,2}}(?:hands?|shoulders?|arms?|chest|face))?)?(?:,)? (?P<rest>(?:{_PLACES}|turned|lit|pressed|lowered|raised|bent)\b)"
)
"""Somebody, or a part of them, and where that is."""
_PLAIN_VERB = deferred(
    r"[^.;:,“\"]*? (?:hold|grip|clutch|clasp|grasp|hang|rest|lie|stand|sit|close|open|lift|raise|lower|reach|come|go|fall|drop|sink|rise|tremble|shake|stay|keep|carry|press|pull|push|turn|move|slide|slip|spread|fold|touch|stroke|cover|steady|work|tie|twist|wring|count|search|fumble|meet|part|follow|look|stare|gleam|shine|swing|dangle|dig|tear|take|lay|set|put|let|draw|frame|support|cradle|point)(?![a-z'’-])"
)
"""What several parts of somebody do, in the clause that tells where they are: hands in the right foreground hold the oar."""
_FROM = deferred(rf"(?i:{_PLACES}|far)\b[^.;:“\"]*, ")
_ABSOLUTE = deferred(r"(?:['’]s? [a-z -]+)?, (?:(?:both|one|two|her|his|their) [a-z]|[a-z]+ing\b|[a-z]+ light\b)")
"""Behind somebody, how they stand: both hands round the bars."""
_NOUNS = deferred(
    r"\b(?:both|two|one|three|four|his|her|their|its|the|a|an|small|thin|bare|black|white|red|gr[ae]y|wet|open|of|in|on|with|from|at|round|under|behind|between|against)(?: (?!(?:left|right|centre|center|front|rear|back|once|last|first|least)\b)[a-z-]+)? (?:hands|lights|eyes|looks|bars|steps|stands|holds|turns|rings|marks|backs|shoulders|stripes|waves|shadows|points|falls|rises|walls|lines)\b"
)
"""Words that could be verbs and are things here."""
_VERB = deferred(
    r"\b(?:is|are|was|were|has|have|had|can|will|does|do|may|must|(?!(?:eye)?lashes\b|branches\b|benches\b|crutches\b|torches\b|dishes\b|bushes\b|ashes\b|glasses\b|dresses\b|boxes\b|matches\b|inches\b)[a-z]+(?:sh|ch|ss|x|zz)es|(?!(?:across|this|his|its|hers|as|is|us|always|perhaps|towards|backwards|sideways|upwards|downwards|less|glass|brass|dress|grass|across|cross|face|bars|hands|eyes|lips|shoulders|arms|legs|feet|fingers|stripes|coals|flames|folds|edges|boards|stones|bricks|tiles|panes|windows|doors|walls|shadows|lights|lamps|papers|letters|sheets|clouds|trees|leaves|waves|boots|shoes|gloves|sleeves|cuffs|lockers|shelves|stairs|steps|ropes|chains|rails|reeds|logs|tins|cans|crates|boxes|sacks|barrels|sparks|drops|others|men|bells|braids|plaits|curls|brows|cheeks|tears|knees|fists|palms|knuckles|elbows|figures|shapes|people|soldiers|children|women)\b)[a-z]+[a-rt-z]s)\b"
)


_WEARS = deferred(
    r"(?:(?<=[，。；])|^)(?P<who>[他她])?(?:头上|身上|脚上|腰间|腰上|颈上)?(?:裹|穿|系|戴|披|扎|包|围)着?(?:一[条件顶身双])?(?P<what>[^，。；：“”的他她]{3,})，(?![他她])"
)
"""A clause that says what somebody wears, before another about them."""


def _unclad(behind: str, clothes: str) -> str:
    """What stands behind a group without clothes that its entry has, where they end: in kettle helmets."""
    worn = re.match(r" in ((?:[a-z-]+ ){0,3}[a-z-]+)\b", behind)
    words = worn[1].split() if worn else []
    most = next((n for n in range(len(words), 0, -1) if " ".join(words[:n]) in clothes), 0)
    ends = most and words[most - 1] not in _TIES and words[most : most + 1] != ["and"]
    return behind[len(f" in {' '.join(words[:most])}") :] if ends else behind


def _is_child(name: str, naming: names.Naming) -> bool:
    looks = read_appearance(naming.characters[name].appearance) if name in naming.characters else None
    return looks is not None and kind_of(looks) == "person" and looks.age < _CHILD


def _sex(name: str, naming: names.Naming) -> str:
    """Somebody's sex; empty where they are several, or nobody knows it."""
    looks = read_appearance(naming.characters[name].appearance) if name in naming.characters else None
    return looks.sex if looks and kind_of(looks) == "person" else ""


_MEMORY = deferred(
    r"^(?:flashback|flash-?forward|memory|dream|present|闪回|回忆|梦境|现实|现在)(?:[:：]\s*|$)", re.IGNORECASE
)
"""Of a style, when a shot plays."""
_KEY = deferred(r"^(low|high)[- ]key$", re.IGNORECASE)
"""Of a style, a light by half its name."""
_GARMENT = deferred(r"\A(?=[\u4e00-\u9fff]{0,4}(?:衫|袍|衣|裤|马甲|夹克|外套|围裙|旗袍|西装|褂)的)(?![的在把穿])")
"""Behind somebody, what they have on and whose it is: 他灰布长衫的胸口."""
_COUNTED = deferred(
    r"[，, ]*(?:state \((?:two|three|four|five|six|seven|eight|nine|ten|several|some) of them\)|状态（[一二两三四五六七八九十几]+个?人?）)"
)
"""How many of a group are there, which the picture says itself."""
_EMPTY = deferred(r"\[Now: [^,\]]+\]|【此时：[^，】]+】")


def _unlettered(tail: str, written: Iterable[str], language: Language) -> str:
    """What a place looks like without the words on its things, which shots of them show, and people without their number: 小屋漆87号水井房."""
    if (bare := _COUNTED.sub("", tail)) != tail:
        tail = _EMPTY.sub("", bare)
    for words in written:
        if len(words) >= _FEWEST and words in tail:
            around = language.word("prompt.lettered").format(re.escape(words))
            tail = re.sub(around, "", tail)
    return tail


def _seen(style: str, language: Language) -> str:
    """A style without what is neither light nor colour nor texture nor lens: motion, 压迫仰角."""
    comma = language.word("writing.comma")
    none, look = (tabled(language.word(f"prompt.style_{key}"), re.IGNORECASE) for key in ("none", "look"))
    parts = [_KEY.sub(r"\1-key light", told) for part in style.split(comma) if (told := _MEMORY.sub("", part))]
    return comma.join(
        part for part in parts if ":" in part or "：" in part or look.search(part) or not none.search(part)
    )
