"""A picture as whole sentences: what the planner's forms leave without a verb, who a pronoun means, and something to do for who is only there."""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from storyboard import names, playing
from storyboard.cast.looks import kind_of, read_appearance
from storyboard.cast.said import is_of_looks
from storyboard.languages import Language
from storyboard.model import Shot
from storyboard.patterns import deferred, tabled
from storyboard.render.wording import nobody_else

_PRONOUN = deferred(r"(He|She|HE|SHE)\b(?!['’])|(?P<own>His|Her|HIS|HER)\b(?= \w)|([他她])(?![们俩自])")
_SEX = {"he": "male", "she": "female", "his": "male", "her": "female", "他": "男", "她": "女"}
_NO_NOUN = "(?:at|in|on|to|from|with|by|for|and|or|as|of|off|out|up|down|over|into|away|back|again|then|while|until|before|after|who|that|a|an|the|come|go|enter|arrive|vanish|disappear|eat|breathe|speak|write|bring|carry|get|climb|follow|sit|stay)"
_SPOKEN_OF = {
    "male": deferred(r"(?<![A-Za-z])(?:[Hh]im|[Hh]e|(?P<own>[Hh]is)(?= \w))(?![A-Za-z'’])"),
    "female": deferred(rf"(?<![A-Za-z])(?:[Ss]he|(?P<own>[Hh]er)(?= (?!{_NO_NOUN}\b)\w)|[Hh]er)(?![A-Za-z'’])"),
    "男": deferred(r"他(?P<own>(?!))?(?![们俩自人])"),
    "女": deferred(r"她(?P<own>(?!))?(?![们俩自])"),
}
"""By sex, how somebody is spoken of; `own`: whose something is."""
_CLAUSE = deferred(r"[，,。.；;、]\s*")
_KEPT = deferred(r"[“「『（(][^”」』）)]*[”」』）)]|\"[^\"]*\"")
_PHOTOGRAPHED = deferred(
    r"(?:照片|相片|合影|合照|遗像|画像)[^，。！？：:“”]{0,12}(?:[：:]|，(?:照片|相片|合影|合照|遗像|画像)里是)[^。！？“”]*|\b(?:photo(?:graph)?s?|snapshot|portrait)\b[^.:!?“”]{0,40}(?::|; the [a-z]+ shows )[^.!?“”]*",
    re.I,
)
"""What a photograph shows, behind a colon: nobody does it."""
_BODY = frozenset(
    "knees shins feet toes fingers legs arms wrists elbows knuckles palms heels thumbs nails thighs hips ribs temples ankles boys girls others glass across less always his this".split()
)
"""Words with the ending of a verb that are none, beside those of looks."""
_CHAIN = 2
"""Deeds of a sentence that are counted."""
_HOLE = "\0"
"""Stands for somebody's name."""


def whole(visual: str, naming: names.Naming) -> str:
    """A picture of the planner's as a sentence: `prompt.prose` of the language, then a verb behind the people who have none."""
    language = naming.language
    for row in language.words("prompt.prose"):
        board, said, *_ = row.split(" => ")
        found = re.search(board, visual)
        if found:
            told = found.expand(said)
            visual = f"{visual[: found.start()]}{_lowered(told, language)}{visual[found.end() :]}"
            break
    visual = _before(visual, naming)
    first = list(names.matches(visual, naming))
    verbless = tabled(language.word("prompt.verbless"))
    people = [at for at, (_, end, _) in enumerate(first) if verbless.match(visual, end)]
    if not people or first[0][0]:
        return visual
    end = first[people[0]][1]
    before = visual[first[people[0] - 1][1] : first[people[0]][0]].strip(" ,") if people[0] else "-"
    several = before in ("", "and", "and the") or names.are_many(first[people[0]][2], naming)
    be = language.word("prompt.be").split("|")[several]
    return f"{visual[:end]} {be}{visual[end:]}"


def _before(visual: str, naming: names.Naming) -> str:
    """A picture of people alone before what stands behind them, with a verb: A and B are in view, a crowd in the background."""
    language = naming.language
    cut = tabled(language.word("prompt.backdrop"), re.IGNORECASE).search(visual)
    people = visual[: cut.start()] if cut else ""
    if cut is None or not nobody_else(people, naming):
        return visual
    *_, last = [(0, 0, ""), *names.matches(people, naming)]
    joined = sum(1 for _ in names.matches(people, naming)) > 1
    several = joined or names.are_many(last[2], naming)
    if joined and language.does("writing.words"):
        people = f"{people[: last[0]].rstrip(', ')} and {people[last[0] :]}"
    said = language.word("prompt.there_all" if several else "prompt.there").format(people)
    return f"{said}{visual[cut.start() :]}"


