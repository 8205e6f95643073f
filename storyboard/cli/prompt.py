"""storyboard prompt list|show|diff|new|label"""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from storyboard.cli.options import columns, data, json_flag, say, show, tell
from storyboard.cli.tongue import told
from storyboard.languages import CODES

if TYPE_CHECKING:
    from storyboard.lab.asked import PromptSent
    from storyboard.lab.diff import DiffPiece
    from storyboard.lab.prompts import PromptVersion
    from storyboard.lab.trial import TriedVersion
    from storyboard.library import Library

"""Those of `storyboard.library`, written out so that `--help` need not import it."""
MARKS = {"same": ("", "", None), "old": ("[-", "-]", "red"), "new": ("{+", "+}", "green")}
"""How a piece of a word diff is written: before it, after it, and its colour on a terminal."""


@click.group("prompt")
def command() -> None:
    """List, show, compare, copy and label prompts. Free, offline.

    A prompt is a folder, prompts/STAGE/VERSION, of the workspace or shipped; REF names one: shots/v2, shots/stable (a
    label), or shots (the one that is used). A released version never changes: copy it with `new`, change the copy.
    """


def _workspace_flag(function: Any) -> Any:  # noqa: ANN401 - a click command
    return click.option(
        "--workspace",
        type=click.Path(path_type=Path, file_okay=False, exists=True),
        default=Path(),
        help="Folder of the project [default: the current one].",
    )(function)


language_flag = click.option("--language", type=click.Choice(CODES), help="Only the files of this language.")


def _library(workspace: Path, script: Path | None = None) -> "tuple[Library, Path]":
    """The prompts of the workspace, then those of the script's own workspace, then the shipped ones; and the workspace."""
    from storyboard.config import find_workspace, load_settings
    from storyboard.library import Library

    home = find_workspace(workspace)
    roots = list(dict.fromkeys([home, *([find_workspace(script)] if script else [])]))
    chosen: dict[str, str] = {}
    for root in reversed(roots):
        chosen |= load_settings(root).prompts
    return Library(tuple(root / "prompts" for root in roots), chosen), home


@command.command("list")
@_workspace_flag
@json_flag
def list_command(workspace: Path, as_json: bool) -> None:
    """Every prompt there is: versions, hashes, labels, where they lie. Free, offline."""
    from storyboard.lab.prompts import versions

    library, _ = _library(workspace)
    found = list(versions(library))
    if as_json:
        data([asdict(each) | {"folder": str(each.folder)} for each in found])
        return
    head = ("prompt", "used", *CODES, "its labels", "answers", "where", "notes")
    click.echo("\n".join(columns([tuple(map(told, head)), *map(_row, found)])))
    for each in found:
        if each.broken:
            say(f"{each.id} cannot be used: {each.broken}")
        for name in each.changed:
            say(
                f"{each.id} was changed after it was labelled {name}: copy it (`storyboard prompt new`) or label it again"
            )


def _row(each: "PromptVersion") -> tuple[str, ...]:
    labels = ", ".join(told(f"{name} (changed since)") if name in each.changed else name for name in each.labels)
    where = told("shipped") if each.shipped else show(each.folder)
    hashes = (each.hashes.get(language, "-") for language in CODES)
    return (
        each.id,
        told("yes") if each.used else "",
        *hashes,
        labels,
        each.form or "-",
        where,
        told("broken") if each.broken else each.notes,
    )


