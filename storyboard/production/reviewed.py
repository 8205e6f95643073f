"""Which entries of cast.toml the program wrote and nobody touched since, and what becomes of them when more is known.

`.storyboard/cast.json` keeps of every entry of ours what it was and who made it. An entry that differs from its
record, that was approved, or that has none, is a person's. Of ours, an entry is asked about again when a language model is
there for the first time, takes what a later episode tells, and follows the script it was read from. An entry that a bought
clip shows is frozen: what would change is said, with the clips and their price, and never done.
"""

import contextlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from storyboard.cast.gather import gather
from storyboard.config import Settings
from storyboard.languages import Language, heard
from storyboard.model import Cast, Fact, Looks, Member, Order, Person, Script
from storyboard.production.files import digest, dump, read_text, write_whole
from storyboard.records import dataclass

if TYPE_CHECKING:
    from storyboard.ledger import Ledger

RECORD = Path(".storyboard") / "cast.json"
By = Literal["rules", "model"]
PARTS = {
    "sex": ("sex",),
    "age": ("age",),
    "hair": ("hair_colour", "hair_style"),
    "clothes": ("clothes_colour", "clothes_style"),
}
"""What `assumed` names -> the parts of a look."""


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as we wrote it."""

    entry: str
    """Hash of it."""
    by: By
    script: str
    """Name of the script file it was first read from."""
    told: dict[str, str] = field(default_factory=dict)
    """What the rules read in the script of each part it tells, however the entry words it."""
    facts: tuple[Fact, ...] = ()
    """What is known of them, each with its line and quote, so that the script need not be read again for it."""
    file: str = ""
    """Name of the script file whose lines the facts cite."""


@dataclass(frozen=True, slots=True)
class ShowingClips:
    """The bought clips that show somebody."""

    clips: int = 0
    price: float | None = None
    """Of all of them; None where it is not known."""


class Reviews:
    """The record of a workspace's entries."""

    def __init__(self, workspace: Path) -> None:
        self.path = workspace / RECORD
        self._entries: dict[str, Written] = {}
        with contextlib.suppress(OSError, ValueError, TypeError, AttributeError):
            known = json.loads(read_text(self.path)) if self.path.is_file() else {}
            self._entries = {name: _written(entry) for name, entry in known.items()}

    def untouched(self, member: Member) -> Written | None:
        """The record of an entry that is as we wrote it; None where it is a person's."""
        found = self._entries.get(member.name)
        return found if found and found.entry == _hash(member) else None

    def note(self, members: Iterable[Member], by: By, script: str, told: Mapping[str, dict[str, str]]) -> None:
        """Records entries as ours, with what `told` has for their names; the script stays the one they were first read from."""
        before = dict(self._entries)
        for member in members:
            known = before.get(member.name)
            first = known.script if known else script
            words = told.get(member.name, known.told if known else {})
            facts, file = (known.facts, known.file) if known else ((), "")
            if member.facts and member.facts != facts:
                facts, file = member.facts, script
            self._entries[member.name] = Written(_hash(member), by, first, words, facts, file)
        if self._entries != before:
            self._save()

    def with_facts(self, cast: Cast) -> Cast:
        """The cast with what the record knows of entries of ours; cast.toml holds no facts."""
        kept = {one.name: written.facts for one in cast.members if (written := self.untouched(one))}
        return replace(
            cast, members=tuple(replace(one, facts=one.facts or kept.get(one.name, ())) for one in cast.members)
        )

    def forget(self, names: Iterable[str]) -> None:
        """From now on these entries are a person's."""
        for name in names:
            self._entries.pop(name, None)
        self._save()

    def _save(self) -> None:
        entries = {name: asdict(entry) for name, entry in sorted(self._entries.items())}
        if entries or self.path.is_file():
            write_whole(self.path, dump(entries))


