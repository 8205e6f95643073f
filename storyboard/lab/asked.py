"""What a model would get of a script, byte for byte: the planner itself is run, and its questions are kept instead of sent."""

import asyncio
from collections.abc import Coroutine
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from storyboard.config import Settings, find_workspace, load_settings
from storyboard.errors import BadAnswer, ModelError, Unasked, UsageError
from storyboard.languages import Language
from storyboard.library import Library
from storyboard.llm import Endpoint, open_endpoint
from storyboard.llm.transport import Transport, messages
from storyboard.model import Cast, Clip, Episode, Judge, Question, Script
from storyboard.production.asking import load_labels
from storyboard.production.production import Options, cast_of, described, folder_names, open_script, told
from storyboard.production.readings import read_script
from storyboard.production.room import told_to_director
from storyboard.production.stories import story_told
from storyboard.profiles import make_offer
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class PromptSent:
    """One question as it would go to a chat endpoint, or the prompt of one clip as it would go to a gateway."""

    about: str
    """`scene 1-2, lines 1-16`, or `clip 003, shots 4-6`."""
    id: str
    messages: tuple[dict[str, str], ...]
    """Role and content; a clip's prompt has the role `prompt`."""
    schema: dict[str, Any]
    """The wire schema; empty for a clip."""


@dataclass(frozen=True, slots=True)
class PromptWanted:
    """Which prompt, for what."""

    stage: str
    name: str = ""
    """Version or label; empty: the one that is used."""
    scene: str = ""
    episode: str = ""


@dataclass(slots=True)
class _Listening:
    """An `Ask` that keeps every question, and answers only what was answered before."""

    kind: str
    mind: Endpoint | None
    heard: list[Question] = field(default_factory=list)

    async def __call__(self, question: Question, judge: Judge) -> Any:  # noqa: ANN401 - JSON
        if question.kind == self.kind:
            self.heard.append(question)
        elif self.kind == "slots":
            raise BadAnswer("slots are asked where shots failed")
        if self.mind is None:
            raise Unasked("nothing is sent")
        return await self.mind.ask(question, judge)


@dataclass(frozen=True, slots=True)
class _Desk:
    """A script with what its questions are made from."""

    path: Path
    script: Script
    settings: Settings
    library: Library
    ears: _Listening


def sent(path: Path, library: Library, wanted: PromptWanted) -> tuple[list[PromptSent], tuple[str, ...]]:
    """Everything that would be asked of a script with a prompt, in order, and remarks. Free: nothing leaves the machine.

    What an earlier answer settles (looks, the light, the last shot) is taken from answers kept from before, else from
    the rules. UsageError where the script has no such scene or episode.
    """
    settings = load_settings(find_workspace(path))
    chosen = library.choosing({wanted.stage: wanted.name}) if wanted.name else library
    chosen = chosen.for_boards() if wanted.stage == "board" else chosen
    desk = _Desk(
        path, open_script(path, Options()), settings, chosen, _Listening(wanted.stage, open_endpoint(settings, ""))
    )
    _known_scene(desk.script, wanted)
    if wanted.stage == "render":
        return _clips(desk, wanted), ()
    remarks: tuple[str, ...] = ()
    if wanted.stage == "labels":
        _labels(desk)
    elif wanted.stage == "reading":
        _reading(desk)
    elif wanted.stage == "listeners":
        _listeners(desk)
    elif wanted.stage in ("cast", "bible"):
        remarks = _cast(desk)
    else:
        remarks = _scenes(desk, wanted)
    way = desk.ears.mind.ability.way if desk.ears.mind else Transport()
    questions = [question for question in desk.ears.heard if _within(question, desk.script, wanted)]
    return [PromptSent(each.about, each.id, tuple(messages(each, way)), each.schema) for each in questions], remarks


def _known_scene(script: Script, wanted: PromptWanted) -> None:
    if wanted.scene and wanted.stage in ("cast", "bible", "labels", "reading", "listeners"):
        raise UsageError(
            f"a {wanted.stage} question is about the whole script, not a scene", "choose one with --question 1"
        )
    numbers = [scene.number or scene.id for scene in script.scenes]
    if wanted.scene and wanted.scene not in {*numbers, *(scene.id for scene in script.scenes)}:
        raise UsageError(f"{script.path}: no scene {wanted.scene}", f"there are: {', '.join(dict.fromkeys(numbers))}")
    _episodes(script, wanted)


def _episodes(script: Script, wanted: PromptWanted) -> list[Episode]:
    """The episodes that are asked about, all that hold anything where none is named."""
    found = [each for each in script.episodes if wanted.episode in ("", each.number, each.id) and told(script, each)]
    if not found:
        known = ", ".join(each.number or each.id for each in script.episodes)
        raise UsageError(f"{script.path}: no episode {wanted.episode}", f"there are: {known}")
    return found


def _within(question: Question, script: Script, wanted: PromptWanted) -> bool:
    """Whether a question is about the scene that is wanted, or about a run of scenes that it is one of."""
    if not wanted.scene:
        return True
    numbers = [scene.number or scene.id for scene in script.scenes]
    first, _, last = question.about.removeprefix("scene ").rpartition(", lines ")[0].partition("…")
    if first not in numbers:
        return False
    run = script.scenes[numbers.index(first) : len(numbers) - numbers[::-1].index(last or first)]
    return any(wanted.scene in (scene.number, scene.id) for scene in run)


