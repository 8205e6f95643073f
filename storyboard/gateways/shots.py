"""The shots of a clip as a gateway takes them apart: the words of each out of the prompt, and whole seconds that add up."""

import re
from collections.abc import Sequence

from storyboard.model import Order
from storyboard.patterns import deferred
from storyboard.profiles.parts import Shots

LOOKS = deferred(r" ?\((?:[^()]|\([^()]*\)){24,}\)|（(?:[^（）]|（[^（）]*）){12,}）")
"""A look in brackets, with brackets inside."""


def told_apart(order: Order, shots: Shots) -> tuple[tuple[str, int], ...]:
    """(words, whole seconds) of each shot; empty where the clip goes as a plain prompt.

    That is so where the prompt does not tell as many shots as the clip has (an edited one, a casting film), where they are too
    few or too many for the gateway, or more than there are seconds, and where the words of one are too many for it.
    """
    found = _whole(order, shots)
    texts = _fitted(found, shots)
    if any(shots.chars and len(text) > shots.chars for text in texts):
        return ()
    return tuple((text, seconds) for text, (_, seconds) in zip(texts, found, strict=True))


def left_out(order: Order, shots: Shots) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """(numbers of shots that go with less than the prompt tells, numbers of those too long all the same); both empty where none is."""
    found = _whole(order, shots)
    texts = _fitted(found, shots)
    short = [number for number, (text, (whole, _)) in enumerate(zip(texts, found, strict=True), 1) if text != whole]
    long = [number for number, text in enumerate(texts, 1) if shots.chars and len(text) > shots.chars]
    return tuple(short), tuple(long)


def _fitted(found: Sequence[tuple[str, int]], shots: Shots) -> tuple[str, ...]:
    """The words of all shots, each as it fits after those before it."""
    texts = [text for text, _ in found]
    return tuple(fitted(text, shots, "\n".join(texts[:number])) for number, text in enumerate(texts))


def fitted(text: str, shots: Shots, before: str = "") -> str:
    """The words of a shot with as little left out as makes them fit, if that is enough; what is spoken stays as it is.

    The last to go are looks in brackets that stand in the words of the shots `before` it, too.
    """
    if not shots.chars:
        return text
    start = found.start() if (found := re.search(shots.speech, text)) else len(text)
    shown, spoken = text[:start], text[start:]
    for pattern in shots.spare:
        if len(shown) + len(spoken) <= shots.chars:
            break
        shown = re.sub(pattern, "", shown)
        if tail := re.search(shots.after, spoken):
            spoken = spoken[: tail.start()] + re.sub(pattern, "", tail.group())
    for look in LOOKS.findall(shown):
        if len(shown) + len(spoken) <= shots.chars:
            break
        if look.strip() in before:
            shown = shown.replace(look, "", 1)
    return (shown + spoken).strip()


def _whole(order: Order, shots: Shots) -> tuple[tuple[str, int], ...]:
    """(words in full, whole seconds) of each shot; empty where they cannot go apart."""
    if order.kind != "clip" or not shots.fewest <= len(order.shots) <= min(shots.most, order.seconds):
        return ()
    texts = pieces(order.prompt, shots.head)
    if len(texts) != len(order.shots) or not all(texts):
        return ()
    return tuple(zip(texts, whole_seconds([shot.duration for shot in order.shots], order.seconds), strict=True))


def pieces(prompt: str, head: str) -> tuple[str, ...]:
    """The prompt cut where its shots begin, without their heads; empty where something stands before the first."""
    before, *texts = re.split(head, prompt, flags=re.MULTILINE)
    return () if before.strip() else tuple(text.strip() for text in texts)


def whole_seconds(durations: Sequence[float], total: int) -> tuple[int, ...]:
    """Each at least 1, their sum `total`, none further from its duration than it must: the largest remainders are rounded up."""
    floors = [max(1, int(each)) for each in durations]
    by_rest = sorted(range(len(durations)), key=lambda at: floors[at] - durations[at])
    while (missing := total - sum(floors)) > 0:
        for at in by_rest[:missing]:
            floors[at] += 1
    while sum(floors) > total:
        longest = max(
            range(len(floors)), key=lambda at: (floors[at] - durations[at], floors[at]) if floors[at] > 1 else (-1e9, 0)
        )
        floors[longest] -= 1
    return tuple(floors)
