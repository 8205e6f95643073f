"""Who is in the script: names from cast lines, bios and cues; ages and looks where the script says them."""

import re
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import field
from itertools import pairwise

from storyboard.cast import said
from storyboard.cast.ages import AGE_ZH, age, number
from storyboard.languages import CODES
from storyboard.model import Person
from storyboard.parse import emphasis, words
from storyboard.parse.introductions import ITEM, LOOKS, introductions, plain
from storyboard.parse.tables import people_columns, people_row
from storyboard.patterns import deferred
from storyboard.records import dataclass, later

NO_NAMES = words.FRONT | words.CAMERA | words.SOUND | words.NOT_NAMES
SEPARATORS = deferred(r"[、，,；;/／|]|\s{2,}|　")
SPACED = deferred(r"[\u3400-\u9fff\ue000-\uf8ff]{2,6}(?: [\u3400-\u9fff\ue000-\uf8ff]{2,6})+")
"""Names with single spaces between, beside others that have commas: `顾掌柜、阿棠 陌生人`."""
ASIDE = deferred(r"[（(【\[][^）)】\]]*[）)】\]]?", needs="([【（")
HIDDEN = 0xE000
HIDE = deferred("[\ue000-\uf8ff]")
"""Characters of private use that stand for the brackets of a cast line while it is split."""
COUNT = deferred(r"[×xX*]\s*\d+|若干[人名]?|等人?$|[两二三四五六七八九十数几\d]+[人名位个](?=$|\s)")
BRACKETS, EDGES = "（()）【】[] 　", " 　。.*_\t"
DESCRIBED = deferred(r"(?P<name>[^：:，,、/／。]{1,12}|[A-Z][\w.'’ ]{0,28}?)\s*[：:]\s*(?P<told>\S.*)", re.S)
"""Somebody in a cast line, and behind a colon what is said of them: `梁婶：五十岁，蓝布围裙`."""
APPOSED = deferred(
    r"(?:(?:an?|the) )?(?P<name>[^：:，,、/／。—]{1,12}|[A-Za-z][\w.'’ \ue000-\uf8ff]{0,28})\s*(?:[，,：:]|——?|(?<=[\ue000-\uf8ff])$)\s*(?P<told>.*)",
    re.S,
)
"""The same behind a comma or in brackets, where semicolons part the people: `小女孩，六岁，抱布兔子`."""
SENTENCES = deferred(r"(?<=[\ue000-\uf8ff])\s*[.。]\s*")
"""Between people who are a sentence each, with what is said of them in brackets: `Ada Quinn (34). Joss (9).`"""
FILLING = frozenset("atmosphere|atmos|background|extras_as_needed|n/d".replace("_", " ").split("|"))
"""What a list of who is in a scene calls those who only fill it."""
DOTTED = deferred(r"\s+[·•]\s+")
"""Between people of a cast line: Juno (50s) · Pax (20s)."""
DASHED_BIO = deferred(
    r"(?P<name>[^\s：:，。！？“”（(—―–-]{1,8})\s*(?:——?|―+|–)\s*(?=[男女\d一二三四五六七八九]|[^“”。！？]{0,30}岁)"
)
"""Somebody in a list of people, a dash, and their sex or age first."""
PREFIX = deferred(r"^(?:NPC|主演|配角|主角|群演|群众|特邀|龙套|男主|女主|反派)\s*[:：]\s*")

