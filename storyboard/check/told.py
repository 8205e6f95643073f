"""How prompts are read back that tell a clip as one: the patterns of `prompts/render/<version>/reading.toml`, and people by looks.

Nothing here replaces a name: what the board says becomes a pattern in which each name is a gap, and what stands in a gap
must be that person by the parts of their looks.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cache, lru_cache
from typing import Any

from storyboard import assets, glossary, marks
from storyboard.cast.apposed import IN_WORDS, apposed
from storyboard.cast.looks import is_noun, kind_of, made_of, mixed, nouns, read_appearance
from storyboard.cast.wearing import things
from storyboard.config import parse_toml
from storyboard.errors import UsageError
from storyboard.languages import CODES, Language
from storyboard.library import SHIPPED, Library
from storyboard.model import Character, Looks, Manner, Shot
from storyboard.names import is_word_for_many, many
from storyboard.patterns import deferred, tabled
from storyboard.records import dataclass
from storyboard.whereabouts import DASH

PLACE = "\0"
"""Stands for the place among the names of a text."""
FIELDS = ("scene", "style", "camera", "picture", "sound", "line")
_RULES = ("spoken", "silence", "texts", "no_texts", "music")
_QUOTES = deferred(r"“[^“”]*(?:“[^“”]*”[^“”]*)*”|「[^「」]*」|『[^『』]*』|⟦[^⟦⟧]*⟧|(?<!\d)\"[^\"\n]*\"")
_ASIDES = deferred(rf"{_QUOTES.pattern}|[（(][^（()）]*[）)]| is (?:aged |with |in the )[^.;]*")
"""What is said, what stands in brackets, and a sentence that tells somebody."""
_WHOLE = deferred(rf"{_QUOTES.pattern}|[（(][^（()）]*[）)]|\d[.,:]\d")
_MARKS = deferred(r"[，。；！？,;!?]+")
_SEVERAL = deferred(r"、|/|\s+(?:and|&)\s+|,\s*", re.IGNORECASE)
_TOGETHER = r"\s*(?:与|、|, |\band )\s*"
_HOUSE = deferred(r"\s(?:family|clan|household|residence|mansion|estate|villa|group|corporation)\b", re.IGNORECASE)
"""Behind a name that is a family's: nobody is seen there."""
_OWNS = deferred(r"['’]s\b")
_JOINT = deferred(r"([\s，。；、！？…,.;!?]*)(?:and\s+|is\s+(?=(?:in|with|wearing)\s))?", re.IGNORECASE)
"""What may stand between two clauses of a picture; the words behind it may begin with any of these marks themselves."""
_HAN = deferred(r"[\u4e00-\u9fff]")
_ROWS = deferred(r"[^。\s][^。]*?(?:。|\.(?= [A-Z]|$))")
"""The sentences before the first shot."""
_EDGE = 6
"""Characters by which a bracket of the script is known again."""
_ROW = deferred(r"([^:：]*)[:：](.*)")
"""What a list calls somebody, and their looks."""
_SEVERAL_TRAITS = 4
"""Words of which several traits are made, at least."""
_MOST = 60
"""Characters of a phrase at most, beside the clothes."""


