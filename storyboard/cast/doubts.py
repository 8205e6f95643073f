"""What the script tells of somebody in two ways that cannot both be true."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from storyboard.cast.evidence import disagreeing
from storyboard.cast.gather import gather, told_of
from storyboard.cast.timeline import APART
from storyboard.languages import Language
from storyboard.model import Fault, Script
from storyboard.rules import finding


def doubts(script: Script) -> Iterator[Fault]:
    """A warning for each, in the script's language, at the telling that is not gone by.

    Ages of two times of one life (17, and 22 after five years) are no doubt. The cast, which knows the times of lives, is
    gathered only where two ages lie apart.
    """
    told = told_of(script)

    @cache
    def versions() -> Mapping[str, set[int | None]]:
        members = gather(script, told=told).members
        return {member.name: {version.age for version in member.versions} for member in members}

    language = Language.of(script.language)
    for name, facts in told.items():
        for one, other in disagreeing(facts):
            ages = {int(one.value), int(other.value)} if one.part == "age" else set()
            if ages and (max(ages) - min(ages) < APART or ages & versions()[name]):
                continue
            found = finding(
                "told-twice",
                "age" if one.part == "age" else "",
                line=other.line,
                language=language.code,
                name=name,
                one=one.value,
                line_one=one.line,
                quote_one=one.quote,
                other=other.value,
                quote_other=other.quote,
            )
            yield replace(found, path=script.path)
