"""Which pictures and films of a production go along with which clip, up to what the model takes at this gateway.

In this sequence: the clip's own; one film or picture of each of its people, whoever says most first; one of its place; one
of each thing that is seen; then further pictures of people. Who has an `@username` here is told by it. What finds no room is
told in words, and said.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Literal

from storyboard import marks, names, telling
from storyboard.cast.sitters import is_stale
from storyboard.config import refuse_links_out
from storyboard.config.settings import PREVIEW
from storyboard.errors import UsageError
from storyboard.languages import Language
from storyboard.model import Board, Cast, Clip, Member, Offer, Pictured, Place, Prop, Reference, Slots, Telling
from storyboard.production.addresses import known
from storyboard.production.english import told
from storyboard.production.production import Production
from storyboard.production.references import FILE, ReferenceRow, means, rows_of
from storyboard.profiles import Dialect, load_dialect
from storyboard.profiles.dialect import applies
from storyboard.profiles.profile import WORDS, load_profile, ordinal
from storyboard.records import dataclass

Kind = Literal["person", "place", "prop"]


@dataclass(frozen=True, slots=True)
class SlotWanted:
    """Somebody or something that a clip shows and that has pictures, a film or a voice."""

    kind: Kind
    name: str
    sheets: tuple[str, ...] = ()
    film: str = ""
    voice: str = ""
    handle: bool = False
    """The prompt tells them by an `@username`."""


def slots_for(production: Production, board: Board) -> Callable[[Clip], Slots]:
    """What tells of a clip what goes along with its order. `UsageError` for a file that is not there, or a row without sense."""
    rows = rows_of(production)
    cast = production.cast
    shown: tuple[Member | Place | Prop, ...] = (*cast.members, *cast.places, *cast.props)
    entry = production.settings.gateway()
    if entry.dialect == PREVIEW or not (rows.clip or rows.words or any(_is_shown(each) for each in shown)):
        return lambda clip: Slots()
    naming = names.naming(board.character_setting, cast, production.offer.gateway, names.language_of(board))
    desk = _desk(production, names.language_of(told(production, board)))
    filled: dict[Clip, Slots] = {}

    def fill(clip: Clip) -> Slots:
        if clip not in filled:
            own = [row for row in rows.clip if means(row, board, clip)]
            handles = telling.handled(board, clip, naming, production.offer.characters)
            people = telling.people_in(board, clip, naming)
            wanted = _wanted(production.cast, board, clip, people, handles)
            things = sum(each.kind == "prop" and each.handle for each in wanted)
            filled[clip] = desk.filled(own, rows.words, wanted, things + sum(name in handles for name in people))
        return filled[clip]

    return fill


def still_slots(production: Production, board: Board, dialect: Dialect, model: str) -> Callable[[Clip], Slots]:
    """The same for a still of a clip at a gateway that makes pictures: by people's, the place's and things' pictures alone."""
    offer = replace(production.offer, gateway="", model=model, characters=0)
    naming = names.naming(board.character_setting, production.cast, "", names.language_of(board))
    language = naming.language.code
    words = {role: told.get(language, told["en"]) for role, told in WORDS.items()}
    desk = _Desk(dialect, dialect.create.encoding, offer, production.settings.workspace, words, language)

    def fill(clip: Clip) -> Slots:
        people = telling.people_in(board, clip, naming)
        wanted = [replace(each, film="", voice="") for each in _wanted(production.cast, board, clip, people, {})]
        return desk.filled((), "", wanted, 0)

    return fill


def remarks_on_slots(production: Production, board: Board, clips: Sequence[Clip]) -> tuple[str, ...]:
    """Whose pictures do not go along with which clips and why, and rows of `references.toml` that mean no clip."""
    slots = slots_for(production, board)
    found: dict[str, list[str]] = {}
    for number, clip in enumerate(clips, 1):
        for said in slots(clip).left:
            found.setdefault(said, []).append(f"{number:03d}")
    left = [f"clip{'s' if len(where) > 1 else ''} {', '.join(where)}: {said}" for said, where in found.items()]
    left += _stale(production.cast)
    lost = [row for row in rows_of(production).clip if not any(means(row, board, clip) for clip in clips)]
    return (*left, *(f"{FILE}: no clip of {production.name} has {row.line!r}" for row in lost if row.episode))


def _stale(cast: Cast) -> list[str]:
    """Whose approved picture was made from other looks than those of today."""
    shown: tuple[Member | Place | Prop, ...] = (*cast.members, *cast.places, *cast.props)
    old = [each.name for each in shown if any(is_stale(each, sheet) for sheet in each.sheets)]
    return [
        f"{name}: its picture was made from other looks than cast.toml has now: `storyboard cast picture {name}`"
        for name in old
    ]


def room_for_words(production: Production) -> int:
    """Characters that the paragraph before the first shot may take of a prompt, at most; 0 where there will be none."""
    rows = rows_of(production)
    shown: tuple[Member | Prop, ...] = (*production.cast.members, *production.cast.props)
    sheets = sum(len(each.sheets) for each in shown)
    if not (rows.words or sheets or any(row.words for row in rows.clip)):
        return 0
    return 20 + len(rows.words) + max((len(row.words) for row in rows.clip), default=0) + 60 * min(sheets, 9)