@dataclass(frozen=True, slots=True)
class ClipReading:
    """The patterns of one template."""

    shot: re.Pattern[str]
    duration: re.Pattern[str] | None
    fields: Mapping[str, re.Pattern[str]]
    speech: re.Pattern[str]
    rules: Mapping[str, re.Pattern[str]]
    marks: Mapping[str, str] = field(default_factory=dict)
    """A pair of the template's own marks -> the pair that is to be read instead, or nothing; outside of speech."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Words of the template's own -> those of the board."""
    foreign: Mapping[str, str] = field(default_factory=dict)
    """The same where the template has words of English for a board in Chinese."""
    quote: str = ""
    """What opens speech."""
    unquote: str = ""
    """What closes it, where something stands behind."""
    written: str = ""
    """The two marks around words that are to be seen in the picture."""
    tail: re.Pattern[str] | None = None
    """What stands behind the last shot."""
    aside: re.Pattern[str] | None = None
    """What stands for brackets."""
    shouts: str = ""
    """What opens and closes words that are called out in an action."""
    glossary: bool = False
    """Whether words of tables are told in English for a board in Chinese."""
    people: re.Pattern[str] | None = None
    """The list of looks of a shot, where they do not stand within its picture."""
    fixed: re.Pattern[str] | None = None
    """A place that is told before the first shot, with the number of the shot that is the first there."""
    manner: Manner = field(default_factory=Manner)

    def of(self, prompt: str) -> "ClipReading":
        """How this prompt is read: no shot has a list of people where they are told before the first."""
        ahead = self.shot.split(self.tail.sub("", prompt) if self.tail else prompt)[0].strip()
        return replace(self, people=None) if self.fixed and ahead else self

    def blocks(self, prompt: str) -> list[str] | None:
        """The bodies of shots 1, 2, 3 …; None where the prompt begins otherwise or counts otherwise. People and places before the first shot stand in that where each is first."""
        pieces = self.shot.split(self.tail.sub("", prompt) if self.tail else prompt)
        numbers = [int(number) for number in pieces[1::2] if number]  # none: a picture that goes on without a cut
        bodies = pieces[2::2]
        if (pieces[0] and not self.fixed) or numbers != [*range(1, len(numbers) + 1)]:
            return None
        for row in _ROWS.findall(pieces[0].strip()):
            bodies = self._with_row(bodies, row)
        return bodies

    def _with_row(self, bodies: Sequence[str], row: str) -> list[str]:
        """The bodies with a sentence about somebody or a place behind the picture of the first that comes to them."""
        told, found = list(bodies), self.fixed.fullmatch(row) if self.fixed else None
        known = {name: text for name, text in found.groupdict().items() if text} if found else {}
        called = known.get("who") or re.split(r"：|:| (?:is|are) (?=aged |with |in |now )", row)[0]
        if "voice" in known:
            speaker = re.compile(rf"(?<=\[){re.escape(called)}", re.IGNORECASE)
            at = next((n for n, body in enumerate(told) if speaker.search(body)), 0)
            comma = "，" if _HAN.match(row) else ", "
            told[at] = speaker.sub(lambda who: f"{who[0]}{comma}{known['voice']}", told[at], count=1)
            return told
        first = next((n for n, body in enumerate(told) if called.casefold() in body.casefold()), 0)
        numbers = [
            int(known[name]) - 1 for name in ("from", "from_zh", "in", "in_zh", "since", "since_zh") if name in known
        ]
        at = numbers[0] if numbers else 0 if found else first
        row = known.get("place") or known.get("heard") or known.get("row") or row
        behind = self.fields["scene"].search(told[at]) if "heard" in known else None
        picture = behind or self.fields["picture"].search(told[at])
        end = picture.end() if picture else len(told[at])
        gap = "" if _HAN.match(row) else " "
        told[at] = f"{told[at][:end]}{gap}{row[:1].upper()}{row[1:]}{told[at][end:]}"
        return told

    def read(self, body: str, field: str) -> list[str]:
        """What a block has in a field; one text where all is right."""
        return [_joined(match) for match in self.fields[field].finditer(body)]

    def apart(self, body: str) -> tuple[list[tuple[str, str]], str]:
        """(what the list of a block calls people, each with their looks; the block without it)."""
        if self.people is None:
            return [], body
        rows = (row for match in self.people.finditer(body) for row in re.split(r"[;；] ?", match[1]))
        told = [_ROW.match(row) for row in rows]
        plain = [(row[1].strip(), self._plain(row[2].strip())) for row in told if row]
        return plain, self.people.sub("", body)

    def _plain(self, looks: str) -> str:
        """Somebody's looks in the words of the board, where the template has others: a smooth chin is no beard."""
        for mark, other in self.words.items():
            looks = looks.replace(mark, other)
        return looks

    def overall(self, prompt: str) -> str:
        """The style of the whole, where it stands behind the shots."""
        match = self.tail.search(prompt) if self.tail and "style" in self.tail.groupindex else None
        return (match and match["style"]) or ""

    def soundscape(self, prompt: str) -> str | None:
        """What the places of a clip sound like, where it stands behind the shots; None where each shot has its own."""
        match = self.tail.search(prompt) if self.tail and "heard" in self.tail.groupindex else None
        return match["heard"] if match else None

    @staticmethod
    def _as_quoted(found: re.Match[str], source: str) -> str:
        """Words between a model's marks as a source quotes them; as they are where it does not."""
        quoted = re.search(rf"[“「『⟦\"]{re.escape(found[1])}[”」』⟧\"]", source)
        return quoted[0] if quoted else found[0]

    def restored(self, body: str, words: Sequence[str], source: str) -> str:
        """A block with plain marks for the template's own, where they are not its `source`'s; what is spoken stays as it is.

        `words` that are to be seen stand as the source has them, in quotation marks.
        """
        for each in self._called(source) if self.shouts else ():
            body = re.sub(self._around(each[1:-1]), each.replace("\\", r"\\"), body)
        if self.written:  # a number that somebody wears, which the source has without marks
            own, end = map(re.escape, self.written)
            body = re.sub(rf"(?<=\bnumber ){own}(\d{{1,3}}){end}|{own}(\d{{1,3}}){end}(?=号)", r"\1\2", body)
        told, opens, spoken = body.partition(self.quote) if self.quote else (body, "", "")
        spoken, closes, behind = spoken.rpartition(self.unquote) if self.unquote else (spoken, "", "")
        if self.glossary and _HAN.search(source):
            told = glossary.chinese(told, source)
        if self.aside:
            told, behind = (self._without_asides(part, source.casefold()) for part in (told, behind))
        for each in words if self.written else ():
            quoted = re.search(rf"[“「『⟦\"【]{re.escape(each)}[”」』⟧\"】]", source)
            at = quoted.start() + 1 if quoted else source.find(each)
            around = source[at - 1 : at], source[at + len(each) : at + len(each) + 1]
            told = told.replace(f"{self.written[0]}{each}{self.written[1]}", f"{around[0]}{each}{around[1]}")
        if self.written and self.written[0] == "【":  # what another shot of the clip shows, in the source's own marks
            told = re.sub("【([^【】]+)】", lambda found: self._as_quoted(found, source), told)
        for mark, other in (self.foreign if self.foreign and _HAN.search(source) else self.words).items():
            told, behind = (part if mark in source else part.replace(mark, other) for part in (told, behind))
        for pair, plain in self.marks.items():
            if not set(pair) & set(source):
                told = told.replace(pair[0], plain[:1]).replace(pair[1], plain[1:])
                continue
            group = re.compile(rf"{re.escape(pair[0])}([^{re.escape(pair)}]*){re.escape(pair[1])}")
            first, last = (plain[:1], plain[1:])

            def put(found: re.Match[str], first: str = first, last: str = last) -> str:
                ends = (found[0][:_EDGE], found[0][-_EDGE:])  # names between them are told by looks, capitals let down
                return (
                    found[0] if any(end.casefold() in source.casefold() for end in ends) else f"{first}{found[1]}{last}"
                )

            told = group.sub(put, told)
        return told + opens + spoken + closes + behind

    @staticmethod
    def relisted(body: str, people: Iterable[Character], source: str) -> str:
        """A block in which the looks of people are listed by `and` alone, as nothing but that tells where a list of theirs ends; what the `source` has so stays."""
        looks = filter(None, (read_appearance(one.appearance) for one in people))
        things = {part for each in looks for part in (*worn_of(each), *headed(each.hair_style)[1:])}
        listed = (each for each in sorted(things, key=len, reverse=True) if not assets.is_beside_age(each))
        ends = r"(?:,|[.;:]| and | with |$)"
        own = [words for each in listed if not re.search(f"[,A-Z] {(words := re.escape(each))}{ends}", source)]
        listed_by = re.compile(rf", (?=(?:an? )?(?:{'|'.join(own)}){ends})")
        return _outside(_QUOTES, body, lambda bare: listed_by.sub(" and ", bare)) if own else body

    def _without_asides(self, text: str, source: str) -> str:
        """A text with brackets again for what stands for them, outside of quotations and where the source has no such words."""
        assert self.aside is not None
        aside = self.aside

        def said(at: re.Match[str]) -> str:
            return at[0] if at[0].casefold() in source else _bracketed(at)

        return _outside(_QUOTES, text, lambda bare: aside.sub(said, bare))

    @staticmethod
    def unchanged(body: str, people: Iterable[Character], source: str) -> str:
        """A block without what has befallen people since they were told, where it stands by a label: the woman, soaked; 浑身湿透的女子."""
        clauses = {each.strip() for each in re.split(r"[,，.。;；、\n]", source)}
        befell = {each for one in people for each in befallen(read_appearance(one.appearance))} - clauses
        befell = {each for each in befell if f"{each}的" not in source and f" and {each}" not in source}
        if not befell:
            return body
        each = "|".join(re.escape(state) for state in sorted(befell, key=len, reverse=True))
        had = rf"(?:with )?(?:an? )?(?:{each})"  # wet lashes, with a split lip
        behind = rf"(?!\A)(?:, | and ){had}(?:(?:, | and ){had})*(?:,(?= )|(?=[.;:]|$))"
        before = rf"(?<!、)(?:{each})(?:[、和](?:{each}))*(?:的|、(?=穿))"
        return _outside(_ASIDES, body, lambda bare: re.sub(f"{behind}|{before}", "", bare))

    @staticmethod
    def _called(source: str) -> list[str]:
        """Quotations of the source, with their marks."""
        return [quote[0] for quote in _QUOTES.finditer(source)]

    def _around(self, words: str) -> str:
        """Called words between the template's marks."""
        begins, ends = self.shouts.split("…")
        return f"(?:{begins}){re.escape(words)}(?:{ends})"