@command.command("show")
@click.argument("ref")
@language_flag
@click.option("--with", "script", type=click.Path(path_type=Path), help="Show what a model would get of this script.")
@click.option("--scene", help="Only this scene of the script, like 1-2.")
@click.option("--episode", help="Only this episode of the script.")
@click.option("--question", "number", type=click.IntRange(1), help="Only this question, counted from 1.")
@_workspace_flag
@json_flag
def show_command(
    ref: str,
    language: str | None,
    script: Path | None,
    scene: str | None,
    episode: str | None,
    number: int | None,
    workspace: Path,
    as_json: bool,
) -> None:
    """Print a prompt's files, or with --with exactly what a model would get of a script. Free, offline, no key.

    \b
    storyboard prompt show shots/v1 --language zh             its files
    storyboard prompt show shots --with ep01.txt --scene 1-2  system and user message, byte for byte as sent
    storyboard prompt show render --with ep01.txt             the clips' prompts, from the rule planner's board

    What earlier answers settle (looks, the light of a long scene) comes from answers kept from before, else from rules.
    """  # noqa: D301 - click wants the backspace
    from storyboard.lab.prompts import files, forms_of, found

    if script is None and (scene or episode or number):
        raise click.UsageError("--scene, --episode and --question choose from what a script asks: add --with SCRIPT")
    if script is not None and language:
        raise click.UsageError("with --with the language is the script's own: leave --language out")
    library, _ = _library(workspace, script)
    stage, version = found(library, ref)
    if script is not None:
        wanted = (stage, ref.partition("/")[2], scene or "", episode or "")
        _show_sent(library, script, wanted, number, as_json=as_json)
        return
    texts = files(library, stage, version, language or "")
    forms = forms_of(library, stage, version, language or "")
    if as_json:
        hashes = {each: library.prompt(stage, each, version).hash for each in library.languages(stage, version)}
        folder = str(library.folder(stage, version))
        data({"id": f"{stage}/{version}", "hashes": hashes, "folder": folder, "schema": forms, "files": texts})
        return
    for name, text in texts.items():
        _headline(f"{stage}/{version}/{name}")
        click.echo(text, nl=not text.endswith("\n"))
    for path in dict.fromkeys(forms.values()):
        say(f"answered in the form of {path}")


def _show_sent(
    library: "Library", script: Path, wanted: tuple[str, str, str, str], number: int | None, *, as_json: bool
) -> None:
    from storyboard.errors import UsageError
    from storyboard.lab.asked import PromptWanted, sent

    found, remarks = sent(script, library, PromptWanted(*wanted))
    for remark in remarks:
        say(f"note: {remark}")
    if number and number > len(found):
        raise UsageError(f"there is no question {number}", f"there are {len(found)}: --question 1 to {len(found)}")
    if not found:
        why = ": the parser was sure of every line" if wanted[0] == "labels" else ""
        say(f"nothing would be asked of {show(script)} for {wanted[0]}{why}")
    some = list(enumerate(found, start=1))[number - 1 : number] if number else list(enumerate(found, start=1))
    if as_json:
        data([asdict(each) for _, each in some])
        return
    for at, each in some:
        _show_one(each, f"{at} of {len(found)}: {each.about}")


def _show_one(each: "PromptSent", title: str) -> None:
    for message in each.messages:
        _headline(f"{message['role']} · {title}")
        click.echo(message["content"], nl=not message["content"].endswith("\n"))


def _headline(text: str) -> None:
    click.secho(f"━━ {told(text)} ━━", bold=True)


@command.command("try")
@click.argument("ref")
@click.option(
    "--with",
    "script",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    required=True,
    help="The script to try it on.",
)
@click.option("--scene", required=True, help="The scene, by number or id.")
@click.option("--alone", is_flag=True, help="Only this version, not the labelled one beside it.")
@_workspace_flag
@json_flag
def try_command(ref: str, script: Path, scene: str, alone: bool, workspace: Path, as_json: bool) -> None:
    """Ask once with the prompt REF about one scene, and show answer, faults and clips beside the version in use.

    Costs a question for each version unless its answer is kept; nothing is written but the answers. REF is one of shots, board
    or render; render asks nothing.
    """
    from storyboard.lab.prompts import found
    from storyboard.lab.trial import STAGES, try_prompt

    library, _ = _library(workspace, script)
    stage, version = found(library, ref)
    if stage not in STAGES:
        raise click.UsageError(f"{stage} cannot be tried on a scene: one of {', '.join(STAGES)}")
    used = library.version(stage)
    versions = [(stage, version)] + ([(stage, used)] if used != version and not alone else [])
    tried = try_prompt(script, library, versions, scene)
    if as_json:
        data([asdict(each) for each in tried])
        return
    for each in tried:
        _headline(f"{each.prompt}{' · in use' if each.prompt == f'{stage}/{used}' else ''}")
        _show_tried(each)


def _show_tried(tried: "TriedVersion") -> None:
    for call in tried.calls:
        _headline(f"answer · {call.about}")
        click.echo(call.answer)
        for fault in call.faults:
            tell(f"fault: {fault}")
        if call.error:
            tell(f"error: {call.error}")
    if not tried.calls:
        say("nothing asked: the answer was kept, or none is needed")
    for remark in tried.remarks:
        say(f"note: {remark}")
    for number, (by, shot) in enumerate(tried.shots, start=1):
        said = f" · {shot.dialogue.role}：{shot.dialogue.text}" if shot.dialogue.text else ""
        click.echo(f"{number:3} [{by}] {shot.camera} · {shot.visual}{said}")
    for number, clip in enumerate(tried.clips, start=1):
        _headline(f"clip {number}")
        click.echo(clip)


