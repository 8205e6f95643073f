"""From text to a screenplay whose every character is in exactly one unit: `parse(source) -> Script`.

A new heading form is one row of `headings.FORMS` (or `EPISODES`): its name, the characters it begins with, a pattern with
the groups `no` and `rest`, what `rest` must hold to be believed, and an example, which is also its test; a new bracket
word goes into `markers`, a new label or extension into `words`, a new layout into `detect.FORMATS`. With it comes one
fixture in tests/fixtures/parse/, whose golden file shows what comes out.
"""

from dataclasses import replace

from storyboard.model import Script, Source
from storyboard.parse.detect import FORMATS, choose
from storyboard.parse.doubts import doubts, sentence
from storyboard.parse.finish import finish
from storyboard.parse.restored import restored, usual

__all__ = ["FORMATS", "VERSION", "doubts", "parse", "sentence"]

VERSION = 8
"""The parser's number, part of what an evaluated cell is made from. Raise it by one when the same text is to be read otherwise."""


def parse(source: Source, format: str | None = None) -> Script:  # noqa: A002 - the word of the flag
    """The screenplay of a source; `format` is the name of a row of `FORMATS`, by default the one that fits.

    Whatever the text, every character of it is in one unit; what was not sure is in `warnings`. UsageError only for a
    format that does not exist.
    """
    text = usual(source.text)
    if text != source.text:
        return restored(_parse(replace(source, text=text), format), source.text)
    return _parse(source, format)


def _parse(source: Source, form: str | None) -> Script:
    choice = choose(source, form)
    sheet, people = choice.row.read(choice)
    return finish(choice, sheet, people)
