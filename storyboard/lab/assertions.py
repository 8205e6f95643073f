"""Assertions of a suite: what a prompt engineer wants of every board, beside the metrics; each tells where it does not hold."""

import importlib.util
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal, cast

from storyboard.errors import UsageError
from storyboard.lab.runs import RunEpisode, RunEvidence
from storyboard.records import dataclass

Field = Literal[
    "visual", "camera", "action", "style_tags", "location", "time", "weather", "dialogue", "duration", "prompt"
]
KINDS = ("contains", "absent", "regex", "same", "python")
CUT = 60


@dataclass(frozen=True, slots=True)
class Assertion:
    """`[[assertions]]` of a suite: one of `contains`, `absent`, `regex`, `same`, `python`."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - pydantic reads it

    name: str = ""
    contains: str = ""
    """These words stand in every shot's field."""
    absent: str = ""
    """This pattern is found in no shot's field."""
    regex: str = ""
    """This pattern is found in every shot's field."""
    same: Field | Literal[""] = ""
    """This field says the same in all shots that are looked at."""
    python: str = ""
    """`checks.py:function`, seen from the suite: gets the board as JSON and the prompts, returns a list of sentences."""
    field: Field = "visual"
    """Which field is looked at; `prompt`: the prompt of each clip."""
    scenes: tuple[str, ...] = ()
    """Numbers or ids of the scenes that are looked at; empty: all."""
    scripts: tuple[str, ...] = ()
    """Names of the scripts that are looked at; empty: all."""

    @property
    def title(self) -> str:
        """Its name, else what it says."""
        kind = self.kind
        return self.name or f"{kind} {getattr(self, kind)}"

    @property
    def kind(self) -> str:
        return next((kind for kind in KINDS if getattr(self, kind)), "")


@dataclass(frozen=True, slots=True)
class AssertionOutcome:
    """What became of one assertion in one run."""

    title: str
    places: tuple[str, ...]
    """Where it does not hold: `e1 shot 3: …`; empty: it holds."""


def check_assertions(assertions: Sequence[Assertion], *, python: bool) -> None:
    """UsageError where an assertion says nothing, too much, or a pattern is none, or code is not allowed."""
    for number, each in enumerate(assertions, start=1):
        said = [kind for kind in KINDS if getattr(each, kind)]
        about = f"assertion {number}{f' ({each.name})' if each.name else ''}"
        if len(said) != 1:
            raise UsageError(f"{about}: says {' and '.join(said) or 'nothing'}", f"one of {', '.join(KINDS)}")
        for pattern in (each.absent, each.regex):
            try:
                re.compile(pattern)
            except re.error as error:
                raise UsageError(f"{about}: {pattern!r} is no pattern: {error}") from None
        if each.python and not python:
            raise UsageError(f"{about}: {each.python} is code of this folder", "let it run: add --python")


def judge_run(assertions: Sequence[Assertion], found: RunEvidence, base: Path) -> tuple[AssertionOutcome, ...]:
    """What became of the assertions that are about this run's script; `base` is the suite's folder."""
    script = found.run.script
    mine = [each for each in assertions if not each.scripts or any(script.endswith(name) for name in each.scripts)]
    return tuple(
        AssertionOutcome(
            each.title,
            tuple(f"{work.id} {place}" for work in found.works for place in _places(each, work, found, base)),
        )
        for each in mine
    )


def _places(assertion: Assertion, work: RunEpisode, found: RunEvidence, base: Path) -> Iterator[str]:
    if assertion.python:
        yield from _called(_function(assertion.python, base), assertion, work)
        return
    texts = list(_texts(assertion, work, found))
    if assertion.same:
        first = texts[0][1] if texts else ""
        yield from (f"{place}: “{text[:CUT]}”, before “{first[:CUT]}”" for place, text in texts if text != first)
    for place, text in texts:
        hit = re.search(assertion.absent, text) if assertion.absent else None
        if hit:
            yield f"{place}: “{hit[0][:CUT]}”"
        if (assertion.contains and assertion.contains not in text) or (
            assertion.regex and not re.search(assertion.regex, text)
        ):
            yield f"{place}: “{text[:CUT]}”"


def _texts(assertion: Assertion, work: RunEpisode, found: RunEvidence) -> Iterator[tuple[str, str]]:
    """(place, text) of everything that an assertion looks at."""
    wanted = {scene.id for scene in found.script.scenes if {scene.id, scene.number} & set(assertion.scenes)}
    name = assertion.same or assertion.field
    inside = [not assertion.scenes or trace.scene in wanted for trace in work.trace.shots]
    if name == "prompt":
        for number, (clip, prompt) in enumerate(zip(work.clips, work.prompts, strict=True), start=1):
            if any(inside[part.shot] for part in clip.parts):
                yield f"clip {number}", prompt
        return
    for number, (shot, here) in enumerate(zip(work.board.shots, inside, strict=True), start=1):
        if here:
            yield f"shot {number}", shot.dialogue.text if name == "dialogue" else str(getattr(shot, name))


def _function(reference: str, base: Path) -> Callable[[object, Sequence[str]], Sequence[str]]:
    file, _, name = reference.partition(":")
    path = base / file
    spec = importlib.util.spec_from_file_location(f"suite_{path.stem}", path) if path.is_file() else None
    if spec is None or spec.loader is None:
        raise UsageError(f"{path}: no such file", 'python = "checks.py:function", seen from the suite')
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise UsageError(f"{path}: cannot be loaded: {type(error).__name__}: {error}") from error
    if not callable(found := getattr(module, name, None)):
        raise UsageError(f"{path}: has no function {name!r}")
    return cast("Callable[[object, Sequence[str]], Sequence[str]]", found)


def _called(
    function: Callable[[object, Sequence[str]], Sequence[str]], assertion: Assertion, work: RunEpisode
) -> Iterator[str]:
    from dataclasses import asdict

    try:
        found = list(function(asdict(work.board), work.prompts))
    except Exception as error:
        raise UsageError(f"{assertion.python}: failed: {type(error).__name__}: {error}") from error
    yield from (str(each) for each in found)
