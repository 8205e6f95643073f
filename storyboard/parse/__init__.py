"""From text to a screenplay whose every character is in exactly one unit: `parse(source) -> Script`.

A new heading form is one row of `headings.FORMS` (or `EPISODES`): its name, the characters it begins with, a pattern with
the groups `no` and `rest`, what `rest` must hold to be believed, and an example, which is also its test; a new bracket
word goes into `markers`, a new label or extension into `words`, a new layout into `detect.FORMATS`. With it comes one
fixture in tests/fixtures/parse/, whose golden file shows what comes out.
"""

from collections.abc import Sequence
from dataclasses import replace

from storyboard.languages import Language
from storyboard.model import Correction, Doubt, Script, Source
from storyboard.parse import chatlog, doubled, prompted, spread, stamped
from storyboard.parse.bared import Bare
from storyboard.parse.corrected import corrected, unaccepted
from storyboard.parse.detect import FORMATS, choose
from storyboard.parse.doubts import SHOWN, doubts, sentence
from storyboard.parse.finish import finish
from storyboard.parse.restored import restored, usual
from storyboard.parse.signed import signature, with_signature

__all__ = ["FORMATS", "VERSION", "doubts", "parse", "sentence"]

VERSION = 24
"""The parser's number, part of what an evaluated cell is made from. Raise it by one when the same text is to be read otherwise."""


def parse(source: Source, format: str | None = None, corrections: Sequence[Correction] = ()) -> Script:  # noqa: A002 - the word of the flag
    """The screenplay of a source; `format` is the name of a row of `FORMATS`, by default the one that fits.

    `corrections`: lines that are something else than the rules read; while a model's say is not accepted the reading is in
    doubt. Whatever the text, every character of it is in one unit; what was not sure is in `warnings`. UsageError only for a
    format that does not exist.
    """
    text = usual(source.text)
    if text != source.text:
        same = corrections and len(text) == len(source.text)
        own = str.maketrans(dict(zip(source.text, text, strict=False))) if same else {}
        told = tuple(_in_these(each, own) for each in corrections)
        return restored(_parse(replace(source, text=text), format, told), text, source.text)
    return _parse(source, format, corrections)


def _in_these(told: Correction, characters: dict[int, str]) -> Correction:
    """A correction as it is about a text in other characters."""
    words, says, until, speaker = (
        part.translate(characters) for part in (told.words, told.says, told.until, told.speaker)
    )
    return replace(told, words=words, says=says, until=until, speaker=speaker)


WITHIN = (chatlog.pieces, prompted.pieces, doubled.pieces, stamped.pieces, spread.pieces)
"""What takes a script out of what stands around or beside each of its lines; nothing for a text that is no such thing."""


def _parse(source: Source, form: str | None, corrections: Sequence[Correction]) -> Script:
    plain = not (source.styles or source.printed)
    pieces = next(filter(None, (find(source.text) for find in WITHIN)), ()) if plain else ()
    if pieces:
        bare = Bare(source.text, pieces)
        told = tuple(map(bare.told, corrections))
        return bare.clothed(_signed(replace(source, text=bare.text), form, told))
    return _signed(source, form, corrections)


def _signed(source: Source, form: str | None, corrections: Sequence[Correction]) -> Script:
    end = signature(source.text)
    if end < len(source.text) and source.text[:end].strip():
        script = _read(replace(source, text=source.text[:end]), form, corrections)
        return with_signature(script, source.text)
    return _read(source, form, corrections)


def _read(source: Source, form: str | None, corrections: Sequence[Correction]) -> Script:
    choice = choose(source, form)
    sheet, people = choice.row.read(choice)
    if not corrections:
        return finish(choice, sheet, people)
    sheet = corrected(sheet, people, corrections, english=choice.evidence.english)
    script = finish(choice, sheet, people)
    return replace(script, doubts=(*_otherwise(script, corrections), *script.doubts))


def _otherwise(script: Script, corrections: Sequence[Correction]) -> tuple[Doubt, ...]:
    """The doubt about what a model reads otherwise than the rules, while nobody let it stand."""
    told = unaccepted(corrections)
    if not told:
        return ()
    language = Language.of(script.language)
    message = language.word("reading.otherwise").format(model=told[0].by, count=sum(each.count for each in told))
    return (Doubt("read-otherwise", message, tuple(each.line for each in told)[:SHOWN]),)