def _written(entry: dict[str, Any]) -> Written:
    """A record as it was saved; earlier ones have no facts."""
    facts = tuple(Fact(**fact) for fact in entry.get("facts", ()))
    return Written(**{**entry, "facts": facts})


def _hash(member: Member) -> str:
    return digest(repr(member))


def shown_in(settings: Settings) -> dict[str, ShowingClips]:
    """For everybody whom a bought clip of this workspace shows: how many do, and what they cost."""
    if not settings.ledger.exists() and not settings.season.database:
        return {}
    from storyboard.ledger import open_ledger

    with open_ledger(settings) as ledger:
        return _shown(ledger)


def _shown(ledger: "Ledger") -> dict[str, ShowingClips]:
    clips: defaultdict[str, int] = defaultdict(int)
    prices: defaultdict[str, list[float | None]] = defaultdict(list)
    done = {attempt.job: attempt for attempt in ledger.all_attempts() if attempt.state == "done"}
    for key, attempt in done.items():
        job = ledger.job(key)
        for each in job.order.characters if job else ():
            clips[each.name] += 1
            prices[each.name].append(attempt.price)
    return {
        name: ShowingClips(count, None if None in prices[name] else round(sum(filter(None, prices[name])), 2))
        for name, count in clips.items()
    }


@dataclass(frozen=True, slots=True)
class Renewed:
    """What is known more of entries that are ours."""

    changed: tuple[Member, ...]
    """Entries that are to be written anew."""
    proposals: tuple[str, ...]
    """Sentences: what would change of frozen ones, with clips and price."""
    told: Mapping[str, dict[str, str]] = field(default_factory=dict)
    """What the script tells of the changed ones."""


def renewed(
    script: Script,
    known: Cast,
    reviews: Reviews,
    shown: Mapping[str, ShowingClips],
    *,
    silent: bool,
    versions: bool = True,
) -> Renewed:
    """What this script tells of entries that the program wrote, part by part; assumed parts that it leaves open stay.

    `versions`: whether rules may add how somebody is in other scenes; not where a model has read the whole script for it, whose own
    entries stay as they are.
    """
    ours = {member.name: written for member in known.members if (written := reviews.untouched(member))}
    if not ours:
        return Renewed((), ())
    script = replace(script, cast=tuple(_as_called(person, known) for person in script.cast))
    anew = gather(script, Cast(tuple(one for one in known.members if one.name not in ours)), silent=silent)
    changed, proposals = [], []
    told: dict[str, dict[str, str]] = {}
    file = Path(script.path).name
    for member in known.members:
        new = anew.get(member.name) if member.name in ours else None
        if new is None or new.kind != member.kind:
            continue
        written = ours[member.name]
        if not versions and written.by == "model" and written.script == file:
            continue  # who read the whole of this very script has told of them: rules read single sentences of it
        taken = _taken(member, new, written, same=written.script == file)
        after = _with_told(member, new if versions else replace(new, versions=()), taken)
        if after == member:
            continue
        clips = next((shown[name] for name in (member.name, *member.aliases) if name in shown), None)
        if clips is None:
            changed.append(after)
            told[member.name] = {**written.told, **{part: told_of(new)[part] for part in taken}}
        else:
            proposals.append(_proposal(member, after, clips, heard(script.language)))
    return Renewed(tuple(changed), tuple(proposals), told)


def _as_called(person: Person, known: Cast) -> Person:
    """Somebody of a script with the other names that cast.toml has for them: who 晓禾 is tells whose apron it is."""
    member = known.get(person.name)
    return replace(person, aliases=tuple(dict.fromkeys((*person.aliases, *member.aliases)))) if member else person


def told_of(member: Member) -> dict[str, str]:
    """The parts that rules read in a script, of an entry as they gathered it."""
    return {
        part: " ".join(str(getattr(member.looks, name)) for name in fields)
        for part, fields in PARTS.items()
        if part not in member.assumed
    }


