"""Words back to a staging: the program's own sentences exactly, other people's as far as they name people and sides."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from storyboard import marks, names, timeline
from storyboard.languages import CODES, Language
from storyboard.model import Board, Body, ShotTrace, Staging
from storyboard.model.staging import At
from storyboard.patterns import deferred
from storyboard.staging.writing import FORMS, FREE, sizes_of

_GAP = deferred(r"\\\{(\w+)\\\}")
_SIDES: dict[At, re.Pattern[str]] = {
    "left": deferred(r"画面?(?:的)?左|左侧|左边|在左|居左|左前|左后|frame[- ]left\b|(?:screen|camera)[- ]left\b|\b(?:on|at|in|to|along|near) the (?:far |extreme |near )?left\b|\b(?:to the )?left of (?:the )?cent(?:re|er)\b|\bleft (?:side|third|half|edge|foreground|background) of\b|\bleft (?:foreground|background|edge)\b|\bat (?:frame )?left\b|\b(?:stands|sits|kneels|waits|lies) left\b", re.I),
    "right": deferred(r"画面?(?:的)?右|右侧|右边|在右|居右|右前|右后|frame[- ]right\b|(?:screen|camera)[- ]right\b|\b(?:on|at|in|to|along|near) the (?:far |extreme |near )?right\b|\b(?:to the )?right of (?:the )?cent(?:re|er)\b|\bright (?:side|third|half|edge|foreground|background) of\b|\bright (?:foreground|background|edge)\b|\bat (?:frame )?right\b|\b(?:stands|sits|kneels|waits|lies) right\b", re.I),
}  # fmt: skip
_FACING: dict[At, re.Pattern[str]] = {
    "left": deferred(r"(?:面向|面朝|朝向|看向|望向|转向|朝|看着|望着|盯着|盯住|对着|冲着|投向|落向|钉在|推向)(?:画面?)?左(?:侧|边|方)?|\b(?:fac(?:es|ing)|look(?:s|ing)?|gaz(?:es|ing|e)|eyes|glanc(?:es|ing)|star(?:es|ing)|turn(?:s|ed|ing)?|watch(?:es|ing)?)\b(?:[ \w-]{0,30}?)\b(?:to|towards?|on|at|screen|frame)?\s*(?:the )?(?:frame |screen )?left\b(?! (?:hand|arm|shoulder|foot|side of))", re.I),
    "right": deferred(r"(?:面向|面朝|朝向|看向|望向|转向|朝|看着|望着|盯着|盯住|对着|冲着|投向|落向|钉在|推向)(?:画面?)?右(?:侧|边|方)?|\b(?:fac(?:es|ing)|look(?:s|ing)?|gaz(?:es|ing|e)|eyes|glanc(?:es|ing)|star(?:es|ing)|turn(?:s|ed|ing)?|watch(?:es|ing)?)\b(?:[ \w-]{0,30}?)\b(?:to|towards?|on|at|screen|frame)?\s*(?:the )?(?:frame |screen )?right\b(?! (?:hand|arm|shoulder|foot|side of))", re.I),
}  # fmt: skip
_BACK = deferred(
    r"越过|肩后|背后|背对|背影|过肩|past the shoulder|over (?:the )?shoulder|over\s+\S+\s+shoulder|from behind", re.I
)
_CLAUSE = deferred(r"[，。；;,.]\s*")
_UNSEEN = deferred(
    r"(?:不在画面|不入画|未入画|画面外|画外|尚未出现|没有出现|离开后|走后|not in (?:the )?(?:frame|picture|shot)|off[- ]?screen|out of frame|unseen)",
    re.I,
)
"""In a clause with a name: that person is not in the picture."""


def digest(visual: str) -> str:
    """What a trace knows a `visual` by."""
    return hashlib.sha256(visual.encode()).hexdigest()


def picture_of(visual: str) -> str:
    """A `visual` without its marks and captions."""
    return marks.without(timeline.CAPTION.sub("", marks.without(visual))).strip("，, ")


OLDER = deferred("的肩膀看(?!向)")
"""As earlier boards have it. With looks in a name's place it read `看穿…`, to see through."""


def read(visual: str, known: names.Naming) -> Staging | None:
    """The staging that these words were written for, exactly; None where they are not the program's own."""
    return _read(OLDER.sub("的肩膀看向", picture_of(visual)), tuple(known.characters), known.language.code)


@lru_cache(maxsize=2048)
def _read(said: str, people: tuple[str, ...], code: str) -> Staging | None:
    for language in (code, *(other for other in CODES if other != code)):
        words = Language.of(language)
        for form, sign, pattern in _patterns(people, words):
            match = pattern.fullmatch(said) if sign in said else None
            if match and (found := _staging(form, match.groupdict(), words)):
                return found
    return None


