"""What the script tells of somebody in two ways that cannot both be true."""

from collections.abc import Iterator
from dataclasses import replace

from storyboard.cast.evidence import disagreeing
from storyboard.cast.gather import gather, told_of
from storyboard.cast.timeline import APART
from storyboard.languages import Language
from storyboard.model import Fault, Member, Script
from storyboard.rules import finding


def doubts(script: Script) -> Iterator[Fault]:
    """A warning for each, in the script's language, at the telling that is not gone by.

    Ages of two times of one life (17, and 22 after five years) are no doubt.
    """
    told = told_of(script)
    if not any(map(disagreeing, told.values())):
        return
    language = Language.of(script.language)
    for member in gather(script, told=told).members:
        for one, other in disagreeing(member.facts):
            if one.part == "age" and _at_another_time(member, int(one.value), int(other.value)):
                continue
            found = finding(
                "told-twice",
                "age" if one.part == "age" else "",
                line=other.line,
                language=language.code,
                name=member.name,
                one=one.value,
                line_one=one.line,
                quote_one=one.quote,
                other=other.value,
                quote_other=other.quote,
            )
            yield replace(found, path=script.path)


def _at_another_time(member: Member, one: int, other: int) -> bool:
    """Whether two ages are near, or one of them is that of a version."""
    return abs(one - other) < APART or any(version.age in (one, other) for version in member.versions)