def _is_shown(each: Member | Place | Prop) -> bool:
    return bool(each.sheets or (isinstance(each, Member) and (each.film or each.voice_sample)))


def _wanted(
    cast: Cast, board: Board, clip: Clip, people: Sequence[str], handles: Mapping[str, str]
) -> list[SlotWanted]:
    """Everybody and everything of a clip that has a picture, a film or a voice, in the sequence in which slots are given."""
    members = {member.name: member for member in cast.members if _is_shown(member)}
    found = [
        SlotWanted("person", name, each.sheets, each.film, each.voice_sample, name in handles)
        for name in people
        if (each := members.get(name))
    ]
    here = list(dict.fromkeys(names.place_of(board.shots[part.shot].location) for part in clip.parts))
    found += [SlotWanted("place", each.name, each.sheets) for each in cast.places if each.sheets and each.name in here]
    seen = "\n".join(
        f"{marks.without(shot.visual)}\n{shot.action}" for part in clip.parts for shot in (board.shots[part.shot],)
    )
    found += [
        SlotWanted("prop", each.name, each.sheets, handle=each.name in handles)
        for each in cast.props
        if each.sheets and any(_stands_in(word, seen) for word in (each.name, *each.aliases))
    ]
    return found


def _stands_in(word: str, text: str) -> bool:
    """Whether a thing is named: Latin words whole and in any case, Chinese ones anywhere."""
    if not word.isascii():
        return word in text
    return re.search(rf"(?<![A-Za-z0-9]){re.escape(word)}(?:e?s)?(?![A-Za-z0-9])", text, re.IGNORECASE) is not None


def _desk(production: Production, language: str) -> "_Desk":
    from storyboard.gateways.build import encoding_of

    entry, workspace = production.settings.gateway(), production.settings.workspace
    dialect = load_dialect(entry.dialect, workspace)
    encoding = "chat" if dialect.flow == "chat" else encoding_of(dialect, entry)
    profile = load_profile(production.offer.profile, workspace)
    own = profile.words if profile else {}
    words = {role: own.get(role, told).get(language, told["en"]) for role, told in WORDS.items()}
    return _Desk(dialect, encoding, production.offer, workspace, words, language)