def _lowered(text: str, language: Language) -> str:
    """Words behind others with a small article: on The ticket -> on the ticket."""
    if not language.does("writing.capitals"):
        return text
    return re.sub(r"(?<=[a-z] )(?:The|An?)(?= )", lambda article: article[0].lower(), text)


def clad(action: str, naming: names.Naming) -> str:
    """An action with a verb in sentences of it that tell no more than a person and what they have on: MAUREEN, in a hat."""
    for start, end, _ in reversed(list(names.matches(action, naming))):
        begins = not action[:start].strip() or action[:start].rstrip()[-1] in ".!?"
        if begins and tabled(naming.language.word("prompt.clad")).match(action[end:]):
            be = naming.language.word("prompt.be").split("|")[0]
            action = f"{action[:end]} {be}{action[end:].lstrip(',')}"
    return action


def named(action: str, visual: str, role: str, earlier: Sequence[Shot], naming: names.Naming) -> str:
    """An action that begins with a pronoun, with whom it means in its place, unless the picture names somebody of that sex beside it.

    The speaker of the shot, else whom the scene spoke of last: the speaker of a line, else who did something, else who was seen.
    As it is where nobody of that sex was.
    """
    pronoun = _PRONOUN.match(action)
    if pronoun is None:
        return action
    sex, owns = _SEX[pronoun[0].lower()], "'s" if pronoun["own"] else ""
    seen = names.found(visual, naming)
    shown = [name for name in seen if _sex(name, naming) == sex]
    if len(shown) == 1 and len(seen) > 1 and shown[0] not in names.found(action, naming):
        return f"{shown[0]}{owns}{action[pronoun.end() :]}"
    if len(shown) > 1 or (shown and shown[0] not in names.found(action, naming)):
        return action
    before = (
        (shot.dialogue.role, *names.found(shot.action, naming), *names.found(shot.visual, naming))
        for shot in reversed(earlier)
    )
    for told in ((role,), *before):
        if name := next((each for each in told if _sex(each, naming) == sex), ""):
            return f"{name}{owns}{action[pronoun.end() :]}"
    return action


def meant(action: str, visual: str, role: str, earlier: Collection[str], naming: names.Naming) -> str:
    """An action in which nobody is first spoken of by a pronoun: who it means in its place, where the scene has one person of that sex so far.

    `earlier`: who spoke or was told of in it before.
    """
    for sex, pronouns in _SPOKEN_OF.items():
        quoted = [match.span() for match in names.QUOTED.finditer(action)]
        found = (one for one in pronouns.finditer(action) if not any(a < one.start() < b for a, b in quoted))
        pronoun = next(found, None)
        if pronoun is None:
            continue
        told = names.found(f"{visual}\n{action[: pronoun.start()]}", naming)
        near = {role, *earlier, *names.found(action, naming)}
        known = {name for name in near if _sex(name, naming) == sex}
        if len(known) == 1 and not any(_sex(name, naming) == sex for name in told):
            owns = "'s" if pronoun["own"] else ""
            action = f"{action[: pronoun.start()]}{known.pop()}{owns}{action[pronoun.end() :]}"
    return action


def _sex(name: str, naming: names.Naming) -> str:
    looks = read_appearance(naming.characters[name].appearance) if name in naming.characters else None
    return looks.sex if looks and kind_of(looks) == "person" else ""


def opened(people: str, action: str, naming: names.Naming) -> tuple[str, str]:
    """(picture, action) of a clip's first shot, whose people act: where they are before anything moves.

    Several are in view; one is in the centre of the frame, and goes on in the same sentence where a language has no words between spaces.
    """
    language, found = naming.language, list(names.matches(people, naming))
    if tabled(language.word("prompt.entering"), re.IGNORECASE).search(action):
        return "", action  # who comes in is not there before
    if len(found) > 1:
        return language.word("prompt.there_all").format(people), action
    if not _sex(found[0][2], naming):
        return "", action
    centre = language.word("prompt.centre")
    first = next(names.matches(action, naming), (1, 0, ""))
    if first[0] == 0 and first[2] == found[0][2] and not language.does("writing.words"):
        if not action[first[1] : first[1] + 1].isalpha() or action[first[1]] == "的":
            return "", action
        return "", f"{centre.format(action[: first[1]])}，{action[first[1] :]}"
    return centre.format(people), action


