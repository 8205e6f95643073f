"""What is handed out of a season, or of a script: its episodes as they stand, with the takes that are there."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from storyboard.config import Export, Formats, load_settings
from storyboard.errors import StoryboardError, UsageError
from storyboard.export import formats
from storyboard.gateways import open_gateway
from storyboard.ledger import Ledger, lock, open_ledger
from storyboard.production.exports import Exported, ExportWanted, Handed, export, handed_of
from storyboard.production.make import bought_before
from storyboard.production.prepare import FaultsFound, Watch, prepare
from storyboard.production.production import BOARD, Options, Production
from storyboard.production.stages import orders_of
from storyboard.season.opening import OpenedSeason, open_season, workspace_of
from storyboard.submit import quote

USUAL: Formats = ("fcpxml", "otio", "srt", "vtt", "ass", "xlsx", "csv")
"""What a season is handed out as where `[export]` names nothing."""


def wishes_of(workspace: Path) -> Export:
    """`[export]` of a workspace, with the usual formats where it names none."""
    wishes = load_settings(workspace).export
    return wishes if wishes.to else replace(wishes, to=USUAL)


def export_all(paths: Sequence[Path], options: Options, wanted: ExportWanted) -> tuple[Exported, tuple[str, ...]]:
    """Writes the episodes of files and folders in the wanted formats; and what is to be said. Buys nothing.

    An episode that was never made is left out; UsageError where none was.
    """
    with lock(workspace_of(paths)):
        season = open_season(paths, options)
        made = [each for each in season.productions if (each.folder / BOARD).is_file()]
        language = season.productions[0].heard
        if not made:
            raise UsageError(language.word("export.unmade_all"), language.word("export.unmade_hint"))
        notes = [f"{name}: {why}" for name, why in season.unread]
        notes += [language.word("export.unmade").format(each.name) for each in season.productions if each not in made]
        with open_ledger(season.settings) as ledger:
            handed = [_handed(each, ledger) for each in made]
        return export(handed, wanted), tuple(notes)


def _handed(production: Production, ledger: Ledger) -> Handed:
    gateway = open_gateway(production.settings)
    ready = prepare(production, bought_before(ledger, gateway), Watch())
    if ready.planned.faults:
        raise FaultsFound(ready.planned.faults)
    purchases = quote(orders_of(production, ready.planned.board, ready.clips, ready.prompts), gateway, ledger)
    return handed_of(production, ready, [each.take for each in purchases])


def export_season(season: OpenedSeason, handed: Sequence[Handed], folder: Path) -> tuple[Exported | None, str]:
    """What a season writes beside its films, and why not where that fails: it never undoes what was filmed."""
    wishes = wishes_of(season.settings.workspace)
    wanted = ExportWanted(formats(wishes.to), folder, wishes.ascii, wishes.media_root)
    try:
        return (export(handed, wanted) if handed else None), ""
    except (StoryboardError, OSError) as wrong:
        return None, str(wrong)
