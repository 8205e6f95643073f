"""Directions that a document sets apart as whole lines, slanted, quoted or in bold: a name and a colon in such a line are no cue where cues stand without that mark."""

from collections import Counter

from storyboard.lettering import unquoted
from storyboard.parse import words
from storyboard.parse.cues import HAN, SpeakerCue
from storyboard.parse.scan import COMMENT, Scan, ScannedLine
from storyboard.parse.shape import QUOTES
from storyboard.patterns import deferred

SLANTED = frozenset(("*", "_", "***"))
OTHERS = frozenset(("**", "__", "'''", ">", COMMENT))
"""Marks of whole lines that stand for other things too, so that more of them must tell what happens."""
LEAST_CUES = 2
LEAST_TOLD = 2
"""Lines of the mark from which on it is how a document marks its directions."""
SIGN = deferred(r"\s*(?:“[^”]*”|「[^」]*」|『[^』]*』|\"[^\"]*\")[，,。.]?\s*(?P<more>\S.*)?", needs='“「『"')
"""What stands written on something, and what happens behind it."""
OPENS = frozenset("：:（([【〔")
STOPS = frozenset('。！？!?.…”」』"')


def settle(found: Scan, listed: frozenset[str]) -> None:
    """Make directions of the lines of a mark that name nobody who speaks, where cues have another mark or none."""
    if not any(line.shell and line.tag == "cue" and line.style == "colon" for line in found.lines):
        return
    for shell in (*SLANTED, *OTHERS):
        _settle(found, shell, listed)


def _settle(found: Scan, shell: str, listed: frozenset[str]) -> None:
    inside = [line for line in found.lines if line.shell == shell and line.tag in ("text", "cue")]
    cued = [line for line in inside if line.tag == "cue" and line.style == "colon" and line.rest.strip()]
    if not cued:
        return
    names = Counter(line.cue.name for line in cued if line.cue and not _is_sign(line))
    outside = Counter(line.cue.name for line in found.lines if line.tag == "cue" and line.cue and line.shell != shell)
    known = {name for name in names if outside[name] or names[name] > 1 or name in listed}
    speaking = [line for line in cued if line.cue and _speaks(line.cue, known) and _is_plain(line, line.cue.name)]
    ended = [line for line in inside if not line.rest.strip() and line.core[-1] in STOPS]
    told = [line for line in cued if line not in speaking]
    if sum(count for count in outside.values() if count > 1) < LEAST_CUES or len(speaking) > len(told) + len(ended):
        return
    usual = len(ended) + (len(told) if shell in SLANTED or (ended and shell == ">") else 0) >= LEAST_TOLD
    for line in told:
        if usual or (_is_sign(line) and (ended or shell in SLANTED)):
            _set_apart(found, line)


def _speaks(cue: SpeakerCue, known: set[str]) -> bool:
    """Whether a name in such a line is somebody's who speaks elsewhere, a voice, or says how it is heard."""
    name = cue.name
    role = HAN.search(name) and words.VOICE_OR_ROLE.fullmatch(name)
    voice = name in words.VOICES or role or words.GROUPS.fullmatch(name)
    return bool(name in known or voice or cue.extension or (cue.members and known.issuperset(cue.members)))


def _is_plain(line: ScannedLine, name: str) -> bool:
    """Whether a line begins with a name and a colon or a bracket, not with what somebody does: 老韩回头，愣住：……"""
    return not line.core.startswith(name) or line.core[len(name) :].lstrip()[:1] in OPENS


def _is_sign(line: ScannedLine) -> bool:
    """Whether a quotation and what happens behind it is all that follows the colon."""
    sign = SIGN.fullmatch(line.rest)
    return sign is not None and sign["more"] is not None


def _set_apart(found: Scan, line: ScannedLine) -> None:
    assert line.style is not None
    assert line.cue is not None
    found.heads[line.style] -= Counter({line.cue.name: 1})
    line.tag, line.style, line.cue, line.apart = "text", None, None, True


def may_be_said(line: ScannedLine, *, quoted: bool) -> bool:
    """Whether what stands behind the colon of a line that was set apart may be words all the same; `quoted`: those of cues stand in quotation marks too."""
    said = line.rest.strip()
    sign = SIGN.fullmatch(said)
    if said[:1] in QUOTES and sign:
        told = line.head.endswith("声") or words.SAYING.search(line.head) is not None
        return told or (quoted and not sign["more"])
    return unquoted(said)[-1:] in "！？!?"
