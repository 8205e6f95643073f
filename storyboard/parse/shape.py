"""What the whole script tells about its lines: which styles of cue it uses, whose names are known, how it marks actions."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from storyboard.parse import words
from storyboard.parse.cues import HAN, SpeakerCue
from storyboard.parse.markers import TRIANGLES
from storyboard.parse.misspelled import slip
from storyboard.parse.people import People
from storyboard.parse.scan import Scan, ScannedLine, Style
from storyboard.parse.telling import reading
from storyboard.patterns import deferred
from storyboard.records import dataclass

SECOND = 0.15
"""A second style of cue is used beside the first where it is at least this much as frequent."""

DATED = deferred(r"\d{4}年|\d+月\d+[日号]|^\d[\d.:：\-]*$|^第?[一二三四五六七八九十\d]+[步条点、]")
LATIN_NAME = deferred(
    r"(?:[A-Z][\w.'’\-]*|of|the|and|de|van|von|#?\d+(?:ST|ND|RD|TH|st|nd|rd|th)?|&)(?:[ ,/]+(?:[A-Z][\w.'’\-]*|of|the|and|de|van|von|#?\d+(?:ST|ND|RD|TH|st|nd|rd|th)?|&))*"
)
SMALL_NAME = deferred(r"[A-Za-z][\w.'’\-]*(?: [\w.'’\-#]+){0,2}")
NO_NAME = frozenset(
    "a an and are as at be because but by can could did do does for from had has have he her here his how i if in into is it its like made my no not note now of on or our out over "
    "reads remember said say says see she so that the their then there these they this those to under up was we were what when where which who why will with would you your".split()
)
"""Words that stand in a sentence or a label, and in nobody's name."""
THROUGH = deferred(
    r" (?:on|over|through|via|from) (?:the |a |her |his )?(?:phone|telephone|mobile|radio|walkie[- ]talkie|intercom|tannoy|loudspeaker|speaker(?:phone)?|PA|TV|television|laptop|headset|line)$",
    re.I,
)
"""Through what somebody is heard, behind what they are called: operator on phone."""
FIRST_PERSON = deferred(r"I(?![a-zA-Z])")
LEAST_COLUMN = 4
"""Names that stand alone, from which on the place of the words below them tells something."""
LEAST_SMALL, MOST_BLANKS = 4, 3
"""Words in small letters that tell how a script is typed, and blanks of the longest name in it that speaks but once."""
LONGEST_SHELLED = 8
MANY_SAYING = 24
"""Names that end like a word for saying from which on it is a story that says so, and no cast."""
TITLE = deferred(r"《[^《》]+》[^。！？“”：:]{0,16}")
"""What stands behind the kind of a work: 短剧：《借伞》."""
NO_SPEAKERS = words.CAMERA | words.NOT_NAMES | words.FRONT | words.SOUND
AGED = deferred(r"(?:少年|少女|年轻(?:时?的)?|年幼的|幼年|童年|小时候的?|老年|年老的|中年|青年|成年)(?P<name>.{2,8})")
"""Somebody at another age: 年轻的男人, 少年阿彪."""
DIRECTS = ("（", "(", "〔", "[")
DIRECTED = deferred(r"[(（][^()（）]+[)）]")
"""A direction and nothing else."""
LISTED = deferred(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3} \((?P<called>[A-Z][a-z]+)\)")
"""Somebody in a list of people, and what the cues call them."""
STROKES = deferred(r"\s(?:--|[-–—])\s")
QUOTES = "“「『\"'"
BEFORE_QUOTES = frozenset(("colon", "space", "alone", "dash"))
"""Styles of cue whose words may all stand in quotation marks that are no part of them."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What holds for the whole script."""

    styles: frozenset[Style]
    counts: Counter[str]
    """How often each name stands as a cue in those styles."""
    listed: frozenset[str]
    """Names in cast lines and bios."""
    marked: bool
    """Actions carry a mark (△, italics), so a line without one is no action."""
    dense: bool
    """Speeches follow each other without blank lines."""
    loose: bool
    """A name on its own line is parted from its words by a blank line."""
    width: int
    """Characters at which long lines are broken; 0 where they are not."""
    known: frozenset[str]
    """Everybody listed and every speaker, as written and in capitals."""
    quoted: bool
    """Every speech stands in quotation marks, so they are no part of it."""
    indent: int
    """Where names on their own lines stand, if deeper than the text around; else 0."""
    english: bool
    shells: frozenset[str] = frozenset()
    """Marks of lists behind which there are only cues: → 女孩：……"""
    opens: int = 0
    """Where the story begins at the latest: the first heading, mark or cue of somebody who speaks again."""
    acting: frozenset[str] = frozenset()
    """Names that end like a word for saying and do something elsewhere: 苏念."""
    apart: bool = False
    """Words stand behind a blank line where a direction is all that follows the name."""
    lower: bool = False
    """Most who speak again are written in small letters: jess, edmund."""
    typed_small: bool = False
    """Most of what they say begins with a small letter, as people type in chats."""
    bold: bool = False
    """Nearly all names before a colon are in bold print, and hardly anything else before one."""
    words_at: int = 0
    """Where words below names that stand alone and deeper begin, if nearly all begin there; else 0."""
    hanging: bool = False
    """A line that stands deeper than the cue above goes on with its words; no other line stands so deep."""
    plain: frozenset[str] = frozenset()
    """Names that come again and again and look like nothing but a name: none of their lines is refused."""

    def accepts(self, line: ScannedLine) -> tuple[float, str]:
        """How sure it is that this line is a cue, and why not wholly; 0 = it is none."""
        if line.tag != "cue" or line.cue is None:
            return 0.0, ""
        cue, name = line.cue, line.cue.name
        if line.told:
            return 1.0, ""
        if line.style not in self.styles:
            run_in = line.style == "space" and "alone" in self.styles and self.counts[name] >= 2
            known = name in words.VOICES or (name.isupper() and (self.counts[name] > 1 or name in self.listed))
            voice = line.style == "colon" and known and bool(line.rest) and not line.rest[:1].isdigit()
            if voice or run_in or self._stroked(line, name):
                return 0.9, "the name stands on the line of its words"
            return 0.0, ""
        together = bool(cue.members) and all(part in self.listed or self.counts[part] > 1 for part in cue.members)
        known = name in self.listed or together
        if line.style == "alone":
            return self._alone(line, known)
        if known or name in words.VOICES:
            return 1.0, ""
        refusal = "" if name in self.plain else self._refusal(line, cue)
        if refusal == "no name" and self.counts[name] == 1 and any(slip(name, other) for other in self.again):
            return 0.8, f"“{name}” speaks only here and is in no cast line"
        if refusal:
            return 0.0, refusal
        if line.style == "period" and not name.isupper():
            recurs = self.counts[name] >= 2 and name not in words.INTERJECTIONS and not self.counts[name.upper()]
            return (1.0, "") if recurs else (0.0, "unknown name")
        return (1.0, "") if self.counts[name] >= 2 or line.style == "period" else self._once(line, cue)

    @property
    def again(self) -> list[str]:
        """Who speaks more than once."""
        return [name for name, count in self.counts.items() if count > 1]

    def _stroked(self, line: ScannedLine, name: str) -> bool:
        """Whether a known name has a dash where the others have a colon: `IVY -- Describe it.`, but not `IVY -- fifty -- enters.`"""
        told = "colon" in self.styles and line.style == "dash" and (self.counts[name] > 0 or name in self.listed)
        return bool(told and name.isupper() and line.rest[:1].isupper() and not STROKES.search(line.rest))

    def spoken_for(self, cue: SpeakerCue) -> bool:
        """Whether the one who speaks is in a cast line or speaks more than once."""
        return cue.name in self.listed or self.counts[cue.name] > 1 or bool(cue.members)

    def _refusal(self, line: ScannedLine, cue: SpeakerCue) -> str:
        """Why the head of a line is no speaker although a colon follows: a label, a date, `他说：`; empty if it may be."""
        if "《" in line.rest and TITLE.fullmatch(line.rest.strip()) and self.counts[cue.name] < 2:
            return "label"
        name, count, quotes = cue.name, self.counts[cue.name], line.rest[:1] in QUOTES
        like = _like(name)
        if ("label" in like and not self._initial(name)) or (
            count < 2 and ("paper" in like or name.title() in words.FRONT)
        ):
            return "label"
        if "craft" in like and line.start < self.opens:
            return "label"
        if count < 3 and "date" in like:
            return "narrated"
        if "saying" in like and (count < 3 or quotes) and name not in self.acting:
            return "narrated"
        if name in words.PRONOUNS and (count < 2 or quotes):
            return "narrated"
        if not self.english or cue.members or line.style != "colon" or HAN.search(name):
            return ""
        shown = self.bold and line.bold and name[:1].isupper() and name.casefold().split()[0] not in NO_NAME
        return "" if LATIN_NAME.fullmatch(name) or shown or self._small(name, line.rest) else "no name"

    def _initial(self, name: str) -> bool:
        """Whether a letter that is also a label (M: music) is somebody's initial: it comes again, and another letter speaks."""
        alone = sum(len(other) == 1 and other.isascii() and other.isalpha() for other in self.counts)
        return len(name) == 1 and self.english and alone > 1 and self.counts[name] > 1

    def _small(self, name: str, rest: str) -> bool:
        """Whether a name that is not written with capitals throughout may be one all the same: `Other ghost`, `mom`."""
        whole, name = name, THROUGH.sub("", name)
        label = name.title() in words.FRONT or words.field(name.title()) is not None
        if label or not SMALL_NAME.fullmatch(name) or any(word in NO_NAME for word in name.casefold().split()):
            return False
        if (self.lower and name.isalpha() and name.islower()) or (self.typed_small and name.count(" ") < MOST_BLANKS):
            return True
        return self.counts[name] > 1 or (name[0].isupper() and " " in whole and not rest[:1].islower())

    def _once(self, line: ScannedLine, cue: SpeakerCue) -> tuple[float, str]:
        """A name that speaks only once and is in no cast line."""
        name = cue.name
        placed = words.WHERE.fullmatch(name) and not (cue.extension or cue.parentheticals)
        if placed and reading(line.rest, self.known, self.english) != "said":
            return 0.0, "a place"
        if cue.members and all(part in self.listed or self.counts[part] for part in cue.members):
            return 1.0, ""
        if cue.members and all(len(part) <= 4 or (self.english and part.istitle()) for part in cue.members):
            return 0.8, f"“{name}” speak only here and are in no cast line"
        if cue.extension or cue.parentheticals or words.GROUPS.fullmatch(name):
            return 1.0, ""
        aged = AGED.fullmatch(name)
        if aged and (self.counts[aged["name"]] or aged["name"] in self.listed):
            return 0.8, f"“{name}” speaks only here and is in no cast line"
        if (
            len(name) <= 4
            or words.VOICE_OR_ROLE.fullmatch(name)
            or (len(name) <= 20 and name.isascii() and LATIN_NAME.fullmatch(name))
            or (self.english and name.isupper() and len(name) <= 24)
            or (self.english and THROUGH.sub("", name).count(" ") < 3 and len(name) <= 24)
        ):
            return 0.8, f"“{name}” speaks only here and is in no cast line"
        shown = self.bold and line.bold
        if shown or (line.shell and line.shell in self.shells and len(name) <= LONGEST_SHELLED):
            return 0.8, f"“{name}” speaks only here and is in no cast line"
        return 0.0, "unknown name"

    def _alone(self, line: ScannedLine, known: bool) -> tuple[float, str]:
        name = line.cue.name if line.cue else ""
        if line.rest or (self.english and not name.isupper() and not HAN.search(name)):
            return 0.0, ""
        if len(name) > (10 if HAN.search(name) else 40) or (
            line.core[-1:] in "。！？.!?，,：:" and not re.search(r"(?:^|、)[？?]+$", name)
        ):
            return 0.0, ""
        cue = line.cue
        shown = line.shell in ("**", "__") or (self.indent and line.indent == self.indent)
        meant = cue is not None and (
            name in words.VOICES or cue.extension or (cue.members and all(self.counts[part] for part in cue.members))
        )
        if self.english and name.isupper() and len(name) <= 30 and not (known or self.counts[name] > 1):
            return 0.8, f"“{name}” speaks only here and is in no cast line"
        return (
            (1.0, "")
            if known or self.counts[name] >= 2 or shown or meant or words.GROUPS.fullmatch(name)
            else (0.0, "")
        )


