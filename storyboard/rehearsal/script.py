"""What a video model would read in a prompt: its shots, how long each is, who says what."""

import re
from dataclasses import replace

from storyboard.patterns import deferred
from storyboard.records import dataclass

_SHOT = deferred(r"(?m)^(?:Shot\s*\d+|镜头\s*\d+|\[\d+\])")
_LONG = deferred(
    r"^duration:\s*([\d.]+)|^\s*[（(]([\d.]+)\s*(?:秒|s)|^\s*(?:这一段)?约\s*([\d.]+)\s*秒|^\s*For about ([\d.]+) second",
    re.M,
)
_MARK = deferred(r"\s*\[\[rehearse:[^\]]*\]\]")
_SAID = tuple(
    re.compile(pattern, re.M | re.S)
    for pattern in (
        r"^(?:说话人|Speaker):\s*(?P<who>[^，,(（\n]+).*?^(?:台词|Line):\s*(?P<text>[^\n]+)",
        r"(?:说话人：|说话的是|Speaker: |The speaker is )(?P<who>[^，,(（\n]+).*?[“「\"{](?P<text>[^\n]+)[”」\"}]",
        r"(?:台词|Line)[:：]\s*(?P<who>[^，,：:“「\"{\n]+)[^“「\"{\n]*?[：:]\s*[“「\"{](?P<text>[^\n]+)[”」\"}]",
    )
)
"""How prompts tell a line, whoever wrote them: a field of its own, a speaker and then words in quotation marks, both in one."""
_WOMAN = deferred(r"女|妇|婆|娘|妈|姐|妹|\b(?:fe(?=male)|woman|women|girl|lady|mother|grandmother)", re.I)
_AGE = deferred(r"GenderAge\s*[（(]([^·）)]*)")


@dataclass(frozen=True, slots=True)
class ToldShot:
    """One shot of a prompt."""

    text: str
    seconds: float
    """0 where the prompt does not say."""
    who: str = ""
    woman: bool = False
    line: str = ""
    """What is said; empty where nobody speaks."""


def told(prompt: str) -> tuple[ToldShot, ...]:
    """The shots of a prompt, in order; one where it tells none."""
    starts = [found.start() for found in _SHOT.finditer(prompt)] or [0]
    ends = [*starts[1:], len(prompt)]
    women: dict[str, bool] = {}
    return tuple(_told(prompt[start:end].strip(), women) for start, end in zip(starts, ends, strict=True))


def _told(text: str, women: dict[str, bool]) -> ToldShot:
    """`women`: who is one, as far as it was told; a voice is described where it is first heard."""
    body = _SHOT.sub("", text, count=1).lstrip(":： ").strip()
    long = _LONG.search(body)
    seconds = float(next(filter(None, long.groups()))) if long else 0.0
    for pattern in _SAID:
        if said := pattern.search(_MARK.sub("", body)):
            who, line = said["who"].strip(), said["text"].strip()
            if not any(map(str.isalnum, line)):
                break
            if age := _AGE.search(said[0]):
                women[who] = bool(_WOMAN.search(age[1]))
            return ToldShot(body, seconds, who, women.get(who, bool(_WOMAN.search(who))), line)
    return ToldShot(body, seconds)


def spread(shots: tuple[ToldShot, ...], seconds: float) -> tuple[ToldShot, ...]:
    """The shots over a film of `seconds`: as long as told and the last one till the end, all alike where nothing is told."""
    lengths = [shot.seconds for shot in shots]
    if not all(lengths):
        lengths = [seconds / len(shots)] * len(shots)
    elif sum(lengths[:-1]) > seconds - 0.5:
        lengths = [length * seconds / sum(lengths) for length in lengths]
    rest = [max(0.1, round(length, 1)) for length in lengths[:-1]]
    spans = [*rest, max(0.1, round(seconds - sum(rest), 1))]
    return tuple(replace(shot, seconds=span) for shot, span in zip(shots, spans, strict=True))
