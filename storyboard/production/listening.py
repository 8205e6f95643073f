"""The finished takes of a production, heard and looked at, against what they had to say and show."""

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import asdict, replace
from pathlib import Path

from storyboard.cast.file import load
from storyboard.ears import Ear, HearingStore, open_ear
from storyboard.ears.store import FOLDER
from storyboard.errors import UsageError
from storyboard.hearing import due_of, judge
from storyboard.hearing.due import spans_of
from storyboard.hearing.findings import findings_heard
from storyboard.media.looks import Watched, watch
from storyboard.media.sound import Sound, sound_of
from storyboard.model import Clip, Fault, Hearing, TakeHeard
from storyboard.model.money import add_up
from storyboard.production.audition import Audition, AuditionPart, Pay
from storyboard.production.prepare import Prepared
from storyboard.production.production import Production
from storyboard.records import dataclass
from storyboard.rules import finding, wanted

REPORT = "takes.json"
LOOKS = {"black": "take-black", "frozen": "take-frozen", "cut": "take-cut", "no cut": "take-no-cut"}
"""What is seen -> the rule that tells it."""
QUIET = 0.003
"""Root mean square (0-1) below which a sound is silence: -50 dBFS."""
LOUD_SHARE = 0.02
"""Share of a take's sound that must be louder for it not to be silent."""


@dataclass(frozen=True, slots=True)
class Take:
    """One take of a clip that is heard."""

    number: int
    """1-based clip."""
    path: Path
    label: str = ""
    """`take 2`, where a clip has several."""
    drawn: bool = False
    """Whether it is a film of the preview, which may be silent and stand still."""


@dataclass(frozen=True, slots=True)
class Proved:
    """What is known of one take."""

    take: Take
    watched: Watched
    silent: bool
    heard: TakeHeard | None
    """None where it was not heard: there is no ear, or it has not been paid for."""
    findings: tuple[Fault, ...]

    @property
    def score(self) -> float:
        """Of the words; 0 where lines are due in a silent take."""
        return self.heard.score if self.heard else 0.0


@dataclass(frozen=True, slots=True)
class HearingBill:
    """What hearing costs that was not heard yet."""

    sounds: int
    seconds: float
    cost: float | None


def takes_in_use(takes: Sequence[Path | None], only: Sequence[int] = ()) -> tuple[Take, ...]:
    """The takes in use, of all clips or of those numbered in `only`; `UsageError` for a number that is not there."""
    beyond = [number for number in only if not 1 <= number <= len(takes)]
    if beyond:
        raise UsageError(f"there is no clip {beyond[0]}; there are {len(takes)}")
    return tuple(
        Take(number, path)
        for number, path in enumerate(takes, start=1)
        if path and path.is_file() and (not only or number in only)
    )


def bill_of(production: Production, takes: Sequence[Take], ear: Ear) -> HearingBill:
    """What it costs to hear those takes that nobody has heard yet."""
    store = store_of(production)
    sounds = {sound.sha256: sound for take in takes if (sound := sound_of(take.path))}
    new = [sound for key, sound in sounds.items() if store.get(key, ear.key) is None]
    return HearingBill(len(new), sum(sound.seconds for sound in new), add_up(map(ear.price, new)))


def prove(
    production: Production,
    ready: Prepared,
    takes: Sequence[Take],
    ear: Ear | None,
    *,
    ask: bool = True,
    tell: Callable[[int, int], None] = lambda done, total: None,
    pay: Pay = lambda cost: nullcontext(),
) -> tuple[Proved, ...]:
    """What is heard and seen in each take, in order.

    `ask`: whether what is not in the store is heard now; each is heard inside `pay` of its price. Each
    hearing is kept when it is there, so that a run that was cut off goes on.
    """
    audition, found = Audition(ear, store_of(production), ask, pay) if ear else None, []
    with ear or nullcontext():
        for done, take in enumerate(takes):
            tell(done, len(takes))
            found.append(_prove(production, ready, take, audition))
    tell(len(takes), len(takes))
    return tuple(found)


def store_of(production: Production) -> HearingStore:
    """The hearings of the workspace."""
    return HearingStore(production.settings.workspace / ".storyboard" / FOLDER)


def _prove(production: Production, ready: Prepared, take: Take, audition: Audition | None) -> Proved:
    clip = ready.clips[take.number - 1]
    part = _part(production, ready, clip)
    sound = sound_of(take.path)
    silent = sound is None or is_silent(sound)
    heard = None
    if sound is not None and audition is not None and not silent:
        heard = audition.judged(sound, part)
    elif silent and not take.drawn:
        heard = judge(part.due, Hearing((), 0.0, ""), part.language, part.spans)
    watched = watch(take.path, () if take.drawn else borders_of(clip), still=take.drawn)
    found = _findings(
        production, ready, take, clip, watched, heard, silent=silent and bool(part.due) and not take.drawn
    )
    path = str(production.script.path)
    findings = wanted((replace(fault, path=path) for fault in found), production.settings.check.off)
    return Proved(take, watched, silent, heard, findings)