def _outside(marks: re.Pattern[str], text: str, change: Callable[[str], str]) -> str:
    """A text with each piece of it changed that stands between no such marks."""
    at, out = 0, []
    for quote in [*marks.finditer(text), None]:
        out.append(change(text[at : quote.start() if quote else None]))
        out.append(quote[0] if quote else "")
        at = quote.end() if quote else at
    return "".join(out)


def _joined(match: re.Match[str]) -> str:
    """The text of a field; how a camera moves (`rest…`) stands behind its composition again."""
    rest = next((text for name, text in match.groupdict().items() if text and name.startswith("rest")), "")
    beside = {at for name, at in match.re.groupindex.items() if name.startswith("rest")}
    text = next((text for at, text in enumerate(match.groups(), 1) if text and at not in beside), "")
    return f"{text}{'，' if not text.isascii() else ', '}{rest}" if rest else text


def _bracketed(match: re.Match[str]) -> str:
    named = match.groupdict()
    if named.get("who"):
        return f"{named['who']}（{named['aged']}）"
    words = next(filter(None, match.groups()), "")
    if named.get("facts"):
        return f" ({words.replace('aged ', '', 1)})"
    return f" ({words})" if match[0].startswith(" ") else f"（{words}）"


def clip_reading(template: str, library: Library = SHIPPED) -> ClipReading:
    """How prompts of a template are read back; UsageError where nobody wrote it down."""
    prompt = library.prompt("render", "zh")
    return replace(_compile(template, str(prompt.folder), prompt.files["reading.toml"]), manner=library.manner("zh"))


