"""The last pass: who speaks how often, what actions say about people, and whatever is odd about the whole."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial

from storyboard.model import Fault, Person, Script, Unit
from storyboard.parse import words
from storyboard.parse.aged import aged_voices
from storyboard.parse.attribution import SURNAMES
from storyboard.parse.chants import with_chants
from storyboard.parse.choice import Choice
from storyboard.parse.doubts import doubts
from storyboard.parse.headings import SAME_PLACE
from storyboard.parse.misspelled import meant, misspelled
from storyboard.parse.numerals import numeral
from storyboard.parse.offstage import called_from_outside
from storyboard.parse.people import Entry, People
from storyboard.parse.sheet import Sheet
from storyboard.parse.states import returned, with_states
from storyboard.parse.supers import over_black, with_supers, with_times
from storyboard.parse.voiced import in_hand, on_the_line
from storyboard.patterns import deferred
from storyboard.records import later
from storyboard.wired import may_be_listed, over_the_wire

CONTROL = deferred("[\x00-\x08\x0e-\x1f\x7f\ufffd\ufeff\u200b-\u200f\u202a-\u202e]")
CONTROLS = [
    *map(chr, (*range(0x09), *range(0x0E, 0x20), 0x7F, 0xFFFD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F)))
]
"""The same one by one: each is looked for faster than all of them, and most scripts have none."""
SAME_FIELD = deferred(r"(?:场景|地点)\s*[:：]\s*同[上前景场]")
"""A field below a heading that says so."""
NAME_WORDS = deferred(r"[^\W_]+(?:['’-][^\W_]+)*")
QUOTATIONS = {"“": "”", "「": "」", "『": "』", '"': '"'}
QUOTED_LEAST, QUOTED_SHARE = 4, 0.8
"""How many speeches, and which part of all, stand between marks of quotation where it is a habit."""
NOBODY = ("未知", "UNKNOWN")
"""Who speaks where the text does not say who."""
UNPARTED = frozenset({"prose", "storyboard", "coded", "narration"})
"""Kinds of scripts whose readers part words from what is told by themselves."""
VARIANT = deferred(
    r"(?:少年|少女|年轻|年轻的|幼年|童年|小时候的|老年|中年|青年|成年|小|老|阿|大)?(?P<name>.+?)(?:女士|先生|小姐|太太|夫人|老师|医生|总|哥|姐|爷|奶奶|爸|妈)?"
)


def finish(choice: Choice, sheet: Sheet, people: People) -> Script:
    """The script on the sheet, with its cast and all warnings in the order of their lines."""
    if not sheet.scenes and sheet.units:
        sheet.open_scene_over_all()
    _unquoted(sheet)
    _aliases(sheet, people)
    _slips(sheet, people)
    if choice.row.name not in UNPARTED:
        sheet.units = with_chants(sheet.units, english=choice.evidence.english)
    delivered = [unit for unit in sheet.units if unit.delivery]
    if delivered:
        sheet.units = on_the_line(in_hand(aged_voices(sheet.units, delivered), delivered), delivered)
    if not choice.evidence.english and "OS" in sheet.text:
        sheet.units = called_from_outside(sheet.units)
    spoken = _speakers(sheet, people)
    _in_capitals(sheet, people, spoken)
    told = cache(partial(_introductions, sheet.units, people))
    _short_names(sheet, people, spoken, told)
    sheet.units = with_states(
        with_supers(over_black(with_times(sheet.units, sheet.text), sheet.text), sheet.scenes), sheet.scenes
    )
    if any(draft.heading.state for draft in sheet.scenes):
        sheet.units, sheet.scenes = returned(sheet.units, sheet.scenes)
    scenes, episodes = sheet.closed_scenes(), sheet.closed_episodes()
    cast = people.finish(spoken, told)
    if may_be_listed(sheet.text):  # looks are worked out for whoever asks
        sheet.units = over_the_wire(sheet.units, cast)
    path, text = sheet.source.path, sheet.text
    sheet.faults += [Fault("reading", remark, path=path) for remark in sheet.source.remarks]
    for fault in (*_odd_scenes(sheet), *_odd_episodes(sheet), *_odd_text(sheet), *_odd_cast(cast, sheet)):
        sheet.doubt(*fault)
    may_be_nobodys = sheet.units if any(spoken[name] for name in NOBODY) else ()
    unknown = sum(unit.kind == "speech" and unit.speaker in NOBODY for unit in may_be_nobodys)
    if unknown:
        message = f"{unknown} of {sum(spoken.values())} speeches: the text does not say who speaks; a language model ([llm]) is asked, or write `名：台词`"
        sheet.faults.append(Fault("unknown-speakers", message, path=path))
    if not spoken:
        sheet.faults.append(Fault("no-speech", "nobody speaks in this script", path=path))
    return Script(
        path,
        choice.row.name,
        choice.reason,
        choice.evidence.language,
        sheet.source.encoding,
        tuple(sheet.units),
        scenes,
        episodes,
        cast,
        tuple(sorted(set(sheet.faults), key=lambda fault: (fault.line, fault.rule, fault.message))),
        later(lambda script: doubts(script, text)),
    )


def _unquoted(sheet: Sheet) -> None:
    """Marks of quotation around a speech are not spoken where a script puts nearly all of its speeches between them."""
    quoted = [
        at
        for at, unit in enumerate(sheet.units)
        if unit.kind == "speech" and unit.text[:1] in QUOTATIONS and _whole_quotation(unit.text)
    ]
    if len(quoted) < QUOTED_LEAST or len(quoted) < QUOTED_SHARE * sum(unit.kind == "speech" for unit in sheet.units):
        return
    for at in quoted:
        unit = sheet.units[at]
        inner = unit.text[1:-1]
        asides = tuple(replace(part, at=min(max(part.at - 1, 0), len(inner))) for part in unit.parentheticals)
        sheet.units[at] = replace(unit, text=inner, parentheticals=asides)


def _whole_quotation(text: str) -> bool:
    """Whether words are one quotation from end to end."""
    shut = QUOTATIONS[text[0]]
    return len(text) > 2 and text.endswith(shut) and text.find(shut, 1) == len(text) - 1


def _aliases(sheet: Sheet, people: People) -> None:
    """A cue by another name that the bio gives (小名阿意) is that person's, where nobody else has the name."""
    owners: dict[str, list[str]] = {}
    for name, entry in people.entries.items():
        for alias in entry.aliases:
            owners.setdefault(alias, []).append(name)
    meant = {alias: full[0] for alias, full in owners.items() if len(full) == 1 and alias not in people.entries}
    told: set[str] = set()
    for index, unit in enumerate(sheet.units) if meant else ():
        if unit.kind != "speech" or not ({unit.speaker, *unit.members} & set(meant)):
            continue
        members = tuple(meant.get(name, name) for name in unit.members)
        speaker = "、".join(members) if members else meant.get(unit.speaker, unit.speaker)
        sheet.units[index] = replace(unit, speaker=speaker, members=members, cue=unit.cue or unit.speaker)
        if unit.speaker not in told:
            sheet.doubt("name-variant", f"“{unit.speaker}” is taken for {speaker}, as the bio says", unit.start)
        told.add(unit.speaker)


