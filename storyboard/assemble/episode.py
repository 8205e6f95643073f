"""One film from the takes: tails trimmed, words burnt in where the gateway did not draw them, subtitles beside it."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from storyboard import timeline
from storyboard.errors import GatewayError, UsageError
from storyboard.export.subtitles import srt
from storyboard.languages import Language
from storyboard.model import Clip, Cue, Seam
from storyboard.records import dataclass

if TYPE_CHECKING:
    from storyboard.media import Fades, Joined, Piece, Title

Captions = Literal["burn", "soft", "none"]
WRITTEN = 0.3
"""Where words of the picture stand that the model cannot draw, as a part of the height: above captions and lines."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """What came of assembling."""

    path: Path
    """`episode.mp4`."""
    subtitles: Path
    """`episode.srt`."""
    seconds: float
    """As decoded: within one frame of `planned`."""
    planned: float
    """Seconds of the plan: the clips without tails and holds, and the script's transitions."""
    encoded: tuple[int, ...] = ()
    """1-based clips that were encoded again; the others were copied."""
    missing: tuple[int, ...] = ()
    """1-based clips without a take: a black card stands for them."""
    gain: float = 0.0
    """dB that were added to reach -16 LUFS."""


def kept(clip: Clip) -> int:
    """Tenths of a take that stay, from its start: packing puts tail and holds at the end, so only the end is cut."""
    shown = [part for part in clip.parts if not part.hold]
    assert all(part.hold for part in clip.parts[len(shown) :])
    assert not any(part.tail for part in shown[:-1])
    return clip.kept


def assemble(
    clips: Sequence[Clip],
    takes: Sequence[Path | None],
    cues: Sequence[Cue],
    folder: Path,
    *,
    captions: Captions = "none",
    language: Language,
    size: tuple[int, int] = (720, 1280),
    seams: Sequence[Seam] = (),
) -> Assembled:
    """Writes `episode.mp4` and `episode.srt` into the folder, each whole or not at all.

    `takes` are parallel to `clips`; a missing one becomes a black card that says so. `captions="burn"` draws the cues
    into the picture (which encodes every clip that has one again), `soft` draws only on-screen text and puts speech into a
    track that players show or hide, `none` leaves the picture as the gateway made it. Cues of words that stand on something in the
    picture (`written`) are there where the model cannot draw them, and are laid over it in any case.
    The sound is brought to -16 LUFS, the picture copied; silence stays silence.
    `seams`, one before each clip and one behind the last: what is made of the script's transitions; none: all are cuts. What they show of a take beyond
    what is kept is its tail and holds. `size` matters only where there is no take at all. Raises `UsageError` where there is nothing to assemble.
    """
    from storyboard import media

    made = tuple(seams) or (Seam(),) * (len(clips) + 1)
    staying = [(number, _length(number, kept(clip), made)) for number, clip in enumerate(clips) if kept(clip)]
    if not staying:
        raise UsageError("there are no clips to assemble", "run `storyboard pack` first")
    path, subtitles = folder / "episode.mp4", folder / "episode.srt"
    folder.mkdir(parents=True, exist_ok=True)
    written = [cue for cue in cues if cue.written]
    written += _over_colour(cues, clips, made)
    burnt = {"burn": cues, "soft": [cue for cue in cues if cue.caption], "none": written}[captions]
    with TemporaryDirectory(dir=folder, prefix=".assemble-") as work:
        shape, fps = _shape([take for take in takes if take], size)
        starts = [0, *accumulate(keep for _, keep in staying)]
        pieces: list[Piece] = []
        for (number, keep), start in zip(staying, starts, strict=False):
            card = (
                Path(work) / f"missing-{number + 1}.mp4",
                language.word("film.missing").format(number=number + 1),
            )
            take = takes[number] or black_card(*card, keep, shape, fps)
            before = pieces[-1].path if pieces else take
            fades = _fades(number, clips, made, before)
            pieces.append(media.Piece(take, keep, _titles(burnt, start, keep), fades))
        joined = _joined(pieces, path, {takes[number]: number + 1 for number, _ in staying})
        loudness = media.level(path)
        if captions == "soft":
            media.add_subtitles(path, [(cue.start, cue.end, cue.text) for cue in cues if not cue.caption], language)
    _write(subtitles, srt(cues))
    missing = tuple(number + 1 for number, _ in staying if takes[number] is None)
    encoded = tuple(staying[place][0] + 1 for place in joined.encoded)
    gain = loudness.gain if loudness else 0.0
    return Assembled(path, subtitles, joined.seconds, starts[-1] / 10, encoded, missing, gain)