ALIAS = deferred(
    r"(?:又名|又称|外号|绰号|小名|昵称|人称|化名|原名|别名|艺名|本名|(?<![^\s，,、；;。（(：:])(?:表?字)(?![画幅体迹条典])|a\.?k\.?a\.?|alias|nicknamed)[:：\s]*[“\"「]?(?P<alias>[^\s，。、；;,.（）()“”\"「」:：]{1,12})",
    re.I,
)
BIO = deferred(
    r"^(?:\d{1,2}[、.．)）]\s*)?[*_【\[]*(?P<name>[^\s：:，。！？,、（()）*_—\-【】\[\]“”]{1,12}|[A-Z][A-Za-z.'’ ]{0,28}?)[*_】\]]*\s*(?P<note>[（(][^）)]*[）)])?\s*[*_]*\s*(?:[：:]|\.{3,}|…{2,}|——?|—|\s[-–]\s|[，,](?=[^。]{0,10}岁)|[　\t]+(?=.*[岁，])|[ 　]+(?=[男女](?:[，,、 　]|$)|\d{1,3}岁)|(?<=[）)】])(?=[男女][，,、 　]))\s*(?P<rest>.*)$"
)
PLAYED = deferred(
    r"(?P<name>[\u3400-\u9fff·]{2,5})[　 \t]+(?P<part>(?:老|小|正|青|花|武|彩|刀马|闺门|娃娃)?(?:生|旦|净|末|丑|副|贴|外)角?)(?:[　 \t]+(?P<told>\S.*))?"
)
"""A row of the list of an opera: who, what kind of part, and what they are: 柳四娘　　旦　　渡口茶棚主人."""
BARE_AGE = deferred(r"(?:^|[，,、 　])(\d{1,3})(?=[，,、 　]|$)")
TABBED = deferred(
    r"(?<!\S)(?P<name>(?:(?:Mr|Mrs|Ms|Dr|St|Fr|MR|MRS|MS|DR|ST|FR)\. ?)?[^\t:：，,。.!?]{1,30}?)[ ]*\t+[ \t]*(?=\S)"
)
"""A name in a list of people and the tab behind it: TESS, tab, His niece, 24."""
COMMA_BIO = deferred(
    r"^(?:\d{1,2}[.)]\s*)?(?P<name>[A-Z][A-Za-z.'’\"“” ]{0,38}?)\s*(?P<note>\([A-Z][A-Za-z.'’ ]{1,20}\))?,\s+(?P<rest>.+)$"
)
_ENTRY_EN = deferred(
    r"(?:^|(?<=[a-z\d)][.;]\s))(?:(?:Also|And|Plus|With)\s+)?(?=[A-Z][A-Z.'’-]+(?:\s[A-Z][A-Z.'’-]+){0,3},\s(?:\d|[a-z]))"
)
"""Where in a row of people one begins, each told in a sentence: `WREN OKAFOR, 52, a dispatcher. SILAS, 30, her relief.`"""
_TITLED_EN = deferred(
    r"(?:^|(?<=[a-z\d)][.;]\s)(?<!\bMr\.\s)(?<!\bMrs\.\s)(?<!\bMs\.\s)(?<!\bDr\.\s)(?<!\bSt\.\s)(?<!\bProf\.\s)(?<!\bSgt\.\s)(?<!\bCapt\.\s))"
    r"(?=(?:(?:Mrs?|Ms|Dr|St|Prof|Sgt|Capt)\.\s)?[A-Z][\w'’-]+(?:\s(?:of\s)?[A-Z][\w'’-]+){0,4},\s[a-z\d])"
)
"""The same where names are written small: `Sister Maeve Brannigan, ward sister, fifty. Dr. Anil Rao, twenty-five.`"""
_STOP_EN = deferred(
    r"(?<=[a-z\d)])(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bProf)(?<!\bSgt)(?<!\bCapt)[.](?:\s|$)"
)
WIDE_NAME = deferred(r"^([\u3400-\u9fff])[　 ]{1,4}([\u3400-\u9fff])(?=[　：:（(\t—─，,]|$)")
SAME_CAST = deferred(
    r"[同接](?:上一?场?|前一?场?|第?\s*[一二三四五六七八九十\d]+(?:[-—.]\d+)?\s*[场幕]?)"
    r"|(?:(?:the )?same )?(?:as|like) (?:(?:in )?(?:scene|sc\.?) ?)?(?:\d+[A-Za-z]?(?:[-.]\d+)?|above|before)|same(?: as (?:above|before))?",
    re.I,
)
"""Nobody: the people of another scene (同1-1, as 12-1), who are found where they act."""
DETAIL = deferred(
    r"^[-*•·\s]*[*_]*(?P<label>年龄|身份|性格|特征|外貌|形象|外形|性别|造型|服装|简介|职业|背景|姓名)[*_]*\s*[:：][*_]*\s*(?P<rest>.*)$"
)