@lru_cache(4096)
def _like(name: str) -> tuple[str, ...]:
    """What a name looks like that is none: a label, the head of a paper, a date, a sentence that says that somebody speaks. Names recur."""
    label = (
        name in NO_SPEAKERS
        or words.COUNTED_EN.fullmatch(name) is not None
        or name.upper() in words.CAMERA
        or words.CAST_SECTION.fullmatch(name) is not None
        or words.ADVICE.fullmatch(name) is not None
    )
    found = {
        "label": label,
        "paper": words.PAPERS.fullmatch(name) is not None,
        "craft": words.CRAFTS.fullmatch(name) is not None,
        "date": DATED.search(name) is not None,
        "saying": len(name) > 1 and words.SAYING.search(name) is not None,
    }
    return tuple(kind for kind, holds in found.items() if holds)


def shape(scan: Scan, people: People, allowed: frozenset[Style] | None = None) -> Shape:
    """The shape of a scanned script; `allowed` are the styles of cue its format may use."""
    listed = frozenset(people.entries) | called(scan)
    styles = _styles(scan, listed, allowed)
    counts: Counter[str] = Counter()
    for style in styles:
        counts.update(scan.heads[style])
    if "period" in styles:
        capitals = {name for name in scan.heads["period"] if name.isupper()}
        small = set(scan.heads["period"]) - capitals
        fewer = small if sum(counts[name] for name in capitals) > sum(counts[name] for name in small) else set()
        counts -= Counter({name: scan.heads["period"][name] for name in fewer})
    lines = scan.lines
    cues = [
        i
        for i, line in enumerate(lines)
        if line.style in styles and line.cue and (counts[line.cue.name] > 1 or line.cue.name in listed)
    ]
    if not cues:
        cues = [i for i, line in enumerate(lines) if line.style in styles and line.cue]
    after_text = sum(1 for i in cues if i and lines[i - 1].tag != "blank")
    before_blank = sum(1 for i in cues if i + 1 < len(lines) and lines[i + 1].tag == "blank" and not lines[i].rest)
    bare = sum(1 for i in cues if not lines[i].rest)
    italic = sum(1 for line in lines if line.shell in ("*", "_") and line.tag in ("text", "cue"))
    triangles = sum(1 for line in lines if line.mark and line.core[0] in TRIANGLES)
    return Shape(
        styles=styles,
        counts=counts,
        listed=listed,
        marked=triangles >= 2 or (italic >= 3 and italic * 5 > len(cues)) or _directed(lines, styles),
        dense=after_text * 2 > len(cues),
        loose=before_blank * 2 > bare,
        width=_width(lines),
        known=_known(listed | {name for entry in people.entries.values() for name in entry.aliases}, counts),
        quoted=_quoted(
            [said for i in _speaking(lines, cues) if lines[i].style in BEFORE_QUOTES and (said := _said(lines, i))]
        ),
        indent=_indent([lines[i] for i in cues if lines[i].style == "alone"], lines),
        english=scan.english,
        shells=_shells(lines, frozenset(cues)),
        opens=next((line.start for line in lines if line.heading or line.mark or _again(line, counts, listed)), 0),
        apart=_apart(lines, _known(listed, counts), scan.english),
        lower=_lower(counts),
        typed_small=scan.english and _typed_small([lines[i].rest.strip() for i in cues if lines[i].style == "colon"]),
        bold=_bold(lines, cues),
        words_at=_words_at([i for i in cues if lines[i].style == "alone"], lines),
        hanging=_hanging(lines, frozenset(cues)),
        acting=_acting(scan, listed, counts),
        plain=_plain(counts, scan.english),
    )


