"""The board's words as a prompt says them: nobody named twice in a row, nothing that scene and action tell, capitals let down."""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from storyboard import names
from storyboard.cast.apposed import without_looks
from storyboard.cast.looks import is_noun, read_appearance
from storyboard.model import Shot
from storyboard.patterns import deferred, tabled

_CLAUSE = deferred(r"(?<=，)\s*|(?<=,)(?!\d{3})\s*")
_GOES_ON = deferred(r"^(?:的|['’]|和|与|、|\s+(?:and|&)\b)")
"""What makes a name a part of something else: A's hand, A and B."""
_OWNS = deferred(r"^(?:的|['’])")
_PRONOUN = deferred(r"(He|She)\b(?!['’])|(?=[他她])([他她])(?![们的俩自])")
_SEX = {"He": "male", "She": "female", "他": "男", "她": "女"}
_SENT = deferred(r"^((?:发来的?|发的)?(?:消息|微信|短信)?)\s*[：:]\s*[“「『⟦\"]")
"""What stands behind who sent what is read."""
_WORDS = deferred(r"[a-z][a-z'-]*")
_IN = frozenset("in a an the his her their and with wearing dressed".split())
"""Words that may stand beside clothes in a clause that tells nothing else."""
_COMMA = "\2"
_WIDE = "\3"
_LIST = deferred(r"^(?:、|和|与|, (?:and )?| and )$")
"""What stands between the people of a list: what comes next is of the last alone."""
_THERE = deferred(r"^[\s，、,]*(?:在|in|and)?[\s，,.。]*$", re.IGNORECASE)
_CAPITALS = deferred(r"(?<![A-Za-z@#])[A-Z][A-Z'’]*(?:[\s-]+(?:[A-Z][A-Z'’]*|\d+)(?![a-z]))*(?![A-Za-z])")
_LETTERED = deferred(
    r" (?:signs?|plaques?|plates?|notices?|posters?|labels?|banners?|boards?|stickers?|tags?|placards?|stamps?|lettering)\b"
)
"""What bears the words in capitals before it: a DO NOT TOUCH sign."""
_PROPER = deferred(r"(?<=[a-z,;] )[A-Z][a-z]+")
_ABBREVIATED = deferred(r"[IVXLCDM]+|[^AEIOUY]+|.{1,3}")
"""A word in capitals that is no word written large: TV, DNA, VIII, HDMI."""
_PLAIN = frozenset(
    "the and for two six ten man men boy old one her his him she has all red big who out off not but ".split()
)
"""Words of three letters that are never letters of a name."""
_BETWEEN = frozenset("a an as at by he in is it my no of on or so to up we".split())
"""Shorter ones, which are words beside others in capitals."""
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february april june july august september october november december christmas easter".split()
)
_LETTERS = frozenset(
    "usa fbi cia ufo atm ceo cfo icu suv usb mri dna iou ira irs aka ivy asap nasa nato vip ipo eta emt ekg ecg eeg dui ufc hiv aids unesco ios oled api led app gps opec abc".split()
)
"""Letters of a name that could be read as a word; all others of three letters and more with a vowel are words."""


def unrepeated(visual: str, place: str, naming: names.Naming, absent: Collection[str]) -> str:
    """A picture in which no clause begins with the person whom the clause before named last: A at the left, A seated -> A at the left, seated.

    Those of `absent` are named again: who is listened to is not who stands there. Nobody is named by a `place` of theirs.
    """
    kept: list[str] = []
    last = ""
    for clause in _CLAUSE.split(visual):
        found = list(names.matches(clause, naming, (place,)))
        start, end, name = found[0] if found else (0, 0, "")
        listed_so = naming.careful and bool(kept) and _LIST.search(_between_names(kept[-1], naming))
        again = bool(kept) and name == last and name not in absent and start == 0 and not listed_so
        if again and clause[end:].strip() and not _GOES_ON.match(clause[end:]):
            clause = clause[end:].lstrip()
        kept.append(clause)
        last = found[-1][2] if found else last
    return naming.language.word("writing.comma").join(clause.rstrip("，, ") for clause in kept if clause.strip("，, "))


def _between_names(text: str, naming: names.Naming) -> str:
    """What stands between the last two people of a text; empty where there are fewer."""
    found = list(names.matches(text, naming))
    return text[found[-2][1] : found[-1][0]] if len(found) > 1 else ""