def entries(text: str, exact: Collection[str] = ()) -> list[tuple[str, str]]:
    """(name, what the brackets behind it say) of everybody in a cast line: `谢长安（女，二十岁）、皇帝`.

    Counts and `若干` are cut off, except from a name that stands so in `exact`.
    """
    asides: list[str] = []

    def hide(match: re.Match[str]) -> str:
        asides.append(match[0])
        return chr(HIDDEN + len(asides) - 1) if len(asides) < 6000 else ""

    def shown(told: str) -> str:
        return HIDE.sub(lambda sign: asides[ord(sign[0]) - HIDDEN], told)

    text = ASIDE.sub(hide, PREFIX.sub("", text.strip()))
    whole = [part.strip(EDGES) for part in re.split("[;；]", text) if part.strip(EDGES)]
    described = [DESCRIBED.fullmatch(part) for part in whole]
    if any(part and LOOKS.search(part["told"]) for part in described) and all(described):
        return [(HIDE.sub("", part["name"]).strip(EDGES), _joined(part, shown)) for part in described if part]
    apposed = [APPOSED.fullmatch(part) for part in whole] if len(whole) > 1 else []
    if apposed and all(apposed) and any(_looks(part["told"]) for part in apposed if part):
        return [(HIDE.sub("", part["name"]).strip(EDGES), _joined(part, shown)) for part in apposed if part]
    parts = [part for sentence in SENTENCES.split(text) for part in SEPARATORS.split(sentence)]
    if len(parts) == 1 and " " in text and not HIDE.sub("", text).isascii():
        parts = text.split()
    parts = [
        name for part in parts for name in (part.split() if " " in part and SPACED.fullmatch(part.strip()) else [part])
    ]
    found: list[tuple[str, str]] = []
    for part in parts:
        told = "，".join(asides[ord(sign) - HIDDEN].strip(BRACKETS) for sign in HIDE.findall(part))
        name = PREFIX.sub("", HIDE.sub("", part).strip(EDGES)).strip()
        if SAME_CAST.fullmatch(name) or name.casefold() in FILLING:
            continue
        if found and (AGE_ZH.fullmatch(name) or name in ("男", "女")):
            found[-1] = (found[-1][0], "，".join(filter(None, (found[-1][1], name))))
            continue
        name = name if name in exact else PREFIX.sub("", COUNT.sub("", name).strip(EDGES)).strip()
        if len(name) <= 30 and any(sign.isalnum() or sign in "？?" for sign in name):
            found.append((name, told))
    return found


IN_BRACKETS = deferred(r"[\[(](?P<names>[^\[\]]{3,160})[\])]")
A_NAME = deferred(r"[A-Z][\w.'’#\-]*(?: [A-Z#][\w.'’#\-]*){0,3}")


def present(line: str, known: Callable[[str], bool]) -> list[str]:
    """The names of an English line in brackets that only lists people, at least half of whom speak: `(Ada, Mr. Hobb)`.

    Names come in capitals where those who speak are known so.
    """
    found = IN_BRACKETS.fullmatch(line)
    parts = [ASIDE.sub("", part).strip() for part in found["names"].split(",")] if found else []
    if not parts or not all(A_NAME.fullmatch(part) for part in parts):
        return []
    names = [part.upper() if known(part.upper()) else part for part in parts]
    here = sum(map(known, names))
    return names if here and here * 2 >= len(names) else []


def _looks(told: str) -> bool:
    """Whether words behind a name say how somebody looks, and are no further name (少年)."""
    return any(plain(item) for item in ITEM.split(told) if len(item.strip()) > 2)


def _joined(part: re.Match[str], shown: Callable[[str], str]) -> str:
    """What brackets behind a name and words behind its colon say of somebody."""
    aside = "，".join(shown(sign).strip(BRACKETS) for sign in HIDE.findall(part["name"]))
    return "，".join(filter(None, (aside, shown(part["told"]).strip(EDGES))))


def listed(text: str, exact: Collection[str] = ()) -> list[str]:
    """The names of a cast line, annotations and counts removed."""
    return [name for name, _ in entries(text, exact)]


def _close(line: str) -> str:
    """The line, a name of two characters that is written wide in front of it (`李　明：`) written close."""
    return WIDE_NAME.sub(r"\1\2", line) if line[1:2] in (" ", "　") else line


NAME_ALONE = deferred(r"[A-Z][A-Z'’-]+(?:\s[A-Z][A-Z'’-]+){0,2}")
_ALONE_EN = deferred(
    r"(?<!\bMR)(?<!\bMRS)(?<!\bMS)(?<!\bDR)(?<!\bST)(?<!\bSGT)(?<!\bCAPT)(?<!\bPROF)(?<!\b[A-Z])\.\s+(?=(?:THE\s)?[A-Z][A-Z'’-]+(?:\s[A-Z][A-Z'’-]+){0,2}(?:[,.]|$))"
)
"""Between somebody of a row and the next where one of them is told by a name alone: THE CLERK. POPPY, 6."""