def _plain(counts: Counter[str], english: bool) -> frozenset[str]:
    """The names of three cues and more that `_refusal` has nothing against, whatever their lines say."""
    often = (name for name, count in counts.items() if count > 2 and name not in words.PRONOUNS and not _like(name))
    return frozenset(name for name in often if not english or HAN.search(name) or LATIN_NAME.fullmatch(name))


def _lower(counts: Counter[str]) -> bool:
    """Whether most of those who speak more than once are written in small letters."""
    again = {name: count for name, count in counts.items() if count > 1 and name.isascii()}
    small = [count for name, count in again.items() if name.islower()]
    return len(small) > 1 and sum(small) * 2 > sum(again.values())


def _typed_small(said: Sequence[str]) -> bool:
    """Whether most of what is said begins with a small letter, but for who begins with I."""
    if sum([words[:1].islower() for words in said]) < LEAST_SMALL:
        return False
    said = [words for words in said if not FIRST_PERSON.match(words)]
    small = sum(words[:1].islower() for words in said)
    return small >= LEAST_SMALL and small * 3 >= len(said) * 2


def _bold(lines: list[ScannedLine], cues: list[int]) -> bool:
    """Whether four names before a colon and more, and four of five of them, are in bold print."""
    printed = [lines[i].bold for i in cues if lines[i].style == "colon"]
    return sum(printed) > 3 and sum(printed) * 5 >= len(printed) * 4