def _part(production: Production, ready: Prepared, clip: Clip) -> AuditionPart:
    return AuditionPart(due_of(ready.planned.board, clip), production.language.code, spans_of(clip), _names(production))


def is_silent(sound: Sound) -> bool:
    """Whether there is nothing to hear in a sound."""
    levels = sound.levels()
    return sum(level > QUIET for level in levels) <= LOUD_SHARE * len(levels)


def borders_of(clip: Clip) -> tuple[float, ...]:
    """When the picture should change in a clip: where one shot of the board follows another."""
    found, at = [], 0
    for part, after in zip(clip.parts, clip.parts[1:], strict=False):
        at += part.duration
        if after.shot != part.shot:
            found.append(at / 10)
    return tuple(found)


def _names(production: Production) -> tuple[str, ...]:
    cast = load(production.settings.workspace / "cast.toml")
    return tuple(name for member in cast.members for name in (member.name, *member.aliases))


def _findings(
    production: Production,
    ready: Prepared,
    take: Take,
    clip: Clip,
    watched: Watched,
    heard: TakeHeard | None,
    *,
    silent: bool,
) -> Iterator[Fault]:
    language, trace = production.language.code, ready.planned.trace
    name, first = f"{take.number:03d}", clip.parts[0].shot + 1
    if silent:
        yield finding("take-silent", shot=first, language=language, clip=name)
    elif heard:
        yield from findings_heard(take.number, clip, heard, trace, language)
    for look in watched.looks:
        rule = LOOKS[look.kind]
        if take.drawn and look.kind in ("cut", "no cut"):
            continue
        shot = _shot_at(clip, look.start)
        yield finding(rule, shot=shot, language=language, clip=name, start=look.start, end=look.end)
    size = production.offer.size
    got = f"{watched.size[0]}x{watched.size[1]}"
    tall = [int(side) for side in size.split("x")]
    if (tall[0] < tall[1]) != (watched.size[0] < watched.size[1]) or watched.seconds < clip.seconds - 1:
        told = {"got": f"{got}, {watched.seconds:.1f} s", "wanted": f"{size}, {clip.seconds} s"}
        yield finding("take-shape", shot=first, language=language, clip=name, got=told["got"], wanted=told["wanted"])


def _shot_at(clip: Clip, seconds: float) -> int:
    """The 1-based shot of the board that a clip shows at a time."""
    at = 0
    for part in clip.parts:
        at += part.duration
        if seconds < at / 10:
            return part.shot + 1
    return clip.parts[-1].shot + 1


def spoken(
    production: Production, ready: Prepared, takes: Sequence[Path | None]
) -> dict[tuple[int, int], tuple[float, float]]:
    """(clip, part), 0-based -> when its line was said in the take, in seconds, of lines that were heard before. Hears nothing."""
    try:
        ear = open_ear(production.settings)
    except UsageError:
        return {}
    audition = Audition(ear, store_of(production), ask=False)
    found = {}
    for number, (clip, take) in enumerate(zip(ready.clips, takes, strict=True)):
        sound = sound_of(take) if take and take.is_file() else None
        heard = audition.judged(sound, _part(production, ready, clip)) if sound else None
        for line in heard.lines if heard else ():
            if line.verdict in ("said", "changed", "cut") and line.end > line.start:
                found[number, line.due.shot - 1] = (line.start, line.end)
    return found


def report(production: Production, proved: Sequence[Proved], ear: str) -> Path:
    """Writes what was found as `takes.json` beside the film, for programs and the page; its path.

    What was found of clips that were not listened to this time stays.
    """
    rows: list[dict[str, object]] = [
        {
            "clip": f"{each.take.number:03d}",
            "take": each.take.path.name,
            "score": each.heard.score if each.heard else None,
            "heard": asdict(each.heard) if each.heard else None,
            "cuts": each.watched.cuts,
            "looks": [asdict(look) for look in each.watched.looks],
            "findings": [
                {"rule": fault.rule, "message": fault.message, "shot": fault.shot, "line": fault.line}
                for fault in each.findings
            ],
        }
        for each in proved
    ]
    rows += _kept(production.folder / REPORT, {row["clip"] for row in rows})
    rows.sort(key=lambda row: str(row["clip"]))
    production.records.write(REPORT, json.dumps({"ear": ear, "takes": rows}, ensure_ascii=False, indent=1) + "\n")
    return production.folder / REPORT


def _kept(path: Path, told: Collection[object]) -> list[dict[str, object]]:
    """The rows of an earlier report about other clips."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["takes"]
        return [row for row in rows if row["clip"] not in told]
    except (OSError, ValueError, KeyError, TypeError):
        return []
