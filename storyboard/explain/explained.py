"""An explanation as text: script, origin, changes, seconds, clip, prompt, in this order."""

import json
from collections.abc import Iterable, Iterator, Sequence

from storyboard.explain.arithmetic import Duration, decimals
from storyboard.explain.explain import Explained, InClip
from storyboard.explain.origin import Origin
from storyboard.languages import Language
from storyboard.model import Detail
from storyboard.pack import Composition

BY = {
    "rules": "the rules",
    "model": "the language model",
    "slots": "the language model, in a cut of the rules",
    "import": "an imported board: cuts and picture come from there, the words from the script",
    "hand": "a person, who edited it after it was planned",
    "": "nobody knows",
}
"""`by` of a trace in words."""


def write(found: Explained) -> str:
    """The explanation of a shot for people to read."""
    scene = f", scene {found.scene}" if found.scene else ""
    parts: list[tuple[str, Iterable[str]]] = [
        ("Script", _script(found)),
        ("Made by", _origin(found.origin, found.setup)),
        ("Added and changed afterwards", (f"- {change}" for change in found.changes)),
        (f"Duration: {found.duration.board:g} s", _duration(found.duration)),
        *((_clip_title(part), _clip(part)) for part in found.clips),
    ]
    sections = [(title, told) for title, lines in parts if (told := [f"  {line}".rstrip() for line in lines])]
    head = f"━━ Shot {found.shot} of {found.of}{scene}: {found.camera} ━━"
    return "\n\n".join([head, *("\n".join([title, *told]) for title, told in sections)]) + "\n"


def write_clips(rows: Sequence[Composition], made: Sequence[bool], language: Language) -> str:
    """Every clip as one composition, and what is there of what they cost; `made`: for each whether its film is there."""
    told = language.table("composition")
    lines = []
    for number, (row, there) in enumerate(zip(rows, made, strict=True), start=1):
        sizes = told["arrow"].join(row.sizes)
        people = language.word("writing.list").join(row.people) or told["nobody"]
        owned = told["owned" if there else "new"]
        facts = told["facts"].format(people=people, filled=row.filled, seconds=row.seconds, owned=owned)
        lines += [
            told["row"].format(number=f"{number:03d}", first=row.shots[0], last=row.shots[1], sizes=sizes),
            f"  {facts}",
            f"  {language.word(f'composition.ends.{row.ends}')}",
        ]
    whole = sum(row.seconds for row in rows)
    have = sum(row.seconds for row, there in zip(rows, made, strict=True) if there)
    total = told["total"].format(seconds=whole, clips=len(rows), there=have, due=whole - have)
    return "\n".join([*lines, total]) + "\n"


def _script(found: Explained) -> Iterator[str]:
    if not found.lines:
        yield "(no script line)"
    for line in found.lines:
        yield f"{line.number:>4}  {line.text}"


def _origin(origin: Origin, setup: str) -> Iterator[str]:
    yield BY.get(origin.by, origin.by)
    if origin.rule and origin.meaning:
        yield f"rule: {origin.rule}"
        yield f"      {origin.meaning}"
    if setup:
        yield setup
    if origin.question:
        told = ", ".join(filter(None, (origin.about, f"prompt {origin.prompt}" if origin.prompt else "")))
        yield f"question {origin.question}{f': {told}' if told else ''}"
    if origin.asked:
        yield "asked"
        yield from (f"  {line}" for line in origin.asked)
    if origin.answer:
        yield f"answered, as number {origin.answered}"
        yield f"  {json.dumps(origin.answer, ensure_ascii=False)}"
    if origin.missing:
        yield origin.missing


def _duration(duration: Duration) -> Iterator[str]:
    places = decimals(duration.steps)
    for step in duration.steps:
        number = f"{step.seconds:.1f}" if step.what == "result" else f"{step.seconds:.{places}f}"
        yield f"{number:>6}  {step.words}"
    if duration.cut:
        yield f"{'':>6}  {duration.cut}"
    if duration.computed != duration.board:
        yield f"{duration.board:>6.1f}  is what the board says: it was edited by hand, or planned from other words"


_LEVELS: dict[Detail, str] = {
    "repeats": "what a place that comes back has told already",
    "colours": "colours and mood",
    "ambience": "what places sound like",
    "anchors": "fixed things of places",
    "looks": "hair and all but the first garment",
}


def _clip_title(part: InClip) -> str:
    first, last = part.shots
    shots = f"shot {first}" if first == last else f"shots {first}-{last}"
    return f"Clip {part.clip:03d} of {part.clips}: {part.seconds} s, {shots}; this is part {part.part} of {part.parts}"


def _clip(part: InClip) -> Iterator[str]:
    stretched = part.duration - part.tail
    if part.text:
        yield f"the shot is longer than every clip: here it says “{part.text}”"
    yield f"{part.natural:>6.1f}  natural"
    if round(stretched - part.natural, 1):
        factor = f", x {stretched / part.natural:.2f}" if part.natural else ""
        how = "stretched" if stretched > part.natural else "shortened"
        yield f"{stretched - part.natural:>+6.1f}  {how}{factor}, so that the clip has a length that is sold"
    if part.tail:
        yield f"{part.tail:>+6.1f}  silent tail, trimmed from the film"
    yield f"{part.duration:>6.1f}  told in the prompt"
    if part.hold:
        yield f"{part.hold:>+6.1f}  silent hold of its picture after it, trimmed from the film"
    if part.without:
        said = ", ".join(_LEVELS[level] for level in part.without)
        yield f"the prompt does without {said}: it would be longer than its maker advises"
    for each in part.proofs:
        yield f"put right in the proofs: {each.why}: “{each.quote}”, now “{each.instead}”"
    if part.prompt:
        yield ""
        yield from part.prompt.split("\n")
