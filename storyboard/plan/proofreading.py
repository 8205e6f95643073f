"""The prompts of an episode read for the last time before they are paid: what is wrong is put right by the fewest words, in the prompt itself.

Whoever wrote the shots, and whoever looked at them again, said what is to be filmed; code made prompts of it. What then still is wrong
(a place that was misread, a bag that nobody holds any more, a rule that forbids the sign that decides) is seen only in what is sent.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from storyboard.errors import PartFailed
from storyboard.library import Library
from storyboard.model import Ask, ProofCorrection
from storyboard.patterns import deferred
from storyboard.plan.questions import question
from storyboard.records import dataclass

STAGE = "proof"
MOST = 48_000
"""Characters of prompts in one question: some twenty clips, far below what any model of these years reads."""
MOST_LOST = 1 / 3
"""Share of corrections that cannot be used from which on it is asked again: below it the few are left out."""
_MARKS = str.maketrans("“”„‟‘’‛\u00a0", '""""' + "'''" + " ")
"""Marks that models write otherwise than they read them, one for one."""

_STRAIGHT = deferred(r'"([^"\n]*)"')

May = Callable[[str, str], str]
"""(a prompt, the same put right) -> why it may not be so; empty where it may."""


@dataclass(frozen=True, slots=True)
class Galley:
    """One clip as it would be sent, for whoever reads the proofs."""

    number: int
    seconds: int
    prompt: str
    done: bool = False
    """Read and put right before: it is shown for what is around it."""


def put_right(prompt: str, quote: str, instead: str) -> tuple[int, str, str] | None:
    """(where the quote begins, its words as they stand there, the prompt with the correction); None unless it stands there just once.

    Straight marks in an answer stand for the curved ones of a prompt.
    """
    wanted, within = quote.translate(_MARKS), prompt.translate(_MARKS)
    if not wanted.strip() or within.count(wanted) != 1:
        return None
    at = within.index(wanted)
    there = prompt[at : at + len(wanted)]
    return at, there, f"{prompt[:at]}{_with_marks_of(there, quote, instead)}{prompt[at + len(there) :]}"


def _with_marks_of(there: str, quote: str, instead: str) -> str:
    """The words that come in, with curved marks for straight ones, as prompts have them, where they do not repeat the prompt's own."""
    instead = instead.replace(quote, there) if quote != there else instead
    return instead if '"' in there else _STRAIGHT.sub(r"“\1”", instead)


def corrections_of(
    prompt: str, rows: Iterable[Mapping[str, Any]], may: May
) -> tuple[tuple[ProofCorrection, ...], list[str]]:
    """(what is to be put right in a prompt, in order of its words; why the rest is left out)."""
    now, taken, lost = prompt, list[ProofCorrection](), list[str]()
    for row in rows:
        quote, instead = (str(row[key]) for key in ("quote", "instead"))
        found = put_right(now, quote, instead)
        if found is None:
            lost.append(f"clip {row['clip']}: “{quote}” does not stand there once, letter by letter")
            continue
        at, there, after = found
        if after == now:
            continue
        if why := may(prompt, after):
            lost.append(f"clip {row['clip']}: “{quote}”: {why}")
            continue
        new = after[at : len(after) - (len(now) - at - len(there))]
        taken.append(ProofCorrection(there, new, " ".join(str(row["why"]).split())))
        now = after
    return tuple(taken), lost


def corrected(prompt: str, corrections: Iterable[ProofCorrection]) -> str:
    """A prompt with what is put right in it; a correction whose words it does not have once changes nothing."""
    for each in corrections:
        found = put_right(prompt, each.quote, each.instead)
        prompt = found[2] if found else prompt
    return prompt


def windows(clips: Sequence[Galley]) -> list[list[Galley]]:
    """The clips of each question, as even as they can be; none for a question in which all were read."""
    size = sum(len(clip.prompt) for clip in clips)
    target = size / max(1, -(-size // MOST))
    found: list[list[Galley]] = [[]]
    length = 0
    for clip in clips:
        if found[-1] and length + len(clip.prompt) / 2 > target * len(found):
            found.append([])
        found[-1].append(clip)
        length += len(clip.prompt)
    return [each for each in found if any(not clip.done for clip in each)]


async def read_proofs(
    script: str, clips: Sequence[Galley], may: May, ask: Ask, language: str, library: Library
) -> tuple[dict[int, tuple[ProofCorrection, ...]], list[str]]:
    """(by the number of a clip that was read what is to be put right in it, sentences about what went wrong)."""
    found: dict[int, tuple[ProofCorrection, ...]] = {}
    remarks: list[str] = []
    before = ""
    for some in windows(clips):
        about = f"proofs of clips {some[0].number}-{some[-1].number}"
        asked = question(library, STAGE, language, about, script=script.strip(), before=before, clips=some)

        def judge(data: Any, some: Sequence[Galley] = some) -> list[str]:  # noqa: ANN401 - JSON
            _, lost, count = _taken(data, some, may)
            return lost[:12] if len(lost) > count * MOST_LOST else []

        try:
            data = await ask(asked, judge)
        except PartFailed as error:
            remarks.append(f"{about}: nobody read them: {error}")
            continue
        taken, lost, _ = _taken(data, some, may)
        found |= taken
        remarks += [f"left out of the proofs: {each}" for each in lost]
        before = " ".join(str(data["book"]).split())
    return found, remarks


def _taken(
    data: Any,  # noqa: ANN401 - JSON
    clips: Sequence[Galley],
    may: May,
) -> tuple[dict[int, tuple[ProofCorrection, ...]], list[str], int]:
    """(corrections by clip, why others are left out, how many there were): an entry for each clip that was to be read."""
    rows = [each | {"clip": clip} for each in data["corrections"] for clip in each.get("clips") or [each["clip"]]]
    unread = {clip.number: clip for clip in clips if not clip.done}
    found, lost = dict[int, tuple[ProofCorrection, ...]](), list[str]()
    for number, clip in unread.items():
        found[number], left = corrections_of(clip.prompt, (row for row in rows if row["clip"] == number), may)
        lost += left
    known = {clip.number for clip in clips}
    lost += [f"clip {row['clip']} is not in the question" for row in rows if row["clip"] not in known]
    return found, lost, len(rows)
