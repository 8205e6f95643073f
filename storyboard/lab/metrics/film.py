"""What would be bought: do words fit the seconds, what is paid, do the prompts hold, does `check` agree."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from storyboard import names, speech
from storyboard.lab.metrics.metric import NO_SHOTS, Metric, counted, none, scored, short, shots, told
from storyboard.lab.runs import RunEpisode, RunEvidence
from storyboard.languages import Language
from storyboard.model import Clip, Level, Score

NO_CLIPS = "Nothing was packed."
ROUNDING = 0.05
"""Durations are whole tenths: up to this above the limit is no rush (the same in `check`)."""


def _rates(found: RunEvidence) -> list[tuple[str, float, str]]:
    """(place, rate, language) of every speaking shot, against its language's limit the fastest first."""
    rates = []
    for place, _, shot in shots(found):
        text = shot.dialogue.text
        if text and shot.duration:
            language = "zh" if speech.han(text) * 2 >= speech.words(text) else "en"
            rates.append((place, speech.rate(text, shot.duration, language), language))
    return sorted(rates, key=lambda each: -each[1] / speech.WARN_RATE[each[2]])


def _speech_fit(found: RunEvidence) -> Score:
    rates = _rates(found)
    if not rates:
        return none("speech_fit", "Nobody speaks.")
    fast = {at: f"{rate:.1f} a second" for at, rate, language in rates if rate > speech.WARN_RATE[language] + ROUNDING}
    fit, limit = len(rates) - len(fast), speech.WARN_RATE[rates[0][2]]
    why = f"{fit} of {len(rates)} speaking shots keep to {limit:g} {_what(rates[0][2])} a second"
    end = f"; too fast: {told(fast)}" if fast else f"; the fastest is {rates[0][0]} with {rates[0][1]:.1f}"
    return scored("speech_fit", fit / len(rates), f"{why}{end}.", fast)


def _what(language: str) -> str:
    return "words" if Language.of(language).does("writing.words") else "characters"


def _fastest_speech(found: RunEvidence) -> Score:
    rates = _rates(found)
    if not rates:
        return none("fastest_speech", "Nobody speaks.")
    place, rate, language = rates[0]
    share = rate / speech.WARN_RATE[language]
    why = f"{place} has {rate:.1f} {_what(language)} a second; natural is up to {speech.WARN_RATE[language]:g}, cut off above {speech.REFUSE_RATE[language]:g}."
    return scored("fastest_speech", share, why, [place])


def _clips(found: RunEvidence) -> list[Clip]:
    return [clip for work in found.works for clip in work.clips]


def _film_seconds(found: RunEvidence) -> Score:
    clips = _clips(found)
    if not clips:
        return none("film_seconds", NO_CLIPS)
    paid, natural = sum(clip.seconds for clip in clips), sum(shot.duration for _, _, shot in shots(found))
    return scored(
        "film_seconds", paid, f"{paid} s are paid in {len(clips)} clips, for {natural:.1f} s that the shots need."
    )


def _padding(found: RunEvidence) -> Score:
    """Paid beyond what the shots need: shots held longer than natural, or silence at the end that is trimmed."""
    clips = _clips(found)
    if not clips:
        return none("padding", NO_CLIPS)
    over = {
        f"{work.id} clip {number}": clip.seconds - sum(part.natural for part in clip.parts) / 10
        for work in found.works
        for number, clip in enumerate(work.clips, start=1)
    }
    worst = {at: f"{more:.1f} s" for at, more in sorted(over.items(), key=lambda each: -each[1]) if more > ROUNDING}
    paid, trimmed = sum(clip.seconds for clip in clips), sum(clip.seconds - clip.kept / 10 for clip in clips)
    why = f"{sum(over.values()):.1f} of {paid} paid seconds are more than the shots need, {trimmed:.1f} of them are trimmed"
    return scored("padding", sum(over.values()) / paid, f"{why}{'; most at ' + told(worst) if worst else ''}.", worst)


def _cost(found: RunEvidence) -> Score:
    clips = _clips(found)
    prices = [found.offer.price(clip.seconds) for clip in clips]
    known = [price for price in prices if price is not None]
    if not clips:
        return none("cost", NO_CLIPS)
    if len(known) < len(prices):
        lengths = sorted({clip.seconds for clip in clips if found.offer.price(clip.seconds) is None})
        return none("cost", f"No price is known of {', '.join(map(str, lengths))} s at {found.offer.gateway}.")
    return scored(
        "cost", sum(known), f"{len(clips)} clips of {found.offer.model} at {found.offer.gateway} cost {sum(known):g}."
    )