def _apart(lines: list[ScannedLine], known: frozenset[str], english: bool) -> bool:
    """Whether lines of a name, a colon and a direction have what is said behind a blank line below them, several times, most of it to somebody and none of it told."""
    below = [
        lines[i + 2].core
        for i, line in enumerate(lines[:-2])
        if line.style == "colon"
        and line.rest[-1:] in (")", "）")
        and DIRECTED.fullmatch(line.rest.strip())
        and lines[i + 1].tag == "blank"
        and lines[i + 2].tag == "text"
    ]
    how = Counter(reading(core, known, english) for core in below)
    return len(below) > 1 and not how["told"] and how["said"] * 2 >= len(below)


def called(scan: Scan) -> frozenset[str]:
    """What a list of people calls them in brackets, where cues do so too: Father Tobias (Priest)."""
    if not scan.english:
        return frozenset()
    found = (LISTED.fullmatch(line.core) for line in scan.lines if line.core[-1:] == ")" and ":" not in line.core)
    return frozenset(match["called"] for match in found if match and match["called"] in scan.heads["colon"])


def _acting(scan: Scan, listed: frozenset[str], counts: Counter[str]) -> frozenset[str]:
    """Names of two or three signs that end like a word for saying, say no pronoun or known name before it, and stand in other lines more often than in cues."""
    text = scan.source.text
    like = {name for name in counts if 1 < len(name) < 4 and HAN.search(name) and "saying" in _like(name)}
    return frozenset(
        name
        for name in (like if len(like) < MANY_SAYING else ())
        if name[0] not in "他她它我你谁众" and name[:-1] not in counts and name[:-1] not in listed
        if text.count(name) > counts[name]
    )