def idle(visual: str, action: str, place: str, turn: int, naming: names.Naming) -> str:
    """What somebody does of whom a silent shot tells only that they are there, or how they look: a sentence, or nothing where they do anything."""
    language = naming.language
    people = [name for _, _, name in names.matches(f"{visual}\n{action}", naming, (place,))]
    if not people or not (
        _static(visual, place, naming) and all(_looks(each, language) for each in _clauses(action, naming))
    ):
        return ""
    if not _sex(people[0], naming):
        return ""
    ways = playing.looks("idle", language)
    others = {name for name in people if name != people[0]}
    subject = people[0] if others else pronoun(people[0], (), naming)
    gap = " " if language.does("writing.words") else ""
    return f"{subject}{gap}{ways[turn % len(ways)]}"


def pronoun(name: str, near: Iterable[str], naming: names.Naming) -> str:
    """The pronoun that means somebody; empty where one of those `near` by is of their sex, or nobody knows it."""
    sex = _sex(name, naming)
    if not sex or any(_sex(other, naming) == sex for other in near if other != name):
        return ""
    return next(word for word, meant in _SEX.items() if meant == sex)


def _static(visual: str, place: str, naming: names.Naming) -> bool:
    """Whether a picture is people and where they are, and nothing that anybody does."""
    bare = _holed(visual.replace(place, "") if place else visual, naming)
    return tabled(naming.language.word("prompt.static"), re.IGNORECASE).fullmatch(bare) is not None


def _holed(text: str, naming: names.Naming) -> str:
    out, at = "", 0
    for start, end, _ in names.matches(text, naming):
        out, at = f"{out}{text[at:start]}{_HOLE}", end
    return out + text[at:]


def _clauses(action: str, naming: names.Naming) -> list[str]:
    return [each.strip(f" {_HOLE}") for each in _CLAUSE.split(_holed(action, naming)) if each.strip(f" {_HOLE}")]


def _looks(clause: str, language: Language) -> bool:
    """Whether a clause tells how somebody looks and nothing that they do."""
    looks, deeds = (tabled(language.word(f"prompt.{key}"), re.IGNORECASE).search(clause) for key in ("looked", "deeds"))
    return looks is not None and deeds is None


def steps(sentence: str, language: Language) -> tuple[str, list[str]]:
    """(what stands before anything is done, the deeds of a sentence one by one) where it is a chain of them; else all of it, or it alone.

    Quotations and brackets are not cut: She laughs, | steps out of her shoes | and stands; 他停住车，|抽出一封信，|递给他。
    """
    whole = [match.span() for kept in (_KEPT, _PHOTOGRAPHED) for match in kept.finditer(sentence)]
    cuts = [
        match.start() + match[0].startswith((",", "，")) for match in tabled(language.word("prompt.joints")).finditer(sentence)
        if not any(start <= match.start() < end for start, end in whole)
    ]  # fmt: skip
    pieces = [sentence[start:end].strip() for start, end in pairwise([0, *cuts, len(sentence)])]
    between, head, done = language.word("writing.between"), list[str](), list[str]()
    for piece in pieces:  # what is no deed goes with the one before it
        if has_deed(piece, language):
            done.append(piece)
        elif done:
            done[-1] += f"{between}{piece}"
        else:
            head.append(piece)
    return ("", [sentence]) if len(done) < _CHAIN else (between.join(head), done)


def has_deed(sentence: str, language: Language) -> bool:
    """Whether a sentence has a word that may be a deed: no boot at the left edge."""
    deed = tabled(language.word("prompt.acts"), re.IGNORECASE)
    return any(_is_deed(each[0].lower()) for each in deed.finditer(_KEPT.sub("", sentence)))


def unpictured(action: str) -> str:
    """An action without whom a photograph shows, which is no one in the room."""
    return _PHOTOGRAPHED.sub(" ", action)


def _is_deed(word: str) -> bool:
    """Whether a word with the ending of a verb may be one: no part of a body, nothing that is worn."""
    return word not in _BODY and not is_of_looks(word)


def set_apart(beats: Iterable[str], language: Language) -> tuple[str, ...]:
    """Beats of which none begins with a mention, in a language whose number before a beat has no space behind it."""
    if language.does("writing.words"):
        return tuple(beats)
    return tuple(f" {beat}" if beat.startswith("@") else beat for beat in beats)
