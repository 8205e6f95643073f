"""The cast as one page to review: a drawn portrait, every fact with its script line, what is assumed, conflicts first."""

import base64
import io
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from storyboard.cast.file import load
from storyboard.cast.gather import gather
from storyboard.cast.looks import tell_voice, write_appearance, write_voice
from storyboard.cast.wearing import alone
from storyboard.languages import Language, said
from storyboard.model import Cast, Character, Fact, Member, Script, Version
from storyboard.plan.compile import character
from storyboard.production.casting import scripts_of
from storyboard.production.production import Options, open_script
from storyboard.production.reviewed import PARTS, Reviews, ShowingClips, Written, shown_in
from storyboard.records import dataclass

SIZE = (240, 360)
"""Pixels of a portrait."""
PAPER, LIGHT = (236, 232, 224), (255, 244, 226)


@dataclass(frozen=True, slots=True)
class SheetFact:
    """One fact."""

    part: str
    value: str
    source: str
    where: str
    quote: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class SheetPerson:
    """One person of the page."""

    name: str
    aliases: str
    portrait: str
    """A PNG as a data URI; empty for whom nobody sees."""
    appearance: str
    voice: str
    state: str
    lines: int
    clips: int
    conflicts: tuple[str, ...]
    facts: tuple[SheetFact, ...]
    versions: tuple[str, ...]