@dataclass(slots=True)
class _Filling:
    """The slots of one clip while they are given."""

    given: list[Reference] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    people: list[Pictured] = field(default_factory=list)
    places: list[tuple[str, str]] = field(default_factory=list)
    head: list[str] = field(default_factory=list)

    def count(self, role: str) -> int:
        return sum(each.role == role for each in self.given)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What the model takes at this gateway, and how it names it."""

    dialect: Dialect
    encoding: str
    offer: Offer
    workspace: Path
    words: Mapping[str, str]
    """Role -> `图片{n}`."""
    language: str

    def filled(self, own: Sequence[ReferenceRow], words: str, wanted: Sequence[SlotWanted], handles: int) -> Slots:
        """A clip's own references as they are; all others as far as there is room beside them.

        `handles`: people of the clip whom the prompt tells by an `@username`.
        """
        clip = _Filling([self._found(each) for row in own for each in row.chosen()])
        first: dict[str, str] = {}
        for each in wanted:
            if each.film and self._guest(clip, each, handles):
                first[each.name] = ""
        for each in wanted:
            if each.sheets and each.name not in first and not each.handle and self._picture(clip, each, each.sheets[0]):
                role = role_of(each.sheets[0])
                first[each.name] = ordinal(self.words[role], clip.count(role))
                self._tell(clip, each, first[each.name])
        self._more(clip, wanted, first)
        self._say_left(clip, wanted, first)
        self._voices(clip, wanted)
        clip.head += [*dict.fromkeys(filter(None, (words, *(row.words for row in own))))]
        return Slots(
            tuple(clip.given), tuple(clip.left), Telling(tuple(clip.people), tuple(clip.places), tuple(clip.head))
        )

    def _guest(self, clip: _Filling, each: SlotWanted, handles: int) -> bool:
        """A person's film as a character, where the gateway takes one more. Who has a username is told by that beside it."""
        use = self.dialect.characters.use if self.dialect.characters else ()
        guests = clip.count("character")
        room = "list" in use or ("url" in use and not guests and not each.handle)
        if not room or (self.offer.characters and not each.handle and guests + handles >= self.offer.characters):
            return False
        clip.given.append(self._found(_film(each.film)))
        says = self.dialect.characters.says.get(self.language, "") if self.dialect.characters else ""
        if says and not each.handle:
            clip.people.append(Pictured(each.name, ordinal(says, guests + 1), picture=False))
        return True

    def _picture(self, clip: _Filling, each: SlotWanted, sheet: str) -> bool:
        """Gives a picture a slot; where there is none, says so of pictures that are somebody's only one."""
        picture = self._found(Reference(role_of(sheet), sheet))
        why = self._no_room(picture.role, picture, clip.given)
        if why:
            clip.left.append(self._unseen(each, why))
            return False
        clip.given.append(picture)
        return True

    def _tell(self, clip: _Filling, each: SlotWanted, words: str) -> None:
        if each.kind == "person":
            clip.people.append(Pictured(each.name, words))
        elif each.kind == "place":
            clip.places.append((each.name, words))
        else:
            clip.head.append(self._sentence("prompt.prop", words=words, name=each.name))

    def _more(self, clip: _Filling, wanted: Sequence[SlotWanted], first: dict[str, str]) -> None:
        """Further pictures of people, as far as there is room; how many went along is said where not all did."""
        for each in wanted:
            rest = each.sheets[1:] if each.kind == "person" and first.get(each.name) else ()
            others = []
            for sheet in rest:
                picture = self._found(Reference(role_of(sheet), sheet))
                if self._no_room(picture.role, picture, clip.given):
                    break
                clip.given.append(picture)
                others.append(ordinal(self.words[picture.role], clip.count(picture.role)))
            if others:
                joined = Language.of(self.language).word("writing.list").join(others)
                clip.head.append(self._sentence("prompt.same", others=joined, first=first[each.name]))
            if len(others) < len(rest):
                why = f"{self.offer.model} takes {self._most('image')} pictures a clip here"
                clip.left.append(f"{each.name} goes along with {1 + len(others)} of {len(each.sheets)} pictures: {why}")

    def _say_left(self, clip: _Filling, wanted: Sequence[SlotWanted], first: dict[str, str]) -> None:
        """Who has a film and nothing else, and finds no room for it."""
        for each in wanted:
            if each.film and not each.sheets and each.name not in first and not each.handle:
                clip.left.append(self._unseen(each, "no room for another character's film"))

    def _voices(self, clip: _Filling, wanted: Sequence[SlotWanted]) -> None:
        """Samples of voices, where the model takes any; who sounds how stands in the prompt besides."""
        for each in wanted:
            if each.voice and "voice" in self.dialect.create.references:
                sample = self._found(Reference("voice", each.voice))
                why = self._no_room("voice", sample, clip.given)
                if why:
                    clip.left.append(f"the voice of {each.name} is told in words only: {why}")
                else:
                    clip.given.append(sample)

    def _unseen(self, each: SlotWanted, why: str) -> str:
        what = {"person": "", "place": "the place ", "prop": "the thing "}[each.kind]
        return f"{what}{each.name} is told in words only: {why}"

    def _sentence(self, key: str, **values: str) -> str:
        return Language.of(self.language).word(key).format(**values)

    def _most(self, role: str) -> int:
        row = self.dialect.create.references.get(role)
        return row.max if row else 0

    def _no_room(self, role: str, picture: Reference, given: Sequence[Reference]) -> str:
        """Why a picture (or a voice) cannot go along too; empty where it can."""
        row = self.dialect.create.references.get(role)
        what = {"voice": "voices", "element": "registered subjects"}.get(role, "pictures of people")
        if row is None or not applies(row.models, self.offer.model):
            return f"{self.offer.model} takes no {what} here"
        roles = Counter(each.role for each in given)
        if clash := next((other for other in row.excludes if roles[other]), ""):  # type: ignore[index]
            return f"{what} cannot go together with its {clash}"
        if roles[role] >= row.max:  # type: ignore[index]
            return f"{self.offer.model} takes {row.max} {what.split(maxsplit=1)[0]} a clip here"
        from storyboard.gateways.build import carried, kind_of_source, takes_files
        from storyboard.gateways.limits import over_limits, too_long

        forms = set(row.forms) if self.encoding == "chat" else carried(row, self.encoding)
        kind = kind_of_source(picture.source)
        if kind not in forms and not (kind == "file" and takes_files(forms)):
            return f"{what.split(maxsplit=1)[0]} are taken as {', '.join(sorted(forms)) or 'nothing'} here, and it has a {kind}"
        same = [each for each in given if each.role == role]
        return next(over_limits(picture, row), "") or too_long((*same, picture), row)

    def _found(self, each: Reference) -> Reference:
        return located(each, self.workspace)


def located(each: Reference, workspace: Path) -> Reference:
    """A reference with its local file's whole path, or what lies at its signed address; `UsageError` where a file is not there."""
    from storyboard.gateways.build import kind_of_source

    if kind_of_source(each.source) != "file":
        return known(each, workspace)
    path = workspace / each.source
    if not path.is_file():
        raise UsageError(f"{path}: no such picture or film", f"it is named in {FILE} or cast.toml")
    return Reference(each.role, str(refuse_links_out(path, workspace)), each.timestamps)


def role_of(sheet: str) -> Literal["image", "element"]:
    """A picture, or somebody who is registered with the maker as a subject of their own."""
    return "element" if sheet.startswith("element://") else "image"


def _film(source: str) -> Reference:
    address, _, span = source.partition("#")
    return Reference("character", address, span)