@cache
def _compile(template: str, folder: str, text: str) -> ClipReading:
    known: dict[str, Any] = parse_toml(text)
    table, rules = known.get(template), known.get("rules")
    wanted = {"shot", "duration", "speech", *FIELDS}
    if not isinstance(table, dict) or not isinstance(rules, dict):
        raise UsageError(f"{folder}: reading.toml does not say how prompts of {template} are read", "add its table")
    if missing := sorted((wanted - set(table)) | (set(_RULES) - set(rules))):
        raise UsageError(f"{folder}: reading.toml: [{template}] lacks {', '.join(missing)}")
    compiled = {name: re.compile(table[name], re.MULTILINE) for name in wanted if table[name]}
    return ClipReading(
        compiled["shot"],
        compiled.get("duration"),
        {name: compiled[name] for name in FIELDS},
        compiled["speech"],
        {name: re.compile(rules[name]) for name in _RULES},
        table.get("marks", {}),
        table.get("words", {}),
        table.get("foreign", {}),
        table.get("quote", ""),
        table.get("unquote", ""),
        table.get("written", ""),
        re.compile(table["tail"], re.MULTILINE) if "tail" in table else None,
        re.compile(table["aside"]) if "aside" in table else None,
        table.get("shouts", ""),
        table.get("glossary", False),
        re.compile(table["people"], re.MULTILINE) if "people" in table else None,
        re.compile(table["fixed"]) if "fixed" in table else None,
    )


@dataclass(frozen=True, slots=True)
class Known:
    """Who is who in a shot: characters as they are there, what else they are called, and their usernames."""

    people: Mapping[str, Character]
    words: Mapping[str, str]
    """Every word for somebody -> canonical name."""
    handles: Mapping[str, str]
    pictured: Mapping[str, str] = field(default_factory=dict)
    """What stands for people whom pictures or films show."""
    place: str = ""
    """The words of the shot's place, which stand in a prompt without anybody's name."""
    instead: str = ""
    """What a prompt says instead of a place that nobody wrote."""
    careful: bool = False
    """Whether the prompts are told carefully (`Manner`)."""
    prompt: str = ""
    """What is read, in folded case: a pattern leaves out the ways to tell somebody of which it has no word. Empty: any may come."""

    def holds(self, *words: str) -> bool:
        """Whether one of the words, in folded case, may stand in what is read."""
        return not self.prompt or any(word in self.prompt for word in words)

    def mentions(self, text: str, *, loosely: bool = False) -> list[tuple[int, int, str]]:
        """(start, end, name) of every word for somebody outside quotation marks, the longest first where several begin.

        `loosely`: names of several words count without any capital too.
        """
        quoted = [match.span() for match in _QUOTES.finditer(text)]
        places = [match.span() for match in re.finditer(re.escape(self.place), text)] if self.place else []
        longer = [each.span() for each in _searched(tuple(self.words)).finditer(text) if len(each[0]) > len(self.place)]
        places = [(start, end) for start, end in places if not any(a <= start and end <= b for a, b in longer)]
        found = [(start, end, PLACE) for start, end in places]
        for match in _searched(tuple(self.words)).finditer(text):
            inside = any(start < match.start() and match.end() < end for start, end in quoted)
            inside = inside or any(start <= match.start() and match.end() <= end for start, end in places)
            name = "" if inside else self.words.get(match[0]) or self._loosely(match, loosely=loosely)
            if name:
                found.append((*match.span(), name))
        return sorted(found)

    def _loosely(self, match: re.Match[str], *, loosely: bool) -> str:
        """Whose name it is in other capitals; empty where it may be another word."""
        word = match[0]
        owner = (
            self.careful
            and _OWNS.match(match.string, match.end())
            and not is_noun(word)
            and any(word.casefold() == name.casefold() for name in self.people)  # not an alias: his captain's
        )
        capital = word[0].isupper() or (loosely and " " in word) or owner or (self.careful and _foreign(word))
        if not capital or word.lower() in ("will", "may"):
            return ""
        return next((name for one, name in self.words.items() if one.casefold() == word.casefold()), "")

    def untold(self, text: str) -> str:
        """The text behind a name without a script's own telling of looks in brackets."""
        aged = _aged().match(text) if self.careful else None
        return text[aged.end() :] if aged else text

    def bare(self) -> str:
        """The place without anybody's name; as it is where nothing would be left."""
        if self.instead:
            return self.instead
        left, at = "", 0
        for start, end, _ in Known(self.people, self.words, self.handles).mentions(self.place):
            left, at = left + self.place[at:start] + "\0", end
        left = re.sub(
            r"\0(?:家的|家(?=[\u3400-\u9fff])(?![里中内外属具庭政电乡常族长人教传务宴])的?|的|['’][sS]?)?",
            "",
            left + self.place[at:],
        )
        return " ".join(left.split()).strip(" ·-—、") or self.place

    def parts(self) -> list[str]:
        """The place without anybody's name, and its part by itself: HOUSE - KITCHEN is told as the kitchen of the house."""
        return [part.strip() for part in DASH.split(self.bare()) if part.strip()]


@cache
def _foreign(word: str) -> bool:
    """Whether a word in small letters can only be a Chinese name, or a Latin one in Chinese text."""
    english = Language.of("en")
    return (
        len(word) > 4
        and bool(tabled(english.word("names.syllables")).fullmatch(word))
        and word not in english.word("names.words").split("|")
    )


