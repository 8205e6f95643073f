"""Which kind of script it is, and why: one row of `FORMATS` per kind, asked in order, the first that fits is taken."""

import re

from storyboard.errors import UsageError
from storyboard.model import Source
from storyboard.parse import (
    apart,
    board,
    coded,
    counted,
    fountain,
    joint,
    layout,
    legend,
    letters,
    narration,
    pasted,
    presence,
    prose,
    translated,
    typed,
)
from storyboard.parse.choice import ENGLISH, Choice, Evidence, Format
from storyboard.parse.columns import paged
from storyboard.parse.credited import credited
from storyboard.parse.front import gather
from storyboard.parse.known import recognise
from storyboard.parse.lines import Lines
from storyboard.parse.people import People
from storyboard.parse.scan import Style, keep_whole_names
from storyboard.parse.shape import called, shape
from storyboard.parse.sheet import Sheet
from storyboard.patterns import deferred, holds

BY_COLON = frozenset({"zh"})
"""Languages in which a file called .fountain that forces nothing may be a script by colons all the same."""


def choose(source: Source, name: str | None = None) -> Choice:
    """The format for a source, or the named one. UsageError for a name that is none."""
    evidence = Evidence(source)
    if name is not None:
        row = next((row for row in FORMATS if row.name == name), None)
        if row is None:
            raise UsageError(f"there is no script format “{name}”", "one of " + ", ".join(row.name for row in FORMATS))
        return Choice(row, "as told", evidence, source)
    for row in FORMATS:
        reason = row.fits(evidence, source) if row.languages is None or evidence.language in row.languages else ""
        if reason:
            return Choice(row, reason, evidence, source)
    raise AssertionError("the last format fits everything")


# --- does it fit? One function per row, the reason or nothing. ------------------------------------------------------


def _finaldraft(_: Evidence, source: Source) -> str:
    return "a Final Draft file says what each paragraph is" if source.styles and source.container == "fdx" else ""


def _typed(_: Evidence, source: Source) -> str:
    return "the styles of its paragraphs say what each is" if source.styles and not _cued(source) else ""


CUED = deferred(r"[^\s：:，。！？“”][^：:，。！？“”\n]{0,30}[：:]\s*\S")
"""A name, maybe with a direction, a colon and words."""


def _cued(source: Source) -> bool:
    """Whether the words of a styled file carry their names themselves: `秦老夫人（笑意盈盈）：…` in the style of dialogue, and `人物：…` in that of names."""
    lines = source.text.split("\n")
    said = [text for style, text in zip(source.styles, lines, strict=False) if style == "Dialogue" and text.strip()]
    return bool(said) and 2 * sum(CUED.match(text.strip()) is not None for text in said) > len(said)


NAMED = deferred(r"^@[A-Z][A-Z .'’-]*(?:\(.*\))?\s*$", re.M)
"""A name that is marked as one, as Fountain has it, alone on its line."""
CAPITALS = deferred(r"^[ \t]*(?=[^a-z\n(]*[A-Z])[^a-z\n:!?(]{2,60}(?:\([^()\n]{0,40}\))?[ \t^*]*$", re.M)
"""A line that may be a name above words on a page."""


def _layout(evidence: Evidence, source: Source) -> str:
    if source.container in ("fountain", "markdown"):
        return ""
    if not CAPITALS.search(source.text) or not paged(source.text):
        return ""
    page = evidence.page
    if not page.names or (not page.headings and (sum(page.names.values()) < 4 or page.setting != "columns")):
        return ""
    if evidence.scenes and not page.headings and not page.words_at:
        return ""  # a play: its scenes are counted and say below where they are
    if page.setting == "columns":
        return f"{sum(page.names.values())} names in capitals, deeper in the page than the words below them"
    if page.setting == "tight" and sum(page.names.values()) > evidence.cues["colon"]:
        return f"{sum(page.names.values())} names in capitals right above words, without blank lines"
    if page.furniture > 1 and sum(page.names.values()) > evidence.cues["colon"]:
        return f"{page.furniture} rows with what only a page has: numbers, stars, (MORE)"
    return ""


def _storyboard(_: Evidence, source: Source) -> str:
    return board.recognise(source.text)


def _coded(evidence: Evidence, source: Source) -> str:
    return coded.fits(evidence) if source.container != "fountain" else ""


def _narration(evidence: Evidence, _: Source) -> str:
    return narration.fits(evidence)


def _fountain(evidence: Evidence, source: Source) -> str:
    text, named = source.text, source.container == "fountain"
    if named and evidence.language not in BY_COLON:
        return "the file is called .fountain"
    headed = holds(text, fountain.HEADS) and fountain.ENGLISH_HEADING.search(text) is not None
    if not named and not headed:
        return _forced(text)
    forced, headings, upper = fountain.signs(source.text)
    if named and (forced or evidence.cues["colon"] <= 2):
        return "the file is called .fountain"
    called = len(NAMED.findall(source.text))
    if evidence.english and headings and called > 2:
        return f"{headings} scene headings beginning with INT. or EXT., {called} names behind an @"
    if not (evidence.english and headings and upper):
        return ""
    colons = source.text.count(":") + source.text.count("：")
    if upper > colons or upper > evidence.cues["colon"]:
        return f"{headings} scene headings beginning with INT. or EXT., {upper} names in capitals above their words"
    return ""


