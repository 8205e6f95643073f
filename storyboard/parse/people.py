"""Who is in the script: names from cast lines, bios and cues; ages and looks where the script says them."""

import re
from collections import Counter
from dataclasses import dataclass, field

from storyboard.model import Person
from storyboard.parse import words

SEPARATORS = re.compile(r"[、，,；;/／|]|\s{2,}|　")
NOTE = re.compile(
    r"[（(【\[][^）)】\]]*[）)】\]]?|[×xX*]\s*\d+|若干[人名]?|等人?$|[两二三四五六七八九十数几\d]+[人名位个](?=$|\s)"
)
PREFIX = re.compile(r"^(?:NPC|主演|配角|主角|群演|群众|特邀|龙套|男主|女主|反派)\s*[:：]\s*")
DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}

AGE_ZH = re.compile(
    r"(?P<digits>\d{1,3})(?:[-~—–至到]\d{1,3})?\s*(?:多|来|余)?岁|(?P<han>[一二三四五六七八九十两]{1,5})(?:多|来|余|几)?岁"
)
AGE_EN = re.compile(
    r"\b(?:aged?\s+)?(?P<n>\d{1,3})(?:s\b|[- ]years?[- ]old|[- ]year[- ]old)|\b(?:aged?|of)\s+(?P<m>\d{1,3})\b|^\s*(?:early |mid |late |mid-|late-|early-)?(?P<k>\d{2})(?:['’]?s)?\s*(?:$|,)",
    re.I,
)
AGE_NAMED = re.compile(r"(?<=[A-Z])\s*[,(]\s*(?P<n>\d{1,2})\s*[,).]")
AGE_BARE = re.compile(r"(?:^|[，,、（(\s])(?P<n>\d{1,2})(?:$|[，,、）)\s])")
LOOKS = re.compile(
    r"岁|发|须|胡|髯|眉|眼|瞳|脸|面[皮容色目]|肤|身材|身高|体格|个子|高[挑大]|矮|瘦|胖|壮|装束|装扮|打扮|衣|袍|裙|裤|衫|装|鞋|靴|帽|冠|戴|穿|披|"
    r"美|俊|英气|帅|丑|秀|清瘦|气质|容貌|相貌|长相|形容|疤|驼|白[头皙]|苍[老白]|中年|青年|少年|老年|年[轻老]|男|女|"
    r"\b(?:hair|eyes?|beard|tall|short|slim|thin|fat|wear(?:s|ing)|dress(?:ed)?|suit|coat|pretty|handsome|beautiful|years?|old|young|aged?|\d0s)\b",
    re.I,
)
ALIAS = re.compile(
    r"(?:又名|又称|外号|绰号|小名|昵称|人称|化名|原名|别名|艺名|本名|字|a\.?k\.?a\.?|alias|nicknamed)[:：\s]*[“\"「]?(?P<alias>[^\s，。、；;,.（）()“”\"「」:：]{1,12})",
    re.I,
)
BIO = re.compile(
    r"^(?:\d{1,2}[、.．)）]\s*)?[*_【\[]*(?P<name>[^\s：:，。！？,、（()）*_—\-【】\[\]“”]{1,12}|[A-Z][A-Za-z.'’ ]{0,28}?)[*_】\]]*\s*(?P<note>[（(][^）)]*[）)])?\s*[*_]*\s*(?:[：:]|——?|—|\s-\s|[，,](?=[^。]{0,10}岁)|[　\t]+(?=.*[岁，]))\s*(?P<rest>.*)$"
)
COMMA_BIO = re.compile(r"^(?P<name>[A-Z][A-Za-z.'’ ]{0,38}?),\s+(?P<note>(?!))?(?P<rest>.+)$")
WIDE_NAME = re.compile(r"^([\u3400-\u9fff])[　 ]{1,4}([\u3400-\u9fff])(?=[　：:（(\t]|$)")
DETAIL = re.compile(
    r"^[-*•·\s]*[*_]*(?P<label>年龄|身份|性格|特征|外貌|形象|外形|性别|造型|服装|简介|职业|背景|姓名)[*_]*\s*[:：][*_]*\s*(?P<rest>.*)$"
)