def _clauses(visual: str) -> list[str]:
    """The clauses of a picture; what is read in it is one, whatever its commas are, and stays letter by letter."""
    kept = names.QUOTED.sub(lambda quote: quote[0].replace(",", _COMMA).replace("，", _WIDE), visual)
    return [clause.replace(_WIDE, "，") for clause in _CLAUSE.split(kept)]


def framed(visual: str, action: str, place: str, naming: names.Naming, word: str) -> tuple[str, bool, bool]:
    """A picture without what the line of the place, the camera and the action tell: (what is left, whether it is people alone, whether it said that they are there).

    `the whole of PLACE`, where anything else is told; `in PLACE`, `each in position` behind people; `A coming into the
    picture`, or leaving it, where the action tells what A does. `word`: what is said of that behind people of whom more is told.
    """
    language, acting = naming.language, set(names.found(action, naming))
    there = [language.word("prompt.placed").format(place), *language.words("prompt.positions")]
    moves = tuple(language.word(f"staging.{way}").format("") for way in ("enters", "exits"))
    whole = language.word("prompt.whole").format(place)
    kept: list[tuple[str, bool]] = []
    masked = place.replace(",", _COMMA)  # a comma in a name of a place parts no clauses
    clauses = _clauses(visual.replace(place, masked) if place else visual)
    for clause in (each.strip("，, ").replace(_COMMA, ",") for each in clauses):
        word = next((word for word in there if clause.endswith(word.rstrip())), "")
        left = clause[: -len(word.rstrip())].rstrip("，, ") if word else clause
        who = names.found(clause, naming)
        if clause.endswith(moves) and action and acting.issuperset(who):
            while kept and not kept[-1][1] and nobody_else(kept[-1][0], naming):  # GRANT, TESSA coming into the picture
                kept.pop()
            continue
        if left and clause.casefold() != whole.casefold():
            kept.append((left, bool(word)))
    bare = [nobody_else(left, naming) for left, _ in kept]
    if not kept and not action:
        return visual, False, False
    if all(bare):
        here = any(placed for _, placed in kept)
        return language.word("writing.comma").join(left for left, _ in kept), bool(kept), here
    return language.word("writing.comma").join(f"{left}{word if here else ''}" for left, here in kept), False, False


def set_apart(visual: str, naming: names.Naming) -> tuple[str, list[str]]:
    """(a picture without them, the clauses that say where a fixed thing of the place is): the table at frame right."""
    fixed = tabled(naming.language.word("prompt.fixed"), re.IGNORECASE)
    clauses = [each.strip("，, ").replace(_COMMA, ",") for each in _clauses(visual)]
    things = [each for each in clauses if fixed.fullmatch(each) and not names.found(each, naming)]
    kept = [each for each in clauses if each and each not in things]
    return (naming.language.word("writing.comma").join(kept), things) if things else (visual, [])


def nobody_else(text: str, naming: names.Naming) -> bool:
    """Whether a text is names and what stands between them, and tells nothing of anybody."""
    left, at = "", 0
    for start, end, _ in names.matches(text, naming):
        left, at = left + text[at:start], end
    return at > 0 and re.fullmatch(r"(?:[\s，、,]|\band\b|\bthe\b)*", left + text[at:], re.IGNORECASE) is not None


def introduced(text: str, naming: names.Naming, seen: str = "", *, listing: bool = False) -> str:
    """A text without what a script tells of somebody's looks in brackets behind their name, or their age before it: 青萝（十六七岁，绿色宫装）捧着药碗; 六七岁的小草; 青萝，十六七岁，绿色宫装，捧着药碗. `seen`: a picture that shows who stands in it.

    It stays where the sentence goes on to tell their clothes and more: nothing else is said of them then, unless a list (`listing`) tells all. Clauses that tell
    no more than the clothes go with it: LES (58), funeral-black suit, breathing hard.
    """
    aged, before = (tabled(naming.language.word(f"prompt.{key}")) for key in ("aged", "years_before"))
    for start, end, name in reversed(list(names.matches(text, naming))):
        if match := aged.match(text, end):
            behind = _undressed(name, text[match.end() :], naming)
            if listing or behind != text[match.end() :] or not _dressed(name, behind, naming):
                text = f"{text[:end]}{behind}"
        if name in naming.characters and not naming.language.does("writing.words"):
            there = bool(seen) and name in names.found(seen, naming)
            text = without_looks(text, start, end, naming.characters[name].appearance, seen=there)
        named = start - len(names.what_before(text[:start], name, naming))
        if name in naming.characters and (said := before.search(text[:named])):
            text = f"{text[: said.start()]}{text[named:]}"
    return text


