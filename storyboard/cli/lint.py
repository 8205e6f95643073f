"""`storyboard lint`: what the parser read, before anything costs money."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from storyboard.cli.options import columns
from storyboard.cli.tongue import told
from storyboard.languages import heard

if TYPE_CHECKING:
    from storyboard.model import Script, Unit

FORMATS = (
    "finaldraft",
    "typed",
    "storyboard",
    "coded",
    "narration",
    "layout",
    "fountain",
    "japanese",
    "korean",
    "shortdrama",
    "stage",
    "colon",
    "prose",
)
"""The names of `parse.FORMATS`, written out so that `--help` need not import the parser; a test compares them."""


@click.command("lint", short_help="what is in a script: scenes, cast, warnings (free)")
@click.argument("script", type=click.Path(path_type=str))
@click.option("--json", "as_json", is_flag=True, help="everything that was read, as JSON")
@click.option(
    "--text", "as_text", is_flag=True, help="the text as it was taken from the file; offsets count its characters"
)
@click.option(
    "--format",
    "format_name",
    metavar="NAME",
    help=f"read it as this kind of script instead of the one detected: {', '.join(FORMATS)}",
)
@click.option(
    "--ask",
    is_flag=True,
    help="the language model of [llm] looks over how each line was read, and says whom lines are spoken to; see reading.toml",
)
@click.option("--accept", is_flag=True, help="let stand what the language model said of this script in reading.toml")
@click.option("--read", "as_page", is_flag=True, help="write a page: every line with how it was read")
def command(
    script: str, as_json: bool, as_text: bool, format_name: str | None, as_page: bool, ask: bool, accept: bool
) -> None:
    """Parse SCRIPT and show its scenes, its cast and everything that was not sure. Free and offline, but for --ask.

    What makes the whole reading doubtful stands first: nothing is bought on such a reading without --anyway.
    """
    from storyboard.read import read

    source = read(script)
    if as_text:
        click.echo(source.text, nl=False)
        return
    from storyboard.parse import parse
    from storyboard.production.listeners import with_listeners
    from storyboard.production.readings import load_corrections

    if ask or accept:
        _look_over(Path(script), format_name, ask=ask, accept=accept)
    parsed = with_listeners(parse(source, format_name, load_corrections(Path(script))), Path(script))
    if as_page:
        page = _write_page(parsed)
        if not as_json:
            _show_doubts(parsed)
            click.echo(page)
            return
    if as_json:
        click.echo(json.dumps(as_dict(parsed), ensure_ascii=False, indent=1))
    else:
        show(parsed)


def _look_over(path: Path, format_name: str | None, *, ask: bool, accept: bool) -> None:
    """Has the model look over the reading, or lets stand what it said; what came of it, on stderr."""
    from storyboard.cast.file import load
    from storyboard.cli.options import say
    from storyboard.config import find_workspace, load_settings
    from storyboard.errors import UsageError
    from storyboard.plan.faces import one_face
    from storyboard.production import readings
    from storyboard.production.asking import open_mind
    from storyboard.production.listeners import look_who_listens, with_listeners
    from storyboard.production.production import library_of

    if ask:
        workspace = find_workspace(path)
        settings = load_settings(workspace)
        mind, library = open_mind(settings), library_of(settings)
        if mind is None or not mind.key:
            key = settings.llm.api_key_env if settings.llm else "STORYBOARD_LLM_KEY"
            raise UsageError(
                f"{path}: there is no language model to ask", f"a table [llm] in storyboard.toml, and its key in {key}"
            )
        library = library.choosing({"reading": "stable", "listeners": "stable"} | library.chosen)
        remarks = readings.look_over(path, format_name, mind, library)
        script = with_listeners(one_face(readings.read_script(path, format_name), load(workspace / "cast.toml")), path)
        for remark in remarks or look_who_listens(path, script, mind, library):
            say(remark)
    if accept:
        say(f"{path.name}: {readings.accept(path)} corrections of the language model stand now")


def _write_page(script: "Script") -> str:
    """`NAME.read.html` in the folder one stands in; its path."""
    from storyboard.cli.options import say
    from storyboard.errors import UsageError
    from storyboard.explain.reading import reading_page

    page = Path(f"{Path(script.path).stem}.read.html")
    try:
        page.write_text(reading_page(script), encoding="utf-8")
    except OSError as wrong:
        raise UsageError(
            f"{page}: cannot be written: {wrong.strerror}", "run it in a folder that can be written"
        ) from None
    say(f"{page}: every line with how it was read; open it in a browser")
    return str(page)


def _show_doubts(script: "Script") -> None:
    """What makes the reading doubtful, and what to do."""
    from storyboard.parse import sentence

    if not script.doubts:
        return
    language = heard(script.language)
    click.echo(language.word("lint.doubt"))
    for doubt in script.doubts:
        click.echo(f"  {doubt.rule}: {sentence(doubt, language.code)}")
    click.echo(f"  {language.word('lint.doubt_hint').format(path=script.path)}\n")


def as_dict(script: "Script") -> dict[str, Any]:
    """The script as plain data: the shape that `--json` promises."""
    return {
        "format": script.format,
        "reason": script.reason,
        "language": script.language,
        "encoding": script.encoding,
        "episodes": [
            {"id": e.id, "number": e.number, "title": e.title, "start": e.start, "end": e.end} for e in script.episodes
        ],
        "scenes": [
            {
                "id": s.id,
                "number": s.number,
                "location": s.location,
                "time": s.time,
                "interior": s.interior,
                "start": s.start,
                "end": s.end,
                "episode": s.episode,
                "cast": list(s.cast),
                "state": s.state,
                "weather": s.weather,
            }
            for s in script.scenes
        ],
        "units": [_unit(unit) for unit in script.units],
        "cast": [
            {
                "name": p.name,
                "aliases": list(p.aliases),
                "age": p.age,
                "looks": p.looks,
                "speeches": p.speeches,
                "listed": p.listed,
            }
            for p in script.cast
        ],
        "doubts": [{"rule": d.rule, "message": d.message, "lines": list(d.lines)} for d in script.doubts],
        "warnings": [
            *({"line": next(iter(d.lines), 0), "rule": d.rule, "message": d.message} for d in script.doubts),
            *({"line": w.line, "rule": w.rule, "message": w.message} for w in script.warnings),
        ],
    }


def _unit(unit: "Unit") -> dict[str, Any]:
    """Every key for every unit; what only a speech has is empty elsewhere."""
    return {
        "id": unit.id,
        "kind": unit.kind,
        "scene": unit.scene,
        "start": unit.start,
        "end": unit.end,
        "raw": unit.raw,
        "text": unit.text,
        "speaker": unit.speaker,
        "members": list(unit.members),
        "extension": unit.extension,
        "delivery": unit.delivery,
        "parentheticals": [{"text": part.text, "at": part.at} for part in unit.parentheticals],
        "confidence": unit.confidence,
        "reason": unit.reason,
        "wish": asdict(unit.wish) if unit.wish else None,
    }


def show(script: "Script") -> None:
    """The script for people: what kind it is, its scenes, its cast, its warnings."""
    from storyboard.rules import retold

    language = heard(script.language)
    _show_doubts(script)
    counts = {
        "episode": len(script.episodes),
        "scene": len(script.scenes),
        "speech": sum(unit.kind == "speech" for unit in script.units),
        "action": sum(unit.kind == "action" for unit in script.units),
    }
    click.echo(f"{script.path}: {script.format}, {script.encoding} ({told(script.reason)})")
    click.echo(language.word("writing.comma").join(language.many(thing, count) for thing, count in counts.items()))
    starts = {scene.id: [0, 0] for scene in script.scenes}
    for unit in script.units:
        if unit.scene in starts:
            starts[unit.scene][0] += unit.kind == "speech"
            starts[unit.scene][1] += unit.kind == "action"
    rows: list[tuple[str, ...]] = [language.words("lint.scenes")]
    rows += [
        (
            s.id,
            s.number,
            s.location,
            s.interior,
            " ".join(filter(None, (s.time, s.state and f"[{s.state}]"))),
            *map(str, starts[s.id]),
        )
        for s in script.scenes
    ]
    _table(rows)
    people: list[tuple[str, ...]] = [language.words("lint.people")]
    people += [
        (
            p.name,
            str(p.speeches),
            str(p.age or ""),
            language.word("reading.between").join(p.aliases),
            _cut(language.word("lint.between").join(p.looks.split("；")), 50),
        )
        for p in script.cast
    ]
    _table(people)
    from storyboard.cast.doubts import doubts

    for warning in (*script.warnings, *doubts(script)):
        click.echo(str(retold(warning, language.code)))


def _table(rows: list[tuple[str, ...]]) -> None:
    """A table with a head between two empty lines; nothing where it has only its head."""
    if len(rows) > 1:
        click.echo("\n".join(["", *columns(rows), ""]))


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
