"""A board by a director as its prompts tell it: the picture says what happens, and nothing of it is said a second time.

Whatever is taken away here is taken from the board that prompts are made from and held against; the board of the user stays.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from storyboard import ambience, marks, names, speech, travelling
from storyboard.deeds import sentences
from storyboard.languages import Language
from storyboard.model import Board, Offer, Shot
from storyboard.patterns import deferred

LONG_PICTURE = {False: 48, True: 110}
"""Characters from which on a picture is told in whole sentences; in a language with words between blanks more."""
_PICTURE = {False: 24, True: 55}
"""The same where a director made the board: all but a bare form of words."""
_FEWEST = 5
"""Pictures of a board from which on that can be told."""
_MOST = 2 / 3
"""Part of a board's pictures that are told so where a director made it."""
_SHARE = {False: 0.4, True: 0.35}
"""Part of a sentence about somebody who is not in a picture that stands in it all the same: of its characters, or of its words."""
_QUOTED = deferred(r"“([^“”]+)”|「([^「」]+)」|『([^『』]+)』|(?<!\d)\"([^\"\n]+)\"")
_MARKS = deferred(r"\s*(?:\[|【).*\Z", re.DOTALL)
"""The marks of a board behind the words of its picture."""
_ASIDE = deferred(r"[（(][^（()）]*[）)]")


def by_director(board: Board) -> bool:
    """Whether most pictures of a board are told in whole sentences, which rules never do."""
    long = LONG_PICTURE[Language.of(names.language_of(board)).does("writing.words")]
    pictures = [marks.without(shot.visual) for shot in board.shots if shot.visual]
    return len(pictures) >= _FEWEST and sum(len(each) > long for each in pictures) >= _MOST * len(pictures)


def manner(visual: str, language: Language) -> str:
    """How a picture tells that its line is said: answers softly, 轻声说, shouts; empty where it does not."""
    if said := re.search(language.word("prompt.said_how"), visual, re.IGNORECASE):
        return str(next(filter(None, said.groups())))
    verbs = dict(row.split("|") for row in language.words("prompt.said_as"))
    found = re.search(rf"\b(?:{'|'.join(verbs)})\b" if language.does("writing.words") else "|".join(verbs), visual)
    return verbs[found[0]] if found else ""


def settled(board: Board, naming: names.Naming, offer: Offer) -> Board:
    """A director's board as a model is told it, without what its pictures tell anyway; any other as it is."""
    if not by_director(board):
        return board
    return replace(board, shots=tuple(_settled(shot, naming, offer) for shot in board.shots))


def _settled(shot: Shot, naming: names.Naming, offer: Offer) -> Shot:
    action = _action(shot, naming)
    visual, filming = travelling.told_once(
        _visible(shot.visual, naming.language), shot.camera, naming.language, plain=offer.plain
    )
    return replace(shot, action=action, visual=visual, camera=filming, style_tags=_sounding(shot, naming.language))


def _visible(visual: str, language: Language) -> str:
    """A picture without likenesses of what somebody knows or does elsewhere, and what they find in their mind: as a man does who knows the answer."""
    marked = _MARKS.search(visual)
    head, tail = (visual[: marked.start()], visual[marked.start() :]) if marked else (visual, "")
    quoted = [found.span() for found in _QUOTED.finditer(head)]
    for found in reversed(list(re.finditer(language.word("prompt.inward"), head))):
        if not any(start < found.start() < end for start, end in quoted):
            head = f"{head[: found.start()]}{head[found.end() :]}"
    return f"{head}{tail}"


def _sounding(shot: Shot, language: Language) -> str:
    """The style of a shot with the sounds that its picture tells, beside those that the script names."""
    heard = ambience.sounding(f"{marks.without(shot.visual)}\n{shot.action}", language, language)
    new = [each for each in heard if each not in shot.style_tags]
    mark, comma = language.words("prompt.sounds")[0], language.word("writing.comma")
    return comma.join(filter(None, (shot.style_tags, f"{mark}{comma.join(new)}" if new else "")))


def _action(shot: Shot, naming: names.Naming) -> str:
    """An action without what its picture, told in whole sentences, shows; how a line is said stays, and what is read or only heard."""
    visual, language = marks.without(shot.visual), naming.language
    if len(visual) <= _PICTURE[language.does("writing.words")]:
        return shot.action
    delivery, action = speech.delivery_of(shot.action)
    kept = []
    for line in action.split("\n"):
        aside = _ASIDE.fullmatch(line.strip())
        if aside and not re.match(language.word("prompt.done"), aside[0].strip("（）()"), re.IGNORECASE):
            kept.append(line)
            continue
        told = [
            _sounded(each, language)
            for each in sentences_of(line.strip("（）()"), naming)
            if _needed(each, visual, naming)
        ]
        kept += [language.word("writing.between").join(told)] if told else []
    return "\n".join([*([speech.DELIVERY[language.code][delivery]] if delivery else []), *kept])


def _sounded(sentence: str, language: Language) -> str:
    """A sentence about a sound that a voice makes without words, as what is heard alone: 发出“啊、啊”的声音."""
    sound = re.search(language.word("prompt.wordless"), sentence)
    return language.word("prompt.wordless_heard").format(sound[1]) if sound else sentence


def _needed(sentence: str, visual: str, naming: names.Naming) -> bool:
    """Whether a picture does without something of a sentence that nobody else tells: words that are read or called, a sound of nobody, somebody who is not in it."""
    language = naming.language
    if _read(sentence, visual):
        return True
    people = set(names.found(sentence, naming))
    if heard := re.search(language.word("prompt.audible"), sentence, re.IGNORECASE):
        return not people and heard[0].casefold() not in visual.casefold()
    if people <= set(names.found(visual, naming)):
        return False
    own, here = (compared(text, naming) for text in (sentence, visual))
    return not own or len(own & here) < _SHARE[language.does("writing.words")] * len(own)


def _read(sentence: str, visual: str) -> bool:
    """Whether a sentence has quoted words that a picture has not."""
    quoted = (next(filter(None, found.groups())) for found in _QUOTED.finditer(sentence))
    return any(each.strip(" .,!?。，！？").casefold() not in visual.casefold() for each in quoted)


def sentences_of(text: str, naming: names.Naming) -> Iterable[str]:
    """The sentences of a text; a full stop within a name ends none."""
    masked = list(text)
    for start, end, _ in names.matches(text, naming):
        masked[start:end] = "N" + "n" * (end - start - 1)
    at, flat = 0, "".join(masked)
    for each in sentences(flat):
        at = flat.index(each, at)
        yield text[at : at + len(each)]
        at += len(each)


def compared(text: str, naming: names.Naming) -> frozenset[str]:
    """The beginnings of the words of a text, or its characters, without names and slight words."""
    text = re.sub(naming.language.word("prompt.slight"), " ", _bare(text, naming).casefold())
    if naming.language.does("writing.words"):
        return frozenset(word[:4] for word in re.findall(r"[^\W\d_]{3,}", text))
    return frozenset(re.findall(r"[\u3400-\u9fff]", text))


def _bare(text: str, naming: names.Naming) -> str:
    """A text without names."""
    for start, end, _ in reversed(list(names.matches(text, naming))):
        text = f"{text[:start]} {text[end:]}"
    return text
