"""How it is cut: is every line shown, how much is in a shot, do sizes change, does the camera move."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise

from storyboard import camera, marks, names, speech, timeline
from storyboard.check.shown import flat
from storyboard.check.subject import units_of
from storyboard.lab.metrics.metric import NO_SHOTS, Metric, counted, none, scenes, scored, short, shots, told
from storyboard.lab.runs import RunEpisode, RunEvidence
from storyboard.model import Score, Shot, Unit
from storyboard.plan.beats import STORY

WIDE = frozenset({"wide", "extreme-wide"})
RUN = 3
"""Shots of one size in a row from which an eye tires (prompts/shots: no three in a row)."""


@lru_cache(maxsize=4096)
def framing(text: str) -> camera.Framing:
    """The framing of a camera text; boards say the same few hundred texts over and over."""
    return camera.read(text)


def _lines_covered(found: RunEvidence) -> Score:
    missing: dict[str, str] = {}
    count = 0
    for work in found.works:
        episode = next((each for each in found.script.episodes if each.id == work.id), None)
        for unit in units_of(found.script, episode) if episode else ():
            if unit.kind in STORY and (unit.text or unit.parentheticals):
                count += 1
                shown = _shown(unit, _covering(work, unit))
                missing |= {} if shown else {f"{work.id} line {found.script.line_of(unit.start)}": short(unit.text, 20)}
    if not count:
        return none("lines_covered", "The script has no lines to show.")
    why = f"{count - len(missing)} of {count} script lines are in some shot, by trace and by words"
    return scored(
        "lines_covered", 1 - len(missing) / count, f"{why}{'; missing: ' + told(missing) if missing else ''}.", missing
    )


def _covering(work: RunEpisode, unit: Unit) -> list[Shot]:
    """The shots that the trace gives to a unit."""
    pairs = zip(work.board.shots, work.trace.shots, strict=False)
    return [shot for shot, trace in pairs if unit.id in trace.units]


def _shown(unit: Unit, covering: Sequence[Shot]) -> bool:
    """Whether these shots hold the words of a unit where words of its kind belong."""
    if not covering:
        return False
    if unit.kind == "speech" and unit.text:
        said = "".join(shot.dialogue.text for shot in covering if shot.dialogue.role == unit.speaker)
        return flat(unit.text) == flat(said)
    if unit.kind in ("action", "speech"):
        acted = flat("".join(shot.action for shot in covering))
        return all(flat(text) in acted for text in (unit.text, *(aside.text for aside in unit.parentheticals)))
    if unit.kind in ("caption", "title"):
        return flat(unit.text) in [flat(text) for shot in covering for text in timeline.captions(shot.visual)]
    return any(unit.text in shot.style_tags for shot in covering)


def _shots(found: RunEvidence) -> Score:
    every = [shot for _, _, shot in shots(found)]
    if not every:
        return none("shots", NO_SHOTS)
    spoken = sum(bool(shot.dialogue.text) for shot in every)
    return scored("shots", len(every), f"{len(every)} shots: {spoken} speak, {len(every) - spoken} are silent.")


def _speech_per_shot(found: RunEvidence) -> Score:
    spoken = [(place, speech.syllables(shot.dialogue.text)) for place, _, shot in shots(found) if shot.dialogue.text]
    if not spoken:
        return none("speech_per_shot", "Nobody speaks.")
    place, most = max(spoken, key=lambda each: each[1])
    every = sum(count for _, count in spoken)
    why = f"{every / len(spoken):.1f} syllables a speaking shot ({len(spoken)} shots); most at {place}: {most:.0f}."
    return scored("speech_per_shot", every / len(spoken), why, [place])


def _shots_a_minute(found: RunEvidence) -> Score:
    lengths = {place: shot.duration for place, _, shot in shots(found)}
    if not lengths or not sum(lengths.values()):
        return none("shots_a_minute", NO_SHOTS)
    seconds, longest = sum(lengths.values()), max(lengths, key=lambda place: lengths[place])
    why = (
        f"{len(lengths)} shots in {seconds:.1f} s, {seconds / len(lengths):.1f} s each; "
        f"the longest is {longest} with {lengths[longest]:g} s."
    )
    return scored("shots_a_minute", 60 * len(lengths) / seconds, why, [longest])


Pair = tuple[tuple[str, Shot], tuple[str, Shot], RunEpisode]


def _neighbours(found: RunEvidence) -> Iterator[Pair]:
    """Every two shots that follow each other within a scene."""
    for work in found.works:
        for _, run in scenes(work):
            yield from ((one, other, work) for one, other in pairwise(run))


def _size_changes(found: RunEvidence) -> Score:
    pairs = [
        (other[0], framing(one[1].camera).size, framing(other[1].camera).size) for one, other, _ in _neighbours(found)
    ]
    if not pairs:
        return none("size_changes", "No scene has two shots.")
    same = {place: size for place, before, size in pairs if before == size}
    used = Counter(framing(shot.camera).size for _, _, shot in shots(found))
    why = f"The size changes at {len(pairs) - len(same)} of {len(pairs)} cuts within scenes"
    sizes = ", ".join(f"{count} {size}" for size, count in used.most_common())
    return scored(
        "size_changes",
        1 - len(same) / len(pairs),
        f"{why}{'; not at ' + told(same) if same else ''}. Sizes: {sizes}.",
        same,
    )


def _sizes_used(found: RunEvidence) -> Score:
    used = Counter(framing(shot.camera).size for _, _, shot in shots(found))
    if not used:
        return none("sizes_used", NO_SHOTS)
    sizes = ", ".join(f"{count} {size}" for size, count in used.most_common())
    return scored("sizes_used", len(used), f"{len(used)} of {len(camera.SIZES)} shot sizes are used: {sizes}.")


def _runs(found: RunEvidence) -> list[tuple[str, str, int]]:
    """(place of the first shot, size, length) of every run of one size within a scene, the longest first."""
    every = []
    for work in found.works:
        for _, scene in scenes(work):
            for size, run in groupby(scene, key=lambda each: framing(each[1].camera).size):
                held = list(run)
                every.append((held[0][0], size, len(held)))
    return sorted(every, key=lambda each: -each[2])


def _equal_runs(found: RunEvidence) -> Score:
    runs = _runs(found)
    if not runs:
        return none("equal_runs", NO_SHOTS)
    long = [(place, f"{count} x {size}") for place, size, count in runs if count >= RUN]
    return counted(
        "equal_runs", long, f"No {RUN} shots in a row have one size.", f"Runs of {RUN} and more shots of one size"
    )


def _longest_run(found: RunEvidence) -> Score:
    runs = _runs(found)
    if not runs:
        return none("longest_run", NO_SHOTS)
    place, size, count = runs[0]
    return scored(
        "longest_run", count, f"The longest run of one size within a scene is {count} x {size}, from {place}.", [place]
    )


def _jump_cuts(found: RunEvidence) -> Score:
    """Neighbours of one size and angle that show the same people in the same order: the picture jumps instead of changing.

    The order tells a shot over A's shoulder at B from its reverse.
    """
    known = {
        work.id: names.naming(work.board.character_setting, found.cast, "", names.language_of(work.board))
        for work in found.works
    }
    jumps: list[tuple[str, str]] = []
    for (_, one), (place, other), work in _neighbours(found):
        before, after = framing(one.camera), framing(other.camera)
        if (before.size, before.angle) == (after.size, after.angle):
            seen = [names.found(marks.without(shot.visual), known[work.id]) for shot in (one, other)]
            if seen[0] and seen[0] == seen[1]:
                jumps.append((place, f"{after.size} of {', '.join(seen[0])} again"))
    if not any(work.board.shots for work in found.works):
        return none("jump_cuts", NO_SHOTS)
    return counted(
        "jump_cuts",
        jumps,
        "No cut shows the same people in the same size and angle.",
        "Cuts to the same people in the same size and angle",
    )


def _share(name: str, found: RunEvidence, hits: dict[str, str], what: str) -> Score:
    """A share of all shots, with where."""
    count = sum(len(work.board.shots) for work in found.works)
    if not count:
        return none(name, NO_SHOTS)
    return scored(
        name, len(hits) / count, f"{len(hits)} of {count} shots {what}{': ' + told(hits) if hits else ''}.", hits
    )


def _moving(found: RunEvidence) -> Score:
    moves = {place: framing(shot.camera).move for place, _, shot in shots(found)}
    return _share(
        "moving", found, {place: move for place, move in moves.items() if move != "static"}, "move the camera"
    )


def _wide_shots(found: RunEvidence) -> Score:
    sizes = {place: framing(shot.camera).size for place, _, shot in shots(found)}
    return _share("wide_shots", found, {place: size for place, size in sizes.items() if size in WIDE}, "are wide")


METRICS = (
    Metric("lines_covered", "script lines shown", "higher", "%", _lines_covered, 0.0),
    Metric("shots", "shots", "", "", _shots, 0),
    Metric("speech_per_shot", "speech in a shot", "", "syllables", _speech_per_shot, 1.0),
    Metric("shots_a_minute", "shots a minute", "middle", "", _shots_a_minute, 1.0, (12.0, 30.0)),
    Metric("size_changes", "cuts that change the size", "higher", "%", _size_changes, 0.05),
    Metric("sizes_used", "shot sizes used", "", "", _sizes_used, 0),
    Metric("equal_runs", f"runs of {RUN} and more of one size", "lower", "", _equal_runs, 0),
    Metric("longest_run", "longest run of one size", "lower", "", _longest_run, 0),
    Metric("jump_cuts", "jump cuts", "lower", "", _jump_cuts, 0),
    Metric("moving", "moving shots", "middle", "%", _moving, 0.05, (0.1, 0.4)),
    Metric("wide_shots", "wide shots", "middle", "%", _wide_shots, 0.05, (0.0, 0.2)),
)  # fmt: skip
"""Targets are what prompts/shots asks for: 2-5 s a shot, at most four of ten moving, at most two of ten wide; that some
shots move at all is ours."""