@command.command("diff")
@click.argument("old")
@click.argument("new")
@language_flag
@click.option("--all", "whole", is_flag=True, help="The whole files, not only the lines around changes.")
@_workspace_flag
@json_flag
def diff_command(old: str, new: str, language: str | None, whole: bool, workspace: Path, as_json: bool) -> None:
    """Compare two prompts word by word: [-gone-]{+come+}. Free, offline."""
    from storyboard.lab.prompts import differences

    library, _ = _library(workspace)
    found = differences(library, old, new, language or "")
    changed = {name: pieces for name, pieces in found.items() if any(piece.kind != "same" for piece in pieces)}
    if as_json:
        data({name: [asdict(piece) for piece in pieces] for name, pieces in changed.items()})
        return
    for name, pieces in changed.items():
        _headline(name)
        for line in _marked(pieces, whole=whole):
            click.echo(line)
    same = len(found) - len(changed)
    say(f"{len(changed)} {'file differs' if len(changed) == 1 else 'files differ'}, {same} the same")


def _marked(pieces: "tuple[DiffPiece, ...]", *, whole: bool) -> list[str]:
    """The text of a diff line by line with its marks; lines that nothing near changed are left out and counted."""
    lines: list[list[str]] = [[]]
    touched: set[int] = set()
    for piece in pieces:
        before, after, colour = MARKS[piece.kind]
        for at, part in enumerate(piece.text.split("\n")):
            if at:
                lines.append([])
            if piece.kind != "same" and (part or not piece.text.strip("\n")):
                touched.add(len(lines) - 1)
                lines[-1].append(click.style(f"{before}{part or '⏎'}{after}", fg=colour))
            elif part:
                lines[-1].append(part)
    near = {line + by for line in touched for by in (-1, 0, 1)}
    shown: list[str] = []
    left = 0
    for number, line in enumerate(lines):
        if not whole and number not in near:
            left += 1
            continue
        shown += _left_out(left)
        shown.append("".join(line))
        left = 0
    return [*shown, *_left_out(left)]


def _left_out(count: int) -> list[str]:
    return [told(f"… {count} {'line' if count == 1 else 'lines'} the same …")] if count else []


@command.command("new")
@click.argument("name", metavar="STAGE/VERSION")
@click.option("--from", "source", required=True, metavar="REF", help="The prompt to copy, like shots/v1 or shots.")
@language_flag
@_workspace_flag
def new_command(name: str, source: str, language: str | None, workspace: Path) -> None:
    """Copy a prompt into the workspace's prompts folder, to be changed there. Never overwrites. Free, offline."""
    from storyboard.lab.prompts import copied

    library, home = _library(workspace)
    made = copied(library, home, name, source, language or "")
    click.echo(show(made.folder))
    for part in made.partials:
        say(f"it includes {part}, which is shared: put your own at prompts/{part} of the workspace to change it")
    say(f"next: change its files; `storyboard prompt diff {made.source} {name}` shows how it differs from its model,")
    say(f"`storyboard prompt label {name} stable` makes it the one that is used")


@command.command("label")
@click.argument("name", metavar="STAGE/VERSION")
@click.argument("label")
@_workspace_flag
def label_command(name: str, label: str, workspace: Path) -> None:
    """Give a label to a version: the one labelled `stable` is used. The label moves; the version never changes. Free, offline.

    Kept in prompts/labels.toml of the workspace, with the hashes of the prompt's files, so that a later change is noticed.
    """
    from storyboard.lab.prompts import label as give
    from storyboard.library import reference

    library, home = _library(workspace)
    stage = reference(name)[0]
    moved = give(library, home, name, label)
    if moved.before == moved.version:
        tell(f"{stage}/{label} is {stage}/{moved.version}, as before, with the hashes of its files as they are now")
    else:
        was = f"it was {stage}/{moved.before}" if moved.before else "it is a new label"
        tell(f"{stage}/{label} is {stage}/{moved.version} now; {was}")
    for language in moved.lacking:
        say(f"{name} has no {language}: a script in that language stops with a message while it is used")
    if moved.chosen:
        say(f"storyboard.toml says [prompts] {stage} = {moved.chosen!r}: that is what is used")