def _in_sentences(text: str) -> list[str]:
    """The people of a row that tells each in a sentence behind their name; nothing where it is a list of names."""
    starts = [match.end() for match in _ENTRY_EN.finditer(text)]
    if not starts:
        starts = [match.end() for match in _TITLED_EN.finditer(text)]
        starts = starts if 1 < len(starts) == len(_STOP_EN.findall(f"{text.rstrip('. ')}.")) else []
    rows = [text[start:end].strip(" ;.").removesuffix("Also").strip() for start, end in pairwise([*starts, len(text)])]
    return [each for row in rows for each in _ALONE_EN.split(row)]


def _stated(rest: str, *, sure: bool = False) -> int | None:
    """The age in a bio: 28岁, or a bare number among its first pieces (男，35，光头); `sure` in a list: a widow, 60."""
    told = age(rest)
    if told is None and sure:
        told = next(
            (int(piece) for piece in re.split(r"\s*[,，;；.]\s*", rest) if re.fullmatch(r"[1-9]\d?", piece)), None
        )
    bare = BARE_AGE.search(re.split(r"[。；]", rest)[0][:16]) if re.match(r"[男女]", rest) and told is None else None
    return int(bare[1]) if bare else told


TRADED = deferred(
    r"[\s\-*•·]*(?P<trade>[\u3400-\u9fff]{1,6})[：:]\s*[“「\"]?(?P<name>[\u3400-\u9fff·]{2,6})[”」\"]?\s*(?:——|—|--)\s*(?P<told>[男女][，,、；;].*)"
)
"""A line of a list that has what somebody is before their name: 主播：陆一鸣——男，四十岁，夜班电台主持."""


VOICED_SO = deferred(r"[\u3400-\u9fff]{0,8}(?:的声音|里的人声|传来的声音|画外音|只闻其声)")
"""What a list says of somebody who is only heard, behind a gap: 女人　　电话里的声音."""


@dataclass(slots=True)
class Entry:
    """What is known of one person so far."""

    aliases: list[str] = field(default_factory=list)
    age: int | None = None
    looks: list[str] = field(default_factory=list)
    listed: bool = False

    def describe(self, looks: str) -> None:
        """Take in a later description: the first one, or one that tells of hair or clothes where none is told yet."""
        known = "；".join(self.looks)
        if not looks or looks in known:
            return
        if not known or any(
            part(looks, language) and not part(known, language)
            for part in (said.hair, said.clothes)
            for language in CODES
        ):
            self.looks.append(looks)