def number(text: str) -> int | None:
    """18 of 十八 or 十八九, 30 of 三十 or 三四十, 70 of 七十; None where it is no number."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return DIGITS.get(text[0]) if text else None
    return DIGITS.get(tens[:1], 1) * 10 + (DIGITS.get(ones[:1], 0) if ones else 0)


def age(text: str, *, bare: bool = False) -> int | None:
    """The age a text states, the lower one of a range; with `bare` also a number standing alone (`（28）`)."""
    match = AGE_ZH.search(text)
    if match:
        return int(match["digits"]) if match["digits"] else number(match["han"])
    match = AGE_EN.search(text)
    if match:
        return int(match["n"] or match["m"] or match["k"])
    match = AGE_BARE.search(text) if bare else None
    return int(match["n"]) if match else None


def listed(text: str) -> list[str]:
    """The names of a cast line, annotations and counts removed."""
    text = NOTE.sub("", PREFIX.sub("", text.strip()))
    parts = SEPARATORS.split(text)
    if len(parts) == 1 and " " in text and not text.isascii():
        parts = text.split()
    names = (PREFIX.sub("", part.strip(" 　。.*_\t")).strip() for part in parts)
    return [name for name in names if name and len(name) <= 30]


@dataclass(slots=True)
class Entry:
    """What is known of one person so far."""

    aliases: list[str] = field(default_factory=list)
    age: int | None = None
    looks: list[str] = field(default_factory=list)
    listed: bool = False


@dataclass(slots=True)
class People:
    """The cast while it is gathered."""

    entries: dict[str, Entry] = field(default_factory=dict)
    bios: list[str] = field(default_factory=list)
    last: str = ""
    """Whom the next detail line of a bio is about."""

    def add(self, name: str, *, listed: bool = False) -> Entry:
        entry = self.entries.setdefault(name, Entry())
        entry.listed |= listed
        return entry

    def cast_line(self, text: str) -> list[str]:
        """Take in a cast line; its names."""
        names = listed(text)
        for name in names:
            self.add(name, listed=True)
        return names

    def bio(self, line: str, *, sure: bool = False) -> bool:
        """Take in a line of a bio: `林星野（28）：…`, `李明：高三学生`, `- 年龄：18岁`. Whether it was one."""
        detail = DETAIL.match(line)
        if detail:
            return self._detail(detail["label"], detail["rest"].strip(" *_"))
        line = WIDE_NAME.sub(r"\1\2", line)
        match = BIO.match(line) or (COMMA_BIO.match(line) if sure else None)
        if not match or (name := match["name"].strip()) in words.FRONT or name in words.FIELDS:
            return False
        note, rest = match["note"] or "", match["rest"].strip(" *_")
        stated = age(note[1:-1], bare=True) if note else None
        stated = stated if stated is not None else age(rest)
        if not sure and stated is None and not LOOKS.search(note + rest):
            return False
        entry = self.add(name, listed=True)
        entry.age = entry.age if entry.age is not None else stated
        entry.looks += [
            part for part in (note[1:-1].strip(), rest) if part and part not in entry.looks and not part.isdigit()
        ]
        entry.aliases += [found["alias"] for found in ALIAS.finditer(note + rest) if found["alias"] != name]
        self.last = name
        return True

    def name_alone(self, line: str) -> bool:
        """Take in a line of a cast list that is only a name: `算命先生（瞎子）`, `1. **李明**`."""
        name = re.sub(r"^\d{1,2}[、.．)）]\s*", "", WIDE_NAME.sub(r"\1\2", line)).strip(" *_")
        note = re.search(r"[（(]([^）)]*)[）)]$", name)
        bare = name[: note.start()].strip() if note else name
        if not bare or len(bare) > (30 if bare.isascii() else 14) or re.search(r"[，。！？：:；“”…!?]", bare):
            return False
        for part in listed(bare):
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
        """Take in what an action or a direction says of somebody's age and looks: `莲姑，十八九岁，山家装束…`."""
        where = AGE_ZH.search(text) or AGE_EN.search(text) or AGE_NAMED.search(text)
        stated = age(text) if where is None or where.re is not AGE_NAMED else int(where["n"])
        if stated is None:
            return
        at = where.start() if where else 0
        near = _nearest(text, at, names)
        name = near[1] if near else speaker
        if not name:
            return
        entry = self.add(name)
        if entry.age is None:
            entry.age = stated
        start = near[0] if near else max(text.rfind("。", 0, at) + 1, 0)
        looks = described(text[start:])
        aside = re.match(r"\s*[（(]([^（）()]*)[)）]", text[start:])
        if aside and where and start + aside.start(1) <= at < start + aside.end(1):
            looks = " ".join(aside[1].split())
        if looks and not entry.looks:
            entry.looks.append(looks)

    def finish(self, spoken: Counter[str]) -> tuple[Person, ...]:
        """Everybody, in the order in which the script first names them."""
        return tuple(
            Person(
                name,
                tuple(dict.fromkeys(entry.aliases)),
                entry.age,
                "；".join(dict.fromkeys(entry.looks)),
                spoken[name],
                entry.listed,
            )
            for name, entry in self.entries.items()
        )


def _nearest(text: str, at: int, names: frozenset[str]) -> tuple[int, str] | None:
    """(end, name) of the name that ends at most 20 characters before `at`, the last and longest one."""
    for end in range(at, max(at - 20, 0), -1):
        for start in range(max(end - 20, 0), end - 1):
            if text[start:end] in names:
                return end, text[start:end]
    return None


CLAUSE = re.compile(r"[^，,。；;.]+[，,]?")


def described(text: str) -> str:
    """The clauses at the head of `text` that speak of age and looks, verbatim."""
    text = text.lstrip("，,、：:（( 　")
    end = 0
    for match in CLAUSE.finditer(re.split(r"[。；;）)\n]", text, maxsplit=1)[0]):
        if not LOOKS.search(match[0]):
            break
        end = match.end()
    return text[:end].strip("，, ")