def _known(listed: frozenset[str], counts: Counter[str]) -> frozenset[str]:
    names = listed | {name for name in counts if name not in NO_SPEAKERS and not words.SAYING.search(name)}
    return names | {name.upper() for name in names}


def _again(line: ScannedLine, counts: Counter[str], listed: frozenset[str]) -> bool:
    """Whether a line is a cue of somebody who speaks again, or is in a cast line."""
    return line.cue is not None and (counts[line.cue.name] > 1 or line.cue.name in listed)


def _speaking(lines: list[ScannedLine], cues: list[int]) -> Iterator[int]:
    """The cues, and the names in brackets above words that known names made cues."""
    found = frozenset(cues)
    return (i for i, line in enumerate(lines) if i in found or (line.told and line.style == "alone"))


def _said(lines: list[ScannedLine], index: int) -> str:
    """What a cue says on its line, or right below it (a quoted paragraph behind a blank line), up to the corner bracket that closes what one opened there."""
    said, at = lines[index].rest, index + 1
    if not said and at + 1 < len(lines) and lines[at].tag == "blank" and lines[at + 1].shell == ">":
        at += 1
    if not said and at < len(lines) and lines[at].tag == "text":
        said, at = lines[at].core, at + 1
    while said[:1] in "「『" and said and said[-1] not in "」』" and at < len(lines) and lines[at].tag == "text":
        said, at = said + lines[at].core, at + 1
    return said


def _quoted(rests: list[str]) -> bool:
    inside = sum(
        1 for rest in rests if rest.rstrip()[-1:] in '”"」' and re.match(r"\s*(?:[（(][^）)]*[）)]\s*)?[“\"「]", rest)
    )
    return len(rests) > 3 and inside * 5 >= len(rests) * 4


def _directed(lines: list[ScannedLine], styles: frozenset[Style]) -> bool:
    """Whether a stage play keeps its directions in brackets on lines of their own; what stands right below a name that is alone is how it speaks."""
    if "colon" in styles:
        return False
    opened = [i for i, line in enumerate(lines) if line.tag in ("text", "mark") and line.core[:1] in DIRECTS]
    return sum(1 for i in opened if not i or lines[i - 1].style != "alone" or "alone" not in styles) >= 3