def _taken(old: Member, new: Member, written: Written, *, same: bool) -> tuple[str, ...]:
    """The parts of a new reading that the old entry takes: what nobody wrote before, or a model alone, and in its own script what is told otherwise.

    Hair and clothes that a model proved by the script are how somebody looks: what they wear in a later file does not replace them.
    """
    told = told_of(new)
    by_model = {fact.part for fact in written.facts if fact.source == "model"} & {"sex", "age"}
    open_parts = {*old.assumed, *by_model} - {*written.told}
    return tuple(
        part for part in told if part in open_parts or (same and written.told.get(part, told[part]) != told[part])
    )


def _with_told(old: Member, new: Member, taken: Iterable[str]) -> Member:
    """The old entry with these parts of a new reading, its other names, and its versions of scenes that had none."""
    looks, assumed = old.looks, set(old.assumed)
    for part in taken:
        looks = replace(looks, **{name: getattr(new.looks, name) for name in PARTS[part]})
        assumed.discard(part)
    voice = old.voice
    if (looks.sex, looks.age) != (old.looks.sex, old.looks.age):
        voice = replace(new.voice, tempo=old.voice.tempo) if looks.sex == new.looks.sex else voice
    there = {scene for version in old.versions for scene in version.scenes}
    more = tuple(version for version in new.versions if not there & {*version.scenes})
    return replace(
        old,
        looks=looks,
        voice=voice,
        aliases=tuple(dict.fromkeys((*old.aliases, *new.aliases))),
        assumed=tuple(part for part in old.assumed if part in assumed),
        evidence=new.evidence if looks != old.looks else old.evidence,
        versions=(*old.versions, *more),
        facts=new.facts or old.facts,
    )


def _proposal(old: Member, new: Member, clips: ShowingClips, language: Language) -> str:
    """One sentence on what would change, where nothing was changed."""
    before, after = (_told(one.looks, language) for one in (old, new))
    parts = [f"{before[part]} → {after[part]}" for part in PARTS if before[part] != after[part]]
    if new.versions != old.versions:
        parts.append(language.word("cast.versions"))
    if new.aliases != old.aliases:
        parts.append(
            language.word("cast.aliases").format("、".join(name for name in new.aliases if name not in old.aliases))
        )
    price = language.word("cast.price").format(f"{clips.price:g}") if clips.price is not None else ""
    joined = language.word("writing.comma").join(parts)
    return language.word("cast.frozen").format(name=old.name, parts=joined, clips=clips.clips, price=price)


def _told(looks: Looks, language: Language) -> dict[str, str]:
    between = language.word("writing.between")
    return {part: between.join(str(getattr(looks, name)) for name in fields) for part, fields in PARTS.items()}


LINES, CLIPS = 3, 2
"""From so many lines or clips on somebody's assumed looks are told before money is spent."""


def assumed_in(orders: Sequence[Order], cast: Cast) -> tuple[str, ...]:
    """What is assumed of the people whom these orders show: `黑衣人：女，驼色大衣`; most lines first, extras left out.

    A heading comes first; nothing where nothing is assumed.
    """
    lines: Counter[str] = Counter(shot.dialogue.role for order in orders for shot in order.shots if shot.dialogue.text)
    clips: Counter[str] = Counter(each.name for order in orders for each in order.characters)
    found: list[str] = []
    for member in sorted(cast.members, key=lambda one: -lines[one.name]):
        parts = [part for part in PARTS if part in member.assumed]
        if parts and member.kind == "person" and (lines[member.name] >= LINES or clips[member.name] >= CLIPS):
            written = Language.of_sex(member.voice.sex)
            language = heard(written.code)
            words = _told(member.looks, written)
            told = written.word("writing.comma").join(words[part] for part in parts)
            found += [] if found else [language.word("cast.assumed_head")]
            found.append("  " + language.word("cast.assumed").format(name=member.name, words=told))
    return tuple(found)
