"""A director's shot as somebody understands it who sees its clip alone: nothing of other clips, nobody by a pronoun or another word, no bare letters, a style that can be seen."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from storyboard import marks, names
from storyboard.cast.looks import kind_of, read_appearance
from storyboard.languages import Language
from storyboard.lettering import seen_words
from storyboard.model import Shot
from storyboard.patterns import deferred

_NO_NOUN = "(?:at|in|on|to|from|with|by|for|and|or|as|of|off|out|up|down|over|into|away|back|again|then|while|until|before|after|who|that|a|an|the)"
_PRONOUNS = {
    "male": deferred(r"(?<![A-Za-z])(?:(?P<own>[Hh]is)(?= [a-z])|[Hh]im|[Hh]e)(?![A-Za-z'’])"),
    "female": deferred(rf"(?<![A-Za-z])(?:(?P<own>[Hh]er)(?= (?!{_NO_NOUN}\\b)[a-z])|[Hh]er|[Ss]he)(?![A-Za-z'’])"),
    "男": deferred(r"(?<![其吉])他(?P<own>(?!))?(?![们俩自人])"),
    "女": deferred(r"她(?P<own>(?!))?(?![们俩自])"),
}
"""By sex, how somebody is spoken of; `own`: whose something is."""
_CHILD = 14
"""Years from which on nobody is a child."""
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
        head = _labelled(_antecedent(_here(head, language), shot, near, here), here)
        style = _seen(shot.style_tags, language)
        told.append(replace(shot, visual=f"{head}{_unlettered(tail, written, language)}", style_tags=style))
    return tuple(told)


def split(visual: str) -> tuple[str, str]:
    """(the words of a picture, the marks of a board behind them)."""
    bare = marks.without(visual)
    return (visual[: len(bare)], visual[len(bare) :]) if visual.startswith(bare) else (visual, "")


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
        if found:
            noun = names.bare_noun(read_appearance(naming.characters[known[0]].appearance), naming)
            owns = "'s" if found["own"] else ""
            noun = f"{noun[:1].upper()}{noun[1:]}" if found[0][0].isupper() else noun
            head = f"{head[: found.start()]}{noun}{owns}{head[found.end() :]}"
    return head


def _labelled(head: str, naming: names.Naming) -> str:
    """A picture whose only child is called by one word: the boy, 孩子."""
    children = [name for name in names.found(head, naming) if _is_child(name, naming)]
    if len(children) != 1:
        return head
    word = naming.language.word(f"prompt.child_{'girl' if _sex(children[0], naming) in ('female', '女') else 'boy'}")
    if re.search(naming.language.word("prompt.children"), head):
        return head
    quoted = [found.span() for found in names.QUOTED.finditer(head)]
    for found in reversed(list(re.finditer(word, head))):
        if not any(start < found.start() < end for start, end in quoted):
            head = f"{head[: found.start()]}{children[0]}{head[found.end() :]}"
    return head


def _is_child(name: str, naming: names.Naming) -> bool:
    looks = read_appearance(naming.characters[name].appearance) if name in naming.characters else None
    return looks is not None and kind_of(looks) == "person" and looks.age < _CHILD


def _sex(name: str, naming: names.Naming) -> str:
    """Somebody's sex; empty where they are several, or nobody knows it."""
    looks = read_appearance(naming.characters[name].appearance) if name in naming.characters else None
    return looks.sex if looks and kind_of(looks) == "person" else ""


def _unlettered(tail: str, written: Iterable[str], language: Language) -> str:
    """What a place looks like without the words on its things, which shots of them show: 小屋漆87号水井房."""
    for words in written:
        if len(words) >= _FEWEST and words in tail:
            around = language.word("prompt.lettered").format(re.escape(words))
            tail = re.sub(around, "", tail)
    return tail


def _seen(style: str, language: Language) -> str:
    """A style without what is neither light nor colour nor texture nor lens: motion, 压迫仰角."""
    comma = language.word("writing.comma")
    none, look = (re.compile(language.word(f"prompt.style_{key}"), re.IGNORECASE) for key in ("none", "look"))
    parts = style.split(comma)
    return comma.join(
        part for part in parts if ":" in part or "：" in part or look.search(part) or not none.search(part)
    )
