"""storyboard export"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from storyboard.cli.options import data, json_flag, production_flags, say, show

if TYPE_CHECKING:
    from storyboard.production.exports import Exported
    from storyboard.production.production import Options


@click.command()
@click.argument("scripts", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--to", "names", metavar="FORMATS", help="Like jianying,fcpxml,srt [default: [export] to, or the usual ones]."
)
@click.option("--into", type=click.Path(path_type=Path), help="Folder to write to [default: out/export].")
@click.option("--ascii", "ascii_only", is_flag=True, help="Names of files in plain letters.")
@click.option("--media-root", help="Where the films will lie on the editor's machine, like D:\\film\\media.")
@click.option("--drafts", type=click.Path(path_type=Path), help="The folder of your drafts of 剪映 or CapCut.")
@json_flag
@production_flags
def command(
    scripts: tuple[Path, ...],
    options: "Options",
    names: str | None,
    into: Path | None,
    ascii_only: bool,
    media_root: str | None,
    drafts: Path | None,
    as_json: bool,
) -> None:
    """Write timelines, drafts, subtitles and shot lists of scripts or a folder. Free, offline; buys nothing.

    \b
    jianying  a draft of 剪映 or CapCut, experimental: picture, sound, subtitles, captions, a marker a shot
    fcpxml    Final Cut Pro, DaVinci Resolve
    otio      DaVinci Resolve and others, films named from where it lies
    xmeml     Premiere Pro (Final Cut 7 XML)
    edl       any editing program, films found by name
    srt, vtt, ass   subtitles; on-screen captions too
    xlsx, csv  shot list; xlsx has a frame of each shot and comes back by `plan --import`

    Films stand beside them under names of their own (media/ep02-clip-001.mp4); a missing one is a gap.
    """  # noqa: D301 - click wants the backspace
    from storyboard.export import formats
    from storyboard.production.exports import FOLDER, ExportWanted
    from storyboard.season.exports import export_all, wishes_of
    from storyboard.season.opening import workspace_of

    workspace = workspace_of(scripts)
    wishes = wishes_of(workspace)
    wanted = ExportWanted(
        formats(names.split(",") if names else wishes.to),
        into or (options.out or workspace / "out") / FOLDER,
        ascii_only or wishes.ascii,
        media_root or wishes.media_root,
        drafts,
    )
    exported, notes = export_all(scripts, options, wanted)
    for note in notes:
        say(note)
    _tell(exported, drafts=any(each.films == "inside" for each in wanted.formats))
    if as_json:
        data({"files": [str(path) for path in exported.files], "gaps": list(exported.gaps)})
        return
    for path in exported.files:
        click.echo(show(path))


def _tell(exported: "Exported", *, drafts: bool) -> None:
    """How long each episode is, and what is missing."""
    from storyboard.languages import heard

    for edit in exported.edits:
        language = heard(edit.language)
        fps = f"{float(edit.fps):g}" if edit.fps.denominator == 1 else f"{float(edit.fps):.3f}"
        say(
            language.word("export.done").format(
                episodes=edit.name,
                frames=edit.length,
                seconds=f"{float(edit.length / edit.fps):.1f}",
                fps=fps,
                cues=sum(not cue.caption for cue in edit.cues),
            )
        )
    if exported.edits:
        language = heard(exported.edits[0].language)
        if exported.gaps:
            say(language.word("export.gaps").format(names=language.word("reading.between").join(exported.gaps)))
        if drafts:
            say(language.word("export.draft"))