def _run(desk: _Desk, asking: Coroutine[Any, Any, Any]) -> None:
    """Lets the planner ask; kept answers need an open endpoint, which sends nothing without a key."""

    async def run() -> None:
        if desk.ears.mind is None:
            await asking
        else:
            async with desk.ears.mind:
                await asking

    try:
        asyncio.run(run())
    except ModelError as error:
        raise UsageError(f"{desk.path}: {error.message}", error.hint) from error


def _labels(desk: _Desk) -> None:
    from storyboard.plan.labels import ask_labels, unsure

    script = read_script(desk.path)
    units = unsure(script, load_labels(desk.settings.workspace))
    _run(desk, ask_labels(script, units, desk.ears, "", desk.library))


def _reading(desk: _Desk) -> None:
    from storyboard.parse import parse
    from storyboard.plan.reader import ask_reading
    from storyboard.read import read

    _run(desk, ask_reading(parse(read(desk.path)), desk.ears, "", desk.library))


def _listeners(desk: _Desk) -> None:
    from storyboard.cast.file import load
    from storyboard.plan.faces import one_face
    from storyboard.plan.hearers import ask_listeners
    from storyboard.plan.labels import labelled

    script = labelled(read_script(desk.path), load_labels(desk.settings.workspace))
    _run(
        desk, ask_listeners(one_face(script, load(desk.settings.workspace / "cast.toml")), desk.ears, "", desk.library)
    )


def _cast(desk: _Desk) -> tuple[str, ...]:
    from storyboard.cast.file import load
    from storyboard.cast.gather import gather
    from storyboard.plan.protocols import describe, windows

    known = load(desk.settings.workspace / "cast.toml")
    cast = replace(gather(desk.script, known), story=story_told(desk.settings.workspace, desk.script, desk.library))
    remarks: tuple[str, ...] = ()
    if not windows(desk.script, cast, known, desk.library):
        remarks = ("everybody stands in cast.toml, so nothing is asked; this is what would be asked without it",)
        known, cast = Cast(()), gather(desk.script)
    _run(desk, describe(desk.script, cast, known, desk.ears, None, desk.library))
    return remarks


RULES_PEOPLE = "the people are the rules': nobody has described them yet. `storyboard plan` asks a model first, and then writes them here"


def _scenes(desk: _Desk, wanted: PromptWanted) -> tuple[str, ...]:
    """Asks about the scenes; says where the people are not those that a model would get."""
    from storyboard.cast.file import load
    from storyboard.cast.gather import gather
    from storyboard.plan.bible import windows
    from storyboard.plan.faces import as_described
    from storyboard.plan.protocols import plan_with_model

    known = load(desk.settings.workspace / "cast.toml")
    cast = described(desk.script, desk.settings.workspace, desk.ears.mind, library=desk.library, write=False)[0]
    rules = gather(desk.script, known)
    unasked = bool(windows(desk.script, rules, known)) and cast == rules
    protocol = "board" if wanted.stage == "board" else "cuts"
    script = as_described(desk.script, cast)
    code = Language.of(script.language).code
    offer = told_to_director(make_offer(desk.settings), desk.settings, desk.library, code)
    for episode in _episodes(script, wanted):
        _run(
            desk,
            plan_with_model(script, episode, cast, desk.ears, protocol, desk.library, offer),
        )
    return (RULES_PEOPLE,) if unasked else ()


def _clips(desk: _Desk, wanted: PromptWanted) -> list[PromptSent]:
    """The prompts of the clips of the rule planner's boards."""
    from storyboard.pack import floors, pack
    from storyboard.plan import plan
    from storyboard.render import measure, render

    cast = cast_of(desk.script, desk.settings.workspace, write=False)
    offer = make_offer(desk.settings)
    names = dict(zip((each.id for each in desk.script.episodes), folder_names(desk.path, desk.script), strict=True))
    found: list[PromptSent] = []
    for episode in _episodes(desk.script, wanted):
        planned = plan(desk.script, episode, cast)
        limit = measure(planned.board, offer, cast, desk.library)
        clips = pack(planned.board, offer, measure=limit, floors=floors(planned.board))
        scenes = {scene.id for scene in desk.script.scenes if wanted.scene in ("", scene.number, scene.id)}
        for number, (clip, text) in enumerate(
            zip(clips, render(planned.board, clips, offer, cast, desk.library), strict=True), 1
        ):
            if any(planned.trace.shots[part.shot].scene in scenes for part in clip.parts):
                found.append(
                    PromptSent(
                        f"{names[episode.id]} clip {number:03d}, {shots_of(clip)}",
                        "",
                        ({"role": "prompt", "content": text},),
                        {},
                    )
                )
    return found


def shots_of(clip: Clip) -> str:
    """`shots 4-6`, counted from 1."""
    first, last = clip.parts[0].shot + 1, clip.parts[-1].shot + 1
    return f"shot {first}" if first == last else f"shots {first}-{last}"