@lru_cache(maxsize=256)
def _searched(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, longest first; Latin ones as whole words, those of kin in one letter (爹) where they stand in no longer one."""
    chinese = Language.of("zh")
    kin = f"(?<![{chinese.word('names.kin_before')}])", f"(?![{chinese.word('names.kin_behind')}])"
    several = [
        word
        for word in words
        if len(word) > 1 or (word.isascii() and word.isalpha()) or (word and word in chinese.word("names.kin"))
    ]
    edged = (
        (kin[0] if len(word) == 1 and not word.isascii() else "")
        + (r"(?<![A-Za-z0-9])" if word[0].isascii() and word[0].isalnum() else "")
        + re.escape(word)
        + (r"(?![A-Za-z0-9])" if word[-1].isascii() and word[-1].isalnum() else "")
        + (kin[1] if len(word) == 1 and not word.isascii() else "")
        for word in sorted(several, key=lambda word: (-len(word), word))
    )
    first = re.escape("".join(sorted({word[0] for word in several})))  # most places are passed over by it alone
    return re.compile(f"(?=[{first}])(?:{'|'.join(edged)})" if several else r"(?!)", re.IGNORECASE)


def members_of(name: str, people: Mapping[str, Character]) -> list[str]:
    """The people of a joint name."""
    return [part for part in _SEVERAL.split(name) if part in people and part != name]


def pattern_of(text: str, known: Known) -> tuple[str, list[str]]:
    """The text as a pattern with a group for each name, and whose they are, in order."""
    out: list[str] = []
    whose: list[str] = []
    at = 0
    for start, end, name in known.mentions(text, loosely=True):
        what = trade_before(text[at:start]) if known.careful and name in known.people else ""
        out.append(_between(text[at : start - len(what)], known, behind=bool(out)))
        each = members_of(name, known.people) if name not in known.handles else []
        gaps = [f"({gap_of(one, known)})" for one in each or [name]]
        gap = f"(?:{_TOGETHER.join(gaps)}|{_literal(text[start:end])})"
        gap = f"(?:(?:{_literal(what)})?{gap}|{_literal(what.strip())})" if what else gap
        out.append(f"(?:{gap})?" if _HOUSE.match(text[end:]) else gap)
        whose += each or [name]
        at = end
    return "".join([*out, _between(text[at:], known, behind=bool(out))]), whose


_OWNS = re.compile(r"['’][sS]?((?: [a-z][a-z-]*){1,5})")


def parts_first(text: str, known: Known) -> Iterator[str]:
    """The ways in which a text can have a part of somebody before their name, of one person at a time: the old right palm of PIETER; which words tell the part is not known here."""
    for start, end, _ in known.mentions(text, loosely=True):
        owned = _OWNS.match(text, end)
        if owned is None:
            continue
        words = owned[1].split()
        for count in range(1, len(words) + 1):
            part, rest = " ".join(words[:count]), "".join(f" {word}" for word in words[count:])
            yield f"{text[:start]}the {part} of {text[start:end]}{rest}{text[end + len(owned[0]) :]}"


def _between(text: str, known: Known, *, behind: bool) -> str:
    """Words before a name, or `behind` one: its possessive as English has it; a man named NED is told by looks alone.

    What a script says of looks in brackets behind a name is told with the person, where prompts are careful.
    """
    if behind and (rest := known.untold(text)) != text:
        return f"(?:{_literal(text[: len(text) - len(rest)])})?{_between(rest, known, behind=False)}"
    owned = re.match(r"['’][sS](?![A-Za-z])", text) if behind else None
    named = re.search(r"\b(?:an?|the) (?:[\w-]+ ){1,3}(?:named|called) $", text, re.IGNORECASE) or _years().search(text)
    start, end = (owned.end() if owned else 0), (named.start() if named else len(text))
    optional = f"(?:{_literal(named[0])})?" if named else ""
    counted = known.careful and _COUNTED_ZH.search(text, start, end)
    if counted:
        end, optional = counted.start(), f"(?:{_literal(counted[0])})?"
    return ("['’]s?" if owned else "") + _literal(text[start:end]) + optional


_COUNTED_ZH = re.compile(r"一[个名位]?$")
"""A number before somebody who is told without it."""


def trade_before(text: str) -> str:
    """What stands at the end of a text, right before a name, and says what somebody is."""
    return next(filter(None, (apposed(text, code) for code in CODES)), "")


@cache
def _years() -> re.Pattern[str]:
    """An age right before a name, which is told with the person: 八岁的."""
    return re.compile("|".join(f"(?:{Language.of(code).word('prompt.years_before')})" for code in CODES), re.IGNORECASE)


@cache
def _aged() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{Language.of(code).word('prompt.aged')})" for code in CODES), re.IGNORECASE)


def _literal(text: str) -> str:
    """Words as they stand, but for white space, articles before a gap, and capitals."""
    pieces = [re.escape(piece).replace("、", "[、，]") for piece in re.split(r"(\s+)", text)]
    pieces = [
        f"{piece[:-2]}[.;]" if piece.endswith("\\.") else piece for piece in pieces
    ]  # two sentences may stand in one
    joined = "".join(
        piece if at % 2 == 0 else r"[\s。.]*" if "\n" in piece else r"\s*" for at, piece in enumerate(pieces)
    )
    return re.sub(r"(?:(?<=\\s\*)|^)(?:[Tt]he|[Tt]HE|[Aa]n?|AN|One|That|This)\\s\*$", r"(?:(?:the|an?)\\s*)?", joined)


def _gap_of_nobody(appearance: str, looks: Looks | None) -> str:
    """What may stand for who is no body: an appearance of no form, a voice; for a puppet or a robot the orange puppet, 橙色布偶."""
    if looks is None:
        return re.escape(appearance)
    if kind_of(looks) in ("voice", "joint"):
        return r"[^，。；：:,.“”（）()]{1,40}?"
    things = "|".join(re.escape(word) for word in nouns(looks))
    return rf"(?:[Tt]he |[Aa]n? )?(?:{re.escape(looks.clothes_colour)}\s*)?(?:{things})"


def gap_of(name: str, known: Known) -> str:
    """What may stand for a person: the username, a phrase with their clothes, with or without the rest in brackets behind it."""
    if name == PLACE:
        frame = "|frame|画面里" if known.careful else ""
        turned = [known.parts(), known.parts()[::-1]] if len(known.parts()) > 1 else []
        joined = [r"(?:[,，]?\s*|\s+of\s+(?:the |her |his )?)".join(map(_literal, parts)) for parts in turned]
        return rf"(?:(?:the area |the |her |his |家)?(?:{'|'.join([_literal(known.bare()), *joined])}){frame})"
    if name in known.handles:
        return rf"\s*@{re.escape(known.handles[name])}\s*"
    if name in known.pictured:
        return rf"[^，。；：:“”（）()]{{0,20}}?{re.escape(known.pictured[name])}(?:里的[^，。；：“”（）]{{1,8}}?)?\s*"
    character = known.people.get(name)
    if character is None:
        return re.escape(name)
    looks = read_appearance(character.appearance)
    several = members_of(name, known.people)
    if several:
        return _TOGETHER.join(gap_of(each, known) for each in several)
    if looks is None or kind_of(looks) in ("voice", "joint") or made_of(looks):
        return _gap_of_nobody(character.appearance, looks)
    first, *more = worn_of(looks)
    rest = "".join(rf"(?:(?: and | over | with |、){re.escape(each)})?" for each in more)
    clothes = rf"{re.escape(looks.clothes_colour)}\s*{re.escape(first)}{rest}"
    some = rf"[^，。；：:,.“”（）()]{{0,{_MOST}}}?"
    noun = "|".join(re.escape(word) for word in nouns(looks))
    told = "|".join(re.escape(part) for part in (str(looks.age), looks.hair_style))
    ended = rf"(?:\s?[（(][^（()）]*(?:{told})[^（()）]*[）)])?" if known.holds("（", "(") else ""
    bald = "|bald " if re.match(r"bald\b|shaven\b", looks.hair_style) else ""
    *paler, shade = looks.hair_colour.split(" ")  # the brown-haired man, who has dark brown hair
    shade = f"(?:{re.escape(' '.join(paler))} )?{re.escape(shade)}" if paler else re.escape(shade)
    owner = rf"(?:older |younger |年长的|年轻的|{shade}-haired {bald})?" if known.careful else ""
    owner = owner if known.holds("older ", "younger ", "年长的", "年轻的", "-haired ", "bald ") else ""
    head = "|".join(re.escape(each) for each in dict.fromkeys((looks.hair_style, headed(looks.hair_style)[0])))
    beside = "|".join(re.escape(each) for each in headed(looks.hair_style)[1:]) or r"(?!)"
    style = rf"(?: (?:in (?:an? )?)?(?:{head}))?(?: (?:with|and) (?:{beside}))*"
    style = rf"(?:{_FALLS})?{style}"
    more = ["的[^，。；：“”（）]{1,14}?"] if known.holds("的") else []
    more += [rf" with {some} hair{style}"] if known.holds(" with ") else []
    dressed = rf"{some}{clothes}" + (rf"(?:{'|'.join(more)})?" if more else "")
    voices = rf"(?:{_counts()})?(?:{'|'.join(map(re.escape, voice_words()))})"
    kind = "|".join(map(re.escape, first.split()))
    haired = rf"(?: with {some} hair{style})?" if known.careful and known.holds(" with ") else ""
    coloured = rf"(?:{noun}) in (?:the )?{re.escape(looks.clothes_colour)}(?: (?:{kind}))*{haired}|"
    coloured = coloured if known.holds(" in ") else ""
    coloured += _coloured(looks, first, noun, known)
    coloured += _by_one_trait(looks, noun, known, f"{some} hair{style}")
    called = rf"(?:[Tt]he |[Aa]n? )?(?:{coloured}{owner}(?:{noun}))"
    if known.careful and (kind_of(looks) == "group" or mixed(looks)):
        again = (Language.of(code).word("names.crowd_again").removeprefix("the ") for code in CODES)
        bare = (word for code in CODES for word in Language.of(code).words("names.crowd_bare"))
        plain = name if not name.isascii() and is_word_for_many(name, Language.of("zh")) else ""
        every = (f"{ahead}{plain}" for ahead in _ALL_OF if plain)
        words = filter(None, (*again, *bare, plain, *every, many(name).removeprefix("a ")))
        called = "|".join((called, *(rf"(?:[Tt]he |[Aa]n? )?{re.escape(word)}" for word in words)))
    ways = [*([voices] if known.holds(*voice_words()) else []), dressed, called]
    what = _APPOSED if known.careful and known.holds(", a", ", his ", ", her ", ", their ") else ""
    return rf"(?:{'|'.join(ways)}){what}{ended}"


_ALL_OF = ("众", "一众", "全体", "所有", "一群", "那群", "这群", "一队", "一帮", "几个", "几名")
"""What stands before a crowd that is called by its word: 众伪军."""


def _coloured(looks: Looks, first: str, noun: str, known: Known) -> str:
    """The pattern of somebody by colour and kind of a garment, with their hair before it or not: 黑色高马尾的墨绿卫衣女子; none of English looks."""
    if not known.careful or looks.clothes_colour.isascii():
        return ""
    shade, piece = re.escape(looks.clothes_colour.removesuffix("色")), _piece_of(first)
    hair = rf"(?:{re.escape(looks.hair_colour)}[^，。；：“”（）的]{{1,12}}?的)?" if known.holds("的") else ""
    return (
        rf"(?:穿{re.escape(looks.clothes_colour)}{piece}的(?:{noun}|[^，。；：“”（）的]{{1,6}}?)"
        rf"|{hair}{shade}色?{piece}(?:{noun}|[^，。；：“”（）的]{{1,4}}?))|"
    )


def _by_one_trait(looks: Looks, noun: str, known: Known, hair: str) -> str:
    """The pattern of somebody by one thing about their hair or one that they wear: 散乱低发髻的女子, the woman with black hair in a bob."""
    if not known.careful:
        return ""
    if looks.clothes_colour.isascii():
        more = (re.split(r" (?:on|around|across|over) the ", each)[0] for each in worn_of(looks)[1:])
        borne = "|".join(re.escape(each) for each in more if each) or r"(?!)"
        return rf"(?:{noun}) with (?:{hair}|(?:the )?(?:{borne}))|" if known.holds(" with ") else ""
    if not known.holds("的"):
        return ""
    heads = "|".join(re.escape(each) for each in looks.hair_style.split("、") if len(each) > 1) or r"(?!)"
    worn = "|".join(re.escape(each) for each in worn_of(looks) if len(each) > 1) or r"(?!)"
    return rf"(?:(?:{heads})|穿(?:{worn}))的(?:{noun})|"


_APPOSED = rf"(?:{IN_WORDS}(?! (?:[a-z’'-]+ )?(?:of|with|in) ))?"
"""What somebody is, behind a comma; a row of hats is none."""


_FALLS = r" (?:down |almost )?(?:to|past|over|below|above|at|behind) the [a-z]+"
"""How far hair falls, behind the word: black shaggy hair to the ears."""


def _piece_of(garment: str) -> str:
    """A pattern of two or more characters of a garment that stand in it so: 运动服 of 拉链运动服上衣."""
    return rf"(?:[{re.escape(garment)}]{{{min(2, len(garment))},{len(garment)}}})"


def befallen(looks: Looks | None) -> list[str]:
    """What befell somebody, part by part."""
    state = re.split("; |；", looks.clothes_style, maxsplit=1)[1:] if looks else []
    return things(state[0]) if state else []


def one_look(one: Looks | None, other: Looks | None) -> bool:
    """Whether two looks are those of one person, of whom one tells fewer traits or what befell them."""
    if one is None or other is None:
        return False
    if (one.sex, one.age, one.hair_colour, one.clothes_colour) != (
        other.sex,
        other.age,
        other.hair_colour,
        other.clothes_colour,
    ):
        return False
    for mine, theirs in ((one.hair_style, other.hair_style), (one.clothes_style, other.clothes_style)):
        left, right = ({*re.split("、|, | and | with ", re.split("; |；", each)[0])} for each in (mine, theirs))
        if not (left <= right or right <= left):
            return False
    return True


def worn_of(looks: Looks) -> list[str]:
    """What somebody wears, thing by thing; a phrase has the first of them at least."""
    return [part for each in things(looks.clothes_style) for part in re.split(" over | with ", each)]


@cache
def voice_words() -> tuple[str, ...]:
    """What those are called who are only heard, in every language, without articles."""
    said = [
        word
        for code in CODES
        for key in ("female", "male", "child_female", "child_male")
        for word in Language.of(code).words(f"names.voices.{key}")
    ] + [Language.of(code).word("names.voices.crowd") for code in CODES]
    return tuple(re.sub(r"^(?:the|an?) ", "", word) for word in said)


@cache
def _counts() -> str:
    """Articles and ordinals before them."""
    words = [word for code in CODES for word in Language.of(code).words("names.ordinals")]
    return "|".join([r"[Aa]n? ", r"[Tt]he (?:" + "|".join(words) + r") ", r"[Tt]he ", *words])


_OF_KIN = deferred(
    r"的?(?:亲|老|他|她)?(?:[爹娘妈爸]{1,2}|奶奶|爷爷|外婆|外公|姥姥|姥爷|媳妇|老婆|父亲|母亲|婆婆)|['’]s? (?:[a-z]+ )?(?:(?:grand|step|god)?(?:father|mother|son|daughter)|dad|mum|mom|brother|sister|husband|wife|uncle|aunt|nephew|niece|cousin)\b"
)
"""Behind a mention of somebody of whom only kin is told, who need not be seen."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One way in which a person stands in a prompt."""

    name: str
    phrase: str
    facts: str
    """What stands in brackets behind it."""
    around: tuple[str, str] = ("", "")
    """What the picture has before and behind it."""

    @staticmethod
    def of(name: str, words: str, around: tuple[str, str] = ("", "")) -> "Mention":
        """From the words of a gap."""
        match = re.fullmatch(r"\s*(.*?)\s?(?:[（(]([^（()）]*)[）)])?\s*", words, re.DOTALL)
        phrase = re.sub(rf"{IN_WORDS}$", "", match[1] if match else words)
        return Mention(
            name,
            re.sub(r"^(?:the|an?)\s+", "", phrase.strip(), flags=re.I).casefold(),
            (match and match[2]) or "",
            around,
        )

    def is_limb(self, language: Language) -> bool:
        """Whether the picture has a hand, a foot or a shadow of them and no more."""
        before, behind = self.around
        if _OF_KIN.match(behind):
            return True
        limb, turned = (tabled(language.word(f"names.{key}"), re.IGNORECASE) for key in ("limb", "limb_of"))
        return bool(limb.match(behind) or turned.search(before))


def lacks(said: str, looks: Looks) -> list[str]:
    """What of somebody's looks these words do not tell."""
    said = said.casefold()
    parts = [*([] if made_of(looks) else [str(looks.age)]), looks.clothes_colour, *worn_of(looks)]
    parts += [part for part in (looks.hair_colour, *headed(looks.hair_style)) if part not in ("无", "none")]
    return [part for part in parts if part.casefold() not in said and not _apart(part.casefold(), said)]


def _apart(part: str, said: str) -> bool:
    """Whether words tell several traits apart that an appearance has behind one another without a mark."""
    words = part.split()
    return len(words) >= _SEVERAL_TRAITS and all(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said) for word in words)