@dataclass(slots=True)
class People:
    """The cast while it is gathered."""

    entries: dict[str, Entry] = field(default_factory=dict)
    speakers: Collection[str] = ()
    """Names that stand so in a cue."""
    last: str = ""
    """Whom the next detail line of a bio is about."""
    columns: tuple[str, ...] = ()
    """What the columns of a table of people are called, while its rows are read."""

    def add(self, name: str, *, listed: bool = False) -> Entry:
        entry = self.entries.get(name)
        if entry is None:
            entry = self.entries[name] = Entry()
        entry.listed |= listed
        return entry

    def cast_line(self, text: str) -> list[str]:
        """Take in a cast line; its names."""
        text = DOTTED.sub(", ", text) if text.isascii() or "·" in text or "•" in text else text
        if len(rows := _in_sentences(text)) > 1:
            return [name for row in rows if (name := self._of_row(row))]
        if "—" in text and not re.search("[;；]", text) and (row := DASHED_BIO.match(text)):
            return [row["name"]] if self.bio(text, sure=True) else []
        found = [] if words.NOTHING.fullmatch(text.strip()) else entries(text, self.speakers)
        for name, told in found:
            entry = self.add(name, listed=True)
            items = [item for item in ITEM.split(told) if item.strip()]
            if any(plain(item) for item in items):
                stated = age(told, bare=True)
                entry.age = entry.age if entry.age is not None else stated
                entry.describe(told)
        return [name for name, _ in found]

    def _of_row(self, row: str) -> str:
        """The name of somebody of a row, told in a sentence or by the name alone; empty where it is none."""
        if match := COMMA_BIO.match(row):
            return match["name"].strip() if self.bio(row, sure=True) else ""
        name = row.removeprefix("THE ").strip()
        if not NAME_ALONE.fullmatch(name):
            return ""
        self.add(name, listed=True)
        return name

    def bio(self, line: str, *, sure: bool = False) -> bool:
        """Take in a line of a bio: `林星野（28）：…`, `李明：高三学生`, `- 年龄：18岁`. Whether it was one."""
        line = emphasis.plain(line)
        detail = DETAIL.match(line)
        if detail:
            return self._detail(detail["label"], detail["rest"].strip(" *_"))
        line = _close(TABBED.sub(r"\g<name>: ", line) if sure and "\t" in line else line)
        if trade := TRADED.fullmatch(line):
            entry = self.add(trade["name"], listed=True)
            entry.age = entry.age if entry.age is not None else age(trade["told"])
            entry.looks += [part for part in (trade["told"], trade["trade"]) if part not in entry.looks]
            self.last = trade["name"]
            return True
        if sure and (played := PLAYED.fullmatch(line)):
            entry = self.add(played["name"], listed=True)
            entry.age = entry.age if entry.age is not None else age(played["told"] or "")
            entry.looks += [played["told"]] if played["told"] and played["told"] not in entry.looks else []
            self.last = played["name"]
            return True
        match = BIO.match(line) or (COMMA_BIO.match(line) if sure else None)
        if not match or (name := match["name"].strip()) in NO_NAMES or words.field(name) is not None:
            return False
        note, rest = match["note"] or "", match["rest"].strip(" *_")
        stated = age(note[1:-1], bare=True) if note else None
        stated = stated if stated is not None else _stated(rest, sure=sure)
        if not sure and stated is None and not LOOKS.search(note + rest):
            return False
        entry = self.add(name, listed=True)
        entry.age = entry.age if entry.age is not None else stated
        entry.looks += [
            part for part in (note[1:-1].strip(), rest) if part and part not in entry.looks and not part.isdigit()
        ]
        entry.aliases += [found["alias"] for found in ALIAS.finditer(note + rest) if found["alias"] != name]
        if note[1:2].isupper() and note[1:-1].isupper():  # CONTROL (LOU)
            entry.aliases.append(note[1:-1].strip())
        self.last = name
        return True

    def table(self, line: str) -> bool:
        """Take in a row of a table of people, `| 姓名 | 年龄 | 外貌 |` above all; whether the line is one."""
        columns = people_columns(line)
        row = people_row(line, self.columns) if self.columns and not columns else ()
        self.columns = columns or (self.columns if row else ())
        told = [(label, value) for label, value in row if value and not words.NOTHING.fullmatch(value)]
        if told and told[0][0] == "姓名":
            for label, value in told:
                self._detail(label, value)
        return bool(self.columns)

    def name_alone(self, line: str) -> bool:
        """Take in a line of a cast list that is only a name: `算命先生（瞎子）`, `1. **李明**`."""
        name = re.sub(r"^\d{1,2}[、.．)）]\s*", "", _close(line)).strip(" *_")
        note = re.search(r"[（(]([^）)]*)[）)]$", name)
        bare = name[: note.start()].strip() if note else name
        if not bare or len(bare) > (30 if bare.isascii() else 14) or re.search(r"[，。！？：:；“”…!?]", bare):
            return False
        who, gap, told = bare.replace("\t", "　").partition("　")
        if gap and who in self.speakers and VOICED_SO.fullmatch(told.strip("　 ")):
            self.add(who, listed=True).looks.append(told.strip("　 "))
            self.last = who
            return True
        for part in listed(bare, self.speakers):
            entry = self.add(part, listed=True)
            if note:
                entry.looks.append(note[1])
                entry.age = entry.age if entry.age is not None else age(note[1], bare=True)
            self.last = part
        return True

    def _detail(self, label: str, rest: str) -> bool:
        if label == "姓名":
            self.last = rest
            self.add(rest, listed=True)
        elif self.last:
            entry = self.add(self.last)
            if label == "年龄":
                entry.age = number(re.sub(r"\D", "", rest)[:3]) if re.search(r"\d", rest) else age(rest)
            entry.looks.append(f"{label}：{rest}")
        return bool(self.last)

    def introduce(self, text: str, names: frozenset[str], speaker: str = "") -> None:
        """Take in what an action or a direction says of people's ages and looks; `speaker` is whom a direction is about."""
        for name, years, looks in introductions(text, names, speaker):
            entry = self.add(name)
            entry.age = entry.age if entry.age is not None else years
            entry.describe(looks)

    def finish(self, spoken: Counter[str], told: Callable[[], dict[str, Entry]]) -> tuple[Person, ...]:
        """Everybody, in the order in which the script first names them; `told`: the entries with what is said of ages and looks, asked for when these are."""

        def person(name: str, entry: Entry) -> Person:
            return Person(
                name,
                tuple(dict.fromkeys(entry.aliases)),
                later(lambda _: told()[name].age),
                later(lambda _: emphasis.plain("；".join(dict.fromkeys(told()[name].looks)))),
                spoken[name],
                entry.listed,
            )

        return tuple(person(name, entry) for name, entry in self.entries.items())