def _prompt_length(found: RunEvidence) -> Score:
    lengths = sorted(((len(text), at) for at, text, _ in _prompts(found)), reverse=True)
    limit = found.offer.prompt_limit
    if not lengths:
        return none("prompt_length", NO_CLIPS)
    worst = {at: f"{length:,}" for length, at in lengths if length > limit} or {lengths[0][1]: f"{lengths[0][0]:,}"}
    if not limit:
        return none("prompt_length", f"{found.offer.model} has no known limit; the longest prompt is {told(worst)}.")
    why = f"The longest of {len(lengths)} prompts fill {lengths[0][0] / limit * 100:.0f} % of the {limit:,} characters allowed"
    return scored("prompt_length", lengths[0][0] / limit, f"{why}: {told(worst)}.", worst)


def _prompts(found: RunEvidence) -> Iterator[tuple[str, str, RunEpisode]]:
    """Every rendered prompt with its place, `e1 clip 2`."""
    for work in found.works:
        for number, text in enumerate(work.prompts, start=1):
            yield f"{work.id} clip {number}", text, work


def _names_left(found: RunEvidence) -> Score:
    hits: list[tuple[str, str]] = []
    for work in found.works:
        known = names.naming(
            work.board.character_setting, found.cast, found.offer.gateway, names.language_of(work.board)
        )
        places = {names.place_of(names.without(shot.location, known)) for shot in work.board.shots}
        handles = [f"@{handle}" for handle in known.usernames.values()]
        for number, (text, clip) in enumerate(zip(work.prompts, work.clips, strict=False), start=1):
            bare = _unspoken(text, clip)
            for handle in handles:
                bare = bare.replace(handle, "@")
            at = f"{work.id} clip {number}"
            told = names.matches(bare, known, tuple(places))  # a group is called by what it is
            hits += [(at, bare[start:end]) for start, end, name in told if not names.are_group(name, known)]
    if not any(work.prompts for work in found.works):
        return none("names_left", NO_CLIPS)
    return counted(
        "names_left", hits, "No prompt holds anybody's name outside speech.", "Names in prompts outside speech"
    )


def _unspoken(prompt: str, clip: Clip) -> str:
    """A prompt without the lines it has spoken, each taken out once, in their order: what stands there again is no speech."""
    at = 0
    for part in clip.parts:
        words = r"\s+".join(map(re.escape, part.text.split()))
        match = re.compile(words).search(prompt, at) if words else None
        if match:
            prompt, at = f"{prompt[: match.start()]}\0{prompt[match.end() :]}", match.start()
    return prompt


def _checked(name: str, level: Level) -> Callable[[RunEvidence], Score]:
    """The measure of what `check` found of one level."""

    def measure(found: RunEvidence) -> Score:
        if not any(work.board.shots for work in found.works):
            return none(name, NO_SHOTS)
        faults = [(work, fault) for work in found.works for fault in work.faults if fault.level == level]
        if not faults:
            return scored(name, 0, f"`check` has no {level}s.")
        rules = ", ".join(f"{count} {rule}" for rule, count in Counter(fault.rule for _, fault in faults).most_common())
        places = [f"{work.id} shot {fault.shot}" if fault.shot else work.id for work, fault in faults]
        return scored(
            name,
            len(faults),
            f"`check` has {len(faults)} {level}s: {rules}; first: {short(faults[0][1].message, 80)}.",
            places,
        )

    return measure


METRICS = (
    Metric("speech_fit", "lines that fit their seconds", "higher", "%", _speech_fit, 0.0),
    Metric("fastest_speech", "fastest line against natural speech", "lower", "%", _fastest_speech, 0.02),
    Metric("film_seconds", "paid seconds", "lower", "s", _film_seconds, 1.0),
    Metric("padding", "paid seconds beyond need", "lower", "%", _padding, 0.02),
    Metric("cost", "cost of the film", "lower", "", _cost, 0.0),
    Metric("prompt_length", "longest prompt against its limit", "lower", "%", _prompt_length, 0.05),
    Metric("names_left", "names in prompts", "lower", "", _names_left, 0),
    Metric("check_faults", "faults of check", "lower", "", _checked("check_faults", "fault"), 0),
    Metric("check_warnings", "warnings of check", "lower", "", _checked("check_warnings", "warning"), 0),
)  # fmt: skip
