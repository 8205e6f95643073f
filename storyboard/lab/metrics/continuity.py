"""What follows from shot to shot: looks that reach the prompts, weather, crowded clips, what the rules of continuity find."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from storyboard import marks, names
from storyboard.cast.looks import kind_of, read_appearance
from storyboard.lab.metrics.film import NO_CLIPS
from storyboard.lab.metrics.metric import NO_SHOTS, Metric, counted, none, scored, short, told
from storyboard.lab.runs import RunEpisode, RunEvidence
from storyboard.languages import Language
from storyboard.model import Clip, Looks, Score
from storyboard.rules.continuity import FAMILY

RULES = frozenset(rule.name for rule in FAMILY.rules)


def _findings(found: RunEvidence) -> Score:
    """What `check` finds of the family of continuity, faults and warnings."""
    hits = [(work, fault) for work in found.works for fault in work.faults if fault.rule in RULES]
    if not any(work.board.shots for work in found.works):
        return none("continuity", NO_SHOTS)
    if not hits:
        return scored("continuity", 0, "No rule of continuity finds anything.")
    rules = told({rule: str(count) for rule, count in Counter(fault.rule for _, fault in hits).most_common()})
    places = [f"{work.id} shot {fault.shot}" for work, fault in hits]
    why = f"{len(hits)} findings: {rules}; first: {short(hits[0][1].message, 80)}."
    return scored("continuity", len(hits), why, places)


def _told_looks(found: RunEvidence) -> Score:
    """Of the looks that the script tells of whoever a clip shows, how many stand in its prompt: clothes, hair, state, another age."""
    due, lost = 0, dict[str, str]()
    for work in found.works:
        for number, (clip, prompt) in enumerate(zip(work.clips, work.prompts, strict=False), start=1):
            for words, name in _due(work, clip, found):
                due += 1
                if words.casefold() not in prompt.casefold():
                    lost.setdefault(f"{work.id} clip {number}", f"{words} of {name}")
    if not due:
        return none("told_looks", "The script tells no looks of anybody who is seen.")
    why = f"{due - len(lost)} of {due} looks that the script tells stand in the prompts of the clips that show them"
    return scored("told_looks", 1 - len(lost) / due, f"{why}{'; not ' + told(lost) if lost else ''}.", lost)


def _due(work: RunEpisode, clip: Clip, found: RunEvidence) -> Iterator[tuple[str, str]]:
    """(words, whose) of all told looks of whoever a clip names, each once."""
    known = names.naming(work.board.character_setting, found.cast, "", names.language_of(work.board))
    wanted: dict[tuple[str, str], None] = {}
    for at in dict.fromkeys(part.shot for part in clip.parts if not part.hold):
        shot = work.board.shots[at]
        now = {each.name: each for each in marks.versions(shot.visual)}
        here = names.dressed(shot, known)
        for name in names.found(marks.without(shot.visual), known):
            member, looks = found.cast.get(name), read_appearance(here.characters[name].appearance)
            if member and looks and kind_of(looks) == "person":
                told_parts = {"hair", "clothes"} - {*member.assumed}
                wanted |= dict.fromkeys((words, name) for words in _words(looks, told_parts, now.get(name)))
    yield from wanted


def _words(looks: Looks, parts: set[str], now: marks.Now | None) -> Iterator[str]:
    """The words of looks that are told, by the entry or by a version; a state stands behind the clothes."""
    if "hair" in parts or (now and now.hair):
        yield looks.hair_style
    if "clothes" in parts or (now and now.clothes):
        yield looks.clothes_style.removesuffix(now.state if now else "").rstrip("、, ")
    if now and now.state:
        yield now.state
    if now and now.age is not None:
        yield str(now.age)


def _weather_flips(found: RunEvidence) -> Score:
    """Cuts within a clip at which the weather is another though the day goes on: the model films them as one."""
    flips: list[tuple[str, str]] = []
    clips = 0
    for work in found.works:
        dry = Language.of(names.language_of(work.board)).words("prompt.no_weather")
        for number, clip in enumerate(work.clips, start=1):
            clips += 1
            shots = [work.board.shots[part.shot] for part in clip.parts]
            seen = [shot for shot in shots if shot.weather not in dry]
            for one, other in pairwise(seen):
                if one.weather != other.weather and one.time == other.time:
                    flips.append((f"{work.id} clip {number}", f"{one.weather}, then {other.weather}"))
    if not clips:
        return none("weather_flips", NO_CLIPS)
    return counted("weather_flips", flips, "No clip changes its weather.", "Changes of weather within a clip")


def _crowded(found: RunEvidence) -> Score:
    """Clips with more shots than their length holds well, by the offer."""
    advised, crowded, most = dict(found.offer.advised), list[tuple[str, str]](), 0
    clips = [(work, number, clip) for work in found.works for number, clip in enumerate(work.clips, start=1)]
    if not clips or not advised:
        return none("crowded_clips", NO_CLIPS if not clips else "The offer advises no number of shots.")
    for work, number, clip in clips:
        shots = len([part for part in clip.parts if not part.hold])
        most = max(most, shots)
        if shots > advised.get(clip.seconds, shots):
            crowded.append((f"{work.id} clip {number}", f"{shots} shots in {clip.seconds} s"))
    return counted("crowded_clips", crowded, f"No clip is crowded; the fullest has {most} shots.", "Crowded clips")


METRICS = (
    Metric("continuity", "findings of the continuity rules", "lower", "", _findings, 0),
    Metric("told_looks", "told looks that reach the prompts", "higher", "%", _told_looks, 0.0),
    Metric("weather_flips", "changes of weather within a clip", "lower", "", _weather_flips, 0),
    Metric("crowded_clips", "clips with too many shots", "lower", "", _crowded, 0),
)  # fmt: skip