FORCED_HEADING = deferred(r"^\.(?=[^.\s])(?=.*[^\W\d_]{2}).{2,80}$", re.M)
"""A scene heading that is forced as Fountain forces one: with a dot before it."""
FORCED_NAME = deferred(r"^@[^\s@].{0,40}$", re.M)


def _forced(text: str) -> str:
    """Why a text without a heading of INT. or EXT. is Fountain: its headings stand behind a dot, its names behind an @."""
    if not holds(text, ("\n@",)):
        return ""
    dotted, called = len(FORCED_HEADING.findall(text)), len(FORCED_NAME.findall(text))
    return f"{dotted} headings behind a dot, {called} names behind an @" if dotted and called > 1 else ""


def _japanese(evidence: Evidence, _: Source) -> str:
    laid_out = evidence.scenes or evidence.cues["quote"]
    return "Japanese (experimental): ○ headings and 名「台詞」" if laid_out else ""


def _korean(evidence: Evidence, _: Source) -> str:
    return "Korean (experimental): S# headings and names before a wide space" if evidence.scenes else ""


def _shortdrama(evidence: Evidence, _: Source) -> str:
    told = evidence.cues["colon"] + evidence.cues["quote"] + evidence.once + evidence.boxed
    laid_out = evidence.scenes or evidence.scan.tags["episode"] or evidence.labelled
    shown = told + evidence.marks + evidence.cues["alone"]
    share = 0 if evidence.scenes else 10 if laid_out else 4
    if not shown or (share and shown * share < evidence.texts):
        return ""
    if told < evidence.within or (evidence.cues["alone"] > told and credited(evidence.source.text)):
        return ""
    if not laid_out and max(evidence.cues["dash"], evidence.cues["space"], evidence.cues["alone"]) > told:
        return ""
    return (
        f"{evidence.scenes} scene headings, {told} lines of the form 名：台词, {evidence.marks} lines marked △ or 【】"
    )


def _stage(evidence: Evidence, _: Source) -> str:
    shown = {
        "dash": "名——台词",
        "space": "名　台词",
        "alone": "a name on its own line",
        "period": "NAME. words",
        "quote": "name “words”",
    }
    style = max(shown, key=lambda style: evidence.cues[style])
    if (
        evidence.cues[style] < 3
        or evidence.cues[style] < evidence.cues["colon"]
        or evidence.cues[style] * 12 < evidence.texts
        or (style == "alone" and credited(evidence.source.text))
    ):
        return ""
    return f"{evidence.cues[style]} lines of the form {shown[style]}"


def _colon(evidence: Evidence, _: Source) -> str:
    told = evidence.cues["colon"] + evidence.once + evidence.worded + evidence.boxed
    if told < evidence.within:
        return ""
    if told * 4 > evidence.texts or (evidence.scenes and told):
        return f"{told} lines of the form NAME: words"
    return ""


def _prose(evidence: Evidence, _: Source) -> str:
    if evidence.quoted:
        return f"no scene headings or cues of a script, {evidence.quoted} quotations: read as prose"
    return "no scene headings, cues or quotations of any known form: read as prose"


# --- reading --------------------------------------------------------------------------------------------------------


def read_lines(choice: Choice) -> tuple[Sheet, People]:
    """A script made of lines: the cast first, then the shape of the whole, then line by line."""
    people, sheet = People(), Sheet(choice.source)
    scanned = choice.evidence.scan
    pasted.settle(scanned)
    joint.settle(scanned)
    presence.settle(scanned)
    legend.gather(scanned, people)
    gather(scanned, people)
    listed = frozenset(people.entries) | called(scanned)
    keep_whole_names(scanned, listed)
    recognise(scanned, listed)
    translated.settle(scanned)
    letters.settle(scanned)
    counted.settle(scanned)
    apart.settle(scanned, listed)
    Lines(scanned, shape(scanned, people, choice.row.styles), sheet, people).read()
    return sheet, people


def _styles(*styles: Style) -> frozenset[Style]:
    return frozenset(styles)


FORMATS = (
    Format("finaldraft", _finaldraft, typed.read),
    Format("typed", _typed, typed.read),
    Format("storyboard", _storyboard, board.read),
    Format("coded", _coded, coded.read),
    Format("narration", _narration, narration.read),
    Format("layout", _layout, layout.read, languages=ENGLISH),
    Format("fountain", _fountain, fountain.read),
    Format("japanese", _japanese, read_lines, _styles("quote", "colon", "space"), frozenset({"ja"})),
    Format("korean", _korean, read_lines, _styles("space", "colon"), frozenset({"ko"})),
    Format(
        "shortdrama",
        _shortdrama,
        read_lines,
        _styles("colon", "alone", "space", "dash", "quote"),
        frozenset({"zh", "ja", "ko"}),
    ),
    Format("stage", _stage, read_lines),
    Format("colon", _colon, read_lines, _styles("colon", "alone")),
    Format("prose", _prose, prose.read),
)
"""Every kind of script, in the order in which they are asked."""
