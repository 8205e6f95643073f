"""What a model told of a script's story, kept in `.storyboard/bibles.json` by the words it was told of: asked once, edited by hand."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from storyboard.config import parse_json
from storyboard.errors import UsageError
from storyboard.languages import Language
from storyboard.library import Library
from storyboard.model import Anchor, Befallen, Lasting, SceneTold, Script, SetTold, Story, Thing
from storyboard.production.files import digest, dump, read_text, write_whole

BIBLES = Path(".storyboard") / "bibles.json"


def story_told(workspace: Path, script: Script, library: Library) -> Story | None:
    """The story of a script as it was told of these very words; None where none was, or where the prompts in use want none."""
    if not library.knows_story(Language.of(script.language).code):
        return None
    kept = _load(workspace).get(Path(script.path).name)
    if kept is None or kept.get("words") != _words(script, library):
        return None
    try:
        return story_of(kept["story"])
    except (KeyError, TypeError, AttributeError) as error:
        raise _strange(workspace, error) from error


def keep_story(workspace: Path, script: Script, library: Library, story: Story) -> None:
    """Keeps the story of a script in the place of an earlier one."""
    every = _load(workspace)
    every[Path(script.path).name] = {"words": _words(script, library), "story": asdict(story)}
    write_whole(workspace / BIBLES, dump(every))


def story_of(data: dict[str, Any]) -> Story:
    """A story from its JSON."""
    return Story(
        data["line"],
        tuple(SceneTold(**{**each, "colours": tuple(each["colours"])}) for each in data["scenes"]),
        tuple(Anchor(**each) for each in data["anchors"]),
        tuple(Thing(**each) for each in data["things"]),
        tuple(
            Befallen(**{**each, **{part: tuple(each[part]) if each[part] else None for part in ("hair", "clothes")}})
            for each in data["befallen"]
        ),
        tuple(Thing(**each) for each in data["others"]),
        data.get("film", ""),
        tuple(Lasting(**each) for each in data.get("facts", ())),
        tuple(SetTold(**{**each, "scenes": tuple(each["scenes"])}) for each in data.get("sets", ())),
    )


def _words(script: Script, library: Library) -> str:
    """Hash of what a story was told of, and with which prompt."""
    return digest(script.text, library.prompt("bible", Language.of(script.language).code).hash)


def _load(workspace: Path) -> dict[str, Any]:
    path = workspace / BIBLES
    if not path.is_file():
        return {}
    try:
        return dict(parse_json(read_text(path)))
    except (ValueError, TypeError) as error:
        raise _strange(workspace, error) from error


def _strange(workspace: Path, error: Exception) -> UsageError:
    return UsageError(f"{workspace / BIBLES}: not our bibles: {error}", "delete it to have the scripts told of again")
