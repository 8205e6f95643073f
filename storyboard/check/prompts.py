"""check, second and third function: do the prompts and the subtitles still say what the script says?"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from storyboard import assets, names, speech
from storyboard.check.align import Line, Said, align
from storyboard.errors import UsageError
from storyboard.model import Board, Cast, Clip, Cue, Fault, Offer, Part


@dataclass(frozen=True, slots=True)
class Reading:
    """How the prompts of one template are read back: patterns of `prompts/render/<version>/reading.toml`."""

    shot: re.Pattern[str]
    duration: re.Pattern[str] | None
    line: re.Pattern[str]
    action: re.Pattern[str]
    plain: re.Pattern[str]

    def lines(self, body: str) -> list[str]:
        """The words that a block of a prompt has spoken."""
        return [_first(match) for match in self.line.finditer(body)]


@cache
def reading(template: str) -> Reading:
    """How prompts of a template are read back; UsageError where nobody wrote it down."""
    path = assets.folder("prompts") / "render" / "v1" / "reading.toml"
    known = tomllib.loads(path.read_text(encoding="utf-8"))
    if template not in known:
        raise UsageError(
            f"{path.name} does not say how prompts of the template {template} are read back",
            f"add a table [{template}]",
        )
    entries: dict[str, str] = known[template]
    table = {name: re.compile(text, re.MULTILINE | re.DOTALL * (name == "line")) for name, text in entries.items()}
    told = table["duration"] if entries["duration"] else None
    return Reading(table["shot"], told, table["line"], table["action"], table["plain"])


def _first(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group is not None)


def check_prompts(
    prompts: Sequence[str],
    clips: Sequence[Clip],
    board: Board,
    lines: Sequence[Line],
    offer: Offer,
    cast: Cast | None = None,
) -> tuple[Fault, ...]:
    """Every fault of the prompts: form, durations, lines against the script's, actions against the board's, names."""
    naming = names.naming(board.character_setting, cast, offer.gateway, "zh")
    read = reading(offer.template)
    faults: list[Fault] = []
    said: list[Said] = []
    for number, (prompt, clip) in enumerate(zip(prompts, clips, strict=True), start=1):
        where = f"clip {number:03d}"
        blocks = read.shot.split(prompt)
        bodies = blocks[2::2]
        if (
            blocks[0]
            or len(bodies) != len(clip.parts)
            or [int(at) for at in blocks[1::2]] != [*range(1, len(bodies) + 1)]
        ):
            faults.append(
                _fault("prompt-form", f"{where}: must tell shots 1 to {len(clip.parts)}, and nothing before them")
            )
            continue
        if offer.prompt_limit and len(prompt) > offer.prompt_limit:
            faults.append(
                _fault("prompt-long", f"{where}: {len(prompt)} characters, {offer.model} takes {offer.prompt_limit}")
            )
        faults.extend(_times(where, clip, bodies, read))
        for part, body in zip(clip.parts, bodies, strict=True):
            faults.extend(_block(where, part, body, board, naming, read))
            role = board.shots[part.shot].dialogue.role
            said += [Said(role, line, part.shot + 1) for line in read.lines(body)]
    return (*faults, *_aligned(lines, said))


def _aligned(lines: Sequence[Line], said: Sequence[Said]) -> tuple[Fault, ...]:
    """The faults of what is said, white space aside: a line break inside a speech has no place in a prompt or subtitle."""
    bare = [Line(line.speaker, "".join(line.text.split()), line.line) for line in lines]
    return align(bare, [Said(entry.role, "".join(entry.text.split()), entry.shot) for entry in said]).faults


def _fault(rule: str, message: str, shot: int = 0) -> Fault:
    return Fault(rule, message, level="fault", shot=shot)


def _times(where: str, clip: Clip, bodies: Sequence[str], read: Reading) -> Iterator[Fault]:
    """The durations told add up to the clip's length, to the tenth, and none is above ten seconds."""
    if read.duration is None:
        return
    told = [round(float(_first(match)) * 10) if (match := read.duration.search(body)) else 0 for body in bodies]
    if sum(told) != clip.seconds * 10 or max(told) > speech.LONGEST or told != [part.duration for part in clip.parts]:
        yield _fault("prompt-time", f"{where}: shots of {told} tenths do not make {clip.seconds} s")


def _block(where: str, part: Part, body: str, board: Board, naming: names.Naming, read: Reading) -> Iterator[Fault]:
    """One shot of a prompt: no blank line inside, the action's words, nobody's name."""
    shot = board.shots[part.shot]
    if "\n\n" in body.strip("\n"):
        yield _fault("prompt-form", f"{where}: a blank line inside a scene", part.shot + 1)
    if part.first and not part.hold:
        told = " ".join(_first(match) for match in read.action.finditer(body))
        at = 0
        for piece in _between_names(" ".join(speech.delivery_of(shot.action)[1].split()), naming):
            found = told.find(piece, at)
            if found < 0:
                yield _fault("prompt-action", f"{where}: the action “{piece}” is not in the prompt", part.shot + 1)
            at = max(at, found + len(piece))
    for name in names.found(read.plain.sub("", read.line.sub("", body)), naming):
        yield _fault("name-leak", f"{where}: the name {name} stands in the prompt", part.shot + 1)


def _between_names(text: str, naming: names.Naming) -> list[str]:
    """The stretches of a text that stay when names are replaced; names inside quotation marks stay with them."""
    stretches, at, plain = [], 0, []
    for quote in names.QUOTED.finditer(text):
        plain += [*_split(text[at : quote.start()], naming), quote[0]]
        at = quote.end()
    for piece in [*plain, *_split(text[at:], naming)]:
        stretches += [piece.strip()] if piece.strip() else []
    return stretches


def _split(text: str, naming: names.Naming) -> list[str]:
    return naming._pattern.split(text) if naming._pattern else [text]


def check_cues(cues: Sequence[Cue], lines: Sequence[Line]) -> tuple[Fault, ...]:
    """Every fault of the subtitles: their words against the script's, and their times."""
    spoken = [cue for cue in cues if not cue.caption]
    faults = list(_aligned(lines, [Said(cue.role, cue.text, cue.shot + 1) for cue in spoken]))
    before = 0
    for cue in spoken:
        if cue.end <= cue.start or cue.start < before:
            faults.append(
                _fault("cue-time", f"“{cue.text}” from {cue.start / 10} s to {cue.end / 10} s overlaps", cue.shot + 1)
            )
        before = cue.end
    return tuple(faults)