def _slips(sheet: Sheet, people: People) -> None:
    """A cue that is somebody's name but for a letter is theirs, and that is said."""
    listed = frozenset(name for name, entry in people.entries.items() if entry.listed)
    for at, name in list(misspelled(sheet.units, listed)):
        unit = sheet.units[at]
        sheet.units[at] = meant(unit, name)
        people.entries.pop(unit.speaker, None)
        sheet.doubt("name-variant", f"“{unit.speaker}” is taken for a slip of {name}", unit.start)


def _speakers(sheet: Sheet, people: People) -> Counter[str]:
    spoken = Counter(
        [name for unit in sheet.units if unit.kind == "speech" for name in unit.members or (unit.speaker,)]
    )
    for name in spoken:
        if name:
            people.add(name)
    return spoken


def _in_capitals(sheet: Sheet, people: People, spoken: Counter[str]) -> None:
    """Cues in capitals that are one silent name of the cast list, or a part of it, are that person's."""
    silent = [name for name, entry in people.entries.items() if entry.listed and not spoken[name]]
    parts = {each: NAME_WORDS.findall(each.casefold()) for each in silent}
    for name in [each for each in spoken if each.isascii() and each.isupper()]:
        own = NAME_WORDS.findall(name.casefold())
        entry = people.entries[name]
        full = [each for each in silent if each != name and _part_of(own, parts[each])]
        if len(full) != 1 or entry.listed or entry.age is not None:
            continue
        silent.remove(full[0])
        told = people.entries.pop(full[0])
        told.looks += [part for part in entry.looks if part not in told.looks]
        told.aliases += [] if name.casefold() == full[0].casefold() else [full[0]]
        people.entries[name] = told
        for draft in sheet.scenes:
            draft.cast = [name if each == full[0] else each for each in draft.cast]
        if full[0].isupper():
            first = next(unit.start for unit in sheet.units if name == unit.speaker or name in unit.members)
            sheet.doubt("name-variant", f"“{name}” is taken for {full[0]} of the cast list", first)


