"""Where a camera stands, told with the camera: a sentence without a verb before or behind a director's picture, which is no part of what is seen."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from storyboard import camera as framing
from storyboard import names
from storyboard.cast.looks import kind_of, read_appearance
from storyboard.languages import Language
from storyboard.patterns import deferred, tabled

_STOPS = {
    True: deferred(r"(?<=[.!?])(?<!\b[MD][RrSs]\.)(?<!\b[Mm][Rr][Ss]\.)(?<!\b[SJ][TtRr]\.)\s+"),
    False: deferred(r"(?<=[。！？])"),
}
"""Where sentences part, in a language with words between blanks and in one without."""
_LEAST = 12
"""Characters that are left of a picture, at least."""
_LONGEST = {True: 90, False: 32}
"""Characters of such a sentence, at most."""
_CAPTION = deferred(r"[，,；;。.]?\s*(?:Caption: |字幕：)[“「].*\Z", re.DOTALL)
_SPOTS = deferred(
    r"(?:; [^.;:“\"]+? (?:in|on) the [a-z ]{0,30}of the frame(?:, [^.;:“\"]+?)?)+\s*\Z|(?:；[^，。；：“”]+?在画面(?:左侧|右侧|中央)(?:前景|深处)?(?:，[^。；：“”]+?)?)+\Z"
)
"""Who else is where, behind a picture."""
_SPOT = deferred(r"[;；] ?([^.;:“\"，。；：”]+?) ?((?:in|on) the [a-z ]{0,30}of the frame[^;]*|在画面[^；]*)")
"""One of them, and where."""
_BARE = deferred(r"(?!(?:the|an?|his|her|their|its|some|all|two|three|several)\b)[a-z]")
"""Who is called by a word without an article: crowd."""
_MANY = deferred(r"\b(?:people|men|women|children|police|[a-z]+[^su\W]s)$")
_WHO = deferred(r"(?<=^at )(?:An?|The|His|Her|Their|[A-Z][a-z]+(?= (?:height|level)\b))\b")
"""Whose or what height it is, behind a word that was put before it."""
_LENS = deferred(r"^(?:the )?lens(?= (?:on|at|in|under|behind|close|just|right)\b)")
_OPTICS = deferred(
    r"^(?:an? )?(?P<lens>(?:very )?(?:long|short|wide|wide-angle|telephoto|macro|\d+ ?mm) lens)(?:,? (?=from|across|over|through|down|along|past)|$)"
)
"""A lens that a picture is taken with, before where the camera stands: long lens from the dark shed."""
"""A lens and where it is, which is no sentence behind what the view is."""
_FOCUS = {
    True: deferred(
        r"(?:;(?: and| then)?|, (?:and|then)) (?:the )?focus (?P<how>(?:goes|slides|moves|shifts|jumps|lifts|pulls|racks|travels|sinks|comes forward|finds)\b[^.;,“\"]*)(?P<joins>, (?:and|who) |; |(?=\.|$))"
    ),
    False: deferred(
        r"[，；](?P<how>焦点(?:慢慢|缓缓)?(?:[移落转拉][到向在][^，。；“”]+|移过去))(?P<joins>[，；]|(?=。|$))"
    ),
}
"""Where a focus goes, within a sentence about others; how it is joined to what goes on."""
_INTO_FOCUS = deferred(r",? (?:while|as) (?:the|an?|his|her|their) [a-z -]+? comes? into focus(?=[.;])")
"""What comes into focus while somebody does something."""
_SAYS_FOCUS = deferred(r"焦点|\bfocus (?:goes|going|from|jumps|slides)")
_POSED = deferred(
    r"(?<=[a-z] )(?=(?:kneeling|sitting|seated|standing|crouching|lying|sleeping|dying|running|fallen|wounded|waiting|weeping) [A-Z]{2})"
)
"""Before how somebody is whose name has no article: from beside kneeling CALEB."""
_FULL = deferred(r"，[^，]*占满[^，]*\Z")
"""What fills a picture, behind where its camera stands."""
_RELATIVE = deferred(r"(?<!\AFrom) \b(?:who|whom|that|which|what|where|until|while|when)\b[^,;:“\"]*")
"""A clause of what a sentence names, whose verb is not its own: from the kite to the man who takes it."""
_LEADS = frozenset(
    "the a an his her its their my our this that these those two three four five both all some one no of in on at to from with by past over under between behind beside before "
    "into onto through along across up down against around round above below beneath beyond towards toward near for and or as out off inside outside".split()
)
"""Words behind which a thing is named and no deed."""
_SEVERAL = deferred(
    r"\b(?:the|his|her|their|two|three|all|[A-Za-z]+['’]s) (?:[a-z-]+ )?[a-z]+[a-rt-z]s (?:of the [a-z]+ )?(?:now |still |slowly )?([a-z]+)\b"
)
"""Several, and what may be their deed: the horns answer."""
_NOUNS = frozenset("back rest right left level light step hand mark sign set lead cros board row place los".split())
"""Deeds that are things or ways too."""
_SUBJECTS = frozenset("he she it they we i there".split())
_PLACING = deferred(
    r"(?:(?:Slowly|Steeply|Slightly|Slantwise|Sideways|Straight|Diagonally|Obliquely|Close|Low|High|Level|Staggered|Framed|Half|Wide|Tight|Right|Left|Boot-high|[A-Z][a-z]+-high)\b"
    r"|(?:From|To|In|On|Over|Past|Towards?|Along|Across|At|Through|Under|Between|Behind|Beside|Before|Into|Out|Down|Up|Against|By|Round|Around|Above|Below|Onto|With|Following|Backing|Back)\b"
    r"|[A-Z][A-Za-z’'-]*(?: [a-z’'-]+){0,5}? (?:as|before|between|above|below|beside|against|in|at|under|over|behind|across|large in|small in) )[^.;:“\"]*"
)
"""How a note on where something is begins."""
_PRONOUN = {
    True: deferred(
        r"\b(?:(?P<own>(?:his|their)(?= [a-z])|her(?= (?!(?:at|in|on|to|from|with|by|for|and|or|as|of|off|out|up|down|over|into|away|back|again|then|while|until|before|after|across|along|through|past|towards?|onto|under|between|against|beside|behind|beyond|above|below|around|round|near|so|where|an?|the)\b)[a-z]))|him|her|them|he|she|they)\b"
    ),
    False: deferred(r"[他她](?P<own>(?=的|[胸手脸背肩头腰身面眼]))?们?"),
}
"""Somebody in it whom nobody named; `own`: whose something is."""


def apart(head: str, filming: str, naming: names.Naming, *, plain: bool) -> tuple[str, str]:
    """(a picture without marks of a board, camera): the sentence about where the camera is stands before how it moves; one that tells of a move goes, as the camera's own words have it.

    Beside words of the tables alone, which are `plain`, it stays behind the picture as a sentence of its own.
    """
    language = naming.language
    if shown := _CAPTION.search(head):  # words laid over a picture stand behind it, whatever else does
        left, filming = apart(head[: shown.start()], filming, naming, plain=plain)
        return f"{left.rstrip(' .。')}{shown[0]}", filming
    if beside := _SPOTS.search(head):
        left, filming = apart(head[: beside.start()], filming, naming, plain=plain)
        return f"{_ended(left, language)}{_spotted(beside[0], left, naming)}", filming
    words, comma = language.does("writing.words"), language.word("writing.comma")
    left, view, noted = _told_apart(_without_told(_without_tail(head, language), language), language)
    opens = tabled(language.word("prompt.viewpoint_opens")).match(left)
    if opens and len(left) - opens.end() >= _LEAST and not plain:  # who is seen stands first
        left, view = left[opens.end() :], view or opens[0].strip(" ,，").removeprefix("镜头")
        left = f"{left[:1].upper()}{left[1:]}" if words else left
    elif opens and view:
        return left, filming
    if noted:
        view = "" if plain else _new(view, left, language)
    *framed, move = re.split(r"[，,]\s*", filming)
    stands = _height(view, language)
    view = _POSED.sub("the ", _whose(stands or view, left, naming)) if words else _whose(stands or view, left, naming)
    view = view.removeprefix("镜头")
    framed = [each for each in framed if not (stands and each in framing.ANGLES["eye"][:2])]
    view = view if stands else _again(view, framed)
    view = "" if _same_thing(view, framed, words=words) else view
    ways = [language.word(f"prompt.viewpoint_{key}") for key in ("goes", *(["way"] if plain else []))]
    goes = any(re.match(way, view, re.IGNORECASE) for way in ways)
    if not framed or not view or goes or view in filming:
        return left, filming
    view = _FULL.sub("", _small(view, words=words)) if "占满" in left else _small(view, words=words)
    if plain:
        view = _LENS.sub(language.word("prompt.viewpoint_lens"), view)
        view = _OPTICS.sub(lambda each: f"through a {each['lens']} ", view).strip() if words else view
        return f"{_ended(left, language)}{language.word('prompt.viewpoint_is').format(view)}", filming
    return left, comma.join([*framed, view, move])


def going(head: str, filming: str, naming: names.Naming) -> str:
    """Where a camera that moves goes, by the sentence about it in a picture, as it stands behind the word for its move: tilt up, from the belt to her shoulder; empty where it stays, or nobody knows whose shoulder it is."""
    language = naming.language
    head = _SPOTS.sub("", _CAPTION.sub("", head))
    left, view, noted = _told_apart(_without_told(_without_tail(head, language), language), language)
    view = _new(view, left, language) if noted else view
    *_, move = re.split(r"[，,]\s*", filming)
    moves = (name for name, words in framing.MOVES.items() if move in words[:2])
    moving = next(moves, "static") != "static"
    found = tabled(language.word("prompt.viewpoint_joins")).fullmatch(view) if moving else None
    if found is None or (found["back"] and not tabled(language.word("prompt.viewpoint_before")).fullmatch(move)):
        return ""
    return _small(_whose(view, left, naming), words=language.does("writing.words"))


def gone(filming: str, way: str, language: Language) -> str:
    """A camera whose move says where it goes, unless it does by other words."""
    if not way or way.casefold() in filming.casefold():
        return filming
    if language.does("writing.words"):
        return f"{filming} {way}"
    comma = language.word("writing.comma")
    joins = tabled(language.word("prompt.viewpoint_joins"))
    ways = [each for each in way.split(comma) if joins.fullmatch(each)]
    stands = [each for each in way.split(comma) if each not in ways]  # where it is stands before how it moves
    *framed, move = filming.split(comma)
    ways = [*ways[:-1], _in_one(move, ways[-1])] if ways else []
    return comma.join([*framed, *stands, *([] if ways and _OWN_MOVE.search(ways[-1]) else [move]), *ways])


_OWN_MOVE = deferred(r"(?<![转位])移|滑(?!雪|板)|拉[开远]|推[近进到]|[上下]摇|扫过|掠过|升[到起]|降[到下]")
"""A way whose words tell a move by themselves, so that no other stands beside it: 沿着纤带慢慢移."""
_SIDED = deferred(r"向[左右](?=横摇)")
_PACED = deferred(r"慢|缓|快|猛|急|一点点|一寸|匀速|飞")


def _in_one(move: str, way: str) -> str:
    """A Chinese way that tells a move by itself, with the side and the pace that the word for the move has: 沿着纤带慢慢向右移, 缓缓从油灯拉开到火塘."""
    if not (own := _OWN_MOVE.search(way)):
        return way
    if (side := _SIDED.search(move)) and not re.search("[左右上下]", way[: own.end() + 1]):
        way = f"{way[: own.start()]}{side[0]}{way[own.start() :]}"
    return way if _PACED.search(way) else f"缓缓{way}"


_FROM = deferred(r"从([^，。；]+?)(?:落|降|升|移|摇|推|拉|滑)到([^，。；]+)，([^，。；]*到\2)(?=，|$)")
"""Where a camera begins, and what it comes to, told twice: 从房梁落到案台，缓缓下摇到案台."""


_SAME = (
    ("profile", deferred(r"from the side\Z"), True),
    ("high angle", deferred(r"seen from above\Z"), True),
    ("侧面", deferred(r"从侧面(?:看|拍)?\Z"), True),
    ("over the shoulder", deferred(r".*\bshoulder\b"), False),
    ("过肩", deferred(r".*肩"), False),
)
"""An angle, words that say it too, and whether those go; else the angle goes, as they say whose."""


def told_once(filming: str) -> str:
    """A camera that says once where it stands and goes: 从房梁缓缓下摇到案台; profile, and not from the side besides."""
    filming = _FROM.sub(r"从\1\3", filming)
    *framed, last = filming.split("，")
    ways = [each for each in framed if _OWN_MOVE.search(each)]
    if ways and (_OWN_MOVE.search(last) or _SIDED.search(last)):  # a place that tells a move is no second one
        plain = any(last in words[:1] for words in framing.MOVES.values())
        last = _in_one(last, ways[-1]) if plain else last
        filming = "，".join([*(each for each in framed if each not in ways or ("到" in each and not plain)), last])
    for angle, says, whose in _SAME:
        parts = re.split(r"(?<=，)|(?<=, )", filming)
        bare = [part.rstrip("，, ") for part in parts]
        at = next((n for n, part in enumerate(bare) if angle in bare and part != angle and says.match(part)), 0)
        if at:
            filming = "".join(part for n, part in enumerate(parts) if n != (at if whose else bare.index(angle)))
    return filming


def focused(head: str, filming: str, naming: names.Naming) -> str:
    """A picture that tells in no sentence about somebody where the focus goes: not at all where its camera does, else in a sentence of its own."""
    words = naming.language.does("writing.words")
    stop, between = naming.language.word("prompt.stop").strip(), naming.language.word("writing.between")
    quoted = [found.span() for found in names.QUOTED.finditer(head)]
    told = bool(_SAYS_FOCUS.search(filming))
    if (late := _INTO_FOCUS.search(head)) and _SAYS_FOCUS.search(f"{filming}\n{head[late.end() :]}"):
        return focused(f"{head[: late.start()]}{head[late.end() :]}", filming, naming)
    for found in reversed(list(_FOCUS[words].finditer(head))):
        if any(start < found.start() < end for start, end in quoted):
            continue
        before, behind, joins = head[: found.start()], head[found.end() :], found["joins"].strip(" ,")
        last = next((name for _, end, name in names.matches(found["how"], naming) if end == len(found["how"])), "")
        if words and last and joins:  # who comes into focus is named where they act
            behind = f"{last} {behind}" if joins == "who" else re.sub(r"^(?:s?he|they)(?= )", last, behind)
        if told:
            head = f"{before}{found[0][0] if not words else ';'}{between}{behind}" if joins else f"{before}{behind}"
            continue
        goes = f"{'The focus ' if words else ''}{found['how']}{f'{stop}{between}' if joins else ''}"
        rest = f"{behind[:1].upper()}{behind[1:]}" if words and joins else behind
        head = f"{before}{stop}{between}{goes}{rest}"
    return head


def _spotted(spots: str, picture: str, naming: names.Naming) -> str:
    """Who else is where, each in a sentence of its own; no group that the picture has already by what it is: 矿工家属 where 窗外是家属的头巾."""
    language = naming.language
    between, be = language.word("writing.between"), language.word("prompt.be").split("|")
    told, sure = "", replace(naming, careful=True)
    for who, where in _SPOT.findall(spots):
        many = names.are_many(who, sure) or _MANY.search(who) is not None
        what = who.rsplit(maxsplit=1)[-1] if language.does("writing.words") else who[-2:]
        if names.are_group(who, sure) and re.search(
            rf"\b{re.escape(what)}\b" if what.isascii() else re.escape(what), picture, re.I
        ):
            continue
        who = f"The {who}" if _BARE.match(who) else who
        told += f"{between}{who}{between if language.does('writing.words') else ''}{be[many]}{between}{where.rstrip()}{language.word('prompt.stop')}"
    return told.rstrip(".。")


def _without_tail(head: str, language: Language) -> str:
    """A picture without a last sentence that has no verb, and names what was shown before it: Two hands. 铜香炉在画左前景。"""
    cuts = [found.end() for found in _STOPS[language.does("writing.words")].finditer(head.rstrip())]
    start = max((cut for cut in cuts if cut < len(head.rstrip())), default=0)
    told = tabled(language.word("prompt.tail_told")).fullmatch(head[start:].strip(" .。"))
    shown = told and all(each.removesuffix("s") in head[:start] for each in told.groupdict().values() if each)
    return head[:start].rstrip() if shown and start >= _LEAST else head


def _without_told(head: str, language: Language) -> str:
    """A picture whose last sentence, about where the camera is, says no clause of the picture once more: 镜头贴着碑面，手从画左伸进来."""
    cuts = [found.end() for found in _STOPS[language.does("writing.words")].finditer(head.rstrip())]
    start = max((cut for cut in cuts if cut < len(head.rstrip())), default=0)
    first, *more = re.split(r"[，,]\s*", head[start:].strip(" .。"))
    if not more or not is_view(first, language):
        return head
    new = [each for each in more if each.casefold() not in head[:start].casefold()]
    return head if new == more else f"{head[:start]}{language.word('writing.comma').join([first, *new])}"


def _told_apart(head: str, language: Language) -> tuple[str, str, bool]:
    """(a picture without its sentence about where the camera is, that sentence, whether it is a note on how the whole is composed); the last before the first, and none where little else would be left.

    Of what it says of other pictures of the film nothing is left.
    """
    words = language.does("writing.words")
    cuts = [0, *(found.end() for found in _STOPS[words].finditer(head)), len(head)]
    sentences = [head[start:end].strip() for start, end in pairwise(cuts) if head[start:end].strip()]
    if not sentences[1:]:
        return head, "", False
    noted = _is_note(sentences[-1], language) and not is_view(sentences[-1], language)
    at = len(sentences) - 1 if noted else None
    at = next((n for n in (len(sentences) - 1, 0) if is_view(sentences[n], language)), at)
    if at is None:
        return head, "", False
    left = language.word("writing.between").join(each for n, each in enumerate(sentences) if n != at)
    view = _of_this(sentences[at].strip(" .。！"), language)
    noted = noted and at == len(sentences) - 1
    return (left, view, noted) if len(left) >= _LEAST else (head, "", False)


def _of_this(view: str, language: Language) -> str:
    """A sentence about a camera without what it says of other pictures: Straight on, as the sign was."""
    comma = language.word("writing.comma")
    other = tabled(language.word("prompt.viewpoint_other"), re.IGNORECASE)
    view = tabled(language.word("prompt.viewpoint_once")).sub("", view)
    return comma.join(part for part in re.split(r"[，,]\s*", view) if not other.search(part))


def _is_note(sentence: str, language: Language) -> bool:
    """Whether the last words of a picture, which nothing ends, are a note on how it is composed: AMOS left, CORA right; 两张脸一上一下."""
    words = language.does("writing.words")
    if sentence.endswith((".", "。", "！", "!", "？", "?", "…", "”", '"')) or len(sentence) > _LONGEST[words]:
        return False
    noted = tabled(language.word("prompt.viewpoint_note")).fullmatch(sentence) is not None
    return noted or (words and _PLACING.match(sentence) is not None and not _finite(sentence, language))


def _several_do(text: str, language: Language) -> bool:
    """Whether an English text tells a deed of several: the horns answer."""
    deeds = {each.removesuffix("s") for each in language.word("prompt.subjectless").split("|")} - _NOUNS
    return any(found[1] in deeds for found in _SEVERAL.finditer(text))


def _finite(sentence: str, language: Language) -> bool:
    """Whether an English sentence may have a verb: by what stands behind who does it, for a hand is a thing behind `his` and a deed behind `they`."""
    plain = _RELATIVE.sub("", sentence)
    verbs = {*language.word("prompt.subjectless").split("|"), "is", "are", "was", "were", "has", "have", "there"}
    for before, word in pairwise(re.findall(r"[\w’'-]+|,", plain)):
        led, small = before.casefold() in _LEADS or before == ",", word.casefold()
        if before.casefold() in _SUBJECTS and small not in _LEADS and word != ",":
            return True
        if small in verbs and not led:
            return True
        several = before.endswith("s")  # somebody who is named does, the horns of a picture need not
        if (
            not led
            and re.fullmatch(r"[a-z]*[a-rt-z]s", word)
            and (before.isupper() or (before[0].islower() and not several))
        ):
            return True
    return _several_do(plain, language)


def _new(view: str, picture: str, language: Language) -> str:
    """A note on how a picture is composed as far as the picture does not tell it: of one that it tells no more than where the focus goes."""
    words, comma = language.does("writing.words"), language.word("writing.comma")
    own, here = (
        {word.casefold()[:4] for word in re.findall(r"[^\W\d_]{4,}", text)}
        if words
        else set(re.findall(r"[\u3400-\u9fff]", text))
        for text in (view, picture)
    )
    told = len(own & here) * 3 >= len(own) * 2
    return comma.join(part for part in re.split(r"[，,]\s*", view) if not told or _SAYS_FOCUS.search(part))


def is_view(sentence: str, language: Language) -> bool:
    """Whether a sentence tells where a camera is, and nothing that anybody does."""
    words = language.does("writing.words")
    bare = sentence.strip(" .。！")
    if len(bare) > _LONGEST[words]:
        return False
    if _height(bare, language):
        return True
    if tabled(language.word("prompt.viewpoint")).match(bare) is None:
        return False
    if words:
        bare = _RELATIVE.sub("", bare)
        if _several_do(bare, language):
            return False
    return tabled(language.word("prompt.viewpoint_not")).search(bare) is None


def _height(view: str, language: Language) -> str:
    """Where a camera stands, told by a height, as its words have it: A child's height -> at a child's eye level; empty for any other sentence."""
    for row in language.word("prompt.viewpoint_heights").split("\n"):
        pattern, _, told = row.partition(" => ")
        if found := re.fullmatch(pattern, view):
            return _WHO.sub(lambda who: who[0].lower(), found.expand(told))
    return ""


def _whose(view: str, picture: str, naming: names.Naming) -> str:
    """A sentence about a camera in which a pronoun is the one person of its picture; empty where nobody knows who it is."""
    words = naming.language.does("writing.words")
    told, at, before = "", 0, ""
    for found in _PRONOUN[words].finditer(view):
        if _own_of(view[: found.start()], found[0], naming):
            continue  # of whom the sentence itself has named
        people = names.found(picture, naming)
        several = found[0].casefold() in ("their", "them", "they") or "们" in found[0]
        if (
            several
            and len(people) == 1
            and not names.are_many(people[0], naming)
            and not names.members(people[0], naming)
        ):
            return ""  # of one who has an entry, and somebody without
        people = (
            _of_sex(people, found[0], naming) if len(people) != 1 or _denies(people[0], found[0], naming) else people
        )
        if len(people) != 1 and not before:
            return ""
        if len(people) == 1 and people[0] != before:  # a second time the pronoun is plain
            before = people[0]
            owns = "'s" if words and found["own"] else ""
            told, at = f"{told}{view[at : found.start()]}{before}{owns}", found.end()
    return told + view[at:]


def _own_of(before: str, pronoun: str, naming: names.Naming) -> bool:
    """Whether a pronoun can mean somebody whom the words before it name: the wet back of the BOY, his elbow bent."""
    named = names.found(before, naming)
    several = pronoun.casefold() in ("their", "them", "they") or "们" in pronoun
    if several:
        return len(named) > 1 or any(names.are_group(name, naming) for name in named)
    return bool(_of_sex(named, pronoun, naming))


def _denies(name: str, pronoun: str, naming: names.Naming) -> bool:
    """Whether a pronoun for one person is of the other sex than somebody."""
    looks = read_appearance(naming.characters[name].appearance) if name in naming.characters else None
    one = pronoun.casefold() in ("he", "him", "his", "she", "her") or (pronoun[0] in "她" and "们" not in pronoun)
    return bool(one and looks and kind_of(looks) == "person") and not _of_sex((name,), pronoun, naming)


def _of_sex(people: Sequence[str], pronoun: str, naming: names.Naming) -> tuple[str, ...]:
    """Those of some people whom a pronoun for one person can mean."""
    word = "she" if pronoun.casefold() in ("she", "her") or pronoun[0] == "她" else "he"
    one = pronoun.casefold() in ("he", "him", "his", "she", "her") or (pronoun[0] in "他她" and "们" not in pronoun)
    female = naming.language.words("voiced.female")
    looks = [
        (name, read_appearance(naming.characters[name].appearance)) for name in people if name in naming.characters
    ]
    known = [(name, each.sex in female) for name, each in looks if each and kind_of(each) == "person"]
    return tuple(name for name, is_she in known if one and is_she == (word == "she"))


def _again(view: str, framed: Sequence[str]) -> str:
    """A sentence about a camera without the angle that its words have anyway: Eye level at the height of the hands."""
    found = next((each for each in framed if view.casefold().startswith(each.casefold())), "")
    left = view[len(found) :].lstrip(" ,，")
    return "" if left in ("看", "seen") else f"在{left}" if found and left.endswith("高度") else left


def _same_thing(view: str, framed: Sequence[str], *, words: bool) -> bool:
    """Whether a camera's words look into the same thing already: seen from above into the round tin; into the open tin."""
    into = re.match(r"(?:down |straight )?(?:in)?to (?:[a-z-]+ )*?([a-z]+)$", view, re.IGNORECASE) if words else None
    return into is not None and any(re.search(rf"\b(?:in)?to\b.*\b{into[1]}\b", each) for each in framed)


def _small(view: str, *, words: bool) -> str:
    return f"{view[:1].lower()}{view[1:]}" if words and not view[:2].isupper() else view


def _ended(text: str, language: Language) -> str:
    """A picture whose last sentence ends, so that another can stand behind it."""
    text = text.rstrip()
    return text if text[-1:] in ".!?。！？" else f"{text}{language.word('prompt.stop')}"
