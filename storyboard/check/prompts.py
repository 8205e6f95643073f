"""check, second and third function: do the prompts and the subtitles still say what the script says?"""

import re
from collections.abc import Iterator, Sequence

from storyboard import names, speech
from storyboard.check.align import Line, Said, align
from storyboard.model import Board, Cast, Clip, Cue, Fault, Offer, Part

_SHOT = re.compile(r"^Shot (\d+):$", re.MULTILINE)
_DURATION = re.compile(r"^duration: (\d+\.\d)sec$", re.MULTILINE)
_LINE = re.compile(r"^(?:台词|Line): (.*?)(?=^(?:要求|Rule): |\Z)", re.MULTILINE | re.DOTALL)
_LABEL = re.compile(r"^[^\W\d_]{1,12}: ", re.MULTILINE)
_ACTION = re.compile(r"^(?:动作|Action): (.*)$", re.MULTILINE)


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
    faults: list[Fault] = []
    said: list[Said] = []
    for number, (prompt, clip) in enumerate(zip(prompts, clips, strict=True), start=1):
        where = f"clip {number:03d}"
        blocks = _SHOT.split(prompt)
        bodies = blocks[2::2]
        if (
            blocks[0]
            or len(bodies) != len(clip.parts)
            or [int(at) for at in blocks[1::2]] != [*range(1, len(bodies) + 1)]
        ):
            faults.append(_fault("prompt-form", f"{where}: needs Shot 1 to Shot {len(clip.parts)} and nothing before"))
            continue
        if offer.prompt_limit and len(prompt) > offer.prompt_limit:
            faults.append(
                _fault("prompt-long", f"{where}: {len(prompt)} characters, {offer.model} takes {offer.prompt_limit}")
            )
        faults.extend(_times(where, clip, bodies))
        for part, body in zip(clip.parts, bodies, strict=True):
            faults.extend(_block(where, part, body, board, naming))
            role = board.shots[part.shot].dialogue.role
            said += [Said(role, match[1], part.shot + 1) for match in _LINE.finditer(body)]
    return (*faults, *_aligned(lines, said))


def _aligned(lines: Sequence[Line], said: Sequence[Said]) -> tuple[Fault, ...]:
    """The faults of what is said, white space aside: a line break inside a speech has no place in a prompt or subtitle."""
    bare = [Line(line.speaker, "".join(line.text.split()), line.line) for line in lines]
    return align(bare, [Said(entry.role, "".join(entry.text.split()), entry.shot) for entry in said]).faults


def _fault(rule: str, message: str, shot: int = 0) -> Fault:
    return Fault(rule, message, level="fault", shot=shot)


def _times(where: str, clip: Clip, bodies: Sequence[str]) -> Iterator[Fault]:
    """The durations told add up to the clip's length, to the tenth, and none is above ten seconds."""
    told = [round(float(match[1]) * 10) if (match := _DURATION.search(body)) else 0 for body in bodies]
    if sum(told) != clip.seconds * 10 or max(told) > speech.LONGEST or told != [part.duration for part in clip.parts]:
        yield _fault("prompt-time", f"{where}: shots of {told} tenths do not make {clip.seconds} s")


def _block(where: str, part: Part, body: str, board: Board, naming: names.Naming) -> Iterator[Fault]:
    """One Shot of a prompt: no blank line inside, the action's words, nobody's name."""
    shot = board.shots[part.shot]
    if "\n\n" in body.strip("\n"):
        yield _fault("prompt-form", f"{where}: a blank line inside a scene", part.shot + 1)
    if part.first and not part.hold:
        told = " ".join(match[1] for match in _ACTION.finditer(body))
        at = 0
        for piece in _between_names(" ".join(speech.delivery_of(shot.action)[1].split()), naming):
            found = told.find(piece, at)
            if found < 0:
                yield _fault("prompt-action", f"{where}: the action “{piece}” is not in the prompt", part.shot + 1)
            at = max(at, found + len(piece))
    for name in names.found(_LABEL.sub("", _LINE.sub("", body)), naming):
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