def headed(style: str) -> list[str]:
    """How hair is worn, and what stands behind it of face and build, one by one: shaggy with a gaunt face and pale eyes."""
    hair, behind, rest = style.partition(" with ")
    return [hair, *rest.split(" and ")] if behind else [style]


def pieces(text: str, known: Known) -> Iterator[str]:
    """The clauses of a text, without the marks between them; quotations, brackets, numbers and names are not cut."""
    whole = [match.span() for match in _WHOLE.finditer(text)] + [(start, end) for start, end, _ in known.mentions(text)]
    at = 0
    for mark in _MARKS.finditer(text):
        if not any(start < mark.end() and mark.start() < end for start, end in whole):
            yield from filter(None, [text[at : mark.start()].strip(" .…")])
            at = mark.end()
    yield from filter(None, [text[at:].strip(" .…")])


_TOKEN = deferred(
    r"\\(?P<sign>[^A-Za-z0-9])|(?P<open>\()|(?P<close>\))|(?P<either>\|)|(?P<times>[?*+]|\{\d*,?\d*\})"
    r"|(?P<some>\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[.^$])|(?P<plain>.)",
    re.DOTALL,
)
"""The pieces of a pattern, as far as they say which letters stand for themselves."""


@lru_cache(4096)
def _must_stand(pattern: str) -> tuple[str, ...]:
    """Pieces that stand, capitals or not, in whatever the pattern fits: what is in no group and no set. To compile it takes far longer."""
    pieces, depth = [""], 0
    for token in _TOKEN.finditer(pattern):
        kind = token.lastgroup
        depth += (kind == "open") - (kind == "close")
        if kind == "either" and not depth:
            return ()
        if kind in ("sign", "plain"):
            pieces[-1] += token[kind] if not depth else ""
            continue
        if kind == "times":  # the letter before it may be missing
            pieces[-1] = pieces[-1][:-1]
        pieces.append("")
    return tuple(piece.casefold() for piece in pieces if piece)


