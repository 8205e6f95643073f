"""Help in the user's language: the same commands, what they say taken from the table of sentences as it is written out."""

import os
from collections.abc import Iterable

import click

from storyboard.cli.tongue import told
from storyboard.languages import said


class Formatter(click.HelpFormatter):
    """Writes headings, paragraphs and lists of help."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line of usage behind its word."""
        super().write_usage(prog, args, told("Usage: {}").split("{}")[0] if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """A heading like Options."""
        super().write_heading(told(heading))

    def write_text(self, text: str) -> None:
        """Each paragraph by itself; one whose lines stay as they are line by line."""
        super().write_text("\n\n".join(map(_paragraph, text.split("\n\n"))))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """What flags and commands do."""
        super().write_dl([(name, _shortened(does)) for name, does in rows], col_max, col_spacing)


def _paragraph(text: str) -> str:
    if text.lstrip().startswith("\b"):
        return "\n".join(_listed(line) for line in text.split("\n"))
    return told(" ".join(text.split()))


def _listed(line: str) -> str:
    """`otio      DaVinci Resolve and others`: a name, and behind a gap what it is; or a line of its own."""
    name, gap, does = line.partition("  ")
    return f"{told(name)}{gap}{' ' * (len(does) - len(does.lstrip()))}{told(does.lstrip())}" if does else told(line)


def _shortened(text: str) -> str:
    """What is said, also where click has cut the English sentence off, or put limits behind it."""
    does, gap, more = text.partition("  [")
    table = said.table(said.spoken(os.environ))
    begun = does.removesuffix("...").rstrip(",.")
    other = table.get(does) or _begun(begun, table.items()) or told(does)
    return f"{other}{gap}{more}"


def _begun(begun: str, table: Iterable[tuple[str, str]]) -> str:
    return next((other.split("。")[0] for english, other in table if english.startswith(begun)), "")