def _styles(scan: Scan, listed: frozenset[str], allowed: frozenset[Style] | None) -> frozenset[Style]:
    scores: dict[str, float] = {}
    for style, counts in scan.heads.items():
        if allowed is not None and style not in allowed:
            continue
        plain = {
            name: count for name, count in counts.items() if name not in words.NOT_NAMES and name not in words.CAMERA
        }
        score = float(sum(count for name, count in plain.items() if count > 1 or name in listed))
        if style == "alone":
            score = float(
                sum(
                    count
                    for name, count in plain.items()
                    if (count > 1 or name in listed) and _name_like(name, scan.english)
                )
            )
        if style == "period":
            said = {n: c for n, c in plain.items() if n.isupper() or (c > 2 and n not in words.INTERJECTIONS)}
            score = float(sum(count for name, count in said.items() if count > 1))
        if style == "colon":
            score += 0.5 * sum(1 for name, count in plain.items() if count == 1 and len(name) <= 4)
        scores[style] = score
    best = max(scores.values(), default=0)
    if best == 0:
        return allowed or frozenset(("colon",))
    chosen = {style for style, score in scores.items() if score == best or score >= max(3, SECOND * best)}
    if "alone" in chosen and scores["alone"] < best:
        chosen.discard("alone")
    return frozenset(STYLE for STYLE in ("colon", "dash", "space", "period", "quote", "alone") if STYLE in chosen)


def _name_like(name: str, english: bool) -> bool:
    return len(name) <= 10 if HAN.search(name) else name.isupper() or not english


def _width(lines: list[ScannedLine]) -> int:
    """The length at which long lines are broken: many lines, none longer, a good part of them exactly that long."""
    lengths = Counter([line.indent + len(line.core) for line in lines if line.tag not in ("blank", "rule")])
    if len(lengths) < 2:
        return 0
    longest = max(lengths)
    near = sum(count for length, count in lengths.items() if length >= longest - 6)
    return longest if 20 <= longest <= 90 and near * 5 > sum(lengths.values()) else 0


def _shells(lines: list[ScannedLine], cues: frozenset[int]) -> frozenset[str]:
    """Marks of lists that several cues have and no other line but such as could be one."""
    cued = Counter(lines[i].shell for i in cues if lines[i].shell == "-")
    other = {
        line.shell for i, line in enumerate(lines) if line.shell == "-" and i not in cues and line.style != "colon"
    }
    return frozenset(shell for shell, count in cued.items() if count > 2 and shell not in other)


def _hanging(lines: list[ScannedLine], cues: frozenset[int]) -> bool:
    """Whether every line set deeper than the cues stands right below one."""
    margin = max((lines[i].indent for i in cues if lines[i].rest), default=0)
    below = elsewhere = 0
    for index, line in enumerate(lines):
        if line.tag in ("blank", "rule") or index in cues:
            continue
        if line.indent > margin and line.tag in ("text", "cue"):
            follows = index - 1 in cues or (
                lines[index - 1].indent > margin and lines[index - 1].tag in ("text", "cue")
            )
            below, elsewhere = below + follows, elsewhere + (not follows)
    return bool(below) and not elsewhere


def _words_at(cues: list[int], lines: list[ScannedLine]) -> int:
    """The column of the words on a page whose names stand deeper than them, as centred ones do; 0 where actions stand there too."""
    below = [next((line for line in lines[i + 1 : i + 4] if line.core[:1] not in ("（", "(")), lines[i]) for i in cues]
    if len(cues) < LEAST_COLUMN:
        return 0
    at, count = Counter(line.indent for line in below).most_common(1)[0]
    deeper = sum(lines[i].indent > at + 1 for i in cues)
    if at < 2 or count * 10 < len(cues) * 9 or deeper * 10 < len(cues) * 9:
        return 0
    seen = [line.indent for above, line in pairwise(lines) if above.tag in ("blank", "scene") and line.tag == "text"]
    return at if seen and sum(indent + 1 < at for indent in seen) * 10 >= len(seen) * 9 else 0


def _indent(cues: list[ScannedLine], lines: list[ScannedLine]) -> int:
    """The indent that nearly all names on their own lines share and hardly any other line has."""
    if len(cues) < 3:
        return 0
    indent, count = Counter(line.indent for line in cues).most_common(1)[0]
    others = sum(1 for line in lines if line.indent == indent and line.tag == "text" and line.core[0] not in "（(")
    return indent if indent and count * 10 >= len(cues) * 9 and others * 10 < count else 0