def _undressed(name: str, behind: str, naming: names.Naming) -> str:
    """What stands behind a name without clauses of its sentence that tell clothes of theirs and nothing else, in a language with words between spaces."""
    looks = read_appearance(naming.characters[name].appearance) if name in naming.characters else None
    if looks is None or not naming.language.does("writing.words") or not behind.startswith(","):
        return behind
    ends = re.search(r"[.;!?](?:\s|$)", behind)
    sentence, rest = (behind[: ends.start()], behind[ends.start() :]) if ends else (behind, "")
    worn = set(_WORDS.findall(f"{looks.clothes_colour} {looks.clothes_style}".casefold()))
    clauses = sentence.split(",")[1:]
    bare = [
        bool(worn & told) and told <= worn | _IN for told in (set(_WORDS.findall(each.casefold())) for each in clauses)
    ]
    if not any(bare) or all(bare):
        return behind
    kept = [each for each, only in zip(clauses, bare, strict=True) if not only]
    goes_on = bare[0] and len(kept) == 1 and not re.match(r"\s*\w+ing\b", kept[0])
    return ("" if goes_on else ",") + ",".join(kept) + rest


def _dressed(name: str, after: str, naming: names.Naming) -> bool:
    """Whether the rest of a sentence tells what somebody wears."""
    looks = read_appearance(naming.characters[name].appearance) if name in naming.characters else None
    sentence = re.split(r"[.!?。！？](?:\s|$)", after, maxsplit=1)[0].casefold()
    words = naming.language.does("writing.words")
    return (
        looks is not None
        and words
        and looks.clothes_style.partition(" and ")[0].partition(", ")[0].casefold() in sentence
    )


def unsent(action: str, naming: names.Naming) -> tuple[str, bool]:
    """An action in which nobody is named as the sender of words that are read on a screen, and whether somebody was: a message is a picture of its words."""
    written = action
    language = naming.language
    screen, by = tabled(language.word("prompt.screens"), re.IGNORECASE), language.word("prompt.by")
    for start, end, _ in reversed(list(names.matches(action, naming))):
        sent, before = _SENT.match(action[end:]), action[:start]
        if sent and screen.search(before):
            kept = re.sub(by, "", before)
            word = "" if kept != before else language.word("prompt.sent")
            action = f"{kept}{word}{action[end + len(sent[1]) :]}"
    return action, action != written


def at_once(visual: str, action: str, place: str, naming: names.Naming, *, anyhow: bool = False) -> tuple[str, str]:
    """(picture, action) in which nothing is told twice.

    A picture that says no more than who is at the place, or the place alone, goes where the action begins with them or
    names nobody's deed, or `anyhow` names them; where it begins with `he` of the one who is there, it begins with them instead.
    """
    bare = visual.replace(place, "") if place else visual
    found = list(names.matches(bare, naming))
    left, at = "", 0
    for start, end, _ in found:
        left, at = left + bare[at:start], end
    left = re.sub(r"\bthe\s*$", "", (left + bare[at:]).rstrip("。. "), flags=re.IGNORECASE)
    if (
        not action
        or not (found or bare != visual)
        or not all(_THERE.match(part) for part in re.split(r"[、，,]", left))
    ):
        return visual, action
    acting = list(names.matches(action, naming))
    begins = bool(acting) and acting[0][0] == 0 and not _OWNS.match(action[acting[0][1] :])
    people = {name for _, _, name in found}
    if not people or ((begins or anyhow) and people <= {name for _, _, name in acting}):
        return "", action
    pronoun = _PRONOUN.match(action)
    if pronoun and len(people) == 1 and _sex(next(iter(people)), naming) == _SEX[pronoun[1] or pronoun[2]]:
        return "", next(iter(people)) + action[pronoun.end() :]
    return visual, action


