"""From takes to something to watch: film, subtitles and page, made again only where what they are made of changed."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from storyboard import timeline, titles
from storyboard.errors import UsageError
from storyboard.languages import said
from storyboard.model import Board, Clip, Cue, Fault, Missing
from storyboard.plan import left_out
from storyboard.production.files import digest, file_hash
from storyboard.production.prepare import Prepared, Watch
from storyboard.production.production import Production
from storyboard.production.stages import show_takes
from storyboard.profiles import remarks
from storyboard.rules import wanted

if TYPE_CHECKING:
    from storyboard.production.voicing import Booked

EPISODE, SUBTITLES, PAGE = "episode.mp4", "episode.srt", "index.html"


def finish(
    production: Production,
    ready: Prepared,
    takes: Sequence[Path | None],
    watch: Watch,
    *,
    free: bool,
    remarks: Sequence[str] = (),
) -> tuple[bool, tuple[str, ...]]:
    """Film, subtitles and page, made again only where what they are made of changed; and whether any was.

    `remarks`, parallel to `takes`: what each film is that was not ordered; the page tells it, and what was heard in it.
    """
    remarks = tuple(_remarks(production, takes, remarks))
    show_takes(production, takes)
    cues = timeline.cues(ready.planned.board, ready.clips, spoken_in(production, ready, takes))
    if not free and not production.offer.draws_text:
        cues = (*cues, *timeline.lettered(ready.planned.board, ready.clips))
    if not free:
        cues = titles.undrawn(cues, ready.clips, ready.prompts, production.language)
    films = [file_hash(take) if take else "" for take in takes]
    captions = captions_of(production, free=free)
    spoken = voices_of(production, free=free)
    made = timeline.seams(ready.planned.board, ready.clips)
    inputs = digest(
        *films,
        ready.clips,
        cues,
        free,
        production.title,
        *([captions] if captions == "soft" else ()),
        *([spoken] if spoken else ()),
        *(() if all(seam.plain for seam in made) else made),
    )
    shown = digest(
        inputs,
        ready.planned.board,
        ready.prompts,
        ready.bill,
        ready.faults,
        ready.planned.trace,
        *([remarks] if any(remarks) else ()),
    )
    records = production.records
    notes: tuple[str, ...] = ()
    fresh = all(records.state(name, inputs) in ("fresh", "edited") for name in (EPISODE, SUBTITLES))
    if not fresh:
        watch.stage("assemble", 0, 1)
        aside = (*records.set_aside(SUBTITLES), *records.set_aside(EPISODE))
        notes = (*aside, *_assemble(production, ready, takes, cues, inputs, watch, free=free))
    if fresh and records.state(PAGE, shown) in ("fresh", "edited"):
        return False, notes
    watch.stage("page", 0, 1)
    notes += records.set_aside(PAGE)
    _page(production, ready, takes, shown, remarks)
    return True, notes


def _remarks(production: Production, takes: Sequence[Path | None], remarks: Sequence[str]) -> Iterator[str]:
    """What the page says of each film, in the script's language."""
    from storyboard.production.verdicts import verdicts

    language = production.language
    heard = verdicts(production.folder, language)
    for number, take in enumerate(takes):
        told = said.told(remarks[number], language.code) if number < len(remarks) else ""
        yield language.word("listen.then").join(filter(None, (told, heard.get(take.name, "") if take else "")))


def spoken_in(
    production: Production, ready: Prepared, takes: Sequence[Path | None]
) -> dict[tuple[int, int], tuple[float, float]]:
    """(clip, part) -> when its line was heard in the take in use, in seconds; empty where nobody listened."""
    from storyboard.ears.store import FOLDER

    if production.settings.listen is None or not (production.settings.workspace / ".storyboard" / FOLDER).is_dir():
        return {}
    from storyboard.production.listening import spoken

    return spoken(production, ready, takes)


def voices_of(production: Production, *, free: bool) -> str:
    """What the spoken lines of a drawn film depend on; empty where it does not speak."""
    if not (free and production.options.voices):
        return ""
    from storyboard.production.voicing import voices_key

    return voices_key(production)


def captions_of(production: Production, *, free: bool) -> Literal["burn", "soft", "none"]:
    """How the words come into the picture: the preview has drawn them itself."""
    return "none" if free else production.settings.season.subtitles