def _part_of(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether the words of a cue are a name of the list, or words of it in their order: NOOR of NOOR HADDAD, DEZ of DESMOND "DEZ" PIKE, MRS. PLUMB of Mrs. Dorothea Plumb."""
    rest = iter(full)
    return all(word in rest for word in short)


def _short_names(sheet: Sheet, people: People, spoken: Counter[str], told: Callable[[], dict[str, Entry]]) -> None:
    """Cues that are short for one silent name of the cast list (翁 for 老翁) get what the list says of it, and say so."""
    silent = [name for name, entry in people.entries.items() if entry.listed and not spoken[name]]
    short = {
        name: [other for other in silent if name != other and name and _within(name, other)] for name in list(spoken)
    }
    claims = Counter(full[0] for full in short.values() if len(full) == 1)
    if claims:  # only then must be known how old everybody is said to be
        people.entries = told()
    for name, full in short.items():
        if len(full) != 1:
            continue
        own = people.entries[name]
        entry = people.entries[full[0]]
        if claims[full[0]] > 1 or (own.age is not None and not _of_age(name, full[0], own.age, entry.age)):
            continue
        del people.entries[full[0]]
        entry.age = own.age if entry.age is None else entry.age
        entry.looks += [part for part in own.looks if part not in entry.looks]
        entry.aliases.append(full[0])
        people.entries[name] = entry
        first = next(unit.start for unit in sheet.units if name == unit.speaker or name in unit.members)
        sheet.doubt("name-variant", f"“{name}” is taken for {full[0]} of the cast list", first)


def _within(short: str, full: str) -> bool:
    """Whether a cue may be short for a name of the list: 翁 for 老翁, 李妈 for 田宅的女仆李妈."""
    return full.endswith(short) and (len(short) > 1 or len(full) == 2)


def _of_age(name: str, full: str, told: int, listed: int | None) -> bool:
    """Whether somebody of an age is one whose whole name the list has, of whom it tells no other age: 阿潮, thirty-eight, is 林阿潮, 老葛 is 船夫老葛."""
    before = full[: len(full) - len(name)]
    surname = len(before) == 1 and before in SURNAMES
    trade = len(before) > 1 and (not full.isascii() or before[-1] == " ") and OTHER_SELF.search(before) is None
    return len(name) > 1 and (surname or trade) and listed in (None, told)


OTHER_SELF = deferred(
    r"[少青幼童晚老中]年|小时候|儿时|年[轻幼少]|当年|从前|未来|将来|过去|[\d一二三四五六七八九十]+岁|[假真另]|梦[里中]|的$|\b(?:young(?:er)?|old(?:er)?|little|teen\w*|child|adult|baby|future|past|fake|dream|other|of|and)\b|['’]s\b",
    re.I,
)
"""Before a name: the same person at another age, or somebody else who belongs to them."""


def _introductions(units: Sequence[Unit], people: People) -> dict[str, Entry]:
    """What is known of everybody with what actions and directions say of them: for whoever asks about ages and looks."""
    told = People(
        {name: Entry(entry.aliases, entry.age, [*entry.looks], entry.listed) for name, entry in people.entries.items()}
    )
    names = frozenset(name for name in told.entries if len(name) > 1)
    for unit in units:
        if unit.kind == "action":
            told.introduce(unit.text, names)
        elif unit.kind == "speech" and unit.parentheticals:
            for direction in unit.parentheticals:
                told.introduce(direction.text[1:-1], names, unit.speaker)
    return told.entries


Odd = tuple[str, str, int]


def _odd_scenes(sheet: Sheet) -> Iterator[Odd]:
    for scene in sheet.scenes:
        said = scene.heading
        if scene.implied and (said.location or said.time):
            begins = sheet.text[scene.start : scene.start + 60].strip().splitlines()[0][:24]
            yield (
                "guessed-scene",
                f"“{begins}…” is taken to open a scene: {said.location or 'no place'}, {said.time or 'no time'}",
                scene.start,
            )
        elif scene.implied:
            yield (
                "no-heading",
                "the story goes on without a scene heading; it is read as a scene without place and time",
                scene.start,
            )
        elif not said.location and not re.match(r"(?i)act\b|第.*幕", said.number) and not _goes_on(sheet, scene.start):
            yield (
                "heading-without-place",
                f"the heading “{sheet.text[scene.start : scene.start + 80].splitlines()[0].strip()[:40]}” names no place",
                scene.start,
            )


def _goes_on(sheet: Sheet, start: int) -> bool:
    """Whether the heading at an offset says that it is the place of the scene before."""
    text, end = sheet.text, max(sheet.text.find("\n", start), start)
    return SAME_PLACE.search(text, start, end) is not None or SAME_FIELD.search(text, start, start + 80) is not None


def _odd_episodes(sheet: Sheet) -> Iterator[Odd]:
    numbers = [(numeral(number), number, start) for number, _, start in sheet.episodes if number]
    expected = numbers[0][0] if numbers else None
    seen: set[int] = set()
    for value, number, start in numbers:
        if value is None or expected is None:
            continue
        if value in seen:
            yield "episode-repeated", f"episode {number} stands here a second time", start
        elif value != expected:
            yield "episode-order", f"episode {number} stands where {expected} should be", start
        seen.add(value)
        expected = value + 1


def _odd_text(sheet: Sheet) -> Iterator[Odd]:
    match = CONTROL.search(sheet.text) if any(map(sheet.text.__contains__, CONTROLS)) else None
    if match:
        yield (
            "control-character",
            f"the text has a character that cannot be seen (U+{ord(match[0]):04X}); it is kept",
            match.start(),
        )
    if sheet.units and all(unit.kind in ("front", "title", "blank", "note", "cast") for unit in sheet.units):
        yield "only-front", "there is only front matter here: titles, outlines, people, but no story", 0


def _odd_cast(cast: tuple[Person, ...], sheet: Sheet) -> Iterator[Odd]:
    """Names that may be one person under two names: reported, never merged."""
    speakers = [person.name for person in cast if person.speeches]
    known = {name for name in speakers if len(name) >= 2} - words.VOICES
    for name in speakers:
        match = VARIANT.fullmatch(name)
        core = match["name"] if match else name
        if core != name and core in known:
            yield (
                "name-variant",
                f"“{name}” may be {core} under another name; the two are kept apart",
                next((unit.start for unit in sheet.units if unit.speaker == name), 0),
            )