def followed(visual: str, action: str, place: str, naming: names.Naming, absent: Collection[str]) -> tuple[str, str]:
    """(picture, action) where a picture of one person goes on with what they do, and does not name them again.

    In a language with words between spaces a pronoun stands for them, else nothing does.
    """
    people = {name for _, _, name in names.matches(visual, naming, (place,))}
    first = next(names.matches(action, naming), (1, 0, ""))
    behind = action[first[1] :]
    if (
        first[0]
        or people != {first[2]}
        or first[2] in absent
        or _GOES_ON.match(behind)
        or behind[:1] in ("，", ",", "")
        or (naming.careful and behind.lstrip()[:1] in ("(", "（"))
    ):
        return visual, action
    if not naming.language.does("writing.words"):
        if naming.careful and any(_OWNS.match(visual[end:]) for _, end, _ in names.matches(visual, naming, (place,))):
            return visual, action  # the tears do not lift the bowl
        return (f"{visual}，{behind}", "") if behind[0].isalpha() else (visual, action)
    pronoun = next((word for word, sex in _SEX.items() if sex == _sex(first[2], naming)), "")
    return (visual, f"{pronoun}{behind}") if pronoun and behind[0] == " " else (visual, action)


def _sex(name: str, naming: names.Naming) -> str:
    looks = read_appearance(naming.characters[name].appearance) if name in naming.characters else None
    return looks.sex if looks else ""


def listed(visual: str, naming: names.Naming) -> str:
    """A picture's list of people with `and` before the last, in a language that writes so: A, B in the hall -> A and B in the hall."""
    found = list(names.matches(visual, naming))
    for (_, end, _), (start, stop, _) in reversed(list(pairwise(found))):
        if visual[end:start] == ", " and re.match(r" (?!at |who )[a-z]", visual[stop:]):
            return f"{visual[:end]} and {visual[start:]}"
    return visual


def owned(visual: str, naming: names.Naming) -> str:
    """A picture in which the owner of something is a name though it begins with a small letter: dani's screen -> DANI's screen."""
    if not naming.language.does("writing.words"):
        return visual
    for name in naming.characters:
        small = name.lower()
        if small in visual and name.isascii() and name.isalpha() and not is_noun(name):
            visual = re.sub(rf"(?<![A-Za-z]){small}(?=['’]s\b)", name, visual)
    return visual


def lowered(text: str, shots: Iterable[Shot], *, careful: bool = False) -> str:
    """Words that a script writes large (a GUARD, TWO MEN) in small letters, outside quotation marks.

    A word that the shots elsewhere write as a name keeps one capital; abbreviations stay, told carefully only known ones.
    """
    if not _CAPITALS.search(text):
        return text
    proper = {word for shot in shots for word in _PROPER.findall(f"{shot.dialogue.text}\n{shot.action}")}
    quoted = [match.span() for match in names.QUOTED.finditer(text)]

    def lower(match: re.Match[str]) -> str:
        if any(start <= match.start() and match.end() <= end for start, end in quoted):
            return match[0]
        if " " in match[0] and _LETTERED.match(text, match.end()):
            return match[0]
        words = re.split(r"([\s-]+)", match[0])
        return "".join(_small(word, words, proper, careful=careful) for word in words)

    said = _CAPITALS.sub(lower, text)
    begun = re.finditer(r"(?:^|[.!?]\s+)([A-Z])", text)
    whole = list(said)
    for match in begun:
        whole[match.start(1)] = whole[match.start(1)].upper()
    return "".join(whole)


def _small(word: str, around: Sequence[str], proper: Collection[str], *, careful: bool) -> str:
    bare = re.sub(r"['’]S$", "", word)
    if not word.isupper() or word == "I":
        return word
    if word.capitalize() in proper or (careful and bare.lower() in _DAYS):
        return word.capitalize()
    large = any(len(other) > 3 and not _ABBREVIATED.fullmatch(other) for other in around if other.isupper())
    if careful and len(bare) > 2 and re.search("[AEIOUY]", bare) and not re.fullmatch("[IVXLCDM]+", bare):
        return word if bare.lower() in _LETTERS else word.lower()
    short = _ABBREVIATED.fullmatch(bare) and bare.lower() not in _PLAIN
    return word if short and not (large and bare.lower() in _BETWEEN) else word.lower()