def _over_colour(cues: Sequence[Cue], clips: Sequence[Clip], made: Sequence[Seam]) -> list[Cue]:
    """The captions that are read over a plain colour, which no take shows."""
    ends = timeline.begins(clips, made)
    plain = {(at - seam.hold, at) for at, seam in zip(ends, made, strict=True) if seam.hold}
    return [cue for cue in cues if cue.caption and not cue.written and (cue.start, cue.end) in plain]


def _length(number: int, stays: int, made: Sequence[Seam]) -> int:
    """Tenths of the film in which a clip is seen, with the plain colours beside it."""
    ends = made[number + 1]
    return stays + ends.spare + ends.hold + (made[0].hold if number == 0 else 0)


def _fades(number: int, clips: Sequence[Clip], made: Sequence[Seam], before: Path) -> "Fades":
    """How a clip begins and ends; `before`: the take in front of it."""
    from storyboard.media import Fades

    begins, ends = made[number], made[number + 1]
    return Fades(
        lead=begins.hold if number == 0 else 0,
        into=begins.into,
        out=ends.out,
        hold=ends.hold,
        colours=(begins.colour, ends.colour),
        hush=(begins.hush[1], ends.hush[0]),
        over=before if begins.mix else None,
        over_from=clips[number - 1].kept if begins.mix else 0,
        mix=begins.mix,
    )


def _joined(pieces: Sequence["Piece"], path: Path, numbers: Mapping[Path | None, int]) -> "Joined":
    """The pieces joined; a damaged film is told by its clip, with the ways out."""
    from storyboard import media

    try:
        return media.join(pieces, path)
    except media.NotAFilm as wrong:
        number = numbers.get(wrong.path)
        if number is None:
            raise
        raise GatewayError(
            f"clip {number:03d}: {wrong.path}: {wrong.what}",
            "remove the file and run again: it is fetched once more, which is free while the gateway keeps it; or put another in its "
            f"place: `storyboard take add {number:03d} FILE`; or buy it once more: `storyboard retake {number:03d}`",
        ) from wrong


def _shape(takes: Sequence[Path], size: tuple[int, int]) -> tuple[tuple[int, int], Fraction]:
    """Size and rate of the first take."""
    from storyboard import media

    if not takes:
        return size, Fraction(24)
    make = media.make_of(takes[0])
    return make.size, make.fps


def _titles(cues: Sequence[Cue], start: int, keep: int) -> tuple["Title", ...]:
    """The cues that show during a piece, in its own time."""
    from storyboard.media import Title

    return tuple(
        Title(
            max(0, cue.start - start),
            min(keep, cue.end - start),
            cue.text,
            caption=cue.caption,
            height=WRITTEN if cue.written else 0.0,
        )
        for cue in cues
        if cue.start < start + keep and cue.end > start
    )


def black_card(path: Path, words: str, tenths: int, size: tuple[int, int], fps: Fraction) -> Path:
    """`path`: a black film with a sentence in the middle, long enough for the tenths."""
    from PIL import Image

    from storyboard import media

    page = Image.new("RGBA", size, (10, 11, 14, 255))
    page.alpha_composite(media.titles.caption(words, size))
    still = media.planes(page)
    with media.FilmWriter(path, size, fps) as film:
        for number in range(-(-tenths * fps // 10) + 1):
            film.show(still.frame(number, 24))
        film.silence(media.samples_of(film.frames, fps))
    return path


def _write(path: Path, text: str) -> None:
    """The file with this text, whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(text.encode())
    part.replace(path)
