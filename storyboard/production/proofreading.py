"""The proofs of an episode: its prompts read once more by the language model before they are paid, and what was put right in them.

`proof.json` beside the prompts holds each correction with its reason; taking one out, or writing another, is as good as the model's.
It goes by what a prompt was made as: a clip whose shots change is read anew, all others stay as they were read.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from storyboard import names
from storyboard.check.proofed import altered
from storyboard.check.shown import flat
from storyboard.check.told import clip_reading
from storyboard.config import parse_json
from storyboard.errors import StoryboardError, UsageError
from storyboard.model import Board, Clip, ProofCorrection
from storyboard.plan.proofreading import MOST, Galley, May, corrected, put_right, read_proofs
from storyboard.production.english import told
from storyboard.production.files import digest, dump, read_text, write_whole
from storyboard.production.production import Production
from storyboard.records import dataclass

PROOF = "proof.json"


@dataclass(frozen=True, slots=True)
class _Read:
    """One prompt that was read."""

    clip: int
    """Its number when it was read."""
    corrections: tuple[ProofCorrection, ...]
    places: tuple[int, ...]
    """Where each begins in the prompt as it was when those before it were put right."""


@dataclass(frozen=True, slots=True)
class Proofs:
    """What was read of an episode, by the hash of the prompt that was read."""

    read: dict[str, _Read]

    def sent(self, made: str) -> str:
        """A prompt as it is sent: with what was put right in it."""
        known = self.read.get(digest(made))
        return corrected(made, known.corrections) if known else made

    def corrections(self, sent: str) -> tuple[ProofCorrection, ...]:
        """What was put right in a prompt as it is sent."""
        known = self.read.get(digest(self.made(sent)))
        return known.corrections if known else ()

    def made(self, sent: str) -> str:
        """What a prompt was before it was put right; itself where nothing was."""
        for key, each in self.read.items():
            if each.corrections and (before := _undone(sent, each)) is not None and digest(before) == key:
                return before
        return sent


def _undone(sent: str, read: _Read) -> str | None:
    """A prompt before its corrections, the last first; None where they are not in it."""
    for each, at in zip(reversed(read.corrections), reversed(read.places), strict=True):
        if at < 0 or sent[at : at + len(each.instead)] != each.instead:
            return None
        sent = f"{sent[:at]}{each.quote}{sent[at + len(each.instead) :]}"
    return sent


def load_proofs(folder: Path) -> Proofs:
    """What was read of the episode whose folder it is; UsageError where the file cannot be read."""
    path = folder / PROOF
    if not path.is_file():
        return Proofs({})
    try:
        rows = parse_json(read_text(path))["clips"]
        return Proofs({str(row["made"]): _row(row) for row in rows})
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path}: not our proofs: {error}", "delete it to have the prompts read anew") from error


def _row(row: dict[str, Any]) -> _Read:
    told = row["corrections"]
    found = tuple(ProofCorrection(str(each["quote"]), str(each["instead"]), str(each.get("why", ""))) for each in told)
    return _Read(int(row["clip"]), found, tuple(int(each.get("at", -1)) for each in told))


def proofread(production: Production, board: Board, clips: Sequence[Clip], made: Sequence[str]) -> tuple[str, ...]:
    """Has the prompts read that nobody read yet, where a language model directed the board; sentences about what came of it.

    `made`: the prompts as they were made, empty for a clip that is not to be read: a bought one stays as it is.
    """
    known, mind = load_proofs(production.folder), production.mind
    library, code = production.library, production.language.code
    unread = [prompt for prompt in made if prompt and digest(prompt) not in known.read]
    if not unread or mind is None or not mind.key or mind.silent or not library.reads_proofs(code):
        return ()
    galleys = [
        Galley(number, clip.seconds, known.sent(prompt), digest(prompt) in known.read)
        for number, (clip, prompt) in enumerate(zip(clips, made, strict=True), 1)
        if prompt
    ]
    try:
        found, remarks = _ask(production, board, galleys)
    except StoryboardError as wrong:
        return (f"nobody read the proofs of {production.name}: {wrong}",)
    prompts = dict(enumerate(made, 1))
    rows = known.read | {
        digest(prompts[number]): _placed(number, prompts[number], each) for number, each in found.items()
    }
    here = {digest(prompt) for prompt in made}
    rows = dict(sorted(rows.items(), key=lambda row: (row[0] not in here, row[1].clip)))
    write_whole(production.folder / PROOF, dump({"clips": [_as_data(key, row) for key, row in rows.items()]}))
    count, where = sum(map(len, found.values())), sum(map(bool, found.values()))
    return (f"the proofs were read: {count} corrections in {where} of {len(found)} prompts ({PROOF})", *remarks)


def _placed(number: int, made: str, corrections: tuple[ProofCorrection, ...]) -> _Read:
    places = []
    for each in corrections:
        found = put_right(made, each.quote, each.instead)
        places.append(found[0] if found else -1)
        made = found[2] if found else made
    return _Read(number, corrections, tuple(places))


def _as_data(made: str, read: _Read) -> dict[str, Any]:
    rows = zip(read.corrections, read.places, strict=True)
    told = [{"quote": each.quote, "instead": each.instead, "why": each.why, "at": at} for each, at in rows]
    return {"clip": read.clip, "made": made, "corrections": told}


def _ask(
    production: Production, board: Board, galleys: Sequence[Galley]
) -> tuple[dict[int, tuple[ProofCorrection, ...]], list[str]]:
    import asyncio

    from storyboard.llm import Ceiling

    mind = production.mind
    assert mind is not None
    text = production.script.text[production.episode.start : production.episode.end]
    may = permitted(production, board)
    size = len(text) + sum(len(each.prompt) for each in galleys)
    calls = -(-size // MOST)
    ceiling, before = Ceiling.of(calls, size + 4000 * calls), mind.tally
    mind.allow(Ceiling(ceiling.calls + before.calls, ceiling.tokens + before.tokens))

    async def run() -> tuple[dict[int, tuple[ProofCorrection, ...]], list[str]]:
        async with mind:
            return await read_proofs(text, galleys, may, mind.ask, production.language.code, production.library)

    return asyncio.run(run())


def permitted(production: Production, board: Board) -> May:
    """What says why a prompt may not be put right so, whoever wrote the correction; empty where it may."""
    library, offer = production.library, production.offer
    shown = told(production, board)
    naming = names.naming(shown.character_setting, production.cast, offer.gateway, names.language_of(shown))
    read = clip_reading(library.form(names.language_of(shown), offer), library)
    readable = flat(production.script.text)

    def may(made: str, proofed: str) -> str:
        if offer.prompt_limit and len(proofed) > max(len(made), offer.prompt_limit):
            return f"the prompt would be longer than the {offer.prompt_limit} characters that {offer.model} takes"
        if offer.shot_size and _lengthy(proofed, offer.shot_size) > _lengthy(made, offer.shot_size):
            return f"the shot would be longer than the {offer.shot_size} characters that {offer.model} takes"
        return altered(made, proofed, read, naming, readable)

    return may


def as_made(production: Production, board: Board, prompts: Sequence[str]) -> tuple[str, ...]:
    """Prompts as they were made, where what was put right in them may be so; one in which it may not stays as it is sent."""
    proofs = load_proofs(production.folder)
    before = tuple(map(proofs.made, prompts))
    if before == tuple(prompts):
        return before
    may = permitted(production, board)
    return tuple(sent if may(made, sent) else made for made, sent in zip(before, prompts, strict=True))


def _lengthy(prompt: str, most: int) -> int:
    """By how many characters the lines of a prompt are longer than a maker's interface takes."""
    return sum(max(0, len(line) - most) for line in prompt.splitlines())