def _assemble(
    production: Production,
    ready: Prepared,
    takes: Sequence[Path | None],
    cues: Sequence[Cue],
    inputs: str,
    watch: Watch,
    *,
    free: bool,
) -> tuple[str, ...]:
    """Film and subtitles; returns what is worth saying about them."""
    from storyboard.assemble import assemble

    booked = _booked(production, ready, cues, watch, free=free)
    width, height = map(int, production.offer.size.split("x"))
    try:
        film = assemble(
            ready.clips,
            takes,
            cues,
            production.folder,
            captions=captions_of(production, free=free),
            language=production.language,
            size=(width, height),
            seams=timeline.seams(ready.planned.board, ready.clips),
        )
    except OSError as error:
        raise UsageError(
            f"{production.folder / EPISODE}: cannot be written: {error.strerror or error}",
            "make room and run again: the clips are kept, and nothing is bought twice",
        ) from error
    spoken: tuple[str, ...] = ()
    if booked:
        from storyboard.production.voicing import voice

        spoken = voice(production, ready, booked, cues, production.folder / EPISODE, watch)
    for name in (EPISODE, SUBTITLES):
        production.records.note(name, inputs, file_hash(production.folder / name))
    missing = [f"clip {number:03d} has no take: a black card stands for it" for number in film.missing]
    missing += left_to_editor(ready.planned.board, ready.clips)
    return spoken + tuple(missing) + _unwritable(ready.planned.board, drawn=free)


NOT_MADE: dict[Missing, str] = {
    "fade-in": "clip {number:03d}: “{words}” is a cut: somebody speaks at once",
    "dissolve": "clip {number:03d}: “{words}” is a cut: no silent picture follows it",
    "inside": "clip {number:03d}: “{words}” stands within it and is left to an editor",
}
"""Why a transition of the script is not in the film."""


def left_to_editor(board: Board, clips: Sequence[Clip]) -> list[str]:
    """A sentence for each transition of the script that is not made; `number`: the clip that ends there, or begins."""
    made = timeline.seams(board, clips)
    told: list[tuple[int, Missing, tuple[str, ...]]] = [
        (min(len(clips), number + 1) if seam.missing == "fade-in" else max(1, number), seam.missing, seam.words)
        for number, seam in enumerate(made)
        if seam.missing
    ]
    told += [(number + 1, "inside", asked.words) for number, _, asked in timeline.unmade(board, clips)]
    return [NOT_MADE[why].format(number=number, words=" ".join(words)) for number, why, words in sorted(told)]


def _booked(
    production: Production, ready: Prepared, cues: Sequence[Cue], watch: Watch, *, free: bool
) -> "Booked | None":
    """The lines that the film is to say, agreed to where they cost; None where it is not to speak."""
    if not voices_of(production, free=free):
        return None
    from storyboard.production.voicing import book

    return book(production, ready, cues, watch)


def _unwritable(board: Board, *, drawn: bool) -> tuple[str, ...]:
    """Characters that the pictures show as their code, because the bundled font has no picture of them."""
    from storyboard.media import missing_glyphs

    texts = [f"{shot.dialogue.text}{shot.action if drawn else ''}" for shot in board.shots]
    missing = missing_glyphs("".join(texts))
    return (f"the bundled font lacks {' '.join(missing)}: shown as their codes",) if missing else ()


def _page(
    production: Production, ready: Prepared, takes: Sequence[Path | None], inputs: str, remarks: Sequence[str]
) -> None:
    from storyboard.assemble import PageSheet, page

    assert ready.bill is not None
    sheet = PageSheet(
        title=production.title,
        language=production.language,
        board=ready.planned.board,
        clips=ready.clips,
        prompts=ready.prompts,
        takes=tuple(takes),
        offer=production.offer,
        trace=ready.planned.trace,
        greedy_seconds=ready.bill.greedy_seconds,
        remarks=tuple(remarks),
    )
    production.records.write(PAGE, page(sheet), inputs)


def left_out_of(production: Production) -> tuple[str, ...]:
    """Notes of the script that reach no shot, as sentences."""
    return tuple(
        f"{production.script.path}:{production.script.line_of(unit.start)}: a note, not filmed: “{unit.text or unit.raw.strip()}”"
        for unit in left_out(production.script, production.episode)
    )


def warnings_of(production: Production) -> tuple[Fault, ...]:
    """What the reader of the script was unsure of in this episode."""
    script, episode = production.script, production.episode
    first, last = script.line_of(episode.start), script.line_of(max(episode.start, episode.end - 1))
    read = [fault for fault in script.warnings if not fault.line or first <= fault.line <= last]
    return wanted(read, production.settings.check.off)


def known_of_model(production: Production) -> tuple[str, ...]:
    """What the user should know of the model before paying for it."""
    from datetime import date

    said = remarks(production.settings, production.offer, date.today())
    return tuple(fault.message for fault in wanted(said, production.settings.check.off))