def sheet(workspace: Path, scripts: Sequence[Path] = ()) -> str:
    """The page as HTML, of the cast of a workspace and the scripts that were made there (or of those named)."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from storyboard.config import load_settings

    cast = load(workspace / "cast.toml")
    read = [open_script(path, Options(), cast) for path in scripts or scripts_of(workspace)]
    language = Language.of(read[0].language if read else "zh" if _chinese(cast) else "en")
    told = _told(read)
    spoken = Counter(
        name for script in read for unit in script.units for name in (unit.members or (unit.speaker,)) if name
    )
    shown, reviews = shown_in(load_settings(workspace)), Reviews(workspace)
    people = [
        _entry(member, told.get(member.name, []), spoken[member.name], shown, reviews, language)
        for member in cast.members
    ]
    people.sort(key=lambda one: (not one.conflicts, -one.lines))
    words = {key: language.word(f"sheet.{key}") for key in ("title", "also", "lines", "clips", "version", "next")}
    summary = language.word("sheet.summary").format(
        people=len(people),
        seen=sum(bool(one.portrait) for one in people),
        assumed=sum(fact.assumed for one in people for fact in one.facts),
        conflicts=sum(len(one.conflicts) for one in people),
    )
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["counted"] = partial(said.told, code=said.SOURCE)
    template = environment.get_template("sheet.html.jinja")
    return template.render(
        lang=language.code,
        people=people,
        summary=summary,
        word={**words, "comma": language.word("writing.comma")},
    )


def _chinese(cast: Cast) -> bool:
    return any(member.voice.sex in ("男", "女") for member in cast.members)


def _told(scripts: Sequence[Script]) -> dict[str, list[tuple[str, Fact]]]:
    """For everybody the facts of all scripts, with the name of the file."""
    found: defaultdict[str, list[tuple[str, Fact]]] = defaultdict(list)
    for script in scripts:
        for member in gather(script).members:
            found[member.name] += [(Path(script.path).name, fact) for fact in member.facts]
    return found


def _entry(
    member: Member,
    told: Sequence[tuple[str, Fact]],
    lines: int,
    shown: Mapping[str, ShowingClips],
    reviews: Reviews,
    language: Language,
) -> SheetPerson:
    names, written = (member.name, *member.aliases), reviews.untouched(member)
    told = [*told, *_kept(written, told)]
    conflicts = tuple(_conflicts(told, language))
    facts = [_row(file, fact, language) for file, fact in told if fact.source != "assumed" and fact.part != "kind"]
    inferred = {fact.part for _, fact in told if fact.source == "inferred"}
    facts += [_assumed(part, member, told, language) for part in member.assumed if part not in inferred]
    order = [language.word(f"sheet.{part}") for part in ("sex", "age", "hair", "clothes", "marks", "kin", "voice")]
    own = Language.of_sex(member.voice.sex)
    return SheetPerson(
        member.name,
        "、".join(member.aliases),
        portrait(character(member, language.code)) if member.kind == "person" else "",
        write_appearance(member.looks, own.code),
        tell_voice(write_voice(member.voice, member.looks.age, own.code), own),
        language.word(f"sheet.by_{written.by if written else 'person'}"),
        lines,
        sum(shown[name].clips for name in names if name in shown),
        conflicts,
        tuple(
            _once(
                sorted(
                    dict.fromkeys(facts), key=lambda fact: order.index(fact.part) if fact.part in order else len(order)
                )
            )
        ),
        tuple(_version(version, language) for version in member.versions),
    )


def _once(facts: Sequence[SheetFact]) -> Iterator[SheetFact]:
    """The facts, words of the script that several are from only at the first of those that stand together."""
    last = ("", "")
    for fact in facts:
        where = (fact.where, fact.quote)
        yield replace(fact, where="″", quote="") if fact.quote and where == last else fact
        last = where


def _version(version: Version, language: Language) -> str:
    """Where somebody is otherwise, since when, and how: `1-3: 9 years old, white dress`."""
    listed, comma = language.word("writing.list"), language.word("writing.comma")
    where = listed.join((*version.scenes, *version.episodes))
    between = language.word("writing.between")
    told = (
        language.word("sheet.since").format(version.since) if version.since else "",
        "" if version.age is None else language.word("sheet.years").format(version.age),
        *(between.join(pair) for pair in (version.hair, version.clothes) if pair),
        version.state,
        f"{version.voice.pitch} Hz" if version.voice else "",
    )
    return f"{where} · {comma.join(filter(None, told))}"


def _kept(written: Written | None, told: Sequence[tuple[str, Fact]]) -> list[tuple[str, Fact]]:
    """What the record knows: what a model proved, and everything where no script that can be read says anything of them."""
    facts = written.facts if written else ()
    return [(written.file, fact) for fact in facts if written and (fact.source == "model" or not told)]


def _conflicts(told: Sequence[tuple[str, Fact]], language: Language) -> list[str]:
    """Sentences: parts that the scripts tell in two ways, or that a model proves to be otherwise than rules read them."""
    found = []
    for part in ("sex", "age"):
        ways = {
            fact.value: (file, fact) for file, fact in told if fact.part == part and fact.source in ("told", "model")
        }
        if len(ways) > 1:
            joined = language.word("writing.comma").join(
                f"{value} ({file}:{fact.line})" for value, (file, fact) in ways.items()
            )
            found.append(f"{language.word(f'sheet.{part}')}: {joined}")
    return found


def _row(file: str, fact: Fact, language: Language) -> SheetFact:
    words = language.table("sheet")
    where = f"{file}:{fact.line}" if fact.line else ""
    way, _, whose = fact.value.partition("|")
    value = fact.value.replace("|", " ").strip()
    value = words.get(f"kin_{way}", "{}").format(whose) if fact.part == "kin" and whose else value
    part, source = words.get(fact.part, fact.part), words.get(fact.source, fact.source)
    why = language.table("sheet.reasons").get(fact.reason, "") if fact.source == "inferred" else ""
    return SheetFact(
        part,
        value,
        language.word("sheet.because").format(source, why) if why else source,
        where,
        fact.quote,
        fact.source == "inferred",
    )


def _assumed(part: str, member: Member, told: Sequence[tuple[str, Fact]], language: Language) -> SheetFact:
    """A part of the entry that nobody wrote; without the marks of the script that stand behind assumed clothes."""
    words = {"voice": f"{member.voice.pitch} Hz, {member.voice.tempo} SPM, {member.voice.accent}"}
    value = words.get(part) or " ".join(str(getattr(member.looks, name)) for name in PARTS.get(part, ()))
    spoken = Language.of_sex(member.voice.sex)
    marks = [fact.value for _, fact in told if fact.part == "marks"] if part == "clothes" else []
    for mark in marks:  # as entries of older versions have them
        value = value.replace(spoken.word("looks.with") + mark, "")
    value = alone(value, marks, spoken.code) if marks else value
    return SheetFact(language.word(f"sheet.{part}"), value, language.word("sheet.assumed"), "", "", assumed=True)


def portrait(who: Character) -> str:
    """A drawn portrait of a character, as the animatic draws them: a PNG as a data URI."""
    from PIL import Image

    from storyboard.animatic.figures import Pose, figure, paint

    picture = Image.new("RGB", SIZE, PAPER)
    person = figure(who)
    paint(picture, person, Pose(SIZE[0] / 2, SIZE[1] * 0.14, SIZE[1] * 0.24), light=LIGHT)
    data = io.BytesIO()
    picture.save(data, "PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(data.getvalue()).decode()}"
