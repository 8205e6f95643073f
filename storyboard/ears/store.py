"""What was heard, kept by the hash of the sound: heard once, never again."""

import json
from dataclasses import asdict
from pathlib import Path

from storyboard.config import parse_json
from storyboard.model import Hearing, Word

FOLDER = "hearings"
"""Below `.storyboard/`."""


class HearingStore:
    """The hearings of a workspace; a file each, written whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sound: str, ear: str) -> Path:
        """Where the hearing of a sound (sha256) by an ear (its key) lies."""
        return self.folder / f"{sound[:32]}-{ear[:16]}.json"

    def get(self, sound: str, ear: str) -> Hearing | None:
        """None where it was not heard yet, or where the file is damaged: then it is heard again."""
        try:
            data = parse_json(self.path(sound, ear).read_text(encoding="utf-8"))
            passes = tuple(
                tuple(Word(str(w["text"]), float(w["start"]), float(w["end"])) for w in row) for row in data["passes"]
            )
            return Hearing(passes, float(data["seconds"]), str(data["ear"]), bool(data["timed"]))
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def put(self, sound: str, ear: str, hearing: Hearing) -> None:
        """Keeps it, whole or not at all."""
        path = self.path(sound, ear)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(json.dumps(asdict(hearing), ensure_ascii=False), encoding="utf-8")
        part.replace(path)
