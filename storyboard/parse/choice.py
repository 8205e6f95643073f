"""What a source shows of its kind, and the kind that was chosen for it: below the readers, which go by both."""

from collections import Counter
from collections.abc import Callable
from functools import cached_property
from typing import Literal

from storyboard.model import Source
from storyboard.parse import legend, numbers, ticked, words
from storyboard.parse.columns import Page, page
from storyboard.parse.known import BOXES_EN, leading, stroked_name
from storyboard.parse.people import People
from storyboard.parse.scan import Scan, Style, scan
from storyboard.parse.sheet import Sheet
from storyboard.patterns import deferred
from storyboard.records import dataclass

Language = Literal["zh", "en", "ja", "ko"]
ENGLISH: frozenset[Language] = frozenset({"en"})
"""Languages that are read as English is: names in capitals, words between spaces."""
SAMPLE = 20_000
SPEECHES = deferred(r"“[^”\n]{2,}|「[^」\n]{2,}|『[^』\n]{2,}|(?<![\w=])\"[^\"\n]{2,}\"")
KANA, HANGUL, HANZI, LATIN = (
    deferred(signs) for signs in (r"[\u3041-\u30fa]+", r"[\uac00-\ud7af]+", r"[\u3400-\u9fff]+", "[A-Za-z]+")
)
LATIN_OR_BLANK = bytes(sign if chr(sign).isascii() and chr(sign).isalpha() else 32 for sign in range(256))
"""Latin letters as they are, whatever else as a blank."""
HAN = bytes(range(0x34, 0xA0))
"""The first bytes of signs of Han in UTF-16, which are no other's."""
KANA_OR_HANGUL = deferred(r"[\u3041-\u30fa\uac00-\ud7af]")
"""Looked for first, because most texts have neither."""


BOXED_EN = deferred(r"\[[A-Z][A-Z .'’\-]{1,20}\]")

WITHIN = deferred(
    r"[。！？!?…”」】〕）)][ 　]?[\u3400-\u9fff·]{1,8}(?<![说道问答喊叫])(?:[（(][^（()）\n]{1,16}[）)])?[：:][“「]"
)
"""A cue behind a sentence within a paragraph: 他让开。许棠（冷笑）：“什么？”"""
LEAST_WITHIN = 3


class Evidence:
    """What the rows of `FORMATS` decide on; found out when first asked for, because some rows need hardly any of it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.language = language(source.text)
        self.english = self.language in ENGLISH

    @cached_property
    def scan(self) -> Scan:
        """The first pass over the lines."""
        found = scan(self.source, self.english)
        legend.settle(found)
        numbers.settle(found)
        ticked.settle(found)
        return found

    @cached_property
    def page(self) -> Page:
        """The rows of the text as those of a page."""
        return page(self.source.text)

    @cached_property
    def cues(self) -> dict[str, int]:
        """Lines per style of cue whose name stands there more than once."""
        found = {
            style: sum(count for name, count in names.items() if _speaker(name, count, style, self.english))
            for style, names in self.scan.heads.items()
        }
        small = sum(1 for line in self.scan.lines if line.told and line.style == "alone")
        return found | {"alone": found["alone"] + small}

    @cached_property
    def boxed(self) -> int:
        """Lines that begin with a name in brackets that begins others too, and go on with words; names in capitals alone in brackets."""
        heads = Counter(said[0].name for line in self.scan.lines if line.tag == "text" and (said := leading(line)))
        heads += Counter(line.core for line in self.scan.lines if line.tag == "mark" and BOXED_EN.fullmatch(line.core))
        if self.english:
            boxed = (line for line in self.scan.lines if line.core[:1] in BOXES_EN)
            heads += Counter(found["name"] for line in boxed if (found := stroked_name(line)))
        return sum(count for count in heads.values() if count > 1)

    @cached_property
    def once(self) -> int:
        """Lines `名：…` whose name stands there once and is short enough for one."""
        longest, known = (20 if self.english else 4), words.FRONT | words.NOT_NAMES
        names = self.scan.heads["colon"].items()
        return sum(
            1
            for name, count in names
            if count == 1
            and len(name) <= longest
            and name not in known
            and not (len(name) > 1 and words.SAYING.search(name))
        )

    @cached_property
    def labelled(self) -> int:
        """Lines whose label says that somebody speaks, and who."""
        return sum(1 for line in self.scan.lines if line.told)

    @cached_property
    def worded(self) -> int:
        """Lines whose label says that somebody speaks, who being said by another label or by none."""
        return sum(1 for line in self.scan.lines if line.tag == "label" and words.field(line.head) == "speech")

    @cached_property
    def within(self) -> int:
        """Cues within a paragraph, before words in quotation marks, where there are several: 他让开。许棠（冷笑）：“什么？”"""
        text = self.source.text
        if self.english or not ("“" in text or "「" in text):
            return 0
        count = sum(map(text.count, ("：“", "：「", ":“")))
        found = len(WITHIN.findall(text, 0, 20_000)) if count >= LEAST_WITHIN else 0
        return found if found >= LEAST_WITHIN else 0

    @property
    def scenes(self) -> int:
        return self.scan.tags["scene"]

    @property
    def marks(self) -> int:
        return self.scan.tags["mark"]

    @property
    def texts(self) -> int:
        """Lines with content."""
        return sum(count for tag, count in self.scan.tags.items() if tag not in ("blank", "rule"))

    @cached_property
    def quoted(self) -> int:
        """Quotations in the text."""
        return len(SPEECHES.findall(self.source.text, 0, SAMPLE))


@dataclass(frozen=True, slots=True)
class Choice:
    """A format that was chosen for a source."""

    row: "Format"
    reason: str
    evidence: Evidence
    source: Source


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of script: what it looks like, and what reads it."""

    name: str
    fits: Callable[[Evidence, Source], str]
    """The reason why it fits, for people; empty where it does not."""
    read: Callable[[Choice], tuple[Sheet, People]]
    styles: frozenset[Style] | None = None
    """The styles of cue it may use; None = all."""
    languages: frozenset[Language] | None = None
    """The languages it is looked for in; None = all."""


def _speaker(name: str, count: int, style: str, english: bool) -> bool:
    if count < 2 or name in words.NOT_NAMES or name in words.CAMERA or name in words.FRONT or name in words.SOUND:
        return False
    if style == "alone":
        return len(name) <= 10 if HANZI.search(name) or HANGUL.search(name) else name.isupper()
    return english or len(name) == 1 or name in words.VOICES or not words.SAYING.search(name)


def language(text: str) -> Language:
    """The language most of the text is in; a tenth of kana makes Han characters Japanese."""
    sample = text[:3000] + text[len(text) // 2 :][:3000]
    if sample.isascii():
        return "en" if LATIN.search(sample) else "zh"
    plain = len(sample.encode("ascii", "ignore"))
    others = len(sample) - plain
    latin = len(sample.encode("ascii", "replace").translate(LATIN_OR_BLANK).split()) if plain > others else -1
    if latin > others:
        return "en"  # there are more words than letters of all others
    pairs = sample.encode("utf-16-be", "surrogatepass")[::2]
    han = len(pairs) - len(pairs.translate(None, HAN))
    if han >= plain and not KANA_OR_HANGUL.search(sample):
        return "zh"  # there are no more words than letters
    latin = latin if latin >= 0 else len(LATIN.findall(sample))
    kana, hangul = (sum(map(len, pattern.findall(sample))) for pattern in (KANA, HANGUL))
    if hangul > max(han, kana, latin):
        return "ko"
    if kana * 10 > han + kana and kana > latin:
        return "ja"
    return "en" if latin > han + kana else "zh"
