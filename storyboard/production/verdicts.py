"""What was heard in takes, as `listen` left it beside a film: a sentence a take, for the page and for lists of takes and jobs."""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from storyboard.languages import Language
from storyboard.production.listening import REPORT

WRONG = ("changed", "missing", "cut", "misplaced")
"""Verdicts on a line that is not said as it stands."""


def verdicts(folder: Path, language: Language) -> dict[str, str]:
    """Name of a take's file -> what was heard in it, of a production's folder; nothing where nobody listened or it cannot be read."""
    try:
        rows = json.loads((folder / REPORT).read_text(encoding="utf-8"))["takes"]
        return {str(row["take"]): _told(row["heard"], language) for row in rows if row["heard"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def heard_in(takes: Iterable[Path], language: Language) -> list[str]:
    """What was heard in each of these takes, which lie in `takes/` of their productions; empty where nobody listened."""
    known: dict[Path, dict[str, str]] = {}
    found = []
    for take in takes:
        folder = take.parent.parent
        if folder not in known:
            known[folder] = verdicts(folder, language)
        found.append(known[folder].get(take.name, ""))
    return found


def _told(heard: dict[str, Any], language: Language) -> str:
    """`4 of 5 lines said; 1 changed; 1 added`."""
    found = Counter(str(line["verdict"]) for line in heard["lines"])
    lines, extras = len(heard["lines"]), len(heard["extras"])
    parts = [language.word("listen.lines").format(right=found["said"], lines=lines)] if lines else []
    parts += [language.word(f"listen.{kind}").format(count=found[kind]) for kind in WRONG if found[kind]]
    parts += [language.word("listen.added").format(count=extras)] if extras else []
    return language.word("listen.heard").format(language.word("listen.then").join(parts)) if parts else ""