@lru_cache(maxsize=32)
def _patterns(people: tuple[str, ...], language: Language) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Of all forms the longest words of its own, and the pattern with the names of these people, compiled where the words stand."""
    between, joined = re.escape(language.word("staging.between")), re.escape(language.word("staging.joined"))
    who = "|".join(re.escape(name) for name in sorted(people, key=lambda name: (-len(name), name))) or r"(?!)"
    several = f"(?:{who})(?:{between}(?:{who}))*"
    side = f"{language.word('staging.left')}|{language.word('staging.right')}"
    gaps = {"one": who, "other": who, "voice": who, "people": several, "side": side, "facing": side}
    gaps |= {"place": ".+?", "prop": ".+?"}
    found = []
    for form in FORMS:
        seen: set[str] = set()
        sized = "|".join(re.escape(text) for text in sizes_of(form, language).values())

        def gap(match: re.Match[str], seen: set[str] = seen, own: Mapping[str, str] = gaps | {"size": sized}) -> str:
            name = match[1]
            if name in seen:
                return f"(?P={name})"
            seen.add(name)
            return f"(?P<{name}>{own[name]})"

        words = language.word(f"staging.forms.{form}")
        sign = max(re.split(r"\{\w+\}", words), key=len)
        text = _GAP.sub(gap, re.escape(words))
        for way in ("enters", "exits"):
            moved = re.escape(language.word(f"staging.{way}")).replace(r"\{\}", f"(?P<{way}>{several})")
            text += f"(?:{joined}{moved})?"
        found.append((form, sign, deferred(f"{text}(?:{joined}(?P<free>.+))?", re.DOTALL)))
    return tuple(found)


def _staging(form: str, gaps: Mapping[str, str | None], language: Language) -> Staging | None:
    row = FORMS[form]
    ways: dict[str, At] = {language.word("staging.left"): "left", language.word("staging.right"): "right"}
    at = ways.get(gaps.get("side") or "", "")
    over = _opposite(at) if row.facing else ""
    if gaps.get("facing") and ways[gaps["facing"] or ""] != over:
        return None
    bodies = []
    if one := gaps.get("one"):
        bodies.append(Body(one, at, over, row.view, row.pose))
    if (other := gaps.get("other")) and row.other:
        bodies.append(Body(other, over, at, row.other))
    pose = "" if gaps.get("one") else row.pose
    bodies += [Body(name, view=row.people, pose=pose) for name in _split(gaps.get("people"), language)]
    size = next((key for key, text in sizes_of(form, language).items() if text == gaps.get("size")), "")
    return Staging(
        form,
        tuple(bodies),
        gaps.get("prop") or "",
        size,
        _split(gaps.get("enters"), language),
        _split(gaps.get("exits"), language),
        gaps.get("free") or "",
        gaps.get("voice") or "",
    )


def _split(listed: str | None, language: Language) -> tuple[str, ...]:
    return tuple(listed.split(language.word("staging.between"))) if listed else ()


def _opposite(at: At) -> At:
    return {"left": "right", "right": "left"}.get(at, "")  # type: ignore[return-value]


def loosely(visual: str, known: names.Naming) -> Staging:
    """The people whom any words name, clause by clause, with the sides said there; `free` are the words themselves."""
    said = picture_of(visual)
    bodies: dict[str, Body] = {}
    behind = bool(_BACK.search(said))
    for clause in _CLAUSE.split(said):
        people = [name for name in names.found(clause, known) if name not in bodies]
        if _UNSEEN.search(clause):
            continue
        if not people:
            last = next(reversed(bodies), "")
            if last:
                body = bodies[last]
                begins = [way for way, pattern in _SIDES.items() if pattern.match(clause.strip())]
                at: At = begins[0] if begins else ""
                faces = _side(clause, _FACING)
                bodies[last] = replace(body, at=body.at or at, faces=body.faces or faces)
            continue
        for name, words in zip(people, _shares(clause, people, known), strict=True):
            back = behind and bool(_BACK.search(words))
            at, faces = _side(_without(words, _FACING), _SIDES), _side(words, _FACING)
            bodies[name] = Body(name, at, faces, "back" if back else "face")
    return Staging(FREE, tuple(bodies.values()), free=said)


def unseen(visual: str, known: names.Naming) -> tuple[str, ...]:
    """Whom a picture's own words keep out of it: 高远不在画面里, Dana is not in the picture."""
    clauses = (clause for clause in _CLAUSE.split(picture_of(visual)) if _UNSEEN.search(clause))
    return tuple(dict.fromkeys(name for clause in clauses for name in names.found(clause, known)))


def _shares(clause: str, people: Sequence[str], known: names.Naming) -> Iterator[str]:
    """The words of a clause that are about each of its people: up to the next name."""
    starts = {name: start for start, _, name in reversed(list(names.matches(clause, known)))}
    cuts = [*(starts[name] for name in people[1:]), len(clause)]
    at = 0
    for cut in cuts:
        yield clause[at:cut]
        at = cut


def _without(words: str, table: Mapping[At, re.Pattern[str]]) -> str:
    for pattern in table.values():
        words = pattern.sub(" ", words)
    return words


def _side(words: str, table: Mapping[At, re.Pattern[str]]) -> At:
    hits = [(match.start(), way) for way, pattern in table.items() if (match := pattern.search(words))]
    return min(hits)[1] if hits else ""


def of(board: Board, traces: Iterable[ShotTrace | None], known: names.Naming) -> tuple[Staging, ...]:
    """The staging of every shot: the trace's where it was written for this very `visual`, else read, else by name.

    `traces` may be shorter than the board, and hold None where nobody knows.
    """
    by_digest = {trace.pictured: trace.staging for trace in traces if trace and trace.staging and trace.pictured}
    found = []
    for shot in board.shots:
        kept = by_digest.get(digest(shot.visual)) if by_digest else None
        found.append(kept or read(shot.visual, known) or loosely(shot.visual, known))
    return tuple(found)