def follows(picture: str, at: int, pattern: str) -> re.Match[str] | None:
    """The pattern where the picture goes on behind marks, spaces and the `and` of a list, up to the next mark."""
    here = picture[max(at - 1, 0) :].casefold()
    if any(word not in here for word in _must_stand(pattern)):
        return None
    begins = compiled(rf"{pattern}(?=[\s，。；！？…,.;!?：:（(）)”]|$|(?<=[）)”】]))", re.IGNORECASE | re.DOTALL)
    joint = _JOINT.match(picture, at)
    assert joint is not None
    starts = dict.fromkeys((joint.end(), *range(joint.end(1), at - 1, -1)))
    return next(filter(None, (begins.match(picture, start) for start in starts)), None)


@lru_cache(1024)
def compiled(pattern: str, flags: int) -> re.Pattern[str]:
    """The pattern of a clause or a shot, which is asked again for each clip and form that it stands in."""
    return re.compile(pattern, flags)


def two_looks(
    shot: Shot, told: str, usual: Mapping[str, Character], here: Mapping[str, Character]
) -> Iterator[tuple[str, str]]:
    """Who is otherwise in a shot and stands in its words as usual too, with that look; unless somebody else looks just so, or the script's own words tell it: a girl in a long red coat who runs in the red coat."""
    for now in marks.versions(shot.visual):
        old, new = usual.get(now.name), here.get(now.name)
        if old is None or new is None or old.appearance == new.appearance:
            continue
        others = "\n".join(one.appearance for name, one in here.items() if name != now.name)
        looks = (look for look in _worn(old.appearance) if look in told and look not in shot.action)
        if look := next((each for each in looks if each not in _flat(new.appearance) + _flat(others)), ""):
            yield now.name, look


def _worn(appearance: str) -> tuple[str, ...]:
    """The ways in which a look can stand in a prompt: whole, and its clothes and hair as a phrase has them."""
    looks = read_appearance(appearance)
    if looks is None:
        return (appearance,)
    between = "" if "，" in appearance else " "
    return (
        appearance,
        f"{looks.clothes_colour}{between}{looks.clothes_style}",
        f"{looks.hair_colour}{between}{looks.hair_style}",
    )


def _flat(appearances: str) -> str:
    """Appearances with their clothes and hair also as a phrase has them."""
    return "\n".join(way for one in appearances.split("\n") for way in _worn(one))
